"""Two tiny data sets. Larger ones come from scikit-learn."""

import numpy as np

from .checks import require_count, require_generator


def sum_difference(n_samples=10_000, *, rng):
    """Pairs (a, b), uniform in [0, 100), and their targets (a + b, a - b, |a - b|).

    Returns X (n_samples, 2) and Y (n_samples, 3).
    Raises TypeError if rng is not a Generator, ValueError if n_samples is not a whole number above 0.
    """
    require_generator(rng)
    require_count("n_samples", n_samples)
    X = rng.uniform(0, 100, (n_samples, 2))
    a, b = X.T
    return X, np.column_stack([a + b, a - b, np.abs(a - b)])


def xor():
    """The four points of exclusive or: y is 1 where exactly one of the two inputs is 1.

    Returns X (4, 2) and y (4, 1).
    """
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return X, np.array([[0.0], [1.0], [1.0], [0.0]])
