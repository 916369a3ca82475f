"""The loss of a neuron, one step downhill in place, and the three targets."""

import numpy as np

from ...checking.diagnosis import check_function, with_hint
from ...checking.findings import check_findings
from ...checking.progress import exercise
from ...checking.running import call
from ...checking.verdict import Verdict, hinted

rng = np.random.default_rng(1)
NUMBERS = np.array([[-0.5, 0.75, 0.25], [1.5, -0.8, -0.6]])  # w1, w2, b of two neurons
PAIRS = rng.uniform(-0.6, 1.4, (5, 2)), rng.uniform(-0.4, 1.6, (8, 2))  # not centered: the slopes depend on each other
TRUTHS = tuple(X[:, 0] - 2 * X[:, 1] + 0.5 for X in PAIRS)
CASES = list(zip(NUMBERS, PAIRS, TRUTHS, strict=True))
SMALL = np.array([0.5, -1.0, 0.2]), np.array([[0.6, 0.2], [-0.4, 1.0], [0.8, -0.2]]), np.array([0.5, 0.3, 0.1])
# The small one is printed where no fault explains the answer. Six numbers tell two faults at once.
LOSS_CASES = [SMALL, *CASES, *((numbers[::-1] + 0.3, X, 2 * y) for numbers, X, y in [SMALL, *CASES])]
START = np.array([-0.6, 0.9, 0.4])  # that of the lesson
COLUMNS = "`X[0]` is the first pair; `X[:, 0]` is the column of x1 and `X[:, 1]` that of x2."


def _neuron(params, X):
    return X @ params[:2] + params[2]


def _error(params, X, y):
    return _neuron(params, X) - y


def _half(errors):
    return 0.5 * np.mean(errors**2)


def _loss(params, X, y):
    return _half(_error(params, X, y))


def _of(*functions):
    """The wrong ways that make something else of the errors."""
    return tuple(lambda *case, f=f: f(_error(*case)) for f in functions)


EVERY = "every prediction is compared with every target: (n, 1) minus (n,) gives (n, n). p.ravel() makes (n,)."
LOSS_FAULTS = [
    *with_hint(
        "0.5 * np.mean(errors**2), or np.sum(errors**2) / (2 * len(y)): the ½ is outside of the square, n is len(y).",
        (_of(lambda e: e @ e / 2), "that is the sum over the rows, not the mean."),
        (_of(lambda e: len(e) * e @ e / 2), "it grows with n²: `1 / 2 * n` is n / 2. Write 1 / (2 * n)."),
        (_of(lambda e: e @ e / 6, lambda e: e @ e / 2 / (len(e) - 1)), "it is divided by the wrong number."),
        (_of(lambda e: e @ e / 2 / len(e) ** 2), "it is divided by n twice: by the wrong number."),
        (_of(lambda e: e @ e / 2000), "the sum is divided by 1000, however many rows there are."),
        (_of(lambda e: e**2 / 2, lambda e: e**2 / 2 / len(e)), "that is one number for each row, not their mean."),
        (_of(np.mean, lambda e: -e.mean()), "the errors are not squared, so those above and below cancel."),
        (_of(lambda e: e.mean() ** 2 / 2), "that is the square of the mean error: errors above and below cancel."),
        (_of(lambda e: e.sum() ** 2 / 2 / len(e)), "that is the square of the sum: errors above and below cancel."),
        (_of(lambda e: np.max(e**2) / 2, lambda e: np.median(e**2) / 2), "the mean of the squares is wanted: np.mean."),
        (_of(lambda e: np.abs(e).mean(), lambda e: np.abs(e).mean() / 2), "those are distances; they are not squared."),
        (_of(lambda e: e @ e / 4 / len(e)), "half of what it should be: a ½ too many, or one inside of the square."),
        (_of(lambda e: np.var(e) / 2), "np.var takes the mean error away before it squares."),
        (_of(lambda e: np.sqrt(e @ e / len(e) / 2), lambda e: np.sqrt(e @ e / len(e))), "a root is taken at the end."),
        (_of(lambda e: np.mean(np.trunc(e) ** 2) / 2), "the errors are cut to whole numbers: an array of integers?"),
        (lambda params, X, y: np.mean(_neuron(params, X) - y**2), "only y is squared, not the error. Brackets first."),
        (lambda params, X, y: np.mean(_neuron(params, X) ** 2 - y**2), "p and y are squared each by itself."),
        (lambda params, X, y: _half(np.subtract.outer(_neuron(params, X), y)), EVERY),
        (lambda params, X, y: len(y) * _half(np.subtract.outer(_neuron(params, X), y)), EVERY),
    ),
    *with_hint(
        "p is w1·x1 + w2·x2 + b, and params holds w1, w2, b: neuron(params, X) makes the predictions.",
        (lambda params, X, y: _half(X @ params[:2] - y), "the bias is missing from the prediction."),
        (lambda params, X, y: _half(X @ params[1::-1] + params[2] - y), "the weights have changed places."),
        (lambda params, X, y: _half(X @ params[1:] + params[0] - y), "params[0] is no bias: the bias comes last."),
        (lambda params, X, y: _half(_neuron(params, X) + y), "p + y: the error is the difference, p - y."),
        (lambda params, X, y: _half(_neuron(START, X) - y), "it gives the loss of `start`, whatever params are."),
    ),
]
HINTS = {  # words of a message: what to say then
    "^": "In Python ** is the power; ^ is something else (XOR).",
    "with (X, params, y)": "If the `def` line says so already, look inside: neuron(params, X).",
    "too many values to unpack": f"`x1, x2 = X` takes the rows apart. {COLUMNS}",
    "axis 1 with size 2": f"{COLUMNS} Three targets need a table of their own: np.zeros((len(X), 3)).",
}


