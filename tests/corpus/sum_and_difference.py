"""Lesson 07: the batches of an epoch, the training loop, twenty rows by heart."""

import copy
import random

import numpy as np

from nnlib import SGD, Adam, ReLU, fit, minibatches, mlp, squared_error

from . import Case

# ---- batches ----


def yields(n, batch_size, rng):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]


def a_list_of_lists(n, batch_size, rng):
    order = list(range(n))
    rng.shuffle(order)
    found = []
    while order:
        found.append(order[:batch_size])
        order = order[batch_size:]
    return found


def split_at_places(n, batch_size, rng):
    return np.split(rng.permutation(n), range(batch_size, n, batch_size))


def full_ones_then_the_rest(n, batch_size, rng):
    order = rng.permutation(n)
    complete = n // batch_size
    found = [order[k * batch_size : (k + 1) * batch_size] for k in range(complete)]
    if n % batch_size != 0:
        found.append(order[complete * batch_size :])
    return found


def full_ones_then_always_a_rest(n, batch_size, rng):
    order = rng.permutation(n)
    complete = n // batch_size
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(complete)] + [order[complete * batch_size :]]


def shuffled_in_place_with_min(n, batch_size, rng):
    idx = np.arange(n)
    rng.shuffle(idx)
    for i in range(0, n, batch_size):
        yield idx[i : min(i + batch_size, n)]


class Loader:
    def __init__(self, n, batch_size, rng):
        self.order, self.size, self.at = rng.permutation(n), batch_size, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= len(self.order):
            raise StopIteration
        self.at += self.size
        return self.order[self.at - self.size : self.at]


def cut(order, batch_size, stop=None, length=None, first=0):
    return [order[i : i + (length or batch_size)] for i in range(first, stop or len(order), batch_size)]


def blocks_in_random_order(n, b, rng):
    return [np.arange(start, min(start + b, n)) for start in rng.permutation(np.arange(0, n, b))]


def full_blocks_in_random_order(n, b, rng):
    *full, last = cut(np.arange(n), b)
    return [full[i] for i in rng.permutation(len(full))] + [last]


def always_the_same():
    orders = {}

    def epoch(n, b, rng):
        key = (n, rng.bit_generator.seed_seq.entropy)
        return cut(orders.setdefault(key, rng.permutation(n)), b)

    return epoch


def shuffle_returns_none(n, b, rng):
    order = rng.shuffle(np.arange(n))
    return cut(order[:], b)


def shuffle_returns_none_and_is_walked(n, b, rng):
    order = np.arange(n)
    order = rng.shuffle(order)
    return [[i for i in order][start : start + b] for start in range(0, n, b)]


def returns_in_the_loop(n, batch_size, rng):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        return order[start : start + batch_size]


def returns_a_list_in_the_loop(n, batch_size, rng):
    order, found = rng.permutation(n), []
    for start in range(0, n, batch_size):
        found.append(order[start : start + batch_size])
        return found


def overwritten(n, batch_size, rng):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        batch = order[start : start + batch_size]
    return batch


def extends_in_place_of_append(n, batch_size, rng):
    order, found = rng.permutation(n), []
    for start in range(0, n, batch_size):
        found.extend(order[start : start + batch_size])
    return found


def slices(n, batch_size, rng):
    return [slice(start, min(start + batch_size, n)) for start in range(0, n, batch_size)]


def forever(n, batch_size, rng):
    while True:
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            yield order[start : start + batch_size]


def python_shuffle(n, b, rng):
    order = list(range(n))
    random.shuffle(order)
    return cut(order, b)


def the_epochs_of_a_seed(n, b, rng):
    np.random.seed(0)  # noqa: NPY002
    return cut(np.random.permutation(n), b)  # noqa: NPY002


def global_numbers(n, b, rng):
    return cut(np.random.permutation(n), b)  # noqa: NPY002


def flat_with_numbers(n, b, rng):
    found = full_ones_then_the_rest(n, b, rng)
    return list(zip(range(len(found)), found, strict=True))


