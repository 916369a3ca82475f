"""Call a learner's function so that whatever it does ends in a sentence, never in a traceback of ours."""

import contextlib
import copy
import dis
import functools
import inspect
import io
import sysconfig
import traceback
from pathlib import Path

import numpy as np

from .errors import meaning
from .limits import OutOfTime, time_limit

SECONDS = 5  # of the processor: a busy machine takes longer for the same work
WAITING = 60  # on the clock, for code that sleeps
FOREIGN = (  # folders whose lines are not a learner's
    str(Path(__file__).parent.parent.parent),
    *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
)


class Problem(Exception):
    """Something that keeps an answer from being compared with the right one; str(problem) is for the learner."""


class NotWritten(Problem):
    """The answer says itself that it is not written yet."""


def is_stub(answer):
    """Is it still `...`, or a function (also decorated, partial, an object's) whose body is `...`?"""
    if answer is ... or answer is NotImplemented:
        return True
    while isinstance(answer, functools.partial):
        answer = answer.func
    answer = inspect.unwrap(answer) if callable(answer) else answer
    if not hasattr(answer, "__code__") and not isinstance(answer, type) and callable(answer):
        answer = getattr(type(answer).__call__, "__func__", type(answer).__call__)
    code = getattr(answer, "__code__", None)
    idle = {"RESUME", "NOP", "POP_TOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE", "COPY_FREE_VARS"}
    return code is not None and all(
        step.opname in idle and (step.argval in (None, ...) or step.opname in ("RESUME", "NOP", "COPY_FREE_VARS"))
        for step in dis.get_instructions(code)
    )


def call(function, *arguments):
    """function(*arguments) on copies of the arguments. Raises Problem if it fails, or changes an argument."""
    return call_within(SECONDS, function, *arguments)


def call_within(seconds, function, *arguments):
    """The same, with another limit on the processor's time."""
    if not callable(function):
        raise Problem(f"a function is wanted here, got {short(function)}.")
    given = copy.deepcopy(arguments)
    try:
        limit = time_limit(seconds, WAITING, FOREIGN)
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"), limit:
            result = function(*given)
    except OutOfTime as late:
        raise Problem(str(late)) from None
    except Problem:
        raise
    except NotImplementedError:
        raise NotWritten("replace `raise NotImplementedError` by your code.") from None
    except (Exception, SystemExit) as error:
        line = _line_of_the_learner(error)
        where = f" in the line `{line}`" if line else ""
        text = f"your code stops with {type(error).__name__}: {error}{where}. {meaning(error)}"
        raise Problem(text.strip()) from error
    for number, (before, after) in enumerate(zip(arguments, given, strict=True), start=1):
        if _changed(before, after):
            raise Problem(f"your function changes its argument number {number}. Work on a copy, or make a new array.")
    if result is None:
        raise Problem("your function returns None. Is the `return` missing, or behind an `if` that never holds?")
    return result


def _changed(before, after):
    """Has the function changed this argument: an array, or a table of pandas? Lists may be there to be changed."""
    if hasattr(before, "equals"):
        return not before.equals(after)
    if not isinstance(before, np.ndarray):
        return False
    return not np.array_equal(before, after, equal_nan=before.dtype.kind in "fc")


def _line_of_the_learner(error):
    """The innermost line that is neither ours nor a library's."""
    steps = traceback.extract_tb(error.__traceback__)
    lines = [step.line for step in steps if not step.filename.startswith(FOREIGN) and step.line]
    return lines[-1] if lines else ""


def short(value):
    """What a value is, in at most 80 characters."""
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) <= 60 else text[:57] + '...'}"
