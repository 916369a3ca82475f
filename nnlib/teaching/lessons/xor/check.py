"""Checkers: a line over a truth table, one step of a small network, a fair sampler."""

import re
from dataclasses import replace
from functools import partial, wraps
from itertools import combinations, permutations, product

import numpy as np

from ....activations import sigmoid
from ...checking.causes import same
from ...checking.diagnosis import Fault, check_function, with_hint
from ...checking.form import as_numbers
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict
from ...four_points import CORNERS, NAMES

# ---- separates ----
TABLES = [np.array(table, dtype=float) for table in product([0, 1], repeat=4)]
LINES = [(1, 1, -1.5), (1, 1, -0.5), (-1, -1, 1.5), (2, -1, -0.5), (-1, 2, 0.75), (-1, 2, -0.5), (1, 1, 0.5)]
LINES += [(9, 9, -14), (0.25, 0, 0), (0, 0, 0), (1, 1, -1), (1, -2, 0), (1, 1, 0)]  # the last five: a score of 0
SEPARATES_CASES = [(np.array([w1, w2], dtype=float), float(b), y) for w1, w2, b in LINES for y in TABLES]
PARTS = {", ".join(NAMES[i] for i in rows): list(rows) for n in (1, 2, 3) for rows in combinations(range(4), n)}


def right_separates(w, b, y, X=CORNERS, rows=slice(None)):
    return bool(((X @ w + b > 0) == (y == 1))[rows].all())


def _rules(hint, *ways):
    """Faults that share a hint; each way is (a rule for the four scores s and targets t, message)."""
    return with_hint(hint, *((lambda w, b, y, rule=rule: rule(CORNERS @ w + b, y), text) for rule, text in ways))


SEPARATES_FAULTS = [
    *_rules(
        "Is y read? Is a probability compared with it by ==? (NumPy's True is never `is True`: leave that out.)",
        (lambda s, t: False, "For XOR that is right; for AND, where y is (0, 0, 0, 1), it is not."),
        (lambda s, t: True, "For some lines that is right. Which rows does it look at before it returns?"),
        *((lambda s, t, own=own: ((s > 0) == own).all(), "the targets in y are not read.") for own in TABLES),
    ),
    *with_hint(
        "All four rows count. Is a `return` inside the loop, or does each row overwrite the answer of the one before?",
        *((partial(right_separates, rows=PARTS[names]), f"you look only at {names}.") for names in PARTS),
    ),
    *_rules(
        "Ask of all four scores whether they are above 0, and compare that with whether the target is 1.",
        (lambda s, t: (np.sign(s) == t).all(), "np.sign gives −1 for a score below 0; no target is −1."),
        (lambda s, t: (s == t).all(), "you compare the scores themselves with the targets."),
        (lambda s, t: (s * t > 0).all(), "a row with target 0 can never pass. (A score times a target of 0 is 0.)"),
        (lambda s, t: (s * t >= 0).all(), "a row with target 0 always passes. (A score times a target of 0 is 0.)"),
        (lambda s, t: (np.abs(sigmoid(s) - t) < 0.1).all(), "you ask whether p is within 0.1 of the target."),
        (lambda s, t: t.all(), "a sigmoid is always above 0; it is ½ where the score is 0."),
        (lambda s, t: (s > 0).sum() == t.sum(), "you ask for as many ones as there are, in any rows."),
        (lambda s, t: ((s > 0.5) == t).all(), "you compare the score with ½, where a probability belongs."),
        (lambda s, t: ((s >= 0.5) == t).all(), "you compare the score with ½, where a probability belongs."),
        (lambda s, t: ((s > 0) == t).any(), "it says True as soon as one row is right."),
        (lambda s, t: ((s > 0) == t).sum() >= 3, "it says True as soon as three rows are right."),
        (lambda s, t: ((s > 0) == t).mean(), "this is the share of rows that are right; True or False is wanted."),
        (lambda s, t: ((s > 0) == t).sum(), "this is the number of rows that are right; True or False is wanted."),
        (lambda s, t: ((s > 0) != t).sum(), "this is the number of rows that are wrong; True or False is wanted."),
        (lambda s, t: ((s[:, None] > 0) == t).all(), "you compare each score with each target, 16 pairs."),
        (lambda s, t: (s[t == 1] > 0).all(), "only the rows with target 1 are checked."),
        (lambda s, t: (s[t == 0] <= 0).all(), "only the rows with target 0 are checked."),
        (lambda s, t: ((s > 0) != t).all(), "ones and zeros are swapped."),
        (lambda s, t: len({*((s > 0) == t)}) == 1, "it also says True where the line has all ones on its lower side."),
    ),
    *_rules(
        "With w = (0, 0), b = 0 every score is 0. Target 1 needs a score above 0 (>), target 0 at most 0 (≤).",
        (lambda s, t: ((s >= 0) == t).all(), "a score of exactly 0 counts as a one."),
        (lambda s, t: ((2 * t - 1) * s > 0).all(), "a row with target 0 and score 0 is called wrong."),
        (lambda s, t: ((2 * t - 1) * s >= 0).all(), "a row with target 1 passes with a score of 0."),
    ),
    *with_hint(
        "The score is w·x plus b, with the rows (0, 0), (0, 1), (1, 0), (1, 1) in this order.",
        (lambda w, b, y: right_separates(w, 0, y), "the bias is not used."),
        (lambda w, b, y: right_separates(w, -b, y), "the bias has the wrong sign."),
        (partial(right_separates, X=CORNERS[:, ::-1]), "(0, 1) and (1, 0) are swapped."),
        (tuple(partial(right_separates, X=X) for X in permutations(CORNERS)), "your rows come in another order."),
        (partial(right_separates, X=2 * CORNERS - 1), "you take rows of −1 and 1."),
    ),
]


