"""Checkers: the largest stable rate, a scaler that survives a constant column, a finder of leaks."""

import functools
import re

import numpy as np

from ...checking.causes import other_call, same
from ...checking.diagnosis import check_function, check_stages, with_hint
from ...checking.form import as_parts
from ...checking.progress import exercise
from ...checking.running import NotWritten, Problem, call, is_stub
from ...checking.verdict import Verdict

# ---- the largest rate ----

# Centered columns of whole numbers that have nothing to do with each other: the mean squares are the curvatures.
# The largest stands first, then in the middle, then last; in the fourth table it is below 1, the mean square of a bias.
RATE_CASES = [
    (np.array([[3.0, 1.0], [-3.0, 1.0], [0.0, -2.0]]),),
    (np.array([[-3.0, -20.0, 2.0], [6.0, -10.0, -1.0], [0.0, 0.0, -2.0], [-6.0, 10.0, -1.0], [3.0, 20.0, 2.0]]),),
    (np.array([[2.0, -0.5, 1.0], [-1.0, -0.25, -4.0], [-2.0, 0.0, 6.0], [-1.0, 0.25, -4.0], [2.0, 0.5, 1.0]]),),
    (np.array([[0.5, 0.125], [-0.5, 0.125], [0.0, -0.25]]),),
    (np.array([[1.0, 2.0], [-1.0, 2.0], [1.0, -2.0], [-1.0, -2.0]]),),
    (np.array([[0.0, 3.0], [0.0, -3.0], [2.0, 0.0], [-2.0, 0.0]]),),
]


def _squares(X):
    """The mean square of each column."""
    return (X**2).mean(axis=0)


LARGEST_RATE = [
    *with_hint(
        "Every weight takes steps with the same rate. Which column lets the rate be the least?",
        (lambda X: 2.0, "2 is the limit for standardized columns. Take X as it comes."),
        (lambda X: 2 / _squares(X).min(), "this is 2 divided by the smallest mean square, of the flattest parabola."),
        (lambda X: 2 / _squares(X), "this is one rate for each column."),
        (lambda X: 2 / _squares(X)[0], "you ask the first column only."),
        (lambda X: 2 / _squares(X)[-1], "you ask the last column only."),
        (lambda X: 2 / _squares(X).mean(), "you divide by the mean over all columns."),
        (lambda X: 2 / (X**2).max(), "you divide by the largest square. One large value makes no column steep."),
    ),
    *with_hint(
        "At the limit a step lands as far away as it started, in the steepest parabola: each column has its own.",
        (lambda X: _squares(X).max(), "this is the largest curvature. The steeper, the shorter must the steps be."),
        (lambda X: _squares(X).max() / 2, "this is upside down. The steeper, the shorter must the steps be."),
        (lambda X: 2 / _squares(X).sum(), "you add the mean squares of all columns. Nothing explodes yet there."),
        (lambda X: 2 / (_squares(X).min() + _squares(X).max()), "that is 2 / (μ + L), the rate that arrives soonest."),
        (lambda X: 1 / _squares(X).max(), "half the limit: a step lands at the bottom. Or is your loss without its ½?"),
    ),
    *with_hint(
        "The curvature of a weight is the mean of x² over all n rows: first square, then take the mean. No bias here.",
        (lambda X: 2 / max(1, _squares(X).max()), "you count the 1 of a bias, too."),
        (lambda X: 2 / X.var(axis=0, ddof=1).max(), "your mean divides by n − 1: leave ddof at 0."),
        (lambda X: 2 * X.shape[1] / (X**2).sum(axis=0).max(), "you divide by the number of columns, not of rows."),
        (lambda X: 2 / (X**2).mean(axis=1).max(), "these are mean squares of rows."),
        (lambda X: 2 / np.sqrt(_squares(X)).max(), "you divide by the largest deviation. The curvature is its square."),
        (lambda X: 2 / np.linalg.norm(X, axis=0).max(), "you divide by the length of a column."),
        (lambda X: 2 / X.mean(axis=0).max(), "you divide by a mean of the values themselves, which is 0."),
        (lambda X: 2 / np.abs(X).mean(axis=0).max(), "you divide by a mean without squares."),
    ),
]


