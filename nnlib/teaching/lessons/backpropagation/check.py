"""Exercises of lesson 05: a central difference, and the backward passes of a layer, a ReLU and two layers."""

import numpy as np

from ...checking.dense_backward import (
    DENSE_CASES,
    DENSE_FAULTS,
    DENSE_PARTS,
    SHAPES,
    SQUARE,
    numbers,
    right_dense_backward,
)
from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict


class Formula:
    """A function that shows itself as its formula when a checker quotes it."""

    def __init__(self, text, compute):
        self.text, self.compute = text, compute

    def __call__(self, x):
        return float(self.compute(np.asarray(x)))

    def __repr__(self):
        return self.text


def _changed(verdict, names):
    """The name of the argument that the verdict says was changed, or None."""
    changed = (name for i, name in enumerate(names) if f"changes its argument number {i + 1}." in verdict.message)
    return next(changed, None) if verdict.passed is False else None


# ---- central difference ----


def _differences(f, x, h, measure):
    """measure(f, x, index, h) for each index of x, in an array of the shape of x."""
    x = np.array(x, dtype=float)
    slopes = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        slopes[index] = measure(f, x, index, h)
    return slopes


def _moved(x, index, by):
    x = x.copy()
    x[index] += by
    return x


def _central(f, x, h=1e-5):
    return _differences(f, x, h, lambda f, x, i, h: (f(_moved(x, i, h)) - f(_moved(x, i, -h))) / (2 * h))


def _forward_only(f, x, h=1e-5):
    return _differences(f, x, h, lambda f, x, i, h: (f(_moved(x, i, h)) - f(x)) / h)


def _backward_only(f, x, h=1e-5):
    return _differences(f, x, h, lambda f, x, i, h: (f(x) - f(_moved(x, i, -h))) / h)


def _own_step(f, x, h=1e-5):
    return _central(f, x)


def _together(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    return (f(x + h) - f(x - h)) / (2 * h)


def _together_each(f, x, h=1e-5):
    return np.full(np.shape(x), _together(f, x, h))


def _rows(f, x, h=1e-5):
    """Moves x[i], which is a whole row if x has rows."""
    return _differences(f, x, h, lambda f, x, i, h: (f(_moved(x, i[0], h)) - f(_moved(x, i[0], -h))) / (2 * h))


def _left_moved(f, x, h=1e-5):
    """Does not put the number back before it goes on to the next one."""
    x = np.array(x, dtype=float)
    slopes = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        slopes[index] = (up - f(x)) / (2 * h)
    return slopes


def _integers_stay(f, x, h=1e-5):
    """Copies x as it is: an array of integers cuts h off."""
    slopes = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index], down[index] = x[index] + h, x[index] - h
        slopes[index] = (f(up) - f(down)) / (2 * h)
    return slopes


def _rows_of_integers(f, x, h=1e-5):
    """Moves x[i] in a copy that cannot hold x + h if x has integers."""
    slopes = np.empty(x.shape)
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] = x[i] + h
        down[i] = x[i] - h
        slopes[i] = (f(up) - f(down)) / (2 * h)
    return slopes


def _as_x(measure):
    """The same slopes in an array of the type of x."""
    return lambda f, x, h: measure(f, x, h).astype(x.dtype)


def _first_of_rows(measure):
    """One slope for each row: those of _rows, appended to a list."""
    return lambda f, x, h: np.array([np.ravel(row)[0] for row in measure(f, x, h)])


def _flat(measure):
    return lambda f, x, h: measure(f, x, h).ravel()


def _stops(measure):
    """Only the first slope, the others still 0."""

    def first(f, x, h):
        slopes = measure(f, x, h)
        return np.where(np.arange(x.size).reshape(x.shape) == 0, slopes, 0)

    return first


def _number(measure):
    return lambda f, x, h: measure(f, x, h).flat[0]


