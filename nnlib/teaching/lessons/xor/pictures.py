"""What twenty or a hundred small networks do in training, and what they answer."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style

ACTIVATIONS = {  # for curves by activation
    "ReLU": dict(color=style.FAULT, marker="o", ls="-"),
    "tanh": dict(color=style.CURE, marker="s", ls="-"),
    "sigmoid": dict(color=style.GREEN, marker="^", ls=(0, (5, 2))),
}


def error_curve(steps, errors):
    """The error of the drawn rows. errors (k, n_nets), each a mean over some steps that are centered at steps (k,)."""
    fig, ax = plt.subplots(figsize=(8, 3.2))
    ax.plot(steps, errors, color=style.PALE, lw=1)
    ax.plot(steps, errors.mean(axis=1), color=style.INK)
    style.label(ax, steps[-1], errors[-1].mean(), "mean of\n20 nets", va="bottom", offset=(6, 2))
    ax.set(ylim=(0, None), xlim=(0, steps[-1] * 1.01), xlabel="step", ylabel="error of the drawn rows")
    ax.set_title("A curve that looks fine")
    ax.grid(axis="y")
    return fig


def answers_by_row(rows, y, results):
    """A panel for each name in results {name: answers (n_nets, 4)}: a mark for each net and row, a bar at a target."""
    fig, axes = plt.subplots(1, len(results), figsize=(8, 3.7), sharey=True)
    looks = {
        "within 0.1 of the target": dict(color=style.INK, marker="o", ms=3.5, mec="none"),
        "off by 0.1 or more": dict(color=style.PURPLE, marker="x", ms=4.5),
    }
    for ax, (name, answers) in zip(axes, results.items(), strict=True):
        ax.axhline(0.5, color=style.GRAY, lw=1, ls=(0, (2, 2)))
        for row, target in enumerate(y):
            ax.plot([row - 0.36, row + 0.36], [target, target], color=style.INK, lw=2.2, clip_on=False)
            near = np.abs(answers[:, row] - target) < 0.1
            place = row + np.linspace(-0.25, 0.25, len(answers))
            for which, look in zip((near, ~near), looks.values(), strict=True):
                if which.any():
                    ax.plot(place[which], answers[which, row], ls="", clip_on=False, **look)
        ax.set(xticks=range(4), ylim=(-0.03, 1.03), xlabel="row", yticks=[0, 0.1, 0.5, 0.9, 1])
        ax.set_xticklabels(rows, fontsize=9)
        ax.set_title(name)
    axes[0].set_ylabel("answer p")
    bar = plt.Line2D([], [], color=style.INK, lw=2.2)
    marks = [plt.Line2D([], [], ls="", **look) for look in looks.values()]
    fig.legend([bar, *marks], ["target", *looks], loc="outside lower center", ncols=3)
    return fig


def units_apart(paths):
    """The weights of two hidden units against the step, a panel for each name in paths {name: (steps, 2)}."""
    fig, axes = plt.subplots(1, len(paths), figsize=(8, 3.2), sharey=True)
    looks = (dict(color=style.CURE, lw=4, alpha=0.55), dict(color=style.FAULT, lw=1.8, ls=(0, (4, 2))))
    for ax, (name, path) in zip(axes, paths.items(), strict=True):
        for unit, look in enumerate(looks):
            ax.plot(path[:, unit], **look)
        same = np.array_equal(path[:, 0], path[:, 1])
        for unit, look in enumerate(looks[: 1 if same else 2]):
            text = "units 1 and 2" if same else f"unit {unit + 1}"
            style.label(ax, len(path) - 1, path[-1, unit], text, style.INK if same else look["color"])
        ax.set(xlabel="step", xlim=(0, len(path) * (1.42 if same else 1.22)))
        ax.set_xticks(np.linspace(0, len(path), 5))
        ax.set_title(name)
        ax.grid(axis="y")
    axes[0].set_ylabel("weight from $x_1$")
    return fig


def solved_by_width(widths, counts, spread, n):
    """Networks solved out of n against the hidden width, a line for each activation in counts {name: (n_widths,)}.

    spread: the standard deviation of each count, as counts; drawn as a bar of that length, up and down.
    """
    fig, ax = plt.subplots(figsize=(8, 3.3))
    place = np.arange(len(widths))
    for name, values in counts.items():
        look = ACTIVATIONS[name]
        ax.plot(place, values, mec="white", ms=7, clip_on=False, **look)
        ax.vlines(place, values - spread[name], np.minimum(values + spread[name], n), color=look["color"], lw=1.5)
        side = dict(ha="right", offset=(-8, 8)) if name == "sigmoid" else dict(offset=(10, -10))
        style.label(ax, place[1], values[1], name, look["color"], **side)
    ax.set_xticks(place, [f"{width}" for width in widths])
    ax.set(xlim=(-0.2, place[-1] + 0.2), ylim=(0, n), yticks=range(0, n + 1, n // 4))
    ax.set(
        xlabel="hidden units",
        ylabel=f"solved, of {n} seeds",
        title="Two units suffice to represent XOR, but not to find it",
    )
    ax.grid(axis="y")
    return fig


def plateau(curves):
    """The loss against the step for two runs {name: (steps,)}: plain gradient descent, then with momentum."""
    fig, ax = plt.subplots(figsize=(8, 3.3))
    looks = (dict(color=style.FAULT, ls="-"), dict(color=style.CURE, ls=(0, (5, 2))))
    for side, (name, loss), look in zip(("left", "right"), curves.items(), looks, strict=True):
        ax.plot(np.arange(1, len(loss) + 1), loss, **look)
        middle = int(np.argmax(loss < 0.35))
        style.label(ax, middle + 1, 0.35, name, look["color"], ha=side, offset=(8 if side == "left" else -8, 0))
    ax.axhline(np.log(2), color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    style.label(ax, len(loss), np.log(2), "ln 2", style.GRAY, va="bottom", ha="right", offset=(0, 2))
    ax.set(xscale="log", xlim=(1, len(loss)), ylim=(0, None), xlabel="step", ylabel="loss, median of 20 nets")
    ax.xaxis.set_major_formatter("{x:g}")
    ax.set_title("2-8-1 with sigmoid: momentum shortens the plateau")
    ax.grid(axis="y")
    return fig
