"""The playground: runs are nnlib's own training, words agree with numbers, every control does what it says."""

import functools
import json
import re
import time

import numpy as np
import pytest
from explorable import controls_of, shows
from sklearn.datasets import make_moons

from nnlib import SGD, binary_cross_entropy, fit, mlp, sigmoid
from nnlib.teaching.lessons.knowing_by_heart import explore
from nnlib.teaching.lessons.knowing_by_heart.playground_data import (
    DATA,
    DRAWN,
    Line,
    best_possible,
    drawn,
    points,
    shape,
    split,
)
from nnlib.teaching.lessons.knowing_by_heart.playground_run import ACTIVATIONS, COIN, MOST_EPOCHS, Run
from nnlib.teaching.lessons.knowing_by_heart.playground_verdict import (
    facts,
    percent,
    standstill,
    switched_off,
    turn,
    verdict,
)
from nnlib.teaching.live import panel

MADE = [kind for kind in DATA.values() if kind != "own"]


def moons(noise=0.2):
    return make_moons(240, noise=noise, random_state=7)


SETS = {n: split(*moons(), n) for n in (30, 120)}
LINES = {n: Line(sets) for n, sets in SETS.items()}


def run(epochs=0, n=120, **how):
    made = Run(SETS[n], **how)
    if epochs:
        made.train(epochs)
    return made


# ---- what is computed ----


def test_split_takes_training_rows_from_the_first_half_and_all_of_the_second_half_as_new_points():
    X, y = moons()
    for n in (30, 60, 120):
        sets = split(X, y, n)
        assert {tuple(row) for row in sets["training"][0]} <= {tuple(row) for row in X[:120]}
        assert len(sets["training"][0]) == n and sets["training"][1].shape == (n, 1)
        assert np.array_equal(sets["new"][0], X[120:]) and np.array_equal(sets["new"][1][:, 0], y[120:])
    assert {tuple(row) for row in SETS[30]["training"][0]} < {tuple(row) for row in SETS[120]["training"][0]}


@pytest.mark.parametrize("n", [30, 60, 120])
@pytest.mark.parametrize("kind", MADE)
def test_both_classes_are_among_the_training_points(kind, n):
    assert 0.3 < split(*points(kind, 0.3), n)["training"][1].mean() < 0.7


def test_the_best_line_is_the_one_that_training_finds():
    X, y = SETS[120]["training"]
    net = mlp([2, 1], rng=np.random.default_rng(0))
    how = dict(rng=np.random.default_rng(0), epochs=2000, batch_size=len(X))
    loss = fit(net, binary_cross_entropy, SGD(net, lr=2.0), X, y, **how)["loss"][-1]
    assert LINES[120].loss == pytest.approx(loss, abs=1e-5)
    for name, (X, y) in SETS[120].items():
        assert LINES[120].right[name] == np.mean((net(X) > 0) == y)


@pytest.mark.parametrize(
    "dots, loss, right",
    [
        ([], COIN, 0),
        ([(0, 0, 1)], 0, 1),
        ([(0, 0, 0), (1, 0, 1), (0.2, 1, 0)], 0, 1),  # parted: the weights would grow for ever
        ([(0, 0, 0), (1, 1, 0), (0, 1, 1), (1, 0, 1)], COIN, 0.5),
        ([(0.5, 0.5, 0), (0.5, 0.5, 1)], COIN, 0.5),
    ],
)
def test_the_best_line_of_any_points(dots, loss, right):
    line = Line(drawn(dots))
    assert line.loss == pytest.approx(loss, abs=1e-4) and line.right["training"] == pytest.approx(right, abs=0.3)
    assert (line.right["training"] == 1) == (right == 1)


@pytest.mark.parametrize("kind", MADE)
def test_all_kinds_of_points_fit_into_the_picture_and_take_noise(kind):
    for noise in (0, 0.3):
        X, y = points(kind, noise)
        assert X.shape == (240, 2) and 80 < y.sum() < 160
        for column, (low, high) in zip(X.T, explore.VIEW, strict=True):
            assert np.mean((low < column) & (column < high)) > 0.98
    assert not np.array_equal(points(kind, 0)[0], points(kind, 0.3)[0])
    assert np.array_equal(points(kind, 0.3)[0], points(kind, 0.3)[0])


