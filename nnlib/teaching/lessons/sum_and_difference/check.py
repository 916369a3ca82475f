"""Exercises: one step of descent, the batches of an epoch, R² for each target, dead units."""

import functools

import numpy as np

from ...checking.batches import check_batches
from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

# ---- R² for each target ----


def _residual(Y, P):
    return ((Y - P) ** 2).sum(axis=0)


def _total(Y):
    return ((Y - Y.mean(axis=0)) ** 2).sum(axis=0)


def _r_squared(Y, P):
    return 1 - _residual(Y, P) / _total(Y)


def _targets(n, k, seed):
    """Targets with means and deviations of their own; predictions from good to worse than the mean."""
    rng = np.random.default_rng(seed)
    Y = rng.normal(0, 1, (n, k)) * np.linspace(1, 3, k) + np.linspace(2, -1, k)
    return Y, Y + rng.normal(0.4, 1, (n, k)) * np.linspace(0.5, 4, k)


SMALL = np.array([[1.0, 10], [2, 20], [3, 30]]), np.array([[1.0, 20], [2, 20], [4, 20]])
SQUARE_TARGETS = [_targets(3, 3, 2)]
R2_CASES = [SMALL, _targets(7, 3, 0), _targets(11, 2, 1), *SQUARE_TARGETS]
EACH = "Targets are columns. Over which axis do you add up rows?"
R2_FAULTS = [
    Fault(lambda Y, P: _residual(Y, P) / _total(Y), "this is the share that is left over.", "What is 1 minus it?"),
    Fault(
        lambda Y, P: (1 - _residual(Y, P)) / _total(Y),
        "the 1 is divided as well.",
        "In the formula only the errors stand above the line. What do your parentheses put there?",
    ),
    *(
        Fault(wrong, "one number comes back, for all targets together.", EACH)
        for wrong in (
            lambda Y, P: _r_squared(Y, P).mean(),
            lambda Y, P: 1 - _residual(Y, P).sum() / _total(Y).sum(),
            lambda Y, P: 1 - _residual(Y, P).sum() / ((Y - Y.mean()) ** 2).sum(),
        )
    ),
    *(
        Fault(wrong, "one number for each row comes back.", EACH)
        for wrong in (
            lambda Y, P: _r_squared(Y.T, P.T),
            lambda Y, P: 1 - _residual(Y.T, P.T) / ((Y - Y.mean(axis=0)) ** 2).sum(axis=1),
            lambda Y, P: 1 - _residual(Y.T, P.T) / ((Y - Y.mean()) ** 2).sum(axis=1),
        )
    ),
    Fault(
        lambda Y, P: 1 - _residual(Y, P) / ((Y - Y.mean()) ** 2).sum(axis=0),
        "the targets are compared with one mean, taken over all of them.",
        "Each target has a mean of its own: which axis belongs into `mean`?",
    ),
    *(
        Fault(wrong, "the mean is taken over the targets of a row.", EACH)
        for wrong in (
            lambda Y, P: 1 - _residual(Y, P) / ((Y - Y.mean(axis=1)) ** 2).sum(axis=0),
            lambda Y, P: 1 - _residual(Y, P) / ((Y - Y.mean(axis=1, keepdims=True)) ** 2).sum(axis=0),
        )
    ),
    Fault(
        lambda Y, P: np.array([np.corrcoef(y, p)[0, 1] ** 2 for y, p in zip(Y.T, P.T, strict=True)]),
        "this is the squared correlation.",
        "It is 1 for p = 2y + 3 as well. R² asks how far p is from y itself.",
    ),
    Fault(
        lambda Y, P: np.array([np.corrcoef(y, p)[0, 1] for y, p in zip(Y.T, P.T, strict=True)]),
        "this is the correlation.",
        "It is 1 for p = 2y + 3 as well. R² asks how far p is from y itself.",
    ),
    Fault(
        lambda Y, P: 1 - _residual(Y, P) / _total(P),
        "below the line stand the predictions where the truth belongs.",
        "Somebody who always says the mean: the mean of what, and how far from what?",
    ),
    Fault(
        lambda Y, P: 1 - _residual(Y, P) / ((Y - P.mean(axis=0)) ** 2).sum(axis=0),
        "the truth is compared with the mean of the predictions.",
        "Somebody who always says the mean: the mean of what?",
    ),
    Fault(
        lambda Y, P: ((P - Y.mean(axis=0)) ** 2).sum(axis=0) / _total(Y),
        "this compares how far predictions and truth spread, not how far apart they are.",
        "Above the line belongs the distance of each prediction from its own truth.",
    ),
    Fault(
        lambda Y, P: 1 - _residual(Y, P) / (Y**2).sum(axis=0),
        "below the line no mean is subtracted. That is right only if the mean is 0.",
        "Test rows and raw targets have another mean. What does the formula say?",
    ),
    Fault(
        lambda Y, P: 1 - ((Y - P) ** 2).mean(axis=0),
        "nothing stands below the line. That is right only for targets of deviation 1.",
        "Whose squared error is the network's compared with?",
    ),
    *(
        Fault(wrong, "a mean stands on one side of the line, a sum on the other.", "Take the same on both sides.")
        for wrong in (
            lambda Y, P: 1 - _residual(Y, P) / (len(Y) * _total(Y)),
            lambda Y, P: 1 - _residual(Y, P) * len(Y) / _total(Y),
        )
    ),
    Fault(
        lambda Y, P: 1 - _residual(Y, P) / len(Y) / Y.var(axis=0, ddof=1),
        "below the line the sum is divided by n − 1, above by n.",
        "Divide both by the same, or neither.",
    ),
    Fault(
        lambda Y, P: 1 - _residual(Y, P) / len(Y) / Y.std(axis=0),
        "below the line stands the deviation.",
        "Squares above, squares below: which number is the square of the deviation?",
    ),
    Fault(
        lambda Y, P: 1 - np.sqrt(_residual(Y, P) / _total(Y)),
        "a root is taken.",
        "The formula compares squared errors, without a root.",
    ),
    Fault(
        lambda Y, P: 1 - np.abs(Y - P).sum(axis=0) / np.abs(Y - Y.mean(axis=0)).sum(axis=0),
        "the errors are not squared.",
        "Where does the formula have its 2?",
    ),
    Fault(
        lambda Y, P: 1 - (Y - P).sum(axis=0) ** 2 / _total(Y),
        "errors of both signs cancel before they are squared.",
        "First square each, then add up.",
    ),
    Fault(lambda Y, P: 1 - _total(Y) / _residual(Y, P), "the fraction stands on its head.", "The network goes above."),
]


