"""Error messages about settings: what came, what was wanted, and after "write", to the end, what to run instead."""

import inspect

import numpy as np

EXAMPLES = {"momentum": 0.9, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "l2": 1e-4, "alpha": 1e-4}


def require_generator(rng):
    """Raise TypeError unless rng is a numpy.random.Generator."""
    if not isinstance(rng, np.random.Generator):
        seed = rng if _is_whole(rng) and rng >= 0 else 0
        raise TypeError(
            f"rng must be a numpy.random.Generator, got {rng!r}; make one, and pass rng=rng everywhere: "
            f"write rng = np.random.default_rng({seed})"
        )


def require_generators(rng, n_networks=None):
    """Raise TypeError unless rng is a Generator; for a stack of networks, a list with a Generator for each."""
    if n_networks is None:
        return require_generator(rng)
    if not isinstance(rng, (list, tuple)) or len(rng) != n_networks:
        got = f"{len(rng)} of them" if isinstance(rng, (list, tuple)) else repr(rng)
        raise TypeError(
            f"rng must be a list of {n_networks} numpy.random.Generators, one for each network, got {got}; "
            f"write rng = [np.random.default_rng(seed) for seed in range({n_networks})]"
        )
    for each in rng:
        require_generator(each)


def require_count(name, value):
    """Raise ValueError unless value is a whole number, 1 or more."""
    if not _is_whole(value) or value < 1:
        number = _as_number(value)
        fix = f"write {name} = {number:.0f}" if 1 <= number <= 1e5 and number == round(number) else ""
        fix = fix or f"for example, write {name} = 10"
        raise ValueError(f"{name} must be a whole number, 1 or more, got {value!r}; {fix}")


def require_number(name, value, low, *, above=False, below=np.inf):
    """Raise ValueError unless value is a number with low <= value < below (low < value if above)."""

    def fits(number):
        return low < number < below if above else low <= number < below

    number = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    if not number or not fits(value):
        limit = "" if below == np.inf else f" and below {below:g}"
        number = _as_number(value)
        fix = (
            f"write {name} = {number:g}" if fits(number) else f"for example, write {name} = {EXAMPLES.get(name, 0.01)}"
        )
        wanted = f"a number {'above' if above else 'at least'} {low:g}{limit}"
        raise ValueError(f"{name} must be {wanted}, got {value!r}; {fix}")


def require_choice(name, value, choices):
    """Raise ValueError unless value is one of these words."""
    if not isinstance(value, str) or value not in choices:
        wanted = " or ".join(map(repr, choices))
        raise ValueError(f"{name} must be {wanted}, got {value!r}; for example, write {name} = {choices[0]!r}")


def require_callback(callback):
    """Raise TypeError unless callback is a function of (epoch, history), or None."""
    fix = "for example, write callback = lambda epoch, history: history['loss'][-1] < 0.01"
    if isinstance(callback, (list, tuple)) and all(map(callable, callback)):
        call_all = "any([function(epoch, history) is True for function in functions])"
        fix = f"to call all, write functions = list(callback); callback = lambda epoch, history: {call_all}"
    if callback is not None and not callable(callback):
        raise TypeError(f"callback must be a function of (epoch, history), got {callback!r:.60}; {fix}")
    try:
        inspect.signature(callback).bind(0, {})
    except TypeError as error:
        if callback is not None:
            raise TypeError(f"callback must take (epoch, history), got {callback!r:.60}: {error}; {fix}") from error
    except ValueError:
        pass  # some functions written in C do not say what they take


def require_learned(params):
    """Raise ValueError unless all numbers of a network are finite."""
    if not np.isfinite(params).all():
        raise ValueError(
            f"{np.count_nonzero(~np.isfinite(params))} of the network's {params.size} numbers are not finite: training "
            "has diverged, and no answer would mean anything. Build the network again"
        )


def name_of(what, value, table):
    """The name in table, {name: thing}, for a name or for the thing itself. ValueError lists the names."""
    for name, thing in table.items():
        if value is thing or (isinstance(value, str) and value == name):
            return name
    raise ValueError(f"{what} {value!r} is unknown; choose one of {', '.join(map(repr, table))}")


def _is_whole(value):
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def _as_number(value):
    """What a value such as "3" or [3] means, or NaN."""
    try:
        return float(value) if np.ndim(value) == 0 and not isinstance(value, (bool, np.bool_)) else np.nan
    except (TypeError, ValueError, OverflowError):
        return np.nan
