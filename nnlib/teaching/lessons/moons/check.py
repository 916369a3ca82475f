"""Checkers: a grid for a map, agreement of two models, a cross-entropy that survives."""

import numpy as np

from ...checking.causes import relative_error
from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call
from ...checking.verdict import Verdict

# ---- grid ----


def _grid(x1, x2):
    right, up = np.meshgrid(x1, x2)
    return np.column_stack([right.ravel(), up.ravel()])


GRID_CASES = [
    (np.array([1.0, 2, 3]), np.array([10.0, 20])),
    (np.array([-1.5, 0.25, 2, 3.5]), np.array([40.0, 10, 25])),  # x1 + 10 x2 would differ in every place
]
ORDER = "reshape(k, m) fills a map row by row: in a row, x2 stands still and x1 runs."
COLUMNS = "Which column is x1? The network was trained on (x1, x2)."
GRID = [
    Fault(
        lambda x1, x2: np.column_stack([side.ravel() for side in np.meshgrid(x1, x2, indexing="ij")]),
        "all points are there, but x2 runs first and x1 stands still.",
        ORDER + " Is that indexing='ij', a transpose, or the wrong loop outside?",
    ),
    Fault(lambda x1, x2: _grid(x1, x2)[:, ::-1], "the right order, but x2 is in column 0.", COLUMNS),
    Fault(
        lambda x1, x2: _grid(x2, x1),
        "x2 is in column 0, and it runs first.",
        COLUMNS + " " + ORDER,
    ),
    Fault(
        lambda x1, x2: _grid(x1, x2[::-1]),
        "the rows come from the top down.",
        "Row 0 of a map is the one of x2[0]. contourf turns nothing over.",
    ),
    Fault(
        lambda x1, x2: _grid(x1, x2).T,
        "the right points, lying on their side: (2, k * m).",
        "A row for each point: put the two side by side as columns.",
    ),
    Fault(
        lambda x1, x2: np.column_stack(np.meshgrid(x1, x2)),
        "the two arrays of meshgrid stand side by side, (k, 2 * m), but they are still maps.",
        "Each should become one column. What turns a (k, m) array into one row of numbers?",
    ),
    Fault(
        lambda x1, x2: np.stack(np.meshgrid(x1, x2), axis=-1),
        "the right points, as (k, m, 2).",
        "The network wants a table with a row for each point: flatten the first two axes.",
    ),
    Fault(
        lambda x1, x2: np.array(np.meshgrid(x1, x2)),
        "these are the two arrays of meshgrid, (2, k, m).",
        "Flatten each of them, then put them side by side as columns.",
    ),
    Fault(
        lambda x1, x2: np.stack(np.meshgrid(x1, x2), axis=1),
        "the two arrays of meshgrid, laid into each other: (k, 2, m).",
        "Flatten each of them first, then put them side by side as columns.",
    ),
    Fault(
        lambda x1, x2: np.concatenate([side.ravel() for side in np.meshgrid(x1, x2)]),
        "all numbers in one long row: first every x1, then every x2.",
        "Side by side, as two columns: what does np.column_stack do that np.hstack doesn't?",
    ),
    Fault(
        lambda x1, x2: np.array(np.meshgrid(x1, x2)).reshape(-1, 2),
        "reshape has cut the numbers into wrong pairs.",
        "It reads all x1 first, then all x2. Flatten each by itself, then put them side by side.",
    ),
]


@exercise
def grid(answer):
    """grid(x1, x2): the points of a grid, (k * m, 2), in the order of reshape(k, m)."""
    return check_function("grid", answer, _grid, GRID_CASES, GRID, "right: x1 runs within a row, x2 from row to row.")


# ---- agreement ----


def _agreement(p, q):
    return ((p[:, 0] > 0.5) == (q > 0.5)).mean()


def _probabilities(n, seed):
    rng = np.random.default_rng(seed)
    p = rng.random((n, 1))
    return p, np.clip(p[:, 0] + rng.normal(0.1, 0.25, n), 0.01, 0.99)


