"""The examiner's side: it asks a student's process."""

import contextlib
import os
import signal
import socket
from pathlib import Path

import psutil

from nnlib.teaching.checking import running
from nnlib.teaching.checking.running import Problem

from . import library
from .arrays import Unreadable
from .channel import BROKEN, Channel
from .errors import retold, told
from .limit import PATIENCE, Limit, TooLong
from .things import Thing, function, thing

running.FOREIGN = (
    *running.FOREIGN,
    str(Path(__file__).parent),
)  # no line of ours is a learner's
GRACE = 2  # seconds for an interrupted function to stop
BASES = ("nnlib.", "sklearn.")  # modules of classes that both sides know


class Gone(Problem):
    """The student's process does not answer any more."""

    def __init__(self):
        super().__init__(
            "the process of your code is gone: os._exit, out of memory, or a loop that nothing interrupts?"
        )


class Examiner(Channel):
    """Asks a student's process, which may ask back for things that it was given."""

    def __init__(self, connection, process):
        super().__init__(connection)
        self.process, self.limit = process, None
        self.mine, self.errors, self.gone = [], [], False

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
        self.limit = Limit(None, GRACE, GRACE)
        try:
            self.process.send_signal(signal.SIGINT)
            while self._next_id() != mine:
                continue
        except (TooLong, EOFError, OSError, psutil.Error):
            self.close()

    def finish(self):
        """Wait until the student's process is out of all answers; else end it."""
        self.limit = Limit(None, GRACE, GRACE)
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

    def do(self, what, thing, values):
        """What a student may do with our things: call them, read what is public."""
        value = self.mine[_whole(thing)]
        if what == "call":
            arguments, named = values
            return value(*arguments, **named)
        (name,) = values
        if what != "get" or not isinstance(name, str) or name.startswith("_"):
            raise AttributeError(f"{name!r:.50} is not for you")
        return getattr(value, name)

    def base(self, value):
        return library.base(value)

    def describe(self, value, graph):
        if isinstance(value, Thing):
            return {"student": value.number_}
        if hasattr(value, "number_of_student"):
            return {"student": value.number_of_student}
        number = self._number(value)
        if not isinstance(value, type):
            return {
                "examiner": number,
                "class": self.describe(type(value), graph),
                "text": repr(value)[:200],
            }
        known = [kind for kind in value.__mro__ if kind.__module__.startswith(BASES)]
        bases = [kind for kind in known if not any(kind in other.__mro__[1:] for other in known)]
        names = {name for kind in value.__mro__ if kind not in (*known, object) for name in vars(kind)}
        methods = [n for n in names if (n == "__call__" or not n.startswith("_")) and callable(getattr(value, n))]
        known = [(kind.__module__, kind.__name__) for kind in bases]
        about = {
            "bases": known,
            "name": value.__name__,
            "methods": sorted(methods),
            "text": repr(value)[:200],
        }
        return {"examiner": number} | about

    def _number(self, value):
        """The number under which the student's process may ask for this."""
        number = next((n for n, known in enumerate(self.mine) if known is value), len(self.mine))
        if number == len(self.mine):
            self.mine.append(value)
        return number

    def found(self, node, graph):
        if "examiner" in node:
            return self.mine[_whole(node["examiner"])]
        number = _whole(node["student"])
        if "function" in node:
            return function(self, number, node["function"])
        array = graph.decode(node["array"]) if "array" in node else None
        return thing(self, number, node, array)

    def told(self, error):
        self.errors.append(error)
        return told(error) | {"mine": len(self.errors) - 1}

    def error(self, node):
        if node.get("mine") is not None:
            return self.errors[_whole(node["mine"])]
        return retold(node)


def _whole(number):
    if type(number) is not int or number < 0:
        raise Unreadable(f"{number!r:.20} for a number")
    return number


def accept(listener):
    """The examiner of the process that connects; the listener takes no other one."""
    connection = listener.accept()
    listener.close()
    claimed = int(connection.recv_bytes(20))
    if hasattr(socket, "SO_PEERCRED"):  # the system knows better which process that is, also in a sandbox
        with socket.socket(fileno=os.dup(connection.fileno())) as peer:
            claimed = int.from_bytes(peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 4), "little")
    return Examiner(connection, psutil.Process(claimed))
