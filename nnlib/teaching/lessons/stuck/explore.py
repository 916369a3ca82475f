"""Train a network live and watch its units: in the drawing of the network, and as creases in the plane of the pairs."""

from copy import copy

import numpy as np
from contourpy import contour_generator
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from nnlib import SGD, Adam, ReLU, fit, mlp, squared_error

from ... import style
from ...live import Choice, Clock, LiveFigure, LiveNetwork, present
from ...measures import r_squared
from .pictures import TARGETS, crossing, hidden_sums

ROWS = 1000  # rows that are trained on
OPENED = 35  # steps that have gone by at first
LAST = 20_000  # steps where a run ends
GOAL = 0.99
SHAPES = {"2-4-4-3": (2, 4, 4, 3), "2-4-3": (2, 4, 3), "2-8-3": (2, 8, 3)}
OPTIMIZERS = {"SGD": (SGD, 0.1), "Adam": (Adam, 0.01)}
RARE = 0.01  # a unit that is on for a smaller share of the rows does next to nothing


# ---- what is computed ----
def published_start():
    """2-4-4-3 with the published starting numbers, drawn in the published order, right after the data."""
    generator = np.random.RandomState(42)
    generator.rand(2, 10_000)
    net = mlp([2, 4, 4, 3], ReLU, rng=np.random.default_rng(0))
    for layer in net.layers[::2]:
        layer.W[:] = generator.randn(layer.n_out, layer.n_in).T * np.sqrt(2 / layer.n_in)
        layer.b[:] = generator.randn(layer.n_out) * np.sqrt(2 / layer.n_in)
    return net


def new_net(shape, random_biases, seed):
    """A network from start number seed; number 0 of the published shape with random biases is the published one."""
    if seed == 0 and shape == "2-4-4-3" and random_biases:
        return published_start()
    rng = np.random.default_rng(seed)
    net = mlp(SHAPES[shape], ReLU, rng=rng)
    if random_biases:
        for layer in net.layers[::2]:
            layer.b[:] = rng.normal(0, np.sqrt(2 / layer.n_in), layer.n_out)
    return net


