"""The pictures: two programs, batches, directions, answers beside the truth, a live run."""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Arc, Wedge

from ... import style
from ...arrivals import TALL, pile
from ...figures import show
from . import runs

DASHED = (0, (5, 2))
TARGETS = ("x₁ + x₂", "x₁ − x₂", "|x₁ − x₂|")
GOAL = 0.99


# ---- two programs ----
def two_programs():
    """The loss of two runs over ten passes: with all rows a step, and with 32."""
    losses = {1: runs.losses(7000), 2: runs.losses(32)}
    ends = " ".join(f"Program {i}: from {each[0]:.1f} to {number(each[-1])}." for i, each in losses.items())
    alt = f"Loss against passes over the rows, 0 to 10, on a logarithmic axis, two curves. {ends}"
    show(draw_programs(losses), f"{alt} After one pass program 2 is at {losses[2][1]:.2g}.")


def number(loss):
    return f"{loss:.1g}" if loss < 0.01 else f"{loss:.2f}"


def draw_programs(losses):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    looks = {1: dict(color=style.FAULT, marker="o", ls=DASHED), 2: dict(color=style.CURE, marker="s")}
    for i, each in losses.items():
        ax.plot(range(len(each)), each, mec="white", **looks[i])
        at, color = (len(each) - 1, each[-1]), looks[i]["color"]
        style.label(ax, *at, f"{i}", color, offset=(9, 0), fontsize=24, fontweight="bold")
        words = f"{each[-1]:.5f}" if each[-1] < 0.001 else number(each[-1])
        style.label(ax, *at, words, color, offset=(32, 0), fontsize=13)
    ten, one = losses[1][-1], losses[2][1]
    ax.plot([1, 10], [ten, ten], color=style.GRAY, lw=1, ls=(0, (2, 2)), zorder=1)
    style.label(ax, 7, ten, "where program 1 ends", style.GRAY, ha="center", fontsize=10, offset=(0, -9))
    ax.annotate("", (1, one), (1, ten), arrowprops=dict(arrowstyle="-|>", color=style.INK, lw=1.8, shrinkB=6))
    look = dict(offset=(10, 0), fontsize=13, path_effects=style.HALO)
    style.label(ax, 1, np.sqrt(one * ten), f"after one pass: {one:.2g}", style.CURE, **look)
    ax.set_yscale("log")
    ax.set_yticks([1e-4, 1e-3, 1e-2, 0.1, 1], ["0.0001", "0.001", "0.01", "0.1", "1"])
    ax.minorticks_off()
    ax.set(xlabel="passes over the 7000 rows", ylabel="loss", xlim=(-0.2, 12.3), xticks=range(0, 11, 2))
    better = f"One pass of program 2 beats ten of program 1: loss {one:.2g}, not {number(ten)}"
    ax.set_title(better if one < ten else "Two programs over the same rows")
    ax.hlines(ax.get_yticks(), 0, 10, color=style.PALE, lw=0.8, zorder=0)  # not through the words
    style.end_axis(ax, -0.2, 10)
    return fig


# ---- directions ----
def directions(start, later, mean):
    """Each batch's gradient, turned by its angle from that of all rows.

    start, later: cosines (n,); mean: the cosine of the mean of all the later ones.
    """
    both = zip(WHEN, (start, later), strict=True)
    words = "; ".join(f"{when} the {middle(c)}, {np.sum(c < 0)} point backward" for when, c in both)
    alt = (
        "Two circles of marks, one for each batch of 32 rows, by its angle from an arrow, all rows; half of the marks "
    )
    alt += f"stand over a wedge: {words}; "
    alt += f"the mean of all {len(later)} has a cosine of {mean:.2f}."
    show(draw_directions(start, later, mean), alt)


WHEN = "at the start", "after five epochs"


def middle(cosines):
    """'median cosine is 0.96, an angle of 16°'"""
    median = np.median(cosines)
    return f"median cosine is {median:.2f}, an angle of {np.degrees(np.arccos(median)):.0f}°"


