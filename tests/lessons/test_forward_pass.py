"""The checkers name what is wrong, the explorables compute what they say, the pictures draw."""

from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from corpus.forward_pass import ONLY_ONE_SIDE, PASSED_ON, W1, W2, forward, loop, right
from explorable import controls_of

from nnlib import ReLU, mlp
from nnlib.teaching.lessons.forward_pass import check, explore, pictures

LESSON = Path(__file__).parent.parent.parent / "notebooks/04-forward-pass.ipynb"
LESSON_CELLS = nbformat.read(LESSON, as_version=4).cells


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))
    yield
    plt.close("all")


def test_on_the_square_case_every_fault_of_forward_gives_numbers_of_its_own():
    right_answer = forward(*check.FORWARD_SQUARE)
    rows = {}
    for fault in (*check.FORWARD_SQUARE_FAULTS, *check.FORWARD_FAULTS):
        for way in fault.ways():
            wrong = way.wrong(*check.FORWARD_SQUARE)
            assert not check.same(wrong, right_answer), fault.message
            rows.setdefault(fault.message, []).append(wrong)
    messages = list(rows)
    for i, one in enumerate(messages):
        for other in messages[:i]:
            alike = "before the last" in one + other and "after the first" in one + other  # of three layers
            assert alike or not any(check.same(a, b) for a in rows[one] for b in rows[other]), (one, other)


def test_in_the_cases_of_forward_hidden_units_are_on_and_off():
    for x, layers in check.FORWARD_CASES:
        for k in range(1, len(layers)):
            hidden = forward(x, layers[:k])
            assert (hidden > 0).any() and (len(x) == 1 or (hidden < 0).any())


@pytest.mark.parametrize("bent", [0, 1])
def test_whoever_bends_somewhere_is_not_told_that_nothing_bends(bent):
    verdict = check.forward(lambda x, layers: 0.7 * loop(right, lambda i, last: i == bent)(x, layers) + 0.3)
    assert verdict.passed is False and "nothing bends" not in repr(verdict)


def test_in_the_larger_cases_units_switch_from_row_to_row_in_every_hidden_layer():
    for x, layers in (check.FORWARD_CASES[1], check.FORWARD_SQUARE):
        for k in range(1, len(layers)):
            on = loop(right, lambda i, last: True)(x, layers[:k]) > 0
            assert (on.any(axis=0) & ~on.all(axis=0)).sum() >= 2, k


def stub_of_forward(x, layers):
    """Answers (n, n_out) for x (n, n_in); layers is a list of (W, b)."""
    ...


def test_a_stub_is_not_attempted():
    assert check.forward(stub_of_forward).passed is None


def test_the_example_of_the_exercise_comes_out_as_the_text_says():
    text = next(cell.source for cell in LESSON_CELLS if "Your turn: the forward pass" in cell.source)
    x = np.array([[1.0, -2.0]])
    layers = [(np.array([[1.0, -1.0], [1.0, -1.0]]), np.zeros(2)), (np.array([[1.0], [-2.0]]), np.array([0.5]))]
    assert all(repr(array.tolist()) in text for array in (x, layers[0][0], layers[1][0], layers[1][1]))
    assert repr(forward(x, layers).tolist()) in text and "(-1, 1)" in text
    assert (x @ layers[0][0]).tolist() == [[-1, 1]]


def test_the_share_of_wrong_pairs_is_the_share_of_pairs_on_that_side():
    a, b = check.PAIRS.T
    share = f"{np.mean(a < b):.0%}"
    assert f"for {share} of the pairs" in check.three_units(lambda: (W1, ONLY_ONE_SIDE)).message


@pytest.mark.parametrize(
    "checker, answer",
    [
        (check.relu, lambda z: np.maximum(z, 1e-3)),
        (check.relu, lambda z: 1.001 * np.maximum(z, 0)),
        (check.forward, lambda x, layers: forward(x, layers) + 0.01),
        (check.forward, lambda x, layers: forward(x, [(1.001 * W, b) for W, b in layers])),
        (check.forward, lambda x, layers: forward(x, [(W, 1.01 * b) for W, b in layers])),
        (check.forward, lambda x, layers: forward(x, [*layers[:-1], (layers[-1][0], 0 * layers[-1][1])])),
        *((check.three_units, lambda i=i: (W1 + 0.01 * (np.arange(6).reshape(2, 3) == i), W2)) for i in range(6)),
        *((check.three_units, lambda i=i: (W1, W2 + 0.01 * (np.arange(9).reshape(3, 3) == i))) for i in range(9)),
    ],
)
def test_mutated_solutions_are_rejected(checker, answer):
    verdict = checker(answer)
    assert verdict.passed is False and len(verdict.message) > 20


