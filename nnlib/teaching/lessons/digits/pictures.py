"""A network that is never sure, why e to the score, a loss with a floor, and ten strengths from ten starts."""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from nnlib import SGD, cross_entropy, fit, softmax

from ... import plots, style
from ...figures import show
from .explore import CEILING
from .sweep import network

TITLE = dict(x=0.01, ha="left", fontsize=12, fontweight="bold")


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
    best = int(sure.argmax())
    show(
        draw_never_sure(X[best], p[best], sure),
        alt=f"Three panels. A handwritten {y[best]}; ten bars, its probabilities, the longest at "
        f"{p[best].argmax()} with {100 * sure[best]:.1f} %; a histogram of the largest probability for each of "
        f"{len(p)} pictures: all lie between {sure.min():.2f} and {sure.max():.2f}, the axis goes to 1.",
    )


def draw_never_sure(image, p, sure):
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
    words = f"none is surer\nthan {100 * sure.max():.1f} %"
    style.label(all_, sure.max(), 0.8 * counts.max(), words, style.FAULT, offset=(10, 0), fontweight="bold")
    all_.text(0.98, 0.06 * counts.max(), "sure answers\nwould stand here", color=style.TEXT[style.GRAY], ha="right")
    for ax in (bars, all_):
        ax.axvspan(CEILING, 1, color="#F3F3F3", lw=0, zorder=0)
        ax.axvline(CEILING, color=style.GRAY, lw=1.2, ls=(0, (2, 2)), zorder=0)
    style.label(bars, CEILING, 3, "no bar comes\nas far as here", style.GRAY, offset=(7, 0), fontsize=10)
    all_.set(xlim=(0, 1), xlabel="how sure of its answer", ylabel="pictures")
    all_.set_title(f"and all {len(sure)} pictures", fontsize=11)
    for ax in (bars, all_):
        ax.set_xticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    fig.suptitle("Every picture right, and never surer than a quarter", **TITLE)
    return fig


def gallery(images, labels):
    """The first picture large, as its numbers, and two of each digit. images (n, 64), labels (n,)."""
    shown = np.array([np.flatnonzero(labels == digit)[:2] for digit in range(10)]).T.ravel()
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
    fig, (*axes, whole) = plt.subplots(1, 3, figsize=(8, 3), width_ratios=[1, 1, 1.4])
    for ax, title, values, form in zip(
        axes, ("score $s$", "$e^s$"), (scores, np.exp(scores)), ("{:g}", "{:.2f}"), strict=True
    ):
        ax.bar(range(len(values)), values, width=0.6, color=[style.CURE if v > 0 else style.FAULT for v in values])
        for place, value in enumerate(values):
            up = value >= 0
            words = form.format(value).replace("-", "−")
            style.label(ax, place, value, words, offset=(0, 8 if up else -9), ha="center", fontsize=10)
        ax.axhline(0, color=style.GRAY, lw=0.9)
        ax.set(xticks=range(len(values)), xlabel="class", yticks=[])
        ax.margins(y=0.22)
        ax.spines["left"].set_visible(False)
        ax.set_title(title, fontsize=11, math_fontfamily="dejavusans", fontweight="bold")
    floor, total = 0, np.exp(scores).sum()
    for k in np.argsort(p):  # the largest on top
        whole.bar(0, p[k], 0.6, floor, color=style.CURE, ec=style.PAPER, lw=1.5)
        style.label(
            whole, 0.3, floor + p[k] / 2, f"{np.exp(scores[k]):.2f} / {total:.2f} = {100 * p[k]:.1f} %", offset=(8, 0)
        )
        floor += p[k]
    whole.set(xlim=(-0.5, 2), ylim=(0, 1.02), xticks=[0], xticklabels=[f"sum: {total:.2f}"], yticks=[])
    whole.tick_params(axis="x", length=0)
    whole.spines[["left", "bottom"]].set_visible(False)
    whole.set_title("put end to end: shares", fontsize=11)
    fig.suptitle("Any numbers in, positive shares out: the order stays", **TITLE)
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
    """Left the pulls one by one, right end to end."""
    fig, (ax, sums) = plt.subplots(1, 2, figsize=(8, 3.4), width_ratios=[4.2, 1], sharey=True)
    colors = [style.CURE if value > 0 else style.FAULT for value in pull]
    ax.bar(range(len(pull)), pull, width=0.65, color=colors)
    others = np.delete(pull, own)
    alike = np.ptp(others) < 5e-3  # then their number stands once
    for place, value in enumerate(pull):
        words = f"{value:+.2f}".replace("-", "−")
        if place == own or not alike:
            style.label(ax, place, value, words, offset=(0, 8 if value > 0 else -9), ha="center", fontsize=9.5)
    if alike:
        words = f"about {others.mean():.3f} each".replace("-", "−")
        style.label(ax, (own or len(pull)) / 2 - 0.5, others.min(), words, style.FAULT, offset=(0, -12), ha="center")
    sums.bar(0, pull[own], width=0.65, color=style.CURE)
    sums.bar(np.zeros(len(others)), others, 0.65, np.r_[0, np.cumsum(others)[:-1]], color=style.FAULT, ec="white", lw=1)
    for value in (pull[own], others.sum()):
        color = style.CURE if value > 0 else style.FAULT
        words = f"{value:+.2f}".replace("-", "−")
        style.label(sums, 0, value, words, color, offset=(0, 9 if value > 0 else -10), ha="center", weight="bold")
    for each in (ax, sums):
        each.axhline(0, color=style.GRAY, lw=0.9)
        each.spines["bottom"].set_visible(False)
        each.tick_params(axis="x", length=0)
    sums.spines["left"].set_visible(False)
    sums.tick_params(axis="y", length=0)
    ax.set(xticks=range(len(pull)), xlabel=f"class; the right one is {own}", ylabel="$Y - p$")
    ax.set(ylim=(1.25 * min(others.sum(), pull.min()), 1.25 * pull[own]), yticks=[-0.5, 0, 0.5])
    sums.set(xlim=(-0.6, 0.6), xticks=[], xlabel="end to end")
    fig.suptitle("The right score is pulled up by as much as the others are pulled down", **TITLE)
    return fig


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
    fig, axes = plt.subplots(1, 2, figsize=(8, 3.2), sharey=True)
    for ax, (name, history), color in zip(axes, histories.items(), (style.FAULT, style.CURE), strict=True):
        up = 5 if history["loss"][-1] < 0.3 else -8  # neither on the axis nor on the floor
        for key, part, shift in (("loss", "train", up), ("val_loss", "validation", 6)):
            ax.plot(history[key], **style.SPLIT[part])
            look = style.SPLIT[part]["color"]
            end = len(history[key]) - 1
            style.label(ax, end, history[key][-1], part, look, offset=(5, shift))
        ax.set(xlabel="epoch", ylim=(0, 2.7), xlim=(0, 1.32 * len(history["loss"])))
        ax.set_xticks(np.linspace(0, len(history["loss"]), 3))
        ax.set_title(name, color=style.TEXT[color], fontsize=11)
        ax.grid(axis="y")
    axes[0].axhspan(0, -np.log(CEILING), color="#F3F3F3", lw=0, zorder=0)
    axes[0].axhline(-np.log(CEILING), color=style.GRAY, lw=1.3, ls=(0, (2, 2)))
    style.label(axes[0], 0.02 * len(history["loss"]), -np.log(CEILING), "floor: 1.46", style.GRAY, offset=(0, -9))
    out = dict(ha="center", fontweight="bold", offset=(0, 0))
    style.label(axes[0], len(history["loss"]) / 2, -np.log(CEILING) / 2, "cannot be reached", style.GRAY, **out)
    axes[0].set_ylabel("loss")
    fig.suptitle("One sigmoid too many: the loss can't fall below 1.46. Without it, it nears 0", **TITLE)
    return fig


