"""Figures. Each function gets numbers, draws, describes and shows; the first one trains its own."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style
from ...figures import show
from . import suspects

ROWS = "EADBC"  # the order of the suspects in the picture that hides their letters
DOT = 0.085  # the width of a mark, in tenfolds
OPENING = 18  # a start from which both end near their median over 20 starts


def power(number):
    """10⁻⁵ for 1e-5."""
    return f"10{str(round(np.log10(number))).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


# ---- two losses ----


def which_is_wrong():
    """Train the right network and that with NumPy's mask from one start; show their losses without their names."""
    runs = [suspects.train(fault, seed=OPENING) for fault in ("A", "")]
    fig = two_losses([losses for _, losses in runs])
    words = [f"number {i} from {r[1][0]:.2f} to {r[1][-1]:.3f}" for i, r in enumerate(runs, 1)]
    show(fig, alt=f"Loss against step, two curves, the loss on a logarithmic axis. Both fall: {words[0]}, {words[1]}.")


def two_losses(losses):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    looks = [dict(color=style.GRAY, ls=(0, (5, 2))), dict(color=style.INK, ls="-")]
    for i, (values, look) in enumerate(zip(losses, looks, strict=True), 1):
        ax.plot(values, **look)
        at = len(values) - 1, values[-1]
        style.label(ax, *at, f"{i}", look["color"], offset=(9, 0), fontsize=24, fontweight="bold")
        style.label(ax, *at, f"ends at {values[-1]:.3f}", look["color"], offset=(32, 0))
    ax.set(xlabel="step", ylabel="loss", yscale="log", ylim=(8e-4, 2), xlim=(-10, 1.26 * len(losses[0])))
    ax.set_yticks([0.001, 0.01, 0.1, 1], ["0.001", "0.01", "0.1", "1"])
    ax.set_xticks(np.linspace(0, len(losses[0]), 6).astype(int))
    ax.minorticks_off()
    ax.set_title("Both losses fall, and one of the two gradients is wrong: 1 or 2?")
    ax.grid(axis="y")
    return fig


# ---- the V ----


def error_v(h, one_sided, central):
    """Relative error of both differences against the step h."""
    at = np.argmin(np.abs(np.log10(h) + 5))
    fig = draw_v(h, one_sided, central)
    show(
        fig,
        alt="Relative error of the slope against the step h, both axes logarithmic. Both curves are a V. From h = 1 "
        f"down, the one-sided error falls with h, to {power(one_sided[at])} at h = {power(h[at])}; the central one "
        f"falls with h squared, to below {power(1e-10)}. For still smaller h both grow.",
    )


def draw_v(h, one_sided, central):
    fig, ax = plt.subplots(figsize=(8, 3.6))
    floor = 3e-13  # an error that happens to be 0 has no place on this axis
    ax.axvline(1e-5, color=style.PALE, lw=6, zorder=0)
    ax.plot(h, np.maximum(one_sided, floor), color=style.INK, marker="o", mec="white")
    ax.plot(h, np.maximum(central, floor), color=style.CURE, marker="s", mec="white")
    ax.set(xscale="log", yscale="log", xlabel="step h (smaller to the right)", ylabel="relative error of the slope")
    ax.set(xlim=(2, 3e-14), ylim=(1e-13, 5e3))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda number, _: power(number))
    ax.set_yticks([1e-12, 1e-9, 1e-6, 1e-3, 1])
    ax.minorticks_off()
    ax.set_title("A smaller step is better, until it is worse")
    for place, words, ha in ((1e-5, "smaller is truer →", "right"), (1e-8, "rounding takes over →", "left")):
        style.label(
            ax, place, 250, words, ha=ha, offset=(-9 if ha == "right" else 0, 0), fontsize=12, fontweight="bold"
        )
    style.label(ax, 1e-3, 1e-3, "one-sided:\nfalls with h", style.INK, offset=(0, 18))
    style.label(ax, 1e-3, 3e-7, "central:\nfalls with h²", style.CURE, ha="right", offset=(-10, -12))
    style.label(ax, 1e-11, 1e-5, "both: rounding,\ngrows as 1/h", style.INK, ha="right", offset=(10, 18))
    style.label(ax, 1e-5, 2e-13, f"h = {power(1e-5)}", style.GRAY, ha="right", offset=(-8, 0))
    for errors, color, name, place in (
        (one_sided, style.INK, "its best", dict(offset=(0, -17), ha="center")),
        (central, style.CURE, "its best", dict(offset=(12, -3))),
    ):
        best = np.argmin(np.maximum(errors, floor))
        ax.plot(h[best], max(errors[best], floor), "o", ms=14, mfc="none", mec=style.TEXT[color], mew=1.5)
        style.label(ax, h[best], max(errors[best], floor), name, color, fontsize=10, **place)
    ax.grid()
    return fig


# ---- the fingerprints ----


