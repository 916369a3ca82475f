"""Is backward right? Compare it with differences of forward, which needs no calculus at all."""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """(f(x + h) - f(x - h)) / 2h for each number in x, one at a time: the central difference.

    f takes x and returns one number; x: float64 array of any shape, changed in place while f is called and put back
    afterwards. Returns an array of the shape of x. The error is about h² from the curve of f plus 1e-16 / h from
    rounding, which is smallest near h = 1e-5.
    Raises TypeError unless x is a float64 array.
    """
    if not isinstance(x, np.ndarray) or x.dtype != np.float64:
        got = getattr(x, "dtype", type(x).__name__)
        raise TypeError(f"x must be a float64 array, got {got}; write np.array(x, dtype=float)")
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        value = x[index]
        x[index] = value + h
        up = f(x)
        x[index] = value - h
        down = f(x)
        x[index] = value
        gradient[index] = (up - down) / (2 * h)
    return gradient


def gradient_check(net, loss, X, y, l2=0.0):
    """max |grads - numerical| / max(|grads|, |numerical|): how wrong is backward, relative to the largest gradient?

    About 1e-9 is right, above 1e-4 is wrong, or a ReLU sits within h of its kink: try other X. Biases that are not
    zero make a stricter test. Both maxima are over all parameters, so a fault in a layer whose gradients are ten
    thousand times smaller than the largest ones goes unseen, and where all gradients are as small as rounding, at a
    perfect fit, the result says nothing. Infinite if a gradient is not a finite number. net.params stay as they are.
    Raises TypeError for a float32 network: rounding would drown the differences.
    """
    if net.params.dtype != np.float64:
        raise TypeError(f"gradient_check needs float64 parameters, got {net.params.dtype}; build with dtype=np.float64")
    penalty = (lambda: net.l2_penalty(l2)) if l2 else (lambda: (0.0, 0.0))
    net.backward(loss(y, net.forward(X))[1])
    net.grads += penalty()[1]
    numeric = numerical_gradient(lambda _: loss(y, net.forward(X))[0] + penalty()[0], net.params)
    error = np.abs(net.grads - numeric).max()
    if not np.isfinite(error):
        return float("inf")
    return float(error / max(np.abs(net.grads).max(), np.abs(numeric).max())) if error > 0 else 0.0
