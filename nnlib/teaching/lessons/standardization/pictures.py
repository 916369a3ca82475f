"""A loss that explodes, one parabola at four rates, two bowls at one rate, and what scaling does."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style
from ...figures import show

LOOKS = {  # the cure is blue with squares, the fault vermilion with dots
    "raw": dict(color=style.FAULT, marker="o"),
    "standardized": dict(color=style.CURE, marker="s"),
}


def power(value):
    """A positive number as its power of ten, 10⁻⁸."""
    digits = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    return "10" + f"{round(np.log10(value))}".translate(digits)


# ---- the explosion ----


ATOMS = 1e80  # in the visible universe, about


def explosion(small, large):
    """The losses of one neuron by step: on inputs from -1 to 1, and on the same pairs from 0 to 100."""
    passed = next((step for step, loss in enumerate(large) if loss > ATOMS), None)
    where = f"is above it from step {passed} on" if passed else "stays below it"
    show(
        draw_explosion(small, large, passed),
        alt=f"The loss against the step on a logarithmic axis, two lines. Inputs from −1 to 1: it falls to "
        f"{power(small[-1])} in {len(small) - 1} steps. Inputs from 0 to 100: a straight line up, to "
        f"{power(large[-1])} in {len(large) - 1} steps. A dashed line marks the number of atoms in the visible "
        f"universe, {power(ATOMS)}; the upper line {where}.",
    )


def draw_explosion(small, large, passed):
    fig, ax = plt.subplots(figsize=(8, 3.6))
    last = len(large) - 1
    for losses, name, (color, marker), up in (
        (small, "inputs from −1 to 1", (style.CURE, "s"), 24),
        (large, "inputs from 0 to 100", (style.FAULT, "o"), 0),
    ):
        ax.plot(losses, "-", color=color, marker=marker, ms=5, mec="white")
        style.label(ax, last, losses[-1], power(losses[-1]), color, offset=(10, up), fontweight="bold", fontsize=24)
        style.label(ax, last, losses[-1], name, color, offset=(10, up - 24))
    ax.hlines(ATOMS, 0, last, color=style.GRAY, lw=1, ls=(0, (4, 3)))
    style.label(ax, 0, ATOMS, f"all atoms of the visible universe: {power(ATOMS)}", style.GRAY, offset=(0, 9))
    if passed:
        ax.plot(passed, large[passed], "o", ms=13, mfc="none", mec=style.INK, mew=1.4)
        style.label(ax, passed, large[passed], f"step {passed}", offset=(-6, 14), ha="right")
    ax.set(yscale="log", xlim=(-0.4, 1.36 * last), ylim=(1e-12, 1e155), xlabel="step", ylabel="loss")
    ax.set_xticks(range(0, last + 1, 5))
    ax.set_yticks([1, 1e50, 1e100, 1e150], ["1", "10⁵⁰", "10¹⁰⁰", "10¹⁵⁰"])
    ax.minorticks_off()
    ax.set_title(f"Same pairs, same neuron, same rate: one loss explodes to {power(large[-1])}")
    style.end_axis(ax, 0, last)
    return fig


# ---- one weight ----

NAMES = {0: "walks home", 1: "lands at once", 2: "zig-zags", 3: "flies out"}


def kind(product):
    """Which of the four walks: product = lr · curvature."""
    return 3 if product > 2 else 2 if product > 1 else 1 if product == 1 else 0


def four_walks(walks):
    """The same parabola at four rates. walks: {lr · curvature: weights by step}; the best weight is 1."""
    ends = "; ".join(
        f"{product:g} {NAMES[kind(product)]}, after {len(walk) - 1} steps at " + f"{walk[-1]:.2f}".replace("-", "−")
        for product, walk in walks.items()
    )
    show(
        draw_four_walks(walks),
        alt=f"Copies of a parabola, the loss against the weight, lowest at weight 1. A path starts at weight 0 "
        f"in each, and each step multiplies the distance by 1 − lr · curvature. By lr · curvature: {ends}.",
    )


def draw_four_walks(walks):
    fig, axes = plt.subplots(1, len(walks), figsize=(8, 3.7), sharey=True)
    above = dict(xycoords="axes fraction", textcoords="offset points", va="bottom")
    for ax, (product, walk) in zip(axes, walks.items(), strict=True):
        bad = kind(product) == 3
        color = style.FAULT if bad else style.CURE
        valley(ax, walk, color, "o" if bad else "s")
        factor = f"{1 - product:.3g}".replace("-", "−")
        ax.set_title(NAMES[kind(product)], color=style.TEXT[color], fontsize=13, pad=41)
        ax.annotate(f"lr · c = {product:g}\ndistance × {factor}", (0, 1), (0, 8), fontsize=11, **above)
        ax.set(xlabel="weight")
    axes[0].set_ylabel("loss")
    out = sum(kind(product) == 3 for product in walks)
    home = f"{('one', 'two', 'three')[len(walks) - out - 1]} come home, {('none', 'one')[out]} flies out"
    fig.suptitle(f"One valley, four rates: {home}", **style.HEADLINE)
    return fig


def valley(ax, walk, color, marker):
    """The ground below the parabola, and each step of the walk as a hop from wall to wall."""
    w = np.linspace(-1.3, 3.3, 140)
    ax.fill_between(w, -0.5, (w - 1) ** 2, color="#E6EBF0", lw=0, zorder=0)
    ax.plot(w, (w - 1) ** 2, color="#8FA3B8", lw=1.6)
    t = np.linspace(0, 1, 40)
    for start, end in zip(walk, walk[1:], strict=False):
        heights = (start - 1) ** 2, (end - 1) ** 2
        lift = 0.3 * abs(end - start) * 4 * t * (1 - t)
        ax.plot(start + (end - start) * t, heights[0] + (heights[1] - heights[0]) * t + lift, color=color, lw=1.5)
    sizes = 5.5 if (walk[1:] - 1).max() > 1 else 3.5  # of marks that come close to each other
    ax.plot(walk[1:], (walk[1:] - 1) ** 2, ls="", color=color, marker=marker, ms=sizes, mec="white", mew=0.5)
    ax.plot(walk[0], (walk[0] - 1) ** 2, "o", ms=9, color=style.INK, mec="white", zorder=5)
    style.label(ax, 1, -0.3, "best", offset=(0, 0), ha="center", fontsize=9.5)
    style.label(ax, walk[0], 1, "start", offset=(-3, -11), ha="right", fontsize=9.5)
    ax.set(xlim=(-1.3, 3.3), ylim=(-0.5, 4.1), xticks=[0, 1, 2], yticks=[])


# ---- two weights ----

CLOSE = 0.02  # so near the best weights, in the picture, is there
REACH = 2.4  # half the width of each bowl; of both the same width is shown


def bowl(X, y, reach, n=300):
    """Weights w1 (n,), w2 (n,) around the best ones, the loss there (n, n), and the best ones (2,)."""
    best = np.linalg.lstsq(X, y, rcond=None)[0]
    w1, w2 = (np.linspace(center - reach, center + reach, n) for center in best)
    d = np.stack(np.meshgrid(w1, w2), axis=-1) - best
    return w1, w2, 0.5 * np.einsum("...i,ij,...j", d, X.T @ X / len(X), d), best


def two_bowls(raw, standardized, y, raw_path, standardized_path):
    """Two maps of a loss with a descent on each. Inputs (n, 2) of mean 0, y (n,), paths (steps + 1, 2)."""
    bowls = [bowl(raw, y, REACH), bowl(standardized, y, REACH)]
    far = [np.abs(path[-1] - best).max() for (*_, best), path in zip(bowls, (raw_path, standardized_path), strict=True)]
    show(
        draw_two_bowls(bowls, (raw_path, standardized_path)),
        alt=f"Two maps of a loss with contour lines, w1 to the right and w2 up, and {len(raw_path) - 1} steps of "
        f"gradient descent from (0, 0). One column wide, one narrow: long ellipses, upright; the path jumps from side "
        f"to side and ends {far[0]:.2f} from the best weights. Both equally wide: almost circles; the path goes almost "
        f"straight there and ends {far[1]:.2f} from them.",
    )


def draw_two_bowls(bowls, paths):
    fig, axes = plt.subplots(1, 2, figsize=(8, 3.9))
    fig.suptitle("A wide column makes the descent zig-zag, equal widths send it straight", **style.HEADLINE)
    titles = ("one column is wider", "both equally wide")
    steps = len(paths[0]) - 1
    for ax, look, (w1, w2, loss, best), path, title in zip(axes, LOOKS.values(), bowls, paths, titles, strict=True):
        levels = loss.max() * np.linspace(0.03, 1, 12) ** 2
        ax.contourf(w1, w2, loss, levels=[0, *levels], cmap=style.BOWL, vmax=0.8 * loss.max())
        ax.contour(w1, w2, loss, levels=levels, colors="#8FA3B8", linewidths=0.6, alpha=0.7)
        ax.plot(*best, "o", ms=12, mfc="none", mec=style.INK, mew=1.4, zorder=5)
        ax.plot(*path.T, "-", lw=1.5, ms=5.5, mec="white", mew=0.7, zorder=3, **look)
        style.label(ax, *path[0], "start", offset=(0, -11), ha="center")
        ground = dict(fc="white", ec="none", pad=1.2)  # no contour line runs through the words
        style.label(ax, *best, "best weights", offset=(0, 15), ha="center", fontsize=9.5, bbox=ground, zorder=4)
        far = np.hypot(*(path - best).T)
        there = int(np.argmax(far < CLOSE))
        ended = f"there after {there} steps" if far[-1] < CLOSE else f"after {steps} steps still {far[-1]:.2f} away"
        x, y = (path.min(axis=0) + path.max(axis=0)) / 2  # the same room around both paths
        ax.set(xlim=(x - 1.35, x + 1.35), ylim=(y - 0.95, y + 0.95), aspect="equal")
        ax.set(xlabel="$w_1$", ylabel="$w_2$", xticks=[0, 1, 2], yticks=[0, 1])
        ax.set_title(f"{title}:\n{ended}", color=style.TEXT[look["color"]], fontsize=11)
        ax.spines[:].set(visible=True, color=style.PALE, linewidth=1)
    return fig


# ---- the cloud ----

DRAWN = 60, 25  # of the training and of the test rows, so that single ones are seen


def before_and_after(X_train, X_test, Z_train, Z_test):
    """Two columns as a cloud: centered, then standardized, with equal scales on both axes. Arrays (n, 2)."""
    sizes = [f"{np.ptp(rows[:, 0]):.1f} wide and {np.ptp(rows[:, 1]):.1f} high" for rows in (X_train, Z_train)]
    some = [f"{min(n, len(rows))} of {len(rows)}" for n, rows in zip(DRAWN, (X_train, X_test), strict=True)]
    spread = [" and ".join(f"{s:.2f}" for s in rows.std(axis=0)) for rows in (X_train, Z_train)]
    show(
        draw_before_and_after(X_train, X_test, Z_train, Z_test),
        alt=f"Two scatter plots, x1 right and x2 up, of {some[0]} training and {some[1]} test rows, "
        f"each with a cross at the mean, one deviation long to each side. Centered: the cloud, {sizes[0]}, with "
        f"deviations of {spread[0]}, has moved from where a dashed frame is, away from 0, and its middle is 0. "
        f"Standardized: the middle still at 0, the cloud {sizes[1]}, the deviations {spread[1]}.",
    )


def draw_before_and_after(X_train, X_test, Z_train, Z_test):
    spans = ((-3.5, 6.3), (-3.3, 3.3))  # of x₁: the scale is the same in both
    widths = [right - left for left, right in spans]
    fig, axes = plt.subplots(1, 2, figsize=(8, 3.7), width_ratios=widths, sharey=True)
    m = X_train.mean(axis=0)
    clouds = ((X_train - m, X_test - m), (Z_train, Z_test))
    titles = ("minus the mean: the middle moves to 0", "divided by the deviation")
    names = (("x₁ − m₁", "x₂ − m₂"), ("z₁", "z₂"))
    before = X_train.min(axis=0), X_train.max(axis=0)
    for ax, (train, test), title, (right, up), span in zip(axes, clouds, titles, names, spans, strict=True):
        ax.axhline(0, color=style.PALE, lw=1, zorder=0.5)
        ax.axvline(0, color=style.PALE, lw=1, zorder=0.5)
        corners = train.min(axis=0), train.max(axis=0)
        _frame(ax, *before, fill=False, ec=style.GRAY, lw=1.2, ls=(0, (3, 2)), zorder=1)
        _frame(ax, *corners, fc="#E6EBF0", lw=0, zorder=0)
        ax.plot(*train[: DRAWN[0]].T, "o", color=style.INK, ms=3.9, mec="white", mew=0.5)
        ax.plot(*test[: DRAWN[1]].T, "o", mfc="white", mec=style.PURPLE, ms=4.2, mew=1.1)
        _cross(ax, train.mean(axis=0), train.std(axis=0), style.CURE)
        wide, tall = train.std(axis=0)
        before = corners
        ax.set(aspect="equal", xlabel=right, ylabel=up, xlim=span, ylim=(-2.5, 2.2), yticks=[-2, 0, 2])
        ax.set_xticks([x for x in (-3, 0, 3, 6) if span[0] < x < span[1]])
        ax.set_title(title, fontsize=11, fontweight="normal")
        below = dict(offset=(0, -12), ha="center", fontsize=12, fontweight="bold", path_effects=style.HALO)
        style.label(ax, train[:, 0].mean(), corners[0][1], f"±{wide:.2g} and ±{tall:.2g}", style.CURE, **below)
    way = dict(arrowstyle="-|>,head_width=0.3,head_length=0.6", color=style.INK, lw=2.4, shrinkA=0, shrinkB=0)
    moved, scaled = (np.array([train.min(axis=0), train.max(axis=0)]) for train, _ in clouds)
    _cross(axes[0], m, X_train.std(axis=0), style.GRAY)
    axes[0].annotate("", (0.12, 0.03), m, arrowprops=way)
    for side, end in enumerate(scaled[:, 0]):  # squeezed from both sides, stretched up and down
        axes[1].annotate("", (end, 0), (moved[side, 0], 0), arrowprops=way)
        axes[1].annotate("", (2.4, scaled[side, 1]), (2.4, moved[side, 1]), arrowprops=way)
    style.label(
        axes[0], *X_train.max(axis=0), "before", style.GRAY, ha="right", va="bottom", offset=(0, 2), fontsize=9.5
    )
    axes[0].plot(
        [], [], "o", color=style.INK, ms=4.5, label=f"training row, {min(DRAWN[0], len(X_train))} of {len(X_train)}"
    )
    axes[0].plot(
        [],
        [],
        "o",
        mfc="white",
        mec=style.PURPLE,
        ms=4.5,
        label=f"test row, {min(DRAWN[1], len(X_test))} of {len(X_test)}",
    )
    axes[0].plot([], [], "+", color=style.CURE, ms=11, mew=2.6, label="mean ± one deviation")
    fig.legend(loc="outside lower center", ncols=3, fontsize=10, frameon=False, handletextpad=0.2, columnspacing=2)
    fig.suptitle("Subtracting moves the cloud, dividing makes it equally wide and high", **style.HEADLINE)
    return fig


def _frame(ax, low, high, **look):
    ax.add_patch(plt.Rectangle(low, *(high - low), **look))


def _cross(ax, middle, deviation, color):
    for i in (0, 1):
        ends = middle + np.outer([-1, 1], deviation * (np.arange(2) == i))
        ax.plot(*ends.T, color="white", lw=6.5, solid_capstyle="butt")
        ax.plot(*ends.T, color=color, lw=3.6, solid_capstyle="butt", marker="|_"[i], ms=9, mew=2.6)


# ---- what centering does ----


COUNTED = 1e-4  # the share of the loss to which the lesson counts the steps


def _reached(losses):
    """{name: step} of those in {name: losses} that come down to the share that is counted."""
    shares = {name: np.asarray(left) / left[0] for name, left in losses.items()}
    return {name: int(np.argmax(share <= COUNTED)) for name, share in shares.items() if share.min() <= COUNTED}


def four_scales(losses):
    """Loss by step, as a share of its start, for {name: losses}."""
    reached = ", ".join(f"{name} at step {step}" for name, step in _reached(losses).items())
    ends = "; ".join(f"{name}: {max(left[-1] / left[0], 1e-8):.1g}" for name, left in losses.items())
    show(
        draw_four_scales(losses),
        alt="Loss against step, one line for each of four ways to write the inputs, on a logarithmic axis. "
        f"Share of the loss left at the end: {ends}; what is below 1e-08 is not shown. A dashed line at a "
        f"ten-thousandth, with a ring where a line first reaches it: {reached or 'none does'}.",
    )


def draw_four_scales(losses):
    fig, ax = plt.subplots(figsize=(8, 3.4))
    styles = {
        "raw": dict(color=style.FAULT, ls="-"),
        "only centered": dict(color=style.FAULT, ls=(0, (5, 2))),
        "only divided": dict(color=style.FAULT, ls=(0, (1.2, 1.2))),
        "standardized": dict(color=style.CURE, ls="-", lw=3),
    }
    lowest, reached = 1e-8, _reached(losses)
    for name, left in losses.items():
        share = np.asarray(left) / left[0]
        if share[-1] < lowest:
            share = share[: np.argmax(share < lowest) + 1]
        ax.plot(share, **styles[name])
        end = len(share) - 1
        look = dict(color=styles[name]["color"], fontweight="bold")
        style.label(ax, end, max(share[-1], 2 * lowest), name, offset=(7, 0), **look)
        if name in reached:
            there = reached[name]
            ax.plot(there, share[there], "o", ms=9, mfc="white", mec=styles[name]["color"], mew=2, zorder=4)
            look |= dict(fontsize=20, offset=(9, 16)) if there == min(reached.values()) else dict(offset=(0, 15))
            style.label(ax, there, share[there], f"{there} steps", **look)
    steps = len(left) - 1
    ax.hlines(COUNTED, 0, steps, color=style.GRAY, lw=1, ls=(0, (4, 3)), zorder=1)
    style.label(ax, 0.55 * steps, COUNTED, "a ten-thousandth left", style.GRAY, offset=(0, -9), ha="center")
    ax.set(yscale="log", xlim=(-1, 1.2 * steps), ylim=(lowest, 3))
    ax.set_xticks(range(0, steps + 1, 20))
    ax.set_yticks([1e-8, 1e-6, 1e-4, 1e-2, 1], ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "1"])
    ax.minorticks_off()
    ax.hlines([1e-8, 1e-6, 1e-4, 1e-2, 1], 0, steps, color="#E4E4E4", lw=0.8, zorder=0)
    ax.set(xlabel="step (each at about nine tenths of its own largest rate)", ylabel="loss, share of the start")
    quick = reached.get("standardized")
    ax.set_title(
        f"Only standardized is quick: {quick} steps to a ten-thousandth of the loss" if quick else "All four are slow"
    )
    style.end_axis(ax, 0, steps)
    return fig
