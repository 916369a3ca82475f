"""Its checkers name the fault, its explorable shows what training does to XOR, its pictures draw, its claims hold."""

import os
import re

import numpy as np
import pytest

from nnlib import SGD, ReLU, Sigmoid, Tanh, binary_cross_entropy, gradient_check, mlp, sigmoid, stack
from nnlib.data import xor
from nnlib.teaching import live
from nnlib.teaching.lessons.what_training_finds import check, explore, pictures
from nnlib.teaching.lessons.what_training_finds import hidden_space as run

X, Y = xor()


def stub(*arguments): ...


def nothing(*arguments):
    len(arguments)


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


@pytest.mark.parametrize("name", ["success_rate", "break_symmetry"])
def test_a_stub_is_not_attempted_and_a_missing_return_is_named(name):
    checker = getattr(check, name)
    assert checker(stub).passed is None and checker(...).passed is None
    assert_told(checker(nothing), "None" if name != "success_rate" else "returns None")


# ---- break_symmetry ----


def normal_start(n, rng):
    return rng.normal(0, 1, (2, n)), rng.normal(0, 1, (n, 1))


def one_column(n, rng):
    return rng.normal(size=(2, 1)).repeat(n, axis=1), rng.normal(size=(1, 1)).repeat(n, axis=0)


WRONG_SYMMETRY = [
    (lambda n, rng: (np.zeros((2, n)), np.zeros((n, 1))), "all weights are 0"),
    (lambda n, rng: (np.ones((2, n)), np.ones((n, 1))), "units 1 and 2 are alike, and after 300 steps of training"),
    (one_column, "units 1 and 2 are alike, and after 300 steps of training they still are"),
    (lambda n, rng: (rng.choice([-1.0, 1.0], (2, n)), rng.choice([-1.0, 1.0], (n, 1))), "Swap all their numbers"),
    (lambda n, rng: (one_column(n, rng)[0], rng.normal(size=(n, 1))), "columns 1 and 2 of W1 are equal. W2 lets these"),
    (lambda n, rng: (rng.normal(size=n) * np.ones((2, 1)), rng.normal(size=(n, 1))), "see only x1 + x2"),
    (lambda n, rng: (rng.uniform(0, 1, (2, n)), rng.normal(size=(n, 1))), "W1 has no negative weights"),
    (lambda n, rng: (rng.normal(size=(2, n)), rng.uniform(0, 1, (n, 1))), "W2 has no negative weights"),
    (lambda n, rng: (-rng.uniform(0, 1, (2, n)), rng.normal(size=(n, 1))), "W1 has no positive weights"),
    (lambda n, rng: (rng.normal(size=(2, n)), np.zeros((n, 1))), "W2 is all 0"),
    (lambda n, rng: (rng.normal(0, 0.001, (2, n)), rng.normal(size=(n, 1))), "W1 have a deviation of 0.00"),
    (lambda n, rng: (rng.normal(size=(2, n)), rng.normal(0, 50, (n, 1))), "W2 have a deviation of"),
    (lambda n, rng: normal_start(n, np.random.default_rng(0)), "a second call with the same rng gives the same"),
    (lambda n, rng: (rng.normal(size=(2, n)), normal_start(n, np.random.default_rng(1))[1]), "a second call with"),
    (lambda n, rng: ((W := rng.normal(size=(2, n))), W.ravel()[:n, None]), "W2 repeats the first numbers of W1"),
    (lambda n, rng: normal_start(n, rng)[::-1], "W1 has shape (16, 1), wanted (2, 16)"),
    (lambda n, rng: (rng.normal(size=(n, 2)), rng.normal(size=(n, 1))), "W1 has shape (16, 2), wanted (2, 16)"),
    (lambda n, rng: (rng.normal(size=(2, n)), rng.normal(size=n)), "W2 has shape (16,), wanted (16, 1)"),
    (lambda n, rng: (rng.normal(size=(2, 16)), rng.normal(size=(16, 1))), "W1 has shape (2, 16), wanted (2, 40)"),
    (lambda n, rng: rng.normal(size=(2, n)) * 3, "wanted two results"),
    (lambda n, rng: rng.normal(size=(3, n)), "wanted two results, W1 and W2"),
    (lambda n, rng: (np.full((2, n), np.nan), rng.normal(size=(n, 1))), "NaN"),
    (lambda n, rng: ("W1", "W2"), "arrays of numbers"),
    (lambda n, rng: normal_start(n, np.random.default_rng()), "two generators of one seed give two different W1"),
    (lambda n, rng: (rng.normal(size=(2, n)), np.random.randn(n, 1)), "two different W2: not all"),  # noqa: NPY002
    (lambda n, rng: (np.random.randn(2, n), np.random.randn(n, 1)), "two different W1"),  # noqa: NPY002
    (lambda n, rng: (rng.normal(size=(2, n)), normal_start(n, np.random.default_rng())[1]), "two different W2"),
]


