"""The backward pass of a dense layer, which learners write, and mend in the clinic: cases and faults."""

import numpy as np

from .diagnosis import Fault


def right_dense_backward(x, W, dz):
    return dz @ W.T, x.T @ dz, dz.sum(axis=0)


def numbers(*shape, seed):
    """Numbers of both signs with a mean that is not 0."""
    return np.random.default_rng(seed).normal(0.3, 1, shape)


def _dense_case(n, n_in, n_out, seed):
    return numbers(n, n_in, seed=seed), numbers(n_in, n_out, seed=seed + 1), numbers(n, n_out, seed=seed + 2)


SQUARE = [_dense_case(3, 3, 3, 20)]
DENSE_CASES = [_dense_case(2, 3, 2, 0), _dense_case(7, 5, 3, 10), *SQUARE]
SHAPES = "Write the shapes under the product: the inner two must be equal and vanish."
MEAN = "Paths add: a layer only multiplies and sums. Nothing divides by n here."
DENSE_FAULTS = [
    Fault(lambda x, W, dz: dz @ W, "this is dz @ W; W is not transposed.", SHAPES, "dx"),
    Fault(lambda x, W, dz: W @ dz.T, "this is W @ dzᵀ, dx lying on its side.", SHAPES, "dx"),
    Fault(lambda x, W, dz: (dz @ W.T) / len(x), "divided by n.", MEAN, "dx"),
    Fault(
        lambda x, W, dz: x * (dz @ W.T),
        "it is multiplied by x once more.",
        "z is x times W plus b: its slope in x is W alone.",
        "dx",
    ),
    Fault(lambda x, W, dz: x @ dz, "this is x @ dz; x is not transposed.", SHAPES, "dW"),
    Fault(lambda x, W, dz: dz.T @ x, "this is dzᵀ @ x, dW lying on its side.", SHAPES, "dW"),
    Fault(lambda x, W, dz: x @ dz.T, "this is x @ dzᵀ: it adds over features, not over rows.", SHAPES, "dW"),
    Fault(lambda x, W, dz: (x.T @ dz) / len(x), "divided by n.", MEAN, "dW"),
    Fault(
        lambda x, W, dz: x[:, :, None] * dz[:, None, :],
        "one matrix for each row, not yet added up.",
        "W is used in every row: what happens to the paths?",
        "dW",
    ),
    Fault(
        lambda x, W, dz: W * (x.T @ dz),
        "it is multiplied by W once more.",
        "z is x times W plus b: its slope in W is x alone.",
        "dW",
    ),
    Fault(lambda x, W, dz: dz, "this is dz itself.", "The bias enters every row: what happens to the paths?", "db"),
    Fault(
        lambda x, W, dz: dz.sum(axis=1),
        "summed over the units: one number for each row.",
        "Each unit has its own bias, used in every row. Which axis is samples?",
        "db",
    ),
    Fault(
        lambda x, W, dz: dz.sum(),
        "one number for all units.",
        "Each unit has its own bias. Sum over rows only: which axis is that?",
        "db",
    ),
    Fault(
        lambda x, W, dz: np.full(dz.shape[1], dz.sum()),
        "the same number for all units.",
        "Each unit has its own bias. Sum over rows only: which axis is that?",
        "db",
    ),
    Fault(
        lambda x, W, dz: dz.sum(axis=0, keepdims=True),
        "the right numbers, but in shape (1, n_out).",
        "b has shape (n_out,), so db has too: leave keepdims out.",
        "db",
    ),
    Fault(
        lambda x, W, dz: dz.mean(axis=0),
        "this is the mean over the rows, n times too small.",
        MEAN,
        "db",
    ),
    Fault(
        lambda x, W, dz: (x.T @ dz).sum(axis=0),
        "this is dW summed over the inputs.",
        "z's slope in b is 1, so x has no part in db.",
        "db",
    ),
]
DENSE_PARTS = ("dx", "dW", "db")
