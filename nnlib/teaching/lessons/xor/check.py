"""Checkers: a line over a truth table, one step of a small network, a fair sampler."""

import itertools
import re
from dataclasses import replace

import numpy as np

from ...checking.causes import same
from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict
from ...four_points import CORNERS, XOR
from ...generators import Passed

# ---- separates ----

TABLES = [np.array(table, dtype=float) for table in itertools.product([0, 1], repeat=4)]
LINES = [  # the last four have a score of exactly 0 on some row
    (np.array([1.0, 1.0]), -1.5),
    (np.array([1.0, 1.0]), -0.5),
    (np.array([-1.0, -1.0]), 1.5),
    (np.array([2.0, -1.0]), -0.5),
    (np.array([-1.0, 2.0]), 0.75),
    (np.array([0.0, 0.0]), 0.0),
    (np.array([1.0, 1.0]), -1.0),
    (np.array([1.0, -2.0]), 0.0),
    (np.array([1.0, 1.0]), 0.0),
]
SEPARATES_CASES = [(w, b, y) for w, b in LINES for y in TABLES]


def _scores(w, b):
    return CORNERS @ w + b


def right_separates(w, b, y):
    return bool(((_scores(w, b) > 0) == (y == 1)).all())


SEPARATES_FAULTS = [
    Fault(
        lambda w, b, y: True,
        "it says True for every line and every table.",
        "Which rows does it look at before it returns?",
    ),
    Fault(
        lambda w, b, y: (_scores(w, b)[0] > 0) == (y[0] == 1),
        "only the first row counts.",
        "Is a `return` inside the loop, so that it never reaches the second row?",
    ),
    Fault(
        lambda w, b, y: (np.sign(_scores(w, b)) == y).all(),
        "np.sign gives −1 for a score below 0, and no target is −1.",
        "Ask of each score whether it is above 0, and compare that with whether the target is 1.",
    ),
    Fault(
        lambda w, b, y: (_scores(w, b) == y).all(),
        "you compare the scores themselves with the targets.",
        "The score 0.5 is right for a target of 1. Ask of each score whether it is above 0.",
    ),
    Fault(
        lambda w, b, y: ((_scores(w, b) > 0) == (y == 1)).any(),
        "it says True as soon as one row is right.",
        "All four inequalities have to hold at once.",
    ),
    Fault(
        lambda w, b, y: ((_scores(w, b) > 0) == (y == 1)).mean(),
        "this is the share of rows that are right.",
        "For XOR a line reaches ¾, and that is not enough. The question is whether all four are right.",
    ),
    Fault(
        lambda w, b, y: ((_scores(w, b) > 0) == (y == 1)).sum(),
        "this is the number of rows that are right.",
        "The question is whether all four are right.",
    ),
    Fault(
        lambda w, b, y: (_scores(w, b) > 0) == (y == 1),
        "four answers, one for each row; one is wanted.",
        "When are all four True?",
    ),
    Fault(
        lambda w, b, y: _scores(w, b) > 0,
        "these are the four signs of the scores; the targets are not used.",
        "Compare each sign with its target. One answer is wanted for all four rows.",
    ),
    Fault(
        lambda w, b, y: (_scores(w, b)[y == 1] > 0).all(),
        "only the rows with target 1 are checked.",
        "w = (1, 1), b = −0.5 calls (1, 1) a one, too. What must hold for the rows with target 0?",
    ),
    Fault(
        lambda w, b, y: (_scores(w, b)[y == 0] <= 0).all(),
        "only the rows with target 0 are checked.",
        "What must hold for the rows with target 1?",
    ),
    Fault(
        lambda w, b, y: ((_scores(w, b) >= 0) == (y == 1)).all(),
        "a score of exactly 0 counts as a one.",
        "With w = (0, 0), b = 0 every score is 0. Rows with target 1 need a score above 0.",
    ),
    Fault(
        lambda w, b, y: (np.where(y == 1, 1, -1) * _scores(w, b) > 0).all(),
        "a row with target 0 and score 0 is called wrong.",
        "Targets 0 need a score of at most 0: ≤ and not <.",
    ),
    Fault(
        lambda w, b, y: (np.where(y == 1, 1, -1) * _scores(w, b) >= 0).all(),
        "a row with target 1 passes with a score of 0.",
        "Targets 1 need a score above 0: > and not ≥. With w = (0, 0), b = 0 every table would pass.",
    ),
    Fault(
        lambda w, b, y: ((_scores(w, b) > 0) == (y == 0)).all(),
        "ones and zeros are swapped.",
        "Which targets need a score above 0? Try the line for AND in the example.",
    ),
    Fault(
        lambda w, b, y: right_separates(w, b, y) or right_separates(w, b, 1 - y),
        "it also says True where the line has all ones on its lower side.",
        "Every row would get the wrong answer there. Rows with target 1 need a score above 0.",
    ),
    Fault(
        lambda w, b, y: right_separates(w, 0, y),
        "the bias is not used.",
        "Without b every line runs through (0, 0).",
    ),
    Fault(
        lambda w, b, y: right_separates(w, -b, y),
        "the bias has the wrong sign.",
        "The score is w·x plus b.",
    ),
    Fault(
        lambda w, b, y: right_separates(w[::-1], b, y),
        "(0, 1) and (1, 0) are swapped.",
        "The rows come in the order (0, 0), (0, 1), (1, 0), (1, 1). Which weight belongs to (0, 1)?",
    ),
    Fault(
        lambda w, b, y: right_separates(w, b, XOR),
        "it says False for every line and every table.",
        "For XOR that would be right. For AND, y is (0, 0, 0, 1): do you read the targets from y?",
    ),
    Fault(
        lambda w, b, y: ((_scores(w, b) > 0.5) == (y == 1)).all(),
        "you compare the score with ½.",
        "A probability is compared with ½. A score is compared with 0, where sigmoid is ½.",
    ),
]


