"""Pictures of four points: on a folded sheet, between lines, in the hidden space, and what networks answer to them."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap
from mpl_toolkits.mplot3d.proj3d import proj_transform

from ... import style
from ...figures import show
from ...four_points import CORNERS, NAMES, XOR, line, plane, points, together

DASHED, DOTTED = (0, (5, 2)), (0, (1.2, 1.2))
# x₁ − x₂: not the blue and orange of the classes
DIFFERENCE = LinearSegmentedColormap.from_list("difference", [style.PURPLE, "#F7F7F7", style.GREEN])
SPAN = 1.9  # x₁ − x₂ at the ends of the colors


# ---- the sheet ----
def sheet(X, y):
    """The surface |x₁ − x₂| over the unit square with XOR's four points X (4, 2), y (4, 1) on it, and from above."""
    alt = (
        "The folded sheet |x₁ − x₂| over the square from 0 to 1, and the four corners on it: "
        + ", ".join(f"{name} at height {height:.0f}" for name, height in zip(NAMES, y[:, 0], strict=True))
        + ". Each hangs above its pair on the ground; the fold runs through (0, 0) and (1, 1)."
    )
    show(draw_sheet(X, y), alt)


def draw_sheet(X, y):
    fig = plt.figure(figsize=(8, 3.9), layout="none")
    ax = fig.add_axes([-0.01, -0.01, 0.86, 0.98], projection="3d", computed_zorder=False)
    side = np.linspace(0, 1, 21)
    x1, x2 = np.meshgrid(side, side)
    height = np.abs(x1 - x2)
    floor = -0.7
    ax.plot_surface(
        x1, x2, 0 * x1 + floor, color="#EEF2F6", edgecolor="white", lw=0.6, rstride=2, cstride=2, shade=False
    )
    for spot, up in zip(X, y[:, 0], strict=True):
        look = style.CLASS[int(up)]
        ax.plot(*[[value] * 2 for value in spot], [floor, up], color=look["color"], lw=1.2, ls=(0, (2, 2)), zorder=2)
        ax.plot(*spot, floor, ls="", ms=9, mfc="white", mec=look["color"], mew=2, marker=look["marker"], zorder=3)
    tint = style.DIVERGING(0.55 + 0.33 * height)
    sheet = dict(facecolors=tint, edgecolor="white", lw=0.7, rstride=2, cstride=2, shade=False)
    ax.plot_surface(x1, x2, height, zorder=4, **sheet)
    ax.plot([0, 1], [0, 1], [0, 0], color=style.INK, lw=2.8, zorder=5)
    for name, spot, up in zip(NAMES, X, y[:, 0], strict=True):
        look = style.CLASS[int(up)]
        ax.plot(*spot, up, ls="", ms=13, mec="white", mew=1.2, zorder=7, **look)
        place = dict(ha="center", fontsize=11, fontweight="bold", zorder=8)
        away = {"(0, 0)": (-0.17, 0.14, -0.02), "(1, 1)": (0, 0, 0.19)}.get(name, (0, 0, 0.12))
        ax.text(*(np.array([*spot, up]) + away), f"{name} → {up:.0f}", color=style.TEXT[look["color"]], **place)
    ax.view_init(elev=18, azim=-127)
    ax.set_box_aspect((1, 1, 1.05), zoom=1.05)
    ax.set(xlim=(0, 1), ylim=(0, 1), zlim=(floor, 1))
    ax.set_axis_off()
    ax.text(0.5, -0.2, floor, "$x_1$", ha="center", fontsize=11)
    ax.text(-0.17, 0.45, floor, "$x_2$", ha="center", fontsize=11)
    fig.text(0.015, 0.945, "XOR on the folded sheet: zeros on the fold, ones at the tips", va="center", **HEAD)
    for up, words, spot in (
        (0.62, "the sheet:\nheight |x₁ − x₂|", (0.86, 0.3, 0.56)),
        (0.42, "the fold", (0.6, 0.6, 0)),
        (0.2, "the four pairs,\non the ground below", (1, 0, floor)),
    ):
        x, y, _ = proj_transform(*spot, ax.get_proj())
        line = dict(arrowstyle="-", color=style.GRAY, lw=1, shrinkA=4, shrinkB=7 if spot[2] == floor else 0)
        places = dict(xycoords="data", textcoords="figure fraction", zorder=9, annotation_clip=False)
        words = dict(text=words, fontsize=10.5, linespacing=1.4, va="center")
        ax.annotate(xy=(x, y), xytext=(0.74, up), arrowprops=line | dict(relpos=(0, 0.5)), **places, **words)
    return fig


