"""The pictures: a run that stands still, its units, what starting weights do, a hundred seeds, and the creases."""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np

from nnlib import ReLU

from ... import style
from ...arrivals import ACROSS, axes_for_arrivals, draw_arrivals
from ...figures import show

DASHED, DOTTED = (0, (5, 2)), (0, (1.2, 1.2))
TARGETS = ("x₁ + x₂", "x₁ − x₂", "|x₁ − x₂|")
GOAL = 0.99


# ---- the published answers ----
NEAR = 5  # an answer as near as this counts as right, for the published network


def published_answers(pairs, truth, published):
    """Published predictions against the truth, (4, 3) each, for pairs (4, 2): three up to 70, then (888, 122)."""
    words = "For (888, 122): " + ", ".join(
        f"{name} = {t:.0f} is predicted as {p:.0f}" for name, t, p in zip(TARGETS, truth[3], published[3], strict=True)
    )
    right = (np.abs(published - truth) < NEAR)[:3].sum()
    alt = (
        "A row for each question: how far the published answer is off. Of nine answers for three pairs up to 70, "
        f"{right} come within {NEAR}. {words}."
    )
    show(draw_answers(pairs, truth, published), alt.replace("-", "−"))


def draw_answers(pairs, truth, published):
    """How far each answer is off: a row for each question, what was said beside its mark."""
    fig, axes = plt.subplots(1, 2, figsize=(8, 3.8), width_ratios=(1.3, 1))
    off = published - truth
    fine = np.abs(off) < NEAR
    panels = zip(
        axes, ([0, 1, 2], [3]), ("Pairs up to 70", f"({pairs[3, 0]}, {pairs[3, 1]}): coarser scale"), strict=True
    )
    for ax, rows, title in panels:
        size = 11 if len(rows) > 1 else 15
        asked = [(k, row, (len(rows) + 0.6) * k + i) for k in range(3) for i, row in enumerate(rows)]
        ax.axvline(0, color=style.INK, lw=1.6, zorder=1, clip_on=False)
        for k, row, height in asked:
            look, miss = style.CLASS[int(fine[row, k])], off[row, k]
            ax.plot([0, miss], [height, height], color=look["color"], lw=2.6, alpha=0.45, solid_capstyle="butt")
            ax.plot(miss, height, ms=8, mec="white", **look)
            side = dict(ha="right", offset=(-8, 0)) if miss < 0 else dict(offset=(8, 0))
            said = f"{published[row, k]:g}".replace("-", "−")
            style.label(
                ax, miss, height, said, look["color"], fontsize=size, fontweight="bold", va="center_baseline", **side
            )
        forms = "{} + {} = {}", "{} − {} = {}", "|{} − {}| = {}"
        words = [forms[k].format(*pairs[row], truth[row, k]).replace("-", "−") for k, row, _ in asked]
        ax.set_yticks([height for *_, height in asked], words)
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        lowest, highest = min(0, off[rows].min()), max(0, off[rows].max())
        room = (0.33 if len(rows) > 1 else 0.5) * (highest - lowest)
        ax.set(xlim=(lowest - room, highest + room * (highest > 0)), ylim=(asked[-1][-1] + 0.8, -0.8))
        ax.locator_params(axis="x", nbins=4)
        ax.set_title(title, fontsize=11.5, fontweight="normal")
    axes[0].axvspan(-NEAR, NEAR, color="#DCE7F0", lw=0, zorder=0)
    style.label(axes[0], NEAR, 0, f"shade: within {NEAR}", style.GRAY, fontsize=10)
    fig.supxlabel("how far the published answer (bold) is off", fontsize=11)
    least = np.abs(off[3]).min() // 100 * 100
    title = f"Of 9 answers up to 70, {fine[:3].sum()} come within {NEAR}; far outside, all miss by over {least:.0f}"
    fig.suptitle(title, **style.HEADLINE)
    return fig


