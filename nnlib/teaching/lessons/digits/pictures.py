"""Drawn digits in two ways of making pixels, and what a network answers to one picture."""

import matplotlib.pyplot as plt
import numpy as np

from ... import plots, style
from ...pad.panels import panels


def two_ways(images, answers):
    """A row of ten pictures for each way of making pixels, with the network's answer below each.

    images: {way: (10, 8, 8)}, the digits 0 to 9; answers: {way: (10,)}, at least for these ways.
    """
    fig, axes = plt.subplots(len(images), 1, figsize=(8, 1.5 * len(images)))
    for ax, (way, pictures) in zip(axes, images.items(), strict=True):
        wrong = answers[way] != np.arange(10)
        captions = [
            f"says {says}" + ("\nwrong" if bad else "\n") for says, bad in zip(answers[way], wrong, strict=True)
        ]
        colors = [style.FAULT if bad else style.INK for bad in wrong]
        plots.digit_gallery(pictures, captions, ax, title=way, colors=colors)
    return fig


def answer(picture, probabilities, slope, digit):
    """The three panels, still. For the shapes see Panels.fill."""
    fig = plt.figure(figsize=(8, 3.35))
    panels(fig).fill(picture, probabilities, slope, digit, f"{probabilities.max():.0%}")
    return fig
