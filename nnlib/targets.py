"""Do targets fit scores? An error that says what came and what was wanted, with a remedy that works for what came."""

import numpy as np

from .kinds import leave_out
from .words import switch_to

NUMBERS = f"for numbers write {switch_to('squared_error')}"
SHARES = f"for yes or no, or shares from 0 to 1, write {switch_to('binary_cross_entropy')}"
COUNT = "write classes, y = np.unique(y, return_inverse=True)"


def require_same_shape(y, scores):
    """Raise ValueError unless y is (n, n_out) like scores; for a stack, like the scores of one network or of all."""
    _require_arrays(y, scores)
    if y.shape in (scores.shape, scores.shape[-2:]):
        return
    if scores.ndim == 1 and y.size == scores.size:
        fix = "write scores = np.reshape(scores, (-1, 1))" if y.ndim > 1 else "write y = np.ravel(y)"
    elif not y.ndim or scores.ndim < 2 or len(y) != scores.shape[-2]:
        fix = "give each row as many targets as the network has outputs"
        if scores.ndim > 1 and y.shape == scores.shape[-2:][::-1]:
            fix = "rows are samples: write y = np.transpose(y)"
    else:
        fix = _columns_fix(y, scores.shape[-1])
    raise ValueError(f"targets have shape {y.shape} but the network gave {scores.shape}; {fix}")


def require_shares(y):
    """Raise ValueError unless all targets lie from 0 to 1."""
    if np.abs(y - 0.5).max() <= 0.5:
        return
    low, high = y.min(), y.max()
    if not np.isfinite([low, high]).all():
        fix = leave_out(("X", "y"), "np.isfinite(y)", np.isfinite(y))
    elif low >= -1e-6 and high <= 1 + 1e-6:
        fix = "they leave it by rounding: write y = np.clip(y, 0, 1)"
    elif low == high:
        fix = "all are equal, but yes or no needs both"
    elif (low, high) == (-1, 1) and (np.abs(y) == 1).all():
        fix = "for labels -1 and 1 write y = (np.asarray(y) + 1) / 2"
    elif ((y == low) | (y == high)).all():
        fix = f"for two labels write y = (np.asarray(y) == {high:g}).astype(float)"
    elif y.shape[-1] == 1 and _are_classes(y, 0):
        fix = f"for class numbers write {switch_to('cross_entropy')}; y = np.ravel(y).astype(int)"
    elif low >= 0 and high <= 100 and high > 1:
        fix = "for numbers use squared_error; for percentages write y = np.asarray(y) / 100"
    else:
        fix = NUMBERS
    raise ValueError(f"targets must lie from 0 to 1, got values from {low:g} to {high:g}; {fix}")


def require_classes(y, scores):
    """Raise unless y holds one class number a row; for a stack, shared by all networks or (s, n)."""
    _require_arrays(y, scores)
    if scores.ndim < 2:
        fix = "for one row write scores = np.reshape(scores, (1, -1))"
        raise ValueError(f"scores have shape {scores.shape} but must be (n, n_out); {fix}")
    n, n_out = scores.shape[-2:]
    if y.shape not in ((n,), scores.shape[:-1]):
        fix = "give each row one class number"
        if y.ndim and y.size == n:
            fix = "write y = np.ravel(y)"
        elif y.ndim == 2 and len(y) == n:
            fix = NUMBERS if y.min() < 0 or y.max() > 1 else SHARES
            if _is_one_hot(y):
                fix = "for one-hot rows write y = np.asarray(y).argmax(axis=1)"
        raise ValueError(f"targets have shape {y.shape} but must be ({n},), one class number a row; {fix}")
    if y.dtype.kind not in "iu":
        fix = f"{NUMBERS}; y = np.reshape(y, (-1, 1))"
        if y.dtype.kind == "b" or _are_classes(y, n_out):
            fix = "write y = np.asarray(y).astype(int)"
        raise TypeError(f"class numbers must be integers, got {y.dtype}; {fix}")
    if y.astype(np.uintp).max() >= n_out:  # one pass finds both: -1 as unsigned is huge
        low, high = y.min(), y.max()
        raise ValueError(
            f"class numbers must be 0 … {n_out - 1} for {n_out} outputs, got {low} … {high}; "
            f"{_range_fix(y, low, high, n_out)}"
        )


def _require_arrays(y, scores):
    for name, array in (("y", y), ("scores", scores)):
        if not isinstance(array, np.ndarray):
            fix = f"write {name} = np.asarray({name})"
            raise TypeError(f"{name} must be an array, got {array!r:.40} ({type(array).__name__}); {fix}")


def _columns_fix(y, n_out):
    """What makes n_out columns of targets that have the right number of rows."""
    if y.ndim > 2:
        return "write y = np.reshape(y, (len(y), -1))"
    if y.size == len(y):
        if n_out == 1:
            return "for one output write y = np.reshape(y, (-1, 1))"
        if y.min() >= 0 and y.max() < n_out and _are_classes(y, n_out):
            return f"for class numbers write {switch_to('cross_entropy')}; y = np.ravel(y)"
        return "for one number a row build the network with 1 output"
    if n_out == 1 and y.shape[1] == 2 and _is_one_hot(y):
        return "for yes or no in two columns write y = np.asarray(y)[:, 1:]"
    choice = ", or for the first column alone write y = np.asarray(y)[:, :1]" if n_out == 1 else ""
    return f"build the network with {y.shape[1]} outputs{choice}"


def _range_fix(y, low, high, n_out):
    """What brings class numbers into 0 to n_out - 1."""
    n_classes = len(np.unique(y))
    if (low, high) == (1, n_out):
        return "they start at 0: write y = np.asarray(y) - 1"
    if n_classes <= n_out:
        return f"start counting at 0: {COUNT}"
    if low == -1 and high < n_out:
        return f"if -1 marks a row without a class, {leave_out(('X', 'y'), '(np.asarray(y) >= 0)', y >= 0)}"
    if not _are_classes(y, n_out):
        return f"{NUMBERS}; y = np.reshape(y, (-1, 1))"
    return f"build the network with {n_classes} outputs" + (f", and {COUNT}" if high - low >= n_classes or low else "")


def _are_classes(y, n_out):
    """Whole numbers that look like classes: few, or close together and often repeated."""
    if not (np.abs(y) < 2**31).all() or (y != np.floor(y)).any():
        return False
    n_classes = len(np.unique(y))
    return n_classes <= n_out or np.ptp(y) < 2 * n_classes and n_classes <= max(20, y.size / 5)


def _is_one_hot(y):
    """One whole number in each row is the largest there is, all others are the smallest."""
    low, high = y.min(), y.max()
    whole = low == np.floor(low) and high == np.floor(high)
    return bool(whole and ((y == high).sum(axis=1) == 1).all() and ((y == high) | (y == low)).all())
