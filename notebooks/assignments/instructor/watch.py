"""Ends what has grown too large while it ran, which limits for each process alone do not."""

import contextlib
import threading

import psutil

from .sandbox import MEMORY, PROCESSES


class Watch:
    """Ends a process, and all it has started, when they are too large or too many."""

    def __init__(self, pid):
        self.process, self.why, self.over = psutil.Process(pid), "", threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self):
        while not self.over.wait(0.3) and not self.why:
            self.why = self._too_much()
            if self.why:
                self.kill()

    def _too_much(self):
        with contextlib.suppress(psutil.Error):
            family = [self.process, *self.process.children(recursive=True)]
            if len(family) > PROCESSES:
                return f"more than {PROCESSES} processes"
            sizes = (_memory(one) for one in family)
            if sum(sizes) > MEMORY:
                return f"more than {MEMORY // 1024**3} GB of memory"
        return ""

    def kill(self):
        with contextlib.suppress(psutil.Error):
            self.process.kill()  # the outer bwrap; the rest dies with it

    def stop(self):
        self.over.set()
        self.thread.join()


def _memory(process):
    with contextlib.suppress(psutil.Error):
        return process.memory_info().rss
    return 0
