"""What a loss shows of a wrong gradient, and what central differences show, for any step h."""

import functools

import ipywidgets as widgets
import numpy as np

from ... import style
from ...live import LiveFigure, controls, present, thin
from . import suspects
from .pictures import power, words

STEPS = 10.0 ** -np.arange(1, 14)
RIGHT, WRONG = 1e-7, 1e-4  # below: right; above: wrong; between: look again
FLOOR = 1e-12

# ---- what is computed ----


@functools.cache
def errors_by_step(fault):
    """The relative errors of dW1, db1, dW2, db2 for each h in STEPS, (13, 4), at the weights the lesson asks about."""
    weights = suspects.start(1, bias=0.3)
    X, y, *_ = suspects.data()
    gradients = suspects.two_layers(X[: suspects.ROWS], y[: suspects.ROWS], *weights, fault)
    return np.array([suspects.relative_errors(gradients, slopes) for slopes in _slopes()])


@functools.cache
def _slopes():
    weights = suspects.start(1, bias=0.3)
    return [suspects.measured(weights, h) for h in STEPS]


@functools.cache
def run(fault):
    """The losses of a training run from start 0, and R² on fresh pairs."""
    weights, losses = suspects.train(fault)
    return losses, suspects.r_squared(weights)


def verdict(errors, honest, h):
    """What the judge may say at this h. errors: of the four arrays; honest: those of the right backward pass."""
    if honest.max() > WRONG:
        if h >= 1e-3:
            why = "The step is so long that it crosses kinks of ReLU"
        else:
            why = "Rounding drowns the differences: a number keeps about 16 digits"
        return f"No verdict: at this h the right gradient, too, looks wrong ({words(honest.max())}). {why}."
    if errors.max() < RIGHT:
        return "Right: all four arrays, at these weights, on these rows, for this loss."
    if errors.min() > WRONG:
        return "Wrong: all four arrays."
    sure = ("Wrong", errors > WRONG), ("Right", errors < RIGHT), ("Look again", (errors >= RIGHT) & (errors <= WRONG))
    names = [(word, [name for name, own in zip(suspects.ARRAYS, which, strict=True) if own]) for word, which in sure]
    return " ".join(f"{word}: {', '.join(arrays)}." for word, arrays in names if arrays)


# ---- what is shown ----


def build():
    """Present the controls and the figure. Returns (live, redraw)."""
    live = LiveFigure(8, 3.1)
    left, middle, right = live.figure.subplots(1, 3, width_ratios=(1, 1.15, 1))
    ink = dict(color=style.CURE, lw=1.6)
    left.plot(*thin(run("")[0]), **ink)
    left.set(xlabel="step", ylim=(0, 0.9), xlim=(0, suspects.STEPS), xticks=[0, 500, 1000], title="the loss")
    middle.set(xscale="log", yscale="log", xlim=(0.3, 3e-14), ylim=(3e-13, 30), xlabel="step h (smaller to the right)")
    middle.set(title="worst of four errors", xticks=[1e-1, 1e-5, 1e-9, 1e-13], yticks=[1e-12, 1e-8, 1e-4, 1])
    right.set(xscale="log", xlim=(3e-13, 30), ylim=(3.6, -0.6), xlabel="relative error", xticks=[1e-12, 1e-8, 1e-4, 1])
    right.set_yticks(range(4), suspects.ARRAYS)
    right.set_title("each array at this h")
    right.axvspan(WRONG, 30, color="#F9E9DF", zorder=0)
    right.text(WRONG * 2, 3.5, "wrong", fontsize=9, color=style.TEXT[style.FAULT], va="bottom")
    right.axvspan(3e-13, RIGHT, color="#EEF3F8", zorder=0)
    right.text(6e-13, 3.5, "right", fontsize=9, color=style.TEXT[style.CURE], va="bottom")
    for axis in (middle.xaxis, middle.yaxis, right.xaxis):
        axis.set_major_formatter(lambda number, _: power(number))
    for ax in (middle, right):
        ax.minorticks_off()
    left.grid(axis="y")
    middle.grid(axis="y")
    right.grid(axis="y")

    (curve,) = left.plot([], [], color=style.FAULT)
    note = left.text(970, 0.84, "", ha="right", va="top", fontsize=9.5)
    (honest_v,) = middle.plot([], [], color=style.CURE, marker="s", ms=4, mec="white", lw=1.6)
    (suspect_v,) = middle.plot([], [], color=style.FAULT, marker="o", ms=4, mec="white", lw=1.6)
    middle.text(1e-9, 2e-8, "right", ha="left", va="top", fontsize=9.5, color=style.TEXT[style.CURE])
    name = middle.text(2e-13, 4, "", ha="right", va="bottom", fontsize=9.5, color=style.TEXT[style.FAULT])
    (mark,) = middle.plot([], [], color=style.GRAY, lw=1, ls=(0, (4, 3)))
    (bad,) = right.plot([], [], "o", color=style.FAULT, ms=8, mec="white")
    (good,) = right.plot([], [], "s", color=style.CURE, ms=8, mec="white")
    live.freeze(mark, honest_v, suspect_v, name, curve, note, bad, good)

    names = {letter: f"{letter}: {name}" if letter else name for letter, name in suspects.NAMES.items()}
    suspect = widgets.Dropdown(
        options=[(names[letter], letter) for letter in names],
        value="C",
        description="backward",
        style={"description_width": "70px"},
        layout={"width": "290px"},
    )
    step = widgets.SelectionSlider(
        options=[(power(h), i) for i, h in enumerate(STEPS)],
        value=4,
        description="step h",
        style={"description_width": "50px"},
        layout={"width": "290px"},
    )

    def redraw(_=None):
        letter, i = suspect.value, step.value
        losses, score = run(letter)
        mine, honest = errors_by_step(letter), errors_by_step("")
        curve.set_data(*(thin(losses) if letter else ([], [])))
        note.set_text(f"R² {score:.2f}\n(right: {run('')[1]:.2f})" if letter else f"R² {score:.2f}")
        honest_v.set_data(STEPS, np.maximum(honest.max(axis=1), FLOOR))
        suspect_v.set_data(STEPS, np.maximum(mine.max(axis=1), FLOOR)) if letter else suspect_v.set_data([], [])
        name.set_text(letter)
        mark.set_data([STEPS[i]] * 2, [3e-13, 30])
        shown = np.maximum(mine[i], FLOOR)
        for dots, own in ((bad, shown > WRONG), (good, shown <= WRONG)):
            dots.set_data(shown[own], np.flatnonzero(own))
        said = verdict(mine[i], honest[i], STEPS[i])
        color = style.TEXT[style.CURE if said.startswith("Right") else style.FAULT]
        heading = f"{names[letter]}, h = {power(STEPS[i])}"
        each = ", ".join(f"{name} {words(error)}" for name, error in zip(suspects.ARRAYS, mine[i], strict=True))
        alt = f"Training loss, worst error against h, error of each array. {heading}: {said} {each}. R² {score:.2f}."
        live.show(alt, f'{heading}: <b style="color:{color}">{said}</b><br>{each}')

    for control in (suspect, step):
        control.observe(redraw, "value")
    redraw()
    present("judge", controls(suspect, step), live.widget)
    return live, redraw


def judge():
    """Show it in a notebook."""
    build()