# ---- what the lesson says and does not print ----
def targets(X):
    x1, x2 = X.T
    return np.column_stack([x1 + x2, x1 - x2, np.abs(x1 - x2)])


def as_layers(W1, W2):
    return [(W1, np.zeros(3)), (W2, np.zeros(3))]


def lesson_network():
    """The random network of the lesson, as nnlib's and as a list of (W, b)."""
    net = mlp([2, 4, 4, 3], ReLU, rng=np.random.default_rng(22))
    return net, [(layer.W, layer.b) for layer in net.layers[::2]]


def test_the_first_solution_is_exact_on_half_of_the_plane_the_second_on_a_quarter(rng):
    X = rng.uniform(-100, 100, (5000, 2))
    (x1, x2), errors = X.T, [np.abs(forward(X, as_layers(*W)) - targets(X)) for W in ((W1, W2), PASSED_ON)]
    assert np.array_equal(errors[0].max(axis=1) < 1e-9, x1 + x2 >= 0)
    assert errors[0][:, 1:].max() < 1e-9  # difference and distance are exact everywhere
    assert np.array_equal(errors[1].max(axis=1) < 1e-9, (x1 >= 0) & (x2 >= 0))


def test_the_network_2_4_4_3_could_hold_the_three_units(rng):
    """The recap says so: the second hidden layer passes on what is not negative anyway."""
    first, second, third = np.zeros((2, 4)), np.eye(4), np.zeros((4, 3))
    first[:, :3], third[:3] = W1, W2
    X = rng.uniform(0, 100, (500, 2))
    layers = [(first, np.zeros(4)), (second, np.zeros(4)), (third, np.zeros(3))]
    assert np.allclose(forward(X, layers), targets(X), rtol=1e-12)


def test_each_of_twenty_random_networks_is_worse_than_the_mean():
    X = np.random.default_rng(0).integers(101, size=(1000, 2))
    Y = targets(X)
    mean = (0.5 * (Y.mean(axis=0) - Y) ** 2).sum(axis=1).mean()
    losses = [
        (0.5 * (mlp([2, 4, 4, 3], ReLU, rng=np.random.default_rng(seed))(X) - Y) ** 2).sum(axis=1).mean()
        for seed in range(20)
    ]
    assert min(losses) > mean


def test_only_the_ratio_decides_who_is_on_and_70_30_wakes_nobody_in_the_first_layer(rng):
    net, layers = lesson_network()
    assert net.params.size == 47 and all((b == 0).all() for _, b in layers)
    for pair in rng.uniform(0, 50, (50, 2)):
        once, twice = explore.flow(pair, layers), explore.flow(2 * pair, layers)
        assert all(np.array_equal(a > 0, b > 0) for a, b in zip(once[1:-1], twice[1:-1], strict=True))
    assert not explore.flow((70, 30), layers)[1].any()


def test_the_best_line_through_the_v_is_flat_and_tilting_costs_the_same_both_ways():
    x = np.linspace(0, 100, 101)
    v = np.abs(x - 50)
    assert abs(np.polyfit(x, v, 1)[0]) < 1e-12
    flat, up, down = (((v - v.mean() - slope * (x - 50)) ** 2).sum() for slope in (0, 0.1, -0.1))
    assert up == pytest.approx(down) and up > flat


def test_from_0_to_100_the_three_units_are_right_to_the_last_digit(rng):
    X = rng.uniform(0, 100, (5000, 2))
    assert np.array_equal(forward(X, as_layers(W1, W2)), targets(X))
    assert forward(np.array([[70.0, 30], [888, 122]]), as_layers(W1, W2))[:, 2].tolist() == [40, 766]


