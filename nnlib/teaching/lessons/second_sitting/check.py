"""Exercises: for each of five networks that look healthy a diagnosis, and the mended part."""

import itertools

import numpy as np

from nnlib import sigmoid, softmax

from ...checking.batches import check_batches
from ...checking.causes import same
from ...checking.class_loss import check_class_loss
from ...checking.diagnosis import Fault, check_function, with_hint
from ...checking.findings import check_findings
from ...checking.probes import Probe
from ...checking.progress import exercise
from ...checking.running import Problem, call
from ...checking.verdict import Verdict
from ...clinic.diagnosis import diagnoses, diagnosis
from ...clinic.proof import or_ours

__all__ = ["or_ours"]

# ---- diagnoses ----
RIGHT = {6: "A", 7: "C", 8: "D", 9: "B", 10: "C"}
SPEAKS = {  # for the right letter, against each other one
    (6, "A"): "what λ adds is 0.1 times the gradient, number for number.",
    (6, "B"): "Then λ would add nothing to backward. What it adds is not 0.",
    (6, "C"): "b1 and b2 are right with λ = 0.1. Only weights are wrong.",
    (6, "D"): "At λ = 0.1 the check sees the penalty: W1 is wrong by 0.945.",
    (7, "A"): "At zero scores no weight plays a part, and the loss is 3.251 there, not 2.303.",
    (7, "B"): "Then all arrays would have one error, 1 − 1/7, as in patient 1. Here it is below 0.1, and differs.",
    (7, "C"): "with the value of cross-entropy, the same gradient is right everywhere.",
    (7, "D"): "With the value of cross-entropy, the gradient is right. Its p is softmax along the axis of classes.",
    (8, "A"): "Count first: how many nines did the network see in an epoch?",
    (8, "B"): "Then the nines would be in the batches, and in their loss. It is 0.099; over all rows it is 0.99.",
    (8, "C"): "Wrong labels would be in the batches, too. Their loss of 0.099 says that the rows in them fit.",
    (8, "D"): "the loss of the batches is 0.099, over all rows it is 0.99: some rows are in no batch.",
    (9, "A"): "Rounding moves the last digits. The curves of seed 0 part at once, and those of seed 1 never do.",
    (9, "B"): 'seeds 1 and 2 repeat a run, 0 does not: the program takes 0 for "no seed".',
    (9, "C"): "Then two runs from seed 1 would differ as well. Their curves are equal.",
    (9, "D"): "Then seeds 1 and 2 would give one curve. Theirs start at different losses.",
    (10, "A"): "Then each slope of layer 1 would be off in its own way. All of them are half.",
    (10, "B"): "Without dropout everything is right, and the units pass ReLU there, too.",
    (10, "C"): "W1 and b1 are half as large as they should be, and only with dropout.",
    (10, "D"): "Then W2 and b2 would be too small as well, and without dropout, too. They are right.",
}
DIAGNOSES = diagnoses(RIGHT, SPEAKS)


def _numbers(*shape, seed):
    return np.random.default_rng(seed).normal(0.3, 1.2, shape)


