"""One small drawing for each lesson, on an axes whose sides run from 0 to 1."""

import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

from ... import style
from ...pad import strokes

INK, FAULT, CURE, GRAY, PALE = style.INK, style.FAULT, style.CURE, style.GRAY, style.PALE
DOT = dict(ls="none", ms=5, mec="white", mew=0.6)


def read_digit(ax):
    for stroke in strokes.read(strokes.SCRIPTED[4][1]):
        rows, columns = np.transpose(stroke)
        ax.plot(0.45 * columns / strokes.DOTS, 0.85 - 0.7 * rows / strokes.DOTS, color=INK, lw=4.5)
    ax.annotate("", (0.7, 0.5), (0.5, 0.5), arrowprops=dict(arrowstyle="-|>", color=GRAY, lw=1.6))
    ax.text(0.84, 0.48, "4", ha="center", va="center", fontsize=18, fontweight="bold", color=style.TEXT[CURE])


def line_through_points(ax):
    x = np.array([0.14, 0.28, 0.4, 0.52, 0.68, 0.86])
    ax.plot([0.06, 0.94], [0.14, 0.84], color=CURE)
    ax.plot(x, 0.1 + 0.8 * x + [0.08, -0.1, 0.07, -0.05, 0.1, -0.07], marker="o", color=INK, **DOT)


def coin(ax):
    ax.add_patch(Circle((0.56, 0.46), 0.34, fc=PALE, ec=GRAY, lw=1))
    ax.add_patch(Circle((0.46, 0.52), 0.34, fc=style.PAPER, ec=INK, lw=1.6))
    ax.text(0.46, 0.5, "?", ha="center", va="center", fontsize=17, fontweight="bold", color=style.TEXT[FAULT])


def bowl(ax):
    turn = np.linspace(0, 2 * np.pi, 60)
    for size in (0.44, 0.3, 0.16):
        ax.plot(0.5 + size * np.cos(turn), 0.48 + 0.75 * size * np.sin(turn), color="#9FB3C4", lw=1.1)
    path = [(0.1, 0.62), (0.3, 0.3), (0.4, 0.58), (0.46, 0.42), (0.5, 0.48)]
    ax.plot(*np.transpose(path), color=INK, lw=1.4, marker="o", ms=3.5)


def folded(ax):
    ax.plot([0.1, 0.5, 0.5], [0.86, 0.2, 0.2], color=FAULT)
    ax.plot([0.5, 0.9], [0.2, 0.86], color=CURE)
    ax.plot([0.06, 0.94], [0.2, 0.2], color=GRAY, lw=0.9)
    ax.plot([0.5], [0.2], marker="o", color=INK, **DOT)


def arrows_back(ax):
    left, right = [(0.18, 0.75), (0.18, 0.25)], (0.8, 0.5)
    for place in left:
        ax.annotate("", place, right, arrowprops=dict(arrowstyle="-|>", color=CURE, lw=1.8, shrinkA=8, shrinkB=7))
    for place in (*left, right):
        ax.add_patch(Circle(place, 0.11, fc=style.PAPER, ec=INK, lw=1.4, zorder=3))


def magnifier(ax):
    ax.add_patch(Circle((0.44, 0.56), 0.28, fc=style.PAPER, ec=INK, lw=2))
    ax.plot([0.64, 0.88], [0.36, 0.1], color=INK, lw=4)
    ax.plot([0.26, 0.62], [0.44, 0.68], color=CURE, lw=2)
    ax.plot([0.32, 0.56], [0.48, 0.64], marker="o", color=INK, **DOT | {"ms": 4})


def falling_loss(ax):
    x = np.linspace(0, 1, 60)
    ax.plot([0.08, 0.08, 0.94], [0.92, 0.12, 0.12], color=GRAY, lw=0.9)
    ax.plot(0.12 + 0.8 * x, 0.2 + 0.66 * np.exp(-5 * x), color=INK)


def flat_loss(ax):
    ax.plot([0.08, 0.08, 0.94], [0.92, 0.12, 0.12], color=GRAY, lw=0.9)
    ax.plot([0.12, 0.22, 0.34, 0.92], [0.88, 0.62, 0.54, 0.53], color=FAULT)
    ax.text(0.62, 0.28, "−64", ha="center", va="center", fontsize=9.5, fontweight="bold", color=style.TEXT[FAULT])


def four_points(ax):
    ax.plot([0.06, 0.94], [0.5, 0.5], color=GRAY, lw=1.2, ls=(0, (4, 2)))
    ax.plot([0.2, 0.8], [0.2, 0.8], color=FAULT, marker="o", **DOT | {"ms": 8})
    ax.plot([0.2, 0.8], [0.8, 0.2], color=CURE, marker="s", **DOT | {"ms": 7.5})


