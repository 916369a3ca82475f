"""Its checkers name the fault, its explorable shows what training does to XOR, its pictures draw."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib import Tanh, binary_cross_entropy, gradient_check, sigmoid
from nnlib.data import xor
from nnlib.teaching import live
from nnlib.teaching.lessons.xor import check, hidden_space, pictures, planes
from nnlib.teaching.lessons.xor import hidden_space_run as run

X, Y = xor()


@pytest.fixture(autouse=True)
def no_memory(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def stub(*arguments): ...


def nothing(*arguments):
    len(arguments)


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


@pytest.mark.parametrize("name", ["separates", "sampler", "break_symmetry", "success_rate"])
def test_a_stub_is_not_attempted_and_a_missing_return_is_named(name):
    checker = getattr(check, name)
    assert checker(stub).passed is None and checker(...).passed is None
    assert_told(checker(nothing), "None" if name != "success_rate" else "returns None")


# ---- separates ----


def z(w, b):
    return X @ w + b


def one_by_one(w, b, y):
    for x, target in zip([(0, 0), (0, 1), (1, 0), (1, 1)], y, strict=True):
        score = w[0] * x[0] + w[1] * x[1] + b
        if target == 1 and score <= 0 or target == 0 and score > 0:
            return False
    return True


def returns_in_the_loop(w, b, y):
    for score, target in zip(z(w, b), y, strict=True):
        return (score > 0) == (target == 1)


WRONG_SEPARATES = [
    (lambda w, b, y: any((z(w, b) > 0) == y), "as soon as one row is right"),
    (lambda w, b, y: np.mean((z(w, b) > 0) == y), "share of rows that are right"),
    (lambda w, b, y: sum((z(w, b) > 0) == y), "number of rows that are right"),
    (lambda w, b, y: (z(w, b) > 0) == y, "four answers, one for each row"),
    (lambda w, b, y: z(w, b) > 0, "the targets are not used"),
    (lambda w, b, y: all(s > 0 for s, t in zip(z(w, b), y, strict=True) if t), "only the rows with target 1"),
    (lambda w, b, y: all(s <= 0 for s, t in zip(z(w, b), y, strict=True) if not t), "only the rows with target 0"),
    (lambda w, b, y: all((z(w, b) >= 0) == y), "a score of exactly 0 counts as a one"),
    (lambda w, b, y: all((2 * y - 1) * z(w, b) > 0), "target 0 and score 0 is called wrong"),
    (lambda w, b, y: all((2 * y - 1) * z(w, b) >= 0), "target 1 passes with a score of 0"),
    (lambda w, b, y: all((z(w, b) > 0) != y), "ones and zeros are swapped"),
    (lambda w, b, y: all((z(w, b) > 0) == y) or all((z(w, b) > 0) != y), "all ones on its lower side"),
    (lambda w, b, y: all((X @ w > 0) == y), "the bias is not used"),
    (lambda w, b, y: all((X @ w > b) == y), "the bias has the wrong sign"),
    (lambda w, b, y: all((X[:, ::-1] @ w + b > 0) == y), "(0, 1) and (1, 0) are swapped"),
    (lambda w, b, y: all((z(w, b) > 0) == [0, 1, 1, 0]), "it says False for every line"),
    (lambda w, b, y: all((z(w, b) > 0.5) == y), "compare the score with ½"),
    (lambda w, b, y: True, "it says True for every line"),
    (returns_in_the_loop, "only the first row counts"),
    (lambda w, b, y: (np.sign(z(w, b)) == y).all(), "np.sign gives −1"),
    (lambda w, b, y: False, "do you read the targets from y?"),
    (lambda w, b, y: np.bool_(y[2] > y[3]), "[0., 0., 0., 1.]) the answer should be True, yours is False."),
    (lambda w, b, y: float(sum(y) == 1), "[0., 0., 1., 0.]) the answer should be False, yours is True."),
    (lambda w, b, y: X @ w.T + c, "NameError"),  # noqa: F821
]


@pytest.mark.parametrize("answer", [check.right_separates, one_by_one, lambda w, b, y: all((z(w, b) > 0) == y)])
def test_separates_accepts_right_answers(answer):
    assert check.separates(answer).passed, check.separates(answer)


@pytest.mark.parametrize("answer, words", WRONG_SEPARATES)
def test_separates_says_what_is_wrong(answer, words):
    assert_told(check.separates(answer), words)


def test_no_line_separates_xor_but_some_separate_the_other_tables():
    rng = np.random.default_rng(0)
    lines = [(rng.normal(size=2), rng.normal()) for _ in range(3000)]
    alone = [y.tolist() for y in check.TABLES if not any(check.right_separates(w, b, y) for w, b in lines)]
    assert alone == [[0, 1, 1, 0], [1, 0, 0, 1]]


# ---- sampler ----


def epochs_in_order(n_steps, n_rows, rng):
    return np.concatenate([rng.permutation(n_rows) for _ in range(-(-n_steps // n_rows))])[:n_steps]


def in_runs(n_steps, n_rows, rng):
    return rng.integers(0, n_rows, n_steps // 10).repeat(10)


def normal_rows(n_steps, n_rows, rng):
    middle = (n_rows - 1) / 2
    return np.clip(rng.normal(middle, n_rows / 4, n_steps).round(), 0, n_rows - 1).astype(int)


RIGHT_SAMPLER = [
    lambda n_steps, n_rows, rng: rng.integers(0, n_rows, n_steps),
    lambda n_steps, n_rows, rng: rng.integers(n_rows, size=n_steps),
    lambda n_steps, n_rows, rng: rng.choice(n_rows, n_steps),
    lambda n_steps, n_rows, rng: [int(rng.random() * n_rows) for _ in range(n_steps)],
    epochs_in_order,
    lambda n_steps, n_rows, rng: rng.permutation(np.arange(n_steps) % n_rows).tolist(),
]
WRONG_SAMPLER = [
    (lambda n, k, rng: rng.integers(0, k - 1, n), "row 3 never came"),
    (lambda n, k, rng: rng.integers(1, k, n), "row 0 never came"),
    (lambda n, k, rng: rng.integers(0, 3, n), "from 4 rows, row 3 never came"),
    (lambda n, k, rng: rng.integers(0, 4, n), "from 7 rows, rows 4, 5 and 6 never came. Counts: row 0: "),
    (lambda n, k, rng: rng.integers(1, k + 1, n), "row 4 was drawn, but a table with 4 rows has only the rows 0 to 3"),
    (lambda n, k, rng: rng.integers(0, k + 1, n), "row 4 was drawn"),
    (lambda n, k, rng: rng.integers(-1, k, n), "row -1 was drawn"),
    (lambda n, k, rng: np.random.default_rng(0).integers(0, k, n), "rng was not used"),
    (lambda n, k, rng: np.arange(n) % k, "rng was not used"),
    (lambda n, k, rng: rng.random() and np.arange(n) % k, "two different generators gave the same rows"),
    (lambda n, k, rng: (rng.random(n) * (k - 1)).round().astype(int), "some rows are drawn more often"),
    (normal_rows, "some rows are drawn more often"),
    (in_runs, "the same row comes many times in a row"),
    (lambda n, k, rng: np.full(n, rng.integers(0, k)), "draws are row"),
    (lambda n, k, rng: rng.integers(0, k), "the result has shape ()"),
    (lambda n, k, rng: rng.integers(0, k, (n, 1)), "the result has shape (10000, 1)"),
    (lambda n, k, rng: rng.permutation(k), "the result has shape (4,), wanted (10000,)"),
    (lambda n, k, rng: rng.uniform(0, k, n), "of type float64"),
    (lambda n, k, rng: rng.choice(k, n, replace=False), "ValueError"),
]


def test_a_fixed_number_of_rows_is_asked_about_and_not_the_range():
    assert "Is n_rows used?" in repr(check.sampler(lambda n, k, rng: rng.integers(0, 4, n)))
    assert "Is n_rows used?" not in repr(check.sampler(lambda n, k, rng: rng.integers(0, k - 1, n)))


@pytest.mark.parametrize("answer", RIGHT_SAMPLER)
def test_sampler_accepts_right_answers(answer):
    assert check.sampler(answer).passed, check.sampler(answer)


@pytest.mark.parametrize("answer, words", WRONG_SAMPLER)
def test_sampler_says_what_is_wrong(answer, words):
    assert_told(check.sampler(answer), words)


# ---- break_symmetry ----


def normal_start(n, rng):
    return rng.normal(0, 1, (2, n)), rng.normal(0, 1, (n, 1))


def one_column(n, rng):
    return rng.normal(size=(2, 1)).repeat(n, axis=1), rng.normal(size=(1, 1)).repeat(n, axis=0)


WRONG_SYMMETRY = [
    (lambda n, rng: (np.zeros((2, n)), np.zeros((n, 1))), "all weights are 0"),
    (lambda n, rng: (np.ones((2, n)), np.ones((n, 1))), "units 1 and 2 are alike, and after 300 steps of training"),
    (one_column, "units 1 and 2 are alike, and after 300 steps of training they still are"),
    (lambda n, rng: (rng.choice([-1.0, 1.0], (2, n)), rng.choice([-1.0, 1.0], (n, 1))), "Could you swap the two"),
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
    (rates(lambda p, y: near(p, [0, 1, 1, 0]).all(axis=1).mean()), "you always compare with XOR"),
    (rates(lambda p, y: near(p.mean(axis=0), y).all()), "you average the answers of all networks"),
    (rates(lambda p, y: near(p, y).all()), "whether all networks are solved"),
    (rates(lambda p, y: near(p, y).all(axis=1).any()), "whether any network is solved"),
    (rates(lambda p, y: near(p[-1], y).all()), "only the last network counts"),
    (rates(lambda p, y: near(p[0], y).all()), "only the first network counts"),
    (rates(lambda p, y: near(p, y).all(axis=1)), "one number is wanted, got an array of shape (11,)"),
    (rates(lambda p, y: 0.5), "the answer should be"),
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
        (check.SEPARATES_FAULTS, check.SEPARATES_CASES, check.right_separates),
        (check.SUCCESS_FAULTS, check.SUCCESS_CASES, check.right_success_rate),
    ],
    ids=["separates", "success_rate"],
)
def test_no_fault_hides_another_or_the_right_answer(faults, cases, right):
    def answers(function):
        return [np.asarray(function(*case), dtype=float).tolist() for case in cases]

    seen = [answers(right), *(answers(fault.wrong) for fault in faults)]
    assert len({repr(made) for made in seen}) == len(seen)


# ---- the explorable: what is computed ----


def test_the_mesh_is_a_grid_over_the_four_points():
    path = run.mesh(lines=3, points=5)
    gaps = np.isnan(path).all(axis=1)
    assert gaps.sum() == 6 and len(path) == 6 * 6 and np.isnan(path[:, 0]).sum() == 6
    assert path[~gaps].min() == -0.25 and path[~gaps].max() == 1.25
    spans = [np.ptp(line[:-1], axis=0).tolist() for line in np.split(path, np.flatnonzero(gaps) + 1)[:-1]]
    assert spans == 3 * [[1.5, 0]] + 3 * [[0, 1.5]]


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
        ([0.001, 0.999, 0.5, 0.5], True, "A dead end, two rows at ½: loss 0.35."),
        ([1 / 3, 0.999, 1 / 3, 1 / 3], True, "A dead end, three rows alike: loss 0.48."),
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
    figure, redraw = hidden_space.build()
    activation, seed, epoch, *_ = parts(page)
    assert "2-2-1 with tanh, seed 0, epoch 0" in caption(figure)
    seen = {figure.widget.value}
    for change in (
        lambda: setattr(epoch, "index", 30),
        lambda: setattr(seed, "value", 2),
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
    figure, _ = hidden_space.build()
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
            drawn = np.concatenate([line.get_xydata() for line in figure.moving[-2:]])
            H = run.hidden(net, X)
            assert drawn == pytest.approx(H[[0, 3, 1, 2]])
            middle = figure.figure.axes[1]
            for ends, values in zip((middle.get_xlim(), middle.get_ylim()), H.T, strict=True):
                assert ends[0] < values.min() and values.max() < ends[1]
            now = figure.moving[2].get_xydata()[0]
            assert now.tolist() == pytest.approx([epoch.value, min(losses[epoch.index], 1.04)])


def test_the_clock_steps_through_the_epochs_stops_at_the_end_and_goes_back(page):
    figure, _ = hidden_space.build()
    _, _, epoch, play, step, reset = parts(page)
    step.click()
    step.click()
    assert epoch.value == 2 and "epoch 2," in caption(figure)
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
    assert epoch.value == 0 and "epoch 0," in caption(figure)


def test_run_again_the_earlier_copy_is_closed(page):
    first, _ = hidden_space.build()
    hidden_space.explore()
    assert len(page) == 2 and first.widget.comm is None and page[1].children[2].comm is not None


# ---- pictures ----


def test_pictures_draw():
    rng = np.random.default_rng(0)
    H, line = np.array([[0, 0], [1, 0], [1, 0], [2, 1.0]]), (1.0, -2.0, -0.5)
    grid = run.mesh()
    path = rng.normal(size=(50, 2)).cumsum(axis=0)
    falling = np.geomspace(0.9, 0.01, 200)
    counts = {name: np.array([1, 5, 9, 20]) for name in pictures.ACTIVATIONS}
    answers = {"solved": np.abs(Y[:, 0] - 0.05) * np.ones((20, 1)), "random": rng.random((20, 4))}
    figures = [
        planes.lines(X, Y, X.prod(axis=1), (1, 1, -1.5), [(1, 1, -0.5), (-1, -1, 1.5), (1, -1, -0.5)], [3, 2, 1]),
        planes.before_and_after(X, H, Y, grid, grid @ [[1, 0], [1, 0]], line),
        pictures.error_curve(np.arange(100), rng.random((100, 20))),
        pictures.answers_by_row(["a", "b", "c", "d"], Y[:, 0], answers),
        pictures.units_apart({"alike": path[:, [0, 0]], "apart": path}),
        pictures.solved_by_width((2, 3, 4, 8), counts, counts, 20),
        pictures.plateau({"plain": falling, "momentum": falling**2}),
        planes.hidden_spaces([("start", H / 3, grid / 3, line), ("end", np.tanh(H), np.tanh(grid), line)], Y),
    ]
    for figure in figures:
        figure.canvas.draw()
        assert figure.axes[0].get_ylabel()
        for ax in figure.axes:
            assert ax.get_title(loc="left") and ax.get_xlabel()
    legend = [text.get_text() for text in figures[0].axes[1].get_legend().get_texts()]
    assert legend == ["target 1", "target 0", "3 of 4 right", "2 of 4 right", "1 of 4 right"]
    assert [text.get_text() for text in figures[1].axes[1].texts] == [
        "(0, 0)",
        "(0, 1) and (1, 0)",
        "(1, 1)",
        "score 0",
    ]
    assert [text.get_text() for ax in figures[4].axes for text in ax.texts] == ["units 1 and 2", "unit 1", "unit 2"]


def test_answers_farther_than_a_tenth_from_the_target_are_crosses_and_a_key_says_so():
    answers = np.tile([0.05, 0.95, 0.85, 0.98], (20, 1))
    figure = pictures.answers_by_row(["a", "b", "c", "d"], Y[:, 0], {"one": answers, "two": answers})
    marks = [line for line in figure.axes[1].lines if line.get_marker() in "ox"]
    assert [line.get_marker() for line in marks] == ["o", "o", "x", "x"]
    assert all(len(line.get_xdata()) == 20 for line in marks)
    key = figure.legends[0]
    assert [text.get_text() for text in key.get_texts()] == ["target", "within 0.1 of the target", "off by 0.1 or more"]
    assert [line.get_marker() for line in key.get_lines()[1:]] == ["o", "x"]


def test_the_arrow_starts_on_the_line_and_points_to_where_the_score_is_above_0():
    ax = plt.subplots()[1]
    for w1, w2, b in [(1.0, 1.0, -0.5), (-1.0, -1.0, 1.5), (1.0, -1.0, -0.5), (0.0, 2.0, 1.0)]:
        planes._says_one(ax, w1, w2, b)
        arrow = ax.texts[-1]
        head, foot = (w1 * x1 + w2 * x2 + b for x1, x2 in (arrow.xy, arrow.xyann))
        assert foot == pytest.approx(0) and head > 0.1


def test_bars_show_one_standard_deviation_and_stop_at_all_networks():
    spread = {"tanh": np.array([5, 2.0])}
    ax = pictures.solved_by_width((2, 8), {"tanh": np.array([50, 99])}, spread, 100).axes[0]
    (bars,) = ax.collections
    assert [part[:, 1].tolist() for part in bars.get_segments()] == [[45, 55], [97, 100]]


def test_the_line_is_where_the_score_is_zero():
    ax = plt.subplots()[1]
    for w1, w2, b in [(1.0, 1.0, -1.5), (1.0, -2.0, -0.5), (0.0, 2.0, 1.0), (3.0, 0.0, 1.0)]:
        drawn = planes._line(ax, w1, w2, b)
        for x1, x2 in (drawn.get_xy1(), drawn.get_xy2()):
            assert w1 * x1 + w2 * x2 + b == pytest.approx(0)


def test_the_hand_made_tanh_and_relu_points_are_recognized_as_together():
    H = Tanh().forward(np.array([[0, 0], [1, 0], [1 + 1e-12, 0], [2, 1]]))
    assert planes._together(H) == [[0], [1, 2], [3]]
    assert planes._together(H, within=0.8) == [[0, 1, 2], [3]]
