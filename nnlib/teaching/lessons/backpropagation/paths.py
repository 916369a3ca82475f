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
        "W": "One weight works in every row",
        "b": "One bias works in every row",
        "x": "One input goes into every unit",
    }
    return f"{used[split(name)[0]]}: its slope is the sum of {len(paths(name))} paths, {number(gradient(name))}"


def multiplied(name):
    """What each of its paths adds."""
    slope = {"W": "the input of its row", "b": "1", "x": "the weight into its unit"}[split(name)[0]]
    return f"To d{name} each path adds {slope} times its dz"


WIDE, TALL = 1.35, 0.8  # a cell
SHIFTS = {"W": (1.75, 0, 1.15), "b": (1.75, 0, 1.15), "x": (1.75, 0, 1.15), "dz": (1.7, 1.06, 2.4)}
CORNERS = {"W": (2.2, 8.4), "b": (2.2, 5.75), "x": (2.2, 4.25), "dz": (11.1, 7.4)}  # upper left corners
HEADS = {"W": "weights W", "b": "biases b", "x": "inputs x", "dz": "dz, already known"}
ROW, STATION, SIGN, PRODUCT = 6.9, 9.45, 10.6, 15.3  # on its way: into the row, the slope, ×, what the path adds
SUM = 17.8, 4.2  # where the paths are added
TIMES = np.linspace(0, 1, 40)


def corner(array, index):
    """The lower left corner of a cell. A column of dz stands lower than the one before it: no path crosses a number."""
    row, column = index if len(index) == 2 else (0, *index)
    (left, top), (right, down, row_down) = CORNERS[array], SHIFTS[array]
    return left + right * column, top - TALL - down * column - row_down * row


def center(array, index):
    return np.add(corner(array, index), (WIDE / 2, TALL / 2))


def bend(start, end):
    """From start to end, level at both: points (40, 2)."""
    return np.column_stack([start[0] + (end[0] - start[0]) * TIMES, start[1] + (end[1] - start[1]) * _smooth(TIMES)])


def _smooth(t):
    return t * t * (3 - 2 * t)


def way(array, index, cell):
    """The path from a number to a cell of dz, over a column that stands between, and on to the sum: points (n, 2)."""
    x, y = center(array, index)
    out = np.array([[x + WIDE / 2, y]])
    if index[-1] == 0:
        above, past = y + SHIFTS[array][2] / 2, x + SHIFTS[array][0] + WIDE / 2
        out = np.array([[x, y + TALL / 2], [x, above], [past, above]])
    x, level = center("dz", cell)
    there = np.vstack([out, bend(out[-1], (ROW, level)), (x - WIDE / 2, level)])
    return there, np.vstack([(x + WIDE / 2, level), bend((PRODUCT + 0.8, level), SUM)])


