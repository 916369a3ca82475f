"""Exercises: dead units, their deaths and returns, and how often a few seeds mislead."""

import functools
import itertools
import re

import numpy as np

from ...checking.diagnosis import check_function, with_hint
from ...checking.findings import check_findings
from ...checking.progress import exercise
from ...checking.running import Problem, call
from ...checking.verdict import Verdict

# ---- dead units ----


def _dead(a):
    return ~(a > 0).any(axis=0)


TRAITS = {  # units that are alive: for which of 400 rows, how large the largest output, how it is called
    "all": (np.s_[:], 3, "on for every row"),
    "same": (np.s_[:], 2, "on with the same output everywhere"),
    "not_first": (np.s_[1:], 3, "on for every row but the first"),
    "not_last": (np.s_[:-1], 3, "on for every row but the last"),
    "late": (np.s_[200:], 3, "on for the later half of the rows"),
    "small": (np.s_[:], 0.3, "on for every row with outputs up to 0.3"),
    "tiny": (np.s_[:], 1e-9, "on for every row with tiny outputs"),
    "first": (np.s_[:1], 3, "on for the first of 400 rows alone"),
    "last": (np.s_[-1:], 3, "on for the last of 400 rows alone"),
    "one": (np.s_[201:202], 3, "on for one of 400 rows"),
}
ZERO, ALIVE = "Dead means exactly 0 in every row.", "Any number above 0, in one row, keeps a unit alive."
CALLED_DEAD = {  # hint: the traits of living units, if an answer calls just these dead
    f"{ZERO} Is something rounded, cut to whole numbers, or compared with another number than 0?": "small tiny|tiny",
    "How many rows must turn a unit on, so that it is not dead?": "first last one|first last late one",
    "Not all rows are asked. Which does a loop, or a slice, take?": "first|last|last one|late last one",
    "Only one row is asked. Off for *any* row, or off for *all* rows?": "not_first late last one|not_last first one",
}


def _units():
    """Outputs of a dead unit, of one for each trait, and of a dead one again."""
    a = np.zeros((400, len(TRAITS) + 2))
    for unit, (name, (rows, size, _)) in enumerate(TRAITS.items(), start=1):
        spread = np.random.default_rng(unit).uniform(0.6, 1, 400) ** (name != "same")
        a[rows, unit] = size * spread[rows]
    return a


DEAD_CASES = [
    (np.array([[0.0, 0, 2], [0.5, 0, 0]]),),
    (_units(),),
    (_units()[::-1, [1, 7, 0, 2, 5, 9, 0]],),
    (_units()[:, [1, 6]],),
]
REDUCED = list(itertools.product((np.equal, np.greater), (np.all, np.any, np.sum, np.mean)))
OF_ROWS = tuple(lambda a, mask=mask, reduce=reduce: reduce(mask(a, 0), axis=1) for mask, reduce in REDUCED)
OUTPUTS = tuple(lambda a, reduce=reduce: reduce(a, axis=0) for reduce in (np.mean, np.max, np.sum))
NUMBERS = tuple(lambda a, find=find: find(_dead(a)) for find in (np.flatnonzero, np.where, np.argwhere))
EACH = (lambda a: a == 0, lambda a: a > 0, lambda a: (a == 0).ravel(), lambda a: (a == 0).T.ravel())
SUMS = itertools.product((np.equal, np.greater), (np.sum, np.mean))
ROWS = tuple(lambda a, mask=mask, reduce=reduce: reduce(mask(a, 0), axis=0) for mask, reduce in SUMS)
SHARES = (lambda a: (_dead(a).sum(), a.shape[1]), lambda a: _dead(a).mean(), lambda a: 100 * _dead(a).mean())
MANY = (lambda a: _dead(a).sum(), *SHARES)
INVERTED = (lambda a: -1 - ~_dead(a), lambda a: -1 - (a > 0).sum(axis=0))
WANTED = "Wanted is an answer for every unit: True where no row turns it on, else False."
DEAD_FAULTS = [
    *with_hint(
        "Units are columns: which axis has to go? (`a[a > 0]`, `is` and `not` forget the columns.)",
        (OF_ROWS, "these are rows, not units."),
        ((lambda a: _dead(a).any(), lambda a: (a == 0).all(), lambda a: _dead(a)[0]), "one answer comes back for all."),
        (EACH, "this says for each number whether it is 0, or above."),
    ),
    *with_hint(
        WANTED,
        (lambda a: ~_dead(a), "these are the units that are alive."),
        (ROWS, "this is the count, or the share, of the rows on which each unit is on, or off."),
        (OUTPUTS, "these are the outputs themselves, put together over the rows."),
        (NUMBERS, "these are the numbers of the dead units."),
        (MANY, "this is how many are dead, or which share."),
        (lambda a: a[:, _dead(a)], "these are the columns of the dead units."),
        (lambda a: np.ones(_dead(a).sum()), "only the dead units get an entry."),
        (INVERTED, "~ turns True and False around; of numbers 0 and 1 it makes −1 and −2."),
    ),
]


