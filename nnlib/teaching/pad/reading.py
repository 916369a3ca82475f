"""What a network gets of a drawing, and what it answers."""

import matplotlib.pyplot as plt
import numpy as np

from .. import style
from ..figures import png
from ..live import Drawing
from . import strokes
from .words import heard, percent


class Reading(Drawing):
    """The numbers of a picture, and ten bars; then the slopes, or else the answer in large above the bars."""

    def __init__(self):
        super().__init__("reading", self._drawn)

    def show(self, picture, probabilities, caption, wrong=False, slope=None, title="", marks=(None, None), named=False):
        """picture (8, 8) of 0 to 16; probabilities (10,); wrong: is the answer known to be?

        slope: (8, 8) from −1 to 1, blue above 0, under a title; marks: places (row, column) where it is marked + and −,
        or None. named: do the squares have names?
        """
        self.arrays = picture, probabilities, wrong, slope, title, marks, named
        parts = ["The 8 by 8 numbers of its ink", f"a bar for each digit: {heard(probabilities)}"]
        parts += [f"the squares where more or less ink makes it {title}"] * (slope is not None)
        super().show(
            f"{'; '.join(parts)}.",
            caption,
            numbers=picture.astype(int).ravel().tolist(),
            bars=[[round(float(p), 4), percent(p) if p > 0.006 else ""] for p in probabilities],
            best=int(probabilities.argmax()),
            wrong=wrong,
            slope=None if slope is None else np.round(slope, 3).ravel().tolist(),
            title=_capital(title),
            marks=[None if mark is None else list(mark) for mark in marks],
            named=named,
        )

    def _drawn(self):
        """The picture of now as (png, width, height)."""
        picture, p, wrong, slope, title, marks, named = self.arrays
        count = 2 + (slope is not None)
        fig, axes = plt.subplots(1, count, figsize=(2.6 * count, 2.9 if named else 2.8))
        ax = style.bare(axes[0])
        ax.imshow(picture, vmin=0, vmax=16)
        for (row, column), count in np.ndenumerate(picture.astype(int)):
            color = style.PAPER if count > 8 else style.INK if count else style.TEXT[style.GRAY]
            ax.text(column, row, count, color=color, fontsize=9, ha="center", va="center_baseline")
        _name(ax, marks, named)
        ax.set_title("64 numbers" if named else "It gets 64 numbers", fontsize=10.5)
        ax, best, of_best = axes[1], p.argmax(), style.FAULT if wrong else style.CURE
        ax.barh(range(10), p, height=0.74, color=[of_best if k == best else style.GRAY for k in range(10)])
        for digit, share in enumerate(p):
            if share > 0.006 and (named or digit != best):  # else it stands in large
                place = dict(ha="right", offset=(-3, 0)) if share > 0.8 else dict(offset=(3, 0))
                color = "white" if share > 0.8 else of_best if digit == best else style.GRAY
                place["weight"] = "bold" if digit == best else "normal"
                style.label(ax, share, digit, percent(share), color, fontsize=9, **place)
        ax.set(xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10))
        ax.set_xticks([0, 0.5, 1], ["0", "50 %", "100 %"])
        ax.set_title("How sure" if named else "It answers", fontsize=10.5)
        if slope is None:
            ax.set_ylim(9.6, -3.6)
            ax.spines["left"].set_bounds(9.6, -0.6)
            style.label(ax, 0, -2, best, of_best, fontsize=34, fontweight="bold")
            style.label(ax, 0.3, -2, f"{percent(p[best])} sure", of_best)
        else:
            ax = style.bare(axes[2])
            ax.imshow(slope, cmap=style.DIVERGING, vmin=-1, vmax=1)
            ax.set_title(_capital(title), fontsize=10.5)
            _name(ax, marks, named)
            ax.set_xlabel("blue: add ink\norange: take ink away", fontsize=9.5)
        found = png(fig)
        plt.close(fig)
        return found


def _capital(words):
    return words[:1].upper() + words[1:]


def _name(ax, marks, named):
    """Names at the sides of 8 by 8 squares, and frames with + and − where the marks are."""
    if named:
        strokes.name_squares(ax, np.arange(strokes.SIZE))
    for mark, sign, color in zip(marks, "+−", (style.CURE, style.FAULT), strict=True):
        if mark is not None:
            row, column = mark
            ax.add_patch(plt.Rectangle((column - 0.5, row - 0.5), 1, 1, fc="none", ec=color, lw=2))
            corner = dict(ha="center", va="center", color="white", fontsize=9, fontweight="bold")
            ax.text(column + 0.5, row - 0.5, sign, bbox=dict(boxstyle="circle,pad=0.1", fc=color, ec="none"), **corner)


def place(square):
    """'d3' -> (row, column); None stays None."""
    return None if square is None else divmod(strokes.SQUARES.index(square), strokes.SIZE)
