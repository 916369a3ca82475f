"""The backward pass of a dense layer, which learners write, and mend in the clinic: cases and faults."""

import itertools

import numpy as np

from .diagnosis import Fault, check_function, with_hint
from .verdict import Verdict


def right_dense_backward(x, W, dz):
    return dz @ W.T, x.T @ dz, dz.sum(axis=0)


def numbers(*shape, seed):
    """Numbers of both signs with a mean that is not 0."""
    return np.random.default_rng(seed).normal(0.3, 1, shape)


def _dense_case(n, n_in, n_out, seed):
    return numbers(n, n_in, seed=seed), numbers(n_in, n_out, seed=seed + 1), numbers(n, n_out, seed=seed + 2)


SQUARE = [_dense_case(3, 3, 3, 20)]
DENSE_CASES = [_dense_case(2, 3, 2, 0), _dense_case(7, 5, 3, 10), *SQUARE]
DENSE_PARTS = ("dx", "dW", "db")
SHAPES = "Write the shapes under the product: the inner two must be equal and vanish."
SQUARE_ONLY = "Shapes fit only where W is square. dx adds over the units k, and k is the last index of W."
COLUMNS = "In this course rows are samples. There every product stands the other way round. Here z = x @ W + b."
MEAN = "Paths add: a layer only multiplies and sums. Nothing divides here; the 1/n is in dz already."
PATHS = "W is used in every row: what happens to the paths?"
BY_NUMBER = "A slope here is a sum over paths, a row of one array times a column of the other: @, not *."
OWN_BIAS = "Each unit has its own bias, used in every row: sum over rows only, axis=0. Nothing divides by n here."


def _divided(by, message):
    """The right gradients, divided by a number."""
    return [
        Fault(lambda *case, i=i: right_dense_backward(*case)[i] / by(case[0]), message, MEAN, part)
        for i, part in enumerate(DENSE_PARTS)
    ]


def _kept(add):
    """Two ways to make a bias gradient of dz, of which the second keeps the axes."""
    return tuple(lambda x, W, dz, k=k: add(dz, k) for k in (False, True))


DENSE_FAULTS = [
    *_divided(len, "every number is n times too small, a mean over the rows."),
    *_divided(lambda x: x.shape[1], "every number is divided by the number of columns of x."),
    *with_hint(
        SQUARE_ONLY,
        (lambda x, W, dz: dz @ W, "this is dz @ W; W is not transposed."),
        (lambda x, W, dz: W @ dz, "this is W @ dz; the units of dz meet the inputs of W."),
        part="dx",
    ),
    *with_hint(
        SHAPES,
        (lambda x, W, dz: W @ dz.T, "this is W @ dzᵀ, dx lying on its side."),
        (lambda x, W, dz: dz.T @ W, "this is dzᵀ @ W: neither of the two shapes fits."),
        part="dx",
    ),
    *with_hint(
        "z reaches x through W alone: dz times W, added over the units.",
        (lambda x, W, dz: dz, "this is dz itself."),
        (
            (lambda x, W, dz: W.T, lambda x, W, dz: np.tile(W.sum(axis=1), (len(x), 1))),
            "this is made of W alone; dz has no part in it.",
        ),
        (lambda x, W, dz: dz @ x.T, "x stands where W belongs."),
        (
            (lambda x, W, dz: (dz @ W.T).sum(axis=0), lambda x, W, dz: (dz @ W.T).mean(axis=0)),
            "added over the rows; each row has its own gradient.",
        ),
        (lambda x, W, dz: x * (dz @ W.T), "it is multiplied by x once more; its slope in x is W alone."),
        (
            (lambda x, W, dz: (x > 0) * (dz @ W.T), lambda x, W, dz: x * (1 - x) * (dz @ W.T)),
            "the slope of an activation is multiplied in; this layer has none.",
        ),
        part="dx",
    ),
    *with_hint(
        "z reaches W through x alone: x times dz, added over the rows.",
        ((lambda x, W, dz: x, lambda x, W, dz: x.T), "this is x alone; dz has no part in it."),
        (lambda x, W, dz: W.T @ dz, "W stands where x belongs."),
        (lambda x, W, dz: W * (x.T @ dz), "it is multiplied by W once more; its slope in W is x alone."),
        part="dW",
    ),
    Fault(lambda x, W, dz: W.T @ dz, "this is Wᵀ @ dz, the formula of texts whose columns are samples.", COLUMNS, "dx"),
    Fault(lambda x, W, dz: dz @ x.T, "this is dz @ xᵀ, the formula of texts whose columns are samples.", COLUMNS, "dW"),
    Fault((lambda x, W, dz: dz * W, lambda x, W, dz: dz * W.T), "multiplied number by number.", BY_NUMBER, "dx"),
    Fault((lambda x, W, dz: x * dz, lambda x, W, dz: x.T * dz), "multiplied number by number.", BY_NUMBER, "dW"),
    *with_hint(
        SHAPES,
        (lambda x, W, dz: x @ dz, "this is x @ dz; x is not transposed."),
        (lambda x, W, dz: dz.T @ x, "this is dzᵀ @ x, dW lying on its side."),
        (lambda x, W, dz: x @ dz.T, "this is x @ dzᵀ: it adds over features, not over rows."),
        part="dW",
    ),
    *with_hint(
        PATHS,
        (lambda x, W, dz: x[:, :, None] * dz[:, None, :], "one matrix for each row, not yet added up."),
        (lambda x, W, dz: np.outer(x, dz), "np.outer is for one row; here are many."),
        (
            lambda x, W, dz: np.outer(x.sum(axis=0), dz.sum(axis=0)),
            "rows are added before they are multiplied: each row by itself, then the sum.",
        ),
        part="dW",
    ),
    Fault(lambda x, W, dz: dz, "this is dz itself.", "The bias enters every row: what happens to the paths?", "db"),
    *with_hint(
        OWN_BIAS,
        (_kept(lambda dz, k: dz.sum(axis=1, keepdims=k)), "summed over the units: one number for each row."),
        (_kept(lambda dz, k: dz.sum(axis=1, keepdims=k) / len(dz)), "summed over the units, and divided by n."),
        (_kept(lambda dz, k: dz.mean(axis=1, keepdims=k)), "averaged over the units: one number for each row."),
        (_kept(lambda dz, k: dz.sum(keepdims=k)), "one number for all units."),
        (_kept(lambda dz, k: dz.sum(keepdims=k) / len(dz)), "one number for all units, and divided by n."),
        (_kept(lambda dz, k: dz.mean(keepdims=k)), "one number for all units, the mean over everything."),
        (lambda x, W, dz: np.full(W.shape[1], dz.sum()), "the same number for all units."),
        (lambda x, W, dz: np.full(W.shape[1], dz.mean()), "the same number for all units, the mean over everything."),
        ((lambda x, W, dz: W.sum(axis=0), lambda x, W, dz: x.sum(axis=0)), "dz has no part in it."),
        part="db",
    ),
    *with_hint(
        "b has shape (n_out,), so db has too: leave keepdims out.",
        (
            _kept(lambda dz, k: dz.sum(axis=0)[None] if k else dz.sum(axis=0)[:, None]),
            "the right numbers, two axes.",
        ),
        (
            _kept(lambda dz, k: dz.mean(axis=0)[None] if k else dz.mean(axis=0)[:, None]),
            "the mean over the rows, n times too small, and with two axes.",
        ),
        part="db",
    ),
    Fault(
        lambda x, W, dz: (x.T @ dz).sum(axis=0),
        "this is dW summed over the inputs.",
        "z's slope in b is 1, so x has no part in db.",
        "db",
    ),
]


