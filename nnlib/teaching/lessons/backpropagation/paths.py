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


WIDE, TALL = 1.6, 1.0  # a cell
ACROSS = {"W": 0.5, "b": 0.5, "x": 0.5, "dz": 1.6}  # between columns
DOWN = {"W": 0.45, "b": 0.45, "x": 0.45, "dz": 0.95}  # between rows: no path crosses a number
CORNERS = {"W": (0, 10), "b": (0, 6.8), "x": (0, 5.05), "dz": (8.7, 8.9)}  # upper left corners
HEADS = {"W": "W, a column a unit", "b": "b", "x": "x, a row a sample", "dz": "dz, one for each z"}
TIMES = np.linspace(0, 1, 40)


def corner(array, index):
    """The lower left corner of a cell."""
    row, column = index if len(index) == 2 else (0, *index)
    left, top = CORNERS[array]
    return left + (WIDE + ACROSS[array]) * column, top - TALL - (TALL + DOWN[array]) * row


def center(array, index):
    return np.add(corner(array, index), (WIDE / 2, TALL / 2))


def bend(start, end):
    """From start to end, level at both: points (40, 2)."""
    return np.column_stack([start[0] + (end[0] - start[0]) * TIMES, start[1] + (end[1] - start[1]) * _smooth(TIMES)])


def _smooth(t):
    return t * t * (3 - 2 * t)


def way(array, index, cell):
    """The path from a number to a cell of dz as points (n, 2), in three parts: out, across and in.

    A column that stands between is passed above the row.
    """
    x, y = center(array, index)
    above = (TALL + DOWN[array]) / 2
    out = np.array([[x + WIDE / 2, y]])
    if index[-1] == 0:  # a column to the right
        past = x + WIDE + ACROSS[array] + WIDE / 2 + 0.2
        out = np.array([[x, y + TALL / 2], [x, y + above], [past, y + above]])
    x, y = center("dz", cell)
    above = (TALL + DOWN["dz"]) / 2
    inside = np.array([[x - WIDE / 2, y]])
    if cell[-1] == 1:  # a column to the left
        gap = x - WIDE / 2 - ACROSS["dz"]
        inside = np.vstack([[gap - WIDE - 0.2, y + above], bend((gap, y + above), inside[0])])
    return out, bend(out[-1], inside[0]), inside


def beside(array, cell):
    """Where the slope of a path stands: above its end, or below where an input's other path passes above."""
    return np.add(center("dz", cell), (0, (-1 if array == "x" and cell[-1] == 0 else 1) * (TALL + DOWN["dz"]) / 2))


class PathsDrawing:
    """The arrays of the layer as tables on ax. show(name) draws the paths of one number; artists are what moves.

    in_words: write the sum over the paths below with names, too, not in numbers alone.
    """

    def __init__(self, ax, in_words=True):
        gray = dict(color="#444444", fontsize=11.5)
        for array, cells in (("W", W), ("b", B), ("x", X), ("dz", DZ)):
            for index in np.ndindex(cells.shape):
                ax.add_patch(Rectangle(corner(array, index), WIDE, TALL, fc="white", ec=style.PALE, lw=1))
                ax.text(*center(array, index), number(cells[index]), ha="center", va="center", fontsize=11.5)
            left, top = CORNERS[array]
            rows = np.atleast_2d(cells).shape[0]
            beside = dict(
                x=left - 0.25, y=top - (rows * (TALL + DOWN[array]) - DOWN[array]) / 2, ha="right", va="center"
            )
            above = dict(x=left + WIDE + ACROSS[array] / 2, y=top + 0.95, ha="center", va="bottom")
            head = HEADS[array].replace(", ", ",\n", array != "dz")
            ax.text(s=head, fontsize=11.5, **(above if array == "dz" else beside))
        for i in range(len(X)):
            ax.text(*np.add(center("dz", (i, 1)), (WIDE / 2 + 0.25, 0)), f"row {i}", va="center", **gray)
        for k in range(len(B)):
            x, y = center("dz", (len(X) - 1, k))
            ax.text(x, y - TALL / 2 - 0.78, f"unit {k}", ha="center", va="top", **gray)
        frame = dict(width=WIDE, height=TALL, fill=False, zorder=3)
        self.chosen = ax.add_patch(Rectangle((0, 0), ec=style.INK, lw=2.6, **frame))
        self.ends = [ax.add_patch(Rectangle((0, 0), ec=style.CURE, lw=2.4, **frame)) for _ in X]
        self.sources = [ax.add_patch(Rectangle((0, 0), ec=style.GREEN, lw=2.2, ls=(0, (3, 1.5)), **frame)) for _ in X]
        self.lines = ax.add_collection(LineCollection([], color=style.CURE, lw=1.8, zorder=2))
        self.slopes = [
            ax.text(0, 0, "", ha="center", va="center", fontsize=12, color=style.TEXT[style.GREEN], zorder=4) for _ in X
        ]
        look = dict(fontsize=10, linespacing=1.5) if in_words else dict(fontsize=10.5, fontweight="bold")
        self.in_words, self.sum = in_words, ax.text(9.9, 1.55, "", ha="center", va="center", **look)
        ax.set(xlim=(-3.1, 15.9), ylim=(0.9, 10.65))
        ax.axis("off")
        self.artists = [self.lines, self.chosen, *self.ends, *self.sources, *self.slopes, self.sum]

    def show(self, name):
        array, index = split(name)
        self.chosen.set_xy(corner(array, index))
        walked = paths(name)
        ways = [way(array, index, cell) for cell, *_ in walked]
        self.lines.set_segments([np.vstack(parts) for parts in ways])
        adds = [slope * DZ[cell] for cell, slope, _ in walked]  # what each path adds to the gradient
        self.lines.set_linewidths([1.2 + min(abs(each), 8) for each in adds])
        self.lines.set_color([style.FAULT if each < 0 else style.CURE for each in adds])
        for i, (end, source, label) in enumerate(zip(self.ends, self.sources, self.slopes, strict=True)):
            there = i < len(walked)
            end.set_visible(there)
            source.set_visible(there and walked[i][2] is not None)
            label.set_visible(there)
            if there:
                cell, slope, place = walked[i]
                end.set_xy(corner("dz", cell))
                label.set(position=beside(array, cell), text=f"· {factor(slope)}")
                if place:
                    source.set_xy(corner(*split(place)))
        words, numbers = total(name)
        self.sum.set_text(f"{words}\n{numbers}" if self.in_words else f"d{name} {numbers}")
