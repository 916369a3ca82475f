"""Figures of the second sitting: what five networks that look healthy hide, and which instrument sees which fault."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.lines import Line2D

from ... import style
from ...clinic.drawing import ILL, WELL, against, curves
from ...figures import show


def diplomas(shares):
    """The share of new rows that each patient gets right, {number: share}."""
    each = ", ".join(f"patient {number} {share:.0%}" for number, share in shares.items())
    show(diplomas_drawn(shares), alt=f"Five bars, the share of new rows that a network gets right: {each}.")


def diplomas_drawn(shares):
    fig, ax = plt.subplots(figsize=(8, 2.5))
    names = [f"patient {number}" for number in shares]
    ax.barh(names, list(shares.values()), height=0.62, color=style.PALE)
    for row, share in enumerate(shares.values()):
        style.label(ax, share, row, f"{share:.0%}", style.INK)
    ax.set(xlim=(0, 1.08), ylim=(len(shares) - 0.4, -0.6), xlabel="share of new rows that are right")
    ax.set_title("They get most new rows right. All five are ill")
    ax.set_xticks([0, 0.5, 1], ["0", "½", "1"])
    ax.tick_params(axis="y", length=0)
    return fig


def pull(l2s, sums):
    """The sum of squared weights after training against λ, {name: one number for each λ}."""
    each = [f"{name} {', '.join(f'{number:.0f}' for number in own)}" for name, own in sums.items()]
    alt = f"Sum of squared weights for λ = {', '.join(map(str, l2s))}: {'; '.join(each)}."
    show(pull_drawn(l2s, sums), alt=alt)


def pull_drawn(l2s, sums):
    fig, ax = plt.subplots(figsize=(8, 2.8))
    for name, own in sums.items():
        look = WELL if name == "healthy" else ILL
        ax.plot(range(len(l2s)), own, marker="o", **look)
        style.label(ax, len(l2s) - 1, own[-1], name, look["color"], offset=(9, 0))
    ax.set_xticks(range(len(l2s)), [f"{l2:g}" for l2 in l2s])
    ax.set(xlim=(-0.2, len(l2s) - 0.3), ylim=(0, None), xlabel="λ", ylabel="sum of W²")
    ax.set_title("λ pulls at the weights of one network only")
    return fig


def above(ill, well):
    """The curve of patient 7 beside a healthy one."""
    title = "Both come down, one above the other all the way"
    curves({"patient 7": ill, "healthy": well}, title, log=["y"])


def half(measured, backward):
    """The slopes of W1 in patient 10: from backward against measured."""
    title = "Every slope of layer 1 is half of what it should be"
    against({"W1": (measured, backward)}, title, "from backward")


def recall_bars(recall):
    """A bar for each class. recall: (n_classes,), each from 0 to 1."""
    each = ", ".join(f"{digit}: {value:.1f}" for digit, value in enumerate(recall))
    show(recall_drawn(recall), alt=f"A bar for each digit, its recall on new rows. {each}.")


def recall_drawn(recall):
    fig, ax = plt.subplots(figsize=(8, 2.8))
    missing = recall < 0.5
    bars = ax.bar(range(len(recall)), recall, width=0.72)
    for bar, low, value in zip(bars, missing, recall, strict=True):
        color = style.FAULT if low else style.CURE
        bar.set_color(color)
        words = f"{value:.1f}" if value else "none"
        style.label(ax, bar.get_x() + 0.36, value, words, color, ha="center", offset=(0, 8), fontsize=10)
    ax.set(ylim=(0, 1.15), xticks=range(len(recall)), xlabel="digit", ylabel="recall")
    lost = ", ".join(map(str, np.flatnonzero(recall == 0)))
    ax.set_title(f"Not one {lost} is recognized" if lost else "Each digit is recognized, more or less")
    ax.set_yticks([0, 0.5, 1], ["0", "½", "1"])
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
        ax.set_title(f"seed {seed}: {'one curve' if same else 'two curves'}", fontsize=10.5)
        ax.set(xlabel="epoch", ylim=(0, None))
    axes[0].set_ylabel("loss")
    fig.suptitle(title, fontsize=12, fontweight="bold", x=0.01, ha="left")
    return fig


def who_sees_what(seen):
    """A table with a square for each alarm. seen: {number: {instrument: True or False}}."""
    found = [
        f"patient {name}: {', '.join(tool for tool, alarm in tools.items() if alarm)}" for name, tools in seen.items()
    ]
    alt = "A table of ten patients and ten instruments with a square where the instrument raises an alarm. "
    show(table_drawn(seen), alt=alt + "; ".join(found) + ".")


def table_drawn(seen):
    patients, tools = list(seen), list(next(iter(seen.values())))
    fig, ax = plt.subplots(figsize=(8, 5.2))
    signs = {
        True: dict(marker="s", ms=15, color=style.FAULT, mec="white", label="alarm"),
        False: dict(marker="o", ms=4, color=style.PALE, mec="none", label="healthy reading"),
    }
    for row, found in enumerate(seen.values()):
        for column, alarm in enumerate(found.values()):
            ax.plot(column, row, **signs[alarm])
    ax.set(xlim=(-0.6, len(tools) - 0.4), ylim=(len(patients) - 0.4, -0.6))
    ax.set_xticks(range(len(tools)), tools, rotation=35, ha="left", rotation_mode="anchor")
    ax.set_yticks(range(len(patients)), [f"patient {number}" for number in patients])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    legend = [Line2D([], [], ls="none", **sign) for sign in signs.values()]
    ax.legend(handles=legend, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=2, frameon=False)
    ax.set_title("No instrument sees them all")
    return fig
