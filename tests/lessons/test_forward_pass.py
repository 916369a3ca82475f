"""Lesson 04: the checkers name what is wrong, the explorable computes what it says, the pictures draw."""

import json
import math
import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib.teaching import live
from nnlib.teaching.lessons.forward_pass import check, pictures, two_units


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))
    yield
    plt.close("all")


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def sigmoid_by_mask(z):
    a = np.empty_like(z)
    on = z >= 0
    a[on] = 1 / (1 + np.exp(-z[on]))
    a[~on] = np.exp(z[~on]) / (1 + np.exp(z[~on]))
    return a


def sigmoid_by_mask_and_errstate(z):
    with np.errstate(over="ignore"):
        return sigmoid_by_mask(z)


def sigmoid_by_logarithm(z):
    return np.exp(-np.logaddexp(0, -z))


def relu_in_place_of_a_copy(z):
    z = z.copy()
    z[z < 0] = 0
    return z


def dense_in_loops(x, W, b):
    return [[sum(x[s, j] * W[j, k] for j in range(len(W))) + b[k] for k in range(len(b))] for s in range(len(x))]


W1 = np.array([[1.0, 1, -1], [1, -1, 1]])
W2 = np.array([[1.0, 0, 0], [0, 1, 1], [0, -1, 1]])
PASSED_ON = np.array([[1.0, 0, 1], [0, 1, -1]]), np.array([[1.0, 1, -1], [1, -1, 1], [0, 0, 2]])
ORDER = [2, 0, 1]


@pytest.mark.parametrize(
    "checker, answer",
    [
        (check.relu, lambda z: np.maximum(z, 0)),
        (check.relu, lambda z: z * (z > 0)),
        (check.relu, lambda z: np.where(z > 0, z, 0)),
        (check.relu, relu_in_place_of_a_copy),
        (check.sigmoid, sigmoid),
        (check.sigmoid, sigmoid_by_mask),
        (check.sigmoid, sigmoid_by_mask_and_errstate),
        (check.sigmoid, lambda z: np.where(z < 0, 1 - sigmoid(np.abs(z)), 1 / (1 + np.exp(-np.abs(z))))),
        (check.sigmoid, sigmoid_by_logarithm),
        (check.sigmoid, lambda z: 1 / (1 + np.exp(-np.clip(z, -500, 500)))),
        (check.dense, lambda x, W, b: x @ W + b),
        (check.dense, lambda x, W, b: np.einsum("sj,jk->sk", x, W) + b[None, :]),
        (check.dense, dense_in_loops),
        (check.three_units, lambda: (W1, W2)),
        (check.three_units, lambda: [W1[:, ORDER].tolist(), W2[ORDER].tolist()]),
        (check.three_units, lambda: (2 * W1, W2 / 2)),
        (check.three_units, lambda: PASSED_ON),
    ],
)
def test_right_answers_pass_however_they_are_written(checker, answer):
    assert checker(answer).passed, checker(answer)


def branching_relu(z):
    return z if z > 0 else 0


def leaky(z):
    return np.where(z > 0, z, 0.01 * z)


def relu_that_writes(z):
    z[z < 0] = 0
    return z


RELU = {
    "np.maximum does that": lambda z: np.max(z, 0),
    "Compare, or reduce?": lambda z: z.max(),
    "That is a step.": lambda z: (z > 0).astype(float),
    "That is |z|.": np.abs,
    "the smaller or the larger": lambda z: np.minimum(z, 0),
    "Look at the sign of z": lambda z: np.maximum(-z, 0),
    "They should become 0.": lambda z: z,
    "leaky ReLU": leaky,
    "no ceiling": lambda z: np.clip(z, 0, 1),
    "needs the shape of z": lambda z: z[z > 0],
    "Which NumPy function compares them all?": branching_relu,
    "Work on a copy": relu_that_writes,
    "wrong sign": lambda z: -np.maximum(z, 0),
    "should be [0., 0., 2.]": lambda z: np.maximum(z, 0.5),
}


def sigmoid_by_where(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def silent_sigmoid(z):
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(-z))


