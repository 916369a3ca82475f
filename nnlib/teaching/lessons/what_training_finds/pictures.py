"""Pictures of what a hundred small networks find: hidden spaces, counts, losses that stand still, units that part."""

import matplotlib.pyplot as plt
import numpy as np

from nnlib import sigmoid

from ... import style
from ...figures import show
from ...four_points import CORNERS, MESH, NAMES, XOR, line, mesh, plane, points, together

ACTIVATIONS = {  # for curves by activation
    "ReLU": dict(color=style.INK, marker="o", ls=(0, (1.2, 1.2))),
    "tanh": dict(color=style.INK, marker="s", ls="-"),
    "sigmoid": dict(color=style.GRAY, marker="^", ls=(0, (5, 2))),
}


def at(net, inputs):
    """Where the hidden layer of a network 2-2-1 puts inputs (n, 2)."""
    for layer in net.layers[:-1]:
        inputs = layer.forward(inputs)
    return inputs


def two_fates(nets, seeds):
    """The plane, and the hidden spaces of trained networks 2-2-1 with tanh, with their answers to the four rows."""
    said = []
    for net, seed in zip(nets, seeds, strict=True):
        p = sigmoid(net(CORNERS))[:, 0]
        spots = together(at(net, CORNERS), within=0.1)
        one = [" and ".join(NAMES[row] for row in rows) for rows in spots if len(rows) > 1]
        said.append(
            f"Seed {seed} answers {', '.join(f'{value:.2f}' for value in p)}; on one spot: {'; '.join(one) or 'none'}"
        )
    alt = (
        "The plane with its square grid and the four rows, and the hidden spaces of two trained networks, where each "
        f"line of the grid is a curve. {'. '.join(said)}."
    )
    show(draw_two_fates(nets, seeds), alt)


