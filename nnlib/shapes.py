"""Do X and y have as many rows, and is X a table? Errors whose remedies turn, flatten or split what came."""


def require_rows(x_shape, y_shape, names):
    """Raise ValueError unless X and y have as many rows. names: what the caller calls X and y, and perhaps more."""
    if x_shape[:1] == y_shape[:1]:
        return
    X, y = names[:2]
    n_rows, n_targets = (shape[0] if shape else 1 for shape in (x_shape, y_shape))
    turn_X, turn_y = (f"{name} = np.transpose({name})" for name in (X, y))
    fix = f"give each row one target, and each target its row of {X}"
    if len(x_shape) == len(y_shape) == 2 and x_shape[1] == y_shape[1] > 1:
        fix = f"rows are samples: write {turn_X}; {turn_y}"
    elif len(y_shape) == 2 and y_shape[1] == n_rows > n_targets:
        fix = f"rows are samples: write {turn_y}"
    elif len(x_shape) == 1 and n_targets == 1:
        fix = f"for one sample write {X} = np.reshape({X}, (1, -1))"
    elif len(x_shape) == 2 and len(y_shape) < 3 and x_shape[1] == n_targets > min(n_rows, 9):
        fix = f"rows are samples: write {turn_X}"
    elif len(x_shape) > 2 and x_shape[-1] == n_targets > 1:
        fix = f"rows are samples: write {X} = np.moveaxis({X}, -1, 0)"
    elif len(x_shape) == 3 and x_shape[:2] == (1, n_targets):
        fix = f"write {X} = np.asarray({X})[0]"
    elif len(x_shape) != 1 and _size(y_shape) == n_rows:
        fix = f"write {y} = np.reshape({y}, (-1, 1))"
    what = f"{n_rows} rows" if x_shape else "one number"
    raise ValueError(f"{X} has {what} but {y} has shape {y_shape}; {fix}")


def table_fix(shape, name, width):
    """What makes a table (n_samples, n_features) of another shape. width: n_features, if that is known."""
    if len(shape) > 2:
        return f"write {name} = np.reshape({name}, (len({name}), -1))"
    if len(shape) == 1 and width in (None, 1):
        return f"for one feature write {name} = np.reshape({name}, (-1, 1))"
    if _size(shape) not in (1, width):
        return f"a row needs {width} numbers"
    return f"for one sample write {name} = np.reshape({name}, (1, -1))"


def _size(shape):
    size = 1
    for length in shape:
        size *= length
    return size
