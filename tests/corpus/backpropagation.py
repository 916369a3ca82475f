"""Lesson 05: the backward passes of a layer, of a ReLU and of two layers."""

from collections import namedtuple
from functools import partial

import numpy as np

from . import Case

# ---- dense_backward ----


def dense(x, W, dz):
    return dz @ W.T, x.T @ dz, dz.sum(axis=0)


def dense_with(dx=None, dW=None, db=None):
    """dense with some of its three results replaced by functions of x, W, dz."""
    own = (dx, dW, db)

    def answer(x, W, dz):
        return tuple(mine(x, W, dz) if mine else right for mine, right in zip(own, dense(x, W, dz), strict=True))

    return answer


def by_loops(x, W, dz):
    dx, dW, db = np.zeros(x.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for i, j, k in np.ndindex(len(x), *W.shape):
        dW[j, k] += x[i, j] * dz[i, k]
        dx[i, j] += dz[i, k] * W[j, k]
        db[k] += dz[i, k] / len(W)
    return dx, dW, db


def by_the_sizes_of_the_picture(x, W, dz):
    dW = np.zeros((2, 2))
    for i, j, k in np.ndindex(3, 2, 2):
        dW[j, k] += x[i, j] * dz[i, k]
    return dz @ W.T, dW, dz.sum(axis=0)


def by_einsum(x, W, dz):
    return [np.einsum("ik,jk", dz, W), np.einsum("ij,ik->jk", x, dz), np.ones(len(dz)) @ dz]


def reshaping_x(x, W, dz):
    n = x.shape[0]
    dx = np.dot(dz, W.T).reshape(x.shape)
    dW = np.dot(x.reshape(n, -1).T, dz)
    return dx, dW, np.sum(dz, axis=0)


def one_row_after_the_other(x, W, dz):
    dW, db, rows = np.zeros_like(W), np.zeros(W.shape[1]), []
    for row, arrives in zip(x, dz, strict=True):
        dW += np.outer(row, arrives)
        db += arrives
        rows.append(W.dot(arrives))
    return np.array(rows), dW, db


Gradients = namedtuple("Gradients", "dx dW db")


def columns(x, W, dz):
    return W.T @ dz, dz @ x.T, dz.sum(axis=1)


def columns_and_mean(x, W, dz):
    m = x.shape[1]
    return np.dot(W.T, dz), np.dot(dz, x.T) / m, np.sum(dz, axis=1, keepdims=True) / m


def divided(x, W, dz):
    m = x.shape[0]
    return np.dot(dz, W.T), np.dot(x.T, dz) / m, np.sum(dz, axis=0) / m


def from_a_cache(dz, cache):
    x, W, b = cache
    return dense(x, W, dz)


def moves_the_weights(x, W, dz):
    gradients = dense(x, W, dz)
    W -= 0.01 * gradients[1]
    return gradients


def only_the_gradient_of_x(x, W, dz):
    return np.dot(dz, W.T)


def but_the_last_sample(x, W, dz):
    dW = np.zeros(W.shape)
    for i in range(len(x) - 1):
        dW += np.outer(x[i], dz[i])
    return dz @ W.T, dW, dz.sum(axis=0)


DENSE = [
    Case(dense),
    Case(by_loops),
    Case(by_einsum),
    Case(reshaping_x, after="reshapes x to rows first, as a course on images does"),
    Case(one_row_after_the_other, after="outer products, a row at a time"),
    Case(lambda x, W, dz: Gradients(*dense(x, W, dz)), after="a named tuple"),
    Case(dense_with(dx=lambda x, W, dz: dz @ W), "dx: this is dz @ W; W is not transposed"),
    Case(by_the_sizes_of_the_picture, "3 and 2 are those of the picture"),
    Case(dense_with(dx=lambda x, W, dz: W @ dz.T), "dx lying on its side"),
    Case(dense_with(dx=lambda x, W, dz: dz @ W.T / len(x)), "dx: every number is n times too small"),
    Case(dense_with(dx=lambda x, W, dz: x * (dz @ W.T)), "its slope in x is W alone"),
    Case(dense_with(dx=lambda x, W, dz: -dz @ W.T), "dx: every number has the wrong sign"),
    Case(dense_with(dx=lambda x, W, dz: W.T @ dz), "whose columns are samples"),
    Case(dense_with(dx=lambda x, W, dz: dz.T @ W), "this is dzᵀ @ W"),
    Case(dense_with(dx=lambda x, W, dz: dz), "dx: this is dz itself"),
    Case(dense_with(dx=lambda x, W, dz: x @ x @ W), "the inner two sizes must be equal"),
    Case(dense_with(dx=lambda x, W, dz: dz * W), "multiplied number by number", "the * of another language"),
    Case(dense_with(dx=lambda x, W, dz: np.dot(W, dz)), "W @ dz", "weights first, as in z = W x + b"),
    Case(dense_with(dx=lambda x, W, dz: np.tile(W.sum(axis=1), (len(x), 1))), "dz has no part in it", "slope alone"),
    Case(dense_with(dW=lambda x, W, dz: x @ dz), "dW: this is x @ dz; x is not transposed"),
    Case(dense_with(dW=lambda x, W, dz: dz.T @ x), "dW lying on its side", "the layout of PyTorch's Linear"),
    Case(dense_with(dW=lambda x, W, dz: x @ dz.T), "adds over features"),
    Case(dense_with(dW=lambda x, W, dz: dz @ x.T), "whose columns are samples"),
    Case(dense_with(dW=lambda x, W, dz: x.T @ dz / len(x)), "dW: every number is n times too small"),
    Case(dense_with(dW=lambda x, W, dz: x.T @ dz * len(x)), "dW: every number is n times too large"),
    Case(dense_with(dW=lambda x, W, dz: x[:, :, None] * dz[:, None]), "W is used in every row"),
    Case(dense_with(dW=lambda x, W, dz: np.mean(x[:, :, None] * dz[:, None], axis=0)), "n times too small", "mean"),
    Case(dense_with(dW=lambda x, W, dz: W * (x.T @ dz)), "its slope in W is x alone"),
    Case(dense_with(dW=lambda x, W, dz: x.T * dz), "multiplied number by number", "the * of another language"),
    Case(dense_with(dW=lambda x, W, dz: np.outer(x.sum(axis=0), dz.sum(axis=0))), "each row by itself", "np.outer"),
    Case(
        dense_with(dW=lambda x, W, dz: np.outer(x[0], dz[0])),
        "only the first row counts",
        "written for a single sample",
    ),
    Case(dense_with(db=lambda x, W, dz: dz), "db: this is dz itself. The bias enters every row", "a single sample"),
    Case(dense_with(db=lambda x, W, dz: dz.sum(axis=1)), "summed over the units"),
    Case(dense_with(db=lambda x, W, dz: dz.sum(axis=1, keepdims=True)), "summed over the units", "axis=1, keepdims"),
    Case(dense_with(db=lambda x, W, dz: dz.sum(axis=1) / len(dz)), "summed over the units", "axis=1, /m"),
    Case(dense_with(db=lambda x, W, dz: dz.sum()), "one number for all units"),
    Case(dense_with(db=lambda x, W, dz: np.sum(dz) / len(dz)), "one number for all units, and divided by n"),
    Case(dense_with(db=lambda x, W, dz: np.mean(dz)), "one number for all units", "np.mean of everything"),
    Case(dense_with(db=lambda x, W, dz: np.sum(dz, keepdims=True)), "one number for all units", "keepdims, no axis"),
    Case(dense_with(db=lambda x, W, dz: np.full(W.shape[1], dz.sum())), "same number for all units"),
    Case(dense_with(db=lambda x, W, dz: dz.sum(axis=0, keepdims=True)), "leave keepdims out"),
    Case(
        dense_with(db=lambda x, W, dz: dz.sum(axis=0).reshape(-1, 1)),
        "two axes. b has shape (n_out,)",
        "a column of biases",
    ),
    Case(dense_with(db=lambda x, W, dz: dz.mean(axis=0)), "n times too small"),
    Case(dense_with(db=lambda x, W, dz: dz.mean(axis=1)), "averaged over the units"),
    Case(dense_with(db=lambda x, W, dz: dz.mean(axis=0, keepdims=True)), "n times too small, and with two axes"),
    Case(dense_with(db=lambda x, W, dz: (x.T @ dz).sum(axis=0)), "x has no part in db"),
    Case(dense_with(db=lambda x, W, dz: np.ones(W.shape[1])), "every number of your answer is 1", "slope alone"),
    Case(dense_with(dx=lambda x, W, dz: (dz @ W.T) * (x > 0)), "this layer has none", "ReLU's slope in the layer"),
    Case(dense_with(dx=lambda x, W, dz: dz.dot(W.T) * (x * (1 - x))), "this layer has none", "a sigmoid's slope"),
    Case(dense_with(dx=lambda x, W, dz: W.T), "dz has no part in it", "the slope alone"),
    Case(dense_with(dW=lambda x, W, dz: x.T @ dz / x.shape[1]), "number of columns of x", "m = x.shape[1]"),
    Case(dense_with(dx=lambda x, W, dz: dz @ x.T), "x stands where W belongs"),
    Case(dense_with(dW=lambda x, W, dz: W.T @ dz), "W stands where x belongs"),
    Case(divided, "dW: every number is n times too small", "divides dW and db by m"),
    Case(columns, "where each column is a sample"),
    Case(columns_and_mean, "whose columns are samples", "a large online course's, with 1/m"),
    Case(lambda dz, x, W: dense(x, W, dz), "exchanged, in the `def` line or inside", "the gradient first"),
    Case(
        lambda dZ, A, W: divided(A, W, dZ),
        "in another order than x, W, dz. Then, dW: every",
        "dZ, A_prev, W; 1/m",
    ),
    Case(lambda dZ, A, W: columns_and_mean(A, W, dZ), "arguments in another order", "a large online course, whole"),
    Case(lambda x, W, dz: divided(x, W, dz)[1:] + (dz @ W.T,), "results come in another order", "dW, db, dx; 1/m"),
    Case(from_a_cache, "Compare the line that starts with `def`", "takes a cache"),
    Case(lambda x, W, dz: dict(zip(("dx", "dW", "db"), dense(x, W, dz), strict=True)), "got a dictionary"),
    Case(lambda x, W, dz: dense(x, W, dz)[1:] + dense(x, W, dz)[:1], "come back as dW, db, dx"),
    Case(lambda x, W, dz: dense(x, W, dz)[1], "wanted 3 results, dx, dW, db, got one thing"),
    Case(only_the_gradient_of_x, "got one thing", "a layer's method that returns dx and keeps the others"),
    Case(moves_the_weights, "changes its argument number 2", "updates inside backward"),
    Case(lambda x, W, dz: (dz @ W, dz @ x, dz), "W is not transposed"),
    Case(dense_with(dx=lambda x, W, dz: dz @ W.T + 1e-3), "the answer should be"),
    Case(but_the_last_sample, "dW: the last row is left out", after="range(len(x) - 1)"),
]

# ---- relu_backward ----


def relu(z, da):
    return da * (z > 0)


def copied_and_set(z, da):
    dz = np.array(da, copy=True)
    dz[z <= 0] = 0
    return dz


def copied_and_set_below_0(z, da):
    dz = da.copy()
    dz[z < 0] = 0
    return dz


def sets_da(z, da):
    da[z <= 0] = 0
    return da


def slope_in_place(z, da):
    z[z <= 0] = 0
    z[z > 0] = 1
    return da * z


def number_by_number(z, da):
    dz = []
    for zs, das in zip(z, da, strict=True):
        dz.append([d if v > 0 else 0 for v, d in zip(zs, das, strict=True)])
    return dz


def asks_an_array(z, da):
    return da if z > 0 else 0


def by_size(z, da):
    dz = np.zeros(z.shape)
    for i in range(z.size):
        dz[i] = da[i] if z[i].all() > 0 else 0
    return dz


def whole_numbers(z, da):
    dz = np.zeros(z.shape, dtype=int)
    dz[z > 0] = da[z > 0]
    return dz


RELU = [
    Case(relu),
    Case(lambda z, da: np.where(z > 0, da, 0)),
    Case(lambda z, da: da * np.heaviside(z, 0)),
    Case(lambda z, da: da * (np.maximum(z, 0) > 0)),
    Case(copied_and_set, after="a copy of da, zeros where z <= 0"),
    Case(number_by_number, after="lists, a number at a time"),
    Case(lambda z, da: da * np.where(z <= 0, 0, 1).astype(z.dtype), after="np.where the other way round"),
    Case(copied_and_set_below_0, "except where z is exactly 0", "dZ[Z < 0] = 0"),
    Case(sets_da, "changes its argument number 2", "sets zeros in da"),
    Case(slope_in_place, "changes its argument number 1", "makes the slope in z's own place"),
    Case(asks_an_array, "an array has many", "if on an array"),
    Case(whole_numbers, "cut to whole numbers", "dtype=int"),
    Case(np.vectorize(lambda z, da: da if z > 0 else 0), "cut to whole numbers", "np.vectorize of an if"),
    Case(by_size, "`x.size` counts all numbers", "range(z.size)"),
    Case(lambda z, da: da * np.max(0, z), "the larger of the two is `np.maximum(0, z)`", "np.max(0, z)"),
    Case(lambda dA, Z: relu(Z, dA), "arguments are exchanged", "dA first, as in a large online course"),
    Case(lambda dA, cache: np.where(cache > 0, dA, 0), "arguments are exchanged", "dA and a cache"),
    Case(lambda z, da: da @ (z > 0), "number by number", "@ where * is meant"),
    Case(lambda z, da: np.dot(da, (z > 0).T), "number by number", "np.dot"),
    Case(lambda z, da: da * np.where(z > 0, 1, 0.01), "leaky", "the slope of a leaky ReLU"),
    Case(lambda z, da: da * (z > 0) * z, "by the value of ReLU", "mask and value"),
    Case(lambda z: 1.0 * (z > 0), "Compare the line that starts with `def`", "the slope takes z alone"),
    Case(lambda z, da: {"dz": da * (z > 0)}, "a dictionary with dz", "a dict"),
    Case(lambda z, da: da * z > 0, "in parentheses", "no parentheses around the comparison"),
    Case(lambda z, da: da * np.sign(z), "the sign of z", "np.sign for the slope"),
    Case(lambda z, da: da * z * (1 - z), "slope of a sigmoid", "the sigmoid's slope"),
    Case(lambda z, da: (da * (z > 0)).flatten(), "in one flat list", "flatten"),
    Case(lambda z, da: da, "nothing is blocked"),
    Case(lambda z, da: da * (np.maximum(z, 0) >= 0), "`output >= 0` is true everywhere"),
    Case(lambda z, da: da * (da > 0), "Which array knows whether the unit was on"),
    Case(lambda z, da: np.maximum(0, da), "Which array knows whether the unit was on", "forward's line for da"),
    Case(lambda z, da: 1.0 * (z > 0), "slope times the gradient that arrives", "relu2deriv"),
    Case(lambda z, da: da * np.maximum(z, 0), "how much does the output move"),
    Case(lambda z, da: da * z, "da is multiplied by z"),
    Case(lambda da, z: da * (z > 0), "arguments are exchanged"),
    Case(lambda z, da: (da * (z > 0), z), "Number 1 is right: return it alone"),
    Case(lambda z, da: (da * (z > 0)).astype(int), "cut to whole numbers"),
    Case(lambda z, da: da * (z >= 0), "except where z is exactly 0"),
    Case(lambda z, da: da * (z < 0), "the wrong way round"),
    Case(lambda z, da: da * (z <= 0), "the wrong way round"),
    Case(lambda z, da: np.maximum(da, 0) * (z > 0), "negative gradients are lost"),
    Case(lambda z, da: np.maximum(z, 0), "the forward pass"),
    Case(lambda z, da: -da * (z > 0), "wrong sign"),
    Case(lambda z, da: da[z > 0], "only the gradients that pass are left"),
    Case(lambda z, da: (da * (z > 0)).sum(axis=0), "summed over the rows or columns"),
    Case(lambda z, da: (da * (z > 0)).T, "shape of its transpose"),
    Case(lambda z, da: da * (1 - np.tanh(z) ** 2), "the slope of tanh", "another activation's slope"),
    Case(lambda z, da: da + (z > 0), "the mask multiplies it"),
    Case(lambda z, da: da * (z > 0.6), "the answer should be"),
]

# ---- two_layers ----


def two(X, y, W1, b1, W2, b2, *, dp=None, da1=None, mask=None, last=None, add=None, **more):
    """The right answer; the keywords make it wrong."""
    act, out, end = (more.get(name) for name in ("act", "out", "end"))
    product = more.get("product", lambda x, d: x.T @ d)
    add = add or (lambda d: d.sum(axis=0))
    z1 = X @ W1 + b1
    a1 = act(z1) if act else np.maximum(z1, 0)
    p = a1 @ W2 + b2
    p = out(p) if out else p
    dp = (dp or (lambda d: d / len(X)))(p - y)
    dp = end(p, dp) if end else dp
    back = da1(dp, W2, a1.T @ dp) if da1 else dp @ W2.T
    dz1 = back * (mask(z1, a1, back) if mask else z1 > 0)
    dz1 = more["back"](back, z1) if "back" in more else dz1
    return product(X, dz1), add(dz1), product(last(z1) if last else a1, dp), add(dp)


def without_biases(X, y, W1, b1, W2, b2):
    return two(X, y, W1, 0 * b1, W2, 0 * b2)


def with_(**planted):
    return partial(two, **planted)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def exchanging_z1_and_da1(X, y, W1, b1, W2, b2):
    _, _, dW2, db2 = two(X, y, W1, b1, W2, b2)
    z1 = X @ W1 + b1
    da1 = (np.maximum(z1, 0) @ W2 + b2 - y) / len(X) @ W2.T
    dz1 = relu(da1, z1)
    return X.T @ dz1, dz1.sum(axis=0), dW2, db2


def with_a_column_of_ones(X, y, W1, b1, W2, b2):
    ones = np.ones((len(X), 1))
    inputs = np.hstack([X, ones])
    hidden = np.hstack([np.maximum(inputs @ np.vstack([W1, b1]), 0), ones])
    dp = (hidden @ np.vstack([W2, b2]) - y) / len(X)
    d2 = hidden.T @ dp
    d1 = inputs.T @ np.where(hidden[:, :-1] > 0, dp @ W2.T, 0)
    return d1[:-1], d1[-1], d2[:-1], d2[-1]


def by_nnlib(X, y, W1, b1, W2, b2):
    from nnlib import Dense, ReLU, Sequential, squared_error

    rng = np.random.default_rng(0)
    net = Sequential(Dense(*W1.shape, rng=rng), ReLU(), Dense(*W2.shape, rng=rng))
    first, _, second = net.layers
    first.W[:], first.b[:], second.W[:], second.b[:] = W1, b1, W2, b2
    net.backward(squared_error(y, net(X))[1])
    return [first.dW, first.db, second.dW, second.db]


def n_with_each_product(X, y, W1, b1, W2, b2):
    m = y.shape[0]
    Z1 = X.dot(W1) + b1
    A1 = Z1 * (Z1 > 0)
    dZ2 = A1.dot(W2) + b2 - y
    dZ1 = dZ2.dot(W2.T) * (A1 > 0)
    return (X.T.dot(dZ1)) / m, np.sum(dZ1, axis=0) / m, (A1.T.dot(dZ2)) / m, np.sum(dZ2, axis=0) / m


def grad_with_zeros_set(X, y, w1, b1, w2, b2, factor=1.0, copy=True):
    h = X.dot(w1) + b1
    h_relu = np.maximum(h, 0)
    grad_p = factor * (h_relu.dot(w2) + b2 - y)
    grad_h = grad_p.dot(w2.T).copy()
    grad_h[h < 0] = 0
    return X.T.dot(grad_h), grad_h.sum(axis=0), h_relu.T.dot(grad_p), grad_p.sum(axis=0)


def three_loops(X, y, W1, b1, W2, b2):
    sums = [np.zeros_like(a, dtype=float) for a in (W1, b1, W2, b2)]
    for i in range(X.shape[0]):
        for total, g in zip(sums, two(X[[i]], y[[i]], W1, b1, W2, b2), strict=True):
            total += g
    return [total / X.shape[0] for total in sums]


def columns_of_samples(X, Y, W1, b1, W2, b2, bias=lambda b: b):
    m = X.shape[1]
    Z1 = W1 @ X + bias(b1)
    A1 = np.maximum(0, Z1)
    dZ2 = W2 @ A1 + bias(b2) - Y
    dZ1 = (W2.T @ dZ2) * (Z1 > 0)
    db1, db2 = (np.sum(d, axis=1, keepdims=True) / m for d in (dZ1, dZ2))
    return dZ1 @ X.T / m, db1, dZ2 @ A1.T / m, db2


def bias_gradients_keep_two_axes(X, y, W1, b1, W2, b2):
    m = X.shape[0]
    g = n_with_each_product(X, y, W1, b1, W2, b2)
    return g[0], g[1].reshape(1, -1), g[2], g[3].reshape(1, -1) * (m / m)


def steps_too_early(X, y, W1, b1, W2, b2):
    dW1, db1, dW2, db2 = two(X, y, W1, b1, W2, b2)
    W2 -= 0.1 * dW2
    return dW1, db1, dW2, db2


def changed(*places):
    """The right gradients, those at these places changed by a function of the gradient and the number of rows."""

    def answer(*case):
        gradients = list(two(*case))
        for place, change in places:
            gradients[place] = change(gradients[place], len(case[0]))
        return gradients

    return answer


def mean_of(g, n):
    return g / n


def a1_for_X(X, y, W1, b1, W2, b2):
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0)
    dp = (a1 @ W2 + b2 - y) / len(X)
    dz1 = dp @ W2.T * (z1 > 0)
    return a1.T @ dz1, dz1.sum(axis=0), a1.T @ dp, dp.sum(axis=0)


