"""Exercises: the batches of an epoch, the training loop, twenty rows by heart."""

import functools
import itertools
from collections import namedtuple

import numpy as np

from nnlib import Dense, ReLU, Sequential, squared_error

from ...checking.batches import check_batches
from ...checking.causes import rounded
from ...checking.findings import check_findings
from ...checking.form import as_numbers
from ...checking.progress import exercise
from ...checking.running import Problem, call

# A backward pass: rows of X it was for, dP, the parameters in the forward and in the backward pass, the gradients.
Step = namedtuple("Step", "x dP asked before grads")


class Watched(Sequential):
    """A small network that remembers its backward passes."""

    def __init__(self, width, seed):
        rng = np.random.default_rng(seed)
        super().__init__(Dense(2, width, rng=rng), ReLU(), Dense(width, 3, rng=rng))
        self.first, self.log, self.x, self.asked = self.params, [], np.zeros((0, 2)), None

    def forward(self, X):
        self.x, self.asked = np.array(X, dtype=float), self.params.copy()
        return super().forward(X)

    def backward(self, dscores, input_gradient=False):
        what = "a tuple" if isinstance(dscores, tuple) else "one number" if np.ndim(dscores) == 0 else ""
        what = what or (f"shape {np.shape(dscores)}" if np.shape(dscores)[1:] != (3,) else "")
        if what:
            raise TypeError(f"net.backward was given {what}. It wants dP, the second result of squared_error")
        if len(dscores) != len(self.x):
            rows = f"dP has {len(dscores)} rows, the last forward pass {len(self.x)}"
            raise TypeError(f"{rows}: the network was asked about other rows in between")
        before = self.params.copy()
        result = super().backward(dscores, input_gradient)
        self.log.append(Step(self.x, np.array(dscores), self.asked, before, self.grads.copy()))
        return result

    def loss(self, params, X, Y):
        """The loss with other parameters."""
        now = self.params.copy()
        self.params[:] = params
        loss, _ = squared_error(Y, super().forward(X))
        self.params[:] = now
        return loss


Watched.__name__ = "Sequential"  # what error texts call it


def equal(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-7, atol=1e-10)


def factor(a, b):
    """The number c with a = c · b, or None."""
    c = np.vdot(a, b) / np.vdot(b, b) if np.shape(a) == np.shape(b) and np.any(b) else np.nan
    return c if equal(a, c * np.asarray(b)) else None


def factors(some, others):
    """The same for each pair of some and others; None if a pair has none."""
    found = [factor(a, b) for a, b in zip(some, others, strict=True)]
    return None if None in found else np.array(found)


def alike(numbers):
    return numbers is not None and len(numbers) and equal(numbers, np.full(len(numbers), numbers[0]))


def numbers_of(x, X):
    """Which rows of X these are: -1 for none."""
    return [next(iter(np.flatnonzero((row == X).all(axis=1)).tolist()), -1) for row in x]


def rows_of(n, seed):
    """n rows and targets, with means other than 0."""
    X = np.random.default_rng(seed).normal(0.3, 1, (n, 2))
    return X, np.column_stack([X.sum(axis=1), X[:, 0] - X[:, 1], np.abs(X[:, 0] - X[:, 1])]) + 0.2


