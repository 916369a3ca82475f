"""Exercises: when early stopping stops, and the training loop that stops and goes back to its best weights."""

import warnings
from functools import lru_cache

import numpy as np

from nnlib import SGD, Dense, ReLU, Sequential, binary_cross_entropy, sigmoid

from ...checking.causes import same
from ...checking.diagnosis import Fault, check_function, with_hint
from ...checking.form import as_numbers
from ...checking.progress import exercise
from ...checking.running import NotWritten, Problem, call, is_stub
from ...checking.verdict import Verdict

# ---- stopping ----


def _stopping(
    losses, patience, better=lambda losses, i, low: losses[i] < low, late=0, reset=True, by_distance=False,
    stop=lambda losses, epoch, at: epoch, end=lambda losses, at: len(losses) - 1,
):  # fmt: skip
    """The epoch after which training stops; the keywords plant faults."""
    lowest, at, bad = np.inf, 0, 0
    for epoch, loss in enumerate(losses):
        if better(losses, epoch, lowest):
            lowest, at, bad = loss, epoch, 0 if reset else bad
            continue
        bad = epoch - at if by_distance else bad + 1
        if bad >= patience + late:
            return stop(losses, epoch, at)
    return end(losses, at)


def _way(**twist):
    return lambda losses, patience: _stopping(losses, patience, **twist)


def _if(better):
    return _way(better=better)


def _far_back(losses, patience, equal):
    """Only two losses are compared, the newest and the one `patience` epochs before."""
    for epoch in range(patience, len(losses)):
        if losses[epoch] > losses[epoch - patience] or (equal and losses[epoch] == losses[epoch - patience]):
            return epoch
    return len(losses) - 1


