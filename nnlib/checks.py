"""Error messages that several files share: what came, what was wanted, what to write instead."""

import numpy as np


def require_generator(rng):
    """Raise TypeError unless rng is a numpy.random.Generator."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng must be a numpy.random.Generator, got {rng!r}; "
            "write rng = np.random.default_rng(0) once, then pass rng=rng"
        )


def require_generators(rng, n_networks=None):
    """Raise TypeError unless rng is a Generator; for a stack of networks, a list with a Generator for each."""
    if n_networks is None:
        return require_generator(rng)
    if not isinstance(rng, (list, tuple)) or len(rng) != n_networks:
        got = f"{len(rng)} of them" if isinstance(rng, (list, tuple)) else repr(rng)
        raise TypeError(
            f"rng must be a list of {n_networks} numpy.random.Generators, one for each network, got {got}; "
            f"write rng=[np.random.default_rng(seed) for seed in range({n_networks})]"
        )
    for each in rng:
        require_generator(each)


def require_count(name, value):
    """Raise ValueError unless value is a whole number, 1 or more."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or value < 1:
        raise ValueError(f"{name} must be a whole number, 1 or more, got {value!r}; write for example {name}=10")


def require_number(name, value, low, *, above=False, below=np.inf):
    """Raise ValueError unless value is a number with low <= value < below (low < value if above)."""
    number = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    if not number or not (low < value < below if above else low <= value < below):
        limit = "" if below == np.inf else f" and below {below:g}"
        raise ValueError(f"{name} must be a number {'above' if above else 'at least'} {low:g}{limit}, got {value!r}")


def require_choice(name, value, choices):
    """Raise ValueError unless value is one of these words."""
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{name} must be {' or '.join(map(repr, choices))}, got {value!r}")


def require_callback(callback):
    """Raise TypeError unless callback is a function, or None."""
    if callback is not None and not callable(callback):
        raise TypeError(
            f"callback must be a function of (epoch, history), got {callback!r:.60}; "
            "to call several write callback=lambda epoch, history: any([f(epoch, history) is True for f in functions])"
        )


def name_of(what, value, table):
    """The name in table, {name: thing}, for a name or for the thing itself. ValueError lists the names."""
    for name, thing in table.items():
        if value is thing or (isinstance(value, str) and value == name):
            return name
    raise ValueError(f"{what} {value!r} is unknown; write one of {', '.join(map(repr, table))}")
