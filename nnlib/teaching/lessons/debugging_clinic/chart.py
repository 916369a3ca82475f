"""Which instruments raise an alarm for a patient? For the table at the end of the lesson."""

import numpy as np

from . import instruments

LOSS, CHECK, STEP = "loss curve", "gradient", "step / rate"
ZERO, START, HEART = "loss at zero scores", "loss untrained", "20 rows by heart"
LIVE, SURE, RECALL, RULER = "live units", "largest probability", "recall", "ruler"


def known_loss(patient):
    """What the loss must be where all scores are 0: ln 2, ln 10, or half the mean square of the targets."""
    if patient.accuracy is None:
        return 0.5 * (patient.y**2).sum(axis=1).mean()
    return np.log(2 if patient.y.ndim == 2 else 10)


def alarms(patient):
    """{instrument: True if its reading is not what a healthy network shows}; None where it does not apply."""
    zero, start = instruments.start_losses(patient)
    errors = np.array(list(instruments.gradient_errors(patient).values()))
    net, curve = patient.train(seed=1)  # at seed 0 patient 1's recall is chaotic near its limit
    X, _ = patient.data(seed=1)
    readings = {
        LOSS: not curve[-1] < 0.8 * curve[0],
        ZERO: abs(zero - known_loss(patient)) > 1e-6,
        START: start > (10 if patient.accuracy is None else 2) * zero,
        CHECK: errors[:, 0].max() > 1e-7,
        STEP: errors[:, 1].max() > 1e-7,
        HEART: instruments.by_heart(patient) > 0.15 * known_loss(patient),
        LIVE: min((share > 0).mean() for share in instruments.live_units(net, X)) < 0.5,
        SURE: None,
        RECALL: None,
        RULER: None,
    }
    if patient.accuracy:
        readings[SURE] = instruments.largest_probability(net, X) < 0.9
        readings[RECALL] = instruments.recalls(net, patient.scale(patient.X_new), patient.y_new).min() < 0.7
        readings[RULER] = instruments.ruler(patient) != (1.0, 0.0)
    return {name: alarm if alarm is None else bool(alarm) for name, alarm in readings.items()}
