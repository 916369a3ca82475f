"""Exercises: a central difference, five fingerprints, and two backward passes to mend."""

from collections.abc import Mapping

import numpy as np

from ...checking.causes import same
from ...checking.dense_backward import refused
from ...checking.diagnosis import check_function, with_hint
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.two_layers import check_two_layers
from ...checking.verdict import Verdict
from .pictures import ROWS
from .suspects import TOUCHED

# ---- central difference ----


class function:  # so named since Python's error texts name the type of f
    """A function that shows itself as its formula when a checker quotes it."""

    def __init__(self, text, compute):
        self.text, self.compute = text, compute

    def __call__(self, x):
        return float(self.compute(np.asarray(x)))

    def __repr__(self):
        return self.text


def _slopes(
    f, x, h=1e-5, *, points=(1, -1), distance=2, moves=lambda index: index, back=True, start=float, result=float
):
    """The central differences; the keywords make them wrong.

    points, distance: the two steps from x, and what is divided by, in h.   moves: what moves for an index.
    back: is a number put back?   start, result: types of the moving x and of the slopes, None for that of x.
    """
    here = x.astype(start or x.dtype)
    slopes = np.empty(x.shape, dtype=result or x.dtype)
    for index in np.ndindex(x.shape):
        values = []
        for step in points:
            moved = here.copy()
            moved[moves(index)] = moved[moves(index)] + step * h
            values.append(f(moved))
        slopes[index] = (values[0] - values[1]) / (distance * h)
        here = here if back else moved
    return slopes


def _rows_by_views(f, x, h, **held):
    """value = x[i]; x[i] = value + h; …; x[i] = value - h: a row is a view, and has moved along."""
    return _slopes(f, x, h, moves=ROW, points=(1, 0) if x.ndim > 1 else (1, -1), **held)


ROW, ALL = (lambda index: index[0]), (lambda index: ...)
HELD = [{}, {"start": None}, {"start": None, "result": None}, {"result": None}]  # what happens to integers
NUMBER, COLUMN = (lambda slopes: slopes.flat[0]), (lambda slopes: slopes.reshape(-1, 1))


def _ways(measure=_slopes, after=(lambda slopes: slopes,), **planted):
    """The same fault in each combination of what happens to integers and of what is done with the slopes."""
    return tuple(
        lambda f, x, h, held=held, change=change: change(measure(f, x, h, **planted, **held))
        for change in after
        for held in HELD
    )


def _own_step(*steps, **planted):
    return tuple(lambda f, x, h, step=step: _slopes(f, x, step, **planted) for step in steps)


def _times(factor):
    return lambda f, x, h: factor(h) * _slopes(f, x, h)


def _one_a_row(slopes):
    return slopes.reshape(len(slopes), -1)[:, 0]


def _first_alone(slopes):
    return np.where(np.arange(slopes.size).reshape(slopes.shape) == 0, slopes, 0)


