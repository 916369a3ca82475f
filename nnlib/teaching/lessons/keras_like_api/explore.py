"""The words of the API as controls: layers, units, activation, rate; ten epochs; and how many rows come out right."""

import warnings

import numpy as np

from nnlib import Model

from ... import style
from ...live import LiveFigure, Menu, Slider, present

EPOCHS = 10
UNITS, ACTIVATIONS = [1, 2, 4, 8, 16, 32, 64], ["relu", "tanh", "sigmoid"]
RATES = [0.0001, 0.001, 0.01, 0.1]

# ---- what is computed ----


def train(train_rows, val_rows, layers, units, activation, lr):
    """(history, number of parameters, validation accuracy, the answers that occur) of a Model with these words.

    Always from the same start.
    """
    model = Model(train_rows[0].shape[1], rng=np.random.default_rng(0))
    for _ in range(layers):
        model.add(units, activation)
    model.add(1, "sigmoid")
    model.compile("binary_crossentropy", "adam", lr=lr)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the verdict says it
        history = model.fit(*train_rows, epochs=EPOCHS, validation_data=val_rows)
    answers = np.unique(model.predict(val_rows[0]))
    return history, model.net.params.size, model.evaluate(*val_rows)["accuracy"], answers


def verdict(size, accuracy, n, reference, answers=(0, 1)):
    """In words: so many numbers, so many rows wrong, beside the network of the lesson, (size, accuracy)."""
    wrong, theirs = (n - round(share * n) for share in (accuracy, reference[1]))
    says = f"{size:,} numbers: {wrong} of {n} validation rows are wrong"
    if len(answers) == 1:
        return f"{says}, because it calls every row {('benign', 'malignant')[answers[0]]}."
    if wrong == theirs:
        return f"{says}, exactly as many as with the {reference[0]:,} of the lesson."
    more = f"{abs(wrong - theirs)} {'more' if wrong > theirs else 'fewer'}"
    return f"{says}, {more} than with the {reference[0]:,} of the lesson."


# ---- what is shown ----


NONE = 0.7  # where no mistake stands on an axis that knows no 0


