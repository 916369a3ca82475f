"""Its checkers name the fault, and its pictures draw what they are given."""

import itertools
import math

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib import binary_cross_entropy, numerical_gradient, sigmoid
from nnlib.teaching import style
from nnlib.teaching.lessons.moons import check, pictures


@pytest.fixture(autouse=True)
def no_memory(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def stub(*arguments): ...


# ---- grid ----


def by_loops(x, y):
    return [[a, b] for b in y for a in x]


def by_repeating(x, y):
    return np.stack([np.tile(x, len(y)), np.repeat(y, len(x))], axis=1)


def moved(x, y):
    x += 1
    return by_loops(x, y)


MESH = np.meshgrid
GRID_RIGHT = [by_loops, by_repeating]
GRID_WRONG = [
    (lambda x, y: [[a, b] for a in x for b in y], "y runs first and x stands still"),
    (lambda x, y: np.column_stack([a.T.ravel() for a in MESH(x, y)]), "y runs first and x stands still"),
    (lambda x, y: [[b, a] for b in y for a in x], "the right order, but y is in column 0"),
    (lambda x, y: [[b, a] for a in x for b in y], "y is in column 0, and it runs first"),
    (lambda x, y: [[a, b] for b in reversed(y) for a in x], "from the top down"),
    (lambda x, y: np.vstack([a.ravel() for a in MESH(x, y)]), "lying on their side"),
    (lambda x, y: np.column_stack(MESH(x, y)), "(k, 2 * m), but they are still maps"),
    (lambda x, y: np.dstack(MESH(x, y)), "as (k, m, 2)"),
    (lambda x, y: MESH(x, y), "the two arrays of meshgrid"),
    (lambda x, y: np.array(MESH(x, y)).reshape(-1, 2), "into wrong pairs"),
    (lambda x, y: np.column_stack([x, x]), "shape"),
    (moved, "changes its argument number 1"),
]

# ---- binary cross-entropy ----


def p(s):
    return 1 / (1 + np.exp(-s))


def naive(y, s, log=np.log):
    return -(y * log(p(s)) + (1 - y) * log(1 - p(s))).sum() / len(y)


def clipped(y, s, eps=1e-7):
    q = np.clip(p(s), eps, 1 - eps)
    return -(y * np.log(q) + (1 - y) * np.log(1 - q)).sum() / len(y)


def half_naive(y, s):
    return (np.log(1 + np.exp(s)) - y * s).sum() / len(y)


def rounded(y, s):
    return (np.maximum(s, 0) - y * s + np.log(1 + np.exp(-abs(s)))).sum() / len(y)


def terms(y, s):
    return np.maximum(s, 0) - y * s + np.log1p(np.exp(-abs(s)))


def row_by_row(y, s):
    total = 0.0
    for labels, row in zip(y, s, strict=True):
        for label, score in zip(labels, row, strict=True):
            wrong = -score if label == 1 else score
            total += max(wrong, 0) + np.log1p(np.exp(-abs(score)))
    return total / len(y)


BCE_RIGHT = [
    rounded,
    lambda y, s: binary_cross_entropy(y, s)[0],
    lambda y, s: (np.logaddexp(0, s) - y * s).mean(axis=0).sum(),
    row_by_row,
]
BCE_WRONG = [
    (naive, "with scores of 40 and ±10,000 the result is nan"),
    (half_naive, "with scores of 40 and ±10,000 the result is inf"),
    (clipped, "Clipping p, or the score"),
    (lambda y, s: clipped(y, s, 1e-15), "Clipping p, or the score"),
    (lambda y, s: terms(y, np.clip(s, -500, 500)).sum() / len(y), "Clipping p, or the score"),
    (lambda y, s: -terms(y, s).mean(), "How many minus signs"),
    (lambda y, s: naive(y, s, np.log2), "That is log2"),
    (lambda y, s: terms(y, sigmoid(s)).mean(), "the sigmoid is applied twice"),
    (lambda y, s: terms(1 - y, s).mean(), "the two classes are exchanged"),
    (lambda y, s: (np.maximum(s, 0) + y * s + np.log1p(np.exp(-abs(s)))).mean(), "it belongs subtracted"),
    (lambda y, s: -(y * np.log(p(s)) - (1 - y) * np.log(1 - p(s))).mean(), "one of the two terms"),
    (lambda y, s: (y * np.log(p(s)) - (1 - y) * np.log(1 - p(s))).mean(), "one of the two terms"),
    (lambda y, s: -(y * np.log(p(s))).mean(), "points of class 0 cost nothing"),
    (lambda y, s: -((1 - y) * np.log(1 - p(s))).mean(), "points of class 1 cost nothing"),
    (lambda y, s: (np.maximum(s, 0) - y * s + np.log1p(np.exp(abs(s)))).mean(), "the exponential has the wrong sign"),
    (lambda y, s: (np.maximum(s, 0) - y * s + np.log1p(np.exp(-s))).mean(), "|s| is missing"),
    (lambda y, s: (np.maximum(s, 0) - y * s).mean(), "the term with the logarithm is missing"),
    (lambda y, s: (np.log1p(np.exp(-abs(s))) - y * s).mean(), "max(s, 0) is missing"),
    (lambda y, s: (np.max(s) - y * s + np.log1p(np.exp(-abs(s)))).mean(), "np.maximum, not np.max"),
    (lambda y, s: ((p(s) - y) ** 2).mean(), "squared error"),
    (lambda y, s: 0.5 * ((p(s) - y) ** 2).mean(), "squared error"),
    (lambda y, s: terms(y, s), "one loss for each point"),
    (lambda y, s: terms(y[:, 0], s).mean(), "each label meets each score"),
    (lambda y, s: terms(y[:, 0], s).sum() / len(y), "each label meets each score"),
    (lambda y, s: terms(y, s[:, 0]).mean(), "each label meets each score"),
    (lambda y, s: terms(y, s).sum(), "n times too large"),
    (lambda y, s: 2 * terms(y, s).mean(), "twice too large"),
    (lambda y, s: terms(y, s).mean(), "right for one column"),
    (lambda y, s: terms(y, s).mean(axis=0).squeeze(), "one loss for each column"),
    (lambda y, s: terms(y, s).mean() + 0.01, "should be"),
]

# ---- agreement ----

AGREEMENT_RIGHT = [
    lambda p, q: np.mean((p.ravel() > 0.5) == (q > 0.5)),
    lambda p, q: sum((a > 0.5) == (b > 0.5) for (a,), b in zip(p, q, strict=True)) / len(q),
    lambda p, q: 1 - np.abs(np.round(p[:, 0]) - np.round(q)).mean(),
]
AGREEMENT_WRONG = [
    (lambda p, q: ((p > 0.5) == (q > 0.5)).mean(), "stretched to (n, n)"),
    (lambda p, q: ((p > 0.5) == (q > 0.5)).sum() / len(q), "stretched to (n, n)"),
    (lambda p, q: sum((p > 0.5) == (q > 0.5)) / len(p), "stretched to (n, n)"),
    (lambda p, q: ((p[:, 0] > 0.5) != (q > 0.5)).mean(), "do not agree"),
    (lambda p, q: ((p[:, 0] > 0.5) == (q > 0.5)).sum(), "number of points"),
    (lambda p, q: ((p[:, 0] > 0.5) * (q > 0.5)).mean(), "both put into class 1"),
    (lambda p, q: np.isclose(p[:, 0], q).mean(), "whether the probabilities are equal"),
    (lambda p, q: ((p[:, 0] > 0) == (q > 0)).mean(), "compare with 0"),
    (lambda p, q: np.corrcoef(p.T, q)[0, 1], "the correlation"),
    (lambda p, q: 1 - abs(p[:, 0] - q).mean(), "mean distance"),
    (lambda p, q: (p[:, 0] > 0.5) == (q > 0.5), "an answer for each point"),
    (lambda p, q: 1 - abs((p > 0.5).mean() - (q > 0.5).mean()), "the two shares of class 1"),
    (lambda p, q: (p > 0.5).mean() == (q > 0.5).mean(), "the two shares of class 1"),
    (lambda p, q: 0.25, "should be"),
]

# ---- early stopping ----


def counting(losses, patience):
    bad, lowest = 0, losses[0]
    for epoch in range(1, len(losses)):
        bad = 0 if losses[epoch] < lowest else bad + 1
        lowest = min(lowest, losses[epoch])
        if bad == patience:
            return epoch
    return len(losses) - 1


def by_slices(losses, patience):
    for epoch in range(patience, len(losses)):
        if min(losses[epoch - patience + 1 : epoch + 1]) >= min(losses[: epoch - patience + 1]):
            return epoch
    return len(losses) - 1


def walk(better, late=0, reset=True, after_loop=lambda losses: len(losses) - 1, found=lambda epoch, at, losses: epoch):
    """A learner's loop with a planted fault."""

    def stopping(losses, patience):
        lowest, at, bad = np.inf, 0, 0
        for epoch, loss in enumerate(losses):
            if better(losses, epoch, loss, lowest):
                lowest, at, bad = loss, epoch, 0 if reset else bad
            else:
                bad += 1
                if bad >= patience + late:
                    return found(epoch, at, losses)
        return after_loop(losses)

    return stopping


def below(losses, epoch, loss, lowest):
    return loss < lowest


def takes_out(losses, patience):
    epoch = walk(below)(losses, patience)
    losses.clear()
    return epoch


STOPPING_RIGHT = [counting, by_slices, walk(below)]
STOPPING_WRONG = [
    (walk(lambda losses, epoch, loss, lowest: epoch == 0 or loss < losses[epoch - 1]), "the one before it"),
    (walk(below, reset=False), "from the very start"),
    (walk(below, late=1), "one epoch too late"),
    (walk(below, late=-1), "one epoch too early"),
    (lambda losses, patience: walk(below)(losses, 1), "What is patience for?"),
    (
        walk(below, found=lambda epoch, at, losses: at, after_loop=lambda losses: int(np.argmin(losses))),
        "the lowest loss until then",
    ),
    (lambda losses, patience: int(np.argmin(losses)), "lowest loss of the whole list."),
    (lambda losses, patience: min(np.argmin(losses) + patience, len(losses) - 1), "the whole list first"),
    (walk(below, found=lambda epoch, at, losses: epoch + 1, after_loop=len), "counted from 1"),
    (walk(below, after_loop=len), "you return the number of epochs"),
    (walk(lambda losses, epoch, loss, lowest: loss <= lowest), "< and not <="),
    (walk(below, found=lambda epoch, at, losses: losses[epoch], after_loop=lambda losses: losses[-1]), "a loss, not"),
    (walk(below, found=lambda epoch, at, losses: losses[at], after_loop=min), "a loss, not"),
    (lambda losses, patience: len(losses) - 1, "you never stop"),
    (walk(below, after_loop=lambda losses: None), "What comes after the loop?"),
    (walk(below, found=lambda *_: None, after_loop=lambda losses: None), "Is the `return` missing"),
    (takes_out, "changes the list"),
    (lambda losses, patience: 3, "should be"),
]

EXERCISES = {
    "grid": (GRID_RIGHT, GRID_WRONG),
    "stable_bce": (BCE_RIGHT, BCE_WRONG),
    "agreement": (AGREEMENT_RIGHT, AGREEMENT_WRONG),
    "stopping": (STOPPING_RIGHT, STOPPING_WRONG),
}


@pytest.mark.parametrize("name", EXERCISES)
def test_the_stub_is_not_attempted(name):
    assert getattr(check, name)(stub).passed is None


@pytest.mark.parametrize("name, answer", [(name, a) for name, (right, _) in EXERCISES.items() for a in right])
def test_right_answers_pass(name, answer):
    verdict = getattr(check, name)(answer)
    assert verdict.passed, verdict


@pytest.mark.parametrize("name, answer, words", [(name, *w) for name, (_, wrong) in EXERCISES.items() for w in wrong])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_wrong_answers_are_told_what_is_wrong(name, answer, words):
    verdict = getattr(check, name)(answer)
    assert verdict.passed is False and words in repr(verdict), verdict


@pytest.mark.parametrize(
    "faults, cases",
    [
        (check.GRID, check.GRID_CASES),
        (check.BCE, check.MODERATE),
        (check.AGREEMENT, check.AGREEMENT_CASES),
        (check.STOPPING, check.STOPPING_CASES),
    ],
    ids=EXERCISES,
)
def test_no_two_faults_give_the_same_answers(faults, cases):
    """Otherwise the first would be named for both."""
    for one, other in itertools.combinations(faults, 2):
        if one.message != other.message:
            assert any(not _same(one.wrong(*case), other.wrong(*case)) for case in cases), (one.message, other.message)


def _same(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=0)


# ---- pictures ----

X1, X2 = np.linspace(-1, 2, 5), np.linspace(-1, 1, 4)
P = 0.5 + 0.2 * np.sin(X1 + X2[:, None])
POINTS, LABELS = np.array([[0.0, 0.5], [1.0, -0.5], [0.5, 0.0]]), np.array([[0.0], [1.0], [1.0]])
LOSSES = np.linspace(0.7, 0.1, 40)
SEEDS = np.array([[0.7, 0.8], [0.4, 0.94], [0.3, 0.81]])  # median unlike mean


def line_data(ax):
    return [line.get_xydata() for line in ax.lines]


OUTS = {"ReLU": np.arange(11.0), "flat": np.full(11, 0.5)}
FIGURES = {
    "activations": lambda: pictures.draw_activations(np.linspace(-5, 5, 11), OUTS),
    "maps": lambda: pictures.maps(X1, X2, [P, 1 - P], POINTS, LABELS, ["a", "b"]),
    "costs": lambda: pictures.costs(np.linspace(-8, 8, 161), np.arange(161.0), np.arange(161.0)[::-1]),
    "training": lambda: pictures.training(LOSSES, [5, 20, 40], [P, P, P], X1, X2, POINTS, LABELS),
    "rates": lambda: pictures.rates({r: list(LOSSES) for r in (2, 1, 0.5, 0.3, 0.2, 0.1)}),
    "ways_off": lambda: pictures.ways_off({"a": np.array([20, np.inf, 90]), "b": np.array([15, 16, 17])}, limit=100),
    "overlay": lambda: pictures.overlay(LOSSES, LOSSES),
    "overfitting": lambda: pictures.overfitting(np.column_stack([LOSSES, LOSSES[::-1], LOSSES]), 10, (50, 300)),
    "remedies": lambda: pictures.remedies({"none": SEEDS, "L2": SEEDS / 2, "none, 60": SEEDS}),
}


@pytest.mark.parametrize("name", FIGURES)
def test_pictures_have_titles_and_names_on_the_axes(name):
    fig = FIGURES[name]()
    fig.canvas.draw()
    for i, ax in enumerate(fig.axes):
        assert ax.get_title(loc="left") and ax.get_xlabel(), i
    assert fig.axes[0].get_ylabel() or [text.get_text() for text in fig.axes[0].get_yticklabels()]


def test_the_loss_curve_is_marked_where_the_maps_were_made():
    above = FIGURES["training"]().axes[0]
    marks = [data[0] for data in line_data(above) if len(data) == 1]
    assert np.allclose(marks, [(stop, LOSSES[stop - 1]) for stop in (5, 20, 40)])


def test_the_right_panel_of_the_rates_counts_rate_times_epochs():
    right = FIGURES["rates"]().axes[1]
    assert sorted(data[-1, 0] for data in line_data(right)) == pytest.approx([4, 8, 12, 20, 40, 80])


def test_seeds_that_have_not_arrived_stand_apart_and_are_counted():
    ax = FIGURES["ways_off"]().axes[0]
    arrived, never = line_data(ax)[:2]
    assert sorted(arrived[:, 0]) == [20, 90] and len(never) == 1 and never[0, 0] > 100
    assert "1" in [text.get_text() for text in ax.texts]


def test_the_bars_of_the_remedies_stand_at_the_median_loss_and_the_mean_accuracy():
    left, right = FIGURES["remedies"]().axes
    losses, shares = ([data[0, 0] for data in line_data(ax) if len(data) == 2] for ax in (left, right))
    assert losses == pytest.approx([0.4, 0.2, 0.4])
    assert shares == pytest.approx([0.85, 0.425, 0.85])


def test_no_remedy_is_vermilion_for_any_number_of_points():
    colors = [line.get_color() for line in FIGURES["remedies"]().axes[0].lines if line.get_marker() != "None"]
    assert colors == [style.FAULT, style.CURE, style.FAULT]


def test_the_activations_are_drawn_on_one_scale_and_described(monkeypatch):
    axes = FIGURES["activations"]().axes
    for ax, (name, out) in zip(axes, OUTS.items(), strict=True):
        assert ax.get_title(loc="left") == name and np.allclose(line_data(ax)[-1][:, 1], out)
        assert ax.get_aspect() == 1 and ax.get_ylim() == axes[0].get_ylim()
    told = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: told.append(alt))
    assert pictures.activations(np.linspace(-5, 5, 11), OUTS) is None
    assert "ReLU from 0.00 to 10.00, flat from 0.50 to 0.50" in told[0]


