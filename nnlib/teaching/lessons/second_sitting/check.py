"""Exercises: for each of five networks that look healthy a diagnosis, and the mended part."""

from functools import partial

import numpy as np

from nnlib import sigmoid, softmax

from ...checking.batches import check_batches
from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict
from ...clinic.diagnosis import diagnosis
from ...clinic.proof import or_ours

__all__ = ["or_ours"]

# ---- diagnoses ----

DIAGNOSES = {  # number: (right letter, what speaks for it, {wrong letter: the reading that speaks against it})
    6: (
        "A",
        "what λ adds is 0.1 times the gradient, number for number.",
        {
            "B": "Then λ would add nothing to backward. What it adds is not 0.",
            "C": "b1 and b2 are right with λ = 0.1. Only weights are wrong.",
            "D": "At λ = 0.1 the check sees the penalty: W1 is wrong by 0.945.",
        },
    ),
    7: (
        "C",
        "with the value of cross-entropy, the same gradient is right everywhere.",
        {
            "A": "At zero scores no weight plays a part, and the loss is 3.251 there, not 2.303.",
            "B": "Then all arrays would have one error, 1 − 1/7, as in patient 1. Here it is below 0.1, and differs.",
            "D": "With the value of cross-entropy, the gradient is right. Its p is softmax along the axis of classes.",
        },
    ),
    8: (
        "D",
        "the loss of the batches is 0.099, over all rows it is 0.99: some rows are in no batch.",
        {
            "A": "Count first: how many nines did the network see in an epoch?",
            "B": "Then the nines would be in the batches, and in their loss. It is 0.099; over all rows it is 0.99.",
            "C": "Wrong labels would be in the batches, too. Their loss of 0.099 says that the rows in them fit.",
        },
    ),
    9: (
        "B",
        'seeds 1 and 2 repeat a run, 0 does not: the program takes 0 for "no seed".',
        {
            "A": "Rounding moves the last digits. The curves of seed 0 part at once, and those of seed 1 never do.",
            "C": "Then two runs from seed 1 would differ as well. Their curves are equal.",
            "D": "Then seeds 1 and 2 would give one curve. Theirs start at different losses.",
        },
    ),
    10: (
        "C",
        "W1 and b1 are half as large as they should be, and only with dropout.",
        {
            "A": "Then each slope of layer 1 would be off in its own way. All of them are half.",
            "B": "Without dropout everything is right, and the units pass ReLU there, too.",
            "D": "Then W2 and b2 would be too small as well, and without dropout, too. They are right.",
        },
    ),
}
_diagnosis = partial(diagnosis, __name__, diagnoses=DIAGNOSES)


def _numbers(*shape, seed):
    return np.random.default_rng(seed).normal(0.3, 1.2, shape)


# ---- patient 6: the penalty's gradient ----

diagnosis_6 = _diagnosis(6)


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


# ---- patient 7: the value of one loss, the gradient of another ----

diagnosis_7 = _diagnosis(7)


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
        ("the loss", "the gradient"),
    )


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


# ---- patient 9: a seed that is none ----

diagnosis_9 = _diagnosis(9)


