"""Find copies of training rows, split, mend a split."""

import re
from dataclasses import replace

import numpy as np

from ...checking.diagnosis import Fault, check_function, with_hint
from ...checking.findings import check_findings
from ...checking.form import as_parts
from ...checking.progress import exercise
from ...checking.running import Problem, call
from ...checking.verdict import Verdict

TABLES = [  # training and test rows: some copies, and between them rows that a loose comparison takes for copies
    ([[3, 5], [1, 2], [9, 4], [8, 2]], [[1, 2], [3, 2], [6, 6], [9, 7], [8, 2], [5, 8], [7, 3], [6, 6]]),
    ([[1, 2, 3], [4, 5, 6]], [[3, 2, 1], [4, 5, 6], [4, 5, 7.5], [3.6, 5, 6], [4, 5, 6]]),
    (
        [[0.3, 0.7], [-0.2, 0.1]],
        [[0.3, 0.23], [0.3, 0.712], [0.3, 0.7], [0.3012, 0.7], [0.3, 0.70012], [0.3, 0.700015]],
    ),
]
LEAK_CASES = [tuple(np.array(rows, dtype=float) for rows in tables) for tables in TABLES]


def _equal(A, B):
    return (B[:, np.newaxis] == A).all(axis=2)


def _leak(A, B):
    return _equal(A, B).any(axis=1)


def _side_by_side(A, B):
    short = min(len(A), len(B))
    return np.pad((A[:short] == B[:short]).all(axis=1), (0, len(B) - short))


def _in_columns(A, B):
    return np.array([np.isin(*columns) for columns in zip(B.T, A.T, strict=True)])


def _near(order, distance):
    """Nearer than a distance: |x1| + |x2|, the usual one, or the larger of both."""
    return lambda A, B: (np.linalg.norm(B[:, np.newaxis] - A, order, axis=2) < distance).any(axis=1)


def _again(A, B):
    """Has the row come before, in A or in B?"""
    return np.array([_leak(np.concatenate([A, B[:i]]), B[[i]])[0] for i in range(len(B))])


DISTANCES = (3, 2, 1.5, 1, 0.5, 0.1, 0.05, 0.005, 5e-4, 5e-5)
LOOSE = tuple(_near(order, distance) for order in (1, 2, np.inf) for distance in DISTANCES)
ONE_NUMBER = "too many: `row in X_train`, like `(X_train == row).any()`, is already true if one number agrees."
LEAK_FAULTS = [
    *with_hint(
        "A copy agrees in all numbers. Compare with ==, not by distance.",
        (LOOSE, "too many: a row counts as known if it only lies near a training row."),
        (lambda A, B: _leak(A.astype(int), B.astype(int)), "too many: the rows are cut to whole numbers first."),
        (lambda A, B: np.isin(B.sum(axis=1), A.sum(axis=1)), "too many: a row counts as known if its sum does."),
    ),
    *with_hint(
        "Compare whole rows: (X_train == row).all(axis=1) says for each training row whether all its numbers agree.",
        (lambda A, B: np.array([row in A for row in B]), ONE_NUMBER),
        (lambda A, B: np.isin(B, A).all(axis=1), "too many: each number only stands somewhere in the training rows."),
        (lambda A, B: _in_columns(A, B).all(axis=0), "too many: each number stands in its column, in whatever row."),
        (lambda A, B: np.isin(B, A).any(axis=1), "too many: only one of its numbers stands somewhere in training."),
        (lambda A, B: _leak(np.sort(A), np.sort(B)), "too many: known are also the same numbers in another order."),
        (lambda A, B: _leak(A[:, :2], B[:, :2]), "too many: only the first two numbers are compared."),
        (lambda A, B: _in_columns(A, B)[0], "too many: only the first number of each row is compared."),
        (lambda A, B: _in_columns(A, B)[-1], "too many: only the last number of each row is compared."),
    ),
    *with_hint(
        "A test row is known if it equals any training row, however often it comes among the test rows.",
        ((_again, lambda A, B: _again(A, B) | _again(A, B[::-1])[::-1]), "too many: copies among the test rows count."),
        (lambda A, B: _leak(A[-1:], B), "only the last training row counts: is the answer written over in a loop?"),
        (lambda A, B: _leak(A[:1], B), "only the first training row counts."),
        (lambda A, B: _leak(A[:-1], B), "the last training row is never looked at."),
        (lambda A, B: _leak(A, B) & (np.arange(len(B)) < len(B) - 1), "the last test row is never looked at."),
        (lambda A, B: _equal(B, B).sum(axis=1) > 1, "X_test is compared with itself, not with X_train."),
        (
            (lambda A, B: np.diagonal(_equal(A, B)), _side_by_side),
            "each row is compared only with the one at the same place.",
        ),
        (lambda A, B: ~_leak(A, B), "True and False have changed places: True is for rows that stand in both."),
    ),
    Fault(
        lambda A, B: _equal(A, B).all(axis=1),
        "no row is marked, though some stand in both.",
        "Are `any` and `all` in each other's place? .all(axis=1) over the numbers of a row, then .any() over the rows.",
    ),
    *with_hint(
        "Wanted is one True or False for each test row, (n_test,): is (X_train == row).all(axis=1).any()?",
        (lambda A, B: np.isin(B, A), "that says for each single number whether it stands in the training rows."),
        (lambda A, B: _leak(B, A), "that marks training rows, (n_train,). Is the `def` line leak(X_train, X_test)?"),
        (lambda A, B: _leak(A, B).sum(), "that is how many there are."),
        (lambda A, B: _leak(A, B).mean(), "that is the share of them."),
        (lambda A, B: _leak(A, B).any(), "that says whether there is a leak at all."),
        (lambda A, B: _leak(A, B)[0], "that is the answer for the first row: does a `return` stand inside the loop?"),
        (lambda A, B: np.where(_leak(A, B)), "those are the numbers of the rows, in a tuple."),
        (lambda A, B: np.where(_leak(A, B))[0], "those are the numbers of the rows."),
        (lambda A, B: np.argwhere(_equal(A, B)), "those are the numbers of the rows, in both tables."),
        ((lambda A, B: B[_leak(A, B)], lambda A, B: B[~_leak(A, B)]), "those are the rows themselves."),
        (np.intersect1d, "those are the single numbers that stand in both tables."),
        (_equal, "that is the table of all comparisons, (n_test, n_train)."),
    ),
]
LENGTHS = "The two tables differ in length. Take one row of X_test and compare it with all of X_train: X_train == row."
PICKS = "X_test[leak(...)] should pick the rows that are True; with 0 and 1 it takes rows 0 and 1. End with > 0."