@exercise
def largest_rate(answer):
    """largest_rate(X): 2 over the largest mean square of the columns of X, which have mean 0."""
    done = "right: the steepest column sets the limit."
    return check_function("largest_rate", answer, lambda X: 2 / _squares(X).max(), RATE_CASES, LARGEST_RATE, done)


# ---- the scaler ----

SQUARE = (  # a fault of axis runs here, too, and can be named
    np.array([[1.0, 20.0, -3.0], [2.0, 50.0, 4.0], [6.0, 20.0, 5.0]]),
    np.array([[4.0, 45.0, 1.5], [7.0, 90.0, -1.0], [3.0, 70.0, 3.0]]),
)
TALL = (
    np.random.default_rng(2).normal([3, -20, 0.5, 100, 7], [2, 5, 0.1, 30, 0.7], (7, 5)),
    np.random.default_rng(3).normal([5, -10, 0.9, 150, 5], [3, 4, 0.3, 20, 0.9], (4, 5)),
)


def right_standardize(X_train, X, axis=0, keepdims=False, ddof=0):
    return (X - X_train.mean(axis, keepdims=keepdims)) / X_train.std(axis, keepdims=keepdims, ddof=ddof)


def right_unstandardize(X_train, Z, axis=0, keepdims=False, ddof=0):
    return Z * X_train.std(axis, keepdims=keepdims, ddof=ddof) + X_train.mean(axis, keepdims=keepdims)


def _of_rows(way):
    """The same with the means and deviations of rows, as axis=1 gives them with and without keepdims."""
    return (lambda X_train, X: way(X_train, X, 1)), (lambda X_train, X: way(X_train, X, 1, True))


AXIS = "Which axis counts the samples? You want one mean and one deviation for each column."
STANDARDIZE = [
    *with_hint(
        "Which rows may be used to choose the mean and the deviation? Not those that only test.",
        (lambda T, X: right_standardize(X, X), "X is standardized with its own mean and deviation, not X_train's."),
        (lambda T, X: right_standardize(np.concatenate([T, X]), X), "you ask X_train and X together."),
        (lambda T, X: (X - X.mean(0)) / T.std(0), "the deviation comes from X_train, but the mean from X."),
        (lambda T, X: (X - T.mean(0)) / X.std(0), "the mean comes from X_train, but the deviation from X."),
        (lambda T, X: right_standardize(T, T), "these are the rows of X_train; the rows to be changed are those of X."),
    ),
    *with_hint(
        AXIS,
        (lambda T, X: right_standardize(T, X, None), "all columns share one mean and one deviation."),
        (_of_rows(right_standardize), "the mean and deviation are those of rows."),
        (lambda T, X: (X - T.mean(0)) / T.std(1), "the deviation is that of rows."),
        (lambda T, X: right_standardize(X, X, 1, True), "each row of X is standardized by itself."),
    ),
    *with_hint(
        "Wanted is (x − mean) / deviation, with the deviation that divides by n: leave ddof at 0.",
        (lambda T, X: right_standardize(T, X, ddof=1), "every number is too small by √((n − 1)/n), n training rows."),
        (
            lambda T, X: right_standardize(T, X) / np.sqrt(len(T)),
            "you forgot to divide by n under the root: √n too small.",
        ),
        (lambda T, X: (X - T.mean(0)) / T.var(0), "you divide by the variance. The deviation is its square root."),
        (lambda T, X: (X - T.min(0)) / np.ptp(T, 0), "you divide by the range, from the smallest value: 0 … 1."),
        (lambda T, X: (X - T.mean(0)) / np.ptp(T, 0), "you divide by the range, the largest less the smallest value."),
        ((lambda T, X: X / T.max(0), lambda T, X: X / np.abs(T).max(0)), "you divide by the largest value."),
        (lambda T, X: X - T.mean(0) / T.std(0), "only the mean is divided by the deviation. Where do brackets belong?"),
        (lambda T, X: X / T.std(0), "no mean is subtracted, or that of rows which are centered already, which is 0."),
        (lambda T, X: X - T.mean(0), "X is centered, but not divided by the deviation."),
        (right_unstandardize, "that is the way back, mean + deviation · x."),
        (lambda T, X: X, "X comes back unchanged."),
        (lambda T, X: (X + T.mean(0)) / T.std(0), "the mean is added, not subtracted."),
        (lambda T, X: (X - T.mean(0)) * T.std(0), "you multiply by the deviation, which makes wide columns wider."),
        (lambda T, X: (X - np.median(T, 0)) / T.std(0), "you subtract the median, not the mean."),
    ),
]
UNSTANDARDIZE = [
    *with_hint(
        "The mean and deviation that transform used, those of X_train, are the ones to undo.",
        (lambda T, Z: right_unstandardize(Z, Z), "you use the mean and deviation of Z itself."),
        (lambda T, Z: Z * Z.std(0) + T.mean(0), "the mean comes from X_train, but the deviation from Z."),
        (lambda T, Z: Z * T.std(0) + Z.mean(0), "the deviation comes from X_train, but the mean from Z."),
        (lambda T, Z: Z * T.var(0) + T.mean(0), "you multiply by the variance."),
        (lambda T, Z: right_unstandardize(T, Z, ddof=1), "the deviation divides by n − 1: leave ddof at 0."),
    ),
    *with_hint(
        "Undo in the reverse order: what was done last is undone first.",
        (lambda T, Z: (Z + T.mean(0)) * T.std(0), "you add the mean first, and then multiply it, too."),
        (right_standardize, "that standardizes Z once more."),
        (lambda T, Z: Z * T.std(0) - T.mean(0), "the mean is subtracted. What undoes a subtraction?"),
        (lambda T, Z: (Z - T.mean(0)) * T.std(0), "the mean is subtracted, and first. What undoes a subtraction?"),
        (lambda T, Z: Z / T.std(0) + T.mean(0), "you divide by the deviation. What undoes a division?"),
        (lambda T, Z: Z * T.std(0), "the mean is not added."),
        (lambda T, Z: Z + T.mean(0), "Z is not multiplied by the deviation."),
        (lambda T, Z: Z, "Z comes back unchanged."),
    ),
    *with_hint(
        AXIS,
        (lambda T, Z: right_unstandardize(T, Z, None), "all columns share one mean and one deviation."),
        (_of_rows(right_unstandardize), "the mean and deviation are those of rows."),
    ),
]

