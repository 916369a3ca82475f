"""A training run that can be continued, changed on the way, and repeated."""

import time
import warnings

import numpy as np

from nnlib import SGD, Dense, ReLU, Sequential, Sigmoid, Tanh, binary_cross_entropy, fit, glorot, he
from nnlib.layers import Layer

from .playground_data import Line

ACTIVATIONS = {"ReLU": ReLU, "tanh": Tanh, "sigmoid": Sigmoid}
MOST_EPOCHS = 6400
COIN = float(np.log(2))  # the cross-entropy of answering one half to everything


class Switches(Layer):
    """Units that can be switched off: y = on · x. A unit that is off answers 0, and its weights get no gradient."""

    def __init__(self, n):
        self.on = np.ones(n)

    def forward(self, x):
        return x * self.on

    def backward(self, dy):
        return dy * self.on


def network(widths, activation, rng):
    """mlp([2, *widths, 1], activation, rng=rng), with switches behind each hidden layer."""
    start, layers, n_in = he if activation is ReLU else glorot, [], 2
    for width in widths:
        layers += [Dense(n_in, width, rng=rng, start=start), activation(), Switches(width)]
        n_in = width
    return Sequential(*layers, Dense(n_in, 1, rng=rng, start=start))


class Run:
    """A network, how far it has come, and how it came there. sets: {"training": (X, y), "new": (X, y)}, y (n, 1).

    history: {"training": [...], "new": [...]}, cross-entropy without the L2 penalty, the first number before training.
    changes: [(epoch, what, value)], what was done to it on the way: "learning_rate", "l2", "switch" (layer, unit),
    "move" (point, x1, x2), "add" (x1, x2, class) and "erase" (point). Hidden layers count from 1, units, points from 0.
    """

    def __init__(self, sets, widths=(8,), activation="ReLU", rate=0.3, l2=0.0, seed=0):
        self.sets, self.widths, self.activation, self.l2, self.seed = dict(sets), list(widths), activation, l2, seed
        self.rng = np.random.default_rng(seed)
        self.net = network(widths, ACTIVATIONS[activation], self.rng)
        self.switches = [layer for layer in self.net.layers if isinstance(layer, Switches)]
        self.optimizer = SGD(self.net, lr=rate)
        self.line = Line(sets)
        self.history = {name: [self._loss(name)] for name in sets}
        self.diverged, self.changes = False, []

    def _loss(self, name):
        X, y = self.sets[name]
        return binary_cross_entropy(y, self.net.forward(X))[0] if len(X) else COIN

    @property
    def epoch(self):
        return len(self.history["training"]) - 1

    @property
    def done(self):
        return self.diverged or self.epoch >= MOST_EPOCHS

    @property
    def trainable(self):
        """A point of each class is needed."""
        return len(np.unique(self.sets["training"][1])) == 2

    @property
    def on(self):
        """How many units are on in each hidden layer."""
        return [int(layer.on.sum()) for layer in self.switches]

    @property
    def off(self):
        """[(layer, unit), …] of the units that are off; the first hidden layer is 1, its first unit 0."""
        return [(i, int(j)) for i, layer in enumerate(self.switches, 1) for j in np.flatnonzero(layer.on == 0)]

    @property
    def changed(self):
        """Has a unit been switched or a point been touched since the last epoch?"""
        return any(epoch == self.epoch and what not in ("learning_rate", "l2") for epoch, what, _ in self.changes)

    def change(self, what, value):
        """Do to the run what `what` names, and remember it. What is changed again at once is remembered once."""
        if not self.changed:
            self.before = {name: self.accuracy(name) for name in self.sets}
        getattr(self, f"_{what}")(value)
        if what in ("move", "add", "erase"):
            self.line = Line(self.sets)
        for name, losses in self.history.items():
            losses[-1] = self._loss(name)
        if self.changes and self.changes[-1][:2] == (self.epoch, what):
            old = self.changes[-1][2]
            if what in ("learning_rate", "l2") or (what == "move" and old[0] == value[0]):
                self.changes.pop()
            elif what == "switch" and old == value:  # on again
                return self.changes.pop()
        self.changes.append((self.epoch, what, value))

    def _learning_rate(self, rate):
        self.optimizer.lr = rate

    def _l2(self, l2):
        self.l2 = l2

    def _switch(self, place):
        layer, unit = place
        self.switches[layer - 1].on[unit] = 1 - self.switches[layer - 1].on[unit]

    def _move(self, to):
        X, y = self.sets["training"]
        X = X.copy()
        X[to[0]] = to[1:]
        self.sets["training"] = X, y

    def _add(self, dot):
        X, y = self.sets["training"]
        self.sets["training"] = np.vstack([X, dot[:2]]), np.vstack([y, dot[2]])

    def _erase(self, point):
        self.sets["training"] = tuple(np.delete(array, point, axis=0) for array in self.sets["training"])

    def repeat(self, changes, epochs):
        """Train so many epochs, and change what is in changes on the way."""
        for epoch, what, value in changes:
            self.train(epoch - self.epoch)
            self.change(what, value)
        self.train(epochs - self.epoch)

    def train(self, epochs=1, seconds=np.inf):
        """So many more epochs in mini-batches of 16; fewer if time runs out. An epoch that diverges is taken back."""
        if self.done or not self.trainable or epochs < 1:
            return
        end, good = time.perf_counter() + seconds, self.net.params.copy()

        def record(_, history):
            good[:] = self.net.params
            penalty = self.net.l2_penalty(self.l2)[0]
            for name, losses in zip(self.history, history.values(), strict=True):
                self.history[name].append(losses[-1] - penalty)
            return self.done or time.perf_counter() > end

        how = dict(rng=self.rng, epochs=epochs, batch_size=16, l2=self.l2, callback=record)
        data = dict(zip("Xy", self.sets["training"], strict=True), validation_data=self.sets.get("new"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # the verdict says it
            losses = fit(self.net, binary_cross_entropy, self.optimizer, **data, **how)["loss"]
        self.diverged = not np.isfinite(losses[-1])
        self.net.params[:] = good

    def answers(self, X):
        """What each hidden unit answers to X (n, 2), on or off, [(n, width), …]; the scores (n,), kept within 1e6."""
        hidden, x = [], X
        with np.errstate(over="ignore", invalid="ignore"):
            for layer in self.net.layers:
                if isinstance(layer, Switches):
                    hidden.append(x)
                x = layer.forward(x)
            return hidden, np.nan_to_num(x[:, 0]).clip(-1e6, 1e6)

    def scores(self, X):
        return self.answers(X)[1]

    def accuracy(self, name):
        X, y = self.sets[name]
        return float(((self.scores(X) > 0) == (y[:, 0] > 0.5)).mean()) if len(X) else 0.0