@exercise
def loss(function):
    """loss(params, X, y): half the squared error of the neuron, averaged over the rows."""
    done = "half the squared error, averaged over the rows."
    return hinted(check_function("loss", function, _loss, LOSS_CASES, LOSS_FAULTS, done), HINTS)


# ---- step ----

STEP_CASES = [(*case, lr) for case, lr in zip(CASES, (0.9, 0.6), strict=True)]


def slopes(params, X, y):
    """The three slopes of the loss, by calculus: those of w1, w2 and b."""
    return np.column_stack([X, np.ones(len(X))]).T @ _error(params, X, y) / len(X)


def right_move(params, X, y, lr):
    """How far the three numbers should move."""
    return -lr * slopes(params, X, y)


def _in_turn(parts):
    """The move if each of the parts (which numbers, which rows) starts where the one before has ended."""

    def move(params, X, y, lr):
        own = params.copy()
        for numbers, rows in parts:
            own += right_move(own, X[rows], y[rows], lr) * numbers if len(X[rows]) else 0
        return own - params

    return move


def _nudged_by_15(params, X, y, lr):
    return lr * np.array([_loss(params + nudge, X, y) - _loss(params, X, y) for nudge in -15 * np.eye(3)]) / 15


def _from(function):
    """The move that makes something else of the slopes s, the learning rate and the number of rows n."""
    return lambda params, X, y, lr: function(slopes(params, X, y), lr, len(y))


