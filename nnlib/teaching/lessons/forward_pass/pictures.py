"""Pictures of the forward pass. Each gets numbers, draws, describes and shows."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from ... import style
from ...figures import show
from ...meeting import draw_meeting
from ...network import GAP, NetworkDrawing, draw_key, number

PURPLES = LinearSegmentedColormap.from_list("course_purples", ["#F7F0F4", style.PURPLE])
DASHED, DOTTED = (0, (5, 2)), (0, (1.5, 1.5))
INPUTS, OUTPUTS = ("x₁", "x₂"), ("x₁ + x₂", "x₁ − x₂", "|x₁ − x₂|")
KEY = [(1, "weight above 0"), (-1, "weight below 0"), (0, "nothing comes through")]


def listed(numbers):
    """'100, −40 and 40'"""
    *first, last = map(number, numbers)
    return f"{', '.join(first)} and {last}" if first else last


# ---- one input ----
def crease(x, truth, line):
    """The V of |x₁ − 50| and the best straight line through it. x, truth, line: (n,)."""
    alt = (
        f"Distance from 50 against x₁: a V with its tip at x₁ = {x[truth.argmin()]:.0f}, "
        f"and the best straight line through it, flat at height {line.mean():.0f}. The area between them is tinted: "
        f"it is off by {number(line.mean() - truth.min())} at the tip, and by about as much at both ends."
    )
    show(draw_crease(x, truth, line), alt)


def draw_crease(x, truth, line):
    fig, ax = plt.subplots(figsize=(8, 2.8))
    ax.fill_between(x, truth, line, color=style.tint(style.FAULT, 0.22), lw=0)
    tip = truth.argmin()
    ax.plot([x[tip]] * 2, [truth[tip], line[tip]], color=style.FAULT, lw=5, solid_capstyle="butt")
    off = f"{number(line[tip] - truth[tip])} off"
    middle = 0.81 * line[tip] + 0.19 * truth[tip]
    style.label(ax, x[tip], middle, off, style.FAULT, offset=(9, 0), fontsize=14.5, fontweight="bold")
    style.label(ax, x[tip], middle, "too high", ha="right", offset=(-9, 0))
    for place in (x[-1] / 12, 11 * x[-1] / 12):
        ax.text(place, 0.66 * line[0] + 0.34 * truth[0], "too low", ha="center", va="center", fontsize=10.5)
    ax.plot(x, truth, color=style.CURE, lw=3, clip_on=False)
    ax.plot(x, line, color=style.INK, ls=DASHED)
    style.label(ax, x[-1], truth[-1], "|x₁ − 50|", style.CURE, fontsize=12)
    style.label(ax, x[-1], line[-1], "best straight line", fontsize=12)
    ax.set(xlabel="x₁, while x₂ = 50", ylabel="distance from 50", xlim=(0, 122), ylim=(-2, 50), yticks=[0, 50])
    ax.spines["left"].set_bounds(0, 50)
    ax.set_title(f"No straight line has a corner: at the tip the best one is {off}", pad=15)
    ax.set_xticks(range(0, 101, 25))
    style.end_axis(ax, 0, x[-1])
    return fig


def hinges(x, right, left):
    """Two hinges and their sum. x, right, left: (n,)."""
    alt = (
        f"Three panels over x from {number(x[0])} to {number(x[-1])}: relu(x), 0 up to 0 and then rising to "
        f"{number(right[-1])}; relu(−x), falling from {number(left[0])} to 0 and then flat; "
        f"their sum, a V with its tip at {number((right + left).min())}."
    )
    show(draw_hinges(x, right, left), alt)


def draw_hinges(x, right, left):
    fig, axes = plt.subplots(1, 3, figsize=(8, 3.1), sharey=True, layout="none")
    fig.subplots_adjust(left=0.05, right=0.99, top=0.78, bottom=0.16, wspace=0.26)
    looks = [dict(color=style.CURE, ls=DASHED), dict(color=style.PURPLE, ls=DOTTED), dict(color=style.INK)]
    titles = ["relu(x)", "relu(−x)", "|x|"]
    tops = right, left, right + left
    for ax, y, look, title in zip(axes, tops, looks, titles, strict=True):
        ax.plot(x, y, lw=4.5, dash_capstyle="butt", clip_on=False, **look)
        ax.plot(0, 0, "o", ms=11, mfc="white", mec=look["color"], mew=2.6, zorder=4)  # the pin
        ax.set(xlabel="x", xlim=(x[0], x[-1]), ylim=(-0.35, 1.08 * tops[2].max()))
        ax.set_title(title, color=style.TEXT[look["color"]], loc="center", fontsize=14)
        ax.set(xticks=[x[0], 0, x[-1]], yticks=[0, tops[2].max()])
        ax.xaxis.set_major_formatter(lambda value, _: number(value))
        ax.spines["left"].set_visible(False)
        ax.tick_params(axis="y", length=0)
    for ax in axes[::2]:
        ax.fill_between(x, 0, right, color=style.tint(style.CURE, 0.16), lw=0)
    for ax in axes[1:]:
        ax.fill_between(x, 0, left, color=style.tint(style.PURPLE, 0.22), lw=0)
    for side, name, color in ((1, "relu(x)", style.CURE), (-1, "relu(−x)", style.PURPLE)):
        words = dict(ha="center", va="center", fontsize=11, color=style.TEXT[color])
        axes[2].text(0.66 * side * x[-1], 0.22 * x[-1], name, **words)
    off, on = dict(fontsize=10.5, color=style.TEXT[style.GRAY]), dict(fontsize=10.5)
    for ax, sign in zip(axes[:2], (1, -1), strict=True):
        ax.text(-sign * x[-1] / 2, 0.25, "off: flat", ha="center", **off)
        ax.text(sign * x[-1] / 2, 1.9, "on", ha="right" if sign > 0 else "left", **on)
    for place, sign in ((0.351, "+"), (0.687, "=")):
        fig.text(place, 0.45, sign, fontsize=22, ha="center", va="center")
    fig.suptitle("A unit is a hinge, and two hinges make the V", **style.HEADLINE)
    return fig


# ---- two inputs ----
def folds(x1, x2, right, left):
    """Two folded sheets and their sum over the grid x1, x2; all (m, m)."""
    alt = (
        "Three surfaces over the square of x₁ and x₂ from 0 to 100. relu(x₁ − x₂) lies flat where x₁ is below x₂ and "
        f"rises to {right.max():.0f} on the other side, relu(x₂ − x₁) the other way round. Their sum rises on both "
        "sides of the crease x₁ = x₂, on one in the blue of the first sheet, on the other in the purple of the second."
    )
    show(draw_folds(x1, x2, right, left), alt)


def draw_folds(x1, x2, right, left):
    fig = plt.figure(figsize=(8, 3.6), layout="none")
    fig.suptitle("Two sheets, folded from opposite sides, add up to the crease", **style.HEADLINE)
    names = ("relu(x₁ − x₂)", style.CURE), ("relu(x₂ − x₁)", style.PURPLE), ("|x₁ − x₂|", style.INK)
    top = x1.max()
    shades = [np.round(6 * z / top) / 6 for z in (right, left)]  # few: a small file keeps them true
    blue, purple = style.DIVERGING(0.58 + 0.3 * shades[0]), PURPLES(0.1 + 0.9 * shades[1])  # as the hinges above
    both = np.where((right > left)[..., None], blue, np.where((left > right)[..., None], purple, (blue + purple) / 2))
    sheets = (right, blue), (left, purple), (right + left, both)
    words = dict(ha="center", va="center", fontsize=11)
    for i, ((title, color), (z, tint)) in enumerate(zip(names, sheets, strict=True)):
        ax = fig.add_axes([i / 3 - 0.016, 0.08, 0.356, 0.88], projection="3d", computed_zorder=False)
        ax.view_init(elev=30, azim=-130)
        ax.set_box_aspect((1, 1, 0.75), zoom=0.93)
        ax.set(xlim=(0, top), ylim=(0, top), zlim=(0, top))
        ax.axis("off")
        ax.patch.set_visible(False)
        ax.plot([0, top, top, 0, 0], [0, 0, top, top, 0], 0, color="#B5B5B5", lw=0.9, zorder=0)
        ax.plot_surface(x1, x2, z, facecolors=tint, edgecolor="white", linewidth=0.6, rstride=2, cstride=2, shade=False)
        ax.plot([0, top], [0, top], [0, 0], color=style.INK, lw=2.6, zorder=3)
        ax.text(top / 2, -0.14 * top, 0, "x₁", **words)
        ax.text(-0.14 * top, top / 2, 0, "x₂", **words)
        ax.text(-0.1 * top, -0.1 * top, 0, "x₁ = x₂", fontweight="bold", **words | dict(va="top"))
        for corner in np.argwhere(z == z.max()):
            side = dict(ha="left" if corner[0] else "right")  # inward
            ax.text(x1[*corner], x2[*corner], 1.08 * top, number(z.max()), **words | side)
        fig.text(i / 3 + 1 / 6, 0.83, title, fontsize=15, fontweight="bold", color=style.TEXT[color], ha="center")
    fig.text(0.99, 0.03, f"x₁ and x₂ from 0 to {top:.0f}", fontsize=10.5, color=style.TEXT[style.GRAY], ha="right")
    for place, sign in ((1 / 3, "+"), (2 / 3, "=")):
        fig.text(place, 0.54, sign, fontsize=24, fontweight="bold", ha="center", va="center")
    return fig


# ---- a layer ----
def product(x, W, b, row, unit):
    """x W + b as tables of numbers; one row of x, one column of W, b and the result stand out."""
    out = x @ W + b
    alt = (
        f"Tables of numbers: x {x.shape} @ W {W.shape} + b {b.shape} = out {out.shape}. Row {row} of x "
        f"(the first is 0), {listed(x[row])}, column {unit} of W, {listed(W[:, unit])}, and the bias {number(b[unit])} "
        f"stand out, and so does the number that they make, {number(out[row, unit])}. x stands left of out, "
        "W and b above it: row and column meet in that number."
    )
    show(draw_product(x, W, b, out, row, unit), alt)


def factor(value):
    """A number as it stands behind a sign: (−1)."""
    return f"({number(value)})" if value < 0 else number(value)


def draw_product(x, W, b, out, row, unit):
    products = " + ".join(f"{number(i)} · {factor(w)}" for i, w in zip(x[row], W[:, unit], strict=True))
    return draw_meeting(
        f"out[{row}, {unit}] = {number(out[row, unit])}: row {row} of x meets column {unit} of W",
        f"x @ W + b:   {products} + {factor(b[unit])} = {number(out[row, unit])}",
        rows=("x", f"(n, n_in)  {x.shape}", x),
        columns=("W", f"(n_in, n_out)  {W.shape}", W),
        added=("b", f"(n_out,)  {b.shape}", b[None]),
        result=("out", f"(n, n_out)  {out.shape}", out),
        lit=(row, unit),
    )


# ---- a network ----
def flow(layers, outs):
    """The numbers for one pair on their way through a network. layers: (W, b); outs: what each layer gives, x first.

    Each of outs is a table of one row, (1, n).
    """
    outs = [row for (row,) in outs]
    sizes = "-".join(str(len(out)) for out in outs)
    gray = sum(int((out == 0).sum()) for out in outs[1:-1])
    alt = (
        f"The network {sizes} with its numbers: in come {listed(outs[0])}, the hidden layers give "
        f"{'; '.join(listed(out) for out in outs[1:-1])}, out come {listed(outs[-1])}. "
        f"Hidden units that give 0 are gray: {gray}. Lines are weights: blue positive, dashed orange negative."
    )
    show(draw_flow(layers, outs), alt)


def wanted(outs):
    """The three targets of the pair that goes in."""
    x1, x2 = outs[0]
    return x1 + x2, x1 - x2, abs(x1 - x2)


def flow_title(outs):
    """What becomes of the pair."""
    pair, hidden = ", ".join(map(number, outs[0])), np.concatenate(outs[1:-1])
    way = "flows through" if all(out.any() for out in outs[1:-1]) else "is lost"
    return f"({pair}) {way}: {np.sum(hidden == 0)} of {len(hidden)} hidden units give 0"


def draw_flow(layers, outs):
    fig, ax = plt.subplots(figsize=(8, 3.9))
    errors = zip(OUTPUTS, outs[-1], wanted(outs), strict=False)
    names = [f"{name}\nwanted {number(target)}: {abs(said - target):.0f} off" for name, said, target in errors]
    drawing = NetworkDrawing(ax, [len(out) for out in outs], inputs=INPUTS, outputs=names)
    drawing.update([W for W, _ in layers], outs)
    low, high = ax.get_ylim()
    for k, (W, b) in enumerate(layers):
        words = f"W ({W.shape[0]}, {W.shape[1]})\nb ({len(b)},)"
        ax.text((k + 0.5) * GAP, low, words, ha="center", va="center", fontsize=10)
    kinds = ["inputs", *[f"hidden {k}" for k in range(1, len(layers))], "answer"]
    for k, kind in enumerate(kinds):
        ax.text(k * GAP, high + 0.1, kind, ha="center", va="center", fontsize=10.5, color=style.TEXT[style.GRAY])
    draw_key(ax, -0.5, low - 0.66, KEY)
    ax.set_ylim(low - 0.85, high + 0.3)
    ax.set_title(flow_title(outs))
    return fig


def where_exact(ends, half, quarter):
    """Where two networks are exact. half, quarter: (m · m,), errors over a grid of pairs from ends[0] to ends[1]."""
    side = int(np.sqrt(len(half)))
    half, quarter = half.reshape(side, side), quarter.reshape(side, side)
    shares = [f"{100 * np.mean(errors < 1e-9):.0f} %" for errors in (half, quarter)]
    alt = (
        f"Two maps of the pairs, x₁ and x₂ from {number(ends[0])} to {number(ends[1])}. The network with relu(x₁ + x₂) "
        f"is exact above the diagonal x₁ + x₂ = 0, {shares[0]} of the map. The one with relu(x₁) and relu(x₂) is "
        f"exact only where neither number is negative, {shares[1]}. Elsewhere the error grows with the distance."
    )
    show(draw_where_exact(ends, half, quarter), alt)


ERRORS = LinearSegmentedColormap.from_list("course_errors", style.DIVERGING(np.linspace(0.5, 0, 64)))


def draw_where_exact(ends, half, quarter):
    fig, axes = plt.subplots(1, 2, figsize=(8, 4), sharey=True, layout="none")
    for ax, left in zip(axes, (0.08, 0.56), strict=True):
        ax.set_position([left, 0.125, 2.65 / 8, 2.65 / 4])  # squares
    most = 25 * np.ceil(max(half.max(), quarter.max()) / 25)
    levels = [1e-6, *np.arange(25, most + 1, 25)]
    grid = np.linspace(*ends, len(half))
    names = ["of the map exact\nwith relu(x₁ + x₂)", "of the map exact\nwith relu(x₁) and relu(x₂)"]
    for ax, errors, name in zip(axes, (half, quarter), names, strict=True):
        ax.contourf(grid, grid, errors, levels=levels, cmap=ERRORS, vmin=-20, vmax=1.05 * most)
        square = np.array([0, 1, 1, 0, 0]), np.array([0, 0, 1, 1, 0])
        ax.plot(*(ends[1] * side for side in square), color=style.INK, lw=1.3, ls=DASHED, clip_on=False)
        ax.set(xlabel="x₁", xticks=[ends[0], 0, ends[1]], yticks=[ends[0], 0, ends[1]])
        ax.xaxis.set_major_formatter(lambda value, _: number(value))
        ax.yaxis.set_major_formatter(lambda value, _: number(value))
        blue = dict(color=style.TEXT[style.CURE])
        middle = dict(ha="center", va="center")
        head = dict(xycoords="axes fraction", textcoords="offset points", va="center", **blue)
        share = f"{100 * np.mean(errors < 1e-9):.0f} %"
        ax.annotate(share, (0, 1), (0, 18), fontsize=24, fontweight="bold", **head)
        ax.annotate(name, (0, 1), (78, 18), fontsize=10.5, linespacing=1.25, **head)
        ax.text(ends[1] / 2, ends[1] / 2, "both exact", fontsize=12, **middle, **blue)
        if errors[-1, len(errors) // 4] < 1e-9:  # above the diagonal, too
            ax.text(0.37 * ends[0], 0.74 * ends[1], "exact, too", fontsize=10.5, **middle, **blue)
            ax.text(0.67 * ends[1], 0.32 * ends[0], "exact, too", fontsize=10.5, **middle, **blue)
        for row, column in ((0, 0), (-1, 0), (0, -1)):  # three corners; the fourth is exact
            off = errors[row, column]
            if off >= 25:
                place = 0.97 * grid[column], 0.93 * grid[row]
                side = dict(ha="left" if column == 0 else "right", va="center", fontsize=10.5)
                ax.text(*place, f"{number(round(off))} off", color="white" if off > 150 else style.INK, **side)
        ax.tick_params(labelleft=True)
        ax.set_ylabel("x₂", labelpad=-8)
    fig.suptitle("Two networks, both exact where neither number is negative: below 0 they part", **style.HEADLINE)
    return fig
