"""Its checkers name the fault, strokes become pixels as in the data set, the pad says what it shows."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.metrics import recall_score

from nnlib import Adam, ReLU, cross_entropy, fit, mlp, numerical_gradient, softmax
from nnlib.teaching import live
from nnlib.teaching.lessons.digits import check, pictures
from nnlib.teaching.pad import pad, strokes
from nnlib.teaching.pad.panels import named


@pytest.fixture(autouse=True)
def no_memory(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def says(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


def stub(*arguments):
    """To be written."""
    ...


@pytest.mark.parametrize("name", ["my_softmax", "one_hot", "choose_strength", "read_confusion"])
def test_a_stub_is_not_attempted(name):
    assert getattr(check, name)(stub).passed is None


# ---- softmax ----
def rows(e):
    return e / e.sum(axis=1, keepdims=True)


def one_row_after_the_other(scores):
    return [np.exp(row - row.max()) / np.exp(row - row.max()).sum() for row in scores]


def by_logarithms(scores):
    z = scores - scores.max(axis=1)[:, np.newaxis]
    return np.exp(z - np.log(np.exp(z).sum(axis=1))[:, np.newaxis])


def in_place(scores):
    scores -= scores.max(axis=1, keepdims=True)
    return rows(np.exp(scores))


def no_return(scores):
    rows(np.exp(scores))


RIGHT_SOFTMAX = [softmax, one_row_after_the_other, by_logarithms, lambda s: rows(np.exp(s.T - s.max(axis=1)).T)]
NO_LIMIT = "scores beyond a limit are cut off"
WRONG_SOFTMAX = [
    (lambda s: np.exp(s) / np.exp(s).sum(axis=0), "the columns sum to 1"),
    (lambda s: np.exp(s - s.max(axis=0)) / np.exp(s - s.max(axis=0)).sum(axis=0), "the columns sum to 1"),
    (lambda s: np.exp(s) / np.exp(s).sum(), "the whole table sums to 1"),
    (
        lambda s: np.exp(s - s.max(axis=1, keepdims=True)) / np.exp(s - s.max(axis=1, keepdims=True)).sum(1),
        "sum of row i",
    ),
    (lambda s: rows(np.exp(s - s.max(axis=1))), "the same number subtracted"),
    (lambda s: np.exp(s - s.max(axis=1)) / np.exp(s - s.max(axis=1)).sum(axis=1), "land in column i"),
    (lambda s: np.exp(s - s.max(axis=1)[:, None]) / np.exp(s - s.max(axis=1)[:, None]).sum(), "share one sum"),
    (np.exp, "Divide each row by its sum"),
    (lambda s: np.exp(s - s.max(axis=1, keepdims=True)), "Divide each row by its sum"),
    (lambda s: rows(s), "shares of the scores themselves"),
    (lambda s: rows(np.exp(-s)), "sign in the exponent"),
    (lambda s: np.log(rows(np.exp(s))), "the logarithm of the probabilities"),
    (lambda s: rows(2**s), "powers of 2"),
    (lambda s: 1 / (1 + np.exp(-s)), "the sigmoid of each score"),
    (lambda s: rows(1 / (1 + np.exp(-s))), "made of sigmoids"),
    (lambda s: rows(np.exp(1 / (1 + np.exp(-s)))), "squeezes the scores before softmax"),
    (lambda s: np.eye(s.shape[1])[s.argmax(axis=1)], "everything to the largest score"),
    (lambda s: rows(np.exp(s)), "a row with scores of 10,000 gives NaN"),
    (lambda s: rows(np.exp(s - s.max())), "gives NaN in rows far below it"),
    (lambda s: np.exp(s - s.max()) / (np.exp(s - s.max()).sum(axis=1, keepdims=True) + 1e-9), "gives rows of zeros"),
    (lambda s: rows(np.exp(s - s.max(axis=0))), "largest number of each column"),
    (lambda s: rows(np.exp(s - s.mean(axis=1, keepdims=True))), "leaves nothing above 0"),
    (lambda s: rows(np.exp(s - s.min(axis=1, keepdims=True))), "leaves nothing above 0"),
    (lambda s: rows(np.exp(np.clip(s, -500, 500))), NO_LIMIT),
    (lambda s: rows(np.exp(np.minimum(s, 700))), NO_LIMIT),
    (lambda s: rows(np.exp(s))[:, :2], "shape (3, 2), wanted (3, 3)"),
    (lambda s: rows(np.exp(s)) + 0.01, "should be"),
    (in_place, "changes its argument number 1"),
    (no_return, "returns None"),
]


@pytest.mark.parametrize("answer", RIGHT_SOFTMAX)
def test_my_softmax_accepts_right_answers(answer):
    assert check.my_softmax(answer).passed, check.my_softmax(answer)


@pytest.mark.parametrize("answer, words", WRONG_SOFTMAX)
def test_my_softmax_says_what_is_wrong(answer, words):
    says(check.my_softmax(answer), words)


# ---- one-hot ----
def filled(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    Y[np.arange(len(labels)), labels] = 1
    return Y


def all_rows(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    Y[:, labels] = 1
    return Y


def one_list(labels, n_classes):
    Y = [[0] * n_classes] * len(labels)
    for i, label in enumerate(labels):
        Y[i][label] = 1
    return Y


def label_as_value(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    for i, label in enumerate(labels):
        Y[i, label] = label
    return Y


RIGHT_ONE_HOT = [
    filled,
    lambda y, k: np.eye(k)[y],
    lambda y, k: y[:, np.newaxis] == np.arange(k),
    lambda y, k: [[int(label == j) for j in range(k)] for label in y],
]
WRONG_ONE_HOT = [
    (lambda y, k: np.eye(y.max() + 1)[y], "the last classes do not occur"),
    (lambda y, k: filled(np.searchsorted(np.unique(y), y), len(np.unique(y))), "only the classes that occur"),
    (all_rows, "all rows are equal"),
    (one_list, "all rows are one list"),
    (lambda y, k: filled(y - 1, k), "too far to the left"),
    (lambda y, k: np.roll(filled(y, k), 1, axis=1), "too far to the right"),
    (lambda y, k: filled(y, k + 1), "one column too many"),
    (lambda y, k: filled(y, k).T, "rows and columns are swapped"),
    (lambda y, k: 1 - filled(y, k), "zeros and ones are swapped"),
    (label_as_value, "class 0 leaves no mark"),
    (lambda y, k: np.eye(len(y), k), "whatever the label"),
    (lambda y, k: 1.0 * (y[:, np.newaxis] >= np.arange(k)), "all columns up to the label"),
    (lambda y, k: y, "shape (4,), wanted (4, 4)"),
    (lambda y, k: 2 * filled(y, k), "twice too large"),
]


@pytest.mark.parametrize("answer", RIGHT_ONE_HOT)
def test_one_hot_accepts_right_answers(answer):
    assert check.one_hot(answer).passed, check.one_hot(answer)


@pytest.mark.parametrize("answer, words", WRONG_ONE_HOT)
def test_one_hot_says_what_is_wrong(answer, words):
    says(check.one_hot(answer), words)


# ---- the gradient of softmax cross-entropy ----
def test_each_step_of_the_derivation_holds():
    rng = np.random.default_rng(0)
    s, classes = rng.normal(size=(5, 10)), np.array([3, 0, 9, 3, 7])
    Y, p = np.eye(10)[classes], softmax(s)
    own = np.arange(5), classes
    S = np.exp(s).sum(axis=1)
    assert np.allclose(-np.log(p[own]), -s[own] + np.log(S), rtol=1e-12)  # step 1
    assert np.allclose(numerical_gradient(lambda s: -s[own].sum(), s.copy()), -Y, rtol=0, atol=1e-9)  # step 2
    log_S = numerical_gradient(lambda s: np.log(np.exp(s).sum(axis=1)).sum(), s.copy())
    assert np.allclose(log_S, p, rtol=0, atol=1e-9)  # step 4
    loss = numerical_gradient(lambda s: -np.log(softmax(s)[own]).mean(), s.copy())
    assert np.allclose(loss, (p - Y) / 5, rtol=0, atol=1e-9)  # step 5
    step = Y - p  # the true class rises by as much as the others fall, each in proportion to its probability
    others = np.where(Y == 1, 0, step)
    assert np.allclose(step[own], -others.sum(axis=1)) and np.allclose(others, -np.where(Y == 1, 0, p))


# ---- the strength ----
def rule(number):
    return lambda strengths, train, val, test: strengths[number(train, val, test).argmin()]


def with_a_loop(strengths, train, val, test):
    best, least = None, np.inf
    for strength, losses in zip(strengths, val, strict=True):
        if sum(losses) < least:
            best, least = strength, sum(losses)
    return best


RIGHT_STRENGTH = [rule(lambda train, val, test: val.mean(axis=1)), with_a_loop]
WRONG_STRENGTH = [
    (rule(lambda train, val, test: train.mean(axis=1)), "the training rows have chosen"),
    (rule(lambda train, val, test: test.mean(axis=1)), "the test rows have chosen"),
    (rule(lambda train, val, test: val.mean(axis=1) + test.mean(axis=1)), "validation and test rows"),
    (rule(lambda train, val, test: val.mean(axis=1) + train.mean(axis=1)), "training and validation rows"),
    (rule(lambda train, val, test: (train + val + test).sum(axis=1)), "all rows have chosen"),
    (rule(lambda train, val, test: (val - train).mean(axis=1)), "smallest gap"),
    (rule(lambda train, val, test: -val.mean(axis=1)), "A loss is to be small"),
    (rule(lambda train, val, test: val.min(axis=1)), "the best single start"),
    (lambda strengths, train, val, test: strengths[val.argmin() // val.shape[1]], "the best single start"),
    (rule(lambda train, val, test: val.max(axis=1)), "the worst single start"),
    (rule(lambda train, val, test: np.median(val, axis=1)), "the median over the starts"),
    (rule(lambda train, val, test: val[:, 0]), "only the first start"),
    (rule(lambda train, val, test: val[:, -1]), "only the last start"),
    (rule(lambda train, val, test: val.std(axis=1)), "starts differ least"),
    (lambda strengths, train, val, test: val.mean(axis=1).argmin(), "the place in the list"),
    (lambda strengths, train, val, test: val.mean(axis=1).min(), "the smallest mean loss"),
    (rule(lambda train, val, test: val.mean(axis=0)), "a start has been chosen"),
    (lambda strengths, train, val, test: strengths[val.argmin()], "argmin counted through the whole table"),
    (lambda strengths, train, val, test: strengths[val.mean().argmin()], "the first strength of the list"),
    (lambda strengths, *losses: min(strengths), "the smallest strength"),
    (lambda strengths, *losses: max(strengths), "the largest strength"),
    (rule(lambda train, val, test: -test.mean(axis=1)), "[0.6, 0.6]]) the answer should be 0.1, yours is 0."),
    (lambda strengths, train, val, test: val.mean(axis=1), "wanted ()"),
]


@pytest.mark.parametrize("answer", RIGHT_STRENGTH)
def test_choose_strength_accepts_right_answers(answer):
    assert check.choose_strength(answer).passed, check.choose_strength(answer)


@pytest.mark.parametrize("answer, words", WRONG_STRENGTH)
def test_choose_strength_says_what_is_wrong(answer, words):
    says(check.choose_strength(answer), words)


def test_on_the_data_of_choose_strength_no_wrong_rule_agrees_with_the_right_one_or_another():
    cases = check.STRENGTH_CASES[1:]
    answers = [[float(fault.wrong(*case)) for case in cases] for fault in check.STRENGTH]
    for i, case in enumerate(cases):
        assert float(check.right_strength(*case)) not in [answer[i] for answer in answers]
    assert len(set(map(tuple, answers))) == len(answers)


# ---- the confusion matrix ----
def beside(counts):
    counts = counts.copy()
    np.fill_diagonal(counts, 0)
    return counts


def where_largest(counts):
    return np.argwhere(counts == counts.max())[0]


def right_recall(counts):
    return counts.diagonal() / counts.sum(1)


def in_loops(counts):
    recall = [counts[i, i] / sum(counts[i]) for i in range(len(counts))]
    pairs = [(i, j) for i in range(len(counts)) for j in range(len(counts)) if i != j]
    return recall, max(pairs, key=lambda pair: counts[pair])


def worst(pair):
    return lambda counts: (right_recall(counts), pair(counts))


def recall(wrong):
    return lambda counts: (wrong(counts), where_largest(beside(counts)))


WRONG_CONFUSION = [
    (recall(lambda c: c.diagonal() / c.sum(axis=0)), "this is the precision"),
    (recall(lambda c: c.diagonal() / c.sum()), "divided by all rows of the table"),
    (recall(lambda c: np.trace(c) / c.sum()), "the accuracy, one number"),
    (recall(lambda c: c.diagonal()), "these are counts"),
    (recall(lambda c: 1 - right_recall(c)), "shares of the mistakes"),
    (recall(lambda c: 100 * right_recall(c)), "percent"),
    (recall(lambda c: c.diagonal() / (c.sum(axis=1) - c.diagonal())), "divided by the mistakes"),
    (recall(lambda c: c.diagonal() / c.max(axis=1)), "largest count of their row"),
    (recall(lambda c: c / c.sum(axis=1)[:, np.newaxis]), "the whole table in shares"),
    (recall(lambda c: 2 * c.diagonal() / (c.sum(axis=0) + c.sum(axis=1))), "F1"),
    (worst(where_largest), "most frequent *right* answer"),
    (worst(lambda c: where_largest(c - np.diag(c))), "np.diag(np.diag(counts)) is the table"),
    (worst(lambda c: where_largest(beside(c))[::-1]), "true and called are swapped"),
    (worst(lambda c: beside(c).argmax()), "np.unravel_index"),
    (worst(lambda c: beside(c).max()), "how often the mistake was made"),
    (worst(lambda c: where_largest(beside(c) / c.sum(axis=1, keepdims=True))), "largest share of its row"),
    (worst(lambda c: where_largest(beside(c + c.T))), "counted together"),
    (worst(lambda c: where_largest(np.tril(beside(c + c.T)))), "counted together"),
    (worst(lambda c: where_largest(np.triu(c, 1))), "only the part above the diagonal"),
    (worst(lambda c: where_largest(np.tril(c, -1))), "only the part below the diagonal"),
    (worst(lambda c: where_largest(-np.where(c == 0, c.max(), c))), "the rarest mistake"),
    (lambda c: right_recall(c), "wanted 2 results, recall, worst"),
    (lambda c: (where_largest(beside(c)), right_recall(c)), "recall: the result has shape (2,)"),
]


def in_place_confusion(counts):
    right = right_recall(counts)
    np.fill_diagonal(counts, 0)
    return right, where_largest(counts)


@pytest.mark.parametrize("answer", [worst(lambda c: where_largest(beside(c))), in_loops, check.right_confusion])
def test_read_confusion_accepts_right_answers(answer):
    assert check.read_confusion(answer).passed, check.read_confusion(answer)


@pytest.mark.parametrize("answer, words", [*WRONG_CONFUSION, (in_place_confusion, "changes its argument number 1")])
def test_read_confusion_says_what_is_wrong(answer, words):
    says(check.read_confusion(answer), words)


def test_recall_is_that_of_scikit_learn():
    cells = [(i, j) for (i, j), count in np.ndenumerate(check.MORE) for _ in range(count)]
    y, called = np.array(cells).T
    assert check.right_confusion(check.MORE)[0] == pytest.approx(recall_score(y, called, average=None))


def test_in_the_confusion_matrices_one_mistake_is_the_most_frequent():
    for counts in (check.COUNTS, check.MORE):
        mistakes = np.sort(beside(counts), axis=None)
        assert mistakes[-1] > mistakes[-2]


# ---- strokes ----
def test_text_is_read_as_strokes_of_rows_and_columns():
    assert strokes.read("b1 G1 d8, c4f4") == [[(0, 1), (0, 6), (7, 3)], [(3, 2), (3, 5)]]
    assert strokes.read(" , x9 a0 ,,") == []
    assert strokes.unread("b1 g1, d8") == "" and strokes.unread("b1 z9 <g>") == "z9<g>"


def test_undo_and_lift():
    assert strokes.undone("b1 g1, c4") == "b1 g1,"
    assert strokes.undone("b1 g1,") == "b1 g1"
    assert strokes.undone("b1") == strokes.undone("") == ""
    assert strokes.lifted("b1 g1") == "b1 g1," == strokes.lifted("b1 g1, ")
    assert strokes.lifted("") == ""


def test_there_are_four_ways_of_each_digit_all_on_the_field_and_all_different():
    assert list(strokes.SCRIPTED) == list(range(10))
    texts = [text for four in strokes.SCRIPTED.values() for text in four]
    assert len(set(texts)) == 40 and not any(map(strokes.unread, texts))


def test_full_squares_are_full_or_empty_and_follow_the_line():
    picture = strokes.full_squares(strokes.read("b2 e2, h5 h8"))
    expected = np.zeros((8, 8))
    expected[1, 1:5] = expected[4:8, 7] = 16
    assert np.array_equal(picture, expected)


@pytest.mark.parametrize("text", ["d3", "b2 e2, h8"])
def test_a_square_by_itself_is_full(text):
    picture = strokes.full_squares(strokes.read(text))
    row, column = strokes.read(text)[-1][-1]
    assert picture[row, column] == 16 and picture.sum() == 16 * (1 if text == "d3" else 5)


def test_a_straight_soft_stroke_covers_the_dots_within_its_radius():
    black = strokes.black_dots([np.array([[16.0, -50.0], [16.0, 50.0]])], pen=2.5)
    assert np.array_equal(np.flatnonzero(black[:, 0]), [14, 15, 16, 17, 18]) and (black == black[:, :1]).all()
    point = strokes.black_dots([np.array([[16.0, 16.0]])], pen=2)
    assert point.sum() == 13  # dots at distance 2 or less from a dot


def test_a_line_runs_through_the_middles_of_its_squares():
    (line,) = strokes.lines_of([[(0, 0), (7, 4)]])
    assert line.tolist() == [[1.5, 1.5], [29.5, 17.5]]  # a square has dots 0 to 3, 4 to 7, …


def test_pixels_count_the_black_dots_of_their_block():
    black = np.zeros((32, 32), dtype=bool)
    black[0, 0] = black[4:8, 28:32] = True
    picture = strokes.counted(black)
    assert picture[0, 0] == 1 and picture[1, 7] == 16 and picture.sum() == 17


@pytest.mark.parametrize("text, width", [("e3 e5", 0), ("c1 f7", 13.5), ("c3 e2 g3 d6 b6", 19), ("a4 h5", 19)])
def test_fitted_strokes_fill_the_height_are_centered_and_not_too_wide(text, width):
    points = np.concatenate(strokes.fit_to_height(strokes.lines_of(strokes.read(text)), pen=2.5))
    low, high = points.min(axis=0), points.max(axis=0)
    assert (low + high) / 2 == pytest.approx([15.5, 15.5])
    assert high - low == pytest.approx([27, width])  # 32 dots less the pen; as tall as wide was, or 24 less the pen


def test_a_level_stroke_cannot_be_stretched_in_height():
    (line,) = strokes.fit_to_height(strokes.lines_of(strokes.read("c2 e2")), pen=2.5)
    assert line.tolist() == [[15.5, 6.0], [15.5, 25.0]]


def test_where_a_digit_was_drawn_does_not_matter_once_it_is_fitted():
    one, other = (strokes.soft_pen_fitted(strokes.read(text)) for text in ("b2 d2 c5", "e4 g4 f7"))
    assert np.array_equal(one, other)
    assert not np.array_equal(strokes.soft_pen(strokes.read("b2 d2 c5")), strokes.soft_pen(strokes.read("e4 g4 f7")))


def test_the_fitted_digits_look_like_the_data_set_and_full_squares_do_not():
    data = load_digits().data
    made = {
        way: np.array([make(strokes.read(text)) for four in strokes.SCRIPTED.values() for text in four])
        for way, make in strokes.WAYS.items()
    }
    assert made["soft pen, fitted"].mean() == pytest.approx(data.mean(), rel=0.05)
    gray = {way: ((X > 0) & (X < 16)).sum() / (X > 0).sum() for way, X in {"data": data, **made}.items()}
    assert gray["full squares"] == 0 and gray["soft pen, fitted"] == pytest.approx(gray["data"], abs=0.05)


@pytest.mark.parametrize("way", strokes.WAYS)
def test_nothing_drawn_is_an_empty_picture(way):
    assert np.array_equal(strokes.WAYS[way]([]), np.zeros((8, 8)))


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
    assert pad.pixel_slope(net, picture, 3) == pytest.approx(measured.reshape(8, 8), abs=1e-6)


def test_advice_adds_only_where_there_is_room_and_takes_only_ink():
    slope, picture = np.zeros((8, 8)), np.zeros((8, 8))
    picture[0, 0] = picture[0, 1] = 16
    slope[0, 0], slope[0, 1], slope[2, 3], slope[7, 7] = 9, -1, 2, -5
    assert pad.advice(slope, picture) == ("d3", "b1")
    assert pad.advice(-np.ones((8, 8)), np.zeros((8, 8))) == (None, None)


def test_words():
    p = np.array([0.02, 0, 0, 0.27, 0, 0, 0, 0.7, 0.01, 0])
    assert pad.verdict(p, empty=False) == "The network says 7, 70% sure; next comes 3 with 27%."
    assert pad.verdict(p, empty=True).startswith("The pad is empty, and still the network says 7, 70% sure.")
    assert [pad.percent(q) for q in (0.0059, 0.006, 0.994, 0.9941)] == ["under 1%", "1%", "99%", "over 99%"]
    assert pad.wish(("a1", "h8"), 8) == "What would make it more like an 8: more ink at a1 and less at h8."
    assert pad.wish((None, "h8"), 7) == "What would make it more like a 7: less at h8."
    assert pad.wish((None, None), 7).endswith(": no single square.")


@pytest.fixture
def page(monkeypatch):
    shown = []
    monkeypatch.setattr(live, "display", shown.append)
    return shown


def caption(figure):
    return re.search(r"<figcaption.*?>(.*)</figcaption>", figure.widget.value, re.S)[1]


def test_squares_draw_lift_undo_and_clear(net, page):
    _, pads = pad.build(net)
    pads["clear"].click()
    assert pads["path"].value == "" and "The pad is empty" in pads["says"].value
    for square in ("c4", "f4"):
        pads[square].click()
    assert "The network says" in pads["says"].value
    pads["lift"].click()
    pads["e1"].click()
    assert pads["path"].value == "c4 f4, e1"
    pads["undo"].click()
    pads["undo"].click()
    assert pads["path"].value == "c4 f4"


def test_the_squares_show_the_strokes(net, page):
    _, pads = pad.build(net)
    pads["path"].value = "b2 e2"
    colors = {square: pads[square].style.button_color for square in strokes.SQUARES}
    empty, passed, clicked = colors["a1"], colors["c2"], colors["b2"]
    assert len({empty, passed, clicked}) == 3
    assert colors["d2"] == passed and colors["e2"] == clicked
    assert list(colors.values()).count(empty) == 60
    pads["clear"].click()
    assert {pads[square].style.button_color for square in strokes.SQUARES} == {empty}


def test_the_verdict_and_the_picture_agree_with_the_network(net, page):
    figure, pads = pad.build(net)
    picture, *_ = figure.moving
    for way, make in strokes.WAYS.items():
        for digit in (0, 4, 8):
            pads["sample"].value = strokes.SCRIPTED[digit][0]
            pads["way"].value = way
            made = make(strokes.read(strokes.SCRIPTED[digit][0]))
            p = softmax(net(made.reshape(1, 64) / 16))[0]
            assert f"The network says {p.argmax()}, {pad.percent(p.max())} sure" in pads["says"].value
            assert np.array_equal(picture.get_array(), made)
            assert [bar.get_width() for bar in figure.moving[1:11]] == pytest.approx(p)


def test_the_target_digit_turns_the_slope(net, page):
    figure, pads = pad.build(net)
    slope, title = figure.moving[-2:]
    said = int(re.search(r"says (\d)", pads["says"].value)[1])
    assert title.get_text() == f"more like {named(said)}"
    for digit in (8, 1):
        pads["target"].value = digit
        expected = pad.pixel_slope(net, strokes.soft_pen(strokes.read(pad.START)), digit)
        assert np.asarray(slope.get_array()) == pytest.approx(expected / np.abs(expected).max())
        assert f"more like {named(digit)}" in caption(figure) and title.get_text() in caption(figure)
        assert str(pad.advice(expected, strokes.soft_pen(strokes.read(pad.START)))[0]) in caption(figure)


def test_an_example_is_left_as_soon_as_it_is_changed(net, page):
    _, pads = pad.build(net)
    example = strokes.SCRIPTED[4][2]
    pads["sample"].value = example
    assert pads["path"].value == example
    pads["h8"].click()
    assert pads["path"].value == f"{example} h8" and pads["sample"].value == ""
    pads["sample"].value = example
    assert pads["path"].value == example


def test_half_typed_text_is_read_as_far_as_it_goes_and_shown_safely(net, page):
    _, pads = pad.build(net)
    before = pads["says"].value
    pads["path"].value = f"{pad.START} <b>"
    assert pads["says"].value.startswith(before) and "Not read: &lt;b&gt;." in pads["says"].value


def test_run_again_the_earlier_pad_is_closed(net, page):
    first, _ = pad.build(net)
    second, _ = pad.build(net)
    assert len(page) == 2 and first.widget.comm is None and second.widget.comm is not None


def test_the_pad_is_described(net, page):
    figure, pads = pad.build(net)
    assert 'alt="Pixels, a bar for each digit' in figure.widget.value and "The network says" in figure.widget.value
    assert [pads[square].description for square in ("a1", "h8")] == ["a1", "h8"]


# ---- pictures ----
def test_two_ways_shows_the_answers_and_names_what_is_wrong():
    images = np.zeros((10, 8, 8))
    wrong = np.arange(10)
    wrong[3] = 5
    fig = pictures.two_ways({"one": images, "other": images}, {"one": wrong, "other": np.arange(10), "third": wrong})
    fig.canvas.draw()
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["one", "other"]
    captions = [[text.get_text() for text in ax.texts] for ax in fig.axes]
    assert captions[0][3] == "says 5\nwrong" and not any("wrong" in text for text in captions[0][4:] + captions[1])


def test_the_answer_shows_picture_bars_and_slope():
    p = np.full(10, 0.02)
    p[8] = 0.82
    fig = pictures.answer(np.eye(8), p, -3 * np.eye(8), 8)
    fig.canvas.draw()
    sees, bars, asks = fig.axes
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["the network sees", "and answers", "more like an 8"]
    assert [bar.get_width() for bar in bars.patches] == pytest.approx(p)
    assert bars.texts[0].get_text() == "82%" and bars.get_xlabel() == "probability"
    assert asks.images[0].get_array().min() == -1 and sees.images[0].get_array().max() == 1
