"""Forty digits set down as strokes, made into pixels in three ways."""

import numpy as np

from ...pad.strokes import SCRIPTED, WAYS, read

STROKES = [(digit, text) for digit, texts in SCRIPTED.items() for text in texts]


def digits():
    """(the forty digits (40,), {way of making pixels: (40, 64) of 0 to 16})."""
    truth = np.array([digit for digit, _ in STROKES])
    return truth, {
        way: np.array([make(read(text)) for _, text in STROKES]).reshape(-1, 64) for way, make in WAYS.items()
    }


def pixels(text, way):
    """One picture (1, 64) of strokes such as "b1 g1 d8"; a comma lifts the pen."""
    return WAYS[way](read(text)).reshape(1, 64)
