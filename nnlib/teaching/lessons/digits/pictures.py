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
        f"{len(p)} pictures: all lie between {sure.min():.2f} and {sure.max():.2f}, the axis goes to 1.",
    )


def draw_never_sure(image, p, sure, right):
    """An image (64,), its probabilities p (10,); how sure it is of each picture, sure (n,); how many are right."""
    fig, (sees, bars, all_) = plt.subplots(1, 3, figsize=(8, 3), width_ratios=[0.8, 1, 1.5])
    style.bare(sees).imshow(image.reshape(8, 8), vmin=0, vmax=16)
    sees.set_anchor("N")
    sees.set_title("its surest picture", fontsize=11)
    colors = [style.FAULT if k == p.argmax() else style.GRAY for k in range(10)]
    bars.barh(range(10), p, color=colors, height=0.74)
    style.label(bars, p.max(), p.argmax(), f"{100 * p.max():.1f} %", style.FAULT, fontweight="bold")
    bars.set(xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10), xlabel="how sure")
    bars.tick_params(axis="y", length=0)
    bars.set_title("what it says", fontsize=11)
    bins = CEILING + 0.02 * np.arange(-11, 39)
    counts, *_ = all_.hist(sure, bins=bins, color=style.FAULT)
    words = f"all {len(sure)} are here:\n{100 * sure.min():.0f} to {100 * sure.max():.0f} % sure"
    style.label(all_, sure.max(), 0.8 * counts.max(), words, style.FAULT, offset=(10, 0), fontweight="bold")
    all_.text(0.62, 0.3 * counts.max(), "sure answers\nwould stand here", color=style.TEXT[style.GRAY], ha="center")
    for ax in (bars, all_):
        ax.axvspan(CEILING, 1, color="#F3F3F3", lw=0, zorder=0)
        ax.axvline(CEILING, color=style.GRAY, lw=1.2, ls=(0, (2, 2)), zorder=0)
    limit = f"no answer passes\n{100 * CEILING:.1f} %"
    style.label(bars, CEILING, 8 if p.argmax() < 5 else 1, limit, style.GRAY, fontsize=10)
    all_.set(xlim=(0, 1), xlabel="how sure of its answer", ylabel="pictures")
    all_.set_title(f"and all {len(sure)} pictures", fontsize=11)
    for ax in (bars, all_):
        ax.set_xticks([0, 0.5, 1], ["0", "50 %", "100 %"])
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
    """Scores, e to the score, and these end to end, on one scale with the middle: (k,) each."""
    fig, (left, middle, whole) = plt.subplots(1, 3, figsize=(8, 3.4), width_ratios=[1, 1, 1.5])
    powers, colors = np.exp(scores), [style.CURE if score > 0 else style.FAULT for score in scores]
    total = powers.sum()
    left.bar(range(len(scores)), scores, width=0.6, color=colors)
    middle.bar(range(len(scores)), powers, width=0.6, color=style.CURE)
    for ax, values, form in ((left, scores, "{:g}"), (middle, powers, "{:.2f}")):
        for place, value in enumerate(values):
            words, up = form.format(value).replace("-", "−"), 9 if value >= 0 else -10
            style.label(ax, place, value, words, offset=(0, up), ha="center")
        ax.axhline(0, color=style.GRAY, lw=0.9)
        ax.set(xticks=range(len(values)), xlabel="class", yticks=[])
        ax.tick_params(axis="x", length=0)
        ax.spines[["left", "bottom"]].set_visible(False)
    left.margins(y=0.22)
    floor = 0
    for k in np.argsort(p):  # the largest on top
        whole.bar(0, powers[k], 0.6, floor, color=style.CURE, ec=style.PAPER, lw=1.5)
        share = f"class {k}: {powers[k]:.2f} / {total:.2f} = "
        place = floor + powers[k] / 2
        style.label(whole, 0.3, place, share, offset=(8, 0))
        style.label(whole, 2.6, place, f"{100 * p[k]:.1f} %", offset=(0, 0), ha="right", fontweight="bold")
        floor += powers[k]
    for ax in (middle, whole):  # on one scale: the bars are the same
        ax.set_ylim(0, 1.02 * total)
    whole.set(xlim=(-0.4, 2.6), xticks=[0], xticklabels=[f"sum: {total:.2f}"], yticks=[])
    whole.tick_params(axis="x", length=0, labelsize=11)
    whole.spines[["left", "bottom"]].set_visible(False)
    titles = ("the score $s$", "becomes $e^s$", "end to end: its share of the sum")
    for ax, title in zip((left, middle, whole), titles, strict=True):
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
    fig, (ax, sums) = plt.subplots(1, 2, figsize=(8, 3.1), width_ratios=[4.2, 1], sharey=True)
    colors = [style.CURE if value > 0 else style.FAULT for value in pull]
    ax.bar(range(len(pull)), pull, width=0.65, color=colors)
    others = np.delete(pull, own)
    alike = np.ptp(others) < 5e-3  # then their number stands once
    for place, value in enumerate(pull):
        if place != own and not alike:
            up = 8 if value > 0 else -9
            style.label(ax, place, value, _signed(value, 2), style.FAULT, offset=(0, up), ha="center", fontsize=9.5)
    words = f"1 − {1 - pull[own]:.2f} = {_signed(pull[own], 2)}"
    style.label(ax, own, pull[own], words, style.CURE, offset=(0, 9), ha="center", fontweight="bold")
    if alike:
        words = f"each 0 − {-others.mean():.3f} = {_signed(others.mean(), 3)}"
        style.label(ax, (own or len(pull)) / 2 - 0.5, others.min(), words, style.FAULT, offset=(0, -12), ha="center")
    sums.bar(0, pull[own], width=0.65, color=style.CURE)
    sums.bar(np.zeros(len(others)), others, 0.65, np.r_[0, np.cumsum(others)[:-1]], color=style.FAULT, ec="white", lw=1)
    style.label(sums, 0, pull[own], _signed(pull[own], 2), style.CURE, offset=(0, 9), ha="center", weight="bold")
    words = f"{_signed(others.sum(), 2)}\nthe {len(others)} others"
    style.label(sums, 0, others.sum(), words, style.FAULT, offset=(0, -4), ha="center", va="top", weight="bold")
    for each in (ax, sums):
        each.axhline(0, color=style.GRAY, lw=0.9)
        each.spines[["left", "bottom"]].set_visible(False)
        each.tick_params(length=0)
    ax.set(xticks=range(len(pull)), xlabel="class", ylabel="pull, $Y - p$", yticks=[])
    ax.set(ylim=(1.5 * min(others.sum(), pull.min()), 1.25 * pull[own]))
    ax.get_xticklabels()[own].set(fontweight="bold", color=style.TEXT[style.CURE])
    sums.set(xlim=(-0.9, 0.9), xticks=[], xlabel="end to end")
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
        ax.set_title(name, color=style.TEXT[color], fontsize=11)
    axes[0].axhspan(0, floor, color="#F3F3F3", lw=0, zorder=0)
    axes[0].axhline(floor, color=style.GRAY, lw=1.3, ls=(0, (2, 2)))
    style.label(axes[0], 0.02 * epochs, floor, f"floor: {floor:.2f}", style.GRAY, offset=(0, -9))
    out = dict(ha="center", fontweight="bold", offset=(0, 0))
    style.label(axes[0], 0.73 * epochs, floor / 2, "cannot be reached", style.GRAY, **out)
    axes[0].set_ylabel("loss")
    stuck, freed = (history["loss"][-1] for history in histories.values())
    title = f"The last sigmoid stops the training loss at {stuck:.2f}; without it, it falls to {freed:.2f}"
    fig.suptitle(title, **style.HEADLINE)
    return fig


