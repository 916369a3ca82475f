"""Draw a digit; a network answers, and says which pixels would change its mind."""

import numpy as np

from nnlib import cross_entropy

from ...live import Choice, Menu, present
from ...measures import answer
from ...pad import Paper, Reading, drawing_controls, strokes
from ...pad.reading import place
from ...pad.words import named, verdict

START, DIGIT = "b1 f1 e5 d8", 7  # most networks of the lesson read it with a soft pen, and few from full squares

# ---- what is computed ----


def pixel_slope(net, picture, digit):
    """The slope of log p of this digit in each pixel, divided by 16: picture (8, 8) of 0 … 16 -> (8, 8)."""
    _, dscores = cross_entropy(np.array([digit]), net(picture.reshape(1, -1) / 16))
    return -net.backward(dscores, input_gradient=True).reshape(picture.shape)


def possible(slope, picture):
    """The slope where it can be followed, else 0: a full square takes no more ink, an empty one has none to lose."""
    return np.where(np.where(slope > 0, picture < 16, picture > 0), slope, 0)


def advice(wishes):
    """The square where more ink helps most, and the one where less does; None where there is no such square."""
    return tuple(strokes.SQUARES[wish.argmax()] if wish.max() > 0 else None for wish in (wishes, -wishes))


def wish(square_pair, digit):
    """The advice in words."""
    more, less = square_pair
    parts = [f"more ink at {more}"] * (more is not None) + [f"less at {less}"] * (less is not None)
    return f"To make it more like {named(digit)}: {' and '.join(parts) or 'no single square helps'}."


# ---- what is shown ----


def build(net):
    """Present the pad for a network with 64 inputs and 10 outputs. Returns (paper, reading)."""
    paper = Paper(strokes.read(START), strokes.THIN, named=True, what=named(DIGIT))
    reading = Reading()
    way = Choice("pixels from", list(strokes.WAYS), "full squares")
    target = Menu("more like a", {"its own answer": -1} | {str(digit): digit for digit in range(10)}, DIGIT)

    def redraw(_=None):
        picture = strokes.WAYS[way.value](paper.strokes)
        p = answer(net, picture)
        digit = int(p.argmax()) if target.value < 0 else target.value
        wishes = possible(pixel_slope(net, picture, digit), picture)
        squares = advice(wishes)
        reading.show(
            picture,
            p,
            f"<b>{verdict(p, not paper.strokes)}</b><br>{wish(squares, digit)}",
            slope=wishes / max(np.abs(wishes).max(), 1e-12),
            title=f"more like {named(digit)}",
            marks=[place(square) for square in squares],
            named=True,
        )

    def take(change):
        pen = strokes.THIN if change["new"] == "full squares" else strokes.PEN
        paper.write(paper.strokes, pen)
        redraw()

    way.observe(take, "value")
    target.observe(redraw, "value")
    paper.observe(redraw, "data")
    redraw()
    sample, *buttons = drawing_controls(paper, START)
    present("pad", way, sample, target, *buttons, paper, reading)
    return paper, reading


def pad(net):
    """Show it in a notebook, for a network with 64 inputs from 0 to 1 and 10 outputs."""
    build(net)
