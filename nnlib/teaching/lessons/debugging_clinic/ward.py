"""The five patients of the first sitting, and the parts that cure them."""

from ...clinic import ward
from ...clinic.ward import healthy, learn, overwrite, read, together
from . import parts

__all__ = ["healthy", "ill", "learn", "overwrite", "read", "together"]


def ill():
    """The five patients {1: Patient, … 5: Patient}, each a healthy one with one part replaced."""
    frozen = healthy()["digits"].with_parts(learn=parts.descend)
    return {number: frozen if number == 2 else patient for number, patient in ward.ill().items() if number < 6}
