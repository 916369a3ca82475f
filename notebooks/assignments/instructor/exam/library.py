"""What both sides know, and what so travels as a name and a state: nnlib, generators."""

import numpy as np

import nnlib

NAMED = {name: value for name, value in vars(nnlib).items() if callable(value) and not name.startswith("_")}
CLASSES = {name: value for name, value in NAMED.items() if isinstance(value, type)}
TYPES = {kind.__name__: kind for kind in (np.float64, np.float32, np.int64, float, int, bool)}
BITS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


def is_named(value):
    name = getattr(value, "__name__", None) if callable(value) else None
    return isinstance(name, str) and value is (NAMED | TYPES).get(name)


def named(name):
    """The function or class of nnlib, or the type of numbers, of this name."""
    return (NAMED | TYPES)[name]


def base(value, exact=False):
    """nnlib's class of this object, or, if not exact, a base of it; else None."""
    kinds = type(value).__mro__[: 1 if exact else None]
    return next((kind for kind in kinds if kind is CLASSES.get(kind.__name__)), None)


def state(value):
    """{attribute: what it holds} of an object, also of one with __slots__."""
    slots = [name for name in getattr(type(value), "__slots__", ()) if hasattr(value, name)]
    return {name: getattr(value, name) for name in slots} | getattr(value, "__dict__", {})


def empty(name):
    kind = CLASSES[name]
    return kind.__new__(kind)


def fill(value, attributes):
    """Set attributes. They may hold data, and not stand before a method of the class."""
    for name, part in attributes.items():
        of_the_class = getattr(type(value), name, None)
        if name.startswith("__") or callable(of_the_class) or isinstance(of_the_class, property):
            raise ValueError(f"{name} is no attribute for data")
        object.__setattr__(value, name, part)


def bits(name):
    """A bit generator, to be set to a state."""
    if name not in BITS:
        raise ValueError(f"no generator {name}")
    return getattr(np.random, name)(0)
