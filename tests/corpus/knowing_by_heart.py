"""Answers to the exercises of lesson 12: when early stopping stops, and the loop that goes back to its best weights."""

import copy
import types

import numpy as np

from nnlib import SGD, binary_cross_entropy, fit, sigmoid
from nnlib.teaching import two_moons

from . import Case

# ---- stopping ----


def counting(losses, patience):
    bad, lowest = 0, losses[0]
    for epoch in range(1, len(losses)):
        bad = 0 if losses[epoch] < lowest else bad + 1
        lowest = min(lowest, losses[epoch])
        if bad == patience:
            return epoch
    return len(losses) - 1


def by_slices(losses, patience):
    for epoch in range(patience, len(losses)):
        if min(losses[epoch - patience + 1 : epoch + 1]) >= min(losses[: epoch - patience + 1]):
            return epoch
    return len(losses) - 1


class EarlyStopping:
    best_loss = None
    counter = 0

    def __init__(self, patience):
        self.patience = patience

    def __call__(self, loss):
        if self.best_loss is None:
            self.best_loss = loss
        elif loss >= self.best_loss:
            self.counter += 1
        else:
            self.best_loss, self.counter = loss, 0
        return self.counter >= self.patience


def with_a_class(losses, patience):
    stopper = EarlyStopping(patience)
    for epoch in range(len(losses)):
        if stopper(losses[epoch]):
            break
    return epoch


def running_minimum(losses, patience):
    lowest = np.minimum.accumulate(losses)
    since = np.arange(len(losses)) - np.array([list(losses).index(low) for low in lowest])
    hits = np.where(since >= patience)[0]
    return hits[0] if len(hits) else len(losses) - 1


def nothing_below_patience_ago(losses, patience):
    for i in range(len(losses)):
        if i >= patience and all(loss >= losses[i - patience] for loss in losses[i - patience + 1 : i + 1]):
            return i
    return i


def remaining(losses, patience):
    left, best = patience, float("inf")
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, left = loss, patience
        else:
            left -= 1
        if left == 0:
            return epoch
    return epoch


def remaining_for_good(losses, patience):
    best = float("inf")
    for epoch, loss in enumerate(losses):
        if loss < best:
            best = loss
        else:
            patience -= 1
        if patience == 0:
            return epoch
    return epoch


def walk(better, late=0, reset=True, after_loop=lambda losses: len(losses) - 1, found=lambda epoch, at, losses: epoch):
    """A learner's loop with a planted fault."""

    def stopping(losses, patience):
        lowest, at, bad = np.inf, 0, 0
        for epoch, loss in enumerate(losses):
            if better(losses, epoch, loss, lowest):
                lowest, at, bad = loss, epoch, 0 if reset else bad
            else:
                bad += 1
                if bad >= patience + late:
                    return found(epoch, at, losses)
        return after_loop(losses)

    return stopping


def with_margin(delta):
    return walk(lambda losses, epoch, loss, lowest: loss < lowest - delta)


def below(losses, epoch, loss, lowest):
    return loss < lowest


def by_distance(begin, patience_is=None):
    """The lesson's own solution, with another start."""

    def stopping(losses, patience):
        lowest, at = begin, 0
        for epoch, loss in enumerate(losses):
            if loss < lowest:
                lowest, at = loss, epoch
            elif epoch - at >= (patience_is or patience):
                return epoch
        return len(losses) - 1

    return stopping


def rises_in_a_row(losses, patience):
    rises = 0
    for epoch in range(1, len(losses)):
        rises = rises + 1 if losses[epoch] > losses[epoch - 1] else 0
        if rises >= patience:
            return epoch
    return len(losses) - 1


def counts_anew(losses, patience):
    best = np.inf
    for epoch, loss in enumerate(losses):
        counter = 0
        if loss < best:
            best = loss
        else:
            counter += 1
        if counter >= patience:
            return epoch
    return len(losses) - 1


def takes_out(losses, patience):
    epoch = walk(below)(losses, patience)
    losses.clear()
    return epoch


