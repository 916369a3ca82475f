"""The examination: any instrument on any patient, beside a healthy network of the same task."""

import matplotlib.pyplot as plt
import numpy as np

from .. import style
from ..figures import png
from ..live import Choice, Drawing, present
from . import chart

FAR = 2.0
TASKS = {2: "moons", 64: "digits"}  # number of inputs: name of the healthy network
TOOLS = list(chart.INSTRUMENTS)
EVERY = {2: "both", 3: "all three", 4: "all four", 10: "all ten"}

# ---- what is computed ----


def height(tool, value):
    """Where a reading is drawn: 0 at the limit, above it an alarm, from −2 to 2."""
    if np.isnan(value):
        return FAR
    if tool.low_is_bad:
        return FAR * (tool.limit - value) / tool.limit
    return float(np.clip(np.log10(max(value, 1e-300) / tool.limit), -FAR, FAR))


def place(tool, value):
    """The height as a percentage of the way from healthy to alarm; the limit lies at 50."""
    return round(50 + 50 * height(tool, value) / FAR, 1)


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
        return f"{100 * value:.0f} %"
    return "over 1000" if value >= 1000 else small(value) if value > 1e-12 else "0"


def limit(tool):
    return f"Alarm {'below' if tool.low_is_bad else 'above'} {said(tool, tool.limit)}."


def rule(tool, found):
    """What a reading must keep to: "last / first, at most 0.8"."""
    what = next(iter(found)) if len(found) == 1 else f"each of {len(found)}"
    return f"{what}, at {'least' if tool.low_is_bad else 'most'} {said(tool, tool.limit)}"


def verdict(number, tool, found):
    """What the instrument says about the patient, in words. found: {what: number}."""
    wrong = [what for what, value in found.items() if tool.alarming(value)]
    if not wrong:
        return f"Patient {number}, {tool.name}: as in a healthy network."
    if len(found) == 1:
        return f"Patient {number}, {tool.name}: alarm, {wrong[0]} is {said(tool, found[wrong[0]])}."
    which = EVERY.get(len(found), "all") if len(wrong) == len(found) else ", ".join(wrong)
    return f"Patient {number}, {tool.name}: alarm at {which}."


def row(name, ill, well, asked):
    """An instrument for the picture; without its readings as long as nobody has asked it. ill, well: all readings."""
    tool = chart.INSTRUMENTS[name]
    if name not in asked:
        return {"name": name}
    dots = [
        {"what": what, "said": said(tool, value), "at": place(tool, value), "alarm": bool(tool.alarming(value))}
        for what, value in ill[name].items()
    ]
    worst = max(well[name].values(), key=lambda value: height(tool, value))
    healthy = {"at": place(tool, worst), "said": said(tool, worst) + (" at worst" if len(dots) > 1 else "")}
    words = {"asks": tool.asks, "limit": limit(tool), "rule": rule(tool, ill[name])}
    return {"name": name, "dots": dots, "healthy": healthy} | words