CENTRAL_CASES = [
    (Formula("x[0]**3", lambda x: x[0] ** 3), np.array([1.0]), 0.1),
    (Formula("x[0]**3 + x[0]*x[1]**2", lambda x: x[0] ** 3 + x[0] * x[1] ** 2), np.array([1.0, -2.0]), 0.1),
    (
        Formula(
            "(c*x**3).sum() + x[0,1]*x[1,2], c = [[1, -2, 3], [4, 0.5, -1]]",
            lambda x: (np.array([[1, -2, 3], [4, 0.5, -1]]) * x**3).sum() + x[0, 1] * x[1, 2],
        ),
        np.array([[0.5, -1.0, 2.0], [1.5, 0.3, -0.7]]),
        0.2,
    ),
    (Formula("(x**3).sum() / 7 + x[0]*x[2]", lambda x: (x**3).sum() / 7 + x[0] * x[2]), np.array([2, -1, 3]), 0.25),
]
CENTRAL_FAULTS = [
    Fault(
        _forward_only,
        "this is the one-sided difference, from x to x + h.",
        "Its error falls with h, that of the central one with h². Which two points lie symmetrically around x?",
    ),
    Fault(
        _backward_only,
        "this is the one-sided difference, from x − h to x.",
        "Its error falls with h, that of the central one with h². Which two points lie symmetrically around x?",
    ),
    Fault(
        lambda f, x, h: 2 * _central(f, x, h),
        "every number is twice too large.",
        "How far apart are x + h and x − h? Divide by that distance.",
    ),
    Fault(
        lambda f, x, h: h**2 * _central(f, x, h),
        "every number is h² times too small.",
        "`/ 2 * h` divides by 2 and then multiplies by h. Put 2 * h in parentheses.",
    ),
    Fault(
        _own_step,
        "your function always takes the step 1e-5, whatever h is.",
        "h is an argument: use it in both points and in the division.",
    ),
    Fault(
        _together_each,
        "every entry is the same number: you move all numbers of x at once.",
        "Move one number, measure, put it back; then the next one.",
    ),
    Fault(
        _together,
        "the result is a single number: you move all numbers of x at once.",
        "Move one number, measure, put it back; then the next one. The result has the shape of x.",
    ),
    *(
        Fault(
            wrong,
            "where x has rows, a whole row is moved at once.",
            "x[i] is a row there. `for index in np.ndindex(x.shape)` walks over single numbers.",
        )
        for measure in (_rows, _rows_of_integers)
        for wrong in (measure, _as_x(measure), _first_of_rows(measure))
    ),
    *(
        Fault(
            _flat(measure),
            "the right numbers, but in one flat list.",
            "The result has the shape of x: begin with np.zeros(x.shape) and fill in slopes[index].",
        )
        for measure in (_central, _integers_stay)
    ),
    *(
        Fault(
            wrong(measure),
            "only the first number of x is measured.",
            "Is the `return` inside the loop? It belongs after the loop.",
        )
        for measure in (_central, _integers_stay, _as_x(_integers_stay))
        for wrong in (_stops, _number)
    ),
    Fault(
        _left_moved,
        "each number stays moved while the next ones are measured.",
        "Put x[index] back before you go on.",
    ),
    Fault(
        lambda f, x, h: np.zeros(np.shape(x)),
        "every slope is 0: f saw the same numbers twice.",
        "Are your two points one array under two names? Write x.copy().",
    ),
    *(
        Fault(
            wrong,
            "right for decimals, but an x of integers cannot hold x + h.",
            "Which two points reach f there? Begin with a float copy: np.array(x, dtype=float).",
        )
        for wrong in (_integers_stay, _as_x(_integers_stay))
    ),
    Fault(
        _as_x(_central),
        "right for decimals, but for an x of integers your slopes lose their decimals.",
        "np.zeros_like(x) is an array of integers there. Use np.zeros(x.shape).",
    ),
]


@exercise
def central_difference(function):
    verdict = check_function(
        "central_difference", function, _central, CENTRAL_CASES, CENTRAL_FAULTS, "right. You have built the judge."
    )
    if "UFuncTypeError" in verdict.message:
        hint = "An x of integers cannot hold x + h. Begin with a float copy: np.array(x, dtype=float)."
        return Verdict(False, verdict.message, hint)
    if _changed(verdict, ("f", "x", "h")) != "x":
        return verdict
    if _comes_nearly_back(function):
        return Verdict(
            False,
            "central_difference: your function changes x: + h, − 2h, + h need not come back to exactly the old number.",
            "Remember the value, or work on a float copy.",
        )
    return Verdict(
        False,
        "central_difference: your function changes x, which belongs to the caller.",
        "Put every number back, or work on a float copy: np.array(x, dtype=float).",
    )


def _comes_nearly_back(function):
    """Is x off by rounding only, in the first case where the function changes it?"""

    def after(f, x, h):
        x = np.array(x, dtype=float)
        function(f, x, h)
        return x

    for case in CENTRAL_CASES:
        try:
            left = call(after, *case)
        except Problem:
            return False
        if not np.array_equal(left, case[1]):
            return np.allclose(left, case[1], rtol=0, atol=1e-12)
    return False


