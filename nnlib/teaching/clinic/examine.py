"""The examination: any instrument on any patient, beside a healthy network of the same task."""

import math

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
    """Where a reading is drawn: 0 at the limit, 1 at ten times as much, from −2 to 2. A share: by what it lacks."""
    if np.isnan(value):
        return FAR
    times = (1 - value) / (1 - tool.limit) if tool.low_is_bad else value / tool.limit
    return float(np.clip(np.log10(max(times, 1e-300)), -FAR, FAR))


def along(height):
    """A percentage of the way from healthy to alarm; the limit lies at 50, and the root pulls apart what is near it."""
    far = height / FAR
    return round(50 + 50 * math.copysign(abs(far) ** 0.5, far), 1)


def place(tool, value):
    return along(height(tool, value))


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
    return "over 1000" if value >= 1000 else small(value) if value > 1e-12 else "0"


def limit(tool):
    return f"alarm {'below' if tool.low_is_bad else 'above'} {said(tool, tool.limit)}"


def verdict(number, tool, found):
    """What the instrument says about the patient, in words. found: {what: number}."""
    wrong = [what for what, value in found.items() if tool.alarming(value)]
    if not wrong:
        return f"Patient {number} is ill, and “{tool.name}” does not see it."
    if len(found) == 1:
        healthy = f"healthy is {'at least' if tool.low_is_bad else 'at most'} {said(tool, tool.limit)}"
        return f"Patient {number}: “{tool.name}” raises an alarm. It reads {said(tool, found[wrong[0]])}; {healthy}."
    which = EVERY.get(len(found), "all") if len(wrong) == len(found) else ", ".join(wrong)
    return f"Patient {number}: “{tool.name}” raises an alarm at {which}."


def worst(tool, found):
    """Where the reading lies that is farthest toward an alarm, and what it says. found: {what: number}."""
    what = max(found, key=lambda what: height(tool, found[what]))
    value = found[what]
    words = f"{what}: {said(tool, value)}" if len(found) > 1 else said(tool, value)
    return {"at": place(tool, value), "said": words, "alarm": bool(tool.alarming(value))}


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
    at_worst = " at worst" if len(every) > 1 else ""
    both["healthy"]["said"] = both["healthy"]["said"].split(": ")[-1] + at_worst
    return {"name": name, "every": every, "asks": tool.asks, "limit": limit(tool)} | both


def described(rows):
    """The picture in words."""
    told = []
    for each in rows:
        if "every" in each:
            numbers = ", ".join(f"{reading['what']} {reading['said']}" for reading in each["every"])
            alarm = ", alarm" if each["worst"]["alarm"] else ""
            told.append(f"{each['name']}: {numbers}{alarm}")
    return (
        "A track for each instrument, healthy on the left of its limit, alarm on the right. On it a dot is the "
        "patient's worst reading, a square that of a healthy network. "
        f"{'; '.join(told)}. Not asked: {len(rows) - len(told)}."
    )


# ---- what is shown ----
TICKS = [[along(power), word] for power, word in ((-1, "a tenth"), (0, "limit"), (1, "ten times"))]


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
        raised = f"{alarms} alarms" if alarms > 1 else "1 alarm" if alarms else "no alarm yet: ask on"
        count = f"{len(asked)} of {len(TOOLS)} instruments asked, {raised}."
        caption = f"<b>{verdict(number, tool, ill[tool.name])}</b><br>{count}"
        self.bench.show(described(rows), caption, rows=rows, hand=TOOLS.index(tool.name), patient=number, ticks=TICKS)

    def _still(self):
        fig = drawn(self.bench.data["rows"], self.bench.data["patient"])
        picture = png(fig)
        plt.close(fig)
        return picture

    def present(self):
        present("examine", self.patient, self.bench)


WAY = 100  # from healthy to alarm, in percent
A_LINE = 3  # of those not asked


