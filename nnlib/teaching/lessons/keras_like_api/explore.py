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
    """(number of parameters, validation accuracy, the answers that occur) of a Model with these words.

    Always from the same start.
    """
    model = Model(train_rows[0].shape[1], rng=np.random.default_rng(0))
    for _ in range(layers):
        model.add(units, activation)
    model.add(1, "sigmoid")
    model.compile("binary_crossentropy", "adam", lr=lr)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the verdict says it
        model.fit(*train_rows, epochs=EPOCHS)
    answers = np.unique(model.predict(val_rows[0]))
    return model.net.params.size, model.evaluate(*val_rows)["accuracy"], answers


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


class Beside:
    """What two networks have, yours and the lesson's, as blocks of marks that can be compared and counted."""

    def __init__(self, title, marker, colors):
        self.live, look = LiveFigure(3.9, 2.8), dict(ls="", marker=marker, mew=0)
        self.ax = ax = self.live.figure.subplots()
        self.live.figure.set_layout_engine("none")
        ax.set(xlim=(-0.02, 2.3), ylim=(-0.5, 1.06), title=title, position=[0.03, 0.01, 0.94, 0.88])
        ax.axis("off")
        self.blocks, self.words = [], []
        for left, name, color in zip((0, 1.28), ("your network", "the lesson’s"), colors, strict=True):
            rest, marked = (ax.plot([], [], color=shade, **look)[0] for shade in (style.PALE, color))
            self.blocks.append((left, rest, marked))
            self.words.append(style.label(ax, left, -0.18, "", color, fontsize=20, weight="bold", offset=(0, 0)))
            style.label(ax, left, -0.4, name, fontsize=11, offset=(0, 0))
        self.live.freeze(*(mark for _, *marks in self.blocks for mark in marks), *self.words)

    def draw(self, counts, totals, words):
        """Of each network totals marks, the first counts of them in color."""
        whole = np.ceil(np.sqrt(max(totals)))  # marks along the larger block
        step = np.diff(self.ax.transData.transform([(0, 0), (1 / whole, 0)])[:, 0])[0] / self.live.figure.dpi * 72
        for (left, rest, marked), word, count, total, text in zip(
            self.blocks, self.words, counts, totals, words, strict=True
        ):
            side, place = np.ceil(np.sqrt(total)), np.arange(total)
            x, y = left + (place % side + 0.5) / whole, (place // side + 0.5) / whole
            rest.set(data=(x[count:], y[count:]), markersize=0.7 * step)
            marked.set(data=(x[:count], y[:count]), markersize=(0.85 if step > 2 else 1.5) * step)
            word.set_text(text)


def build(train_rows, val_rows, reference):
    """Present controls and figures. train_rows, val_rows: (Z, y); reference: (parameters, validation accuracy).

    Returns (the numbers learned, the mistakes, the controls by name).
    """
    n = len(val_rows[1])
    theirs, their_wrong = reference[0], n - round(reference[1] * n)
    learned = Beside("Numbers learned, a square each", "s", (style.CURE, style.GRAY))
    mistakes = Beside(f"{n} validation rows, a dot each", "o", (style.FAULT, style.FAULT))

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
        size, accuracy, answers = known[same]
        wrong = n - round(accuracy * n)
        fewest, numbers = min((n - round(share * n), size) for size, share, _ in known.values())
        more = "Move a slider: can you beat it?"
        if len(known) > 1:
            more = f"Your best of {len(known)} networks: {fewest} wrong, with {numbers:,} numbers."
        learned.draw((size, theirs), (size, theirs), (f"{size:,}", f"{theirs:,}"))
        mistakes.draw((wrong, their_wrong), (n, n), (f"{wrong} wrong", f"{their_wrong} wrong"))
        learned.live.show(
            f"Two blocks of small squares, one for each number that is learned: {size:,} in your network, "
            f"{theirs:,} in the lesson’s.",
            f"<b>{verdict(size, accuracy, n, reference, answers)}</b><br>{more}",
        )
        mistakes.live.show(
            f"Two blocks of {n} dots, one for each validation row, the wrong ones orange: {wrong} with your network, "
            f"{their_wrong} with the lesson’s."
        )

    for control in (layers, units, activation, rate):
        control.observe(redraw, "value")
    redraw()
    present("words", layers, rate, units, activation, learned.live, mistakes.live)
    return learned, mistakes, dict(layers=layers, units=units, activation=activation, rate=rate)


def words(train_rows, val_rows, reference):
    """Show it in a notebook."""
    build(train_rows, val_rows, reference)
