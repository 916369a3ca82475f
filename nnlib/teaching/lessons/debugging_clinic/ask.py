"""What one can ask a patient: the clinic's instruments, and two more for the first sitting."""

import numpy as np

from ...clinic.instruments import arrays, by_heart, gradient, gradient_errors, slopes, step, two_looks

__all__ = ["arrays", "by_heart", "ends", "gradient", "gradient_errors", "moved", "slopes", "step", "two_looks"]


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
