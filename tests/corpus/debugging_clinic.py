"""Answers to lesson 18: letters, a loss, two steps, a way back, a shuffle."""

import random
from functools import partial

import numpy as np
import sklearn.utils

from nnlib import Dense, binary_cross_entropy, sigmoid
from nnlib.teaching.clinic import parts, ward

from . import Case


# ---- letters ----
def letters(right, **replies):
    """Answers to a question with four letters. replies: for each wrong letter, words of what it must be told."""
    one = "wanted one of the letters"
    return [
        Case(right),
        Case(f" {right.lower()}\n", after="typed in lower case, with a blank"),
        *(Case(letter, words) for letter, words in replies.items()),
        *(Case(letter.lower(), words, "typed in lower case") for letter, words in replies.items()),
        Case(f"{right})", after="the letter with its bracket, as in a quiz"),
        Case([right], one, "a list of all that apply"),
        Case("ABCD".index(right), one, "the place, from 0, as in a quiz"),
        Case("E", one),
        Case("", one),
        Case(None, one),
    ]


# ---- the loss ----
def by_logs(y, scores, p=sigmoid):
    q = p(scores)
    return -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q)), (q - y) / y.shape[0]


def clipped(y, scores):
    p = np.clip(1 / (1 + np.exp(-scores)), 1e-15, 1 - 1e-15)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(), (p - y) / y.size


def from_logits(y, x):
    """max(x, 0) − x y + log(1 + exp(−|x|))"""
    each = np.maximum(x, 0) - x * y + np.log1p(np.exp(-np.abs(x)))
    return np.average(each), (1 / (1 + np.exp(-x)) - y) / len(x)


def by_dot_products(y, scores):
    n, p = len(y), sigmoid(scores)
    cost = -(y.T @ np.log(p) + (1 - y).T @ np.log(1 - p)) / n
    return np.squeeze(cost), (1 / n) * (p - y)


def cost_as_a_table(y, scores):
    n, p = len(y), sigmoid(scores)
    return -(y.T @ np.log(p) + (1 - y).T @ np.log(1 - p)) / n, (p - y) / n


def row_by_row(y, scores):
    loss, gradient = 0.0, np.zeros_like(scores)
    for i in range(len(y)):
        p = 1 / (1 + np.exp(-scores[i, 0]))
        loss -= np.log(p) if y[i, 0] == 1 else np.log(1 - p)
        gradient[i, 0] = (p - y[i, 0]) / len(y)
    return loss / len(y), gradient


def by_the_chain(y, scores):
    p = sigmoid(scores)
    dp = (p - y) / (p * (1 - p)) / len(y)
    return by_logs(y, scores)[0], dp * p * (1 - p)


def with_value(value):
    return lambda y, s: (value(y, s, sigmoid(s)), by_logs(y, s)[1])


def with_slope(slope):
    return lambda y, s: (by_logs(y, s)[0], slope(y, s, sigmoid(s)))


def logs(y, p):
    return y * np.log(p) + (1 - y) * np.log(1 - p)


