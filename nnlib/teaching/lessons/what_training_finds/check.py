"""Checkers: a success rate over seeds, and starting weights of which no two units are alike."""

import itertools

import numpy as np

from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict
from ...four_points import CORNERS, XOR
from ...generators import Passed

# ---- success_rate ----

AND = np.array([0.0, 0.0, 0.0, 1.0])
SUCCESS_CASES = [  # answers of one network a row, one seed a row; the targets
    (
        np.array(
            [
                [0.05, 0.97, 0.92, 0.08],
                [0.02, 0.99, 0.50, 0.50],
                [0.30, 0.80, 0.70, 0.20],
                [0.50, 0.50, 0.50, 0.50],
                [0.01, 0.99, 0.99, 0.02],
                [0.04, 0.97, 0.98, 0.60],
                [0.02, 0.98, 0.60, 0.05],
                [0.03, 0.40, 0.99, 0.01],
                [0.09, 0.91, 0.99, 0.02],
                [0.02, 0.99, 0.99, 0.97],
                [0.20, 0.95, 0.95, 0.05],
            ]
        ),
        XOR,
    ),
    (
        np.array(
            [
                [0.50, 0.50, 0.02, 0.98],
                [0.03, 0.04, 0.02, 0.97],
                [0.02, 0.01, 0.40, 0.95],
                [0.33, 0.33, 0.33, 0.99],
                [0.01, 0.01, 0.01, 0.99],
                [0.02, 0.60, 0.05, 0.55],
                [0.06, 0.07, 0.03, 0.92],
            ]
        ),
        AND,
    ),
    (
        np.array(
            [
                [0.25, 0.98, 0.97, 0.04],
                [0.02, 0.80, 0.96, 0.03],
                [0.04, 0.95, 0.75, 0.02],
                [0.03, 0.96, 0.97, 0.28],
                [0.05, 0.94, 0.95, 0.04],
                [0.12, 0.99, 0.99, 0.01],
                [0.01, 0.87, 0.99, 0.02],
                [0.01, 0.99, 0.82, 0.01],
                [0.02, 0.98, 0.99, 0.22],
            ]
        ),
        XOR,
    ),
]


def _solved(p, y):
    return (np.abs(p - y) < 0.1).all(axis=1)


def right_success_rate(p, y):
    return _solved(p, y).mean()


SUCCESS_FAULTS = [
    Fault(
        lambda p, y: ((p > 0.5) == (y > 0.5)).mean(),
        "this is the mean accuracy over all rows.",
        "A network with three rows right adds ¾ to it, and is not solved. First ask each network: all four rows?",
    ),
    Fault(
        lambda p, y: (np.abs(p - y) < 0.1).mean(),
        "this is the share of rows that are within 0.1.",
        "First ask each network: all four rows? Then take the mean over the networks.",
    ),
    Fault(
        lambda p, y: ((p > 0.5) == (y > 0.5)).all(axis=1).mean(),
        "there is no margin: 0.51 passes where 1 is wanted.",
        "Compare |p − y| with 0.1.",
    ),
    Fault(
        lambda p, y: (np.abs(p - y) < 0.1).any(axis=1).mean(),
        "one good row is enough for your count.",
        "All four rows have to be within 0.1.",
    ),
    Fault(
        lambda p, y: _solved(p, y).sum(),
        "this is the number of solved networks.",
        "The share is asked for: divide by the number of seeds.",
    ),
    Fault(lambda p, y: 100 * _solved(p, y).mean(), "this is a percentage.", "A share lies between 0 and 1."),
    Fault(lambda p, y: 1 - _solved(p, y).mean(), "this is the share of failures.", "Which networks are counted?"),
    Fault(
        lambda p, y: (np.abs(p - y).mean(axis=1) < 0.1).mean(),
        "you compare the mean distance of the four rows with 0.1.",
        "Three very good rows can hide a bad one. Every row has to be within 0.1.",
    ),
    Fault(
        lambda p, y: (np.abs(p - y).sum(axis=1) < 0.1).mean(),
        "you compare the sum of the four distances with 0.1.",
        "Every row by itself has to be within 0.1.",
    ),
    Fault(
        lambda p, y: (((p - y) ** 2).mean(axis=1) < 0.01).mean(),
        "you judge the four rows together, by their mean square (or, which is the same, by their length).",
        "An answer of 0.18 where 0 is wanted passes if the other three are good. Every row by itself has to be "
        "within 0.1.",
    ),
    *(
        Fault(
            lambda p, y, margin=margin: (np.abs(p - y) < margin).all(axis=1).mean(),
            f"the margin looks like {margin}, not 0.1.",
            "Solved means: each of the four rows within 0.1 of its target.",
        )
        for margin in (0.05, 0.15, 0.2, 0.25)
    ),
    Fault(
        lambda p, y: (p - y < 0.1).all(axis=1).mean(),
        "the sign of p − y is kept: an answer far too low passes.",
        "A distance has no sign: np.abs.",
    ),
    Fault(
        lambda p, y: _solved(p, XOR).mean(),
        "y is not used: you always compare with XOR.",
        "The targets may be those of AND, too. Read them from y.",
    ),
    Fault(
        lambda p, y: _solved(p.mean(axis=0, keepdims=True), y).all(),
        "you average the answers of all networks before you judge them.",
        "Judge each network by itself, then take the mean.",
    ),
    Fault(
        lambda p, y: _solved(p, y).all(),
        "you ask whether all networks are solved.",
        "Judge each network by itself, then take the mean over the networks.",
    ),
    Fault(
        lambda p, y: _solved(p, y).any(),
        "you ask whether any network is solved.",
        "Count the networks that are, and divide by all.",
    ),
    Fault(
        lambda p, y: _solved(p, y)[-1],
        "only the last network counts.",
        "Keep one result for each seed, then take their mean.",
    ),
    Fault(
        lambda p, y: _solved(p, y)[0],
        "only the first network counts.",
        "Is the `return` inside the loop?",
    ),
]


