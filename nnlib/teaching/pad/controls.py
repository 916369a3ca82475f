"""What moves a drawing besides the pen."""

from ..live import Button, Menu
from . import strokes


def drawing_controls(paper, start, read=strokes.read):
    """(a menu of drawn digits, the buttons Undo and Clear) for this paper. start: the text that stands on it.

    read(text): the strokes that come onto the paper for a drawing of the menu.
    """
    sample = Menu("drawing", strokes.examples(), start if start in strokes.examples().values() else "")

    def choose(change):
        if change["new"]:
            paper.write(read(change["new"]), what=strokes.drawn_digit(change["new"]))

    def leave(_):
        if sample.value and paper.strokes != read(sample.value):
            sample.value = ""

    sample.observe(choose, "value")
    paper.observe(leave, "data")
    return sample, Button("Undo", lambda _: paper.undo()), Button("Clear", lambda _: paper.clear())
