"""Checkers: a grid for a map, agreement of two models, a cross-entropy that survives."""

from dataclasses import replace

import numpy as np

from nnlib import sigmoid

from ...checking.diagnosis import check_function, with_hint
from ...checking.progress import exercise
from ...checking.verdict import Verdict

HINTS = {  # words of a message: what to say then
    "must match exactly": "x1 and x2 have different lengths. Each x1 meets each x2: np.meshgrid makes all the pairs.",
    "takes 1 positional argument but 2": "np.hstack, np.column_stack and their kind want one list of arrays: ([a, b]).",
    "axis 1 with size 1": "p has one column, the probability of class 1: p[:, 0].",
    "NaN or infinite": "An exponential overflows or a logarithm meets 0. Start from the score, not from p.",
    "±10,000: yours": "Clipping p, or the score, or adding a crumb in the logarithm, puts a cap on the loss, and its "
    "gradient is lost; np.nan_to_num only hides what has overflowed. Start from the score.",
}


def _hinted(verdict):
    """The verdict with the hint that belongs to words of its message."""
    return next((replace(verdict, hint=HINTS[words]) for words in HINTS if words in verdict.message), verdict)


def _of(base, *functions):
    """The ways that make something else of what base computes."""
    return tuple(lambda *case, f=f: f(base(*case)) for f in functions)


# ---- grid ----


def _grid(x1, x2):
    return np.reshape(np.meshgrid(x1, x2), (2, -1)).T


GRID_CASES = [
    (np.array([1.0, 2, 3]), np.array([10.0, 20])),
    (np.array([-1.5, 0.25, 2, 3.5]), np.array([40.0, 10, 25])),  # x1 + 10 x2 would differ in every place
]
IN_LOOP = "`return` in the loop?"
MADE_ANEW = (np.sort, lambda x: np.linspace(x.min(), x.max(), len(x)))
GRID = [
    *with_hint(
        "The network was trained on (x1, x2). reshape(k, m) fills a map row by row: in a row, x2 stands still and x1 "
        "runs. If it doesn't: is that indexing='ij', a transpose, or the wrong loop outside? Row 0 is that of x2[0].",
        (lambda x1, x2: _grid(x2, x1)[:, ::-1], "all points are there, but x2 runs first and x1 stands still."),
        (lambda x1, x2: _grid(x1, x2)[:, ::-1], "the right order, but x2 is in column 0."),
        (lambda x1, x2: _grid(x2, x1), "x2 is in column 0, and it runs first."),
        (lambda x1, x2: _grid(x1, x2[::-1]), "the rows come from the top down. contourf turns nothing over."),
        (lambda x1, x2: np.array(list(zip(x1, x2, strict=False))), "zip takes pairs. Each x1 meets each x2."),
        (
            tuple(lambda x1, x2, f=f: np.c_[f(x1, len(x2)), f(x2, len(x1))] for f in (np.tile, np.repeat)),
            "both columns are repeated in the same way. One of them must stand still while the other runs.",
        ),
        ((lambda x1, x2: _grid(x1, x2[:1]), lambda x1, x2: _grid(x1, x2[-1:])), f"only one row of the map. {IN_LOOP}"),
        (tuple(lambda x1, x2, f=f: _grid(f(x1), f(x2)) for f in MADE_ANEW), "made anew; take x1 and x2 as they come."),
    ),
    *with_hint(
        "Flatten each of the two arrays of meshgrid with .ravel(); np.column_stack puts them side by side as columns.",
        (_of(_grid, np.transpose), "the right points, lying on their side: (2, k * m)."),
        (_of(np.meshgrid, np.column_stack), "the arrays stand side by side, (k, 2 * m), but they are still maps."),
        (_of(np.meshgrid, np.dstack), "the right points, as (k, m, 2). A row for each point is wanted."),
        (_of(np.meshgrid, np.array), "these are the two arrays of meshgrid, (2, k, m)."),
        (_of(np.meshgrid, lambda a: np.stack(a, axis=1)), "the arrays of meshgrid, laid into each other: (k, 2, m)."),
        (_of(np.meshgrid, np.ravel), "all numbers in one long row: first every x1, then every x2."),
        (_of(_grid, np.ravel), "point after point in one long row: reshape(-1, 2) cuts it."),
        (_of(np.meshgrid, lambda a: np.reshape(a, (-1, 2))), "reshape has cut the numbers into wrong pairs."),
    ),
]


