"""The loss of a neuron, one step downhill in place, and the three targets."""

from dataclasses import replace

import numpy as np

from ...checking.diagnosis import Fault, check_function
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

rng = np.random.default_rng(1)
NUMBERS = np.array([[-0.5, 0.75, 0.25], [1.5, -0.8, -0.6]])  # w1, w2, b of two neurons
PAIRS = rng.uniform(-0.6, 1.4, (5, 2)), rng.uniform(-0.4, 1.6, (8, 2))  # not centered: the slopes depend on each other
TRUTHS = tuple(X[:, 0] - 2 * X[:, 1] + 0.5 for X in PAIRS)
CASES = list(zip(NUMBERS, PAIRS, TRUTHS, strict=True))
SMALL = np.array([0.5, -1.0, 0.2]), np.array([[0.6, 0.2], [-0.4, 1.0], [0.8, -0.2]]), np.array([0.5, 0.3, 0.1])
LOSS_CASES = [SMALL, *CASES]  # the small one is printed where no fault explains the answer
START = np.array([-0.6, 0.9, 0.4])  # that of the lesson


def _neuron(params, X):
    return X @ params[:2] + params[2]


def _error(params, X, y):
    return _neuron(params, X) - y


def _loss(params, X, y):
    return 0.5 * np.mean(_error(params, X, y) ** 2)


MEAN = "The loss must not grow because there are more rows: divide by n, or take np.mean."
LOSS_FAULTS = [
    Fault(lambda *case: 2 * _loss(*case), "it is twice too large: the ½ is missing.", "0.5 * the mean of the squares"),
    Fault(lambda *case: 0.5 * np.sum(_error(*case) ** 2), "that is the sum over the rows, not the mean.", MEAN),
    Fault(
        lambda *case: np.sum(_error(*case) ** 2),
        "that is the sum over the rows, not the mean, and the ½ is missing.",
        MEAN,
    ),
    Fault(
        lambda params, X, y: 0.5 * np.mean((_neuron(params, X)[:, np.newaxis] - y) ** 2),
        "every prediction is compared with every target: (n, 1) minus (n,) gives (n, n).",
        "Print the shape of p - y. Both should be (n,); p.ravel() makes (n,) of (n, 1).",
    ),
    Fault(
        lambda params, X, y: np.mean((_neuron(params, X)[:, np.newaxis] - y) ** 2),
        "every prediction is compared with every target: (n, 1) minus (n,) gives (n, n). And the ½ is missing.",
        "Print the shape of p - y. Both should be (n,); p.ravel() makes (n,) of (n, 1).",
    ),
    Fault(
        lambda *case: 0.5 * _error(*case) ** 2,
        "that is one number for each row.",
        "The loss is a single number: the mean over the rows.",
    ),
    Fault(
        lambda *case: _error(*case) ** 2,
        "that is one number for each row, and the ½ is missing.",
        "The loss is a single number: half of the mean over the rows.",
    ),
    *(
        Fault(
            lambda *case, c=c: c * np.mean(_error(*case)),
            "the errors are not squared, so those above and those below cancel.",
            "Square each error first, then take the mean.",
        )
        for c in (1, -1, 0.5, -0.5)
    ),
    *(
        Fault(
            lambda *case, c=c: c * np.mean(_error(*case)) ** 2,
            "that is the square of the mean error, so errors above and below cancel.",
            "Square each error first, then take the mean.",
        )
        for c in (1, 0.5)
    ),
    *(
        Fault(
            lambda *case, c=c: c * np.mean(np.abs(_error(*case))),
            "those are distances; they are not squared.",
            "(p - y) ** 2",
        )
        for c in (1, 0.5)
    ),
    *(
        Fault(
            lambda *case, c=c: np.sqrt(c * _loss(*case)),
            "a root is taken at the end.",
            "The loss stays squared: no root.",
        )
        for c in (1, 2)
    ),
    *(
        Fault(
            lambda params, X, y, c=c: c * np.mean((X @ params[:2] - y) ** 2),
            "the bias is missing from the prediction.",
            "p is w1·x1 + w2·x2 + b.",
        )
        for c in (1, 0.5)
    ),
    *(
        Fault(
            lambda params, X, y, c=c: c * np.mean((X @ params[1::-1] + params[2] - y) ** 2),
            "the weights have changed places: w1 belongs to x1, w2 to x2.",
            "neuron(params, X) makes the predictions.",
        )
        for c in (1, 0.5)
    ),
    *(
        Fault(
            lambda params, X, y, c=c, d=d: c * np.sum(_error(params, X, y) ** 2) / d(params, X),
            "the sum is divided by the wrong number.",
            "n is the number of rows, len(y).",
        )
        for d in (lambda params, X: len(params), lambda params, X: len(X) - 1)
        for c in (1, 0.5)
    ),
    *(
        Fault(
            lambda *case, c=c: c * np.sum(_error(*case) ** 2) / 1000,
            "the sum is divided by 1000, however many rows there are.",
            "Does it hold for other data? Use len(y), or np.mean.",
        )
        for c in (1, 0.5)
    ),
    *(
        Fault(
            lambda params, X, y, c=c: c * np.mean(_error(START, X, y) ** 2),
            "it gives the loss of `start`, whatever params are.",
            "Does it hold for another neuron? Use the argument: neuron(params, X).",
        )
        for c in (1, 0.5)
    ),
    *(
        Fault(
            lambda params, X, y, c=c: c * np.mean(_neuron(params, X) - y**2),
            "only y is squared, not the error.",
            "Brackets first: (p - y) ** 2.",
        )
        for c in (1, 0.5)
    ),
    *(
        Fault(
            lambda params, X, y, c=c: c * np.mean(_neuron(params, X) ** 2 - y**2),
            "p and y are squared each by itself, not their difference.",
            "Brackets first: (p - y) ** 2.",
        )
        for c in (1, 0.5)
    ),
]
POWER = "In Python ** is the power; ^ is something else (XOR)."


