"""A matrix product as tables: the rows stand to the left of the result, the columns above it, and meet in a cell."""

import matplotlib.pyplot as plt
import numpy as np

from . import style
from .network import number

WIDE, TALL, GAP, LEFT = 0.92, 0.36, 0.22, 1.55  # a cell, between two tables, and left of the rows; in inches
PLAIN, ROW, COLUMN = "#F7F7F7", "#D9D9D9", "#BFD8EA"  # what is not lit, the row, the column


def draw_meeting(title, formula, rows, columns, result, lit, added=None):
    """rows, columns, result, added: (name, shape in words, table); added is a table of one row, or None.

    lit: (row, column) of the number of the result that row and column make; formula: how they make it.
    """
    height = TALL * sum(len(table) for _, _, table in filter(None, (columns, added, result)))
    height += GAP * (2 if added else 1) + 1
    fig, ax = plt.subplots(figsize=(8, height), layout="none")
    ax.set_position([0, 0, 1, 1])
    ax.set(xlim=(0, 8), ylim=(0, height))
    ax.axis("off")
    j, k = lit
    left, top = LEFT + WIDE * rows[2].shape[1] + GAP, height - 0.85
    for table, sign in ((columns, ""), (added, "+  ")):
        if table:
            _cells(ax, left, top, table[2], lambda r, c: c == k, COLUMN)
            middle = top - TALL * len(table[2]) / 2
            _name(ax, left - 0.15, middle, table[0], table[1], sign, ha="right")
            top -= TALL * len(table[2]) + GAP
    _cells(ax, LEFT, top, rows[2], lambda r, c: r == j, ROW)
    _cells(ax, left, top, result[2], lambda r, c: (r, c) == lit, style.INK)
    middle = top - TALL * len(result[2]) / 2
    _name(ax, LEFT - 0.15, middle, rows[0], rows[1], ha="right")
    _name(ax, left + WIDE * result[2].shape[1] + 0.12, middle, result[0], result[1], "=  ", ha="left")
    cell = left + WIDE * k, top - TALL * (j + 1)  # its lower left corner
    over = dict(lw=0, alpha=0.55, zorder=1.5)  # over the cells, below their numbers: how the two come there
    ax.fill_between([left - GAP, cell[0]], cell[1] + 0.02, cell[1] + TALL - 0.02, color=ROW, **over)
    ax.fill_betweenx(
        [cell[1] + TALL, height - 0.85 - TALL * len(columns[2])],
        cell[0] + 0.02,
        cell[0] + WIDE - 0.02,
        color=COLUMN,
        **over,
    )
    ax.text(0.08, height - 0.2, title, fontsize=12, fontweight="bold", va="center")
    ax.text(0.08, height - 0.53, formula, fontsize=13, va="center")
    return fig


def _cells(ax, left, top, table, lit, color):
    for (r, c), value in np.ndenumerate(table):
        corner = left + WIDE * c, top - TALL * (r + 1)
        face = color if lit(r, c) else PLAIN
        ax.add_patch(plt.Rectangle(corner, WIDE, TALL, fc=face, ec="white", lw=2))
        ink = "white" if face == style.INK else style.INK
        weight = "normal" if face == PLAIN else "bold"
        middle = dict(ha="center", va="center_baseline", fontsize=13, color=ink, fontweight=weight)
        ax.text(corner[0] + WIDE / 2, corner[1] + TALL / 2, number(value), **middle)


def _name(ax, x, y, name, shape, sign="", *, ha):
    ax.text(x, y + 0.1, f"{sign}{name}", fontsize=15, fontweight="bold", ha=ha, va="center")
    ax.text(x, y - 0.16, shape, fontsize=10, ha=ha, va="center")
