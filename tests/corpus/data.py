"""Answers to the exercises of lesson 01: the loss of a neuron, one step downhill, the three targets."""

import itertools
import math

import numpy as np
from sklearn.metrics import mean_squared_error

from nnlib.teaching.lessons.data import check

from . import Case


def neuron(params, X):
    w1, w2, b = params
    return w1 * X[:, 0] + w2 * X[:, 1] + b


def errors(params, X, y):
    return neuron(params, X) - y


def loss(params, X, y):
    return 0.5 * np.mean(errors(params, X, y) ** 2)


# ---- loss ----


def loss_by_loop(params, X, y):
    total = 0
    for (x1, x2), target in zip(X, y, strict=True):
        total += (params[0] * x1 + params[1] * x2 + params[2] - target) ** 2 / 2
    return total / len(y)


def cost_by_loop(params, X, y):
    m, J = X.shape[0], 0
    h = neuron(params, X)
    for i in range(m):
        J += np.square(h[i] - y[i])
    return (1 / (2 * m)) * J


def a_wrong_power(params, X, y):  # not a lambda: its line is quoted
    return 0.5 * np.mean((neuron(params, X) - y) ^ 2)


def column(params, X):
    return neuron(params, X).reshape(-1, 1)


def returns_in_the_loop(params, X, y):
    total = 0
    for e in errors(params, X, y):
        total += e**2
        return total / (2 * len(y))


def keeps_the_last(params, X, y):
    for e in errors(params, X, y):
        total = e**2
    return total / (2 * len(y))


def counts_all_numbers(params, X, y):
    total, p = 0, neuron(params, X)
    for i in range(X.size):
        total += (p[i] - y[i]) ** 2
    return total / (2 * len(y))


def whole_errors(params, X, y):
    found = np.zeros(len(y), dtype=int)
    for i, e in enumerate(errors(params, X, y)):
        found[i] = e
    return 0.5 * np.mean(found**2)


def data_first(X, y, params):
    return 0.5 * np.mean((neuron(params, X) - y) ** 2)


def prediction_of_a_stranger(params, X, y):
    return 0.5 * np.mean((neuron(X, params) - y) ** 2)


def all_at_once_product(params, X, y):
    return 0.5 * np.mean((X @ params - y) ** 2)


COURSE, SKLEARN = "a sum through 2m, as a large online course does", "scikit-learn's mean_squared_error"


def but_the_last_row(params, X, y):
    total = 0
    for i in range(len(X) - 1):
        total += (X[i] @ params[:2] + params[2] - y[i]) ** 2
    return total / (2 * len(X))


