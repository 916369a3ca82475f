"""Checkers: the largest stable rate, a scaler that survives a constant column, a finder of leaks."""

import numpy as np

from ...checking.causes import same
from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

# ---- the largest rate ----

# Centered columns of whole numbers that have nothing to do with each other: the mean squares are the curvatures.
# The largest stands first, then in the middle, then last; in the last table it is below 1, the mean square of a bias.
RATE_CASES = [
    (np.array([[3.0, 1.0], [-3.0, 1.0], [0.0, -2.0]]),),
    (np.array([[-3.0, -20.0, 2.0], [6.0, -10.0, -1.0], [0.0, 0.0, -2.0], [-6.0, 10.0, -1.0], [3.0, 20.0, 2.0]]),),
    (np.array([[2.0, -0.5, 1.0], [-1.0, -0.25, -4.0], [-2.0, 0.0, 6.0], [-1.0, 0.25, -4.0], [2.0, 0.5, 1.0]]),),
    (np.array([[0.5, 0.125], [-0.5, 0.125], [0.0, -0.25]]),),
]


def _squares(X):
    """The mean square of each column."""
    return (X**2).mean(axis=0)


def right_largest_rate(X):
    return 2 / _squares(X).max()


ALL_OF_THEM = "Every weight takes steps with the same rate. Which column lets the rate be the least?"
LARGEST_RATE = [
    Fault(
        lambda X: 1 / _squares(X).max(),
        "this is 1 divided by the largest mean square.",
        "At that rate a step lands at the bottom. The limit is where it lands as far away as it started.",
    ),
    Fault(
        lambda X: 2 / _squares(X).min(),
        "this is 2 divided by the smallest mean square.",
        "The flattest parabola bears the longest steps. " + ALL_OF_THEM,
    ),
    Fault(lambda X: 2 / _squares(X), "this is one rate for each column.", ALL_OF_THEM),
    Fault(lambda X: 2 / _squares(X)[0], "you ask the first column only.", ALL_OF_THEM),
    Fault(lambda X: 2 / _squares(X)[-1], "you ask the last column only.", ALL_OF_THEM),
    Fault(lambda X: 2 / _squares(X).mean(), "you divide by the mean over all columns.", ALL_OF_THEM),
    Fault(
        lambda X: 2 / _squares(X).sum(),
        "you add the mean squares of all columns.",
        "Below that rate nothing explodes, whatever the columns. These are centered and unrelated, so each weight "
        "has a parabola of its own, and they bear more. " + ALL_OF_THEM,
    ),
    Fault(
        lambda X: 2 / max(1, _squares(X).max()),
        "you count the 1 of a bias, too.",
        "There is no bias here: only the columns of X.",
    ),
    Fault(
        lambda X: 2 / np.sqrt(_squares(X)).max(),
        "you divide by the largest deviation.",
        "The curvature is its square: the mean square of the column.",
    ),
    Fault(
        lambda X: 2 / (X**2).sum(axis=0).max(),
        "you divide by a sum of squares.",
        "The loss is a mean over the rows, and so is the curvature.",
    ),
    Fault(
        lambda X: 2 / ((X**2).sum(axis=0) / (len(X) - 1)).max(),
        "your mean divides by n − 1.",
        "The loss is a mean over all n rows: leave ddof at 0.",
    ),
    Fault(
        lambda X: 2 / (X**2).mean(axis=1).max(),
        "these are mean squares of rows.",
        "A weight belongs to a column. Which axis counts the samples?",
    ),
    Fault(
        lambda X: 2 / (X**2).max(),
        "you divide by the largest square.",
        "One large value does not make a column steep. Take the mean over its rows.",
    ),
    Fault(
        lambda X: 2 / np.float64((X.mean(axis=0) ** 2).max()),
        "you divide by the square of a mean, and the means are 0.",
        "First square, then take the mean.",
    ),
    Fault(
        lambda X: 2 / np.abs(X).mean(axis=0).max(),
        "you divide by a mean without squares.",
        "The curvature of a weight is the mean of x².",
    ),
    Fault(
        lambda X: _squares(X).max(),
        "this is the largest curvature.",
        "The steeper the parabola, the shorter the steps: the rate is 2 divided by it.",
    ),
    Fault(
        lambda X: _squares(X).max() / 2,
        "this is upside down.",
        "The steeper the parabola, the shorter the steps.",
    ),
]


