"""A 2-2-1 network learns XOR, or does not. Its input plane and its hidden space over the epochs."""

import numpy as np

from nnlib import sigmoid

from ... import style
from ...four_points import NAMES, mesh, points, together
from ...live import Choice, Clock, LiveFigure, Slider, present
from .hidden_space import EPOCHS, LOSSES, SEEDS, UNITS, X, Y, hidden, limits, network, output_line, train, verdict

SIDE = np.linspace(-0.25, 1.25, 61)  # of the input plane
STEPS = EPOCHS.tolist()


def build():
    """Present the controls and the pictures. Returns (live, live_hidden, live_loss)."""
    live, live_hidden, live_loss = (LiveFigure(3, 3.1) for _ in range(3))
    left, middle, right = (each.figure.subplots() for each in (live, live_hidden, live_loss))
    grid, nets = mesh(), {name: network(name, 0) for name in UNITS}
    plane = np.stack(np.meshgrid(SIDE, SIDE), axis=-1).reshape(-1, 2)
    ends = (SIDE[0], SIDE[-1])
    left.set(xlim=ends, ylim=ends, xticks=[0, 1], yticks=[0, 1], xlabel="$x_1$", ylabel="$x_2$", title="Input plane")
    middle.set(xlabel="unit 1", ylabel="unit 2", title="Hidden space", box_aspect=1)
    middle.locator_params(nbins=4)
    right.set(xlim=(0, 2600), ylim=(0, 1.05), xlabel="step (drag the dot)", title="Loss", box_aspect=1)
    left.set_box_aspect(1)
    right.set_xscale("symlog", linthresh=10)
    right.set_xticks([0, 10, 100, 1000], ["0", "10", "100", "1000"])
    right.set_yticks([0, 0.35, 0.48, 0.69, 1], ["0", "0.35", "0.48", "0.69", "1"])
    right.minorticks_off()
    for height, words in LOSSES.items():
        right.axhline(height, color=style.PALE, lw=1)
        x, side = (2600, "right") if height > 0.6 else (0.3, "left")  # where the curves are not
        style.label(right, x, height, words, style.GRAY, fontsize=9.5, ha=side, va="bottom", offset=(0, 1))
    (bent,) = middle.plot([], [], color="#5F7488", lw=1)
    (curve,) = right.plot([], [], **style.SPLIT["train"])
    (now,) = right.plot([], [], "o", color=style.INK, ms=8, mec="white", clip_on=False)
    dots = points(middle, X, sizes=(14, 8.5))  # two may share a spot
    *names, zero = [middle.text(0, 0, "", fontsize=9.5, zorder=5, path_effects=style.HALO) for _ in (*NAMES, "score 0")]
    for ax in (left, middle, right):  # ticks change with every run: laid out once, with room for all
        ax.figure.set_layout_engine("none")
        ax.set_position([0.2, 0.16, 0.76, 0.74])
    said = [left.text(x, height + 0.09, "", ha="center", va="bottom", fontsize=10) for x, height in X]
    live.freeze(*points(left, X), *said)
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
        for text, spot, words in zip(names, a, _words(a), strict=True):
            out = np.where(spot > a.mean(axis=0), 1, -1)  # away from the others, but into the picture at its edge
            out = np.where(np.abs(2 * spot - low - high) > 0.55 * (high - low), -np.sign(2 * spot - low - high), out)
            text.set(position=spot + (0.11, 0.05) * (high - low) * out, text=words)
            text.set(ha="left" if out[0] > 0 else "right", va="bottom" if out[1] > 0 else "top")
        now.set_data([step.value], [min(loss, 1.04)])
        w1, w2, b = output_line(net)
        there = _on_line(w1, w2, b, low, high, a)
        zero.set(position=there if there is not None else low, text="" if there is None else "score 0")
        zero.set_va("top" if w1 * w2 < 0 else "bottom")  # beside the line, whether it rises or falls
        a1, a2 = np.meshgrid(*np.linspace(low, high, 41).T)
        over = sigmoid(net(plane)).reshape(len(SIDE), -1)
        words = verdict(p, loss, at == len(STEPS) - 1)
        listed = ", ".join(f"{name} {answer:.2f}".replace(" ", "\u00a0") for name, answer in zip(NAMES, p, strict=True))
        heading = f"2-2-1 with {activation.value}, seed {seed.value}, step {step.value}, loss {loss:.2f}"
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
        words[rows[0]] = ", ".join(NAMES[row] for row in rows)
    return words


def _on_line(w1, w2, b, low, high, a):
    """The point of the line w1 x + w2 y + b = 0 that is farthest from the rows a (4, 2), with room for words; or None.

    low, high: (2,) corners of the picture.
    """
    x, y = np.linspace(low, high, 41).T
    with np.errstate(all="ignore"):  # a line along an axis
        spots = np.r_[np.c_[x, -(b + w1 * x) / w2], np.c_[-(b + w2 * y) / w1, y]]
    inside = (spots > low + (high - low) * 0.1) & (spots < high - (high - low) * (0.3, 0.1))
    spots = spots[inside.all(axis=1)]
    away = np.hypot(*((spots[:, np.newaxis] - a) / (high - low)).transpose(2, 0, 1)).min(axis=1)
    return spots[away.argmax()] if len(spots) else None


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
