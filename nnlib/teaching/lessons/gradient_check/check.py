"""Exercises: a central difference, five fingerprints, and two backward passes to mend."""

from collections.abc import Mapping

import numpy as np

from ...checking.causes import same
from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict
from .pictures import ROWS
from .suspects import ARRAYS, TOUCHED


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


def _rows_in_place(start):
    """x[i] = value + h with value = x[i]: where x has rows, value is a view, and moves along."""

    def measure(f, x, h):
        x = np.array(x, dtype=start)
        slopes = np.empty(x.shape)
        for i in range(len(x)):
            value = x[i]
            x[i] = value + h
            up = f(x)
            x[i] = value - h
            down = f(x)
            x[i] = value
            slopes[i] = (up - down) / (2 * h)
        return slopes

    return measure


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
            _rows_in_place(start),
            "where x has rows, a whole row is moved at once, and not moved back.",
            "`value = x[i]` is a view of the row there and moves along. np.ndindex(x.shape) gives single numbers.",
        )
        for start in (float, None)
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
        if not _is_right(function):
            return Verdict(
                False,
                "central_difference: your function changes x: `a = x` is no copy, both names are one array.",
                "Write x.copy() for each of the two points.",
            )
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


def _is_right(function):
    """Does it find the slopes of the first case?"""
    return same(call(lambda f, x, h: function(f, x.copy(), h), *CENTRAL_CASES[0]), _central(*CENTRAL_CASES[0]))


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


# ---- five fingerprints ----

CLUES = {
    "A": "Its two errors are near 0.9. D moves W2 by only a tenth of its gradient; that cannot change so much.",
    "D": "Its two errors are the smallest of all. A lets through everything that ReLU should block: a large error.",
}


@exercise
def culprits(answer):
    if is_stub(answer):
        return Verdict(None, "culprits: replace the ... by your answer.")
    letters = _letters(answer)
    if letters is None or len(letters) != len(ROWS) or set(letters) - set(ROWS):
        return Verdict(False, "culprits: five letters from A to E are wanted, row 1 first.", 'Write them as "ABCDE".')
    twice = sorted({letter for letter in letters if letters.count(letter) > 1})
    if twice:
        return Verdict(False, f"culprits: {', '.join(twice)} stands there more than once.", "Each left one row.")
    wrong = [i for i, (yours, right) in enumerate(zip(letters, ROWS, strict=True)) if yours != right]
    if not wrong:
        return Verdict(True, "culprits: five rows, five lines.")
    i = wrong[0]
    yours, right = letters[i], ROWS[i]
    count = f"culprits: {len(ROWS) - len(wrong)} of {len(ROWS)} are right."
    if TOUCHED[yours] == TOUCHED[right]:
        return Verdict(
            False, f"{count} Row {i + 1}: {yours} changes the same arrays, but by another amount.", CLUES[right]
        )
    return Verdict(
        False,
        f"{count} Row {i + 1} is not {yours}.",
        f"{yours} changes {_and(TOUCHED[yours].split())}. Which arrays are wrong in row {i + 1}?",
    )


def _letters(answer):
    """The answer as a string of capitals, whatever it was written as; None if it is nothing like that."""
    if isinstance(answer, Mapping):
        answer = answer.values()
    try:
        text = "".join(answer).upper()
    except TypeError:
        return None
    return "".join(letter for letter in text if letter not in " ,;-")


def _and(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


# ---- mend the backward pass ----


def _backward(X, y, W1, b1, W2, b2, *, mask="z", bias="sum", other_bias="sum", last="a", outputs=False):
    """dW1, db1, dW2, db2 of half the squared error; the keywords plant faults."""
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0)
    dp = (a1 @ W2 + b2 - y) / (y.size if outputs else len(X))
    da1 = dp @ W2.T
    masks = {"z": z1 > 0, "gradient": da1 > 0, "none": True, "both": (z1 > 0) & (da1 > 0), "value": a1, "input": z1}
    dz1 = da1 * masks[mask]
    hidden = {"a": a1, "z": z1}[last]
    return X.T @ dz1, getattr(dz1, bias)(axis=0), hidden.T @ dp, getattr(dp, other_bias)(axis=0)


def _case(n, n_in, n_hidden, n_out, seed):
    rng = np.random.default_rng(seed)
    sizes = (n, n_in), (n, n_out), (n_in, n_hidden), (n_hidden,), (n_hidden, n_out), (n_out,)
    return tuple(rng.normal(0.3, 1, size) for size in sizes)


