"""Figures. Each function gets numbers, draws, describes and shows; the first one trains its own."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style
from ...figures import show
from . import suspects

ROWS = "EADBC"  # the order of the suspects in the picture that hides their letters
DOT = 0.07  # the width of a mark, in tenfolds
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
        style.label(ax, *at, f"ends at {values[-1]:.3f}", look["color"], offset=(32, 0), fontsize=13)
    ax.set(xlabel="step", ylabel="loss", yscale="log", ylim=(8e-4, 2), xlim=(-10, 1.31 * len(losses[0])))
    ax.set_yticks([0.001, 0.01, 0.1, 1], ["0.001", "0.01", "0.1", "1"])
    ax.set_xticks(np.linspace(0, len(losses[0]), 6).astype(int))
    ax.minorticks_off()
    ax.set_title("Both losses fall, and one of the two gradients is wrong: 1 or 2?")
    ax.hlines(ax.get_yticks(), 0, len(losses[0]), color=style.PALE, lw=0.8, zorder=0)  # not through the words
    style.end_axis(ax, -10, len(losses[0]))
    return fig


# ---- the V ----


def error_v(h, one_sided, central):
    """Relative error of both differences against the step h."""
    at = np.argmin(np.abs(np.log10(h) + 5))
    fig = draw_v(h, one_sided, central, at)
    show(
        fig,
        alt="Relative error of the slope against the step h, both axes logarithmic. Both curves are a V. From h = 1 "
        f"down, the one-sided error falls with h, to {power(one_sided[at])} at h = {power(h[at])}; the central one "
        f"falls with h squared, to below {power(1e-10)}. For still smaller h both grow "
        f"along a dashed line, rounding, about {power(ROUNDING)} / h.",
    )


def draw_v(h, one_sided, central, at):
    """h, one_sided, central: (n,), the steps and the relative errors of both differences; at: which step is ours."""
    fig, ax = plt.subplots(figsize=(8, 3.9))
    floor = 3e-13  # an error that happens to be 0 has no place on this axis
    ax.axvline(h[at], color=style.PALE, lw=6, zorder=0)
    short = np.array([h[at], h.min()])
    ax.plot(short, ROUNDING / short, color=style.GRAY, lw=1.5, ls=(0, (4, 3)), zorder=1)
    for errors, look in ((one_sided, dict(color=style.INK, marker="o")), (central, style.CLASS[1])):
        ax.plot(h, np.maximum(errors, floor), mec="white", **look)
        ax.plot(h[at], errors[at], ms=11, mec="white", **look)
    ax.set(xscale="log", yscale="log", xlabel="step h (shorter to the right)", ylabel="relative error of the slope")
    ax.set(xlim=(2, 3e-14), ylim=(1e-13, 30))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda number, _: power(number))
    ax.set_xticks(10.0 ** -np.arange(0, 13, 2), map(power, 10.0 ** -np.arange(0, 13, 2)))
    ax.set_yticks([1e-12, 1e-9, 1e-6, 1e-3, 1])
    ax.minorticks_off()
    digits = int(-np.log10(central[at]))
    ax.set_title(f"Central at h = {power(h[at])}: right to {digits} digits. Far shorter steps drown in rounding")
    big = dict(fontweight="bold", path_effects=style.HALO)
    style.label(ax, 1e-3, 1e-3, "one-sided:\nfalls with h", style.INK, offset=(-8, 23), **big)
    style.label(ax, 1e-3, 3e-7, "central:\nfalls with h²", style.CURE, ha="right", offset=(-12, -10), **big)
    words = f"rounding:\nabout {power(ROUNDING)} / h"
    style.label(ax, 1e-10, ROUNDING / 1e-10, words, style.GRAY, ha="right", offset=(-2, 20), **big)
    style.label(ax, h[at], one_sided[at], f"off by {power(one_sided[at])}", style.INK, offset=(9, 12), **big)
    words = f"off by less than {power(10.0**-digits)}"
    style.label(ax, h[at], central[at], words, style.CURE, ha="right", offset=(-9, -9), **big)
    style.label(ax, h[at], 3, "our h", style.GRAY, offset=(8, 6), path_effects=style.HALO)
    return fig


ROUNDING = 1e-16  # the last of 16 digits: what is off in f by rounding, and by that over h in the slope


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
        f"rims of the units, the thicker the more wrong. The relative errors. {'; '.join(said)}."
    )
    show(draw_fingerprints(rows, names), alt=alt)


def verdict(error):
    """An error where only one thing is asked: is it below 1e-7?"""
    return f"< {power(1e-7)}" if error < 1e-7 else words(error)


SPOTS = [0.0, 1.5, 3.0]  # of the three columns of units
SIZES = 2, 3, 3  # units that are drawn; the suspects have more hidden ones
HEIGHTS = -1.72 - 0.36 * np.arange(4)  # of the numbers below


def draw_fingerprints(rows, names):
    fig, axes = plt.subplots(1, len(rows), figsize=(8, 3.9), layout="none")
    fig.subplots_adjust(left=0.075, right=0.995, top=0.76, bottom=0.28, wspace=0.04)
    for i, (ax, row) in enumerate(zip(axes, rows, strict=True), 1):
        _small_network(ax, [error if error >= 1e-7 else 0 for error in row])
        ax.set_title(f"suspect {i}", loc="center", fontsize=11, pad=2)
        for k, error in enumerate(row):
            wrong = error >= 1e-7
            look = (
                dict(color=style.TEXT[style.FAULT], fontsize=12, fontweight="bold")
                if wrong
                else dict(color=style.TEXT[style.GRAY], fontsize=10.5)
            )
            ax.text(1.5, HEIGHTS[k], verdict(error), ha="center", va="center", **look)
    for k, name in enumerate(names):
        axes[0].text(-1.1, HEIGHTS[k], name, va="center")
    patterns = [tuple(error >= 1e-7 for error in row) for row in rows]
    twins = [str(i) for i, pattern in enumerate(patterns, 1) if patterns.count(pattern) > 1]
    alike = f"; {' and '.join(twins)} differ only in how wrong they are" if twins else ""
    fig.suptitle(f"Every fault leaves its fingerprint{alike}", y=0.97, va="top", **style.HEADLINE)
    keys = "orange: wrong, the thicker the more      lines: dW1, dW2      rims: db1, db2      numbers: relative error"
    fig.text(0.01, 0.876, keys, va="center", color=style.TEXT[style.GRAY])
    return fig


def _small_network(ax, wrong):
    """Lines for dW1 and dW2, rims of the units for db1 and db2. wrong: errors of dW1, db1, dW2, db2; right is 0."""
    units = [np.linspace(1, -1, size) * (0.6 if size == 2 else 1) for size in SIZES]
    for layer, error in ((0, wrong[0]), (1, wrong[2])):
        ends = [([SPOTS[layer], SPOTS[layer + 1]], [a, b]) for a in units[layer] for b in units[layer + 1]]
        for x, y in ends:
            ax.plot(x, y, color=style.FAULT if error else RIGHT, lw=0.8 + 1.8 * error if error else 1.3, zorder=1)
    for x, heights, error in zip(SPOTS, units, (0, wrong[1], wrong[3]), strict=True):
        rim = dict(mec=style.FAULT, mew=1 + 2.6 * error) if error else dict(mec=RIGHT, mew=1.6)
        small = dict(ms=7, mec=RIGHT) if x == SPOTS[0] else dict(ms=13)
        ax.plot([x] * len(heights), heights, "o", zorder=3, **dict(mfc="white") | rim | small)
    ax.set(xlim=(-0.35, 3.45), ylim=(-1.4, 1.4))
    ax.axis("off")


RIGHT = "#AFCBE2"  # what has no fault


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
    fig, ax = plt.subplots(figsize=(8, 3.9))
    at, sides = z / h, np.array([z / h - 1, z / h + 1])
    feet = np.maximum(sides, 0)
    ground = np.array([-2.4, 0, 2.6])
    ax.fill_between(ground, -0.5, np.maximum(ground, 0), color="#E6EBF0", lw=0, zorder=0)
    ax.plot(ground, np.maximum(ground, 0), color=style.INK, lw=2.6)
    ax.plot(sides, feet, color=style.FAULT, lw=8, solid_capstyle="round", zorder=3)
    ax.plot(sides, feet, "o", color=style.FAULT, mec="white", ms=13, mew=1.5, zorder=4)
    ax.plot(at, max(at, 0), "s", color=style.CURE, mec="white", ms=12, mew=1.5, zorder=4)
    big = dict(fontsize=15, fontweight="bold")
    middle = sides.mean(), feet.mean()
    style.label(ax, *middle, f"the plank: slope {slope:.2f}", style.FAULT, ha="right", offset=(-16, 20), **big)
    style.label(ax, at, at, "z: slope 1", style.CURE, offset=(16, -8), **big)
    style.label(ax, 1.32, 1.32, "relu: slope 1", style.INK, offset=(12, -6), fontsize=11)
    style.label(ax, -1.9, 0, "relu: slope 0", style.INK, ha="center", offset=(0, -16), fontsize=11)
    style.label(ax, sides[0], 0, "z − h", style.FAULT, ha="center", offset=(0, -20), fontsize=11)
    style.label(ax, sides[1], sides[1], "z + h", style.FAULT, offset=(12, -10), fontsize=11)
    ax.set(xlim=ground[[0, 2]], ylim=(-0.5, 1.5), xlabel="distance from the kink, in steps h", xticks=range(-2, 3))
    ax.set(aspect="equal", yticks=[])
    ax.spines["left"].set_visible(False)
    ax.set_title(f"A plank across the kink has the slope {slope:.2f}, which relu has nowhere")
    return fig


# ---- twenty starts ----


def twenty_starts(scores):
    """scores: {letter, "" for right: R² on fresh pairs, one for each start}. A pile for each, one mark a start."""
    said = [
        f"{letter or 'right'}: {down(min(s), 2)} to {down(max(s), 3)}, "
        f"{sum(np.array(s) > ENOUGH)} of {len(s)} above {ENOUGH}"
        for letter, s in scores.items()
    ]
    alt = f"R squared on fresh pairs, a pile of marks for each backward pass, one mark a start. {'; '.join(said)}."
    show(draw_starts(scores), alt=alt)


def down(score, digits):
    """Rounded down, so that it lies on the same side of ENOUGH as the score."""
    return f"{np.floor(score * 10**digits) / 10**digits:.{digits}f}"


def draw_starts(scores):
    """scores as above: the best row on top, the good ones right of the line."""
    scores = dict(sorted(scores.items(), key=lambda item: -np.sum(np.asarray(item[1]) > ENOUGH)))
    piles = {letter: style.swarm(-np.log10(1 - np.asarray(s)), DOT) for letter, s in scores.items()}
    floors = np.cumsum([levels.max() + 2.2 for levels in piles.values()])
    fig, ax = plt.subplots(figsize=(8, 1.1 + 0.083 * floors[-1]))
    ax.axvspan(1 - ENOUGH, 5e-5, color="#EAF1F7", lw=0, zorder=0)
    ax.axvline(1 - ENOUGH, color=style.GRAY, lw=1.2, ls=(0, (4, 3)), zorder=1)
    style.label(ax, 4e-5, -0.6, f"above {ENOUGH}", style.GRAY, fontsize=10)
    for floor, (letter, values) in zip(floors, scores.items(), strict=True):
        values = np.asarray(values)
        look = dict(color=style.FAULT, marker="o") if letter else dict(color=style.CURE, marker="s")
        ax.axhline(floor + 0.8, color=style.PALE, lw=0.9, zorder=0)
        ax.plot(1 - values, floor - piles[letter], ls="none", ms=5, mec="white", **look)
        words = f"{np.sum(values > ENOUGH)} of {len(values)}"
        style.label(ax, 4e-5, floor - 0.3, words, look["color"], fontsize=13, fontweight="bold")
    names = [f"{suspects.NAMES[letter]}  {letter}" if letter else "right" for letter in scores]
    ax.set_yticks(floors - 0.3, names)
    ax.set(xscale="log", xlim=(1.1, 5e-5), ylim=(floors[-1] + 0.8, -1.4), xlabel="R² on fresh pairs, one mark a start")
    ax.set_xticks([1, 0.1, 0.01, 1e-3, 1e-4], ["0", "0.9", "0.99", "0.999", "0.9999"])
    ax.minorticks_off()
    ax.tick_params(axis="y", length=0, labelsize=11)
    ax.spines["left"].set_visible(False)
    for letter, name in zip(scores, ax.get_yticklabels(), strict=True):
        name.set_fontweight("bold" if letter in as_good(scores) else "normal")
    fig.suptitle(passing(scores), **style.HEADLINE)
    return fig


ENOUGH = 0.99  # a start with an R² above it counts as good


def as_good(scores):
    """The letters of the wrong gradients that come above ENOUGH from as many starts as the right one."""
    counts = {letter: np.sum(np.asarray(values) > ENOUGH) for letter, values in scores.items()}
    return sorted(letter for letter, count in counts.items() if letter and count >= counts[""])


def passing(scores):
    """as_good as a title."""
    good = as_good(scores)
    many = ("No", "One", "Two", "Three", "Four", "Five")[len(good)]
    gradients, come = ("gradient", "comes") if len(good) < 2 else ("gradients", "come")
    named = f", {' and '.join(good)}," if good else ""
    return f"{many} wrong {gradients}{named} {come} above {ENOUGH} as often as the right one"
