"""Paper to draw on, with mouse, finger or keys."""

import matplotlib.pyplot as plt
import numpy as np

from .. import style
from ..figures import png
from ..live import Drawing
from . import strokes


class Paper(Drawing):
    """data["strokes"] is what stands on it: lists of [row, column] over 32 × 32 dots. observe(function, "data").

    named: do its squares have names, a1 to h8? write(strokes, pen): put others there, drawn with a pen of this radius.
    what: the name of what is drawn, "a 4", where it is known.
    """

    def __init__(self, drawn=(), pen=strokes.PEN, named=False, what=""):
        super().__init__("pad", self._drawn, size=strokes.DOTS, block=strokes.BLOCK, named=named)
        self._under_way = None  # the number of the stroke that the reader drew last
        self._known = None, ""  # a drawing and its name
        self.on_touch(self._touched)
        self.write(drawn, pen, what)

    @property
    def strokes(self):
        return self.data["strokes"]

    @property
    def what(self):
        """The name of what is drawn, "" where it is not known."""
        drawn, what = self._known
        return what if drawn == self.strokes else ""

    def write(self, drawn, pen=None, what=""):
        self._under_way = None
        if what:
            self._known = drawn, what
        self._put(drawn, self.data["pen"] if pen is None else pen)

    def undo(self):
        self.write(self.strokes[:-1])

    def clear(self):
        self.write([])

    def _put(self, drawn, pen):
        count = {0: "nothing yet", 1: "one stroke"}.get(len(drawn), f"{len(drawn)} strokes")
        step = strokes.BLOCK if pen == strokes.THIN else strokes.BLOCK // 2  # of the keys
        drawn = [[[float(row), float(column)] for row, column in stroke] for stroke in drawn]
        known, what = self._known
        if drawn == known:
            count = f"{what} in {count}"
        self.show(f"Pad to draw a digit on; it shows {count}.", strokes=drawn, pen=pen, step=step, last=self._under_way)

    def _touched(self, what):
        if "stroke" not in what:
            return self.undo()
        earlier = self.strokes[:-1] if what["stroke"] == self._under_way else self.strokes
        self._under_way = what["stroke"]
        self._put([*earlier, what["points"]], self.data["pen"])

    def _drawn(self):
        """The picture of now as (png, width, height)."""
        fig, ax = plt.subplots(figsize=(2.6, 2.8))
        style.bare(ax).imshow(~strokes.black_dots(self.strokes, self.data["pen"]), cmap="gray", vmin=0, vmax=1)
        ax.set_title("Your drawing")
        if self.data["named"]:
            strokes.name_squares(ax, strokes.BLOCK * (np.arange(strokes.SIZE) + 0.5) - 0.5)
        picture = png(fig)
        plt.close(fig)
        return picture