CENTRAL_CASES = [
    (function("x[0]**3", lambda x: x[0] ** 3), np.array([1.0]), 0.1),
    (function("x[0]**3 + x[0]*x[1]**2", lambda x: x[0] ** 3 + x[0] * x[1] ** 2), np.array([1.0, -2.0]), 0.1),
    (
        function(
            "(c*x**3).sum() + x[0,1]*x[1,2], c = [[1, -2, 3], [4, 0.5, -1]]",
            lambda x: (np.array([[1, -2, 3], [4, 0.5, -1]]) * x**3).sum() + x[0, 1] * x[1, 2],
        ),
        np.array([[0.5, -1.0, 2.0], [1.5, 0.3, -0.7]]),
        0.2,
    ),
    (function("(x**3).sum() / 7 + x[0]*x[2]", lambda x: (x**3).sum() / 7 + x[0] * x[2]), np.array([2, -1, 3]), 0.25),
    (function("x[0]**3 + x[1]", lambda x: x[0] ** 3 + x[1]), np.array([1.5, -2.0]), 1e-5),
]
PLAIN_CASES = [case for case in CENTRAL_CASES if case[1].ndim == 1 and case[1].dtype == float]
CENTRAL_FAULTS = [
    *with_hint(
        "h is an argument: use it in both points and in the division.",
        (
            _own_step(1, 0.1, 1e-2, 1e-3, 1e-5, 1e-10, 1e-12),
            "your function takes a step of its own, or more than two points.",
        ),
        (_ways(points=(0.5, -0.5), distance=1), "you go h/2 to each side, not h."),
        (_ways(points=(2, -2), distance=4), "you go 2h to each side, not h."),
    ),
    *with_hint(
        "Its error falls with h, that of the central one with h². Which two points lie symmetrically around x?",
        (_ways(points=(1, 0), distance=1), "this is the one-sided difference, from x to x + h."),
        (_ways(points=(0, -1), distance=1), "this is the one-sided difference, from x − h to x."),
        (_ways(points=(2, 0)), "this is a one-sided difference, from x to x + 2h."),
        (
            _own_step(1e-3, 1e-4, 1e-5, points=(1, 0), distance=1),
            "this is a one-sided difference, and its step is not the given h.",
        ),
    ),
    *with_hint(
        "How far apart are x + h and x − h? Divide by that distance. Put 2 * h in parentheses.",
        (_times(lambda h: 2), "every number is twice too large."),
        (_times(lambda h: 2 * h), "this is f(x + h) − f(x − h) itself, not divided."),
        (_times(lambda h: 1 / h), "divided by h once more."),
        (_times(lambda h: h), "every number is h times too small: divided by 2, but not by h."),
        (_times(lambda h: h**2), "every number is h² times too small: `/ 2 * h` divides by 2, then multiplies by h."),
    ),
    *with_hint(
        "Move one number, measure, put it back; then the next one. The result has the shape of x.",
        (
            _ways(moves=ALL, after=(NUMBER, np.array)) + _ways(moves=ALL, after=(NUMBER,), points=(1, 0), distance=1),
            "the result is the same number for all of x: you move all numbers of x at once.",
        ),
        (lambda f, x, h: np.zeros(x.shape), "are your two points one array under two names? Write x.copy()."),
        (_ways(back=False), "each number stays moved while the next ones are measured."),
        (_ways(after=(np.sum,)), "this is the sum of all slopes."),
        (_ways(after=(np.mean,)), "this is the mean of all slopes."),
        (_ways(after=(np.linalg.norm,)), "this is the length of the gradient, one number."),
        (_ways(after=(np.abs,)), "the signs are lost. A slope has one: leave abs out."),
    ),
    *with_hint(
        "x[i] is a row there. `for index in np.ndindex(x.shape)` walks over single numbers.",
        (_ways(moves=ROW, after=(np.array, _one_a_row)), "where x has rows, a whole row is moved at once."),
        (
            _ways(_rows_by_views, after=(np.array, _one_a_row)),
            "where x has rows, a whole row is moved at once, and not moved back: `value = x[i]` is a view of it.",
        ),
    ),
    *with_hint(
        "The result has the shape of x: begin with np.zeros(x.shape), fill in slopes[index], return after the loop.",
        (_ways(after=(np.ravel, COLUMN)), "the right numbers, but in one flat list or column."),
        (
            _ways(after=(_first_alone, NUMBER)),
            "only the first number of x is measured. Is the `return` inside the loop?",
        ),
        (_ways(after=(lambda slopes: slopes.flat[-1],)), "only the slope of the last number is kept."),
    ),
    *with_hint(
        "Begin with a float copy, np.array(x, dtype=float), and with np.zeros(x.shape); zeros_like(x) holds integers.",
        (_ways()[1:3], "right, but an x of integers cannot hold x + h. Which two points reach f there?"),
        (
            _ways(start=np.float32)[:1],
            "right, but at h = 1e-5 your x, of 32 bits, holds too few digits.",
        ),
        (_ways()[3:], "right, but for an x of integers your slopes lose their decimals."),
    ),
]