def draw_directions(start, later, mean):
    fig, axes = plt.subplots(1, 2, figsize=(8, 3.9))
    titles = "At the start 32 rows know the way", "Later they know it only on average"
    for ax, cosines, title in zip(axes, (start, later), titles, strict=True):
        angles, half = np.arccos(np.clip(cosines, -1, 1)), np.degrees(np.arccos(np.median(cosines)))
        ax.add_patch(Wedge((0, 0), 1, 90 - half, 90 + half, color="#CFE1EF", lw=0))
        ax.add_patch(Arc((0, 0), 2, 2, theta1=-30, theta2=210, color=style.PALE))
        ax.fill_between([-1.3, 1.3], -0.62, 0, color=style.FAULT, alpha=0.07, lw=0)
        for side in (-1, 1):  # an angle has no side: left and right in turn
            own, level = pile(angles[side > 0 :: 2], DOT, len(angles))
            x, y = (1.04 + DOT * level) * [side * np.sin(own), np.cos(own)]
            for which, look in ((y >= 0, style.CLASS[1]), (y < 0, style.CLASS[0])):
                ax.plot(x[which], y[which], ls="", ms=4.2, mec="white", mew=0.5, **look)
        arrow(ax, 0, style.INK)
        style.label(ax, 0, 1.52, "all 7000 rows", offset=(9, 0), fontweight="bold")
        backward = np.sum(cosines < 0)
        words = f"{backward} of {len(cosines)} point backward" if backward else "none points backward"
        color = style.FAULT if backward else style.GRAY
        style.label(ax, 0, -0.62, words, color, ha="center", va="bottom", offset=(0, 5))
        words = f"half of the batches within {half:.0f}°"
        ax.text(0, -0.7, words, ha="center", va="top", color=style.TEXT[style.CURE], fontsize=13, fontweight="bold")
        ax.set(xlim=(-1.3, 1.3), ylim=(-0.8, 1.58), aspect="equal", title=title)
        ax.axis("off")
    style.label(axes[0], -0.5, 0.3, "each mark:\n32 rows", style.CURE, ha="center", offset=(0, 0), fontsize=11)
    angle = np.arccos(mean)
    arrow(axes[1], -angle, style.CURE)
    words = f"mean of these {len(later)}: {np.degrees(angle):.0f}°"
    tip = -1.5 * np.sin(angle), 1.5 * np.cos(angle)
    style.label(axes[1], *tip, words, style.CURE, ha="right", fontweight="bold", offset=(-6, 0))
    return fig


DOT = np.pi / 75  # the width of a mark on a circle of radius 1; no pile stands on both sides of the right angle


def arrow(ax, turn, color):
    look = dict(arrowstyle="-|>", color=color, lw=3, shrinkA=0, shrinkB=0)
    ax.annotate("", (1.55 * np.sin(turn), 1.55 * np.cos(turn)), (0, 0), arrowprops=look, zorder=4)


# ---- batches ----
def cut(batches):
    """Row numbers of one epoch, shuffled and cut into batches."""
    words = "; ".join(" ".join(map(str, rows)) for rows in batches)
    show(
        draw_cut(batches),
        f"Ten numbered rows in order; below them the same rows, shuffled and cut into batches: {words}.",
    )


SHADES = style.CURE, "#AFCBE2", style.GRAY  # of the batches


def draw_cut(batches):
    fig, ax = plt.subplots(figsize=(8, 3))
    n, gap = sum(map(len, batches)), 0.9
    shade = {row: color for rows, color in zip(batches, cycle(SHADES)) for row in rows}
    above = 0.5 * gap * (len(batches) - 1)  # the row in order stands over the middle of the batches

    def box(x, y, row):
        ax.add_patch(plt.Rectangle((x, y), 0.92, 0.8, fc=shade[row], ec=style.GRAY, lw=0.8, zorder=2))
        color = style.INK if shade[row] == SHADES[1] else "white"
        ax.text(x + 0.46, y + 0.4, str(row), ha="center", va="center", color=color, fontsize=14, fontweight="bold")

    for row in range(n):
        box(above + row, 3, row)
    x, t = 0.0, np.linspace(0, 1, 30)
    for i, rows in enumerate(batches):
        left = x
        for row in rows:
            box(x, 0.15, int(row))
            way = x + (above + row - x) * t**2 * (3 - 2 * t)
            for color, width in (("white", 14), (shade[row], 10)):
                ax.plot(way + 0.46, 0.95 + 2.05 * t, color=color, lw=width, solid_capstyle="butt", zorder=1 + i / n)
            x += 1
        ends = [left - 0.1, x + 0.02]
        ax.plot([ends[0], ends[0], ends[1], ends[1]], [0.1, -0.06, -0.06, 0.1], color=style.INK, lw=1.2)
        name = f"step {i + 1}: {len(rows)} rows"
        ax.text(sum(ends) / 2, -0.2, name, ha="center", va="top", fontsize=10.5)
        x += gap
    ax.text(x - gap + 0.3, 3.4, "rows in order", va="center", fontsize=10.5)
    ax.text(x - gap + 0.3, 0.55, "one epoch", va="center", fontsize=10.5)
    title = f"Shuffle, then cut: each of {n} rows once, and {len(batches[-1])} of them in the last batch"
    ax.set(xlim=(-0.2, x + 1.9), ylim=(-0.75, 3.9), title=title)
    ax.axis("off")
    return fig


