"""Exercises: for each of ten broken networks a diagnosis, and the mended part."""

import re

import numpy as np

from nnlib import Dense, ReLU, Sequential, mlp, numerical_gradient, sigmoid, softmax

from ...checking.batches import check_batches
from ...checking.causes import relative_error
from ...checking.dense_backward import DENSE_CASES, DENSE_FAULTS, DENSE_PARTS, right_dense_backward
from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

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
        "eight biases, one number, and it is the mean of the eight measured ones.",
        {
            "A": "Backward's b1 is not 0. Look at the line `b1, backward`: what do its eight numbers have in common?",
            "C": "W1 lies behind the ReLU on the way back, as b1 does, and W1 is right.",
            "D": "Then each number would be a seventh of the measured one, and the eight would differ from each other.",
        },
    ),
    3: (
        "D",
        "W1 and b1 are wrong by an amount proportional to the rate, and only in the step.",
        {
            "A": "Then the step would be equally wrong at every rate. The error of W1 falls from 0.639 to 0.006.",
            "B": "A missing mask would make the same error at every rate. The error of b1 falls from 0.587 to 0.006.",
            "C": "Then W2 and b2 would be wrong as well, by the factor n, at every rate. They are right.",
        },
    ),
    4: (
        "A",
        "what λ adds is 0.1 times the gradient, number for number.",
        {
            "B": "Then λ would add nothing to backward. The line `added by λ` is not 0.",
            "C": "b1 and b2 are right with λ = 0.1. Only weights are wrong.",
            "D": "At λ = 0.1 the check sees the penalty: W1 is wrong by 0.945.",
        },
    ),
    5: (
        "C",
        "with the value of cross-entropy, the same gradient is right everywhere.",
        {
            "A": "At zero scores no weight plays a part, and the loss is 3.251 there, not 2.303.",
            "B": "Then all arrays would have one error, 1 − 1/7, as in patient 1. Here it is below 0.1, and differs.",
            "D": "With the value of cross-entropy, the gradient is right. Its p is softmax along the axis of classes.",
        },
    ),
    6: (
        "B",
        "the untrained loss is 10.3 with weights of the usual size, so the inputs are large; then no unit survives.",
        {
            "A": "The deviation of W1 is 0.17, as in the healthy network.",
            "C": "W1 and b1 are right: backward and step have errors below 1e-7.",
            "D": "Before the first step no rate plays a part, and the loss is 10.3 already, not about 2.3.",
        },
    ),
    7: (
        "D",
        "no probability gets above 0.232, though 1000 steps on 20 rows push for more.",
        {
            "A": "The check takes the slope of the printed value, and every array is right. Compare patient 5.",
            "B": "Twenty rows were learned without regularization, and 0.64 of the loss was left.",
            "C": "Small weights grow in training, and then 20 rows come out by heart. Here 0.64 of the loss is left.",
        },
    ),
    8: (
        "A",
        "the loss of the batches is 0.099, over all rows it is 0.99: some rows are in no batch.",
        {
            "B": "Count first: how many nines did the network see in an epoch?",
            "C": "It would learn these labels, and the loss over all rows would be as low as that of its batches.",
            "D": "Then the nines would be in the batches, and in their loss. It is 0.099; over all rows it is 0.99.",
        },
    ),
    9: (
        "B",
        "twenty rows can be learned by heart, and nothing holds for new ones.",
        {
            "A": "Inputs that are too large would raise the untrained loss, as in patient 6. Here it is 2.39.",
            "C": "The healthy network has sixteen units, too, and reads more than nine of ten new rows.",
            "D": "The loss hardly falls either, to 2.2, and no ruler has a part in that.",
        },
    ),
    10: (
        "C",
        "20 comparisons can't give 0.545, but 20 · 20 = 400 can: 218 of them agree.",
        {
            "A": "Then one of the recalls would be 0. Both are above 0.9.",
            "B": "All errors of the gradient check are below 1e-7: the gradient is that of the value.",
            "D": "Wherever the boundary is, 20 rows give a multiple of 1/20 = 0.05. Is 0.545 one?",
        },
    ),
}


