"""Checkers of the forward pass."""

import copy
import functools
import re

import numpy as np

from ....activations import sigmoid, softmax
from ...checking.causes import compact, same
from ...checking.diagnosis import check_function, with_hint
from ...checking.form import as_numbers, as_parts
from ...checking.progress import exercise
from ...checking.running import NotWritten, Problem, call, is_stub
from ...checking.verdict import Verdict

_rng = np.random.default_rng(143)  # in the layers of FORWARD_CASES units switch from row to row


def _relu(z):
    return np.maximum(z, 0)


# ---- relu ----
Z = [  # each begins with a negative number: an array that begins with a whole number cuts off the rest
    np.array([-1.5, 0.0, 2.0]),
    np.array([[-3.0, 0.5, 0.0], [4.0, -0.25, 300.25]]),
    np.sort(_rng.normal(0, 2, (7, 5)), axis=None).reshape(7, 5),
]
LEAKY = tuple(lambda z, slope=slope: np.where(z > 0, z, slope * z) for slope in (0.01, 0.05, 0.1, 0.2, 0.3))
RELU_FAULTS = [
    *with_hint(
        "Compare, or reduce? Each number is compared with 0, and the shape stays: np.maximum does that.",
        (lambda z: z.max(axis=0), "it takes the largest number of each column."),
        (np.max, "it returns the one largest number of z."),
        (lambda z: z[z > 0], "the negative numbers are gone, and the result needs the shape of z."),
        ((lambda z: z if z.min() > 0 else 0, lambda z: z if z.all() else 0), "one `if` decides for all numbers."),
    ),
    *with_hint(
        "ReLU gives z itself where z is positive, and 0 elsewhere: a floor at 0, no ceiling.",
        ((lambda z: z > 0, lambda z: z >= 0), "it answers 0 or 1, whether a number is positive. That is a step."),
        (np.abs, "negative numbers keep their size. That is |z|."),
        (lambda z: np.minimum(z, 0), "it keeps the negative numbers. Which of z and 0, the smaller or the larger?"),
        (lambda z: np.maximum(-z, 0), "it gives max(−z, 0). Look at the sign of z."),
        (lambda z: z, "negative numbers come out as they are. They should become 0."),
        (LEAKY, "negative numbers come out smaller, but not as 0. That is the leaky ReLU."),
        (lambda z: np.where(z > 0, z, np.exp(z) - 1), "negative numbers come out as eᶻ − 1. That is the ELU."),
        (sigmoid, "that is the sigmoid, 1 / (1 + e⁻ᶻ)."),
        (np.tanh, "that is the tanh."),
        (lambda z: np.log1p(np.exp(z)), "that is the softplus, log(1 + eᶻ)."),
        (lambda z: z * sigmoid(z), "that is the swish, z / (1 + e⁻ᶻ)."),
        (tuple(lambda z, top=top: np.clip(z, 0, top) for top in (1, 6, 10, 255)), "large numbers are cut off."),
    ),
]


@exercise
def relu(function):
    """max(z, 0), each number by itself."""
    return check_function("relu", function, _relu, [(z,) for z in Z], RELU_FAULTS, "negative numbers become 0.")


# ---- forward ----
def _layers(*sizes):
    """Random layers of these sizes: biases are not 0, and of most samples some hidden units are on, some off."""
    return [
        (_rng.normal(0.2, 1, (n_in, n_out)), _rng.normal(1, 1.5, n_out))
        for n_in, n_out in zip(sizes, sizes[1:], strict=False)
    ]


BENDS = (lambda i, n: i < n - 1, lambda i, n: True)  # after which layer i of n is a ReLU: all but the last, all


def _way(step=lambda out, W, b: out @ W + b, bend=BENDS[0], curve=_relu):
    """A forward pass that takes step(out, W, b) for each layer, with the curve after layer i of n where bend(i, n)."""

    def run(x, layers):
        out = x
        for i, (W, b) in enumerate(layers):
            out = step(out, W, b)
            if bend(i, len(layers)):
                out = curve(out)
        return out

    return run


def _part(places):
    """The ways that use these layers only, with and without a ReLU after the last of them."""
    return tuple(lambda x, layers, bend=bend: _way(bend=bend)(x, layers[places]) for bend in BENDS)


