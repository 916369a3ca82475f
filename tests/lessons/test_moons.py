"""Its checkers name the fault, its pictures draw what they are given, and what it says of many starts holds."""

import copy
import itertools
import math

import numpy as np
import pytest
from contourpy import contour_generator
from explorable import controls_of, shows
from sklearn.neural_network import MLPClassifier

from nnlib import SGD, Adam, ReLU, binary_cross_entropy, fit, mlp, numerical_gradient, sigmoid, stack
from nnlib.teaching import style, two_moons
from nnlib.teaching.lessons.moons import check, explore, pictures


def stub(*arguments): ...


def p(s):
    return 1 / (1 + np.exp(-s))


@pytest.mark.parametrize("name", ["grid", "agreement", "stable_bce"])
def test_the_stub_is_not_attempted(name):
    assert getattr(check, name)(stub).passed is None


@pytest.mark.parametrize(
    "faults, cases",
    [
        (check.GRID, check.GRID_CASES),
        (check.BCE, check.MODERATE),
        (check.AGREEMENT, check.AGREEMENT_CASES),
    ],
)
def test_no_two_faults_give_the_same_answers(faults, cases):
    """Otherwise the first would be named for both."""
    ways = [way for fault in faults for way in fault.ways()]
    for one, other in itertools.combinations(ways, 2):
        if one.message != other.message:
            assert not all(one.explains(case, other.wrong(*case)) for case in cases), (one.message, other.message)


# ---- pictures ----

X1, X2 = np.linspace(-1, 2, 5), np.linspace(-1, 1, 4)
P = 0.5 + 0.2 * np.sin(X1 + X2[:, None])
POINTS, LABELS = np.array([[0.0, 0.5], [1.0, -0.5], [0.5, 0.0]]), np.array([[0.0], [1.0], [1.0]])
LOSSES = np.linspace(0.7, 0.1, 1000)
NETS = {name: [start(0)] * 2 for name, start in explore.STARTS.items()}
FIGURES = {
    "points": lambda: pictures.points_drawn(POINTS, LABELS),
    "flat_stretch": lambda: pictures.flat_stretch_drawn(LOSSES),
    "maps": lambda: two_moons.maps([P, 1 - P], POINTS, LABELS, ["a", "b"], x1=X1, x2=X2),
    "costs": lambda: pictures.costs_drawn(np.linspace(-8, 8, 161), np.linspace(0, 8, 161), np.linspace(8, 0, 161)),
    "training": lambda: pictures.training_drawn(LOSSES, [5, 20, 40], [P, P, P], X1, X2, POINTS, LABELS, line=0.29),
    "rates": lambda: pictures.rates_drawn({r: list(LOSSES) for r in (2, 1, 0.5, 0.3, 0.2, 0.1)}),
    "units": lambda: pictures.units_drawn(NETS["He"], explore.line(), [0, 10], POINTS, LABELS),
    "first_pull": lambda: pictures.first_pull_drawn(two_moons.small_start(0), POINTS, LABELS),
    "overlay": lambda: pictures.overlay_drawn(LOSSES, LOSSES),
}


def line_data(ax):
    return [line.get_xydata() for line in ax.lines]


@pytest.fixture
def told(monkeypatch):
    words = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: words.append(alt))
    return words


@pytest.mark.parametrize("name", FIGURES)
def test_pictures_have_titles_and_names_on_the_axes(name):
    fig = FIGURES[name]()
    fig.canvas.draw()
    for i, ax in enumerate(fig.axes):
        assert ax.get_title(loc="left") and ax.get_xlabel(), i
    assert fig.axes[0].get_ylabel()


def test_the_best_line_gets_fewest_wrong():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(60, 2))
    y = (X @ [1.0, -2.0] > 0.3).astype(float)[:, None]
    assert not pictures.best_line(X, y)[2].any()
    four = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    assert pictures.best_line(four, np.array([[0.0], [1.0], [1.0], [0.0]]))[2].sum() == 1
    w, b, wrong = pictures.best_line(X, 1 - y)
    assert not wrong.any() and ((X @ w + b > 0) == (y[:, 0] == 0)).all()


