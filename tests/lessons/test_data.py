"""Its checkers, its explorable, its pictures, and what it claims."""

import itertools
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from corpus.data import loss, measured, neuron, right_step, stumbles, targets_by_loop
from explorable import controls_of, shows

from nnlib import squared_error
from nnlib.teaching import style
from nnlib.teaching.lessons.data import check, explore, pictures

NOTEBOOK = Path(__file__).parent.parent.parent / "notebooks" / "01-data.ipynb"


@pytest.fixture(autouse=True)
def memory(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))


# ---- the checkers; tests/corpus/data.py holds most answers ----


def test_the_step_says_what_the_neuron_has_learned():
    words = "from -0.60, 0.90, 0.40 to 1.00, 1.00, 0.00. Your code has learned to add"
    assert words in check.step(right_step).message


def test_a_line_of_the_learner_is_quoted_and_none_of_ours():
    assert "measured(params, X, y)[3]`" in check.step(stumbles).message
    assert "in the line" not in check.step(lambda params, X, y: params.sum()).message


def test_a_step_that_is_right_once_but_not_a_hundred_times_is_told_so():
    calls = []

    def tires(params, X, y, lr):
        calls.append(1)
        if len(calls) < 20:
            right_step(params, X, y, lr)

    verdict = check.step(tires)
    assert verdict.passed is False and "a hundred lead to" in verdict.message, verdict


def test_the_slopes_by_calculus_are_those_by_nudging():
    for params, X, y in check.CASES:
        np.testing.assert_allclose(check.slopes(params, X, y), measured(params, X, y, h=1e-6), atol=1e-5)


def test_stubs_are_not_attempted():
    def stub(params, X, y, lr):
        """Not yet."""
        ...

    for checker in (check.loss, check.step, check.targets):
        assert checker(stub).passed is None and checker(...).passed is None


# ---- the folded solutions, changed in one place ----

MUTATIONS = [
    ("loss", "0.5 * ", ""),
    ("loss", "np.mean", "np.sum"),
    ("loss", "errors**2", "errors"),
    ("loss", "- y", "+ y"),
    ("step", "params -= lr", "params += lr"),
    ("step", "params -= lr * slopes", "params = params - lr * slopes"),
    ("step", "params.copy()", "params"),
    ("step", "lr * slopes", "slopes"),
    ("step", ") / h", ")"),
    ("step", "- before", "+ before"),
    ("step", "range(3)", "range(2)"),
    ("targets", "x1 + x2", "x1 - x2"),
    ("targets", "x1 - x2, np.abs(x1 - x2)", "np.abs(x1 - x2), np.abs(x1 - x2)"),
    ("targets", "X[:, 0], X[:, 1]", "X[:, 1], X[:, 0]"),
    ("targets", "column_stack", "stack"),
]


@pytest.mark.parametrize("name, old, new", MUTATIONS)
def test_a_changed_solution_is_rejected(name, old, new):
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    fence = r"<summary>Solution</summary>\s+```python\n(def " + name + r"\(.*?)```"
    (solution,) = [found for cell in cells for found in re.findall(fence, cell.source, re.S)]
    assert old in solution
    for code, passed in ((solution, True), (solution.replace(old, new), False)):
        space = {"np": np, "neuron": neuron, "loss": loss}
        exec(code, space)
        assert getattr(check, name)(space[name]).passed is passed


def test_every_fault_gives_another_answer():
    """On the checkers' own data no known fault can be taken for another one, or for a right answer."""
    for faults, right, cases in (
        (check.LOSS_FAULTS, check._loss, check.LOSS_CASES),
        (check.TARGET_FAULTS, check._targets, check.TARGET_CASES),
    ):
        messages = {repr([np.asarray(right(*case), float).round(9).tolist() for case in cases]): "right"}
        for way in (way for fault in faults for way in fault.ways()):
            answers = repr([np.asarray(way.wrong(*case), float).round(9).tolist() for case in cases])
            assert messages.setdefault(answers, way.message) == way.message
    moves = [(way.message, check._in_all(way.wrong)) for fault in check.STEP_FAULTS for way in fault.ways()]
    for (message, one), (words, other) in itertools.combinations(
        [("right", check._in_all(check.right_move)), *moves], 2
    ):
        assert message == words or not check._close(one, other, share=0.08)  # steps are compared within 2 %


