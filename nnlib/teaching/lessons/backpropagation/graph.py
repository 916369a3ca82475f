"""Lesson 05: one neuron as a graph, values step by step to the right, gradients step by step back."""

import ipywidgets as widgets
import numpy as np
from matplotlib.patches import Rectangle

from ... import style
from ...live import LiveFigure, controls, present
from .pictures import HALF, LEGEND, PLACES, TALL, graph_frame, number_texts, short, sign_color

GIVEN = ("x₁", "w₁", "x₂", "w₂", "b", "y")
FORWARD = [("m₁",), ("m₂",), ("z",), ("a",), ("e",), ("L",)]
BACKWARD = [("L",), ("e",), ("a", "y"), ("z",), ("m₁", "m₂", "b"), ("x₁", "w₁"), ("x₂", "w₂")]
LAST = len(FORWARD) + len(BACKWARD)


def values(x1, w1, x2, w2, b, y):
    """Every value of the graph of L = ½ (tanh(x₁ w₁ + x₂ w₂ + b) − y)², {name: number}."""
    m1, m2 = x1 * w1, x2 * w2
    z = m1 + m2 + b
    a = float(np.tanh(z))
    e = a - y
    return {"x₁": x1, "w₁": w1, "x₂": x2, "w₂": w2, "b": b, "y": y, "m₁": m1, "m₂": m2, "z": z, "a": a, "e": e} | {
        "L": e**2 / 2
    }


def gradients(v):
    """dL/d(each name) from the values, by the chain rule, last to first."""
    de = v["e"]
    dz = de * (1 - v["a"] ** 2)
    products = {f"{f}{i}": dz * v[f"{g}{i}"] for i in "₁₂" for f, g in ("xw", "wx")}
    return {"L": 1.0, "e": de, "a": de, "y": -de, "z": dz, "m₁": dz, "m₂": dz, "b": dz} | products


def measured(v, name, h=1e-5):
    """dL/d(name) for one of the given numbers, as a central difference: no calculus."""
    given = [{key: v[key] + (shift if key == name else 0) for key in GIVEN} for shift in (h, -h)]
    up, down = (values(*(numbers[key] for key in GIVEN))["L"] for numbers in given)
    return (up - down) / (2 * h)


def known(step):
    """Which values and which gradients stand in the graph after this step: two sets of names."""
    done_forward = FORWARD[:step]
    done_backward = BACKWARD[: max(step - len(FORWARD), 0)]
    return {*GIVEN, *(name for names in done_forward for name in names)}, {n for names in done_backward for n in names}


def active(step):
    """The names that this step has just filled in."""
    return () if step == 0 else (FORWARD + BACKWARD)[step - 1]


def sentence(step, v):
    """What this step does, with its numbers, and why."""
    d = gradients(v)

    def n(number):  # a negative factor in parentheses
        return f"({short(number)})" if round(number, 2) < 0 else short(number)

    def product(i):
        return (
            f"dw{i} = dm{i} · x{i} = {n(d['z'])} · {n(v[f'x{i}'])} = {short(d[f'w{i}'])} and dx{i} = dm{i} · w{i} = "
            f"{n(d['z'])} · {n(v[f'w{i}'])} = {short(d[f'x{i}'])}. × swaps: each factor gets the other's value."
        )

    return (
        "The inputs, the weights, the bias and the target are given. Nothing is computed yet.",
        f"m₁ = x₁ · w₁ = {n(v['x₁'])} · {n(v['w₁'])} = {short(v['m₁'])}.",
        f"m₂ = x₂ · w₂ = {n(v['x₂'])} · {n(v['w₂'])} = {short(v['m₂'])}.",
        f"z = m₁ + m₂ + b = {n(v['m₁'])} + {n(v['m₂'])} + {n(v['b'])} = {short(v['z'])}.",
        f"a = tanh(z) = tanh({short(v['z'])}) = {short(v['a'])}.",
        f"e = a − y = {n(v['a'])} − {n(v['y'])} = {short(v['e'])}.",
        f"L = ½ e² = ½ · {n(v['e'])}² = {short(v['L'])}.",
        "dL = dL/dL = 1. If L rises by a little, L rises by just that.",
        f"de = dL · e = {short(d['e'])}. The slope of ½ e² is e.",
        f"da = de = {short(d['a'])}, because a enters e = a − y with slope 1; y enters it with slope −1.",
        f"dz = da · (1 − a²) = {n(d['a'])} · {n(1 - v['a'] ** 2)} = {short(d['z'])}. tanh multiplies by its slope.",
        f"dm₁ = dm₂ = db = dz = {short(d['z'])}. + hands the same gradient to all.",
        product("₁"),
        product("₂"),
    )[step]


