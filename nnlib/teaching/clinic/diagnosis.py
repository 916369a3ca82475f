"""Naming a fault: one of four letters, and for each wrong one the reading that speaks against it."""

import re

from ..checking.progress import exercise
from ..checking.running import is_stub
from ..checking.verdict import Verdict

LETTER = re.compile(r"\W*(?:(?:option|answer)\W+)?([A-D])\W*", re.IGNORECASE)


def diagnoses(right, speaks):
    """{number: (right letter, what speaks for it, {wrong letter: what speaks against it})} for diagnosis.

    right: {number: letter}. speaks: {(number, letter): sentence}.
    """
    wrong = {number: {other: speaks[number, other] for other in "ABCD" if other != right[number]} for number in right}
    return {number: (letter, speaks[number, letter], wrong[number]) for number, letter in right.items()}


def diagnosis(room, number, diagnoses):
    """The checker diagnosis_NUMBER of a room. diagnoses[number]: right letter, what speaks for it, {wrong: reply}."""
    right, reason, replies = diagnoses[number]
    name = f"diagnosis_{number}"

    def checker(letter):
        if is_stub(letter):
            return Verdict(None, f"{name}: replace the ... by a letter in quotes.")
        found = LETTER.fullmatch(letter) if isinstance(letter, str) else None
        if not found:
            return Verdict(False, f"{name}: wanted one of the letters 'A', 'B', 'C', 'D', in quotes{_but(letter)}.")
        letter = found[1].upper()
        if letter == right:
            return Verdict(True, f"{name}: yes, {letter}: {reason}")
        return Verdict(False, f"{name}: a reading speaks against {letter}.", replies[letter])

    checker.__name__, checker.__module__ = name, room
    return exercise(checker)


def _but(answer):
    """What is wrong with an answer that is no letter."""
    if isinstance(answer, int | float):
        return f"; {answer} is a number"
    if isinstance(answer, list | tuple | set | dict):
        return "; without brackets around it"
    several = isinstance(answer, str) and len(set(re.findall(r"\b[A-D]\b", answer.upper()))) > 1
    return "; one letter only, since a patient has one fault" if several else ""