@exercise
def grid(answer):
    """grid(x1, x2): the points of a grid, (k * m, 2), in the order of reshape(k, m)."""
    done = "right: x1 runs within a row, x2 from row to row."
    return _hinted(check_function("grid", answer, _grid, GRID_CASES, GRID, done))


# ---- agreement ----


def _equal(p, q):
    return (p > 0.5) == (q > 0.5)


def _agreement(p, q):
    return _equal(p[:, 0], q).mean()


def _share(*functions):
    """The ways that take the mean of something else, point by point or of each point with all."""
    return tuple(lambda p, q, f=f, a=a: np.mean(f(p[a], q)) for f in functions for a in ((slice(None), 0), slice(None)))


def _probabilities(n, seed):
    rng = np.random.default_rng(seed)
    p = rng.random((n, 1))
    return p, np.clip(p[:, 0] + rng.normal(0.1, 0.25, n), 0.01, 0.99)


AGREEMENT_CASES = [
    (np.array([[0.9], [0.2], [0.6]]), np.array([0.7, 0.4, 0.3])),
    (np.array([[0, 1, 0.85, 0, 0.3, 0.3, 0.6, 0.8]]).T, np.array([0.9, 0.7, 1, 0.4, 0, 0.3, 0.6, 0.8])),  # 0, 1, ties
    *(_probabilities(n, seed) for n, seed in ((7, 1), (23, 4), (11, 1), (16, 1))),
]
STRETCHED = (np.mean, np.sum, np.array, lambda c: c.mean(axis=0), lambda c: c.mean(axis=1), lambda c: 1 - c.mean())
AGREEMENT = [
    *with_hint(
        "(n, 1) and (n,) are stretched to (n, n). Print the shape of the comparison; p[:, 0] has shape (n,).",
        (
            _of(_equal, *STRETCHED, lambda c: c.sum() / len(c)),
            "each point of one model is compared with all points of the other.",
        ),
    ),
    *with_hint(
        "One number from 0 to 1 is wanted, over all n points: the mean of True and False is the share of True.",
        (
            _of(_agreement, lambda share: 1 - share),
            "this is the share on which they do not agree. == or !=? > for both?",
        ),
        (lambda p, q: _agreement(p, q) * len(q), "this is the number of points, not their share."),
        (_of(_agreement, *(lambda a, d=d: np.round(100 * a, d) for d in (0, 1, 2, 16))), "that is in percent."),
        (lambda p, q: _equal(p[:, 0], q), "this is an answer for each point."),
        (lambda p, q: 0.0, "np.all and np.array_equal ask whether all points agree; a count // n is cut down to 0."),
        (lambda p, q: _agreement(p[:1], q[:1]), "only the first point is asked. Is `return` inside the loop?"),
    ),
    *with_hint(
        "Ask of each point of each model: above one half? Then compare the classes, p[:, 0] with q, and take the mean.",
        (lambda p, q: _equal(p[0], q).mean(), "q is compared with the first point of p; p[0] is row 0."),
        (_share(lambda a, b: (a > 0.5) & (b > 0.5)), "you count only the points that both put into class 1."),
        (_share(lambda a, b: a == b), "you ask whether the probabilities are equal; 0.7 and 0.9 are one class."),
        (_share(lambda a, b: (a > 0.5) == b, lambda a, b: a == (b > 0.5)), "classes are compared with probabilities."),
        (_share(lambda a, b: (a > 0) == (b > 0)), "you compare with 0. That is the boundary of scores."),
        (_share(lambda a, b: b <= 0.5), "every p counts as class 0: argmax(axis=1) of a single column is always 0."),
        (
            _share(lambda a, b: np.trunc(a) == np.trunc(b), lambda a, b: np.trunc(a) == (b > 0.5)),
            "astype(int) is no threshold at one half: it cuts down to 0 whatever is below 1.",
        ),
        (_share(lambda a, b: a > b), "you ask where p is larger than q."),
        (lambda p, q: np.corrcoef(p[:, 0], q)[0, 1], "this is the correlation: do they rise and fall together?"),
        (_share(lambda a, b: 1 - np.abs(a - b)), "this is 1 minus the mean distance (of each point to all?)."),
        (
            (lambda p, q: float(np.mean(p > 0.5) == np.mean(q > 0.5)),)
            + _share(lambda a, b: 1 - abs(np.mean(a > 0.5) - np.mean(b > 0.5))),
            "you compare the two shares of class 1, which can be equal on different points.",
        ),
    ),
]


