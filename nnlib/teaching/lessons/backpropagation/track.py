"""A track above the graph of the neuron: the answer p hops toward the flag at its target, a mark for each step."""

import numpy as np

from ... import style
from .neuron import shown

LOW, HIGH, MARGIN = -3, 3, 0.35  # what the track spans, and beyond it; an answer farther off is an arrow at its end
SIZE, LEVEL = (8, 1.35), 0.42  # inches; where the track lies above the lower edge
UNIT = SIZE[0] / (HIGH - LOW + 2 * MARGIN)  # inches
TURN = np.linspace(0, np.pi, 25)


def hop(start, end):
    """An arc from answer to answer: x, and y in inches."""
    start, end = np.clip([start, end], LOW, HIGH)
    height = min(0.5, UNIT * abs(end - start) / 2)
    return (start + end) / 2 - np.cos(TURN) * (end - start) / 2, LEVEL + height * np.sin(TURN)


class Track:
    """The track on ax, x in units of the answer, y in inches. show(answers, target) sets what moves: artists."""

    def __init__(self, ax):
        ax.set_position([0, 0, 1, 1])
        ax.set(xlim=(LOW - MARGIN, HIGH + MARGIN), ylim=(0, SIZE[1]))
        ax.axis("off")
        whole = np.arange(LOW, HIGH + 1)
        ax.plot(whole, np.full(len(whole), LEVEL), "|-", ms=9, mew=1.4, lw=1.8, color=style.GRAY, zorder=2)
        for end, side in ((LOW, -1), (HIGH, 1)):
            place = dict(offset=(11 * side, 0), ha="right" if side < 0 else "left")
            style.label(ax, end, LEVEL, f"{end}".replace("-", "−"), style.GRAY, **place)
        touch = dict(va="center", fontsize=10.5, fontweight="bold", color=style.TEXT[style.CURE])
        ax.text(LOW - MARGIN / 2, LEVEL + 0.68, "↔ drag the flag", **touch)
        self.arcs = ax.plot([], [], color=style.tint(style.GRAY, 0.6), lw=1.6, zorder=3)[0]
        self.hop = ax.plot([], [], lw=4.5, zorder=3)[0]
        self.marks = ax.plot([], [], "o", ms=10, color="#8A8A8A", mec="white", zorder=4)[0]
        self.pole = ax.plot([], [], color=style.INK, lw=2.4, zorder=3)[0]
        self.flag = ax.fill([0], [0], color=style.INK, lw=0, zorder=3)[0]
        self.now = ax.plot([], [], color=style.INK, mec="white", ms=18, zorder=5)[0]
        large = dict(va="center", fontsize=14, fontweight="bold")
        self.target = ax.text(0, LEVEL + 0.68, "", **large)
        self.answer = ax.text(0, 0.14, "", ha="center", **large)
        self.artists = [self.arcs, self.hop, self.marks, self.pole, self.flag, self.now, self.target, self.answer]

    def show(self, answers, target):
        """answers: of every step so far, the one now last; none while p is not yet computed."""
        top, side = LEVEL + 0.84, 1 if target < HIGH / 2 else -1  # the flag flies where its name has room
        self.pole.set_data([target, target], [LEVEL, top])
        self.flag.set_xy([(target, top), (target + 0.26 * side, top - 0.16), (target, top - 0.32)])
        self.target.set(x=target + 0.33 * side, ha="left" if side > 0 else "right", text=f"target y = {shown(target)}")
        there, moved = len(answers) > 0, len(answers) > 1
        for artist in (self.now, self.answer):
            artist.set_visible(there)
        for artist in (self.arcs, self.hop, self.marks):
            artist.set_visible(moved)
        if moved:
            before, last = answers[-2:]
            earlier = [np.append(arc, np.full((2, 1), np.nan), axis=1) for arc in map(hop, answers[:-2], answers[1:-1])]
            self.arcs.set_data(*np.concatenate(earlier or [[[], []]], axis=1))
            self.marks.set_data(np.clip(answers[:-1], LOW, HIGH), np.full(len(answers) - 1, LEVEL))
            self.hop.set_data(*hop(before, last))
            self.hop.set_color(style.CURE if abs(last - target) < abs(before - target) else style.FAULT)
        if there:
            last = answers[-1]
            beyond = np.sign(last) * (not LOW <= last <= HIGH)
            self.now.set_data([np.clip(last, LOW, HIGH)], [LEVEL])
            self.now.set_marker({-1: "<", 0: "o", 1: ">"}[beyond])
            self.answer.set(x=np.clip(last, LOW + 0.75, HIGH - 0.75), text=f"answer p = {shown(last)}")