@np.errstate(over="ignore")
def sigmoid_silent_outside(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_silent_by_setting(z):
    old = np.seterr(all="ignore")
    a = 1 / (1 + np.exp(-z))
    np.seterr(**old)
    return a


SILENT = [silent_sigmoid, sigmoid_silent_outside, sigmoid_silent_by_setting]
SIGMOID = {
    "For negative z, sigmoid(z) = 1 − sigmoid(−z).": lambda z: 1 / (1 + np.exp(-abs(z))),
    "Look at the sign of z in the exponent": lambda z: 1 / (1 + np.exp(z)),
    "With tanh, the argument is z/2.": lambda z: 0.5 * (1 + np.tanh(z)),
    "halved once too often": lambda z: 1 / (1 + np.exp(-z / 2)),
    "Put brackets around what is below the line": lambda z: 1 / 1 + np.exp(-z),
    "must multiply all of 1 + tanh": lambda z: 0.5 + np.tanh(z / 2),
    "shift it and halve it": np.tanh,
    "add 1, then halve": lambda z: np.tanh(z / 2),
    "What stands below?": np.exp,
    "Is a ½ missing?": lambda z: 1 + np.tanh(z / 2),
    "∞/∞ is no number": lambda z: np.exp(z) / (1 + np.exp(z)),
    "for z = -1000, and NumPy warns. exp(−z) is harmless": lambda z: 1 / (1 + np.exp(-z)),
    "np.where computes both branches": sigmoid_by_where,
    "a form that needs no cut": lambda z: 1 / (1 + np.exp(-np.clip(z, -10, 10))),
    "Use a mask, or a formula": lambda z: 1 / (1 + np.exp(-z)) if z > 0 else np.exp(z) / (1 + np.exp(z)),
    "TypeError": lambda z: 1 / (1 + math.exp(-z)),
}
DENSE = {
    "W is already (n_in, n_out)": lambda x, W, b: x @ W.T + b,
    "columns as samples": lambda x, W, b: W @ x + b,
    "so x stands on the left": lambda x, W, b: W.T @ x + b,
    "is written @": lambda x, W, b: x * W + b,
    "each sample got a bias": lambda x, W, b: x @ W + b[:, None],
    "the bias is missing": lambda x, W, b: x @ W,
    "look at its sign": lambda x, W, b: x @ W - b,
    "First the product, then the bias": lambda x, W, b: x @ (W + b),
    "the sum of all biases": lambda x, W, b: x @ W + b.sum(),
    "the mean of all biases": lambda x, W, b: x @ W + b.mean(),
    "The activation comes after it": lambda x, W, b: np.maximum(x @ W + b, 0),
    "a row for each sample and a column": lambda x, W, b: (x @ W + b).T,
    "all of them go through": lambda x, W, b: x[0] @ W + b,
    "the bias is not. Unit k gets b[k]": lambda x, W, b: x @ W + b[::-1],
    "Write the shapes under the product: (n, n_in)": lambda x, W, b: x @ W @ b,
}
ONLY_ONE_SIDE = np.array([[1.0, 0, 0], [0, 1, 1], [0, 0, 0]])
THREE_UNITS = {
    "wanted two arrays": lambda: W1,
    "W1: the result has shape (3, 2), wanted (2, 3). That is the shape of its transpose": lambda: (W1.T, W2),
    "W2: the result has shape (3,), wanted (3, 3). W1 has a row for each input": lambda: (W1, W2[0]),
    "W2 is transposed": lambda: (W1, W2.T),
    "x₁ − x₂: wrong where x₁ < x₂": lambda: (W1, ONLY_ONE_SIDE),
    "Which hidden units are on where x₁ < x₂?": lambda: (W1, ONLY_ONE_SIDE),
    "Which hidden units are on where x₁ > x₂?": lambda: (W1, W2 - [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
    "|x₁ − x₂|: wrong where x₁ < x₂": lambda: (W1, W2 * [[1, 1, 1], [1, 1, 1], [1, 1, 0]]),
    "x₁ − x₂: this column gives |x₁ − x₂|": lambda: (W1, W2[:, [0, 2, 1]]),
    "Compare with the pair (30, 70)": lambda: (W1, W2 * [1, -1, 1]),
    "x₁ + x₂: no hidden unit is ever on": lambda: (np.full((2, 3), -1.0), W2),
    "Which multiples of them add up to 100?": lambda: (W1, W2 * [3, 1, 1]),
}
FAULTS = [
    (checker, words, answer)
    for checker, faults in (
        (check.relu, RELU),
        (check.sigmoid, SIGMOID),
        (check.dense, DENSE),
        (check.three_units, THREE_UNITS),
    )
    for words, answer in faults.items()
]


@pytest.mark.parametrize("checker, words, answer", FAULTS, ids=[words for _, words, _ in FAULTS])
def test_a_wrong_answer_gets_the_hint_that_fits(checker, words, answer):
    verdict = checker(answer)
    told = re.sub(r" in the line `.*`", "", repr(verdict))  # that line is the one of this file, with the words
    assert verdict.passed is False and words in told, verdict


@pytest.mark.parametrize("answer", SILENT)
def test_a_sigmoid_that_only_silences_the_warning_is_told_so(answer):
    before = np.geterr(), np.errstate, np.seterr
    verdict = check.sigmoid(answer)
    assert verdict.passed is False and "Silencing the warning is not avoiding it." in verdict.hint
    assert (np.geterr(), np.errstate, np.seterr) == before


def test_a_sigmoid_that_overflows_aloud_is_not_called_silent():
    assert "Silencing" not in check.sigmoid(lambda z: 1 / (1 + np.exp(-z))).hint


def test_the_solution_with_a_mask_is_right_for_integers_too():
    text = (Path(__file__).parent.parent.parent / "notebooks/04-forward-pass.ipynb").read_text("utf-8")
    cells = ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    (source,) = [code for cell in cells for code in re.findall(r"same with a mask.*?```python\n(.*?)```", cell, re.S)]
    names = {"np": np}
    exec(source, names)
    assert check.sigmoid(names["sigmoid"]).passed
    assert np.allclose(names["sigmoid"](np.array([-1000, -1, 0, 1])), sigmoid(np.array([-1000, -1, 0, 1])))


def test_the_share_of_wrong_pairs_is_the_share_of_pairs_on_that_side():
    a, b = check.PAIRS.T
    share = f"{np.mean(a < b):.0%}"
    assert f"for {share} of the pairs" in check.three_units(lambda: (W1, ONLY_ONE_SIDE)).message


@pytest.mark.parametrize(
    "checker, answer",
    [
        (check.relu, lambda z: np.maximum(z, 1e-3)),
        (check.relu, lambda z: 1.001 * np.maximum(z, 0)),
        (check.sigmoid, lambda z: 0.5 * (1 - np.tanh(0.5 * z))),
        (check.sigmoid, lambda z: 0.5 * (1 + np.tanh(0.51 * z))),
        (check.sigmoid, lambda z: 0.5 * (1.01 + np.tanh(0.5 * z))),
        (check.dense, lambda x, W, b: x @ W + 1.01 * b),
        (check.dense, lambda x, W, b: -x @ W + b),
        (check.dense, lambda x, W, b: x @ W + b + 0.01),
        *((check.three_units, lambda i=i: (W1 + 0.01 * (np.arange(6).reshape(2, 3) == i), W2)) for i in range(6)),
        *((check.three_units, lambda i=i: (W1, W2 + 0.01 * (np.arange(9).reshape(3, 3) == i))) for i in range(9)),
    ],
)
def test_mutated_solutions_are_rejected(checker, answer):
    verdict = checker(answer)
    assert verdict.passed is False and len(verdict.message) > 20


# ---- two units ----
ABS = np.array([1.0, -1.0]), np.zeros(2), np.ones(2)
LINE = np.array([1.0, -1.0]), np.zeros(2), np.array([1.0, -1.0])
RAMP = np.array([1.0, 1.0]), np.array([1.0, -1.0]), np.array([1.0, -1.0])
GOALS = {"|x|": ABS, "x": LINE, "ramp": RAMP}


def test_contributions_are_the_formula_one_number_at_a_time(rng):
    w, b, v = rng.normal(size=(3, 2))
    table = two_units.contributions(two_units.X, w, b, v)
    for s, x in enumerate(two_units.X[::40]):
        for k in range(2):
            assert table[40 * s, k] == pytest.approx(v[k] * max(x * w[k] + b[k], 0))


@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_can_be_reached_exactly_and_no_other_goal_with_the_same_sliders(goal):
    assert two_units.distance(*GOALS[goal], goal) < 1e-12
    assert all(two_units.distance(*GOALS[goal], other) > 0.9 for other in GOALS if other != goal)
    assert list(two_units.GOALS) == list(GOALS)


def test_pieces_say_where_the_function_bends_and_how_steep_it_is(rng):
    for _ in range(50):
        w, b, v = rng.integers(-8, 9, size=(3, 2)) / 4
        places, slopes = two_units.pieces(w, b, v)
        assert len(slopes) == len(places) + 1 and np.all(np.diff(places) > 0) and np.all(np.diff(slopes) != 0)
        x = np.linspace(-9, 9, 72_001)
        f = two_units.contributions(x, w, b, v).sum(axis=1)
        middle, measured = (x[1:] + x[:-1]) / 2, np.diff(f) / np.diff(x)
        away = np.all(np.abs(middle[:, None] - places) > 1e-3, axis=1)
        assert np.allclose(measured[away], slopes[np.searchsorted(places, middle[away])], atol=1e-6)


def test_kinks_are_where_z_is_zero_and_missing_where_the_weight_is_zero():
    kinks = two_units.kinks(np.array([2.0, 0.0]), np.array([3.0, 1.0]))
    assert kinks[0] == -1.5 and np.isnan(kinks[1])


def test_the_verdict_is_in_words():
    assert two_units.verdict(*ABS, "|x|") == (
        "2 straight pieces with slopes −1 and 1, joined at x = 0. This is the goal, |x|, exactly."
    )
    assert two_units.verdict(*LINE, "|x|") == "One straight line of slope 1. Largest distance to the goal |x|: 6."
    assert "3 straight pieces with slopes 0, 1 and 0, joined at x = −1 and 1" in two_units.verdict(*RAMP, "ramp")
    assert two_units.unit_in_words(1, 0.5) == "is on to the right of x = −0.5"
    assert two_units.unit_in_words(-0.25, 2) == "is on to the left of x = 8, outside the picture"
    assert "never on" in two_units.unit_in_words(0, 0) and "everywhere" in two_units.unit_in_words(0, 0.5)


def sliders_of():
    """The sliders: weights, biases and output weights, of unit 1 and of unit 2 each."""
    found = [widget for widget in live._shown["two_units"] if hasattr(widget, "readout_format")]
    return [found[i] for i in (0, 3, 1, 4, 2, 5)]


def caption(shown):
    return shown.widget.value.split("<img")[0]


def set_all(w, b, v):
    for slider, value in zip(sliders_of(), np.concatenate([w, b, v]), strict=True):
        slider.value = value


@pytest.mark.usefixtures("capsys")
def test_explore_answers_to_every_control_and_can_be_run_twice():
    first, _ = two_units.build()
    old = live._shown["two_units"][0]
    shown, redraw = two_units.build()
    assert shown is not first and old.comm is None  # the earlier copy is closed
    assert len(sliders_of()) == 6 and all(slider.description for slider in sliders_of())
    for slider in sliders_of():
        captions, pictures_seen = set(), set()
        for value in (-2, 0, 0.75, 2):
            slider.value = value
            captions.add(caption(shown))
            pictures_seen.add(shown.png())
        assert len(pictures_seen) > 1 and len(captions) > 1, slider.description
        slider.value = 1
    (goal,) = [widget for widget in live._shown["two_units"] if hasattr(widget, "button_style")]
    for name, numbers in GOALS.items():
        goal.value = name
        set_all(*numbers)
        assert f"This is the goal, {name}, exactly." in caption(shown)
    ink = [line for line in shown.moving if line.get_color() == two_units.style.INK]
    assert np.allclose(ink[0].get_ydata(), two_units.GOALS["ramp"](two_units.X))
    assert set(shown.moving) == {line for line in shown.figure.axes[0].lines if len(line.get_xdata()) != 2}
    before = shown.widget.value
    redraw()
    assert shown.widget.value == before


# ---- pictures ----
rng_of_pictures = np.random.default_rng(0)
x, W, b = np.arange(8.0).reshape(4, 2), np.arange(6.0).reshape(2, 3), np.arange(3.0)
TANH = [np.tanh(rng_of_pictures.normal(size=(20, 5))) for _ in range(4)]
PICTURES = {
    "crease": lambda: pictures.crease(np.arange(101.0), np.abs(np.arange(-50.0, 51)), np.full(101, 25.0)),
    "product": lambda: pictures.product(x, W, b, x @ W + b, row=1, unit=2),
    "activations": lambda: pictures.activations(
        np.linspace(-5, 5, 11), {"ReLU": np.arange(11.0), "flat": np.zeros(11)}
    ),
    "network": lambda: pictures.network([2, 4, 5]),
    "levels_by_layer": lambda: pictures.levels_by_layer({"up": [1, 1e20], "flat": [1, 1], "down": [1, 1e-20]}),
    "ridges": lambda: pictures.ridges({"one": (TANH, True), "two": (TANH, False)}, layers=[1, 2, 4]),
    "two_hinges": lambda: pictures.two_hinges(np.arange(5.0), np.ones((5, 2)), ["one", "two", "sum"]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_draw(name):
    fig = PICTURES[name]()
    fig.canvas.draw()
    assert fig.axes and (fig.texts or any(ax.get_title(loc="left") or ax.texts for ax in fig.axes))


def test_product_shows_every_number_and_lights_one_row_one_column_one_cell():
    ax = PICTURES["product"]().axes[0]
    lit = [patch for patch in ax.patches if patch.get_facecolor()[:3] != plt.matplotlib.colors.to_rgb("#F7F7F7")]
    assert len(ax.patches) == 8 + 6 + 3 + 12 and len(lit) == 2 + 2 + 1 + 1
    words = [text.get_text() for text in ax.texts]
    assert all(f"{value:g}" in words for value in (x @ W + b).ravel())


def test_network_draws_a_line_for_each_weight_and_a_circle_for_each_unit():
    lines = PICTURES["network"]().axes[0].lines
    circles = [line for line in lines if line.get_marker() == "o"]
    assert len(lines) - len(circles) == 2 * 4 + 4 * 5
    assert [len(line.get_xdata()) for line in circles] == [2, 4, 5]
