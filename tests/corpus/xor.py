"""Answers to the exercises of lesson 09: a line over a truth table, one step of a small network, a fair sampler."""

import random

import numpy as np

from nnlib import Dense, Sequential, Sigmoid, sigmoid, squared_error

from . import Case

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


# ---- separates ----
def z(w, b, rows=X):
    return rows @ w + b


def one_by_one(w, b, y):
    for x, target in zip([(0, 0), (0, 1), (1, 0), (1, 1)], y, strict=True):
        score = w[0] * x[0] + w[1] * x[1] + b
        if target == 1 and score <= 0 or target == 0 and score > 0:
            return False
    return True


def step_of_a_perceptron(w, b, y):
    predictions = []
    for x in X:
        predictions.append(1 if np.dot(w, x) + b > 0 else 0)
    return predictions == list(y)


def counts_mistakes(w, b, y):
    errors = 0
    for i in range(len(X)):
        prediction = int(np.dot(X[i], w) + b > 0)
        errors += abs(prediction - y[i])
    return errors == 0


def returns_in_the_loop(w, b, y):
    for score, target in zip(z(w, b), y, strict=True):
        return (score > 0) == (target == 1)


def overwrites(w, b, y):
    for score, target in zip(z(w, b), y, strict=True):
        result = (score > 0) == (target == 1)
    return result


def true_at_the_first(w, b, y):
    for i in range(4):  # noqa: SIM110
        if (z(w, b)[i] > 0) == y[i]:
            return True
    return False


def prints(w, b, y):
    print(all((z(w, b) > 0) == y))


def minus_ones(w, b, y):
    y[y == 0] = -1
    return all(np.sign(z(w, b)) == y)


def if_on_arrays(w, b, y):
    if z(w, b) > 0 and y == 1 or z(w, b) <= 0 and y == 0:  # noqa: SIM103
        return True
    return False


def never_false(w, b, y):
    for score, target in zip(z(w, b), y, strict=True):
        if (score > 0) != (target == 1):
            continue
    return True


def four_conditions_of_xor(w, b, y):
    return bool(b <= 0 and w[1] + b > 0 and w[0] + b > 0 and w[0] + w[1] + b <= 0)


def not_written(w, b, y):
    raise NotImplementedError


