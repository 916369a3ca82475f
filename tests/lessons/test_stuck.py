"""What its checkers say to wrong and right answers, its explorable, its pictures, what its text claims."""

import itertools
import json
import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from explorable import controls_of
from matplotlib.text import Text

from nnlib import SGD, Adam, ReLU, Standardizer, fit, mlp, squared_error, stack
from nnlib.teaching import style
from nnlib.teaching.lessons.stuck import check, explore, pictures


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Remember no verdicts of these tests."""
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


@pytest.mark.parametrize("checker", [check.dead_units, check.deaths, check.misled])
def test_the_stub_is_not_attempted_and_a_number_is_no_function(checker):
    def stub(*_):
        """What the lesson gives."""
        ...

    assert checker(stub).passed is None and checker(...).passed is None
    assert_told(checker(3), "a function is wanted here, got int 3")


# ---- dead_units, deaths ----

KNOWN = {
    "dead_units": (check.DEAD_CASES, check.DEAD_FAULTS, "", lambda a: a.max(axis=0) == 0),
    "first": (check.DEATH_CASES, check.DEATH_FAULTS, "first", lambda on: check._deaths(on)[0]),
    "back": (check.DEATH_CASES, check.DEATH_FAULTS, "back", lambda on: check._deaths(on)[1]),
}


@pytest.mark.parametrize("cases, faults, part, right", KNOWN.values(), ids=KNOWN)
@pytest.mark.filterwarnings("ignore:invalid value", "ignore:divide by zero")
def test_no_fault_hides_another_or_the_right_answer(cases, faults, part, right):
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
    for fault in [way for known in faults for way in known.ways() if way.part == part]:
        made = outcome(fault.wrong)
        for message, answers in seen:
            assert message == fault.message or not equal(made, answers), (fault.message, message)
        seen.append((fault.message, made))


def test_first_deaths_and_returns_of_all_short_lives():
    """Each unit by itself, as the lesson words it."""
    for life in itertools.product([True, False], repeat=5):
        (first,), (back,) = check._deaths(np.array(life)[:, None])
        died = life.index(False) if False in life else -1
        assert first == died and back == (sum(life[died:]) if died >= 0 else 0), life


# ---- the published run ----


def answers(pairs):
    x1, x2 = pairs.T
    return np.column_stack([x1 + x2, x1 - x2, np.abs(x1 - x2)])


@pytest.fixture(scope="module")
def data():
    """The published pairs: X, Y of the training rows and of the test rows, and the scalers."""
    X = 100 * np.random.RandomState(42).rand(2, 10_000).T
    Y = answers(X)
    x_scaler, y_scaler = Standardizer().fit(X[:7000]), Standardizer().fit(Y[:7000])
    return x_scaler.transform(X[:7000]), y_scaler.transform(Y[:7000]), x_scaler, y_scaler


def descend(net, X, Y, steps, lr):
    for _ in range(steps):
        net.backward(squared_error(Y, net.forward(X))[1])
        net.params -= lr * net.grads
    return squared_error(Y, net.forward(X))[0]


def test_ten_times_the_rate_a_tenth_of_the_steps_is_the_same_path(data):
    X, Y = data[0][:2000], data[1][:2000]
    slow, quick = (descend(explore.published_start(), X, Y, *how) for how in ((500, 0.01), (50, 0.1)))
    assert slow == pytest.approx(quick, rel=0.01) and slow < 1.1


def test_two_units_of_the_published_run_die_step_by_step(data):
    """Unit 0 within 32 steps; unit 3 below 1 % in 20, off after about 2500, then now and then on for a single row."""
    X, Y = (table.astype(np.float32) for table in data[:2])
    net, on = explore.published_start(), []
    for _ in range(3500):
        P = net.forward(X)
        on.append((net.layers[3].y > 0).sum(axis=0))
        net.backward(squared_error(Y, P)[1])
        net.params -= 0.1 * net.grads
    first, last = np.array(on)[:, [0, 3]].T
    assert 0 < first[20] < first[0] and not first[33:].any()
    assert last[0] > 700 > 70 > last[20] > 0 and last[:2300].all() and not last[2300:2700].all()
    assert last[2700:].max() == 1 and last[2700:].min() == 0


def test_the_two_that_die_are_born_at_the_rim_and_lowered_at_every_step(data):
    """The loss starts at 4.6; each of the first 30 steps lowers the biases of units 0 and 3."""
    X, Y = data[:2]
    net = explore.published_start()
    start, biases = squared_error(Y, net.forward(X))[0], [net.layers[2].b[[0, 3]].copy()]
    for _ in range(30):
        descend(net, X, Y, 1, 0.1)
        biases.append(net.layers[2].b[[0, 3]].copy())
    assert start == pytest.approx(4.6, abs=0.05) and squared_error(Y, 0 * Y)[0] == pytest.approx(1.5)
    assert (np.diff(biases, axis=0) < 0).all() and (biases[0] < -0.5).all()


@pytest.mark.parametrize("where, dead", [([1], None), ([0, 1, 2], [0, 2])])
def test_the_published_weights_with_other_biases(data, where, dead):
    """Biases of layer 2 at 0: it arrives. All at 0: stuck, units 0 and 2 are lost (dead, or as good as dead)."""
    run = explore.Run(data[0][: explore.ROWS], data[1][: explore.ROWS])
    for layer in where:
        run.net.layers[2 * layer].b[:] = 0
    run.advance(6000)
    lost = list(np.flatnonzero(run.shares()[1] < 0.01))
    assert (run.scores().min() > explore.GOAL) == (dead is None) and (dead is None or lost == dead), lost


def test_the_published_test_rows_are_easier_for_the_answer_0(data):
    """1.10 on the training rows, 1.07 on the test rows, by the number that is printed."""
    rows = answers(100 * np.random.RandomState(42).rand(2, 10_000).T)
    printed = np.linalg.norm(0.5 * data[3].transform(rows) ** 2, axis=1)
    assert printed[:7000].mean() == pytest.approx(1.10, abs=0.005)
    assert printed[7000:].mean() == pytest.approx(1.07, abs=0.005)


def test_two_numbers_hold_two_targets(data):
    """The fold's eigenvalues."""
    assert np.linalg.eigvalsh(np.corrcoef(data[1].T))[1:].sum() == pytest.approx(2.02, abs=0.005)


