"""A picture is stored with few colors, and those that have a meaning stay what they are."""

import io

import numpy as np
from PIL import Image

from nnlib.teaching import figures, style


def test_the_colors_of_the_course_stay_exact_beside_a_thousand_tints():
    tints = style.DIVERGING(np.linspace(0, 1, 1000))[:, :3]
    pixels = np.repeat((255 * tints).round().astype(np.uint8)[np.newaxis], 300, axis=0)
    pixels[:4, : len(style.SOLID)] = style.SOLID  # a few dots each
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "png")
    stored = np.asarray(Image.open(io.BytesIO(figures.small(file.getvalue()))).convert("RGB"))
    assert np.array_equal(stored[:4, : len(style.SOLID)], pixels[:4, : len(style.SOLID)])
    assert len(np.unique(stored.reshape(-1, 3), axis=0)) <= figures.COLORS
    assert np.abs(stored.astype(int) - pixels).mean() < 3