@exercise
def separates(answer):
    """separates(w, b, y): True if the score X w + b is above 0 on exactly the rows with target 1."""
    done = "all four inequalities, for 16 truth tables and ties, too."
    verdict = check_function("separates", answer, right_separates, SEPARATES_CASES, SEPARATES_FAULTS, done)
    if "result has shape (4" in verdict.message:
        return Verdict(False, "separates: four answers came back, one for each row; one is wanted. Are all four right?")
    return verdict


# ---- train_step ----
ARRAYS = ("W1", "b1", "W2", "b2")
SLOPES = {
    "is missing": lambda out, z, p: 1,
    "is taken as z * (1 - z), with the number that went into the sigmoid": lambda out, z, p: z * (1 - z),
    "applies the sigmoid a second time": lambda out, z, p: sigmoid(out) * (1 - sigmoid(out)),
    "is that of a ReLU": lambda out, z, p: z > 0,
    "is that of tanh": lambda out, z, p: 1 - out**2,
}
BENDS = {
    "has no sigmoid": lambda z: z,
    "bends with ReLU in place of a sigmoid": lambda z: np.maximum(z, 0),
    "bends with tanh in place of a sigmoid": np.tanh,
    "has a sigmoid that falls: np.exp(-z), with a minus": lambda z: sigmoid(-z),
}


def _case(n, k, lr, seed):
    """Numbers of a 2-k-1 network, n rows, and a rate: far enough from 0 that every fault shows."""
    rng = np.random.default_rng(seed)
    params = [rng.normal(0.2, 1, shape) for shape in ((2, k), (k,), (k, 1), (1,))]
    return params, rng.normal(0.4, 0.8, (n, 2)), rng.integers(0, 2, (n, 1)).astype(float), lr


STEP_CASES = [_case(1, 2, 0.125, 1), _case(1, 3, 0.5, 2), _case(4, 2, 0.8, 3), _case(3, 5, 0.3, 4)]


