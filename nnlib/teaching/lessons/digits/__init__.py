"""Digits, and a pad to draw them on."""

from ... import plots, show
from ...pad import pad
from ...pad.strokes import SCRIPTED, WAYS, read, soft_pen_fitted

__all__ = [
    "SCRIPTED",
    "WAYS",
    "pad",
    "plots",
    "read",
    "show",
    "soft_pen_fitted",
]  # what the lesson imports