def drawn(rows, number):
    """The picture of now, for where nothing runs: those asked, of several readings the worst, then those not asked."""
    asked, rest = [each for each in rows if "worst" in each], [each["name"] for each in rows if "worst" not in each]
    lines = -(-len(rest) // A_LINE)
    tall = [len(asked), 0.62 * lines or 0.1]
    fig, (ax, below) = plt.subplots(2, 1, figsize=(8, 1.35 + 0.5 * sum(tall)), height_ratios=tall)
    _tracks(ax, asked)
    _buttons(below, rest, lines)
    alarms = [each["name"] for each in asked if each["worst"]["alarm"]]
    raised = f"{len(alarms)} alarms" if len(alarms) > 1 else f"one alarm, at “{alarms[0]}”" if alarms else "no alarm"
    few = "1 instrument" if len(asked) == 1 else f"{len(asked)} instruments"
    fig.suptitle(f"Patient {number} is ill: {few} asked, {raised}", **style.HEADLINE)
    return fig


def _tracks(ax, asked):
    """For each the worst reading of the patient, joined to that of a healthy network; an alarm carries a flag."""
    for left, right, word, color in ((-3, 50, "healthy", style.CURE), (50, WAY + 3, "alarm", style.FAULT)):
        ax.axvspan(left, right, color=style.tint(color, 0.1), lw=0)
        middle = dict(ha="center", va="bottom", offset=(0, 4), fontsize=13, weight="bold")
        style.label(ax, (left + right) / 2, -0.6, word, color, **middle)
    style.label(ax, 50, -0.6, "limit", style.GRAY, ha="center", va="bottom", offset=(0, 4))
    ax.axvline(50, color=style.GRAY, lw=1.4, zorder=1)
    for line, each in enumerate(asked):
        x, well, alarm, words = (
            each["worst"]["at"],
            each["healthy"]["at"],
            each["worst"]["alarm"],
            each["worst"]["said"],
        )
        color = style.FAULT if alarm else style.INK
        ax.text(-8, line - 0.17, each["name"], ha="right", va="center", fontsize=12, color=style.TEXT[color])
        ax.text(-8, line + 0.24, each["limit"], ha="right", va="center", fontsize=10, color=style.TEXT[style.GRAY])
        ax.plot([well, x], [line, line], color=color, lw=3 if alarm else 1.4, zorder=2)
        ax.plot(well, line, "s", ms=13, mfc=style.PAPER, mec=style.CURE, mew=1.8, zorder=3)
        ax.plot(x, line, "o", color=color, ms=13 if alarm else 7, mec="white", zorder=4)
        if alarm:
            flag = dict(fc=style.TEXT[style.FAULT], ec="none", boxstyle="round,pad=0.3,rounding_size=0.3")
            side = dict(ha="right", offset=(-14, 0)) if x > 75 else dict(offset=(14, 0))
            style.label(ax, x, line, words, style.PAPER, weight="bold", fontsize=13, zorder=5, bbox=flag, **side)
        else:
            long = x > 25 and len(words) > 6  # would cross the limit
            at, side = (min(x, well), dict(ha="right", offset=(-13, 0))) if long else (x, dict(offset=(13, 0)))
            style.label(ax, at, line, words, fontsize=11, zorder=4, **side)
    ax.plot([], [], "s", ms=11, mfc="none", mec=style.CURE, mew=1.8, label="a healthy network")
    ax.plot([], [], "o", ms=7, color=style.INK, label="the patient (its worst reading)")
    ax.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=2, frameon=False, borderpad=0.2, fontsize=10)
    ax.set(xlim=(-3, WAY + 3), ylim=(len(asked) - 0.4, -0.6), yticks=[], xticks=[])
    ax.spines[:].set_visible(False)


def _buttons(ax, names, lines):
    """A few in a line."""
    look = dict(boxstyle="round,pad=0.3,rounding_size=0.6", fc=style.PAPER, ec=style.GRAY, lw=0.9)
    for place, name in enumerate(names):
        line, column = divmod(place, A_LINE)
        x = (column + 0.5) * (WAY + 3) / A_LINE
        ax.text(x, line, name, ha="center", va="center", fontsize=10, color=style.INK, bbox=look)
    if names:
        ax.text(-8, 0, "not asked yet", ha="right", va="center", color=style.TEXT[style.GRAY])
    ax.set(xlim=(-3, WAY + 3), ylim=(lines - 0.4, -0.6))
    ax.axis("off")


def examine(patients, healthy, start, known):
    """Show it in a notebook."""
    Examination(patients, healthy, start, known).present()
