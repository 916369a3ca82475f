"""Functions that turn raw scores into predictions. Plain functions of one array; nothing here remembers anything."""

import numpy as np


def sigmoid(z):
    """sigmoid(z) = 1 / (1 + exp(-z)): any number to a probability.

    z: array of any shape; the result has the same shape, each number between 0 and 1.

    Written as (1 + tanh(z/2)) / 2, which is the same function: multiply numerator and denominator of
    1 / (1 + exp(-z)) by exp(z/2). exp(-z) overflows at z = -1000, tanh never does.
    """
    return 0.5 * (1 + np.tanh(0.5 * z))


def softmax(z):
    """softmax(z)_k = exp(z_k) / sum_j exp(z_j): a row of scores to a row of probabilities.

    z: (n, n_classes), or one row (n_classes,); the result has the same shape, and each
    row sums to 1.

    Adding the same number to a whole row changes nothing, because it cancels in the
    fraction. So the largest score of each row is subtracted first: then the largest
    exponent is 0, and nothing overflows.
    """
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