HEAD = dict(fontsize=12, fontweight="bold")


# ---- lines ----
def lines(X, y, y_and, and_line, tries, wrong):
    """AND with a line, XOR with three tries. A line is (w1, w2, b); wrong: for each try, which of the rows (4,)."""
    alt = (
        "Four planes with four points each, ones as blue squares and zeros as orange dots; blue ground is where a line "
        "says 1, orange ground where it says 0. First AND: one line separates (1, 1) from the other three points. Then "
        f"XOR with three lines; the points on the wrong ground are circled: {'; '.join(map(_rows, wrong))}."
    )
    show(draw_lines(X, y, y_and, and_line, tries, wrong), alt)


def _rows(which):
    return " and ".join(np.array(NAMES)[which])


def draw_lines(X, y, y_and, and_line, tries, wrong):
    fig, axes = plt.subplots(1, 1 + len(tries), figsize=(8, 3.1), sharey=True)
    none = np.zeros(len(X), dtype=bool)
    for i, (ax, targets, drawn, missed) in enumerate(
        zip(axes, [y_and, *[y] * len(tries)], [and_line, *tries], [none, *wrong], strict=True)
    ):
        title = f"XOR, try {i}:\n{missed.sum()} wrong" if missed.any() else "AND:\nall four right"
        plane(ax, "", ends=(-0.5, 1.5))
        ax.set_title(title, fontsize=11, color=style.TEXT[style.FAULT if missed.any() else style.CURE])
        _ground(ax, *drawn)
        line(ax, *drawn)
        _marked(ax, X, np.ravel(targets))
        ax.plot(*X[missed].T, "o", ms=22, mfc="none", mec=style.TEXT[style.FAULT], mew=2.6)
    for ax in axes[1:]:
        ax.set_ylabel("")
    axes[0].text(1.45, 1.42, "says 1", ha="right", va="top", fontsize=9.5, color=style.TEXT[style.CURE])
    axes[0].text(-0.45, -0.42, "says 0", va="bottom", fontsize=9.5, color=style.TEXT[style.FAULT])
    least = min(missed.sum() for missed in wrong)
    title = f"One line does AND. For XOR each of {len(tries)} tries leaves {least} of 4 corners wrong"
    fig.suptitle(title, **style.HEADLINE)
    return fig


def _marked(ax, X, y):
    """Points X (4, 2), the look by their class y (4,)."""
    for number, look in enumerate(style.CLASS):
        ax.plot(*X[y == number].T, ls="", ms=10, mec="white", zorder=4, clip_on=False, **look)


def _ground(ax, w1, w2, b):
    """Where w1 x + w2 y + b is below 0, and where above."""
    along = np.linspace(*ax.get_xlim(), 201)
    score = w1 * along + w2 * along[:, None] + b
    ax.contourf(along, along, score, levels=[-np.inf, 0, np.inf], colors=[style.BANDS(0.12), style.BANDS(0.88)])


# ---- the hidden space ----
def folded(hidden, score):
    """The plane, half way, and the hidden space. hidden(points (n, 2)) -> (n, 2); score: (w1, w2, b) of its line."""
    spots = [" and ".join(NAMES[row] for row in rows) for rows in together(hidden(CORNERS)) if len(rows) > 1]
    alt = (
        "Three panels with the same grid, painted by x₁ − x₂ from pink to green, four named points, and dashed "
        "segments between the ones and between the zeros: the plane, where the segments cross; two thirds of the way, "
        "where (1, 1) has moved and they are apart; and the hidden space, where the grid has become an L with its "
        "corner at (0, 0). "
        f"On one spot there: {'; '.join(spots)}. One line separates ones from zeros."
    )
    show(draw_folded(hidden, score), alt)


