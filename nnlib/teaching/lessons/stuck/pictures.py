"""The pictures: a run that stands still, its units, what starting weights do, a hundred seeds, and the creases."""

import matplotlib.pyplot as plt
import numpy as np

from nnlib import ReLU

from ... import plots, style
from ...figures import show

DASHED, DOTTED = (0, (5, 2)), (0, (1.2, 1.2))
TARGETS = ("x₁ + x₂", "x₁ − x₂", "|x₁ − x₂|")
GOAL = 0.99


# ---- the published answers ----
def published_answers(truth, published):
    """Published predictions against the truth, (4, 3) each: three pairs up to 70, then (888, 122)."""
    words = "For (888, 122): " + ", ".join(
        f"{name} = {t:.0f} is predicted as {p:.0f}" for name, t, p in zip(TARGETS, truth[3], published[3], strict=True)
    )
    alt = f"Two scatter plots of published predictions against true values, left for three pairs up to 70. {words}."
    show(draw_answers(truth, published), alt.replace("-", "−"))


def draw_answers(truth, published):
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.6))
    dots = dict(color=style.FAULT, size=7)
    plots.predicted_against_true(
        truth[:3].ravel(), published[:3].ravel(), left, title="Up to 70 only the sums fit", **dots
    )
    plots.predicted_against_true(truth[3], published[3], right, title="At (888, 122) nothing fits", **dots)
    beside = dict(textcoords="offset points", ha="right", va="center", fontsize=10)
    left.annotate("the three sums", (truth[1, 0], published[1, 0]), (-10, 0), **beside)
    for name, t, p in zip(TARGETS, truth[3], published[3], strict=True):
        right.annotate(f"{name}: {p:.0f}".replace("-", "−"), (t, p), (-8, 0), **beside)
    return fig


# ---- the run ----
def two_losses(epochs, minimized, printed):
    """The loss that is minimized, and the number that is printed, at these published epochs."""
    last = f"at {epochs[-1]:,} epochs {minimized[-1]:.2f} and {printed[-1]:.2f}"
    alt = "Two curves over the published epochs on a logarithmic axis: the minimized loss and the printed number"
    show(draw_two_losses(epochs, minimized, printed), f"{alt}; {last}.")


def draw_two_losses(epochs, minimized, printed):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    ax.plot(epochs, minimized, color=style.INK)
    ax.plot(epochs, printed, color=style.FAULT, ls=DASHED)
    end = dict(ha="right")
    style.label(ax, epochs[-1], minimized[-1], "loss that is minimized", offset=(-4, 11), **end)
    style.label(ax, epochs[-1], printed[-1], "number that is printed", style.FAULT, offset=(-4, -14), **end)
    ax.set_xscale("log")
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set(xlim=(epochs[0], 1.2 * epochs[-1]), ylim=(0, 1.1), xlabel="published epochs", ylabel="loss")
    ax.set_title("The loss hardly moves; the printed number goes on falling")
    return fig


def shares_of_three(epochs, R2):
    """R² of the three targets piled up, R2 (n, 3), over the published epochs."""
    ends = ", ".join(f"{name} {score:.2f}" for name, score in zip(TARGETS, R2[-1], strict=True))
    alt = "R² of the three targets piled up over the published epochs, on a logarithmic axis; the pile ends at two"
    show(draw_shares(epochs, R2), f"{alt}. At the end {ends}, together {R2[-1].sum():.2f}.")


