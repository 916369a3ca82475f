"""Checkers: how a hundred networks end, and starting weights of which no two units are alike."""

import itertools
import re

import numpy as np

from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict
from ...four_points import CORNERS, XOR
from ...generators import Passed

# ---- census ----

ENDS = ("solved", "two alike", "three alike", "all alike", "other")
AND = np.array([0.0, 0.0, 0.0, 1.0])
ANSWERS = [  # of one network each, and the targets
    *(
        (np.array(p), XOR)
        for p in (
            [0.05, 0.97, 0.92, 0.08],
            [0.50, 0.99, 0.51, 0.01],
            [0.02, 0.67, 0.66, 0.65],
            [0.50, 0.50, 0.50, 0.50],
            [0.09, 0.91, 0.99, 0.02],
            [0.02, 0.52, 0.98, 0.47],
            [0.44, 0.56, 0.97, 0.03],
            [0.34, 0.98, 0.33, 0.35],
            [0.63, 0.71, 0.68, 0.04],
            [0.28, 0.29, 0.99, 0.30],
            [0.45, 0.55, 0.52, 0.48],
            [0.43, 0.57, 0.96, 0.05],
            [0.03, 0.95, 0.95, 0.98],
            [0.20, 0.80, 0.70, 0.30],
            [0.293, 0.707, 0.707, 0.293],
            [0.50, 0.51, 0.80, 0.01],
            [0.98, 0.97, 0.98, 0.99],
            [0.02, 0.03, 0.01, 0.02],
            [0.30, 0.98, 0.70, 0.01],
            [0.36, 0.64, 0.98, 0.01],
            [0.02, 0.98, 0.75, 0.02],
            [0.12, 0.99, 0.99, 0.01],
            [0.01, 0.83, 0.99, 0.02],
            [0.02, 0.40, 0.99, 0.01],
            [0.02, 0.20, 0.98, 0.22],
            [0.52, 0.99, 0.75, 0.01],
        )
    ),
    *(
        (np.array(p), AND)
        for p in (
            [0.03, 0.04, 0.02, 0.97],
            [0.25, 0.26, 0.24, 0.25],
            [0.02, 0.33, 0.34, 0.32],
            [0.02, 0.03, 0.51, 0.50],
            [0.50, 0.50, 0.50, 0.50],
            [0.01, 0.99, 0.99, 0.02],
        )
    ),
]
TABLES = [(np.array([p for p, targets in ANSWERS if targets is y]), y) for y in (XOR, AND)]


def _within(margin):
    return lambda p, y: np.abs(p - y) < margin


RIGHT = dict(
    right=_within(0.1),
    mean=lambda p, y, wrong: y[wrong].mean(),
    alike=lambda q, mean: (abs(q - mean) < 0.1).all(),
)


def _end(p, y, **twist):
    """How one network with the answers p ends; each keyword is a way to go wrong."""
    how = RIGHT | twist
    wrong = ~how["right"](p, y)
    if not wrong.any():
        return "solved"
    together = wrong.sum() > 1 and how["alike"](p[wrong], how["mean"](p, y, wrong))
    return ENDS[wrong.sum() - 1] if together else "other"


def _by_halves(p, y):
    """Only the answers near ½ are counted."""
    halves = (np.abs(p - 0.5) < 0.1).sum()
    if (np.abs(p - y) < 0.1).all():
        return "solved"
    return ENDS[halves - 1] if halves > 1 else "other"


def _by_loss(p, y):
    loss = -np.log(np.where(y == 1, p, 1 - p).clip(1e-9)).mean().round(2)
    if (np.abs(p - y) < 0.1).all():
        return "solved"
    return {0.35: "two alike", 0.48: "three alike", 0.69: "all alike"}.get(float(loss), "other")


