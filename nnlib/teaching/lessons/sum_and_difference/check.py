"""Exercises: the batches of an epoch, the training loop, twenty rows by heart."""

import functools

import numpy as np

from nnlib import Dense, ReLU, Sequential, squared_error

from ...checking.batches import check_batches
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict


class Watched(Sequential):
    """A small network that remembers each backward pass: (rows of X it was for, dP, params before, gradients)."""

    def __init__(self, width, seed):
        rng = np.random.default_rng(seed)
        super().__init__(Dense(2, width, rng=rng), ReLU(), Dense(width, 3, rng=rng))
        self.first, self.log, self.x = self.params, [], None

    def forward(self, X):
        self.x = np.array(X, dtype=float)
        return super().forward(X)

    def backward(self, dscores, input_gradient=False):
        if isinstance(dscores, tuple):
            raise TypeError("net.backward was given a tuple. squared_error returns two things, and dP is the second")
        if np.ndim(dscores) == 0:
            raise TypeError("net.backward was given one number. It wants dP, the second result of squared_error")
        before = self.params.copy()
        result = super().backward(dscores, input_gradient)
        self.log.append((self.x, np.array(dscores), before, self.grads.copy()))
        return result


class Wrong(Exception):
    """What is wrong with an answer: a message and a hint."""


def equal(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-7, atol=1e-10)


def numbers_of(x, X):
    """Which rows of X these are. Raises Wrong if they are none."""
    found = [np.flatnonzero((row == X).all(axis=1)) for row in x]
    if not all(map(len, found)):
        raise Wrong("the network is asked about rows that are not rows of X.", "`net(X[rows])`, with X as it came.")
    return [int(each[0]) for each in found]


def rows_of(n, seed):
    """n rows and targets, with means other than 0."""
    rng = np.random.default_rng(seed)
    X = rng.normal(0.3, 1, (n, 2))
    return X, np.column_stack([X.sum(axis=1), X[:, 0] - X[:, 1], np.abs(X[:, 0] - X[:, 1])]) + 0.2


# ---- the batches of an epoch ----


@exercise
def batches(function):
    return check_batches(function)


# ---- the training loop ----

RATE = 0.07
CASES = [(11, 4, 4), (8, 4, 3)]  # rows, batch size, epochs: with a short last batch, and without one


def trained(function, n, batch_size, epochs, seed=0):
    """The watched network after the learner's loop, its rows, and what came back. Raises Problem."""
    net, (X, Y) = Watched(5, seed=1), rows_of(n, seed=2)
    kept = X.copy(), Y.copy()

    @functools.wraps(function)
    def watched(*_):
        return function(net, X, Y, RATE, epochs, batch_size, np.random.default_rng(seed))

    try:
        result = call(watched if callable(function) else function)
    except Problem:
        check_early_steps(net, X, Y)
        raise
    if not (np.array_equal(X, kept[0]) and np.array_equal(Y, kept[1])):
        raise Problem("your function changes X or Y. Read rows with `X[rows]`, which makes a new array.")
    return net, X, Y, result


def check_early_steps(net, X, Y):
    """Raises Wrong if a loop that has stopped with an error had taken wrong steps before, while numbers were small."""
    log = [each for each in net.log if np.isfinite(each[3]).all() and np.abs(each[2]).max() < 1e3]
    if len(log) > 1:
        log, end = log[:-1], log[-1][2]
        check_targets(log, X, Y, [numbers_of(x, X) for x, *_ in log])
        check_steps(log, end)


def loss_at(params, X, Y):
    net = Watched(5, seed=1)
    net.params[:] = params
    return squared_error(Y, net.forward(X))[0]