SEPARATES = [
    Case(lambda w, b, y: bool(((z(w, b) > 0) == (y == 1)).all())),
    Case(one_by_one),
    Case(lambda w, b, y: all((z(w, b) > 0) == y)),
    Case(lambda w, b, y: np.array_equal((z(w, b) > 0).astype(int), y), after="astype(int) for a step function"),
    Case(step_of_a_perceptron, after="a perceptron's step for each row, collected in a list"),
    Case(counts_mistakes, after="counts the errors of an epoch"),
    Case(lambda w, b, y: bool((np.round(sigmoid(z(w, b))) == y).all()), after="rounds the sigmoid to a class"),
    Case(lambda w, b, y: np.mean(np.where(z(w, b) > 0, 1, 0) == y) == 1.0, after="accuracy of 1"),
    Case(lambda w, b, y: np.sum(np.heaviside(z(w, b), 0) != y) == 0, after="np.heaviside as the step"),
    Case(lambda w, b, y: any((z(w, b) > 0) == y), "as soon as one row is right"),
    Case(lambda w, b, y: sum((z(w, b) > 0) == y) > 2, "as soon as three rows are right"),
    Case(lambda w, b, y: all((z(w, b) > 0) & (y == 1)), "target 0 can never pass"),
    Case(true_at_the_first, "as soon as one row is right"),
    Case(lambda w, b, y: np.mean((z(w, b) > 0) == y), "share of rows that are right", "returns the accuracy"),
    Case(lambda w, b, y: sum((z(w, b) > 0) == y), "number of rows that are right"),
    Case(lambda w, b, y: np.sum((z(w, b) > 0) != y), "number of rows that are wrong", "returns the count of errors"),
    Case(lambda w, b, y: (z(w, b) > 0) == y, "four answers"),
    Case(lambda w, b, y: z(w, b) > 0, "four answers", "predict returns a class for each row"),
    Case(lambda w, b, y: np.where(z(w, b) >= 0, 1, 0), "four answers", "predict with >= 0"),
    Case(lambda w, b, y: np.sign(z(w, b)) == y, "four answers", "np.sign as the step"),
    Case(lambda w, b, y: [bool((s > 0) == t) for s, t in zip(z(w, b), y, strict=True)], "four answers"),
    Case(lambda w, b, y: z(w, b)[:, None], "four answers"),
    Case(lambda w, b, y: all(s > 0 for s, t in zip(z(w, b), y, strict=True) if t), "only the rows with target 1"),
    Case(lambda w, b, y: all(s <= 0 for s, t in zip(z(w, b), y, strict=True) if not t), "only the rows with target 0"),
    Case(lambda w, b, y: all((z(w, b) >= 0) == y), "a score of exactly 0 counts as a one", "step with >= 0"),
    Case(lambda w, b, y: all((sigmoid(z(w, b)) >= 0.5) == y), "a score of exactly 0 counts as a one", "p >= 0.5"),
    Case(
        lambda w, b, y: all((2 * y - 1) * z(w, b) > 0), "target 0 and score 0 is called wrong", "margin y (w x + b) > 0"
    ),
    Case(lambda w, b, y: all(np.sign(z(w, b)) == 2 * y - 1), "target 0 and score 0 is called wrong", "labels −1 and 1"),
    Case(lambda w, b, y: all((2 * y - 1) * z(w, b) >= 0), "target 1 passes with a score of 0"),
    Case(lambda w, b, y: all(y * z(w, b) > 0), "target 0 can never pass", "y (w x + b) > 0 with targets 0 and 1"),
    Case(lambda w, b, y: all(y * z(w, b) >= 0), "target 0 always passes", "y (w x + b) ≥ 0 with targets 0 and 1"),
    Case(lambda w, b, y: all((z(w, b) > 0) != y), "ones and zeros are swapped"),
    Case(lambda w, b, y: all((z(w, b) > 0) == y) or all((z(w, b) > 0) != y), "all ones on its lower side"),
    Case(lambda w, b, y: all((X @ w > 0) == y), "the bias is not used"),
    Case(lambda w, b, y: all((X @ w > b) == y), "the bias has the wrong sign", "w x > threshold"),
    Case(lambda w, b, y: all((X[:, ::-1] @ w + b > 0) == y), "(0, 1) and (1, 0) are swapped"),
    Case(lambda w, b, y: all((z(w, b, X[::-1]) > 0) == y), "in another order"),
    Case(lambda w, b, y: all((z(w, b, 2 * X - 1) > 0) == y), "rows of −1 and 1", "XOR with inputs −1 and 1"),
    Case(lambda w, b, y: all((z(w, b) > 0) == [0, 1, 1, 0]), "Is y read?"),
    Case(four_conditions_of_xor, "Is y read?"),
    Case(lambda w, b, y: all((z(w, b) > 0) == [0, 0, 0, 1]), "the targets in y are not read", "an AND gate, fixed"),
    Case(lambda w, b, y: ((z(w, b) > 0) == y).all() is True, "is True"),
    Case(lambda w, b, y: all(sigmoid(z(w, b)) == y), "compared with it by =="),
    Case(lambda w, b, y: all(np.abs(sigmoid(z(w, b)) - y) < 0.1), "within 0.1", "tolerance on the probability"),
    Case(lambda w, b, y: all((z(w, b) > 0.5) == y), "compare the score with ½", "the threshold of a probability"),
    Case(lambda w, b, y: all((z(w, b) >= 0.5) == y), "compare the score with ½"),
    Case(lambda w, b, y: all((sigmoid(z(w, b)) > 0) == y), "a sigmoid is always above 0"),
    Case(lambda w, b, y: (z(w, b) == y).all(), "compare the scores themselves"),
    Case(lambda w, b, y: all(z(w, b) == y), "compare the scores themselves"),
    Case(lambda w, b, y: (np.sign(z(w, b)) == y).all(), "np.sign gives −1", "np.sign as the step"),
    Case(lambda w, b, y: ((z(w, b) > 0)[:, None] == y).all(), "each score with each target"),
    Case(lambda w, b, y: True, "every answer of yours is True"),
    Case(never_false, "every answer of yours is True"),
    Case(lambda w, b, y: False, "every answer of yours is False"),
    Case(returns_in_the_loop, "you look only at (0, 0)."),
    Case(overwrites, "you look only at (1, 1)."),
    Case(lambda w, b, y: all((z(w, b) > 0)[:3] == y[:3]), "you look only at (0, 0), (0, 1), (1, 0)."),
    Case(lambda w, b, y: sum(z(w, b) > 0) == sum(y), "as many ones"),
    Case(prints, "Is the `return` missing"),
    Case(minus_ones, "changes its argument number 3", "labels −1 and 1"),
    Case(if_on_arrays, "many. Compare whole arrays"),
    Case(lambda y, w, b: all((z(w, b) > 0) == y), "exchanged, in the `def` line or inside"),
    Case(lambda w, b, y: all((w @ X + b > 0) == y), "inner two sizes", "w @ X"),
    Case(lambda w, b, y: X @ w.T + c, "NameError"),  # noqa: F821
]


