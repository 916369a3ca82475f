"""A network that is never sure, why e to the score, a loss with a floor, and ten strengths from ten starts."""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from nnlib import SGD, cross_entropy, fit, softmax

from ... import plots, style
from ...figures import show
from .explore import CEILING
from .sweep import ROWS, network

# ---- never sure ----


def published_split():
    """((X, y) of the training rows, (X, y) of the validation rows), split as the tutorial does."""
    X_rest, _, y_rest, _ = train_test_split(*load_digits(return_X_y=True), test_size=0.33, random_state=111)
    X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest, test_size=0.40, random_state=123)
    return (X_train, y_train), (X_val, y_val)


def never_sure():
    """The picture that the network is surest of, its probabilities, and the largest one of each. Trained here."""
    (X, y), _ = published_split()
    rng = np.random.default_rng(0)
    net = network(rng)
    how = dict(rng=rng, epochs=1000, batch_size=len(X), measure="during")
    fit(net, cross_entropy, SGD(net, lr=0.2, momentum=0.9), X, y, **how)
    p = softmax(net(X))
    sure = p.max(axis=1)
    best, right = int(sure.argmax()), int((p.argmax(axis=1) == y).sum())
    show(
        draw_never_sure(X[best], p[best], sure, right),
        alt=f"{right} of {len(y)} answers right. Three panels. A handwritten {y[best]}; ten bars, its probabilities, "
        "the longest at "
        f"{p[best].argmax()} with {100 * sure[best]:.1f} %; a histogram of the largest probability for each of "
        f"{len(p)} pictures: all lie from {100 * sure.min():.0f} to {100 * sure.max():.1f} % on an axis to 100 %.",
    )


def draw_never_sure(image, p, sure, right):
    """An image (64,), its probabilities p (10,); how sure it is of each picture, sure (n,); how many are right."""
    fig, axes = plt.subplot_mosaic(
        [["sees", "bars"], ["sees", "all"]], figsize=(8, 3.9), width_ratios=[1, 2], height_ratios=[1.8, 1]
    )
    sees, bars, all_ = axes.values()
    style.bare(sees).imshow(image.reshape(8, 8), vmin=0, vmax=16)
    sees.set_anchor("N")
    sees.set_xlabel("the picture it is surest of")
    colors = [style.FAULT if k == p.argmax() else style.GRAY for k in range(10)]
    bars.barh(range(10), p, color=colors, height=0.74)
    style.label(bars, p.max(), p.argmax(), f"{100 * p.max():.1f} %", style.FAULT, fontweight="bold", fontsize=13)
    bars.set(ylim=(9.6, -0.6), yticks=range(10), ylabel="digit")
    all_.hist(sure, bins=np.linspace(0, CEILING, 9), color=style.FAULT)
    beside = dict(ha="right", offset=(-9, 0), fontweight="bold", fontsize=13)
    style.label(all_, sure.min(), 0.5 * all_.get_ylim()[1], f"all {len(sure)}", style.FAULT, **beside)
    all_.set(xlabel="how sure it is of its answer", ylabel="pictures")
    empty = dict(fontsize=13, ha="center", offset=(0, 0))
    style.label(bars, (1 + sure.max()) / 2, 3, "never this sure", style.GRAY, **empty)
    for ax in (bars, all_):
        ax.axvspan(sure.max(), 1, color="#F3F3F3", lw=0, zorder=0)
        ax.axvline(sure.max(), color=style.GRAY, lw=1.2, ls=(0, (2, 2)), zorder=0)
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    bars.tick_params(length=0, labelbottom=False)
    share = f"All {len(sure)}" if right == len(sure) else f"{right} of {len(sure)}"
    fig.suptitle(f"{share} answers right, none surer than {100 * sure.max():.1f} %", **style.HEADLINE)
    return fig


def gallery(images, labels):
    """The first picture large, as its numbers, and two of each digit. images (n, 64), labels (n,)."""
    pairs = np.array([np.flatnonzero(labels == digit)[:2] for digit in range(10)])
    shown = np.ravel([pairs[:5].T, pairs[5:].T])  # both of a digit one above the other
    begin = f"A {labels[0]} by hand, large: 8 by 8 squares, in each its amount of ink, 0 to 16. Beside it two small"
    show(
        draw_gallery(images[0], labels[0], images[shown], labels[shown]),
        alt=f"{begin} pictures of each digit from 0 to 9, the label below each.",
    )


# ---- why e to the score ----