@exercise
def generator(function):
    name = "generator"
    if is_stub(function):
        return Verdict(None, f"{name}: replace the ... by your code.")
    streams = {}
    for seed in (0, 1, 7, None):
        for turn in range(2):
            try:
                rng = call(function, seed)
                if not isinstance(rng, np.random.Generator):
                    raise Problem(f"a Generator is wanted, got {type(rng).__name__}.")
            except Problem as problem:
                hint = "`np.random.default_rng(…)` makes one." if "Generator" in str(problem) else ""
                shown = "None as seed" if seed is None else f"seed {seed}"
                return Verdict(False, f"{name}, with {shown}: {problem}", hint)
            streams[seed, turn] = rng.random(5).tolist()
    same = {seed: streams[seed, 0] == streams[seed, 1] for seed in (0, 1, 7, None)}
    if not same[0] and same[1] and same[7]:
        return Verdict(
            False, f"{name}: seed 0 still can't be repeated.", "What does Python make of `if 0:`? Ask for None instead."
        )
    if not (same[0] and same[1] and same[7]):
        return Verdict(
            False,
            f"{name}: two calls with one seed give other numbers.",
            "Make a new generator from the seed in each call. One that is kept goes on where it was.",
        )
    if same[None]:
        return Verdict(
            False,
            f"{name}: without a seed two calls give the same numbers.",
            "Nobody asked for a repetition there: `np.random.default_rng()` is another one each time.",
        )
    if streams[0, 0] == streams[1, 0] or streams[1, 0] == streams[7, 0]:
        return Verdict(False, f"{name}: two seeds give the same numbers.", "Hand on the seed that is passed in.")
    return Verdict(True, f"{name}: every seed is a seed, 0 as well.")


# ---- patient 10: dropout's factor on the way back ----

diagnosis_10 = _diagnosis(10)


def _hidden_backward(dy, z, kept, share):
    return dy * (z > 0) * kept / share


def _dropped(n, units, share, seed):
    z, kept = _numbers(n, units, seed=seed), np.random.default_rng(seed + 1).random((n, units)) < share
    z[0, 0], kept[0, 0] = 0.0, True
    return _numbers(n, units, seed=seed + 2), z, kept, share


HIDDEN_CASES = [
    (np.array([[4.0, 4.0, 4.0]]), np.array([[2.0, 2.0, -2.0]]), np.array([[True, False, True]]), 0.8),
    _dropped(7, 5, 0.5, 20),
    _dropped(4, 6, 0.8, 30),
]
_OLD = "the slope through a unit that was kept is still 1."
_FORWARD = "On the way forward what is kept is divided by share. What is the slope of relu(z) / share?"
HIDDEN_FAULTS = [
    Fault(lambda dy, z, kept, share: dy * (z > 0) * kept, _OLD, _FORWARD),
    Fault(lambda dy, z, kept, share: dy * (z >= 0) * kept, _OLD, _FORWARD),
    Fault(
        lambda dy, z, kept, share: dy * (z > 0) * kept * share,
        "it is multiplied by share.",
        "Forward divides by share, so the slope is larger than 1.",
    ),
    Fault(
        lambda dy, z, kept, share: dy * (z > 0) * kept * 2,
        "the factor is 2, whatever the share is.",
        "It is 2 for share = 0.5 only. This check comes with 0.8, too.",
    ),
    Fault(
        lambda dy, z, kept, share: dy * (z > 0) * kept / (1 - share),
        "it is divided by 1 − share.",
        "share is what dropout keeps, not what it drops.",
    ),
    Fault(
        lambda dy, z, kept, share: dy * kept / share,
        "ReLU's own mask is missing.",
        "A unit with z below 0 was off before dropout came.",
    ),
    Fault(
        lambda dy, z, kept, share: dy * (z > 0) / share,
        "units that were dropped get a gradient.",
        "What was set to 0 had no part in the scores. Which array knows?",
    ),
    Fault(
        lambda dy, z, kept, share: dy * np.maximum(z, 0) * kept / share,
        "z is a factor in it.",
        "That is the value of ReLU. Its slope is 1 or 0.",
    ),
    Fault(
        lambda dy, z, kept, share: dy * (z >= 0) * kept / share,
        "a unit with z exactly 0 gets a gradient.",
        "The patient's ReLU is off at 0: its mask is z > 0.",
    ),
    Fault(
        lambda dy, z, kept, share: (z > 0) * kept / share,
        "dy has no part in it.",
        "This is the slope of the layer alone. What comes back has to be multiplied by it.",
    ),
]


@exercise
def hidden_backward(function):
    done = "the slope fits forward, whatever share is kept."
    return check_function("hidden_backward", function, _hidden_backward, HIDDEN_CASES, HIDDEN_FAULTS, done)
