"""What a training run that went wrong has to say: what was measured, which cause that points to, what to do.

As in all messages, what stands after "write" is Python, to the end. A new run needs the network built again.
"""

import inspect
import warnings
from itertools import takewhile

import numpy as np

LARGE = 10.0  # a root mean square above this is far from standardized
HUGE = 1e15  # the squares of such numbers overflow, in float32 at least
LONG = 1.0  # a rate above this is too long a step on standardized data
EARLY = 10  # with fewer epochs it is too soon to judge answers
RARE = 0.2  # a smaller share of the rows is a rare class
ALIKE = 0.95  # with so many answers equal, a network answers nothing
PIECE = 1024  # rows that are answered at a time


def report(net, loss, optimizer, rows, history, on_failure="warn"):
    """Warn if a run has failed: numbers that are not finite, answers that are all equal or worse than a constant.

    rows: X and y, perhaps with weights. on_failure="raise": a ValueError for numbers that are not finite; a
    function is called with (message, finite) instead. Of a stack only those are looked for.
    """
    losses, message, (X, y) = history["loss"], "", rows[:2]
    finite = np.isfinite(losses[-1]) & np.isfinite(net.params).all(axis=-1)
    if not finite.all():
        message = f"{_how_it_diverged(losses, finite)}: the steps are too long. {_remedy(optimizer, X, y, history)}"
    elif net.params.ndim == 1 and len(losses) >= EARLY and _varies(X) and _varies(y):
        scores = np.concatenate([net.forward(X[start : start + PIECE]) for start in range(0, len(X), PIECE)])
        what, fix = _useless(X, scores, getattr(loss, "__name__", ""), *rows[1:])
        message = what and f"{what}. {fix or _remedy(optimizer, X, y, history, finite=True)}"
    if message and callable(on_failure):
        on_failure(message, bool(finite.all()))
    elif message and on_failure == "raise" and not finite.all():
        raise ValueError(message)
    elif message:
        ours = takewhile(lambda call: call.frame.f_globals.get("__name__", "").startswith("nnlib."), inspect.stack(0))
        warnings.warn(message, RuntimeWarning, stacklevel=1 + len([*ours]))  # the line that called fit or Model.fit


def _how_it_diverged(losses, finite):
    if np.ndim(finite):
        bad = np.flatnonzero(~finite)
        return f"{len(bad)} of {len(finite)} networks have diverged, the first is nets[{bad[0]}]"
    if np.isfinite(losses[-1]):
        return f"the network's numbers are not finite after epoch {len(losses)}"
    return f"the loss is {losses[-1]} after epoch {len(losses)}, training stopped"


def _useless(X, scores, name, y, weight=None):
    """What makes these answers worth nothing, if anything; and the remedy, if it does not depend on sizes and rates.

    Rows of weight 0 are not judged.
    """
    if weight is not None and not weight.all():
        X, scores, y, weight = (values[weight > 0] for values in (X, scores, y, weight))
    same = (np.abs(scores - np.median(scores, axis=0)) <= 1e-9 * np.abs(scores).max()).reshape(len(X), -1).all(axis=1)
    if same.mean() >= ALIKE and _varies(X, same) and _varies(y, same):
        what = "X makes no difference to the network, as when a long step has switched off all units of a layer"
        return f"{np.count_nonzero(same)} of {len(X)} answers are equal: {what}", ""
    if name == "squared_error":
        weight = np.ones(len(y)) if weight is None else weight
        spread = np.average((y - np.average(y, axis=0, weights=weight)) ** 2, axis=0, weights=weight)
        error = np.average((scores - y) ** 2, axis=0, weights=weight)
        r_squared = np.mean(1 - error[spread > 0] / spread[spread > 0]) if spread.any() else 0.0
        if r_squared < 0:
            return f"R² on the training rows is {r_squared:.2g}, below 0: the mean of y would be a better answer", ""
    if name == "cross_entropy" or name == "binary_cross_entropy" and scores.shape[1] == 1:
        answers, labels = scores.argmax(axis=1), y
        if name == "binary_cross_entropy":
            answers, labels = (scores[:, 0] > 0).astype(int), (y[:, 0] > 0.5).astype(int)
        classes, counts = np.unique(labels, return_counts=True)
        lost = np.array([not (answers[labels == label] == label).any() for label in classes])
        rare = lost & (counts < RARE * len(y) / len(classes))
        if (answers == answers[0]).all() and lost.any():
            what = f"all {len(y)} answers are class {answers[0]}, though {counts[lost].sum()} rows are of another"
        elif rare.any():
            what = f"none of the {counts[rare][0]} rows of class {classes[rare][0]} is found"
        else:
            return "", ""
        if weight is not None or not rare.any():
            return what, ""
        return f"{what}: an accuracy of {np.mean(answers == labels):.2f} says nothing here", (
            "Let rows of rare classes count more, and build the network again: "
            "write _, place, count = np.unique(np.ravel(y), return_inverse=True, return_counts=True); "
            "sample_weight = (1 / count)[place]"
        )
    return "", ""


def _remedy(optimizer, X, y, history, finite=False):
    """Which of X, y and the rate is out of scale, and the lines that mend it. finite: the run stayed so."""
    sizes, code = [], ["from nnlib import Standardizer"]
    for name, scaler, values in (("X", "scaler", X), ("y", "y_scaler", y)):
        if values.ndim == 2 and (size := _size(values)) > LARGE:
            sizes.append(f"{name} has a column of size {size:.3g}")
            names = [name, f"{name}_val"] if "val_loss" in history else [name]
            if size > HUGE:
                code += [f"{each} = np.asarray({each}) / {size:.3g}" for each in names]
            code.append(f"{scaler} = Standardizer().fit({name})")
            code += [f"{each} = {scaler}.transform({each})" for each in names]
    if sizes:
        back = ", turn answers back with y_scaler.inverse_transform" if "y_scaler" in code[-1] else ""
        what = f"{' and '.join(sizes)} (root mean square): standardize{back}"
    lr, losses = getattr(optimizer, "lr", 0.1), history["loss"]
    if lr > LONG or not sizes:
        what = f"{what}, and take a smaller rate than {lr:g}" if sizes else f"Take a smaller rate than {lr:g}"
        if finite and not sizes and lr <= LONG:
            if losses[-1] < 0.99 * losses[len(losses) // 2]:
                return f"The loss is still falling: train on, for example, write epochs = {10 * len(losses)}"
            what = f"The loss does not fall: take another seed, more units, or a smaller rate than {lr:g}"
        code = [*code[not sizes :], f"lr = {min(lr / 10, 0.1):g}"]
    return f"{what}, and build the network again: write {'; '.join(code)}"


def _varies(values, rows=None):
    """Do values differ, in these rows if any are named? In pieces, to need no room."""
    rows = np.ones(len(values), bool) if rows is None else rows
    first = values[rows.argmax()]
    return any((values[i : i + PIECE][rows[i : i + PIECE]] != first).any() for i in range(0, len(values), PIECE))


def _size(values):
    """The largest root mean square of a column, also of numbers whose squares overflow."""
    largest = np.maximum(values.max(axis=0), -values.min(axis=0))
    unit = np.where(largest > 0, largest, 1)
    squares = sum(((values[i : i + PIECE] / unit) ** 2).sum(axis=0) for i in range(0, len(values), PIECE))
    return float((largest * np.sqrt(squares / len(values))).max())
