"""Checkers: a model of one's own, a layer, accuracy in batches."""

import inspect
from fractions import Fraction
from itertools import product

import numpy as np

from ....layers import Layer
from ...checking.diagnosis import Fault, check_function, with_hint
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict
from .own_model import check_model


@exercise
def tiny_model(answer):
    """A class with add, compile, fit and predict_proba: the five lines, of the learner's own parts."""
    return check_model("tiny_model", answer)


# ---- a layer ----
_steps = np.random.default_rng(4)
LAYERS = [
    (np.array([[-2.0, 3.0], [0.5, -0.25]]), np.array([[1.0, -2.0], [-3.0, 5.0]])),
    (np.array([[-1.5, 0.0, 2.0, -0.05, 0.05]]), np.array([[2.0, 3.0, -1.0, -4.0, 0.5]])),
    (_steps.normal(size=(5, 3)), _steps.normal(size=(5, 3))),
]
METHODS = {"forward": "x", "backward": "dy"}


def _slope(x, below=0.1):
    return np.where(x > 0, 1, below)


def right_leaky(x, dy):
    return _slope(x) * x, _slope(x) * dy


VALUE = "x itself where x > 0, and 0.1 x elsewhere: for x = −2 it gives −0.2."
GRADIENT = "dx = dy · slope, each number by itself; the slope is 1 where x > 0, and 0.1 elsewhere, also at 0."
LEAKY = [
    *with_hint(
        VALUE,
        (lambda x, dy: np.maximum(x, 0), "this is ReLU: below 0 nothing comes through."),
        (lambda x, dy: _slope(-x) * x, "the two sides are exchanged. Is it a minimum for maximum, or < for >?"),
        (lambda x, dy: np.where(x > 0, x, np.expm1(x)), "this is the ELU, with eˣ − 1 below 0."),
        part="forward",
    ),
    *with_hint(
        GRADIENT,
        (
            lambda x, dy: dy * (x > 0),
            "this is ReLU's: below 0 the gradient is lost. (Whole numbers cut 0.1 to 0, too.)",
        ),
        (lambda x, dy: _slope(dy), "this is the slope of dy. Which array went through forward? Keep it there."),
        (lambda x, dy: dy * _slope(dy), "the mask is made from dy. Which array went through forward? Keep it there."),
        (lambda x, dy: dy * _slope(-2 * x[::-1]), "the slope is that of an earlier forward; the latest counts."),
        (lambda x, dy: (dy * _slope(x)).sum(axis=0), "it is summed over the rows; dx has the shape of x."),
        part="backward",
    ),
]
_x = np.array([[-4.0, -2.5, -1.0, -0.5], [0.0, 0.0, 0.0, 0.0], [0.05, 1.5, 2.0, 4.5]])
_dy = np.array([[3.0, -1.0, 2.0, -5.0]] * 3)
WHERE = {"where x > 0": _x > 0, "where x < 0": _x < 0, "at exactly 0": _x == 0}


def _by_sign(through):
    """What a layer makes of numbers above, below and at 0, each by itself."""
    made = [np.asarray(result, dtype=float) for result in call(through, _x, _dy)]
    bases = {"x": _x, "dy": _dy, "dy · x": _dy * _x, "": np.ones((3, 4))}
    for got, right, name, hint in zip(made, right_leaky(_x, _dy), bases, (VALUE, GRADIENT), strict=False):
        told = {}
        for place, at in WHERE.items():
            ratios = {base: got[at] / numbers[at] for base, numbers in bases.items() if numbers[at].all()}
            made_of = [f"{ratio[0]:.3g} {base}".strip() for base, ratio in ratios.items() if np.ptp(ratio) < 1e-6]
            if not np.allclose(got[at], right[at]):
                wanted = name if place == "where x > 0" else f"0.1 {name}"
                told.setdefault(f" it gives {(*made_of, 'something else')[0]}; wanted is {wanted}", []).append(place)
        if told:
            return f"{', and '.join(' and '.join(places) + it for it, places in told.items())}.", hint
    return None


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
        return Verdict(False, f"leaky_relu: the class lacks {' and '.join(missing)}. Write it, by this name.")
    for name, argument in METHODS.items():
        if not _takes(methods[name], None, None):
            taken = ", ".join(inspect.signature(methods[name]).parameters)
            return Verdict(False, f"leaky_relu: {name} takes ({taken}); wanted is {name}(self, {argument}).")
    if not _takes(answer):
        hint = "Give each parameter of __init__ a value of its own: alpha=0.1."
        return Verdict(False, f"leaky_relu: the layer is made without arguments, {answer.__name__}().", hint)

    def through(x, dy):
        layer = answer()
        layer.forward(-2 * x[::-1])  # other rows came before, as in every batch
        results = layer.forward(x), layer.backward(dy)
        for name, result in zip(METHODS, results, strict=True):
            if result is None:
                raise Problem(f"{name} returns None. Is the `return` missing?")
        return results

    done = "right: forward keeps what backward needs, and each number goes back with its own slope."
    return check_function("leaky_relu", through, right_leaky, LAYERS, LEAKY, done, tuple(METHODS), [_by_sign])


# ---- accuracy in batches ----
class Answers:
    """A model that has its probabilities from a table: the first column of X is the number of the row."""

    def __init__(self, p, most):
        self.p, self.most, self.asked = np.asarray(p), most, []

    def __deepcopy__(self, memo):
        return self  # or nobody could see what a copy was asked

    def predict_proba(self, X):
        if len(X) > self.most:
            raise ValueError(f"{len(X)} rows at once do not fit into memory, {self.most} do")
        if len(X) == 0:
            raise ValueError("X has no rows: there is nothing in it")
        rows = np.asarray(X)[:, 0].astype(int)
        self.asked.extend(rows)
        return self.p[rows].reshape(-1, 1)

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


