"""Layers. forward maps x to y; backward maps dL/dy to dL/dx and, on the way, finds the layer's own gradients.

Names: x and y are a layer's input and output, (n, n_features), one row a sample. L is the loss; dy, dx, dW
and db are short for dL/dy, dL/dx, dL/dW and dL/db, each of the shape of what it belongs to.
"""

import numpy as np

from .activations import sigmoid
from .checks import require_count, require_generator


def he(n_in, n_out):
    """Standard deviation sqrt(2 / n_in) for starting weights before a ReLU: x and y keep the same mean square.

    He, Zhang, Ren, Sun (2015), "Delving Deep into Rectifiers".
    """
    return np.sqrt(2 / n_in)


def glorot(n_in, n_out):
    """Standard deviation sqrt(2 / (n_in + n_out)) for starting weights before tanh, sigmoid, or nothing.

    Glorot, Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks".
    """
    return np.sqrt(2 / (n_in + n_out))


class Layer:
    """What every layer has. A new one defines forward and backward.

    learned: the names of the arrays that it learns. sizes: what builds an equal layer, (n_in, n_out) or nothing.
    """

    learned = ()
    sizes = ()
    bound = False  # True once the layer belongs to a network

    def forward(self, x):
        """y from x, keeping what backward will need."""
        raise NotImplementedError(f"{type(self).__name__} needs a method forward(self, x)")

    def backward(self, dy):
        """dx from dy, for the x of the latest forward. dy is left as it is; gradients are overwritten, not added up."""
        raise NotImplementedError(f"{type(self).__name__} needs a method backward(self, dy)")

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(map(str, self.sizes))})"


class Dense(Layer):
    """y = x W + b.  x: (n, n_in), W: (n_in, n_out), b: (n_out,), y: (n, n_out).

    W starts as normal numbers with mean 0 and standard deviation start(n_in, n_out), b as zeros.
    Raises TypeError if rng is not a Generator, ValueError for sizes or shapes that do not fit.
    """

    learned = ("W", "b")
    input_gradient = True

    def __init__(self, n_in, n_out, *, rng, start=he):
        require_count("n_in", n_in)
        require_count("n_out", n_out)
        require_generator(rng)
        self.sizes = self.n_in, self.n_out = int(n_in), int(n_out)
        self.W = rng.normal(0.0, start(n_in, n_out), (n_in, n_out))
        self.b = np.zeros(n_out)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)

    def forward(self, x):
        if x.ndim != 2 or x.shape[1] != self.n_in:
            remedy = "; for one sample write x.reshape(1, -1)" if x.ndim == 1 else ""
            raise ValueError(f"{self!r} got x of shape {x.shape} but needs (n_samples, {self.n_in}){remedy}")
        self.x = x
        y = x @ self.W
        # b for each row: on thousands of narrow rows ten times faster than y += b, and the same sum
        y += self.b[None].repeat(len(x), axis=0)
        return y

    def backward(self, dy):
        """dW = x.T dy, db = sum over rows of dy, dx = dy W.T.

        In indices y[s, k] = sum_j x[s, j] W[j, k] + b[k]. Every path from a number to L counts:
        W[j, k] reaches L through y[s, k] of every row s, with slope x[s, j],
            so dW[j, k] = sum_s x[s, j] dy[s, k];
        b[k] reaches the same y[s, k] with slope 1, so db[k] = sum_s dy[s, k];
        x[s, j] reaches y[s, k] of every unit k with slope W[j, k],
            so dx[s, j] = sum_k dy[s, k] W[j, k].

        The sum over rows is a product with a row of ones: on thousands of narrow rows ten
        times faster. Where input_gradient is False, nobody needs dx: None is returned.
        """
        np.matmul(self.x.T, dy, out=self.dW)
        np.matmul(np.ones(len(dy), dy.dtype), dy, out=self.db)
        return dy @ self.W.T if self.input_gradient else None


class ReLU(Layer):
    """y = max(x, 0), each number by itself; x and y of one shape."""

    def forward(self, x):
        self.y = np.maximum(x, 0)
        return self.y

    def backward(self, dy):
        """The slope is 1 where x > 0, that is where y > 0, and 0 elsewhere, also at 0."""
        return dy * (self.y > 0)


class Sigmoid(Layer):
    """y = sigmoid(x), each number by itself; x and y of one shape."""

    def forward(self, x):
        self.y = sigmoid(x)
        return self.y

    def backward(self, dy):
        """dy/dx = y (1 - y): with e = exp(-x), y = 1 / (1 + e) has slope e / (1 + e)², and e / (1 + e) = 1 - y."""
        return dy * self.y * (1 - self.y)


class Tanh(Layer):
    """y = tanh(x), each number by itself; x and y of one shape."""

    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, dy):
        """dy/dx = 1 - y²: the quotient rule on sinh / cosh gives (cosh² - sinh²) / cosh²."""
        return dy * (1 - self.y**2)
