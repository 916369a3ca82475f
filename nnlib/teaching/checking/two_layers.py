"""The backward pass of dense, ReLU, dense, written in lesson 05 and mended in lesson 06: cases and faults."""

import numpy as np

from .causes import same
from .dense_backward import COLUMNS, named_on_squares, numbers
from .diagnosis import Fault, check_function, with_hint
from .verdict import Verdict


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def two_layers(
    X,
    y,
    W1,
    b1,
    W2,
    b2,
    *,
    biases=(1, 1),
    act=lambda z: (relu(z), z > 0),  # what the hidden units give, and their slope
    out=lambda p: (p, 1),
    dp=lambda e, n, k, n_in: e / n,
    into=lambda W2, dW2: W2.T,
    back=lambda z, a, d, slope: d * slope,
    first=lambda X, a: X,
    last=lambda z, a: a,
    product=lambda x, d: x.T @ d,
    add=lambda d: d.sum(axis=0),
):
    """dW1, db1, dW2, db2 of L = 1/n Σ ½ (p - y)²; the keywords plant faults."""
    z1 = X @ W1 + biases[0] * b1
    a1, slope = act(z1)
    p, end = out(a1 @ W2 + biases[1] * b2)
    dp = dp(p - y, *y.shape, X.shape[1]) * end
    dW2 = product(last(z1, a1), dp)
    dz1 = back(z1, a1, dp @ into(W2, dW2), slope)
    return product(first(X, a1), dz1), add(dz1), dW2, add(dp)


def _case(n, n_in, n_hidden, n_out, seed):
    sizes = (n, n_in), (n, n_out), (n_in, n_hidden), (n_hidden,), (n_hidden, n_out), (n_out,)
    return tuple(numbers(*size, seed=seed + i) for i, size in enumerate(sizes))


