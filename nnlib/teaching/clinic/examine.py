"""The examination: any instrument on any patient, beside a healthy network of the same task."""

import textwrap

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyBboxPatch

from .. import style
from ..figures import png
from ..live import Choice, Drawing, present
from . import chart

FAR = 2  # powers of ten beside the limit, where the picture ends
TASKS = {2: "moons", 64: "digits"}  # number of inputs: name of the healthy network
TOOLS = list(chart.INSTRUMENTS)

# ---- what is computed ----


def place(tool, value):
    """A percentage of the way from healthy to alarm; the limit lies at 50. The root pulls apart what is near it."""
    if np.isnan(value):
        return 100.0
    if tool.low_is_bad:
        return float(np.interp(value, [0, tool.limit, 1], [100, 50, 0]))
    far = np.clip(np.log10(max(value / tool.limit, 1e-300)) / FAR, -1, 1)
    return float(50 + 50 * np.copysign(abs(far) ** 0.5, far))


def small(value):
    """A number with few digits: 0.857, 2·10⁻⁹."""
    if value >= 1e-3 or value == 0:
        return f"{value:.2g}"
    digits, power = f"{value:.0e}".split("e-")
    return f"{digits}·10⁻".removeprefix("1·") + "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in power.lstrip("0"))


def said(tool, value):
    """A reading in words; where low is bad it is a share."""
    if np.isnan(value):
        return "no number"
    if tool.low_is_bad:
        return f"{100 * value:.0f}\u00a0%"
    return "> 1000" if value >= 1000 else small(value) if value > 1e-12 else "0"


def rule(tool, alarm):
    """How far a reading of this kind is healthy, or from where on it is an alarm."""
    if alarm:
        return f"alarm {'below' if tool.low_is_bad else 'above'} {said(tool, tool.limit)}"
    return f"healthy {'from' if tool.low_is_bad else 'up to'} {said(tool, tool.limit)}"


def headline(number, asked, alarms):
    """How many see that the patient is ill. asked, alarms: names of instruments."""
    of, ill = f"of {len(asked)} instruments asked", f"Patient {number} is ill, and"
    if len(asked) == 1:
        return f"{ill} “{asked[0]}” {'sees it' if alarms else 'does not see it'}"
    if len(alarms) == 1:
        return f"{ill} {of} only “{alarms[0]}” sees it"
    return f"{ill} {len(alarms)} {of} see it" if alarms else f"{ill} none {of} sees it"


def worst(tool, found):
    """The reading that is farthest toward an alarm: which, where it lies, and what it says. found: {what: number}."""
    sign = -1 if tool.low_is_bad else 1
    what = max(found, key=lambda what: np.nan_to_num(sign * found[what], nan=np.inf))
    value = found[what]
    at, alarm = round(place(tool, value), 1), bool(tool.alarming(value))
    return {"what": what, "at": at, "said": said(tool, value), "alarm": alarm}


def row(name, ill, well, asked):
    """An instrument for the picture; without its readings as long as nobody has asked it. ill, well: all readings."""
    tool = chart.INSTRUMENTS[name]
    if name not in asked:
        return {"name": name}
    every = [
        {"what": what, "said": said(tool, value), "alarm": bool(tool.alarming(value))}
        for what, value in ill[name].items()
    ]
    both = {"worst": worst(tool, ill[name]), "healthy": worst(tool, well[name])}
    words = {"asks": tool.asks, "limit": said(tool, tool.limit), "rule": rule(tool, both["worst"]["alarm"])}
    return {"name": name, "every": every} | words | both


def described(rows):
    """The picture in words."""
    told = []
    for each in rows:
        if "every" in each:
            numbers = ", ".join(f"{reading['what']} {reading['said']}" for reading in each["every"])
            told.append(f"{each['name']}: {numbers} ({each['rule']})")
    return (
        "A tile for each instrument, with its reading, of several the worst; blue with a tick where it is healthy, "
        f"orange with a flag where it is an alarm. {'; '.join(told)}. Not asked: {len(rows) - len(told)}."
    )