# ---- what the lesson claims ----


def trained(start, X, y, steps=100):
    params = np.array(start, dtype=float)
    for _ in range(steps):
        right_step(params, X, y, 0.5)
    return params


@pytest.fixture(scope="module")
def examples():
    X = np.random.default_rng(0).uniform(-1, 1, (1000, 2))
    return X, targets_by_loop(X)


def test_a_hundred_steps_end_half_a_nudge_below_the_bottom(examples):
    X, Y = examples
    w1, w2, b = trained(check.START, X, np.array(Y)[:, 0])
    assert b == pytest.approx(-0.000005, abs=5e-7)
    assert abs(w1 - 1) < 2e-5 and abs(w2 - 1) < 2e-5


def test_the_bottom_of_the_bowl_is_the_plane_of_least_squares(examples):
    X, Y = examples
    with_ones = np.column_stack([X, np.ones(len(X))])
    for y in np.array(Y).T:
        best = np.linalg.lstsq(with_ones, y, rcond=None)[0]
        np.testing.assert_allclose(trained([-0.6, 0.9, 0.4], X, y, steps=200), best, atol=2e-5)


def test_no_start_and_no_seed_brings_the_distance_to_a_neuron_nor_keeps_the_sum_from_it():
    for seed in range(20, 40):  # the lesson shows 0 to 19
        rng = np.random.default_rng(seed)
        X, start = rng.uniform(-1, 1, (1000, 2)), rng.normal(size=3)
        for k, y in enumerate(np.array(targets_by_loop(X)).T):
            p = neuron(trained(start, X, y), X)
            score = r_squared(y, p)
            assert score > 0.999 if k < 2 else score < 0.03


def r_squared(y, p):
    return 1 - np.sum((y - p) ** 2) / np.sum((y - y.mean()) ** 2)


def test_on_one_side_of_the_crease_a_neuron_learns_the_distance():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        X, start = rng.uniform(-1, 1, (1000, 2)), rng.normal(size=3)
        half = X[X[:, 0] > X[:, 1]]
        params = trained(start, half, np.abs(half[:, 0] - half[:, 1]), steps=200)
        np.testing.assert_allclose(params, [1, -1, 0], atol=0.01)


def test_a_tilted_plane_gains_at_a_pair_what_it_loses_at_the_mirror(examples):
    X = np.vstack([examples[0], -examples[0]])  # each pair with its mirror
    y = np.array(targets_by_loop(X))[:, 2]
    flat = np.array([0, 0, y.mean()])
    np.testing.assert_allclose(check.slopes(flat, X, y), 0, atol=1e-12)
    for tilt in ([0.3, -0.3, 0], [-0.3, 0.3, 0], [0, 0.1, 0]):
        assert loss(flat + tilt, X, y) > loss(flat, X, y)


def test_the_same_code_finds_any_plane(examples):
    X = examples[0]
    np.testing.assert_allclose(trained(check.START, X, X @ [3, -2] + 5), [3, -2, 5], atol=2e-5)


def test_r_squared_of_the_best_plane_is_a_squared_correlation_and_else_may_be_negative(examples):
    X, Y = examples
    y = np.array(Y)[:, 2]
    p = neuron(trained(check.START, X, y), X)
    assert r_squared(y, p) == pytest.approx(np.corrcoef(y, p)[0, 1] ** 2, abs=1e-6)
    assert r_squared(y, neuron([1, -1, 0], X)) < 0


def test_one_step_and_the_bowls_are_as_told(examples):
    X, Y = examples
    y = np.array(Y)[:, 0]
    slopes = measured(check.START, X, y)
    alone = [loss(check.START - 0.5 * slopes * row, X, y) for row in np.eye(3)]
    together = loss(check.START, X, y) - loss(check.START - 0.5 * slopes, X, y)
    assert together == pytest.approx(sum(loss(check.START, X, y) - each for each in alone), rel=0.02)
    bend = [loss(check.START + row, X, y) + loss(check.START - row, X, y) for row in np.eye(3)]
    assert bend[2] > 1.3 * bend[0]  # the bowl of b is narrower
    assert -0.6 - 0.5 * slopes[0] == pytest.approx(-0.33, abs=0.005)


