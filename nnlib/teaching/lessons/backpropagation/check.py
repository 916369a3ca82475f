"""Exercises: the backward passes of a layer, of a ReLU and of two layers."""

import numpy as np

from ...checking.dense_backward import (
    DENSE_CASES,
    DENSE_FAULTS,
    DENSE_PARTS,
    MEAN,
    SHAPES,
    SQUARE,
    numbers,
    right_dense_backward,
)
from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict


def _changed(verdict, names):
    """The name of the argument that the verdict says was changed, or None."""
    changed = (name for i, name in enumerate(names) if f"changes its argument number {i + 1}." in verdict.message)
    return next(changed, None) if verdict.passed is False else None


# ---- dense backward ----

COLUMNS = "In this course rows are samples. There every product stands the other way round. Here z = x @ W + b."
OWN_BIAS = "Each unit has its own bias, used in every row: sum over rows only. Nothing divides by n here."
ALL_DENSE_FAULTS = [
    Fault(
        lambda x, W, dz: dz @ W,
        "this is dz @ W; W is not transposed.",
        "Shapes fit only because W is square. dx adds over the units k, and k is the last index of W.",
        "dx",
    ),
    *(fault for fault in DENSE_FAULTS if not fault.message.startswith("this is dz @ W;")),
    Fault(lambda x, W, dz: W.T @ dz, "this is Wᵀ @ dz, the formula of texts whose columns are samples.", COLUMNS, "dx"),
    Fault(lambda x, W, dz: dz.T @ W, "this is dzᵀ @ W: neither of the two shapes fits.", SHAPES, "dx"),
    Fault(
        lambda x, W, dz: dz.copy(), "this is dz itself.", "z reaches x through W: multiply, then add over units.", "dx"
    ),
    Fault(lambda x, W, dz: dz @ x.T, "this is dz @ xᵀ, the formula of texts whose columns are samples.", COLUMNS, "dW"),
    Fault(lambda x, W, dz: dz.sum() / len(dz), "one number for all units, and divided by n.", OWN_BIAS, "db"),
    Fault(lambda x, W, dz: dz.mean(axis=1), "averaged over the units.", OWN_BIAS, "db"),
    Fault(
        lambda x, W, dz: dz.mean(axis=0, keepdims=True),
        "this is the mean over the rows, n times too small, and in shape (1, n_out).",
        MEAN,
        "db",
    ),
]


@exercise
def dense_backward(function):
    def verdict(cases):
        return check_function(
            "dense_backward",
            function,
            right_dense_backward,
            cases,
            ALL_DENSE_FAULTS,
            "all three gradients are right.",
            DENSE_PARTS,
        )

    first = verdict(DENSE_CASES)
    if _refused(first) and not first.hint:  # on square arrays a wrong product runs, and can be named
        second = verdict(SQUARE)
        if second.passed is False and second.hint:
            return second
    order = _other_order("dense_backward", function, DENSE_CASES[1], right_dense_backward, DENSE_PARTS)
    form = _other_form("dense_backward", function, DENSE_CASES[1], DENSE_PARTS)
    if first.passed is False and "IndexError" in first.message:
        return Verdict(
            False, first.message, "The sizes 3 and 2 are those of the picture; take yours from x.shape and W.shape."
        )
    return form or order or _with_shape_hint(first)


def _other_order(name, function, case, right, parts):
    """A verdict if the function returns the right arrays, in another order."""
    got, answers = _try(function, case), right(*case)
    if not isinstance(got, (tuple, list)) or len(got) != len(parts):
        return None
    places = [[i for i, answer in enumerate(answers) if _equal(array, answer)] for array in got]
    if not all(len(place) == 1 for place in places):
        return None
    order = [place[0] for place in places]
    if sorted(order) != list(range(len(parts))) or order == sorted(order):
        return None
    yours = ", ".join(parts[i] for i in order)
    return Verdict(False, f"{name}: you return {yours}.", f"The right arrays; return them as {', '.join(parts)}.")


def _other_form(name, function, case, parts):
    """A verdict if the arrays come packed in a dict, or with others that nobody asked for."""
    got = _try(function, case)
    if isinstance(got, dict):
        names = " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]
        return Verdict(False, f"{name}: you return a dict.", f"Return the array itself: {names}, without names.")
    if len(parts) == 1 and isinstance(got, tuple):
        return Verdict(False, f"{name}: you return {len(got)} things.", f"One array is wanted: {parts[0]}.")
    return None