def shares(scores, p):
    """Scores (k,) may be negative; e to the score is not; its shares p (k,) are the probabilities."""
    words = "; ".join(f"{s:g} becomes {100 * q:.1f} %" for s, q in zip(scores, p, strict=True)).replace("-", "−")
    show(
        draw_shares(np.asarray(scores), np.asarray(p)),
        alt=f"Two bar charts of {len(scores)} classes: the scores; e to the score, all positive. Beside them these put "
        f"end to end, the shares of their sum. {words}.",
    )


def draw_shares(scores, p):
    """Scores, e to the score, and these end to end, all on one scale: (k,) each."""
    fig, (left, middle, whole) = plt.subplots(1, 3, figsize=(8, 3.5), width_ratios=[1, 1, 1.4], sharey=True)
    powers, colors = np.exp(scores), style.SEQUENTIAL(np.linspace(1, 0.5, len(scores)))
    total = powers.sum()
    left.bar(range(len(scores)), scores, width=0.6, color=colors)
    middle.bar(range(len(scores)), powers, width=0.6, color=colors)
    for ax, values, form in ((left, scores, "{:g}"), (middle, powers, "{:.2f}")):
        for place, value in enumerate(values):
            words, up = form.format(value).replace("-", "−"), 9 if value >= 0 else -10
            style.label(ax, place, value, words, offset=(0, up), ha="center")
        ax.set(xticks=range(len(values)), xlabel="class")
    floor = 0
    for k in np.argsort(p):  # the largest on top
        whole.bar(0, powers[k], 0.6, floor, color=colors[k], ec=style.PAPER, lw=1.5)
        place = max(floor + powers[k] / 2, 0.05 * total)  # not on the line
        style.label(whole, 0.3, place, f"{100 * p[k]:.1f} %", offset=(8, 0), fontweight="bold", fontsize=10 + 8 * p[k])
        style.label(whole, 1.15, place, f"class {k}", style.GRAY)
        floor += powers[k]
    style.label(whole, 0, total, f"sum: {total:.2f}", offset=(0, 9), ha="center")
    whole.set(xlim=(-0.4, 1.8), xticks=[], ylim=(min(0, *scores) - 0.13 * total, 1.1 * total))
    titles = ("score $s$", "$e^s$: positive", "end to end: shares of the sum")
    for ax, title in zip((left, middle, whole), titles, strict=True):
        ax.axhline(0, color=style.GRAY, lw=0.9)
        ax.set(yticks=[])
        ax.tick_params(length=0)
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.set_title(title, fontsize=11, fontweight="normal", math_fontfamily="dejavusans")
    fig.suptitle("Any numbers in, positive shares out: the order stays", **style.HEADLINE)
    return fig


# ---- pulls ----


def pulls(p, own):
    """What one step against the gradient does to each score: Y - p, for p (k,) and the right class own."""
    pull = np.eye(len(p))[own] - p
    others = "; ".join(f"{k}: {value:.3f}" for k, value in enumerate(pull)).replace("-", "−")
    show(
        draw_pulls(pull, own),
        alt=f"Bars of Y − p for the classes 0 to {len(p) - 1}. The right class {own} is pulled up, all others down, "
        f"and together by as much. {others}.",
    )


