"""A network is a list of layers, run forward, and backward in reverse."""

from itertools import pairwise

import numpy as np

from .chain import require_chain
from .checks import name_of, require_learned
from .inputs import as_table
from .layers import Dense, Layer, ReLU, Sigmoid, Tanh, glorot, he
from .storage import count_params, read_archive, write_archive

KINDS = {kind.__name__: kind for kind in (Dense, ReLU, Sigmoid, Tanh)}


class Sequential:
    """Layers in a row: the output of each is the input of the next.

    All learned numbers live in one vector, `params` (n_params,), and their gradients in `grads`; each layer's
    W, b, dW and db are views, windows onto these two. So an optimizer only needs to move one vector.

    dtype: np.float64, or np.float32 for half the memory. Raises ValueError or TypeError for layers that do not fit.
    """

    def __init__(self, *layers, dtype=np.float64):
        require_chain(layers)
        if np.dtype(dtype) not in (np.float64, np.float32):
            raise TypeError(f"dtype must be np.float64 or np.float32, got {dtype!r}")
        self.layers = layers
        learned = [(name, getattr(layer, name)) for layer in layers for name in layer.learned]
        self.params = np.concatenate([array.ravel() for _, array in learned]).astype(dtype)
        self.grads = np.zeros_like(self.params)
        self.is_weight = np.concatenate([np.full(array.size, name == "W") for name, array in learned])
        self._bind()

    def _bind(self):
        """Make each layer's arrays windows onto params and grads."""
        start = 0
        for layer in self.layers:
            layer.bound = True
            for name in layer.learned:
                array = getattr(layer, name)
                window = slice(start, start + array.size)
                setattr(layer, name, self.params[window].reshape(array.shape))
                setattr(layer, "d" + name, self.grads[window].reshape(array.shape))
                start += array.size

    def __setstate__(self, state):
        """Pickle and copy.deepcopy copy the windows as arrays of their own: bind them again."""
        self.__dict__.update(state)
        self._bind()

    def forward(self, X):
        """Raw scores (n, n_out) for X (n, n_in). net(X) is the same, but for a network that has diverged an error."""
        x = np.asarray(X, dtype=self.params.dtype)
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def __call__(self, X):
        require_learned(self.params)
        return self.forward(as_table(X, width=self.n_in))

    @property
    def n_in(self):
        """The number of columns of X."""
        return next(layer.n_in for layer in self.layers if layer.learned)

    def backward(self, dscores, input_gradient=False):
        """Fill grads from dscores (n, n_out), for the X of the latest forward.

        Returns dL/dX (n, n_in) if input_gradient, else None: training does not need it, and it costs a product.
        """
        first, *others = self.layers
        for layer in reversed(others):
            dscores = layer.backward(dscores)
        first.input_gradient = input_gradient
        dX = first.backward(dscores)
        first.input_gradient = True
        return dX if input_gradient else None

    def l2_penalty(self, l2):
        """½ l2 sum(W²) over all weights, not the biases, and its gradient (n_params,): l2 W, and 0 at biases."""
        W = self.params * self.is_weight
        return 0.5 * l2 * float(W @ W), l2 * W

    def summary(self):
        """Print a line for each layer: its output shape and how many numbers it learns; then the total."""
        print(f"{'Layer':<20}{'Output shape':<16}{'Params':>9}")
        width = self.n_in
        for layer in self.layers:
            width = getattr(layer, "n_out", width)
            size = sum(getattr(layer, name).size for name in layer.learned)
            print(f"{layer!r:<20}{f'(n, {width})':<16}{size:>9,}")
        print(f"{'Total':<36}{self.params.size:>9,}")

    def __repr__(self):
        return f"Sequential({', '.join(map(repr, self.layers))})  # {self.params.size:,} parameters"

    def save(self, path):
        """Write layers and learned numbers to one .npz file at exactly this path. Only nnlib's layers, if finite."""
        for layer in self.layers:
            if type(layer) is not KINDS.get(type(layer).__name__):
                raise ValueError(f"{layer!r} is not one of nnlib's layers, {', '.join(KINDS)}; save net.params instead")
        layers = [(type(layer).__name__, *layer.sizes) for layer in self.layers]
        write_archive(path, "network", {"layers": layers}, self)

    @classmethod
    def load(cls, path):
        """The network that save wrote. Raises ValueError if the file is missing, damaged, or something else."""
        with read_archive(path, "network") as (header, read):
            named = [(name_of("layer", name, KINDS), sizes) for name, *sizes in header["layers"]]
            layers = [sizes if name == "Dense" else KINDS[name](*sizes) for name, sizes in named]
            params = read("params", count_params(layer for layer in layers if isinstance(layer, list)))
            rng = np.random.default_rng(0)  # random weights, replaced below
            layers = [Dense(*layer, rng=rng) if isinstance(layer, list) else layer for layer in layers]
            net = cls(*layers, dtype=params.dtype)
            net.params[:] = params
        return net


def mlp(sizes, activation=ReLU, *, rng, dtype=np.float64):
    """A multilayer perceptron: Dense layers of these sizes with the activation between them, none after the last.

    mlp([2, 16, 1], ReLU, rng=rng) is Sequential(Dense(2, 16, rng=rng), ReLU(), Dense(16, 1, rng=rng)).
    Weights start with he before ReLU, with glorot otherwise.
    """
    sizes = list(sizes)
    if len(sizes) < 2:
        raise ValueError(f"sizes must name at least inputs and outputs, got {sizes}; write for example [2, 16, 1]")
    if not (isinstance(activation, type) and issubclass(activation, Layer)):
        fix = f"write mlp({sizes}, ReLU, rng=rng)"
        raise TypeError(f"activation must be a class such as ReLU, got {activation!r}; {fix}")
    start = he if activation is ReLU else glorot
    layers = []
    for n_in, n_out in pairwise(sizes):
        layers += [Dense(n_in, n_out, rng=rng, start=start), activation()]
    return Sequential(*layers[:-1], dtype=dtype)
