"""What people answer in lesson 11: the grid of a map, the agreement of two models, a cross-entropy that survives."""

import itertools
import math

import numpy as np
from sklearn.metrics import accuracy_score, log_loss

from nnlib import binary_cross_entropy, sigmoid

from . import Case

# ---- grid ----

MESH = np.meshgrid


def mesh(x, y):
    return np.array(MESH(x, y))


def by_loops(x, y):
    return [[a, b] for b in y for a in x]


def filling_a_table(x1, x2):
    points, place = np.zeros((len(x1) * len(x2), 2)), 0
    for up in x2:
        for right in x1:
            points[place] = right, up
            place += 1
    return points


def of_whole_numbers(x1, x2):
    points = np.zeros((len(x1) * len(x2), 2), dtype=int)
    points[:] = by_loops(x1, x2)
    return points


def moved(x, y):
    x += 1
    return by_loops(x, y)


def returning_in_the_loop(x1, x2):
    for up in x2:
        return [[right, up] for right in x1]


def evenly(x):
    return np.linspace(x.min(), x.max(), len(x))


def by_its_own_steps(x, y):
    h = 0.5
    xx, yy = MESH(np.arange(x.min() - 0.5, x.max() + 0.5, h), np.arange(y.min() - 0.5, y.max() + 0.5, h))
    return np.c_[xx.ravel(), yy.ravel()]


def counter_stands_still(x, y):
    points, i = np.zeros((len(x) * len(y), 2)), 0
    for b in y:
        for a in x:
            points[i] = a, b
    return points


def in_row_i_k_j(x, y):
    points = np.zeros((len(x) * len(y), 2))
    for i, b in enumerate(y):
        for j, a in enumerate(x):
            points[i * len(y) + j] = a, b
    return points


def one_list_again(x, y):
    points, point = [], [0, 0]
    for b in y:
        for a in x:
            point[:] = a, b
            points.append(point)
    return points


def ends_one_too_early(x, y):
    return [(x[j], y[i]) for i in range(len(y)) for j in range(len(x) - 1)]


def first_row_twice(x, y):
    points = [[a, y[0]] for a in x]
    for b in y:
        points += [[a, b] for a in x]
    return points