BINARY_LOSS = [
    Case(by_logs),
    Case(lambda y, s: list(map(np.asarray, by_logs(y, s)))),
    Case(binary_cross_entropy),
    Case(clipped, after="clips p before the log, divides by size"),
    Case(from_logits, after="the stable form of large libraries"),
    Case(by_dot_products, after="dot products, squeezed, 1/m in front"),
    Case(row_by_row, after="a loop over the rows"),
    Case(by_the_chain, after="dL/dp, then p (1 − p)"),
    Case(parts.binary_loss, "the gradient: every number is n times too large", "returns p − y"),
    Case(cost_as_a_table, "One number is wanted", "dot products, not squeezed"),
    Case(
        with_value(lambda y, s, p: -logs(y, p).sum()), "the loss: every number is n times too large", "a sum of losses"
    ),
    Case(with_value(lambda y, s, p: -logs(y, p)), "One number is wanted", "no reduction"),
    Case(with_value(lambda y, s, p: logs(y, p).mean()), "the loss: every number has the wrong sign"),
    Case(with_value(lambda y, s, p: -logs(y, p).mean() / len(y)), "the loss: every number is n times too small"),
    Case(
        with_value(lambda y, s, p: -(y * np.log(p)).mean()),
        "rows with target 0 don't count",
        "−y log p, as for classes",
    ),
    Case(with_value(lambda y, s, p: -((1 - y) * np.log(1 - p)).mean()), "rows with target 1 don't count"),
    Case(with_value(lambda y, s, p: ((p - y) ** 2).mean()), "a squared error", "MSE beside p − y"),
    Case(with_value(lambda y, s, p: 0.5 * ((p - y) ** 2).mean()), "a squared error"),
    Case(
        with_value(lambda y, s, p: -logs(y, s).mean()), "scores are taken for probabilities", "expects p, gets scores"
    ),
    Case(lambda y, s: by_logs(y, sigmoid(s)), "the sigmoid is taken twice", "a sigmoid outside and one inside"),
    Case(with_slope(lambda y, s, p: (sigmoid(p) - y) / len(y)), "the sigmoid is taken twice"),
    Case(with_slope(lambda y, s, p: (s - y) / len(y)), "the gradient: scores are taken for probabilities"),
    Case(
        with_slope(lambda y, s, p: (y - p) / len(y)), "the gradient: every number has the wrong sign", "y − p, an error"
    ),
    Case(with_slope(lambda y, s, p: (p - y) / len(y) ** 2), "the gradient: every number is n times too small"),
    Case(with_slope(lambda y, s, p: 2 * (p - y) / len(y)), "the gradient: every number is twice too large"),
    Case(with_slope(lambda y, s, p: (p - y) / 32), "you divide by 32, whatever comes in", "the batch size written out"),
    Case(
        with_slope(lambda y, s, p: (p - y) / (p * (1 - p))), "that is the slope in p", "the slope in p, not in scores"
    ),
    Case(with_slope(lambda y, s, p: (p - y) / (p * (1 - p)) / len(y)), "that is the slope in p", "the slope in p"),
    Case(
        with_slope(lambda y, s, p: (p - y) * p * (1 - p) / len(y)),
        "p (1 − p) is a factor too many",
        "as for a squared error",
    ),
    Case(with_slope(lambda y, s, p: np.mean(p - y)), "one number, a mean over the rows"),
    Case(with_slope(lambda y, s, p: np.mean(p - y, axis=0)), "one number, a mean over the rows"),
    Case(with_slope(lambda y, s, p: np.mean(p - y, axis=0, keepdims=True)), "one number, a mean over the rows"),
    Case(with_slope(lambda y, s, p: ((p - y) / len(y)).T), "the shape of its transpose", "columns are samples"),
    Case(with_slope(lambda y, s, p: ((p - y) / len(y)).ravel()), "As many numbers, in another shape"),
    Case(with_slope(lambda y, s, p: ((p - y) / len(y)).round(2)), "rounded to 2 decimals"),
    Case(lambda y, s: by_logs(y, s)[0], "wanted 2 results", "returns the loss alone"),
    Case(lambda y, s: by_logs(y, s)[::-1], "come back as the gradient, the loss"),
    Case(
        lambda y, s: {"loss": by_logs(y, s)[0], "grad": by_logs(y, s)[1]},
        "a dictionary with loss, grad",
        "a dictionary",
    ),
    Case(lambda s, y: by_logs(y, s), "exchanged", "scores first, as in PyTorch"),
    Case(lambda y, s: print(by_logs(y, s)), "returns None"),
    Case(with_slope(lambda y, s, p: p - y / len(y)), "p − y needs brackets", "p - y / n"),
    Case(with_slope(lambda y, s, p: (p - y) / (len(y) - 1)), "you divide by n - 1", "n − 1, as for a variance"),
    Case(with_slope(lambda y, s, p: (p.ravel() - y) / len(y)), "met one of shape", "ravel on one side"),
]


# ---- the way back ----
def way_back(
    net, dscores, dW=None, db=None, hand_on=lambda dy, W: dy @ W.T, relu=lambda r, dy: r.backward(dy), sums=None, n=1
):
    """Right; the keywords make it wrong. dW, db: (layer, new numbers) is written."""
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            weights, biases = layer.x.T @ dy / n, sums(dy) if sums else dy.sum(axis=0)
            if dW:
                dW(layer, weights)
            else:
                layer.dW[:] = weights
            if db:
                db(layer, biases)
            else:
                layer.db[:] = biases
            dy = hand_on(dy, layer.W)
        else:
            dy = relu(layer, dy)


def add_dW(layer, new):
    layer.dW += new


def add_db(layer, new):
    layer.db += new


def subtract_dW(layer, new):
    layer.dW -= new


def subtract_db(layer, new):
    layer.db -= new


def rebind_dW(layer, new):
    layer.dW = new


def rebind_db(layer, new):
    layer.db = new


