"""Its checkers name the fault, its explorable shows what training does to XOR, its pictures draw, its claims hold."""

import numpy as np
import pytest
from explorable import controls_of, shows

from nnlib import SGD, ReLU, Sigmoid, Tanh, binary_cross_entropy, gradient_check, mlp, sigmoid, stack
from nnlib.data import xor
from nnlib.teaching.lessons.what_training_finds import check, explore, pictures
from nnlib.teaching.lessons.what_training_finds import hidden_space as run

X, Y = xor()


def stub(*arguments): ...


@pytest.mark.parametrize("name", ["census", "break_symmetry"])
def test_a_stub_is_not_attempted(name):
    def not_yet(first, second):
        raise NotImplementedError

    for answer in (stub, ..., not_yet):
        assert getattr(check, name)(answer).passed is None


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


def census(P, y):
    """As the lesson has it."""
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        wrong = np.abs(p - y) >= 0.1
        end = "other"
        if not wrong.any():
            end = "solved"
        elif (np.abs(p[wrong] - y[wrong].mean()) < 0.1).all():
            end = KINDS[int(wrong.sum())]
        counts[end] += 1
    return counts


def test_no_fault_hides_another_or_the_right_answer():
    messages = {}
    wanted = tuple(check._end(p, y) for p, y in check.ANSWERS)
    for way in (way for fault in check.CENSUS_FAULTS for way in fault.ways()):
        ends = tuple(way.wrong(p, y) for p, y in check.ANSWERS)
        assert ends != wanted and messages.setdefault(ends, way.message) == way.message, way.message
    assert set(wanted) == set(NAMES)


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
    params, losses = (each[:, 4] for each in run.train("tanh"))
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
    assert not np.array_equal(params[0], run.train("tanh")[0][0, 5])


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
        (
            [0.001, 0.999, 0.5, 0.5],
            True,
            "Stuck, two alike: the network can’t tell (1, 0) from (1, 1), so both get 0.50.",
        ),
        (
            [1 / 3, 0.999, 1 / 3, 1 / 3],
            True,
            "three alike: the network can’t tell (0, 0), (1, 0) from (1, 1), so all three get 0.33.",
        ),
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
    assert np.ptp([low, high], axis=0).tolist() == pytest.approx([5.6, 5.6])
    assert np.ptp(run.limits(np.zeros((2, 4, 2))), axis=0) == pytest.approx([0.7, 0.7])
    assert np.ptp(run.limits(paths, wide=2), axis=0).tolist() == pytest.approx([11.2, 5.6])


def test_words_stand_beside_their_mark_inside_and_on_what_costs_least():
    here = np.array([[0.5, 0.5]])
    size, gap, mark = (0.2, 0.1), 0.05, (here, 0.08, 9)
    assert run.beside(here, size, gap, [mark]) == pytest.approx([0.5, 0.6])
    above, below = (np.array([[0.5, height]]) for height in (0.62, 0.4))
    assert run.beside(here, size, gap, [mark, (above, 0, 1)]) == pytest.approx([0.5, 0.4])
    assert run.beside(here, size, gap, [mark, (above, 0, 1), (below, 0.1, 9)]) == pytest.approx([0.65, 0.5])
    corner = run.beside(np.array([[0.98, 0.98]]), size, gap, [])
    assert (corner <= 1 - np.array(size) / 2).all()


# ---- the explorable: what is shown ----


@pytest.fixture
def built(page):
    """The two pictures, and their controls by name."""
    return explore.build(), controls_of("hidden_space")


def test_every_control_changes_the_pictures_and_the_words(built):
    (live, live_loss), controls = built
    assert list(controls) == ["activation", "seed", "after step", "training"]
    assert "2-2-1 with tanh, seed 2, step 2000" in live.caption and "two alike" in live.caption
    assert live.alt.endswith("Rows on one spot: (0, 0) and (1, 0).") and "loss" in live_loss.alt
    for name, value in (
        ("after step", int(run.EPOCHS[30])),
        ("seed", 0),
        ("activation", "ReLU"),
        ("activation", "sigmoid"),
    ):
        before = shows("hidden_space")
        controls[name].value = value
        assert all(old != new for old, new in zip(before, shows("hidden_space"), strict=True))
    assert not live.figure.axes[0].collections  # the grounds are not piled up