@pytest.mark.parametrize(
    "answer",
    [
        normal_start,
        lambda n, rng: [rng.uniform(-1, 1, (2, n)).tolist(), rng.uniform(-1, 1, (n, 1)).tolist()],
        lambda n, rng: (rng.normal(0, 2**-0.5, (2, n)), rng.normal(0, n**-0.5, (n, 1))),
        lambda n, rng: (np.sqrt(2 / 3) * rng.standard_normal((2, n)), rng.choice([-1.0, 1.0], (n, 1))),
    ],
)
def test_break_symmetry_accepts_right_answers(answer):
    assert check.break_symmetry(answer).passed, check.break_symmetry(answer)


@pytest.mark.parametrize("answer, words", WRONG_SYMMETRY)
def test_break_symmetry_says_what_is_wrong(answer, words):
    assert_told(check.break_symmetry(answer), words)


def test_the_training_of_the_checker_is_that_of_nnlib():
    net = run.network("tanh", 3)
    first, _, last = net.layers
    first.b[:], last.b[:] = 0, 0
    W1, W2 = check._trained(first.W.copy(), last.W.copy(), lr=0.5, steps=20)
    for _ in range(20):
        net.backward(binary_cross_entropy(Y, net(X))[1])
        net.params -= 0.5 * net.grads
    assert np.allclose(W1, first.W, rtol=1e-12) and np.allclose(W2, last.W, rtol=1e-12)


# ---- success_rate ----


def rates(judge, seeds=range, rng=np.random.default_rng):
    """An answer that collects the probabilities of all networks (n, 4) and judges them."""
    return lambda train, y, n: judge(np.array([train(rng(seed)) for seed in seeds(n)]), y)


def near(p, y):
    return abs(p - y) < 0.1


def shared_generator(train, y, n):
    rng = np.random.default_rng(0)
    return np.mean([near(train(rng), y).all() for _ in range(n)])


def returns_early(train, y, n):
    for seed in range(n):
        return near(train(np.random.default_rng(seed)), y).all()


def trains_twice(train, y, n):
    first = [train(np.random.default_rng(seed)) for seed in range(n)]
    again = [train(np.random.default_rng(seed)) for seed in range(n)]
    return np.mean([near(p, y).all() for p in first + again])


