"""The moving picture of lesson 07: curves of the loss, and a bar of R² for each target."""

import numpy as np

from ... import style

LOW, HIGH = 1e-4, 10  # what the axis of the loss can show
BESIDE = 2.2  # names at the ends of two curves stand at least this factor apart


def apart(ends):
    """Heights for the names of two curves, {name: where it ends}: side by side never on each other or on the axis."""
    (low, a), (high, b) = sorted(ends.items(), key=lambda item: item[1])
    a = max(min(a, b / BESIDE), 1.5 * LOW)
    return {low: a, high: max(b, BESIDE * a)}


class TrainingPicture:
    """Loss to the left, R² to the right, on a new figure; `moving` are the artists that fill() sets."""

    def __init__(self, figure, targets, goal):
        self.goal = goal
        self.left, right = figure.subplots(1, 2, width_ratios=[1.6, 1])
        self.left.set(yscale="log", ylim=(LOW, 1.6 * HIGH), xlabel="epoch", title="loss")
        self.left.set_yticks([1e-4, 1e-3, 1e-2, 0.1, 1, 10], ["≤0.0001", "0.001", "0.01", "0.1", "1", "≥10"])
        self.left.minorticks_off()
        self.left.grid(axis="y")
        self.curves, self.names = {}, {}
        for name in ("train", "test"):
            look = style.SPLIT[name]
            (self.curves[name],) = self.left.plot([], [], **look)
            note = dict(color=style.TEXT[look["color"]], fontsize=10, fontweight="bold", va="center")
            self.names[name] = self.left.text(0, 1, name, **note)
        right.axhline(1, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        right.set(xlim=(-0.6, 2.6), ylim=(0, 1.18), yticks=[0, 0.25, 0.5, 0.75, 1], title="R² on test rows")
        right.set_xticks(range(len(targets)), targets)
        right.tick_params(axis="x", length=0)
        self.bars = right.bar(range(len(targets)), 0, width=0.6).patches
        self.numbers = [right.text(i, 0, "", ha="center", va="bottom", fontsize=10) for i in range(len(targets))]
        self.moving = *self.curves.values(), *self.names.values(), *self.bars, *self.numbers

    def stretch(self, end):
        """Let the epochs go from 0 to end."""
        self.end = end
        self.left.set(xlim=(0, 1.16 * end), xticks=np.linspace(0, end, 5))

    def fill(self, curves, scores):
        """curves: {"train": (epochs, losses), "test": …}; scores: R² of each target."""
        ends = {}
        for name, (epochs, losses) in curves.items():
            shown = np.clip(np.nan_to_num(losses, nan=HIGH), LOW, HIGH)
            self.curves[name].set_data(epochs, shown)
            self.names[name].set_x(epochs[-1] + 0.015 * self.end)
            ends[name] = shown[-1]
        for name, height in apart(ends).items():
            self.names[name].set_y(height)
        for bar, number, score in zip(self.bars, self.numbers, scores, strict=True):
            height, reached = max(np.nan_to_num(score), 0), score > self.goal
            bar.set(height=height, color=style.CURE if reached else style.FAULT)
            words = f"{np.floor(1000 * score) / 1000:.3f}" if score >= 0 else "NaN" if np.isnan(score) else "below 0"
            number.set(text=f"{words} ✓" if reached else words, y=height + 0.015)
