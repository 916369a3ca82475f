"""The training of a 2-2-1 network on XOR, and what its answers amount to. Pure functions, no picture."""

import functools

import numpy as np

from nnlib import SGD, ReLU, Sigmoid, Tanh, binary_cross_entropy, mlp, stack
from nnlib.data import xor

from ...four_points import NAMES

X, Y = xor()
UNITS = {"tanh": Tanh, "ReLU": ReLU, "sigmoid": Sigmoid}
EPOCHS = np.unique(np.r_[np.arange(20), np.geomspace(20, 2000, 70).round()]).astype(int)
SEEDS = 100  # those of the lesson's table
LOSSES = {0.693: "all alike", 0.477: "three alike", 0.347: "two alike"}


def network(activation, seed):
    """2-2-1 with all weights and biases normal, mean 0 and deviation 1."""
    net = mlp([2, 2, 1], UNITS[activation], rng=np.random.default_rng(seed))
    net.params[:] = np.random.default_rng(seed).normal(0, 1, net.params.size)
    return net


@functools.cache
def train(activation, lr=0.5):
    """Full batch descent of cross-entropy. For each of EPOCHS and SEEDS: parameters (n, s, 9) and losses (n, s)."""
    nets = stack([network(activation, seed) for seed in range(SEEDS)])
    descent, kept, losses = SGD(nets, lr), [], []
    wanted = set(EPOCHS.tolist())
    for epoch in range(EPOCHS[-1] + 1):
        loss, dscores = binary_cross_entropy(Y, nets(X))
        if epoch in wanted:
            kept.append(nets.params.copy())
            losses.append(loss)
        nets.backward(dscores)
        descent.step()
    return np.array(kept), np.array(losses)


def hidden(net, points):
    """Where points (k, 2) of the input plane lie in the hidden space: (k, 2)."""
    first, unit, _ = net.layers
    return unit.forward(first.forward(points))


def output_line(net):
    """(w1, w2, b): in the hidden space the score is w1 a1 + w2 a2 + b, and 0 on the line."""
    last = net.layers[-1]
    return *last.W[:, 0].tolist(), float(last.b[0])


def solved(p):
    """All four rows on the right side with a margin: p (4,) below 0.1 or above 0.9."""
    return bool((np.abs(p - Y[:, 0]) < 0.1).all())


def verdict(p, loss, over):
    """What answers p (4,) amount to. over: is this the last epoch?"""
    right = (p > 0.5) == (Y[:, 0] > 0.5)
    if solved(p):
        return "Solved: all four rows right, with a margin."
    if np.abs(p - 0.5).max() < 0.1:
        return f"{'Still' if over else 'Here'} it says about ½ for every row: loss {loss:.2f}, close to log 2."
    if over:
        for end, words in LOSSES.items():
            if abs(loss - end) < 0.01:
                wrong = np.flatnonzero(np.abs(p - Y[:, 0]) >= 0.1)
                *most, last = (NAMES[row] for row in wrong)
                same = f"{'both' if len(wrong) == 2 else 'all three'} get {p[wrong].mean():.2f}"
                return f"Stuck, {words}: the network can’t tell {', '.join(most)} from {last}, so {same}."
    worst = int(np.argmax(np.abs(p - Y[:, 0])))
    far = f"farthest off is {NAMES[worst]} with p = {p[worst]:.2f}, target {Y[worst, 0]:.0f}"
    return f"{right.sum()} of 4 rows on the right side; {far}."


def limits(paths, wide=1):
    """The corners of a picture, so much wider than high, of all hidden points of a run (n, 4, 2), in equal scales."""
    low, high = paths.min(axis=(0, 1)), paths.max(axis=(0, 1))
    half, middle = 0.7 * max((high - low).max(), 0.5) * np.array([wide, 1]), (low + high) / 2
    return middle - half, middle + half


AROUND = np.stack([np.cos(turns := np.pi / 8 * np.r_[4, 12, 0, 8, 2:16:4, 1:16:2]), np.sin(turns)], axis=1)
AROUND /= np.abs(AROUND).max(axis=1, keepdims=True)  # the frame of a square: above, below, beside, its corners, …


def beside(spots, size, gap, taken):
    """The middle of words of that size (2,) beside one of spots (m, 2), of which some twenty are tried.

    They should stand inside and cover little. taken: [(middles (k, 2), their size, cost of each), …]. All in
    shares of the sides of the picture.
    """
    size, spots = np.array(size), spots[:: len(spots) // 20 + 1]
    places = np.concatenate(
        [(spots[:, np.newaxis] + AROUND * (size / 2 + far)).reshape(-1, 2) for far in (gap, 2 * gap)]
    )

    def on(points, reach):
        return (np.abs(places[:, np.newaxis] - points) < reach).all(axis=2).sum(axis=1)

    out = (np.abs(places - 0.5) > 0.5 - size / 2).any(axis=1)
    covered = sum(cost * on(middles, (size + of) / 2) for middles, of, cost in taken)
    return places[np.argmin(1e6 * out + covered)]