TWO_PARTS = ("dW1", "db1", "dW2", "db2")
BY_HAND = tuple(np.array(a, dtype=float) for a in ([[1], [-1]], [[0], [4]], [[1]], [0], [[2]], [0]))  # in lesson 05
TWO_CASES = [BY_HAND, _case(2, 2, 3, 1, 40), _case(7, 5, 11, 3, 50)]
SQUARE = [_case(3, 3, 3, 3, 60)]
PLANTED = [  # (keyword of two_layers, hint, (message, what deserves it, …), …)
    (
        "dp",
        "The loss is half the squared error, a mean over rows and a sum over outputs: dp is (p − y) / n.",
        ("averaged over the outputs too.", lambda e, n, k, n_in: e / (n * k)),
        ("this is the gradient of the plain mean of (p − y)² over all entries.", lambda e, n, k, n_in: 2 * e / (n * k)),
        ("dp is 2 (p − y): neither the ½ nor the 1/n is in it.", lambda e, n, k, n_in: 2 * e),
        ("dp is the loss itself, not its slope.", lambda e, n, *_: 0.5 * e**2 / n, lambda e, *_: 0.5 * e**2),
        ("dp is ½ (p − y): the slope of ½e² is e, and the 1/n is missing.", lambda e, *_: 0.5 * e),
        ("only the sign of p − y is used.", lambda e, n, *_: np.sign(e) / n),
        ("the sign of p − y is lost.", lambda e, n, *_: abs(e) / n),
        ("divided by the number of columns of X. n is the number of rows, len(X).", lambda e, n, k, n_in: e / n_in),
        ("divided by the number of outputs. n is the number of rows, len(X).", lambda e, n, k, n_in: e / k),
        ("dp has a row for each sample; yours is averaged over them.", lambda e, *_: e.mean(axis=0)),
    ),
    (
        "out",
        "The last layer is linear: p = a1 @ W2 + b2, an answer may be negative.",
        ("ReLU on the output.", lambda p: (relu(p), 1), lambda p: (relu(p), p > 0)),
        ("a sigmoid on the output.", lambda p: (sigmoid(p), 1), lambda p: (sigmoid(p), sigmoid(p) * sigmoid(-p))),
        ("tanh on the output.", lambda p: (np.tanh(p), 1), lambda p: (np.tanh(p), 1 - np.tanh(p) ** 2)),
        ("softmax on the output.", lambda p: (np.exp(p) / np.exp(p).sum(axis=1, keepdims=True), 1)),
    ),
    (
        "act",
        "Three lines forward: z1, a1 = max(z1, 0), p.",
        ("ReLU is missing on the way forward.", lambda z: (z, z > 0), lambda z: (z, 1)),
        (
            "a sigmoid stands where ReLU should.",
            lambda z: (sigmoid(z), z > 0),
            lambda z: (sigmoid(z), sigmoid(z) * sigmoid(-z)),
        ),
        ("a leaky ReLU stands where ReLU should.", lambda z: (np.maximum(z, 0.01 * z), np.where(z > 0, 1, 0.01))),
        ("tanh stands where ReLU should.", lambda z: (np.tanh(z), z > 0), lambda z: (np.tanh(z), 1 - np.tanh(z) ** 2)),
    ),
    (
        "back",
        "Is ReLU's mask there, and made from the right array? Only z1 (or a1) knows which units were on: 1 or 0.",
        ("the gradient passes units that were off.", lambda z, a, d, _: d),
        ("the mask is made from da1, the gradient.", lambda z, a, d, _: d * (d > 0)),
        ("there is a second mask from da1, the gradient.", lambda z, a, d, _: d * (d > 0) * (z > 0)),
        ("the mask is the wrong way round: it blocks units that were on.", lambda z, a, d, _: d * (z <= 0)),
        ("z1 and da1 are exchanged on the way back through ReLU.", lambda z, a, d, _: z * (d > 0)),
        ("`da1 * z1 > 0` compares the product. Put z1 > 0 in parentheses.", lambda z, a, d, _: 1.0 * (d * z > 0)),
        ("da1 has no part in dz1: multiply the mask by it.", lambda z, a, d, _: 1.0 * (z > 0)),
        ("da1 is multiplied by z1.", lambda z, a, d, _: d * z),
        ("da1 is multiplied by the sign of z1, which is -1 where it should be 0.", lambda z, a, d, _: d * np.sign(z)),
        ("da1 is multiplied by the slope of a leaky ReLU.", lambda z, a, d, _: d * np.where(z > 0, 1, 0.01)),
        ("da1 is multiplied by ReLU's value, not by its slope.", lambda z, a, d, _: d * a),
        (
            "da1 is multiplied by the slope of a sigmoid.",
            lambda z, a, d, _: d * a * (1 - a),
            lambda z, a, d, _: d * sigmoid(z) * sigmoid(-z),
        ),
        ("da1 is multiplied by the slope of tanh.", lambda z, a, d, _: d * (1 - a**2)),
    ),
    (
        "into",
        "First all gradients, then the step; da1 adds over the outputs, the last index of W2.",
        (
            "W2 was already moved when the gradient went through it.",
            *(lambda W2, dW2, lr=lr: (W2 - lr * dW2).T for lr in (1, 0.5, 0.1, 0.05, 0.01, 0.001)),
        ),
        ("da1 is dp @ W2; W2 is not transposed.", lambda W2, dW2: W2),
    ),
    (
        "biases",
        "Forward: z1 = X @ W1 + b1, p = a1 @ W2 + b2.",
        ("a bias is missing on the way forward.", (0, 1), (1, 0), (0, 0)),
    ),
    (
        "product",
        "Write the shapes under the product: the inner two must be equal and vanish, the rows.",
        ("the layer's input is not transposed.", lambda x, d: x @ d),
        ("the right numbers, but lying on their side.", lambda x, d: d.T @ x),
    ),
    (
        "first",
        "What does the first layer multiply by W1?",
        ("a1 stands where the first layer's input belongs.", lambda X, a: a),
    ),
    (
        "last",
        "What does the second layer multiply by W2?",
        ("z1 stands where the second layer's input belongs.", lambda z, a: z),
    ),
    (
        "add",
        "Each unit has its own bias, in shape (n_units,). Sum over rows only: axis=0. The 1/n is already inside dp.",
        ("one number for all units.", np.sum, lambda d: np.full(d.shape[1], d.sum())),
        ("one number for all units, and a mean.", lambda d: d.sum() / len(d), np.mean),
        ("summed over the units.", lambda d: d.sum(axis=1), lambda d: d.sum(axis=1, keepdims=True)),
        ("one row for each sample, not yet added up.", lambda d: d),
        (
            "the right numbers, but with two axes. Leave keepdims out.",
            lambda d: d.sum(axis=0, keepdims=True),
            lambda d: d.sum(axis=0)[:, None],
        ),
        (
            "a mean over rows, and with two axes. Leave keepdims out.",
            lambda d: d.mean(axis=0, keepdims=True),
            lambda d: d.mean(axis=0)[:, None],
        ),
    ),
]