@exercise
def separates(answer):
    """separates(w, b, y): True if the score X w + b is above 0 on exactly the rows with target 1."""
    done = "all four inequalities, for 16 truth tables and ties, too."
    verdict = check_function("separates", answer, right_separates, SEPARATES_CASES, SEPARATES_FAULTS, done=done)
    return replace(verdict, message=_in_booleans(verdict.message))


def _in_booleans(message):
    """Where check_function shows one wrong answer: True and False, as asked for, instead of its numbers."""
    number = {"0.": "False", "1.": "True", "np.False_": "False", "np.True_": "True"}
    shown = r"(should be|yours is) (0\.|1\.|np\.False_|np\.True_)(?=,|\.?$)"
    return re.sub(shown, lambda match: f"{match[1]} {number[match[2]]}", message)


# ---- train_step ----

NAMES = ("W1", "b1", "W2", "b2")


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _case(n, k, lr, seed):
    """Numbers of a 2-k-1 network, n rows, and a rate: far enough from 0 that every fault shows."""
    rng = np.random.default_rng(seed)
    params = [rng.normal(0.2, 1, shape) for shape in ((2, k), (k,), (k, 1), (1,))]
    return params, rng.normal(0.4, 0.8, (n, 2)), rng.integers(0, 2, (n, 1)).astype(float), lr


STEP_CASES = [_case(1, 2, 0.125, 1), _case(1, 3, 0.5, 2), _case(4, 2, 0.8, 3), _case(3, 5, 0.3, 4)]


def _step(
    params, x, y, lr, *, hidden=_sigmoid, link=_sigmoid, biases=1, output_slope=lambda p, score: p * (1 - p),
    hidden_slope=lambda out, z: out * (1 - out), w2_first=False, mean=True, sign=1, scale=1, still=(), after=False,
    error=lambda p, y: p - y,
):  # fmt: skip
    """The four arrays after one step, and p before it; each keyword is a way to go wrong."""
    W1, b1, W2, b2 = (array.copy() for array in params)
    z = x @ W1 + biases * b1
    out = hidden(z)
    score = out @ W2 + biases * b2
    p = link(score)
    dscore = scale * error(p, y) * output_slope(p, score) / (len(x) if mean else 1)
    dW2, db2 = out.T @ dscore, dscore.sum(axis=0)
    W2_back = W2 - lr * dW2 if w2_first else W2
    dz = dscore @ W2_back.T * hidden_slope(out, z)
    for name, array, grad in zip(NAMES, (W1, b1, W2, b2), (x.T @ dz, dz.sum(axis=0), dW2, db2), strict=True):
        if name not in still:
            array -= sign * lr * grad
    if after:
        p = _sigmoid(_sigmoid(x @ W1 + b1) @ W2 + b2)
    return [W1, b1, W2, b2, p]


