"""Checkers of the forward pass."""

import copy
import functools
import re

import numpy as np

from ...checking.causes import same
from ...checking.diagnosis import Fault, check_function
from ...checking.form import as_numbers
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

_rng = np.random.default_rng(143)  # in the layers of FORWARD_CASES units switch from row to row

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


# ---- forward ----
def _layers(*sizes):
    """Random layers of these sizes: biases are not 0, and of most samples some hidden units are on, some off."""
    return [
        (_rng.normal(0.2, 1, (n_in, n_out)), _rng.normal(1, 1.5, n_out))
        for n_in, n_out in zip(sizes, sizes[1:], strict=False)
    ]


def _run(x, layers, bend=lambda i, last: not last, first=lambda x: x):
    """The forward pass. bend(i, last): is there a ReLU after layer i? first: what is done to the input."""
    out = first(x)
    for i, (W, b) in enumerate(layers):
        out = out @ W + b
        if bend(i, i == len(layers) - 1):
            out = np.maximum(out, 0)
    return out


def _each(step):
    """A forward pass that takes step(out, W, b) for each layer, with ReLU between."""

    def run(x, layers):
        out = x
        for i, (W, b) in enumerate(layers):
            out = step(out, W, b)
            if i < len(layers) - 1:
                out = np.maximum(out, 0)
        return out

    return run