# ---- train_step ----
def variant(p_slope="p * (1 - p)", out_slope="out * (1 - out)", error="p - y", n="len(x)", **lines):
    """The right step with some of its lines written otherwise."""
    space = {"sigmoid": sigmoid, "np": np, "squared_error": squared_error}
    own = {
        "z": "x @ W1 + b1",
        "out": "sigmoid(z)",
        "score": "out @ W2 + b2",
        "p": "sigmoid(score)",
        "d": f"({error}) * {p_slope} / {n}",
        "dW2": "out.T @ d",
        "db2": "d.sum(axis=0)",
        "dz": f"d @ W2.T * {out_slope}",
        "dW1": "x.T @ dz",
        "db1": "dz.sum(axis=0)",
    }
    steps = {name: lines.pop(name, "-= lr * d" + name) for name in ("W2", "b2", "W1", "b1")}
    back = lines.pop("back", "p")
    own |= lines
    body = [f"{name} = {text}" for name, text in own.items()]
    body += [f"{name} {text}" for name, text in steps.items() if text]
    source = "\n    ".join(["def train_step(params, x, y, lr):", "W1, b1, W2, b2 = params", *body, f"return {back}"])
    exec(source, space)
    return space["train_step"]


def right_step(params, x, y, lr):
    W1, b1, W2, b2 = params
    out = sigmoid(x @ W1 + b1)
    p = sigmoid(out @ W2 + b2)
    dscore = (p - y) * p * (1 - p) / len(x)
    dW2, db2 = out.T @ dscore, dscore.sum(axis=0)
    dz = dscore @ W2.T * out * (1 - out)
    dW1, db1 = x.T @ dz, dz.sum(axis=0)
    for array, grad in zip(params, (dW1, db1, dW2, db2), strict=True):
        array -= lr * grad
    return p


def with_nnlib(params, x, y, lr):
    k = len(params[1])
    net = Sequential(Dense(2, k, rng=np.random.default_rng(0)), Sigmoid(), Dense(k, 1, rng=np.random.default_rng(0)))
    net.params[:] = np.concatenate([array.ravel() for array in params])
    p = sigmoid(net(x))
    net.backward((p - y) / len(x) * p * (1 - p))
    start = 0
    for array in params:
        array -= lr * net.grads[start : start + array.size].reshape(array.shape)
        start += array.size
    return p