def nothing(layer, new):
    pass


def cleared_first(net, dscores):
    net.grads[:] = 0
    way_back(net, dscores, dW=add_dW, db=add_db)


def each_layer_cleared_first(net, dscores):
    for layer in net.layers:
        if hasattr(layer, "dW"):
            layer.dW.fill(0)
            layer.db.fill(0)
    way_back(net, dscores, dW=add_dW, db=add_db)


def by_layers(net, dscores):
    for layer in net.layers[::-1]:
        dscores = layer.backward(dscores)


def with_einsum(net, dscores):
    grad = dscores
    for i in range(len(net.layers) - 1, -1, -1):
        layer = net.layers[i]
        if type(layer).__name__ == "ReLU":
            grad = np.where(layer.y > 0, grad, 0)
            continue
        np.copyto(layer.dW, np.einsum("ni,no->io", layer.x, grad))
        layer.db[...] = np.einsum("no->o", grad)
        grad = np.dot(grad, layer.W.T)


def grads_as_a_new_vector(net, dscores):
    net.grads = np.zeros_like(net.grads)
    way_back(net, dscores, dW=add_dW, db=add_db)


def cleared_afterwards(net, dscores):
    way_back(net, dscores)
    net.grads[:] = 0


def cleared_at_each_layer(net, dscores):
    def clear(layer, new):
        net.grads[:] = 0
        layer.dW += new

    way_back(net, dscores, dW=clear)


def names_only(net, dscores):
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            dW, db = layer.x.T @ dy, dy.sum(axis=0)
            dy = dy @ layer.W.T
        else:
            dy = layer.backward(dy)
    return dW, db


def steps_as_well(net, dscores):
    way_back(net, dscores)
    net.params -= 0.1 * net.grads


def last_layer_only(net, dscores):
    layer = net.layers[-1]
    layer.dW[:], layer.db[:] = layer.x.T @ dscores, dscores.sum(axis=0)


def without_the_first(net, dscores):
    dy = dscores
    for layer in net.layers[:0:-1]:
        dy = layer.backward(dy)


def from_the_front(net, dscores):
    dy = dscores
    for layer in net.layers:
        if isinstance(layer, Dense):
            layer.dW[:] = layer.x.T @ dy
            dy = dy @ layer.W.T


def pytorch_clears(net, dscores):
    net.zero_grad()
    way_back(net, dscores)


def other_names(net, dscores):
    for layer in reversed(net.layers):
        layer.dW[:] = layer.input.T @ dscores


def asks_relu_for_W(net, dscores):
    dy = dscores
    for layer in reversed(net.layers):
        layer.dW[:] = layer.x.T @ dy
        dy = dy @ layer.W.T