FORWARD_SMALL = (
    np.array([[1.0, -2], [-3, 1], [0, 2]]),
    [
        (np.array([[1.0, -1, 2], [0, 2, 1]]), np.array([1.0, 0, -1])),
        (np.array([[1.0, -1], [2, 0], [-1, 1]]), np.array([-3.0, 1])),
    ],
)
FORWARD_CASES = [
    FORWARD_SMALL,
    (_rng.normal(0, 2, (7, 2)), _layers(2, 4, 4, 3)),
    (_rng.normal(0, 2, (1, 5)), _layers(5, 6, 4, 3, 2)),
    (_rng.normal(1, 2, (3, 3)), _layers(3, 3, 3, 3)),
    (_rng.normal(0, 2, (4, 3)), _layers(3, 2)),
]
FORWARD_SQUARE = FORWARD_CASES[3]
LEFT = "That is how tutorials with columns as samples write it. Here rows are samples, so out stands on the left."
FORWARD_SQUARE_FAULTS = [
    Fault(_each(lambda out, W, b: W @ out + b), "the product has W on the left.", LEFT),
    Fault(_each(lambda out, W, b: W.T @ out + b), "the product has W on the left.", LEFT),
    Fault(_each(lambda out, W, b: W @ out + b[:, None]), "the product has W on the left.", LEFT),
    Fault(_each(lambda out, W, b: W.T @ out + b[:, None]), "the product has W on the left.", LEFT),
    Fault(
        _each(lambda out, W, b: out @ W.T + b),
        "W is transposed.",
        "W is already (n_in, n_out). Write the shapes under the product: (n, n_in) @ (n_in, n_out).",
    ),
    Fault(
        _each(lambda out, W, b: out * W + b),
        "out * W multiplies number by number and adds nothing up.",
        "The matrix product, which multiplies and adds, is written @.",
    ),
    Fault(
        _each(lambda out, W, b: out @ W + b[:, None]),
        "each sample got a bias.",
        "b has a number for each unit, and units are columns. NumPy adds a (n_out,) array to every row by itself.",
    ),
    *[
        Fault(
            lambda x, layers, bend=bend: bend(x @ layers[-1][0] + layers[-1][1]),
            "every layer starts from x again, so only the last layer counts.",
            "The output of one layer is the input of the next: inside the loop use the result so far, not x.",
        )
        for bend in (lambda z: z, lambda z: np.maximum(z, 0))
    ],
    *[
        Fault(
            lambda x, layers, i=i: _run(x, layers[:i] + layers[i + 1 :]),
            f"layer {i + 1} is left out.",
            "Print i, or the shape of W, inside your loop: does every pair (W, b) of the list get its turn?",
        )
        for i in (0, 1)
    ],
]
FORWARD_FAULTS = [
    Fault(
        lambda x, layers: _run(x, layers, lambda i, last: True),
        "there is a ReLU after the last layer, too.",
        "The last layer gives the answer, and x₁ − x₂ may be negative. What sets the last layer apart in your loop?",
    ),
    Fault(
        lambda x, layers: _run(x, layers, lambda i, last: False),
        "there is no ReLU between the layers.",
        "Without a bend all layers collapse into one. After each layer but the last: np.maximum(out, 0).",
    ),
    Fault(
        lambda x, layers: _run(x, layers, lambda i, last: last),
        "the ReLU is after the last layer only.",
        "It belongs after every layer *but* the last.",
    ),
    Fault(
        lambda x, layers: _run(x, layers, lambda i, last: i == 0 and not last),
        "the ReLU is after the first layer only.",
        "It belongs after every layer but the last, however many there are.",
    ),
    Fault(
        lambda x, layers: _run(x, layers, lambda i, last: i == 0),
        "the ReLU is after the first layer only.",
        "It belongs after every layer but the last, however many there are.",
    ),
    Fault(
        lambda x, layers: _run(x, layers, lambda i, last: i < len(layers) - 2),
        "there is no ReLU before the last layer.",
        "Which i has the last layer? Count: it is len(layers) − 1.",
    ),
    Fault(
        lambda x, layers: _run(x, [*layers[:-1], (layers[-1][0], 0)]),
        "the last layer's bias is missing.",
        "Only the ReLU is left out there: the answer is out @ W + b of the last pair.",
    ),
    Fault(
        lambda x, layers: _run(x, layers, first=lambda x: np.maximum(x, 0)),
        "the inputs go through a ReLU, too.",
        "First the product and the bias, then the bend. Inputs may be negative.",
    ),
    Fault(
        _each(lambda out, W, b: out @ W),
        "the biases are missing.",
        "Each layer is a pair (W, b): add b, one number for each unit, to every row.",
    ),
    Fault(
        lambda x, layers: _bias_last(x, layers),
        "the bias is added after the ReLU.",
        "The bias moves the hinge, so it must be there before the bend: np.maximum(out @ W + b, 0).",
    ),
    Fault(_each(lambda out, W, b: out @ W - b), "the biases are subtracted.", "out @ W + b: look at the sign."),
    Fault(
        _each(lambda out, W, b: out @ W + b.sum()),
        "every unit got the sum of all biases.",
        "Unit k gets b[k] only.",
    ),
    *[
        Fault(
            lambda x, layers, bend=bend: bend(x @ layers[0][0] + layers[0][1]),
            "only the first layer has run.",
            "Does the loop end too early? A `return` that is indented too far ends it in its first turn.",
        )
        for bend in (lambda z: z, lambda z: np.maximum(z, 0))
    ],
    *[
        Fault(
            lambda x, layers, bend=bend: _run(x, layers[:-1], bend),
            "the last layer is missing.",
            "It has no ReLU, but it has weights: the answer is out @ W + b of the last pair.",
        )
        for bend in (lambda i, last: True, lambda i, last: not last)
    ],
    Fault(
        lambda x, layers: _run(x, layers).T,
        "the result is transposed.",
        "It should have a row for each sample and a column for each output.",
    ),
    Fault(
        lambda x, layers: _run(x, layers)[0],
        "only the first sample comes out.",
        "x holds n samples, one a row, and all of them go through.",
    ),
]


def _bias_last(x, layers):
    out = x
    for W, b in layers[:-1]:
        out = np.maximum(out @ W, 0) + b
    W, b = layers[-1]
    return out @ W + b


def _answers(function, case, wrong):
    """Does function(*case) give these numbers?"""
    try:
        return same(call(function, *case), wrong)
    except (Problem, TypeError, ValueError):
        return False


def _leaves_layers_alone(function):
    """The function, but with a Problem where it changes the list of layers or an array in it."""

    @functools.wraps(function)
    def watched(x, layers):
        before = copy.deepcopy(layers)
        result = function(x, layers)
        if len(layers) != len(before):
            raise Problem(
                f"your function takes layers out of the list: it had {len(before)}, now {len(layers)}, and the next "
                "call would miss them. Read layers[-1] instead of layers.pop()."
            )
        if not all(
            np.array_equal(a, b)
            for pair, old in zip(layers, before, strict=True)
            for a, b in zip(pair, old, strict=True)
        ):
            raise Problem("your function changes the weights. Make new arrays: out = out @ W + b.")
        return result

    return watched


