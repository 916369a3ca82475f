"""Hidden units as arrows: from which start do they line up, and what does the network say meanwhile?"""

import copy
import functools

import numpy as np
from contourpy import contour_generator

from nnlib import SGD, Dense, Sequential, binary_cross_entropy

from ... import style, two_moons
from ...live import Choice, LiveFigure, Slider, present
from .pictures import alignment, arrows, boundary_in_words

EPOCHS = [0, 5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 600, 1000]
NUMBERS = 6
SHORT = 0.25  # of the longest arrow: paler
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
    parallel, same = alignment(net, line()), same_class(net)
    right = two_moons.accuracy(net, *points())
    if epoch == 0:
        return f"Not trained: {parallel:.2f} parallel to the line on average. Random directions have 0.64."
    if parallel >= 0.9:
        says = "the line's class" if same >= 0.99 else "no longer the line's class everywhere: the same"
        return f"Lined up: {parallel:.2f} parallel to the line, and {says} for {100 * same:.1f} % of the points."
    return f"Different directions: {parallel:.2f} parallel to the line. {100 * right:.1f} % of the points right."


# ---- what is shown ----


def build_units():
    """Present the controls and the pictures. Returns (live, live_units, live_loss)."""
    live, live_units, live_loss = LiveFigure(3.8, 3.1), LiveFigure(2.5, 3.1), LiveFigure(2.6, 3.1)
    plane, round_, curve = (each.figure.subplots() for each in (live, live_units, live_loss))
    style.bare(plane).set(
        xlim=two_moons.X1[[0, -1]], ylim=two_moons.X2[[0, -1]], aspect="equal", title="What the network says"
    )
    plane.set(xlabel="$x_1$ (black: p = ½)", ylabel="$x_2$")
    style.bare(round_).set(xlim=(-1.25, 1.25), ylim=(-1.25, 1.25), aspect="equal", title="Weights of 16 units")
    round_.set_xlabel("dashed: the line’s direction\npale: short", fontsize=10, color=style.TEXT[style.GRAY])
    names = []
    for number, (near, far, va) in enumerate((("left", "right", "top"), ("right", "left", "bottom"))):
        color, share = style.CLASS[number]["color"], dict(left=0.03, right=0.97, bottom=0.03, top=0.97)
        look = dict(xycoords="axes fraction", offset=(0, 0), fontsize=10, va=va)
        moon = ("upper moon", "lower moon")[number]
        names.append(style.label(plane, share[near], share[va], moon, color, fontweight="bold", ha=near, **look))
        style.label(round_, share[far], share[va], f"{'●■'[number]} votes for {number}", color, ha=far, **look)
    curve.set(xscale="log", xlim=(ZERO, 1000), ylim=(0, 0.75), title="Loss")
    curve.set_xlabel("epoch, logarithmic\n(drag the dot)")
    curve.set_xticks([ZERO, 1, 10, 100, 1000], ["0", "1", "10", "100", "1000"])
    curve.minorticks_off()
    curve.set(yticks=[0, 0.2, 0.4, 0.6])
    curve.grid(axis="y")
    X, y = points()
    least = binary_cross_entropy(y, line()(X))[0]
    curve.axhline(least, color=style.GRAY, lw=1.2, ls=(0, (3, 2)))
    style.label(curve, ZERO, least, "the line’s loss", style.GRAY, fontsize=9.5, va="top", offset=(4, -3))
    for ax in (plane, round_, curve):
        ax.set_anchor("N")
    look = dict(ls="", ms=3.4, mec="white", mew=0.4)
    dots = [plane.plot(*X[:300][y[:300, 0] == k].T, **style.CLASS[k], **look)[0] for k in (0, 1)]
    w = line().layers[0].W[:, 0]
    w = 1.15 * w / np.linalg.norm(w)
    round_.plot(*np.transpose([-w, w]), color=style.GRAY, lw=1.2, ls=(0, (3, 2)))
    (border,) = plane.plot([], [], color=style.INK, lw=1.8)
    looks = [look | dict(alpha=alpha) for alpha in (0.4, 1) for look in style.CLASS]  # short ones are paler
    shafts = [round_.plot([], [], lw=1.3, **look | dict(marker=""))[0] for look in looks]
    tips = [round_.plot([], [], ls="", ms=6, mec="white", **look)[0] for look in looks]
    (losses_line,) = curve.plot([], [], **style.SPLIT["train"])
    (mark,) = curve.plot([], [], "o", color=style.INK, ms=8, mec="white", clip_on=False)
    live.freeze(*dots, border, *names)
    live_units.freeze(*shafts, *tips)
    live_loss.freeze(losses_line, mark)

    start = Choice("start", list(STARTS))
    number = Slider("start number", (1, NUMBERS, 1), 1)
    epoch = Slider("epoch", EPOCHS, 50)

    def redraw(_=None):
        nets, losses = run(start.value, number.value - 1)
        net = nets[EPOCHS.index(epoch.value)]
        p = two_moons.map_of(net)
        border.set_data(*_joined(contour_generator(two_moons.X1, two_moons.X2, p).lines(0.5)).T)
        both = [(ends, np.linalg.norm(ends, axis=1) < SHORT) for ends in arrows(net)]
        groups = [ends[short] for ends, short in both] + [ends[~short] for ends, short in both]
        for shaft, tip, ends in zip(shafts, tips, groups, strict=True):
            shaft.set_data(*_joined([np.array([[0, 0], end]) for end in ends]).T)
            tip.set_data(*ends.T)
        losses_line.set_data(_place(np.arange(len(losses))), losses)
        loss = binary_cross_entropy(y, net(X))[0]
        mark.set_data([_place(epoch.value)], [loss])
        words = verdict(net, epoch.value)
        longest = np.linalg.norm(net.layers[0].W, axis=0).max()
        numbers = f"Start {start.value}, epoch {epoch.value} · loss {loss:.2f} · longest arrow {longest:.1f}"
        bands = dict(levels=np.linspace(0, 1, 11), cmap=style.BANDS, antialiased=False)
        ground = plane.contourf(two_moons.X1, two_moons.X2, p, **bands)
        live.show(
            f"A map of what the network says, two moons of points on it. It has {boundary_in_words(p)}.",
            f"<b>{words}</b><br>{numbers}",
            under=[ground],
        )
        ground.remove()
        live_units.show(
            "The weights of 16 hidden units as strokes from one point, dots for those that vote for class 0, squares "
            f"for class 1; they are {alignment(net, line()):.2f} parallel to the dashed direction of the line."
        )
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
    present("units", start, number, epoch, live, live_units, live_loss)
    return live, live_units, live_loss


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