class Run:
    """One run that can be continued. X (n, 2), Y (n, 3), standardized."""

    def __init__(self, X, Y, shape="2-4-4-3", optimizer="SGD", random_biases=True, batch_size=ROWS, seed=0):
        self.X, self.Y, self.batch_size = X, Y, min(batch_size, len(X))
        self.rng, self.net, self.steps = np.random.default_rng(seed), new_net(shape, random_biases, seed), 0
        kind, rate = OPTIMIZERS[optimizer]
        self.optimizer = kind(self.net, lr=rate)

    @property
    def steps_an_epoch(self):
        return -(-len(self.X) // self.batch_size)

    @property
    def over(self):
        return self.steps >= LAST

    def advance(self, steps):
        """Train on for at least so many steps, in whole epochs."""
        epochs = -(-min(steps, LAST - self.steps) // self.steps_an_epoch)
        if epochs > 0:
            training = dict(rng=self.rng, epochs=epochs, batch_size=self.batch_size, measure="during")
            fit(self.net, squared_error, self.optimizer, self.X, self.Y, on_failure=lambda *_: None, **training)
            self.steps += epochs * self.steps_an_epoch

    def shares(self):
        """On which share of the rows each hidden unit is on: a list of arrays."""
        return [(z > 0).mean(axis=0) for z in hidden_sums(self.net, self.X)[0]]

    def scores(self):
        """R² of each target: (3,)."""
        return r_squared(self.Y.T, self.net.forward(self.X).T)


def pace(steps):
    """Steps a picture: few at first, where most happens."""
    return 4 + steps // 20


def percent(share):
    """Only what is 0 is dead."""
    return "dead" if share == 0 else "<1 %" if share < RARE else f"{100 * share:.0f} %"


def two_digits(score):
    return f"{score:.2f}".replace("-", "−")


def verdict(shares, scores):
    """What the units and the targets say, in words."""
    learned, last = int((scores > GOAL).sum()), shares[-1]
    working = int((last >= RARE).sum())
    if learned == 3:
        return "All three targets are learned."
    if not last.any():
        return "The last hidden layer is dead: every pair gets the same answer."
    if working <= 2:
        count = f"Only {working}" if working else "None"
        still = f"{count} of {len(last)} units in layer {len(shares)} still work{'s' * (working < 2)}"
        return f"{still}: too few for three targets, unless another wakes."
    return f"Learned so far: {learned} of three targets."


# ---- what is shown ----
SIDE = np.linspace(0, 100, 51)
KEY = """Ring: share of the rows that turn a unit on, at the outputs R².
Dashed weights: below 0, dotted: next to nothing comes through.
Gray: dead. Orange: nearly dead. Bold edge: the unit on the map."""
LENSES, REACH = np.array([[60, 42], [28, 72]]), 27  # where the lens may stand on the map, and its radius
HINT = f"{KEY} Click another to see its rows."


def look(share):
    """Name and color of a unit that is on for this share of the rows, as in the network."""
    return ("gray", style.GRAY) if share == 0 else ("orange", style.FAULT) if share < RARE else ("blue", style.CURE)


def watched(shares, unit):
    """Which unit the map shows: this one, until it isn't about to die and another is."""
    rare = (shares > 0) & (shares < RARE)
    return int(np.where(rare, shares, 1).argmin()) if rare.any() and not rare[unit] else unit


def draw_unit(ax, rows, z, on, born):
    """Where a unit is on and the rows (n, 2) that turn it on, and paler where it was on at the start.

    z: on the grid; on: for each row; born: both at the start. Returns the artists.
    """
    _, color = look(on.mean())
    first, was_on = born
    dashed, solid = dict(color=color, lw=1.8, ls=(0, (5, 2))), dict(color=style.TEXT[color], lw=3)
    fills, lines = [], []
    for sums, share, line in ((first, 0.12, dashed), (z, 0.37, solid)):
        sides = contour_generator(SIDE, SIDE, sums.reshape(len(SIDE), -1), fill_type="ChunkCombinedCode")
        (outline,), (codes,) = sides.filled(0, np.inf)
        if sums.max() > 0:
            fills.append(ax.add_artist(PathPatch(Path(outline, codes), fc=style.tint(color, share), lw=0)))
        if crossing(sums):
            lines += [ax.plot(*piece.T, **line)[0] for piece in sides.lines(0)]
    lost = ax.plot(*rows[was_on & ~on].T, "o", ms=3.4, color=style.tint(color, 0.5), mew=0)
    return fills + lines + lost + ax.plot(*rows[on].T, "o", ms=3.8, color=color, mec="white", mew=0.4)


def lens(ax, drawn, left):
    """The artists of draw_unit large, in the middle of the map: the neighborhood of the few rows (n, 2) that are left.

    Returns the artists below, those that ax doesn't own, and the rim.
    """
    middle = (left.min(axis=0) + left.max(axis=0)) / 2
    near = max(8, np.hypot(*(left - middle).T).max() + 3)
    edge = dict(ec=style.TEXT[style.FAULT], lw=2)
    place = LENSES[int(np.hypot(*(LENSES[0] - middle)) < REACH + near)]  # not upon the rows
    way = (place - middle) / np.hypot(*(place - middle))
    below = ax.plot(*np.transpose([middle + near * way, place - REACH * way]), color=edge["ec"], lw=2)
    below += [
        ax.add_artist(Circle(middle, near, fc="none", clip_on=False, **edge)),
        ax.add_artist(Circle(place, REACH, fc=style.PAPER)),
    ]
    zoomed = Affine2D().translate(*-middle).scale(REACH / near).translate(*place) + ax.transData
    large = [copy(each) for each in drawn]
    for each in large:
        each.set_transform(zoomed)
        each.set_clip_path(below[-1])
    for dots, size in zip(large[-2:], (6, 11), strict=True):
        dots.set_markersize(size)
    return below, large, [ax.add_artist(Circle(place, REACH, fc="none", **edge))]


def build(X, Y, x_scaler):
    """Present the controls, the network and its creases. Returns (network, creases, clock, state).

    state["run"] is the run that is shown.
    """
    X, Y = (np.ascontiguousarray(table[:ROWS]) for table in (X, Y))
    x1, x2 = np.meshgrid(SIDE, SIDE)
    pairs = np.column_stack([x1.ravel(), x2.ravel()])
    plane, rows = x_scaler.transform(pairs), x_scaler.inverse_transform(X)
    network = LiveNetwork(SHAPES["2-4-4-3"], inputs=("x₁", "x₂"), outputs=TARGETS, switch=True, hint=HINT, key=KEY)
    creases = LiveFigure(3.6, 4)
    ax = creases.figure.subplots()
    ax.set(xlim=(-3, 103), ylim=(-3, 103), aspect="equal", xticks=[0, 50, 100], yticks=[0, 50, 100])
    ax.set(xlabel="x₁ (each dot is a row)", ylabel="x₂")
    ax.set_title(" ", pad=44)
    ax.plot(*rows.T, "o", ms=2, color=style.PALE, mew=0)
    above = dict(xy=(0, 103), textcoords="offset points", annotation_clip=False)
    title = ax.annotate("", xytext=(0, 45), fontsize=12, fontweight="bold", **above)
    now = ax.annotate("", xytext=(0, 24), fontsize=16, fontweight="bold", **above)
    then = ax.annotate("", xytext=(0, 7), fontsize=10.5, **above)
    creases.freeze(title, now, then)
    state = {"seed": 0}

    shape = Choice("network", list(SHAPES), "2-4-4-3")
    biases = Choice("starting biases", {"random": True, "zero": False})
    optimizer = Choice("optimizer", list(OPTIMIZERS))
    batch = Choice("batch size", {"all rows": ROWS, "32": 32})

    def again(_=None):
        clock.pause()
        run = state["run"] = Run(X, Y, shape.value, optimizer.value, biases.value, batch.value, state["seed"])
        shares = np.hstack(run.shares())
        state["born"], state["clicked"] = (sums(plane), sums(X) > 0), False
        state["unit"] = int(np.where(shares > 0, shares, 2).argmin())
        redraw()

    def sums(at):
        return np.hstack(hidden_sums(state["run"].net, at)[0]).T

    def clicked(what):
        layer, i = what["unit"]
        state["unit"], state["clicked"] = sum(SHAPES[shape.value][1:layer]) + i, True
        redraw()

    def redraw():
        run = state["run"]
        shares, scores = run.shares(), run.scores()
        learned = run.net.layers[::2]
        sizes = SHAPES[shape.value]
        on = sums(X) > 0
        unit = state["unit"] = state["unit"] if state["clicked"] else watched(np.hstack(shares), state["unit"])
        born = [each[unit] for each in state["born"]]
        count, before = (int(turned_on.sum()) for turned_on in (on[unit], born[1]))
        drawn = draw_unit(ax, rows, sums(plane)[unit], on[unit], born)
        below, large, rim = lens(ax, drawn, rows[on[unit]]) if 0 < count < RARE * ROWS else ([], [], [])
        published = state["seed"] == 0 and biases.value and shape.value == "2-4-4-3"
        start = "The published start" if published else f"Start {state['seed']}"
        steps = f"{run.steps:,} step{'s' * (run.steps != 1)}"
        on_for = "; ".join(f"layer {i} {', '.join(map(percent, layer))}" for i, layer in enumerate(shares, start=1))
        network.show(
            f"The network {shape.value}. Each hidden unit is on for so many of the rows: {on_for}. "
            f"R² of the outputs: {', '.join(map(two_digits, scores))}.",
            f"<b>{verdict(shares, scores)}</b><br>{start}, {steps}.",
            sizes=sizes,
            layers=["inputs", *(f"layer {i}" for i in range(1, len(sizes) - 1)), "R²"],
            weights=[layer.W for layer in learned],
            texts=[
                None,
                *([percent(share) for share in layer] for layer in shares),
                [two_digits(score) for score in scores],
            ],
            biases=[None, *(layer.b for layer in learned)],
            shares=[None, *shares, np.clip(scores, 0, 1)],
            dying=[None, *((layer > 0) & (layer < RARE) for layer in shares), None],
            dead=[None, *(layer == 0 for layer in shares), None],
            picked=[None, *np.split(np.arange(len(on)) == unit, np.cumsum(sizes[1:-2])), None],
            title=verdict(shares, scores).split(":")[0],
        )
        color, shade = look(on[unit].mean())
        title.set_text(f"The {color} unit is on for")
        now.set(text=f"● {count} of {ROWS:,} rows" if count else f"none of {ROWS:,} rows", color=style.TEXT[shade])
        then.set(text=f"at the start (dashed): {before}" if run.steps else "", color=style.TEXT[shade])
        creases.show(
            f"The plane of the pairs. The {color} unit is on for {count} of {ROWS:,} rows, at the start for {before}.",
            under=[*drawn, *below, *large, *rim],
        )
        for each in (*drawn, *below, *rim):
            each.remove()

    def tick():
        run = state["run"]
        run.advance(pace(run.steps) if clock.value else 1)
        redraw()
        return run.over

    def reset():
        state["seed"] += 1
        again()

    clock = Clock(tick, reset)
    for control in (shape, biases, optimizer, batch):
        control.observe(again, "value")
    network.on_touch(clicked)
    again()
    state["run"].advance(OPENED)
    redraw()
    present("units", shape, biases, optimizer, batch, clock, network, creases)
    return network, creases, clock, state


def units(X, Y, x_scaler):
    """Show it in a notebook. X (n, 2), Y (n, 3), standardized; x_scaler: what made X of the pairs."""
    build(X, Y, x_scaler)