def as_for_accuracies(losses, patience):
    best, wait = -np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss > best:
            best, wait = loss, 0
        else:
            wait += 1
            if wait >= patience:
                return epoch
    return len(losses) - 1


def two_points_only(losses, patience):
    for epoch in range(patience, len(losses)):
        if losses[epoch] >= losses[epoch - patience]:
            return epoch
    return len(losses) - 1


def best_is_never_renewed(losses, patience):
    best, wait = losses[0], 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < best:
            wait = 0
        else:
            wait += 1
        if wait >= patience:
            return epoch
    return len(losses) - 1


def says_whether(losses, patience):
    return walk(below)(losses, patience) < len(losses)


def one_ahead(losses, patience):
    wait = 0
    for epoch in range(len(losses)):
        if losses[epoch + 1] < losses[epoch]:
            wait = 0
        else:
            wait += 1
        if wait == patience:
            return epoch
    return len(losses) - 1


def returns_in_the_loop(losses, patience):
    lowest, wait = np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, wait = loss, 0
        else:
            wait += 1
        if wait >= patience:
            return epoch
        return len(losses) - 1


def epoch_of_the_lowest_is_not_renewed(losses, patience):
    lowest, at = losses[0], 0
    for epoch in range(len(losses)):
        if losses[epoch] < lowest:
            lowest = losses[epoch]
        elif epoch - at >= patience:
            return epoch
    return len(losses) - 1


def without_the_newest(losses, patience):
    for i in range(patience, len(losses)):
        if min(losses[i - patience : i]) >= min(losses[: i - patience + 1]):
            return i
    return len(losses) - 1


def without_a_break(losses, patience):
    lowest, at, stop = np.inf, 0, len(losses) - 1
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, at = loss, epoch
        if epoch - at >= patience:
            stop = epoch
    return stop


def ties_are_passed_over(losses, patience):
    lowest, wait = np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, wait = loss, 0
        elif loss > lowest:
            wait += 1
            if wait >= patience:
                return epoch
    return len(losses) - 1