def _step(
    params, x, y, lr, *, hidden=sigmoid, last=sigmoid, hidden_slope=None, last_slope=None, left_out=(), mean=1, steps=1,
    error=lambda p, y: p - y, back=lambda d, e, W2: d @ W2.T, w2_first=False, no_lr=(), up=(), still=(),
    db1=lambda d: d.sum(axis=0), db2=lambda d: d.sum(axis=0),
):  # fmt: skip
    """How far the arrays move downhill, over lr, and p, in one row of numbers; each keyword is a way to go wrong."""
    arrays = params
    for _ in range(steps):
        W1, b1, W2, b2 = arrays
        z = x @ W1 + b1 * ("b1" not in left_out)
        out = hidden(z)
        score = out @ W2 + b2 * ("b2" not in left_out)
        p = last(score)
        e = error(p, y) / len(x) ** mean
        d = e * (last_slope(p, score, p) if last_slope else p * (1 - p))
        dz = back(d, e, W2 - lr * w2_first * out.T @ d) * (hidden_slope(out, z, p) if hidden_slope else out * (1 - out))
        signs = [(name not in still) * (-1) ** (name in up) * (1 if name in no_lr else lr) for name in ARRAYS]
        moves = zip(arrays, signs, (x.T @ dz, db1(dz), out.T @ d, db2(d)), strict=True)
        arrays = [array - sign * grad for array, sign, grad in moves]
    return np.concatenate([*(np.ravel((old - new) / lr) for old, new in zip(params, arrays, strict=True)), p[:, 0]])


FORWARD = "out = sigmoid(x @ W1 + b1), p = sigmoid(out @ W2 + b2), once. Return this p, made before the step."
DOWN = "array -= lr * grad, with p - y. (Or +=, if the error is y - p.)"
SLOPE = "The slope of a sigmoid, from its own output: out * (1 - out) in the hidden layer, p * (1 - p) in the last."
MEAN = "The loss is a mean over the rows: divide by len(x) once, at dscore. Then every gradient is a sum over the rows."
LOSS = "The slope of ½ (p − y)² in p is p − y."
STAYS = "All four arrays move, in place: `b1 = b1 - …` makes a new array, `b1 -= …` writes into the old one."
BIAS = "A bias has shape (k,), its gradient, too: sum over the rows, axis=0, without keepdims."
BACK = "First all gradients, then all updates: dz = dscore @ W2.T * out * (1 - out), with the W2 that made the answer."
TWISTS = [  # keywords of _step, message, hint
    (dict(w2_first=True), "W2 has already moved when the gradient of W1 and b1 is made.", BACK),
    (dict(back=lambda d, e, W2: d), "W2 is missing on the way back.", BACK),
    (dict(back=lambda d, e, W2: e @ W2.T), "p - y goes back through W2 without the slope of the last sigmoid.", BACK),
    (dict(up=ARRAYS), "it walks uphill.", DOWN),
    (dict(no_lr=ARRAYS), "lr is not used.", DOWN),
    (dict(no_lr=("b1", "b2")), "the biases move without lr.", DOWN),
    (dict(hidden_slope=lambda out, z, p: p * (1 - p)), "the hidden slope is taken from p.", SLOPE),
    (dict(error=lambda p, y: 2 * (p - y)), "all move twice as far as they should: the ½ takes the 2 away.", LOSS),
    (dict(error=lambda p, y: (p - y) ** 2 / 2), "you walk back the loss itself, not its slope.", LOSS),
    (dict(error=lambda p, y: (p - y) ** 2), "you walk back the loss itself, not its slope.", LOSS),
    (dict(error=lambda p, y: np.abs(p - y)), "the error has lost its sign.", LOSS),
    (dict(mean=0), "with several rows the gradients are sums.", MEAN),
    (dict(error=lambda p, y: (p - y) * len(p) / 4), "you divide by 4, but x can have any number of rows.", MEAN),
    (dict(mean=2), "the gradients are divided by n twice.", MEAN),
    (dict(left_out=("b1", "b2")), "the forward pass leaves out b1, b2.", FORWARD),
    (dict(db1=np.sum), "db1 is one number for all units.", BIAS),
    (dict(db1=np.mean), "db1 is one number for all units, and a mean.", BIAS),
]
for some in ("W1",), ("b1",), ("W2",), ("b2",), ("W1", "b1"), ("W2", "b2"), ("W1", "W2"), ("b1", "b2"):
    TWISTS.append((dict(up=some), f"uphill instead of down: {', '.join(some)}.", DOWN))
    TWISTS.append((dict(still=some), f"no step was taken by {', '.join(some)}.", STAYS))