def says_and_is(says, right):
    """For each of {name: (n,) probability of the answer}, how sure it says it is and how often it is right (n,)."""
    rows = [(name, says[name].mean(), right[name].mean()) for name in says]
    words = "; ".join(f"{name}: says {100 * p:.0f} %, right {100 * q:.0f} %" for name, p, q in rows)
    begin = "A scale from 0 to 100 %, two rows with two marks joined by a bar: the mean certainty and the share right"
    show(draw_says_and_is(rows), alt=f"{begin}. {words}.")


def draw_says_and_is(rows):
    """rows: (name, how sure it says it is, how often it is right); the wider the gap, the less the first means."""
    fig, ax = plt.subplots(figsize=(8, 2.7))
    gaps = [abs(round(p, 2) - round(q, 2)) for _, p, q in rows]  # of what is written
    for place, ((_, says, right), gap) in enumerate(zip(rows, gaps, strict=True)):
        color, mark = (style.FAULT, "o") if gap > 0.1 else (style.CURE, "s")
        ax.plot([0, 1], [place, place], color=style.PALE, lw=1, zorder=0)
        ax.plot([says, right], [place, place], color=color, lw=7, alpha=0.35, solid_capstyle="butt")
        ax.plot(says, place, mark, color=color, ms=12, mec="white")
        ax.plot(right, place, "D", color=style.INK, ms=10, mec="white")
        marks = ((says, f"says {100 * says:.0f} %", color), (right, f"right {100 * right:.0f} %", style.INK))
        for side, (x, words, ink) in zip(("right", "left"), sorted(marks), strict=True):  # outside of the gap
            look = dict(weight="bold", fontsize=13, ha=side, offset=(-12 if side == "right" else 12, 0))
            style.label(ax, x, place, words, ink, **look, bbox=dict(fc=style.PAPER, ec="none", pad=1))
        if gap > 0.1:
            words = f"{100 * gap:.0f} points too low" if says < right else f"{100 * gap:.0f} points too high"
            style.label(ax, (says + right) / 2, place, words, color, ha="center", offset=(0, 13))
    ax.set_yticks(range(len(rows)), [name for name, *_ in rows], fontsize=11)
    ax.set(xlim=(-0.06, 1.2), ylim=(len(rows) - 0.5, -0.6), xlabel="how sure it says it is, and the share right")
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
    ax.grid(axis="y")
    smooth, jumping = (f"in {len(up)} of {epochs - 1} steps" if len(up) else "never" for up in rises[1:])
    smooth = f"rises {smooth}" if len(rises[1]) else "never rises"
    fig.suptitle(f"With momentum the loss {smooth}, at ten times the rate {jumping}", **style.HEADLINE)
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
        "26. At 1.7 three starts make far more, from 4.6 on all do. The published best, a row of its own, made 17 at "
        "0.6.",
    )


