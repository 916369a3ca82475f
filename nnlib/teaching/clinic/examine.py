"""The examination: any instrument on any patient, beside a healthy network of the same task."""

import functools

import ipywidgets as widgets
import numpy as np

from .. import style
from ..live import LiveFigure, controls, present
from . import chart

FAR, SLOTS = 2.0, 10
TASKS = {2: "moons", 64: "digits"}  # number of inputs: name of the healthy network

# ---- what is computed ----


def height(tool, value):
    """Where a reading is drawn: 0 at the limit, above it an alarm, from −2 to 2."""
    if np.isnan(value):
        return FAR
    if tool.low_is_bad:
        return FAR * (tool.limit - value) / tool.limit
    return float(np.clip(np.log10(max(value, 1e-300) / tool.limit), -FAR, FAR))


def said(value):
    """A reading as a number for the picture."""
    return "no number" if np.isnan(value) else "0" if value < 1e-9 else f"{value:.2g}" if value < 1000 else "over 1000"


def verdict(number, tool, found):
    """What the instrument says about the patient, in words. found: {what: number}."""
    wrong = [what for what, value in found.items() if tool.alarming(value)]
    if not wrong:
        return f"Patient {number}, {tool.name}: as in a healthy network."
    return f"Patient {number}, {tool.name}: alarm at {', '.join(wrong)}."


# ---- what is shown ----


class Examination:
    """The picture and its controls. patients, healthy: as the ward gives them; start: the patient it opens with."""

    def __init__(self, patients, healthy, start, tool=chart.CURVE):
        self.patients, self.healthy = patients, healthy
        self.readings = functools.cache(lambda name: chart.readings((patients if name in patients else healthy)[name]))
        self.asked = dict.fromkeys(patients, ())
        numbers = list(patients)
        self.patient = widgets.IntSlider(start, numbers[0], numbers[-1], description="patient", continuous_update=False)
        self.tool = widgets.ToggleButtons(options=list(chart.INSTRUMENTS), value=tool, style={"button_width": "150px"})
        self._draw_once()
        self.patient.observe(self.redraw, "value")
        self.tool.observe(self.redraw, "value")
        self.redraw()

    def _draw_once(self):
        self.live = LiveFigure(8, 3.0)
        ax = self.live.figure.subplots()
        ax.axhspan(0, FAR + 0.6, color="#F6E3D8", lw=0)
        ax.axhline(0, color=style.GRAY, lw=1.2, ls=(0, (2, 2)))
        ax.set(xlim=(-1.3, SLOTS - 0.4), ylim=(-FAR - 0.9, FAR + 0.6), xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
        for y, words, color in ((1.3, "alarm", style.FAULT), (-1.3, "healthy", style.CURE)):
            ax.text(-1.2, y, words, color=style.TEXT[color], va="center", fontsize=11)
        ax.text(-1.2, 0.08, "the limit", color=style.TEXT[style.GRAY], va="bottom", fontsize=9.5)
        (self.well,) = ax.plot([], [], "s", ms=11, mfc="none", mec=style.CURE, mew=1.8)
        (self.ill,) = ax.plot([], [], "o", ms=8, color=style.FAULT, mec="white")
        self.names = [ax.text(0, -FAR - 0.72, "", ha="center", fontsize=10.5) for _ in range(SLOTS)]
        look = dict(fontsize=9.5, color=style.TEXT[style.FAULT], va="center")
        self.numbers = [ax.text(0, 0, "", **look) for _ in range(SLOTS)]
        self.live.freeze(self.well, self.ill, *self.names, *self.numbers)

    def redraw(self, _=None):
        number, tool = self.patient.value, chart.INSTRUMENTS[self.tool.value]
        ill = self.readings(number)[tool.name]
        well = self.readings(TASKS[self.patients[number].sizes[0]])[tool.name]
        names = [name for name in ill if name in well]
        gap = min(2.0, SLOTS / len(names))
        places = gap * (np.arange(len(names)) + 0.4)
        self.well.set_data(places, [height(tool, well[name]) for name in names])
        heights = [height(tool, ill[name]) for name in names]
        self.ill.set_data(places, heights)
        for slot, (name, text) in enumerate(zip(self.names, self.numbers, strict=True)):
            used = slot < len(names)
            name.set(text=names[slot] if used else "", x=places[slot] if used else 0)
            text.set_text(said(ill[names[slot]]) if used else "")
            if used:
                text.set_position((places[slot] + 0.14, heights[slot] + 0.32))
        self.asked[number] = tuple(dict.fromkeys((*self.asked[number], tool.name)))
        words = verdict(number, tool, ill)
        key = "Hollow squares: a healthy network. Dots: the patient."
        count = len(self.asked[number])
        caption = f"<b>{words}</b><br>{tool.asks} {key} Instruments asked so far: {count}."
        each = ", ".join(f"{name} {said(ill[name])}" for name in names)
        self.live.show(alt=f"{words} {tool.asks} Readings: {each}. {key}", caption=caption)

    def present(self):
        present("examine", controls(self.patient), self.tool, self.live.widget)


def examine(patients, healthy, start):
    """Show it in a notebook."""
    Examination(patients, healthy, start).present()
