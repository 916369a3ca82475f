"""Checkers: how a hundred networks end, and starting weights of which no two units are alike."""

import itertools
import re
from collections import Counter

import numpy as np

from ...checking.diagnosis import with_hint
from ...checking.form import as_parts
from ...checking.progress import exercise
from ...checking.running import NotWritten, Problem, call, is_stub
from ...checking.verdict import Verdict
from ...four_points import CORNERS, XOR
from ...generators import Passed

# ---- census ----

ENDS = ("solved", "two alike", "three alike", "all alike", "other")
AND = np.array([0.0, 0.0, 0.0, 1.0])
TABLES = [  # answers of one network each, and the targets
    (np.array([
        [0.04, 0.97, 0.92, 0.08], [0.50, 0.99, 0.51, 0.01], [0.02, 0.67, 0.66, 0.65], [0.50, 0.50, 0.50, 0.50],
        [0.09, 0.91, 0.99, 0.02], [0.02, 0.52, 0.98, 0.47], [0.44, 0.56, 0.97, 0.03], [0.34, 0.98, 0.33, 0.36],
        [0.63, 0.71, 0.68, 0.04], [0.28, 0.29, 0.99, 0.30], [0.46, 0.54, 0.52, 0.48], [0.43, 0.57, 0.96, 0.04],
        [0.03, 0.96, 0.96, 0.98], [0.20, 0.80, 0.70, 0.30], [0.293, 0.707, 0.707, 0.293], [0.50, 0.51, 0.80, 0.01],
        [0.98, 0.97, 0.98, 0.99], [0.02, 0.03, 0.01, 0.02], [0.30, 0.98, 0.70, 0.01], [0.36, 0.64, 0.98, 0.01],
        [0.02, 0.98, 0.76, 0.02], [0.12, 0.99, 0.99, 0.01], [0.01, 0.83, 0.99, 0.02], [0.02, 0.40, 0.99, 0.01],
        [0.02, 0.20, 0.98, 0.22], [0.52, 0.99, 0.76, 0.01],
    ]), XOR),
    (np.array([
        [0.03, 0.04, 0.02, 0.97], [0.26, 0.26, 0.24, 0.26], [0.02, 0.33, 0.34, 0.32], [0.02, 0.03, 0.51, 0.50],
        [0.50, 0.50, 0.50, 0.50], [0.01, 0.99, 0.99, 0.02],
    ]), AND),
]  # fmt: skip
ANSWERS = [(p, y) for P, y in TABLES for p in P]
SIZES = " and ".join(str(len(P)) for P, _ in TABLES)


def _half(p, y):
    return (p > 0.5) == (y > 0.5)


def _right(p, y):
    return np.abs(p - y) < 0.1


def _near(q, mean, margin=0.1):
    return (np.abs(q - mean) < margin).all()


def _end(p, y, margin=0.1, right=None, solved=None, mean=lambda p, y, wrong: y[wrong].mean(), alike=_near):
    """How one network with the answers p ends; each keyword is a way to go wrong."""
    wrong = ~(right(p, y) if right else np.abs(p - y) < margin)
    if solved(p, y) if solved else not wrong.any():
        return "solved"
    return ENDS[wrong.sum() - 1] if wrong.sum() > 1 and alike(p[wrong], mean(p, y, wrong)) else "other"


def _way(**twist):
    return lambda p, y: _end(p, y, **twist)


def _counting(n):
    """A way that takes the end from a number n(p, y)."""
    return lambda p, y: "solved" if _near(p, y) else ENDS[n(p, y) - 1] if n(p, y) > 1 else "other"


def _by_loss(p, y):
    loss = -np.log(np.where(y == 1, p, 1 - p).clip(1e-9)).mean().round(2)
    return {0.35: 2, 0.48: 3, 0.69: 4}.get(float(loss), 0)


