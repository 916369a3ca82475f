"""A 2-2-1 network learns XOR, or does not. Its input plane and its hidden space over the epochs."""

import numpy as np
from contourpy import contour_generator

from nnlib import sigmoid

from ... import style
from ...four_points import MESH, NAMES, mesh, points, together
from ...live import Choice, Clock, LiveFigure, Slider, present
from .hidden_space import (
    EPOCHS,
    LOSSES,
    SEEDS,
    UNITS,
    X,
    Y,
    beside,
    hidden,
    limits,
    network,
    output_line,
    train,
    verdict,
)

SIDE = np.linspace(-0.25, 1.25, 61)  # of the input plane
STEPS = EPOCHS.tolist()
MARK = 0.085  # its size in shares of the sides of an axes


def build():
    """Present the controls and the pictures. Returns (live, live_hidden, live_loss)."""
    live, live_hidden, live_loss = (LiveFigure(3, 3.1) for _ in range(3))
    left, middle, right = (each.figure.subplots() for each in (live, live_hidden, live_loss))
    grid, nets = mesh(), {name: network(name, 0) for name in UNITS}
    plane = np.stack(np.meshgrid(SIDE, SIDE), axis=-1).reshape(-1, 2)
    ends = (SIDE[0], SIDE[-1])
    left.set(xlim=ends, ylim=ends, xticks=[0, 1], yticks=[0, 1], ylabel="$x_2$", title="Input plane")
    left.set_xlabel("$x_1$ (ringed: not right)")
    middle.set(xlabel="unit 1", ylabel="unit 2", title="Hidden space and grid", box_aspect=1)
    middle.locator_params(nbins=4)
    right.set(xlim=(0, 2600), ylim=(0, 1.05), xlabel="step (drag the dot)", title="Loss", box_aspect=1)
    left.set_box_aspect(1)
    middle.yaxis.set_label_coords(-0.18, 0.5)
    right.set_xscale("symlog", linthresh=10)
    right.set_xticks([0, 10, 100, 1000], ["0", "10", "100", "1000"])
    right.set_yticks([0, 0.35, 0.48, 0.69, 1], ["0", "0.35", "0.48", "0.69", "1"])
    right.minorticks_off()
    for height, words in LOSSES.items():
        right.axhline(height, color=style.PALE, lw=1)
        x, side = (2600, "right") if height > 0.6 else (0.3, "left")  # where the curves are not
        style.label(right, x, height, words, style.GRAY, fontsize=9.5, ha=side, va="bottom", offset=(0, 3))
    (bent,) = middle.plot([], [], color=MESH, lw=0.8)
    (rings,) = left.plot([], [], "o", ms=19, mfc="none", mec=style.INK, mew=1.6)  # rows that are not right
    (curve,) = right.plot([], [], **style.SPLIT["train"])
    (now,) = right.plot([], [], "o", color=style.INK, ms=8, mec="white", clip_on=False)
    dots = points(middle, X, sizes=(14, 8.5))  # two may share a spot
    look = dict(fontsize=9.5, ha="center", va="center", zorder=5, path_effects=style.HALO)
    half, zero, *names = [
        ax.text(0, 0, "", transform=ax.transAxes, **look) for ax in (left, middle, *[middle] * len(NAMES))
    ]
    for ax in (left, middle, right):  # ticks change with every run: laid out once, with room for all
        ax.figure.set_layout_engine("none")
        ax.set_position([0.2, 0.16, 0.76, 0.74])
    said = [
        left.text(x, height + 0.11, "", ha="center", va="bottom", fontsize=10, path_effects=style.HALO)
        for x, height in X
    ]
    live.freeze(*points(left, X), *said, half, rings)
    live_loss.freeze(curve, now)
    for name in UNITS:
        train(name)  # all seeds at once, so that none has to be waited for

    activation = Choice("activation", list(UNITS))
    seed = Slider("seed", (0, SEEDS - 1, 1), 2)
    step = Slider("after step", STEPS, STEPS[-1])

    def restart(_=None):
        """Another run: its limits in the hidden space, and its loss."""
        params, losses = (each[:, seed.value] for each in train(activation.value))
        net, paths = nets[activation.value], []
        for net.params[:] in params:
            paths.append(hidden(net, X))
        low, high = limits(np.array(paths))
        middle.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        curve.set_data(EPOCHS, np.minimum(losses, 1.04))
        live_hidden.freeze(bent, *dots, *names, zero)
        redraw()

    def redraw(_=None):
        at = STEPS.index(step.value)
        params, losses = (each[at, seed.value] for each in train(activation.value))
        net, loss = nets[activation.value], losses
        net.params[:] = params
        a, p = hidden(net, X), sigmoid(net(X))[:, 0]
        bent.set_data(*hidden(net, grid).T)
        for dot, number in zip(dots, (0, 1), strict=True):
            dot.set_data(*a[Y[:, 0] == number].T)
        low, high = np.array([middle.get_xlim(), middle.get_ylim()]).T
        w1, w2, b = output_line(net)
        spots, line = (a - low) / (high - low), _on_line(w1, w2, b, low, high)
        lines, taken = (hidden(net, grid) - low) / (high - low), [(spots, MARK, 1000), (line, 0.03, 50)]
        texts = [
            (text, spot[np.newaxis], words, 0.07) for text, spot, words in zip(names, spots, _words(a), strict=True)
        ]
        for text, where, words, gap in (*texts, (zero, line, "score 0", 0.03)):
            text.set_text(words if len(where) else "")
            if words and len(where):
                size = _size(text)
                text.set_position(place := beside(where, size, gap, taken, lines))
                taken.append((place, size, 1000))
        now.set_data([step.value], [min(loss, 1.04)])
        a1, a2 = np.meshgrid(*np.linspace(low, high, 41).T)
        over = sigmoid(net(plane)).reshape(len(SIDE), -1)
        border = np.concatenate([np.zeros((0, 2)), *contour_generator(SIDE, SIDE, over).lines(0.5)])
        half.set_text("p = ½" if len(border) else "")
        if len(border):
            corners, border = ((each - SIDE[0]) / np.ptp(SIDE) for each in (X, border))
            taken = [(corners, MARK, 1000), (corners + [0, 0.1], _size(said[0]) + 0.05, 1000), (border, 0.03, 50)]
            half.set_position(beside(border, _size(half), 0.03, taken, border))
        words = verdict(p, loss, at == len(STEPS) - 1)
        listed = ", ".join(f"{name} {answer:.2f}".replace(" ", "\u00a0") for name, answer in zip(NAMES, p, strict=True))
        heading = f"2-2-1 with {activation.value}, seed {seed.value}, step {step.value}, loss {loss:.2f}"
        rings.set_data(*X[np.abs(p - Y[:, 0]) >= 0.1].T)
        for text, answer in zip(said, p, strict=True):
            text.set_text(f"{answer:.2f}")
        live.show(
            f"A map of the answers over the plane of the inputs, with its boundary; at the four rows it says {listed}.",
            f"<b>{words}</b><br>{heading}. Answers: {listed}",
            under=_ground(left, SIDE, SIDE, over),
        )
        spots = [" and ".join(NAMES[row] for row in rows) for rows in _spots(a) if len(rows) > 1]
        live_hidden.show(
            "The grid of the plane where the hidden layer puts it, the four rows, and the line of the output. "
            f"Rows on one spot: {'; '.join(spots) or 'none'}.",
            under=_ground(middle, a1[0], a2[:, 0], sigmoid(w1 * a1 + w2 * a2 + b)),
        )
        live_loss.show(
            f"The loss against the step, with a mark at step {step.value} where it is {loss:.2f}, and the three losses "
            "where runs stand."
        )

    def tick():
        at = STEPS.index(step.value)
        if clock.value and step.value == STEPS[-1]:
            at = -1  # Play begins anew, or it would do nothing there
        step.value = STEPS[min(at + 1, len(STEPS) - 1)]
        return step.value == STEPS[-1]

    def reset():
        step.value = 0

    def drag(x, _):
        step.value = min(STEPS, key=lambda each: abs(np.log1p(each) - np.log1p(x)))  # the axis is logarithmic

    for control in (activation, seed):
        control.observe(restart, "value")
    live_loss.on_touch(drag)
    step.observe(redraw, "value")
    restart()
    clock = Clock(tick, reset)
    present("hidden_space", activation, seed, step, clock, live, live_hidden, live_loss)
    return live, live_hidden, live_loss


