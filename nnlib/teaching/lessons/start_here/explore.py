"""Draw a digit; a network answers in words and bars."""

from ...live import present
from ...measures import answer
from ...pad import Paper, Reading, drawing_controls, strokes
from ...pad.words import verdict

START = strokes.SCRIPTED[4][1]  # read as a 4 by each of twenty networks, but with some doubt


def small(text):
    """The strokes of a text, smaller than the field and off its center: to size and to center them changes the ink."""
    return [[[0.6875 * row + 2, 0.6875 * column] for row, column in stroke] for stroke in strokes.read(text)]


def build(net):
    """Present the pad for a network with 64 inputs and 10 outputs. Returns (paper, reading)."""
    paper, reading = Paper(small(START), what=strokes.drawn_digit(START)), Reading()

    def redraw(_=None):
        black = strokes.black_dots(strokes.fit_to_height(paper.strokes), strokes.PEN)
        picture = strokes.counted(black)
        p = answer(net, picture)
        reading.show(picture, p, f"<b>{verdict(p, not paper.strokes)}</b>", black=black)

    paper.observe(redraw, "data")
    redraw()
    present("first_pad", *drawing_controls(paper, START, small), paper, reading)
    return paper, reading


def pad(net):
    """Show the pad in a notebook."""
    build(net)
