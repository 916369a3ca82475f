"""Ten scores, with a sigmoid before softmax or without: how sure can the answer be?"""

import ipywidgets as widgets
import numpy as np

from nnlib import sigmoid, softmax

from ... import style
from ...live import LiveFigure, controls, present

CLASSES, OWN = 10, 3  # the picture shows a 3

# ---- what is computed ----


def chain(own, others, squeezed):
    """(scores, what softmax gets, probabilities), each (10,), for a score of the right class and one of the others."""
    scores = np.full(CLASSES, float(others))
    scores[OWN] = own
    given = sigmoid(scores) if squeezed else scores
    return scores, given, softmax(given)


def percent(p):
    return "under 0.1%" if p < 0.001 else "over 99.9%" if p > 0.999 else f"{p:.1%}"


def verdict(own, others, squeezed):
    """How sure, at what loss, and what that means."""
    _, given, p = chain(own, others, squeezed)
    lead = given[OWN] - given[OWN - 1]
    loss = float(np.log(np.exp(given - given[OWN]).sum()))
    says = f"{percent(p[OWN])} for the right class, a loss of {loss:.2f}."
    if lead == 0:
        return f"All scores are equal: {says}"
    ahead = f"Softmax gets a lead of {lead:.2f}".replace("-", "−")
    if squeezed and p[OWN] > 0.23:
        return f"{ahead}; after a sigmoid it can't pass 1. This is the ceiling: {says}"
    return f"{ahead}: {says}"


# ---- what is shown ----


def build():
    """Present the controls and the figure. Returns (live, the controls by name)."""
    live = LiveFigure(8, 3.1)
    panels = live.figure.subplots(1, 3)
    bars = []
    limits = ((-10.5, 10.5), (-10.5, 10.5), (0, 1))
    for ax, title, limit in zip(panels, ("the last Dense gives", "softmax gets", "probabilities"), limits, strict=True):
        bars.append(ax.bar(range(CLASSES), np.zeros(CLASSES), width=0.75, color=style.GRAY))
        bars[-1][OWN].set_color(style.CURE)
        ax.set(ylim=limit, xticks=range(CLASSES), xlabel="class; the picture is a 3")
        ax.axhline(0, color=style.GRAY, lw=0.9)
        ax.set_title(title)
    panels[2].set_yticks([0, 0.232, 0.5, 1], ["0", "23.2%", "50%", "100%"])
    panels[2].axhline(np.e / (np.e + 9), color=style.GRAY, lw=1.1, ls=(0, (3, 2)))
    live.freeze(*bars[0], *bars[1], *bars[2])

    wide = dict(style={"description_width": "110px"}, layout={"width": "390px"}, readout_format=".1f")
    own = widgets.FloatSlider(value=10, min=-10, max=10, step=0.5, description="for the 3", **wide)
    others = widgets.FloatSlider(value=-10, min=-10, max=10, step=0.5, description="for the other nine", **wide)
    squeezed = widgets.Checkbox(value=True, description="a sigmoid before softmax", indent=False)

    def redraw(_=None):
        three = chain(own.value, others.value, squeezed.value)
        for group, heights in zip(bars, three, strict=True):
            for bar, height in zip(group, heights, strict=True):
                bar.set_height(height)
        words = verdict(own.value, others.value, squeezed.value)
        how = "squeezed by a sigmoid" if squeezed.value else "as they are"
        live.show(
            f"Three bar charts of ten classes: what the last Dense gives, what softmax gets ({how}), "
            f"the probabilities. {words}",
            f"<b>{words}</b>",
        )

    for control in (own, others, squeezed):
        control.observe(redraw, "value")
    redraw()
    present("ceiling", controls(own, others, squeezed), live.widget)
    return live, dict(own=own, others=others, squeezed=squeezed)


def ceiling():
    """Show it in a notebook."""
    build()
