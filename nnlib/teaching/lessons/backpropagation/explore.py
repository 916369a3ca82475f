"""The explorables: a neuron that takes steps, and the paths of any number through a layer."""

import ipywidgets as widgets
from matplotlib.patches import Rectangle

from ... import style
from ...live import LiveFigure, controls, present
from . import neuron
from .neuron import FORWARD, LAST, TOO_FAR, shown
from .paths import NAMES, PathsDrawing, total, verdict
from .pictures import HALF, PLACES, TALL, graph_frame, graph_title, number_texts, sign_color

START = (2.0, -1.5, -1.0, -2.0, 0.5, 0.9)  # x₁, w₁, x₂, w₂, b, y as in the text


def build_graph():
    """Present the controls and the figure. Returns (live, redraw)."""
    live = LiveFigure(8, 3.4)
    ax = live.figure.add_subplot()
    graph_frame(ax)
    graph_title(ax, "One neuron that takes steps")
    texts = {name: number_texts(ax, name) for name in PLACES}
    frames = [
        ax.add_patch(Rectangle((0, 0), HALF, 2 * TALL, fill=False, lw=2.0, ec=style.INK, zorder=4)) for _ in range(3)
    ]
    live.freeze(*frames, *(text for pair in texts.values() for text in pair))

    wide = dict(style={"description_width": "100px"}, layout={"width": "330px"})
    button = dict(layout={"width": "90px"})
    step = widgets.Button(description="Step", icon="step-forward", **button)
    reset = widgets.Button(description="Reset", icon="undo", **button)
    lr = widgets.FloatSlider(0.1, min=0.02, max=0.4, step=0.02, description="learning rate", **wide)
    y = widgets.FloatSlider(START[-1], min=-2, max=2, step=0.1, description="target y", **wide)
    line = widgets.IntSlider(LAST, min=0, max=LAST, description="line", **wide)
    state = {"v": neuron.values(*START), "before": None, "steps": 0}

    def redraw(_=None):
        v, now = state["v"], line.value
        d = neuron.gradients(v)
        have_value, have_gradient = neuron.known(now)
        for name, (left, right) in texts.items():
            left.set_text(shown(v[name]) if name in have_value else "")
            right.set(text=shown(d[name]) if name in have_gradient else "", color=sign_color(d[name]))
        for frame in frames:
            frame.set_visible(False)
        if now < LAST:
            for name, frame in zip(neuron.active(now), frames, strict=False):
                x, height = PLACES[name]
                frame.set(xy=(x - HALF if now <= len(FORWARD) else x, height - TALL), visible=True)
            part = "Start" if now == 0 else f"Forward, line {now} of {len(FORWARD)}"
            if now > len(FORWARD):
                part = f"Backward, line {now - len(FORWARD)} of {LAST - len(FORWARD)}"
            first, second = f"{part}.", neuron.sentence(now, v)
        else:
            first = neuron.verdict(v, state["before"], state["steps"])
            second = f"Line {LAST}: {neuron.sentence(LAST, v)}"
        live.show(f"Computation graph of one neuron. {first} {second}", f"<b>{first}</b><br>{second}")

    def take(_=None):
        if state["v"]["L"] <= TOO_FAR:
            state.update(before=state["v"]["L"], v=neuron.stepped(state["v"], lr.value), steps=state["steps"] + 1)
        show_all()

    def back(_=None):
        state.update(v=neuron.values(*START[:-1], y.value), before=None, steps=0)
        show_all()

    def aim(_=None):
        state.update(v=neuron.values(*(state["v"][name] for name in neuron.GIVEN[:-1]), y.value), before=None)
        redraw()

    def show_all():
        if line.value == LAST:
            redraw()
        else:
            line.value = LAST

    step.on_click(take)
    reset.on_click(back)
    y.observe(aim, "value")
    line.observe(redraw, "value")
    redraw()
    present("graph", controls(step, reset, lr), controls(y, line), live.widget)
    return live, redraw


def graph():
    """Show it in a notebook."""
    build_graph()


def build_paths():
    """Present the buttons and the figure. Returns (live, redraw)."""
    live = LiveFigure(8, 3.7)
    ax = live.figure.add_subplot()
    drawing = PathsDrawing(ax)
    live.freeze(*drawing.artists)
    chosen = widgets.ToggleButtons(
        options=NAMES,
        value="W[0, 1]",  # another weight than in the text, so that the reader asks for the rest
        description="number",
        style={"button_width": "76px", "description_width": "60px"},
        layout={"width": "auto", "display": "flex"},
    )

    def redraw(_=None):
        name = chosen.value
        drawing.show(name)
        live.show(f"Four tables, W, b, x and dz. {verdict(name)} {' '.join(total(name))}.", f"<b>{verdict(name)}</b>")

    chosen.observe(redraw, "value")
    redraw()
    present("paths", chosen, live.widget)
    return live, redraw


def paths():
    """Show it in a notebook."""
    build_paths()