@exercise
def success_rate(answer):
    """success_rate(train_one, y, n_seeds): the share of seeds whose network has all four rows within 0.1 of y."""
    name = "success_rate"
    if is_stub(answer):
        return Verdict(None, f"{name}: replace the ... by your code.")
    rates = []
    for p, y in SUCCESS_CASES:
        train = _Recorder(p)
        try:
            rates.append(call(answer, train, y, len(p)))
        except Problem as problem:
            return Verdict(False, f"{name}: {problem}")
        problem = train.problem()
        if problem:
            return Verdict(False, f"{name}: {problem[0]}", problem[1])
        if np.ndim(rates[-1]) != 0:
            shape = np.shape(rates[-1])
            return Verdict(False, f"{name}: one number is wanted, got an array of shape {shape}.", "Take the mean.")
    by_size = {len(p): rate for (p, _), rate in zip(SUCCESS_CASES, rates, strict=True)}
    counts = ", ".join(f"{_solved(p, y).sum()} of {len(p)}" for p, y in SUCCESS_CASES)
    done = f"in three tables of made-up answers {counts} networks are solved, and each got a seed of its own."
    return check_function(
        name, lambda p, y: by_size[len(p)], right_success_rate, SUCCESS_CASES, SUCCESS_FAULTS, done=done
    )


class _Recorder:
    """Stands for train_one(rng): answers from a table, by the seed of rng, and remembers what it was given."""

    def __init__(self, table):
        self.table, self.rngs, self.seeds = table, [], []
        self.known = {self._state(np.random.default_rng(seed)): seed for seed in range(len(table) + 1)}

    def __deepcopy__(self, memo):
        return self

    @staticmethod
    def _state(rng):
        return repr(rng.bit_generator.state)

    def __call__(self, rng):
        if not isinstance(rng, np.random.Generator):
            raise TypeError(f"train_one(rng) got {rng!r:.40}; it needs a Generator, np.random.default_rng(seed)")
        self.rngs.append(rng)
        self.seeds.append(self.known.get(self._state(rng)))
        rng.normal(size=9)  # as starting weights would
        return self.table[(self.seeds[-1] or 0) % len(self.table)].copy()

    def problem(self):
        """(message, hint) if the networks did not get the seeds 0 … n - 1, each once; None if they did."""
        n, seeds = len(self.table), self.seeds
        if not seeds:
            return (
                "train_one was never called.",
                "train_one(rng) trains one network and returns its four probabilities.",
            )
        if len(seeds) > 1 and all(rng is self.rngs[0] for rng in self.rngs):
            return (
                "all networks share one generator.",
                "Then each network depends on how many numbers those before it used. Make a new one for each seed.",
            )
        if len(seeds) > 1 and len(set(seeds)) == 1 and seeds[0] is not None:
            return f"all networks get the same seed, {seeds[0]}.", "Use the number of the loop as the seed."
        if seeds == list(range(1, n + 1)):
            return f"the seeds are 1 … {n}; wanted 0 … {n - 1}.", "`range(n_seeds)` starts at 0."
        if None in seeds:
            return (
                "some generators are not those of the seeds 0 … n_seeds − 1.",
                "Make each one with np.random.default_rng(seed), and use it only once.",
            )
        if sorted(seeds) != list(range(n)):
            listed = ", ".join(map(str, seeds))
            return (
                f"for n_seeds = {n} the seeds were {listed}; wanted each of 0 … {n - 1} once.",
                "Call train_one once for each seed and keep what it returns.",
            )
        return None


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