AGREEMENT_CASES = [
    (np.array([[0.9], [0.2], [0.6]]), np.array([0.7, 0.4, 0.3])),
    _probabilities(7, seed=1),
    _probabilities(23, seed=4),
]
AGREEMENT = [
    Fault(
        lambda p, q: ((p > 0.5) == (q > 0.5)).mean(),
        "each point of one model is compared with all points of the other.",
        "(n, 1) and (n,) are stretched to (n, n). Print the shape of the comparison.",
    ),
    Fault(
        lambda p, q: ((p > 0.5) == (q > 0.5)).sum() / len(p),
        "each point of one model is compared with all points of the other.",
        "(n, 1) and (n,) are stretched to (n, n). Print the shape of the comparison.",
    ),
    Fault(
        lambda p, q: ((p > 0.5) == (q > 0.5)).sum(axis=0) / len(p),
        "each point of one model is compared with all points of the other.",
        "(n, 1) and (n,) are stretched to (n, n). Print the shape of the comparison.",
    ),
    Fault(
        lambda p, q: ((p[0] > 0.5) == (q > 0.5)).mean(),
        "every point of q is compared with the first point of p.",
        "p[0] is row 0. Column 0 is p[:, 0].",
    ),
    Fault(
        lambda p, q: 1 - _agreement(p, q),
        "this is the share on which they do not agree.",
        "Do you compare with != or with ==?",
    ),
    Fault(
        lambda p, q: _agreement(p, q) * len(q),
        "this is the number of points, not their share.",
        "Divide by n, or take the mean.",
    ),
    Fault(
        lambda p, q: 100 * _agreement(p, q),
        "this is the share in percent.",
        "Wanted is a number from 0 to 1: the mean of True and False.",
    ),
    Fault(
        lambda p, q: ((p[:, 0] > 0.5) & (q > 0.5)).mean(),
        "you count only the points that both put into class 1.",
        "They also agree where both say 0.",
    ),
    Fault(
        lambda p, q: (p[:, 0] == q).mean(),
        "you ask whether the probabilities are equal.",
        "0.7 and 0.9 are the same class. Ask first on which side of one half each lies.",
    ),
    Fault(
        lambda p, q: ((p[:, 0] > 0) == (q > 0)).mean(),
        "you compare with 0, and every probability is above that.",
        "The boundary is at 0 for scores. Where is it for probabilities?",
    ),
    Fault(
        lambda p, q: np.corrcoef(p[:, 0], q)[0, 1],
        "this is the correlation.",
        "It asks whether they rise and fall together. Here: are they on the same side of one half?",
    ),
    Fault(
        lambda p, q: 1 - np.abs(p[:, 0] - q).mean(),
        "this is 1 minus the mean distance.",
        "Which class does each model say? Compare the classes.",
    ),
    Fault(
        lambda p, q: (p[:, 0] > 0.5) == (q > 0.5),
        "this is an answer for each point.",
        "One number is wanted: the mean of True and False is the share of True.",
    ),
    Fault(
        lambda p, q: float(np.mean(p > 0.5) == np.mean(q > 0.5)),
        "you compare the two shares of class 1, not the points.",
        "Two models can say class 1 equally often, on different points. Compare first, then take the mean.",
    ),
    Fault(
        lambda p, q: 1 - abs(np.mean(p > 0.5) - np.mean(q > 0.5)),
        "you compare the two shares of class 1, not the points.",
        "Two models can say class 1 equally often, on different points. Compare first, then take the mean.",
    ),
]


@exercise
def agreement(answer):
    """agreement(p, q): the share of points on the same side of one half."""
    done = "right: point by point, on which side of one half?"
    return check_function("agreement", answer, _agreement, AGREEMENT_CASES, AGREEMENT, done)


# ---- binary cross-entropy ----


