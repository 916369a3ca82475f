"""Hidden units as hinges: from which start do they line up, and what does the network say meanwhile?"""

import copy
import functools

import numpy as np
from contourpy import contour_generator

from nnlib import SGD, Dense, Sequential, binary_cross_entropy

from ... import style, two_moons
from ...live import Choice, LiveFigure, Slider, present
from .pictures import LINED_UP, boundary_in_words, hinge_look, hinges, off_line

EPOCHS = [0, 5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 600, 1000]
NUMBERS = 6
FAINT = 0.1  # hinges that count less, of the boldest, are not drawn
ZERO = 0.5  # where epoch 0 stands on a logarithmic axis
STARTS = {"small, 0.1": two_moons.small_start, "He": two_moons.he_start}

# ---- what is computed ----


@functools.cache
def points():
    return two_moons.moons(1000, 0)


@functools.cache
def line():
    """Logistic regression, trained until its gradient is gone."""
    net = Sequential(Dense(2, 1, rng=np.random.default_rng(0)))
    descend(net, 1000)
    return net


def descend(net, epochs):
    """Full batch, lr 1. Returns the loss before each step."""
    X, y = points()
    optimizer, losses = SGD(net, lr=1), []
    for _ in range(epochs):
        loss, dscores = binary_cross_entropy(y, net.forward(X))
        net.backward(dscores)
        optimizer.step()
        losses.append(loss)
    return losses


@functools.cache
def run(start, seed):
    """The network at each of EPOCHS, and the loss before each of 1000 steps. Computed when it is first asked for."""
    net, losses, kept = STARTS[start](seed), [], []
    for epoch in EPOCHS:
        losses += descend(net, epoch - len(losses))
        kept.append(copy.deepcopy(net))
    return kept, np.array(losses)


def same_class(net):
    """Share of the points that the network and the line put into one class."""
    X, _ = points()
    return float(((net(X) > 0) == (line()(X) > 0)).mean())


def verdict(net, epoch):
    off = off_line(net, line())
    if epoch == 0:
        return f"Not trained: hinges in all directions, on average {off:.0f}° off the best line."
    if off < LINED_UP:
        shape = boundary_in_words(two_moons.map_of(net))
        return f"Lined up: 16 units work like one, with {shape}."
    right = two_moons.accuracy(net, *points())
    return f"Hinges in different directions let the boundary bend: {100 * right:.1f} % right."


# ---- what is shown ----