# ---- the run ----
def two_losses(epochs, minimized, printed):
    """The loss that is minimized, and the number that is printed, at these published epochs."""
    last = f"at {epochs[-1]:,} epochs {minimized[-1]:.2f} and {printed[-1]:.2f}"
    alt = "Two curves over the published epochs on a logarithmic axis: the minimized loss and the printed number"
    still = f"From 5,000 on the loss stands still, at {np.interp(5_000, epochs, minimized):.2f}"
    show(draw_two_losses(epochs, minimized, printed), f"{alt}; {last}. {still}; the printed number goes on falling.")


def draw_two_losses(epochs, minimized, printed):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    ax.fill_between(epochs, minimized, printed, where=np.asarray(epochs) >= 10_000, color="#F8E8DE", lw=0)
    ax.plot(epochs, minimized, color=style.INK)
    ax.plot(epochs, printed, color=style.FAULT, ls=DASHED)
    names = (minimized, "the loss,\nminimized", style.INK, 5), (printed, "the number\nprinted", style.FAULT, -5)
    for numbers, words, color, up in names:
        at = epochs[-1], numbers[-1]
        style.label(ax, *at, f"{numbers[-1]:.2f}", color, offset=(9, up), fontsize=20, fontweight="bold")
        style.label(ax, *at, words, color, offset=(70, up), fontsize=10.5)
    still = np.interp(5_000, epochs, minimized)
    ends = [5_000, 5_000, epochs[-1], epochs[-1]]  # a bracket over the part that stands still
    ax.plot(ends, still + np.array([0.05, 0.08, 0.08, 0.05]), color=style.INK, lw=1.2)
    words = f"from 5,000 on: {still:.2f} → {minimized[-1]:.2f}"
    ax.text(np.sqrt(5_000 * epochs[-1]), still + 0.1, words, ha="center")
    ax.set_xscale("log")
    ax.set_xticks([1_000, 10_000, 100_000], ["1,000", "10,000", "100,000"])
    ax.set(xlim=(epochs[0], 2.7 * epochs[-1]), ylim=(0.25, 1.05), yticks=[0.4, 0.6, 0.8, 1])
    ax.set(xlabel="published epochs", ylabel="loss, printed number")
    style.end_axis(ax, epochs[0], epochs[-1])
    ax.minorticks_off()
    ax.set_title(f"The loss has stopped at {minimized[-1]:.2f}. The printed {printed[-1]:.2f} looks like progress")
    return fig


def shares_of_three(epochs, R2):
    """R² of the three targets piled up, R2 (n, 3), over the published epochs."""
    ends = ", ".join(f"{name} {score:.2f}" for name, score in zip(TARGETS, R2[-1], strict=True))
    alt = "R² of the three targets piled up over the published epochs, on a logarithmic axis; the pile ends at two"
    show(draw_shares(epochs, R2), f"{alt}. At the end {ends}, together {R2[-1].sum():.2f}.")


def draw_shares(epochs, R2):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    piles = np.cumsum(np.maximum(R2, 0), axis=1)
    fills, low = ("#BCBCBC", "#AFCBE2", "#689ECB"), np.zeros(len(epochs))
    beside = dict(offset=(8, 0), fontsize=11)
    for name, fill, pile, score in zip(TARGETS, fills, piles.T, R2[-1], strict=True):
        ax.fill_between(epochs, low, pile, color=fill, lw=0)
        ax.plot(epochs, pile, color="white", lw=1.2)
        style.label(ax, epochs[-1], (pile[-1] + low[-1]) / 2, f"{name}: {score:.2f}", **beside)
        low = pile
    span, room = [epochs[0], epochs[-1]], len(TARGETS)
    traded = np.sqrt(epochs[-1] * 3_000), (piles[-1, 0] + piles[-1, 2]) / 2
    ax.text(*traded, f"what {TARGETS[1]} gains, {TARGETS[2]} loses", ha="center", va="center", fontsize=10.5)
    dip = np.argmin(np.diff(piles[:, 2])) + 1
    style.label(ax, epochs[dip], 2, "dip: our longer steps", style.GRAY, ha="center", offset=(0, 10), fontsize=10)
    ax.fill_between(epochs, piles[:, -1], room, color="#F8E8DE", lw=0)
    words = f"missing: {room - piles[-1, -1]:.2f}"
    style.label(ax, epochs[-1], (room + piles[-1, -1]) / 2, words, style.FAULT, fontweight="bold", **beside)
    ax.set_xscale("log")
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set(xlim=(epochs[0], 2.8 * epochs[-1]), ylim=(0, 3.05), xlabel="published epochs", ylabel="R², piled up")
    ax.set_xticks([1_000, 10_000, 100_000])
    ax.set_yticks([0, 1, 2, 3])
    ax.minorticks_off()
    style.end_axis(ax, *span)
    ax.set_title(
        f"R² of all three together: {R2[-1].sum():.2f}. There is room for {R2[-1].sum():.0f} of {room} targets"
    )
    return fig


