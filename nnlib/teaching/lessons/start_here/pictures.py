"""The map of the course."""

import matplotlib.pyplot as plt

from ... import style


def course_map(lessons):
    """A path of boxes in two rows. lessons: (number, title, ready) in order; what is not ready yet is drawn hollow."""
    fig, ax = plt.subplots(figsize=(8, 2.5))
    in_a_row = -(-len(lessons) // 2)
    places = [(i % in_a_row, -(i // in_a_row)) for i in range(len(lessons))]
    for (x, y), (after_x, after_y) in zip(places, places[1:], strict=False):
        if y == after_y:
            ax.annotate("", (after_x - 0.43, y), (x + 0.43, y), arrowprops=dict(arrowstyle="->", color=style.GRAY))
    for (x, y), (number, title, ready) in zip(places, lessons, strict=True):
        face, edge = (style.SEQUENTIAL(0.25), style.CURE) if ready else (style.PAPER, style.GRAY)
        line = "-" if ready else (0, (3, 2))
        ax.add_patch(plt.Rectangle((x - 0.42, y - 0.32), 0.84, 0.64, fc=face, ec=edge, lw=1.2, ls=line))
        ax.text(x, y + 0.14, number, ha="center", va="center", fontsize=11, fontweight="bold")
        ax.text(x, y - 0.12, title, ha="center", va="center", fontsize=9, linespacing=1.0)
    ax.set(xlim=(-0.5, in_a_row - 0.5), ylim=(-1.45, 0.45), title="From random numbers to a digit reader")
    ax.axis("off")
    return fig