def build_units():
    """Present the controls and the pictures. Returns (live, live_loss)."""
    live, live_loss = LiveFigure(5.2, 3.9), LiveFigure(3, 3.9)
    plane, curve = (each.figure.subplots() for each in (live, live_loss))
    style.bare(plane).set(
        xlim=two_moons.X1[[0, -1]], ylim=two_moons.X2[[0, -1]], aspect="equal", title="The boundary and the hinges"
    )
    key = "black: the boundary · dashed: the best line · others: hinges, bold if\n"
    key += "they count much, blue along the best line; faint ones left out"
    plane.set_xlabel(key, fontsize=10, color=style.TEXT[style.GRAY], loc="left")
    names = []
    for number, (near, va) in enumerate((("left", "top"), ("right", "bottom"))):
        share = dict(left=0.03, right=0.97, bottom=0.03, top=0.97)
        look = dict(xycoords="axes fraction", offset=(0, 0), fontweight="bold", ha=near, va=va, path_effects=style.HALO)
        moon = ("upper moon", "lower moon")[number]
        names.append(style.label(plane, share[near], share[va], moon, style.CLASS[number]["color"], **look))
    curve.set(xscale="log", xlim=(ZERO, 1000), ylim=(0, 0.75), title="Loss")
    curve.set_xlabel("epoch (drag the dot)")
    curve.set_xticks([ZERO, 1, 10, 100, 1000], ["0", "1", "10", "100", "1000"])
    curve.minorticks_off()
    curve.set(yticks=[0, 0.2, 0.4, 0.6])
    curve.grid(axis="y")
    X, y = points()
    least = binary_cross_entropy(y, line()(X))[0]
    curve.axhline(least, color=style.GRAY, lw=1.2, ls=(0, (3, 2)))
    style.label(curve, ZERO, least, "the best line’s loss", style.GRAY, fontsize=9.5, va="top", offset=(4, -3))
    for ax in (plane, curve):
        ax.set_anchor("N")
    look = dict(ls="", ms=3.4, mec="white", mew=0.4)
    dots = [plane.plot(*X[:300][y[:300, 0] == k].T, **style.CLASS[k], **look)[0] for k in (0, 1)]
    (border,) = plane.plot([], [], color=style.INK, lw=4.4, path_effects=style.HALO)
    bends = [plane.plot([], [])[0] for _ in range(16)]
    best = _joined(contour_generator(two_moons.X1, two_moons.X2, two_moons.map_of(line())).lines(0.5))
    (dashes,) = plane.plot(*best.T, color=style.PURPLE, lw=1.8, ls="--")
    (losses_line,) = curve.plot([], [], **style.SPLIT["train"])
    (mark,) = curve.plot([], [], "o", color=style.INK, ms=8, mec="white", clip_on=False)
    live.freeze(*dots, *bends, border, dashes, *names)
    live_loss.freeze(losses_line, mark)

    start = Choice("start", list(STARTS))
    number = Slider("start number", (1, NUMBERS, 1), 1)
    epoch = Slider("epoch", EPOCHS, 50)

    def redraw(_=None):
        nets, losses = run(start.value, number.value - 1)
        net = nets[EPOCHS.index(epoch.value)]
        p = two_moons.map_of(net)
        border.set_data(*_joined(contour_generator(two_moons.X1, two_moons.X2, p).lines(0.5)).T)
        for bend, (hinge, degrees, share) in zip(bends, zip(*hinges(net, line()), strict=True), strict=True):
            bend.set(data=hinge.T if share > FAINT else ((), ()), **hinge_look(degrees, share))
        losses_line.set_data(_place(np.arange(len(losses))), losses)
        loss = binary_cross_entropy(y, net(X))[0]
        mark.set_data([_place(epoch.value)], [loss])
        words = verdict(net, epoch.value)
        numbers = f"Epoch {epoch.value}: loss {loss:.3f}, best line {least:.3f}. Hinges {off_line(net, line()):.0f}° "
        numbers += f"off the best line on average; {100 * same_class(net):.1f} % of the points classed as by it."
        bands = dict(levels=np.linspace(0, 1, 11), cmap=style.BANDS, antialiased=False)
        ground = plane.contourf(two_moons.X1, two_moons.X2, p, **bands)
        live.show(
            "A map of what the network says, two moons of points on it and those hinges of 16 units that count, "
            f"{off_line(net, line()):.0f}° off the best line on average. It has {boundary_in_words(p)}.",
            f"<b>{words}</b><br>{numbers}",
            under=[ground],
        )
        ground.remove()
        live_loss.show(
            f"The loss against the epoch, on a logarithmic axis, a mark at epoch {epoch.value} where it is {loss:.2f}, "
            f"and dashed the loss of the line, {least:.2f}."
        )

    def drag(x, _):
        epoch.value = min(EPOCHS, key=lambda each: abs(np.log(_place(each) / _place(x))))  # the axis is logarithmic

    for control in (start, number, epoch):
        control.observe(redraw, "value")
    live_loss.on_touch(drag)
    redraw()
    present("units", start, number, epoch, live, live_loss)
    return live, live_loss


def _place(epoch):
    """Where an epoch stands on the logarithmic axis, which has no 0."""
    return np.maximum(epoch, ZERO)


def _joined(pieces):
    """Several lines (n, 2) as one, with gaps of nan between them."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([gap, *(part for piece in pieces for part in (piece, gap))])


def units():
    """Show it in a notebook."""
    build_units()
