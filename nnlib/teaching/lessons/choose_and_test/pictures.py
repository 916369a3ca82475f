"""Drawn digits, a strength chosen, test scores beside baselines, writers in blocks, mistakes, and slopes of pixels."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MultipleLocator

from ... import plots, style
from ...figures import show
from ...pad.words import named

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
    """A row of ten for each way: framed orange what is misread, blue what was misread in the row above and no more."""
    fig, axes = plt.subplots(len(images), 1, figsize=(8, 0.3 + 1.25 * len(images)))
    before, found = np.zeros(10, dtype=bool), []
    for ax, (way, pictures) in zip(axes, images.items(), strict=True):
        wrong = answers[way] != np.arange(10)
        mended = before & ~wrong
        captions = [f"{'✗' if bad else '✓'} {says}" for bad, says in zip(wrong, answers[way], strict=True)]
        colors = [
            style.FAULT if bad else style.CURE if good else style.INK for bad, good in zip(wrong, mended, strict=True)
        ]
        plots.digit_gallery(pictures.reshape(-1, 8, 8), captions, ax, title="", colors=colors)
        more = f", {mended.sum()} mended (blue)" if mended.any() else ", the answer below each"
        ax.set_title(f"{way}{more}", fontsize=11, fontweight="normal", pad=4)
        for frame, caption, color in zip(ax.patches, ax.texts, colors, strict=True):
            plain = color == style.INK
            frame.set(ec=style.PALE if plain else color, lw=1 if plain else 2.2, antialiased=False)
            caption.set(fontsize=13, fontweight="normal" if plain else "bold")
        found.append(f"{10 - wrong.sum()} right {'with a' if 'pen' in way else 'as'} {way.split(',')[0]}")
        style.label(ax, 100, 3.4, str(10 - wrong.sum()), offset=(8, 0), fontsize=26, fontweight="bold")
        style.label(ax, 100, 8, "of 10 right", offset=(8, 0), fontsize=10)
        before = wrong
    fig.suptitle(f"Ten digits, picked as hard ones: {', '.join(found)}", **style.HEADLINE)
    return fig


# ---- the strength ----


def strengths(l2, accuracy, loss):
    """Validation accuracy and loss (strengths, starts): from how many starts the chosen strength has less loss."""
    means = [
        f"{strength:g}: {a.mean():.3f} and {b.mean():.3f}" for strength, a, b in zip(l2, accuracy, loss, strict=True)
    ]
    best, n = int(loss.mean(axis=1).argmin()), loss.shape[1]
    above = [f"{(row > loss[best]).sum()} for {strength:g}" for strength, row in zip(l2, loss, strict=True)]
    above.pop(best)
    show(
        draw_strengths(l2, accuracy, loss),
        alt=f"For each rival strength a row of {n} marks, one a start: how much higher its loss is than at the chosen "
        f"{l2[best]:g}. Right of 0, so higher: {', '.join(above)}. Means of validation accuracy and loss, "
        f"{'; '.join(means)}.",
    )


def draw_strengths(l2, accuracy, loss):
    """A row for each rival of the chosen strength: how much more loss it has, a mark for each start.

    Rivals that are far off are on no scale, or they would press the others together: their numbers are words.
    """
    best, n = int(loss.mean(axis=1).argmin()), loss.shape[1]
    rivals = np.delete(np.arange(len(l2)), best)
    more = loss - loss[best]
    near = [row for row in rivals if more[row].min() < 0.1 * loss[best].mean()]
    low, high = _ends(more[near or rivals])
    low, high = min(low, -0.25 * high), max(high, 0)
    fig, ax = plt.subplots(figsize=(8, 1.5 + 0.7 * len(rivals)))
    ax.axvspan(0, high, color="#EDF4F9", lw=0, zorder=0)
    chosen = _named(l2[best])
    for place, row in enumerate(rivals):
        wins = f"{(more[row] > 0).sum()} of {n}"
        style.label(ax, high, place, wins, style.CURE, offset=(14, 0), fontweight="bold", fontsize=20)
        if row not in near:
            marks = high - 0.03 * (high - low) * np.arange(1, n + 1)
            ax.plot(marks, np.full(n, place), ">", ms=8.5, mec="white", color=style.CURE)
            off = f"off the scale: {more[row].min():.2g} to {more[row].max():.2g}"
            style.label(ax, marks[-1], place, off, style.CURE, ha="right", offset=(-8, 0))
            continue
        heights = place + 0.16 - 0.2 * style.swarm(more[row], 0.025 * (high - low))
        for which, color, mark in ((more[row] > 0, style.CURE, "s"), (more[row] <= 0, style.FAULT, "o")):
            ax.plot(more[row][which], heights[which], mark, ms=8.5, mec="white", color=color)
    ax.axvline(0, color=style.INK, lw=1.4, zorder=0)
    heads = dict(va="bottom", fontsize=11.5, fontweight="bold")
    style.label(ax, 0, -0.6, f"{chosen} wins →", style.CURE, offset=(6, 2), **heads)
    style.label(ax, 0, -0.6, "← rival wins", style.FAULT, ha="right", offset=(-6, 2), **heads)
    style.label(ax, high, -0.6, "wins", style.CURE, offset=(14, 2), **heads)
    ax.set(xlim=(low, high), ylim=(len(rivals) - 0.5, -0.6))
    ax.set(xlabel=f"how much less loss {chosen} has than its rival; a mark is one start")
    own = f"{chosen}:\n{_right(accuracy[best])}"
    style.label(ax, low, -0.6, own, ha="right", va="bottom", offset=(-4, 2), fontweight="bold", fontsize=10)
    ax.xaxis.set_major_locator(MultipleLocator(_round_step((high - low) / 5)))
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:.2g}".replace("-", "−"))
    names = [f"against {_named(l2[row])}\n{_right(accuracy[row])}" for row in rivals]
    ax.set_yticks(range(len(rivals)), names)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    first, *others = (((more[row] > 0).sum(), _named(l2[row])) for row in _named_rivals(loss, best))
    found = [f"{first[0]} of {n} starts against {first[1]}", *(f"{wins} against {name}" for wins, name in others)]
    fig.suptitle(f"{chosen} wins {', '.join(found)}", **style.HEADLINE)
    return fig


def _named_rivals(loss, best):
    """No L2, and the next best."""
    return sorted({0, int(loss.mean(axis=1).argsort()[1])} - {best})


def _named(strength):
    return f"λ = {strength:g}" if strength else "no L2"


def _right(shares):
    return f"{100 * shares.mean():.1f} % right"


def _ends(values):
    """From where to where an axis reaches that shows these."""
    room = 0.12 * np.ptp(values) + 0.02 * np.abs(values).max()
    return values.min() - room, values.max() + room


def _round_step(step):
    """1, 2 or 5 times a power of ten, not less than step."""
    power = 10.0 ** np.floor(np.log10(step))
    return next(round_one * power for round_one in (1, 2, 5, 10) if round_one * power >= step)


def more_pictures(counts, accuracy):
    """Validation accuracy (sizes, starts) against the number of training pictures."""
    means = accuracy.mean(axis=1)
    show(
        draw_more_pictures(counts, accuracy),
        alt=f"Rising stairs: validation accuracy against {counts[0]} to {counts[-1]} training pictures, each time "
        f"doubled, {accuracy.shape[1]} dots each, one a start. Means: {', '.join(f'{mean:.2f}' for mean in means)}.",
    )


def draw_more_pictures(counts, accuracy):
    """Stairs: a stair at the mean of each size, a riser for what twice as many pictures bring."""
    fig, ax = plt.subplots(figsize=(8, 3.5))
    places, means = np.arange(len(counts)), accuracy.mean(axis=1)
    ax.hlines(means, places - 0.5, np.append(places[1:] - 0.5, places[-1] + 1.1), color=style.GREEN, lw=2.2)
    side = np.linspace(-0.12, 0.12, accuracy.shape[1])  # side by side, or equal ones hide each other
    ax.plot(places[:, np.newaxis] + side, accuracy, "o", ms=6.5, color=style.GREEN, mec="white", mew=1)
    arrow = dict(arrowstyle="-|>", color=style.INK, lw=2.2, mutation_scale=13, shrinkA=0, shrinkB=1)
    gains = np.diff(means)
    for place, before, gain in zip(places[1:], means, gains, strict=False):
        ax.annotate("", (place - 0.5, before + gain), (place - 0.5, before), arrowprops=arrow)
        last = place == places[-1]
        words = f"+{100 * gain:.1f}" + (" points" if place == 1 or last else "")
        look = dict(fontweight="bold", fontsize=17) if last else dict(fontsize=12)
        style.label(ax, place - 0.5, before + gain, words, va="top", offset=(9, -9), **look)
    style.label(ax, 0.5, means[0], "a dot is one start, a step their mean", style.GREEN, offset=(9, 0))
    ax.set_xticks(places, counts)
    ax.yaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
    ax.set(xlabel="training pictures, each time doubled", ylabel="validation pictures right")
    ax.set_xlim(-0.6, places[-1] + 1.2)
    ax.margins(y=0.1)
    ax.set_title(f"Each doubling helps: the last still brings {100 * gains[-1]:.1f} points")
    return fig


# ---- test scores ----

NEAREST = "nearest row"  # the program that learns nothing


def test_scores(scores, error, published):
    """{name: accuracies of starts, or of one program}, one standard error of the first, and a published score."""
    words = "; ".join(f"{name}: {np.min(s):.3f} to {np.max(s):.3f}" for name, s in scores.items())
    show(
        draw_test_scores(scores, error, published),
        alt=f"A row of marks for each program, share of the test pictures right. {words}. A gray band of one standard "
        f"error, {error:.3f}, to both sides of the first mean; a dashed line at the published {published}.",
    )


def draw_test_scores(scores, error, published):
    """Squares with the same score are stacked, so that they can be counted."""
    means = {name: np.mean(values) for name, values in scores.items()}
    first, best, one = next(iter(means.values())), max(means, key=means.get), len(scores) == 1
    top = -0.85 if one else -0.75
    fig, ax = plt.subplots(figsize=(8, 1.9 + 0.64 * len(scores)))
    look = dict(marker="s", mec="white", ms=8)
    ax.axvspan(first - error, first + error, color="#E9E9E9", lw=0)
    for row, (name, values) in enumerate(scores.items()):
        values = np.round(np.sort(np.atleast_1d(values)), 6)
        height = np.concatenate([np.arange(count) for count in np.unique(values, return_counts=True)[1]])
        several = len(values) > 1
        own = dict(color=style.PURPLE if row == 0 else style.INK if name == best else style.GRAY)
        own |= dict() if several else dict(marker="D", ms=11)
        ax.plot(values, row + 0.1 * height.max() - 0.2 * height, ls="", **look | own)
        over = row - 0.1 * height.max() - 0.2
        if several:  # a tick at their mean, above the pile
            ax.vlines(means[name], over, over + 0.1, color=style.INK, lw=1.6)
        size = 11 if name != best else 14 if several else 19
        above = dict(offset=(0, 2), ha="center", va="bottom", fontweight="bold", fontsize=size)
        words = f"{'mean ' if several else ''}{100 * means[name]:.1f} %"
        style.label(ax, means[name], over, words, own["color"], **above)
    ax.axvline(published, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    above = dict(fontsize=9.5, offset=(0, 7))
    tutorial = f"a published network: {100 * published:.1f} %"
    style.label(ax, published, top, tutorial, style.GRAY, ha="right", **above)
    band = "gray: " + ("" if one else "mean of the networks ") + "± one standard error"
    style.label(ax, first - error, top, band, style.GRAY, **above)
    if one:
        title = f"One look at the test pictures: {100 * first:.1f} % right, give or take {100 * error:.1f} %"
    else:
        learned = " learned nothing and" if best == NEAREST else ""
        title = f"The {best}{learned} reads best: {100 * means[best]:.1f} %"
    ax.set_title(title, pad=22)
    ax.set(xlim=(0.94, 1), ylim=(len(scores) - 0.5, top))
    ax.set(xlabel="share of the test pictures right; a square is one start")
    names = [f"{name}\n(learned nothing)" if name == NEAREST else name for name in scores]
    ax.set_yticks([] if one else range(len(scores)), [] if one else names, fontsize=10.5)
    ax.tick_params(axis="y", length=0)
    ax.set_xticks(np.arange(0.94, 1.001, 0.01), [f"{percent} %" for percent in range(94, 101)])
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
        f"picture up. Many points form blocks along the diagonal: {100 * near:.0f} % have their nearest picture within "
        f"{window} places; by chance it would be {100 * by_chance:.0f} %.",
    )


def draw_neighbors(nearest, near, by_chance, window):
    fig, ax = plt.subplots(figsize=(8, 4))
    n, places = len(nearest), np.arange(len(nearest))
    ax.plot(places[~near], nearest[~near], "o", ms=1.8, color=style.GRAY, mec="none", alpha=0.6)
    ax.plot(places[near], nearest[near], "s", ms=2.2, color=style.CURE, mec="none")
    ax.set(aspect="equal", xlim=(0, n), ylim=(0, n), anchor="W")
    ax.set(xlabel="place in the file", ylabel="place of the nearest other")
    ax.set_xticks(range(0, n + 4, 600))
    ax.set_yticks(range(0, n + 4, 600))
    words = dict(transform=ax.transAxes, va="center", linespacing=1.3, fontsize=11.5)
    large = words | dict(fontsize=30)
    blue, gray = style.TEXT[style.CURE], style.TEXT[style.GRAY]
    ax.text(1.1, 0.37, f"{100 * near.mean():.0f} %", fontweight="bold", color=blue, **large)
    ax.text(1.56, 0.37, f"have their nearest picture\nwithin {window} places: blue", color=blue, **words)
    ax.text(1.1, 0.12, f"{100 * by_chance:.0f} %", color=gray, **large)
    ax.text(1.56, 0.12, "would, if the order\nmeant nothing", color=gray, **words)
    if n > 1500:  # the whole file
        ax.axvline(1200, color=style.INK, lw=1.2, ls=(0, (4, 2)))
        style.label(ax, 1200, n, "lesson 00 tested on these →", offset=(0, 8), fontsize=10)
        ax.annotate(
            "one block: about 138 pictures\nby one writer, most of them\nnearest to one another",
            (1550, 1475),
            (1.1, 1475 / n),
            textcoords="axes fraction",
            va="center",
            fontsize=11.5,
            annotation_clip=False,
            arrowprops=dict(arrowstyle="->", color=style.INK, lw=1.2),
        )
    fig.suptitle(
        f"The file goes writer by writer: {100 * near.mean():.0f} % have their nearest picture close by",
        **style.HEADLINE,
    )
    return fig


# ---- mistakes ----

OFTEN = 9  # from so many times on a mistake has a bar


def confusion(counts):
    """counts[i, j]: how many pictures of a true i were called j."""
    mistakes = counts - np.diag(np.diag(counts))
    true, called = np.unravel_index(mistakes.argmax(), counts.shape)
    show(
        draw_confusion(counts, true, called),
        alt=f"Table of ten by ten counts, true digit down, answer across. {np.trace(counts)} of {counts.sum()} answers "
        f"stand on the diagonal. The largest count beside it is {mistakes.max()}: a {true} called {called}. Beside the "
        f"table a bar for each count from {OFTEN} on, the longest on top.",
    )


def draw_confusion(counts, true, called):
    """Beside the table the frequent mistakes as bars, the most frequent on top."""
    fig, (ax, bars) = plt.subplots(1, 2, figsize=(8, 3.9), width_ratios=[1.5, 1])
    plots.confusion_matrix(counts, ax, title="")
    ax.set_title("counts; empty: 0", fontsize=11, fontweight="normal")
    ax.set(ylabel="true digit", xlabel="answer (ten networks added up)", aspect="auto")
    mistakes = counts - np.diag(np.diag(counts))
    often = sorted(np.argwhere(mistakes >= OFTEN).tolist(), key=lambda pair: -mistakes[*pair])
    for row, (i, j) in enumerate(often):
        most = (i, j) == (true, called)
        bars.barh(row, counts[i, j], 0.66, color=style.FAULT if most else "#E5BFAD")
        look = dict(fontweight="bold", fontsize=13) if most else {}
        style.label(bars, counts[i, j], row, str(counts[i, j]), style.FAULT, **look)
    bars.set_yticks(range(len(often)), [f"{i} called {j}" for i, j in often], fontsize=11)
    if often:
        bars.get_yticklabels()[0].set(fontweight="bold", color=style.TEXT[style.FAULT])
    bars.set(ylim=(max(len(often), 1) - 0.4, -0.6), xlim=(0, 1.18 * mistakes.max()), xticks=[])
    bars.tick_params(axis="y", length=0)
    bars.spines["bottom"].set_visible(False)
    bars.set_title(f"made {OFTEN} times or more", fontsize=11, fontweight="normal")
    wrong = f"{mistakes.sum()} of {counts.sum():,} answers wrong"
    fig.suptitle(
        f"{wrong}; the most frequent: a {true} called {called}, {counts[true, called]} times", **style.HEADLINE
    )
    return fig


def surest_mistakes(images, truth, called, sure):
    """Six wrong answers. images (n, 64); truth, called, sure (n,)."""
    captions = [f"is a {t}" for t in truth]
    said = "; ".join(f"a {t} called {c}, {100 * p:.0f} % sure" for t, c, p in zip(truth, called, sure, strict=True))
    title = f"Wrong answers, and the network is {100 * np.min(sure):.0f} to {100 * np.max(sure):.0f} % sure of them"
    ax = plots.digit_gallery(images.reshape(-1, 8, 8), captions, columns=6, title=title)
    for place, (caption, c, p) in enumerate(zip(list(ax.texts), called, sure, strict=True)):
        caption.set(fontsize=11)
        below = dict(ha="center", va="top", color=style.TEXT[style.FAULT])
        ax.text(10 * place + 4.5, 10.8, f"says {c}", fontsize=13, fontweight="bold", **below)
        ax.text(10 * place + 4.5, 12.7, f"{100 * p:.0f} % sure", fontsize=12, **below)
    ax.figure.set_size_inches(8, 2.4)
    ax.set_ylim(14.6, -0.5)
    show(ax.figure, alt=f"{len(images)} small pictures that the network got wrong: {said}.")


# ---- the slope of a pixel ----


def small_step(picture, slope, changed, digit, p):
    """A picture, the slope of its pixels towards digit, and the picture after the step: (64,) each; p: (2, 10)."""
    show(
        draw_small_step(picture, slope, changed, digit, p),
        alt=f"Three panels: a picture that is called {p[0].argmax()}, {100 * p[0].max():.0f} %; its pixels, blue where "
        f"ink would make it more like a {digit}, orange where ink hurts; and the picture after a small step, called "
        f"{p[1].argmax()}, {100 * p[1].max():.0f} %.",
    )


def draw_small_step(picture, slope, changed, digit, p):
    fig, axes = plt.subplots(1, 3, figsize=(8, 3.6))
    before, after = (f"it says {row.argmax()}, {100 * row.max():.0f} % sure" for row in p)
    words = [
        ("before", picture, before),
        (f"more like {named(digit)}", slope / np.abs(slope).max(), "blue: more ink helps\norange: ink hurts"),
        ("after a small step", changed, after),
    ]
    for ax, (title, numbers, below), slopes in zip(axes, words, (False, True, False), strict=True):
        tints = (
            style.DIVERGING.resampled(17) if slopes else plt.colormaps["gray_r"].resampled(25)
        )  # few: stored exactly
        ax.imshow(numbers.reshape(8, 8), vmin=-1 if slopes else 0, vmax=1, cmap=tints)
        style.bare(ax)
        ax.set_xticks(range(8), "abcdefgh")
        ax.set_yticks(range(8), range(1, 9))
        ax.tick_params(length=0, labelsize=9.5, pad=2)
        ax.set_title(title)
        color = style.INK if slopes else style.CURE if numbers is changed else style.FAULT
        large = dict(fontsize=12) if slopes else dict(fontsize=14, fontweight="bold")
        ax.set_xlabel(below, color=style.TEXT[color], **large)
    most = np.abs(changed - picture).max()
    answers = f"“{p[0].argmax()}” becomes “{p[1].argmax()}”"
    moved = f"No pixel moves by more than {100 * most:.0f} % of full ink, and the answer {answers}"
    fig.suptitle(moved, y=0.98, va="top", **style.HEADLINE)
    fig.get_layout_engine().set(rect=(0, 0, 1, 0.9))
    return fig