# columns: an ordinary one, constant ones, a tiny one, an ordinary one with the same value first, second and last;
# the second row of X holds values that were never seen
PLAIN, EXACT, ROUNDED, TINY, LARGE, TWINS = range(6)
SCALER_TRAIN = np.transpose(
    [
        [1.0, 4, 2, 7, 3, 3, 9],
        [5.0] * 7,  # deviation exactly 0
        [14.62] * 7,  # deviation 2e-15, from rounding
        [1e-13, 3e-13, 2e-13, 5e-13, 4e-13, 1e-13, 2e-13],
        [1462000.1] * 7,  # deviation 2e-10, from rounding, and more than that of the tiny column
        [4.0, 4, 1, 6, 2, 9, 4],
    ]
)
SCALER_X = np.array([[5.0, 5.0, 14.62, 4e-13, 1462000.1, 3.0], [2.0, 6.0, 15.62, 1e-13, 1462001.1, 8.0]])
SCALER_RIGHT = (SCALER_X - SCALER_TRAIN.mean(axis=0)) / np.where(
    np.ptp(SCALER_TRAIN, axis=0) == 0, 1, SCALER_TRAIN.std(axis=0)
)
METHODS = ("fit", "transform", "inverse_transform")


@exercise
def Scaler(answer):
    """A class with fit, transform and inverse_transform that leaves a constant column centered, otherwise alone."""
    if is_stub(answer):
        return Verdict(None, "Scaler: replace the ... by your code.")
    if not isinstance(answer, type):
        made = " Hand over the class itself, without brackets." if hasattr(answer, "fit") else ""
        return _no(f"a class is wanted here.{made}", "Write `class Scaler:`, with the three methods.")
    stubs = [method for method in METHODS if is_stub(getattr(answer, method, None))]
    if stubs:
        return Verdict(None, f"Scaler: replace the ... in {', '.join(stubs)} by your code.")
    missing = [method for method in METHODS if not hasattr(answer, method)]
    if missing:
        return _no(f"your class has no method {missing[0]}.", "Is it written, and indented below `class Scaler:`?")
    stages = [([case], STANDARDIZE) for case in (SQUARE, TALL)]
    verdict = check_stages("Scaler", lambda *case: _use(answer, *case)[1], right_standardize, stages)
    if not verdict.passed:
        return Verdict(verdict.passed, verdict.message, verdict.hint or _why_it_stops(answer, verdict.message))
    try:
        stages = [([(case[0], right_standardize(*case))], UNSTANDARDIZE) for case in (SQUARE, TALL)]
        back = functools.partial(_use, answer, method="inverse_transform")
        verdict = check_stages("Scaler, inverse_transform", lambda *case: back(*case)[1], right_unstandardize, stages)
        if not verdict.passed:
            return verdict
        if not _use(answer, *TALL)[0]:
            return _no(
                "fit does not return the object.", "End it with `return self`, so that Scaler().fit(X) can go on."
            )
        if wrong := _rare_tables(answer):
            return wrong
        got = _also(answer, "some columns are constant", SCALER_TRAIN, SCALER_RIGHT, "inverse_transform")[1]
    except Problem as problem:
        return _no(str(problem), "")
    columns = zip(np.transpose(got), SCALER_X.T, strict=True)
    if np.shape(got) != SCALER_X.shape or not all(same(a, b) for a, b in columns):
        hint = "It must multiply by what transform divided by, and that was 1."
        return _no("inverse_transform does not bring a constant column back.", hint)
    return Verdict(True, "Scaler: right: there and back, and constant columns do no harm.")


