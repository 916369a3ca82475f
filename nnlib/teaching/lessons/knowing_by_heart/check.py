"""Exercises: when early stopping stops, and the training loop that stops and goes back to its best weights."""

import re
import warnings
from functools import lru_cache

import numpy as np

from nnlib import SGD, Dense, ReLU, Sequential, binary_cross_entropy, sigmoid

from ...checking.causes import same
from ...checking.diagnosis import check_function, with_hint
from ...checking.findings import check_findings
from ...checking.form import as_numbers
from ...checking.places import return_in_a_loop
from ...checking.probes import Probe
from ...checking.progress import exercise
from ...checking.running import Problem, call
from ...checking.verdict import Verdict

# ---- stopping ----


def _stopping(
    losses, patience, better=lambda losses, i, low: losses[i] < low, late=0, reset=True, ties=True,
    stop=lambda losses, epoch, at: epoch, end=lambda losses, at: len(losses) - 1,
):  # fmt: skip
    """The epoch after which training stops; the keywords plant faults."""
    lowest, at, bad = np.inf, 0, 0
    for epoch, loss in enumerate(losses):
        if better(losses, epoch, lowest):
            lowest, at, bad = loss, epoch, 0 if reset else bad
            continue
        bad += ties or loss > lowest
        if bad >= patience + late:
            return stop(losses, epoch, at)
    return end(losses, at)


def _way(**twist):
    return lambda losses, patience: _stopping(losses, patience, **twist)


def _if(better):
    return _way(better=better)


