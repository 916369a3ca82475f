"""What its checkers say to wrong and right answers, its explorable, its pictures, what its text claims."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from explorable import controls_of, shows
from matplotlib.figure import Figure

from nnlib import SGD, ReLU, Standardizer, fit, minibatches, mlp, squared_error, stack
from nnlib.data import sum_difference
from nnlib.teaching.lessons.sum_and_difference import check, explore, pictures, runs, training_run


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Remember no verdicts of these tests."""
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


@pytest.mark.parametrize("checker", [check.batches, check.train, check.by_heart])
def test_the_stub_is_not_attempted_and_a_number_is_no_function(checker):
    def stub(*_):
        """What the lesson gives."""
        ...

    assert checker(stub).passed is None and checker(...).passed is None
    assert_told(checker(3), "a function is wanted here, got int 3")


def never_ends(n, b, rng):
    while True:
        pass


def test_batches_that_never_end_are_stopped(monkeypatch):
    monkeypatch.setattr("nnlib.teaching.checking.running.SECONDS", 0.2)
    assert_told(check.batches(never_ends), "Does a loop never end?")


@pytest.mark.parametrize("checker", [check.batches, check.train, check.by_heart])
def test_not_implemented_is_not_attempted(checker):
    def unwritten(*_):
        raise NotImplementedError

    assert checker(unwritten).passed is None


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


@pytest.mark.parametrize("change", ["width", "rate", "batch_size", "seed"])
def test_every_setting_of_a_run_changes_it(data, change):
    other = dict(width=5, rate=0.02, batch_size=64, seed=1)[change]
    usual, changed = training_run.Run(data), training_run.Run(data, **{change: other})
    for run in (usual, changed):
        run.advance(2)
    assert usual.train[-1] != changed.train[-1]


def test_steps_an_epoch_count_the_short_batch(data):
    assert [training_run.Run(data, batch_size=size).steps_an_epoch for size in (32, 33, 320)] == [10, 10, 1]


def test_two_units_never_learn_three_targets_and_eight_do(data):
    small = training_run.Run(data, width=2)
    small.advance(100)
    assert small.scores().sum() < 2.3
    large = training_run.Run(data)
    large.advance(100)
    assert (large.scores() > training_run.GOAL).all()


def test_a_run_stops_when_the_loss_is_no_number_and_at_the_last_epoch(data, monkeypatch):
    run = training_run.Run(data, rate=3)
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
    run = training_run.Run(data, width=4)
    run.net.layers[0].b[1] = -1e6
    run.net.layers[0].W[:, 3], run.net.layers[0].b[3] = 0, 1
    assert run.live() == (3, 4)
    y = run.net.layers[1].y
    assert y[:, 1].max() == 0 and y[:, 3].min() == 1 and y.shape == (320, 4)


def test_the_pace_grows_and_a_tick_stays_short():
    paces = [training_run.pace(epoch, 32) for epoch in range(0, 2000, 40)]
    assert paces[0] == 1 < paces[-1] and sorted(paces) == paces and max(paces) * 32 <= training_run.STEPS_A_TICK
    assert training_run.pace(1999, 10**6) == 1


@pytest.mark.parametrize(
    "given, words",
    [
        ((3, False, [0, 0, 0]), "Diverged in epoch 3"),
        ((0, True, [0, 0, 0]), "Not trained yet"),
        ((5, True, [1, 0.995, 0.991]), "All three are learned"),
        ((5, True, [1, 0.5, np.nan]), "The sum is learned, the difference and the distance are not."),
        ((5, True, [1, 0.3, 0.992]), "The sum and the distance are learned, the difference is not."),
        ((5, True, [0.9, 0, 0]), "None of the three is learned"),
    ],
)
def test_the_verdict_says_what_the_numbers_say(given, words):
    assert words in training_run.verdict(*given)


@pytest.mark.parametrize(
    "live, words",
    [
        ((8, 8), "No hidden unit is dead."),
        ((7, 8), "1 of 8 hidden units is dead."),
        ((2, 2), "No hidden unit is dead, and two alone can't carry three targets."),
        ((1, 4), "3 of 4 hidden units are dead, and one alone can't"),
        ((0, 3), "3 of 3 hidden units are dead: every row gets the same answer."),
    ],
)
def test_dead_units_are_counted_and_what_is_left_is_judged(live, words):
    assert words in training_run.units_in_words(*live)


