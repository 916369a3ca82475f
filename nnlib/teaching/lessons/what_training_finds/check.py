"""Checkers: how a hundred networks end, and starting weights of which no two units are alike."""

import itertools

import numpy as np

from ...checking.diagnosis import with_hint
from ...checking.findings import check_findings
from ...checking.form import as_parts
from ...checking.progress import exercise
from ...checking.running import Problem, call
from ...four_points import CORNERS, XOR
from ...generators import Passed

# ---- census ----

ENDS = ("solved", "two alike", "three alike", "all alike", "other")
AND = np.array([0.0, 0.0, 0.0, 1.0])
TABLES = [  # answers of one network each, and the targets
    (np.array([
        [0.04, 0.97, 0.9213, 0.08], [0.50, 0.99, 0.51, 0.01], [0.02, 0.67, 0.66, 0.65], [0.50, 0.50, 0.50, 0.50],
        [0.09, 0.91, 0.99, 0.02], [0.02, 0.52, 0.98, 0.47], [0.34, 0.98, 0.33, 0.36], [0.03, 0.96, 0.96, 0.98],
        [0.20, 0.80, 0.70, 0.30], [0.293, 0.707, 0.707, 0.293], [0.50, 0.51, 0.80, 0.01], [0.02, 0.98, 0.76, 0.02],
        [0.12, 0.99, 0.99, 0.01], [0.36, 0.64, 0.98, 0.01], [0.98, 0.97, 0.98, 0.99],
        [0.66, 0.67, 0.20, 0.03], [0.67, 0.66, 0.99, 0.65],
    ]), XOR),
    (np.array([
        [0.03, 0.04, 0.02, 0.97], [0.26, 0.26, 0.24, 0.26], [0.02, 0.33, 0.34, 0.32], [0.02, 0.03, 0.51, 0.50],
        [0.50, 0.50, 0.50, 0.50], [0.01, 0.99, 0.99, 0.02],
    ]), AND),
]  # fmt: skip
ANSWERS = [(p, y) for P, y in TABLES for p in P]
SIZES = " and ".join(str(len(P)) for P, _ in TABLES)


def _right(p, y):
    return np.abs(p - y) < 0.1


def _near(q, mean):
    return (np.abs(q - mean) < 0.1).all()


def _end(p, y, mean=lambda p, y, wrong: y[wrong].mean()):
    """How one network with the answers p ends; with another mean it goes wrong."""
    wrong = ~_right(p, y)
    if not wrong.any():
        return "solved"
    return ENDS[wrong.sum() - 1] if wrong.sum() > 1 and _near(p[wrong], mean(p, y, wrong)) else "other"


def _counting(n):
    """A way that takes the end from a number n(p, y)."""
    return lambda p, y: "solved" if _near(p, y) else ENDS[n(p, y) - 1] if n(p, y) > 1 else "other"


RIGHT = "Right means |p − y| < 0.1, and each of the four answers has to be right by itself."
ALIKE = "Alike means: each of the answers that are not right is within 0.1 of the mean of their targets."
CENSUS_FAULTS = [
    *with_hint(
        "Take the targets of the answers that are not right, and only these: y[wrong].mean(). That is ½ for two of "
        "XOR's, ⅓ or ⅔ for three, and ¼ for all four of AND's.",
        (lambda p, y: _end(p, XOR), "y is not used: you always compare with XOR. It may hold AND, too."),
        (lambda p, y: _end(p, y, lambda *_: 0.5), "you compare with ½, whichever answers are not right."),
        (lambda p, y: _end(p, y, lambda *_: y.mean()), "you compare with the mean of all four targets."),
    ),
    *with_hint(
        ALIKE,
        (_counting(lambda p, y: np.unique(np.round(p, 1), return_counts=True)[1].max()),
         "you look for equal answers among all four: answers that are right count among them."),
        (_counting(lambda p, y: {35: 2, 48: 3, 69: 4}.get(round(-100 * np.log(abs(1 - y - p).clip(1e-9)).mean()), 0)),
         "you judge by the loss. Others can have the same: 0.29, 0.71, 0.71, 0.29 has 0.35."),
    ),
]  # fmt: skip
HOW = "The number of those not right gives the name, and only these have to be near the mean of their targets."
ROW = np.eye(4)
MOVES_OF_RIGHT = "solved", XOR, (ROW[0], -ROW[1], 1 - 2 * XOR), RIGHT, [  # one near 0 moves, one near 1, all four
    (lambda low, high, four: low < 0 and high < 0, "an exact answer is not right. Is a mask the wrong way round?"),
    (lambda low, high, four: four == 0 < min(low, high),
     "no network is solved, but where an answer is exact. Compare, then ask for all: (np.abs(p - y) < 0.1).all()."),
    (lambda low, high, four: four < min(low, high),
     "an answer {0:g} off passes when the others are exact: the mean distance decides, or of squares, or .any()."),
    (lambda low, high, four: low != high and max(low, high) > 0.9,
     "the sign of p − y is kept: far too low, or far too high, passes as right. Use np.abs."),
    (lambda low, high, four: low != high,
     "an answer passes within {0:g} of a target 0, {1:g} of a target 1. np.isclose needs rtol=0, or it adds a share."),
    (lambda low, high, four: low == 0.5, "there is no margin: 0.51 passes as right where 1 is wanted."),
    (lambda *_: True, "an answer passes as right within {0:g}, not 0.1."),
]  # fmt: skip
MOVES_OF_ALIKE = "two alike", np.array([0.5, 0.5, 1, 0]), (ROW[0], -ROW[0], ROW[0] - ROW[1], ROW[0] + ROW[1]), ALIKE, [
    (lambda *far: min(far) == 0.4, "only the number of wrong answers decides."),
    (lambda up, down, *_: up != down,
     "a sign is kept: answers far below, or above, the mean of their targets pass as alike. Use np.abs."),
    (lambda *far: min(far) == max(far), "answers pass as alike within {0:g}, not 0.1."),
    (lambda up, down, apart, together: together > 0.1,
     "you ask whether the answers that are not right are close to each other, wherever they are."),
    (lambda up, down, apart, together: apart > 0.1,
     "you compare the mean of the answers with the mean of the targets. 0.3 and 0.7 are not alike."),
    (lambda *_: True, "one answer near the mean is enough for you, or the mean of the distances decides."),
]  # fmt: skip


