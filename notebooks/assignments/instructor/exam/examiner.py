"""The examiner's side: it asks a student's process."""

import contextlib
import os
import signal
import socket
from pathlib import Path

import psutil

from nnlib.teaching.checking import running
from nnlib.teaching.checking.running import Problem

from .arrays import Unreadable
from .channel import BROKEN
from .limit import PATIENCE, Limit, TooLong
from .ours import Ours

running.FOREIGN = (
    *running.FOREIGN,
    str(Path(__file__).parent),
)  # no line of ours is a learner's
GRACE, SLOW = 2, 20  # seconds of the processor, and on the clock, for an interrupted function to stop


class Gone(Problem):
    """The student's process does not answer any more."""

    def __init__(self):
        super().__init__(
            "the process of your code is gone: os._exit, out of memory, or a loop that nothing interrupts?"
        )


class Examiner(Ours):
    """Asks a student's process, which may ask back for things that it was given."""

    def __init__(self, connection, process):
        super().__init__(connection)
        self.process, self.limit, self.gone = process, None, False

    def ask(self, what, thing, *values):
        if self.gone:
            raise Gone
        outer, self.limit = self.limit, Limit(self.process)
        mine = self.asked + 1
        try:
            return super().ask(what, thing, *values)
        except TooLong as limit:
            self.stop(mine)
            raise Problem(str(limit)) from None
        except Unreadable as unreadable:
            raise Problem(f"the answer cannot be read ({unreadable}).") from None
        except (EOFError, OSError):
            self.close()
            raise Gone from None
        finally:
            self.limit = outer

    def receive(self):
        """The next message, if it comes within the limits."""
        self.limit.check()
        while not self.connection.poll(PATIENCE):
            self.limit.check()
        try:
            return super().receive()
        except Unreadable:
            raise
        except BROKEN as broken:
            raise Unreadable(type(broken).__name__) from None
        except BaseException:  # perhaps in the middle of a message
            self.close()
            raise

    def stop(self, mine):
        """Interrupt the student's function; end the process if it goes on."""
        self.limit = Limit(self.process, GRACE, SLOW)
        try:
            self.process.send_signal(signal.SIGINT)
            while self._next_id() != mine:
                continue
        except (TooLong, EOFError, OSError, psutil.Error):
            self.close()

    def finish(self):
        """Wait until the student's process is out of all answers; else end it."""
        self.limit = Limit(self.process, GRACE, SLOW)
        self.asked += 1
        try:
            self.send({"ask": "done", "id": self.asked})
            while self._next_id() != self.asked:
                continue
        except (TooLong, EOFError, OSError):
            self.close()

    def _next_id(self):
        try:
            return self.receive().get("id")
        except Unreadable:
            return None

    def close(self):
        self.gone = True
        self.connection.close()
        with contextlib.suppress(psutil.Error):
            self.process.kill()
            self.process.wait(GRACE)


def accept(listener):
    """The examiner of the process that connects; the listener takes no other one."""
    connection = listener.accept()
    listener.close()
    claimed = int(connection.recv_bytes(20))
    if hasattr(socket, "SO_PEERCRED"):  # the system knows better which process that is, also in a sandbox
        with socket.socket(fileno=os.dup(connection.fileno())) as peer:
            claimed = int.from_bytes(peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 4), "little")
    return Examiner(connection, psutil.Process(claimed))