def census(shares):
    """On which share of the rows each unit is on: an array (n_units,) for each hidden layer."""
    words = ". ".join(f"Hidden layer {i}: {', '.join(map(_share, layer))}" for i, layer in enumerate(shares, start=1))
    alt = "The network, a ring for each hidden unit filled as far as rows turn it on; a dead one passes nothing on"
    show(draw_census(shares), f"{alt}. {words}.")


def draw_census(shares):
    """The network from left to right: what a dead unit would pass on is not drawn, so that one sees what is left."""
    fig, ax = plt.subplots(figsize=(8, 4))
    layers = [np.full(2, np.nan), *shares, np.full(len(TARGETS), np.nan)]
    names = [("x₁", "x₂"), *([None] * len(layer) for layer in shares), TARGETS]
    apart, wide, step = 1.2, 0.52, 3.2
    places = [
        np.column_stack([np.full(len(layer), step * i), apart * ((len(layer) - 1) / 2 - np.arange(len(layer)))])
        for i, layer in enumerate(layers)
    ]
    alive, hair = dict(color="#7FB2D6", lw=2.4), dict(color="#C4C4C4", lw=0.8)
    for layer, here, there, beyond in zip(layers, places, places[1:], layers[1:], strict=False):
        for share, a in zip(layer, here, strict=True):
            for onward, b in zip(beyond, there, strict=True):
                if share != 0:
                    ax.plot(*np.transpose([a, b]), zorder=1, **(hair if onward == 0 else alive))
    turn = np.linspace(0, 2 * np.pi, 100)
    middle = dict(ha="center", va="center", zorder=4)
    for layer, spots, words in zip(layers, places, names, strict=True):
        for unit, (share, (x, y), name) in enumerate(zip(layer, spots, words, strict=True)):
            if name:
                side = dict(ha="left", offset=(11, 0)) if spots is places[-1] else dict(ha="right", offset=(-11, 0))
                ax.plot(x, y, "o", ms=13, mfc="white", mec=style.GRAY, mew=1.4)
                style.label(ax, x, y, name, fontsize=12, **side)
                continue
            dead = share == 0
            edge = dict(ec=style.FAULT, lw=2.4, ls=(0, (3, 2))) if dead else dict(ec=style.PALE, lw=4)
            ax.add_patch(plt.Circle((x, y), wide, fc="#EDEDED" if dead else "white", zorder=2, **edge))
            if not dead:
                ax.plot(x + wide * np.sin(share * turn), y + wide * np.cos(share * turn), color=style.CURE, lw=4)
            color = style.TEXT[style.FAULT] if dead else style.INK
            ax.text(x, y + 0.19, f"unit {unit}", fontsize=9.5, color=style.TEXT[style.GRAY], **middle)
            size = 11 if len(_share(share)) < 6 else 9.5
            ax.text(x, y - 0.14, _share(share), fontsize=size, fontweight="bold", color=color, **middle)
    top = apart * (max(map(len, shares)) - 1) / 2 + wide
    for i in range(1, len(shares) + 1):
        ax.text(step * i, top + 0.2, f"hidden layer {i}", ha="center", va="bottom", fontsize=10.5)
    key = [plt.Line2D([], [], **look) for look in (dict(color=style.CURE, lw=4), hair)]
    means = "share of the rows that turn a unit on", "thin gray: into a dead unit"
    fig.legend(key, means, loc="outside lower center", ncols=2, fontsize=10.5, columnspacing=4)
    ax.set(xlim=(-0.9, step * (len(layers) - 1) + 1.9), ylim=(-top - 0.1, top + 0.5), aspect="equal")
    ax.axis("off")
    dead, live = int((shares[-1] == 0).sum()), int((shares[-1] > 0).sum())
    through = f"{len(TARGETS)} targets must pass through {live} unit{'s' * (live != 1)}"
    gone = f"{dead} of {len(shares[-1])} in layer {len(shares)} {'is' if dead == 1 else 'are'} dead"
    fig.suptitle(f"{through}: {gone}", **style.HEADLINE)
    return fig


