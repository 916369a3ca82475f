"""Figures that both sittings need: curves side by side, and one gradient against another."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import LogLocator, MaxNLocator

from .. import plots, style
from ..figures import show

ILL, WELL = dict(color=style.FAULT, ls=(0, (5, 2))), dict(color=style.CURE)

ROUND = dict(nbins=5, steps=[1, 2, 5, 10])


def short(number):
    """A loss in words: few digits, and no number where there is none."""
    if not np.isfinite(number):
        return "no number at all"
    digits = 1 if abs(number) < 1 else 2  # patient 1 jumps: the second digit differs between processors
    return f"{number:.{digits}g}" if abs(number) < 1000 else "more than 1000"


def curves(curves, title, log=(), floor=None, jumps=False, times=False, band=None):
    """Loss curves, {name: one number an epoch}; "healthy" is blue, the others vermilion.

    The last loss stands beside the name, at the end of the curve. jumps: mark and count the epochs in which the
    first loss rises. times: say how many times as high as the second curve the first is. band: the curve of a
    healthy network, to lie as a band below one that has been mended.
    """
    ends = "{:.2f}".format if times else short
    names = {name: f"{name}: {ends(values[-1])}" for name, values in curves.items()}
    looks = {names[name]: WELL if name in ("healthy", "mended") else ILL for name in curves}
    fig, ax = plt.subplots(figsize=(8, 3.2))
    with np.errstate(all="ignore"):
        values = {names[name]: values for name, values in curves.items()}
        plots.loss_curves(values, ax, title=title, styles=looks, log=log, floor=floor)
        for name, curve in curves.items():
            if floor and curve[0] > floor[0]:
                style.label(ax, 1, curve[0], f"{name} begins at {short(curve[0])}", style.FAULT, offset=(10, 2))
    if floor:  # below it a line of the grid would cross the words
        note = next(text for text in ax.texts if text.get_text() == floor[1])
        note.set(va="bottom", position=(0, 2))
    first, *others = curves.values()
    if np.ptp(first) < 0.01 * first[0]:
        ax.texts[0].set_text(next(iter(curves)))
        stuck = f"begins at {first[0]:.2f}, ends at {first[-1]:.2f}"
        style.label(ax, 0.35 * len(first), first[0], stuck, style.FAULT, va="top", offset=(0, -7), weight="bold")
    if times:
        ax.texts[0].set(va="top", position=(5, -3))  # clear of the grid
        _between(ax, first, others[0])
    if floor and others[0][0] > first[0]:
        ax.plot(1, first[0], "o", color=style.FAULT, ms=7, mec="white", zorder=4)
        style.label(ax, 1, first[0], "ahead", style.FAULT, ha="center", va="top", offset=(-2, -18), weight="bold")
    up = np.flatnonzero(np.diff(first) > 0) + 1
    if jumps:
        ax.plot(1 + up, np.asarray(first)[up], "^", ms=7, color=style.FAULT, mec="white", zorder=4)
        ax.texts[0].set_text(f"{ax.texts[0].get_text()}\nup {len(up)} times ▲")
        for curve, color in ((first, style.FAULT), (others[0], style.CURE)):
            _leap(ax, curve, color)
    if band is not None:
        ax.lines[0].set(alpha=0.4, lw=1.5)  # it is only there to compare with
        ax.plot(np.arange(1, len(band) + 1), band, color=style.CURE, lw=11, alpha=0.22, zorder=1)
        at = len(band) // 3
        for text in ax.texts[:2]:
            text.set(position=(11, 0))  # clear of the band
        style.label(ax, at, band[at - 1], "pale band: healthy", style.CURE, va="top", offset=(0, -22))
    longest = max(map(len, curves.values()))
    ax.set_xlim(0, longest * 1.2)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 5, 10], nbins=6))
    if log:
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        ax.minorticks_off()
    else:
        top = _top(ax, first, others[0]) if jumps or band is not None else 1.05 * ax.get_ylim()[1]
        ax.set_ylim(0, top)
        ax.yaxis.grid(not jumps and band is None)  # two curves end where its lines would cross their names
        ax.yaxis.set_major_locator(MaxNLocator(**ROUND))
    if floor and not log:  # worse than knowing nothing
        ax.axhspan(floor[0], ax.get_ylim()[1], color=style.FAULT, alpha=0.08, lw=0)
    ax.set_xlabel("after epoch")
    for text in ax.texts:  # no line of the grid crosses a word
        if not floor or text.xy[1] <= floor[0]:  # above it the ground may be tinted
            text.set_path_effects(style.HALO)
    each = [f"{name} from {short(values[0])} to {short(values[-1])}" for name, values in curves.items()]
    if times:
        each[0] += f", {_ratio(first, others[0])}"
    line = f" A dotted line at {short(floor[0])}: {floor[1]}." if floor else ""
    if jumps:  # how often exactly hangs on a processor's last digits
        line += f" The first rises in {len(up) / (len(first) - 1):.1f} of the epochs, marked by triangles."
    if band is not None:
        line += f" Behind the last, as a pale band, a healthy network from {short(band[0])} to {short(band[-1])}."
    show(fig, alt=f"Loss against epoch, {len(curves)} curves: {'; '.join(each)}.{line}")


def _top(ax, first, other):
    """Where the axis ends: a first loss that is far above all others is cut off, and said."""
    rest = max(*first[1:], *other)
    if first[0] < 2 * rest:
        return 1.05 * ax.get_ylim()[1]
    top = 1.2 * rest
    at = 1 + (first[0] - top) / (first[0] - first[1])
    look = dict(va="top", offset=(7, -1), path_effects=style.HALO)
    style.label(ax, at, top, f"from {short(first[0])}", style.FAULT, **look)
    return top


def _leap(ax, curve, color):
    """How far the loss rises in the worst epoch, written at its end."""
    rises = np.diff(curve)
    worst = rises.argmax()
    words = f"highest leap: + {max(rises[worst], 0):.1g}"
    look = dict(ha="center", va="bottom", offset=(0, 7)) if color == style.FAULT else dict(va="top", offset=(0, -22))
    style.label(ax, worst + 2, curve[worst + 1], words, color, weight="bold", **look)


def _between(ax, high, low):
    """An arrow from one curve to the other, half way, and between which limits their ratio stays."""
    at = len(high) // 2
    ends = (at, low[at - 1]), (at, high[at - 1])
    ax.annotate("", *ends, arrowprops=dict(arrowstyle="<|-|>", color=style.FAULT, lw=1.6, shrinkA=2, shrinkB=2))
    words = f"{_ratio(high, low)}, all the way"
    style.label(ax, at, high[at - 1], words, style.FAULT, va="bottom", offset=(4, 5), weight="bold")


def _ratio(high, low):
    ratio = np.divide(high, low)
    return f"{ratio.min():.1f} to {ratio.max():.1f} times as high"


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
    """A line for each answer, its slope and name at the end. Where both agree, the marks lie on the gray one."""
    fig, ax = plt.subplots(figsize=(8, 3.6))
    everything = np.concatenate([x for x, _ in answers.values()])
    ends = np.array([everything.min(), everything.max()])
    ax.plot(ends, ends, color=style.GRAY, lw=1.4, ls=(0, (2, 2)))
    unlike = not any(np.allclose(x, y) for x, y in answers.values())
    if unlike:
        _named(ax, ends[1], 1, "as measured", style.GRAY, beside=True)
    for place, (name, (x, y)) in enumerate(answers.items()):
        right = np.allclose(x, y)
        color = style.CURE if right else style.FAULT
        times = factor(x, y)
        ax.plot(ends, times * ends, color=color, lw=1, alpha=0.35)
        ax.plot(x, y, ls="none", marker="o^"[place], ms=6 + place, mec="white", color=color)
        _named(ax, ends[1], times, f"{name},\nas measured" if right else name, color)
    note = dict(transform=ax.transAxes, ha="right", va="bottom", color=style.TEXT[style.GRAY])
    each = f"{_count(answers)} marks a line, one for each number"
    ax.text(0.99, 0.04, each if len(answers) > 1 else f"a mark for each of {_count(answers)} numbers", **note)
    ax.set(xlabel="measured slope", ylabel=ylabel, title=title)
    ax.set_xlim(ends[0] - 0.05 * np.ptp(ends), ends[1] + (0.3 if unlike else 0.22) * np.ptp(ends))
    ax.yaxis.set_major_locator(MaxNLocator(**ROUND))
    ax.set_xticks([tick for tick in MaxNLocator(**ROUND).tick_values(*ends) if ends[0] <= tick <= ends[1]])
    ax.axhline(0, color=style.PALE, lw=0.9, zorder=0)
    ax.axvline(0, color=style.PALE, lw=0.9, zorder=0)
    return fig


def _named(ax, x, times, name, color, beside=False):
    """At the end of a line through 0 its slope, in large, and below or beside it whose line it is."""
    look = dict(offset=(9, -4), path_effects=style.HALO)
    style.label(ax, x, times * x, f"× {times:.2g}", color, va="bottom", fontsize=15, weight="bold", **look)
    place = dict(va="bottom", offset=(41, -2)) if beside else dict(va="top", linespacing=1.1)
    style.label(ax, x, times * x, name, color, **look | place)