@pytest.fixture
def shown(monkeypatch, data):
    """explore.build() and its controls."""
    monkeypatch.setattr("nnlib.teaching.live.panel.display", lambda panel: None)

    def built():
        """With eight units, untrained."""
        live, clock, state = explore.build(*data)
        control = controls_of("training")
        clock.pause()
        state["seed"] = 0
        control["hidden units"].value = 8
        return live, clock, state, control

    return built


def test_it_opens_at_a_distance_that_is_missed_for_want_of_a_unit(monkeypatch, lesson_rows):
    monkeypatch.setattr("nnlib.teaching.live.panel.display", lambda panel: None)
    live, _, state = explore.build(*lesson_rows)
    assert state["run"].epoch == explore.OPENED and "epoch 40, 1,280 steps" in live.caption
    assert "The sum and the difference are learned, the distance is not." in live.caption
    assert "1 of 3 hidden units is dead, and two alone" in live.caption


def test_step_is_one_epoch_and_play_goes_on_until_pause(shown):
    live, clock, state, control = shown()
    assert "Not trained yet" in live.caption
    clock.step()
    assert state["run"].epoch == 1 and "epoch 1, 10 steps" in live.caption
    clock.play()
    for _ in range(3):
        clock.beat()
    assert state["run"].epoch == 4
    clock.pause()
    clock.beat()
    assert state["run"].epoch == 4 and "epoch 4, 40 steps" in live.caption
    assert f"{training_run.verdict(4, True, state['run'].scores())}</b>" in live.caption
    assert training_run.units_in_words(*state["run"].live()) in live.caption


def test_reset_draws_new_weights_and_every_other_control_starts_again_from_the_same(shown):
    live, clock, state, control = shown()
    clock.step()
    start = state["run"].train[0]
    clock.reset()
    assert state["run"].epoch == 0 and state["run"].train[0] != start and "Start 1, epoch 0" in live.caption
    changes = {"hidden units": 3, "batch size, rows": 8}
    for name, value in changes.items():
        clock.play()
        clock.beat()
        assert state["run"].epoch == 1
        control[name].value = value
        assert state["run"].epoch == 0 and not clock.value and "Start 1, epoch 0" in live.caption
    run = state["run"]
    assert run.net.layers[0].n_out == 3 and run.batch_size == 8


def test_the_learning_rate_acts_at_once(shown):
    _, clock, state, control = shown()
    clock.step()
    run = state["run"]
    control["learning rate"].value = 0.3
    assert state["run"] is run and run.epoch == 1 and run.optimizer.lr == 0.3
    control["hidden units"].value = 5
    assert state["run"].optimizer.lr == 0.3


def test_a_run_that_diverges_says_so_stops_the_clock_and_can_be_reset(shown):
    live, clock, state, control = shown()
    control["learning rate"].value = 3
    clock.play()
    for _ in range(11):
        clock.beat()
    assert not clock.value and "Diverged in epoch" in live.caption
    control["learning rate"].value = 0.1
    clock.reset()
    clock.step()
    assert state["run"].finite and state["run"].epoch == 1


def test_a_touch_shows_what_the_network_knew_at_that_epoch_and_a_step_leads_back(shown):
    live, clock, state, control = shown()
    for _ in range(8):
        clock.step()
        if state["run"].epoch == 3:
            then = state["run"].scores(), shows("training")[0]
    clock.play()
    left = live.figure.axes[0]
    x, y = left.transData.transform((3.1, 0.1)) / (live.figure.bbox.width, live.figure.bbox.height)
    live.put((x, 1 - y))
    assert "epoch 3, of 8, 30 steps" in live.caption and not clock.value
    known = dict((epoch, scores) for epoch, scores, *_ in state["known"])
    assert np.array_equal(known[3], then[0]) and not np.array_equal(known[8], then[0])
    assert left.lines[-1].get_xdata() == [3] and state["run"].epoch == 8
    control["look at"].value = 50
    assert "epoch 4, of 8" in live.caption
    clock.step()
    assert "epoch 9, 90 steps" in live.caption and control["look at"].value == 100


