"""Scores of coin flips, twins on both sides of a split, where test rows lie, few rows and their noise."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection

from ... import style
from ...figures import show

LOWEST = -2  # R² below this is drawn here
PATCH = -0.1, -0.3  # the middle of a patch in which about as many test rows have a twin as in the whole square
LARGE = dict(offset=(0, 0), ha="center", fontsize=24, fontweight="bold")


def _percent(share):
    return f"{100 * share:.0f} %"


def _signed(number, digits=2):
    return f"{number:.{digits}f}".replace("-", "−")


def coin_band(flips):
    """From where to where 95 of 100 who guess so many flips of a coin get them right, in percent."""
    half = 1.96 * 50 / np.sqrt(flips)
    return 50 - half, 50 + half


def draw_coin_scores(results, faults, flips=None):
    alone, count = len(results) == 1, len(next(iter(results.values())))
    columns = {name: np.round(100 * np.asarray(shares)) for name, shares in results.items()}
    piles = {name: style.swarm(percent, 0.5) for name, percent in columns.items()}
    floors = np.cumsum([levels.max() + (5 if alone else 2.5) for levels in piles.values()])
    edge = coin_band(flips)[1] if flips else 50
    fig, ax = plt.subplots(figsize=(8, 2.6 if alone else 1.4 + 0.088 * floors[-1]))
    for floor, (name, percent) in zip(floors, columns.items(), strict=True):
        fault = name in faults
        if floor < floors[-1]:
            ax.axhline(floor + 0.8, color=style.PALE, lw=0.9, zorder=0)
        ax.plot(percent, floor - piles[name], ls="", mec="white", ms=8 if alone else 5.5, **style.CLASS[not fault])
        mean, color = np.mean(results[name]), style.FAULT if fault else style.CURE
        if alone:  # above the pile
            style.label(ax, 100 * mean, floor - piles[name].max() - 1.6, _percent(mean), color, **LARGE)
        else:
            beside = max(percent.max(), edge if percent.min() < edge else 0)
            style.label(ax, beside, floor - 1, _percent(mean), color, offset=(9, 0), fontweight="bold", fontsize=14)
    ax.plot(
        [50, 50],
        [floors[-1] / 2 + 1.3 if alone else -1.4, floors[-1] + 2],
        color=style.GRAY,
        lw=1.2,
        ls=(0, (2, 2)),
        zorder=1,
    )
    style.label(ax, 50, -0.4, "a guess", style.GRAY, fontsize=9.5, ha="center", path_effects=style.HALO)
    if flips:
        ax.axvspan(*coin_band(flips), color=style.PALE, alpha=0.6, lw=0, zorder=0)
        style.label(ax, edge, -0.4, f"in the band: 95 of 100 who guess {flips} flips", style.GRAY)
    if alone:
        style.label(ax, 50, floors[-1] / 2, "50 %", style.GRAY, **LARGE)
    ax.set_yticks([] if alone else floors - 1, [] if alone else list(results))
    ax.set(ylim=(floors[-1] + (0.8 if alone else 1.4), -1.4), xlim=(39, 101), xticks=[40, 50, 60, 70, 80, 90, 100])
    ax.set_xticklabels([f"{x} %" for x in ax.get_xticks()])
    ax.set_xlabel(f"test flips predicted right, in whole percent: a mark for each of {count} seeds")
    means = {name: _percent(np.mean(shares)) for name, shares in results.items()}
    if alone:
        name, mean = next(iter(means.items()))
        title = f"The {name} predicts {mean} of the flips of a coin. A guess gets 50 %"
    else:
        told = " and ".join(means[name] for name in faults)
        others = " and ".join(dict.fromkeys(mean for name, mean in means.items() if name not in faults))
        title = f"Copies on both sides predict a coin: {told}. Without: {others}"
    fig.suptitle(title, **style.HEADLINE)
    ax.tick_params(axis="y", length=0, labelsize=11)
    ax.spines["left"].set_visible(False)
    return fig


def coin_scores(results, faults=(), flips=None):
    """A pile of marks for each name in results, {name: one share a seed}. faults: in orange; flips: a coin's band."""
    means = ", ".join(f"{name} {_percent(np.mean(shares))}" for name, shares in results.items())
    count = len(next(iter(results.values())))
    band = " A gray band from {:.0f} to {:.0f} % holds 95 of 100 guesses.".format(*coin_band(flips)) if flips else ""
    show(
        draw_coin_scores(results, faults, flips),
        alt=f"Piles of {count} marks, one a seed, over the percentage of coin flips predicted right on test rows, "
        f"40 to 100 %. Means: {means}. A dashed line marks 50 %, what a guess gets.{band}",
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


def _row_of_twins(ax, floor, train, test):
    """Training rows left of the wall at 0, test rows right of it, at height floor; an arc joins a row and its copy."""
    rows, wall, turn = np.concatenate([train, test]), len(train), np.linspace(0, np.pi, 60)
    places = np.arange(len(rows)) - wall + (np.arange(len(rows)) >= wall)
    for i, j in _copies(rows):
        leak = i < wall <= j
        look = dict(color=style.FAULT, lw=1.8) if leak else dict(color="#9A9A9A", lw=1.6)
        middle, half = (places[i] + places[j]) / 2, (places[j] - places[i]) / 2
        ax.plot(middle - half * np.cos(turn), floor + 0.5 + 0.34 * half * np.sin(turn), **look)
    ax.plot(places[:wall], np.full(wall, floor), "o", ms=8, color=style.INK, mec="none")
    twin = _twins(train, test)
    for which, color in ((~twin, style.PURPLE), (twin, style.FAULT)):
        ax.plot(places[wall:][which], np.full(which.sum(), floor), "o", ms=7, mfc="white", mec=color, mew=2)
    below = dict(y=floor - 1.7, va="center", fontsize=10.5)
    ax.text(x=-0.6, s=f"{wall} training rows", ha="right", **below)
    words = ax.text(x=0.6, s=f"{len(test)} test rows,", color=style.TEXT[style.PURPLE], **below)
    look = dict(color=style.TEXT[style.FAULT if twin.any() else style.CURE], fontweight="bold", fontsize=10.5)
    ax.annotate(f" {twin.sum()} with a twin", (1, 0), xycoords=words, va="bottom", **look)


def draw_twins(splits, window=0.15, middle=PATCH):
    lines = {name: _in_line(*parts, window, middle) for name, parts in splits.items()}
    left, right = (max(len(parts[side]) for parts in lines.values()) for side in (0, 1))
    fig, ax = plt.subplots(figsize=(8, 3.6))
    top = 0
    for name, (train, test) in lines.items():  # from above to below, each row below its arcs
        arcs = max([j - i + 2 for i, j in _copies(np.concatenate([train, test]))], default=0)
        floor = top - 0.17 * arcs - 1.5
        _row_of_twins(ax, floor, train, test)
        ax.text(-left - 1, floor + max(0.13 * arcs, 0), f"each row {name}", fontsize=11, fontweight="bold", va="center")
        if arcs:
            gray = dict(fontsize=10.5, color=style.TEXT[style.GRAY], va="center")
            ax.text(-left, floor - 2, "gray arcs: twins on the same side", **gray)
        top = floor - 3
    ax.plot([0, 0], [top + 0.4, 0], color=style.INK, lw=2.6, solid_capstyle="butt")
    ax.set(xlim=(-left - 1.2, right + 1.5), ylim=(top, 0.2))
    ax.axis("off")
    share = _percent(_twins(*splits[name]).mean())
    ax.set_title(f"With each row {name}, {share} of all test rows have a twin across the wall")
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
        f"each row with its copy; arcs that cross the wall are orange, as are the test rows there. {shares}",
    )


