"""Lesson 01: its checkers, its explorable, its pictures."""

import re
import time
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

from nnlib.data import sum_difference, xor
from nnlib.teaching import live as live_module
from nnlib.teaching.lessons.data import check, pictures, plane


@pytest.fixture(autouse=True)
def memory(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))


def columns(first, second, third):
    return lambda X: np.column_stack([first(*X.T), second(*X.T), third(*X.T)])


ADD, SUBTRACT, DISTANCE = (lambda a, b: a + b), (lambda a, b: a - b), (lambda a, b: abs(a - b))


def targets_by_loop(X):
    return [[a + b, a - b, max(a - b, b - a)] for a, b in X]


@pytest.mark.parametrize(
    "answer",
    [
        targets_by_loop,
        columns(ADD, SUBTRACT, DISTANCE),
        lambda X: np.stack([X.sum(1), X @ [1, -1], np.abs(X @ [1, -1])], axis=1),
        lambda X: np.c_[X @ [[1, 1], [1, -1]], np.sqrt((X[:, 0] - X[:, 1]) ** 2)],
    ],
)
def test_right_targets_pass(answer):
    assert check.targets(answer).passed, check.targets(answer)


def by_unpacking_rows(X):
    a, b = X
    return np.column_stack([a + b, a - b, abs(a - b)])


@pytest.mark.parametrize(
    "answer, words",
    [
        (columns(ADD, lambda a, b: b - a, DISTANCE), "column 2 is b - a"),
        (columns(ADD, SUBTRACT, SUBTRACT), "the absolute value is missing"),
        (columns(ADD, SUBTRACT, lambda a, b: abs(a) - abs(b)), "Subtract first, then"),
        (columns(ADD, SUBTRACT, lambda a, b: abs(a + b)), "column 3 is |a + b|"),
        (columns(ADD, DISTANCE, DISTANCE), "column 2 has lost its sign"),
        (columns(ADD, DISTANCE, SUBTRACT), "columns 2 and 3 have changed places"),
        (columns(SUBTRACT, ADD, DISTANCE), "columns 1 and 2 have changed places"),
        (lambda X: columns(ADD, SUBTRACT, DISTANCE)(X).T, "Rows are samples"),
        (lambda X: np.hstack([X.sum(1), X @ [1, -1], abs(X @ [1, -1])]).reshape(3, -1), "Rows are samples"),
        (lambda X: columns(ADD, SUBTRACT, DISTANCE)(X).ravel(), "side by side"),
        (lambda X: np.concatenate([X.sum(1), X @ [1, -1], abs(X @ [1, -1])]), "one after another"),
        (lambda X: np.column_stack([X[0] + X[1], X[0] - X[1], abs(X[0] - X[1])]), "you took rows for a and b"),
        (by_unpacking_rows, "`X[:, 0]` is the column of a"),
        (lambda X: columns(ADD, SUBTRACT, DISTANCE)(X)[:, :2], "wanted (2, 3)"),
        (lambda X: -columns(ADD, SUBTRACT, DISTANCE)(X), "wrong sign"),
        (lambda X: columns(ADD, SUBTRACT, DISTANCE)(X) + 1, "should be [[ 8., -2., 2.]"),
        (lambda X: print(columns(ADD, SUBTRACT, DISTANCE)(X)), "Is the `return` missing"),
    ],
)
def test_wrong_targets_are_told_what_is_wrong(answer, words):
    verdict = check.targets(answer)
    assert verdict.passed is False and words in repr(verdict), verdict


def cut(X, Y, train, test):
    return X[train], X[test], Y[train], Y[test]


def in_order(order, n_train=None):
    """A split along an order of the rows."""
    return lambda X, Y, rng: cut(X, Y, *np.split(order(len(X), rng), [n_train or round(0.7 * len(X))]))


def permutation(n, rng):
    return rng.permutation(n)


def by_mask(X, Y, rng):
    train = rng.permutation(len(X)) < round(0.7 * len(X))
    return cut(X, Y, train, ~train)