def test_the_axis_of_epochs_grows_with_the_run(shown):
    live, clock, state, control = shown()
    control["batch size, rows"].value = 320  # one step an epoch
    left = live.figure.axes[0]
    before = left.get_xlim()
    for _ in range(45):
        clock.step()
    assert left.get_xlim()[1] == 2 * before[1] and max(left.lines[0].get_xdata()) == 45


def test_each_control_and_the_clock_change_what_is_shown_and_a_step_leaves_the_controls_alone(shown):
    _, clock, _, control = shown()
    seen = [shows("training")]
    for name, value in {"hidden units": 3, "batch size, rows": 8}.items():
        control[name].value = value
        clock.step()
        seen.append(shows("training"))
    assert all(seen.count(each) == 1 for each in seen) and control["hidden units"].value == 3


# ---- the picture ----


TRUE = np.array([[2.0, -2, 2], [1, 0, 0], [0, 2, 2]])  # three rows: the first answers are -2, 0, 2 on the difference


def filled(scores, losses=(1.5, 0.5), P=TRUE):
    left, *right = Figure((8, 3.4)).subplots(1, 4)
    curves, targets = pictures.LossPicture(left), pictures.TargetsPicture(right, TRUE, 0.99)
    curves.stretch(40)
    curve = (np.arange(len(losses)), np.array(losses))
    curves.fill({"train": curve, "test": curve}, 1, losses[1])
    targets.fill(targets.pick(P), scores)
    return curves, targets


def test_the_pictures_draw_the_given_numbers():
    curves, targets = filled(np.array([0.9999, 0.99, -3.0]), P=TRUE + 0.25)
    assert list(curves.curves["test"].get_ydata()) == [1.5, 0.5]
    assert [list(each) for each in curves.dot.get_data()] == [[1], [0.5]]
    assert [list(marks.get_xdata()) for marks in targets.marks] == [[0, 1, 2], [-2, 0, 2], [-2, 0, 2]]
    drawn = [list(marks.get_ydata()) for marks in targets.marks]
    assert drawn == [[0.25, 1.25, 2.25], [-1.75, 0.25, 2.25], [2.25, 0.25, 2.25]]
    assert [number.get_text() for number in targets.numbers] == ["R² 0.999 ✓", "R² 0.990", "R² below 0"]
    colors = [marks.get_color() for marks in targets.marks]
    assert colors[0] != colors[1] == colors[2]
    assert [marks.get_marker() for marks in targets.marks] == ["s", "o", "o"]
    titles = [ax.get_title(loc="left") for ax in curves.ax.figure.axes]
    assert titles == ["Loss: drag to look back", *pictures.HEADS] and curves.ax.get_xlabel() == "epoch"


def test_numbers_that_are_none_stay_in_the_picture():
    scores = np.array([np.nan, -np.inf, 0.5])
    curves, targets = filled(
        scores, (1.0, 1e300, np.nan, np.inf), np.array([[np.nan, 9, 2], [1, -np.inf, 0], [0, 2, 2]])
    )
    assert list(curves.curves["train"].get_ydata()) == [1, 10, 10, 10]
    (_, top), (low, high), _ = (marks.axes.get_ylim() for marks in targets.marks)
    assert [list(marks.get_ydata()) for marks in targets.marks] == [[0, 1, top], [high, low, 2], [2, 0, 2]]
    assert [number.get_text() for number in targets.numbers] == ["R² NaN", "R² below 0", "R² 0.500"]


@pytest.mark.parametrize("train, test", [(1, 1), (1, 0.9), (0.9, 1), (1e-4, 1e-4), (1e-4, 1.1e-4), (10, 10), (5, 1e-3)])
def test_names_of_curves_stand_apart(train, test):
    heights = pictures.apart({"train": train, "test": test})
    assert max(heights.values()) / min(heights.values()) >= pictures.BESIDE * (1 - 1e-9)
    assert min(heights.values()) > pictures.LOW and max(heights.values()) <= pictures.HIGH
    assert train == test or (heights["train"] > heights["test"]) == (train > test)