@exercise
def agreement(answer):
    """agreement(p, q): the share of points on the same side of one half."""
    done = "right: point by point, on which side of one half?"
    return _hinted(check_function("agreement", answer, _agreement, AGREEMENT_CASES, AGREEMENT, done))


# ---- binary cross-entropy ----


def _costs(y, s, top=lambda s: np.maximum(s, 0), label=np.multiply, log=lambda s: np.log1p(np.exp(-np.abs(s)))):
    return top(s) - label(y, s) + log(s)


def _with(**parts):
    """The formula with one of its parts replaced."""
    return lambda y, s: _costs(y, s, **parts).sum() / len(y)


def _terms(zero, one, p=sigmoid):
    """The mean of the two logarithms, times these factors."""
    return lambda y, s: -(zero * (1 - y) * np.log(1 - p(s)) + one * y * np.log(p(s))).mean()


def _case(n, k, size, seed):
    rng = np.random.default_rng(seed)
    return (rng.random((n, k)) < 0.4) * 1.0, rng.normal(0.4, size, (n, k))


MODERATE = [(np.array([[1.0], [0.0]]), np.array([[2.0], [-1.0]])), *(_case(n, 1, 2, seed=n) for n in (7, 5, 4, 9, 6))]
HARD = np.array([[1.0, 0, 1, 0, 1, 0, 1]]).T, np.array([[1e4, 1e4, -1e4, -1e4, 40, 40, 0.5]]).T
SCORES_AS_P = (_terms(1, 1, p=lambda s, c=c: np.clip(s, c, 1 - c)) for c in 10.0 ** np.arange(-16, -2))
SQUARES = (lambda y, s, f=f, c=c: c * ((f(s) - y) ** 2).mean() for f in (sigmoid, np.array) for c in (0.5, 1))
SUM = "One number is wanted: sum everything, rows and columns, and divide by the number of rows."
_bce = _with()
BCE = [
    *with_hint(
        "Both logarithms are negative: the loss is minus their sum, and in nats: np.log, np.log1p.",
        (_of(_bce, np.negative), "every number has the wrong sign: a loss is not below 0. How many minus signs?"),
        (_of(_bce, lambda loss: loss / np.log(2)), "too large by 1.44, which is 1 / log 2. That is log2."),
        (_of(_bce, lambda loss: loss / np.log(10)), "too small by 0.43, which is 1 / log 10. That is log10."),
        ((_terms(1, -1), _terms(-1, 1)), "one of the two terms has the wrong sign."),
        (_terms(0, 1), "points of class 0 cost nothing. What does y = 0 cost?"),
        (_terms(1, 0), "points of class 1 cost nothing. What does y = 1 cost?"),
    ),
    *with_hint(
        "Scores go as they are into the formula that contains max(s, 0). A large score must be cheap for y = 1.",
        (lambda y, s: _bce(y, sigmoid(s)), "the sigmoid is applied twice: so the loss can't fall below 0.31."),
        (lambda y, s: _bce(y, -s), "the score has the wrong sign, or the two classes are exchanged."),
        (lambda y, s: _bce(y, np.maximum(s, 0)), "negative scores have become 0. Is there a ReLU?"),
        (lambda y, s: _bce(y, 2 * s), "every score counts twice: tanh moved to 0 … 1 is the sigmoid of 2 s."),
        (
            (lambda y, s: np.nan, *SCORES_AS_P),
            "a logarithm gets what is not positive: the scores, as if they were probabilities? -|s| without exp? "
            "Or 1 - p where p is a softmax over one column, always 1?",
        ),
        (tuple(SQUARES), "this is the squared error, not the cross-entropy."),
        (lambda y, s: np.log1p(np.exp(-y * s)).mean(), "that formula is for labels -1 and 1; these are 0 and 1."),
        (lambda y, s: np.maximum(0, 1 - (2 * y - 1) * s).mean(), "this is the hinge loss, of support vector machines."),
    ),
    *with_hint(
        "max(s, 0) - y * s + log(1 + exp(-|s|)), number by number. A score of 0 must cost log 2.",
        (_with(label=lambda y, s: -y * s), "y · s is added; it belongs subtracted."),
        (_with(label=lambda y, s: y), "y alone is subtracted; it is y · s."),
        ((_with(label=lambda y, s: 0), _with(label=lambda y, s: s)), "the label plays no part. Where is y · s?"),
        (_with(log=lambda s: np.log1p(np.exp(np.abs(s)))), "the exponential has the wrong sign: -|s|."),
        (
            _with(log=lambda s: np.log1p(np.exp(-s))),
            "|s| is missing, exp(−s) for exp(-|s|); or it stands for max(s, 0).",
        ),
        (_with(log=lambda s: np.log(2 + np.exp(-np.abs(s)))), "1 is added twice in the logarithm: log1p does it."),
        (_with(log=lambda s: -np.abs(s)), "the 1 in the logarithm is missing: np.log1p adds it, np.log does not."),
        (_with(log=lambda s: np.exp(-np.abs(s))), "np.log1p is missing around the exponential."),
        (_with(log=lambda s: -np.log1p(np.exp(-np.abs(s)))), "the logarithm is subtracted; it belongs added."),
        (_with(log=np.zeros_like), "the term with the logarithm is missing."),
        (_with(top=np.zeros_like), "max(s, 0) is missing."),
        (_with(top=lambda s: np.minimum(s, 0)), "np.minimum stands where np.maximum belongs."),
        (_with(top=np.max), "the largest of all scores is taken: np.maximum, not np.max."),
    ),
    *with_hint(
        SUM,
        (_of(_costs, np.array, lambda c: c.mean(axis=1)), "this is one loss for each point."),
        (_of(_costs, lambda c: c.mean(axis=0)), "one loss for each column. One number is wanted."),
        (_of(_costs, lambda c: c[0, 0] / len(c), lambda c: c[0, 0]), "only the first row counts: `return` in a loop?"),
        (_of(_costs, lambda c: c[-1, 0] / len(c), lambda c: c[-1, 0]), "only the last row counts: = for +=?"),
        (
            tuple(lambda y, s, n=n: _costs(y.ravel(), s).sum() / len(y) ** n for n in (1, 2)),
            "each label meets each score: one of the two has lost its second axis. (n,) with (n, 1) gives (n, n).",
        ),
    ),
]
BCE_WIDE = with_hint(
    SUM,
    (_of(_costs, np.mean), "yours is 1/3 of it. Mean over which axis, sum over which?"),
    (_of(_costs, lambda c: c.mean(axis=0)), "one loss for each column."),
    (_of(_costs, lambda c: c[:, 0].mean(), lambda c: c[:, -1].mean()), "only the first column counts, or the last."),
)
BCE_STAGES = (
    ("", MODERATE, BCE),
    (": right for moderate scores, but not for 40 and ±10,000", [HARD], ()),
    (": right for one column, but not for three", [_case(7, 3, 2, seed=5)], BCE_WIDE),
)


@exercise
def stable_bce(answer):
    """stable_bce(y, scores): binary cross-entropy, mean over rows, sum over columns; finite for scores of ±10,000."""
    for words, cases, faults in BCE_STAGES:
        verdict = check_function(f"stable_bce{words}", answer, _bce, cases, faults)
        if not verdict.passed:
            return _hinted(verdict)
    return Verdict(True, "stable_bce: right, for scores of any size.")