MEAN = "Take the targets of the answers that are not right, and only these: their mean."
CENSUS_FAULTS = [  # how a network ends, message, hint
    (
        dict(right=lambda p, y: (p > 0.5) == (y > 0.5)),
        "there is no margin: 0.51 passes as right where 1 is wanted.",
        "Right means |p − y| < 0.1.",
    ),
    (
        dict(right=lambda p, y: p - y < 0.1),
        "the sign of p − y is kept: an answer far too low passes as right.",
        "A distance has no sign: np.abs.",
    ),
    (
        lambda p, y: "solved" if np.abs(p - y).mean() < 0.1 else _end(p, y),
        "you compare the mean distance of the four answers with 0.1.",
        "Three very good answers can hide a bad one. Each by itself has to be within 0.1.",
    ),
    *(
        (
            dict(right=_within(margin)),
            f"an answer passes as right within {margin}, not 0.1.",
            "Right means |p − y| < 0.1.",
        )
        for margin in (0.05, 0.15, 0.2, 0.25)
    ),
    (
        lambda p, y: _end(p, XOR),
        "y is not used: you always compare with XOR.",
        "The targets may be those of AND, too. Read them from y.",
    ),
    (
        dict(mean=lambda p, y, wrong: 0.5),
        "you compare with ½, whichever answers are not right.",
        "That is right for two of XOR's. Three of them have the mean target ⅓ or ⅔. " + MEAN,
    ),
    *(
        (
            dict(mean=lambda p, y, wrong, third=third: third if wrong.sum() == 3 else 0.5),
            f"three alike are found at {name} only.",
            "It is ⅓ if one of the three targets is 1, and ⅔ if two are. " + MEAN,
        )
        for third, name in ((1 / 3, "⅓"), (2 / 3, "⅔"))
    ),
    (
        dict(mean=lambda p, y, wrong: y[wrong].mean() if wrong.sum() == 3 else 0.5),
        "two or four alike are compared with ½. That fits XOR, but y may hold other targets.",
        "The four targets of AND have the mean ¼. " + MEAN,
    ),
    (dict(mean=lambda p, y, wrong: y.mean()), "you compare with the mean of all four targets.", MEAN),
    *(
        (
            how,
            "you ask whether the answers that are not right are close to each other, wherever they are.",
            "So are two answers of 0.98 where 0 is wanted. Compare with the mean of their targets.",
        )
        for how in (dict(mean=lambda p, y, wrong: p[wrong].mean()), dict(alike=lambda q, mean: np.ptp(q) < 0.1))
    ),
    (
        dict(alike=lambda q, mean: True),
        "only the number of wrong answers decides.",
        "Alike means more: all of them are within 0.1 of the mean of their targets. If not, it is other.",
    ),
    (
        dict(alike=lambda q, mean: (abs(q - mean) < 0.1).any()),
        "one answer near the mean is enough for you.",
        "Alike means that all the answers that are not right are near it: .all()",
    ),
    (
        dict(alike=lambda q, mean: abs(q.mean() - mean) < 0.1),
        "you compare the mean of the answers with the mean of the targets.",
        "0.3 and 0.7 have the mean ½ and are not alike. Each answer has to be within 0.1 of the mean.",
    ),
    (
        dict(alike=lambda q, mean: (q - mean < 0.1).all()),
        "a sign is kept: answers far below the mean of their targets pass as alike.",
        "A distance has no sign: np.abs.",
    ),
    *(
        (
            dict(alike=lambda q, mean, margin=margin: (abs(q - mean) < margin).all()),
            f"answers pass as alike within {margin}, not 0.1, of the mean of their targets.",
            "The margin is 0.1 here, too.",
        )
        for margin in (0.05, 0.15, 0.2, 0.25)
    ),
    (
        _by_halves,
        "you count the answers near ½.",
        "The others have to be right, too, and three alike say ⅓ or ⅔. Start from the answers that are not right.",
    ),
    (
        _by_loss,
        "you judge by the loss.",
        "Other answers can have the same mean loss: 0.29, 0.71, 0.71, 0.29 has 0.35. Look at the answers.",
    ),
]


def _faulty(how, p, y):
    return how(p, y) if callable(how) else _end(p, y, **how)


def _listed(p, y):
    return f"{', '.join(f'{value:.2f}' for value in p)} (targets {', '.join(f'{value:.0f}' for value in y)})"


def _counted(result):
    """The five counts of a learner's dict, as floats. Raises Problem."""
    if not isinstance(result, dict):
        hint = " You return a name for each network: count them." if isinstance(result, (list, tuple)) else ""
        raise Problem(f"a dict with the five counts is wanted, got a {type(result).__name__}.{hint}")
    unknown = [key for key in result if key not in ENDS]
    if unknown:
        raise Problem(f"the key {unknown[0]!r} is none of the five: {', '.join(map(repr, ENDS))}.")
    try:
        return [float(result.get(end, 0)) for end in ENDS]
    except (TypeError, ValueError):
        raise Problem("the dict should hold a number for each end: how many networks end like this.") from None


