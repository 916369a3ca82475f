"""What its checkers say to wrong and right answers, its explorable, its pictures, its starting weights."""

import json
import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from nnlib import ReLU, squared_error
from nnlib.data import sum_difference
from nnlib.teaching.lessons.sum_and_difference import check, pictures, training, training_run


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Remember no verdicts of these tests."""
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


@pytest.mark.parametrize("checker", [check.sgd_step, check.batches, check.r_squared, check.dead_units])
def test_the_stub_is_not_attempted_and_a_number_is_no_function(checker):
    def stub(*_):
        """What the lesson gives."""
        ...

    assert checker(stub).passed is None and checker(...).passed is None
    assert_told(checker(3), "a function is wanted here, got int 3")


# ---- sgd_step ----


def subtracts(params, grads, lr):
    params -= lr * grads


def replaces_the_numbers(params, grads, lr):
    params[:] = params - lr * grads


def one_by_one(params, grads, lr):
    for i in range(len(params)):
        params[i] -= lr * grads[i]
    return params


def rebinds(params, grads, lr):
    params = params - lr * grads


def changes_a_loop_variable(params, grads, lr):
    for number, slope in zip(params, grads, strict=True):
        number -= lr * slope


def computes_and_drops(params, grads, lr):
    params[:] - lr * grads


def returns_a_new_one(params, grads, lr):
    return params - lr * grads


def changes_grads(params, grads, lr):
    grads *= lr
    params -= grads


def stops_after_one(params, grads, lr):
    for i in range(len(params)):
        params[i] -= lr * grads[i]
        return params


def writes(formula):
    def step(params, grads, lr):
        params[:] = formula(params, grads, lr)

    return step


def keeps_the_first_gradient():
    kept = {}

    def step(params, grads, lr):
        params -= lr * kept.setdefault((len(params), lr), grads.copy())

    return step


@pytest.mark.parametrize("right", [subtracts, replaces_the_numbers, one_by_one])
def test_sgd_step_accepts(right):
    assert check.sgd_step(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (rebinds, "the same before and after. Did you write `params = …`"),
        (
            changes_a_loop_variable,
            "the same before and after. Did you write `params = …`, or change a loop variable? That only gives a name",
        ),
        (computes_and_drops, "Which operator writes into the array that is there?"),
        (returns_a_new_one, "you return a new vector; the one you were given is unchanged"),
        (lambda p, g, lr: None if p is None else p.copy()[:0].sum(), "the same before and after"),
        (writes(lambda p, g, lr: p + lr * g), "uphill"),
        (writes(lambda p, g, lr: p - g), "lr has no part in it"),
        (writes(lambda p, g, lr: p - g / lr), "divided by lr"),
        (writes(lambda p, g, lr: p - lr), "whatever its gradient is"),
        (writes(lambda p, g, lr: p - lr * np.sign(g)), "only the sign of the gradient"),
        (writes(lambda p, g, lr: -lr * g), "the old numbers are gone"),
        (writes(lambda p, g, lr: lr * g), "the old numbers are gone"),
        (writes(lambda p, g, lr: lr * g - p), "this is lr · grads − params"),
        (writes(lambda p, g, lr: p - 2 * lr * g), "this is two steps"),
        (writes(lambda p, g, lr: p - lr * g.mean()), "the mean of all gradients"),
        (writes(lambda p, g, lr: p - lr * g.sum()), "the sum of all gradients"),
        (stops_after_one, "only the first number moves"),
        (changes_grads, "changes grads. Only params should move"),
        (keeps_the_first_gradient(), "the first step is right, a second one after it is not"),
        (writes(lambda p, g, lr: p - lr * g**2), "the answer should be [ 0.7, -2.1, 0.7], yours is [ 0.1"),
        (lambda p, g: p, "TypeError"),
    ],
)
def test_sgd_step_says_what_is_wrong(wrong, words):
    assert_told(check.sgd_step(wrong), words)


# ---- batches ----


def yields(n, batch_size, rng):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]


def a_list_of_lists(n, batch_size, rng):
    order = list(range(n))
    rng.shuffle(order)
    found = []
    while order:
        found.append(order[:batch_size])
        order = order[batch_size:]
    return found


def split_at_places(n, batch_size, rng):
    return np.split(rng.permutation(n), range(batch_size, n, batch_size))


def cut(order, batch_size, stop=None):
    return [order[i : i + batch_size] for i in range(0, stop or len(order), batch_size)]


def cut_to(order, batch_size):
    return [order[start:batch_size] for start in range(0, len(order), batch_size)]


def blocks_in_random_order(n, b, rng):
    return [np.arange(start, min(start + b, n)) for start in rng.permutation(np.arange(0, n, b))]


def full_blocks_in_random_order(n, b, rng):
    *full, last = cut(np.arange(n), b)
    return [full[i] for i in rng.permutation(len(full))] + [last]


def shuffled_in_themselves(n, b, rng):
    return [rng.permutation(block) for block in cut(np.arange(n), b)]


def always_the_same():
    orders = {}

    def epoch(n, b, rng):
        key = (n, rng.bit_generator.seed_seq.entropy)
        return cut(orders.setdefault(key, rng.permutation(n)), b)

    return epoch


def shuffle_returns_none(n, b, rng):
    order = rng.shuffle(np.arange(n))
    return cut(order[:], b)


def overlapping(n, b, rng):
    order = rng.permutation(n)
    return [order[start : start + b] for start in range(n)]


def never_ends(n, b, rng):
    while True:
        pass


@pytest.mark.parametrize("right", [yields, a_list_of_lists, split_at_places])
def test_batches_accepts(right):
    verdict = check.batches(right)
    assert verdict.passed, verdict


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda n, b, rng: cut(rng.permutation(n), b, max(n - n % b, 1)), "1 row never came up: the short last batch"),
        (lambda n, b, rng: cut(rng.permutation(n), b, n - b + 1), "the short last batch is missing"),
        (lambda n, b, rng: cut(rng.permutation(n), b, n + 1), "a batch is empty: sizes [4, 4, 4, 0]"),
        (lambda n, b, rng: [], "a batch is empty: sizes []. A mean over no rows"),
        (
            lambda n, b, rng: cut_to(rng.permutation(n), b),
            "a batch is empty: sizes [4, 0, 0]. `order[4:4]` is empty. Where should the batch that starts at 4 end",
        ),
        (
            lambda n, b, rng: cut(rng.permutation(n), b, 2 * n),
            "sizes [4, 4, 4, 0, 0, 0]. A mean over no rows is not a number. Which is the last row",
        ),
        (lambda n, b, rng: cut(rng.permutation(n)[1:], b), "only 11 rows come up. Where does the first batch start"),
        (
            lambda n, b, rng: rng.permutation(n).reshape(-1, b),
            "`. 12 rows make 3 batches of 4. With 10 rows and batches of 3, the last one is shorter",
        ),
        (
            lambda n, b, rng: np.split(rng.permutation(n), n // b),
            "`. 12 rows make 3 batches of 4. With 10 rows and batches of 3, the last one is shorter",
        ),
        (
            lambda n, b, rng: np.split(rng.permutation(n), b),
            "the batches have [3, 3, 3, 3] rows. All batches but the last have batch_size rows. (A number tells",
        ),
        (lambda n, b, rng: [rng.choice(n, b, replace=False) for _ in range(0, n, b)], "each batch draw from all rows"),
        (lambda n, b, rng: cut(np.arange(n), b), "their old order. Shuffle the row numbers first"),
        (full_blocks_in_random_order, "only the batches are shuffled: each holds neighbors"),
        (shuffled_in_themselves, "shuffled within itself only"),
        (lambda n, b, rng: cut(rng.integers(0, n, n), b), "drawing with replacement"),
        (lambda n, b, rng: [rng.choice(n, b, replace=n < b) for _ in range(-(-n // b))], "or does each batch draw"),
        (lambda n, b, rng: [rng.permutation(n)[i : i + b] for i in range(0, n, b)], "or does each batch draw"),
        (overlapping, "all come up, and some come up more than once. Draw one order"),
        (blocks_in_random_order, "only the batches are shuffled: each holds neighbors"),
        (lambda n, b, rng: np.array_split(rng.permutation(n), -(-n // b)), "the batches have [3, 3, 2, 2] rows"),
        (lambda n, b, rng: cut(rng.permutation(n), b)[::-1], "the batches have [1, 3, 3, 3] rows"),
        (lambda n, b, rng: cut(rng.permutation(n), b)[:1], "only 4 rows come up. Where does the first"),
        (lambda n, b, rng: cut(rng.permutation(n) + 1, b), "row 12 does not exist. Rows count from 0"),
        (lambda n, b, rng: cut(np.random.default_rng().permutation(n), b), "same seed give two different orders"),
        (lambda n, b, rng: cut(np.random.default_rng(0).permutation(n), b), "different seeds give the same order"),
        (always_the_same(), "the second epoch has the same order"),
        (lambda n, b, rng: rng.permutation(n), "one array of 12 row numbers comes back. Cut it"),
        (lambda n, b, rng: list(rng.permutation(n)), "yours is a single number"),
        (lambda n, b, rng: [rng.permutation(n).reshape(-1, 1)], "yours is an array of shape (12, 1)"),
        (lambda n, b, rng: cut(rng.permutation(n) / 1, b), "whole numbers; your batch holds float64"),
        (lambda n, b, rng: print(n), "returns None. Is the `yield` or `return` missing"),
        (shuffle_returns_none, "rng.shuffle works in place and returns None"),
        (lambda n, b, rng: 7, "TypeError"),
    ],
)
def test_batches_says_what_is_wrong(wrong, words):
    assert_told(check.batches(wrong), words)


def test_batches_that_never_end_are_stopped(monkeypatch):
    monkeypatch.setattr("nnlib.teaching.checking.running.SECONDS", 0.2)
    assert_told(check.batches(never_ends), "Does a loop never end?")


# ---- r_squared ----


def r_squared(Y, P):
    return 1 - ((Y - P) ** 2).sum(axis=0) / ((Y - Y.mean(axis=0)) ** 2).sum(axis=0)


def by_loop(Y, P):
    scores = []
    for y, p in zip(Y.T, P.T, strict=True):
        left, total = 0, 0
        for value, answer in zip(y, p, strict=True):
            left += (value - answer) ** 2
            total += (value - sum(y) / len(y)) ** 2
        scores.append(1 - left / total)
    return scores


def parts(Y, P):
    return ((Y - P) ** 2).sum(axis=0), ((Y - Y.mean(axis=0)) ** 2).sum(axis=0)


def mixed_shapes(Y, P):
    return r_squared(Y, P[:2])


def with_means_of_rows(Y, P):
    return 1 - ((Y - P) ** 2).sum(axis=0) / ((Y - Y.mean(axis=1)) ** 2).sum(axis=0)


def correlation(Y, P):
    return np.array([np.corrcoef(y, p)[0, 1] for y, p in zip(Y.T, P.T, strict=True)])


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("right", [r_squared, by_loop, lambda Y, P: 1 - np.mean((Y - P) ** 2, 0) / Y.var(axis=0)])
def test_r_squared_accepts(right):
    assert check.r_squared(right).passed


def test_the_example_in_the_text():
    assert np.allclose(r_squared(*check.SMALL), [0.5, 0])


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda Y, P: parts(Y, P)[0] / parts(Y, P)[1], "the share that is left over"),
        (lambda Y, P: r_squared(Y, P).mean(), "one number comes back"),
        (lambda Y, P: 1 - ((Y - P) ** 2).sum() / ((Y - Y.mean()) ** 2).sum(), "one number comes back"),
        (lambda Y, P: 1 - ((Y - P) ** 2).sum() / ((Y - Y.mean(axis=0)) ** 2).sum(), "one number comes back"),
        (lambda Y, P: r_squared(Y.T, P.T), "one number for each row"),
        (
            lambda Y, P: 1 - ((Y - P) ** 2).sum(axis=1) / ((Y - Y.mean(axis=0)) ** 2).sum(axis=1),
            "one number for each row comes back. Targets are columns",
        ),
        (lambda Y, P: 1 - ((Y - P) ** 2).sum(axis=1) / ((Y - Y.mean()) ** 2).sum(axis=1), "one number for each row"),
        (lambda Y, P: 1 - parts(Y, P)[0] / ((Y - Y.mean()) ** 2).sum(axis=0), "compared with one mean"),
        (
            lambda Y, P: (1 - parts(Y, P)[0]) / parts(Y, P)[1],
            "the 1 is divided as well. In the formula only the errors stand above the line",
        ),
        (
            lambda Y, P: 1 - parts(Y, P)[0] / ((Y - Y.mean(axis=1, keepdims=True)) ** 2).sum(axis=0),
            "the mean is taken over the targets of a row. Targets are columns",
        ),
        (
            lambda Y, P: 1 - parts(Y, P)[0] / (Y - Y.mean(axis=0)).sum(axis=0),
            "below the line stands 0, or what rounding leaves of it. The deviations from a mean add up to 0",
        ),
        (lambda Y, P: 1 - (Y - P).sum(axis=0) / (Y - Y.mean(axis=0)).sum(axis=0), "below the line stands 0"),
        (
            lambda Y, P: 1 - parts(Y, P)[0] / (Y - Y.mean(axis=0) + 1e-15).sum(axis=0),
            "below the line stands 0, or what",
        ),
        (with_means_of_rows, "the mean is taken over the targets of a row. Targets are columns"),
        (mixed_shapes, "ValueError: operands could not be broadcast"),
        (lambda Y, P: correlation(Y, P) ** 2, "this is the squared correlation. It is 1 for p = 2y + 3"),
        (correlation, "this is the correlation"),
        (lambda Y, P: r_squared(P, Y), "the predictions where the truth belongs"),
        (lambda Y, P: 1 - parts(Y, P)[0] / ((Y - P.mean(axis=0)) ** 2).sum(axis=0), "the mean of the predictions"),
        (lambda Y, P: ((P - Y.mean(axis=0)) ** 2).sum(axis=0) / parts(Y, P)[1], "spread, not how far apart"),
        (lambda Y, P: 1 - parts(Y, P)[0] / (Y**2).sum(axis=0), "no mean is subtracted"),
        (lambda Y, P: 1 - parts(Y, P)[0] / len(Y), "nothing stands below the line"),
        (lambda Y, P: 1 - parts(Y, P)[0] / len(Y) / parts(Y, P)[1], "a mean stands on one side"),
        (lambda Y, P: 1 - parts(Y, P)[0] / Y.var(axis=0), "a mean stands on one side"),
        (lambda Y, P: 1 - ((Y - P) ** 2).mean(axis=0) / Y.var(axis=0, ddof=1), "divided by n − 1"),
        (lambda Y, P: 1 - ((Y - P) ** 2).mean(axis=0) / Y.std(axis=0), "below the line stands the deviation"),
        (lambda Y, P: 1 - np.sqrt(parts(Y, P)[0] / parts(Y, P)[1]), "a root is taken"),
        (
            lambda Y, P: 1 - np.abs(Y - P).sum(axis=0) / np.abs(Y - Y.mean(axis=0)).sum(axis=0),
            "the errors are not squared",
        ),
        (lambda Y, P: 1 - (Y - P).sum(axis=0) ** 2 / parts(Y, P)[1], "errors of both signs cancel"),
        (lambda Y, P: 1 - parts(Y, P)[1] / parts(Y, P)[0], "stands on its head"),
        (lambda Y, P: -r_squared(Y, P), "wrong sign"),
        (lambda Y, P: np.maximum(r_squared(Y, P), 0), "the answer should be"),
        (lambda Y, P: r_squared(Y, P)[:, None], "has shape (2, 1), wanted (2,)"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_r_squared_says_what_is_wrong(wrong, words):
    assert_told(check.r_squared(wrong), words)


# ---- dead_units ----


@pytest.mark.parametrize(
    "right",
    [
        lambda a: ~(a > 0).any(axis=0),
        lambda a: (a == 0).all(axis=0),
        lambda a: a.max(axis=0) <= 0,
        lambda a: [not any(value > 0 for value in column) for column in a.T],
        lambda a: (a > 0).mean(axis=0) == 0,
    ],
)
def test_dead_units_accepts(right):
    assert check.dead_units(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (
            lambda a: ~(a >= 0).any(axis=0),
            "no unit is dead, you say. But some are never on. ReLU gives no number below 0",
        ),
        (lambda a: (a < 0).all(axis=0), "no unit is dead, you say"),
        (lambda a: (a >= 0).all(axis=0), "all units are dead, you say"),
        (lambda a: (a == 0).any(axis=0), "off for one row is called dead. Off for *any* row"),
        (lambda a: (a > 0).any(axis=0), "these are the units that are alive"),
        (lambda a: ~(a > 0).any(axis=1), "these are rows, not units"),
        (lambda a: (a > 0).any(axis=1), "these are rows, not units"),
        (lambda a: (a == 0).any(axis=1), "these are rows, not units"),
        (lambda a: (a > 0).sum(axis=1), "these are rows, not units"),
        (lambda a: (a > 0).sum(axis=0), "this counts the rows"),
        (lambda a: (a > 0).mean(axis=0), "this is the share of rows"),
        (lambda a: np.flatnonzero(a.max(axis=0) == 0), "the numbers of the dead units"),
        (lambda a: (a.max(axis=0) == 0).sum(), "this is how many are dead"),
        (lambda a: (a.max(axis=0) == 0).any(), "one answer comes back"),
        (lambda a: ~(a > 0).any(), "one answer comes back"),
        (lambda a: a == 0, "for each number whether it is 0"),
        (lambda a: a[0] == 0, "only the first row is asked"),
        (lambda a: a.std(axis=0) == 0, "on with the same output everywhere"),
        (lambda a: np.isclose(a, 0).all(axis=0), "a unit with a tiny output"),
        (
            lambda a: (a > 0).mean(axis=0) < 0.01,
            "is on for 1 of 4000 rows, with outputs up to 0.7, and you call it dead",
        ),
        (lambda a: (a[:100] == 0).all(axis=0), "and you call it dead. How many rows must turn a unit on"),
        (lambda a: a.mean(axis=0).round(3) == 0, "and you call it dead"),
        (lambda a: a.max(axis=0) < 1e-3, "a unit with a tiny output"),
        (lambda a: np.where(np.arange(a.shape[1]) == 1, 1, 0), "the answer should be"),
        (lambda a: (a.max(axis=0) == 0)[None], "has shape (1, 3), wanted (3,)"),
    ],
)
def test_dead_units_says_what_is_wrong(wrong, words):
    assert_told(check.dead_units(wrong), words)


@pytest.mark.parametrize(
    "right, faults, cases",
    [
        (lambda p, g, lr: p - lr * g, check.STEP_FAULTS, check.STEP_CASES),
        (r_squared, check.R2_FAULTS, check.R2_CASES),
        (lambda a: a.max(axis=0) == 0, check.DEAD_FAULTS, check.DEAD_CASES),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value", "ignore:divide by zero")
def test_no_fault_hides_another_or_the_right_answer(right, faults, cases):
    """On the exercise's cases a fault differs from the right answer, and from faults with another message."""

    def outcome(function):
        answers = []
        for case in cases:
            try:
                answers.append(np.asarray(function(*case), dtype=float))
            except ValueError:
                answers.append(np.array(np.nan))
        return answers

    def equal(a, b):
        return all(u.shape == v.shape and np.allclose(u, v, rtol=1e-6, atol=1e-12) for u, v in zip(a, b, strict=True))

    seen = [(None, outcome(right))]
    for fault in faults:
        made = outcome(fault.wrong)
        for message, answers in seen:
            assert message == fault.message or not equal(made, answers), (fault.message, message)
        seen.append((fault.message, made))


