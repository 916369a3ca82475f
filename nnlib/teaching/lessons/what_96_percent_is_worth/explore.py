"""A threshold on the predicted probability: whom it finds, whom it frightens, and where it stands on the ROC curve."""

import numpy as np

from ...figures import png
from ...live import Drawing, LiveFigure, present
from . import pictures
from .counting import counts

# ---- what is computed ----


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
        f"Finds {found} of {found + missed} malignant: recall {share(recall)}. "
        f"Of {found + alarms} called malignant, {found} are: precision {share(precision)}."
    )


def share(value):
    """A percentage that says 100 % only of all and 0 % only of none."""
    return "over 99 %" if 0.995 <= value < 1 else "under 1 %" if 0 < value < 0.005 else f"{100 * value:.0f} %"


# ---- what is shown ----


def build(y, p, start=0.5):
    """Present the piles of y (n,) of 0 and 1 (malignant) and probabilities p (n,), and the ROC curve.

    Returns (piles, live); piles.put({"threshold": t}) is what the reader does.
    """
    y, p = np.ravel(y), np.ravel(p)
    live = LiveFigure(3.3, 3.3)
    point = pictures.RocPoint(live.figure.subplots(), roc(y, p))
    live.freeze(*point.artists())

    def still():
        return png(pictures.draw_alone(y, p, piles.data["threshold"]))

    of_class = {name: np.sort(p[y == number]).tolist() for number, name in enumerate(("benign", "malignant"))}
    piles = Drawing("threshold", still, **of_class)

    def redraw(touched):
        t = touched["threshold"]
        found, missed, alarms, alone = map(int, counts(y, p, t))
        point.fill(t, *rates(y, p, t))
        piles.show(
            f"A square for each malignant patient, a circle for each benign one, by probability of malignant, cut at "
            f"{t:.2f}. Left of the cut: {missed} malignant, {alone} benign. Right of it: {found} malignant, {alarms} "
            "benign.",
            f"<b>{verdict(y, p, t)}</b>",
            threshold=t,
            counts=dict(found=found, missed=missed, alarms=alarms, alone=alone),
        )
        alarmed, recall = rates(y, p, t)
        live.show(f"ROC curve; its point at false alarms {share(alarmed)}, recall {share(recall)}.")

    piles.on_touch(redraw)
    redraw({"threshold": start})
    present("threshold", piles, live)
    return piles, live


def explore(y, p, start=0.5):
    """Show it in a notebook."""
    build(y, p, start)
