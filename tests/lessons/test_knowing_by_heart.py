"""Its checkers name the fault, its pictures draw what they are given, and what it says of a hundred starts holds."""

import itertools
from functools import cache

import numpy as np
import pytest

from nnlib import SGD, Adam, binary_cross_entropy, fit, mlp, stack
from nnlib.teaching import style, two_moons
from nnlib.teaching.checking.causes import same
from nnlib.teaching.lessons.knowing_by_heart import check, pictures
from nnlib.teaching.lessons.knowing_by_heart.playground_data import points, split
from nnlib.teaching.lessons.knowing_by_heart.playground_run import Run


def stub(*arguments): ...


# ---- its checkers ----


@pytest.mark.parametrize("name", ["stopping", "early_stopping"])
def test_the_stub_is_not_attempted(name):
    def not_yet(*arguments):
        raise NotImplementedError

    assert getattr(check, name)(stub).passed is None and getattr(check, name)(not_yet).passed is None


def ways(faults):
    return [way for fault in faults for way in fault.ways()]


@pytest.mark.parametrize(
    "faults, right, cases",
    [
        (check.STOPPING, check._stopping, check.STOPPING_CASES),
        (check.RULES, check._stopping, [(check._run(case)[1], case[5]) for case in check.EARLY_CASES]),
    ],
    ids=["stopping", "loop"],
)
def test_no_two_faults_give_the_same_answers(faults, right, cases):
    """Otherwise the first would be named for both. (Some rules of stopping are no fault in any of the loops.)"""
    right = [right(*case) for case in cases]
    results = [(way.message, [way.wrong(*case) for case in cases]) for way in ways(faults)]
    results = [(message, result) for message, result in results if not all(map(same, result, right))]
    for (one, first), (other, second) in itertools.combinations(results, 2):
        assert one == other or not all(map(same, first, second)), (one, other)


def test_what_happens_in_the_cases_of_the_loop():
    seen = []
    for case in check.EARLY_CASES:
        losses = check._early_stopping(*case)
        seen.append((len(losses), int(np.argmin(losses)), len(losses) == case[-1]))
    assert seen == [
        (11, 7, False),
        (3, 0, False),
        (20, 16, False),
        (40, 38, True),
        (20, 16, False),
        (40, 39, True),
        (2, 0, False),
    ]


def test_slopes_of_other_rows_than_the_latest_are_refused():
    def early_stopping(net, optimizer, data, watch, l2, patience, epochs):
        slopes = binary_cross_entropy(data[1], net(data[0]))[1]
        losses = [binary_cross_entropy(watch[1], net(watch[0]))[0]]
        net.backward(slopes)
        return losses

    assert "backward belongs to the latest net(...)" in repr(check.early_stopping(early_stopping))


def test_only_the_learners_own_line_is_quoted():
    def early_stopping(net, optimizer, data, watch, l2, patience, epochs):
        return net + "a"

    words = repr(check.early_stopping(early_stopping))
    assert 'return net + "a"' in words and "trial" not in words


# ---- pictures ----

LOSSES = np.linspace(0.7, 0.1, 40)
SEEDS = np.array([[0.7, 0.4, 0.3], [0.8, 0.94, 0.81]])  # mean unlike median
FEW, NEW = two_moons.moons(30, 0, 0.3), two_moons.moons(2000, 999, 0.3)
P = two_moons.map_of(two_moons.he_start(0))
WRONG = (two_moons.he_start(0)(NEW[0])[:, 0] > 0) != NEW[1][:, 0]
FIGURES = {
    "by_heart": lambda: pictures.by_heart_drawn(P, FEW, NEW, WRONG, (1.0, 0.5)),
    "overfitting": lambda: pictures.overfitting_drawn(np.column_stack([LOSSES, LOSSES[::-1] + 0.1, LOSSES]), 10),
    "stopped": lambda: pictures.stopped_drawn([0.9, 0.5, 0.6, 0.7], [0.9, 0.5, 0.6, 0.7, 0.8, 1.1]),
    "ways_off": lambda: pictures.ways_off_drawn({"a": np.array([20, np.inf, 90]), "b": np.array([15, 16, 17])}, 100),
    "remedies": lambda: pictures.remedies_drawn({"none": SEEDS, "L2": SEEDS / 2, "none, 60": SEEDS}),
}


