"""Its checkers name the fault, its explorable folds the plane, its pictures draw, its claims hold."""

from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pytest
from corpus.xor import as_published, right_step, variant
from explorable import controls_of

from nnlib import Dense, ReLU, Sequential, Sigmoid, Tanh, binary_cross_entropy, mlp, sigmoid, squared_error, stack
from nnlib.data import xor
from nnlib.teaching import four_points
from nnlib.teaching.lessons.xor import check, explore, fold, pictures

X, Y = xor()


def stub(*arguments): ...


def nothing(*arguments):
    len(arguments)


def not_written(*arguments):
    raise NotImplementedError


@pytest.mark.parametrize("name", ["separates", "train_step", "sampler"])
def test_a_stub_is_not_attempted_and_a_missing_return_is_named(name):
    checker = getattr(check, name)
    assert checker(stub).passed is None and checker(...).passed is None and checker(not_written).passed is None
    missing = "`params` is what it was" if name == "train_step" else "None"
    assert checker(nothing).passed is False and missing in repr(checker(nothing))


# ---- separates ----
def test_where_no_rule_explains_it_the_first_wrong_answer_is_shown_in_true_and_false():
    shown = repr(check.separates(lambda w, b, y: np.bool_(y[2] > y[3])))
    assert "yours is False, the answer should be True, for ([1., 1.], -1.5, [0., 0., 0., 1.])." in shown
    assert "the answer should be False, for" in repr(check.separates(lambda w, b, y: float(sum(y) == 1)))


def test_a_table_with_one_wrong_entry_is_noticed_wherever_it_is():
    for place in np.ndindex(4, 2):
        for by in (1, -1):
            own = X.copy()
            own[place] += by
            assert not check.separates(lambda w, b, y, own=own: bool(((own @ w + b > 0) == y).all())).passed


def test_no_line_separates_xor_but_some_separate_the_other_tables():
    rng = np.random.default_rng(0)
    lines = [(rng.normal(size=2), rng.normal()) for _ in range(3000)]
    alone = [y.tolist() for y in check.TABLES if not any(check.right_separates(w, b, y) for w, b in lines)]
    assert alone == [[0, 1, 1, 0], [1, 0, 0, 1]]


# ---- sampler ----
def test_a_fixed_number_of_rows_is_asked_about_and_not_the_range():
    assert "Is n_rows used?" in repr(check.sampler(lambda n, k, rng: rng.integers(0, 4, n)))
    assert "Is n_rows used?" not in repr(check.sampler(lambda n, k, rng: rng.integers(0, k - 1, n)))


# ---- train_step ----
def test_each_twist_of_the_step_gives_other_numbers_and_none_gives_the_right_ones():
    def made(**twist):
        return np.concatenate([check._step(*case, **twist) for case in check.STEP_CASES])

    for case in check.STEP_CASES:
        own = [array.copy() for array in case[0]]
        p = right_step(own, *case[1:])
        moves = [(old - new).ravel() / case[3] for old, new in zip(case[0], own, strict=True)]
        assert np.allclose(check._step(*case), np.concatenate([*moves, p[:, 0]]))
    seen = [made(), *(made(**twist) for twist, _, _ in check.TWISTS)]
    assert all(not np.allclose(one, other, rtol=1e-5) for one, other in combinations(seen, 2))


def test_two_faults_at_once_are_both_told_and_three_by_the_arrays_that_are_wrong():
    two = repr(check.train_step(variant(n="1", out_slope="1")))
    assert "the gradients are sums; and the hidden slope is missing" in two
    three = repr(check.train_step(variant(n="1", out_slope="1", b1="+= lr * db1")))
    assert "wrong: W1, b1, W2, b2. Right: p." in three


def test_the_example_in_the_text():
    params = [np.zeros((2, 2)), np.zeros(2), np.zeros((2, 1)), np.zeros(1)]
    p = right_step(params, np.array([[0.0, 1.0]]), np.array([[1.0]]), 1)
    assert p.tolist() == [[0.5]] and params[3].tolist() == [0.125] and params[2].tolist() == [[0.0625], [0.0625]]
    assert not params[0].any() and not params[1].any()