@exercise
def dead_units(function):
    done = "a unit is dead only if not a single row turns it on."
    verdict = check_function("dead_units", function, _dead, DEAD_CASES, DEAD_FAULTS, done)
    if verdict.passed is not False or verdict.hint:
        return verdict
    if found := _called_dead(function):
        return Verdict(False, f"dead_units: {found[0]}", found[1])
    hint = "`not` and `if` want one answer for all; `~` turns each True around." * ("truth value" in verdict.message)
    return Verdict(False, verdict.message, WANTED if re.search("wanted|came back", verdict.message) else hint)


def _called_dead(function):
    """(message, hint) from what an answer says of dead units, and of living ones with one trait each; or None."""
    try:
        got, whole, square = (np.asarray(call(function, a)) for a in (_units(), np.zeros((5, 3)), np.diag([0.0, 1, 2])))
    except (Problem, ValueError):
        return None
    if got.shape != (len(TRAITS) + 2,) or got.dtype.kind not in "bif" or not np.isin(got, (0, 1)).all():
        return None
    none = not got[0] and not got[-1]
    if none and np.all(whole):
        return "dead units are found only if the whole layer is dead.", "Ask each column by itself, no rows: axis=0."
    if none and np.array_equal(square, [1, 0, 0]):
        return "right only where a table has as many rows as units.", "`len(a)` counts the rows: compare with that."
    if not got.any() or got.all():
        hint = "ReLU gives no number below 0, so `>= 0` is true everywhere. What is the output of a unit that is off?"
        return (
            f"{'all units are' if got.all() else 'no unit is'} dead, you say. But some are never on, and some are.",
            hint,
        )
    if got[0] != got[-1]:
        return "of two dead units you find only one.", "What is kept from one unit to the next, or is a unit left out?"
    called = [name for name, dead in zip(TRAITS, got[1:-1], strict=True) if dead]
    hint = next(
        (hint for hint, traits in CALLED_DEAD.items() if " ".join(called) in traits.split("|")), f"{ZERO} {ALIVE}"
    )
    if {"not_first", "not_last", "one"} <= set(called):
        return "a unit that is off for one row is called dead.", "Off for *any* row, or off for *all* rows?"
    if not called:
        return "if all units are alive, you call one dead.", "Compare with 0, not with the smallest of the layer."
    lost = "dead units are not found, and " * none
    return f"{lost}a unit is called dead that is {', or '.join(TRAITS[name][2] for name in called)}.", hint


# ---- deaths and returns ----


def _first(on):
    return np.where(on.all(axis=0), -1, on.argmin(axis=0))


def _back(on):
    return (on & np.logical_or.accumulate(~on, axis=0)).sum(axis=0)


def _deaths(on):
    return _first(on), _back(on)


def _lives(*lines):
    """(n_steps, n_units) of True and False, a string for each unit: | is on, . is off."""
    return np.array([[sign == "|" for sign in line] for line in lines]).T