WRONG_RATE = [
    (rates(lambda p, y: ((p > 0.5) == y).mean()), "the mean accuracy over all rows"),
    (rates(lambda p, y: near(p, y).mean()), "the share of rows that are within 0.1"),
    (rates(lambda p, y: ((p > 0.5) == y).all(axis=1).mean()), "there is no margin"),
    (rates(lambda p, y: near(p, y).any(axis=1).mean()), "one good row is enough"),
    (rates(lambda p, y: near(p, y).all(axis=1).sum()), "the number of solved networks"),
    (rates(lambda p, y: 100 * near(p, y).all(axis=1).mean()), "this is a percentage"),
    (rates(lambda p, y: 1 - near(p, y).all(axis=1).mean()), "the share of failures"),
    (rates(lambda p, y: (abs(p - y).mean(axis=1) < 0.1).mean()), "the mean distance of the four rows"),
    (rates(lambda p, y: (abs(p - y).sum(axis=1) < 0.1).mean()), "the sum of the four distances"),
    (rates(lambda p, y: (p - y < 0.1).all(axis=1).mean()), "the sign of p − y is kept"),
    (rates(lambda p, y: (((p - y) ** 2).mean(axis=1) < 0.01).mean()), "by their mean square"),
    (rates(lambda p, y: (np.linalg.norm(p - y, axis=1) < 0.2).mean()), "by their mean square (or, which is the same"),
    (rates(lambda p, y: (abs(p - y) < 0.15).all(axis=1).mean()), "the margin looks like 0.15"),
    (rates(lambda p, y: (abs(p - y) < 0.2).all(axis=1).mean()), "the margin looks like 0.2"),
    (rates(lambda p, y: (abs(p - y) < 0.05).all(axis=1).mean()), "the margin looks like 0.05"),
    (rates(lambda p, y: near(p, [0, 1, 1, 0]).all(axis=1).mean()), "you always compare with XOR"),
    (rates(lambda p, y: near(p.mean(axis=0), y).all()), "you average the answers of all networks"),
    (rates(lambda p, y: near(p, y).all()), "whether all networks are solved"),
    (rates(lambda p, y: near(p, y).all(axis=1).any()), "whether any network is solved"),
    (rates(lambda p, y: near(p[-1], y).all()), "only the last network counts"),
    (rates(lambda p, y: near(p[0], y).all()), "only the first network counts"),
    (rates(lambda p, y: near(p, y).all(axis=1)), "one number is wanted, got an array of shape (11,)"),
    (rates(lambda p, y: 0.5), "every number of your answer is 0.5"),
    (shared_generator, "all networks share one generator"),
    (rates(lambda p, y: 0, rng=lambda seed: np.random.default_rng(0)), "all networks get the same seed, 0"),
    (rates(lambda p, y: 0, seeds=lambda n: range(1, n + 1)), "the seeds are 1 … 11; wanted 0 … 10"),
    (rates(lambda p, y: 0, rng=lambda seed: np.random.default_rng(100 + seed)), "some generators are not those"),
    (rates(lambda p, y: 0, rng=lambda seed: np.random.default_rng()), "some generators are not those"),
    (rates(lambda p, y: 0, seeds=lambda n: range(n - 1)), "wanted each of 0 … 10 once"),
    (rates(lambda p, y: 0, rng=lambda seed: seed), "train_one(rng) got 0; it needs a Generator"),
    (returns_early, "wanted each of 0 … 10 once"),
    (trains_twice, "Call train_one once for each seed"),
    (lambda train, y, n: 0.4, "train_one was never called"),
]


def in_reverse(train, y, n):
    count = 0
    for seed in reversed(range(n)):
        count += max(abs(train(np.random.default_rng(seed)) - y)) < 0.1
    return count / n


@pytest.mark.parametrize("answer", [rates(lambda p, y: near(p, y).all(axis=1).mean()), in_reverse])
def test_success_rate_accepts_right_answers(answer):
    assert check.success_rate(answer).passed, check.success_rate(answer)


@pytest.mark.parametrize("answer, words", WRONG_RATE)
def test_success_rate_says_what_is_wrong(answer, words):
    assert_told(check.success_rate(answer), words)


@pytest.mark.parametrize(
    "faults, cases, right",
    [
        (check.SUCCESS_FAULTS, check.SUCCESS_CASES, check.right_success_rate),
    ],
    ids=["success_rate"],
)
def test_no_fault_hides_another_or_the_right_answer(faults, cases, right):
    def answers(function):
        return [np.asarray(function(*case), dtype=float).tolist() for case in cases]

    seen = [answers(right), *(answers(fault.wrong) for fault in faults)]
    assert len({repr(made) for made in seen}) == len(seen)


