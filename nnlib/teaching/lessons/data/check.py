"""Lesson 01: make the targets, shuffle and split, find test rows that also stand in the training rows."""

import re
from dataclasses import replace

import numpy as np

from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

rng = np.random.default_rng(1)
PAIRS = [(np.array([[3.0, 5.0], [-2.0, 7.0]]),), (rng.normal(10, 50, (7, 2)),)]  # signs of both kinds


def _targets(X):
    a, b = X.T
    return np.column_stack([a + b, a - b, np.abs(a - b)])


def _columns(first, second, third):
    return lambda X: np.column_stack([first(*X.T), second(*X.T), third(*X.T)])


def _add(a, b):
    return a + b


def _subtract(a, b):
    return a - b


def _distance(a, b):
    return abs(a - b)


ONE_AFTER_ANOTHER = (
    "the targets lie one after another in a single row.",
    "np.column_stack puts three arrays (n,) side by side.",
)
COLUMN_OF_A = "`X[0]` is the first pair; `X[:, 0]` is the column of a."
TARGET_FAULTS = [
    Fault(
        lambda X: _targets(X).T,
        "the result has a row for each target, (3, n); wanted is a row for each pair, (n, 3).",
        "Rows are samples: stack the three as columns, or take the transpose.",
    ),
    *(Fault(wrong, *ONE_AFTER_ANOTHER) for wrong in (lambda X: _targets(X).ravel(), lambda X: _targets(X).T.ravel())),
    Fault(lambda X: _targets(X[:2].T), "you took rows for a and b.", COLUMN_OF_A),
    Fault(
        _columns(_add, lambda a, b: b - a, _distance),
        "column 2 is b - a: every difference has the wrong sign.",
        "For a = 3 and b = 5, what should a - b be?",
    ),
    Fault(
        _columns(_add, _subtract, _subtract),
        "column 3 can be negative, so the absolute value is missing.",
        "np.abs takes the sign away from every entry.",
    ),
    Fault(
        _columns(_add, _subtract, lambda a, b: abs(a) - abs(b)),
        "column 3 is |a| - |b|, which differs as soon as a sign is negative.",
        "Subtract first, then take the absolute value of the difference.",
    ),
    Fault(
        _columns(_add, _subtract, lambda a, b: abs(a + b)),
        "column 3 is |a + b|.",
        "The third target is the distance between a and b.",
    ),
    Fault(
        _columns(_add, _distance, _distance),
        "column 2 has lost its sign.",
        "Only the third target is an absolute value.",
    ),
    Fault(
        _columns(_add, _distance, _subtract),
        "columns 2 and 3 have changed places.",
        "The order is a + b, a - b, |a - b|.",
    ),
    Fault(
        _columns(_subtract, _add, _distance),
        "columns 1 and 2 have changed places.",
        "The order is a + b, a - b, |a - b|.",
    ),
]


@exercise
def targets(function):
    """targets(X): pairs (n, 2) -> a + b, a - b, |a - b| as columns (n, 3)."""
    verdict = check_function("targets", function, _targets, PAIRS, TARGET_FAULTS, "all three columns are right.")
    if "too many values to unpack" in verdict.message:
        return replace(verdict, hint=f"`a, b = X` takes the rows apart. {COLUMN_OF_A}")
    return verdict


NAMES = "X_train", "X_test", "Y_train", "Y_test"


def _table(n):
    """n rows that can be recognized: row i of X starts with i, row i of Y with 1000 + i."""
    rows = np.arange(n)
    return np.column_stack([rows, 0.5 + rows % 7]), np.column_stack([1000 + rows, rows**2, -rows]).astype(float)


def _wrong_split(message, hint=""):
    return Verdict(False, f"split: {message}", hint)


def _parts(result, X, Y):
    """The four arrays of a split; Problem says what came instead."""
    if not isinstance(result, (tuple, list)) or len(result) != 4:
        count = f"{len(result)} things" if isinstance(result, (tuple, list)) else "one thing"
        raise Problem(f"wanted 4 results, {', '.join(NAMES)}, got {count}.")
    try:
        parts = [np.asarray(part, dtype=float) for part in result]
    except (TypeError, ValueError):
        raise Problem("the four results should be arrays of numbers, with a row for each sample.") from None
    if parts[1].shape[1:] == Y.shape[1:] and parts[2].shape[1:] == X.shape[1:]:
        raise Problem(f"the second result looks like targets. The order is {', '.join(NAMES)}.")
    for name, part, whole in zip(NAMES, parts, (X, X, Y, Y), strict=True):
        if part.shape[1:] != whole.shape[1:]:
            raise Problem(f"{name} has shape {part.shape}, wanted {whole.shape[1]} columns.")
    return parts