def test_the_two_solutions_agree_wherever_neither_number_is_negative_and_part_below(rng):
    X = rng.uniform(-1000, 1000, (5000, 2))
    same = np.isclose(forward(X, as_layers(W1, W2)), forward(X, as_layers(*PASSED_ON)), atol=1e-9).all(axis=1)
    assert np.array_equal(same, (X >= 0).all(axis=1))
    assert np.allclose(forward(10 * X, as_layers(*PASSED_ON)), 10 * forward(X, as_layers(*PASSED_ON)))


def test_the_lesson_took_the_seed_that_comes_closest_and_says_how_close():
    pair = np.array([[30.0, 70]])
    errors = [
        np.abs(mlp([2, 4, 4, 3], ReLU, rng=np.random.default_rng(seed))(pair) - targets(pair)).ravel()
        for seed in range(100)
    ]
    assert min(range(100), key=lambda seed: errors[seed].max()) == 22
    assert np.round(errors[22]).tolist() == [11, 40, 29]
    assert np.array_equal(np.sign(lesson_network()[0](pair)), np.sign(targets(pair)))


def test_the_lowest_unit_wakes_first_and_the_second_never():
    _, layers = lesson_network()
    moved = [[(70, x2) for x2 in range(30, 101)], [(x1, 30) for x1 in range(70, -1, -1)]]
    for pairs, wakes in zip(moved, ((70, 35), (60, 30)), strict=True):
        on = [np.flatnonzero(explore.flow(pair, layers)[1]).tolist() for pair in pairs]
        first = next(i for i, units in enumerate(on) if units)
        assert pairs[first] == wakes and on[first] == [3]
    w1, w2 = layers[0][0][:, 3]
    assert w1 < 0 < w2 and -w1 / w2 == pytest.approx(0.49, abs=0.005)
    assert (layers[0][0][:, 1] < 0).all()


def test_a_bias_moves_the_fold():
    x1, x2 = np.array([19.0, 20, 21]), np.zeros(3)
    assert np.maximum(x1 - x2 - 20, 0).tolist() == [0, 0, 1]


def test_wrong_counts_in_the_folded_answer():
    sizes = [2, 4, 4, 3]
    lines = sum(a * b for a, b in zip(sizes, sizes[1:], strict=False))
    assert (lines, lines + sum(sizes[1:]), lines + sum(sizes)) == (36, 47, 49)


def test_published_answers_are_those_of_lesson_00():
    source = nbformat.read(LESSON.parent / "00-start-here.ipynb", as_version=4)
    given = next(cell.source for cell in source.cells if "published = " in cell.source)
    assert "x1 = np.array([30, 70, 3, 888])" in given and "[48.1, 25.2, 15.7, -64]" in given
    assert "$|70-30|$ it answers **25.2**" in LESSON_CELLS[0].source and "**−64**" in LESSON_CELLS[0].source


def test_the_loops_of_the_lesson_are_the_product(rng):
    source = next(cell.source for cell in LESSON_CELLS if cell.source.startswith("def layer_in_loops"))
    names = {"np": np}
    exec(source, names)
    x, W, b = rng.normal(size=(7, 5)), rng.normal(size=(5, 3)), rng.normal(size=3)
    assert np.allclose(names["layer_in_loops"](x, W, b), x @ W + b, rtol=1e-12)
    assert np.allclose((W.T @ x.T + b[:, None]).T, x @ W + b, rtol=1e-12)  # the table for columns


def test_the_counts_of_parameters_in_folded_answers():
    assert mlp([784, 100, 10], ReLU, rng=np.random.default_rng(0)).params.size == 79_510
    assert "785 · 100 + 101 · 10 = 79,510" in LESSON_CELLS[-1].source


# ---- two units ----
ABS = np.array([1.0, -1.0]), np.zeros(2), np.ones(2)
LINE = np.array([1.0, -1.0]), np.zeros(2), np.array([1.0, -1.0])
RAMP = np.array([1.0, 1.0]), np.array([1.0, -1.0]), np.array([1.0, -1.0])
LINE_SAID = "The two hinges add up to one straight line of slope 1: up to 6 off the goal |x|."
GOALS = {"|x|": ABS, "x": LINE, "ramp": RAMP}


def test_contributions_are_the_formula_one_number_at_a_time(rng):
    w, b, v = rng.normal(size=(3, 2))
    table = explore.contributions(explore.X, w, b, v)
    for s, x in enumerate(explore.X[::40]):
        for k in range(2):
            assert table[40 * s, k] == pytest.approx(v[k] * max(x * w[k] + b[k], 0))


