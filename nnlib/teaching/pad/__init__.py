"""A pad to draw digits on: strokes become pixels as in the digit data set, and a network answers."""

from .controls import drawing_controls
from .paper import Paper
from .reading import Reading

__all__ = ["Paper", "Reading", "drawing_controls"]