def _try(function, case):
    """What the function returns, or None if it cannot be called."""
    if is_stub(function):
        return None
    try:
        return call(function, *case)
    except Problem:
        return None


def _equal(got, right):
    try:
        got = np.asarray(got, dtype=float)
    except (TypeError, ValueError):
        return False
    return got.shape == right.shape and np.allclose(got, right, rtol=1e-9, atol=0)


def _refused(verdict):
    """Did NumPy refuse the shapes, or has the result a wrong one?"""
    return verdict.passed is False and ("ValueError" in verdict.message or "has shape" in verdict.message)


def _with_shape_hint(verdict):
    return Verdict(False, verdict.message, SHAPES) if _refused(verdict) and not verdict.hint else verdict


# ---- ReLU backward ----


def _relu_backward(z, da):
    return da * (z > 0)


RELU_CASES = [
    (np.array([[-2.0, 0, 3]]), np.array([[5.0, 7, -4]])),
    (np.array([[1.5, -0.5, 0.0, 2], [-1, 0.5, -3, 4]]), np.array([[0.3, -0.7, -2, 0.9], [1.1, -0.6, -0.2, 2]])),
]
SWAPPED = "the two arguments are exchanged."
WHICH = "Which array knows whether the unit was on?"
RELU_FAULTS = [
    Fault(
        lambda z, da: da,
        "this is da itself: nothing is blocked.",
        "Where z < 0, the output stays 0: slope 0. A mask `output >= 0` is true everywhere.",
    ),
    Fault(lambda z, da: z * (da > 0), SWAPPED, "z comes first, then da. The mask is made from z, and multiplies da."),
    Fault(lambda z, da: da * (da > 0), "the mask is made from da.", WHICH),
    Fault(
        lambda z, da: (z > 0) * 1.0,
        "this is ReLU's slope alone, 0 or 1.",
        "The chain rule multiplies: slope times the gradient that arrives, da.",
    ),
    Fault(
        lambda z, da: da * np.maximum(z, 0),
        "da is multiplied by the value of ReLU.",
        "The chain rule wants its slope: how much does the output move when z moves?",
    ),
    Fault(
        lambda z, da: da * z,
        "da is multiplied by z.",
        "The chain rule wants ReLU's slope: 1 where the unit is on, 0 where it is off.",
    ),
    Fault(
        lambda z, da: da * (z >= 0),
        "right, except where z is exactly 0.",
        "This course takes the slope 0 there. With >=, a mask made from the output of ReLU would be true everywhere.",
    ),
    Fault(
        lambda z, da: da * (z < 0),
        "the mask is the wrong way round.",
        "A unit passes the gradient on where it is on.",
    ),
    Fault(lambda z, da: np.maximum(da, 0) * (z > 0), "negative gradients are lost.", "Mask by z; leave da's sign."),
    Fault(
        lambda z, da: da[z > 0],
        "only the gradients that pass are left, in one flat list.",
        "The others become 0 and stay in their places: multiply da by the mask.",
    ),
    Fault(
        lambda z, da: np.trunc(da * (z > 0)),
        "right, but cut to whole numbers.",
        "Your result is an array of integers. Begin it as floats, or multiply da by the mask.",
    ),
    Fault(
        lambda z, da: np.maximum(z, 0),
        "this is the forward pass.",
        "Backward returns a gradient: da times the slope.",
    ),
]


@exercise
def relu_backward(function):
    verdict = check_function(
        "relu_backward", function, _relu_backward, RELU_CASES, RELU_FAULTS, "on passes, off blocks: right."
    )
    changed = _changed(verdict, ("z", "da"))
    if changed:
        return Verdict(
            False,
            f"relu_backward: your function changes {changed}, which belongs to the caller.",
            "Make a new array: da times the mask.",
        )
    return _other_form("relu_backward", function, RELU_CASES[1], ("dz",)) or verdict


# ---- two layers ----