@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_can_be_reached_exactly_and_no_other_goal_with_the_same_sliders(goal):
    assert explore.distance(*GOALS[goal], goal) < 1e-12
    assert all(explore.distance(*GOALS[goal], other) > 0.9 for other in GOALS if other != goal)
    assert list(explore.GOALS) == list(GOALS)


def test_pieces_say_where_the_function_bends_and_how_steep_it_is(rng):
    for _ in range(50):
        w, b, v = rng.integers(-8, 9, size=(3, 2)) / 4
        places, slopes = explore.pieces(w, b, v)
        assert len(slopes) == len(places) + 1 and np.all(np.diff(places) > 0) and np.all(np.diff(slopes) != 0)
        x = np.linspace(-9, 9, 72_001)
        f = explore.contributions(x, w, b, v).sum(axis=1)
        middle, measured = (x[1:] + x[:-1]) / 2, np.diff(f) / np.diff(x)
        away = np.all(np.abs(middle[:, None] - places) > 1e-3, axis=1)
        assert np.allclose(measured[away], slopes[np.searchsorted(places, middle[away])], atol=1e-6)


def test_kinks_are_where_z_is_zero_and_missing_where_the_weight_is_zero():
    kinks = explore.kinks(np.array([2.0, 0.0]), np.array([3.0, 1.0]))
    assert kinks[0] == -1.5 and np.isnan(kinks[1])


def test_the_verdict_is_in_words():
    assert explore.verdict(*ABS, "|x|") == (
        "The two hinges add up to 2 straight pieces with slopes −1 and 1, joined at x = 0: exactly the goal |x|."
    )
    assert explore.verdict(*LINE, "|x|") == LINE_SAID
    assert "3 straight pieces with slopes 0, 1 and 0, joined at x = −1 and 1" in explore.verdict(*RAMP, "ramp")
    assert explore.unit_in_words(1, 0.5) == "is on to the right of x = −0.5"
    assert explore.unit_in_words(-0.25, 2) == "is on to the left of x = 8, outside the picture"
    assert "never on" in explore.unit_in_words(0, 0) and "everywhere" in explore.unit_in_words(0, 0.5)


def sliders_in_order(sliders):
    return [sliders[what, unit] for what in explore.START for unit in (1, 2)]


def test_the_explorable_opens_one_slider_away_from_the_v():
    shown, together, sliders, goal = explore.build_two_units()
    assert goal.value == "|x|"
    assert LINE_SAID in shown.caption
    [bar] = [line for line in together.moving if line.get_color() == explore.style.FAULT]
    words = [text.get_text() for text in together.figure.axes[0].texts]
    assert sorted(bar.get_ydata()) == [-3, 3] and "6 off" in words
    sliders["output weight", 2].value = 1
    assert "exactly the goal |x|." in shown.caption
    assert np.ptp(bar.get_ydata()) == 0


def test_two_units_answer_to_every_control():
    alone, together, sliders, goal = explore.build_two_units()
    assert list(controls_of("two_units").values()) == [*sliders.values(), goal]
    ordered = sliders_in_order(sliders)
    for slider in ordered:
        seen = set()
        before = slider.value
        for value in (-2, 0, 0.75, 2):
            slider.value = value
            seen.add((alone.caption, alone.png))
        assert len({words for words, _ in seen}) > 1 and len({png for _, png in seen}) > 1, slider.label
        slider.value = before or 1
    for name, numbers in GOALS.items():
        goal.value = name
        for slider, value in zip(ordered, np.concatenate(numbers), strict=True):
            slider.value = value
        assert f"exactly the goal {name}." in alone.caption and name in together.alt
    ink = [line for line in together.moving if line.get_color() == explore.style.INK]
    assert np.allclose(ink[0].get_ydata(), explore.GOALS["ramp"](explore.X))
    for figure in (alone, together):
        still = {explore.style.GRAY}  # the line at 0
        moving = {line for line in figure.figure.axes[0].lines if line.get_color() not in still}
        assert set(figure.moving) == moving | set(figure.figure.axes[0].texts)