MARGINS = (0.05, 0.15, 0.2, 0.25)
CENSUS_FAULTS = [
    *with_hint(
        "Right means |p − y| < 0.1, and each of the four answers has to be right by itself.",
        ((_way(right=_half), _way(margin=0.5)), "there is no margin: 0.51 passes as right where 1 is wanted."),
        (tuple(_way(alike=lambda *_: True, **how) for how in ({"right": _half}, {"margin": 0.5})),
         "there is no margin, and only the number of wrong answers decides; they have to be alike, too."),
        (_way(solved=lambda p, y: _half(p, y).all()), "solved is asked with ½ in place of the margin."),
        (_way(right=lambda p, y: p - y < 0.1), "the sign of p − y is kept: far too low passes as right. Use np.abs."),
        (_way(solved=lambda p, y: abs(p - y).mean() < 0.1), "you compare the mean distance of the four answers."),
        (tuple(_way(solved=lambda p, y, m=m: ((p - y) ** 2).mean() < m) for m in (0.1, 0.01)),
         "the mean of the squared distances decides what is solved."),
        (_way(margin=0.1**0.5), "you compare the square of the distance with 0.1: that is a margin of 0.32."),
        (_way(right=lambda p, y: abs(p - y) >= 0.1), "the mask is the wrong way round: it takes what is right."),
        *((_way(margin=m), f"an answer passes as right within {m}, not 0.1.") for m in MARGINS),
    ),
    *with_hint(
        "Take the targets of the answers that are not right, and only these: y[wrong].mean(). That is ½ for two of "
        "XOR's, ⅓ or ⅔ for three, and ¼ for all four of AND's.",
        (lambda p, y: _end(p, XOR), "y is not used: you always compare with XOR. It may hold AND, too."),
        (_way(mean=lambda p, y, wrong: 0.5), "you compare with ½, whichever answers are not right."),
        *((_way(mean=lambda p, y, wrong, third=third: third if wrong.sum() == 3 else 0.5),
           f"three alike are found at {name} only.") for third, name in ((1 / 3, "⅓"), (2 / 3, "⅔"))),
        (_way(mean=lambda p, y, wrong: y[wrong].mean() if wrong.sum() == 3 else 0.5),
         "two or four alike are compared with ½. That fits XOR, but y may hold other targets."),
        (_way(mean=lambda p, y, wrong: y.mean()), "you compare with the mean of all four targets."),
        (_way(mean=lambda p, y, wrong: p.mean()), "you compare with the mean of all four answers."),
        (_way(mean=lambda p, y, wrong: np.median(y[wrong])), "you compare with the median of the targets."),
    ),
    *with_hint(
        "Alike means: each of the answers that are not right is within 0.1 of the mean of their targets.",
        ((_way(mean=lambda p, y, wrong: p[wrong].mean()), _way(alike=lambda q, mean: np.ptp(q) < 0.1),
          _way(alike=lambda q, mean: np.std(q) < 0.1), _way(alike=lambda q, mean: _near(q, q[0]))),
         "you ask whether the answers that are not right are close to each other, wherever they are."),
        (_counting(lambda p, y: Counter(np.round(p, 1)).most_common(1)[0][1]),
         "you look for equal answers among all four: answers that are right count among them."),
        (_counting(lambda p, y: 0), "nothing is ever alike. (No answer that is not right is near its own target.)"),
        (_counting(lambda p, y: _right(p, y).sum()), "the number of right answers decides."),
        (_counting(lambda p, y: 4 - _right(p, y).sum() if _near(p, y[~_right(p, y)].mean()) else 0),
         "the answers that are right have to be near the mean, too."),
        (_way(alike=lambda *_: True), "only the number of wrong answers decides."),
        (_way(alike=lambda q, mean: (abs(q - mean) < 0.1).any()), "one answer near the mean is enough for you."),
        (_way(alike=lambda q, mean: _near(q.mean(), mean)),
         "you compare the mean of the answers with the mean of the targets. 0.3 and 0.7 are not alike."),
        (_way(alike=lambda q, mean: (q - mean < 0.1).all()),
         "a sign is kept: answers far below the mean of their targets pass as alike. Use np.abs."),
        *((_way(alike=lambda q, mean, m=m: _near(q, mean, m)), f"answers pass as alike within {m}, not 0.1.")
          for m in MARGINS),
        (_counting(lambda p, y: (np.abs(p - 0.5) < 0.1).sum()), "you count the answers near ½."),
        (_counting(_by_loss), "you judge by the loss. Others can have the same: 0.29, 0.71, 0.71, 0.29 has 0.35."),
    ),
]  # fmt: skip


def _judged(name, answer, judge):
    """The verdict of judge(answer), which returns what to say of a right answer and raises Problem for others."""
    if is_stub(answer):
        return Verdict(None, f"{name}: replace the ... by your code.")
    try:
        return Verdict(True, f"{name}: {judge(answer)}")
    except Problem as problem:
        return Verdict(None if isinstance(problem, NotWritten) else False, f"{name}: {problem}")


def _counted(answer, P, y):
    """The five counts of a learner's dict, as floats."""
    try:
        result = call(answer, P, y)
    except Problem as problem:
        if re.search(r"KeyError: (np\.int64\()?1\b", str(problem)):
            hint = "A single answer that is not right has nothing to be alike with: that network is other."
            raise Problem(f"{problem} {hint}") from None
        raise
    if not isinstance(result, dict):
        parts = result if isinstance(result, list | tuple | np.ndarray) else ()
        hint = " You return a name for each network: count them." if any(isinstance(end, str) for end in parts) else ""
        hint = " The dict is there: return the dict alone." if any(isinstance(part, dict) for part in parts) else hint
        raise Problem(f"a dict with the five counts is wanted, got a {type(result).__name__}.{hint}")
    for key in result:
        if key not in ENDS:
            raise Problem(f"the key {key!r} is none of the five: {', '.join(map(repr, ENDS))}.")
    try:
        return np.array([float(result.get(end, 0)) for end in ENDS])
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


