"""What the first sitting has of the clinic: its five patients, parts that cure them, and what one can ask them."""

import numpy as np

from ...clinic import ward
from ...clinic.instruments import arrays, by_heart, gradient, gradient_errors, slopes, step, two_looks
from ...clinic.ward import healthy, learn, overwrite, read, together
from . import parts

__all__ = ["healthy", "ill", "learn", "overwrite", "read", "together"]  # patients and cures
__all__ += ["arrays", "by_heart", "ends", "gradient", "gradient_errors", "moved", "slopes", "step", "two_looks"]


def ill():
    """The five patients {1: Patient, … 5: Patient}, each a healthy one with one part replaced."""
    frozen = healthy()["digits"].with_parts(learn=parts.descend)
    return {number: frozen if number == 2 else patient for number, patient in ward.ill().items() if number < 6}


def moved(patient, rows=32):
    """(how many numbers of the network, how many scores of all training rows) one step changes, on the first rows."""
    X, y = patient.data()
    net = patient.net()
    numbers, scores = net.params.copy(), net(X)
    patient.step(net, X[:rows], y[:rows])
    return np.sum(net.params != numbers), np.sum(net(X) != scores)


def ends(patient, starts, epochs=None):
    """The last losses of runs from several starts, (starts,)."""
    return np.array([patient.train(seed, epochs=epochs)[1][-1] for seed in range(starts)])
