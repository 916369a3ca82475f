"""Checkers of lesson 03: standardize, go back to units, survive a constant column, and the largest stable rate."""

import numpy as np

from ...checking.diagnosis import Fault, check_function, same
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

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
        "The first half of the formula is missing.",
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
        "The numbers that standardize took from X_train are the ones to undo.",
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
        "standardize subtracted it already. What undoes a subtraction?",
    ),
    Fault(
        lambda X_train, Z: Z / X_train.std(axis=0) + X_train.mean(axis=0),
        "you divide by the deviation.",
        "standardize divided already. What undoes a division?",
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
        "standardize divided by the deviation with n: leave ddof at 0.",
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


def _check(name, function, right, second, faults, done):
    """The square case first: a wrong axis gives an answer there, where odd shapes only refuse."""
    cases = [(SQUARE[0], second(*SQUARE)), (TALL[0], second(*TALL))]
    verdict = check_function(name, function, right, cases[:1], faults, done)
    return check_function(name, function, right, cases[1:], faults, done) if verdict.passed else verdict


@exercise
def standardize(answer):
    """standardize(X_train, X): the rows of X on the scale of the training rows."""
    done = "right: mean and deviation come from X_train, column by column."
    return _check("standardize", answer, right_standardize, lambda X_train, X: X, STANDARDIZE, done)


@exercise
def unstandardize(answer):
    """unstandardize(X_train, Z): back to the units of the data."""
    done = "right: it undoes standardize."
    return _check("unstandardize", answer, right_unstandardize, right_standardize, UNSTANDARDIZE, done)


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


@exercise
def Scaler(answer):
    """A class with fit(X) and transform(X) that leaves a constant column centered, and otherwise alone."""
    left = [method for method in ("fit", "transform") if answer is ... or is_stub(getattr(answer, method, None))]
    if left:
        return Verdict(None, f"Scaler: replace the ... in {' and in '.join(left)} by your code.")
    if not isinstance(answer, type):
        return _no("a class is wanted here.", "Write `class Scaler:`, with the methods fit and transform.")

    def transformed(X_train, X):
        return _use(answer, X_train, X)[1]

    verdict = _check(
        "Scaler",
        transformed,
        right_standardize,
        lambda X_train, X: X,
        STANDARDIZE,
        "right: constant columns do no harm.",
    )
    if not verdict.passed:
        return verdict
    try:
        returned, got = _use(answer, SCALER_TRAIN, SCALER_X)
    except Problem as problem:
        return _no(str(problem), "Up to here all was right; now some columns are constant.")
    return _asks_the_whole_table(answer, got) or _constant_columns(got) or _returns_itself(returned) or verdict


def _no(message, hint):
    return Verdict(False, f"Scaler: {message}", hint)


def _use(cls, X_train, X):
    """Does fit return the object? And X, transformed, all by a new object."""
    scaler = cls()
    returned = []

    def fit(X):
        returned.append(scaler.fit(X))
        return True

    def transform(X):
        return scaler.transform(X)

    call(fit, X_train)
    return returned[0] is scaler, np.asarray(call(transform, X))


def _asks_the_whole_table(cls, got):
    """None, or the verdict if a constant column is seen only when all columns are constant: an axis is missing."""
    if not np.isfinite(got[:, EXACT]).all() and same(
        _use(cls, np.full((7, 2), 5.0), np.full((3, 2), 6.0))[1], np.ones((3, 2))
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
            "Rounding makes its deviation 2e-15. Is std exactly 0? Ask the values themselves.",
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


def _curvatures(X):
    return np.linalg.eigvalsh(X.T @ X / len(X))


def right_largest_rate(X):
    return 2 / _curvatures(X)[-1]


MEAN = "H holds the mean over the rows. Which shape of X counts them?"
LARGEST_RATE = [
    Fault(
        lambda X: 1 / _curvatures(X)[-1],
        "this is 1/λ_max.",
        "At that rate the factor 1 − lr · λ is 0. The limit is where it becomes −1.",
    ),
    Fault(
        lambda X: 2 / _curvatures(X)[0],
        "this is 2/λ_min.",
        "The flattest direction bears the longest steps. Which direction sets the limit?",
    ),
    Fault(
        lambda X: 2 / _curvatures(X),
        "this is one rate for each direction.",
        "All directions get the same rate. Which of these is safe for all?",
    ),
    Fault(
        lambda X: 2 / _curvatures(X - X.mean(axis=0))[-1],
        "this is the rate for X with its means subtracted.",
        "Take X as it is given: its mean is part of the bowl.",
    ),
    Fault(lambda X: 2 / np.linalg.eigvalsh(X.T @ X)[-1], "the 1/n in H is missing.", MEAN),
    Fault(lambda X: 2 / np.linalg.eigvalsh(X.T @ X / X.shape[1])[-1], "H is divided by k, not by n.", MEAN),
    Fault(lambda X: 2 / np.linalg.eigvalsh(X.T @ X / (len(X) - 1))[-1], "H is divided by n − 1.", MEAN),
    Fault(
        lambda X: 2 / np.linalg.eigvalsh(np.cov(X.T))[-1],
        "this is the rate for np.cov, which subtracts the means and divides by n − 1.",
        "H is XᵀX / n, of X as it is given.",
    ),
    Fault(
        lambda X: _curvatures(X)[-1],
        "this is λ_max, the curvature.",
        "The steeper the bowl, the shorter the steps: the rate is 2 divided by it.",
    ),
    Fault(
        lambda X: _curvatures(X)[-1] / 2,
        "this is λ_max / 2, upside down.",
        "The steeper the bowl, the shorter the steps.",
    ),
    Fault(
        lambda X: _curvatures(X)[-1] / _curvatures(X)[0],
        "this is the condition number.",
        "It says how narrow the bowl is. The limit needs λ_max alone.",
    ),
    Fault(
        lambda X: 2 / (X.T @ X / len(X)).max(),
        "you divide by the largest entry of H.",
        "The axes of the ellipses lie askew. You want the largest eigenvalue of H.",
    ),
    Fault(
        lambda X: 2 / np.trace(X.T @ X / len(X)),
        "you divide by the sum of all curvatures.",
        "Only the largest one sets the limit.",
    ),
]


@exercise
def largest_rate(answer):
    """largest_rate(X): 2/λ_max of H = XᵀX / n."""
    small = np.array([[3.0, 1.0], [1.0, 2.0], [4.0, 0.0], [2.0, 3.0]])
    cases = [(small,), (TALL[0] / [1, 5, 1, 30, 1],), (TALL[0] - TALL[0].mean(axis=0),)]
    done = "right: the steepest direction sets the limit."
    return check_function("largest_rate", answer, right_largest_rate, cases, LARGEST_RATE, done)
