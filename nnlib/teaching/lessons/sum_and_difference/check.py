"""Exercises: the batches of an epoch, the training loop, twenty rows by heart."""

import functools
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
FOREIGN = "the network is asked about rows that are not rows of X.", "`net(X[rows])`, with X as it came."


# ---- the batches of an epoch ----


@exercise
def batches(function):
    return check_batches(function)


# ---- the training loop ----

RATE = 0.07
CASES = [(11, 4, 4), (8, 4, 3)]  # rows, batch size, epochs: with a short last batch, and without one


def trained(function, n, batch_size, epochs, seed=0):
    """The watched network after the learner's loop, its rows, and what came back, or the Problem."""
    net, (X, Y) = Watched(5, seed=1), rows_of(n, seed=2)

    @functools.wraps(function)
    def watched(*_):
        return function(net, X, Y, RATE, epochs, batch_size, np.random.default_rng(seed))

    try:
        return net, X, Y, call(watched if callable(function) else function)
    except Problem as problem:
        return net, X, Y, problem


def train_findings(function):
    for n, batch_size, epochs in CASES:
        net, X, Y, result = trained(function, n, batch_size, epochs)
        log, end = net.log, net.params.copy()
        if isinstance(result, Problem):  # had it taken wrong steps before, while numbers were small?
            log = [step for step in log if np.isfinite(step.before).all() and np.abs(step.grads).max() < 1e3]
            if len(log) > 1 and net.params is net.first:
                yield from gradient_findings(log[:-1], X, Y)
                yield from step_findings(log[:-1], log[-1].before, net)
            raise result
        changed = not all(map(np.array_equal, (X, Y), rows_of(n, seed=2)))
        yield changed, "your function changes X or Y.", "Read rows with `X[rows]`, which makes a new array."
        yield net.params is not net.first, *REBOUND
        yield not log, "net.backward was never called.", "From dP to the gradients there is one call: which?"
        whole = batch_size < n and all(len(step.x) == n for step in log)
        hint = "Is batch_size the one that you were given? `X[rows]` are the rows of a batch, `Y[rows]` their targets."
        yield whole, f"each of your steps uses all {n} rows.", hint
        yield from gradient_findings(log, X, Y)
        yield from step_findings(log, end, net)
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
        net = Watched(5, seed=1)
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


def step_findings(log, end, net):
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
        rest = [move + RATE * g for move, g in zip(moves, grads, strict=True)]
        kept = factors(rest[1:], moves[:-1])
        summed = kept is not None and equal(kept, np.ones(len(kept)))
        yield summed, "the steps are too long: the gradients of the steps before are added.", plain
        yield alike(kept), "the steps are too long: part of the step before is in it.", plain
        yield alike(factors(rest, before)), "the parameters themselves have a part in the step (weight decay).", plain
        yield True, "the steps are not −lr · net.grads.", plain
    sizes = np.array([len(step.x) for step in log])
    yield (rates > 0).all(), "each step goes uphill.", "The gradient says where the loss rises."
    shared = equal(-rates, RATE / sizes) or equal(-rates, RATE / max(sizes) + 0 * rates)
    yield shared, "the step is divided by batch_size.", "dP is a mean over the batch already."
    yield not alike(rates), "the rate changes from step to step.", "It should be lr in each."
    yield equal(rates[0], -1), "lr has no part in the step.", "How long is a step? lr times the gradient."
    yield equal(rates[0], -2 * RATE), "each step is taken twice.", "Is the line there two times?"
    told = f"your step is {-rates[0]:.3g} times the gradient; lr is {RATE} here."
    yield not equal(rates[0], -RATE), told, "Use lr, whatever its value."


