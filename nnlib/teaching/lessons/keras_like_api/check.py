"""Checkers: a layer of one's own, numbers of parameters, accuracy in batches."""

from itertools import pairwise

import numpy as np

from ...checking.diagnosis import Fault, check_function
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


def right_leaky(x, dy):
    return np.where(x > 0, x, 0.1 * x), dy * np.where(x > 0, 1, 0.1)


def _forward(wrong, message, hint):
    return Fault(lambda x, dy: wrong(x), message, hint, "forward")


def _backward(wrong, message, hint):
    return Fault(wrong, message, hint, "backward")


BELOW = "For x = −2 it gives −0.2."
CHAIN = "dx = dy · slope, each number by itself; the slope is 1 where x > 0, and 0.1 elsewhere."
LEAKY = [
    _forward(lambda x: np.maximum(x, 0), "this is ReLU: below 0 nothing comes through.", BELOW),
    _forward(lambda x: np.where(x > 0, x, 0.01 * x), "the slope below 0 is 0.01, a tenth of what is wanted.", BELOW),
    _forward(lambda x: np.where(x > 0, x, -0.1 * x), "below 0 the sign is lost.", BELOW),
    _forward(lambda x: np.minimum(x, 0.1 * x), "the two sides are exchanged: minimum for maximum.", BELOW),
    _forward(lambda x: np.where(x > 0, x, 0.1), "below 0 it gives 0.1 itself, not 0.1 x.", BELOW),
    _forward(
        lambda x: np.where(x > 0, 1, 0.1), "this is the slope, which backward needs; forward gives the value.", BELOW
    ),
    _backward(lambda x, dy: dy * (x > 0), "this is ReLU's: below 0 the gradient is lost.", CHAIN),
    _backward(lambda x, dy: dy, "dy comes back as it was.", CHAIN),
    _backward(lambda x, dy: np.where(x > 0, 1, 0.1), "this is the slope alone, without dy.", CHAIN),
    _backward(
        lambda x, dy: dy * np.where(dy > 0, 1, 0.1),
        "the mask is made from dy, as if dy had gone through forward.",
        "Which array knows on which side a number was? Keep it in forward.",
    ),
    _backward(lambda x, dy: dy * x, "dy is multiplied by x: a value where a slope is wanted.", CHAIN),
    _backward(
        lambda x, dy: dy * np.where(x > 0, x, 0.1 * x), "dy is multiplied by the output, not by its slope.", CHAIN
    ),
    _backward(lambda x, dy: dy * np.where(x > 0, 1, 0.01), "the slope below 0 is 0.01, forward's is 0.1.", CHAIN),
    _backward(
        lambda x, dy: dy * np.where(x > 0, 0.1, 1), "the two slopes are exchanged.", "Where x > 0 the slope is 1."
    ),
    _backward(
        lambda x, dy: dy * np.where(x >= 0, 1, 0.1),
        "at exactly 0 the slope is 1.",
        "The text says 1 where x > 0, and 0.1 elsewhere, also at 0.",
    ),
]


def _used_as_in_a_network(kind):
    """What a layer of this kind gives for x, then for dy; before that it has seen other rows, as in every batch."""

    def through(x, dy):
        layer = kind()
        layer.forward(-2 * x[::-1])
        results = layer.forward(x), layer.backward(dy)
        for name, result in zip(("forward", "backward"), results, strict=True):
            if result is None:
                raise Problem(f"{name} returns None. Is the `return` missing?")
        return results

    through.__name__ = kind.__name__
    return through


@exercise
def leaky_relu(answer):
    """A class with forward(x) and backward(dy): x where x > 0, and x / 10 elsewhere."""
    if not isinstance(answer, type):
        what = type(answer).__name__
        return Verdict(False, f"leaky_relu: a class is wanted, got {what}; give its name, without brackets.")
    methods = [answer.__dict__.get(name) for name in ("forward", "backward")]
    if all(method is None or is_stub(method) for method in methods):
        return Verdict(None, "leaky_relu: replace the ... by your code.")
    for name, method in zip(("forward", "backward"), methods, strict=True):
        if method is None or is_stub(method):
            return Verdict(False, f"leaky_relu: {name} is still to be written.")
    done = "right: forward keeps what backward needs, and each number goes back with its own slope."
    parts = ("forward", "backward")
    return check_function("leaky_relu", _used_as_in_a_network(answer), right_leaky, LAYERS, LEAKY, done, parts)


