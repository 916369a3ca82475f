"""Exercises: for each of five networks that fail a diagnosis, and the mended part."""

import inspect
import re
from functools import partial, wraps

import numpy as np

from nnlib import Dense, mlp, sigmoid

from ...checking.diagnosis import Fault, check_function, with_hint
from ...checking.progress import exercise
from ...checking.running import NotWritten, Problem, call, is_stub
from ...checking.verdict import Verdict
from ...clinic.diagnosis import diagnosis
from ...clinic.proof import or_ours

__all__ = ["or_ours"]

# ---- diagnoses ----

DIAGNOSES = {  # number: (right letter, what speaks for it, {wrong letter: the reading that speaks against it})
    1: (
        "C",
        "the ratio is the number of rows, 7 on 7 and 10 on 10, in every array.",
        {
            "A": "A gradient check knows no rate, and still its error is 0.857. The healthy network runs at 0.3, too.",
            "B": "b2 comes before any ReLU on the way back, and it is off by the same 0.857 as W1.",
            "D": "The untrained loss is 0.719, close to log 2 = 0.693. Weights that are too large would raise it.",
        },
    ),
    2: (
        "B",
        "one step changes 834 of 1210 numbers and none of the scores: the layers look at other numbers.",
        {
            "A": "The healthy network has the same rate, and there as small a step changes 8000 of 8000 scores.",
            "C": "Dead units would not keep the output biases from moving, and each of them enters 800 scores.",
            "D": "With slopes of 0 a step would change nothing. It has changed 834 of 1210 numbers.",
        },
    ),
    3: (
        "A",
        "asked a second time, backward says the same and the first answer on top: twice as much.",
        {
            "B": "Then the first look would be wrong already, as in patient 1. It is right.",
            "C": "A mask shows at every look, and b2 never passes one. Its second answer is 2.000 times the first.",
            "D": "No step is taken between the two looks, so no rate plays a part, and still they differ.",
        },
    ),
    4: (
        "D",
        "W1 and b1 are wrong by an amount proportional to the rate, and only in the step.",
        {
            "A": "Then the step would be equally wrong at every rate. The error of W1 falls from 0.639 to 0.006.",
            "B": "A missing mask would make the same error at every rate. The error of b1 falls from 0.587 to 0.006.",
            "C": "Then W2 and b2 would be wrong as well, by the factor n, at every rate. They are right.",
        },
    ),
    5: (
        "B",
        "twenty rows can be learned by heart, and nothing holds for new ones.",
        {
            "A": "Inputs that are too large would raise the untrained loss. Here it is 2.39, close to log 10.",
            "C": "The healthy network has sixteen units, too, and reads more than nine of ten new rows.",
            "D": "With a rate that is too small, 1000 steps would not bring twenty rows down to 0.004.",
        },
    ),
}
_diagnosis = partial(diagnosis, __name__, diagnoses=DIAGNOSES)
_rng = np.random.default_rng

# ---- patient 1: a loss whose gradient is not divided by n ----

diagnosis_1 = _diagnosis(1)


def _value(y, s):
    return (np.logaddexp(0, s) - y * s).mean()


def _rest(y, s):
    return sigmoid(s) - y


def _with_and_without_n(*ways):
    return ways + tuple(lambda y, s, way=way: way(y, s) / len(y) for way in ways)


BENT = tuple(lambda y, s, k=k: _rest(y, s) * (sigmoid(s) * (1 - sigmoid(s))) ** k for k in (1, -1))
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
        (lambda y, s: _value(y, sigmoid(s)), "the sigmoid is taken twice."),
        (lambda y, s: -(y * np.log(s) + (1 - y) * np.log(1 - s)).mean(), "scores are taken for probabilities."),
        ((lambda y, s: (_rest(y, s) ** 2).mean(), lambda y, s: (_rest(y, s) ** 2).mean() / 2), "a squared error."),
        part=VALUE,
    ),
    *with_hint(
        "p − y was right, row by row, with p = sigmoid(scores). It only has to be divided by the number of rows.",
        (lambda y, s: _rest(y, s) / 32, "it is divided by 32, however many rows there are."),
        (_with_and_without_n(*BENT), "p (1 − p), the slope of the sigmoid, is in it. It has canceled long before."),
        (_with_and_without_n(lambda y, s: s - y), "scores are taken for probabilities."),
        (_with_and_without_n(lambda y, s: _rest(y, sigmoid(s))), "the sigmoid is taken twice."),
        (MEANS, "it is one number, a mean over the rows."),
        part=SLOPE,
    ),
]


