"""Many networks of one shape, trained at once: a claim over a hundred seeds for little more than the price of a few."""

from copy import deepcopy

import numpy as np

from .checks import require_learned
from .layers import Layer
from .network import KINDS, Sequential


def stack(nets):
    """The networks as one, to be trained by fit with the losses and optimizers as they are.

        rngs = [np.random.default_rng(seed) for seed in range(100)]
        nets = stack([mlp([2, 8, 1], ReLU, rng=rng) for rng in rngs])
        history = fit(nets, binary_cross_entropy, Adam(nets), X, y, rng=rngs)

    nets: s networks of the same layers and dtype. They are copied, and stay as they are. Results get an axis in front:
    nets(X) is (s, n, n_out), history["loss"][epoch] is (s,). nets[i] is a plain network, a copy of the i-th. Each ends
    as it would alone with its own generator, up to rounding; but one whose numbers are no longer finite does not stop,
    since others still train.

    Raises ValueError or TypeError for networks that differ in shape, or have layers that are not nnlib's own.
    """
    if isinstance(nets, Sequential):
        raise TypeError(f"nets is one network, {nets!r:.60}; for a stack of one write stack([net])")
    nets = list(nets)
    if not nets:
        raise ValueError("there is no network to stack; write stack([mlp([2, 8, 1], rng=rng) for rng in rngs])")
    for i, net in enumerate(nets):
        if not isinstance(net, Sequential) or isinstance(net, Stack):
            raise TypeError(f"nets[{i}] is {net!r:.60}, not a network; write stack([net_1, net_2])")
        if repr(net) != repr(nets[0]) or net.params.dtype != nets[0].params.dtype:
            raise ValueError(
                f"nets[{i}] is {net!r}, {net.params.dtype}, but nets[0] is {nets[0]!r}, {nets[0].params.dtype}; "
                "a stack takes networks of one shape and dtype"
            )
        for layer in net.layers:
            if type(layer) not in KINDS.values():
                raise ValueError(f"{layer!r} is not one of nnlib's layers, {', '.join(KINDS)}; train nets[{i}] alone")
    return Stack(nets)


class Stack(Sequential):
    """What stack returns. params and grads are (s, n_params); each layer's W, b, dW, db are views of them."""

    def __init__(self, nets):
        self.like = deepcopy(nets[0])
        self.layers = [StackedDense(layer) if layer.learned else deepcopy(layer) for layer in self.like.layers]
        self.params = np.stack([net.params for net in nets])
        self.grads = np.zeros_like(self.params)
        self.is_weight = self.like.is_weight
        self._bind()

    def _bind(self):
        start = 0
        for layer in self.layers:
            for name, shape in layer.shapes.items() if layer.learned else ():
                window = slice(start, start + np.prod(shape))
                setattr(layer, name, self.params[:, window].reshape(-1, *shape))
                setattr(layer, "d" + name, self.grads[:, window].reshape(-1, *shape))
                start = window.stop

    def __call__(self, X):
        """Scores (s, n, n_out) for X (n, n_in), or for rows of each network's own, X (s, n, n_in)."""
        if np.ndim(X) != 3:
            return super().__call__(X)
        require_learned(self.params)
        return self.forward(X)

    def __len__(self):
        return len(self.params)

    def __getitem__(self, i):
        net = deepcopy(self.like)
        net.params[:] = self.params[i]
        return net

    def l2_penalty(self, l2):
        """½ l2 sum(W²) of each network, (s,), and its gradient (s, n_params)."""
        W = self.params * self.is_weight
        return 0.5 * l2 * np.vecdot(W, W), l2 * W

    def summary(self):
        """Print how many networks there are, and the layers of one."""
        print(f"{len(self)} networks, each:")
        self.like.summary()

    def __repr__(self):
        return f"stack of {len(self)} × {self.like!r}"

    def save(self, path):
        """Refused: a file holds one network."""
        raise ValueError("a file holds one network; write nets[0].save(path), or np.savez(path, params=nets.params)")


class StackedDense(Layer):
    """y = x W + b for each network.  x: (s, n, n_in), or (n, n_in) for all; W: (s, n_in, n_out), b: (s, 1, n_out)."""

    learned = ("W", "b")
    input_gradient = True

    def __init__(self, dense):
        self.sizes = self.n_in, self.n_out = dense.sizes
        self.shapes = {"W": (self.n_in, self.n_out), "b": (1, self.n_out)}

    def forward(self, x):
        if x.ndim not in (2, 3) or x.shape[-1] != self.n_in:
            raise ValueError(f"Dense{self.sizes} got x of shape {x.shape} but needs (n_samples, {self.n_in})")
        self.x = x
        y = x @ self.W
        y += self.b.repeat(y.shape[-2], axis=-2)
        return y

    def backward(self, dy):
        """As in Dense, for each network by itself."""
        np.matmul(self.x.mT, dy, out=self.dW)
        np.matmul(np.ones((1, dy.shape[1]), dy.dtype), dy, out=self.db)
        return dy @ self.W.mT if self.input_gradient else None
