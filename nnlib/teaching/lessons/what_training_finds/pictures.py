"""Pictures of what a hundred small networks find: hidden spaces, counts, losses that stand still, units that part."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MultipleLocator

from nnlib import sigmoid

from ... import style
from ...figures import show
from ...four_points import CORNERS, MESH, NAMES, XOR, line, mesh, plane, points, together

ACTIVATIONS = {  # for curves by activation
    "ReLU": dict(color=style.GRAY, marker="o", ls=(0, (1.2, 1.2))),
    "tanh": dict(color=style.INK, marker="s", ls="-"),
    "sigmoid": dict(color=style.CURE, marker="^", ls=(0, (5, 2))),
}
BOX = dict(fc="white", ec="none", pad=1, alpha=0.9)


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
    fig, (before, *axes) = plt.subplots(1, 1 + len(seeds), figsize=(8, 3.7))
    before.plot(*mesh(lines=13).T, color=MESH, lw=1.1)
    points(before, CORNERS, (13, 11))
    for name, (x, height) in zip(NAMES, CORNERS, strict=True):
        up = 1 if height else -1
        style.label(before, x, height, name, fontsize=9.5, bbox=BOX, ha="center", offset=(0, 15 * up), zorder=6)
    ends = (-0.42, 1.42)
    before.set(xlabel="$x_1$", ylabel="$x_2$", xlim=ends, ylim=ends, xticks=[0, 1], yticks=[0, 1], box_aspect=1)
    before.set_title("the input plane")
    along = np.linspace(-1.15, 1.15, 93)
    for ax, net, seed in zip(axes, nets, seeds, strict=True):
        p, places, last = sigmoid(net(CORNERS))[:, 0], at(net, CORNERS), net.layers[-1]
        fine = np.abs(p - XOR).max() < 0.1
        a1, a2 = np.meshgrid(along, along)
        over = sigmoid(last.W[0, 0] * a1 + last.W[1, 0] * a2 + last.b[0])
        ax.contourf(a1, a2, over, levels=np.linspace(0, 1, 11), cmap=style.BANDS, vmin=0, vmax=1)
        ax.plot(*at(net, mesh(lines=13)).T, color="#5F7488", lw=1.1)
        line(ax, *last.W[:, 0], last.b[0])
        points(ax, places, (13, 8))  # both are seen on one spot
        for rows in together(places, within=0.1):
            x, height = places[rows].mean(axis=0)
            words = "\n".join(NAMES[row] for row in rows)
            beside = dict(ha="right" if x > 0 else "left", va="top" if height > 0 else "bottom")
            away = (-8 if x > 0 else 8, -10 if height > 0 else 9)
            if len(rows) > 1:  # straight beside the spot: towards the middle it would lie on the boundary
                away, beside["va"] = (-16 if x > 0 else 16, -3), "center"
            style.label(ax, x, height, words, path_effects=style.HALO, offset=away, zorder=6, **beside)
        ends = dict(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        ones, zeros = (", ".join(f"{value:.2f}" for value in p[number == XOR]) for number in (1, 0))
        ax.set(box_aspect=1, xlabel=f"unit 1\nthe ones get {ones},\nthe zeros {zeros}", **ends)
        color = style.TEXT[style.CURE if fine else style.FAULT]
        ax.set_title(f"seed {seed}: " + ("solved" if fine else "stuck"), color=color)
    axes[0].set_ylabel("unit 2")
    title = f"Seed {seeds[1]} lays a one on a zero and cannot part them"
    fig.suptitle(title, x=0.012, ha="left", fontsize=12, fontweight="bold")
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
    fig, ax = plt.subplots(figsize=(8, 3.3))
    for name, values in counts.items():
        look, bar = ACTIVATIONS[name], spread(values, n)
        ax.plot(widths, values, mec="white", ms=7, clip_on=False, zorder=3, **look)
        ax.vlines(widths, values - bar, np.minimum(values + bar, n), color=look["color"], lw=1.5)
        style.label(ax, widths[0], values[0], f"{name} {values[0]}", look["color"], ha="right", offset=(-9, 0))
    ax.axhline(n, color=style.PALE, lw=5, zorder=0)
    style.label(ax, widths[0], n, "two units can: the weights exist", style.GRAY, offset=(-9, 11))
    if "tanh" in counts:  # what exists, and what is found of it, left of the names
        left, found = widths[0] - 1.45, counts["tanh"][0]
        missed = dict(arrowstyle="-|>", color=style.INK, lw=1.6, shrinkA=3, shrinkB=0, mutation_scale=13)
        ax.annotate("", (left, found), (left, n), arrowprops=missed)
        words = f"tanh\nmisses\n{n - found}"
        style.label(ax, left, (n + found) / 2, words, ha="right", offset=(-7, 0), weight="bold", linespacing=1.4)
    ends = {}  # names of the lines by where they end
    for name, values in counts.items():
        ends.setdefault(int(values[-1]), []).append(name)
    for end, names in ends.items():
        color = ACTIVATIONS[names[0]]["color"] if len(names) == 1 else style.INK
        apart = 6 if end == max(ends) else -8
        style.label(ax, widths[-1], end, f"{', '.join(names)} {end}", color, offset=(10, apart if len(ends) > 1 else 0))
    ax.set_xticks(widths, [f"{width}" for width in widths])
    ax.set(xlim=(widths[0] - 2.6, widths[-1] + 2.1), ylim=(0, 1.13 * n), yticks=range(0, n + 1, n // 4))
    title = "Two units can represent XOR. To find it takes more"
    ax.set(xlabel="hidden units", ylabel=f"solved, of {n} seeds", title=title)
    ax.grid(axis="y")
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
    fig, axes = plt.subplots(1, len(nets), figsize=(8, 3.7), sharey=True)
    along = np.linspace(-0.4, 1.4, 121)
    x1, x2 = np.meshgrid(along, along)
    for ax, (name, net) in zip(axes, nets.items(), strict=True):
        over = sigmoid(net(np.column_stack([x1.ravel(), x2.ravel()])))[:, 0].reshape(x1.shape)
        ax.contourf(x1, x2, over, levels=np.linspace(0, 1, 11), cmap=style.BANDS, vmin=0, vmax=1)
        points(ax, CORNERS)
        for (x, height), p in zip(CORNERS, sigmoid(net(CORNERS))[:, 0], strict=True):
            away = (0, 12 if height else -12)
            style.label(ax, x, height, f"{p:.2f}", ha="center", va="bottom" if height else "top", offset=away)
        plane(ax, "")
        p = sigmoid(net(CORNERS))[:, 0]
        wrong, loss = np.abs(p - XOR) >= 0.1, -np.log(np.where(XOR, p, 1 - p)).mean()
        kind = {2: "two alike", 3: "three alike", 4: "all alike"}.get(int(wrong.sum()), "other")
        ax.plot(*CORNERS[wrong].T, "o", ms=21, mfc="none", mec=style.INK, mew=1.6)
        ax.set_title(f"{kind}: loss {loss:.2f}\n({name})", fontsize=11, fontweight="normal")
    for ax in axes[1:]:
        ax.set_ylabel("")
    title = "Rows that are not told apart (ringed) get the mean of their targets"
    fig.suptitle(title, x=0.012, ha="left", fontsize=12, fontweight="bold")
    return fig


ENDS = {  # how a network ends, in the order of the bars; the darker, the more rows are taken for one
    "solved": dict(color=style.CURE),
    "two alike": dict(color="#EFBE9B"),
    "three alike": dict(color="#E39A66"),
    "all alike": dict(color=style.FAULT),
    "other": dict(color=style.GRAY),
}


def ends(counts):
    """How the networks end, counts {(activation, width): {end: n}}: an activation a row, a width a square of all."""
    said = []
    for (name, width), count in counts.items():
        failed = [f"{n} {end}" for end, n in count.items() if n]
        said.append(f"{name}, {width} units: {', '.join(failed)}")
    begin = "A small square for each network, in blocks of a hundred: a row of blocks for each activation, a column for"
    show(draw_ends(counts), f"{begin} each hidden width. {'; '.join(said)}.")


def draw_ends(counts):
    names, widths = (list(dict.fromkeys(which)) for which in zip(*counts, strict=True))
    fig, axes = plt.subplots(
        len(names), len(widths), figsize=(8, 0.7 + 1.55 * len(names)), squeeze=False, gridspec_kw=dict(wspace=0.03)
    )
    for (name, width), count in counts.items():
        ax = axes[names.index(name), widths.index(width)]
        which = np.repeat(list(count), list(count.values()))
        for end, look in ENDS.items():
            (own,) = np.nonzero(which == end)
            ax.plot(own % 10, own // 10, "s", ms=6.6, mew=0, **look)
        ax.set(xlim=(-0.8, 9.8), ylim=(-0.8, 9.8), aspect="equal", xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
        ax.set_xlabel(f"{count['solved']} solved", color=style.TEXT[style.CURE], fontsize=10, labelpad=0)
    for ax, width in zip(axes[0], widths, strict=True):
        ax.set_title(f"{width} units", fontsize=11, fontweight="normal", loc="center", pad=4)
    for ax, name in zip(axes[:, 0], names, strict=True):
        ax.set_ylabel(name, fontsize=12, fontweight="bold", rotation=0, ha="right", va="center")
    keys = [plt.Line2D([], [], ls="", marker="s", ms=9, mew=0, label=end, **look) for end, look in ENDS.items()]
    fig.legend(handles=keys[::-1], loc="outside right center", frameon=False, fontsize=10)
    failed = [n for count in counts.values() for end, n in count.items() if end != "solved"]
    other = sum(count["other"] for count in counts.values())
    title = f"Width cures; {sum(failed) - other} of the {sum(failed)} that fail take rows for one another"
    fig.suptitle(title, x=0.012, ha="left", fontsize=12, fontweight="bold")
    return fig


def late(losses, seed):
    """The loss of one network after each step, (steps,)."""
    leaves = int(np.argmax(losses < 0.4))
    alt = (
        f"Loss against step, 0 to {len(losses):,}, the network of seed {seed}. It falls to {losses[leaves // 2]:.2f} "
        f"at once and stands there until about step {round(leaves, -3):,}, then it falls to {losses[-1]:.2f}."
    )
    show(draw_late(losses, seed), alt)


def draw_late(losses, seed):
    fig, ax = plt.subplots(figsize=(8, 2.8))
    steps = np.unique(np.r_[np.arange(0, 200, 2), np.linspace(0, len(losses) - 1, 800)].astype(int))
    leaves = int(np.argmax(losses < 0.4))
    ax.axvspan(2000, leaves, color="#EEF2F6", lw=0)
    ax.plot(steps, losses[steps], color=style.INK)
    begin = int(np.flatnonzero(losses > np.median(losses[:leaves]) - 0.005)[-1])  # the last step up there
    falls = np.arange(begin, len(losses), 5)
    ax.plot(falls, losses[falls], color=style.CURE, lw=3.2)
    ax.plot(begin, losses[begin], "D", color=style.CURE, ms=9, mec="white", zorder=4)
    fall = f"step {round(leaves, -2):,}:\nand it falls"
    style.label(ax, leaves, 0.26, fall, style.CURE, offset=(10, 0), fontweight="bold")
    dead = dict(ha="center", fontweight="bold", fontsize=17, offset=(0, 0))
    style.label(ax, (2000 + leaves) / 2, 0.24, "“It doesn't move any more”", style.INK, **dead)
    ax.axhline(0.477, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    style.label(ax, 0.6 * len(losses), 0.477, "three alike: 0.48", style.GRAY, fontsize=9.5, va="bottom", offset=(0, 3))
    ax.axvline(2000, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    style.label(ax, 2000, 0.9 * losses.max(), "2000 steps: here the table stops", style.GRAY, fontsize=9.5)
    ax.set(xlim=(0, len(losses)), ylim=(0, None), xlabel="step", ylabel="loss")
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set_title(f"Seed {seed} looks like a dead end for more than 10,000 steps")
    ax.grid(axis="y")
    return fig


def units_apart(paths):
    """The weights of two hidden units, one to the right, one up, for each name in paths {name: (steps, 2)}."""
    said = [
        f"{name}: the path " + ("never leaves the diagonal" if np.array_equal(*path.T) else "leaves it at once")
        for name, path in paths.items()
    ]
    alt = (
        "The weights from x₁ into two hidden units, unit 1 to the right, unit 2 up, over "
        f"{len(next(iter(paths.values())))} steps. Both paths begin on the diagonal, where the two are equal. "
        f"{'. '.join(said)}."
    )
    show(draw_units_apart(paths), alt)


def draw_units_apart(paths, every=25):
    """A dot after so many steps."""
    fig, ax = plt.subplots(figsize=(6.4, 4.4))
    ends = np.array([[path.min(axis=0), path.max(axis=0)] for path in paths.values()])
    low, high = ends.min(axis=(0, 1)) - 0.3, ends.max(axis=(0, 1)) + 0.25
    ax.axline((0, 0), slope=1, color=style.PALE, lw=9, zorder=0)
    for name, path in paths.items():
        same = np.array_equal(*path.T)
        color = style.FAULT if same else style.CURE
        ax.plot(*path[:-4].T, color=color, lw=2.6)
        ax.plot(*path[every::every].T, "o" if same else "s", color=color, ms=7, mec="white")
        ax.annotate("", path[-1], path[-6], arrowprops=dict(arrowstyle="-|>", color=color, lw=2.6, mutation_scale=20))
        beside = dict(fontweight="bold", path_effects=style.HALO)
        if same:
            style.label(ax, *path[-1], f"{name}:\nthey stay equal", color, offset=(26, -8), **beside)
        else:  # below the bend, where no line runs
            at = path[5 * len(path) // 8]
            style.label(ax, *at, f"{name}:\nthey part at once", color, ha="right", offset=(0, -26), **beside)
    begin = next(iter(paths.values()))[0]
    ax.plot(*begin, "D", color=style.INK, ms=9, mec="white", zorder=5)
    style.label(ax, *begin, "start", offset=(16, 3))
    words = dict(rotation=45, rotation_mode="anchor", ha="right", va="bottom", transform_rotates_text=True)
    ax.text(high[1] - 0.16, high[1] - 0.06, "unit 1 = unit 2", color=style.TEXT[style.GRAY], **words)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal", anchor="W")
    ax.set(ylabel="into unit 2", xlabel=f"weight from $x_1$ into unit 1 (a mark every {every} steps)")
    ax.xaxis.set_major_locator(MultipleLocator(0.5))
    ax.yaxis.set_major_locator(MultipleLocator(0.5))
    ax.grid()
    ax.set_title("Units that are equal stay equal; one difference parts them")
    return fig


def plateau(curves):
    """The loss against the step, {name: (steps,)}: plain gradient descent, then with momentum."""
    said = []
    for name, loss in curves.items():
        said.append(f"{name} it is below 0.6 at step {np.argmax(loss < 0.6) + 1}")
    alt = (
        "Loss against step on a logarithmic axis, median of 100 networks 2-8-1 with sigmoid units. Both curves fall to "
        f"log 2 = 0.69 within a few steps and stay near it. With {'; with '.join(said)}."
    )
    show(draw_plateau(curves), alt)


def draw_plateau(curves):
    fig, ax = plt.subplots(figsize=(8, 3.1))
    looks = (dict(color=style.INK, ls="-"), dict(color=style.CURE, ls=(0, (5, 2))))
    for side, (name, loss), look in zip(("left", "right"), curves.items(), looks, strict=True):
        ax.plot(np.arange(1, len(loss) + 1), loss, **look)
        middle = int(np.argmax(loss < 0.35))
        said = name if side == "left" else "with momentum 0.9"
        style.label(ax, middle + 1, 0.35, said, look["color"], ha=side, offset=(8 if side == "left" else -8, 0))
    ax.axhline(np.log(2), color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    slow, quick = (int(np.argmax(loss < 0.1)) + 1 for loss in curves.values())
    arrow = dict(arrowstyle="-|>", color=style.CURE, lw=1.6, shrinkA=3, shrinkB=3)
    ax.annotate("", (quick, 0.1), (slow, 0.1), arrowprops=arrow)
    faster = f"{slow / quick:.0f} times fewer steps"
    style.label(ax, np.sqrt(slow * quick), 0.1, faster, style.CURE, ha="center", va="bottom", offset=(0, 4))
    style.label(ax, len(loss), np.log(2), "all alike: log 2", style.GRAY, va="bottom", ha="right", offset=(0, 2))
    ax.set(xscale="log", xlim=(1, len(loss)), ylim=(0, None), xlabel="step", ylabel="loss, median of 100")
    ax.xaxis.set_major_formatter("{x:g}")
    ax.set_title("Momentum leaves the plateau sooner (2-8-1 with sigmoid)")
    ax.grid(axis="y")
    return fig