def _diagnosis(number):
    right, reason, replies = DIAGNOSES[number]
    name = f"diagnosis_{number}"

    def checker(letter):
        if is_stub(letter):
            return Verdict(None, f"{name}: replace the ... by a letter in quotes.")
        if not isinstance(letter, str) or letter.strip().upper() not in (right, *replies):
            return Verdict(False, f"{name}: wanted one of the letters 'A', 'B', 'C', 'D', in quotes.")
        letter = letter.strip().upper()
        if letter == right:
            return Verdict(True, f"{name}: yes, {letter}: {reason}")
        return Verdict(False, f"{name}: a reading speaks against {letter}.", replies[letter])

    checker.__name__ = name
    return exercise(checker)


# ---- patient 1: a loss whose gradient is not divided by n ----

diagnosis_1 = _diagnosis(1)


def _numbers(*shape, seed):
    return np.random.default_rng(seed).normal(0.3, 1.2, shape)


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


# ---- patient 2: one bias gradient for all units ----

diagnosis_2 = _diagnosis(2)


@exercise
def dense_backward(function):
    old = Fault(
        lambda x, W, dz: np.full(dz.shape[1], dz.sum() / dz.shape[1]),
        "still one number for all units, the mean of theirs.",
        "Each unit has its own bias. Which axis of dz is units, and which is rows?",
        "db",
    )
    everything = [
        Fault(
            mean,
            "one number for all units, the mean over everything.",
            "Each unit has its own bias. Add up over rows only: which axis is that?",
            "db",
        )
        for mean in (lambda x, W, dz: dz.mean(), lambda x, W, dz: np.full(dz.shape[1], dz.mean()))
    ]
    faults = [old, *everything, *DENSE_FAULTS]
    return check_function(
        "dense_backward", function, right_dense_backward, DENSE_CASES, faults, "each unit has its own.", DENSE_PARTS
    )


# ---- patient 3: weights are updated before they are used ----

diagnosis_3 = _diagnosis(3)


STALE = 0.37  # what an earlier backward left in net.grads


def _moved_by(learn, lr):
    """(step / lr, right gradient, network) of one step of learn on three small layers. Raises Problem."""
    net = mlp([5, 4, 6, 3], rng=np.random.default_rng(3))
    net.params += np.random.default_rng(4).normal(0, 0.2, net.params.size)
    X, G = _numbers(7, 5, seed=5), _numbers(7, 3, seed=6) / 7
    right = numerical_gradient(lambda _: float((net(X) * G).sum()), net.params)
    before = net.params.copy()
    net(X)
    net.grads[:] = STALE

    def run():
        learn(net, G, lr)
        return True

    run.__name__ = getattr(learn, "__name__", "learn")  # so that an error names the learner's line
    call(run)
    held = [getattr(layer, key) for layer in net.layers for key in layer.learned]
    if not all(np.shares_memory(array, net.params) for array in held):
        raise Problem(
            "a new array was made, and the network keeps some of its numbers in the old ones. "
            "Write into the arrays: `layer.W -= …` or `net.params -= …`, not `… = … - …`."
        )
    return (before - net.params) / lr, right, net


def _learn_hint(problem):
    if "NoneType" in problem:
        return "net.backward returns None: it writes the gradient into net.grads."
    if "broadcast" in problem or "matmul" in problem:
        return (
            "Does this layer get its own dy? Go from the last layer to the first, and keep the dy for the layer "
            "before under another name until the step is done."
        )
    return ""


@exercise
def learn(function):
    name = "learn"
    if is_stub(function):
        return Verdict(None, f"{name}: replace the ... by your code.")
    try:
        large, right, net = _moved_by(function, 0.1)
        small, _, _ = _moved_by(function, 0.001)
    except Problem as problem:
        return Verdict(False, f"{name}: {problem}", _learn_hint(str(problem)))
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
    last = slice(-(6 * 3 + 3), None)
    weights = np.where(net.is_weight, 0, 1) == 0
    if np.allclose(large[~weights], 0) and np.allclose(large[weights], right[weights]):
        return Verdict(False, f"{name}: the weights move as they should, the biases don't move.", "And layer.b?")
    if np.allclose(large[weights], 0) and np.allclose(large[~weights], right[~weights]):
        return Verdict(False, f"{name}: the biases move as they should, the weights don't move.", "And layer.W?")
    if relative_error(large[last], right[last]) < 1e-6:
        if not large[: -(6 * 3 + 3)].any():
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


# ---- patient 4: the penalty's gradient ----

