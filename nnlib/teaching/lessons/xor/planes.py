"""XOR's four points in the plane, with lines, and in the hidden space of a network."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style

NAMES = ["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"]
MESH = "#8FA3B8"  # the grid of the input plane, before and after a hidden layer


def _points(ax, points, y, sizes=(10, 10)):
    """points (4, 2), one marker for each class; y (4,) or (4, 1) of 0 and 1."""
    for number, (look, size) in enumerate(zip(style.CLASS, sizes, strict=True)):
        mine = np.asarray(points)[np.ravel(y) == number]
        ax.plot(*mine.T, ls="", ms=size, mec="white", zorder=4, clip_on=False, **look)


def _line(ax, w1, w2, b, **look):
    """The points with w1 x + w2 y + b = 0."""
    place = (-b / w1, 0) if abs(w1) > abs(w2) else (0, -b / w2)
    return ax.axline(place, (place[0] + w2, place[1] - w1), **{"color": style.INK, "lw": 1.8} | look)


def _says_one(ax, w1, w2, b):
    """An arrow from the line w1 x + w2 y + b = 0, near the middle of the square, to the side where it says 1."""
    w = np.array([w1, w2])
    foot = np.array([0.5, 0.5]) - w * (w @ [0.5, 0.5] + b) / (w @ w)
    look = dict(arrowstyle="-|>", color=style.INK, lw=1.2, shrinkA=0, shrinkB=0)
    ax.annotate("", foot + 0.22 * w / np.hypot(*w), foot, arrowprops=look)


def _plane(ax, title, names=("$x_1$", "$x_2$"), ends=(-0.5, 1.5)):
    ax.set(xlim=ends, ylim=ends, xticks=[0, 1], yticks=[0, 1], aspect="equal", xlabel=names[0], ylabel=names[1])
    ax.set_title(title)


def lines(X, y, y_and, and_line, tries, right):
    """AND with a line, XOR with three tries. A line is (w1, w2, b); right: how many rows each try gets right."""
    fig, (left, middle) = plt.subplots(1, 2, figsize=(7.4, 3.6))
    _plane(left, "AND: a line will do")
    _points(left, X, y_and)
    _line(left, *and_line)
    _plane(middle, "XOR: no line does")
    _points(middle, X, y)
    looks = [dict(ls="-"), dict(ls=(0, (5, 2))), dict(ls=(0, (1.2, 1.2)))]
    handles = [_line(middle, *line, **look) for line, look in zip(tries, looks, strict=True)]
    for ax, drawn in ((left, [and_line]), (middle, tries)):
        for line in drawn:
            _says_one(ax, *line)
    zeros, ones = left.get_lines()[:2]
    names = ["target 1", "target 0", *(f"{n} of 4 right" for n in right)]
    legend = middle.legend(
        [ones, zeros, *handles], names, loc="center left", bbox_to_anchor=(1.02, 0.5), borderaxespad=0
    )
    legend.set_title("arrow: says 1")
    return fig


def before_and_after(X, H, y, grid, bent, line):
    """The four points X (4, 2) and H (4, 2) before and after a hidden layer, each over the grid as it lies there.

    grid, bent: (k, 2), a path with gaps of nan. line: (w1, w2, b) in the hidden space.
    """
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.8))
    _plane(left, "Before: the inputs", ends=(-0.4, 1.4))
    _plane(right, "After: the hidden space", ("$a_1$", "$a_2$"), (-0.35, 2.35))
    right.set(xticks=[0, 1, 2], yticks=[0, 1, 2])
    for ax, mesh, points in ((left, grid, X), (right, bent, H)):
        ax.plot(*mesh.T, color=MESH, lw=1)
        _points(ax, points, y)
    _line(right, *line)
    under = dict(ha="center", va="top", offset=(0, -9), bbox=dict(fc="white", ec="none", pad=1))
    for name, point in zip(NAMES, X, strict=True):
        style.label(left, *point, name, **under)
    for rows in _together(H):
        side = under if np.ravel(y)[rows[0]] else under | dict(va="bottom", offset=(0, 9))
        style.label(right, *H[rows[0]], " and ".join(NAMES[row] for row in rows), **side)
    style.label(right, 0.5, 0, "score 0", ha="right", va="bottom", offset=(38, 22))
    return fig


def _together(points, within=1e-9):
    """Lists of the rows that lie on the same spot: no farther than within from the first of their list."""
    spots = []
    for row, point in enumerate(points):
        mine = next((rows for rows in spots if np.hypot(*(point - points[rows[0]])) <= within), None)
        if mine is None:
            spots.append([row])
        else:
            mine.append(row)
    return spots


def hidden_spaces(panels, y):
    """The hidden space of tanh networks, a panel each: (title, points (4, 2), mesh (k, 2), line (w1, w2, b))."""
    fig, axes = plt.subplots(1, len(panels), figsize=(8, 2.7), sharey=True)
    for ax, (title, points, mesh, line) in zip(axes, panels, strict=True):
        ax.plot(*mesh.T, color=MESH, lw=0.8)
        _line(ax, *line)
        _points(ax, points, y, (12, 7))  # both are seen on one spot
        for rows in _together(points, within=0.05):
            if len(rows) > 1:
                x, height = points[rows[0]]
                below = dict(ha="right" if x > 0 else "left", va="top", offset=(4 if x > 0 else -4, -9), fontsize=8)
                below |= dict(bbox=dict(fc="white", ec="none", pad=1, alpha=0.9), zorder=3)
                style.label(ax, x, height, "\n".join(NAMES[row] for row in rows), **below)
        ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), xticks=[-1, 0, 1], yticks=[-1, 0, 1], aspect="equal", xlabel="$a_1$")
        ax.set_title(title, fontsize=10.5)
    axes[0].set_ylabel("$a_2$")
    return fig
