"""Exercises: when early stopping stops, and the training loop that stops and goes back to its best weights."""

import warnings
from functools import lru_cache

import numpy as np

from nnlib import SGD, Dense, ReLU, Sequential, binary_cross_entropy

from ...checking.causes import same
from ...checking.diagnosis import Fault, check_function
from ...checking.form import as_numbers
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

# ---- early stopping ----


def _stopping(
    losses, patience, *, against="lowest", reset=True, after=0, none="last", ties=False, delta=0.0, give="stop",
    begin=np.inf,
):  # fmt: skip
    """The epoch after which training stops; the keywords plant faults."""
    lowest, best_epoch, bad = begin, 0, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest - delta or (ties and loss == lowest):
            lowest, best_epoch, bad = loss, epoch, (0 if reset else bad)
        else:
            bad += 1
            if against == "last":
                lowest = loss
        if bad >= patience + after and bad > 0:
            return {"stop": epoch, "best": best_epoch, "one": epoch + 1, "loss": loss, "lowest": lowest}[give]
    last = len(losses) - 1
    ends = {"stop": last, "best": best_epoch, "one": last + 1, "loss": losses[-1], "lowest": lowest}
    return ends[give] if none == "last" else len(losses)


def _from_a_number(losses, patience, begin):
    """As `epoch - at >= patience` has it, with a number for the lowest loss at the start."""
    lowest, at = begin, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, at = loss, epoch
        elif epoch - at >= patience:
            return epoch
    return len(losses) - 1


STOPPING_CASES = [
    ([0.9, 0.7, 0.8, 0.75, 0.6], 2),
    ([1.0, 0.8, 0.9, 0.85, 0.7, 0.75, 0.74, 0.73, 0.72], 3),
    ([0.9, 0.8, 0.85, 0.7, 0.72, 0.6, 0.5], 3),  # never stops, though three epochs were bad or the last ones good
    ([0.9, 0.5, 0.5, 0.6, 0.4, 0.45, 0.44, 0.43, 0.42, 0.3], 2),  # a tie is no improvement
    ([0.5, 0.6, 0.7, 0.4], 1),
    ([0.8, 0.8 - 1e-7, 0.8 - 2e-7, 0.8 - 3e-7, 0.9, 0.95, 0.97], 2),  # below is below, by however little
    ([1.9, 1.5, 1.2, 1.3, 0.9, 0.95], 2),  # a loss may be above 1
]
STOPPING = [
    Fault(
        lambda losses, patience: _stopping(losses, patience, against="last"),
        "you compare each loss with the one before it.",
        "Better than what? 0.75, 0.74, 0.73 falls in every epoch, and never gets below 0.7.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, reset=False),
        "the bad epochs are counted from the very start.",
        "What must happen to the count when there is a new lowest loss?",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, after=1),
        "you stop one epoch too late.",
        "With patience 1, the first bad epoch is the last one. Is it > where >= belongs?",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, after=1, none="length"),
        "you stop one epoch too late, and where it never stops, you return the number of epochs.",
        "With patience 1, the first bad epoch is the last one: >= and not >. And counted from 0, the last epoch is one "
        "less than their number.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, after=-1),
        "you stop one epoch too early.",
        "With patience 3, the third bad epoch in a row is the last one.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, 1),
        "you stop at the first epoch that is not better.",
        "What is patience for?",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, give="best"),
        "this is the epoch with the lowest loss until then.",
        "Its weights are the ones to keep, but training goes on for `patience` epochs more. When does it stop?",
    ),
    Fault(
        lambda losses, patience: int(np.argmin(losses)),
        "this is the epoch with the lowest loss of the whole list.",
        "Early stopping does not know what comes later. Walk along the list.",
    ),
    Fault(
        lambda losses, patience: min(int(np.argmin(losses)) + patience, len(losses) - 1),
        "you look for the lowest loss of the whole list first.",
        "Early stopping does not know what comes later. Walk along the list.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, give="one"),
        "your epochs are counted from 1.",
        "fit counts from 0, and so does enumerate.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, none="length"),
        "right where it stops; where it never stops, you return the number of epochs.",
        "Counted from 0, the last epoch is one less.",
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, ties=True),
        "an epoch that only equals the lowest loss counts as better.",
        "A new lowest loss is below the old one: < and not <=.",
    ),
    *(
        Fault(
            lambda losses, patience, delta=delta: _stopping(losses, patience, delta=delta),
            "a small improvement does not count with you.",
            "Below the lowest by a millionth is a new lowest, too. Compare the losses as they are, without a margin.",
        )
        for delta in (0.1, 0.05, 0.02, 0.01, 5e-3, 1e-3, 1e-4, 1e-5, 1e-6)
    ),
    *(
        Fault(
            lambda losses, patience, give=give: _stopping(losses, patience, give=give),
            "this is a loss, not an epoch.",
            "enumerate(val_losses) gives the number of each epoch, too.",
        )
        for give in ("loss", "lowest")
    ),
    *(
        Fault(
            wrong,
            f"your lowest loss starts at {begin}, and a first loss above that is no lowest.",
            "Start with np.inf, which every loss is below.",
        )
        for begin in (0, 1)
        for wrong in (
            lambda losses, patience, begin=begin: _from_a_number(losses, patience, begin),
            lambda losses, patience, begin=begin: _stopping(losses, patience, begin=begin),
        )
    ),
    Fault(
        lambda losses, patience: _stopping(losses, patience, begin=losses[0]),
        "the first epoch counts as a bad one.",
        "It is the lowest so far. If you start with val_losses[0] as the lowest, begin to count at epoch 1.",
    ),
    Fault(
        lambda losses, patience: len(losses) - 1,
        "you never stop.",
        "Is the `return` reached? With patience 3, three epochs in a row without a new lowest loss end it.",
    ),
]
SOMETIMES_NONE = "right where it stops; where it never stops, your function returns nothing."


