"""A figure that is redrawn many times a second, and how to put it on the page."""

import base64
import html
import io

import ipywidgets as widgets
import numpy as np
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from .. import style

SHARP = 1.5  # picture pixels for each screen pixel
_shown = {}


class LiveFigure:
    """Draw once what stands still; show() repaints only what moves. Sizes in hundreds of screen pixels."""

    def __init__(self, width=8, height=3.6):
        self.figure = Figure((width, height), dpi=100 * SHARP)  # no pyplot: nothing global to leak
        self.canvas, self.widget = FigureCanvasAgg(self.figure), widgets.HTML()
        self.size = f'width="{100 * width:.0f}" height="{100 * height:.0f}"'

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
        data = base64.b64encode(self.png(under)).decode()
        self.widget.value = (
            f'<figure style="margin:0"><figcaption style="line-height:1.5;margin:2px 0 6px">{caption}</figcaption>'
            f'<img alt="{html.escape(alt)}" {self.size} decoding="sync" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{data}"></figure>'
        )


def present(name, *rows):
    """Display widgets below each other. A cell that is run again closes its earlier copy, which else would live on."""
    for widget in _shown.pop(name, ()):
        widget.close()
    everything = _shown[name] = [widgets.VBox(rows)]
    for widget in everything:  # grows while it is walked: children, then theirs
        everything += getattr(widget, "children", ())
    display(everything[0])


def controls(*sliders):
    """Sliders side by side, wrapping where the page is narrow."""
    return widgets.HBox(sliders, layout={"flex_flow": "row wrap"})
