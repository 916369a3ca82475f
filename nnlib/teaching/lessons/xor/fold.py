"""What a hidden layer does to the four points, on the way from the plane to the hidden space. Nothing is drawn here."""

import functools

import numpy as np

from nnlib import Sigmoid, binary_cross_entropy, mlp, sigmoid

from ...four_points import CORNERS, XOR

RIM = -0.25, 1.25  # from where to where the sheet goes, in both directions
ENDS = 0.0, 2.0  # of the crease: places on the rim, see on_rim
HAND = {  # name: (W (2, 2), b (2,), bend)
    "two creases": ([[1.0, 1.0], [1.0, 1.0]], [0.0, -1.0], lambda z: np.maximum(z, 0)),
    "no crease": ([[0.9, -0.5], [0.3, 0.8]], [0.0, 0.2], lambda z: z),
}
SEEDS = {"trained, seed 0": 0, "trained, seed 3": 3}  # of lesson 10's starts
NAMES = ["one crease", *HAND, *SEEDS]
STEPS, LR = 4000, 0.5


def layer(name, ends=ENDS):
    """points (…, 2) of the plane -> where that hidden layer puts them. ends: of the crease, if there is one."""
    W, b, bend = numbers(name, ends)
    return lambda places: bend(places @ W + b)


def numbers(name, ends=ENDS):
    """(W (2, 2), b (2,), bend) of a hidden layer."""
    if name == "one crease":
        return *folded_along(*map(on_rim, ends)), lambda z: np.maximum(z, 0)
    if name in HAND:
        W, b, bend = HAND[name]
        return np.array(W), np.array(b), bend
    first = trained(SEEDS[name]).layers[0]
    return first.W, first.b, sigmoid


def folded_along(start, end):
    """(W, b) of the units relu(d) and relu(−d), where d is √2 times the distance from the line, to its right above 0.

    From (0, 0) to (1, 1) that is x₁ − x₂.
    """
    along = (end - start) / np.hypot(*(end - start))
    right = np.sqrt(2) * np.array([along[1], -along[0]])
    return np.column_stack([right, -right]), np.array([-right @ start, right @ start])


def on_rim(place):
    """A point of the sheet's rim: place is 0 in the lower left corner, and goes counterclockwise, 1 for each side."""
    low, high = RIM
    corners = np.array([[low, low], [high, low], [high, high], [low, high], [low, low]])
    side, t = divmod(place % 4, 1)
    return (1 - t) * corners[int(side)] + t * corners[int(side) + 1]


def place_on_rim(point):
    """The place on the rim that is nearest to a point."""
    low, high = RIM
    x, y = (np.clip(point, low, high) - low) / (high - low)
    distance = {x: 4 - y, 1 - x: 1 + y, y: x, 1 - y: 3 - x}
    return float(distance[min(distance)] % 4)


def creases(name, ends=ENDS):
    """Where the units bend, inside the sheet: segments (start (2,), end (2,))."""
    W, b, _ = numbers(name, ends)
    low, high = RIM
    found = []
    if name == "one crease":  # that of both its units
        return [tuple(map(on_rim, ends))]
    if name == "no crease":
        return []
    for w, bias in zip(W.T, b, strict=True):
        met = [(x, -(bias + w[0] * x) / w[1]) for x in RIM] + [(-(bias + w[1] * y) / w[0], y) for y in RIM]
        met = np.unique([spot for spot in np.round(met, 9) if ((low <= spot) & (spot <= high)).all()], axis=0)
        if len(met) > 1:
            found.append((met[0], met[-1]))
    return found


@functools.cache
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


def share_at(point, place, hidden):
    """How far on its way from place to hidden a point has come that is pulled to point: 0 to 1."""
    way = hidden - place
    return float(np.clip((np.asarray(point) - place) @ way / (way @ way), 0, 1))


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
    how = {0: "The plane as it is", 1: "The hidden space"}.get(share, f"{100 * share:.0f} % of the way")
    zero, one = between(four)
    gap = np.hypot(*(one - zero))
    if gap < 1e-6:
        return f"{how}: the dashed segments meet, so no line separates ones from zeros."
    if gap < 0.08:
        return f"{how}: the dashed segments have just come apart. A line fits between them, barely."
    return f"{how}: the dashed segments are apart. One line separates ones from zeros."
