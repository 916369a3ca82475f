"""Checkers: a grid for a map, agreement of two models, a cross-entropy that survives."""

import numpy as np

from nnlib import sigmoid

from ...checking.causes import same
from ...checking.diagnosis import check_function, with_hint
from ...checking.probes import Probe
from ...checking.progress import exercise
from ...checking.running import call
from ...checking.verdict import Verdict, hinted

HINTS = {  # words of a message: what to say then
    "must match exactly": "x1 and x2 have different lengths. Each x1 meets each x2: np.meshgrid makes all the pairs.",
    "axis 1 with size 1": "p has one column, the probability of class 1: p[:, 0].",
    "±10,000: 1 of 1": "An exponential overflows or a logarithm meets 0; and inf times 0, of a mask, is nan. "
    "Start from the score, not from p, and let exp see no positive number.",
    "NaN or infinite": "A logarithm gets a negative number, or something is divided by 0. Does a bracket close late?",
    "±10,000: yours": "Clipping p, or the score, or adding a crumb in the logarithm, puts a cap on the loss, and its "
    "gradient is lost; np.nan_to_num only hides what has overflowed. Start from the score.",
}


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


def _rows(table):
    return set(map(str, table))


GRID = [
    *with_hint(
        "The network was trained on (x1, x2). reshape(k, m) fills a map row by row: in a row, x2 stands still and x1 "
        "runs. If it doesn't: is that indexing='ij', a transpose, or the wrong loop outside? Row 0 is that of x2[0].",
        (lambda x1, x2: _grid(x2, x1)[:, ::-1], "all points are there, but x2 runs first and x1 stands still."),
        (lambda x1, x2: _grid(x1, x2)[:, ::-1], "the right order, but x2 is in column 0."),
        (lambda x1, x2: _grid(x2, x1), "x2 is in column 0, and it runs first."),
        (lambda x1, x2: _grid(x1, x2[::-1]), "the rows come from the top down. contourf turns nothing over."),
        (tuple(lambda x1, x2, f=f: np.c_[f(x1, len(x2)), f(x2, len(x1))] for f in (np.tile, np.repeat)),
         "both columns are repeated in the same way. One of them must stand still while the other runs."),
    ),
]  # fmt: skip
SEEN = [  # (what every wrong answer shows, message)
    (lambda got, x1, x2: np.array_equal(np.sort(got, axis=None), np.sort(_grid(x1, x2), axis=None))
     and _rows(got) != _rows(_grid(x1, x2)),
     "the right numbers, but not as rows of an x1 and an x2. Flatten each of the two arrays of meshgrid with "
     ".ravel(); np.column_stack puts them side by side as columns."),
    (lambda got, x1, x2: got.ndim == 2 != got.shape[1], "a point has two numbers, x1 and x2: two columns."),
    (lambda got, x1, x2: len(_rows(got)) == 1 < len(got),
     "all rows hold one point: one list, changed in each turn and appended again? Append a new one."),
    (lambda got, *xs: not all(np.isin(c, x).all() for c, x in zip(got[got.any(axis=1)].T, xs, strict=True)),
     "column 0 has numbers that are not in x1, or column 1 has some that are not in x2. Take their values: not the "
     "places j and i, and none made anew by np.arange or np.linspace."),
    (lambda got, x1, x2: not got.any(axis=1).all(),
     "rows of your table are still 0: never filled. The point of x2[i] and x1[j] belongs in row i * m + j."),
    (lambda got, *xs: len(got) > len(_rows(got)), "points come twice: added again, or does x1 or x2 stand still?"),
    (lambda got, x1, x2: _rows(_grid(x1, x2)) - _rows(got),
     "points are missing. Does a loop end too early, by `return` or range(len(x) - 1)? zip takes pairs only."),
    (lambda got, x1, x2: _rows(got) == _rows(_grid(x1, x2)),
     "each point is there, in an order of its own. Take x1 and x2 as they come: sorted, np.sort, np.unique and "
     "a set change their order."),
]  # fmt: skip
EACH_PAIR = "Each x1 meets each x2, once: k * m rows, and in each its x1 and its x2."


def _seen(function):
    """What is seen in every case that is not right."""
    answers = [(np.asarray(call(function, *case), dtype=float), *case) for case in GRID_CASES]
    wrong = [answer for answer in answers if not same(answer[0], _grid(*answer[1:]))]
    return next(((message, EACH_PAIR) for shows, message in SEEN if all(shows(*answer) for answer in wrong)), None)


