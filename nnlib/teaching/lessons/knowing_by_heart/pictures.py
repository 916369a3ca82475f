"""An island around one point, a loss that turns, a run that goes back, four boundaries, and a mark for each start."""

import matplotlib.pyplot as plt
import numpy as np

from nnlib import Adam, binary_cross_entropy, fit

from ... import style, two_moons
from ...figures import show

SOME, NEW = 300, 2000  # of so many new points a map shows some


def by_heart():
    """Show one boundary twice: with the thirty points it was made from, and with new ones. Trained here."""
    (X, y), (X_new, y_new), net = two_moons.moons(30, 0, 0.3), two_moons.moons(NEW, 999, 0.3), two_moons.he_start(0)
    how = dict(rng=np.random.default_rng(0), epochs=400, batch_size=30)
    fit(net, binary_cross_entropy, Adam(net, lr=0.03), X, y, **how)
    shares = two_moons.accuracy(net, X, y), two_moons.accuracy(net, X_new, y_new)
    words = (
        "One map of the plane twice, with a boundary that runs between single points. Left, with the 30 points that it "
        f"was made from: {100 * shares[0]:.0f} % right. Right, with new points: {100 * shares[1]:.0f} % right."
    )
    new = X_new[:SOME], y_new[:SOME]
    wrong = ((net(new[0]) > 0) != new[1])[:, 0]
    show(by_heart_drawn(two_moons.map_of(net), (X, y), new, wrong, shares), alt=words)


def by_heart_drawn(p, few, new, wrong, shares):
    """A map p with a few points (X, y) and with new ones, framed where wrong (n,); shares: right of both."""
    titles = (
        f"the {len(few[1])} points it knows",
        f"{len(wrong)} of {NEW:,} new points; framed: {wrong.sum()} wrong",
    )
    fig = two_moons.maps([p, p], [few[0], new[0]], [few[1], new[1]], titles, height=3.6)
    known, unknown = map(_percent, shares)
    title = f"Known by heart: {known} right of what it has seen, {unknown} of new points"
    fig.suptitle(title, **style.HEADLINE)
    for ax, name in zip(fig.axes, titles, strict=True):
        ax.set_title(name, fontsize=11, fontweight="normal")
    for line in fig.axes[0].lines:
        line.set(markersize=7)
    for line, number in zip(fig.axes[1].lines, (0, 1), strict=True):
        X = new[0][wrong & (new[1][:, 0] == number)]
        line.set(alpha=0.45)
        fig.axes[1].plot(*X.T, ls="", ms=5.5, mec=style.INK, mew=1.1, **style.CLASS[number])
    for ax, share in zip(fig.axes, (known, unknown), strict=True):
        corner = dict(transform=ax.transAxes, ha="right", va="bottom", fontsize=13, fontweight="bold")
        ax.text(0.98, 0.03, f"{share} right", bbox=dict(fc=style.PAPER, ec="none", pad=2.5), **corner)
    X, y = few
    odd = X[(y[:, 0] == 0) & (X[:, 1] < 0) & (X[:, 0] > 0)]
    if len(odd):  # an orange point deep among the blue ones
        fig.axes[0].annotate(
            "an island for\none point", odd[0] - (0.12, 0.16), (-0.75, -0.98), color=style.INK, fontsize=10.5,
            ha="center", va="center", arrowprops=dict(arrowstyle="->", color=style.INK, shrinkA=2, shrinkB=6),
        )  # fmt: skip
    return fig


def at(p, X):
    """The number of a map p at the place of its grid that is nearest to each point X (n, 2)."""
    right, up = (np.abs(line - X[:, [i]]).argmin(axis=1) for i, line in enumerate((two_moons.X1, two_moons.X2)))
    return p[up, right]