def replaces(params, x, y, lr):
    """New arrays in the list: whoever holds the list sees them."""
    copies = [array.copy() for array in params]
    p = right_step(copies, x, y, lr)
    params[:] = copies
    return p


def error_times_slope(params, x, y, lr):
    """As in a dozen XOR scripts: error y − p, deltas, weights +=."""

    def slope(a):
        return a * (1 - a)

    wh, bh, wo, bo = params
    hidden = sigmoid(np.dot(x, wh) + bh)
    output = sigmoid(np.dot(hidden, wo) + bo)
    d_output = (y - output) * slope(output)
    d_hidden = d_output.dot(wo.T) * slope(hidden)
    m = x.shape[0]
    wo += hidden.T.dot(d_output) * lr / m
    bo += np.sum(d_output, axis=0) * lr / m
    wh += x.T.dot(d_hidden) * lr / m
    bh += np.sum(d_hidden, axis=0) * lr / m
    return output


def row_by_row(params, x, y, lr):
    W1, b1, W2, b2 = params
    grads = [np.zeros_like(array) for array in params]
    answers = []
    for row, target in zip(x, y, strict=True):
        out = sigmoid(row @ W1 + b1)
        p = sigmoid(out @ W2 + b2)
        d = (p - target) * p * (1 - p)
        dz = (W2 @ d) * out * (1 - out)
        for grad, part in zip(grads, (np.outer(row, dz), dz, np.outer(out, d), d), strict=True):
            grad += part
        answers.append(p)
    for array, grad in zip(params, grads, strict=True):
        array -= lr * grad / len(x)
    return np.array(answers)


def on_copies(params, x, y, lr):
    W1, b1, W2, b2 = (array.copy() for array in params)
    right_step([W1, b1, W2, b2], x, y, lr)
    return [W1, b1, W2, b2]


def no_return(params, x, y, lr):
    right_step(params, x, y, lr)


def as_published(params, x, y, lr):
    W1, b1, W2, b2 = params
    out = sigmoid(x @ W1 + b1)
    p = sigmoid(out @ W2 + b2)
    d = (p - y) * p * (1 - p) / len(x)
    W2 -= lr * out.T @ d
    b2 -= lr * d.sum(axis=0)
    dz = d @ W2.T * out * (1 - out)
    W1 -= lr * x.T @ dz
    b1 -= lr * dz.sum(axis=0)
    return p


def published_and_sums(params, x, y, lr):
    """Both habits of the short scripts: weights at once, no mean."""
    W1, b1, W2, b2 = params
    h = sigmoid(x @ W1 + b1)
    o = sigmoid(h @ W2 + b2)
    e = y - o
    W2 += h.T.dot(e * o * (1 - o)) * lr
    b2 += (e * o * (1 - o)).sum(axis=0) * lr
    delta = (e * o * (1 - o)).dot(W2.T) * h * (1 - h)
    W1 += x.T.dot(delta) * lr
    b1 += delta.sum(axis=0) * lr
    return o


def forward_only(params, x, y, lr):
    W1, b1, W2, b2 = params
    return sigmoid(sigmoid(x @ W1 + b1) @ W2 + b2)


def thousand_times(params, x, y, lr):
    for _ in range(1000):
        p = right_step(params, x, y, lr)
    return p


ALL_NEW = {name: f"= {name} - lr * d{name}" for name in ("W1", "b1", "W2", "b2")}
UP = {name: f"+= lr * d{name}" for name in ("W1", "b1", "W2", "b2")}
TWICE_P, TWICE_OUT = "sigmoid(p) * (1 - sigmoid(p))", "sigmoid(out) * (1 - sigmoid(out))"


def biases_by_the_first_row(params, x, y, lr):
    W1, b1, W2, b2 = params
    out = 1 / (1 + np.exp(-(x @ W1 + b1)))
    p = 1 / (1 + np.exp(-(out @ W2 + b2)))
    d = (p - y) * p * (1 - p) / len(x)
    dz = d @ W2.T * out * (1 - out)
    W1 -= lr * x.T @ dz
    b1 -= lr * dz[0]
    W2 -= lr * out.T @ d
    b2 -= lr * d[0]
    return p