def full_batch(seeds, rows, steps, data, lr=0.1):
    """R² of the worst target, and live units of layer 2, of published recipes with the full batch."""
    X, Y = (table[:rows].astype(np.float32) for table in data[:2])
    nets = stack([start(seed) for seed in seeds])
    for _ in range(steps):
        nets.backward((nets.forward(X) - Y) / np.float32(rows))
        nets.params -= np.float32(lr) * nets.grads
    P = nets.forward(X)
    worst = 1 - (((Y - P) ** 2).sum(axis=1) / ((Y - Y.mean(axis=0)) ** 2).sum(axis=0)).max(axis=-1)
    return worst, (nets.layers[3].y > 0).any(axis=1).sum(axis=-1)


def start(seed):
    rng = np.random.default_rng(seed)
    net = mlp([2, 4, 4, 3], ReLU, rng=rng, dtype=np.float32)
    for layer in net.layers[::2]:
        layer.b[:] = rng.normal(0, np.sqrt(2 / layer.n_in), layer.n_out)
    return net


def test_the_full_batch_alone_is_not_the_culprit(data):
    """Of a hundred starts 55 arrived (all of them: seeds 0 to 99, two minutes); here 12 of them, on the same rows."""
    worst, alive = full_batch(range(12), 500, 10_000, data)
    assert 4 <= np.sum(worst > 0.99) <= 9 and worst[alive <= 2].max() < 0.9


