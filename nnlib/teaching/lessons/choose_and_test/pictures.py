"""Drawn digits, a strength chosen, test scores beside baselines, writers in blocks, mistakes, and slopes of pixels."""

import matplotlib.pyplot as plt
import numpy as np

from ... import plots, style
from ...figures import show
from ...pad.panels import named

TITLE = dict(x=0.01, ha="left", fontsize=12, fontweight="bold")


# ---- drawn otherwise ----


def two_ways(images, answers):
    """A row of ten pictures for each way of making pixels, with the network's answer below each.

    images: {way: (10, 64)}, the digits 0 to 9; answers: {way: (10,)}.
    """
    said = "; ".join(f"{way}: {', '.join(map(str, answers[way]))}" for way in images)
    show(
        draw_two_ways(images, answers),
        alt=f"Drawn digits from 0 to 9, a row for each way of making pixels. The network answers, {said}.",
    )


def draw_two_ways(images, answers):
    fig, axes = plt.subplots(len(images), 1, figsize=(8, 1.5 * len(images)))
    for ax, (way, pictures) in zip(axes, images.items(), strict=True):
        wrong = answers[way] != np.arange(10)
        captions = [
            f"says {says}" + ("\nwrong" if bad else "\n") for says, bad in zip(answers[way], wrong, strict=True)
        ]
        colors = [style.FAULT if bad else style.INK for bad in wrong]
        title = f"{way}: {10 - wrong.sum()} of 10 right"
        plots.digit_gallery(pictures.reshape(-1, 8, 8), captions, ax, title=title, colors=colors)
    return fig


# ---- the strength ----


def strengths(l2, accuracy, loss):
    """Validation accuracy and loss (strengths, starts): a dot for each start, the mean as a line."""
    means = [
        f"{strength:g}: {a.mean():.3f} and {b.mean():.3f}" for strength, a, b in zip(l2, accuracy, loss, strict=True)
    ]
    show(
        draw_strengths(l2, accuracy, loss),
        alt="Validation accuracy and validation loss against the strength, a dot for each start, the mean as a line. "
        f"Means, {'; '.join(means)}.",
    )


def draw_strengths(l2, accuracy, loss):
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.1))
    best = int(loss.mean(axis=1).argmin())
    plots.curve_with_spread(l2, accuracy, left, title="accuracy: dots overlap", xlabel="λ", ylabel="share right")
    plots.curve_with_spread(l2, loss, right, title="loss: one is lowest", xlabel="λ", ylabel="cross-entropy")
    right.plot(best, loss[best].mean(), "s", ms=9, color=style.CURE, zorder=3)
    style.label(right, best, loss[best].min(), f"chosen: {l2[best]:g}", style.CURE, offset=(0, -13), ha="center")
    for ax in (left, right):
        ax.title.set_fontsize(11)
        ax.margins(y=0.16)
    fig.suptitle("The validation rows choose, by their loss", **TITLE)
    return fig


def more_pictures(counts, accuracy):
    """Validation accuracy (sizes, starts) against the number of training pictures."""
    means = accuracy.mean(axis=1)
    show(
        draw_more_pictures(counts, accuracy),
        alt=f"Validation accuracy against {counts[0]} to {counts[-1]} training pictures, each time doubled. Means: "
        f"{', '.join(f'{mean:.2f}' for mean in means)}.",
    )


def draw_more_pictures(counts, accuracy):
    ax = plots.curve_with_spread(counts, accuracy, title="Each doubling helps, and the end is not in sight")
    ax.figure.set_size_inches(8, 2.7)
    ax.set(xlabel="training pictures (each step doubles them)", ylabel="validation accuracy")
    return ax.figure


# ---- test scores ----


def test_scores(scores, error, published):
    """{name: accuracies of starts, or of one program}, one standard error of the first, and a published score."""
    words = "; ".join(f"{name}: {np.min(s):.3f} to {np.max(s):.3f}" for name, s in scores.items())
    show(
        draw_test_scores(scores, error, published),
        alt=f"A row of marks for each program, share of the test pictures right. {words}. A gray band of one standard "
        f"error, {error:.3f}, to both sides of the first mean; a dashed line at the published {published}.",
    )


