"""A flat stretch, maps of what a network predicts, costs of being wrong, learning rates, and units that line up."""

import copy

import matplotlib.pyplot as plt
import numpy as np
from contourpy import contour_generator
from matplotlib.patches import ConnectionPatch

from nnlib import SGD, binary_cross_entropy, fit, sigmoid

from ... import plots, style, two_moons
from ...figures import show

FLAT = 25, 150  # epochs between which the published run seems to have come to its end
DRAWN = 500  # epochs of the published run: after them it only creeps
PURE = style.SPLIT["train"]
BEST = dict(color=style.GREEN, ls="--", lw=2.2)  # the best straight line, and its loss
HINGE = style.TEXT[style.PURPLE]


def a_flat_stretch():
    """Show the loss of the published run, trained here."""
    losses = published_run()
    begin, end = (losses[epoch - 1] for epoch in FLAT)
    words = (
        f"Training loss over {DRAWN} epochs. It falls from {losses[0]:.2f} to {begin:.2f} within {FLAT[0]} epochs, "
        f"then hardly moves until epoch {FLAT[1]}, where it is {end:.2f}. "
        f"Then it falls again, to {losses[DRAWN - 1]:.2f}."
    )
    show(flat_stretch_drawn(losses), alt=words)


def published_run():
    """The loss after each of 1000 epochs: 2-16-1, small start, full batch, lr 1."""
    net, (X, y) = two_moons.small_start(0), two_moons.moons(1000, 0)
    how = dict(rng=np.random.default_rng(0), epochs=1000, batch_size=len(X), measure="during")
    return fit(net, binary_cross_entropy, SGD(net, lr=1), X, y, **how)["loss"]


def flat_stretch_drawn(losses):
    fig, ax = plt.subplots(figsize=(8, 3))
    ax.axvspan(*FLAT, color="#EEF2F6", lw=0)
    ax.plot(np.arange(1, DRAWN + 1), losses[:DRAWN], **PURE)
    ends = [losses[epoch - 1] for epoch in FLAT]
    ax.plot([*FLAT, DRAWN], [*ends, losses[DRAWN - 1]], "o", color=style.INK, ms=7, mec="white")
    style.label(ax, FLAT[0], ends[0], f"{ends[0]:.2f}", va="bottom", offset=(-1, 6))
    style.label(ax, FLAT[1], ends[1], f"{ends[1]:.2f}", va="bottom", offset=(4, 4))
    style.label(ax, DRAWN, losses[DRAWN - 1], f"{losses[DRAWN - 1]:.2f}", ha="right", va="bottom", offset=(0, 5))
    style.label(
        ax, np.mean(FLAT), 0.52, "What is it\ndoing?", ha="center", offset=(0, 0), fontsize=16, fontweight="bold"
    )
    ax.set(xlabel="epoch", ylabel="training loss", ylim=(0, 0.75), xlim=(-5, 1.01 * DRAWN))
    ax.set_title(f"From epoch {FLAT[0]} to {FLAT[1]} the loss hardly moves, and then it falls again")
    return fig


def maps(x1, x2, ps, X, y):
    """Show maps of the probability of class 1, {title: (len(x2), len(x1))}, with the points X, y on top."""
    words = "; ".join(f"{title}: {boundary_in_words(p)}" for title, p in ps.items())
    titles = [f"{title}: {boundary_in_words(p)}" for title, p in ps.items()]
    fig = two_moons.maps(list(ps.values()), X, y, titles, x1=x1, x2=x2, height=3.45)
    for ax, title in zip(fig.axes, titles, strict=True):
        ax.set_title(title, fontsize=11, fontweight="normal")
        ax.set_yticks([-1, 0, 1])
    if "bends" in titles[-1]:
        fig.suptitle("A line cuts off the tips of both moons; hidden units bend around them", **style.HEADLINE)
    show(fig, alt=f"Maps of the plane with two interlocking half-moons of points, the upper class 0. {words}.")


