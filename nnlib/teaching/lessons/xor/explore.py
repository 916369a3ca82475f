"""The explorable: a hidden layer folds the plane, and the four points go with it."""

import re

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from ... import style
from ...figures import png
from ...four_points import CORNERS, NAMES, points
from ...live import Choice, Drawing, Slider, present
from . import fold
from .pictures import DIFFERENCE, SPAN

LINES = 25  # of the sheet in each direction
GRID = np.stack(np.meshgrid(*2 * [np.linspace(*fold.RIM, LINES)]), axis=-1).reshape(-1, 2)
# x₁ − x₂ along the diagonals of the sheet's cells, from its upper left corner to its lower right one
COLORS = [to_hex(DIFFERENCE(0.5 + d / 2 / SPAN)) for d in np.linspace(-1.5, 1.5, 2 * LINES - 1)[1:-1]]
FLAT = fold.RIM[0] - 0.2, fold.RIM[0] - 0.2, fold.RIM[1] - fold.RIM[0] + 0.4  # of the picture of the sheet, as _limits
STEP = 0.05  # of an end of the crease, in sides of the sheet
LEAST = 0.5  # between its two ends


def build():
    """Present the controls and the drawing. Returns (drawing, redraw)."""
    hidden = Choice("hidden layer", fold.NAMES)
    share = Slider("folded", (0, 1, 0.02), 0.76, text=lambda share: f"{100 * share:.0f} %")
    ends = list(fold.ENDS)
    for seed in fold.SEEDS.values():
        fold.trained(seed)  # so that it has not to be waited for
    drawing = Drawing(
        "fold",
        lambda: _still(drawing.data),
        rim=fold.RIM,
        flat=_listed(GRID.ravel()),
        colors=COLORS,
        corners=_listed(CORNERS),
        names=[[name, 0, bool(y)] for name, (_, y) in zip(NAMES, CORNERS, strict=True)],
    )

    def redraw(_=None):
        layer = fold.layer(hidden.value, ends)
        four = layer(CORNERS)
        now = fold.on_the_way(CORNERS, four, share.value)
        found, limits = fold.separating_line(now), _limits(four)
        line = _listed(_ends(found, limits)) if found else []
        words = fold.verdict(now, round(share.value, 6))
        places = ", ".join(f"{name} at ({x:.2f}, {y:.2f})" for name, (x, y) in zip(NAMES, now, strict=True))
        movable = hidden.value == "one crease"
        creases = fold.creases(hidden.value, ends)
        drawing.show(
            "The sheet on its way to the hidden space, the four points on it, dashed segments between the two ones and "
            f"between the two zeros{', and a line that keeps them apart' if found else ''}: {places}.".replace(
                "-", "−"
            ),
            f"<b>{words}</b><br>{_unbroken(places)}".replace("-", "−"),
            about=f"The sheet as it is, with four points and {_counted(len(creases))}",
            creases=[_listed(np.ravel(crease)) for crease in creases],
            creased=[_free(crease, FLAT, CORNERS) for crease in creases],
            soft=hidden.value in fold.SEEDS,
            ends=[_end(place) for place in ends] if movable else [],
            sheet=_listed(fold.on_the_way(GRID, layer(GRID), share.value).ravel()),
            places=_listed(now),
            words=_words(now, line, limits),
            was=[*CORNERS[3].tolist(), "(1, 1) was here"] if np.hypot(*(now[3] - CORNERS[3])) > 0.4 else [],
            ways=_listed(np.hstack([CORNERS, four])),
            line=line,
            fits=_free(line, limits, now) if line else [],
            limits=_listed(limits),
            ticks=[[tick for tick in range(-3, 5) if low <= tick <= low + limits[2]] for low in limits[:2]],
            hint=f"Pull a point of the folded sheet{', or an end of the crease' if movable else ''}.",
        )

    def touched(what):
        if "point" in what:
            place, four = CORNERS[what["point"]], fold.layer(hidden.value, ends)(CORNERS)[what["point"]]
            pulled = fold.share_at((what["x"], what["y"]), place, four)
            share.value = min(share.values, key=lambda value: abs(value - pulled))
            return
        end = what["end"]
        place = ends[end] + STEP * what["by"] if "by" in what else fold.place_on_rim((what["x"], what["y"]))
        place = round(round(place / STEP) * STEP % 4, 6)
        if np.hypot(*(fold.on_rim(place) - fold.on_rim(ends[1 - end]))) >= LEAST:
            ends[end] = place
            redraw()

    drawing.on_touch(touched)
    hidden.observe(redraw, "value")
    share.observe(redraw, "value")
    redraw()
    present("fold", hidden, share, drawing)
    return drawing, redraw


def _listed(array):
    return np.round(array, 3).tolist()


def _unbroken(text):
    """Pairs in parentheses stay on one line."""
    return re.sub(r"\(([^)]*), ", "(\\1,\u00a0", text)


def _counted(creases):
    return ("no crease", "one crease", "two creases")[creases]


def _end(place):
    x, y = fold.on_rim(place)
    return {"place": place, "x": x, "y": y, "text": f"at ({x:.2f}, {y:.2f})".replace("-", "−")}


def _limits(four):
    """(x, y, side) of a square with room for the four points on all of their way."""
    both = np.concatenate([CORNERS, four])
    low, high = both.min(axis=0), both.max(axis=0)
    half = max(0.68 * (high - low).max(), 1.0)
    return *((low + high) / 2 - half), 2 * half


