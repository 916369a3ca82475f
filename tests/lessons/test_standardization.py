"""Lesson 03: its checkers name the fault, its explorable obeys the laws of the bowl, its pictures draw."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib import Standardizer
from nnlib.teaching import live
from nnlib.teaching.lessons.standardization import check, descent, pictures


@pytest.fixture(autouse=True)
def no_memory(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def m(X):
    return X.mean(axis=0)


def s(X):
    return X.std(axis=0)


def column_by_column(X_train, X):
    columns = [
        (new - old.mean()) / np.sqrt(((old - old.mean()) ** 2).mean()) for old, new in zip(X_train.T, X.T, strict=True)
    ]
    return np.stack(columns, axis=1)


def changes_x(X_train, X):
    X -= m(X_train)
    return X / s(X_train)


def forgets_to_return(X_train, X):
    (X - m(X_train)) / s(X_train)


RIGHT_STANDARDIZE = [
    lambda X_train, X: (X - m(X_train)) / s(X_train),
    lambda X_train, X: Standardizer().fit(X_train).transform(X),
    lambda X_train, X: X / s(X_train) - m(X_train) / s(X_train),
    column_by_column,
]
WRONG_STANDARDIZE = [
    (lambda T, X: (X - m(X)) / s(X), "its own mean and deviation"),
    (lambda T, X: (X - m(np.vstack([T, X]))) / s(np.vstack([T, X])), "X_train and X together"),
    (lambda T, X: (X - m(X)) / s(T), "but the mean from X. "),
    (lambda T, X: (X - m(T)) / s(X), "but the deviation from X. "),
    (lambda T, X: (T - m(T)) / s(T), "the rows of X_train, standardized"),
    (lambda T, X: (X - m(T)) / T.std(axis=0, ddof=1), "leave ddof at 0"),
    (lambda T, X: (X - m(T)) / T.var(axis=0), "divide by the variance"),
    (lambda T, X: (X - m(T)) / np.sqrt(((T - m(T)) ** 2).sum(axis=0)), "forgot to divide by n under the root"),
    (lambda T, X: (X - T.min(axis=0)) / (T.max(axis=0) - T.min(axis=0)), "That scales to 0 … 1"),
    (lambda T, X: X - m(T) / s(T), "Where do brackets belong?"),
    (lambda T, X: X - m(T), "not divided by the deviation"),
    (lambda T, X: X / s(T), "the mean is not subtracted"),
    (lambda T, X: (m(T) - X) / s(T), "wrong sign"),
    (lambda T, X: (X - T.mean()) / T.std(), "share one mean"),
    (lambda T, X: (X - T.mean(axis=1)) / T.std(axis=1), "those of rows. Which axis"),
    (lambda T, X: (X - T.mean(1, keepdims=True)) / T.std(1, keepdims=True), "those of rows. Which axis"),
    (lambda T, X: (X - X.mean(1, keepdims=True)) / X.std(1, keepdims=True), "each row of X is standardized by itself"),
    (lambda T, X: (X - m(T)) / s(T) + 0.01, "should be"),
    (lambda T, X: (X + m(T)) / s(T), "should be"),
    (lambda T, X: ((X - m(T)) / s(T))[:, :3], "shape (4, 3), wanted (4, 5)"),
    (changes_x, "changes its argument number 2"),
    (forgets_to_return, "returns None"),
]
RIGHT_UNSTANDARDIZE = [
    lambda T, Z: Z * s(T) + m(T),
    lambda T, Z: Standardizer().fit(T).inverse_transform(Z),
    lambda T, Z: np.array([row * s(T) + m(T) for row in Z]).tolist(),
]
WRONG_UNSTANDARDIZE = [
    (lambda T, Z: (Z + m(T)) * s(T), "Undo in the reverse order"),
    (lambda T, Z: Z * s(Z) + m(Z), "mean and deviation of Z itself"),
    (lambda T, Z: (Z - m(T)) / s(T), "standardizes Z once more"),
    (lambda T, Z: Z * s(T) - m(T), "What undoes a subtraction?"),
    (lambda T, Z: Z / s(T) + m(T), "What undoes a division?"),
    (lambda T, Z: Z * s(T), "the mean is not added"),
    (lambda T, Z: Z + m(T), "not multiplied by the deviation"),
    (lambda T, Z: Z * T.var(axis=0) + m(T), "multiply by the variance"),
    (lambda T, Z: Z * T.std(axis=0, ddof=1) + m(T), "divides by n − 1"),
    (lambda T, Z: Z * T.std() + T.mean(), "share one mean"),
    (lambda T, Z: Z * T.std(axis=1) + T.mean(axis=1), "those of rows"),
    (lambda T, Z: Z * T.std(axis=1, keepdims=True) + T.mean(axis=1, keepdims=True), "those of rows"),
    (lambda T, Z: Z * s(Z) + m(T), "the deviation from Z. "),
    (lambda T, Z: Z * s(T) + m(Z), "the mean from Z. "),
    (lambda T, Z: -(Z * s(T) + m(T)), "wrong sign"),
    (lambda T, Z: Z, "should be"),
]


@pytest.mark.parametrize("answer", RIGHT_STANDARDIZE)
def test_standardize_accepts_right_answers(answer):
    assert check.standardize(answer).passed, check.standardize(answer)


@pytest.mark.parametrize("answer, words", WRONG_STANDARDIZE)
def test_standardize_says_what_is_wrong(answer, words):
    verdict = check.standardize(answer)
    assert verdict.passed is False and words in repr(verdict), verdict


@pytest.mark.parametrize("answer", RIGHT_UNSTANDARDIZE)
def test_unstandardize_accepts_right_answers(answer):
    assert check.unstandardize(answer).passed, check.unstandardize(answer)


@pytest.mark.parametrize("answer, words", WRONG_UNSTANDARDIZE)
def test_unstandardize_says_what_is_wrong(answer, words):
    verdict = check.unstandardize(answer)
    assert verdict.passed is False and words in repr(verdict), verdict


def scaler(scale, transform=lambda X, mean, scale: (X - mean) / scale, mean=m, returns=True):
    """A class like a learner's, from a rule for the divisor and a formula."""

    class Scaler:
        def fit(self, X):
            self.mean, self.scale = mean(X), scale(X)
            return self if returns else X

        def transform(self, X):
            return transform(X, self.mean, self.scale)

    return Scaler


