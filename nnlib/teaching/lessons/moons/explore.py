"""Hidden units as hinges: from which start do they line up, and what does the network say meanwhile?"""

import copy
import functools

import numpy as np
from contourpy import contour_generator

from nnlib import SGD, Dense, Sequential, binary_cross_entropy

from ... import style, two_moons
from ...live import Choice, LiveFigure, Slider, present
from .pictures import BEST, FAINT, LINED_UP, boundary_in_words, hinge_look, hinges, key, off_line

EPOCHS = [0, 5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 600, 1000]
NUMBERS = 6
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


def verdict(net, epoch):
    if epoch == 0:
        return "Not trained: 16 hinges, as chance has drawn them."
    if "straight" not in boundary_in_words(two_moons.map_of(net)):
        return "The boundary bends where hinges cross it."
    why = ": they have lined up" if off_line(net, line()) < LINED_UP else ""
    return f"16 hinges, and yet the boundary is one straight line{why}."


# ---- what is shown ----


def build_units():
    """Present the controls and the pictures. Returns (live, live_loss)."""
    live, live_loss = LiveFigure(4.5, 3.7), LiveFigure(3.5, 3.7)
    plane, curve = (each.figure.subplots() for each in (live, live_loss))
    style.bare(plane).set(
        xlim=two_moons.X1[[0, -1]],
        ylim=two_moons.X2[[0, -1]],
        aspect="equal",
        title="The strongest of the 16 hinges",
    )
    key(live.figure, ncols=2)
    names = []
    for number, (near, va) in enumerate((("left", "top"), ("right", "bottom"))):
        share = dict(left=0.03, right=0.97, bottom=0.03, top=0.97)
        look = dict(xycoords="axes fraction", offset=(0, 0), fontweight="bold", ha=near, va=va, path_effects=style.HALO)
        moon = ("upper moon", "lower moon")[number]
        names.append(style.label(plane, share[near], share[va], moon, style.CLASS[number]["color"], **look))
    curve.set(xscale="log", xlim=(ZERO, 1000), ylim=(0, 1), title="Loss: drag the dot", xlabel="epoch")
    curve.set_xticks([ZERO, 1, 10, 100, 1000], ["0", "1", "10", "100", "1000"])
    curve.minorticks_off()
    curve.set(yticks=[0, 0.2, 0.4, 0.6, 0.8, 1])
    curve.grid(axis="y")
    X, y = points()
    least = binary_cross_entropy(y, line()(X))[0]
    curve.axhline(least, **BEST)
    style.label(curve, ZERO, least, "best line", style.GREEN, fontsize=9.5, va="top", offset=(4, -3))
    for ax in (plane, curve):
        ax.set_anchor("N")
    look = dict(ls="", ms=3.4, mec="white", mew=0.4)
    dots = [plane.plot(*X[:300][y[:300, 0] == k].T, **style.CLASS[k], **look)[0] for k in (0, 1)]
    (border,) = plane.plot([], [], color=style.INK, lw=5, path_effects=style.HALO)
    bends = [plane.plot([], [])[0] for _ in range(16)]
    best = _joined(contour_generator(two_moons.X1, two_moons.X2, two_moons.map_of(line())).lines(0.5))
    (dashes,) = plane.plot(*best.T, **BEST)
    (losses_line,) = curve.plot([], [], **style.SPLIT["train"])
    (mark,) = curve.plot([], [], "o", color=style.INK, ms=11, mec="white", clip_on=False)
    live.freeze(*dots, *bends, border, dashes, *names)
    live_loss.freeze(losses_line, mark)

    start = Choice("start", list(STARTS))
    number = Slider("start number", (1, NUMBERS, 1), 5)
    epoch = Slider("epoch", EPOCHS, 50)

    def redraw(_=None):
        nets, losses = run(start.value, number.value - 1)
        net = nets[EPOCHS.index(epoch.value)]
        p = two_moons.map_of(net)
        border.set_data(*_joined(contour_generator(two_moons.X1, two_moons.X2, p).lines(0.5)).T)
        for bend, (hinge, _, share) in zip(bends, zip(*hinges(net, line()), strict=True), strict=True):
            bend.set(data=hinge.T if share > FAINT else ((), ()), **hinge_look(share))
        losses_line.set_data(_place(np.arange(len(losses))), losses)
        loss = binary_cross_entropy(y, net(X))[0]
        mark.set_data([_place(epoch.value)], [loss])
        words = verdict(net, epoch.value)
        numbers = f"Loss {loss:.3f} at epoch {epoch.value}; that of the best straight line: {least:.3f}. "
        numbers += f"Hinges: {off_line(net, line()):.0f}° off it on average."
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