def _check_ends(found):
    """Raises Problem if found are not the ends of ANSWERS."""
    wanted = [_end(p, y) for p, y in ANSWERS]
    if len(set(found)) == 1:
        raise Problem(f"every network is {found[0]!r} with you, whatever P holds.")
    if "solved" not in found:
        raise Problem(
            "no network is ever solved. Is it `(np.abs(p - y) < 0.1).all()`? With `np.abs(p - y).all() < 0.1` True or "
            "False is compared with 0.1."
        )
    for fault in (way for known in CENSUS_FAULTS for way in known.ways() if found != wanted):
        if found == [fault.wrong(p, y) for p, y in ANSWERS]:
            raise Problem(f"{fault.message} {fault.hint}")
    for (p, y), mine, right in zip(ANSWERS, found, wanted, strict=True):
        if mine != right:
            raise Problem(f"yours is {mine!r}, the answer should be {right!r}, for the answers {p} to targets {y}.")


def _judge_census(answer):
    alone = [_counted(answer, p[None], y) for p, y in ANSWERS]
    tables = [_counted(answer, P, y) for P, y in TABLES]
    if all(counts.sum() == 4 for counts in tables):
        raise Problem(f"your counts add up to 4, in tables of {SIZES} networks. A network is a row of P, not a column.")
    if all(counts.sum() == 100 for counts in alone):
        raise Problem("these are percentages. Count the networks.")
    _check_ends([_found(*network, counts) for network, counts in zip(ANSWERS, alone, strict=True)])
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
    return f"in two tables of {SIZES} made-up networks each is sorted rightly, for XOR and AND."


@exercise
def census(answer):
    """census(P, y): how many of the networks with the answers P (s, 4) are solved, two, three, all alike, or other."""
    return _judged("census", answer, _judge_census)


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
        hint = " It has the same size whatever n_hidden is." if n == 40 else ""
        hint = " That is the shape of its transpose." if W.T.shape == shape else hint
        if W.shape in ((), (2,)):
            hint = " rng.normal takes its first numbers for the mean and the deviation. The shape is size=(2, n)."
        if W.shape != shape:
            raise Problem(f"{name} has shape {W.shape}, wanted {shape} for n_hidden = {n}.{hint}")
        if not np.isfinite(W).all():
            raise Problem(f"{name} has numbers that are NaN or infinite.")


def _check_units(W1, W2):
    """Raises Problem if two units are alike, or are not told from each other by W1."""
    units, columns, values = _alike(W1, W2), _alike(W1), len(np.unique(W1))
    i, j = units or columns or (0, 0)
    same = f"units {i} and {j} are alike" if units else f"columns {i} and {j} of W1 are equal"
    if columns and values < W1.shape[1] and len(np.unique(W1.T, axis=0)) > 1:
        raise Problem(f"W1 has only {values} different numbers, and {same}. rng.normal hardly ever repeats a number.")
    if units:
        still = ", and after 300 steps of training they still are" if _alike(*_trained(W1, W2)) else ""
        raise Problem(f"{same}{still}. Swap all their numbers, and both arrays look as before. Draw each weight.")
    if columns:
        raise Problem(f"{same}. W2 lets these units part, but both begin with one question. Draw every number of W1.")
    if np.allclose(W1[0], W1[1]):
        raise Problem("in each unit both inputs have the same weight: such units see only x1 + x2. Draw a number each.")


def _check_weights(W1, W2):
    """Raises Problem for the first thing that is wrong with the starting weights."""
    if not W1.any() and not W2.any():
        raise Problem("all weights are 0: every gradient is 0, and nothing ever moves. Draw both arrays from rng.")
    for name, W in (("W1", W1), ("W2", W2)):
        if not W.any():
            raise Problem(f"{name} is all 0. Only one of the layers can move in the first step then. Draw both.")
    _check_units(W1, W2)
    for name, W in (("W1", W1), ("W2", W2)):
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
    apart = _alike(*_trained(*first)) is None
    return "after 300 steps of training all 16 units are different." if apart else "no two units start alike."


@exercise
def break_symmetry(answer):
    """break_symmetry(n_hidden, rng): W1 (2, n_hidden), W2 (n_hidden, 1), no two units alike, both signs."""
    return _judged("break_symmetry", answer, _judge_break_symmetry)