def says_and_is(says, right):
    """For each of {name: (n,) probability of the answer}, how sure it says it is and how often it is right (n,)."""
    rows = [(name, says[name].mean(), right[name].mean()) for name in says]
    words = "; ".join(f"{name}: says {100 * p:.0f} %, right {100 * q:.0f} %" for name, p, q in rows)
    show(draw_says_and_is(rows), alt=f"Two rows, each with the mean certainty and the share right. {words}.")


def draw_says_and_is(rows):
    """Filled: how sure it says it is. Outlined: how often it is right."""
    fig, ax = plt.subplots(figsize=(8, 2.5))
    for place, (_, p, q) in enumerate(rows):
        bad = abs(p - q) > 0.1
        color = style.FAULT if bad else style.CURE
        ax.barh(place, p, 0.5, color=color, lw=0)
        ax.barh(place, q, 0.5, fill=False, ec=style.INK, lw=1.8)
        if bad:
            style.label(ax, p, place, f"says {100 * p:.0f} %", color, offset=(8, 0), weight="bold", fontsize=13)
            style.label(ax, q, place, f"right {100 * q:.0f} %", weight="bold", fontsize=13, offset=(8, 0))
        else:
            look = dict(weight="bold", fontsize=13, offset=(-8, 0), ha="right")
            style.label(ax, min(p, q), place, f"says {100 * p:.0f} %", "white", **look)
            style.label(ax, max(p, q), place, f"right {100 * q:.0f} %", **look | dict(offset=(8, 0), ha="left"))
    ax.set_yticks(range(len(rows)), [name for name, *_ in rows])
    ax.set(xlim=(0, 1.2), ylim=(len(rows) - 0.5, -0.5))
    ax.set_xlabel("filled: how sure it says it is; framed: share right")
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    ax.tick_params(axis="y", length=0)
    ax.set_title("Equally often right, but only one number means what it says")
    return fig


# ---- momentum ----


def momentum(curves):
    """Training loss by epoch, {name: losses}: without momentum, with it, and with longer steps in its place."""
    ends = "; ".join(
        f"{name}: {losses[-1]:.1f}, after {np.sum(np.diff(losses) > 0)} rises" for name, losses in curves.items()
    )
    show(draw_momentum(curves), alt=f"Training loss over {len(next(iter(curves.values())))} epochs. At the end {ends}.")


