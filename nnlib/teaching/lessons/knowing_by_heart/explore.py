"""A playground. Choose data, build a network on its picture, press Play, drag a point, and watch the boundary bend."""

from functools import lru_cache

import numpy as np

from ...live import Button, Choice, Clock, Curves, Drawing, LiveNetwork, Plane, Slider, dots, present
from .playground_data import DATA, DRAWN, best_possible, drawn, points, split
from .playground_run import ACTIVATIONS, COIN, Run
from .playground_verdict import facts, percent, switched_off, verdict

OPENS_AT = 600  # epochs: nearly all training points are right by then, and the new points no more than by a line
VIEW, SHAPE, THIN = ((-1.75, 2.75), (-1.35, 1.85)), (81, 113), 4  # the map; units show every fourth dot of it
MOST_LAYERS, MOST_UNITS, NEW_LAYER = 4, 16, 4
KEY = "A line is a weight. Blue: above 0, dashed orange: below 0."
TOOLS = {"moves points": "move", "adds ● class 0": 0, "adds ■ class 1": 1, "erases": "erase"}


def pace(epoch):
    """Epochs a picture while playing: one at first, where most happens, later more."""
    return 1 + epoch // 20


def python(**state):
    """One line that repeats this state."""
    said = ", ".join(f"{name}={value!r}" for name, value in state.items())
    return f"explore.playground({said})".replace("'", '"')


def pieces(border):
    """How a boundary looks, in words."""
    closed = sum(line[:2] == line[-2:] for line in border)
    if not border:
        return "No boundary: one class everywhere."
    one = "one piece" if len(border) == 1 else f"{len(border)} pieces"
    return f"The boundary has {one}, {closed} of them closed." if closed else f"The boundary has {one}."


def layers_in_words(widths):
    if not widths:
        return "no hidden layer"
    return f"{'a hidden layer' if len(widths) == 1 else 'hidden layers'} of {', '.join(map(str, widths))} units"