# ---- patient 6: the penalty's gradient ----
diagnosis_6 = diagnosis(__name__, 6, DIAGNOSES)
PENALTY_CASES = [
    (np.array([3.0, -1.0]), np.array([0.5, 2.0]), 0.1),
    (_numbers(11, seed=7), _numbers(11, seed=8), 0.03),
]
FIXED = "λ is 0.1 whatever comes in: use the argument l2."
TWICE = "λ comes twice in it."
MEAN = "it is divided by the number of weights."
PENALTY_FAULTS = [
    *with_hint(
        "The value is ½ λ Σ W²: all squares added up, no mean.",
        (lambda W, dW, l2: 0.5 * l2 * (W @ W) / len(W), MEAN),
        (lambda W, dW, l2: 0.5 * (W @ W), "λ is missing."),
        (lambda W, dW, l2: 0.5 * l2 * W**2, "the squares are not added up."),
        (lambda W, dW, l2: 0.5 * l2 * W.sum() ** 2, "the sum is squared; wanted is the sum of the squares."),
        (lambda W, dW, l2: 0.5 * l2 * W.sum(), "the weights are added up; wanted is the sum of their squares."),
        (lambda W, dW, l2: 0.5 * l2 * np.sqrt(W @ W), "that is the norm itself; wanted is its square."),
        (lambda W, dW, l2: l2 * np.sqrt(W @ W), "that is the norm itself; wanted is its square."),
        (lambda W, dW, l2: 0.5 / l2 * (W @ W), "it is divided by λ. A large λ is a high price."),
        (lambda W, dW, l2: l2 * (W @ W) / len(W), "the ½ is missing, and it is divided by the number of weights."),
        (lambda W, dW, l2: l2 * np.abs(W).sum(), "that is L1, the sum of |W|."),
        (lambda W, dW, l2: 0.5 * l2**2 * (W @ W), TWICE),
        (lambda W, dW, l2: 0.0, "it is 0. (In Python, 1 // 2 is 0.)"),
        (lambda W, dW, l2: 0.5 * 0.1 * (W @ W), FIXED),
        (lambda W, dW, l2: 0.5 * l2 * (dW @ dW), "it is made of dW, in place of W."),
        part="the value",
    ),
    *with_hint(
        "Take the slope of ½ λ Σ W² in one weight: the 2 of its square cancels the ½, and dW has no part in it.",
        (lambda W, dW, l2: l2 * dW, "it is still λ times the gradient of the loss."),
        (lambda W, dW, l2: W, "λ is missing."),
        (lambda W, dW, l2: dW, "it is dW itself, the gradient of the loss."),
        (lambda W, dW, l2: dW - l2 * W, "the gradient of the loss is in it, too, and the sign of λW is wrong."),
        (lambda W, dW, l2: l2 * W.mean(), "one number for all weights."),
        ((lambda W, dW, l2: dW + l2 * W, lambda W, dW, l2: l2 * (dW + W)), "the gradient of the loss is in it, too."),
        (lambda W, dW, l2: (1 - l2) * W, "these are the weights after a step."),
        (lambda W, dW, l2: l2 * W / len(W), MEAN),
        ((lambda W, dW, l2: l2 * W.sum(), lambda W, dW, l2: l2 * W.sum() + 0 * W), "one number for all weights."),
        (lambda W, dW, l2: l2 * W * dW, "dW is a factor in it."),
        (lambda W, dW, l2: l2**2 * W, TWICE),
        (lambda W, dW, l2: l2 * W**2, "the weights are squared; that is for the value."),
        (lambda W, dW, l2: l2 * np.abs(W), "the weights' signs are lost. A pull to 0 needs them."),
        (lambda W, dW, l2: l2 * np.sign(W), "that is the slope of L1, the sum of |W|."),
        (lambda W, dW, l2: 0.1 * W, FIXED),
        part="the gradient",
    ),
]


def _penalty(W, dW, l2):
    return 0.5 * l2 * (W @ W), l2 * W


@exercise
def penalty(function):
    done, parts = "λ pulls at the weights now.", ("the value", "the gradient")
    verdict = check_function("penalty", function, _penalty, PENALTY_CASES, PENALTY_FAULTS, done, parts)
    if "the answer should be" in verdict.message and "digits" not in verdict.message:
        return _doubled(function, parts.index(verdict.message.split(":")[0].removeprefix("penalty, "))) or verdict
    return verdict