def _share(share):
    return "dead" if share == 0 else f"{100 * share:.{1 if share < 0.01 or 0.99 < share < 1 else 0}f} %"


# ---- starting weights ----
FADED = {style.FAULT: "#E39A66", style.CURE: "#5E9CC9"}  # fills beside lines and words in the same hue


def levels_by_layer(levels):
    """Show how large the numbers are in each layer: {name: one number a layer}, layer 0 are the inputs."""
    ends = "; ".join(f"{name}: {values[0]:.1g} to {values[-1]:.1g}" for name, values in levels.items())
    last = len(next(iter(levels.values()))) - 1
    words = f"Root mean square against layer, 0 to {last}, on a logarithmic axis, a line for each start. {ends}."
    show(draw_levels(levels), alt=words)


def draw_levels(levels):
    """A line for each of three starts, the middle one the cure."""
    fig, ax = plt.subplots(figsize=(8, 3.4))
    kept = []
    for (name, values), look in zip(levels.items(), (style.CLASS[0], style.CLASS[1], style.CLASS[0]), strict=True):
        ax.plot(range(len(values)), values, **look, mec="white")
        color, a_layer = look["color"], (values[-1] / values[0]) ** (1 / (len(values) - 1))
        fate, words = (
            ("they keep their size", ": ×1 a layer")
            if 0.9 < a_layer < 1.1
            else ("they explode", f": ×{a_layer:.0f} a layer")
            if a_layer > 1
            else ("they fade away", f": ÷{1 / a_layer:.0f} a layer")
        )
        kept += [name] if 0.9 < a_layer < 1.1 else []
        at, up = (len(values) - 1, values[-1]), -5 if a_layer > 1.1 else 16 if a_layer < 0.9 else 8
        style.label(ax, *at, fate, color, offset=(9, up), fontsize=12, fontweight="bold", path_effects=style.HALO)
        style.label(ax, *at, f"{name}{words}", color, offset=(9, up - 15), fontsize=10, path_effects=style.HALO)
    ax.set_yscale("log")
    ax.set_yticks([1e-20, 1e-10, 1, 1e10, 1e20], ["10⁻²⁰", "10⁻¹⁰", "1", "10¹⁰", "10²⁰"])
    ax.minorticks_off()
    ax.set(xlabel="layer", xticks=range(0, len(values), 5), xlim=(-0.5, len(values) + 7.8))
    ax.set_ylabel("root mean square of the numbers", fontsize=10.5)
    ax.set_title(f"Numbers keep their size only at {kept[0]}" if len(kept) == 1 else "Numbers through ReLU layers")
    ax.hlines(ax.get_yticks(), -0.5, len(values) - 1, color=style.PALE, lw=0.9, zorder=0)  # not through the words
    style.end_axis(ax, -0.5, len(values) - 1)
    return fig


def ridges(cases, layers):
    """Show histograms of what layers give, from −1 to 1: a column for each case, a row for each of these layers.

    cases: {title: (what each layer gave, a list of arrays; is it the cure?)}, layer 1 first.
    """
    ends = "; ".join(
        f"{title}, deviation {_short(xs[0].std())} to {_short(xs[-1].std())}" for title, (xs, _) in cases.items()
    )
    rows = f"a row for each layer from {layers[0]} to {layers[-1]}, a column for each start"
    show(draw_ridges(cases, layers), alt=f"Histograms of outputs from −1 to 1, {rows}. {ends}.")


