"""Say what is wrong with an answer: which known fault, or which simple factor, explains all of it."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from .running import Problem, as_numbers, call, is_stub
from .verdict import Verdict

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Fault:
    """A known wrong way: wrong(*arguments) computes what it answers, message and hint are for the learner.

    part: which of several results it is about.
    """

    wrong: Any
    message: str
    hint: str
    part: str = ""


def relative_error(got, right):
    """max |got - right| / max |right|; infinite if shapes differ or numbers are missing."""
    got, right = np.asarray(got, dtype=float), np.asarray(right, dtype=float)
    if got.shape != right.shape or not np.isfinite(got).all():
        return np.inf
    error = np.abs(got - right).max(initial=0)
    return error / np.abs(right).max() if error > 0 and np.abs(right).max() > 0 else error


def same(got, right):
    """Equal up to rounding, also in shape and in where numbers are missing."""
    got, right = np.asarray(got, dtype=float), np.asarray(right, dtype=float)
    if got.shape != right.shape or not np.array_equal(np.isfinite(got), np.isfinite(right)):
        return False
    finite = np.isfinite(right)
    return np.array_equal(got[~finite], right[~finite], equal_nan=True) and (
        relative_error(got[finite], right[finite]) < TOLERANCE
    )


def check_function(name, function, right, cases, faults=(), done="all answers are right.", parts=()):
    """The verdict on a learner's function that should compute what right(*case) computes, for each case.

    cases: tuples of arguments, the smallest first; the first argument has a row for each sample.
    faults: tried in order; the first that explains the answers to *all* cases is named.
    done: what to say when everything is right.
    parts: names of the arrays, where a tuple of several is to be returned; the first wrong one is diagnosed.
    """
    if is_stub(function):
        return Verdict(None, f"{name}: replace the ... by your code.")
    answers = [right(*case) for case in cases]
    got = []
    for case in cases:
        try:
            got.append(call(function, *case))
        except Problem as problem:
            return Verdict(False, f"{name}: {problem}")
    if not parts:
        return _verdict(name, got, answers, cases, faults) or Verdict(True, f"{name}: {done}")
    for result in got:
        if not isinstance(result, (tuple, list)) or len(result) != len(parts):
            count = f"{len(result)} things" if isinstance(result, (tuple, list)) else "one thing"
            return Verdict(False, f"{name}: wanted {len(parts)} results, {', '.join(parts)}, got {count}.")
    for i, part in enumerate(parts):
        mine = [fault for fault in faults if fault.part == part]
        wrong = _verdict(f"{name}, {part}", [g[i] for g in got], [a[i] for a in answers], cases, mine)
        if wrong:
            return wrong
    return Verdict(True, f"{name}: {done}")


def check_value(name, value, right, faults=(), done="that is right."):
    """The verdict on a number or array that should equal right. faults: wrong() takes no arguments."""
    if is_stub(value):
        return Verdict(None, f"{name}: replace the ... by your answer.")
    return _verdict(name, [value], [right], [()], faults) or Verdict(True, f"{name}: {done}")


def _verdict(name, got, answers, cases, faults):
    """None if all answers are right, else the verdict that explains the difference best."""
    answers = [np.asarray(answer, dtype=float) for answer in answers]
    problems = []
    for g, answer in zip(got, answers, strict=True):
        try:
            as_numbers(g, answer)
        except Problem as problem:
            problems.append(problem)
    if not problems and all(same(g, answer) for g, answer in zip(got, answers, strict=True)):
        return None
    for fault in faults:
        if all(_explains(fault, case, g) for case, g in zip(cases, got, strict=True)):
            return Verdict(False, f"{name}: {fault.message}", fault.hint)
    message = problems[0] if problems else _by_factor(got, answers, cases)
    return Verdict(False, f"{name}: {message}")


def _explains(fault, case, got):
    """Does the fault give what was got? A fault that cannot run on this case explains nothing."""
    with np.errstate(all="ignore"):
        try:
            return same(got, fault.wrong(*case))
        except (TypeError, ValueError, IndexError):
            return False


FACTORS = {
    -1: "every number has the wrong sign.",
    2: "every number is twice too large. Is a ½ missing?",
    0.5: "every number is half of what it should be. Is there a ½ too many?",
}


def _by_factor(got, answers, cases):
    """Name the one factor between all answers and the right ones; if there is none, show the smallest wrong case."""
    factors = [_factor(g, answer) for g, answer in zip(got, answers, strict=True)]
    if None not in factors:
        rows = [len(case[0]) if case and np.ndim(case[0]) else 1 for case in cases]
        for factor, words in FACTORS.items():
            if np.allclose(factors, factor, rtol=TOLERANCE):
                return words
        if np.allclose(factors, rows, rtol=TOLERANCE):
            return "every number is n times too large, n the number of rows. Mean or sum? Count where the 1/n lives."
        if np.allclose(np.multiply(factors, rows), 1, rtol=TOLERANCE):
            return "every number is n times too small, n the number of rows. Mean or sum? Count where the 1/n lives."
    for g, answer, case in zip(got, answers, cases, strict=True):
        if not same(g, answer):
            shown = f"for ({', '.join(map(_compact, case))}) " if case else ""
            return f"{shown}the answer should be {_compact(answer)}, yours is {_compact(g)}."
    raise AssertionError("nothing is wrong with these answers")


def _factor(got, right):
    """The number c with got = c · right, or None."""
    got = np.asarray(got, dtype=float)
    squares = np.vdot(right, right)
    factor = np.vdot(right, got) / squares if squares > 0 else 0.0
    return factor if same(got, factor * right) else None


def _compact(value):
    if not isinstance(value, (np.ndarray, list, tuple, int, float, np.number)):
        return repr(value)
    try:
        numbers = np.asarray(value)
    except ValueError:  # arrays of several shapes
        return f"[{', '.join(map(_compact, value))}]"
    text = np.array2string(numbers, precision=4, suppress_small=True, separator=", ", threshold=20)
    return " ".join(text.split())