LOSS = [
    Case(loss),
    Case(loss_by_loop),
    Case(lambda params, X, y: np.sum((y - neuron(params, X)) ** 2) / 2 / len(y)),
    Case(lambda params, X, y: np.square(X @ params[:2] + params[2] - y).mean() * 0.5),
    Case(lambda params, X, y: (e := np.column_stack([X, np.ones(len(X))]) @ params - y) @ e / (2 * len(e))),
    Case(cost_by_loop, after="a loop over m examples, then through 2m"),
    Case(lambda params, X, y: 1 / (2 * len(y)) * np.sum(np.power(errors(params, X, y), 2)), after=COURSE),
    Case(lambda params, X, y: mean_squared_error(y, neuron(params, X)) / 2, after=SKLEARN),
    Case(lambda params, X, y: np.linalg.norm(errors(params, X, y)) ** 2 / (2 * len(y)), after="norm squared"),
    Case(lambda params, X, y: np.average(0.5 * np.square(errors(params, X, y)), axis=0).item(), after="average"),
    Case(lambda params, X, y: np.mean(errors(params, X, y) ** 2), "½"),
    Case(lambda params, X, y: mean_squared_error(y, neuron(params, X)), "½", after=SKLEARN),
    Case(lambda params, X, y: np.dot(e := errors(params, X, y), e) / len(e), "½", after="dot of the residuals"),
    Case(lambda params, X, y: 0.5 * np.sum(errors(params, X, y) ** 2), "the sum over the rows, not the mean"),
    Case(lambda params, X, y: np.sum(errors(params, X, y) ** 2), "the sum over the rows, not the mean"),
    Case(lambda params, X, y: 1 / 2 * len(y) * np.sum(errors(params, X, y) ** 2), "(2 * n)", after=COURSE),
    Case(lambda params, X, y: 0.5 * np.mean((column(params, X) - y) ** 2), "every prediction is compared"),
    Case(lambda params, X, y: np.mean((column(params, X) - y) ** 2), "every prediction is compared"),
    Case(
        lambda params, X, y: np.sum((X @ params[:2, None] + params[2] - y) ** 2) / (2 * len(y)),
        "every prediction is compared",
        after="theta as a column",
    ),
    Case(
        lambda params, X, y: np.sum((column(params, X) - y.reshape(-1, 1)) ** 2, axis=0) / (2 * len(y)),
        "One number is wanted",
        after="sum over axis 0 of a column",
    ),
    Case(lambda params, X, y: 0.5 * errors(params, X, y) ** 2, "one number for each row"),
    Case(lambda params, X, y: errors(params, X, y) ** 2, "one number for each row"),
    Case(lambda params, X, y: 0.5 * np.mean(errors(params, X, y)), "not squared"),
    Case(lambda params, X, y: -np.mean(errors(params, X, y)), "not squared"),
    Case(lambda params, X, y: 0.5 * np.mean(errors(params, X, y)) ** 2, "the square of the mean error"),
    Case(lambda params, X, y: np.sum(errors(params, X, y)) ** 2 / (2 * len(y)), "the square", after="sum(e) ** 2"),
    Case(lambda params, X, y: 0.5 * np.mean(np.abs(errors(params, X, y))), "not squared"),
    Case(lambda params, X, y: np.abs(errors(params, X, y)).mean(), "distances", after="mean absolute error"),
    Case(lambda params, X, y: np.sqrt(np.mean(errors(params, X, y) ** 2)), "root", after="RMSE"),
    Case(lambda params, X, y: np.sqrt(loss(params, X, y)), "root"),
    Case(lambda params, X, y: 0.5 * np.var(errors(params, X, y)), "np.var", after="variance of the residuals"),
    Case(lambda params, X, y: 0.5 * np.mean((X @ params[:2] - y) ** 2), "the bias is missing"),
    Case(lambda params, X, y: np.mean((X @ params[:2] - y) ** 2), "the bias is missing"),
    Case(lambda params, X, y: 0.5 * np.mean((neuron(params, X[:, ::-1]) - y) ** 2), "changed places"),
    Case(
        lambda params, X, y: 0.5 * np.mean((np.c_[np.ones(len(X)), X] @ params - y) ** 2),
        "bias comes last",
        after="a column of ones in front, theta_0 is the bias",
    ),
    Case(lambda params, X, y: 0.5 * np.sum(errors(params, X, y) ** 2) / len(params), "by the wrong number"),
    Case(lambda params, X, y: 0.5 * np.sum(errors(params, X, y) ** 2) / (len(y) - 1), "by the wrong number"),
    Case(lambda params, X, y: 0.5 * np.sum(errors(params, X, y) ** 2) / X.size, "too many", after="X.size for n"),
    Case(lambda params, X, y: np.mean((0.5 * errors(params, X, y)) ** 2), "a ½ too many"),
    Case(lambda params, X, y: -loss(params, X, y), "wrong sign"),
    Case(lambda params, X, y: print(loss(params, X, y)), "Is the `return` missing"),
    Case(lambda params, X, y: loss(params, X, y) + 1, "yours is 1.37, the answer should be 0.37, for ([ 0.5, -1. "),
    Case(lambda params, X, y: 0.5 * np.sum(errors(params, X, y) ** 2) / 1000, "1000"),
    Case(lambda params, X, y: np.sum(errors(params, X, y) ** 2) / 1000, "1000"),
    Case(lambda params, X, y: loss(check.START, X, y), "the loss of `start`"),
    Case(lambda params, X, y: 2 * loss(check.START, X, y), "the loss of `start`"),
    Case(lambda params, X, y: np.max(errors(params, X, y) ** 2) / 2, "np.mean", after="max error"),
    Case(
        lambda params, X, y: 0.5 * np.mean((neuron(params, X) + y) ** 2), "the error is the difference", after="p + y"
    ),
    Case(lambda params, X, y: 0.5 * np.mean(neuron(params, X) - y**2), "only y is squared", after="precedence"),
    Case(lambda params, X, y: np.mean(neuron(params, X) ** 2 - y**2), "each by itself"),
    Case(a_wrong_power, "** is the power; ^ is something else", after="^ for **, as in MATLAB"),
    Case(returns_in_the_loop, "stands inside the `for` loop", after="return inside the loop"),
    Case(keeps_the_last, "last row", after="= for += in a loop"),
    Case(counts_all_numbers, "`len(x)` its rows", after="for i in range(X.size)"),
    Case(whole_errors, "whole numbers", after="np.zeros(n, dtype=int)"),
    Case(data_first, "with (params, X, y)", after="data first, as scikit-learn does"),
    Case(prediction_of_a_stranger, "neuron(params, X)", after="neuron(X, params)"),
    Case(all_at_once_product, "In A @ B the inner two sizes", after="X @ theta without a column of ones"),
    Case(lambda params, X, y: 0.5 * math.pow(neuron(params, X) - y, 2), "NumPy's take whole arrays", after="math.pow"),
    Case(lambda params, X, y: (loss(params, X, y), errors(params, X, y)), "return it alone", after="returns a cache"),
    Case(lambda params, X, y: np.mean((0.5 * (neuron(params, X) - y)) ** 2), "inside of the square"),
    Case(lambda params, X, y: 0.5 * np.mean(np.abs(neuron(params, X) - y)), "they are not squared", after="L1 loss"),
    Case(lambda params, X, y: {"loss": loss(params, X, y)}, "a dictionary with loss", after="returns a dictionary"),
    Case(lambda params, X, y: round(loss(params, X, y), 3), "rounded to 3 decimals", after="round"),
    Case(lambda params, X, y: 0.5, "every number of your answer is 0.5"),
    Case(but_the_last_row, "the last row is left out", after="range(len(X) - 1)"),
]