def named(verdict):
    """Does it tell one known cause?"""
    return bool(verdict.passed is False and verdict.hint and "two things at once" not in verdict.message)


def refused(verdict):
    """Did shapes keep the answer from being looked at?"""
    said = verdict.message
    shapes = "ValueError" in said and ("shape" in said or "dimension" in said) or "the result has shape" in said
    return verdict.passed is False and not verdict.hint and shapes


def named_on_squares(check, cases, squares):
    """check(cases); but what shapes refuse is named on square arrays, where each product runs."""
    verdict = check(cases)
    on_squares = check(squares) if refused(verdict) else verdict
    return on_squares if named(on_squares) else verdict


def check_dense_backward(function, done, faults=()):
    """The verdict on a dense layer's backward pass; faults: what is to be told before all others."""

    def check(cases, function=function):
        ways = [*faults, *DENSE_FAULTS]
        return check_function("dense_backward", function, right_dense_backward, cases, ways, done, DENSE_PARTS)

    verdict = named_on_squares(check, DENSE_CASES, SQUARE)
    if "IndexError" in verdict.message:
        hint = "Take the sizes from x.shape and W.shape; 3 and 2 are those of the picture."
        return Verdict(False, verdict.message, hint)
    if not refused(verdict):
        return verdict
    found = {"dx": None, "dW": None, "db": None}
    for words, rearranged in _rearranged(function):
        other = named_on_squares(lambda cases, other=rearranged: check(cases, other), DENSE_CASES, SQUARE)
        part, what = other.message.removeprefix("dense_backward, ").split(": ", 1)
        if named(other) and part in found:
            message = f"dense_backward: {words}. Then, {part}: {what}"
            found[part] = found[part] or Verdict(False, message, other.hint)
    return found["db"] or found["dW"] or found["dx"] or verdict  # the later, the more is right before it


def _rearranged(function):
    """The function with its results, or its arguments, in another order, and what to say of it."""
    for order in itertools.permutations(range(3)):
        yield (
            "your results come in another order than dx, dW, db",
            lambda *case, order=order: [function(*case)[place] for place in order],
        )
    for order in ((2, 0, 1), (2, 1, 0), (0, 2, 1)):  # dz, x, W is that of a large online course
        yield (
            "your function takes its arguments in another order than x, W, dz",
            lambda *case, order=order: function(*(case[place] for place in order)),
        )