def draw_ridges(cases, layers):
    """A column of filled histograms for each case, each scaled to the same height."""
    fig, axes = plt.subplots(1, len(cases), figsize=(8, 4), sharey=True)
    edges = np.linspace(-1, 1, 61)
    middle = (edges[1:] + edges[:-1]) / 2
    for ax, (title, (xs, cure)) in zip(axes, cases.items(), strict=True):
        color = style.CURE if cure else style.FAULT
        for row, layer in enumerate(layers):
            count, _ = np.histogram(xs[layer - 1], edges)
            height = 1.7 * count / count.max() - row
            ax.fill_between(middle, -row, height, color=FADED[color], lw=0, zorder=2 * row)
            ax.plot(middle, height, color="white", lw=1.2, zorder=2 * row + 1)
        ax.set_title(title, color=style.TEXT[color], fontsize=11.5, pad=36)
        words = f"deviation: {_short(xs[0].std())} (layer 1)\n→ {_short(xs[-1].std())} (layer {len(xs)})"
        ax.text(0, 1.025, words, transform=ax.transAxes, fontsize=10)
        ax.set(xlim=(-1.02, 1.02), ylim=(0.75 - len(layers), 1.75), xticks=[-1, 0, 1], xlabel="output of a unit")
        ax.set_yticks([-row for row in range(len(layers))], list(map(str, layers)), fontsize=9)
        ax.spines["left"].set_visible(False)
        ax.tick_params(axis="y", length=0)
    axes[0].set_ylabel("layer")
    return fig


def _short(number):
    return f"{number:.2f}" if number > 0.01 else f"{number:.0e}".replace("e-0", "e-").replace("-", "−")


# ---- a hundred seeds ----
def recipes(worst):
    """R² of the worst target, {recipe: one number a seed}; the first recipe is the published start."""
    words = "; ".join(f"{name}: {np.sum(v > GOAL)} of {len(v)}" for name, v in worst.items())
    show(
        draw_recipes(worst),
        f"R² of the worst target, a row for each recipe: a dot for each network that is not above {GOAL}, the others a "
        f"block of squares. Solved: {words}.",
    )


def draw_recipes(worst):
    fig, missed, block = axes_for_arrivals(4.0, wide=(1.3, 1))
    draw_arrivals(missed, block, worst, lambda v: v > GOAL, 0.021, most=9, dot=3.4)
    missed.set(xlim=(-0.05, GOAL + 0.005), xlabel="not arrived: R² of the worst target, test rows")
    missed.set_yticks(missed.get_yticks(), [name.replace(", ", ",\n", 1) for name in worst])
    block.set_xlim(0, ACROSS + 12.5)
    missed.set_xticks([0, 0.25, 0.5, 0.75], ["0", "0.25", "0.5", "0.75"])
    block.set_xlabel(f"arrived: above {GOAL}", color=style.TEXT[style.CURE])
    first, *_, last = (int(np.sum(v > GOAL)) for v in worst.values())
    seeds = len(next(iter(worst.values())))
    every = f"all {last}" if last == seeds else f"{last}"
    title = f"{first} of {seeds} arrive from the {list(worst)[0]}, {every} with the last recipe"
    fig.suptitle(title, **style.HEADLINE)
    return fig


# ---- beyond the data ----
MIDDLE, BULL = 0.1, 0.26  # what misses by less than MIDDLE is piled up in the bull's eye of this radius
RINGS = 10, 100, 1000  # of the target, in units of the answers; from ring to ring ten times as far


def beyond(answers, truth):
    """Answers (s, 3) of many networks for one pair far outside, and the truth (3,)."""
    near = (np.abs(answers - truth) < RINGS[0]).all(axis=1)
    alt = (
        f"A target with rings at a miss of {MIDDLE}, {', '.join(map(str, RINGS))}, on a logarithmic scale, and "
        f"a dart for each of {len(answers)} answers to (888, 122). {near.sum()} networks come within {RINGS[0]} on all "
        "three numbers."
    )
    show(draw_beyond(answers, truth), alt)