@pytest.mark.long
def test_the_full_batch_with_steps_a_third_as_long_solves_more(data):
    """On 300 rows 39 of 50 on the test rows, where 23 did."""
    (long, _), (short, _) = (full_batch(range(50), 300, *how) for how in ((10_000, data), (33_334, data, 0.03)))
    assert np.sum(short > 0.99) >= np.sum(long > 0.99) + 8


def test_adam_and_shorter_steps_save_second_layers_only(data):
    """Of 400 units each: dead in the first layers 24 with SGD, 30 with Adam; in the second 125, 89 and 91."""
    dead = []
    for optimizer, lr, epochs in ((SGD, 0.1, 8), (SGD, 0.03, 27), (Adam, 0.01, 8)):
        rngs = [np.random.default_rng(seed) for seed in range(100)]
        nets = [mlp([2, 4, 4, 3], ReLU, rng=rng) for rng in rngs]
        for net, rng in zip(nets, rngs, strict=True):
            for layer in net.layers[::2]:
                layer.b[:] = rng.normal(0, np.sqrt(2 / layer.n_in), layer.n_out)
        nets = stack(nets)
        how = dict(rng=rngs, epochs=epochs, batch_size=32, measure="during")
        fit(nets, squared_error, optimizer(nets, lr=lr), *data[:2], **how)
        nets.forward(data[0])
        dead.append([(~(layer.y > 0).any(axis=-2)).sum() for layer in nets.layers[1::2]])
    sgd, short, adam = dead
    assert sgd[0] <= adam[0], dead
    assert (sgd[1], short[1], adam[1]) == pytest.approx((125, 89, 91), abs=3), dead


# ---- the explorable ----


@pytest.fixture
def shown(data):
    def built():
        return *explore.build(*data[:3]), controls_of("units")

    return built


def test_it_opens_at_the_published_start_while_units_die(shown):
    network, _, _, state, _ = shown()
    assert state["run"].steps == explore.OPENED and f"The published start, {explore.OPENED} steps." in network.caption
    assert "Only 2 of 4 units in layer 2 still work: too few for three targets, unless another wakes" in network.caption
    values, dead, rare, picked = (network.data[name] for name in ("values", "dead", "dying", "picked"))
    assert picked == [None, [False] * 4, rare[2], None]
    assert [text == "dead" for text in values[2]] == dead[2] == [True, False, False, False]
    assert [text == "<1 %" for text in values[2]] == rare[2] == [False, False, False, True]


def test_the_map_opens_at_the_dying_unit_and_counts_its_rows(shown):
    _, creases, _, state, _ = shown()
    assert "The orange unit is on for 3 of 1,000 rows, at the start for 141." in creases.alt
    unit = pictures.hidden_sums(state["run"].net, state["run"].X)[0][1][:, 3]
    assert (unit > 0).sum() == 3


def test_a_click_shows_another_unit_until_a_new_start(shown):
    network, creases, clock, state, _ = shown()
    network.put({"unit": [2, 0]})
    assert network.data["picked"][2] == [True, False, False, False] and state["unit"] == 4
    assert "The gray unit is on for 0 of 1,000 rows, at the start for 64." in creases.alt
    clock.put("step")
    assert state["unit"] == 4 and state["clicked"]
    clock.put("reset")
    assert not state["clicked"]


def test_the_map_stays_with_a_unit_until_another_is_about_to_die():
    alive, rare = 0.5, explore.RARE / 2
    for shares, unit, shown in [
        ([alive, 0.2], 0, 0),
        ([alive, rare], 0, 1),
        ([rare, rare / 2], 0, 0),
        ([0, alive], 0, 0),
        ([0, rare], 0, 1),
    ]:
        assert explore.watched(np.array(shares), unit) == shown
    assert [explore.look(share)[0] for share in (0, rare, alive)] == ["gray", "orange", "blue"]