# ---- the explorable: what is computed ----


def test_hidden_points_and_line_give_the_scores():
    for name in run.UNITS:
        net = run.network(name, 5)
        w1, w2, b = run.output_line(net)
        H = run.hidden(net, X)
        assert H @ [w1, w2] + b == pytest.approx(net(X)[:, 0])
    assert np.abs(run.hidden(run.network("tanh", 0), X)).max() < 1


def test_training_keeps_the_parameters_of_a_descent_that_passes_the_gradient_check():
    params, losses = run.train("tanh", 4)
    net = run.network("tanh", 4)
    assert gradient_check(net, binary_cross_entropy, X, Y) < 1e-7
    assert np.array_equal(params[0], net.params) and len(params) == len(losses) == len(run.EPOCHS)
    for _ in range(3):
        loss, dscores = binary_cross_entropy(Y, net(X))
        net.backward(dscores)
        net.params -= 0.5 * net.grads
    assert run.EPOCHS[3] == 3 and params[3] == pytest.approx(net.params, rel=1e-12)
    net.params[:] = params[-1]
    assert losses[-1] == pytest.approx(binary_cross_entropy(Y, net(X))[0])
    assert not np.array_equal(params[0], run.train("tanh", 5)[0][0])


def test_epochs_begin_one_by_one_and_end_at_2000():
    assert run.EPOCHS[:20].tolist() == list(range(20)) and run.EPOCHS[-1] == 2000
    assert (np.diff(run.EPOCHS) > 0).all()


@pytest.mark.parametrize(
    "p, over, words",
    [
        ([0.05, 0.95, 0.99, 0.01], False, "Solved"),
        (
            [0.05, 0.95, 0.99, 0.11],
            False,
            "4 of 4 rows on the right side; farthest off is (1, 1) with p = 0.11, target 0",
        ),
        ([0.05, 0.85, 0.99, 0.01], True, "4 of 4 rows on the right side; farthest off is (0, 1) with p = 0.85"),
        ([0.45, 0.55, 0.5, 0.5], False, "Here it says about ½ for every row: loss 0.65, close to ln 2."),
        ([0.5, 0.5, 0.5, 0.5], True, "Still it says about ½ for every row: loss 0.69"),
        ([0.001, 0.999, 0.5, 0.5], True, "Stands still, two rows at ½: loss 0.35."),
        ([1 / 3, 0.999, 1 / 3, 1 / 3], True, "Stands still, three rows alike: loss 0.48."),
        ([0.001, 0.999, 0.6, 0.51], False, "3 of 4 rows"),
        ([0.35, 0.6, 0.6, 0.4], False, "4 of 4 rows on the right side; farthest off is (0, 1)"),
        ([0.2, 0.3, 0.8, 0.9], True, "2 of 4 rows on the right side; farthest off is (1, 1) with p = 0.90, target 0."),
    ],
)
def test_the_verdict_says_what_the_answers_amount_to(p, over, words):
    p = np.array(p)
    loss = -np.log(np.where(Y[:, 0] == 1, p, 1 - p)).mean()
    assert words in run.verdict(p, loss, over)


def test_limits_show_all_points_with_room_and_equal_scales():
    paths = np.array([[[0, 0], [4, 1], [2, 0], [1, 1]], [[0, 0], [3, 2], [2, 0], [1, -1]]], dtype=float)
    low, high = run.limits(paths)
    assert (low < [0, -1]).all() and (high > [4, 2]).all()
    assert np.ptp([low, high], axis=0).tolist() == pytest.approx([4.64, 4.64])
    assert np.ptp(run.limits(np.zeros((2, 4, 2))), axis=0) == pytest.approx([0.58, 0.58])


# ---- the explorable: what is shown ----


@pytest.fixture
def page(monkeypatch):
    shown = []
    monkeypatch.setattr(live, "display", shown.append)
    return shown


