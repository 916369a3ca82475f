"""The explorables: a neuron that takes steps, the paths of any number through a layer, a network with its gradients."""

import numpy as np
from matplotlib.patches import Rectangle

from ... import style
from ...live import Button, LiveFigure, LiveNetwork, Menu, Slider, present
from ...network import number
from . import neuron
from .neuron import ALL, FORWARD, LAST, TOO_FAR, shown
from .paths import NAMES, PathsDrawing, center, headline, multiplied, split, total
from .pictures import (
    HALF,
    PLACES,
    SIZE,
    TALL,
    TITLE,
    bands,
    fill_bands,
    graph_frame,
    graph_key,
    move_mark,
    number_texts,
    write,
)
from .track import SIZE as TRACK
from .track import Track

START = (2.0, -1.5, -1.0, -2.0, 0.5, 0.9)  # x₁, w₁, x₂, w₂, b, y as in the text


def walked(answers, p):
    """The walk of the answer in words: answers before, p now."""
    if not answers:
        return f"the answer at p = {shown(p)}"
    hops = f"{len(answers)} hop{'s' * (len(answers) > 1)}"
    return f"and the answer's walk from {shown(answers[0])} in {hops} to p = {shown(p)}"


def build_graph():
    """Present the controls, the track and the graph. Returns the two figures."""
    above, live = LiveFigure(*TRACK), LiveFigure(SIZE[0], SIZE[1] - TITLE)
    track = Track(above.figure.add_subplot())
    above.freeze(*track.artists)
    ax = live.figure.add_subplot()
    graph_frame(ax)
    graph_key(ax)
    ax.set_ylim(0, SIZE[1] - TITLE)
    streams = bands(ax)
    texts = {name: number_texts(ax, name) for name in PLACES}
    frames = [
        ax.add_patch(Rectangle((0, 0), 2 * HALF, TALL, fill=False, lw=2.6, ec=style.INK, zorder=4)) for _ in range(3)
    ]
    moves = {name: move_mark(ax, name) for name in neuron.LEARNED}
    boxes = (text for pair in texts.values() for text in pair)
    live.freeze(*(band for _, band, _ in streams), *frames, *boxes, *moves.values())

    lr = Slider("learning rate", (0.02, 0.4, 0.02), 0.1, text=lambda lr: f"{lr:.2f}")
    y = Slider("target y", (-2, 2, 0.1), START[-1])
    line = Slider("line of the computation", (0, ALL, 1), ALL, text=lambda k: "all" if k == ALL else f"{k} of {LAST}")
    step, reset = Button("Step"), Button("Reset")
    state = {"v": neuron.values(*START), "before": None, "answers": []}

    def redraw(_=None):
        v, now = state["v"], line.value
        d = neuron.gradients(v)
        have_value, have_gradient = neuron.known(now)
        for name, (upper, lower) in texts.items():
            write(upper, shown(v[name]) if name in have_value else "", 13.5)
            write(lower, shown(d[name]) if name in have_gradient else "", 11)
        for name, mark in moves.items():
            mark.set_marker("^" if d[name] < 0 else "v")
            mark.set_visible(name in have_gradient and shown(d[name]) != "0")
        fill_bands(streams, d, have_gradient)
        track.show([*state["answers"], v["p"]] if "p" in have_value else [], v["y"])
        for frame in frames:
            frame.set_visible(False)
        for name, frame in zip(neuron.active(now), frames, strict=False):
            x, height = PLACES[name]
            frame.set(xy=(x - HALF, height if now <= len(FORWARD) else height - TALL), visible=True)
        if now < ALL:
            part = "Start" if now == 0 else f"Forward, line {now} of {len(FORWARD)}"
            if now > len(FORWARD):
                part = f"Backward, line {now - len(FORWARD)} of {LAST - len(FORWARD)}"
            first, second = f"{part}.", neuron.sentence(now, v)
        else:
            first, second = neuron.verdict(v, state["before"], len(state["answers"]))
        active = neuron.active(now)
        half = "values" if now <= len(FORWARD) else "gradients"
        frame_said = f" Black frames, line {now}: {half} of {', '.join(active)}." if active else ""
        learned = "".join(
            f" {name} is {shown(v[name])}, its gradient {shown(d[name])}."
            for name in neuron.LEARNED
            if name in have_gradient
        )
        walk = f", {walked(state['answers'], v['p'])}" if "p" in have_value else ""
        above.show(f"A track with a flag at the target y = {shown(v['y'])}{walk}.", f"<b>{first}</b><br>{second}")
        live.show(
            f"Computation graph of one neuron with {len(have_value)} values and {len(have_gradient)} gradients."
            f"{frame_said}{learned}"
        )

    def take(_=None):
        if state["v"]["L"] <= TOO_FAR:
            state["answers"].append(state["v"]["p"])
            state.update(before=state["v"], v=neuron.stepped(state["v"], lr.value))
        show_all()

    def back(_=None):
        state.update(v=neuron.values(*START[:-1], y.value), before=None, answers=[])
        show_all()

    def aim(_=None):
        state.update(v=neuron.values(*(state["v"][name] for name in neuron.GIVEN[:-1]), y.value), before=None)
        redraw()

    def show_all():
        if line.value == ALL:
            redraw()
        else:
            line.value = ALL

    step.on_click(take)
    reset.on_click(back)
    above.on_touch(lambda at, _: setattr(y, "value", round(at, 1)))
    y.observe(aim, "value")
    line.observe(redraw, "value")
    take()
    present("graph", lr, y, line, step, reset, above, live)
    return above, live