@exercise
def binary_loss(function):
    def right(y, s):
        return _value(y, s), _rest(y, s) / len(y)

    done = "value and gradient agree, on any number of rows."
    return check_function("binary_loss", function, right, BINARY_CASES, BINARY_FAULTS, done, PARTS)


# ---- patients 2 to 4: what a function does to a network ----

STALE = 0.37  # what an earlier backward left in net.grads
GRADIENTS = [(_rng(6).normal(0.3, 1.2, (rows, 3)) / rows,) for rows in (3, 7)]
STEPS = [(*case, lr) for case in GRADIENTS for lr in (0.1, 0.001)]


def _network(rows):
    """Three small layers after a forward pass."""
    net = mlp([5, 4, 6, 3], rng=_rng(3))
    net.params += _rng(4).normal(0, 0.2, net.params.size)
    net(_rng(5).normal(0.3, 1.2, (rows, 5)))
    net.grads[:] = STALE
    return net


IS_WEIGHT = _network(1).is_weight
IS_FIRST, IS_LAST = np.arange(IS_WEIGHT.size) < 5 * 4 + 4, np.arange(IS_WEIGHT.size)[::-1] < 6 * 3 + 3


def _slopes(dscores, dW=None, db=None, mask=None, moved=0.0):
    """The gradient (n_params,); with keywords a wrong one. moved: the rate, where weights move before their use."""
    net, found, dy = _network(len(dscores)), [], dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            slope = dW(layer.x, dy) if dW else layer.x.T @ dy
            found = [*slope.ravel(), *((db(dy) if db else dy.sum(axis=0)) + np.zeros(layer.b.size)), *found]
            dy = dy @ (layer.W - moved * slope).T
        else:
            dy = mask(dy) if mask else layer.backward(dy)
    return np.array(found)


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
        raise Problem(
            "a new array was made, and the layers keep the old one, or the network does. `net.params -= …` and "
            "`layer.W -= …` write into the array that is there; `… = … - …` does not."
        )
    if np.array_equal(net.params, before):
        raise Problem("no number has moved. Write into the arrays: `layer.W -= …`, not `W = layer.W - …`.")
    return (before - net.params) / next(argument for argument in case if not np.ndim(argument))


BACK = "What a ReLU lets through on the way back, its unit has let through before: dy = layer.backward(dy)."
SUM = "dscores holds the 1/n of the mean already: dW = x.T @ dy, db = dy.sum(axis=0)."
CLEAR = "`+=` adds to what an earlier call has left. Write with `[:] =`, or clear net.grads first, once."
RATE = "Each number moves by lr times its slope, whatever lr is."
MOVED = "Something on the way back still uses weights that have moved."
UNCALLED = "Nobody called net.backward(dscores), which fills it, before the step."


def _shared(kept):
    """Faults of a way back. kept: what stands where nothing was done."""
    return [
        Fault(
            lambda g, *_: _slopes(g, mask=lambda dy: dy), "the last layer is right; before it ReLU is missing.", BACK
        ),
        Fault(lambda g, *_: _slopes(g, mask=lambda dy: dy * (dy > 0)), "where dy is below 0, it is cut off.", BACK),
        Fault(lambda g, *_: _slopes(g, db=lambda dy: dy.mean(axis=0)), "each db is a mean over the rows.", SUM),
        Fault(lambda g, *_: _slopes(g, db=np.sum), "each db is a sum over rows *and* units.", SUM),
        Fault(lambda g, *_: _slopes(g, db=np.mean), "each db is a mean over rows *and* units.", SUM),
        Fault(lambda g, *_: _slopes(g, lambda x, dy: x.T @ dy / len(dy)), "dW is divided by n, db is not.", SUM),
        Fault(lambda g, *_: np.where(IS_WEIGHT, _slopes(g), kept), "weights are right, biases are left out.", "And b?"),
        Fault(lambda g, *_: np.where(IS_WEIGHT, kept, _slopes(g)), "biases are right, weights are left out.", "And W?"),
        Fault(
            lambda g, *_: np.where(IS_LAST, _slopes(g), kept), "only the last layer is served.", "Walk on from there."
        ),
        Fault(
            lambda g, *_: np.where(IS_FIRST, kept, _slopes(g)), "the first layer is left out.", "Walk on to the end."
        ),
    ]


