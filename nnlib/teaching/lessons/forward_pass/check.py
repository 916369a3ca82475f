"""Checkers of lesson 04, the forward pass."""

import contextlib
import functools
import inspect
from unittest import mock

import numpy as np

from ...checking.diagnosis import Fault, check_function, same
from ...checking.progress import exercise
from ...checking.running import Problem, as_numbers, call, is_stub
from ...checking.verdict import Verdict

_rng = np.random.default_rng(3)

# ---- dense ----
SMALL = (
    np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 1.0]]),
    np.array([[1.0, 0, 2, -1], [0, 3.0, 1, 1]]),
    np.r_[1.0, 2, 3, 4],
)
LARGE = (_rng.normal(1, 2, (7, 5)), _rng.normal(0.3, 1, (5, 11)), _rng.normal(1, 2, 11))
SQUARE = (_rng.normal(1, 2, (3, 3)), _rng.normal(0.3, 1, (3, 3)), np.array([0.7, -1.3, 2.1]))
DENSE_SQUARE_FAULTS = [
    Fault(
        lambda x, W, b: x @ W.T + b,
        "W is transposed.",
        "W is already (n_in, n_out). Write the shapes under the product: (n, n_in) @ (n_in, n_out).",
    ),
    Fault(
        lambda x, W, b: W @ x + b,
        "the product has W on the left.",
        "That is how tutorials with columns as samples write it. Here rows are samples, so x stands on the left.",
    ),
    Fault(
        lambda x, W, b: W.T @ x + b,
        "the product has W on the left.",
        "That is how tutorials with columns as samples write it. Here rows are samples, so x stands on the left.",
    ),
    Fault(
        lambda x, W, b: x * W + b,
        "x * W multiplies number by number and adds nothing up.",
        "The matrix product, which multiplies and adds, is written @.",
    ),
    Fault(
        lambda x, W, b: x @ W + b[:, None],
        "each sample got a bias.",
        "b has a number for each unit, and units are columns. NumPy adds a (n_out,) array to every row by itself.",
    ),
]
DENSE_FAULTS = [
    Fault(lambda x, W, b: x @ W, "the bias is missing.", "Add b, one number for each unit, to every row."),
    Fault(lambda x, W, b: x @ W - b, "the bias is subtracted.", "z = x W + b: look at its sign."),
    Fault(
        lambda x, W, b: x @ (W + b),
        "the bias was added to the weights.",
        "x @ (W + b) multiplies the bias by the inputs. First the product, then the bias.",
    ),
    Fault(
        lambda x, W, b: x @ W + b.sum(),
        "every unit got the sum of all biases.",
        "Unit k gets b[k] only.",
    ),
    Fault(
        lambda x, W, b: x @ W + b.mean(),
        "every unit got the mean of all biases.",
        "Unit k gets b[k] only.",
    ),
    Fault(
        lambda x, W, b: np.maximum(x @ W + b, 0),
        "the negative numbers are 0.",
        "dense is only the product and the bias. The activation comes after it.",
    ),
    Fault(
        lambda x, W, b: (x @ W + b).T,
        "the result is transposed.",
        "It should have a row for each sample and a column for each unit.",
    ),
    Fault(
        lambda x, W, b: (x @ W + b)[0],
        "only the first sample comes out.",
        "x holds n samples, one a row, and all of them go through the layer.",
    ),
]


@exercise
def dense(function):
    """x @ W + b for all samples at once. Products that only square arrays allow are looked for first."""
    if not is_stub(function):
        for fault in DENSE_SQUARE_FAULTS:
            if _answers(function, SQUARE, fault.wrong(*SQUARE)):
                return Verdict(False, f"dense: {fault.message}", fault.hint)
    cases = [SMALL, LARGE, SQUARE]
    done = "a row for each sample, a column for each unit."
    verdict = check_function("dense", function, lambda x, W, b: x @ W + b, cases, DENSE_FAULTS, done)
    if verdict.passed is False and not verdict.hint:
        if _bias_is_off(function):
            hint = "Unit k gets b[k], and every sample the same."
            return Verdict(False, "dense: the product x W is right, the bias is not.", hint)
        return Verdict(
            False, verdict.message, "Write the shapes under the product: (n, n_in) @ (n_in, n_out) + (n_out,)."
        )
    return verdict


