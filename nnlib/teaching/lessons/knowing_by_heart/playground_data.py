"""The playground's points, and two yardsticks: what the best straight line gets, and what nobody can beat."""

from functools import lru_cache

import numpy as np
from sklearn.datasets import make_circles, make_moons

from nnlib import binary_cross_entropy

N_POINTS, MIDDLE, SEED = 240, (0.5, 0.25), 7  # half of the points for training; where all but the moons lie
DATA = {"moons": "moons", "circles": "circles", "XOR squares": "squares", "spiral": "spiral", "drawn by hand": "own"}
BLUR = {"moons": 1.0, "circles": 0.55, "squares": 0.5, "spiral": 0.3}  # deviation of the points for noise 1
DRAWN = [  # what lies there before anything is drawn by hand: a ring of class 0 with a gap, class 1 inside and around
    *((0.5 + 0.75 * np.cos(t), 0.25 + 0.75 * np.sin(t), 0) for t in np.linspace(0.6, 5.7, 11)),
    *((x, y, 1) for x, y in ((0.4, 0.1), (0.55, 0.4), (0.75, 0.2), (1.15, 0.22), (1.6, 0.3), (2.1, 0.1))),
    *((x, y, 1) for x, y in ((2.0, 1.2), (-0.9, 1.3), (-1.0, -0.7), (1.9, -0.8))),
]
DRAWN = [(round(float(x), 2), round(float(y), 2), k) for x, y, k in DRAWN]


def column(y):
    """Labels (n,) as targets (n, 1)."""
    return np.asarray(y, dtype=float).reshape(-1, 1)


def shape(kind, n, noise=0, rng=None):
    """n points X (n, 2) and y (n,) of a kind; with noise 0 where they lie before they are blurred."""
    if kind == "moons":
        return make_moons(n, noise=noise or None, random_state=SEED)
    if kind == "circles":
        X, y = make_circles(n, noise=noise / 2 or None, factor=0.45, random_state=SEED)
        return X * 1.1 + MIDDLE, y
    rng = np.random.default_rng(SEED)
    if kind == "squares":
        X = rng.uniform(-1.2, 1.2, (n, 2))
        y = (X[:, 0] * X[:, 1] < 0).astype(int)
    else:
        y = rng.permutation(n) % 2
        r = np.sqrt(rng.uniform(0.02, 1, n))
        turn = 3.5 * np.pi * r + np.pi * y
        X = 1.5 * np.column_stack([r * np.cos(turn), r * np.sin(turn)])
    return X + rng.normal(0, BLUR[kind] * noise, X.shape) + MIDDLE, y


def points(kind, noise):
    """X (240, 2) and y (240,): two moons, a circle in a circle, squares as on a chessboard (XOR), or a spiral."""
    return shape(kind, N_POINTS, noise)


def split(X, y, n_train):
    """{"training": (X, y), "new": (X, y)}: n_train rows, evenly spread over the first half; the whole second half."""
    half = len(X) // 2
    rows = slice(0, half, half // n_train)
    return {"training": (X[rows], column(y[rows])), "new": (X[half:], column(y[half:]))}


def drawn(dots):
    """What was drawn by hand, [(x1, x2, class), …], as sets; there are no new points."""
    table = np.array(dots, dtype=float).reshape(-1, 3)
    return {"training": (table[:, :2].copy(), table[:, 2:].copy())}


class Line:
    """The best straight boundary for the training points. loss: theirs; right: {"training": share, "new": share}."""

    def __init__(self, sets, ridge=1e-6, steps=25):
        X, y = sets["training"]
        A, w = np.column_stack([X, np.ones(len(X))]), np.zeros(3)
        for _ in range(steps):  # Newton; the ridge holds it where a line parts the classes and w would grow for ever
            p = 0.5 + 0.5 * np.tanh(A @ w / 2)
            slope = A.T @ (p - y[:, 0]) + ridge * w
            bend = (A.T * (p * (1 - p))) @ A + ridge * np.eye(3)
            move = np.linalg.solve(bend, slope)
            w -= move * min(1, 8 / max(np.abs(move).max(), 1e-12))
        self.loss = binary_cross_entropy(y, (A @ w)[:, np.newaxis])[0] if len(X) else float(np.log(2))
        self.right = {
            name: float(((X @ w[:2] + w[2] > 0) == (y[:, 0] > 0.5)).mean()) if len(X) else 0.0
            for name, (X, y) in sets.items()
        }


@lru_cache
def best_possible(kind, noise):
    """The share of the new points that one gets right who knows how they were made: by the blur around each shape."""
    X, y = points(kind, noise)
    X, y = X[len(X) // 2 :], y[len(y) // 2 :]
    if noise == 0:
        return 1.0
    clean, classes = shape(kind, 3000)
    far = ((X[:, np.newaxis] - clean) ** 2).sum(axis=-1) / (2 * (BLUR[kind] * noise) ** 2)
    near = np.exp(-(far - far.min(axis=1, keepdims=True)))
    return float(((near @ classes > near @ (1 - classes)) == (y == 1)).mean())