# ---- answers ----
def three_targets(Y, P, scores):
    """What is predicted for the three rules, with R²: the distance against the difference, where it is a V."""
    words = "; ".join(f"{name} above {down(score)}" for name, score in zip(TARGETS, scores, strict=True))
    show(
        draw_targets(Y, P, scores),
        "Predictions for the test pairs, a panel for each rule: the sum against the sum and the difference against the "
        f"difference are straight lines, the distance against the difference is a V, and one neuron "
        f"(dashed) says about {Y[:, 2].mean():.0f} everywhere. R²: {words}.",
    )


def down(score):
    """Three digits, rounded down: 1.000 only for what is exact."""
    return f"{np.floor(1000 * score) / 1000:.3f}"


ASKED = ("x₁ + x₂", "x₁ − x₂", "x₁ − x₂")  # to the right in each panel: the distance is a V over the difference


def spread(x, count):
    """Numbers of at most count rows, about evenly from the smallest x to the largest, so that all marks are seen."""
    order = np.argsort(x)
    return order[np.unique(np.searchsorted(x[order], np.linspace(x.min(), x.max(), count)))]


def draw_targets(Y, P, scores):
    fig, axes = plt.subplots(1, 3, figsize=(8, 3.9), sharey=True)
    columns = zip(axes, TARGETS, ASKED, (0, 1, 1), P.T, scores, strict=True)
    for ax, name, below, column, p, score in columns:
        x = Y[:, column]
        low, high = np.floor(x.min() / 50) * 50, np.ceil(x.max() / 50) * 50
        corners = np.array([low, 0, high] if low < 0 else [low, high])
        bent = name == TARGETS[2]
        ax.plot(corners, np.abs(corners) if bent else corners, color=style.PALE, lw=13, solid_capstyle="butt", zorder=1)
        shown = spread(x, 31)
        ax.plot(x[shown], p[shown], ls="", ms=4.5, mec="white", mew=0.5, zorder=3, **style.CLASS[1])
        ax.set(xlabel=below, xticks=np.linspace(low, high, 3), xlim=(low - 12, high + 12))
        ax.set_title(f"{name}: R² above {down(score)}", fontsize=11)
    mean = Y[:, 2].mean()
    axes[2].plot([low, high], [mean, mean], color=style.FAULT, ls=DASHED, lw=1.8, zorder=2)
    look = dict(va="center", fontsize=11)
    style.label(axes[0], 200, -38, "gray: the truth", style.GRAY, ha="right", **look)
    words = f"squares: the network\n({len(shown)} of {len(Y)} pairs)"
    style.label(axes[0], 200, -76, words, style.CURE, ha="right", **look)
    words = f"dashed: one neuron,\nabout {mean:.0f} for every pair"
    style.label(axes[2], 0, -60, words, style.FAULT, ha="center", offset=(0, 0), **look)
    axes[0].set(ylabel="prediction", yticks=[-100, 0, 100, 200])
    learned = "All three targets are learned, even the V of the distance"
    title = learned if min(scores) > GOAL else "What the network says about each target"
    fig.suptitle(title, **style.HEADLINE)
    return fig


# ---- by heart ----
KNOWN = 0.01  # a loss below this is as good as none


def by_heart(losses):
    """{number of hidden units: a loss for each start}: what is left of the loss on 20 rows."""
    words = "; ".join(f"{k} units: {np.sum(v < 0.01)} below 0.01" for k, v in losses.items())
    starts = len(next(iter(losses.values())))
    show(
        draw_by_heart(losses),
        f"A block of marks for each network, one for each of {starts} starts: squares where the loss on 20 rows is "
        f"below {KNOWN} after training, dots where it is not. {words}.",
    )


def draw_by_heart(losses):
    rows = {f"{units} hidden units": values for units, values in losses.items()}
    fig, ax = draw_blocks(rows, lambda v: v < KNOWN, f"loss below {KNOWN}")
    ax.set_xlabel(f"a mark is a start; blue squares know the 20 rows by heart: loss below {KNOWN}", loc="left")
    many, few = max(losses), min(losses)
    found = {units: how_many(values < KNOWN) for units, values in losses.items()}
    title = f"{many} hidden units know 20 rows by heart from {found[many]}, {few} hidden units from {found[few]}"
    fig.suptitle(title, **style.HEADLINE)
    return fig


