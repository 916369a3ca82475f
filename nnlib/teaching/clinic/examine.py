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
    """Where a reading is drawn: 0 at the limit, 1 at ten times as much, from −2 to 2. A share: by what it lacks."""
    if np.isnan(value):
        return FAR
    times = (1 - value) / (1 - tool.limit) if tool.low_is_bad else value / tool.limit
    return float(np.clip(np.log10(max(times, 1e-300)), -FAR, FAR))


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
    if tool.low_is_bad:
        return f"missing from 100 %, at most {said(tool, 1 - tool.limit)}"
    what = next(iter(found)) if len(found) == 1 else f"each of {len(found)}"
    return f"{what}, at most {said(tool, tool.limit)}"


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
        "A track for each instrument, from a hundredth of its limit, healthy, to a hundred times as much, alarm. On it "
        "the patient's readings are dots, in a still the worst of them; a square is a healthy network. "
        f"{'; '.join(told)}. Not asked: {len(rows) - len(told)}."
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


WAY = 100  # from healthy to alarm, in percent
A_LINE = 3  # of those not asked


def drawn(rows, number):
    """The picture of now, for where nothing runs: those asked, of several readings the worst, then those not asked."""
    asked, rest = [each for each in rows if "dots" in each], [each["name"] for each in rows if "dots" not in each]
    lines = -(-len(rest) // A_LINE)
    tall = [len(asked), 0.62 * lines or 0.1]
    fig, (ax, below) = plt.subplots(2, 1, figsize=(8, 1.35 + 0.5 * sum(tall)), height_ratios=tall)
    _tracks(ax, asked)
    _buttons(below, rest, lines)
    alarms = [each["name"] for each in asked if any(dot["alarm"] for dot in each["dots"])]
    raised = f"{len(alarms)} alarms" if len(alarms) > 1 else f"alarm at {alarms[0]}" if alarms else "no alarm"
    few = "1 instrument" if len(asked) == 1 else f"{len(asked)} instruments"
    fig.suptitle(f"Patient {number}: {few} asked, {raised}", **style.HEADLINE)
    return fig


def _tracks(ax, asked):
    """For each the worst reading of the patient, joined to that of a healthy network; an alarm carries a flag."""
    ax.axvspan(50, WAY + 3, color="#F9EDE6", lw=0)
    ax.text(WAY + 2, -0.6, "alarm", ha="right", va="bottom", fontweight="bold", color=style.TEXT[style.FAULT])
    ax.axvline(50, color=style.GRAY, lw=1.2, ls=(0, (2, 2)), zorder=1)
    for line, each in enumerate(asked):
        worst, several = max(each["dots"], key=lambda dot: dot["at"]), len(each["dots"]) > 1
        alarm = worst["alarm"]
        color = style.FAULT if alarm else style.INK
        name = style.TEXT[style.FAULT] if alarm else style.INK
        ax.text(-8, line - 0.17, each["name"], ha="right", va="center", color=name)
        ax.text(-8, line + 0.24, each["rule"], ha="right", va="center", fontsize=9.5, color=style.TEXT[style.GRAY])
        well, x = each["healthy"]["at"], worst["at"]
        ax.plot([0, WAY], [line, line], color="#E4E4E4", lw=0.8, zorder=0)
        ax.plot([well, x], [line, line], color=color, lw=3 if alarm else 1.4, zorder=2)
        ax.plot(well, line, "s", ms=13, mfc=style.PAPER, mec=style.CURE, mew=1.8, zorder=3)
        ax.plot(x, line, "o", color=color, ms=13 if alarm else 7, mec="white", zorder=4)
        if alarm:
            flag = dict(fc=style.TEXT[style.FAULT], ec="none", boxstyle="round,pad=0.3,rounding_size=0.3")
            side = dict(ha="right", offset=(-14, 0)) if x > 65 else dict(offset=(14, 0))
            look = dict(weight="bold", fontsize=10, zorder=5, bbox=flag, **side)
            words = (f"{worst['what']}: " if several else "") + worst["said"]
            style.label(ax, x, line, f"alarm! {words}", style.PAPER, **look)
        else:  # above the dot; the longer words go away from the edge or the limit
            words, side = worst["said"], dict(ha="center", offset=(0, 9))
            if several:
                words = f"worst: {worst['what']}, {words}"
                side = dict(ha="left", offset=(-6, 9)) if x < 25 else dict(ha="right", offset=(6, 9))
            style.label(ax, x, line, words, va="bottom", fontsize=10, path_effects=style.HALO, zorder=4, **side)
    ax.plot([], [], "s", ms=11, mfc="none", mec=style.CURE, mew=1.8, label="a healthy network")
    ax.plot([], [], "o", ms=7, color=style.INK, label="the patient")
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderpad=0, fontsize=10)
    ax.set(xlim=(-4, WAY + 3), ylim=(len(asked) - 0.4, -0.6), yticks=[], xticks=[0, 25, 50, 75, WAY])
    ax.set_xticklabels(["÷ 100\nor less", "÷ 10", "the limit", "× 10", "× 100\nor more"])
    ax.tick_params(length=0, pad=8)
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
    ax.set(xlim=(-4, WAY + 3), ylim=(lines - 0.4, -0.6))
    ax.axis("off")


def examine(patients, healthy, start, known):
    """Show it in a notebook."""
    Examination(patients, healthy, start, known).present()