def by_sklearn(X, Y, rng):
    return train_test_split(X, Y, test_size=0.3, random_state=int(rng.integers(1000)))


def by_shuffled_lists(X, Y, rng):
    rows = list(zip(X.tolist(), Y.tolist(), strict=True))
    rng.shuffle(rows)
    n = round(0.7 * len(rows))
    return [x for x, _ in rows[:n]], [x for x, _ in rows[n:]], [y for _, y in rows[:n]], [y for _, y in rows[n:]]


@pytest.mark.parametrize("answer", [in_order(permutation), by_mask, by_sklearn, by_shuffled_lists])
def test_right_splits_pass_in_any_order_of_draws(answer):
    assert check.split(answer).passed, check.split(answer)


def two_orders(X, Y, rng):
    i, j, n = rng.permutation(len(X)), rng.permutation(len(X)), round(0.7 * len(X))
    return X[i[:n]], X[i[n:]], Y[j[:n]], Y[j[n:]]


def two_draws(X, Y, rng):
    n = round(0.7 * len(X))
    return cut(X, Y, rng.permutation(len(X))[:n], rng.permutation(len(X))[n:])


def rows_lost(X, Y, rng):
    order, n = rng.permutation(len(X)), round(0.7 * len(X))
    return cut(X, Y, order[:n], order[n + 1 :])


def cut_first(X, Y, rng):
    n = round(0.7 * len(X))
    return cut(X, Y, rng.permutation(n), n + rng.permutation(len(X) - n))


def wrong_way_round(X, Y, rng):
    X_train, X_test, Y_train, Y_test = in_order(permutation)(X, Y, rng)
    return X_test, X_train, Y_test, Y_train


def by_pairs(X, Y, rng):
    X_train, X_test, Y_train, Y_test = in_order(permutation)(X, Y, rng)
    return X_train, Y_train, X_test, Y_test


def columns_moved(X, Y, rng):
    return in_order(permutation)(rng.permuted(X, axis=0), Y, rng)


def in_place(X, Y, rng):
    rng.shuffle(X)
    return in_order(permutation)(X, Y, rng)


@pytest.mark.parametrize(
    "answer, words",
    [
        (two_orders, "rows and targets are parted"),
        (in_order(lambda n, rng: rng.integers(0, n, n)), "names each row once"),
        (two_draws, "names each row once"),
        (rows_lost, "1 of 40 rows are in neither part"),
        (in_order(lambda n, rng: np.arange(n)), "Shuffle before you cut"),
        (cut_first, "Shuffle before you cut"),
        (wrong_way_round, "the 70 % came out as test rows"),
        (by_pairs, "the second result looks like targets"),
        (columns_moved, "Move whole rows"),
        (in_place, "changes its argument number 1"),
        (in_order(lambda n, rng: np.random.default_rng(0).permutation(n)), "two different generators"),
        (in_order(lambda n, rng: np.random.default_rng().permutation(n)), "not from np.random"),
        (in_order(lambda n, rng: np.random.permutation(n)), "not from np.random"),  # noqa: NPY002
        (in_order(permutation, n_train=20), "X_train has 20 and Y_train 20 rows, wanted 28 of 40"),
        (lambda X, Y, rng: in_order(permutation, int(0.7 * len(X)))(X, Y, rng), "Use round(...)"),
        (lambda X, Y, rng: (X, Y), "wanted 4 results"),
        (lambda X, Y, rng: ("a", "b", "c", "d"), "should be arrays of numbers"),
        (lambda X, Y, rng: (*in_order(permutation)(X, Y, rng)[:2], Y[:28, 0], Y[28:, 0]), "wanted 3 columns"),
    ],
)
def test_wrong_splits_are_told_what_is_wrong(answer, words):
    verdict = check.split(answer)
    assert verdict.passed is False and words in repr(verdict), verdict