def check_loop(net, X, Y, result, batch_size, epochs):
    """Raises Wrong if this was no training loop."""
    n = len(X)
    steps = -(-n // batch_size)
    if net.params is not net.first:
        hint = "The layers still look at the old one. Write into the array that is there: which operator does that?"
        raise Wrong("`net.params = …` gives the name to a new vector.", hint)
    if not net.log:
        raise Wrong("net.backward was never called.", "From dP to the gradients there is one call: which?")
    rows = [numbers_of(x, X) for x, *_ in net.log]
    if steps > 1 and all(len(each) == n for each in rows):
        raise Wrong(
            f"each of your steps uses all {n} rows.",
            "Is batch_size the one that you were given? `X[rows]` are the rows of a batch, `Y[rows]` their targets.",
        )
    check_targets(net.log, X, Y, rows)
    check_steps(net.log, net.params)
    if len(net.log) != steps * epochs:
        raise Wrong(
            f"{n} rows, batches of {batch_size} and {epochs} epochs make {steps * epochs} steps; "
            f"your loop took {len(net.log)}.",
            {
                steps: "That is one epoch. Does a `return` stand inside the outer loop, or are the batches used up?",
                epochs: "That is one step an epoch. Do forward, backward and step stand inside the loop over batches?",
            }.get(len(net.log), "A loop over epochs, and inside it a loop over the batches of that epoch."),
        )
    orders = [sum(rows[e * steps : (e + 1) * steps], []) for e in range(epochs)]
    for number, order in enumerate(orders, start=1):
        if sorted(order) != list(range(n)):
            missing = sorted(set(range(n)) - set(order))
            raise Wrong(
                f"in epoch {number} row {missing[0] if missing else order[0]} does not come up exactly once.",
                "Each epoch goes once through all batches of `batches(len(X), batch_size, rng)`.",
            )
    if orders[0] == orders[1]:
        raise Wrong(
            "the second epoch has the same order as the first.",
            "Ask for new batches in each epoch, with the same rng, not with a new one of the same seed.",
        )
    check_losses(net, X, Y, result, steps, epochs)


def check_targets(log, X, Y, rows):
    """Is dP the gradient of the loss on these rows?"""
    for (x, dP, before, _), each in zip(log, rows, strict=True):
        other = Watched(5, seed=1)
        other.params[:] = before
        p = other.forward(x)
        error = p - Y[each]
        if equal(dP, error / len(each)):
            continue
        if equal(dP, (p - Y[: len(each)]) / len(each)):
            raise Wrong("the targets belong to other rows.", "Where you write `X[rows]`, what belongs beside it?")
        if equal(dP, -error / len(each)):
            raise Wrong("dP has the wrong sign.", "squared_error takes the targets first, then the predictions.")
        if any(equal(dP, error / by) for by in (1, len(X), len(each) ** 2)):
            hint = "squared_error divides by the rows that it is given. Use its dP as it is."
            raise Wrong("dP is not the mean over the rows of the batch.", hint)
        hint = "`loss, dP = squared_error(Y[rows], net(X[rows]))`: use its second result, of this very batch."
        raise Wrong("what you hand to net.backward is not the gradient of the loss on this batch.", hint)


def check_steps(log, end):
    """Does each backward pass end in a step of -lr · grads?"""
    after = [before for _, _, before, _ in log[1:]] + [end]
    moves = [then - before for (_, _, before, _), then in zip(log, after, strict=True)]
    grads = [each for *_, each in log]
    moved = [bool(move.any()) for move in moves]
    if not any(moved):
        hint = "`net.params - lr * net.grads` makes a new vector. Which operator changes the one that is there?"
        raise Wrong("net.params never moves.", hint)
    if not all(moved):
        hint = "One step for each batch: how far should that line be indented?"
        raise Wrong("net.params moves after some batches only.", hint)
    known = [
        (lambda g: RATE * g, "each step goes uphill.", "The gradient says where the loss rises."),
        (lambda g: -0.1 * g, "the rate 0.1 stands in your step.", "It should be lr, whatever its value."),
        (lambda g: -g, "lr has no part in the step.", "How long is a step? lr times the gradient."),
        (lambda g: -2 * RATE * g, "each step is taken twice.", "Is the line there two times?"),
        (lambda g: -RATE * np.sign(g), "only the sign of the gradient counts.", "Use the gradient as it is."),
    ]
    for wrong, message, hint in known:
        if all(equal(move, wrong(g)) for move, g in zip(moves, grads, strict=True)):
            raise Wrong(message, hint)
    if not all(equal(move, -RATE * g) for move, g in zip(moves, grads, strict=True)):
        raise Wrong(
            "the steps are not −lr · net.grads.",
            "A step is plain descent, with the gradients of its own batch: params ← params − lr · grads.",
        )


def check_losses(net, X, Y, result, steps, epochs):
    """Are these the losses on all rows, each after the last step of its epoch?"""
    if isinstance(result, list) and result and all(isinstance(each, tuple) for each in result):
        raise Wrong("your list holds tuples.", "squared_error returns two things: the loss is the first of them.")
    try:
        losses = np.asarray(result, dtype=float)
    except (TypeError, ValueError):
        raise Wrong("a list of losses is wanted, one number for each epoch.", "Append one number an epoch.") from None
    params = [before for _, _, before, _ in net.log] + [net.params]
    ends = [loss_at(params[steps * e], X, Y) for e in range(epochs + 1)]
    each = np.array([squared_error(Y[r], p)[0] for r, p in predictions_before(net, X)]).reshape(epochs, steps)
    means = each.mean(axis=1)
    if equal(losses, ends[1:]):
        return
    if losses.ndim == 0:
        raise Wrong("one number comes back.", f"Return a list: one loss for each of the {epochs} epochs.")
    if equal(losses, ends):
        raise Wrong("the loss before training is in the list, too.", "One number for each epoch, after its last step.")
    if equal(losses, ends[:-1]):
        raise Wrong(
            "each loss is measured before its epoch.", "Measure after the last step, when the batches are done."
        )
    if losses.shape == (epochs * steps,):
        raise Wrong("there is a number for each step.", "One for each epoch: how far is the `append` indented?")
    if losses.shape != (epochs,):
        raise Wrong(f"{losses.size} numbers come back, wanted {epochs}.", "One for each epoch.")
    if equal(losses, each[:, -1]):
        raise Wrong("each loss is that of the last batch, before its step.", "Measure all rows: `net(X)` and `Y`.")
    if equal(losses, means) or equal(losses, each.sum(axis=1)):
        raise Wrong(
            "each loss is put together from the batches, measured while the weights were still moving.",
            "After the loop over batches, measure once on all rows: `net(X)` and `Y`.",
        )
    if all(np.isclose(losses / ends[1:], (losses / ends[1:])[0])):
        raise Wrong(
            "the losses are those of all rows times a factor.", "Take the first result of squared_error as it is."
        )
    raise Wrong(
        f"the loss after epoch 1 should be {ends[1]:.4f}, yours is {losses[0]:.4f}.",
        "Measure on all rows, after the last step of the epoch: the first result of squared_error(Y, net(X)).",
    )


def predictions_before(net, X):
    """(row numbers, predictions) of each batch, before its step."""
    for x, _, before, _ in net.log:
        other = Watched(5, seed=1)
        other.params[:] = before
        yield numbers_of(x, X), other.forward(x)


@exercise
def train(function):
    if is_stub(function):
        return Verdict(None, "train: replace the ... by your code.")
    try:
        for n, batch_size, epochs in CASES:
            check_loop(*trained(function, n, batch_size, epochs), batch_size, epochs)
        ends = [trained(function, *CASES[0], seed)[0].params for seed in (0, 0, 1)]
        if not np.array_equal(ends[0], ends[1]) or equal(ends[0], ends[2]):
            raise Wrong("the order of the rows does not come from rng.", "Hand the rng that you were given to batches.")
    except Problem as problem:
        return Verdict(False, f"train: {problem}", told_by_error(str(problem)))
    except Wrong as wrong:
        return Verdict(False, f"train: {wrong.args[0]}", wrong.args[1])
    return Verdict(True, "train: a step for each batch, every row once an epoch, and a loss for each epoch.")


def told_by_error(words):
    """A hint for an error that stops the loop before anything can be measured."""
    if "returns None" in words:
        return "Collect the losses in a list, and return it after the loops."
    if "shape" in words and "targets" in words:
        return "Targets and predictions of one batch belong together: `Y[rows]` with `net(X[rows])`."
    if "NameError" in words:
        return "Run the cell with your batches, or the one below it with ours."
    return ""


# ---- twenty rows by heart ----

KNOWN = 20  # rows
BY_HEART = 0.01  # the loss below which they are known


@exercise
def by_heart(function):
    if is_stub(function):
        return Verdict(None, "by_heart: replace the ... by your code.")
    net, (X, Y) = Watched(8, seed=0), rows_of(60, seed=3)
    first = net.params.copy()

    @functools.wraps(function)
    def watched(*_):
        return function(net, X, Y)

    try:
        result = call(watched if callable(function) else function)
        told = wrong_by_heart(net, first, X, Y, result)
    except Wrong as wrong:
        told = wrong.args
    except Problem as problem:
        hint = "Return one number: the loss on the 20 rows, after training." if "returns None" in str(problem) else ""
        return Verdict(False, f"by_heart: {problem}", hint)
    if told:
        return Verdict(False, f"by_heart: {told[0]}", told[1])
    return Verdict(True, f"by_heart: the network knows {KNOWN} rows, and you say how well.")


def wrong_by_heart(net, first, X, Y, result):
    """(message, hint), or None if net knows its first rows and result is the loss on them."""
    if not net.log:
        return "the network you were given is not trained.", "Train net itself, with fit or with your train."
    rows = sorted(set(sum((numbers_of(x, X) for x, *_ in net.log), [])))
    if rows[-1] >= KNOWN:
        return f"row {rows[-1]} is trained on, too.", f"Only the first {KNOWN} rows: `X[:20]`, and of Y as well."
    if rows != list(range(KNOWN)):
        return f"only {len(rows)} rows are trained on.", f"`X[:20]` are {KNOWN} rows, 0 to 19."
    if np.array_equal(net.params, first):
        return "the weights of net do not move.", "Is a step taken, and into net.params itself?"
    with np.errstate(all="ignore"):  # a run that has diverged
        loss, everywhere = squared_error(Y[:KNOWN], net.forward(X[:KNOWN]))[0], squared_error(Y, net.forward(X))[0]
    if not np.isfinite(loss):
        return "the loss is no longer a number.", "The steps are too long. Which rate did the lesson use?"
    if loss > BY_HEART:
        hint = "As many steps as it likes: a step on 20 rows costs next to nothing. More epochs?"
        return f"after {len(net.log)} steps the loss on the {KNOWN} rows is still {loss:.2g}.", hint
    if isinstance(result, dict):
        return "a history comes back, a dictionary.", 'Its last loss is `history["loss"][-1]`.'
    number = np.asarray(result, dtype=float)
    if number.ndim:
        return f"{number.size} numbers come back.", "One is wanted: the loss at the end."
    if equal(number, loss):
        return None
    if equal(number, everywhere):
        return "the loss is measured on all rows.", f"By heart means: these {KNOWN} rows, `Y[:20]` and `net(X[:20])`."
    if abs(number - loss) < 0.5 * loss:  # measured one step, or one epoch, too early
        return "the loss is measured before the last step.", "Measure once more, when training is over."
    return f"the loss on the {KNOWN} rows is {loss:.2g}, you return {number:.2g}.", "Measure it after training."
