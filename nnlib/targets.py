"""Do targets fit scores? An error that says what came and what was wanted, with a remedy that works for what came."""

import numpy as np


def require_same_shape(y, scores):
    """Raise ValueError unless y is (n, n_out) like scores; for a stack, like the scores of one network or of all."""
    if y.shape in (scores.shape, scores.shape[-2:]):
        return
    n_out = scores.shape[-1:]
    if y.ndim == 1 and n_out == (1,):
        fix = "for one output write y = np.reshape(y, (-1, 1))"
    elif y.ndim == 1:
        fix = f"for class numbers use cross_entropy; for one number a row build the network with 1 output, not {n_out}"
    elif y.ndim > 2:
        fix = "write y = np.reshape(y, (len(y), -1))"
    elif y.shape == scores.shape[-2:][::-1]:
        fix = "rows are samples: write y = np.transpose(y)"
    else:
        fix = f"build the network with {y.shape[1]} outputs, or choose a column: write y = np.asarray(y)[:, :1]"
    raise ValueError(f"targets have shape {y.shape} but the network gave {scores.shape}; {fix}")


def require_shares(y):
    """Raise ValueError unless all targets lie from 0 to 1."""
    if np.abs(y - 0.5).max() <= 0.5:
        return
    low, high = y.min(), y.max()
    fix = "binary_cross_entropy is for yes or no: for numbers use squared_error, for class numbers cross_entropy"
    if ((y == low) | (y == high)).all():
        fix = f"for two labels write y = (np.asarray(y) == {high:g}).astype(float)"
        if (low, high) == (-1, 1):
            fix = "for labels -1 and 1 write y = (np.asarray(y) + 1) / 2"
    raise ValueError(f"targets must lie from 0 to 1, got values from {low:g} to {high:g}; {fix}")


def require_classes(y, scores):
    """Raise unless y holds one class number a row; for a stack, shared by all networks or (s, n)."""
    if scores.ndim < 2:
        raise ValueError(f"scores have shape {scores.shape} but must be (n, n_out); for one row write reshape(1, -1)")
    n, n_out = scores.shape[-2:]
    if y.shape not in ((n,), scores.shape[:-1]):
        fix = "for one-hot rows write y = np.argmax(y, axis=1)"
        if y.shape == (n, 1):
            fix = "for a column write y = np.ravel(y)"
        raise ValueError(f"targets have shape {y.shape} but must be ({n},), one class number a row; {fix}")
    if y.dtype.kind not in "iu":
        fix = "for numbers use squared_error, for shares from 0 to 1 binary_cross_entropy"
        if y.dtype.kind == "b" or (y == np.floor(y)).all():
            fix = "write y = np.asarray(y).astype(int)"
        raise TypeError(f"class numbers must be integers, got {y.dtype}; {fix}")
    if y.astype(np.uintp).max() >= n_out:  # one pass finds both: -1 as unsigned is huge
        fix = f"build the network with {len(np.unique(y))} outputs, and write y = np.unique(y, return_inverse=True)[1]"
        if len(np.unique(y)) <= n_out:
            fix = "start counting at 0: write y = np.unique(y, return_inverse=True)[1]"
        raise ValueError(f"class numbers must be 0 … {n_out - 1} for {n_out} outputs, got {y.min()} … {y.max()}; {fix}")
