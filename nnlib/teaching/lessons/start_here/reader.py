"""Lesson 00: a network that reads digits, and how sure it stays when the picture gets noisy."""

import ipywidgets as widgets
import numpy as np

from ... import style
from ...live import LiveFigure, controls, present
from ...measures import answer


def noisy(picture, amount, seed=0):
    """The picture with normal noise of this standard deviation, kept within 0 … 16. The same seed, the same noise."""
    noise = np.random.default_rng(seed).normal(0, 1, 64)
    return np.clip(picture + amount * noise, 0, 16)


def verdict(probabilities, label):
    """What the network says, how sure it is, and whether it is right."""
    says = int(probabilities.argmax())
    sure = probabilities[says]
    share = "over 99 %" if sure > 0.99 else f"{sure:.0%}"
    judged = "It is right." if says == label else f"It is wrong: this is a {label}."
    return f"The network says {says} and is {share} sure. {judged}"


def build(net, pictures, labels):
    """(live figure, its sliders), ready to be presented. net reads pictures (n, 64); labels (n,) say what they are."""
    live = LiveFigure(6.4, 2.9)
    left, right = live.figure.subplots(1, 2, width_ratios=[1, 1.5])
    shown = style.bare(left).imshow(np.zeros((8, 8)), vmin=0, vmax=16)
    left.set_title("the picture")
    bars = right.bar(range(10), np.zeros(10), color=style.PALE)
    right.set(ylim=(0, 1), xticks=range(10), yticks=[0, 0.5, 1], xlabel="digit", ylabel="probability")
    right.set_title("the answer")
    live.freeze(shown, *bars)

    wide = dict(style={"description_width": "60px"}, layout={"width": "330px"})
    number = widgets.IntSlider(0, 0, len(pictures) - 1, description="picture", **wide)
    noise = widgets.FloatSlider(0, min=0, max=8, step=0.5, description="noise", readout_format=".1f", **wide)

    def redraw(_=None):
        picture = noisy(pictures[number.value], noise.value, seed=number.value)
        p = answer(net, picture)
        shown.set_data(picture.reshape(8, 8))
        for digit, bar in enumerate(bars):
            bar.set(height=p[digit], color=style.CURE if digit == p.argmax() else style.PALE)
        words = verdict(p, labels[number.value])
        live.show(f"A digit of 8 by 8 pixels and a bar for each digit's probability. {words}", f"<b>{words}</b>")

    number.observe(redraw, "value")
    noise.observe(redraw, "value")
    redraw()
    return live, (number, noise)


def explore(net, pictures, labels):
    """Show what net answers to the pictures, with a slider for the picture and one for noise."""
    live, sliders = build(net, pictures, labels)
    present("reader", controls(*sliders), live.widget)
