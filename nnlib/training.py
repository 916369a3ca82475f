"""The training loop."""

import warnings

import numpy as np

from .checks import as_table, require_count, require_finite, require_generator, require_number


def minibatches(n_samples, batch_size, rng):
    """Index arrays that together hold each of 0 … n_samples - 1 once, in random order; the last may be shorter.

    Raises TypeError if rng is not a Generator, ValueError for sizes that are not whole numbers above 0.
    """
    require_count("n_samples", n_samples)
    require_count("batch_size", batch_size)
    require_generator(rng)
    order = rng.permutation(n_samples)
    return (order[start : start + batch_size] for start in range(0, n_samples, batch_size))


def fit(net, loss, optimizer, X, y, *, rng, epochs=100, batch_size=32, validation_data=None, l2=0.0, callback=None):
    """Train net and return its history, {"loss": [...]}, with "val_loss" if there is validation_data.

    One number an epoch, all measured at the end of it, with the same weights. X: (n, n_in). y: (n, n_out), or (n,)
    class numbers. validation_data: (X_val, y_val), watched, never trained on.
    l2 adds ½ l2 Σ W² to the loss, which is both what is descended and what is reported.
    callback(epoch, history) is called after each epoch, epoch counting from 0; if it returns True, training stops.

    Raises ValueError or TypeError for data that does not fit, before anything has been changed. If the loss stops being
    a finite number, training stops with a RuntimeWarning and the history so far.
    """
    require_generator(rng)
    require_count("epochs", epochs)
    require_count("batch_size", batch_size)
    require_number("l2", l2, 0)
    if getattr(optimizer, "net", net) is not net:
        raise ValueError("the optimizer moves another network; write for example Adam(net) with the net you train")
    sets = {"loss": check_data(net, loss, X, y)}
    if validation_data is not None:
        if not isinstance(validation_data, (tuple, list)) or len(validation_data) != 2:
            raise ValueError(f"validation_data must be a pair, got {validation_data!r:.60}; write (X_val, y_val)")
        sets["val_loss"] = check_data(net, loss, *validation_data, names=("X_val", "y_val"))
    X, y = sets["loss"]
    history = {name: [] for name in sets}
    with np.errstate(over="ignore", invalid="ignore"):
        for epoch in range(epochs):
            for X_batch, y_batch in _batches(X, y, batch_size, rng):
                _, dscores = loss(y_batch, net.forward(X_batch))
                net.backward(dscores)
                if l2:
                    net.grads += net.l2_penalty(l2)[1]
                optimizer.step()
            penalty = net.l2_penalty(l2)[0] if l2 else 0.0
            for name, (inputs, targets) in sets.items():
                history[name].append(loss(targets, net.forward(inputs))[0] + penalty)
            if not np.isfinite(history["loss"][-1]):
                warnings.warn(
                    f"the loss is {history['loss'][-1]} after epoch {epoch + 1}: "
                    "the steps are too long, training stopped. "
                    "Build the net again with a smaller lr, and standardize X",
                    RuntimeWarning,
                    stacklevel=2,
                )
                break
            if callback and callback(epoch, history):
                break
    return history


def _batches(X, y, batch_size, rng):
    """X and y in mini-batches. A full batch is left in its order, which does not matter to a mean."""
    if batch_size >= len(X):
        yield X, y
    else:
        for rows in minibatches(len(X), batch_size, rng):
            yield X.take(rows, axis=0), y.take(rows, axis=0)  # the same as X[rows], and quicker for few rows


def check_data(net, loss, X, y, names=("X", "y")):
    """X and y as arrays that net and loss accept, in the dtype of net; a clear error otherwise."""
    X, y = np.ascontiguousarray(as_table(X, names[0]), dtype=net.params.dtype), np.asarray(y)
    if y.ndim == 0 or len(X) != len(y):
        raise ValueError(f"{names[0]} has {len(X)} rows but {names[1]} has shape {y.shape}; give each row one target")
    if y.dtype.kind not in "fiub":
        fix = f"for names of classes write np.unique({names[1]}, return_inverse=True)[1]"
        raise TypeError(f"{names[1]} must hold numbers, got dtype {y.dtype}; {fix}")
    require_finite(y, names[1])
    if y.ndim == 2:
        y = y.astype(net.params.dtype)
    try:
        scores = net.forward(X[:1])  # one row is enough to see whether shapes and labels fit
    except ValueError as error:
        raise ValueError(f"{names[0]} of shape {X.shape} does not fit the network: {error}") from error
    loss(y, np.broadcast_to(scores, (len(X), scores.shape[1])))
    return X, y