def order_findings(rows, n, batch_size, epochs):
    """Does each epoch go once through all rows, in batches and in a new order?"""
    count, steps, most = len(rows), -(-n // batch_size), max(map(len, rows))
    told = f"{n} rows, batches of {batch_size} and {epochs} epochs make {steps * epochs} steps; your loop took {count}."
    once = "Does a `return` stand inside the outer loop, or are the batches used up?"
    if count != steps * epochs:
        yield count == 1, told, "Does a `return` stand inside the loop over batches?"
        yield most < batch_size, told, f"You take batches of {most} rows; batch_size is {batch_size}."
        yield count == steps, told, f"That is one epoch. {once}"
        yield count == epochs, told, "That is one step an epoch. Does the step stand inside the loop over batches?"
        yield count == n // batch_size * epochs, told, "In each epoch the short last batch is left out."
        yield count % steps == 0, told, f"That is {count // steps} epochs. Is epochs the number that you were given?"
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
    yield losses.ndim == 0, "one number comes back.", f"Return a list: one loss for each of the {epochs} epochs."
    hint = "One for each epoch: how far is the `append` indented?"
    yield losses.shape == (epochs * steps,), "there is a number for each step.", hint
    yield equal(losses, ends), "the loss before training is in the list, too.", "One number after each epoch."
    yield losses.shape != (epochs,), f"{losses.size} numbers come back, wanted {epochs}.", "One for each epoch."
    whole = "After the loop over batches, measure once on all rows: `net(X)` and `Y`."
    yield equal(losses, ends[:-1]), "each loss is measured before its epoch.", whole
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
    hint = "Measure on all rows, after the last step of the epoch: the first result of squared_error(Y, net(X))."
    yield True, f"the loss after epoch 1 should be {ends[1]:.4f}, yours is {losses[0]:.4f}.", hint


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

    result = call(watched if callable(function) else function)
    log, x, y = net.log, X[:20], Y[:20]
    yield not log, "the network you were given is not trained.", "Train net itself, with fit or with your train."
    rows = sorted(set(sum((numbers_of(step.x, X) for step in log), [])))
    yield -1 in rows, *FOREIGN
    yield rows[-1] >= 20, f"row {rows[-1]} is trained on, too.", "Only the first 20 rows: `X[:20]`, and of Y as well."
    yield len(rows) < 20, f"only {len(rows)} rows are trained on.", "`X[:20]` are 20 rows, 0 to 19."
    yield net.params is not net.first, *REBOUND
    still = np.array_equal(net.params, start)
    yield still, "the weights of net do not move.", "Is a step taken, and into net.params itself?"
    loss, everywhere, others = (net.loss(net.params, X[part], Y[part]) for part in np.s_[:20, :, 20:])
    hint = "The steps are too long, or go uphill. Which rate did the lesson use?"
    yield not np.isfinite(loss), "the loss is no longer a number.", hint
    hint = "A step on 20 rows costs next to nothing. More epochs, or a larger rate?"
    yield loss > BY_HEART, f"after {len(log)} steps the loss on the 20 rows is still {loss:.2g}.", hint
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
    roots, cut = np.sqrt([loss, 2 * loss, 2 * loss / 3]), [np.round(loss, digits) for digits in range(2, 9)]

    def one_of(*numbers):
        return any(np.isclose(number, each, rtol=1e-7, atol=0) for each in numbers)

    hint = "By heart means: these 20 rows, `Y[:20]` and `net(X[:20])`."
    yield one_of(everywhere), "the loss is measured on all rows.", hint
    yield one_of(others), "the loss is measured on the other rows.", hint
    yield one_of(*late), "the loss is measured before the last step.", "Measure once more, when training is over."
    yield one_of(*early), "that is the loss at the start of training.", "The last of the losses: `[-1]`."
    yield one_of(*roots), "that is the root of a loss.", "No root is wanted here."
    yield one_of(*cut), "your loss is rounded.", "Round when you print, not before."
    hint = "Take the first result of squared_error as it is."
    times = one_of(*(loss * each for each in USUAL_FACTORS))
    yield times, f"that is the loss times {number / loss:.3g}.", hint
    hint = "Return the loss after training: the last of a list, not their mean, nor a count of steps."
    yield True, f"the loss on the 20 rows is {loss:.2g}, you return {number:.4g}.", hint


@exercise
def by_heart(function):
    done = "the network knows 20 rows, and you say how well."
    return check_findings("by_heart", function, by_heart_findings, done, "net X Y", STOPPED)
