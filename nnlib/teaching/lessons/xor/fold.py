"""What a hidden layer does to the four points, on the way from the plane to the hidden space. Nothing is drawn here."""

import numpy as np

from nnlib import Sigmoid, binary_cross_entropy, mlp, sigmoid

from ...four_points import CORNERS, XOR

SIDE = np.linspace(-0.25, 1.25, 25)
HAND = {  # name: (W (2, 2), b (2,), bend)
    "difference": ([[1.0, -1.0], [-1.0, 1.0]], [0.0, 0.0], lambda z: np.maximum(z, 0)),
    "sum": ([[1.0, 1.0], [1.0, 1.0]], [0.0, -1.0], lambda z: np.maximum(z, 0)),
    "no bend": ([[0.9, -0.5], [0.3, 0.8]], [0.0, 0.2], lambda z: z),
}
SEEDS = {"trained, seed 0": 0, "trained, seed 3": 3}  # of lesson 10's starts
STEPS, LR = 4000, 0.5


def layer(name):
    """points (…, 2) of the plane -> where that hidden layer puts them."""
    if name in HAND:
        W, b, bend = HAND[name]
        return lambda places: bend(places @ np.array(W) + np.array(b))
    net = trained(SEEDS[name])
    first = net.layers[0]
    return lambda places: sigmoid(places @ first.W + first.b)


def trained(seed, steps=STEPS):
    """A network 2-2-1 with sigmoid units, after so many steps from normal numbers."""
    net = mlp([2, 2, 1], Sigmoid, rng=np.random.default_rng(seed))
    net.params[:] = np.random.default_rng(seed).normal(size=net.params.size)
    for _ in range(steps):
        net.backward(binary_cross_entropy(XOR[:, None], net.forward(CORNERS))[1])
        net.params -= LR * net.grads
    return net


def on_the_way(places, hidden, share):
    """Between the plane (share 0) and the hidden space (share 1)."""
    return (1 - share) * places + share * hidden


def nearest(point, start, end):
    """The point of the segment from start to end that is nearest to point."""
    along = end - start
    length = along @ along
    t = np.clip((point - start) @ along / length, 0, 1) if length > 0 else 0.0
    return start + t * along


def _side(a, b, c):
    """Is c to the left (above 0) or to the right of the line from a to b?"""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def between(four):
    """The shortest bridge between the segment of the zeros and that of the ones: two points; equal where they meet.

    four: the places (4, 2) of (0, 0), (0, 1), (1, 0), (1, 1). A line separates ones and zeros exactly if they don't.
    """
    (z1, z2), (o1, o2) = four[[0, 3]], four[[1, 2]]
    if _side(z1, z2, o1) * _side(z1, z2, o2) < 0 and _side(o1, o2, z1) * _side(o1, o2, z2) < 0:
        return z1, z1
    bridges = [(z, nearest(z, o1, o2)) for z in (z1, z2)] + [(nearest(o, z1, z2), o) for o in (o1, o2)]
    return min(bridges, key=lambda ends: np.hypot(*(ends[1] - ends[0])))


def separating_line(four, least=1e-6):
    """(w1, w2, b) of the line in the middle between zeros and ones, above 0 at the ones; None where there is none."""
    zero, one = between(four)
    w = one - zero
    if np.hypot(*w) < least:
        return None
    return *w, -w @ (zero + one) / 2


def verdict(four, share):
    """What the places of the four points mean."""
    how = {0: "The plane as it is", 1: "The hidden space"}.get(share, f"{share:.0%} of the way")
    zero, one = between(four)
    gap = np.hypot(*(one - zero))
    if gap < 1e-6:
        return f"{how}: the dashed segments meet, so no line has the ones on one side and the zeros on the other."
    if gap < 0.08:
        return f"{how}: the dashed segments have just come apart. A line fits between them, barely."
    return f"{how}: the dashed segments are apart, and one line is enough."
