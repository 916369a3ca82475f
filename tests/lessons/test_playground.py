"""The playground: runs are nnlib's own training, words agree with numbers, every control does what it says."""

import re

import numpy as np
import pytest
from sklearn.datasets import make_moons

from nnlib import SGD, binary_cross_entropy, fit, mlp, sigmoid
from nnlib.teaching import live
from nnlib.teaching.lessons.knowing_by_heart import explore as playground
from nnlib.teaching.lessons.knowing_by_heart import playground_picture as picture
from nnlib.teaching.lessons.knowing_by_heart.playground_run import (
    ACTIVATIONS,
    DATA,
    EMPTY,
    MOST_EPOCHS,
    Run,
    best_line,
    points,
    split,
    unit_maps,
)
from nnlib.teaching.lessons.knowing_by_heart.playground_verdict import COIN, standstill, turn, verdict


def moons(noise=0.2):
    return make_moons(240, noise=noise, random_state=7)


SETS = {n: split(*moons(), n) for n in (30, 120)}
LINES = {n: best_line(sets) for n, sets in SETS.items()}


def run(epochs=0, n=120, **how):
    made = Run(SETS[n], LINES[n], **how)
    if epochs:
        made.train(epochs)
    return made


# ---- what is computed ----


def test_split_takes_training_rows_from_the_first_half_and_all_of_the_second_half_to_test():
    X, y = moons()
    for n in (30, 60, 120):
        sets = split(X, y, n)
        assert {tuple(row) for row in sets["train"][0]} <= {tuple(row) for row in X[:120]}
        assert len(sets["train"][0]) == n and sets["train"][1].shape == (n, 1)
        assert np.array_equal(sets["test"][0], X[120:]) and np.array_equal(sets["test"][1][:, 0], y[120:])
    assert {tuple(row) for row in SETS[30]["train"][0]} < {tuple(row) for row in SETS[120]["train"][0]}


def test_best_line_is_where_the_gradient_of_logistic_regression_is_zero():
    X, y = SETS[120]["train"]
    A, w = np.column_stack([X, np.ones(len(X))]), np.zeros(3)
    for _ in range(20):  # Newton's method, no network
        p = sigmoid(A @ w)
        w += np.linalg.solve((A.T * (p * (1 - p))) @ A, A.T @ (y[:, 0] - p))
    loss, right = LINES[120]
    assert loss == pytest.approx(binary_cross_entropy(y, (A @ w)[:, None])[0], abs=1e-5)
    X, y = SETS[120]["test"]
    assert right == np.mean((np.column_stack([X, np.ones(len(X))]) @ w > 0) == (y[:, 0] == 1))


@pytest.mark.parametrize("kind", DATA)
def test_all_kinds_of_points_fit_into_the_picture_and_take_noise(kind):
    for noise in (0, 0.3):
        X, y = points(kind, noise)
        assert X.shape == (240, 2) and 80 < y.sum() < 160
        for column, (low, high) in zip(X.T, picture.VIEW, strict=True):
            assert np.mean((low < column) & (column < high)) > 0.98
    assert not np.array_equal(points(kind, 0)[0], points(kind, 0.3)[0])
    assert np.array_equal(points(kind, 0.3)[0], points(kind, 0.3)[0])


@pytest.mark.parametrize("l2", [0.0, 0.01])
def test_a_run_in_stretches_is_the_same_as_one_fit(l2):
    stretched = run(depth=2, activation="tanh", l2=l2, seed=3)
    for epochs in (1, 4, 2):
        stretched.train(epochs)
    rng = np.random.default_rng(3)
    net = mlp([2, 8, 8, 1], ACTIVATIONS["tanh"], rng=rng)
    how = dict(rng=rng, epochs=7, batch_size=16, l2=l2)
    fit(net, binary_cross_entropy, SGD(net, lr=0.3), *SETS[120]["train"], **how)
    assert stretched.epoch == 7 and np.array_equal(stretched.net.params, net.params)
    for name, (X, y) in SETS[120].items():  # the penalty is not in what is drawn
        assert stretched.history[name][-1] == pytest.approx(binary_cross_entropy(y, net(X))[0], abs=1e-12)


