"""Exercises: dead units, and how often a few seeds mislead."""

import functools

import numpy as np

from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
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


def _two_dead(n, seed):
    """The same units in another order, the first and the last one dead."""
    a = _activations(n, seed)[:, [1, 4, 0, 3, 5, 2]]
    a[:, -1] = 0
    return a


FEW = np.array([[0.0, 0, 2], [0.5, 0, 0]])
DEAD_CASES = [(FEW,), (_activations(4000, 0),), (_two_dead(4000, 1),)]
RARE = "How many rows must turn a unit on, so that it is not dead?"


DEAD_FAULTS = [
    Fault(
        lambda a: np.zeros(a.shape[1]),
        "no unit is dead, you say. But some are never on.",
        "ReLU gives no number below 0, so `>= 0` is true everywhere. What is the output of a unit that is off?",
    ),
    Fault(
        lambda a: np.ones(a.shape[1]),
        "all units are dead, you say. But some are on.",
        "When is a number above 0, and for how many rows does that have to hold?",
    ),
    Fault(
        lambda a: (a == 0).any(axis=0),
        "a unit that is off for one row is called dead.",
        "Off for *any* row, or off for *all* rows?",
    ),
    Fault(lambda a: ~_dead(a), "these are the units that are alive.", "Which answer is wanted where a unit is on?"),
    *(
        Fault(wrong, "these are rows, not units.", "Units are columns: which axis has to go?")
        for wrong in (
            lambda a: (a == 0).all(axis=1),
            lambda a: (a > 0).any(axis=1),
            lambda a: (a > 0).sum(axis=1),
        )
    ),
    Fault(
        lambda a: (a > 0).sum(axis=0),
        "this counts the rows on which each unit is on.",
        "Which count does a dead unit have?",
    ),
    Fault(
        lambda a: (a > 0).mean(axis=0),
        "this is the share of rows on which each unit is on.",
        "Which share does a dead unit have?",
    ),
    Fault(
        lambda a: np.flatnonzero(_dead(a)),
        "these are the numbers of the dead units.",
        "Wanted is an answer for every unit: True or False.",
    ),
    Fault(lambda a: _dead(a).sum(), "this is how many are dead.", "Which ones? Give True or False for every unit."),
    Fault(lambda a: _dead(a).any(), "one answer comes back for all units.", "Units are columns: which axis has to go?"),
    Fault(lambda a: (a == 0).all(), "one answer comes back for all units.", "Units are columns: which axis has to go?"),
    Fault(lambda a: a == 0, "this says for each number whether it is 0.", "And for each unit, over all of its rows?"),
    Fault(lambda a: a[0] == 0, "only the first row is asked.", "A unit may wake up for any of the other rows."),
    Fault(
        lambda a: a.std(axis=0) == 0,
        "a unit that is on with the same output everywhere is called dead.",
        "Dead means off, not constant.",
    ),
    Fault(
        lambda a: np.isclose(a, 0).all(axis=0),
        "a unit with a tiny output is called dead.",
        "ReLU gives an exact 0 where it is off. Any number above 0 is on, and gets a gradient.",
    ),
]


@exercise
def dead_units(function):
    done = "a unit is dead only if not a single row turns it on."
    verdict = check_function("dead_units", function, _dead, DEAD_CASES, DEAD_FAULTS, done)
    if verdict.passed is False and "truth value" in verdict.message:
        return Verdict(False, verdict.message, "`not` and `if` want one answer for all; `~` turns each True around.")
    if verdict.passed is False and not verdict.hint and not is_stub(function):
        return _too_many(function) or verdict
    return verdict


def _too_many(function):
    """The verdict on an answer that finds every dead unit, and takes rare or faint ones for dead too."""
    for (a,) in DEAD_CASES:
        try:
            got = np.asarray(call(function, a))
        except Problem:
            return None
        if got.shape != (a.shape[1],) or got.dtype != bool or (_dead(a) & ~got).any():
            return None
        extra = np.flatnonzero(got & ~_dead(a))
        if len(extra):
            rows = np.count_nonzero(a[:, extra[0]] > 0)
            where = f"unit {extra[0]} is on for {rows} of {len(a)} rows, with outputs up to {a[:, extra[0]].max():g}"
            return Verdict(False, f"dead_units: {where}, and you call it dead.", RARE)
    return None


# ---- how often a few seeds mislead ----

DRAWS = 1000