def _changes(planted, i):
    """Does this fault change result number i, in a case where it runs?"""
    for case in (*TWO_CASES, *SQUARE):
        try:
            if not same(two_layers(*case, **planted)[i], two_layers(*case)[i]):
                return True
        except ValueError:
            continue
    return False


def _columns(bias):
    """dW2 of a network whose columns are samples; b stays a row of numbers, or becomes a column."""

    def wrong(X, y, W1, b1, W2, b2):
        a1 = relu(W1 @ X + bias(b1))
        return (W2 @ a1 + bias(b2) - y) @ a1.T / X.shape[1]

    return wrong


def _stepped(i, lr):
    return lambda *case: case[2 + i] - lr * two_layers(*case)[i]


def _times(i, lr):
    return lambda *case: lr * two_layers(*case)[i]


RATES = (0.5, 0.1, 0.05, 0.01, 0.001)
TWO_FAULTS = [
    *(
        Fault(lambda *case, planted=planted, i=i: two_layers(*case, **planted)[i], message, hint, part)
        for keyword, hint, *ways in PLANTED
        for message, *functions in ways
        for planted in ({keyword: function} for function in functions)
        for i, part in enumerate(TWO_PARTS)
        if _changes(planted, i)
    ),
    *(
        way
        for i, part in enumerate(TWO_PARTS)
        for way in with_hint(
            "A gradient is wanted, before any step and without a learning rate.",
            (tuple(_stepped(i, lr) for lr in (1, *RATES)), "this is the array after a step."),
            (
                tuple(_times(i, sign * lr) for lr in RATES[1:] for sign in (1, -1)),
                "this is the gradient times a learning rate.",
            ),
            part=part,
        )
    ),
    Fault(
        (_columns(lambda b: b), _columns(lambda b: b[:, None])),
        "your code is made for data where each column is a sample.",
        COLUMNS,
        "dW2",
    ),
]
BACK = {  # the parts as the walk back finds them, and where to look when one is wrong
    "dW2": "All four are made of p and dp: begin there.",
    "db2": "dW2 is right, so dp is. What is left of db2 is its sum over the rows.",
    "dW1": "dW2 and db2 are right, so p and dp are. Look at da1 and at dz1.",
    "db1": "dW1 is right, so dz1 is. What is left of db1 is its sum over the rows.",
}


def check_two_layers(name, function, done):
    """The verdict; of several wrong gradients, it tells about the one that the walk back finds first."""

    def in_order(function):
        return lambda *case: tuple(function(*case)[TWO_PARTS.index(part)] for part in BACK)

    def check(cases):
        verdict = check_function(name, function, two_layers, cases, TWO_FAULTS, done, TWO_PARTS)
        if not verdict.message.startswith(f"{name}, "):
            return verdict
        return check_function(name, in_order(function), in_order(two_layers), cases, TWO_FAULTS, done, tuple(BACK))

    verdict = named_on_squares(check, TWO_CASES, SQUARE)
    if verdict.passed is not False or verdict.hint:
        return verdict
    if "ValueError" in verdict.message:
        return Verdict(
            False, verdict.message, "Rows are samples: X @ W1, not W1 @ X, and dp has a row for each sample."
        )
    part = verdict.message.removeprefix(f"{name}, ")[:3]
    return Verdict(False, verdict.message, BACK[part]) if ": yours is" in verdict.message else verdict