for name in ("b1", "b2"):
    TWISTS.append((dict(left_out=(name,)), f"the forward pass leaves out {name}.", FORWARD))
    TWISTS.append(({f"d{name}": lambda d: len(d) * d.sum(axis=0)}, f"d{name} is a sum, not a mean.", MEAN))
    TWISTS.append(({f"d{name}": lambda d: d.mean(axis=0)}, f"d{name} is divided by n once more.", MEAN))
    TWISTS.append(({f"d{name}": lambda d: d[0]}, f"d{name} is that of the first row alone.", BIAS))
for layer in ("hidden", "last"):
    TWISTS += [({f"{layer}_slope": slope}, f"the {layer} slope {words}.", SLOPE) for words, slope in SLOPES.items()]
    TWISTS += [({layer: bend}, f"the {layer} layer {words}.", FORWARD) for words, bend in BENDS.items()]
STEP_FAULTS = [Fault(partial(_step, **twist), message, hint) for twist, message, hint in TWISTS]


def _walk(function):
    """A function of the arguments of train_step, in any order, that gives what _step gives."""

    @wraps(function)
    def walked(*arguments):
        kinds = {np.shape(a)[1:] if isinstance(a, np.ndarray) else type(a): a for a in arguments}
        params, x, y, lr = (kinds[kind] for kind in (list, (2,), (1,), float))
        before = [array.copy() for array in params]
        p = _step(before, x, y, lr)[-len(x) :, None]
        returned = function(*arguments)
        shapes = [np.shape(array) for array in params]
        if shapes != [array.shape for array in before]:
            raise Problem(f"after the step params have the shapes {', '.join(map(str, shapes))}. array -= lr * grad")
        moves = [np.ravel((old - new) / lr) for old, new in zip(before, params, strict=True)]
        if not np.concatenate(moves).any():
            raise Problem(f"after the step `params` is what it was before, whatever comes back. {STAYS}")
        return None if returned is None else np.concatenate([*moves, as_numbers(returned, p)[:, 0]])

    return walked


@exercise
def train_step(answer):
    """train_step(params, x, y, lr): p, and one step of all four arrays in place, first all gradients."""
    walked = _walk(answer) if callable(answer) and not is_stub(answer) else answer
    done = "all four arrays move rightly, and p is that of the forward pass."
    verdict = check_function("train_step", walked, _step, STEP_CASES, STEP_FAULTS, done)
    if verdict.message.startswith("train_step: yours is"):
        return Verdict(False, *_closely([call(walked, *case) for case in STEP_CASES]))
    return replace(verdict, hint=BIAS) if re.search(r"broadcast.*shapes? \(\d+,\)", verdict.message) else verdict


def _closely(got):
    """(message, hint) where no single fault explains the step: a loop, two faults, or which arrays are wrong."""
    ways = [(dict(steps=n), "this is more than one step.", "Is there a loop?") for n in (2, 10, 100, 1000)]
    for (one, message, hint), (other, second, more) in combinations(TWISTS, 2):
        if not one.keys() & other.keys():
            text = f"two things at once: {message[:-1]}; and {second}"
            ways.append((one | other, text, " ".join({hint: 1, more: 1})))
    for twist, message, hint in ways:
        if all(same(g, _step(*case, **twist)) for g, case in zip(got, STEP_CASES, strict=True)):
            return f"train_step: {message}", hint
    wrong = set()
    for g, case in zip(got, STEP_CASES, strict=True):
        labels = np.repeat((*ARRAYS, "p"), [array.size for array in (*case[0], case[2])])
        wrong |= {*labels[~np.isclose(g, _step(*case), rtol=1e-6)]}
    listed, good = (", ".join(name for name in (*ARRAYS, "p") if (name in wrong) is which) for which in (True, False))
    hint = FORWARD if "p" in wrong else "Go back line by line: dscore, then dW2 and db2, then dz, then dW1 and db1."
    return f"train_step: wrong: {listed}. Right: {good or 'nothing yet'}.", hint


