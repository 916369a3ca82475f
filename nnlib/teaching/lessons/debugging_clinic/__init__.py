"""The clinic: ten small networks with one fault each, and the instruments that find it."""

from ... import plots, show

__all__ = ["plots", "show"]  # for the lesson's one line of imports