@exercise
def r_squared(function):
    def verdict(cases):
        done = "one number for each target, and below 0 where the mean is better."
        return check_function("r_squared", function, _r_squared, cases, R2_FAULTS, done)

    first = verdict(R2_CASES)
    if first.passed is False and not first.hint and "ValueError" in first.message:
        second = verdict(SQUARE_TARGETS)  # where the shapes cannot refuse, the fault shows
        return second if second.passed is False and second.hint else Verdict(False, first.message, EACH)
    if first.passed is False and not first.hint and _divides_by_nothing(function):
        message = "below the line stands 0, or what rounding leaves of it."
        hint = "The deviations from a mean add up to 0, plus with minus. What keeps them from canceling?"
        return Verdict(False, f"r_squared: {message}", hint)
    return first


def _divides_by_nothing(function):
    """Is each answer infinite, NaN or beyond any R² of these targets?"""
    try:
        answers = [np.asarray(call(function, *case), dtype=float) for case in R2_CASES]
    except (Problem, TypeError, ValueError):
        return False
    return all(answer.size and not (np.abs(answer) < 1e6).all() for answer in answers)


# ---- one step ----


def _case(n, lr, seed):
    rng = np.random.default_rng(seed)
    return rng.normal(0.3, 1, n), rng.normal(-0.2, 1, n), lr


