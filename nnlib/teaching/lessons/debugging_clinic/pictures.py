"""Figures of the first sitting: how five networks fail, and what the instruments show of it."""

import matplotlib.pyplot as plt
import numpy as np

from ... import plots, style
from ...clinic.drawing import ILL, WELL, against, curves, short
from ...figures import show

CURVES = {  # number of the patient: what its curve shows beside that of a healthy network
    1: "Same rate, same rows, same start: one glides, one jumps",
    2: "Five hundred steps, and the loss has not moved",
    3: "Twenty epochs of unlearning",
}

FLOOR = 1e-9  # errors below it are drawn there


def beside(number, ill, well):
    """The loss curve of a patient beside that of the healthy network."""
    curves({f"patient {number}": ill, "healthy": well}, CURVES[number])


def cured(ill, mended):
    """The loss curve of patient 1 before and after."""
    curves({"patient 1": ill, "mended": mended}, "Divided by n, it glides")


def factors(answers):
    """What backward gave against the measured slopes, {"7 rows": (measured, backward), …}."""
    against(answers, "All numbers on one line: one factor for all of them", "from backward")


def looks(measured, first, second):
    """What backward gives at two looks, against the measured slopes."""
    answers = {"first look": (measured, first), "second look": (measured, second)}
    against(answers, "The second answer is twice the first", "from backward")


def waiting_room(patients, healthy, top=4.2):
    """The loss curves of five patients side by side, each with that of the healthy network. {number: curve} each."""
    last = [f"patient {number} at {short(curve[-1])}" for number, curve in patients.items()]
    well = [short(curve[-1]) for curve in healthy.values()]
    words = f"The blue curves of healthy networks end between {min(well)} and {max(well)}"
    show(waiting_drawn(patients, healthy, top), alt=f"Five small loss curves. They end: {', '.join(last)}. {words}.")


def waiting_drawn(patients, healthy, top=4.2):
    fig, axes = plt.subplots(1, len(patients), figsize=(8, 2.3), sharey=True)
    for ax, (number, curve) in zip(axes, patients.items(), strict=True):
        epochs = np.arange(1, len(curve) + 1)
        ax.plot(epochs, np.clip(np.nan_to_num(curve, nan=99), None, 99), **ILL | {"lw": 1.8})
        ax.plot(epochs, healthy[number], **WELL | {"lw": 1.8})
        ax.set(ylim=(0, top), xlabel="epoch", xticks=[0, len(curve)])
        ax.set_title(f"patient {number}", fontsize=10.5)
    axes[0].set_ylabel("loss")
    fig.suptitle(
        "Five networks that fail (dashed), and how it should look", fontsize=12, fontweight="bold", x=0.01, ha="left"
    )
    return fig


def step_errors(rates, errors):
    """The error of the step in each array against the rate. errors: {array: one number a rate}."""
    words = [f"{name} {' '.join(map(_error, own))}" for name, own in errors.items()]
    alt = f"Error of the step against learning rate {', '.join(map(str, rates))}, a line for each array"
    show(step_errors_drawn(rates, errors), alt=f"{alt}: {'; '.join(words)}.")


def _error(error):
    return "right" if error < 1e-7 else f"{error:.2g}"


def step_errors_drawn(rates, errors):
    fig, ax = plt.subplots(figsize=(8, 3))
    for own in errors.values():
        ax.plot(rates, np.maximum(own, FLOOR), marker="o", color=style.FAULT if max(own) > 1e-7 else style.CURE)
    for wrong, color, words in ((True, style.FAULT, ""), (False, style.CURE, ": right,\nbelow 10⁻⁷")):
        names = [name for name, own in errors.items() if (max(own) > 1e-7) == wrong]
        if names:
            height = max(max(errors[name]) for name in names)
            style.label(ax, max(rates), max(height, FLOOR), ", ".join(names) + words, color, offset=(9, 0))
    ax.set(xscale="log", yscale="log", ylim=(1e-10, 10), xlim=(min(rates) * 0.8, max(rates) * 3.2))
    ax.set(
        xlabel="learning rate",
        ylabel="error of step / rate",
        title="A tenth of the rate, a tenth of the error, in layer 1 alone",
    )
    ax.set_xticks(rates, [f"{rate:g}" for rate in rates])
    ax.minorticks_off()
    return fig


def rows(X, y):
    """Ten rows as they reach the network, inputs (10, 64) from 0 to 1, with their labels."""
    title = "The first ten training rows: these labels belong to other pictures"
    ax = plots.digit_gallery(16 * X.reshape(-1, 8, 8), [f"label {label}" for label in y], title=title)
    labels = ", ".join(map(str, y))
    show(ax.figure, alt=f"Ten small pictures of digits with their labels {labels} below. Most labels do not fit.")