STOPPING_CASES = [
    ([0.9, 0.7, 0.8, 0.75, 0.6], 2),
    ([1.0, 0.8, 0.9, 0.85, 0.7, 0.75, 0.74, 0.73, 0.72], 3),
    ([0.9, 0.8, 0.85, 0.7, 0.72, 0.6, 0.5], 3),  # never stops, though three epochs were bad or the last ones good
    ([0.9, 0.5, 0.5, 0.6, 0.4, 0.45, 0.44, 0.43, 0.42, 0.3], 2),  # a tie is no improvement
    ([0.5, 0.6, 0.7, 0.4], 1),
    ([0.8, 0.8 - 1e-12, 0.8 - 2e-12, 0.8 - 3e-12, 0.9, 0.95, 0.97], 2),  # below is below, by however little
    ([1.9, 1.5, 1.2, 1.3, 0.9, 0.95], 2),  # a loss may be above 1
    ([0.6, 0.7, 0.65, 0.64, 0.5, 0.4], 3),  # never below the first
]
MARGINS = (0.2, 0.15, 0.1, 0.09, 0.05, 0.03, 0.02, 0.01, 5e-3, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8, 1e-10)
RULES = [
    *with_hint(
        "Better than what? 0.75, 0.74, 0.73 falls in every epoch, and never gets below 0.7, the lowest so far.",
        ((_if(lambda losses, i, low: i == 0 or losses[i] < losses[i - 1]),
          _if(lambda losses, i, low: i == 0 or losses[i] <= losses[i - 1])), "you compare with the one before it."),
        (_if(lambda losses, i, low: i == 0 or losses[i] < losses[0]), "you compare with the very first loss."),
        (tuple(lambda losses, patience, equal=equal: _far_back(losses, patience, equal) for equal in (True, False)),
         "you compare each loss only with the one `patience` epochs before."),
        (_if(lambda losses, i, low: i == 0 or losses[i] > low), "a higher loss counts as better with you."),
        (_if(lambda losses, i, low: losses[i] <= low),
         "an epoch that only equals the lowest loss counts as better: < and not <=."),
        ((*(_if(lambda losses, i, low, d=d: losses[i] < low - d) for d in MARGINS),
          *(_if(lambda losses, i, low, d=d: losses[i] < low * (1 - d)) for d in MARGINS)),
         "a small improvement does not count with you. Below the lowest by a millionth is a new lowest, too."),
    ),
    *with_hint(
        "With patience 3, the third bad epoch in a row is the last one, and a new lowest loss starts the count again.",
        (_way(reset=False), "the bad epochs are counted from the very start."),
        (lambda losses, patience: _stopping(losses, 1) if patience == 1 else len(losses) - 1,
         "the count of bad epochs begins anew in every epoch, or never grows."),
        (_way(late=1), "you stop one epoch too late. Is it > where >= belongs?"),
        (_way(late=-1), "you stop one epoch too early."),
        (lambda losses, patience: _stopping(losses, 1), "you stop at the first bad epoch. What is patience for?"),
        (lambda losses, patience: len(losses) - 1, "you never stop. Is the `return` reached, or the `break`?"),
    ),
    *with_hint(
        "Start with np.inf, which every loss is below. (Or with the first loss, and begin to count at epoch 1.)",
        *((tuple(_way(better=lambda losses, i, low, b=b: losses[i] < min(low, b), by_distance=d) for d in (0, 1)),
           f"your lowest loss starts at {b}, and a first loss above that is no lowest.") for b in (0, 1)),
        (_if(lambda losses, i, low: losses[i] < min(low, losses[0])), "the first epoch counts as a bad one."),
    ),
]  # fmt: skip
STOPPING = [
    *RULES,
    *with_hint(
        "Epochs are counted from 0, as enumerate does: the last one is one less than their number.",
        (_way(late=1, end=lambda losses, at: len(losses)),
         "you stop one epoch too late (is it > where >= belongs?), and where it never stops, you return the number of "
         "epochs."),
        (_way(end=lambda losses, at: len(losses)),
         "right where it stops; where it never stops, you return the number of epochs."),
        (_way(end=lambda losses, at: -1), "right where it stops; where it never stops, you return -1."),
        (_way(end=lambda losses, at: at), "right where it stops; where it never stops, you return the best epoch."),
        (_way(stop=lambda losses, i, at: i + 1, end=lambda losses, at: len(losses)), "your epochs are counted from 1."),
        (_way(stop=lambda losses, i, at: i + 1), "where it stops, you return one epoch more than the last."),
    ),
    *with_hint(
        "Walk along the list: early stopping does not know what comes later, and goes on for `patience` epochs more.",
        (tuple(_way(stop=lambda losses, i, at: at, **more) for more in ({"end": lambda losses, at: at}, {})),
         "this is the epoch with the lowest loss until then."),
        (lambda losses, patience: np.argmin(losses), "this is the epoch with the lowest loss of the whole list."),
        ((lambda losses, patience: min(np.argmin(losses) + patience, len(losses) - 1),
          lambda losses, patience: np.argmin(losses) + patience),
         "you look for the lowest loss of the whole list first."),
    ),
    *with_hint(
        "enumerate(val_losses) gives the number of each epoch, too.",
        ((_way(stop=lambda losses, i, at: losses[i], end=lambda losses, at: losses[-1]),
          _way(stop=lambda losses, i, at: losses[at], end=lambda losses, at: losses[at])),
         "this is a loss, not an epoch."),
        (lambda losses, patience: losses[: _stopping(losses, patience) + 1], "this is a list of losses, not an epoch."),
    ),
]  # fmt: skip


@exercise
def stopping(answer):
    """stopping(val_losses, patience): the epoch, from 0, after which early stopping ends the training."""
    done = "right: patience counts from the lowest loss."
    verdict = check_function("stopping", answer, _stopping, STOPPING_CASES, STOPPING, done)
    if verdict.passed is False and "returns None" in verdict.message and _gives(answer, STOPPING_CASES[1]):
        nothing = "right where it stops; where it never stops, your function returns nothing."
        return Verdict(False, f"stopping: {nothing}", "What comes after the loop?")
    losses, patience = STOPPING_CASES[1]
    mine = list(losses)
    if verdict.passed and call(lambda: answer(mine, patience)) and mine != losses:
        return Verdict(False, "stopping: right, but your function changes the list.", "Read it, and take nothing out.")
    return verdict