STEP_CASES = [(np.array([1.0, -2.0, 0.5]), np.array([3.0, 1.0, -2.0]), 0.1), _case(7, 0.03, 0), _case(3, 2.5, 1)]
UNCHANGED = "the vector is the same before and after."
STEP_FAULTS = [
    Fault(
        lambda params, grads, lr: params,
        UNCHANGED,
        "Did you write `params = …`, or change a loop variable? That only gives a name to a new array or number. "
        "Which operator writes into the array that is there?",
    ),
    Fault(
        lambda params, grads, lr: params + lr * grads,
        "this step goes uphill: it moves with the gradient.",
        "The gradient says where the loss rises. Which way is down?",
    ),
    Fault(
        lambda params, grads, lr: params - grads,
        "this moves by the whole gradient: lr has no part in it.",
        "How long is a step? Look at the formula.",
    ),
    Fault(
        lambda params, grads, lr: params - grads / lr,
        "the gradient is divided by lr.",
        "A small rate should make a small step.",
    ),
    Fault(
        lambda params, grads, lr: params - lr,
        "every number moves by lr, whatever its gradient is.",
        "What belongs beside lr in the formula?",
    ),
    Fault(
        lambda params, grads, lr: params - lr * np.sign(grads),
        "only the sign of the gradient counts here.",
        "A steeper slope makes a longer step: use the gradient as it is.",
    ),
    *(
        Fault(
            lambda params, grads, lr, sign=sign: sign * lr * grads,
            "the old numbers are gone: this is the change alone.",
            "A step starts from where params is. Does `=` stand where `-=` belongs?",
        )
        for sign in (-1, 1)
    ),
    Fault(
        lambda params, grads, lr: lr * grads - params,
        "this is lr · grads − params.",
        "What is subtracted from what? Read the formula from left to right.",
    ),
    Fault(
        lambda params, grads, lr: params - 2 * lr * grads,
        "this is two steps, or one of twice the length.",
        "How often does your function change params?",
    ),
    Fault(
        lambda params, grads, lr: params - lr * grads.mean(),
        "every number moves by the same: the mean of all gradients.",
        "Each number has a gradient of its own: no mean, no sum.",
    ),
    Fault(
        lambda params, grads, lr: params - lr * grads.sum(),
        "every number moves by the same: the sum of all gradients.",
        "Each number has a gradient of its own: no mean, no sum.",
    ),
    Fault(
        lambda params, grads, lr: np.append(params[:1] - lr * grads[:1], params[1:]),
        "only the first number moves.",
        "NumPy subtracts whole vectors. If you loop, is there a `return` inside the loop?",
    ),
]


def _descended(params, grads, lr, times=1):
    """The numbers after some steps. The gradient of a later one is grads and how far params has moved."""
    own = params
    for _ in range(times):
        own = own - lr * (own - params + grads)
    return own


@exercise
def sgd_step(function):
    if is_stub(function):
        return Verdict(None, "sgd_step: replace the ... by your code.")
    if not callable(function):
        return check_function("sgd_step", function, _descended, STEP_CASES)
    returned = []

    def after(times):
        @functools.wraps(function)
        def stepped(params, grads, lr):
            """The vector of a caller after some steps; only the last counts."""
            own = params.copy()
            for _ in range(times):
                gradient = own - params + grads  # another one in the second step
                before = gradient.copy()
                returned.append(function(own, gradient, lr))
                if not np.array_equal(gradient, before):
                    raise Problem("your function changes grads. Only params should move.")
            return own

        return stepped

    done = "the vector itself has moved, against its gradient."
    first = check_function("sgd_step", after(1), _descended, STEP_CASES, STEP_FAULTS, done)
    if UNCHANGED in first.message and isinstance(returned[-1], np.ndarray):
        hint = "The network holds the old one, and nobody reads what you return. Write into the array that is there."
        return Verdict(False, "sgd_step: you return a new vector; the one you were given is unchanged.", hint)
    if not first.passed:
        return first
    second = check_function("sgd_step", after(2), functools.partial(_descended, times=2), STEP_CASES)
    if not second.passed:
        hint = "Does something stay from one call to the next?"
        return Verdict(False, "sgd_step: the first step is right, a second one after it is not.", hint)
    return first


# ---- the batches of an epoch ----


@exercise
def batches(function):
    return check_batches(function)


# ---- dead units ----


def _dead(a):
    return ~(a > 0).any(axis=0)


