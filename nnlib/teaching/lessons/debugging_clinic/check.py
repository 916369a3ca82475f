"""Exercises: for each of five networks that fail a diagnosis, and the mended part."""

import inspect
import re
from contextlib import suppress
from dataclasses import replace
from functools import wraps

import numpy as np

from nnlib import Dense, binary_cross_entropy, mlp, sigmoid

from ...checking.diagnosis import Fault, check_function, with_hint
from ...checking.findings import check_findings
from ...checking.progress import exercise
from ...checking.running import Problem, call
from ...checking.verdict import Verdict
from ...clinic.diagnosis import diagnoses, diagnosis
from ...clinic.proof import or_ours

__all__ = ["or_ours"]

# ---- diagnoses ----

RIGHT = {1: "C", 2: "B", 3: "A", 4: "D", 5: "B"}
SPEAKS = {  # for the right letter, against each other one
    (1, "A"): "A gradient check knows no rate, and still its error is 0.857. The healthy network runs at 0.3, too.",
    (1, "B"): "b2 comes before any ReLU on the way back, and it is off by the same 0.857 as W1.",
    (1, "C"): "the ratio is the number of rows, 7 on 7 and 10 on 10, in every array.",
    (1, "D"): "The untrained loss is 0.719, close to log 2 = 0.693. Weights that are too large would raise it.",
    (2, "A"): "The healthy network has the same rate, and there as small a step changes 8000 of 8000 scores.",
    (2, "B"): "one step changes 834 of 1210 numbers and none of the scores: the layers look at other numbers.",
    (2, "C"): "Dead units would not keep the output biases from moving, and each of them enters 800 scores.",
    (2, "D"): "With slopes of 0 a step would change nothing. It has changed 834 of 1210 numbers.",
    (3, "A"): "asked a second time, backward says the same and the first answer on top: twice as much.",
    (3, "B"): "Then the first look would be wrong already, as in patient 1. It is right.",
    (3, "C"): "A mask shows at every look, and b2 never passes one. Its second answer is 2.000 times the first.",
    (3, "D"): "No step is taken between the two looks, so no rate plays a part, and still they differ.",
    (4, "A"): "Then the step would be equally wrong at every rate. The error of W1 falls from 0.639 to 0.006.",
    (4, "B"): "A missing mask would make the same error at every rate. The error of b1 falls from 0.587 to 0.006.",
    (4, "C"): "Then W2 and b2 would be wrong as well, by the factor n, at every rate. They are right.",
    (4, "D"): "W1 and b1 are wrong by an amount proportional to the rate, and only in the step.",
    (5, "A"): "Inputs that are too large would raise the untrained loss. Here it is 2.39, close to log 10.",
    (5, "B"): "twenty rows can be learned by heart, and nothing holds for new ones.",
    (5, "C"): "The healthy network has sixteen units, too, and reads more than nine of ten new rows.",
    (5, "D"): "With a rate that is too small, 1000 steps would not bring twenty rows down to 0.004.",
}
DIAGNOSES = diagnoses(RIGHT, SPEAKS)
_rng = np.random.default_rng

# ---- patient 1: a loss whose gradient is not divided by n ----
diagnosis_1 = diagnosis(__name__, 1, DIAGNOSES)


def _rest(y, s):
    return sigmoid(s) - y


def _and_over_n(way):
    return way, lambda y, s: way(y, s) / len(y)