def test_a_run_stops_when_time_is_over_and_at_its_last_epoch():
    late = run()
    late.train(50, seconds=0)
    assert late.epoch == 1
    late.history = {name: [1.0] * (MOST_EPOCHS - 1) for name in late.history}
    late.train(50)
    assert late.epoch == MOST_EPOCHS and late.done and f"epoch {MOST_EPOCHS}, the last" in playground.facts(late)
    late.train()
    assert late.epoch == MOST_EPOCHS


def test_a_run_that_diverges_keeps_its_last_finite_weights():
    wild = run(20, depth=3, width=32, rate=1e3)
    assert wild.diverged and wild.done
    assert np.isfinite(wild.net.params).all() and np.isfinite(wild.history["train"]).all()
    before = wild.epoch
    wild.train(5)
    assert wild.epoch == before


def test_accuracy_counts_points_on_the_right_side():
    trained = run(5)
    for name, (X, y) in SETS[120].items():
        right = [(score > 0) == (label == 1) for score, label in zip(trained.net(X)[:, 0], y[:, 0], strict=True)]
        assert trained.accuracy(name) == np.mean(right)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_unit_maps_show_what_each_unit_answers(activation):
    shape = (3, 4)
    net = mlp([2, 9, 2, 1], ACTIVATIONS[activation], rng=np.random.default_rng(0))
    X = picture.grid(shape)[2]
    tiles = unit_maps(net, X, shape)
    first = net.layers[1].forward(X @ net.layers[0].W + net.layers[0].b)
    second = net.layers[3].forward(first @ net.layers[2].W + net.layers[2].b)
    for row, column, answers in ((0, 7, first[:, 7]), (1, 1, second[:, 1])):
        tile = tiles[row * 7 + 1 : row * 7 + 4, column * 8 + 1 : column * 8 + 5]
        answers = answers - (0.5 if activation == "sigmoid" else 0)
        assert np.allclose(tile, answers.reshape(shape)[::-1] / np.abs(answers).max())
    assert tiles.shape == (21, 64)
    assert (tiles[7:, 16:] == EMPTY).all() and (tiles[14:] == EMPTY).all()  # the second layer has two units, no third


def test_grid_has_every_pair_once_in_the_order_of_an_image():
    x1, x2, points = picture.grid((5, 7))
    table = points.reshape(5, 7, 2)
    assert np.array_equal(table[3, :, 0], x1) and np.array_equal(table[:, 2, 1], x2)
    assert (x1[0], x1[-1]) == picture.VIEW[0] and (x2[0], x2[-1]) == picture.VIEW[1]


def test_one_line_keeps_pieces_apart():
    pieces = [np.ones((2, 2)), np.zeros((3, 2))]
    joined = picture.one_line(pieces)
    assert np.isnan(joined[[0, 3, 7]]).all() and np.array_equal(joined[1:3], pieces[0]) and len(joined) == 8
    assert np.isnan(picture.one_line([])).all()


def test_names_stay_apart_inside_the_axis_and_in_the_order_of_their_curves():
    rng = np.random.default_rng(0)
    for a, b in [(0, 0), (1e12, 0), (0.9, 0.9), (0.5, 0.8), *rng.uniform(0, 1, (200, 2))]:
        at = picture.apart(a, b)
        assert abs(at[0] - at[1]) > 0.0999 and min(at) >= picture.EDGE and max(at) <= picture.TOP - picture.EDGE
        assert (at[0] > at[1]) == (a > b)
    assert picture.apart(0.5, 0.8) == (0.5, 0.8)


def test_the_axis_of_epochs_doubles():
    assert [picture.axis_end(epoch) for epoch in (0, 1, 100, 101, 200, 201, 6400)] == [
        100,
        100,
        100,
        200,
        200,
        400,
        6400,
    ]


# ---- words ----


def test_standstill():
    falling, flat = list(np.linspace(1, 0.5, 100)), [0.5] * 60
    assert standstill(falling) == 0 and standstill(flat[:40]) == 0
    assert standstill(falling + flat) == 40 and standstill(flat * 10) == 120
    wobbling = [0.5 + 0.1 * (-1) ** i for i in range(60)]
    assert standstill(wobbling) == 40


def test_turn_finds_the_lowest_stretch_of_a_curve():
    curve = np.abs(np.arange(40) - 12) + 3.0
    epoch, lowest, now = turn(curve)
    assert epoch == 12 and (lowest, now) == pytest.approx((4.2, 28))
    assert turn([2.0, 1.0]) == (0, 2.0, 1.0)