def _bce(y, scores):
    return (np.maximum(scores, 0) - y * scores + np.log1p(np.exp(-np.abs(scores)))).sum() / len(y)


def _terms(y, p):
    return y * np.log(p), (1 - y) * np.log(1 - p)


def _p(scores):
    return 1 / (1 + np.exp(-scores))


def _case(n, k, size, seed):
    rng = np.random.default_rng(seed)
    return (rng.random((n, k)) < 0.4) * 1.0, rng.normal(0.4, size, (n, k))


MODERATE = [(np.array([[1.0], [0.0]]), np.array([[2.0], [-1.0]])), _case(7, 1, 2, seed=3)]
HARD = (np.array([[1.0, 0, 1, 0, 1, 0, 1]]).T, np.array([[1e4, 1e4, -1e4, -1e4, 40, 40, 0.5]]).T)
WIDE = _case(7, 3, 2, seed=5)

BCE = [
    Fault(
        lambda y, s: -_bce(y, s),
        "every number has the wrong sign: a loss is not below 0.",
        "A logarithm of a probability is negative. How many minus signs do you need?",
    ),
    Fault(
        lambda y, s: _bce(y, s) / np.log(2),
        "too large by 1.44, which is 1 / log 2.",
        "That is log2. This course counts in nats: np.log or np.log1p.",
    ),
    Fault(
        lambda y, s: _bce(y, _p(s)),
        "the sigmoid is applied twice.",
        "Scores go into the formula as they are. Otherwise the loss can't fall below 0.31.",
    ),
    Fault(
        lambda y, s: _bce(y, -s),
        "the score has the wrong sign, or the two classes are exchanged.",
        "A large score must be cheap for y = 1. Is it − y · s?",
    ),
    Fault(
        lambda y, s: _bce(y, s) + 2 * (y * s).mean(),
        "y · s is added; it belongs subtracted.",
        "A large score must be cheap for y = 1.",
    ),
    Fault(
        lambda y, s: (_terms(y, _p(s))[1] - _terms(y, _p(s))[0]).mean(),
        "one of the two terms has the wrong sign.",
        "Both logarithms are negative, and the loss is minus their sum.",
    ),
    Fault(
        lambda y, s: (_terms(y, _p(s))[0] - _terms(y, _p(s))[1]).mean(),
        "one of the two terms has the wrong sign.",
        "Both logarithms are negative, and the loss is minus their sum.",
    ),
    Fault(
        lambda y, s: -_terms(y, _p(s))[0].mean(),
        "points of class 0 cost nothing.",
        "The second half is missing: what does a point with y = 0 cost?",
    ),
    Fault(
        lambda y, s: -_terms(y, _p(s))[1].mean(),
        "points of class 1 cost nothing.",
        "The other half is missing: what does a point with y = 1 cost?",
    ),
    Fault(
        lambda y, s: (np.maximum(s, 0) - y * s + np.log1p(np.exp(np.abs(s)))).mean(),
        "the exponential has the wrong sign.",
        "It must be one of a negative number: what stands in front of |s|?",
    ),
    Fault(
        lambda y, s: (np.maximum(s, 0) - y * s + np.log1p(np.exp(-s))).mean(),
        "|s| is missing: you have log1p(exp(−s)).",
        "For a negative score that exponent is positive.",
    ),
    Fault(
        lambda y, s: (np.maximum(s, 0) - y * s + np.log1p(1 + np.exp(-np.abs(s)))).mean(),
        "1 is added twice in the logarithm.",
        "np.log1p(x) is log(1 + x): it adds the 1 by itself.",
    ),
    Fault(
        lambda y, s: (np.maximum(s, 0) - y * s - np.abs(s)).mean(),
        "the 1 in the logarithm is missing.",
        "log(exp(−|s|)) alone is −|s|. np.log1p(x) adds the 1, np.log(x) does not.",
    ),
    Fault(
        lambda y, s: (np.maximum(s, 0) - y * s).mean(),
        "the term with the logarithm is missing.",
        "A score of 0 must cost log 2.",
    ),
    Fault(
        lambda y, s: (np.maximum(s, 0) + np.log1p(np.exp(-np.abs(s)))).mean(),
        "the label plays no part.",
        "This is log(1 + exp(s)), right for class 0 only. Where is y · s?",
    ),
    Fault(
        lambda y, s: (np.log1p(np.exp(-np.abs(s))) - y * s).mean(),
        "max(s, 0) is missing.",
        "Only together with it is the logarithm that of 1 + exp(s).",
    ),
    Fault(
        lambda y, s: (s.max() - y * s + np.log1p(np.exp(-np.abs(s)))).mean(),
        "you took the largest of all scores.",
        "max(s, 0) compares each score with 0: np.maximum, not np.max.",
    ),
    Fault(
        lambda y, s: 0.5 * ((_p(s) - y) ** 2).mean(),
        "this is the squared error of the probability.",
        "The loss here is the cross-entropy: start with the formula that contains max(s, 0).",
    ),
    Fault(
        lambda y, s: ((_p(s) - y) ** 2).mean(),
        "this is the squared error of the probability.",
        "The loss here is the cross-entropy: start with the formula that contains max(s, 0).",
    ),
    Fault(
        lambda y, s: np.maximum(s, 0) - y * s + np.log1p(np.exp(-np.abs(s))),
        "this is one loss for each point.",
        "One number is wanted: sum everything, and divide by the number of rows.",
    ),
    *(
        Fault(
            lambda y, s, mean=mean: mean(np.maximum(s, 0) - y.ravel() * s + np.log1p(np.exp(-np.abs(s)))),
            "y or the scores have lost their second axis, so each label meets each score.",
            "Print the shape of the difference: (n,) with (n, 1) gives (n, n).",
        )
        for mean in (np.mean, lambda a: a.sum() / len(a))
    ),
]
BCE_WIDE = [
    Fault(
        lambda y, s: _bce(y, s) / y.shape[1],
        "right for one column; with three, yours is 1/3 of it.",
        "Mean over which axis, sum over which? Sum everything, divide by the number of rows.",
    ),
    Fault(
        lambda y, s: (np.maximum(s, 0) - y * s + np.log1p(np.exp(-np.abs(s)))).sum(axis=0) / len(y),
        "one loss for each column.",
        "One number is wanted: sum over the columns, too.",
    ),
]
DONE = "right, for scores of any size."


