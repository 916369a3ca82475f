"""Figures of lesson 05: the computation graph of one neuron, and the V-shaped error of a difference."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from ... import style

PLACES = {
    "x₁": (0, 4.0),
    "w₁": (0, 3.2),
    "x₂": (0, 1.8),
    "w₂": (0, 1.0),
    "m₁": (2.65, 3.6),
    "m₂": (2.65, 1.4),
    "b": (2.65, 0.1),
    "z": (5.1, 2.5),
    "a": (7.53, 2.5),
    "y": (7.53, 0.9),
    "e": (9.96, 2.5),
    "L": (12.39, 2.5),
}
OPERATIONS = [
    ("×", (1.38, 3.6), ("x₁", "w₁"), "m₁"),
    ("×", (1.38, 1.4), ("x₂", "w₂"), "m₂"),
    ("+", (3.95, 2.5), ("m₁", "m₂", "b"), "z"),
    ("tanh", (6.315, 2.5), ("z",), "a"),
    ("−", (8.745, 2.5), ("a", "y"), "e"),
    ("½ e²", (11.175, 2.5), ("e",), "L"),
]
LEARNED = ("w₁", "w₂", "b")
HALF, TALL = 0.8, 0.31  # half the width and half the height of a box
LEGEND = "each box: value | dL/d(box).  Tinted boxes are learned.\nGradients: orange negative, blue positive."
LINE, TINT = "#A0A0A0", style.BOWL(0.6)


def short(number):
    """At most two decimals, no zeros at the end, a true minus sign: -0.240 is −0.24."""
    text = f"{number:.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return "0" if text == "−0" else text


def sign_color(gradient):
    """Blue for a gradient above 0, vermilion below, gray where it shows as 0; as a color for words."""
    if short(gradient) == "0":
        return style.TEXT[style.GRAY]
    return style.TEXT[style.CURE if gradient >= 0 else style.FAULT]


def _arrow(ax, start, end):
    ax.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=9, lw=1.2, color=LINE, shrinkA=0, shrinkB=0, zorder=1
        )
    )


def graph_frame(ax):
    """Boxes, circles and arrows of the neuron, without a number in them. Left half: value; right half: gradient."""
    ax.set_position([0, 0, 1, 1])
    ax.set(xlim=(-1.4, 13.25), ylim=(-0.45, 4.75))
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
        beside = name in ("x₁", "w₁", "x₂", "w₂")
        where = (
            dict(x=x - HALF - 0.1, y=y, ha="right", va="center_baseline")
            if beside
            else dict(x=x, y=y + TALL + 0.07, ha="center", va="bottom")
        )
        ax.text(s=name, fontsize=11, fontweight="bold" if mine else "normal", zorder=3, **where)


def number_texts(ax, name):
    """Two empty texts in the box of this name, for its value and for its gradient."""
    x, y = PLACES[name]
    place = dict(ha="center", va="center_baseline", zorder=3)
    return (
        ax.text(x - HALF / 2, y, "", fontsize=9.3, **place),
        ax.text(x + HALF / 2, y, "", fontsize=9.3, **place),
    )


def computation_graph(numbers):
    """The graph of L = ½ (tanh(x₁ w₁ + x₂ w₂ + b) − y)². numbers: {name: (value, gradient)} for each name in PLACES."""
    fig, ax = plt.subplots(figsize=(8, 3.4), layout="none")
    graph_frame(ax)
    for name in PLACES:
        value, gradient = numbers[name]
        left, right = number_texts(ax, name)
        left.set_text(short(value))
        right.set(text=short(gradient), color=sign_color(gradient))
    ax.text(13.1, 4.62, "Values run right, gradients run left", ha="right", va="top", fontsize=12, fontweight="bold")
    ax.text(13.1, 4.18, LEGEND, ha="right", va="top", fontsize=10)
    line = dict(arrowstyle="-", color="#BBBBBB", shrinkB=0)
    words = dict(fontsize=9.5, color="#444444", va="center")
    notes = [
        ("tanh multiplies\nby 1 − a²", (6.315, 2.12), (5.4, 0.95), "center", (0.75, 1)),
        ("+ hands the same\ngradient to all", (3.95, 2.8), (4.25, 3.5), "left", (0.1, 0)),
        ("× swaps: each factor\ngets the other's value", (1.38, 1.1), (-1.3, 0.05), "left", (0.9, 1)),
        ("it starts here:\ndL/dL = 1", (12.79, 2.17), (13.1, 1.1), "right", (0.5, 1)),
    ]
    for text, point, place, ha, relpos in notes:
        ax.annotate(text, point, place, ha=ha, arrowprops=line | dict(relpos=relpos), **words)
    return fig


def error_v(h, errors):
    """Relative error against step h, both logarithmic; a curve for each name in errors, {name: (n_h,)}."""
    fig, ax = plt.subplots(figsize=(8, 3.6))
    looks = {"one-sided": dict(color=style.FAULT, marker="o"), "central": dict(color=style.CURE, marker="s")}
    for name, values in errors.items():
        ax.plot(h, values, mec="white", **looks[name])
    ax.set(xscale="log", yscale="log", xlabel="step h", ylabel="relative error of the slope")
    ax.set_title("Central differences: best near h = 1e-5")
    ax.set(xlim=(3e-14, 2), ylim=(1e-13, 3))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda number, _: f"{number:.0e}".replace("e-0", "e-").replace("e+00", ""))
    style.label(ax, 3e-2, 3e-2, "one-sided:\nerror falls with h", style.FAULT, ha="right", offset=(-10, 12))
    style.label(ax, 5e-2, 3e-5, "central:\nerror falls with h²", style.CURE, ha="left", offset=(4, -8))
    style.label(ax, 3e-11, 2e-4, "both: rounding,\nerror grows as 1/h", style.INK)
    ax.grid()
    return fig


def training_curves(curves, title):
    """The loss after each epoch, one line for each name in curves, {name: (n_epochs,)}, the name at its end."""
    fig, ax = plt.subplots(figsize=(8, 3.2))
    looks = [dict(color=style.CURE, ls="-"), dict(color=style.FAULT, ls=(0, (5, 2)))]
    for (name, values), look in zip(curves.items(), looks, strict=True):
        ax.plot(range(1, len(values) + 1), values, **look)
        style.label(ax, len(values), values[-1], name, look["color"])
    ax.set(xlabel="epoch", ylabel="loss", ylim=(0, None), title=title)
    ax.grid(axis="y")
    return fig
