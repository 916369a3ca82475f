"""The pictures: loss and R² while a network trains, and what starting weights do to twenty layers."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style
from ...figures import show

LOW, HIGH = 1e-4, 10  # what the axis of the loss can show
BESIDE = 2.2  # names at the ends of two curves stand at least this factor apart


def apart(ends):
    """Heights for the names of two curves, {name: where it ends}: side by side never on each other or on the axis."""
    (low, a), (high, b) = sorted(ends.items(), key=lambda item: item[1])
    a = max(min(a, b / BESIDE), 1.5 * LOW)
    return {low: a, high: max(b, BESIDE * a)}


class TrainingPicture:
    """Loss to the left, R² to the right, on a new figure; `moving` are the artists that fill() sets."""

    def __init__(self, figure, targets, goal):
        self.goal = goal
        self.left, right = figure.subplots(1, 2, width_ratios=[1.6, 1])
        self.left.set(yscale="log", ylim=(LOW, 1.6 * HIGH), xlabel="epoch", title="loss")
        self.left.set_yticks([1e-4, 1e-3, 1e-2, 0.1, 1, 10], ["≤0.0001", "0.001", "0.01", "0.1", "1", "≥10"])
        self.left.minorticks_off()
        self.left.grid(axis="y")
        self.curves, self.names = {}, {}
        for name in ("train", "test"):
            look = style.SPLIT[name]
            (self.curves[name],) = self.left.plot([], [], **look)
            note = dict(color=style.TEXT[look["color"]], fontsize=10, fontweight="bold", va="center")
            self.names[name] = self.left.text(0, 1, name, **note)
        right.axhline(1, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        right.set(xlim=(-0.6, 2.6), ylim=(0, 1.18), yticks=[0, 0.25, 0.5, 0.75, 1], title="R² on test rows")
        right.set_xticks(range(len(targets)), targets)
        right.tick_params(axis="x", length=0)
        self.bars = right.bar(range(len(targets)), 0, width=0.6).patches
        self.numbers = [right.text(i, 0, "", ha="center", va="bottom", fontsize=10) for i in range(len(targets))]
        self.moving = *self.curves.values(), *self.names.values(), *self.bars, *self.numbers

    def stretch(self, end):
        """Let the epochs go from 0 to end."""
        self.end = end
        self.left.set(xlim=(0, 1.16 * end), xticks=np.linspace(0, end, 5))

    def fill(self, curves, scores):
        """curves: {"train": (epochs, losses), "test": …}; scores: R² of each target."""
        ends = {}
        for name, (epochs, losses) in curves.items():
            shown = np.clip(np.nan_to_num(losses, nan=HIGH), LOW, HIGH)
            self.curves[name].set_data(epochs, shown)
            self.names[name].set_x(epochs[-1] + 0.015 * self.end)
            ends[name] = shown[-1]
        for name, height in apart(ends).items():
            self.names[name].set_y(height)
        for bar, number, score in zip(self.bars, self.numbers, scores, strict=True):
            height, reached = max(np.nan_to_num(score), 0), score > self.goal
            bar.set(height=height, color=style.CURE if reached else style.FAULT)
            words = f"{np.floor(1000 * score) / 1000:.3f}" if score >= 0 else "NaN" if np.isnan(score) else "below 0"
            number.set(text=f"{words} ✓" if reached else words, y=height + 0.015)


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