def line_data(ax):
    return [line.get_xydata() for line in ax.lines]


@pytest.mark.parametrize("name", FIGURES)
def test_pictures_have_titles_and_names_on_the_axes(name):
    fig = FIGURES[name]()
    fig.canvas.draw()
    for i, ax in enumerate(fig.axes):
        assert (title(ax) or fig.get_suptitle()) and ax.get_xlabel(), i
    assert fig.axes[0].get_ylabel() or [text.get_text() for text in fig.axes[0].get_yticklabels()]


def test_the_mistakes_of_a_hundred_are_squares_that_can_be_counted():
    first, last = FIGURES["overfitting"]().axes[1:]
    assert [len(data) for data in line_data(first)] == [70, 30] and first.get_title(loc="left") == "30 of 100 wrong"
    assert [len(data) for data in line_data(last)][:2] == [10, 90]
    assert line_data(last)[2][[0, -1]].tolist() == [[0, 3], [9, 8]]  # the framed ones are those that came on top


def test_the_title_of_the_remedies_counts_what_they_bring():
    assert FIGURES["remedies"]().get_suptitle() == "1 of 2 remedies lower the loss; 0 of 2 get more points right"


def test_the_framed_points_are_those_on_the_wrong_side():
    X, y = NEW
    framed = line_data(FIGURES["by_heart"]().axes[1])[-2:]
    assert all(np.array_equal(data, X[WRONG & (y[:, 0] == k)]) for k, data in enumerate(framed)) and WRONG.any()


def test_seeds_that_have_not_arrived_stand_apart_and_are_counted():
    fig = FIGURES["ways_off"]()
    ax, never = fig.axes[0], line_data(fig.axes[0])[0]
    bars = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches if bar.get_height() and bar.get_y() == 0]
    assert [any(low <= epochs < high for low, high in bars) for epochs in (20, 50, 90)] == [True, False, True]
    assert len(never) == 1 and never[0, 0] > 100
    assert [text.get_text() for text in fig.axes[0].texts][:3] == ["2", "1", "3"]
    assert fig.get_suptitle() == "Only the b brings all 3 home; a alone brings 2"


def marks(ax):
    return [line for line in ax.lines if line.get_marker() == "o"]


def test_the_dots_of_the_remedies_stand_at_the_means():
    middles = [[line.get_xdata()[0] for line in marks(ax)] for ax in FIGURES["remedies"]().axes]
    assert np.allclose(middles, [(1.4 / 3, 0.7 / 3, 1.4 / 3), (0.85, 0.425, 0.85)])


def test_a_remedy_is_blue_where_it_is_better_than_none_and_vermilion_where_it_is_worse():
    colors = [[line.get_color() for line in marks(ax)] for ax in FIGURES["remedies"]().axes]
    assert colors == [[style.GRAY, style.CURE, style.GRAY], [style.GRAY, style.FAULT, style.GRAY]]


def test_descriptions_have_their_numbers(monkeypatch):
    told = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: told.append(alt))
    pictures.by_heart()
    assert "100 % right. Right, with new points: 81 % right" in told[0]
    pictures.overfitting(LOSSES, LOSSES[::-1] + 0.1, LOSSES, every=10)
    assert "lowest at epoch 10, 0.20, and climbs to 0.80" in told[1]
    nets = {name: two_moons.he_start(i) for i, name in enumerate("abcd")}
    pictures.boundaries(nets, NEW)
    few = NEW[0][:300], NEW[1][:300]
    wrong = "; ".join(f"{name}: {300 * (1 - two_moons.accuracy(net, *few)):.0f}" for name, net in nets.items())
    assert f"300 new points that it gets wrong. {wrong}." in told[2]
    pictures.remedies({"none": SEEDS, "L2": SEEDS / 2})
    assert "none: 0.47, 85 %; L2: 0.23, 42 %" in told[3]
    pictures.ways_off({"a": np.array([20, np.inf, 90])}, limit=100)
    assert "a: 2 of 3" in told[4]
    pictures.stopped([0.9, 0.5, 0.6, 0.7], [0.9, 0.5, 0.6, 0.7, 0.8, 1.1])
    assert "lowest at epoch 1, 0.50. Patience runs out at epoch 3, at 0.70" in told[5] and "1.10 at epoch 5" in told[5]