# ---- what the notebook says and does not print ----
def published_starts(width=2, last=True):
    nets = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        net = Sequential(Dense(2, width, rng=rng), Sigmoid(), Dense(width, 1, rng=rng), *([Sigmoid()] if last else []))
        net.params[:] = np.random.default_rng(seed).uniform(0, 1, net.params.size)
        nets.append(net)
    return nets


def test_the_published_order_makes_the_gradient_wrong_in_proportion_to_the_rate():
    off = {}
    for lr in (0.125, 1.0):
        errors = []
        for net in published_starts():
            params = [net.layers[0].W, net.layers[0].b, net.layers[2].W, net.layers[2].b]
            moved = [[array.copy() for array in params] for _ in range(2)]
            right_step(moved[0], X[[1]], Y[[1]], lr)
            as_published(moved[1], X[[1]], Y[[1]], lr)
            right, used = (params[0] - after[0] for after in moved)
            errors.append(np.abs(used - right).max() / np.abs([used, right]).max())  # lesson 06's measure
        off[lr] = np.median(errors)
    assert f"{off[0.125]:.1%} {off[1.0]:.1%}" == "0.4% 3.3%"


def test_our_step_is_nnlibs():
    net = published_starts()[0]
    params = [array.copy() for array in (net.layers[0].W, net.layers[0].b, net.layers[2].W, net.layers[2].b)]
    for row in np.random.default_rng(0).integers(0, 4, 50):
        right_step(params, X[[row]], Y[[row]], 0.125)
        _, dp = squared_error(Y[[row]], net(X[[row]]))
        net.backward(dp)
        net.params -= 0.125 * net.grads
    assert np.concatenate([array.ravel() for array in params]) == pytest.approx(net.params, rel=1e-12)


def answers_with_all_rows(steps, width=2, lr=0.125):
    """As published, from 20 starts, but with every row drawn: {step: answers (20, 4)} after each of steps."""
    nets, answers = stack(published_starts(width)), {}
    drawn = np.array([np.random.default_rng(100 + seed).integers(0, 4, max(steps)) for seed in range(20)])
    for step, row in enumerate(drawn.T[:, :, None], start=1):
        nets.backward(squared_error(Y[row], nets.forward(X[row]))[1])
        nets.params -= lr * nets.grads
        if step in steps:
            answers[step] = nets(X)[:, :, 0]
    return answers


def solved(p):
    return (np.abs(p - Y[:, 0]) < 0.1).all(axis=1)


@pytest.mark.long
def test_with_all_rows_most_are_slow_and_two_are_stuck():
    answers = answers_with_all_rows((10_000, 40_000, 80_000))
    assert not ((answers[10_000] > 0.5) == (Y[:, 0] == 1)).all(axis=1).any()
    assert [solved(p).sum() for p in answers.values()] == [0, 18, 18]
    assert not (np.abs(answers[10_000] - [0, 1, 1, 1]) < 0.1).all(axis=1).any()  # nor do they know OR
    assert np.array_equal(solved(answers[40_000]), solved(answers[80_000]))


def test_at_rate_1_the_five_that_fail_answer_two_rows_near_a_half():
    p = answers_with_all_rows((10_000,), lr=1.0)[10_000]
    p = p[~solved(p)]
    far = np.abs(p - Y[:, 0]) >= 0.1
    assert far.sum(axis=1).tolist() == [2] * 5
    assert f"{p[far].min():.2f} to {p[far].max():.2f}" == "0.39 to 0.59"