def _explain_power(verdict):
    """Add what ^ is where Python has stumbled over it."""
    stumbled = "bitwise_xor" in verdict.message or "for ^" in verdict.message
    return replace(verdict, hint=POWER) if stumbled else verdict


@exercise
def loss(function):
    """loss(params, X, y): half the squared error of the neuron, averaged over the rows."""
    done = "half the squared error, averaged over the rows."
    return _explain_power(check_function("loss", function, _loss, LOSS_CASES, LOSS_FAULTS, done))


# ---- step ----

RATES = (0.9, 0.6)
IN_PLACE = (
    "`w1 -= ...` and `params = ...` only change names inside the function. `params[0] -= ...` and `params -= ...` "
    "write into the array."
)


def slopes(params, X, y):
    """The three slopes of the loss, by calculus: those of w1, w2 and b."""
    error = _error(params, X, y)
    return np.array([np.mean(error * X[:, 0]), np.mean(error * X[:, 1]), np.mean(error)])


def _one_after_another(params, X, y, lr):
    """How far each number moves if the slope of the second is measured after the first has moved."""
    moved = params.copy()
    for i in range(3):
        moved[i] -= lr * slopes(moved, X, y)[i]
    return moved - params


def _measured(params, X, y, h):
    """The three slopes by nudges of any size h, upward."""
    nudged = [_loss(params + nudge, X, y) for nudge in h * np.eye(3)]
    return (np.array(nudged) - _loss(params, X, y)) / h


def _many(params, X, y, lr, steps):
    """How far the three numbers move in so many steps."""
    own = params.copy()
    for _ in range(steps):
        own -= lr * slopes(own, X, y)
    return own - params


def _alone(i):
    return lambda params, X, y, lr: -lr * slopes(params, X, y) * (np.arange(3) == i)


