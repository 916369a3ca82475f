"""The words of the API as controls: layers, units, activation, rate; ten epochs; and how many rows come out right."""

import warnings

import ipywidgets as widgets
import numpy as np

from nnlib import Model

from ... import style
from ...live import LiveFigure, controls, present

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


def build(train_rows, val_rows, reference):
    """Present controls and figure. train_rows, val_rows: (Z, y); reference: (parameters, validation accuracy).

    Returns (live, the controls by name).
    """
    live = LiveFigure(8, 2.9)
    ax = live.figure.subplots()
    epochs = np.arange(1, EPOCHS + 1)
    lines = {
        "loss": ax.plot(epochs, np.ones(EPOCHS), **style.SPLIT["train"])[0],
        "val_loss": ax.plot(epochs, np.ones(EPOCHS), **style.SPLIT["validation"])[0],
    }
    names = {
        "loss": style.label(ax, EPOCHS, 0.1, "train"),
        "val_loss": style.label(ax, EPOCHS, 0.1, "validation", style.GREEN),
    }
    ax.set(xlim=(0.5, EPOCHS + 2), ylim=(0, 1), xticks=epochs, xlabel="epoch", ylabel="loss")
    title = ax.set_title("Ten epochs")
    ax.grid(axis="y")
    live.freeze(title, *lines.values(), *names.values())

    look = dict(style={"description_width": "96px"}, layout={"width": "300px"})
    layers = widgets.IntSlider(value=0, min=0, max=3, description="hidden layers", **look)
    units = widgets.SelectionSlider(value=16, options=UNITS, description="units a layer", **look)
    activation = widgets.Dropdown(value="relu", options=ACTIVATIONS, description="activation", **look)
    rate = widgets.SelectionSlider(value=0.01, options=RATES, description="lr", **look)

    def redraw(_=None):
        words = layers.value, units.value, activation.value, rate.value
        history, size, accuracy, answers = train(train_rows, val_rows, *words)
        for key, line in lines.items():
            values = np.minimum(history[key], 2)
            line.set_ydata(values)
            others = history["loss" if key == "val_loss" else "val_loss"]
            names[key].xy = (EPOCHS, min(values[-1], 0.97))
            names[key].set_va("bottom" if values[-1] >= others[-1] else "top")
        n = len(val_rows[1])
        title.set_text(f"{size:,} numbers, ten epochs: {round(accuracy * n)} of {n} right")
        says = verdict(size, accuracy, n, reference, answers)
        ends = f"training loss ends at {history['loss'][-1]:.2f}, validation loss at {history['val_loss'][-1]:.2f}."
        live.show(f"Training and validation loss over ten epochs. {says} The {ends}", f"<b>{says}</b><br>The {ends}")

    for control in (layers, units, activation, rate):
        control.observe(redraw, "value")
    redraw()
    present("words", controls(layers, units, activation, rate), live.widget)
    return live, dict(layers=layers, units=units, activation=activation, rate=rate)


def words(train_rows, val_rows, reference):
    """Show it in a notebook."""
    build(train_rows, val_rows, reference)