def _words(four, line, limits):
    """What stands beside each point, to which side, and above it? Two on one spot share the words.

    Words go where they cover no dashed segment, no other point and not the line.
    """
    words = [[name, 1, bool(y)] for name, (_, y) in zip(NAMES, CORNERS, strict=True)]
    for first, second in ((0, 3), (1, 2)):
        if np.hypot(*(four[first] - four[second])) < 0.06:
            words[first][0], words[second][0] = f"{NAMES[first]} and {NAMES[second]}", ""
    drawn = [four[[0, 3]], four[[1, 2]], *([np.reshape(line, (2, 2))] if line else [])]
    covered = np.concatenate([np.linspace(*ends, 101) for ends in drawn])
    center, half, pixel = np.array(limits[:2]) + limits[2] / 2, limits[2] / 2, limits[2] / 300
    for word, place in zip(words, four, strict=True):
        wide, up = 3.5 * len(word[0]), word[2]
        for right, above in ((1, up), (-1, up), (1, not up), (-1, not up), (0, up), (0, not up)):
            size = pixel * np.array([wide, 8])
            middle = place + pixel * np.array([right * (10 + wide), 16 if above else -16])
            inside = (np.abs(middle - center) + size < half).all()
            if inside and not (np.abs(covered - middle) < size).all(axis=1).any():
                word[1:] = right, above
                break
    return words


def _free(line, limits, four):
    """Where the name of a line stands: on it, inside the picture, far from the points. Words are wide."""
    start, end = np.reshape(line, (2, 2))
    spots = start + np.linspace(0, 1, 101)[:, np.newaxis] * (end - start)
    center, half = np.array(limits[:2]) + limits[2] / 2, limits[2] * np.array([0.39, 0.45])
    inside = spots[(np.abs(spots - center) < half).all(axis=1)]
    return _listed(max(inside, key=lambda spot: np.hypot(*((four - spot) / (2, 1)).T).min()))


def _ends(line, limits):
    """Where the line leaves the picture: x, y and x, y."""
    w1, w2, b = line
    left, low, side = limits
    if abs(w1) > abs(w2):
        (y1, y2) = low, low + side
        return [-(b + w2 * y1) / w1, y1, -(b + w2 * y2) / w1, y2]
    x1, x2 = left, left + side
    return [x1, -(b + w1 * x1) / w2, x2, -(b + w1 * x2) / w2]


def _still(data):
    """The drawing as a picture for pages where nothing runs."""
    fig = Figure((8, 3.8))
    left, right = fig.subplots(1, 2)
    x, y, side = data["limits"]
    low, high = FLAT[0], FLAT[0] + FLAT[2]
    left.set(xlim=(low, high), ylim=(low, high), title="The sheet")
    left.axis("off")
    right.set(xlim=(x, x + side), ylim=(y, y + side), title="On its way to the hidden space")
    right.set(xlabel="unit 1, when fully folded", ylabel="unit 2, when fully folded")
    colors = dict(cmap=DIFFERENCE, vmin=-SPAN, vmax=SPAN, shading="gouraud")
    paint = (GRID[:, 0] - GRID[:, 1]).reshape(LINES, LINES)
    for ax, sheet, places in ((left, data["flat"], data["corners"]), (right, data["sheet"], data["places"])):
        sheet, places = np.reshape(sheet, (LINES, LINES, 2)), np.array(places)
        ax.pcolormesh(sheet[..., 0], sheet[..., 1], paint, **colors)
        for lines in (sheet[::2], sheet[:, ::2].transpose(1, 0, 2)):
            ax.plot(*lines.transpose(2, 1, 0), color="white", lw=0.7)
        points(ax, places, sizes=(12, 9))
        ax.set(aspect="equal", xticks=[0, 1], yticks=[0, 1])
    on_line = dict(ha="center", offset=(0, 0), path_effects=style.HALO, fontsize=10)
    for x1, y1, x2, y2 in data["creases"]:
        left.plot([x1, x2], [y1, y2], color=style.INK)
    if data["line"]:
        x1, y1, x2, y2 = data["line"]
        right.plot([x1, x2], [y1, y2], color=style.INK)
        style.label(right, *data["fits"], "a line fits", **on_line)
    x1, y1, x2, y2 = data["ways"][3]  # of (1, 1), which the text asks to pull
    color = style.CLASS[0]["color"]
    right.plot([x1, x2], [y1, y2], color=color, lw=1.4, ls=(0, (1.2, 1.6)), zorder=2)
    if data["was"]:
        right.plot(x1, y1, "o", ms=11, mfc="none", mec=color, mew=1.2)
        style.label(right, *data["was"], ha="center", va="bottom", offset=(0, 9))
    for spot in data["creased"]:
        style.label(left, *spot, "crease", **on_line)
    for x, y, words, color in ((-0.2, 1.32, "$x_1 < x_2$", style.PURPLE), (1.2, -0.35, "$x_1 > x_2$", style.GREEN)):
        style.label(left, x, y, words, color, fontsize=10, ha="left" if x < 0 else "right", offset=(0, 0))
    for pair, look in zip(([0, 3], [1, 2]), style.CLASS, strict=True):
        right.plot(*np.array(data["places"])[pair].T, color=look["color"], lw=1.6, ls=(0, (4, 2)))
    for (x, y), (text, side, up) in zip(data["places"], data["words"], strict=True):
        where = dict(ha=("center", "left", "right")[side], offset=(7 * side, 11 if up else -11))
        style.label(right, x, y, text, fontsize=10, path_effects=style.HALO, zorder=6, **where)
    for (x, y), name in zip(data["corners"], NAMES, strict=True):
        rim = data["rim"][x > 0.5]
        style.label(left, rim, y, name, ha="left" if x > 0.5 else "right", offset=(6 if x > 0.5 else -6, 0))
    return png(fig)


def folding():
    """Show it in a notebook."""
    build()
