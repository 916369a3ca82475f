"""The examination of a patient, with the instruments of both sittings."""

from ...clinic.examine import examine

__all__ = ["examine"]