def test_the_loss_of_the_lesson_is_that_of_nnlib(examples):
    X, Y = examples
    y, p = np.array(Y)[:, 0], neuron(check.START, X)
    assert squared_error(y.reshape(-1, 1), p.reshape(-1, 1))[0] == pytest.approx(loss(check.START, X, y))


def test_who_follows_one_side_of_the_crease_is_worse_than_flat(examples):
    X, Y = examples
    y = np.array(Y)[:, 2]
    side = loss([1, -1, 0], X, y)
    errors = neuron([1, -1, 0], X) - y
    np.testing.assert_allclose(errors[X[:, 0] < X[:, 1]], -2 * y[X[:, 0] < X[:, 1]])
    assert side > 5 * loss([0, 0, y.mean()], X, y)


def test_the_neuron_answers_far_from_its_examples_and_the_picture_is_true(examples):
    X, Y = examples
    params = trained(check.START, X, np.array(Y)[:, 0])
    assert round(float(neuron(params, np.array([[888, 122]]))[0])) == 1010
    assert neuron(check.START, np.array([[0.5, 0.25]]))[0] == pytest.approx(0.325)


# ---- the explorable ----


def test_loss_and_slopes_of_the_line():
    x, y = explore.points()
    w, b = 0.7, -0.2
    assert explore.loss(w, b, x, y) == pytest.approx(np.mean((w * x + b - y) ** 2) / 2)
    many = explore.loss(np.array([w, 0.0]), np.array([b, b]), x, y)
    np.testing.assert_allclose(many, [explore.loss(w, b, x, y), explore.loss(0.0, b, x, y)])
    error = w * x + b - y
    np.testing.assert_allclose(explore.slopes(w, b, x, y), [np.mean(error * x), np.mean(error)], atol=1e-8)


def test_the_verdict_says_which_way():
    assert explore.asked(-0.5, 0.5) == "The slopes say: w should go up, b should go down."
    assert explore.asked(0.5, 0.0) == "The slopes say: w should go down, b is fine."


def test_the_verdict_says_what_is_wrong_and_what_a_step_does():
    falls, off = "The points go up, this line goes down. ", "The line is up to 3.0 off. "
    assert explore.verdict(-0.5, 3, 2.0, 0.5, False) == f"{falls}One step cuts its loss from 2.00 to 0.50."
    assert explore.verdict(0.5, 3, 2.0, 2.5, False) == f"{off}One step raises its loss from 2.00 to 2.50."
    assert explore.verdict(0.5, 3, 2.001, 2.0, False) == f"{off}One step hardly changes its loss, 2.00."
    assert "this is the best line" in explore.verdict(1.5, 0.5, 0.02, 0.02, True)
    assert "takes w and b out of the picture" in explore.verdict(0.5, 3, 2.0, 0.02, False, ["w", "b"])


def build():
    live, clock = explore.build()
    return live, clock, controls_of("line")


def test_the_explorable_answers_to_every_control(capsys):
    live, clock, controls = build()
    assert list(controls) == ["weight w", "bias b", "learning rate lr", "training"]
    first = live.caption
    assert first.startswith("<b>The points go up, this line goes down. One step cuts its loss from 2.11 to ")
    assert "w should go up, b should go down" in first and "Steps so far" not in first
    for name, values in {
        "weight w": (-2.6, 2.6, 0.5),
        "bias b": (3, -3, 0.3),
        "learning rate lr": (2.2, 0.05, 0.6),
    }.items():
        for value in values:
            before = shows("line")
            controls[name].value = value
            assert shows("line") != before
    clock.step()
    assert "Steps so far: 1." in live.caption
    controls["bias b"].value = 0.1
    assert "Steps so far" not in live.caption
    clock.reset()
    assert live.caption == first


@pytest.mark.parametrize(
    "rate, corner", [(0.6, (-2.6, 2.0)), (1.5, (2.6, 2.0)), (1.5, (-2.6, -2.0)), (0.6, (2.6, -2.0))]
)
def test_the_clock_reaches_the_best_line_from_every_corner_and_stops(rate, corner, capsys):
    live, clock, controls = build()
    controls["learning rate lr"].value, controls["weight w"].value, controls["bias b"].value = rate, *corner
    for _ in range(100):
        if clock._tick():
            break
    assert "this is the best line" in live.caption
    best = np.polyfit(*explore.points(), 1)
    np.testing.assert_allclose([controls["weight w"].value, controls["bias b"].value], best, atol=0.03)