def _judge(parts, X, Y):
    """The verdict on what one split of X, Y has to obey by itself; None if it is fine."""
    n = len(X)
    n_train, n_test = round(0.7 * n), n - round(0.7 * n)
    X_train, X_test, Y_train, Y_test = parts
    if (len(X_train), len(X_test)) == (n_test, n_train):
        return _wrong_split(
            "the 70 % came out as test rows and the 30 % as training rows.", f"The order is {', '.join(NAMES)}."
        )
    if len(X_train) == n_train - 1 and int(0.7 * n) == n_train - 1:
        return _wrong_split(
            f"of {n} rows, {n_train} are 70 %, yours are {n_train - 1}.",
            "The computer's 0.7 is a little less than 0.7, and int(...) cuts off: print(0.7 * 90). Use round(...).",
        )
    rows = np.concatenate([X_train, X_test])[:, 0], np.concatenate([Y_train, Y_test])[:, 0] - 1000
    for name, found, whole in zip("XY", rows, (X, Y), strict=True):
        part = np.concatenate(parts[:2] if name == "X" else parts[2:])
        known = np.isin(found, np.arange(n))
        if not known.all() or not np.array_equal(part, whole[found.astype(int)]):
            return _wrong_split(f"some rows of {name} do not stand in the data.", "Move whole rows, never columns.")
        lost, repeated = n - len(np.unique(found)), len(found) - len(np.unique(found))
        if repeated:
            return _wrong_split(
                f"{name}_train and {name}_test together have {repeated} rows that come twice, and {lost} are lost.",
                "Draw one order, rng.permutation(n), that names each row once; its first part is train, the rest test.",
            )
        if lost:
            return _wrong_split(
                f"{lost} of {n} rows are in neither part of {name}.",
                "Where the training rows end, the test rows begin.",
            )
    if len(X_train) != n_train or len(Y_train) != n_train:
        return _wrong_split(
            f"X_train has {len(X_train)} and Y_train {len(Y_train)} rows, wanted {n_train} of {n}.", "round(0.7 * n)"
        )
    if not np.array_equal(*rows):
        return _wrong_split(
            "rows and targets are parted: a row of X no longer stands beside its own target.",
            "One order for both: draw it once and use it for X and for Y.",
        )
    if set(X_train[:, 0]) == set(range(n_train)):
        return _wrong_split(
            f"the training rows are the first {n_train} rows.", "Shuffle before you cut: draw an order of all rows."
        )
    return None


@exercise
def split(function):
    """split(X, Y, rng): shuffle the rows, 70 % to train, 30 % to test -> X_train, X_test, Y_train, Y_test."""
    if is_stub(function):
        return Verdict(None, "split: replace the ... by your code.")

    def train_rows(n, seed):
        X, Y = _table(n)
        parts = _parts(call(function, X, Y, np.random.default_rng(seed)), X, Y)
        return _judge(parts, X, Y), set(parts[0][:, 0])

    try:
        for n in (40, 90):  # int(0.7 * 90) is 62
            wrong, _ = train_rows(n, seed=1)
            if wrong:
                return wrong
        first, again, other = (train_rows(90, seed)[1] for seed in (1, 1, 2))
    except Problem as problem:
        return _wrong_split(str(problem))
    if first != again:
        return _wrong_split(
            "the same generator gives another split each time.", "The order must come from rng, not from np.random."
        )
    if first == other:
        return _wrong_split(
            "two different generators give the same split.", "Who draws the numbers? Use the rng that comes in."
        )
    return Verdict(True, "split: 70 and 30 percent, every row once, beside its own target.")


SEEN = np.array([[3.0, 5.0], [1.0, 2.0], [8.0, 2.0], [9.0, 4.0]])
ASKED = np.array([[1.0, 2.0], [3.0, 2.0], [6.0, 6.0], [9.0, 7.0], [8.0, 2.0], [5.0, 8.0], [7.0, 3.0]])
LEAK_CASES = [
    # Two copies; between them and after them rows that a loose comparison takes for copies, each another one.
    (SEEN, ASKED),
    (np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[3.0, 2.0, 1.0], [4.0, 5.0, 6.0], [4.0, 5.0, 7.0]])),
]


