"""Which instruments raise an alarm for a patient? For the examination and for the table at the end."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import instruments


def known_loss(patient):
    """What the loss must be where all scores are 0: log 2 or log 10."""
    return np.log(2 if patient.y.ndim == 2 else 10)


@dataclass(frozen=True)
class Instrument:
    """read(patient, net, curve): {what: number}. A number above the limit (or below, if low is bad) is an alarm."""

    name: str
    asks: str
    read: Callable
    limit: float
    low_is_bad: bool = False

    def raises(self, found):
        """Is one of the numbers an alarm? found: {what: number}."""
        return any(map(self.alarming, found.values()))

    def alarming(self, value):
        return not (value >= self.limit if self.low_is_bad else value <= self.limit)


def _curve(patient, net, curve):
    return {"last loss / first loss": curve[-1] / curve[0]}


def _untrained(patient, net, curve):
    return {"untrained / zero scores": instruments.start_losses(patient)[1] / known_loss(patient)}


def _zero(patient, net, curve):
    return {"difference": abs(instruments.start_losses(patient)[0] - known_loss(patient))}


def _gradient(patient, net, curve):
    return {name: error for name, (error, _) in instruments.gradient_errors(patient).items()}


def _step(patient, net, curve):
    return {name: error for name, (_, error) in instruments.gradient_errors(patient).items()}


def _again(patient, net, curve):
    first, second = instruments.two_looks(patient)
    places = instruments.arrays(patient.net())
    return {name: instruments.relative_error(second[place], first[place]) for name, place in places.items()}


def _heart(patient, net, curve):
    return {"loss / zero scores": instruments.by_heart(patient) / known_loss(patient)}


def _live(patient, net, curve):
    X, _ = patient.data(seed=1)
    return {"live units": min((share > 0).mean() for share in instruments.live_units(net, X))}


def _recall(patient, net, curve):
    found = instruments.recalls(net, patient.scale(patient.X_new), patient.y_new)
    kind = "digit" if len(found) == 10 else "class"
    return {f"{kind} {label}": recall for label, recall in enumerate(found)}


def _seed(patient, net, curve):
    first, second = instruments.two_runs(patient, seed=0, epochs=2)
    return {"difference": np.abs(np.subtract(first, second)).max()}


CURVE, START, ZERO, GRADIENT, AGAIN = (
    "loss curve",
    "loss untrained",
    "loss at zero scores",
    "gradient",
    "gradient twice",
)
STEP, HEART, LIVE, RECALL, SEED = "step / rate", "20 rows by heart", "live units", "recall", "one seed twice"
INSTRUMENTS = {
    tool.name: tool
    for tool in (
        Instrument(CURVE, "How much of the loss is left after training?", _curve, 0.8),
        Instrument(ZERO, "How far is it from log 2 or log 10?", _zero, 1e-6),
        Instrument(START, "How high is it, compared with log 2 or log 10?", _untrained, 2.0),
        Instrument(GRADIENT, "Is backward the slope of the printed loss?", _gradient, 1e-7),
        Instrument(AGAIN, "Does backward give the same numbers when asked again?", _again, 1e-7),
        Instrument(STEP, "Is the step that training takes the slope, times the rate?", _step, 1e-7),
        Instrument(HEART, "How much loss is left on 20 rows, after 1000 steps?", _heart, 0.15),
        Instrument(LIVE, "Which share of the hidden units is still on for some row?", _live, 0.5, True),
        Instrument(RECALL, "Which share of each class is called by its right name?", _recall, 0.7, True),
        Instrument(SEED, "Do two runs from one seed agree?", _seed, 1e-9),
    )
}


@functools.lru_cache(maxsize=64)
def readings(patient):
    """{instrument: {what: number}}, all of them; one training run, from start 1, serves those that need one."""
    net, curve = patient.train(seed=1)
    return {name: tool.read(patient, net, curve) for name, tool in INSTRUMENTS.items()}


def alarms(patient):
    """{instrument: True if one of its numbers is not what a healthy network shows}."""
    return {name: INSTRUMENTS[name].raises(found) for name, found in readings(patient).items()}
