"""Checkers: softmax, one-hot labels, the loss of ten classes and its gradient."""

import numpy as np

from nnlib import cross_entropy, softmax

from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise

# ---- softmax ----
SQUARE = np.array([[1.0, -0.5, 0.25], [0.0, -1.0, 2.0], [-3.0, 0.5, 1.5]])  # faults of axis run here, too
WIDE = np.random.default_rng(8).normal(0.5, 1.5, (7, 5))
EXTREME = np.array([[1e4, 1e4 - 1, 3.0, 1e4 - 2], [0.5, -1.0, 2.0, 0.0], [-1e4, -1e4 - 1, -1e4 + 1, -1e4]])


def _exp_rows(scores, shift=0.0):
    e = np.exp(scores - shift)
    return e / e.sum(axis=1, keepdims=True)


def _axis_0(scores):
    return softmax(scores.T).T


def _row_sums_across(scores):
    """keepdims forgotten in the sum: the sum of row j divides column j."""
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1)


def _row_maxima_across(scores):
    """keepdims forgotten in the maximum: the maximum of row j is taken from column j."""
    return _exp_rows(scores, scores.max(axis=1))


def _both_across(scores):
    e = np.exp(scores - scores.max(axis=1))
    return e / e.sum(axis=1)


def _sigmoid(scores):
    return 0.5 * (1 + np.tanh(0.5 * scores))


def _one_sum(scores):
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum()


def _one_shift_with_a_crumb(scores):
    e = np.exp(scores - scores.max())
    return e / (e.sum(axis=1, keepdims=True) + 1e-9)


ROWS = "A row is one picture. Along which axis do its classes lie?"
KEEP = "A sum over axis=1 has shape (n,). Which shape divides (n, n_classes) row by row? See keepdims."
FORMULA = [
    Fault(_axis_0, "the columns sum to 1, not the rows.", ROWS),
    Fault(lambda s: softmax(s.ravel()).reshape(s.shape), "the whole table sums to 1, not each row.", ROWS),
    Fault(_one_sum, "each row has its own shift, but all share one sum.", ROWS),
    Fault(_row_sums_across, "row i is not divided by the sum of row i.", KEEP),
    Fault(_row_maxima_across, "not every number of a row has the same number subtracted.", KEEP),
    Fault(lambda s: _exp_rows(s, s.max(axis=0)), "the largest number of each column is subtracted.", ROWS),
    Fault(_both_across, "maximum and sum of row i land in column i.", KEEP),
    Fault(
        lambda s: np.exp(s),
        "the numbers are positive, but the rows do not sum to 1.",
        "Divide each row by its sum.",
    ),
    Fault(
        lambda s: np.exp(s - s.max(axis=1, keepdims=True)),
        "the numbers are positive, but the rows do not sum to 1.",
        "Divide each row by its sum.",
    ),
    Fault(
        lambda s: s / s.sum(axis=1, keepdims=True),
        "each row sums to 1, but it holds shares of the scores themselves, some of them negative.",
        "What makes any number positive before you divide?",
    ),
    Fault(
        lambda s: softmax(-s), "the smallest score gets the largest probability.", "Look at the sign in the exponent."
    ),
    Fault(
        lambda s: np.log(softmax(s)),
        "this is the logarithm of the probabilities.",
        "The loss takes the logarithm, later.",
    ),
    Fault(
        lambda s: 2**s / (2**s).sum(axis=1, keepdims=True),
        "this is made of powers of 2.",
        "The formula has powers of e: np.exp.",
    ),
    Fault(
        _sigmoid, "this is the sigmoid of each score.", "A row has to sum to 1: its numbers must know of each other."
    ),
    Fault(
        lambda s: _sigmoid(s) / _sigmoid(s).sum(axis=1, keepdims=True),
        "this is made of sigmoids.",
        "The formula has exponentials only.",
    ),
    Fault(
        lambda s: softmax(_sigmoid(s)),
        "a sigmoid squeezes the scores before softmax.",
        "Softmax wants the scores as they are.",
    ),
    Fault(
        lambda s: 1.0 * (s == s.max(axis=1, keepdims=True)),
        "this gives everything to the largest score.",
        "Softmax is soft: each class gets a share.",
    ),
]
SHIFT = "Subtract something from each row first. What makes its largest exponent 0?"
OVERFLOW = [
    Fault(_exp_rows, "right for small scores, but a row with scores of 10,000 gives NaN.", SHIFT),
    Fault(
        lambda s: _exp_rows(s, s.max()),
        "right for small scores, but one shift for the whole table gives NaN in rows far below it.",
        "Each row needs a shift of its own.",
    ),
    Fault(
        _one_shift_with_a_crumb,
        "right for small scores, but one shift for the whole table gives rows of zeros far below it.",
        "Each row needs a shift of its own. Then no sum can be 0, and nothing need be added to it.",
    ),
    Fault(
        lambda s: _exp_rows(s, s.min(axis=1, keepdims=True)),
        "right for small scores, but what lies far above the number that you subtract from the row overflows.",
        "Which number of the row leaves nothing above 0?",
    ),
    *(
        Fault(
            lambda s, low=low: _exp_rows(np.clip(s, low, 100)),
            "right for small scores, but scores beyond a limit are cut off, so that they look equal.",
            "No limit is needed: subtracting the same number from a whole row changes nothing.",
        )
        for low in (-100, -np.inf)
    ),
]


