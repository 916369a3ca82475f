"""One weight on its parabola, at any rate."""

import ipywidgets as widgets
import numpy as np

from ... import style
from ...live import LiveFigure, controls, present

START, BEST = 0.0, 1.0
MOST_STEPS = 20
SIDE = 3.6  # how far to both sides of the best weight the picture reaches
SMALLEST, LARGEST = 1e-6, 100  # what the axis of the loss can show

# ---- what is computed ----


def walk(product, steps):
    """The weight after 0, 1, ... steps (steps + 1,): each multiplies its distance to the best by 1 - product."""
    return BEST + (START - BEST) * (1 - product) ** np.arange(steps + 1)


def share(w):
    """The loss at weights w as a share of the loss at the start."""
    return ((w - BEST) / (START - BEST)) ** 2


def left(value):
    """A share of the loss in words."""
    if value < 1e-6:
        return "less than a millionth of the loss is left"
    if value > 2:
        return f"the loss is {value:.1f} times that of the start"
    return f"{value:.2%} of the loss is left" if value < 0.1 else f"{value:.0%} of the loss is left"


def verdict(product, steps):
    """What a weight does at this lr · curvature, in words."""
    now = share(walk(product, steps)[-1])
    if product == 0:
        return "The weight stands still: a step of length 0."
    if product < 1:
        does = "The weight walks down one side: every step is shorter than the one before"
    elif product == 1:
        return "One step, and the weight is at the bottom."
    elif product < 2:
        does = "The weight zig-zags: every step lands on the other side, but lower"
    elif product == 2:
        return "The weight jumps from one side to the other, at one height, forever."
    else:
        does = "The weight flies out: every step lands on the other side, and higher"
    return f"{does}. After {steps} {'step' if steps == 1 else 'steps'} {left(now)}."


# ---- what is shown ----


def build():
    """Present the controls and the figure. Returns (live, redraw)."""
    live = LiveFigure(8, 3.2)
    valley, curve = live.figure.subplots(1, 2)
    w = np.linspace(BEST - SIDE, BEST + SIDE, 200)
    valley.plot(w, share(w), color=style.GRAY, lw=1.6)
    valley.plot(BEST, 0, "o", ms=13, mfc="none", mec=style.INK, mew=1.4)
    style.label(valley, BEST, 0, "best weight", offset=(0, -13), ha="center", fontsize=9.5)
    valley.set(xlim=w[[0, -1]], ylim=(-1.6, SIDE**2), xlabel="weight", ylabel="loss, start = 1")
    valley.set_title("the weight on its parabola")
    curve.axhline(1, color=style.GRAY, lw=1)
    curve.set(yscale="log", xlim=(-0.6, MOST_STEPS + 0.6), ylim=(SMALLEST, LARGEST), xlabel="step")
    curve.set_xticks(range(0, MOST_STEPS + 1, 5))
    curve.set_yticks([1e-6, 1e-4, 1e-2, 1, 100], ["≤10⁻⁶", "10⁻⁴", "10⁻²", "1", "≥100"])
    curve.minorticks_off()
    curve.grid(axis="y")
    curve.set_title("loss by step")
    looks = {True: (style.FAULT, "o"), False: (style.CURE, "s")}  # does it fly out?
    (path,) = valley.plot([], [], "-", lw=1.4, ms=6, mec="white")
    (head,) = valley.plot([], [], "o", ms=9, mec=style.INK, mew=1.4)
    (line,) = curve.plot([], [], "-", ms=5.5, mec="white")
    live.freeze(path, head, line)

    product = widgets.FloatSlider(
        value=2.1,
        max=2.2,
        step=0.05,
        description="lr · curvature",
        readout_format=".2f",
        style={"description_width": "90px"},
        layout={"width": "390px"},
    )
    steps = widgets.IntSlider(
        value=10,
        max=MOST_STEPS,
        description="steps",
        style={"description_width": "44px"},
        layout={"width": "340px"},
    )

    def redraw(_=None):
        rate, n = round(product.value, 2), steps.value
        weights = walk(rate, n)
        color, marker = looks[rate > 2]
        for artist in (path, head, line):
            artist.set(color=color, markerfacecolor=color, marker=marker)
        path.set_data(weights, share(weights))
        head.set_data(weights[-1:], share(weights[-1:]))
        line.set_data(np.arange(n + 1), np.clip(share(weights), SMALLEST, LARGEST))
        words = verdict(rate, n)
        factor = f"{1 - rate:.2f}".replace("-", "−")
        alt = "A parabola with the path of one weight on it, and the loss at each step. "
        live.show(
            f"{alt}lr · curvature {rate:.2f}: {words}",
            f"<b>lr · curvature = {rate:.2f}</b>, so each step multiplies the distance by {factor}.<br>{words}",
        )

    for slider in (product, steps):
        slider.observe(redraw, "value")
    redraw()
    present("parabola", controls(product, steps), live.widget)
    return live, redraw


def parabola():
    """Show it in a notebook."""
    build()