def test_with_the_published_order_of_updates_the_counts_are_0_0_13_and_20():
    counts = []
    for rows, lr, k in ((3, 0.125, 2), (4, 0.125, 2), (4, 1.0, 2), (4, 1.0, 4)):
        layers = stack(published_starts(k)).layers  # as `as_published`, 20 networks at once
        W1, b1, W2, b2 = (a.copy() for layer in layers[::2] for a in (layer.W, layer.b))
        b1, b2 = b1.reshape(20, 1, k), b2.reshape(20, 1, 1)
        drawn = np.array([np.random.default_rng(100 + seed).integers(0, rows, 10_000) for seed in range(20)])
        for row in drawn.T[:, :, None]:
            out = sigmoid(X[row] @ W1 + b1)
            p = sigmoid(out @ W2 + b2)
            d = lr * (p - Y[row]) * p * (1 - p)
            W2 -= out.swapaxes(1, 2) @ d
            b2 -= d
            dz = d @ W2.swapaxes(1, 2) * out * (1 - out)
            W1 -= X[row].swapaxes(1, 2) @ dz
            b1 -= dz
        counts.append(solved(sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2)[:, :, 0]).sum())
    assert counts == [0, 0, 13, 20]


def test_four_units_do_not_help_at_the_published_rate():
    assert not solved(answers_with_all_rows((10_000,), width=4)[10_000]).any()


def test_the_sigmoid_and_its_slope_are_as_the_text_says():
    assert sigmoid(np.array([-4.0, 0, 4])).round(2).tolist() == [0.02, 0.5, 0.98] and round(0.98 * 0.02, 2) == 0.02


def test_with_cross_entropy_twelve_of_twenty_are_solved():
    nets = stack(published_starts(last=False))
    drawn = np.array([np.random.default_rng(100 + seed).integers(0, 4, 10_000) for seed in range(20)])
    for row in drawn.T[:, :, None]:
        nets.backward(binary_cross_entropy(Y[row], nets.forward(X[row]))[1])
        nets.params -= 0.125 * nets.grads
    p = sigmoid(nets(X))[:, :, 0]
    assert (np.abs(p - Y[:, 0]) < 0.1).all(axis=1).sum() == 12


@pytest.mark.parametrize("activation, solved, differences", [(ReLU, 133, 78), (Tanh, 234, 131), (Sigmoid, 327, 180)])
def test_a_little_more_than_half_of_those_that_solve_it_find_the_difference(activation, solved, differences):
    nets = [mlp([2, 2, 1], activation, rng=np.random.default_rng(seed)) for seed in range(500)]
    for seed, net in enumerate(nets):
        net.params[:] = np.random.default_rng(seed).normal(size=net.params.size)
    nets = stack(nets)
    for _ in range(2000):
        nets.backward(binary_cross_entropy(Y, nets.forward(X))[1])
        nets.params -= 0.5 * nets.grads
    done = (np.abs(sigmoid(nets(X))[:, :, 0] - Y[:, 0]) < 0.1).all(axis=1)
    W = nets.layers[0].W[done]
    large = np.abs(W).max(axis=1)
    difference = (np.abs(W[:, 0] + W[:, 1]) < 0.2 * large).all(axis=1)
    total = (np.abs(W[:, 0] - W[:, 1]) < 0.2 * large).all(axis=1)
    assert (done.sum(), difference.sum()) == (solved, differences)
    assert (difference ^ total).all()  # nothing lies between
    assert np.array_equal(difference, (W[:, 0] * W[:, 1] < 0).all(axis=1))  # as the notebook counts
    in_words = {ReLU: 59, Tanh: 56, Sigmoid: 55}
    assert round(100 * difference.mean()) == in_words[activation]
    if activation is Sigmoid:
        solved_first = np.flatnonzero(done) < 100
        assert (solved_first.sum(), difference[solved_first].sum()) == (68, 46)


