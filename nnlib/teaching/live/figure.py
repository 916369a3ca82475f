"""A figure that is redrawn many times a second."""

import io

import numpy as np
import traitlets
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from .. import style

SHARP = 1.5  # picture pixels for each screen pixel


class LiveFigure(traitlets.HasTraits):
    """Draw once what stands still; show() repaints only what moves. Sizes in hundreds of screen pixels.

    Panels that should stack on a narrow page are several of these.
    """

    png, alt, caption = traitlets.Bytes(), traitlets.Unicode(), traitlets.Unicode()
    touched, upright = None, False

    def __init__(self, width=8, height=3.6):
        super().__init__()
        self.figure = Figure((width, height), dpi=100 * SHARP)  # no pyplot: nothing global to leak
        self.canvas = FigureCanvasAgg(self.figure)
        self.width, self.height = round(100 * width), round(100 * height)

    def freeze(self, *moving):
        """Lay out once and keep the picture of all but the moving artists. Again only when limits or ticks change."""
        for artist in moving:
            artist.set(animated=True, in_layout=False)
        self.canvas.draw()
        self.figure.set_layout_engine("none")
        self.moving, self.still = moving, self.canvas.copy_from_bbox(self.figure.bbox)

    def on_touch(self, function, upright=False):
        """function(x, y) hears where mouse or finger drag in the first axes. To be said before present.

        What it moves needs sliders, too: they are for the keyboard. upright: it moves up and down, so a finger on the
        picture does not scroll the page.
        """
        self.touched, self.upright = function, upright

    def put(self, what):
        """What the reader does: touches the picture, what = shares of its width and height from the upper left."""
        right, down = what
        box, ax = self.figure.bbox, self.figure.axes[0]
        x, y = ax.transData.inverted().transform((right * box.width, (1 - down) * box.height))
        self.touched(*(float(np.clip(each, *sorted(ends))) for each, ends in ((x, ax.get_xlim()), (y, ax.get_ylim()))))

    def painted(self, under=()):
        """The picture as PNG bytes. under: artists made for this one picture, drawn below the moving ones."""
        self.canvas.restore_region(self.still)
        for artist in (*under, *self.moving):
            artist.axes.draw_artist(artist)
        image = Image.fromarray(np.asarray(self.canvas.buffer_rgba())).convert("RGB")
        file = io.BytesIO()
        image.quantize(palette=style.PALETTE, dither=Image.Dither.NONE).save(file, "png", compress_level=3)
        return file.getvalue()

    def show(self, alt, caption="", under=()):
        """Repaint. alt describes the picture; caption, HTML, is the sentence above all pictures of the panel.

        The caption is read aloud, too: alt need not repeat it.
        """
        with self.hold_trait_notifications():
            self.png, self.alt, self.caption = self.painted(under), alt, caption


def thin(values, most=160):
    """A long curve in few points: (epochs, values), the mean of each stretch; the first and last value stay."""
    values = np.asarray(values, dtype=float)
    if len(values) <= most:
        return np.arange(len(values)), values
    edges = np.linspace(1, len(values) - 1, most - 1).astype(int)
    means = np.add.reduceat(values[:-1], edges[:-1]) / np.diff(edges)
    return np.r_[0, (edges[:-1] + edges[1:] - 1) / 2, len(values) - 1], np.r_[values[0], means, values[-1]]
