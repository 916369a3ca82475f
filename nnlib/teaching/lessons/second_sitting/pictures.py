"""Figures of the second sitting: what five networks that look healthy hide, and which instrument sees which fault."""

import itertools
import textwrap

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator
from sklearn.datasets import load_digits

from ... import style
from ...clinic.drawing import LINE, against, ends, factor, knows_nothing, two_curves
from ...figures import show

COMPLAINTS = {
    6: "λ has no effect",
    7: "prints strange numbers",
    8: "users complain",
    9: "seed 0 does not come back",
    10: "dice can't be checked",
}
FAULTS = {
    1: "gradient not divided by n",
    2: "steps in a copy",
    3: "gradients add up",
    4: "weights move too early",
    5: "labels mixed up",
    6: "λ times gradient, not weight",
    7: "value of another loss",
    8: "rows in no batch",
    9: "seed 0 is no seed",
    10: "dropout's factor missing",
}
LATER = "#DDA78C"  # an alarm for a fault that an instrument further in front has seen


def diplomas(shares):
    """The share of new rows that each patient gets right, {number: share}."""
    each = ", ".join(
        f"patient {number} {100 * share:.0f} % (“{COMPLAINTS[number]}”)" for number, share in shares.items()
    )
    show(
        diplomas_drawn(shares),
        alt=f"Five cards stamped ILL, on each the share of new rows that a network gets right: {each}.",
    )


def diplomas_drawn(shares):
    """A diploma for each, with its share and what its owner says."""
    fig, axes = plt.subplots(1, len(shares), figsize=(8, 2.9))
    for ax, (number, share) in zip(axes, shares.items(), strict=True):
        style.bare(ax).set(xlim=(0, 1), ylim=(0, 1))
        ax.set_facecolor("#F6F8FA")
        ax.spines[:].set(color=style.CURE, linewidth=1.6)
        middle = dict(ha="center", va="center")
        ax.text(0.5, 0.87, f"patient {number}", fontsize=11, **middle)
        score = dict(fontsize=24, fontweight="bold", color=style.TEXT[style.CURE])
        ax.text(0.5, 0.69, f"{100 * share:.0f} %", **score, **middle)
        ax.text(0.5, 0.56, "right", fontsize=11, color=style.TEXT[style.CURE], **middle)
        stamp = dict(boxstyle="round,pad=0.25", fc="none", ec=style.FAULT, lw=2)
        look = dict(fontsize=16, fontweight="bold", rotation=12, bbox=stamp)
        ax.text(0.5, 0.36, "ILL", color=style.TEXT[style.FAULT], **look, **middle)
        words = "\n".join(textwrap.wrap(f"“{COMPLAINTS[number]}”", 15))
        ax.text(0.5, 0.14, words, fontsize=10, color=style.TEXT[style.FAULT], style="italic", **middle)
    least = min(shares.values())
    fig.suptitle(f"All get at least {100 * least:.0f} % of new rows right, and all are ill", **style.HEADLINE)
    return fig


def pull(l2s, sums):
    """The sum of squared weights after training against λ, {name: one number for each λ}."""
    each = [f"{name} {', '.join(f'{number:.0f}' for number in own)}" for name, own in sums.items()]
    words = "A row of squares for each network, the area of a square the sum of squared weights after training"
    show(pull_drawn(l2s, sums), alt=f"{words}, for λ = {', '.join(map(str, l2s))}: {'; '.join(each)}.")


