"""Train a network live and watch its units: in the drawing of the network, and as creases in the plane of the pairs."""

import numpy as np

from nnlib import SGD, Adam, ReLU, fit, mlp, squared_error

from ... import style
from ...live import Choice, Clock, LiveFigure, LiveNetwork, present
from ...measures import r_squared
from .pictures import TARGETS, crossing, hidden_sums

ROWS = 1000  # rows that are trained on
OPENED = 50  # steps that have gone by at first
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
OTHERS = dict(colors="#C4C4C4", linewidths=1)
DYING = dict(colors=style.TEXT[style.FAULT], linewidths=3)
SIDE = np.linspace(0, 100, 51)
KEY = "Ring: share of the rows that turn a unit on, at the outputs R². Dashed: below 0."


def rows_left(counts):
    """What is left to dying units, in words. counts: how many of the rows turn each of them on."""
    most = "at most " * (len(counts) > 1)
    return f"orange: about to die,\non for {most}{max(counts)} of {ROWS:,} rows" if counts else ""


def dying_unit(ax, z, rows):
    """Draw its crease, the side on which it is on, and the rows (n, 2) that are left there. Returns the artists."""
    drawn = [ax.contourf(SIDE, SIDE, z, levels=[0, np.inf], colors="#F0CDB5")] if z.max() > 0 else []
    if crossing(z):
        drawn.append(ax.contour(SIDE, SIDE, z, levels=[0], **DYING))
    return drawn + ax.plot(*rows.T, "o", ms=7, color=style.FAULT, mec="white", mew=0.7, clip_on=False)


def build(X, Y, x_scaler):
    """Present the controls, the network and its creases. Returns (network, creases, clock, state).

    state["run"] is the run that is shown.
    """
    X, Y = (np.ascontiguousarray(table[:ROWS]) for table in (X, Y))
    x1, x2 = np.meshgrid(SIDE, SIDE)
    pairs = np.column_stack([x1.ravel(), x2.ravel()])
    plane, rows = x_scaler.transform(pairs), x_scaler.inverse_transform(X)
    network = LiveNetwork(SHAPES["2-4-4-3"], inputs=("x₁", "x₂"), outputs=TARGETS, key=KEY)
    creases = LiveFigure(3.6, 4)
    ax = creases.figure.subplots()
    ax.set(xlim=(0, 100), ylim=(0, 100), aspect="equal", xticks=[0, 50, 100], yticks=[0, 50, 100])
    ax.set(xlabel="x₁", ylabel="x₂")
    ax.set_title("Each line: one unit switches", pad=46)
    words = dict(fontsize=12, fontweight="bold", color=style.TEXT[style.FAULT])
    about_to_die = ax.text(0, 104, "", va="bottom", **words)
    creases.freeze(about_to_die)
    state = {"seed": 0}

    shape = Choice("network", list(SHAPES), "2-4-4-3")
    biases = Choice("starting biases", {"random": True, "zero": False})
    optimizer = Choice("optimizer", list(OPTIMIZERS))
    batch = Choice("batch size", {"all rows": ROWS, "32": 32})

    def again(_=None):
        clock.pause()
        state["run"] = Run(X, Y, shape.value, optimizer.value, biases.value, batch.value, state["seed"])
        redraw()

    def redraw():
        run = state["run"]
        shares, scores = run.shares(), run.scores()
        learned = run.net.layers[::2]
        sizes = SHAPES[shape.value]
        z = np.hstack(hidden_sums(run.net, plane)[0]).T.reshape(-1, len(SIDE), len(SIDE))
        on = np.hstack(hidden_sums(run.net, X)[0]).T > 0
        dying = (on.mean(axis=1) > 0) & (on.mean(axis=1) < RARE)
        silent = sum(~on.any(axis=1))
        lines = [ax.contour(SIDE, SIDE, unit, levels=[0], **OTHERS) for unit in z[~dying] if crossing(unit)]
        for unit, its_rows in zip(z[dying], on[dying], strict=True):
            lines += dying_unit(ax, unit, rows[its_rows])
        published = state["seed"] == 0 and biases.value and shape.value == "2-4-4-3"
        start = "The published start" if published else f"Start {state['seed']}"
        lost = f"{silent} of {len(on)} hidden units dead, {dying.sum()} about to die"
        steps = f"{run.steps:,} step{'s' * (run.steps != 1)}"
        on_for = "; ".join(f"layer {i} {', '.join(map(percent, layer))}" for i, layer in enumerate(shares, start=1))
        network.show(
            f"The network {shape.value}. Each hidden unit is on for so many of the rows: {on_for}. "
            f"R² of the outputs: {', '.join(map(two_digits, scores))}.",
            f"<b>{verdict(shares, scores)}</b><br>{start}, {steps}: {lost}.",
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
            title=lost,
        )
        left = rows_left(on[dying].sum(axis=1).tolist())
        about_to_die.set_text(left)
        told = left.replace("\n", " ") or "no unit is about to die"
        creases.show(
            f"The plane of the pairs and {sum(map(crossing, z))} lines where a unit switches; {told}.",
            under=lines,
        )
        for each in lines:
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
    again()
    state["run"].advance(OPENED)
    redraw()
    present("units", shape, biases, optimizer, batch, clock, network, creases)
    return network, creases, clock, state


def units(X, Y, x_scaler):
    """Show it in a notebook. X (n, 2), Y (n, 3), standardized; x_scaler: what made X of the pairs."""
    build(X, Y, x_scaler)
