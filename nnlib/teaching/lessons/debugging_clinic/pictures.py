"""Figures: recall of each class, and which instrument raises an alarm for which patient."""

import matplotlib.pyplot as plt
from matplotlib.lines import Line2D

from ... import style

ILL, WELL = dict(color=style.FAULT, ls=(0, (5, 2))), dict(color=style.CURE)


def recall_bars(recall, title):
    """A bar for each class. recall: (n_classes,), each from 0 to 1."""
    fig, ax = plt.subplots(figsize=(8, 2.8))
    missing = recall < 0.5
    bars = ax.bar(range(len(recall)), recall, width=0.72)
    for bar, low, value in zip(bars, missing, recall, strict=True):
        color = style.FAULT if low else style.CURE
        bar.set_color(color)
        style.label(
            ax,
            bar.get_x() + 0.36,
            value,
            f"{value:.1f}" if value else "none",
            color,
            ha="center",
            offset=(0, 8),
            fontsize=10,
        )
    ax.set(ylim=(0, 1.15), xticks=range(len(recall)), yticks=[0, 0.5, 1], xlabel="digit", ylabel="recall", title=title)
    ax.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    ax.tick_params(axis="x", length=0)
    return fig


def who_sees_what(seen):
    """A table with a square for each alarm. seen: {patient: {instrument: True, False, or None if not asked}}."""
    patients, tools = list(seen), list(next(iter(seen.values())))
    fig, ax = plt.subplots(figsize=(8, 5.4))
    signs = {
        True: dict(marker="s", ms=15, color=style.FAULT, mec="white", label="alarm"),
        False: dict(marker="o", ms=4, color=style.PALE, mec="none", label="healthy reading"),
        None: dict(marker="_", ms=8, color=style.GRAY, mew=1.2, label="does not apply"),
    }
    for row, found in enumerate(seen.values()):
        for column, alarm in enumerate(found.values()):
            ax.plot(column, row, **signs[alarm])
    ax.set(xlim=(-0.6, len(tools) - 0.4), ylim=(len(patients) - 0.4, -0.6))
    ax.set_xticks(range(len(tools)), tools, rotation=35, ha="left", rotation_mode="anchor")
    ax.set_yticks(range(len(patients)), patients)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    legend = [Line2D([], [], ls="none", **sign) for sign in signs.values()]
    ax.legend(handles=legend, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=3, frameon=False)
    ax.set_title("No instrument sees them all")
    return fig
