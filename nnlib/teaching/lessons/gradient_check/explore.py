"""What a loss shows of a wrong gradient, and what central differences show, for any step h."""

import functools
import itertools

import numpy as np
from matplotlib.patches import Rectangle

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


def judged(errors):
    """The sign of what the judge says at each step, ✓ right, ✗ wrong, ? look again: of the worst of errors, (13, 4)."""
    worst = errors.max(axis=1)
    return np.where(worst < RIGHT, "✓", np.where(worst > WRONG, "✗", "?"))


def spoken(signs):
    """'2 times ✗, 6 times ✓': equal signs in a row are counted."""
    return ", ".join(f"{len([*equal])} times {sign}" for sign, equal in itertools.groupby(signs))


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
    live = LiveFigure(2.9, 2.7)
    ax = live.figure.subplots()
    ax.plot(*thin(run("")[0]), color=style.CURE)
    ax.set(xlabel="step", yscale="log", ylim=(2e-4, 1.5), xlim=(0, 1.6 * suspects.STEPS), xticks=[0, 500, 1000])
    ax.set_yticks([1, 0.1, 0.01, 0.001], ["1", "0.1", "0.01", "0.001"])
    ax.minorticks_off()
    ax.set_title("What the loss shows")
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


LOOKS = {"✓": ("#CFE0EE", style.CURE), "?": ("#EDEDED", style.GRAY), "✗": ("#F3CDB6", style.FAULT)}


class Row:
    """A field for each step with the judge's sign. show(signs) sets them: artists."""

    def __init__(self, ax, y):
        places = range(len(STEPS))
        self.fields = [ax.add_patch(Rectangle((i - 0.47, y - 0.42), 0.94, 0.84, lw=0)) for i in places]
        look = dict(ha="center", va="center", fontsize=15, fontweight="bold")
        self.signs = [ax.text(i, y, "", **look) for i in places]
        self.name = ax.text(-0.65, y, "", ha="right", va="center", fontsize=13)
        self.artists = [*self.fields, *self.signs, self.name]

    def show(self, name, signs):
        self.name.set_text(name)
        for field, text, sign in zip(self.fields, self.signs, signs, strict=True):
            ground, color = LOOKS[sign]
            field.set_color(ground)
            text.set(text=sign, color=style.TEXT[color])


def _steps_picture():
    live = LiveFigure(6, 1.8)  # no wider: on a phone it would have to be scrolled
    ax = live.figure.subplots()
    last = len(STEPS) - 1
    ax.set(xlim=(-0.55, last + 0.55), ylim=(1.55, -0.6), yticks=[])
    ax.set_xlabel("step h (shorter to the right)", loc="left")
    ax.set_xticks(range(0, last + 1, 2), map(power, STEPS[::2]))
    ax.tick_params(length=0, labelsize=11.5)
    ax.spines[:].set_visible(False)
    live.figure.suptitle("Trust the judge where the right gradient gets a ✓", **style.HEADLINE)
    hint = dict(ha="right", va="baseline", fontsize=11, fontweight="bold", color=style.TEXT[style.CURE])
    ax.text(last + 0.5, 2.4, "↔ drag the frame", in_layout=False, **hint)
    Row(ax, 0).show("right gradient", judged(errors_by_step("")))
    mine = Row(ax, 1)
    frame = ax.add_patch(Rectangle((0, -0.52), 1, 2.04, fill=False, ec=style.INK, lw=3, zorder=4))
    live.freeze(*mine.artists, frame)
    return live, mine, frame