BATCHES = [
    Case(yields),
    Case(a_list_of_lists),
    Case(split_at_places),
    Case(full_ones_then_the_rest, after="complete batches, then the end case"),
    Case(shuffled_in_place_with_min, after="arange, shuffle in place, min(i + size, n)"),
    Case(Loader, after="a class with __iter__ and __next__"),
    Case(lambda n, b, rng: cut(np.argsort(rng.random(n)), b), after="argsort of random numbers"),
    Case(lambda n, b, rng: tuple(cut(rng.choice(n, n, replace=False), b)), after="choice without replacement"),
    Case(lambda n, b, rng: cut(rng.permutation(n), b, max(n - n % b, 1)), "1 row never came up: the short last batch"),
    Case(lambda n, b, rng: cut(rng.permutation(n), b, n - b + 1), "the short last batch is missing", "n - size + 1"),
    Case(
        lambda n, b, rng: [rng.permutation(n)[i * b : (i + 1) * b] for i in range(n // b)],
        "each batch draw from all rows anew",
        "permutes inside",
    ),
    Case(lambda n, b, rng: cut(rng.permutation(n), b, n - b), "the first or the last", "range(0, n - size, size)"),
    Case(lambda n, b, rng: cut(rng.permutation(n), b, first=b), "the first or the last"),
    Case(lambda n, b, rng: cut(rng.permutation(n), b, length=b - 1), "the end of a slice is not part of it", "b - 1"),
    Case(lambda n, b, rng: cut(rng.permutation(n), b, length=b + 1), "rows, and overlap", "start + b + 1"),
    Case(lambda n, b, rng: cut(rng.permutation(n), b, n + 1), "a batch is empty: sizes [4, 4, 4, 0]"),
    Case(full_ones_then_always_a_rest, "a batch is empty: sizes [4, 4, 4, 0]", "the end case without its if"),
    Case(lambda n, b, rng: [], "a batch is empty: sizes []. A mean over no rows"),
    Case(lambda n, b, rng: [rng.permutation(n)[i:b] for i in range(0, n, b)], "Where should the batch that starts at"),
    Case(lambda n, b, rng: cut(rng.permutation(n), b, 2 * n), "A mean over no rows is not a number. Which is the last"),
    Case(lambda n, b, rng: cut(rng.permutation(n)[1:], b), "is missing. Where does the first batch start"),
    Case(lambda n, b, rng: cut(rng.permutation(n - 1), b), "row 11 is missing", "n - 1"),
    Case(lambda n, b, rng: cut(rng.permutation(n), b, first=1), "Where does the first batch start", "counts from 1"),
    Case(lambda n, b, rng: rng.permutation(n).reshape(-1, b), "With 10 rows and batches of 3, the last one is shorter"),
    Case(lambda n, b, rng: np.split(rng.permutation(n), n // b), "12 rows make 3 batches of 4. With 10 rows"),
    Case(lambda n, b, rng: np.split(rng.permutation(n), b), "All batches but the last have batch_size rows. (A number"),
    Case(lambda n, b, rng: np.array_split(rng.permutation(n), b), "how many pieces to make", "array_split(order, b)"),
    Case(lambda n, b, rng: [rng.choice(n, b, replace=False) for _ in range(0, n, b)], "each batch draw from all rows"),
    Case(lambda n, b, rng: cut(np.arange(n), b), "their old order. Shuffle the row numbers first"),
    Case(lambda n, b, rng: cut(np.sort(rng.permutation(n)), b), "their old order"),
    Case(full_blocks_in_random_order, "only the batches are shuffled: each holds neighbors"),
    Case(blocks_in_random_order, "only the batches are shuffled: each holds neighbors", "shuffles the starts"),
    Case(lambda n, b, rng: [rng.permutation(block) for block in cut(np.arange(n), b)], "shuffled within itself only"),
    Case(lambda n, b, rng: cut(rng.integers(0, n, n), b), "drawing with replacement"),
    Case(lambda n, b, rng: cut(rng.choice(n, n), b), "drawing with replacement", "rng.choice as it comes"),
    Case(lambda n, b, rng: [rng.choice(n, b, replace=n < b) for _ in range(-(-n // b))], "or does each batch draw"),
    Case(lambda n, b, rng: [rng.permutation(n)[i : i + b] for i in range(0, n, b)], "or does each batch draw"),
    Case(lambda n, b, rng: [rng.permutation(n)[i : i + b] for i in range(n)], "come up more than once"),
    Case(lambda n, b, rng: [rng.permutation(n) for _ in range(0, n, b)], "Cut it", "the whole order each time"),
    Case(lambda n, b, rng: np.array_split(rng.permutation(n), -(-n // b)), "the batches have [3, 3, 2, 2] rows"),
    Case(lambda n, b, rng: cut(rng.permutation(n), b)[::-1], "the short one is not the last"),
    Case(lambda n, b, rng: cut(rng.permutation(n), b)[:1], "`return` inside the loop"),
    Case(returns_a_list_in_the_loop, "`return` inside the loop", "return one tab too far"),
    Case(returns_in_the_loop, "`return` inside the loop", "return where yield belongs"),
    Case(overwritten, "only the last batch comes back", "a name that each turn overwrites"),
    Case(lambda n, b, rng: rng.permutation(n)[:b], "one batch alone comes back", "a single random batch"),
    Case(extends_in_place_of_append, "yours is a single number. Append", "extend in place of append"),
    Case(lambda n, b, rng: cut(rng.permutation(n) + 1, b), "row 12 does not exist. Rows count from 0"),
    Case(lambda n, b, rng: cut(np.random.default_rng().permutation(n), b), "same seed give two different orders"),
    Case(global_numbers, "same seed give two different orders", "np.random"),
    Case(python_shuffle, "same seed give two different orders", "random.shuffle"),
    Case(lambda n, b, rng: cut(np.random.default_rng(0).permutation(n), b), "different seeds give the same order"),
    Case(the_epochs_of_a_seed, "different seeds give the same order", "np.random.seed(0) inside"),
    Case(always_the_same(), "the second epoch has the same order"),
    Case(lambda n, b, rng: rng.permutation(n), "one array of 12 row numbers comes back. Cut it"),
    Case(lambda n, b, rng: list(rng.permutation(n)), "yours is a single number"),
    Case(lambda n, b, rng: [rng.permutation(n).reshape(-1, 1)], "yours is an array of shape (12, 1)"),
    Case(lambda n, b, rng: cut(rng.permutation(n) / 1, b), "whole numbers; your batch holds float64"),
    Case(slices, "yours is a slice", "yields slices, not numbers"),
    Case(flat_with_numbers, "yours holds 2 things", "pairs of a number and a batch"),
    Case(lambda n, b, rng: (cut(rng.permutation(n), b), n // b), "yours holds 3 things", "returns batches and count"),
    Case(forever, "never end", "a generator with while True, as Keras wanted"),
    Case(lambda n, b, rng: print(n), "returns None. Is the `yield` or `return` missing"),
    Case(shuffle_returns_none, "rng.shuffle works in place and returns None"),
    Case(shuffle_returns_none_and_is_walked, "works in place and returns None", "order = rng.shuffle(order)"),
    Case(lambda n, b, rng: cut(rng.randint(0, n, n), b), "That is a name of np.random", "rng.randint"),
    Case(lambda n, b, rng: [rng.shuffle(n)], "rng.permutation(n)", "rng.shuffle(n)"),
    Case(lambda n, b, rng: [rng.shuffle(range(n))], "`np.arange(n)` is an array that rng.shuffle", "shuffles a range"),
    Case(lambda n, b, rng: [rng.permutation(n)[: n / b]], "Whole numbers are wanted there", "/ for //"),
    Case(lambda n, b, rng: n // b, "one number comes back", "the number of batches"),
    Case(lambda n, rng, batch_size: yields(n, batch_size, rng), "in the order n, batch_size, rng", "rng second"),
    Case(lambda batch_size, n, rng: yields(n, batch_size, rng), "in the order n, batch_size, rng", "size first"),
]

# ---- train ----


def train(net, X, Y, lr, epochs, batch_size, rng):
    losses = []
    for _ in range(epochs):
        for rows in minibatches(len(X), batch_size, rng):
            _, dP = squared_error(Y[rows], net(X[rows]))
            net.backward(dP)
            net.params -= lr * net.grads
        losses.append(squared_error(Y, net(X))[0])
    return losses


def by_hand(net, X, Y, lr, epochs, batch_size, rng):
    """Another style: its own batches and gradient, an array of losses."""
    losses = np.zeros(epochs)
    for e in range(epochs):
        order = list(range(len(X)))
        rng.shuffle(order)
        while order:
            rows, order = order[:batch_size], order[batch_size:]
            net.backward((net.forward(X[rows]) - Y[rows]) / len(rows))
            net.params[:] = net.params - lr * net.grads
        losses[e] = 0.5 * ((net.forward(X) - Y) ** 2).sum() / len(X)
    return losses


def with_fit(net, X, Y, lr, epochs, batch_size, rng):
    return fit(net, squared_error, SGD(net, lr=lr), X, Y, rng=rng, epochs=epochs, batch_size=batch_size)["loss"]


def shuffled_copies(net, X, Y, lr, epochs, batch_size, rng):
    history, n = [], X.shape[0]
    for _ in range(epochs):
        order = rng.permutation(n)
        Xs, Ys = X[order], Y[order]
        for i in range(0, n, batch_size):
            net.grads[:] = 0
            net.backward(squared_error(Ys[i : i + batch_size], net(Xs[i : i + batch_size]))[1])
            net.params += -lr * net.grads
        history.append(float(squared_error(Y, net(X))[0]))
    return history


def loop(
    step=lambda net, lr: net.params.__isub__(lr * net.grads), X_rows=lambda X, r: X[r], Y_rows=lambda Y, r: Y[r],
    gradient=lambda dP: dP, orders=None, keep="after", outside=False, stop=False, result=lambda losses: losses,
    first=False, between=lambda net, X: None, epoch_start=lambda: None, times=1,
):  # fmt: skip
    """A training loop with something wrong in it."""

    def wrong(net, X, Y, lr, epochs, batch_size, rng):
        losses, n = [], len(X)
        for _ in range(epochs * times):
            epoch_start()
            if keep == "before":
                losses.append(squared_error(Y, net(X))[0])
            seen, sizes = [], []
            for rows in (orders or minibatches)(n, batch_size, rng):
                if first:
                    step(net, lr)
                loss, dP = squared_error(Y_rows(Y, rows), net(X_rows(X, rows)))
                seen.append(loss)
                sizes.append(len(rows))
                between(net, X)
                net.backward(gradient(dP))
                if not (outside or first):
                    step(net, lr)
                if keep == "each":
                    losses.append(loss)
            if outside:
                step(net, lr)
            kept = {
                "after": lambda: squared_error(Y, net(X))[0],
                "last": lambda loss=loss: loss,
                "last after": lambda rows=rows: squared_error(Y[rows], net(X[rows]))[0],
                "mean": lambda seen=seen: np.mean(seen),
                "weighted": lambda seen=seen, sizes=sizes: np.average(seen, weights=sizes),
                "over rows": lambda seen=seen: np.sum(seen) / n,
                "floor": lambda seen=seen: np.sum(seen) / (n // batch_size),
                "mse": lambda: np.mean((net(X) - Y) ** 2),
                "sum": lambda: np.sum((net(X) - Y) ** 2),
            }
            if keep in kept:
                losses.append(kept[keep]())
            if stop:
                return losses
        return result(losses)

    return wrong


def rebinds(net, lr):
    net.params = net.params - lr * net.grads


def same_order(n, batch_size, rng):
    return minibatches(n, batch_size, np.random.default_rng(rng.bit_generator.seed_seq.entropy))


def moves(net, move):
    net.params += move


def optimizer(name):
    """A step that remembers the ones before: momentum, weight decay, Adam, gradients added up, a rate that falls."""
    memory = {}

    def step(net, lr):
        if memory.get("of") is not net:
            memory.clear()
            memory.update(of=net, v=0 * net.params, t=0)
        memory["t"] += 1
        decay, old = {"momentum": 0.9, "sum": 1}.get(name, 0), memory["v"]
        memory["v"] = decay * old + net.grads
        if name == "adam":
            net.params -= lr * net.grads / (np.abs(net.grads) + 1e-3)
        elif name == "falling":
            net.params -= lr / memory["t"] * net.grads
        elif name == "decay":
            net.params -= lr * (net.grads + 0.1 * net.params)
        else:
            net.params -= lr * memory["v"]

    return step


def zeroes_too_early(net, lr):
    net.grads[:] = 0
    net.params -= lr * net.grads


def steps_before_backward(net, X, Y, lr, epochs, batch_size, rng):
    losses = []
    for _ in range(epochs):
        for rows in minibatches(len(X), batch_size, rng):
            _, dP = squared_error(Y[rows], net(X[rows]))
            net.params -= lr * net.grads
            net.backward(dP)
        losses.append(squared_error(Y, net(X))[0])
    return losses


def targets_stay(net, X, Y, lr, epochs, batch_size, rng):
    losses = []
    for _ in range(epochs):
        Xs = X[rng.permutation(len(X))]
        for i in range(0, len(X), batch_size):
            net.backward(squared_error(Y[i : i + batch_size], net(Xs[i : i + batch_size]))[1])
            net.params -= lr * net.grads
        losses.append(squared_error(Y, net(X))[0])
    return losses


def returns_after_one_step(net, X, Y, lr, epochs, batch_size, rng):
    for _ in range(epochs):
        for rows in minibatches(len(X), batch_size, rng):
            net.backward(squared_error(Y[rows], net(X[rows]))[1])
            net.params -= lr * net.grads
            return [squared_error(Y, net(X))[0]]


def used_up(net, X, Y, lr, epochs, batch_size, rng):
    losses, once = [], minibatches(len(X), batch_size, rng)
    for _ in range(epochs):
        for rows in once:
            net.backward(squared_error(Y[rows], net(X[rows]))[1])
            net.params -= lr * net.grads
        losses.append(squared_error(Y, net(X))[0])
    return losses


def cut_once(net, X, Y, lr, epochs, batch_size, rng):
    once = list(minibatches(len(X), batch_size, rng))
    return loop(orders=lambda *_: once)(net, X, Y, lr, epochs, batch_size, rng)


def shadowed(net, X, Y, lr, epochs, batch_size, rng):
    for _ in range(epochs):
        minibatches = list(minibatches(len(X), batch_size, rng))  # noqa: F821, F823
    return minibatches


def in_order(n, batch_size, rng):
    return [np.arange(i, min(i + batch_size, n)) for i in range(0, n, batch_size)]


def with_start_loss(net, X, Y, *rest):
    return [squared_error(Y, net(X))[0], *train(net, X, Y, *rest)]


def doubles_X(net, X, Y, *rest):
    losses = train(net, X, Y, *rest)
    X *= 2
    return losses


def shuffles_X(net, X, Y, lr, epochs, batch_size, rng):
    rng.shuffle(X)
    return train(net, X, Y, lr, epochs, batch_size, rng)


def as_in_pytorch(net, X, Y, lr, epochs, batch_size, rng):
    for rows in minibatches(len(X), batch_size, rng):
        loss, _ = squared_error(Y[rows], net(X[rows]))
        loss.backward()
    return [loss]


def zero_grad(net, X, Y, lr, epochs, batch_size, rng):
    return loop(epoch_start=net.zero_grad)(net, X, Y, lr, epochs, batch_size, rng)


def parameter_by_parameter(net, lr):
    for p, g in zip(net.params, net.grads, strict=True):
        p -= lr * g


def with_an_optimizer(net, X, Y, lr, epochs, batch_size, rng):
    optimizer = SGD(net, lr=lr)
    return loop(lambda *_: optimizer.step())(net, X, Y, lr, epochs, batch_size, rng)


def gradient_of_the_loss(net, X, Y, lr, epochs, batch_size, rng):
    return loop(gradient=lambda dP: 0.3)(net, X, Y, lr, epochs, batch_size, rng)


TRAIN = [
    Case(train),
    Case(by_hand),
    Case(with_fit),
    Case(shuffled_copies, after="shuffles copies of X and Y, zeroes gradients, slices"),
    Case(with_an_optimizer, after="optimizer.step()"),
    Case(as_in_pytorch, "The network goes backward, not the loss", "loss.backward()"),
    Case(zero_grad, "net has net(X), net.backward(dP)", "net.zero_grad()"),
    Case(loop(parameter_by_parameter), "net.params never moves", "for p, g in zip(params, grads)"),
    Case(loop(rebinds), "gives the name to a new vector. The layers still look at the old one"),
    Case(loop(lambda net, lr: net.params - lr * net.grads), "net.params never moves"),
    Case(loop(zeroes_too_early), "net.grads is 0 when the step is taken", "zero_grad between backward and step"),
    Case(steps_before_backward, "moves between the forward and the backward pass", "step before backward"),
    Case(loop(first=True), "one step behind", "the step at the start of the loop"),
    Case(loop(lambda net, lr: moves(net, lr * net.grads)), "each step goes uphill"),
    Case(loop(lambda net, lr: moves(net, -0.1 * net.grads)), "your step is 0.1 times the gradient"),
    Case(loop(lambda net, lr: moves(net, -0.01 * net.grads)), "your step is 0.01 times", "a rate in the code"),
    Case(loop(lambda net, lr: moves(net, -net.grads)), "lr has no part in the step"),
    Case(loop(lambda net, lr: moves(net, -2 * lr * net.grads)), "each step is taken twice"),
    Case(loop(lambda net, lr: moves(net, -lr * np.sign(net.grads))), "only the sign of the gradient counts"),
    Case(loop(lambda net, lr: moves(net, -lr * net.grads / 3)), "your step is 0.0233 times the gradient"),
    Case(loop(lambda net, lr: moves(net, -lr * net.grads / 4)), "divided by batch_size", "lr / batch_size"),
    Case(loop(optimizer("falling")), "the rate changes from step to step", "a rate that falls"),
    Case(loop(optimizer("momentum")), "part of the steps before", "momentum"),
    Case(loop(optimizer("sum")), "or of their gradients", "gradients added up"),
    Case(loop(optimizer("decay")), "the parameters themselves have a part", "weight decay"),
    Case(loop(optimizer("adam")), "the steps are not −lr · net.grads", "each slope by its size"),
    Case(loop(outside=True), "net.params moves after some batches only. One step for each batch"),
    Case(loop(X_rows=lambda X, r: X, Y_rows=lambda Y, r: Y), "each of your steps uses all 11 rows"),
    Case(loop(orders=lambda n, b, rng: minibatches(n, 32, rng)), "Is batch_size the one that you were given?"),
    Case(loop(orders=lambda n, b, rng: minibatches(n, 2, rng)), "batches of 2 rows; batch_size is 4", "a size in code"),
    Case(loop(Y_rows=lambda Y, r: Y[: len(r)]), "the targets belong to other rows"),
    Case(targets_stay, "the targets belong to other rows", "shuffles X only"),
    Case(loop(Y_rows=lambda Y, r: Y), "Targets and predictions of a batch belong together"),
    Case(loop(X_rows=lambda X, r: X), "Targets and predictions of a batch belong together", "net(X), Y[rows]"),
    Case(loop(between=lambda net, X: net(X)), "asked about other rows in between", "the loss on all rows in between"),
    Case(loop(gradient=lambda dP: -dP), "dP has the wrong sign. squared_error takes the targets first"),
    Case(loop(gradient=lambda dP: dP * len(dP)), "dP is not the mean over the rows of the batch"),
    Case(loop(gradient=lambda dP: dP / len(dP)), "squared_error divides by the rows that it is given"),
    Case(loop(gradient=lambda dP: dP / 4), "squared_error divides by the rows", "dP / batch_size"),
    Case(loop(gradient=lambda dP: 2 * dP), "dP is 2 times what it should be", "2 (p − y) / n"),
    Case(loop(gradient=lambda dP: 2 * dP / 3), "dP is 0.667 times what it should be", "mean over all entries"),
    Case(loop(gradient=lambda dP: 0.3), "net.backward was given one number. It wants dP, the second result"),
    Case(gradient_of_the_loss, "given one number", "net.backward(loss), as loss.backward()"),
    Case(loop(gradient=lambda dP: (0.3, dP)), "net.backward was given a tuple. It wants dP, the second result"),
    Case(loop(gradient=lambda dP: dP**2), "is not the gradient of the loss on this batch"),
    Case(loop(gradient=lambda dP: dP.mean(axis=0)), "net.backward was given shape (3,)", "averages over rows first"),
    Case(loop(stop=True), "make 12 steps; your loop took 3. That is one epoch. Does a `return` stand inside"),
    Case(returns_after_one_step, "inside the loop over batches", "return two tabs too far"),
    Case(used_up, "or are the batches used up?", "a generator made once"),
    Case(cut_once, "the second epoch has the same order as the first", "batches cut before the loop"),
    Case(loop(orders=lambda n, b, rng: [next(minibatches(n, b, rng))]), "your loop took 4. That is one step an epoch"),
    Case(loop(orders=lambda n, b, rng: [rng.integers(0, n, b) for _ in range(3)]), "does not come up exactly once"),
    Case(loop(orders=lambda n, b, rng: [*minibatches(n, b, rng)][:2]), "the short last batch is left out"),
    Case(loop(times=2), "That is 8 epochs", "a number of epochs in the code"),
    Case(loop(orders=same_order), "the second epoch has the same order as the first"),
    Case(loop(orders=in_order), "the rows come in their old order", "no shuffling"),
    Case(loop(orders=lambda n, b, rng: minibatches(n, b, np.random.default_rng())), "does not come from rng"),
    Case(loop(orders=global_numbers), "does not come from rng", "np.random.permutation"),
    Case(loop(keep="before"), "that after step 0"),
    Case(loop(keep="last"), "each loss is that of the last batch, before its step"),
    Case(loop(keep="last after"), "each loss is that of the last batch, after its step", "a new forward pass"),
    Case(loop(keep="mean"), "comes from the batches, measured while the weights were still moving"),
    Case(loop(keep="weighted"), "measured while the weights were still moving", "a running loss by rows"),
    Case(loop(keep="over rows"), "measured while the weights were still moving", "a running loss over n"),
    Case(loop(keep="floor"), "measured while the weights were still moving", "a running loss over n // size"),
    Case(loop(keep="mse"), "those of all rows times 0.667", "np.mean of squares"),
    Case(loop(keep="sum"), "those of all rows times 22", "np.sum of squares"),
    Case(loop(keep="each"), "there is a number for each step"),
    Case(loop(result=lambda losses: losses[-1]), "one number comes back. Return a list"),
    Case(loop(result=lambda losses: np.mean(losses)), "one number comes back. Return a list", "their mean"),
    Case(loop(result=lambda losses: losses[1:]), "3 numbers come back, wanted 4"),
    Case(loop(result=lambda losses: [2 * loss for loss in losses]), "those of all rows times 2"),
    Case(loop(result=lambda losses: [round(loss, 3) for loss in losses]), "rounded to 3 decimals", "round(loss, 3)"),
    Case(loop(result=lambda losses: [loss**2 for loss in losses]), "the loss after epoch 1 should be"),
    Case(
        loop(result=lambda losses: [(loss, np.zeros((2, 3))) for loss in losses]),
        "holds tuples. squared_error returns two things",
    ),
    Case(loop(result=lambda losses: None), "returns None. Is the `return` missing"),
    Case(loop(result=lambda losses: "done"), "an array of numbers is wanted, got str"),
    Case(loop(result=lambda losses: {"loss": losses}), "a dictionary with loss came back", "a history"),
    Case(
        lambda net, *rest: (net, train(net, *rest)),
        "2 things came back. Return the list of losses alone",
        "net, losses",
    ),
    Case(lambda net, *rest: net if train(net, *rest) else None, "an array of numbers is wanted", "returns the network"),
    Case(lambda net, X, Y, lr, epochs, batch_size, rng: [0.0] * epochs, "the network you were given is not trained"),
    Case(with_start_loss, "the loss before training is in the list, too"),
    Case(doubles_X, "changes X or Y"),
    Case(shuffles_X, "changes X or Y", "shuffles X in place"),
    Case(shadowed, "call your variable otherwise", "a variable named like the function"),
    Case(lambda net, X, Y: [], "Compare the line that starts with `def`"),
    Case(
        lambda net, X, Y, epochs, lr, batch_size, rng: train(net, X, Y, lr, epochs, batch_size, rng),
        "in the order net, X, Y, lr, epochs, batch_size, rng",
        "epochs before the rate",
    ),
    Case(
        lambda net, X, Y, lr, batch_size, epochs, rng: train(net, X, Y, lr, epochs, batch_size, rng),
        "in the order net, X, Y, lr, epochs, batch_size, rng",
        "batch_size before epochs",
    ),
    Case(
        lambda X, Y, net, lr, epochs, batch_size, rng: train(net, X, Y, lr, epochs, batch_size, rng),
        "in the order net, X, Y, lr, epochs, batch_size, rng",
        "the network after the data",
    ),
]

# ---- by_heart ----


def learned(rows=slice(20), epochs=4000, lr=0.1, measured=slice(20), move=True, result=lambda loss: loss):
    def by_heart(net, X, Y):
        optimizer, rng = SGD(net, lr=lr), np.random.default_rng(0)
        before = net.params.copy()
        fit(net, squared_error, optimizer, X[rows], Y[rows], rng=rng, epochs=epochs, on_failure=lambda *_: None)
        if not move:
            net.params[:] = before
        return result(squared_error(Y[measured], net.forward(X[measured]))[0])

    return by_heart


def with_train(net, X, Y):
    return train(net, X[:20], Y[:20], 0.1, 2000, 10, np.random.default_rng(0))[-1]


def with_history(net, X, Y, part=lambda history: history["loss"][-1]):
    return part(fit(net, squared_error, Adam(net, lr=0.01), X[:20], Y[:20], rng=np.random.default_rng(0), epochs=2000))


def until_it_is_known(net, X, Y, goal=0.005, measure=True, steps=20000):
    x, y, taken = X[:20], Y[:20], 0
    loss = np.inf
    while loss > goal and taken < steps:
        loss, dP = squared_error(y, net(x))
        net.backward(dP)
        net.params -= 0.1 * net.grads
        taken += 1
    return float(squared_error(y, net(x))[0]) if measure else loss


def copied(net, X, Y):
    return with_history(copy.deepcopy(net), X, Y)


def a_network_of_its_own(net, X, Y):
    return with_history(mlp([2, 8, 3], ReLU, rng=np.random.default_rng(0)), X, Y)


def from_history(part):
    return lambda net, X, Y: with_history(net, X, Y, part)


def fit_with(x, y):
    def by_heart(net, X, Y):
        return fit(net, squared_error, SGD(net, lr=0.1), x(X), y(Y), rng=np.random.default_rng(0), epochs=9)["loss"][-1]

    return by_heart


def random_rows(net, X, Y):
    rows = np.random.default_rng(0).choice(len(X), 20, replace=False)
    fit(net, squared_error, Adam(net, lr=0.01), X[rows], Y[rows], rng=np.random.default_rng(0), epochs=2000)
    return squared_error(Y[rows], net.forward(X[rows]))[0]


def by_rebinding(net, X, Y):
    for _ in range(500):
        net.backward(squared_error(Y[:20], net(X[:20]))[1])
        net.params = net.params - 0.1 * net.grads
    return squared_error(Y[:20], net(X[:20]))[0]


def uphill(net, X, Y):
    for _ in range(300):
        net.backward(squared_error(Y[:20], net(X[:20]))[1])
        net.params += 0.1 * net.grads
    return squared_error(Y[:20], net(X[:20]))[0]


BY_HEART = [
    Case(learned()),
    Case(with_train),
    Case(with_history),
    Case(until_it_is_known, after="while loss > goal, then a new forward pass"),
    Case(learned(result=float), after="float(...) of the loss"),
    Case(learned(rows=slice(None), epochs=200), "row 59 is trained on, too. Only the first 20 rows"),
    Case(learned(rows=slice(-20, None), epochs=200), "row 59 is trained on, too", "the last 20"),
    Case(random_rows, "Only the first 20 rows", "20 rows drawn at random"),
    Case(learned(rows=slice(21)), "row 20 is trained on, too", "one row too many"),
    Case(learned(rows=slice(19)), "only 19 rows are trained on"),
    Case(learned(rows=slice(1, 20)), "only 19 rows are trained on", "counts from 1"),
    Case(learned(epochs=20), "after 20 steps the loss on the 20 rows is still"),
    Case(learned(lr=1e-3), "More epochs, or a larger rate?", "the default rate of Adam"),
    Case(learned(measured=slice(None)), "the loss is measured on all rows"),
    Case(learned(measured=slice(20, None)), "the loss is measured on the other rows", "on rows for a test"),
    Case(learned(move=False), "the weights of net do not move"),
    Case(by_rebinding, "gives the name to a new vector", "net.params = net.params - ..."),
    Case(learned(lr=50), "the loss is no longer a number"),
    Case(uphill, "The steps are too long, or go uphill", "plus for minus"),
    Case(lambda net, X, Y: 0.001, "the network you were given is not trained"),
    Case(copied, "the network you were given is not trained", "trains a copy"),
    Case(a_network_of_its_own, "the network you were given is not trained", "builds its own network"),
    Case(from_history(lambda history: history), "a history comes back, a dictionary"),
    Case(from_history(lambda history: history["loss"]), "2000 numbers come back"),
    Case(from_history(lambda history: history["loss"][0]), "the loss at the start of training"),
    Case(from_history(lambda history: None), "returns None"),
    Case(from_history(lambda h: h.history["loss"][-1]), "fit returns a dictionary", "Keras' history.history"),
    Case(from_history(lambda h: h[-1]), 'history["loss"][-1]', "the history as a list"),
    Case(from_history(lambda h: h["losses"][-1]), 'history["loss"][-1]', "another key"),
    Case(from_history(lambda h: 1.1 * h["loss"][-1]), "you return"),
    Case(from_history(lambda h: np.mean(h["loss"])), "not their mean", "np.mean of the history"),
    Case(lambda *given: until_it_is_known(*given, measure=False), "measured before the last step", "loss of the loop"),
    Case(learned(result=lambda loss: loss < 0.01), "True comes back", "returns whether it is known"),
    Case(learned(result=lambda loss: round(loss, 4)), "rounded", "round(loss, 4)"),
    Case(learned(result=lambda loss: f"{loss:.4f}"), "ne number is wanted", "a text for the log"),
    Case(learned(result=lambda loss: (loss, np.zeros((20, 3)))), "several things came back", "both of squared_error"),
    Case(lambda net, X, Y: (net, with_train(net, X, Y)), "several things came back", "net, loss"),
    Case(lambda net, X, Y: net if with_train(net, X, Y) else None, "a Sequential comes back", "returns the network"),
    Case(learned(result=lambda loss: 2 * loss / 3), "times 0.667", "np.mean of squares"),
    Case(learned(result=lambda loss: 20 * loss), "times 20", "a sum over the rows"),
    Case(learned(result=np.sqrt), "a root", "RMSE"),
    Case(lambda *given: 3000 if with_train(*given) else 0, "you return 3000", "the number of epochs"),
    Case(
        lambda net, X, Y: net.fit(X[:20], Y[:20], epochs=9), "fit is a function", "net.fit, as Keras and scikit-learn"
    ),
    Case(fit_with(lambda X: X[:20], lambda Y: Y), "belong together", "Y not cut"),
    Case(fit_with(lambda X: X, lambda Y: Y[:20]), "belong together", "X not cut"),
]


# ---- from an examination with answers that the checkers had never seen ----


def rotated(n, batch_size, rng):
    order = np.roll(np.arange(n), rng.integers(1, n))
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


def never_emptied(n, batch_size, rng):
    batch = []
    for row in rng.permutation(n):
        batch.append(row)
        if len(batch) % batch_size == 0:
            yield np.array(batch)
    yield np.array(batch)


def padded_with(number):
    def batches(n, batch_size, rng):
        table = np.full((-(-n // batch_size), batch_size), number)
        table.flat[:n] = rng.permutation(n)
        return table

    return batches


def one_list_again_and_again(n, batch_size, rng):
    order, batch, found = rng.permutation(n), [], []
    for start in range(0, n, batch_size):
        batch[:] = order[start : start + batch_size]
        found.append(batch)
    return found


def from_what_is_left(n, batch_size, rng):
    left = np.arange(n)
    while len(left):
        batch = rng.choice(left, batch_size, replace=False)
        left = np.setdiff1d(left, batch)
        yield batch


ORDERS = {}


def remembered(n, batch_size, rng):
    order = ORDERS.setdefault(n, rng.permutation(n))
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


BATCHES += [
    Case(rotated, "in their old order, from another start on or backward"),
    Case(never_emptied, "the batches grow: [4, 8, 12, 12]", "a list of one's own, never emptied"),
    Case(padded_with(0), "the last batch is filled up with rows that came before", "a table of batches"),
    Case(padded_with(-1), "Is the last batch filled up?", "a table of batches"),
    Case(one_list_again_and_again, "is one list appended again and again", "out.append(batch), then batch.clear()"),
    Case(from_what_is_left, "draw no more than are left", "a pool of rows that are left"),
    Case(remembered, "is an order kept from an earlier call?"),
    Case(lambda n, batch_size, rng: yields(n, 32, rng), "one batch holds all 12 rows", "a number in the code"),
]


def trains(step, keep=lambda losses, loss: losses.append(loss), end=lambda losses: losses):
    """A loop with another step, another way to keep a loss, another end."""

    def train(net, X, Y, lr, epochs, batch_size, rng):
        losses = []
        for _ in range(epochs):
            for rows in minibatches(len(X), batch_size, rng):
                net.backward(squared_error(Y[rows], net(X[rows]))[1])
                step(net, lr)
            if keep(losses, squared_error(Y, net(X))[0]):
                break
        return end(losses)

    return train


def descends(net, lr):
    net.params -= lr * net.grads


def by_the_mean(net, lr):
    net.params -= lr * net.grads.mean()


def by_the_direction(net, lr):
    net.params -= lr * net.grads / np.linalg.norm(net.grads)


def weights_alone(net, lr):
    for layer in net.layers[::2]:
        layer.W -= lr * layer.dW


def stops_when_it_rises(losses, loss):
    losses.append(loss)
    return len(losses) > 1 and loss > losses[-2]


def rows_of_the_size(net, X, Y, lr, epochs, batch_size, rng):
    losses = []
    for _ in range(epochs):
        for rows in minibatches(batch_size, len(X), rng):
            net.backward(squared_error(Y[rows], net(X[rows]))[1])
            descends(net, lr)
        losses.append(squared_error(Y, net(X))[0])
    return losses


def every_row_alone(net, X, Y, lr, epochs, batch_size, rng):
    losses = []
    for _ in range(epochs):
        for rows in minibatches(len(X), batch_size, rng):
            for i in rows:
                net.backward(squared_error(Y[[i]], net(X[[i]]))[1])
                descends(net, lr)
        losses.append(squared_error(Y, net(X))[0])
    return losses


def loops_turned(net, X, Y, lr, epochs, batch_size, rng):
    losses = []
    for rows in minibatches(len(X), batch_size, rng):
        for _ in range(epochs):
            net.backward(squared_error(Y[rows], net(X[rows]))[1])
            descends(net, lr)
        losses.append(squared_error(Y, net(X))[0])
    return losses


TRAIN += [
    Case(trains(by_the_mean), "all numbers move by the same amount"),
    Case(trains(by_the_direction), "the gradient is divided by its length", "clipping by norm"),
    Case(trains(weights_alone), "8 of 33 numbers never move", "a loop over layers"),
    Case(trains(descends, stops_when_it_rises), "Does a `break` end it?", "early stopping"),
    Case(trains(descends, lambda losses, loss: print(loss)), "the list is empty", "print(loss)"),
    Case(trains(descends, end=lambda losses: losses[-1:] + losses[:-1]), "in a wrong order"),
    Case(trains(descends, end=lambda losses: losses[-1:]), "the last loss alone"),
    Case(
        trains(descends, end=lambda found: np.cumsum(found) / (1 + np.arange(len(found)))), "mean of all losses so far"
    ),
    Case(rows_of_the_size, "only the rows 0 to 3 come up"),
    Case(every_row_alone, "You take batches of 1 rows", "online learning"),
    Case(loops_turned, "the same batch comes twice in a row"),
    Case(
        lambda net, X, Y, *rest: trains(descends)(copy.deepcopy(net), X, Y, *rest),
        "the network you were given is not trained",
        "copy.deepcopy(net)",
    ),
]


def on_20(net, X, Y, epochs=1500, lr=0.1, uphill=False):
    for _ in range(epochs):
        net.backward(squared_error(Y[:20], net(X[:20]))[1])
        net.params += (2 * uphill - 1) * lr * net.grads
    return squared_error(Y[:20], net(X[:20]))[0]


def row_after_row(net, X, Y):
    for i in range(20):
        for _ in range(50):
            net.backward(squared_error(Y[[i]], net(X[[i]]))[1])
            net.params -= 0.01 * net.grads
    return squared_error(Y[:20], net(X[:20]))[0]


BY_HEART += [
    Case(
        lambda net, X, Y: on_20(net, X[np.random.default_rng(0).permutation(20)], Y), "the targets belong to other rows"
    ),
    Case(lambda net, X, Y: on_20(net, X, Y[20:40]), "the targets belong to other rows"),
    Case(lambda net, X, Y: on_20(net, X, Y, 200, 0.001, True), "each step goes uphill"),
    Case(lambda net, X, Y: 0 * on_20(net, X, Y), "0 comes back, the loss is"),
    Case(row_after_row, "the last ones trained push out the rest", "an inner loop for each sample"),
    Case(lambda net, X, Y: on_20(net, X, Y) and np.abs(net(X[:20]) - Y[:20]).mean(), "a mean distance", "MAE"),
    Case(lambda net, X, Y: on_20(net, X, Y) and squared_error(Y[20:40], net(X[20:40]))[0], "on the other rows"),
    Case(lambda net, X, Y: SGD(net.params, lr=0.1), "An optimizer is made of the network", "torch's SGD(params)"),
    Case(lambda net, X, Y: fit(net, X, Y), "fit(net, squared_error, SGD(net, lr=0.1)", "Keras' fit(X, y)"),
]

CORPUS = {"batches": BATCHES, "train": TRAIN, "by_heart": BY_HEART}
