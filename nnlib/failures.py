"""What a training run that went wrong has to say: what was measured, which cause that points to, what to do."""

import inspect
import warnings
from itertools import takewhile

import numpy as np

LARGE = 10.0  # a root mean square above this is far from standardized
LONG = 1.0  # a rate above this is too long a step on standardized data
EARLY = 10  # with fewer epochs it is too soon to judge answers
RARE = 0.2  # a smaller share of the rows is a rare class


def report(net, loss, optimizer, X, y, history, on_failure="warn"):
    """Warn if a run has failed: numbers that are not finite, answers that are all equal or worse than a constant.

    on_failure="raise": a ValueError for numbers that are not finite. Of a stack only those are looked for.
    """
    losses = history["loss"]
    finite = np.isfinite(losses[-1]) & np.isfinite(net.params).all(axis=-1)
    message = ""
    if not finite.all():
        message = f"{_how_it_diverged(losses, finite)}: the steps are too long. {_cause(loss, optimizer, X, y)}"
        if on_failure == "raise":
            raise ValueError(message)
    elif net.params.ndim == 1 and len(losses) >= EARLY and (X[0] != X).any() and (y != y[0]).any():
        pieces = [net.forward(X[start : start + 1024]) for start in range(0, len(X), 1024)]
        message = _useless(np.concatenate(pieces), loss, optimizer, X, y, losses)
    if message:
        ours = takewhile(lambda call: call.frame.f_globals["__name__"].startswith("nnlib."), inspect.stack(0))
        warnings.warn(message, RuntimeWarning, stacklevel=1 + len([*ours]))  # the line that called fit or Model.fit


def _how_it_diverged(losses, finite):
    if np.ndim(finite):
        bad = np.flatnonzero(~finite)
        return f"{len(bad)} of {len(finite)} networks have diverged, the first is nets[{bad[0]}]"
    if np.isfinite(losses[-1]):
        return f"the network's numbers are not finite after epoch {len(losses)}"
    return f"the loss is {losses[-1]} after epoch {len(losses)}, training stopped"


def _useless(scores, loss, optimizer, X, y, losses):
    """What makes these answers worth nothing, if anything."""
    if np.ptp(scores, axis=0).max() <= 1e-9 * np.abs(scores).max():
        return (
            f"all {len(X)} answers are equal: nothing in X makes a difference to the network any more, "
            f"as when a long step has switched off all units of a layer. {_cause(loss, optimizer, X, y)}"
        )
    name = getattr(loss, "__name__", "")
    if name == "squared_error":
        spread = y.var(axis=0)
        error = ((scores - y) ** 2).mean(axis=0)
        r_squared = np.mean(1 - error[spread > 0] / spread[spread > 0])
        if r_squared < 0:
            return (
                f"R² on the training rows is {r_squared:.2g}, below 0: the mean of y would be a better answer. "
                f"{_cause(loss, optimizer, X, y, losses)}"
            )
    if name == "cross_entropy" or name == "binary_cross_entropy" and scores.shape[1] == 1:
        answers = scores.argmax(axis=1) if name == "cross_entropy" else (scores[:, 0] > 0).astype(int)
        others = np.count_nonzero(answers[0] != (y if name == "cross_entropy" else y[:, 0] > 0.5))
        if others and (answers == answers[0]).all():
            fix = _cause(loss, optimizer, X, y, losses)
            if others < RARE * len(X):
                fix = (
                    f"An accuracy of {1 - others / len(X):.2f} says nothing here. Let rows of rare classes count more: "
                    "write _, place, count = np.unique(np.ravel(y), return_inverse=True, return_counts=True); "
                    "sample_weight = (1 / count)[place]"
                )
            return f"all {len(X)} answers are class {answers[0]}, though {others} rows are of another. {fix}"
    return ""


def _cause(loss, optimizer, X, y, losses=None):
    """Which of X, y and the rate is out of scale, and the line that mends it. losses: of a run that stayed finite."""
    fixes = []
    if (size := _size(X)) > LARGE:
        fixes.append(f"A column of X has size {size:.3g} (root mean square): write X = Standardizer().fit_transform(X)")
    if getattr(loss, "__name__", "") == "squared_error" and (size := _size(y)) > LARGE:
        table = "y" if y.shape[1] > 1 else "np.reshape(y, (-1, 1))"
        fixes.append(
            f"y has size {size:.3g} (root mean square): write scaler = Standardizer().fit({table}); "
            f"y = scaler.transform({table}), and turn answers back with scaler.inverse_transform"
        )
    lr = getattr(optimizer, "lr", 0.0)
    if lr > LONG or not (fixes or losses):
        fixes.append(f"The rate is {lr:g}: write lr = {min(lr / 10, 0.1):g}")
    if losses and not fixes:
        if losses[-1] < 0.99 * losses[len(losses) // 2]:
            return f"The loss is still falling: train on, write epochs = {10 * len(losses)}"
        return "Build the net again with another seed, with more units, or with another rate"
    return ". ".join(fixes) + ". Then build the net again"


def _size(values):
    """The largest root mean square of a column, also of numbers whose squares overflow."""
    largest = np.abs(values).max(axis=0)
    return float((largest * np.sqrt(((values / np.maximum(largest, 1e-300)) ** 2).mean(axis=0))).max())