def _hidden(*curves):
    """The ways with one of these curves in place of ReLU, after all layers but the last or after all."""
    return tuple(_way(bend=bend, curve=curve) for bend in BENDS for curve in curves)


def _bias_last(x, layers):
    *hidden, (W, b) = layers
    return functools.reduce(lambda out, layer: _relu(out @ layer[0]) + layer[1], hidden, x) @ W + b


_run = _way()
FORWARD_CASES = [
    (
        np.array([[1.0, -2], [-3, 1], [0, 2]]),
        [
            (np.array([[1.0, -1, 2], [0, 2, 1]]), np.array([1.0, 0, -1])),
            (np.array([[1.0, -1], [2, 0], [-1, 1]]), np.array([-3.0, 1])),
        ],
    ),
    (_rng.normal(0, 2, (7, 2)), _layers(2, 4, 4, 3)),
    (_rng.normal(0, 2, (1, 5)), _layers(5, 6, 4, 3, 2)),
    (_rng.normal(1, 2, (3, 3)), _layers(3, 3, 3, 3)),
    (_rng.normal(0, 2, (4, 3)), _layers(3, 2)),
]
FORWARD_SQUARE = FORWARD_CASES[3]  # here products in a wrong order run, too
W_ON_THE_LEFT = (
    lambda out, W, b: W @ out + b,
    lambda out, W, b: W.T @ out + b,
    lambda out, W, b: W @ out + b[:, None],
    lambda out, W, b: W.T @ out + b[:, None],
)
FORWARD_SQUARE_FAULTS = [
    *with_hint(
        "Rows are samples here: (n, n_in) @ (n_in, n_out) is out @ W, and b, with a number for each unit, is added to "
        "every row. Tutorials with columns as samples write W @ out.",
        (tuple(_way(step, bend) for step in W_ON_THE_LEFT for bend in BENDS), "the product has W on the left."),
        (_way(lambda out, W, b: out @ W.T + b), "W is transposed. It is (n_in, n_out) already."),
        (_way(lambda out, W, b: out * W + b), "out * W adds nothing up. The matrix product is written @."),
        (_way(lambda out, W, b: out @ W + b[:, None]), "each sample got a bias."),
    ),
    *with_hint(
        "Print i, or the shape of W, inside your loop: does every pair (W, b) get its turn?",
        (_part(slice(-1, None)), "every layer starts from x again. Inside the loop use the result so far, not x."),
        (_part(slice(1, None)), "layer 1 is left out."),
        (lambda x, layers: _run(x, layers[:1] + layers[2:]), "layer 2 of 3 is left out."),
        (_part(slice(None, None, -1)), "the last layer comes first."),
        (lambda x, layers: _run(x, [*layers[:-1], layers[-2]]), "W and b after the loop are still those in the loop."),
        (lambda x, layers: _run(x, [*layers, layers[-1]]), "the last layer runs twice, with a ReLU between."),
        (lambda x, layers: x, "x comes back as it is: what the loop computes is kept nowhere."),
    ),
]
FORWARD_FAULTS = [
    *with_hint(
        "The last layer gives the answer, out @ W + b, and x₁ − x₂ may be negative. After every other layer: ReLU.",
        (_way(bend=BENDS[1]), "there is a ReLU after the last layer, too."),
        (_way(bend=lambda i, n: False), "there is no ReLU between the layers. Without a bend all collapse into one."),
        (_way(bend=lambda i, n: i == n - 1), "the ReLU is after the last layer only."),
        (_way(bend=lambda i, n: i > 0), "there is a ReLU after the last layer, but none after the first."),
        (
            (_way(bend=lambda i, n: i == 0 < n - 1), _way(bend=lambda i, n: i == 0)),
            "the ReLU is after the first layer only.",
        ),
        (_way(bend=lambda i, n: i < n - 2), "there is no ReLU before the last layer, which has i == len(layers) − 1."),
        (lambda x, layers: _run(_relu(x), layers), "the inputs go through a ReLU, too. Inputs may be negative."),
        (_hidden(sigmoid, np.tanh), "there is a sigmoid or tanh between the layers."),
        (_hidden(*LEAKY), "between the layers is a leaky ReLU: give 0 below 0."),
        (_hidden(np.abs, lambda z: z > 0, lambda z: np.minimum(z, 0)), "between the layers is no ReLU."),
        (lambda x, layers: softmax(_run(x, layers)), "there is a softmax after the last layer."),
        (lambda x, layers: sigmoid(_run(x, layers)), "there is a sigmoid after the last layer."),
        (_way(bend=lambda i, n: i == n - 1, curve=sigmoid), "no ReLU between, but a sigmoid after the last layer."),
        (lambda x, layers: _run(x, layers).argmax(axis=1), "this is the number of the largest output."),
        (_part(slice(0, 1)), "only the first layer has run. Is the `return` indented into the loop?"),
        (_part(slice(None, -1)), "the last layer is missing. It has no ReLU, but it has weights."),
        (lambda x, layers: _run(x, layers)[0], "only the first sample comes out. Each row of x is one."),
    ),
    *with_hint(
        "Each layer is out @ W + b, with b[k] added to column k, before the bend: np.maximum(out @ W + b, 0).",
        (lambda x, layers: _run(x, [*layers[:-1], (layers[-1][0], 0)]), "the last layer's bias is missing."),
        (_way(lambda out, W, b: out @ W), "the biases are missing."),
        (_bias_last, "the bias is added after the ReLU."),
        (_way(lambda out, W, b: out @ W - b), "the biases are subtracted."),
        (_way(lambda out, W, b: out @ W + b.sum()), "every unit got the sum of all biases."),
        (_way(lambda out, W, b: out @ W + b.mean()), "every unit got the mean of all biases."),
        (_way(lambda out, W, b: out @ W + b[0]), "every layer takes the first bias for all units."),
        (_way(lambda out, W, b: out @ (W + b)), "the bias is added to W."),
    ),
]