@pytest.mark.parametrize("left", [[[95.0, 4], [97, 8]], [[59, 54]]])
def test_the_lens_holds_the_rows_that_are_left_and_does_not_cover_them(left):
    ax = plt.figure().subplots()
    plt.close(ax.figure)
    ax.set(xlim=(0, 100), ylim=(0, 100))
    rows = np.array([*left, [20, 80], [50, 90]])
    on = np.arange(len(rows)) < len(left)
    x1, _ = np.meshgrid(explore.SIDE, explore.SIDE)
    z = (x1 - 50).ravel()
    drawn = explore.draw_unit(ax, rows, z, on, (z + 40, np.full(len(rows), True)))
    assert [dots.get_xydata().tolist() for dots in drawn[-2:]] == [rows[~on].tolist(), left]
    (_, spot, glass), large, _ = explore.lens(ax, drawn, rows[on])
    assert np.hypot(*np.subtract(glass.center, spot.center)) > glass.radius + spot.radius
    seen = (large[-1].get_transform() - ax.transData).transform(left)
    assert (np.hypot(*(seen - glass.center).T) < glass.radius).all()


def test_a_lens_shows_a_handful_of_rows_and_no_more(shown, monkeypatch):
    handed = []
    lens = explore.lens
    monkeypatch.setattr(explore, "lens", lambda ax, drawn, left: handed.append(len(left)) or lens(ax, drawn, left))
    network, _, _, state, _ = shown()
    assert handed == [3]  # at the opening; none at step 0, when 141 rows turned it on
    network.put({"unit": [2, 1]})  # on for most rows
    assert handed == [3] and state["unit"] == 5


def test_what_was_seen_of_the_starts_0_to_8(data):
    """Three arrive within 2,500 steps; the fold under the explorable, and why the verdict says "unless"."""
    X, Y = (table[: explore.ROWS] for table in data[:2])
    arrived, at_40 = [], {}
    for seed in range(9):
        run = explore.Run(X, Y, seed=seed)
        run.advance(40)
        at_40[seed] = explore.verdict(run.shares(), run.scores())
        run.advance(2460)
        if (run.scores() > explore.GOAL).all():
            arrived.append(seed)
    with_adam = explore.Run(X, Y, optimizer="Adam")
    with_adam.advance(2500)
    assert (with_adam.scores() > explore.GOAL).all()
    assert arrived == [2, 4, 6] and "too few for three targets, unless another wakes" in at_40[6]


def test_where_the_lines_of_the_dying_units_go(data):
    """At step 30 unit 0 is on in the corner at (0, 100) only, at 50 nowhere; unit 3 at the left rim."""
    side = np.linspace(0, 100, 101)
    plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    run, on = explore.Run(data[0][: explore.ROWS], data[1][: explore.ROWS]), {}
    for steps in (30, 50, 300):
        run.advance(steps - run.steps)
        z = pictures.hidden_sums(run.net, data[2].transform(plane))[0][1]
        on[steps] = [plane[unit > 0] for unit in z.T]
    corner = on[30][0]
    assert len(corner) and corner[:, 0].max() < 10 and corner[:, 1].min() > 90 and not len(on[50][0])
    assert all(len(on[steps][3]) and on[steps][3][:, 0].max() < 10 for steps in on)


def test_play_goes_on_step_is_one_epoch_and_reset_draws_another_start(shown):
    network, _, clock, state, _ = shown()
    clock.put("step")
    assert state["run"].steps == explore.OPENED + 1
    clock.put("play")
    for _ in range(3):
        clock.put("tick")
    assert state["run"].steps > explore.OPENED + 10
    clock.put("reset")
    assert state["run"].steps == 0 and not clock.value and "Start 1, 0 steps" in network.caption


@pytest.mark.parametrize(
    "name, value",
    [("network", "2-4-3"), ("network", "2-8-3"), ("starting biases", False), ("optimizer", "Adam"), ("batch size", 32)],
)
def test_every_control_starts_again_and_changes_the_run(shown, name, value):
    network, creases, clock, state, control = shown()
    before = explore.Run(state["run"].X, state["run"].Y)
    control[name].value = value
    assert state["run"].steps == 0
    for run in (before, state["run"]):
        run.advance(64)
    assert not np.array_equal(before.net.params, state["run"].net.params)
    old = creases.png
    clock.put("step")
    assert tuple(network.data["sizes"]) == explore.SHAPES[control["network"].value] and creases.png != old