@exercise
def central_difference(function):
    done = "right. You have built the judge."
    verdict = check_function("central_difference", function, _slopes, CENTRAL_CASES, CENTRAL_FAULTS, done)
    if verdict.passed:
        return _default_step(function) or verdict
    if "IndexError" in verdict.message or refused(verdict):
        hint = "x may have any number of axes, and f wants it in that shape. np.ndindex(x.shape) gives each x[index]."
        return Verdict(False, verdict.message, hint)
    if "changes its argument number 2" in verdict.message:
        message = "central_difference: your function changes x, which belongs to the caller."
        return Verdict(False, message, _how_it_changes(function))
    if "the answer should be" in verdict.message and not verdict.hint:  # two faults? In a row of floats, one is alone
        plain = check_function("central_difference", function, _slopes, PLAIN_CASES, CENTRAL_FAULTS)
        return plain if plain.hint else verdict
    return verdict


def _default_step(function):
    """A verdict on a function that is called without h, as in the lesson; None if it is right, or has no default."""
    f, x, _ = CENTRAL_CASES[1]
    try:
        right = same(call(function, f, x), _slopes(f, x))
    except Problem:
        return None
    hint = "Without it, h should be 1e-5: h=1e-5 in the `def` line."
    return None if right else Verdict(False, "central_difference: right where h is given.", hint)


def _how_it_changes(function):
    """How x comes to be changed, to judge by what is left of it in the first case where it is."""
    for f, x, h in CENTRAL_CASES:
        left = x.copy()
        try:
            slopes = call(lambda f, h, left=left: function(f, left, h), f, h)
        except Problem:
            break
        if not np.array_equal(left, x) and np.allclose(left, x, rtol=0, atol=1e-9):
            there_and_back = "+ h, − 2h, + h need not come back to exactly the old number. Remember it, or copy x."
            alias = "`a = x` is no copy, both names are one array. Write x.copy() for each of the two points."
            return there_and_back if same(slopes, _slopes(f, x, h)) else alias
    return "Put every number back, or work on a float copy: np.array(x, dtype=float)."


# ---- five fingerprints ----

LETTERS = "ABCDE"
WHERE = [ROWS.index(letter) + 1 for letter in LETTERS]
CLUES = {
    "A": "Its two errors are near 0.9. D moves W2 by only a tenth of its gradient; that cannot change so much.",
    "D": "Its two errors are the smallest of all. A lets through everything that ReLU should block: a large error.",
}


@exercise
def culprits(answer):
    if is_stub(answer):
        return Verdict(None, "culprits: replace the ... by your answer.")
    message, hint = _about(answer)
    return Verdict(not message, f"culprits: {message or 'five suspects, five lines.'}", hint)


def _about(answer):
    """What is wrong with it, and a hint; two empty texts if nothing is."""
    write = 'Write five letters as "ABCDE", suspect 1 first.'
    if isinstance(answer, set):
        return "a set has no order.", write
    if isinstance(answer, Mapping):
        answer = [answer[key] for key in sorted(answer, key=str)]
    if isinstance(answer, np.ndarray):
        answer = answer.ravel().tolist()
    signs = ("".join(map(str, answer)) if isinstance(answer, list | tuple) else str(answer)).upper()
    signs = signs.replace("SUSPECT", "").replace("ROW", "")
    letters = "".join(sign for sign in signs if sign.isalpha())
    digits = [int(sign) for sign in signs if sign in "123456789"]
    if letters == "".join(LETTERS[place - 1] for place in WHERE) or not letters and digits == WHERE:
        return "this reads as the number of each letter, A to E.", "Wanted is the letter of each suspect, 1 to 5."
    if len(letters) != len(ROWS) or set(letters) - set(ROWS):
        return "five letters from A to E are wanted, suspect 1 first.", write
    if letters == ROWS[::-1]:
        return "right, if read from the right.", "Suspect 1, at the left, comes first."
    twice = [letter for letter in LETTERS if letters.count(letter) > 1]
    if twice:
        return f"{', '.join(twice)} stands there more than once.", "Each is one of the suspects."
    wrong = [i for i, (yours, right) in enumerate(zip(letters, ROWS, strict=True)) if yours != right]
    if not wrong:
        return "", ""
    place, yours, right = wrong[0] + 1, letters[wrong[0]], ROWS[wrong[0]]
    count = f"{len(ROWS) - len(wrong)} of {len(ROWS)} are right. Suspect {place}"
    if TOUCHED[yours] == TOUCHED[right]:
        return f"{count}: {yours} changes the same arrays, but by another amount.", CLUES[right]
    arrays = " and ".join(TOUCHED[yours].replace(" ", ", ").rsplit(", ", 1))
    return f"{count} is not {yours}.", f"{yours} changes {arrays}. Which arrays are wrong for suspect {place}?"


