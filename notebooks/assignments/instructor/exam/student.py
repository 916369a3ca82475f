"""The student's side: it calls a notebook's functions for an examiner elsewhere."""

import contextlib
import io
import os
from multiprocessing.connection import Client
from pathlib import Path

import numpy as np

from nnlib.teaching.checking import running

from . import library
from .channel import Channel
from .errors import retold, told
from .facts import facts
from .foreign import Foreign, methods

running.FOREIGN = (
    *running.FOREIGN,
    str(Path(__file__).parent),
)  # no line of ours is a learner's


class Student(Channel):
    """Answers the examiner's questions about the objects of a namespace."""

    def __init__(self, connection, namespace):
        super().__init__(connection)
        self.namespace, self.mine, self.foreign = namespace, [], {}

    def serve(self):
        """Answer until the examiner is done. An interruption is an answer, too."""
        while True:
            try:
                message = self.receive()
                if message.get("ask") == "done":
                    return self.send({"id": message["id"]})
                if "ask" in message:
                    self.answer(message)
            except KeyboardInterrupt:
                continue

    def do(self, what, thing, values):
        if what == "name":
            if thing not in self.namespace:
                raise NameError(f"name '{thing}' is not defined")
            return self.namespace[thing]
        value = self.mine[thing]
        nowhere = io.StringIO()
        with (
            contextlib.redirect_stdout(nowhere),
            contextlib.redirect_stderr(nowhere),
            np.errstate(all="ignore"),
        ):
            if what == "call":
                arguments, named = values
                return value(*arguments, **named)
            if what == "next":
                return [item for item, _ in zip(value, range(1), strict=False)]
            return {
                "get": getattr,
                "item": lambda v, key: v[key],
                "length": len,
                "iterate": iter,
            }[what](value, *values)

    def base(self, value):
        return library.base(value, exact=True)

    def describe(self, value, graph):
        """The examiner's thing goes back as its number, one of ours as a few facts."""
        if isinstance(value, type) and issubclass(value, Foreign):
            return {"examiner": value.of_class}
        if isinstance(value, Foreign):
            return {"examiner": value.number}
        self.mine.append(value)
        about = {"student": len(self.mine) - 1} | facts(value)
        if not callable(value) and hasattr(value, "__array__"):
            with contextlib.suppress(Exception):
                return about | {"array": graph.encode(np.array(value, dtype=float))}
        return about

    def found(self, node, graph=None):
        """What stands here for a thing of the examiner, or the student's own."""
        if "student" in node:
            return self.mine[node["student"]]
        number = node["examiner"]
        if number not in self.foreign:
            self.foreign[number] = self._instance(node) if "class" in node else self._class(node)
        return self.foreign[number]

    def _instance(self, node):
        thing = object.__new__(self.found(node["class"]))
        thing.__dict__ |= {"number": node["examiner"], "text": node["text"]}
        return thing

    def _class(self, node):
        known = [getattr(__import__(module, fromlist=[name]), name) for module, name in node["bases"]]
        able = {
            "of_class": node["examiner"],
            "channel": self,
            "text": node["text"],
            "__module__": __name__,
        }
        return type(node["name"], (Foreign, *known), able | methods(node["methods"]))

    def told(self, error):
        text = told(error, running._line_of_the_learner(error))
        return text | {"mine": getattr(error, "of_examiner", None)}

    def error(self, node):
        error = retold(node)
        error.of_examiner = node["mine"]
        return error


CHANNELS = {}


def connect(address, namespace):
    """Before any cell of a student runs: the one connection to the examiner."""
    connection = Client(address)
    connection.send_bytes(str(os.getpid()).encode())
    CHANNELS[address] = Student(connection, namespace)


def serve(address):
    CHANNELS[address].serve()