@exercise
def stopping(answer):
    """stopping(val_losses, patience): the epoch, from 0, after which early stopping ends the training."""
    done = "right: patience counts from the lowest loss."
    verdict = check_function("stopping", answer, _stopping, STOPPING_CASES, STOPPING, done)
    if verdict.passed is False and "returns None" in verdict.message and _gives(answer, STOPPING_CASES[1]):
        return Verdict(False, f"stopping: {SOMETIMES_NONE}", "What comes after the loop?")
    if verdict.passed and not _keeps(answer, STOPPING_CASES[1]):
        return Verdict(False, "stopping: right, but your function changes the list.", "Read it, and take nothing out.")
    return verdict


def _keeps(answer, case):
    """Is the list of losses the same after the call?"""
    losses, patience = list(case[0]), case[1]
    call(lambda: answer(losses, patience))
    return losses == case[0]


def _gives(answer, case):
    """Does the function return a number there?"""
    try:
        as_numbers(call(answer, *case), np.zeros(()))
    except Problem:
        return False
    return True


# ---- the training loop that stops, and goes back to the best weights ----


class _Watched(np.ndarray):
    """An array that remembers whether it was copied by its method, and whether something was assigned to its items."""

    copied = written = False

    def copy(self, order="C"):
        self.copied = True
        return np.array(self, order=order)

    def __setitem__(self, key, value):
        self.written = True
        super().__setitem__(key, value)


class _Net(Sequential):
    """A network that minds which rows are walked back through it."""

    rows = trained_on = 0

    def forward(self, X):
        self.rows = len(X)
        return super().forward(X)

    def backward(self, dscores, input_gradient=False):
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
        """What the learner's loop returns. Raises Problem."""
        given = [array.copy() for array in (*self.data, *self.watch)]

        def run():
            return answer(self.net, self.optimizer, self.data, self.watch, *self.rest)

        run.__name__ = getattr(answer, "__name__", "run")  # so that only the learner's own line is quoted
        with warnings.catch_warnings():  # fit's, of a network as small as this
            warnings.simplefilter("ignore", RuntimeWarning)
            losses = call(run)
        if not all(np.array_equal(a, b) for a, b in zip(given, (*self.data, *self.watch), strict=True)):
            raise Problem("your function changes the points. Only the network may change.")
        return losses

    def weights(self):
        """What the layers compute with, whatever net.params is by now."""
        return np.concatenate([getattr(layer, name).ravel() for layer in self.net.layers for name in layer.learned])


@lru_cache
def _early_stopping(
    *case, l2="weights", times=1, rule=None, begin=np.inf, loss="watched", stops=True, keep="best", give="losses"
):
    """(losses, weights) of the loop; the keywords plant faults."""
    trial = _Trial(*case)
    net, (X, y), (X_val, y_val), (strength, patience, epochs) = trial.net, trial.data, trial.watch, trial.rest
    losses, path, lowest, at, bad = [], [net.params.copy()], begin, 0, 0
    priced = {"weights": net.is_weight, "all": 1, "none": 0}[l2]
    for epoch in range(epochs):
        now = binary_cross_entropy(y_val, net(X_val))[0]
        before, dscores = binary_cross_entropy(y, net(X))
        net.backward(dscores)
        net.grads += times * strength * priced * net.params
        trial.optimizer.step()
        path.append(np.array(net.params))
        seen = binary_cross_entropy(y_val, net(X_val))[0]
        value = {
            "watched": seen,
            "train": binary_cross_entropy(y, net(X))[0],
            "before": now,
            "train before": before,
            "priced": seen + net.l2_penalty(strength)[0],
        }[loss]
        losses.append(value)
        if value < lowest:
            lowest, at, bad = value, epoch, 0 if rule != "total" else bad
        else:
            bad += 1
            lowest = value if rule == "last" else lowest
            bad = epoch - at if rule == "by epoch" else bad
            limit = {"late": patience + 1, "early": patience - 1, "none": 1}.get(rule, patience)
            if stops and bad >= limit:
                break
    ran_out = bad < patience
    kept = {
        "best": at + 1,
        "last": -1,
        "start": 0,
        "old": at,
        "if stopped": -1 if ran_out else at + 1,
    }[keep]
    shown = {"losses": losses, "until best": losses[: at + 1], "one short": losses[:-1]}[give]
    return np.array(shown), path[kept]


