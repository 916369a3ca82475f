"""What a training run that went wrong has to say: what was measured, which cause that points to, what to do."""

import inspect
import warnings
from itertools import takewhile

import numpy as np

LARGE = 10.0  # a root mean square above this is far from standardized
LONG = 1.0  # a rate above this is too long a step on standardized data
EARLY = 10  # with fewer epochs it is too soon to judge answers
RARE = 0.2  # a smaller share of the rows is a rare class
PIECE = 1024  # rows that are answered at a time


def report(net, loss, optimizer, X, y, history, on_failure="warn"):
    """Warn if a run has failed: numbers that are not finite, answers that are all equal or worse than a constant.

    on_failure="raise": a ValueError for numbers that are not finite. Of a stack only those are looked for.
    """
    losses = history["loss"]
    finite = np.isfinite(losses[-1]) & np.isfinite(net.params).all(axis=-1)
    message = ""
    if not finite.all():
        message = f"{_how_it_diverged(losses, finite)}: the steps are too long. {_remedy(loss, optimizer, X, y, history)}"
        if on_failure == "raise":
            raise ValueError(message)
    elif net.params.ndim == 1 and len(losses) >= EARLY and (X[0] != X).any() and (y != y[0]).any():
        scores = np.concatenate([net.forward(X[start : start + PIECE]) for start in range(0, len(X), PIECE)])
        if fault := _useless(scores, getattr(loss, "__name__", ""), y):
            message = f"{fault} {_rare(scores, loss, y) or _remedy(loss, optimizer, X, y, history, finite=True)}"
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


def _answers(scores, name, y):
    """Answers and labels, if these are scores for classes or for yes and no."""
    if name == "cross_entropy":
        return scores.argmax(axis=1), y
    if name == "binary_cross_entropy" and scores.shape[1] == 1:
        return (scores[:, 0] > 0).astype(int), (y[:, 0] > 0.5).astype(int)
    return None


def _useless(scores, name, y):
    """What makes these answers worth nothing, if anything."""