# ---- count parameters ----
SIZES = [([4, 1],), ([7, 5, 3],), ([30, 128, 64, 32, 1],), ([6, 9, 9, 4],)]


def _weights(sizes):
    return sum(n_in * n_out for n_in, n_out in pairwise(sizes))


def right_count(sizes):
    return sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))


WHERE_BIAS = "In y = x W + b, what shape does b have?"
COUNT = [
    Fault(_weights, "the weights are right, the biases are missing.", WHERE_BIAS),
    Fault(
        lambda s: _weights(s) + sum(s[:-1]),
        "you count a bias for each *input* of a layer.",
        WHERE_BIAS,
    ),
    Fault(
        lambda s: _weights(s) + sum(s),
        "the inputs of the network have got biases, too.",
        "Which layer would add them? The 30 inputs are data, not units of a Dense layer.",
    ),
    Fault(lambda s: _weights(s) + len(s) - 1, "you count a single bias for each layer.", WHERE_BIAS),
    Fault(lambda s: _weights(s) + len(s), "you count a single bias for each number in the list.", WHERE_BIAS),
    Fault(lambda s: sum(s), "this is the number of units, inputs included.", "What does each unit learn?"),
    Fault(lambda s: sum(s[1:]), "these are the biases alone.", "How many weights lead into each unit?"),
    Fault(
        lambda s: right_count(s[:-1]),
        "the last layer is missing.",
        "Four sizes are three layers: each pair of neighbors is one. Does your loop reach the last pair?",
    ),
    Fault(
        lambda s: right_count(s[1:]),
        "the first layer is missing.",
        "The inputs are no layer, but weights lead from them to the first one.",
    ),
    Fault(
        lambda s: (s[0] + 1) * s[1],
        "this is the first layer alone.",
        "Is the `return` inside the loop?",
    ),
    Fault(
        lambda s: (s[-2] + 1) * s[-1],
        "this is the last layer alone.",
        "Does your loop add to the number, or replace it?",
    ),
    Fault(
        lambda s: sum((s[0] + 1) * n_out for n_out in s[1:]),
        "every layer has the inputs of the first one.",
        "What goes into a layer is what the layer *before* gives out.",
    ),
    Fault(lambda s: int(np.prod(s)), "all sizes are multiplied.", "Layers follow each other: their counts add."),
    Fault(
        lambda s: [(n_in + 1) * n_out for n_in, n_out in pairwise(s)],
        "these are the layers one by one.",
        "One number is wanted: their sum.",
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


def _parts(model, X, y, batch_size, counted=lambda y, p: (p > 0.5) == y, drop=False, last=False):
    """A list of arrays: for each batch, which rows are right."""
    starts = range(0, len(X) - (batch_size - 1 if drop else 0), batch_size)
    parts = []
    for start in starts:
        rows = slice(start, start + batch_size)
        parts.append(counted(y[rows], model.predict_proba(X[rows])[:, 0]))
    return parts[-1:] if last else parts


def right_evaluate(*case):
    return np.concatenate(_parts(*case)).mean()


def _by(**how):
    return lambda *case: np.concatenate(_parts(*case, **how)).mean()


def _against_column(y, p):
    return (p[:, np.newaxis] > 0.5) == y


WEIGH = "5 rows in batches of 2 are 2 + 2 + 1. How much should the last row count, and how much does it?"
SHAPE = "y[rows] has shape (m,), the probabilities (m, 1): print the shape of the comparison. ravel() makes (m,)."
EVALUATE = [
    Fault(
        lambda *case: np.mean([part.mean() for part in _parts(*case)]),
        "each batch counts the same, and the last one is short: its rows weigh too much.",
        WEIGH,
    ),
    Fault(
        lambda *case: sum(part.mean() * case[3] for part in _parts(*case)) / len(case[1]),
        "the last batch counts as if it were full.",
        WEIGH,
    ),
    Fault(
        lambda *case: np.mean([part.mean() for part in _parts(*case, counted=_against_column)]),
        "(m,) is compared with (m, 1): that makes a table (m, m), every row against every row.",
        SHAPE,
    ),
    Fault(
        lambda *case: sum(part.sum() for part in _parts(*case, counted=_against_column)) / len(case[1]),
        "(m,) is compared with (m, 1): that makes a table (m, m), every row against every row.",
        SHAPE,
    ),
    Fault(
        lambda *case: sum(part.mean() * len(part) for part in _parts(*case, counted=_against_column)) / len(case[1]),
        "(m,) is compared with (m, 1): that makes a table (m, m), every row against every row.",
        SHAPE,
    ),
    Fault(
        lambda *case: (
            sum(part.sum() for part in _parts(*case, counted=_against_column))
            / sum(part.size for part in _parts(*case, counted=_against_column))
        ),
        "(m,) is compared with (m, 1): that makes a table (m, m), every row against every row.",
        SHAPE,
    ),
    Fault(
        _by(counted=lambda y, p: p > 0),
        "1, whatever the rows are: every row counts as right.",
        "A probability is always above 0: p > 0 says nothing. And what is compared with y before you count?",
    ),
    Fault(
        _by(counted=lambda y, p: (p > 0) == y),
        "every row is called class 1: this is the share of class 1 in y.",
        "A probability is always above 0. Where is the middle between two classes?",
    ),
    Fault(
        _by(counted=lambda y, p: (p >= 0.5) == y),
        "a row with p of exactly one half is called class 1.",
        "The text says class 1 where p > 0.5.",
    ),
    Fault(
        lambda *case: 0.0,
        "0, whatever the rows are.",
        "Is the count divided in whole numbers, by // or int(…)? Or is nothing added to it?",
    ),
    Fault(_by(counted=lambda y, p: p == y), "probabilities are compared with classes.", "First make a 0 or a 1 of p."),
    Fault(
        _by(counted=lambda y, p: (p > 0.5) != y),
        "this is the share of rows that are wrong.",
        "Accuracy counts the right ones.",
    ),
    Fault(
        _by(counted=lambda y, p: p > 0.5),
        "this is the share that is called class 1, right or wrong.",
        "Compare with y before you count.",
    ),
    Fault(
        _by(drop=True),
        "the last, short batch is left out.",
        "5 rows in batches of 2: where does the last batch start?",
    ),
    Fault(
        lambda *case: np.concatenate(_parts(*case, drop=True)).sum() / len(case[1]),
        "the last, short batch is left out, and yet you divide by all rows.",
        "5 rows in batches of 2: where does the last batch start?",
    ),
    Fault(_by(last=True), "only the last batch counts.", "Does your loop add to the count, or replace it?"),
    Fault(
        lambda *case: _parts(*case)[0].mean(),
        "only the first batch counts.",
        "Is the `return` inside the loop?",
    ),
    Fault(
        lambda *case: _parts(*case)[0].sum() / len(case[1]),
        "only the right rows of the first batch are counted.",
        "Is the `return` inside the loop?",
    ),
    Fault(
        lambda *case: float(np.concatenate(_parts(*case)).sum()),
        "this is the number of right rows.",
        "A share is wanted: divide by how many rows?",
    ),
    Fault(
        lambda *case: 100 * right_evaluate(*case),
        "this is in percent.",
        "A share is wanted: 0.6, not 60.",
    ),
    Fault(
        lambda *case: np.concatenate(_parts(*case)).sum() / len(_parts(*case)),
        "the right rows are divided by the number of batches.",
        "A share of the rows is wanted.",
    ),
]


@exercise
def evaluate(answer):
    """evaluate(model, X, y, batch_size): the share of rows that the model gets right, a batch at a time."""
    done = "right: every row counts the same, also in a short batch."
    return check_function("evaluate", answer, right_evaluate, BATCHES, EVALUATE, done)
