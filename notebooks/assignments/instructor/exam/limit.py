"""How long a student's function may take."""

import signal
import time

import psutil

from nnlib.teaching.checking import running

PATIENCE = 0.1  # seconds between two looks at the clock


class TooLong(Exception):
    """The time is over; the text says so to the student."""


class Limit:
    """What is left of running.call's limits: seconds of the processor, and on the clock.

    The clocks of running.call see only this process; these here see the student's.
    """

    def __init__(self, process, seconds=None, waiting=None):
        left = [signal.getitimer(timer)[0] for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL)]
        self.seconds = seconds or left[0] or running.SECONDS
        self.waiting = waiting or (left[1] or running.WAITING) - 1
        self.process, self.looked = process, 0
        self.began, self.start = self._used(), time.monotonic()

    def _used(self):
        """Seconds of work of the process, and of its children that have ended."""
        try:
            return sum(self.process.cpu_times()[:4])
        except psutil.Error:
            return 0

    def check(self):
        now = time.monotonic()
        if now - self.looked < PATIENCE / 2:
            return
        self.looked = now
        if self._used() - self.began > self.seconds:
            limit = round(self.seconds)
            words = f"your code was still running after {limit} seconds."
            raise TooLong(f"{words} Does a loop never end?")
        if now - self.start > self.waiting:
            raise TooLong(f"your code was still waiting after {round(self.waiting)} seconds.")