def _gives(answer, case):
    """Does the function return a number there?"""
    try:
        return as_numbers(call(answer, *case), np.zeros(())) is not None
    except Problem:
        return False


# ---- the training loop that stops, and goes back to the best weights ----


class _Watched(np.ndarray):
    """An array that remembers whether something was assigned to its items."""

    written = False

    def __setitem__(self, key, value):
        self.written = True
        super().__setitem__(key, value)


class _Net(Sequential):
    """A network that minds which rows are walked back through it."""

    rows = trained_on = walked = 0

    def forward(self, X):
        self.rows = len(X)
        return super().forward(X)

    def backward(self, dscores, input_gradient=False):
        self.walked += 1
        if len(dscores) != self.rows:
            raise Problem(
                f"net.backward gets {len(dscores)} slopes, but the latest forward pass had {self.rows} rows. backward "
                "belongs to the latest net(...): first the step with X, y, and only then net(X_val)."
            )
        if self.rows != self.trained_on:
            raise Problem(
                f"net.backward is called for {self.rows} rows, the training data has {self.trained_on}. Train on all "
                "rows of X at once, and never on the points to watch."
            )
        return super().backward(dscores, input_gradient)


_Net.__name__ = "Sequential"  # as a learner knows it


class _Steps(SGD):
    """Counts its steps."""

    taken = 0

    def step(self):
        self.taken += 1
        super().step()


class _Trial:
    """A small training that overfits soon: a network, its optimizer, the points to train on and those to watch."""

    def __init__(self, seed, n, n_watch, lr, l2, patience, epochs):
        rng = np.random.default_rng(seed)
        X = rng.normal(0, 2, (n + n_watch, 2))
        y = (X[:, :1] + rng.normal(0, 3, (n + n_watch, 1)) > 0).astype(float)
        self.data, self.watch = (X[:n], y[:n]), (X[n:], y[n:])
        self.net = _Net(Dense(2, 5, rng=rng), ReLU(), Dense(5, 1, rng=rng))
        self.net.trained_on = n
        self.params, self.grads = self.net.params, self.net.grads = self.net.params.view(_Watched), self.net.grads
        self.optimizer = _Steps(self.net, lr=lr)
        self.rest = l2, patience, epochs

    def of(self, answer):
        """The losses that the learner's loop returns. Raises Problem."""
        given = [array.copy() for array in (*self.data, *self.watch)]
        with warnings.catch_warnings():  # fit's, of a network as small as this
            warnings.simplefilter("ignore", RuntimeWarning)
            losses = call(lambda: answer(self.net, self.optimizer, self.data, self.watch, *self.rest))
        if not all(np.array_equal(a, b) for a, b in zip(given, (*self.data, *self.watch), strict=True)):
            raise Problem("your function changes the points. Only the network may change.")
        try:
            numbers = np.asarray(losses, dtype=float)
        except (TypeError, ValueError):
            kind = type(losses).__name__
            raise Problem(f"returned is a {kind}, wanted the list of losses alone, one for each epoch.") from None
        if numbers.ndim == 0:
            raise Problem(f"returned is one number, {numbers:.4g}, wanted the list of losses, one for each epoch.")
        if numbers.shape == self.params.shape and same(numbers, self.weights()):
            raise Problem("returned are weights, wanted the list of losses. The weights stay in net.")
        if numbers.ndim != 1:
            raise Problem(f"the list of losses has the shape {numbers.shape}, wanted one number for each epoch.")
        return numbers

    def weights(self):
        """What the layers compute with, whatever net.params is by now."""
        return np.concatenate([getattr(layer, name).ravel() for layer in self.net.layers for name in layer.learned])


