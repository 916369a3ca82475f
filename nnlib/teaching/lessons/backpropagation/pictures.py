"""Figures: the price of nudging, a neuron as a graph, paths, and gradients in a network."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Circle, FancyBboxPatch, Polygon
from matplotlib.patheffects import withStroke

from ... import style
from ...figures import show
from ...meeting import draw_meeting
from ...network import number
from . import paths as layer
from .neuron import LEARNED, gradients, shown, values

# ---- the price of nudging ----

COLUMNS, PITCH = 230, 0.04 / 1.5  # dots in a row; inches from dot to dot: 4 dots of the picture, so nothing shimmers


def sea(count):
    """count gray dots beside two blue ones."""
    rows = count // COLUMNS + 1
    tall = PITCH * (rows + 5) + 0.42
    fig, ax = plt.subplots(figsize=(8, tall), layout="none")
    ax.set_position([0, 0, 1, 1 - 0.42 / tall])
    places = np.arange(count)
    ax.plot(places % COLUMNS, -(places // COLUMNS), ls="", marker="s", ms=1.3, mew=0, color=style.GRAY)
    size = dict(fontsize=54, fontweight="bold", ha="center", va="center")
    ax.text(COLUMNS / 2, -rows / 2, f"{count:,}", path_effects=[withStroke(linewidth=14, foreground="white")], **size)
    middle, up = COLUMNS + 32, -12
    ax.plot([middle, middle + 1], [up, up], ls="", marker="s", ms=1.3, mew=0, color=style.CURE)
    ax.add_patch(Circle((middle + 0.5, up), 5.5, fill=False, ec=style.CURE, lw=1.8))
    low, wide = up - 46, 24  # a lens on the ring, joined to it by the tangents of both
    lean = np.arcsin((wide - 5.5) / (up - low))
    for side in (-1, 1):
        ends = [(middle + 0.5 + side * r * np.cos(lean), y + r * np.sin(lean)) for r, y in ((5.5, up), (wide, low))]
        ax.plot(*np.transpose(ends), color=style.CURE, lw=0.8, alpha=0.6)
    ax.add_patch(Circle((middle + 0.5, low), wide, fc="#EEF3F8", ec=style.CURE, lw=1.8))
    ax.plot([middle - 7.3, middle + 8.3], [low, low], ls="", marker="s", ms=15, mew=0, color=style.CURE)
    beside = dict(ha="center", fontweight="bold", va="top", color=style.TEXT[style.CURE])
    ax.text(middle + 0.5, low - wide - 3, "2", fontsize=36, **beside)
    ax.text(middle + 0.5, low - wide - 23, "what we\nwant to pay", fontsize=12, linespacing=1.2, **beside)
    ax.set(xlim=(-4, 8 / PITCH - 4), ylim=(-rows - 2, 3))
    ax.axis("off")
    title = style.HEADLINE | dict(x=0.013, y=1 - 0.08 / tall, va="top")
    fig.suptitle("One step by nudging: a dot for each forward pass", **title)
    return fig


def forward_passes(count):
    show(
        sea(count),
        alt=f"A field of {count:,} small gray dots, one for each forward pass that nudging needs for one step. "
        "Beside it, in a ring, two blue dots of the same size, and a lens on them: what we want to pay.",
    )


# ---- one neuron as a graph ----

SIZE, TITLE = (8, 3.7), 0.3  # of the graph, in inches, in which all places are given; of that for a title
PLACES = {
    "x₁": (0.78, 3.1),
    "w₁": (0.78, 2.46),
    "x₂": (0.78, 1.5),
    "w₂": (0.78, 0.86),
    "m₁": (2.34, 2.78),
    "m₂": (2.34, 1.18),
    "b": (2.34, 0.36),
    "p": (3.9, 1.88),
    "y": (3.9, 0.86),
    "e": (5.42, 1.88),
    "L": (6.92, 1.88),
}
OPERATIONS = [
    ("×", (1.6, 2.78), ("x₁", "w₁"), "m₁"),
    ("×", (1.6, 1.18), ("x₂", "w₂"), "m₂"),
    ("+", (3.15, 1.88), ("m₁", "m₂", "b"), "p"),
    ("−", (4.68, 1.88), ("p", "y"), "e"),
    ("½ e²", (6.2, 1.88), ("e",), "L"),
]
HALF, TALL = 0.32, 0.24  # half the width and half the height of a box
LINE, BAND, TINT = "#A0A0A0", style.tint(style.GRAY, 0.4), style.tint(style.CURE, 0.12)


def graph_frame(ax):
    """Boxes, circles and lines of the neuron, without a number in them. Upper half: value; lower half: gradient."""
    ax.set_position([0, 0, 1, 1])
    ax.set(xlim=(0, SIZE[0]), ylim=(0, SIZE[1]))
    ax.axis("off")
    for symbol, place, sources, target in OPERATIONS:
        radius = 0.21 if len(symbol) > 1 else 0.14
        for source in sources:
            ax.plot(*zip(np.add(PLACES[source], (HALF, 0)), place, strict=True), color=LINE, lw=1.2, zorder=0)
        ax.plot([place[0], PLACES[target][0] - HALF], [place[1]] * 2, color=LINE, lw=1.2, zorder=0)
        ax.plot(*place, "o", ms=144 * radius, mfc="white", mec=style.GRAY, mew=1.2, zorder=2)
        ax.text(*place, symbol, ha="center", va="center_baseline", fontsize=10.5 if len(symbol) > 1 else 14, zorder=3)
    for name, (x, y) in PLACES.items():
        mine = name in LEARNED
        look = dict(fc=TINT, ec=style.CURE, lw=1.8) if mine else dict(fc="white", ec=LINE, lw=1.1)
        box = "round,pad=0,rounding_size=0.05"
        ax.add_patch(FancyBboxPatch((x - HALF, y - TALL), 2 * HALF, 2 * TALL, boxstyle=box, zorder=2, **look))
        ax.plot([x - HALF, x + HALF], [y, y], color=style.PALE, lw=1, zorder=2)
        first = x == PLACES["x₁"][0]
        where = (
            dict(x=x - HALF - 0.06, y=y + TALL / 2, ha="right", va="center") if first else dict(x=x, y=y + TALL + 0.04)
        )
        ax.text(s=name, fontsize=12, fontweight="bold" if mine else "normal", zorder=3, **({"ha": "center"} | where))
    x, y = np.add(PLACES["L"], (HALF + 0.08, 0))
    for half, word, color in ((1, "value", style.INK), (-1, "gradient", style.GRAY)):
        ax.text(x, y + half * TALL / 2, word, va="center_baseline", fontsize=10.5, color=style.TEXT[color])


WIDEST = 15  # points; a band is no wider, however steep


def bands(ax):
    """Beside each arrow a band for the gradient that comes back along it, for fill_bands.

    A list of (name, patch, (tip, end)): where it comes to on the left, where it starts on the right.
    """
    found = []
    for symbol, place, sources, target in OPERATIONS:
        radius = 0.21 if len(symbol) > 1 else 0.14
        ways = [(np.add(PLACES[name], (HALF + 0.02, 0)), np.array(place), name) for name in sources]
        ways.append((np.subtract(PLACES[target], (HALF, 0)), np.array(place), target))
        for box, middle, name in ways:
            end = middle + radius * (box - middle) / np.hypot(*(box - middle))
            band = ax.add_patch(Polygon(np.zeros((1, 2)), lw=0, zorder=1))
            found.append((name, band, (end, box) if name == target else (box, end)))
    return found


def fill_bands(found, d, names=PLACES):
    """As wide as the gradients d, {name: gradient}; only those of names."""
    for name, band, (tip, end) in found:
        wide = min(4.5 * abs(d[name]), WIDEST) / 72
        band.set(xy=_leftward(tip, end, wide), color=BAND)
        band.set_visible(name in names and wide > 0)


def _leftward(tip, end, wide):
    """The outline (7, 2) of an arrow from end to tip, its shaft so wide, in inches."""
    along = (end - tip) / np.hypot(*(end - tip))
    across = np.array([-along[1], along[0]])
    head, neck = 0.5 * wide + 0.05, tip + min(0.11, 0.6 * np.hypot(*(end - tip))) * along
    sides = [(tip, 0), (neck, head), (neck, wide / 2), (end, wide / 2), (end, -wide / 2), (neck, -wide / 2)]
    return np.array([point + side * across for point, side in [*sides, (neck, -head)]])


def number_texts(ax, name):
    """Two empty texts in the box of this name, for its value and for its gradient."""
    x, y = PLACES[name]
    place = dict(ha="center", va="center_baseline", zorder=3)
    looks = dict(fontsize=13.5), dict(fontsize=11, color=style.TEXT[style.GRAY])
    return tuple(
        ax.text(x, y + side * TALL / 2 - 0.005, "", **place, **look) for side, look in zip((1, -1), looks, strict=True)
    )


def write(text, said, most):
    """A number into its half of a box, smaller where it is long."""
    text.set(text=said, fontsize=np.clip(17 - len(said), 9, most))


def move_mark(ax, name):
    """A triangle beside the gradient of this name, for the way of the next step."""
    x, y = np.subtract(PLACES[name], (HALF + 0.17, TALL / 2))
    return ax.plot(x, y, ls="", ms=12, color=style.CURE, mew=0)[0]


def graph_key(ax):
    """Below the graph on the right: what its arrows and its triangles mean."""
    ax.add_patch(Polygon(_leftward(np.array([4.85, 0.66]), np.array([5.3, 0.66]), 0.09), color=BAND))
    for x, marker in ((4.97, "^"), (5.18, "v")):
        ax.plot(x, 0.3, marker, ms=12, color=style.CURE, mew=0)
    for y, words in ((0.66, "gradient: the wider, the larger"), (0.3, "the next step of w₁, w₂ and b")):
        ax.text(5.45, y, words, va="center_baseline", fontsize=11)


def computation_graph(v):
    """The graph of L = ½ (x₁ w₁ + x₂ w₂ + b − y)² with its values, {name: number}, and their gradients."""
    fig, ax = plt.subplots(figsize=SIZE, layout="none")
    graph_frame(ax)
    fig.suptitle("Values run right, gradients run left", **style.HEADLINE)
    d = gradients(v)
    fill_bands(bands(ax), d)
    for name in PLACES:
        upper, lower = number_texts(ax, name)
        write(upper, shown(v[name]), 13.5)
        write(lower, shown(d[name]), 11)
    notes = [
        ("+ hands the same\ngradient to all", (3.15, 2.5), "left"),
        ("× swaps: gradient\ntimes other's value", (1.6, 1.98), "center"),
        ("a function multiplies\nby its slope, here e", (6.02, 1.4), "center"),
        ("starts\nat 1", (7.32, 1.4), "left"),
    ]
    for text, (x, y), ha in notes:
        ax.text(x, y, text, ha=ha, va="center", fontsize=10.5)
    ax.text(0.78, 0.36, "blue: learned", ha="center", va="center", fontsize=10.5, color=style.TEXT[style.CURE])
    way = dict(arrowstyle="-|>,head_width=0.25,head_length=0.5", color=style.INK, lw=2, shrinkA=0, shrinkB=0)
    ax.annotate("", (7.9, 0.6), (5.3, 0.6), arrowprops=way)
    ax.add_patch(Polygon(_leftward(np.array([4.4, 0.25]), np.array([7.0, 0.25]), 0.09), color=BAND))
    beside = dict(va="center_baseline", fontsize=12)
    ax.text(5.22, 0.6, "values", ha="right", **beside)
    ax.text(7.08, 0.25, "gradients", color=style.TEXT[style.GRAY], **beside)
    return fig


def graph(x1, w1, x2, w2, b, y):
    v = values(x1, w1, x2, w2, b, y)
    d = gradients(v)
    show(
        computation_graph(v),
        alt="Computation graph of one neuron, a box with value and gradient for each number. Values run right: "
        f"p is {shown(v['p'])}, e is {shown(v['e'])}, L is {shown(v['L'])}. Gradients run left: 1 at L, "
        f"{shown(d['p'])} at p, {shown(d['w₁'])} at w₁, {shown(d['w₂'])} at w₂, {shown(d['b'])} at b.",
    )


# ---- the paths of a number through a layer ----


def paths_of(name):
    """The tables of a layer, with the paths from one of its numbers."""
    fig, ax = plt.subplots(figsize=(8, 4))
    layer.PathsDrawing(ax).show(name)
    return fig


def paths(name):
    words, numbers = layer.total(name)
    show(
        paths_of(name),
        alt=f"Four tables of numbers, W, b, x and dz, and lines from {name} to what it reaches. "
        f"{layer.verdict(name)} {words} {numbers}.",
    )


# ---- the sum over the rows as a product ----


def product(x, dz, j, k):
    """xᵀ dz as tables of numbers; row j of xᵀ, column k of dz and the number that they make stand out."""
    row, column = (_listed(numbers) for numbers in (x[:, j], dz[:, k]))
    show(
        draw_product(x, dz, j, k),
        alt=f"Tables of numbers: x transposed {x.T.shape} @ dz {dz.shape} = dW {(x.T @ dz).shape}. Row {j} of x "
        f"transposed, {row}, and column {k} of dz, {column}, stand out, and so does the number that they make, "
        f"{number(x[:, j] @ dz[:, k])}. x transposed stands to the left of dW, dz above it: they meet in that number.",
    )


def draw_product(x, dz, j, k):
    products = " + ".join(f"{layer.factor(a)} · {layer.factor(d)}" for a, d in zip(x[:, j], dz[:, k], strict=True))
    dW = x.T @ dz
    return draw_meeting(
        f"dW[{j}, {k}] = {number(dW[j, k])}: row {j} of xᵀ meets column {k} of dz",
        f"xᵀ @ dz:   {products} = {number(dW[j, k])}",
        rows=("xᵀ", f"(n_in, n)  {x.T.shape}", x.T),
        columns=("dz", f"(n, n_out)  {dz.shape}", dz),
        result=("dW", f"(n_in, n_out)  {dW.shape}", dW),
        lit=(j, k),
    )


# ---- ten steps ----


def _listed(numbers):
    return ", ".join(number(n) for n in numbers)


def _pair(targets):
    """The pair whose sum and difference the first two targets are, in words."""
    return f"({number((targets[0] + targets[1]) / 2)}, {number((targets[0] - targets[1]) / 2)})"


def progress_lines(losses, answers, targets):
    """By step the loss, losses (steps + 1,), and the answers for one pair, (steps + 1, 3), with their targets (3,)."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.8), width_ratios=[1, 1.9])
    last = len(losses) - 1
    left.plot(losses, "o-", color=style.INK, mec="white")
    for step in (0, last):
        way = dict(offset=(8, 2)) if step == 0 else dict(ha="center", offset=(-4, 13))
        style.label(left, step, losses[step], f"{losses[step]:.2f}", fontsize=12, fontweight="bold", **way)
    left.set(title="loss, all rows", xlabel="step", xlim=(-0.5, last + 0.5), ylim=(0, 1.12 * max(losses)))
    left.set(xticks=range(0, last + 1, 5), yticks=[0, 0.2, 0.4])
    names = "x₁ + x₂", "x₁ − x₂", "|x₁ − x₂|"
    crossed = 0
    for column, target, name in zip(np.transpose(answers), targets, names, strict=True):
        end = column[-1]
        past = (column[0] < target) != (end < target)
        crossed += past
        color = style.FAULT if past else style.INK
        right.hlines(target, 0, last, color=style.INK, lw=1.2, ls=(0, (5, 2)), zorder=1)
        right.vlines(last, target, end, color=style.tint(color, 0.4), lw=6, zorder=1)
        right.plot(column, "-o", color=style.INK, mec="white")
        if past:  # in the color of faults from there on
            k = np.flatnonzero((column < target) == (column[0] < target))[-1]
            there = k + (target - column[k]) / (column[k + 1] - column[k])
            right.plot([there, *range(k + 1, last + 1)], [target, *column[k + 1 :]], "-", color=color)
            right.plot(range(k + 1, last + 1), column[k + 1 :], "o", color=color, mec="white")
        side = -1 if column[0] > target else 1  # the target's name lies on the free side of its line
        style.label(right, 0, target, f"target {number(target)}", offset=(2, 9 * side))
        off = f"{abs(end - target):.0f} {'past' if past else 'to go'}"
        style.label(right, last, end, name, offset=(10, 8), fontsize=11)
        style.label(right, last, end, off, color, offset=(10, -8), fontsize=12, fontweight="bold")
    low, high = min(np.min(answers), min(targets)), max(np.max(answers), max(targets))
    right.set(
        title=f"answers for {_pair(targets)}", xlabel="step", xlim=(-0.3, 1.25 * last), ylim=(low - 14, high + 14)
    )
    right.set(xticks=range(0, last + 1, 5), yticks=range(-50, 101, 50))
    style.end_axis(left, 0, last)
    style.end_axis(right, 0, last)
    right.yaxis.set_major_formatter(lambda value, _: number(value))
    falls = sum(later < earlier for earlier, later in zip(losses, losses[1:], strict=False))
    everywhere = "every" if falls == last else f"{falls} of {last}"
    words = f"The loss falls at {everywhere} step, yet {crossed} of {len(targets)} answers walk past their target"
    fig.suptitle(words, **style.HEADLINE)
    return fig


def steps(losses, answers, targets):
    first, last = (", ".join(f"{a:.0f}" for a in answers[i]) for i in (0, -1))
    show(
        progress_lines(losses, answers, targets),
        alt=f"Two panels over {len(losses) - 1} steps: the loss, and three answers for {_pair(targets)} as lines, each "
        "with a dashed line at its target, orange where they are past it. The loss goes from "
        f"{losses[0]:.2f} to {losses[-1]:.2f}. The answers go from "
        f"{first} to {last}; the targets are {', '.join(f'{t:.0f}' for t in targets)}.",
    )