def boundary_in_words(p):
    """Is the boundary of a map, where p is one half, within one row of a straight line?"""
    pieces = contour_generator(z=p).lines(0.5)
    if len(pieces) != 1:
        return "no single boundary"
    points = pieces[0] - pieces[0].mean(axis=0)
    off = points @ np.linalg.svd(points, full_matrices=False)[2][1]
    return "a straight boundary" if np.abs(off).max() < 1 else "a boundary that bends"


def _crossings(p):
    """(column, row) where p crosses one half, of the columns in which it does so once."""
    crossings = [(j, np.flatnonzero(np.diff(column > 0.5))) for j, column in enumerate(p.T)]
    return np.array([(j, rows[0]) for j, rows in crossings if len(rows) == 1], dtype=float).reshape(-1, 2)


def turns(p):
    """How often the boundary turns from up to down or back; what is within two rows in eight columns is level."""
    rows = _crossings(p)[:, 1]
    steps = rows[8:] - rows[:-8]
    return int(np.count_nonzero(np.diff(np.sign(steps[np.abs(steps) > 2]))))


def points(X, y):
    """Show the points X (n, 2) of two classes y (n, 1)."""
    words = f"{len(X)} points of two classes in the plane, two half-moons, one hooked into the other. "
    missed = [int(best_line(X, y)[2][y[:, 0] == number].sum()) for number in (0, 1)]
    words += f"The best straight line leaves {sum(missed)} on the wrong side, framed: {missed[0]} of class 0 below it, "
    words += f"{missed[1]} of class 1 above it. "
    show(
        points_drawn(X, y),
        alt=words + f"The mean of class 0 lies at {_mean(X, y, 0)}, that of class 1 at {_mean(X, y, 1)}.",
    )


def _mean(X, y, number):
    return "({:.1f}, {:.1f})".format(*X[y[:, 0] == number].mean(axis=0))


def best_line(X, y, angles=720):
    """The straight line that gets fewest of the points wrong, of so many directions: (w (2,), b, wrong (n,) bool)."""
    turn = np.linspace(0, 2 * np.pi, angles, endpoint=False)
    ways = np.column_stack([np.cos(turn), np.sin(turn)])
    along = X @ ways.T  # class 1 should lie further along than class 0
    order = np.argsort(along, axis=0)
    ones = np.cumsum(y[:, 0][order], axis=0)  # ones that lie on the side of 0, for each place to cut after
    zeros = (y == 0).sum() - np.cumsum(1 - y[:, 0][order], axis=0)
    there = np.take_along_axis(along, order, axis=0)
    missed = ones + zeros
    missed[:-1][np.isclose(there[:-1], there[1:])] = len(X)  # no line runs between two that are equally far
    cut, way = np.unravel_index(np.argmin(missed), missed.shape)
    there = there[:, way]
    b = -there[cut : cut + 2].mean()
    return ways[way], b, (along[:, way] + b > 0) != (y[:, 0] == 1)


def points_drawn(X, y):
    fig, ax = plt.subplots(figsize=(8, 3.8))
    w, b, wrong = best_line(X, y)
    ends = dict(xlim=(-2.9, 4), ylim=(-1.25, 1.6))
    corners = np.meshgrid(*ends.values())
    sides = w[0] * corners[0] + w[1] * corners[1] + b
    ax.contourf(*corners, sides, levels=[-9, 0, 9], colors=[style.FAULT, style.CURE], alpha=0.1)
    ax.contour(*corners, sides, levels=[0], colors=style.INK, linewidths=1.8, linestyles="dashed")
    for number, look in enumerate(style.CLASS):
        mine, missed = X[y[:, 0] == number], X[wrong & (y[:, 0] == number)]
        ax.plot(*mine.T, ls="", ms=5, mec="white", mew=0.4, alpha=0.4, zorder=3, **look)
        ax.plot(*missed.T, ls="", ms=6.5, mec=style.INK, mew=1.2, zorder=4, **look)
        name = f"{('upper', 'lower')[number]} moon,\nclass {number}:\n{len(missed)} wrong"
        side = dict(ha="left", offset=(14, 0)) if number else dict(ha="right", offset=(-14, 0))
        end = mine[:, 0].max() if number else mine[:, 0].min()
        style.label(ax, end, mine[:, 1].mean(), name, look["color"], fontsize=11.5, fontweight="bold", **side)
    foot = -b * w - 2 * np.array([abs(w[1]), -w[0] * np.sign(w[1])])  # on the line, to the left of its middle
    style.label(ax, *foot, "the best straight line", va="top", offset=(0, -12))
    words = f"Even the best straight line leaves {wrong.sum()} of {len(X)} points on the wrong side"
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", title=words)
    ax.set(xticks=[-1, 0, 1, 2], yticks=[-1, 0, 1], **ends)
    return fig