def _doubled(function, part):
    """A verdict on the argument of which one of the results does not depend as it should, or None."""
    W, dW, l2 = PENALTY_CASES[1]
    what, degree = (("the value", 4), ("the gradient", 2))[part]
    before = np.asarray(call(function, W, dW, l2)[part])
    for name, times, case in (("dW", 1, (W, 2 * dW, l2)), ("l2", 2, (W, dW, 2 * l2)), ("W", degree, (2 * W, dW, l2))):
        after = np.asarray(call(function, *case)[part])
        if not same(after, times * before):
            ratio = np.vdot(after, before) / np.vdot(before, before)
            is_now = f"is {ratio:.3g} times as large" if same(after, ratio * before) else "changes"
            right = f"becomes {times} times as large" if times > 1 else "stays as it is"
            message = f"penalty, {what}: if {name} doubles, yours {is_now}; the right one {right}."
            return Verdict(False, message, f"How often is {name} a factor in ½ λ Σ W², and in its slope?")
    return None


# ---- patient 7: the value of one loss, the gradient of another ----
diagnosis_7 = diagnosis(__name__, 7, DIAGNOSES)


def _both_terms(p, y):
    Y = np.eye(10)[y]
    return -(Y * np.log(p) + (1 - Y) * np.log(1 - p)).sum() / len(y)


def _right(p, y):
    """The probabilities of the right classes, (n,)."""
    return p[np.arange(len(y)), y]


# the square one has a 9 and lacks a class; its scores are positive: without softmax their logarithms exist
SQUARE = [(np.array([0, 3, 6, 9, 2, 5, 8, 9, 4, 7]), 0.1 + np.abs(_numbers(10, 10, seed=10)))]
WIDE = [(np.array([2, 0, 0]), np.zeros((3, 10))), (np.arange(13) * 3 % 10, _numbers(13, 10, seed=9))]
ONLY_0 = [(np.zeros(3, dtype=int), WIDE[1][1][:3])]
ADDED = tuple(lambda y, s, e=10.0**-k: -np.log(_right(softmax(s), y) + e).mean() for k in range(1, 12))
DIGIT_FAULTS = [
    *with_hint(
        "The gradient is that of −log p of the right class. What should happen to (1 − Y) log(1 − p)?",
        (lambda y, s: _both_terms(softmax(s), y), "still the binary cross-entropy of ten probabilities: 3.251 at 0."),
        (
            lambda y, s: _both_terms(softmax(s), y) + np.log(_right(softmax(s), y)).mean(),
            "the other classes alone count.",
        ),
        (lambda y, s: _both_terms(sigmoid(s), y), "ten sigmoids and both terms, a binary cross-entropy each."),
        part="loss",
    ),
    Fault(ADDED, "a small number is added inside the logarithm, and not small enough.", "softmax is never 0.", "loss"),
]


@exercise
def digit_loss(function):
    done, parts = "value and gradient belong to one loss: log 10 at zero scores.", ("the loss", "the gradient")
    return check_class_loss("digit_loss", function, SQUARE, WIDE, ONLY_0, done, parts, DIGIT_FAULTS)


# ---- patient 8: rows that no batch holds ----
diagnosis_8 = diagnosis(__name__, 8, DIAGNOSES)


@exercise
def batches(function):
    return check_batches(function)


# ---- patient 9: a seed that is none ----
diagnosis_9 = diagnosis(__name__, 9, DIAGNOSES)
GENERATOR = (
    "`np.random.default_rng(seed)` makes a new generator, the same for each number, and for None another each time."
)


def _instead(answer):
    """What came in place of a generator."""
    if answer is np.random or type(answer).__name__ == "RandomState":
        return "a Generator is wanted; the module np.random and its RandomState are the older kind."
    if callable(answer):
        return "np.random.default_rng is not called: the brackets are missing."
    return "a Generator is wanted: the generator itself, and not the seed itself or numbers."


