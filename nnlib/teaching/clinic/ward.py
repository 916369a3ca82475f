"""The ten patients, and a healthy network for each of the two tasks."""

import inspect

import numpy as np

from nnlib import binary_cross_entropy, cross_entropy

from . import parts
from .patient import Patient, hidden_backward, penalty

__all__ = ["hidden_backward", "penalty"]  # healthy parts, for proofs


def sixteenths(pixels):
    """Inputs from 0 to 1, the same way for every picture."""
    return pixels / 16


def overwrite(net, dscores):
    """Gradients of this loss alone."""
    net.backward(dscores)


def learn(net, dscores, lr):
    """Gradients first, then one step."""
    net.backward(dscores)
    net.params -= lr * net.grads


def together(X, y, rng):
    """One order for both."""
    order = rng.permutation(len(X))
    return X[order], y[order]


def generator(seed=None):
    """Every seed is a seed, 0 as well."""
    return parts.anybody if seed is None else np.random.default_rng(seed)


def moons():
    """400 training rows and 400 new ones: X, y, X_new, y_new."""
    from sklearn.datasets import make_moons

    X, y = make_moons(800, noise=0.2, random_state=0)
    y = y.reshape(-1, 1).astype(float)
    return X[:400], y[:400], X[400:], y[400:]


def digits():
    """800 training rows and 997 new ones: X, y, X_new, y_new."""
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    X, y = load_digits(return_X_y=True)
    X, X_new, y, y_new = train_test_split(X, y, train_size=800, stratify=y, random_state=0)
    return X, y, X_new, y_new


def healthy():
    """{"moons": Patient, "digits": Patient}, both well."""
    return {
        "moons": Patient(*moons(), sizes=(2, 16, 1), loss=binary_cross_entropy, lr=0.3),
        "digits": Patient(*digits(), sizes=(64, 16, 10), loss=cross_entropy, lr=0.2, epochs=20, scale=sixteenths),
    }


def ill():
    """The ten patients {1: Patient, … 10: Patient}, each a healthy one with one part replaced."""
    well = healthy()
    of_moons, of_digits = well["moons"].with_parts, well["digits"].with_parts
    X, y, *_ = digits()
    nines_last = np.argsort(y == 9, kind="stable")
    return {
        1: of_moons(loss=parts.binary_loss),
        2: of_digits(learn=parts.descend),
        3: of_digits(backward=parts.backward),
        4: of_moons(lr=1.0, learn=parts.learn),
        5: of_digits(arrange=parts.shuffle),
        6: of_moons(lr=0.1, l2=0.1, penalty=parts.penalty),
        7: of_digits(loss=parts.digit_loss),
        8: of_digits(X=X[nines_last], y=y[nines_last], batch_size=90, epochs=40, batches=parts.batches),
        9: of_digits(generator=parts.generator),
        10: of_digits(sizes=(64, 32, 10), keep=0.5, epochs=20, hidden_backward=parts.hidden_backward),
    }


def read(part):
    """Print the source of a part."""
    print(inspect.getsource(part))
