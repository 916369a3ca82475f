"""Call a learner's function so that whatever it does ends in a sentence, never in a traceback of ours."""

import contextlib
import copy
import dis
import io
import signal
import threading
import traceback

import numpy as np

SECONDS = 5


class Problem(Exception):
    """Something that keeps an answer from being compared with the right one; str(problem) is for the learner."""


def is_stub(answer):
    """Is it still `...`, or a function whose body is `...`?"""
    if answer is ...:
        return True
    code = getattr(answer, "__code__", None)
    idle = {"RESUME", "NOP", "POP_TOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE"}
    return code is not None and all(
        step.opname in idle and (step.argval in (None, ...) or step.opname in ("RESUME", "NOP"))
        for step in dis.get_instructions(code)
    )


def call(function, *arguments):
    """function(*arguments) on copies of the arguments. Raises Problem if it fails, or changes an argument."""
    if not callable(function):
        raise Problem(f"a function is wanted here, got {_short(function)}.")
    given = copy.deepcopy(arguments)
    try:
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"), _time_limit():
            result = function(*given)
    except Problem:
        raise
    except (Exception, SystemExit) as error:
        where = [step for step in traceback.extract_tb(error.__traceback__) if step.name == function.__name__]
        line = f" in the line `{where[-1].line}`" if where and where[-1].line else ""
        raise Problem(f"your code stops with {type(error).__name__}: {error}{line}.") from error
    for number, (before, after) in enumerate(zip(arguments, given, strict=True), start=1):
        if isinstance(before, np.ndarray) and not np.array_equal(before, after, equal_nan=True):
            raise Problem(f"your function changes its argument number {number}. Work on a copy, or make a new array.")
    if result is None:
        raise Problem("your function returns None. Is the `return` missing, or behind an `if` that never holds?")
    return result


def as_numbers(result, right):
    """result as a float array of the shape of right, all finite; Problem says what it is instead."""
    try:
        numbers = np.asarray(result, dtype=float)
    except (TypeError, ValueError):
        raise Problem(f"an array of numbers is wanted, got {_short(result)}.") from None
    if numbers.shape != right.shape:
        turned = " That is the shape of its transpose." if right.T.shape == numbers.shape else ""
        raise Problem(f"the result has shape {numbers.shape}, wanted {right.shape}.{turned}")
    if not np.isfinite(numbers).all():
        bad = np.count_nonzero(~np.isfinite(numbers))
        raise Problem(f"{bad} of {numbers.size} numbers in the result are NaN or infinite.")
    return numbers


def _short(value):
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) <= 60 else text[:57] + '...'}"


@contextlib.contextmanager
def _time_limit():
    """Interrupt the block after SECONDS, where the platform can: Unix, main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise Problem(f"your code was still running after {SECONDS} seconds. Does a loop never end?")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