def _counted(answer, P, y):
    """The five counts of a learner's dict, as floats."""
    result = call(answer, P, y)
    if not isinstance(result, dict):
        parts = result if isinstance(result, list | tuple | np.ndarray) else ()
        hint = " You return a name for each network: count them." if any(isinstance(end, str) for end in parts) else ""
        hint = " The dict is there: return the dict alone." if any(isinstance(part, dict) for part in parts) else hint
        raise Problem(f"a dict with the five counts is wanted, got a {type(result).__name__}.{hint}")
    for key in result:
        if key not in ENDS:
            raise Problem(f"the key {key!r} is none of the five: {', '.join(map(repr, ENDS))}.")
    missing = [] if hasattr(result, "__missing__") else [end for end in ENDS if end not in result]
    if missing:
        raise Problem(
            f"the key {missing[0]!r} is missing. All five belong in the dict, with 0 where no network ends so."
        )
    try:
        return np.array([float(result[end]) for end in ENDS])
    except (TypeError, ValueError):
        raise Problem("the dict should hold a number for each end: how many networks end like this.") from None


def _found(p, y, counts):
    """The end that counts (5,) name for one network with the answers p."""
    one = f"a network with the answers {', '.join(f'{x:.2f}' for x in p)} (targets {', '.join(f'{t:.0f}' for t in y)})"
    names = [end for end, count in zip(ENDS, counts, strict=True) if count]
    if not names:
        raise Problem(f"{one} is counted nowhere. What is left over is other.")
    if len(names) > 1:
        twice = " and as ".join(map(repr, names))
        raise Problem(f"{one} is counted twice, as {twice}. Each network has one end: if … elif … else.")
    if counts.sum() != 1:
        raise Problem(f"{one} makes a count of {counts.sum():g}. It counts once.")
    return names[0]


def _check_moves(end_of, end, start, ways, hint, kinds):
    """Raises Problem if answers may move further, or less far, than 0.1 from start until they end otherwise."""
    hundredths = range(99 if end == "solved" else 41)

    def reach(way):
        steps = itertools.takewhile(lambda k: end_of(start + max(k / 100 - 1e-3, 0) * way) == end, hundredths)
        return max(steps, default=-1) / 100

    far = [reach(way) for way in ways]
    if set(far) != {0.1}:
        raise Problem(f"{next(words for kind, words in kinds if kind(*far)).format(*far)} {hint}")