def _two_layers(
    X, y, W1, b1, W2, b2, *, seed="mean", mask="z", into="W2", kept="a", again=False, bias="sum", relu=True, end=""
):
    """dW1, db1, dW2, db2 of L = 1/n Σ ½ (p - y)²; the keywords plant faults."""
    n, k = y.shape
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0) if relu else z1
    p = a1 @ W2 + b2
    p = np.maximum(p, 0) if end else p
    dp = (p - y) * {
        "mean": 1 / n,
        "sum": 1,
        "entries": 1 / (n * k),
        "twice": 2 / n,
        "twice entries": 2 / (n * k),
        "turned": -1 / n,
        "inputs": 1 / X.shape[1],
        "outputs": 1 / k,
        "loss": 0.5 / n * (p - y),
    }[seed]
    dp = dp * (p > 0) if end == "mask" else dp
    dW2 = (z1 if kept == "z" else a1).T @ dp
    da1 = dp @ W2.T
    if into == "moved":
        da1 = dp @ (W2 - dW2).T
    masks = {"z": z1 > 0, "none": 1, "gradient": da1 > 0, "value": a1, "input": z1}
    dz1 = z1 * (da1 > 0) if mask == "exchanged" else da1 * masks[mask]
    dW1 = X.T @ dz1
    add = {
        "sum": lambda d: d.sum(axis=0),
        "mean": lambda d: d.mean(axis=0),
        "all": np.sum,
        "all mean": lambda d: np.sum(d) / n,
        "keep": lambda d: d.sum(axis=0, keepdims=True),
        "units": lambda d: d.sum(axis=1),
    }[bias]
    db1, db2 = add(dz1), add(dp)
    return (dW1 / n, db1 / n, dW2 / n, db2 / n) if again else (dW1, db1, dW2, db2)


def _two_layer_case(n, n_in, n_hidden, n_out, seed):
    sizes = (n, n_in), (n, n_out), (n_in, n_hidden), (n_hidden,), (n_hidden, n_out), (n_out,)
    return tuple(numbers(*size, seed=seed + i) for i, size in enumerate(sizes))


ARGUMENTS = ("X", "y", "W1", "b1", "W2", "b2")
TWO_PARTS = ("dW1", "db1", "dW2", "db2")
BY_HAND = tuple(np.array(a, dtype=float) for a in ([[1], [-1]], [[0], [4]], [[1]], [0], [[2]], [0]))  # in the text
TWO_CASES = [_two_layer_case(2, 2, 3, 1, 40), _two_layer_case(7, 5, 11, 3, 50)]


def _in_every_part(message, hint, parts=TWO_PARTS, **planted):
    """The same fault for each of these results that it changes."""
    right = _two_layers(*TWO_CASES[1])
    wrong = _two_layers(*TWO_CASES[1], **planted)

    def fault(i):
        return Fault(lambda *case: _two_layers(*case, **planted)[i], message, hint, TWO_PARTS[i])

    return [fault(i) for i in range(4) if TWO_PARTS[i] in parts and not _equal(wrong[i], right[i])]


