"""Checkers: a layer of one's own, numbers of parameters, accuracy in batches."""

import inspect
from itertools import combinations, pairwise

import numpy as np

from ....layers import Layer
from ...checking.diagnosis import check_function, with_hint
from ...checking.progress import exercise
from ...checking.running import Problem, is_stub
from ...checking.verdict import Verdict

# ---- a layer ----
_steps = np.random.default_rng(4)
LAYERS = [
    (np.array([[-2.0, 3.0], [0.5, -0.25]]), np.array([[1.0, -2.0], [-3.0, 5.0]])),
    (np.array([[-1.5, 0.0, 2.0, -0.5, 1.25]]), np.array([[2.0, 3.0, -1.0, -4.0, 0.5]])),
    (_steps.normal(size=(5, 3)), _steps.normal(size=(5, 3))),
]
METHODS = {"forward": "x", "backward": "dy"}
OTHER_SLOPES = (0.001, 0.01, 0.02, 0.05, 0.2, 0.3, 0.5)


def _slope(x, below=0.1):
    return np.where(x > 0, 1, below)


def right_leaky(x, dy):
    return _slope(x) * x, _slope(x) * dy


def _before(x):
    """What the layer has seen before x: other rows, as in every batch."""
    return -2 * x[::-1]


LEAKY = [
    *with_hint(
        "x itself where x > 0, and 0.1 x elsewhere: for x = −2 it gives −0.2.",
        (lambda x, dy: np.maximum(x, 0), "this is ReLU: below 0 nothing comes through."),
        *((lambda x, dy, a=a: _slope(x, a) * x, f"below 0 it gives {a} x; wanted is 0.1 x.") for a in OTHER_SLOPES),
        (lambda x, dy: _slope(x, -0.1) * x, "below 0 the sign is lost."),
        (lambda x, dy: _slope(-x) * x, "the two sides are exchanged. Is it a minimum for maximum, or < for >?"),
        ((lambda x, dy: np.where(x > 0, x, 0.1), lambda x, dy: np.maximum(x, 0.1)), "below 0 it gives 0.1 itself."),
        (lambda x, dy: _slope(x), "this is the slope, which backward needs; forward gives the value."),
        (lambda x, dy: np.maximum(x, 0) + 0.1 * x, "0.1 x is added above 0, too: that makes 1.1 x."),
        (lambda x, dy: np.where(x > 0, x, np.expm1(x)), "this is the ELU, with eˣ − 1 below 0."),
        part="forward",
    ),
    *with_hint(
        "dx = dy · slope, each number by itself; the slope is 1 where x > 0, and 0.1 elsewhere, also at 0.",
        (lambda x, dy: dy * (x > 0), "this is ReLU's: below 0 the gradient is lost."),
        (lambda x, dy: dy, "dy comes back as it was."),
        (lambda x, dy: _slope(x), "this is the slope alone, without dy."),
        (lambda x, dy: _slope(dy), "this is the slope of dy. Which array went through forward? Keep it there."),
        (lambda x, dy: dy * _slope(dy), "the mask is made from dy. Which array went through forward? Keep it there."),
        (lambda x, dy: dy * x, "dy is multiplied by x: a value where a slope is wanted."),
        (lambda x, dy: dy * _slope(x) * x, "dy is multiplied by the output, not by its slope."),
        *((lambda x, dy, a=a: dy * _slope(x, a), f"the slope below 0 is {a}, forward's is 0.1.") for a in OTHER_SLOPES),
        (lambda x, dy: dy * _slope(x, -0.1), "there is a minus sign in the slope below 0."),
        ((lambda x, dy: dy * _slope(-x), lambda x, dy: dy * _slope(x, 10) / 10), "the two slopes are exchanged."),
        (lambda x, dy: dy * np.where(x >= 0, 1, 0.1), "at exactly 0 the slope is 1."),
        (lambda x, dy: dy * _slope(_before(x)), "the slope is that of an earlier forward; the latest counts."),
        (lambda x, dy: (dy * _slope(x)).sum(axis=0), "it is summed over the rows; dx has the shape of x."),
        part="backward",
    ),
]


def _takes(function, *arguments):
    try:
        inspect.signature(function).bind(*arguments)
    except TypeError:
        return False
    return True


