"""The pictures of lesson 04, the forward pass."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style

FADED = {style.FAULT: "#E39A66", style.CURE: "#5E9CC9"}  # fills under words in the same hue


def crease(x, truth, line):
    """The V of |x₁ − 50| and the best straight line through it. x, truth, line: (n,)."""
    fig, ax = plt.subplots(figsize=(8, 3))
    ax.plot(x, truth, color=style.CURE)
    ax.plot(x, line, color=style.FAULT, ls=(0, (5, 2)))
    style.label(ax, x[-1], truth[-1], "|x₁ − 50|", style.CURE)
    style.label(ax, x[-1], line[-1], "best straight line", style.FAULT)
    ax.set(xlabel="x₁", ylabel="distance from 50", title="No straight line has a corner", xlim=(0, 122))
    ax.set_xticks(range(0, 101, 25))
    return fig


def product(x, W, b, z, row, unit):
    """z = x W + b as tables of numbers; one row of x, one column of W, b and z stand out."""
    fig, ax = plt.subplots(figsize=(8, 2.9), layout="none")
    ax.set_position([0, 0, 1, 1])
    left, places = 0.35, {}
    tables = [("x", x, "@"), ("W", W, "+"), ("b", b[None], "="), ("z", z, "")]
    names = {"x": "(n, n_in)", "W": "(n_in, n_out)", "b": "(n_out,)", "z": "(n, n_out)"}
    for name, table, sign in tables:
        rows, columns = table.shape
        for (i, j), value in np.ndenumerate(table):
            lit = {"x": i == row, "W": j == unit, "b": j == unit, "z": i == row and j == unit}[name]
            face = {"x": "#F2C9AE", "z": style.INK}.get(name, "#BFD8EA") if lit else "#F7F7F7"
            place = (left + j, rows / 2 - 1 - i)
            ax.add_patch(plt.Rectangle(place, 1, 1, fc=face, ec="white", lw=2))
            ink = "white" if lit and name == "z" else style.INK
            words = f"{value:g}".replace("-", "−")
            ax.text(place[0] + 0.5, place[1] + 0.5, words, ha="center", va="center", fontsize=11, color=ink)
        middle = left + columns / 2
        ax.text(middle, rows / 2 + 0.5, name, ha="center", va="center", fontsize=13, fontweight="bold")
        ax.text(middle, -rows / 2 - 0.4, names[name], ha="center", va="center", fontsize=10)
        ax.text(
            middle, -rows / 2 - 0.85, str((b if name == "b" else table).shape), ha="center", va="center", fontsize=10
        )
        places[name] = left
        left += columns + 1
        ax.text(left - 0.5, 0, sign, ha="center", va="center", fontsize=15)
    ax.text(0.35, len(x) / 2 + 1.25, "One number of z: a row of x meets a column of W", fontsize=12, fontweight="bold")
    ax.set(xlim=(0, left - 0.6), ylim=(-len(x) / 2 - 1.2, len(x) / 2 + 1.75))
    ax.axis("off")
    return fig


def activations(z, values):
    """A panel for each name in values, {name: (n,) numbers}, over z (n,); one scale for all, so slopes compare."""
    fig, axes = plt.subplots(1, len(values), figsize=(8, 2.4), sharey=True)
    for ax, (name, a) in zip(axes, values.items(), strict=True):
        ax.axhline(0, color=style.PALE, lw=0.9)
        ax.axvline(0, color=style.PALE, lw=0.9)
        ax.plot(z, a, color=style.CURE)
        ax.set(xlabel="z", title=name, xlim=(z[0], z[-1]), xticks=[z[0], 0, z[-1]], aspect="equal")
        ax.xaxis.set_major_formatter("{x:g}")
        ax.yaxis.set_major_locator(plt.MultipleLocator(1))
    axes[0].set_ylabel("a")
    return fig


def network(sizes):
    """A circle for each unit, a line for each weight; under each layer its W and b."""
    fig, ax = plt.subplots(figsize=(8, 3.5))
    gap, tallest = 2.6, max(sizes)
    heights = [[(size - 1) / 2 - i for i in range(size)] for size in sizes]
    for k in range(len(sizes) - 1):
        for y in heights[k]:
            for y_next in heights[k + 1]:
                ax.plot([k * gap, (k + 1) * gap], [y, y_next], color="#A9B8C6", lw=1.1, zorder=1)
    for k, ys in enumerate(heights):
        face = "white" if k == 0 else "#BFD8EA"
        ax.plot([k * gap] * len(ys), ys, "o", ms=21, mfc=face, mec=style.INK, mew=1.3, zorder=2)
        kind = "inputs" if k == 0 else "outputs" if k == len(sizes) - 1 else f"hidden {k}"
        ax.text(k * gap, tallest / 2 + 0.25, f"{kind}: {sizes[k]}", ha="center", fontsize=11)
        if k:
            shapes = f"W ({sizes[k - 1]}, {sizes[k]})\nb ({sizes[k]},)"
            ax.text((k - 0.5) * gap, -tallest / 2 - 0.35, shapes, ha="center", va="center", fontsize=10.5)
    ax.set(ylim=(-tallest / 2 - 0.8, tallest / 2 + 0.6), xlim=(-0.7, (len(sizes) - 1) * gap + 0.7))
    ax.set_title(f"The network {'-'.join(map(str, sizes))}: every line is a weight, every blue circle has a bias")
    ax.axis("off")
    return fig


def levels_by_layer(levels):
    """How large the numbers are in each layer: {name: one number a layer}, layer 0 are the inputs. Logarithmic."""
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
    """Histograms of activations from −1 to 1, a column for each case, a row for each of these layers.

    cases: {title: (what each layer gave, a list of arrays; is it the cure?)}, layer 1 first.
    """
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
        words = f"deviation of a: {_short(xs[0].std())} (layer 1)\n→ {_short(xs[-1].std())} (layer {len(xs)})"
        ax.text(0, 1.025, words, transform=ax.transAxes, fontsize=10)
        ax.set(xlim=(-1.02, 1.02), ylim=(0.75 - len(layers), 1.75), xticks=[-1, 0, 1], xlabel="activation a")
        ax.set_yticks([-row for row in range(len(layers))], list(map(str, layers)), fontsize=9)
        ax.spines["left"].set_visible(False)
        ax.tick_params(axis="y", length=0)
    axes[0].set_ylabel("layer")
    return fig


def _short(number):
    return f"{number:.2f}" if number > 0.01 else f"{number:.0e}".replace("e-0", "e-").replace("-", "−")


def two_hinges(x, parts, title):
    """What each of two units gives, and their sum. x (n,), parts (n, 2)."""
    fig, axes = plt.subplots(1, 3, figsize=(8, 2.8), sharey=True)
    looks = [dict(color=style.FAULT, ls=(0, (5, 2))), dict(color=style.CURE, ls=(0, (1.5, 1.5))), dict(color=style.INK)]
    for ax, y, look, name in zip(axes, [*parts.T, parts.sum(axis=1)], looks, title, strict=True):
        ax.plot(x, y, **look)
        ax.set(xlabel="x", xlim=(x[0], x[-1]))
        ax.set_title(name, color=style.TEXT[look["color"]])
        ax.grid()
    axes[0].set_ylabel("output")
    return fig