def test_a_split_that_is_a_stub_is_not_attempted():
    def stub(X, Y, rng): ...

    assert check.split(stub).passed is None and check.split(...).passed is None


def leak_by_sets(X_train, X_test):
    known = {tuple(row) for row in X_train}
    return [tuple(row) in known for row in X_test]


def equal_rows(X_train, X_test):
    return (X_test[:, np.newaxis] == X_train).all(axis=2)


@pytest.mark.parametrize(
    "answer",
    [
        leak_by_sets,
        lambda X_train, X_test: equal_rows(X_train, X_test).any(axis=1),
        lambda X_train, X_test: [row.tolist() in X_train.tolist() for row in X_test],
        lambda X_train, X_test: (np.abs(X_test[:, None] - X_train).sum(2).min(1) == 0).astype(int),
    ],
)
def test_right_leaks_pass(answer):
    assert check.leak(answer).passed, check.leak(answer)


@pytest.mark.parametrize(
    "answer, words",
    [
        (lambda A, B: [row in A for row in B], "`row in X_train`, like"),
        (lambda A, B: [np.any(row == A) for row in B], "like `(X_train == row).any()`, is already true"),
        (lambda A, B: [any(x[0] == y[0] and x[1] == y[1] for x in A) for y in B], "only the first two numbers"),
        (lambda A, B: np.isin(B, A), "for each single number"),
        (lambda A, B: np.isin(B, A).all(axis=1), "stands somewhere in the training rows"),
        (lambda A, B: np.isin(B, A).any(axis=1), "one of its numbers stands somewhere"),
        (
            lambda A, B: np.isin(B[:, 0], A[:, 0]) * np.all([np.isin(*c) for c in zip(B.T, A.T, strict=True)], 0),
            "in whatever row",
        ),
        (lambda A, B: [set(row) in [set(known) for known in A] for row in B], "in another order"),
        (lambda A, B: ~equal_rows(A, B).any(axis=1), "have changed places"),
        (lambda A, B: equal_rows(A, B).any(axis=0), "marks training rows"),
        (lambda A, B: sum(leak_by_sets(A, B)), "how many there are"),
        (lambda A, B: any(leak_by_sets(A, B)), "whether there is a leak at all"),
        (lambda A, B: np.flatnonzero(leak_by_sets(A, B)), "the numbers of the rows"),
        (lambda A, B: B[leak_by_sets(A, B)], "the rows themselves"),
        (equal_rows, "table of all comparisons"),
        (lambda A, B: equal_rows(A, B).all(axis=1), "no row is marked"),
        (lambda A, B: np.ones(len(B)), "should be [True, False, False, False, True, False, False], yours is [1., 1.,"),
        (lambda A, B: np.zeros((len(B), 1)), "shape (7, 1), wanted (7,)"),
    ],
)
def test_wrong_leaks_are_told_what_is_wrong(answer, words):
    verdict = check.leak(answer)
    assert verdict.passed is False and words in repr(verdict), verdict


NOTEBOOK = Path(__file__).parent.parent.parent / "notebooks" / "01-data.ipynb"
MUTATIONS = [
    ("targets", "a + b", "a - b"),
    ("targets", "a - b, np.abs(a - b)", "np.abs(a - b), np.abs(a - b)"),
    ("targets", "X[:, 0], X[:, 1]", "X[:, 1], X[:, 0]"),
    ("targets", "column_stack", "stack"),
    ("split", "0.7", "0.5"),
    ("split", "order[n_train:]", "order[: len(X) - n_train]"),
    ("split", "order = rng.permutation(len(X))", "order = rng.integers(0, len(X), len(X))"),
    ("split", "Y[train], Y[test]", "Y[test], Y[train]"),
    ("split", "Y[train], Y[test]", "Y[:n_train], Y[n_train:]"),
    ("leak", ".all(axis=1).any()", ".any(axis=1).any()"),
    ("leak", ".all(axis=1).any()", ".all(axis=0).any()"),
    ("leak", ".all(axis=1).any()", ".all(axis=1).all()"),
    ("leak", "==", "!="),
]


