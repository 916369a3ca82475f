"""Its checkers name the fault, and what it says of luck, of writers and of drawn digits is so."""

import numpy as np
import pytest
from explorable import controls_of, shows
from sklearn.datasets import load_digits
from sklearn.metrics import recall_score
from sklearn.model_selection import train_test_split

from nnlib import Adam, ReLU, cross_entropy, fit, mlp, numerical_gradient, softmax, stack
from nnlib.teaching.lessons.choose_and_test import check, explore, pictures, scripted
from nnlib.teaching.pad import strokes
from nnlib.teaching.pad.words import named, percent


def stub(*arguments):
    """To be written."""
    ...


@pytest.mark.parametrize("name", ["choose_and_test", "read_confusion"])
def test_a_stub_is_not_attempted(name):
    assert getattr(check, name)(stub).passed is None


def test_an_answer_that_says_itself_that_it_is_missing_is_not_attempted():
    def later(*arguments):
        raise NotImplementedError

    assert check.choose_and_test(later).passed is None


# ---- choose, train again, test once ----
def test_each_wrong_rule_chooses_another_strength():
    by_rows = check._ruled("", *((numbers.mean(axis=1), message) for _, numbers, message in check.BY_ROWS))
    strengths = [fault.wrong() for fault in by_rows + check.CHOICES]
    assert len(set(strengths)) == len(strengths) and set(strengths) < set(check.STRENGTHS)
    assert check.STRENGTHS[check.MEANS.argmin()] not in strengths
    assert not set(check.STRENGTHS) & set(range(24))  # a place in the list is no strength


def by_median(strengths, train, loss, accuracy, rows):
    medians = [np.median(loss(train(*rows["train"], l2), *rows["val"])) for l2 in strengths]
    return strengths[np.argmin(medians)], train(*rows["rest"], strengths[0]), 0, 0


def test_two_checks_tell_the_learner_the_same():
    assert repr(check.choose_and_test(by_median)) == repr(check.choose_and_test(by_median))


# ---- the confusion matrix ----
def beside(counts):
    counts = counts.copy()
    np.fill_diagonal(counts, 0)
    return counts


def test_recall_is_that_of_scikit_learn():
    cells = [(i, j) for (i, j), count in np.ndenumerate(check.MORE) for _ in range(count)]
    y, called = np.array(cells).T
    assert check.right_confusion(check.MORE)[0] == pytest.approx(recall_score(y, called, average=None))


def test_in_the_confusion_matrices_one_mistake_is_the_most_frequent():
    for counts in (check.COUNTS, check.MORE):
        mistakes = np.sort(beside(counts), axis=None)
        assert mistakes[-1] > mistakes[-2]


# ---- what the lesson claims ----
@pytest.fixture(scope="module")
def parts():
    X, y = load_digits(return_X_y=True)
    X = X / 16
    X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.33, random_state=111)
    X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest, test_size=0.40, random_state=123)
    of_rest = dict(train=(X_train, y_train), val=(X_val, y_val))
    return of_rest | dict(all=(X, y), rest=(X_rest, y_rest), test=(X_test, y_test))


def train(X, y, starts, sizes=(64, 48, 32, 10), l2=1e-3):
    rngs = [np.random.default_rng(seed) for seed in starts]
    nets = stack([mlp(sizes, ReLU, rng=rng) for rng in rngs])
    options = dict(rng=rngs, epochs=60, batch_size=32, l2=l2, measure="during")
    fit(nets, cross_entropy, Adam(nets, lr=2e-3), X, y, **options)
    return nets


def accuracy(nets, X, y):
    return (nets(X).argmax(axis=-1) == y).mean(axis=-1)


def nearest(X_known, X_asked):
    return np.array([((X_known - row) ** 2).sum(axis=1).argmin() for row in X_asked])


@pytest.fixture(scope="module")
def final(parts):
    return train(*parts["rest"], range(20))


def test_refitted_networks_read_97_percent_and_no_hidden_layer_95(parts, final):
    scores = accuracy(final, *parts["test"])
    assert scores.mean() >= 0.97 and scores.min() > 0.9596
    assert accuracy(train(*parts["rest"], range(5), (64, 10)), *parts["test"]).mean() == pytest.approx(0.95, abs=0.006)


def test_from_the_training_rows_alone_about_half_of_the_lead_is_left(parts):
    scores = accuracy(train(*parts["train"], range(10)), *parts["test"])
    assert scores.mean() == pytest.approx(0.966, abs=0.0015)
    assert (0.9726 - scores.mean()) / (0.9726 - 0.9596) == pytest.approx(0.5, abs=0.15)


