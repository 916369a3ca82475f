"""Ten epochs, four activations behind one interface, where the parameters are, a batch's loss, a share by epoch."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import ConnectionPatch

from ... import plots, style
from ...figures import show


def five_lines(history, accuracy):
    """history of fit with val_loss; accuracy: the share of validation rows that are right at the end."""
    first, last = history["val_loss"][0], history["val_loss"][-1]
    show(
        draw_five_lines(history, accuracy),
        alt=f"Five numbered lines of code, {', '.join(line for line, _ in LINES)}, and below them model.evaluate. An "
        f"arrow leads from fit to training and validation loss over {len(history['loss'])} epochs. Validation falls "
        f"from {first:.2f} to {last:.2f}, training ends at {history['loss'][-1]:.2f}. An arrow leads from evaluate to "
        f"a bar: {100 * accuracy:.0f} % of the validation rows are right, {100 * (1 - accuracy):.0f} % wrong.",
    )


LINES = (  # shortened, and what stands behind each
    ("model = Model(30, …)", "an empty network"),
    ("model.add(16, …)", "a hidden layer"),
    ("model.add(1, …)", "the output"),
    ("model.compile(loss=…, …)", "loss and optimizer"),
    ("model.fit(X_train, …)", "the training loop"),
)
AFTER = "model.evaluate(X_val, …)", "asks about rows kept apart"


def draw_five_lines(history, accuracy):
    """The five lines and the question after them, and what comes of two: the curves of fit, the share right."""
    n, share = len(history["loss"]), f"{100 * accuracy:.0f} %"
    fig = plt.figure(figsize=(8, 3.8))
    grid = fig.add_gridspec(2, 2, width_ratios=(1, 1.5), height_ratios=(4, 0.75))
    ax, bar, code = (fig.add_subplot(grid[place]) for place in ((0, 1), (1, 1), (slice(None), 0)))
    tops = *range(len(LINES)), len(LINES) + 0.4
    for number, (top, (line, behind)) in enumerate(zip(tops, (*LINES, AFTER), strict=True), 1):
        if number <= len(LINES):
            code.text(0, top + 0.45, number, va="center", ha="center", fontsize=17, fontweight="bold", color=style.CURE)
        code.text(0.09, top + 0.28, line, va="center", family="monospace", fontsize=11, color=style.INK)
        code.text(0.09, top + 0.7, behind, va="center", fontsize=9.5, color=style.TEXT[style.GRAY])
    code.set(xlim=(-0.06, 1), ylim=(tops[-1] + 1, 0))
    code.axis("off")
    plots.loss_curves(history, ax, title="", ylabel="")
    ax.set_title("loss", fontsize=11, fontweight="normal", pad=4)
    ax.set(xlim=(0.5, 1.35 * n + 0.5), ylim=(0, None), xticks=range(1, n + 1))
    style.end_axis(ax, 0.5, n)
    for name in ax.texts:
        name.set(fontweight="bold", va="bottom" if name.get_text() == "validation" else "top")
    bar.barh(0, accuracy, height=0.7, color=style.TEXT[style.GREEN], lw=0)
    bar.barh(0, 1 - accuracy, left=accuracy, height=0.7, color=style.FAULT, lw=0)
    large = dict(fontsize=13, fontweight="bold")
    bar.text(accuracy / 2, 0, f"{share} right", color="white", ha="center", va="center", **large)
    style.label(bar, 1, 0, f"{100 * (1 - accuracy):.0f} % wrong", style.FAULT, **large)
    bar.set(xlim=(-0.5 / n, 1.35), ylim=(-0.5, 0.5))
    bar.axis("off")
    look = dict(arrowstyle="-|>", mutation_scale=13, lw=1.6, shrinkA=0, shrinkB=0)
    for start, place, end, color, bend in (
        ((0.84, tops[-2] + 0.28), (0.02, 0.32), ax, style.INK, -0.25),
        ((0.95, tops[-1] + 0.28), (0.03, 0.5), bar, style.GREEN, -0.2),
    ):
        curve = dict(color=color, connectionstyle=f"arc3,rad={bend}")
        fig.add_artist(ConnectionPatch(start, place, code.transData, end.transAxes, **look, **curve)).set_in_layout(
            False
        )
    fig.suptitle(f"Five lines train a network, and {share} of the rows kept apart are right", **style.HEADLINE)
    return fig


def activations(table):
    """{name: class of a layer}: what forward gives and what backward makes of ones, over the input."""
    slopes = {name: left_slope(kind) for name, kind in table.items()}
    words = "; ".join(f"{name} {slope:.1g}" for name, slope in slopes.items())
    show(
        draw_activations(table, slopes),
        alt="A panel for each activation: its output, a solid line, and its slope, a dashed one, for inputs from −3 to "
        f"3. The slope at −3: {words}.",
    )


def left_slope(kind, x=-3.0):
    """What backward makes of 1 at x: the slope there of a layer of this class."""
    layer = kind()
    layer.forward(np.full((1, 1), x))
    return float(layer.backward(np.ones((1, 1)))[0, 0])


def draw_activations(table, slopes):
    """slopes {name: the slope at −3}: it is written where it stands."""
    x = np.linspace(-3, 3, 241).reshape(-1, 1)
    fig, axes = plt.subplots(1, len(table), figsize=(8, 3.2), sharey=True, squeeze=False)
    (first, old), (last, new) = (list(slopes.items())[i] for i in (0, -1))
    for ax, (name, kind) in zip(axes[0], table.items(), strict=True):
        layer = kind()
        y, slope = layer.forward(x), layer.backward(np.ones_like(x))
        ax.plot(x, y, color=style.CURE, lw=2.8)
        jump = np.flatnonzero(np.abs(np.diff(slope.ravel())) > 0.5) + 1
        ax.plot(
            *(np.insert(each.ravel(), jump, np.nan) for each in (x, slope)), color=style.INK, ls=(0, (4, 2)), lw=1.8
        )
        ax.axhline(0, color=style.PALE, lw=0.9, zorder=0)
        heavy = dict(weight="bold", fontsize=13) if name == last else {}
        place = dict(va="bottom", offset=(0, 5)) if y[0, 0] > -0.5 else dict(va="top", offset=(0, -5))
        style.label(ax, -3, slopes[name], f"slope {slopes[name]:.1g}", **place, **heavy)
        straight = y[-1, 0] > 2
        place = dict(va="top", offset=(-14, -3)) if straight else dict(va="bottom", offset=(0, 4))
        style.label(ax, 3, y[-1, 0], "output", style.CURE, ha="right", **place)
        ax.set(xlabel="x", xticks=[-3, 0, 3], yticks=range(-1, 4), ylim=(-1.2, 3.1), xlim=(-3.1, 3.1))
        ax.set_title(name, fontsize=11)
    axes[0, 0].set_ylabel("output, slope")
    title = "Whatever the bend, the network needs two things of it: output and slope"
    if old == 0 < new:
        title = f"Left of 0 the slope of {first} is 0; {last} keeps {new:.1g}"
    fig.suptitle(title, **style.HEADLINE)
    return fig


def where_they_are(sizes):
    """A rectangle for each Dense layer of a network of these sizes: how many numbers it learns."""
    counts = [(n_in + 1) * n_out for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True)]
    words = ", ".join(f"{a} to {b}: {n:,}" for a, b, n in zip(sizes, sizes[1:], counts, strict=False))
    alt = (
        f"A rectangle for each layer, as wide as it has units, as high as it has inputs, with a row of biases. {words}."
        f" The largest holds {100 * max(counts) / sum(counts):.0f} % of all {sum(counts):,}."
    )
    show(draw_where_they_are(sizes, counts), alt=alt)


def draw_where_they_are(sizes, counts):
    """True areas: the same scale for all layers, so that equal areas are equally many numbers."""
    fig, ax = plt.subplots(figsize=(8, 3.8))
    most, gap, left = int(np.argmax(counts)), max(sizes) * 0.42, 0.0
    for i, (n_in, n_out, n) in enumerate(zip(sizes, sizes[1:], counts, strict=False)):
        color, words = (style.CURE, style.CURE) if i == most else ("#AFCBE2", style.INK)
        ax.add_patch(plt.Rectangle((left, 0), n_out, n_in, fc=color, lw=0))
        ax.add_patch(plt.Rectangle((left, n_in + 1), n_out, 1, fc=style.INK, lw=0))
        middle, large = left + n_out / 2, dict(fontsize=17 if i == most else 12, fontweight="bold")
        share = f" = {100 * n / sum(counts):.0f} %" if i == most else ""
        style.label(ax, middle, n_in + 1, f"{n:,}{share}", words, ha="center", va="bottom", offset=(0, 5), **large)
        under = f"{n_in} inputs → {n_out} units" if not i else f"{n_in} → {n_out}"
        style.label(ax, middle, 0, under, style.GRAY, ha="center", va="top", offset=(0, -5))
        if i == most:
            look = dict(color="white", ha="center", va="center", fontsize=10.5)
            ax.text(middle, n_in / 2, f"{n_in} inputs\nhigh,\n{n_out} units\nwide", **look)
        left += n_out + gap
    ax.set(xlim=(-8, left - gap + 12), ylim=(-16, max(sizes) * 1.22), aspect="equal", anchor="W")
    ax.axis("off")
    where = f"{sizes[most]} → {sizes[most + 1]}"
    ax.set_title(f"{100 * (counts[most] / sum(counts)):.0f} % of the {sum(counts):,} numbers lie in one layer, {where}")
    style.label(ax, sizes[1], sizes[0] + 1.5, "← black:\nthe biases", fontsize=10)
    style.label(ax, 0, max(sizes), "Equal areas:\nequally many numbers", style.GRAY, va="top", offset=(0, 0))
    return fig


def two_reports(last, everything):
    """The loss of the last batch of each epoch and the loss on all training rows at its end: (n_epochs,) each."""
    rises = [int((np.diff(values) > 0).sum()) for values in (last, everything)]
    times = last / everything
    show(
        draw_two_reports(last, everything, rises),
        alt=f"Loss by epoch on a logarithmic axis. On all rows it is a smooth line and rises {rises[1]} times; that of "
        f"the last batch is a cloud around it, from {times.min():.2f} to {times.max():.1f} times as high, and rises "
        f"{rises[0]} times in {len(last) - 1} epochs.",
    )


def draw_two_reports(last, everything, rises):
    fig, ax = plt.subplots(figsize=(8, 3.6))
    times = last / everything
    epochs = np.arange(1, len(last) + 1)
    ax.plot(epochs, last, color=style.FAULT, lw=0.7, alpha=0.6)
    ax.plot(epochs, everything, color=style.INK, lw=2.8)
    ax.set(yscale="log", xlabel="epoch", ylabel="loss", xlim=(0, 1.2 * len(last)))
    style.end_axis(ax, 0, len(last))
    ax.set_xticks(np.linspace(0, len(last), 6))
    ax.set_yticks([0.001, 0.01, 0.1, 1], ["0.001", "0.01", "0.1", "1"])
    ax.minorticks_off()
    early = int(0.6 * len(last))
    far = early + int(np.argmax(times[early:]))  # one epoch, as an example
    for values, color in ((last, style.FAULT), (everything, style.INK)):
        ax.plot(epochs[far], values[far], "o", color=color, ms=6, mec="white", zorder=4)
    _lens(ax, epochs, last, everything, far)
    bold = dict(weight="bold")
    style.label(ax, epochs[-1], everything[-1], "all rows", **bold, va="top", offset=(5, 4))
    style.label(ax, epochs[-1], everything[-1], "the last batch", style.FAULT, **bold, va="bottom", offset=(5, 10))
    often = f"in {rises[1]}" if rises[1] else "in none"
    ax.set_title(f"The last batch's loss rises in {rises[0]} of {len(last) - 1} epochs, that of all rows {often}")
    return fig


def _lens(ax, epochs, last, everything, far, reach=12):
    """A few epochs around one, larger, above the curves of ax."""
    piece = slice(max(far - reach, 0), far + reach + 1)
    lens = ax.inset_axes([0.4, 0.57, 0.43, 0.43])
    lens.plot(epochs[piece], last[piece], ".-", color=style.FAULT, lw=1.2, ms=5)
    lens.plot(epochs[piece], everything[piece], color=style.INK, lw=2.8)
    low, high = last[piece].min() / 4.5, 4.2 * last[piece].max()
    ratio = last[far] / everything[far]
    printed = f"printed here: {last[far]:.2g}, {ratio:.1f} times as much"
    style.label(lens, epochs[far], last[far], printed, style.FAULT, ha="center", offset=(0, 10))
    lens.plot([epochs[far]] * 2, [everything[far], low * 2.7], color=style.GRAY, lw=1, zorder=3)
    of_all = dict(ha="center", va="bottom", offset=(0, 0))
    style.label(lens, epochs[far], low * 1.12, f"all rows: {everything[far]:.2g}", **of_all)
    for values, color in ((last, style.FAULT), (everything, style.INK)):
        lens.plot(epochs[far], values[far], "o", color=color, ms=7, mec="white", zorder=4)
    style.bare(lens).set(yscale="log", ylim=(low, high), yticks=[])
    lens.minorticks_off()
    lens.spines[:].set(color=style.GRAY)
    ends, low, high = epochs[piece][[0, -1]], last[piece].min() / 1.3, 1.3 * last[piece].max()
    look = dict(color=style.GRAY, lw=1)
    ax.add_patch(plt.Rectangle((ends[0], low), np.ptp(ends), high - low, fill=False, zorder=4, **look))
    for end, corner in zip(ends, (0, 1), strict=True):
        line = ConnectionPatch((end, high), (corner, 0), ax.transData, lens.transAxes, **look, alpha=0.6)
        ax.figure.add_artist(line).set_in_layout(False)


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
    """Large enough that one row of the hundred is seen: the first epochs lie below the frame."""
    fig, ax = plt.subplots(figsize=(8, 3.5))
    n, rests, end = len(share), stands_still(share), share[-1]
    low, high = end - 0.085, end + 0.025
    ax.plot(np.arange(1, n + 1), share, color=style.CURE)
    for epoch, value in published.items():
        ax.plot(epoch, value, "D", color=style.INK, ms=8, mec="white", zorder=4, clip_on=False)
        above = value > share[epoch - 1]
        place = dict(offset=(8, 7 if above else -11))
        style.label(ax, epoch, value, f"published: {100 * value:.0f} %", weight="bold", **place)
    style.label(ax, n, end, f"ours: {100 * end:.0f} %", style.CURE, weight="bold", offset=(8, -9))
    if rests < 0.9 * n:
        y, ends = end - 0.026, dict(arrowstyle="|-|", color=style.INK, shrinkA=0, shrinkB=0, mutation_scale=5, lw=1.4)
        ax.annotate("", (rests, y), (n, y), arrowprops=ends)
        words = dict(ha="center", va="top", offset=(0, -11), fontsize=18, fontweight="bold")
        style.label(ax, (rests + n) / 2, y, f"{n - rests} epochs, the same score", **words)
    if share[0] < low:
        style.label(ax, 0, low + 0.007, f"from {100 * share[0]:.0f} %", style.CURE, offset=(14, 0))
    ax.set(xlabel="epoch", ylabel="rows right, of 100", ylim=(low, high), xlim=(0, 1.24 * n))
    style.end_axis(ax, 0, n)
    ticks = np.arange(np.ceil(50 * low), 50 * high) / 50
    ax.set_yticks(ticks, [f"{100 * tick:.0f} %" for tick in ticks])
    ax.set_xticks(np.linspace(0, n, 6))
    ax.hlines(ticks, 0, n, color=plt.rcParams["grid.color"], lw=0.8, zorder=0)
    ax.set_title(f"From epoch {rests} on the score stands still, at {100 * end:.0f} %")
    return fig
