"""The first sitting of the clinic: five networks that visibly fail."""

from ...clinic import instruments, parts, ward

__all__ = ["instruments", "parts", "ward"]  # for the lesson's one line of imports