# ---- step ----


def measured(params, X, y, h=1e-5):
    here, slopes = loss(params, X, y), np.zeros(3)
    for i in range(3):
        nudged = params.copy()
        nudged[i] += h
        slopes[i] = (loss(nudged, X, y) - here) / h
    return slopes


def right_step(params, X, y, lr):
    params -= lr * measured(params, X, y)


def into_the_slice(params, X, y, lr):
    params[:] = params - lr * measured(params, X, y, h=1e-3)
    return params


def by_both_sides(params, X, y, lr):
    nudges = 1e-4 * np.eye(3)
    params -= lr * np.array([(loss(params + e, X, y) - loss(params - e, X, y)) / 2e-4 for e in nudges])


def by_calculus(params, X, y, lr):
    e = errors(params, X, y)
    params -= lr * np.array([np.mean(e * X[:, 0]), np.mean(e * X[:, 1]), np.mean(e)])


def by_nudges_downward(params, X, y, lr):
    params -= lr * measured(params, X, y, h=-1e-5)


def nudged_and_put_back(params, X, y, lr):
    slopes = []
    for i in range(3):
        before = loss(params, X, y)
        params[i] += 1e-6
        slopes.append((loss(params, X, y) - before) / 1e-6)
        params[i] -= 1e-6
    for i, slope in enumerate(slopes):
        params[i] -= lr * slope


def both_sides_in_place(params, X, y, divisor=2, restore=True, h=1e-4):
    grad = np.zeros_like(params)
    for idx in range(params.size):
        old = params[idx]
        params[idx] = old + h
        above = loss(params, X, y)
        params[idx] = old - h
        below = loss(params, X, y)
        grad[idx] = (above - below) / (divisor * h)
        if restore:
            params[idx] = old
    return grad