def test_the_loss_curve_is_marked_where_the_maps_were_made():
    above = FIGURES["training"]().axes[0]
    marks = [data[0] for data in line_data(above) if len(data) == 1]
    assert np.allclose(marks, [(stop, LOSSES[stop - 1]) for stop in (5, 20, 40)])


def test_a_map_is_named_by_the_turns_of_its_boundary():
    x1, x2 = np.linspace(-2, 2, 60), np.linspace(-2, 2, 60)
    line, hook, wave = ((x2[:, None] > f).astype(float) for f in (x1 / 2, -abs(x1) / 2 + 0.2 * x1, np.sin(2 * x1)))
    assert [pictures.turns(p) for p in (line, hook, wave)] == [0, 1, 2]
    fig = pictures.training_drawn(LOSSES, [5, 20, 40], [line, hook, wave], x1, x2, POINTS, LABELS, line=0.29)
    titles = [ax.get_title(loc="left") for ax in fig.axes[1:]]
    assert titles == ["epoch 5: a line", "epoch 20: it bends", "epoch 40: an S"]


def test_the_right_panel_of_the_rates_counts_rate_times_epochs():
    right = FIGURES["rates"]().axes[1]
    assert sorted(data[-1, 0] for data in line_data(right)) == pytest.approx([100, 200, 300, 500, 1000, 2000])


def test_a_unit_switches_on_at_its_hinge():
    net = two_moons.small_start(3)
    first, (ends, _, counts) = net.layers[0], pictures.hinges(net, explore.line())
    for unit in range(16):
        assert np.allclose(first.forward(ends[unit])[:, unit], 0)
    lengths = np.hypot(*np.diff(ends, axis=1)[:, 0].T)
    assert np.allclose(lengths, 18)  # right across the plane
    shares = np.linalg.norm(first.W, axis=0) * np.abs(net.layers[2].W[:, 0])
    assert np.allclose(counts, shares / shares.max())


def test_a_hinge_is_the_bolder_the_more_it_counts():
    line, net = explore.line(), two_moons.he_start(0)
    turn = np.arctan2(*line.layers[0].W[::-1, 0]) + np.radians(22.5 * np.arange(16))  # 0 and 180 degrees: parallel
    net.layers[0].W[:] = np.cos(turn), np.sin(turn)
    _, degrees, _ = pictures.hinges(net, line)
    assert np.allclose(degrees[:9], [0, 22.5, 45, 67.5, 90, 67.5, 45, 22.5, 0], atol=1e-5)
    drawn = pictures.units_drawn([net, net], line, [0, 1], POINTS, LABELS).axes[0].lines[2:]
    shares = np.abs(net.layers[2].W[:, 0]) / np.abs(net.layers[2].W).max()
    shares = shares[shares > 1 / 8]
    assert 3 < len(shares) < 16
    assert np.allclose([(hinge.get_lw() - 0.8) / 4 for hinge in drawn], shares)  # all lengths are equal here
    for hinge, share in zip(drawn, shares, strict=True):
        assert np.allclose(hinge.get_color(), style.tint(pictures.HINGE, 0.2 + 0.2 * round(4 * share)))


def test_parallel_units_are_0_degrees_off_the_line_and_others_up_to_90():
    line, net = explore.line(), two_moons.he_start(0)
    w = line.layers[0].W
    net.layers[0].W[:] = w * np.linspace(1, 2, 16)
    assert pictures.off_line(net, line) == pytest.approx(0, abs=1e-5)
    net.layers[0].W[:] = np.array([[-w[1, 0]], [w[0, 0]]]) * np.linspace(1, 2, 16)
    assert pictures.off_line(net, line) == pytest.approx(90)


