"""A field of 8 by 8 named buttons that shows strokes: squares that a stroke passes, and those where it turns."""

import ipywidgets as widgets

from . import strokes

LOOKS = {"empty": ("#F1F1F1", "#595959"), "passed": ("#8C8C8C", "#000000"), "clicked": ("#222222", "#FFFFFF")}


def square_buttons():
    """({square: button}, all of them as a field, a function that paints them for strokes)."""
    styles = {
        look: widgets.ButtonStyle(button_color=ground, text_color=ink, font_size="10px")
        for look, (ground, ink) in LOOKS.items()
    }
    size = widgets.Layout(width="30px", height="30px", margin="0", padding="0")
    buttons = {
        square: widgets.Button(description=square, layout=size, style=styles["empty"]) for square in strokes.SQUARES
    }

    def paint(drawn):
        passed = (strokes.full_squares(drawn) > 0).ravel()
        clicked = {strokes.SQUARES[strokes.SIZE * row + column] for stroke in drawn for row, column in stroke}
        for (square, button), touched in zip(buttons.items(), passed, strict=True):
            look = styles["clicked" if square in clicked else "passed" if touched else "empty"]
            if button.style is not look:
                button.style = look

    columns = {"grid_template_columns": f"repeat({strokes.SIZE}, 30px)", "grid_gap": "1px", "width": "max-content"}
    return buttons, widgets.GridBox(list(buttons.values()), layout=columns), paint