def test_a_run_goes_on_as_if_it_had_never_paused_and_ends(data, monkeypatch):
    X, Y = data[0][:200], data[1][:200]
    whole, pieces = explore.Run(X, Y, batch_size=32), explore.Run(X, Y, batch_size=32)
    whole.advance(21)
    for steps in (7, 14):
        pieces.advance(steps)
    assert whole.steps == pieces.steps == 21 and np.array_equal(whole.net.params, pieces.net.params)
    monkeypatch.setattr(explore, "LAST", 28)
    whole.advance(1000)
    assert whole.steps == 28 and whole.over
    whole.advance(7)
    assert whole.steps == 28


def test_shares_and_scores_are_those_of_the_rows(data):
    run = explore.Run(data[0][:300], data[1][:300])
    P = run.net(run.X)
    assert np.allclose(
        run.scores(), 1 - ((run.Y - P) ** 2).sum(axis=0) / ((run.Y - run.Y.mean(axis=0)) ** 2).sum(axis=0)
    )
    for layer, share in zip(run.net.layers[1::2], run.shares(), strict=True):
        assert np.array_equal(share, (layer.y > 0).mean(axis=0))


@pytest.mark.parametrize(
    "shares, scores, words",
    [
        ([[0.5, 0.4], [0.3, 0.2, 0.1]], [0.5, 0.999, 0], "Learned so far: 1 of three targets."),
        (
            [[0.5] * 4, [0, 0.9, 0.9, 0]],
            [1, 0.5, 0.5],
            "Only 2 of 4 units in layer 2 still work: too few for three targets, unless another wakes.",
        ),
        ([[0.5] * 4, [0, 0.9, 0.9, 0.001]], [1, 0, 1], "Only 2 of 4 units in layer 2 still work:"),
        ([[0, 0, 0.5]], [0, 0, 0], "Only 1 of 3 units in layer 1 still works:"),
        ([[0, 0, 0.005]], [0, 0, 0], "None of 3 units in layer 1 still works:"),
        ([[0.5], [0, 0]], [0, 0, 0], "The last hidden layer is dead"),
        ([[0, 0.5, 0.5, 0.5]], [1, 1, 1], "All three targets are learned."),
    ],
)
def test_the_verdict_says_what_the_numbers_say(shares, scores, words):
    assert words in explore.verdict([np.array(layer) for layer in shares], np.array(scores))


def test_only_what_is_0_is_called_dead():
    assert [explore.percent(share) for share in (0, 0.0001, 0.01, 0.5, 1)] == ["dead", "<1 %", "1 %", "50 %", "100 %"]


def test_the_pace_grows():
    paces = [explore.pace(steps) for steps in range(0, 20_000, 500)]
    assert sorted(paces) == paces and paces[0] >= 1


# ---- the pictures ----


@pytest.fixture
def described(monkeypatch):
    """What pictures.show is told, in place of showing it."""
    told = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: told.append(alt) or plt.close(fig))
    return told


def by_hand():
    net = mlp([2, 3, 3], ReLU, rng=np.random.default_rng(0))
    net.params[:] = 0
    net.layers[0].W[:] = [[1, 1, -1], [1, -1, 1]]
    net.layers[2].W[:] = [[1, 0, 0], [0, 1, 1], [0, -1, 1]]
    return net


def test_the_network_by_hand_bends_once_and_has_no_error(described):
    case = by_hand(), None, None
    pairs = np.array([[3.0, 5], [70, 30], pictures.PAIR])
    said, z = pictures.answers(case, pairs)
    assert np.array_equal(said, np.abs(pairs[:, 0] - pairs[:, 1])) and z.shape == (3, 3)
    pictures.creases({"by hand": case, "again": case})
    assert "by hand: 766 at (888, 122); again: 766 at (888, 122)." in described[0]


