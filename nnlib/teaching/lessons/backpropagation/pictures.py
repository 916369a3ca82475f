"""Figures: the price of nudging, a neuron as a graph, paths, and gradients in a network."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from ... import style
from ...figures import show
from ...network import NetworkDrawing, number
from . import paths as layer
from .neuron import LEARNED, gradients, shown, values

# ---- the price of nudging ----

COLUMNS = 240


def sea(count):
    """count gray dots beside two blue ones."""
    fig, ax = plt.subplots(figsize=(8, 3.0), layout="none")
    ax.set_position([0, 0, 1, 0.88])
    places = np.arange(count)
    ax.plot(places % COLUMNS, -(places // COLUMNS), ls="", marker="s", ms=1.3, mew=0, color=style.GRAY)
    ax.plot([COLUMNS + 26] * 2, [-42, -52], ls="", marker="s", ms=5, mew=0, color=style.CURE)
    beside = dict(ha="center", fontsize=11, linespacing=1.5)
    ax.text(
        COLUMNS + 26, -62, "what we want\nto pay: two\n(enlarged)", va="top", color=style.TEXT[style.CURE], **beside
    )
    ax.set(xlim=(-4, COLUMNS + 56), ylim=(-(count // COLUMNS) - 3, 4))
    ax.axis("off")
    fig.suptitle(
        f"One step by nudging: {count:,} forward passes, a dot each",
        x=0.013,
        y=0.985,
        ha="left",
        va="top",
        fontsize=12,
        fontweight="bold",
    )
    return fig


def forward_passes(count):
    show(
        sea(count),
        alt=f"A field of {count:,} small gray dots, one for each forward pass that nudging needs for one step. "
        "Beside it two blue dots: what we want to pay.",
    )


# ---- one neuron as a graph ----

PLACES = {
    "x₁": (0, 4.0),
    "w₁": (0, 3.2),
    "x₂": (0, 1.8),
    "w₂": (0, 1.0),
    "m₁": (2.85, 3.6),
    "m₂": (2.85, 1.4),
    "b": (2.85, 0.1),
    "p": (5.6, 2.5),
    "y": (5.6, 0.9),
    "e": (8.3, 2.5),
    "L": (11.0, 2.5),
}
OPERATIONS = [
    ("×", (1.47, 3.6), ("x₁", "w₁"), "m₁"),
    ("×", (1.47, 1.4), ("x₂", "w₂"), "m₂"),
    ("+", (4.25, 2.5), ("m₁", "m₂", "b"), "p"),
    ("−", (6.95, 2.5), ("p", "y"), "e"),
    ("½ e²", (9.65, 2.5), ("e",), "L"),
]
HALF, TALL = 0.86, 0.31  # half the width and half the height of a box
LEGEND = "each box: value | gradient.  Tinted boxes are learned.\nGradients: orange negative, blue positive."
LINE, TINT = "#A0A0A0", style.BOWL(0.6)


def sign_color(gradient):
    """Blue for a gradient above 0, vermilion below, gray where it shows as 0; as a color for words."""
    if shown(gradient) == "0":
        return style.TEXT[style.GRAY]
    return style.TEXT[style.CURE if gradient > 0 else style.FAULT]


def _arrow(ax, start, end):
    ax.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=9, lw=1.2, color=LINE, shrinkA=0, shrinkB=0, zorder=1
        )
    )


def graph_frame(ax):
    """Boxes, circles and arrows of the neuron, without a number in them. Left half: value; right half: gradient."""
    ax.set_position([0, 0, 1, 1])
    ax.set(xlim=(-1.45, 12.05), ylim=(-0.45, 4.75))
    ax.axis("off")
    for symbol, place, sources, target in OPERATIONS:
        for source in sources:
            out = np.array(PLACES[source]) + [HALF, 0]
            d = np.array(place) - out
            _arrow(ax, out, np.array(place) - 0.34 * d / np.hypot(*d))
        _arrow(ax, (place[0] + 0.3, place[1]), (PLACES[target][0] - HALF, PLACES[target][1]))
        wide = len(symbol) > 1
        ax.plot(*place, "o", ms=27 if wide else 20, mfc="white", mec=style.GRAY, mew=1.2, zorder=2)
        ax.text(*place, symbol, ha="center", va="center_baseline", fontsize=9 if wide else 12.5, zorder=3)
    for name, (x, y) in PLACES.items():
        mine = name in LEARNED
        look = dict(fc=TINT, ec=style.INK, lw=1.6) if mine else dict(fc="white", ec=LINE, lw=1.1)
        box = "round,pad=0,rounding_size=0.09"
        ax.add_patch(FancyBboxPatch((x - HALF, y - TALL), 2 * HALF, 2 * TALL, boxstyle=box, zorder=2, **look))
        ax.plot([x, x], [y - TALL, y + TALL], color=style.PALE, lw=1, zorder=2)
        where = (
            dict(x=x - HALF - 0.1, y=y, ha="right", va="center_baseline")
            if x == 0
            else dict(x=x, y=y + TALL + 0.07, ha="center", va="bottom")
        )
        ax.text(s=name, fontsize=11, fontweight="bold" if mine else "normal", zorder=3, **where)


def graph_title(ax, title):
    ax.text(11.9, 4.62, title, ha="right", va="top", fontsize=12, fontweight="bold")
    ax.text(11.9, 4.18, LEGEND, ha="right", va="top", fontsize=10)


def number_texts(ax, name):
    """Two empty texts in the box of this name, for its value and for its gradient."""
    x, y = PLACES[name]
    place = dict(ha="center", va="center_baseline", zorder=3)
    return tuple(ax.text(x + side * HALF / 2, y, "", fontsize=9.6, **place) for side in (-1, 1))


def computation_graph(v):
    """The graph of L = ½ (x₁ w₁ + x₂ w₂ + b − y)² with its values, {name: number}, and their gradients."""
    fig, ax = plt.subplots(figsize=(8, 3.4), layout="none")
    graph_frame(ax)
    graph_title(ax, "Values run right, gradients run left")
    d = gradients(v)
    for name in PLACES:
        left, right = number_texts(ax, name)
        left.set_text(shown(v[name]))
        right.set(text=shown(d[name]), color=sign_color(d[name]))
    line = dict(arrowstyle="-", color="#BBBBBB", shrinkB=0)
    words = dict(fontsize=9.5, color="#444444", va="center")
    notes = [
        ("+ hands the same\ngradient to all", (4.25, 2.8), (4.45, 3.5), "left", (0.1, 0)),
        ("× swaps: each factor\ngets the other's value", (1.47, 1.1), (-1.35, 0.05), "left", (0.9, 1)),
        ("a function multiplies\nby its slope, here e", (9.65, 2.1), (8.9, 1.0), "center", (0.6, 1)),
        ("it starts\nhere: 1", (11.43, 2.17), (11.35, 1.35), "center", (0.4, 1)),
    ]
    for text, point, place, ha, relpos in notes:
        ax.annotate(text, point, place, ha=ha, arrowprops=line | dict(relpos=relpos), **words)
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
    fig, ax = plt.subplots(figsize=(8, 3.9))
    layer.PathsDrawing(ax).show(name)
    array, _ = layer.split(name)
    ax.set_title(
        {
            "W": "A weight is used in every row",
            "b": "A bias is used in every row",
            "x": "An input goes into every unit",
        }[array]
        + f": {len(layer.paths(name))} paths, one sum"
    )
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
        f"{number(x[:, j] @ dz[:, k])}.",
    )


def draw_product(x, dz, j, k):
    fig, ax = plt.subplots(figsize=(8, 2.6), layout="none")
    ax.set_position([0, 0, 1, 1])
    tables = [("xᵀ", x.T, "(n_in, n)", "@"), ("dz", dz, "(n, n_out)", "="), ("dW", x.T @ dz, "(n_in, n_out)", "")]
    left, top = 0.35, max(len(table) for _, table, *_ in tables) / 2
    for name, table, shape, sign in tables:
        rows, columns = table.shape
        for (r, c), value in np.ndenumerate(table):
            lit = {"xᵀ": r == j, "dz": c == k, "dW": (r, c) == (j, k)}[name]
            face = {"xᵀ": "#D9D9D9", "dz": "#BFD8EA", "dW": style.INK}[name] if lit else "#F7F7F7"
            ax.add_patch(Rectangle((left + c, rows / 2 - 1 - r), 1, 1, fc=face, ec="white", lw=2))
            ink = "white" if lit and name == "dW" else style.INK
            place = (left + c + 0.5, rows / 2 - r - 0.5)
            ax.text(*place, number(value), ha="center", va="center", fontsize=11, color=ink)
        middle = dict(x=left + columns / 2, ha="center", va="center")
        ax.text(y=rows / 2 + 0.4, s=name, fontsize=13, fontweight="bold", **middle)
        ax.text(y=-rows / 2 - 0.4, s=f"{shape}   {table.shape}", fontsize=10, **middle)
        left += columns + 1.5
        ax.text(left - 0.75, 0, sign, ha="center", va="center", fontsize=15)
    ax.text(0.35, top + 1.15, "A row of xᵀ meets a column of dz: one slope", fontsize=12, fontweight="bold")
    ax.set(xlim=(0, left - 1.1), ylim=(-top - 0.85, top + 1.7))
    ax.axis("off")
    return fig


# ---- a network ----

IN, OUT = ("$x_1$", "$x_2$"), ("$x_1+x_2$", "$x_1-x_2$", "$|x_1-x_2|$")


def signals(net, x, y):
    """For one row: the values of each layer, and how fast the loss rises with the z of each unit.

    Two lists of arrays, inputs first; the inputs have no gradient. The network's own gradients are filled as well.
    """
    out, outs = x, [x[0]]
    for layer_ in net.layers:
        out = layer_.forward(out)
        outs.append(out[0])
    d, back = (out - y) / len(x), []
    for layer_ in reversed(net.layers):
        if layer_.learned:
            back.insert(0, d[0])
        d = layer_.backward(d)
    kept = [0, *range(2, len(outs), 2), len(outs) - 1]
    return [outs[i] for i in kept], [None, *back]


def network(net, x, y):
    """The drawing of a network with values, gradients beneath them, and the gradients of the weights as lines."""
    outs, back = signals(net, x, y)
    fig, ax = plt.subplots(figsize=(8, 3.9))
    drawing = NetworkDrawing(ax, tuple(len(out) for out in outs), inputs=IN, outputs=OUT, spread=1.3)
    drawing.update(values=outs, gradients=back, line_gradients=[layer_.dW for layer_ in net.layers if layer_.learned])
    for text in drawing.values:  # so that −79.6 stays in its circle
        text.set_fontsize(8.5)
    ax.set_title("Where a unit is off, no gradient comes through")
    return fig


def flow(net, x, y):
    outs, back = signals(net, x, y)
    off = sum(int((out == 0).sum()) for out in outs[1:-1])
    show(
        network(net, x, y),
        alt="The network drawn as circles and lines. In the circles the numbers on the way forward, from "
        f"{_listed(outs[0])} to {_listed(outs[-1])}; beneath them the gradients, {_listed(back[-1])} at the outputs. "
        f"{off} hidden units give 0: they are gray, their gradient is 0, and all lines at them are thin.",
    )


def _listed(numbers):
    return ", ".join(number(n) for n in numbers)


def progress_lines(losses, answers, targets):
    """Left the loss, right the three answers, against the number of steps; the targets dashed."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.2), width_ratios=(1, 1.25))
    steps = np.arange(len(losses))
    left.plot(steps, losses, color=style.INK, marker="o", mec="white")
    left.set(xlabel="step", ylabel="loss", ylim=(0, None), title="The loss falls")
    looks = [(style.CURE, "s", "$x_1+x_2$"), (style.FAULT, "o", "$x_1-x_2$"), (style.GREEN, "^", "$|x_1-x_2|$")]
    for column, target, (color, marker, name) in zip(np.transpose(answers), targets, looks, strict=True):
        right.axhline(target, color=color, ls=(0, (5, 2)), lw=1.2)
        right.plot(steps, column, color=color, marker=marker, mec="white")
        style.label(right, steps[-1], column[-1], name, color, offset=(8, 0))
    right.set(xlabel="step", ylabel="answer, target dashed", title="Three answers on their way")
    for ax in (left, right):
        ax.set_xticks(range(0, len(losses), 2))
        ax.grid(axis="y")
    return fig


def steps(losses, answers, targets):
    first, last = (", ".join(f"{a:.0f}" for a in answers[i]) for i in (0, -1))
    show(
        progress_lines(losses, answers, targets),
        alt=f"Two panels against the step, 0 to {len(losses) - 1}. Left the loss falls from {losses[0]:.2f} to "
        f"{losses[-1]:.2f}. Right the three answers for (30, 70) go from {first} to {last}; "
        f"the targets are {', '.join(f'{t:.0f}' for t in targets)}.",
    )
