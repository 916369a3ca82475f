"""Two explorables: two units that draw a bent line, and a network with the numbers that flow through it."""

import ipywidgets as widgets
import numpy as np

from ... import style
from ...live import LiveFigure, controls, present
from ...network import NetworkDrawing, number
from .pictures import DASHED, DOTTED, INPUTS, OUTPUTS, listed

# ---- two units: what is computed ----
END = 3.0  # the picture runs from x = -END to END
X = np.linspace(-END, END, 241)
GOALS = {"|x|": np.abs, "x": lambda x: x, "ramp": lambda x: np.clip(x + 1, 0, 2)}


def contributions(x, w, b, v):
    """v relu(x w + b) for each unit: x (n,), w, b, v (n_units,) -> (n, n_units). Its row sums are the function."""
    return v * np.maximum(np.outer(x, w) + b, 0)


def kinks(w, b):
    """Where each unit switches on or off, x = -b / w: (n_units,); nan for a unit of weight 0, which never does."""
    return np.divide(-b, w, out=np.full(len(w), np.nan), where=w != 0) + 0.0


def pieces(w, b, v):
    """The straight pieces of the function from left to right: places of its kinks (k,), slopes (k + 1,)."""
    places = kinks(w, b)
    places = np.unique(places[np.isfinite(places)])
    inside = (
        np.concatenate([places[:1] - 1, (places[1:] + places[:-1]) / 2, places[-1:] + 1])
        if len(places)
        else np.zeros(1)
    )
    slopes = ((np.outer(inside, w) + b > 0) * (w * v)).sum(axis=1)
    bends = slopes[1:] != slopes[:-1]
    return places[bends], slopes[np.append(True, bends)]


def distance(w, b, v, goal):
    """The largest distance between the function and the goal, within the picture."""
    return float(np.abs(contributions(X, w, b, v).sum(axis=1) - GOALS[goal](X)).max())


def shape_in_words(w, b, v):
    """'2 straight pieces with slopes −1 and 1, joined at x = 0'."""
    places, slopes = pieces(w, b, v)
    if len(slopes) == 1:
        return f"One straight line of slope {_number(slopes[0])}"
    joints, rises = _listed(places), _listed(slopes)
    return f"{len(slopes)} straight pieces with slopes {rises}, joined at x = {joints}"


def unit_in_words(w, b):
    """Where one unit is on: 'on to the right of x = 0'."""
    if w == 0:
        return (
            f"is on everywhere, with the same output {_number(b)}: its weight is 0"
            if b > 0
            else "is never on: its weight is 0"
        )
    place = -b / w + 0.0
    outside = ", outside the picture" if abs(place) > END else ""
    return f"is on to the {'right' if w > 0 else 'left'} of x = {_number(place)}{outside}"


def verdict(w, b, v, goal):
    """What the sliders have drawn, and how far it is from the goal."""
    away = distance(w, b, v, goal)
    return f"{shape_in_words(w, b, v)}. " + (
        f"This is the goal, {goal}, exactly."
        if away < 1e-9
        else f"Largest distance to the goal {goal}: {_number(away)}."
    )


def _number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def _listed(values):
    *first, last = map(_number, values)
    return f"{', '.join(first)} and {last}" if first else last


# ---- two units: what is shown ----
UNITS = [dict(color=style.CURE, ls=DASHED, marker="o"), dict(color=style.PURPLE, ls=DOTTED, marker="s")]
START = {"weight": (1, -1), "bias": (0, 0), "output weight": (1, -1)}  # one slider away from |x|