# ---- what the text says of the sigmoid ----


def test_exp_of_1000_has_more_digits_than_64_bits_hold():
    assert math.floor(1000 / math.log(10)) + 1 == 435 and len(str(int(np.finfo(float).max))) == 309
    with pytest.raises(OverflowError):
        math.exp(1000)


def test_sigmoid_and_tanh_are_one_curve_and_the_forms_agree_where_they_are_safe():
    s = np.linspace(-30, 30, 601)
    assert np.allclose(np.tanh(s), 2 * sigmoid(2 * s) - 1, rtol=0, atol=1e-15)
    assert np.allclose(sigmoid(s), 1 / (1 + np.exp(-s)), rtol=0, atol=1e-14)
    assert np.allclose(sigmoid(s), np.exp(s) / (1 + np.exp(s)), rtol=0, atol=1e-14)


def test_each_step_of_the_derivation_holds():
    y, s = np.array([[1.0], [0.0], [0.0], [1.0]]), np.array([[-5.0], [0.5], [-3.0], [2.0]])

    def loss_of_p(p):
        return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()

    p = sigmoid(s)
    step3, step7 = (p - y) / (p * (1 - p)) / len(y), p * (1 - p)
    assert np.allclose(step3, numerical_gradient(loss_of_p, p.copy()), rtol=1e-5)
    assert np.allclose(step7, numerical_gradient(lambda s: sigmoid(s).sum(), s.copy()), rtol=1e-7)
    assert np.allclose(step3 * step7, (p - y) / len(y), rtol=1e-12)