BACKWARD_FAULTS = _shared(STALE) + with_hint(
    CLEAR,
    (tuple(lambda g, c=c: c * _slopes(g) + STALE for c in (1, -1, 2)), "the old gradient is still in it."),
    (lambda g: _slopes(g) / len(g) + STALE, "the old gradient is still in it, and 1/n comes twice."),
    (lambda g: _slopes(g) + STALE * IS_WEIGHT, "the old gradient is still in dW; db is right."),
    (lambda g: _slopes(g) + STALE * ~IS_WEIGHT, "the old gradient is still in db; dW is right."),
    (lambda g: 0 * _slopes(g), "it is cleared at the end."),
    (lambda g: IS_FIRST * _slopes(g), "the first layer is right, the others are cleared again."),
)
STEP_FAULTS = _shared(0) + [
    Fault(lambda g, lr: _slopes(g, moved=lr), "before the last layer the error grows with the rate.", MOVED),
    Fault(lambda g, lr: -_slopes(g), "the step goes uphill.", "Descent subtracts lr times the slope."),
    Fault(lambda g, lr: _slopes(g) / lr, "lr is left out.", RATE),
    Fault(lambda g, lr: _slopes(g) * lr, "lr comes twice.", RATE),
    Fault(lambda g, lr: _slopes(g) * 0.1 / lr, "the rate is 0.1, whatever lr is.", RATE),
    Fault(lambda g, lr: 0 * _slopes(g) + STALE, "the step uses what was in net.grads before.", UNCALLED),
    Fault(lambda g, lr: _slopes(g) + STALE, "the old gradient is still in the step.", CLEAR),
]
ERRORS = [  # (pattern in the verdict, what to do)
    ("NoneType", "net.backward returns None: it writes the gradient into net.grads, and into the layers' dW and db."),
    ("non-broadcastable", "A bias is (n_units,): dy.sum(axis=0), without keepdims."),
    (
        "has no attribute",
        "net has layers, params, grads, backward; Dense has W, b, dW, db, its input x; ReLU backward.",
    ),
    (
        "matmul|broadcast",
        "From the last layer to the first: dW = x.T @ dy, db = dy.sum(axis=0), then dy @ W.T goes on.",
    ),
]
ARRAYS = ("W1", "b1", "W2", "b2", "W3", "b3")
ENDS = np.flatnonzero(np.diff(IS_WEIGHT)) + 1  # where one array ends and the next starts


def _hint(table, text):
    return next((hint for pattern, hint in table if re.search(pattern, text)), "")


def _arrays(looks):
    """(which arrays are right and which are not, a hint). looks: [(what was found (n_params,), the case)]."""
    got, right = next((got, _slopes(g)) for got, (g, *_) in looks if not np.allclose(got, _slopes(g)))
    pairs = zip(ARRAYS, np.split(got, ENDS), np.split(right, ENDS), strict=True)
    fine = [name for name, mine, wanted in pairs if np.allclose(mine, wanted)]
    wrong = ", ".join(name for name in ARRAYS if name not in fine)
    if not fine:
        return "all arrays are wrong.", "The gradient is wanted, in a step times lr, and nothing else. " + SUM
    return f"right: {', '.join(fine)}; wrong: {wrong}. Look first at the wrong one nearest to the output.", SUM


def _on_a_network(name, look, cases, faults, done):
    """The checker of a function(net, *case) that returns nothing. look(net, params before, *case): what it did."""

    def checker(function):
        looks = []

        @wraps(function)
        def changed(*case):
            net = _network(len(next(argument for argument in case if np.ndim(argument))))
            before = net.params.copy()
            function(net, *case)
            looks.append((look(net, before, *case), case))
            return looks[-1][0]

        if hasattr(function, "__code__"):  # the messages should not name net
            mine = inspect.signature(function)
            changed.__signature__ = mine.replace(parameters=list(mine.parameters.values())[1:])
        answer = changed if callable(function) else function
        verdict = check_function(name, answer, lambda g, *_: _slopes(g), cases, faults, done)
        if "the answer should be" in verdict.message and "digits" not in verdict.message:
            message, hint = _arrays(looks)
            return Verdict(False, f"{name}: {message}", hint)
        if "stops with" in verdict.message:
            return Verdict(False, verdict.message, _hint(ERRORS, verdict.message))
        return verdict

    checker.__name__ = name
    return exercise(checker)