SLOPE = "The slope of a sigmoid, written with its own output, is out * (1 - out)."
ORDER = "First all gradients, then all updates: dz needs the W2 that made the prediction."
STEP_FAULTS = [  # keywords of _step, message, hint
    (dict(w2_first=True), "W2 has already moved when the gradient of W1 and b1 is made.", ORDER),
    (dict(sign=-1), "it walks uphill.", "array -= lr * grad"),
    (dict(error=lambda p, y: y - p), "it walks uphill: the slope of ½ (p − y)² is p − y.", "array -= lr * grad"),
    (dict(scale=2), "every array moves twice as far as it should.", "The ½ of the loss takes the 2 away: p - y."),
    (
        dict(output_slope=lambda p, score: 1.0),
        "the slope of the last sigmoid is missing.",
        "p = sigmoid(score), so the slope of the loss in the score is (p - y) times p * (1 - p).",
    ),
    (dict(hidden_slope=lambda out, z: 1.0), "the slope of the hidden sigmoid is missing.", SLOPE),
    (
        dict(hidden_slope=lambda out, z: z * (1 - z)),
        "the hidden slope is taken as z * (1 - z), with the number that went into the sigmoid.",
        SLOPE,
    ),
    (
        dict(hidden_slope=lambda out, z: _sigmoid(out) * (1 - _sigmoid(out))),
        "the hidden slope applies the sigmoid a second time.",
        SLOPE,
    ),
    (
        dict(output_slope=lambda p, score: score * (1 - score)),
        "the last slope is taken as score * (1 - score), with the number that went into the sigmoid.",
        "The slope of the last sigmoid is p * (1 - p).",
    ),
    (
        dict(output_slope=lambda p, score: _sigmoid(p) * (1 - _sigmoid(p))),
        "the last slope applies the sigmoid a second time.",
        "The slope of the last sigmoid is p * (1 - p).",
    ),
    (
        dict(hidden_slope=lambda out, z: z > 0),
        "the hidden slope is that of a ReLU.",
        SLOPE,
    ),
    (
        dict(mean=False),
        "with several rows the gradients are sums.",
        "The loss is a mean over the rows: divide by len(x) once, at dscore.",
    ),
    (dict(after=True), "the step is right, but p is computed after it.", "Return the p of the forward pass."),
    *(
        (
            dict(hidden=hidden, hidden_slope=slope),
            f"the hidden layer {words}.",
            "out = sigmoid(x @ W1 + b1)",
        )
        for hidden, slope, words in (
            (lambda z: z, lambda out, z: 1.0, "has no sigmoid"),
            (lambda z: z, lambda out, z: out * (1 - out), "has no sigmoid on the way forward"),
            (lambda z: np.maximum(z, 0), lambda out, z: z > 0, "bends with ReLU; the published one has a sigmoid"),
        )
    ),
    *(
        (dict(link=lambda z: z, output_slope=slope), "the last layer has no sigmoid.", "p = sigmoid(out @ W2 + b2)")
        for slope in (lambda p, score: 1.0, lambda p, score: p * (1 - p))
    ),
    (dict(biases=0), "the biases are missing from the forward pass.", "x @ W1 + b1, and out @ W2 + b2."),
    (dict(still=("b1", "b2")), "the biases don't move.", "Each bias has a gradient, too: the sum over the rows."),
    (dict(still=("W1", "b1")), "the hidden layer does not move.", "dz = dscore @ W2.T * out * (1 - out)"),
    (dict(still=("W2", "b2")), "the last layer does not move.", "dW2 = out.T @ dscore"),
    *((dict(still=(name,)), f"{name} does not move.", "All four arrays take a step.") for name in NAMES),
]


