"""The part that is ill in each of the ten patients. Each was found in published code; each runs without an error.

The fault is not named here: the lesson shows this source, and the reader looks for it.
"""

from itertools import pairwise

import numpy as np

from nnlib import Dense, ReLU, Sequential, Sigmoid, sigmoid, softmax


def binary_loss(y, scores):
    """Binary cross-entropy and its gradient (n, 1) in the scores. y, scores: (n, 1)."""
    p = sigmoid(scores)
    loss = (np.logaddexp(0, scores) - y * scores).mean()
    return loss, p - y


def dense_backward(x, W, dz):
    """dx, dW, db of z = x W + b. x: (n, n_in), W: (n_in, n_out), dz: (n, n_out)."""
    dx = dz @ W.T
    dW = x.T @ dz
    db = np.full(W.shape[1], dz.sum() / W.shape[1])
    return dx, dW, db


def learn(net, dscores, lr):
    """Walk back through the layers and take a step in each. dscores: (n, n_out)."""
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            layer.W -= lr * layer.x.T @ dy
            layer.b -= lr * dy.sum(axis=0)
            dy = dy @ layer.W.T
        else:
            dy = layer.backward(dy)


def penalty(W, dW, l2):
    """L2 regularization: its value, and its gradient dW. W, dW: (n_weights,)."""
    value = 0.5 * l2 * (W**2).sum()
    gradient = l2 * dW
    return value, gradient


def digit_loss(y, scores):
    """Cross-entropy of ten classes, and its gradient. y: (n,), scores: (n, 10)."""
    p = softmax(scores)
    Y = np.eye(10)[y]
    loss = -(Y * np.log(p) + (1 - Y) * np.log(1 - p)).sum() / len(y)
    return loss, (p - Y) / len(y)


def scale(pixels):
    """The inputs of the network from pixels, both (n, 64). 0 is paper, 16 is ink."""
    return np.array(pixels, dtype=float)


def build(sizes, rng):
    """A classifier: a Dense layer for each pair of sizes, an activation after each."""
    layers = []
    for n_in, n_out in pairwise(sizes):
        layers += [Dense(n_in, n_out, rng=rng), ReLU()]
    layers[-1] = Sigmoid()
    return Sequential(*layers)


def batches(n, batch_size, rng):
    """A list of arrays of row numbers, in random order: the mini-batches of an epoch."""
    starts = rng.permutation(n // batch_size) * batch_size
    return [np.arange(start, start + batch_size) for start in starts]


def shuffle(X, y, rng):
    """The rows in random order. X: (n, n_in), y: (n,)."""
    return rng.permutation(X), rng.permutation(y)


def accuracy(y, scores):
    """Share of rows on the right side of the boundary. y (0 or 1), scores: (n, 1)."""
    says_one = scores[:, 0] > 0
    is_one = y > 0.5
    return (says_one == is_one).mean()