def _answers(function, case, wrong):
    """Does function(*case) give these numbers?"""
    try:
        return same(call(function, *case), wrong)
    except (Problem, TypeError, ValueError):
        return False


def _bias_is_off(function):
    """Is what function adds to x W the same for all samples?"""
    x, W, b = LARGE
    try:
        added = as_numbers(call(function, x, W, b), x @ W) - x @ W
    except Problem:
        return False
    return bool(np.abs(added - added[0]).max() < 1e-9)


# ---- relu ----
Z = [
    np.array([-1.5, 0.0, 2.0]),
    np.array([[-3.0, 0.5, 0.0], [4.0, -0.25, 1.25]]),
    _rng.normal(0, 2, (7, 5)),
]
RELU_FAULTS = [
    Fault(
        lambda z: z.max(axis=0),
        "it takes the largest number of each column.",
        "np.max reduces an array to fewer numbers. You want to compare each number with 0: np.maximum does that.",
    ),
    Fault(
        np.max,
        "it returns the one largest number of z.",
        "Compare, or reduce? Each number of z should be compared with 0, and the shape should stay.",
    ),
    Fault(
        lambda z: z > 0,
        "it answers 0 or 1, whether a number is positive.",
        "That is a step. Where z is positive, ReLU gives z itself.",
    ),
    Fault(np.abs, "negative numbers keep their size.", "That is |z|. ReLU turns negative numbers into 0."),
    Fault(
        lambda z: np.minimum(z, 0),
        "it keeps the negative numbers and drops the positive ones.",
        "Which of z and 0 is wanted, the smaller or the larger?",
    ),
    Fault(
        lambda z: np.maximum(-z, 0),
        "it gives max(−z, 0).",
        "Look at the sign of z: a positive number should come out as it is.",
    ),
    Fault(lambda z: z, "negative numbers come out as they are.", "They should become 0."),
    Fault(
        lambda z: np.where(z > 0, z, 0.01 * z),
        "negative numbers come out as 0.01 z.",
        "That is the leaky ReLU, a relative. Here they should become exactly 0.",
    ),
    Fault(
        lambda z: np.clip(z, 0, 1),
        "numbers above 1 are cut off at 1.",
        "ReLU has a floor at 0 but no ceiling.",
    ),
    Fault(
        lambda z: z[z > 0],
        "the negative numbers are gone.",
        "The result needs the shape of z: put a 0 where z is negative, do not leave the number out.",
    ),
]


@exercise
def relu(function):
    """max(z, 0), each number by itself."""
    verdict = check_function(
        "relu", function, lambda z: np.maximum(z, 0), [(z,) for z in Z], RELU_FAULTS, "negative numbers become 0."
    )
    if "truth value" in verdict.message:
        hint = "`if` and max() want one True or False, and z > 0 holds many. Which NumPy function compares them all?"
        return Verdict(False, verdict.message, hint)
    return verdict


# ---- sigmoid ----
MODERATE = [np.array([-2.0, -0.5, 0.0, 1.0, 3.0]), _rng.normal(0.5, 3, (7, 5))]
EXTREME = np.array([-10_000.0, -1000.0, -30.0, 0.0, 30.0, 1000.0, 10_000.0])


def _sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


