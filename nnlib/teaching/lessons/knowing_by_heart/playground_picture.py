"""The playground's picture. Boundary and points, loss curves, and what hidden units answer."""

import numpy as np
from contourpy import contour_generator

from nnlib import sigmoid

from ... import style
from ...live import LiveFigure, thin
from .playground_run import EMPTY, unit_maps
from .playground_verdict import COIN

VIEW = (-1.75, 2.75), (-1.35, 1.85)  # of x1 and of x2
TILE = (17, 24)  # dots of a hidden unit's map: height, width
ROWS = 3  # at most so many hidden layers
TOP, EDGE = 0.9, 0.03  # the end of the loss axis, and how far from both ends a name stays

# ---- what is computed ----


def grid(shape):
    """x1 (width,) and x2 (height,) over the view, and all their pairs (height · width, 2)."""
    x2, x1 = (np.linspace(*ends, n) for ends, n in zip(VIEW[::-1], shape, strict=True))
    return x1, x2, np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)


def one_line(pieces):
    """Several lines (n, 2) as one, with gaps of nan between them."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([gap, *(part for piece in pieces for part in (piece, gap))])


def apart(a, b, gap=0.1):
    """Heights for the names of two curves that end at a and b: within the axis, a gap apart, a's above if a > b."""
    low, high = np.clip(sorted((a, b)), EDGE, TOP - EDGE)
    if high - low < gap:
        low = np.clip((low + high - gap) / 2, EDGE, TOP - EDGE - gap)
        high = low + gap
    return (low, high) if a <= b else (high, low)


def axis_end(epoch, first=100):
    """Where the axis of epochs ends: at 100, and at twice as much each time that the run has passed it."""
    return first * 2 ** max(0, int(np.ceil(np.log2(max(epoch, 1) / first))))


# ---- what is shown ----


class Picture:
    """The artists, made once. start(run) for a new run, draw(run, …) for its next epochs."""

    def __init__(self):
        self.live = LiveFigure(8, 3.75)
        wide, narrow = self.live.figure.add_gridspec(1, 2, width_ratios=[1.42, 1])
        upper, lower = narrow.subgridspec(2, 1, height_ratios=[1.8, 1])
        self.plane, self.loss, self.units = map(self.live.figure.add_subplot, (wide, upper, lower))
        self._make_plane()
        self._make_loss()
        self._make_units()

    def _make_plane(self):
        ax = style.bare(self.plane)
        ax.set(xlim=VIEW[0], ylim=VIEW[1], aspect="equal", ylabel="$x_2$")
        ax.set_xlabel("$x_1$", loc="left")
        ax.set_title("What the network predicts")
        at = dict(xycoords="axes fraction", ha="right", fontsize=9.5)
        style.label(ax, 1, 0, "filled: training, hollow: test", style.GRAY, offset=(0, -12), **at)
        for words, look, left in zip(("● class 0", "■ class 1"), style.CLASS, (-62, 0), strict=True):
            style.label(ax, 1, 1, words, look["color"], offset=(left, 12), **at)
        self.x1, self.x2, self.points = grid((64, 90))
        (self.border,) = ax.plot([], [], color=style.INK, lw=1.8)
        self.dots = {}
        for name, size in (("test", 5), ("train", 5.5)):
            for number, look in enumerate(style.CLASS):
                edge = dict(mec="white") if name == "train" else dict(mfc="white", mec=look["color"], mew=1.3)
                (self.dots[name, number],) = ax.plot([], [], ls="", ms=size, **look, **edge)

    def _make_loss(self):
        ax = self.loss
        ax.set(ylim=(0, TOP), yticks=[0, 0.2, 0.4, 0.6, 0.8], xlabel="epoch")
        ax.set_title("Cross-entropy loss")
        ax.grid(axis="y")
        self.curves = {name: ax.plot([], [], **style.SPLIT[name])[0] for name in ("train", "test")}
        look = dict(fontweight="bold", fontsize=10, va="center", bbox=dict(fc=style.PAPER, ec="none", pad=0.6))
        self.names = {
            name: ax.text(0, 0, name, color=style.TEXT[style.SPLIT[name]["color"]], **look) for name in self.curves
        }
        at = dict(xycoords=ax.get_yaxis_transform(), fontsize=9, linespacing=0.95)
        self.levels = []
        for words in ("coin\ntoss", "best\nline"):
            line = ax.axhline(COIN, color=style.GRAY, lw=1, ls=(0, (2, 2)))
            self.levels.append((line, style.label(ax, 1, COIN, words, style.GRAY, offset=(3, 0), **at)))

    def _make_units(self):
        ax = style.bare(self.units)
        ax.spines[:].set_visible(False)
        ax.tick_params(length=0)
        ax.set_yticks([(TILE[0] + 4) * (row + 0.45) for row in range(ROWS)], range(1, ROWS + 1))
        colors = style.DIVERGING.with_extremes(under=style.PAPER, bad="#9A9A9A")
        empty = np.full((ROWS * (TILE[0] + 4), 8 * (TILE[1] + 4)), EMPTY)
        self.tiles = ax.imshow(empty, cmap=colors, vmin=-1, vmax=1)
        self.units_title = ax.set_title("Hidden units of each layer")
        self.small = grid(TILE)[2]

    def start(self, run):
        """Points, levels and titles of a new run."""
        for (name, number), dots in self.dots.items():
            X, y = run.sets[name]
            dots.set_data(*X[y[:, 0] == number].T)
        level, name = self.levels[1]
        level.set_ydata([run.line, run.line])
        name.xy = (1, run.line)
        which = "No hidden units" if run.depth == 0 else "Hidden units" if run.width <= 8 else "First 8 units"
        self.units_title.set_text(which + " of each layer" * (run.depth > 0))
        for row, label in enumerate(self.units.get_yticklabels()):
            label.set_alpha(float(row < run.depth))
        self._stretch(axis_end(run.epoch))

    def _stretch(self, end):
        self.end = end
        self.loss.set(xlim=(0, 1.22 * end), xticks=[0, end // 2, end])
        self.live.freeze(self.border, *self.dots.values(), *self.curves.values(), *self.names.values(), self.tiles)

    def draw(self, run, alt, caption):
        """The run as it is now, below a caption."""
        if axis_end(run.epoch) != self.end:
            self._stretch(axis_end(run.epoch))
        scores = run.scores(self.points).reshape(len(self.x2), len(self.x1))
        bands = dict(levels=np.linspace(0, 1, 11), cmap=style.BANDS, antialiased=False)
        ground = self.plane.contourf(self.x1, self.x2, sigmoid(scores), **bands)
        self.border.set_data(*one_line(contour_generator(self.x1, self.x2, scores).lines(0.0)).T)
        self.tiles.set_data(unit_maps(run.net, self.small, TILE))
        ends = [run.history[name][-1] for name in self.curves]
        for (name, curve), end, height in zip(self.curves.items(), ends, apart(*ends), strict=True):
            curve.set_data(*thin(run.history[name]))
            words = name if end < TOP else f"{name} ↑"
            self.names[name].set(x=run.epoch + 0.02 * self.end, y=height, text=words)
        self.live.show(alt, caption, under=[ground])
        ground.remove()