def _seeds_wrong(function):
    """What is wrong with the generators for three seeds and for None, or None. Raises Problem."""
    made = {}
    for seed, turn in itertools.product((0, 1, 7, None), range(2)):
        try:
            made[seed, turn] = call(function, seed)
        except Problem as problem:
            none = seed is None and "TypeError" in str(problem)
            raise Problem(
                "None can't be compared or calculated with." if none else f"{problem} (seed {seed})"
            ) from None
        if not isinstance(made[seed, turn], np.random.Generator):
            return _instead(made[seed, turn])
    kept = made[1, 0] is made[1, 1]
    numbers = {key: rng.random(5).tolist() for key, rng in made.items()}
    again = {seed: numbers[seed, 0] == numbers[seed, 1] for seed in (0, 1, 7, None)}
    alike = [f"{a} and {b}" for a, b in itertools.combinations((0, 1, 7), 2) if numbers[a, 0] == numbers[b, 0]]
    wrong = [  # the first that is so is told
        (kept, "the same generator comes back at each call, and goes on where it was."),
        (again[1] and again[7] and not again[0], "seed 0 still can't be repeated. What does Python make of `if 0:`?"),
        (not (again[0] and again[1] and again[7]), "seeds can't be repeated: the seed is not used, or not alone."),
        (len(alike) == 3, "all seeds give the same numbers."),
        (alike, f"seeds {', '.join(alike)} give the same numbers."),
        (again[None], "without a seed two calls give the same numbers. Nobody asked for a repetition there."),
    ]
    return next((message for is_so, message in wrong if is_so), None)


@exercise
def generator(function):
    def findings(function):
        wrong = _seeds_wrong(function)
        yield wrong, wrong, GENERATOR

    done = "every seed is a seed, 0 as well."
    return check_findings("generator", function, findings, done, "seed", {"": GENERATOR})


# ---- patient 10: dropout's factor on the way back ----
diagnosis_10 = diagnosis(__name__, 10, DIAGNOSES)


def _dropped(n, units, share, seed):
    z, kept = _numbers(n, units, seed=seed), np.random.default_rng(seed + 1).random((n, units)) < share
    z[0, 0], kept[0, 0] = 0.0, True
    return _numbers(n, units, seed=seed + 2), z, kept, share


HIDDEN_CASES = [
    (np.array([[4.0, 4.0, 4.0]]), np.array([[2.0, 2.0, -2.0]]), np.array([[True, False, True]]), 0.8),
    _dropped(7, 5, 0.5, 20),
    _dropped(4, 6, 0.8, 30),
]


def _dy(slope):
    """dy times slope(z, kept, share)."""
    return lambda dy, *case: dy * slope(*case)


def _picked(mask):
    """What dy[mask] gives, with and without the factor."""
    ways = (lambda dy, share: dy, lambda dy, share: dy / share, lambda dy, share: dy * share)
    return tuple(lambda dy, z, kept, share, way=way: way(dy, share)[mask(z, kept)] for way in ways)