@exercise
def grid(answer):
    """grid(x1, x2): the points of a grid, (k * m, 2), in the order of reshape(k, m)."""
    done = "right: x1 runs within a row, x2 from row to row."
    return hinted(check_function("grid", answer, _grid, GRID_CASES, GRID, done, probes=[_seen]), HINTS)


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
PAIRS = [  # three times the same two probabilities
    Probe(f"for three points with {a} in p and {b} in q", [(np.full((3, 1), a), np.full(3, b))])
    for a, b in ((0.9, 0.6), (0.1, 0.4), (0.9, 0.1), (0.1, 0.9), (0.6, 0.4))
]
STRETCHED = (np.mean, np.sum, np.array, lambda c: c.mean(axis=0), lambda c: c.mean(axis=1), lambda c: 1 - c.mean())
AGREEMENT = [
    *with_hint(
        "(n, 1) and (n,) are stretched to (n, n). Print the shape of the comparison; p[:, 0] has shape (n,).",
        (_of(_equal, *STRETCHED, lambda c: c.sum() / len(c)),
         "each point of one model is compared with all points of the other."),
    ),
    *with_hint(
        "One number from 0 to 1 is wanted, over all n points: the mean of True and False is the share of True.",
        (_of(_agreement, lambda a: 1 - a), "this is the share on which they do not agree. == or !=? > for both?"),
        (_of(_agreement, *(lambda a, d=d: np.round(100 * a, d) for d in (0, 1, 2, 16))), "that is in percent."),
        (lambda p, q: _equal(p[:, 0], q), "this is an answer for each point."),
        (lambda p, q: 0.0, "np.all and np.array_equal ask whether all points agree; a count // n is cut down to 0."),
    ),
    *with_hint(
        "Ask of each point of each model: above one half? Then compare the classes, p[:, 0] with q, and take the mean.",
        (lambda p, q: _equal(p[0], q).mean(), "q is compared with the first point of p; p[0] is row 0."),
        (_share(lambda a, b: (a > 0.5) & (b > 0.5)), "you count only the points that both put into class 1."),
        (_share(lambda a, b: a == b, lambda a, b: (a > 0.5) == b, lambda a, b: a == (b > 0.5)),
         "probabilities are compared, not classes. 0.7 and 0.9 are one class: ask > 0.5 of both."),
        (_share(lambda a, b: (a > 0) == (b > 0)),
         "you compare with 0, the boundary of scores. Or a sigmoid is taken of p: then all are above one half."),
        (_share(*(lambda a, b, f=f: (a > f(a)) == (b > f(b)) for f in (np.mean, np.median))),
         "each model is compared with its own mean, or median. The boundary is one half."),
        (_share(lambda a, b: b <= 0.5, *(lambda a, b, f=f: np.trunc(a) == f(b) for f in (np.trunc, np.round))),
         "p counts as class 0: argmax(axis=1) of a single column is always 0; astype(int) cuts down to 0."),
        (_share(lambda a, b: 1 - np.abs(a - b)), "this is 1 minus the mean distance (of each point to all?)."),
        (tuple(lambda p, q, f=f: np.corrcoef(f(p[:, 0]), f(q))[0, 1] for f in (np.array, np.round)),
         "this is the correlation: do they rise and fall together?"),
        (_share(lambda a, b: np.mean(a > 0.5) == np.mean(b > 0.5),
                lambda a, b: 1 - abs(np.mean(a > 0.5) - np.mean(b > 0.5))),
         "you compare the two shares of class 1, which can be equal on different points. (Or both are sorted.)"),
    ),
]  # fmt: skip


@exercise
def agreement(answer):
    """agreement(p, q): the share of points on the same side of one half."""
    done = "right: point by point, on which side of one half?"
    return hinted(
        check_function("agreement", answer, _agreement, AGREEMENT_CASES, AGREEMENT, done, probes=PAIRS), HINTS
    )


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
        *(((lambda y, s, b=b: _bce(y, s) / np.log(b),
            _with(log=lambda s, b=b: np.log1p(np.exp(-np.abs(s))) / np.log(b))),
           f"that is log{b}: a score of 0 costs {cost}, and not log 2 = 0.69.") for b, cost in ((2, 1), (10, 0.3))),
        ((_terms(1, -1), _terms(-1, 1)), "one of the two terms has the wrong sign."),
        (_terms(0, 1), "points of class 0 cost nothing. What does y = 0 cost?"),
        (_terms(1, 0), "points of class 1 cost nothing. What does y = 1 cost?"),
    ),
    *with_hint(
        "Scores go as they are into the formula that contains max(s, 0). A large score must be cheap for y = 1.",
        (lambda y, s: _bce(y, sigmoid(s)), "the sigmoid is applied twice: so the loss can't fall below 0.31."),
        (lambda y, s: _bce(y, -s), "the score has the wrong sign, or the two classes are exchanged."),
        (lambda y, s: _bce(y, 2 * s), "every score counts twice: tanh moved to 0 … 1 is the sigmoid of 2 s."),
        ((lambda y, s: np.nan, *SCORES_AS_P),
         "a logarithm gets what is not positive: the scores, as if they were probabilities? -|s| without exp? "
         "Or 1 - p where p is a softmax over one column, always 1?"),
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
        (_with(log=lambda s: np.log1p(np.exp(-s))), "|s| is missing in exp(-|s|); or it stands for max(s, 0)."),
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
        (tuple(lambda y, s, n=n: _costs(y.ravel(), s).sum() / len(y) ** n for n in (1, 2)),
         "each label meets each score: one of the two has lost its second axis. (n,) with (n, 1) gives (n, n)."),
    ),
]  # fmt: skip
BCE_WIDE = with_hint(
    SUM,
    (_of(_costs, lambda c: c.mean(axis=0)), "one loss for each column."),
    (_of(_costs, np.mean), "yours is 1/3 of it. Mean over which axis, sum over which?"),
    (_of(_costs, lambda c: c[:, 0].mean(), lambda c: c[:, -1].mean()), "only the first column counts, or the last."),
)
POINTS = [
    Probe(f"for three points with y = {y} and a score of {s}", [(np.full((3, 1), float(y)), np.full((3, 1), float(s)))])
    for y, s in ((1, 2), (1, -2), (0, 2), (0, -2), (1, 0), (0, 0))
]
BCE_STAGES = (
    ("", MODERATE, BCE),
    (": right for moderate scores, but not for 40 and ±10,000", [HARD], ()),
    (": right for one column, but not for three", [_case(7, 3, 2, seed=5)], BCE_WIDE),
)


@exercise
def stable_bce(answer):
    """stable_bce(y, scores): binary cross-entropy, mean over rows, sum over columns; finite for scores of ±10,000."""
    for words, cases, faults in BCE_STAGES:
        verdict = check_function(f"stable_bce{words}", answer, _bce, cases, faults, probes=() if words else POINTS)
        if not verdict.passed:
            return hinted(verdict, HINTS)
    return Verdict(True, "stable_bce: right, for scores of any size.")
