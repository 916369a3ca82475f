"""The pictures: two programs, batches, directions, answers beside the truth, a live run."""

import matplotlib.pyplot as plt
import numpy as np

from ... import plots, style
from ...figures import show
from . import runs

DASHED = (0, (5, 2))
TARGETS = ("x₁ + x₂", "x₁ − x₂", "|x₁ − x₂|")


# ---- two programs ----
def two_programs():
    """The loss of two runs over ten passes: with all rows a step, and with 32."""
    losses = {1: runs.losses(7000), 2: runs.losses(32)}
    ends = " ".join(f"Program {i}: from {each[0]:.1f} to {number(each[-1])}." for i, each in losses.items())
    show(
        draw_programs(losses), f"Loss against passes over the rows, 0 to 10, on a logarithmic axis, two curves. {ends}"
    )


def number(loss):
    return f"{loss:.1g}" if loss < 0.01 else f"{loss:.2f}"


def draw_programs(losses):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    looks = {1: dict(color=style.FAULT, marker="o", ls=DASHED), 2: dict(color=style.CURE, marker="s")}
    for i, each in losses.items():
        ax.plot(range(len(each)), each, mec="white", **looks[i])
        style.label(ax, len(each) - 1, each[-1], f"program {i}", looks[i]["color"], offset=(9, 0))
    ax.set_yscale("log")
    ax.set_yticks([1e-4, 1e-3, 1e-2, 0.1, 1], ["0.0001", "0.001", "0.01", "0.1", "1"])
    ax.minorticks_off()
    ax.set(xlabel="passes over the 7000 rows", ylabel="loss", xlim=(-0.2, 11.8), xticks=range(0, 11, 2))
    ax.set_title("Same rows, same start, same rate")
    ax.grid(axis="y")
    return fig


# ---- directions ----
def directions(start, later):
    """Each batch's gradient as an arrow, turned by its angle from that of all rows. start, later: cosines."""
    words = "; ".join(f"{when} the {middle(c)}" for when, c in zip(WHEN, (start, later), strict=True))
    alt = f"Two fans of arrows, one for each batch of 32 rows, around the direction of all rows: {words}."
    show(draw_directions(start, later), alt)


WHEN = "at the start", "after five epochs"


def middle(cosines):
    """'median cosine is 0.96, an angle of 16°'"""
    median = np.median(cosines)
    return f"median cosine is {median:.2f}, an angle of {np.degrees(np.arccos(median)):.0f}°"


def draw_directions(start, later):
    fig, axes = plt.subplots(1, 2, figsize=(8, 3.0))
    titles = "At the start 32 rows know the way", "Later each batch pulls its own way"
    for ax, cosines, title in zip(axes, (start, later), titles, strict=True):
        side = np.where(np.arange(len(cosines)) % 2, 1, -1)  # an angle has no side: left and right in turn
        turn = side * np.arccos(np.clip(cosines, -1, 1))
        for angle in turn:
            ax.plot([0, np.sin(angle)], [0, np.cos(angle)], color=style.CURE, lw=1.1, alpha=0.35)
        ax.plot(np.sin(turn), np.cos(turn), "o", ms=3.5, color=style.CURE, mec="none", alpha=0.6)
        arrow = dict(arrowstyle="-|>", color=style.INK, lw=2.4, shrinkA=0, shrinkB=0)
        ax.annotate("", (0, 1.22), (0, 0), arrowprops=arrow)
        style.label(ax, 0, 1.24, "all 7000 rows", offset=(8, 0), fontweight="bold")
        ax.text(0, -0.92, middle(cosines), ha="center", fontsize=10.5)
        ax.set(xlim=(-1.9, 1.9), ylim=(-1.0, 1.4), aspect="equal", title=title)
        ax.axis("off")
    return fig


# ---- batches ----
def cut(batches):
    """Row numbers of one epoch, shuffled and cut into batches."""
    words = "; ".join(" ".join(map(str, rows)) for rows in batches)
    show(
        draw_cut(batches),
        f"Ten numbered rows in order; below them the same rows, shuffled and cut into batches: {words}.",
    )


def draw_cut(batches):
    fig, ax = plt.subplots(figsize=(8, 1.9))
    n = sum(map(len, batches))
    shade = style.SEQUENTIAL(np.linspace(0.05, 0.7, n))

    def box(x, y, row):
        ax.add_patch(plt.Rectangle((x, y), 0.92, 0.8, fc=shade[row], ec=style.GRAY, lw=0.8))
        color = "white" if row > 0.7 * n else style.INK
        ax.text(x + 0.46, y + 0.4, str(row), ha="center", va="center", color=color, fontsize=11)

    for row in range(n):
        box(row, 1.5, row)
    x = 0.0
    for i, rows in enumerate(batches):
        left = x
        for row in rows:
            box(x, 0.15, int(row))
            x += 1
        name = f"step {i + 1}: {len(rows)} rows"
        ax.text((left + x - 0.08) / 2, -0.12, name, ha="center", va="top", fontsize=10)
        x += 0.7
    ax.text(n + 0.3, 1.9, "the rows, in order", va="center", fontsize=10)
    ax.text(x - 0.4, 0.55, "one epoch", va="center", fontsize=10)
    ax.set(
        xlim=(-0.1, n + 3.6), ylim=(-0.62, 2.45), title="Shuffle, then cut: every row once, the last batch may be short"
    )
    ax.axis("off")
    return fig


