"""Leaks over many splits, what 100 rows can tell, and a threshold on the predicted probability."""

from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from ... import plots, style

BINS = np.linspace(0, 1, 21)


def hundred_rows(shares, marks):
    """How often each share of 100 rows comes out: shares (n_draws,), marks: shares to be named."""
    fig, ax = plt.subplots(figsize=(8, 2.9))
    places, counts = np.unique(np.round(100 * np.asarray(shares)), return_counts=True)
    marked = np.isin(places, np.round(100 * np.asarray(marks)))
    for which, color in ((marked, style.CURE), (~marked, style.PALE)):
        ax.bar(places[which], counts[which], 0.8, color=color)
    for place, count in zip(places[marked], counts[marked], strict=True):
        ax.annotate(f"{place:.0f}", (place, count), (0, 3), textcoords="offset points", ha="center")
    ax.set(xlabel="rows right out of 100", ylabel="test sets", title="One network, 10,000 test sets of 100 rows")
    ax.set_xticks(range(84, 101, 2))
    ax.grid(axis="y")
    ax.margins(y=0.12)
    return fig


def two_strips(left, right):
    """Two strips of dots side by side. left, right: keywords of plots.seed_strip, with results."""
    fig, axes = plt.subplots(1, 2, figsize=(8, 2.7))
    for ax, options in zip(axes, (left, right), strict=True):
        plots.seed_strip(ax=ax, **options)
    return fig


@dataclass
class Panels:
    """What moves with the threshold: a line through two histograms, and a point on the ROC curve."""

    lines: Any
    point: Any
    words: Any

    def artists(self):
        return (*self.lines, self.point, self.words)

    def fill(self, threshold, false_alarms, recall):
        for line in self.lines:
            line.set_xdata([threshold, threshold])
        self.point.set_data([false_alarms], [recall])
        right = false_alarms < 0.6
        self.words.set(text=f"t = {threshold:.2f}", ha="left" if right else "right")
        self.words.set_position((false_alarms + (0.06 if right else -0.06), max(recall - 0.07, 0)))


def panels(fig, y, p, curve):
    """Histograms of p (n,) for rows with y = 1 (above) and 0 (below), and the ROC curve (false alarms, recall)."""
    grid = fig.add_gridspec(2, 2, width_ratios=(1.35, 1))
    above, below, roc = fig.add_subplot(grid[0, 0]), fig.add_subplot(grid[1, 0]), fig.add_subplot(grid[:, 1])
    most = 1.25 * max(np.histogram(p[y == number], BINS)[0].max() for number in (0, 1))
    lines = []
    for ax, number, name in ((above, 1, "malignant"), (below, 0, "benign")):
        counts = np.histogram(p[y == number], BINS)[0]
        color = style.CLASS[number]["color"]
        ax.bar(BINS[:-1], counts, 0.05, align="edge", color=color, ec="white", lw=0.7)
        ax.set_yscale("function", functions=(lambda v: np.sqrt(np.maximum(v, 0)), np.square))
        ax.set(xlim=(-0.005, 1.005), ylim=(0, most), yticks=[tick for tick in (0, 1, 10, 40, 100) if tick < most])
        ax.set_ylabel(f"{name} rows", color=style.TEXT[color])
        lines.append(ax.plot([0.5, 0.5], [0, most], color=style.INK, lw=1.8)[0])
    above.tick_params(labelbottom=False)
    above.set_title("Predicted probability, by class")
    below.set_xlabel("probability of malignant")
    roc.plot([0, 1], [0, 1], color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    roc.text(0.62, 0.53, "guessing", rotation=45, rotation_mode="anchor", fontsize=9.5, color=style.TEXT[style.GRAY])
    roc.plot(*curve, color=style.CURE)
    (point,) = roc.plot([], [], "D", ms=9, color=style.INK, mec="white")
    roc.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), xlabel="share of benign called malignant", ylabel="recall")
    roc.set(xticks=[0, 0.5, 1], yticks=[0, 0.5, 1], title="ROC curve", aspect="equal")
    words = roc.text(0, 0, "", fontsize=10.5, va="center")
    return Panels(lines, point, words)


def threshold(y, p, curve, threshold, false_alarms, recall):
    """The same, still."""
    fig = plt.figure(figsize=(8, 3.7))
    panels(fig, y, p, curve).fill(threshold, false_alarms, recall)
    return fig