def draw_folded(hidden, score):
    fig, axes = plt.subplots(1, 3, figsize=(8, 3.4), layout="none")
    fig.subplots_adjust(left=0.012, right=0.99, bottom=0.01, top=0.81, wspace=0.05)
    side = np.linspace(0, 1, 25)
    grid = np.stack(np.meshgrid(side, side), axis=-1)
    bent, four = hidden(grid.reshape(-1, 2)).reshape(grid.shape), hidden(CORNERS)
    colors = dict(cmap=DIFFERENCE, norm=plt.Normalize(-SPAN, SPAN))
    for ax, share in zip(axes, (0, 2 / 3, 1), strict=True):
        sheet = (1 - share) * grid + share * bent
        ax.pcolormesh(*np.moveaxis(sheet, -1, 0), grid[..., 0] - grid[..., 1], shading="gouraud", **colors)
        for threads in (sheet[::4], sheet[:, ::4].swapaxes(0, 1)):
            ax.plot(*threads.T, color="white", lw=0.7)
        if share == 1:  # the sheet has no area any more: draw what is left of it as a strip
            d = np.linspace(-1, 1, 201)
            rim = hidden(np.column_stack([(1 + d) / 2, (1 - d) / 2]))
            strip = LineCollection(np.stack([rim[:-1], rim[1:]], axis=1), lw=11, capstyle="projecting", **colors)
            strip.set_array(d[1:])
            ax.add_collection(strip)
            line(ax, *score, lw=2.8)
            style.label(ax, 0.82, -0.32, "score 0", offset=(8, 0))
        spots = (1 - share) * CORNERS + share * four
        for number, look in enumerate(style.CLASS):
            ax.plot(*spots[number == XOR].T, color=look["color"], lw=2, ls=(0, (4, 2)), zorder=3)
        points(ax, spots, sizes=(15, 13))
        named = spots
        if 0 < share < 1:  # (1, 1) is named where it was
            way = dict(arrowstyle="-|>", color=style.GRAY, lw=1.4, shrinkA=8, shrinkB=10)
            ax.annotate("", spots[3], CORNERS[3], arrowprops=way, zorder=2)
            ax.plot(*CORNERS[3], "o", ms=14, mfc="white", mec=style.GRAY, mew=1.4, zorder=2)
            named = CORNERS
        for rows in together(named):
            a, b = named[rows[0]]
            where = dict(va="bottom", offset=(0, 11)) if b > 0.5 else dict(va="top", offset=(0, -11))
            style.label(ax, a, b, "\nand ".join(NAMES[row] for row in rows), ha="center", **where)
        ax.set(xlim=(-0.24, 1.24), ylim=(-0.36, 1.2), aspect="equal")
        ax.axis("off")
    words = (
        ("The diagonals cross", "the plane: $x_1$, $x_2$"),
        ("Folded, they come apart", "two thirds of the way"),
        ("Now a line fits", "hidden space: unit 1, unit 2"),
    )
    for ax, (found, place) in zip(axes, words, strict=True):
        ax.set_title(found, pad=27)
        ax.text(0, 1.04, place, transform=ax.transAxes, color=style.TEXT[style.GRAY])
    for y, words, color in ((1.07, "$x_1 < x_2$", style.PURPLE), (-0.09, "$x_1 > x_2$", style.GREEN)):
        style.label(axes[0], 0.5, y, words, color, ha="center", offset=(0, 0), fontsize=11)
    return fig


def two_diagonals(W, difference):
    """The weights into both units of trained networks, W (s, 2, 2); difference (s,): do its units take a difference?"""
    counts = int(difference.sum()), int((~difference).sum())
    alt = (
        "Weight from x₂ against weight from x₁, two points for each of the networks that solved XOR. All points lie "
        f"near the two diagonals: {counts[0]} networks where the weights are opposite, and {counts[1]} where they are "
        "alike. Beside it two squares of four points: a unit that takes a sum can't tell (0, 1) from (1, 0), one that "
        "takes a difference can't tell (0, 0) from (1, 1)."
    )
    show(draw_two_diagonals(W, difference), alt)