# ---- the explorable ----


@pytest.fixture(scope="module")
def data():
    """Training and test rows of the lesson's task, 320 and 80, standardized."""
    X, Y = sum_difference(400, rng=np.random.default_rng(0))
    X, Y = (X - X.mean(axis=0)) / X.std(axis=0), (Y - Y.mean(axis=0)) / Y.std(axis=0)
    return X[:320], Y[:320], X[320:], Y[320:]


def test_a_run_goes_on_as_if_it_had_never_paused(data):
    whole, pieces = training_run.Run(data), training_run.Run(data)
    whole.advance(5)
    for epochs in (1, 3, 1):
        pieces.advance(epochs)
    assert whole.epoch == pieces.epoch == 5
    assert whole.train == pieces.train and whole.test == pieces.test
    assert whole.train[-1] == squared_error(whole.Y, whole.net(whole.X))[0] < whole.train[0]
    assert whole.test[-1] == squared_error(whole.Y_test, whole.net(whole.X_test))[0] != whole.train[-1]


@pytest.mark.parametrize("change", ["width", "depth", "optimizer", "rate", "batch_size", "seed"])
def test_every_setting_of_a_run_changes_it(data, change):
    other = dict(width=5, depth=2, optimizer="SGD", rate=0.02, batch_size=64, seed=1)[change]
    usual, changed = training_run.Run(data), training_run.Run(data, **{change: other})
    for run in (usual, changed):
        run.advance(2)
    assert usual.train[-1] != changed.train[-1]