GRID = [
    Case(by_loops),
    Case(by_its_own_steps, "none made anew by np.arange", "plot_decision_boundary with a step h"),
    Case(lambda x, y: [[j, i] for i in range(len(y)) for j in range(len(x))], "not the places j and i"),
    Case(counter_stands_still, "still 0: never filled", "a counter that does not rise"),
    Case(in_row_i_k_j, "belongs in row i * m + j"),
    Case(one_list_again, "one list, changed in each turn"),
    Case(ends_one_too_early, "points are missing", "range(len(x) - 1)"),
    Case(first_row_twice, "points come twice"),
    Case(lambda x, y: sorted({(a, b) for a in x for b in y}), "sorted, np.sort, np.unique and a set"),
    Case(lambda x, y: np.c_[by_loops(x, y), np.ones(len(x) * len(y))], "two columns", "a column of ones"),
    Case(lambda x, y: (x + y[:, None]).reshape(-1, 1), "two columns"),
    Case(filling_a_table, after="np.zeros and two loops with a counter"),
    Case(lambda x, y: np.stack([np.tile(x, len(y)), np.repeat(y, len(x))], axis=1)),
    Case(lambda x, y: np.c_[MESH(x, y)[0].ravel(), MESH(x, y)[1].ravel()], after="np.c_, in every decision boundary"),
    Case(lambda x, y: np.array([side.ravel() for side in MESH(x, y)]).T, after="np.array of both, then .T"),
    Case(lambda x, y: np.dstack(MESH(x, y)).reshape(-1, 2), after="np.dstack, then reshape(-1, 2)"),
    Case(lambda x, y: np.vstack([a.flatten() for a in MESH(x, y)]).T, after="np.vstack, flatten, .T"),
    Case(lambda x, y: [p[::-1] for p in itertools.product(y, x)], after="itertools.product"),
    Case(lambda x, y: [[a, b] for a in x for b in y], "x2 runs first and x1 stands still"),
    Case(lambda x, y: np.column_stack([a.T.ravel() for a in MESH(x, y)]), "x2 runs first and x1 stands still"),
    Case(lambda x, y: list(itertools.product(x, y)), "x2 runs first and x1 stands still", "product in its own order"),
    Case(lambda x, y: mesh(x, y).T.reshape(-1, 2), "x2 runs first and x1 stands still", "the product voted up"),
    Case(
        lambda x, y: np.c_[tuple(a.ravel() for a in MESH(x, y, indexing="ij"))],
        "x2 runs first and x1 stands still",
        "indexing='ij'",
    ),
    Case(lambda x, y: np.array([a.ravel("F") for a in MESH(x, y)]).T, "x2 runs first", "ravel(order='F')"),
    Case(lambda x, y: [[b, a] for b in y for a in x], "the right order, but x2 is in column 0"),
    Case(lambda x, y: [[b, a] for a in x for b in y], "x2 is in column 0, and it runs first"),
    Case(lambda x, y: np.c_[MESH(y, x)[0].ravel(), MESH(y, x)[1].ravel()], "and it runs first", "meshgrid(x2, x1)"),
    Case(lambda x, y: [[a, b] for b in reversed(y) for a in x], "from the top down"),
    Case(
        lambda x, y: np.c_[mesh(x, y[::-1])[0].ravel(), mesh(x, y[::-1])[1].ravel()], "from the top", "an image's rows"
    ),
    Case(lambda x, y: np.vstack([a.ravel() for a in MESH(x, y)]), "but not as rows of an x1 and an x2"),
    Case(
        lambda x, y: tuple(a.ravel() for a in MESH(x, y)),
        "but not as rows of an x1 and an x2",
        "returns xx.ravel(), yy.ravel()",
    ),
    Case(lambda x, y: np.column_stack(MESH(x, y)), "but not as rows of an x1 and an x2"),
    Case(lambda x, y: np.hstack(MESH(x, y)), "but not as rows of an x1 and an x2", "np.hstack of the maps"),
    Case(lambda x, y: np.dstack(MESH(x, y)), "but not as rows of an x1 and an x2"),
    Case(lambda x, y: MESH(x, y), "the two arrays of meshgrid", "returns xx, yy, as make_meshgrid does"),
    Case(lambda x, y: mesh(x, y).reshape(-1, 2), "but not as rows of an x1 and an x2"),
    Case(
        lambda x, y: np.vstack([a.ravel() for a in MESH(x, y)]).reshape(-1, 2),
        "but not as rows of an x1 and an x2",
        "vstack, reshape",
    ),
    Case(lambda x, y: np.stack(MESH(x, y), axis=1), "but not as rows of an x1 and an x2"),
    Case(lambda x, y: np.hstack([a.ravel() for a in MESH(x, y)]), "but not as rows of an x1 and an x2"),
    Case(lambda x, y: np.ravel(by_loops(x, y)), "but not as rows of an x1 and an x2", "flattened at the end"),
    Case(lambda x, y: list(zip(x, y, strict=False)), "zip takes pairs", "zip(x1, x2)"),
    Case(lambda x, y: np.c_[np.tile(x, len(y)), np.tile(y, len(x))], "One of them must stand still", "tile for both"),
    Case(lambda x, y: np.c_[np.repeat(x, len(y)), np.repeat(y, len(x))], "One of them must stand still"),
    Case(returning_in_the_loop, "stands inside the `for` loop", "return inside the loop"),
    Case(lambda x, y: np.dstack(MESH(x, y))[0], "points are missing", "np.dstack(…)[0]"),
    Case(lambda x, y: [[a, y[-1]] for a in x], "points are missing", "the list made anew in the loop"),
    Case(
        lambda x, y: by_loops(evenly(x), evenly(y)),
        "none made anew by np.arange or np.linspace",
        "np.linspace from min to max",
    ),
    Case(lambda x, y: by_loops(np.sort(x), np.sort(y)), "in an order of its own. Take x1 and x2 as they come"),
    Case(of_whole_numbers, "cut to whole numbers", "np.zeros of dtype int"),
    Case(lambda x, y: (np.array(by_loops(x, y)), MESH(x, y)[0].shape), "Number 1 is right", "returns the shape, too"),
    Case(lambda x, y: np.column_stack(x, y), "wants one list of arrays", "no brackets around the list"),
    Case(lambda x, y: np.hstack(x, y), "wants one list of arrays", "np.hstack without brackets"),
    Case(lambda x, y: np.column_stack([x, y]), "x1 and x2 have different lengths", "no meshgrid at all"),
    Case(lambda x, y: np.column_stack([x, x]), "column 1 has some that are not in x2"),
    Case(moved, "changes its argument number 1"),
]