def draw_pulls(pull, own):
    """Left the pulls Y - p one by one, right the same end to end. pull: (k,); own: the right class."""
    fig, (ax, sums) = plt.subplots(1, 2, figsize=(8, 3.3), width_ratios=[3, 1], sharey=True)
    colors = [style.CURE if value > 0 else style.FAULT for value in pull]
    ax.bar(range(len(pull)), pull, width=0.65, color=colors)
    others = np.delete(pull, own)
    alike = np.ptp(others) < 5e-3  # then their number stands once
    for place, value in enumerate(pull):
        look = dict(ha="center", weight="bold" if place == own else "normal")
        style.label(ax, place, 0, place, colors[place], offset=(0, -10 if value > 0 else 10), **look)
        if place != own and not alike:
            up = 8 if value > 0 else -9
            style.label(ax, place, value, _signed(value, 2), style.FAULT, offset=(0, up), ha="center", fontsize=9.5)
    style.label(ax, -0.6, 0, "class", style.GRAY, ha="right", offset=(0, 10))
    words = f"1 − {1 - pull[own]:.2f} = {_signed(pull[own], 2)}"
    style.label(ax, own, pull[own], words, style.CURE, offset=(0, 9), ha="center", fontweight="bold")
    if alike:
        words = f"each 0 − {-others.mean():.3f} = {_signed(others.mean(), 3)}"
        style.label(ax, (own or len(pull)) / 2 - 0.5, others.min(), words, style.FAULT, offset=(0, -12), ha="center")
    sums.bar(0, pull[own], width=0.65, color=style.CURE)
    sums.bar(np.zeros(len(others)), others, 0.65, np.r_[0, np.cumsum(others)[:-1]], color=style.FAULT, ec="white", lw=1)
    large = dict(offset=(8, 0), weight="bold", fontsize=13)
    style.label(sums, 0.33, pull[own] / 2, f"{_signed(pull[own], 2)}\nthe {own}", style.CURE, **large)
    words = f"{_signed(others.sum(), 2)}\nthe {len(others)} others"
    style.label(sums, 0.33, others.sum() / 2, words, style.FAULT, **large)
    for each in (ax, sums):
        each.axhline(0, color=style.GRAY, lw=0.9)
        each.spines[["left", "bottom"]].set_visible(False)
        each.set(xticks=[], yticks=[])
    ax.set_ylabel("pull, $Y - p$")
    ax.set(xlim=(-1.5, len(pull) - 0.4), ylim=(1.05 * min(others.sum(), pull.min()), 1.25 * pull[own]))
    sums.set(xlim=(-0.5, 2))
    title = f"The right one, {own}, is pulled up by {pull[own]:.2f}; the others together down by as much"
    fig.suptitle(title, **style.HEADLINE)
    return fig


def _signed(number, digits):
    return f"{number:+.{digits}f}".replace("-", "−")


# ---- ceiling and floor ----


def two_losses(histories):
    """Training and validation loss by epoch, of {name: history}, with the floor of the first."""
    ends = "; ".join(
        f"{name}: training ends at {history['loss'][-1]:.2f}, validation at {history['val_loss'][-1]:.2f}"
        for name, history in histories.items()
    )
    show(
        draw_two_losses(histories),
        alt=f"Loss by epoch, two panels, training solid and validation dashed. {ends}. In the first panel a dotted "
        f"line marks the floor, {-np.log(CEILING):.2f}.",
    )


def draw_two_losses(histories):
    """Two panels on one scale, {name: history}; the first has the floor."""
    fig, axes = plt.subplots(1, 2, figsize=(8, 3.3), sharey=True)
    floor, epochs = -np.log(CEILING), len(next(iter(histories.values()))["loss"])
    for ax, (name, history), color in zip(axes, histories.items(), (style.FAULT, style.CURE), strict=True):
        up = 6 if history["loss"][-1] < 0.3 else -8  # neither on the axis nor on the floor
        for key, part, shift in (("loss", "train", up), ("val_loss", "validation", 6)):
            ax.plot(history[key], **style.SPLIT[part])
            words = f"{part} {history[key][-1]:.2f}"
            style.label(ax, epochs - 1, history[key][-1], words, style.SPLIT[part]["color"], offset=(5, shift))
        lowest = int(np.argmin(history["val_loss"]))
        least = history["val_loss"][lowest]
        if history["val_loss"][-1] - least > 0.01:  # it has turned
            ax.plot(lowest, least, "o", color=style.GREEN, ms=7, mec="white")
            style.label(ax, lowest, least, f"lowest: {least:.2f}", style.GREEN, va="bottom", offset=(0, 6))
        ax.set(xlabel="epoch", ylim=(-0.08, 2.7), xlim=(0, 1.46 * epochs))
        ax.set_xticks(np.linspace(0, epochs, 3))
        style.end_axis(ax, 0, epochs)
        ax.set_title(name, color=style.TEXT[color], fontsize=11)
    axes[0].fill_between([0, epochs], floor, color="#F3F3F3", lw=0, zorder=0)
    axes[0].plot([0, epochs], [floor, floor], color=style.GRAY, lw=1.3, ls=(0, (2, 2)))
    style.label(axes[0], 0.02 * epochs, floor, f"floor: {floor:.2f}", style.GRAY, offset=(0, -9))
    out = dict(ha="center", fontweight="bold", offset=(0, 0))
    style.label(axes[0], 0.5 * epochs, floor / 2, "cannot be reached", style.GRAY, **out)
    axes[0].set_ylabel("loss")
    stuck, freed = (history["loss"][-1] for history in histories.values())
    title = f"The last sigmoid stops the training loss at {stuck:.2f}; without it: {freed:.2f}"
    fig.suptitle(title, **style.HEADLINE)
    return fig


