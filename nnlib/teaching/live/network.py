"""A network that can be touched: units as numbers or maps, weights as lines."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.path import Path

from .. import style
from ..figures import png
from ..network import FITS, TALL, UNIT_SIZE, VALUE_SIZE, NetworkDrawing, draw_key, number
from .drawing import Drawing

UNIT, TALLEST = 0.56, 4.0  # of a still, in hundreds of screen pixels: a unit, where there is room for it, and all
LEAST = 0.3  # of the largest, so wide at least is the line of a gradient that is not 0


class LiveNetwork(Drawing):
    """A network in the browser. It is given arrays and computes nothing.

    sizes: units in each layer, inputs first, as in (2, 4, 4, 3). inputs, outputs: their names, as in ("x₁", "x₂").
    drag: (least, most, step) if the reader may move the inputs. switch: may hidden units be clicked?
    key: what marks mean, below the picture; in the browser the hint follows it. Or pairs for draw_key.
    touch: in the browser a word below each layer, what to do there.
    layers: a word above each layer. grow: (most hidden layers, most units) if the reader may add and remove them.

    What the reader does arrives as on_touch(function): function({"input": i, "value": v}) for an input that is moved,
    function({"unit": [layer, i]}) for a unit that is clicked, inputs being layer 0,
    function({"units": [layer, 1 or -1]}) and function({"layers": 1 or -1}). Nothing changes in the picture
    until show() is called: compute, and show what came of it.

        network = LiveNetwork((2, 4, 1), inputs=("x₁", "x₂"), outputs=("p",), switch=True)
        network.on_touch(touched)
        network.show("What the picture shows.", "The sentence above it.", weights=[W1, W2], maps=maps)
        present("title", network)
    """

    def __init__(
        self, sizes, *, inputs=(), outputs=(), layers=(), drag=None, switch=False, grow=None, hint="", key="", touch=()
    ):
        names = dict(inputs=list(inputs), outputs=list(outputs), layers=list(layers))
        super().__init__("network", self._drawn, sizes=list(sizes), drag=drag and list(drag), switch=switch, **names)
        self.data = self.data | {"grow": grow and list(grow)}
        doing = ["Point at a unit or a line to see its numbers."]
        doing += ["Click a unit to switch it off."] if switch else []
        doing += ["Drag the inputs."] if drag and not touch else []
        self.key, self.samples = ("", list(key)) if not isinstance(key, str) else (key, [])
        hint = hint or "\n".join([self.key, *doing] if self.key else doing)
        self.data = self.data | {"hint": hint, "key": self.samples, "touch": list(touch)}

    def show(
        self,
        alt,
        caption="",
        *,
        weights,
        values=None,
        maps=None,
        texts=None,
        gradients=None,
        line_gradients=None,
        biases=None,
        silent=None,
        dead=None,
        dying=None,
        off=None,
        picked=None,
        shares=None,
        wide="weights",
        title="",
        beside=(),
        between=(),
        **changed,
    ):
        """Draw these numbers. All but weights and line_gradients are lists with an entry for each layer.

        weights: a matrix (n_in, n_out) for each step from layer to layer; blue is positive, vermilion and dashed
        negative, the width goes with the size. line_gradients: of the same shapes, told beside the weights;
        a line whose gradient is 0 is a pale hair.
        An entry may be None: nothing is known of this layer.

        values: arrays (n_units,), written in the units. texts: lists of words in their place.
        maps: arrays (n_units, height, width) with row 0 above: units become small maps, 0 in the middle of the colors,
        the largest size of each unit at their end.
        gradients: arrays (n_units,), written below. biases: arrays (n_units,), told of a unit that is looked at.
        silent, dead, dying, off: arrays (n_units,) of truth: gray; gray, dotted lines on both sides; filled with the
        color of faults; switched off by the reader. Without silent, hidden units whose value is 0 are.
        picked: arrays (n_units,) of truth: framed, for another picture shows it.
        shares: arrays (n_units,) from 0 to 1, drawn as an arc around the unit.
        wide: "weights" or "gradients", what the width and color of the lines show; the least gradient is seen, too.
        title: what a still says above itself. beside: words below the names of its outputs.
        between: for each step from layer to layer a pair, what is large above its lines and what is small.
        changed: new sizes, inputs, outputs or layers.
        """
        sizes = list(changed.pop("sizes", self.data["sizes"]))
        changed = {name: list(words) for name, words in changed.items()}
        if silent is None and values is not None:
            silent = [None, *(np.asarray(layer) == 0 for layer in values[1:-1]), None]
        if texts is None and values is not None:
            texts = _texts(values)
        drawn = _scaled(weights)
        if wide == "gradients":
            drawn = [np.sign(part) * (LEAST + (1 - LEAST) * abs(part)) for part in _scaled(line_gradients)]
        self.flat = line_gradients and np.concatenate([np.ravel(matrix) == 0 for matrix in line_gradients])
        self.arrays = dict(weights=drawn, values=values, gradients=gradients, maps=maps)
        self.title, self.beside, self.between = title, beside, between
        super().show(
            alt,
            caption,
            sizes=sizes,
            lines=[np.round(np.ravel(part), 3).tolist() for part in drawn],
            weights=[[number(w) for w in np.ravel(matrix)] for matrix in weights],
            lineGradients=line_gradients and [[number(g) for g in np.ravel(matrix)] for matrix in line_gradients],
            values=texts,
            numbers=None if values is None else [float(value) for value in values[0]],
            gradients=_texts(gradients),
            signs=_lists(gradients, lambda layer: np.sign(layer).astype(int)),
            biases=_texts(biases),
            silent=_lists(silent),
            dead=_lists(dead),
            dying=_lists(dying),
            off=_lists(off),
            picked=_lists(picked),
            shares=_lists(shares, lambda layer: np.round(layer, 3)),
            maps=maps and _bytes(maps),
            between=[list(pair) for pair in between],
            beside=list(beside),
            **changed,
        )

    def follow(self, inputs, off, redraw):
        """Keep two lists as the reader has them, and call redraw(): the inputs, and the (layer, i) switched off."""

        def touched(what):
            if "unit" in what:
                unit = tuple(what["unit"])
                off.remove(unit) if unit in off else off.append(unit)
            else:
                inputs[what["input"]] = what["value"]
            redraw()

        self.on_touch(touched)

    def _drawn(self):
        """The picture of now as (png, width, height)."""
        sizes, arrays = self.data["sizes"], self.arrays
        spread = 1.35 if arrays["gradients"] or self.data["shares"] else 1.15
        fig, ax = plt.subplots(layout="none")
        ax.set_position([0, 0, 1, 1])
        outputs = self.data["outputs"]
        if self.beside:
            outputs = ["\n".join(words) for words in zip(outputs, self.beside, strict=True)]
        names = dict(inputs=self.data["inputs"], outputs=outputs)
        blank = not arrays["maps"] and not (self.data["values"] or [None])[0]  # then the inputs' names stand inside
        names |= dict(inputs=()) if blank else {}
        drawing = NetworkDrawing(ax, sizes, spread=spread, **names)
        drawing.update(arrays["weights"], arrays["values"], arrays["gradients"])
        words = [text for layer, size in self._by_layer("values") for text in layer or [""] * size]
        words[: sizes[0]] = self.data["inputs"] if blank else words[: sizes[0]]
        for text, word in zip(drawing.values, words, strict=False):
            text.set(text=word, fontsize=VALUE_SIZE * min(1, FITS / max(len(word), 1)))
        low, high = ax.get_ylim()
        low += 0 if arrays["gradients"] else 0.15 * spread
        gray_words = dict(va="bottom", fontsize=10, color=style.TEXT[style.GRAY])
        for head, spots in zip(self.data["layers"], drawing.places, strict=False):
            head = head if len(spots) <= TALL else f"one layer, {len(spots)} units"
            ax.text((spots[0, 0] + spots[-1, 0]) / 2, high, head, ha="center", **gray_words)
        for pair, left, right in zip(self.between, drawing.places, drawing.places[1:], strict=False):
            x, y = (left[0, 0] + right[0, 0]) / 2, high + 0.27 / UNIT
            ax.text(x, y, " ".join(pair), ha="center", va="bottom", fontsize=11, weight="bold")
        if arrays["gradients"]:
            x, y = drawing.gradients[-sizes[-1]].get_position()
            ax.text(x + 0.62, y, "gradient", va="top", fontsize=10, color=style.TEXT[style.GRAY])
        above = 0.36 * bool(self.title) + 0.25 * bool(self.data["layers"]) + 0.2 * bool(self.between)
        below = 0.06 + 0.18 * (self.key.count("\n") + bool(self.key)) + 0.2 * bool(self.samples)
        unit = min(UNIT, (TALLEST - above - below) / (high - low))
        ax.set_ylim(low - below / unit, high + above / unit)
        fig.set_size_inches(unit * np.ptp(ax.get_xlim()), unit * np.ptp(ax.get_ylim()))
        ax.text(0.01, 0.015, self.key, transform=ax.transAxes, **gray_words)
        draw_key(ax, ax.get_xlim()[0] + 0.2, ax.get_ylim()[0] + 0.25, self.samples)
        title = style.HEADLINE | dict(va="top", transform=ax.transAxes)
        ax.text(y=1 - 0.08 / fig.get_figheight(), s=self.title, **title)
        faces, edges = drawing.units.get_facecolors().copy(), drawing.units.get_edgecolors().copy()
        mute = np.zeros(sum(sizes), dtype=bool)
        gray = to_rgba(style.PALE)
        for name, face, edge in (
            ("silent", gray, style.GRAY),
            ("off", gray, style.GRAY),
            ("dying", to_rgba("#EFBE9B"), style.TEXT[style.FAULT]),
            ("dead", gray, style.GRAY),
        ):
            marked = [bool(mark) for layer, size in self._by_layer(name) for mark in layer or [False] * size]
            faces[marked], edges[marked] = face, to_rgba(edge)
            mute[marked] = True
            dead = np.array(marked)  # the last of the names
        picked = [bool(mark) for layer, size in self._by_layer("picked") for mark in layer or [False] * size]
        edges[picked] = to_rgba(style.INK)
        mapped = [
            layer is not None for layer, size in zip(arrays["maps"] or [], sizes, strict=False) for _ in range(size)
        ]
        faces[: len(mapped)][mapped], edges[: len(mapped)][mapped] = to_rgba("none"), to_rgba("none")
        drawing.units.set(facecolors=faces, edgecolors=edges, linewidths=np.where(picked, 3.5, 1.3))
        drawing.silence(mute, dead, self.flat)
        shares = [share for layer, size in self._by_layer("shares") for share in layer or [0] * size]
        for (x, y), share in zip(np.concatenate(drawing.places), shares, strict=True):
            if share >= 0.01:
                arc = Path.arc(90 - 360 * share, 90)
                ax.scatter(x, y, s=UNIT_SIZE**2, marker=arc, fc="none", ec=style.CURE, lw=3.5, zorder=3)
        for spots, layer in zip(drawing.places, arrays["maps"] or [], strict=False):
            half = drawing.half if len(spots) <= TALL else 0.39
            for (x, y), each in zip(spots, layer if layer is not None else [], strict=False):
                most = np.abs(each).max() or 1
                look = dict(cmap=style.DIVERGING.resampled(15), vmin=-most, vmax=most, interpolation="bilinear")
                ax.imshow(each, extent=(x - half, x + half, y - half, y + half), zorder=3, aspect="auto", **look)
                frame = dict(fill=False, ec=style.GRAY, lw=0.8, zorder=3)
                ax.add_patch(plt.Rectangle((x - half, y - half), 2 * half, 2 * half, **frame))
        drawn = png(fig)
        plt.close(fig)
        return drawn

    def _by_layer(self, name):
        """What is sent by this name, a pair (list or None, number of units) for each layer."""
        sizes = self.data["sizes"]
        return zip(self.data[name] or [None] * len(sizes), sizes, strict=True)


def _scaled(matrices):
    """Their numbers as parts of the largest of all."""
    most = max((np.abs(matrix).max() for matrix in matrices if np.size(matrix)), default=0) or 1
    return [np.asarray(matrix) / most for matrix in matrices]


def _lists(layers, change=np.asarray):
    """A list for each layer, as JSON needs it."""
    return layers and [None if layer is None else change(layer).tolist() for layer in layers]


def _texts(layers):
    return layers and [None if layer is None else [number(value) for value in layer] for layer in layers]


def _bytes(maps):
    """All maps, a byte a point, 128 for 0; and how they lie."""
    shape = next(layer.shape[1:] for layer in maps if layer is not None)
    painted = []
    for layer in maps:
        if layer is not None:
            most = np.abs(layer).max(axis=(1, 2), keepdims=True)
            painted.append((128.5 + 127 * layer / np.where(most > 0, most, 1)).astype(np.uint8).tobytes())
    return {
        "bytes": b"".join(painted),
        "height": shape[0],
        "width": shape[1],
        "known": [layer is not None for layer in maps],
    }