MEANS = tuple(lambda y, s, how=how: _rest(y, s).mean(**how) for how in ({}, {"axis": 0}, {"axis": 0, "keepdims": True}))
BINARY_CASES = [
    (np.array([[1.0], [0.0]]), np.zeros((2, 1))),
    *((_rng(n).integers(0, 2, (n, 1)).astype(float), _rng(n).normal(0.3, 1.2, (n, 1))) for n in (7, 10)),
]
PARTS = VALUE, SLOPE = "the loss", "the gradient"
BINARY_FAULTS = [
    *with_hint(
        "A row costs −y log p − (1 − y) log(1 − p), with p = sigmoid(scores). The old value was right.",
        (lambda y, s: -(y * np.log(sigmoid(s))).mean(), "rows with target 0 don't count."),
        (lambda y, s: -((1 - y) * np.log(1 - sigmoid(s))).mean(), "rows with target 1 don't count."),
        (lambda y, s: binary_cross_entropy(y, sigmoid(s))[0], "the sigmoid is taken twice."),
        (lambda y, s: -(y * np.log(s) + (1 - y) * np.log(1 - s)).mean(), "scores are taken for probabilities."),
        ((lambda y, s: (_rest(y, s) ** 2).mean(), lambda y, s: (_rest(y, s) ** 2).mean() / 2), "a squared error."),
        part=VALUE,
    ),
    *with_hint(
        "p − y was right, row by row, with p = sigmoid(scores). It only has to be divided by the number of rows.",
        (_and_over_n(lambda y, s: _rest(y, s) * sigmoid(s) * sigmoid(-s)), "p (1 − p) is a factor too many."),
        (
            _and_over_n(lambda y, s: _rest(y, s) / sigmoid(s) / sigmoid(-s)),
            "that is the slope in p: p (1 − p) is missing.",
        ),
        (lambda y, s: sigmoid(s) - y / len(y), "y alone is divided by n: p − y needs brackets."),
        (_and_over_n(lambda y, s: s - y), "scores are taken for probabilities."),
        (_and_over_n(lambda y, s: _rest(y, sigmoid(s))), "the sigmoid is taken twice."),
        (MEANS, "it is one number, a mean over the rows."),
        part=SLOPE,
    ),
]


@exercise
def binary_loss(function):
    done = "value and gradient agree, on any number of rows."
    return check_function("binary_loss", function, binary_cross_entropy, BINARY_CASES, BINARY_FAULTS, done, PARTS)


# ---- patients 2 to 4: what a function does to a network ----

STALE = 0.37  # what an earlier backward left in net.grads
GRADIENTS = [_rng(6).normal(0.3, 1.2, (rows, 3)) / rows for rows in (3, 7)]
SQUARES = [_rng(seed).normal(0.3, 1.2, (4, 4)) / 4 for seed in (8, 9)]  # where each product runs
ARRAYS = ("W1", "b1", "W2", "b2", "W3", "b3")


def _network(dscores):
    """Three small layers after a forward pass, for this gradient in their scores."""
    sizes = [5, 4, 6, 3] if dscores.shape[1] == 3 else [4, 4, 4, 4]
    net = mlp(sizes, rng=_rng(3))
    net.params += _rng(4).normal(0, 0.2, net.params.size)
    net(_rng(5).normal(0.3, 1.2, (len(dscores), sizes[0])))
    net.grads[:] = STALE
    return net


def _slopes(dscores, dx=None, mask=None, early=False, front=False, moved=0.0, after=0.0):
    """The gradient (n_params,); with keywords a wrong one.

    early: dW and db are made of the dy that goes on. front: from the first layer to the last.
    moved: the rate, where weights move before their use. after: the rate of a step that is taken before.
    """
    net, found, dy = _network(dscores), [], dscores
    if after:
        net.params -= after * _slopes(dscores)
    for layer in net.layers if front else reversed(net.layers):
        if isinstance(layer, Dense):
            on = dx(dy, layer.W) if dx else dy @ (layer.W - moved * layer.x.T @ dy).T
            mine = on if early else dy
            found.append([*(layer.x.T @ mine).ravel(), *mine.sum(axis=0)])
            dy = on
        else:
            dy = mask(dy) if mask else layer.backward(dy)
    return np.concatenate(found if front else found[::-1])


def _held(net, key, whole):
    """Are W and b (or dW and db, with the key "d") of the layers still windows onto the whole?"""
    return all(np.shares_memory(getattr(layer, key + name), whole) for layer in net.layers for name in layer.learned)


def _written(net, before, dscores):
    """The gradient that a call has left, (n_params,)."""
    if not np.array_equal(net.params, before):
        raise Problem("weights have moved. Only dW and db are written here; steps come later.")
    if not _held(net, "d", net.grads):
        raise Problem("a new array was made, and the network keeps the old one. `layer.dW[:] = …` writes into that.")
    if (net.grads == STALE).all():
        raise Problem("dW and db are as they were. Write into the arrays: `layer.dW[:] = …`, not `dW = …`.")
    return net.grads


def _moved(net, before, *case):
    """The step that a call has made, divided by its rate, (n_params,)."""
    if not _held(net, "", net.params):
        both = "`net.params -= …` and `layer.W -= …` write into the array that is there; `… = … - …` does not."
        raise Problem(f"a new array was made, and the layers keep the old one, or the network does. {both}")
    if np.array_equal(net.params, before):
        raise Problem("no number has moved. `layer.W -= …` writes into the array. (Or are all slopes 0 by then?)")
    return (before - net.params) / next(argument for argument in case if not np.ndim(argument))