def constant(X):
    return X.max(axis=0) == X.min(axis=0)


def safe(X):
    return np.where(constant(X), 1, s(X))


class Stub:
    def fit(self, X):
        """Learn."""
        ...

    def transform(self, X):
        """Use."""
        ...


class HalfStub(Stub):
    def fit(self, X):
        self.mean = m(X)
        return self


class NoFit:
    def transform(self, X):
        return X


class Refuses(Standardizer):
    def fit(self, X):
        if constant(X).any():
            raise ValueError("a constant column")
        return super().fit(X)


class NeedsArgument(Standardizer):
    def __init__(self, X):
        pass


def forgets_self():
    class Scaler(scaler(safe)):
        def fit(self, X):
            super().fit(X)

    return Scaler


RIGHT_SCALERS = [
    scaler(safe),
    scaler(lambda X: np.where(np.equal(X, X[0]).all(axis=0), 1, s(X))),
    scaler(lambda X: np.where(np.ptp(X, axis=0) > 0, s(X), 1)),
    scaler(lambda X: np.where(s(X) <= 1e-12 * np.abs(m(X)), 1, s(X))),  # small beside the mean: fine, too
    Standardizer,
]
WRONG_SCALERS = [
    (scaler(s), "Which divisor leaves a column as it is?"),
    (scaler(lambda X: np.where(s(X) == 0, 1, s(X))), "Is std exactly 0?"),
    (scaler(lambda X: np.where(s(X) < 1e-8, 1, s(X))), "Small is not constant"),
    (scaler(lambda X: np.where(s(X) < 1e-14, 1, s(X))), "no fixed limit suits all columns"),
    (scaler(lambda X: s(X) + 1e-8), "Adding a small number to the deviation is not enough"),
    (scaler(lambda X: np.where(X[0] == X[1], 1, s(X))), "Two equal values make no constant column"),
    (scaler(lambda X: np.where(X.max() == X.min(), 1, s(X))), "Ask each column: which axis?"),
    (scaler(lambda X: 1 if constant(X).all() else s(X)), "Ask each column: which axis?"),
    (scaler(safe, mean=lambda X: np.where(constant(X), 0, m(X))), "Only the division needs care"),
    (scaler(lambda X: np.where(constant(X), np.inf, s(X))), "A new value must not vanish"),
    (scaler(lambda X: np.where(constant(X), 2, s(X))), "wanted 1, got 0.5"),
    (scaler(lambda X: np.where(constant(X).any(), np.where(constant(X), 1, 2 * s(X)), s(X))), "is not scaled"),
    (scaler(safe, returns=False), "End it with `return self`"),
    (forgets_self(), "End it with `return self`"),
    (scaler(lambda X: X.std(axis=0, ddof=1)), "leave ddof at 0"),
    (scaler(safe, lambda X, mean, scale: (X - m(X)) / s(X)), "its own mean and deviation"),
    (scaler(safe, lambda X, mean, scale: X - mean / scale), "Where do brackets belong?"),
    (scaler(safe, lambda X, mean, scale: (mean - X) / scale), "wrong sign"),
    (scaler(safe, lambda X, mean, scale: X - m), "TypeError"),
    (scaler(safe, lambda X, mean, scale: None), "returns None"),
    (scaler(safe, lambda X, mean, scale: "text"), "numbers is wanted"),
    (NoFit, "no attribute 'fit'"),
    (Refuses, "now some columns are constant"),
    (NeedsArgument, "TypeError"),
    (3, "Write `class Scaler:`"),
]