TWO = [
    Case(two),
    Case(with_a_column_of_ones),
    Case(by_nnlib),
    Case(n_with_each_product, after="1/m with each gradient, none in dZ2"),
    Case(lambda X, *c: grad_with_zeros_set(X, *c, factor=1 / len(X)), after="grad_h[h < 0] = 0"),
    Case(three_loops, after="one sample at a time, then the mean"),
    Case(with_(mask=lambda z1, a1, back: np.where(a1 <= 0, 0, 1)), after="np.where on a1"),
    Case(
        lambda X, *c: grad_with_zeros_set(X, *c, factor=2), "neither the ½ nor the 1/n", "2 (p − y), a sum of squares"
    ),
    Case(lambda X, *c: grad_with_zeros_set(X, *c, factor=2 / len(X)), "twice too large", "2/m, the plain mean"),
    Case(with_(act=sigmoid, mask=lambda z1, a1, back: a1 * (1 - a1)), "a sigmoid stands where ReLU", "sigmoid hidden"),
    Case(with_(mask=lambda z1, a1, back: a1 * (1 - a1)), "slope of a sigmoid", "the sigmoid's slope kept"),
    Case(with_(act=np.tanh, mask=lambda z1, a1, back: 1 - a1**2), "tanh stands where ReLU", "tanh hidden"),
    Case(with_(out=sigmoid), "The last layer is linear", "sigmoid at the end, p − y"),
    Case(with_(out=sigmoid, end=lambda p, d: d * p * (1 - p)), "The last layer is linear", "sigmoid at the end"),
    Case(with_(out=softmax), "The last layer is linear", "softmax at the end"),
    Case(columns_of_samples, "where each column is a sample", "a large online course's columns"),
    Case(
        partial(columns_of_samples, bias=lambda b: b[:, None]), "where each column is a sample", "columns, biases too"
    ),
    Case(bias_gradients_keep_two_axes, "with two axes", "keepdims=True"),
    Case(with_(add=lambda d: d.sum(axis=0).reshape(-1, 1)), "with two axes", "a column of biases"),
    Case(with_(add=lambda d: d.mean(axis=0, keepdims=True)), "a mean over rows", "keepdims and mean"),
    Case(with_(add=np.mean), "one number for all units", "np.mean of everything"),
    Case(with_(add=lambda d: d), "db2: one row for each sample", "written for a single sample"),
    Case(with_(da1=lambda dp, W2, dW2: dp @ (W2 - 0.01 * dW2).T), "First all gradients, then the step", "lr 0.01"),
    Case(with_(dp=lambda d: np.sign(d) / len(d)), "only the sign of p − y", "the absolute error's slope"),
    Case(with_(back=lambda back, z1: back * z1 > 0), "in parentheses", "no parentheses around the comparison"),
    Case(lambda *c: [a - 0.1 * g for a, g in zip(c[2:], two(*c), strict=True)], "after a step", "returns new weights"),
    Case(lambda *c: [0.01 * g for g in two(*c)], "times a learning rate", "returns the step"),
    Case(with_(mask=lambda z1, a1, back: np.where(z1 > 0, 1, 0.01)), "slope of a leaky ReLU", "leaky slope"),
    Case(with_(dp=lambda d: 0.5 * d), "dp is ½ (p − y)", "a half kept, no mean"),
    Case(without_biases, "a bias is missing on the way forward", "no biases"),
    Case(with_(product=lambda x, d: x @ d), "the layer's input is not transposed", "no .T"),
    Case(with_(product=lambda x, d: d.T @ x), "lying on their side", "the layout of PyTorch's Linear"),
    Case(with_(dp=lambda d: d), "dW2: every number is n times too large"),
    Case(with_(dp=lambda d: d / len(d) ** 2), "n times too small"),
    Case(lambda *case: [g / len(case[0]) for g in two(*case)], "n times too small"),
    Case(with_(dp=lambda d: 2 * d / len(d)), "twice too large"),
    Case(with_(dp=lambda d: d / d.size), "averaged over the outputs too"),
    Case(with_(dp=lambda d: 2 * d / d.size), "the gradient of the plain mean"),
    Case(with_(dp=lambda d: -d / len(d)), "wrong sign"),
    Case(with_(act=lambda z: z), "ReLU is missing on the way forward"),
    Case(with_(act=lambda z: z, mask=lambda z1, a1, back: 1), "ReLU is missing on the way forward"),
    Case(with_(mask=lambda z1, a1, back: 1), "passes units that were off. Is ReLU's mask there"),
    Case(with_(mask=lambda z1, a1, back: a1 >= 0), "passes units that were off. Is ReLU's mask there"),
    Case(with_(mask=lambda z1, a1, back: back > 0), "the mask is made from da1"),
    Case(with_(mask=lambda z1, a1, back: a1), "multiplied by ReLU's value"),
    Case(with_(mask=lambda z1, a1, back: z1), "da1 is multiplied by z1."),
    Case(with_(mask=lambda z1, a1, back: z1 < 0), "the wrong way round"),
    Case(with_(da1=lambda dp, W2, dW2: dp @ (W2 - dW2).T), "First all gradients, then the step"),
    Case(with_(da1=lambda dp, W2, dW2: dp @ (W2 - 0.1 * dW2).T), "First all gradients, then the step"),
    Case(lambda X, *c: two(X, *c, dp=lambda d: d / X.shape[1]), "divided by the number of columns of X"),
    Case(with_(dp=lambda d: d / d.shape[1]), "divided by the number of outputs. n is the number of rows"),
    Case(with_(dp=lambda d: 0.5 * d**2 / len(d)), "dp is the loss itself"),
    Case(with_(dp=lambda d: d.mean(axis=0)), "dp has a row for each sample"),
    Case(with_(dp=lambda d: d.mean(axis=0, keepdims=True)), "dp has a row for each sample"),
    Case(with_(out=lambda p: np.maximum(p, 0)), "ReLU on the output"),
    Case(with_(out=lambda p: np.maximum(p, 0), end=lambda p, d: d * (p > 0)), "ReLU on the output"),
    Case(exchanging_z1_and_da1, "z1 and da1 are exchanged on the way back through ReLU"),
    Case(with_(dp=lambda d: d, mask=lambda z1, a1, back: 1), "dW2: every number is n times too large"),
    Case(with_(last=lambda z1: z1), "dW2: z1 stands where"),
    Case(with_(last=lambda z1: z1, mask=lambda z1, a1, back: z1 < 0), "dW2: z1 stands where"),
    Case(with_(mask=lambda z1, a1, back: z1 > 0.1), "dW2 and db2 are right, so p and dp are"),
    Case(with_(dp=lambda d: (d + 0.5) / len(d)), "All four are made of p and dp: begin there."),
    Case(steps_too_early, "changes its argument number 5"),
    Case(changed((1, mean_of)), "db1: every number is n times too small"),
    Case(changed((1, mean_of), (3, mean_of)), "db2: every number is n times too small"),
    Case(with_(add=np.sum), "one number for all units. Each unit has its own bias"),
    Case(with_(add=lambda d: np.sum(d) / len(d)), "one number for all units"),
    Case(with_(add=lambda d: d.sum(axis=0, keepdims=True)), "the right numbers, but with two axes"),
    Case(with_(add=lambda d: d.sum(axis=1)), "summed over the units"),
    Case(lambda *c: (two(*c), c[0]), "wanted 4 results, dW1, db1, dW2, db2, got 2 things"),
    Case(lambda *c: dict(zip(("dW1", "db1", "dW2", "db2"), two(*c), strict=True)), "got a dictionary with dW1"),
    Case(lambda *c: two(*c)[2:] + two(*c)[:2], "come back as dW2, db2, dW1, db1"),
    Case(with_(da1=lambda dp, W2, dW2: dp @ W2), "W2 is not transposed"),
    Case(lambda *c: two(*c)[:2], "wanted 4 results, dW1, db1, dW2, db2, got 2 things"),
    Case(a1_for_X, "dW1: a1 stands where the first layer's input belongs", after="a line copied"),
]

CORPUS = {"dense_backward": DENSE, "relu_backward": RELU, "two_layers": TWO}
