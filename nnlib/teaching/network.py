"""One drawing of a network, used from the forward pass on: units with their numbers, weights as lines.

Nothing is computed here: what is drawn is given as arrays, one a layer, and may change from picture to picture.
"""

from itertools import pairwise

import numpy as np

from . import style

GAP = 3.0  # from layer to layer, in heights of a unit
TALL = 8  # units; a layer of more stands in two columns
FOLD, EDGE = 0.62, 1.2  # from the middle of such a layer to a column, and to where its lines turn level
UNIT_SIZE = 34  # of a circle, in points
VALUE_SIZE = 9.5  # of a number in a circle, in points
FITS = 4.6  # so many signs; more are smaller, to stay inside
MOST = 6.0  # width of the heaviest line, in points
HAIR = "#C0C0C0", 0.8, (0, (1.5, 2.5))  # color, width and dashes of a line through which nothing comes
FLAT = "#E4E4E4", 0.8, "-"  # the same where lines show gradients


def number(value):
    """Three significant digits, so that 0 is only what is 0: 0.0123, −4.5, 100, 1.2e−05."""
    if value == 0:
        return "0"
    plain = 1e-4 <= abs(value) < 1e6
    digits = max(0, 2 - int(np.floor(np.log10(abs(value)) + 1e-12))) if plain else 0
    text = f"{value:.{digits}f}" if plain else f"{value:.2g}"
    if "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def places(sizes, spread=1.0):
    """Where the units stand: for each layer an array (n_units, 2) of x to the right and y up, each layer centered.

    In two columns each unit stands half a step below the one before. Beside them, the other layers are twice as large.
    """
    spots, large = [], 1 + (max(sizes) > TALL)
    for layer, size in enumerate(sizes):
        i, fold = np.arange(size), size > TALL
        x = large * GAP * layer + fold * np.where(i % 2, FOLD, -FOLD)
        spots.append(np.column_stack([x, spread * (0.5 if fold else large) * ((size - 1) / 2 - i)]))
    return spots


def edges(spots, side):
    """Where lines enter (side −1) or leave (1) a layer: at its units, or level with them beside its two columns."""
    if len(spots) <= TALL:
        return spots
    middle = (spots[0, 0] + spots[1, 0]) / 2
    return np.column_stack([np.full(len(spots), middle + side * EDGE), spots[:, 1]])


def draw_key(ax, x, y, key):
    """Samples of lines from x on, each with its words. key: (sign of a weight, or 0 for a silent line; words)."""
    for sign, words in key:
        color, width, dashes = {1: (style.CURE, 4.5, "-"), -1: (style.FAULT, 4.5, (0, (1.9, 0.8))), 0: HAIR}[sign]
        ax.plot([x, x + 0.9], [y, y], color=color, lw=width, ls=dashes, solid_capstyle="butt")
        ax.text(x + 1.05, y, words, va="center", fontsize=10, color=style.TEXT[style.GRAY])
        x += 1.5 + 0.15 * len(words)