@pytest.mark.parametrize("rate, settles", [(1.8, True), (1.95, True), (2.05, False), (2.1, False), (2.2, False)])
def test_a_line_settles_up_to_an_lr_of_about_2_and_flies_away_above(rate, settles, capsys):
    live, clock, controls = build()
    controls["learning rate lr"].value = rate
    best, misses = np.polyfit(*explore.points(), 1)[1], []
    for _ in range(200):
        misses.append(controls["bias b"].value - best)
        if clock._tick():
            break
    last = live.caption
    assert ("this is the best line" in last) is settles and ("takes b out of the picture" in last) is not settles
    assert misses[0] > 0 > misses[1]  # over the bottom to the other side
    far = np.abs(misses[1:])
    assert len(far) >= (2 if rate == 2.2 else 4) and (far[-1] < far[0] if settles else (np.diff(far) > 0).all())
    clock.step()
    assert live.caption == last or settles


def test_a_step_is_the_step_of_the_lesson(capsys):
    live, clock, controls = build()
    w, b = explore.START
    slope_w, slope_b = explore.slopes(w, b, *explore.points())
    clock.step()
    assert controls["weight w"].value == pytest.approx(w - 0.6 * slope_w)
    assert controls["bias b"].value == pytest.approx(b - 0.6 * slope_b)


# ---- pictures ----


def test_pictures_are_drawn_and_described_from_their_numbers(shown, examples):
    X, Y = examples
    Y = np.array(Y)
    pictures.before_and_after([-0.6, 0.9, 0.4], [1, 1, 0], [0.5, 0.25])
    pictures.three_slopes(loss, np.array([-0.6, 0.9, 0.4]), X, Y[:, 0])
    pictures.onto_the_diagonal(Y[:, 0], {0: neuron([-0.6, 0.9, 0.4], X), 30: Y[:, 0]})
    pictures.three_rules(Y, Y * [1, 1, 0] + [0, 0, 0.66], [1, 1, 0])
    pictures.surfaces(check._targets)
    for figure, _ in shown:
        figure.canvas.draw()
    farthest = max(neuron([-0.6, 0.9, 0.4], X) - Y[:, 0])
    words = [
        "before, its numbers are −0.60, 0.90, 0.40, and it answers 0.33; after, 1.00, 1.00, 0.00, and it answers 0.75",
        "−0.53 for w₁, −0.01 for w₂, 0.38 for b",
        f"with its error as a line: {farthest:.2f} after 0, 0.00 after 30 steps",
        "a flat band between 0.66 and 0.66",
        "rising to 2 on both sides",
    ]
    assert all(part in alt for part, (_, alt) in zip(words, shown, strict=True))
    assert [len(figure.axes) for figure, _ in shown] == [4, 3, 2, 3, 3]
    before, after, *sums = shown[0][0].axes
    titles = [ax.get_title(loc="left") for ax in (before, after)]
    assert titles == ["Before: 0.50 + 0.25 gives 0.33", "After: 0.50 + 0.25 gives 0.75"]
    colors = [[text.get_color() for text in ax.texts if "b$" in text.get_text()] for ax in (before, after)]
    assert colors == [[style.TEXT[style.CURE]], [style.TEXT[style.GRAY]]]
    ends = [[note.xy[0] for note in ax.texts if getattr(note, "arrow_patch", None)] for ax in sums]
    assert np.allclose(ends[0], [-0.3, -0.075, 0.325]) and np.allclose(ends[1], [0.5, 0.75])  # laid end to end
    bowls = shown[1][0].axes
    titles = [ax.get_title(loc="left") for ax in bowls]
    assert titles == ["slope −0.53: more w₁", "slope −0.01: keep w₂", "slope 0.38: less b"]
    arrows = [[note.xy[0] - note.xyann[0] for note in ax.texts if getattr(note, "arrow_patch", None)] for ax in bowls]
    assert [[np.sign(way) for way in ways] for ways in arrows] == [[1], [], [-1]]
    assert shown[1][0].get_suptitle().endswith("a step against it makes the loss fall")
    assert "where the loss is 0.24 and 0.07 lower" in shown[1][1]
    scores = [[text.get_text() for text in ax.texts if "R²" in text.get_text()] for ax in shown[3][0].axes]
    assert scores == [["R² 1.00"], ["R² 1.00"], ["R² 0.00"]]