BACKWARD = [
    Case(way_back),
    Case(cleared_first),
    Case(lambda net, dscores: net.backward(dscores)),
    Case(ward.overwrite),
    Case(by_layers, after="each layer's own backward, from the last"),
    Case(each_layer_cleared_first, after="zero_grad: every layer's gradients filled with 0"),
    Case(with_einsum, after="einsum and np.copyto"),
    Case(parts.backward, "the old gradient is still in it", "grads accumulate, as in PyTorch"),
    Case(partial(way_back, db=add_db), "right: W1, W2, W3; the old gradient is still in it: b1"),
    Case(partial(way_back, dW=add_dW), "right: b1, b2, b3; the old gradient is still in it: W1"),
    Case(partial(way_back, db=nothing), "right: W1, W2, W3; left out: b1, b2, b3"),
    Case(partial(way_back, dW=nothing), "right: b1, b2, b3; left out: W1, W2, W3"),
    Case(partial(way_back, dW=rebind_dW), "a new array was made", "self.dW = …, as most classes do"),
    Case(partial(way_back, db=rebind_db), "a new array was made", "self.db = …"),
    Case(grads_as_a_new_vector, "a new array was made", "np.zeros_like for clearing"),
    Case(cleared_afterwards, "in every array: cleared after it was written", "clears after the step, one line early"),
    Case(cleared_at_each_layer, "right: W1, b1; cleared after it was written: W2"),
    Case(names_only, "dW and db are as they were", "returns the gradients"),
    Case(steps_as_well, "weights have moved", "backward and update in one method"),
    Case(ward.learn, "Compare the line that starts with `def`", "takes a rate as well"),
    Case(last_layer_only, "right: W3, b3; left out: W1, b1, W2, b2"),
    Case(without_the_first, "right: W2, b2, W3, b3; left out: W1, b1", "range that stops at 1"),
    Case(partial(way_back, relu=lambda relu, dy: dy), "before it ReLU is missing", "skips the activations"),
    Case(
        partial(way_back, relu=lambda relu, dy: np.maximum(0, dy)),
        "the last layer is right. What goes on? dy = dy @",
        "relu(dy)",
    ),
    Case(partial(way_back, relu=lambda relu, dy: dy * (dy > 0)), "the last layer is right. What goes on? dy = dy @"),
    Case(
        partial(way_back, sums=lambda dy: dy.mean(axis=0)),
        "right: W1, W2, W3; divided by n: b1, b2, b3",
        "np.mean for biases",
    ),
    Case(partial(way_back, sums=np.sum), "Look at db, which adds dy over the rows", "np.sum(dz) without an axis"),
    Case(partial(way_back, sums=np.mean), "Look at db, which adds dy over the rows"),
    Case(lambda net, d: way_back(net, d, n=len(d)), "right: b1, b2, b3; divided by n: W1", "1/m in dW alone"),
    Case(lambda net, d: way_back(net, -d), "in every array: the sign is wrong"),
    Case(lambda net, d: way_back(net, d / len(d)), "n times too small", "1/m in every layer"),
    Case(lambda net, d: way_back(net, d * len(d)), "n times too large"),
    Case(lambda net, d: way_back(net, 2 * d), "in every array: times 2 (done more than once", "2 (p − y)"),
    Case(partial(way_back, hand_on=lambda dy, W: dy), "dy goes on as it came"),
    Case(
        partial(way_back, hand_on=lambda dy, W: W @ dy.T),
        "the last layer is right. What goes on? dy = dy @",
        "columns are samples",
    ),
    Case(
        partial(way_back, hand_on=lambda dy, W: dy @ W),
        "the last layer is right. What goes on? dy = dy @",
        "W without .T",
    ),
    Case(from_the_front, "From the last layer to the first", "forgets reversed"),
    Case(pytorch_clears, "net has layers, params, grads", "net.zero_grad()"),
    Case(other_names, "its input x", "layer.input"),
    Case(asks_relu_for_W, "ReLU backward", "no question which kind of layer"),
    Case(lambda net, d: way_back(net, d, dW=subtract_dW, db=subtract_db), "the old gradient is still in it"),
    Case(partial(way_back, sums=lambda dy: dy[0]), "each W is right, and with it dy"),
    Case(partial(way_back, sums=lambda dy: dy.sum(axis=1)), "db = dy.sum(axis=0)", "the other axis"),
    Case(partial(way_back, hand_on=lambda dy, W: dy @ (W.T + 1)), "the last layer is right. What goes on? dy = dy @"),
    Case(np.ones(3), "a function is wanted"),
]


# ---- a step ----
def walk(net, dscores, lr, late=True, dx=lambda dy, W: dy @ W.T, biases=True, deep=True, sign=-1, sums=None):
    """Right; the keywords make it wrong."""
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            back = dx(dy, layer.W)
            layer.W += sign * lr * layer.x.T @ dy
            if biases:
                layer.b += sign * lr * (sums(dy) if sums else dy.sum(axis=0))
            dy = back if late else dx(dy, layer.W)
            if not deep:
                return
        else:
            dy = layer.backward(dy)


def by_the_network(net, dscores, lr):
    net.backward(dscores)
    net.params -= lr * net.grads


def into_the_slice(net, dscores, lr):
    net.backward(dscores)
    net.params[:] = net.params - lr * net.grads


def layer_by_layer(net, dscores, lr):
    net.backward(dscores)
    for layer in net.layers:
        if hasattr(layer, "W"):
            layer.W -= lr * layer.dW
            layer.b -= lr * layer.db


def numpy_subtracts(net, dscores, lr):
    net.backward(dscores)
    np.subtract(net.params, lr * net.grads, out=net.params)


def number_by_number(net, dscores, lr):
    net.backward(dscores)
    for i in range(len(net.params)):
        net.params[i] = net.params[i] - lr * net.grads[i]


def gradients_in_a_list(net, dscores, lr):
    """All gradients first, then all steps."""
    found, dy = [], dscores
    for layer in net.layers[::-1]:
        if isinstance(layer, Dense):
            found.append((layer, layer.x.T.dot(dy), np.sum(dy, axis=0)))
            dy = dy.dot(layer.W.T)
        else:
            dy = dy * (layer.y > 0)
    for layer, dW, db in found:
        layer.W[...] = layer.W - lr * dW
        layer.b[...] = layer.b - lr * db