# ---- agreement ----


def counted(p, q):
    same = 0
    for i in range(len(q)):
        if (p[i, 0] > 0.5 and q[i] > 0.5) or (p[i, 0] <= 0.5 and q[i] <= 0.5):
            same += 1
    return same / len(q)


def both(p, q):
    return p[:, 0] > 0.5, q > 0.5


def share(p, q):
    return np.mean(both(p, q)[0] == both(p, q)[1])


def first_only(p, q):
    for a, b in zip(p[:, 0], q, strict=True):
        return float((a > 0.5) == (b > 0.5))


def with_if(p, q):
    return float(p > 0.5 == q > 0.5)


def n_less_one(p, q):
    same = 0
    for a, b in zip(p, q, strict=True):
        same += (a[0] > 0.5) == (b > 0.5)
    return same / (len(q) - 1)


def recall(p, q):
    return (both(p, q)[0] & both(p, q)[1]).sum() / both(p, q)[1].sum()


def means_as_boundaries(p, q):
    return np.mean((p[:, 0] > p.mean()) == (q > q.mean()))


AGREEMENT = [
    Case(lambda p, q: np.einsum("i,i->", *[np.where(c, 1.0, -1.0) for c in both(p, q)]) / (2 * len(q)) + 0.5),
    Case(
        lambda p, q: np.mean(abs(p[:, 0] - q) < 0.1), "0.9 in p and 0.6 in q yours is 0, it should be 1", "np.isclose"
    ),
    Case(n_less_one, "you divide by n - 1"),
    Case(recall, "0.1 in p and 0.4 in q yours is nan, it should be 1", "recall for agreement"),
    Case(means_as_boundaries, "compared with its own mean"),
    Case(
        lambda p, q: ((sigmoid(p[:, 0]) > 0.5) == (sigmoid(q) > 0.5)).mean(), "a sigmoid is taken of p", "as of scores"
    ),
    Case(lambda p, q: np.corrcoef(*both(p, q))[0, 1], "the correlation"),
    Case(lambda p, q: (np.sort(both(p, q)[0]) == np.sort(both(p, q)[1])).mean(), "Or both are sorted"),
    Case(lambda p, q: np.mean((p.ravel() > 0.5) == (q > 0.5))),
    Case(lambda p, q: sum((a > 0.5) == (b > 0.5) for (a,), b in zip(p, q, strict=True)) / len(q)),
    Case(lambda p, q: 1 - np.abs(np.round(p[:, 0]) - np.round(q)).mean()),
    Case(counted, after="a counter in a loop, divided by n"),
    Case(lambda p, q: accuracy_score(p[:, 0] > 0.5, q > 0.5), after="scikit-learn's accuracy_score"),
    Case(lambda p, q: np.mean((p >= 0.5) == (q.reshape(-1, 1) >= 0.5)), after="reshape(-1, 1), and >="),
    Case(lambda p, q: np.diag((p > 0.5) == (q > 0.5)).mean()),
    Case(lambda p, q: (np.sign(p.squeeze() - 0.5) == np.sign(q - 0.5)).sum() / q.size, after="squeeze and sign"),
    Case(lambda p, q: (np.where(p > 0.5, 1, 0).flatten() == np.where(q > 0.5, 1, 0)).mean(), after="np.where, flatten"),
    Case(lambda p, q: ((p > 0.5) == (q > 0.5)).mean(), "stretched to (n, n)"),
    Case(lambda p, q: np.mean(np.round(p) == np.round(q)), "stretched to (n, n)", "np.round of both"),
    Case(lambda p, q: accuracy_of_columns(p, q), "stretched to (n, n)", "preds.astype(int) == labels"),
    Case(lambda p, q: ((p > 0.5) == (q > 0.5)).sum() / len(q), "stretched to (n, n)"),
    Case(lambda p, q: sum((p > 0.5) == (q > 0.5)) / len(p), "stretched to (n, n)"),
    Case(lambda p, q: np.sum((p > 0.5) == (q > 0.5)), "stretched to (n, n)", "np.sum, not divided"),
    Case(lambda p, q: ((p > 0.5) == (q > 0.5)).mean(axis=1), "stretched to (n, n)"),
    Case(lambda p, q: (p > 0.5) == (q > 0.5), "stretched to (n, n)", "the comparison comes back"),
    Case(lambda p, q: ((p[0] > 0.5) == (q > 0.5)).mean(), "with the first point of p"),
    Case(lambda p, q: ((p[:, 0] > 0.5) != (q > 0.5)).mean(), "do not agree"),
    Case(lambda p, q: np.abs(1.0 * both(p, q)[0] - both(p, q)[1]).mean(), "do not agree", "the mean error"),
    Case(lambda p, q: ((p[:, 0] > 0.5) == (q > 0.5)).sum(), "n times too large"),
    Case(lambda p, q: 100 * share(p, q), "in percent"),
    Case(lambda p, q: round(100 * share(p, q), 2), "in percent", "rounded percent"),
    Case(lambda p, q: ((p[:, 0] > 0.5) * (q > 0.5)).mean(), "both put into class 1"),
    Case(lambda p, q: np.dot(*[1.0 * c for c in both(p, q)]) / len(q), "both put into class 1", "a dot product"),
    Case(lambda p, q: np.isclose(p[:, 0], q).mean(), "probabilities are compared, not classes"),
    Case(lambda p, q: np.mean(p.flatten() == q), "probabilities are compared, not classes", "(x == y).mean()"),
    Case(lambda p, q: np.mean(both(p, q)[0] == q), "probabilities are compared, not classes", "only p is thresholded"),
    Case(lambda p, q: np.mean(p[:, 0] == both(p, q)[1]), "probabilities are compared, not classes"),
    Case(lambda p, q: ((p[:, 0] > 0) == (q > 0)).mean(), "compare with 0"),
    Case(
        lambda p, q: np.mean(p.argmax(axis=1) == (q > 0.5)), "counts as class 0: argmax", "argmax(axis=1) on one column"
    ),
    Case(lambda p, q: np.mean(np.argmax(p, axis=1) == np.round(q)), "counts as class 0: argmax", "argmax and round"),
    Case(lambda p, q: np.mean(p[:, 0].astype(int) == q.astype(int)), "cuts down to 0", "astype(int) as a threshold"),
    Case(lambda p, q: np.corrcoef(p.T, q)[0, 1], "the correlation"),
    Case(lambda p, q: 1 - abs(p[:, 0] - q).mean(), "mean distance"),
    Case(lambda p, q: 1 - np.mean(np.abs(p - q)), "mean distance (of each point to all", "no ravel, no threshold"),
    Case(lambda p, q: (p[:, 0] > 0.5) == (q > 0.5), "an answer for each point"),
    Case(lambda p, q: 1 - abs((p > 0.5).mean() - (q > 0.5).mean()), "the two shares of class 1"),
    Case(lambda p, q: (p > 0.5).mean() == (q > 0.5).mean(), "the two shares of class 1"),
    Case(lambda p, q: np.array_equal(*both(p, q)), "whether all points agree", "np.array_equal"),
    Case(lambda p, q: np.all(both(p, q)[0] == both(p, q)[1]), "whether all points agree"),
    Case(lambda p, q: np.sum(both(p, q)[0] == both(p, q)[1]) // len(q), "// n is cut down", "// for /"),
    Case(first_only, "stands inside the `for` loop", "return inside the loop"),
    Case(lambda p, q: np.mean((p[:, 1] > 0.5) == (q > 0.5)), "p has one column", "predict_proba(X)[:, 1]"),
    Case(with_if, "truth value", "a chain of comparisons"),
    Case(lambda p, q: round(share(p, q), 2), "rounded to 2 decimals", "rounded for printing"),
    Case(lambda q, p: np.mean((p[:, 0] > 0.5) == (q > 0.5)), "arguments are exchanged", "the label first"),
    Case(lambda p, q: 0.25, "every number of your answer is 0.25, whatever comes in"),
]


def accuracy_of_columns(p, q):
    return np.mean((p > 0.5).astype(int) == (q > 0.5).astype(int))


# ---- binary cross-entropy ----


def p(s):
    return 1 / (1 + np.exp(-s))


def naive(y, s, log=np.log):
    return -(y * log(p(s)) + (1 - y) * log(1 - p(s))).sum() / len(y)


def of_probabilities(y, q):
    return -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))