def test_the_dot_can_be_dragged_along_the_loss(built):
    (live, live_loss), controls = built
    live_loss.touched(float(run.EPOCHS[40]) + 1, 0.2)
    assert controls["after step"].value == run.EPOCHS[40] and f"step {run.EPOCHS[40]}," in live.caption
    live_loss.touched(2600, 1)
    assert controls["after step"].value == 2000


def test_points_on_one_spot_are_named_together_with_their_answers(built):
    (live, _), controls = built

    def words(weight):
        return [text.get_text() for text in live.moving[2:-1] if text.get_text() and text.get_fontweight() == weight]

    assert words("bold") == ["(0, 0) and (1, 0)\non one spot:\nboth get 0.50"]
    controls["after step"].value = 0
    assert "(0, 1) and (1, 1)\nclose together:\n0.34, 0.32" in words("normal") and not words("bold")
    controls["after step"].value, controls["activation"].value, controls["seed"].value = 2000, "ReLU", 7
    assert words("bold") == ["(0, 0), (0, 1),\n(1, 0), (1, 1)\non one spot:\nall get 0.50"]


@pytest.mark.parametrize("name", run.UNITS)
def test_words_and_points_agree_with_the_network(built, name):
    (live, live_loss), controls = built
    controls["activation"].value = name
    for seed in (0, 2, 4, 12):
        controls["seed"].value = seed
        params, losses = (each[:, seed] for each in run.train(name))
        net = run.network(name, seed)
        for at in (3, len(params) - 1):
            controls["after step"].value = int(run.EPOCHS[at])
            net.params[:] = params[at]
            p = sigmoid(net(X))[:, 0]
            assert ("Solved" in live.caption) == (np.abs(p - Y[:, 0]).max() < 0.1)
            assert f"loss {losses[at]:.2f}" in live.caption
            assert f"(1, 1) {p[3]:.2f}" in live.alt
            drawn = np.concatenate([line.get_xydata() for line in live.moving[:2]])
            H = run.hidden(net, X)
            assert drawn == pytest.approx(H[[0, 3, 1, 2]])
            ax = live.figure.axes[0]
            for ends, values in zip((ax.get_xlim(), ax.get_ylim()), H.T, strict=True):
                assert ends[0] < values.min() and values.max() < ends[1]
            bold = [text.get_text() for text in live_loss.moving[2:] if text.get_fontweight() == "bold"]
            assert ("solved" in bold) == run.solved(p)
            for loss, words in run.LOSSES.items():
                assert (words in bold) == (abs(losses[at] - loss) < 0.01)
            now = live_loss.moving[1].get_xydata()[0]
            assert now.tolist() == pytest.approx([run.EPOCHS[at], min(losses[at], 1.04)])


def test_the_clock_steps_through_the_epochs_stops_at_the_end_and_goes_back(built):
    (live, *_), controls = built
    step, clock = controls["after step"], controls["training"]
    clock.reset()
    clock.step()
    clock.step()
    assert step.value == 2 and "step 2," in live.caption
    step.value = int(run.EPOCHS[-3])
    clock.play()
    clock.beat()
    assert step.value != 2000 and clock.value
    clock.beat()
    assert step.value == 2000 and not clock.value
    clock.play()
    clock.beat()
    assert step.value == 0 and clock.value  # from the end Play begins anew
    step.value = 2000
    clock.step()
    assert step.value == 2000
    clock.reset()
    assert step.value == 0 and "step 0," in live.caption


def test_run_again_the_earlier_copy_is_closed(page):
    explore.build()
    explore.hidden_space()
    assert page[0].comm is None and page[1].comm is not None


def test_the_explorable_reaches_the_hundred_seeds_of_the_table_and_starts_from_the_same_numbers(built):
    assert built[1]["seed"].values == list(range(100))
    for seed in (0, 59, 99):
        assert run.network("tanh", seed).params == pytest.approx(starts(2, seeds=[seed]).params[0])
        assert run.train("tanh")[0][0, seed].tolist() == run.network("tanh", seed).params.tolist()


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


