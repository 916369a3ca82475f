"""Checkers: softmax, one-hot labels, the choice of a strength, the confusion matrix."""

import numpy as np

from nnlib import softmax

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
LABELS = [(np.array([2, 0, 2, 1]), 4), (np.array([4, 1, 1, 0, 7, 3, 7]), 10)]  # the last class never occurs
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


# ---- the strength ----
def _strength_by(number):
    """A rule: the strength at which number(train, val, test), shape (n_strengths,), is smallest."""
    return lambda strengths, *losses: strengths[int(np.argmin(number(*losses)))]


def _losses(seed):
    """Three arrays (24, 6) of losses, 24 strengths from 6 starts.

    The two seeds below set all wrong rules apart, and their smallest single loss is among the first 24 of the table:
    whoever counts through the whole table gets a strength, too, and not just an IndexError.
    """
    rng = np.random.default_rng(seed)
    return tuple(level + 0.1 * rng.gamma(2, 1, (24, 1)) + 0.1 * rng.gamma(1, 1, (24, 6)) for level in (0.1, 0.3, 0.3))


STRENGTHS = [float(f"{strength:.2g}") for strength in np.random.default_rng(5).permutation(np.geomspace(1e-5, 100, 24))]
SMALL = ([0, 0.1, 1], [[0.1, 0.2], [0.2, 0.3], [0.5, 0.5]], [[0.5, 0.3], [0.35, 0.37], [0.6, 0.62]], [[0.6] * 2] * 3)
right_strength = _strength_by(lambda train, val, test: val.mean(axis=1))
LUCK = "One start can be lucky. Let all of them speak: the mean over the starts."
WHO = "Which rows may choose? Not those that the gradient saw, and not those that judge in the end."
STRENGTH = [
    Fault(
        _strength_by(lambda train, val, test: train.mean(axis=1)),
        "the training rows have chosen.",
        WHO,
    ),
    Fault(
        _strength_by(lambda train, val, test: test.mean(axis=1)),
        "the test rows have chosen. Now they can no longer judge.",
        WHO,
    ),
    Fault(
        _strength_by(lambda train, val, test: (val + test).mean(axis=1)),
        "validation and test rows have chosen together.",
        WHO,
    ),
    Fault(
        _strength_by(lambda train, val, test: (train + val).mean(axis=1)),
        "training and validation rows have chosen together.",
        WHO,
    ),
    Fault(
        _strength_by(lambda train, val, test: (train + val + test).mean(axis=1)),
        "all rows have chosen together.",
        WHO,
    ),
    Fault(
        _strength_by(lambda train, val, test: (val - train).mean(axis=1)),
        "the smallest gap between training and validation has chosen.",
        "Equally bad on both is a small gap, too. You want a low loss on new pictures.",
    ),
    Fault(
        _strength_by(lambda train, val, test: -val.mean(axis=1)),
        "this strength has the largest mean validation loss.",
        "A loss is to be small.",
    ),
    Fault(
        _strength_by(lambda train, val, test: val.min(axis=1)),
        "the best single start has chosen.",
        LUCK,
    ),
    Fault(
        _strength_by(lambda train, val, test: val.max(axis=1)),
        "the worst single start has chosen.",
        "You ask for the mean over the starts, not for the safest one.",
    ),
    Fault(
        _strength_by(lambda train, val, test: np.median(val, axis=1)),
        "the median over the starts has chosen.",
        "A sensible rule, but the one asked for is the mean.",
    ),
    Fault(_strength_by(lambda train, val, test: val[:, 0]), "only the first start has been asked.", LUCK),
    Fault(_strength_by(lambda train, val, test: val[:, -1]), "only the last start has been asked.", LUCK),
    Fault(
        _strength_by(lambda train, val, test: val.std(axis=1)),
        "the strength whose starts differ least has been chosen.",
        "Steadily bad is steady, too. You want a low mean.",
    ),
    Fault(
        lambda strengths, train, val, test: val.mean(axis=1).argmin(),
        "this is the place in the list, not the strength that stands there.",
        "Look it up in strengths.",
    ),
    Fault(
        lambda strengths, train, val, test: val.mean(axis=1).min(),
        "this is the smallest mean loss.",
        "You want the strength that leads to it. Where does the smallest one stand?",
    ),
    Fault(
        lambda strengths, train, val, test: strengths[val.mean(axis=0).argmin()],
        "the mean is taken over the strengths, so a start has been chosen.",
        "Which axis counts the starts?",
    ),
    Fault(
        lambda strengths, train, val, test: strengths[val.argmin()],
        "argmin counted through the whole table, row by row.",
        "First make one number of each row. Which axis counts the starts?",
    ),
    Fault(
        lambda strengths, *losses: strengths[0],
        "this is the first strength of the list, whatever the losses.",
        "The mean of a whole table is one number, and its argmin is always 0. Which axis counts the starts?",
    ),
    Fault(lambda strengths, *losses: min(strengths), "this is the smallest strength.", WHO),
    Fault(lambda strengths, *losses: max(strengths), "this is the largest strength.", WHO),
]
STRENGTH_CASES = [
    (SMALL[0], *map(np.array, SMALL[1:])),
    (STRENGTHS, *_losses(380)),
    (STRENGTHS, *_losses(694)),
]


@exercise
def choose_strength(answer):
    """choose_strength(strengths, train_loss, val_loss, test_loss): by the mean validation loss over the starts."""
    done = "right: the validation rows choose, and all starts have a say."
    first = check_function("choose_strength", answer, right_strength, STRENGTH_CASES[1:], STRENGTH, done)
    if first.passed is False and first.hint:
        return first
    # The example of the lesson last: there several wrong rules agree with the right one, but it can be read.
    example = check_function("choose_strength", answer, right_strength, STRENGTH_CASES[:1], done=done)
    return first if example.passed else example


