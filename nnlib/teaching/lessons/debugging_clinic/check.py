"""Exercises: for each of five networks that fail a diagnosis, and the mended part."""

from functools import partial

import numpy as np

from nnlib import mlp, numerical_gradient, sigmoid

from ...checking.causes import relative_error
from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
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
            "D": "The untrained loss is 0.719, close to ln 2 = 0.693. Weights that are too large would raise it.",
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
            "A": "Inputs that are too large would raise the untrained loss. Here it is 2.39, close to ln 10.",
            "C": "The healthy network has sixteen units, too, and reads more than nine of ten new rows.",
            "D": "With a rate that is too small, 1000 steps would not bring twenty rows down to 0.004.",
        },
    ),
}
_diagnosis = partial(diagnosis, __name__, diagnoses=DIAGNOSES)


def _numbers(*shape, seed):
    return np.random.default_rng(seed).normal(0.3, 1.2, shape)


# ---- patient 1: a loss whose gradient is not divided by n ----

diagnosis_1 = _diagnosis(1)


def _yes_no(n, seed):
    return (np.random.default_rng(seed).random((n, 1)) < 0.4).astype(float)


def _binary_loss(y, scores):
    return (np.logaddexp(0, scores) - y * scores).mean(), (sigmoid(scores) - y) / len(y)


BINARY_CASES = [
    (np.array([[1.0], [0.0]]), np.zeros((2, 1))),
    (_yes_no(7, 1), _numbers(7, 1, seed=2)),
    (_yes_no(10, 3), _numbers(10, 1, seed=4)),
]
LOSS_PARTS = ("the loss", "the gradient")
BINARY_FAULTS = [
    Fault(
        lambda y, s: _binary_loss(y, s)[0] * len(y),
        "value and gradient are a sum over the rows now, not a mean.",
        "They may agree, but the step would grow with the batch, which is what made this patient jump.",
        "the loss",
    ),
    Fault(
        lambda y, s: _binary_loss(y, s)[0] / len(y),
        "the value is divided by n twice.",
        "The value was right already: `.mean()` divides by n.",
        "the loss",
    ),
    Fault(
        lambda y, s: sigmoid(s) - y,
        "it is still n times too large.",
        "That is the old fault. The loss is a mean: what divides its slope?",
        "the gradient",
    ),
    Fault(
        lambda y, s: (sigmoid(s) - y) / len(y) ** 2,
        "it is divided by n twice.",
        "Once is enough.",
        "the gradient",
    ),
    Fault(
        lambda y, s: (y - sigmoid(s)) / len(y),
        "the sign is wrong.",
        "Where the target is 1 and p is below 1, the score must grow. Which sign makes a step *against* it do that?",
        "the gradient",
    ),
    Fault(
        lambda y, s: (sigmoid(s) - y) / 32,
        "it is divided by 32, however many rows there are.",
        "This check comes with 2, 7 and 10 rows. What knows their number?",
        "the gradient",
    ),
    *(
        Fault(
            lambda y, s, axis=axis: (sigmoid(s) - y).mean(axis=axis),
            "it is one number, the mean over the rows.",
            "Each row keeps its own slope: divide by n, do not add up.",
            "the gradient",
        )
        for axis in (None, 0)
    ),
]


@exercise
def binary_loss(function):
    return check_function(
        "binary_loss",
        function,
        _binary_loss,
        BINARY_CASES,
        BINARY_FAULTS,
        "value and gradient agree, on any number of rows.",
        LOSS_PARTS,
    )


# ---- patient 2: a step in a new vector ----

diagnosis_2 = _diagnosis(2)


@exercise
def descend(function):
    return _step("descend", function)


# ---- patient 3: gradients that are added to the old ones ----

diagnosis_3 = _diagnosis(3)

STALE = 0.37  # what an earlier backward left in net.grads
LAST = slice(-(6 * 3 + 3), None)  # of the numbers of _three_layers: those of the last layer


def _three_layers():
    """(network, dscores, right gradient) after a forward pass; net.grads holds what an earlier backward left."""
    net = mlp([5, 4, 6, 3], rng=np.random.default_rng(3))
    net.params += np.random.default_rng(4).normal(0, 0.2, net.params.size)
    X, G = _numbers(7, 5, seed=5), _numbers(7, 3, seed=6) / 7
    right = numerical_gradient(lambda _: float((net(X) * G).sum()), net.params)
    net(X)
    net.grads[:] = STALE
    return net, G, right


def _run(function, net, *arguments):
    """function(net, ...), which changes the network and returns nothing. Raises Problem."""

    def run():
        function(net, *arguments)
        return True

    run.__name__ = getattr(function, "__name__", "run")  # so that an error names the learner's line
    call(run)


def _by_layers(gradient, net):
    """[the gradient's numbers of each layer], first layer first."""
    ends = np.cumsum([layer.W.size + layer.b.size for layer in net.layers if hasattr(layer, "W")])
    return np.split(gradient, ends[:-1])


