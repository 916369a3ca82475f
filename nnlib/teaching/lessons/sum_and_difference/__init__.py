"""The training loop, on sum and difference."""

from ... import plots, show

__all__ = ["plots", "show"]  # for the lesson's one line of imports
