"""Tests of graded assignments that learners can see: they hold example answers, never code that computes them."""

import numpy as np

from .checking.causes import TOLERANCE, same
from .checking.diagnosis import Fault, check_function
from .checking.running import Problem, call
from .checking.verdict import Verdict


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
    """check_function; where it can name no cause, the verdict says for which simpler arguments the answer is right.

    special: {what is special: change}; change(*case) gives the arguments of the simpler case.
    tell: None, or tell(case, answer) gives a sentence on the answer to a case, or "".
    """
    verdict = check_function(name, function, right, cases, faults, parts=parts)
    if verdict.passed is not False or "the answer should be" not in verdict.message:
        return verdict
    part = verdict.message.removeprefix(f"{name}, ").split(":")[0]
    i = parts.index(part) if part in parts else None
    pick = (lambda result: result) if i is None else (lambda result: result[i])
    found = []
    try:
        if tell:
            found += [next(filter(None, (tell(case, call(function, *case)) for case in cases)), "")]
        simpler = {words: [change(*case) for case in cases] for words, change in special.items()}
        fits = [
            words
            for words, some in simpler.items()
            if all(same(pick(call(function, *case)), pick(right(*case))) for case in some)
        ]
        if fits:
            found.append(f"It is right where {', and where '.join(fits)}.")
        elif special:
            found.append(f"It is wrong even where {next(iter(special))}.")
    except (Problem, TypeError, ValueError, IndexError):
        pass
    return Verdict(False, " ".join([verdict.message, *filter(None, found)]), verdict.hint)