def costs():
    """Show the loss of one point against its score, a line for each true class."""
    scores = np.linspace(-8, 8, 161)
    cost0, cost1 = np.logaddexp(0, scores), np.logaddexp(0, -scores)
    words = (
        f"Loss of one point against its score from {scores[0]:g} to {scores[-1]:g}. For class 1 it falls from "
        f"{cost1[0]:.1f} through {cost1[80]:.2f} to {cost1[-1]:.4f}; for class 0 it is the mirror image."
    )
    show(costs_drawn(scores, cost0, cost1), alt=words)


def costs_drawn(scores, cost0, cost1):
    """The loss of one point against its score, a line for each true class. Arrays (n,)."""
    fig, ax = plt.subplots(figsize=(8, 3.2))
    middle = len(scores) // 2
    undecided = cost1[middle]
    for number, (cost, end, out) in enumerate(((cost0, -1, -1), (cost1, 0, 1))):
        look, side = style.CLASS[number], "left" if out > 0 else "right"
        ax.plot(scores, cost, color=look["color"], lw=2.6)
        ax.plot(scores[::20], cost[::20], look["marker"], color=look["color"], ms=6.5, mec="white")
        words = f"true class {number}:\nwrong and sure costs {cost[end]:.0f}"
        place = dict(ha=side, va="top", offset=(40 * out, 8), fontsize=12, fontweight="bold")
        style.label(ax, scores[end], cost[end], words, look["color"], **place)
        place = dict(ha="right" if out > 0 else "left", va="bottom", offset=(-4 * out, 8))
        style.label(
            ax, scores[-1 - end], 0, f"class {number}, right and sure: {cost[-1 - end]:.4f}", look["color"], **place
        )
    ax.plot(scores[middle], undecided, "D", color=style.INK, ms=8, mec="white", zorder=4)
    style.label(ax, 0, undecided, f"p = ½ costs {undecided:.2f}", ha="center", va="bottom", offset=(0, 22))
    ax.set(xlabel="score s, and below it the probability p of class 1", ylabel="loss of one point")
    ticks = range(-8, 9, 4)
    ax.set_xticks(ticks, [f"{tick}\n{round(float(sigmoid(tick)), 4):g}".replace("-", "−") for tick in ticks])
    ax.set(ylim=(-0.5, 9), yticks=range(0, 9, 2))
    ax.set_title("Right and sure is nearly free; the surer a wrong answer, the dearer")
    return fig


def training(losses, ps, x1, x2, X, y, line):
    """Show the loss curve, and below it maps {epoch: (len(x2), len(x1))}, with a mark at each epoch.

    line: the loss of the best line, to compare with.
    """
    words = "; ".join(f"epoch {epoch}, loss {losses[epoch - 1]:.3f}: {boundary_in_words(p)}" for epoch, p in ps.items())
    fig = training_drawn(losses, list(ps), list(ps.values()), x1, x2, X, y, line)
    begin = (
        f"Above, the training loss over {len(losses)} epochs, with a dashed line at that of the best line, {line:.3f}"
    )
    show(fig, alt=f"{begin}. Below, maps of the plane at the marks. {words}.")


