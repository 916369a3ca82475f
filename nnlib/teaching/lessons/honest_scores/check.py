"""Find copies of training rows, split, mend a split."""

import re
from dataclasses import replace

import numpy as np

from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

SEEN = np.array([[3.0, 5.0], [1.0, 2.0], [8.0, 2.0], [9.0, 4.0]])
ASKED = np.array([[1.0, 2.0], [3.0, 2.0], [6.0, 6.0], [9.0, 7.0], [8.0, 2.0], [5.0, 8.0], [7.0, 3.0]])
LEAK_CASES = [
    # Two copies; between them and after them rows that a loose comparison takes for copies, each another one.
    (SEEN, ASKED),
    (np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[3.0, 2.0, 1.0], [4.0, 5.0, 6.0], [4.0, 5.0, 7.0]])),
    # Rows near a training row, ever nearer, and one copy.
    (
        np.array([[0.3, 0.7], [-0.2, 0.1], [0.9, -0.8]]),
        np.array([[0.9, -0.3], [-0.21, 0.1], [0.3, 0.7], [-0.201, 0.1], [0.3, 0.7001]]),
    ),
]


def _leak(X_train, X_test):
    return (X_test[:, np.newaxis] == X_train).all(axis=2).any(axis=1)


def _distances(X_train, X_test):
    return np.sqrt(((X_test[:, np.newaxis] - X_train) ** 2).sum(axis=2))


def _near(distance):
    return Fault(
        lambda X_train, X_test: (_distances(X_train, X_test) < distance).any(axis=1),
        "too many: a row counts as known if it only lies near a training row.",
        "A copy agrees in all numbers. Compare with ==, not by distance.",
    )


