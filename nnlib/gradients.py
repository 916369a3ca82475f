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


def gradient_check(net, loss, X, y, l2=0.0, report=False):
    """max |g - n| / max(|g|, |n|), with g from backward and n from differences, for each W and b; returns the worst.

    Up to 1e-8 is right, above 1e-4 is wrong, or a ReLU sits within h of its kink: try other X. Biases that are not
    zero make a stricter test. Each array has its own maxima, so that a layer of small gradients is judged like others.
    What rounding explains is no error: gradients below 1e-10 of the loss are too small to judge. report=True prints
    a line for each array. Infinite if a gradient is not a finite number. net.params stay as they are.
    Raises TypeError for a float32 network: rounding would drown the differences. ValueError for a stack of networks.
    """
    if net.params.ndim != 1:
        raise ValueError(f"params have shape {net.params.shape}; of a stack check one: gradient_check(nets[0], ...)")
    if net.params.dtype != np.float64:
        raise TypeError(f"gradient_check needs float64 parameters, got {net.params.dtype}; build with dtype=np.float64")
    penalty = (lambda: net.l2_penalty(l2)) if l2 else (lambda: (0.0, 0.0))
    net.backward(loss(y, net.forward(X))[1])
    net.grads += penalty()[1]
    layers = [(f"{i} {type(layer).__name__}", layer) for i, layer in enumerate(getattr(net, "layers", ()))]
    arrays = [(where, name, getattr(layer, name)) for where, layer in layers for name in getattr(layer, "learned", ())]
    complete = sum(array.size for *_, array in arrays) == net.params.size
    start, worst, show, line = 0, 0.0, print if report else str, "{:17.16}{:7}{:12}{:18}{:16}{}".format
    show(line("Layer", "Array", "Shape", "Largest gradient", "Relative error", "Verdict"))
    for where, name, array in arrays if complete else [("", "params", net.params)]:
        x, g = (vector[start : start + array.size] for vector in (net.params, net.grads))
        error, *words = _judge(lambda _: loss(y, net.forward(X))[0] + penalty()[0], x, g)
        show(line(where, name, str(array.shape), *words))
        start, worst = start + array.size, max(worst, error)
    return float(worst)


def _judge(f, x, g):
    """The relative error of one array, then the report's words, without any digit that rounding could change."""
    losses = [f(x)]
    n, coarse = (numerical_gradient(lambda x: losses.append(f(x)) or losses[-1], x, h) for h in (1e-5, 2e-5))
    error, curve, largest = np.abs(g - n), np.abs(n - coarse), np.abs([g, n]).max()  # curve: 3 times the error of n
    if not np.isfinite(largest):
        return np.inf, "unknown", "infinite", "wrong"
    bowl = np.abs(np.add(losses[1::2], losses[2::2]) - 2 * losses[0]).max()  # at a perfect fit all that h changes
    doubt = max((4 * np.spacing(abs(losses[0])) + 2.5e-7 * bowl) / 1e-5, curve.mean())
    if error.max() > 1e-8 * largest:
        error = np.maximum(error - doubt - curve, 0)
    if largest <= 10 * doubt and error.max() <= 1e-7 * largest:
        return 0.0, "about 0", "unknown", "too small to judge"
    error, doubt, size = error.max() / largest, doubt / largest, f"about 1e{round(np.log10(largest))}"
    if error <= 1e-7:
        return error, size, f"below 1e{max(-8, int(np.ceil(np.log10(doubt))))}", "right"
    digits = f"{error:.2g}" if error > max(1e-4, 1000 * doubt) else f"about 1e{round(np.log10(error))}"
    return error, size, digits, "wrong" if error > 1e-4 else "look again"