class Tried:
    """Every network that has been tried: its numbers to the right, its mistakes down, beside the lesson's.

    The axis of the mistakes is logarithmic, so that 3 and 4 lie apart, and fewer stand higher.
    """

    def __init__(self, ax, reference, y):
        self.n, self.seen = len(y), []
        size, accuracy = reference
        theirs, one_answer = round((1 - accuracy) * self.n), round(min(y.mean(), 1 - y.mean()) * self.n)
        self.one_answer, best, most = one_answer, 0.6, 1.1 * self.n
        for height in (theirs, one_answer):
            ax.axhline(height, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        for ends, color in (((theirs, best), style.CURE), ((most, one_answer), style.FAULT)):
            ax.axhspan(*ends, color=color, alpha=0.12, lw=0)
        style.label(ax, 26000, best, "beats the lesson", style.CURE, ha="right", va="top", offset=(0, -3))
        style.label(ax, 26000, one_answer, "worse", style.FAULT, ha="right", va="top", offset=(0, -4))
        words = f"one answer for all: {one_answer} wrong"
        style.label(ax, 26000, one_answer, words, style.GRAY, ha="right", va="bottom", offset=(0, 2))
        ax.plot(size, theirs, "o", color=style.GRAY, ms=9, mec="white")
        lesson = f"the lesson:\n{size:,} numbers, {theirs} wrong"
        style.label(ax, size, theirs, lesson, style.GRAY, va="top", ha="center", offset=(0, -8))
        (self.before,) = ax.plot([], [], "o", color="#8C8C8C", ms=6.5, mec="white")
        (self.now,) = ax.plot([], [], "D", color=style.CURE, ms=10, mec="white")
        beside = dict(va="bottom", ha="center", offset=(0, 9), weight="bold", fontsize=12)
        self.word = style.label(ax, size, theirs, "", style.CURE, path_effects=style.HALO, **beside)
        ax.set(xscale="log", xlim=(3, 30000), yscale="log", ylim=(most, best))
        ax.set_xticks([10, 100, 1000, 10000], ["10", "100", "1,000", "10,000"])
        ticks = [tick for tick in (1, 3, 10, 30, 100) if tick < most]
        ax.set_yticks(ticks, map(str, ticks))
        ax.minorticks_off()
        ax.set(xlabel="numbers learned (each step: ten times)", title=f"Mistakes in {self.n} rows, few on top")
        self.moving = self.before, self.now, self.word

    def add(self, size, right):
        wrong = self.n - right
        place = size, max(wrong, NONE)
        if self.seen:
            self.before.set_data(*zip(*self.seen, strict=True))
        self.seen.append(place)
        self.now.set_data(*[[part] for part in place])
        self.word.xy = place
        ha, aside = ("left", -12) if size < 300 else ("right", 12) if size > 1000 else ("center", 0)  # inside
        below = 0.8 * self.one_answer < wrong < 1.6 * self.one_answer  # above, the words of that line stand
        self.word.set(text=f"{size:,} numbers, {wrong} wrong", ha=ha, va="top" if below else "bottom")
        self.word.xyann = aside, -9 if below else 9


TOPS = 0.5, 1, 2  # of the axis of the loss: the first that shows both curves whole


def build(train_rows, val_rows, reference):
    """Present controls and figures. train_rows, val_rows: (Z, y); reference: (parameters, validation accuracy).

    Returns (live, live_tried, the controls by name).
    """
    live, live_tried, n = LiveFigure(3.9, 3), LiveFigure(3.9, 3), len(val_rows[1])
    ax = live.figure.subplots()
    tried = Tried(live_tried.figure.subplots(), reference, val_rows[1])
    epochs = np.arange(1, EPOCHS + 1)
    lines = {
        "loss": ax.plot(epochs, np.ones(EPOCHS), **style.SPLIT["train"])[0],
        "val_loss": ax.plot(epochs, np.ones(EPOCHS), **style.SPLIT["validation"])[0],
    }
    names = {
        "loss": style.label(ax, EPOCHS, 0.1, "train"),
        "val_loss": style.label(ax, EPOCHS, 0.1, "validation", style.GREEN),
    }
    ax.set(
        xlim=(0.5, EPOCHS + 4),
        ylim=(0, TOPS[0]),
        xticks=range(2, EPOCHS + 1, 2),
        xlabel="epoch",
        title="Loss, epoch by epoch",
    )
    style.end_axis(ax, 0.5, EPOCHS)
    ax.grid(axis="y")
    moving = *lines.values(), *names.values()
    live.freeze(*moving)
    live_tried.freeze(*tried.moving)

    layers = Slider("hidden layers", (0, 3, 1), 0, text=lambda k: "none" if k == 0 else str(k))
    units = Slider("units a layer", UNITS, 16)
    rate = Slider("learning rate lr", RATES, 0.01)
    activation = Menu("activation", ACTIVATIONS, "relu")
    known = {}

    def redraw(_=None):
        units.disabled = activation.disabled = layers.value == 0
        words = layers.value, units.value, activation.value, rate.value
        same = (0, rate.value) if layers.value == 0 else words
        if same not in known:
            known[same] = train(train_rows, val_rows, *words)
        history, size, accuracy, answers = known[same]
        highest = max(map(max, history.values()))
        top = next((top for top in TOPS if highest <= top), TOPS[-1])
        if top != ax.get_ylim()[1]:
            ax.set_ylim(0, top)
            live.freeze(*moving)
        for key, line in lines.items():
            values = np.minimum(history[key], top)
            line.set_ydata(values)
            others = history["loss" if key == "val_loss" else "val_loss"]
            names[key].xy = (EPOCHS, np.clip(values[-1], 0.06 * top, 0.97 * top))
            names[key].set_va("bottom" if values[-1] >= others[-1] else "top")
        tried.add(size, round(accuracy * n))
        says = verdict(size, accuracy, n, reference, answers)
        ends = f"training loss ends at {history['loss'][-1]:.2f}, validation loss at {history['val_loss'][-1]:.2f}."
        live_tried.show(
            f"Mistakes against numbers learned, both logarithmic, fewer mistakes higher: a diamond for this network, "
            f"{n - round(accuracy * n)} wrong, {len(set(tried.seen))} tried so far, and a line at the lesson's "
            f"{n - round(reference[1] * n)}.",
            f"<b>{says}</b><br>The {ends}",
        )
        live.show(f"Loss by epoch, two curves over {EPOCHS} epochs, on an axis from 0 to {top}: {ends}")

    for control in (layers, units, activation, rate):
        control.observe(redraw, "value")
    redraw()
    present("words", layers, units, rate, activation, live_tried, live)
    return live, live_tried, dict(layers=layers, units=units, activation=activation, rate=rate)


def words(train_rows, val_rows, reference):
    """Show it in a notebook."""
    build(train_rows, val_rows, reference)