STOPPING = [
    Case(walk(below, found=lambda epoch, at, losses: epoch - 1), "one epoch too few", "enumerate(losses[1:])"),
    Case(epoch_of_the_lowest_is_not_renewed, "keep its loss and its epoch", "best_epoch is never written again"),
    Case(without_the_newest, "The newest loss counts, too", "slices of a list, one place off"),
    Case(without_a_break, "Leave at once", "stopped_epoch without a break"),
    Case(ties_are_passed_over, "not `elif loss > lowest`", "elif validation_loss > self.min_validation_loss"),
    Case(
        walk(
            below,
            found=lambda epoch, at, losses: losses.index(losses[epoch]),
            after_loop=lambda losses: losses.index(losses[-1]),
        ),
        "index finds the first",
        "losses.index(loss)",
    ),
    Case(counting),
    Case(by_slices),
    Case(walk(below)),
    Case(by_distance(np.inf)),
    Case(with_a_class, after="a class EarlyStopping with best_loss = None"),
    Case(running_minimum, after="np.minimum.accumulate"),
    Case(nothing_below_patience_ago, after="all of the last losses against the one before them"),
    Case(remaining, after="counts patience down"),
    Case(by_distance(1e5), after="min_loss = 1e5 at the start"),
    Case(walk(lambda losses, epoch, loss, lowest: epoch == 0 or loss < losses[epoch - 1]), "the one before it"),
    Case(rises_in_a_row, "the one before it", "rises in a row, as in a well-known paper"),
    Case(counts_anew, "begins anew in every epoch", "counter = 0 in the loop"),
    Case(
        walk(below, after_loop=lambda losses: int(np.argmin(losses))),
        "you return the best epoch",
        "returns best_epoch",
    ),
    Case(lambda losses, patience: losses.index(min(losses)) + patience, "whole list first", "best_epoch + patience"),
    Case(walk(below, reset=False), "from the very start"),
    Case(remaining_for_good, "from the very start", "counts patience down, and never up again"),
    Case(with_margin(0.1), "a small improvement does not count"),
    Case(with_margin(0.09), "a small improvement does not count", "min_delta=.09"),
    Case(with_margin(0.05), "a small improvement does not count"),
    Case(with_margin(0.03), "a small improvement does not count"),
    Case(with_margin(0.01), "a small improvement does not count"),
    Case(with_margin(1e-3), "a small improvement does not count", "min_delta=1e-3"),
    Case(with_margin(1e-4), "a small improvement does not count", "tol=1e-4"),
    Case(with_margin(1e-6), "a small improvement does not count"),
    Case(with_margin(1e-8), "a small improvement does not count", "an epsilon of 1e-8"),
    Case(
        walk(lambda losses, epoch, loss, lowest: loss < 0.99 * lowest),
        "a small improvement does not count",
        "threshold_mode='rel'",
    ),
    Case(walk(below, late=1), "one epoch too late", "counter > patience"),
    Case(walk(below, late=1, after_loop=len), "the last, from 0, is 3"),
    Case(walk(below, late=-1), "one epoch too early"),
    Case(lambda losses, patience: walk(below)(losses, 1), "What is patience for?", "stops as soon as the loss rises"),
    Case(
        walk(below, found=lambda epoch, at, losses: at, after_loop=lambda losses: int(np.argmin(losses))),
        "the lowest loss until then",
    ),
    Case(walk(below, found=lambda epoch, at, losses: at), "the lowest loss until then", "returns best_epoch"),
    Case(lambda losses, patience: int(np.argmin(losses)), "lowest loss of the whole list.", "np.argmin(val_losses)"),
    Case(lambda losses, patience: min(np.argmin(losses) + patience, len(losses) - 1), "the whole list first"),
    Case(walk(below, found=lambda epoch, at, losses: epoch + 1, after_loop=len), "counted from 1", "for epoch in 1..n"),
    Case(walk(below, found=lambda epoch, at, losses: epoch + 1), "one epoch more than", "epoch + 1 for the report"),
    Case(walk(below, after_loop=len), "where it never stops, you return 7, and the last epoch is 6"),
    Case(walk(below, after_loop=lambda losses: -1), "where it never stops, you return -1", "-1 for not found"),
    Case(walk(lambda losses, epoch, loss, lowest: loss <= lowest), "< and not <=", "val_loss <= self.min_loss"),
    Case(
        walk(below, found=lambda epoch, at, losses: losses[epoch], after_loop=lambda losses: losses[-1]), "a loss, not"
    ),
    Case(walk(below, found=lambda epoch, at, losses: losses[at], after_loop=min), "a loss, not", "returns best_loss"),
    Case(
        lambda losses, patience: losses[: counting(losses, patience) + 1], "a list of losses", "the history until then"
    ),
    Case(lambda losses, patience: len(losses) - 1, "you never stop"),
    Case(walk(below, after_loop=lambda losses: None), "What comes after the loop?"),
    Case(walk(below, found=lambda *_: None, after_loop=lambda losses: None), "Is the `return` missing"),
    Case(walk(lambda losses, epoch, loss, lowest: loss < min(lowest, 1)), "start with np.inf"),
    Case(walk(lambda losses, epoch, loss, lowest: loss < min(lowest, 0)), "from np.inf on"),
    Case(by_distance(1), "start with np.inf", "best_loss = 1"),
    Case(by_distance(0), "from np.inf on", "best_loss = 0"),
    Case(walk(lambda losses, epoch, loss, lowest: loss < min([losses[0], *losses[:epoch]])), "Epochs 1 and 2 did not"),
    Case(as_for_accuracies, "Each is a new lowest (by <", "written for accuracies"),
    Case(two_points_only, "Epoch 2 is the first bad one since", "losses[-1] >= losses[-1 - patience]"),
    Case(best_is_never_renewed, "with the very first", "best_loss is never written again"),
    Case(lambda patience, losses: counting(losses, patience), "arguments are exchanged", "patience first"),
    Case(
        lambda losses, patience: (counting(losses, patience), min(losses)), "2 things came back", "epoch and best loss"
    ),
    Case(says_whether, "every answer of yours is True", "returns self.early_stop"),
    Case(one_ahead, "IndexError: list index out of range", "looks one loss ahead"),
    Case(returns_in_the_loop, "stands inside the `for` loop", "the last return stands in the loop"),
    Case(takes_out, "changes the list"),
    Case(lambda losses, patience: 3, "every number of your answer is 3, whatever comes in"),
]

