"""A training run that can be continued, and what its hidden units answer."""

import time
import warnings

import numpy as np
from sklearn.datasets import make_circles, make_moons

from nnlib import SGD, Dense, ReLU, Sigmoid, Tanh, binary_cross_entropy, fit, mlp

N_POINTS, MIDDLE = 240, (0.5, 0.25)  # half of them for training; where circles and squares lie
DATA = ("moons", "circles", "squares")
ACTIVATIONS = {"ReLU": ReLU, "tanh": Tanh, "sigmoid": Sigmoid}
MOST_EPOCHS = 6400
EMPTY = -9.0  # where there is no unit


def column(y):
    """Labels (n,) as targets (n, 1)."""
    return np.asarray(y, dtype=float).reshape(-1, 1)


def points(kind, noise):
    """X (240, 2) and y (240,) of two moons, of a circle in a circle, or of squares as on a chessboard (XOR)."""
    if kind == "moons":
        return make_moons(N_POINTS, noise=noise, random_state=7)
    if kind == "circles":
        X, y = make_circles(N_POINTS, noise=noise / 2, factor=0.45, random_state=7)
        return X * 1.1 + MIDDLE, y
    rng = np.random.default_rng(7)
    X = rng.uniform(-1.2, 1.2, (N_POINTS, 2))
    y = (X[:, 0] * X[:, 1] < 0).astype(int)
    return X + rng.normal(0, noise / 2, X.shape) + MIDDLE, y


def split(X, y, n_train):
    """{"train": (X, y), "test": (X, y)}: n_train rows, evenly spread over the first half, and the whole second half."""
    half = len(X) // 2
    rows = slice(0, half, half // n_train)
    return {"train": (X[rows], column(y[rows])), "test": (X[half:], column(y[half:]))}


def best_line(sets):
    """The best straight boundary, a network without hidden layer trained to its end: its loss, its test accuracy."""
    X, y = sets["train"]
    net, rng = mlp([2, 1], rng=np.random.default_rng(0)), np.random.default_rng(0)
    how = dict(rng=rng, epochs=600, batch_size=len(X), on_failure=lambda *_: None)
    loss = fit(net, binary_cross_entropy, SGD(net, lr=2.0), X, y, **how)["loss"][-1]
    X, y = sets["test"]
    return loss, float(((net(X) > 0) == (y > 0.5)).mean())


class Run:
    """A network, how far it has come, and how it came there. sets: {"train": (X, y), "test": (X, y)}, y (n, 1).

    line: of the best straight boundary, its loss and its test accuracy. history: {"train": [...], "test": [...]},
    cross-entropy without the L2 penalty, the first number before training.
    """

    def __init__(self, sets, line, depth=1, width=8, activation="ReLU", rate=0.3, l2=0.0, seed=0):
        self.sets, self.depth, self.width, self.l2, self.seed = sets, depth, width, l2, seed
        self.line, self.line_right = line
        self.rng = np.random.default_rng(seed)
        self.net = mlp([2, *[width] * depth, 1], ACTIVATIONS[activation], rng=self.rng)
        self.optimizer = SGD(self.net, lr=rate)
        self.history = {name: [binary_cross_entropy(y, self.net(X))[0]] for name, (X, y) in sets.items()}
        self.diverged = False

    @property
    def epoch(self):
        return len(self.history["train"]) - 1

    @property
    def done(self):
        return self.diverged or self.epoch >= MOST_EPOCHS

    def train(self, epochs=1, seconds=np.inf):
        """So many more epochs in mini-batches of 16; fewer if time runs out. An epoch that diverges is taken back."""
        if self.done:
            return
        end, good = time.perf_counter() + seconds, self.net.params.copy()

        def record(_, history):
            good[:] = self.net.params
            penalty = self.net.l2_penalty(self.l2)[0]
            self.history["train"].append(history["loss"][-1] - penalty)
            self.history["test"].append(history["val_loss"][-1] - penalty)
            return self.done or time.perf_counter() > end

        how = dict(rng=self.rng, epochs=epochs, batch_size=16, l2=self.l2, callback=record)
        data = dict(zip("Xy", self.sets["train"], strict=True), validation_data=self.sets["test"])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # the verdict says it
            losses = fit(self.net, binary_cross_entropy, self.optimizer, **data, **how)["loss"]
        self.diverged = not np.isfinite(losses[-1])
        self.net.params[:] = good

    def scores(self, X):
        """The network's raw scores (n,) for X (n, 2), kept within what can be drawn."""
        with np.errstate(over="ignore", invalid="ignore"):
            return np.nan_to_num(self.net(X)[:, 0]).clip(-1e6, 1e6)

    def accuracy(self, name):
        X, y = self.sets[name]
        return float(((self.scores(X) > 0) == (y[:, 0] > 0.5)).mean())


def unit_maps(net, X, shape, columns=8, rows=3):
    """What the hidden units answer to a grid X (height · width, 2), as tiles: a row a layer, its first 8 units.

    Each unit by its own scale, from -1 to 1: 0 for no answer (a sigmoid's ½). nan frames, EMPTY where there is no unit.
    """
    height, width = shape
    tiles = np.full((rows * (height + 4), columns * (width + 4)), EMPTY)
    x, row = X, 0
    for layer in net.layers[:-1]:
        x = layer.forward(x)
        if isinstance(layer, Dense):
            continue
        answers = x - 0.5 if isinstance(layer, Sigmoid) else x
        for i, answer in enumerate(answers.T[:columns]):
            top, left = row * (height + 4), i * (width + 4)
            tiles[top : top + height + 2, left : left + width + 2] = np.nan
            picture = answer.reshape(shape)[::-1] / max(np.abs(answer).max(), 1e-9)
            tiles[top + 1 : top + height + 1, left + 1 : left + width + 1] = picture
        row += 1
    return tiles
