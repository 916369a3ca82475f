"""Lesson 03: what standardizing does to the data, to the bowl of the loss, and to the steps that are stable."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style

LOOKS = {  # the cure is blue with squares, the fault vermilion with dots
    "raw": dict(color=style.FAULT, marker="o"),
    "standardized": dict(color=style.CURE, marker="s"),
}


def before_and_after(X_train, X_test, Z_train, Z_test):
    """Two columns as a cloud, raw and standardized, both with equal scales on both axes. Arrays (n, 2)."""
    fig, axes = plt.subplots(1, 2, figsize=(8, 3.9))
    clouds = ((X_train, X_test), (Z_train, Z_test))
    for ax, (name, look), (train, test) in zip(axes, LOOKS.items(), clouds, strict=True):
        ax.axhline(0, color=style.PALE, lw=1)
        ax.axvline(0, color=style.PALE, lw=1)
        ax.plot(*train.T, look["marker"], color=look["color"], ms=5, mec="white", label="training row")
        ax.plot(*test.T, look["marker"], color=look["color"], ms=5, mfc="white", mew=1.1, label="test row")
        ax.plot(*train.mean(axis=0), "+", color=style.INK, ms=15, mew=2.2, label="mean of the training rows")
        ax.set(aspect="equal")
        ax.set_title(f"{name} inputs", color=style.TEXT[look["color"]])
    axes[0].set(xlim=(-1.2, 7.4), ylim=(-0.6, 7.6), xlabel="area (100 m²)", ylabel="age (decades)")
    axes[1].set(xlim=(-3.4, 3.4), ylim=(-3.24, 3.24), xlabel="area (deviations)", ylabel="age (deviations)")
    axes[0].legend(loc="upper right", fontsize=9.5, handletextpad=0.2, borderpad=0)
    return fig


def bowl_ground(ax, grid, best, title, color):
    """The bowl from above, pale: contour lines of grid = (w1, w2, loss above the floor), a ring at its bottom."""
    *sides, loss = grid
    levels = loss.max() * np.linspace(0.02, 1, 10) ** 2
    ax.contourf(*sides, loss, levels=[0, *levels], cmap=style.BOWL, vmax=0.8 * loss.max())
    ax.contour(*sides, loss, levels=levels, colors="#8FA3B8", linewidths=0.6, alpha=0.7)
    ax.plot(*best, "o", ms=12, mfc="none", mec=style.INK, mew=1.4, zorder=5)
    ax.set(xlim=sides[0][[0, -1]], ylim=sides[1][[0, -1]], xlabel="weight of area", ylabel="weight of age")
    ax.set(aspect="equal")
    ax.set_title(title, color=style.TEXT[color])
    ax.spines[:].set(visible=True, color=style.PALE, linewidth=1)


def two_bowls(grids, bests, paths, titles):
    """The path of a descent over two bowls, raw and standardized. paths: arrays (steps + 1, 2) of weights."""
    fig, axes = plt.subplots(1, 2, figsize=(8, 3.9))
    for ax, look, grid, best, path, title in zip(axes, LOOKS.values(), grids, bests, paths, titles, strict=True):
        bowl_ground(ax, grid, best, title, look["color"])
        ax.plot(*path.T, "-", lw=1.5, ms=5, mec="white", mew=0.6, zorder=3, **look)
        ax.plot(*path[-1:].T, look["marker"], ms=6.5, color=look["color"], mec="white", mew=1.3, zorder=4)
        style.label(ax, *path[0], "start", offset=(0, 8), ha="center", va="bottom")
        style.label(ax, *best, "best weights", offset=(4, -16), ha="center", fontsize=9.5)
    return fig


def rate_sweep(rates, left, limits, steps):
    """Share of the starting loss that is left after some steps, against the learning rate, one line a bowl.

    left: two arrays like rates, raw and standardized; limits: the largest stable rate of each, a dashed line.
    """
    fig, ax = plt.subplots(figsize=(8, 3.5))
    for (name, look), share, limit in zip(LOOKS.items(), left, limits, strict=True):
        color = look["color"]
        ax.plot(rates, share, "-", color=color)
        ax.plot(rates[::8], share[::8], look["marker"], color=color, mec="white")
        ax.axvline(limit, color=color, lw=1.2, ls=(0, (3, 2)))
        middle = np.searchsorted(rates, 0.12)
        above = name == "raw"
        side = dict(ha="right", offset=(-6, 0)) if above else dict(ha="left", offset=(4, 0))
        style.label(ax, limit, 2.6e-6, rf"$2/\lambda_\mathrm{{max}}$ = {limit:.2f}", color, fontsize=10, **side)
        style.label(
            ax,
            rates[middle],
            share[middle],
            name,
            color,
            ha="left" if above else "right",
            offset=(0, 12) if above else (-10, -6),
            fontweight="bold",
        )
    ax.axhline(1, color=style.GRAY, lw=1)
    ax.set(xscale="log", yscale="log", xlim=(rates[0], rates[-1]), ylim=(1e-6, 1e3))
    ax.set_xticks([0.02, 0.05, 0.1, 0.2, 0.5, 1, 2], ["0.02", "0.05", "0.1", "0.2", "0.5", "1", "2"])
    ax.set_yticks([1e-6, 1e-4, 1e-2, 1, 100], ["0.0001 %", "0.01 %", "1 %", "100 %", "100 ×"])
    ax.minorticks_off()
    ax.grid(axis="y")
    ax.set(
        xlabel="learning rate",
        ylabel="loss above the floor,\nshare of the start",
        title=f"Larger steps help, up to a cliff: {steps} steps",
    )
    return fig