@pytest.mark.parametrize("kind", MADE)
def test_nobody_gets_more_right_than_who_knows_how_the_points_are_made(kind):
    """Beside 5 neighbors among 6000 points that were made in the same way."""
    X, y = points(kind, 0.3)
    X, y, rng = X[120:], y[120:], np.random.default_rng(0)
    clean, classes = shape(kind, 6000)
    blur = {"moons": 0.3, "circles": 0.165, "squares": 0.15, "spiral": 0.09}[kind]
    many = clean + rng.normal(0, blur, clean.shape)
    nearest = ((X[:, np.newaxis] - many) ** 2).sum(axis=-1).argsort(axis=1)[:, :101]
    neighbors = np.mean((classes[nearest].mean(axis=1) > 0.5) == y)
    assert best_possible(kind, 0.3) == pytest.approx(neighbors, abs=0.035)
    shares = [best_possible(kind, noise) for noise in (0, 0.1, 0.5)]
    assert shares[0] == 1 and shares[0] >= shares[1] > shares[2] > 0.6


@pytest.mark.parametrize("l2", [0.0, 0.01])
def test_a_run_in_stretches_is_the_same_as_one_fit(l2):
    stretched = run(widths=[8, 8], activation="tanh", l2=l2, seed=3)
    for epochs in (1, 4, 2):
        stretched.train(epochs)
    rng = np.random.default_rng(3)
    net = mlp([2, 8, 8, 1], ACTIVATIONS["tanh"], rng=rng)
    how = dict(rng=rng, epochs=7, batch_size=16, l2=l2)
    fit(net, binary_cross_entropy, SGD(net, lr=0.3), *SETS[120]["training"], **how)
    assert stretched.epoch == 7 and np.array_equal(stretched.net.params, net.params)
    for name, (X, y) in SETS[120].items():  # the penalty is not in what is drawn
        assert stretched.history[name][-1] == pytest.approx(binary_cross_entropy(y, net(X))[0], abs=1e-12)


def test_a_run_stops_when_time_is_over_and_at_its_last_epoch():
    late = run()
    late.train(50, seconds=0)
    assert late.epoch == 1
    late.history = {name: [1.0] * (MOST_EPOCHS - 1) for name in late.history}
    late.train(50)
    assert late.epoch == MOST_EPOCHS and late.done and f"epoch {MOST_EPOCHS}, the last" in facts(late)
    late.train()
    assert late.epoch == MOST_EPOCHS


def test_a_run_that_diverges_keeps_its_last_finite_weights():
    wild = run(20, widths=[32] * 3, rate=1e3)
    assert wild.diverged and wild.done
    assert np.isfinite(wild.net.params).all() and np.isfinite(wild.history["training"]).all()
    before = wild.epoch
    wild.train(5)
    assert wild.epoch == before


def test_accuracy_counts_points_on_the_right_side():
    trained = run(5)
    for name, (X, y) in SETS[120].items():
        right = [(score > 0) == (label == 1) for score, label in zip(trained.net(X)[:, 0], y[:, 0], strict=True)]
        assert trained.accuracy(name) == np.mean(right)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_answers_are_those_of_each_unit_on_or_off(activation):
    net = run(3, widths=[5, 2], activation=activation)
    X = np.random.default_rng(0).normal(size=(20, 2))
    first = net.net.layers[1].forward(X @ net.net.layers[0].W + net.net.layers[0].b)
    for _ in range(2):  # on, and off
        hidden, scores = net.answers(X)
        assert np.allclose(hidden[0], first) and hidden[1].shape == (20, 2)
        assert np.array_equal(scores, net.net(X)[:, 0])
        net.change("switch", (1, 3))


def test_a_unit_that_is_off_is_a_network_without_it_and_its_weights_rest():
    trained = run(4, widths=[6])
    before = [layer.W.copy() for layer in trained.net.layers if layer.learned]
    trained.change("switch", (1, 2))
    X, others = SETS[120]["new"][0], [0, 1, 3, 4, 5]
    hidden = trained.answers(X)[0][0]
    assert trained.scores(X) == pytest.approx(hidden[:, others] @ before[1][others, 0] + trained.net.layers[-1].b)
    trained.train(3)
    after = [layer.W for layer in trained.net.layers if layer.learned]
    assert np.array_equal(after[0][:, 2], before[0][:, 2]) and after[1][2] == before[1][2]
    assert not np.allclose(after[0][:, 1], before[0][:, 1])
    assert trained.off == [(1, 2)] and trained.on == [5]
    trained.change("switch", (1, 2))
    assert trained.off == []


