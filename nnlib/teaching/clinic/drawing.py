"""Figures that both sittings need: curves side by side, and one gradient against another."""

import matplotlib.pyplot as plt
import numpy as np

from .. import plots, style
from ..figures import show

ILL, WELL = dict(color=style.FAULT, ls=(0, (5, 2))), dict(color=style.CURE)


def short(number):
    """A loss in words: few digits, and no number where there is none."""
    if not np.isfinite(number):
        return "no number at all"
    return f"{number:.2g}" if abs(number) < 1000 else "more than 1000"


def curves(curves, title, top=None, log=(), floor=None):
    """Loss curves, {name: one number an epoch}; "healthy" is blue, the others vermilion. top: upper end of the axis."""
    looks = {name: WELL if name in ("healthy", "mended") else ILL for name in curves}
    with np.errstate(all="ignore"):
        ax = plots.loss_curves(curves, title=title, styles=looks, log=log, floor=floor)
    longest = max(map(len, curves.values()))
    ax.set_xlim(0, longest * 1.16)
    if top:
        ax.set_ylim(0, top)
    each = [f"{name} from {short(values[0])} to {short(values[-1])}" for name, values in curves.items()]
    show(ax.figure, alt=f"Loss against epoch, {len(curves)} curves: {'; '.join(each)}.")


def against(answers, title, ylabel):
    """A dot for each number of a network. answers: {name: (measured slopes, what was given for them)}."""
    found = [f"{name} {np.vdot(x, y) / np.vdot(x, x):.2f}" for name, (x, y) in answers.items()]
    alt = f"Dots, {ylabel} against measured slope. Slope of the line on which they lie: {', '.join(found)}."
    show(against_drawn(answers, title, ylabel), alt=alt)


def against_drawn(answers, title, ylabel):
    """Where both agree, the dots lie on the gray line."""
    fig, ax = plt.subplots(figsize=(8, 3.2))
    everything = np.concatenate([x for x, _ in answers.values()])
    ends = np.array([everything.min(), everything.max()])
    ax.plot(ends, ends, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    style.label(ax, ends[1], ends[1], "equal", style.GRAY, offset=(8, -16), fontsize=9.5)
    for place, (name, (x, y)) in enumerate(answers.items()):
        color, marker = ((style.FAULT, "o"), (style.PURPLE, "^"))[place]
        right = np.allclose(x, y)
        color = style.CURE if right else color
        ax.plot(x, y, ls="none", marker=marker, ms=5, mec="white", color=color)
        far = np.argmax(x)
        style.label(ax, x[far], y[far], name, color, offset=(8, 0))
    ax.set(xlabel="measured slope", ylabel=ylabel, title=title)
    ax.set_xlim(1.15 * ends[0], 1.35 * ends[1])
    ax.grid(axis="y")
    return fig
