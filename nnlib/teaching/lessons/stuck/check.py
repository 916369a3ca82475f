"""Exercises: dead units, and how often a few seeds mislead."""

import functools
import itertools

import numpy as np

from ...checking.diagnosis import check_function, with_hint
from ...checking.findings import check_findings
from ...checking.progress import exercise
from ...checking.running import Problem, call
from ...checking.verdict import Verdict

# ---- dead units ----


def _dead(a):
    return ~(a > 0).any(axis=0)


def _activations(n, seed):
    """Outputs of six units for n rows: usual, dead, always on, constant, on for the last row only, faintly on."""
    rng = np.random.default_rng(seed)
    a = np.maximum(rng.normal(0, 1, (n, 6)), 0)
    a[0], a[1] = [0, 0, 1, 2, 0, 0], [1, 0, 2, 2, 0, 0]
    a[:, 1], a[:, 2], a[:, 3], a[:, 4:] = 0, a[:, 2] + 1, 2, 0
    a[-1, 4], a[n // 2, 5] = 0.7, 1e-9
    return a


TWO_DEAD = _activations(4000, 1)[:, [1, 4, 0, 3, 5, 2]] * [1, 1, 1, 1, 1, 0]  # the first and the last
DEAD_CASES = [(np.array([[0.0, 0, 2], [0.5, 0, 0]]),), (_activations(4000, 0),), (TWO_DEAD,)]
REDUCED = list(itertools.product((np.equal, np.greater), (np.all, np.any, np.sum, np.mean)))
OF_ROWS = tuple(lambda a, mask=mask, reduce=reduce: reduce(mask(a, 0), axis=1) for mask, reduce in REDUCED)
OUTPUTS = tuple(lambda a, reduce=reduce: reduce(a, axis=0) for reduce in (np.mean, np.max, np.sum))
NUMBERS = tuple(lambda a, find=find: find(_dead(a)) for find in (np.flatnonzero, np.where, np.argwhere))
CONSTANT = tuple(lambda a, most=most: a.std(axis=0) <= most for most in (0, 1e-6))
DEAD_FAULTS = [
    *with_hint(
        "ReLU gives no number below 0, so `>= 0` is true everywhere. What is the output of a unit that is off?",
        (lambda a: np.zeros(a.shape[1]), "no unit is dead, you say. But some are never on."),
        (lambda a: np.ones(a.shape[1]), "all units are dead, you say. But some are on."),
    ),
    *with_hint(
        "Off for *any* row, or off for *all* rows?",
        (lambda a: (a == 0).any(axis=0), "a unit that is off for one row is called dead."),
        ((lambda a: a[0] == 0, lambda a: a[-1] == 0), "only one row is asked, the last or the first."),
    ),
    *with_hint(
        "Units are columns: which axis has to go?",
        (OF_ROWS, "these are rows, not units."),
        ((lambda a: _dead(a).any(), lambda a: (a == 0).all(), lambda a: _dead(a)[0]), "one answer comes back for all."),
        ((lambda a: a == 0, lambda a: a > 0), "this says for each number whether it is 0, or above."),
    ),
    *with_hint(
        "Wanted is an answer for every unit: True where no row turns it on, else False.",
        (lambda a: ~_dead(a), "these are the units that are alive."),
        (lambda a: (a > 0).sum(axis=0), "this counts the rows on which each unit is on."),
        (lambda a: (a == 0).sum(axis=0), "this counts the rows on which each unit is off."),
        (lambda a: (a > 0).mean(axis=0), "this is the share of rows on which each unit is on."),
        (lambda a: (a == 0).mean(axis=0), "this is the share of rows on which each unit is off."),
        (OUTPUTS, "these are the outputs themselves, put together over the rows."),
        (NUMBERS, "these are the numbers of the dead units."),
        (lambda a: _dead(a).sum(), "this is how many are dead."),
        (lambda a: (_dead(a).sum(), a.shape[1]), "this is how many are dead, and of how many."),
        ((lambda a: _dead(a).mean(), lambda a: 100 * _dead(a).mean()), "this is the share of the units that are dead."),
        (lambda a: a[:, _dead(a)], "these are the columns of the dead units."),
        (lambda a: -1 - ~_dead(a), "~ turns whole numbers 0 and 1 into −1 and −2. Use it on True and False."),
    ),
    *with_hint(
        "Dead means exactly 0 in every row. Any number above 0 is on, and gets a gradient.",
        (CONSTANT, "a unit that is on with the same output everywhere is called dead."),
        (lambda a: a.max(axis=0) < 1e-6, "a unit with a tiny output is called dead."),
    ),
]


@exercise
def dead_units(function):
    done = "a unit is dead only if not a single row turns it on."
    verdict = check_function("dead_units", function, _dead, DEAD_CASES, DEAD_FAULTS, done)
    if verdict.passed is False and ("truth value" in verdict.message or "boolean negative" in verdict.message):
        return Verdict(False, verdict.message, "`not` and `if` want one answer for all; `~` turns each True around.")
    return _too_many(function) or verdict if verdict.passed is False and not verdict.hint else verdict


def _too_many(function):
    """The verdict on an answer that finds every dead unit, and takes rare or faint ones for dead too."""
    for (a,) in DEAD_CASES:
        try:
            got = np.asarray(call(function, a))
        except (Problem, ValueError):
            return None
        if got.shape != (a.shape[1],) or got.dtype != bool or (_dead(a) & ~got).any():
            return None
        for unit in np.flatnonzero(got & ~_dead(a)):
            on = f"unit {unit} is on for {np.count_nonzero(a[:, unit])} of {len(a)} rows"
            message = f"dead_units: {on}, with outputs up to {a[:, unit].max():g}, and you call it dead."
            return Verdict(False, message, "How many rows must turn a unit on, so that it is not dead?")
    return None


# ---- how often a few seeds mislead ----

DRAWS = 1000


def _misled(first, second, n, draws=4000):
    """The share of draws of n seeds in which second is not ahead of first."""
    picks = np.argsort(np.random.default_rng(1).random((draws, len(first))), axis=1)[:, :n]
    return np.mean(second[picks].sum(axis=1) <= first[picks].sum(axis=1))


def _solved(count, seed):
    return np.random.default_rng(seed).permutation(100) < count


BETTER = _solved(40, 0)
ALL = (BETTER, _solved(60, 1), 100)
SAME = (BETTER, BETTER.copy(), 20)
PAIRED = (BETTER, BETTER | _solved(60, 0), 5)  # the second solves the same seeds, and 20 more
USUAL = (_solved(45, 2), _solved(60, 3), 20)


def _share(function, case, seed=0):
    """What the learner's function says; call() refuses changed arguments and answers that are None."""

    @functools.wraps(function)
    def asked(first, second, n):
        return function(first, second, n, np.random.default_rng(seed))

    value = call(asked if callable(function) else function, *case)
    try:
        shape = np.asarray(value, dtype=float).shape
    except (TypeError, ValueError):
        raise Problem("one number is wanted, from 0 to 1.") from None
    if shape:
        raise Problem(f"one number is wanted, got an array of shape {shape}. Its mean is the share, if it holds draws.")
    return value


STOPPED = {
    "larger sample|larger than population": "There are len(first) seeds to draw from.",
    "Generator": "A Generator draws with rng.choice(how_many_there_are, how_many_you_want, replace=False).",
}


@exercise
def misled(function):
    done = "now you know what a few seeds are worth."
    return check_findings("misled", function, _findings, done, "first second n rng", STOPPED)


EQUAL = "two equal recipes"


@functools.cache
def _fixed():
    """{n: the shares of ALL, PAIRED, USUAL} where always n seeds are drawn."""
    return {n: [_misled(*case[:2], n, 2000) for case in (ALL, PAIRED, USUAL)] for n in (1, 2, 3, 5, 10, 20, 30, 50, 60)}


def _findings(function):
    every, tie, paired, usual = shares = [_share(function, case) for case in (ALL, SAME, PAIRED, USUAL)]
    whole = all(isinstance(share, int | np.integer) for share in shares) and paired == usual == 0
    one_by_one = np.allclose([every, tie], [np.mean(second <= first) for first, second, _ in (ALL, SAME)])
    outside = f"a share lies between 0 and 1; yours is {max(shares):g}."
    right = [_misled(*case) for case in (ALL, PAIRED, USUAL)]
    away = {n: np.abs(np.subtract(found, (every, paired, usual))).max() for n, found in _fixed().items()}
    nearest = min(away, key=away.get)
    always = away[nearest] < 0.04 and np.abs(np.subtract(_fixed()[nearest], right)).max() > 0.08
    yield from [
        (max(shares) == 100, outside, "Is it in percent?"),
        (max(shares) > 1, outside, "Divide by the draws."),
        (tie == 0 and np.isclose(every, 0.2), "that is the difference of the two recipes.", "Count draws."),
        (every > 0.98 > tie, "you count the draws in which second *is* ahead.", "Misled is who sees it not ahead."),
        (0 < tie <= 1 / DRAWS, f"{EQUAL}: never ahead, and you say {tie:g}.", "Is your return inside the loop?"),
        (tie < 0.02, f"{EQUAL}: second is never ahead, and you say 0.", "A tie is not ahead: which sign, < or <=?"),
        (0.45 < tie < 0.53, f"{EQUAL}: a tie counts as half.", "A tie is not ahead: it counts in full."),
        (tie < 0.98, "the two recipes are counted on different seeds.", "Draw once, and ask both about these."),
        (tie < 1, f"{EQUAL} always tie: the share is 1, yours is {tie:.3g}.", "Divide by as many as you draw."),
        (one_by_one, "the recipes are compared seed by seed.", "Compare two counts for each draw."),
        (
            every > 0.98,
            "second solves more of all 100 seeds, and you say it is never ahead.",
            "Who stands on which side? And do you compare two counts, or seed by seed?",
        ),
        (whole, "a whole number comes back: `//` cuts, `/` divides.", "Or is one draw asked only?"),
        (always, f"you seem to draw always {nearest} seeds.", "n is how many."),
        (every > 0, "with all 100 seeds drawn nobody is misled, but you find some.", "Do you draw with replace=False?"),
        (
            paired in (0, 1) and usual in (0, 1),
            f"for {PAIRED[2]} seeds everyone is misled or nobody, you say.",
            "Is a new set of seeds drawn inside the loop, for each of the draws, and from all 100?",
        ),
    ]
    others = [_share(function, USUAL, seed) for seed in (1, 2, 3)]
    again = [_share(function, case) for case in 2 * (USUAL, PAIRED)]  # one share alone is the same by luck, 3 in 100
    own = again != 2 * [usual, paired] or len({usual, *others}) == 1
    yield own, "the draws do not come from rng.", "Who draws the numbers? It should be the rng that you were given."
    for draws in (10, 20, 50, 100, 200):
        counts = np.multiply((paired, usual, *others), draws)
        few = np.allclose(counts, np.round(counts), rtol=0, atol=1e-6)
        yield few, f"your shares are multiples of 1/{draws}, as if you drew {draws} times.", f"Draw {DRAWS} times."
    for got, case in ((paired, PAIRED), (usual, USUAL)):
        message = f"for {case[2]} seeds the share should be near {_misled(*case):.2f}, yours is {got:.2f}."
        hint = f"{DRAWS} draws, each of n = {case[2]} different seeds from all 100."
        yield abs(got - _misled(*case)) > 0.08, message, hint
