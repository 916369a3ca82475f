"""A published network's answers beside the truth, and the map of the course."""

import importlib

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyBboxPatch, Rectangle

from ... import style
from ...checking.progress import EXERCISES, read
from ...figures import show
from ...lessons import LESSONS
from . import thumbnails

SLOT, ROW, TOP = 0.985, 1.66, 0.42  # inches: a lesson, a row of lessons, the title

PARTS = ("One neuron learns", "A network", "Training, and what goes wrong with it", "Use it")
COURSE = (  # room of a lesson, title on the map, part, drawing
    ("start_here", "start\nhere", 1, thumbnails.read_digit),
    ("data", "data,\na neuron", 1, thumbnails.line_through_points),
    ("honest_scores", "honest\nscores", 1, thumbnails.coin),
    ("standardization", "one scale\nfor all", 1, thumbnails.bowl),
    ("forward_pass", "bend\nand fold", 2, thumbnails.folded),
    ("backpropagation", "backward", 2, thumbnails.arrows_back),
    ("gradient_check", "wrong\ngradients", 2, thumbnails.magnifier),
    ("sum_and_difference", "sum and\ndifference", 3, thumbnails.falling_loss),
    ("stuck", "stuck", 3, thumbnails.flat_loss),
    ("xor", "XOR", 3, thumbnails.four_points),
    ("what_training_finds", "what\nis found", 3, thumbnails.many_starts),
    ("moons", "two\nmoons", 3, thumbnails.two_moons),
    ("knowing_by_heart", "knowing\nby heart", 3, thumbnails.an_island),
    ("digits", "ten\ndigits", 3, thumbnails.digit),
    ("choose_and_test", "choose\nand test", 3, thumbnails.one_look),
    ("keras_like_api", "like\nKeras", 4, thumbnails.model_boxes),
    ("what_96_percent_is_worth", "what 96 %\nis worth", 4, thumbnails.error_bars),
    ("your_own_table", "your own\ntable", 4, thumbnails.table_with_a_gap),
    ("debugging_clinic", "five\nthat fail", 4, thumbnails.five_crosses),
    ("second_sitting", "five that\nlook well", 4, thumbnails.five_ticks),
)
IN_A_ROW = 8  # lessons; a part stays together, if it has no more


def published_answers(x1, x2, truth, answers):
    """How far two numbers are apart, (n,) each, and a network's answer: an arrow as long as it says."""
    each = [
        f"|{a} − {b}|: {true}, the network says {answer:g}"
        for a, b, true, answer in zip(x1, x2, truth, answers, strict=True)
    ]
    words = (
        "Number lines with the two numbers of each pair as posts, the distance between them, and an arrow from the "
        "smaller number, as long as a published network says"
    )
    show(answers_drawn(x1, x2, truth, answers), alt=f"{words}. {'. '.join(each)}.".replace("-", "−"))


def answers_drawn(x1, x2, truth, answers):
    fig, (far, near) = plt.subplots(1, 2, figsize=(8, 3.3), width_ratios=(1.35, 1))
    worst = int(np.argmin(answers))
    low, high = sorted((x1[worst], x2[worst]))
    _posts(far, low, high, 0, (-0.26, 0.38), 24)
    look = dict(offset=(0, 0), ha="center", fontsize=17)
    style.label(far, (low + high) / 2, 0, f"{truth[worst]} apart", "white", **look)
    _way(far, low, 0.26, answers[worst], lw=5)
    look = dict(offset=(14, -1), fontsize=24, fontweight="bold")
    style.label(far, low, 0.26, f"it says {_said(answers[worst])}", style.FAULT, **look)
    far.set(xlim=(-30, 1.03 * high), ylim=(0.5, -0.32), xticks=[0, low, 500, high], yticks=[])
    style.end_axis(far, 0, high)
    far.set_title(f"From {low}, it walks away from {high}", fontsize=11, fontweight="normal")

    pairs = {}  # once each, with all that was asked about it
    for i in np.delete(np.arange(len(answers)), worst):
        pair = min(x1[i], x2[i]), max(x1[i], x2[i]), truth[i]
        pairs.setdefault(pair, []).append((f"|{x1[i]} − {x2[i]}|", answers[i]))
    floor, names = 0, {}
    for (low, high, true), asked in pairs.items():
        more = f"{asked[0][1] / true:.0f} times as far" if len(asked) == 1 else "swapped, another answer"
        style.label(near, -3, floor, f"{low} and {high}: {more}", offset=(0, 0), fontsize=11)
        _posts(near, low, high, floor + 0.9, (-0.35, len(asked) + 0.05), 9)
        style.label(near, high, floor + 0.9, f"{true} apart", style.CURE, offset=(5, 0))
        for row, (question, answer) in enumerate(asked, 1):
            _way(near, low, floor + 0.85 + 0.8 * row, answer, lw=3.6)
            end = max(high, low + answer)
            look = dict(fontweight="bold", fontsize=14)
            style.label(near, end, floor + 0.85 + 0.8 * row, _said(answer), style.FAULT, **look)
            names[floor + 0.85 + 0.8 * row] = question
        floor += 1.9 + 0.8 * len(asked)
    near.set(xlim=(-3, 112), ylim=(floor - 0.5, 0.4), xticks=[0, 50, 100])
    near.set_yticks(list(names), list(names.values()))
    style.end_axis(near, 0, 100)
    for ax in (far, near):
        ax.tick_params(axis="y", length=0, labelsize=11)
        ax.spines["left"].set_visible(False)
    question = f"How far apart are {x1[worst]} and {x2[worst]}?"
    fig.suptitle(f"{question} The network says {_said(answers[worst])}", **style.HEADLINE)
    return fig