def _way_back_hint(problem):
    if "NoneType" in problem:
        return "net.backward returns None: it writes the gradient into net.grads."
    if "broadcast" in problem or "matmul" in problem:
        return (
            "Does this layer get its own dy? Go from the last layer to the first, and keep the dy for the layer "
            "before under another name until the step is done."
        )
    return ""


@exercise
def backward(function):
    name = "backward"
    if is_stub(function):
        return Verdict(None, f"{name}: replace the ... by your code.")
    net, G, right = _three_layers()
    before = net.params.copy()
    try:
        _run(function, net, G)
        got = net.grads.copy()
        _run(function, net, G)
    except Problem as problem:
        return Verdict(False, f"{name}: {problem}", _way_back_hint(str(problem)))
    again = net.grads.copy()
    if not np.array_equal(net.params, before):
        return Verdict(False, f"{name}: weights have moved.", "Only dW and db are written here. Steps come later.")
    if not all(np.shares_memory(getattr(layer, f"d{key}"), net.grads) for layer in net.layers for key in layer.learned):
        return Verdict(
            False,
            f"{name}: a new array was made, and the network keeps the old one.",
            "Write into the array: `layer.dW[:] = …`, not `layer.dW = …`.",
        )
    if max(relative_error(got, right), relative_error(again, right)) < 1e-6:
        return Verdict(True, f"{name}: every call gives the gradient of this loss alone.")
    if relative_error(got, right + STALE) < 1e-6:
        return Verdict(
            False,
            f"{name}: the old gradient is still in it.",
            "What does `+=` do with the numbers that an earlier call has left in dW?",
        )
    if np.allclose(got, STALE):
        return Verdict(
            False, f"{name}: dW and db are as they were.", "Write into the arrays: `layer.dW[:] = …`, not `dW = …`."
        )
    if not got.any():
        return Verdict(
            False, f"{name}: all gradients are 0 at the end.", "Clear them before you fill them, not afterwards."
        )
    if relative_error(got, -right) < 1e-6:
        return Verdict(
            False, f"{name}: every number has the wrong sign.", "The gradient points uphill; a step subtracts."
        )
    factor = np.vdot(right, got) / np.vdot(right, right)
    if relative_error(got, factor * right) < 1e-6:
        hint = "dscores holds the 1/n of the mean already." if np.isclose(factor, 1 / 7) else "dW = xᵀ dy, once."
        return Verdict(False, f"{name}: every number is {factor:.3g} times the slope.", hint)
    weights = net.is_weight
    if relative_error(got[weights], right[weights]) < 1e-6:
        old = np.allclose(got[~weights], right[~weights] + STALE)
        hint = "Do they still add to the old ones?" if old else "db = Σ dy over rows, written into layer.db."
        return Verdict(False, f"{name}: all dW are right, the db are not.", hint)
    if relative_error(got[~weights], right[~weights]) < 1e-6:
        old = np.allclose(got[weights], right[weights] + STALE)
        hint = "Do they still add to the old ones?" if old else "dW = xᵀ dy, written into layer.dW."
        return Verdict(False, f"{name}: all db are right, the dW are not.", hint)
    first, *_, last = zip(_by_layers(got, net), _by_layers(right, net), strict=True)
    if relative_error(*first) < 1e-6 and not last[0].any():
        return Verdict(
            False,
            f"{name}: the first layer is right, the gradients of the others are 0.",
            "The walk goes from the last layer to the first, and something clears all of them on the way.",
        )
    if relative_error(*last) < 1e-6:
        return Verdict(
            False,
            f"{name}: the last layer is right, those before it are wrong.",
            "What does the layer before get? dy Wᵀ through a Dense layer, layer.backward(dy) through a ReLU.",
        )
    return Verdict(
        False, f"{name}: this is not the gradient, not even in the last layer.", "dW = xᵀ dy and db = Σ dy over rows."
    )


# ---- patient 4: weights are updated before they are used ----

diagnosis_4 = _diagnosis(4)


def _moved_by(learn, lr):
    """(step / lr, right gradient, network) of one step of learn on three small layers. Raises Problem."""
    net, G, right = _three_layers()
    before = net.params.copy()
    _run(learn, net, G, lr)
    held = [getattr(layer, key) for layer in net.layers for key in layer.learned]
    if not all(np.shares_memory(array, net.params) for array in held):
        raise Problem(
            "a new array was made, and the network keeps some of its numbers in the old ones. "
            "Write into the arrays: `layer.W -= …` or `net.params -= …`, not `… = … - …`."
        )
    return (before - net.params) / lr, right, net


