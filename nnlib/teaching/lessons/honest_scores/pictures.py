"""Scores of coin flips, twins on both sides of a split, where test rows lie, few rows and their noise."""

import matplotlib.pyplot as plt
import numpy as np

from ... import style
from ...figures import show

LOWEST = -2  # R² below this is drawn here


def _percent(share):
    return f"{100 * share:.0f} %"


def coin_band(flips):
    """From where to where 95 of 100 who guess so many flips of a coin get them right, in percent."""
    half = 1.96 * 50 / np.sqrt(flips)
    return 50 - half, 50 + half


def draw_coin_scores(results, faults, flips=None):
    fig, ax = plt.subplots(figsize=(8, 1.35 + 0.5 * len(results)))
    for row, (name, shares) in enumerate(results.items()):
        at = row + np.linspace(-0.25, 0.25, len(shares))
        ax.plot(100 * np.array(shares), at, ls="", mec="white", **style.CLASS[name not in faults])
    ax.axvline(50, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    if flips:
        ax.axvspan(*coin_band(flips), color=style.PALE, alpha=0.6, lw=0, zorder=0)
    words = f"a coin (gray: 95 of 100 tries of {flips} flips)" if flips else "a coin"
    style.label(ax, 50, -0.75, words, style.GRAY, offset=(4, 0))
    ax.set_yticks(range(len(results)), list(results))
    ax.set(ylim=(len(results) - 0.5, -0.95), xlim=(39, 101), xticks=[40, 50, 60, 70, 80, 90, 100])
    ax.set_xlabel("percent of the test flips predicted right, one mark a seed")
    best = max(np.mean(shares) for shares in results.values())
    ax.set_title(
        f"{_percent(best)} of coin flips predicted" if len(results) == 1 else "A coin again, once it is mended"
    )
    ax.tick_params(axis="y", length=0)
    return fig


def coin_scores(results, faults=(), flips=None):
    """A row of marks for each name in results, {name: one share a seed}. faults: in orange; flips: a coin's band."""
    means = ", ".join(f"{name} {_percent(np.mean(shares))}" for name, shares in results.items())
    count = len(next(iter(results.values())))
    band = " A gray band from {:.0f} to {:.0f} % holds 95 of 100 tries.".format(*coin_band(flips)) if flips else ""
    show(
        draw_coin_scores(results, faults, flips),
        alt=f"Rows of {count} marks, one a seed: the percentage of coin flips predicted right on test rows. "
        f"Means: {means}. A dashed line marks 50 %, what a coin gives.{band}",
    )


def _twins(X_train, X_test):
    return (X_test[:, np.newaxis] == X_train).all(axis=2).any(axis=1)


def draw_twins(splits, window=0.25):
    fig, axes = plt.subplots(1, len(splits), figsize=(8, 4.4), sharey=True)
    known = dict(ls="", marker="o", ms=4, color=style.INK, mec="none")
    alone = dict(ls="", marker="o", ms=8, mfc="none", mec=style.PURPLE, mew=1.5)
    for ax, (name, (X_train, X_test)) in zip(axes, splits.items(), strict=True):
        twin = _twins(X_train, X_test)
        ax.plot(*X_train.T, label="training row", **known)
        ax.plot(*X_test[~twin].T, label="test row", **alone)
        ax.plot(*X_test[twin].T, label="test row with its twin in training", **alone | dict(mec=style.FAULT))
        ax.set(xlim=(-window, window), ylim=(-window, window), aspect="equal", xlabel="x₁")
        ax.set(xticks=[-window, 0, window], yticks=[-window, 0, window])
        ax.set_title(f"each row {name}: {_percent(twin.mean())} have a twin")
    axes[0].set_ylabel("x₂")
    fig.legend(*axes[-1].get_legend_handles_labels(), loc="outside lower center", ncols=3, handletextpad=0.2)
    return fig


def twins(splits):
    """Training and test rows near the middle of the square, for each name in splits, {name: (X_train, X_test)}."""
    shares = " ".join(
        f"Each row {name}: {_percent(_twins(*parts).mean())} of the test rows have a twin in training."
        for name, parts in splits.items()
    )
    show(
        draw_twins(splits),
        alt="Scatter plots of x₁ and x₂ near the middle of the square: training rows as dots, test rows as rings, and "
        f"around a dot, in orange, where a test row is the copy of a training row. {shares}",
    )


def draw_where_they_lie(splits):
    fig, axes = plt.subplots(1, len(splits), figsize=(8, 3.7), sharey=True)
    for ax, (name, (X_train, X_test)) in zip(axes, splits.items(), strict=True):
        ax.plot(*X_train.T, "o", ms=3.6, color=style.INK, mec="none", label="training row")
        ax.plot(*X_test.T, "o", ms=4.2, mfc="white", mec=style.PURPLE, mew=1.1, label="test row")
        ax.set(xlabel="x₁", title=name, aspect="equal", xlim=(-1.04, 1.04), ylim=(-1.04, 1.04))
        ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    axes[0].set_ylabel("x₂")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside right center", handletextpad=0.2)
    return fig


def where_they_lie(splits):
    """Training and test rows in the plane of the pairs, for each name in splits, {name: (X_train, X_test)}."""
    ends = " ".join(
        f"{name}: training rows reach x₁ = {X_train[:, 0].max():.1f}, test rows begin at {X_test[:, 0].min():.1f}."
        for name, (X_train, X_test) in splits.items()
    )
    show(draw_where_they_lie(splits), alt=f"Scatter plots of training and test rows over x₁ and x₂. {ends}")


def draw_few_rows(sizes, own, unseen, limit):
    fig, ax = plt.subplots(figsize=(8, 3.7))
    place = np.arange(len(sizes))
    ax.axhline(limit, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    beside = dict(xycoords=ax.get_yaxis_transform())
    style.label(ax, 1, limit, "limit", style.GRAY, **beside)
    for scores, split, name, up in ((own, "train", "its own rows", 15), (unseen, "test", "unseen rows", -15)):
        look = style.SPLIT[split]
        low, middle, high = np.maximum(np.percentile(scores, [25, 50, 75], axis=1), LOWEST)
        ax.fill_between(place, low, high, color=look["color"], alpha=0.16 if split == "train" else 0.3, lw=0)
        ax.plot(place, middle, marker="o", mec="white", **look)
        style.label(ax, 1, middle[-1], name, look["color"], offset=(5, up), **beside)
    ax.set_xticks(place, [str(n) for n in sizes])
    ax.set_yticks([LOWEST, -1, 0, 1], [f"−{-LOWEST}\nor less", "−1", "0", "1"])
    ax.set(
        ylim=(LOWEST - 0.08, 1.1), xlabel="number of training rows (bands: the middle half of the seeds)", ylabel="R²"
    )
    ax.set_title("Few rows: perfect on them, worthless on others")
    ax.grid(axis="y")
    return fig


def few_rows(sizes, own, unseen, limit):
    """R² against the number of rows, own and unseen (n_sizes, n_seeds): the median as a line, a band of quartiles."""
    ends = [f"{np.median(scores[at]):.2f}" for scores in (own, unseen) for at in (0, -1)]
    show(
        draw_few_rows(sizes, own, unseen, limit),
        alt=f"Median and middle half of R² against the number of training rows, {sizes[0]} to {sizes[-1]}. On its own "
        f"rows the median falls from {ends[0]} to {ends[1]}, on unseen rows it rises from {ends[2]} to {ends[3]}. "
        f"A dashed line marks the limit, {limit:.2f}.",
    )
