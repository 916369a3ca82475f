"""What stands in the tests' process for a student's functions and objects."""

import inspect
import itertools
import keyword
import linecache

FILES = itertools.count()


class Thing:
    """An object of the student's process. Only what is asked for comes over here."""

    def __init__(self, channel, number, text):
        self.channel_, self.number_, self.text_ = channel, number, text

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self.channel_.ask("get", self.number_, name)

    def __repr__(self):
        return self.text_

    def __deepcopy__(self, memo):
        return self  # as the one that it stands for


class Sized:
    def __len__(self):
        return int(self.channel_.ask("length", self.number_))

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


class Callable:
    def __call__(self, *values, **named):
        return self.channel_.ask("call", self.number_, values, named)


class Numbers:
    def __array__(self, dtype=None, copy=None):
        return self.numbers_.astype(dtype or float)


ABLE = {"iterator": Endless, "sized": Sized, "callable": Callable, "array": Numbers}


def thing(channel, number, facts, array=None):
    """What can do what the student's object can: be called, counted, gone through."""
    able = [kind for word, kind in ABLE.items() if facts.get(word)]
    made = type(_name(facts["type"]), (*able, Thing), {})(channel, number, str(facts["text"])[:200])
    made.numbers_ = array
    return made


def function(channel, number, facts):
    """A function that asks the student's, and has its name, parameters and text."""

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
                inspect.Parameter(
                    _name(name),
                    inspect._ParameterKind(kind),
                    default=... if default else inspect._empty,
                )
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