def _no(message, hint):
    return Verdict(False, f"Scaler: {message}", hint)


def _use(cls, X_train, X, method="transform"):
    """Does fit return the object? And what the method makes of X, all by a new object."""
    scaler = cls()
    returned = call(lambda rows: [scaler.fit(rows)], X_train)[0]
    return returned is scaler, call(lambda rows: getattr(scaler, method)(rows), X)


def _also(cls, new, *arguments):
    """_use with another kind of table; a Problem says what is new about it."""
    try:
        return _use(cls, *arguments)
    except Problem as problem:
        raise Problem(f"{problem} With ordinary rows and columns it is right; now {new}.") from None


def _why_it_stops(cls, message):
    """A hint for a class that stops because its methods do not find what they need, or ""."""
    unknown = re.search(r"name '(\w+)' is not defined", message)
    learned = getattr(getattr(cls.fit, "__code__", None), "co_varnames", ())
    if f"'{cls.__name__}' object has no attribute" in message or (unknown and unknown[1] in learned):
        return "The methods share only what is kept as self.… in fit, and read as self.… under the same name."
    return "Scaler() gets nothing: the rows come with fit." if "__init__() missing" in message else ""


def _rare_tables(cls):
    """None, or the verdict on a single new row, or on columns that are constant in the training rows."""
    few, row = np.array([[0.0, 0.0], [10.0, 20.0]]), np.array([[10.0, 20.0]])
    if not same(_also(cls, "a single row comes, of shape (1, 2)", few, row)[1], right_standardize(few, row)):
        hint = "What is constant is asked of the training rows, in fit. One row alone looks constant everywhere."
        return _no("a single new row is scaled in another way than several.", hint)
    _, got = _also(cls, "some columns are constant", SCALER_TRAIN, SCALER_X)
    got = np.asarray(got, dtype=float)
    if got.shape != SCALER_X.shape:
        return _no(f"wanted is shape {SCALER_X.shape}, got {got.shape}.", "Do you drop the constant columns? Keep all.")
    whole, new = np.full((7, 2), 5.0), np.array([[6.0, 8], [7, 6]])
    if not np.isfinite(got[:, EXACT]).all() and same(_use(cls, whole, new)[1], new - whole[0]):
        return _no("a constant column is seen only if all columns are constant.", "Ask each column: which axis?")
    for column, huge in CONSTANT.items():
        (old, new), value = got[:, column], SCALER_TRAIN[0, column]
        if not same([old, new], SCALER_RIGHT[:, column]):
            facts = f"the training rows hold {value:.10g}, a new row holds {value + 1:.10g}: wanted 1, got {new:.4g}."
            return _no(facts, _why_not_1(old, new, value, huge))
    for column, (message, hint) in ORDINARY.items():
        if not same(got[:, column], SCALER_RIGHT[:, column]):
            return _no(message, hint)
    return None