@pytest.mark.parametrize("name, old, new", MUTATIONS)
def test_a_changed_solution_is_rejected(name, old, new):
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    fence = r"<summary>Solution</summary>\s+```python\n(def " + name + r"\(.*?)```"
    (solution,) = [found for cell in cells for found in re.findall(fence, cell.source, re.S)]
    assert old in solution
    for code, passed in ((solution, True), (solution.replace(old, new), False)):
        space = {"np": np}
        exec(code, space)
        assert getattr(check, name)(space[name]).passed is passed


def test_every_fault_gives_another_answer():
    """On the checkers' own data no known fault can be taken for another one, or for a right answer."""
    for faults, right, cases in (
        (check.TARGET_FAULTS, check._targets, check.PAIRS),
        (check.LEAK_FAULTS, check._leak, check.LEAK_CASES),
    ):
        answers = [
            repr([np.asarray(f(*case), float).tolist() for case in cases]) for f in [right, *(f.wrong for f in faults)]
        ]
        assert len(set(answers)) == len(faults) + 1


def test_the_plane_is_that_of_scikit_learn(rng):
    X, y = rng.normal(size=(3, 9, 2)), rng.normal(size=(3, 9))
    for i, fitted in enumerate(plane.fit_plane(X, y)):
        model = LinearRegression().fit(X[i], y[i])
        np.testing.assert_allclose(fitted, [*model.coef_, model.intercept_])
        p = plane.predict(fitted, X[i])
        np.testing.assert_allclose(p, model.predict(X[i]))
        np.testing.assert_allclose(plane.r_squared(y[i], p), model.score(X[i], y[i]))


@pytest.mark.parametrize("n", plane.SIZES)
def test_without_noise_three_rows_hold_a_plane_and_none_holds_a_crease(n):
    for target in ("a + b", "a − b"):
        for scores in plane.scores(target, 0, n):
            np.testing.assert_allclose(scores, 1)
    train, unseen = plane.scores("|a − b|", 0, n)
    assert (unseen < 0.05).all() and (n > 3 or np.allclose(train, 1)) and (n < 100 or (train < 0.1).all())


def test_the_training_error_is_the_noise_times_1_minus_3_through_n():
    for n in (4, 6, 20):
        X, y, *_ = map(np.concatenate, zip(*(plane.rows("a + b", 30, n, seed) for seed in range(30)), strict=True))
        squares = (y - plane.predict(plane.fit_plane(X, y), X)) ** 2
        assert squares.mean() / 30**2 == pytest.approx(1 - 3 / n, rel=0.1)


@pytest.mark.parametrize("target", plane.TARGETS)
@pytest.mark.parametrize("noise", [0, 20, 80])
def test_many_rows_reach_the_ceiling(target, noise):
    for scores in plane.scores(target, noise, 300):
        assert np.mean(scores) == pytest.approx(plane.ceiling(target, noise), abs=0.04)


def test_the_same_seed_gives_the_same_rows_and_more_rows_keep_the_first():
    few, more = plane.rows("a + b", 10, 5), plane.rows("a + b", 10, 50)
    np.testing.assert_array_equal(few[1], more[1][:, :5])
    np.testing.assert_array_equal(few[3], more[3])
    assert not np.array_equal(few[1], plane.rows("a + b", 10, 5, seed=1)[1])