@pytest.mark.long
def test_all_ten_starts_gain_by_l2_and_most_against_its_neighbor(parts):
    X_val, y_val = parts["val"]
    of = {l2: cross_entropy(y_val, train(*parts["train"], range(10), l2=l2)(X_val))[0] for l2 in (0, 1e-4, 1e-3, 1e-2)}
    assert min(of, key=lambda l2: of[l2].mean()) == 1e-3
    assert (of[1e-3] < of[0]).all() and 5 < (of[1e-3] < of[1e-4]).sum() < 10


@pytest.mark.long
def test_the_last_doubling_brings_2_to_3_percent(parts):
    X, y = parts["train"]
    both = [accuracy(train(X[:n], y[:n], range(20), l2=0), *parts["val"]) for n in (360, 721)]
    for starts in (3, 20):  # those of the lesson, and more
        assert 0.018 < both[1][:starts].mean() - both[0][:starts].mean() < 0.032


@pytest.mark.long
def test_the_last_writers_are_not_only_harder(parts):
    X, y = parts["all"]
    rng = np.random.default_rng(0)
    rows, nets = [], []
    for asked in np.array_split(rng.permutation(np.arange(1200, 1797)), 5):
        known = rng.permutation(np.setdiff1d(np.arange(1797), asked))[:1200]
        rows.append((y[known][nearest(X[known], X[asked])] == y[asked]).mean())
        nets.append(accuracy(train(X[known], y[known], range(3)), X[asked], y[asked]).mean())
    assert np.mean(rows) == pytest.approx(0.98, abs=0.005) and np.mean(nets) == pytest.approx(0.967, abs=0.005)


def test_one_pixel_to_the_right_costs_the_networks_more_than_the_nearest_row(parts, final):
    (X, y), (X_test, y_test) = parts["rest"], parts["test"]
    moved = np.zeros((len(X_test), 8, 8))
    moved[:, :, 1:] = X_test.reshape(-1, 8, 8)[:, :, :-1]
    moved = moved.reshape(-1, 64)
    scores = accuracy(final, moved, y_test)
    assert scores.max() < 0.5 and (y[nearest(X, moved)] == y_test).mean() == pytest.approx(0.6, abs=0.005)
    assert softmax(final(moved)).max(axis=-1).mean() == pytest.approx(0.8, abs=0.02)


def test_whether_fives_are_harder_than_threes_the_test_cannot_say(parts, final):
    X_test, y_test = parts["test"]
    right = final(X_test)[:10].argmax(axis=-1) == y_test
    q = {digit: right[:, y_test == digit].mean() for digit in range(10)}
    n = np.bincount(y_test)
    assert sorted(q, key=q.get)[:2] == [5, 3]
    assert q[3] - q[5] < np.sqrt(sum(q[d] * (1 - q[d]) / n[d] for d in (3, 5)))


def test_the_nearest_row_makes_five_errors_a_third_of_the_best_network(parts, final):
    (X, y), (X_test, y_test) = parts["rest"], parts["test"]
    errors = (y[nearest(X, X_test)] != y_test).sum()
    assert errors == 5 and errors <= 0.36 * (1 - accuracy(final, X_test, y_test).max()) * len(y_test)


def test_unseen_writers_cost_the_network_and_the_nearest_row(parts):
    X, y = parts["all"]
    assert accuracy(train(X[:1200], y[:1200], range(10)), X[1200:], y[1200:]).mean() == pytest.approx(0.93, abs=0.008)
    assert (y[:1200][nearest(X[:1200], X[1200:])] == y[1200:]).mean() == pytest.approx(0.965, abs=0.002)


def test_on_drawn_digits_the_lead_of_the_nearest_row_is_gone(parts, final):
    truth, made = scripted.digits()
    X, y = parts["rest"]
    for (_, pictures_), row, net in zip(made.items(), (0.825, 0.9, 0.9), (0.81, 0.91, 0.93), strict=True):
        assert (y[nearest(X, pictures_ / 16)] == truth).mean() == pytest.approx(row)
        assert accuracy(final, pictures_ / 16, truth).mean() == pytest.approx(net, abs=0.015)
    sure = softmax(final(made["full squares"] / 16)).max(axis=-1).mean()
    assert sure == pytest.approx(0.9, abs=0.015)
    assert X.size / final.params.shape[1] == pytest.approx(15, abs=0.5)


