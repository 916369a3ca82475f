"""A 2-2-1 network learns XOR, or does not. Its hidden space and its loss over the epochs."""

import numpy as np

from nnlib import sigmoid

from ... import style
from ...four_points import NAMES, points, together
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
    solved,
    train,
    verdict,
)

STEPS = EPOCHS.tolist()
NEAR, SAME = 0.05, 0.02  # of the height of the picture: points named together, and on one spot
MARK = 0.08  # its size in shares of the sides of an axes


def build():
    """Present the controls and the pictures. Returns (live, live_loss)."""
    live, live_loss = LiveFigure(4.5, 4), LiveFigure(3.5, 4)
    left, right = (each.figure.subplots() for each in (live, live_loss))
    for ax in (left, right):  # ticks change with every run: laid out once, with room for all
        ax.figure.set_layout_engine("none")
    nets = {name: network(name, 0) for name in UNITS}
    left.set(xlabel="unit 1", position=[0.15, 0.13, 0.83, 0.72])
    left.set_title("Where the hidden units put the rows", pad=29)
    left.set_ylabel("unit 2")
    left.yaxis.set_label_coords(-0.12, 0.5)
    wide = np.divide(*left.bbox.size)
    left.locator_params(nbins=4)
    for place, number, sign in ((0, 0, "●"), (0.3, 1, "■")):
        color = style.TEXT[style.CLASS[number]["color"]]
        left.text(place, 1.025, f"{sign} target {number}", transform=left.transAxes, color=color, va="bottom")
    right.set(xlim=(0, 2600), ylim=(0, 1.05), xlabel="step (drag the dot)")
    right.set_title("Loss of all four rows", pad=29)
    right.set(position=[0.13, 0.13, 0.54, 0.72], yticks=[0, 0.5, 1])
    right.set_xscale("symlog", linthresh=10)
    right.set_xticks([0, 10, 100, 1000], ["0", "10", "100", "1000"])
    right.minorticks_off()
    ends = {**LOSSES, 0: "solved"}
    for height in LOSSES:
        right.axhline(height, color=style.PALE, lw=1)
    levels = [style.label(right, 2600, height, words) for height, words in ends.items()]
    (curve,) = right.plot([], [], **style.SPLIT["train"])
    (now,) = right.plot([], [], "o", color=style.INK, ms=10, mec="white", clip_on=False)
    dots = points(left, X, sizes=(20, 12))  # two may share a spot
    look = dict(ha="center", va="center", zorder=5, path_effects=style.HALO)
    zero, *names = [left.text(0, 0, "", transform=left.transAxes, **look) for _ in (0, *NAMES)]
    live_loss.freeze(curve, now, *levels)
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
        low, high = limits(np.array(paths), wide)
        left.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        curve.set_data(EPOCHS, np.minimum(losses, 1.04))
        live.freeze(*dots, *names, zero)
        redraw()

    def redraw(_=None):
        at = STEPS.index(step.value)
        params, loss = (each[at, seed.value] for each in train(activation.value))
        net = nets[activation.value]
        net.params[:] = params
        a, p = hidden(net, X), sigmoid(net(X))[:, 0]
        for dot, number in zip(dots, (0, 1), strict=True):
            dot.set_data(*a[Y[:, 0] == number].T)
        low, high = np.array([left.get_xlim(), left.get_ylim()]).T
        w1, w2, b = output_line(net)
        spots, line = (a - low) / (high - low), _on_line(w1, w2, b, low, high)
        seen = spots * [wide, 1]  # in shares of the height
        taken, texts = [(spots, MARK, 1000), (line, 0.03, 50)], [(zero, line, "answer ½", 0.03)]
        for text, spot, (words, alike) in zip(names, spots, _words(seen, p), strict=True):
            text.set(fontsize=13 if alike else 10.5, fontweight="bold" if alike else "normal")
            texts.insert(0 if alike else -1, (text, spot[np.newaxis], words, 0.06))
        for text, where, words, gap in texts:
            text.set_text(words if len(where) else "")
            if words and len(where):
                size = _size(text)
                text.set_position(place := beside(where, size, gap, taken))
                taken.append((place, size, 1000))
        now.set_data([step.value], [min(loss, 1.04)])
        for text, height in zip(levels, ends, strict=True):
            here = abs(loss - height) < 0.01 if height else solved(p)
            text.set(fontweight="bold" if here else "normal", color=style.INK if here else style.TEXT[style.GRAY])
        a1, a2 = np.meshgrid(*np.linspace(low, high, 41).T)
        words = verdict(p, loss, at == len(STEPS) - 1)
        listed = ", ".join(f"{name} {answer:.2f}" for name, answer in zip(NAMES, p, strict=True))
        heading = f"2-2-1 with {activation.value}, seed {seed.value}, step {step.value}, loss {loss:.2f}."
        shared = [" and ".join(NAMES[row] for row in rows) for rows in together(seen, SAME) if len(rows) > 1]
        live.show(
            f"Where the hidden layer puts the four rows, and the line of the output. The answers are {listed}. "
            f"Rows on one spot: {'; '.join(shared) or 'none'}.",
            f"<b>{words}</b><br>{heading}",
            under=_ground(left, a1[0], a2[:, 0], sigmoid(w1 * a1 + w2 * a2 + b)),
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
    present("hidden_space", activation, seed, step, clock, live, live_loss)
    return live, live_loss


def _words(places, p):
    """What stands beside each point, and whether others share its spot and its answer."""
    words = [("", False)] * len(NAMES)
    for rows in together(places, NEAR):
        names, n = [NAMES[row] for row in rows], len(rows)
        listed = " and ".join(names) if n < 3 else ",\n".join((", ".join(names[:2]), ", ".join(names[2:])))
        said = ", ".join(dict.fromkeys(f"{answer:.2f}" for answer in p[rows]))
        alike = n > 1 and len(together(places[rows], SAME)) == 1 and "," not in said
        if alike:
            said = f"on one spot:\n{'both' if n == 2 else 'all'} get {said}"
        else:
            said = f"gets {said}" if n == 1 else f"close together:\n{said}"
        words[rows[0]] = f"{listed}\n{said}", alike
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
