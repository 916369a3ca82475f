"""A neuron, the loss along each of its numbers, a cloud that becomes a line, two planes and a crease."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style
from ...figures import show
from ...plots import predicted_against_true

NAMES = ("w₁", "w₂", "b")
SUMMANDS = ("$w_1x_1$", "$w_2x_2$", "$b$ ")
RULES = {"x₁ + x₂": "a plane", "x₁ − x₂": "a plane", "|x₁ − x₂|": "a crease where x₁ = x₂"}


def signed(number):
    """A number with two digits and a true minus sign."""
    return f"{number + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")


def _color(number):
    return style.GRAY if round(number, 2) == 0 else style.CURE if number > 0 else style.FAULT


def _circle(ax, x, y, words, **look):
    ax.plot(x, y, "o", ms=38, **dict(mfc="white", mec=style.INK, mew=1.4) | look)
    ax.text(x, y, words, ha="center", va="center", fontsize=11)


def draw_neuron(ax, params, pair):
    """A neuron with its numbers."""
    for i, y in enumerate((1, -1)):
        weight = params[i]
        ax.plot([0, 3.2], [y, 0], color=_color(weight), lw=1 + 2.5 * min(abs(weight), 1.5), zorder=0)
        words = f"$w_{i + 1}$ = {signed(weight)}"
        ax.text(0.72, 1.12 * y, words, color=style.TEXT[_color(weight)], fontsize=11, va="center")
        _circle(ax, 0, y, f"$x_{i + 1}$\n{signed(pair[i])}")
    arrow = dict(arrowstyle="-|>", color=style.INK, lw=1.6, shrinkA=20)
    ax.annotate("", (5.0, 0), (3.2, 0), arrowprops=arrow, zorder=0)
    _circle(ax, 3.2, 0, "add")
    color = _color(params[2])
    ax.annotate("", (3.2, 0), (3.2, 1.25), arrowprops=dict(arrow, color=color, shrinkA=0, shrinkB=19), zorder=0)
    ax.text(3.38, 1.08, f"$b$ = {signed(params[2])}", va="center", color=style.TEXT[color], fontsize=11)
    p = params[:2] @ pair + params[2]
    ax.text(5.1, 0, f"$p$ = {signed(p)}", va="center", fontsize=13, fontweight="bold")
    ax.set(xlim=(-0.7, 6.9), ylim=(-1.55, 1.55))
    ax.axis("off")


def draw_sum(ax, params, pair, ends):
    """What the neuron adds, as arrows laid end to end from 0 to its answer; a flag where the answer should be."""
    here, wanted = 0.0, pair.sum()
    ax.axhline(3.55, color=style.GRAY, lw=1)
    ax.plot([0, 0], [3.4, 3.7], color=style.GRAY, lw=1)
    for row, (part, name) in enumerate(zip((*params[:2] * pair, params[2]), SUMMANDS, strict=True)):
        color = _color(part)
        if color == style.GRAY:
            ax.plot(here, row, "o", ms=6, color=style.GRAY, zorder=3)
            ax.text(here - 0.03, row, f"{name} 0", fontsize=10, color=style.TEXT[color], ha="right", va="center")
        else:
            look = dict(arrowstyle="-|>,head_width=0.35,head_length=0.6", color=color, lw=5, shrinkA=0, shrinkB=0)
            ax.annotate("", (here + part, row), (here, row), arrowprops=dict(look, mutation_scale=8))
            low, high = sorted((here, here + part))
            room = high + 0.3 * np.ptp(ends) < wanted  # beside the arrow, to the right where there is room
            beside = dict(x=high + 0.03 if room else low - 0.03, ha="left" if room else "right", va="center")
            ax.text(s=f"{name} {signed(part)}", y=row, fontsize=10, color=style.TEXT[color], **beside)
        here += part
        ax.plot([here, here], [row, row + 1 if row < 2 else 3.55], color=style.GRAY, lw=1, ls=(0, (2, 2)), zorder=0)
    ax.plot([wanted, wanted], [-0.6, 3.55], color=style.INK, lw=1.6, zorder=0)
    ax.fill([wanted, wanted + 0.12, wanted], [-0.6, -0.28, 0.04], color=style.INK, lw=0)
    ax.plot(here, 3.55, "o", ms=11, color=style.INK, mec="white", mew=1.2, clip_on=False, zorder=5)
    if abs(here - wanted) > 0.005:
        ax.plot([here, wanted], [3.55, 3.55], color=style.FAULT, lw=5, zorder=1, solid_capstyle="butt")
        words = f"{signed(abs(here - wanted))} missing" if here < wanted else f"{signed(here - wanted)} too much"
        place = dict(ha="center", va="bottom", fontsize=11, fontweight="bold", color=style.TEXT[style.FAULT])
        ax.text((here + wanted) / 2, 3.2, words, **place)
    ax.set(xlim=ends, ylim=(4.05, -0.9), yticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    places = [0, round(here, 2), wanted] if abs(here - wanted) > 0.1 else [0, wanted]
    ax.set_xticks(places, [f"{signed(x)}\n{'wanted' if x == wanted else ''}" if x else "0" for x in places])
    ax.tick_params(length=0, pad=-6)


def before_and_after(start, end, pair):
    """One neuron with the numbers start and end, (3,) each, and its answers to one pair of inputs."""
    start, end, pair = (np.asarray(numbers, dtype=float) for numbers in (start, end, pair))
    fig, axes = plt.subplots(2, 2, figsize=(8, 4), height_ratios=(1.15, 1), layout="none")
    fig.subplots_adjust(left=0.02, right=0.985, top=0.92, bottom=0.1, wspace=0.06, hspace=0.02)
    sums = [np.cumsum([0, *(params[:2] * pair), params[2]]) for params in (start, end)]
    low, high = min(0, *map(np.min, sums)) - 0.12, max(pair.sum(), *map(np.max, sums)) + 0.16
    for (upper, lower), params, when in zip(axes.T, (start, end), ("Before", "After"), strict=True):
        draw_neuron(upper, params, pair)
        draw_sum(lower, params, pair, (low, high))
        answer = signed(params[:2] @ pair + params[2])
        upper.set_title(f"{when}: {signed(pair[0])} + {signed(pair[1])} gives {answer}")
    said = [
        f"{', '.join(map(signed, params))}, and it answers {signed(params[:2] @ pair + params[2])}"
        for params in (start, end)
    ]
    show(
        fig,
        alt="Drawing of one neuron, before and after. Two inputs are multiplied by two weights, and a bias is added. "
        f"For the inputs {signed(pair[0])} and {signed(pair[1])}: before, its numbers are {said[0]}; after, {said[1]}. "
        "Below each, what it adds as arrows laid end to end from 0, and a flag at what is wanted, "
        f"{signed(pair.sum())}.",
    )


def three_slopes(loss, params, X, y):
    """The loss while one of the three numbers changes, with its slope at params, and a step as far as that."""
    fig, axes = plt.subplots(1, 3, figsize=(8, 3.4), sharey=True)
    here, slopes, falls = loss(params, X, y), [], []
    for i, (ax, name) in enumerate(zip(axes, NAMES, strict=True)):

        def along(value, i=i):
            return loss(params + (value - params[i]) * (np.arange(3) == i), X, y)

        values = params[i] + np.linspace(-3.7, 3.7, 101)
        losses = np.array([along(value) for value in values])
        slope = (losses[51] - losses[49]) / (values[51] - values[49])
        slopes.append(slope)
        ax.fill_between(values, 0, losses, color="#E6EBF0", lw=0, zorder=0)
        ax.plot(values, losses, color="#8FA3B8", lw=1.6)
        ends = np.array([-0.75, 0.75])
        color = style.INK if abs(slope) < 0.1 else style.FAULT if slope < 0 else style.CURE
        ax.plot(params[i] + ends, here + slope * ends, color=color, lw=2.6)
        if abs(slope) >= 0.1:  # against the slope, the steeper the farther, and down to the bowl
            there = params[i] - slope
            falls.append(here - along(there))
            step = dict(arrowstyle="-|>,head_width=0.25,head_length=0.5", color=style.INK, lw=2.2, shrinkA=0, shrinkB=0)
            ax.annotate("", (there, here), (params[i], here), arrowprops=step)
            ax.plot([there, there], [here, along(there)], color=style.INK, lw=1.2, ls=(0, (2, 2)))
            ax.plot(there, along(there), "o", ms=7, color=style.INK, mfc="white", mew=1.6, zorder=3)
            style.label(ax, there, here, "step", offset=(0, 10), ha="center")
            look = dict(fontweight="bold", fontsize=12, offset=(6, 4 if slope < 0 else -16))
            style.label(ax, there, along(there), f"{falls[-1]:.2f} lower", **look)
        else:
            style.label(ax, params[i], here, "at the bottom:\nhardly a step", offset=(0, -22), ha="center")
        ax.plot(params[i], here, "o", ms=8, color=style.INK, mec="white", zorder=3)
        way = f"{'keep' if abs(slope) < 0.1 else 'more' if slope < 0 else 'less'} {name}"
        ax.set(xlabel=f"${name[0]}_{i + 1}$" if i < 2 else "$b$")
        ax.set_title(f"slope {signed(slope)}: {way}", fontsize=11, color=style.TEXT[color])
        ax.set(xlim=(-2.2, 2.2), ylim=(0, 1.25), xticks=np.arange(-2, 3), yticks=[0, 0.5, 1])
    style.label(axes[0], params[0], here, "the\nneuron", offset=(-9, -5), ha="right")
    axes[0].set_ylabel("loss")
    way = "makes the loss fall" if all(fall > 0 for fall in falls) else "can overshoot"
    fig.suptitle(f"Each number has its own slope: a step against it {way}", **style.HEADLINE)
    told = ", ".join(f"{signed(slope)} for {name}" for slope, name in zip(slopes, NAMES, strict=True))
    show(
        fig,
        alt="Three bowls: the loss while only w₁, only w₂ or only b changes, each with a dot where the neuron stands "
        f"and the slope there: {told}. Where the slope is not nearly 0, an arrow points against it, to a ring on the "
        f"bowl below, where the loss is {' and '.join(f'{fall:.2f}' for fall in falls)} lower.",
    )


def onto_the_diagonal(y, answers):
    """A cloud of predictions against targets y (n,) for each step in answers, {step: p (n,)}."""
    fig, axes = plt.subplots(1, len(answers), figsize=(8, 2.95), sharey=True)
    one = np.argmax(next(iter(answers.values())) - y)  # a pair to follow: the one that is most too high at first
    for ax, (step, p) in zip(axes, answers.items(), strict=True):
        ax.plot([-2, 2], [-2, 2], color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        ax.plot(y, p, "o", ms=2.6, color=style.CURE, mec="none", alpha=0.4)
        ax.plot([y[one]] * 2, [p[one], y[one]], color=style.FAULT, lw=3)
        ax.plot(y[one], p[one], "o", ms=7, color=style.INK, mec="white")
        pair = "one pair: " if ax is axes[0] else ""
        told = f"{pair}{signed(p[one] - y[one])} off"
        style.label(ax, -2.1, 2.25, told, style.FAULT, fontsize=10, fontweight="bold", offset=(0, 0))
        ax.set(xlim=(-2.2, 2.2), ylim=(-2.2, 2.5), aspect="equal", xticks=[-2, 0, 2], yticks=[-2, 0, 2])
        ax.set_title(f"after {step} step{'' if step == 1 else 's'}", fontsize=11, fontweight="normal")
        ax.set(xlabel="target y")
    axes[0].set_ylabel("prediction p")
    style.label(axes[0], -1.45, -1.8, "exact", style.GRAY, fontsize=9.5)
    fig.suptitle(f"{step} steps lay a cloud of answers onto the diagonal: the neuron adds", **style.HEADLINE)
    followed = ", ".join(f"{signed(p[one] - y[one])} after {step}" for step, p in answers.items())
    show(
        fig,
        alt="Prediction against target for all pairs, after more and more steps. A wide, slanted parallelogram narrows "
        "and turns onto the diagonal, where both are equal. One pair is "
        f"marked, with its error as a line: {followed} steps.",
    )


def three_rules(Y, P, scores):
    """Prediction against target for each rule. Y, P (n, 3); scores: R² of each, for the titles."""
    fig, axes = plt.subplots(1, 3, figsize=(8, 3.5), sharey=True)
    for ax, y, p, rule, score in zip(axes, Y.T, P.T, RULES, scores, strict=True):
        color = style.CURE if score > 0.5 else style.FAULT
        predicted_against_true(y, p, ax, title=f"{rule}", color=color, size=2.8)
        ax.set_title(rule, color=style.TEXT[color])
        look = dict(fontsize=16, fontweight="bold", offset=(0, 0))
        style.label(ax, -2, 1.75, f"R² {score:.2f}", color, **look)
        ax.set(xlim=(-2.2, 2.2), ylim=(-2.2, 2.2), xticks=[-2, 0, 2], yticks=[-2, 0, 2])
        ax.set(xlabel="target y", ylabel="prediction p" if ax is axes[0] else "")
        if score < 0.5:
            rim = np.array([y.min(), y.max()])
            ax.fill_between(np.linspace(*rim), np.linspace(*rim), p.mean(), color=style.FAULT, alpha=0.13, lw=0)
            style.label(ax, y.max(), y.max(), "exact", style.GRAY, fontsize=9.5, ha="right", offset=(-12, 0))
            style.label(
                ax, 1.0, p.mean(), f"always\nabout {p.mean():.1f}", color, offset=(6, -14), ha="center", va="top"
            )
    said = f"whatever the distance, the neuron says {P[:, 2].mean():.1f}"
    fig.suptitle(f"Sum and difference are learned; {said}", **style.HEADLINE)
    told = "; ".join(f"{rule}, R² {score:.2f}" for rule, score in zip(RULES, scores, strict=True))
    low, high = P[:, 2].min(), P[:, 2].max()
    show(
        fig,
        alt=f"Prediction against target for the three rules: {told}. The first two lie on the diagonal; the third is a "
        f"flat band between {signed(low)} and {signed(high)}, whatever the target.",
    )


def surfaces(targets):
    """The three targets of every pair as heights above the square of pairs. targets: X (n, 2) -> (n, 3)."""
    x1, x2 = np.meshgrid(np.linspace(-1, 1, 13), np.linspace(-1, 1, 13))
    heights = targets(np.column_stack([x1.ravel(), x2.ravel()])).T.reshape(3, *x1.shape)
    fig = plt.figure(figsize=(8, 3.9), layout="none")
    ground = np.column_stack([np.ones(x1.size), x1.ravel(), x2.ravel()])
    spots = ((-0.004, 0.02, 0.3, 0.79), (0.26, 0.02, 0.3, 0.79), (0.515, -0.02, 0.42, 0.86))
    for i, (spot, z, (name, words)) in enumerate(zip(spots, heights, RULES.items(), strict=True)):
        ax = fig.add_axes(spot, projection="3d", computed_zorder=False)
        best = (ground @ np.linalg.lstsq(ground, z.ravel(), rcond=None)[0]).reshape(z.shape)
        off = np.abs(best - z).max()
        _surface(ax, x1, x2, z, best if off > 0.01 else None)
        color = style.TEXT[style.FAULT if i == 2 else style.CURE]
        left = (0.02, 0.285, 0.58)[i]
        fig.text(left, 0.845, name, fontsize=13, fontweight="bold", color=color, va="center")
        fig.text(left, 0.785, words, fontsize=10.5, va="center")
    title = f"Two rules are flat. The third is folded: the best flat sheet is up to {off:.1f} off"
    fig.suptitle(title, y=0.96, **style.HEADLINE)
    fig.text(0.005, 0.645, "height: target", fontsize=9.5, color=style.TEXT[style.GRAY])
    look = dict(fontsize=24, fontweight="bold", color=style.TEXT[style.FAULT])
    fig.text(0.912, 0.47, f"{off:.1f}", **look)
    fig.text(0.915, 0.42, "off", fontsize=12, color=look["color"])
    level = f"best plane: {heights[2].mean():.1f}"
    fig.text(0.996, 0.3, level, fontsize=10, ha="right", va="center", color=style.TEXT[style.GRAY])
    show(
        fig,
        alt="Three surfaces over the square of x₁ and x₂ from −1 to 1. x₁ + x₂ and x₁ − x₂ are flat, tilted planes. "
        f"|x₁ − x₂| is folded like a sheet of paper: 0 along x₁ = x₂, rising to {heights[2].max():.0f} on both sides. "
        f"The best plane for it, gray, lies level at height {heights[2].mean():.1f}: two corners stick out up to "
        f"{off:.1f} above it (one is marked), the crease lies below.",
    )


def _surface(ax, x1, x2, z, best=None):
    """z over the square. best: the best plane, drawn through a surface that is not flat."""
    height = 0.12 + 0.26 * (z - z.min()) / np.ptp(z)
    bent = best is not None
    tint = style.DIVERGING(0.46 - height if bent else 0.5 + height)
    look = dict(edgecolor="white", linewidth=0.5, rstride=1, cstride=1, shade=False)
    if bent:  # first what lies below the plane, then the plane, then what sticks out
        ax.plot_surface(x1, x2, z, facecolors=tint, zorder=1, **look)
        ax.plot_surface(x1, x2, best, color="#B9C3CC", alpha=0.35, zorder=2, **look | dict(edgecolor="none"))
        ax.plot([-1, 1], [-1, 1], [0, 0], color=style.INK, lw=3, zorder=3)
        rim = np.array([[-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1]])
        ax.plot(*rim, best.mean(), color=style.GRAY, lw=1, zorder=3)
        top = np.where(z > best - 1e-9, z, np.nan)
        ax.plot_surface(x1, x2, top, facecolors=tint, zorder=4, **look)
        ax.plot([1, 1], [-1, -1], [best.mean(), z.max()], color=style.FAULT, lw=4, zorder=5, solid_capstyle="butt")
    else:
        ax.plot_surface(x1, x2, z, facecolors=tint, zorder=1, **look)
    ax.patch.set_visible(False)  # the corners of two neighbors overlap
    ax.view_init(elev=33, azim=-130)
    ax.set_box_aspect((1, 1, 0.75), zoom=0.9)
    ax.set(xlim=(-1, 1), ylim=(-1, 1), zlim=(z.min(), z.max()))
    ax.set(xticks=[], yticks=[], zticks=[0, 1, 2] if bent else [-2, 0, 2])
    ax.tick_params(labelsize=9, pad=-2.5)
    ax.set_xlabel("$x_1$, −1 to 1", labelpad=-14)
    ax.set_ylabel("$x_2$, −1 to 1", labelpad=-14)
    for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
        axis.set_major_formatter(lambda value, _: f"{value:g}".replace("-", "−"))
        axis.set_pane_color("white")
        axis.pane.set_edgecolor("#E0E0E0")
        axis._axinfo["grid"].update(color="#E9E9E9", linewidth=0.6)