def test_rings_stand_where_units_switch_and_only_a_right_answer_is_the_cure():
    case = by_hand(), None, None
    askew = by_hand()
    askew.layers[0].W[0, 1] = 2  # 2 x1 - x2
    fig = pictures.draw_creases({"one": case, "two": (askew, None, None)})
    plt.close(fig)
    rings = [line.get_xdata() for line in fig.axes[0].lines if line.get_markerfacecolor() == "white"]
    assert np.abs(rings[0] - 50).max() < 0.2
    first = (50 - 50 * 72 / 838) / (2 - 72 / 838)  # 2 x1 = x2 on the walk
    assert rings[1][0] == pytest.approx(first, abs=0.2) and np.abs(rings[1][1:] - 50).max() < 0.2
    assert fig.get_suptitle() == "Far from the data, only “one” gives |888 − 122| = 766"
    says = {part.get_text(): part.get_color() for part in fig.findobj(Text)}
    assert (says["one"], says["two"]) == (style.TEXT[style.CURE], style.TEXT[style.FAULT])
    assert says["766"] == says["one"] and says["1654"] == says["two"]
    fig = pictures.draw_creases(dict.fromkeys(("a", "b"), (askew, None, None)))
    plt.close(fig)
    assert {part.get_color() for part in fig.findobj(Text) if part.get_text() in "ab" and part.get_text()} == {
        style.TEXT[style.FAULT],
        style.INK,
    }


def test_hidden_sums_are_what_the_relus_are_given(data):
    net = explore.published_start()
    sums, out = pictures.hidden_sums(net, data[0][:5])
    assert np.allclose(out, net(data[0][:5]))
    assert all(np.allclose(np.maximum(z, 0), layer.y) for z, layer in zip(sums, net.layers[1::2], strict=True))
    pair = np.array([[30.0, 70]])
    said, z = pictures.answers((net, data[2].transform, data[3].inverse_transform), pair)
    assert said[0] == pytest.approx(data[3].inverse_transform(net(data[2].transform(pair)))[0, 2]) and z.shape == (1, 8)


def test_the_other_pictures_draw_and_say_their_numbers(described):
    truth = np.array([[100, -40, 40], [100, 40, 40], [8, -2, 2], [1010, 766, 766]])
    pictures.published_answers(np.array([[30, 70], [70, 30], [3, 5], [888, 122]]), truth, truth - 830)
    epochs = np.array([500, 10_000, 100_000])
    pictures.two_losses(epochs, [1.0, 0.5, 0.49], [0.9, 0.5, 0.35])
    pictures.shares_of_three(epochs, np.array([[0.5, 0, 0.1], [1, 0, 1], [1, 0.43, 0.59]]))
    pictures.census([np.array([0.5, 1.0, 0.996]), np.array([0.0, 0.25])])
    pictures.recipes({"one": np.array([0.5, 0.995]), "two": np.array([0.999, 1.0])})
    pictures.beyond(np.array([[1010.0, 766, 766], [1000, 700, -64]]), np.array([1010, 766, 766]))
    for words, said in zip(
        [
            "|x₁ − x₂| = 766 is predicted as −64",
            "at 100,000 epochs 0.49 and 0.35",
            "x₁ − x₂ 0.43, |x₁ − x₂| 0.59, together 2.02",
            "Hidden layer 1: 50 %, 100 %, 99.6 %. Hidden layer 2: dead, 25 %",
            "Solved: one: 1 of 2; two: 2 of 2",
            "1 networks come within 10",
        ],
        described,
        strict=True,
    ):
        assert words in said


def test_each_answer_is_a_dart_and_its_ring_says_how_far_it_is_off():
    truth = np.array([1010.0, 766, 766])
    off = np.array([[0, 0, 0.01], [5, 0, 0], [0, -90, 0], [-900, 3, 3]])
    fig = pictures.draw_beyond(truth + off, truth)
    plt.close(fig)
    miss, hit = (np.hypot(*line.get_data()) for line in fig.axes[0].lines)
    bull, *rings = pictures.BULL, *(pictures._radius(ring) for ring in pictures.RINGS)
    assert len(hit) == 2 and hit[0] <= bull < hit[1] < rings[0] < miss[0] < rings[1] < miss[1] < rings[2] == 1
    assert {"2 of 4"} == {text.get_text() for text in fig.axes[1].texts[::2]} - {fig.axes[1].texts[-1].get_text()}