# ---- early_stopping ----


def copied(net):
    return net.params.copy()


def alias(net):
    return net.params


def priced(net, l2):
    return l2 * net.params * net.is_weight


def looks(net, X_val, y_val, X, y, scores, l2):
    return binary_cross_entropy(y_val, net(X_val))[0]


def write(net, best):
    net.params[:] = best


def rebind(net, best):
    net.params = best


def below_lowest(losses, lowest, patience):
    return losses[-1] < lowest


def slopes(y, scores):
    return binary_cross_entropy(y, scores)[1]


def loop(
    keep=copied, back=write, price=priced, look=looks, begin=np.inf, late=0, better=below_lowest,
    give=lambda losses, at, lowest, best, net: losses, patience_is=None, in_front=None, only_if_stopped=False,
    keep_once=False, stops=True, after_step=None, total=False, too_old=False, back_through=slopes, walks=True,
):  # fmt: skip
    """A learner's training loop, perhaps with a planted fault."""

    def early_stopping(net, optimizer, data, watch, l2, patience, epochs):
        (X, y), (X_val, y_val) = data, watch
        patience = patience_is or patience
        losses, lowest, at, bad, best, ended = [], begin, 0, 0, keep(net), False
        for epoch in range(epochs):
            before = np.array(net.params)
            if in_front:
                in_front(net, X_val)
            scores = net(X)
            dscores = back_through(y, scores)
            if walks:
                net.backward(dscores)
            net.grads += price(net, l2)
            optimizer.step()
            if after_step:
                after_step(net, l2)
            losses.append(look(net, X_val, y_val, X, y, scores, l2))
            if better(losses, lowest, patience):
                lowest, at, bad = losses[-1], epoch, bad if total else 0
                if not keep_once:
                    best = before if too_old else keep(net)
            else:
                bad += 1
                if stops and bad >= patience + late:
                    ended = True
                    break
        if ended or not only_if_stopped:
            back(net, best)
        return give(losses, at, lowest, best, net)

    return early_stopping


def every_weight(net, optimizer, data, watch, l2, patience, epochs):
    """Keeps all there were, and asks stopping's question of the list."""
    losses, path = [], []
    while len(losses) < epochs and len(losses) - 1 - int(np.argmin(losses or [0])) < max(patience, 1):
        scores = net.forward(data[0])
        net.backward(binary_cross_entropy(data[1], scores)[1])
        net.grads[:] = net.grads + net.l2_penalty(l2)[1]
        optimizer.step()
        losses.append(float(binary_cross_entropy(watch[1], net(watch[0]))[0]))
        path.append(list(net.params))
    np.copyto(net.params, path[int(np.argmin(losses))])
    return np.array(losses)


def layer_by_layer(net, optimizer, data, watch, l2, patience, epochs):
    """Keeps a dictionary of the layers' arrays, as a state_dict is."""
    (X, y), losses, best_loss, counter = data, [], None, 0
    for _ in range(epochs):
        net.backward(binary_cross_entropy(y, net.forward(X))[1])
        for layer in net.layers:
            if hasattr(layer, "W"):
                layer.dW += l2 * layer.W
        optimizer.step()
        val_loss, _ = binary_cross_entropy(watch[1], net.forward(watch[0]))
        losses.append(val_loss)
        if best_loss is None or val_loss < best_loss:
            best_loss, counter = val_loss, 0
            state = [{k: getattr(layer, k).copy() for k in layer.learned} for layer in net.layers]
        else:
            counter += 1
            if counter >= patience:
                break
    for layer, arrays in zip(net.layers, state, strict=True):
        for name, array in arrays.items():
            getattr(layer, name)[...] = array
    return losses