def words(error):
    """An error as the lesson writes it: two digits if it is large, else its power of ten, and no more below 1e-9."""
    return f"{error:.2f}" if error >= 0.01 else f"< {power(1e-9)}" if error < 1e-9 else f"≈ {power(error)}"


def fingerprints(errors):
    """errors: {letter: (dW1, db1, dW2, db2)}. A small network each, the wrong arrays in orange; no letters."""
    rows, names = [errors[letter] for letter in ROWS], suspects.ARRAYS
    said = [
        f"suspect {i}: " + ", ".join(f"{name} {verdict(e)}" for name, e in zip(names, row, strict=True))
        for i, row in enumerate(rows, 1)
    ]
    alt = (
        "A small network for each suspect; the arrays of wrong gradients are orange, weights as lines and biases as "
        f"rims of the units. The relative errors. {'; '.join(said)}."
    )
    show(draw_fingerprints(rows, names), alt=alt)


def verdict(error):
    """An error where only one thing is asked: is it below 1e-7?"""
    return f"< {power(1e-7)}" if error < 1e-7 else words(error)


SPOTS = [0.0, 1.5, 3.0]  # of the three columns of units
SIZES = 2, 3, 3  # units that are drawn; the suspects have more hidden ones


def draw_fingerprints(rows, names):
    fig, axes = plt.subplots(1, len(rows), figsize=(8, 3.7), layout="none")
    fig.subplots_adjust(left=0.01, right=0.99, top=0.73, bottom=0.29, wspace=0.06)
    for i, (ax, row) in enumerate(zip(axes, rows, strict=True), 1):
        errors = dict(zip(names, row, strict=True))
        _small_network(ax, [errors[name] >= 1e-7 for name in names])
        ax.set_title(f"suspect {i}", loc="center", fontsize=11)
        for k, (name, error) in enumerate(errors.items()):
            wrong = error >= 1e-7
            look = dict(fontsize=10, color=style.TEXT[style.FAULT if wrong else style.GRAY])
            look["fontweight"] = "bold" if wrong else "normal"
            ax.text(0.55, -1.75 - 0.42 * k, name, ha="left", **look)
            ax.text(2.9, -1.75 - 0.42 * k, verdict(error), ha="right", **look)
    head = "Every fault leaves a fingerprint: where the gradient is wrong, the network glows"
    fig.suptitle(head, y=0.965, va="top", **style.HEADLINE)
    keys = "lines: dW1 and dW2     rims: db1 and db2     numbers: relative error of each array"
    fig.text(0.01, 0.868, keys, fontsize=10, va="center", color=style.TEXT[style.GRAY])
    return fig


def _small_network(ax, wrong):
    """Lines for dW1 and dW2, rims of the units for db1 and db2. wrong: is (dW1, db1, dW2, db2)?"""
    units = [np.linspace(1, -1, size) * (0.6 if size == 2 else 1) for size in SIZES]
    for layer, glows in ((0, wrong[0]), (1, wrong[2])):
        ends = [([SPOTS[layer], SPOTS[layer + 1]], [a, b]) for a in units[layer] for b in units[layer + 1]]
        for x, y in ends:
            if glows:
                ax.plot(x, y, color=style.FAULT, lw=6, alpha=0.12, zorder=0)
            ax.plot(x, y, color=style.FAULT if glows else "#AFCBE2", lw=2 if glows else 1.3, zorder=1)
    for x, heights, glows in zip(SPOTS, units, (False, wrong[1], wrong[3]), strict=True):
        rim = dict(mec=style.FAULT, mew=3) if glows else dict(mec="#AFCBE2", mew=1.6)
        if glows:
            ax.plot([x] * len(heights), heights, "o", ms=24, color=style.FAULT, alpha=0.18, mec="none", zorder=2)
        small = dict(ms=7, mec="#AFCBE2") if x == SPOTS[0] else dict(ms=13)
        ax.plot([x] * len(heights), heights, "o", zorder=3, **dict(mfc="white") | rim | small)
    ax.set(xlim=(-0.35, 3.45), ylim=(-1.4, 1.4))
    ax.axis("off")


# ---- the kink ----


def kink(z, h):
    """relu around a kink closer to z than h: the slope that is there and the slope that is measured."""
    slope = (max(z + h, 0) - max(z - h, 0)) / (2 * h)
    alt = (
        f"The graph of relu near its kink at 0, flat on the left, rising on the right. At z = {z:g} its slope is 1. "
        f"A plank from z − h to z + h lies across the kink; it has the slope {slope:.2f}."
    )
    show(draw_kink(z, h, slope), alt=alt)