def _census_problem(alone, tables):
    """(message, hint) for the counts (5,) of each network alone, and of the two tables; None if all is right."""
    totals = alone.sum(axis=1)
    if (tables.sum(axis=1) == 4).all():
        sizes = " and ".join(str(len(P)) for P, _ in TABLES)
        return f"your counts add up to 4, in tables of {sizes} networks.", "A network is a row of P, not a column."
    if (totals == 100).all():
        return "these are percentages.", "Count the networks."
    for (p, y), counts, total in zip(ANSWERS, alone, totals, strict=True):
        if total == 0:
            return f"a network with the answers {_listed(p, y)} is counted nowhere.", "What is left over is other."
        if np.count_nonzero(counts) > 1:
            names = " and as ".join(repr(end) for end, count in zip(ENDS, counts, strict=True) if count)
            return (
                f"a network with the answers {_listed(p, y)} is counted twice, as {names}.",
                "Each network has one end: if … elif … else.",
            )
        if total != 1:
            return f"one network with the answers {_listed(p, y)} makes a count of {total:g}.", "It counts once."
    found = [ENDS[place] for place in alone.argmax(axis=1)]
    wanted = [_end(p, y) for p, y in ANSWERS]
    if "solved" not in found:
        return (
            "no network is ever solved.",
            "All four answers within 0.1 is `(np.abs(p - y) < 0.1).all()`. With `np.abs(p - y).all() < 0.1` True or "
            "False is compared with 0.1.",
        )
    if found != wanted:
        for how, message, hint in CENSUS_FAULTS:
            if found == [_faulty(how, p, y) for p, y in ANSWERS]:
                return message, hint
        for (p, y), mine, right in zip(ANSWERS, found, wanted, strict=True):
            if mine != right:
                wrong = np.abs(p - y) >= 0.1
                reason = (
                    f"Not right are {', '.join(f'{value:.2f}' for value in p[wrong])}; the mean of their targets is "
                    f"{y[wrong].mean():.2f}."
                    if wrong.any()
                    else "All four are within 0.1 of their targets."
                )
                return f"the answers {_listed(p, y)} are {right!r}, not {mine!r}.", reason
    for (P, _), counts in zip(TABLES, tables, strict=True):
        if counts.sum() == 1 and (counts % 1).any():
            return "these are shares.", "Count the networks."
        if counts.sum() != len(P):
            return (
                f"a network by itself is sorted rightly, but for a table of {len(P)} your counts add up to "
                f"{counts.sum():g}.",
                "Is the `return` inside the loop, or do the counts begin anew for each network?",
            )
    right = [[sum(_end(p, y) == end for p in P) for end in ENDS] for P, y in TABLES]
    if not np.array_equal(tables, right):
        return "a network by itself is sorted rightly, but a table is not.", "Judge each row of P by itself."
    return None


@exercise
def census(answer):
    """census(P, y): how many of the networks with the answers P (s, 4) are solved, two, three, all alike, or other."""
    if is_stub(answer):
        return Verdict(None, "census: replace the ... by your code.")
    try:
        alone = np.array([_counted(call(answer, p[None], y)) for p, y in ANSWERS])
        tables = np.array([_counted(call(answer, P, y)) for P, y in TABLES])
    except Problem as problem:
        lonely = re.search(r"KeyError: (np\.int64\()?1\b", str(problem))
        hint = "A single answer that is not right has nothing to be alike with: that network is other."
        return Verdict(False, f"census: {problem}", hint if lonely else "")
    problem = _census_problem(alone, tables)
    if problem:
        return Verdict(False, f"census: {problem[0]}", problem[1])
    sizes = " and ".join(str(len(P)) for P, _ in TABLES)
    return Verdict(True, f"census: in two tables of {sizes} made-up networks each is sorted rightly, for XOR and AND.")


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


def _alike(*arrays):
    """Two columns (i, j) that are equal in all arrays (k, n), or None."""
    columns = np.concatenate(arrays)
    pairs = itertools.combinations(range(columns.shape[1]), 2)
    return next(((i, j) for i, j in pairs if np.allclose(columns[:, i], columns[:, j], rtol=0, atol=1e-9)), None)