def pull_drawn(l2s, sums):
    """A square for each number, as large as it says. Dashed: the square without λ."""
    fig, ax = plt.subplots(figsize=(8, 3.9))
    apart = 1.15 * np.sqrt(max(map(max, sums.values())))
    for row, (name, own) in enumerate(sums.items()):
        color = style.CURE if name == "healthy" else style.FAULT
        floor = -apart * row
        style.label(ax, 0, floor + apart / 2.5, name, color, ha="right", offset=(-14, 0), fontsize=13, weight="bold")
        for place, number in enumerate(own):
            left, side = 1.7 * apart * place, np.sqrt(number)
            ax.add_patch(plt.Rectangle((left, floor), side, side, color=color, lw=0))
            if number < 0.98 * own[0]:
                ghost = dict(fill=False, ec=style.GRAY, ls=(0, (3, 3)), lw=1)
                ax.add_patch(plt.Rectangle((left, floor), *[np.sqrt(own[0])] * 2, **ghost))
            inside = number > 0.3 * own[0]
            at = (left + side / 2, floor + side / 2) if inside else (left + side, floor + side / 2)
            look = dict(ha="center", offset=(0, 0)) if inside else dict(offset=(8, 0))
            size = 20 if inside else 16
            style.label(ax, *at, f"{number:.0f}", "white" if inside else color, fontsize=size, weight="bold", **look)
    for place, l2 in enumerate(l2s):
        ax.text(1.7 * apart * place + 0.43 * apart, apart, f"λ = {l2:g}", ha="center", va="center", fontsize=13)
    ax.set(xlim=(0, 1.7 * apart * (len(l2s) - 1) + apart), aspect="equal")
    ax.set(ylim=(floor - 0.05 * apart, 1.1 * apart))
    ax.axis("off")
    ill, well = sums["patient 6"], sums["healthy"]
    ends = f"healthy weights from {well[0]:.0f} to {well[-1]:.0f}, and patient 6 stays at {ill[-1]:.0f}"
    fig.suptitle(f"λ pulls {ends}", **style.HEADLINE)
    words = "area: sum of W² after training; dashed: λ = 0"
    ax.text(0, -0.02, words, transform=ax.transAxes, va="top", color=style.TEXT[style.GRAY])
    return fig


def above(ill, well):
    """The curve of patient 7 beside a healthy one."""
    told = f"Patient 7 is {' to '.join(_times(ill, well))} times as high."
    show(above_drawn(ill, well).figure, alt=f"{ends({'patient 7': ill, 'healthy': well})} {told} {LINE}")


def _times(ill, well):
    """How many times as high one curve is as the other: the least and the most, in words."""
    ratio = np.divide(ill, well)
    return f"{ratio.min():.1f}", f"{ratio.max():.1f}"


def above_drawn(ill, well):
    """Both curves, and between them how many times as high one is: on this axis equal times are equal heights."""
    title = f"Patient 7 learns like a healthy one, at {' to '.join(_times(ill, well))} times the loss"
    ax = two_curves(ill, well, (f"patient 7: {ill[-1]:.2f}", f"healthy: {well[-1]:.2f}"), title, low=0.08)
    knows_nothing(ax)
    ratio = np.divide(ill, well)
    for at in (1 + ratio.argmin(), 1 + ratio.argmax()):
        bottom, top = well[at - 1], ill[at - 1]
        arrow = dict(arrowstyle="<|-|>", color=style.FAULT, lw=1.6, shrinkA=2, shrinkB=2)
        ax.annotate("", (at, bottom), (at, top), arrowprops=arrow)
        side = dict(ha="left", offset=(-4, 8)) if at < len(ill) / 2 else dict(ha="right", offset=(6, 8))
        look = dict(va="bottom", fontsize=18, weight="bold") | side
        style.label(ax, at, top, f"× {top / bottom:.1f}", style.FAULT, **look)
    ax.set_ylim(None, 2 * max(ill))
    ax.set_ylabel("loss (logarithmic)")
    return ax


def half(measured, backward):
    """The slopes of W1 in patient 10: from backward against measured."""
    title = f"Every slope of W1 is {factor(measured, backward):.2g} times what it should be"
    against({"W1": (measured, backward)}, title, "slope from backward")


def recall_bars(recall):
    """A bar for each class. recall: (n_classes,), each from 0 to 1."""
    each = ", ".join(f"{digit}: {100 * value:.0f} %" for digit, value in enumerate(recall))
    show(recall_drawn(recall), alt=f"A bar for each digit, its recall on new rows. {each}.")