EARLY_CASES = [  # seed, rows, rows to watch, lr, l2, patience, epochs: what happens
    (4, 12, 9, 0.1, 0.0, 2, 20),  # best after the first epoch
    (20, 12, 9, 0.3, 0.0, 3, 40),  # three bad epochs before the best; losses above 1 at first
    (12, 12, 9, 1.0, 0.0, 3, 40),
    (20, 12, 9, 0.3, 0.1, 3, 40),  # the epochs run out, one after the best
    (15, 12, 9, 1.0, 0.1, 3, 40),
    (9, 12, 9, 0.3, 0.1, 3, 40),  # the epochs run out, the last is the best
    (4, 12, 9, 1e-30, 0.0, 1, 20),  # nothing moves: an equal loss is not lower
]


def _price(net, l2):
    return l2 * net.params * net.is_weight


def _slopes(y, scores):
    return binary_cross_entropy(y, scores)[1]


def _watched(net, l2, data, watch):
    return binary_cross_entropy(watch[1], net(watch[0]))[0]


@lru_cache
def _path(case, price, slopes):
    """The weights before the first epoch and after each, (epochs + 1, weights), if training never stops."""
    trial = _Trial(*case)
    net, (X, y), (l2, _, epochs) = trial.net, trial.data, trial.rest
    path = [np.array(net.params)]
    for _ in range(epochs):
        net.backward(slopes(y, net(X)))
        net.grads += price(net, l2)
        trial.optimizer.step()
        if not (np.abs(net.params) < 1e6).all():  # it runs away, long after the learner's loop has stopped
            break
        path.append(np.array(net.params))
    return np.array(path)


@lru_cache
def _seen(case, price=_price, slopes=_slopes, look=_watched, old=0):
    """What is seen after each epoch, or `old` epochs before."""
    trial, seen = _Trial(*case), []
    for params in _path(case, price, slopes)[1 - old : case[-1] + 1 - old]:
        trial.net.params[:] = params
        seen.append(look(trial.net, trial.rest[0], trial.data, trial.watch))
    return seen


def _early_stopping(*case, stop=_stopping, give=lambda losses, at: losses, **twist):
    """The losses of the loop; the keywords plant faults."""
    seen = _seen(case, **twist)
    losses = seen[: stop(seen, case[5]) + 1]
    return np.array(give(losses, int(np.argmin(losses))))


def _kept(*case, keep=lambda at, n, patience: at + 1):
    """The weights at the end of the loop, those after `keep` epochs."""
    losses = _early_stopping(*case)
    return _path(case, _price, _slopes)[keep(int(np.argmin(losses)), len(losses), case[5])]


def _keeping(keep):
    return lambda *case: _kept(*case, keep=keep)


def _loop(**twist):
    return lambda *case: _early_stopping(*case, **twist)


def _and_price(net, l2, *points):
    return _watched(net, l2, *points) + net.l2_penalty(l2)[0]


def _of_sigmoid(y, scores):
    return binary_cross_entropy(y, sigmoid(scores))