# ---- the explorable: what is computed ----
def test_a_line_fits_between_exactly_if_the_segments_do_not_meet():
    square = X
    assert fold.separating_line(square) is None
    for name in ("one crease", "two creases"):
        four = fold.layer(name)(X)
        w1, w2, b = fold.separating_line(four)
        assert ((four @ [w1, w2] + b > 0) == (Y[:, 0] == 1)).all()
    rng = np.random.default_rng(0)
    found = 0
    for _ in range(300):
        four = rng.normal(size=(4, 2))
        line = fold.separating_line(four)
        if line is None:
            tries = np.column_stack([rng.normal(size=(2000, 2)), rng.normal(size=2000)])
            says = four @ tries[:, :2].T + tries[:, 2] > 0
            assert not (says == (Y == 1)).all(axis=0).any()
        else:
            found += 1
            assert ((four @ line[:2] + line[2] > 0) == (Y[:, 0] == 1)).all()
    assert 150 < found < 290


def test_the_plane_unfolds_half_way_and_never_without_a_bend():
    def apart(name, share):
        return fold.separating_line(fold.on_the_way(X, fold.layer(name)(X), share)) is not None

    assert not apart("one crease", 0.45) and not apart("one crease", 0.5) and apart("one crease", 0.55)
    assert not any(apart("no crease", share) for share in np.linspace(0, 1, 21))
    assert all(apart(name, 1) for name in fold.SEEDS)


def test_the_trained_layers_are_a_difference_and_a_sum():
    for name, sign in zip(fold.SEEDS, (-1, 1), strict=True):
        net = fold.trained(fold.SEEDS[name])
        assert np.abs(sigmoid(net(X)) - Y).max() < 0.1
        W = net.layers[0].W
        assert np.allclose(W[0], sign * W[1], rtol=0.1)


@pytest.mark.parametrize(
    "share, words",
    [(0, "The plane as it is: the dashed segments meet"), (0.55, "just come apart"), (1, "One line separates")],
)
def test_the_verdict_says_whether_a_line_fits(share, words):
    assert words in fold.verdict(fold.on_the_way(X, fold.layer("one crease")(X), share), share)


# ---- the explorable: what is shown ----
@pytest.fixture
def built(page):
    """The drawing, its layers and how far it is folded."""
    drawing, _ = explore.build()
    controls = controls_of("fold")
    assert list(controls) == ["hidden layer", "folded"]
    return drawing, *controls.values()


def test_every_control_changes_the_picture_and_the_words(built):
    drawing, hidden, share = built
    assert "76 % of the way" in drawing.caption and "apart" in drawing.caption
    for control, value in (
        (share, 0.2),
        (hidden, "two creases"),
        (share, 1.0),
        (hidden, "no crease"),
        (hidden, "trained, seed 0"),
    ):
        before = drawing.data, drawing.caption
        control.value = value
        assert drawing.data != before[0] and drawing.caption != before[1]
    png, width, height = drawing.still()
    assert png.startswith(b"\x89PNG") and (width, height) == (800, 380)


@pytest.mark.parametrize("name", fold.NAMES)
def test_points_lie_where_the_layer_puts_them_and_inside_the_picture(built, name):
    drawing, hidden, share = built
    hidden.value, share.value = name, 1
    data, four = drawing.data, fold.layer(name)(X)
    assert np.allclose(data["places"], four, atol=6e-4)
    assert np.allclose(np.reshape(data["sheet"], (-1, 2)), fold.layer(name)(explore.GRID), atol=6e-4)
    low, side = data["limits"][:2], data["limits"][2]
    assert (low < four).all() and (four < np.add(low, side)).all()
    assert (data["line"] == []) == (name == "no crease")
    assert len(data["creases"]) == {"one crease": 1, "no crease": 0}.get(name, 2)
    assert (data["ends"] == []) == (name != "one crease")


@pytest.mark.parametrize("name", fold.NAMES)
def test_the_names_of_lines_stand_on_them_away_from_the_points(built, name):
    drawing, hidden, share = built
    hidden.value, share.value = name, 1
    data = drawing.data
    named = [(line, spot, X) for line, spot in zip(data["creases"], data["creased"], strict=True)]
    named += [(data["line"], data["fits"], np.array(data["places"]))] if data["line"] else []
    for line, spot, four in named:
        start, end = np.reshape(line, (2, 2))
        along, beside = end - start, spot - start
        assert abs(along[0] * beside[1] - along[1] * beside[0]) < 0.01 and np.hypot(*(four - spot).T).min() > 0.15


