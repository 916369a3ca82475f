"""What the examiner is told about an object that stays in the student's process."""

import contextlib
import inspect
from collections.abc import Iterator

from nnlib.teaching.checking import running

SHORT, LONG = 200, 20_000  # characters of a description, of a function's text
ABLE = {
    "callable": callable,
    "iterator": lambda value: isinstance(value, Iterator),
    "sized": lambda value: hasattr(value, "__len__") and hasattr(value, "__getitem__"),
}


def facts(value):
    """Its type and text, what it can do, and what checkers ask of a function."""
    about = {"type": type(value).__name__[:SHORT], "text": _text(value)}
    about |= {word: has(value) for word, has in ABLE.items()}
    return about | {"function": _function(value)} if callable(value) else about


def _text(value):
    try:
        return repr(value)[:SHORT]
    except Exception as error:
        return f"<{type(value).__name__}, whose repr stops with {type(error).__name__}>"[:SHORT]


def _function(value):
    """What checkers ask of a function: name, parameters, text; is it a stub?"""
    parameters, source = None, ""
    with contextlib.suppress(TypeError, ValueError):
        parameters = [
            [
                parameter.name,
                int(parameter.kind),
                parameter.default is not parameter.empty,
            ]
            for parameter in inspect.signature(value).parameters.values()
        ]
    with contextlib.suppress(TypeError, OSError):
        source = inspect.getsource(inspect.unwrap(value))[:LONG]
    name = str(getattr(value, "__name__", type(value).__name__))[:SHORT]
    return {
        "name": name,
        "parameters": parameters,
        "source": source,
        "stub": running.is_stub(value),
    }
