"""Scores of coin flips, twins on both sides of a split, where test rows lie, few rows and their noise."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection

from ... import style
from ...figures import show

LOWEST = -2  # R² below this is drawn here
PATCH = -0.1, -0.3  # the middle of a patch in which about as many test rows have a twin as in the whole square
DOT = 0.8  # the width of a mark, in percent


def _percent(share):
    return f"{100 * share:.0f} %"


def _signed(number):
    return f"{number:.2f}".replace("-", "−")


def coin_band(flips):
    """From where to where 95 of 100 who guess so many flips of a coin get them right, in percent."""
    half = 1.96 * 50 / np.sqrt(flips)
    return 50 - half, 50 + half


def draw_coin_scores(results, faults, flips=None):
    piles = {name: style.swarm(100 * np.asarray(shares), DOT) for name, shares in results.items()}
    floors = np.cumsum([levels.max() + 3 for levels in piles.values()])
    edge = coin_band(flips)[1] if flips else 50
    fig, ax = plt.subplots(figsize=(8, 1.6 + 0.1 * floors[-1]))
    for floor, (name, shares) in zip(floors, results.items(), strict=True):
        percent, fault = 100 * np.asarray(shares), name in faults
        ax.axhline(floor + 0.8, color=style.PALE, lw=0.9, zorder=0)
        ax.plot(percent, floor - piles[name], ls="", mec="white", **style.CLASS[not fault])
        color = style.FAULT if fault else style.CURE
        words = _percent(np.mean(shares))
        beside = max(percent.max(), edge if percent.min() < edge else 0)
        style.label(
            ax,
            beside,
            floor - 1,
            words,
            color,
            offset=(9, 0),
            fontsize=13 if len(results) > 1 else 20,
            fontweight="bold",
        )
    ax.plot([50, 50], [floors[-1] + 0.8, 0.6], color=style.GRAY, lw=1.2, ls=(0, (2, 2)), zorder=1)
    if flips:
        ax.axvspan(*coin_band(flips), color=style.PALE, alpha=0.6, lw=0, zorder=0)
    words = f"a coin: 95 of 100 tries of {flips} flips" if flips else "a coin"
    style.label(ax, edge, -0.4, words, style.GRAY)
    ax.set_yticks(floors - 1, list(results))
    ax.set(ylim=(floors[-1] + 2, -1.4), xlim=(39, 101), xticks=[40, 50, 60, 70, 80, 90, 100])
    ax.set_xticklabels([f"{x} %" for x in ax.get_xticks()])
    ax.set_xlabel("test flips predicted right, one mark a seed")
    best = max(np.mean(shares) for shares in results.values())
    alone = f"{_percent(best)} of coin flips predicted right, where a coin gives 50 %"
    ax.set_title(
        alone if len(results) == 1 else "Copies on both sides foretell the coin; without them it is a coin again"
    )
    ax.tick_params(axis="y", length=0, labelsize=11)
    ax.spines["left"].set_visible(False)
    return fig


def coin_scores(results, faults=(), flips=None):
    """A pile of marks for each name in results, {name: one share a seed}. faults: in orange; flips: a coin's band."""
    means = ", ".join(f"{name} {_percent(np.mean(shares))}" for name, shares in results.items())
    count = len(next(iter(results.values())))
    band = " A gray band from {:.0f} to {:.0f} % holds 95 of 100 tries.".format(*coin_band(flips)) if flips else ""
    show(
        draw_coin_scores(results, faults, flips),
        alt=f"Piles of {count} marks, one a seed: the percentage of coin flips predicted right on test rows. "
        f"Means: {means}. A dashed line marks 50 %, what a coin gives.{band}",
    )


def _twins(X_train, X_test):
    return (X_test[:, np.newaxis] == X_train).all(axis=2).any(axis=1)


def _in_line(X_train, X_test, window, middle):
    """The rows in a patch of the square, by x1: up among the training rows, down again among the test rows."""
    parts = [X[(np.abs(X - middle) < window).all(axis=1)] for X in (X_train, X_test)]
    train, test = (X[np.lexsort(X.T[::-1])] for X in parts)
    return train, test[::-1]


