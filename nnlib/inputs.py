"""X, y and sample_weight as arrays that a network can take; or an error that says what came, what was wanted, what to
write. A remedy is Python in the caller's own names, from "write" to the end of the message."""

import re

import numpy as np

from .kinds import as_array, as_numbers, drop, leave_out
from .shapes import require_rows, table_fix
from .words import fix_inputs, fix_targets


def as_rows(X, y, names=("X", "y"), loss_name=""):
    """X as a table, y as an array of numbers, with as many rows. loss_name chooses the remedy for words in y.

    names: what the caller calls X, y, and whatever else has the same rows.
    """
    X, y = as_array(X, names[0]), as_array(y, names[1])
    require_rows(X.shape, y.shape, names)
    return as_table(X, names), as_targets(y, len(X), names, loss_name)


def as_table(X, names="X", width=None):
    """X as a float array (n_samples, n_features), n_samples >= 1, all values finite; float32 stays float32.

    names: what the caller calls X, or that and whatever has the same rows. width: n_features, if that is learned.
    """
    names = (names,) if isinstance(names, str) else names
    name = names[0]
    seen = width is not None or name != "X"
    X = as_array(X, name)
    if X.size == 0:
        raise ValueError(
            f"{name} has shape {X.shape}: there is nothing in it; give (n_samples, n_features), at least one row and "
            "one column"
        )
    X = as_numbers(
        X, name, names, lambda X: fix_inputs(X, name, seen) if X.ndim == 2 else table_fix(X.shape, name, width)
    )
    if X.ndim != 2:
        fix = table_fix(X.shape, name, width)
        raise ValueError(f"{name} has shape {X.shape} but must be (n_samples, {width or 'n_features'}); {fix}")
    require_finite(X, name, names)
    return X if X.dtype == np.float32 else X.astype(np.float64, copy=False)


def as_targets(y, n_rows, names=("X", "y"), loss_name=""):
    """y as an array of numbers with n_rows rows, all finite."""
    name = names[1]
    y = as_array(y, name)
    if y.shape[:1] != (n_rows,):
        require_rows((n_rows, 0), y.shape, names)
    if y.size == 0:
        raise ValueError(f"{name} has shape {y.shape}: there is nothing in it; give each row one target")
    y = as_numbers(y, name, names, lambda y: fix_targets(y, name, loss_name, seen=name != "y"))
    require_finite(y, name, names)
    return y


def as_dtype(values, dtype, name, new=False):
    """values in the dtype of a network, if they fit into it. new: they are to be learned from."""
    if dtype == values.dtype:
        return values
    largest = max(abs(float(values.max())), abs(float(values.min())))
    if largest > float(np.finfo(dtype).max):
        fix = f"write {name} = np.asarray({name}) / {largest:.3g}" if new else "scale it as for training"
        what = f"{name} holds {largest:.3g}, too large for float32"
        raise ValueError(f"{what}; build the network with dtype=np.float64, or {fix}")
    return values.astype(dtype)


def as_weights(sample_weight, n_rows, dtype):
    """[weights (n_rows,) divided by their mean], or [] for None."""
    if sample_weight is None:
        return []
    name, names = "sample_weight", ("X", "y", "sample_weight")
    if isinstance(sample_weight, dict) and len(sample_weight) != n_rows:
        fix = f"for weights of classes write {name} = [{name}[label] for label in np.ravel(y).tolist()]"
        raise TypeError(f"{name} must be an array, got {sample_weight!r:.40} (dict); {fix}")
    weight = as_array(sample_weight, name)
    if weight.shape != (n_rows,):
        fix = f"write {name} = np.ravel({name})" if weight.size == n_rows else "give each row one weight"
        raise ValueError(f"{name} has shape {weight.shape} but must be ({n_rows},); {fix}")
    weight = as_numbers(weight, name, names, lambda _: "give each row a number").astype(np.float64)
    require_finite(weight, name, names)
    if weight.min() < 0 or not weight.any():
        fix = "to leave rows below 0 out write sample_weight = np.clip(sample_weight, 0, None)"
        fix = fix if weight.max() > 0 else "give at least one row a weight above 0"
        raise ValueError(f"weights must be zero or more, and not all 0; got {weight.min():g} … {weight.max():g}; {fix}")
    return [(weight / weight.mean()).astype(dtype)]


def as_pair(validation_data):
    """(X_val, y_val), if that is what validation_data is."""
    if isinstance(validation_data, (tuple, list)) and len(validation_data) == 2:
        return tuple(validation_data)
    fix = "give validation_data=(X_val, y_val)"
    if isinstance(validation_data, (tuple, list)) and len(validation_data) == 3:
        fix += ", rows are not weighed there: write validation_data = validation_data[:2]"
    if isinstance(validation_data, float) and 0 < validation_data < 1:
        code = f"X, X_val, y, y_val = train_test_split(X, y, test_size={validation_data:g}, random_state=0)"
        fix = f"write from sklearn.model_selection import train_test_split; {code}; validation_data = (X_val, y_val)"
    raise ValueError(f"validation_data must be a pair, (X_val, y_val), got {validation_data!r:.60}; {fix}")


def require_finite(values, name, names):
    """Raise ValueError if an array holds NaN or infinity; the message counts them and names the first."""
    if values.dtype.kind != "f" or np.isfinite(values.min(initial=0)) and np.isfinite(values.max(initial=0)):
        return
    finite = np.isfinite(values)
    first = tuple(int(i) for i in np.argwhere(~finite)[0])
    raise ValueError(
        f"{name} must be finite, but {np.count_nonzero(~finite)} of its {finite.size} values are NaN or infinite, "
        f"the first at index {first}; {leave_out(names, f'np.isfinite(np.asarray({name}, dtype=float))', finite)}"
    )


def in_names(message, names):
    """The message of a loss, which knows X and y only as these, in the caller's names."""
    message = message.replace(drop("X", "y"), drop(*names))
    if names[0] == "X":
        return message
    if re.search(r"import|build the network|classes, y", message):  # y has passed, with this loss and this network
        what = message.partition("; ")[0]
        return f"{what}; give {names[1]} the form of y, which fits, and the same class numbers"
    return re.sub(r"\bX\b", names[0], re.sub(r"\by\b", names[1], message))


def require_squares(X):
    """Raise ValueError where the squares of the numbers in X, added up over rows, would overflow."""
    largest = max(X.max(), -X.min())
    if largest > np.sqrt(np.finfo(X.dtype).max / len(X)):
        fix = f"write X = np.asarray(X) / {largest:.3g}"
        raise ValueError(f"X holds numbers as large as {largest:.3g}, whose squares overflow; {fix}")