def _in_words(numbers):  # of a match
    return numbers[0].replace("1.", "True").replace("0.", "False")


@exercise
def leak(function):
    """leak(X_train, X_test): for each test row, does the whole row also stand in X_train? (n_test,) of True, False."""
    verdict = check_function("leak", function, _leak, LEAK_CASES, LEAK_FAULTS, "exactly the rows that stand in both.")
    if "could not be broadcast" in verdict.message:
        return replace(verdict, hint=LENGTHS)
    if verdict.passed and np.asarray(call(function, *LEAK_CASES[0])).dtype != bool:
        return Verdict(False, "leak: the right rows, but as numbers; wanted are True and False.", PICKS)
    return replace(verdict, message=re.sub(r"(should be|Wanted first:) \[.*?\]", _in_words, verdict.message))


# ---- split and mend_split ----

NAMES = "X_train", "X_test", "Y_train", "Y_test"
ORDER = f"The order is {', '.join(NAMES)}."
NONE = "rng.shuffle(order) shuffles in place and returns None; rng.permutation(n) returns the order."
STOPS = {  # pattern in an error: hint
    "'NoneType'": NONE,
    r"has shape \(1, ": NONE,
    "axis 1 with size": "Rows are samples: X[train] picks rows, X[:, train] columns.",
    "ndarray' object has no attribute": "The arguments come in the order X, Y, rng: does the `def` line say so?",
    "wanted 2 columns": "Return the rows themselves, X[train], not their numbers.",
    "random_state": "scikit-learn takes no Generator, but a number: random_state=int(rng.integers(10**6)).",
}
CUT_OFF = "The computer's 0.7 is a little less than 0.7, and int(...) cuts off: print(0.7 * 90). Use round(...)."
UNIQUE = "X, first = np.unique(X, axis=0, return_index=True) keeps rows whole, and gives two results."
MEND_STOPS = STOPS | {
    words: UNIQUE for words in ("bounds for axis 0", "only integer scalar arrays", "wanted 2 columns")
}


