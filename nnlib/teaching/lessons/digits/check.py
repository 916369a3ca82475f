"""Checkers: softmax, one-hot labels, the loss of several classes and its slope."""

import numpy as np

from nnlib import softmax

from ...checking.class_loss import SHARES, check_class_loss, log_S, own, rows, shifted, told
from ...checking.diagnosis import Fault, check_stages, with_hint
from ...checking.progress import exercise

# ---- softmax ----
SQUARE = np.array([[1.0, -0.5, 0.25], [0.4, -1.0, 2.0], [-3.0, 0.5, 1.5]])  # sums of the wrong axis run here
WIDE = np.random.default_rng(8).normal(0.5, 1.5, (7, 5))
EXTREME = np.array([[1e4, 1e4 - 1, 3.0, 1e4 - 2], [0.5, -1.0, 2.0, 0.0], [-1e4, -1e4 - 1, -1e4 + 1, -1e4]])


FORMULA = SHARES + with_hint(
    "Each class of each row gets a positive share, and a larger score a larger one.",
    ((rows, lambda s: rows(-shifted(-s))), "each row sums to 1, but it holds shares of the scores themselves."),
    ((lambda s: rows(s**2), lambda s: rows(np.abs(s))), "without the sign a score of -2 counts like 2."),
    (lambda s: 100 * softmax(s), "these are percent: each row sums to 100."),
    (lambda s: s, "These are the scores, and nothing has happened to them."),
    (lambda s: np.log(softmax(s)), "this is the logarithm of the probabilities. The loss takes it, later."),
    (lambda s: 1.0 * (s == s.max(axis=1, keepdims=True)), "this gives everything to the largest score."),
    (lambda s: s.argmax(axis=1), "this is the number of the largest score of each row."),
    (lambda s: softmax(s).max(axis=1), "only the largest probability of each row comes back."),
    (lambda s: softmax(s)[0], "only the first row comes back."),
)
SMALL = "right for small scores, but"
SHIFT = "Subtract something from each row first, from each its own. What makes its largest exponent 0?"
CUT = f"{SMALL} scores beyond a limit are cut off, so that they look equal."
OVERFLOW = with_hint(
    SHIFT,
    ((lambda s: rows(np.exp(s)), lambda s: np.exp((s.T - log_S(s)).T)), f"{SMALL} scores of 10,000 give NaN."),
    (lambda s: rows(np.exp(s - s.max())), f"{SMALL} one shift for the whole table gives NaN in rows far below it."),
    (lambda s: np.nan_to_num(rows(np.exp(s - s.max()))), f"{SMALL} one shift gives rows of zeros far below it."),
    (lambda s: rows(np.exp(-shifted(-s))), f"{SMALL} what lies far above the number that you subtract overflows."),
    *((lambda s, low=low: rows(np.exp(np.clip(s, low, 100))), CUT) for low in (-100, -np.inf)),
)


@exercise
def my_softmax(answer):
    """my_softmax(scores): a row of probabilities for each row of scores, of any size."""
    stages = ([(SQUARE,)], FORMULA), ([(WIDE,)], FORMULA), ([(EXTREME,)], OVERFLOW)
    done = "right: each row sums to 1, whatever the size of its scores."
    return check_stages("my_softmax", answer, softmax, stages, done)


# ---- one-hot ----
# not every class occurs, and never the last; no label reaches the number of rows, so that Y[labels] runs
LABELS = [(np.array([3, 1, 0, 3, 1, 0]), 6), (np.array([5, 1, 1, 0, 6, 3, 2, 1]), 10)]


def ones_at(y, k, *place):
    Y = np.zeros((len(y), k))
    Y[place] = 1
    return Y


