"""Figures of the second sitting: what five networks that look healthy hide, and which instrument sees which fault."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style
from ...clinic.drawing import against, curves
from ...figures import show

COMPLAINTS = {
    6: "λ has no effect",
    7: "prints strange numbers",
    8: "users complain",
    9: "seed 0 does not come back",
    10: "none. Sign here, please",
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


def diplomas(shares):
    """The share of new rows that each patient gets right, {number: share}."""
    each = ", ".join(
        f"patient {number} {share:.0%} (complaint: {COMPLAINTS[number]})" for number, share in shares.items()
    )
    show(diplomas_drawn(shares), alt=f"Five bars, the share of new rows that a network gets right: {each}.")


def diplomas_drawn(shares):
    fig, ax = plt.subplots(figsize=(8, 2.7))
    names = [f"patient {number}" for number in shares]
    ax.barh(names, list(shares.values()), height=0.72, color=style.PALE)
    for row, (number, share) in enumerate(shares.items()):
        style.label(ax, share, row, f"{share:.0%}", style.INK, fontweight="bold")
        style.label(ax, 0, row, f"complaint: {COMPLAINTS[number]}", style.INK, offset=(9, 0))
    ax.set(xlim=(0, 1.08), ylim=(len(shares) - 0.4, -0.6), xlabel="new rows that are right")
    ax.set_title("They get most new rows right. All five are ill")
    ax.set_xticks([0, 0.5, 1], ["0", "50%", "100%"])
    ax.tick_params(axis="y", length=0)
    return fig


def pull(l2s, sums):
    """The sum of squared weights after training against λ, {name: one number for each λ}."""
    each = [f"{name} {', '.join(f'{number:.0f}' for number in own)}" for name, own in sums.items()]
    alt = f"Pairs of bars, the sum of squared weights for λ = {', '.join(map(str, l2s))}: {'; '.join(each)}."
    show(pull_drawn(l2s, sums), alt=alt)


def pull_drawn(l2s, sums):
    """Bars, not lines: the steps from λ to λ are not equal."""
    fig, ax = plt.subplots(figsize=(8, 3))
    places, width = np.arange(len(l2s)), 0.36
    for side, (name, own) in zip((-1, 1), sums.items(), strict=True):
        color = style.CURE if name == "healthy" else style.FAULT
        bars = ax.bar(places + side * width / 2, own, width=0.94 * width, color=color)
        for bar, number in zip(bars, own, strict=True):
            middle = bar.get_x() + bar.get_width() / 2
            style.label(ax, middle, number, f"{number:.0f}", color, ha="center", va="bottom", offset=(0, 2))
        style.label(
            ax, bars[0].get_x() + bars[0].get_width() / 2, 0, name, "white", ha="center", va="bottom", offset=(0, 6)
        )
    ax.set_xticks(places, [f"λ = {l2:g}" for l2 in l2s])
    ax.set(ylim=(0, 1.16 * max(map(max, sums.values()))), ylabel="sum of W²", yticks=[0, 10, 20, 30])
    ax.set_title("λ pulls at the healthy weights, and not at those of patient 6")
    ax.tick_params(axis="x", length=0)
    return fig


def above(ill, well):
    """The curve of patient 7 beside a healthy one."""
    title = "It comes down like a healthy one, but starts above knowing nothing"
    floor = np.log(10), "log 10 = 2.30: knows nothing"
    curves({"patient 7": ill, "healthy": well}, title, log=["y"], floor=floor)


def half(measured, backward):
    """The slopes of W1 in patient 10: from backward against measured."""
    title = "Every slope of layer 1 is half of what it should be"
    against({"W1": (measured, backward)}, title, "from backward")


def recall_bars(recall):
    """A bar for each class. recall: (n_classes,), each from 0 to 1."""
    each = ", ".join(f"{digit}: {value:.0%}" for digit, value in enumerate(recall))
    show(recall_drawn(recall), alt=f"A bar for each digit, its recall on new rows. {each}.")


def recall_drawn(recall):
    fig, ax = plt.subplots(figsize=(8, 2.9))
    bars = ax.bar(range(len(recall)), recall, width=0.76)
    for digit, (bar, value) in enumerate(zip(bars, recall, strict=True)):
        color = style.FAULT if value < 0.5 else style.CURE
        bar.set_color(color)
        words = f"{value:.0%}" if value else "none"
        style.label(ax, digit, value, words, color, ha="center", offset=(0, 8), fontsize=10.5)
        if not value:
            ax.bar(digit, 1, width=0.76, fill=False, ec=color, ls=(0, (4, 3)), lw=1.4)
    ax.set(ylim=(0, 1.15), xticks=range(len(recall)), xlabel="digit", ylabel="recall on new rows")
    lost = ", ".join(map(str, np.flatnonzero(recall == 0)))
    ax.set_title(f"Not one {lost} is recognized" if lost else "Each digit is recognized, more or less")
    ax.set_yticks([0, 0.5, 1], ["0", "50%", "100%"])
    ax.tick_params(axis="x", length=0)
    return fig


def repeated(runs):
    """Two runs from each seed, {seed: (curve, curve)}, side by side."""
    far = {seed: np.abs(np.subtract(*pair)).max() for seed, pair in runs.items()}
    each = ", ".join(f"seed {seed} {gap:.2f}" for seed, gap in far.items())
    alt = f"Loss curves of two runs from each seed. Largest difference between the two: {each}."
    show(repeated_drawn(runs), alt=alt)


def repeated_drawn(runs):
    parted = ", ".join(str(seed) for seed, pair in runs.items() if not np.allclose(*pair))
    title = f"Two runs from each seed: only those of seed {parted} part" if parted else "Two runs from each seed agree"
    fig, axes = plt.subplots(1, len(runs), figsize=(8, 2.6), sharey=True)
    for ax, (seed, (first, second)) in zip(axes, runs.items(), strict=True):
        epochs = np.arange(1, len(first) + 1)
        same = np.allclose(first, second)
        ax.plot(epochs, first, color=style.CURE if same else style.FAULT)
        ax.plot(epochs, second, color=style.INK, ls=(0, (3, 3)), lw=1.6)
        ax.fill_between(epochs, first, second, color=style.FAULT, alpha=0.22, lw=0)
        gap = np.abs(np.subtract(first, second)).max()
        far = "no difference,\nto the last digit" if gap == 0 else f"up to {gap:.2g} apart"
        look = dict(ha="right", va="top", fontsize=10.5, weight="bold", transform=ax.transAxes)
        ax.text(0.98, 0.97, far, color=style.TEXT[style.CURE if same else style.FAULT], **look)
        ax.set_title(f"seed {seed}: {'one curve' if same else 'two curves'}", fontsize=10.5)
        middle = len(first) // 2
        names = [("both runs", style.CURE, second, 10)]
        if not same:
            names = [("second run", style.INK, second, 10), ("first run", style.FAULT, first, -11)]
        for words, color, curve, up in names:
            side = "left" if up > 0 else "right"
            style.label(ax, epochs[middle - 1], curve[middle - 1], words, color, ha=side, offset=(0, up), fontsize=9.5)
        ax.set(xlabel="epoch", ylim=(0, None))
    axes[0].set_ylabel("loss")
    fig.suptitle(title, fontsize=12, fontweight="bold", x=0.01, ha="left")
    return fig


def who_sees_what(seen):
    """A table with a square for each alarm. seen: {number: {instrument: True or False}}."""
    found = [
        f"patient {name}, {FAULTS[name]}: {', '.join(tool for tool, alarm in tools.items() if alarm)}"
        for name, tools in seen.items()
    ]
    alt = "A table of ten patients and ten instruments with a square where the instrument raises an alarm. "
    show(table_drawn(seen), alt=alt + "; ".join(found) + ".")


def table_drawn(seen):
    patients, tools = list(seen), list(next(iter(seen.values())))
    fig, ax = plt.subplots(figsize=(8, 5.6))
    ax.hlines(range(len(patients)), -0.5, len(tools) - 0.5, color=style.PALE, lw=0.8, zorder=0)
    for row, found in enumerate(seen.values()):
        for column, alarm in enumerate(found.values()):
            if alarm:
                ax.plot(column, row, "s", ms=16, color=style.FAULT, mec="white")
        style.label(ax, len(tools) - 0.5, row, FAULTS[patients[row]], style.INK, offset=(6, 0), fontsize=10)
    sums = [sum(found[tool] for found in seen.values()) for tool in tools]
    for column, count in enumerate(sums):
        weight = "bold" if count == max(sums) else "normal"
        ax.text(column, len(patients) - 0.1, count, ha="center", va="center", fontweight=weight)
    ax.set(xlim=(-0.6, len(tools) + 3.9), ylim=(len(patients) + 0.3, -0.6))
    ax.set_xticks(range(len(tools)), tools, rotation=38, ha="left", rotation_mode="anchor")
    ax.set_yticks([*range(len(patients)), len(patients) - 0.1], [*(f"patient {name}" for name in patients), "alarms"])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    fig.suptitle(
        f"No instrument sees more than {max(sums)} of {len(patients)}",
        fontsize=12,
        fontweight="bold",
        x=0.01,
        ha="left",
    )
    return fig