STOPPED = {  # hints for errors that stop an answer before anything can be measured
    "integer scalar": "batches wants how many rows there are: len(X).",
    "broadcast": "net.params and net.grads are one long vector each; dP belongs to net.backward.",
    "out of bounds for axis 0": "Does X stay whole? `X = X[rows]` overwrites it: give the batch a name of its own.",
    r"SGD\.__init__|member_descriptor|attribute 'params'": "An optimizer is made of the network: SGD(net, lr=0.1).",
    r"fit\(\) (missing|takes)": "fit(net, squared_error, SGD(net, lr=0.1), X, Y, rng=…, epochs=…, batch_size=…)",
    "targets have shape|but y has shape": "Targets and predictions of a batch belong together: `X[rows]`, `Y[rows]`.",
    "UnboundLocalError": "A name that you assign is new in your function: call your variable otherwise.",
    "no attribute 'backward'": "The network goes backward, not the loss: net.backward(dP).",
    "'Sequential' object has no": "net has net(X), net.backward(dP), net.params and net.grads; fit is a function.",
    "NameError": "Run the cell with your batches, or the one below it with ours.",
    "'dict' object|KeyError": 'fit returns a dictionary: its last loss is `history["loss"][-1]`.',
    "training has diverged": "The steps are too long, or go uphill. Which rate did the lesson use?",
}
REBOUND = (
    "`net.params = …` gives the name to a new vector.",
    "The layers still look at the old one. Write into the array that is there: which operator does that?",
)
OTHER_NET = "the network you were given is not trained.", "Train net itself: no copy, no new one, not another cell's."
FOREIGN = "the network is asked about rows that are not rows of X.", "`net(X[rows])`, with X as it came."


# ---- the batches of an epoch ----


@exercise
def batches(function):
    return check_batches(function)


# ---- the training loop ----

CASES = [(11, 4, 4, 0.07), (9, 3, 5, 0.37)]  # rows, batch, epochs, rate: with a rest; where the loss rises once


def trained(function, n, batch_size, epochs, rate, seed=0):
    """The watched network after the learner's loop, its rows, and what came back, or the Problem."""
    net, (X, Y) = Watched(5, seed=1), rows_of(n, seed=2)

    @functools.wraps(function)
    def watched(*_):
        return function(net, X, Y, rate, epochs, batch_size, np.random.default_rng(seed))

    try:
        return net, X, Y, call(watched)
    except Problem as problem:
        return net, X, Y, problem


def train_findings(function):
    for n, batch_size, epochs, rate in CASES:
        net, X, Y, result = trained(function, n, batch_size, epochs, rate)
        log, end = net.log, net.params.copy()
        if isinstance(result, Problem):  # had it taken wrong steps before, while numbers were small?
            log = [step for step in log if np.isfinite(step.before).all() and np.abs(step.grads).max() < 1e3]
            if len(log) > 1 and net.params is net.first:
                yield from gradient_findings(log[:-1], X, Y)
                yield from step_findings(log[:-1], log[-1].before, net, rate)
            raise result
        changed = not all(map(np.array_equal, (X, Y), rows_of(n, seed=2)))
        yield changed, "your function changes X or Y.", "Read rows with `X[rows]`, which makes a new array."
        yield net.params is not net.first, *REBOUND
        yield not len(net.x), *OTHER_NET
        yield not log, "net.backward was never called.", "From dP to the gradients there is one call: which?"
        whole = batch_size < n and all(len(step.x) == n for step in log)
        hint = "Is batch_size the one that you were given? `X[rows]` are the rows of a batch, `Y[rows]` their targets."
        yield whole, f"each of your steps uses all {n} rows.", hint
        yield from gradient_findings(log, X, Y)
        yield from step_findings(log, end, net, rate)
        yield from order_findings([numbers_of(step.x, X) for step in log], n, batch_size, epochs)
        yield from loss_findings(net, X, Y, result, epochs)
    ends = [trained(function, *CASES[0], seed)[0].params for seed in (0, 0, 1)]
    foreign = not np.array_equal(ends[0], ends[1]) or equal(ends[0], ends[2])
    yield foreign, "the order of the rows does not come from rng.", "Hand the rng that you were given to batches."