TRAIN_STEP = [
    Case(right_step),
    Case(with_nnlib),
    Case(replaces),
    Case(variant()),
    Case(error_times_slope, after="error y − output, weights += delta"),
    Case(row_by_row, after="np.outer for one row after the other"),
    Case(variant(d="squared_error(y, p)[1] * p * (1 - p)"), after="dp from the library's loss"),
    Case(variant(db2="np.sum(d, axis=0, keepdims=True)[0]", db1="np.sum(dz, 0)"), after="keepdims, taken off again"),
    Case(as_published, "W2 has already moved", "updates W2 before the hidden gradient"),
    Case(published_and_sums, "W2 has already moved", "weights at once, no mean, in short XOR scripts"),
    Case(published_and_sums, "the gradients are sums", "weights at once, no mean, in short XOR scripts"),
    Case(on_copies, "`params` is what it was before, whatever comes back", "returns the updated parameters"),
    Case(variant(**ALL_NEW), "`params` is what it was before", "parameters = parameters - lr * grads"),
    Case(forward_only, "`params` is what it was before"),
    Case(variant(b1="= b1 - lr * db1", b2="= b2 - lr * db2"), "no step was taken by b1, b2", "b = b - lr * db"),
    Case(variant(b1="", b2=""), "no step was taken by b1, b2"),
    Case(no_return, "returns None", "updates in place and returns nothing"),
    Case(variant(**UP), "uphill"),
    Case(variant(error="y - p"), "uphill", "error y − p with -="),
    Case(variant(W1="+= lr * dW1", b1="+= lr * db1"), "uphill instead of down: W1, b1"),
    Case(variant(error="2 * (p - y)"), "twice as far", "derivative of the mean square"),
    Case(variant(error="2 * (p - y)", n="1"), "twice as far", "derivative of the sum of squares"),
    Case(variant(n="1"), "the gradients are sums", "no division by the rows"),
    Case(
        variant(dW1="x.T @ dz / len(x)", dW2="out.T @ d / len(x)", db1="dz.mean(axis=0)", db2="d.mean(axis=0)"),
        "by n twice",
    ),
    Case(
        variant(n="1", dW1="x.T @ dz / len(x)", dW2="out.T @ d / len(x)"),
        "db1 is a sum, not a mean; and db2 is a sum",
        "dW has 1/m, db not",
    ),
    Case(variant(p_slope="1"), "the last slope is missing", "dZ2 = A2 − Y, as for cross-entropy"),
    Case(variant(p_slope="score * (1 - score)"), "the last slope is taken as z * (1 - z)", "x (1 − x) of the wrong x"),
    Case(variant(p_slope=TWICE_P), "the last slope applies the sigmoid a second time"),
    Case(variant(out_slope="1"), "the hidden slope is missing"),
    Case(variant(out_slope="z * (1 - z)"), "the hidden slope is taken as z * (1 - z)", "x (1 − x) of the wrong x"),
    Case(variant(out_slope=TWICE_OUT), "the hidden slope applies the sigmoid a second time", "sigmoid_prime(a)"),
    Case(
        variant(p_slope=TWICE_P, out_slope=TWICE_OUT),
        "the hidden slope applies the sigmoid a second time",
        "sigmoid_prime(a)",
    ),
    Case(variant(p_slope="1", out_slope="1"), "the hidden slope is missing"),
    Case(variant(out_slope="(z > 0)"), "the hidden slope is that of a ReLU"),
    Case(variant(out_slope="(1 - out**2)"), "the hidden slope is that of tanh", "1 − a² of a large online course"),
    Case(
        variant(out="np.tanh(z)", out_slope="(1 - out**2)"),
        "the hidden layer bends with tanh",
        "tanh inside, sigmoid at the end",
    ),
    Case(variant(out="np.maximum(z, 0)", out_slope="(z > 0)"), "the hidden layer bends with ReLU"),
    Case(variant(out="z", out_slope="1"), "the hidden layer has no sigmoid"),
    Case(variant(p="score", p_slope="1"), "the last layer has no sigmoid", "a linear output, as in a known XOR.py"),
    Case(
        variant(out="1 / (1 + np.exp(z))", p="1 / (1 + np.exp(score))"),
        "the hidden layer has a sigmoid that falls",
        "1 / (1 + np.exp(x))",
    ),
    Case(
        variant(z="x @ W1", score="out @ W2", b1="", b2=""), "the forward pass leaves out b1, b2", "XOR without biases"
    ),
    Case(variant(z="x @ W1", score="out @ W2"), "the forward pass leaves out b1, b2"),
    Case(variant(score="out @ W2"), "the forward pass leaves out b2"),
    Case(variant(b1=""), "no step was taken by b1."),
    Case(variant(W2="", b2=""), "no step was taken by W2, b2"),
    Case(variant(b1="-= dz.sum(axis=0)", W1="-= dW1", W2="-= dW2", b2="-= db2"), "lr is not used"),
    Case(variant(db1="dz.sum()"), "one number for all units", "np.sum(dz)"),
    Case(
        variant(
            n="1", db1="np.sum(dz) / len(x)", dW1="x.T @ dz / len(x)", dW2="out.T @ d / len(x)", db2="d.mean(axis=0)"
        ),
        "one number for all units",
        "np.sum(dz) / m",
    ),
    Case(
        variant(db1="dz.mean(axis=0)", db2="d.mean(axis=0)"),
        "db1 is divided by n once more; and db2 is divided",
    ),
    Case(variant(db1="dz.mean(axis=0)"), "db1 is divided by n once more."),
    Case(variant(db1="dz.sum(axis=0, keepdims=True)"), "without keepdims", "np.sum(dz, axis=0, keepdims=True)"),
    Case(variant(db1="dz"), "without keepdims"),
    Case(variant(db1="np.sum(dz, axis=1)"), "axis=0", "np.sum(dZ, axis=1)"),
    Case(variant(dz="d * out * (1 - out)"), "W2 is missing on the way back"),
    Case(
        variant(dz="(p - y) / len(x) @ W2.T * out * (1 - out)"),
        "without the slope of the last",
        "hidden_errors = who.T @ output_errors",
    ),
    Case(variant(b1="-= db1", b2="-= db2"), "the biases move without lr"),
    Case(variant(n="4"), "you divide by 4", "m = 4, for XOR's four rows"),
    Case(variant(back="p.ravel()"), "wanted (1, 1)"),
    Case(variant(out_slope="p * (1 - p)"), "the hidden slope is taken from p"),
    Case(variant(error="0.5 * (p - y) ** 2"), "the loss itself"),
    Case(variant(error="np.abs(p - y)"), "the error has lost its sign", "absolute error"),
    Case(variant(dz="W2.T @ d * out * (1 - out)"), "inner two sizes", "W2.T @ dZ2"),
    Case(variant(z="W1 @ x + b1"), "inner two sizes", "np.dot(W1, X)"),
    Case(variant(back="p[0, 0]"), "wanted (1, 1)"),
    Case(variant(back="(p, out)"), "Number 1 is right", "returns A2, cache"),
    Case(variant(back="{'W1': W1, 'b1': b1}"), "a dictionary with W1, b1", "returns a dictionary of parameters"),
    Case(variant(back="params"), "4 things came back"),
    Case(variant(back="np.mean((p - y) ** 2)"), "wanted (1, 1)", "returns the cost"),
    Case(variant(back="sigmoid(sigmoid(x @ W1 + b1) @ W2 + b2)"), "made before the step"),
    Case(variant(back="p - y"), "wrong: p. Right: W1, b1, W2, b2"),
    Case(variant(back="np.round(p)"), "wrong: p. Right: W1, b1, W2, b2", "np.round(output)"),
    Case(thousand_times, "more than one step", "the loop over the epochs inside"),
    Case(
        lambda x, y, params, lr: right_step(params, x, y, lr),
        "exchanged, in the `def` line or inside",
        "(X, Y, parameters, lr)",
    ),
    Case(lambda params, x, y, lr: right_step(list(params), x[:, ::-1], y, lr), "wrong: W1, b1, W2, b2, p."),
    Case(lambda params, x, y, lr: params.__setitem__(3, np.ones((1, 1))), "after the step params have the shapes"),
    Case(variant(db1="missing"), "NameError"),
    Case(5, "a function is wanted"),
    Case(biases_by_the_first_row, "db1 is that of the first row alone", after="online code for several rows"),
]