def _leaves_layers_alone(function):
    """The function, but with a Problem where it changes the list of layers or an array in it."""

    @functools.wraps(function)
    def watched(x, layers):
        before = copy.deepcopy(layers)
        result = function(x, layers)
        if len(layers) != len(before):
            raise Problem("your function changes the list of layers. Read layers[-1] instead of layers.pop().")
        if any(not same(a, b) for pairs in zip(layers, before, strict=True) for a, b in zip(*pairs, strict=True)):
            raise Problem("your function changes the weights. Make new arrays: out = out @ W + b.")
        tables = isinstance(result, list) and any(np.ndim(part) == 2 for part in result)
        return tuple(result) if tables else result  # a list of all layers' results is no table

    return watched


@exercise
def forward(function):
    """Prediction (n, n_out) for x (n, n_in) through a list of layers (W, b): ReLU between, none after the last."""
    if not callable(function):
        return check_function("forward", function, _run, FORWARD_CASES)
    watched = _leaves_layers_alone(function)
    verdict = check_function("forward", watched, _run, [FORWARD_SQUARE], FORWARD_SQUARE_FAULTS)
    if not verdict.hint:
        done = "right for one, two, three and four layers."
        verdict = check_function("forward", watched, _run, FORWARD_CASES, FORWARD_FAULTS, done)
    return verdict if verdict.passed is not False or verdict.hint else _with_a_hint(function, verdict)


STOPS = [  # (pattern in the error and its line, hint)
    (r"unpack.* `.*enumerate", "Each turn of enumerate gives a number and a pair: for i, (W, b) in enumerate(layers)."),
    (r"unpack.* `.*layers|IndexError.* `.*layers\[\d", "The list may have any length, one layer or ten: use a loop."),
    (r"IndexError.* `.*layers\[", "The places of layers run from 0 to len(layers) − 1."),
    ("list indices|inhomogeneous|'(tuple|list)' object has no", "layers is a list of pairs: W, b = layers[-1]."),
    (
        r"(matmul|dimension|broadcast|not aligned).* `.*(?<!@)(?<!@ )(\bW\w*(\.T)?\s*@|(dot|matmul)\(\s*W)",
        "Rows are samples here: the product is x @ W, not W @ x.",
    ),
    (r"broadcast.* `.*(\*\s*W\b|multiply)", "x * W multiplies number by number. The matrix product is written @."),
    (
        r"(broadcast|ambiguous).* `.*(\b(W|b|layer)\b\)?\s*[!=]=|[!=]=\s*\(?(W\b|b\b|layer)| in layers\[|\bindex\()",
        "Arrays can't be compared like that. Count the turns with enumerate: the last has i == len(layers) − 1.",
    ),
]