HIDDEN_FAULTS = [
    *with_hint(
        "On the way forward what is kept is divided by share. What is the slope of relu(z) / share?",
        (_dy(lambda z, kept, share: (z > 0) * kept), "a kept unit's slope is still 1."),
        (_dy(lambda z, kept, share: (z >= 0) * kept), "a kept unit's slope is still 1."),
        (_dy(lambda z, kept, share: (z > 0) * kept * share), "it is multiplied by share; forward divides by it."),
        (_dy(lambda z, kept, share: (z > 0) * kept / share**2), "it is divided by share twice."),
        (_dy(lambda z, kept, share: (z > 0) * kept * 2), "the factor is always 2. It is 2 for share = 0.5 only."),
        (_dy(lambda z, kept, share: (z > 0) * kept / (1 - share)), "1 − share is in it; share is what dropout keeps."),
        (_dy(lambda z, kept, share: (z > 0) * kept / kept.mean()), "kept.mean() is what the dice gave, not share."),
    ),
    *with_hint(
        "What dropout set to 0 had no part in the scores. Which array is True where it kept?",
        (_dy(lambda z, kept, share: (z > 0) / share), "units that were dropped get a gradient."),
        (_dy(lambda z, kept, share: z > 0), "units that were dropped get a gradient, and 1/share is missing."),
        ((_dy(lambda z, k, share: (z > 0) * ~k / share), _dy(lambda z, k, share: ~k)), "only dropped units get one."),
    ),
    *with_hint(
        "ReLU has slope 1 where z > 0, else 0. (Its output is never below 0: `output >= 0` is always True.)",
        (_dy(lambda z, kept, share: kept), "the mask of ReLU and the factor 1/share are missing."),
        (_dy(lambda z, kept, share: kept / share), "ReLU's own mask is missing."),
        (_dy(lambda z, kept, share: np.maximum(z, 0) * kept / share), "z is a factor in it; only its sign counts."),
        (_dy(lambda z, kept, share: z * kept / share), "z is a factor in it; only its sign counts."),
        (_dy(lambda z, kept, share: (z < 0) * kept / share), "it is passed on where ReLU was off."),
        (_dy(lambda z, kept, share: (z >= 0) * kept / share), "a unit with z exactly 0 gets a gradient."),
        (lambda dy, z, kept, share: dy * (dy > 0) * kept / share, "it asks about dy; z tells whether a unit was on."),
        (lambda dy, z, kept, share: dy * (dy > 0) * (z > 0) * kept / share, "it asks about dy, too; z is enough."),
    ),
    *with_hint(
        "A mask multiplies number by number, with *: then what it stops is 0, and the shape stays.",
        (_picked(lambda z, kept: kept), "the mask picks numbers out, and the others are gone."),
        (_picked(lambda z, kept: z > 0), "the mask picks numbers out, and the others are gone."),
        (_picked(lambda z, kept: (z > 0) & kept), "the mask picks numbers out, and the others are gone."),
        ((lambda dy, z, k, share: dy @ k.T / share, lambda dy, z, k, share: dy @ k.T), "@ and dot add over the units."),
    ),
    *with_hint(
        "dy times the slope of each number: no sum, the shape of dy.",
        (lambda dy, z, kept, share: (z > 0) * kept / share, "dy has no part in it. This is the layer's slope alone."),
        (lambda dy, z, kept, share: dy * (z > 0) * kept + 1 / share, "1 / share is added; it is a factor."),
        (lambda dy, z, kept, share: np.maximum(z, 0) * kept / share, "that is the way forward. Back comes dy."),
        (lambda dy, z, kept, share: (dy * (z > 0) * kept / share).sum(axis=0), "it is added over the rows."),
    ),
]


ALL_THREE = "Three factors belong together: dy, 1 or 0 for `z > 0`, and kept / share."
ALONE = [  # (what to do with a case, what it shows where the answer is right then)
    (lambda dy, z, kept, share: (dy, z, kept, 1.0), "right for share = 1 only. How does share come in?"),
    (
        lambda dy, z, kept, share: (dy, z, kept | True, share),
        "right where dropout keeps all units. What comes back for those that were dropped?",
    ),
    (lambda dy, z, kept, share: (dy, abs(z) + 1, kept, share), "right where all units are on. Where z is below 0?"),
    (
        lambda dy, z, kept, share: (dy, abs(z) + 1, kept | True, share),
        "right where all units are on and kept. How do the masks come together? (`|` lets pass what one lets pass.)",
    ),
    (lambda dy, z, kept, share: (dy, z, kept | True, 1.0), "right without dropout: ReLU's part is. Then kept / share."),
]


@exercise
def hidden_backward(function):
    done, right = "the slope fits forward, whatever share is kept.", _dy(lambda z, kept, share: (z > 0) * kept / share)
    probes = [
        Probe(words, [change(*case) for case in HIDDEN_CASES[1:]], ALL_THREE, right=True) for change, words in ALONE
    ]
    return check_function(
        "hidden_backward", function, right, HIDDEN_CASES, HIDDEN_FAULTS, done, probes=[_throws_dice, *probes]
    )


def _throws_dice(function):
    hint = "`kept` says which units were kept on the way forward. No new dice on the way back."
    one, other = (call(function, *HIDDEN_CASES[1]) for _ in range(2))
    return not same(one, other) and ("two calls give two answers. It throws dice of its own.", hint)
