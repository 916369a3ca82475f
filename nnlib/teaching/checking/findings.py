"""Verdicts on functions that are judged by what they do, such as a training loop: the first finding is told."""

import contextlib
import inspect
import itertools
import re

from .causes import other_order
from .running import NotWritten, Problem, is_stub, short
from .verdict import Verdict


def check_findings(name, function, findings, done, arguments="", stopped=None):
    """The verdict on a learner's function.

    findings: findings(function) yields (whether it is so, message, hint), most telling first; it may raise Problem.
    arguments: the names in the `def` line, to see if they come in another order.
    stopped: {pattern: hint} for the texts of Problems.
    """
    if is_stub(function):
        return Verdict(None, f"{name}: replace the ... by your code.")
    if not callable(function):
        return Verdict(False, f"{name}: a function is wanted here, got {short(function)}.")
    try:
        message, hint = _first(findings, function)
    except NotWritten as not_yet:
        return Verdict(None, f"{name}: {not_yet}")
    except Problem as problem:
        message = str(problem)
        hint = next((words for pattern, words in (stopped or {}).items() if re.search(pattern, message)), "")
    names = arguments.split()
    if message and (order := exchanged(function, names) or _exchanged_inside(findings, function, names, message)):
        message, hint = order, ""
    return Verdict(False, f"{name}: {message}", hint) if message else Verdict(True, f"{name}: {done}")


def _first(findings, function):
    return next(((message, hint) for wrong, message, hint in findings(function) if wrong), ("", ""))


def _exchanged_inside(findings, function, names, message):
    """A sentence if a function that stops is right with its arguments in another order, or None."""
    for order in itertools.permutations(range(len(names))) if "your code stops" in message and len(names) < 5 else ():
        with contextlib.suppress(Problem):
            if not _first(findings, lambda *case, order=order: function(*(case[i] for i in order)))[0]:
                return other_order(function, order)
    return None


def exchanged(function, wanted):
    """A sentence if the names in the `def` line are those wanted, in another order."""
    try:
        names = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return None
    if names == wanted or sorted(names) != sorted(wanted):
        return None
    return f"the arguments come in the order {', '.join(wanted)}; your `def` line has {', '.join(names)}."