def own_backward_then_step(net, dscores, lr):
    dy = dscores
    for layer in reversed(net.layers):
        dy = layer.backward(dy)
        if isinstance(layer, Dense):
            layer.W -= lr * layer.dW
            layer.b -= lr * layer.db


def old_weights_copied(net, dscores, lr):
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            old = layer.W.copy()
            layer.W -= lr * np.dot(layer.x.T, dy)
            layer.b -= lr * np.sum(dy, axis=0)
            dy = np.dot(dy, old.T)
        else:
            dy = layer.backward(dy)


def old_weights_by_another_name(net, dscores, lr):
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            old = layer.W
            layer.W -= lr * layer.x.T @ dy
            layer.b -= lr * dy.sum(axis=0)
            dy = dy @ old.T
        else:
            dy = layer.backward(dy)


def without_masks(net, dscores, lr):
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            back = dy @ layer.W.T
            layer.W -= lr * layer.x.T @ dy
            layer.b -= lr * dy.sum(axis=0)
            dy = back


def layers_rebound(net, dscores, lr):
    net.backward(dscores)
    for layer in net.layers:
        if isinstance(layer, Dense):
            layer.W = layer.W - lr * layer.dW
            layer.b = layer.b - lr * layer.db


def new_vector_with_a_name(net, dscores, lr):
    net.backward(dscores)
    params = net.params
    params = params - lr * net.grads  # noqa: F841


def new_vector_copied(net, dscores, lr):
    net.backward(dscores)
    net.params = net.params.copy()
    net.params -= lr * net.grads


def names_of_layers(net, dscores, lr):
    net.backward(dscores)
    for layer in net.layers:
        if isinstance(layer, Dense):
            W, b = layer.W, layer.b
            W = W - lr * layer.dW
            b = b - lr * layer.db


def returned(net, dscores, lr):
    net.backward(dscores)
    return net.params - lr * net.grads


def without_backward(net, dscores, lr):
    net.params -= lr * net.grads


def step_first(net, dscores, lr):
    net.params -= lr * net.grads
    net.backward(dscores)


def added_up(net, dscores, lr):
    old = net.grads.copy()
    net.backward(dscores)
    net.params -= lr * (net.grads + old)


def biases_only(net, dscores, lr):
    net.backward(dscores)
    net.params -= lr * net.grads * ~net.is_weight


def weights_only(net, dscores, lr):
    net.backward(dscores)
    net.params -= lr * net.grads * net.is_weight


def by_what_backward_returns(net, dscores, lr):
    net.params -= lr * net.backward(dscores)


def front_first(net, dscores, lr):
    dy = dscores
    for layer in net.layers:
        if isinstance(layer, Dense):
            layer.W -= lr * layer.x.T @ dy
            dy = dy @ layer.W.T


def too_early(net, dscores, lr):
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            dy = dy @ layer.W.T
            layer.W -= lr * layer.x.T @ dy
        else:
            dy = layer.backward(dy)


def last_layer_steps(net, dscores, lr):
    layer = net.layers[-1]
    layer.W -= lr * layer.x.T @ dscores
    layer.b -= lr * dscores.sum(axis=0)


def an_optimizer(net, dscores, lr):
    net.backward(dscores)
    net.step(lr)


def zips_parameters(net, dscores, lr):
    net.backward(dscores)
    for p, g in zip(net.parameters(), net.gradients(), strict=True):
        p -= lr * g


def biases_as_rows(net, dscores, lr):
    walk(net, dscores, lr, sums=lambda dy: dy.sum(axis=0, keepdims=True))


def by_signs(net, dscores, lr):
    net.backward(dscores)
    net.params -= lr * np.sign(net.grads)


def changed_lr(change):
    return lambda net, dscores, lr: by_the_network(net, dscores, change(lr))


def changed_dscores(change):
    return lambda net, dscores, lr: by_the_network(net, change(dscores), lr)


def overwrites(net, dscores, lr):
    net.backward(dscores)
    net.params[:] = lr * net.grads


def two_steps(net, dscores, lr):
    for _ in range(2):
        net.backward(dscores)
        net.params -= lr * net.grads


def for_each_layer(net, dscores, lr):
    net.backward(dscores)
    for layer in net.layers:
        if isinstance(layer, Dense):
            net.params -= lr * net.grads