LOOP = [
    *with_hint(
        "Add l2 * net.params * net.is_weight to net.grads, between net.backward, which fills grads anew, and "
        "optimizer.step. is_weight is 1 at the weights and 0 at the biases.",
        (_loop(price=lambda net, l2: 0), "the price on the weights does not reach the steps."),
        (_loop(price=lambda net, l2: 0, look=_and_price), "the price is in the watched loss, and not in the steps."),
        (_loop(price=lambda net, l2: l2 * net.params), "the biases pay the price, too."),
        (_loop(price=lambda net, l2: -_price(net, l2)), "the price pushes the weights away from 0."),
        (_loop(price=lambda net, l2: 2 * _price(net, l2)), "the price is twice too large."),
        (_loop(price=lambda net, l2: _price(net, l2) / 2), "the price is half of what it should be."),
        (_loop(price=lambda net, l2: _price(net, l2) / 12), "the price is divided by the number of rows."),
        (_loop(price=lambda net, l2: l2 * _price(net, l2)), "λ comes in twice: the slope of the price is λ² W."),
        (_loop(price=lambda net, l2: l2 * np.sign(net.params) * net.is_weight), "this is the slope of |W|, not ½ W²."),
        (tuple(_loop(price=lambda net, l2, c=c: c * net.params * _price(net, l2)) for c in (0.5, 1)),
         "you add the price itself, W²; the step wants its slope."),
    ),
    *(Fault(_loop(stop=way.wrong), way.message, way.hint) for rule in RULES for way in rule.ways()),
    *with_hint(
        "First the step, then the loss of (X_val, y_val): the cross-entropy alone, of the network's scores.",
        (tuple(_loop(look=lambda net, l2, data, watch: _watched(net, l2, watch, data), old=old) for old in (0, 1)),
         "you look at the training loss. It only falls."),
        (_loop(old=1), "the watched loss is measured before the step: it belongs to the weights of the epoch before."),
        ((_loop(look=_and_price),
          _loop(look=lambda net, l2, *points: _watched(net, l2, *points) + 2 * net.l2_penalty(l2)[0])),
         "the watched loss has the price in it. (So has the val_loss of fit.)"),
        (_loop(look=lambda net, l2, data, watch: len(watch[1]) * _watched(net, l2, data, watch)),
         "you list sums over the watched points, not means."),
        (tuple(_loop(slopes=lambda y, scores, c=c: len(y) ** c * _slopes(y, scores)) for c in (1, -1)),
         "the slopes are multiplied or divided by the number of rows: dscores is the slope of the mean already."),
        (_loop(price=lambda net, l2: -net.grads), "the gradients are 0 at the step: they are cleared after backward."),
        (tuple(_loop(look=lambda net, l2, data, watch: _of_sigmoid(watch[1], net(watch[0]))[0], **more)
               for more in ({}, {"slopes": lambda y, scores: _of_sigmoid(y, scores)[1]})),
         "binary_cross_entropy takes the scores themselves, not their sigmoid."),
        (_loop(look=lambda net, l2, data, watch: np.mean((net(watch[0]) > 0) != watch[1])),
         "these are shares of the points, not losses."),
    ),
    *with_hint(
        "The weights go back; the list keeps every epoch. Put the loss into it before you ask whether to stop.",
        (_loop(give=lambda losses, at: losses[: at + 1]), "the list ends with the lowest loss."),
        (_loop(give=lambda losses, at: losses[:-1]), "the loss of the last epoch is missing."),
    ),
]  # fmt: skip
LAST = "the losses are right. At the end the network holds the weights of the last epoch, not of the best."
KEPT = [
    Fault(_keeping(lambda at, n, patience: n if n - 1 - at >= patience else -1), LAST, ""),
    Fault(_keeping(lambda at, n, patience: 0), "at the end the network is back at its start.",
          "Copy anew at each new lowest loss."),
    Fault(_keeping(lambda at, n, patience: at), "the kept weights are one epoch too old.",
          "Copy after the step that led to the lowest loss."),
    Fault(_keeping(lambda at, n, patience: at + 1 if n - 1 - at >= patience else -1),
          "right where patience runs out; where the epochs run out, the network keeps its last weights.",
          "Write the best weights back after the loop, not before the `break`."),
]  # fmt: skip
REBOUND = (
    "net.params = best gives the name a new array, and the layers go on looking at the old one. "
    "Write the numbers into it: net.params[:] = best."
)
WRITTEN = (
    "Numbers are written into net.params, but they are the last ones. Is best a copy? best = net.params is only a "
    "second name for the array that the steps change. And is it copied only where there is a new lowest loss?"
)
WRITE = (
    "Keep net.params.copy() at each new lowest loss, and at the end write it back with net.params[:] = best. "
    "A plain `=` would only give a name another meaning."
)
ONE_EPOCH = (
    "Is the return, or a break, inside the loop where it belongs after it? (And stopping can't be asked half-way: it "
    "gives the last epoch also where there is no reason to stop.)"
)
STOPS = [  # what stands in the error, and what it means here
    ("returns None", "Return the list of losses, after the loop."),
    ("targets must lie", "The targets come first: binary_cross_entropy(y_val, net(X_val)), and so for y."),
    ("'tuple' and", "binary_cross_entropy gives the loss and its slopes. The list takes the first, [0]."),
]