# ---- the still pictures ----


@pytest.fixture
def described(monkeypatch):
    """What pictures.show is told, in place of showing it."""
    told = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: told.append(alt) or plt.close(fig))
    return told


def test_the_two_programs_are_a_thousand_times_apart():
    first, second = runs.losses(7000), runs.losses(32)
    assert first[0] == second[0] and 0.62 < first[-1] < 0.64 and second[-1] < 1e-4 and second[1] < first[-1] / 10
    fig = pictures.draw_programs({1: first, 2: second})
    plt.close(fig)
    assert [list(line.get_ydata()) for line in fig.axes[0].lines[:2]] == [first, second]


def test_directions_draw_the_angle_of_every_batch(described):
    start, later = np.array([1.0, 0.5, 0.0]), np.array([-1.0, 0.0, 0.5])
    fig = pictures.draw_directions(start, later, 0.5)
    plt.close(fig)
    for ax, cosines in zip(fig.axes, (start, later), strict=True):
        marks = np.concatenate([line.get_xydata() for line in ax.lines if line.get_linestyle() == "None"])
        angles = np.arctan2(np.abs(marks[:, 0]), marks[:, 1])
        assert np.allclose(sorted(angles), sorted(np.arccos(cosines)), atol=pictures.DOT / 2 + 1e-9)
        assert len(np.unique(marks.round(6), axis=0)) == len(cosines)  # none hides another
    assert pictures.directions(start, later, 0.5) is None
    assert "at the start the median cosine is 0.50, an angle of 60°, 0 point backward; after" in described[0]
    assert "the mean of all 3 has a cosine of 0.50." in described[0]
    tip = fig.axes[1].texts[-2].xy
    assert np.degrees(np.arctan2(abs(tip[0]), tip[1])) == pytest.approx(60)


def test_a_score_is_rounded_down_in_the_picture_and_in_its_words(described):
    Y = np.random.default_rng(0).uniform(0, 100, (40, 3))
    scores = np.array([0.99996, 0.9906, 0.5])
    fig = pictures.draw_targets(Y, Y, scores)
    plt.close(fig)
    pictures.three_targets(Y, Y, scores)
    for ax, words in zip(fig.axes, ("R² above 0.999", "R² above 0.990", "R² above 0.500"), strict=True):
        assert words in ax.get_title(loc="left")
    assert "x₁ + x₂ above 0.999; x₁ − x₂ above 0.990; |x₁ − x₂| above 0.500" in described[0]


def test_the_batches_are_drawn_in_their_order(described):
    batches = [np.array([2, 0]), np.array([1])]
    fig = pictures.draw_cut(batches)
    plt.close(fig)
    words = [text.get_text() for text in fig.axes[0].texts]
    assert words[:3] == ["0", "1", "2"] and words[3:5] == ["2", "0"] and "step 1: 2 rows" in words
    pictures.cut(batches)
    assert "2 0; 1" in described[0]


def test_titles_follow_the_counts():
    fig = pictures.draw_by_heart({8: np.array([1e-9, 0.005]), 2: np.array([0.3, 0.4])})
    assert fig.get_suptitle() == "8 hidden units know 20 rows by heart from every start, 2 hidden units from none"
    plt.close(fig)
    fig = pictures.draw_few({5: np.array([-40, 0.6]), 50: np.array([0.3, 0.99])})
    assert "50 rows are enough for 1 of 2 starts, 5 rows for none" in fig.get_suptitle()
    plt.close(fig)
    fig = pictures.draw_programs({1: [2, 0.1] + 9 * [0.1], 2: [2, 0.5] + 9 * [0.1]})
    assert "beats" not in fig.axes[0].get_title(loc="left")
    plt.close(fig)


