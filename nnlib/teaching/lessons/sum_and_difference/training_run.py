"""One training run on sum and difference that can be continued, and what its numbers mean in words."""

import warnings

import numpy as np

from nnlib import SGD, ReLU, fit, mlp, squared_error

from ...measures import r_squared

TARGETS = ("x₁ + x₂", "x₁ − x₂", "|x₁ − x₂|")
NAMES = ("sum", "difference", "distance")
GOAL = 0.99  # from this R² on, a target counts as learned
LAST = 2000  # the epoch where a run ends
STEPS_A_TICK = 800  # so that a tick stays short with small batches


class Run:
    """One training run that can be continued. data: X (n, 2), Y (n, 3), X_test, Y_test, all standardized."""

    def __init__(self, data, width=8, rate=0.1, batch_size=32, seed=0):
        self.X, self.Y, self.X_test, self.Y_test = data
        self.rng, self.batch_size = np.random.default_rng(seed), batch_size
        self.net = mlp([2, width, 3], ReLU, rng=self.rng)
        self.optimizer = SGD(self.net, lr=rate)
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
        """(live units, all units), counted on the training rows."""
        self.net.forward(self.X)
        on = (self.net.layers[1].y > 0).any(axis=0)
        return int(on.sum()), len(on)


def pace(epoch, steps_an_epoch):
    """Epochs a picture: one by one at first, where most happens, then in longer stretches."""
    return max(1, min(1 + epoch // 40, STEPS_A_TICK // steps_an_epoch))


def verdict(epoch, finite, scores):
    """What has been learned, in a sentence. scores: R² of each target."""
    if not finite:
        return f"Diverged in epoch {epoch}: the steps are too long. Choose a smaller rate, then Reset."
    if epoch == 0:
        return "Not trained yet: press Play."
    learned = [f"the {name}" for name, score in zip(NAMES, scores, strict=True) if score > GOAL]
    missed = [f"the {name}" for name, score in zip(NAMES, scores, strict=True) if not score > GOAL]
    if not missed:
        return "All three are learned: sum, difference and distance."
    if not learned:
        return "None of the three is learned: not the sum, not the difference, not the distance."
    words = " and ".join(learned).capitalize(), " and ".join(missed)
    are, are_not = ("is" if len(each) == 1 else "are" for each in (learned, missed))
    return f"{words[0]} {are} learned, {words[1]} {are_not} not."


def units_in_words(alive, total):
    """How many hidden units are dead, and what that leaves."""
    dead = total - alive
    words = f"{dead} of {total} hidden units {'is' if dead == 1 else 'are'} dead" if dead else "No hidden unit is dead"
    if alive == 0:
        return f"{words}: every row gets the same answer."
    if alive <= 2:
        return f"{words}, and {('one', 'two')[alive - 1]} alone can't carry three targets."
    return f"{words}."