CHANGES = [
    ("learning_rate", 0.1),
    ("l2", 0.01),
    ("switch", (1, 2)),
    ("move", (4, 0.5, 0.25)),
    ("add", (0.1, 0.2, 1)),
    ("erase", 3),
]


@pytest.mark.parametrize("what, value", CHANGES)
def test_a_change_on_the_way_is_felt_remembered_and_repeated(what, value):
    changed, plain = run(5), run(9)
    changed.change(what, value)
    assert changed.changes == [(5, what, value)]
    changed.train(4)
    assert not np.array_equal(changed.net.params, plain.net.params)
    again = run()
    again.repeat(changed.changes, 9)
    assert np.array_equal(again.net.params, changed.net.params) and again.history == changed.history
    assert again.changes == changed.changes


def test_a_point_or_a_slider_that_is_moved_on_at_once_is_remembered_once():
    made = run(2)
    for what, value in (("move", (1, 0, 0)), ("move", (1, 0.5, 0)), ("move", (2, 0, 0)), ("l2", 0.1), ("l2", 0.03)):
        made.change(what, value)
    for _ in range(2):
        made.change("switch", (1, 0))  # off, and on again
    assert made.changes == [(2, "move", (1, 0.5, 0)), (2, "move", (2, 0, 0)), (2, "l2", 0.03)]


def test_points_that_are_touched_move_the_best_line_and_the_losses_but_not_the_shared_data():
    made, X = run(2), SETS[120]["training"][0].copy()
    before = made.line.loss, made.history["training"][-1]
    for i in range(40):
        made.change("move", (i, 0.5, 0.25))
    assert made.line.loss == Line(made.sets).loss != before[0] and made.history["training"][-1] != before[1]
    assert np.array_equal(SETS[120]["training"][0], X)


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
    "A straight line: with no hidden layer it can't bend": dict(epochs=100, widths=[]),
    "A straight line: one unit looks in one direction": dict(epochs=300, widths=[1], activation="tanh"),
    "No bend: the first layer has one unit": dict(epochs=30, widths=[1, 4], activation="tanh"),
    "On a plateau": dict(epochs=150, activation="sigmoid"),
    "a coin toss has 0.69.": dict(epochs=50, widths=[8] * 3, activation="sigmoid", n=30),
    "Creeping": dict(epochs=60, rate=0.001, n=30),
    "Held back by L2": dict(epochs=300, l2=0.1, activation="tanh"),
    "L2 has shrunk the weights to nothing": dict(epochs=300, l2=0.1, widths=[8] * 3, activation="sigmoid"),
    "It bends": dict(epochs=400),
    "Overfitting: 100 % of the 30 training points": dict(epochs=1200, n=30),
    "Overfitting: the loss of new points rises again": dict(epochs=1500, widths=[32, 32]),
    "Diverged in epoch": dict(epochs=20, widths=[32] * 3, rate=1e3),
}


@pytest.mark.parametrize("words", WORDS)
def test_the_verdict_says_what_has_happened_in_one_line(words):
    said = verdict(run(**WORDS[words]), 0.97)
    assert words in said and len(said) <= 105, said
    assert "test" not in said


def test_the_verdict_of_dead_units_and_of_steps_that_are_too_long():
    dead = run(3)
    dead.net.layers[0].b[:] = -100
    assert verdict(dead).startswith("The same answer everywhere: no unit")
    wild = run(3)
    wild.history["training"][-1] = 2.5
    assert "losses up to 2.5" in verdict(wild)


def test_numbers_in_the_verdict_are_those_of_the_run():
    bent = run(400)
    shares = [percent(bent.accuracy(name)) for name in ("training", "new")]
    assert re.findall(r"\d+ %", verdict(bent)) == shares == re.findall(r"\d+ %", facts(bent))
    stuck = run(150, activation="sigmoid")
    assert (
        f"loss near {stuck.history['training'][-1]:.2f} for 40 epochs; the best straight line has {LINES[120].loss:.2f}"
        in (verdict(stuck))
    )
    assert f"Start 1, epoch 150 · {stuck.net.params.size} parameters" in facts(stuck)
    assert pytest.approx(-np.log(0.5)) == COIN
    rising = run(**WORDS["Overfitting: the loss of new points rises again"])
    assert f"It is {rising.history['new'][-1]:.2f}," in verdict(rising)