LEAK_FAULTS = [
    *(_near(distance) for distance in (1, 0.1, 0.005, 5e-4)),
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


LENGTHS = "The two tables differ in length. Take one row of X_test and compare it with all of X_train: X_train == row."


@exercise
def leak(function):
    """leak(X_train, X_test): for each test row, does the whole row also stand in X_train? (n_test,) of True, False."""
    verdict = check_function("leak", function, _leak, LEAK_CASES, LEAK_FAULTS, "exactly the rows that stand in both.")
    if "could not be broadcast" in verdict.message:
        return replace(verdict, hint=LENGTHS)
    if verdict.passed and np.asarray(call(function, *LEAK_CASES[0])).dtype != bool:
        return Verdict(
            False,
            "leak: the right rows, but as numbers; wanted are True and False.",
            "X_test[leak(...)] should pick the rows that are True; with 0 and 1 it takes rows 0 and 1. End with > 0.",
        )
    return replace(verdict, message=re.sub(r"(?<=should be )\[.*?\]", _in_words, verdict.message))


NAMES = "X_train", "X_test", "Y_train", "Y_test"
NONE_OF_SHUFFLE = "rng.shuffle(order) shuffles in place and returns None; rng.permutation(n) returns the order."


def _table(n):
    """n rows that can be recognized: row i of X starts with i, row i of Y with 1000 + i."""
    rows = np.arange(n)
    return np.column_stack([rows, 0.5 + rows % 7]), np.column_stack([1000 + rows, rows**2, -rows]).astype(float)


def _not_yet(name):
    def verdict(message, hint=""):
        return Verdict(False, f"{name}: {message}", hint)

    return verdict


_wrong_split = _not_yet("split")
_wrong_mend = _not_yet("mend_split")


def _stopped(wrong, problem):
    return wrong(str(problem), NONE_OF_SHUFFLE if "NoneType" in str(problem) else "")


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


def _generator_used(train_rows, wrong):
    """train_rows(seed): the training rows of one split, as a set. The verdict on where its luck comes from, or None."""
    first, again, other = (train_rows(seed) for seed in (1, 1, 2))
    if first != again:
        return wrong(
            "the same generator gives another split each time.", "The order must come from rng, not from np.random."
        )
    if first == other:
        return wrong(
            "two different generators give the same split.", "Who draws the numbers? Use the rng that comes in."
        )
    return None


@exercise
def split(function):
    """split(X, Y, rng): shuffle the rows, 70 % to train, 30 % to test -> X_train, X_test, Y_train, Y_test."""
    if is_stub(function):
        return Verdict(None, "split: replace the ... by your code.")

    def parts_of(n, seed):
        X, Y = _table(n)
        return _parts(call(function, X, Y, np.random.default_rng(seed)), X, Y)

    try:
        for n in (40, 90):  # int(0.7 * 90) is 62
            wrong = _judge(parts_of(n, seed=1), *_table(n))
            if wrong:
                return wrong
        wrong = _generator_used(lambda seed: set(parts_of(90, seed)[0][:, 0]), _wrong_split)
    except Problem as problem:
        return _stopped(_wrong_split, problem)
    return wrong or Verdict(True, "split: 70 and 30 percent, every row once, beside its own target.")


def _falling(m):
    """The table of _table(m), but its targets fall: who sorts X and Y apart must not hit the right pairs."""
    X, Y = _table(m)
    return X, -Y


def _copied(m, copies):
    """The table of _falling(m) in another order, with m different rows, row i as often as copies(i) says."""
    X, Y = _falling(m)
    order = np.random.default_rng(5).permutation(np.repeat(np.arange(m), [copies(i) for i in range(m)]))
    return X[order], Y[order]


def _judge_mended(parts, m, has_copies):
    """The verdict on one split of a table with m different rows; None if it is fine."""
    whole_X, whole_Y = _falling(m)
    X_train, X_test, Y_train, Y_test = parts
    for side, X, Y in (("train", X_train, Y_train), ("test", X_test, Y_test)):
        if len(X) != len(Y):
            return _wrong_mend(
                f"X_{side} has {len(X)} rows and Y_{side} {len(Y)}.",
                "What removes rows from X must remove the same ones from Y: np.unique gives their numbers.",
            )
        if not np.isin(X[:, 0], np.arange(m)).all() or not np.array_equal(X, whole_X[X[:, 0].astype(int)]):
            return _wrong_mend(f"some rows of X_{side} do not stand in the data.", "Move whole rows, never columns.")
        if not np.array_equal(Y, whole_Y[X[:, 0].astype(int)]):
            return _wrong_mend(
                f"rows and targets are parted: rows of X_{side} stand beside the targets of others.",
                "np.unique sorts the rows: with X, first = np.unique(X, ...) take Y[first], too. One order for both.",
            )
    train, test = X_train[:, 0], X_test[:, 0]
    both, lost = set(train) & set(test), m - len(set(train) | set(test))
    if both and not has_copies:
        return _wrong_mend(
            f"one fault is left: on a table without any copies, {len(both)} rows stand on both sides, {lost} on none.",
            "How often do you ask rng for an order? Two orders know nothing of each other.",
        )
    if both:
        return _wrong_mend(
            f"one fault is left: {len(both)} rows of X_test have a copy in X_train.",
            "The shuffle sends copies to both sides. At what moment must they be gone?",
        )
    if len(set(train)) < len(train) or len(set(test)) < len(test):
        return _wrong_mend(
            "copies stand on the same side: some rows come more than once.", "Each different row is wanted once."
        )
    if lost:
        return _wrong_mend(
            f"{lost} of {m} different rows are on neither side.",
            "Where the training rows end, the test rows begin. Count n_train when the copies are gone.",
        )
    if len(train) != round(0.7 * m):
        return _wrong_mend(
            f"no row stands on both sides, but X_train has {len(train)} of {m} different rows, "
            f"wanted {round(0.7 * m)}.",
            "Remove the copies first, and count n only then: of what is left, round(0.7 * n) rows train.",
        )
    if set(train) == set(range(len(train))):
        return _wrong_mend(
            f"nothing is shuffled: the training rows are the {len(train)} smallest.",
            "np.unique sorts the rows. Draw an order after it.",
        )
    return None


@exercise
def mend_split(function):
    """mend_split(X, Y, rng): each different row once, on one side -> X_train, X_test, Y_train, Y_test."""
    if is_stub(function):
        return Verdict(None, "mend_split: replace the ... by your code.")

    def parts_of(m, copies, seed):
        X, Y = _copied(m, copies)
        return _parts(call(function, X, Y, np.random.default_rng(seed)), X, Y)

    try:
        for m, copies in ((40, lambda i: 1), (40, lambda i: 2), (30, lambda i: 1 + i % 3)):
            wrong = _judge_mended(parts_of(m, copies, seed=1), m, has_copies=copies(1) > 1)
            if wrong:
                return wrong
        wrong = _generator_used(lambda seed: set(parts_of(40, lambda i: 2, seed)[0][:, 0]), _wrong_mend)
    except Problem as problem:
        return _stopped(_wrong_mend, problem)
    return wrong or Verdict(True, "mend_split: both faults are gone. Each different row stands on one side, once.")