def _check_names(end_of):
    """Raises Problem if answers at the mean of their targets, the others exact, are not told by their number."""
    names, odd = {}, []
    for y, n in itertools.product((XOR, AND), (2, 3, 4)):
        for rows in map(list, itertools.combinations(range(4), n)):
            if np.ptp(y[rows]):
                p = np.where(np.isin(range(4), rows), y[rows].mean(), y)
                names.setdefault(n, set()).add(end := end_of(p, y))
                odd += [(p.round(2), end, y)] * (end != ENDS[n - 1])
    if odd and set().union(*names.values()) == {"other"}:
        raise Problem(f"nothing is ever alike. (No answer that is not right is near its own target.) {ALIKE}")
    if odd and max(map(len, names.values())) == 1:
        told = " and ".join(f"{n} as {end!r}" for n, (end,) in names.items() if end != ENDS[n - 1])
        raise Problem(f"of answers that are alike you count {told}. {HOW}")
    for p, end, y in odd:
        told = f"the answers {p} to targets {y} are {end!r} with you, but other rows are told rightly."
        raise Problem(f"{told} Do mask, p and y stand for the same rows? Is it the mean of their targets? {ALIKE}")


def _check_ends(found, end_of):
    """Raises Problem if found are not the ends of ANSWERS, or end_of(p, y) says otherwise near a limit."""
    wanted = [_end(p, y) for p, y in ANSWERS]
    if len(set(found)) == 1:
        raise Problem(f"every network is {found[0]!r} with you, whatever P holds.")
    for fault in (way for known in CENSUS_FAULTS for way in known.ways() if found != wanted):
        if found == [fault.wrong(p, y) for p, y in ANSWERS]:
            raise Problem(f"{fault.message} {fault.hint}")
    _check_moves(end_of, *MOVES_OF_RIGHT)
    _check_names(end_of)
    _check_moves(end_of, *MOVES_OF_ALIKE)
    for (p, y), mine, right in zip(ANSWERS, found, wanted, strict=True):
        if mine != right:
            raise Problem(
                f"yours is {mine!r}, the answer should be {right!r}, for the answers {p} to targets {y}. {ALIKE}"
            )


def _judge_census(answer):
    alone = [_counted(answer, p[None], y) for p, y in ANSWERS]
    tables = [_counted(answer, P, y) for P, y in TABLES]
    if all(counts.sum() == 4 for counts in tables):
        raise Problem(f"your counts add up to 4, in tables of {SIZES} networks. A network is a row of P, not a column.")
    if not any(counts.any() for counts in alone):
        raise Problem(
            "a network by itself is not counted at all. Does a loop leave out the first network, or the last?"
        )
    found = [_found(*network, counts) for network, counts in zip(ANSWERS, alone, strict=True)]
    _check_ends(found, lambda p, y=XOR: _found(p, y, _counted(answer, p[None], y)))
    for (P, y), counts in zip(TABLES, tables, strict=True):
        if counts.sum() == 1 and (counts % 1).any():
            raise Problem("these are shares. Count the networks.")
        if counts.sum() != len(P):
            raise Problem(
                f"right for one network, but for a table of {len(P)} your counts add up to {counts.sum():g}. Is the "
                "`return` inside the loop, or do the counts begin anew for each network?"
            )
        if not np.array_equal(counts, [sum(_end(p, y) == end for p in P) for end in ENDS]):
            raise Problem("a network by itself is sorted rightly, but a table is not. Judge each row of P by itself.")
    return ()


@exercise
def census(answer):
    """census(P, y): how many of the networks with the answers P (s, 4) are solved, two, three, all alike, or other."""
    done = f"in two tables of {SIZES} made-up networks each is sorted rightly, for XOR and AND."
    single = "A single answer that is not right has nothing to be alike with: that network is other."
    return check_findings("census", answer, _judge_census, done, "P y", {r"KeyError: (np\.int64\()?1\b": single})


# ---- break_symmetry ----


def _trained(W1, W2, lr=0.5, steps=300):
    """W1 and W2 after gradient descent on XOR with tanh units and biases that start at 0."""
    b1, b2 = np.zeros(W1.shape[1]), 0.0
    for _ in range(steps):
        a = np.tanh(CORNERS @ W1 + b1)
        dscores = (1 / (1 + np.exp(-(a @ W2 + b2))) - XOR[:, None]) / 4
        dz = dscores @ W2.T * (1 - a**2)
        W1, b1 = W1 - lr * CORNERS.T @ dz, b1 - lr * dz.sum(axis=0)
        W2, b2 = W2 - lr * a.T @ dscores, b2 - lr * dscores.sum()
    return W1, W2


def _alike(W1, *more):
    """The numbers, from 1, of two units that are equal in W1 (2, n) and, if it is given, W2 (n, 1); or None."""
    columns = np.concatenate([W1, *(W2.T for W2 in more)])
    for i, j in itertools.combinations(range(columns.shape[1]), 2):
        if np.allclose(columns[:, i], columns[:, j], rtol=0, atol=1e-9):
            return i + 1, j + 1
    return None


