"""Set a penguin on the scale: what do a network and a straight line say about its sex?"""

import ipywidgets as widgets
import numpy as np
from contourpy import contour_generator

from ... import style
from ...live import LiveFigure, controls, present
from . import pictures

NEAR = 15

# ---- what is computed ----


def nearest(X, flipper, mass):
    """Places of the NEAR rows of X (n, 2) nearest to a penguin, each column on its own scale."""
    squares = (((X - (flipper, mass)) / X.std(axis=0)) ** 2).sum(axis=1)
    return np.argsort(squares, kind="stable")[:NEAR]


def says(p):
    """p, the probability of male, in words."""
    name, sure = ("male", p) if p > 0.5 else ("female", 1 - p)
    return f"{name}, {sure:.0%} sure" if sure < 0.995 else f"{name}, more than 99 % sure"


def verdict(answers, females):
    """What {name: probability of male} comes to, beside the number of females among the nearest."""
    (one, p), (other, q) = answers.items()
    crowd = f"Of the {NEAR} most similar penguins {females} are female."
    if (p > 0.5) != (q > 0.5):
        right = one if (p <= 0.5) == (females > NEAR / 2) else other
        return f"They disagree: {one} {says(p)}; {other} {says(q)}. {crowd} The {right} goes with them."
    agree = (p <= 0.5) == (females > NEAR / 2)
    return f"Both say {'male' if p > 0.5 else 'female'}. {crowd}" + ("" if agree else " Both go against them.")


def far(X, flipper, mass):
    """Is no penguin of the table like this one?"""
    near = nearest(X, flipper, mass)[:1]
    return bool((abs(X[near] - (flipper, mass)) > 0.75 * X.std(axis=0)).any())


# ---- what is shown ----


def build(X, sex, models):
    """Present the controls and the picture. Returns (live, flipper, mass, map)."""
    live = LiveFigure(8, 3.8)
    plane, bars = live.figure.subplots(1, 2, width_ratios=[1.5, 1])
    pictures.frame(plane)
    plane.set(ylabel="body mass (kg)")
    title = plane.set_title("where the network says male (blue)", fontsize=11)
    dots = pictures.points(plane, X, sex, ms=3.6)
    (border,) = plane.plot([], [], color=style.INK, lw=1.8)
    (near_mark,) = plane.plot([], [], ls="", marker="o", mfc="none", mec=style.INK, mew=1, ms=7.5)
    (here,) = plane.plot([], [], ls="", marker="D", color="white", mec=style.INK, mew=2, ms=10)
    names = [*models, f"{NEAR} nearest"]
    bars.set(xlim=(0, 1), ylim=(2.6, -0.6), xticks=[0, 0.5, 1], xlabel="share or probability of male")
    bars.set_yticks(range(3), names)
    bars.axvline(0.5, color=style.GRAY, lw=1)
    bars.set_title("male?", fontsize=11)
    lengths = [bars.plot([], [], lw=16, solid_capstyle="butt")[0] for _ in names]
    numbers = [bars.text(0.02, row, "", va="center", fontsize=10, weight="bold") for row in range(3)]
    maps = {name: model.predict_proba(pictures.grid()[2])[:, 1] for name, model in models.items()}
    live.freeze(*dots, border, near_mark, here, title, *lengths, *numbers)

    wide = dict(style={"description_width": "80px"}, layout={"width": "380px"})
    flipper = widgets.IntSlider(value=214, min=170, max=234, description="flipper (mm)", **wide)
    mass = widgets.IntSlider(value=4650, min=2600, max=6400, step=50, description="mass (g)", **wide)
    shown = widgets.ToggleButtons(
        options=list(models), description="map of the", style={"description_width": "80px"}, layout={"display": "flex"}
    )

    def redraw(_=None):
        bird = flipper.value, mass.value
        near = nearest(X, *bird)
        answers = {name: float(m.predict_proba(np.array([bird], dtype=float))[0, 1]) for name, m in models.items()}
        females = int((sex[near] == "female").sum())
        shares = [*answers.values(), 1 - females / NEAR]
        for row, (line, number, share) in enumerate(zip(lengths, numbers, shares, strict=True)):
            line.set_data([0, share], [row, row])
            line.set_color(style.CURE if share > 0.5 else style.FAULT)
            number.set_text(f"{share:.0%}")
            number.set_x(min(share + 0.03, 0.84))
            number.set_color("white" if share > 0.81 else style.INK)
        here.set_data([bird[0]], [bird[1] / 1000])
        near_mark.set_data(X[near, 0], X[near, 1] / 1000)
        x, y, _ = pictures.grid()
        p = maps[shown.value].reshape(len(y), len(x))
        lines = contour_generator(x, y / 1000, p).lines(0.5)
        gap = np.full((1, 2), np.nan)
        border.set_data(*np.concatenate([gap, *(part for line in lines for part in (line, gap))]).T)
        title.set_text(f"where the {shown.value} says male (blue)")
        words = verdict(answers, females)
        if far(X, *bird):
            words += " But nobody in the table is like this one: the answers are guesses."
        under = pictures.ground(plane, p)
        head = f"A penguin of {bird[1]:,} g with a flipper of {bird[0]} mm"
        live.show(
            f"Map of flipper and mass, and three bars. {head}. {words}", f"<b>{head}.</b><br>{words}", under=[under]
        )
        under.remove()

    for control in (flipper, mass, shown):
        control.observe(redraw, "value")
    redraw()
    present("sex", controls(flipper, mass, shown), live.widget)
    return live, flipper, mass, shown


def sex(X, sex, models):
    """Show it in a notebook. X (n, 2): flipper in mm and mass in g; sex (n,); models: {name: fitted}, two of them."""
    build(np.asarray(X, dtype=float), np.asarray(sex, dtype=object), models)
