"""What a student's process may see of the examiner's things, and what stands here for the student's."""

from . import library
from .arrays import Unreadable
from .channel import Channel
from .errors import retold, told
from .things import Thing, function, thing

BASES = ("nnlib.", "sklearn.")  # modules of classes that both sides know


class Ours(Channel):
    """An end that calls and describes its own things for the other one, and no more."""

    def __init__(self, connection):
        super().__init__(connection)
        self.mine, self.errors = [], []

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