# ---- the network ----
def test_flow_gives_what_every_layer_gives(rng):
    net, layers = lesson_network()
    outs = explore.flow([30, 70], layers)
    assert [len(out) for out in outs] == [2, 4, 4, 3]
    assert np.allclose(outs[-1], net([[30, 70]])[0], rtol=1e-12)
    assert np.allclose(outs[-1], forward(outs[1], layers[1:]), rtol=1e-12) and min(map(np.min, outs[:-1])) >= 0


def test_flow_in_words_counts_the_units_that_are_off_and_names_a_silent_layer():
    outs = [np.array([30.0, 70]), np.array([0.0, 3]), np.array([0.0, 0, 0]), np.array([1.0, -2.5, 0])]
    assert explore.answer_in_words(outs) == "Answer 1, −2.5 and 0; the targets are 100, −40 and 40."
    assert explore.flow_in_words(outs) == ("4 of 5 hidden units give 0. Hidden layer 2 is silent, so the pair is lost.")
    outs[2][0] = 1
    assert explore.flow_in_words(outs).endswith("3 of 5 hidden units give 0.")


def test_a_unit_that_is_switched_off_gives_0_and_all_after_it_change():
    _, layers = lesson_network()
    outs, without = explore.flow([30, 70], layers), explore.flow([30, 70], layers, [(1, 2)])
    assert without[1][2] == 0 < outs[1][2] and np.array_equal(np.delete(without[1], 2), np.delete(outs[1], 2))
    assert np.allclose(without[-1], forward(without[1], layers[1:]), rtol=1e-12)
    assert np.abs(without[-1] - outs[-1]).min() > 1


def test_the_network_opens_silent_and_its_inputs_and_units_can_be_touched():
    shown = explore.build_network(lesson_network()[1])
    assert shown.caption.startswith("<b>The network is silent: every answer is 0.</b><br>8 of 8 hidden units give 0.")
    assert "Hidden layer 1 is silent" in shown.caption and "(70, 30)" in shown.alt
    assert controls_of("network") == {}
    for i in (0, 1):
        before, seen = shown.data["numbers"][i], {(shown.caption, str(shown.data))}
        for value in (0, 55, 100):
            shown.put({"input": i, "value": value})
            seen.add((shown.caption, str(shown.data)))
        assert len(seen) == 4
        shown.put({"input": i, "value": before})
    shown.put({"input": 0, "value": 30})
    shown.put({"input": 1, "value": 70})
    assert "3 of 8 hidden units give 0." in shown.caption
    assert shown.caption.startswith("<b>The pair gets through: the worst answer is 40 off.</b>")
    assert shown.data["beside"] == ["wanted 100", "wanted −40", "wanted 40"]
    assert shown.data["values"][0] == ["30", "70"] and shown.data["values"][3] == ["88.6", "−79.6", "69.2"]
    shown.put({"unit": [1, 2]})
    assert "4 of 8 hidden units give 0, 1 switched off by you." in shown.caption and shown.data["off"][1][2]
    assert shown.data["values"][3] == ["124", "−100", "94.3"]
    shown.put({"unit": [1, 2]})
    assert "3 of 8 hidden units give 0." in shown.caption and not any(map(any, shown.data["off"]))


# ---- pictures ----
x, W, b = np.arange(8.0).reshape(4, 2), np.arange(6.0).reshape(2, 3), np.arange(3.0)
GRID = np.meshgrid(np.linspace(0, 100, 5), np.linspace(0, 100, 5))
FOLD = np.maximum(GRID[0] - GRID[1], 0)
FLOW = [(np.array([[1.0, -1], [1, 1]]), np.zeros(2)), (np.array([[2.0], [1]]), np.ones(1))]
OUTS = [np.array([[2.0, 1]]), np.array([[3.0, 0]]), np.array([[7.0]])]
ERRORS = np.abs(np.linspace(-100, 100, 20) + np.linspace(-100, 100, 20)[:, None])
PICTURES = {
    "crease": (np.arange(101.0), np.abs(np.arange(-50.0, 51)), np.full(101, 25.0)),
    "hinges": (np.arange(-3.0, 4), np.maximum(np.arange(-3.0, 4), 0), np.maximum(np.arange(3.0, -4, -1), 0)),
    "folds": (*GRID, FOLD, FOLD.T),
    "flow": (FLOW, OUTS),
    "where_exact": ([-100, 100], ERRORS.ravel(), np.maximum(ERRORS, 100).ravel()),
}
ALT = {
    "crease": "tip at x₁ = 50, and the best straight line through it, flat at height 25",
    "hinges": "then rising to 3; relu(−x), falling from 3",
    "folds": "rises to 100 on the other side",
    "flow": "The network 2-2-1 with its numbers: in come 2 and 1, the hidden layers give 3 and 0, out come 7. "
    "Hidden units that give 0 are gray: 1. Lines are weights: blue positive, dashed orange negative.",
    "where_exact": "is exact above the diagonal x₁ + x₂ = 0, 5 % of the map. The one with relu(x₁) and relu(x₂) "
    "is exact only where neither number is negative, 0 %",
    "product": "Row 1 of x (the first is 0), 2 and 3, column 2 of W, 2 and 5, and the bias 2 stand out",
}