ONE_HOT = [
    *with_hint(
        "There are n_classes columns, whichever labels occur.",
        (lambda y, k: np.eye(y.max() + 1)[y], "columns are missing: the last classes do not occur in these labels."),
        (lambda y, k: np.eye(k)[:, np.unique(y)][y], "only the classes that occur have a column."),
        (lambda y, k: np.eye(10)[y], "there are 10 columns, whatever n_classes says."),
        (lambda y, k: np.eye(len(y))[y], "there are as many columns as labels."),
        (lambda y, k: np.eye(k + 1)[y], "there is one column too many."),
        (lambda y, k: np.eye(k)[y, 1:], "the first column is missing."),
        (lambda y, k: np.eye(y.max() + 1)[y].T, "two things at once: rows and columns are swapped, some are missing."),
        (lambda y, k: np.eye(len(np.unique(y)))[y - 1], "two things: too few columns, and the 1 too far to the left."),
    ),
    *with_hint(
        "Row i has its 1 in column labels[i], counted from 0. Pair each row with one column: Y[rows, columns].",
        (lambda y, k: ones_at(y, k, slice(None), y), "all rows are equal: Y[:, labels], or one row n times."),
        (lambda y, k: ones_at(y, k, y), "some rows are all 1, the others all 0: the labels picked rows."),
        (lambda y, k: np.eye(k)[y].T, "rows and columns are swapped: the labels are columns."),
        ((lambda y, k: ones_at(y, k, y, y), lambda y, k: ones_at(y, k, y, y[y])), "rows are chosen by labels, too."),
        (lambda y, k: np.eye(k), "the 1 of row i is in column i, whatever the label."),
        (lambda y, k: 1.0 * (np.arange(k) <= y[:, np.newaxis]), "all columns up to the label hold a 1."),
        (lambda y, k: 1.0 * np.isin(np.arange(k), y), "one row for all labels came back."),
        (lambda y, k: 1.0 * (y == np.arange(k)), "labels and columns are compared one by one, not each with all."),
        (lambda y, k: np.eye(k)[y][:, np.newaxis], "each row is a table of shape (1, n_classes)."),
        ((lambda y, k: y, lambda y, k: y[:, np.newaxis]), "these are the labels, as they came."),
        (lambda y, k: np.eye(k)[y - 1], "every 1 stands one column too far to the left."),
        (lambda y, k: np.eye(k)[(y + 1) % k], "every 1 stands one column too far to the right."),
        (lambda y, k: 1 - np.eye(k)[y], "zeros and ones are swapped."),
        (lambda y, k: 2 * np.eye(k)[y] - 1, "there is a -1 where a 0 belongs."),
        (lambda y, k: np.eye(k)[y] * y[:, np.newaxis], "the label stands in place of the 1; class 0 leaves no mark."),
    ),
]


@exercise
def one_hot(answer):
    """one_hot(labels, n_classes): a row for each label, 1 in the column of its class, 0 elsewhere."""
    done = "right: one 1 in each row, and a column also for classes that do not occur."
    return check_stages("one_hot", answer, lambda y, k: np.eye(k)[y], [([case], ONE_HOT) for case in LABELS], done)


# ---- loss and slope ----
SQUARE_LOSS = (np.array([2, 0, 2]), SQUARE)  # its own scores are positive, so their logarithm is no nan
WIDE_LOSS = (np.array([4, 1, 1, 0, 3, 3, 0]), WIDE)
ONLY_0 = (np.zeros(3, dtype=int), WIDE[:3])
FAR = (np.array([1, 2, 0]), np.array([[0.0, -800.0, 3.0], [-900.0, 0.5, 1.0], [-810.0, -805.0, 0.0]]))
EXTREME_LOSS = (np.array([2, 0, 2, 1]), np.vstack([EXTREME, [900.0, -900.0, 0.0, 1.0]]))
TINY = [*(10.0**-k for k in range(5, 21)), 1e-30, 1e-100, 1e-300, np.finfo(float).eps, np.finfo(float).tiny]
LOG_OF_0 = told(
    "loss",
    "Don't take the logarithm of p. Step 1 has one of S, which is never below 1 after the shift.",
    (lambda p, Y, y, s: -np.log(own(p, y)), f"{SMALL} a p of 1e-350 is stored as 0, and -log 0 is inf."),
    (lambda p, Y, y, s: -Y * np.log(p), f"{SMALL} a p may be stored as 0, and 0 times log 0 is nan."),
    *(
        (lambda p, Y, y, s, e=e, add=add: -np.log(add(own(p, y), e)), f"{SMALL} a p kept above 0 caps the loss.")
        for e in TINY
        for add in (np.add, np.maximum, lambda p, e: np.clip(p, e, 1 - e))
    ),
)
LARGE = f"{SMALL} scores of 10,000 are too large for np.exp."
ONE_SHIFT = f"{SMALL} one shift for the whole table makes S 0 in rows far below it."
OVERFLOWS = [
    Fault(lambda y, s: (log_S(s) - own(s, y)).mean(), LARGE, SHIFT, "loss"),
    Fault(lambda y, s: (log_S(s - s.max()) - own(s - s.max(), y)).mean(), ONE_SHIFT, SHIFT, "loss"),
    *told("dscores", SHIFT, (lambda p, Y, y, s: rows(np.exp(s)) - Y, LARGE)),
    *told("dscores", SHIFT, (lambda p, Y, y, s: rows(np.exp(s - s.max())) - Y, ONE_SHIFT)),
]


@exercise
def class_loss(answer):
    """class_loss(labels, scores): the mean -log p of the right class, and its slope in each score."""
    done = "right: the loss of any scores, and its slope (p - Y) / n."
    more = [([FAR], LOG_OF_0), ([EXTREME_LOSS], OVERFLOWS)]
    return check_class_loss("class_loss", answer, [SQUARE_LOSS], [WIDE_LOSS], [ONLY_0], done, more=more)