ALL, MANY = slice(None), (2, 3, 5, 10, 20, 50, 100, 500)
PILED_UP = "the nudges pile up: `nudged = params`, or params[:], is only a second name for the same array."
NOT_ALONE = "the first number has already moved when the slope of the next one is measured."
STEP_FAULTS = [  # how far the numbers move in the wrong ways; an error of 2 % counts as equal
    *with_hint(
        "params -= lr * slopes, with the slopes of w1, w2, b: where one is positive, a smaller number is better.",
        (_from(lambda s, lr, n: lr * s), "it walks uphill: every number moves the wrong way."),
        (_from(lambda s, lr, n: s), "it walks uphill, and the learning rate is missing."),
        (_from(lambda s, lr, n: -s), "the learning rate is missing: the step is as long as the slope."),
        (_from(lambda s, lr, n: -s / lr), "the slopes are divided by the learning rate."),
        (_from(lambda s, lr, n: -lr * np.abs(s)), "every slope is taken for positive, so all numbers go down."),
        (_from(lambda s, lr, n: -lr * np.sign(s)), "only the signs of the slopes count, not how steep they are."),
        (_from(lambda s, lr, n: -lr * s / np.linalg.norm(s)), "the step is always lr long, however steep it is."),
        (_from(lambda s, lr, n: -lr * s[[2, 0, 1]]), "the slope of the bias comes first; params are w1, w2, b."),
    ),
    *with_hint(
        "The loss is a mean with a ½, and so are its slopes. By nudges: divide by h, by 2 h between both sides.",
        (_from(lambda s, lr, n: -2 * lr * s), "every number moves twice as far as it should."),
        (_from(lambda s, lr, n: -lr * s / 2), "every number moves half as far as it should."),
        (_from(lambda s, lr, n: -lr * n * s), "that is the sum over the rows: every number moves n times too far."),
        (_from(lambda s, lr, n: -2 * lr * n * s), "that is the sum over the rows, and the ½ is missing: 2 n times."),
        (_from(lambda s, lr, n: -lr * s * [1, 1, n]), "b moves too far, n times: its slope is a sum over the rows."),
        (_in_turn([(1, slice(0, 1))]), "only the first row counts."),
        (_in_turn([(1, slice(i, i + 1)) for i in range(8)]), "it moves after every row: the next finds other numbers."),
    ),
    *with_hint(
        "Start each nudge of 1e-5 from a fresh `params.copy()`, nudge one, nudged[i] += h, and move after all three.",
        (_from(lambda s, lr, n: -lr * np.cumsum(s)), PILED_UP),
        (_from(lambda s, lr, n: np.full(3, -lr * s.sum())), "all move alike: `params + h` nudges all three at once."),
        (_in_turn([(row, ALL) for row in np.eye(3)]), NOT_ALONE),
        (_nudged_by_15, "the nudge is -15, because 10^-5 is -15."),
        (_from(lambda s, lr, n: -lr * np.trunc(s)), "the slopes are cut to whole numbers. Floats: np.zeros(3)."),
    ),
    *with_hint(
        "One call, one step for each of the three numbers. Does a `return` stand inside the loop, or a loop too many?",
        (_from(lambda s, lr, n: -lr * s * [1, 0, 0]), "only w1 has moved."),
        (_from(lambda s, lr, n: -lr * s * [0, 1, 0]), "only w2 has moved."),
        (_from(lambda s, lr, n: -lr * s * [0, 0, 1]), "only b has moved."),
        (_from(lambda s, lr, n: -lr * s * [1, 1, 0]), "b has not moved."),
        (tuple(_in_turn([(1, ALL)] * steps) for steps in MANY), "one call takes many steps."),
    ),
]
IN_PLACE = (
    "`w1 -= ...` and `params = ...` only change names; `params[0] -= ...` and `params -= ...` write into the array."
)
STOOD_STILL = "after it, `params` is what it was before."
TOO_SMALL = "Is h too small? The change of the loss drowns in rounding then; 1e-5 works."
ELSEWHERE = "Is the loss before the nudge measured inside `step`, with these params and this X and y?"
OUT_OF_DATE = "When they are nudged, the first has moved: the loss before is out of date. Measure all three, then move."


def _as_three(result, params):
    """What is returned, if it is three numbers; else params."""
    try:
        return np.asarray(result, dtype=float).reshape(3)
    except (TypeError, ValueError):
        return params


def _moves(function, cases):
    """How far params moves in each case, and what comes back."""

    def moved(params, *others):
        own = params.copy()
        result = function(own, *others)
        return own - params, _as_three(result, params)

    moves, results = zip(*(call(moved, *case) for case in cases), strict=True)
    return np.array(moves), np.array(results)


def _close(got, right, share=0.02):
    return np.isfinite(got).all() and np.all(np.abs(got - right).max(axis=-1) <= share * np.abs(right).max(axis=-1))


def _in_all(move):
    return np.array([move(*case) for case in STEP_CASES])


def _needs_a_tiny_loss(function):
    """Is the step right where the loss is so small that a far too small nudge can still be seen?"""
    params, X, y, lr = STEP_CASES[0]
    case = 0 * params, X, 1e-9 * y, lr
    return _close(_moves(function, [case])[0], [right_move(*case)])