def with_fit(net, optimizer, data, watch, l2, patience, epochs):
    losses, kept = [], []

    def look(epoch, history):
        losses.append(binary_cross_entropy(watch[1], net(watch[0]))[0])
        kept.append(net.params.copy())
        return epoch - int(np.argmin(losses)) >= patience

    how = dict(rng=np.random.default_rng(0), epochs=epochs, batch_size=len(data[0]), l2=l2)
    fit(net, binary_cross_entropy, optimizer, *data, callback=look, **how)
    net.params[:] = kept[int(np.argmin(losses))]
    return losses


def vals_of_fit(net, optimizer, data, watch, l2, patience, epochs):
    how = dict(rng=np.random.default_rng(0), epochs=epochs, batch_size=len(data[0]), l2=l2, validation_data=watch)

    def look(epoch, history):
        return epoch - int(np.argmin(history["val_loss"])) >= patience

    return fit(net, binary_cross_entropy, optimizer, *data, callback=look, **how)["val_loss"]


def of_its_own(net, optimizer, data, watch, l2, patience, epochs):
    own = two_moons.he_start(0)
    return loop()(own, SGD(own, lr=0.1), data, watch, l2, patience, epochs)


def new_grads(net, optimizer, data, watch, l2, patience, epochs):
    losses = []
    for _ in range(epochs):
        net.backward(binary_cross_entropy(data[1], net(data[0]))[1])
        net.grads = net.grads + priced(net, l2)
        optimizer.step()
        losses.append(binary_cross_entropy(watch[1], net(watch[0]))[0])
    return losses


def asks_stopping(net, optimizer, data, watch, l2, patience, epochs):
    losses = []
    for epoch in range(epochs):
        net.backward(binary_cross_entropy(data[1], net(data[0]))[1])
        optimizer.step()
        losses.append(binary_cross_entropy(watch[1], net(watch[0]))[0])
        if walk(below)(losses, patience) == epoch:
            break
    return losses


def trains_on_the_watched(net, optimizer, data, watch, l2, patience, epochs):
    return loop()(net, optimizer, watch, data, l2, patience, epochs)


def two_steps(net, optimizer, data, watch, l2, patience, epochs):
    again = types.SimpleNamespace(step=lambda: [optimizer.step() for _ in range(2)])
    return loop()(net, again, data, watch, l2, patience, epochs)


def no_steps(net, optimizer, data, watch, l2, patience, epochs):
    return loop()(net, types.SimpleNamespace(step=lambda: None), data, watch, l2, patience, epochs)


def longer(net, optimizer, data, watch, l2, patience, epochs):
    return loop(stops=False)(net, optimizer, data, watch, l2, patience, epochs + 2)


def moves_points(net, optimizer, data, watch, l2, patience, epochs):
    data[0][:] = 0
    return loop()(net, optimizer, data, watch, l2, patience, epochs)


def best_network(net, optimizer, data, watch, l2, patience, epochs):
    losses, best_loss, wait = [], float("inf"), 0
    for _ in range(epochs):
        net.backward(binary_cross_entropy(data[1], net(data[0]))[1])
        net.grads += priced(net, l2)
        optimizer.step()
        losses.append(binary_cross_entropy(watch[1], net(watch[0]))[0])
        if losses[-1] < best_loss:
            best_loss, best_net, wait = losses[-1], copy.deepcopy(net), 0
        else:
            wait += 1
            if wait >= patience:
                break
    net = best_net
    return losses


def in_batches_of_one(net, optimizer, data, watch, l2, patience, epochs):
    losses = []
    for _ in range(epochs):
        for x, y in zip(*data, strict=True):
            net.backward(binary_cross_entropy(y[None], net(x[None]))[1])
            optimizer.step()
        losses.append(looks(net, *watch, None, None, None, 0))
    return losses


def first_loss_before_training(net, optimizer, data, watch, l2, patience, epochs):
    start = looks(net, *watch, None, None, None, 0)
    return [start, *loop()(net, optimizer, data, watch, l2, patience, epochs)]