@pytest.mark.parametrize("answer", RIGHT_SCALERS)
def test_scaler_accepts_right_answers(answer):
    assert check.Scaler(answer).passed, check.Scaler(answer)


@pytest.mark.parametrize("answer, words", WRONG_SCALERS)
def test_scaler_says_what_is_wrong(answer, words):
    verdict = check.Scaler(answer)
    assert verdict.passed is False and words in repr(verdict), verdict


@pytest.mark.parametrize(
    "answer, left",
    [(..., "in fit and in transform by"), (Stub, "in fit and in transform by"), (HalfStub, "in transform by")],
)
def test_a_class_with_a_stub_in_it_is_not_attempted(answer, left):
    verdict = check.Scaler(answer)
    assert verdict.passed is None and f"the ... {left}" in repr(verdict)


def test_the_columns_of_the_scaler_exercise_are_what_the_hints_say():
    deviation = check.SCALER_TRAIN.std(axis=0)
    assert deviation[check.EXACT] == 0 and 0 < deviation[check.ROUNDED] < 1e-14
    assert 1e-14 < deviation[check.TINY] < 1e-12
    assert deviation[check.TINY] < deviation[check.LARGE] < 1e-9 and np.ptp(check.SCALER_TRAIN[:, check.LARGE]) == 0
    twins = check.SCALER_TRAIN[:, check.TWINS]
    assert twins[0] == twins[1] == twins[-1] and np.ptp(twins) > 0


def curvatures(X):
    return np.linalg.eigvalsh(X.T @ X / len(X))


RIGHT_LARGEST_RATE = [
    lambda X: 2 / curvatures(X)[-1],
    lambda X: 2 / np.linalg.eigvalsh(X @ X.T / len(X)).max(),  # has the same largest eigenvalue
    lambda X: 2 * len(X) / np.linalg.norm(X, 2) ** 2,
]
WRONG_LARGEST_RATE = [
    (lambda X: 1 / curvatures(X)[-1], "this is 1/λ_max"),
    (lambda X: 2 / curvatures(X)[0], "Which direction sets the limit?"),
    (lambda X: 2 / curvatures(X), "Which of these is safe for all?"),
    (lambda X: 2 / curvatures(X - m(X))[-1], "its mean is part of the bowl"),
    (lambda X: 2 / np.linalg.eigvalsh(X.T @ X)[-1], "the 1/n in H is missing"),
    (lambda X: 2 / np.linalg.eigvalsh(X @ X.T)[-1], "the 1/n in H is missing"),
    (lambda X: 2 / np.linalg.eigvalsh(X.T @ X / X.shape[1])[-1], "by k, not by n"),
    (lambda X: 2 / np.linalg.eigvalsh(X.T @ X / (len(X) - 1))[-1], "divided by n − 1"),
    (lambda X: 2 / np.linalg.eigvalsh(np.cov(X.T))[-1], "np.cov"),
    (lambda X: curvatures(X)[-1], "this is λ_max, the curvature"),
    (lambda X: curvatures(X)[-1] / 2, "upside down"),
    (lambda X: curvatures(X)[-1] / curvatures(X)[0], "the condition number"),
    (lambda X: 2 / (X.T @ X / len(X)).max(), "the largest entry of H"),
    (lambda X: 2 / np.trace(X.T @ X / len(X)), "sum of all curvatures"),
    (lambda X: -2 / curvatures(X)[-1], "wrong sign"),
    (lambda X: 3 / curvatures(X)[-1], "should be"),
]