@pytest.mark.parametrize("name", [*PICTURES, "product"])
def test_pictures_are_shown_with_a_description_from_their_numbers(name, monkeypatch):
    shown = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: shown.append((fig, alt)))
    arguments = PICTURES.get(name, (x, W, b, 1, 2))
    assert getattr(pictures, name)(*arguments) is None
    ((fig, alt),) = shown
    fig.canvas.draw()
    assert ALT[name] in alt and len(alt) > 40
    assert fig.texts or any(ax.get_title(loc="left") or ax.texts for ax in fig.axes)


def test_product_shows_every_number_and_lights_one_row_one_column_one_cell():
    ax = pictures.draw_product(x, W, b, x @ W + b, 1, 2).axes[0]
    lit = [patch for patch in ax.patches if patch.get_facecolor()[:3] != plt.matplotlib.colors.to_rgb("#F7F7F7")]
    assert len(ax.patches) == 8 + 6 + 3 + 12 and len(lit) == 2 + 2 + 1 + 1
    words = [text.get_text() for text in ax.texts]
    assert all(f"{value:g}" in words for value in (x @ W + b).ravel())


def test_flow_shows_the_numbers_and_the_shapes_of_the_layers():
    ax = pictures.draw_flow(FLOW, [row for (row,) in OUTS]).axes[0]
    words = [text.get_text() for text in ax.texts]
    assert {words for _, words in pictures.KEY} < set(words)
    assert {"2", "1", "3", "0", "7", "W (2, 2)\nb (2,)", "W (2, 1)\nb (1,)", "x₁ + x₂\nwanted 3: 4 off"} <= set(words)
    assert ax.get_title(loc="left") == "(2, 1) flows through: 1 of 2 hidden units give 0"


def test_only_what_a_silent_unit_hands_on_turns_into_hairs():
    outs = [np.array(row) for row in ([2.0, 1.0], [3.0, 0.0], [7.0])]
    ax = pictures.draw_flow(
        [(np.array([[1.0, -2], [1, 1]]), np.zeros(2)), (np.array([[2.0], [5.0]]), np.ones(1))], outs
    )
    assert [line.get_linewidth() < 1 for line in ax.axes[0].lines[:6]] == [
        *[False] * 5,
        True,
    ]  # in the order of the weights, layer by layer


def test_hinges_draw_their_sum():
    lines = [ax.lines[0].get_ydata() for ax in pictures.draw_hinges(*PICTURES["hinges"]).axes]
    assert np.array_equal(lines[2], lines[0] + lines[1]) and lines[2].tolist() == [3, 2, 1, 0, 1, 2, 3]


def test_where_exact_says_where_they_are_equal():
    fig = pictures.draw_where_exact([-100, 100], ERRORS, ERRORS)
    assert fig.get_suptitle() == "Two networks, both exact where neither number is negative: below 0 they part"
    exact = f"{100 * np.mean(ERRORS < 1e-9):.0f} %"
    assert [exact in {text.get_text() for text in ax.texts} for ax in fig.axes[:2]] == [True, True]


def test_every_number_stays_in_its_circle():
    fig, ax = plt.subplots(figsize=(8, 3.7))
    drawing = pictures.NetworkDrawing(ax, [2, 2, 1])
    drawing.update(None, [np.array([-79.6, 100]), np.array([-0.0123, 88.6]), np.array([-1234.0])])
    fig.canvas.draw()
    widths = [text.get_window_extent().width * 72 / fig.dpi for text in drawing.values]
    assert max(widths) < 32, widths  # a circle is 34 points wide
