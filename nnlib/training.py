"""The training loop."""

import numpy as np

from .checks import require_callback, require_choice, require_count, require_generators, require_number
from .failures import report
from .inputs import as_dtype, as_pair, as_rows, as_weights, in_names

PIECE = 1024  # rows that are measured at a time


def minibatches(n_samples, batch_size, rng):
    """Index arrays that together hold each of 0 to n_samples - 1 once, in random order; the last may be shorter.

    rng: a Generator; or a list of them, an order for each network of a stack: then the arrays are (s, batch).
    Raises TypeError if rng is something else, ValueError for sizes that are not whole numbers above 0.
    """
    require_count("n_samples", n_samples)
    require_count("batch_size", batch_size)
    require_generators(rng, len(rng) if isinstance(rng, (list, tuple)) else None)
    if isinstance(rng, np.random.Generator):
        order = rng.permutation(n_samples)
    else:
        order = np.stack([each.permutation(n_samples) for each in rng])
    return (order[..., start : start + batch_size] for start in range(0, n_samples, batch_size))


def fit(
    net, loss, optimizer, X, y, *, rng, epochs=100, batch_size=32, validation_data=None, l2=0.0, callback=None,
    measure="after", sample_weight=None, on_failure="warn",
):  # fmt: skip
    """Train net and return its history, {"loss": [...]}, with "val_loss" if there is validation_data.

    X: (n, n_in). y: (n, n_out), or (n,) class numbers. sample_weight: (n,), how much each row counts in the mean.
    validation_data: (X_val, y_val), watched, never trained on. For a stack of s networks, rng is a list of s
    generators, and each number in the history an array (s,).
    l2 adds ½ l2 sum(W²) to the loss, which is both what is descended and what is reported.
    measure: "after" measures all rows at the end of an epoch, with the same weights. "during" takes the mean of the
    batches' losses, each from before its step: it costs nothing. val_loss is always measured after.
    callback(epoch, history) is called after each epoch, epoch counting from 0; if it returns True, training stops.

    Raises ValueError or TypeError for data that does not fit, before anything has been changed. Training stops when
    the loss is not a finite number; then, and where all answers are equal or R² is below 0, a RuntimeWarning says what
    was measured and what to do. on_failure="raise" makes a ValueError of numbers that are not finite; a function
    is called in place of both, with what would be said, and whether the numbers are finite.
    """
    require_generators(rng, len(net.params) if np.ndim(getattr(net, "params", 0)) == 2 else None)
    require_count("epochs", epochs)
    require_count("batch_size", batch_size)
    require_number("l2", l2, 0)
    require_choice("measure", measure, ("after", "during"))
    if not callable(on_failure):
        require_choice("on_failure", on_failure, ("warn", "raise"))
    require_callback(callback)
    if getattr(optimizer, "net", net) is not net:
        fix = f"write optimizer = {type(optimizer).__name__}(net, lr={getattr(optimizer, 'lr', 0.01):g})"
        raise ValueError(f"the optimizer moves another network than net; {fix}")
    rows = check_data(net, loss, X, y, ("X", "y") if sample_weight is None else ("X", "y", "sample_weight"))
    rows = [*rows, *as_weights(sample_weight, len(rows[0]), net.params.dtype)]
    history = {"loss": []}
    if validation_data is not None:
        validation_data = check_data(net, loss, *as_pair(validation_data), names=("X_val", "y_val"))
        history["val_loss"] = []
    with np.errstate(over="ignore", invalid="ignore"):
        for epoch in range(epochs):
            penalty = epoch_loss = 0.0
            for X_batch, y_batch, *weight in _batches(rows, batch_size, rng):
                value, dscores = loss(y_batch, net.forward(X_batch), *weight)
                net.backward(dscores)
                if l2:
                    penalty, slope = net.l2_penalty(l2)
                    net.grads += slope
                optimizer.step()
                epoch_loss += (value + penalty) * (X_batch.shape[-2] / len(rows[0]))
            penalty = net.l2_penalty(l2)[0] if l2 else 0.0
            if measure == "after":
                epoch_loss = mean_loss(net, loss, *rows) + penalty
            history["loss"].append(epoch_loss)
            if validation_data is not None:
                val_loss = mean_loss(net, loss, *validation_data)
                history["val_loss"].append(val_loss + penalty)
            if not np.isfinite(history["loss"][-1]).any():
                break
            stop = callback(epoch, history) if callback else None
            if isinstance(stop, (bool, np.bool_)) and stop:
                break
        report(net, loss, optimizer, rows, history, on_failure)
    return history


def mean_loss(net, loss, X, y, *weight):
    """The loss over all rows, measured PIECE rows at a time, so that no layer needs room for all of them."""
    total = 0.0
    for start in range(0, len(X), PIECE):
        X_part, y_part, *w_part = (array[start : start + PIECE] for array in (X, y, *weight))
        total += loss(y_part, net.forward(X_part), *w_part)[0] * (len(X_part) / len(X))
    return total


def _batches(rows, batch_size, rng):
    """X, y and weights in mini-batches. A full batch is left in its order, which does not matter to a mean."""
    if batch_size >= len(rows[0]):
        yield rows
    else:
        for batch in minibatches(len(rows[0]), batch_size, rng):
            yield [array.take(batch, axis=0) for array in rows]  # the same as array[batch], and quicker for few rows


def check_data(net, loss, X, y, names=("X", "y")):
    """X and y as arrays that net and loss accept, in the dtype of net; a clear error otherwise."""
    new = names[0] == "X"
    X, y = as_rows(X, y, names, getattr(loss, "__name__", ""))
    X = np.ascontiguousarray(as_dtype(X, net.params.dtype, names[0], new))
    if y.ndim == 2:
        y = as_dtype(y, net.params.dtype, names[1], new)
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            scores = net.forward(X[:1])  # one row is enough to see whether shapes and labels fit
    except ValueError as error:
        fix = f"build the network with {X.shape[1]} inputs" if new else "give it the columns of X"
        raise ValueError(f"{names[0]} of shape {X.shape} does not fit the network: {error}; {fix}") from error
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            loss(y, np.broadcast_to(scores.reshape(-1, 1, scores.shape[-1])[0], (len(X), scores.shape[-1])))
    except (TypeError, ValueError) as error:
        error.args = (in_names(str(error), names),)
        raise
    return X, y
