"""Values as text, from process to process: numbers, names and shapes, never code.

A Graph numbers the objects of one call, the same on both sides. So both know which arrays
share their numbers, and what the call has changed in place.
"""

import numpy as np

from . import arrays, library
from .arrays import NUMBERS, TEXTS, Unreadable

LONGEST = 1_000_000  # characters of one string
PLAIN = (bool, int, float, str, type(None))
SINGLE = {"ellipsis": ..., "notimplemented": NotImplemented}


class Graph:
    """The objects of a call.

    things: makes of what is no data a description, describe(object, graph), and back,
    found(description, graph).
    """

    def __init__(self, things):
        self.things = things
        self.objects, self.nodes, self.numbers, self.roots = [], [], {}, {}

    def encode(self, value):
        """value as JSON; what has parts becomes {"$": number}, and a node."""
        if type(value) in PLAIN:
            if isinstance(value, str) and len(value) > LONGEST:
                raise Unreadable(f"a string of {len(value):,} characters")
            return value if not isinstance(value, int) or abs(value) < 2**256 else {"$": self._add(value, "thing")}
        return {"$": self._add(value, self._kind(value))}

    def _add(self, value, kind):
        """The number of an object; what has none is given the next."""
        if id(value) in self.numbers:
            return self.numbers[id(value)]
        number = len(self.objects)
        self.numbers[id(value)] = number
        self.objects.append(value)  # which also keeps the id taken
        self.nodes.append({"kind": kind})  # before its parts, which may hold it
        self.nodes[number] |= self._state(value, kind)
        return number

    def _state(self, value, kind):
        if kind in ("list", "tuple", "set"):
            return {"items": [self.encode(item) for item in value]}
        if kind == "dict":
            return {"items": [[self.encode(key), self.encode(item)] for key, item in value.items()]}
        if kind == "array":
            root, view = arrays.placed(value, self.roots)
            node = {"root": {"$": self._add(root, "numbers")}, "dtype": view.dtype.str}
            node |= {"place": arrays.address(view) - arrays.address(root)}
            return node | {"shape": list(view.shape), "strides": list(view.strides)}
        if kind in ("numbers", "number"):
            return {"dtype": value.dtype.str, "bytes": arrays.text(value)}
        if kind == "complex":
            return {"parts": [value.real, value.imag]}
        if kind == "generator":
            bits = value.bit_generator
            return {"name": type(bits).__name__, "state": self.encode(bits.state)}
        if kind == "object":
            state = {name: self.encode(part) for name, part in library.state(value).items()}
            return {"name": self.things.base(value).__name__, "state": state}
        if kind == "named":
            return {"name": value.__name__}
        return {} if kind in SINGLE else self.things.describe(value, self)

    def _kind(self, value):
        kind = type(value)
        if kind in (list, tuple, set, dict, complex):
            return kind.__name__
        if isinstance(value, np.ndarray) and value.dtype.kind in NUMBERS + TEXTS:
            return "numbers" if arrays.is_flat(value) else "array"
        if isinstance(value, np.generic) and value.dtype.kind in NUMBERS:
            return "number"
        if kind is np.random.Generator:
            return "generator"
        if library.is_named(value):
            return "named"
        if self.things.base(value):
            return "object"
        return next((name for name, single in SINGLE.items() if value is single), "thing")

    def changes(self, count):
        """{number: node} of those of the first count objects that have changed."""
        changed = {}
        for number in range(count):
            value, before = self.objects[number], self.nodes[number]
            if before["kind"] in ("list", "dict", "numbers", "generator", "object"):
                now = {"kind": before["kind"]} | self._state(value, before["kind"])
                if now != before:
                    changed[str(number)] = now
        return changed

    def add(self, nodes):
        """The objects that nodes describe; they count on from those that are there."""
        first = len(self.objects)
        if not isinstance(nodes, list) or len(nodes) > 100_000:
            raise Unreadable("no list of nodes")
        self.nodes += nodes
        self.objects += [_Open] * len(nodes)
        for number in range(first, len(self.objects)):
            self._made(number)
        for value, number in zip(self.objects[first:], range(first, len(self.objects)), strict=True):
            self.numbers[id(value)] = number

    def decode(self, value):
        if isinstance(value, dict):
            return self._made(value["$"])
        if type(value) not in PLAIN:
            raise Unreadable(f"a {type(value).__name__} for a value")
        return value

    def _made(self, number):
        if type(number) is not int or not 0 <= number < len(self.objects):
            raise Unreadable(f"object {number!r:.20} of {len(self.objects)}")
        if self.objects[number] is _Open:
            self._make(number, self.nodes[number])
        return self.objects[number]

    def _make(self, number, node):
        kind = node["kind"]
        if kind in ("list", "dict", "object"):  # these may hold themselves
            empty = {"list": list, "dict": dict}.get(kind) or (lambda: library.empty(node["name"]))
            self.objects[number] = empty()
            self.fill(number, node)
        elif kind in ("tuple", "set"):
            self.objects[number] = {"tuple": tuple, "set": set}[kind](self.decode(item) for item in node["items"])
        elif kind == "array":
            place = {"offset": node["place"], "strides": node["strides"]}
            root = self.decode(node["root"])
            self.objects[number] = np.ndarray(node["shape"], arrays.dtype(node), root.view(np.uint8), **place)
        elif kind == "numbers":
            self.objects[number] = arrays.numbers(node)
        elif kind == "number":
            (self.objects[number],) = arrays.numbers(node)
        elif kind == "complex":
            self.objects[number] = complex(*node["parts"])
        elif kind == "generator":
            self.objects[number] = np.random.Generator(library.bits(node["name"]))
            self.fill(number, node)
        elif kind == "named":
            self.objects[number] = library.named(node["name"])
        else:
            self.objects[number] = SINGLE[kind] if kind in SINGLE else self.things.found(node, self)

    def fill(self, number, node):
        """Give an object the state that a node of its kind describes."""
        value = self.objects[number]
        if kind_of(self.nodes[number]) != kind_of(node):
            raise Unreadable("an object of another kind")
        if node["kind"] == "list":
            value[:] = [self.decode(item) for item in node["items"]]
        elif node["kind"] == "dict":
            items = [(self.decode(key), self.decode(item)) for key, item in node["items"]]
            value.clear()
            value.update(items)
        elif node["kind"] == "numbers":
            value[:] = arrays.numbers(node)
        elif node["kind"] == "generator":
            value.bit_generator.state = self.decode(node["state"])
        else:
            library.fill(value, {name: self.decode(part) for name, part in node["state"].items()})

    def apply(self, changed, count):
        """Bring the first count objects, those sent, to the other side's state."""
        for number, node in changed.items():
            if not 0 <= int(number) < count:
                raise Unreadable(f"object {number!r:.20} was not sent")
            self.fill(int(number), node)


class _Open:
    """Stands for an object that is not made yet."""


def kind_of(node):
    return node["kind"], node.get("name"), node.get("dtype")