def gradient_findings(log, X, Y):
    """Is each dP the gradient of the loss on its rows?"""
    rows = [numbers_of(step.x, X) for step in log]
    yield any(-1 in each for each in rows), *FOREIGN
    moved = any(not equal(step.asked, step.before) for step in log)
    yield moved, "net.params moves between the forward and the backward pass.", "First backward, then the step."
    right, others = [], []
    for step, each in zip(log, rows, strict=True):
        net = Watched(step.asked.size // 6, seed=1)
        net.params[:] = step.asked
        right.append((net(step.x) - Y[each]) / len(each))
        others.append(net(step.x) - step.dP * len(each))  # the targets that it seems to use
    sizes = factors([step.dP for step in log], right)
    foreign = sizes is None and all(np.isclose(y, Y).all(axis=1).any() for targets in others for y in targets)
    yield foreign, "the targets belong to other rows.", "Where you write `X[rows]`, what belongs beside it?"
    hint = "`loss, dP = squared_error(Y[rows], net(X[rows]))`: use its second result, of this very batch."
    yield sizes is None, "what you hand to net.backward is not the gradient of the loss on this batch.", hint
    hint = "squared_error takes the targets first, then the predictions."
    yield equal(sizes, -np.ones(len(log))), "dP has the wrong sign.", hint
    hint = "squared_error divides by the rows that it is given. Use its dP as it is."
    yield not alike(sizes), "dP is not the mean over the rows of the batch.", hint
    yield not equal(sizes[0], 1), f"dP is {sizes[0]:.3g} times what it should be.", hint


def step_findings(log, end, net, lr):
    """Does each backward pass end in a step of -lr · grads?"""
    before, grads = [step.before for step in log], [step.grads for step in log]
    moves = [then - now for now, then in zip(before, [*before[1:], end], strict=True)]
    moved = [bool(move.any()) for move in moves]
    still = not any(moved)
    hint = "Between backward and the step nothing may clear it."
    yield still and not net.grads.any(), "net.grads is 0 when the step is taken.", hint
    hint = "`net.params - lr * net.grads` makes a new vector. Which operator changes the one that is there?"
    yield still, "net.params never moves.", hint
    late = all(moved[:-1]) and not moved[-1]
    yield late, "net.params is one step behind: the last gradient is never used.", "Forward, backward, then the step."
    hint = "One step for each batch: how far should that line be indented?"
    yield not all(moved), "net.params moves after some batches only.", hint
    rates, plain = factors(moves, grads), "A step is plain descent: params ← params − lr · grads of its own batch."
    if rates is None:
        signs = alike(factors(moves, [np.sign(g) for g in grads]))
        yield signs, "only the sign of the gradient counts.", "Use the gradient as it is."
        rest = [move + lr * g for move, g in zip(moves, grads, strict=True)]
        same = all(np.ptp(move) < 1e-12 for move in moves)
        yield same, "all numbers move by the same amount.", "Each number has a gradient of its own: no mean, no sum."
        still = np.any(grads, axis=0) & ~np.any(moves, axis=0)
        told = f"{still.sum()} of {still.size} numbers never move, weights or biases of a layer."
        rest_right = all(equal(move[~still], -lr * g[~still]) for move, g in zip(moves, grads, strict=True))
        yield still.any() and rest_right, told, "A step is for all of net.params."
        early = [np.linalg.lstsq(np.transpose(grads[:k]), rest[k], rcond=None)[0] for k in range(1, len(rest))]
        back = [np.transpose(grads[: k + 1]) @ parts for k, parts in enumerate(early)]
        summed = equal(rest[0], 0 * rest[0]) and equal(rest[1:], back)
        yield summed, "the steps are too long: part of the steps before, or of their gradients, is in them.", plain
        over = equal(rest, np.negative(before))
        yield over, "the step takes the place of net.params.", "It is added to them: `-=`, not `=`."
        yield alike(factors(rest, before)), "the parameters themselves have a part in the step (weight decay).", plain
        yield True, "the steps are not −lr · net.grads.", plain
    sizes = np.array([len(step.x) for step in log])
    yield (rates > 0).all(), "each step goes uphill.", "The gradient says where the loss rises."
    shared = equal(-rates, lr / sizes) or equal(-rates, lr / max(sizes) + 0 * rates)
    by_length = not alike(rates) and alike(rates * np.linalg.norm(grads, axis=1))
    yield by_length, "the gradient is divided by its length.", "A step is lr times the gradient as it is."
    yield shared and max(sizes) > 1, "the step is divided by batch_size.", "dP is a mean over the batch already."
    yield not alike(rates), "the rate changes from step to step.", "It should be lr in each."
    yield equal(rates[0], -1), "lr has no part in the step.", "How long is a step? lr times the gradient."
    yield equal(rates[0], -2 * lr), "each step is taken twice.", "Is the line there two times?"
    told = f"your step is {-rates[0]:.3g} times the gradient; lr is {lr} here."
    yield not equal(rates[0], -lr), told, "Use lr, whatever its value."


def order_findings(rows, n, batch_size, epochs):
    """Does each epoch go once through all rows, in batches and in a new order?"""
    count, steps, most = len(rows), -(-n // batch_size), max(map(len, rows))
    told = f"{n} rows, batches of {batch_size} and {epochs} epochs make {steps * epochs} steps; your loop took {count}."
    once = "Does a `return` stand inside the outer loop, or are the batches used up?"
    used, twice = set(sum(rows, [])), count > 1 and rows[0] == rows[1] and most < n
    few = used <= set(range(batch_size)) and batch_size < n
    yield few, f"only the rows 0 to {max(used)} come up.", "Is it batches(len(X), batch_size, rng), in this order?"
    yield twice, "the same batch comes twice in a row.", "The loop over batches stands inside that over epochs."
    if count != steps * epochs:
        yield count == 1, told, "Does a `return` stand inside the loop over batches?"
        yield most < batch_size, told, f"You take batches of {most} rows; batch_size is {batch_size}."
        yield count == steps, told, f"That is one epoch. {once}"
        yield count == epochs, told, "That is one step an epoch. Does the step stand inside the loop over batches?"
        yield count == n // batch_size * epochs, told, "In each epoch the short last batch is left out."
        hint = f"That is {count // steps} epochs. Is epochs the number that you were given? Does a `break` end it?"
        yield count % steps == 0, told, hint
        yield True, told, "A loop over epochs, and inside it a loop over the batches of that epoch."
    orders = [sum(rows[e * steps : (e + 1) * steps], []) for e in range(epochs)]
    for number, order in enumerate(orders, start=1):
        row = min(set(range(n)) - set(order), default=order[0])
        hint = "Each epoch goes once through all batches of `batches(len(X), batch_size, rng)`."
        yield sorted(order) != list(range(n)), f"in epoch {number} row {row} does not come up exactly once.", hint
    old = orders[0] == orders[1] == list(range(n))
    yield old, "the rows come in their old order.", "`batches(len(X), batch_size, rng)` shuffles them."
    hint = "Ask for new batches in each epoch, with the same rng, not with a new one of the same seed."
    yield orders[0] == orders[1], "the second epoch has the same order as the first.", hint


def loss_findings(net, X, Y, result, epochs):
    """Are these the losses on all rows, each after the last step of its epoch?"""
    steps, params = len(net.log) // epochs, [step.before for step in net.log] + [net.params.copy()]
    ends = np.array([net.loss(each, X, Y) for each in params[::steps]])
    tuples = isinstance(result, list) and any(isinstance(each, tuple) for each in result)
    yield tuples, "your list holds tuples.", "squared_error returns two things: the loss is the first of them."
    pair = isinstance(result, tuple) and any(np.ndim(part) for part in result)
    yield pair, f"{pair and len(result)} things came back.", "Return the list of losses alone."
    try:
        losses = np.asarray(result, dtype=float)
    except (TypeError, ValueError):
        losses = as_numbers(result, ends[1:])  # raises Problem
    if equal(losses, ends[1:]):
        return
    hint = "Append the loss, once in each epoch, to a list made before the loops."
    yield not losses.size, "the list is empty.", hint
    yield losses.ndim == 1 and equal(losses, ends[-1:]), "the list holds the last loss alone.", hint
    yield losses.ndim == 3, "that is dP, not the loss.", "squared_error returns two things: the loss is the first."
    old = losses.ndim == 1 and losses.size > epochs and equal(losses[-epochs:], ends[1:])
    yield old and not equal(losses, ends), "numbers of an earlier call are in your list.", "Make it in the function."
    yield losses.ndim == 0, "one number comes back.", f"Return a list: one loss for each of the {epochs} epochs."
    hint = "One for each epoch: how far is the `append` indented?"
    yield losses.shape == (epochs * steps,), "there is a number for each step.", hint
    yield equal(losses, ends), "the loss before training is in the list, too.", "One number after each epoch."
    yield losses.shape != (epochs,), f"{losses.size} numbers come back, wanted {epochs}.", "One for each epoch."
    whole = "After the loop over batches, measure once on all rows: `net(X)` and `Y`."
    batch = [numbers_of(step.x, X) for step in net.log]
    early, late = (
        np.array([net.loss(p, X[r], Y[r]) for p, r in zip(which, batch, strict=True)]).reshape(epochs, steps)
        for which in (params[:-1], params[1:])
    )
    yield equal(losses, early[:, -1]), "each loss is that of the last batch, before its step.", whole
    yield equal(losses, late[:, -1]), "each loss is that of the last batch, after its step.", whole
    sums = [early.sum(axis=1), (early * np.reshape([len(r) for r in batch], early.shape)).sum(axis=1)]
    moving = any(factor(losses, each) for each in sums)
    yield moving, "each loss comes from the batches, measured while the weights were still moving.", whole
    times = factor(losses, ends[1:]) or 0
    hint = "Take the first result of squared_error as it is."
    yield times, f"the losses are those of all rows times {times:.3g}.", hint
    yield rounded([losses], [ends[1:]]), rounded([losses], [ends[1:]]), ""
    yield equal(np.sort(losses), np.sort(ends[1:])), "right losses in a wrong order.", "Append each after its epoch."
    means = np.cumsum(ends[1:]) / np.arange(1, epochs + 1)
    yield equal(losses, means), "each is the mean of all losses so far.", "Keep the loss of each epoch as it is."
    every = [net.loss(each, X, Y) for each in params]
    places = [next((k for k, loss in enumerate(every) if np.isclose(each, loss, rtol=1e-9)), -1) for each in losses]
    told = f"the first loss is that after step {places[0]}; an epoch has {steps} steps."
    yield -1 not in places, told, "Measure on all rows once the loop over batches is over, after its last step."
    first = np.flatnonzero(~np.isclose(losses, ends[1:], rtol=1e-7))[0]
    hint = "On all rows, after the last step of the epoch: first result of squared_error(Y, net(X)), no other measure."
    told = f"the loss after epoch {first + 1} should be {ends[first + 1]:.4f}, yours is {losses[first]:.4f}."
    yield True, told, hint


@exercise
def train(function):
    done = "a step for each batch, every row once an epoch, and a loss for each epoch."
    return check_findings("train", function, train_findings, done, "net X Y lr epochs batch_size rng", STOPPED)


# ---- twenty rows by heart ----

BY_HEART = 0.01  # the loss below which rows are known
ONE = "One number is wanted: the loss on the 20 rows, after training."
USUAL_FACTORS = (2 / 3, 1 / 3, 2, 0.5, 20, 40, 1 / 20)


def by_heart_findings(function):
    net, (X, Y) = Watched(8, seed=0), rows_of(60, seed=3)
    start = net.params.copy()

    @functools.wraps(function)
    def watched(*_):
        return function(net, X, Y)

    result = call(watched)
    log, x, y = net.log, X[:20], Y[:20]
    yield not log, *OTHER_NET
    rows = sorted(numbers_of(np.array([*{row.tobytes(): row for step in log for row in step.x}.values()]), X))
    yield -1 in rows, *FOREIGN
    yield rows[-1] >= 20, f"row {rows[-1]} is trained on, too.", "Only the first 20 rows: `X[:20]`, and of Y as well."
    yield len(rows) < 20, f"only {len(rows)} rows are trained on.", "`X[:20]` are 20 rows, 0 to 19."
    yield net.params is not net.first, *REBOUND
    still = np.array_equal(net.params, start)
    yield still, "the weights of net do not move.", "Is a step taken, and into net.params itself?"
    loss, everywhere, *others = (net.loss(net.params, X[part], Y[part]) for part in np.s_[:20, :, 20:, 20:40, -20:])
    hint = "The steps are too long, or go uphill. Which rate did the lesson use?"
    yield not np.isfinite(loss), "the loss is no longer a number.", hint
    if loss > BY_HEART:
        told = f"after {len(log)} steps the loss on the 20 rows is still {loss:.2g}."
        some = [step for step in log[:20] if np.isfinite(step.before).all()]
        yield from itertools.islice(gradient_findings(some, X, Y), 5)  # whose targets, which sign
        moves = np.diff([step.before for step in some], axis=0)
        uphill = all(np.vdot(move, step.grads) > 0 for move, step in zip(moves, some, strict=False)) and len(moves)
        yield uphill, "each step goes uphill.", "The gradient says where the loss rises."
        one = [step.x.tobytes() for step in log[:3] if len(step.x) < 20]
        yield (
            len(one) == 3 and len(set(one)) == 1,
            told,
            "Take all rows by turns: the last ones trained push out the rest.",
        )
        hint = f"It rose from {net.loss(start, x, y):.2g}. Are the steps too long?"
        yield loss > net.loss(start, x, y), told, hint
        hint = f"A step costs next to nothing. More epochs, or a larger rate? Or does your loop stop above {BY_HEART}?"
        yield True, told, hint
    hint = 'Its last loss is `history["loss"][-1]`.'
    yield isinstance(result, dict), "a history comes back, a dictionary.", hint
    yield isinstance(result, tuple), "several things came back.", ONE
    yield isinstance(result, bool | np.bool_), f"{result} comes back.", ONE
    known = isinstance(result, list | np.ndarray | int | float | np.number)
    yield not known, f"a {type(result).__name__} comes back.", ONE
    number = np.asarray(result, dtype=float)
    yield number.ndim, f"{number.size} numbers come back.", ONE
    if equal(number, loss):
        return
    early, late = ([net.loss(step.asked, x, y) for step in steps] for steps in (log[:3], log[-40:]))
    distance = np.abs(Y[:20] - Sequential.forward(net, X[:20])).mean()
    roots, cut = (
        [*np.sqrt([loss, 2 * loss, 2 * loss / 3]), distance],
        [np.round(loss, digits) for digits in range(2, 9)],
    )

    def one_of(*numbers):
        return any(np.isclose(number, each, rtol=1e-7, atol=0) for each in numbers)

    hint = "By heart means: these 20 rows, `Y[:20]` and `net(X[:20])`."
    yield one_of(everywhere), "the loss is measured on all rows.", hint
    yield one_of(*others), "the loss is measured on the other rows.", hint
    yield one_of(*late), "the loss is measured before the last step.", "Measure once more, when training is over."
    last = numbers_of(log[-1].x, X)
    batch = [net.loss(params, X[last], Y[last]) for params in (log[-1].asked, net.params)]
    yield one_of(*batch), "that is the loss on the last batch alone.", hint
    yield one_of(*early), "that is the loss at the start of training.", "The last of the losses: `[-1]`."
    yield one_of(*roots), "that is a root of a loss, or a mean distance.", "Wanted is the loss: half a square."
    yield (
        one_of(*cut),
        f"{number:g} comes back, the loss is {loss:.2g}.",
        "Is your loss rounded? Round when you print, not before.",
    )
    hint = "Take the first result of squared_error as it is."
    times = one_of(*(loss * each for each in USUAL_FACTORS))
    yield times, f"that is the loss times {number / loss:.3g}.", hint
    hint = "Return the loss after training: the last of a list, not their mean or smallest, nor a count."
    yield True, f"the loss on the 20 rows is {loss:.2g}, you return {number:.4g}.", hint


@exercise
def by_heart(function):
    done = "the network knows 20 rows, and you say how well."
    return check_findings("by_heart", function, by_heart_findings, done, "net X Y", STOPPED)