def draw_test_scores(scores, error, published):
    first = np.mean(next(iter(scores.values())))
    fig, ax = plt.subplots(figsize=(8, 1.3 + 0.45 * len(scores)))
    ax.axvspan(first - error, first + error, color="#E9E9E9", lw=0)
    plots.seed_strip({name: np.atleast_1d(s) for name, s in scores.items()}, ax, xlabel="share right", spread=0.25)
    ax.axvline(published, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    style.label(ax, published, -0.5, "published", style.GRAY, offset=(-4, -8), ha="right", fontsize=9.5)
    style.label(ax, first + error, -0.5, "± one standard error", style.GRAY, offset=(4, -8), fontsize=9.5)
    if len(scores) > 1:
        ax.set_title("No training at all reads the test pictures best")
    else:
        ax.set_title("One look: ten starts, 594 test pictures")
    ax.set(xlim=(0.94, 1), xticks=np.arange(0.94, 1.001, 0.01))
    return fig


# ---- writers ----


def neighbors(nearest, window):
    """For each row the place of its nearest other row, nearest (n,); window: how near in the file counts as near."""
    n = len(nearest)
    gap = np.abs(nearest - np.arange(n))
    far = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    by_chance = (far < window).mean()
    near = (gap < window).mean()
    show(
        draw_neighbors(nearest, gap < window, by_chance, window),
        alt=f"A point for each of {n} pictures: its place in the file to the right, the place of its nearest other "
        f"picture up. Many points form blocks along the diagonal: {near:.0%} have their nearest picture within "
        f"{window} places; by chance it would be {by_chance:.0%}.",
    )


def draw_neighbors(nearest, near, by_chance, window):
    fig, ax = plt.subplots(figsize=(8, 4))
    places = np.arange(len(nearest))
    ax.plot(places[~near], nearest[~near], "o", ms=2.2, color=style.GRAY, mec="none", alpha=0.6)
    ax.plot(places[near], nearest[near], "s", ms=2.6, color=style.CURE, mec="none")
    ax.axvline(1200, color=style.FAULT, lw=1.2, ls=(0, (4, 2)))
    style.label(ax, 1200, len(nearest), "lesson 00 tested on these", style.FAULT, offset=(5, 6), fontsize=9.5)
    ax.set(aspect="equal", xlim=(0, len(nearest)), ylim=(0, len(nearest)))
    ax.set(xlabel="place in the file", ylabel="place of the nearest picture")
    ax.set_xticks(range(0, 1801, 300))
    ax.set_yticks(range(0, 1801, 300))
    title = f"{near.mean():.0%} have their nearest picture within {window} places, not {by_chance:.0%}"
    fig.suptitle(title, **TITLE)
    return fig


# ---- mistakes ----


def confusion(counts):
    """counts[i, j]: how many pictures of a true i were called j."""
    mistakes = counts - np.diag(np.diag(counts))
    true, called = np.unravel_index(mistakes.argmax(), counts.shape)
    ax = plots.confusion_matrix(counts, title="What was called what: ten networks added up")
    ax.figure.set_size_inches(6, 4.6)
    ax.title.set_fontsize(11)
    show(
        ax.figure,
        alt=f"Table of ten by ten counts, true digit down, answer across. {np.trace(counts)} of {counts.sum()} answers "
        f"stand on the diagonal. The largest count beside it is {mistakes.max()}: a {true} called {called}.",
    )


def surest_mistakes(images, truth, called, sure):
    """Six wrong answers. images (n, 64); truth, called, sure (n,)."""
    captions = [f"is {t}\nsays {c}\n{p:.0%}" for t, c, p in zip(truth, called, sure, strict=True)]
    said = "; ".join(f"a {t} called {c}, {p:.0%} sure" for t, c, p in zip(truth, called, sure, strict=True))
    ax = plots.digit_gallery(
        images.reshape(-1, 8, 8), captions, columns=6, title="Wrong and sure: network 0's surest mistakes"
    )
    show(ax.figure, alt=f"{len(images)} small pictures that the network got wrong: {said}.")


# ---- the slope of a pixel ----


def small_step(picture, slope, changed, digit, p):
    """A picture, the slope of its pixels towards digit, and the picture after the step: (64,) each; p: (2, 10)."""
    show(
        draw_small_step(picture, slope, changed, digit, p),
        alt=f"Three panels: a picture that is called {p[0].argmax()}, {p[0].max():.0%}; its pixels, blue where ink "
        f"would make it more like a {digit}, orange where ink hurts; and the picture after a small step, called "
        f"{p[1].argmax()}, {p[1].max():.0%}.",
    )


def draw_small_step(picture, slope, changed, digit, p):
    fig, axes = plt.subplots(1, 3, figsize=(8, 3.2))
    before, after = (f"it says {row.argmax()}, {row.max():.0%} sure" for row in p)
    words = [
        ("before", picture, before),
        (f"more like {named(digit)}", slope / np.abs(slope).max(), "blue: more ink helps\norange: ink hurts"),
        ("after a small step", changed, after),
    ]
    for ax, (title, numbers, below), slopes in zip(axes, words, (False, True, False), strict=True):
        ax.imshow(
            numbers.reshape(8, 8), vmin=-1 if slopes else 0, vmax=1, **(dict(cmap=style.DIVERGING) if slopes else {})
        )
        style.bare(ax)
        ax.set_xticks(range(8), "abcdefgh")
        ax.set_yticks(range(8), range(1, 9))
        ax.tick_params(length=0, labelsize=9, pad=2)
        ax.set_title(title)
        ax.set_xlabel(below, fontsize=9.5)
    return fig
