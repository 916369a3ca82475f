"""One weight on its parabola, at any rate, from any start."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ... import figures, style
from ...live import Drawing, LiveFigure, Slider, present

START, BEST = 0.0, 1.0
MOST_STEPS = 20
SIDE = 4.0  # how far to both sides of the best weight the picture reaches
HEAD, FOOT = 32, 42  # screen pixels above and below the axes, of the drawing and of the figure beside it
LIFT = 0.3  # how high a hop is drawn, as a share of its length on the screen
DRAG = -2.4, 4.4, 0.1  # where the start may be put
SMALLEST, LARGEST = 1e-3, 1000  # what the axis of the loss can show
BESIDE = 1.9  # lr · curvature of the pale walk to compare with

# ---- what is computed ----


def walk(product, steps, start=START):
    """The weight after 0, 1, ... steps (steps + 1,): each multiplies its distance to the best by 1 - product."""
    return BEST + (start - BEST) * (1 - product) ** np.arange(steps + 1)


def loss(w):
    """The loss at weights w: 1 at weight 0."""
    return (np.asarray(w) - BEST) ** 2


def share(weights):
    """The loss at each of the weights as a share of that at the first one, which is not the best."""
    return loss(weights) / loss(weights[0])


def left(value):
    """A share of the loss in words."""
    if value < 1e-6:
        return "less than a millionth of the loss is left"
    if value > 2:
        return f"the loss is {value:.1f} times that of the start"
    return f"{100 * value:.{2 if value < 0.1 else 0}f} % of the loss is left"


def verdict(product, steps, start=START):
    """What a weight does at this lr · curvature, in words."""
    if product == 0:
        return "The weight stands still: a step of length 0."
    if start == BEST:
        return "The weight starts at the bottom: the slope is 0 there, and it stays at any rate."
    if product < 1:
        does = "The weight walks down one side: every step is shorter than the one before"
    elif product == 1:
        return "One step, and the weight is at the bottom."
    elif product < 2:
        does = "The weight zig-zags: every step lands on the other side, but lower"
    elif product == 2:
        return "The weight jumps from one side to the other, at one height, forever."
    else:
        does = "The weight flies out: every step lands on the other side, and higher"
    return f"{does}. After {counted(steps)} {left(share(walk(product, steps, start))[-1])}."


def counted(steps):
    return f"{steps} {'step' if steps == 1 else 'steps'}"


def times(value):
    """A share of the loss as what the first one is multiplied or divided by: ×14, ×1, ÷100."""
    if value < SMALLEST / 1.005:
        return f"less than ÷{1 / SMALLEST:,.0f}"
    sign, size = ("×", value) if value >= 1 else ("÷", 1 / value)
    return f"{sign}{size:,.0f}" if size >= 9.95 else f"{sign}{size:.1f}".removesuffix(".0")


# ---- what is shown ----


def pairs(weights):
    """(weight, loss) of each, as the browser needs them."""
    return np.column_stack([weights, loss(weights)]).tolist()


def still(path, color, marker):
    """The parabola and the path on it as (png, width, height), for where nothing runs."""
    fig, ax = plt.subplots(figsize=(4.2, 3.4))
    w = np.linspace(BEST - SIDE, BEST + SIDE, 200)
    ax.fill_between(w, -2.2, loss(w), color="#E6EBF0", lw=0, zorder=0)
    ax.plot(w, loss(w), color="#8FA3B8", lw=1.6)
    ax.plot(BEST, 0, "o", ms=13, mfc="none", mec=style.INK, mew=1.4)
    ax.plot(*np.transpose(path[1:]), ls="", color=color, marker=marker, ms=6, mec="white", zorder=3)
    ax.plot(*path[0], "o", ms=9, color=style.INK, mec="white", zorder=4)
    ax.set(
        xlim=w[[0, -1]], ylim=(-2.2, SIDE**2 + 1), xlabel="weight", ylabel="loss", title="The weight on its parabola"
    )
    ax.set(xticks=[-2, 0, 2, 4], yticks=[0, 4, 8, 12, 16])
    tall = LIFT * 1.3 * np.ptp(ax.get_ylim()) / np.ptp(ax.get_xlim())  # the axes are 1.3 times as wide as high
    for (a, low), (b, high) in zip(path, path[1:], strict=False):
        hop = Path([(a, low), ((a + b) / 2, (low + high) / 2 + tall * abs(b - a)), (b, high)], [1, 3, 3])
        ax.add_patch(PathPatch(hop, fc="none", ec=color, lw=1.4))
    style.label(ax, BEST, 0, "best weight", offset=(0, -13), ha="center", fontsize=9.5)
    style.label(ax, *path[0], "start", offset=(-9, -8), ha="right", fontsize=9.5)
    drawn = figures.png(fig)
    plt.close(fig)
    return drawn


def build():
    """Present the controls, the parabola and the loss by step. Returns (valley, live)."""
    looks = {True: (style.FAULT, "o"), False: (style.CURE, "s")}  # does it fly out?
    valley = Drawing(
        "parabola",
        lambda: still(valley.data["path"], *looks[valley.data["out"]]),
        title="The weight on its parabola",
        x=[BEST - SIDE, BEST + SIDE],
        y=[-2, SIDE**2 + 1],
        ticks=[[-2, 0, 2, 4], [0, 4, 8, 12, 16]],
        curve=pairs(np.linspace(BEST - SIDE, BEST + SIDE, 81)),
        best=[BEST, 0],
        lift=LIFT,
        drag=list(DRAG),
    )
    live = LiveFigure(3.9, 3.4)
    live.figure.set_layout_engine("none")
    curve = live.figure.add_axes((0.205, FOOT / 340, 0.775, 1 - (FOOT + HEAD) / 340))
    beside = dict(ha="right", fontsize=10)
    curve.axhspan(1, LARGEST, color="#F9E9DF", lw=0, zorder=0)
    curve.axhspan(1, SMALLEST, color="#EEF3F8", lw=0, zorder=0)
    curve.axhline(1, color=style.GRAY, lw=1, ls=(0, (4, 3)))
    style.label(curve, 0, LARGEST, "above 2: grows", style.FAULT, offset=(0, -11), fontsize=10)
    style.label(curve, MOST_STEPS + 0.4, 1, "lr · c = 2: stays", style.GRAY, offset=(0, 8), **beside)
    style.label(curve, MOST_STEPS + 0.4, 1, "below 2: shrinks", style.CURE, offset=(0, -11), **beside)
    curve.plot(share(walk(BESIDE, MOST_STEPS)), "s-", color="#9DB8CE", lw=1.2, ms=3)
    compared = MOST_STEPS + 0.4, share(walk(BESIDE, MOST_STEPS))[-1]
    style.label(curve, *compared, f"to compare: lr · c = {BESIDE}", style.CURE, offset=(0, -13), **beside)
    curve.set(yscale="log", xlim=(-0.6, MOST_STEPS + 0.6), ylim=(SMALLEST, LARGEST), xlabel="step")
    curve.set_xticks(range(0, MOST_STEPS + 1, 5))
    curve.set_yticks(10.0 ** np.arange(-3, 4), [times(10.0**k) for k in range(-3, 4)])
    curve.xaxis.labelpad = 1
    curve.minorticks_off()
    curve.set_title("Loss as a multiple of the start")
    (line,) = curve.plot([], [], "-", ms=5.5, mec="white")
    last = curve.text(0, 0, "", ha="right", va="center", fontsize=10.5, fontweight="bold")
    live.freeze(line, last)

    product = Slider("learning rate · curvature", (0, 2.2, 0.05), 2.1, text=lambda value: f"{value:.2f}")
    steps = Slider("number of steps", range(MOST_STEPS + 1), 14, text=counted)
    state = {"start": START}

    def redraw(_=None):
        rate, n, start = product.value, steps.value, state["start"]
        weights, moves = walk(rate, n, start), start != BEST
        out = rate > 2 and moves
        color, marker = looks[out]
        line.set(color=color, markerfacecolor=color, marker=marker)
        losses = share(weights) if moves else np.ones(n + 1)
        line.set_data(np.arange(n + 1), np.clip(losses, SMALLEST, LARGEST))
        words = f"lr · c = {rate:.2f}: {times(losses[-1])}" if n and moves else ""
        aside = losses[-1] * (2.3 if losses[-1] >= 1 else 1 / 2.3)  # above a line that rises, below one that falls
        place = max(n, 0.68 * len(words)), np.clip(aside, 1.7 * SMALLEST, LARGEST / 1.7)
        last.set(position=place, text=words, color=style.TEXT[color])
        factor = f"{1 - rate:.2f}".replace("-", "−")
        ended = f"{weights[-1]:.2f}".replace("-", "−")
        begun = f"{start:g}".replace("-", "−")
        valley.show(
            f"A parabola, the loss against the weight, lowest at weight {BEST:.0f}. A path from the start at "
            f"{begun}, which can be dragged, to {ended} after {counted(n)}.",
            f"<b>{verdict(rate, n, start)}</b><br>lr · c = {rate:.2f}: each step multiplies the distance to the best "
            f"weight by {factor}.",
            path=pairs(weights),
            start=start,
            told=begun,
            out=out,
            said=f"after {counted(n)}",
        )
        live.show(
            f"The loss by step as a multiple of that at the start, on a logarithmic axis, for {counted(n)}: "
            f"{times(losses[-1])} at the end. A dashed line at ×1, where it stays at lr · c = 2: above 2 it grows, "
            f"below it shrinks. A pale line to compare, at {BESIDE}, falls to "
            f"{times(share(walk(BESIDE, MOST_STEPS))[-1])} after {MOST_STEPS} steps."
        )

    def touched(what):
        state["start"] = round(min(max(float(what["start"]), DRAG[0]), DRAG[1]), 1)
        redraw()

    for slider in (product, steps):
        slider.observe(redraw, "value")
    valley.on_touch(touched)
    redraw()
    present("parabola", product, steps, valley, live)
    return valley, live


def parabola():
    """A weight that steps down its parabola, or out of it. Move the rate and the steps; drag its start."""
    build()