# ---- sampler ----
DRAWS = 2000


def _fair(function):
    """A function of n_steps, n_rows and "rng", in any order, that gives 1; a Problem says what is unfair."""

    @wraps(function)
    def drawn(*arguments):
        n_rows = min(a for a in arguments if a != "rng")
        rng = np.random.default_rng(11)
        before = rng.bit_generator.state
        result, other = (
            function(*(g if a == "rng" else a for a in arguments)) for g in (rng, np.random.default_rng(12))
        )
        shapes = {
            (): "one number came back, wanted is one for each step. Is a size=… missing, or is a `return` in a loop?",
            (n_rows,): f"{n_rows} numbers came back, one index for each row. Wanted is one for each of n_steps steps.",
            (DRAWS - DRAWS % n_rows,): "some steps have no row: n_steps need not be a multiple of n_rows.",
            (DRAWS, 2): "the rows themselves came back. Wanted is the index of a row for each step.",
        }
        shape = np.shape(result) if isinstance(result, np.ndarray | list | np.number | int) else None
        if result is None or shape in shapes and shape != (DRAWS,):
            raise Problem(
                shapes.get(shape, "your function returns None, as rng.shuffle does. rng.permutation doesn't.")
            )
        as_numbers(result, np.zeros(DRAWS))
        rows = np.asarray(result)
        if rows.dtype.kind not in "iu":
            raise Problem(
                "these are no whole numbers, and an index is one. rng.integers draws those; .astype(int) cuts."
            )
        counts = np.bincount(rows.clip(0, n_rows), minlength=n_rows)[:n_rows]
        never = [f"row {row}" for row in np.flatnonzero(counts == 0)]
        outside = [f"row {row} was drawn" for row in rows if not 0 <= row < n_rows]
        listed = f"Counts: {', '.join(f'row {row}: {count}' for row, count in enumerate(counts))}."
        limits = "Where does the range of your draws begin, and which is the last number in it?"
        why = limits if len(never) < 2 else "The table can have any number of rows. Is n_rows used?"
        uneven = np.abs(counts - DRAWS / n_rows).max() > 6 * np.sqrt(DRAWS / n_rows)
        for wrong, words in (
            (outside, f"{''.join(outside[:1])}, but {n_rows} rows have only the numbers 0 to {n_rows - 1}. {limits}"),
            (len(never) == n_rows - 1, f"all {DRAWS} draws are row {rows[0]}. Each step needs a draw of its own."),
            (never, f"in {DRAWS} draws from {n_rows} rows, {' and '.join(never)} never came. {listed} {why}"),
            (rng.bit_generator.state == before, "rng was not used. All randomness has to come from this generator."),
            (np.array_equal(rows, other), "two different generators gave the same rows. Is each step drawn from rng?"),
            (uneven, f"some rows are drawn more often than others (rounding does that, and a bell curve). {listed}"),
            (
                np.mean(rows[1:] == rows[:-1]) > 1.5 / n_rows,
                "the same row comes many times in a row. Draw anew each time.",
            ),
            (
                np.array_equal(rows[n_rows:], rows[:-n_rows]),
                "one order was drawn only once, and comes again and again.",
            ),
        ):
            if wrong:
                raise Problem(words)
        return 1

    return drawn


@exercise
def sampler(answer):
    """sampler(n_steps, n_rows, rng): the index of a random row for each step, all rows equally likely."""
    fair = _fair(answer) if callable(answer) and not is_stub(answer) else answer
    cases, done = [(DRAWS, 4, "rng"), (DRAWS, 7, "rng")], "all rows come, equally often, and from rng."
    return check_function("sampler", fair, lambda *case: 1, cases, done=done)