def build(
    data="moons", noise=0.3, training_points=30, layers=(16,), activation="ReLU", learning_rate=0.3, l2=0, start=1,
    epochs=OPENS_AT, points=None, changes=(),
):  # fmt: skip
    """Present it. Returns (parts, runs): the parts by name, and a list whose only item is the run that is shown."""
    state = {"seed": start - 1, "widths": list(layers), "moved": {}, "quiet": True}
    hand = [tuple(dot) for dot in (DRAWN if points is None else points)]
    runs = [None]

    kind = Choice("data", DATA, data)
    n_train = Choice("training points", [30, 60, 120], training_points)
    bend = Choice("activation", list(ACTIVATIONS), activation)
    spread = Slider("noise", (0, 0.5, 0.05), noise, text=lambda value: f"{value:.2f}")
    rate = Slider("learning rate", [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3], learning_rate)
    price = Slider("L2", [0, 0.001, 0.003, 0.01, 0.03, 0.1], l2)
    tool = Choice("pointer", TOOLS, "move")
    clear = Button("Erase all points")
    plane = Plane("What the network predicts", VIEW, SHAPE)
    network = LiveNetwork(
        (2, *layers, 1), inputs=("x₁", "x₂"), outputs=("p",), switch=True, grow=(MOST_LAYERS, MOST_UNITS), key=KEY
    )
    curves = Curves("Cross-entropy loss")
    code = Drawing("code", label="this run as Python", text="")

    def begin(_=None):
        """A new run, with what the controls say."""
        if state["quiet"]:
            return
        own = kind.value == "own"
        for control in (spread, n_train):
            control.disabled = own
        for control in (tool, clear):
            control.disabled = not own
        state["base"] = list(hand)
        state["how"] = dict(learning_rate=rate.value, l2=price.value)
        sets = drawn(hand) if own else made(kind.value, spread.value, n_train.value)
        run = runs[0] = Run(sets, state["widths"], bend.value, rate.value, price.value, state["seed"])
        for point, at in state["moved"].items():
            run.change("move", (point, *at))
        draw()

    def fresh(_):
        """Other points: what was moved is forgotten."""
        state["moved"] = {}
        if not state["quiet"] and kind.value != "own":
            state["quiet"], tool.value = True, "move"
            state["quiet"] = False
        begin()

    def draw(_=None):
        run = runs[0]
        own = kind.value == "own"
        possible = None if own else best_possible(kind.value, spread.value)
        hidden, scores = run.answers(plane.at)
        words = [f"<b>{verdict(run, possible, clock.value)}</b>", facts(run, possible), switched_off(run)]
        filled, hollow = (dots(*run.sets[name]) if name in run.sets else [] for name in ("training", "new"))
        plane.draw("", "<br>".join(filter(None, words)), scores, points=filled, others=hollow, tool=tool.value)
        plane.alt = (
            f"{len(filled)} training points and {len(hollow)} new ones over the classes that the network gives "
            f"to each place. {pieces(plane.data['border'])}"
        )
        if run.trainable:
            right = (f"{percent(run.accuracy(name))} of the {name} points" for name in run.sets)
            plane.alt += f" Right are {' and '.join(right)}."
        draw_network(run, hidden, scores)
        ends = [f"{name} from {losses[0]:.2f} to {losses[-1]:.2f}" for name, losses in run.history.items()]
        looks = {("training", "train"): "training", ("new", "new"): "new"}
        lines = {look: run.history[name] for look, name in looks.items() if name in run.history}
        levels = {"coin toss": COIN, "best line": run.line.loss}
        curves.draw(f"Loss over {run.epoch} epochs: {', '.join(ends)}.", lines, levels)
        code.show("", text=line())

    def draw_network(run, hidden, scores):
        p = 0.5 + 0.5 * np.tanh(scores / 2)
        maps = [
            np.moveaxis(answer.reshape(*SHAPE, -1)[::-THIN, ::THIN], -1, 0)
            for answer in (plane.at, *hidden, p[:, np.newaxis])
        ]
        half = 0.5 if run.activation == "sigmoid" else 0.0
        middle = [[0.5, 0.25], *(half for _ in hidden), 0.5]
        network.show(
            f"A network with 2 inputs, {layers_in_words(run.widths)}, and one output. Each unit is a map of what it "
            "answers in the plane.",
            sizes=(2, *run.widths, 1),
            layers=("", *(f"{width}" for width in run.widths), ""),
            weights=[layer.W for layer in run.net.layers if layer.learned],
            maps=[map_ - np.reshape(zero, (-1, 1, 1)) for map_, zero in zip(maps, middle, strict=True)],
            off=[None, *(switches.on == 0 for switches in run.switches), None],
            title="What each unit answers; together they make p",
        )

    def line():
        run, own = runs[0], kind.value == "own"
        where = dict(points=state["base"]) if own else dict(noise=spread.value, training_points=n_train.value)
        now = dict(layers=run.widths, activation=run.activation, **state["how"], start=run.seed + 1)
        done = dict(epochs=run.epoch + run.diverged)
        return python(data=kind.value, **where, **now, **done, **(dict(changes=run.changes) if run.changes else {}))

    def tick():
        run = runs[0]
        run.train(pace(run.epoch) if clock.value else 1, seconds=0.025)
        draw()
        return run.done or not run.trainable

    def reset():
        state["seed"] += 1
        begin()

    def change(what, control):
        def changed(_):
            if not state["quiet"]:
                runs[0].change(what, control.value)
                begin() if runs[0].epoch == 0 else draw()

        control.observe(changed, "value")

    def touched(what):
        run, own = runs[0], kind.value == "own"
        if "move" in what:
            i, at = what["move"], tuple(float(x) for x in what["to"])
            if own:
                hand[i] = (*at, hand[i][2])
            else:
                state["moved"][i] = at
            run.change("move", (i, *at))
        elif own and "add" in what:
            hand.append((*(float(x) for x in what["add"][:2]), int(what["add"][2])))
            run.change("add", hand[-1])
        elif own and "erase" in what:
            del hand[what["erase"]]
            run.change("erase", what["erase"])
        begin() if own and run.epoch == 0 else draw()

    def built(what):
        """The network as the reader builds it on its picture."""
        widths = state["widths"]
        if "unit" in what:
            layer, unit = what["unit"]
            runs[0].change("switch", (layer, unit))
            return draw()
        if "units" in what:
            layer, more = what["units"]
            widths[layer - 1] = int(np.clip(widths[layer - 1] + more, 1, MOST_UNITS))
        elif what["layers"] > 0 and len(widths) < MOST_LAYERS:
            widths.append(NEW_LAYER)
        elif what["layers"] < 0 and widths:
            widths.pop()
        begin()

    def erase_all(_):
        hand.clear()
        begin()

    clock = Clock(tick, reset)
    for control in (kind, spread, n_train):
        control.observe(fresh, "value")
    bend.observe(begin, "value")
    tool.observe(lambda _: state["quiet"] or draw(), "value")
    clear.on_click(erase_all)
    change("learning_rate", rate)
    change("l2", price)
    plane.on_touch(touched)
    network.on_touch(built)
    state["quiet"] = False
    begin()
    if epochs or changes:
        runs[0].repeat(changes, epochs)
        state["moved"] = {change[0]: change[1:] for _, what, change in changes if what == "move" and data != "own"}
        hand[:] = edited(hand, changes) if data == "own" else hand
        state["quiet"] = True
        rate.value, price.value = runs[0].optimizer.lr, runs[0].l2
        state["quiet"] = False
        draw()
    parts = dict(
        data=kind, points=n_train, activation=bend, noise=spread, rate=rate, l2=price, tool=tool, clock=clock,
        clear=clear, network=network, plane=plane, curves=curves, code=code,
    )  # fmt: skip
    present("playground", *parts.values(), columns=3)
    return parts, runs


@lru_cache
def made(kind, noise, n_train):
    return split(*points(kind, noise), n_train)


def edited(hand, changes):
    """Points drawn by hand, after changes on the way."""
    hand = list(hand)
    for _, what, value in changes:
        if what == "move":
            hand[value[0]] = (*value[1:], hand[value[0]][2])
        elif what == "add":
            hand.append(tuple(value))
        elif what == "erase":
            del hand[value]
    return hand


def playground(**state):
    """Show it in a notebook. state: what the line below the playground says, to come back to it."""
    build(**state)
