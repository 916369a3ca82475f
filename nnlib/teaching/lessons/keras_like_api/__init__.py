"""The Keras-like API, and a threshold to choose."""

from ... import plots, show
from . import threshold as explore_threshold

__all__ = ["explore_threshold", "plots", "show"]  # for the lesson's one line of imports
