"""Lesson 01: histograms, two planes and a crease, where the test rows lie, twins, the data sets of the course."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style
from ...plots import predicted_against_true

KINDS = [dict(color=style.FAULT, marker="o"), dict(color=style.CURE, marker="s")]  # class 0, class 1


def histograms(columns, words):
    """A histogram for each name in columns, {name: (n,)}, on one scale of counts, dashed at the mean. words: titles."""
    fig, axes = plt.subplots(1, len(columns), figsize=(8, 2.7), sharey=True)
    for ax, (name, values) in zip(axes, columns.items(), strict=True):
        low, high = np.floor(values.min() / 50) * 50, np.ceil(values.max() / 50) * 50
        ax.hist(values, np.linspace(low, high, 21), color="#AFCBE2", edgecolor="white", linewidth=0.7)
        ax.axvline(values.mean(), color=style.INK, lw=1.6, ls=(0, (4, 2)))
        ax.set(xlabel=name, xlim=(low, high), xticks=[low, (low + high) / 2, high], title=words[name])
        ax.get_xticklabels()[0].set_ha("left")
        ax.get_xticklabels()[-1].set_ha("right")
        ax.grid(axis="y")
    axes[0].set(ylabel="rows")
    return fig


def surfaces(a, b, targets, words):
    """Each target {name: (m, m)} as a surface over the grid a, b (m, m). words: {name: a line below the name}."""
    fig = plt.figure(figsize=(8, 3.3), layout="none")
    for i, (name, z) in enumerate(targets.items()):
        bent = name.startswith("|")
        frame = [i / len(targets) + 0.009, 0.0, 0.32, 0.88]
        ax = fig.add_axes(frame, projection="3d", computed_zorder=False)
        height = 0.12 + 0.26 * (z - z.min()) / np.ptp(z)
        tint = style.DIVERGING(0.5 - height if bent else 0.5 + height)
        mesh = dict(edgecolor="white", linewidth=0.6, rstride=2, cstride=2, shade=False, zorder=1)
        ax.plot_surface(a, b, z, facecolors=tint, **mesh)
        if bent:
            ax.plot([a.min(), a.max()], [b.min(), b.max()], [0, 0], color=style.INK, lw=2, zorder=2)
            ax.text2D(0.53, 0.235, "a = b", transform=ax.transAxes, fontsize=10, fontweight="bold")
        ax.view_init(elev=33, azim=-130)
        ax.text(0, 0, z.min(), "0", fontsize=9, va="top", ha="center")
        ax.set_box_aspect((1, 1, 0.75), zoom=0.94)
        ax.set(xlim=(0, 100), ylim=(0, 100), zlim=(z.min(), z.max()))
        ax.set(xticks=[100], yticks=[100], zticks=np.linspace(z.min(), z.max(), 3)[1:])
        ax.tick_params(labelsize=9, pad=-2.5)
        ax.set_xlabel("a", labelpad=-12)
        ax.set_ylabel("b", labelpad=-12)
        for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
            axis.set_pane_color("white")
            axis.pane.set_edgecolor("#E0E0E0")
            axis._axinfo["grid"].update(color="#E9E9E9", linewidth=0.6)
        color = style.TEXT[style.FAULT if bent else style.CURE]
        fig.text(i / 3 + 0.02, 0.945, name, fontsize=13, fontweight="bold", color=color, va="center")
        fig.text(i / 3 + 0.02, 0.875, words[name], fontsize=10.5, va="center")
    return fig


def planes_against_truth(Y, P, names, scores):
    """Prediction against truth for each target: Y, P (n, 3). scores: R² of each, for the titles."""
    fig, axes = plt.subplots(1, len(names), figsize=(8, 3))
    for ax, y, p, name, score in zip(axes, Y.T, P.T, names, scores, strict=True):
        color = style.CURE if score > 0.5 else style.FAULT
        predicted_against_true(y, p, ax, title=f"{name}: R² {score:.2f}", color=color, size=3)
        ends = [0, 100] if y.min() >= 0 and y.max() <= 100 else [-100, 100] if y.min() < 0 else [0, 200]
        ax.set(xticks=ends, yticks=ends, xlabel="true", ylabel="plane" if ax is axes[0] else "")
    return fig


def where_they_lie(splits):
    """Training and test rows in the plane of (a, b), for each name in splits, {name: (X_train, X_test)}."""
    fig, axes = plt.subplots(1, len(splits), figsize=(8, 3.7), sharey=True)
    for ax, (name, (X_train, X_test)) in zip(axes, splits.items(), strict=True):
        ax.plot(*X_train.T, "o", ms=3.6, color=style.INK, mec="none", label="training rows")
        ax.plot(*X_test.T, "o", ms=4.2, mfc="white", mec=style.PURPLE, mew=1.1, label="test rows")
        ax.set(xlabel="a", title=name, aspect="equal", xlim=(-2, 102), ylim=(-2, 102))
        ax.set(xticks=[0, 50, 100], yticks=[0, 50, 100])
    axes[0].set_ylabel("b")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside right center", handletextpad=0.2)
    return fig


def rows_of_dots(results, faults=(), lines=(), title="", xlabel=""):
    """A row of marks for each name in results, {name: one number a seed}. faults: the names drawn in orange.

    lines: (number, words) pairs, dashed lines with words at their top.
    """
    fig, ax = plt.subplots(figsize=(8, 1.2 + 0.55 * len(results)))
    for row, (name, values) in enumerate(results.items()):
        spread = np.linspace(-0.25, 0.25, len(values))
        ax.plot(values, row + spread, ls="", mec="white", **KINDS[name not in faults])
    for number, words in lines:
        ax.axvline(number, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        style.label(ax, number, -0.85, words, style.GRAY, offset=(4, -6))
    ax.set_yticks(range(len(results)), list(results))
    ax.set(ylim=(len(results) - 0.5, -0.95), xlabel=xlabel, title=title)
    ax.tick_params(axis="y", length=0)
    return fig


def noise_and_rows(sizes, train, unseen, limit):
    """R² against the number of rows: train, unseen (n_sizes, n_seeds). Seeds as dots, their median as a line."""
    fig, ax = plt.subplots(figsize=(8, 3.5))
    place = np.arange(len(sizes))
    ax.axhline(limit, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    place_of_words = dict(xycoords=ax.get_yaxis_transform())
    style.label(ax, 1, limit, "limit", style.GRAY, **place_of_words)
    for values, split, name, up in ((train, "train", "training rows", 14), (unseen, "test", "unseen rows", -14)):
        look = style.SPLIT[split]
        shown = np.maximum(values, -1)
        ax.plot(place, shown, "o", ms=3.5, color=look["color"], mec="none", alpha=0.45)
        ax.plot(place, np.median(shown, axis=1), **look)
        style.label(ax, 1, np.median(shown[-1]), name, look["color"], offset=(5, up), **place_of_words)
    ax.set_xticks(place, [str(n) for n in sizes])
    ax.set_yticks([-1, -0.5, 0, 0.5, 1], ["−1\nor less", "−0.5", "0", "0.5", "1"])
    ax.set(xlabel="number of training rows", ylabel="R²", title="Few rows: the plane fits their noise")
    ax.grid(axis="y")
    return fig


def glance(xor, moons, digits, cancer, cancer_names):
    """The data sets of the course: (X, y) each; digits (n, 8, 8), the first 16 are drawn; cancer with two columns."""
    fig, axes = plt.subplots(1, 4, figsize=(8, 2.6))
    for ax, (X, y), size in ((axes[0], xor, 10), (axes[1], moons, 4), (axes[3], cancer, 3)):
        for kind, look in enumerate(KINDS):
            ax.plot(*X[np.ravel(y) == kind].T, ls="", ms=size, mec="white" if size > 4 else "none", **look)
    axes[0].set(title="XOR", xlim=(-0.4, 1.4), ylim=(-0.4, 1.4), xticks=[0, 1], yticks=[0, 1])
    axes[1].set(title="moons", xticks=[-1, 0, 1, 2], yticks=[-1, 0, 1])
    for ax in axes[:2]:
        ax.set(xlabel="$x_1$", ylabel="$x_2$", box_aspect=1)
    sheet = np.zeros((35, 35))
    for i, image in enumerate(digits[:16]):
        top, left = 9 * (i // 4), 9 * (i % 4)
        sheet[top : top + 8, left : left + 8] = image
    axes[2].imshow(sheet, vmin=0, vmax=16)
    style.bare(axes[2]).set(title="digits", xlabel="8 × 8 dots each")
    axes[3].set(title="breast cancer", xlabel=cancer_names[0], ylabel=cancer_names[1], box_aspect=1)
    return fig
