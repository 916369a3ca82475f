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


def added(name):
    """What each path adds, and their sum: ([0.5, 6, 3], 9.5)."""
    return [slope * DZ[cell] for cell, slope, _ in paths(name)], gradient(name)


def verdict(name):
    """Where this number goes."""
    array, index = split(name)
    if array == "x":
        return f"The input {name} belongs to one row, and goes into every unit: {W.shape[1]} paths. Add over the units."
    role = "leads to" if array == "W" else "is added in"
    kind = "weight" if array == "W" else "bias"
    return f"The {kind} {name} {role} unit {index[-1]}, and is used in every row: {len(X)} paths. Add over the rows."


def headline(name):
    """What the picture of its paths shows."""
    used = {
        "W": "A weight is used in every row",
        "b": "A bias is used in every row",
        "x": "An input goes into every unit",
    }
    return f"{used[split(name)[0]]}: {len(paths(name))} paths add up to {number(gradient(name))}"


WIDE, TALL = 1.6, 1.0  # a cell
ACROSS = {"W": 0.5, "b": 0.5, "x": 0.5, "dz": 0.9}  # between columns
DOWN = {"W": 0.45, "b": 0.45, "x": 0.45, "dz": 1.3}  # between rows: no path crosses a number
CORNERS = {"W": (0, 10), "b": (0, 6.8), "x": (0, 5.05), "dz": (10.4, 8.5)}  # upper left corners
HEADS = {"W": "W, a column\nfor each unit", "b": "b", "x": "x, a row\nfor each sample", "dz": "dz, one for each z"}
STATION, SIGN = 7.9, 1.45  # where on its way a path passes its slope, and how far behind it the sign stands
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


def station(cell):
    """The middle of the slope on the path to a cell of dz: level with the cell, or with the way above the row."""
    return STATION, center("dz", cell)[1] + (cell[-1] == 1) * (TALL + DOWN["dz"]) / 2


def way(array, index, cell):
    """The path from a number to a cell of dz as points (n, 2), past its slope.

    A column that stands between is passed above the row.
    """
    x, y = center(array, index)
    out = np.array([[x + WIDE / 2, y]])
    if index[-1] == 0:  # a column to the right
        above, past = y + (TALL + DOWN[array]) / 2, x + WIDE + ACROSS[array] + WIDE / 2 + 0.2
        out = np.array([[x, y + TALL / 2], [x, above], [past, above]])
    stop = np.array(station(cell))
    x, y = center("dz", cell)
    inside = np.array([[x - WIDE / 2, y]])
    if cell[-1] == 1:  # a column to the left
        gap = x - (WIDE + ACROSS["dz"]) / 2
        inside = np.array([[gap, stop[1]], [gap, y], [x - WIDE / 2, y]])
    return np.vstack([out, bend(out[-1], stop - (WIDE / 2, 0)), inside])


class PathsDrawing:
    """The arrays of the layer as tables on ax. show(name) draws the paths of one number; artists are what moves."""

    def __init__(self, ax, titled=True):
        self.titled = titled
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
            above = dict(x=left + WIDE + ACROSS[array] / 2, y=top + 1.4, ha="center", va="bottom")
            ax.text(s=HEADS[array], fontsize=11.5, **(above if array == "dz" else beside))
        for i in range(len(X)):
            ax.text(*np.add(center("dz", (i, 1)), (WIDE / 2 + 0.25, 0)), f"row {i}", va="center", **gray)
        for k in range(len(B)):
            x, y = center("dz", (0, k))
            ax.text(x, y + TALL / 2 + 0.85, f"unit {k}", ha="center", va="bottom", **gray)
        frame = dict(width=WIDE, height=TALL, fill=False, zorder=3)
        green = dict(ec=style.GREEN, lw=2.2, ls=(0, (3, 1.5)))
        self.chosen = ax.add_patch(Rectangle((0, 0), ec=style.INK, lw=2.6, **frame))
        self.ends = [ax.add_patch(Rectangle((0, 0), ec=style.CURE, lw=2.4, **frame)) for _ in X]
        self.sources = [ax.add_patch(Rectangle((0, 0), **green, **frame)) for _ in X]
        self.stations = [ax.add_patch(Rectangle((0, 0), WIDE, 0.9, fc="white", zorder=3, **green)) for _ in X]
        self.lines = ax.add_collection(LineCollection([], color=style.CURE, lw=1.8, zorder=2))
        middle = dict(ha="center", va="center", zorder=4)
        self.slopes = [ax.text(0, 0, "", fontsize=12, **middle) for _ in X]
        self.signs = [ax.text(0, 0, "×", fontsize=13, **middle) for _ in X]
        (self.circles,) = ax.plot([], [], "o", ms=15, mfc="white", mec=style.GRAY, mew=1.2, zorder=3)
        self.products = [ax.text(0, 0, "", fontsize=12, fontweight="bold", **middle) for _ in X]
        corner_of_all = dict(transform=ax.figure.transFigure, va="top", in_layout=False)
        self.title = ax.text(y=0.98, s="", **style.HEADLINE, **corner_of_all)
        low = dict(y=1.45, va="center_baseline")
        self.sum = ax.text(13, s="", ha="right", fontsize=12, **low)
        self.result = ax.text(13.25, s="", ha="left", fontsize=20, fontweight="bold", **low)
        ax.set(xlim=(-3.6, 16.2), ylim=(0.9, 11.9 if titled else 10.8))
        ax.axis("off")
        self.groups = self.ends, self.sources, self.stations, self.slopes, self.signs, self.products
        self.artists = [self.lines, self.chosen, self.circles, *sum(self.groups, []), self.title, self.sum, self.result]

    def show(self, name):
        array, index = split(name)
        self.chosen.set_xy(corner(array, index))
        walked = paths(name)
        adds, result = added(name)
        self.lines.set_segments([way(array, index, cell) for cell, *_ in walked])
        self.lines.set_linewidths([1.2 + min(abs(each), 8) for each in adds])
        self.lines.set_color([style.FAULT if each < 0 else style.CURE for each in adds])
        spots = [np.add(station(cell), (SIGN, 0)) for cell, *_ in walked]
        self.circles.set_data(*np.transpose(spots))
        for i, group in enumerate(zip(*self.groups, strict=True)):
            for artist in group:
                artist.set_visible(i < len(walked))
            if i >= len(walked):
                continue
            end, source, stop, label, sign, product = group
            cell, slope, place = walked[i]
            end.set(xy=corner("dz", cell), edgecolor=style.FAULT if adds[i] < 0 else style.CURE)
            stop.set_xy(np.subtract(station(cell), (WIDE / 2, stop.get_height() / 2)))
            label.set(position=station(cell), text=number(slope))
            sign.set_position(spots[i])
            color = style.GREEN if place else style.GRAY
            stop.set_edgecolor(color)
            label.set_color(style.TEXT[color])
            below = np.subtract(center("dz", cell), (0, TALL / 2 + 0.42))
            product.set(position=below, text=f"= {number(adds[i])}", color=_color(adds[i]))
            source.set_visible(place is not None)
            if place:
                source.set_xy(corner(*split(place)))
        rest = "".join(f" {'−' if each < 0 else '+'} {number(abs(each))}" for each in adds[1:])
        self.title.set_text(headline(name) * self.titled)
        self.sum.set_text(f"d{name} = {number(adds[0])}{rest} =")
        self.result.set(text=number(result), color=_color(result))


def _color(adds):
    """For words on what a path adds or takes away."""
    return style.TEXT[style.FAULT if adds < 0 else style.CURE]
