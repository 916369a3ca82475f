"""A threshold on the predicted probability: whom it finds, whom it frightens, and where it stands on the ROC curve."""

import ipywidgets as widgets
import numpy as np

from ... import style
from ...live import LiveFigure, present
from . import pictures

# ---- what is computed ----


def counts(y, p, threshold):
    """(found, missed, false alarms, rightly left alone) if p >= threshold is called malignant. y, p: (n,)."""
    called = p >= threshold
    found, alarms = np.count_nonzero(called & (y == 1)), np.count_nonzero(called & (y == 0))
    return found, np.count_nonzero(y == 1) - found, alarms, np.count_nonzero(y == 0) - alarms


def rates(y, p, threshold):
    """(false alarms as a share of the benign rows, recall)."""
    found, missed, alarms, alone = counts(y, p, threshold)
    return alarms / (alarms + alone), found / (found + missed)


def roc(y, p):
    """The rates at every threshold that differs, from nobody called malignant to everybody: (2, n_thresholds)."""
    thresholds = np.concatenate([[np.inf], np.unique(p)[::-1]])
    return np.array([rates(y, p, t) for t in thresholds]).T


def verdict(y, p, threshold):
    """What this threshold does, in words."""
    found, missed, alarms, alone = counts(y, p, threshold)
    if found + alarms == 0:
        return f"Nobody is called malignant: all {missed} malignant rows are missed."
    if missed + alone == 0:
        return f"Everybody is called malignant: none is missed, and all {alarms} benign rows are false alarms."
    recall, precision = found / (found + missed), found / (found + alarms)
    return (
        f"Finds {found} of {found + missed} malignant rows: recall {share(recall)}. "
        f"Of {found + alarms} called malignant, {found} are: precision {share(precision)}."
    )


def share(value):
    """A percentage that says 100 % only of all and 0 % only of none."""
    return "over 99%" if 0.995 <= value < 1 else "under 1%" if 0 < value < 0.005 else f"{value:.0%}"


# ---- what is shown ----
CELL = "padding:2px 14px;text-align:right"


def table(y, p, threshold):
    """The four counts as HTML: a row for each true class."""
    found, missed, alarms, alone = counts(y, p, threshold)
    rows = [("■ malignant", style.CURE, found, missed), ("● benign", style.FAULT, alarms, alone)]
    lines = "".join(
        f'<tr><th style="{CELL}"><span style="color:{color}">{name[0]}</span>{name[1:]}</th>'
        f'<td style="{CELL}">{called}</td><td style="{CELL}">{left}</td></tr>'
        for name, color, called, left in rows
    )
    head = f'<tr><td></td><th style="{CELL}">called malignant</th><th style="{CELL}">called benign</th></tr>'
    return f'<table style="border-collapse:collapse;margin:4px 0">{head}{lines}</table>'


def build(y, p, start=0.5):
    """Present slider and figure for y (n,) of 0 and 1 (malignant) and probabilities p (n,). Returns (live, slider)."""
    y, p = np.ravel(y), np.ravel(p)
    live = LiveFigure(8, 3.7)
    moving = pictures.panels(live.figure, y, p, roc(y, p))
    live.freeze(*moving.artists())
    slider = widgets.FloatSlider(
        value=start,
        min=0,
        max=1,
        step=0.01,
        description="threshold",
        readout_format=".2f",
        layout={"width": "560px", "max_width": "98%"},
    )

    def redraw(_=None):
        t = slider.value
        alarms, recall = rates(y, p, t)
        moving.fill(t, alarms, recall)
        found = verdict(y, p, t)
        live.show(
            f"Histograms of the probability of malignant for both classes, cut at {t:.2f}, and the ROC curve with its "
            f"point at false alarms {share(alarms)}, recall {share(recall)}. {found}",
            f"<b>{found}</b>{table(y, p, t)}",
        )

    slider.observe(redraw, "value")
    redraw()
    present("threshold", slider, live.widget)
    return live, slider


def explore(y, p, start=0.5):
    """Show it in a notebook."""
    build(y, p, start)
