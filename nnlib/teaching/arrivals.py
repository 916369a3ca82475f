"""Many starts, a row for each recipe: those that arrive as a block that can be counted, the others where they stand."""

import matplotlib.pyplot as plt
import numpy as np

from . import style

TALL, ACROSS = 5, 20  # marks in a column of the block; columns that 100 marks fill
GAP = 0.2  # of the height of a row, between two rows


def pile(places, apart, most):
    """Put each place into the nearest column that has room, columns being `apart` wide and `most` dots high.

    Returns the places of their columns and their levels, 0, 1, …; both (n,), in the order given.
    """
    filled, columns, levels = {}, np.zeros(len(places), dtype=int), np.zeros(len(places), dtype=int)
    for i in np.argsort(places, kind="stable"):
        wanted = places[i] / apart
        near = round(wanted) + np.arange(-len(places), len(places) + 1)
        free = [column for column in near if filled.get(column, 0) < most]
        columns[i] = min(free, key=lambda column: abs(column - wanted))
        levels[i] = filled.get(columns[i], 0)
        filled[columns[i]] = levels[i] + 1
    return columns * apart, levels


def axes_for_arrivals(tall, wide=(2.1, 1)):
    """A figure `tall` inches high and its axes for those that miss and for those that arrive, on the good side."""
    fig, (missed, block) = plt.subplots(1, 2, figsize=(8, tall), width_ratios=wide, sharey=True)
    fig.get_layout_engine().set(wspace=0, w_pad=0.03)
    return fig, missed, block


def draw_arrivals(missed, block, results, reached, apart, *, most=6, dot=4.6):
    """results: {name: one number a start}; reached: which of an array of them are good. Both axes share their rows.

    apart: the width of a dot on `missed`, in its units (tenfolds if it is logarithmic); most: dots above each other.
    dot: the size of one that misses, in points.
    """
    tenfold = missed.get_xscale() == "log"
    for row, values in enumerate(map(np.asarray, results.values())):
        fine = reached(values)
        low, room = row + 0.5 - GAP / 2, 1 - GAP
        column, level = np.divmod(np.arange(fine.sum()), TALL)
        block.plot(
            column + 0.5, low - room * (level + 0.5) / TALL, ls="", ms=6.6, mec="white", mew=0.6, **style.CLASS[1]
        )
        places, level = pile(np.log10(values[~fine]) if tenfold else values[~fine], apart, most)
        places = 10**places if tenfold else places
        missed.plot(places, low - room * (level + 0.5) / most, ls="", ms=dot, mec="white", mew=0.4, **style.CLASS[0])
        color = style.CURE if fine.all() else style.INK if fine.any() else style.FAULT
        beside = dict(offset=(7, 0), fontsize=11, fontweight="bold")
        end = -(-fine.sum() // TALL)
        style.label(block, end, row, f"{fine.sum()} of {len(values)}", color, **beside)
    between = np.arange(len(results) - 1) + 0.5
    for ax in (missed, block):
        ax.hlines(between, 0, 1, color=style.PALE, lw=0.9, zorder=0, transform=ax.get_yaxis_transform())
        ax.spines[["left", "right"]].set_visible(False)
        ax.tick_params(axis="y", length=0, labelsize=11)
    block.set(xlim=(0, ACROSS + 11), xticks=[])
    block.axvline(0, color=style.INK, lw=2)
    block.set(ylim=(len(results) - 0.45, -0.5))
    missed.set_yticks(range(len(results)), list(results))
