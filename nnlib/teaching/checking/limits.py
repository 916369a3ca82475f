"""Stop a learner's code that runs or waits too long: by a timer, or where there is none by looking at every line."""

import contextlib
import signal
import sys
import threading
import time


class OutOfTime(BaseException):
    """Not an Exception, so that no `except Exception` of a learner's loop keeps it. str(…) is for the learner."""


def busy(seconds):
    return OutOfTime(f"your code was still running after {seconds} seconds. Does a loop never end?")


def idle(seconds):
    return OutOfTime(f"your code was still waiting after {seconds} seconds.")


def time_limit(seconds, waiting, foreign=()):
    """A context: raises OutOfTime in its block after seconds of work, or waiting on the clock.

    foreign: where the names of files begin whose lines are not looked at if there is no timer (in a browser, on
    Windows, beside the main thread). What never calls anything there is not interrupted, nor is a sleep.
    """
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        return _by_timers(seconds, waiting)
    return _line_by_line(seconds, waiting, foreign)


@contextlib.contextmanager
def _by_timers(seconds, waiting):
    def over_busy(*_):
        raise busy(seconds)

    def over_idle(*_):
        raise idle(waiting)

    limits = [
        (signal.SIGPROF, signal.ITIMER_PROF, seconds, over_busy),
        (signal.SIGALRM, signal.ITIMER_REAL, waiting, over_idle),
    ]
    before = [signal.signal(number, stop) for number, _, _, stop in limits]
    for _, timer, limit, _ in limits:
        signal.setitimer(timer, limit)
    try:
        yield
    finally:
        for (number, timer, _, _), handler in zip(limits, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


@contextlib.contextmanager
def _line_by_line(seconds, waiting, foreign):
    work, clock = time.process_time() + seconds, time.monotonic() + waiting

    def look(frame, *_):
        if time.process_time() > work:
            raise busy(seconds)
        if time.monotonic() > clock:
            raise idle(waiting)
        return None if frame.f_code.co_filename.startswith(foreign) else look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        yield
    finally:
        sys.settrace(before)
