"""Right and wrong calls at a threshold."""

import numpy as np


def counts(y, p, threshold):
    """(found, missed, false alarms, rightly left alone) if p >= threshold is called malignant. y, p: (n,)."""
    called = p >= threshold
    found, alarms = np.count_nonzero(called & (y == 1)), np.count_nonzero(called & (y == 0))
    return found, np.count_nonzero(y == 1) - found, alarms, np.count_nonzero(y == 0) - alarms