diagnosis_4 = _diagnosis(4)


def _penalty(W, dW, l2):
    return 0.5 * l2 * (W @ W), l2 * W


PENALTY_CASES = [
    (np.array([3.0, -1.0]), np.array([0.5, 2.0]), 0.1),
    (_numbers(11, seed=7), _numbers(11, seed=8), 0.03),
]
PENALTY_FAULTS = [
    Fault(
        lambda W, dW, l2: 0.5 * l2 * (W @ W) / len(W),
        "it is divided by the number of weights.",
        "½ λ Σ W² is a sum over the weights, no mean.",
        "the value",
    ),
    Fault(
        lambda W, dW, l2: 0.5 * (W @ W),
        "λ is missing in the value.",
        "The value is ½ λ Σ W².",
        "the value",
    ),
    Fault(
        lambda W, dW, l2: l2 * (W @ W),
        "it is twice too large.",
        "The value was right: ½ λ Σ W². Its ½ cancels the 2 of the slope.",
        "the value",
    ),
    Fault(
        lambda W, dW, l2: l2 * dW,
        "it is still λ times the gradient of the loss.",
        "Does ½ λ Σ W² depend on dW at all? Take its slope in W.",
        "the gradient",
    ),
    Fault(
        lambda W, dW, l2: 2 * l2 * W,
        "it is twice too large.",
        "The ½ in the value cancels the 2.",
        "the gradient",
    ),
    Fault(lambda W, dW, l2: W, "λ is missing.", "The value has a factor λ. So has its slope.", "the gradient"),
    Fault(
        lambda W, dW, l2: -l2 * W,
        "its sign is wrong: it would make weights grow.",
        "A step goes against the gradient, and should take weights towards 0.",
        "the gradient",
    ),
    Fault(
        lambda W, dW, l2: dW + l2 * W,
        "the gradient of the loss is in it, too.",
        "Return the penalty's part only. The patient adds it to the gradient of the loss.",
        "the gradient",
    ),
    Fault(
        lambda W, dW, l2: l2 * W.sum(),
        "it is one number for all weights.",
        "Each weight has its own slope: λ times this weight. Nothing is added up.",
        "the gradient",
    ),
    Fault(
        lambda W, dW, l2: l2 * W * dW,
        "dW is a factor in it.",
        "½ λ Σ W² does not depend on dW.",
        "the gradient",
    ),
    Fault(
        lambda W, dW, l2: l2 * W / len(W),
        "it is divided by the number of weights.",
        "The value is a sum over the weights, no mean.",
        "the gradient",
    ),
]


@exercise
def penalty(function):
    return check_function(
        "penalty",
        function,
        _penalty,
        PENALTY_CASES,
        PENALTY_FAULTS,
        "λ pulls at the weights now.",
        ("the value", "the gradient"),
    )


# ---- patient 5: the value of one loss, the gradient of another ----

diagnosis_5 = _diagnosis(5)


def _digit_loss(y, scores):
    p = softmax(scores)
    Y = np.eye(10)[y]
    return -(Y * np.log(p)).sum() / len(y), (p - Y) / len(y)


def _binary_value(y, scores):
    p, Y = softmax(scores), np.eye(10)[y]
    return -(Y * np.log(p) + (1 - Y) * np.log(1 - p)).sum() / len(y)


def _ten_sigmoids(y, scores):
    p, Y = sigmoid(scores), np.eye(10)[y]
    return -(Y * np.log(p) + (1 - Y) * np.log(1 - p)).sum() / len(y)