def _nearest(X_train, X_test):
    """For each test row the nearest training row (n_test, 2), and how far away it is (n_test,)."""
    apart = np.hypot(*(X_test[:, np.newaxis] - X_train).transpose(2, 0, 1))
    return X_train[apart.argmin(axis=1)], apart.min(axis=1)


def draw_where_they_lie(splits):
    fig, axes = plt.subplots(1, len(splits), figsize=(8, 3.45), sharey=True)
    apart = []
    for ax, (name, (X_train, X_test)), color in zip(axes, splits.items(), (style.CURE, style.FAULT), strict=True):
        nearest, away = _nearest(X_train, X_test)
        apart.append(away.mean())
        upper = X_test[:, 1] > 0
        pairs = np.stack([nearest, X_test], axis=1)[upper]
        ax.add_collection(LineCollection(pairs, color=color, lw=1))
        ax.plot(*X_train[X_train[:, 1] > -0.06].T, "o", ms=2.6, color=style.INK, mec="none", label="training row")
        hollow = dict(mfc="white", mec=style.PURPLE, mew=1, zorder=3)
        ax.plot(*X_test[upper].T, "o", ms=3.8, label="test row (here: those with x₂ above 0)", **hollow)
        ax.set(xlabel="x₁", aspect="equal", xlim=(-1.04, 1.04), ylim=(-0.08, 1.04))
        ax.set(xticks=[-1, 0, 1], yticks=[0, 1])
        ax.set_title(f"{name}: {away.mean():.2g} away on average", fontsize=11, color=style.TEXT[color])
    times = f"{apart[-1] / apart[0]:.0f} times as far" if 0 < 1.5 * apart[0] < apart[-1] else "far"
    fig.suptitle(f"Cut as sorted, test rows lie {times} from the nearest training row", **style.HEADLINE)
    axes[0].set_ylabel("x₂")
    look = dict(ncols=2, markerscale=1.8, handletextpad=0, columnspacing=1.5)
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", **look)
    return fig


