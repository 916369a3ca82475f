"""Tests of graded assignments that learners can see: they hold example answers, never code that computes them."""

import re
from dataclasses import replace

import numpy as np

from .checking.causes import TOLERANCE
from .checking.diagnosis import Fault, check_function
from .checking.probes import Probe
from .checking.running import Problem, call


def example(function, arguments, answer, mistakes=(), parts=(), name=None):
    """Raise AssertionError, with a sentence about what is wrong, unless function(*arguments) gives answer.

    mistakes: {what is wrong: what a function with this mistake answers}.
    parts: names of the arrays, where answer, and so each mistake, is a tuple of several.
    name: what the message calls the function.
    """
    faults = [
        Fault(lambda *_, wrong=wrong: wrong, message, "", part)
        for message, answered in dict(mistakes).items()
        for part, wrong in (zip(parts, answered, strict=True) if parts else [("", answered)])
    ]
    name = name or function.__name__
    check_function(name, function, lambda *_: answer, [arguments], faults, parts=parts).require()


def require_each_number(name, function, right, cases):
    """Raise AssertionError unless every number of every result is right on its own scale.

    For cases in which numbers of very different sizes meet in one array: a formula gives them all, but central
    differences of a loss of size 1e12 keep no digit of a slope of size 1, whatever their step.
    """
    for case in cases:
        answer, got = right(*case), call(function, *case)
        parts = zip(got, answer, strict=True) if isinstance(answer, tuple) else [(got, answer)]
        for mine, wanted in parts:
            if not np.allclose(mine, wanted, rtol=TOLERANCE, atol=0):
                raise AssertionError(
                    f"{name}: right for numbers around 1, but not where numbers of size 1 and 1,000,000,000,000 meet "
                    "in one array. Central differences lose their digits there. Derive the formula."
                )


def check_where(special, tell, name, function, right, cases, faults=(), parts=()):
    """check_function; where it can name no cause, the verdict says for which simpler arguments the answer is wrong.

    special: {what is special: change}; change(*case) gives the arguments of the simpler case.
    tell: None, or tell(case, answer) gives a sentence on the answer to a case, or "".
    """
    probes = [Probe(f"where {words}", [change(*case) for case in cases]) for words, change in special.items()]
    verdict = check_function(name, function, right, cases, faults, parts=parts, probes=probes)
    if not tell or verdict.passed is not False or not re.search("should be|Right:", verdict.message):
        return verdict
    try:
        told = next(filter(None, (tell(case, call(function, *case)) for case in cases)), "")
    except (Problem, TypeError, ValueError, IndexError):
        return verdict
    return replace(verdict, message=f"{verdict.message} {told}".strip())
