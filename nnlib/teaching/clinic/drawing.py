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


def curves(curves, title, top=None, log=(), floor=None, jumps=False, times=False):
    """Loss curves, {name: one number an epoch}; "healthy" is blue, the others vermilion. top: upper end of the axis.

    The last loss stands beside the name, at the end of the curve. jumps: mark and count the epochs in which the
    first loss rises. times: say how many times as high as the second curve the first is.
    """
    names = {name: f"{name}: {short(values[-1])}" for name, values in curves.items()}
    looks = {names[name]: WELL if name in ("healthy", "mended") else ILL for name in curves}
    fig, ax = plt.subplots(figsize=(8, 3.2))
    with np.errstate(all="ignore"):
        values = {names[name]: values for name, values in curves.items()}
        plots.loss_curves(values, ax, title=title, styles=looks, log=log, floor=floor)
        for name, curve in curves.items():
            if floor and curve[0] > floor[0]:
                style.label(ax, 1, curve[0], f"{name} begins at {short(curve[0])}", style.FAULT, offset=(10, 2))
    first, *others = curves.values()
    if np.ptp(first) < 0.01 * first[0]:
        ax.texts[0].set_text(next(iter(curves)))
        stuck = f"begins at {first[0]:.2f}, ends at {first[-1]:.2f}"
        style.label(ax, 0.35 * len(first), first[0], stuck, style.FAULT, va="top", offset=(0, -7), weight="bold")
    if times:
        _between(ax, first, others[0])
    up = np.flatnonzero(np.diff(first) > 0) + 1
    if jumps:
        ax.plot(1 + up, np.asarray(first)[up], "^", ms=7, color=style.FAULT, mec="white", zorder=4)
        ax.texts[0].set_text(f"{ax.texts[0].get_text()}\nup {len(up)} times ▲")
    if "mended" in curves:  # the other is only there to compare with
        ax.lines[0].set(alpha=0.4, lw=1.5)
        arrow = dict(arrowstyle="-|>", color=style.CURE, lw=2, mutation_scale=14, shrinkA=2, shrinkB=2)
        ax.annotate("", (len(first), others[-1][-1]), (len(first), first[-1]), arrowprops=arrow)
    longest = max(map(len, curves.values()))
    ax.set_xlim(0, longest * 1.2)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 5, 10], nbins=6))
    if log:
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        ax.minorticks_off()
    else:
        ax.set_ylim(0, top or 1.05 * ax.get_ylim()[1])
        ax.yaxis.set_major_locator(MaxNLocator(**ROUND))
    if floor and not log:  # worse than knowing nothing
        ax.axhspan(floor[0], ax.get_ylim()[1], color=style.FAULT, alpha=0.08, lw=0)
    ax.set_xlabel("after epoch")
    each = [f"{name} from {short(values[0])} to {short(values[-1])}" for name, values in curves.items()]
    line = f" A dotted line at {short(floor[0])}: {floor[1]}." if floor else ""
    if jumps:  # how often exactly hangs on a processor's last digits
        line += f" The first rises in {len(up) / (len(first) - 1):.1f} of the epochs, marked by triangles."
    show(fig, alt=f"Loss against epoch, {len(curves)} curves: {'; '.join(each)}.{line}")


def _between(ax, high, low):
    """An arrow from one curve to the other, half way, and between which limits their ratio stays."""
    at, ratio = len(high) // 2, np.divide(high, low)
    ends = (at, low[at - 1]), (at, high[at - 1])
    ax.annotate("", *ends, arrowprops=dict(arrowstyle="<|-|>", color=style.FAULT, lw=1.6, shrinkA=2, shrinkB=2))
    words = f"{ratio.min():.1f} to {ratio.max():.1f} times as high, all the way"
    style.label(ax, at, high[at - 1], words, style.FAULT, va="bottom", offset=(4, 5), weight="bold")


def against(answers, title, ylabel):
    """A dot for each number of a network. answers: {name: (measured slopes, what was given for them)}."""
    found = [f"{name} {factor(x, y):.2f}" for name, (x, y) in answers.items()]
    alt = f"Dots, {ylabel} against measured slope. Slope of the line on which they lie: {', '.join(found)}."
    show(against_drawn(answers, title, ylabel), alt=alt)


def factor(measured, given):
    """The slope of the line through 0 on which the dots lie best."""
    return np.vdot(measured, given) / np.vdot(measured, measured)


def against_drawn(answers, title, ylabel):
    """Where both agree, the dots lie on the gray line. Equal distances mean equal numbers for all."""
    fig, ax = plt.subplots(figsize=(8, 3.6))
    everything = np.concatenate([x for x, _ in answers.values()])
    ends = np.array([everything.min(), everything.max()])
    alone = len(answers) == 1
    agree = any(np.allclose(x, y) for x, y in answers.values())
    ax.plot(ends, ends, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    if not agree:
        style.label(ax, ends[1], ends[1], "where they\nwould agree", style.GRAY, offset=(8, 0))
    for place, (name, (x, y)) in enumerate(answers.items()):
        right = np.allclose(x, y)
        color = style.CURE if right else style.FAULT
        times = factor(x, y)
        ax.plot(ends, times * ends, color=color, lw=1, alpha=0.35)
        ax.plot(x, y, ls="none", marker="o^"[place], ms=6 + place, mec="white", color=color)
        if not right:  # from what is measured to what was given
            at = 0.85 * ends[0] if alone else ends[np.abs(ends).argmax()] * (0.97 - 0.2 * place)
            arrow = dict(arrowstyle="-|>", color=color, lw=2, mutation_scale=14, shrinkA=0, shrinkB=0)
            ax.annotate("", (at, times * at), (at, at), arrowprops=arrow, zorder=1)
            side = dict(ha="right", offset=(-7, 0)) if alone else dict(offset=(5, 0))  # left of it nothing else stands
            by = side | dict(fontsize=15, weight="bold", path_effects=style.HALO)
            style.label(ax, at, (1 + times) * at / 2, f"× {times:.2g}", color, **by)
        words = "as measured" if right else f"{times:.2g} times what is measured"
        style.label(ax, ends[1], times * ends[1], f"{name}:\n{words}", color, offset=(8, 0), linespacing=1.1)
    ax.set(xlabel="measured slope", ylabel=ylabel, title=title)
    ax.set_xlim(ends[0] - (0.12 if alone else 0.05) * np.ptp(ends), ends[1] + 0.46 * np.ptp(ends))
    ax.yaxis.set_major_locator(MaxNLocator(**ROUND))
    ax.set_xticks([tick for tick in MaxNLocator(**ROUND).tick_values(*ends) if ends[0] <= tick <= ends[1]])
    ax.axhline(0, color=style.PALE, lw=0.9, zorder=0)
    ax.axvline(0, color=style.PALE, lw=0.9, zorder=0)
    return fig