DIGIT_CASES = [
    (np.array([3, 0, 8]), np.zeros((3, 10))),
    (np.array([1, 4, 4, 0, 7, 2, 5]), _numbers(7, 10, seed=9)),
]
DIGIT_FAULTS = [
    Fault(
        _binary_value,
        "still the binary cross-entropy of ten probabilities: 3.251 at zero scores.",
        "The gradient is that of −log p of the right class. What should happen to (1 − Y) log(1 − p)?",
        "the loss",
    ),
    Fault(
        lambda y, s: _binary_value(y, s) / 10,
        "that is still both terms, and a mean over the classes as well.",
        "What should happen to (1 − Y) log(1 − p)? And sum over the classes, mean over the rows.",
        "the loss",
    ),
    Fault(
        _ten_sigmoids,
        "these are ten sigmoids and both terms: binary cross-entropy for each class.",
        "The gradient is that of softmax, p = softmax(scores), and of −log p of the right class alone.",
        "the loss",
    ),
    Fault(
        lambda y, s: -np.log(softmax(s)[:, y]).mean(),
        "p[:, y] takes n columns for every row.",
        "p[np.arange(n), y] takes one each.",
        "the loss",
    ),
    Fault(
        lambda y, s: _digit_loss(y, s)[0] / 10,
        "it is a mean over the classes as well.",
        "Sum over the classes (only one term counts), mean over the rows.",
        "the loss",
    ),
    Fault(
        lambda y, s: _digit_loss(y, s)[0] * len(y),
        "it is a sum over the rows.",
        "The gradient is divided by n, so the value must be, too.",
        "the loss",
    ),
    Fault(lambda y, s: -_digit_loss(y, s)[0], "its sign is wrong.", "log p is negative, a loss is not.", "the loss"),
    Fault(
        lambda y, s: _digit_loss(y, s)[0] / np.log(2),
        "it is in bits.",
        "The gradient belongs to the natural logarithm, np.log.",
        "the loss",
    ),
    Fault(
        lambda y, s: softmax(s) - np.eye(10)[y],
        "it is n times too large.",
        "The gradient was right: (p − Y) / n.",
        "the gradient",
    ),
    *(
        Fault(
            lambda y, s, by_rows=by_rows: -np.eye(10)[y] / softmax(s) / (len(y) if by_rows else 1),
            "that is the slope in p, not in the scores.",
            "Softmax lies between. Both together give (p − Y) / n, which was right.",
            "the gradient",
        )
        for by_rows in (True, False)
    ),
]


@exercise
def digit_loss(function):
    return check_function(
        "digit_loss",
        function,
        _digit_loss,
        DIGIT_CASES,
        DIGIT_FAULTS,
        "value and gradient belong to one loss: ln 10 at zero scores.",
        LOSS_PARTS,
    )


# ---- patient 6: inputs that are not scaled ----

diagnosis_6 = _diagnosis(6)

PIXELS = np.random.default_rng(10).integers(0, 17, (7, 64)).astype(float)
FAINT = np.minimum(PIXELS[:4], [[9], [12], [7], [5]]) * (np.arange(64) % 8 > 0)  # no full ink, edges without any
SCALE_CASES = [(np.array([[0.0, 4.0, 16.0]]),), (FAINT,), (PIXELS,)]


def _standardized(X, axis):
    deviation = X.std(axis=axis, keepdims=True)
    return (X - X.mean(axis=axis, keepdims=True)) / np.where(deviation == 0, 1, deviation)


