"""Losses. Each takes targets y and the network's raw scores, and returns (loss, dL/dscores).

One function for both, so that value and gradient cannot drift apart. The loss is the mean over samples of the sum
over outputs, and all three gradients read (p - y) / n with p = link(scores), n the number of samples.
`loss.link` turns scores into the prediction p: identity, sigmoid or softmax.
"""

import numpy as np

from .activations import sigmoid, softmax


def squared_error(y, scores):
    """L = 1/n Σ ½ (scores - y)²: half squared error. For numbers.

    y, scores: (n, n_out). Returns L and dL/dscores = (scores - y) / n, (n, n_out).
    The ½ cancels the 2 of the derivative. L is in squared units of y.
    Raises ValueError if the shapes differ.
    """
    _require_same_shape(y, scores)
    diff = scores - y
    return 0.5 * float(np.vdot(diff, diff)) / len(y), diff / len(y)


def binary_cross_entropy(y, scores):
    """L = -1/n Σ [y log p + (1 - y) log(1 - p)] with p = sigmoid(scores). For yes or no.

    y, scores: (n, n_out), y from 0 to 1. Returns L in nats and dL/dscores = (p - y) / n, (n, n_out).

    With s = scores, -log p = log(1 + exp(-s)) = log(1 + exp(s)) - s and -log(1 - p) = log(1 + exp(s)), so each term is
    log(1 + exp(s)) - y s, and logaddexp(0, s) is its first part without overflow. Its slope is sigmoid(s) - y.
    Raises ValueError if the shapes differ or y leaves 0 … 1.
    """
    _require_same_shape(y, scores)
    if np.abs(y - 0.5).max() > 0.5:
        raise ValueError(
            f"targets must lie from 0 to 1, got values from {y.min():g} to {y.max():g}; "
            "for labels -1 and 1 write (y + 1) / 2"
        )
    loss = np.logaddexp(0, scores) - y * scores
    return float(loss.sum()) / len(y), (sigmoid(scores) - y) / len(y)


def cross_entropy(y, scores):
    """L = -1/n Σ log p[row, class of the row], p = softmax(scores). For several classes.

    y: (n,) integers, 0 … n_out - 1; scores: (n, n_out). Returns L in nats and
    dL/dscores = (p - Y) / n, (n, n_out), with Y one-hot: 1 in the column of the class.

    -log p[c] = log Σ_j exp(s_j) - s_c. Its slope in s_k is exp(s_k) / Σ_j exp(s_j) = p_k,
    less 1 where k = c.
    Raises ValueError or TypeError if y is not one class number a row.
    """
    n, n_out = _require_classes(y, scores)
    rows = np.arange(n)
    z = scores - scores.max(axis=1, keepdims=True)
    p = np.exp(z)
    total = p.sum(axis=1, keepdims=True)
    loss = (np.log(total[:, 0]) - z[rows, y]).sum()
    p /= total
    p[rows, y] -= 1
    p /= n
    return float(loss) / n, p


def _identity(scores):
    """The prediction is the score itself."""
    return scores


squared_error.link, binary_cross_entropy.link, cross_entropy.link = _identity, sigmoid, softmax


def _require_same_shape(y, scores):
    if y.shape != scores.shape:
        raise ValueError(
            f"targets have shape {y.shape} but the network gave {scores.shape}; for one output write y.reshape(-1, 1)"
        )


def _require_classes(y, scores):
    if scores.ndim != 2:
        raise ValueError(f"scores have shape {scores.shape} but must be (n, n_out); for one row write reshape(1, -1)")
    n, n_out = scores.shape
    if y.shape != (n,):
        raise ValueError(
            f"targets have shape {y.shape} but must be ({n},), one class number a row; "
            "for one-hot rows write y.argmax(axis=1), for a column y.ravel()"
        )
    if y.dtype.kind not in "iu":
        raise TypeError(f"class numbers must be integers, got {y.dtype}; write y.astype(int)")
    if y.astype(np.uintp).max() >= n_out:  # one pass finds both: -1 as unsigned is huge
        raise ValueError(
            f"class numbers must be 0 … {n_out - 1} for {n_out} outputs, got {y.min()} … {y.max()}; "
            "start counting at 0, or give the last layer more outputs"
        )
    return n, n_out
