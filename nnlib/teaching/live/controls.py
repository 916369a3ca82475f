"""What a reader can move, choose or press. Each has a name, and says its value in words, with its unit."""

import numpy as np
import traitlets


class Control(traitlets.HasTraits):
    """Something with a `value` that the reader or Python sets; observe(function, "value") as with a widget."""

    value = traitlets.Any()
    disabled = traitlets.Bool(False)
    kind = ""

    def __init__(self, label, value=None):
        super().__init__()
        self.label = label
        self.value = value

    def spec(self):
        """What the browser must know once, as JSON."""
        return {"kind": self.kind, "label": self.label}

    def state(self):
        """What the browser must know after each change, as JSON."""
        return {"value": self.value, "disabled": self.disabled}

    def put(self, sent):
        """The reader has set it: sent is what the browser says."""
        self.value = sent


def plain(value):
    """A number or a word as text, with a true minus: 0.5, −3, 0.001."""
    return f"{value:g}".replace("-", "−") if isinstance(value, int | float | np.number) else str(value)


def grid(least, most, step):
    """The places of a slider: least, least + step, … most, without the dust of rounding."""
    return [round(least + i * step, 10) for i in range(round((most - least) / step) + 1)]


class Slider(Control):
    """One of several values in a row, usually numbers; Python may also set a number between them.

    values: a list, or (least, most, step). text(value): how it is shown and spoken, or a unit that follows the number.
    """

    kind = "slider"

    def __init__(self, label, values, value, text=""):
        self.values = grid(*values) if isinstance(values, tuple) else list(values)
        self.text = text if callable(text) else lambda value: f"{plain(value)} {text}".strip()
        super().__init__(label, value)

    @traitlets.validate("value")
    def _inside(self, proposal):
        value = proposal["value"]
        if value in self.values:
            return value
        if not all(isinstance(known, int | float | np.number) for known in self.values):
            raise traitlets.TraitError(f"{self.label}: {value!r} is none of {self.values}")
        return min(max(value, self.values[0]), self.values[-1])

    def spec(self):
        return super().spec() | {"texts": [self.text(value) for value in self.values]}

    def state(self):
        if self.value in self.values:
            place = self.values.index(self.value)
        else:
            place = float(np.interp(self.value, self.values, range(len(self.values))))
        return super().state() | {"value": place, "text": self.text(self.value)}

    def put(self, sent):
        self.value = self.values[int(sent)]


class Choice(Control):
    """One of a few options, all in sight. options: a list of words, or {word: value}."""

    kind = "choice"

    def __init__(self, label, options, value=None):
        self.options = dict(options) if isinstance(options, dict) else {plain(option): option for option in options}
        super().__init__(label, next(iter(self.options.values())) if value is None else value)

    @traitlets.validate("value")
    def _known(self, proposal):
        if proposal["value"] not in self.options.values():
            raise traitlets.TraitError(f"{self.label}: {proposal['value']!r} is none of {list(self.options.values())}")
        return proposal["value"]

    def spec(self):
        return super().spec() | {"texts": list(self.options)}

    def state(self):
        return super().state() | {"value": list(self.options.values()).index(self.value)}

    def put(self, sent):
        self.value = list(self.options.values())[int(sent)]


class Menu(Choice):
    """One of many options, behind a click."""

    kind = "menu"


class Toggle(Control):
    """On or off: value is True or False."""

    kind = "toggle"

    def __init__(self, label, value=False):
        super().__init__(label, bool(value))


class Button(Control):
    """Something to press."""

    kind = "button"

    def __init__(self, label, on_click=None):
        super().__init__(label, 0)
        self._listeners = [on_click] if on_click else []

    def on_click(self, function):
        self._listeners.append(function)

    def click(self):
        for function in self._listeners:
            function(self)

    def put(self, sent):
        self.click()