def test_steps_an_epoch_count_the_short_batch(data):
    assert [training_run.Run(data, batch_size=size).steps_an_epoch for size in (32, 33, 320)] == [10, 10, 1]


def test_two_units_never_learn_three_targets_and_eight_do(data):
    for depth in (1, 2):
        small = training_run.Run(data, width=2, depth=depth)
        small.advance(100)
        assert small.scores().sum() < 2.3
    large = training_run.Run(data)
    large.advance(100)
    assert (large.scores() > training_run.GOAL).all()


def test_a_run_stops_when_the_loss_is_no_number_and_at_the_last_epoch(data, monkeypatch):
    run = training_run.Run(data, optimizer="SGD", rate=3)
    run.advance(10)
    assert run.over and not run.finite and run.epoch < 10
    before = run.epoch
    run.advance(10)
    assert run.epoch == before
    monkeypatch.setattr(training_run, "LAST", 7)
    long = training_run.Run(data)
    long.advance(100)
    assert long.epoch == 7 and long.over and long.finite


def test_live_units_are_those_that_some_training_row_turns_on(data):
    run = training_run.Run(data, width=4, depth=2)
    run.net.layers[2].b[1] = -1e6
    run.net.layers[0].W[:, 3], run.net.layers[0].b[3] = 0, 1
    assert run.live()[0] == (4, 4)
    first, second = [layer for layer in run.net.layers if isinstance(layer, ReLU)]
    assert run.live()[1] == (int((second.y.max(axis=0) > 0).sum()), 4) and second.y[:, 1].max() == 0
    assert first.y.shape == second.y.shape == (320, 4)


