"""Its checkers name the fault, its explorable shows what training does to XOR, its pictures draw, its claims hold."""

import os
import re
from collections import Counter

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


@pytest.mark.parametrize("name", ["census", "break_symmetry"])
def test_a_stub_is_not_attempted_and_a_missing_return_is_named(name):
    checker = getattr(check, name)
    assert checker(stub).passed is None and checker(...).passed is None
    assert_told(checker(nothing), "returns None")


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


# ---- census ----
KINDS = {2: "two alike", 3: "three alike", 4: "all alike"}
NAMES = ["solved", *KINDS.values(), "other"]


def census(P, y, right=lambda p, y: abs(p - y) < 0.1, together=lambda q, t: (abs(q - t.mean()) < 0.1).all()):
    """As the lesson has it, but for what is given."""
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        wrong = ~right(p, y)
        end = "other"
        if not wrong.any():
            end = "solved"
        elif wrong.sum() > 1 and together(p[wrong], y[wrong]):
            end = KINDS[int(wrong.sum())]
        counts[end] += 1
    return counts


def with_(**twist):
    return lambda P, y: census(P, y, **twist)


def by_columns(P, y):
    """For all networks at once, without a loop."""
    wrong = np.abs(P - y) >= 0.1
    n = wrong.sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean = (wrong * y).sum(axis=1, keepdims=True) / n[:, None]
    alike = (~wrong | (np.abs(P - mean) < 0.1)).all(axis=1)
    found = {name: int((alike & (n == k)).sum()) for k, name in KINDS.items()}
    solved = (n == 0).sum()
    return found | {"solved": solved, "other": len(P) - solved - sum(found.values())}


def with_counter(P, y):
    found = []
    for p in P.tolist():
        rest = [(q, t) for q, t in zip(p, y, strict=True) if abs(q - t) >= 0.1]
        mean = sum(t for _, t in rest) / max(len(rest), 1)
        alike = all(abs(q - mean) < 0.1 for q, _ in rest)
        found.append("solved" if not rest else KINDS[len(rest)] if alike else "other")
    return Counter(found)