def draw_two_diagonals(W, difference):
    fig = plt.figure(figsize=(8, 3.9), layout="none")
    ax = fig.add_axes((0.09, 0.14, 0.39, 0.74))
    most = 1.1 * np.abs(W).max()
    folds = (  # which networks, what their units take, the look, and the sign of the slope of w2 against w1
        (0.55, ~difference, "sum", style.PURPLE, "v", "▼", 1),
        (0.08, difference, "difference", style.GREEN, "D", "◆", -1),
    )
    for bottom, which, name, color, marker, mark, sign in folds:
        ax.plot([-most, most], [-sign * most, sign * most], color=style.PALE, lw=1.2, zorder=0)
        look = dict(ls="", marker=marker, ms=5, color=color, alpha=0.6, mec="white", mew=0.3)
        ax.plot(W[which, 0].ravel(), W[which, 1].ravel(), **look)
        way = "$w_2 = w_1$" if sign > 0 else "$w_2 = -w_1$"
        place = dict(offset=(10, 0), fontsize=11.5, fontweight="bold", linespacing=1.4)
        style.label(ax, 0.27 * most, 0.24 * sign * most, f"{name}\n{way}", color, **place)
        _fold(fig.add_axes((0.55, bottom, 0.17, 0.33)), sign, color)
        words = f"{mark} {which.sum()} networks\ntake a {name}"
        fig.text(0.74, bottom + 0.24, words, color=style.TEXT[color], fontweight="bold")
        alike = "(0, 1) and (1, 0)" if sign > 0 else "(0, 0) and (1, 1)"
        words = f"thin lines: same {name}\n{alike} are alike"
        fig.text(0.74, bottom + 0.2, words, va="top", fontsize=10, linespacing=1.35)
    ax.set(
        xlim=(-most, most), ylim=(-most, most), aspect="equal", xlabel="weight from $x_1$", ylabel="weight from $x_2$"
    )
    ax.locator_params(nbins=5)
    style.label(
        ax, 0, 0.89 * most, "a mark: a unit,\ntwo marks: a network", style.GRAY, ha="center", offset=(0, 0), fontsize=10
    )
    counts = f"{difference.sum()} take a difference and {(~difference).sum()} a sum"
    title = f"Of {len(W)} networks, {counts}; no unit is between"
    fig.text(0.012, 0.95, title, va="center", **HEAD)
    return fig


def _fold(ax, sign, frame):
    """The square of the four points in a frame of this color, with lines where x₁ + x₂ or x₁ − x₂ stays the same."""
    span = np.array([-0.3, 1.3])
    for level in np.arange(-1.5, 2.6, 0.25):
        ax.plot(span, sign * (level - span), color=style.PALE, lw=0.9, zorder=0)
    ends = np.array([[0, 1], [1, 0]]) if sign > 0 else np.array([[0, 0], [1, 1]])
    color = style.CURE if sign > 0 else style.FAULT
    ax.plot(*ends.T, color=color, lw=6, alpha=0.3, solid_capstyle="round", zorder=1)
    points(ax, CORNERS, sizes=(8, 8))
    ax.set(xlim=span, ylim=span, aspect="equal")
    style.bare(ax).spines[:].set(color=frame, linewidth=2.6)
    ax.set_xlabel("$x_1$", labelpad=1)
    ax.set_ylabel("$x_2$", labelpad=9, rotation=0, va="center")


# ---- the published run ----
def loss_curve(losses):
    """The loss of the drawn rows, losses (steps, n_nets): each network over stretches of 100 steps, and their mean."""
    first, last = losses[:100].mean(), losses[-100:].mean()
    alt = (
        f"Loss against step, 0 to {len(losses):,}, for {losses.shape[1]} networks. All curves fall from about "
        f"{first:.1f} to near {last:.3f}."
    )
    show(draw_loss_curve(losses), alt)