def test_the_pictures_of_answers_and_of_few_rows_say_their_numbers(described):
    Y = np.random.default_rng(0).uniform(0, 100, (40, 3))
    pictures.three_targets(Y, Y + 1, np.array([0.5, 0.99, 0.9996]))
    pictures.by_heart({8: np.array([1e-9, 0.005]), 2: np.array([0.3, 0.4])})
    pictures.few_rows({5: np.array([-40, 0.6]), 50: np.array([0.98, 0.99])})
    fig = pictures.draw_few({5: np.array([-40, 0.6]), 50: np.array([0.98, 0.99])})
    plt.close(fig)
    (ax,) = fig.axes
    count = [(line.get_marker(), len(line.get_xdata())) for line in ax.lines]
    assert count == [("s", 0), ("o", 2), ("s", 2), ("o", 0)]
    words = [text.get_text() for text in ax.texts]
    assert words[:3] == ["0", "of 2 starts", "their R²: −40 to 0.6"] and words[3::2] == ["2", "R² above 0.95"]
    assert "above 0.95: 0 from 5 rows, 2 from 50 rows." in described[2]
    assert "5 rows: -40.000 to 0.600" in described[2]
    assert "|x₁ − x₂| above 0.999" in described[0] and "8 units: 2 below 0.01; 2 units: 0 below 0.01" in described[1]
    assert "50 rows: 0.980 to 0.990" in described[2]


# ---- what the text says ----


SEEDS = range(100)


def generators():
    return [np.random.default_rng(seed) for seed in SEEDS]


def small(seeds=SEEDS):
    return stack([mlp([2, 8, 3], ReLU, rng=np.random.default_rng(seed)) for seed in seeds])


def in_blocks(measure, nets, each=20):
    """measure of all rows: a few networks at a time, to spare memory."""
    blocks = range(0, len(nets), each)
    return np.concatenate([measure(stack([nets[i] for i in range(k, k + each)])) for k in blocks])


def gradients(nets, X, Y):
    nets.backward(squared_error(Y, nets(X))[1])
    return nets.grads.copy()


def cosines(g, h):
    return (g * h).sum(axis=-1) / np.linalg.norm(g, axis=-1) / np.linalg.norm(h, axis=-1)


def test_directions_of_32_rows_from_a_hundred_starts():
    """At the start they agree. After five epochs they don't, some point backward, and still their mean is right."""
    X, Y = runs.rows()
    nets, found = small(), {}
    for when in ("start", "later"):
        right = in_blocks(lambda some: gradients(some, X, Y), nets)
        rows = np.random.default_rng(0).integers(7000, size=(100, 32))
        batches = np.array([gradients(nets, X[r], Y[r]) for r in rows])
        found[when] = cosines(batches, right)  # (batch, start)
        mean = cosines(batches.mean(axis=0), right)
        if when == "start":
            steps = dict(rng=generators(), epochs=5, measure="during")
            fit(nets, squared_error, SGD(nets, lr=0.1), X, Y, **steps)
    assert np.median(found["start"], axis=0).min() > 0.9 and found["start"].min() > 0
    assert np.median(np.median(found["later"], axis=0)) < 0.6
    assert np.sum((found["later"] < 0).any(axis=0)) > 90 and np.median(mean) > 0.98


def test_the_median_direction_in_the_text_is_that_of_the_picture():
    X, Y = runs.rows()
    net, rng = mlp([2, 8, 3], ReLU, rng=np.random.default_rng(1)), np.random.default_rng(1)
    right = gradients(net, X, Y)
    found = [cosines(gradients(net, X[r], Y[r]), right) for r in (rng.integers(7000, size=32) for _ in range(100))]
    assert "an angle of 16°" in pictures.middle(found)


def test_two_hidden_units_never_learn_twenty_rows():
    X, Y = runs.rows()
    for start in (0, 1000, 2000):  # the lesson's rows and others
        rngs = generators()
        nets = stack([mlp([2, 2, 3], ReLU, rng=rng) for rng in rngs])
        steps, rows = dict(rng=rngs, epochs=3000, batch_size=20, measure="during"), slice(start, start + 20)
        assert fit(nets, squared_error, SGD(nets, lr=0.1), X[rows], Y[rows], **steps)["loss"][-1].min() > 0.2