BACK = "What a ReLU lets through on the way back, its unit has let through before: dy = layer.backward(dy)."
SUM = "dscores holds the 1/n of the mean already: dW = x.T @ dy, db = dy.sum(axis=0)."
CLEAR = "`+=` adds to what an earlier call has left. Write with `[:] =`, or clear net.grads first, once."
RATE = "Each number moves by lr times its slope, whatever lr is."
HAND_ON = "dW = x.T @ dy and db = dy.sum(axis=0) are made of the dy that came; then dy = dy @ W.T goes on."
WAYS = [  # (keywords of _slopes, message, hint)
    (dict(mask=np.copy), "the last layer is right; before it ReLU is missing.", BACK),
    (dict(dx=lambda dy, W: dy), "dy goes on as it came: dy @ W.T is missing, or has another name.", HAND_ON),
    (dict(early=True), "dW and db are made of the dy that goes on.", HAND_ON),
    (dict(front=True), "it starts at the first layer.", "From the last layer to the first: reversed(net.layers)."),
]
BACKWARD_FAULTS = [Fault(lambda g, *_, k=k: _slopes(g, **k), message, hint) for k, message, hint in WAYS]
STEP_FAULTS = BACKWARD_FAULTS + with_hint(
    "Each number moves by lr times its slope before the step.",
    (
        lambda g, lr: _slopes(g, moved=lr),
        "dy @ W.T uses weights that have moved: its error grows with the rate. (`W_old = layer.W` is no copy.)",
    ),
    (lambda g, lr: _slopes(g) + _slopes(g, after=lr), "two steps are taken, each with a gradient of its own."),
    (lambda g, lr: np.sign(_slopes(g)), "the signs of the slopes alone count."),
)
SAME = [  # (what has happened to an array, a hint, what it is: r the right slope, n rows, lr or 1, p the number before)
    ("right", "", lambda r, n, lr, p: r),
    ("divided by n", SUM, lambda r, n, lr, p: r / n),
    ("the sign is wrong, a step goes uphill", "Is a minus forgotten, or one too many?", lambda r, n, lr, p: -r),
    ("lr is left out", RATE, lambda r, n, lr, p: r / lr),
    ("lr comes twice", RATE, lambda r, n, lr, p: r * lr),
    ("lr comes three times", RATE, lambda r, n, lr, p: r * lr**2),
    *(("the old gradient is still in it", CLEAR, lambda r, n, lr, p, c=c: c * r + STALE) for c in (1, -1, 2)),
    ("what was in net.grads before", "net.backward(dscores) comes before the step.", lambda r, n, lr, p: STALE + 0 * r),
    ("cleared after it was written", CLEAR, lambda r, n, lr, p: 0 * r),
    *(("overwritten by the step", "Subtract it: -= …", lambda r, n, lr, p, c=c: p / lr - c * r) for c in (1, -1)),
]
ERRORS = [  # (pattern in the verdict, what to do)
    ("NoneType", "net.backward returns None: it writes the gradient into net.grads, and into the layers' dW and db."),
    (r"shapes \(\d+,\) \(\d+,\d+\)", "net.params and net.grads are vectors of all numbers; dscores is a table."),
    ("non-broadcastable", "A bias is (n_units,): dy.sum(axis=0), without keepdims."),
    ("has no attr", "net has layers, params, grads, backward; Dense has W, b, dW, db, its input x; ReLU backward."),
    ("matmul|broadcast", "From the last layer to the first. " + HAND_ON),
]


STEPS = [  # (the arrays that are wrong where the others are right, which step that is)
    ("W1 W2 W3", "each b is right, and with it dy. Look at dW, for each layer the product of its x and dy."),
    ("b1 b2 b3", "each W is right, and with it dy. Look at db, which adds dy over the rows."),
    (
        "W1 b1 W2 b2",
        "the last layer is right. What goes on? dy = dy @ layer.W.T, and dy = layer.backward(dy) at a ReLU.",
    ),
]


