"""Ten epochs, four activations behind one interface, where the parameters are, a batch's loss, a share by epoch."""

import matplotlib.pyplot as plt
import numpy as np

from ... import plots, style
from ...figures import show


def five_lines(history, accuracy):
    """history of fit with val_loss; accuracy: the share of validation rows that are right at the end."""
    first, last = history["val_loss"][0], history["val_loss"][-1]
    show(
        draw_five_lines(history, accuracy),
        alt=f"Training and validation loss over {len(history['loss'])} epochs. Validation falls from {first:.2f} to "
        f"{last:.2f}, training ends at {history['loss'][-1]:.2f}; {accuracy:.0%} of the validation rows are right.",
    )


def draw_five_lines(history, accuracy):
    n = len(history["loss"])
    ax = plots.loss_curves(history, title=f"After {n} epochs {accuracy:.0%} of the validation rows are right")
    ax.figure.set_size_inches(8, 2.8)
    ax.set(xlim=(0.5, n + 2), ylim=(0, None), xticks=range(1, n + 1))
    return ax.figure


def activations(table):
    """{name: class of a layer}: what forward gives and what backward makes of ones, over the input."""
    show(
        draw_activations(table),
        alt=f"A panel for each activation, {', '.join(table)}: output, solid, and slope, dashed, for inputs from −3 to "
        "3. The outputs bend at 0 or level off; the slopes are steps or bells.",
    )


def draw_activations(table):
    x = np.linspace(-3, 3, 241).reshape(-1, 1)
    fig, axes = plt.subplots(1, len(table), figsize=(8, 2.5), sharey=True)
    for ax, (name, kind) in zip(axes, table.items(), strict=True):
        layer = kind()
        ax.plot(x, layer.forward(x), color=style.CURE)
        ax.plot(x, layer.backward(np.ones_like(x)), color=style.INK, ls=(0, (4, 2)), lw=1.8)
        ax.axhline(0, color=style.PALE, lw=0.9, zorder=0)
        ax.set(xlabel="x", xticks=[-3, 0, 3], ylim=(-1.1, 1.6))
        ax.set_title(name, fontsize=11)
    axes[0].set_ylabel("output ―   slope - -")
    fig.suptitle("All the network sees of them: forward and backward", x=0.01, ha="left", fontsize=12, weight="bold")
    return fig


def where_they_are(sizes):
    """A bar for each Dense layer of a network of these sizes: how many numbers it learns."""
    counts = [(n_in + 1) * n_out for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True)]
    words = ", ".join(f"{a} to {b}: {n:,}" for a, b, n in zip(sizes, sizes[1:], counts, strict=False))
    show(draw_where_they_are(sizes, counts), alt=f"A bar for each layer, the numbers it learns. {words}.")


def draw_where_they_are(sizes, counts):
    fig, ax = plt.subplots(figsize=(8, 0.9 + 0.4 * len(counts)))
    most = int(np.argmax(counts))
    ax.barh(
        range(len(counts)), counts, 0.7, color=[style.CURE if i == most else style.PALE for i in range(len(counts))]
    )
    for row, n in enumerate(counts):
        style.label(ax, n, row, f"{n:,}")
    ax.set_yticks(range(len(counts)), [f"{a} → {b}" for a, b in zip(sizes, sizes[1:], strict=False)])
    ax.set(ylim=(len(counts) - 0.5, -0.5), xlim=(0, 1.12 * max(counts)), xlabel="weights and biases")
    where = f"{sizes[most]} → {sizes[most + 1]}"
    ax.set_title(f"{counts[most] / sum(counts):.0%} of the {sum(counts):,} numbers lie in one layer, {where}")
    ax.tick_params(axis="y", length=0)
    return fig


def two_reports(last, everything):
    """The loss of the last batch of each epoch and the loss on all training rows at its end: (n_epochs,) each."""
    rises = [int((np.diff(values) > 0).sum()) for values in (last, everything)]
    times = last / everything
    show(
        draw_two_reports(last, everything, rises),
        alt=f"Loss by epoch on a logarithmic axis. On all rows it is a smooth line and rises {rises[1]} times; that of "
        f"the last batch is a cloud around it, from {times.min():.2f} to {times.max():.1f} times as high, and rises "
        f"{rises[0]} times in {len(last)} epochs.",
    )


def draw_two_reports(last, everything, rises):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    epochs = np.arange(1, len(last) + 1)
    ax.plot(epochs, last, color=style.FAULT, lw=0.7, alpha=0.75)
    ax.plot(epochs, everything, color=style.INK)
    ax.set(yscale="log", xlabel="epoch", ylabel="loss", xlim=(0, 1.18 * len(last)))
    ax.set_xticks(np.linspace(0, len(last), 6))
    ax.set_yticks([0.001, 0.01, 0.1, 1], ["0.001", "0.01", "0.1", "1"])
    ax.minorticks_off()
    style.label(ax, epochs[-1], everything[-1], "all rows")
    style.label(ax, epochs[-1], 2.2 * everything[-1], "the last batch", style.FAULT)
    ax.set_title(f"All rows: up {rises[1]} times. The last batch: up {rises[0]} times")
    return fig


def rows_right(share, published):
    """The share of the 100 rows that is right after each epoch (n,), and what was published: {epoch: share}."""
    words = ", ".join(f"{value} after {epoch}" for epoch, value in published.items())
    show(
        draw_rows_right(share, published),
        alt=f"Share of 100 rows right by epoch: {share[0]:.2f} after one epoch; after the hundredth it stays between "
        f"{share[100:].min():.2f} and {share[100:].max():.2f}, and from epoch {stands_still(share)} on it is "
        f"{share[-1]:.2f}. Published: {words}.",
    )


def stands_still(share):
    """The epoch, counted from 1, after which the share no longer changes."""
    return int(np.flatnonzero(np.append(True, np.diff(share) != 0))[-1]) + 1


def draw_rows_right(share, published):
    fig, ax = plt.subplots(figsize=(8, 2.9))
    ax.plot(np.arange(1, len(share) + 1), share, color=style.CURE, lw=1.6)
    for epoch, value in published.items():
        ax.plot(epoch, value, "D", color=style.INK, ms=7, mec="white")
        above = value > share[epoch - 1]
        style.label(ax, epoch, value, f"published: {value:.2f}", offset=(6, 8 if above else -11))
    style.label(ax, len(share), share[-1], "ours", style.CURE, offset=(5, -7))
    ax.set(xlabel="epoch", ylabel="share of the 100 rows right", ylim=(0.895, 0.985), xlim=(0, 1.22 * len(share)))
    ax.set_xticks(np.linspace(0, len(share), 6))
    ax.grid(axis="y")
    ax.set_title(f"From epoch {stands_still(share)} on the score stands still, at {share[-1]:.2f}")
    return fig