def _step(name, function):
    if is_stub(function):
        return Verdict(None, f"{name}: replace the ... by your code.")
    try:
        large, right, net = _moved_by(function, 0.1)
        small, _, _ = _moved_by(function, 0.001)
    except Problem as problem:
        return Verdict(False, f"{name}: {problem}", _way_back_hint(str(problem)))
    error, small_error = relative_error(large, right), relative_error(small, right)
    if max(error, small_error) < 1e-6:
        return Verdict(True, f"{name}: every step is rate times slope, at every rate.")
    if not large.any():
        return Verdict(
            False, f"{name}: no number has moved.", "Write into the arrays: `layer.W -= …`, not `W = layer.W - …`."
        )
    if relative_error(-large, right) < 1e-6:
        return Verdict(False, f"{name}: the step goes uphill.", "Descent subtracts rate times gradient.")
    if np.allclose(large, STALE) and np.allclose(small, STALE):
        return Verdict(
            False,
            f"{name}: the step uses what was in net.grads before.",
            "Nobody called net.backward(dscores), which fills it, before the step.",
        )
    if relative_error(large * 0.1, small * 0.001) < 1e-6:
        return Verdict(False, f"{name}: the step does not depend on the rate.", "Multiply the gradient by lr.")
    factor = np.vdot(right, small) / np.vdot(right, right)
    if max(relative_error(large, factor * right), relative_error(small, factor * right)) < 1e-6:
        hint = "dscores holds the 1/n of the mean already." if np.isclose(factor, 1 / 7) else "Once rate times slope."
        return Verdict(False, f"{name}: every number moves by {factor:.3g} times rate times slope.", hint)
    weights = np.where(net.is_weight, 0, 1) == 0
    if np.allclose(large[~weights], 0) and np.allclose(large[weights], right[weights]):
        return Verdict(False, f"{name}: the weights move as they should, the biases don't move.", "And layer.b?")
    if np.allclose(large[weights], 0) and np.allclose(large[~weights], right[~weights]):
        return Verdict(False, f"{name}: the biases move as they should, the weights don't move.", "And layer.W?")
    if relative_error(large[LAST], right[LAST]) < 1e-6:
        if not large[: LAST.start].any():
            return Verdict(False, f"{name}: only the last layer moves.", "Hand the gradient on to the layer before.")
        if error > 5 * small_error:
            return Verdict(
                False,
                f"{name}: the last layer is right; before it the error is {error:.2g} at rate 0.1 and "
                f"{small_error:.1g} at rate 0.001.",
                "An error proportional to the rate: something on the way back still uses weights that have moved.",
            )
        return Verdict(
            False,
            f"{name}: the last layer is right, those before it are wrong at every rate.",
            "What does the layer before get? dy Wᵀ through a Dense layer, layer.backward(dy) through a ReLU.",
        )
    return Verdict(
        False,
        f"{name}: the step divided by the rate is not the gradient, its error is {error:.2g} even in the last layer.",
        "dW = xᵀ dy and db = Σ dy over rows, as in lesson 05.",
    )


@exercise
def learn(function):
    return _step("learn", function)


# ---- patient 5: labels shuffled apart from their rows ----

diagnosis_5 = _diagnosis(5)


IN_PLACE = "X[order] is a new array. (rng.shuffle works in place; use an order.)"


@exercise
def shuffle(function):
    name = "shuffle"
    if is_stub(function):
        return Verdict(None, f"{name}: replace the ... by your code.")
    X = _numbers(23, 3, seed=12)
    y = np.arange(23)
    orders = []
    for seed in (0, 1, 0):
        try:
            answer = call(function, X, y, np.random.default_rng(seed))
            if not isinstance(answer, (tuple, list)) or len(answer) != 2:
                raise Problem("return two arrays, X and y.")
            X_new, y_new = map(np.asarray, answer)
            if X_new.shape != X.shape or y_new.shape != y.shape:
                raise Problem(f"the shapes should be {X.shape} and {y.shape}, yours are {X_new.shape}, {y_new.shape}.")
        except Problem as problem:
            changed = "changes its argument" in str(problem)
            hint = IN_PLACE if changed else ""
            if "used as indices" in str(problem) or "IndexError" in str(problem):
                hint = "Draw row numbers, not rows: rng.permutation(len(X))."
            return Verdict(False, f"{name}: {problem}", hint)
        rows = [np.flatnonzero((row == X).all(axis=1)) for row in X_new]
        if any(len(row) == 0 for row in rows):
            return Verdict(False, f"{name}: some rows of X are not rows of the data any more.", "Move whole rows.")
        order = np.concatenate(rows)
        if len(set(order)) < len(order) or len(set(y_new)) < len(y_new):
            return Verdict(False, f"{name}: rows are lost, others come twice.", "Draw an order: rng.permutation.")
        if not np.array_equal(order, y_new):
            together = (order == y_new).sum()
            return Verdict(
                False,
                f"{name}: only {together} of {len(y)} labels are still with their row.",
                "X and y need one order. How many orders do you draw?",
            )
        orders.append(order)
    if np.array_equal(orders[0], y):
        return Verdict(False, f"{name}: the rows are together, but in their old order.", "Draw an order with rng.")
    if np.array_equal(orders[0], orders[1]):
        return Verdict(
            False, f"{name}: two generators give one order.", "Draw with the generator that is passed in, rng."
        )
    if not np.array_equal(orders[0], orders[2]):
        return Verdict(
            False,
            f"{name}: two generators with the same seed give two orders.",
            "Draw with the generator that is passed in, rng.",
        )
    if max((np.diff(order) == 1).sum() for order in orders) > len(y) // 3:
        return Verdict(
            False, f"{name}: many rows still stand beside their old neighbor.", "rng.permutation mixes all rows."
        )
    return Verdict(True, f"{name}: every label is with its row.")
