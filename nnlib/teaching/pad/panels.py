"""Three panels: what the network sees, what it answers, and which pixels would change its mind."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import style


def named(digit):
    """'a 7', 'an 8'."""
    return f"an {digit}" if digit == 8 else f"a {digit}"


@dataclass
class Panels:
    """The moving parts of three panels: a picture, ten probabilities, and the slope of each pixel."""

    picture: Any
    bars: Any
    share: Any
    slope: Any
    title: Any

    def artists(self):
        return (self.picture, *self.bars, self.share, self.slope, self.title)

    def fill(self, picture, probabilities, slope, digit, share):
        """picture, slope: (8, 8); probabilities: (10,); digit: where the slope leads; share: words at the top bar."""
        self.picture.set_data(picture)
        best = int(probabilities.argmax())
        for number, (bar, width) in enumerate(zip(self.bars, probabilities, strict=True)):
            bar.set(width=width, color=style.CURE if number == best else style.GRAY)
        inside = probabilities[best] > 0.8
        self.share.set(text=share, y=best, x=probabilities[best] + (-0.03 if inside else 0.03))
        self.share.set(ha="right" if inside else "left", color=style.PAPER if inside else style.TEXT[style.CURE])
        self.slope.set_data(slope / max(np.abs(slope).max(), 1e-12))
        self.title.set_text(f"more like {named(digit)}")


def panels(fig):
    """Three panels on fig, to be filled. Squares are named by letter and number, as on the pad."""
    sees, bars, asks = fig.subplots(1, 3)
    blank = np.zeros((8, 8))
    picture = sees.imshow(blank, vmin=0, vmax=16)
    sees.set_title("the network sees")
    boxes = bars.barh(range(10), np.zeros(10), height=0.72)
    bars.set(xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10), xticks=[0, 0.5, 1], xlabel="probability")
    bars.set_xticks([0, 0.5, 1], ["0", "½", "1"])
    bars.tick_params(axis="y", length=0)
    bars.set_box_aspect(1)
    bars.set_title("and answers")
    share = bars.text(0, 0, "", va="center", fontsize=10, fontweight="bold")
    slope = asks.imshow(blank, cmap=style.DIVERGING, vmin=-1, vmax=1)
    title = asks.set_title("more like a 0")
    asks.set_xlabel("blue: more ink helps\norange: ink hurts", fontsize=9.5)
    for ax in (sees, asks):
        style.bare(ax)
        ax.set_xticks(range(8), "abcdefgh")
        ax.set_yticks(range(8), range(1, 9))
        ax.tick_params(length=0, labelsize=9, pad=2)
    return Panels(picture, boxes, share, slope, title)