def test_the_pace_grows_and_a_tick_stays_short():
    paces = [training_run.pace(epoch, 32) for epoch in range(0, 2000, 40)]
    assert paces[0] == 1 < paces[-1] and sorted(paces) == paces and max(paces) * 32 <= training_run.STEPS_A_TICK
    assert training_run.pace(1999, 10**6) == 1


@pytest.mark.parametrize(
    "given, words",
    [
        ((3, False, [0, 0, 0], [(8, 8)]), "Diverged in epoch 3"),
        ((0, True, [0, 0, 0], [(7, 8)]), "Not trained yet. Dead units: 1 of 8 in layer 1."),
        ((5, True, [1, 0.995, 0.991], [(8, 8)]), "All three targets are learned. No unit is dead."),
        ((5, True, [1, 0.5, 0.5], [(8, 8)]), "Learned: a + b. No unit is dead."),
        ((5, True, [1, 0.3, 0.992], [(4, 4), (3, 4)]), "Learned: a + b, |a − b|. Dead units: 1 of 4 in layer 2."),
        (
            (5, True, [1, 0.5, 0.5], [(4, 4), (2, 4)]),
            "Only two live units stand before the output: three targets do not fit. Dead units: 2 of 4",
        ),
        ((5, True, [0.9, 0, 0], [(1, 1)]), "none of the three. Only one live unit stands before the output"),
        (
            (5, True, [0, 0, 0], [(3, 4), (0, 4)]),
            "dead: every row gets the same answer. Dead units: 1 of 4 in layer 1, 4",
        ),
    ],
)
def test_the_verdict_says_what_the_numbers_say(given, words):
    assert words in training_run.verdict(*given)


