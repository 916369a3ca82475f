"""The second sitting of the clinic: five networks that look healthy."""

from ...clinic import chart, instruments, parts, ward

__all__ = ["chart", "instruments", "parts", "ward"]  # for the lesson's one line of imports