def _copies(rows):
    """Which rows are the same: pairs (i, j) of places."""
    first, pairs = {}, []
    for place, row in enumerate(map(tuple, rows)):
        if row in first:
            pairs.append((first[row], place))
        first[row] = place
    return pairs


def draw_twins(splits, window=0.15, middle=PATCH):
    lines = {name: _in_line(*parts, window, middle) for name, parts in splits.items()}
    widest = max(sum(map(len, parts)) for parts in lines.values())
    tall = [0.7 + 0.26 * max([j - i for i, j in _copies(np.concatenate(parts))], default=0) for parts in lines.values()]
    fig, axes = plt.subplots(len(splits), 1, figsize=(8, 4.3), height_ratios=[max(t, 5) for t in tall])
    turn = np.linspace(0, np.pi, 60)
    dot = min(0.72 * 560 / (widest + 4), 9)  # points, so that neighbors stay apart
    for ax, (name, (train, test)) in zip(axes, lines.items(), strict=True):
        rows, wall = np.concatenate([train, test]), len(train)
        start = (widest - len(rows)) / 2
        leaks = 0
        for i, j in _copies(rows):
            leak = i < wall <= j
            look = dict(color=style.FAULT, lw=1.8, alpha=0.9) if leak else dict(color="#9A9A9A", lw=1.6)
            middle, half = (i + j) / 2, (j - i) / 2
            gap = 1.5 * leak  # the wall takes room, too
            across = start + middle + gap / 2 - (half + gap / 2) * np.cos(turn)
            ax.plot(across, 0.52 * half * np.sin(turn) + 0.5, **look)
            leaks += leak
        twin = np.concatenate([np.zeros(wall, dtype=bool), _twins(train, test)])
        places = start + np.arange(len(rows)) + 1.5 * (np.arange(len(rows)) >= wall)
        side = np.arange(len(rows)) < wall
        ax.plot(places[side], 0 * places[side], ls="", marker="o", ms=dot, color=style.INK, mec="none")
        for which, color in ((~side & ~twin, style.PURPLE), (~side & twin, style.FAULT)):
            ax.plot(places[which], 0 * places[which], ls="", marker="o", ms=dot - 1, mfc="white", mec=color, mew=2)
        ax.plot([start + wall + 0.25] * 2, [-3.4, 4], color=style.INK, lw=2.6, solid_capstyle="butt")
        beside = dict(y=-2.3, va="center", fontsize=10)
        ax.text(x=start + wall - 0.8, s=f"{wall} training rows", ha="right", **beside)
        told = f"{len(test)} test rows, {twin.sum()} with a twin" if twin.any() else f"{len(test)} test rows"
        ax.text(x=start + wall + 1.3, s=told, ha="left", color=style.TEXT[style.PURPLE], **beside)
        share = _percent(_twins(*splits[name]).mean())
        words = f"each row {name}: {share} of all test rows have a twin in training"
        ax.set_title(words, fontsize=11, fontweight="normal")
        ax.set(
            xlim=(-1, widest + 2), ylim=(-3.6, max(4, 0.26 * max([j - i for i, j in _copies(rows)], default=0) + 1.5))
        )
        ax.axis("off")
    fig.suptitle("Copy every row, and most test rows reach their twin across the wall", **style.HEADLINE)
    return fig


def twins(splits, window=0.15):
    """Training and test rows in a patch of the square, for each name in splits, {name: (X_train, X_test)}."""
    shares = " ".join(
        f"Each row {name}: {_percent(_twins(*parts).mean())} of the test rows have a twin in training."
        for name, parts in splits.items()
    )
    show(
        draw_twins(splits, window),
        alt="Two lines of dots, the rows in a patch of the square: training rows, a wall, test rows. An arc joins "
        f"each row with its copy; arcs that cross the wall are orange. {shares}",
    )


def _nearest(X_train, X_test):
    """For each test row the nearest training row (n_test, 2), and how far away it is (n_test,)."""
    apart = np.hypot(*(X_test[:, np.newaxis] - X_train).transpose(2, 0, 1))
    return X_train[apart.argmin(axis=1)], apart.min(axis=1)