def widgets_by_name(widget):
    found = {widget.description: widget} if getattr(widget, "description", "") else {}
    for child in getattr(widget, "children", ()):
        found |= widgets_by_name(child)
    return found


def caption(live):
    return re.search("<figcaption.*?</figcaption>", live.widget.value, re.S).group()


@pytest.fixture
def shown(monkeypatch, data):
    """training.build() with what it displays."""
    displayed = []
    monkeypatch.setattr("nnlib.teaching.live.display", displayed.append)

    def explore():
        return *training.build(*data), widgets_by_name(displayed[-1])

    return explore


def test_step_is_one_epoch_and_play_goes_on_until_pause(shown):
    live, clock, state, control = shown()
    assert {"Play", "Step", "Reset"} < set(control) and "Not trained yet" in caption(live)
    control["Step"].click()
    assert state["run"].epoch == 1 and "epoch 1, 10 steps" in caption(live)
    clock.play.value = True
    for beat in range(1, 4):
        clock.timer.value = beat
    assert state["run"].epoch == 4
    clock.play.value = False
    clock.timer.value = 4
    assert state["run"].epoch == 4 and "epoch 4, 40 steps" in caption(live)
    verdict = training_run.verdict(4, True, state["run"].scores(), state["run"].live())
    assert f"<b>{verdict}</b>" in caption(live)