def caption(figure):
    return re.search(r"<figcaption.*?>(.*)</figcaption>", figure.widget.value, re.S)[1]


def parts(page):
    """activation, seed, epoch, and the buttons play, step, reset."""
    choices, course, _ = page[-1].children
    epoch, row = course.children
    return *choices.children, epoch, *row.children[:3]


def test_every_control_changes_the_picture_and_the_words(page):
    figure, redraw = explore.build()
    activation, seed, epoch, *_ = parts(page)
    assert "2-2-1 with tanh, seed 2, step 2000" in caption(figure) and "two rows at ½" in caption(figure)
    seen = {figure.widget.value}
    for change in (
        lambda: setattr(epoch, "index", 30),
        lambda: setattr(seed, "value", 0),
        lambda: setattr(epoch, "value", 2000),
        lambda: setattr(activation, "value", "ReLU"),
        lambda: setattr(activation, "value", "sigmoid"),
    ):
        change()
        assert 'alt="Input plane, hidden space and loss.' in figure.widget.value
        seen.add(figure.widget.value)
    assert len(seen) == 6
    before = figure.widget.value
    redraw()
    redraw()
    assert figure.widget.value == before
    assert all(not ax.collections for ax in figure.figure.axes)  # the grounds are not piled up


@pytest.mark.parametrize("name", run.UNITS)
def test_words_and_points_agree_with_the_network(page, name):
    figure, _ = explore.build()
    activation, seed, epoch, *_ = parts(page)
    activation.value = name
    for seed.value in (0, 2, 4, 12):
        params, losses = run.train(name, seed.value)
        net = run.network(name, seed.value)
        for epoch.index in (3, len(params) - 1):
            net.params[:] = params[epoch.index]
            p = sigmoid(net(X))[:, 0]
            assert ("Solved" in caption(figure)) == (np.abs(p - Y[:, 0]).max() < 0.1)
            assert f"loss {losses[epoch.index]:.2f}" in caption(figure)
            assert f"(1, 1) {p[3]:.2f}" in caption(figure)
            drawn = np.concatenate([line.get_xydata() for line in figure.moving[5:7]])
            H = run.hidden(net, X)
            assert drawn == pytest.approx(H[[0, 3, 1, 2]])
            middle = figure.figure.axes[1]
            for ends, values in zip((middle.get_xlim(), middle.get_ylim()), H.T, strict=True):
                assert ends[0] < values.min() and values.max() < ends[1]
            now = figure.moving[2].get_xydata()[0]
            assert now.tolist() == pytest.approx([epoch.value, min(losses[epoch.index], 1.04)])


def test_the_clock_steps_through_the_epochs_stops_at_the_end_and_goes_back(page):
    figure, _ = explore.build()
    _, _, epoch, play, step, reset = parts(page)
    reset.click()
    step.click()
    step.click()
    assert epoch.value == 2 and "step 2," in caption(figure)
    epoch.index = len(run.EPOCHS) - 3
    play.value = True
    timer = page[-1].children[1].children[1].children[3]
    assert timer.playing
    timer.value += 1
    assert epoch.value != 2000 and play.value
    timer.value += 1
    assert epoch.value == 2000 and not play.value and not timer.playing
    step.click()
    assert epoch.value == 2000
    reset.click()
    assert epoch.value == 0 and "step 0," in caption(figure)


def test_run_again_the_earlier_copy_is_closed(page):
    first, _ = explore.build()
    explore.hidden_space()
    assert len(page) == 2 and first.widget.comm is None and page[1].children[2].comm is not None


def test_the_explorable_reaches_the_hundred_seeds_of_the_table_and_starts_from_the_same_numbers(page):
    explore.build()
    assert parts(page)[1].max == 99
    for seed in (0, 59, 99):
        assert run.network("tanh", seed).params == pytest.approx(starts(2, seeds=[seed]).params[0])