def _activations(n, seed):
    """Outputs of six units for n rows: usual, dead, always on, constant, on for the last row only, faintly on."""
    rng = np.random.default_rng(seed)
    a = np.maximum(rng.normal(0, 1, (n, 6)), 0)
    a[0], a[1] = [0, 0, 1, 2, 0, 0], [1, 0, 2, 2, 0, 0]
    a[:, 1], a[:, 2], a[:, 3], a[:, 4:] = 0, a[:, 2] + 1, 2, 0
    a[-1, 4], a[n // 2, 5] = 0.7, 1e-9
    return a


def _two_dead(n, seed):
    """The same units in another order, the first and the last one dead."""
    a = _activations(n, seed)[:, [1, 4, 0, 3, 5, 2]]
    a[:, -1] = 0
    return a


FEW = np.array([[0.0, 0, 2], [0.5, 0, 0]])
DEAD_CASES = [(FEW,), (_activations(4000, 0),), (_two_dead(4000, 1),)]
RARE = "How many rows must turn a unit on, so that it is not dead?"


DEAD_FAULTS = [
    Fault(
        lambda a: np.zeros(a.shape[1]),
        "no unit is dead, you say. But some are never on.",
        "ReLU gives no number below 0, so `>= 0` is true everywhere. What is the output of a unit that is off?",
    ),
    Fault(
        lambda a: np.ones(a.shape[1]),
        "all units are dead, you say. But some are on.",
        "When is a number above 0, and for how many rows does that have to hold?",
    ),
    Fault(
        lambda a: (a == 0).any(axis=0),
        "a unit that is off for one row is called dead.",
        "Off for *any* row, or off for *all* rows?",
    ),
    Fault(lambda a: ~_dead(a), "these are the units that are alive.", "Which answer is wanted where a unit is on?"),
    *(
        Fault(wrong, "these are rows, not units.", "Units are columns: which axis has to go?")
        for wrong in (
            lambda a: (a == 0).all(axis=1),
            lambda a: (a > 0).any(axis=1),
            lambda a: (a > 0).sum(axis=1),
        )
    ),
    Fault(
        lambda a: (a > 0).sum(axis=0),
        "this counts the rows on which each unit is on.",
        "Which count does a dead unit have?",
    ),
    Fault(
        lambda a: (a > 0).mean(axis=0),
        "this is the share of rows on which each unit is on.",
        "Which share does a dead unit have?",
    ),
    Fault(
        lambda a: np.flatnonzero(_dead(a)),
        "these are the numbers of the dead units.",
        "Wanted is an answer for every unit: True or False.",
    ),
    Fault(lambda a: _dead(a).sum(), "this is how many are dead.", "Which ones? Give True or False for every unit."),
    Fault(lambda a: _dead(a).any(), "one answer comes back for all units.", "Units are columns: which axis has to go?"),
    Fault(lambda a: (a == 0).all(), "one answer comes back for all units.", "Units are columns: which axis has to go?"),
    Fault(lambda a: a == 0, "this says for each number whether it is 0.", "And for each unit, over all of its rows?"),
    Fault(lambda a: a[0] == 0, "only the first row is asked.", "A unit may wake up for any of the other rows."),
    Fault(
        lambda a: a.std(axis=0) == 0,
        "a unit that is on with the same output everywhere is called dead.",
        "Dead means off, not constant.",
    ),
    Fault(
        lambda a: np.isclose(a, 0).all(axis=0),
        "a unit with a tiny output is called dead.",
        "ReLU gives an exact 0 where it is off. Any number above 0 is on, and gets a gradient.",
    ),
]


@exercise
def dead_units(function):
    done = "a unit is dead only if not a single row turns it on."
    verdict = check_function("dead_units", function, _dead, DEAD_CASES, DEAD_FAULTS, done)
    if verdict.passed is False and not verdict.hint and not is_stub(function):
        return _too_many(function) or verdict
    return verdict


def _too_many(function):
    """The verdict on an answer that finds every dead unit, and takes rare or faint ones for dead too."""
    for (a,) in DEAD_CASES:
        try:
            got = np.asarray(call(function, a))
        except Problem:
            return None
        if got.shape != (a.shape[1],) or got.dtype != bool or (_dead(a) & ~got).any():
            return None
        extra = np.flatnonzero(got & ~_dead(a))
        if len(extra):
            rows = np.count_nonzero(a[:, extra[0]] > 0)
            where = f"unit {extra[0]} is on for {rows} of {len(a)} rows, with outputs up to {a[:, extra[0]].max():g}"
            return Verdict(False, f"dead_units: {where}, and you call it dead.", RARE)
    return None
