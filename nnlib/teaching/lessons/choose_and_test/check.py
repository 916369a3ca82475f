"""Checkers: the choice of a strength, the confusion matrix."""

import numpy as np

from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.verdict import Verdict


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
        lambda c: (0, 0),
        "this is the first cell, whatever the counts.",
        "The argmax of None, or of a single number, is always 0. Did a step return nothing, as np.fill_diagonal does?",
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
FILLS = "np.fill_diagonal changes the table that it is given and returns nothing. Make the copy first, fill it, use it."


@exercise
def read_confusion(answer):
    """read_confusion(counts): the recall of each true class, and (true, called) of the most frequent mistake."""
    cases = [(COUNTS,), (MORE,)]
    done = "right: rows are true classes, and what is off the diagonal is a mistake."
    verdict = check_function("read_confusion", answer, right_confusion, cases, CONFUSION, done, ("recall", "worst"))
    fills = "fill_diagonal" in getattr(getattr(answer, "__code__", None), "co_names", ())
    if fills and verdict.passed is False and "'NoneType'" in verdict.message:
        return Verdict(False, f"read_confusion: {FILLS}", verdict.message)
    return verdict