def verdict(step, v):
    """What the gradients that are known so far mean for training."""
    d, slope = gradients(v), 1 - v["a"] ** 2
    if step < len(FORWARD):
        return "The graph is filled from left to right; each box needs only the boxes with an arrow into it."
    if abs(v["e"]) < 0.005:
        return "The neuron is right: e is almost 0, so every gradient is almost 0. There is nothing to learn."
    if step < len(FORWARD) + 4:
        side = "too large: a should go down" if v["e"] > 0 else "too small: a should go up"
        return f"The answer a = {short(v['a'])} is {side} to reach y = {short(v['y'])}."
    if slope < 0.05:
        return f"tanh is flat here, its slope is {slope:.3f}: hardly any gradient gets through to the weights."
    if step < LAST:
        return f"tanh lets {slope:.0%} of the gradient through."
    agree = max(abs(measured(v, name) - d[name]) for name in GIVEN) < 1e-8
    ways = ", ".join(f"{name} {'down' if d[name] > 0 else 'up'}" for name in ("w₁", "w₂", "b") if d[name])
    return f"To lower L: {ways}. " + (
        "Central differences give the same gradients." if agree else "Central differences disagree!"
    )


def build():
    """Present the controls and the figure. Returns (live, redraw)."""
    live = LiveFigure(8, 3.4)
    ax = live.figure.add_subplot()
    graph_frame(ax)
    ax.text(13.1, 4.62, "One neuron, step by step", ha="right", va="top", fontsize=12, fontweight="bold")
    ax.text(13.1, 4.18, LEGEND, ha="right", va="top", fontsize=10)
    texts = {name: number_texts(ax, name) for name in PLACES}
    frames = [
        ax.add_patch(Rectangle((0, 0), HALF, 2 * TALL, fill=False, lw=2.0, ec=style.INK, zorder=4)) for _ in range(3)
    ]
    live.freeze(*frames, *(text for pair in texts.values() for text in pair))

    step = widgets.IntSlider(
        0, 0, LAST, description="step", style={"description_width": "75px"}, layout={"width": "710px"}
    )
    wide = dict(style={"description_width": "75px"}, layout={"width": "350px"})
    w1 = widgets.FloatSlider(1.0, min=-3, max=3, step=0.1, description="weight w₁", **wide)
    w2 = widgets.FloatSlider(3.0, min=-3, max=3, step=0.1, description="weight w₂", **wide)
    b = widgets.FloatSlider(2.0, min=-3, max=3, step=0.1, description="bias b", **wide)
    y = widgets.FloatSlider(1.0, min=-1, max=1, step=0.02, description="target y", **wide)

    def redraw(_=None):
        v = values(2.0, w1.value, -1.0, w2.value, b.value, y.value)
        d, now = gradients(v), step.value
        have_value, have_gradient = known(now)
        for name, (left, right) in texts.items():
            left.set_text(short(v[name]) if name in have_value else "")
            right.set(text=short(d[name]) if name in have_gradient else "", color=sign_color(d[name]))
        forward = now <= len(FORWARD)
        for frame in frames:
            frame.set_visible(False)
        for name, frame in zip(active(now), frames, strict=False):
            x, height = PLACES[name]
            frame.set(xy=(x - HALF if forward else x, height - TALL), visible=True)
        part = "Start" if now == 0 else f"Forward, step {now} of {len(FORWARD)}"
        if not forward:
            part = f"Backward, step {now - len(FORWARD)} of {len(BACKWARD)}"
        caption = f"<b>{part}.</b> {sentence(now, v)}<br>{verdict(now, v)}"
        live.show(f"Computation graph of one neuron. {part}. {sentence(now, v)}", caption)

    for slider in (step, w1, w2, b, y):
        slider.observe(redraw, "value")
    redraw()
    present("graph", controls(step, w1, w2, b, y), live.widget)
    return live, redraw


def explore():
    """Show it in a notebook."""
    build()