class NetworkDrawing:
    """A network on ax. sizes: units in each layer, inputs first, as in (2, 4, 4, 3). inputs, outputs: their names."""

    def __init__(self, ax, sizes, *, inputs=(), outputs=(), spread=1.0):
        self.sizes, self.places = sizes, places(sizes, spread)
        top = max(spot[0, 1] for spot in self.places)
        ways = [
            (start, out, into, end)
            for left, right in pairwise(self.places)
            for start, out in zip(left, edges(left, 1), strict=True)
            for into, end in zip(edges(right, -1), right, strict=True)
        ]
        self.lines = [ax.plot(*np.transpose(way), solid_capstyle="butt")[0] for way in ways]
        spots = np.concatenate(self.places)
        self.units = ax.scatter(*spots.T, s=UNIT_SIZE**2, c=style.PAPER, ec=style.INK, lw=1.3, zorder=2)
        middle = dict(ha="center", va="center", zorder=4)
        self.values = [ax.text(x, y, "", fontsize=VALUE_SIZE, **middle) for x, y in spots]
        below = middle | dict(va="top", fontsize=9, bbox=dict(fc="white", ec="none", pad=0.6, alpha=0.85))
        self.gradients = [ax.text(x, y - 0.42 * spread, "", **below) for x, y in spots]
        self.half = 0.42 * (1 + (max(sizes) > TALL))  # of a unit in a layer of one column
        beside = dict(va="center", fontsize=11, linespacing=1.3)
        for names, spot, side in ((inputs, self.places[0], -1), (outputs, self.places[-1], 1)):
            for name, (x, y) in zip(names, spot, strict=False):
                ax.text(x + (self.half + 0.2) * side, y, name, ha="right" if side < 0 else "left", **beside)
        longest = max((len(line) for name in outputs for line in name.split("\n")), default=0)
        right = self.places[-1][0, 0] + self.half + 0.4 + 0.17 * longest
        ax.set(xlim=(-1.2 - self.half, right), ylim=(-top - 0.75 * spread, top + 0.6 * spread))
        ax.axis("off")

    def update(self, weights=None, values=None, gradients=None, *, line_gradients=None):
        """Show other numbers. What is not given is left blank.

        weights: a matrix (n_in, n_out) for each step from layer to layer; line_gradients: the same shapes, drawn in
        their place: how fast the loss rises with each weight. values, gradients: an array (n_units,) for each layer;
        gradients stand below the circles, and None stands for a layer without. Hidden units that give 0 turn gray.
        """
        lines = line_gradients if line_gradients is not None else weights
        if lines is not None:
            numbers = np.concatenate([np.asarray(matrix, dtype=float).ravel() for matrix in lines])
            share = np.abs(numbers) / (np.abs(numbers).max() or 1)
            for line, n, s in zip(self.lines, numbers, share, strict=True):
                width = 0.4 + (MOST - 0.4) * s
                color = style.tint(style.CURE if n > 0 else style.FAULT, 0.25 + 0.65 * s) if n else style.PALE
                dash, gap = 3 + 5 / width, 0.4 + 2 / width
                first = -UNIT_SIZE / 2 / width % (dash + gap)  # a dash begins where the line leaves its circle
                dashes = (first, (dash, gap)) if n < 0 else "-"
                line.set(color=color, lw=width, ls=dashes, zorder=1 + s / 2)  # the heavy ones above the light ones
        off = [np.zeros(size, dtype=bool) for size in self.sizes]
        if values is not None:
            off[1:-1] = [np.asarray(layer) == 0 for layer in values[1:-1]]
            for text, value in zip(self.values, np.concatenate(values), strict=True):
                text.set_text(number(value))
                text.set_fontsize(VALUE_SIZE * min(1, FITS / len(number(value))))
        else:
            for text in self.values:
                text.set_text("")
        off = np.concatenate(off)
        self.units.set_facecolor([style.PALE if dead else style.PAPER for dead in off])
        self.units.set_edgecolor([style.GRAY if dead else style.INK for dead in off])
        if lines is not None:
            self.silence(off)
        flat = [None] * len(off)
        if gradients is not None:
            flat = [
                g
                for size, layer in zip(self.sizes, gradients, strict=True)
                for g in ([None] * size if layer is None else layer)
            ]
        for text, gradient in zip(self.gradients, flat, strict=True):
            text.set_text("" if gradient is None else number(gradient))
            if gradient is not None:
                color = style.GRAY if gradient == 0 else style.CURE if gradient > 0 else style.FAULT
                text.set_color(style.TEXT[color])

    def silence(self, units, dead=None, flat=None):
        """What these units hand on counts for nothing: their lines to the right turn into dotted hairs.

        units, dead: (all units,) of truth, layer by layer; what comes into a dead one counts for nothing, too.
        flat: (all lines,) of truth, lines that do so whatever stands at their ends; then all hairs are pale.
        """
        first = np.cumsum([0, *self.sizes])
        dead = np.zeros(first[-1], dtype=bool) if dead is None else dead
        mute = [
            units[left + a] or dead[left + a] or dead[right + b]
            for (left, right), (n_in, n_out) in zip(pairwise(first[:-1]), pairwise(self.sizes), strict=True)
            for a, b in np.ndindex(n_in, n_out)
        ]
        mute = mute if flat is None else np.logical_or(mute, flat)
        color, width, dashes = HAIR if flat is None else FLAT
        for line in (line for line, silent in zip(self.lines, mute, strict=True) if silent):
            line.set(color=color, lw=width, ls=dashes, zorder=1)
