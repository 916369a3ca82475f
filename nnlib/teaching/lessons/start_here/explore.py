"""Draw a digit; a network answers in words and bars."""

from ...live import present
from ...measures import answer
from ...pad import Paper, Reading, drawing_controls, strokes
from ...pad.words import named, verdict

START = strokes.SCRIPTED[1][3]  # read as a 2 by each of twenty networks, for the foot that it has


def small(text):
    """The strokes of a text, a little smaller than the field: the round pen cuts none off at its edge."""
    return [[[0.9 * row + 1.55, 0.9 * column + 1.55] for row, column in stroke] for stroke in strokes.read(text)]


def build(net):
    """Present the pad for a network with 64 inputs and 10 outputs. Returns (paper, reading)."""
    paper, reading = Paper(small(START), what=strokes.drawn_digit(START)), Reading()

    def redraw(_=None):
        picture = strokes.soft_pen_fitted(paper.strokes)
        p = answer(net, picture)
        hint = "<br>Press Undo: what is it without its foot?" if paper.strokes == small(START) else ""
        said = verdict(p, not paper.strokes, paper.what)
        wrong = paper.what not in ("", named(p.argmax()))
        reading.show(picture, p, f"<b>{said}</b>{hint}", wrong)

    paper.observe(redraw, "data")
    redraw()
    present("first_pad", *drawing_controls(paper, START, small), paper, reading)
    return paper, reading


def pad(net):
    """Show the pad in a notebook."""
    build(net)