SIGMOID_FAULTS = [
    Fault(
        lambda z: 1 - _sigmoid(z),
        "each answer is 1 minus the right one.",
        "Look at the sign of z in the exponent: a large positive z should give nearly 1.",
    ),
    Fault(
        lambda z: _sigmoid(2 * z),
        "it answers sigmoid(2z).",
        "With tanh, the argument is z/2.",
    ),
    Fault(
        lambda z: _sigmoid(z / 2),
        "it answers sigmoid(z/2).",
        "z is halved once too often.",
    ),
    Fault(
        lambda z: 1 + np.exp(-z),
        "it gives 2 at z = 0.",
        "1 / 1 + e is (1 / 1) + e. Put brackets around what is below the line.",
    ),
    Fault(
        lambda z: 0.5 + np.tanh(z / 2),
        "it does not stay between 0 and 1.",
        "tanh runs from −1 to 1. The ½ must multiply all of 1 + tanh(z/2), not only the 1: brackets.",
    ),
    Fault(np.tanh, "it answers tanh(z), from −1 to 1.", "Sigmoid runs from 0 to 1: shift it and halve it."),
    Fault(
        lambda z: np.tanh(z / 2),
        "it answers tanh(z/2), from −1 to 1.",
        "You are close: add 1, then halve, to get from 0 to 1.",
    ),
    Fault(
        lambda z: _sigmoid(np.abs(z)),
        "negative z give the answer for |z|.",
        "For negative z, sigmoid(z) = 1 − sigmoid(−z).",
    ),
    Fault(lambda z: np.exp(z), "it answers exp(z).", "exp(z) is what stands above the line. What stands below?"),
]


class _Deaf(contextlib.ContextDecorator):
    """Stands in for np.errstate and changes nothing."""

    def __init__(self, **_):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


def _complains(function, z, as_it_is=False):
    """Does NumPy report an overflow, or a division that makes no sense, while function(z) runs?

    Unless as_it_is, nothing silences NumPy: no np.errstate inside the function or around it, no np.seterr.
    """
    if as_it_is:
        watched, errstate, seterr = function, np.errstate, np.seterr
    else:
        watched, errstate, seterr = inspect.unwrap(function), _Deaf, lambda *_, **__: np.geterr()

    @functools.wraps(watched)
    def strict(z):
        with (
            np.errstate(over="raise", invalid="raise", divide="raise"),
            mock.patch.multiple(np, errstate=errstate, seterr=seterr),
        ):
            return watched(z)

    try:
        call(strict, z)
    except Problem:
        return True
    return False


@exercise
def sigmoid(function):
    """1 / (1 + exp(-z)) for any z, without overflow."""
    cases = [(z,) for z in MODERATE]
    verdict = check_function("sigmoid", function, _sigmoid, cases, SIGMOID_FAULTS)
    if not verdict.passed:
        if "truth value" in verdict.message:
            hint = "`if` wants one True or False, and z holds many numbers. Use a mask, or a formula without cases."
            return Verdict(False, verdict.message, hint)
        return verdict
    try:
        got = as_numbers(call(function, EXTREME), EXTREME)
    except Problem as problem:
        hint = "Somewhere exp is infinite, and ∞/∞ is no number. Let no exp see a large positive number."
        return Verdict(False, f"sigmoid: right for small z, but for z up to ±10,000: {problem}", hint)
    if not same(got, _sigmoid(EXTREME)):
        worst = np.abs(got - _sigmoid(EXTREME)).argmax()
        return Verdict(
            False,
            f"sigmoid: right for small z, but for z = {EXTREME[worst]:g} it gives {got[worst]:.6f}.",
            "If you cut z off, cut where sigmoid is 0 or 1 to six digits; better, find a form that needs no cut.",
        )
    ends = np.array([-1000.0]), np.array([1000.0])
    low, high = (_complains(function, z) for z in ends)
    if (low or high) and not any(_complains(function, z, as_it_is=True) for z in ends):
        return Verdict(
            False,
            "sigmoid: the values are right, but an exp overflows, and NumPy is told to keep quiet about it.",
            "Silencing the warning is not avoiding it. Let no exp see a large positive number.",
        )
    if low and high:
        return Verdict(
            False,
            "sigmoid: the values are right, but an exp overflows for z = 1000 and for z = −1000, and NumPy warns.",
            "np.where computes both branches for all numbers, then chooses. Give each branch only its own numbers.",
        )
    if low or high:
        return Verdict(
            False,
            f"sigmoid: the values are right, but an exp overflows for z = {-1000 if low else 1000}, and NumPy warns.",
            "exp(−z) is harmless for z ≥ 0 and exp(z) for z ≤ 0. Use each where it is harmless, or use tanh.",
        )
    return Verdict(True, "sigmoid: right for every z from −10,000 to 10,000, and nothing overflows.")