SCALE_FAULTS = [
    Fault(
        lambda X: X,
        "the inputs are as large as before.",
        "The largest pixel is 16, and an input should be at most 1.",
    ),
    Fault(
        lambda X: X / X.max(),
        "it divides by the largest pixel of these rows.",
        "Then a picture gets other inputs when it comes with other pictures. What is the largest pixel that can occur?",
    ),
    Fault(
        lambda X: X / X.max(axis=1, keepdims=True),
        "each picture is divided by its own largest pixel.",
        "Faint pictures would become as dark as others. What is the largest pixel that can occur?",
    ),
    Fault(
        lambda X: (X - X.min()) / (X.max() - X.min()),
        "it uses the smallest and largest pixel of these rows.",
        "Then a picture gets other inputs when it comes with other pictures. Which limits hold for all of them?",
    ),
    *(
        Fault(
            lambda X, axis=axis: _standardized(X, axis),
            "these rows are standardized with their own mean and deviation.",
            "New rows would be treated differently. The task wants 0 for paper and 1 for full ink.",
        )
        for axis in (0, 1, None)
    ),
    Fault(
        lambda X: X / 255,
        "full ink gives 0.06: 255 is the limit of other pictures.",
        "These pixels count from 0 to 16.",
    ),
    Fault(lambda X: X * 16, "the inputs have become larger.", "Which operation takes 16 to 1?"),
    Fault(lambda X: X // 16, "only full ink is left.", "Something cuts the decimals off: //, or an integer type."),
]


@exercise
def scale(function):
    done = "0 for paper, 1 for full ink, in every picture."
    return check_function("scale", function, lambda X: X / 16, SCALE_CASES, SCALE_FAULTS, done)


# ---- patient 7: squeezed scores ----

diagnosis_7 = _diagnosis(7)


def _built(function, sizes, seed=0):
    """The network that the function builds. Raises Problem if it is none, or of other sizes."""
    net = call(function, list(sizes), np.random.default_rng(seed))
    if not isinstance(net, Sequential):
        raise Problem(f"a Sequential is wanted, got {type(net).__name__}.")
    dense = [layer.sizes for layer in net.layers if isinstance(layer, Dense)]
    wanted = list(zip(sizes[:-1], sizes[1:], strict=True))
    if dense != wanted:
        raise Problem(f"for sizes {list(sizes)} the Dense layers should be {wanted}, yours are {dense}.")
    return net


def _not_built(name, problem):
    """The verdict on a function that stops, or builds no network. nnlib's own advice would put the old fault back."""
    said = re.search(r"layer \d+ is (.+), not a layer; write .+?\)\)(.*)", problem)
    if not said:
        hint = "Unpack the list: `Sequential(*layers)`." if "got list" in problem else ""
        return Verdict(False, f"{name}: {problem}", hint)
    stranger, line = re.sub(r"<function (\w+) at .+?>", r"the function \1", said[1]), said[2].rstrip(".")
    if stranger.startswith("["):
        return Verdict(False, f"{name}: Sequential got a list{line}.", "Unpack it: `Sequential(*layers)`.")
    return Verdict(
        False,
        f"{name}: {stranger} is not a layer{line}.",
        "The loss takes scores. Let Dense be the last of the layers, and return `Sequential(*layers)`.",
    )


@exercise
def build(function):
    name = "build"
    if is_stub(function):
        return Verdict(None, f"{name}: replace the ... by your code.")
    for sizes in ((64, 16, 10), (6, 5, 4, 3)):
        try:
            net = _built(function, sizes)
        except Problem as problem:
            return _not_built(name, str(problem))
        if not net.params.any():
            return Verdict(
                False, f"{name}: all weights start at 0.", "Let Dense draw them: Dense(n_in, n_out, rng=rng)."
            )
        X = _numbers(50, sizes[0], seed=11)
        net.params *= 100
        scores = net(X)
        if isinstance(net.layers[-1], ReLU):
            return Verdict(
                False,
                f"{name}: no score is ever below 0: a ReLU stands after the last layer.",
                "A score of a class must be able to fall. What should come after the last Dense layer?",
            )
        if np.abs(scores).max() <= 1:
            low = "0" if scores.min() >= 0 else "−1"
            return Verdict(
                False,
                f"{name}: even with weights a hundred times as large, all scores lie between {low} and 1.",
                "Something still squeezes them. What is the last layer of your network?",
            )
        if all(isinstance(layer, Dense) for layer in net.layers):
            return Verdict(
                False,
                f"{name}: the scores are free, but there is no ReLU between the layers.",
                "Without it all layers are one (lesson 04). Take away the last activation only.",
            )
        kinds = [isinstance(layer, Dense) for layer in net.layers]
        between = [isinstance(layer, ReLU) for layer in net.layers[1::2]]
        if len(kinds) != 2 * len(sizes) - 3 or not all(kinds[::2]) or not all(between):
            layers = ", ".join(map(repr, net.layers))
            return Verdict(False, f"{name}: wanted Dense and ReLU by turns, Dense at both ends; yours is {layers}.")
    try:
        one, again, other = (_built(function, (5, 5, 5), seed) for seed in (0, 0, 1))
    except Problem as problem:
        return _not_built(name, str(problem))
    first, second = (layer for layer in one.layers if isinstance(layer, Dense))
    if np.array_equal(first.W, second.W):
        return Verdict(
            False,
            f"{name}: two layers of one size start with the same weights.",
            "One rng for all layers, never a new one.",
        )
    if np.array_equal(one.params, other.params) or not np.array_equal(one.params, again.params):
        return Verdict(
            False, f"{name}: the weights do not come from rng.", "Hand on the generator that is passed in: rng=rng."
        )
    return Verdict(True, f"{name}: the scores are free.")


# ---- patient 8: rows that no batch holds ----

diagnosis_8 = _diagnosis(8)


def _short_batch_first(function):
    """Ten rows, each once, in batches of 3, and the batch of 1 anywhere but at the end."""
    try:
        found = [np.ravel(batch) for batch in call(lambda: list(function(10, 3, np.random.default_rng(0))))]
        rows = sorted(np.concatenate(found).tolist())
    except (Problem, ValueError, TypeError):
        return False
    sizes = [len(batch) for batch in found]
    return rows == list(range(10)) and sorted(sizes) == [1, 3, 3, 3] and sizes[-1] != 1


@exercise
def batches(function):
    verdict = check_batches(function)
    if verdict.passed is False and _short_batch_first(function):
        return Verdict(
            False,
            "batches: every row comes once, but the short batch is not the last one.",
            "Is the list of batches turned around, or shuffled? Shuffle the rows, and cut them from the front.",
        )
    return verdict


# ---- patient 9: labels shuffled apart from their rows ----

diagnosis_9 = _diagnosis(9)


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


# ---- patient 10: (n,) against (n, 1) ----

diagnosis_10 = _diagnosis(10)


def _accuracy(y, scores):
    return ((scores > 0) == (y > 0.5)).mean()


RULER_CASES = [
    (np.array([[1.0], [0.0], [0.0]]), np.array([[0.3], [-2.0], [0.2]])),
    (_yes_no(11, 13), _numbers(11, 1, seed=14) * 0.7),
    (np.array([[1.0], [0.0], [0.0], [1.0], [0.0]]), np.array([[0.9], [0.0], [-0.4], [0.1], [0.3]])),
    (np.array([[1.0], [0.0], [1.0], [1.0]]), np.array([[-1.0], [2.0], [0.7], [-3.0]])),  # most are wrong
]
RULER_FAULTS = [
    Fault(
        lambda y, s: ((s[:, 0] > 0) == (y > 0.5)).mean(),
        "still every row is compared with every other row.",
        "Print the shapes of the two arrays that you compare. Are they equal?",
    ),
    Fault(
        lambda y, s: ((s[:, 0] > 0) == (y > 0.5)).sum() / len(y),
        "still every row is compared with every other row, and there are n² pairs to count.",
        "Print the shapes of the two arrays that you compare. Are they equal?",
    ),
    Fault(
        lambda y, s: ((s[:, 0] > 0) == (y > 0.5)).mean(axis=0),
        "still every row is compared with every other row, and each gets a share of its own.",
        "Print the shapes of the two arrays that you compare. Are they equal?",
    ),
    Fault(
        lambda y, s: (np.sign(s) == y).mean(),
        "a row that says 0 never counts as right.",
        "np.sign gives −1 there, and the target is 0. Ask `scores > 0`.",
    ),
    Fault(
        lambda y, s: ((s > 0) == (y > 0.5)).sum(),
        "it is a count, not a share.",
        "Divide by the number of rows, or take the mean.",
    ),
    Fault(
        lambda y, s: max(_accuracy(y, s), 1 - _accuracy(y, s)),
        "it never falls below one half.",
        "A ruler has to say 0 when every answer is wrong. Do not turn the answers around.",
    ),
    Fault(
        lambda y, s: ((s > 0.5) == (y > 0.5)).mean(),
        "the boundary is at a score of 0.5.",
        "These are scores, not probabilities. Which score has probability ½?",
    ),
    Fault(
        lambda y, s: ((sigmoid(s) > 0) == (y > 0.5)).mean(),
        "it says 1 for every row.",
        "A sigmoid is always above 0. Compare the score with 0, or its sigmoid with ½.",
    ),
    Fault(
        lambda y, s: ((s >= 0) == (y > 0.5)).mean(),
        "a score of exactly 0 counts as 1.",
        "A row with target 0 needs a score of *at most* 0.",
    ),
    Fault(
        lambda y, s: 1 - _accuracy(y, s),
        "this is the share of mistakes.",
        "Which rows do you count, the equal or the different ones?",
    ),
    Fault(
        lambda y, s: ((s > 0) == (y > 0.5)).astype(float),
        "it is one answer for each row.",
        "Take the mean over the rows.",
    ),
]


@exercise
def accuracy(function):
    done = "1 for right answers, 0 for wrong ones, and the share in between."
    return check_function("accuracy", function, _accuracy, RULER_CASES, RULER_FAULTS, done)