def draw_momentum(curves):
    looks = (
        dict(color=style.GRAY, ls=(0, (5, 2))),
        dict(color=style.CURE),
        dict(color=style.FAULT, lw=1.6),
    )
    title = "Ten times the rate jumps; momentum gets further, and smoothly"
    ax = plots.loss_curves(curves, title=title, styles=dict(zip(curves, looks, strict=True)))
    epochs = len(next(iter(curves.values())))
    for name, line, curve in zip(ax.texts, ax.get_lines(), curves.values(), strict=True):
        up = 1 + np.flatnonzero(np.diff(curve) > 0)
        ax.plot(1 + up, np.asarray(curve)[up], "^", ms=7, color=line.get_color(), mec="white")
        name.set_text(f"{name.get_text()}:\nrises {len(up)} times ▲" if len(up) else f"{name.get_text()}:\nnever rises")
    ax.set(xlim=(0, 1.3 * epochs), ylim=(0, 2.7), xticks=range(0, epochs + 1, 15))
    return ax.figure


# ---- ten strengths ----


def sweep(strengths, accuracy):
    """Validation accuracy (starts, strengths): a line for each start, and above how many starts each strength wins."""
    wins = np.bincount(accuracy.argmax(axis=1), minlength=len(strengths))
    won = [f"{count} at {strengths[k]:.2g}" for k, count in enumerate(wins) if count]
    show(
        draw_sweep(strengths, accuracy),
        alt=f"Validation accuracy against strength λ, a line for each of {len(accuracy)} starts, above it piles of "
        f"the starts that have their best run there: {', '.join(won)}. Cut off at a strength of 12 and below 91.5 %. "
        "The lines cross one another up to about 1; at 1.7 three have fallen, after that all do. "
        "A diamond marks the published best, 96.5 % at 0.599.",
    )


def draw_sweep(strengths, accuracy):
    fig, (piles, ax) = plt.subplots(2, 1, figsize=(8, 4), sharex=True, height_ratios=[1, 3], gridspec_kw=dict(hspace=0))
    winners = accuracy.argmax(axis=1)
    for start, (row, best) in enumerate(zip(accuracy, winners, strict=True)):
        ax.plot(strengths, row, color=style.GRAY, lw=0.9, alpha=0.7)
        ax.plot(strengths[best], row[best], "s", color=style.CURE, mec="white", ms=6.5)
        piles.plot(strengths[best], (winners[:start] == best).sum() + 0.4, "s", color=style.CURE, mec="white", ms=11)
    piles.set(ylim=(0, 3.6), yticks=[], ylabel="starts\nthat win")
    piles.spines[["left", "bottom"]].set_visible(False)
    piles.tick_params(axis="x", length=0)
    for strength in np.unique(strengths[winners]):
        for each in (piles, ax):
            each.axvspan(0.88 * strength, strength / 0.88, color="#E3EEF6", lw=0, zorder=0)
    for k, count in enumerate(np.bincount(winners)):
        if count:
            style.label(piles, strengths[k], count / 2, str(count), style.CURE, offset=(12, 0), weight="bold")
    ax.plot(0.599, 0.9647, "D", color=style.INK, ms=7)
    style.label(ax, 0.599, 0.9647, "published best", offset=(8, 3))
    style.label(ax, 2.1, 0.93, "from 4.6 on every\nstart breaks down", style.GRAY, offset=(8, 0), fontsize=9.5)
    ax.set(xscale="log", ylim=(0.915, 0.972), xlim=(0.008, 12), xlabel="strength λ (before it is divided by 721)")
    ax.set_xticks([0.01, 0.1, 1, 10], ["0.01", "0.1", "1", "10"])
    ax.set_yticks([0.92, 0.94, 0.96], ["92 %", "94 %", "96 %"])
    ax.minorticks_off()
    ax.grid(axis="y")
    ax.set(ylabel="validation accuracy")
    count = {5: "five"}.get(len(set(winners)), len(set(winners)))
    fig.suptitle(f"Ten starts, {count} different winners: luck chose the strength", **TITLE)
    return fig


def draw_gallery(first, label, images, labels):
    fig, (large, small) = plt.subplots(1, 2, figsize=(8, 4), width_ratios=[1, 1.25])
    style.bare(large).imshow(first.reshape(8, 8), vmin=0, vmax=16)
    for place, ink in enumerate(first):
        down, right = divmod(place, 8)
        color = "white" if ink > 8 else style.INK if ink else "#A0A0A0"
        large.text(right, down, f"{ink:.0f}", ha="center", va="center", fontsize=11, color=color)
    large.set_xlabel(f"label: {label}", fontsize=15, fontweight="bold")
    plots.digit_gallery(images.reshape(-1, 8, 8), list(map(str, labels)), small, columns=5, title="")
    small.set_anchor("N")
    large.set_anchor("N")
    fig.suptitle("Each picture is 64 numbers, its label one", **TITLE)
    return fig