def test_it_bends_is_not_said_of_a_boundary_that_is_worth_no_more_than_a_line():
    made = run(400)
    assert verdict(made).startswith("It bends: ")
    made.line.right["new"] = made.accuracy("new") - 0.02
    assert verdict(made).startswith("It bends, and gains nothing: ") and len(verdict(made)) <= 90
    made.line.right["new"], of = 0.5, made.accuracy
    made.accuracy = lambda name: of("new") + 0.07 * (name == "training")
    assert verdict(made).startswith("It bends, partly by heart: ") and len(verdict(made)) <= 95


def test_a_boundary_that_bends_too_little_is_told_what_can_be_had():
    sets = split(*points("spiral", 0.1), 120)
    little = Run(sets, [4], "tanh", 0.3)
    little.train(1500)
    said = verdict(little, best_possible("spiral", 0.1))
    assert said.startswith("It bends, ") and said.endswith("right. 100 % can be had."), said


def test_a_line_that_suffices_is_called_one():
    dots = [(x, x**2, int(x > 0.5)) for x in np.linspace(-1, 2, 12)]
    easy = Run(drawn(dots))
    easy.train(200)
    assert verdict(easy) == "A straight line can part these points, and so does the network: all 12 are right."
    with_new = Run(drawn(dots) | {"new": drawn(dots)["training"]})
    with_new.train(200)
    assert verdict(with_new).endswith("all 12 are right. Of the new points 100 %.")


def test_points_drawn_by_hand_have_no_new_points_and_the_verdict_says_so():
    own = Run(drawn(DRAWN), [8], "tanh")
    own.train(800)
    line = Line(drawn(DRAWN)).right["training"]
    right = f"{percent(own.accuracy('training'))} of the {len(DRAWN)} points right, the best line {percent(line)}."
    assert verdict(own) == f"It bends: {right} No new points tell what that is worth."
    assert "new" not in facts(own) and line < 0.7


@pytest.mark.parametrize(
    "dots, which", [([], "either class"), ([(0, 0, 0)], r"class 1 \(■\)"), ([(0, 0, 1)], r"class 0 \(●\)")]
)
def test_without_points_of_both_classes_nothing_is_trained_and_the_verdict_says_which_is_missing(dots, which):
    bare = Run(drawn(dots))
    bare.train(5)
    assert bare.epoch == 0 and re.match(f"No points of {which} yet: choose what a click adds", verdict(bare))
    assert facts(bare)


def test_after_a_change_the_verdict_compares_and_does_not_claim_that_it_was_trained():
    made = run(100)
    before = {name: made.accuracy(name) for name in made.sets}
    made.change("switch", (1, 0))
    made.change("move", (0, 2.0, 1.0))
    shares = [share for name in made.sets for share in (percent(made.accuracy(name)), percent(before[name]))]
    assert verdict(made).startswith("Changed, not yet trained") and re.findall(r"\d+ %", verdict(made)) == shares
    assert not verdict(made, playing=True).startswith("Changed")
    made.train()
    assert not verdict(made).startswith("Changed")
    made.change("l2", 0.01)
    assert not verdict(made).startswith("Changed")


def test_units_that_are_off_are_named_and_a_layer_that_is_off_gives_one_answer():
    made = run(20, widths=[3, 2])
    assert switched_off(made) == ""
    made.change("switch", (1, 2))
    assert switched_off(made) == "Unit 2 of layer 1 is off: the network answers and trains without it."
    made.change("switch", (2, 0))
    assert switched_off(made).startswith("Units 2 of layer 1 and 0 of layer 2 are off: ")
    made.change("switch", (2, 1))
    made.train()
    assert verdict(made) == "The same answer everywhere: no unit of layer 2 is on."


# ---- what is shown ----


@pytest.fixture(autouse=True)
def no_page(monkeypatch):
    monkeypatch.setattr(panel, "display", lambda _: None)


@pytest.fixture
def shown():
    def build(**state):
        return explore.build(**{"epochs": 0} | state)

    return build


def caption(parts):
    return parts["plane"].caption


def repeated(parts):
    """What the line of Python shows, run as a learner would."""
    return eval(parts["code"].data["text"].replace("explore.playground", "explore.build"), {"explore": explore})