def crashes_at_one(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        counts[({0: "solved"} | KINDS)[(np.abs(p - y) >= 0.1).sum()]] += 1
    return counts


def returns_early(P, y):
    for p in P:
        return census([p], y)


def begins_anew(P, y):
    for p in P:
        counts = census([p], y)
    return counts


def plain_ifs(P, y):
    counts = census(P, y)
    for p in P:
        counts["other"] += (np.abs(p - y) >= 0.1).any()
    return counts


def no_other(P, y):
    return census(P, y) | {"other": 0}


def down_the_columns(P, y):
    counts = dict.fromkeys(NAMES, 0)
    counts["solved"] = (np.abs(P - y) < 0.1).all(axis=0).sum()
    return counts | {"other": 4 - counts["solved"]}


def halves(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        n = int((np.abs(p - 0.5) < 0.1).sum())
        counts["solved" if (np.abs(p - y) < 0.1).all() else KINDS.get(n, "other")] += 1
    return counts


def by_loss(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        loss = round(-np.log(np.where(y == 1, p, 1 - p)).mean(), 2)
        kinds = {0.35: "two alike", 0.48: "three alike", 0.69: "all alike"}
        counts["solved" if (np.abs(p - y) < 0.1).all() else kinds.get(loss, "other")] += 1
    return counts


def all_then_compared(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        if np.abs(p - y).all() < 0.1:
            counts["solved"] += 1
        else:
            counts = {name: counts[name] + n for name, n in (census([p], y) | {"solved": 0}).items()}
            counts["other"] += (np.abs(p - y) < 0.1).all()
    return counts


def changes_its_argument(P, y):
    P -= y
    return census(P + y, y)


def third(mean):
    return with_(together=lambda q, t: (abs(q - (mean if len(t) == 3 else 0.5)) < 0.1).all())


def solved_by_the_mean(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        (end,) = (end for end, n in census([p], y).items() if n)
        counts["solved" if np.abs(p - y).mean() < 0.1 else end] += 1
    return counts


WRONG_CENSUS = [
    (all_then_compared, "no network is ever solved. All four answers within 0.1 is"),
    (with_(right=lambda p, y: (p > 0.5) == y), "there is no margin"),
    (with_(right=lambda p, y: p - y < 0.1), "the sign of p − y is kept"),
    (solved_by_the_mean, "the mean distance of the four answers"),
    *(
        (with_(right=lambda p, y, m=m: abs(p - y) < m), f"as right within {m}, not 0.1")
        for m in (0.05, 0.15, 0.2, 0.25)
    ),
    (lambda P, y: census(P, Y[:, 0]), "y is not used: you always compare with XOR"),
    (with_(together=lambda q, t: (abs(q - 0.5) < 0.1).all()), "you compare with ½, whichever"),
    (third(1 / 3), "three alike are found at ⅓ only"),
    (third(2 / 3), "three alike are found at ⅔ only"),
    (
        with_(together=lambda q, t: (abs(q - (t.mean() if len(t) == 3 else 0.5)) < 0.1).all()),
        "two or four alike are compared with ½",
    ),
    (lambda P, y: census(P, y, together=lambda q, t: (abs(q - y.mean()) < 0.1).all()), "the mean of all four targets"),
    (with_(together=lambda q, t: np.ptp(q) < 0.1), "are close to each other, wherever they are"),
    (with_(together=lambda q, t: (abs(q - q.mean()) < 0.1).all()), "are close to each other, wherever they are"),
    (with_(together=lambda q, t: True), "only the number of wrong answers decides"),
    (with_(together=lambda q, t: (abs(q - t.mean()) < 0.1).any()), "one answer near the mean is enough"),
    (
        with_(together=lambda q, t: abs(q.mean() - t.mean()) < 0.1),
        "the mean of the answers with the mean of the targets",
    ),
    (with_(together=lambda q, t: (q - t.mean() < 0.1).all()), "answers far below the mean of their targets pass"),
    *(
        (with_(together=lambda q, t, m=m: (abs(q - t.mean()) < m).all()), f"pass as alike within {m}, not 0.1")
        for m in (0.05, 0.15, 0.2, 0.25)
    ),
    (halves, "you count the answers near ½"),
    (by_loss, "you judge by the loss"),
    (crashes_at_one, "A single answer that is not right has nothing to be alike with"),
    (returns_early, "for a table of 26 your counts add up to 1. Is the `return` inside the loop"),
    (begins_anew, "do the counts begin anew"),
    (plain_ifs, "is counted twice, as 'two alike' and as 'other'"),
    (no_other, "0.03, 0.95, 0.95, 0.98 (targets 0, 1, 1, 0) is counted nowhere"),
    (down_the_columns, "A network is a row of P, not a column"),
    (lambda P, y: {end: n / len(P) for end, n in census(P, y).items()}, "these are shares"),
    (lambda P, y: {end: 100 * n / len(P) for end, n in census(P, y).items()}, "these are percentages"),
    (lambda P, y: {end: 2 * n for end, n in census(P, y).items()}, "makes a count of 2. It counts once."),
    (lambda P, y: {"solved": len(P)}, "are 'two alike', not 'solved'. Not right are 0.50, 0.51; the mean of their"),
    (lambda P, y: list(census(P, y).values()), "a dict with the five counts is wanted, got a list."),
    (lambda P, y: {"two at ½": len(P)}, "the key 'two at ½' is none of the five"),
    (lambda P, y: {"solved": "all"}, "a number for each end"),
    (lambda P, y: census(P, y) if len(P) == 1 else {"solved": len(P)}, "but a table is not. Judge each row"),
    (changes_its_argument, "changes its argument number 1"),
]


@pytest.mark.parametrize("answer", [census, by_columns, with_counter])
def test_census_accepts_right_answers(answer):
    assert check.census(answer).passed, check.census(answer)


@pytest.mark.parametrize("answer, words", WRONG_CENSUS)
def test_census_says_what_is_wrong(answer, words):
    assert_told(check.census(answer), words)


def test_no_fault_hides_another_or_the_right_answer():
    wanted = [check._end(p, y) for p, y in check.ANSWERS]
    seen = [wanted, *([check._faulty(how, p, y) for p, y in check.ANSWERS] for how, _, _ in check.CENSUS_FAULTS)]
    assert len({tuple(ends) for ends in seen}) == len(seen) and set(wanted) == set(NAMES)


def test_no_made_up_answer_stands_at_a_margin():
    for p, y in check.ANSWERS:
        wrong = np.abs(p - y) >= 0.1
        far = np.r_[np.abs(p - y), np.abs(p[wrong] - y[wrong].mean()) if wrong.any() else []]
        assert np.abs(far - 0.1).min() > 0.005


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
        ([0.45, 0.55, 0.5, 0.5], False, "Here it says about ½ for every row: loss 0.65, close to log 2."),
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


@pytest.mark.skipif("CI" not in os.environ, reason="takes half a minute; set CI=1 for that")
def test_all_positive_fifty_times_the_steps_at_a_fiftieth_of_the_rate_change_nothing():
    nets = starts(8, ReLU, draw=lambda rng, n: rng.uniform(0, 1, n))
    assert abs(solved(train(nets, 100_000, lr=0.01)).sum() - 45) <= 1


def answers_of(nets):
    return sigmoid(nets(X))[:, :, 0]


def test_relu_networks_say_a_half_to_all_rows_where_nothing_bends_and_only_there():
    nets = train(starts(2, ReLU))
    on = X @ nets.layers[0].W + nets.layers[0].b > 0
    bent = (on.any(axis=1) & ~on.all(axis=1)).any(axis=1)
    half = (np.abs(answers_of(nets) - 0.5) < 0.1).all(axis=1)
    assert half.sum() == 37 and np.array_equal(half, ~bent)


def test_in_53_tanh_networks_two_rows_lie_on_one_spot_in_a_corner():
    nets = train(starts(2))
    first, P = nets.layers[0], answers_of(nets)
    places, wrong = np.tanh(X @ first.W + first.b), np.abs(P - Y[:, 0]) >= 0.1
    pairs = [places[i, wrong[i]] for i in range(100) if census(P[[i]], Y[:, 0])["two alike"]]
    assert len(pairs) == 53
    assert all(np.hypot(*(a - b)) < 0.1 and np.abs([a, b]).min() > 0.95 for a, b in pairs)


@pytest.mark.parametrize("activation", [ReLU, Tanh, Sigmoid])
def test_of_1200_networks_five_end_in_another_way_all_with_sigmoid(activation):
    others = [census(answers_of(train(starts(width, activation))), Y[:, 0])["other"] for width in (2, 3, 4, 8)]
    assert others == ([4, 1, 0, 0] if activation is Sigmoid else [0, 0, 0, 0])


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
    three = train(starts(2, ReLU, seeds=[9, 3, 7]))
    kinds = [end for P in answers_of(three) for end, n in census([P], Y[:, 0]).items() if n]
    assert kinds == ["two alike", "three alike", "all alike"]
    fig, alt = shown_by(monkeypatch, pictures.ways_to_give_up, {f"net {i}": three[i] for i in range(3)})
    assert "net 2: (0, 0) 0.50, (0, 1) 0.50, (1, 0) 0.50, (1, 1) 0.50" in alt
    assert [text.get_text() for text in fig.axes[1].texts] == [f"{p:.2f}" for p in answers_of(three)[1]]
    counts = {("ReLU", 2): dict(zip(NAMES, (26, 12, 25, 37, 0), strict=True)), ("tanh", 2): dict.fromkeys(NAMES, 20)}
    fig, alt = shown_by(monkeypatch, pictures.ends, counts)
    assert "ReLU, 2 units: 26 solved, 12 two alike, 25 three alike, 37 all alike; tanh" in alt
    assert [text.get_text() for text in fig.axes[0].texts] == ["26", "12", "25", "37"]
    tops = [bar.get_y() + bar.get_height() for bar in fig.axes[0].patches]
    assert tops == [26, 38, 63, 100, 100]
    assert fig.get_suptitle().startswith("134 of 154 networks")


def test_bars_show_one_standard_deviation_and_stop_at_all_networks():
    assert pictures.spread([50, 20]) == pytest.approx([5, 4])
    ax = pictures.draw_solved_by_width((2, 8), {"tanh": np.array([50, 99])}).axes[0]
    (bars,) = ax.collections
    ends = [part[:, 1].tolist() for part in bars.get_segments()]
    assert ends[0] == [45, 55] and ends[1] == pytest.approx([99 - 0.99**0.5, 99 + 0.99**0.5])
    top = pictures.draw_solved_by_width((2, 8), {"tanh": np.array([9, 9])}, n=10).axes[0].collections[0]
    assert top.get_segments()[0][:, 1].max() <= 10
