"""What a loss shows of a wrong gradient, and what central differences show, for any step h."""

import functools

import numpy as np

from ... import style
from ...live import LiveFigure, Menu, Slider, present, thin
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
    """The judge's sentence at this h, and what more there is to say. errors, honest: of the four arrays, as judged and
    as they are with the right backward pass."""
    if honest.max() > WRONG:
        if h >= 1e-3:
            why = "The step is so long that it crosses kinks of ReLU"
        else:
            why = "Rounding drowns the differences: a number keeps about 16 digits"
        return "No verdict: with this h even the right gradient looks wrong.", f"{why}."
    wrong, right = (np.array(suspects.ARRAYS)[own] for own in (errors > WRONG, errors < RIGHT))
    others = "The others are right." if len(right) else "Look again at the others, with another h."
    if len(wrong) == 4:
        return "The loss falls, and yet all four gradients are wrong.", ""
    if len(wrong):
        many = ("one of the four gradients is", "two of the four gradients are", "three of the four gradients are")
        return f"The loss falls, and yet {many[len(wrong) - 1]} wrong: {' and '.join(wrong)}.", others
    if len(right) < 4:
        return "Neither clearly right nor clearly wrong: look again, with another h.", ""
    return "All four gradients are right.", "That holds at these weights, on these rows, for this loss."


# ---- what is shown ----


def _loss_picture():
    live = LiveFigure(2.75, 3.2)
    ax = live.figure.subplots()
    ax.plot(*thin(run("")[0]), color=style.CURE)
    ax.set(xlabel="step", yscale="log", ylim=(2e-4, 1.5), xlim=(0, 1.6 * suspects.STEPS), xticks=[0, 500, 1000])
    ax.set_yticks([1, 0.1, 0.01, 0.001], ["1", "0.1", "0.01", "0.001"])
    ax.minorticks_off()
    ax.set_title("Loss")
    ax.hlines(ax.get_yticks(), 0, suspects.STEPS, color=style.RC["grid.color"], lw=0.8, zorder=0)
    (curve,) = ax.plot([], [], color=style.FAULT, ls=(0, (5, 2)))
    look = dict(va="center", fontsize=11, fontweight="bold")
    names = [
        ax.text(1.05 * suspects.STEPS, 1, word, color=style.TEXT[color], **look)
        for word, color in (("", style.FAULT), ("right", style.CURE))
    ]
    style.end_axis(ax, 0, suspects.STEPS)
    live.freeze(curve, *names)
    return live, curve, names


def name_ends(names, loss, right):
    """Set the names of two curves at their ends, not on each other."""
    apart = np.sqrt(max(2.2 / max(loss / right, right / loss), 1)) ** (1 if loss >= right else -1)
    for name, height in zip(names, (loss * apart, right / apart), strict=True):
        name.set_y(height)


def _steps_picture():
    live = LiveFigure(3, 3.2)
    ax = live.figure.subplots()
    ax.set(xscale="log", yscale="log", xlim=(0.3, 3e-14), ylim=(3e-13, 30), xlabel="step h (shorter to the right)")
    ax.set(title="Worst error: drag h", xticks=[1e-1, 1e-5, 1e-9, 1e-13], yticks=[1e-12, 1e-8, 1e-4, 1])
    _powers(ax, ax.xaxis, ax.yaxis)
    (honest,) = ax.plot([], [], color=style.CURE, marker="s", ms=4, mec="white", lw=1.6)
    (suspect,) = ax.plot([], [], color=style.FAULT, marker="o", ms=4, mec="white", lw=1.6)
    for ends, ground, word, at, color in (
        ((3e-13, RIGHT), "#EEF3F8", "judged right", (4e-9, 6e-13), style.CURE),
        ((WRONG, 30), "#F9E9DF", "judged wrong", (2e-6, 2 * WRONG), style.FAULT),
    ):
        ax.axhspan(*ends, color=ground, zorder=-1)
        ax.text(*at, word, va="bottom", fontsize=9.5, color=style.TEXT[color])
    look = dict(fontsize=10, fontweight="bold", va="top")
    ax.text(4e-9, 5e-8, "the right\ngradient", color=style.TEXT[style.CURE], **look)
    name = ax.text(1.5e-13, 1, "", ha="right", color=style.TEXT[style.FAULT], **look)
    (mark,) = ax.plot([], [], color=style.PALE, lw=6, zorder=0)
    here = ax.text(1, 9, "", va="center", fontsize=10, color=style.TEXT[style.GRAY])
    live.freeze(mark, honest, suspect, name, here)
    return live, honest, suspect, name, mark, here