@exercise
def stable_bce(answer):
    """stable_bce(y, scores): binary cross-entropy, mean over rows, sum over columns; finite for scores of ±10,000."""
    verdict = check_function("stable_bce", answer, _bce, MODERATE, BCE, DONE)
    if verdict.passed is False and "truth value of an array" in verdict.message:
        return Verdict(False, verdict.message, "For arrays, element by element: np.maximum(scores, 0), not max.")
    if not verdict.passed:
        return verdict
    return _survives(answer) or check_function("stable_bce", answer, _bce, [WIDE], BCE_WIDE, DONE)


def _survives(answer):
    """None, or the verdict on large scores, for an answer that is right for moderate ones."""
    begin = "stable_bce: right for moderate scores, but"
    try:
        got = float(call(answer, *HARD))
    except Problem as problem:
        return Verdict(False, f"{begin} with scores of ±10,000 {problem}")
    if not np.isfinite(got):
        return Verdict(
            False,
            f"{begin} with scores of 40 and ±10,000 the result is {got:g}.",
            "Somewhere an exponential overflows or a logarithm meets 0. Start from the score, not from p.",
        )
    if relative_error(got, _bce(*HARD)) > 1e-6:
        return Verdict(
            False,
            f"{begin} at ±10,000 the mean should be {_bce(*HARD):.1f}, yours is {got:.4g}.",
            "Clipping p, or the score, puts a cap on the loss, and its gradient is lost. Start from the score.",
        )
    return None
