"""A patient: a small network in training, made of parts. One part may be ill; to mend it is to replace that part."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from nnlib import Dense, ReLU, Sequential, minibatches, mlp


def in_order(X, y, rng):
    """The rows as they come."""
    return X, y


def as_it_is(X):
    return X


def penalty(W, dW, l2):
    """½ l2 Σ W² and its gradient. W, dW: (n_weights,)."""
    return 0.5 * l2 * (W @ W), l2 * W


def hidden_backward(dy, z, kept, share):
    """Back through y = relu(z) · kept / share. All but share: (n, n_units)."""
    return dy * (z > 0) * kept / share


class DropReLU(ReLU):
    """ReLU with dropout: while it has dice, it keeps each number with probability `share`, divided by it, else all."""

    dice = None

    def __init__(self, share, rule):
        self.share, self.rule = share, rule

    def forward(self, x):
        self.z, self.y = x, np.maximum(x, 0)
        self.kept = np.ones_like(x) if self.dice is None else self.dice.random(x.shape) < self.share
        return self.y if self.dice is None else self.y * self.kept / self.share

    def backward(self, dy):
        return self.rule(dy, self.z, self.kept, self.share)


@dataclass(frozen=True, eq=False, repr=False)
class Patient:
    """The parts of a training run, each a function or a number; those that are not given are healthy.

    X, y: the training rows; X_new, y_new: rows that it never sees. loss(y, scores) gives (loss, dscores).
    generator(seed) gives the generator of the start and the batches. keep: the share that dropout keeps.
    backward(net, dscores) fills the gradients; learn(net, dscores, lr): backward and step in one.
    """

    X: np.ndarray
    y: np.ndarray
    X_new: np.ndarray
    y_new: np.ndarray
    sizes: tuple
    loss: Callable
    lr: float = 0.1
    batch_size: int = 32
    epochs: int = 40
    l2: float = 0.0
    keep: float = 1.0
    arrange: Callable = in_order
    scale: Callable = as_it_is
    generator: Callable = np.random.default_rng
    hidden_backward: Callable = hidden_backward
    penalty: Callable = penalty
    batches: Callable = minibatches
    backward: Callable | None = None
    learn: Callable | None = None

    def with_parts(self, **parts):
        """The same patient with other parts: patient.with_parts(loss=mended_loss)."""
        return replace(self, **parts)

    def data(self, seed=0):
        """X and y as the network gets them."""
        X, y = self.arrange(self.X, self.y, np.random.default_rng(seed))
        return self.scale(X), y

    def net(self, seed=0):
        """An untrained network."""
        rng = self.generator(seed)
        if self.keep == 1 and self.hidden_backward is hidden_backward:
            return mlp(self.sizes, rng=rng)
        layers = []
        for n_in, n_out in pairwise(self.sizes):
            layers += [Dense(n_in, n_out, rng=rng), DropReLU(self.keep, self.hidden_backward)]
        return Sequential(*layers[:-1])

    def deal(self, net, seed=0):
        """New dice for dropout, for training; None puts them away, for predicting."""
        for layer in net.layers:
            if isinstance(layer, DropReLU):
                layer.dice = None if seed is None else np.random.default_rng(seed)

    def pull(self, net):
        """The value of the penalty, and its gradient (n_params,) given net.grads; 0 and 0 without a penalty."""
        if not self.l2:
            return 0.0, 0.0
        slope = np.zeros_like(net.grads)
        value, slope[net.is_weight] = self.penalty(net.params[net.is_weight], net.grads[net.is_weight], self.l2)
        return value, slope

    def reported(self, net, X, y):
        """The loss that the patient prints, penalty included."""
        return self.loss(y, net(X))[0] + self.pull(net)[0]

    def loss_and_gradient(self, net, X, y):
        """What it prints, and what its backward makes of that, (n_params,); penalty included in both."""
        loss, dscores = self.loss(y, net(X))
        if self.backward:
            self.backward(net, dscores)
        else:
            net.backward(dscores)
        value, slope = self.pull(net)
        return loss + value, net.grads + slope

    def step(self, net, X, y):
        """One step on these rows. Returns what was printed before it."""
        if self.learn:
            loss, dscores = self.loss(y, net(X))
            self.learn(net, dscores, self.lr)
        else:
            loss, gradient = self.loss_and_gradient(net, X, y)
            net.params -= self.lr * gradient
        return loss

    def train(self, seed=0, *, rows=None, epochs=None):
        """(network, curve): a number an epoch, the mean of what was reported for each batch, before its step.

        rows: train on the first rows only, all of them in each step.
        """
        X, y = self.data(seed)
        net, rng, curve = self.net(seed), self.generator(seed), []
        self.deal(net, seed)
        with np.errstate(all="ignore"):
            for _ in range(epochs or self.epochs):
                epoch = [np.arange(rows)] if rows else self.batches(len(X), self.batch_size, rng)
                losses = [self.step(net, X[chosen], y[chosen]) for chosen in epoch]
                curve.append(np.mean(losses))
        self.deal(net, None)
        return net, curve

    def right(self, net, X, y):
        """The share of rows that the network gets right. X: as it comes, before scale."""
        scores = net(self.scale(X))
        if scores.shape[1] == 1:
            return float(((scores > 0) == (y > 0.5)).mean())
        return float((scores.argmax(axis=1) == y).mean())