@pytest.mark.parametrize(
    "name, value, has",
    [
        ("noise", 0.4, lambda run: np.array_equal(run.sets["new"][0], moons(0.4)[0][120:])),
        ("points", 60, lambda run: len(run.sets["training"][0]) == 60),
        ("data", "circles", lambda run: np.array_equal(run.sets["new"][0], points("circles", 0.3)[0][120:])),
        ("data", "spiral", lambda run: np.array_equal(run.sets["new"][0], points("spiral", 0.3)[0][120:])),
        ("data", "own", lambda run: len(run.sets["training"][0]) == len(DRAWN) and "new" not in run.sets),
        ("activation", "tanh", lambda run: "Tanh()" in repr(run.net)),
    ],
)
def test_other_data_or_another_network_starts_anew_with_the_same_seed_and_plays_on(shown, name, value, has):
    parts, runs = shown()
    parts["clock"].put("reset")
    parts["clock"].put("play")
    parts["clock"].put("tick")
    before = shows("playground")
    assert runs[0].epoch == 1 and not has(runs[0])
    parts[name].value = value
    assert has(runs[0]) and runs[0].epoch == 0 and runs[0].seed == 1 and shows("playground") != before
    parts["clock"].put("tick")
    assert runs[0].epoch == 1


def test_layers_and_units_are_added_and_removed_on_the_picture_within_bounds(shown):
    parts, runs = shown(layers=[2])
    network = parts["network"]
    for what, widths in (
        ({"layers": 1}, [2, 4]),
        ({"units": [2, 1]}, [2, 5]),
        ({"units": [1, -1]}, [1, 5]),
        ({"units": [1, -1]}, [1, 5]),
        ({"layers": -1}, [1]),
        ({"layers": -1}, []),
        ({"layers": -1}, []),
    ):
        network.put(what)
        assert runs[0].widths == widths and network.data["sizes"] == [2, *widths, 1] and runs[0].epoch == 0
        assert network.data["layers"] == ["", *map(str, widths), ""]
    for _ in range(6):
        network.put({"layers": 1})
    for _ in range(20):
        network.put({"units": [1, 1]})
    assert runs[0].widths == [explore.MOST_UNITS, 4, 4, 4] and len(runs[0].widths) == explore.MOST_LAYERS


def test_a_unit_is_switched_off_on_the_picture_and_training_goes_on_without_it(shown):
    parts, runs = shown(epochs=20)
    same, field = runs[0], parts["plane"].data["scores"]
    parts["network"].put({"unit": [1, 3]})
    assert runs[0] is same and same.off == [(1, 3)] and "Unit 3 of layer 1 is off" in caption(parts)
    assert parts["plane"].data["scores"] != field and parts["network"].data["off"][1] == [i == 3 for i in range(16)]
    parts["clock"].put("step")
    assert same.epoch == 21 and same.off == [(1, 3)]


def test_rate_and_l2_act_on_the_run_in_progress(shown):
    parts, runs = shown()
    parts["clock"].put("step")
    same = runs[0]
    parts["rate"].value, parts["l2"].value = 1, 0.03
    assert runs[0] is same and (same.optimizer.lr, same.l2) == (1, 0.03) and same.epoch == 1
    parts["network"].put({"layers": 1})
    assert (runs[0].optimizer.lr, runs[0].l2) == (1, 0.03)


def test_step_is_one_epoch_play_is_more_later_reset_is_another_start(shown):
    parts, runs = shown()
    start = runs[0].net.params.copy()
    assert "Start 1, epoch 0" in caption(parts)
    parts["clock"].put("step")
    assert runs[0].epoch == 1 and "epoch 1 " in caption(parts)
    runs[0].train(99)
    parts["clock"].put("step")
    assert runs[0].epoch == 101
    assert explore.pace(0) == 1 < explore.pace(100)
    parts["clock"].put("reset")
    assert runs[0].epoch == 0 and "Start 2, epoch 0" in caption(parts)
    assert not np.array_equal(runs[0].net.params, start)


def test_play_stops_when_the_run_has_diverged_and_says_so(shown):
    parts, runs = shown(noise=0.2, training_points=120, layers=[16, 16, 16])
    parts["clock"].put("play")
    runs[0].optimizer.lr = 1e200
    for _ in range(20):
        parts["clock"].put("tick")
    assert not parts["clock"].value and runs[0].diverged and "<b>Diverged in epoch" in caption(parts)