def _check_form(W1, W2, n):
    """Raises Problem if shapes or numbers can't be."""
    if W1.shape == (n, 1) and W2.shape == (2, n):
        raise Problem("the arrays come back as W2, W1; wanted is W1, W2.")
    for name, W, shape in (("W1", W1, (2, n)), ("W2", W2, (n, 1))):
        hint = "" if n in W.shape else " Is a number written down, or made, where n_hidden belongs?"
        hint = " That is the shape of its transpose." if W.T.shape == shape else hint
        if W.shape in ((), (2,)):
            hint = " rng.normal takes its first numbers for the mean and the deviation. The shape is size=(2, n)."
        if W.shape != shape:
            raise Problem(f"{name} has shape {W.shape}, wanted {shape} for n_hidden = {n}.{hint}")


def _check_units(W1, W2):
    """Raises Problem if two units are alike, or are not told from each other by W1."""
    units, columns, values = _alike(W1, W2), _alike(W1), len(np.unique(W1))
    i, j = units or columns or (0, 0)
    same = f"units {i} and {j} are alike" if units else f"columns {i} and {j} of W1 are equal"
    if columns and values < W1.shape[1] and len(np.unique(W1.T, axis=0)) > 1:
        raise Problem(f"W1 has only {values} different numbers, and {same}. rng.normal hardly ever repeats a number.")
    if units:
        still = ", and after 300 steps of training they still are" if _alike(*_trained(W1, W2)) else ""
        raise Problem(f"{same}{still}. Swap their numbers: both arrays look as before. Draw each, with deviation > 0.")
    if columns:
        raise Problem(f"{same}. W2 lets these units part, but both begin with one question. Draw every number of W1.")
    if np.allclose(W1[0], W1[1]):
        raise Problem("in each unit both inputs have the same weight: such units see only x1 + x2. Draw a number each.")


def _check_weights(W1, W2):
    """Raises Problem for the first thing that is wrong with the starting weights."""
    for name, W in (("W1", W1), ("W2", W2)):
        if not W.any():
            raise Problem(f"{name} is all 0: in the first step no layer can move, or only one. Draw both from rng.")
    _check_units(W1, W2)
    for name, W in (("W1", W1), ("W2", W2)):
        if np.ptp(W) == 0:
            raise Problem(f"all numbers in {name} are equal. One is drawn, or written. Give rng.normal a shape.")
        if W.min() >= 0 or W.max() <= 0:
            sign = "negative" if W.min() >= 0 else "positive"
            raise Problem(f"{name} has no {sign} weights. Which method of rng draws around 0?")
        if not 0.1 <= W.std() <= 3:
            wanted = "wanted one from 0.1 to 3: tiny weights are nearly alike, and where huge ones lead, tanh is flat"
            raise Problem(f"the weights in {name} have a deviation of {W.std():.2g}, {wanted}.")
    if np.isin(W2, W1).all():
        raise Problem("W2 repeats numbers of W1. Draw both from rng; generators of one seed agree, too.")


def _judge_break_symmetry(answer):
    rng, twin, drawn = np.random.default_rng(6), np.random.default_rng(6), []
    for n, source in ((16, rng), (16, rng), (40, rng), (16, twin)):
        result = as_parts(call(answer, n, Passed(source)), ("W1", "W2"))
        try:
            drawn.append([np.asarray(W, dtype=float) for W in result])
        except (TypeError, ValueError):
            raise Problem("W1 and W2 have to be arrays of numbers.") from None
        _check_form(*drawn[-1], n)
        _check_weights(*drawn[-1])
    first, second, _, again = drawn
    for name, one, other in zip(("W1", "W2"), first, again, strict=True):
        if not np.array_equal(one, other):
            raise Problem(
                f"two generators of one seed give two different {name}: not all of it is drawn from rng. "
                "np.random.randn, and a default_rng() of your own, draw from elsewhere, and nobody can repeat your "
                "run. Write rng.normal(...), with the rng that comes in."
            )
    if any(np.array_equal(one, other) for one, other in zip(first, second, strict=True)):
        raise Problem(
            "a second call with the same rng gives the same numbers. They are not drawn at all, or from a generator "
            "that is made or seeded inside the function, and so starts again each time. Draw from rng, which goes on."
        )
    same = "after 300 steps of training two units are alike."
    return [(_alike(*_trained(*first)) is not None, same, "")]


@exercise
def break_symmetry(answer):
    """break_symmetry(n_hidden, rng): W1 (2, n_hidden), W2 (n_hidden, 1), no two units alike, both signs."""
    done = "after 300 steps of training all 16 units are different."
    return check_findings("break_symmetry", answer, _judge_break_symmetry, done, "n_hidden rng")
