"""Losses. Each takes targets y and the network's raw scores, and returns (loss, dL/dscores).

One function for both, so that value and gradient cannot drift apart. The loss is the mean over samples of the sum
over outputs, and all three gradients read (p - y) / n with p = link(scores), n the number of samples.
`loss.link` turns scores into the prediction p: identity, sigmoid or softmax.

weight, (n,) or None for 1, multiplies the rows before the mean. Scores (s, n, n_out) are those of a stack of s
networks: the loss is then (s,), one number a network, and y and weight may have the first axis too or be shared.
"""

import numpy as np

from .activations import sigmoid, softmax
from .targets import require_classes, require_same_shape, require_shares


def squared_error(y, scores, weight=None):
    """L = 1/n sum of ½ (scores - y)²: half squared error. For numbers.

    y, scores: (n, n_out). Returns L and dL/dscores = (scores - y) / n, (n, n_out).
    The ½ cancels the 2 of the derivative. L is in squared units of y.
    Raises ValueError if the shapes differ.
    """
    require_same_shape(y, scores)
    diff = scores - y
    return 0.5 * _mean(diff * diff, weight), _over_n(diff, weight)


def binary_cross_entropy(y, scores, weight=None):
    """L = -1/n sum of [y log p + (1 - y) log(1 - p)] with p = sigmoid(scores). For yes or no.

    y, scores: (n, n_out), y from 0 to 1. Returns L in nats and dL/dscores = (p - y) / n, (n, n_out).

    With s = scores, -log p = log(1 + exp(-s)) = log(1 + exp(s)) - s and -log(1 - p) = log(1 + exp(s)), so each term is
    log(1 + exp(s)) - y s, and logaddexp(0, s) is its first part without overflow. Its slope is sigmoid(s) - y.
    Raises ValueError if the shapes differ or y leaves 0 to 1.
    """
    require_same_shape(y, scores)
    require_shares(y)
    loss = np.logaddexp(0, scores) - y * scores
    return _mean(loss, weight), _over_n(sigmoid(scores) - y, weight)


def cross_entropy(y, scores, weight=None):
    """L = -1/n sum of log p[row, class of the row], p = softmax(scores). For several classes.

    y: (n,) integers, 0 to n_out - 1; scores: (n, n_out). Returns L in nats and
    dL/dscores = (p - Y) / n, (n, n_out), with Y one-hot: 1 in the column of the class.

    -log p[c] = log sum_j exp(s_j) - s_c. Its slope in s_k is exp(s_k) / sum_j exp(s_j) = p_k,
    less 1 where k = c.
    Raises ValueError or TypeError if y is not one class number a row.
    """
    require_classes(y, scores)
    z = scores.reshape(-1, scores.shape[-1]).T.copy()  # quicker along long rows
    y = y if scores.ndim == 2 else np.broadcast_to(y, scores.shape[:-1]).ravel()
    own = y, np.arange(z.shape[1])
    z -= z.max(axis=0)
    p = np.exp(z)
    total = p.sum(axis=0)
    loss = (np.log(total) - z[own]).reshape(*scores.shape[:-1], 1)
    p /= total
    p[own] -= 1
    return _mean(loss, weight), _over_n(p.T.reshape(scores.shape), weight)


def _identity(scores):
    """The prediction is the score itself."""
    return scores


squared_error.link, binary_cross_entropy.link, cross_entropy.link = _identity, sigmoid, softmax


def _mean(values, weight):
    """Sum of weight · values / n, over rows and outputs; of a stack, one for each network."""
    if weight is not None:
        values = values * weight[..., None]
    n = values.shape[-2:][0]
    return float(np.add.reduce(values, axis=None)) / n if values.ndim < 3 else values.sum(axis=(-2, -1)) / n


def _over_n(slopes, weight):
    """weight · slopes / n."""
    n = slopes.shape[-2:][0]
    return slopes / n if weight is None else slopes * (weight / n)[..., None]