def test_the_pulls_are_what_a_step_adds(told):
    net, (X, y) = two_moons.small_start(0), MOONS
    pulls, degrees = pictures.pull(net, X, y)
    moved = copy.deepcopy(net)
    sgd = SGD(moved, lr=1)
    moved.backward(binary_cross_entropy(y, moved.forward(X))[1])
    sgd.step()
    added = moved.layers[0].W - net.layers[0].W
    on = np.isfinite(pulls[0])
    assert np.allclose(added[:, ~on], 0) and np.allclose(
        added[:, on], pulls[:, on] * np.linalg.norm(added[:, on], axis=0)
    )
    assert np.allclose(two_moons.small_start(0).params, net.params)  # its argument is left alone
    assert on.sum() == len(degrees) == 15 and degrees.max() < 45
    middle, fig = np.mean(pictures._means(X, y), axis=0), pictures.first_pull_drawn(net, X, y)
    tips = np.array([text.xy for text in fig.axes[1].texts if text.arrow_patch])
    assert np.allclose(tips, middle + 1.2 * pulls[:, on].T)
    pictures.first_pull(net, X, y)
    assert "16 units point anywhere, 10 to 179 degrees off" in told[0]
    assert "first pull on 15 units" in told[0] and "at most 42 degrees off" in told[0]


def test_the_words_of_a_map_say_whether_its_boundary_bends():
    line, bent = explore.line(), explore.run("small, 0.1", 0)[0][-1]
    assert pictures.boundary_in_words(two_moons.map_of(line)) == "a straight boundary"
    assert pictures.boundary_in_words(two_moons.map_of(bent)) == "a boundary that bends"
    assert "no single boundary" in pictures.boundary_in_words(np.zeros((63, 93)))


def test_descriptions_have_their_numbers(told):
    pictures.a_flat_stretch()
    assert "falls from 0.69 to 0.30 within 25" in told[0] and "until epoch 150, where it is 0.27" in told[0]
    assert f"to {pictures.published_run()[499]:.2f}." in told[0]
    pictures.maps(X1, X2, {"left": P, "right": 1 - P}, POINTS, LABELS)
    pictures.costs()
    pictures.training(LOSSES, {5: P, 20: P, 1000: P}, X1, X2, POINTS, LABELS, line=0.29)
    pictures.rates({r: list(LOSSES) for r in (2, 1, 0.5, 0.3, 0.2, 0.1)})
    pictures.units(NETS["He"], explore.line(), [0, 10], POINTS, LABELS)
    pictures.overlay(LOSSES, LOSSES)
    pictures.overlay(LOSSES, LOSSES + 0.01)
    assert (
        "left: " in told[1]
        and "falls from 8.0 through 0.69 to 0.0003" in told[2]
        and "epoch 1000, loss 0.100" in told[3]
    )
    assert "between 0.10 and 0.10" in told[4] and "at epoch 10." in told[5]
    assert "billion" in told[6] and "up to 0.01" in told[7]
    pictures.points(POINTS, LABELS)
    assert "3 points" in told[8] and "class 0 lies at (0.0, 0.5), that of class 1 at (0.8, -0.2)" in told[8]


def test_the_picture_of_the_costs_shows_the_cross_entropy(monkeypatch):
    drawn = []
    monkeypatch.setattr(pictures, "costs_drawn", lambda *arrays: drawn.extend(arrays))
    monkeypatch.setattr(pictures, "show", lambda fig, alt: None)
    pictures.costs()
    scores, *costs = drawn
    for label, cost in enumerate(costs):
        assert np.allclose(cost, [binary_cross_entropy(np.full((1, 1), label), np.full((1, 1), s))[0] for s in scores])


# ---- the explorable ----


def test_a_run_is_nnlibs_own():
    nets, losses = explore.run("small, 0.1", 0)
    assert len(losses) == 1000 and np.allclose(losses, pictures.published_run(), rtol=1e-9)
    net, (X, y) = two_moons.small_start(0), two_moons.moons(1000, 0)
    fit(net, binary_cross_entropy, SGD(net, lr=1), X, y, rng=np.random.default_rng(0), epochs=50, batch_size=1000)
    assert np.allclose(net.params, nets[explore.EPOCHS.index(50)].params)


