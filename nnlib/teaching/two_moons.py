"""Two moons: the points, the grid that a map is drawn on, and maps of what networks say there."""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import make_moons

from nnlib import ReLU, mlp, sigmoid

from . import plots

SMALL = {"lines.markersize": 3.6, "lines.markeredgewidth": 0.4}  # for hundreds of points in a small map
X1, X2 = np.linspace(-1.8, 2.8, 93), np.linspace(-1.3, 1.8, 63)


def moons(n, seed, noise=0.2):
    """n points X (n, 2) and the moon of each, y (n, 1): 0 the upper, 1 the lower."""
    X, y = make_moons(n, noise=noise, random_state=seed)
    return X, y.reshape(-1, 1).astype(float)


def he_start(seed):
    """2-16-1 with weights of deviation √(2/n_in), biases 0."""
    return mlp([2, 16, 1], ReLU, rng=np.random.default_rng(seed))


def small_start(seed):
    """2-16-1; all weights and biases normal with deviation 0.1, as published."""
    rng = np.random.default_rng(seed)
    net = mlp([2, 16, 1], ReLU, rng=rng)
    net.params[:] = rng.normal(0, 0.1, net.params.size)
    return net


def map_of(net):
    """The probability of class 1 on the grid, (len(X2), len(X1))."""
    right, up = np.meshgrid(X1, X2)
    return sigmoid(net(np.column_stack([right.ravel(), up.ravel()]))).reshape(right.shape)


def accuracy(net, X, y):
    """Share of rows with the score on the right side of 0."""
    return float(((net(X) > 0) == y).mean())


def maps(ps, X, y, titles, *, x1=X1, x2=X2, rows=1, height=None):
    """Maps of the probability of class 1 side by side. ps: arrays (len(x2), len(x1)); X, y: points on top.

    X and y may be lists, one for each map.
    """
    if not isinstance(X, list):
        X, y = [X] * len(ps), [y] * len(ps)
    columns = -(-len(ps) // rows)
    with plt.rc_context(SMALL):
        fig, axes = plt.subplots(rows, columns, figsize=(8, height or 3.3 * rows), sharey=True, sharex=True)
        for ax, p, points, labels, title in zip(np.ravel(axes), ps, X, y, titles, strict=True):
            plots.regions(x1, x2, p, points, labels, ax, title=title)
            ax.title.set_fontsize(11)
    for i, ax in enumerate(np.ravel(axes)):
        if i % columns:
            ax.set_ylabel("")
        if i < columns * (rows - 1):
            ax.set_xlabel("")
    return fig
