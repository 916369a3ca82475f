"""The ten patients, and a healthy network for each of the three tasks."""

from itertools import pairwise

import numpy as np

from nnlib import Dense, ReLU, Sequential, binary_cross_entropy, cross_entropy, squared_error

from . import parts
from .patient import Patient


class RuleDense(Dense):
    """A Dense layer whose backward is a function of the reader: rule(x, W, dz) gives dx, dW, db."""

    def __init__(self, n_in, n_out, *, rng, rule):
        super().__init__(n_in, n_out, rng=rng)
        self.rule = rule

    def backward(self, dy):
        dx, self.dW[:], self.db[:] = self.rule(self.x, self.W, dy)
        return dx


def build_with(rule):
    """A function that builds networks of RuleDense layers."""

    def build(sizes, rng):
        layers = []
        for n_in, n_out in pairwise(sizes):
            layers += [RuleDense(n_in, n_out, rng=rng, rule=rule), ReLU()]
        return Sequential(*layers[:-1])

    return build


def side(y, scores):
    """Share of rows with the score on the right side of 0. y, scores: (n, 1)."""
    return float(((scores > 0) == (y > 0.5)).mean())


def largest(y, scores):
    """Share of rows whose largest score is that of the right class. y: (n,), scores: (n, n_out)."""
    return float((scores.argmax(axis=1) == y).mean())


def sixteenths(pixels):
    return pixels / 16


def healthy(moons, pairs, digits):
    """A healthy patient for each task. Each argument: four arrays X, y, X_new, y_new."""
    return {
        "moons": Patient(*moons, sizes=(2, 16, 1), loss=binary_cross_entropy, accuracy=side, lr=0.3),
        "pairs": Patient(*pairs, sizes=(2, 8, 3), loss=squared_error),
        "digits": Patient(
            *digits, sizes=(64, 16, 10), loss=cross_entropy, accuracy=largest, lr=0.2, epochs=20, scale=sixteenths
        ),
    }


def ill(moons, pairs, digits):
    """The ten patients {1: Patient, … 10: Patient}, each a healthy one with one part replaced."""
    well = healthy(moons, pairs, digits)
    X, y, *new = digits
    nines_last = np.argsort(y == 9, kind="stable")
    return {
        1: well["moons"].with_parts(loss=parts.binary_loss),
        2: well["pairs"].with_parts(build=build_with(parts.dense_backward)),
        3: well["moons"].with_parts(lr=1.0, learn=parts.learn),
        4: well["moons"].with_parts(lr=0.1, l2=0.1, penalty=parts.penalty),
        5: well["digits"].with_parts(loss=parts.digit_loss),
        6: well["digits"].with_parts(scale=parts.scale),
        7: well["digits"].with_parts(lr=1.0, build=parts.build),
        8: well["digits"].with_parts(X=X[nines_last], y=y[nines_last], batch_size=90, epochs=40, batches=parts.batches),
        9: well["digits"].with_parts(arrange=parts.shuffle),
        10: well["moons"].with_parts(accuracy=parts.accuracy),
    }