def test_a_run_that_goes_back_is_marked_at_its_best_and_its_end():
    ax = FIGURES["stopped"]().axes[0]
    marks = next(line for line in ax.lines if line.get_marker() == "D")
    assert marks.get_xydata().tolist() == [[1, 0.5], [3, 0.7]]
    assert ax.lines[0].get_xdata().tolist() == [3, 4, 5] and "epoch 3; the weights go back to epoch 1" in title(ax)


def title(ax):
    return ax.get_title(loc="left")


# ---- what the lesson says and does not print ----


def share_of_the_best(X, y):
    """Share right of somebody who knows how the moons are made."""
    angle = np.linspace(0, np.pi, 200)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)])

    def density(X, moon):
        return np.exp(-((X[:, None] - moon) ** 2).sum(axis=2) / (2 * 0.3**2)).mean(axis=1, keepdims=True)

    return ((density(X, lower) > density(X, upper)) == y).mean()


def test_the_best_that_anybody_gets_is_92_percent():
    assert f"{share_of_the_best(*NEW):.0%}" == "92%"
    fresh = [share_of_the_best(*two_moons.moons(4000, seed, 0.3)) for seed in range(1000, 1010)]
    assert f"{np.mean(fresh):.3f}" == "0.915"


def by_heart_trained():
    """The lesson's first network; its scores of the new points where their loss is lowest, and at the end."""
    net, scores = two_moons.he_start(0), []
    how = dict(rng=np.random.default_rng(0), epochs=400, batch_size=30, validation_data=NEW)
    adam = Adam(net, lr=0.03)
    history = fit(net, binary_cross_entropy, adam, *FEW, callback=lambda *_: scores.append(net(NEW[0])), **how)
    return scores[int(np.argmin(history["val_loss"]))], scores[-1]


def test_old_mistakes_make_three_quarters_of_the_rise_and_the_island_is_a_small_part():
    turn, end = by_heart_trained()
    X, y = NEW
    cost = [np.logaddexp(0, scores) - y * scores for scores in (turn, end)]
    old, wrong = (turn > 0) != y, (end > 0) != y
    assert wrong.sum() == 386 and (old & wrong).sum() / wrong.sum() == pytest.approx(0.5, abs=0.02)
    rise = (cost[1] - cost[0])[old & wrong].sum() / (cost[1] - cost[0]).sum()
    assert rise == pytest.approx(0.75, abs=0.03)
    assert cost[1][wrong].sum() > 0.95 * cost[1].sum()
    assert f"{np.mean(np.abs(end) > np.abs(turn)):.0%}" in ("86%", "87%")
    box = (X[:, :1] > 0.8) & (X[:, :1] < 1.35) & (X[:, 1:] > -0.75) & (X[:, 1:] < -0.2)
    assert (box & wrong & (end < 0)).sum() == 35


@cache
def hundred():
    """Thirty points for each of a hundred networks."""
    sets = [two_moons.moons(30, seed, 0.3) for seed in range(100)]
    return np.stack([X for X, _ in sets]), np.stack([y for _, y in sets])


def train_stack(nets, X, y, lr=0.03, epochs=400, watch=None):
    """In place; returns the losses of the watched points, (epochs, 100), if there are any."""
    adam, losses = Adam(nets, lr=lr), []
    for _ in range(epochs):
        nets.backward(binary_cross_entropy(y, nets.forward(X))[1])
        adam.step()
        if watch:
            losses.append(binary_cross_entropy(watch[1], nets(watch[0]))[0])
    return np.array(losses)


def he_starts():
    return stack([two_moons.he_start(seed) for seed in range(100)])


def shares_right(nets):
    return ((nets(NEW[0]) > 0) == NEW[1]).mean(axis=(1, 2))