@pytest.mark.parametrize("start", explore.STARTS)
@pytest.mark.parametrize("seed", range(explore.NUMBERS))
def test_each_verdict_is_true(start, seed):
    """Of the boundary: how far it is from the straight line between its ends; the width of the plane is 4.6."""
    for epoch, net in zip(explore.EPOCHS, explore.run(start, seed)[0], strict=True):
        said = explore.verdict(net, epoch)
        if epoch == 0:
            assert said.startswith("Not trained")
            continue
        (border,) = contour_generator(two_moons.X1, two_moons.X2, two_moons.map_of(net)).lines(0.5)
        (right, up), points = border[-1] - border[0], border - border[0]
        bend = np.abs(points @ [-up, right]).max() / np.hypot(right, up)
        assert ("one straight line" in said) == (bend < 0.08) and ("bends" in said) == (bend > 0.08), (epoch, bend)
        _, degrees, counts = pictures.hinges(net, explore.line())
        assert "lined up" not in said or np.average(degrees, weights=counts) < 20


def test_it_opens_at_the_surprise():
    small, he = explore.run("small, 0.1", 4)[0], explore.run("He", 4)[0]
    at = explore.EPOCHS.index(50)
    assert explore.verdict(small[at], 50).endswith("the boundary is one straight line: they have lined up.")
    assert "bends" in explore.verdict(small[-1], 1000) and "bends" in explore.verdict(he[at], 50)


def test_each_control_moves_the_pictures(page):
    live, live_loss = explore.build_units()
    controls = controls_of("units")
    assert list(controls) == ["start", "start number", "epoch"]
    assert "lined up" in live.caption and "0.286 at epoch 50;" in live.caption  # it opens at the surprise
    assert live.alt.endswith("It has a straight boundary.") and "0.29" in live_loss.alt
    for name, value in (("epoch", 250), ("start number", 2), ("start", "He")):
        before = shows("units")
        controls[name].value = value
        assert all(old != new for old, new in zip(before, shows("units"), strict=True))
    assert "at epoch 250;" in live.caption and "bends" in live.caption
    dots, bends, border = live.moving[:2], live.moving[2:18], live.moving[18]
    assert sum(len(each.get_xdata()) for each in dots) == 300 and len(border.get_xdata()) > 50
    assert live_loss.moving[-1].get_xdata()[0] == 250
    assert live_loss.moving[0].get_xdata()[:3].tolist() == [explore.ZERO, 1, 2]  # the axis is logarithmic
    hinges, _, shares = pictures.hinges(explore.run("He", 1)[0][explore.EPOCHS.index(250)], explore.line())
    assert 3 < (shares > pictures.FAINT).sum() < 16
    for bend, hinge, share in zip(bends, hinges, shares, strict=True):
        drawn = bend.get_xydata()
        assert np.array_equal(drawn, hinge) if share > pictures.FAINT else len(drawn) == 0


def test_the_dot_can_be_dragged_along_the_loss(page):
    live, live_loss = explore.build_units()
    live_loss.touched(271, 0.6)
    assert controls_of("units")["epoch"].value == 250 and "at epoch 250;" in live.caption
    live_loss.touched(0, 0)
    assert controls_of("units")["epoch"].value == 0
    assert live_loss.moving[-1].get_xdata()[0] == explore.ZERO


def test_the_pieces_of_two_curves_are_magnified():
    ours = np.linspace(0.7, 0.1, 300) ** 2
    whole, *lenses = pictures.overlay_drawn(ours + 2e-4, ours).axes
    assert [len(line.get_xdata()) for line in whole.lines] == [300, 300, 1] and whole.lines[2].get_xdata() == [150]
    for ax, times in zip(lenses, (1e3, 1e6, 1e9), strict=True):
        theirs, mine = line_data(ax)
        assert np.allclose(theirs[:, 1] - mine[:, 1], 2e-4 * times) and mine[:, 1].mean() == pytest.approx(0, abs=1e-9)
        assert np.diff(mine[:, 1]) / np.diff(mine[:, 0]) == pytest.approx(
            ours[150] - ours[149]
        )  # as steep as the curve


def test_it_is_shown(page):
    assert explore.units() is None and len(page) == 1


# ---- what the lesson says of many starts ----

MOONS, UNSEEN = two_moons.moons(1000, 0), two_moons.moons(1000, 1)


def rngs(n):
    return [np.random.default_rng(seed) for seed in range(n)]


