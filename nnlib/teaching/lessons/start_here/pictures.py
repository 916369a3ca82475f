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
    ("start_here", "start\nhere", 1, thumbnails.flag),
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
    ("debugging_clinic", "five\nthat fail", 4, thumbnails.cross),
    ("second_sitting", "five that\nlook well", 4, thumbnails.cross_with_a_spot),
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
    fig, (right, left) = plt.subplots(1, 2, figsize=(8, 3), width_ratios=(1.35, 1))
    rows = list(zip(x1, x2, truth, answers, strict=True))
    worst = int(np.argmin(answers))
    near = [row for i, row in enumerate(rows) if i != worst]
    beside = max(max(a, b, min(a, b) + said) for a, b, _, said in near)  # one column for the words
    for height, row in enumerate(near):
        _walk(left, height, *row, beside)
    left.set(xlim=(-3, 134), ylim=(len(near) - 0.5, -0.5), xticks=[0, 50, 100], yticks=range(len(near)))
    style.end_axis(left, 0, 100)
    left.set_yticklabels([f"|{a} − {b}|" for a, b, *_ in near])
    swapped = [row for row in near for other in near if row[0] == other[1] and row[1] == other[0]]
    told = " or ".join(f"{said:g}" for *_, said in swapped)
    _title(left, f"The same two, swapped: {told}" if swapped else "Too far" if near[0][3] > near[0][2] else "Too short")
    _walk(right, 0, *rows[worst], large=True)
    a, b, _, said = rows[worst]
    low, high = sorted((a, b))
    right.set(xlim=(-30, 1.03 * high), ylim=(0.5, -0.32), xticks=[0, low, 500, high], yticks=[])
    style.end_axis(right, 0, high)
    _title(right, f"From {low}, it walks away from {high}")
    for ax in (left, right):
        ax.tick_params(axis="y", length=0, labelsize=11)
        ax.spines["left"].set_visible(False)
    fig.suptitle(f"How far apart are {a} and {b}? The network says {said:g}".replace("-", "−"), **style.HEADLINE)
    return fig


def _title(ax, words):
    ax.set_title(words, fontsize=11, fontweight="normal")


def _walk(ax, row, a, b, true, answer, beside=None, large=False):
    """Two posts, the way between them, and the way that the network takes from the lower one."""
    low, high = min(a, b), max(a, b)
    ax.plot([low, high], [row, row], color=style.CURE, lw=24 if large else 8, solid_capstyle="butt", alpha=0.85)
    posts = dict(color=style.INK, lw=2.4 if large else 1.2, capstyle="butt")
    ax.vlines([low, high], row - 0.26, row + 0.38, **posts)
    way = dict(arrowstyle="-|>,head_width=0.35,head_length=0.7", color=style.FAULT, shrinkA=0, shrinkB=0)
    way |= dict(lw=5, mutation_scale=9, capstyle="butt") if large else dict(lw=3.6, capstyle="butt")
    ax.annotate("", (low + answer, row + 0.26), (low, row + 0.26), arrowprops=way)
    said = f"{answer:g}".replace("-", "−")
    if large:
        style.label(ax, (low + high) / 2, row, f"{true} apart", "white", offset=(0, 0), ha="center", fontsize=17)
        look = dict(offset=(14, -1), fontsize=24, fontweight="bold")
        style.label(ax, low, row + 0.26, f"it says {said}", style.FAULT, **look)
    else:
        style.label(ax, beside, row, f"{true} apart", style.CURE, offset=(7, 3))
        style.label(ax, beside, row + 0.24, said, style.FAULT, offset=(7, -1), fontweight="bold")


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