@pytest.mark.parametrize("answer", RIGHT_LARGEST_RATE)
def test_largest_rate_accepts_right_answers(answer):
    assert check.largest_rate(answer).passed, check.largest_rate(answer)


@pytest.mark.parametrize("answer, words", WRONG_LARGEST_RATE)
def test_largest_rate_says_what_is_wrong(answer, words):
    verdict = check.largest_rate(answer)
    assert verdict.passed is False and words in repr(verdict), verdict


def test_largest_rate_is_that_of_the_descent():
    for H, _ in descent.two_bowls().values():
        assert check.right_largest_rate(np.linalg.cholesky(H).T * np.sqrt(2)) == pytest.approx(descent.largest_rate(H))


# ---- the explorable ----


@pytest.fixture(params=["raw", "standardized"])
def bowl(request):
    return descent.two_bowls()[request.param]


def test_the_bowl_is_the_loss_of_the_houses():
    X, y = descent.houses()
    assert X.shape == (200, 2) and y.shape == (200,) and (X > 0).all()
    X, y = X - X.mean(axis=0), y - y.mean()
    H, best = descent.bowl(X, y)
    floor = 0.5 * np.mean((X @ best - y) ** 2)
    for w in ([0.0, 1.0], [3.0, -1.0], [-2.0, 0.5]):
        assert descent.excess(H, best, np.array(w)) + floor == pytest.approx(0.5 * np.mean((X @ w - y) ** 2))
    assert best == pytest.approx([3, -0.5], abs=0.1)  # what the houses were made with


def test_a_path_takes_steps_against_the_gradient():
    H, best = np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([1.0, 0.0])
    path = descent.descend(H, best, 0.5, 2, start=(0, 4))
    assert path.tolist() == [[0, 4], [1, 2], [1, 1]]  # slopes (-2, 4) and (0, 2), half of each
    assert descent.excess(H, best, path) == pytest.approx([9, 2, 0.5])


def test_below_the_largest_rate_the_loss_falls_and_above_it_grows(bowl):
    H, best = bowl
    limit = descent.largest_rate(H)
    for rate, grows in ((0.5 * limit, False), (0.98 * limit, False), (1.02 * limit, True)):
        loss = descent.excess(H, best, descent.descend(H, best, rate, 60))
        assert (loss[-1] > loss[-2]) == grows
        assert np.isfinite(loss).all()


def test_the_standardized_bowl_is_rounder_and_bears_longer_steps():
    raw, standardized = (np.linalg.eigvalsh(H) for H, _ in descent.two_bowls().values())
    assert raw[1] / raw[0] > 15 and standardized[1] / standardized[0] < 2
    assert [2 / raw[1], 2 / standardized[1]] == pytest.approx([0.72, 1.54], abs=0.005)


def test_the_grid_is_centered_and_lowest_at_the_best_weights(bowl):
    w1, w2, loss = descent.grid(*bowl, reach=2, n=41)
    assert loss.shape == (41, 41) and loss.argmin() == 41 * 20 + 20 and loss.min() == pytest.approx(0)
    assert loss[3, 7] == pytest.approx(descent.excess(*bowl, np.array([w1[7], w2[3]])))