def _radius(miss):
    """How far from the middle of the target: BULL for a miss of MIDDLE, 1 at the last ring."""
    return BULL + (1 - BULL) * np.log10(miss / MIDDLE) / np.log10(RINGS[-1] / MIDDLE)


def draw_beyond(answers, truth):
    """How far a dart lies from the middle is its largest miss of the three; up is too much of a difference."""
    fig = plt.figure(figsize=(8, 4), layout="none")
    ax = fig.add_axes((0.01, 0.02, 0.5, 0.87))
    off = answers - truth
    worst = np.abs(off).max(axis=1)
    near = worst < RINGS[0]
    turn = np.arctan2(off[:, 1], off[:, 0])
    way = np.array([np.cos(0.5), np.sin(0.5)])  # where few darts lie
    for ring, face in zip(RINGS[::-1], ("#F8EDE6", "#F1D9CA", "#DCE7F0"), strict=True):
        edge = _radius(ring)
        ax.add_patch(plt.Circle((0, 0), edge, fc=face, ec="white", lw=2))
        style.label(ax, *(edge * way), f"{ring}", fontsize=10, offset=(3, 0))
    ax.add_patch(plt.Circle((0, 0), BULL, fc="#C3D8E8", ec="white", lw=2))
    style.label(ax, *(BULL * way), f"{MIDDLE:g}", fontsize=10, offset=(3, 0))
    rim = dict(ha="center", va="center", fontsize=10, color=style.TEXT[style.GRAY])
    ax.text(-1.1, 0, "sum too small", rotation=90, **rim)
    ax.text(0, -1.09, "difference too small", **rim)
    radius = _radius(np.maximum(worst, MIDDLE))
    pile = np.flatnonzero(worst < MIDDLE)  # a spiral, so that each can be counted
    radius[pile] = 0.92 * BULL * np.sqrt((np.arange(len(pile)) + 0.5) / max(len(pile), 1))
    turn[pile] = np.pi * (3 - np.sqrt(5)) * np.arange(len(pile))
    for which, look in ((~near, style.CLASS[0]), (near, style.CLASS[1])):
        darts = radius[which] * np.array([np.cos(turn[which]), np.sin(turn[which])])
        ax.plot(*darts, ls="", ms=5.5, mec="white", mew=0.6, **look)
    ax.set(xlim=(-1.18, 1.06), ylim=(-1.16, 1.04), aspect="equal")
    ax.axis("off")
    words = fig.add_axes((0.55, 0, 0.45, 1))
    words.set(xlim=(0, 1), ylim=(0, 1))
    words.axis("off")
    words.text(0, 0.74, f"{near.sum()} of {len(near)}", fontsize=30, fontweight="bold", color=style.TEXT[style.CURE])
    words.text(0, 0.66, f"hit: within {RINGS[0]} on all three", fontsize=11, color=style.TEXT[style.CURE])
    words.text(
        0, 0.44, f"{(~near).sum()} of {len(near)}", fontsize=30, fontweight="bold", color=style.TEXT[style.FAULT]
    )
    words.text(0, 0.36, f"miss, the worst by {worst.max():,.0f}", fontsize=11, color=style.TEXT[style.FAULT])
    told = ", ".join(f"{value:.0f}" for value in truth)
    under = f"a dart: one network's answer to (888, 122)\nwanted: {told}; rings: worst miss"
    words.text(0, 0.05, under, fontsize=10, linespacing=1.5, color=style.TEXT[style.GRAY])
    title = f"All {len(near)} are as good as perfect up to 100. Far outside, {near.sum()} hit"
    fig.suptitle(title, y=0.97, va="top", **style.HEADLINE)
    return fig


# ---- creases ----
PAIR, MIDWAY = (888, 122), (50, 50)


def hidden_sums(net, X):
    """z of every hidden unit, before its ReLU: a list of arrays (n, n_units), a layer each."""
    sums = []
    x = X
    for layer in net.layers:
        if isinstance(layer, ReLU):
            sums.append(x)
        x = layer.forward(x)
    return sums, x