def _shown(numbers):
    return ", ".join(f"{number + 0.0:.2f}".replace("-0.00", "0.00") for number in numbers)


def _wrong_moves(function, moves, results):
    """(message, hint) for what may be wrong with these moves: the first is meant."""
    rights = _in_all(right_move)
    if not np.isfinite(moves).all():
        yield "after it, some numbers are NaN or infinite.", "Print the slopes, and the loss before and after a nudge."
    if not moves.any():
        right = _close(results - NUMBERS, rights)
        what = "what it returns is right, but `params` itself has not moved." if right else STOOD_STILL
        yield what, TOO_SMALL if _needs_a_tiny_loss(function) else IN_PLACE
    known = [way for fault in STEP_FAULTS for way in fault.ways() if _close(moves, _in_all(way.wrong))]
    yield from ((way.message, way.hint) for way in known)
    if not _close(_moves(function, STEP_CASES)[0], moves):
        yield "it moves by chance: the same call leads elsewhere.", "All rows count each time; nothing is drawn."
    beyond = np.abs(moves - rights) / np.abs(rights).max(axis=1, keepdims=True)
    if (np.ptp(beyond, axis=1) < 0.05 * beyond.max(axis=1)).all() and beyond.min() > 3:
        yield "all three numbers move equally far, and much too far.", ELSEWHERE
    if (beyond[:, 0] < 0.02).all() and (beyond[:, 1:].max(axis=1) > 30).all():
        yield "the first number moves rightly, the next ones much too far.", OUT_OF_DATE
    shares = (moves * rights).sum(axis=1, keepdims=True) / (rights**2).sum(axis=1, keepdims=True)
    own = shares * [[case[-1]] for case in STEP_CASES]  # the learning rate that it takes instead
    along = _close(moves, shares * rights)
    if along and own.min() > 0 and np.ptp(own) < 0.02 * own.max():
        yield f"the step is as long as for lr = {own.mean():.2g}, whatever lr is.", "Use the lr that comes in."
    if along and np.abs(shares).max() < 0.05:
        hint = "A slope is the change of the loss divided by the nudge h. Is the division missing?"
        yield "the direction is right, but the step is far too short.", hint
    if along and np.ptp(shares) < 0.02 * np.abs(shares).max():
        yield f"every number moves {shares[0, 0]:.2g} times as far as it should.", "Which factor is too many?"
    if _close(moves, rights, share=0.25):
        yield "nearly right, but the slopes are coarse.", "Take a small nudge, h = 1e-5, and put params back after it."
    if _needs_a_tiny_loss(function):
        yield "the slopes are full of noise.", TOO_SMALL
    now, lr = STEP_CASES[0][0], STEP_CASES[0][-1]
    wanted, yours = _shown(now + rights[0]), _shown(now + moves[0])
    yield f"the answer should be {wanted} after one step from {_shown(now)} with lr = {lr}; yours is {yours}.", ""


def hundred_steps(function):
    """Where a hundred steps on x1 + x2 end."""

    def hundred(*case):
        for _ in range(100):
            function(*case)

    X = np.random.default_rng(0).uniform(-1, 1, (1000, 2))
    return START + _moves(hundred, [(START, X, X.sum(axis=1), 0.5)])[0][0]


def _wrong_step(function):
    """(message, hint) for what may be wrong with a step: the first is meant."""
    moves, results = _moves(function, STEP_CASES)
    if not _close(moves, _in_all(right_move)):
        yield from _wrong_moves(function, moves, results)
    params, X, *_ = STEP_CASES[0]
    (move,), _ = _moves(function, [(params, X, _neuron(params, X), 1e-3)])  # every slope is 0 there
    if np.abs(move).min() > 1e-9 and np.ptp(move) < 0.05 * np.abs(move).max():
        what = "where the loss is 0 and nothing is left to learn, all three numbers move a little: by the nudge."
        yield what, "Take the nudge back after measuring, or nudge a copy: nudged = params.copy()."
    end = hundred_steps(function)
    off = np.abs(end - [1, 1, 0]).max()
    if 0.002 < off < 0.03:
        what = f"nearly: a hundred steps miss 1, 1, 0 by {off:.3f}, because the nudge is coarse."
        yield what, "Write h = 1e-5 into the function; the h of the cell above is 0.01."
    if not off < 0.03:
        what = f"one step looks right, but a hundred lead to {_shown(end)} and not to 1.00, 1.00, 0.00."
        yield what, "Does every call of the function do the same?"


