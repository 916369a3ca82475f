"""X, y and sample_weight as arrays that a network can take; or an error whose remedy works for the data that came.

A remedy is a line of Python in the caller's own names, after "write". np is NumPy.
"""

import numpy as np

NUMBERS = "fiub"


def as_table(X, name="X"):
    """X as a float array (n_samples, n_features), n_samples >= 1, all values finite; float32 stays float32."""
    X = _as_numbers(X, name, _one_hot_fix)
    if X.ndim != 2:
        raise ValueError(f"{name} has shape {X.shape} but must be (n_samples, n_features); {_table_fix(X, name)}")
    if X.size == 0:
        raise ValueError(f"{name} has shape {X.shape}: there is nothing in it; give at least one row and one column")
    require_finite(X, name)
    return X if X.dtype == np.float32 else X.astype(np.float64, copy=False)


def as_targets(y, n_rows, names=("X", "y"), loss_name=""):
    """y as an array of numbers with n_rows rows, all finite. loss_name chooses the remedy for words."""
    y = _as_numbers(y, names[1], _class_fix(loss_name))
    if y.ndim == 0 or len(y) != n_rows:
        fix = f"rows are samples: write {names[1]} = np.transpose({names[1]})" if y.shape[1:] == (n_rows,) else ""
        raise ValueError(
            f"{names[0]} has {n_rows} rows but {names[1]} has shape {y.shape}; {fix or 'give each row one target'}"
        )
    require_finite(y, names[1])
    return y


def as_dtype(values, dtype, name):
    """values in the dtype of a network, if they fit into it."""
    if dtype == np.float32 and values.dtype != np.float32 and np.abs(values).max() > np.finfo(np.float32).max:
        raise ValueError(
            f"{name} holds {np.abs(values).max():.3g}, too large for float32; build the network with dtype=np.float64"
        )
    return values.astype(dtype, copy=False)


def as_weights(sample_weight, n_rows, dtype):
    """[weights (n_rows,) divided by their mean], or [] for None."""
    if sample_weight is None:
        return []
    weight = _as_numbers(sample_weight, "sample_weight").astype(np.float64)
    if weight.shape != (n_rows,):
        fix = "write sample_weight = np.ravel(sample_weight)" if weight.size == n_rows else "give each row one weight"
        raise ValueError(f"sample_weight has shape {weight.shape} but must be ({n_rows},); {fix}")
    require_finite(weight, "sample_weight")
    if weight.min() < 0 or not weight.any():
        fix = "write sample_weight = np.clip(sample_weight, 0, None)" if weight.max() > 0 else "give one row at least 1"
        raise ValueError(f"weights must be 0 or more, and not all 0; got {weight.min():g} … {weight.max():g}; {fix}")
    return [(weight / weight.mean()).astype(dtype)]


def require_finite(values, name):
    """Raise ValueError if an array holds NaN or infinity; the message counts them and names the first."""
    if values.dtype.kind != "f" or np.isfinite(values.min(initial=0)) and np.isfinite(values.max(initial=0)):
        return
    finite = np.isfinite(values)
    first = tuple(int(i) for i in np.argwhere(~finite)[0])
    raise ValueError(
        f"{name} must be finite, but {np.count_nonzero(~finite)} of its {finite.size} values are NaN or infinite, "
        f"the first at index {first}; {_leave_out(name, f'np.isfinite({name})', values.ndim)}"
    )


def _as_numbers(values, name, word_fix=lambda array, name: ""):
    """values as an array of numbers, none hidden, none missing. word_fix: what to do if there are words."""
    if hasattr(values, "toarray"):
        raise TypeError(f"{name} is a sparse matrix, wanted an array; write {name} = {name}.toarray()")
    if np.ma.is_masked(values):
        raise ValueError(
            f"{name} is a masked array and {np.ma.count_masked(values)} of its {values.size} values are hidden; "
            + _leave_out(name, f"~np.ma.getmaskarray({name})", values.ndim)
        )
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} has rows of different lengths ({error}); give each row as many values") from error
    if array.dtype.kind in NUMBERS:
        return array
    what = f"{name} must hold numbers, got dtype {array.dtype}"
    if array.dtype.kind == "c":
        raise TypeError(f"{what}; for the real parts write {name} = np.real({name})")
    if array.dtype.kind in "mM":
        raise TypeError(f"{what}; to count them write {name} = np.asarray({name}).astype(np.int64)")
    missing = np.frompyfunc(_is_missing, 1, 1)(array).astype(bool)
    if missing.any():
        first = tuple(map(int, np.argwhere(missing)[0]))
        test = (
            f"np.frompyfunc(lambda v: v is not None and str(v) not in ('nan', '<NA>', 'NaT'), 1, 1)(np.array({name}))"
        )
        test = f"{test}.astype(bool)"
        raise TypeError(
            f"{what}, {np.count_nonzero(missing)} missing, the first at index {first}; "
            + _leave_out(name, test, array.ndim)
        )
    try:
        numbers = array.astype(np.float64)
    except (TypeError, ValueError):
        raise TypeError(f"{what}; {word_fix(array, name)}") from None
    if any(isinstance(value, str) for value in array.flat):
        raise TypeError(f"{what}, numbers written as words; write {name} = np.array({name}, dtype=float)")
    return numbers


def _is_missing(value):
    return value is None or str(value) in ("nan", "<NA>", "NaT")


def _leave_out(name, good, ndim):
    """The remedy that leaves rows out, of inputs and targets alike; good: Python that is True where a value is good."""
    end = name[1:] if name[:1] in "Xy" else ""
    pair = "; ".join(f"{each}{end} = np.compress(keep, {each}{end}, axis=0)" for each in "Xy")
    rows = ".all(axis=1)" if ndim == 2 else ""
    return f"leave those rows out: write keep = ({good}){rows}; {pair}"


def _one_hot_fix(X, name):
    """Columns of 0 and 1 in place of the columns with words."""
    if X.ndim != 2:
        return _table_fix(X, name)
    words = [j for j in range(X.shape[1]) if not _holds_numbers(X[:, j])]
    return (
        f"column {words[0]} holds words such as {str(X[0, words[0]])!r}; for a column of 0 and 1 in place of each word "
        f"write from sklearn.preprocessing import OneHotEncoder; words = {words}; A = np.array({name}, dtype=object); "
        f"{name} = np.hstack([np.delete(A, words, axis=1), OneHotEncoder(sparse_output=False)"
        ".fit_transform(A[:, words])]).astype(float)"
    )


def _holds_numbers(values):
    try:
        values.astype(np.float64)
    except (TypeError, ValueError):
        return False
    return True


def _class_fix(loss_name):
    """What makes targets of words, for the loss of this name."""

    def fix(y, name):
        labels = np.unique(y.astype(str))
        if loss_name == "binary_cross_entropy" and len(labels) == 2:
            return f"for yes or no write {name} = (np.reshape({name}, (-1, 1)) == {str(labels[1])!r}).astype(float)"
        use = (
            "" if loss_name == "cross_entropy" else f"words are classes: use cross_entropy with {len(labels)} outputs; "
        )
        return f"{use}write {name} = np.unique(np.ravel({name}), return_inverse=True)[1]"

    return fix


def _table_fix(X, name):
    """What makes a table (n_samples, n_features) of another shape."""
    if X.ndim > 2:
        return f"write {name} = np.reshape({name}, (len({name}), -1))"
    if X.ndim == 0:
        return f"write {name} = np.reshape({name}, (1, 1))"
    return (
        f"for one feature write {name} = np.reshape({name}, (-1, 1)), "
        f"for one sample {name} = np.reshape({name}, (1, -1))"
    )
