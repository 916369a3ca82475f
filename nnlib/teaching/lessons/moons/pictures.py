"""Three activations, maps of what a network predicts, plateaus, ways off them, and overfitting."""

import matplotlib.pyplot as plt
import numpy as np

from ... import plots, style
from ...figures import show

SMALL = {"lines.markersize": 3.6, "lines.markeredgewidth": 0.4}  # for hundreds of points in a small map


def maps(x1, x2, ps, X, y, titles):
    """Maps of the probability of class 1 side by side. ps: arrays (len(x2), len(x1)); X, y: points on top."""
    with plt.rc_context(SMALL):
        fig, axes = plt.subplots(1, len(ps), figsize=(8, 3.3), sharey=True)
        for ax, p, title in zip(axes, ps, titles, strict=True):
            plots.regions(x1, x2, p, X, y, ax, title=title)
            ax.title.set_fontsize(11)
    for ax in axes[1:]:
        ax.set_ylabel("")
    return fig


def activations(scores, values):
    """Show a panel for each name in values, {name: what it makes of the scores (n,)}."""
    ends = ", ".join(f"{name} from {out[0]:.2f} to {out[-1]:.2f}" for name, out in values.items())
    words = (
        f"Curves over scores from {scores[0]:g} to {scores[-1]:g}, a panel for each activation, on one scale: {ends}."
    )
    show(draw_activations(scores, values), alt=words)


def draw_activations(scores, values):
    """One scale for all panels, to the right and up, so that slopes compare."""
    fig, axes = plt.subplots(1, len(values), figsize=(8, 2.4), sharey=True)
    for ax, (name, out) in zip(axes, values.items(), strict=True):
        ax.axhline(0, color=style.PALE, lw=0.9)
        ax.axvline(0, color=style.PALE, lw=0.9)
        ax.plot(scores, out, color=style.CURE)
        ax.set(xlabel="score", title=name, xlim=(scores[0], scores[-1]), aspect="equal")
        ax.set_xticks([scores[0], 0, scores[-1]])
        ax.xaxis.set_major_formatter("{x:g}")
        ax.yaxis.set_major_locator(plt.MultipleLocator(1))
    axes[0].set_ylabel("out")
    return fig


def costs(scores, cost0, cost1):
    """The loss of one point against its score, a line for each true class. Arrays (n,)."""
    fig, ax = plt.subplots(figsize=(8, 2.8))
    for number, (cost, end, side) in enumerate(((cost0, -1, "right"), (cost1, 0, "left"))):
        look = style.CLASS[number]
        ax.plot(scores, cost, color=look["color"])
        ax.plot(scores[::20], cost[::20], look["marker"], color=look["color"], mec="white")
        offset = (-22, -4) if side == "right" else (22, -4)
        style.label(ax, scores[end], cost[end], f"true class {number}", look["color"], ha=side, offset=offset)
    ax.set(xlabel="score s", ylabel="loss of one point (nats)", title="Wrong and sure is expensive")
    ax.grid(axis="y")
    return fig


def training(losses, stops, ps, x1, x2, X, y):
    """The loss curve with a mark at each epoch in stops, and below it the map at that epoch."""
    fig = plt.figure(figsize=(8, 4.9))
    places = fig.add_gridspec(2, len(stops))
    above, below = fig.add_subplot(places[0, :]), [fig.add_subplot(places[1, i]) for i in range(len(stops))]
    above.plot(np.arange(1, len(losses) + 1), losses, **style.SPLIT["train"])
    for stop in stops:
        above.plot(stop, losses[stop - 1], "D", color=style.CURE, ms=8, mec="white")
        side = dict(offset=(0, 8), va="bottom", ha="right" if stop == len(losses) else "left")
        style.label(above, stop, losses[stop - 1], f"epoch {stop}", style.CURE, **side)
    above.set(xlabel="epoch", ylabel="training loss", ylim=(0, 0.75), title="Quick, slow, quick, flat")
    above.set_xlim(-15, 1.03 * len(losses))
    above.grid(axis="y")
    with plt.rc_context(SMALL):
        for ax, stop, p in zip(below, stops, ps, strict=True):
            plots.regions(x1, x2, p, X, y, ax, title=f"Epoch {stop}", ylabel="$x_2$" if ax is below[0] else "")
    return fig


RATES = [style.DIVERGING(place) for place in (0.0, 0.12, 0.25, 0.75, 0.88, 1.0)]
WIDTHS = (1.4, 7, 5.4, 4, 2.6, 1.2)  # the first, least like the others, is drawn on top