def _arrays_picture():
    live = LiveFigure(2.5, 3.2)
    ax = live.figure.subplots()
    ax.set(xscale="log", xlim=(3e-13, 30), ylim=(4.5, -0.6), xlabel="relative error", xticks=[1e-12, 1e-8, 1e-4, 1])
    ax.set_yticks(range(4), suspects.ARRAYS)
    ax.tick_params(axis="y", length=0, labelsize=11)
    ax.set_title("Each array at this h")
    for ends, ground, word, at, color in (
        ((3e-13, RIGHT), "#EEF3F8", "judged\nright", 6e-13, style.CURE),
        ((WRONG, 30), "#F9E9DF", "judged\nwrong", 2 * WRONG, style.FAULT),
    ):
        ax.axvspan(*ends, color=ground, zorder=0)
        ax.text(at, 4.42, word, fontsize=10, color=style.TEXT[color], va="bottom")
    _powers(ax, ax.xaxis)
    (bad,) = ax.plot([], [], "o", color=style.FAULT, ms=9, mec="white")
    (good,) = ax.plot([], [], "s", color=style.CURE, ms=9, mec="white")
    between = dict(ha="center", va="bottom", fontsize=9.5, color=style.TEXT[style.GRAY])
    ax.text(np.sqrt(RIGHT * WRONG), 4.42, "look\nagain", **between)
    look = dict(ha="right", va="center", fontsize=14, fontweight="bold", color=style.TEXT[style.FAULT])
    numbers = [ax.text(1, row, "", **look) for row in range(4)]
    live.freeze(bad, good, *numbers)
    return live, bad, good, numbers


def _powers(ax, *axes):
    for axis in axes:
        axis.set_major_formatter(lambda number, _: power(number))
    ax.minorticks_off()
    ax.grid(axis="y")


def build():
    """Present the controls and the three pictures. Returns them."""
    for letter in suspects.NAMES:
        run(letter)  # so that no choice waits for its training
    live, curve, loss_names = _loss_picture()
    live_steps, honest_v, suspect_v, name, mark, here = _steps_picture()
    live_arrays, bad, good, numbers = _arrays_picture()

    names = {letter: f"{letter}: {name}" if letter else name for letter, name in suspects.NAMES.items()}
    suspect = Menu("backward pass", {name: letter for letter, name in names.items()}, "C")
    step = Slider("step h", list(STEPS), STEPS[4], text=power)

    def redraw(_=None):
        letter, h = suspect.value, step.value
        i = list(STEPS).index(h)
        losses, score = run(letter)
        mine, honest = errors_by_step(letter), errors_by_step("")
        curve.set_data(*(thin(losses) if letter else ([], [])))
        name_ends(loss_names, losses[-1], run("")[0][-1])
        loss_names[0].set_text(f"with {letter}" if letter else "")
        honest_v.set_data(STEPS, np.maximum(honest.max(axis=1), FLOOR))
        suspect_v.set_data(STEPS, np.maximum(mine.max(axis=1), FLOOR)) if letter else suspect_v.set_data([], [])
        name.set(text=letter, y=mine[-1].max() / 2.5)
        mark.set_data([h] * 2, [3e-13, 30])
        right_of = h > 1e-9
        here.set(text=f"h = {power(h)}", x=h / 3 if right_of else 3 * h, ha="left" if right_of else "right")
        shown = np.maximum(mine[i], FLOOR)
        for dots, own in ((bad, shown > WRONG), (good, shown <= WRONG)):
            dots.set_data(shown[own], np.flatnonzero(own))
        for number, error in zip(numbers, shown, strict=True):
            number.set(text=words(error) if error > WRONG else "", x=error / 4)
        said, more = verdict(mine[i], honest[i], h)
        who = f"Backward pass {names[letter]}" if letter else "The right backward pass"
        color = "cure" if said.startswith("All four gradients are right") else "fault"
        each = ", ".join(f"{name} {words(error)}" for name, error in zip(suspects.ARRAYS, mine[i], strict=True))
        live.show(
            f"The loss falls from {losses[0]:.2f} to {losses[-1]:.4f} in {suspects.STEPS} steps. R² on fresh pairs "
            f"{score:.2f}; with the right gradient {run('')[1]:.2f}.",
            f'<b style="font-size:1.25em; color:var(--{color}-word)">{said}</b><br>{more} {who}, step h = {power(h)}.',
        )
        worst = mine.max(axis=1)
        live_steps.show(
            f"The worst of the four errors against the step h, from {power(STEPS[0])} to {power(STEPS[-1])}: for this "
            f"backward pass between {words(worst.min())} and {words(worst.max())}, for the right one between "
            f"{words(honest.max(axis=1).min())} and {words(honest.max())}. This h is marked."
        )
        live_arrays.show(
            f"The relative errors of the four arrays as dots in a row each: {each}. Below {power(RIGHT)} is right, "
            f"above {power(WRONG)} wrong."
        )

    def touched(h, _):
        step.value = min(STEPS, key=lambda known: abs(np.log(known / h)))

    live_steps.on_touch(touched)
    for control in (suspect, step):
        control.observe(redraw, "value")
    redraw()
    present("judge", suspect, step, live, live_steps, live_arrays)
    return live, live_steps, live_arrays


def judge():
    """What the loss and what central differences say of a backward pass, at any step h."""
    build()