def draw_where_they_lie(splits):
    fig, axes = plt.subplots(1, len(splits), figsize=(8, 4.3), sharey=True)
    for ax, (name, (X_train, X_test)) in zip(axes, splits.items(), strict=True):
        nearest, away = _nearest(X_train, X_test)
        ax.plot(*X_train.T, "o", ms=2.2, color=style.INK, mec="none", label="training row")
        hollow = dict(mfc="white", mec=style.PURPLE, mew=1.1, zorder=3)
        ax.plot(*X_test.T, "o", ms=3.4, label="test row", **hollow)
        pairs = np.stack([nearest, X_test], axis=1)
        ax.add_collection(LineCollection(pairs, color=style.FAULT, lw=0.9, label="to the nearest training row"))
        ax.set(xlabel="x₁", aspect="equal", xlim=(-1.04, 1.04), ylim=(-1.04, 1.04))
        ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        ax.set_title(f"{name}: {away.mean():.2g} away on average", fontsize=11, fontweight="normal")
    apart = [_nearest(*parts)[1].mean() for parts in splits.values()]
    times = f"{apart[-1] / apart[0]:.0f} times as far" if 0 < 1.5 * apart[0] < apart[-1] else "far"
    fig.suptitle(f"Cut as sorted, test rows lie {times} from the training rows", **style.HEADLINE)
    axes[0].set_ylabel("x₂")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3, handletextpad=0.2)
    return fig


def where_they_lie(splits):
    """Training and test rows in the plane of the pairs, for each name in splits, {name: (X_train, X_test)}."""
    ends = " ".join(
        f"{name}: training rows reach x₁ = {X_train[:, 0].max():.1f}, test rows begin at {X_test[:, 0].min():.1f}, and "
        f"the nearest training row is {_nearest(X_train, X_test)[1].mean():.2g} away on average."
        for name, (X_train, X_test) in splits.items()
    )
    show(
        draw_where_they_lie(splits),
        alt="Scatter plots of training and test rows over x₁ and x₂; a line joins each test row to the nearest "
        f"training row. {ends}",
    )


COUNTED = {2: "Two", 3: "Three", 4: "Four", 5: "Five"}


def draw_few_rows(sizes, own, unseen, limit):
    fig, ax = plt.subplots(figsize=(8, 3.7))
    ax.axhline(limit, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    beside = dict(xycoords=ax.get_yaxis_transform())
    style.label(ax, 1, limit, "limit", style.GRAY, **beside)
    for scores, split, name, up in ((own, "train", "its own rows", 1), (unseen, "test", "unseen rows", -1)):
        look = style.SPLIT[split]
        low, middle, high = np.maximum(np.percentile(scores, [25, 50, 75], axis=1), LOWEST)
        ax.fill_between(sizes, low, high, color=look["color"], alpha=0.16 if split == "train" else 0.3, lw=0)
        ax.plot(sizes, middle, marker="o", mec="white", **look)
        at = len(sizes) // 2
        words = dict(offset=(8 * up, 12 * up), fontweight="bold", va="bottom" if up > 0 else "top")
        style.label(ax, sizes[at], middle[at], name, look["color"], **words)
    worst = max(np.median(unseen[0]), LOWEST)
    promised, beside = np.median(own[0]), 0.9 * sizes[0]
    gap = dict(arrowstyle="<|-|>", mutation_scale=11, color=style.FAULT, lw=2, shrinkA=0, shrinkB=0)
    ax.annotate("", (beside, promised), (beside, worst), arrowprops=gap)
    words = f"promised {_signed(promised)}, kept {_signed(worst)}"
    bold = dict(fontweight="bold", fontsize=12, path_effects=style.HALO)
    style.label(ax, sizes[0], worst, words, style.FAULT, offset=(10, -7), **bold)
    ax.set(xscale="log", xlim=(0.82 * sizes[0], 1.04 * sizes[-1]))
    ax.set_xticks(sizes, [str(n) for n in sizes])
    ax.minorticks_off()
    ax.set_yticks([LOWEST, -1, 0, 1], [f"−{-LOWEST}\nor less", "−1", "0", "1"])
    ax.set(
        ylim=(LOWEST - 0.08, 1.1), xlabel="number of training rows (bands: the middle half of the seeds)", ylabel="R²"
    )
    ax.set_title(f"{COUNTED.get(sizes[0], sizes[0])} rows: perfect on them, worse than the mean on others")
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
