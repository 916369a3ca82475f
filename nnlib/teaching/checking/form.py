"""Is an answer an array of the wanted shape? If not, what came instead."""

from collections.abc import Iterator, Mapping

import numpy as np

from .running import Problem, short

MET = "met one of shape"  # where (n,) and (n, 1) make (n, n): then columns are no samples, whatever the shapes say


def as_numbers(result, right):
    """result as a float array of the shape of right, all finite; Problem says what it is instead."""
    right = np.asarray(right, dtype=float)
    try:
        numbers = np.asarray(result, dtype=float)
        if np.asarray(result).dtype.kind in "SU":
            raise Problem(f"text came back, {short(result)}; numbers are wanted.")
    except (TypeError, ValueError):
        raise Problem(_instead(result, right)) from None
    if numbers.shape != right.shape:
        raise Problem(_other_shape(result, numbers, right))
    if not np.isfinite(numbers).all():
        bad = np.count_nonzero(~np.isfinite(numbers))
        raise Problem(f"{bad} of {numbers.size} numbers in the result are NaN or infinite.")
    return numbers


def as_parts(result, parts):
    """result as a tuple with an entry for each of the parts; Problem says what came instead."""
    wanted = f"wanted {len(parts)} results, {', '.join(parts)}"
    if isinstance(result, Mapping):
        raise Problem(f"{wanted}, got a dictionary with {_keys(result)}. Return the arrays themselves: `return a, b`.")
    if not isinstance(result, tuple | list) or len(result) != len(parts):
        several = isinstance(result, tuple | list) and len(result) != 1
        count = f"{len(result)} things" if several else "one thing"
        raise Problem(f"{wanted}, got {count}.")
    return tuple(result)


def _keys(result):
    keys = [str(key) for key in result]
    return ", ".join(keys[:3] + ["…"] * (len(keys) > 3))


def _wanted(right):
    return "one number is wanted" if right.shape == () else f"one array of shape {right.shape} is wanted"


def _instead(result, right):
    """What a thing is that is no array of numbers."""
    if isinstance(result, Mapping):
        return f"a dictionary with {_keys(result)} came back, {_wanted(right)}."
    if isinstance(result, Iterator):
        return f"a generator came back, {_wanted(right)}. Put its values into a list."
    if isinstance(result, tuple | list) and len(result) > 1 and any(isinstance(part, np.ndarray) for part in result):
        return _several(result, right)
    return f"an array of numbers is wanted, got {short(result)}."


def _several(result, right):
    """What to do with a tuple where one thing is wanted."""
    for place, part in enumerate(result):
        try:
            if np.shape(part) == right.shape and np.allclose(np.asarray(part, dtype=float), right, equal_nan=True):
                return (
                    f"{len(result)} things came back, {_wanted(right)}. Number {place + 1} is right: return it alone."
                )
        except (TypeError, ValueError):
            continue
    return f"{len(result)} things came back, {_wanted(right)}."


def _other_shape(result, numbers, right):
    if isinstance(result, tuple) and len(result) == 1 and numbers.shape[1:] == right.shape:
        return f"a tuple of one array came back, {_wanted(right)}. Take it out: `np.where(…)[0]`."
    if isinstance(result, tuple) and any(np.shape(part) == right.shape for part in result):
        return _several(result, right)
    wanted = f"the result has shape {numbers.shape}, wanted {right.shape}."
    if isinstance(result, tuple) and numbers.T.shape == right.shape:
        return f"{wanted} You return {len(result)} arrays; np.column_stack puts them side by side into one table."
    if numbers.shape == () and right.size == 1:
        return f"{wanted} The number alone came back, wanted is an array that holds it: np.array([…])."
    if numbers.shape == ():
        return f"{wanted} A single number came back: one sum, mean or maximum of everything, or a `return` in a loop?"
    if right.size == max(right.shape, default=0) > 1 and numbers.shape == (right.size, right.size):
        return f"{wanted} Has an array of shape ({right.size},) {MET} ({right.size}, 1)? Print both shapes."
    if numbers.T.shape == right.shape:
        return f"{wanted} That is the shape of its transpose."
    if right.shape == ():
        return f"{wanted} One number is wanted."
    if numbers.size == right.size:
        return f"{wanted} As many numbers, in another shape."
    return wanted