@pytest.mark.long
def test_seeds_54_and_68_stand_still_for_60_000_steps_at_the_loss_of_three_rows_alike():
    nets = train(starts(2, seeds=[54, 68]), 60_000)
    assert binary_cross_entropy(Y, nets(X))[0] == pytest.approx([0.477, 0.477], abs=0.002)


@pytest.mark.long
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


@pytest.mark.long
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
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["the input plane", "seed 0: solved", "seed 2: stuck"]
    said = [text.get_text() for text in fig.axes[2].texts]
    assert said == ["(0, 0), (1, 0)\nboth 0.50", "(0, 1)\n1.00", "(1, 1)\n0.00"]
    path = np.random.default_rng(0).normal(size=(50, 2)).cumsum(axis=0)
    fig, alt = shown_by(monkeypatch, pictures.units_apart, {"alike": path[:, [0, 0]], "apart": path})
    told = [ax.get_title(loc="left") for ax in fig.axes]
    assert told == ["alike", "apart"]
    assert "alike: both lines are one, at the end" in alt and "apart: they part at once, at the end" in alt
    for ax, right in zip(fig.axes, (path[:, [0, 0]], path), strict=True):
        assert np.array_equal([line.get_ydata() for line in ax.lines[1:3]], right.T)
    falling = np.geomspace(0.9, 0.01, 200)
    _, alt = shown_by(monkeypatch, pictures.plateau, {"plain": falling, "momentum": falling**2})
    assert f"plain it is below 0.1 after {np.argmax(falling < 0.1)} steps" in alt
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
    told = [ax.get_title(loc="left").splitlines()[0] for ax in fig.axes]
    assert told[2] == f"all alike: loss {np.log(2):.2f}"
    means = [ax.get_title(loc="left").splitlines()[1] for ax in fig.axes]
    assert means == ["(1 + 0)/2 = 0.50", "(0 + 1 + 1)/3 = 0.67", "(0 + 1 + 1 + 0)/4 = 0.50"]
    counts = {("ReLU", 2): dict(zip(NAMES, (26, 12, 25, 37, 0), strict=True)), ("tanh", 2): dict.fromkeys(NAMES, 20)}
    fig, alt = shown_by(monkeypatch, pictures.ends, counts)
    assert "ReLU, 2 units: 26 solved, 12 two alike, 25 three alike, 37 all alike; tanh" in alt
    bars = [[bar.get_width() for bar in ax.patches] for ax in fig.axes]
    assert bars == [[26, 12, 25, 37, 0], [20] * 5]
    assert [bar.get_x() for bar in fig.axes[0].patches] == [0, 26, 38, 63, 100]
    said = [text.get_text() for text in fig.axes[0].texts]
    assert said == ["26", "12", "25", "37", "solved", "two alike", "three alike", "all alike", "units"]
    assert fig.get_suptitle().startswith("Width cures; of 154 failures 134 give")


def test_the_fall_of_a_late_start_is_marked_where_it_begins():
    losses = np.concatenate([np.full(3000, 0.5), np.linspace(0.499, 0, 100), np.zeros(900)])
    ax = pictures.draw_late(losses, 7).axes[0]
    (mark,) = [line for line in ax.lines if line.get_marker() == "D"]
    (step,), (loss,) = mark.get_data()
    assert loss == losses[step] > 0.49 and losses[step + 1] < 0.495


def test_bars_show_one_standard_deviation_and_stop_at_all_networks():
    assert pictures.spread([50, 20]) == pytest.approx([5, 4])
    ax = pictures.draw_solved_by_width((2, 8), {"tanh": np.array([50, 99])}).axes[0]
    (bars,) = ax.collections
    ends = [part[:, 1].tolist() for part in bars.get_segments()]
    assert ends[0] == [45, 55] and ends[1] == pytest.approx([99 - 0.99**0.5, 99 + 0.99**0.5])
    top = pictures.draw_solved_by_width((2, 8), {"tanh": np.array([9, 9])}, n=10).axes[0].collections[0]
    assert top.get_segments()[0][:, 1].max() <= 10
