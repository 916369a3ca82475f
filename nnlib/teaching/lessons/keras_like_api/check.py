"""Checkers: numbers of parameters, accuracy in batches."""

from itertools import pairwise

import numpy as np

from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise

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