def test_a_point_is_dragged_while_it_trains_and_stays_there_for_the_next_start(shown):
    parts, runs = shown()
    parts["clock"].put("step")
    same = runs[0]
    parts["plane"].put({"move": 3, "to": [0.9, -0.7]})
    assert runs[0] is same and same.epoch == 1 and same.sets["training"][0][3].tolist() == [0.9, -0.7]
    assert parts["plane"].data["points"][3][:2] == [0.9, -0.7]
    parts["clock"].put("reset")
    assert runs[0].sets["training"][0][3].tolist() == [0.9, -0.7]
    assert '(0, "move", (3, 0.9, -0.7))' in parts["code"].data["text"]
    parts["noise"].value = 0.1
    assert runs[0].sets["training"][0][3].tolist() == split(*moons(0.1), 30)["training"][0][3].tolist()


def test_points_are_drawn_moved_and_erased_by_hand(shown):
    parts, runs = shown(data="own", points=[])
    plane = parts["plane"]
    assert "No points of either class" in caption(parts)
    for dot in ([0.1, 0.2, 0], [0.9, 0.2, 1], [0.5, 1.0, 1]):
        plane.put({"add": dot})
    assert plane.data["points"] == [[0.1, 0.2, 0], [0.9, 0.2, 1], [0.5, 1.0, 1]] and runs[0].changes == []
    parts["clock"].put("step")
    plane.put({"add": [0, 0, 0]})
    plane.put({"erase": 1})
    plane.put({"move": 0, "to": [0.2, 0.2]})
    dots = [[0.2, 0.2, 0], [0.5, 1.0, 1], [0, 0, 0]]
    assert plane.data["points"] == dots and runs[0].epoch == 1 and len(runs[0].changes) == 3
    parts["data"].value = "moons"
    parts["data"].value = "own"
    assert plane.data["points"] == dots
    parts["clear"].click()
    assert plane.data["points"] == [] and "No points of either class" in caption(parts)


def test_what_does_nothing_is_disabled(shown):
    parts, _ = shown()
    off = {name for name in ("noise", "points", "tool", "clear") if parts[name].disabled}
    parts["data"].value = "own"
    assert off == {"tool", "clear"} and {name for name in parts if getattr(parts[name], "disabled", False)} == {
        "noise",
        "points",
    }
    parts["tool"].value = 1
    assert parts["plane"].data["tool"] == 1
    parts["data"].value = "moons"
    assert parts["tool"].value == parts["plane"].data["tool"] == "move"


def test_the_line_of_python_repeats_the_run_exactly(shown):
    parts, runs = shown(layers=[5, 3], activation="tanh", noise=0.1, training_points=60, start=3)
    touched, network = parts["plane"], parts["network"]
    parts["clock"].put("step")
    parts["rate"].value = 0.1
    network.put({"unit": [1, 2]})
    parts["clock"].put("step")
    touched.put({"move": 4, "to": [0.3, 0.3]})
    parts["l2"].value = 0.01
    runs[0].train(7)
    parts["clock"].put("step")
    text = parts["code"].data["text"]
    assert text.startswith('explore.playground(data="moons", noise=0.1, training_points=60, layers=[5, 3], activation')
    again, ran = repeated(parts)
    assert np.array_equal(ran[0].net.params, runs[0].net.params) and again["code"].data["text"] == text
    assert {name: again[name].value for name in ("rate", "l2", "noise", "points", "data", "activation")} == {
        "rate": 0.1, "l2": 0.01, "noise": 0.1, "points": 60, "data": "moons", "activation": "tanh",
    }  # fmt: skip
    again["clock"].put("reset")
    assert ran[0].sets["training"][0][4].tolist() == [0.3, 0.3] and ran[0].seed == 3


def test_the_line_of_python_carries_points_drawn_by_hand(shown):
    parts, runs = shown(data="own")
    assert json.loads(
        re.search(r"points=(\[.*?\]),", parts["code"].data["text"])[1].translate(str.maketrans("()", "[]"))
    )
    for _ in range(5):
        parts["clock"].put("step")
    parts["plane"].put({"add": [0.123, 0.5, 1]})
    parts["clock"].put("step")
    parts["plane"].put({"erase": 0})
    again, ran = repeated(parts)
    assert np.array_equal(ran[0].net.params, runs[0].net.params) and ran[0].epoch == 6
    assert again["plane"].data["points"] == parts["plane"].data["points"]
    for made in (parts, again):
        made["clock"].put("reset")
    assert again["code"].data["text"] == parts["code"].data["text"] and "changes" not in parts["code"].data["text"]