def trained(start, optimizer, epochs, n=100, points=MOONS, **how):
    nets = stack([start(seed) for seed in range(n)])
    how = dict(rng=rngs(n), epochs=epochs, batch_size=len(points[0]), measure="during") | how
    return nets, np.array(fit(nets, binary_cross_entropy, optimizer(nets), *points, **how)["loss"])


def alignment(net, line):
    """The average cosine of the lesson."""
    _, degrees, counts = pictures.hinges(net, line)
    return np.average(np.cos(np.radians(degrees)), weights=counts)


def test_on_the_plateau_a_hundred_networks_say_what_the_line_says_and_their_units_are_parallel_to_it():
    nets, _ = trained(two_moons.small_start, lambda net: SGD(net, lr=1), 50)
    line, (X, _) = explore.line(), MOONS
    same = ((nets(X) > 0) == (line(X) > 0)).mean(axis=(1, 2))
    p = sigmoid(nets(X))[:, :, 0]
    alike = np.corrcoef(np.vstack([sigmoid(line(X)).T, p]))[0, 1:]
    parallel = [alignment(nets[i], line) for i in range(100)]
    assert same.min() >= 0.99 and min(alike) > 0.999 and min(parallel) > 0.9


def test_small_start_number_2_bends_once_and_stays_there():
    nets, losses = explore.run("small, 0.1", 1)
    later = explore.descend(copy.deepcopy(nets[-1]), 2000)
    assert pictures.boundary_in_words(two_moons.map_of(nets[-1])) == "a boundary that bends"
    for end in (losses[-20:], later[-20:]):  # it zigzags between 0.277 and 0.282
        assert {f"{loss:.2f}" for loss in end} == {"0.28"}


def best_line():
    """The smallest loss that a line can have on the moons: there the gradient is gone."""
    (X, y), net = MOONS, explore.line()
    loss, dscores = binary_cross_entropy(y, net(X))
    assert np.abs(X.T @ dscores).max() < 1e-5 and abs(dscores.sum()) < 1e-5  # the loss of a line is convex
    return loss


def arrive(start):
    """Of a hundred: right at epoch 250, which have over 95 % right by epoch 1000, and the loss of each up to 250."""

    def right(nets):
        return ((nets(MOONS[0]) > 0) == MOONS[1]).mean(axis=(1, 2))

    nets, losses = trained(start, lambda net: SGD(net, lr=1), 250)
    early, on = right(nets), np.arange(100)
    late = early.copy()
    for epochs in (250, 500):  # those that are there need not go on
        still = np.flatnonzero(late[on] <= 0.95)
        nets, on = stack([nets[i] for i in still]), on[still]
        how = dict(rng=rngs(len(on)), epochs=epochs, batch_size=1000, measure="during")
        fit(nets, binary_cross_entropy, SGD(nets, lr=1), *MOONS, **how)
        late[on] = right(nets)
    return early, late, losses


@pytest.mark.long
def test_64_small_starts_come_down_within_1000_epochs_and_95_he_starts_within_250():
    early, late, _ = arrive(two_moons.small_start)
    assert early.max() <= 0.95 and np.sum(late > 0.95) == 64 and np.sum(late < 0.9) == 36
    assert round(1 / np.median(1 - late[late < 0.9])) == 9  # one point in nine is wrong
    early, late, losses = arrive(two_moons.he_start)
    assert np.sum(early > 0.95) == 95 and np.sum(early[:20] > 0.95) == 20 and (late > 0.95).all()
    assert f"{losses[50, 0]:.2f}" == "0.25" and losses[50].max() < best_line()


def test_the_losses_at_epoch_50_and_how_parallel_the_units_have_become():
    at = explore.EPOCHS.index
    nets, losses = explore.run("small, 0.1", 0)
    assert f"{best_line():.3f}" == "0.286" and f"{losses[50]:.3f}" == "0.285"
    off = [pictures.off_line(nets[at(epoch)], explore.line()) for epoch in (0, 10, 50)]
    assert [round(one) for one in off] == [34, 20, 13]
    parallel = [alignment(nets[at(epoch)], explore.line()) for epoch in (0, 10, 50)]
    assert [round(one, 2) for one in parallel] == [0.78, 0.89, 0.96]