def first_picture(digit):
    """The first picture (8, 8) of this digit in the data."""
    images, labels = load_digits(return_X_y=True)
    return images[labels == digit][0].reshape(8, 8)


def recall_drawn(recall):
    fig, ax = plt.subplots(figsize=(8, 2.9))
    bars = ax.bar(range(len(recall)), recall, width=0.76)
    for digit, (bar, value) in enumerate(zip(bars, recall, strict=True)):
        color = style.FAULT if value < 0.5 else style.CURE
        bar.set_color(color)
        bar.set_alpha(0.5)  # the empty one is what the eye should find
        words = f"{100 * value:.0f} %" if value else "none"
        style.label(ax, digit, value, words, color, ha="center", offset=(0, 8), fontsize=10.5)
        if not value:
            ax.bar(digit, 1, width=0.76, fill=False, ec=color, ls=(0, (4, 3)), lw=2)
            ax.imshow(first_picture(digit), extent=(digit - 0.33, digit + 0.33, 0.2, 0.46), aspect="auto")
    ax.set(
        xlim=(-0.6, len(recall) - 0.4),
        ylim=(0, 1.15),
        xticks=range(len(recall)),
        xlabel="digit",
        ylabel="recall on new rows",
    )
    lost = ", ".join(map(str, np.flatnonzero(recall == 0)))
    found = f", of the others {100 * min(recall[recall > 0]):.0f} % and more"
    ax.set_title(f"Not one {lost} is recognized{found}" if lost else "Each digit is recognized, more or less")
    ax.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    ax.tick_params(axis="x", length=0)
    return fig


def repeated(runs):
    """How far two runs from each seed are apart, {seed: (curve, curve)}."""
    far = {seed: np.abs(np.subtract(*pair)).max() for seed, pair in runs.items()}
    each = ", ".join(f"seed {seed} {gap:.2f}" for seed, gap in far.items())
    alt = f"How far apart the losses of two runs from each seed are, against epoch. Largest difference: {each}."
    show(repeated_drawn(runs), alt=alt)


