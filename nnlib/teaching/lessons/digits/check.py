"""Checkers: softmax, one-hot labels, the loss of several classes and its slope."""

import numpy as np

from nnlib import ReLU, cross_entropy, sigmoid, softmax

from ...checking.diagnosis import Fault, check_stages, with_hint
from ...checking.progress import exercise

# ---- softmax ----
SQUARE = np.array([[1.0, -0.5, 0.25], [0.4, -1.0, 2.0], [-3.0, 0.5, 1.5]])  # sums of the wrong axis run here
WIDE = np.random.default_rng(8).normal(0.5, 1.5, (7, 5))
EXTREME = np.array([[1e4, 1e4 - 1, 3.0, 1e4 - 2], [0.5, -1.0, 2.0, 0.0], [-1e4, -1e4 - 1, -1e4 + 1, -1e4]])


def rows(e):
    return e / e.sum(axis=1, keepdims=True)


def lost(e):
    """rows, but keepdims is forgotten: the sum of row i divides column i."""
    return e / e.sum(axis=1)


def shifted(s):
    return s - s.max(axis=1, keepdims=True)


def exps(s):
    return np.exp(shifted(s))


SHARES = [  # ways to a wrong p: they are looked for in class_loss, too
    *with_hint(
        "A row is one picture. Along which axis do its classes lie?",
        ((lambda s: softmax(s.T).T, lambda s: exps(s) / exps(s).sum(axis=0)), "the columns sum to 1, not the rows."),
        (lambda s: softmax(s.ravel()).reshape(s.shape), "the whole table sums to 1, not each row."),
        (lambda s: exps(s) / exps(s).sum(), "each row has its own shift, but all share one sum."),
        (lambda s: rows(np.exp(s - s.max(axis=0))), "the largest number of each column is subtracted."),
    ),
    *with_hint(
        "A maximum or a sum over axis=1 has shape (n,); with keepdims=True it has (n, 1), a number for each row.",
        ((lambda s: lost(np.exp(s)), lambda s: lost(exps(s))), "row i is not divided by the sum of row i."),
        (lambda s: rows(np.exp(s - s.max(axis=1))), "not every number of a row has the same number subtracted."),
        (lambda s: lost(np.exp(s - s.max(axis=1))), "maximum and sum of row i land in column i."),
    ),
    *with_hint(
        "Divide each row by its sum. Compute the exponentials once, and use them above and below the line.",
        ((np.exp, exps, lambda s: np.exp(s - s.max())), "the numbers are positive, but the rows do not sum to 1."),
        (lambda s: softmax(s) * s.shape[1], "each row is divided by its mean, so it sums to n_classes."),
        (lambda s: exps(s) / np.exp(s).sum(axis=1, keepdims=True), "the sum below the line has another shift."),
        (lambda s: np.exp(s / np.exp(s).sum(axis=1, keepdims=True)), "the sum stands inside the exponent."),
        (lambda s: np.exp(s / np.exp(s).sum(axis=1)), "the sum stands inside the exponent, and keepdims is missing."),
    ),
    *with_hint(
        "The formula takes the scores as they are, to powers of e: np.exp(scores).",
        (lambda s: softmax(-s), "the smallest score has the largest probability. Look at the sign in the exponent."),
        ((lambda s: rows(2**s), lambda s: rows(10**s)), "this is made of powers of another number than e."),
        (sigmoid, "this is the sigmoid of each score: the numbers of a row do not know of each other."),
        (lambda s: rows(sigmoid(s)), "this is made of sigmoids."),
        *(
            (lambda s, f=f: softmax(f(s)), "an activation squeezes the scores first.")
            for f in (sigmoid, np.tanh, ReLU().forward)
        ),
        (lambda s: softmax(s / s.max(axis=1, keepdims=True)), "the largest score divides the row; subtract it."),
        (lambda s: softmax(softmax(s)), "softmax is taken twice."),
    ),
]
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
ENDS = {"loss": (np.mean, lambda t: np.sum(t) / len(t)), "dscores": (lambda t: t / len(t), lambda t: t)}


def told(part, hint, *ways):
    """Faults of class_loss: each way is (of p, Y, labels and scores, message); the scores as they come, or shifted."""

    def all_of(way):
        pairs = [(end, change) for end in ENDS[part] for change in (np.copy, shifted)]
        return tuple(lambda y, s, e=e, c=c: e(way(softmax(s), np.eye(s.shape[1])[y], y, c(s))) for e, c in pairs)

    return with_hint(hint, *((all_of(way), message) for way, message in ways), part=part)


def of_wrong_p(part, made):
    """The faults of softmax, in a loss or a slope: made(wrong p, labels)."""
    for fault in SHARES:
        ways = tuple(lambda y, s, wrong=way.wrong: made(wrong(s), y) for way in fault.ways())
        yield Fault(ways, f"p is not softmax: {fault.message}", fault.hint, part)


def own(table, y):
    return table[np.arange(len(y)), y]


def log_S(s):
    return np.log(np.exp(s).sum(axis=1))


