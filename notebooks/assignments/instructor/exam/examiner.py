"""The examiner's side: what stands in the tests' process for the functions and objects of a student."""

import inspect
import itertools
import keyword
import linecache
import os
import signal
import socket
import time
from pathlib import Path

import psutil

from nnlib.teaching.checking import running
from nnlib.teaching.checking.running import Problem

from . import library
from .channel import BROKEN, Channel
from .errors import retold, told
from .wire import Unreadable

running.FOREIGN = (*running.FOREIGN, str(Path(__file__).parent))  # no line of ours is a learner's
GRACE = 2  # seconds for an interrupted function to stop
PATIENCE = 0.1  # seconds between two looks at the clock
BASES = ("nnlib.", "sklearn.")  # modules of classes that both sides know
FILES = itertools.count()


class Gone(Problem):
    """The student's process does not answer any more."""

    def __init__(self):
        super().__init__("the process of your code is gone: os._exit, out of memory, or a loop that nothing interrupts?")


class TooLong(Exception):
    pass


class Examiner(Channel):
    """Asks a student's process. It may ask back, but only for things that it was given."""

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
        except BROKEN as broken:
            raise Unreadable(type(broken).__name__) from None
        except BaseException:  # perhaps in the middle of a message
            self.close()
            raise

    def stop(self, mine):
        """Interrupt the student's function, and end the process if it goes on nevertheless."""
        self.limit = Limit(None, GRACE, GRACE)
        try:
            self.process.send_signal(signal.SIGINT)
            while self.receive().get("id") != mine:
                pass
        except (TooLong, Unreadable, EOFError, OSError, psutil.Error):
            self.close()

    def close(self):
        self.gone = True
        self.connection.close()
        if self.process.is_running():
            self.process.kill()

    def do(self, what, thing, values):
        """What a student's function may do with things that it was given: call them, and read public attributes."""
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
            return {"examiner": number, "class": self.describe(type(value), graph), "text": repr(value)[:200]}
        known = [kind for kind in value.__mro__ if kind.__module__.startswith(BASES)]
        bases = [kind for kind in known if not any(kind in other.__mro__[1:] for other in known)]
        names = {name for kind in value.__mro__ if kind not in (*known, object) for name in vars(kind)}
        methods = [n for n in names if (n == "__call__" or not n.startswith("_")) and callable(getattr(value, n))]
        known = [(kind.__module__, kind.__name__) for kind in bases]
        about = {"bases": known, "name": value.__name__, "methods": sorted(methods), "text": repr(value)[:200]}
        return {"examiner": number} | about

    def _number(self, value):
        """The number under which the student's process may ask for this."""
        number = next((n for n, known in enumerate(self.mine) if known is value), len(self.mine))
        if number == len(self.mine):
            self.mine.append(value)
        return number

    def found(self, node):
        if "examiner" in node:
            return self.mine[_whole(node["examiner"])]
        number = _whole(node["student"])
        if "function" in node:
            return function(self, number, node["function"])
        able = [kind for word, kind in ABLE.items() if node[word]]
        thing = type(_name(node["type"]), (*able, Thing), {})(self, number, str(node["text"])[:200])
        return thing

    def told(self, error):
        self.errors.append(error)
        return told(error) | {"mine": len(self.errors) - 1}

    def error(self, node):
        if node.get("mine") is not None:
            return self.errors[_whole(node["mine"])]
        return retold(node)


class Limit:
    """How long a call may take, by today's limits of running.call: seconds of the processor, and on the clock."""

    def __init__(self, process, seconds=None, waiting=None):
        left = [signal.getitimer(timer)[0] for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL)]
        self.seconds = seconds or left[0] or running.SECONDS
        self.waiting = waiting or (left[1] or running.WAITING) - 1
        self.process, self.looked = process, 0
        self.began, self.start = self._used(), time.monotonic()

    def _used(self):
        """Seconds of the processor that the process has used, and those of its children that have ended."""
        try:
            return sum(self.process.cpu_times()[:4]) if self.process else 0
        except psutil.Error:
            return 0

    def check(self):
        now = time.monotonic()
        if now - self.looked < PATIENCE / 2:
            return
        self.looked = now
        if self._used() - self.began > self.seconds:
            limit = round(self.seconds)
            raise TooLong(f"your code was still running after {limit} seconds. Does a loop never end?")
        if now - self.start > self.waiting:
            raise TooLong(f"your code was still waiting after {round(self.waiting)} seconds.")


class Thing:
    """An object of the student's process, of which only what is asked for comes over here."""

    def __init__(self, channel, number, text):
        self.channel_, self.number_, self.text_ = channel, number, text

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self.channel_.ask("get", self.number_, name)

    def __repr__(self):
        return self.text_

    def __deepcopy__(self, memo):
        return self


class Sized:
    def __len__(self):
        return _whole(self.channel_.ask("length", self.number_))

    def __getitem__(self, key):
        return self.channel_.ask("item", self.number_, key)


class Endless:
    """An iterator, whose values come one by one."""

    def __iter__(self):
        return self

    def __next__(self):
        for value in self.channel_.ask("next", self.number_):
            return value
        raise StopIteration


ABLE = {"iterator": Endless, "sized": Sized}


def function(channel, number, facts):
    """A function that asks the student's. For checkers it has the other one's name, parameters and text."""

    def ask(*values, **named):
        __tracebackhide__ = True
        return channel.ask("call", number, values, named)

    ask.__name__ = ask.__qualname__ = _name(facts["name"])
    ask.number_of_student = number
    if facts["stub"]:
        ask.__wrapped__ = lambda: ...
    else:
        ask.__wrapped__ = _with_text(lambda: channel, str(facts["source"]))
    if facts["parameters"] is not None:
        ask.__signature__ = inspect.Signature(
            [
                inspect.Parameter(_name(name), inspect._ParameterKind(kind), default=... if default else inspect._empty)
                for name, kind, default in facts["parameters"]
            ]
        )
    return ask


def _with_text(never_called, source):
    """The function, with this text for whoever looks it up."""
    file = f"a student's function {next(FILES)}"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    never_called.__code__ = never_called.__code__.replace(co_filename=file, co_firstlineno=1)
    return never_called


def _name(text):
    return text if str.isidentifier(text) and not keyword.iskeyword(text) and len(text) < 100 else "unnamed"


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

