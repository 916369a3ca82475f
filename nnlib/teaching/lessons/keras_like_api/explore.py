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
    """In words: so many numbers, so many rows right, beside the network of the lesson, (size, accuracy)."""
    right, theirs = round(accuracy * n), round(reference[1] * n)
    says = f"{size:,} numbers: {right} of {n} validation rows are right"
    if len(answers) == 1:
        return f"{says}, because it calls every row {('benign', 'malignant')[answers[0]]}."
    if right == theirs:
        return f"{says}, exactly as many as with the {reference[0]:,} of the lesson."
    gap = abs(right - theirs)
    rows = f"{gap} row{'s' if gap > 1 else ''}"
    return f"{says}, {rows} {'more' if right > theirs else 'fewer'} than with the {reference[0]:,} of the lesson."


# ---- what is shown ----


class Tried:
    """Every network that has been tried: its numbers to the right, its right rows up, beside the lesson's."""

    def __init__(self, ax, reference, y):
        n, self.seen = len(y), []
        size, accuracy = reference
        theirs, one_answer = round(accuracy * n), round(max(y.mean(), 1 - y.mean()) * n)
        for height in (theirs, one_answer):
            ax.axhline(height, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        top, least = n + 0.07 * n, n * 2 // 5
        for ends, color in (((theirs, top), style.CURE), ((least, one_answer), style.FAULT)):
            ax.axhspan(*ends, color=color, alpha=0.12, lw=0)
        style.label(ax, 26000, (theirs + top) / 2, "beats the lesson", style.CURE, ha="right", offset=(0, 0))
        style.label(ax, 4, one_answer, "worse than that", style.FAULT, va="top", offset=(0, -4))
        style.label(ax, 4, one_answer, f"one answer for all: {one_answer}", style.GRAY, va="bottom", offset=(0, 2))
        ax.plot(size, theirs, "o", color=style.GRAY, ms=8, mec="white")
        style.label(ax, size, theirs, f"the lesson: {theirs}", style.GRAY, va="top", ha="center", offset=(0, -7))
        (self.before,) = ax.plot([], [], "o", color="#8C8C8C", ms=6.5, mec="white")
        (self.now,) = ax.plot([], [], "D", color=style.CURE, ms=9, mec="white")
        self.word = style.label(
            ax, size, theirs, "", style.CURE, va="bottom", ha="center", offset=(0, 8), weight="bold"
        )
        ax.set(
            xscale="log",
            xlim=(3, 30000),
            ylim=(least, top),
            yticks=[tick for tick in range(0, n + 1, 20 if n > 60 else 5) if tick >= least],
        )
        ax.set_xticks([10, 100, 1000, 10000], ["10", "100", "1,000", "10,000"])
        ax.minorticks_off()
        ax.set(xlabel="numbers learned (each step: ten times)", title=f"Right of {n} validation rows")
        self.least = least
        self.moving = self.before, self.now, self.word

    def add(self, size, right):
        place = size, max(right, self.least)
        if self.seen:
            self.before.set_data(*zip(*self.seen, strict=True))
        self.seen.append(place)
        self.now.set_data(*[[part] for part in place])
        self.word.xy = place
        self.word.set_text(str(right))


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
    ax.set(xlim=(0.5, EPOCHS + 4), ylim=(0, 1), xticks=range(2, EPOCHS + 1, 2), xlabel="epoch", title="Loss")
    ax.grid(axis="y")
    live.freeze(*lines.values(), *names.values())
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
        for key, line in lines.items():
            values = np.minimum(history[key], 2)
            line.set_ydata(values)
            others = history["loss" if key == "val_loss" else "val_loss"]
            names[key].xy = (EPOCHS, min(values[-1], 0.97))
            names[key].set_va("bottom" if values[-1] >= others[-1] else "top")
        tried.add(size, round(accuracy * n))
        says = verdict(size, accuracy, n, reference, answers)
        ends = f"training loss ends at {history['loss'][-1]:.2f}, validation loss at {history['val_loss'][-1]:.2f}."
        live_tried.show(
            f"Right rows against numbers learned, logarithmic: a diamond for this network, "
            f"{len(set(tried.seen))} tried so far, and a line at the lesson's {round(reference[1] * n)}.",
            f"<b>{says}</b><br>The {ends}",
        )
        live.show("Loss against epoch, ten epochs, train and validation.")

    for control in (layers, units, activation, rate):
        control.observe(redraw, "value")
    redraw()
    present("words", layers, units, rate, activation, live_tried, live)
    return live, live_tried, dict(layers=layers, units=units, activation=activation, rate=rate)


def words(train_rows, val_rows, reference):
    """Show it in a notebook."""
    build(train_rows, val_rows, reference)