def clipped(y, s, eps=1e-7):
    q = np.clip(p(s), eps, 1 - eps)
    return -(y * np.log(q) + (1 - y) * np.log(1 - q)).sum() / len(y)


def crumbs(y, s, eps=1e-9):
    return -np.mean(y * np.log(p(s) + eps) + (1 - y) * np.log(1 - p(s) + eps))


def half_naive(y, s):
    return (np.log(1 + np.exp(s)) - y * s).sum() / len(y)


def log_of_one_plus(y, s):
    return (np.maximum(s, 0) - y * s + np.log(1 + np.exp(-abs(s)))).sum() / len(y)


def terms(y, s):
    return np.maximum(s, 0) - y * s + np.log1p(np.exp(-abs(s)))


def bce(y, s):
    return terms(y, s).sum() / len(y)


def row_by_row(y, s):
    total = 0.0
    for labels, row in zip(y, s, strict=True):
        for label, score in zip(labels, row, strict=True):
            wrong = -score if label == 1 else score
            total += max(wrong, 0) + np.log1p(np.exp(-abs(score)))
    return total / len(y)


def by_cases(y, s):
    positive = np.log1p(np.exp(-s)) + (1 - y) * s
    negative = np.log1p(np.exp(s)) - y * s
    return np.where(s >= 0, positive, negative).sum(axis=1).mean()