def by_the_textbook(params, X, y, lr):
    params -= lr * both_sides_in_place(params, X, y)


def by_iterator(params, X, y, lr):
    grad, it = np.zeros_like(params), np.nditer(params, flags=["multi_index"])
    here = loss(params, X, y)
    while not it.finished:
        nudged = params.copy()
        nudged[it.multi_index] += 1e-5
        grad[it.multi_index] = (loss(nudged, X, y) - here) / 1e-5
        it.iternext()
    np.subtract(params, lr * grad, out=params)


def by_dw_and_db(params, X, y, lr):
    e = errors(params, X, y)
    params[:2] -= lr * X.T @ e / len(y)
    params[2] -= lr * np.sum(e) / len(y)


def a_copy_moves(params, X, y, lr):
    params = params - lr * measured(params, X, y)


def a_copy_moves_and_is_returned(params, X, y, lr):
    return params - lr * measured(params, X, y)


def piled_up(params, X, y, lr):
    here, slopes, nudged = loss(params, X, y), np.zeros(3), params
    for i in range(3):
        nudged[i] += 1e-5
        slopes[i] = (loss(nudged, X, y) - here) / 1e-5
    params -= lr * slopes


def piled_up_in_a_slice(params, X, y, lr):
    here, slopes = loss(params, X, y), np.zeros(3)
    for i in range(3):
        nudged = params[:]
        nudged[i] += 1e-5
        slopes[i] = (loss(nudged, X, y) - here) / 1e-5
    params -= lr * slopes


def one_after_another(params, X, y, lr):
    for i in range(3):
        params[i] -= lr * measured(params, X, y)[i]


def all_at_once(params, X, y, lr):
    params -= lr * (loss(params + 1e-5, X, y) - loss(params, X, y)) / 1e-5


def stops_after_one(params, X, y, lr):
    for i in range(3):
        params[i] -= lr * measured(params, X, y)[i]
        return params


def by_division_forgotten(params, X, y, lr):
    params -= lr * measured(params, X, y) * 1e-5


def the_nudge_stays(params, X, y, lr):
    slopes = measured(params, X, y)
    params += 0.01 - lr * slopes


def a_small_nudge_stays(params, X, y, lr):
    slopes = np.zeros(3)
    for i in range(3):
        before = loss(params, X, y)
        params[i] += 1e-5
        slopes[i] = (loss(params, X, y) - before) / 1e-5
    params -= lr * slopes


def the_lower_nudge_stays(params, X, y, lr):
    params -= lr * both_sides_in_place(params, X, y, restore=False)


def nudge_of_the_cell_above(params, X, y, lr):
    params -= lr * measured(params, X, y, h=0.01)


def wrong_sign(params, X, y, lr):
    params += lr * measured(params, X, y)


def lr_forgotten(params, X, y, lr):
    params -= measured(params, X, y)


def both(params, X, y, lr):
    params += measured(params, X, y)


def from_both_sides_over_h(params, X, y, lr):
    params -= lr * both_sides_in_place(params, X, y, divisor=1)


def from_one_side_over_2h(params, X, y, lr):
    params -= lr * measured(params, X, y) / 2


def coarse(params, X, y, lr):
    params -= lr * measured(params, X, y, h=0.1)


def moves_the_data(params, X, y, lr):
    X -= 0.1
    right_step(params, X, y, lr)


def stumbles(params, X, y, lr):
    params -= lr * measured(params, X, y)[3]


def bias_is_left(params, X, y, lr):
    params[:2] -= lr * measured(params, X, y)[:2]


def only_names_move(params, X, y, lr):
    w1, w2, b = params
    s1, s2, s3 = measured(params, X, y)
    w1 -= lr * s1
    w2 -= lr * s2
    b -= lr * s3


