"""XOR, and the space of hidden units."""

from ... import show

__all__ = ["show"]  # for the lesson's one line of imports