def test_reset_draws_new_weights_and_every_other_control_starts_again_from_the_same(shown):
    live, clock, state, control = shown()
    control["Step"].click()
    start = state["run"].train[0]
    control["Reset"].click()
    assert state["run"].epoch == 0 and state["run"].train[0] != start and "Start 1, epoch 0" in caption(live)
    changes = {"units a layer": 3, "hidden layers": 2, "optimizer": "SGD", "batch size": 8}
    for name, value in changes.items():
        clock.play.value = True
        clock.timer.value += 1
        assert state["run"].epoch == 1
        control[name].value = value
        assert state["run"].epoch == 0 and not clock.play.value and "Start 1, epoch 0" in caption(live)
    run = state["run"]
    assert run.net.layers[0].n_out == 3 and len(run.live()) == 2
    assert type(run.optimizer).__name__ == "SGD" and run.batch_size == 8


def test_the_learning_rate_acts_at_once(shown):
    _, _, state, control = shown()
    control["Step"].click()
    run = state["run"]
    control["learning rate"].value = 0.3
    assert state["run"] is run and run.epoch == 1 and run.optimizer.lr == 0.3
    control["units a layer"].value = 5
    assert state["run"].optimizer.lr == 0.3


def test_a_run_that_diverges_says_so_stops_the_clock_and_can_be_reset(shown):
    live, clock, state, control = shown()
    control["optimizer"].value = "SGD"
    control["learning rate"].value = 3
    clock.play.value = True
    for beat in range(1, 12):
        clock.timer.value = beat
    assert not clock.play.value and "Diverged in epoch" in caption(live)
    control["learning rate"].value = 0.1
    control["Reset"].click()
    control["Step"].click()
    assert state["run"].finite and state["run"].epoch == 1