def a_loss_from_elsewhere(params, X, y, lr):
    before = loss(check.START, *check.CASES[0][1:3])
    params -= lr * np.array([(loss(params + nudge, X, y) - before) / 1e-5 for nudge in 1e-5 * np.eye(3)])


def moves_at_once_against_one_loss(params, X, y, lr):
    before = loss(params, X, y)
    for i in range(3):
        params[i] += 1e-5
        slope = (loss(params, X, y) - before) / 1e-5
        params[i] -= 1e-5
        params[i] -= lr * slope


def moves_at_once(params, X, y, lr):
    for i in range(3):
        before = loss(params, X, y)
        params[i] += 1e-5
        slope = (loss(params, X, y) - before) / 1e-5
        params[i] -= 1e-5 + lr * slope


def a_rate_of_its_own(params, X, y, lr):
    params -= 0.5 * measured(params, X, y)


def so_many_steps(n):
    def step(params, X, y, lr):
        for _ in range(n):
            by_calculus(params, X, y, lr)

    return step


def nudges_by(h):
    def step(params, X, y, lr):
        params -= lr * measured(params, X, y, h)

    return step


def a_power_of_a_float(params, X, y, lr):
    params -= lr * measured(params, X, y, h=10.0 ^ -5)


def summed(factor):
    def step(params, X, y, lr):
        e = errors(params, X, y)
        params[:2] -= factor * lr * X.T @ e
        params[2] -= factor * lr * e.sum()

    return step


def only_the_bias_summed(params, X, y, lr):
    e = errors(params, X, y)
    params[:2] -= lr * X.T @ e / len(y)
    params[2] -= lr * e.sum()


def slopes_of_the_mean_square(params, X, y, lr):
    e = errors(params, X, y)
    params[:2] -= lr * 2 / len(y) * X.T @ e
    params[2] -= lr * 2 / len(y) * e.sum()


def error_the_other_way(params, X, y, lr):
    e = y - neuron(params, X)
    params[:2] -= lr * X.T @ e / len(y)
    params[2] -= lr * np.mean(e)


def row_after_row(params, X, y, lr):
    for x, target in zip(X, y, strict=True):
        e = params[:2] @ x + params[2] - target
        params[:2] -= lr * e * x
        params[2] -= lr * e


DRAWN = itertools.count()  # another row in each call, as by chance, but the same in every run


def one_row_by_chance(params, X, y, lr):
    i = next(DRAWN) % len(X)
    by_calculus(params, X[i : i + 1], y[i : i + 1], lr)


def whole_slopes(params, X, y, lr):
    slopes = np.zeros(3, dtype=int)
    for i, slope in enumerate(measured(params, X, y)):
        slopes[i] = slope
    params -= lr * slopes


def data_before_params(X, y, params, lr):
    params -= lr * measured(params, X, y)


def numbers_of_a_loop(params, X, y, lr):
    for p, slope in zip(params, measured(params, X, y), strict=True):
        p -= lr * slope


def one_row_only(params, X, y, lr):
    by_calculus(params, X[:1], y[:1], lr)


def shaped(move):
    def step(params, X, y, lr):
        params -= move(measured(params, X, y), lr)

    return step