def normalized(net, dscores, lr):
    net.backward(dscores)
    net.params -= lr * net.grads / np.linalg.norm(net.grads)


def lr_everywhere(net, dscores, lr):
    dy = lr * dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            dx = lr * dy @ layer.W.T
            layer.W -= layer.x.T @ dy
            layer.b -= dy.sum(axis=0)
            dy = dx
        else:
            dy = layer.backward(dy)


DESCEND = [
    Case(by_the_network),
    Case(ward.learn),
    Case(walk),
    Case(into_the_slice, after="params[:] = params − …"),
    Case(layer_by_layer, after="a loop over the layers, W and b apart"),
    Case(numpy_subtracts, after="np.subtract with out="),
    Case(number_by_number, after="a loop over single numbers"),
    Case(parts.descend, "a new array was made", "params = params − lr · grads"),
    Case(new_vector_copied, "a new array was made"),
    Case(layers_rebound, "a new array was made", "self.W = self.W − lr · dW"),
    Case(new_vector_with_a_name, "no number has moved", "a local name"),
    Case(names_of_layers, "no number has moved", "W, b = layer.W, layer.b"),
    Case(returned, "no number has moved", "returns the new weights, as in JAX"),
    Case(lambda net, dscores, lr: net.backward(dscores), "no number has moved"),
    Case(without_backward, "what was in net.grads before"),
    Case(step_first, "what was in net.grads before", "optimizer.step() before loss.backward()"),
    Case(added_up, "in every array: the old gradient is still in it"),
    Case(by_what_backward_returns, "net.backward returns None", "grads = net.backward(…)"),
    Case(changed_lr(lambda lr: -lr), "a step goes uphill", "params += lr · grads"),
    Case(changed_lr(lambda lr: 1), "lr is left out"),
    Case(changed_lr(lambda lr: 0.1), "the rate is 0.1, whatever lr is", "a default of 0.1"),
    Case(changed_lr(lambda lr: lr**2), "lr comes twice"),
    Case(changed_dscores(lambda d: d / len(d)), "n times too small", "lr / m · grads"),
    Case(changed_dscores(lambda d: d * len(d)), "n times too large"),
    Case(changed_lr(lambda lr: 2 * lr), "in every array: times 2 (done more than once"),
    Case(weights_only, "right: W1, W2, W3; left out: b1, b2, b3", "forgets the biases"),
    Case(biases_only, "right: b1, b2, b3; left out: W1, W2, W3"),
    Case(last_layer_steps, "right: W3, b3; left out: W1, b1, W2, b2"),
    Case(an_optimizer, "net has layers, params, grads", "net.step(lr)"),
    Case(zips_parameters, "net has layers, params, grads", "zip over parameters()"),
    Case(lambda net, lr, dscores: by_the_network(net, dscores, lr), "exchanged"),
    Case(lambda net, dscores: by_the_network(net, dscores, 0.1), "Compare the line that starts with `def`"),
    Case(by_signs, "the signs of the slopes alone", "signs of the slopes, as in Rprop"),
    Case(0.1, "a function is wanted"),
    Case(overwrites, "overwritten by the step", "params[:] = lr · grads"),
    Case(two_steps, "two steps are taken", "a loop around everything"),
    Case(for_each_layer, "times 3 (done more than once", "the whole step in the loop over layers"),
    Case(normalized, "a number that changes from call to call", "clips the gradient's norm"),
]
LEARN = [
    Case(walk),
    Case(by_the_network),
    Case(old_weights_copied, after="W_old = W.copy()"),
    Case(gradients_in_a_list, after="a list of gradients, then all updates"),
    Case(own_backward_then_step, after="each layer's own backward, then its step"),
    Case(into_the_slice),
    Case(parts.learn, "uses weights that have moved: its error grows", "updates, then goes on"),
    Case(old_weights_by_another_name, "uses weights that have moved: its error grows", "old = W, without a copy"),
    Case(partial(walk, late=False), "uses weights that have moved"),
    Case(partial(walk, sign=1), "a step goes uphill", "W += lr · dW"),
    Case(partial(walk, biases=False), "right: W1, W2, W3; left out: b1, b2, b3", "forgets the biases"),
    Case(partial(walk, deep=False), "right: W3, b3; left out: W1, b1, W2, b2"),
    Case(without_masks, "before it ReLU is missing", "skips the activations"),
    Case(partial(walk, sums=np.sum), "Look at db, which adds dy over the rows", "np.sum(dz)"),
    Case(
        partial(walk, sums=lambda dy: dy.mean(axis=0)),
        "right: W1, W2, W3; divided by n: b1, b2, b3",
        "np.mean for biases",
    ),
    Case(biases_as_rows, "without keepdims", "keepdims=True, from a library of layers"),
    Case(layers_rebound, "a new array was made", "self.W = self.W − …"),
    Case(parts.descend, "a new array was made"),
    Case(names_of_layers, "no number has moved", "local names"),
    Case(without_backward, "what was in net.grads before"),
    Case(by_what_backward_returns, "net.backward returns None"),
    Case(front_first, "From the last layer to the first", "forgets reversed"),
    Case(too_early, "dW and db are made of the dy that goes on", "overwrites dy too early"),
    Case(partial(walk, dx=lambda dy, W: dy @ W), "the last layer is right. What goes on? dy = dy @", "W without .T"),
    Case(partial(walk, dx=lambda dy, W: dy), "dy goes on as it came"),
    Case(changed_dscores(lambda d: 2 * d), "in every array: times 2 (done more than once"),
    Case(changed_dscores(lambda d: d / len(d)), "n times too small", "1/m once more"),
    Case(changed_lr(lambda lr: 0.1), "the rate is 0.1, whatever lr is"),
    Case(changed_lr(lambda lr: 1), "lr is left out"),
    Case(lambda net, lr, dscores: walk(net, dscores, lr), "exchanged", "the rate before the gradient"),
    Case(asks_relu_for_W, "Compare the line that starts with `def`"),
    Case(partial(walk, late=False, biases=False), "Beyond that, right: W1, W2, W3; left out: b1, b2, b3"),
    Case(partial(walk, sums=lambda dy: dy.sum(axis=1)), "db = dy.sum(axis=0)", "the other axis"),
    Case(overwrites, "overwritten by the step"),
    Case(lr_everywhere, "lr comes three times: W1, b1; lr comes twice: W2, b2", "multiplies dy by lr"),
]


