"""An explorable without a page: its words, and its controls by name."""

import re


def caption(figure):
    """The words above the picture of a LiveFigure."""
    return re.search(r"<figcaption.*?>(.*)</figcaption>", figure.widget.value, re.S)[1]


def widgets_by_name(widget):
    """{description: widget} for a widget and all that lies in it."""
    found = {widget.description: widget} if getattr(widget, "description", "") else {}
    for child in getattr(widget, "children", ()):
        found |= widgets_by_name(child)
    return found