def draw_kink(z, h, slope):
    fig, ax = plt.subplots(figsize=(8, 3.7))
    at, sides = z / h, np.array([z / h - 1, z / h + 1])
    feet = np.maximum(sides, 0)
    ground = np.array([-2.2, 0, 2.6])
    ax.fill_between(ground, -0.6, np.maximum(ground, 0), color="#E6EBF0", lw=0, zorder=0)
    ax.plot(ground, np.maximum(ground, 0), color=style.INK, lw=2.6)
    ax.fill([sides[0], 0, sides[1]], [feet[0], 0, feet[1]], color=style.FAULT, alpha=0.13, lw=0)
    ax.plot(sides, feet, color=style.FAULT, lw=6, solid_capstyle="butt", zorder=3)
    ax.plot(sides, feet, "o", color=style.FAULT, mec="white", ms=10, mew=1.2, zorder=4)
    reach = np.array([-0.45, 0.45]) + at  # the slope at z, as long a piece of it as the eye needs to compare
    ax.plot(reach, reach, color=style.CURE, lw=4, solid_capstyle="butt", zorder=3)
    ax.plot(at, max(at, 0), "s", color=style.CURE, mec="white", ms=9, zorder=4)
    style.label(ax, 1.5, 1.5, "relu: slope 1, 45°", style.INK, offset=(9, -8))
    style.label(ax, -1.6, 0, "relu: slope 0", style.INK, ha="center", offset=(0, -14))
    style.label(ax, at, at, "z: slope 1", style.CURE, offset=(12, -9), fontsize=12, fontweight="bold")
    style.label(ax, sides[0], 0, "z − h", style.FAULT, ha="center", offset=(0, -15))
    style.label(ax, sides[1], sides[1], "z + h", style.FAULT, offset=(9, -8))
    middle = sides.mean(), feet.mean()
    words = f"the plank: slope {slope:.2f}, {np.degrees(np.arctan(slope)):.0f}°"
    style.label(ax, *middle, words, style.FAULT, ha="right", offset=(-14, 24), fontsize=12, fontweight="bold")
    ax.set(xlim=(-2.2, 2.6), ylim=(-0.6, 1.65), xlabel="distance from the kink, in steps h", ylabel="relu, in steps h")
    ax.set(xticks=[-2, -1, 0, 1, 2], yticks=[0, 1])
    ax.set_aspect("equal")
    ax.set_title("The judge lays a plank across the corner: its slope fits neither side")
    return fig


# ---- twenty starts ----


def twenty_starts(scores):
    """scores: {letter, "" for right: R² on fresh pairs, one for each start}. A pile for each, one mark a start."""
    said = [
        f"{letter or 'right'}: {min(s):.2f} to {max(s):.3f}, {sum(np.array(s) > 0.99)} of {len(s)} above 0.99"
        for letter, s in scores.items()
    ]
    alt = f"R squared on fresh pairs, a pile of marks for each backward pass, one mark a start. {'; '.join(said)}."
    show(draw_starts(scores), alt=alt)


def draw_starts(scores):
    scores = dict(sorted(scores.items(), key=lambda item: -np.sum(np.asarray(item[1]) > 0.99)))  # the best above
    piles = {letter: style.swarm(-np.log10(1 - np.asarray(s)), DOT) for letter, s in scores.items()}
    floors = np.cumsum([levels.max() + 2.6 for levels in piles.values()])
    fig, ax = plt.subplots(figsize=(8, 1.5 + 0.1 * floors[-1]))
    ax.plot([0.01] * 2, [-0.6, floors[-1] + 1], color=style.GRAY, lw=1.2, ls=(0, (4, 3)), zorder=1)
    style.label(ax, 4e-5, -0.6, "above 0.99", style.GRAY, fontsize=10)
    for floor, (letter, values) in zip(floors, scores.items(), strict=True):
        values = np.asarray(values)
        look = dict(color=style.FAULT, marker="o") if letter else dict(color=style.CURE, marker="s")
        ax.axhline(floor + 0.8, color=style.PALE, lw=0.9, zorder=0)
        pale = 1 if np.mean(values > 0.99) > 0.5 else 0.45  # not what the title is about
        ax.plot(1 - values, floor - piles[letter], ls="none", ms=5.5, mec="white", alpha=pale, **look)
        words = f"{np.sum(values > 0.99)} of {len(values)}"
        style.label(ax, 4e-5, floor - 0.5, words, look["color"], fontsize=11, fontweight="bold")
    names = [f"{letter}  {suspects.NAMES[letter]}" if letter else "right" for letter in scores]
    ax.set_yticks(floors - 0.5, names)
    ax.set(xscale="log", xlim=(1.1, 5e-5), ylim=(floors[-1] + 1.6, -1.4), xlabel="R² on fresh pairs, one mark a start")
    ax.set_xticks([1, 0.1, 0.01, 1e-3, 1e-4], ["0", "0.9", "0.99", "0.999", "0.9999"])
    ax.minorticks_off()
    ax.tick_params(axis="y", length=0, labelsize=11)
    ax.spines["left"].set_visible(False)
    fig.suptitle("Two wrong gradients, C and D, train as well as the right one", **style.HEADLINE)
    return fig
