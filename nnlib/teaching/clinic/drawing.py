"""Figures that both sittings need: curves side by side, and one gradient against another."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from .. import style
from ..figures import show

ILL, WELL = dict(color=style.FAULT, ls=(0, (5, 2))), dict(color=style.CURE)

ROUND = dict(nbins=5, steps=[1, 2, 5, 10])
NOTHING = np.log(10)  # the loss of ten classes when every score is 0
LINE = f"A dotted line at {NOTHING:.1f}: log 10, knows nothing."


def short(number):
    """A loss in words: few digits, and no number where there is none."""
    if not np.isfinite(number):
        return "no number at all"
    digits = 1 if abs(number) < 1 else 2  # patient 1 jumps: the second digit differs between processors
    return f"{number:.{digits}g}" if abs(number) < 1000 else "more than 1000"


def two_curves(ill, well, words, title, low=None):
    """Two loss curves, one number an epoch, the ill one dashed. words: two, for their ends. Returns ax.

    The axis of the loss starts at 0, or at low and is logarithmic.
    """
    _, ax = plt.subplots(figsize=(8, 3.4))
    for curve, word, look in ((ill, words[0], ILL), (well, words[1], WELL)):
        ax.plot(np.arange(1, len(curve) + 1), curve, **look)
        style.label(ax, len(curve), curve[-1], word, look["color"], offset=(8, 0), fontsize=11)
    ax.set(xlabel="epoch", ylabel="loss", title=title, xlim=(0, len(ill)))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 5, 10], nbins=6))
    if low:
        ax.set_yscale("log")
        ax.yaxis.set(major_locator=LogLocator(subs=(1, 2, 5)), major_formatter="{x:g}", minor_locator=NullLocator())
    else:
        ax.yaxis.set_major_locator(MaxNLocator(**ROUND))
    ax.set_ylim(low or 0, None)
    return ax


def ends(curves):
    """Where loss curves {name: one number an epoch} begin and end, in words."""
    each = [f"{name} from {short(values[0])} to {short(values[-1])}" for name, values in curves.items()]
    return f"Loss against epoch, {len(curves)} curves: {'; '.join(each)}."


def knows_nothing(ax):
    """A dotted line at the loss of who knows nothing, its name below the right end."""
    ax.axhline(NOTHING, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    words = f"log 10 = {NOTHING:.2f}: knows nothing"
    style.label(ax, ax.get_xlim()[1], NOTHING, words, style.GRAY, ha="right", va="top", offset=(-2, -4))


def against(answers, title, ylabel):
    """A mark for each number of a network. answers: {name: (measured slopes, what was given for them)}."""
    found = [f"{name} {factor(x, y):.2f}" for name, (x, y) in answers.items()]
    alt = f"Marks, {ylabel} against measured slope, for {_count(answers)} numbers. They lie on "
    alt += f"{'one straight line' if len(found) == 1 else 'straight lines'} through 0. Slope: {', '.join(found)}."
    show(against_drawn(answers, title, ylabel), alt=alt)


def _count(answers):
    return len(next(iter(answers.values()))[0])


def factor(measured, given):
    """The slope of the line through 0 on which the marks lie best."""
    return np.vdot(measured, given) / np.vdot(measured, measured)


def against_drawn(answers, title, ylabel):
    """A line for each answer, its slope and name at the end; if none is right, a gray one where both are equal."""
    fig, ax = plt.subplots(figsize=(8, 3.7))
    everything = np.concatenate([x for x, _ in answers.values()])
    span = np.array([everything.min(), everything.max()])
    if not any(np.allclose(x, y) for x, y in answers.values()):
        ax.plot(span, span, color=style.GRAY, lw=1.4, ls=(0, (2, 2)))
        _named(ax, span[1], 1, "as measured", style.GRAY)
    for marker, (name, (x, y)) in zip("o^", answers.items(), strict=False):
        right = np.allclose(x, y)
        color = style.CURE if right else style.FAULT
        times = factor(x, y)
        ax.plot(span, times * span, color=color, lw=1.4, alpha=0.45)
        ax.plot(x, y, ls="none", marker=marker, ms=8, mew=0, color=color, alpha=0.5)
        _named(ax, span[1], times, f"{name},\nas measured" if right else name, color)
    ax.axhline(0, color=style.PALE, lw=0.9, zorder=0)
    ax.axvline(0, color=style.PALE, lw=0.9, zorder=0)
    each = f"a mark: one of {_count(answers):,} numbers"
    ax.text(0.99, 0.03, each, transform=ax.transAxes, ha="right", va="bottom", color=style.TEXT[style.GRAY])
    ax.set(xlabel="measured slope", ylabel=ylabel, title=title)
    ax.set_xlim(span + np.array([-0.03, 0.02]) * np.ptp(span))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(**ROUND))
    return fig


def _named(ax, x, times, name, color):
    """At the end of a line through 0 its slope, in large, and below it whose line it is."""
    style.label(ax, x, times * x, f"× {times:.2g}", color, va="bottom", offset=(12, -6), fontsize=20, weight="bold")
    style.label(ax, x, times * x, name, color, va="top", offset=(12, -5), linespacing=1.1)