def test_the_axis_of_epochs_grows_with_the_run(shown):
    live, clock, state, control = shown()
    control["batch size"].value = 320  # one step an epoch
    left = live.figure.axes[0]
    before = left.get_xlim()
    for _ in range(45):
        control["Step"].click()
    assert left.get_xlim()[1] == 2 * before[1] and max(left.lines[0].get_xdata()) == 45


def test_redrawing_changes_nothing_and_explore_twice_closes_the_first(shown):
    live, clock, _, control = shown()
    control["Step"].click()
    again = shown()[3]
    assert control["Step"].comm is None and again["Step"].comm is not None
    assert not clock.timer.playing


# ---- the picture ----


def filled(scores, losses=(1.5, 0.5)):
    picture = pictures.TrainingPicture(Figure((8, 3.4)), training_run.TARGETS, 0.99)
    picture.stretch(40)
    curve = (np.arange(len(losses)), np.array(losses))
    picture.fill({"train": curve, "test": curve}, scores)
    return picture


def test_the_picture_draws_the_given_numbers():
    picture = filled(np.array([0.9999, 0.99, -3.0]))
    assert list(picture.curves["test"].get_ydata()) == [1.5, 0.5]
    assert [bar.get_height() for bar in picture.bars] == [0.9999, 0.99, 0]
    assert [number.get_text() for number in picture.numbers] == ["0.999 ✓", "0.990", "below 0"]
    colors = [bar.get_facecolor() for bar in picture.bars]
    assert colors[0] != colors[1] == colors[2]
    assert [ax.get_title(loc="left") for ax in picture.left.figure.axes] == ["loss", "R² on test rows"]
    assert picture.left.get_xlabel() == "epoch"


def test_numbers_that_are_none_stay_in_the_picture():
    picture = filled(np.array([np.nan, -np.inf, 0.5]), (1.0, 1e300, np.nan, np.inf))
    assert list(picture.curves["train"].get_ydata()) == [1, 10, 10, 10]
    assert [bar.get_height() for bar in picture.bars] == [0, 0, 0.5]
    assert [number.get_text() for number in picture.numbers] == ["NaN", "below 0", "0.500"]


