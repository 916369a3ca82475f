"""The examination: any instrument on any patient, beside a healthy network of the same task."""

import textwrap

import ipywidgets as widgets
import numpy as np

from .. import style
from ..live import LiveFigure, controls, present
from . import chart

FAR = 2.0
TASKS = {2: "moons", 64: "digits"}  # number of inputs: name of the healthy network
TOOLS = list(chart.INSTRUMENTS)

# ---- what is computed ----


def height(tool, value):
    """Where a reading is drawn: 0 at the limit, above it an alarm, from −2 to 2."""
    if np.isnan(value):
        return FAR
    if tool.low_is_bad:
        return FAR * (tool.limit - value) / tool.limit
    return float(np.clip(np.log10(max(value, 1e-300) / tool.limit), -FAR, FAR))


def worst(tool, found):
    """The height of the worst of an instrument's numbers. found: {what: number}."""
    return max(height(tool, value) for value in found.values())


def said(value):
    """A reading in words."""
    return "no number" if np.isnan(value) else "0" if value < 1e-9 else f"{value:.2g}" if value < 1000 else "over 1000"


def verdict(number, tool, found):
    """What the instrument says about the patient, in words. found: {what: number}."""
    wrong = [what for what, value in found.items() if tool.alarming(value)]
    if not wrong:
        return f"Patient {number}, {tool.name}: as in a healthy network."
    return f"Patient {number}, {tool.name}: alarm at {', '.join(wrong)}."


# ---- what is shown ----


class Examination:
    """The picture and its controls. patients, healthy: as the ward gives them; start: the patient it opens with.

    known: the instruments that have been asked about this patient already; the last of them is in hand.
    """

    def __init__(self, patients, healthy, start, known):
        self.patients, everybody = patients, patients | healthy
        self.readings = lambda name: chart.readings(everybody[name])
        self.asked = {number: set() for number in patients}
        self.asked[start] |= set(known)
        self._draw_once()
        self.patient = widgets.IntSlider(
            start, min(patients), max(patients), description="patient", continuous_update=False
        )
        self.tool = widgets.ToggleButtons(options=TOOLS, value=known[-1], style={"button_width": "150px"})
        self.patient.observe(self.redraw, "value")
        self.tool.observe(self.redraw, "value")
        self.redraw()

    def _draw_once(self):
        self.live = LiveFigure(8, 3.4)
        ax = self.live.figure.subplots()
        ax.axhspan(0, FAR + 0.5, color="#F6E3D8", lw=0)
        ax.axhline(0, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        ax.set(xlim=(-1.6, len(TOOLS) - 0.4), ylim=(-FAR - 0.5, FAR + 0.5), yticks=[])
        ax.set_xticks(range(len(TOOLS)), [textwrap.fill(name, 10) for name in TOOLS], fontsize=9)
        ax.tick_params(axis="x", length=0)
        ax.spines[:].set_visible(False)
        for y, words, color in ((1.2, "alarm", style.FAULT), (-1.2, "healthy", style.CURE)):
            ax.text(-1.5, y, words, color=style.TEXT[color], va="center", fontsize=11)
        ax.text(-1.5, 0.08, "the limit", color=style.TEXT[style.GRAY], va="bottom", fontsize=9.5)
        (self.frame,) = ax.plot([], [], color=style.INK, lw=1.4)
        (self.open,) = ax.plot([], [], ls="none", marker="$?$", ms=9, color=style.GRAY)
        (self.well,) = ax.plot([], [], "s", ms=12, mfc="none", mec=style.CURE, mew=1.8)
        (self.ill,) = ax.plot([], [], "o", ms=9, color=style.FAULT, mec="white")
        self.live.freeze(self.frame, self.open, self.well, self.ill)

    def redraw(self, _=None):
        number, tool = self.patient.value, chart.INSTRUMENTS[self.tool.value]
        asked = self.asked[number]
        asked.add(tool.name)
        ill, well = self.readings(number), self.readings(TASKS[self.patients[number].sizes[0]])
        places = [place for place, name in enumerate(TOOLS) if name in asked]
        unasked = [place for place, name in enumerate(TOOLS) if name not in asked]
        for dots, readings in ((self.ill, ill), (self.well, well)):
            dots.set_data(places, [worst(chart.INSTRUMENTS[TOOLS[place]], readings[TOOLS[place]]) for place in places])
        self.open.set_data(unasked, np.full(len(unasked), -FAR - 0.25))  # below all readings
        left, right = TOOLS.index(tool.name) + np.array([-0.44, 0.44])
        self.frame.set_data(
            [left, right, right, left, left], [-FAR - 0.4, -FAR - 0.4, FAR + 0.4, FAR + 0.4, -FAR - 0.4]
        )
        found = ill[tool.name]
        words = verdict(number, tool, found)
        numbers = ", ".join(f"{name} {said(value)}" for name, value in found.items())
        alarms = sum(chart.INSTRUMENTS[name].raises(ill[name]) for name in asked)
        count = f"{len(asked)} of {len(TOOLS)} instruments asked, {alarms} {'alarm' if alarms == 1 else 'alarms'}."
        key = "Dots: the patient's worst reading. Squares: a healthy network's."
        self.live.show(
            alt=f"{words} {tool.asks} Readings: {numbers}. {count} {key}",
            caption=f"<b>{words}</b> {count}<br>{tool.asks} {numbers}. {key}",
        )

    def present(self):
        present("examine", controls(self.patient), self.tool, self.live.widget)


def examine(patients, healthy, start, known):
    """Show it in a notebook."""
    Examination(patients, healthy, start, known).present()