def where_they_lie(splits):
    """Training and test rows in the plane of the pairs, for each name in splits, {name: (X_train, X_test)}."""
    ends = " ".join(
        f"{name}: training rows reach x₁ = {_signed(X_train[:, 0].max(), 1)}, test rows begin at "
        f"{_signed(X_test[:, 0].min(), 1)}, and the nearest training row is "
        f"{_nearest(X_train, X_test)[1].mean():.2g} away on average."
        for name, (X_train, X_test) in splits.items()
    )
    show(
        draw_where_they_lie(splits),
        alt="Scatter plots of training and test rows over x₁ and x₂, the upper half of the square; a line "
        "joins each test row to the nearest "
        f"training row. {ends}",
    )


COUNTED = {2: "Two", 3: "Three", 4: "Four", 5: "Five"}


def draw_few_rows(sizes, own, unseen, limit):
    fig, ax = plt.subplots(figsize=(8, 3.7))
    ax.axhline(limit, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    style.label(ax, 1, limit, f"limit\n{limit:.2f}", style.GRAY, xycoords=ax.get_yaxis_transform())
    for scores, split, name, up in ((own, "train", "its own rows", 1), (unseen, "test", "unseen rows", -1)):
        look = style.SPLIT[split]
        low, middle, high = np.maximum(np.percentile(scores, [25, 50, 75], axis=1), LOWEST)
        ax.fill_between(sizes, low, high, color=look["color"], alpha=0.16 if split == "train" else 0.3, lw=0)
        ax.plot(sizes, middle, marker="o", mec="white", **look)
        at = len(sizes) // 2
        words = dict(offset=(8 * up, 12 * up), fontweight="bold", va="bottom" if up > 0 else "top")
        style.label(ax, sizes[at], middle[at], name, look["color"], **words)
    first = {scores: max(np.median(both[0]), LOWEST) for scores, both in (("own", own), ("unseen", unseen))}
    gap = dict(arrowstyle="<|-|>", mutation_scale=11, color=style.FAULT, lw=2, shrinkA=0, shrinkB=0)
    ax.annotate("", (0.9 * sizes[0], first["own"]), (0.9 * sizes[0], first["unseen"]), arrowprops=gap)
    words = dict(fontweight="bold", fontsize=14, path_effects=style.HALO)
    told = f"promised {_signed(first['own'])}, kept {_signed(first['unseen'])}"
    style.label(ax, sizes[1], first["unseen"], told, style.FAULT, offset=(8, 0), **words)
    ax.set(xscale="log", xlim=(0.82 * sizes[0], 1.04 * sizes[-1]))
    ax.set_xticks(sizes, [str(n) for n in sizes])
    ax.minorticks_off()
    ax.set_yticks([LOWEST, -1, 0, 1], [f"−{-LOWEST}\nor less", "−1", "0, the mean", "1, perfect"])
    ax.set(ylim=(LOWEST - 0.08, 1.1), xlabel="number of training rows", ylabel="R²")
    note = f"lines: the median of {np.shape(own)[1]} seeds\nbands: their middle half"
    ax.text(0.99, 0.05, note, transform=ax.transAxes, ha="right", fontsize=10, color=style.TEXT[style.GRAY])
    others = "mostly worse than the mean" if first["unseen"] < 0 else "less good"
    ax.set_title(f"{COUNTED.get(sizes[0], sizes[0])} rows: perfect on them, {others} on others")
    ax.grid(axis="y")
    return fig


def few_rows(sizes, own, unseen, limit):
    """R² against the number of rows, own and unseen (n_sizes, n_seeds): the median as a line, a band of quartiles."""
    ends = [_signed(np.median(scores[at])) for scores in (own, unseen) for at in (0, -1)]
    show(
        draw_few_rows(sizes, own, unseen, limit),
        alt=f"Median and middle half of R² against the number of training rows, {sizes[0]} to {sizes[-1]}. On its own "
        f"rows the median falls from {ends[0]} to {ends[1]}, on unseen rows it rises from {ends[2]} to {ends[3]}. "
        f"A dashed line marks the limit, {limit:.2f}.",
    )