def test_one_network_in_six_is_stopped_when_it_has_hardly_begun():
    X, y = hundred()
    losses = train_stack(he_starts(), X[:, :20], y[:, :20], epochs=60, watch=(X[:, 20:], y[:, 20:]))
    kept = [int(np.argmin(own[: check._stopping(own, 50) + 1])) for own in losses.T]  # 60 epochs are enough to see it
    assert np.sum(np.array(kept) < 5) == pytest.approx(18, abs=3)


def test_twenty_points_give_84_percent_and_a_line_85():
    X, y = hundred()
    nets, twenty = he_starts(), he_starts()
    train_stack(nets, X, y)
    train_stack(twenty, X[:, :20], y[:, :20])
    assert f"{shares_right(twenty).mean():.0%}" == "84%"
    lines = stack([mlp([2, 1], rng=np.random.default_rng(seed)) for seed in range(100)])
    train_stack(lines, X, y, lr=0.1, epochs=1000)
    better = shares_right(lines) > shares_right(nets)
    assert f"{shares_right(lines).mean():.0%}" == "85%" and better[0] and better.sum() == pytest.approx(24, abs=2)


def test_more_patience_brings_nothing_here_and_something_on_another_draw():
    (X, y), sets = hundred(), [two_moons.moons(30, seed, 0.3) for seed in range(5000, 5100)]
    watch = np.stack([X for X, _ in sets]), np.stack([y for _, y in sets])
    losses = train_stack(he_starts(), X, y, watch=watch)
    ends = np.array([check._stopping(own, 50) for own in losses.T])
    first = losses[:, 0]
    assert (ends[0], int(np.argmin(first))) == (65, 15) and f"{first[15]:.2f}" == "0.37"
    assert f"{first[60:80].min():.2f}" == "0.39" and int(np.argmin(first[60:])) + 60 > 65
    assert np.sum(losses.argmin(axis=0) > ends) > 2


def test_what_the_fold_below_the_playground_says():
    runs = {}
    for kind, depth in (("moons", 1), ("moons", 0), ("circles", 1)):
        sets = split(*points(kind, 0.3), 30)
        runs[kind, depth] = run = Run(sets, [16] * depth)
        run.train(600)
    ends = [run.history["new"][-1] for run in runs.values()]
    assert [f"{end:.2f}" for end in ends[:2]] == ["0.78", "0.41"]
    assert f"{runs['circles', 1].accuracy('new'):.0%}" == "95%"
    sets = split(*points("moons", 0.3), 120)
    more = Run(sets, [16])
    more.train(600)
    better, turn = more.history["new"][-1], min(more.history["new"])
    assert better < 0.75 * ends[0] and better > 1.5 * turn  # better, but not cured
    run, before = runs["moons", 1], runs["moons", 1].accuracy("new")
    run.l2 = 0.01
    run.train(500)
    assert run.history["new"][-1] < 0.6 * ends[0] and abs(run.accuracy("new") - before) < 0.03


def test_l2_lowers_the_loss_from_every_start_and_no_line_gets_a_loss_below_a_fifth():
    sets = [two_moons.moons(30, seed, 0.3) for seed in range(100)]
    X, y = np.stack([X for X, _ in sets]), np.stack([y for _, y in sets])
    ends = []
    for l2 in (0.0, 0.005):
        nets = stack([two_moons.he_start(seed) for seed in range(100)])
        adam = Adam(nets, lr=0.03)
        for _ in range(400):
            nets.backward(binary_cross_entropy(y, nets.forward(X))[1])
            nets.grads += l2 * nets.params * nets.is_weight
            adam.step()
        scores = nets(NEW[0])
        ends.append(binary_cross_entropy(np.broadcast_to(NEW[1], scores.shape), scores)[0])
    assert np.sum(ends[1] < ends[0]) == 100

    X, y = two_moons.moons(100, 0)
    line = mlp([2, 1], rng=np.random.default_rng(0))
    sgd = SGD(line, lr=1)
    for _ in range(2000):
        loss, dscores = binary_cross_entropy(y, line(X))
        line.backward(dscores)
        sgd.step()
    assert loss > 0.2


def test_twice_the_loss_and_not_one_mistake_more():
    assert pytest.approx(2.4) == 8 * 0.1 + 2 * 0.8 and pytest.approx(5.08) == 8 * 0.01 + 2 * 2.5
