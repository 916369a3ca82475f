"""One layer z = x W + b with all its rows: which outputs a number reaches, and the sum over these paths."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from ... import style
from ...network import number

X = np.array([[1.0, 2.0], [3.0, -1.0], [-2.0, 4.0]])
W = np.array([[0.5, -1.0], [2.0, 1.5]])
B = np.array([1.0, -2.0])
DZ = np.array([[0.5, -1.0], [2.0, 3.0], [-1.5, 1.0]])
NAMES = [
    *(f"W[{j}, {k}]" for j, k in np.ndindex(W.shape)),
    *(f"b[{k}]" for k in range(len(B))),
    *(f"x[{i}, {j}]" for i, j in np.ndindex(X.shape)),
]


def split(name):
    """'W[1, 0]' -> ('W', (1, 0))"""
    array, index = name.rstrip("]").split("[")
    return array, tuple(int(i) for i in index.split(", "))


def paths(name, x=X, W=W):
    """[((i, k), slope, source)]: the outputs that this number reaches, how steeply, and where that slope stands."""
    array, index = split(name)
    if array == "W":
        j, k = index
        return [((i, k), float(x[i, j]), f"x[{i}, {j}]") for i in range(len(x))]
    if array == "b":
        return [((i, index[0]), 1.0, None) for i in range(len(x))]
    i, j = index
    return [((i, k), float(W[j, k]), f"W[{j}, {k}]") for k in range(W.shape[1])]


def gradient(name, x=X, W=W, dz=DZ):
    """∂L/∂(this number): over all paths the slope times dz where the path ends, added."""
    return sum(slope * dz[cell] for cell, slope, _ in paths(name, x, W))


def factor(value):
    return f"({number(value)})" if value < 0 else number(value)


def total(name):
    """The sum in words and in numbers: two lines."""
    walked = paths(name)
    words = " + ".join(f"{source or '1'} · dz[{i}, {k}]" for (i, k), _, source in walked)
    numbers = " + ".join(f"{factor(slope)} · {factor(DZ[cell])}" for cell, slope, _ in walked)
    return f"d{name} = {words}", f"= {numbers} = {number(gradient(name))}"


def verdict(name):
    """Where this number goes."""
    array, index = split(name)
    if array == "x":
        return f"The input {name} belongs to one row, and goes into every unit: {W.shape[1]} paths. Add over the units."
    role = "leads to" if array == "W" else "is added in"
    kind = "weight" if array == "W" else "bias"
    return f"The {kind} {name} {role} unit {index[-1]}, and is used in every row: {len(X)} paths. Add over the rows."


WIDE, TALL = 1.3, 1.0  # a cell
CORNERS = {"W": (0, 6.9), "b": (0, 4.4), "x": (0, 2.9), "dz": (8.9, 5.6)}  # upper left corners
GAP = {"W": 0.4, "b": 0.4, "x": 0.4, "dz": 1.3}  # between columns, so that a path can be seen to pass behind one
HEADS = {"W": "W, a column a unit", "b": "b", "x": "x, a row a sample", "dz": "dz, one for each z"}


def corner(array, index):
    """The lower left corner of a cell."""
    row, column = index if len(index) == 2 else (0, *index)
    left, top = CORNERS[array]
    return left + (WIDE + GAP.get(array, 0)) * column, top - TALL * (row + 1)


def center(array, index):
    return np.add(corner(array, index), (WIDE / 2, TALL / 2))


class PathsDrawing:
    """The arrays of the layer as tables on ax. show(name) draws the paths of one number; artists are what moves.

    with_sum: write the sum over the paths below.
    """

    def __init__(self, ax, with_sum=True):
        before = []  # what stands in front of the lines: a live picture draws all that moves on top of what does not
        for array, cells in (("W", W), ("b", B), ("x", X), ("dz", DZ)):
            for index in np.ndindex(cells.shape):
                cell = Rectangle(corner(array, index), WIDE, TALL, fc="white", ec=style.PALE, lw=1, zorder=2.5)
                text = dict(s=number(cells[index]), ha="center", va="center", fontsize=11.5, zorder=5)
                made = [ax.add_patch(cell), ax.text(*center(array, index), **text)]
                before += made * (array == "dz" or index[-1] == 1)
            left, top = CORNERS[array]
            beside = dict(x=left - 0.25, y=top - TALL * np.atleast_2d(cells).shape[0] / 2, ha="right", va="center")
            above = dict(x=left + WIDE + GAP.get(array, 0) / 2, y=top + 0.2, ha="center", va="bottom")
            ax.text(
                s=HEADS[array].replace(", ", ",\n", array != "dz"),
                fontsize=11.5,
                **(above if array == "dz" else beside),
            )
        for i in range(len(X)):
            ax.text(*np.add(center("dz", (i, 1)), (0.95, 0)), f"row {i}", va="center", fontsize=11.5, color="#444444")
        for k in range(len(B)):
            x, _ = center("dz", (0, k))
            ax.text(
                x,
                CORNERS["dz"][1] - 3 * TALL - 0.15,
                f"unit {k}",
                ha="center",
                va="top",
                fontsize=11.5,
                color="#444444",
            )
        frame = dict(width=WIDE, height=TALL, fill=False, zorder=3)
        self.chosen = ax.add_patch(Rectangle((0, 0), ec=style.INK, lw=2.6, **frame))
        self.ends = [ax.add_patch(Rectangle((0, 0), ec=style.CURE, lw=2.4, **frame)) for _ in X]
        self.sources = [ax.add_patch(Rectangle((0, 0), ec=style.GREEN, lw=2.2, ls=(0, (3, 1.5)), **frame)) for _ in X]
        self.lines = ax.add_collection(LineCollection([], color=style.CURE, lw=1.8, zorder=2))
        # where a path passes behind a cell, it shines through, so that the eye can follow it
        self.ghosts = ax.add_collection(LineCollection([], color=style.CURE, lw=1.8, alpha=0.3, zorder=2.7))
        box = dict(fc="white", ec="none", pad=1.2)
        self.slopes = [
            ax.text(0, 0, "", ha="center", va="center", fontsize=12, color=style.TEXT[style.GREEN], bbox=box, zorder=4)
            for _ in X
        ]
        self.sum = ax.text(9.35, 0.75, "", ha="center", va="center", fontsize=10, linespacing=1.5)
        self.sum.set_visible(with_sum)
        ax.set(xlim=(-2.9, 15.2), ylim=(-0.3, 7.1))
        ax.axis("off")
        self.artists = [
            self.lines,
            *before,
            self.ghosts,
            self.chosen,
            *self.ends,
            *self.sources,
            *self.slopes,
            self.sum,
        ]

    def show(self, name):
        array, index = split(name)
        self.chosen.set_xy(corner(array, index))
        start = np.add(center(array, index), (WIDE / 2, 0))
        walked = paths(name)
        ways = [[start, np.add(center("dz", cell), (-WIDE / 2, 0))] for cell, *_ in walked]
        self.lines.set_segments(ways)
        self.ghosts.set_segments(ways)
        for i, (end, source, label) in enumerate(zip(self.ends, self.sources, self.slopes, strict=True)):
            there = i < len(walked)
            end.set_visible(there)
            source.set_visible(there and walked[i][2] is not None)
            label.set_visible(there)
            if there:
                cell, slope, place = walked[i]
                end.set_xy(corner("dz", cell))
                stop = np.add(center("dz", cell), (-WIDE / 2, 0))
                label.set(position=start + (0.36 + 0.09 * i) * (stop - start), text=f"· {factor(slope)}")
                if place:
                    source.set_xy(corner(*split(place)))
        self.sum.set_text("\n".join(total(name)))