# ---- the confusion matrix ----
COUNTS = np.array([[40, 3, 0, 12], [1, 180, 14, 2], [6, 2, 60, 0], [5, 0, 1, 12]])
MORE = np.array([[20, 7, 1, 0, 2], [5, 90, 0, 9, 13], [0, 3, 35, 2, 0], [1, 14, 4, 150, 0], [9, 2, 6, 0, 11]])


def _recall(counts):
    return np.diag(counts) / counts.sum(axis=1)


def _largest(counts):
    return np.unravel_index(np.argmax(counts), counts.shape)


def _mistakes(counts):
    return counts * (1 - np.eye(len(counts), dtype=counts.dtype))


def right_confusion(counts):
    return _recall(counts), _largest(_mistakes(counts))


CONFUSION = [
    Fault(
        lambda c: np.diag(c) / c.sum(axis=0),
        "this is the precision: of all that was *called* i, the share that is i.",
        "A row of the table holds one true class. Which sum counts all its rows?",
        part="recall",
    ),
    Fault(
        lambda c: np.diag(c) / c.sum(),
        "the right ones of each class are divided by all rows of the table.",
        "Of how many rows of true class i? Not of all classes.",
        part="recall",
    ),
    Fault(
        lambda c: np.diag(c).sum() / c.sum(),
        "this is the accuracy, one number for all classes.",
        "Recall asks each true class by itself.",
        part="recall",
    ),
    Fault(
        lambda c: np.diag(c),
        "these are counts, the right ones of each class.",
        "You want their share. Of how many?",
        part="recall",
    ),
    Fault(
        lambda c: 1 - _recall(c),
        "these are the shares of the mistakes.",
        "Recall is the share of the right ones.",
        part="recall",
    ),
    Fault(lambda c: 100 * _recall(c), "these are percent.", "A share lies between 0 and 1.", part="recall"),
    Fault(
        lambda c: np.diag(c) / _mistakes(c).sum(axis=1),
        "the right ones are divided by the mistakes of their row.",
        "Of all rows of true class i: right ones and mistakes together.",
        part="recall",
    ),
    Fault(
        lambda c: np.diag(c) / c.max(axis=1),
        "the right ones are divided by the largest count of their row.",
        "Of how many rows of true class i? Add the row up.",
        part="recall",
    ),
    Fault(
        lambda c: c / c.sum(axis=1, keepdims=True),
        "this is the whole table in shares.",
        "Recall is its diagonal: one number for each class.",
        part="recall",
    ),
    Fault(
        lambda c: 2 * np.diag(c) / (c.sum(axis=0) + c.sum(axis=1)),
        "this is the F1 score, a mean of precision and recall.",
        "Recall needs the rows only.",
        part="recall",
    ),
    Fault(
        _largest,
        "this pair stands on the diagonal: it is the most frequent *right* answer.",
        "Remove the diagonal before you look for the largest count.",
        part="worst",
    ),
    Fault(
        lambda c: _largest(c - np.diag(c)),
        "np.diag(counts) is a vector and was subtracted from every row; np.diag(np.diag(counts)) is the table.",
        "Print counts - np.diag(counts): what stands beside the diagonal?",
        part="worst",
    ),
    Fault(
        lambda c: _largest(_mistakes(c))[::-1],
        "true and called are swapped.",
        "Rows are true classes, and the row comes first.",
        part="worst",
    ),
    Fault(
        lambda c: np.argmax(_mistakes(c)),
        "one number comes back: a place in the table, counted through row by row.",
        "np.unravel_index turns it into row and column.",
        part="worst",
    ),
    Fault(
        lambda c: np.max(_mistakes(c)),
        "this is how often the mistake was made.",
        "Between which classes? Where does this count stand?",
        part="worst",
    ),
    Fault(
        lambda c: _largest(_mistakes(c) / c.sum(axis=1, keepdims=True)),
        "this mistake has the largest share of its row, but it is not the most frequent one.",
        "Compare the counts.",
        part="worst",
    ),
    *(
        Fault(
            lambda c, turn=turn: _largest(turn(_mistakes(c) + _mistakes(c).T)),
            "i called j and j called i are counted together.",
            "They are two mistakes. Look at each cell by itself.",
            part="worst",
        )
        for turn in (np.triu, np.tril)
    ),
    Fault(
        lambda c: _largest(np.triu(_mistakes(c))),
        "only the part above the diagonal has been searched.",
        "Mistakes stand on both sides.",
        part="worst",
    ),
    Fault(
        lambda c: _largest(np.tril(_mistakes(c))),
        "only the part below the diagonal has been searched.",
        "Mistakes stand on both sides.",
        part="worst",
    ),
    Fault(
        lambda c: _largest(np.where(np.eye(len(c)) == 1, c.max(), c) == c[c > 0].min()),
        "this is the rarest mistake.",
        "You want the largest count beside the diagonal.",
        part="worst",
    ),
]


@exercise
def read_confusion(answer):
    """read_confusion(counts): the recall of each true class, and (true, called) of the most frequent mistake."""
    cases = [(COUNTS,), (MORE,)]
    done = "right: rows are true classes, and what is off the diagonal is a mistake."
    return check_function("read_confusion", answer, right_confusion, cases, CONFUSION, done, ("recall", "worst"))