def draw_two_fates(nets, seeds):
    fig, (before, *axes) = plt.subplots(1, 1 + len(seeds), figsize=(8, 3.35), width_ratios=[0.8, *[1] * len(seeds)])
    before.plot(*mesh(lines=13).T, color=MESH, lw=1.1)
    points(before, CORNERS, (13, 11))
    for name, (x, height) in zip(NAMES, CORNERS, strict=True):
        edge, side = (1.28, "bottom") if height else (-0.28, "top")  # where the grid ends
        style.label(before, x, edge, name, fontsize=10, ha="center", va=side, offset=(0, 0))
    ends = (-0.55, 1.55)
    before.set(xlabel="$x_1$", ylabel="$x_2$", xlim=ends, ylim=ends, xticks=[0, 1], yticks=[0, 1], box_aspect=1)
    before.set_title("the input plane")
    ends = (-1.85, 1.85)
    a1, a2 = np.meshgrid(*[np.linspace(*ends, 93)] * 2)
    for ax, net, seed in zip(axes, nets, seeds, strict=True):
        p, places, last = sigmoid(net(CORNERS))[:, 0], at(net, CORNERS), net.layers[-1]
        fine = np.abs(p - XOR).max() < 0.1
        over = sigmoid(last.W[0, 0] * a1 + last.W[1, 0] * a2 + last.b[0])
        ax.contourf(a1, a2, over, levels=np.linspace(0, 1, 11), cmap=style.BANDS, vmin=0, vmax=1)
        ax.plot(*at(net, mesh(lines=13)).T, color=MESH, lw=1.1)
        line(ax, *last.W[:, 0], last.b[0])
        points(ax, places, (14, 8))  # both are seen on one spot
        for rows in together(places, within=0.1):
            x, height = places[rows].mean(axis=0)
            side, up = np.sign([x, height])
            words, look = ", ".join(NAMES[row] for row in rows), dict(fontsize=10, linespacing=1.15, offset=(0, 0))
            if len(rows) > 1:  # beyond the corner, where no line of the grid runs
                same = p[rows].mean()
                look |= dict(ha="right" if x > 0 else "left", va="bottom" if height > 0 else "top")
                style.label(ax, 1.08 * x, height + 0.17 * up, f"{words}\nboth {same:.2f}", **look)
            else:
                look |= dict(ha="left" if x > 0 else "right", va="top")
                style.label(ax, side * max(abs(x) + 0.19, 1.12), height + 0.02, f"{words}\n{p[rows[0]]:.2f}", **look)
        ax.set(box_aspect=1, xlabel="unit 1", xlim=ends, ylim=ends, xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        color = style.TEXT[style.CURE if fine else style.FAULT]
        ax.set_title(f"seed {seed}: " + ("solved" if fine else "stuck"), color=color)
    for ax in fig.axes:
        ax.set_anchor("N")
    axes[0].set_ylabel("unit 2")
    style.label(axes[0], 0.6, 0.1, "score 0", ha="right", offset=(0, 0))
    style.label(axes[0], 0.92, -0.5, "the grid", ha="right", offset=(0, 0))
    fig.suptitle(f"Seed {seeds[1]} lays a one on a zero, and both get {same:.2f}", **style.HEADLINE)
    return fig


def solved_by_width(widths, counts):
    """Networks solved of 100 against the hidden width, a line for each activation in counts {name: (n_widths,)}."""
    listed = "; ".join(f"{name} {', '.join(map(str, row))}" for name, row in counts.items())
    alt = (
        f"Networks solved of 100 against hidden width {', '.join(map(str, widths))}, a line for each activation, with "
        f"a bar of one standard deviation up and down. {listed}."
    )
    show(draw_solved_by_width(widths, counts), alt)


def spread(counts, n=100):
    """The standard deviation of a count of n seeds."""
    counts = np.asarray(counts)
    return np.sqrt(counts * (n - counts) / n)


def draw_solved_by_width(widths, counts, n=100):
    fig, ax = plt.subplots(figsize=(8, 3.4))
    ax.plot([widths[0], widths[-1]], [n, n], color=style.PALE, lw=7, zorder=0)
    style.label(ax, widths[0], n, f"possible: {n} at every width", style.GRAY, offset=(0, 13))
    ends = {}  # names of the lines by where they end
    for name, values, aside in zip(counts, counts.values(), (0.06, 0, -0.06), strict=False):  # no mark on another
        look, bar, places = ACTIVATIONS[name], spread(values, n), np.add(widths, aside)
        ax.plot(places, values, mec="white", ms=7.5, clip_on=False, zorder=3, **look)
        ax.vlines(places, values - bar, np.minimum(values + bar, n), color=look["color"], lw=1.5)
        style.label(ax, widths[0], values[0], f"{name} {values[0]}", ha="right", offset=(-23, 0))
        ends.setdefault(int(values[-1]), []).append(name)
    for end, names in ends.items():
        apart = 0 if len(ends) == 1 else 3 if end == max(ends) else -8
        style.label(ax, widths[-1], end, f"{', '.join(names)} {end}", offset=(20, apart))
    ReLU = next(iter(counts.values()))
    bars = dict(fontsize=9.5, va="top", offset=(10, -12))
    style.label(ax, widths[-2], ReLU[-2], "bars: one standard deviation up and down", style.GRAY, **bars)
    first = sorted(int(values[0]) for values in counts.values())
    title = f"Two units can represent XOR, yet only {first[0]} to {first[-1]} of {n} networks find it"
    ax.set(xlim=(widths[0] - 1.7, widths[-1] + 1.5), ylim=(0, 1.13 * n), yticks=range(0, n + 1, n // 4))
    ax.set(xlabel="hidden units", ylabel=f"solved, of {n} seeds", title=title, xticks=widths)
    style.end_axis(ax, widths[0], widths[-1])
    return fig


def ways_to_give_up(nets):
    """What networks {name: net} of two inputs answer all over the plane, a panel each, and to the four rows."""
    said = []
    for name, net in nets.items():
        p = sigmoid(net(CORNERS))[:, 0]
        said.append(f"{name}: {', '.join(f'{row} {value:.2f}' for row, value in zip(NAMES, p, strict=True))}")
    alt = (
        "Maps of the answers over the plane of the inputs, a panel for each network; the rows that are not right are "
        f"circled. {'; '.join(said)}."
    )
    show(draw_ways_to_give_up(nets), alt)


def draw_ways_to_give_up(nets):
    fig, axes = plt.subplots(1, len(nets), figsize=(8, 4), sharey=True)
    along = np.linspace(-0.4, 1.4, 121)
    x1, x2 = np.meshgrid(along, along)
    for ax, (name, net) in zip(axes, nets.items(), strict=True):
        over = sigmoid(net(np.column_stack([x1.ravel(), x2.ravel()])))[:, 0].reshape(x1.shape)
        ax.contourf(x1, x2, over, levels=np.linspace(0, 1, 11), cmap=style.BANDS, vmin=0, vmax=1)
        points(ax, CORNERS)
        for (x, height), p in zip(CORNERS, sigmoid(net(CORNERS))[:, 0], strict=True):
            away = (0, 14 if height else -14)
            side = dict(ha="center", va="bottom" if height else "top", path_effects=style.HALO)
            style.label(ax, x, height, f"{p:.2f}", offset=away, fontsize=12, **side)
        plane(ax, "")
        p = sigmoid(net(CORNERS))[:, 0]
        wrong, loss = np.abs(p - XOR) >= 0.1, -np.log(np.where(XOR, p, 1 - p)).mean()
        kind = {2: "two alike", 3: "three alike", 4: "all alike"}.get(int(wrong.sum()), "other")
        ax.plot(*CORNERS[wrong].T, "o", ms=21, mfc="none", mec=style.INK, mew=1.6)
        share = f"({' + '.join(f'{target:.0f}' for target in XOR[wrong])})/{wrong.sum()} = {XOR[wrong].mean():.2f}"
        ax.set_title(f"{kind}: loss {loss:.2f}\n{share}", fontsize=11)
        ax.set_xlabel(f"$x_1$\n{name}")
    for ax in axes[1:]:
        ax.set_ylabel("")
    key = "number at a row: the answer · background: answers near 1 are blue, near 0 orange"
    fig.supxlabel(key, x=0.01, ha="left", fontsize=10, color=style.TEXT[style.GRAY])
    fig.suptitle("Rows that are not told apart (ringed) get the mean of their targets", **style.HEADLINE)
    return fig


ENDS = {  # how a network ends, in the order of the bars; the darker, the more rows are taken for one
    "solved": dict(color=style.CURE),
    "two alike": dict(color="#EFBE9B"),
    "three alike": dict(color="#E39A66"),
    "all alike": dict(color=style.FAULT),
    "other": dict(color=style.GRAY),
}


def ends(counts):
    """How the networks end, counts {(activation, width): {end: n}}: an activation a panel, a width a bar."""
    said = []
    for (name, width), count in counts.items():
        failed = [f"{n} {end}" for end, n in count.items() if n]
        said.append(f"{name}, {width} units: {', '.join(failed)}")
    begin = "Stacked bars of a hundred networks each, by how they end: four bars, one for each hidden width, for each"
    show(draw_ends(counts), f"{begin} activation. {'; '.join(said)}.")


def draw_ends(counts):
    names, widths = (list(dict.fromkeys(which)) for which in zip(*counts, strict=True))
    fig, axes = plt.subplots(len(names), 1, figsize=(8, 0.9 + 1.0 * len(names)), squeeze=False, sharex=True)
    n = sum(next(iter(counts.values())).values())
    for (name, width), count in counts.items():
        ax, begin = axes[names.index(name), 0], 0
        for end, look in ENDS.items():
            place = begin + count[end] / 2, widths.index(width)
            ax.barh(place[1], count[end], left=begin, height=0.82, ec="white", lw=1, **look)
            if count[end] >= 0.03 * n:
                ink = "white" if end in ("solved", "all alike", "other") else style.INK
                middle = dict(ha="center", va="center_baseline", fontsize=10.5, weight="bold")
                ax.text(*place, f"{count[end]}", color=ink, **middle)
            begin += count[end]
    for ax, name in zip(axes[:, 0], names, strict=True):
        ax.set_yticks(range(len(widths)), widths)
        ax.set(xlim=(0, n), xticks=[], ylim=(len(widths) - 0.5, -0.5))
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        ax.set_ylabel(name, fontsize=12, fontweight="bold", rotation=0, ha="right", va="center", labelpad=14)
    first = next(iter(counts.values()))  # the names of the ends, above the first bar
    for end, begin in zip(first, np.cumsum([0, *first.values()]), strict=False):
        if first[end]:
            place = begin + first[end] / 2, -0.5
            label = dict(offset=(0, 2), ha="center", va="bottom")
            style.label(axes[0, 0], *place, end, style.CURE if end == "solved" else style.FAULT, **label)
    style.label(axes[0, 0], 0, -0.5, "units", ha="right", va="bottom", offset=(-4, 2), fontsize=10)
    (name, width), most = max(counts.items(), key=lambda item: item[1]["other"])
    if most["other"]:
        style.label(axes[names.index(name), 0], n, widths.index(width), "other", style.GRAY)
    failed = [n for count in counts.values() for end, n in count.items() if end != "solved"]
    other = sum(count["other"] for count in counts.values())
    title = (
        f"Width cures; of {sum(failed)} failures {sum(failed) - other} give two rows or more one and the same answer"
    )
    fig.suptitle(title, **style.HEADLINE)
    return fig


def late(losses, seed):
    """The loss of one network after each step, (steps,)."""
    leaves = int(np.argmax(losses < 0.4))
    alt = (
        f"Loss against step, 0 to {len(losses):,}, the network of seed {seed}. It falls to {losses[leaves // 2]:.2f} "
        f"at once and stands there until about step {round(leaves, -3):,}, then it falls to {losses[-1]:.2f}."
    )
    show(draw_late(losses, seed), alt)


def draw_late(losses, seed, stopped=2000):
    fig, ax = plt.subplots(figsize=(8, 3))
    steps = np.unique(np.r_[np.arange(0, 200, 2), np.linspace(0, len(losses) - 1, 800)].astype(int))
    leaves = int(np.argmax(losses < 0.4))
    ax.axvspan(stopped, leaves, color="#EEF2F6", lw=0)
    ax.plot(steps, losses[steps], color=style.INK, lw=2.6)
    begin = int(np.flatnonzero(losses > np.median(losses[:leaves]) - 0.005)[-1])  # the last step up there
    falls = np.arange(begin, len(losses), 5)
    ax.plot(falls, losses[falls], color=style.CURE, lw=3.6)
    ax.plot(begin, losses[begin], "D", color=style.CURE, ms=10, mec="white", zorder=4)
    style.label(ax, leaves, 0.26, "and it falls:\nsolved", style.CURE, offset=(10, 0), fontsize=12, fontweight="bold")
    dead = dict(ha="center", fontweight="bold", fontsize=18, offset=(0, 0))
    style.label(ax, (stopped + leaves) / 2, 0.24, "“It doesn’t move any more”", **dead)
    level = losses[leaves // 2]
    style.label(ax, 0.6 * leaves, level, f"three rows alike: {level:.2f}", style.GRAY, va="bottom", offset=(0, 4))
    ax.axvline(stopped, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    style.label(ax, stopped, 0.7, "here we had stopped", style.GRAY)
    ax.set(xlim=(0, len(losses)), ylim=(0, 0.8), yticks=[0, 0.2, 0.4, 0.6, 0.8], xlabel="step", ylabel="loss")
    ax.set_xticks([0, stopped, *range(5000, len(losses) + 1, 5000)])
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set_title(f"Seed {seed} stands still until step {round(leaves, -2):,}: a plateau, no dead end")
    return fig


def units_apart(paths):
    """The weights of two hidden units after each step, for each name in paths {name: (steps, 2)}."""
    said = []
    for name, path in paths.items():
        fate = "both lines are one" if np.array_equal(*path.T) else "they part at once"
        said.append(f"{name}: {fate}, at the end {path[-1, 0]:.1f} and {path[-1, 1]:.1f}")
    alt = (
        f"The weights from x₁ into two hidden units against the step, 0 to {len(next(iter(paths.values())))}, a panel "
        f"for each way to start. Both begin equal. {'. '.join(said)}."
    )
    show(draw_units_apart(paths), alt)


def draw_units_apart(paths):
    fig, axes = plt.subplots(1, len(paths), figsize=(8, 3.3), sharey=True)
    for ax, (name, path) in zip(axes, paths.items(), strict=True):
        same = np.array_equal(*path.T)
        color = style.FAULT if same else style.CURE
        ax.plot([0, len(path)], [0, 0], color=style.PALE, lw=1, zorder=0)
        ax.plot(path[:, 0], color=color, lw=8 if same else 2.6, alpha=0.35 if same else 1)
        ax.plot(path[:, 1], color=style.TEXT[color], ls=(0, (4, 2)))
        ax.plot(0, path[0, 0], "D", color=style.INK, ms=8, mec="white", zorder=5, clip_on=False)
        style.label(ax, 0, path[0, 0], "start: equal", va="bottom", offset=(4, 14), fontsize=10)
        names = ["units 1\nand 2"] if same else ["unit 1", "unit 2"]
        for unit, end in zip(names, path[-1], strict=False):
            words = f"{unit}: {end:.1f}".replace("-", "−")
            style.label(ax, len(path), end, words, color, fontweight="bold")
        ax.set(xlim=(0, 1.4 * len(path)), xticks=np.linspace(0, len(path), 5), xlabel="step")
        style.end_axis(ax, 0, len(path))
        ax.set_title(name, color=style.TEXT[color])
    axes[0].set_ylabel("weight from $x_1$")
    fig.suptitle("Units that are equal stay equal; one difference parts them", **style.HEADLINE)
    return fig


DOWN = 0.1  # a loss below this has left the plateau


def arrival(loss):
    """After how many steps the loss (steps,), each before its step, is below DOWN."""
    return int(np.argmax(loss < DOWN))


def plateau(curves):
    """The loss against the step, {name: (steps,)}: plain gradient descent, then with momentum."""
    said = []
    for name, loss in curves.items():
        said.append(f"{name} it is below {DOWN} after {arrival(loss)} steps")
    alt = (
        "Loss against step, median of 100 networks 2-8-1 with sigmoid units. Both curves fall to "
        f"log 2 = 0.69 within a few steps; without momentum the loss leaves it slowly. With {'; with '.join(said)}."
    )
    show(draw_plateau(curves), alt)


def draw_plateau(curves):
    fig, ax = plt.subplots(figsize=(8, 3.3))
    slow, quick = map(arrival, curves.values())
    looks = (dict(color=style.INK, ls="-"), dict(color=style.CURE, ls=(0, (5, 2))))
    for (name, loss), look in zip(curves.items(), looks, strict=True):
        shown, done = loss[: int(1.2 * slow)], arrival(loss)
        ax.plot(shown, lw=2.6, **look)
        ax.plot(done, loss[done], "o", color=look["color"], ms=9, mec="white", zorder=4)
        said = (f"{name}, no momentum" if done == slow else name).replace(", ", ",\n")
        style.label(ax, np.argmax(loss < 0.45), 0.45, said, look["color"], va="bottom", offset=(8, 0))
        style.label(ax, done, loss[done], f"{done} steps", look["color"], va="bottom", offset=(7, 7))
    ax.axhline(np.log(2), color=style.GRAY, lw=1.2, ls=(0, (2, 2)), zorder=0)
    words = "log 2 = 0.69: every row gets ½"
    style.label(ax, len(shown), np.log(2), words, style.GRAY, va="bottom", ha="right", offset=(0, 3))
    arrow = dict(arrowstyle="-|>", color=style.CURE, lw=2.4, mutation_scale=18, shrinkA=7, shrinkB=7)
    ax.annotate("", (quick, DOWN), (slow, DOWN), arrowprops=arrow)
    words = dict(ha="center", va="bottom", offset=(0, 6), fontsize=18, fontweight="bold")
    style.label(ax, (2 * slow + 3 * quick) / 5, DOWN, f"{slow / quick:.0f} times fewer", style.CURE, **words)
    ax.set(xlim=(0, len(shown)), ylim=(0, None), xlabel="steps done", ylabel="loss, median of 100")
    ax.set_title(f"With momentum, to a loss of {DOWN} in {quick} steps instead of {slow} (2-8-1, sigmoid)")
    return fig