# ---- answers ----
def three_targets(Y, P, scores):
    """Prediction against target for the three rules, with R²."""
    words = "; ".join(f"{name} {down(score)}" for name, score in zip(TARGETS, scores, strict=True))
    show(
        draw_targets(Y, P, scores), f"Prediction against target for the test pairs, a panel for each rule. R²: {words}."
    )


def down(score):
    """Three digits, rounded down: 1.000 only for what is exact."""
    return f"{np.floor(1000 * score) / 1000:.3f}"


def draw_targets(Y, P, scores):
    fig, axes = plt.subplots(1, 3, figsize=(8, 3.1))
    for ax, name, y, p, score in zip(axes, TARGETS, Y.T, P.T, scores, strict=True):
        plots.predicted_against_true(y[:600], p[:600], ax, title=f"{name}: R² {down(score)}")
        ends = [y.min() - 6, y.max() + 6]
        ax.set(xlim=ends, ylim=ends, xlabel="target", ylabel="prediction" if ax is axes[0] else "")
        ax.set_xticks(ax.get_yticks())
        ax.set(xlim=ends, ylim=ends)
    return fig


# ---- by heart ----
LEAST = 1e-5  # what the axis of the loss can show


def by_heart(losses):
    """{number of hidden units: a loss for each start}: what is left of the loss on 20 rows."""
    words = "; ".join(f"{k} units: {np.sum(v < 0.01)} below 0.01" for k, v in losses.items())
    starts = len(next(iter(losses.values())))
    show(
        draw_by_heart(losses),
        f"Loss on 20 rows after training, logarithmic, a dot for each of {starts} starts. {words}.",
    )


def draw_by_heart(losses):
    fig, ax = plt.subplots(figsize=(8, 2.7))
    for row, values in enumerate(losses.values()):
        beside = np.linspace(-0.3, 0.3, len(values))
        values = np.maximum(values, LEAST)
        for good, look in ((values < 0.01, style.CLASS[1]), (values >= 0.01, style.CLASS[0])):
            ax.plot(values[good], row + beside[good], ls="", ms=4.5, mec="white", mew=0.4, **look)
    ax.axvline(0.01, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    ax.text(
        0.0095, -0.62, "known by heart: below 0.01", ha="right", va="center", fontsize=9.5, color=style.TEXT[style.GRAY]
    )
    ax.set_yticks(range(len(losses)), [f"{units} hidden units" for units in losses])
    ax.set(xscale="log", xlabel="loss on the 20 rows after 3000 steps", ylim=(len(losses) - 0.5, -0.85))
    ax.set_xticks([LEAST, 1e-4, 1e-3, 1e-2, 0.1, 1], ["≤0.00001", "0.0001", "0.001", "0.01", "0.1", "1"])
    ax.minorticks_off()
    ax.tick_params(axis="y", length=0)
    ax.set_title("Two units cannot learn even 20 rows")
    return fig


LOWEST = 0  # what the axis of R² shows: below it, the mean of the targets answers better


def few_rows(scores):
    """{rows: R² of the worst target for each start}, of a network with more numbers than rows."""
    words = "; ".join(f"{n} rows: {v.min():.3f} to {v.max():.3f}" for n, v in scores.items())
    show(draw_few(scores), f"R² of the worst target on 3000 unseen rows, a dot for each start. {words}.")


def draw_few(scores):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    for row, values in enumerate(scores.values()):
        beside = row + np.linspace(-0.3, 0.3, len(values))
        values = np.maximum(values, LOWEST)
        for good, look in ((values > 0.95, style.CLASS[1]), (values <= 0.95, style.CLASS[0])):
            ax.plot(values[good], beside[good], ls="", ms=4.5, mec="white", mew=0.4, **look)
    ax.axvline(0.95, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    ax.set_yticks(range(len(scores)), [f"{n} rows" for n in scores])
    ax.tick_params(axis="y", length=0)
    ax.set(
        xlim=(LOWEST - 0.02, 1.02), ylim=(len(scores) - 0.5, -0.5), xlabel="R² of the worst target, 3000 unseen rows"
    )
    ax.set_xticks([LOWEST, 0.25, 0.5, 0.75, 0.95], ["≤ 0", "0.25", "0.5", "0.75", "0.95"])
    ax.grid(axis="x")
    ax.set_title("195 numbers: five rows are too few, fifty are enough")
    return fig


# ---- the live run ----
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