def described(rows):
    """The picture in words."""
    told = []
    for each in rows:
        if "dots" in each:
            numbers = ", ".join(f"{dot['what']} {dot['said']}" for dot in each["dots"])
            alarm = ", alarm" if any(dot["alarm"] for dot in each["dots"]) else ""
            told.append(f"{each['name']}: {numbers}{alarm}")
    return (
        "A track for each of ten instruments, from healthy to alarm, with a dot for each reading of the patient and a "
        f"square for a healthy network. {'; '.join(told)}. Not asked: {len(rows) - len(told)}."
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
        alarms = sum(chart.INSTRUMENTS[name].raises(ill[name]) for name in asked)
        count = f"{len(asked)} of {len(TOOLS)} instruments asked, {alarms} {'alarm' if alarms == 1 else 'alarms'}."
        caption = f"<b>{verdict(number, tool, ill[tool.name])}</b> {count}"
        self.bench.show(described(rows), caption, rows=rows, hand=TOOLS.index(tool.name), patient=number)

    def _still(self):
        fig = drawn(self.bench.data["rows"], self.bench.data["patient"])
        picture = png(fig)
        plt.close(fig)
        return picture

    def present(self):
        present("examine", self.patient, self.bench)


ZONE = 75  # where the alarms end: they get a third of the width


def along(at):
    """From a percentage of the way to alarm to x: the way beyond the limit at half the scale."""
    return min(at, 50) + max(at - 50, 0) * (ZONE - 50) / 50


def drawn(rows, number):
    """The picture of now, for where nothing runs. Of several readings all are ticks, and the worst has a name."""
    fig, ax = plt.subplots(figsize=(8, 4.6))
    ax.axvspan(50, ZONE + 3, color="#F9EDE6", lw=0)
    ax.axvline(50, color=style.GRAY, lw=1.2, ls=(0, (2, 2)), zorder=1)
    button = dict(boxstyle="round,pad=0.25,rounding_size=0.6", fc=style.PAPER, ec=style.GRAY, lw=0.9)
    named = False  # has a healthy network its name already?
    for line, each in enumerate(rows):
        up = -0.17 if "dots" in each else 0
        color = style.INK if "dots" in each else style.TEXT[style.GRAY]
        ax.text(-4, line + up, each["name"], ha="right", va="center", color=color)
        if "dots" not in each:
            ax.text(0, line, "ask", ha="center", va="center", fontsize=9.5, bbox=button, color=style.INK)
            continue
        ax.text(-4, line + 0.24, each["rule"], ha="right", va="center", fontsize=9, color=style.TEXT[style.GRAY])
        ax.plot([0, ZONE], [line, line], color="#E4E4E4", lw=0.8, zorder=0)
        well = along(each["healthy"]["at"])
        ax.plot(well, line, "s", ms=13, mfc="none", mec=style.CURE, mew=1.8)
        for dot in each["dots"][1:] and each["dots"]:
            ax.plot(along(dot["at"]), line, "|", ms=11, mew=1.6, color=style.FAULT if dot["alarm"] else style.INK)
        worst = max(each["dots"], key=lambda dot: dot["at"])
        x = along(worst["at"])
        alarm, several = worst["alarm"], len(each["dots"]) > 1
        start = "alarm" if alarm else "worst" if several else ""
        words = f"{start}, {worst['what']}: {worst['said']}" if several else f"{start}: {worst['said']}".lstrip(": ")
        look = dict(color=style.FAULT, ms=11) if alarm else dict(color=style.INK, ms=7)
        ax.plot(x, line, "o", mec="white", zorder=4, **look)
        left = 30 < x < 50 or x > 60  # where the words would cross the limit, or find no room
        near = [well] if abs(well - x) < 18 else []
        marks = [*near, *(along(dot["at"]) for dot in each["dots"])]
        beside = x if alarm else min(marks) if left else max(marks)
        far = dict(ha="right", offset=(-12, 0)) if left else dict(offset=(12, 0))
        bold = dict(weight="bold") if alarm else dict(path_effects=style.HALO)
        style.label(ax, beside, line, words, look["color"], fontsize=10, zorder=3, **far, **bold)
        if not (named or near or several) and (well > 20 or x - well > 35):
            side = dict(ha="right", offset=(-12, 0)) if well > 20 else dict(offset=(12, 0))
            style.label(ax, well, line, "a healthy network", style.CURE, fontsize=10, path_effects=style.HALO, **side)
            named = True
    ax.set(xlim=(-4, ZONE + 3), ylim=(len(rows) - 0.4, -0.6), yticks=[], xticks=[0, 50, ZONE])
    ax.set_xticklabels(["healthy", "the limit", "alarm"])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    asked = [each["dots"] for each in rows if "dots" in each]
    alarms = sum(any(dot["alarm"] for dot in dots) for dots in asked)
    raised = "no alarm" if not alarms else "1 alarm" if alarms == 1 else f"{alarms} alarms"
    few = "1 instrument" if len(asked) == 1 else f"{len(asked)} instruments"
    fig.suptitle(f"Patient {number}: {few} asked, {raised}", **style.HEADLINE)
    return fig


def examine(patients, healthy, start, known):
    """Show it in a notebook."""
    Examination(patients, healthy, start, known).present()
