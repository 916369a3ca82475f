"""Tests of graded assignments that learners can see: they hold example answers, never code that computes them."""

from .checking.diagnosis import Fault, check_function


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