DEATH_CASES = [
    (_lives("||||", "|.|.", "..||"),),
    (_lives("||||||", "......", "|||...", ".|||||", "|.|.||", "|||||.", "|..|..", "..||.|", "|..|||"),),
    (_lives("||.|.", "|||..", "|||||", ".|..|", "....."),),
]


def _last(seen):
    """The last step in which seen is True, or -1."""
    return np.where(seen.any(axis=0), len(seen) - 1 - seen[::-1].argmax(axis=0), -1)


def _went(on, change):
    """Where a unit is off after it was on (change -1), or on after it was off (1); step 0 is no change."""
    return np.diff(on.astype(int), axis=0, prepend=on[:1].astype(int)) == change


def _found(seen, none=-1):
    """The first step in which seen is True, or none."""
    return np.where(seen.any(axis=0), seen.argmax(axis=0), none)


def _alone(on, unit):
    """The first death of this unit, and -1 for the others."""
    return np.where(np.arange(on.shape[1]) == unit, _first(on), -1)


def _stretch(on):
    """Where the stretch begins in which a unit is off to the end, or -1."""
    return np.where(on[-1], -1, _last(on) + 1)


def _after(on, first):
    """In how many steps from first on each unit is on."""
    return (on & (np.arange(len(on))[:, None] >= first)).sum(axis=0)


AXES = "A column is a unit, a row is a step. Is it on[step, unit], and n_steps, n_units = on.shape?"
NEVER = "What is to come back for a unit that is never off?"
LOOK = "Wanted is the first step of all in which the unit is off, whether it comes back or not."
COUNT = "Count the steps in which the unit is on, all those after its first death, and no others."
DEATH_FAULTS = [
    *with_hint(
        NEVER,
        (lambda on: _found(~on, 0), "a unit that is never off dies at step 0 with you."),
        ((lambda on: _found(~on, len(on)), lambda on: _found(~on, len(on) - 1)),
         "a unit that is never off gets a step."),
        part="first",
    ),
    *with_hint(
        "Steps count from 0, as in on[0].",
        ((lambda on: _found(~on, -2) + 1, lambda on: _first(on) + 1), "each death comes a step too late."),
        (lambda on: np.maximum(_first(on) - 1, -1), "each death comes a step too early."),
        part="first",
    ),
    *with_hint(
        LOOK,
        (lambda on: _last(~on), "this is the last step in which a unit is off."),
        ((_stretch, lambda on: np.where(on[-1], -1, _first(on))), "only units that are off at the end die with you."),
        (lambda on: np.where(on.all(axis=0), -1, _last(np.vstack([~on[:1], _went(on, -1)[1:]]))),
         "this is where a unit goes off for the last time. Is a later death written over the first?"),
        ((lambda on: _found(_went(on, -1)), lambda on: _found(_went(on, -1), 0)),
         "a unit that is off from the start is not found. Its first death is at step 0."),
        ((_found, lambda on: on.argmax(axis=0)), "this is the first step in which a unit is *on*."),
        (lambda on: (~on).sum(axis=0), "this is in how many steps a unit is off."),
        (lambda on: on.sum(axis=0), "this is in how many steps a unit is on."),
        ((lambda on: ~on.all(axis=0), lambda on: on.all(axis=0)), "this says whether, not when."),
        part="first",
    ),
    *with_hint(
        "Each unit has a death of its own. What is kept from one unit to the next?",
        ((lambda on: _alone(on, (_first(on) >= 0).argmax()), lambda on: _alone(on, _found(~on, len(on)).argmin())),
         "only one unit dies with you."),
        part="first",
    ),
    *with_hint(
        "0 stands for *not yet* with you, but it is a step, too. Start with −1.",
        (lambda on: _found(np.vstack([~on[:1] & False, ~on[1:]]), 0), "a death at step 0 is overlooked."),
        part="first",
    ),
    *with_hint(
        AXES,
        ((lambda on: _first(on.T), lambda on: on.argmin(axis=1)), "there is a number for each step."),
        part="first",
    ),
    *with_hint(
        COUNT,
        (lambda on: on.sum(axis=0), "this is in how many steps a unit is on, before its first death, too."),
        (lambda on: _after(~on, _found(~on, len(on))), "these are the steps in which a unit is off."),
        (lambda on: _after(~on, _found(~on, len(on)) + 1), "these are the later steps in which a unit is off."),
        (lambda on: _went(on, 1).sum(axis=0), "this is how often a unit comes back, not for how long."),
        (lambda on: len(on) - _found(~on, len(on)), "these are all steps from the first death on, whether on or off."),
        (lambda on: np.maximum(len(on) - 1 - _found(~on, len(on)), 0), "these are all steps after the first death."),
        (lambda on: _after(on, _first(on)), "of a unit that is never off all steps are counted."),
        (lambda on: _back(on) > 0, "this says whether, not in how many steps."),
        (lambda on: np.where(on.all(axis=0), 1, _back(on)), "of a unit that is never off the last step counts."),
        (lambda on: 0 * _back(on), "nothing is counted. Does a `break` end the loop at the first death?"),
        (lambda on: np.where(on.all(axis=0), 0, len(on) - 1 - _last(~on)), "the count starts anew at each death."),
        (lambda on: np.where(on.all(axis=0), -1, _back(on)), "a unit that is never off gets −1. Its count is 0."),
        ((lambda on: _back(on) / len(on), lambda on: _back(on) / np.maximum(len(on) - _found(~on, len(on)), 1)),
         "these are shares. Count the steps."),
        (lambda on: _back(on) + ~on.all(axis=0), "the step of the death itself is counted."),
        part="back",
    ),
]  # fmt: skip
LIVES = ["||||", "|||.", "||..", "....", "|.||", ".|||", "|.|.", "..|.", "||.||.|", "|..|"]