def _spots(places):
    """Lists of the rows that share a spot, as far as one can see."""
    return together(places, within=0.06 * np.ptp(places, axis=0).max())


def _words(places):
    """What stands beside each point: its name, and those of the points on the same spot."""
    words = [""] * len(NAMES)
    for rows in _spots(places):
        words[rows[0]] = ", ".join(NAMES[row] for row in rows) + ("\non one spot" if len(rows) > 1 else "")
    return words


def _size(text):
    """Of the box of a text, in shares of the sides of its axes."""
    return text.get_window_extent().size / text.axes.bbox.size


def _on_line(w1, w2, b, low, high):
    """Points of the line w1 x + w2 y + b = 0 in the picture with the corners low and high, in shares of its sides."""
    x, y = np.linspace(low, high, 25).T
    with np.errstate(all="ignore"):  # a line along an axis
        spots = np.r_[np.c_[x, -(b + w1 * x) / w2], np.c_[-(b + w2 * y) / w1, y]]
    spots = (spots - low) / (high - low)
    return spots[((spots >= 0) & (spots <= 1)).all(axis=1)]


def _ground(ax, x1, x2, p):
    """Pale bands of p and the boundary at ½, taken out of the axes again: they are drawn for one picture."""
    bands = ax.contourf(x1, x2, p, levels=np.linspace(0, 1, 11), cmap=style.BANDS, vmin=0, vmax=1)
    made = [bands]
    if p.min() < 0.5 < p.max():
        made.append(ax.contour(x1, x2, p, levels=[0.5], colors=style.INK, linewidths=1.8))
    for artist in made:
        artist.remove()
        artist.set(animated=True)
        artist.axes = ax
    return made


def hidden_space():
    """Show it in a notebook."""
    build()
