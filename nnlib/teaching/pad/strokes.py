"""From pen strokes to pictures of 8 by 8 pixels, as the digit data set was made, and as it was not.

The data set's own recipe: a drawing on 32 × 32 dots, each black or white, cut into blocks of 4 × 4; a pixel counts the
black dots of its block, 0 to 16. The drawings had been scaled to the height of the field before.
"""

import re

import numpy as np

from .words import named

SIZE, BLOCK = 8, 4
DOTS = SIZE * BLOCK
COLUMNS = "abcdefgh"
SQUARES = [f"{column}{row + 1}" for row in range(SIZE) for column in COLUMNS]
PEN = 2.5  # radius in dots: drawn with it, the scripted digits below have as much ink as the training pictures
THIN = 0.5  # radius of a pen that only touches squares
WIDEST = 24  # dots: nearly all digits of the data set leave the outer columns empty
LARGEST, STEEPEST = 6, 3

# Forty digits as people write them, four ways each, set down before any network had seen one.
SCRIPTED = {
    0: [
        "d1 c2 b4 c7 d8 e8 f7 g5 f2 e1 d1",
        "e1 c2 b5 d8 f7 g4 e1",
        "c1 b3 b6 c8 f8 g6 g3 f1 c1",
        "f1 d1 c3 c6 d8 e8 f6 g3 f1",
    ],
    1: ["e1 e8", "c3 e1 e8", "d1 d8", "c3 e1 e8, c8 g8"],
    2: ["b2 d1 f2 f4 b8 g8", "c2 e1 f3 d6 b8 f8", "b3 c1 f1 g3 e5 b8 g8", "c2 d1 f1 f3 e5 c7 b8 d7 g8"],
    3: ["b1 f1 d4 f6 e8 b8", "c1 f2 d4 f6 d8 b7", "b2 d1 f2 d4 f6 d8 b7", "b1 g1 d3 g6 e8 b7"],
    4: ["e1 b5 g5, e3 e8", "f8 f1 b6 g6", "c1 b5 f5, f2 e8", "d1 b4 g4, f2 f8"],
    5: ["g1 b1 b4 e4 g6 e8 b8", "f1 c1 c4 f4 g6 d8 b7", "g1 c1 b4 f4 f7 c8", "f1 c1 b4 e3 g5 f8 b8"],
    6: ["f1 c3 b6 d8 f7 f5 c5", "e1 c4 c7 e8 g6 e5 c6", "g1 d2 b5 c8 f8 g6 e4 b6", "d1 b4 b7 d8 g7 f5 b6"],
    7: ["b1 g1 d8", "b1 f1 e5 d8", "b1 g1 e4 d8, c5 f5", "c1 g1 f4 d8, d4 g4"],
    8: ["e1 c2 d4 f6 d8 b7 d5 f2 e1", "d4 c2 e1 f2 d4 b6 d8 f6 d4", "d1 f2 b6 d8 f6 c2 d1", "f2 d1 c3 f6 d8 b6 f3 f2"],
    9: ["f3 d4 c2 e1 f2 f5 d8", "g2 d1 c3 f4 g2 f8", "f2 d1 b3 d4 f3 f1 f8", "f3 c4 c1 f1 f5 e8"],
}


def read(text):
    """'b1 d8, c4 f4' as two strokes over the dots: lists of [row, column], each the middle of a named square."""
    strokes = [
        [[_middle(int(row) - 1), _middle(COLUMNS.index(column))] for column, row in re.findall("([a-h])([1-8])", part)]
        for part in text.split(",")
    ]
    return [stroke for stroke in strokes if stroke]


def _middle(place):
    return BLOCK * (place + 0.5) - 0.5


def fit_to_height(strokes, pen=PEN):
    """Strokes scaled until they fill the field from top to bottom, at most WIDEST dots wide, and centered.

    A dot or a level line is no digit yet: nothing grows by more than LARGEST, or in height by more than STEEPEST times
    as much as in width.
    """
    if not strokes:
        return strokes
    lines = [np.array(stroke) for stroke in strokes]
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    tall, wide = np.maximum(high - low, 1e-9)
    scale = min((DOTS - 2 * pen) / tall, LARGEST)
    across = min(scale, (WIDEST - 2 * pen) / wide)
    scales = np.array([min(scale, STEEPEST * across), across])
    return [(line - (low + high) / 2) * scales + (DOTS - 1) / 2 for line in lines]


def black_dots(strokes, pen):
    """Which of the 32 × 32 dots a round pen of this radius blackens: bool (32, 32)."""
    dots = np.stack(np.mgrid[:DOTS, :DOTS], axis=-1).reshape(-1, 1, 2)
    black = np.zeros(DOTS * DOTS, dtype=bool)
    for stroke in strokes:
        line = np.asarray(stroke, dtype=float)
        start, end = (line[:-1], line[1:]) if len(line) > 1 else (line, line)
        way = end - start
        along = np.clip(((dots - start) * way).sum(axis=-1) / np.maximum((way**2).sum(axis=-1), 1e-9), 0, 1)
        black |= (((dots - start - along[..., np.newaxis] * way) ** 2).sum(axis=-1) <= pen**2).any(axis=1)
    return black.reshape(DOTS, DOTS)


def counted(black):
    """Black dots in each block of 4 × 4: (8, 8), from 0 to 16."""
    return black.reshape(SIZE, BLOCK, SIZE, BLOCK).sum(axis=(1, 3)).astype(float)


def full_squares(strokes):
    """Every square that the strokes touch is full, 16, the others are empty: (8, 8)."""
    touched = counted(black_dots(strokes, THIN)) > 0
    for stroke in strokes:
        rows, columns = ((np.array(stroke) + 0.5) // BLOCK).astype(int).T
        touched[rows, columns] = True  # a point alone may lie between the dots, and blacken none
    return 16.0 * touched


def soft_pen(strokes):
    """What the data set's counting makes of these strokes, where they stand: (8, 8)."""
    return counted(black_dots(strokes, PEN))


def soft_pen_fitted(strokes):
    """The same, after scaling to the height of the field and centering, as was done for the data set: (8, 8)."""
    return counted(black_dots(fit_to_height(strokes), PEN))


WAYS = {"full squares": full_squares, "soft pen": soft_pen, "soft pen, fitted": soft_pen_fitted}


def drawn_digit(text):
    """'a 4' for the text of a scripted 4."""
    return next(named(digit) for digit, texts in SCRIPTED.items() if text in texts)


def examples():
    """{words: strokes as text} of every scripted digit, after an entry that stands for none of them."""
    return {"your own": ""} | {
        f"{named(digit)}, way {i}": text for digit, texts in SCRIPTED.items() for i, text in enumerate(texts, 1)
    }


def name_squares(ax, middles):
    """Letters below and numbers beside a picture of SIZE by SIZE squares, at their middles."""
    ax.set_xticks(middles, [square[0] for square in SQUARES[:SIZE]])
    ax.set_yticks(middles, [square[1] for square in SQUARES[::SIZE]])
    ax.tick_params(length=0, labelsize=9, pad=1)