def _told_of_one(function):
    """(message, hint) about the first single unit that is told wrongly, or None."""
    for life in LIVES:
        try:
            got = [np.asarray(part, dtype=float).tolist() for part in call(function, _lives(life))]
        except (Problem, TypeError, ValueError) as problem:
            return (str(problem), AXES) if "IndexError" in str(problem) else None
        right = [part.tolist() for part in _deaths(_lives(life))]
        if got != right:
            words = ", ".join("on" if sign == "|" else "off" for sign in life)
            (first,), (back,) = right
            found = " and ".join(f"{part[0]:g}" for part in got) if all(len(part) == 1 for part in got) else f"{got}"
            told = f"for a unit that is {words}, first is {first} and back is {back}; yours are {found}."
            return told, LOOK if got[0] != right[0] else COUNT
    return None


@exercise
def deaths(function):
    done = "the first death of each unit, and what came after it."
    return check_function(
        "deaths", function, _deaths, DEATH_CASES, DEATH_FAULTS, done, parts=("first", "back"), probes=(_told_of_one,)
    )


# ---- how often a few seeds mislead ----

DRAWS = 1000


@functools.cache
def _orders():
    return np.argsort(np.random.default_rng(1).random((2000, 100)), axis=1)


def _misled(first, second, n, rule=np.less_equal):
    """The share of draws of n seeds in which second is not ahead of first, or the mean of another rule for the counts.

    n: also a table with other draws, one a row.
    """
    n = _orders()[:, :n] if np.ndim(n) == 0 else n
    return np.mean(rule(second[n].sum(axis=1), first[n].sum(axis=1)))


def _solved(count, seed):
    return np.random.default_rng(seed).permutation(100) < count


