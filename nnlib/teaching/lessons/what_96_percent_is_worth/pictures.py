"""Baselines, sets of 100 rows, leaks with their errors, a confusion, folds, and a threshold on the probability."""

from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from ... import plots, style
from ...figures import show

BINS = np.linspace(0, 1, 21)


# ---- the same 100 rows ----


def baselines(scores, published):
    """{name: accuracies on the 100 rows, one a start}, the simplest first, and the published accuracy."""
    words = "; ".join(f"{name}: {np.min(s):.2f} to {np.max(s):.2f}" for name, s in scores.items())
    show(
        draw_baselines(scores, published),
        alt=f"A row of marks for each program, share of the same 100 rows right. {words}. A dashed line at the "
        f"published {published:.2f}.".replace("\n", " "),
    )


def draw_baselines(scores, published):
    fig, ax = plt.subplots(figsize=(8, 1.2 + 0.5 * len(scores)))
    plots.seed_strip({name: np.atleast_1d(s) for name, s in scores.items()}, ax)
    keep_apart(ax, 0.13)
    ax.axvline(published, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    style.label(
        ax, published, -0.5, f"published: {published:.2f}", style.GRAY, offset=(-4, -8), ha="right", fontsize=9.5
    )
    ax.set(xlim=(0.6, 1), xlabel="share of the 100 rows right; a square is one start")
    ax.set_title("31 numbers do what 14,337 do")
    return fig


def keep_apart(ax, step):
    """Only marks that would cover each other move away from the middle of their row. step: how far, in rows."""
    for line in ax.lines:
        x, y = np.round(line.get_xdata() / 0.004), line.get_ydata()
        offsets = np.empty(len(x))
        for value in np.unique(x):
            same = x == value
            offsets[same] = step * (np.arange(same.sum()) - (same.sum() - 1) / 2)
        line.set_ydata(np.round(np.mean(y)) + offsets if len(y) else y)


def hundreds(random_sets, first, published):
    """Accuracies on random sets of 100 rows (n,), on the first 100 rows (starts,), and published ones."""
    show(
        draw_hundreds(random_sets, first, published),
        alt=f"Bars: how many of {len(random_sets)} random test sets of 100 rows give each accuracy, from "
        f"{np.min(random_sets):.2f} to {np.max(random_sets):.2f}, mean {np.mean(random_sets):.3f}. The first 100 rows "
        f"give {np.min(first):.2f} to {np.max(first):.2f}; published are {' and '.join(map(str, published))}.",
    )


def draw_hundreds(random_sets, first, published):
    fig, ax = plt.subplots(figsize=(8, 2.9))
    places, counts = np.unique(np.round(100 * np.asarray(random_sets)), return_counts=True)
    low, high = 100 * np.min(first), 100 * np.max(first)
    ax.axvspan(low - 0.4, high + 0.4, color="#F2E2DB", lw=0)
    ax.bar(places, counts, 0.8, color=style.CURE)
    top = 1.3 * counts.max()
    style.label(ax, (low + high) / 2, top, "the first 100 rows", style.FAULT, offset=(0, -8), ha="center", fontsize=9.5)
    for value in published:
        ax.plot([100 * value], [0.055 * top], "D", color=style.INK, ms=7, mec="white")
    ax.set(ylim=(0, top), xlim=(89.5, 100.6), xlabel="rows right out of 100   (♦ published)", ylabel="test sets")
    ax.set_xticks(range(90, 101))
    ax.set_title(f"One recipe, {len(random_sets)} draws of 100 rows: {places[0]:.0f} to {places[-1]:.0f} right")
    return fig


# ---- leaks ----


def leaks(panels):
    """{data: {leak: (gains in points, error of their mean)}}: a dot for each split, two errors beside the mean."""
    words = "; ".join(
        f"{data}, {name}: {np.mean(gains):+.1f} ± {error:.1f} points"
        for data, rows in panels.items()
        for name, (gains, error) in rows.items()
    )
    show(
        draw_leaks(panels),
        alt="Gain in test accuracy by leak, a dot for each split, and a bar of two standard errors to both sides of "
        f"the mean. {words}.".replace("\n", " "),
    )


def draw_leaks(panels):
    fig, axes = plt.subplots(1, len(panels), figsize=(8, 2.9), sharex=True, sharey=True)
    for ax, (data, rows) in zip(axes, panels.items(), strict=True):
        for row, (gains, error) in enumerate(rows.values()):
            beside = np.linspace(-0.16, 0.16, len(gains)) + 0.16
            ax.plot(gains, row + beside, "o", ms=3, color=style.GRAY, mec="none", alpha=0.45)
            mean = np.mean(gains)
            color = style.FAULT if mean > 2 * error else style.INK
            ax.plot([mean - 2 * error, mean + 2 * error], [row - 0.2] * 2, color=color, lw=3)
            ax.plot([mean], [row - 0.2], "D", color=color, ms=7, mec="white")
            style.label(ax, mean + 2 * error, row - 0.2, f"{mean:+.1f}".replace("-", "−"), color, offset=(6, 0))
        ax.axvline(0, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        ax.set_yticks(range(len(rows)), list(rows))
        ax.set(ylim=(len(rows) - 0.5, -0.5), xlabel="gain in test accuracy (points)")
        ax.set_title(data, fontsize=11)
        ax.grid(axis="x")
        ax.tick_params(axis="y", length=0)
    fig.suptitle("What a leak gains depends on how much luck there is to pick from", x=0.01, ha="left", weight="bold")
    return fig


# ---- folds and thresholds ----


def confusion(counts):
    """counts[i, j]: validation rows of class i, 0 benign and 1 malignant, called j."""
    show(
        draw_confusion(counts),
        alt=f"Confusion matrix. Of {counts[0].sum()} benign validation rows {counts[0, 0]} are called benign and "
        f"{counts[0, 1]} malignant; of {counts[1].sum()} malignant ones {counts[1, 0]} are called benign and "
        f"{counts[1, 1]} malignant.",
    )


def draw_confusion(counts):
    fig, ax = plt.subplots(figsize=(5.6, 3.1))
    title = f"{counts[1, 0]} of {counts[1].sum()} malignant rows are missed"
    plots.confusion_matrix(counts, ax, title=title)
    names = ["benign", "malignant"]
    ax.set(xticks=[0, 1], yticks=[0, 1], xticklabels=names, yticklabels=names)
    return fig


def folds(scores):
    """{name: accuracies on the same folds}."""
    words = "; ".join(f"{name}: {np.min(s):.2f} to {np.max(s):.2f}" for name, s in scores.items())
    ax = plots.seed_strip(scores, title="The folds differ more than the networks", xlabel="accuracy on the fold")
    keep_apart(ax, 0.16)
    show(ax.figure, alt=f"A row of dots for each network, accuracy on each fold. {words}; the rows overlap.")


def chosen_by(chosen, reached, goal):
    """{who chose: thresholds, one a split} and {who chose: recall on the test rows}, and the recall asked for."""
    words = "; ".join(
        f"{name}: thresholds {min(chosen[name]):.2f} to {max(chosen[name]):.2f}, recalls {min(reached[name]):.2f} to "
        f"{max(reached[name]):.2f}"
        for name in chosen
    )
    left = dict(results=chosen, title="More rows, less scatter", xlabel="threshold t chosen")
    title = f"{goal:.2f} is not kept"
    right = dict(results=reached, goal=goal, title=title, xlabel="recall on the test rows")
    show(two_strips(left, right), alt=f"Dots for splits, by the rows that chose. {words}. A dashed line at {goal:.2f}.")


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
    """The same, still, and shown."""
    show(
        draw_threshold(y, p, curve, threshold, false_alarms, recall),
        alt="Two histograms of the probability of malignant, for malignant and for benign validation rows, most "
        f"of them near 1 and near 0, cut at {threshold:g}; and the ROC curve, close to the upper left corner, with a "
        f"point at recall {recall:.2f}, false alarms {false_alarms:.2f}.",
    )


def draw_threshold(y, p, curve, threshold, false_alarms, recall):
    fig = plt.figure(figsize=(8, 3.7))
    panels(fig, y, p, curve).fill(threshold, false_alarms, recall)
    return fig