# ---- dense backward ----


@exercise
def dense_backward(function):
    def verdict(cases):
        return check_function(
            "dense_backward",
            function,
            right_dense_backward,
            cases,
            DENSE_FAULTS,
            "all three gradients are right.",
            DENSE_PARTS,
        )

    first = verdict(DENSE_CASES)
    if _refused(first) and not first.hint:  # on square arrays a wrong product runs, and can be named
        second = verdict(SQUARE)
        if second.passed is False and second.hint:
            return second
    order = _other_order("dense_backward", function, DENSE_CASES[1], right_dense_backward, DENSE_PARTS)
    return order or _with_shape_hint(first)


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
WHICH = "Which array knows whether the unit was on?"
RELU_FAULTS = [
    Fault(
        lambda z, da: da,
        "this is da itself: nothing is blocked.",
        "Where z < 0, the output stays 0: slope 0. A mask `output >= 0` is true everywhere.",
    ),
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
    return verdict


# ---- two layers ----


def _two_layers(
    X, y, W1, b1, W2, b2, *, seed="mean", mask="z", into="W2", kept="a", again=False, bias="sum", relu=True
):
    """dW1, db1, dW2, db2 of L = 1/n Σ ½ (p - y)²; the keywords plant faults."""
    n, k = y.shape
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0) if relu else z1
    p = a1 @ W2 + b2
    dp = (p - y) * {
        "mean": 1 / n,
        "sum": 1,
        "entries": 1 / (n * k),
        "twice": 2 / n,
        "twice entries": 2 / (n * k),
        "turned": -1 / n,
    }[seed]
    dW2 = (z1 if kept == "z" else a1).T @ dp
    da1 = dp @ W2.T
    if into == "moved":
        da1 = dp @ (W2 - dW2).T
    masks = {"z": z1 > 0, "none": True, "gradient": da1 > 0, "value": a1}
    dz1 = da1 * masks[mask]
    dW1 = X.T @ dz1
    db1, db2 = (dz1.mean(axis=0), dp.mean(axis=0)) if bias == "mean" else (dz1.sum(axis=0), dp.sum(axis=0))
    return (dW1 / n, db1 / n, dW2 / n, db2 / n) if again else (dW1, db1, dW2, db2)


def _two_layer_case(n, n_in, n_hidden, n_out, seed):
    sizes = (n, n_in), (n, n_out), (n_in, n_hidden), (n_hidden,), (n_hidden, n_out), (n_out,)
    return tuple(numbers(*size, seed=seed + i) for i, size in enumerate(sizes))


ARGUMENTS = ("X", "y", "W1", "b1", "W2", "b2")
TWO_PARTS = ("dW1", "db1", "dW2", "db2")
TWO_CASES = [_two_layer_case(2, 2, 3, 1, 40), _two_layer_case(7, 5, 11, 3, 50)]


def _in_every_part(message, hint, parts=TWO_PARTS, **planted):
    """The same fault for each of these results that it changes."""
    right = _two_layers(*TWO_CASES[1])
    wrong = _two_layers(*TWO_CASES[1], **planted)

    def fault(i):
        return Fault(lambda *case: _two_layers(*case, **planted)[i], message, hint, TWO_PARTS[i])

    return [fault(i) for i in range(4) if TWO_PARTS[i] in parts and not np.allclose(wrong[i], right[i], rtol=1e-6)]


MASK = "Is ReLU's mask there, and made from the right array? Only z1 knows which units were on."
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
    *_in_every_part(NO_RELU, "Three lines forward: z1, a1, p.", relu=False),
    *_in_every_part(NO_RELU, "Three lines forward: z1, a1, p.", relu=False, mask="none"),
    *_in_every_part("the gradient passes units that were off.", MASK, mask="none"),
    *_in_every_part("the mask is made from the gradient.", MASK, mask="gradient"),
    *_in_every_part(
        "da1 is multiplied by ReLU's value, not by its slope.", "The slope is 1 where z1 > 0, else 0.", mask="value"
    ),
    *_in_every_part(
        "W2 was already moved when the gradient went through it.", "First all gradients, then the step.", into="moved"
    ),
    *_in_every_part(
        "z1 stands where the second layer's input belongs.", "What does the second layer multiply by W2?", kept="z"
    ),
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
    return _other_order("two_layers", function, TWO_CASES[1], _two_layers, TWO_PARTS) or _with_shape_hint(verdict)
