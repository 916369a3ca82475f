"""Pictures of what a hundred small networks find: hidden spaces, counts, losses that stand still, units that part."""

import matplotlib.pyplot as plt
import numpy as np

from nnlib import sigmoid

from ... import style
from ...figures import show
from ...four_points import CORNERS, MESH, NAMES, XOR, line, mesh, plane, points, together

ACTIVATIONS = {  # for curves by activation
    "ReLU": dict(color=style.GRAY, marker="o", ls=(0, (1.2, 1.2))),
    "tanh": dict(color=style.INK, marker="s", ls="-"),
    "sigmoid": dict(color="#689ECB", marker="^", ls=(0, (5, 2))),
}
BOX = dict(fc="white", ec="none", pad=1, alpha=0.9)


def at(net, inputs):
    """Where the hidden layer of a network 2-2-1 puts inputs (n, 2)."""
    for layer in net.layers[:-1]:
        inputs = layer.forward(inputs)
    return inputs


def two_fates(nets, seeds):
    """The hidden spaces of trained networks 2-2-1 with tanh, a panel each, with their answers to the four rows."""
    said = []
    for net, seed in zip(nets, seeds, strict=True):
        p = sigmoid(net(CORNERS))[:, 0]
        spots = together(at(net, CORNERS), within=0.1)
        one = [" and ".join(NAMES[row] for row in rows) for rows in spots if len(rows) > 1]
        said.append(
            f"Seed {seed} answers {', '.join(f'{value:.2f}' for value in p)}; on one spot: {'; '.join(one) or 'none'}"
        )
    alt = f"Hidden spaces of two trained networks, the grid of the plane in each a bent curve. {'. '.join(said)}."
    show(draw_two_fates(nets, seeds), alt)