@exercise
def largest_rate(answer):
    """largest_rate(X): 2 over the largest mean square of the columns of X, which have mean 0."""
    done = "right: the steepest column sets the limit."
    return check_function("largest_rate", answer, right_largest_rate, RATE_CASES, LARGEST_RATE, done)


# ---- the scaler ----

SQUARE = (  # a fault of axis runs here, too, and can be named
    np.array([[1.0, 20.0, -3.0], [2.0, 50.0, 4.0], [6.0, 20.0, 5.0]]),
    np.array([[4.0, 45.0, 1.5], [7.0, 90.0, -1.0], [3.0, 70.0, 3.0]]),
)
TALL = (
    np.random.default_rng(2).normal([3, -20, 0.5, 100, 7], [2, 5, 0.1, 30, 0.7], (7, 5)),
    np.random.default_rng(3).normal([5, -10, 0.9, 150, 5], [3, 4, 0.3, 20, 0.9], (4, 5)),
)


def right_standardize(X_train, X):
    return (X - X_train.mean(axis=0)) / X_train.std(axis=0)


def right_unstandardize(X_train, Z):
    return Z * X_train.std(axis=0) + X_train.mean(axis=0)


def _both(X_train, X):
    return np.concatenate([X_train, X])


LEAK = "Which rows may be used to choose the mean and the deviation?"
AXIS = "Which axis counts the samples? You want one mean and one deviation for each column."

STANDARDIZE = [
    Fault(
        lambda X_train, X: right_standardize(X, X),
        "X is standardized with its own mean and deviation. X_train has no say.",
        LEAK,
    ),
    Fault(
        lambda X_train, X: right_standardize(_both(X_train, X), X),
        "the mean and deviation are those of X_train and X together.",
        LEAK + " Not those that only test.",
    ),
    Fault(
        lambda X_train, X: (X - X.mean(axis=0)) / X_train.std(axis=0),
        "the deviation comes from X_train, but the mean from X.",
        LEAK,
    ),
    Fault(
        lambda X_train, X: (X - X_train.mean(axis=0)) / X.std(axis=0),
        "the mean comes from X_train, but the deviation from X.",
        LEAK,
    ),
    Fault(
        lambda X_train, X: right_standardize(X_train, X_train),
        "these are the rows of X_train, standardized.",
        "X_train gives the numbers; the rows to be changed are those of X.",
    ),
    Fault(
        lambda X_train, X: (X - X_train.mean(axis=0)) / X_train.std(axis=0, ddof=1),
        "every number is too small by √((n − 1)/n), n the number of training rows.",
        "The deviation here divides by n, not by n − 1: leave ddof at 0.",
    ),
    Fault(
        lambda X_train, X: (X - X_train.mean(axis=0)) / X_train.var(axis=0),
        "you divide by the variance.",
        "Its unit is the square of the unit of X. The deviation is its square root.",
    ),
    Fault(
        lambda X_train, X: (X - X_train.mean(axis=0)) / (X_train.std(axis=0) * np.sqrt(len(X_train))),
        "every number is too small by √n, n the number of training rows.",
        "You forgot to divide by n under the root.",
    ),
    Fault(
        lambda X_train, X: (X - X_train.min(axis=0)) / np.ptp(X_train, axis=0),
        "you subtract the smallest value and divide by the range.",
        "That scales to 0 … 1; the lesson subtracts the mean and divides by the deviation.",
    ),
    Fault(
        lambda X_train, X: X - X_train.mean(axis=0) / X_train.std(axis=0),
        "only the mean is divided by the deviation.",
        "Division comes before subtraction. Where do brackets belong?",
    ),
    Fault(
        lambda X_train, X: X - X_train.mean(axis=0),
        "X is centered, but not divided by the deviation.",
        "The second half of the formula is missing.",
    ),
    Fault(
        lambda X_train, X: X / X_train.std(axis=0),
        "X is divided by the deviation, but the mean is not subtracted.",
        "If you do subtract: is what you subtract the mean of the rows that fit got, before any change?",
    ),
    Fault(
        lambda X_train, X: (X_train.mean(axis=0) - X) / X_train.std(axis=0),
        "every number has the wrong sign.",
        "A value above the mean must come out positive.",
    ),
    Fault(
        lambda X_train, X: (X - X_train.mean()) / X_train.std(),
        "all columns share one mean and one deviation.",
        AXIS,
    ),
    Fault(
        lambda X_train, X: (X - X_train.mean(axis=1)) / X_train.std(axis=1),
        "the mean and deviation are those of rows.",
        AXIS,
    ),
    Fault(
        lambda X_train, X: (X - X_train.mean(axis=1, keepdims=True)) / X_train.std(axis=1, keepdims=True),
        "the mean and deviation are those of rows.",
        AXIS,
    ),
    Fault(
        lambda X_train, X: right_standardize(X.T, X.T).T,
        "each row of X is standardized by itself.",
        AXIS,
    ),
]