def test_the_bold_hinges_lie_close_to_the_line_at_epoch_50():
    net = explore.run("small, 0.1", 0)[0][explore.EPOCHS.index(50)]
    lengths, (_, degrees, counts) = np.linalg.norm(net.layers[0].W, axis=0), pictures.hinges(net, explore.line())
    assert degrees[lengths > lengths.max() / 2].max() < 15.5 and np.sum(lengths > lengths.max() / 2) == 7
    assert degrees[counts > 0.25].max() < 15


def test_the_first_pulls_of_a_hundred_starts_follow_the_way_from_moon_to_moon():
    degrees = np.concatenate([pictures.pull(two_moons.small_start(seed), *MOONS)[1] for seed in range(100)])
    cosines = np.cos(np.radians(degrees))
    assert cosines.min() > 0.3 and np.mean(cosines > 0.7) > 0.97 and np.median(cosines) > 0.97


def test_logistic_regression_from_0_sets_off_from_moon_to_moon_and_turns_to_its_own_direction():
    (X, y), w = MOONS, explore.line().layers[0].W[:, 0]
    line = copy.deepcopy(explore.line())
    line.params[:] = 0
    way = X[y[:, 0] == 1].mean(axis=0) - X[y[:, 0] == 0].mean(axis=0)
    cosines, done = [], 0
    for epoch in (1, 10, 50):
        explore.descend(line, epoch - done)
        now, done = line.layers[0].W[:, 0], epoch
        cosines.append([now @ a / np.linalg.norm(now) / np.linalg.norm(a) for a in (way, w)])
    assert cosines[0] == pytest.approx([1, 0.80], abs=0.005)
    assert [round(one, 2) for _, one in cosines] == [0.80, 0.92, 0.99]
    p = sigmoid(line(X))
    sure, near = np.abs(line(X)) > 2, np.abs(line(X)) < 1
    assert np.abs(p - y)[sure].mean() < np.abs(p - y)[near].mean() / 3  # who pulls


def test_a_wrong_and_sure_unit_learns_slowly_from_squared_error():
    q = p(-5.0)
    assert round((q - 1) * q * (1 - q), 3) == -0.007 and round(q - 1, 2) == -0.99
    assert p(36.7) < 1 == p(37.0)


def test_the_naive_loss_ends_in_nan_from_several_starts_and_the_safe_one_never():
    X, y = two_moons.moons(1000, 0, 0.1)
    nets, _ = trained(two_moons.small_start, lambda net: Adam(net, lr=0.1), 1000, n=6, points=(X, y))
    scores = nets(X)
    with np.errstate(all="ignore"):
        q = p(scores)
        plain = -(y * np.log(q) + (1 - y) * np.log(1 - q)).mean(axis=(1, 2))
    safe = [binary_cross_entropy(y, scores[i])[0] for i in range(6)]
    assert np.isnan(plain).sum() >= 2 and np.isfinite(safe).all()
    right = ((scores > 0) == y).mean(axis=(1, 2))
    assert np.isnan(plain[0]) and right[0] > 0.99  # the one of the lesson


def test_the_loss_of_the_run_that_goes_well_falls_at_every_one_of_200_steps():
    points = two_moons.moons(1000, 0, 0.1)
    _, losses = trained(two_moons.small_start, lambda net: Adam(net, lr=0.1), 500, n=1, points=points)
    assert np.diff(losses[299:, 0]).max() < 0


@pytest.mark.long
def test_the_deep_network_tosses_a_coin_from_small_starts():
    def deep(seed, small):
        rng = np.random.default_rng(seed)
        net = mlp([2, 4, 6, 6, 4, 1], ReLU, rng=rng)
        if small:
            net.params[:] = rng.normal(0, 0.1, net.params.size)
        return net

    ends = {}
    for small in (True, False):
        nets, losses = trained(lambda seed, small=small: deep(seed, small), lambda net: SGD(net, lr=1), 1000, n=20)
        ends[small] = losses[-1], ((nets(MOONS[0]) > 0) == MOONS[1]).mean(axis=(1, 2))
    for small, coins, done in ((True, 9, 3), (False, 3, 13)):
        assert np.sum(ends[small][0] > 0.69) == coins and np.sum(ends[small][1] > 0.95) == done