# How far the three numbers move in the wrong ways: (move, message, hint). An error of 2 % counts as equal.
STEP_FAULTS = [
    (
        lambda params, X, y, lr: lr * slopes(params, X, y),
        "it walks uphill: every number moves the wrong way.",
        "Where the slope is positive, a larger number makes the loss larger. Which sign takes you down?",
    ),
    (
        lambda params, X, y, lr: -slopes(params, X, y),
        "the learning rate is missing: the step is as long as the slope.",
        "Multiply the slopes by lr.",
    ),
    (
        lambda params, X, y, lr: slopes(params, X, y),
        "it walks uphill, and the learning rate is missing.",
        "params -= lr * slopes",
    ),
    (
        lambda params, X, y, lr: -2 * lr * slopes(params, X, y),
        "every number moves twice as far as it should.",
        "Is the ½ of the loss missing in your slopes, or one side of the nudge counted twice?",
    ),
    (
        lambda params, X, y, lr: -lr * np.cumsum(slopes(params, X, y)),
        "the nudges pile up: when the second number is nudged, the first still has its nudge.",
        "`nudged = params` is only a second name for the same array. Start each nudge from `params.copy()`.",
    ),
    (
        lambda params, X, y, lr: np.full(3, -lr * slopes(params, X, y).sum()),
        "all three numbers move equally far.",
        "`params + h` nudges all three at once. Nudge one, measure, then the next: nudged[i] += h.",
    ),
    (
        _one_after_another,
        "the first number has already moved when the slope of the next one is measured.",
        "Measure all three slopes at the same place, then move.",
    ),
    (
        lambda params, X, y, lr: -lr * _measured(params, X, y, -15),
        "the nudge is -15, because 10^-5 is -15.",
        f"{POWER} Write h = 1e-5.",
    ),
    *(
        (
            _alone(i),
            f"only {name} has moved.",
            "A neuron has three numbers: measure a slope for each. Does a `return` stand inside the loop?",
        )
        for i, name in enumerate(("w1", "w2", "b"))
    ),
]


def _move(function):
    """A function of (params, X, y, lr): how far `function` moves params in place, and what it returns."""

    def moved(params, X, y, lr):
        own = params.copy()
        result = function(own, X, y, lr)
        return own - params, result

    moved.__name__ = getattr(function, "__name__", "step")  # lines of this name are quoted when it stops
    return moved


def _close(got, right, share=0.02):
    return np.isfinite(got).all() and np.abs(got - right).max() <= share * np.abs(right).max()


def _as_move(result, params):
    """What is returned, as a move of params; None if it is not three numbers."""
    try:
        result = np.asarray(result, dtype=float)
    except (TypeError, ValueError):
        return None
    return result - params if result.shape == (3,) else None


def _wrong_step(message, hint=""):
    return _explain_power(Verdict(False, f"step: {message}", hint))


TOO_SMALL = "Is h too small? The change of the loss drowns in rounding then; 1e-5 works."


def _needs_a_tiny_loss(function):
    """Is the step right where the loss is so small that a far too small nudge can still be seen?"""
    _, X, y = CASES[0]
    here, y, lr = np.zeros(3), 1e-9 * y, RATES[0]
    move, _ = call(_move(function), here, X, y, lr)
    return _close(move, -lr * slopes(here, X, y))


def _stood_still(function, cases, results, rights):
    """The verdict on a step after which params is what it was."""
    if _needs_a_tiny_loss(function):
        return _wrong_step("after it, `params` is what it was before.", TOO_SMALL)
    moves = [_as_move(result, case[0]) for case, result in zip(cases, results, strict=True)]
    if all(move is not None and _close(move, right) for move, right in zip(moves, rights, strict=True)):
        return _wrong_step("what it returns is right, but `params` itself has not moved.", IN_PLACE)
    return _wrong_step("after it, `params` is what it was before.", IN_PLACE)


def _explained(cases, moves):
    for wrong, message, hint in STEP_FAULTS:
        if all(_close(move, wrong(*case)) for case, move in zip(cases, moves, strict=True)):
            return _wrong_step(message, hint)
    for steps in (10, 100, 1000):
        if all(_close(move, _many(*case, steps)) for case, move in zip(cases, moves, strict=True)):
            return _wrong_step(f"one call takes {steps} steps.", "Write only one; the loop around it comes later.")
    return None