def test_a_small_step_turns_the_1_with_a_foot_in_most_networks(final):
    x = scripted.pixels("c3 e1 e8, c8 g8", "soft pen, fitted") / 16
    net = final[0]
    slope = -net.backward(cross_entropy(np.array([1]), net(x))[1], input_gradient=True)
    changed = np.clip(x + 0.2 * slope / np.abs(slope).max(), 0, 1)
    assert (final(x)[:10].argmax(axis=-1) == 2).all() and (final(changed)[:10].argmax(axis=-1) == 1).all()
    names = np.array([f"{letter}{number}" for number in range(1, 9) for letter in "abcdefgh"])
    by_change = names[np.argsort((changed - x)[0])]
    assert set(by_change[-3:]) == {"c4", "d3", "d4"} and by_change[0] == "e1"
    assert set(names[np.argsort(slope[0])[:2]]) == {"e1", "b2"}
    turned = (final(x).argmax(axis=-1) == 2) & (final(changed).argmax(axis=-1) == 1)
    assert turned.mean() > 0.9 and np.abs(changed - x).max() <= 0.2 + 1e-12


# ---- drawn digits ----
def test_scripted_digits_are_forty_in_three_ways():
    truth, made = scripted.digits()
    assert truth.tolist() == sorted(4 * list(range(10))) and list(made) == list(strokes.WAYS)
    assert all(X.shape == (40, 64) and X.max() == 16 for X in made.values())
    assert np.array_equal(scripted.pixels(strokes.SCRIPTED[7][1], "soft pen")[0], made["soft pen"][29])


# ---- the pad ----
@pytest.fixture(scope="module")
def net():
    X, y = load_digits(return_X_y=True)
    rng = np.random.default_rng(0)
    net = mlp([64, 24, 10], ReLU, rng=rng)
    fit(net, cross_entropy, Adam(net, lr=0.01), X[:600] / 16, y[:600], rng=rng, epochs=10)
    return net


def test_the_slope_of_the_pixels_is_that_of_the_logarithm(net):
    picture = strokes.soft_pen(strokes.read("b1 g1 d8"))
    measured = numerical_gradient(lambda x: np.log(softmax(net(x))[0, 3]), picture.reshape(1, 64) / 16)
    assert explore.pixel_slope(net, picture, 3) == pytest.approx(measured.reshape(8, 8), abs=1e-6)


def test_advice_adds_only_where_there_is_room_and_takes_only_ink():
    slope, picture = np.zeros((8, 8)), np.zeros((8, 8))
    picture[0, 0] = picture[0, 1] = 16
    slope[0, 0], slope[0, 1], slope[2, 3], slope[7, 7] = 9, -1, 2, -5
    wishes = explore.possible(slope, picture)
    assert np.argwhere(wishes).tolist() == [[0, 1], [2, 3]] and explore.advice(wishes) == ("d3", "b1")
    assert explore.advice(explore.possible(-np.ones((8, 8)), np.zeros((8, 8)))) == (None, None)


def test_advice_in_words():
    assert explore.wish(("a1", "h8"), 8) == "To make it more like an 8: more ink at a1 and less at h8."
    assert explore.wish((None, "h8"), 7) == "To make it more like a 7: less at h8."
    assert explore.wish((None, None), 7).endswith(": no single square helps.")


def test_the_verdict_and_the_picture_agree_with_the_network_in_each_way(net, page):
    paper, reading = explore.build(net)
    controls = controls_of("pad")
    for way, make in strokes.WAYS.items():
        for digit in (0, 4, 8):
            controls["drawing"].value = strokes.SCRIPTED[digit][0]
            controls["pixels from"].value = way
            made = make(strokes.read(strokes.SCRIPTED[digit][0]))
            p = softmax(net(made.reshape(1, 64) / 16))[0]
            assert f"The network says {p.argmax()}, {percent(p.max())} sure" in reading.caption
            assert reading.data["numbers"] == made.ravel().tolist()
            assert [width for width, _ in reading.data["bars"]] == pytest.approx(p, abs=1e-4)
            assert paper.data["pen"] == (strokes.THIN if way == "full squares" else strokes.PEN)


def test_the_target_digit_turns_the_slope(net, page):
    _, reading = explore.build(net)
    picture = strokes.full_squares(strokes.read(explore.START))
    assert reading.data["title"] == f"More like {named(explore.DIGIT)}"
    controls_of("pad")["more like a"].value = -1
    assert reading.data["title"] == f"More like {named(reading.data['best'])}"
    for digit in (8, 1):
        controls_of("pad")["more like a"].value = digit
        expected = explore.possible(explore.pixel_slope(net, picture, digit), picture)
        squares = explore.advice(expected)
        assert reading.data["slope"] == pytest.approx((expected / np.abs(expected).max()).ravel(), abs=1e-3)
        assert reading.data["title"] == f"More like {named(digit)}" and explore.wish(squares, digit) in reading.caption
        assert [strokes.SQUARES[8 * row + column] for row, column in reading.data["marks"]] == list(squares)