WORDS = {
    "right by chance. Press Play.": dict(),
    "Learning: the loss is": dict(epochs=3, rate=0.1),
    "A straight line: with no hidden layer it can't bend": dict(epochs=100, depth=0),
    "A straight line: one unit looks in one direction": dict(epochs=300, width=1, activation="tanh"),
    "On a plateau": dict(epochs=150, depth=1, activation="sigmoid"),
    "a coin toss has 0.69.": dict(epochs=50, depth=3, activation="sigmoid", n=30),
    "Creeping": dict(epochs=60, rate=0.001, n=30),
    "Held back by L2": dict(epochs=300, l2=0.1, activation="tanh"),
    "L2 has shrunk the weights to nothing": dict(epochs=300, l2=0.1, depth=3, activation="sigmoid"),
    "It bends": dict(epochs=400),
    "Overfitting: 100% of the 30 training points": dict(epochs=1200, n=30),
    "Overfitting: the test loss rises again": dict(epochs=1500, width=32, depth=2),
    "Diverged in epoch": dict(epochs=20, depth=3, width=32, rate=1e3),
}


@pytest.mark.parametrize("words", WORDS)
def test_the_verdict_says_what_has_happened_in_one_line(words):
    said = verdict(run(**WORDS[words]))
    assert words in said and len(said) <= 90, said


def test_the_verdict_of_dead_units_and_of_steps_that_are_too_long():
    dead = run(3)
    dead.net.layers[0].b[:] = -100
    assert verdict(dead).startswith("The same answer everywhere: no unit")
    wild = run(3)
    wild.history["train"][-1] = 2.5
    assert "losses up to 2.5" in verdict(wild)


def test_numbers_in_the_verdict_are_those_of_the_run():
    bent = run(400)
    shares = [f"{bent.accuracy(name):.0%}" for name in ("train", "test")]
    assert re.findall(r"\d+%", verdict(bent)) == shares == re.findall(r"\d+%", playground.facts(bent))
    stuck = run(150, activation="sigmoid")
    assert (
        f"loss near {stuck.history['train'][-1]:.2f} for 40 epochs; the best straight line has {LINES[120][0]:.2f}"
        in (verdict(stuck))
    )
    assert f"Start 1, epoch 150 · {stuck.net.params.size} parameters" in playground.facts(stuck)
    assert pytest.approx(-np.log(0.5)) == COIN


# ---- what is shown ----


@pytest.fixture
def shown(monkeypatch):
    monkeypatch.setattr(live, "display", lambda _: None)

    def build():
        figure, clock, runs = playground.build(opens_at=0)
        named = {
            w.description: w for w in live._shown["playground"] if hasattr(w, "description") and hasattr(w, "value")
        }
        return figure, clock, runs, named

    return build


def caption(figure):
    return figure.widget.value.split("<img")[0]


@pytest.mark.parametrize(
    "name, value, has",
    [
        ("noise", 0.4, lambda run: np.array_equal(run.sets["test"][0], moons(0.4)[0][120:])),
        ("training points", 60, lambda run: len(run.sets["train"][0]) == 60),
        ("data", "circles", lambda run: np.array_equal(run.sets["test"][0], points("circles", 0.3)[0][120:])),
        ("hidden layers", 3, lambda run: len(run.net.layers) == 7),
        ("units a layer", 5, lambda run: run.net.params.size == 4 * 5 + 1),
        ("activation", "tanh", lambda run: "Tanh()" in repr(run.net)),
    ],
)
def test_other_data_or_another_network_starts_anew_with_the_same_seed_and_plays_on(shown, name, value, has):
    figure, clock, runs, named = shown()
    clock.reset.click()
    clock.play.value = True
    clock.timer.value = 1
    before = figure.widget.value
    assert runs[0].epoch == 1 and not has(runs[0])
    named[name].value = value
    assert has(runs[0]) and runs[0].epoch == 0 and runs[0].seed == 1 and figure.widget.value != before
    clock.timer.value = 2
    assert runs[0].epoch == 1