def _arrays_picture():
    live = LiveFigure(4.9, 2.7)
    ax = live.figure.subplots()
    ax.set(
        xscale="log",
        xlim=(3e-13, 30),
        ylim=(4.5, -0.6),
        xlabel="relative error of the gradient",
        xticks=[1e-12, 1e-8, 1e-4, 1],
    )
    ax.set_yticks(range(4), suspects.ARRAYS)
    ax.tick_params(axis="y", length=0, labelsize=13)
    ax.set_title("What the judge shows")
    for ends, ground, word, at, color in (
        ((3e-13, RIGHT), "#EEF3F8", "✓ judged right", 6e-13, style.CURE),
        ((WRONG, 30), "#F9E9DF", "✗ judged wrong", 2 * WRONG, style.FAULT),
    ):
        ax.axvspan(*ends, color=ground, zorder=0)
        ax.text(at, 4.42, word, fontsize=10, color=style.TEXT[color], va="bottom")
    ax.xaxis.set_major_formatter(lambda number, _: power(number))
    ax.minorticks_off()
    ax.grid(axis="y")
    (bad,) = ax.plot([], [], "o", color=style.FAULT, ms=12, mec="white")
    (good,) = ax.plot([], [], "s", color=style.CURE, ms=12, mec="white")
    (unsure,) = ax.plot([], [], "D", color=style.GRAY, ms=10, mec="white")
    between = dict(ha="center", va="bottom", fontsize=9.5, color=style.TEXT[style.GRAY])
    ax.text(np.sqrt(RIGHT * WRONG), 4.42, "? look again", **between)
    look = dict(ha="right", va="center", fontsize=18, fontweight="bold", color=style.TEXT[style.FAULT])
    numbers = [ax.text(1, row, "", **look) for row in range(4)]
    live.freeze(bad, good, unsure, *numbers)
    return live, (bad, good, unsure), numbers


def build():
    """Present the controls and the three pictures. Returns them."""
    for letter in suspects.NAMES:
        run(letter)  # so that no choice waits for its training
    live, curve, loss_names = _loss_picture()
    live_steps, row, frame = _steps_picture()
    live_arrays, dots, numbers = _arrays_picture()

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
        frame.set_x(i - 0.5)
        frame.set_height(2.04 if letter else 1.04)
        row.show(f"with {letter}", judged(mine))
        for artist in row.artists:
            artist.set_visible(letter != "")
        shown = np.maximum(mine[i], FLOOR)
        bad, good = shown > WRONG, shown < RIGHT
        for marks, own in zip(dots, (bad, good, ~(bad | good)), strict=True):
            marks.set_data(shown[own], np.flatnonzero(own))
        for number, error in zip(numbers, shown, strict=True):
            number.set(text=words(error) if error > WRONG else "", x=error / 4)
        said, more = verdict(mine[i], honest[i], h)
        who = f"Backward pass {names[letter]}" if letter else "The right backward pass"
        color = "cure" if said.startswith("All four gradients are right") else "fault"
        each = ", ".join(f"{name} {words(error)}" for name, error in zip(suspects.ARRAYS, mine[i], strict=True))
        beside = f", dashed; with the right gradient, solid, to {run('')[0][-1]:.4f}" if letter else ""
        live.show(
            f"The loss falls from {losses[0]:.2f} to {losses[-1]:.4f} in {suspects.STEPS} steps{beside}. R² on "
            f"fresh pairs {score:.2f}; with the right gradient {run('')[1]:.2f}.",
            f'<b style="font-size:1.25em; color:var(--{color}-word)">{said}</b><br>{more} {who}, step h = {power(h)}.',
        )
        worst = mine.max(axis=1)
        live_steps.show(
            f"The judge's sign for each step h, from {power(STEPS[0])} to {power(STEPS[-1])}: {spoken(judged(mine))}; "
            f"with the right gradient {spoken(judged(honest))}. The worst of "
            f"the four errors lies, for this backward pass, between {words(worst.min())} and {words(worst.max())}, for "
            f"the right one between {words(honest.max(axis=1).min())} and {words(honest.max())}. This h is framed."
        )
        live_arrays.show(
            f"The relative errors of the four arrays, a row each: {each}. Below {power(RIGHT)} is right, "
            f"above {power(WRONG)} wrong."
        )

    def touched(place, _):
        step.value = STEPS[int(np.clip(round(place), 0, len(STEPS) - 1))]

    live_steps.on_touch(touched)
    for control in (suspect, step):
        control.observe(redraw, "value")
    redraw()
    present("judge", suspect, step, live, live_arrays, live_steps)
    return live, live_arrays, live_steps


def judge():
    """What the loss and what central differences say of a backward pass, at any step h."""
    build()