def test_an_empty_pad_gets_an_answer_and_advice(net, page):
    explore.pad(net)
    controls_of("pad")["Clear"].click()
    ((sentence, *_),) = (each for each in shows("pad") if each[0])
    assert sentence.startswith("<b>The pad is empty") and "more ink at" in sentence and "less at" not in sentence


# ---- pictures ----
def test_two_ways_shows_the_answers_and_names_what_is_wrong(shown):
    wrong = np.arange(10)
    wrong[3] = 5
    images = np.zeros((10, 64))
    pictures.two_ways({"one": images, "other": images}, {"one": wrong, "other": np.arange(10)})
    ((fig, alt),) = shown
    fig.canvas.draw()
    assert [ax.get_title(loc="left") for ax in fig.axes] == [
        "one, the answer below each",
        "other, 1 mended (blue)",
    ]
    captions = [[text.get_text() for text in ax.texts] for ax in fig.axes]
    assert captions[0][3] == "✗ 5" and not any("✗" in text for text in captions[0][4:] + captions[1])
    assert captions[1][3] == "✓ 3" and sum("✓" in text for text in captions[0] + captions[1]) == 19
    assert fig.get_suptitle() == "Ten digits, picked as hard ones: 9 right as one, 10 right as other"
    assert captions[0][-2:] == ["9", "of 10 right"] and captions[1][-2:] == ["10", "of 10 right"]
    assert "one: 0, 1, 2, 5, 4" in alt


def marks_of(ax, mark):
    return [line.get_xdata() for line in ax.lines if line.get_marker() == mark]


def test_a_square_stands_right_of_0_for_each_start_with_less_loss_at_the_chosen_strength(shown):
    loss = np.array([[0.3, 0.5], [0.35, 0.3], [0.2, 0.9]])
    pictures.strengths([0, 0.01, 1], 1 - loss, loss)
    ((fig, alt),) = shown
    fig.canvas.draw()
    (ax,) = fig.axes
    assert [text.get_text() for text in ax.texts if " of " in text.get_text()] == ["1 of 2", "1 of 2"]
    rows = ["against no L2\n60.0 % right", "against λ = 1\n45.0 % right"]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == rows and "0.01: 0.675 and 0.325" in alt
    assert "Right of 0, so higher: 1 for 0, 1 for 1." in alt
    assert "λ = 0.01:\n67.5 % right" in [text.get_text() for text in ax.texts]
    assert np.allclose(marks_of(ax, "s"), [[0.2], [0.6]])  # more loss than with the chosen one
    assert np.allclose(marks_of(ax, "o"), [[-0.05], [-0.15]])
    assert fig.get_suptitle() == "λ = 0.01 wins 1 of 2 starts against no L2"
    three = pictures.draw_strengths([0, 1e-4, 1e-3], loss, np.array([[0.4, 0.4], [0.31, 0.3], [0.3, 0.305]]))
    assert three.get_suptitle().endswith(" wins 2 of 2 starts against no L2, 1 against λ = 0.0001")


def test_a_strength_far_off_is_on_no_scale_but_said(shown):
    loss = np.array([[0.31, 0.3], [0.3, 0.29], [0.9, 1.2]])
    pictures.strengths([0, 0.01, 1], np.full((3, 2), 0.9), loss)
    fig = shown[0][0]
    fig.canvas.draw()
    (ax,) = fig.axes
    words = [text.get_text() for text in ax.texts]
    assert words.count("2 of 2") == 2 and "off the scale: 0.6 to 0.91" in words
    assert np.allclose(marks_of(ax, "s"), [[0.01, 0.01]]) and ax.get_xlim()[1] < 0.1
    assert len(marks_of(ax, ">")[0]) == 2 and marks_of(ax, ">")[0].max() < ax.get_xlim()[1]


def test_neighbors_counts_those_that_are_near(shown):
    pictures.neighbors(np.array([1, 0, 3, 0]), window=3)
    ((fig, alt),) = shown
    fig.canvas.draw()
    assert "75 % have their nearest picture within 3 places; by chance it would be 88 %" in alt
    near = fig.axes[0].lines[1]
    assert near.get_xdata().tolist() == [0, 1, 2]