def graph():
    """Show it in a notebook."""
    build_graph()


# ---- the paths of a number ----
def build_paths():
    """Present the buttons and the figure. Returns it."""
    live = LiveFigure(7.6, 3.5)
    drawing = PathsDrawing(live.figure.add_subplot(), titled=False)
    live.freeze(*drawing.artists)
    chosen = Menu("number", NAMES, "W[0, 1]")  # another weight than in the text, so that the reader asks for the rest

    def redraw(_=None):
        drawing.show(chosen.value)
        live.show(
            f"Four tables, W, b, x and dz, and lines from {chosen.value} to what it reaches in dz, "
            f"blue where the product adds, orange where it takes away. {' '.join(total(chosen.value))}.",
            f"<b>{headline(chosen.value)}.</b><br>{multiplied(chosen.value)}.",
        )

    def touched(x, y):
        chosen.value = min(NAMES, key=lambda name: np.hypot(*np.subtract(center(*split(name)), (x, y))))

    live.on_touch(touched)
    chosen.observe(redraw, "value")
    redraw()
    present("paths", chosen, live)
    return live


def paths():
    """Show it in a notebook."""
    build_paths()


# ---- a network: what is computed ----
INPUTS, OUTPUTS = ("x₁", "x₂"), ("x₁ + x₂", "x₁ − x₂", "|x₁ − x₂|")


HINT = (
    "Below a circle: the gradient of its unit.\n"
    "The wider a line, the more its weight learns. A pale one learns nothing.\n"
    "Point at anything to see its numbers."
)
KEY = [(1, "gradient above 0"), (-1, "gradient below 0")]


def there_and_back(x, layers, off=()):
    """For one pair x (2,): what each layer gives, x first; how fast the loss rises with its z, None first; dW.

    Three lists. The loss is half the squared error, the sum over the three targets. layers: (W, b), with ReLU after
    each but the last. off: hidden units that give 0 whatever comes in, as (layer, unit); the inputs are layer 0.
    """
    outs = [np.asarray(x, dtype=float)]
    for k, (W, b) in enumerate(layers, start=1):
        outs.append(outs[-1] @ W + b)
        if k < len(layers):
            outs[-1] = np.maximum(outs[-1], 0)
            outs[-1][[i for layer, i in off if layer == k]] = 0
    x1, x2 = outs[0]
    d = outs[-1] - [x1 + x2, x1 - x2, abs(x1 - x2)]
    back, slopes = [], []
    for (W, _), out in zip(layers[::-1], outs[-2::-1], strict=True):
        back.insert(0, d)
        slopes.insert(0, np.outer(out, d))
        d = (d @ W.T) * (out > 0)
    return outs, [None, *back], slopes


def learning(slopes):
    """'18 of 36': so many of these weights have a slope."""
    return "{} of {}".format(*(sum(map(count, slopes)) for count in (np.count_nonzero, np.size)))


def back_in_words(outs, slopes):
    """How many weights learn from this pair, and why not more: two sentences."""
    off = sum(int((out == 0).sum()) for out in outs[1:-1])
    hidden = sum(len(out) for out in outs[1:-1])
    said = f"{off} of {hidden} hidden units give 0{': no gradient comes through those' * bool(off)}."
    return f"{learning(slopes)} weights learn from this pair.", said


# ---- a network: what is shown ----
def build_network(net, pair):
    """Present the network with values and gradients; its inputs can be dragged, its units switched off. Returns it."""
    layers = [(layer.W.copy(), layer.b.copy()) for layer in net.layers if layer.learned]
    pair, off = [float(number) for number in np.ravel(pair)], []
    columns = ["inputs", *(f"hidden {k}" for k in range(1, len(layers))), "answer"]
    sizes = [len(layers[0][0]), *(len(b) for _, b in layers)]
    touch = ["↕ drag", *["click"] * (len(layers) - 1), ""]
    names = dict(inputs=INPUTS, outputs=OUTPUTS, layers=columns, touch=touch)
    live = LiveNetwork(sizes, drag=(0, 100, 1), switch=True, hint=HINT, key=KEY, **names)

    def redraw():
        outs, back, slopes = there_and_back(pair, layers, off)
        first, second = back_in_words(outs, slopes)
        each = [learning([slope]) for slope in slopes]
        live.show(
            f"The network for the pair ({', '.join(map(number, pair))}): values in the circles, gradients below them, "
            f"the slopes of the weights as lines. Answers {', '.join(map(number, outs[-1]))}, their gradients "
            f"{', '.join(map(number, back[-1]))}. {first} From layer to layer {', '.join(each)}. {second} "
            f"Lines of slope 0 are pale hairs.",
            f"<b>{first}</b><br>{second}",
            weights=[W for W, _ in layers],
            values=outs,
            gradients=back,
            line_gradients=slopes,
            wide="gradients",
            biases=[None, *(b for _, b in layers)],
            off=[[(k, i) in off for i in range(size)] for k, size in enumerate(sizes)],
            between=[(count, "learn") for count in each],
            title=f"{learning(slopes)} weights learn from the pair ({', '.join(map(number, pair))})",
        )

    live.follow(pair, off, redraw)
    redraw()
    present("gradients", live)
    return live


def network(net, pair):
    """Show it in a notebook. pair: (1, 2)."""
    build_network(net, pair)