def repeated_drawn(runs):
    """A panel for each seed: how far apart the losses of the two runs are in each epoch."""
    gaps = {seed: np.abs(np.subtract(*pair)) for seed, pair in runs.items()}
    parted = {seed: gap.max() for seed, gap in gaps.items() if not np.allclose(gap, 0)}
    far = ", ".join(f"seed {seed}: up to {gap:.2g} apart" for seed, gap in parted.items())
    fig, axes = plt.subplots(1, len(runs), figsize=(8, 3), sharey=True)
    for ax, (seed, gap) in zip(axes, gaps.items(), strict=True):
        look = dict(zip(("color", "marker"), (style.FAULT, "o") if seed in parted else (style.CURE, "s"), strict=True))
        epochs = np.arange(1, len(gap) + 1)
        ax.axhline(0, color=style.PALE, lw=0.8, zorder=0)
        ax.vlines(epochs, 0, gap, color=look["color"], lw=3)
        ax.plot(epochs, gap, ls="", ms=8, mec="white", **look)
        ax.set_title(f"seed {seed}", fontsize=12, color=style.TEXT[look["color"]])
        words = dict(ha="center", va="bottom", fontsize=11)
        big = words | dict(fontsize=24, weight="bold")
        if not gap.any():
            style.label(ax, epochs.mean(), 0, "equal to the last digit", style.CURE, offset=(0, 12), **words)
            style.label(ax, epochs.mean(), 0, "0", style.CURE, offset=(0, 28), **big)
        elif seed in parted:
            style.label(ax, epochs.mean(), gap.max(), f"{gap.max():.2g}", style.FAULT, offset=(0, 8), **big)
        ax.set(xlabel="epoch", xlim=(0.4, len(gap) + 0.6), xticks=[1, len(gap) // 2, len(gap)])
    top = max(parted.values(), default=1)
    axes[0].set_ylim(-0.12 * top, 1.4 * top)
    axes[0].yaxis.set_major_locator(MaxNLocator(nbins=3, steps=[1, 2, 5, 10]))
    axes[0].set_ylabel("losses apart by")
    head = f"Two runs from one seed agree, but for {far}" if parted else "Two runs from each seed agree"
    fig.suptitle(head, **style.HEADLINE)
    return fig


def see_all(seen):
    """The first of the smallest sets of instruments of which each patient alarms one. seen: as in who_sees_what."""
    tools = by_alarms(seen)
    sets = (some for size in range(1, len(tools) + 1) for some in itertools.combinations(tools, size))
    return next(some for some in sets if all(any(found[tool] for tool in some) for found in seen.values()))


def by_alarms(seen):
    """The instruments, those with most alarms first."""
    return sorted(next(iter(seen.values())), key=lambda tool: -sum(found[tool] for found in seen.values()))


def who_sees_what(seen):
    """A table with a mark for each alarm. seen: {number: {instrument: True or False}}."""
    found = [
        f"patient {name}, {FAULTS[name]}: {', '.join(tool for tool, alarm in tools.items() if alarm)}"
        for name, tools in seen.items()
    ]
    few = see_all(seen)
    alt = "A table of ten patients and ten instruments with a mark where the instrument raises an alarm. "
    alt += f"{len(few)} columns in front, {', '.join(few)}, together see every fault: orange steps of a staircase. "
    show(table_drawn(seen), alt=alt + "; ".join(found) + ".")


def table_drawn(seen):
    """In front the fewest instruments that see all; the patients in the order in which these see them."""
    few = see_all(seen)
    tools = [*few, *(tool for tool in by_alarms(seen) if tool not in few)]
    steps = {name: next(i for i, tool in enumerate(few) if found[tool]) for name, found in seen.items()}
    patients = sorted(seen, key=steps.get)
    fig, ax = plt.subplots(figsize=(8, 4))
    ax.hlines(range(len(patients)), -0.5, len(tools) - 0.5, color=style.PALE, lw=0.8, zorder=0)
    for row, name in enumerate(patients):
        for column, tool in enumerate(tools):
            if column == steps[name]:
                ax.add_patch(plt.Rectangle((column - 0.5, row - 0.5), 1, 1, color=style.FAULT, lw=0))
            elif seen[name][tool]:
                ax.plot(column, row, "o", ms=7, color=LATER, mec="white")
        style.label(ax, len(tools) - 0.5, row, FAULTS[name], style.INK, offset=(6, 0), fontsize=10)
    sums = [sum(found[tool] for found in seen.values()) for tool in tools]
    middle = dict(ha="center", va="center")
    for column, count in enumerate(sums):
        ax.text(column, len(patients), count, fontsize=10.5, **middle)
    for column in range(len(few)):
        rows = [row for row, name in enumerate(patients) if steps[name] == column]
        words, look = f"{'+ ' if column else ''}{len(rows)}", dict(color=style.PAPER, fontsize=14, fontweight="bold")
        ax.text(column, np.mean(rows), words, **look, **middle)
    style.label(ax, len(tools) - 0.5, len(patients), "● sees it, too", style.FAULT, offset=(6, 0), fontsize=10)
    many = {2: "two", 3: "three", 4: "four"}.get(len(few), len(few))
    ax.set(xlim=(-0.5, len(tools) - 0.5), ylim=(len(patients) + 0.4, -0.5))
    ax.set_xticks(range(len(tools)), tools, rotation=38, ha="left", rotation_mode="anchor")
    ax.set_yticks(range(len(patients) + 1), [*(f"patient {name}" for name in patients), "alarms"])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    for tick in ax.get_xticklabels()[: len(few)]:
        tick.set(fontweight="bold", color=style.TEXT[style.FAULT])
    words = f"No instrument sees more than {max(sums)} of {len(patients)}. {str(many).capitalize()} together see all"
    fig.suptitle(words, **style.HEADLINE)
    return fig
