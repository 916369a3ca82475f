"""Whatever came for X, y or sample_weight as an array of numbers; or an error whose remedy works for what came.

A remedy is Python in the caller's own names, from "write" to the end of the message. np is NumPy.
"""

import numpy as np

from .words import each, fix_complex, fix_dates, is_a, is_number, known

NUMBERS = "fiub"


def as_array(values, name):
    """values as an array, hidden values still hidden. Refuses what has no rows in order."""
    fix = _container_fix(values, name)
    if fix:
        raise TypeError(f"{name} must be an array, got {values!r:.40} ({type(values).__name__}); {fix}")
    if np.ma.isMaskedArray(values) and not values.dtype.names and np.ma.is_masked(values):
        return values
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} has rows of different lengths ({error}); give each row as many values") from error
    if array.dtype.names:
        listed = name if np.ma.isMaskedArray(values) else f"np.asarray({name})"  # hidden values become None
        fix = f"write {name} = np.array({listed}.tolist(), dtype=object)"
        raise TypeError(f"{name} must hold numbers, got records with the fields {array.dtype.names}; {fix}")
    if array.dtype.kind == "T":
        fix = f"write {name} = np.asarray({name}).astype(object)"
        raise TypeError(f"{name} must hold numbers, got dtype {array.dtype}; {fix}")
    if array.dtype.kind == "O" and array.size and (fix := _nested_fix(array, name)):
        first = array.flat[0]
        raise TypeError(f"{name} must hold numbers, got {first!r:.40} ({type(first).__name__}); {fix}")
    return array


def as_numbers(array, name, names, fix_words):
    """An array of as_array as numbers, none hidden, none missing, perhaps not finite.

    names: what has the same rows, such as ("X", "y"). fix_words: the remedy for words.
    """
    if np.ma.is_masked(array):
        good = ~np.ma.getmaskarray(array)
        fix = leave_out(names, f"(~np.ma.getmaskarray({name}))", good)
        raise ValueError(f"{name} is a masked array with {np.count_nonzero(~good)} hidden values; {fix}")
    kind = array.dtype.kind
    if kind in NUMBERS:
        with np.errstate(over="ignore"):  # what a longer float holds may be infinite here
            return array.astype(np.float64) if kind == "f" and array.itemsize not in (4, 8) else array
    what = f"{name} must hold numbers, got dtype {array.dtype}"
    if kind == "c" or kind == "O" and each(is_a(complex, np.complexfloating), array).any():
        raise TypeError(f"{what}, complex numbers; {fix_complex(array, name)}")
    good = known(array)
    if not good.all():
        first = tuple(map(int, np.argwhere(~good)[0]))
        what += f", {np.count_nonzero(~good)} missing, the first at index {first}: {array[first]!r:.30}"
        raise TypeError(f"{what}; {leave_out(names, f'known({name})', good)}")
    if kind in "mM":
        raise TypeError(f"{what}; {fix_dates(name, kind == 'm', array)}")
    if not each(is_number, array).all():
        raise TypeError(f"{what}; {fix_words(array)}")
    if each(is_a(str, bytes), array).any():
        raise TypeError(f"{what}, numbers written as words; write {name} = np.asarray({name}).astype(float)")
    whole = each(is_a(int, np.integer), array).all() and max(map(abs, array.flat), default=0) < 2**63
    return array.astype(np.int64 if whole else np.float64)


def leave_out(names, test, good):
    """The remedy that leaves rows out of everything in names. test: Python that is True where good is."""
    if not good.ndim:
        return "give a number"
    if not good.reshape(len(good), -1).all(axis=1).any():
        return "no row is free of them: leave columns out, or find the values"
    start = "from nnlib.words import known; " if "known(" in test else ""
    whole = {1: "", 2: ".all(axis=1)"}.get(good.ndim, f".all(axis={tuple(range(1, good.ndim))})")
    what = "leave those rows out" if len(names) > 1 else "leave those rows out, of the targets too"
    return f"{what}: write {start}keep = {test}{whole}; {drop(*names)}"


def drop(*names):
    """Code that keeps the rows where keep is True."""
    return "; ".join(f"{name} = np.compress(keep, {name}, axis=0)" for name in names)


def _container_fix(values, name):
    """What makes an array of things that np.asarray would not take apart, or whose hidden values it would show."""
    if hasattr(values, "toarray"):
        return f"write {name} = {name}.toarray()"
    if hasattr(values, "collect") and not hasattr(values, "__len__"):
        return f"write {name} = {name}.collect()"
    if isinstance(values, (set, frozenset)):
        return "it has no order, but rows need one: give a list"
    if isinstance(values, dict):
        if all(np.ndim(value) for value in values.values()):
            return f"for a column each write {name} = np.array(list({name}.values()), dtype=object).T"
        return f"write {name} = list({name}.values())"
    if isinstance(values, (list, tuple)) and any(isinstance(value, np.ma.MaskedArray) for value in values):
        return f"write {name} = np.ma.array({name})"
    if values is None or isinstance(values, (str, bytes)) or callable(values):
        return "give numbers, a row a sample"
    if hasattr(values, "__iter__") and not hasattr(values, "__getitem__") and not hasattr(values, "__array__"):
        return f"write {name} = list({name})"
    return ""


def _nested_fix(array, name):
    """What makes a table of an array that holds rows as objects."""
    first = array.flat[0]
    if hasattr(first, "toarray"):
        return f"write {name} = np.vstack([row.toarray() for row in {name}])"
    if isinstance(first, dict):
        rows = f"[[row[key] for key in keys] for row in {name}]"
        return f"write keys = list({name}[0]); {name} = np.array({rows}, dtype=object)"
    if np.ndim(first) == 0:
        return "" if array.ndim or is_number(first) or first is None else "give numbers, a row a sample"
    if array.ndim == 1 and len({np.shape(row) for row in array}) == 1:
        return f"write {name} = np.stack(list({name}))"
    return "give each row as many values"