def _leak(X_train, X_test):
    return (X_test[:, np.newaxis] == X_train).all(axis=2).any(axis=1)


LEAK_FAULTS = [
    Fault(
        lambda X_train, X_test: np.array([row in X_train for row in X_test]),
        "too many: `row in X_train`, like `(X_train == row).any()`, is already true if one number agrees.",
        "Compare whole rows: (X_train == row).all(axis=1) says for each training row whether all its numbers agree.",
    ),
    Fault(
        lambda X_train, X_test: np.isin(X_test, X_train).all(axis=1),
        "too many: a row counts as known if each of its numbers stands somewhere in the training rows.",
        "The numbers must agree in one and the same training row, in the same columns.",
    ),
    Fault(
        lambda X_train, X_test: np.all(
            [np.isin(*columns) for columns in zip(X_test.T, X_train.T, strict=True)], axis=0
        ),
        "too many: a row counts as known if each of its numbers stands in its column, in whatever row.",
        "The numbers must agree in one and the same training row.",
    ),
    Fault(
        lambda X_train, X_test: np.isin(X_test, X_train).any(axis=1),
        "too many: a row counts as known if one of its numbers stands somewhere in the training rows.",
        "Compare whole rows.",
    ),
    Fault(
        lambda X_train, X_test: np.array([set(row) in [set(known) for known in X_train] for row in X_test]),
        "too many: a row counts as known if a training row has the same numbers in another order.",
        "(3, 5) and (5, 3) are different rows.",
    ),
    Fault(
        lambda X_train, X_test: _leak(X_train[:, :2], X_test[:, :2]),
        "only the first two numbers are compared.",
        "A row can have more than two: compare all of its numbers.",
    ),
    Fault(
        lambda X_train, X_test: np.isin(X_test, X_train),
        "that says for each single number whether it stands anywhere in the training rows.",
        "Wanted is one True or False for each test row. Compare whole rows: (X_train == row).all(axis=1).",
    ),
    Fault(
        lambda X_train, X_test: ~_leak(X_train, X_test),
        "True and False have changed places.",
        "True means: this test row also stands in the training rows.",
    ),
    Fault(
        lambda X_train, X_test: _leak(X_test, X_train),
        "that marks training rows, (n_train,); wanted are the test rows, (n_test,).",
        "Ask for each row of X_test whether it stands in X_train.",
    ),
    Fault(
        lambda X_train, X_test: _leak(X_train, X_test).sum(),
        "that is how many there are.",
        "Wanted is True or False for each test row: leave out the last sum.",
    ),
    Fault(
        lambda X_train, X_test: _leak(X_train, X_test).any(),
        "that says whether there is a leak at all.",
        "Wanted is True or False for each test row.",
    ),
    Fault(
        lambda X_train, X_test: np.flatnonzero(_leak(X_train, X_test)),
        "those are the numbers of the rows.",
        "Wanted is True or False for each test row, (n_test,).",
    ),
    Fault(
        lambda X_train, X_test: X_test[_leak(X_train, X_test)],
        "those are the rows themselves.",
        "Wanted is True or False for each test row, (n_test,).",
    ),
    Fault(
        lambda X_train, X_test: (X_test[:, np.newaxis] == X_train).all(axis=2),
        "that is the table of all comparisons, (n_test, n_train).",
        "Is there any training row that equals this test row? any along the axis of the training rows.",
    ),
    Fault(
        lambda X_train, X_test: (X_test[:, np.newaxis] == X_train).all(axis=2).all(axis=1),
        "no row is marked, though some stand in both.",
        "A test row is known if it equals one training row; it need not equal all of them, nor the one at its place.",
    ),
]


def _in_words(numbers):
    """[1., 0.] as [True, False], for a match of a regular expression."""
    return numbers[0].replace("1.", "True").replace("0.", "False")


@exercise
def leak(function):
    """leak(X_train, X_test): for each test row, does the whole row also stand in X_train? (n_test,) of True, False."""
    verdict = check_function("leak", function, _leak, LEAK_CASES, LEAK_FAULTS, "exactly the rows that stand in both.")
    return replace(verdict, message=re.sub(r"(?<=should be )\[.*?\]", _in_words, verdict.message))