def _misled(first, second, n, rng, draws=DRAWS):
    """The share of draws of n seeds in which second is not ahead of first."""
    wrong = 0
    for _ in range(draws):
        seeds = rng.choice(len(first), n, replace=False)
        wrong += second[seeds].sum() <= first[seeds].sum()
    return wrong / draws


def _solved(count, seed):
    return np.random.default_rng(seed).permutation(100) < count


BETTER = _solved(40, 0)
MORE = BETTER | (_solved(60, 0) & ~BETTER)  # solves the same seeds, and 20 more
ALL = (BETTER, _solved(60, 1), 100)
SAME = (BETTER, BETTER.copy(), 20)
PAIRED = (BETTER, MORE, 5)
USUAL = (_solved(45, 2), _solved(60, 3), 20)


def _share(function, case, seed=0):
    """What the learner's function says; call() refuses changed arguments and answers that are None."""
    first, second, n = case

    @functools.wraps(function)
    def asked(first, second, n):
        return function(first, second, n, np.random.default_rng(seed))

    value = call(asked if callable(function) else function, first, second, n)
    try:
        value = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise Problem("one number is wanted, from 0 to 1.") from None
    if value.ndim:
        raise Problem(f"one number is wanted, got an array of shape {value.shape}.")
    return float(value)


@exercise
def misled(function):
    if is_stub(function):
        return Verdict(None, "misled: replace the ... by your code.")
    try:
        told = _wrong_share(function)
    except Problem as problem:
        hint = ""
        if "larger sample" in str(problem) or "larger than population" in str(problem):
            hint = "There are len(first) seeds to draw from."
        if "'Generator'" in str(problem):
            hint = "A Generator draws with rng.choice(how_many_there_are, how_many_you_want, replace=False)."
        return Verdict(False, f"misled: {problem}", hint)
    if told:
        return Verdict(False, f"misled: {told[0]}", told[1])
    return Verdict(True, "misled: now you know what a few seeds are worth.")


def _wrong_share(function):
    """(message, hint) of what is wrong, or None."""
    every, tie, paired, usual = (_share(function, case) for case in (ALL, SAME, PAIRED, USUAL))
    if max(every, tie, paired, usual) > 1:
        return f"a share lies between 0 and 1; yours is {max(every, tie, paired, usual):g}.", "Divide by the draws."
    if every > 0.98 and tie < 0.98:
        return "you count the draws in which second *is* ahead.", "Misled is who sees second not ahead."
    if 0 < tie <= 1 / DRAWS:
        return (
            f"two equal recipes: second is never ahead, and you say {tie:g}.",
            "Does your return stand inside the loop?",
        )
    if tie < 0.02:
        return "two equal recipes: second is never ahead, and you say 0.", "A tie is not ahead: which sign, < or <=?"
    if tie < 0.98:
        hint = "Draw once, and ask both recipes about the same seeds. Then equal recipes always tie."
        return "the two recipes are counted on different seeds.", hint
    if every > 0.98:
        hint = "Who stands on which side? And do you compare two counts, or seed by seed?"
        return "second solves more of all 100 seeds, and you say it is never ahead.", hint
    if every > 0:
        hint = "100 different seeds out of 100 are all of them. Does rng.choice draw with replace=False?"
        return "with all 100 seeds drawn nobody is misled, but you find some.", hint
    if paired in (0, 1) and usual in (0, 1):
        hint = "Is a new set of seeds drawn inside the loop, for each of the draws?"
        return f"for {PAIRED[2]} seeds everyone is misled or nobody, you say.", hint
    n = USUAL[2]
    wanted = [_misled(*case, np.random.default_rng(1), 4000) for case in (PAIRED, USUAL)]
    for got, right, case in zip((paired, usual), wanted, (PAIRED, USUAL), strict=True):
        if abs(got - right) > 0.08:
            hint = f"{DRAWS} draws, each of n = {case[2]} different seeds from all {len(case[0])}."
            return f"for {case[2]} seeds the share should be near {right:.2f}, yours is {got:.2f}.", hint
    again, other = _share(function, USUAL), [_share(function, USUAL, seed) for seed in (1, 2, 3)]
    if all(abs(share * n - round(share * n)) < 1e-9 for share in (usual, *other)):
        hint = f"{n} seeds in each draw, and {DRAWS} draws: which number does your loop count to?"
        return f"for {n} seeds your shares are multiples of 1/{n}, as if you drew {n} times.", hint
    if again != usual or len({usual, *other}) == 1:
        return "the draws do not come from rng.", "Who draws the numbers? It should be the rng that you were given."
    return None