def shifted(y, s):
    """As torch once did it: with the larger of 0 and -s taken out."""
    m = np.clip(-s, 0, None)
    return np.sum((1 - y) * s + m + np.log(np.exp(-m) + np.exp(-s - m))) / y.shape[0]


def with_if_on_arrays(y, s):
    if s > 100:
        return s
    return np.log(1 + np.exp(s)) - y * s


def returning_in_a_loop(y, s):
    for label, score in zip(y, s, strict=True):
        return float(terms(label, score)[0]) / len(y)


def softmaxed(y, s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return of_probabilities(y, e / e.sum(axis=1, keepdims=True))


def by_class(y, s):
    rest = np.log1p(np.exp(-np.abs(s)))
    return np.where(y == 1, rest, rest + s).sum() / len(y)


def by_mask(y, s):
    above = s > 0
    soft = above * (s + np.log1p(np.exp(-s))) + (1 - above) * np.log1p(np.exp(s))
    return (soft - y * s).sum() / len(y)


def bracket_too_late(y, s):
    return (np.maximum(s, 0) + np.log1p(np.exp(-np.abs(s)) - y * s)).sum() / len(y)


STABLE_BCE = [
    Case(by_class, "y = 1 and a score of -2 yours is"),
    Case(by_mask, "inf times 0, of a mask", "a mask for each branch"),
    Case(bracket_too_late, "Does a bracket close late?"),
    Case(lambda y, s: (np.maximum(s, 0) - y * s + np.log2(1 + np.exp(-abs(s)))).mean(), "that is log2"),
    Case(log_of_one_plus, after="log(1 + exp(-|x|)), as TensorFlow's manual writes it"),
    Case(lambda y, s: binary_cross_entropy(y, s)[0]),
    Case(lambda y, s: (np.logaddexp(0, s) - y * s).mean(axis=0).sum()),
    Case(row_by_row),
    Case(by_cases, after="np.where over two formulas"),
    Case(shifted, after="PyTorch's older formula, with a maximum taken out"),
    Case(lambda y, s: np.sum(s * (s > 0) - s * y + np.log1p(np.exp(-np.abs(s)))) / len(s), after="a mask for ReLU"),
    Case(lambda y, s: np.logaddexp(0, (1 - 2 * y) * s).sum(axis=1).mean(), after="labels turned into -1 and 1"),
    Case(naive, "An exponential overflows", "sigmoid, then both logarithms"),
    Case(half_naive, "An exponential overflows", "log(1 + exp(x))"),
    Case(
        lambda y, s: ((1 - y) * s + np.log1p(np.exp(-s))).mean(),
        "An exponential overflows",
        "the first line of a manual",
    ),
    Case(clipped, "Clipping p, or the score", "clip with 1e-7, as Keras does"),
    Case(lambda y, s: clipped(y, s, 1e-15), "Clipping p, or the score", "clip with 1e-15"),
    Case(crumbs, "adding a crumb", "a crumb in each logarithm"),
    Case(lambda y, s: log_loss(y[:, 0], p(s)[:, 0]), "Clipping p, or the score", "scikit-learn's log_loss"),
    Case(lambda y, s: terms(y, np.clip(s, -500, 500)).sum() / len(y), "Clipping p, or the score", "scores within ±500"),
    Case(lambda y, s: np.nan_to_num(naive(y, s)), "np.nan_to_num", "NaN made 0"),
    Case(lambda y, s: crumbs(y, s, 1e-5), "Is a small number added", "a large crumb"),
    Case(lambda y, s: round(bce(y, s), 4), "rounded to 4 decimals", "np.round at the end"),
    Case(lambda s, y: bce(y, s), "arguments are exchanged", "scores come first, as in PyTorch"),
    Case(lambda s, y: naive(y, s), "arguments are exchanged", "scores first, and unstable"),
    Case(lambda y, s: -terms(y, s).mean(), "every number has the wrong sign"),
    Case(lambda y, s: -naive(y, s), "every number has the wrong sign", "no minus in front"),
    Case(lambda y, s: naive(y, s, np.log2), "that is log2"),
    Case(lambda y, s: naive(y, s, np.log10), "log10", "np.log10"),
    Case(lambda y, s: terms(y, sigmoid(s)).mean(), "the sigmoid is applied twice"),
    Case(lambda y, s: of_probabilities(y, p(p(s))), "the sigmoid is applied twice", "activation and loss both do"),
    Case(lambda y, s: terms(1 - y, s).mean(), "the two classes are exchanged"),
    Case(lambda y, s: of_probabilities(y, 1 / (1 + np.exp(s))), "the score has the wrong sign", "exp(+s) in a sigmoid"),
    Case(lambda y, s: (np.maximum(s, 0) + y * s + np.log1p(np.exp(-abs(s)))).mean(), "it belongs subtracted"),
    Case(lambda y, s: -(y * np.log(p(s)) - (1 - y) * np.log(1 - p(s))).mean(), "one of the two terms"),
    Case(lambda y, s: (y * np.log(p(s)) - (1 - y) * np.log(1 - p(s))).mean(), "one of the two terms"),
    Case(lambda y, s: -(y * np.log(p(s))).mean(), "points of class 0 cost nothing", "cross-entropy of many classes"),
    Case(lambda y, s: -((1 - y) * np.log(1 - p(s))).mean(), "points of class 1 cost nothing"),
    Case(lambda y, s: (np.maximum(s, 0) - y * s + np.log1p(np.exp(abs(s)))).mean(), "exponential has the wrong sign"),
    Case(lambda y, s: (np.maximum(s, 0) - y * s + np.log1p(np.exp(-s))).mean(), "|s| is missing"),
    Case(lambda y, s: (np.maximum(s, 0) - y * s + np.log1p(1 + np.exp(-abs(s)))).sum() / len(y), "1 is added twice"),
    Case(lambda y, s: (np.maximum(s, 0) - y * s + np.log(np.exp(-abs(s)))).sum() / len(y), "the 1 in the logarithm"),
    Case(lambda y, s: (np.maximum(s, 0) - y * s).mean(), "the term with the logarithm is missing"),
    Case(lambda y, s: (np.log1p(np.exp(-abs(s))) - y * s).mean(), "max(s, 0) is missing"),
    Case(lambda y, s: (np.minimum(s, 0) - y * s + np.log1p(np.exp(-abs(s)))).mean(), "np.minimum"),
    Case(lambda y, s: (np.maximum(s, 0) + np.log1p(np.exp(-abs(s)))).sum() / len(y), "the label plays no part"),
    Case(lambda y, s: terms(1, s).mean(), "the label plays no part", "- scores in place of - y * scores"),
    Case(lambda y, s: (np.maximum(s, 0) - y + np.log1p(np.exp(-abs(s)))).mean(), "y alone is subtracted"),
    Case(lambda y, s: (max(s, 0) - y * s + np.log1p(np.exp(-abs(s)))).mean(), "np.maximum", "Python's max"),
    Case(lambda y, s: (abs(s) - y * s + np.log1p(np.exp(-abs(s)))).mean(), "or it stands for max(s, 0)"),
    Case(lambda y, s: (np.maximum(s, 0) - y * s + np.exp(-abs(s))).mean(), "np.log1p is missing around"),
    Case(lambda y, s: (np.maximum(s, 0) - y * s - np.log1p(np.exp(-abs(s)))).mean(), "logarithm is subtracted"),
    Case(lambda y, s: (np.maximum(s, 0) - y * s + np.log1p(-abs(s))).mean(), "without exp"),
    Case(lambda y, s: (np.max(s) - y * s + np.log1p(np.exp(-abs(s)))).mean(), "np.maximum, not np.max"),
    Case(lambda y, s: (np.max(0, s) - y * s + np.log1p(np.exp(-abs(s)))).mean(), "np.maximum(0, z)", "np.max(0, s)"),
    Case(lambda y, s: float(np.mean(s - y * s + math.log(1 + math.exp(-s)))), "NumPy's take whole arrays", "math.exp"),
    Case(with_if_on_arrays, "truth value of an array", "written for one score"),
    Case(lambda y, s: ((p(s) - y) ** 2).mean(), "squared error"),
    Case(lambda y, s: 0.5 * ((p(s) - y) ** 2).mean(), "squared error"),
    Case(lambda y, s: ((s - y) ** 2).mean(), "squared error", "the squared error of the scores"),
    Case(lambda y, s: np.log1p(np.exp(-y * s)).mean(), "labels -1 and 1", "log(1 + exp(-y s))"),
    Case(lambda y, s: np.maximum(0, 1 - (2 * y - 1) * s).mean(), "hinge loss", "the loss of a support vector machine"),
    Case(of_probabilities, "as if they were probabilities", "from_logits forgotten"),
    Case(lambda y, s: of_probabilities(y, np.clip(s, 1e-7, 1 - 1e-7)), "as if they were probabilities", "clip(y_pred)"),
    Case(lambda y, s: of_probabilities(y, np.clip(s, 1e-15, 1 - 1e-15)), "as if they were probabilities", "clip(A)"),
    Case(softmaxed, "softmax over one column", "softmax for two classes in one column"),
    Case(lambda y, s: of_probabilities(y, (np.tanh(s) + 1) / 2), "tanh", "tanh moved to 0 … 1"),
    Case(lambda y, s: terms(y, s), "one loss for each point"),
    Case(lambda y, s: np.mean(terms(y, s), axis=-1), "one loss for each point", "mean over the last axis, as Keras"),
    Case(lambda y, s: np.mean(terms(y, s), axis=0), "One number is wanted", "mean over axis 0"),
    Case(lambda y, s: (bce(y, s), p(s) - y), "Number 1 is right", "returns the loss and its gradient"),
    Case(lambda y, s: {"loss": bce(y, s)}, "a dictionary with loss came back", "returns a dictionary"),
    Case(lambda y, s: terms(y[:, 0], s).mean(), "each label meets each score"),
    Case(lambda y, s: terms(y[:, 0], s).sum() / len(y), "each label meets each score"),
    Case(lambda y, s: naive(y.ravel(), s), "each label meets each score", "y.ravel(), scores not"),
    Case(lambda y, s: terms(y, s[:, 0]).mean(), "each label meets each score"),
    Case(lambda y, s: terms(y, s).sum(), "n times too large"),
    Case(lambda y, s: terms(y, s).sum() / y.shape[1], "n times too large", "m = y.shape[1]"),
    Case(lambda y, s: terms(y, s).mean() / len(y), "n times too small", "mean, and 1/m before it"),
    Case(lambda y, s: 2 * terms(y, s).mean(), "twice too large"),
    Case(returning_in_a_loop, "stands inside the `for` loop", "return inside the loop"),
    Case(lambda y, s: terms(y, s).mean(), "right for one column", "np.mean over everything"),
    Case(lambda y, s: terms(y.ravel(), s.ravel()).sum() / y.size, "right for one column", "flattened, then the mean"),
    Case(lambda y, s: terms(y, s).mean(axis=0).squeeze(), "one loss for each column"),
    Case(lambda y, s: terms(y, s)[:, 0].sum() / len(y), "only the first column counts", "[:, 0] in between"),
    Case(lambda y, s: float(terms(y, s).sum(axis=0)[0] / len(y)), "only the first column counts"),
    Case(lambda y, s: terms(y, s).mean() + 0.01, "y = 1 and a score of 2 yours is 0.1369, it should be 0.1269"),
]

CORPUS = {"grid": GRID, "agreement": AGREEMENT, "stable_bce": STABLE_BCE}