def draw_loss_curve(losses):
    stretches = losses.reshape(-1, 100, losses.shape[1]).mean(axis=1)
    steps = np.arange(50, len(losses), 100)
    fig, ax = plt.subplots(figsize=(8, 2.9))
    first, *_, last = stretches.mean(axis=1)
    ax.plot(steps, stretches, color="#C9C9C9", lw=1)
    ax.plot(steps, stretches.mean(axis=1), color=style.INK, lw=3)
    at = int(0.32 * len(steps))
    style.label(
        ax, steps[at], stretches[at].max(), f"pale: each of {losses.shape[1]} networks", style.GRAY, offset=(12, 8)
    )
    style.label(ax, 0.018 * len(losses), 0.04, "dark: their mean", offset=(0, 0))
    style.label(ax, steps[-1], last, f"{last:.3f}", ha="right", offset=(0, 20), fontsize=22, fontweight="bold")
    ax.axhline(0.125, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    guess = dict(ha="right", va="bottom", offset=(0, 2), fontsize=10)
    style.label(ax, len(losses), 0.125, "always saying ½: 0.125", style.GRAY, **guess)
    ax.set(ylim=(0, 0.15), xlim=(0, len(losses)), xlabel="step", ylabel="loss of the drawn rows", yticks=[0, 0.05, 0.1])
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set_title(f"From all {losses.shape[1]} starts the loss falls, from {first:.3f} to {last:.3f}. It works?")
    return fig


def answers_by_row(results):
    """A panel for each name in results {name: answers (n_nets, 4)}: a mark for each net and row, a box at a target."""
    said = [
        f"{name}: {', '.join(f'{np.median(p[:, row]):.2f} at {NAMES[row]}' for row in range(4))}"
        for name, p in results.items()
    ]
    alt = (
        f"A panel each with the answers of {len(next(iter(results.values())))} networks to the four rows, targets 0, "
        f"1, 1, 0; boxes reach 0.1 from them, crosses lie outside. Medians. {'. '.join(said)}."
    )
    show(draw_answers_by_row(results), alt)


def draw_answers_by_row(results):
    fig, axes = plt.subplots(1, len(results), figsize=(8, 3.9), sharey=True)
    looks = {
        "a right answer": dict(color=style.INK, marker="o", ms=4, mec="none"),
        "off by 0.1 or more": dict(color=style.FAULT, marker="x", ms=5, mew=1.2),
    }
    zone = dict(color="#D9E2EB", lw=0)
    counts = [int((np.abs(answers - XOR) < 0.1).all(axis=1).sum()) for answers in results.values()]
    for ax, (name, answers), done in zip(axes, results.items(), counts, strict=True):
        ax.axhline(0.5, color=style.PALE, lw=1, zorder=0)
        for row, target in enumerate(XOR):
            ax.fill_between([row - 0.42, row + 0.42], *sorted((target, abs(target - 0.1))), **zone)
            near = np.abs(answers[:, row] - target) < 0.1
            place = row + np.linspace(-0.38, 0.38, len(answers))
            for which, look in zip((near, ~near), looks.values(), strict=True):
                if which.any():
                    ax.plot(place[which], answers[which, row], ls="", clip_on=False, **look)
        ax.set(xticks=range(4), ylim=(-0.03, 1.03), xlabel="row", yticks=[0, 0.1, 0.5, 0.9, 1])
        ax.set_xticklabels([name.strip("()") for name in NAMES], fontsize=9.5)
        color = style.CURE if done == len(answers) else style.INK if done else style.FAULT
        ax.set_title(f"{name}\n", fontsize=11, fontweight="normal")
        solved = f"{done} of {len(answers)} solved"
        style.label(ax, 0, 1, solved, color, xycoords="axes fraction", offset=(0, 11), fontsize=12, fontweight="bold")
    axes[0].set_ylabel("answer p")
    title = (
        f"With one change {counts[1]} of {len(answers)} networks solve XOR, with all {len(results) - 1}: {counts[-1]}"
    )
    fig.suptitle(title, **style.HEADLINE)
    bar = plt.Rectangle((0, 0), 1, 1, **zone)
    marks = [plt.Line2D([], [], ls="", **look) for look in looks.values()]
    fig.legend([bar, *marks], ["within 0.1 of the target", *looks], loc="outside lower center", ncols=3)
    return fig
