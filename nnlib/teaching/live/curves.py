"""Curves that grow, as many times a second as they are sent."""

import numpy as np

from .drawing import Drawing
from .figure import thin

EDGE = 0.03  # a name stays so far from both ends of the axis, as a share of it


class Curves(Drawing):
    """Losses over epochs. top: where the axis ends; curves above it are cut, and their names get an arrow."""

    def __init__(self, title, top=0.9, ticks=(0, 0.2, 0.4, 0.6, 0.8), axis="epoch"):
        self.top = top
        super().__init__("curves", title=title, ticksY=[*ticks], axis=axis)
        self.draw("", {}, {})

    def draw(self, alt, curves, levels, caption=""):
        """curves: {(name, look): values}, look "train" or "new". levels: {name: height}."""
        most = max((len(values) - 1 for values in curves.values()), default=0)
        end = axis_end(most)
        ends = [values[-1] for values in curves.values()]
        data = []
        for (name, look), values, high in zip(curves, curves.values(), apart(ends, self.top), strict=True):
            across, up = thin(values, 120)
            words = name if values[-1] < self.top else f"{name} ↑"
            data.append({
                "name": words, "look": look, "high": high, "across": np.round(across, 1).tolist(),
                "up": np.round(np.minimum(up, 3 * self.top), 4).tolist(),
            })  # fmt: skip
        named = [
            [name, at, high] for (name, at), high in zip(levels.items(), apart(levels.values(), self.top), strict=True)
        ]
        self.show(alt, caption, curves=data, levels=named, ends=[end, self.top], ticksX=[0, end // 2, end])


def apart(heights, top, gap=0.1):
    """Heights for names beside these: within the axis, a gap · top apart at least, in the order of the heights."""
    heights = np.asarray(list(heights), dtype=float)
    order, low, high = np.argsort(heights, kind="stable"), EDGE * top, (1 - EDGE) * top
    at = heights.clip(low, high)
    for before, after in zip(order, order[1:], strict=False):
        at[after] = max(at[after], at[before] + gap * top)
    for after, before in zip(order[::-1], order[-2::-1], strict=False):
        at[after] = min(at[after], high)
        at[before] = min(at[before], at[after] - gap * top)
    return np.minimum(at, high).tolist()


def axis_end(epoch, first=100):
    """Where the axis of epochs ends: at 100, and at twice as much each time that the run has passed it."""
    return first * 2 ** max(0, int(np.ceil(np.log2(max(epoch, 1) / first))))