CALCULUS = "gradient by calculus"
STEP = [
    Case(right_step),
    Case(into_the_slice),
    Case(by_both_sides),
    Case(by_calculus, after=CALCULUS),
    Case(by_nudges_downward),
    Case(nudged_and_put_back),
    Case(by_the_textbook, after="numerical_gradient of a Japanese textbook"),
    Case(by_iterator, after="np.nditer, as a university's course notes do"),
    Case(by_dw_and_db, after="dw and db"),
    Case(a_copy_moves, "`w1 -= ...` and `params = ...` only change names"),
    Case(only_names_move, "`params[0] -= ...` and `params -= ...` write into the array", after="w and b as names"),
    Case(numbers_of_a_loop, "only change names", after="for p, g in zip(params, grads)"),
    Case(a_loss_from_elsewhere, "Is the loss before the nudge measured inside `step`"),
    Case(moves_at_once_against_one_loss, "the loss before is out of date"),
    Case(moves_at_once, "the first number has already moved"),
    Case(a_rate_of_its_own, "as long as for lr = 0.5, whatever lr is", after="learning rate written into the code"),
    Case(so_many_steps(10), "one call takes many steps"),
    Case(so_many_steps(100), "one call takes many steps", after="the whole training in one function"),
    Case(so_many_steps(50), "one call takes many steps", after="for epoch in range(50)"),
    Case(nudges_by(1e-16), "Is h too small?"),
    Case(nudges_by(1e-17), "what it was before. Is h too small?"),
    Case(nudges_by(10 ^ -5), "10^-5 is -15"),
    Case(a_power_of_a_float, "** is the power"),
    Case(a_copy_moves_and_is_returned, "what it returns is right, but `params`", after="returns the new weights"),
    Case(lambda params, X, y, lr: 3, "`params` is what it was before"),
    Case(lambda params, X, y, lr: "left", "`params` is what it was before"),
    Case(wrong_sign, "walks uphill"),
    Case(error_the_other_way, "walks uphill", after="y - p for p - y"),
    Case(lr_forgotten, "the learning rate is missing"),
    Case(both, "walks uphill, and the learning rate is missing"),
    Case(from_both_sides_over_h, "twice as far", after="(f(x + h) - f(x - h)) / h"),
    Case(from_one_side_over_2h, "half as far", after="(f(x + h) - f(x)) / (2 * h)"),
    Case(slopes_of_the_mean_square, "twice as far", after="2/n in the gradient"),
    Case(summed(1), "sum over the rows", after="gradient without 1/n"),
    Case(summed(2), "sum over the rows", after="gradient 2 Σ, without 1/n"),
    Case(only_the_bias_summed, "b moves too far", after="db = np.sum(error)"),
    Case(row_after_row, "after every row", after="stochastic descent, row after row"),
    Case(one_row_by_chance, "by chance", after="stochastic descent, a random row"),
    Case(whole_slopes, "whole numbers", after="np.zeros(3, dtype=int)"),
    Case(data_before_params, "the order params, X, y, lr", after="data first, as scikit-learn does"),
    Case(one_row_only, "only the first row", after="the gradient of one example"),
    Case(shaped(lambda s, lr: s / lr), "divided by the learning rate", after="/ lr"),
    Case(shaped(lambda s, lr: lr * np.abs(s)), "taken for positive", after="abs of the slopes"),
    Case(shaped(lambda s, lr: lr * np.sign(s)), "only the signs", after="sign descent"),
    Case(shaped(lambda s, lr: lr * s / np.linalg.norm(s)), "always lr long", after="normalized gradient"),
    Case(shaped(lambda s, lr: lr * 0.9 * s), "0.9 times as far", after="a decay in the step"),
    Case(shaped(lambda s, lr: lr * s[[2, 0, 1]]), "bias comes first", after="db before dw"),
    Case(shaped(lambda s, lr: np.nan * s), "NaN or infinite"),
    Case(piled_up, "only a second name for the same array"),
    Case(piled_up_in_a_slice, "only a second name for the same array", after="params[:] for a copy, as of a list"),
    Case(one_after_another, "has already moved when the slope of the next one is measured"),
    Case(all_at_once, "nudges all three at once", after="f(x + h) with an array"),
    Case(stops_after_one, "only w1 has moved"),
    Case(by_division_forgotten, "Is the division missing?"),
    Case(the_nudge_stays, "put params back after it"),
    Case(a_small_nudge_stays, "Take the nudge back"),
    Case(the_lower_nudge_stays, "Take the nudge back", after="x[idx] = old - h, and never put back"),
    Case(nudge_of_the_cell_above, "Write h = 1e-5 into the function"),
    Case(coarse, "the slopes are coarse"),
    Case(bias_is_left, "b has not moved"),
    Case(moves_the_data, "changes its argument number 2"),
    Case(stumbles, "IndexError"),
    Case(lambda params, X, y: params.sum(), "`def`"),
    Case(5, "a function is wanted"),
]