def own_steps(net, optimizer, data, watch, l2, patience, epochs):
    """Moves the weights itself."""

    def step():
        net.params -= optimizer.lr * net.grads

    return loop()(net, types.SimpleNamespace(step=step), data, watch, l2, patience, epochs)


def looks_first(net, optimizer, data, watch, l2, patience, epochs):
    losses, kept = [], []
    for epoch in range(epochs):
        losses.append(looks(net, *watch, None, None, None, 0))
        kept.append(net.params.copy())
        if epoch - int(np.argmin(losses)) >= patience:
            break
        net.backward(binary_cross_entropy(data[1], net(data[0]))[1])
        net.grads += priced(net, l2)
        optimizer.step()
    net.params[:] = kept[int(np.argmin(losses))]
    return losses


def goes_back_in_each_epoch(net, optimizer, data, watch, l2, patience, epochs):
    losses, best = [], net.params.copy()
    for epoch in range(epochs):
        net.backward(binary_cross_entropy(data[1], net(data[0]))[1])
        net.grads += priced(net, l2)
        optimizer.step()
        losses.append(looks(net, *watch, None, None, None, 0))
        if losses[-1] == min(losses):
            best = net.params.copy()
        if epoch - int(np.argmin(losses)) >= patience:
            break
        net.params[:] = best
    return losses


def only_W_goes_back(net, best):
    net.params[net.is_weight == 1] = best[net.is_weight == 1]


def decayed(net, l2):
    net.params -= l2 * net.params * net.is_weight


def no_price(net, l2):
    return 0


def minimum_delta(delta):
    return loop(better=lambda losses, lowest, patience: losses[-1] < lowest - delta)


def training_loss(net, X_val, y_val, X, y, scores, l2):
    return binary_cross_entropy(y, scores)[0]


def loss_and_penalty(net, X_val, y_val, X, y, scores, l2):
    return looks(net, X_val, y_val, X, y, scores, l2) + l2 / 2 * np.sum((net.params * net.is_weight) ** 2)


def exchanged(net, X_val, y_val, X, y, scores, l2):
    return binary_cross_entropy(net(X_val), y_val)[0]


def of_probabilities(net, X_val, y_val, X, y, scores, l2):
    return binary_cross_entropy(y_val, sigmoid(net(X_val)))[0]


def tuples(net, X_val, y_val, X, y, scores, l2):
    return binary_cross_entropy(y_val, net(X_val))


def mistakes(net, X_val, y_val, X, y, scores, l2):
    return np.mean((net(X_val) > 0) != y_val)