def _symmetry_problem(W1, W2, n):
    """(message, hint) for the first thing that is wrong with the starting weights, or None."""
    for name, W, shape in (("W1", W1, (2, n)), ("W2", W2, (n, 1))):
        if W.shape != shape:
            return f"{name} has shape {W.shape}, wanted {shape} for n_hidden = {n}.", ""
        if not np.isfinite(W).all():
            return f"{name} has numbers that are NaN or infinite.", ""
    if not W1.any() and not W2.any():
        return "all weights are 0: every gradient is 0, and nothing ever moves.", "Draw both arrays from rng."
    same = _alike(W1, W2.T)
    if same:
        after = _alike(*(W if W.shape[0] == 2 else W.T for W in _trained(W1, W2)))
        still = ", and after 300 steps of training they still are" if after else ""
        return (
            f"units {same[0] + 1} and {same[1] + 1} are alike{still}.",
            "Swap all their numbers, and both arrays look as before: training can't tell them apart. Draw each weight.",
        )
    same = _alike(W1)
    if same:
        return (
            f"columns {same[0] + 1} and {same[1] + 1} of W1 are equal.",
            "W2 lets these units part in training, but they begin with the same question to the inputs. "
            "Draw every number of W1.",
        )
    if np.allclose(W1[0], W1[1]):
        return (
            "in each unit both inputs have the same weight.",
            "Such units see only x1 + x2. Draw one number for each pair of input and unit.",
        )
    for name, W in (("W1", W1), ("W2", W2)):
        if not W.any():
            return f"{name} is all 0.", "Only one of the layers can move in the first step then. Draw both from rng."
        if W.min() >= 0 or W.max() <= 0:
            sign = "negative" if W.min() >= 0 else "positive"
            return f"{name} has no {sign} weights.", "Which method of rng draws around 0?"
        if not 0.1 <= W.std() <= 3:
            return (
                f"the weights in {name} have a deviation of {W.std():.2g}, wanted one from 0.1 to 3.",
                "Tiny weights are nearly alike, and huge ones put tanh where it is flat.",
            )
    if np.array_equal(W1.ravel()[:n], W2.ravel()):
        return (
            "W2 repeats the first numbers of W1.",
            "Two generators with one seed give the same numbers. Draw both arrays from rng, one after the other.",
        )
    return None


@exercise
def break_symmetry(answer):
    """break_symmetry(n_hidden, rng): W1 (2, n_hidden), W2 (n_hidden, 1), no two units alike, both signs."""
    if is_stub(answer):
        return Verdict(None, "break_symmetry: replace the ... by your code.")
    rng = np.random.default_rng(6)
    drawn = []
    try:
        for n in (16, 16, 40):
            result = call(answer, n, Passed(rng))
            if not isinstance(result, (tuple, list)) or len(result) != 2:
                return Verdict(False, "break_symmetry: wanted two results, W1 and W2.", "`return W1, W2`")
            try:
                drawn.append([np.asarray(W, dtype=float) for W in result])
            except (TypeError, ValueError):
                return Verdict(False, "break_symmetry: W1 and W2 have to be arrays of numbers.")
            problem = _symmetry_problem(*drawn[-1], n)
            if problem:
                return Verdict(False, f"break_symmetry: {problem[0]}", problem[1])
    except Problem as problem:
        return Verdict(False, f"break_symmetry: {problem}")
    try:
        again = [np.asarray(W, dtype=float) for W in call(answer, 16, Passed(np.random.default_rng(6)))]
    except Problem as problem:
        return Verdict(False, f"break_symmetry: {problem}")
    for name, first, same_seed in zip(("W1", "W2"), drawn[0], again, strict=True):
        if not np.array_equal(first, same_seed):
            return Verdict(
                False,
                f"break_symmetry: two generators of one seed give two different {name}: not all of it is drawn from "
                "rng.",
                "np.random.randn, and a default_rng() of your own, draw from elsewhere, and nobody can repeat your "
                "run. Write rng.normal(...), with the rng that comes in.",
            )
    if any(np.array_equal(first, second) for first, second in zip(*drawn[:2], strict=True)):
        return Verdict(
            False,
            "break_symmetry: a second call with the same rng gives the same numbers.",
            "A generator made inside the function starts again each time. Draw from rng, which goes on.",
        )
    apart = _alike(*(W if W.shape[0] == 2 else W.T for W in _trained(*drawn[0]))) is None
    trained = "after 300 steps of training all 16 units are different" if apart else "no two units start alike"
    return Verdict(True, f"break_symmetry: {trained}.")
