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
        words = f"network {i}: {values[-1]:.3f}"
        style.label(ax, len(values) - 1, values[-1], words, look["color"], offset=(8, 0), fontweight="bold")
    ax.set(xlabel="step", ylabel="loss", yscale="log", ylim=(8e-4, 2), xlim=(-10, 1.22 * len(losses[0])))
    ax.set_yticks([0.001, 0.01, 0.1, 1], ["0.001", "0.01", "0.1", "1"])
    ax.set_xticks(np.linspace(0, len(losses[0]), 6).astype(int))
    ax.minorticks_off()
    ax.set_title("Both losses fall. One of the two gradients is wrong")
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
    ax.plot(h, np.maximum(one_sided, floor), color=style.GRAY, marker="o", mec="white")
    ax.plot(h, np.maximum(central, floor), color=style.CURE, marker="s", mec="white")
    ax.set(xscale="log", yscale="log", xlabel="step h (smaller to the right)", ylabel="relative error of the slope")
    ax.set(xlim=(2, 3e-14), ylim=(1e-13, 8))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda number, _: power(number))
    ax.set_yticks([1e-12, 1e-9, 1e-6, 1e-3, 1])
    ax.minorticks_off()
    ax.set_title("A smaller step is better, until it is worse")
    style.label(ax, 1e-3, 1e-3, "one-sided:\nfalls with h", style.GRAY, offset=(0, 18))
    style.label(ax, 1e-3, 3e-7, "central:\nfalls with h²", style.CURE, ha="right", offset=(-10, -12))
    style.label(ax, 1e-11, 1e-5, "both: rounding,\ngrows as 1/h", style.INK, ha="right", offset=(10, 18))
    style.label(ax, 1e-5, 2e-13, f"h = {power(1e-5)}", style.GRAY, ha="right", offset=(-8, 0))
    for errors, color, name, place in (
        (one_sided, style.GRAY, "its best", dict(offset=(0, -17), ha="center")),
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
    """errors: {letter: (dW1, db1, dW2, db2)}. A table of colored cells; the letters are hidden."""
    rows, names = [errors[letter] for letter in ROWS], suspects.ARRAYS
    said = [
        f"row {i}: " + ", ".join(f"{name} {verdict(e)}" for name, e in zip(names, row, strict=True))
        for i, row in enumerate(rows, 1)
    ]
    alt = f"A table of relative errors, a row for each suspect, a column for each array. {'; '.join(said)}."
    show(draw_fingerprints(rows, names), alt=alt)


def verdict(error):
    """An error where only one thing is asked: is it below 1e-7?"""
    return f"< {power(1e-7)}" if error < 1e-7 else words(error)


def draw_fingerprints(rows, names):
    fig, ax = plt.subplots(figsize=(8, 3.1))
    for i, row in enumerate(rows):
        for k, error in enumerate(row):
            wrong = error >= 1e-7
            ax.add_patch(
                plt.Rectangle((k + 0.03, i + 0.06), 0.94, 0.88, fc="#F3D3BF" if wrong else "#E3EDF4", ec="none")
            )
            color = style.TEXT[style.FAULT] if wrong else style.TEXT[style.CURE]
            weight = "bold" if wrong else "normal"
            ax.text(k + 0.5, i + 0.5, verdict(error), ha="center", va="center_baseline", color=color, weight=weight)
    ax.set(xlim=(-0.1, 4.02), ylim=(len(rows) + 0.05, -0.05))
    ax.set_xticks(np.arange(4) + 0.5, names)
    ax.set_yticks(np.arange(len(rows)) + 0.5, [f"row {i + 1}" for i in range(len(rows))])
    ax.xaxis.tick_top()
    ax.tick_params(length=0, labelsize=11)
    ax.spines[:].set_visible(False)
    ax.set_title("Every fault leaves a fingerprint: relative error per array")
    return fig


# ---- the kink ----


def kink(z, h):
    """relu around a kink closer to z than h: the slope that is there and the slope that is measured."""
    slope = (max(z + h, 0) - max(z - h, 0)) / (2 * h)
    alt = (
        f"The graph of relu near its kink at 0, flat on the left, rising on the right. At z = {z:g} its slope is 1. "
        f"A line through the points at z − h and z + h has the slope {slope:.2f}."
    )
    show(draw_kink(z, h, slope), alt=alt)


def draw_kink(z, h, slope):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    at, sides = z / h, np.array([z / h - 1, z / h + 1])
    ax.plot([-2, 0, 2], [0, 0, 2], color=style.INK)
    ax.plot(sides, np.maximum(sides, 0), "o--", color=style.FAULT, mec="white", ms=8)
    ax.plot(at, max(at, 0), "s", color=style.CURE, mec="white", ms=8)
    style.label(ax, 1.75, 1.75, "relu", style.INK, ha="right", offset=(-8, 4))
    style.label(ax, *[at, at], "z: slope 1", style.CURE, offset=(10, -6))
    style.label(ax, sides[0], 0, "z − h", style.FAULT, ha="center", offset=(0, -13))
    style.label(ax, sides[1], sides[1], "z + h", style.FAULT, offset=(8, -6))
    style.label(ax, at - 0.35, slope * 0.65, f"measured: slope {slope:.2f}", style.FAULT, ha="right", offset=(-6, 8))
    ax.set(xlim=(-2, 2), ylim=(-0.4, 1.9), xlabel="distance from the kink, in steps h", ylabel="relu, in steps h")
    ax.set_xticks([-2, -1, 0, 1, 2])
    ax.set_yticks([0, 1])
    ax.set_title("The judge steps across the kink and measures a slope that is nowhere")
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
    piles = {letter: style.swarm(-np.log10(1 - np.asarray(s)), DOT) for letter, s in scores.items()}
    floors = np.cumsum([levels.max() + 2.6 for levels in piles.values()])
    fig, ax = plt.subplots(figsize=(8, 1.5 + 0.1 * floors[-1]))
    ax.plot([0.01] * 2, [-0.6, floors[-1] + 1], color=style.GRAY, lw=1.2, ls=(0, (4, 3)), zorder=1)
    style.label(ax, 4e-5, -0.6, "above 0.99", style.GRAY, fontsize=10)
    for floor, (letter, values) in zip(floors, scores.items(), strict=True):
        values = np.asarray(values)
        look = dict(color=style.FAULT, marker="o") if letter else dict(color=style.CURE, marker="s")
        ax.axhline(floor + 0.8, color=style.PALE, lw=0.9, zorder=0)
        ax.plot(1 - values, floor - piles[letter], ls="none", ms=5.5, mec="white", **look)
        words = f"{np.sum(values > 0.99)} of {len(values)}"
        style.label(ax, 4e-5, floor - 0.5, words, look["color"], fontsize=11, fontweight="bold")
    names = [f"{letter}  {suspects.NAMES[letter]}" if letter else "right" for letter in scores]
    ax.set_yticks(floors - 0.5, names)
    ax.set(xscale="log", xlim=(1.1, 5e-5), ylim=(floors[-1] + 1.6, -1.4), xlabel="R² on fresh pairs, one mark a start")
    ax.set_xticks([0.9, 0.5, 0.1, 0.01, 1e-3, 1e-4], ["0.1", "0.5", "0.9", "0.99", "0.999", "0.9999"])
    ax.minorticks_off()
    ax.tick_params(axis="y", length=0, labelsize=11)
    ax.spines["left"].set_visible(False)
    fig.suptitle("Two wrong gradients, C and D, train as well as the right one", **style.HEADLINE)
    return fig