@exercise
def leaky_relu(answer):
    """A class with forward(x) and backward(dy): x where x > 0, and x / 10 elsewhere."""
    if not isinstance(answer, type):
        what = type(answer).__name__
        return Verdict(False, f"leaky_relu: a class is wanted, got {what}; give its name, without brackets.")
    methods = {name: getattr(answer, name, None) for name in METHODS}
    missing = [name for name, method in methods.items() if method in (None, getattr(Layer, name)) or is_stub(method)]
    if len(missing) == 2 and is_stub(methods["forward"]):
        return Verdict(None, "leaky_relu: replace the ... by your code.")
    if missing:
        return Verdict(
            False, f"leaky_relu: the class lacks {' and '.join(missing)}: still to be written, by this name."
        )
    for name, argument in METHODS.items():
        if not _takes(methods[name], None, None):
            taken = ", ".join(inspect.signature(methods[name]).parameters)
            return Verdict(False, f"leaky_relu: {name} takes ({taken}); wanted is {name}(self, {argument}).")
    if not _takes(answer):
        hint = "Give each parameter of __init__ a value of its own: alpha=0.1."
        return Verdict(False, f"leaky_relu: the layer is made without arguments, {answer.__name__}().", hint)

    def through(x, dy):
        layer = answer()
        layer.forward(_before(x))
        results = layer.forward(x), layer.backward(dy)
        for name, result in zip(METHODS, results, strict=True):
            if result is None:
                raise Problem(f"{name} returns None. Is the `return` missing?")
        return results

    done = "right: forward keeps what backward needs, and each number goes back with its own slope."
    return check_function("leaky_relu", through, right_leaky, LAYERS, LEAKY, done, tuple(METHODS))


# ---- count parameters ----
SIZES = [([4, 1],), ([7, 5, 3],), ([30, 128, 64, 32, 1],), ([6, 9, 9, 4],)]


def _added(layer):
    """The sum of layer(n_in, n_out) over the layers."""
    return lambda sizes: sum(layer(n_in, n_out) for n_in, n_out in pairwise(sizes))


def _pairs(pick):
    return lambda sizes: sum((n_in + 1) * n_out for n_in, n_out in pick(sizes))


_weights = _added(lambda n_in, n_out: n_in * n_out)
right_count = _pairs(pairwise)
EVERY_SECOND = lambda s: right_count(s[::2]), _pairs(lambda s: zip(s[::2], s[1::2], strict=False))
COUNT = [
    *with_hint(
        "In y = x W + b, what shape does b have? A number for each unit, and the inputs are no units.",
        (_weights, "the weights are right, the biases are missing."),
        (_added(lambda n_in, n_out: n_in * (n_out + 1)), "you count a bias for each *input* of a layer."),
        (lambda s: _weights(s) + sum(s), "the inputs of the network have got biases, too."),
        (_added(lambda n_in, n_out: n_in * n_out + 1), "you count a single bias for each layer."),
        (lambda s: _weights(s) + len(s), "you count a single bias for each number in the list."),
        (lambda s: _weights(s) + sum(s[1:-1]), "the output layer has no biases."),
        (_added(lambda n_in, n_out: (n_in + 2) * n_out), "you count two biases for each unit."),
        (
            _added(lambda n_in, n_out: (n_in + 1) * (n_out + 1)),
            "a bias is no unit of the next layer: n_out, not n_out + 1.",
        ),
    ),
    *with_hint(
        "A unit learns a weight for each number that comes in, and a bias: n_in · n_out + n_out for a layer.",
        (sum, "this is the number of units, inputs included."),
        (lambda s: sum(s[1:]), "these are the biases alone."),
        (lambda s: int(np.prod(s)), "all sizes are multiplied. Layers follow each other: their counts add."),
        (_added(lambda n_in, n_out: n_out * n_out + n_out), "n_out stands where n_in belongs."),
        (_added(lambda n_in, n_out: n_in + 2 * n_out), "n_in and n_out are added, not multiplied."),
    ),
    *with_hint(
        "Each pair of neighbors is one layer: four sizes are three layers. Which pairs does your loop see?",
        (lambda s: right_count(s[:-1]), "the last layer is missing."),
        (lambda s: right_count(s[1:]), "the first layer is missing."),
        (lambda s: right_count(s[1:-1]), "the first and the last layer are missing."),
        (lambda s: right_count(s[:2]), "this is the first layer alone. Is the `return` inside the loop?"),
        (lambda s: right_count(s[-2:]), "this is the last layer alone. Does your loop add, or replace?"),
        (_pairs(lambda s: [(s[0], n_out) for n_out in s[1:]]), "every layer has the inputs of the first one."),
        (EVERY_SECOND, "only every second size, or layer, is counted."),
        (_pairs(lambda s: combinations(s, 2)), "sizes are paired each with every later one, not with the next."),
    ),
    *with_hint(
        "One number is wanted: their sum.",
        (lambda s: [(n_in + 1) * n_out for n_in, n_out in pairwise(s)], "these are the layers one by one."),
        (lambda s: (_weights(s), sum(s[1:])), "these are weights and biases apart: add them."),
    ),
]


