"""A 2-2-1 network learns XOR, or does not. Its input plane and its hidden space over the epochs."""

import ipywidgets as widgets
import numpy as np

from nnlib import sigmoid

from ... import style
from ...four_points import NAMES, mesh, points, together
from ...live import Clock, LiveFigure, controls, present
from .hidden_space import (
    EPOCHS,
    LOSSES,
    UNITS,
    X,
    Y,
    hidden,
    limits,
    network,
    output_line,
    train,
    verdict,
)

BOX = dict(fc="white", ec="none", pad=0.6, alpha=0.85)
SEEDS = 100  # those of the lesson's table
SIDE = np.linspace(-0.25, 1.25, 61)  # of the input plane


def build():
    """Present the controls and the figure. Returns (live, redraw)."""
    live = LiveFigure(8, 3)
    left, middle, right = live.figure.subplots(1, 3)
    grid, net = mesh(), network("tanh", 2)
    plane = np.stack(np.meshgrid(SIDE, SIDE), axis=-1)
    ends = (SIDE[0], SIDE[-1])
    left.set(xlim=ends, ylim=ends, xticks=[0, 1], yticks=[0, 1], xlabel="$x_1$", ylabel="$x_2$", title="input plane")
    middle.set(xlabel="unit 1", ylabel="unit 2", title="hidden space", box_aspect=1)
    middle.locator_params(nbins=4)
    right.set(xlim=(0, 2600), ylim=(0, 1.05), xlabel="step", title="loss", box_aspect=1)
    left.set_box_aspect(1)
    right.set_xscale("symlog", linthresh=10)
    right.set_xticks([0, 10, 100, 1000], ["0", "10", "100", "1000"])
    right.set_yticks([0, 0.35, 0.48, 0.69, 1], ["0", "0.35", "0.48", "log 2", "1"])
    right.minorticks_off()
    for height in LOSSES:
        right.axhline(height, color=style.PALE, lw=1)
    (bent,) = middle.plot([], [], color="#8FA3B8", lw=0.8)
    (curve,) = right.plot([], [], color=style.INK)
    (now,) = right.plot([], [], "o", color=style.INK, ms=8, mec="white", clip_on=False)
    dots = [*points(left, X), *points(middle, X, sizes=(14, 8.5))]  # in the hidden space two may share a spot
    names = [middle.text(0, 0, "", fontsize=9, zorder=5, bbox=BOX) for _ in NAMES]

    activation = widgets.ToggleButtons(
        options=list(UNITS),
        description="activation",
        style={"description_width": "70px", "button_width": "76px"},
        layout={"width": "auto", "display": "flex"},
    )
    seed = widgets.IntSlider(
        2, max=SEEDS - 1, description="seed", style={"description_width": "40px"}, layout={"width": "300px"}
    )
    epoch = widgets.SelectionSlider(
        options=EPOCHS.tolist(),
        value=int(EPOCHS[-1]),
        description="after step",
        style={"description_width": "70px"},
        layout={"width": "440px"},
    )
    square = {}

    def restart(_=None):
        """Another run: its limits in the hidden space, its loss curve, and the picture of all that stands still."""
        params, losses = train(activation.value, seed.value)
        run = network(activation.value, seed.value)
        paths = []
        for run.params[:] in params:
            paths.append(hidden(run, X))
        low, high = limits(np.array(paths))
        middle.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        square["ends"] = [np.linspace(low[i], high[i], 2) for i in (0, 1)]
        curve.set_data(EPOCHS, np.minimum(losses, 1.04))
        live.figure.set_layout_engine("constrained")
        live.freeze(bent, curve, now, *dots, *names)
        redraw()

    def redraw(_=None):
        nonlocal net
        params, losses = train(activation.value, seed.value)
        if type(net.layers[1]) is not UNITS[activation.value]:
            net = network(activation.value, 0)
        net.params[:] = params[epoch.index]
        a, loss = hidden(net, X), losses[epoch.index]
        p = sigmoid(net(X))[:, 0]
        bent.set_data(*hidden(net, grid).T)
        for dot, number in zip(dots[2:], (0, 1), strict=True):
            dot.set_data(*a[Y[:, 0] == number].T)
        low, high = np.array([middle.get_xlim(), middle.get_ylim()]).T
        for text, spot, words in zip(names, a, _words(a), strict=True):
            right, upper = spot > (low + high) / 2
            text.set(position=spot + 0.05 * (high - low) * [-1 if right else 1, -1 if upper else 1], text=words)
            text.set(ha="right" if right else "left", va="top" if upper else "bottom")
        now.set_data([epoch.value], [min(loss, 1.04)])
        w1, w2, b = output_line(net)
        a1, a2 = np.meshgrid(*(np.linspace(*ends, 41) for ends in square["ends"]))
        grounds = [
            (left, SIDE, SIDE, sigmoid(net(plane.reshape(-1, 2))).reshape(len(SIDE), -1)),
            (middle, a1[0], a2[:, 0], sigmoid(w1 * a1 + w2 * a2 + b)),
        ]
        words = verdict(p, loss, epoch.value == EPOCHS[-1])
        listed = ", ".join(f"{name} {answer:.2f}" for name, answer in zip(NAMES, p, strict=True))
        heading = f"2-2-1 with {activation.value}, seed {seed.value}, step {epoch.value}, loss {loss:.2f}"
        live.show(
            f"Input plane, hidden space and loss. {heading}. {words} Answers: {listed}.",
            f"<b>{words}</b><br>{heading}. Answers: {listed}",
            under=[artist for ground in grounds for artist in _ground(*ground)],
        )

    def tick():
        if epoch.index < len(EPOCHS) - 1:
            epoch.index += 1
        return epoch.index == len(EPOCHS) - 1

    def reset():
        epoch.index = 0

    clock = Clock(tick, reset)
    for control in (activation, seed):
        control.observe(restart, "value")
    epoch.observe(redraw, "value")
    restart()
    present("hidden_space", controls(activation, seed), controls(epoch, clock.row), live.widget)
    return live, redraw


def _words(places):
    """What stands beside each point: its name, and those of the points on the same spot, one below the other."""
    words = [""] * len(NAMES)
    for rows in together(places, within=0.06 * np.ptp(places, axis=0).max()):
        words[rows[0]] = "\n".join(NAMES[row] for row in rows)
    return words


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