def draw_blocks(rows, reached, goal):
    """A block of marks for each row, one a start, filled with those that arrive.

    rows: {name: one number a start}; reached: which of an array of them are good; goal: that in words, "loss below 1".
    """
    fig, ax = plt.subplots(figsize=(8, 3.7))
    for row, values in enumerate(map(np.asarray, rows.values())):
        fine = reached(values)
        column, level = np.divmod(np.arange(len(fine)), TALL)
        for part, look in ((slice(fine.sum()), style.CLASS[1]), (slice(fine.sum(), None), style.CLASS[0])):
            ax.plot(column[part], row + 0.16 * (level[part] - 2), ls="", ms=7.4, mec="white", mew=0.6, **look)
        color = style.CURE if fine.all() else style.INK if fine.any() else style.FAULT
        beside, end = dict(fontweight="bold"), (column[-1], row)
        style.label(ax, *end, f"{fine.sum()}", color, fontsize=24, ha="right", offset=(68, 6), **beside)
        style.label(ax, *end, f"of {len(fine)} starts", color, fontsize=12, offset=(74, 4), **beside)
        words, others = goal, values[~fine]
        if len(others):
            whose = "the others'" if fine.any() else "their"
            words = f"{whose} {goal.split()[0]}: {others.min():.2g} to {others.max():.2g}".replace("-", "−")
        style.label(ax, *end, words, style.GRAY, offset=(15, -17))
    ax.set(xlim=(-0.8, column[-1] + 13), ylim=(len(rows) - 0.45, -0.55), xticks=[])
    ax.set_yticks(range(len(rows)), list(rows))
    ax.tick_params(axis="y", length=0, labelsize=12)
    ax.spines[["left", "bottom"]].set_visible(False)
    return fig, ax


def how_many(good):
    """In words, of how many starts something is true. good (n,): True or False."""
    return "every start" if good.all() else f"{good.sum()} of {len(good)} starts" if good.any() else "none"


LEARNED = 0.95
NUMBERS = (2 + 1) * 32 + (32 + 1) * 3  # of the network that learns from few rows


def few_rows(scores):
    """{rows: R² of the worst target for each start}, of a network with more numbers than rows."""
    words = "; ".join(f"{n} rows: {v.min():.3f} to {v.max():.3f}" for n, v in scores.items())
    counts = ", ".join(f"{np.sum(v > LEARNED)} from {n} rows" for n, v in scores.items())
    alt = f"A block of marks for each number of rows, a mark for each start: squares where R² is above {LEARNED}"
    show(draw_few(scores), f"{alt}: {counts}. R² of the worst target on 3000 unseen rows. {words}.")


def draw_few(scores):
    rows = {f"{n} rows": values for n, values in scores.items()}
    fig, ax = draw_blocks(rows, lambda v: v > LEARNED, f"R² above {LEARNED}")
    ax.set_xlabel(f"blue squares: starts whose worst target has R² above {LEARNED} on 3000 unseen rows", loc="left")
    few, many = (how_many(scores[n] > LEARNED) for n in (min(scores), max(scores)))
    title = f"A network of {NUMBERS} numbers: {max(scores)} rows are enough for {many}, {min(scores)} rows for {few}"
    fig.suptitle(title, **style.HEADLINE)
    return fig


# ---- the live run ----
LOW, HIGH = 1e-4, 10  # what the axis of the loss can show
HEADS = ("sum", "difference", "distance |x₁ − x₂|")
BESIDE = 2.2  # names at the ends of two curves stand at least this factor apart


def apart(ends):
    """Heights for the names of two curves, {name: where it ends}: side by side never on each other or on the axis."""
    (low, a), (high, b) = sorted(ends.items(), key=lambda item: item[1])
    a = max(min(a, b / BESIDE), 1.5 * LOW)
    return {low: a, high: max(b, BESIDE * a)}


