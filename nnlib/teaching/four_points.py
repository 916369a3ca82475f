"""XOR's four points, in the plane of the inputs and in the hidden space of a network: how they are drawn."""

import numpy as np

from . import style

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0.0, 1.0, 1.0, 0.0])
NAMES = ["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"]
MESH = "#5F7488"  # the grid of the input plane, before and after a hidden layer


def points(ax, places, sizes=(10, 10)):
    """The four points at places (4, 2), zeros as dots and ones as squares. Returns the two artists."""
    return [
        ax.plot(*places[number == XOR].T, ls="", ms=size, mec="white", zorder=4, clip_on=False, **look)[0]
        for number, (look, size) in enumerate(zip(style.CLASS, sizes, strict=True))
    ]


def line(ax, w1, w2, b, **look):
    """The points with w1 x + w2 y + b = 0."""
    place = (-b / w1, 0) if abs(w1) > abs(w2) else (0, -b / w2)
    return ax.axline(place, (place[0] + w2, place[1] - w1), **{"color": style.INK, "lw": 1.8} | look)


def together(places, within=1e-9):
    """Lists of the rows that lie on the same spot: no farther than within from the first of their list."""
    spots = []
    for row, place in enumerate(places):
        mine = next((rows for rows in spots if np.hypot(*(place - places[rows[0]])) <= within), None)
        if mine is None:
            spots.append([row])
        else:
            mine.append(row)
    return spots


def mesh(lines=9, steps=41):
    """A square grid over the four points as one path (k, 2), with a row of nan after each of its lines."""
    along, places = np.linspace(-0.25, 1.25, steps), np.linspace(-0.25, 1.25, lines)
    gap = [[np.nan, np.nan]]
    across = [[*np.column_stack([along, np.full(steps, place)]), *gap] for place in places]
    up = [[*np.column_stack([np.full(steps, place), along]), *gap] for place in places]
    return np.concatenate(across + up)


def plane(ax, title, ends=(-0.4, 1.4), names=("$x_1$", "$x_2$")):
    """The axes of the input plane."""
    ax.set(xlim=ends, ylim=ends, xticks=[0, 1], yticks=[0, 1], aspect="equal", xlabel=names[0], ylabel=names[1])
    ax.set_title(title)