CONSTANT = {  # column: why its numbers get huge
    EXACT: "A tiny divisor makes a huge number: 1 / 1e-8 is a hundred million. Which one leaves a column as it is?",
    ROUNDED: "Rounding makes its deviation about 2e-15. Is std exactly 0? Ask the values themselves.",
    LARGE: "Rounding makes its deviation 2e-10: no fixed limit suits all columns. Compare the values with each other.",
}
ORDINARY = {
    TINY: (
        "a column with values of size 1e-13 is not scaled, though it is not constant.",
        "Small is not constant. Compare the values with each other, not the deviation with a fixed limit.",
    ),
    TWINS: (
        "a column that holds 4 in its first two rows and in its last, but not in all, is not scaled.",
        "Two equal values make no constant column. Compare all of them.",
    ),
    PLAIN: ("beside a constant column, an ordinary one comes out wrong.", "Decide for each column by itself."),
}


def _why_not_1(old, new, value, huge):
    """Of a constant column: what has made these of its value and of a value that is larger by 1."""
    if not np.isfinite([old, new]).all():
        return "Its deviation is 0, and you divide by it. Which divisor leaves a column as it is?"
    if same(old, value):
        return "The mean is not subtracted there. Only the division needs care."
    if abs(new) > 1e300:
        return "1 / 0 is infinite, too, and nan_to_num makes that huge. Mend the divisor, not the result."
    if abs(new) > 1e3:
        return huge
    return "A new value must not vanish: divide by 1." if abs(new) < 1e-6 else "Subtract the mean, divide by 1."


# ---- the leak ----

TRAIN, TEST = np.array([5, 0, 7, 3, 8]), np.array([2, 6, 1, 4])
SPLIT_X = np.random.default_rng(6).normal([3, -20, 0.5], [2, 5, 0.1], (9, 3))


def _split(train_mean, train_deviation, test_mean, test_deviation):
    """A split that asks these rows."""

    def split(X, train, test):
        rows = {"all": X, "train": X[train], "test": X[test]}
        Z_train = (X[train] - rows[train_mean].mean(axis=0)) / rows[train_deviation].std(axis=0)
        return Z_train, (X[test] - rows[test_mean].mean(axis=0)) / rows[test_deviation].std(axis=0)

    split.__qualname__ = "split"  # the name in Python's own words on a wrong call
    return split


SPLITS = {
    "scales all rows with the mean and deviation of the training rows": _split("train", "train", "train", "train"),
    "scales all rows with the mean and deviation of all rows": _split("all", "all", "all", "all"),
    "scales the training rows and the test rows each with their own": _split("train", "train", "test", "test"),
    "scales the training rows with all rows, but the test rows rightly": _split("all", "all", "train", "train"),
    "subtracts the mean of all rows, and divides by each part's own deviation": _split("all", "train", "all", "test"),
    "divides by the range of the training rows, and subtracts nothing": lambda X, train, test: (
        X[train] / np.ptp(X[train], axis=0),
        X[test] / np.ptp(X[train], axis=0),
    ),
}


def _compared(before, after, rows=slice(1, None)):
    return not same(after[0], before[0]), not same(after[1][rows], before[1][rows])


def _poke(move=lambda train, test: test[0], rows=slice(1, None)):
    """Do Z_train and these rows of Z_test change when the rows move(train, test) are moved?"""

    def answer(split, X, train, test):
        X_moved = X.copy()
        X_moved[move(train, test)] += 1000
        return _compared(split(X, train, test), split(X_moved, train, test), rows)

    return answer


def _moving(move):
    return _poke(move), _poke(move, slice(None))


right_leaks = _poke()


def _not_standard(split, *case):
    means = [Z.mean(axis=0) for Z in split(*case)]
    return not np.allclose(means[0], 0), np.allclose(means[1], 0)


