"""Naming a fault: one of four letters, and for each wrong one the reading that speaks against it."""

from ..checking.progress import exercise
from ..checking.running import is_stub
from ..checking.verdict import Verdict


def diagnosis(room, number, diagnoses):
    """The checker diagnosis_NUMBER of a room. diagnoses[number]: right letter, what speaks for it, {wrong: reply}."""
    right, reason, replies = diagnoses[number]
    name = f"diagnosis_{number}"

    def checker(letter):
        if is_stub(letter):
            return Verdict(None, f"{name}: replace the ... by a letter in quotes.")
        if not isinstance(letter, str) or letter.strip().upper() not in (right, *replies):
            return Verdict(False, f"{name}: wanted one of the letters 'A', 'B', 'C', 'D', in quotes.")
        letter = letter.strip().upper()
        if letter == right:
            return Verdict(True, f"{name}: yes, {letter}: {reason}")
        return Verdict(False, f"{name}: a reading speaks against {letter}.", replies[letter])

    checker.__name__, checker.__module__ = name, room
    return exercise(checker)