# ---- what the notebook says and does not print ----
def starts(width, activation=Tanh, seeds=range(100), draw=lambda rng, n: rng.normal(0, 1, n)):
    nets = [mlp([2, width, 1], activation, rng=np.random.default_rng(seed)) for seed in seeds]
    for net, seed in zip(nets, seeds, strict=True):
        net.params[:] = draw(np.random.default_rng(seed), net.params.size)
    return stack(nets)


def train(nets, steps=2000, lr=0.5, momentum=0.0):
    sgd = SGD(nets, lr=lr, momentum=momentum)
    for _ in range(steps):
        nets.backward(binary_cross_entropy(Y, nets.forward(X))[1])
        sgd.step()
    return nets


def solved(nets):
    return (np.abs(sigmoid(nets(X))[:, :, 0] - Y[:, 0]) < 0.1).all(axis=1)


def test_seed_2_says_a_half_after_ten_times_the_steps_and_has_hardly_any_slope_left():
    nets = train(starts(2, seeds=[2]), 20_000)
    assert sigmoid(nets(X))[0, :, 0].round(2).tolist() == [0.5, 1, 0.5, 0]
    nets.backward(binary_cross_entropy(Y, nets.forward(X))[1])
    assert np.linalg.norm(nets.grads) < 1e-3


def test_seeds_54_and_68_stand_still_for_60_000_steps_at_the_loss_of_three_rows_alike():
    nets = train(starts(2, seeds=[54, 68]), 60_000)
    assert binary_cross_entropy(Y, nets(X))[0] == pytest.approx([0.477, 0.477], abs=0.002)


@pytest.mark.skipif("CI" not in os.environ, reason="takes a minute; set CI=1 for that")
def test_after_200_000_steps_three_more_have_left_and_fifty_three_have_not():
    nets = starts(2)
    before = solved(train(nets))
    assert np.flatnonzero(solved(train(nets, 148_000)) & ~before).tolist() == [59]
    assert binary_cross_entropy(Y, nets(X))[0][[54, 68]] == pytest.approx([0.477, 0.477], abs=0.002)
    assert np.flatnonzero(solved(train(nets, 30_000)) & ~before).tolist() == [54, 59]
    after = solved(train(nets, 20_000))
    assert np.flatnonzero(after & ~before).tolist() == [54, 59, 68]
    assert binary_cross_entropy(Y, nets(X))[0][~after] == pytest.approx(np.full(53, 0.347), abs=0.002)


def test_six_of_the_sigmoid_networks_were_only_slow():
    nets = starts(2, Sigmoid)
    before = solved(train(nets))
    after = solved(train(nets, 18_000))
    assert before.sum() == 68 and after[before].all() and (after & ~before).sum() == 6


def test_the_point_where_seed_2_keeps_two_rows_is_a_corner_where_both_tanh_are_flat():
    two = train(starts(2, seeds=[0, 2]))
    first = two.layers[0]
    places = np.tanh(X @ first.W + first.b)
    assert (places[1, [0, 2]] > 0.995).all()  # (0, 0) and (1, 0)
    assert (first.W[0, 0] * first.W[0, 1] > 0).all()  # in seed 0 both units take a sum


def test_equal_columns_with_random_weights_out_do_no_harm_on_400_further_seeds():
    seeds = range(100, 500)
    random, equal = starts(2, seeds=seeds), starts(2, seeds=seeds)
    first = equal.layers[0]
    first.W[:, :, 1], first.b[:, :, 1] = first.W[:, :, 0], first.b[:, :, 0]
    counts = solved(train(random)).sum(), solved(train(equal)).sum()
    assert np.abs(np.subtract(counts, (190, 229))).max() <= 1


def test_all_of_100_is_not_a_chance_of_1():
    assert abs(0.97**100 - 1 / 20) < 0.003