# ---- the shuffle ----
def one_order(X, y, rng):
    order = rng.permutation(len(X))
    return X[order], y[order]


def in_a_table(X, y, rng):
    table = rng.permutation(np.column_stack([X, y]))
    return table[:, :-1], table[:, -1].astype(int)


def index_shuffled(X, y, rng):
    index = np.arange(X.shape[0])
    rng.shuffle(index)
    return np.take(X, index, axis=0), np.take(y, index)


def list_of_pairs(X, y, rng):
    pairs = list(zip(X, y, strict=True))
    rng.shuffle(pairs)
    X, y = zip(*pairs, strict=True)
    return np.array(X), np.array(y)


def by_sorting(X, y, rng):
    order = np.argsort(rng.random(len(y)))
    return [X[i] for i in order], [y[i] for i in order]


def by_scikit_learn(X, y, rng):
    return sklearn.utils.shuffle(X, y, random_state=int(rng.integers(2**31)))


def one_state_for_both(X, y, rng):
    """Two generators of one seed, one for each array."""
    seed = rng.integers(2**31)
    return tuple(np.random.default_rng(seed).permutation(part) for part in (X, y))


def in_place(X, y, rng):
    rng.shuffle(X)
    rng.shuffle(y)
    return X, y


def order_is_none(X, y, rng):
    order = rng.shuffle(np.arange(len(X)))
    return X[order], y[order]


def with_replacement(X, y, rng):
    rows = rng.integers(0, len(X), len(X))
    return X[rows], y[rows]


def choice(X, y, rng):
    rows = rng.choice(len(X), len(X))
    return X[rows], y[rows]


def into_the_old_array(X, y, rng):
    order = rng.permutation(len(X))
    X[:] = X[order]
    return X, y[order]


def turned_on(X, y, rng):
    start = rng.integers(1, len(X))
    return np.roll(X, start, axis=0), np.roll(y, start)


