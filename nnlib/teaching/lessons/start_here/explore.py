"""Draw a digit; a network answers in words and bars."""

import ipywidgets as widgets
import numpy as np

from ... import style
from ...live import LiveFigure, controls, present
from ...measures import answer
from ...pad import strokes
from ...pad.pad import examples, percent, verdict
from ...pad.squares import square_buttons

START = strokes.SCRIPTED[4][1]  # read as a 4 by each of twenty networks, but with some doubt


# ---- what is computed ----
def dots(drawn):
    """Strokes as black dots, sized and centered as in the data set: (32, 32) of 0 and 1."""
    return strokes.black_dots(strokes.fit_to_height(strokes.lines_of(drawn)), strokes.PEN).astype(float)


# ---- what is shown ----
def build(net):
    """Present the pad for a network with 64 inputs and 10 outputs. Returns (live, the controls by name)."""
    live = LiveFigure(5.6, 2.4)
    pen, sees, bars = live.figure.subplots(1, 3, width_ratios=[1, 1, 1.25])
    ink = style.bare(pen).imshow(np.zeros((strokes.DOTS, strokes.DOTS)), vmin=0, vmax=1)
    pen.set_title("your drawing")
    pixels = style.bare(sees).imshow(np.zeros((strokes.SIZE, strokes.SIZE)), vmin=0, vmax=16)
    sees.set_title("64 numbers")
    for ax in (pen, sees):
        ax.set_anchor("N")
    boxes = bars.barh(range(10), np.zeros(10), height=0.74)
    bars.set(xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10), xlabel="how sure")
    bars.set_xticks([0, 0.5, 1], ["0", "50%", "100%"])
    bars.tick_params(axis="y", length=0)
    bars.set_title("the answer")
    live.freeze(ink, pixels, *boxes)

    squares, grid, paint = square_buttons()
    drawing = widgets.Text(START, layout={"display": "none"})
    lift, undo, clear = (
        widgets.Button(description=name, layout={"width": "80px"}) for name in ("Lift pen", "Undo", "Clear")
    )
    sample = widgets.Dropdown(options=[("your own", ""), *examples()[1:]], value=START, description="drawing")
    sample.layout.width, sample.style.description_width = "200px", "60px"

    def redraw(_=None):
        drawn = strokes.read(drawing.value)
        paint(drawn)
        black = dots(drawn)
        picture = strokes.counted(black)
        p = answer(net, picture)
        ink.set_data(black)
        pixels.set_data(picture)
        for digit, (bar, width) in enumerate(zip(boxes, p, strict=True)):
            bar.set(width=width, color=style.CURE if digit == p.argmax() else style.GRAY)
        found = verdict(p, not drawn)
        shown = f"the longest at {p.argmax()} with {percent(p.max())}"
        live.show(
            f"A drawing, its 8 by 8 pixels, and how sure the network is of each digit as ten bars, {shown}. {found}",
            f"<b>{found}</b>",
        )

    def change(_):
        sample.value = drawing.value if drawing.value in dict(examples()).values() else ""
        redraw()

    def choose(event):
        if event["new"]:
            drawing.value = event["new"]

    for button in squares.values():
        button.on_click(lambda square: setattr(drawing, "value", f"{drawing.value} {square.description}".strip()))
    lift.on_click(lambda _: setattr(drawing, "value", strokes.lifted(drawing.value)))
    undo.on_click(lambda _: setattr(drawing, "value", strokes.undone(drawing.value)))
    clear.on_click(lambda _: setattr(drawing, "value", ""))
    drawing.observe(change, "value")
    sample.observe(choose, "value")
    redraw()
    left = widgets.VBox([grid, widgets.HBox([lift, undo, clear])], layout={"width": "262px"})
    right = widgets.VBox([sample, live.widget])
    present("first pad", controls(left, right), drawing)
    return live, dict(drawing=drawing, lift=lift, undo=undo, clear=clear, sample=sample, **squares)


def pad(net):
    """Show the pad in a notebook."""
    build(net)
