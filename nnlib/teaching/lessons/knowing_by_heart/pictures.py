"""An island around one point, a loss that turns, a run that goes back, four boundaries, and dots for many starts."""

import matplotlib.pyplot as plt
import numpy as np

from nnlib import Adam, binary_cross_entropy, fit

from ... import style, two_moons
from ...figures import show

SOME, NEW = 300, 2000  # of so many new points a map shows some
LEAST = 0.7  # where the axis of shares begins, with a note of how many lie below


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
    show(by_heart_drawn(two_moons.map_of(net), (X, y), (X_new[:SOME], y_new[:SOME]), shares), alt=words)


def by_heart_drawn(p, few, new, shares):
    titles = [f"the {len(few[1])} points it knows", f"{len(new[1])} of {NEW:,} new points, framed: wrong"]
    fig = two_moons.maps([p, p], [few[0], new[0]], [few[1], new[1]], titles, height=3.6)
    known, unknown = (f"{100 * share:.0f} %" for share in shares)
    title = f"Known by heart: {known} right of what it has seen, {unknown} of new points"
    fig.suptitle(title, **style.HEADLINE)
    for ax, name in zip(fig.axes, titles, strict=True):
        ax.set_title(name, fontsize=11, fontweight="normal")
    for line in fig.axes[0].lines:
        line.set(markersize=7)
    for line, number in zip(fig.axes[1].lines, (0, 1), strict=True):
        X = new[0][(new[1][:, 0] == number) & ((at(p, new[0]) > 0.5) != number)]
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
        f"Right: a square for each of 100 new points, {_wrong(new_right[turn])} of them wrong there and "
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
    for ax, mark, away, up in zip(hundreds, marks, (14, -10), (-5, 8), strict=True):
        _, loss, share = watched[mark // every - 1]
        left.plot(mark, loss, "D", color=style.PURPLE, ms=8, mec="white")
        left.axvline(mark, color=style.GRAY, lw=1, ls=(0, (2, 2)), zorder=0)
        if mark != every * len(watched):
            style.label(left, mark, 1.1 * watched[:, 1].max(), f"epoch {mark}", style.GRAY, va="top", offset=(4, 0))
        side = dict(ha="left" if away > 0 else "right", offset=(away, up), fontweight="bold")
        style.label(left, mark, loss, f"{loss:.2f}", style.PURPLE, **side)
        place, wrong = np.arange(100), _wrong(share)
        for which, look in ((place >= wrong, dict(color="#AFCBE2")), (place < wrong, dict(color=style.FAULT))):
            ax.plot(place[which] % 10, place[which] // 10, "s", ms=8, mew=0, **look)
        style.bare(ax).set(xlim=(-0.7, 9.7), ylim=(9.7, -0.7), aspect="equal", anchor="N")
        ax.spines[:].set_visible(False)
        ax.set_title(f"{wrong} of 100 wrong", fontsize=13, color=style.TEXT[style.FAULT])
        ax.set_xlabel(f"epoch {mark}, the end" if mark == marks[1] else f"epoch {mark}, lowest loss\nblue: right")
    left.set(xlabel="epoch", ylabel="loss", ylim=(0, 1.12 * watched[:, 1].max()))
    left.set_title("loss over the epochs", fontsize=11, fontweight="normal")
    first, last = (watched[mark // every - 1, 1] for mark in marks)
    before, after = (_wrong(watched[mark // every - 1, 2]) for mark in marks)
    more, new = after - before, np.arange(before, after)
    if more > 0:
        hundreds[1].plot(new % 10, new // 10, "s", ms=8, mec=style.INK, mew=1.8, color=style.FAULT)
        hundreds[1].set_xlabel(f"{hundreds[1].get_xlabel()}\nframed: {more} more")
    if last > first:
        arrow = dict(arrowstyle="-|>", color=style.INK, lw=1.6, shrinkA=0, shrinkB=6)
        left.annotate("", (marks[1], last), (marks[1], first), arrowprops=arrow)
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
    style.label(ax, last, without[last], f"{without[last]:.2f}\nwithout\nstopping", style.GRAY, offset=(7, -12))
    ax.set(xlabel="epoch", ylabel="loss of the watched points", ylim=(0, 1.12 * max(without)))
    ax.set(xlim=(0, 1.16 * last), xticks=_round(last))
    ax.set_title(f"Patience runs out at epoch {end}; the weights go back to epoch {at}")
    return fig


def _round(last):
    """Epochs for the marks of an axis, every 50 of many."""
    return range(0, last + 5, 50 if last > 100 else 1)


def boundaries(nets, points, new):
    """Show maps of networks {name: net}; points: {name: (X, y)} that each was trained on; new: (X, y) to judge them."""
    shares = [two_moons.accuracy(net, *new) for net in nets.values()]
    titles = [f"{name}: {100 * share:.0f} % right" for name, share in zip(nets, shares, strict=True)]
    fig = two_moons.maps(
        [two_moons.map_of(net) for net in nets.values()],
        [points[name][0] for name in nets],
        [points[name][1] for name in nets],
        titles,
        rows=2,
        height=6.3,
        big=True,
    )
    known, wrong = truth(), []
    X, y = new[0][:SOME], new[1][:SOME, 0]
    for ax, net, title in zip(fig.axes, nets.values(), titles, strict=True):
        ax.contour(two_moons.X1, two_moons.X2, known, [0.5], colors=style.INK, linewidths=1.2, linestyles="--")
        missed = (net(X)[:, 0] > 0) != y
        wrong.append(int(missed.sum()))
        for number, look in enumerate(style.CLASS):
            hollow = look | dict(color=style.PAPER, mec=look["color"])
            ax.plot(*X[missed & (y == number)].T, ls="", ms=4.2, mew=1.2, zorder=1.9, **hollow)
        ax.set_title(title, fontsize=10.5)
    best = int(np.argmax(shares))
    fig.axes[best].set_title(titles[best], color=style.TEXT[style.CURE], fontsize=13)
    right = ((at(known, new[0]) > 0.5) == new[1][:, 0]).mean()
    limit = f"dashed: the best\npossible, {100 * right:.0f} %"
    arrow = dict(arrowstyle="-", color=style.INK, lw=0.9)
    fig.axes[0].annotate(limit, (1.62, 1.5), (0.1, 1.42), fontsize=10, ha="center", va="center", arrowprops=arrow)
    words = "filled: trained on; hollow: some of the new points that it gets wrong"
    fig.supxlabel(words, x=0.012, ha="left", fontsize=10.5, color=style.TEXT[style.GRAY])
    name, share = list(nets)[best].split(",")[0], f"{100 * shares[best]:.0f} %"
    first = f"{100 * shares[0]:.0f} % with {next(iter(nets))}"
    fig.suptitle(f"In this draw {name} gets most new points right: {share}, against {first}", **style.HEADLINE)
    begin = "Four maps of the plane with the training points of each, and the share of new points that it gets right"
    show(
        fig,
        alt=f"{begin}. {'; '.join(titles)}. Hollow in each those of the first {len(y)} new points that it gets wrong: "
        f"{', '.join(map(str, wrong))}. Dashed the best possible boundary, {100 * right:.0f} %.",
    )


def remedies(results):
    """Show loss and accuracy on new points, {name: (losses (n,), accuracies (n,))}, a cloud of dots for each name."""
    words = [f"{name}: {np.median(loss):.2f}, {100 * right.mean():.0f} %" for name, (loss, right) in results.items()]
    drawn = {name: np.column_stack(values) for name, values in results.items()}
    begin = "A cloud of dots for each recipe, one dot a start: the loss on new points to the right, the share right up"
    show(remedies_drawn(drawn), alt=f"{begin}. Median loss and mean accuracy: {'; '.join(words)}.")


def remedies_drawn(results):
    """Loss and accuracy on new points, a panel for each name in results, {name: (n_seeds, 2 or more)}.

    One dot a start. A large mark stands at the median of the losses and the mean of the accuracies; behind each remedy
    stands, pale, the cloud of the first name, and an arrow leads from its mark to this one.
    """
    columns = min(3, len(results))
    rows = -(-len(results) // columns)
    fig, axes = plt.subplots(rows, columns, figsize=(8, 0.7 + 2.7 * rows), sharex=True, sharey=True, squeeze=False)
    before = next(iter(results.values()))
    middle = {name: (np.median(values[:, 0]), values[:, 1].mean()) for name, values in results.items()}
    start, lifts = next(iter(middle.values())), []  # by how many percent more are right
    for ax, (name, values) in zip(axes.flat, results.items(), strict=False):
        own, (loss, right) = style.CLASS[0 if name.startswith("none") else 1], middle[name]
        if values is not before:
            ax.plot(*before[:, :2].T, "o", color="#F0CDB8", ms=3.4, mew=0)
        inside = values[:, 1] >= LEAST
        ax.plot(*values[inside, :2].T, ls="", **own, ms=3.4, mew=0, alpha=0.75)
        if not inside.all():
            under = f"↓ {np.sum(~inside)} lower"
            style.label(ax, 1.9, LEAST, under, own["color"], ha="right", va="bottom", offset=(0, 1), fontsize=9.5)
        if values is not before:
            arrow = dict(arrowstyle="-|>", color=style.INK, lw=2, shrinkA=0, shrinkB=5, mutation_scale=14)
            ax.annotate("", (loss, right), start, arrowprops=arrow, zorder=5)
        ax.plot(loss, right, ls="", **own, ms=9, mec="white", mew=1.5, zorder=6)
        lifts.append(lift := round(100 * right) - round(100 * start[1]))
        ax.set_facecolor("#EDF4F9" if lift > 0 else "#FBEFE8" if lift < 0 else style.PAPER)
        if values is not before:
            color = {1: style.CURE, 0: style.INK, -1: style.FAULT}[np.sign(lift)]
            words = "as many right"
            if lift:
                words = f"{'▲' if lift > 0 else '▼'} {100 * start[1]:.0f} → {100 * right:.0f} % right"
            style.label(ax, 1.9, 0.945, words, color, weight="bold", ha="right", offset=(0, 0), bbox=ground(ax))
        ax.set_title(
            f"{name}\nloss {loss:.2f}, {100 * right:.0f} % right", fontsize=10.5, color=style.TEXT[own["color"]]
        )
        ax.grid()
    for ax in axes.flat[len(results) :]:
        ax.set_visible(False)
    for ax in axes[-1]:
        ax.set_xlabel("loss on new points")
    for ax in axes[:, 0]:
        ax.set_ylabel("new points right")
    axes[0, 0].set(xscale="log", xlim=(0.18, 2), ylim=(LEAST - 0.005, 0.96))
    axes[0, 0].set_xticks([0.2, 0.5, 1, 2], ["0.2", "0.5", "1", "2"])
    axes[0, 0].set_yticks([0.7, 0.8, 0.9], ["70 %", "80 %", "90 %"])
    axes[0, 0].minorticks_off()
    notes = (
        ("one dot a start\nlarge: median loss,\nmean share right", style.FAULT),
        ("pale: none", style.FAULT),
    )
    for ax, (words, color) in zip(axes.flat, notes, strict=False):
        look = dict(ha="right", va="bottom", offset=(0, 0), fontsize=9.5, bbox=ground(ax))
        style.label(ax, 1.9, 0.714, words, color, **look)
    n, lower, more = len(lifts) - 1, sum(loss < start[0] for loss, _ in middle.values()), sum(np.array(lifts) > 0)
    begin = f"All {n}" if lower == n else f"{lower} of {n}"
    fig.suptitle(f"{begin} remedies lower the loss; {more} of {n} get more points right", **style.HEADLINE)
    return fig


def ground(ax):
    """The box of words through which no line of the grid shall run."""
    return dict(fc=ax.get_facecolor(), ec="none", pad=1)


def piles(values, edges):
    """Where dots stand that are piled up from the floor: the middles of their bins, and each one's height from 0."""
    bins = np.clip(np.digitize(values, edges) - 1, 0, len(edges) - 2)
    high = np.array([np.sum(bins[:i] == bins[i]) for i in range(len(bins))])
    return (edges[bins] + edges[bins + 1]) / 2, high


def ways_off(needed, limit):
    """Show the epochs that each start needed, {name: (n_seeds,)}; those above limit have not arrived."""
    words = [f"{name}: {np.sum(n <= limit)} of {len(n)}" for name, n in needed.items()]
    begin = f"Epochs until the loss is below 0.2, one mark a start. Arrived within {limit} epochs"
    show(ways_off_drawn(needed, limit), alt=f"{begin}: {'; '.join(words)}.")


def ways_off_drawn(needed, limit):
    """A row of marks for each recipe in needed, {name: epochs (n_seeds,)}; those above limit have not arrived."""
    fig, ax = plt.subplots(figsize=(8, 6))
    end, bins = 1.7 * limit, np.linspace(np.log(10), np.log(limit), 84)
    most = max(piles(np.log(n[n <= limit]), bins)[1].max(initial=0) for n in needed.values())
    step = min(0.068, 0.92 / (1 + most))  # the highest pile ends below the row above
    for row, epochs in enumerate(needed.values()):
        arrived = epochs <= limit
        ax.hlines(row + 0.47, 10, limit, color=style.PALE, lw=0.8, zorder=0)
        at, high = piles(np.log(epochs[arrived]), bins)
        ax.plot(np.exp(at), row + 0.42 - step * high, "s", color=style.CURE, ms=2.5, mew=0)
        late = np.arange(np.sum(~arrived))
        ax.plot(end * 1.042 ** (late % 10 - 4.5), row + 0.42 - 0.1 * (late // 10), "o", color=style.FAULT, ms=3, mew=0)
        if not arrived.all():
            style.label(ax, end, row + 0.3, f"{np.sum(~arrived)}", style.FAULT, offset=(22, 0), fontweight="bold")
    ax.axvspan(limit, 1.45 * end, color="#FBF0EA", lw=0, zorder=0)
    ax.axvline(limit, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    style.label(ax, limit, -0.62, f"time is up after {limit} epochs", style.GRAY, ha="right", offset=(-5, 0))
    style.label(ax, limit, -0.62, "not yet", style.FAULT, offset=(5, 0), fontweight="bold")
    ax.set_xscale("log")
    ax.set_xticks([10, 20, 50, 100, 200, 400], ["10", "20", "50", "100", "200", "400"])
    ax.minorticks_off()
    names = [f"{name}\n{np.sum(epochs <= limit)} arrived" for name, epochs in needed.items()]
    ax.set_yticks(np.arange(len(needed)) + 0.2, names, linespacing=1.4)
    counts = {name: int(np.sum(epochs <= limit)) for name, epochs in needed.items()}
    fewest, most = min(counts, key=counts.get), max(counts, key=counts.get)
    for tick, count in zip(ax.get_yticklabels(), counts.values(), strict=True):
        for extreme, color in ((fewest, style.FAULT), (most, style.CURE)):
            if count == counts[extreme]:
                tick.set(fontweight="bold", color=style.TEXT[color])
    ax.set(
        ylim=(len(needed) - 0.5, -0.8), xlim=(10, 1.45 * end), xlabel="epochs until the loss is below 0.2, logarithmic"
    )
    few, many = (name.split(",")[0] for name in (fewest, most))
    sure = [name for name in counts if counts[name] == len(needed[name])]
    if sure and sure == [name for name in counts if name.startswith(many)]:
        title = f"Only the {many} brings all {counts[most]} home; {few} alone brings {counts[fewest]}"
    else:
        title = f"{few} brings {counts[fewest]} starts home, {many} {counts[most]}"
    ax.set_title(title)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    return fig


def truth(noise=0.3, steps=200):
    """The probability of class 1 at each place of the grid, for one who knows how the moons are made."""
    places = np.stack(np.meshgrid(two_moons.X1, two_moons.X2), axis=-1)[..., None, :]
    t = np.linspace(0, np.pi, steps)
    arcs = [np.column_stack([np.cos(t), np.sin(t)]), np.column_stack([1 - np.cos(t), 0.5 - np.sin(t)])]
    upper, lower = (np.exp(-((places - arc) ** 2).sum(axis=-1) / (2 * noise**2)).mean(axis=-1) for arc in arcs)
    return lower / (upper + lower)