@exercise
def forward(function):
    """Prediction (n, n_out) for x (n, n_in) through a list of layers (W, b): ReLU between, none after the last."""
    if is_stub(function) or not callable(function):
        return check_function("forward", function, _run, [])
    for fault in FORWARD_SQUARE_FAULTS:
        if _answers(function, FORWARD_SQUARE, fault.wrong(*FORWARD_SQUARE)):
            return Verdict(False, f"forward: {fault.message}", fault.hint)
    done = "right for one, two, three and four layers."
    verdict = check_function("forward", _leaves_layers_alone(function), _run, FORWARD_CASES, FORWARD_FAULTS, done)
    if verdict.passed is False and not verdict.hint:
        return _what_the_answers_show(function, verdict)
    return verdict


def _what_the_answers_show(function, verdict):
    """For an answer that no single fault explains: a hint from what the numbers have in common."""
    try:
        results = [call(function, *case) for case in FORWARD_CASES]
    except Problem as problem:
        return Verdict(False, verdict.message, _why_it_stops(str(problem)))
    answers = [_run(*case) for case in FORWARD_CASES]
    for result, answer in zip(results, answers, strict=True):
        if isinstance(result, (tuple, list)) and not _answers(lambda r=result: r, (), answer):
            inside = [i for i, part in enumerate(result) if _answers(lambda p=part: p, (), answer)]
            if inside:
                hint = "Return the prediction alone."
                return Verdict(False, f"forward: {len(result)} things came back, one table is wanted.", hint)
    try:
        tables = [as_numbers(result, answer) for result, answer in zip(results, answers, strict=True)]
    except Problem:
        return verdict
    if all(table.min() >= 0 for table in tables):
        return Verdict(False, verdict.message, "No answer of yours is negative. Is there a ReLU after the last layer?")
    x, layers = FORWARD_CASES[1]
    middle = call(function, (x + x[::-1]) / 2, layers)
    if same(middle, (tables[1] + tables[1][::-1]) / 2):
        hint = "Halfway between two inputs you answer halfway between the answers: nothing bends. Where is the ReLU?"
        return Verdict(False, verdict.message, hint)
    return verdict


W_ON_THE_LEFT = r"(?<!@)(?<!@ )(\bW\w*(\.T)?\s*@|(dot|matmul)\(\s*W)"
COMPARED = r"\b(W|b|layer)\b\)?\s*[!=]=|[!=]=\s*\(?(W\b|b\b|layer\b|layers\[)| in layers\[|\bindex\("


def _why_it_stops(problem):
    """A hint for code that stops with an error, from the error and the line that it names."""
    error, _, line = problem.partition(" in the line ")
    shapes = "matmul" in error or "dimension" in error or "broadcast" in error or "not aligned" in error
    if "unpack" in error and "enumerate" in line:
        return "Each turn of enumerate gives a number and a pair: for i, (W, b) in enumerate(layers)."
    if ("unpack" in error or "IndexError" in error) and "layers" in line:
        return "The list may have any length, one layer or ten: use a loop."
    if shapes and re.search(W_ON_THE_LEFT, line):
        return "Rows are samples here: the product is x @ W, not W @ x."
    if ("broadcast" in error or "ambiguous" in error) and re.search(COMPARED, line):
        return "Arrays can't be compared like that. Count the turns with enumerate: the last has i == len(layers) − 1."
    if "ambiguous" in error:
        return "Python's max() and `if` want one number, an array holds many: np.maximum(out, 0) compares each with 0."
    if shapes:
        return "Write the shapes under each product: (n, n_in) @ (n_in, n_out). What should go in, and what does?"
    return ""


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
    """W1 (2, 3) and W2 (3, 3) so that relu(x W1) W2 gives the three targets for numbers from 0 to 100."""
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
