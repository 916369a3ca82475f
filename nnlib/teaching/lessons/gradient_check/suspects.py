"""The network of the lesson, its backward pass with one of five faults or none, and how each of them is judged."""

import functools

import numpy as np

from .... import numerical_gradient

ARRAYS = ("dW1", "db1", "dW2", "db2")
NAMES = {
    "": "right",
    "A": "mask from ReLU's output",
    "B": "divides by n again",
    "C": "one bias gradient for all",
    "D": "W2 moves too early",
    "E": "z1 in place of a1",
}
TOUCHED = {"A": "dW1 db1", "B": "dW1 db1 dW2 db2", "C": "db1 db2", "D": "dW1 db1", "E": "dW2"}
LR, STEPS, SEEDS, HIDDEN, ROWS = 0.1, 1000, 20, 8, 10


@functools.cache
def data():
    """100 pairs to learn from and 1000 fresh ones, (X, y, X_new, y_new), with their sums, differences, distances."""
    rng = np.random.default_rng(0)
    sets = []
    for n in (100, 1000):
        X = rng.uniform(-1, 1, (n, 2))
        x1, x2 = X.T
        sets += [X, np.column_stack([x1 + x2, x1 - x2, np.abs(x1 - x2)])]
    return tuple(sets)


def start(seed, bias=0.0):
    """Random W1, b1, W2, b2 of a 2-8-3 network."""
    rng = np.random.default_rng(seed)
    W1, b1 = rng.normal(0, 1, (2, HIDDEN)), rng.normal(0, bias, HIDDEN)
    return [W1, b1, rng.normal(0, 0.5, (HIDDEN, 3)), rng.normal(0, bias, 3)]


def two_layers(X, y, W1, b1, W2, b2, fault="", lr=LR):
    """dW1, db1, dW2, db2 of half the squared error, mean over rows, sum over outputs; fault plants a mistake."""
    n = len(X)
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0)
    p = a1 @ W2 + b2
    dp = (p - y) / n
    dW2 = a1.T @ dp
    db2 = dp.sum(axis=0)
    da1 = dp @ (W2 - lr * dW2 if fault == "D" else W2).T
    dz1 = da1 * (a1 >= 0 if fault == "A" else z1 > 0)
    dW1 = X.T @ dz1
    db1 = dz1.sum(axis=0)
    if fault == "B":
        dW1, db1, dW2, db2 = dW1 / n, db1 / n, dW2 / n, db2 / n
    if fault == "C":
        db1[:], db2[:] = db1.mean(), db2.mean()
    if fault == "E":
        dW2 = z1.T @ dp
    return dW1, db1, dW2, db2


def loss(X, y, W1, b1, W2, b2):
    """Half the squared error, mean over rows, sum over outputs."""
    p = np.maximum(X @ W1 + b1, 0) @ W2 + b2
    return (0.5 * (p - y) ** 2).sum() / len(X)


def train(fault="", seed=0, steps=STEPS, lr=LR):
    """The weights after so many steps, and the loss before each."""
    X, y, *_ = data()
    weights, losses = start(seed), []
    for _ in range(steps):
        losses.append(loss(X, y, *weights))
        for array, gradient in zip(weights, two_layers(X, y, *weights, fault, lr), strict=True):
            array -= lr * gradient
    return weights, losses


def r_squared(weights):
    """R² on fresh pairs, all three targets together."""
    *_, X_new, y_new = data()
    left = loss(X_new, y_new, *weights)
    return 1 - left / (0.5 * y_new.var(axis=0).sum())


def measured(weights, h=1e-5, rows=ROWS, dtype=float):
    """Central differences of the loss for each of the four arrays. In float32 every number of the loss is float32."""
    X, y = (array[:rows].astype(dtype) for array in data()[:2])
    slopes = []
    for i, array in enumerate(weights):

        def f(moved, i=i):
            arrays = [a.astype(dtype) for a in (*weights[:i], moved, *weights[i + 1 :])]
            return float(loss(X, y, *arrays))

        slopes.append(numerical_gradient(f, array.copy(), h))
    return slopes


def relative_errors(gradients, slopes):
    """For each array the largest difference over the largest number."""
    return np.array(
        [
            np.abs(g - s).max() / max(np.abs(g).max(), np.abs(s).max(), 1e-300)
            for g, s in zip(gradients, slopes, strict=True)
        ]
    )


def errors(fault="", weights=None, h=1e-5, rows=ROWS):
    """The relative errors of dW1, db1, dW2, db2 at the weights that the lesson asks about, or at others."""
    weights = start(1, bias=0.3) if weights is None else weights
    X, y, *_ = data()
    return relative_errors(two_layers(X[:rows], y[:rows], *weights, fault), measured(weights, h, rows))
