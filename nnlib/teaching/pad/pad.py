"""Draw a digit on 8 by 8 squares; a network answers, and says which pixels would change its mind."""

import html

import ipywidgets as widgets
import numpy as np

from nnlib import cross_entropy

from ..live import LiveFigure, controls, present
from ..measures import answer
from . import strokes
from .panels import named, panels
from .squares import square_buttons

# ---- what is computed ----
START = "b1 f1 e5 d8"  # a 7 that most networks of the lesson read with a soft pen, and few from full squares


def pixel_slope(net, picture, digit):
    """The slope of log p of this digit in each of the pixels, scaled to 0 … 1: picture (8, 8) of 0 … 16 -> (8, 8)."""
    _, dscores = cross_entropy(np.array([digit]), net(picture.reshape(1, -1) / 16))
    return -net.backward(dscores, input_gradient=True).reshape(picture.shape)


def advice(slope, picture):
    """The square where more ink helps most, and the one where less does; None where there is no such square."""
    gain = np.where(picture < 16, slope, 0).ravel()
    loss = np.where(picture > 0, -slope, 0).ravel()
    return tuple(strokes.SQUARES[wish.argmax()] if wish.max() > 0 else None for wish in (gain, loss))


def percent(p):
    """A probability in words, never 0 % and never 100 %."""
    return "over 99%" if p > 0.994 else "under 1%" if p < 0.006 else f"{p:.0%}"


def verdict(probabilities, empty):
    """What the network answers, how sure it is, and what comes second."""
    second, first = np.argsort(probabilities)[-2:]
    says = f"says {first}, {percent(probabilities[first])} sure"
    if empty:
        return f"The pad is empty, and still the network {says}. Click squares to draw."
    return f"The network {says}; next comes {second} with {percent(probabilities[second])}."


def wish(square_pair, digit):
    """The advice in words."""
    more, less = square_pair
    parts = [f"more ink at {more}"] * (more is not None) + [f"less at {less}"] * (less is not None)
    return f"What would make it more like {named(digit)}: {' and '.join(parts) or 'no single square'}."


# ---- what is shown ----
def examples():
    """(words, strokes) of every scripted digit, after an entry that stands for none of them."""
    all_forty = [
        (f"{named(digit)}, way {i}", text)
        for digit, texts in strokes.SCRIPTED.items()
        for i, text in enumerate(texts, 1)
    ]
    return [("examples", ""), *all_forty]


def build(net):
    """Present the pad for a network with 64 inputs and 10 outputs. Returns (live, the controls by name)."""
    live = LiveFigure(6.4, 2.8)
    three = panels(live.figure)
    live.freeze(*three.artists())
    says = widgets.HTML()

    squares, grid, paint = square_buttons()
    wide = {"description_width": "52px"}
    path = widgets.Text(
        START, description="strokes", placeholder="b1 g1 d8, c4 f4", style=wide, layout={"width": "250px"}
    )
    lift, undo, clear = (
        widgets.Button(description=name, layout={"width": "80px"}) for name in ("Lift pen", "Undo", "Clear")
    )
    way = widgets.ToggleButtons(
        options=list(strokes.WAYS),
        value="soft pen",
        style={"button_width": "118px"},
        layout={"width": "auto", "display": "flex"},
    )
    sample = widgets.Dropdown(options=examples(), value="", layout={"width": "120px"})
    choices = [("its own answer", -1), *((str(digit), digit) for digit in range(10))]
    target = widgets.Dropdown(
        options=choices,
        value=-1,
        description="more like a",
        style={"description_width": "76px"},
        layout={"width": "212px"},
    )

    def redraw(_=None):
        drawn = strokes.read(path.value)
        picture = strokes.WAYS[way.value](drawn)
        paint(drawn)
        p = answer(net, picture)
        best = int(p.argmax())
        digit = best if target.value < 0 else target.value
        slope = pixel_slope(net, picture, digit)
        three.fill(picture, p, slope, digit, percent(p[best]))
        found = verdict(p, not drawn)
        unread = strokes.unread(path.value)
        says.value = f"<b>{found}</b>" + (
            f"<br>Not read: {html.escape(unread)}. Squares are a1 to h8." if unread else ""
        )
        hint = wish(advice(slope, picture), digit)
        live.show(f"Pixels, a bar for each digit's probability, and the slope of each pixel. {found} {hint}", hint)

    def click(button):
        path.value = f"{path.value} {button.description}".strip()

    def type_(change):
        if sample.value != change["new"]:
            sample.value = ""
        redraw()

    def choose(change):
        if change["new"]:
            path.value = change["new"]

    for button in squares.values():
        button.on_click(click)
    lift.on_click(lambda _: setattr(path, "value", strokes.lifted(path.value)))
    undo.on_click(lambda _: setattr(path, "value", strokes.undone(path.value)))
    clear.on_click(lambda _: setattr(path, "value", ""))
    path.observe(type_, "value")
    sample.observe(choose, "value")
    for control in (way, target):
        control.observe(redraw, "value")
    redraw()
    left = widgets.VBox([grid, path, widgets.HBox([lift, undo, clear])], layout={"width": "262px"})
    right = widgets.VBox([controls(way, sample, target), live.widget])
    present("pad", says, controls(left, right))
    return live, dict(
        says=says, path=path, lift=lift, undo=undo, clear=clear, way=way, sample=sample, target=target, **squares
    )


def explore(net):
    """Show the pad in a notebook."""
    build(net)