# ---- sampler ----
def epochs_in_order(n_steps, n_rows, rng):
    return np.concatenate([rng.permutation(n_rows) for _ in range(-(-n_steps // n_rows))])[:n_steps]


def whole_epochs_only(n_steps, n_rows, rng):
    return np.concatenate([rng.permutation(n_rows) for _ in range(n_steps // n_rows)])


def shuffled_in_place(n_steps, n_rows, rng):
    rows = np.arange(n_steps) % n_rows
    rng.shuffle(rows)
    return rows


def appended(n_steps, n_rows, rng):
    indices = []
    for _ in range(n_steps):
        indices.append(rng.integers(n_rows))
    return indices


def in_runs(n_steps, n_rows, rng):
    return rng.integers(0, n_rows, n_steps // 10).repeat(10)


def normal_rows(n_steps, n_rows, rng):
    middle = (n_rows - 1) / 2
    return np.clip(rng.normal(middle, n_rows / 4, n_steps).round(), 0, n_rows - 1).astype(int)


def yields(n_steps, n_rows, rng):
    for _ in range(n_steps):
        yield rng.integers(n_rows)


def returns_the_first(n_steps, n_rows, rng):
    for _ in range(n_steps):
        return rng.integers(n_rows)


def new_generator(n_steps, n_rows, rng):
    rng = np.random.default_rng(42)
    return rng.integers(0, n_rows, n_steps)


SAMPLER = [
    Case(lambda n_steps, n_rows, rng: rng.integers(0, n_rows, n_steps)),
    Case(lambda n_steps, n_rows, rng: rng.integers(n_rows, size=n_steps)),
    Case(lambda n_steps, n_rows, rng: rng.choice(n_rows, n_steps), after="np.random.choice(n)"),
    Case(lambda n_steps, n_rows, rng: rng.choice(range(n_rows), size=n_steps, replace=True), after="choice(range(n))"),
    Case(lambda n_steps, n_rows, rng: [int(rng.random() * n_rows) for _ in range(n_steps)], after="int(random() * n)"),
    Case(lambda n, k, rng: rng.integers(0, k - 1, n, endpoint=True), after="randint(0, n - 1), both ends in"),
    Case(appended, after="an index appended for each iteration"),
    Case(epochs_in_order, after="a permutation for each epoch"),
    Case(shuffled_in_place, after="rng.shuffle(indices)"),
    Case(lambda n_steps, n_rows, rng: rng.permutation(np.arange(n_steps) % n_rows).tolist()),
    Case(lambda n, k, rng: rng.integers(0, k - 1, n), "row 3 never came", "random.randint(0, n - 1), in NumPy"),
    Case(lambda n, k, rng: rng.integers(k - 1, size=n), "row 3 never came", "the last index as the limit"),
    Case(lambda n, k, rng: rng.integers(1, k, n), "row 0 never came"),
    Case(lambda n, k, rng: rng.integers(0, 3, n), "from 4 rows, row 3 never came"),
    Case(lambda n, k, rng: rng.integers(0, 4, n), "Is n_rows used?", "np.random.randint(0, 4)"),
    Case(lambda n, k, rng: rng.integers(0, len(X), n), "Is n_rows used?", "the global X"),
    Case(lambda n, k, rng: (rng.random(n) * (k - 1)).astype(int), "row 3 never came", "int(random() * (n - 1))"),
    Case(lambda n, k, rng: rng.integers(1, k + 1, n), "row 4 was drawn, but 4 rows have only the numbers 0 to 3"),
    Case(lambda n, k, rng: rng.integers(0, k, n, endpoint=True), "row 4 was drawn", "random.randint(0, n)"),
    Case(lambda n, k, rng: rng.integers(-1, k, n), "row -1 was drawn"),
    Case(new_generator, "rng was not used", "a seed of its own"),
    Case(lambda n, k, rng: np.random.default_rng(0).integers(0, k, n), "rng was not used"),
    Case(lambda n, k, rng: [random.randrange(k) for _ in range(n)], "rng was not used", "random.randrange"),
    Case(lambda n, k, rng: np.random.randint(0, k, n), "rng was not used", "np.random.randint"),  # noqa: NPY002
    Case(lambda n, k, rng: np.arange(n) % k, "rng was not used", "i % n, one row after the other"),
    Case(lambda n, k, rng: rng.random() and np.arange(n) % k, "two different generators gave the same rows"),
    Case(
        lambda n, k, rng: (rng.random(n) * (k - 1)).round().astype(int),
        "some rows are drawn more often",
        "round(random() * (n - 1))",
    ),
    Case(lambda n, k, rng: rng.integers(0, k + 1, n) % k, "some rows are drawn more often"),
    Case(normal_rows, "some rows are drawn more often"),
    Case(in_runs, "the same row comes many times in a row"),
    Case(lambda n, k, rng: np.sort(rng.integers(0, k, n)), "the same row comes many times in a row"),
    Case(lambda n, k, rng: np.resize(rng.permutation(k), n), "was drawn only once", "one shuffle before the loop"),
    Case(lambda n, k, rng: np.full(n, rng.integers(0, k)), "draws are row", "one index before the loop"),
    Case(lambda n, k, rng: rng.integers(0, k), "one number came back", "np.random.randint(0, n) inside a loop"),
    Case(returns_the_first, "one number came back"),
    Case(lambda n, k, rng: rng.integers(k, n), "one number came back"),
    Case(lambda n, k, rng: rng.integers(0, k, (n, 1)), "has shape (2000, 1)"),
    Case(lambda n, k, rng: X[rng.integers(0, 4, n)], "rows themselves", "X[i] instead of i"),
    Case(lambda n, k, rng: rng.permutation(k), "one index for each row", "permutation(m) for one epoch"),
    Case(lambda n, k, rng: rng.integers(0, n, k), "exchanged, in the `def` line or inside"),
    Case(whole_epochs_only, "multiple of n_rows", "n // batch whole epochs"),
    Case(yields, "a generator came back", "yield i"),
    Case(lambda n, k, rng: rng.uniform(0, k, n), "no whole numbers", "np.random.uniform(0, n)"),
    Case(lambda n, k, rng: np.floor(rng.random(n) * k), "no whole numbers", "np.floor(random * n)"),
    Case(lambda n, k, rng: rng.choice(k, n, replace=False), "draws no row twice", "choice without replacement"),
    Case(lambda n, k, rng: rng.randint(0, k, n), "That is a name of np.random", "rng.randint"),
    Case(lambda n, k, rng: rng.shuffle(np.arange(n) % k), "as rng.shuffle does", "indices = rng.shuffle(indices)"),
    Case(lambda n_rows, n_steps, rng: rng.integers(0, n_rows, n_steps), "exchanged, in the `def` line or inside"),
    Case(5, "a function is wanted"),
]

CORPUS = {"separates": SEPARATES, "train_step": TRAIN_STEP, "sampler": SAMPLER}