def rates(curves):
    """Loss curves {rate: losses}, six from the largest rate down: against the epoch, and against rate times epochs."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.5), sharey=True)
    box = dict(boxstyle="round,pad=0.12", fc="white", ec="none")
    for i, ((rate, losses), color, width) in enumerate(zip(curves.items(), RATES, WIDTHS, strict=True)):
        epochs = np.arange(1, len(losses) + 1)
        left.plot(epochs, losses, color=color, lw=1.8)
        place = np.argmin(np.abs(np.array(losses) - (0.62 - 0.045 * i)))
        left.annotate(f"{rate:g}", (epochs[place], losses[place]), ha="center", va="center", fontsize=9.5, bbox=box)
        right.plot(rate * epochs, losses, color=color, lw=width, zorder=3 if i == 0 else 2)
    largest, losses = next(iter(curves.items()))
    peak = 30 + np.argmax(losses[30:])
    style.label(right, largest * (peak + 1), losses[peak], f"rate {largest:g}", RATES[0], offset=(6, 4))
    left.set(xscale="log", xlabel="epoch", ylabel="training loss", ylim=(0, 0.75), title="Six learning rates")
    left.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
    right.set(xlabel="rate × epochs", title="One path")
    for ax in (left, right):
        ax.grid(axis="y")
    return fig


def ways_off(needed, limit):
    """A row of dots for each recipe in needed, {name: epochs (n_seeds,)}; those above limit have not arrived."""
    fig, ax = plt.subplots(figsize=(8, 3.5))
    end = 1.7 * limit
    for row, epochs in enumerate(needed.values()):
        spread = np.linspace(-0.26, 0.26, len(epochs))
        arrived = epochs <= limit
        ax.plot(epochs[arrived], row + spread[arrived], "s", color=style.CURE, mec="white")
        ax.plot(np.full(np.sum(~arrived), end), row + spread[~arrived], "o", color=style.FAULT, mec="white")
        if not arrived.all():
            style.label(ax, end, row, f"{np.sum(~arrived)}", style.FAULT, offset=(8, 0))
    ax.axvline(limit * 1.25, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    ax.set_xscale("log")
    ax.set_xticks([10, 20, 50, 100, 200, 400, end], ["10", "20", "50", "100", "200", "400", "not yet"])
    ax.minorticks_off()
    ax.set_yticks(range(len(needed)), list(needed))
    ax.set(ylim=(len(needed) - 0.5, -0.5), xlim=(10, 1.35 * end), xlabel="epochs until the loss is below 0.2")
    ax.set_title("Quicker is not the same as surer: one dot a seed")
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    return fig


def overlay(theirs, ours):
    """Two loss curves of the same length, one wide and pale, one thin and dashed on top."""
    fig, ax = plt.subplots(figsize=(8, 2.8))
    epochs = np.arange(1, len(ours) + 1)
    ax.plot(epochs, theirs, color="#E69F00", lw=7, alpha=0.55, label="scikit-learn")
    ax.plot(epochs, ours, color=style.INK, lw=1.6, ls=(0, (4, 3)), label="nnlib")
    ax.set(xlabel="epoch", ylabel="training loss", ylim=(0, 0.75), title="The same run, by two programs")
    ax.legend(loc="upper right")
    ax.grid(axis="y")
    return fig


def overfitting(watched, every, marks):
    """Loss of training and new points, and accuracy on the new ones. watched: (n_looks, 3), a look each so many epochs.

    marks: two epochs that the text compares.
    """
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.3))
    epochs = every * np.arange(1, len(watched) + 1)
    looks = (("30 training points", style.SPLIT["train"]), ("new points", style.SPLIT["test"]))
    for (name, look), losses in zip(looks, watched.T, strict=False):
        left.plot(epochs, losses, **look)
        rising = losses[-1] > losses.min()
        where, side = (2 * len(epochs) // 3, "right") if rising else (len(epochs) // 2, "left")
        style.label(left, epochs[where], losses[where], name, look["color"], ha=side, va="bottom", offset=(-4, 7))
    right.plot(epochs, watched[:, 2], **style.SPLIT["test"])
    for ax, values in ((left, watched[:, 1]), (right, watched[:, 2])):
        for mark in marks:
            ax.plot(mark, values[mark // every - 1], "D", color=style.PURPLE, ms=8, mec="white")
            ax.axvline(mark, color=style.GRAY, lw=1, ls=(0, (2, 2)), zorder=0)
        ax.set_xlabel("epoch")
        ax.grid(axis="y")
    left.set(ylabel="loss (nats)", title="The loss on new points rises")
    left.set_ylim(0, 1.12 * watched[:, 1].max())
    right.set(ylabel="share right", title="The share right hardly changes")
    return fig


def remedies(results):
    """Loss and accuracy on new points, a row for each name in results, {name: (n_seeds, 2 or more)}.

    A bar marks the median of the losses and the mean of the accuracies.
    """
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.4), sharey=True)
    panels = ((left, 0, np.median, "Loss on new points"), (right, 1, np.mean, "Accuracy on new points"))
    for ax, column, middle, title in panels:
        for row, (name, values) in enumerate(results.items()):
            look = style.CLASS[0 if name.startswith("none") else 1]
            spread = np.linspace(-0.26, 0.26, len(values))
            ax.plot(values[:, column], row + spread, look["marker"], color=look["color"], mec="white")
            ax.plot([middle(values[:, column])] * 2, [row - 0.38, row + 0.38], color=style.INK, lw=2.2)
        ax.set_title(title)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x")
    left.set_xscale("log")
    left.set_xticks([0.2, 0.5, 1, 2], ["0.2", "0.5", "1", "2"])
    left.minorticks_off()
    left.set_yticks(range(len(results)), list(results))
    left.set(ylim=(len(results) - 0.5, -0.5), xlabel="loss (nats), logarithmic")
    right.set_xlabel("share right")
    return fig