NEGATIVE = "nan: the log of a negative number. Scores may be negative, and so is p after `p[rows, labels] -= 1`."
CLASS_LOSS = [
    Fault(lambda y, s: np.nan, NEGATIVE, "First the loss, then the slope; or work on a copy.", "loss"),
    *told(
        "loss",
        "The loss of a row is one number, -log p of its own class, p[np.arange(n), labels]. Then comes their mean.",
        (lambda p, Y, y, s: -Y * np.log(p), "it is divided by the number of classes, too, or twice by n."),
        (lambda p, Y, y, s: -y * np.log(p), "the labels are class numbers, but are used as if they were one-hot."),
        (lambda p, Y, y, s: -np.log(p.max(axis=1)), "the largest probability of each row counts here."),
        (lambda p, Y, y, s: -np.log(p), "all classes count here, right and wrong."),
        (lambda p, Y, y, s: -np.log(p[:, y]), "p[:, labels] takes the columns of all labels from every row."),
        (lambda p, Y, y, s: -np.log(p[y]), "p[labels] takes whole rows."),
        (lambda p, Y, y, s: -np.log(own(p, y).mean()), "the mean comes before the logarithm."),
        (lambda p, Y, y, s: -np.log2(own(p, y)), "this is made of log2. np.log is the natural one."),
        (lambda p, Y, y, s: -np.log10(own(p, y)), "this is made of log10. np.log is the natural one."),
        *((lambda p, Y, y, s, c=c: c - own(p, y), "the logarithm is missing.") for c in (0, 1)),
        *((lambda p, Y, y, s, c=c: c * (p - Y) ** 2, "this is a squared error of p.") for c in (1, 0.5)),
        (lambda p, Y, y, s: -np.log(abs(1 - Y - p)), "this is lesson 11's yes or no, added up over classes."),
        (lambda p, Y, y, s: -np.log(own(s, y)), "the scores are no probabilities: log of a negative number is nan."),
    ),
    Fault(lambda y, s: -np.log(own(softmax(s), y)), "a loss for each row came back, not their mean.", "", "loss"),
    Fault(lambda y, s: -np.log(softmax(s)[y]), "p[labels] takes whole rows.", "p[np.arange(n), labels]", "loss"),
    *told(
        "loss",
        "Step 1 of the derivation: -s_c and + log S. Shift the scores in both or in neither.",
        (lambda p, Y, y, s: -own(s, y), "the + log S is missing: p is not divided by the sum of its row."),
        (lambda p, Y, y, s: log_S(s), "the - s_c is missing."),
        (lambda p, Y, y, s: log_S(s) + own(s, y), "the own score is added, not subtracted."),
        (lambda p, Y, y, s: np.exp(s).sum(axis=1) - own(s, y), "S itself stands where its logarithm belongs."),
        (lambda p, Y, y, s: log_S(shifted(s)) - own(s, y), "S is shifted, but the own score is not shifted."),
        (lambda p, Y, y, s: log_S(s) - own(shifted(s), y), "S is not shifted, but the own score is shifted."),
    ),
    *of_wrong_p("loss", lambda p, y: -np.log(own(p, y)).mean()),
    *told(
        "dscores",
        "Steps 2 and 4 add up: in each row p, less 1 in its own column, p[np.arange(n), labels]. Then over n.",
        (lambda p, Y, y, s: p, "the - Y is missing."),
        (lambda p, Y, y, s: -Y, "p is missing: the slope of log S."),
        (lambda p, Y, y, s: Y * (p - 1), "only the right class of each row has a slope."),
        (lambda p, Y, y, s: p - 2 * Y, "Y is subtracted twice. `p[rows, labels] -= 1` has already made p - Y of p."),
        (lambda p, Y, y, s: -Y / p, "this is the slope in p, not in the scores. One step further, through softmax."),
        (lambda p, Y, y, s: p - y[:, np.newaxis], "the labels themselves are subtracted, in every column."),
        (lambda p, Y, y, s: p - y, "the labels themselves are subtracted, a label a column."),
        (lambda p, Y, y, s: (p - Y) * p * (1 - p), "it is multiplied by p (1 - p). Softmax is already in p - Y."),
        (lambda p, Y, y, s: (p - Y) / p.shape[1], "it is divided by the number of classes, too, or twice by n."),
        (lambda p, Y, y, s: Y - p, "the sign is turned: this is Y - p."),
        (lambda p, Y, y, s: p - 1, "1 is subtracted in every column."),
        (lambda p, Y, y, s: p * (1 - p), "this is p (1 - p), and Y is missing."),
        (lambda p, Y, y, s: p - np.isin(np.arange(len(p)), y)[:, None], "1 is subtracted from whole rows: p[labels]."),
        (lambda p, Y, y, s: p - Y.max(axis=0), "p[:, labels] -= 1 reaches every row."),
        (lambda p, Y, y, s: (p - Y).T, "this is the transpose: rows are pictures."),
    ),
    Fault(lambda y, s: (softmax(s) - np.eye(s.shape[1])[y]).mean(axis=0), "the rows are averaged away.", "", "dscores"),
    *of_wrong_p("dscores", lambda p, y: (p - np.eye(p.shape[1])[y]) / len(y)),
]
COLUMNS = "it is divided by the number of columns, not of rows."
BY_COLUMNS = told("loss", "", (lambda p, Y, y, s: -np.log(own(p, y)) * len(y) / p.shape[1], COLUMNS))
BY_COLUMNS += told("dscores", "", (lambda p, Y, y, s: (p - Y) * len(y) / p.shape[1], COLUMNS))
NARROW = "np.eye(labels.max() + 1) makes Y too narrow where the last classes do not occur: here it has one column."
LAST_ABSENT = told("loss", "", (lambda p, Y, y, s: -np.log(p), NARROW))
LAST_ABSENT += told("dscores", "", (lambda p, Y, y, s: p - 1, NARROW))
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
    faults = (CLASS_LOSS, BY_COLUMNS + CLASS_LOSS, LAST_ABSENT, LOG_OF_0, OVERFLOWS)
    stages = zip(([SQUARE_LOSS], [WIDE_LOSS], [ONLY_0], [FAR], [EXTREME_LOSS]), faults, strict=True)
    return check_stages("class_loss", answer, cross_entropy, stages, done, ("loss", "dscores"))
