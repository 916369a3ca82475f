"""Error messages that several files share: what came, what was wanted, what to write instead."""

import numpy as np


def require_generator(rng):
    """Raise TypeError unless rng is a numpy.random.Generator."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng must be a numpy.random.Generator, got {rng!r}; "
            "write rng = np.random.default_rng(0) once, then pass rng=rng"
        )


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


def as_table(X, name="X"):
    """X as a float array (n_samples, n_features), n_samples >= 1, all values finite; float32 stays float32."""
    X = np.asarray(X)
    if X.dtype.kind not in "fiub":
        raise TypeError(f"{name} must hold numbers, got dtype {X.dtype}; write {name} = {name}.astype(float)")
    if X.ndim != 2:
        raise ValueError(
            f"{name} has shape {X.shape} but must be (n_samples, n_features); "
            f"for one feature write {name}.reshape(-1, 1), for one sample {name}.reshape(1, -1)"
        )
    if X.size == 0:
        raise ValueError(f"{name} has shape {X.shape}: there is nothing in it; give at least one row and one column")
    require_finite(X, name)
    return X if X.dtype == np.float32 else X.astype(np.float64, copy=False)


def require_finite(values, name):
    """Raise ValueError if an array holds NaN or infinity; the message counts them and names the first."""
    finite = np.isfinite(values)
    if not finite.all():
        first = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise ValueError(
            f"{name} must be finite, but {np.count_nonzero(~finite)} of its {finite.size} values are NaN or infinite, "
            f"the first at index {first}; drop those rows, or fill them with np.nan_to_num"
        )


def name_of(what, value, table):
    """The name in table, {name: thing}, for a name or for the thing itself. ValueError lists the names."""
    for name, thing in table.items():
        if value is thing or (isinstance(value, str) and value == name):
            return name
    raise ValueError(f"{what} {value!r} is unknown; write one of {', '.join(map(repr, table))}")