def _happened(found, kept):
    """(what has happened to one array, a hint). found: [(its numbers, right ones, n, lr, numbers before)]."""
    if all(np.all(mine == kept) for mine, *_ in found):
        return "left out", "Serve W and b of each layer, from the last to the first."
    for words, hint, way in SAME:
        if all(np.allclose(mine, way(*rest)) for mine, *rest in found):
            return words, hint
    rates = [lr * np.vdot(mine, r) / np.vdot(r, r) for mine, r, _, lr, _ in found]
    if not all(np.allclose(lr * mine, rate * r) for rate, (mine, r, _, lr, _) in zip(rates, found, strict=True)):
        return "wrong", ""
    factors = [rate / lr for rate, (_, _, _, lr, _) in zip(rates, found, strict=True)]
    if np.allclose(factors, factors[0]):
        return f"times {factors[0]:.3g} (done more than once, or a number too many?)", SUM
    if np.allclose(rates, rates[0]):
        return f"the rate is {rates[0]:.3g}, whatever lr is", RATE
    return "times a number that changes from call to call", RATE


def _arrays(looks, kept, right):
    """(what has happened to which arrays, a hint). looks: [(what was found (n_params,), the case)]."""
    parts = []
    for got, (g, *lr) in looks:
        net = _network(g)
        ends = np.flatnonzero(np.diff(net.is_weight)) + 1  # where one array ends and the next starts
        arrays = (np.split(numbers, ends) for numbers in (got, right(g, *lr), net.params))
        parts.append([(mine, r, len(g), *(lr or [1]), p) for mine, r, p in zip(*arrays, strict=True)])
    told = {name: _happened(found, kept) for name, found in zip(ARRAYS, zip(*parts, strict=True), strict=True)}
    hint = next((hint for words, hint in reversed(told.values()) if words != "right" and hint), SUM)
    words = [each for each, _ in told.values()]
    for names, step in STEPS:
        if words == ["wrong" if name in names else "right" for name in ARRAYS]:
            return step, SUM
    if len(set(words)) == 1:
        return f"in every array: {words[0]}.", hint
    groups = [(each, [name for name in ARRAYS if told[name][0] == each]) for each in dict.fromkeys(["right", *words])]
    return "; ".join(f"{each}: {', '.join(names)}" for each, names in groups if names) + ".", hint


RIGHT_WAY = Fault(lambda g, *_: _slopes(g), "", "")
GUESSED = re.compile(
    "answer should be|at once|½|whatever comes in|is added|wrong sign|some signs"
)  # _arrays may know more
UNTOLD = re.compile("stops with|wrong:|array: wrong|changes its argument")


def _on_a_network(name, look, faults, done, rates=(0.1, 0.001), kept=0.0):
    """The checker of a function(net, dscores), or with a rate, that returns nothing.

    look(net, params before, *case): what it did. kept: what look gives where nothing was done.
    """

    def checker(function):
        looks = []

        @wraps(function)
        def changed(*case):
            net = _network(next(argument for argument in case if np.ndim(argument)))
            before = net.params.copy()
            function(net, *case)
            looks.append((look(net, before, *case), case))
            return looks[-1][0]

        def check(gradients):
            looks.clear()
            cases = [(g, lr) for g in gradients for lr in rates] or [(g,) for g in gradients]
            verdict = check_function(name, answer, RIGHT_WAY.wrong, cases, faults, done)
            if not GUESSED.search(verdict.message) or "digits" in verdict.message:
                return verdict
            message, hint = _arrays(looks[: len(cases)], kept, RIGHT_WAY.wrong)
            for fault in faults if UNTOLD.search(message) else ():
                with suppress(ValueError):  # not every wrong way can be gone with these shapes
                    second, its_hint = _arrays(looks[: len(cases)], kept, fault.wrong)
                    if not UNTOLD.search(second):
                        message, hint = f"two things at once: {fault.message} Beyond that, {second}", its_hint
                        break
            return Verdict(False, f"{name}: {message}", hint)

        if hasattr(function, "__code__"):  # the messages should not name net
            mine = inspect.signature(function)
            changed.__signature__ = mine.replace(parameters=list(mine.parameters.values())[1:])
        answer = changed if callable(function) else function
        verdict = check(GRADIENTS)
        if re.search("matmul|broadcast", verdict.message) and not UNTOLD.search((squares := check(SQUARES)).message):
            return verdict if squares.passed else squares
        hint = next((hint for pattern, hint in ERRORS if re.search(pattern, verdict.message)), "")
        return replace(verdict, hint=hint) if "stops with" in verdict.message else verdict

    checker.__name__ = name
    return exercise(checker)


