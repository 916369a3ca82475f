"""The part that is ill in each of the ten patients. Nine of the kinds were found in published code.

Each runs without an error. The fault is not named here: the lessons show this source, and the reader looks for it.
"""

import numpy as np

from nnlib import Dense, sigmoid, softmax


def binary_loss(y, scores):
    """Binary cross-entropy and its gradient (n, 1) in the scores. y, scores: (n, 1)."""
    p = sigmoid(scores)
    loss = (np.logaddexp(0, scores) - y * scores).mean()
    return loss, p - y


def descend(net, dscores, lr):
    """The gradient, then one step with all numbers. dscores: (n, n_out)."""
    net.backward(dscores)
    net.params = net.params - lr * net.grads


def backward(net, dscores):
    """Walk back through the layers, and write dW and db of each. dscores: (n, n_out)."""
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            layer.dW += layer.x.T @ dy
            layer.db += dy.sum(axis=0)
            dy = dy @ layer.W.T
        else:
            dy = layer.backward(dy)


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


def shuffle(X, y, rng):
    """The rows in random order. X: (n, n_in), y: (n,)."""
    return rng.permutation(X), rng.permutation(y)


def penalty(W, dW, l2):
    """L2 regularization: its value, and its gradient. W, dW: (n_weights,)."""
    value = 0.5 * l2 * (W**2).sum()
    gradient = l2 * dW
    return value, gradient


def digit_loss(y, scores):
    """Cross-entropy of ten classes, and its gradient. y: (n,), scores: (n, 10)."""
    p = softmax(scores)
    Y = np.eye(10)[y]
    loss = -(Y * np.log(p) + (1 - Y) * np.log(1 - p)).sum() / len(y)
    return loss, (p - Y) / len(y)


def batches(n, batch_size, rng):
    """A list of arrays of row numbers, in random order: the mini-batches of an epoch."""
    starts = rng.permutation(n // batch_size) * batch_size
    return [np.arange(start, start + batch_size) for start in starts]


anybody = np.random.default_rng(20)


def generator(seed=None):
    """The generator of this seed; without a seed, the one that all programs share."""
    if seed:
        return np.random.default_rng(seed)
    return anybody


def hidden_backward(dy, z, kept, share):
    """Back through y = relu(z) * kept / share. dy, z, kept: (n, n_units)."""
    dz = dy * kept
    dz[z <= 0] = 0
    return dz