class PathsDrawing:
    """The arrays of the layer as tables on ax. show(name) draws the paths of one number; artists are what moves."""

    def __init__(self, ax, titled=True):
        self.titled = titled
        gray = dict(color=style.TEXT[style.GRAY], fontsize=11.5)
        middle = dict(ha="center", va="center_baseline")
        cell_look = dict(width=WIDE, height=TALL, zorder=3)
        for array, cells in (("W", W), ("b", B), ("x", X), ("dz", DZ)):
            for index in np.ndindex(cells.shape):
                ax.add_patch(Rectangle(corner(array, index), fc="white", ec=style.PALE, lw=1, **cell_look))
                ax.text(*center(array, index), number(cells[index]), fontsize=12.5, zorder=4, **middle)
            if array != "dz":
                y = (center(array, index)[1] + CORNERS[array][1] - TALL / 2) / 2
                ax.text(CORNERS[array][0] - 0.25, y, HEADS[array], ha="right", va="center_baseline", fontsize=12)
        for i in range(len(X)):
            y = (center("dz", (i, 0))[1] + center("dz", (i, 1))[1]) / 2
            ax.add_patch(Rectangle((ROW, y - 1.06), PRODUCT + 1 - ROW, 2.12, color="#F2F2F2", lw=0, zorder=0))
            ax.text(ROW + 0.2, y, f"row {i}", va="center_baseline", **gray)
        for k in range(len(B)):
            ax.text(center("dz", (0, k))[0], 7.75, f"unit {k}", ha="center", **gray)
        ax.text((center("dz", (0, 0))[0] + center("dz", (0, 1))[0]) / 2, 8.3, HEADS["dz"], ha="center", fontsize=12)
        ax.text(
            2.2, 0.1, "touch one of these" * (not titled), fontsize=11, fontweight="bold", color=style.TEXT[style.CURE]
        )
        green = dict(ec=style.GREEN, lw=2.2, ls=(0, (3, 1.5)))
        ink = dict(ec=style.INK, fill=False)
        self.chosen = ax.add_patch(Rectangle((0, 0), lw=3.2, **ink, **cell_look))
        self.ends = [ax.add_patch(Rectangle((0, 0), lw=1.6, **ink, **cell_look)) for _ in X]
        self.sources = [ax.add_patch(Rectangle((0, 0), fill=False, **green, **cell_look)) for _ in X]
        self.stations = [ax.add_patch(Rectangle((0, 0), fc="white", **green, **cell_look)) for _ in X]
        self.lines = ax.add_collection(LineCollection([], zorder=2, joinstyle="round"))
        self.slopes = [ax.text(0, 0, "", fontsize=12.5, zorder=4, **middle) for _ in X]
        self.signs = [ax.text(0, 0, "×", fontsize=13, zorder=4, ha="center", va="center") for _ in X]
        (self.circles,) = ax.plot([], [], "o", ms=15, mfc="white", mec=style.GRAY, mew=1.2, zorder=3)
        ground = dict(boxstyle="square,pad=0.1", fc="#F2F2F2", ec="none")
        self.products = [ax.text(0, 0, "", fontsize=13, fontweight="bold", bbox=ground, zorder=4, **middle) for _ in X]
        plus = ax.text(*SUM, "+", fontsize=17, zorder=5, ha="center", va="center")
        (node,) = ax.plot(*SUM, "o", ms=24, mfc="white", mec=style.GRAY, mew=1.2, zorder=4)
        corner_of_all = dict(transform=ax.figure.transFigure, va="top", in_layout=False)
        self.title = ax.text(y=0.98, s="", **style.HEADLINE, **corner_of_all)
        beside = dict(x=SUM[0] + 2.1, ha="center", va="center")
        self.sum = ax.text(y=SUM[1] + 1, s="", fontsize=13, **beside)
        self.result = ax.text(y=SUM[1], s="", fontweight="bold", **beside)
        ax.set(xlim=(0.1, 21.4), ylim=(0.5, 9.4) if titled else (0, 8.8))
        ax.axis("off")
        self.groups = self.ends, self.sources, self.stations, self.slopes, self.signs, self.products
        self.artists = [
            *(self.lines, self.chosen, self.circles, *sum(self.groups, [])),
            *(node, plus, self.title, self.sum, self.result),
        ]

    def show(self, name):
        array, index = split(name)
        self.chosen.set_xy(corner(array, index))
        walked = paths(name)
        adds, result = added(name)
        there, on = zip(*(way(array, index, cell) for cell, *_ in walked), strict=True)
        self.lines.set_segments([*there, *on])
        self.lines.set_linewidths([1.4 + 1.3 * min(abs(each), 9) for each in adds] * 2)
        self.lines.set_color([style.FAULT if each < 0 else style.CURE for each in adds] * 2)
        levels = [center("dz", cell)[1] for cell, *_ in walked]
        self.circles.set_data([SIGN] * len(levels), levels)
        for i, group in enumerate(zip(*self.groups, strict=True)):
            for artist in group:
                artist.set_visible(i < len(walked))
            if i >= len(walked):
                continue
            end, source, stop, label, sign, product = group
            cell, slope, place = walked[i]
            end.set_xy(corner("dz", cell))
            stop.set_xy((STATION - WIDE / 2, levels[i] - TALL / 2))
            color = style.GREEN if place else style.GRAY
            stop.set_edgecolor(color)
            label.set(position=(STATION, levels[i]), text=number(slope), color=style.TEXT[color])
            sign.set_position((SIGN, levels[i]))
            product.set(position=(PRODUCT, levels[i]), text=f"= {number(adds[i])}", color=_color(adds[i]))
            source.set_visible(place is not None)
            if place:
                source.set_xy(corner(*split(place)))
        self.title.set_text(headline(name) * self.titled)
        self.sum.set_text(f"d{name} =")
        said = number(result)
        self.result.set(text=said, color=_color(result), fontsize=32 if len(said) < 4 else 20)


def _color(adds):
    """For words on what a path adds or takes away."""
    return style.TEXT[style.FAULT if adds < 0 else style.CURE]