def build_two_units():
    """Present the controls and the figure. Returns (live, sliders, goal); sliders: {(what, unit): slider}."""
    live = LiveFigure(8, 3.6)
    ax = live.figure.subplots()
    ax.set(xlim=(-END, END), ylim=(-END - 0.2, END + 0.2), xlabel="input x", ylabel="output")
    ax.set_title("What two units draw together")
    ax.axhline(0, color=style.GRAY, lw=0.9)
    ax.grid()
    (goal_line,) = ax.plot([], [], color=style.PALE, lw=9, solid_capstyle="butt")
    (total,) = ax.plot([], [], color=style.INK, lw=5)
    lines = [ax.plot([], [], color=look["color"], ls=look["ls"], lw=2.4)[0] for look in UNITS]
    dots = [
        ax.plot([], [], look["marker"], color=look["color"], ms=size, mec="white")[0]
        for look, size in zip(UNITS, (14, 7), strict=True)  # both are seen where they meet
    ]
    live.freeze(goal_line, total, *lines, *dots)

    def slider(what, unit):
        return widgets.FloatSlider(
            value=START[what][unit - 1],
            min=-2,
            max=2,
            step=0.25,
            description=f"unit {unit}: {what}",
            style={"description_width": "145px"},
            layout={"width": "385px"},
            readout_format=".2f",
        )

    sliders = {(what, unit): slider(what, unit) for what in START for unit in (1, 2)}
    goal = widgets.ToggleButtons(
        options=list(GOALS),
        description="goal (pale)",
        style={"description_width": "145px", "button_width": "64px"},
        layout={"width": "auto", "display": "flex"},
    )

    def redraw(_=None):
        w, b, v = (np.array([sliders[what, unit].value for unit in (1, 2)]) for what in START)
        parts, places = contributions(X, w, b, v), kinks(w, b)
        goal_line.set_data(X, GOALS[goal.value](X))
        total.set_data(X, parts.sum(axis=1))
        for i in range(2):
            lines[i].set_data(X, parts[:, i])
            dots[i].set_data([places[i]], [0])
        found = verdict(w, b, v, goal.value)
        units = "".join(
            f'<br><span style="color:{UNITS[i]["color"]}">{"●■"[i]}</span> '
            f"unit {i + 1} ({('dashed', 'dotted')[i]}) {unit_in_words(w[i], b[i])}"
            for i in range(2)
        )
        live.show(
            f"Output against input x from −3 to 3: two units and their sum. {found}",
            f"<b>{found}</b>{units}",
        )

    for control in (*sliders.values(), goal):
        control.observe(redraw, "value")
    redraw()
    columns = [widgets.VBox([sliders[what, unit] for what in START]) for unit in (1, 2)]
    present("two_units", controls(*columns), goal, live.widget)
    return live, sliders, goal


def two_units():
    """Show it in a notebook."""
    build_two_units()


# ---- a network: what is computed ----
def flow(x, layers):
    """What each layer gives for one pair x (n_in,), x first: a list of arrays. ReLU after each layer but the last."""
    outs = [np.asarray(x, dtype=float)]
    for W, b in layers[:-1]:
        outs.append(np.maximum(outs[-1] @ W + b, 0))
    W, b = layers[-1]
    return [*outs, outs[-1] @ W + b]


def flow_in_words(outs):
    """Which hidden units are off, and how far the answer is from the three targets."""
    x1, x2 = outs[0]
    targets, hidden = np.array([x1 + x2, x1 - x2, abs(x1 - x2)]), outs[1:-1]
    off, units = sum(int((out == 0).sum()) for out in hidden), sum(len(out) for out in hidden)
    silent = [i for i, out in enumerate(hidden, start=1) if not out.any()]
    because = f" Hidden layer {silent[0]} is silent, so the pair is lost." if silent else ""
    return (
        f"Answer {listed(outs[-1])}; the targets are {listed(targets)}. {off} of {units} hidden units give 0.{because}"
    )


# ---- a network: what is shown ----
def build_network(layers, start=(70, 30)):
    """Present two sliders and the drawing of a network of these layers (W, b). Returns (live, sliders)."""
    live = LiveFigure(8, 3.6)
    ax = live.figure.subplots()
    drawing = NetworkDrawing(ax, [len(layers[0][0]), *[len(b) for _, b in layers]], inputs=INPUTS, outputs=OUTPUTS)
    live.freeze(*drawing.artists)
    sliders = [
        widgets.IntSlider(value=value, min=0, max=100, step=1, description=name, layout={"width": "385px"})
        for name, value in zip(("x₁", "x₂"), start, strict=True)
    ]

    def redraw(_=None):
        outs = flow([slider.value for slider in sliders], layers)
        drawing.update([W for W, _ in layers], outs)
        words = flow_in_words(outs)
        pair = ", ".join(number(value) for value in outs[0])
        live.show(f"The network with its numbers for the pair ({pair}). {words}", f"<b>{words}</b>")

    for slider in sliders:
        slider.observe(redraw, "value")
    redraw()
    present("network", controls(*sliders), live.widget)
    return live, sliders


def network(layers):
    """Show it in a notebook."""
    build_network(layers)