def draw_sweep(strengths, mistakes, n):
    """mistakes: (starts, strengths) of n. Filled: the fewest of a row; framed: as few, at a larger strength."""
    fig, ax = plt.subplots(figsize=(8, 4.6))
    winners, starts = mistakes.argmin(axis=1), len(mistakes)
    for (start, k), count in np.ndenumerate(mistakes):
        wins, tie = k == winners[start], count == mistakes[start].min()
        broken = count > 1.5 * np.median(mistakes[:, 0])
        ground = style.CURE if wins else "#FBEFE8" if broken else style.PAPER
        frame = style.CURE if tie else style.PAPER
        ax.add_patch(plt.Rectangle((k - 0.44, start - 0.42), 0.88, 0.84, fc=ground, ec=frame, lw=1.6))
        color = "white" if wins else style.TEXT[style.CURE if tie else style.FAULT if broken else style.GRAY]
        weight = "bold" if tie else "normal"
        ax.text(k, start, count, ha="center", va="center_baseline", fontsize=10, color=color, fontweight=weight)
    for k, count in enumerate(np.bincount(winners, minlength=len(strengths))):
        words, color = (f"wins {count}", style.TEXT[style.CURE]) if count else ("–", style.TEXT[style.GRAY])
        ax.text(k, -0.95, words, ha="center", va="center_baseline", color=color, fontweight="bold", fontsize=10.5)
    k = int(np.abs(strengths - 0.599).argmin())
    published = round((1 - 0.9647) * n)
    ax.text(k, starts + 0.35, published, ha="center", va="center_baseline", fontsize=10, fontweight="bold")
    ax.set(
        xlim=(-0.55, len(strengths) - 0.45),
        ylim=(starts + 0.85, -1.4),
        xlabel="strength λ (before it is divided by 721)",
    )
    ax.set_xticks(range(len(strengths)), [f"{float(f'{strength:.2g}'):g}" for strength in strengths])
    ax.set_yticks([*range(starts), starts + 0.35], [*(f"start {i}" for i in range(starts)), "published best"])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    words = f"mistakes of {n}; blue: a start's fewest (framed: as few once more); orange: broken down"
    ax.set_title(words, fontsize=10.5, fontweight="normal")
    count = {5: "five"}.get(len(set(winners)), len(set(winners)))
    fig.suptitle(f"Ten starts, {count} different winners: luck chose the strength", **style.HEADLINE)
    return fig


def draw_gallery(first, label, images, labels):
    fig, (large, small) = plt.subplots(1, 2, figsize=(8, 4.1), width_ratios=[1, 1.25])
    style.bare(large).imshow(first.reshape(8, 8), vmin=0, vmax=16)
    for place, ink in enumerate(first):
        down, right = divmod(place, 8)
        color = "white" if ink > 8 else style.INK if ink else "#A0A0A0"
        large.text(right, down, f"{ink:.0f}", ha="center", va="center", fontsize=11, color=color)
    large.set_xlabel(f"label: {label}", fontsize=15, fontweight="bold")
    large.set_title("one picture: ink in each pixel, 0 to 16", fontsize=11, fontweight="normal")
    plots.digit_gallery(images.reshape(-1, 8, 8), list(map(str, labels)), small, columns=5, title="")
    small.set_title("two of each digit, labels below", fontsize=11, fontweight="normal")
    for caption in small.texts:
        caption.set(fontsize=10.5)
    small.set_anchor("N")
    large.set_anchor("N")
    fig.suptitle("Each picture is 64 numbers, its label one", **style.HEADLINE)
    return fig