def _rows(i):
    """Rows number i. Each number of X comes in several; Y falls, so X and Y sorted apart do not fit."""
    return np.column_stack([i // 2, 0.5 + i * 7 % 10]), -np.column_stack([1000 + i, i**2, -i]).astype(float)


def _parts(result, X, Y):
    """The four arrays of a split; Problem says what came instead."""
    if isinstance(result, tuple | list) and [len(part) for part in result if isinstance(part, tuple | list)] == [2, 2]:
        raise Problem(f"two pairs came back, wanted are four arrays. {ORDER}")
    try:
        parts = [np.asarray(part, dtype=float) for part in as_parts(result, NAMES)]
    except (TypeError, ValueError):
        raise Problem("the four results should be arrays of numbers, with a row for each sample.") from None
    if parts[1].shape[1:] == Y.shape[1:] and parts[2].shape[1:] == X.shape[1:]:
        raise Problem(f"the second result looks like targets. {ORDER}")
    for name, part, whole in zip(NAMES, parts, (X, X, Y, Y), strict=True):
        if part.shape[1:] != whole.shape[1:]:
            raise Problem(f"{name} has shape {part.shape}, wanted {whole.shape[1]} columns.")
    return parts


def _wrong(splits, m, copied, different):
    """(message, hint) for what may be wrong with splits by three generators, two of them equal. The first is meant."""
    X_train, X_test, Y_train, Y_test = splits[0]
    n_train, (data_X, data_Y), places = round(0.7 * m), _rows(np.arange(m)), {}
    if (len(X_train), len(X_test)) == (m - n_train, n_train):
        yield "the 70 % came out as test rows and the 30 % as training rows.", ORDER
    if len(X_train) == n_train - 1 == int(0.7 * m):
        yield f"of {m} rows, {n_train} are 70 %, yours are {n_train - 1}.", CUT_OFF
    for side, X, Y in (("train", X_train, Y_train), ("test", X_test, Y_test)):
        if len(X) != len(Y):
            yield f"X_{side} has {len(X)} rows and Y_{side} {len(Y)}.", "What removes rows of X must do the same to Y."
        known = _equal(data_X, X)
        places[side] = known.argmax(axis=1)
        if not known.any(axis=1).all():
            yield f"some rows of X_{side} do not stand in the data.", "Move whole rows, never columns."
        if not np.array_equal(Y, data_Y[places[side]]):
            hint = (
                "Draw one order for both."
                + different * " np.unique sorts X: with return_index=True the targets are Y[first] then."
            )
            yield f"rows and targets are parted: rows of X_{side} stand beside the targets of others.", hint
    train, test = places["train"], places["test"]
    both, lost = len(set(train) & set(test)), m - len(set(train) | set(test))
    if both and copied:
        hint = "The shuffle sends copies to both sides. At what moment must they be gone?"
        yield f"a fault is left: {both} rows of X_test have a copy in X_train.", hint
    once = "Draw one order: rng.permutation(n) names each row once; its first part trains, the rest tests."
    if both:
        where = different * "on a table without any copies, "
        yield f"{where}{both} rows stand on both sides, {lost} on none.", once
    if len(set(train)) < len(train) or len(set(test)) < len(test):
        yield "some rows come more than once on the same side.", "Each row is wanted once." if different else once
    if lost == m and copied:
        hint = "One of each should stay: X, first = np.unique(X, axis=0, return_index=True)."
        yield "all rows that come more than once are gone.", hint
    if lost:
        hint = (
            "Where the training rows end, the test rows begin." + different * " Copies agree in *all* of their numbers."
        )
        yield f"{lost} of {m} rows are on neither side.", hint
    if len(splits[2][0]) != len(X_train) and not copied:
        yield "how many rows train is left to chance.", "Draw an order of all rows and cut it at round(0.7 * n)."
    if len(train) != n_train:
        hint = "Remove the copies first, then count: n when the copies are gone." if copied else "round(0.7 * n)"
        yield f"X_train has {len(train)} and Y_train {len(Y_train)} rows, wanted {n_train} of {m}.", hint
    if set(train) == set(range(n_train)):
        hint = "Shuffle before you cut." + different * " np.unique sorts the rows. Draw an order after it."
        yield f"nothing is shuffled: the first {n_train} rows train.", hint
    first, again, other = (set(map(tuple, parts[0])) for parts in splits)
    if first != again:
        yield "the same generator gives another split each time.", "The order must come from rng, not from np.random."
    if first == other:
        yield "two different generators give the same split.", "Who draws the numbers? Use the rng that comes in."


def _findings(tables, different=False):
    """Findings on a split of tables with m different rows, row i as often as copies(i) says: (m, copies)."""

    def findings(function):
        for m, copies in tables:
            order = np.repeat(np.arange(m), [copies(i) for i in range(m)])
            copied = len(order) > m
            table = _rows(np.random.default_rng(5).permutation(order) if copied else order)
            splits = [_parts(call(function, *table, np.random.default_rng(seed)), *table) for seed in (1, 1, 2)]
            yield from ((True, *told) for told in _wrong(splits, m, copied, different))

    return findings


@exercise
def split(function):
    """split(X, Y, rng): shuffle the rows, 70 % to train, 30 % to test -> X_train, X_test, Y_train, Y_test."""
    tables = [(40, lambda i: 1), (90, lambda i: 1)]  # int(0.7 * 90) is 62
    done = "70 and 30 percent, every row once, beside its own target."
    return check_findings("split", function, _findings(tables), done, "X Y rng", STOPS)


@exercise
def mend_split(function):
    """mend_split(X, Y, rng): each different row once, on one side -> X_train, X_test, Y_train, Y_test."""
    tables = [(40, lambda i: 1), (40, lambda i: 2), (90, lambda i: 1 + i % 3)]
    done = "both faults are gone. Each different row stands on one side, once."
    return check_findings("mend_split", function, _findings(tables, different=True), done, "X Y rng", MEND_STOPS)