# ---- three units by hand ----
PAIRS = np.concatenate([[[30.0, 70], [70, 30], [3, 5], [888, 122]], _rng.uniform(0, 100, (200, 2))])
SUM, DIFFERENCE = PAIRS.sum(axis=1), PAIRS[:, 0] - PAIRS[:, 1]
TARGETS = np.column_stack([SUM, DIFFERENCE, np.abs(DIFFERENCE)])
TARGET_NAMES = ["x₁ + x₂", "x₁ − x₂", "|x₁ − x₂|"]
WHERE = {
    "where x₁ < x₂": (
        DIFFERENCE < 0,
        "Which hidden units are on where x₁ < x₂? relu(x₁ − x₂) is 0 there: what is not?",
    ),
    "where x₁ > x₂": (
        DIFFERENCE > 0,
        "Which hidden units are on where x₁ > x₂? relu(x₂ − x₁) is 0 there: what is not?",
    ),
}


@exercise
def three_units(function):
    """W1 (2, 3) and W2 (3, 3) so that relu(x W1) W2 gives the three targets for numbers that are not negative."""
    if is_stub(function):
        return Verdict(None, "three_units: replace the ... by your code.")
    try:
        W1, W2 = _two_arrays(call(function))
    except Problem as problem:
        return Verdict(False, f"three_units: {problem}", "W1 has a row for each input, W2 a row for each hidden unit.")
    hidden = np.maximum(PAIRS @ W1, 0)
    right = [same(got, want) for got, want in zip((hidden @ W2).T, TARGETS.T, strict=True)]
    if all(right):
        return Verdict(True, "three_units: all three targets are exact, for (888, 122) as well.")
    if same(hidden @ W2.T, TARGETS):
        return Verdict(
            False, "three_units: W2 is transposed.", "Row j of W2 says what hidden unit j gives to each target."
        )
    return Verdict(False, *_first_wrong_target(hidden, W2, right))


def _two_arrays(result):
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        raise Problem("wanted two arrays, `return W1, W2`.")
    arrays = []
    for name, array, shape in zip(("W1", "W2"), result, ((2, 3), (3, 3)), strict=True):
        try:
            arrays.append(as_numbers(array, np.empty(shape)))
        except Problem as problem:
            raise Problem(f"{name}: {problem}") from None
    return arrays


def _first_wrong_target(hidden, W2, right):
    """Message and hint for the first target that is not right."""
    k = right.index(False)
    name, got, want = f"three_units, {TARGET_NAMES[k]}", hidden @ W2[:, k], TARGETS[:, k]
    for i, other in enumerate(TARGETS.T):
        if i != k and same(got, other):
            hint = "Column k of W2 makes target k, in the order sum, difference, distance."
            return f"{name}: this column gives {TARGET_NAMES[i]}.", hint
    if same(got, -want):
        return f"{name}: the sign is wrong.", "Compare with the pair (30, 70): 100, −40, 40."
    if not hidden.any():
        return f"{name}: no hidden unit is ever on.", "relu of a number that is never positive is always 0."
    for words, (rows, hint) in WHERE.items():
        if same(got[~rows], want[~rows]):
            return f"{name}: wrong {words}, that is for {rows.mean():.0%} of the pairs, right elsewhere.", hint
    pair = "({:g}, {:g})".format(*PAIRS[0])
    units = ", ".join(f"{unit:g}" for unit in hidden[0])
    return (
        f"{name}: for {pair} the answer should be {want[0]:g}, yours is {got[0]:g}.",
        f"Your hidden units give {units} for that pair. Which multiples of them add up to {want[0]:g}?",
    )