@exercise
def early_stopping(answer):
    """early_stopping(net, optimizer, data, watch, l2, patience, epochs): the losses; leaves net at its best."""
    if is_stub(answer):
        return Verdict(None, "early_stopping: replace the ... by your code.")
    trials = [_Trial(*case) for case in EARLY_CASES]
    try:
        told = _wrong_losses(trials, [trial.of(answer) for trial in trials]) or _wrong_weights(trials)
    except NotWritten as not_yet:
        return Verdict(None, f"early_stopping: {not_yet}")
    except Problem as problem:
        told = str(problem), next((words for text, words in STOPS if text in str(problem)), "")
    if told:
        return Verdict(False, f"early_stopping: {told[0]}", told[1])
    return Verdict(True, "early_stopping: it pays for weights, stops in time, and leaves the network at its best.")


def _right(got, right):
    return all(same(g, right(*case)) for g, case in zip(got, EARLY_CASES, strict=True))


def _explained(faults, got):
    """(message, hint) of the first fault that explains all of what was got, or None."""
    for fault in (way for known in faults for way in known.ways()):
        if all(fault.explains(case, g) for case, g in zip(EARLY_CASES, got, strict=True)):
            return fault.message, fault.hint
    return None


def _wrong_losses(trials, losses):
    """(message, hint) of what is wrong with the losses, or None."""
    if _right(losses, _early_stopping):
        return None
    if not any(trial.optimizer.taken for trial in trials):
        return "the optimizer that you were given takes no step.", "optimizer.step(), once an epoch."
    if not any(trial.net.walked for trial in trials):
        return "net.backward is never called.", "It fills net.grads, which the step reads."
    if any(trial.net.grads is not trial.grads for trial in trials):
        return "net.grads is another array now, and backward writes into the old one.", "Write net.grads += ..."
    if all(len(mine) == 1 for mine in losses):
        return "training ends after the first epoch.", ONE_EPOCH
    return _explained(LOOP, losses) or next(filter(None, map(_first_difference, trials, losses, EARLY_CASES)))


def _first_difference(trial, mine, case):
    """(message, hint) on the losses of one trial, or None."""
    right, taken = _early_stopping(*case), trial.optimizer.taken
    if taken != len(mine):
        return f"{taken} steps were taken, and the list has {len(mine)} losses.", "One step, one loss an epoch."
    for at, pair in enumerate(zip(mine, right, strict=False)):
        if not same(*pair):
            return f"the loss of epoch {at}, from 0, is {pair[0]:.4f}, the answer should be {pair[1]:.4f}.", ""
    if len(mine) != len(right):
        return f"{len(mine)} epochs were run with patience {case[5]}, the answer should be {len(right)}.", ""
    return None


def _wrong_weights(trials):
    """(message, hint) of what is wrong with the weights at the end, or None."""
    ends = [trial.weights() for trial in trials]
    if _right(ends, _kept):
        return None
    if any(trial.net.params is not trial.params for trial in trials):
        return "at the end the layers hold the weights of the last epoch, not of the best.", REBOUND
    message, hint = _explained(KEPT, ends) or (
        "the losses are right. The network does not hold its best weights.",
        WRITE,
    )
    return message, (WRITTEN if trials[1].params.written else WRITE) if message == LAST else hint