def _wrong_step(message, hint=""):
    return Verdict(False, f"train_step: {message}", hint)


def _numbers(arrays, like):
    """arrays as floats of the shapes of like, or None."""
    try:
        made = [np.asarray(array, dtype=float) for array in arrays]
    except (TypeError, ValueError):
        return None
    fits = len(made) == len(like) and all(a.shape == b.shape for a, b in zip(made, like, strict=True))
    return made if fits else None


def _taken(function):
    """A function of (params, x, y, lr): the arrays after the learner's step, and what it returned."""

    def taken(params, x, y, lr):
        own = list(params)
        return own, function(own, x, y, lr)

    taken.__name__ = getattr(function, "__name__", "train_step")  # lines of this name are quoted when it stops
    return taken


@exercise
def train_step(answer):
    """train_step(params, x, y, lr): p, and one step of all four arrays in place, first all gradients."""
    if is_stub(answer):
        return Verdict(None, "train_step: replace the ... by your code.")
    if not callable(answer):
        return _wrong_step("a function is wanted here.")
    try:
        made = [call(_taken(answer), *case) for case in STEP_CASES]
    except Problem as problem:
        return _wrong_step(str(problem))
    rights = [_step(*case) for case in STEP_CASES]
    return _judged(made, rights) or Verdict(
        True, "train_step: all four arrays move rightly, and p is that of the forward pass."
    )


def _judged(made, rights):
    """The verdict on (arrays, returned) for each case, or None if all is right."""
    got = []
    for (params, _, _, _), (arrays, p), right in zip(STEP_CASES, made, rights, strict=True):
        numbers = _numbers(arrays, params)
        if numbers is None:
            shapes = ", ".join(str(np.shape(array)) for array in arrays)
            wanted = ", ".join(str(array.shape) for array in params)
            return _wrong_step(
                f"after the step params have the shapes {shapes}; wanted {wanted}.", "array -= lr * grad"
            )
        moved = any(np.abs(new - old).max() > 0 for new, old in zip(numbers, params, strict=True))
        if not moved:
            returned = p if isinstance(p, (list, tuple)) else ()
            found = [_numbers(part, params) for part in (returned, *(r for r in returned if isinstance(r, list)))]
            words = (
                "what it returns has moved, but `params` itself has not."
                if any(found)
                else ("after the step `params` is what it was before.")
            )
            return _wrong_step(words, "`W1 = W1 - ...` makes a new array. `W1 -= ...` writes into the old one.")
        if p is None:
            return _wrong_step("your function returns None.", "Return p, the probability before the step.")
        (p_right,) = right[4:]
        numbers_p = _numbers([p], [p_right])
        if numbers_p is None:
            shape = f"shape {np.shape(p)}" if not isinstance(p, (list, tuple)) else f"a {type(p).__name__}"
            return _wrong_step(f"p has {shape}; wanted {p_right.shape}, one probability a row.", "return p")
        got.append([*numbers, *numbers_p])
    if _all_same(got, rights):
        return None
    for twist, message, hint in STEP_FAULTS:
        if _all_same(got, [_step(*case, **twist) for case in STEP_CASES]):
            return _wrong_step(message, hint)
    return _first_wrong(got, rights)


def _all_same(got, rights):
    return all(same(a, b) for one, other in zip(got, rights, strict=True) for a, b in zip(one, other, strict=True))