def many_starts(ax):
    """Sixteen starts, some of which arrive."""
    for k in range(16):
        column, row = divmod(k, 4)
        look = style.CLASS[k not in (1, 4, 10, 11, 15)]
        ax.plot(0.17 + 0.22 * column, 0.17 + 0.22 * row, **look | DOT | {"ms": 5})


def two_moons(ax):
    turn = np.linspace(0, np.pi, 13)
    for side, look in zip((1, -1), style.CLASS, strict=True):
        x, y = 0.5 + side * (0.28 * np.cos(turn) - 0.14), 0.5 + side * (0.42 * np.sin(turn) - 0.1)
        ax.plot(x, y, **look | DOT | {"ms": 4})


def an_island(ax):
    turn = np.linspace(0, 2 * np.pi, 40)
    ax.plot(0.62 + 0.16 * np.cos(turn), 0.36 + 0.16 * np.sin(turn), color=INK, lw=1.6)
    ax.plot([0.06, 0.36, 0.6, 0.94], [0.58, 0.78, 0.66, 0.84], color=INK, lw=1.6)
    ax.plot([0.62], [0.36], **style.CLASS[0] | DOT)
    ax.plot([0.2, 0.34, 0.3, 0.86, 0.84], [0.44, 0.6, 0.22, 0.56, 0.22], **style.CLASS[1] | DOT | {"ms": 4.5})


def digit(ax):
    picture = strokes.soft_pen_fitted(strokes.read(strokes.SCRIPTED[3][2]))
    ax.imshow(picture, extent=(0.16, 0.84, 0.12, 0.88), vmin=0, vmax=16, zorder=2)
    ax.add_patch(Rectangle((0.16, 0.12), 0.68, 0.76, fc="none", ec=PALE, lw=1, zorder=3))


def one_look(ax):
    heights = (0.5, 0.76, 0.58, 0.36)
    for place, height in enumerate(heights):
        ax.add_patch(Rectangle((0.12 + 0.2 * place, 0.12), 0.15, height, color=CURE if place == 1 else PALE, lw=0))
    ax.plot([0.06, 0.94], [0.12, 0.12], color=GRAY, lw=0.9)
    ax.plot([0.34, 0.38, 0.48], [0.42, 0.36, 0.54], color=style.PAPER, lw=2)


def model_boxes(ax):
    for y, width, color in ((0.68, 0.8, "#AFCBE2"), (0.41, 0.56, "#689ECB"), (0.14, 0.32, CURE)):
        corner = (0.5 - width / 2, y)
        ax.add_patch(FancyBboxPatch(corner, width, 0.17, boxstyle="round,pad=0,rounding_size=0.05", color=color, lw=0))
        if y > 0.2:
            ax.annotate("", (0.5, y - 0.11), (0.5, y), arrowprops=dict(arrowstyle="-", color=INK, lw=1.2))


def error_bars(ax):
    ax.plot([0.4, 0.4], [0.1, 0.9], color=GRAY, lw=1.2, ls=(0, (3, 2)))
    for y, x, half, color in ((0.74, 0.42, 0.13, INK), (0.5, 0.47, 0.2, INK), (0.26, 0.76, 0.12, FAULT)):
        ax.plot([x - half, x + half], [y, y], color=color, lw=1.8)
        ax.plot([x], [y], marker="o", color=color, **DOT | {"ms": 6})


def table_with_a_gap(ax):
    for row in range(4):
        for column in range(3):
            gap = (row, column) == (1, 1)
            face = style.PAPER if gap else "#689ECB" if row == 3 else PALE
            corner = (0.1 + 0.28 * column, 0.12 + 0.2 * row)
            ax.add_patch(
                Rectangle(corner, 0.24, 0.16, fc=face, ec=FAULT if gap else face, lw=1.6, ls="--" if gap else "-")
            )


FIVE = (0.16, 0.8), (0.84, 0.8), (0.5, 0.5), (0.16, 0.2), (0.84, 0.2)


def five_crosses(ax):
    for x, y in FIVE:
        for up in (-0.1, 0.1):
            ax.plot([x - 0.1, x + 0.1], [y - up, y + up], color=FAULT, lw=2.6)


def five_ticks(ax):
    """All look healthy, and each has a spot."""
    for x, y in FIVE:
        ax.plot([x - 0.12, x - 0.04, x + 0.1], [y, y - 0.1, y + 0.12], color=CURE, lw=2.6)
        ax.plot([x + 0.1], [y - 0.1], **style.CLASS[0] | DOT | {"ms": 4})