# ---- targets ----


def columns(first, second, third):
    return lambda X: np.column_stack([first(*X.T), second(*X.T), third(*X.T)])


ADD, SUBTRACT, DISTANCE = (lambda a, b: a + b), (lambda a, b: a - b), (lambda a, b: abs(a - b))
right_targets = columns(ADD, SUBTRACT, DISTANCE)


def targets_by_loop(X):
    return [[a + b, a - b, max(a - b, b - a)] for a, b in X]


def by_unpacking_rows(X):
    x1, x2 = X
    return np.column_stack([x1 + x2, x1 - x2, abs(x1 - x2)])


def into_zeros(X, dtype=float, like=None):
    T = np.zeros((X.shape[0], 3), dtype=dtype) if like is None else np.zeros_like(like)
    for i in range(len(X)):
        T[i, 0] = X[i, 0] + X[i, 1]
        T[i, 1] = X[i, 0] - X[i, 1]
        T[i, 2] = abs(X[i, 0] - X[i, 1])
    return T


def kept_as_columns(X):
    x1, x2 = X[:, 0].reshape(-1, 1), X[:, 1].reshape(-1, 1)
    return np.hstack((x1 + x2, x1 - x2, np.abs(x1 - x2)))


def counted_from_one(X):
    x1, x2 = X[:, 1], X[:, 2]
    return np.column_stack([x1 + x2, x1 - x2, np.abs(x1 - x2)])


def returns_the_first(X):
    for x1, x2 in X:
        return [x1 + x2, x1 - x2, abs(x1 - x2)]


def keeps_the_last_pair(X):
    for x1, x2 in X:
        row = [x1 + x2, x1 - x2, abs(x1 - x2)]
    return np.array(row)


def with_an_if(X):
    x1, x2 = X[:, 0], X[:, 1]
    distance = x1 - x2 if x1 > x2 else x2 - x1
    return np.column_stack([x1 + x2, x1 - x2, distance])


def three_arrays(X):
    x1, x2 = X[:, 0], X[:, 1]
    return x1 + x2, x1 - x2, np.abs(x1 - x2)


def appended(X):
    T = np.array([])
    for x1, x2 in X:
        T.append([x1 + x2, x1 - x2, abs(x1 - x2)])
    return T


def two_arguments(x1, x2):
    return np.column_stack([x1 + x2, x1 - x2, abs(x1 - x2)])


def but_the_last_pair(X):
    table = np.zeros((len(X), 3))
    for i in range(len(X) - 1):
        table[i] = X[i, 0] + X[i, 1], X[i, 0] - X[i, 1], abs(X[i, 0] - X[i, 1])
    return table


def one_column_twice(X):
    x1, x2 = X[:, 1], X[:, 1]
    return np.column_stack([x1 + x2, x1 - x2, np.abs(x1 - x2)])