def test_a_dead_unit_passes_nothing_on_in_the_census():
    fig = pictures.draw_census([np.array([0.5, 0.5]), np.array([0.0, 0.9, 0.4])])
    plt.close(fig)
    ways = [line.get_xydata() for line in fig.axes[0].lines if len(line.get_xydata()) == 2]
    starts = [tuple(way[0]) for way in ways]
    assert len(ways) == 2 * 2 + 2 * 3 + 2 * 3 and len({start for start in starts if start[0] > 4}) == 2
    assert fig.get_suptitle() == "3 targets must pass through 2 units: 1 of 3 in layer 2 is dead"


def test_the_piles_are_the_sum_of_three():
    fig = pictures.draw_shares(np.array([500, 1000]), np.array([[0.5, 0.1, 0.2], [1, 0.4, 0.6]]))
    plt.close(fig)
    assert [list(line.get_ydata()) for line in fig.axes[0].lines[:3]] == [[0.5, 1], [0.6, 1.4], [pytest.approx(0.8), 2]]


# ---- starting weights ----

LEVELS = {"up": [1, 1e20], "flat": [1, 0.9], "down": [1, 1e-20]}
TANH = [np.tanh(np.random.default_rng(layer).normal(0, 2**-layer, (20, 5))) for layer in range(4)]
CASES = {"one": (TANH, True), "two": (TANH[::-1], False)}


def test_levels_draw_every_number_and_only_the_middle_start_is_the_cure(described):
    ax = pictures.draw_levels(LEVELS).axes[0]
    plt.close(ax.figure)
    assert [list(line.get_ydata()) for line in ax.lines] == list(LEVELS.values())
    assert [line.get_color() == pictures.style.CURE for line in ax.lines] == [False, True, False]
    assert [text.get_text().split(":")[0] for text in ax.texts[1::2]] == list(LEVELS)
    ax = pictures.draw_levels({"up": [1, 11, 121], "flat": [1, 1, 0.95], "down": [1, 0.125, 0.125**2]}).axes[0]
    assert [text.get_text() for text in ax.texts[::2]] == ["they explode", "they keep their size", "they fade away"]
    assert ax.get_title(loc="left") == "Numbers keep their size only at flat"
    assert [text.get_text() for text in ax.texts[1::2]] == ["up: ×11 a layer", "flat: ×1 a layer", "down: ÷8 a layer"]
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


def test_what_the_text_says_of_starting_weights(described):
    """A run may be off by a third, both ways; half of Glorot's deviation is soon a spike; Glorot's shrinks slowly."""
    text = (Path(__file__).parent.parent.parent / "notebooks/08-stuck.ipynb").read_text("utf-8")
    cells = ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    names = {"np": np, "pictures": pictures}
    (source,) = [cell for cell in cells if cell.startswith("def root_mean_square")]
    exec(source.split("\n\n\nhe = ")[0], names)
    (folded,) = re.findall(r"If you want tanh.*?```python\n(.*?)```\n", "\n".join(cells), re.S)
    exec(folded, names)  # as it would run in a cell of the reader's
    assert "three times: it saturates" in described[-1]
    last = [names["relu_layers"](np.sqrt(2 / 256), seed)[-1] for seed in range(20)]
    assert 0.5 < min(last) < 2 / 3 and 4 / 3 < max(last) < 2
    for seed in range(5):
        half = names["tanh_layers"](0.5 / 16, seed)
        assert half[5].std() < 0.02 < half[3].std()
        right = [x.std() for x in names["tanh_layers"](1 / 16, seed)]
        assert all(0.8 * before < after < before for before, after in zip(right[1:], right[2:], strict=False))