def overfitting(train_loss, new_loss, new_right, every):
    """Show losses and accuracy, each (n_looks,), a look each so many epochs."""
    turn, looks = int(np.argmin(new_loss)), len(new_loss)
    words = (
        f"One network over {every * looks} epochs. Left: the loss on its training points falls to "
        f"{train_loss[-1]:.2f}; that on new points is lowest at epoch {every * (turn + 1)}, {new_loss[turn]:.2f}, "
        f"and climbs to {new_loss[-1]:.2f}. "
        f"Right: a square for each of 100 new points, of which {_wrong(new_right[turn])} are wrong there and "
        f"{_wrong(new_right[-1])} at the end."
    )
    show(overfitting_drawn(np.column_stack([train_loss, new_loss, new_right]), every), alt=words)


def _wrong(share):
    """Of a hundred points, if this share of them is right."""
    return round(100 * (1 - share))


def overfitting_drawn(watched, every):
    """Loss of training and new points, mistakes among the new ones. watched: (n_looks, 3), one every so many epochs."""
    fig, (left, *hundreds) = plt.subplots(1, 3, figsize=(8, 3.3), width_ratios=(2, 1, 1))
    marks = every * (1 + int(watched[:, 1].argmin())), every * len(watched)
    epochs = every * np.arange(1, len(watched) + 1)
    looks = (("30 training points", style.SPLIT["train"]), ("new points", style.SPLIT["test"]))
    for (name, look), losses in zip(looks, watched.T, strict=False):
        left.plot(epochs, losses, **look)
        rising = losses[-1] > losses.min()
        where, side = (2 * len(epochs) // 3, "right") if rising else (len(epochs) // 2, "left")
        style.label(left, epochs[where], losses[where], name, look["color"], ha=side, va="bottom", offset=(-4, 7))
    for ax, mark, away in zip(hundreds, marks, ((-4, 12), (-10, 8)), strict=True):
        _, loss, share = watched[mark // every - 1]
        left.plot(mark, loss, "D", color=style.PURPLE, ms=8, mec="white")
        side = dict(ha="right" if mark == marks[1] else "left", offset=away, fontweight="bold")
        style.label(left, mark, loss, f"{loss:.2f}", style.PURPLE, **side)
        place, wrong = np.arange(100), _wrong(share)
        for which, look in ((place >= wrong, dict(color="#AFCBE2")), (place < wrong, dict(color=style.FAULT))):
            ax.plot(place[which] % 10, place[which] // 10, "s", ms=8, mew=0, **look)
        style.bare(ax).set(xlim=(-0.7, 9.7), ylim=(9.7, -0.7), aspect="equal", anchor="N")
        ax.spines[:].set_visible(False)
        ax.set_title(f"{wrong} of 100 wrong", fontsize=13, color=style.TEXT[style.FAULT])
        ax.set_xlabel(f"epoch {mark}, the end" if mark == marks[1] else f"epoch {mark}, lowest loss\nblue: right")
    left.set(xlabel="epoch", ylabel="loss", ylim=(0, 1.12 * watched[:, 1].max()))
    first, last = (watched[mark // every - 1, 1] for mark in marks)
    before, after = (_wrong(watched[mark // every - 1, 2]) for mark in marks)
    more, new = after - before, np.arange(before, after)
    if more > 0:
        hundreds[1].plot(new % 10, new // 10, "s", ms=8, mec=style.INK, mew=1.8, color=style.FAULT)
        hundreds[1].set_xlabel(f"{hundreds[1].get_xlabel()}\nframed: {more} more")
    if last > first:
        arrow = dict(arrowstyle="-|>", color=style.INK, lw=1.6, shrinkA=0, shrinkB=6)
        left.annotate("", (marks[1], last), (marks[1], first), arrowprops=arrow)
        left.plot(marks, (first, first), color=style.GRAY, lw=1, ls=(0, (2, 2)), zorder=0)
        style.label(
            left, marks[1], (first + last) / 2, f"× {last / first:.1f}", ha="right", weight="bold", offset=(-7, -6)
        )
    times = f"becomes {last / first:.1f} times as high" if last > first else "does not rise"
    fig.suptitle(f"The loss on new points {times}; {more} more of 100 are wrong", **style.HEADLINE)
    return fig


def stopped(losses, without):
    """Show the watched losses of a run that stopped, (n,), and of one that went on, (more,); epochs count from 0.

    Of the second only three times as many: the rest would press the first into a corner.
    """
    without = without[: 3 * len(losses)]
    at, end, last = int(np.argmin(losses)), len(losses) - 1, len(without) - 1
    words = (
        f"Loss of the watched points against the epoch. It is lowest at epoch {at}, {losses[at]:.2f}. Patience runs "
        f"out at epoch {end}, at {losses[end]:.2f}, and an arrow leads back to epoch {at}. Without stopping it climbs "
        f"to {without[-1]:.2f} at epoch {last}."
    )
    show(stopped_drawn(losses, without), alt=words)


def stopped_drawn(losses, without):
    """Losses of a run that went back (n,), and behind it those of one that went on (more,)."""
    fig, ax = plt.subplots(figsize=(8, 3.3))
    at, end, last = int(np.argmin(losses)), len(losses) - 1, len(without) - 1
    ax.plot(np.arange(end, last + 1), without[end:], color=style.GRAY, lw=1.4, ls=(0, (2, 2)))
    ax.plot(losses, **style.SPLIT["validation"])
    ax.plot([at, end], [losses[at], losses[end]], "D", color=style.GREEN, ms=8, mec="white")
    ax.annotate(
        "", (at, losses[at] - 0.05), (end, losses[end] - 0.05),
        arrowprops=dict(arrowstyle="->", color=style.INK, lw=1.6, connectionstyle="arc3,rad=-0.3"),
    )  # fmt: skip
    deep = 0.15 * 475 * (end - at) / (1.16 * last)  # of the arrow, in points
    foot = (losses[at] + losses[end]) / 2 - 0.05
    style.label(ax, (at + end) / 2, foot, "back to the best weights", ha="center", va="top", offset=(0, -deep - 4))
    high = max(losses[at:]) + 0.1  # a bracket over the epochs that were waited
    ax.plot([at, at, end, end], [high - 0.03, high, high, high - 0.03], color=style.INK, lw=1.2)
    style.label(ax, at, high, f"patience: {end - at} epochs", style.INK, va="bottom", offset=(0, 3))
    best = dict(fontweight="bold", offset=(12, -6))
    style.label(ax, at, losses[at], f"lowest: {losses[at]:.2f}", style.GREEN, **best)
    style.label(ax, end, losses[end], f"stop: {losses[end]:.2f}", style.GREEN, va="top", offset=(8, -5))
    style.label(ax, last, without[last], f"without\nstopping:\n{without[last]:.2f} here", style.GRAY, offset=(7, 0))
    ax.set(xlabel="epoch", ylabel="loss of the watched points", ylim=(0, 1.12 * max(without)))
    ax.set(xlim=(0, 1.16 * last), xticks=_round(last))
    style.end_axis(ax, 0, max(last, *_round(last)))
    ax.set_title(f"Patience runs out at epoch {end}; the weights go back to epoch {at}")
    return fig


def _round(last):
    """Epochs for the marks of an axis, every 50 of many."""
    return range(0, last + 5, 50 if last > 100 else 1)


def boundaries(nets, new):
    """Show a map of each in {name: net}, on it those of the first of the new points (X, y) that it gets wrong."""
    X, y = new[0][:SOME], new[1][:SOME]
    wrong = [((net(X) > 0) != y)[:, 0] for net in nets.values()]
    words = "; ".join(f"{name}: {missed.sum()}" for name, missed in zip(nets, wrong, strict=True))
    show(
        boundaries_drawn({name: two_moons.map_of(net) for name, net in nets.items()}, (X, y), wrong),
        alt=f"Four maps of the plane, each with its boundary and those of {len(y)} new points that it gets wrong. "
        f"{words}.",
    )


def boundaries_drawn(ps, new, wrong):
    """Maps {name: p}, each with those of the new points (X, y) that it gets wrong, (n,), and their count."""
    missed = [[part[which] for which in wrong] for part in new]
    fig = two_moons.maps(list(ps.values()), *missed, [""] * len(ps), rows=2, height=4)
    fig.get_layout_engine().set(rect=(0.012, 0, 0.988, 1))
    counts = [int(which.sum()) for which in wrong]
    best = int(np.argmin(counts))
    beside = dict(xycoords="axes fraction", ha="right", offset=(-9, 0), weight="bold")
    for i, (ax, name, count) in enumerate(zip(fig.axes, ps, counts, strict=True)):
        for points in ax.lines:
            points.set(markersize=6, mew=0.8)
        style.bare(ax).set(xlabel="", ylabel="")
        color = style.CURE if i == best else style.INK
        style.label(ax, 0, 1, name.replace(", ", "\n"), color, va="top", **beside)
        style.label(ax, 0, 0.42, count, color, fontsize=28, va="bottom", **beside)
        style.label(ax, 0, 0.4, "wrong", color, va="top", **beside | dict(fontsize=12))
    ends = (
        f"{name.split(',')[0]} {count}" for name, count in ((next(iter(ps)), counts[0]), (list(ps)[best], counts[best]))
    )
    title = f"Each mark is a mistake among {len(wrong[0])} new points: {', '.join(ends)}"
    fig.suptitle(title, **style.HEADLINE)
    return fig


def remedies(results):
    """Show loss and accuracy on new points, {name: (losses (n,), accuracies (n,))}, a row for each name."""
    words = [f"{name}: {loss.mean():.2f}, {_percent(right.mean())}" for name, (loss, right) in results.items()]
    begin = "A row for each recipe, with the means over its starts: left the loss on new points, right the share right"
    show(remedies_drawn(results), alt=f"{begin}. {'; '.join(words)}.")


def remedies_drawn(results):
    """Loss and accuracy on new points, a row for each name in results, {name: (losses (n,), accuracies (n,))}.

    A dot at the mean, on a line over eight of ten starts. It is blue where the mean is better than the first
    recipe's, through which a dotted line runs, orange where it is worse.
    """
    fig, axes = plt.subplots(1, 2, figsize=(8, 4), sharey=True)
    panels = (("mean loss on new points", "{:.2f}".format, -1), ("mean share of new points right", _percent, 1))
    look = dict(fontweight="bold", fontsize=14, path_effects=style.HALO)
    better = []  # how many remedies, in each panel
    for ax, values, (title, form, good) in zip(axes, zip(*results.values(), strict=True), panels, strict=True):
        means = [each.mean() for each in values]
        written = [form(mean) for mean in means]
        signs = [
            good * int(np.sign(mean - means[0])) if words != written[0] else 0
            for mean, words in zip(means, written, strict=True)
        ]
        better.append(signs.count(1))
        ax.axvline(means[0], color=style.GRAY, lw=1.2, ls=(0, (2, 2)), zorder=0)
        for row, (each, mean, words, sign) in enumerate(zip(values, means, written, signs, strict=True)):
            color = (style.GRAY, style.CURE, style.FAULT)[sign]
            low, high = np.percentile(each, [10, 90])
            ax.plot([low, high], [row, row], color=style.tint(color, 0.35), lw=7)
            ax.plot(mean, row, "o", ms=12, color=color, mec="white", mew=1.2)
            style.label(ax, high, row, words, color, offset=(10, 0), **look)
        ax.set(xlabel=title, ylim=(len(results) - 0.5, -0.6))
        ax.tick_params(axis="y", length=0, labelsize=11)
        ax.spines["left"].set_visible(False)
    axes[0].set(xlim=(0, 1.3), xticks=[0, 0.5, 1])
    axes[1].set_xlim(0.7, 0.97)
    axes[1].set_xticks([0.7, 0.8, 0.9], ["70 %", "80 %", "90 %"])
    axes[0].set_yticks(range(len(results)), list(results))
    words = "dot: the mean\nline: 8 of 10 starts"
    style.label(axes[0], 1.3, 4.85, words, style.GRAY, ha="right", offset=(0, 0), path_effects=style.HALO)
    n = len(results) - 1
    begin = f"All {n}" if better[0] == n else f"{better[0]} of {n}"
    fig.suptitle(f"{begin} remedies lower the loss; {better[1]} of {n} get more points right", **style.HEADLINE)
    return fig


def _percent(share):
    return f"{100 * share:.0f} %"


def ways_off(needed, limit):
    """Show the epochs that each start needed, {name: (n_seeds,)}; those above limit have not arrived."""
    words = [f"{name}: {np.sum(n <= limit)} of {len(n)}" for name, n in needed.items()]
    begin = (
        f"Epochs until the loss is below 0.2, a histogram of the starts for each recipe. Arrived within {limit} epochs"
    )
    show(ways_off_drawn(needed, limit), alt=f"{begin}: {'; '.join(words)}.")


def ways_off_drawn(needed, limit):
    """A histogram for each recipe in needed, {name: epochs (n_seeds,)}; those above limit, dots, have not arrived."""
    fig, ax = plt.subplots(figsize=(8, 4))
    end, edges = 2 * limit, np.geomspace(10, limit, 41)
    counts = {name: int(np.sum(epochs <= limit)) for name, epochs in needed.items()}
    fewest, most = min(counts, key=counts.get), max(counts, key=counts.get)
    colors = {counts[fewest]: style.FAULT, counts[most]: style.CURE}
    look = dict(fontweight="bold", fontsize=13)
    heights = {name: np.histogram(epochs, edges)[0] for name, epochs in needed.items()}
    scale = 0.85 / np.max(list(heights.values()))
    for row, (name, epochs) in enumerate(needed.items()):
        arrived = epochs <= limit
        high = -scale * heights[name]
        ax.bar(edges[:-1], high, np.diff(edges), row, align="edge", color=style.CURE)
        late = np.arange(np.sum(~arrived))
        ax.plot(end * 1.05 ** (late % 10 - 9), row - 0.14 * (late // 10), "o", color=style.FAULT, ms=3.2, mew=0)
        color = colors.get(counts[name], style.GRAY)
        style.label(ax, 10, row - 0.2, counts[name], color, ha="right", offset=(-8, 0), **look)
        if not arrived.all():
            style.label(ax, end, row - 0.2, late.size, style.FAULT, offset=(9, 0), **look)
    ax.axvspan(limit, 1.45 * end, color="#FBF0EA", lw=0, zorder=0)
    ax.axvline(limit, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    top = dict(offset=(5, 0), fontweight="bold")
    style.label(ax, limit, -1.05, f"not in {limit}", style.FAULT, **top)
    style.label(ax, 10, -1.05, f"of {len(epochs)} home", style.GRAY, **top | dict(ha="right", offset=(-8, 0)))
    style.label(ax, 10, -1.05, "the higher, the more starts", style.GRAY, offset=(5, 0))
    ax.set_xscale("log")
    ax.set_xticks([10, 20, 50, 100, 200, 400], ["10", "20", "50", "100", "200", "400"])
    ax.minorticks_off()
    ax.set_yticks(np.arange(len(needed)) - 0.2, list(needed))
    ax.tick_params(axis="y", length=0, pad=46, labelsize=10.5)
    ax.hlines(range(len(needed)), 10, 1.45 * end, color=style.PALE, lw=0.8, zorder=0)
    ax.spines["left"].set_visible(False)
    ax.set(ylim=(len(needed) - 0.7, -1.3), xlim=(10, 1.45 * end), xlabel="epochs until the loss is below 0.2")
    style.end_axis(ax, 10, limit)
    few, many = (name.split(",")[0] for name in (fewest, most))
    sure = [name for name in counts if counts[name] == len(needed[name])]
    if sure and sure == [name for name in counts if name.startswith(many)]:
        title = f"Only the {many} brings all {counts[most]} home; {few} alone brings {counts[fewest]}"
    else:
        title = f"{few} brings {counts[fewest]} starts home, {many} {counts[most]}"
    fig.suptitle(title, **style.HEADLINE)
    return fig