def training_drawn(losses, stops, ps, x1, x2, X, y, line):
    """The loss curve with a mark at each epoch in stops, and below it the map at that epoch."""
    fig = plt.figure(figsize=(8, 4))
    places = fig.add_gridspec(2, len(stops), height_ratios=[1, 1.3])
    above, below = fig.add_subplot(places[0, :]), [fig.add_subplot(places[1, i]) for i in range(len(stops))]
    above.plot(np.arange(1, len(losses) + 1), losses, **style.SPLIT["train"])
    for stop in stops:
        above.plot(stop, losses[stop - 1], "D", color=style.INK, ms=9, mec="white", clip_on=False)
        place = dict(offset=(10, 0)) if stop == len(losses) else dict(offset=(0, 9), va="bottom")
        style.label(above, stop, losses[stop - 1], f"{losses[stop - 1]:.3f}", weight="bold", **place)
    above.axhline(line, **BEST, zorder=0)
    told = f"loss of the best line: {line:.3f}"
    style.label(above, len(losses), line, told, BEST["color"], ha="right", va="bottom", offset=(0, 3), fontsize=10)
    above.set(xlabel="epoch", ylabel="loss", xlim=(-15, 1.08 * len(losses)), ylim=(0, 0.75))
    above.set(xticks=[0, *stops], yticks=[0, 0.3, 0.6])
    above.set_title(
        f"At epoch {stops[0]} the network is as good as a line: {losses[stops[0] - 1]:.3f} against {line:.3f}"
    )
    with plt.rc_context(two_moons.SMALL):
        for ax, stop, p in zip(below, stops, ps, strict=True):
            curved = "an S" if turns(p) == 2 else "it bends"
            words = "a line" if "straight" in boundary_in_words(p) else curved
            plots.regions(x1, x2, p, X, y, ax, title=f"epoch {stop}: {words}", ylabel="$x_2$" if ax is below[0] else "")
            ax.set(xticks=[-1, 0, 1, 2], yticks=[-1, 0, 1])
    return fig


RATES = [style.SEQUENTIAL(place) for place in (1.0, 0.86, 0.72, 0.58, 0.44, 0.3)]  # the larger, the darker
WIDTHS = (1.4, 7, 5.4, 4, 2.6, 1.2)  # the first, least like the others, is drawn on top


def rates(curves):
    """Show loss curves {rate: losses}, six from the largest rate down."""
    ends = [losses[-1] for losses in curves.values()]
    words = (
        f"Loss curves for the learning rates {', '.join(f'{rate:g}' for rate in curves)}. Left, against the epoch on a "
        "logarithmic axis: six curves of one form, each further to the right the smaller its rate. Right, against rate "
        f"times epochs, logarithmic, too: they lie on one another and end between {min(ends):.2f} and {max(ends):.2f}."
    )
    show(rates_drawn(curves), alt=words)