def test_words_turn_away_from_the_line_and_stay_inside(built):
    drawing, _, share = built
    assert drawing.data["words"][3] == ["(1, 1)", -1, True] and drawing.data["was"] == [1, 1, "(1, 1) was here"]
    share.value = 1
    assert drawing.data["words"][0] == ["(0, 0) and (1, 1)", 0, False]
    share.value = 0.2
    assert drawing.data["words"][3] == ["(1, 1)", 1, True] and drawing.data["was"] == []


def test_colors_of_the_sheet_follow_the_difference():
    assert len(explore.COLORS) == 2 * explore.LINES - 3 and len(set(explore.COLORS)) > 40
    assert explore.COLORS[0][1:3] > explore.COLORS[-1][1:3]  # from pink, x₁ below x₂, to green


# ---- the explorable: what is touched ----
def test_a_point_that_is_pulled_folds_the_sheet(built):
    drawing, _, share = built
    drawing.put({"point": 3, "x": 0.5, "y": 0.5})
    assert share.value == 0.5
    drawing.put({"point": 3, "x": -3, "y": 0})
    assert share.value == 1
    drawing.put({"point": 3, "x": 1.2, "y": 1.1})
    assert share.value == 0


def test_the_crease_moves_with_its_ends_by_key_and_by_pointer_and_they_keep_apart(built):
    drawing, _, share = built
    drawing.put({"end": 0, "by": 1})
    assert [end["place"] for end in drawing.data["ends"]] == [0.05, 2]
    drawing.put({"end": 1, "x": 0.5, "y": 1.6})
    assert drawing.data["ends"][1] == {"place": 2.5, "x": 0.5, "y": 1.25, "text": "at (0.50, 1.25)"}
    drawing.put({"end": 0, "by": -2})
    assert drawing.data["ends"][0]["place"] == 3.95
    drawing.put({"end": 0, "x": 0.6, "y": 1.5})
    assert drawing.data["ends"][0]["place"] == 3.95
    share.value = 1
    drawing.put({"end": 0, "by": 11})
    assert "the dashed segments meet" in drawing.caption  # from the middle below to the middle above


@pytest.mark.parametrize("place", [0, 0.3, 1, 1.75, 2, 2.5, 3, 3.95])
def test_places_on_the_rim_and_back(place):
    point = fold.on_rim(place)
    assert np.isclose(np.abs(point - 0.5).max(), 0.75)
    assert fold.place_on_rim(point) == pytest.approx(place)
    assert fold.place_on_rim(0.5 + 1.3 * (point - 0.5)) == pytest.approx(place) or place % 1


@pytest.mark.parametrize("ends", [(0, 2), (0.5, 2.5), (3.2, 1.1), (2, 0)])
def test_units_of_a_crease_are_0_on_it_and_one_is_on_beside_it(ends):
    layer, start, end = fold.layer("one crease", ends), *map(fold.on_rim, ends)
    assert np.allclose(layer(np.array([start, (start + end) / 2, end])), 0)
    places = np.random.default_rng(0).uniform(size=(50, 2))
    units = layer(places)
    assert ((units > 0).sum(axis=1) == 1).all()
    away = np.abs((places - start) @ [start[1] - end[1], end[0] - start[0]]) / np.hypot(*(end - start))
    assert units.sum(axis=1) == pytest.approx(np.sqrt(2) * away)
    if ends == (0, 2):  # the hinges of the lesson
        difference = places[:, 0] - places[:, 1]
        assert units == pytest.approx(np.maximum(np.column_stack([difference, -difference]), 0))


def test_creases_lie_where_a_unit_bends():
    for name in ("two creases", *fold.SEEDS):
        W, b, _ = fold.numbers(name)
        for unit, ends in enumerate(fold.creases(name)):
            assert np.array(ends) @ W[:, unit] + b[unit] == pytest.approx([0, 0], abs=1e-6)
            assert np.abs(np.array(ends) - 0.5).max() == pytest.approx(0.75)