diagnosis_2 = _diagnosis(2)
descend = _on_a_network("descend", _moved, STEPS, STEP_FAULTS, "the layers look at the numbers that the step changes.")
diagnosis_3 = _diagnosis(3)
backward = _on_a_network(
    "backward", _written, GRADIENTS, BACKWARD_FAULTS, "the gradient of this loss alone, at any call."
)
diagnosis_4 = _diagnosis(4)
learn = _on_a_network("learn", _moved, STEPS, STEP_FAULTS, "every step is rate times slope, at every rate.")

# ---- patient 5: labels shuffled apart from their rows ----

diagnosis_5 = _diagnosis(5)
WITH_RNG = "Draw with the generator that is passed in, rng."


def _order(function, seed):
    """In which order the rows come back, (n,). Raises Problem where X and y don't come back as the same rows."""
    X, y = _rng(12).normal(0.3, 1.2, (23, 3)), np.arange(50, 96, 2)
    answer = call(function, X, y, _rng(seed))
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise Problem("return two arrays, X and y.")
    X_new, y_new = map(np.asarray, answer)
    if (X_new.shape, y_new.shape) == (y.shape, X.shape):
        raise Problem("X and y come back the other way round.")
    if X_new.shape == (1, *X.shape):
        raise Problem("X[None] is no order: rng.shuffle(order) changes order and returns None.")
    if X_new.shape != X.shape or y_new.shape != y.shape:
        raise Problem(f"the shapes should be {X.shape} and {y.shape}, yours are {X_new.shape}, {y_new.shape}.")
    order = np.array([np.append(np.flatnonzero((row == X).all(axis=1)), -1)[0] for row in X_new])
    if min(order) < 0:
        raise Problem("some rows of X are not rows of the data any more. Move whole rows.")
    if len(set(order)) < len(order) or len(set(y_new)) < len(y_new):
        raise Problem("rows are lost, others come twice. Draw an order: rng.permutation(len(X)).")
    if not np.array_equal(y[order], y_new):
        together = f"only {(y[order] == y_new).sum()} of {len(y)} labels are still with their row."
        raise Problem(f"{together} X and y need one order. How many orders do you draw?")
    return order


SHUFFLE_ERRORS = [  # (pattern in the problem, what to do)
    ("changes its argument", "X[order] is a new array. (rng.shuffle works in place; use an order.)"),
    ("used as indices|IndexError|integer scalar arrays", "Draw row numbers, not rows: rng.permutation(len(X))."),
    ("has no attribute '(permutation|shuffle)'", "The arguments come as X, y, rng."),
]


@exercise
def shuffle(function):
    if is_stub(function):
        return Verdict(None, "shuffle: replace the ... by your code.")
    try:
        first, other, again = (_order(function, seed) for seed in (0, 1, 0))
    except NotWritten as not_yet:
        return Verdict(None, f"shuffle: {not_yet}")
    except Problem as problem:
        return Verdict(False, f"shuffle: {problem}", _hint(SHUFFLE_ERRORS, str(problem)))
    neighbors = max((np.abs(np.diff(order)) == 1).sum() for order in (first, other))
    for wrong, message, hint in (
        (np.array_equal(first, np.arange(23)), "the rows are together, but in their old order.", WITH_RNG),
        (np.array_equal(first, other), "two generators give one order.", WITH_RNG),
        (not np.array_equal(first, again), "two generators with the same seed give two orders.", WITH_RNG),
        (neighbors > 7, "many rows still stand beside their old neighbor.", "rng.permutation mixes all rows."),
    ):
        if wrong:
            return Verdict(False, f"shuffle: {message}", hint)
    return Verdict(True, "shuffle: every label is with its row.")
