"""One training run on sum and difference that can be continued, and what its numbers mean in words."""

import warnings

import numpy as np

from nnlib import SGD, Adam, ReLU, fit, mlp, squared_error

from ...measures import r_squared

TARGETS = ("x₁ + x₂", "x₁ − x₂", "|x₁ − x₂|")
GOAL = 0.99  # from this R² on, a target counts as learned
LAST = 2000  # the epoch where a run ends
STEPS_A_TICK = 800  # so that a tick stays short with small batches
OPTIMIZERS = {"SGD": SGD, "Adam": Adam}


class Run:
    """One training run that can be continued. data: X (n, 2), Y (n, 3), X_test, Y_test, all standardized."""

    def __init__(self, data, width=8, depth=1, optimizer="Adam", rate=0.01, batch_size=32, seed=0):
        self.X, self.Y, self.X_test, self.Y_test = data
        self.rng, self.batch_size = np.random.default_rng(seed), batch_size
        self.net = mlp([2, *[width] * depth, 3], ReLU, rng=self.rng)
        self.optimizer = OPTIMIZERS[optimizer](self.net, lr=rate)
        pairs = ((self.Y, self.X), (self.Y_test, self.X_test))
        self.train, self.test = ([squared_error(y, self.net(x))[0]] for y, x in pairs)

    @property
    def epoch(self):
        return len(self.train) - 1

    @property
    def steps_an_epoch(self):
        return -(-len(self.X) // self.batch_size)

    @property
    def finite(self):
        return bool(np.isfinite([self.train[-1], self.test[-1]]).all())

    @property
    def over(self):
        return self.epoch >= LAST or not self.finite

    def advance(self, epochs):
        """Train on, up to the last epoch or until the loss is no number."""
        epochs = min(epochs, LAST - self.epoch) if self.finite else 0
        if epochs < 1:
            return
        training = dict(rng=self.rng, epochs=epochs, batch_size=self.batch_size)
        test = self.X_test, self.Y_test
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "the loss is", RuntimeWarning)  # the verdict says it
            history = fit(self.net, squared_error, self.optimizer, self.X, self.Y, validation_data=test, **training)
        self.train += history["loss"]
        self.test += history["val_loss"]

    def scores(self):
        """R² of each target on the test rows: (3,)."""
        return r_squared(self.Y_test.T, self.net.forward(self.X_test).T)

    def live(self):
        """[(live units, all units), …], a pair for each hidden layer, counted on the training rows."""
        self.net.forward(self.X)
        layers = [layer.y for layer in self.net.layers if isinstance(layer, ReLU)]
        return [(int(np.count_nonzero((y > 0).any(axis=0))), y.shape[1]) for y in layers]


def pace(epoch, steps_an_epoch):
    """Epochs a picture: one by one at first, where most happens, then in longer stretches."""
    return max(1, min(1 + epoch // 40, STEPS_A_TICK // steps_an_epoch))


def verdict(epoch, finite, scores, live):
    """What has been learned, and how many units are left for it. live: pairs as from Run.live."""
    if not finite:
        return f"Diverged in epoch {epoch}: the steps are too long. Choose a smaller rate, then Reset."
    if epoch == 0:
        return f"Not trained yet. {units_in_words(live)}"
    learned = [name for name, score in zip(TARGETS, scores, strict=True) if score > GOAL]
    left = live[-1][0]
    found = f"Learned: {', '.join(learned) or 'none of the three'}."
    if len(learned) == 3:
        found = "All three targets are learned."
    elif left == 0:
        found = "The last hidden layer is dead: every row gets the same answer."
    elif left <= 2:
        units = ("one live unit stands", "two live units stand")[left - 1]
        found += f" Only {units} before the output: three targets do not fit."
    return f"{found} {units_in_words(live)}"


def units_in_words(live):
    """'Dead units: 1 of 4 in layer 2.' live: pairs as from Run.live."""
    dead = [f"{total - alive} of {total} in layer {i}" for i, (alive, total) in enumerate(live, 1) if alive < total]
    return f"Dead units: {', '.join(dead)}." if dead else "No unit is dead."