def _far_too_far(moves, rights):
    """Moves that are huge because two losses were compared that do not belong together."""
    beyond = [np.abs(move - right) / np.abs(right).max() for move, right in zip(moves, rights, strict=True)]
    if all(np.ptp(far) < 0.05 * far.max() and far.min() > 3 for far in beyond):
        return _wrong_step(
            "all three numbers move equally far, and much too far.",
            "Is the loss before the nudge measured inside `step`, with these params and this X and y?",
        )
    if all(far[0] < 0.02 and far[1:].max() > 30 for far in beyond):
        return _wrong_step(
            "the first number moves rightly, the next ones much too far.",
            "When they are nudged, the first has already moved, and the loss before is out of date. Measure all three "
            "slopes, then move.",
        )
    return None


def _shown(numbers):
    return ", ".join(f"{number + 0.0:.2f}".replace("-0.00", "0.00") for number in numbers)


@exercise
def step(function):
    """step(params, X, y, lr): one step against the slopes, in place; then a hundred of them on x1 + x2."""
    if is_stub(function):
        return Verdict(None, "step: replace the ... by your code.")
    if not callable(function):
        return _wrong_step("a function is wanted here.")
    cases = [(*case, lr) for case, lr in zip(CASES, RATES, strict=True)]
    rights = [-lr * slopes(params, X, y) for params, X, y, lr in cases]
    try:
        answers = [call(_move(function), *case) for case in cases]
        moves, results = zip(*answers, strict=True)
        return _judge(function, cases, rights, moves, results) or _at_the_bottom(function) or _hundred_steps(function)
    except Problem as problem:
        return _wrong_step(str(problem))


def _judge(function, cases, rights, moves, results):
    if not any(move.any() for move in moves):
        return _stood_still(function, cases, results, rights)
    if all(_close(move, right) for move, right in zip(moves, rights, strict=True)):
        return None
    wrong = _explained(cases, moves) or _far_too_far(moves, rights)
    if wrong:
        return wrong
    shares = [np.vdot(move, right) / np.vdot(right, right) for move, right in zip(moves, rights, strict=True)]
    along = all(_close(move, share * right) for move, share, right in zip(moves, shares, rights, strict=True))
    own = np.multiply(shares, RATES)  # the learning rate that it takes instead
    if along and own.min() > 0 and np.ptp(own) < 0.02 * own.max():
        return _wrong_step(
            f"the step is as long as for lr = {own.mean():.2g}, whatever lr is.",
            "Use the lr that comes in as an argument.",
        )
    if along and max(map(abs, shares)) < 0.05:
        return _wrong_step(
            "the direction is right, but the step is far too short.",
            "A slope is the change of the loss divided by the nudge h. Is the division missing?",
        )
    if all(_close(move, right, share=0.25) for move, right in zip(moves, rights, strict=True)):
        return _wrong_step(
            "nearly right, but the slopes are coarse.", "Take a small nudge, h = 1e-5, and put params back after it."
        )
    if _needs_a_tiny_loss(function):
        return _wrong_step("the slopes are full of noise.", TOO_SMALL)
    (params, *_, lr), move, right = cases[0], moves[0], rights[0]
    return _wrong_step(
        f"from {_shown(params)} with lr = {lr} the numbers should become {_shown(params + right)}, "
        f"yours are {_shown(params + move)}."
    )


def _at_the_bottom(function):
    """Where every slope is 0, only a nudge that was not taken back can move all three numbers up equally far."""
    params, X, _ = CASES[0]
    move, _ = call(_move(function), params, X, _neuron(params, X), 1e-3)
    if move.min() > 1e-9 and move.max() < 1.05 * move.min():
        return _wrong_step(
            "where the loss is 0 and nothing is left to learn, all three numbers go up a little: by the nudge.",
            "Take the nudge back after measuring, or nudge a copy: nudged = params.copy().",
        )
    return None