BETTER, NOBODY, EVERYBODY = _solved(40, 0), np.zeros(100, dtype=bool), np.ones(100, dtype=bool)
ALL = (BETTER, _solved(60, 1), 100)
SAME = (BETTER, BETTER.copy(), 20)
PAIRED = (BETTER, BETTER | _solved(60, 0), 5)  # the second solves the same seeds, and 20 more
USUAL = (_solved(45, 2), _solved(60, 3), 20)
ONE = (_solved(50, 4), EVERYBODY, 1)
FEWER = (NOBODY, SAME[1], SAME[2])
NO_OR_ALL = (NOBODY, EVERYBODY, 1)
ENDS = [(NOBODY, np.arange(100) == seed, 100) for seed in (0, 99)]
RULES = {  # what a learner may count of both recipes' solved seeds: message, hint
    lambda b, a: (b < a) / max((b != a).mean(), 1e-9): ("ties are left out.", "Divide by all draws."),
    np.equal: ("you count the ties alone.", "Who sees second behind is misled, too."),
    lambda b, a: b <= a + 1: ("second counts as ahead only if it solves two more.", "One more is ahead: `>`."),
    lambda b, a: (b > 0) <= (a > 0): ("you ask if any seed is solved.", "Compare how many: `.sum()`, not `.any()`."),
}


def _share(function, case, seed=0, used=None):
    """What the learner's function says, and in used if it drew from rng; call() refuses changed arguments and None."""
    rng = np.random.default_rng(seed)
    before = rng.bit_generator.state

    @functools.wraps(function)
    def asked(first, second, n):
        return function(first, second, n, rng)

    value = call(asked, *case)
    try:
        shape = np.asarray(value, dtype=float).shape
    except (TypeError, ValueError):
        raise Problem("one number is wanted, from 0 to 1.") from None
    if shape:
        raise Problem(f"one number is wanted, got an array of shape {shape}. Its mean is the share, if it holds draws.")
    if used is not None:
        used.append(rng.bit_generator.state != before)
    return value


STOPPED = {
    "boolean index": "`first[seeds]` wants the numbers of seeds: draw from len(first), not from first itself.",
    "ZeroDivision": "Divide by all draws, ties too.",
    "larger sample|larger than population": "There are len(first) seeds to draw from.",
    "Generator": "A Generator draws with rng.choice(how_many_there_are, how_many_you_want, replace=False).",
}


@exercise
def misled(function):
    done = "now you know what a few seeds are worth."
    return check_findings("misled", function, _findings, done, "first second n rng", STOPPED)


EQUAL = "two equal recipes"
SIDES = "Who stands on which side? Do you count the *solved*? And do you compare two counts, or seed by seed?"
ONE_SET = "Is a new set of seeds drawn inside the loop, for each of the draws, and from all 100?"


@functools.cache
def _known():
    """[the shares of ALL, PAIRED, USUAL, message, hint] of some wrong ways."""
    fixed = "Are n drawn? (Or does a `break` end the loop, or do counts run on from draw to draw?)"
    sizes = {
        n: (f"your shares are those of {n} seeds, whatever n is.", fixed)
        for n in (1, 2, 3, 5, 10, 20, 30, 50, 60, 80, 100)
    }
    ways = [([_misled(*case[:2], n) for case in (ALL, PAIRED, USUAL)], *words) for n, words in sizes.items()]
    ways += [([_misled(*case, rule) for case in (ALL, PAIRED, USUAL)], *words) for rule, words in RULES.items()]
    rows = [(*case[:2], np.add.outer(np.arange(101 - case[2]), np.arange(case[2]))) for case in (ALL, PAIRED, USUAL)]
    return [*ways, ([_misled(*case) for case in rows], "you draw n seeds in a row.", "Any n of the 100 are wanted.")]


