"""Ten scores, with a sigmoid before softmax or without: how sure can the answer be?"""

import numpy as np

from nnlib import sigmoid, softmax

from ... import style
from ...live import LiveFigure, Slider, Toggle, present

CLASSES, OWN = 10, 3  # the picture shows a 3
CEILING = np.e / (np.e + CLASSES - 1)  # of a probability behind a sigmoid

# ---- what is computed ----


def chain(own, others, squeezed):
    """(scores, what softmax gets, probabilities), each (10,), for a score of the right class and one of the others."""
    scores = np.full(CLASSES, float(others))
    scores[OWN] = own
    given = sigmoid(scores) if squeezed else scores
    return scores, given, softmax(given)


def one_digit(number):
    return f"{number:.1f}".replace("-", "−")


def two_digits(number):
    return f"{number:.2f}".replace("-", "−")


def percent(p):
    return "under 0.1 %" if p < 0.001 else "over 99.9 %" if p > 0.999 else f"{100 * p:.1f} %"


def short(p):
    return percent(p).replace("under", "<").replace("over", ">")


def verdict(own, others, squeezed):
    """How sure, at what loss, and what that means."""
    _, given, p = chain(own, others, squeezed)
    lead = given[OWN] - given[OWN - 1]
    loss = float(np.log(np.exp(given - given[OWN]).sum()))
    says = f"{percent(p[OWN])} for the right class, a loss of {loss:.2f}."
    if lead == 0:
        return f"All scores are equal: {says}"
    ahead = f"Softmax gets a lead of {two_digits(lead)}"
    if squeezed and p[OWN] > 0.23:
        return f"{ahead}; after a sigmoid it can't pass 1. This is the ceiling: {says}"
    return f"{ahead}: {says}"


# ---- what is shown ----


def build():
    """Present the controls and the figures. Returns the three figures."""
    titles = ("The last Dense gives", "Softmax gets", "Probabilities")
    figures, bars, numbers = [LiveFigure(2.75, 2.8) for _ in titles], [], []
    for figure, title, limit in zip(figures, titles, ((-14.5, 14.5), (-14.5, 14.5), (0, 1.14)), strict=True):
        ax = figure.figure.subplots()
        bars.append(ax.bar(range(CLASSES), np.zeros(CLASSES), width=0.75, color=style.GRAY, lw=0))
        bars[-1][OWN].set(color=style.CURE)
        middle = dict(ha="center", offset=(0, 0), fontsize=10, weight="bold", path_effects=style.HALO)
        numbers.append([style.label(ax, place, 0, "", **middle) for place in (OWN, 6.5)])
        ax.set(ylim=limit, xticks=range(CLASSES), xlabel=f"class; the picture is a {OWN}")
        ax.axhline(0, color=style.GRAY, lw=0.9)
        ax.set_title(title, pad=22)
    figures[0].figure.axes[0].set_xlabel("class; drag a bar by its end")
    for figure in figures[:2]:
        figure.figure.axes[0].set_yticks([-10, 0, 10], ["−10", "0", "10"])
    ax.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    under_title = dict(color=style.TEXT[style.GRAY], fontsize=10.5, va="bottom")
    way = figures[1].figure.axes[0].text(0, 1.03, "", transform=figures[1].figure.axes[0].transAxes, **under_title)
    ax.axhline(CEILING, color=style.GRAY, lw=1.1, ls=(0, (3, 2)))
    limit = dict(ha="right", va="bottom", offset=(0, 2), fontsize=10)
    style.label(ax, CLASSES - 0.5, CEILING, f"ceiling\n{100 * CEILING:.1f} %", style.GRAY, **limit)
    (ends,) = figures[0].figure.axes[0].plot([], [], "o", ms=7, mfc=style.PAPER, mec=style.INK, mew=1.3, clip_on=False)
    for figure, boxes, words, more in zip(figures, bars, numbers, ([ends], [way], []), strict=True):
        figure.freeze(*boxes, *more, *words)

    own, others = (
        Slider(f"score of the {who}", (-10, 10, 0.5), at, text=one_digit) for who, at in ((OWN, 10), ("rest", -10))
    )
    squeezed = Toggle("a sigmoid before softmax", True)

    def redraw(_=None):
        three = chain(own.value, others.value, squeezed.value)
        for group, heights in zip(bars, three, strict=True):
            for bar, height in zip(group, heights, strict=True):
                bar.set_height(height)
        ends.set_data(range(CLASSES), three[0])
        way.set_text("after the sigmoid" if squeezed.value else "the scores as they are")
        forms, away = (one_digit, two_digits, short), (2.7, 1.6, 0.06)
        for pair, heights, form, above in zip(numbers, three, forms, away, strict=True):
            for number, height, each in zip(pair, (heights[OWN], heights[OWN - 1]), ("", " each"), strict=True):
                number.xy = number.xy[0], height + (above if height >= 0 else -above)
                number.set_text(form(height) + each)
        scores, given, p = ((all_[OWN], all_[OWN - 1]) for all_ in three)
        figures[0].show(
            f"Ten bars, the scores of the last Dense: {one_digit(scores[0])} for the {OWN}, {one_digit(scores[1])} for "
            "each of the others.",
            f"<b>{verdict(own.value, others.value, squeezed.value)}</b>",
        )
        how = "squeezed by a sigmoid to between 0 and 1" if squeezed.value else "as they are"
        figures[1].show(
            f"Ten bars, what softmax gets, the scores {how}: {two_digits(given[0])} and {two_digits(given[1])}."
        )
        figures[2].show(
            f"Ten bars, the probabilities: {percent(p[0])} and {percent(p[1])}; a dashed line is the ceiling behind a "
            f"sigmoid, {100 * CEILING:.1f} %."
        )

    def drag(x, y):
        """A bar of the first picture by its end: the right class by itself, the others together."""
        (own if round(x) == OWN else others).value = float(np.clip(round(2 * y) / 2, -10, 10))

    for control in (own, others, squeezed):
        control.observe(redraw, "value")
    figures[0].on_touch(drag, upright=True)
    redraw()
    present("ceiling", own, others, squeezed, *figures, columns=1)
    return figures


def ceiling():
    """Show it in a notebook."""
    build()