@pytest.mark.long
def test_97_percent_is_nearly_all_that_can_be_had():
    angle = np.linspace(0, np.pi, 200)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)])

    def density(X, moon):
        return np.exp(-((X[:, None] - moon) ** 2).sum(axis=2) / (2 * 0.2**2)).mean(axis=1, keepdims=True)

    seen = [np.stack(arrays) for arrays in zip(*(two_moons.moons(1000, seed) for seed in range(100)), strict=True)]
    nets = stack([two_moons.he_start(seed) for seed in range(100)])
    sgd = SGD(nets, lr=1, momentum=0.9)
    for _ in range(200):
        nets.backward(binary_cross_entropy(seen[1], nets.forward(seen[0]))[1])
        sgd.step()
    unseen, possible = [], []
    for seed in range(100):
        X, y = two_moons.moons(1000, 100 + seed)
        unseen.append(two_moons.accuracy(nets[seed], X, y))
        possible.append(((density(X, lower) > density(X, upper)) == y).mean())
    assert np.mean(unseen) >= 0.96 and np.mean(possible) - np.mean(unseen) < 0.005
    assert f"{np.mean(unseen):.0%}" == f"{np.mean(possible):.0%}" == "97%"


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_what_scikit_learn_does_with_its_own_settings_and_with_other_strategies():
    (X, y), (X_test, y_test) = MOONS, UNSEEN

    def scores(n, **settings):
        nets = [MLPClassifier([16], random_state=seed, **settings).fit(X, y.ravel()) for seed in range(n)]
        return nets, [net.score(X_test, y_test.ravel()) for net in nets]

    assert [round(score, 2) for score in scores(2)[1]] == [0.88, 0.89]
    nets, ends = scores(2, max_iter=2000)
    assert [round(end, 2) for end in ends] == [0.89, 0.96] and nets[0].n_iter_ < 2000
    sgd = dict(solver="sgd", learning_rate_init=0.2, alpha=0, max_iter=100)
    medians = {
        name: np.median(scores(3, **settings)[1])
        for name, settings in {
            "plain": sgd | dict(momentum=0),
            "invscaling": sgd | dict(momentum=0, learning_rate="invscaling"),
            "momentum": sgd | dict(momentum=0.9, nesterovs_momentum=False),
            "nesterov": sgd | dict(momentum=0.9),
            "adam": dict(learning_rate_init=0.01, alpha=0, max_iter=100),
        }.items()
    }
    said = {"plain": 0.89, "invscaling": 0.8, "momentum": 0.96, "nesterov": 0.96, "adam": 0.96}
    assert medians == pytest.approx(said, abs=0.01)


# ---- what the text says of the sigmoid ----


def test_exp_of_1000_has_more_digits_than_64_bits_hold():
    assert math.floor(1000 / math.log(10)) + 1 == 435 and len(str(int(np.finfo(float).max))) == 309
    with pytest.raises(OverflowError):
        math.exp(1000)


def test_sigmoid_and_tanh_are_one_curve_and_the_forms_agree_where_they_are_safe():
    s = np.linspace(-30, 30, 601)
    assert np.allclose(np.tanh(s), 2 * sigmoid(2 * s) - 1, rtol=0, atol=1e-15)
    assert np.allclose(sigmoid(s), 1 / (1 + np.exp(-s)), rtol=0, atol=1e-14)
    assert np.allclose(sigmoid(s), np.exp(s) / (1 + np.exp(s)), rtol=0, atol=1e-14)


def test_each_step_of_the_derivation_holds():
    y, s = np.array([[1.0], [0.0], [0.0], [1.0]]), np.array([[-5.0], [0.5], [-3.0], [2.0]])

    def loss_of_p(p):
        return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()

    p = sigmoid(s)
    step3, step7 = (p - y) / (p * (1 - p)) / len(y), p * (1 - p)
    assert np.allclose(step3, numerical_gradient(loss_of_p, p.copy()), rtol=1e-5)
    assert np.allclose(step7, numerical_gradient(lambda s: sigmoid(s).sum(), s.copy()), rtol=1e-7)
    assert np.allclose(step3 * step7, (p - y) / len(y), rtol=1e-12)
