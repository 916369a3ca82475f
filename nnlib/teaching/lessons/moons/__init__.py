"""Two moons, and a playground to train on."""

from ... import show

__all__ = ["show"]  # for the lesson's one line of imports