@pytest.mark.parametrize(
    "rate, left, words",
    [
        (1.1, 9.0, "climbs out"),
        (0.5, 1.0, "stands at the start"),
        (0.9, 0.0001, "at the bottom"),
        (0.9, 0.1, "zig-zags across the valley: 10.0%"),
        (0.55, 0.1, "zig-zags"),  # the factor is negative from half the limit on
        (0.45, 0.1, "creeps"),
        (0.1, 0.5, "creeps: 50.0%"),
        (0.5, 0.01, "walks down: 1.0%"),
    ],
)
def test_the_verdict_says_what_the_descent_does(rate, left, words):
    assert words in descent.verdict(rate, 1.0, left)
    assert descent.verdict(rate, 1.0, left).endswith("(stable below 1.00)")


@pytest.fixture
def page(monkeypatch):
    shown = []
    monkeypatch.setattr(live, "display", shown.append)
    return shown


def sliders(page):
    return page[-1].children[0].children


def caption(figure):
    return re.search(r"<figcaption.*?>(.*)</figcaption>", figure.widget.value, re.S)[1]


def test_explore_answers_every_slider_and_says_it_in_words(page):
    figure, redraw = descent.build()
    rate, steps = sliders(page)
    assert [slider.description for slider in (rate, steps)] == ["learning rate", "steps"]
    assert "After 20 steps at learning rate 0.63" in caption(figure)
    assert "zig-zags" in caption(figure) and "is at the bottom" in caption(figure)
    said = {caption(figure)}
    for value in (0.01, 0.1, 0.75, 1.9):
        rate.value = value
        for number in (0, 1, 7, descent.MOST_STEPS):
            steps.value = number
            assert 'alt="Two bowls' in figure.widget.value
            said.add(caption(figure))
    assert len(said) == 17
    rate.value, steps.value = 1.0, 20
    assert re.search("raw</b> climbs out.*standardized</b> is at the bottom", caption(figure))
    before = figure.widget.value
    redraw()
    redraw()
    assert figure.widget.value == before


def test_the_picture_follows_the_steps(page):
    figure, _ = descent.build()
    rate, steps = sliders(page)
    trail, head, curve, end, name = figure.moving[:5]
    H, best = descent.two_bowls()["raw"]
    rate.value, steps.value = 0.5, 6
    assert trail.get_xydata() == pytest.approx(descent.descend(H, best, rate.value, 6))
    assert head.get_xydata() == pytest.approx(trail.get_xydata()[-1:])
    assert len(curve.get_xdata()) == 7 and end.get_xdata()[0] == 6


def test_names_at_the_ends_of_lines_do_not_cover_each_other(page):
    figure, _ = descent.build()
    rate, steps = sliders(page)
    for rate.value in (0.01, 0.04, 0.63, 1.9):
        for steps.value in (0, 3, 20, descent.MOST_STEPS):
            figure.png()
            boxes = [figure.moving[i].get_window_extent(figure.canvas.get_renderer()) for i in (4, 9)]
            assert not boxes[0].overlaps(boxes[1]), (rate.value, steps.value)


def test_run_again_the_earlier_copy_is_closed(page):
    first, _ = descent.build()
    descent.build()
    assert len(page) == 2
    assert first.widget.comm is None and page[1].children[1].comm is not None


# ---- pictures ----


def test_pictures_draw():
    X, _ = descent.houses()
    Z = Standardizer().fit_transform(X)
    bowls = descent.two_bowls()
    rates = np.geomspace(0.02, 3, 20)
    left = np.array([rates / 100, rates / 200])
    figures = [
        pictures.before_and_after(X[:140], X[140:], Z[:140], Z[140:]),
        pictures.two_bowls(
            [descent.grid(*bowl, 3) for bowl in bowls.values()],
            [best for _, best in bowls.values()],
            [descent.descend(*bowl, 0.6, 5) for bowl in bowls.values()],
            ["one", "two"],
        ),
        pictures.rate_sweep(rates, left, [0.7, 1.5], 20),
    ]
    for figure in figures:
        figure.canvas.draw()
        for ax in figure.axes:
            assert ax.get_title(loc="left") and ax.get_xlabel() and ax.get_ylabel()
    assert figures[1].axes[0].lines[1].get_xydata().shape == (6, 2)
    assert any(text.get_text().endswith("= 0.70") for text in figures[2].axes[0].texts)