def rates_drawn(curves):
    """Loss curves {rate: losses}, six from the largest rate down: against the epoch, and against rate times epochs."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.6), sharey=True)
    for (rate, losses), color, width in zip(curves.items(), RATES, WIDTHS, strict=True):
        epochs = np.arange(1, len(losses) + 1)
        left.plot(epochs, losses, color=color, lw=2)
        right.plot(rate * epochs, losses, color=color, lw=width, zorder=3 if rate == max(curves) else 2)
    for rate, right_by in ((max(curves), -8), (min(curves), 8)):
        words = dict(ha="center", va="top", offset=(right_by, -5))
        style.label(left, len(curves[rate]), curves[rate][-1], f"rate {rate:g}", **words)
    largest, losses = next(iter(curves.items()))
    peak = 30 + np.argmax(losses[30:])
    words = dict(ha="center", va="bottom", offset=(0, 4))
    style.label(right, largest * (peak + 1), losses[peak], f"rate {largest:g}:\ntoo long a step", **words)
    words = f"the other {len(curves) - 1},\none on another"
    style.label(right, 60, 0.29, words, offset=(0, -28), ha="right")
    left.set(xscale="log", xlabel="epoch", ylabel="training loss", ylim=(0, 0.75), xlim=(0.8, 7000))
    left.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
    right.set(xscale="log", xlabel="rate × epochs", xlim=(0.08, 700))  # as many decades: a factor is a shift
    right.set_xticks([0.1, 1, 10, 100], ["0.1", "1", "10", "100"])
    left.set_title(f"{len(curves)} curves", fontsize=11)
    right.set_title("one path", fontsize=11)
    stretch = dict(arrowstyle="-|>", color=style.INK, lw=2.2, mutation_scale=18)
    between = dict(xycoords="axes fraction", annotation_clip=False)
    right.annotate("", (-0.03, 0.5), (-0.2, 0.5), arrowprops=stretch, **between)
    right.annotate("× rate", (-0.12, 0.55), ha="center", fontweight="bold", **between)
    fig.get_layout_engine().set(wspace=0.09)
    fig.suptitle("Six learning rates, six stories? By rate × epochs it is one path", **style.HEADLINE)
    return fig


LINED_UP = 20  # degrees: units less far off on average have lined up
FAINT = 1 / 8  # hinges that count less, of the boldest, are not drawn


def units(nets, line, epochs, X, y):
    """Show the hinges of a network, copied after these epochs, beside the best line, and how far they are off it."""
    words = [f"{off_line(net, line):.0f}° at epoch {epoch}" for epoch, net in zip(epochs, nets, strict=True)]
    alt = (
        "The hinges of 16 hidden units, but the faintest, as lines over the two moons, with the best line, dashed, "
        "and, once trained, the boundary; a panel for each epoch. Bold are those that count most. "
        f"How far they are off on average: {', '.join(words)}."
    )
    show(units_drawn(nets, line, epochs, X, y), alt=alt)


def hinges(net, line):
    """Of each hidden unit: its hinge (k, 2 ends, 2), the degrees between that and the line (k,), and how much it counts

    (k,), which is |w| |v|, the largest 1.
    """
    W, b, w = net.layers[0].W, net.layers[0].b.ravel(), line.layers[0].W[:, 0]
    lengths = np.linalg.norm(W, axis=0)
    foot, along = -b * W / lengths**2, 9 * np.array([-W[1], W[0]]) / lengths
    degrees = np.degrees(np.arccos(np.minimum(np.abs(w @ W) / lengths / np.linalg.norm(w), 1)))
    counts = lengths * np.abs(net.layers[2].W[:, 0])
    return np.stack([foot - along, foot + along]).transpose(2, 0, 1), degrees, counts / counts.max()


def off_line(net, line):
    """By how many degrees the hinges are off the line on average; each counts by how much it matters."""
    _, degrees, counts = hinges(net, line)
    return float(np.average(degrees, weights=counts))


def hinge_look(share):
    """Bold if it counts much. Five shades: a small picture."""
    return dict(color=style.tint(HINGE, 0.2 + 0.2 * round(4 * share)), lw=0.8 + 4 * share, zorder=2 + 0.4 * share)


def key(fig, ncols=3):
    """Of the lines in a picture of hinges, below it."""
    names = {"boundary": dict(color=style.INK, lw=5), "best straight line": BEST}
    names["hinge: thick ones bend more"] = hinge_look(1)
    handles = [plt.Line2D([], [], **line, label=name) for name, line in names.items()]
    look = dict(fontsize=9.5, handlelength=2, handletextpad=0.5, columnspacing=1, borderpad=0.2)
    fig.legend(handles=handles, ncols=ncols, loc="outside lower left", **look)


def units_drawn(nets, line, epochs, X, y):
    fig, axes = plt.subplots(1, len(nets), figsize=(8, 3.3))
    ground = two_moons.X1, two_moons.X2
    found, words = [off_line(net, line) for net in nets], "all directions"
    for ax, epoch, net, off in zip(axes, epochs, nets, found, strict=True):
        for k in (0, 1):
            look = style.CLASS[k] | dict(color=style.tint(style.CLASS[k]["color"], 0.35))
            ax.plot(*X[:200][y[:200, 0] == k].T, ls="", ms=2.5, mew=0, **look)
        for hinge, _, share in zip(*hinges(net, line), strict=True):
            if share > FAINT:
                ax.plot(*hinge.T, **hinge_look(share))
        best = dict(levels=[0.5], colors=BEST["color"], linewidths=BEST["lw"], linestyles="--", zorder=6)
        ax.contour(*ground, two_moons.map_of(line), **best)
        if epoch:
            ax.contour(*ground, two_moons.map_of(net), levels=[0.5], colors="white", linewidths=8, zorder=4)
            ax.contour(*ground, two_moons.map_of(net), levels=[0.5], colors=style.INK, linewidths=5, zorder=5)
        lined_up = off < LINED_UP
        words = "lined up" if lined_up else "turned away" if words == "lined up" else words
        color = HINGE if lined_up else style.INK
        style.bare(ax).set(xlim=two_moons.X1[[0, -1]], ylim=(-1.2, 1.7), aspect="equal")
        ax.set_title(f"epoch {epoch}: {words}", color=color)
        ax.set_xlabel(f"{off:.0f}° off", color=color, fontsize=20, fontweight="bold")
        ax.spines[:].set(color=HINGE if lined_up else style.PALE, linewidth=2.5 if lined_up else 1)
    axes[0].set_ylabel("plane of the moons", color=style.TEXT[style.GRAY], fontsize=10)
    key(fig)
    told = f"By epoch {epochs[np.argmin(found)]} the strongest hinges have lined up along the best line"
    fig.suptitle(told, **style.HEADLINE)
    return fig


def first_pull(net, X, y):
    """Show where the weights of an untrained 2-k-1 network point, and where the first step on X, y pulls them."""
    weights, (_, degrees) = toward(net.layers[0].W, net, X, y), pull(net, X, y)
    words = (
        "Arrows over the two moons, one for each hidden unit, twice. Before the first step: the weights of "
        f"{len(weights)} units point anywhere, {weights.min():.0f} to {weights.max():.0f} degrees off the way from the "
        f"mean of one moon to that of the other. The first pull on {len(degrees)} units, toward the lower moon if they "
        f"vote for class 1, toward the upper if for class 0: at most {degrees.max():.0f} degrees off that way."
    )
    show(first_pull_drawn(net, X, y), alt=words)


def pull(net, X, y):
    """What the first step adds to the weights of each unit, scaled to length 1 (2, k), nan for one that is always off.

    And for each of the others the degrees to the way from moon to moon, turned around for units that vote for class 0.
    """
    net = copy.deepcopy(net)
    _, dscores = binary_cross_entropy(y, net.forward(X))
    net.backward(dscores)
    first = net.layers[0]
    lengths = np.linalg.norm(first.dW, axis=0)
    pulls = -first.dW / np.where(lengths > 0, lengths, np.nan)
    return pulls, toward(pulls, net, X, y)[lengths > 0]


def toward(tips, net, X, y):
    """Degrees between tips (2, k), one a unit, and the way from moon to moon, turned around if it votes for class 0."""
    way, v = np.subtract(*_means(X, y)[::-1]), net.layers[2].W[:, 0]
    cosines = np.sign(v) * (way @ tips) / (np.linalg.norm(way) * np.linalg.norm(tips, axis=0))
    return np.degrees(np.arccos(np.clip(cosines, -1, 1)))


def _means(X, y):
    return [X[y[:, 0] == number].mean(axis=0) for number in (0, 1)]


def first_pull_drawn(net, X, y):
    W, v = net.layers[0].W, net.layers[2].W[:, 0]
    fig, axes = plt.subplots(1, 2, figsize=(8, 3.75))
    middle = np.mean(_means(X, y), axis=0)
    pulls, degrees = pull(net, X, y)
    on = np.isfinite(pulls[0])
    before = W / np.linalg.norm(W, axis=0), v, toward(W, net, X, y), "weights before: anywhere"
    first = pulls[:, on], v[on], degrees, "first pulls: from moon to moon"
    moons, votes = ("upper moon", "lower moon"), ("units that vote for 0", "units that vote for 1")
    for ax, (tips, sides, off, title), names in zip(axes, (before, first), (moons, votes), strict=True):
        for number, look in enumerate(style.CLASS):
            ax.plot(*X[:300][y[:300, 0] == number].T, ls="", ms=4, mec="white", mew=0.3, alpha=0.25, **look)
            place = dict(ha="right", va="bottom") if number else dict(ha="left", va="top")
            place |= dict(xycoords="axes fraction", offset=(0, 0), fontweight="bold", path_effects=style.HALO)
            style.label(ax, *((0.98, 0.03) if number else (0.02, 0.97)), names[number], look["color"], **place)
        for tip, side in zip(tips.T, sides, strict=True):
            look = dict(color=style.CLASS[int(side >= 0)]["color"], lw=2.2, mutation_scale=15, shrinkA=0, shrinkB=0)
            ax.annotate("", middle + 1.2 * tip, middle, arrowprops=dict(arrowstyle="-|>", **look))
        style.bare(ax).set(aspect="equal", xlim=middle[0] + [-2, 2], ylim=middle[1] + [-1.5, 1.5], title=title)
        ax.set_xlabel(f"up to {off.max():.0f}° off the way from moon to moon")
    axes[0].set_ylabel("an arrow for each hidden unit")
    title = f"Weights point anywhere; the first step pulls {len(degrees)} of {len(v)} along one way"
    fig.suptitle(title, **style.HEADLINE)
    return fig


def overlay(theirs, ours):
    """Show two loss curves of the same length."""
    apart = np.abs(np.subtract(theirs, ours)).max()
    close = "below one part in a billion" if apart < 1e-9 else f"up to {apart:.2g}"
    words = f"Training loss over {len(ours)} epochs: a wide pale line for scikit-learn, a dashed one for nnlib on it"
    more = "beside it a piece a thousand, a million and a billion times larger"
    show(
        overlay_drawn(theirs, ours),
        alt=f"{words}; {more}. Both end at {ours[-1]:.2f}; the distance between them is {close}.",
    )


POWER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def overlay_drawn(theirs, ours):
    """Two loss curves of the same length, one wide and pale, one thin and dashed on top; then under a microscope."""
    fig = plt.figure(figsize=(8, 3))
    whole, *lenses = fig.subplots(1, 4, width_ratios=[1.6, 1, 1, 1])
    epochs, at, half = np.arange(1, len(ours) + 1), len(ours) // 2 - 1, 0.35
    looks = (theirs, dict(color="#F2C879", lw=8)), (ours, dict(color=style.INK, lw=1.6, ls=(0, (4, 3))))
    for curve, look in looks:
        whole.plot(epochs, curve, **look)
    glass = dict(marker="o", ms=13, mfc="none", mec=style.CURE, mew=1.6)
    whole.plot(epochs[at], ours[at], **glass)
    for ax, times, name in zip(lenses, (1e3, 1e6, 1e9), ("thousand", "million", "billion"), strict=True):
        for curve, look in looks:
            up = times * np.subtract(curve[at : at + 2], ours[at])
            steps = np.array([-1, 1]) * len(ours) / 4
            ax.plot(steps, up[0] + (up[1] - up[0]) * steps / times, **look)
        style.bare(ax).set(xlim=steps, ylim=(-half, half), box_aspect=1)
        digit, power = f"{2 * half / times:.0e}".split("e-")
        ax.set_xlabel(f"{digit}·10⁻{str(int(power)).translate(POWER)} high", fontsize=10)
        ax.set_title(f"× {name}", fontsize=11)
        ax.spines[:].set(color=style.CURE, linewidth=2)
        for corner in (0, 1):  # what the glass before this one looks at
            spot = (epochs[at], ours[at]) if ax is lenses[0] else (0, 0)
            look = dict(color=style.CURE, lw=1, alpha=0.6, shrinkA=6.5, in_layout=False)
            before = whole if ax is lenses[0] else lenses[lenses.index(ax) - 1]
            fig.add_artist(ConnectionPatch(spot, (0, corner), before.transData, ax.transAxes, **look))
    for ax in lenses[:-1]:
        ax.scatter(0, 0, 13**2, fc="none", ec=style.CURE, lw=1.6, zorder=4)
    apart = np.abs(np.subtract(theirs, ours)).max()
    close = "less than a billionth" if apart < 1e-9 else f"up to {apart:.2g}"
    whole.set(xlabel="epoch", ylabel="training loss", ylim=(0, 0.75))
    whole.set_title("the loss", fontsize=11)
    fig.suptitle(f"Two programs, one curve: {close} apart", **style.HEADLINE)
    style.label(whole, 0, 0.1, "wide: scikit-learn\ndashed: nnlib", offset=(0, 0))
    style.label(lenses[-1], 0, -half, "still one line", ha="center", va="bottom", offset=(0, 5))
    return fig