@exercise
def my_softmax(answer):
    """my_softmax(scores): a row of probabilities for each row of scores, of any size."""
    verdict = None
    for cases, faults in (([(SQUARE,)], FORMULA), ([(WIDE,)], FORMULA), ([(EXTREME,)], OVERFLOW)):
        verdict = check_function(
            "my_softmax", answer, softmax, cases, faults, "right: each row sums to 1, whatever the size of its scores."
        )
        if not verdict.passed:
            return verdict
    return verdict


# ---- one-hot ----
# the last class never occurs; no label reaches the number of rows, so that Y[labels] runs and is diagnosed
LABELS = [(np.array([2, 0, 2, 1]), 4), (np.array([4, 1, 1, 0, 7, 3, 7, 1]), 10)]
WHICH_COLUMN = "Row i has its 1 in column labels[i]. Pair each row with one column."


def right_one_hot(labels, n_classes):
    return np.eye(n_classes)[labels]


def _with(labels, n_classes, index, value=1.0):
    Y = np.zeros((len(labels), n_classes))
    Y[index] = value
    return Y


ONE_HOT = [
    Fault(
        lambda y, k: np.eye(y.max() + 1)[y],
        "columns are missing: the last classes do not occur in these labels.",
        "How many columns are wanted, and who tells you?",
    ),
    Fault(
        lambda y, k: np.eye(len(np.unique(y)))[np.unique(y, return_inverse=True)[1]],
        "only the classes that occur have a column.",
        "How many columns are wanted, and who tells you?",
    ),
    Fault(
        lambda y, k: _with(y, k, (slice(None), y)),
        "all rows are equal, with a 1 for every class that occurs.",
        "If you wrote `Y[:, labels]`, it means all rows; if you wrote `[[0]*n]*m`, all rows are one list. "
        + WHICH_COLUMN,
    ),
    Fault(
        lambda y, k: _with(y, k, y),
        "some rows are all 1, the others all 0: the labels picked rows.",
        "`Y[labels] = 1` fills whole rows. " + WHICH_COLUMN,
    ),
    Fault(
        lambda y, k: np.eye(k)[y - 1],
        "every 1 stands one column too far to the left.",
        "The classes count from 0, and so do the columns.",
    ),
    Fault(
        lambda y, k: np.eye(k)[(y + 1) % k],
        "every 1 stands one column too far to the right.",
        "The classes count from 0, and so do the columns.",
    ),
    Fault(
        lambda y, k: np.eye(k + 1)[y],
        "there is one column too many.",
        "Classes 0 to n_classes - 1 are n_classes columns.",
    ),
    Fault(
        lambda y, k: np.eye(y.max() + 1)[y].T,
        "two things at once: rows and columns are swapped, and the classes that do not occur are missing.",
        "Which axis counts the labels? And who tells you how many classes there are?",
    ),
    Fault(lambda y, k: np.eye(k)[y].T, "rows and columns are swapped.", "Which axis counts the labels?"),
    Fault(lambda y, k: 1 - np.eye(k)[y], "zeros and ones are swapped.", "Which of them marks the class?"),
    Fault(
        lambda y, k: _with(y, k, (np.arange(len(y)), y), y),
        "the labels themselves stand where a 1 should stand, so class 0 leaves no mark.",
        "The column says which class it is. The number there is always 1.",
    ),
    Fault(lambda y, k: np.eye(len(y), k), "the 1 of row i stands in column i, whatever the label.", WHICH_COLUMN),
    Fault(
        lambda y, k: 1.0 * (np.arange(k) <= y[:, np.newaxis]),
        "all columns up to the label hold a 1.",
        "Each row sums to 1: equal to the label, not up to it.",
    ),
]


@exercise
def one_hot(answer):
    """one_hot(labels, n_classes): a row for each label, 1 in the column of its class, 0 elsewhere."""
    done = "right: one 1 in each row, and a column also for classes that do not occur."
    return check_function("one_hot", answer, right_one_hot, LABELS, ONE_HOT, done)