def _said(answer):
    return f"{answer:g}".replace("-", "−")


def _posts(ax, low, high, height, ends, wide):
    """Two posts and the way between them."""
    ax.plot([low, high], [height, height], color=style.CURE, lw=wide, solid_capstyle="butt", alpha=0.85)
    ax.vlines([low, high], height + ends[0], height + ends[1], color=style.INK, lw=wide / 10 + 0.4, capstyle="butt")


def _way(ax, low, height, answer, lw):
    """The way that the network takes from the lower post."""
    look = dict(arrowstyle="-|>,head_width=0.35,head_length=0.7", color=style.FAULT, lw=lw, capstyle="butt")
    ax.annotate("", (low + answer, height), (low, height), arrowprops=look | dict(shrinkA=0, shrinkB=0))


def course_map():
    """The parts and lessons of the course, each lesson with a bar: how many of its exercises this reader has solved."""
    solved = share_solved()
    lessons = [
        (part, f"{number:02d} {words.replace(chr(10), ' ')}", solved.get(room, 0))
        for number, (room, words, part, _) in enumerate(COURSE)
    ]
    parts = [
        f"Part {part}, {name}: {'; '.join(title for of, title, _ in lessons if of == part)}."
        for part, name in enumerate(PARTS, 1)
    ]
    begun = [f"{title} {100 * share:.0f} %" for _, title, share in lessons if share]
    known = f" Solved: {', '.join(begun)}." if begun else ""
    show(map_drawn(solved), alt=f"Map of the course, a small drawing for each lesson. {' '.join(parts)}{known}")


def share_solved():
    """{room: share of its exercises that are solved}, for lessons that have exercises."""
    for room in LESSONS:
        importlib.import_module(f"...lessons.{room}.check", __package__)
    answers = read()
    return {
        room: sum(bool(answers.get(f"{room}.{name}")) for name in names) / len(names)
        for room, names in EXERCISES.items()
        if room in LESSONS
    }


def places():
    """[(row, column, lessons of a part)]: parts one after another, a new row where the next would not fit."""
    found, row, column = [], 0, 0
    for part in range(1, len(PARTS) + 1):
        size = sum(of == part for _, _, of, _ in COURSE)
        if column and column + size > IN_A_ROW:
            row, column = row + 1, 0
        found.append((row, column, size))
        column += size
    return found


def map_drawn(solved):
    """solved: {room: share of its exercises}; a room that is not in it has no bar."""
    rows = places()[-1][0] + 1
    tall = TOP + ROW * rows
    fig = plt.figure(figsize=(8, tall), layout="none")
    ground = fig.add_axes((0, 0, 1, 1))
    ground.set(xlim=(0, 8), ylim=(tall, 0))
    ground.axis("off")
    title = f"From one neuron to networks that work, in {len(COURSE)} lessons"
    ground.text(0.06, 0.24, title, fontsize=12, fontweight="bold", va="center")
    for part, (row, column, size) in enumerate(places(), 1):
        left, top = 0.06 + SLOT * column, TOP + ROW * row
        look = dict(boxstyle="round,pad=0,rounding_size=0.08", fc="#EEF2F6", lw=0)
        ground.add_patch(FancyBboxPatch((left, top), SLOT * size - 0.08, ROW - 0.1, **look))
        ground.text(left + 0.1, top + 0.17, f"{part}  {PARTS[part - 1]}", fontsize=10.5, fontweight="bold", va="center")
        rooms = [(number, *lesson) for number, lesson in enumerate(COURSE) if lesson[2] == part]
        for place, (number, room, words, _, draw) in enumerate(rooms):
            _tile(ground, left + 0.05 + SLOT * place, top + 0.33, number, words, draw, solved.get(room))
    if column + size < IN_A_ROW:
        _key(ground, left + SLOT * size + 0.05, top + 1.0)
    return fig


def _key(ground, left, top):
    """What the bars mean, beside the last part."""
    width = SLOT - 0.18
    ground.add_patch(Rectangle((left, top), width, 0.06, fc=style.PAPER, ec=style.GRAY, lw=0.6))
    ground.add_patch(Rectangle((left, top), width / 2, 0.06, fc=style.CURE, lw=0))
    ground.text(left, top + 0.15, "fills as you\nsolve exercises", va="top", fontsize=10, color=style.TEXT[style.GRAY])


def _tile(ground, left, top, number, words, draw, share):
    """One lesson: its drawing, its bar, its number and title."""
    width, height, tall = SLOT - 0.18, 0.62, ground.get_ylim()[0]
    ax = ground.figure.add_axes((left / 8, 1 - (top + height) / tall, width / 8, height / tall))
    draw(style.bare(ax))
    ax.set(xlim=(0.5 - 0.5 * width / height, 0.5 + 0.5 * width / height), ylim=(0, 1), aspect="equal")
    if share is not None:
        ground.add_patch(Rectangle((left, top + height + 0.05), width, 0.06, fc=style.PAPER, ec=style.GRAY, lw=0.6))
        ground.add_patch(Rectangle((left, top + height + 0.05), width * share, 0.06, fc=style.CURE, lw=0))
    tick = " ✓" if share == 1 else ""
    look = dict(ha="center", va="baseline", fontsize=9.5, fontweight="bold")
    ground.text(left + width / 2, top + height + 0.27, f"{number:02d}{tick}", **look)
    for line, text in enumerate(words.split("\n")):
        ground.text(left + width / 2, top + height + 0.42 + 0.14 * line, text, fontsize=9.5, ha="center", va="baseline")