class LossPicture:
    """Loss against epoch on ax; `moving` are the artists that fill() sets."""

    end = 0

    def __init__(self, ax):
        self.ax = ax
        ax.set(yscale="log", ylim=(LOW, 1.6 * HIGH), xlabel="epoch", title="Loss: drag to look back")
        ax.set_yticks([1e-4, 1e-3, 1e-2, 0.1, 1, 10], ["≤0.0001", "0.001", "0.01", "0.1", "1", "≥10"])
        ax.minorticks_off()
        ax.grid(axis="y")
        self.curves, self.names = {}, {}
        for name in ("train", "test"):
            look = style.SPLIT[name]
            (self.curves[name],) = ax.plot([], [], **look)
            note = dict(color=style.TEXT[look["color"]], fontsize=10, fontweight="bold", va="center")
            self.names[name] = ax.text(0, 1, name, **note)
        (self.line,) = ax.plot([], [], color=style.PALE, lw=5, zorder=0)
        (self.dot,) = ax.plot([], [], "o", color=style.INK, ms=10, mec="white", mew=1.4, zorder=5)
        self.value = ax.text(0, 1, "", fontsize=10, fontweight="bold", path_effects=style.HALO, zorder=6)
        self.moving = self.line, *self.curves.values(), *self.names.values(), self.dot, self.value

    def stretch(self, end):
        """Let the epochs go from 0 to end."""
        self.end = end
        self.ax.set(xlim=(0, 1.27 * end), xticks=np.linspace(0, end, 5))
        style.end_axis(self.ax, 0, end)

    def fill(self, curves, epoch, loss):
        """curves: {"train": (epochs, losses), "test": …}. epoch, loss: where the reader looks."""
        self.line.set_data([epoch, epoch], [LOW, 1.6 * HIGH])
        height = np.clip(np.nan_to_num(loss, nan=HIGH), LOW, HIGH)
        self.dot.set_data([epoch], [height])
        up = height < 3  # the value above the dot, where there is room
        right_of = epoch < self.end / 2
        place = dict(ha="left" if right_of else "right", va="bottom" if up else "top")
        self.value.set(
            position=(epoch + (0.03 if right_of else -0.03) * self.end, height * 1.7 if up else height / 1.7),
            text=f"{loss:#.2g}" if LOW < loss < HIGH else "",
            **place,
        )
        ends = {}
        for name, (epochs, losses) in curves.items():
            shown = np.clip(np.nan_to_num(losses, nan=HIGH), LOW, HIGH)
            self.curves[name].set_data(epochs, shown)
            self.names[name].set_x(epochs[-1] + 0.04 * self.end)
            ends[name] = shown[-1]
        for name, height in apart(ends).items():
            self.names[name].set_y(height)


class TargetsPicture:
    """What the network says about each target, over the truth; `moving` are the artists that fill() sets.

    axes: three. Y (n, 3): the truth, the columns being TARGETS; the distance is drawn over the difference, as a V.
    """

    def __init__(self, axes, Y, goal):
        self.goal = goal
        self.rows, self.marks, self.numbers = [], [], []
        low, high = Y.min() - 0.7, Y.max() + 0.7
        for ax, head, below, column, truth in zip(axes, HEADS, ASKED, (0, 1, 1), Y.T, strict=True):
            x = Y[:, column]
            order = np.argsort(x)
            ax.plot(x[order], truth[order], color=style.PALE, lw=8, zorder=1)
            ax.set(xlim=(x.min() - 0.5, x.max() + 0.5), ylim=(low, high), xticks=[-2, 0, 2], yticks=[-2, 0, 2])
            ax.set_xlabel(below, fontsize=10)
            ax.tick_params(labelleft=ax is axes[0])
            ax.set_title(head, pad=28)
            self.rows.append(spread(x, 25))
            if ax is axes[0]:
                ax.set_ylabel("prediction", fontsize=10)
            self.marks += ax.plot(x[self.rows[-1]], truth[self.rows[-1]], "s", ms=5, mec="white", mew=0.5, zorder=3)
            look = dict(fontsize=14, fontweight="bold", transform=ax.transAxes, va="bottom")
            self.numbers.append(ax.text(0, 1.03, "", **look))
        self.moving = *self.marks, *self.numbers

    def pick(self, P):
        """Of answers P (n, 3) those that are drawn, an array for each target."""
        return [answers[rows] for answers, rows in zip(P.T, self.rows, strict=True)]

    def words(self, score):
        """R² rounded down, with a mark if the goal is reached."""
        words = down(score) if score >= 0 else "NaN" if np.isnan(score) else "below 0"
        return f"{words} ✓" if score > self.goal else words

    def fill(self, picked, scores):
        """picked: what pick() gave; scores: R² of each target. What leaves the picture stays at its rim."""
        for marks, number, answers, score in zip(self.marks, self.numbers, picked, scores, strict=True):
            look = style.CLASS[int(score > self.goal)]
            low, high = marks.axes.get_ylim()
            marks.set_ydata(np.clip(np.nan_to_num(answers, nan=high), low, high))
            marks.set(**look, markeredgecolor="white")
            number.set(text=f"R² {self.words(score)}", color=style.TEXT[look["color"]])