# ---- loss and gradient ----
SMALL_LOSS = (np.array([2, 0, 1]), np.array([[1.0, -0.5, 0.25], [0.0, -1.0, 2.0], [-3.0, 0.5, 1.5]]))
WIDE_LOSS = (np.array([4, 1, 1, 0, 3, 3, 0]), WIDE)  # class 2 never occurs
EXTREME_LOSS = (np.array([2, 0, 2, 1]), np.vstack([EXTREME, [900.0, -900.0, 0.0, 1.0]]))


def _own(labels):
    return np.arange(len(labels)), labels


def _p_of_own(y, s):
    with np.errstate(all="ignore"):
        return softmax(s)[_own(y)]


def _slope(change):
    """(p - Y) / n, changed: change(p, Y, n, y)."""

    def wrong(y, s):
        p = softmax(s)
        return change(p, np.eye(s.shape[1])[y], len(y), y)

    return wrong


def _by_squares(y, s):
    return ((softmax(s) - np.eye(s.shape[1])[y]) ** 2).sum(axis=1).mean() / 2


def _yes_and_no(y, s):
    p, Y = softmax(s), np.eye(s.shape[1])[y]
    return -(Y * np.log(p) + (1 - Y) * np.log(1 - p)).sum(axis=1).mean()


def _own_unshifted(y, s):
    z = s - s.max(axis=1, keepdims=True)
    return (np.log(np.exp(z).sum(axis=1)) - s[_own(y)]).mean()


def _sum_unshifted(y, s):
    z = s - s.max(axis=1, keepdims=True)
    return (np.log(np.exp(s).sum(axis=1)) - z[_own(y)]).mean()


def _rows_of_the_labels(y, s):
    """p[labels] -= 1 reaches whole rows, each once."""
    p = softmax(s)
    p[y] -= 1
    return p / len(y)


def _step_before_loss(y, s):
    """p[rows, labels] -= 1 has run before the logarithm is taken."""
    return -np.log(_p_of_own(y, s) - 1).mean()


