"""Set a penguin on the scale: what do a network and a straight line say about its sex?"""

import numpy as np
from contourpy import contour_generator

from ... import style
from ...live import Choice, LiveFigure, Slider, present
from . import pictures

NEAR = 15
LENGTHS, MASSES = (170, 234, 1), (2600, 6400, 50)  # from, to, step: mm, g

# ---- what is computed ----


def nearest(X, flipper, mass):
    """Places of the NEAR rows of X (n, 2) nearest to a penguin, each column on its own scale."""
    squares = (((X - (flipper, mass)) / X.std(axis=0)) ** 2).sum(axis=1)
    return np.argsort(squares, kind="stable")[:NEAR]


def ring(X, flipper, mass):
    """(x, y) of points around a penguin, (60,) each: half way between the last of the NEAR nearest and the next."""
    distances = np.sqrt((((X - (flipper, mass)) / X.std(axis=0)) ** 2).sum(axis=1))
    radius = np.sort(distances)[NEAR - 1 : NEAR + 1].mean()
    angles = np.linspace(0, 2 * np.pi, 60)
    wide, high = radius * X.std(axis=0)
    return flipper + wide * np.cos(angles), mass + high * np.sin(angles)


def says(p):
    """p, the probability of male, in words."""
    name, sure = ("male", p) if p > 0.5 else ("female", 1 - p)
    return f"{name}, {100 * sure:.0f} % sure" if sure < 0.995 else f"{name}, more than 99 % sure"


def sure(p):
    """p, the probability of male, in few words: "89 % female"."""
    name, share = ("male", p) if p > 0.5 else ("female", 1 - p)
    return f"> 99 % {name}" if 0.995 <= share < 1 else f"{100 * share:.0f} % {name}"


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
    """Present the controls and the pictures. Returns (live, live_bars, flipper, mass, map)."""
    live, live_bars = LiveFigure(4.2, 3.7), LiveFigure(3.4, 2.6)
    plane, bars = live.figure.subplots(), live_bars.figure.subplots()
    pictures.frame(plane)
    plane.set(ylabel="body mass (kg)")
    plane.set_title("Female or male? Drag the ◇")
    dots = pictures.points(plane, X, sex, ms=4, alpha=0.45)
    names_of = pictures.sex_names(plane)
    (border,) = plane.plot([], [], color=style.INK, lw=1.8)
    near_dots = pictures.points(plane, X, sex, ms=4.5)
    (around,) = plane.plot([], [], color=style.INK, lw=1)
    around_name = plane.text(0, 0, f"{NEAR} nearest", va="top", fontsize=10, path_effects=style.HALO)
    (here,) = plane.plot([], [], ls="", marker="D", color="white", mec=style.INK, mew=1.8, ms=7)
    names = [*models, f"{NEAR} nearest"]
    bars.set(xlim=(0, 1), ylim=(2.5, -0.5), xlabel="how sure (%)")
    bars.set_xticks([0, 0.25, 0.5, 0.75, 1], ["100", "75", "50", "75", "100"])
    bars.set_yticks(range(3), names)
    bars.tick_params(axis="y", length=0)
    bars.spines["left"].set_visible(False)
    bars.axvline(0.5, color=style.INK, lw=1.2)
    for x, word in ((0.25, "● female"), (0.75, "■ male")):
        color = style.FAULT if x < 0.5 else style.CURE
        style.label(bars, x, -0.5, word, color, ha="center", va="bottom", offset=(0, 3), weight="bold")
    lengths = [bars.plot([], [], lw=18, solid_capstyle="butt")[0] for _ in names]
    numbers = [bars.text(0, row, "", va="center", fontsize=10, weight="bold") for row in range(3)]

    x, y, pairs = pictures.grid()
    gap, grounds, borders = np.full((1, 2), np.nan), {}, {}
    for name, model in models.items():
        p = model.predict_proba(pairs)[:, 1]
        grounds[name] = pictures.ground(plane, p)
        grounds[name].set(animated=True, in_layout=False)
        lines = contour_generator(x, y / 1000, p.reshape(len(y), len(x))).lines(0.5)
        borders[name] = np.concatenate([gap, *(part for line in lines for part in (line, gap))]).T
    live.freeze(*dots, border, *near_dots, around, around_name, here, *names_of)
    live_bars.freeze(*lengths, *numbers)

    flipper = Slider("flipper", LENGTHS, 214, text="mm")
    mass = Slider("body mass", MASSES, 4650, text=lambda g: f"{g:,} g")
    shown = Choice("map of the", list(models))

    def redraw(_=None):
        bird = flipper.value, mass.value
        near = nearest(X, *bird)
        answers = {name: float(m.predict_proba(np.array([bird], dtype=float))[0, 1]) for name, m in models.items()}
        females = int((sex[near] == "female").sum())
        shares = [*answers.values(), 1 - females / NEAR]
        for row, (line, number, share) in enumerate(zip(lengths, numbers, shares, strict=True)):
            color = style.CURE if share > 0.5 else style.FAULT
            line.set(data=([0.5, share], [row, row]), color=color)
            number.set(text=sure(share), color=style.TEXT[color])  # where no bar is
            number.set(x=0.48 if share > 0.5 else 0.52, ha="right" if share > 0.5 else "left")
        here.set_data([bird[0]], [bird[1] / 1000])
        for (name, *_), line in zip(pictures.SEX, near_dots, strict=True):
            rows = near[sex[near] == name]
            line.set_data(X[rows, 0], X[rows, 1] / 1000)
        flippers, masses = ring(X, *bird)
        around.set_data(flippers, masses / 1000)
        left = bird[0] > plane.get_xlim()[1] - 18  # its name, below it, would not fit to the right
        around_name.set(ha="right" if left else "left")
        around_name.set_position((bird[0] + (-3 if left else 3), max(masses.min(), MASSES[0] + 120) / 1000))
        border.set_data(*borders[shown.value])
        words = verdict(answers, females)
        if far(X, *bird):
            words += " But nobody in the table is like this one: the answers are guesses."
        said, crowd = words.split(". ", 1)
        live.show(
            f"Map of flipper and mass, blue where the {shown.value} says male; the penguin is a diamond, a ring around "
            f"its {NEAR} nearest, the others are pale.",
            f"<b>{said}.</b><br>A penguin of {bird[1]:,} g with a flipper of {bird[0]} mm. {crowd}",
            under=[grounds[shown.value]],
        )
        told = ", ".join(f"{name} {sure(share)}" for name, share in zip(names, shares, strict=True))
        live_bars.show(f"Bars from 50 % in the middle, to the left for female, to the right for male: {told}.")

    def drag(x, y):
        for control, value, (low, high, step) in ((flipper, x, LENGTHS), (mass, 1000 * y, MASSES)):
            control.unobserve(redraw, "value")  # or both would redraw
            control.value = int(np.clip(step * round(value / step), low, high))
            control.observe(redraw, "value")
        redraw()

    for control in (flipper, mass, shown):
        control.observe(redraw, "value")
    live.on_touch(drag, upright=True)
    redraw()
    present("sex", flipper, mass, shown, live, live_bars)
    return live, live_bars, flipper, mass, shown


def sex(X, sex, models):
    """Show it in a notebook. X (n, 2): flipper in mm and mass in g; sex (n,); models: {name: fitted}, two of them."""
    build(np.asarray(X, dtype=float), np.asarray(sex, dtype=object), models)