@exercise
def step(function):
    """step(params, X, y, lr): one step against the slopes, in place; then a hundred of them on x1 + x2."""
    verdict = check_findings(
        "step", function, lambda f: ((True, *told) for told in _wrong_step(f)), "", "params X y lr"
    )
    if not verdict.passed:
        return hinted(verdict, HINTS)
    way = f"from {_shown(START)} to {_shown(hundred_steps(function))}"
    return Verdict(True, f"step: 100 of your steps take the neuron {way}. Your code has learned to add.")


# ---- targets ----

TARGET_CASES = [(np.array([[0.5, 0.25], [-0.5, 1.0]]),), (rng.uniform(-1, 1, (7, 2)),)]  # signs of both kinds


def _targets(X):
    x1, x2 = X.T
    return np.column_stack([x1 + x2, x1 - x2, np.abs(x1 - x2)])


def _columns(columns):
    return lambda X: np.column_stack(columns(*X.T))


TARGET_FAULTS = [
    *with_hint(
        "np.column_stack puts three arrays (n,) side by side, as columns. Rows are samples.",
        (lambda X: _targets(X).T, "you return a row for each target, (3, n); wanted is a row for each pair, (n, 3)."),
        (lambda X: _targets(X).ravel(), "the targets lie one after another in a single row."),
        (lambda X: _targets(X).T.ravel(), "the targets lie one after another in a single row."),
        (lambda X: _targets(X).T.reshape(-1, 3), "reshape does not turn rows into columns: it only breaks lines anew."),
        (lambda X: np.column_stack([X, _targets(X)]), "X itself comes back, too: only the three targets are wanted."),
        (lambda X: _targets(X)[0], "the targets of the first pair only: does a `return` stand inside the loop?"),
        (lambda X: _targets(X)[-1], "the targets of the last pair only: collect a row for each pair."),
        ((lambda X: _targets(X[:, [0, 0]]), lambda X: _targets(X[:, [1, 1]])), "one column of X stands for both."),
        (lambda X: _targets(X[:2].T), f"you took rows for x1 and x2. {COLUMNS}"),
    ),
    *with_hint(
        "The columns are a + b, a - b, |a - b|, with a = X[:, 0] and b = X[:, 1]; np.abs takes a sign away.",
        (_columns(lambda a, b: (a + b, b - a, abs(a - b))), "column 2 is x2 - x1: each sign is the wrong one."),
        (_columns(lambda a, b: (a + b, abs(a - b), abs(a - b))), "column 2 has lost its sign."),
        (lambda X: abs(_targets(X)), "columns 1 and 2 have lost their signs."),
        (tuple(lambda X, k=k: np.delete(_targets(X), k, axis=1) for k in range(3)), "a column is missing."),
        (_columns(lambda a, b: ((a + b) / 2, a - b, abs(a - b))), "column 1 is the mean of x1 and x2, not their sum."),
        (_columns(lambda a, b: (a + b, b - a, b - a)), "columns 2 and 3 are x2 - x1: the wrong sign, and no np.abs."),
        (_columns(lambda a, b: (a + b, a - b, a - b)), "column 3 can be negative: the absolute value is missing."),
        (
            _columns(lambda a, b: (a + b, a - b, abs(a) - abs(b))),
            "column 3 is |x1| - |x2|. Subtract first, then np.abs.",
        ),
        (_columns(lambda a, b: (a + b, a - b, abs(a + b))), "column 3 is |x1 + x2|, not the distance of x1 and x2."),
        (_columns(lambda a, b: (a + b, a - b, (a - b) ** 2)), "column 3 is squared, and no root is taken."),
    ),
]


@exercise
def targets(function):
    """targets(X): pairs (n, 2) -> x1 + x2, x1 - x2, |x1 - x2| as columns (n, 3)."""
    done = "all three columns are right."
    return hinted(check_function("targets", function, _targets, TARGET_CASES, TARGET_FAULTS, done), HINTS)