diagnosis_2 = diagnosis(__name__, 2, DIAGNOSES)
descend = _on_a_network("descend", _moved, STEP_FAULTS, "the layers look at the numbers that the step changes.")
diagnosis_3 = diagnosis(__name__, 3, DIAGNOSES)
backward = _on_a_network("backward", _written, BACKWARD_FAULTS, "the gradient of this loss alone.", (), STALE)
diagnosis_4 = diagnosis(__name__, 4, DIAGNOSES)
learn = _on_a_network("learn", _moved, STEP_FAULTS, "every step is rate times slope, at every rate.")

# ---- patient 5: labels shuffled apart from their rows ----
diagnosis_5 = diagnosis(__name__, 5, DIAGNOSES)
ONE_ORDER = "X and y need one order."
WITH_RNG = "Draw with the generator that is passed in, rng."
SHUFFLE_ERRORS = {  # pattern in the problem: what to do
    "changes its argument": "X[order] is a new array. (rng.shuffle works in place; use an order.)",
    "used as indices|IndexError|integer scalar arrays": "Draw row numbers, not rows: rng.permutation(len(X)).",
}


def _mixed(function):
    """Findings on the rows that come back, for two generators and the first one again."""
    X, y = _rng(12).normal(0.3, 1.2, (23, 3)), _rng(13).permutation(np.arange(50, 96, 2))
    orders, old = [], np.arange(23)
    for seed in (0, 1, 0):
        answer = call(function, X, y, _rng(seed))
        yield not isinstance(answer, tuple | list) or len(answer) != 2, "return two arrays, X and y.", ""
        X_new, y_new = map(np.asarray, answer)
        shapes = X_new.shape, y_new.shape
        yield shapes == (y.shape, X.shape), "X and y come back the other way round.", ""
        yield X_new.shape == (1, *X.shape), "X[None] came back.", "rng.shuffle(order) changes order and returns None."
        fewer = X_new.shape[1:] == (3,) and y_new.shape == X_new.shape[:1] != (23,)
        yield fewer, f"{len(X_new)} rows come back, of 23.", "Row numbers run from 0 to len(X) - 1."
        yield shapes != ((23, 3), (23,)), f"shapes (23, 3) and (23,) are wanted, not {X_new.shape}, {y_new.shape}.", ""
        order = np.array([np.append(np.flatnonzero((row == X).all(axis=1)), -1)[0] for row in X_new])
        yield min(order) < 0, "some rows of X are not rows of the data any more.", "Move whole rows."
        twice, twice_y = (len(set(each)) < 23 for each in (order, y_new))
        yield twice and not twice_y, "rows of X come twice.", "X[i], X[j] = X[j], X[i] swaps no rows. X[[i, j]] = …"
        yield twice or twice_y, "rows are lost, others come twice.", "Draw an order: rng.permutation(len(X))."
        apart = not np.array_equal(y_new, y[order])
        yield apart and np.array_equal(y_new, y), "y is in its old order; X alone is shuffled.", ONE_ORDER
        yield apart and np.array_equal(order, old), "X is in its old order; y alone is shuffled.", ONE_ORDER
        yield apart and np.array_equal(y_new, y[np.argsort(order)]), "y has the inverse order.", "Not argsort."
        together = f"only {(y[order] == y_new).sum()} of 23 labels are still with their row."
        yield apart, together, f"{ONE_ORDER} How many orders do you draw?"
        orders.append(order)
    yield np.array_equal(y_new, np.sort(y)), "the rows are sorted by y.", WITH_RNG
    first, other, again = orders
    yield np.array_equal(first, old), "the rows are together, but in their old order.", WITH_RNG
    yield np.array_equal(first, other), "two generators give one order.", WITH_RNG
    yield not np.array_equal(first, again), "two generators with the same seed give two orders.", WITH_RNG
    neighbors = max((np.abs(np.diff(order)) == 1).sum() for order in (first, other))
    yield neighbors > 7, "many rows still stand beside their old neighbor.", "rng.permutation mixes all rows."


@exercise
def shuffle(function):
    return check_findings("shuffle", function, _mixed, "every label is with its row.", "X y rng", SHUFFLE_ERRORS)