PARTS = ARRAYS
ARGUMENTS = ("X", "y", "W1", "b1", "W2", "b2")
CASES = [_case(2, 2, 3, 1, 40), _case(7, 5, 11, 3, 50)]
MASK = "The mask is made from da1. Which array knows whether a unit was on?"
NO_MASK = "Units that were off answer to no weight: their gradient is 0."
OUTPUTS = "This loss is a mean over rows and a sum over outputs: dp divides by len(X) only."
MEAN = "The 1/n is in dp already, and a bias enters every row."


def _backward_faults():
    """The same mistakes for each of the four results that they change."""
    planted = [
        ("the mask is still the old one.", MASK, dict(mask="gradient")),
        ("the old mask is still there, beside the right one.", MASK, dict(mask="both")),
        ("now nothing is blocked.", NO_MASK, dict(mask="none")),
        ("da1 is multiplied by ReLU's value.", "The slope is 1 where z1 > 0, else 0.", dict(mask="value")),
        ("da1 is multiplied by z1 itself.", "The slope is 1 where z1 > 0, else 0.", dict(mask="input")),
        ("all four are divided by the number of outputs.", OUTPUTS, dict(outputs=True)),
        ("the mask is mended; this one is still a mean.", MEAN, dict(bias="mean")),
        ("a mean over rows.", MEAN, dict(other_bias="mean")),
        ("z1 stands where a1 was.", "What does the second layer multiply by W2?", dict(last="z")),
    ]
    faults = []
    for message, hint, keywords in planted:
        for i, part in enumerate(PARTS):
            right, wrong = (_backward(*CASES[1], **k)[i] for k in ({}, keywords))
            if not np.allclose(right, wrong, rtol=1e-6):
                faults.append(Fault(lambda *case, k=keywords, i=i: _backward(*case, **k)[i], message, hint, part))
    return faults


BACKWARD_FAULTS = _backward_faults()


@exercise
def mend_backward(function):
    verdict = check_function(
        "mend_backward",
        function,
        _backward,
        CASES,
        BACKWARD_FAULTS,
        "two faults found, two lines mended. The judge finds nothing more.",
        PARTS,
    )
    name = _changed(verdict, ARGUMENTS)
    if name:
        hint = "First all gradients, then the step; and the step is not part of this function."
        return Verdict(False, f"mend_backward: your function changes {name}, which belongs to the caller.", hint)
    return verdict


# ---- mend the loss ----


def _half_mean_squared(y, p):
    return (0.5 * (p - y) ** 2).mean(), (p - y) / y.size


LOSS_PARTS = ("loss", "dp")
LOSS_CASES = [
    (np.array([[1.0, -2], [0.5, 3]]), np.array([[0.0, 1], [2.5, 2]])),
    tuple(np.random.default_rng(seed).normal(0.3, 1, (7, 3)) for seed in (60, 61)),
    tuple(np.random.default_rng(seed).normal(0.3, 1, (5, 4)) for seed in (62, 63)),
]
GIVEN = "The docstring gives the loss: half the squared error, mean over rows and outputs. Mend the gradient."
SLOPE = "The slope of ½e² is e, and the mean divides by the number of all entries."


def _dp(factor):
    return lambda y, p: factor(*y.shape) * (p - y)


LOSS_FAULTS = [
    Fault(lambda y, p: 0.5 * ((p - y) ** 2).sum() / len(y), "the outputs are summed, as in lesson 05.", GIVEN, "loss"),
    Fault(lambda y, p: ((p - y) ** 2).mean(), "the ½ is gone.", GIVEN, "loss"),
    Fault(_dp(lambda n, k: 1 / n), "as it was found: the outputs are summed.", SLOPE, "dp"),
    Fault(_dp(lambda n, k: k / n), "multiplied by the outputs; the mean divides by them.", SLOPE, "dp"),
    Fault(_dp(lambda n, k: 2 / (n * k)), "twice too large.", SLOPE, "dp"),
    Fault(_dp(lambda n, k: 1 / (n * n * k)), "divided by the rows twice.", SLOPE, "dp"),
    Fault(_dp(lambda n, k: 1), "this is p − y alone; the mean is missing.", SLOPE, "dp"),
    Fault(_dp(lambda n, k: 1 / k), "divided by the outputs, not by the rows.", SLOPE, "dp"),
    Fault(_dp(lambda n, k: -1 / (n * k)), "the sign is wrong.", "p > y: which way must p move?", "dp"),
]


@exercise
def mend_loss(function):
    verdict = check_function(
        "mend_loss",
        function,
        _half_mean_squared,
        LOSS_CASES,
        LOSS_FAULTS,
        "now the gradient is that of the loss it reports.",
        LOSS_PARTS,
    )
    name = _changed(verdict, ("y", "p"))
    if name:
        hint = "Make a new array for the difference."
        return Verdict(False, f"mend_loss: your function changes {name}, which belongs to the caller.", hint)
    return verdict