@exercise
def count_parameters(answer):
    """count_parameters(sizes): how many numbers a multilayer perceptron of these sizes learns."""
    done = "right: for each layer n_in · n_out weights and n_out biases."
    return check_function("count_parameters", answer, right_count, SIZES, COUNT, done)


# ---- accuracy in batches ----
class Answers:
    """A model that has its probabilities from a table: the first column of X is the number of the row."""

    def __init__(self, p, most):
        self.p, self.most = np.asarray(p), most

    def predict_proba(self, X):
        if len(X) > self.most:
            raise ValueError(f"{len(X)} rows at once do not fit into memory, {self.most} do")
        if len(X) == 0:
            raise ValueError("X has no rows: there is nothing in it")
        return self.p[np.asarray(X)[:, 0].astype(int)].reshape(-1, 1)

    def predict(self, X):
        return (self.predict_proba(X) > 0.5).astype(int)

    def __repr__(self):
        return f"a model with p = {self.p.tolist()}"


def _batch_case(y, p, batch_size):
    X = np.column_stack([np.arange(len(y)), np.zeros(len(y))])
    return Answers(p, batch_size), X, np.array(y, dtype=int), batch_size


_rng = np.random.default_rng(9)
BATCHES = [
    _batch_case([1, 0, 0, 1, 1], [0.9, 0.2, 0.6, 0.3, 0.7], 2),
    _batch_case([0, 0, 1, 0, 1, 0], [0.3, 0.8, 0.6, 0.4, 0.2, 0.1], 3),
    _batch_case(np.append(_rng.random(21) < 0.35, [0, 1]), np.append(np.round(_rng.random(21), 2), [0.5, 1.0]), 7),
    _batch_case([1, 1, 0, 1], [0.5, 0.9, 0.5, 0.1], 3),  # exactly one half is called class 0
]


def _hit(y, p):
    return (p > 0.5) == y


def _of(total, *counted, step=None, labels=lambda y, size: y):
    """The ways that make total(a, n, m) of a, arrays of counted(y, p), one a batch; n rows, batches of m."""

    def way(model, X, y, size, counted):
        slices = [slice(start, start + size) for start in range(0, len(X), step or size)]
        parts = [counted(labels(y, size)[rows], model.predict_proba(X[rows])[:, 0]) for rows in slices]
        return total(parts, len(X), size)

    return tuple(lambda *case, c=c: way(*case, c) for c in counted or (_hit,))


def _share(parts, n, size):
    return sum(part.sum() for part in parts) / n


def _means(parts, n, size):
    return np.mean([part.mean() for part in parts])


def _full(parts, size):
    return np.concatenate([part for part in parts if len(part) == size])


def _table(y, p):
    return (p[:, np.newaxis] > 0.5) == y


