"""A track under the graph of the neuron: the answer p hops toward the flag at its target, a mark for each step."""

import numpy as np

from ... import style
from .neuron import shown

LOW, HIGH = -3, 3  # what the track spans; an answer beyond stands as an arrow at its end
LEFT, INCHES, LEVEL = 4.45, 2.6, 0.42  # where it lies in the graph, in inches
TURN = np.linspace(0, np.pi, 25)


def place(value):
    """Inches from the left edge of the graph to this value on the track, its end for one beyond."""
    return LEFT + INCHES * (np.clip(value, LOW, HIGH) - LOW) / (HIGH - LOW)


def hops(answers):
    """Arcs from answer to answer, in inches: x and y, a gap (nan) after each arc."""
    x, y = [], []
    for start, end in zip(place(answers[:-1]), place(answers[1:]), strict=True):
        x += [*((start + end) / 2 - np.cos(TURN) * (end - start) / 2), np.nan]
        y += [*(LEVEL + min(0.3, 0.5 * abs(end - start)) * np.sin(TURN)), np.nan]
    return x, y


class Track:
    """The track on ax, measured in inches. show(answers, target) sets what moves: artists."""

    def __init__(self, ax):
        ax.plot([LEFT, LEFT + INCHES], [LEVEL, LEVEL], color=style.GRAY, lw=1.2, zorder=2)
        whole = place(np.arange(LOW, HIGH + 1))
        ax.plot(whole, np.full(len(whole), LEVEL), ls="", marker="|", ms=6, mew=1, color=style.GRAY, zorder=2)
        ends = dict(va="center", fontsize=10, color=style.TEXT[style.GRAY])
        ax.text(LEFT - 0.07, LEVEL, f"{LOW}".replace("-", "−"), ha="right", **ends)
        ax.text(LEFT + INCHES + 0.07, LEVEL, f"{HIGH}", ha="left", **ends)
        self.arcs = ax.plot([], [], color=style.GRAY, lw=1.6, zorder=3)[0]
        self.marks = ax.plot([], [], "o", ms=7, color="#8A8A8A", mec="white", zorder=4)[0]
        self.pole = ax.plot([], [], color=style.INK, lw=1.6, zorder=3)[0]
        self.flag = ax.fill([0], [0], color=style.INK, lw=0, zorder=3)[0]
        self.now = ax.plot([], [], color=style.INK, mec="white", zorder=5)[0]
        self.target = ax.text(0, LEVEL + 0.36, "", va="center", fontsize=11)
        self.answer = ax.text(0, LEVEL - 0.24, "", ha="center", va="center", fontsize=13, fontweight="bold")
        self.artists = [self.arcs, self.marks, self.pole, self.flag, self.now, self.target, self.answer]

    def show(self, answers, target):
        """answers: of every step so far, the one now last; none while p is not yet computed."""
        x = place(target)
        self.pole.set_data([x, x], [LEVEL, LEVEL + 0.46])
        self.flag.set_xy([(x, LEVEL + 0.46), (x + 0.18, LEVEL + 0.36), (x, LEVEL + 0.26)])
        self.target.set(x=x + 0.24, text=f"target y = {shown(target)}")
        there = len(answers) > 0
        for artist in (self.arcs, self.marks, self.now, self.answer):
            artist.set_visible(there)
        if there:
            answers = np.asarray(answers)
            self.arcs.set_data(*hops(answers))
            self.marks.set_data(place(answers[:-1]), np.full(len(answers) - 1, LEVEL))
            last, x = answers[-1], place(answers[-1])
            beyond = not LOW <= last <= HIGH
            self.now.set_data([x], [LEVEL])
            self.now.set(marker=(">" if last > HIGH else "<") if beyond else "o", markersize=13 if beyond else 12)
            ha, aside = {-1: ("left", -0.2), 0: ("center", 0), 1: ("right", 0.2)}[np.sign(last) * beyond]
            self.answer.set(x=x + aside, ha=ha, text=f"answer p = {shown(last)}")