@pytest.mark.parametrize("train, test", [(1, 1), (1, 0.9), (0.9, 1), (1e-4, 1e-4), (1e-4, 1.1e-4), (10, 10), (5, 1e-3)])
def test_names_of_curves_stand_apart(train, test):
    heights = pictures.apart({"train": train, "test": test})
    assert max(heights.values()) / min(heights.values()) >= pictures.BESIDE * (1 - 1e-9)
    assert min(heights.values()) > pictures.LOW and max(heights.values()) <= pictures.HIGH
    assert train == test or (heights["train"] > heights["test"]) == (train > test)


# ---- starting weights ----

LEVELS = {"up": [1, 1e20], "flat": [1, 0.9], "down": [1, 1e-20]}
TANH = [np.tanh(np.random.default_rng(layer).normal(0, 2**-layer, (20, 5))) for layer in range(4)]
CASES = {"one": (TANH, True), "two": (TANH[::-1], False)}


@pytest.fixture
def described(monkeypatch):
    """What pictures.show is told, in place of showing it."""
    told = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: told.append(alt) or plt.close(fig))
    return told


def test_levels_draw_every_number_and_only_the_middle_start_is_the_cure(described):
    ax = pictures.draw_levels(LEVELS).axes[0]
    plt.close(ax.figure)
    assert [list(line.get_ydata()) for line in ax.lines] == list(LEVELS.values())
    assert [line.get_color() == pictures.style.CURE for line in ax.lines] == [False, True, False]
    assert [text.get_text() for text in ax.texts] == list(LEVELS)
    assert ax.get_yscale() == "log" and ax.get_title(loc="left") and ax.get_xlabel() and ax.get_ylabel()
    assert pictures.levels_by_layer(LEVELS) is None
    assert "up: 1 to 1e+20; flat: 1 to 0.9; down: 1 to 1e-20" in described[0]


def test_ridges_draw_a_histogram_for_each_layer_named_and_say_the_deviations(described):
    fig = pictures.draw_ridges(CASES, [1, 2, 4])
    plt.close(fig)
    for ax, (title, (xs, cure)) in zip(fig.axes, CASES.items(), strict=True):
        assert ax.get_title(loc="left") == title and len(ax.lines) == 3
        for row, (line, layer) in enumerate(zip(ax.lines, [1, 2, 4], strict=True)):
            count, _ = np.histogram(xs[layer - 1], np.linspace(-1, 1, 61))
            assert np.allclose(line.get_ydata() + row, 1.7 * count / count.max())
        face = plt.matplotlib.colors.to_hex(ax.collections[0].get_facecolor()[0]).upper()
        assert face == pictures.FADED[pictures.style.CURE if cure else pictures.style.FAULT]
        assert f"{xs[0].std():.2f} (layer 1)" in ax.texts[0].get_text() and "(layer 4)" in ax.texts[0].get_text()
    assert [label.get_text() for label in fig.axes[0].get_yticklabels()] == ["1", "2", "4"]
    assert pictures.ridges(CASES, [1, 2, 4]) is None
    assert f"one, deviation {TANH[0].std():.2f} to {TANH[3].std():.2f}" in described[0]


def test_what_the_text_says_of_starting_weights():
    """A run may be off by a third, both ways; half of Glorot's deviation is soon a spike; Glorot's shrinks slowly."""
    text = (Path(__file__).parent.parent.parent / "notebooks/07-sum-and-difference.ipynb").read_text("utf-8")
    cells = ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    names = {"np": np}
    for start in ("def root_mean_square", "def tanh_layers"):
        (source,) = [cell for cell in cells if cell.startswith(start)]
        exec(source.split("\n\n\nglorot")[0], names)
    last = [names["relu_layers"](np.sqrt(2 / 256), seed)[-1] for seed in range(20)]
    assert 0.5 < min(last) < 2 / 3 and 4 / 3 < max(last) < 2
    for seed in range(5):
        half = names["tanh_layers"](0.5 / 16, seed)
        assert half[5].std() < 0.02 < half[3].std()
        right = [x.std() for x in names["tanh_layers"](1 / 16, seed)]
        assert all(0.8 * before < after < before for before, after in zip(right[1:], right[2:], strict=False))