def _with_a_hint(function, verdict):
    """For an answer that no single fault explains: a hint from the line that stops, or from all its numbers."""
    hint = next((hint for pattern, hint in STOPS if re.search(pattern, verdict.message)), "")
    try:
        tables = [as_numbers(call(function, *case), _run(*case)) for case in FORWARD_CASES]
        x, layers = FORWARD_CASES[1]
        halfway = call(function, (x + x[::-1]) / 2, layers)
    except Problem:
        return Verdict(verdict.passed, verdict.message, hint)
    if same(halfway, (tables[1] + tables[1][::-1]) / 2):
        hint = "Halfway between two inputs you answer halfway between the answers: nothing bends. Where is the ReLU?"
    if all(table.min() >= 0 for table in tables):
        hint = "No answer of yours is negative. Is there a ReLU after the last layer?"
    return Verdict(verdict.passed, verdict.message, hint)


# ---- three units by hand ----
PAIRS = np.concatenate([[[30.0, 70], [70, 30], [3, 5], [888, 122]], _rng.uniform(0, 100, (200, 2))])
SUM, DIFFERENCE = PAIRS.sum(axis=1), PAIRS[:, 0] - PAIRS[:, 1]
TARGETS = {"x₁ + x₂": SUM, "x₁ − x₂": DIFFERENCE, "|x₁ − x₂|": np.abs(DIFFERENCE)}
WHERE = {"x₁ < x₂": (DIFFERENCE < 0, "x₁ − x₂"), "x₁ > x₂": (DIFFERENCE > 0, "x₂ − x₁")}  # and whose relu is 0 there


@exercise
def three_units(function):
    """W1 (2, 3) and W2 (3, 3) so that relu(x W1) W2 gives the three targets for numbers from 0 to 100."""
    if is_stub(function):
        return Verdict(None, "three_units: replace the ... by your code.")
    try:
        W1, W2 = _two_arrays(call(function))
    except Problem as problem:
        hint = "There are no biases. W1 has a row for each input, W2 a row for each hidden unit."
        return Verdict(None if isinstance(problem, NotWritten) else False, f"three_units: {problem}", hint)
    hidden = _relu(PAIRS @ W1)
    for (name, want), got in zip(TARGETS.items(), (hidden @ W2).T, strict=True):
        if not same(got, want):
            if same((hidden @ W2.T).T, list(TARGETS.values())):
                hint = "Row j of W2 says what hidden unit j gives to each target."
                return Verdict(False, "three_units: W2 is transposed.", hint)
            message, hint = _why_wrong(hidden, got, want)
            return Verdict(False, f"three_units, {name}: {message}", hint)
    return Verdict(True, "three_units: all three targets are exact, for (888, 122) as well.")


def _two_arrays(result):
    arrays = as_parts(result, ("W1", "W2"))
    if [np.shape(array) for array in arrays] == [(3, 3), (2, 3)]:
        raise Problem("they come back as W2, W1; wanted is W1, W2.")
    for name, array, shape in zip(("W1", "W2"), arrays, ((2, 3), (3, 3)), strict=True):
        try:
            as_numbers(array, np.empty(shape))
        except Problem as problem:
            raise Problem(f"{name}: {problem}") from None
    return [np.asarray(array, dtype=float) for array in arrays]


def _why_wrong(hidden, got, want):
    """Message and hint for a target that is not right."""
    for name, other in TARGETS.items():
        if same(got, other):
            return f"this column gives {name}.", "Column k of W2 makes target k: sum, difference, distance."
    if not hidden.any():
        return "no hidden unit is ever on.", "relu of a number that is never positive is always 0."
    factor = got[0] / want[0]
    if factor and same(got, factor * want):
        return f"every answer is {factor:g} times the target.", "Compare with the pair (30, 70): 100, −40, 40."
    for where, (rows, off) in WHERE.items():
        if same(got[~rows], want[~rows]):
            hint = f"Which hidden units are on where {where}? relu({off}) is 0 there: what is not?"
            return f"wrong where {where}, that is for {rows.mean():.0%} of the pairs, right elsewhere.", hint
    hint = f"Your hidden units give {compact(hidden[0])} for that pair. Which multiples add up to {want[0]:g}?"
    return f"for (30, 70) the answer should be {want[0]:g}, yours is {got[0]:g}.", hint