def creases(cases):
    """What networks say is |x₁ − x₂| on a straight walk out of the data, and where their units switch on it.

    cases: {name: (network, function that scales pairs, function that brings answers back)}; None if nothing is scaled.
    """
    alt = (
        f"What each network says is |x₁ − x₂| on a straight walk through {MIDWAY}, where the data lie, to {PAIR}; "
        "rings where a unit switches. "
    )
    far = np.array([PAIR], dtype=float)
    ends = "; ".join(f"{name}: {answers(case, far)[0][0]:.0f} at {PAIR}" for name, case in cases.items())
    show(draw_creases(cases), f"{alt}{ends}.".replace("-", "−"))


def answers(case, pairs):
    """What a network says is |x₁ − x₂| for pairs (n, 2): (n,); and z of all its hidden units, (n, n_units)."""
    net, scale, back = case
    sums, out = hidden_sums(net, scale(pairs) if scale else pairs)
    return (back(out) if back else out)[:, 2], np.hstack(sums)


def crossing(z):
    """Does this unit switch anywhere on the grid, and not only at its rim by rounding?"""
    return z.min() < -1e-9 and z.max() > 1e-9


def draw_creases(cases):
    """A line for each network, with what it says of PAIR at its end; the right one is the cure."""
    fig, ax = plt.subplots(figsize=(8, 3.9))
    (x, y), (end, _) = MIDWAY, PAIR
    x1 = np.linspace(0, end, 8 * end + 1)
    walk = np.column_stack([x1, y + (x1 - x) * (PAIR[1] - y) / (end - x)])
    wanted, exact = abs(PAIR[0] - PAIR[1]), []
    looks = cycle([dict(color=style.FAULT, marker="o", ls=DASHED), dict(color=style.INK, marker="D", ls=DOTTED)])
    ax.axvspan(0, 100, color="#E4E4E4", lw=0, zorder=0)
    for name, case in cases.items():
        said, z = answers(case, walk)
        right = abs(said[-1] - wanted) < 0.5
        exact += [name] if right else []
        one = dict(color=style.CURE, marker="s", ls="-") if right else next(looks)
        color, marker = one["color"], one.pop("marker")
        ax.plot(x1, said, **one, zorder=2 + right)
        switched = np.append(((z[1:] > 0) != (z[:-1] > 0)).any(axis=1), False)
        rings = dict(ls="", marker="o", ms=7, mfc="white", mec=color, mew=1.6, zorder=4 + right)
        ax.plot(x1[switched], said[switched], **rings)
        ax.plot(end, said[-1], color=color, mec="white", ms=9, marker=marker, zorder=6)
        words = dict(fontweight="bold", va="baseline")
        number = f"{said[-1]:.0f}".replace("-", "−")
        style.label(ax, end, said[-1], number, color, fontsize=22, offset=(11, -9), **words)
        style.label(ax, end, said[-1], name, color, fontsize=11.5, offset=(12, -26), **words)
    ax.set(xlim=(0, 1080), xticks=[0, 100, end], yticks=[0, 500, 1000])
    ax.set(xlabel=f"x₁, on a straight walk from the data to {PAIR}", ylabel="answer for |x₁ − x₂|")
    low, high = ax.get_ylim()
    ax.set_ylim(low - 130, high)
    pointing = dict(arrowprops=dict(arrowstyle="-", color=style.CURE, lw=1.2, relpos=(0, 0.6), shrinkB=6))
    style.end_axis(ax, 0, end)
    ax.text(50, high, "the data", ha="center", va="top", fontsize=10.5)
    style.label(ax, 0.35 * end, 0.92 * high, "ring: a unit switches, the line may bend", style.GRAY)
    style.label(ax, x, -10, "the one bend that is needed: x₁ = x₂", style.CURE, va="top", offset=(26, -17), **pointing)
    asked = f"|{PAIR[0]} − {PAIR[1]}| = {wanted}"
    title = f"Far from the data, only “{' and '.join(exact)}” gives {asked}"
    fig.suptitle(title if exact else f"Far from the data, none gives {asked}", **style.HEADLINE)
    return fig