def draw_shares(epochs, R2):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    piles = np.cumsum(np.maximum(R2, 0), axis=1)
    fills, low = ("#D9D9D9", "#AFCBE2", "#E5BFAD"), np.zeros(len(epochs))
    for name, fill, pile in zip(TARGETS, fills, piles.T, strict=True):
        ax.fill_between(epochs, low, pile, color=fill, lw=0)
        ax.plot(epochs, pile, color="white", lw=1.2)
        if pile[-1] - low[-1] > 0.1:
            style.label(ax, epochs[-1], (pile[-1] + low[-1]) / 2, name, offset=(6, 0))
        low = pile
    for height, words in ((2, "two targets"), (3, "all three")):
        ax.axhline(height, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        ax.text(epochs[0] * 1.06, height + 0.06, words, fontsize=10, color=style.TEXT[style.GRAY])
    ax.set_xscale("log")
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set(xlim=(epochs[0], 2.6 * epochs[-1]), ylim=(0, 3.3), xlabel="published epochs", ylabel="R², piled up")
    ax.set_xticks([1_000, 10_000, 100_000])
    ax.set_title("Two targets' worth, hardly a crumb more")
    return fig


def census(shares):
    """On which share of the rows each unit is on: an array (n_units,) for each hidden layer."""
    words = ". ".join(f"Hidden layer {i}: {', '.join(map(_share, layer))}" for i, layer in enumerate(shares, start=1))
    ax = plots.live_units(shares, title="Second layer: two units dead, two almost always on")
    show(
        ax.figure,
        f"A row of boxes for each hidden layer, a box for each unit, with the share of rows that turn it on. {words}.",
    )


def _share(share):
    return "dead" if share == 0 else f"{share:.1%}" if share < 0.01 or 0.99 < share < 1 else f"{share:.0%}"


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
    looks = [(style.FAULT, "o", (0, (5, 2))), (style.CURE, "s", "-"), (style.FAULT, "o", (0, (1.5, 1.5)))]
    for (name, values), (color, marker, dash) in zip(levels.items(), looks, strict=True):
        ax.plot(range(len(values)), values, color=color, marker=marker, ls=dash, mec="white")
        style.label(ax, len(values) - 1, values[-1], name, color, offset=(9, 0))
    ax.set_yscale("log")
    ax.set_yticks([1e-20, 1e-10, 1, 1e10, 1e20], ["10⁻²⁰", "10⁻¹⁰", "1", "10¹⁰", "10²⁰"])
    ax.minorticks_off()
    ax.set(xlabel="layer", ylabel="root mean square", xticks=range(0, len(values), 5), xlim=(-0.5, len(values) + 3.4))
    ax.set_title("ReLU layers: only one start of three holds the numbers")
    ax.grid(axis="y")
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
    fig, axes = plt.subplots(1, len(cases), figsize=(8, 4.1), sharey=True)
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
    """R² of the worst target, {recipe: one number a seed}; the first recipe is the published one."""
    words = "; ".join(f"{name}: {np.sum(v > GOAL)} of {len(v)}" for name, v in worst.items())
    show(draw_recipes(worst), f"R² of the worst target, a dot for each seed, a row for each recipe. Solved: {words}.")


def draw_recipes(worst):
    fig, ax = plt.subplots(figsize=(8, 0.9 + 0.62 * len(worst)))
    plots.seed_strip(worst, ax, goal=GOAL, xlabel="R² of the worst target, test rows", spread=0.36)
    for line in ax.lines:
        line.set(markersize=4, markeredgewidth=0.4)
    for row, values in enumerate(worst.values()):
        found = np.sum(values > GOAL)
        ax.text(1.06, row, f"{found} of {len(values)}", va="center", fontsize=11, fontweight="bold")
    ax.set(xlim=(-0.1, 1.28), xticks=[0, 0.25, 0.5, 0.75, 1])
    ax.set_title("One change at a time: how many of 100 seeds arrive")
    return fig


# ---- beyond the data ----
def beyond(answers, truth):
    """Answers (s, 3) of many networks for one pair far outside, and the truth (3,)."""
    near = (np.abs(answers - truth) < 10).all(axis=1)
    bars = ", ".join(f"{t:.0f}" for t in truth)
    alt = f"{len(answers)} answers for (888, 122), a row of dots for each target, bars at the truth, {bars}"
    show(draw_beyond(answers, truth), f"{alt}. {near.sum()} networks come within 10 on all three.")


def draw_beyond(answers, truth):
    fig, ax = plt.subplots(figsize=(8, 2.9))
    near = (np.abs(answers - truth) < 10).all(axis=1)
    strips = dict(zip(TARGETS, answers.T, strict=True))
    plots.seed_strip(strips, ax, reached=near, xlabel="answer for (888, 122)", spread=0.33)
    for line in ax.lines:
        line.set(markersize=4, markeredgewidth=0.4)
    for row, true in enumerate(truth):
        ax.plot([true, true], [row - 0.42, row + 0.42], color=style.INK, lw=2.4, zorder=1)
    ax.set_title(f"All perfect up to 100; {near.sum()} of {len(answers)} are right far outside")
    return fig


# ---- creases ----
PAIR = (888, 122)


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
    """Where units switch on and off, in the plane of the pairs, near and far.

    cases: {name: (network, function that scales pairs, function that brings answers back)}; None if nothing is scaled.
    """
    alt = (
        "Maps of the plane of pairs, a column for each network, above from 0 to 100, below to 1000, a line where a "
        "unit switches; the darker, the larger the error of |x₁ − x₂|. "
    )
    show(
        draw_creases(cases),
        alt + " ".join(f"{name}: {count_creases(case)} creases in the square." for name, case in cases.items()),
    )


def landscape(case, top, size=101):
    """The grid, z of each hidden unit on it, and the error of |x₁ − x₂|."""
    net, scale, back = case
    side = np.linspace(0, top, size)
    x1, x2 = np.meshgrid(side, side)
    pairs = np.column_stack([x1.ravel(), x2.ravel()])
    sums, out = hidden_sums(net, scale(pairs) if scale else pairs)
    out = back(out) if back else out
    error = np.abs(out[:, 2] - np.abs(pairs[:, 0] - pairs[:, 1])).reshape(size, size)
    return side, [z.T.reshape(-1, size, size) for z in sums], error


def crossing(z):
    """Does this unit switch anywhere on the grid, and not only at its rim by rounding?"""
    return z.min() < -1e-9 and z.max() > 1e-9


def count_creases(case, top=100):
    """How many units switch somewhere in the square."""
    return sum(crossing(z) for layer in landscape(case, top)[1] for z in layer)


LAYERS = (dict(colors=style.CURE, linestyles="-"), dict(colors=style.TEXT[style.PURPLE], linestyles="--"))


def draw_creases(cases):
    fig, axes = plt.subplots(2, len(cases), figsize=(8, 5.5), layout="none")
    fig.subplots_adjust(left=0.085, right=0.965, top=0.87, bottom=0.09, wspace=0.22, hspace=0.28)
    for column, (name, case) in enumerate(cases.items()):
        for ax, top, most in ((axes[0, column], 100, 40), (axes[1, column], 1000, 400)):
            side, sums, error = landscape(case, top)
            levels = np.linspace(0, most, 6)
            ax.contourf(side, side, np.minimum(error, most), levels=levels, colors=GRAYS, extend="neither")
            for layer, look in zip(sums, LAYERS, strict=False):
                for z in layer:
                    if crossing(z):
                        ax.contour(side, side, z, levels=[0], linewidths=1.8, **look)
            ax.set(xlim=(0, top), ylim=(0, top), aspect="equal", xticks=[0, top / 2, top], yticks=[0, top / 2, top])
            ax.set_xlabel("x₁", labelpad=1)
        axes[1, column].add_patch(plt.Rectangle((0, 0), 100, 100, fill=False, ec=style.INK, lw=1.6, zorder=5))
        axes[1, column].plot(*PAIR, "X", ms=9, color=style.FAULT, mec="white", zorder=6)
        axes[0, column].set_title(name, fontsize=11)
    fig.suptitle(
        "Perfect where the data lie is not perfect elsewhere", x=0.02, ha="left", fontsize=12, fontweight="bold"
    )
    for ax, words in zip(axes[:, 0], ("where the data lie", "ten times as far"), strict=True):
        ax.set_ylabel(f"x₂, {words}", labelpad=1)
    return fig


GRAYS = ("#FFFFFF", "#EDEDED", "#DADADA", "#C4C4C4", "#ABABAB")