MASK = "Is ReLU's mask there, and made from the right array? Only z1 (or a1) knows which units were on."
AT_THE_END = "p = a1 @ W2 + b2 has none: an answer may be negative."
NO_RELU = "ReLU is missing on the way forward: a1 = max(z1, 0)."
TWO_FAULTS = [
    *_in_every_part("n times too large.", "The loss is a mean over rows: where does the 1/n live?", seed="sum"),
    *_in_every_part(
        "n times too small.", "Where does the 1/n live? Count it: once, in dp.", ("dW1", "dW2"), again=True
    ),
    *_in_every_part("twice too large.", "The loss has a ½. Differentiate the loss you are given.", seed="twice"),
    *_in_every_part(
        "averaged over the outputs too.",
        "The loss is a mean over rows and a sum over outputs: 1/n only.",
        seed="entries",
    ),
    *_in_every_part(
        "this is the gradient of the plain mean of (p − y)², over rows and outputs.",
        "The loss here is half the squared error, summed over outputs, mean over rows.",
        seed="twice entries",
    ),
    *_in_every_part("every number has the wrong sign.", "dp is p − y, not y − p.", seed="turned"),
    *_in_every_part(
        "divided by the number of columns of X.", "n is the number of rows, the samples: len(X).", seed="inputs"
    ),
    *_in_every_part(
        "divided by the number of outputs.", "n is the number of rows, the samples: len(X).", seed="outputs"
    ),
    *_in_every_part(
        "dp is the loss itself, ½ (p − y)² / n.", "dp is its slope: what is the slope of ½ (p − y)²?", seed="loss"
    ),
    *_in_every_part("ReLU on the output.", AT_THE_END, end="relu"),
    *_in_every_part("ReLU on the output.", AT_THE_END, end="mask"),
    *_in_every_part(NO_RELU, "Three lines forward: z1, a1, p.", relu=False),
    *_in_every_part(NO_RELU, "Three lines forward: z1, a1, p.", relu=False, mask="none"),
    *_in_every_part("the gradient passes units that were off.", MASK, mask="none"),
    *_in_every_part("the mask is made from the gradient.", MASK, mask="gradient"),
    *_in_every_part(
        "z1 and da1 are exchanged on the way back through ReLU.",
        "relu_backward takes z1 first, then da1. The mask is made from z1, and multiplies da1.",
        mask="exchanged",
    ),
    *_in_every_part("da1 is multiplied by z1.", "The slope is 1 where z1 > 0, else 0.", mask="input"),
    *_in_every_part(
        "da1 is multiplied by ReLU's value, not by its slope.", "The slope is 1 where z1 > 0, else 0.", mask="value"
    ),
    *_in_every_part(
        "W2 was already moved when the gradient went through it.", "First all gradients, then the step.", into="moved"
    ),
    *_in_every_part(
        "z1 stands where the second layer's input belongs.", "What does the second layer multiply by W2?", kept="z"
    ),
    *_in_every_part("one number for all units.", "Each unit has its own bias. Sum over rows only: axis=0.", bias="all"),
    *_in_every_part(
        "one number for all units, and divided by n once more.",
        "Each unit has its own bias: sum over rows only, axis=0. The 1/n is already inside dp.",
        bias="all mean",
    ),
    *_in_every_part(
        "the right numbers, but with two axes.", "A bias has shape (n_units,): leave keepdims out.", bias="keep"
    ),
    *_in_every_part("summed over the units.", "A bias is used in every row. Which axis is samples?", bias="units"),
    *_in_every_part("a mean over rows; paths add.", "The 1/n is already inside dp: sum.", bias="mean"),
]


@exercise
def two_layers(function):
    verdict = check_function(
        "two_layers", function, _two_layers, TWO_CASES, TWO_FAULTS, "four right gradients in one pass.", TWO_PARTS
    )
    changed = _changed(verdict, ARGUMENTS)
    if changed:
        return Verdict(
            False,
            f"two_layers: your function changes {changed}, which belongs to the caller.",
            "First all gradients, then the step; and the step is not part of this function.",
        )
    form = _other_form("two_layers", function, TWO_CASES[1], TWO_PARTS)
    order = _other_order("two_layers", function, TWO_CASES[1], _two_layers, TWO_PARTS)
    if verdict.passed is False and "the answer should be" in verdict.message:
        verdict = _without_a_name(function)
    if _refused(verdict) and not verdict.hint:
        verdict = Verdict(False, verdict.message, f"{SHAPES} dp has a row for each sample, too: (n, n_out).")
    return form or order or verdict


BACK = ("dW2", "db2", "dW1", "db1")  # as the walk back finds them
LOOK = {
    "dW2": "All four are made of p and dp: begin there.",
    "db2": "dW2 is right, so dp is. What is left of db2 is its sum over the rows.",
    "dW1": "dW2 and db2 are right, so p and dp are. Look at da1 and at dz1.",
    "db1": "dW1 is right, so dz1 is. What is left of db1 is its sum over the rows.",
}


def _without_a_name(function):
    """What to say of numbers that no fault explains for dW1: a fault of another part, or where to look."""
    order = [TWO_PARTS.index(part) for part in BACK]

    def walking(answer):
        return lambda *case: tuple(answer(*case)[i] for i in order)

    verdict = check_function("two_layers", walking(function), walking(_two_layers), TWO_CASES, TWO_FAULTS, "", BACK)
    if "the answer should be" not in verdict.message:
        return verdict
    part = next(part for part in BACK if f", {part}:" in verdict.message)
    i = TWO_PARTS.index(part)
    answers, right = _try(function, BY_HAND), _two_layers(*BY_HAND)[i]
    if answers is None:
        case = "the numbers are wrong, and the case by hand does not run."
    elif _equal(answers[i], right):
        case = "the numbers are wrong, though the case by hand comes out right."
    else:
        case = f"in the case by hand {part} is {right.tolist()}, yours is {np.round(answers[i], 4).tolist()}."
    return Verdict(False, f"two_layers, {part}: {case}", LOOK[part])