TARGETS = [
    Case(targets_by_loop),
    Case(right_targets),
    Case(lambda X: np.stack([X.sum(1), X @ [1, -1], np.abs(X @ [1, -1])], axis=1)),
    Case(lambda X: np.c_[X @ [[1, 1], [1, -1]], np.sqrt((X[:, 0] - X[:, 1]) ** 2)]),
    Case(into_zeros, after="np.zeros, filled in a loop"),
    Case(kept_as_columns, after="reshape(-1, 1), then hstack"),
    Case(lambda X: np.array(three_arrays(X)).T, after="np.array of three, transposed"),
    Case(lambda X: np.vstack(three_arrays(X)).transpose(), after="vstack, transposed"),
    Case(
        lambda X: np.concatenate([X.sum(1, keepdims=True), -np.diff(X), np.ptp(X, axis=1)[:, None]], axis=1),
        after="np.diff and np.ptp along the rows",
    ),
    Case(columns(ADD, lambda a, b: b - a, DISTANCE), "x2 - x1"),
    Case(lambda X: np.c_[X.sum(1), np.diff(X), np.abs(np.diff(X))], "x2 - x1", after="np.diff"),
    Case(columns(ADD, SUBTRACT, SUBTRACT), "the absolute value is missing"),
    Case(columns(ADD, SUBTRACT, lambda a, b: abs(a) - abs(b)), "Subtract first, then"),
    Case(columns(ADD, SUBTRACT, lambda a, b: abs(a + b)), "column 3 is |x1 + x2|"),
    Case(columns(ADD, SUBTRACT, lambda a, b: (a - b) ** 2), "root", after="squared distance"),
    Case(columns(ADD, DISTANCE, DISTANCE), "column 2 has lost its sign"),
    Case(lambda X: np.abs(right_targets(X)), "lost their signs", after="np.abs around everything"),
    Case(columns(ADD, DISTANCE, SUBTRACT), "the right columns, in another order"),
    Case(columns(SUBTRACT, ADD, DISTANCE), "the right columns, in another order"),
    Case(lambda X: right_targets(X).T, "Rows are samples"),
    Case(lambda X: np.vstack(three_arrays(X)), "Rows are samples", after="vstack"),
    Case(three_arrays, "Rows are samples", after="returns three arrays"),
    Case(lambda X: right_targets(X).ravel(), "side by side"),
    Case(lambda X: np.concatenate(three_arrays(X)), "one after another"),
    Case(lambda X: np.hstack(three_arrays(X)), "one after another", after="hstack of three (n,)"),
    Case(lambda X: np.array(three_arrays(X)).reshape(-1, 3), "reshape", after="reshape for a transpose"),
    Case(lambda X: np.column_stack([X[0] + X[1], X[0] - X[1], abs(X[0] - X[1])]), "you took rows for x1 and x2"),
    Case(by_unpacking_rows, "`X[:, 0]` is the column of x1", after="x1, x2 = X"),
    Case(counted_from_one, "`X[:, 1]` that of x2", after="columns counted from 1, as in R and MATLAB"),
    Case(lambda X: into_zeros(X, like=X), "np.zeros((len(X), 3))", after="np.zeros_like(X)"),
    Case(lambda X: into_zeros(X, dtype=int), "whole numbers", after="np.zeros(…, dtype=int)"),
    Case(returns_the_first, "`return`", after="return inside the loop"),
    Case(keeps_the_last_pair, "last pair", after="each row written over the one before"),
    Case(with_an_if, "`if`, `and`", after="if on an array"),
    Case(lambda X: np.c_[X.sum(1), X @ [1, -1], math.fabs(X[:, 0] - X[:, 1])], "NumPy's take", after="math.fabs"),
    Case(appended, "An array keeps its length", after="append to an array"),
    Case(two_arguments, "`def`", after="two arguments for the two inputs"),
    Case(lambda X: np.c_[X, right_targets(X)], "X itself", after="inputs and targets in one table"),
    Case(lambda X: right_targets(X)[:, :2], "a column is missing"),
    Case(lambda X: np.c_[X.mean(axis=1), right_targets(X)[:, 1:]], "column 1 is the mean", after="mean for sum"),
    Case(
        lambda X: right_targets(X)[:, [2, 0, 1]],
        "the right columns, in another order",
        after="columns in another order",
    ),
    Case(lambda X: {"y": right_targets(X)}, "a dictionary with y", after="returns a dictionary"),
    Case(lambda X: right_targets(X).round(2), "rounded to 2 decimals", after="round"),
    Case(lambda X: -right_targets(X), "wrong sign"),
    Case(lambda X: np.zeros((len(X), 3)), "every number of your answer is 0"),
    Case(lambda X: right_targets(X) + 1, "1 is added to every number"),
    Case(lambda X: print(right_targets(X)), "Is the `return` missing"),
    Case(but_the_last_pair, "the last row is left out", after="range(len(X) - 1)"),
    Case(one_column_twice, "one column of X stands for both", after="an index copied"),
]

CORPUS = {"loss": LOSS, "step": STEP, "targets": TARGETS}