# ---- pictures ----
def shown_by(monkeypatch, draw, *arguments):
    kept = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: kept.append((fig, alt)))
    assert draw(*arguments) is None
    ((fig, alt),) = kept
    fig.canvas.draw()
    return fig, alt


def test_pictures_draw_and_say_what_they_show(monkeypatch):
    rng = np.random.default_rng(0)
    fig, alt = shown_by(monkeypatch, pictures.sheet, X, Y)
    assert "(0, 1) at height 1" in alt and len(fig.axes) == 1
    tries = [(1, 1, -0.5), (-1, -1, 1.5), (1, -1, -0.5)]
    wrong = np.array([[0, 0, 0, 1], [0, 1, 0, 1], [1, 0, 0, 0]]) == 1
    fig, alt = shown_by(monkeypatch, pictures.lines, X, Y, X.prod(axis=1), (1, 1, -1.5), tries, wrong)
    at = ["(1, 1)", "(0, 1) and (1, 1)", "(0, 0)"]
    titles = [ax.get_title(loc="left") for ax in fig.axes]
    assert (
        titles == ["AND:\nall four right", *(f"XOR, try {i}:\n{n} wrong" for i, n in ((1, 1), (2, 2), (3, 1)))]
        and "; ".join(at) in alt
    )
    fig, alt = shown_by(monkeypatch, pictures.folded, fold.layer("one crease"), (1, 1, -0.5))
    assert "(0, 0) and (1, 1)." in alt
    texts = [[text.get_text() for text in ax.texts if text.get_text().startswith("(")] for ax in fig.axes]
    assert texts == [four_points.NAMES, four_points.NAMES, ["(0, 0)\nand (1, 1)", "(0, 1)", "(1, 0)"]]
    W = np.array([[[5.0, -5], [-5, 5]], [[4, -4], [4, -4]]])
    fig, alt = shown_by(monkeypatch, pictures.two_diagonals, W, np.array([True, False]))
    assert "1 networks where the weights are opposite" in alt
    assert "Of 2 networks, 1 take a difference and 1 a sum" in " ".join(text.get_text() for text in fig.texts)
    fig, alt = shown_by(
        monkeypatch, pictures.loss_curve, 0.1 * np.exp(-np.arange(10_000) / 2500)[:, None] * rng.random(20)
    )
    assert "0 to 10,000, for 20 networks" in alt


def test_blue_squares_and_orange_dots_are_points_of_the_square_only():
    painted = pictures.draw_folded(fold.layer("one crease"), (1, 1, -0.5)).axes[0].collections[0]
    reds, greens, blues, _ = painted.cmap([0.0, 0.25, 0.75, 1.0]).T
    assert (np.abs(reds - blues)[:2] < 0.2).all() and (greens[2:] > blues[2:]).all()  # pink, then green
    W = np.array([[[5.0, -5], [-5, 5]], [[4, -4], [4, -4]]])
    lines = pictures.draw_two_diagonals(W, np.array([True, False])).axes[0].lines
    looks = {(line.get_color(), line.get_marker()) for line in lines if line.get_marker() != "None"}
    assert len(looks) == 2 and not looks & {(look["color"], look["marker"]) for look in pictures.style.CLASS}
    assert not {color for color, _ in looks} & {look["color"] for look in pictures.style.CLASS}


def test_no_title_is_cut_off():
    W = np.array([[[5.0, -5], [-5, 5]], [[4, -4], [4, -4]]])
    answers = np.tile([0.05, 0.95, 0.85, 0.98], (20, 1))
    for fig in (
        pictures.draw_sheet(X, Y),
        pictures.draw_folded(fold.layer("one crease"), (1, 1, -0.5)),
        pictures.draw_two_diagonals(W, np.array([True, False])),
        pictures.draw_loss_curve(np.full((10_000, 20), 0.1)),
        pictures.draw_answers_by_row({name: answers for name in ("published", "and 4 units")}),
    ):
        fig.canvas.draw()
        titles = [title for ax in fig.axes for title in (ax.title, ax._left_title, ax._right_title)]
        for text in (*fig.texts, fig._suptitle, *titles):
            if text is not None and text.get_text():
                box = text.get_window_extent()
                assert box.x0 >= 0 and box.x1 <= fig.bbox.width, text.get_text()