EARLY_CASES = [  # seed, rows, rows to watch, lr, l2, patience, epochs: what happens
    (4, 12, 9, 0.1, 0.0, 2, 20),  # best after the first epoch
    (20, 12, 9, 0.3, 0.0, 3, 40),  # three bad epochs before the best; losses above 1 at first
    (12, 12, 9, 1.0, 0.0, 3, 40),
    (20, 12, 9, 0.3, 0.1, 3, 40),  # the epochs run out, one after the best
    (15, 12, 9, 1.0, 0.1, 3, 40),
    (9, 12, 9, 0.3, 0.1, 3, 40),  # the epochs run out, the last is the best
]
PRICE = (
    "Add l2 * net.params * net.is_weight to net.grads. The place is between net.backward, which fills grads anew, and "
    "optimizer.step."
)
LOOP = [  # keywords for _early_stopping, message, hint
    (dict(l2="none"), "the price on the weights does not reach the steps.", PRICE),
    (dict(l2="all"), "the biases pay the price, too.", "net.is_weight is 1 at the weights and 0 at the biases."),
    (dict(times=-1), "the price pushes the weights away from 0.", "Its slope is + l2 * W: add it to the gradient."),
    (dict(times=2), "the price is twice too large.", "The ½ in the formula goes with the 2 of the slope: l2 * W."),
    (dict(times=0.5), "the price is half of what it should be.", "The slope of ½ l2 W² is l2 * W, without a ½."),
    (dict(times=1 / 12), "the price is divided by the number of rows.", "Here it is not: its slope is l2 * W."),
    (dict(stops=False), "it never stops before the epochs run out.", "Is the `break` reached?"),
    (dict(rule="late"), "you stop one epoch too late.", "With patience 2, the second bad epoch ends it."),
    (dict(rule="early"), "you stop one epoch too early.", "With patience 2, the second bad epoch ends it."),
    (dict(rule="none"), "you stop at the first epoch that is not better.", "What is patience for?"),
    (dict(rule="last"), "you compare each loss with the one before it.", "Better than what? Than the lowest so far."),
    (
        dict(rule="total"),
        "the bad epochs are counted from the very start.",
        "What must happen to the count when there is a new lowest loss?",
    ),
    *(
        (dict(begin=begin, **more), f"your lowest loss starts at {begin}, and a first loss above that is no lowest.",
         "Start with np.inf, which every loss is below.")
        for begin in (0, 1) for more in ({}, {"rule": "by epoch"})
    ),
    (dict(loss="train"), "you look at the training loss.", "It only falls. Stop by the loss of (X_val, y_val)."),
    (dict(loss="train before"), "you look at the training loss.", "It only falls. Stop by the loss of (X_val, y_val)."),
    (
        dict(loss="before"),
        "the watched loss is measured before the step.",
        "Then it belongs to the weights of the epoch before. First the step, then look.",
    ),
    (
        dict(loss="priced"),
        "the watched loss has the price in it.",
        "The price is for the steps. Watch the cross-entropy alone. (The val_loss of fit has the price in it.)",
    ),
    (
        dict(give="until best"),
        "the list ends with the lowest loss.",
        "The weights go back; the list keeps every epoch that was run.",
    ),
    (
        dict(give="one short"),
        "the loss of the last epoch is missing.",
        "Put the loss into the list before you ask whether to stop.",
    ),
]  # fmt: skip
KEPT = [
    (dict(keep="start"), "at the end the network is back at its start.", "Copy anew at each new lowest loss."),
    (dict(keep="old"), "the kept weights are one epoch too old.", "Copy after the step that led to the lowest loss."),
    (
        dict(keep="if stopped"),
        "right where patience runs out; where the epochs run out, the network keeps its last weights.",
        "Write the best weights back after the loop, not before the `break`.",
    ),
]
REBOUND = (
    "net.params = best gives the name a new array, and the layers go on looking at the old one. "
    "Write the numbers into it: net.params[:] = best."
)
WRITTEN = (
    "Numbers are written into net.params, but they are the last ones. Is best a copy? best = net.params is only a "
    "second name for the array that the steps change. And is it copied only where there is a new lowest loss?"
)
COPIED = (
    "Copies are made, but no number goes back. At the end write into the array: net.params[:] = best. "
    "A plain `=` only gives a name another meaning."
)
NEITHER = (
    "Keep net.params.copy() at each new lowest loss, and at the end write it back with net.params[:] = best. "
    "A plain `=` would only give a name another meaning."
)
ONE_EPOCH = (
    "Is the return, or a break, inside the loop where it belongs after it? (And stopping can't be asked half-way: it "
    "gives the last epoch also where there is no reason to stop.)"
)