EARLY_STOPPING = [
    Case(loop(price=lambda net, l2: priced(net, l2) - net.grads), "overwritten, by = for +=", "grads = lambda * W"),
    Case(own_steps, "takes no step", "W -= lr * dW, whatever the optimizer"),
    Case(looks_first, "measured before the step", "validates, then trains"),
    Case(goes_back_in_each_epoch, "the weights go back inside the loop"),
    Case(loop(back=only_W_goes_back), "the biases are not", "keeps the W of each layer"),
    Case(loop(price=no_price, after_step=decayed), "beside optimizer.step", "W *= 1 - lambda, after the step"),
    Case(loop(price=lambda net, l2: l2 * net.is_weight), "0.1 is added to the slope of a weight of"),
    Case(
        loop(price=lambda net, l2: net.l2_penalty(l2)[0]), "the same number is added to every slope", "grads + penalty"
    ),
    Case(loop(price=lambda net, l2: l2 * net.params / 12), "the price is divided by the number of rows"),
    Case(loop(back_through=binary_cross_entropy), "net.backward wants the slopes alone", "loss.backward()"),
    Case(loop(look=lambda *those: looks(*those) ** 2), "after that step it should be"),
    Case(loop()),
    Case(loop(keep=lambda net: np.array(net.params))),
    Case(loop(better=lambda losses, lowest, patience: losses.index(min(losses)) == len(losses) - 1)),
    Case(every_weight, after="collects all weights, argmin at the end"),
    Case(loop(keep=copy.deepcopy, back=lambda net, best: write(net, best.params)), after="deepcopy of the model"),
    Case(with_fit),
    Case(layer_by_layer, after="a dictionary of the layers' arrays"),
    Case(loop(begin=1e5), after="min_loss = 1e5"),
    Case(loop(keep=lambda net: net.params.tolist()), after="weights as a list"),
    Case(loop(keep=alias), "is a second name for the array", "best_state = model.state_dict() without a copy"),
    Case(loop(keep=alias, back=rebind), "Keep net.params.copy()"),
    Case(loop(back=rebind), "gives the name a new array", "set_weights by assignment"),
    Case(loop(back=lambda net, best: None), "At the end write it back", "restore_best_weights=False"),
    Case(loop(keep=copy.deepcopy, back=lambda net, best: None), "Keep net.params.copy()"),
    Case(best_network, "Keep net.params.copy()", "net = best_net at the end"),
    Case(loop(keep_once=True), "back at its start"),
    Case(loop(too_old=True), "it holds the weights of epoch", "saves the model before the update"),
    Case(loop(only_if_stopped=True), "where the epochs run out", "restores before the break"),
    Case(loop(back=lambda net, best: write(net, 0.9 * best)), "does not hold its best weights"),
    Case(loop(price=no_price), "does not reach the steps", "no weight decay at all"),
    Case(loop(price=no_price, after_step=lambda net, l2: net.grads.__iadd__(priced(net, l2))), "between net.backward"),
    Case(loop(price=lambda net, l2: l2 * net.params), "the biases pay", "weight_decay on all parameters"),
    Case(loop(price=lambda net, l2: -priced(net, l2)), "away from 0"),
    Case(loop(price=lambda net, l2: 2 * priced(net, l2)), "twice too large", "2 * lambda * W"),
    Case(loop(price=lambda net, l2: priced(net, l2) / 2), "half of what"),
    Case(loop(price=lambda net, l2: priced(net, l2) / 12), "divided by the number of rows", "lambda / m * W"),
    Case(
        loop(price=lambda net, l2: l2 * np.sign(net.params) * net.is_weight),
        "-0.1 is added to the slope of a weight of -2.641",
        "L1",
    ),
    Case(
        loop(price=lambda net, l2: l2 / 2 * net.params**2 * net.is_weight),
        "0.3488 is added to the slope",
        "lambda/2 * W²",
    ),
    Case(loop(price=lambda net, l2: l2 * net.l2_penalty(l2)[1]), "λ comes in twice"),
    Case(loop(price=lambda net, l2: 3 * priced(net, l2)), "3 times what it should be"),
    Case(
        loop(price=no_price, look=loss_and_penalty),
        "does not reach the steps. And the watched loss has the price in it",
        "cost + L2 cost",
    ),
    Case(loop(look=loss_and_penalty), "the watched loss has the price in it", "val_loss with the regularization"),
    Case(loop(stops=False), "never stop"),
    Case(loop(late=1), "one epoch too late", "counter > patience"),
    Case(loop(late=-1), "one epoch too early"),
    Case(loop(late=4), "should be"),
    Case(loop(patience_is=1), "What is patience for?"),
    Case(
        loop(better=lambda losses, lowest, patience: len(losses) == 1 or losses[-1] < losses[-2]), "the one before it"
    ),
    Case(loop(total=True), "from the very start"),
    Case(loop(begin=0), "start with np.inf", "best_loss = 0"),
    Case(loop(begin=1), "start with np.inf"),
    Case(loop(better=lambda losses, lowest, patience: losses[-1] <= lowest), "< and not <=", "val_loss <= min_loss"),
    Case(minimum_delta(0.01), "a small improvement does not count", "min_delta=0.01"),
    Case(minimum_delta(1e-3), "a small improvement does not count", "tol=1e-3"),
    Case(minimum_delta(1e-4), "a small improvement does not count", "min_delta=1e-4"),
    Case(loop(look=lambda net, X_val, y_val, X, y, scores, l2: binary_cross_entropy(y, net(X))[0]), "training loss"),
    Case(loop(look=training_loss), "the training loss", "stops by the loss it trains on"),
    Case(loop(look=exchanged), "targets come first", "loss(outputs, targets)"),
    Case(
        loop(look=exchanged, back_through=lambda y, scores: binary_cross_entropy(scores, y)[1]),
        "targets come first",
        "loss(outputs, targets) everywhere",
    ),
    Case(loop(back_through=lambda y, scores: binary_cross_entropy(scores, y)[1]), "targets come first"),
    Case(loop(look=of_probabilities), "takes the scores", "BCELoss after a sigmoid"),
    Case(
        loop(look=of_probabilities, back_through=lambda y, scores: slopes(y, sigmoid(scores))),
        "takes the scores",
        "BCELoss after a sigmoid, in both places",
    ),
    Case(loop(look=mistakes), "shares of the points", "watches the error rate"),
    Case(loop(back_through=lambda y, scores: slopes(y, scores) * len(y)), "number of rows", "sums the gradients"),
    Case(loop(back_through=lambda y, scores: slopes(y, scores) / len(y)), "number of rows", "divides by m once more"),
    Case(loop(price=lambda net, l2: -net.grads), "cleared after backward", "zero_grad between backward and step"),
    Case(
        loop(look=lambda net, X_val, y_val, *rest: len(y_val) * looks(net, X_val, y_val, *rest)),
        "sums over the watched points",
        "running_loss += loss * batch",
    ),
    Case(
        loop(look=lambda net, *rest: looks(net, *rest) + rest[-1] * np.sum((net.params * net.is_weight) ** 2)),
        "the watched loss has the price in it",
        "loss + lambda * sum(W²)",
    ),
    Case(loop(look=tuples), "gives the loss and its slopes", "keeps what the loss function returns"),
    Case(loop(walks=False), "without a new net.backward before it", "forgets backward"),
    Case(no_steps, "takes no step", "forgets optimizer.step()"),
    Case(vals_of_fit, "the watched loss has the price in it"),
    Case(loop(give=lambda losses, at, lowest, best, net: losses[: at + 1]), "The list keeps every epoch"),
    Case(loop(give=lambda losses, at, lowest, best, net: losses[:-1]), "11 steps were taken, and the list has 10"),
    Case(loop(give=lambda losses, at, lowest, best, net: at), "returned is one number", "returns the best epoch"),
    Case(loop(give=lambda losses, at, lowest, best, net: lowest), "returned is one number", "returns the best loss"),
    Case(loop(give=lambda losses, at, lowest, best, net: best), "returned are weights"),
    Case(loop(give=lambda losses, at, lowest, best, net: net), "returned is a Sequential", "returns the model"),
    Case(loop(give=lambda losses, at, lowest, best, net: (losses, at)), "returned is a tuple"),
    Case(loop(give=lambda losses, at, lowest, best, net: (net, losses)), "returned is a tuple", "model, history"),
    Case(loop(give=lambda losses, at, lowest, best, net: {"val_loss": losses}), "returned is a dict", "a history"),
    Case(loop(give=lambda losses, at, lowest, best, net: [losses]), "an array of shape (1, "),
    Case(loop(give=lambda losses, at, lowest, best, net: None), "after the loop"),
    Case(first_loss_before_training, "begins with that of the start", "a first loss before the loop"),
    Case(loop(in_front=lambda net, X_val: None, look=None), "TypeError"),
    Case(new_grads, "Write net.grads +="),
    Case(asks_stopping, "stopping can't be asked half-way"),
    Case(of_its_own, "takes no step", "builds a network of its own"),
    Case(trains_on_the_watched, "never on the points to watch"),
    Case(in_batches_of_one, "Train on all rows", "stochastic, row by row"),
    Case(two_steps, "without a new net.backward"),
    Case(longer, "epochs were run"),
    Case(moves_points, "changes the points"),
    Case(lambda *arguments: undefined, "NameError"),  # noqa: F821
]

CORPUS = {"stopping": STOPPING, "early_stopping": EARLY_STOPPING}