# ---- what is shown ----


class Examination:
    """The picture and its controls. patients, healthy: as the ward gives them; start: the patient it opens with.

    known: the instruments that have been asked about this patient already; the last of them is in hand.
    """

    def __init__(self, patients, healthy, start, known):
        self.patients = patients
        self.readings = {name: chart.readings(each) for name, each in (patients | healthy).items()}  # no touch waits
        self.asked = {number: set() for number in patients}
        self.asked[start] |= set(known)
        self.tool = known[-1]
        self.patient = Choice("patient", list(patients), start)
        self.bench = Drawing("examination", self._still)
        self.patient.observe(self.redraw, "value")
        self.bench.on_touch(self.ask)
        self.redraw()

    def ask(self, touched):
        self.tool = TOOLS[touched["tool"]]
        self.redraw()

    def redraw(self, _=None):
        number, tool = self.patient.value, chart.INSTRUMENTS[self.tool]
        asked = self.asked[number]
        asked.add(tool.name)
        ill, well = self.readings[number], self.readings[TASKS[self.patients[number].sizes[0]]]
        rows = [row(name, ill, well, asked) for name in TOOLS]
        alarms = [each["name"] for each in rows if "worst" in each and each["worst"]["alarm"]]
        self.headline = headline(number, [name for name in TOOLS if name in asked], alarms)
        caption, hand = f"<b>{self.headline}.</b>", TOOLS.index(self.tool)
        self.bench.show(described(rows), caption, rows=rows, hand=hand, patient=number)

    def _still(self):
        fig = drawn(self.bench.data["rows"], self.headline)
        picture = png(fig)
        plt.close(fig)
        return picture

    def present(self):
        present("examine", self.patient, self.bench)


A_LINE = 5  # tiles


def drawn(rows, title):
    """The picture of now, for where nothing runs: a tile for each instrument."""
    lines = -(-len(rows) // A_LINE)
    fig, ax = plt.subplots(figsize=(8, 0.4 + 1.3 * lines))
    for place, each in enumerate(rows):
        _tile(ax, *divmod(place, A_LINE)[::-1], each)
    ax.set(xlim=(0, A_LINE), ylim=(lines, 0))
    ax.axis("off")
    fig.suptitle(title, **style.HEADLINE)
    return fig


def _tile(ax, left, top, each):
    """The name, and the reading in large between a sign and its rule; of those not asked a question mark."""
    ill = "worst" in each and each["worst"]["alarm"]
    face = style.TEXT[style.FAULT] if ill else style.tint(style.CURE, 0.16) if "worst" in each else style.PAPER
    edge = face if "worst" in each else style.GRAY
    shape = dict(boxstyle="round,pad=0,rounding_size=0.07", mutation_aspect=0.8)
    ax.add_patch(FancyBboxPatch((left + 0.03, top + 0.04), 0.94, 0.92, fc=face, ec=edge, lw=1, **shape))
    color = style.PAPER if ill else style.INK
    for line, words in enumerate(textwrap.wrap(each["name"], 15)):
        ax.text(left + 0.1, top + 0.22 + 0.14 * line, words, va="baseline", color=color, fontsize=10.5, weight="bold")
    if "worst" not in each:
        ax.text(left + 0.5, top + 0.62, "?", ha="center", va="center", fontsize=24, color=style.TEXT[style.GRAY])
        return
    sign = f"{'⚑' if ill else '✓'} {each['worst']['said']}"
    strong = style.PAPER if ill else style.TEXT[style.CURE]
    ax.text(left + 0.1, top + 0.72, sign, va="baseline", fontsize=17, weight="bold", color=strong)
    ax.text(left + 0.1, top + 0.88, each["rule"], va="baseline", fontsize=9.5, color=color)


def examine(patients, healthy, start, known):
    """Show it in a notebook."""
    Examination(patients, healthy, start, known).present()