def says_and_is(says, right):
    """For each of {name: (n,) probability of the answer}, how sure it says it is and how often it is right (n,)."""
    rows = [(name, says[name].mean(), right[name].mean()) for name in says]
    words = "; ".join(f"{name}: says {100 * p:.0f} %, right {100 * q:.0f} %" for name, p, q in rows)
    begin = "A scale from 0 to 100 %, two bars for each network: how sure it says it is on average, and the share right"
    show(draw_says_and_is(rows), alt=f"{begin}. {words}.")


def draw_says_and_is(rows):
    """rows: (name, how sure it says it is, how often it is right); the wider the gap, the less the first means."""
    fig, ax = plt.subplots(figsize=(8, 3.2))
    gaps = [abs(round(p, 2) - round(q, 2)) for _, p, q in rows]  # of what is written
    for place, ((_, says, right), gap) in enumerate(zip(rows, gaps, strict=True)):
        color = style.FAULT if gap > 0.1 else style.CURE
        for up, share, word, ink in ((-0.2, says, "says", color), (0.2, right, "right", style.GRAY)):
            ax.barh(place + up, share, 0.36, color=ink)
            style.label(ax, share, place + up, f"{word} {100 * share:.0f} %", ink, weight="bold", fontsize=13)
        if gap > 0.1:
            ax.barh(place - 0.2, right - says, 0.36, says, color="#FBEFE8", zorder=0)
            words = f"{100 * gap:.0f} points too {'low' if says < right else 'high'}"
            style.label(ax, max(says, right), place - 0.2, words, color, ha="right", offset=(-8, 0), fontsize=13)
    ax.set_yticks(range(len(rows)), [name for name, *_ in rows], fontsize=11)
    ax.set(xlim=(0, 1.2), ylim=(len(rows) - 0.4, -0.6), xlabel="how sure it says it is, and how often it is right")
    style.end_axis(ax, 0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    name, says, right = rows[int(np.argmax(gaps))]
    says, right = f"{100 * says:.0f} %", f"{100 * right:.0f} %"
    fig.suptitle(
        f"{name[0].upper()}{name[1:]} the network says {says} and is right {right} of the time", **style.HEADLINE
    )
    return fig


# ---- momentum ----


def momentum(curves):
    """Training loss by epoch, {name: losses}: without momentum, with it, and with longer steps in its place."""
    ends = "; ".join(
        f"{name}: {losses[-1]:.1f}, after {np.sum(np.diff(losses) > 0)} rises" for name, losses in curves.items()
    )
    show(draw_momentum(curves), alt=f"Training loss over {len(next(iter(curves.values())))} epochs. At the end {ends}.")


def draw_momentum(curves):
    """{name: losses (epochs,)}: without momentum, with it, with a longer step. A triangle where a loss has risen."""
    fig, ax = plt.subplots(figsize=(8, 3.6))
    looks = (dict(color=style.GRAY, ls=(0, (5, 2))), dict(color=style.CURE), dict(color=style.FAULT, lw=1.6))
    rises = [1 + np.flatnonzero(np.diff(curve) > 0) for curve in curves.values()]
    for (name, curve), up, look in zip(curves.items(), rises, looks, strict=True):
        ax.plot(1 + np.arange(len(curve)), curve, **look)
        ax.plot(1 + up, np.asarray(curve)[up], "^", ms=7, color=look["color"], mec="white")
        words = f"rises {len(up)} times ▲" if len(up) else "never rises"
        style.label(ax, len(curve), curve[-1], f"{name}\n{words}", look["color"], offset=(7, 5))
    epochs = len(curve)
    ax.set(
        xlim=(0, 1.36 * epochs), ylim=(0, 2.7), xticks=range(0, epochs + 1, 15), xlabel="epoch", ylabel="training loss"
    )
    style.end_axis(ax, 0, epochs)
    smooth, jumping = (f"rising {len(up)} times" if len(up) else "never rising" for up in rises[1:])
    fig.suptitle(f"With momentum quick and {smooth}; without it slow, or {jumping}", **style.HEADLINE)
    return fig


# ---- ten strengths ----


def sweep(strengths, accuracy, n=ROWS):
    """Validation accuracy (starts, strengths) from n rows: a table of mistakes, in which each start marks its best."""
    wins = np.bincount(accuracy.argmax(axis=1), minlength=len(strengths))
    won = [f"{count} at {strengths[k]:.2g}" for k, count in enumerate(wins) if count]
    show(
        draw_sweep(strengths, np.round((1 - accuracy) * n).astype(int), n),
        alt=f"Table of mistakes among {n} validation pictures, a row for each of {len(accuracy)} starts, a column for "
        f"each strength λ. The fewest of a row are marked: {', '.join(won)}. Most numbers up to 1.7 lie between 16 and "
        "26. At 1.7 three starts make far more, from 4.6 on all do.",
    )


def draw_sweep(strengths, mistakes, n):
    """mistakes: (starts, strengths) of n. Blue: the fewest of a row; pale: as few, at a larger strength."""
    fig, ax = plt.subplots(figsize=(8, 4))
    winners, starts = mistakes.argmin(axis=1), len(mistakes)
    broken_down = mistakes > 1.5 * np.median(mistakes[:, 0])
    columns = len(strengths) - int(np.cumprod(broken_down.all(axis=0)[::-1]).sum())  # from here on all have
    for (start, k), count in np.ndenumerate(mistakes[:, :columns]):
        wins, tie, broken = k == winners[start], count == mistakes[start].min(), broken_down[start, k]
        ground = style.CURE if wins else "#AFCBE2" if tie else "#FBEFE8" if broken else style.PAPER
        ax.add_patch(plt.Rectangle((k - 0.46, start - 0.45), 0.92, 0.9, fc=ground, lw=0))
        color = "white" if wins else style.TEXT[style.CURE if tie else style.FAULT if broken else style.GRAY]
        weight = "bold" if tie else "normal"
        ax.text(k, start, count, ha="center", va="center_baseline", fontsize=11, color=color, fontweight=weight)
    if (lost := mistakes[:, columns:]).size:
        ax.add_patch(plt.Rectangle((columns - 0.46, -0.45), lost.shape[1] - 0.08, starts - 0.1, fc="#FBEFE8"))
        words = f"all broken down:\n{lost.min()} to {lost.max()} mistakes"
        style.label(
            ax,
            columns + lost.shape[1] / 2 - 0.5,
            starts / 2 - 0.5,
            words,
            style.FAULT,
            offset=(0, 0),
            ha="center",
            fontsize=12,
        )
    for k, count in enumerate(np.bincount(winners, minlength=len(strengths))[:columns]):
        words, color = (f"wins {count}", style.TEXT[style.CURE]) if count else ("–", style.TEXT[style.GRAY])
        ax.text(k, -0.95, words, ha="center", va="center_baseline", color=color, fontweight="bold", fontsize=10.5)
    ax.set(
        xlim=(-0.55, len(strengths) - 0.45),
        ylim=(starts - 0.4, -1.4),
        xlabel="strength λ (before it is divided by 721)",
    )
    ax.set_xticks(range(len(strengths)), [f"{float(f'{strength:.2g}'):g}" for strength in strengths])
    ax.set_yticks(range(starts), [f"start {i}" for i in range(starts)])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    words = f"mistakes among {n} pictures; blue: the fewest of a start; pale blue: as few once more"
    ax.set_title(words, fontsize=10.5, fontweight="normal")
    count = {5: "five"}.get(len(set(winners)), len(set(winners)))
    fig.suptitle(f"Ten starts, {count} different winners: luck chose the strength", **style.HEADLINE)
    return fig


def draw_gallery(first, label, images, labels):
    fig, (large, small) = plt.subplots(1, 2, figsize=(8, 4))
    style.bare(large).imshow(first.reshape(8, 8), vmin=0, vmax=16)
    for place, ink in enumerate(first):
        down, right = divmod(place, 8)
        color = "white" if ink > 8 else style.INK if ink else "#A0A0A0"
        large.text(right, down, f"{ink:.0f}", ha="center", va="center", fontsize=11, color=color)
    large.set_xlabel(f"label: {label}", fontsize=15, fontweight="bold")
    large.set_title("one picture: ink in each pixel, 0 to 16", fontsize=11, fontweight="normal")
    plots.digit_gallery(images.reshape(-1, 8, 8), list(map(str, labels)), small, columns=5, title="")
    small.set_title("two of each digit, labels below", fontsize=11, fontweight="normal")
    small.set(xlim=(0.4, 48.6), ylim=(small.get_ylim()[0], 0.4))  # flush with the large one
    for caption in small.texts:
        caption.set(fontsize=10.5)
    small.set_anchor("N")
    large.set_anchor("NW")
    fig.suptitle("Each picture is 64 numbers, its label one", **style.HEADLINE)
    return fig
