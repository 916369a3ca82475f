"""What stands in a student's process for the examiner's functions and objects."""


class Foreign:
    """Stands for an object of the examiner, where its methods are called."""

    def __new__(cls, *values, **named):
        return cls.channel.ask("call", cls.of_class, values, named)

    def __getattr__(self, name):
        if name.startswith("_") or "number" not in self.__dict__:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return self.channel.ask("get", self.number, name)

    def __repr__(self):
        return self.text

    def __sklearn_is_fitted__(self):
        return True


def methods(names):
    def method(name):
        if name == "__call__":
            return lambda self, *values, **named: self.channel.ask("call", self.number, values, named)
        return lambda self, *values, **named: self.channel.ask("get", self.number, name)(*values, **named)

    return {name: method(name) for name in names}