SHIFT_BOTH = "Shift both or neither: log S and the score of the right class belong together."
EACH_ROW = "Of each row only one probability counts: that of its own class, `p[np.arange(n), labels]`."
CLASS_LOSS = [
    Fault(lambda y, s: -np.log2(_p_of_own(y, s)).mean(), "this is made of log2.", "np.log is the natural one.", "loss"),
    Fault(
        lambda y, s: -np.log10(_p_of_own(y, s)).mean(), "this is made of log10.", "np.log is the natural one.", "loss"
    ),
    Fault(
        lambda y, s: -np.log(_p_of_own(y, s)).sum() / s.size,
        "it is divided by the number of classes, too.",
        "A mean over the rows: one number for each row, n of them.",
        "loss",
    ),
    Fault(
        lambda y, s: -np.log(softmax(s).max(axis=1)).mean(),
        "the largest probability of each row counts here, not that of the right class.",
        EACH_ROW,
        "loss",
    ),
    Fault(lambda y, s: -np.log(softmax(s)).mean(), "all classes count here, right and wrong.", EACH_ROW, "loss"),
    Fault(
        lambda y, s: -np.log(softmax(s)).sum(axis=1).mean(),
        "all classes count here, right and wrong.",
        EACH_ROW,
        "loss",
    ),
    Fault(
        lambda y, s: -np.log(softmax(s)[:, y]).mean(),
        "p[:, labels] takes the columns of all labels from every row.",
        EACH_ROW,
        "loss",
    ),
    Fault(
        lambda y, s: -np.log(_p_of_own(y, s).mean()),
        "the mean comes before the logarithm.",
        "First the logarithm of each row, then the mean.",
        "loss",
    ),
    Fault(
        lambda y, s: -_p_of_own(y, s).mean(),
        "the logarithm is missing.",
        "The loss of a row is -log p of its class.",
        "loss",
    ),
    Fault(_own_unshifted, "S is made of the shifted scores, but the own score is not shifted.", SHIFT_BOTH, "loss"),
    Fault(_sum_unshifted, "the own score is shifted, but S is made of the scores as they are.", SHIFT_BOTH, "loss"),
    Fault(
        lambda y, s: -s[_own(y)].mean(), "the + log S is missing.", "Step 1 of the derivation has two terms.", "loss"
    ),
    Fault(
        lambda y, s: -np.log(softmax(s.T).T[_own(y)]).mean(),
        "softmax runs down the columns.",
        "A row is one picture. Its probabilities sum to 1: axis=1.",
        "loss",
    ),
    Fault(
        lambda y, s: -np.log(softmax(softmax(s))[_own(y)]).mean(),
        "softmax is taken twice.",
        "softmax wants scores, not probabilities.",
        "loss",
    ),
    Fault(_by_squares, "this is half the squared error of p.", "The loss of a row is -log p of its class.", "loss"),
    Fault(
        _yes_and_no,
        "this is lesson 11's loss for each class by itself, yes or no, added up.",
        "The classes exclude each other: only the right one counts.",
        "loss",
    ),
    Fault(
        _step_before_loss,
        "p was already changed to p - Y when its logarithm was taken.",
        "`p[rows, labels] -= 1` works in place. First the loss, then the slope; or a copy.",
        "loss",
    ),
    Fault(
        _slope(lambda p, Y, n, y: p / n),
        "- Y is missing.",
        "In the column of the right class 1 is subtracted.",
        "dscores",
    ),
    Fault(
        _slope(lambda p, Y, n, y: (p - 2 * Y) / n),
        "Y is subtracted twice.",
        "`p[rows, labels] -= 1` has already changed p: it is p - Y from then on.",
        "dscores",
    ),
    Fault(
        _rows_of_the_labels,
        "1 is subtracted from whole rows: the labels picked rows.",
        "Pair each row with its own column: p[np.arange(n), labels].",
        "dscores",
    ),
    Fault(_slope(lambda p, Y, n, y: -Y / n), "p is missing: the slope of log S.", "Steps 2 and 4 add up.", "dscores"),
    Fault(
        _slope(lambda p, Y, n, y: -Y / p / n),
        "this is the slope in p, not in the scores.",
        "One step further back, through softmax: steps 1 to 5 go all the way.",
        "dscores",
    ),
    Fault(
        _slope(lambda p, Y, n, y: (p - y[:, np.newaxis]) / n),
        "the labels themselves are subtracted, in every column.",
        "One-hot: 1 in the column of the label, 0 elsewhere.",
        "dscores",
    ),
    Fault(
        _slope(lambda p, Y, n, y: (p - (Y.sum(axis=0) > 0)) / n),
        "p[:, labels] -= 1 reaches every row.",
        "Pair each row with its own column: p[np.arange(n), labels].",
        "dscores",
    ),
    Fault(
        _slope(lambda p, Y, n, y: (p - Y) * p * (1 - p) / n),
        "multiplied by p (1 - p).",
        "The derivation already went through softmax; nothing is left to multiply.",
        "dscores",
    ),
    Fault(
        _slope(lambda p, Y, n, y: (p - Y) / p.size),
        "it is divided by the number of classes, too.",
        "Where does the 1/n live? n counts the rows.",
        "dscores",
    ),
    Fault(
        lambda y, s: (softmax(s.T).T - np.eye(s.shape[1])[y]) / len(y),
        "softmax runs down the columns.",
        "A row is one picture. Its probabilities sum to 1: axis=1.",
        "dscores",
    ),
]


def _log_of_p(y, s):
    return -np.log(_p_of_own(y, s)).mean()


def _naive(y, s):
    return -np.log(_exp_rows(s)[_own(y)]).mean()


LOG_OF_0 = (
    "Don't take the logarithm of p. Step 1 of the derivation has one of S, which is never below 1 after the shift."
)
CLASS_OVERFLOW = [
    Fault(_log_of_p, "right for small scores. But a p of 1e-800 is stored as 0, and -log 0 is inf.", LOG_OF_0, "loss"),
    Fault(_naive, "right for small scores. But scores of 10,000 give NaN.", SHIFT, "loss"),
    *(
        Fault(
            lambda y, s, change=change: -np.log(change(_p_of_own(y, s))).mean(),
            "right for small scores. But whatever keeps p away from 0 also caps the loss: no mistake can cost more.",
            LOG_OF_0,
            "loss",
        )
        for small in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, 1e-300)
        for change in (
            lambda p, e=small: p + e,
            lambda p, e=small: np.clip(p, e, 1),
            lambda p, e=small: np.clip(p, e, 1 - e),
        )
    ),
    Fault(lambda y, s: (_exp_rows(s) - np.eye(s.shape[1])[y]) / len(y), "scores of 10,000 give NaN.", SHIFT, "dscores"),
]


@exercise
def class_loss(answer):
    """class_loss(labels, scores): the mean -log p of the right class, and its slope in each score."""
    done = "right: the loss of any scores, and its slope (p - Y) / n."
    verdict = None
    for cases, faults in (([SMALL_LOSS, WIDE_LOSS], CLASS_LOSS), ([EXTREME_LOSS], CLASS_OVERFLOW)):
        verdict = check_function("class_loss", answer, cross_entropy, cases, faults, done, ("loss", "dscores"))
        if not verdict.passed:
            return verdict
    return verdict
