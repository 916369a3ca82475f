"""The two runs that the lesson opens with."""

import numpy as np

from nnlib import SGD, ReLU, Standardizer, fit, mlp, squared_error
from nnlib.data import sum_difference

EPOCHS, SEED, RATE = 10, 1, 0.1


def rows():
    """The lesson's training rows, X (7000, 2) and Y (7000, 3), standardized."""
    X, Y = sum_difference(10_000, rng=np.random.default_rng(0))
    return tuple(Standardizer().fit_transform(table[:7000]) for table in (X, Y))


def losses(batch_size):
    """The loss before training and after each of ten epochs, of one network from one start."""
    X, Y = rows()
    net = mlp([2, 8, 3], ReLU, rng=np.random.default_rng(SEED))
    start = squared_error(Y, net(X))[0]
    steps = dict(rng=np.random.default_rng(SEED), epochs=EPOCHS, batch_size=batch_size)
    return [start, *fit(net, squared_error, SGD(net, lr=RATE), X, Y, **steps)["loss"]]