def _unlike_one(split, *case):
    Z, right = split(*case), _split("train", "train", "train", "train")(*case)
    return not same(Z[0], right[0]), not same(Z[1], right[1])


def _left_out(split, X, train, test):
    return _compared(split(X, train, test), split(X, train, test[1:]), slice(-3, None))


LEAKS = [
    *with_hint(
        "Move row test[0] of X, far enough to be seen, in a copy (but moved[test][0] is a copy again), give that to "
        "split, and compare what comes out with what came out before.",
        (lambda *case: (False, False), "your answer is False, False for every split."),
        (lambda *case: (True, True), "your answer is True, True for every split."),
        (lambda *case: (right_leaks(*case)[0], False), "the second answer is always False."),
        (_left_out, "you leave the row out of test. But what looks at all of X still sees it."),
        (_unlike_one, "you compare with one right scaling. Another may be right, too, such as one by the range."),
        (_not_standard, "you ask for mean 0 of Z. Numbers can have it and leak, or miss it and be fine."),
    ),
    *with_hint(
        "The first answer is about Z_train, the second about Z_test without the row that you moved. "
        "True means: it changes.",
        (lambda *case: tuple(not changes for changes in right_leaks(*case)), "both are the wrong way round."),
        (lambda *case: right_leaks(*case)[::-1], "they stand in each other's place: Z_train first, then Z_test."),
        (
            _poke(rows=slice(None)),
            "the second is True for every split. Row i of Z_test belongs to test[i]: compare the others.",
        ),
        (lambda *case: right_leaks(*case)[:1] * 2, "the second answer repeats the first."),
        (lambda *case: (not right_leaks(*case)[0], right_leaks(*case)[1]), "the first is the wrong way round."),
        (lambda *case: (right_leaks(*case)[0], not right_leaks(*case)[1]), "the second is the wrong way round."),
    ),
    *with_hint(
        "Training rows may be asked, and of many nobody can tell which was. Move one test row: test[0] is its number.",
        (_moving(lambda train, test: train[0]), "you move a training row."),
        (_moving(lambda train, test: train) + _moving(lambda train, test: test), "you move all rows of a part."),
    ),
]


@exercise
def leaks(answer):
    """leaks(split, X, train, test): does moving one test row change Z_train, or another row of Z_test?"""
    if is_stub(answer):
        return Verdict(None, "leaks: replace the ... by your code.")
    cases = [(split, SPLIT_X, TRAIN, TEST) for split in SPLITS.values()]
    right = [right_leaks(*case) for case in cases]
    try:
        got = [_two_answers(call(answer, *case)) for case in cases]
    except NotWritten as not_yet:
        return Verdict(None, f"leaks: {not_yet}")
    except Problem as problem:
        order = "your code stops" in str(problem) and other_call(answer, cases, right)
        hint = "Call it as split(X, train, test)." if "split() " in str(problem) else ""
        return Verdict(False, f"leaks: {order or problem}", hint)
    if got == right:
        return Verdict(True, "leaks: right: it finds every leak, and suspects nobody else.")
    for fault in LEAKS:
        if any(got == [way.wrong(*case) for case in cases] for way in fault.ways()):
            return Verdict(False, f"leaks: {fault.message}", fault.hint)
    words, wanted, yours = next(triple for triple in zip(SPLITS, right, got, strict=True) if triple[1] != triple[2])
    return Verdict(False, f"leaks: of a split that {words}, the answer should be {wanted}, yours is {yours}.")


def _two_answers(result):
    """result as two times True or False; Problem says what it is instead."""
    pair = as_parts(
        list(result) if isinstance(result, np.ndarray) and result.shape == (2,) else result, ("Z_train", "Z_test")
    )
    if not all(isinstance(part, bool | np.bool_) for part in pair):
        kinds = " and ".join("an array" if np.ndim(part) else repr(part) for part in pair)
        hint = "`np.allclose(a, b)` gives one for the whole table, and `(a != b).any()`, too."
        raise Problem(f"True or False is wanted for each of the two, got {kinds}. {hint}")
    return tuple(map(bool, pair))