def draw_two_fates(nets, seeds):
    fig, axes = plt.subplots(1, len(seeds), figsize=(8, 4), sharey=True)
    for ax, net, seed in zip(axes, nets, seeds, strict=True):
        p, places = sigmoid(net(CORNERS))[:, 0], at(net, CORNERS)
        fine = np.abs(p - XOR).max() < 0.1
        ax.plot(*at(net, mesh(lines=13)).T, color=MESH, lw=1.1)
        last = net.layers[-1]
        line(ax, *last.W[:, 0], last.b[0])
        points(ax, places, (13, 8))  # both are seen on one spot
        for rows in together(places, within=0.1):
            x, height = places[rows].mean(axis=0)
            words = "\n".join(f"{NAMES[row]}: {p[row]:.2f}" for row in rows)
            right, upper = x > 0, height > 0
            beside = dict(ha="right" if right else "left", va="top" if upper else "bottom")
            away = (-10 if right else 10, -9 if upper else 9)
            style.label(ax, x, height, words, fontsize=9.5, bbox=BOX, offset=away, zorder=6, **beside)
        ends = dict(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        ax.set(aspect="equal", xlabel="unit 1", **ends)
        color = style.TEXT[style.CURE if fine else style.FAULT]
        ax.set_title(f"seed {seed}: " + ("solved" if fine else "stuck"), color=color)
    axes[0].set_ylabel("unit 2")
    title = "One brings the two ones together, the other a one and a zero"
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
        ax.plot(widths, values, mec="white", ms=7, clip_on=False, **look)
        ax.vlines(widths, values - bar, np.minimum(values + bar, n), color=look["color"], lw=1.5)
        color = style.TEXT[style.CURE] if name == "sigmoid" else look["color"]
        style.label(ax, widths[0], values[0], f"{name} {values[0]}", color, ha="right", offset=(-9, 0))
    ax.set_xticks(widths, [f"{width}" for width in widths])
    ax.set(xlim=(0.9, widths[-1] + 0.2), ylim=(0, n), yticks=range(0, n + 1, n // 4))
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
    fig, axes = plt.subplots(1, len(nets), figsize=(8, 3.1), sharey=True)
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
        wrong = np.abs(sigmoid(net(CORNERS))[:, 0] - XOR) >= 0.1
        kind = {2: "two alike", 3: "three alike", 4: "all alike"}.get(int(wrong.sum()), "other")
        ax.plot(*CORNERS[wrong].T, "o", ms=21, mfc="none", mec=style.INK, mew=1.6)
        ax.set_title(f"{kind} ({name})", fontsize=11, fontweight="normal")
    for ax in axes[1:]:
        ax.set_ylabel("")
    title = "Rows that are not told apart get the mean of their targets"
    fig.suptitle(title, x=0.012, ha="left", fontsize=12, fontweight="bold")
    return fig


ENDS = {  # how a network ends, in the order of the bars; the darker, the more rows are taken for one
    "solved": dict(color=style.CURE),
    "two alike": dict(color="#F3CDB3"),
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
    alt = f"Stacked bars, a panel for each activation and a bar for each hidden width. {'; '.join(said)}."
    show(draw_ends(counts), alt)


def draw_ends(counts):
    names = list(dict.fromkeys(name for name, _ in counts))
    fig, axes = plt.subplots(1, len(names), figsize=(8, 3.5), sharey=True)
    for ax, name in zip(axes, names, strict=True):
        widths = [width for other, width in counts if other == name]
        place, floor = np.arange(len(widths)), np.zeros(len(widths))
        for end, look in ENDS.items():
            height = np.array([counts[name, width][end] for width in widths])
            ax.bar(place, height, 0.72, floor, label=end, ec="white", lw=0.8, **look)
            dark = end in ("solved", "all alike", "other")
            for x, n, low in zip(place, height, floor, strict=True):
                if n >= 9:
                    color = "white" if dark else style.INK
                    ax.text(x, low + n / 2, f"{n}", ha="center", va="center", fontsize=9.5, color=color)
            floor = floor + height
        ax.set_xticks(place, [f"{width}" for width in widths])
        ax.set(ylim=(0, 100), yticks=range(0, 101, 25), xlabel="hidden units")
        ax.set_title(name, fontsize=11, fontweight="normal")
        ax.spines["bottom"].set_visible(False)
        ax.tick_params(axis="x", length=0)
    axes[0].set_ylabel("networks, of 100")
    handles, labels = axes[-1].get_legend_handles_labels()
    fig.legend(handles[::-1], labels[::-1], loc="outside right center", frameon=False, fontsize=9.5)
    failed = [n for count in counts.values() for end, n in count.items() if end != "solved"]
    other = sum(count["other"] for count in counts.values())
    title = f"{sum(failed) - other} of {sum(failed)} networks that fail take rows for one another"
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
    ax.plot(steps, losses[steps], color=style.INK)
    ax.axhline(0.477, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    style.label(
        ax, 0.6 * len(losses), 0.477, "three rows alike: 0.48", style.GRAY, fontsize=9.5, va="bottom", offset=(0, 3)
    )
    ax.axvline(2000, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    style.label(ax, 2000, 0.9 * losses.max(), "2000 steps: here the table stops", style.GRAY, fontsize=9.5)
    ax.set(xlim=(0, len(losses)), ylim=(0, None), xlabel="step", ylabel="loss")
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set_title(f"Seed {seed} looks like a dead end for more than 10,000 steps")
    ax.grid(axis="y")
    return fig


def units_apart(paths):
    """The weights of two hidden units against the step, a panel for each name in paths {name: (steps, 2)}."""
    said = [
        f"{name}: the two lines " + ("lie on each other" if np.allclose(path[:, 0], path[:, 1]) else "part at once")
        for name, path in paths.items()
    ]
    alt = (
        "Panels with the weights from x₁ into two hidden units against the step, 0 to "
        f"{len(next(iter(paths.values())))}. {'. '.join(said)}."
    )
    show(draw_units_apart(paths), alt)


def draw_units_apart(paths):
    fig, axes = plt.subplots(1, len(paths), figsize=(8, 3.4), sharey=True)
    looks = (dict(color="#AFCBE2", lw=5), dict(color=style.INK, lw=1.8, ls=(0, (4, 2))))
    for ax, (name, path) in zip(axes, paths.items(), strict=True):
        for unit, look in enumerate(looks):
            ax.plot(path[:, unit], **look)
        same = np.array_equal(path[:, 0], path[:, 1])
        for unit in range(1 if same else 2):
            text = "units 1 and 2" if same else f"unit {unit + 1}"
            color = style.INK if same or unit else style.CURE
            up = path[-1, unit] >= path[-1, 1 - unit]
            how = dict(ha="right", va="bottom" if up else "top", offset=(0, 7 if up else -7))
            style.label(ax, len(path) - 1, path[-1, unit], text, color, **how)
        ax.set(xlabel="step", xlim=(0, len(path)))
        ax.set_xticks(np.linspace(0, len(path), 5))
        ax.margins(y=0.2)
        ends = "two lines, one on the other" if same else "they part in the first step"
        ax.set_title(f"{name}:\n{ends}", fontsize=11, fontweight="normal")
        ax.grid(axis="y")
    axes[0].set_ylabel("weight from $x_1$")
    title = "Units that are equal stay equal"
    fig.suptitle(title, x=0.012, ha="left", fontsize=12, fontweight="bold")
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
        style.label(ax, middle + 1, 0.35, name, look["color"], ha=side, offset=(8 if side == "left" else -8, 0))
    ax.axhline(np.log(2), color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
    slow, quick = (int(np.argmax(loss < 0.1)) + 1 for loss in curves.values())
    arrow = dict(arrowstyle="-|>", color=style.CURE, lw=1.6, shrinkA=3, shrinkB=3)
    ax.annotate("", (quick, 0.1), (slow, 0.1), arrowprops=arrow)
    faster = f"{slow / quick:.0f} times fewer steps"
    style.label(ax, np.sqrt(slow * quick), 0.1, faster, style.CURE, ha="center", va="bottom", offset=(0, 4))
    style.label(ax, len(loss), np.log(2), "½ everywhere: log 2", style.GRAY, va="bottom", ha="right", offset=(0, 2))
    ax.set(xscale="log", xlim=(1, len(loss)), ylim=(0, None), xlabel="step", ylabel="loss, median of 100")
    ax.xaxis.set_major_formatter("{x:g}")
    ax.set_title("Momentum leaves the plateau sooner (2-8-1 with sigmoid)")
    ax.grid(axis="y")
    return fig
