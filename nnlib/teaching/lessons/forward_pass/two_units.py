"""Two hidden units, six sliders, and the function that they draw."""

import ipywidgets as widgets
import numpy as np

from ... import style
from ...live import LiveFigure, controls, present

# ---- what is computed ----
END = 3.0  # the picture runs from x = -END to END
X = np.linspace(-END, END, 241)
GOALS = {"|x|": np.abs, "x": lambda x: x, "ramp": lambda x: np.clip(x + 1, 0, 2)}


def contributions(x, w, b, v):
    """v relu(x w + b) for each unit: x (n,), w, b, v (n_units,) -> (n, n_units). Its row sums are the function."""
    return v * np.maximum(np.outer(x, w) + b, 0)


def kinks(w, b):
    """Where each unit switches on or off, x = -b / w: (n_units,); nan for a unit of weight 0, which never does."""
    return np.divide(-b, w, out=np.full(len(w), np.nan), where=w != 0) + 0.0


def pieces(w, b, v):
    """The straight pieces of the function from left to right: places of its kinks (k,), slopes (k + 1,)."""
    places = kinks(w, b)
    places = np.unique(places[np.isfinite(places)])
    inside = (
        np.concatenate([places[:1] - 1, (places[1:] + places[:-1]) / 2, places[-1:] + 1])
        if len(places)
        else np.zeros(1)
    )
    slopes = ((np.outer(inside, w) + b > 0) * (w * v)).sum(axis=1)
    bends = slopes[1:] != slopes[:-1]
    return places[bends], slopes[np.append(True, bends)]


def distance(w, b, v, goal):
    """The largest distance between the function and the goal, within the picture."""
    return float(np.abs(contributions(X, w, b, v).sum(axis=1) - GOALS[goal](X)).max())


def shape_in_words(w, b, v):
    """'2 straight pieces with slopes −1 and 1, joined at x = 0'."""
    places, slopes = pieces(w, b, v)
    if len(slopes) == 1:
        return f"One straight line of slope {_number(slopes[0])}"
    joints, rises = _listed(places), _listed(slopes)
    return f"{len(slopes)} straight pieces with slopes {rises}, joined at x = {joints}"


def unit_in_words(w, b):
    """Where one unit is on: 'on to the right of x = 0'."""
    if w == 0:
        return (
            f"is on everywhere, with the same output {_number(b)}: its weight is 0"
            if b > 0
            else "is never on: its weight is 0"
        )
    place = -b / w + 0.0
    outside = ", outside the picture" if abs(place) > END else ""
    return f"is on to the {'right' if w > 0 else 'left'} of x = {_number(place)}{outside}"


def verdict(w, b, v, goal):
    """What the sliders have drawn, and how far it is from the goal."""
    away = distance(w, b, v, goal)
    return f"{shape_in_words(w, b, v)}. " + (
        f"This is the goal, {goal}, exactly."
        if away < 1e-9
        else f"Largest distance to the goal {goal}: {_number(away)}."
    )


def _number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def _listed(values):
    *first, last = map(_number, values)
    return f"{', '.join(first)} and {last}" if first else last


# ---- what is shown ----
UNITS = [
    dict(color=style.FAULT, ls=(0, (5, 2)), marker="o"),
    dict(color=style.CURE, ls=(0, (1.5, 1.5)), marker="s"),
]


def build():
    """Present the controls and the figure. Returns (live, redraw)."""
    live = LiveFigure(8, 3.6)
    ax = live.figure.subplots()
    ax.set(xlim=(-END, END), ylim=(-END - 0.2, END + 0.2), xlabel="input x", ylabel="output")
    ax.set_title("What two hidden units draw")
    ax.axhline(0, color=style.GRAY, lw=0.9)
    ax.grid()
    (goal_line,) = ax.plot([], [], color=style.PALE, lw=9, solid_capstyle="butt")
    (total,) = ax.plot([], [], color=style.INK, lw=2.6)
    lines = [ax.plot([], [], color=look["color"], ls=look["ls"], lw=1.8)[0] for look in UNITS]
    dots = [ax.plot([], [], look["marker"], color=look["color"], ms=9, mec="white")[0] for look in UNITS]
    live.freeze(goal_line, *lines, total, *dots)

    def slider(unit, what, value):
        return widgets.FloatSlider(
            value=value,
            min=-2,
            max=2,
            step=0.25,
            description=f"unit {unit}: {what}",
            style={"description_width": "145px"},
            layout={"width": "385px"},
            readout_format=".2f",
        )

    start = {"weight": (1, 1), "bias": (0, -1), "output weight": (1, 1)}
    sliders = {(what, unit): slider(unit, what, start[what][unit - 1]) for what in start for unit in (1, 2)}
    goal = widgets.ToggleButtons(
        options=list(GOALS),
        description="goal (pale)",
        style={"description_width": "145px", "button_width": "64px"},
        layout={"width": "auto", "display": "flex"},
    )

    def redraw(_=None):
        w, b, v = (np.array([sliders[what, unit].value for unit in (1, 2)]) for what in start)
        parts, places = contributions(X, w, b, v), kinks(w, b)
        goal_line.set_data(X, GOALS[goal.value](X))
        total.set_data(X, parts.sum(axis=1))
        for i in range(2):
            lines[i].set_data(X, parts[:, i])
            dots[i].set_data([places[i]], [0])
        found = verdict(w, b, v, goal.value)
        units = "".join(
            f'<br><span style="color:{UNITS[i]["color"]}">{"●■"[i]}</span> '
            f"unit {i + 1} ({('dashed', 'dotted')[i]}) {unit_in_words(w[i], b[i])}"
            for i in range(2)
        )
        live.show(
            f"Output against input x from −3 to 3: two units and their sum. {found}",
            f"<b>{found}</b>{units}",
        )

    for control in (*sliders.values(), goal):
        control.observe(redraw, "value")
    redraw()
    columns = [widgets.VBox([sliders[what, unit] for what in start]) for unit in (1, 2)]
    present("two_units", controls(*columns), goal, live.widget)
    return live, redraw


def explore():
    """Show it in a notebook."""
    build()
