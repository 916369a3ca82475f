"""One small exercise, to see how exercises work here."""

import numpy as np

from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise


@exercise
def double(function):
    """double(x) = 2 x for an array of any shape."""
    cases = [(np.array([1.0, -2.0, 0.3]),), (np.array([[0.5, 4.0], [-1.0, 3.0]]),)]
    faults = [
        Fault(np.square, "these are squares.", "x ** 2 multiplies each number by itself; you want 2 times x."),
        Fault(lambda x: x + 2, "2 is added.", "Doubling multiplies: which operator is that?"),
        Fault(lambda x: x, "the array comes back unchanged.", "Return a new array, 2 times x."),
    ]
    return check_function("double", function, lambda x: 2 * x, cases, faults, "every number is doubled.")