def _of(total, *counted):
    """The ways that make total(a, n, m) of a, arrays of counted(y, p), one a batch; n rows, batches of m."""

    def way(model, X, y, size, counted):
        slices = [slice(start, start + size) for start in range(0, len(X), size)]
        parts = [counted(y[rows], model.predict_proba(X[rows])[:, 0]) for rows in slices]
        return total(parts, len(X), size)

    return tuple(lambda *case, c=c: way(*case, c) for c in counted or (lambda y, p: (p > 0.5) == y,))


def _share(parts, n, size):
    return sum(part.sum() for part in parts) / n


def _means(parts, n, size):
    return np.mean([part.mean() for part in parts])


def _table(y, p):
    return (p[:, np.newaxis] > 0.5) == y


(right_evaluate,) = _of(_share)
TABLES = (
    *_of(_share, _table),
    *_of(_means, _table),
    *_of(lambda a, n, m: sum(part.mean() * len(part) for part in a) / n, _table),
)
EACH = "Which rows does the loop see, and what does it do to the count? Add in the loop, return behind it."
SHORT = "5 rows in batches of 2 are 2 + 2 + 1. How much should the last row count, and how much does it?"
CUT = "First make a 0 or a 1 of p, class 1 where p > 0.5, then compare with y, then count."
ALL = "A share of the rows is wanted, 0.6 and not 60: right rows divided by all rows."
EVALUATE = [
    Fault(_of(_means), "each batch counts the same, and the last one is short: its rows weigh too much.", SHORT),
    Fault(
        TABLES,
        "(m,) is compared with (m, 1): that makes a table (m, m), every row against every row.",
        "y[rows] has shape (m,), the probabilities (m, 1): print the shape of the comparison. ravel() makes (m,).",
    ),
    *with_hint(
        CUT,
        (_of(_share, lambda y, p: p > 0, lambda y, p: y == y), "1, whatever the rows are: every row counts as right."),
        (_of(_share, lambda y, p: (p > 0) == y), "every row is called class 1: this is the share of class 1 in y."),
        (_of(_share, lambda y, p: y == 0), "every row is called class 0. (argmax over one column is always 0.)"),
        (lambda *case: 0.0, "0, whatever the rows are. Is the count divided in whole numbers, by // or int(…)?"),
        (_of(_share, lambda y, p: p == y), "probabilities are compared with classes."),
        (_of(_share, lambda y, p: (p > 0.5) != y, lambda y, p: (p < 0.5) == y), "this is the share of wrong rows."),
    ),
    Fault(_of(lambda a, n, m: _share(a, 2 * n, m)), "they are divided by X.size, which counts all numbers of X.", ALL),
]


def _row_by_row(function):
    """Which rows are asked about, how much each counts, whose label meets whose probability, where p is cut."""
    n, size = 8, 3
    y, p = np.array([1, 0, 0, 1, 0, 1, 1, 0]), np.array([1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0])

    def share(y, p):
        case = _batch_case(y, p, size)
        return float(call(function, *case)), np.bincount(case[0].asked, minlength=n)

    first, asked = share(y, p)
    if np.any(asked != 1) and np.any(asked != 2):  # twice: by predict and by predict_proba
        hint = SHORT if len(set(asked[: n - n % size])) == 1 else EACH
        return f"8 rows in batches of 3: you ask about them {', '.join(map(str, asked))} times, not once each.", hint
    other_label = [share(abs(y - one), p)[0] - first for one in np.eye(n, dtype=int)]
    both = [share(abs(y - one), abs(p - one))[0] - first for one in np.eye(n, dtype=int)]
    shares, uneven = np.abs(other_label), np.ptp(np.abs(other_label)) > 1e-9
    if not shares.any():
        return "the labels have no say: with others in y your answer is the same.", CUT
    if np.allclose(shares, 1 / n) and not np.allclose(both, 0):
        return "labels meet the probabilities of other rows.", "Are X and y cut, and ordered, in the same way?"
    if not np.isclose(share(np.array([1, 0, 0, 1, 0, 1, 0, 1]), p)[0] - first, sum(other_label[6:])):
        return "rows do not count one by one: is a sum, or an all(), compared for a whole batch?", CUT
    by_class = any(np.ptp(shares[mask]) < 1e-9 for mask in (p > 0.5, p < 0.5, y == 1, y == 0))
    if not np.allclose(shares, 1 / n) and not (uneven and by_class):
        counts = ", ".join(str(Fraction(share).limit_denominator(99)) for share in shares[: 8 if uneven else 1])
        counts, hint = (counts, SHORT if shares.all() else EACH) if uneven else (f"{counts} each", ALL)
        return f"the labels of 8 rows in batches of 3 count {counts}; each should count 1/8.", hint
    for v, label in product((0.1, 0.3, 0.45, 0.5, 0.55, 0.7, 0.9), (0, 1)):
        got, wanted = share(np.full(n, label), np.full(n, v))[0], float((v > 0.5) == label)
        if got != wanted:
            return f"with p = {v} and y = {label} in all rows yours is {got:.3g}, and {wanted:g} is wanted.", CUT
    return None


@exercise
def evaluate(answer):
    """evaluate(model, X, y, batch_size): the share of rows that the model gets right, a batch at a time."""
    done = "right: every row counts the same, also in a short batch."
    return check_function("evaluate", answer, right_evaluate, BATCHES, EVALUATE, done, probes=[_row_by_row])