def _findings(function):
    used = []
    every, tie, paired, usual = shares = [_share(function, case, used=used) for case in (ALL, SAME, PAIRED, USUAL)]
    outside = f"a share lies between 0 and 1; yours is {max(shares):g}."
    never = f"{EQUAL}: never ahead, and you say {tie:g}."
    yield from [
        (max(shares) == 100, outside, "Is it in percent?"),
        (max(shares) > 1, outside, "Divide by the draws."),
        (tie == 0 and np.isclose(every, 0.2), "that is the difference of the two recipes.", "Count draws."),
        (
            every > 0.98 > tie and abs(paired + _misled(*PAIRED) - 1) < 0.08,
            "you count the draws in which second *is* ahead.",
            "Misled is who sees it not ahead.",
        ),
        (0 < tie <= 1 / DRAWS, never, "Is your return inside the loop? Or does the count start anew in each turn?"),
        (np.isclose(tie, SAME[2] / DRAWS), never, "Does the loop run n times?"),
        (every > 0.98 and tie < 0.02, "second solves more of all 100 seeds, and you say it is never ahead.", SIDES),
        (tie < 0.02, f"{EQUAL}: second is never ahead, and you say 0.", "A tie is not ahead: which sign, < or <=?"),
        (0.45 < tie < 0.53, f"{EQUAL}: a tie counts as half.", "A tie is not ahead: it counts in full."),
    ]
    alone = tie < 0.98 and _share(function, FEWER) == tie
    yield alone, "first has no part in your answer.", "In each draw, count what both solve, and compare."
    yield tie < 0.98, "the two recipes are counted on different seeds.", "Draw once, and ask both about these."
    one, none, *ends = [_share(function, case) for case in (ONE, NO_OR_ALL, *ENDS)]
    right = [_misled(*case) for case in (ALL, PAIRED, USUAL)]
    away, *words = min((np.abs(np.subtract(found, (every, paired, usual))).max(), *told) for found, *told in _known())
    known = away < 0.04 and np.abs(np.subtract((every, paired, usual), right)).max() > 0.08
    one_set = paired in (0, 1) and usual in (0, 1)
    one_by_one = np.isclose(every, np.mean(ALL[1] <= ALL[0]))
    whole = all(isinstance(share, int | np.integer) for share in shares) and paired == usual == 0
    yield from [
        (tie < 1, f"{EQUAL} always tie: the share is 1, yours is {tie:.3g}.", "Divide by as many as you draw."),
        (one_by_one, "the recipes are compared seed by seed.", "Compare two counts for each draw."),
        (whole, "a whole number comes back: `//` cuts, `/` divides.", "Or is one draw asked only?"),
        (one == 1 and none == 0, "first is asked on all seeds, second on those drawn.", "Ask both about those drawn."),
        (known, *words),
        (every > 0.98, "second solves more of all 100 seeds, and you say it is never ahead.", SIDES),
        (0 < every <= 2 / DRAWS, f"with all 100 seeds drawn nobody is misled, yours is {every:.2g}.", "Is 1 added?"),
        (every > 0, "with all 100 seeds drawn nobody is misled, but you find some.", "Do you draw with replace=False?"),
        (one_set, f"for {PAIRED[2]} seeds everyone is misled or nobody, you say.", ONE_SET),
        (none == 1, "for n = 1 you draw no seed.", "Are there n of them, or n − 1?"),
        (none > 0, "for n = 1 some of your draws hold no seed.", "Exactly n, each time: rng.choice does that."),
        (max(ends) == 1, f"seed {0 if ends[0] == 1 else 99} is never drawn.", "Seeds count from 0 to 99."),
        (
            max(ends) > 0,
            "with n = 100 some draws miss a seed.",
            "All n must be different: replace=False, and n of them.",
        ),
        (not any(used), "the draws do not come from rng.", "Who draws the numbers? It should be the rng given."),
    ]
    others = [_share(function, USUAL, seed) for seed in (1, 2, 3)]
    for draws in (10, 20, 50, 100, 200):
        counts = np.multiply((paired, usual, *others), draws)
        few = np.allclose(counts, np.round(counts), rtol=0, atol=1e-6)
        told = f"your shares are multiples of 1/{draws}, as if you drew {draws} times."
        yield few, told, f"Draw {DRAWS} times (and round nothing)."
    for got, case in ((one, ONE), (paired, PAIRED), (usual, USUAL)):
        message = f"for {case[2]} seeds the share should be near {_misled(*case):.2f}, yours is {got:.2f}."
        hint = f"{DRAWS} draws, each of n = {case[2]} different seeds from all 100."
        yield abs(got - _misled(*case)) > 0.08, message, hint