def test_the_verdict_follows_the_scores():
    assert "No plane fits a crease" in plane.verdict("|a − b|", 0, 300, 0.0, 0.0)
    assert "is not there" in plane.verdict("|a − b|", 0, 4, 0.9, -1.0)
    assert "three rows are enough" in plane.verdict("a + b", 0, 3, 1.0, 1.0)
    assert "means nothing" in plane.verdict("a + b", 40, 3, 1.0, -2.0)
    assert "tilted towards the noise" in plane.verdict("a + b", 40, 8, 0.8, 0.2)
    assert "nearly right" in plane.verdict("a − b", 5, 300, 0.99, 0.98)
    assert "as this noise allows" in plane.verdict("a − b", 40, 300, 0.5, 0.49)
    for n, draw in ((6, 15), (15, 7)):  # both scores far below the limit; the one on unseen rows above the other
        train, unseen = (scores[draw - 1] for scores in plane.scores("a + b", 40, n))
        assert train - unseen < 0.1 and "do not tell" in plane.verdict("a + b", 40, n, train, unseen)
    assert "No plane fits a crease" in plane.verdict("|a − b|", 0, 30, 0.05, -0.1)


def test_the_verdict_on_many_rows_blames_luck_and_asks_for_no_more_rows():
    for target in ("a + b", "a − b"):
        for noise in range(0, 85, 5):
            for train, unseen in zip(*plane.scores(target, noise, 300), strict=True):
                words = plane.verdict(target, noise, 300, train, unseen)
                assert "Add rows" not in words and "few rows" not in words
    assert "Add rows" in plane.verdict("a + b", 80, 200, 0.35, 0.05)
    assert "another draw" in plane.verdict("a + b", 80, 300, 0.35, 0.05)


def build():
    live, redraw = plane.build()
    controls = [widget for widget in live_module._shown["plane"] if getattr(widget, "description", "")]
    return live, redraw, {widget.description: widget for widget in controls}


def test_the_explorable_answers_to_every_control(capsys):
    live, redraw, controls = build()
    assert list(controls) == ["target", "noise (deviation)", "training rows", "draw of the rows"]
    for name, values in {
        "training rows": (3, 300, 10),
        "noise (deviation)": (80, 0, 30),
        "draw of the rows": (20, 7),
        "target": ("|a − b|", "a − b", "a + b"),
    }.items():
        for value in values:
            before = live.widget.value
            controls[name].value = value
            assert live.widget.value != before
    caption = live.widget.value.split("<img")[0]
    controls["target"].value = "|a − b|"
    assert "plane fits a crease" not in caption and "nan" not in caption
    controls["training rows"].value = 300
    assert "No plane fits a crease" in live.widget.value


def test_the_explorable_is_quick_and_can_be_built_twice(capsys):
    build()
    live, redraw, controls = build()
    redraw()
    start = time.perf_counter()
    for _ in range(5):
        redraw()
    assert (time.perf_counter() - start) / 5 < 0.2  # about 0.01 s; a machine that is busy needs more
    controls["noise (deviation)"].value = 0
    assert "1.00 and 1.00" in live.widget.value


def test_pictures_are_drawn(rng):
    X, Y = sum_difference(50, rng=rng)
    across, back = np.meshgrid(np.linspace(0, 100, 21), np.linspace(0, 100, 21))
    figures = [
        pictures.histograms({"a": X[:, 0], "a − b": Y[:, 1]}, {"a": "flat", "a − b": "tent"}),
        pictures.surfaces(
            across, back, {"a + b": across + back, "|a − b|": abs(across - back)}, {"a + b": "", "|a − b|": ""}
        ),
        pictures.planes_against_truth(Y, Y[:, ::-1], ["1", "2", "3"], [1, 1, 0]),
        pictures.where_they_lie({"one": (X[:30], X[30:]), "two": (X[:40], X[40:])}),
        pictures.rows_of_dots({"one": np.ones(20), "two": np.zeros(20)}, faults=["two"], lines=[(0.5, "half")]),
        pictures.noise_and_rows([3, 5, 8], rng.random((3, 20)), rng.random((3, 20)) - 3, limit=0.5),
        pictures.glance(xor(), (X, np.arange(50) % 2), rng.random((20, 8, 8)), (X, np.arange(50) % 2), ["one", "two"]),
    ]
    for figure in figures:
        figure.canvas.draw()
        plt.close(figure)
    assert [len(figure.axes) for figure in figures] == [2, 2, 3, 2, 1, 1, 4]