ORDER = "Undo in the reverse order: what was done last is undone first."
UNSTANDARDIZE = [
    Fault(
        lambda X_train, Z: (Z + X_train.mean(axis=0)) * X_train.std(axis=0),
        "you add the mean first, and then multiply it, too.",
        ORDER,
    ),
    Fault(
        lambda X_train, Z: right_unstandardize(Z, Z),
        "you use the mean and deviation of Z itself.",
        "The numbers that transform used, those of X_train, are the ones to undo.",
    ),
    Fault(
        lambda X_train, Z: Z * Z.std(axis=0) + X_train.mean(axis=0),
        "the mean comes from X_train, but the deviation from Z.",
        "You divided by the deviation of X_train. That is the one to undo.",
    ),
    Fault(
        lambda X_train, Z: Z * X_train.std(axis=0) + Z.mean(axis=0),
        "the deviation comes from X_train, but the mean from Z.",
        "You subtracted the mean of X_train. That is the one to undo.",
    ),
    Fault(
        right_standardize,
        "that standardizes Z once more.",
        ORDER,
    ),
    Fault(
        lambda X_train, Z: Z * X_train.std(axis=0) - X_train.mean(axis=0),
        "the mean is subtracted.",
        "transform subtracted it already. What undoes a subtraction?",
    ),
    Fault(
        lambda X_train, Z: Z / X_train.std(axis=0) + X_train.mean(axis=0),
        "you divide by the deviation.",
        "transform divided already. What undoes a division?",
    ),
    Fault(
        lambda X_train, Z: Z * X_train.std(axis=0),
        "the mean is not added.",
        "Multiplying undoes the division. What undoes the subtraction?",
    ),
    Fault(
        lambda X_train, Z: Z + X_train.mean(axis=0),
        "Z is not multiplied by the deviation.",
        "Adding undoes the subtraction. What undoes the division?",
    ),
    Fault(
        lambda X_train, Z: Z * X_train.var(axis=0) + X_train.mean(axis=0),
        "you multiply by the variance.",
        "You divided by the deviation, its square root.",
    ),
    Fault(
        lambda X_train, Z: Z * X_train.std(axis=0, ddof=1) + X_train.mean(axis=0),
        "the deviation divides by n − 1.",
        "transform divided by the deviation with n: leave ddof at 0.",
    ),
    Fault(
        lambda X_train, Z: Z * X_train.std() + X_train.mean(),
        "all columns share one mean and one deviation.",
        AXIS,
    ),
    Fault(
        lambda X_train, Z: Z * X_train.std(axis=1) + X_train.mean(axis=1),
        "the mean and deviation are those of rows.",
        AXIS,
    ),
    Fault(
        lambda X_train, Z: Z * X_train.std(axis=1, keepdims=True) + X_train.mean(axis=1, keepdims=True),
        "the mean and deviation are those of rows.",
        AXIS,
    ),
]


def _check(function, right, second, faults):
    """The square case first: a wrong axis gives an answer there, where odd shapes only refuse."""
    cases = [(SQUARE[0], second(*SQUARE)), (TALL[0], second(*TALL))]
    done = "right: there and back, and constant columns do no harm."
    verdict = check_function("Scaler", function, right, cases[:1], faults, done)
    return check_function("Scaler", function, right, cases[1:], faults, done) if verdict.passed else verdict