STOPPING_CASES = [
    ([0.9, 0.7, 0.8, 0.75, 0.6], 2),
    ([1.0, 0.8, 0.9, 0.85, 0.7, 0.75, 0.74, 0.73, 0.72], 3),
    ([0.9, 0.8, 0.85, 0.7, 0.72, 0.6, 0.5], 3),  # never stops, though three epochs were bad or the last ones good
    ([0.9, 0.5, 0.5, 0.6, 0.4, 0.45, 0.44, 0.43, 0.42, 0.3], 2),  # a tie is no improvement
    ([0.5, 0.6, 0.7, 0.4], 1),
    ([0.8, 0.8 - 1e-12, 0.8 - 2e-12, 0.8 - 3e-12, 0.9, 0.95, 0.97], 2),  # below is below, by however little
    ([1.9, 1.5, 1.2, 1.3, 0.9, 0.95], 2),  # a loss may be above 1
    ([0.6, 0.7, 0.65, 0.64, 0.5, 0.4], 3),  # never below the first
    ([0.5, 0.6, 0.5, 0.6, 0.6, 0.6], 2),  # equal to the lowest, and to earlier ones
]
MARGINS = (0.2, 0.15, 0.1, 0.09, 0.05, 0.03, 0.02, 0.01, 5e-3, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8, 1e-10)
RULES = [
    *with_hint(
        "Better than what? 0.75, 0.74, 0.73 falls in every epoch, and never gets below 0.7, the lowest so far.",
        ((_if(lambda losses, i, low: i == 0 or losses[i] < losses[i - 1]),
          _if(lambda losses, i, low: i == 0 or losses[i] <= losses[i - 1])), "you compare with the one before it."),
        (_if(lambda losses, i, low: i == 0 or losses[i] < losses[0]), "you compare with the very first loss."),
        ((_if(lambda losses, i, low: losses[i] <= low), _way(ties=False)),
         "an epoch that only equals the lowest loss is a bad one: < and not <=, and `else`, not `elif loss > lowest`."),
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
]  # fmt: skip
STOPPING = [
    *RULES,
    *with_hint(
        "Epochs are counted from 0, as enumerate does: the last one is one less than their number.",
        (_way(stop=lambda losses, i, at: i + 1, end=lambda losses, at: len(losses)), "your epochs are counted from 1."),
        (_way(end=lambda losses, at: at), "right where it stops; where it never stops, you return the best epoch."),
        (_way(stop=lambda losses, i, at: i - 1), "where it stops, you return one epoch too few. Counted from 0?"),
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
        (_way(stop=lambda losses, i, at: losses.index(losses[i]), end=lambda losses, at: losses.index(losses[-1])),
         "the epoch is looked up by its loss, and index finds the first that is equal."),
        ((_way(stop=lambda losses, i, at: losses[i], end=lambda losses, at: losses[-1]),
          _way(stop=lambda losses, i, at: losses[at], end=lambda losses, at: losses[at])),
         "this is a loss, not an epoch."),
        (lambda losses, patience: losses[: _stopping(losses, patience) + 1], "this is a list of losses, not an epoch."),
    ),
]  # fmt: skip
PROBES = [  # one thing more in each
    Probe("", [(losses, 2)], hint)
    for losses, hint in [
        (
            [0.9, 0.8, 0.7, 0.6],
            "Each is a new lowest (by <, from np.inf on): nothing stops, and the last, from 0, is 3.",
        ),
        ([1.9, 1.8, 1.7, 1.6], "A loss above 1 can be a new lowest: start with np.inf, or with the first loss."),
        ([0.5, 0.6, 0.7], "Epochs 1 and 2 did not get below the loss of epoch 0, and that is patience."),
        ([0.5, 0.6, 0.7, 0.8, 0.8], "Patience is over at epoch 2. Leave at once, by `return` or `break`."),
        (
            [0.9, 0.5, 0.95, 0.4],
            "Epoch 1 is a new lowest: keep its loss and its epoch. Epoch 2 is the first bad one since.",
        ),
        ([0.9, 0.95, 0.5, 0.4], "The newest loss counts, too: at epoch 2 it is the lowest, so nothing stops there."),
        ([0.5, 0.5, 0.5, 0.4], "An equal loss is not lower: epochs 1 and 2 are bad."),
        ([0.5, 0.8, 0.7, 0.6], "Falling is not enough: epochs 1 and 2 are not below the lowest so far, 0.5."),
        ([0.5, 0.6, 0.4, 0.5, 0.6, 0.3], "The new lowest at epoch 2 starts the count again, at 0."),
    ]
]


@exercise
def stopping(answer):
    """stopping(val_losses, patience): the epoch, from 0, after which early stopping ends the training."""
    done = "right: patience counts from the lowest loss."
    verdict = check_function("stopping", answer, _stopping, STOPPING_CASES, STOPPING, done, probes=PROBES)
    if "never stop" in verdict.message and (where := return_in_a_loop(answer)):
        return Verdict(False, f"stopping: always the last epoch comes back. {where}")
    if re.search("it should be|the answer should be|returns None", verdict.message) and (end := _wrong_end(answer)):
        return Verdict(False, f"stopping: {end}", "What comes after the loop?")
    losses, patience = STOPPING_CASES[1]
    mine = list(losses)
    if verdict.passed and call(lambda: answer(mine, patience)) and mine != losses:
        return Verdict(False, "stopping: right, but your function changes the list.", "Read it, and take nothing out.")
    return verdict


def _wrong_end(answer):
    """A sentence if only the end is wrong, where training never stops, or None."""

    def given(*case):
        try:
            return int(as_numbers(call(answer, *case), np.zeros(())))
        except Problem as problem:
            return "nothing" if "returns None" in str(problem) else None

    compared = [(given(*case), _stopping(*case), len(case[0]) - 1) for case in STOPPING_CASES]
    stops = all(got == right for got, right, last in compared if right < last)
    never = [(got, last) for got, right, last in compared if right == last]
    if not stops or any(got in (None, last) for got, last in never):
        return None
    told = "right where it stops; where it never stops, you return {}, and the last epoch is {}, counted from 0."
    return told.format(*never[0])


# ---- the training loop that stops, and goes back to the best weights ----


class _Net(Sequential):
    """A network that minds which rows are walked back through it."""

    rows = trained_on = walked = 0

    def forward(self, X):
        self.rows, self.scores = len(X), super().forward(X)
        return self.scores

    def backward(self, dscores, input_gradient=False):
        self.walked += 1
        if isinstance(dscores, tuple) or np.ndim(dscores) == 0:
            raise Problem(f"net.backward wants the slopes alone. {DSCORES}")
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
        result = super().backward(dscores, input_gradient)
        self.slopes, self.filled = dscores, self.grads.copy()
        return result


_Net.__name__ = "Sequential"  # as a learner knows it


class _Steps(SGD):
    """Keeps the weights before and after each step, and (message, hint) of what was wrong first."""

    walked, wrong = 0, None

    def step(self):
        if self.wrong in (None, UNPRICED):
            self.wrong = self._wrong() or self.wrong
        self.walked = self.net.walked
        super().step()
        self.path.append(np.array(self.net.params))

    def _wrong(self):
        net = self.net
        if not same(net.params, self.path[-1]):
            return BACK if any(same(net.params, old) for old in self.path) else BESIDE
        if net.walked == self.walked:
            return "optimizer.step is called without a new net.backward before it.", "One of each, once an epoch."
        if not np.any(net.grads) and np.any(net.filled):
            return "the gradients are 0 at the step: cleared after backward, or overwritten, by = for +=.", PRICE
        if not same(net.slopes, binary_cross_entropy(self.y, net.scores)[1]):
            return "net.backward gets other slopes than binary_cross_entropy gives for y and net(X).", DSCORES
        return _wrong_price(net, self.l2, self.lr)


class _Trial:
    """A small training that overfits soon: a network, its optimizer, the points to train on and those to watch."""

    def __init__(self, seed, n, n_watch, lr, l2, patience, epochs):
        rng = np.random.default_rng(seed)
        X = rng.normal(0, 2, (n + n_watch, 2))
        y = (X[:, :1] + rng.normal(0, 3, (n + n_watch, 1)) > 0).astype(float)
        self.data, self.watch = (X[:n], y[:n]), (X[n:], y[n:])
        self.net = _Net(Dense(2, 5, rng=rng), ReLU(), Dense(5, 1, rng=rng))
        self.net.trained_on = n
        self.params, self.grads = self.net.params, self.net.grads
        self.optimizer = _Steps(self.net, lr=lr)
        self.optimizer.path, self.optimizer.y, self.optimizer.l2 = [np.array(self.params)], y[:n], l2
        self.rest = l2, patience, epochs

    def differs(self, losses, look, old=0):
        """The first epoch, on the learner's own way, where this is not what is seen (`old` steps before); or None."""
        for epoch, (loss, params) in enumerate(zip(losses, self.optimizer.path[1 - old :], strict=False)):
            self.params[:] = params
            if not same(loss, look(self.net, self.rest[0], self.data, self.watch)):
                return epoch
        return None

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
            if kind == "list" and isinstance(losses[0], tuple):
                raise Problem(f"the list holds pairs. {PAIR}") from None
            raise Problem(f"returned is a {kind}, wanted the list of losses alone, one for each epoch.") from None
        if numbers.shape == self.params.shape and same(numbers, self.weights()):
            raise Problem("returned are weights, wanted the list of losses. The weights stay in net.")
        if numbers.ndim != 1:
            what = f"an array of shape {numbers.shape}" if numbers.ndim else f"one number, {numbers:.4g}"
            raise Problem(f"returned is {what}, wanted the list of losses, one for each epoch.")
        return numbers

    def weights(self):
        """What the layers compute with, whatever net.params is by now."""
        return np.concatenate([getattr(layer, name).ravel() for layer in self.net.layers for name in layer.learned])


EARLY_CASES = [  # seed, rows, rows to watch, lr, l2, patience, epochs: what happens
    (20, 12, 9, 0.3, 0.0, 3, 40),  # three bad epochs before the best; losses above 1 at first
    (4, 12, 9, 0.1, 0.0, 2, 20),  # best after the first epoch
    (12, 12, 9, 1.0, 0.0, 3, 40),
    (20, 12, 9, 0.3, 0.1, 3, 40),  # the epochs run out, one after the best
    (15, 12, 9, 1.0, 0.1, 3, 40),
    (9, 12, 9, 0.3, 0.1, 3, 40),  # the epochs run out, the last is the best
    (4, 12, 9, 1e-30, 0.0, 1, 20),  # nothing moves: an equal loss is not lower
]


def _watched(net, l2, data, watch):
    return binary_cross_entropy(watch[1], net(watch[0]))[0]


@lru_cache
def _run(case):
    """The weights before the first epoch and after each, and the losses, if training never stops."""
    trial, losses = _Trial(*case), []
    net, (X, y), (l2, _, epochs) = trial.net, trial.data, trial.rest
    for _ in range(epochs):
        net.backward(binary_cross_entropy(y, net(X))[1])
        net.grads += l2 * net.params * net.is_weight
        trial.optimizer.step()
        losses.append(_watched(net, l2, trial.data, trial.watch))
    return trial.optimizer.path, losses


def _early_stopping(*case):
    """The losses of the loop."""
    losses = _run(case)[1]
    return np.array(losses[: _stopping(losses, case[5]) + 1])


def _wrong_price(net, l2, lr):
    """(message, hint) of what the learner has added to the slopes of backward, or None."""
    added, W = net.grads - net.filled, net.params * net.is_weight
    if same(added, l2 * W):
        return None
    if same(added, 0 * W):
        return UNPRICED
    if np.ptp(added) < 1e-9:
        return "the same number is added to every slope: a price, or λ. Each weight has a slope of its own.", PRICE
    c = float(added @ W / (l2 * W @ W)) if l2 else 0
    times = {1: "", -1: "the price pushes the weights away from 0.", 2: "the price is twice too large.",
             0.5: "the price is half of what it should be.", l2: "λ comes in twice: the slope of the price is λ² W.",
             lr: "the learning rate comes in twice: the step brings it.",
             round(1 / net.trained_on, 6): "the price is divided by the number of rows."}  # fmt: skip
    words = times.get(round(c, 6), f"the price is {c:.3g} times what it should be.")
    if same(added, c * l2 * W):
        return words, PRICE
    if same(added, c * l2 * net.params):
        return f"the biases pay the price, too. {words}".strip(), PRICE
    at = int(np.argmax(np.abs(added - l2 * W)))
    what = f"{'weight' if net.is_weight[at] else 'bias'} of {net.params[at]:.4g}"
    return f"{added[at]:.4g} is added to the slope of a {what}, with l2 = {l2:g}; wanted is {l2 * W[at]:.4g}.", PRICE


LOOKS = [  # what stands in the list, of how many steps before
    (_watched, 0, ""),
    *((lambda net, l2, data, watch: _watched(net, l2, watch, data), old,
       "you look at the training loss. It only falls.") for old in (0, 1)),
    (_watched, 1, "the watched loss is measured before the step: the list begins with that of the start."),
    *((lambda net, l2, *points, c=c: _watched(net, l2, *points) + c * net.l2_penalty(l2)[0], 0,
       "the watched loss has the price in it. (So has the val_loss of fit.)") for c in (1, 2)),
    (lambda net, l2, data, watch: len(watch[1]) * _watched(net, l2, data, watch), 0,
     "you list sums over the watched points, not means."),
    (lambda net, l2, data, watch: binary_cross_entropy(watch[1], sigmoid(net(watch[0])))[0], 0,
     "binary_cross_entropy takes the scores themselves, not their sigmoid."),
    *((lambda net, l2, data, watch, right=right: np.mean(((net(watch[0]) > 0) == watch[1]) == right), 0,
       "these are shares of the points, not losses.") for right in (False, True)),
]  # fmt: skip
FIRST_STEP = "First the step, then the loss of (X_val, y_val): the cross-entropy alone, of the network's scores."
EVERY = "One step, one loss. The list keeps every epoch: put the loss into it before you ask whether to stop."
PAIR = "binary_cross_entropy gives the loss and its slopes. The list takes the first, [0]."
DSCORES = (
    "`_, dscores = binary_cross_entropy(y, net(X))`, and then net.backward(dscores). It takes the scores, not their "
    "sigmoid; and dscores is the slope of the mean already: no number of rows comes in any more."
)
PRICE = (
    "Add l2 * net.params * net.is_weight to net.grads, between net.backward, which fills grads anew, and "
    "optimizer.step. is_weight is 1 at the weights and 0 at the biases."
)
UNPRICED = "the price on the weights does not reach the steps.", PRICE
BACK = "the weights go back inside the loop, and training goes on from there.", "Write them back once, after it."
BESIDE = "the weights move inside the loop, beside optimizer.step.", "Add the price to net.grads, for the step."
WRITE = (
    "Keep net.params.copy() at each new lowest loss, and only there: best = net.params is a second name for the array "
    "that the steps change. At the end write it back with net.params[:] = best; a plain `=` names another array."
)
ONE_EPOCH = "Is a return or break too far inside the loop? (stopping can't be asked half-way: it gives the last epoch.)"
STOPS = {  # what stands in the error, and what it means here
    "returns None": "Return the list of losses, after the loop.",
    "targets must lie": "The targets come first: binary_cross_entropy(y_val, net(X_val)), and so for y.",
    "'tuple' and": PAIR,
}


@exercise
def early_stopping(answer):
    """early_stopping(net, optimizer, data, watch, l2, patience, epochs): the losses; leaves net at its best."""
    done = "it pays for weights, stops in time, and leaves the network at its best."
    return check_findings(
        "early_stopping", answer, _findings, done, "net optimizer data watch l2 patience epochs", STOPS
    )


def _findings(answer):
    trials = [_Trial(*case) for case in EARLY_CASES]
    told = _wrong_losses(trials, [trial.of(answer) for trial in trials]) or _wrong_weights(trials)
    if told:
        yield True, *told


def _wrong_losses(trials, losses):
    """(message, hint) of what is wrong with the losses, or None."""
    if not any(trial.optimizer.path[1:] for trial in trials):
        return "the optimizer that you were given takes no step.", "optimizer.step(), once an epoch."
    if all(same(mine, _early_stopping(*case)) for mine, case in zip(losses, EARLY_CASES, strict=True)):
        return None
    if any(trial.net.grads is not trial.grads for trial in trials):
        return "net.grads is another array now, and backward writes into the old one.", "Write net.grads += ..."
    if all(len(mine) == 1 for mine in losses):
        return "training ends after the first epoch.", ONE_EPOCH
    step = next((trial.optimizer.wrong for trial in trials if trial.optimizer.wrong), None)
    look = _wrong_look(list(zip(trials, losses, strict=True))) if not step or step[1] == PRICE else None
    if step and look and look[1] == FIRST_STEP and "epoch" not in look[0]:
        return f"{step[0]} And {look[0]}", step[1]
    return step or look or _wrong_stop(losses)


def _wrong_look(pairs):
    """(message, hint) of what is wrong with the numbers in the lists, or None."""
    fits = (told for look, old, told in LOOKS if all(trial.differs(mine, look, old) is None for trial, mine in pairs))
    if message := next(fits, None):
        return message, FIRST_STEP
    for trial, mine in pairs:
        if (taken := len(trial.optimizer.path) - 1) != len(mine):
            return f"{taken} steps were taken, and the list has {len(mine)} losses.", EVERY
    if message == "":
        return None
    trial, mine, at = next(
        (trial, mine, at) for trial, mine in pairs if (at := trial.differs(mine, _watched)) is not None
    )
    right = f"after that step it should be {_watched(trial.net, 0, trial.data, trial.watch):.4f}."
    return f"the loss of epoch {at}, from 0, is {mine[at]:.4f}; {right}", FIRST_STEP


def _wrong_stop(losses):
    """(message, hint) of the rule that stops where the learner's loop does."""
    ends = [(_run(case)[1], case[5], len(mine)) for case, mine in zip(EARLY_CASES, losses, strict=True)]
    for way in (way for rule in RULES for way in rule.ways()):
        if all(way.wrong(seen, patience) + 1 == n for seen, patience, n in ends):
            return way.message, way.hint
    seen, patience, n = next(end for end in ends if _stopping(*end[:2]) + 1 != end[2])
    right = _stopping(seen, patience) + 1
    hint = f"The lowest until then is at epoch {np.argmin(seen[:right])}: count from there, and start with np.inf."
    return f"{n} epochs were run with patience {patience}, of at most {len(seen)}; it should be {right}.", hint


def _wrong_weights(trials):
    """(message, hint) of what is wrong with the weights at the end, or None."""
    for trial, case in zip(trials, EARLY_CASES, strict=True):
        path, end, losses = _run(case)[0], trial.weights(), _early_stopping(*case)
        at, n = int(np.argmin(losses)), len(losses)
        if same(end, path[at + 1]):
            continue
        if trial.net.params is not trial.params:
            return "net.params = best gives the name a new array; the layers still look at the old one.", WRITE
        epoch = next((epoch for epoch, weights in enumerate(path) if same(weights, end)), None)
        if epoch == n and n == case[-1] and trial is not trials[0]:
            late = "right where patience runs out; where the epochs run out, the network keeps its last weights."
            return late, "Write the best weights back after the loop, not before the `break`."
        if epoch == n:
            last = "the losses are right. At the end the network holds the weights of the last epoch, not of the best."
            return last, WRITE
        if epoch == 0:
            return "at the end the network is back at its start.", "Copy anew at each new lowest loss."
        is_weight = trial.net.is_weight.astype(bool)
        for part, here, other in ((is_weight, "weights W", "biases"), (~is_weight, "biases", "weights W")):
            if same(end[part], path[at + 1][part]):
                return f"the {here} are back at their best, the {other} are not. net.params holds both.", WRITE
        there = (
            f" Its lowest loss was at epoch {at}, from 0; it holds the weights of epoch {epoch - 1}." if epoch else ""
        )
        return f"the losses are right. The network does not hold its best weights.{there}", WRITE
    return None