@pytest.mark.parametrize("activation, count", [(ReLU, 12), (Tanh, 38), (Sigmoid, 69)])
def test_momentum_solves_no_more_networks_of_two_units(activation, count):
    assert abs(solved(train(starts(2, activation), momentum=0.9)).sum() - count) <= 1


def test_all_positive_no_relu_bends_at_the_start_and_small_steps_do_not_change_the_end():
    nets = starts(8, ReLU, draw=lambda rng, n: rng.uniform(0, 1, n))
    first = nets.layers[0]
    assert (X @ first.W + first.b > 0).all() and sigmoid(nets(X)).min() > 0.7
    small = starts(8, ReLU, draw=lambda rng, n: rng.uniform(0, 1, n))
    failed = ~solved(train(nets))
    assert failed.sum() == 48 and np.abs(sigmoid(nets(X))[failed] - 0.5).max() < 0.01
    assert abs(solved(train(small, 20_000, lr=0.01)).sum() - 45) <= 1


def test_the_losses_of_the_three_ways_to_give_up():
    third = -np.log([2 / 3, 2 / 3, 1 / 3, 1]).mean()
    assert third == pytest.approx(0.48, abs=0.005) and np.log(2) / 2 == pytest.approx(0.35, abs=0.005)


# ---- pictures ----
def shown_by(monkeypatch, draw, *arguments, **named):
    kept = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: kept.append((fig, alt)))
    assert draw(*arguments, **named) is None
    ((fig, alt),) = kept
    fig.canvas.draw()
    return fig, alt


def test_pictures_draw_and_say_what_they_show(monkeypatch):
    two = train(starts(2, seeds=[0, 2]))
    fig, alt = shown_by(monkeypatch, pictures.two_fates, [two[0], two[1]], seeds=(0, 2))
    assert "on one spot: (0, 1) and (1, 0). Seed 2" in alt and "on one spot: (0, 0) and (1, 0)" in alt
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["seed 0: solved", "seed 2: stuck"]
    assert [text.get_text() for text in fig.axes[1].texts][0] == "(0, 0): 0.50\n(1, 0): 0.50"
    path = np.random.default_rng(0).normal(size=(50, 2)).cumsum(axis=0)
    fig, alt = shown_by(monkeypatch, pictures.units_apart, {"alike": path[:, [0, 0]], "apart": path})
    assert [text.get_text() for ax in fig.axes for text in ax.texts] == ["units 1 and 2", "unit 1", "unit 2"]
    assert "alike: the two lines lie on each other. apart: the two lines part" in alt
    falling = np.geomspace(0.9, 0.01, 200)
    _, alt = shown_by(monkeypatch, pictures.plateau, {"plain": falling, "momentum": falling**2})
    assert f"plain it is below 0.6 at step {np.argmax(falling < 0.6) + 1}" in alt
    losses = np.r_[np.full(15_000, 0.477), np.full(5000, 0.0)]
    _, alt = shown_by(monkeypatch, pictures.late, losses, seed=59)
    assert "0.48 at once and stands there until about step 15,000, then it falls to 0.00" in alt
    counts = {name: [1, 5, 9, 20] for name in pictures.ACTIVATIONS}
    _, alt = shown_by(monkeypatch, pictures.solved_by_width, (2, 3, 4, 8), counts)
    assert "tanh 1, 5, 9, 20" in alt


def test_bars_show_one_standard_deviation_and_stop_at_all_networks():
    assert pictures.spread([50, 20]) == pytest.approx([5, 4])
    ax = pictures.draw_solved_by_width((2, 8), {"tanh": np.array([50, 99])}).axes[0]
    (bars,) = ax.collections
    ends = [part[:, 1].tolist() for part in bars.get_segments()]
    assert ends[0] == [45, 55] and ends[1] == pytest.approx([99 - 0.99**0.5, 99 + 0.99**0.5])
    top = pictures.draw_solved_by_width((2, 8), {"tanh": np.array([9, 9])}, n=10).axes[0].collections[0]
    assert top.get_segments()[0][:, 1].max() <= 10