@exercise
def early_stopping(answer):
    """early_stopping(net, optimizer, data, watch, l2, patience, epochs): the losses; leaves net at its best."""
    name = "early_stopping"
    if is_stub(answer):
        return Verdict(None, f"{name}: replace the ... by your code.")
    trials = [_Trial(*case) for case in EARLY_CASES]
    try:
        losses = [_as_losses(trial.of(answer), trial) for trial in trials]
    except Problem as problem:
        missing = "returns None" in str(problem)
        return Verdict(False, f"{name}: {problem}", "Return the list of losses, after the loop." if missing else "")
    right = [_early_stopping(*case) for case in EARLY_CASES]
    told = _wrong_losses(trials, losses, right) or _wrong_weights(trials, right)
    if told:
        return Verdict(False, f"{name}: {told[0]}", told[1])
    return Verdict(True, f"{name}: it pays for weights, stops in time, and leaves the network at its best.")


def _as_losses(result, trial):
    """The result as an array (epochs,); Problem says what it is instead."""
    try:
        numbers = np.asarray(result, dtype=float)
    except (TypeError, ValueError):
        raise Problem(
            f"returned is a {type(result).__name__}, wanted the list of losses, one for each epoch."
        ) from None
    if numbers.ndim == 0:
        raise Problem(f"returned is one number, {numbers:.4g}, wanted the list of losses, one for each epoch.")
    if numbers.shape == trial.params.shape and same(numbers, trial.weights()):
        raise Problem("returned are weights, wanted the list of losses. The weights stay in net.")
    if numbers.ndim != 1:
        raise Problem(f"the list of losses has the shape {numbers.shape}, wanted one number for each epoch.")
    return numbers


def _explained(faults, part, got):
    """(message, hint) of the first fault that explains all of what was got, or None."""
    for planted, message, hint in faults:
        if all(same(g, _early_stopping(*case, **planted)[part]) for g, case in zip(got, EARLY_CASES, strict=True)):
            return message, hint
    return None


def _wrong_losses(trials, losses, right):
    """(message, hint) of what is wrong with the losses, or None."""
    if all(same(mine, loss) for mine, (loss, _) in zip(losses, right, strict=True)):
        return None
    if not any(trial.optimizer.taken for trial in trials):
        return "the optimizer that you were given takes no step.", "optimizer.step(), once an epoch."
    if any(trial.net.grads is not trial.grads for trial in trials):
        return "net.grads is another array now, and backward writes into the old one.", "Write net.grads += ..."
    if all(len(mine) == 1 for mine in losses):
        return "training ends after the first epoch.", ONE_EPOCH
    told = _explained(LOOP, 0, losses)
    if told:
        return told
    for trial, mine, (loss, _) in zip(trials, losses, right, strict=True):
        taken, both = trial.optimizer.taken, min(len(mine), len(loss))
        if taken != len(mine):
            return f"{taken} steps were taken, and the list has {len(mine)} losses.", "One step, one loss an epoch."
        if not same(mine[:both], loss[:both]):
            at = int(np.argmax(~np.isclose(mine[:both], loss[:both], rtol=1e-6)))
            return f"the loss of epoch {at}, from 0, should be {loss[at]:.4f}, yours is {mine[at]:.4f}.", ""
        if len(mine) != len(loss):
            return f"{len(mine)} epochs were run with patience {trial.rest[1]}, it should be {len(loss)}.", ""
    raise AssertionError("nothing is wrong with these losses")


def _wrong_weights(trials, right):
    """(message, hint) of what is wrong with the weights at the end, or None."""
    ends = [trial.weights() for trial in trials]
    if all(same(end, best) for end, (_, best) in zip(ends, right, strict=True)):
        return None
    if any(trial.net.params is not trial.params for trial in trials):
        return "at the end the layers hold the weights of the last epoch, not of the best.", REBOUND
    if all(same(end, _early_stopping(*case, keep="last")[1]) for end, case in zip(ends, EARLY_CASES, strict=True)):
        mine = trials[1].params
        cause = WRITTEN if mine.written else COPIED if mine.copied else NEITHER
        return (
            "the losses are right. At the end the network holds the weights of the last epoch, not of the best.",
            cause,
        )
    told = _explained(KEPT, 1, ends)
    return told or ("the losses are right. At the end the network does not hold its best weights.", NEITHER)
