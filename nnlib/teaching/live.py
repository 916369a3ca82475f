"""A figure that is redrawn many times a second, a clock for training, and how to put both on the page."""

import base64
import html
import io

import ipywidgets as widgets
import numpy as np
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from . import style

SHARP = 1.5  # picture pixels for each screen pixel
_shown = {}


class Picture(widgets.HTML):
    """What a LiveFigure shows, with the last picture as PNG bytes, its size on the screen, and its description."""

    png, alt, width, height = b"", "", 0, 0


class Explorable(widgets.VBox):
    """Widgets below each other. Where none can be drawn (GitHub, print, a phone), the first picture stands for them."""

    def _repr_mimebundle_(self, **options):
        bundle, inside = super()._repr_mimebundle_(**options), [self]
        for widget in inside:  # grows while it is walked
            inside += getattr(widget, "children", ())
        for picture in [widget for widget in inside if isinstance(widget, Picture)][:1]:
            size = {"width": picture.width, "height": picture.height}
            bundle |= {"image/png": picture.png, "text/plain": picture.alt}
            return bundle, {"image/png": {"alt": picture.alt} | size}
        return bundle


class LiveFigure:
    """Draw once what stands still; show() repaints only what moves. Sizes in hundreds of screen pixels."""

    def __init__(self, width=8, height=3.6):
        self.figure = Figure((width, height), dpi=100 * SHARP)  # no pyplot: nothing global to leak
        self.canvas, self.widget = FigureCanvasAgg(self.figure), Picture()
        self.widget.width, self.widget.height = round(100 * width), round(100 * height)

    def freeze(self, *moving):
        """Lay out once and keep the picture of all but the moving artists. Again only when limits or ticks change."""
        for artist in moving:
            artist.set(animated=True, in_layout=False)
        self.canvas.draw()
        self.figure.set_layout_engine("none")
        self.moving, self.still = moving, self.canvas.copy_from_bbox(self.figure.bbox)

    def png(self, under=()):
        """The picture as PNG bytes. under: artists made for this one picture, drawn below the moving ones."""
        self.canvas.restore_region(self.still)
        for artist in (*under, *self.moving):
            artist.axes.draw_artist(artist)
        image = Image.fromarray(np.asarray(self.canvas.buffer_rgba())).convert("RGB")
        file = io.BytesIO()
        image.quantize(palette=style.PALETTE, dither=Image.Dither.NONE).save(file, "png", compress_level=3)
        return file.getvalue()

    def show(self, alt, caption, under=()):
        """Repaint. caption: one or more lines of HTML above the picture that say what it shows; alt describes it."""
        shown = self.widget
        shown.png, shown.alt = self.png(under), alt
        shown.value = (
            f'<figure style="margin:0"><figcaption style="line-height:1.5;margin:2px 0 6px">{caption}</figcaption>'
            f'<img alt="{html.escape(alt)}" width="{shown.width}" height="{shown.height}" '
            f'decoding="sync" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{base64.b64encode(shown.png).decode()}"></figure>'
        )


class Clock:
    """Play or pause, one step, reset: three buttons in `row`. The browser asks for a tick once it has the last one.

    tick(): called again and again while playing, once for a step; returns True when there is nothing left to do.
    reset(): back to the start; the clock stands still then.
    """

    def __init__(self, tick, reset):
        self.play = widgets.ToggleButton(description="Play", icon="play", layout={"width": "96px"})
        self.step = widgets.Button(description="Step", icon="step-forward", layout={"width": "80px"})
        self.reset = widgets.Button(description="Reset", icon="undo", layout={"width": "84px"})
        self.timer = widgets.Play(max=10**9, interval=40, layout={"display": "none"})
        self._tick, self._reset = tick, reset
        self.play.observe(self._switch, "value")
        self.timer.observe(self._beat, "value")
        self.step.on_click(self._one)
        self.reset.on_click(self._back)
        self.row = widgets.HBox([self.play, self.step, self.reset, self.timer])

    def pause(self):
        self.play.value = False

    def _switch(self, change):
        self.timer.playing = change["new"]
        self.play.description, self.play.icon = ("Pause", "pause") if change["new"] else ("Play", "play")

    def _beat(self, _):
        if self.play.value and self._tick():
            self.pause()

    def _one(self, _):
        self.pause()
        self._tick()

    def _back(self, _):
        self.pause()
        self._reset()


def present(name, *rows):
    """Display widgets below each other. A cell that is run again stops and closes its earlier copy."""
    for widget in _shown.pop(name, ()):
        if isinstance(widget, widgets.Play):
            widget.playing = False
        widget.close()
    everything = _shown[name] = [Explorable(rows)]
    for widget in everything:  # grows while it is walked: children, then theirs
        everything += getattr(widget, "children", ())
    display(everything[0])


def thin(values, most=160):
    """A long curve in few points: (epochs, values), the mean of each stretch; the first and last value stay."""
    values = np.asarray(values, dtype=float)
    if len(values) <= most:
        return np.arange(len(values)), values
    edges = np.linspace(1, len(values) - 1, most - 1).astype(int)
    means = np.add.reduceat(values[:-1], edges[:-1]) / np.diff(edges)
    return np.r_[0, (edges[:-1] + edges[1:] - 1) / 2, len(values) - 1], np.r_[values[0], means, values[-1]]


def controls(*sliders):
    """Sliders side by side, wrapping where the page is narrow."""
    return widgets.HBox(sliders, layout={"flex_flow": "row wrap"})
