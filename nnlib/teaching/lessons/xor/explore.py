"""The explorable: a hidden layer folds the plane, and the four points go with it."""

import ipywidgets as widgets
import numpy as np

from ... import style
from ...four_points import CORNERS, MESH, NAMES, XOR, mesh, plane, points
from ...live import LiveFigure, controls, present
from . import fold

GRID = mesh(lines=13, steps=25)
BOX = dict(fc="white", ec="none", pad=1, alpha=0.85)


def build():
    """Present the controls and the figure. Returns (live, redraw)."""
    live = LiveFigure(8, 3.7)
    still, ax = live.figure.subplots(1, 2, width_ratios=(1, 1.25))
    plane(still, "The plane", ends=(-0.42, 1.42))
    still.plot(*GRID.T, color=MESH, lw=0.9)
    points(still, CORNERS)
    for name, (x, y) in zip(NAMES, CORNERS, strict=True):
        style.label(still, x, y, name, ha="center", va="bottom" if y else "top", offset=(0, 9 if y else -9), bbox=BOX)
    ax.set(aspect="equal")
    ax.set_title("On its way to the hidden space")
    ax.locator_params(nbins=4)
    (grid,) = ax.plot([], [], color=MESH, lw=0.9)
    (line,) = ax.plot([], [], color=style.INK, lw=2)
    pairs = [ax.plot([], [], color=look["color"], lw=1.6, ls=(0, (4, 2)))[0] for look in style.CLASS]
    dots = points(ax, CORNERS, sizes=(13, 9))  # both are seen on one spot
    names = [ax.text(0, 0, "", fontsize=10, zorder=5, bbox=BOX) for _ in NAMES]
    labels = dict(style={"description_width": "60px"})
    hidden = widgets.ToggleButtons(
        options=[*fold.HAND, *fold.SEEDS],
        description="layer",
        style={"description_width": "60px", "button_width": "118px"},
        layout={"width": "auto", "display": "flex"},
    )
    share = widgets.FloatSlider(
        0.75, min=0, max=1, step=0.05, description="folded", readout_format=".0%", layout={"width": "440px"}, **labels
    )
    state = {}

    def choose(_=None):
        """Another layer: how it moves all points, and the limits that show them on all of their way."""
        state["layer"] = bent = fold.layer(hidden.value)
        state["grid"], state["four"] = bent(GRID), bent(CORNERS)
        both = np.concatenate([GRID, state["grid"]])
        low, high = np.nanmin(both, axis=0) - 0.08, np.nanmax(both, axis=0) + 0.08
        middle, tall = (low + high) / 2, (high - low)[1]
        half = max((high - low)[0] / 2, 0.6 * tall)
        ax.set(xlim=(middle[0] - half, middle[0] + half), ylim=(low[1], high[1]))
        ax.set(xlabel="unit 1, when fully folded", ylabel="unit 2, when fully folded")
        live.figure.set_layout_engine("constrained")
        live.freeze(grid, line, *pairs, *dots, *names)
        redraw()

    def redraw(_=None):
        four = fold.on_the_way(CORNERS, state["four"], share.value)
        grid.set_data(*fold.on_the_way(GRID, state["grid"], share.value).T)
        for number in (0, 1):
            mine = four[number == XOR]
            pairs[number].set_data(*mine.T)
            dots[number].set_data(*mine.T)
        away = 0.035 * np.ptp(ax.get_ylim())
        for text, spot, words, row in zip(names, four, _words(four), range(4), strict=True):
            beside = dict(ha="left", va="bottom") if row else dict(ha="left", va="top")
            text.set(position=spot + (away if row else (away, -away)), text=words, **beside)
        found = fold.separating_line(four)
        line.set_data(*(_ends(found, ax) if found else ([], [])))
        words = fold.verdict(four, round(share.value, 6))
        places = ", ".join(f"{name} at ({x:.2f}, {y:.2f})" for name, (x, y) in zip(NAMES, four, strict=True))
        live.show(
            f"The grid of the plane and the four points. Layer: {hidden.value}. {words} {places}.".replace("-", "−"),
            f"<b>{words}</b><br>{places.replace('-', '−')}",
        )

    hidden.observe(choose, "value")
    share.observe(redraw, "value")
    choose()
    present("fold", hidden, controls(share), live.widget)
    return live, redraw


def _words(four):
    """What stands beside each point; two on one spot share the words, and the second has none."""
    words = list(NAMES)
    for first, second in ((0, 3), (1, 2)):
        if np.hypot(*(four[first] - four[second])) < 0.06:
            words[first], words[second] = f"{NAMES[first]} and {NAMES[second]}", ""
    return words


def _ends(line, ax):
    """Where the line leaves the picture: two x and two y."""
    w1, w2, b = line
    low, high = np.array([ax.get_xlim(), ax.get_ylim()]).T
    if abs(w1) > abs(w2):
        return [-(b + w2 * y) / w1 for y in (low[1], high[1])], [low[1], high[1]]
    return [low[0], high[0]], [-(b + w1 * x) / w2 for x in (low[0], high[0])]


def folding():
    """Show it in a notebook."""
    build()