def _hundred_steps(function):
    """The learner's step, a hundred times on x1 + x2: where it ends."""
    X = np.random.default_rng(0).uniform(-1, 1, (1000, 2))

    def run(params, X, y, lr):
        own = params.copy()
        for _ in range(100):
            function(own, X, y, lr)
        return own

    run.__name__ = getattr(function, "__name__", "step")
    end = call(run, START, X, X.sum(axis=1), 0.5)
    off = np.abs(end - [1, 1, 0]).max()
    if 0.002 < off < 0.03:
        return _wrong_step(
            f"nearly: a hundred steps miss 1, 1, 0 by {off:.3f}, because the nudge is coarse.",
            "Write h = 1e-5 into the function; the h of the cell above is 0.01.",
        )
    if not off < 0.03:
        return _wrong_step(
            f"one step looks right, but a hundred lead to {_shown(end)} and not to 1.00, 1.00, 0.00.",
            "Does every call of the function do the same?",
        )
    return Verdict(
        True,
        f"step: 100 of your steps take the neuron from {_shown(START)} to {_shown(end)}. Your code has learned to add.",
    )


# ---- targets ----

TARGET_CASES = [(np.array([[0.5, 0.25], [-0.5, 1.0]]),), (rng.uniform(-1, 1, (7, 2)),)]  # signs of both kinds


def _targets(X):
    x1, x2 = X.T
    return np.column_stack([x1 + x2, x1 - x2, np.abs(x1 - x2)])


def _columns(first, second, third):
    return lambda X: np.column_stack([first(*X.T), second(*X.T), third(*X.T)])


def _add(x1, x2):
    return x1 + x2


def _subtract(x1, x2):
    return x1 - x2


def _distance(x1, x2):
    return abs(x1 - x2)


ONE_AFTER_ANOTHER = (
    "the targets lie one after another in a single row.",
    "np.column_stack puts three arrays (n,) side by side.",
)
COLUMN_1 = "`X[0]` is the first pair; `X[:, 0]` is the column of x1."
ORDER = "The order is x1 + x2, x1 - x2, |x1 - x2|."
TARGET_FAULTS = [
    Fault(
        lambda X: _targets(X).T,
        "the result has a row for each target, (3, n); wanted is a row for each pair, (n, 3).",
        "Rows are samples: stack the three as columns, or take the transpose.",
    ),
    *(Fault(wrong, *ONE_AFTER_ANOTHER) for wrong in (lambda X: _targets(X).ravel(), lambda X: _targets(X).T.ravel())),
    Fault(lambda X: _targets(X[:2].T), "you took rows for x1 and x2.", COLUMN_1),
    Fault(
        _columns(_add, lambda x1, x2: x2 - x1, _distance),
        "column 2 is x2 - x1: every difference has the wrong sign.",
        "For x1 = 0.5 and x2 = 0.25, what should x1 - x2 be?",
    ),
    Fault(
        _columns(_add, _subtract, _subtract),
        "column 3 can be negative, so the absolute value is missing.",
        "np.abs takes the sign away from every entry.",
    ),
    Fault(
        _columns(_add, _subtract, lambda x1, x2: abs(x1) - abs(x2)),
        "column 3 is |x1| - |x2|, which differs as soon as a sign is negative.",
        "Subtract first, then take the absolute value of the difference.",
    ),
    Fault(
        _columns(_add, _subtract, lambda x1, x2: abs(x1 + x2)),
        "column 3 is |x1 + x2|.",
        "The third target is the distance between x1 and x2.",
    ),
    Fault(
        _columns(_add, _distance, _distance),
        "column 2 has lost its sign.",
        "Only the third target is an absolute value.",
    ),
    Fault(_columns(_add, _distance, _subtract), "columns 2 and 3 have changed places.", ORDER),
    Fault(_columns(_subtract, _add, _distance), "columns 1 and 2 have changed places.", ORDER),
]


@exercise
def targets(function):
    """targets(X): pairs (n, 2) -> x1 + x2, x1 - x2, |x1 - x2| as columns (n, 3)."""
    verdict = check_function("targets", function, _targets, TARGET_CASES, TARGET_FAULTS, "all three columns are right.")
    if "too many values to unpack" in verdict.message:
        return replace(verdict, hint=f"`x1, x2 = X` takes the rows apart. {COLUMN_1}")
    return verdict