def full_batch(rate):
    """The losses of a hundred starts after ten steps on all rows."""
    X, Y = runs.rows()
    found = []
    for block in np.split(np.arange(100), 5):
        nets, rngs = small(block), [np.random.default_rng(seed) for seed in block]
        steps = dict(rng=rngs, epochs=10, batch_size=7000, on_failure=lambda *_: None)
        found.append(fit(nets, squared_error, SGD(nets, lr=rate), X, Y, **steps)["loss"][-1])
    return np.nan_to_num(np.concatenate(found), nan=np.inf)


@pytest.mark.long
def test_no_rate_saves_the_full_batch():
    """Median loss of a hundred starts after ten steps, by rate."""
    found = {rate: np.median(full_batch(rate)) for rate in (0.3, 0.4, 0.5, 0.6)}
    assert set(sorted(found, key=found.get)[:2]) == {0.4, 0.5} and 0.18 < min(found.values()) < 0.19


def test_from_every_start_mini_batches_end_a_hundred_times_lower():
    X, Y = runs.rows()
    nets = small()
    quick = fit(nets, squared_error, SGD(nets, lr=0.1), X, Y, rng=generators(), epochs=10)["loss"][-1]
    assert (full_batch(0.1) / quick).min() > 100


def test_most_starts_are_worse_than_saying_0():
    X, Y = runs.rows()
    losses = [squared_error(Y, mlp([2, 8, 3], ReLU, rng=np.random.default_rng(s))(X))[0] for s in range(100)]
    assert sum(loss > 1.5 for loss in losses) == 96


@pytest.mark.filterwarnings("ignore:overflow", "ignore:invalid")
def test_one_shuffled_order_does_as_well_and_a_sorted_one_does_not():
    """Sorted by x₁ − x₂ some of them diverge, too."""
    X, Y = runs.rows()
    rng = np.random.default_rng(0)
    fixed = list(minibatches(7000, 32, rng))
    sort = np.argsort(Y[:, 1])
    in_order = [sort[start : start + 32] for start in range(0, 7000, 32)]
    found = {}
    for name, order in (("new", None), ("fixed", fixed), ("sorted", in_order)):
        nets = small()
        for _ in range(10):
            for rows in order or minibatches(7000, 32, rng):
                nets.backward(squared_error(Y[rows], nets.forward(X[rows]))[1])
                nets.params -= 0.1 * nets.grads
        found[name] = in_blocks(lambda some: squared_error(Y, some.forward(X))[0], nets)
    assert max(found["new"]) < 0.01 and max(found["fixed"]) < 0.01
    assert 0.5 < np.median(found["fixed"]) / np.median(found["new"]) < 2
    assert np.sum(found["sorted"] < 0.01) < 33


@pytest.fixture(scope="module")
def lesson_rows():
    """The rows of the lesson that the explorable takes, standardized."""
    X, Y = sum_difference(10_000, rng=np.random.default_rng(0))
    x, y = Standardizer().fit(X[:7000]), Standardizer().fit(Y[:7000])
    rows, others = slice(explore.ROWS), slice(7000, 7000 + explore.ROWS)
    return x.transform(X[rows]), y.transform(Y[rows]), x.transform(X[others]), y.transform(Y[others])


def test_what_we_saw_in_the_explorable(lesson_rows):
    def epochs(seed, rate, width=8, most=60, batch=32):
        run = training_run.Run(lesson_rows, rate=rate, width=width, seed=seed, batch_size=batch)
        while run.finite and run.epoch < most and not (run.scores() > training_run.GOAL).all():
            run.advance(1)
        return run.epoch if run.finite and run.epoch < most else "never" if run.finite else "diverged"

    quick = [epochs(seed, 0.1) for seed in range(8)]
    assert (min(quick), max(quick)) == (6, 35)
    assert sorted(epochs(seed, 1) for seed in range(8)) == ["diverged"] * 4 + ["never"] * 4
    assert {epochs(seed, 0.1, batch=explore.ROWS) for seed in range(8)} == {"never"}
    assert {epochs(seed, rate, width=2) for seed in range(8) for rate in (0.03, 0.1, 0.3)} == {"never"}