# columns: an ordinary one, constant ones, a tiny one, an ordinary one with the same value first, second and last;
# the second row of X holds values that were never seen
PLAIN, EXACT, ROUNDED, TINY, LARGE, TWINS = range(6)
SCALER_TRAIN = np.column_stack(
    [
        [1.0, 4, 2, 7, 3, 3, 9],
        np.full(7, 5.0),  # deviation exactly 0
        np.full(7, 14.62),  # deviation 2e-15, from rounding
        np.array([1.0, 3, 2, 5, 4, 1, 2]) * 1e-13,
        np.full(7, 1462000.1),  # deviation 2e-10, from rounding, and more than that of the tiny column
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
    if answer is ... or is_stub(answer):
        return Verdict(None, "Scaler: replace the ... by your code.")
    if not isinstance(answer, type):
        return _no("a class is wanted here.", "Write `class Scaler:`, with the three methods.")
    stubs = [method for method in METHODS if is_stub(getattr(answer, method, None))]
    if stubs:
        return Verdict(None, f"Scaler: replace the ... in {', '.join(stubs)} by your code.")
    for method in METHODS:
        if not hasattr(answer, method):
            return _no(f"your class has no method {method}.", "Is it written, and indented below `class Scaler:`?")

    def there(X_train, X):
        return _use(answer, X_train, X)[1]

    def back(X_train, Z):
        return _use(answer, X_train, Z, "inverse_transform")[1]

    there.__name__ = back.__name__ = "__init__"  # where our line would be quoted, the learner's is
    verdict = _check(there, right_standardize, lambda X_train, X: X, STANDARDIZE)
    if not verdict.passed:
        return verdict
    wrong = _a_single_row(answer)
    if wrong:
        return wrong
    try:
        returned, got = _use(answer, SCALER_TRAIN, SCALER_X)
    except Problem as problem:
        return _no(str(problem), "With ordinary columns transform is right; now some columns are constant.")
    wrong = _asks_the_whole_table(answer, got) or _constant_columns(got) or _returns_itself(returned)
    if wrong:
        return wrong
    verdict = _check(back, right_unstandardize, right_standardize, UNSTANDARDIZE)
    if not verdict.passed:
        return Verdict(False, verdict.message.replace("Scaler: ", "Scaler, inverse_transform: ", 1), verdict.hint)
    return _there_and_back(answer) or verdict


def _no(message, hint):
    return Verdict(False, f"Scaler: {message}", hint)


def _use(cls, X_train, X, method="transform"):
    """Does fit return the object? And what the method makes of X, all by a new object."""
    scaler = cls()
    returned = []

    def learn(rows):
        returned.append(scaler.fit(rows))
        return True

    def use(rows):
        return getattr(scaler, method)(rows)

    learn.__name__, use.__name__ = "fit", method  # so that a quoted line is the learner's, not ours
    call(learn, X_train)
    return returned[0] is scaler, np.asarray(call(use, X))


def _a_single_row(cls):
    """None, or the verdict if one new row, in which every column is constant, is scaled in another way."""
    X_train, row = np.array([[0.0, 0.0], [10.0, 20.0]]), np.array([[10.0, 20.0]])
    try:
        got = _use(cls, X_train, row)[1]
    except Problem as problem:
        return _no(str(problem), "Several new rows are scaled rightly; now a single one comes, of shape (1, 2).")
    if same(got, right_standardize(X_train, row)):
        return None
    return _no(
        "a single new row is scaled in another way than several.",
        "Which columns are constant is asked of the training rows, in fit. One row alone looks constant everywhere.",
    )


def _there_and_back(cls):
    """None, or the verdict if constant columns do not come back."""
    try:
        got = _use(cls, SCALER_TRAIN, SCALER_RIGHT, "inverse_transform")[1]
    except Problem as problem:
        return _no(str(problem), "With ordinary columns inverse_transform is right; now some columns are constant.")
    if not all(same(a, b) for a, b in zip(got.T, SCALER_X.T, strict=True)):
        return _no(
            "inverse_transform does not bring a constant column back.",
            "It must multiply by what transform divided by, and that was 1.",
        )
    return None


def _asks_the_whole_table(cls, got):
    """None, or the verdict if a constant column is seen only when all columns are constant: an axis is missing."""
    if not np.isfinite(got[:, EXACT]).all() and same(
        _use(cls, np.full((7, 2), 5.0), np.array([[6.0, 8], [7, 6]]))[1], np.array([[1.0, 3], [2, 1]])
    ):
        return _no("a constant column is seen only if all columns are constant.", "Ask each column: which axis?")
    return None


def _constant_columns(got):
    """None, or the verdict on the first thing that goes wrong in columns which are constant in the training rows."""
    if not np.isfinite(got[:, EXACT]).all():
        return _no(
            "a column that is 5 in every training row gives NaN or infinity.",
            "Its deviation is 0, and you divide by it. Which divisor leaves a column as it is?",
        )
    if np.abs(got[1, EXACT]) > 1e3:
        return _no(
            f"the training rows hold 5, a new row holds 6, and your answer for it is {got[1, EXACT]:.1g}.",
            "Adding a small number to the deviation is not enough: 1 / 1e-8 is a hundred million.",
        )
    if np.abs(got[:, ROUNDED]).max() > 1e6 or same(np.abs(got[0, ROUNDED]), 1.0):
        return _no(
            "a column that is 14.62 in every training row explodes.",
            "Rounding makes its deviation about 2e-15. Is std exactly 0? Ask the values themselves.",
        )
    if np.abs(got[:, LARGE]).max() > 2e6 or same(np.abs(got[0, LARGE]), 1.0):
        return _no(
            "a column that is 1462000.1 in every training row explodes.",
            "Rounding makes its deviation 2e-10: no fixed limit suits all columns. Compare the values with each other.",
        )
    if same(got[0, [EXACT, ROUNDED]], [5.0, 14.62]):
        return _no(
            "a constant column comes back unchanged, 14.62 as 14.62.",
            "The mean is not subtracted there. Only the division needs care.",
        )
    if np.abs(got[1, [EXACT, ROUNDED]]).max() < 1e-6:
        return _no(
            "the training rows hold 14.62, a new row holds 15.62, and your answer for it is 0.",
            "A new value must not vanish: divide by 1 and it gives 1.",
        )
    if not same(got[1, [EXACT, ROUNDED]], [1.0, 1.0]):
        return _no(
            f"the training rows hold 14.62, a new row holds 15.62: wanted 1, got {got[1, ROUNDED]:.4g}.",
            "Subtract the mean, divide by 1.",
        )
    if not same(got[:, TINY], SCALER_RIGHT[:, TINY]):
        return _no(
            "a column with values of size 1e-13 is not scaled, though it is not constant.",
            "Small is not constant. Compare the values with each other, not the deviation with a fixed limit.",
        )
    if not same(got[:, LARGE], SCALER_RIGHT[:, LARGE]):
        return _no(
            f"the training rows hold 1462000.1, a new row holds 1462001.1: wanted 1, got {got[1, LARGE]:.4g}.",
            "Subtract the mean, divide by 1.",
        )
    if not same(got[:, TWINS], SCALER_RIGHT[:, TWINS]):
        return _no(
            "a column that holds 4 in its first two rows and in its last, but not in all, is not scaled.",
            "Two equal values make no constant column. Compare all of them.",
        )
    if not same(got, SCALER_RIGHT):
        return _no("beside a constant column, an ordinary one comes out wrong.", "Decide for each column by itself.")
    return None


def _returns_itself(returned):
    if returned:
        return None
    return _no("fit does not return the object.", "End it with `return self`, so that Scaler().fit(X) can go on.")


# ---- the leak ----

TRAIN, TEST = np.array([5, 0, 7, 3, 8]), np.array([2, 6, 1, 4])
SPLIT_X = np.random.default_rng(6).normal([3, -20, 0.5], [2, 5, 0.1], (9, 3))
FAR = 1000
WHOSE = {
    "all rows": lambda X, train, test: X,
    "the training rows": lambda X, train, test: X[train],
    "the test rows": lambda X, train, test: X[test],
}


def _split(train_mean, train_deviation, test_mean, test_deviation):
    """A split that asks these rows."""

    def split(X, train, test):
        return tuple(
            (X[rows] - WHOSE[mean_of](X, train, test).mean(axis=0)) / WHOSE[scale_of](X, train, test).std(axis=0)
            for rows, mean_of, scale_of in ((train, train_mean, train_deviation), (test, test_mean, test_deviation))
        )

    return split


ALL, ITS_TRAIN, ITS_TEST = WHOSE
SPLITS = {
    "scales all rows with the mean and deviation of the training rows": _split(*[ITS_TRAIN] * 4),
    "scales all rows with the mean and deviation of all rows": _split(*[ALL] * 4),
    "scales the training rows and the test rows each with their own": _split(*[ITS_TRAIN] * 2, *[ITS_TEST] * 2),
    "scales the training rows with all rows, the test rows with the training rows": _split(
        *[ALL] * 2, *[ITS_TRAIN] * 2
    ),
    "subtracts the mean of all rows, and divides each part by its own deviation": _split(ALL, ITS_TRAIN, ALL, ITS_TEST),
}


def _pokes(split, X, train, test, moved, compared=slice(1, None)):
    """Do Z_train and the compared rows of Z_test change when the rows in moved are moved?"""
    X_moved = X.copy()
    X_moved[moved] += FAR
    (train_before, test_before), (train_after, test_after) = split(X, train, test), split(X_moved, train, test)
    return not same(train_after, train_before), not same(test_after[compared], test_before[compared])


def right_leaks(split, X, train, test):
    return _pokes(split, X, train, test, test[0])


def _everywhere(split, X, train, test):
    return _pokes(split, X, train, test, test[0], slice(None))


LEAKS = [
    Fault(
        lambda *case: (False, False),
        "your answer is False, False for every split.",
        "Did the table with the moved row go into split, and what came out of it into the comparison?",
    ),
    Fault(lambda *case: (True, True), "your answer is True, True for every split.", "What would count as no change?"),
    Fault(
        lambda *case: tuple(not changes for changes in right_leaks(*case)),
        "both answers are the wrong way round.",
        "True means: it changes.",
    ),
    Fault(
        lambda *case: right_leaks(*case)[::-1],
        "the two answers stand in each other's place.",
        "Z_train first, then Z_test.",
    ),
    Fault(
        _everywhere,
        "the second answer is True for every split.",
        "The row you moved changes in Z_test, of course. Compare the others: row i of Z_test belongs to test[i].",
    ),
    Fault(
        lambda split, X, train, test: _pokes(split, X, train, test, test),
        "you move all test rows.",
        "Then nobody can tell who was asked. Move one, and look at the others.",
    ),
    Fault(
        lambda split, X, train, test: _pokes(split, X, train, test, train[0]),
        "you move a training row.",
        "Those may be asked. Move a test row: test[0] is the number of one.",
    ),
    Fault(
        lambda split, X, train, test: _pokes(split, X, train, test, train[0], slice(None)),
        "you move a training row.",
        "Those may be asked. Move a test row: test[0] is the number of one.",
    ),
    Fault(
        lambda *case: right_leaks(*case)[:1] * 2,
        "the second answer repeats the first.",
        "It is about Z_test, without the row that you moved.",
    ),
]


@exercise
def leaks(answer):
    """leaks(split, X, train, test): does moving one test row change Z_train, or another row of Z_test?"""
    if is_stub(answer):
        return Verdict(None, "leaks: replace the ... by your code.")
    cases = [(split, SPLIT_X, TRAIN, TEST) for split in SPLITS.values()]
    got = []
    for case in cases:
        try:
            result = call(answer, *case)
        except Problem as problem:
            return Verdict(False, f"leaks: {problem}")
        wrong = _no_pair(result)
        if wrong:
            return wrong
        got.append(tuple(map(bool, result)))
    right = [right_leaks(*case) for case in cases]
    if got == right:
        return Verdict(True, "leaks: right: it finds every leak, and suspects nobody else.")
    for fault in LEAKS:
        if got == [fault.wrong(*case) for case in cases]:
            return Verdict(False, f"leaks: {fault.message}", fault.hint)
    words, wanted, yours = next(triple for triple in zip(SPLITS, right, got, strict=True) if triple[1] != triple[2])
    return Verdict(False, f"leaks: of a split that {words}, the answer should be {wanted}, yours is {yours}.")


def _no_pair(result):
    """None, or the verdict on something that is not two times True or False."""
    if not isinstance(result, tuple | list | np.ndarray) or len(result) != 2:
        count = f"{len(result)} things" if isinstance(result, tuple | list) else "one thing"
        return Verdict(
            False,
            f"leaks: wanted two results, one for Z_train, one for Z_test, got {count}.",
            "`return a, b` gives two.",
        )
    if any(np.ndim(part) for part in result):
        return Verdict(
            False,
            "leaks: True or False is wanted for each of the two, got an array.",
            "`np.allclose(a, b)` gives one for the whole table, and `(a != b).any()`, too.",
        )
    if not all(isinstance(part, bool | np.bool_) for part in result):
        return Verdict(
            False, f"leaks: True or False is wanted for each of the two, got {result[0]!r} and {result[1]!r}."
        )
    return None