def half_of_them(X, y, rng):
    order = np.concatenate([rng.permutation(len(X) // 2), np.arange(len(X) // 2, len(X))])
    return X[order], y[order]


def by_rows_as_numbers(X, y, rng):
    order = rng.permutation(X)
    return X[order], y[order]


def labels_as_numbers(X, y, rng):
    order = rng.permutation(y)
    return X[order], order


def of_numpy(X, y, rng):
    order = np.random.permutation(len(X))  # noqa: NPY002
    return X[order], y[order]


def of_python(X, y, rng):
    order = list(range(len(X)))
    random.shuffle(order)
    return X[order], y[order]


def seeded_inside(X, y, rng):
    return one_order(X, y, np.random.default_rng(0))


def swaps_windows(X, y, rng):
    X, y = X.copy(), y.copy()
    for i in range(len(X) - 1, 0, -1):
        j = rng.integers(i + 1)
        X[i], X[j] = X[j], X[i]
        y[i], y[j] = y[j], y[i]
    return X, y


SHUFFLE = [
    Case(one_order),
    Case(in_a_table, after="stacks both into one table"),
    Case(index_shuffled, after="arange, shuffle, np.take"),
    Case(list_of_pairs, after="shuffles a list of pairs"),
    Case(by_sorting, after="argsort of random numbers, lists"),
    Case(by_scikit_learn, after="sklearn.utils.shuffle"),
    Case(one_state_for_both, after="the same state for both arrays"),
    Case(parts.shuffle, "need one order", "shuffles each array"),
    Case(lambda X, y, rng: (X[rng.permutation(len(X))], y), "X alone is shuffled"),
    Case(lambda X, y, rng: (X, y), "in their old order"),
    Case(seeded_inside, "two generators give one order", "a seed inside"),
    Case(lambda X, y, rng: one_order(X, y, np.random.default_rng()), "same seed give two orders", "its own generator"),
    Case(of_numpy, "same seed give two orders", "np.random.permutation"),
    Case(of_python, "same seed give two orders", "random.shuffle"),
    Case(lambda X, y, rng: (rng.permuted(X, axis=0), y), "not rows of the data"),
    Case(with_replacement, "others come twice", "rng.integers for an order"),
    Case(choice, "others come twice", "rng.choice without replace=False"),
    Case(in_place, "use an order", "rng.shuffle on both"),
    Case(into_the_old_array, "X[order] is a new array", "X[:] = …"),
    Case(order_is_none, "changes order and returns None", "order = rng.shuffle(order)"),
    Case(turned_on, "still stand beside their old neighbor"),
    Case(half_of_them, "still stand beside their old neighbor"),
    Case(lambda X, y, rng: (X[::-1], y[::-1]), "two generators give one order"),
    Case(labels_as_numbers, "Draw row numbers, not rows"),
    Case(by_rows_as_numbers, "Draw row numbers, not rows"),
    Case(lambda X, y, rng: one_order(X, y, rng)[0], "return two arrays", "returns X alone"),
    Case(lambda X, y, rng: rng.permutation(len(X)), "return two arrays", "returns the order"),
    Case(lambda X, y, rng: one_order(X, y, rng)[::-1], "the other way round"),
    Case(lambda X, y, rng: (X[:5], y[:5]), "5 rows come back, of 23"),
    Case(
        lambda X, y, rng: (one_order(X, y, rng)[0], one_order(X, y, rng)[1].reshape(-1, 1)),
        "are wanted, not (23, 3), (23, 1)",
    ),
    Case(lambda rng, X, y: one_order(X, y, rng), "the arguments come in the order X, y, rng", "the generator first"),
    Case(lambda X, y, rng: one_order(X, y, np.random), "same seed give two orders", "np.random as the generator"),
    Case(lambda X, y: one_order(X, y, np.random.default_rng()), "Compare the line that starts with `def`"),
    Case(lambda X, y, rng: print(one_order(X, y, rng)), "returns None"),
    Case(swaps_windows, "swaps no rows", "a, b = b, a, as for a list"),
    Case(lambda X, y, rng: (X[order := rng.permutation(len(X))], y[np.argsort(order)]), "the inverse order"),
    Case(lambda X, y, rng: (X[np.argsort(y)], np.sort(y)), "sorted by y", "sorts, as for a plot"),
]

CORPUS = {
    "diagnosis_1": letters("C", A="knows no rate", B="b2 comes before any ReLU", D="close to log 2"),
    "binary_loss": BINARY_LOSS,
    "diagnosis_2": letters("B", A="the same rate", C="keep the output biases", D="With slopes of 0"),
    "descend": DESCEND,
    "diagnosis_3": letters("A", B="the first look would be wrong", C="A mask shows", D="No step is taken"),
    "backward": BACKWARD,
    "diagnosis_4": letters("D", A="equally wrong at every rate", B="A missing mask", C="by the factor n"),
    "learn": LEARN,
    "diagnosis_5": letters("B", A="raise the untrained loss", C="has sixteen units, too", D="1000 steps would not"),
    "shuffle": SHUFFLE,
}