def test_the_line_of_python_after_a_divergence(shown):
    parts, runs = shown(layers=[16, 16, 16], training_points=120, learning_rate=3, noise=0.0)
    runs[0].optimizer.lr = 3
    for _ in range(400):
        parts["clock"].put("step")
        if runs[0].diverged:
            break
    _, ran = repeated(parts)
    assert ran[0].diverged == runs[0].diverged and np.array_equal(ran[0].net.params, runs[0].net.params)


def test_the_picture_shows_the_run(shown):
    parts, runs = shown(epochs=130)
    plane, curves, network = (parts[name].data for name in ("plane", "curves", "network"))
    assert len(plane["points"]) == 30 and len(plane["others"]) == 120
    corners = np.concatenate([np.reshape(line, (-1, 2)) for line in plane["border"]])
    cells = np.abs(runs[0].scores(corners))  # near 0 on the line, beside what the network gives elsewhere
    assert len(corners) > 50 and cells.max() < 0.05 * np.abs(runs[0].scores(moons()[0])).max()
    assert curves["ends"][0] == 200
    assert {curve["name"].split()[0]: curve["up"][-1] for curve in curves["curves"]} == {
        name: pytest.approx(losses[-1], abs=1e-4) for name, losses in runs[0].history.items()
    }
    assert network["sizes"] == [2, 16, 1] and network["maps"]["known"] == [True] * 3
    shape = network["maps"]["height"] * network["maps"]["width"]
    assert len(network["maps"]["bytes"]) == (2 + 16 + 1) * shape
    last = np.frombuffer(network["maps"]["bytes"], np.uint8)[-shape:].reshape(network["maps"]["height"], -1)
    scores = runs[0].scores(parts["plane"].at).reshape(explore.SHAPE)[:: -explore.THIN, :: explore.THIN]
    assert np.mean((last > 128) == (sigmoid(scores) > 0.5)) > 0.97  # the first row is above


def test_descriptions_say_what_the_sentence_does_not(shown):
    parts, runs = shown(epochs=30)
    alts = [parts[name].alt for name in ("plane", "curves", "network")]
    assert re.match(r"30 training points and 120 new ones .* The boundary has (one piece|\d pieces)", alts[0])
    assert f"new from {runs[0].history['new'][0]:.2f} to {runs[0].history['new'][-1]:.2f}" in alts[1]
    assert "a hidden layer of 16 units" in alts[2]
    assert explore.pieces([[0, 0, 1, 1, 0, 0], [0, 0, 1, 1]]) == "The boundary has 2 pieces, 1 of them closed."
    assert explore.pieces([]) == "No boundary: one class everywhere."


def test_it_opens_in_the_middle_of_the_illness():
    parts, runs = explore.build()
    assert runs[0].epoch == explore.OPENS_AT == 600 and "Overfitting: 97 % of the 30" in caption(parts)
    runs[0].l2 = 0.01
    ill = runs[0].history["new"][-1]
    runs[0].train(600)
    assert runs[0].history["new"][-1] < 0.6 * ill  # the loss of new points comes down again


def test_explore_shows_it_and_names_its_controls():
    explore.playground()
    assert list(controls_of("playground")) == [
        "data", "training points", "activation", "noise", "learning rate", "L2", "pointer", "training",
        "Erase all points",
    ]  # fmt: skip


def test_a_tick_takes_60_ms_of_a_processor_and_a_control_too(shown):
    parts, _ = shown(layers=[16] * 4, training_points=120)
    parts["clock"].put("play")

    def cost(do):
        begin = time.process_time()
        do()
        return 1000 * (time.process_time() - begin)

    ticks = [cost(lambda: parts["clock"].put("tick")) for _ in range(20)]
    explore.best_possible.cache_clear()
    explore.made.cache_clear()
    controls = [
        cost(functools.partial(setattr, parts[name], "value", value))
        for name, value in (("data", "spiral"), ("noise", 0.5), ("points", 60), ("activation", "tanh"), ("rate", 0.1))
    ]
    controls += [cost(lambda: parts["network"].put({"units": [1, -1]})) for _ in range(3)]
    assert np.median(ticks) < 60 and max(controls) < 60, (ticks, controls)