def test_squares_with_the_same_score_are_stacked():
    fig = pictures.draw_test_scores({"networks": [0.97, 0.975, 0.97, 0.97], "other": 0.99}, 0.007, 0.9596)
    four, one, *_ = fig.axes[0].lines
    alone = pictures.draw_test_scores({"networks": [0.97]}, 0.007, 0.9596).axes[0].lines[0]
    assert alone.get_color() == four.get_color() != one.get_color()  # the networks look alike in both pictures
    assert [text.get_text() for text in fig.axes[0].texts[:2]] == ["mean 97.1 %", "99.0 %"]
    assert four.get_xdata().tolist() == [0.97, 0.97, 0.97, 0.975] and four.get_ydata()[3] == four.get_ydata()[0]
    assert np.allclose(np.diff(four.get_ydata()[:3]), -0.2) and one.get_ydata().tolist() == [1]
    assert (four.get_marker(), one.get_marker()) == ("s", "D")  # a start, and a program without one
    tick = fig.axes[0].collections[0].get_segments()[0]
    assert tick[:, 0] == pytest.approx(np.mean([0.97, 0.975, 0.97, 0.97])) and tick[:, 1].max() < four.get_ydata().min()


def test_a_score_does_not_stand_across_the_edge_of_the_band():
    fig = pictures.draw_test_scores({"networks": [0.968, 0.975], "other": 0.99}, 0.007, 0.9596)
    fig.canvas.draw()
    words = fig.axes[0].texts[0]
    assert words.get_ha() == "center" and words.xy[0] == pytest.approx(0.9715)  # above the tick at the mean
    extent = words.get_window_extent().transformed(fig.axes[0].transData.inverted())
    assert extent.x0 > 0.9715 - 0.007 and extent.x1 < 0.9715 + 0.007


def test_confusion_names_the_most_frequent_mistake(shown):
    counts = np.diag([9, 9, 9])
    counts[2, 0], counts[0, 1] = 4, 2
    pictures.confusion(counts)
    ((fig, words),) = shown
    assert "27 of 33 answers" in words and "is 4: a 2 called 0" in words
    assert not fig.axes[1].patches  # neither is frequent enough
    counts[2, 0], counts[0, 1] = 20, pictures.OFTEN
    pictures.confusion(counts)
    bars = shown[1][0].axes[1]
    assert [bar.get_width() for bar in bars.patches] == [20, pictures.OFTEN]  # the most frequent on top
    assert [tick.get_text() for tick in bars.get_yticklabels()] == ["2 called 0", "0 called 1"]
    assert shown[1][0].get_suptitle().endswith("the most frequent: a 2 called 0, 20 times")


def test_the_other_pictures_draw_and_are_described(shown):
    pictures.more_pictures([45, 90], np.array([[0.7, 0.8], [0.9, 0.9]]))
    pictures.test_scores({"networks": np.array([0.97, 0.98])}, 0.007, 0.9596)
    pictures.test_scores({"networks": np.array([0.97, 0.98]), "nearest row": 0.992}, 0.007, 0.9596)
    pictures.surest_mistakes(np.zeros((2, 64)), [3, 5], [5, 9], [0.98, 0.9])
    p = np.full((2, 10), 0.02)
    p[0, 3] = p[1, 8] = 0.82
    eye = np.eye(8).ravel()
    pictures.small_step(eye, -3 * eye, eye / 2, 8, p)
    for fig, _ in shown:
        fig.canvas.draw()
    words = [alt for _, alt in shown]
    assert "Means: 0.75, 0.90" in words[0]
    assert shown[2][0].axes[0].get_title(loc="left") == "The nearest row learned nothing and reads best: 99.2 %"
    assert "networks: 0.970 to 0.980; nearest row: 0.992 to 0.992" in words[2]
    assert "a 3 called 5, 98 % sure" in words[3] and "called 3, 82 %; its" in words[4] and "called 8, 82 %." in words[4]
    assert shown[4][0].get_suptitle() == "No pixel moves by more than 50 % of full ink, and the answer “3” becomes “8”"
    assert shown[0][0].axes[0].get_title(loc="left") == "Each doubling helps: the last still brings 15.0 points"
    before, asks, after = shown[4][0].axes
    titles = [ax.get_title(loc="left") for ax in (before, asks, after)]
    assert titles == ["before", "more like an 8", "after a small step"]
    assert [ax.get_xlabel() for ax in (before, after)] == ["it says 3, 82 % sure", "it says 8, 82 % sure"]
    assert asks.images[0].get_array().min() == -1 and after.images[0].get_array().max() == 0.5