def test_rate_and_l2_act_on_the_run_in_progress(shown):
    _, clock, runs, named = shown()
    clock.step.click()
    same = runs[0]
    named["learning rate"].value, named["L2"].value = 1, 0.03
    assert runs[0] is same and (same.optimizer.lr, same.l2) == (1, 0.03) and same.epoch == 1
    named["hidden layers"].value = 2
    assert (runs[0].optimizer.lr, runs[0].l2) == (1, 0.03)


def test_step_is_one_epoch_play_is_more_later_reset_is_another_start(shown):
    figure, clock, runs, _ = shown()
    start = runs[0].net.params.copy()
    assert "Start 1, epoch 0" in caption(figure)
    clock.step.click()
    assert runs[0].epoch == 1 and "epoch 1 " in caption(figure)
    runs[0].train(99)
    clock.step.click()
    assert runs[0].epoch == 101
    assert playground.pace(0) == 1 < playground.pace(100)
    clock.reset.click()
    assert runs[0].epoch == 0 and "Start 2, epoch 0" in caption(figure)
    assert not np.array_equal(runs[0].net.params, start)


def test_play_stops_when_the_run_has_diverged_and_says_so(shown):
    figure, clock, runs, named = shown()
    named["noise"].value, named["training points"].value = 0.2, 120
    named["hidden layers"].value, named["units a layer"].value = 3, 32
    clock.play.value = True
    runs[0].optimizer.lr = 1e3
    for beat in range(1, 20):
        clock.timer.value = beat
    assert not clock.play.value and runs[0].diverged and "<b>Diverged in epoch" in caption(figure)


def test_the_picture_shows_the_run(shown):
    figure, clock, runs, named = shown()
    assert all(ax.get_title(loc="left") for ax in figure.figure.axes)
    border, *dots = figure.moving[:5]
    assert sorted(len(dot.get_xdata()) for dot in dots) == sorted(
        np.sum(y == k) for _, y in runs[0].sets.values() for k in (0, 1)
    )
    runs[0].train(130)
    clock.step.click()
    assert figure.figure.axes[1].get_xticks()[-1] == 200  # the axis grows with the run
    corners = np.column_stack(border.get_data())
    corners = corners[np.isfinite(corners[:, 0])]
    cells = np.abs(runs[0].scores(corners))  # near 0 on the line, beside what the network gives elsewhere
    assert len(corners) > 50 and cells.max() < 0.05 * np.abs(runs[0].scores(moons()[0])).max()
    train, test = figure.moving[5:7]
    assert train.get_ydata()[-1] == runs[0].history["train"][-1] and test.get_ydata()[0] == runs[0].history["test"][0]
    words = re.search('alt="([^"]*)"', figure.widget.value).group(1)
    assert "131" in words and "Decision boundary" in words
    titles = set()
    for depth, width in ((0, 8), (1, 8), (1, 9)):
        named["hidden layers"].value, named["units a layer"].value = depth, width
        titles.add(figure.figure.axes[2].get_title(loc="left"))
    assert titles == {"No hidden units", "Hidden units of each layer", "First 8 units of each layer"}


def test_shown_again_the_earlier_copy_is_closed_and_stops(shown):
    _, clock, _, named = shown()
    clock.play.value = True
    shown()
    assert not clock.timer.playing and named["noise"].comm is None


def test_explore_shows_it(shown):
    live._shown.pop("playground", None)
    playground.playground()
    assert live._shown["playground"]


def test_it_opens_in_the_middle_of_the_illness(monkeypatch):
    monkeypatch.setattr(live, "display", lambda _: None)
    figure, _, runs = playground.build()
    assert runs[0].epoch == playground.OPENS_AT == 600 and "Overfitting: 97% of the 30" in caption(figure)
    runs[0].l2 = 0.01
    ill = runs[0].history["test"][-1]
    runs[0].train(600)
    assert runs[0].history["test"][-1] < 0.6 * ill  # the test loss comes down again


def test_it_bends_is_not_said_of_a_boundary_that_is_worth_no_more_than_a_line():
    made = run(400)
    assert verdict(made).startswith("It bends: ")
    made.line_right = made.accuracy("test") - 0.02
    assert verdict(made).startswith("It bends, and gains nothing: ") and len(verdict(made)) <= 90
    made.line_right, of = 0.5, made.accuracy
    made.accuracy = lambda name: of("test") + 0.07 * (name == "train")
    assert verdict(made).startswith("It bends, partly by heart: ") and len(verdict(made)) <= 95