def _first_wrong(got, rights):
    """Which arrays are right, and which are not, where no known fault explains all of them."""
    wrong = {
        name: not all(same(one[i], other[i]) for one, other in zip(got, rights, strict=True))
        for i, name in enumerate((*NAMES, "p"))
    }
    if wrong["p"]:
        one, other = got[0][4], rights[0][4]
        return _wrong_step(
            f"the forward pass: p should be {other[0, 0]:.4f} for the first case, yours is {one[0, 0]:.4f}.",
            "out = sigmoid(x @ W1 + b1), then p = sigmoid(out @ W2 + b2).",
        )
    listed = [name for name in NAMES if wrong[name]]
    fine = [name for name in NAMES if not wrong[name]]
    good = f" ({' and '.join(fine)} and p are right)" if fine else " (p is right)"
    return _wrong_step(
        f"{' and '.join(listed)} should be elsewhere after the step{good}.",
        "Go back line by line: dscore, then dW2 and db2, then dz, then dW1 and db1.",
    )


# ---- sampler ----

DRAWS = 10_000


def _counts(rows, n_rows):
    return ", ".join(f"row {row}: {np.count_nonzero(rows == row)}" for row in range(n_rows))


def _sampler_problem(draw, n_rows):
    """(message, hint) for the first thing that is wrong with draw(n_steps, rng), or None."""
    rng = np.random.default_rng(11)
    before = rng.bit_generator.state
    rows = draw(DRAWS, rng)
    if np.shape(rows) != (DRAWS,):
        wanted = f"wanted ({DRAWS},): one index a step, for n_steps = {DRAWS} and n_rows = {n_rows}."
        return f"the result has shape {np.shape(rows)}, {wanted}", "How many numbers does one call draw?"
    rows = np.asarray(rows)
    if rows.dtype.kind not in "iu":
        return f"these numbers are of type {rows.dtype}; an index is a whole number.", "Which method draws integers?"
    if rows.max() >= n_rows or rows.min() < 0:
        wrong = rows.max() if rows.max() >= n_rows else rows.min()
        return (
            f"row {wrong} was drawn, but a table with {n_rows} rows has only the rows 0 to {n_rows - 1}.",
            "Which numbers can `rng.integers(low, high)` give?",
        )
    missing = sorted(set(range(n_rows)) - set(rows.tolist()))
    if len(missing) == n_rows - 1:
        return f"all {DRAWS} draws are row {rows[0]}.", "Each step needs a draw of its own."
    if missing:
        if len(missing) > 1:
            listed = f"rows {', '.join(map(str, missing[:-1]))} and {missing[-1]}"
            hint = "The table can have any number of rows. Is n_rows used?"
        else:
            listed = f"row {missing[0]}"
            hint = "Where does the range of your draws begin, and which is the last number in it?"
        return f"in {DRAWS} draws from {n_rows} rows, {listed} never came. Counts: {_counts(rows, n_rows)}.", hint
    if rng.bit_generator.state == before:
        return (
            "rng was not used.",
            "Whoever calls it wants to decide about the randomness: draw from the generator that is passed in.",
        )
    other = np.asarray(draw(DRAWS, np.random.default_rng(12)))
    if np.array_equal(rows, other):
        return "two different generators gave the same rows.", "All randomness has to come from rng."
    expected = DRAWS / n_rows
    if np.abs(np.bincount(rows, minlength=n_rows) - expected).max() > 6 * np.sqrt(expected):
        return (
            f"some rows are drawn more often than others. Counts: {_counts(rows, n_rows)}.",
            "Rounding makes the first and last row half as likely, a bell curve prefers the middle. "
            "Which method gives all whole numbers the same probability?",
        )
    if np.mean(rows[1:] == rows[:-1]) > 1.5 / n_rows:
        return "the same row comes many times in a row.", "Each step draws anew, whatever came before."
    return None


@exercise
def sampler(answer):
    """sampler(n_steps, n_rows, rng): the index of a random row for each step, all rows equally likely."""
    if is_stub(answer):
        return Verdict(None, "sampler: replace the ... by your code.")
    try:
        for n_rows in (4, 7):
            problem = _sampler_problem(lambda n, rng, n_rows=n_rows: call(answer, n, n_rows, Passed(rng)), n_rows)
            if problem:
                return Verdict(False, f"sampler: {problem[0]}", problem[1])
    except Problem as problem:
        return Verdict(False, f"sampler: {problem}")
    return Verdict(True, "sampler: all rows come, equally often, and from rng.")
