"""The second sitting of the clinic: five networks that look healthy."""

from ... import clinic

__all__ = ["clinic"]  # for the lesson's one line of imports
