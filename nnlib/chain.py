"""Do layers make a network? An error that says which does not fit, and what to write."""

from itertools import pairwise

from .layers import Dense, Layer


def require_chain(layers):
    """Raise unless layers are new Layer objects, at least one Dense, neighbors of fitting sizes."""
    places = {}
    for i, layer in enumerate(layers):
        if not isinstance(layer, Layer):
            raise TypeError(f"layer {i} is {layer!r}, not a layer; write Sequential(Dense(2, 1, rng=rng), Sigmoid())")
        if places.setdefault(id(layer), i) != i:
            raise ValueError(f"layer {i}, {layer!r}, stands in the network twice; make a new object for each place")
        if layer.bound:
            raise ValueError(f"layer {i}, {layer!r}, belongs to another network; make a new one of the same sizes")
    dense = [(i, layer) for i, layer in enumerate(layers) if isinstance(layer, Dense)]
    if not dense:
        raise ValueError("a network needs at least one Dense layer; write for example Sequential(Dense(2, 1, rng=rng))")
    for (i, layer), (j, after) in pairwise(dense):
        if layer.n_out != after.n_in:
            fix = f"write Dense({layer.n_out}, {after.n_out}, rng=rng)"
            raise ValueError(f"layer {i} gives {layer.n_out} features but layer {j} expects {after.n_in}; {fix}")