def test_answers_farther_than_a_tenth_from_the_target_are_crosses_and_a_key_says_so(monkeypatch):
    answers = np.tile([0.05, 0.95, 0.85, 0.98], (20, 1))
    figure, alt = shown_by(monkeypatch, pictures.answers_by_row, {"one": answers, "two": answers})
    marks = [line for line in figure.axes[1].lines if line.get_marker() in "ox"]
    assert [line.get_marker() for line in marks] == ["o", "o", "x", "x"]
    assert all(len(line.get_xdata()) == 20 for line in marks)
    key = figure.legends[0]
    assert [text.get_text() for text in key.get_texts()] == [
        "within 0.1 of the target",
        "a right answer",
        "off by 0.1 or more",
    ]
    assert "0.98 at (1, 1)" in alt


def test_the_ground_changes_its_color_on_the_line():
    for w1, w2, b in [(1.0, 1.0, -0.5), (-1.0, -1.0, 1.5), (1.0, -1.0, -0.5), (0.0, 2.0, 1.0)]:
        ax = plt.subplots()[1]
        four_points.plane(ax, "")
        pictures._ground(ax, w1, w2, b)
        below, above = ax.collections[0].get_paths()
        inside = np.random.default_rng(0).uniform(-0.4, 1.4, size=(50, 2))
        score = inside @ [w1, w2] + b
        inside, score = inside[np.abs(score) > 0.05], score[np.abs(score) > 0.05]
        assert (above.contains_points(inside) == (score > 0)).all()
        assert (below.contains_points(inside) == (score < 0)).all()


def test_the_line_is_where_the_score_is_zero():
    ax = plt.subplots()[1]
    for w1, w2, b in [(1.0, 1.0, -1.5), (1.0, -2.0, -0.5), (0.0, 2.0, 1.0), (3.0, 0.0, 1.0)]:
        drawn = four_points.line(ax, w1, w2, b)
        for x1, x2 in (drawn.get_xy1(), drawn.get_xy2()):
            assert w1 * x1 + w2 * x2 + b == pytest.approx(0)


def test_points_on_one_spot_are_recognized():
    H = Tanh().forward(np.array([[0, 0], [1, 0], [1 + 1e-12, 0], [2, 1]]))
    assert four_points.together(H) == [[0], [1, 2], [3]]
    assert four_points.together(H, within=0.8) == [[0, 1, 2], [3]]


def test_the_mesh_is_a_grid_over_the_four_points():
    path = four_points.mesh(lines=3, steps=5)
    gaps = np.isnan(path).all(axis=1)
    assert gaps.sum() == 6 and len(path) == 6 * 6 and np.isnan(path[:, 0]).sum() == 6
    assert path[~gaps].min() == -0.25 and path[~gaps].max() == 1.25
    spans = [np.ptp(line[:-1], axis=0).tolist() for line in np.split(path, np.flatnonzero(gaps) + 1)[:-1]]
    assert spans == 3 * [[1.5, 0]] + 3 * [[0, 1.5]]


def test_no_fault_of_separates_hides_another_or_the_right_answer():
    def answers(function):
        return repr([np.asarray(function(*case), dtype=float).tolist() for case in check.SEPARATES_CASES])

    ways = {}
    for fault in check.SEPARATES_FAULTS:
        for way in fault.ways():
            ways.setdefault(answers(way.wrong), fault.message)
    told = set(ways.values())
    assert told == {fault.message for fault in check.SEPARATES_FAULTS}  # each is the first for some answer