(right_evaluate,) = _of(_share)
TABLES = (
    *_of(_share, _table),
    *_of(_means, _table),
    *_of(lambda a, n, m: sum(part.mean() * len(part) for part in a) / n, _table),
    *_of(lambda a, n, m: _share(a, sum(part.size for part in a), m), _table),
)
EVALUATE = [
    *with_hint(
        "5 rows in batches of 2 are 2 + 2 + 1. How much should the last row count, and how much does it?",
        (_of(_means), "each batch counts the same, and the last one is short: its rows weigh too much."),
        (_of(lambda a, n, m: sum(part.mean() * m for part in a) / n), "the last batch counts as if it were full."),
        (_of(lambda a, n, m: _share(a, len(a) * m, m)), "the right rows are divided as if all batches were full."),
        (_of(lambda a, n, m: _full(a, m).mean()), "the last, short batch is left out."),
        (_of(lambda a, n, m: _share(a[:-1], n, m)), "the last batch is left out, short or not."),
        (_of(lambda a, n, m: _share(a[1:], n, m)), "the first batch is left out."),
        (_of(lambda a, n, m: sum(part[: m - 1].sum() for part in a) / n), "the last row of each batch is left out."),
        (
            _of(lambda a, n, m: _full(a, m).sum() / n),
            "the last, short batch is left out, and yet you divide by all rows.",
        ),
    ),
    *with_hint(
        "y[rows] has shape (m,), the probabilities (m, 1): print the shape of the comparison. ravel() makes (m,).",
        (TABLES, "(m,) is compared with (m, 1): that makes a table (m, m), every row against every row."),
    ),
    *with_hint(
        "First make a 0 or a 1 of p, class 1 where p > 0.5, then compare with y, then count.",
        (_of(_share, lambda y, p: p > 0, lambda y, p: y == y), "1, whatever the rows are: every row counts as right."),
        (_of(_share, lambda y, p: (p > 0) == y), "every row is called class 1: this is the share of class 1 in y."),
        (_of(_share, lambda y, p: y == 0), "every row is called class 0. (argmax over one column is always 0.)"),
        (_of(_share, lambda y, p: p.astype(int) == y), "int(…) cuts p to 0, unless it is exactly 1."),
        (_of(_share, lambda y, p: (p >= 0.5) == y), "a row with p of exactly one half is called class 1."),
        (lambda *case: 0.0, "0, whatever the rows are. Is the count divided in whole numbers, by // or int(…)?"),
        (_of(_share, lambda y, p: p == y), "probabilities are compared with classes."),
        (
            _of(_share, lambda y, p: (p - y) ** 2, lambda y, p: abs(p - y), lambda y, p: 1 - abs(p - y)),
            "this is made of p − y, an error of the probabilities; accuracy counts rows.",
        ),
        (_of(_share, lambda y, p: (p > 0.5) != y, lambda y, p: (p < 0.5) == y), "this is the share of wrong rows."),
        (_of(_share, lambda y, p: p > 0.5), "this is the share that is called class 1, right or wrong."),
        (_of(_share, lambda y, p: (p > 0.5) & (y == 1)), "only rows are counted where y and answer are both class 1."),
    ),
    *with_hint(
        "Which rows does the loop see, and what does it do to the count? Add in the loop, return behind it.",
        (_of(lambda a, n, m: a[-1].mean()), "only the last batch counts."),
        (_of(lambda a, n, m: a[-1].sum() / n), "only the right rows of the last batch are counted."),
        (_of(lambda a, n, m: a[0].mean()), "only the first batch counts."),
        (_of(lambda a, n, m: a[0].sum() / n), "only the right rows of the first batch are counted."),
        (
            _of(_share, labels=lambda y, size: np.resize(y[:size], len(y))),
            "each batch is compared with the first labels.",
        ),
        (_of(_share, step=1), "the batches overlap, and rows count more than once: range(0, n, batch_size)."),
    ),
    *with_hint(
        "A share of the rows is wanted, 0.6 and not 60: right rows divided by all rows.",
        (_of(lambda a, n, m: _share(a, 1, m)), "this is the number of right rows."),
        (_of(lambda a, n, m: 100 * _share(a, n, m)), "this is in percent."),
        (
            _of(lambda a, n, m: len(a) * _means(a, n, m)) + _of(lambda a, n, m: len(a) * _means(a, n, m) / n),
            "this is a sum of the batches' accuracies.",
        ),
        (_of(lambda a, n, m: _share(a, len(a), m)), "right rows, divided by the number of batches."),
        (
            _of(lambda a, n, m: _share(a, 2 * n, m)),
            "they are divided by X.size, which counts all numbers of the table.",
        ),
        (_of(lambda a, n, m: _share(a, m, m)), "the right rows are divided by the size of a batch."),
        (_of(lambda a, n, m: np.mean([part.all() for part in a])), "the share of batches in which all is right."),
    ),
]


@exercise
def evaluate(answer):
    """evaluate(model, X, y, batch_size): the share of rows that the model gets right, a batch at a time."""
    done = "right: every row counts the same, also in a short batch."
    return check_function("evaluate", answer, right_evaluate, BATCHES, EVALUATE, done)