@exercise
def mend_backward(function):
    done = "two faults found, two lines mended. The judge finds nothing more."
    return check_two_layers("mend_backward", function, done)


# ---- mend the loss ----


def _half_mean_squared(y, p):
    return (0.5 * (p - y) ** 2).mean(), (p - y) / y.size


LOSS_PARTS = ("loss", "dp")
LOSS_CASES = [
    (np.array([[1.0, -2], [0.5, 3]]), np.array([[0.0, 1], [2.5, 2]])),
    *(tuple(np.random.default_rng(seed).normal(0.3, 1, (2, n, k))) for seed, n, k in ((60, 7, 3), (62, 5, 4))),
]


def _of(*functions):
    """The same of the errors e = p - y, a table of n rows and k outputs."""
    return tuple(lambda y, p, f=f: f(p - y) for f in functions)


LOSS_FAULTS = [
    *with_hint(
        "The docstring gives the loss: half the squared error, mean over rows and outputs. Mend the gradient.",
        (_of(lambda e: 0.5 * (e**2).sum() / len(e)), "the outputs are summed, as in lesson 05."),
        (_of(lambda e: 0.5 * (e**2).sum()), "this is a sum; the mean is missing."),
        (_of(lambda e: 0.5 * e**2, lambda e: 0.5 * e**2 / len(e)), "one number for each entry; the mean is missing."),
        (
            tuple(_of(lambda e, i=i, f=f: f(0.5 * e**2, axis=i))[0] for i in (0, 1) for f in (np.mean, np.sum)),
            "one number for each row or output; one for all is wanted.",
        ),
        (_of(lambda e: (e**2).mean() ** 0.5, lambda e: (0.5 * (e**2).mean()) ** 0.5), "a square root is taken."),
        (
            _of(lambda e: 0.5 * e.mean() ** 2, lambda e: e.mean() ** 2),
            "mean before square: signs cancel.",
        ),
        (_of(lambda e: abs(e).mean(), lambda e: 0.5 * abs(e).mean()), "this is the absolute error."),
        part="loss",
    ),
    *with_hint(
        "The slope of ½e² is e, and the mean divides by the number of all entries.",
        (_of(lambda e: e / len(e)), "as it was found: the outputs are summed."),
        (_of(lambda e: 2 * e / len(e)), "as it was found, and twice too large."),
        (_of(lambda e: e * e.shape[1] / len(e)), "multiplied by the outputs; the mean divides by them."),
        (_of(lambda e: e), "this is p − y alone; the mean is missing."),
        (_of(lambda e: e / e.size / e.shape[1]), "divided by the outputs twice."),
        (_of(lambda e: e / e.shape[1]), "divided by the outputs, not by the rows."),
        (_of(lambda e: e / len(e) / 3), "divided by 3, however many outputs there are: p.shape[1] counts them."),
        (_of(lambda e: e**2 / 2 / e.size), "this is the loss of each entry, not its slope."),
        (_of(lambda e: abs(e) / e.size, lambda e: np.sign(e) / e.size), "the size or the sign of e is lost."),
        (lambda y, p: p / y.size, "y has no part in it."),
        (
            tuple(
                _of(lambda e, i=i, keep=keep: e.mean(axis=i, keepdims=keep))[0]
                for i in (None, 0, 1)
                for keep in (False, True)
            ),
            "averaged; each entry has its own slope.",
        ),
        part="dp",
    ),
]


@exercise
def mend_loss(function):
    done = "now the gradient is that of the loss it reports."
    return check_function("mend_loss", function, _half_mean_squared, LOSS_CASES, LOSS_FAULTS, done, LOSS_PARTS)
