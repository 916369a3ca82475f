"""Its checkers name the fault, its derivation holds step by step, its ceiling is one, its hundred runs are real."""

import numpy as np
import pytest
from explorable import controls_of, shows
from matplotlib.colors import to_rgba

from nnlib import SGD, cross_entropy, fit, numerical_gradient, softmax, stack
from nnlib.teaching import style
from nnlib.teaching.lessons.digits import check, explore, pictures, sweep


def stub(*arguments):
    """To be written."""
    ...


@pytest.mark.parametrize("name", ["my_softmax", "one_hot", "class_loss"])
def test_a_stub_is_not_attempted(name):
    assert getattr(check, name)(stub).passed is None


# ---- the gradient of softmax cross-entropy ----
def test_each_step_of_the_derivation_holds():
    rng = np.random.default_rng(0)
    s, classes = rng.normal(size=(5, 10)), np.array([3, 0, 9, 3, 7])
    Y, p = np.eye(10)[classes], softmax(s)
    own = np.arange(5), classes
    S = np.exp(s).sum(axis=1)
    assert np.allclose(-np.log(p[own]), -s[own] + np.log(S), rtol=1e-12)  # step 1
    assert np.allclose(numerical_gradient(lambda s: -s[own].sum(), s.copy()), -Y, rtol=0, atol=1e-9)  # step 2
    log_S = numerical_gradient(lambda s: np.log(np.exp(s).sum(axis=1)).sum(), s.copy())
    assert np.allclose(log_S, p, rtol=0, atol=1e-9)  # step 4
    loss = numerical_gradient(lambda s: -np.log(softmax(s)[own]).mean(), s.copy())
    assert np.allclose(loss, (p - Y) / 5, rtol=0, atol=1e-9)  # step 5
    step = Y - p  # the true class rises by as much as the others fall, each in proportion to its probability
    others = np.where(Y == 1, 0, step)
    assert np.allclose(step[own], -others.sum(axis=1)) and np.allclose(others, -np.where(Y == 1, 0, p))


# ---- what the lesson claims ----
def test_no_scores_behind_a_sigmoid_pass_the_ceiling_or_the_floor():
    given = np.random.default_rng(0).uniform(0, 1, (1000, 10))
    best = np.eye(10)
    assert (
        softmax(given).max() < pictures.CEILING == pytest.approx(softmax(best).max()) == pytest.approx(0.232, abs=5e-4)
    )
    assert (
        cross_entropy(np.arange(10), best)[0]
        == pytest.approx(-np.log(pictures.CEILING))
        == pytest.approx(1.46, abs=2e-3)
    )
    assert np.e / (np.e + 1) == pytest.approx(0.73, abs=2e-3)


@pytest.fixture(scope="module")
def ten_starts():
    """{with the last sigmoid?: (training and validation p, (10, n, 10) each)} after all of the lesson's epochs."""
    (X, y), (X_val, _) = pictures.published_split()
    found = {}
    for last_sigmoid in (True, False):
        rngs = [np.random.default_rng(seed) for seed in range(10)]
        nets = stack([sweep.network(rng, last_sigmoid) for rng in rngs])
        optimizer = SGD(nets, lr=0.2, momentum=0.9)
        fit(nets, cross_entropy, optimizer, X, y, rng=rngs, epochs=1000, batch_size=len(X), measure="during")
        found[last_sigmoid] = softmax(nets(X)), softmax(nets(X_val))
    return found


@pytest.mark.long
def test_the_ceiling_costs_certainty_but_no_accuracy(ten_starts):
    labels = pictures.published_split()[1][1]
    p, freed = (ten_starts[last_sigmoid][1] for last_sigmoid in (True, False))
    assert p.max() < pictures.CEILING and freed.max(axis=(1, 2)).min() > 0.99
    for each in (p, freed):
        wrong = each.argmax(axis=-1) != labels
        assert wrong.size == 4820 and wrong.sum() == pytest.approx(210, abs=5)
        least = np.argsort(each.max(axis=-1), axis=-1)[:, :96]  # the order survives the ceiling
        assert np.take_along_axis(wrong, least, axis=-1).sum() > 0.9 * wrong.sum()


@pytest.mark.long
def test_behind_the_ceiling_six_of_ten_starts_miss_one_training_picture(ten_starts):
    missed = (ten_starts[True][0].argmax(axis=-1) != pictures.published_split()[0][1]).sum(axis=-1)
    assert missed[0] == 0 and missed.max() == 1 and missed.sum() == 6


def test_softmax_alone_can_be_sure():
    assert softmax(np.array([[10.0] + 9 * [0.0]]))[0, 0] == pytest.approx(0.9996, abs=5e-5)


def test_hardly_anything_of_the_pull_gets_through_the_last_sigmoid():
    (X, y), _ = pictures.published_split()
    net = sweep.network(np.random.default_rng(0))
    options = dict(rng=np.random.default_rng(0), epochs=1000, batch_size=len(X), measure="during")
    losses = fit(net, cross_entropy, SGD(net, lr=0.2, momentum=0.9), X, y, **options)["loss"]
    out = net(X[:1])[0, y[0]]
    pull = 1 - softmax(net(X[:1]))[0, y[0]]
    assert pull == pytest.approx(0.77, abs=5e-3) and pull * out * (1 - out) == pytest.approx(0.001, abs=5e-4)
    assert losses[0] == pytest.approx(2.32, abs=5e-3) and losses[900] - losses[999] < 2e-3


def test_from_each_of_ten_starts_ten_times_the_rate_jumps_and_momentum_does_not():
    (X, y), _ = pictures.published_split()
    rises = {}
    for lr, momentum in ((2.0, 0.0), (0.2, 0.9)):
        rngs = [np.random.default_rng(seed) for seed in range(10)]
        nets = stack([sweep.network(rng, last_sigmoid=False) for rng in rngs])
        how = dict(rng=rngs, epochs=60, batch_size=len(X), measure="during")
        losses = fit(nets, cross_entropy, SGD(nets, lr=lr, momentum=momentum), X, y, **how)["loss"]
        rises[momentum] = (np.diff(losses, axis=0) > 0).sum(axis=0)
    assert rises[0.0].min() >= 18 and rises[0.9].max() <= 3


def test_ten_times_the_rate_points_back_and_forth():
    (X, y), _ = pictures.published_split()
    net = sweep.network(np.random.default_rng(0), last_sigmoid=False)
    optimizer, weights = SGD(net, lr=2.0), [layer.W for layer in net.layers if hasattr(layer, "W")]
    path = []
    for _ in range(61):
        path.append(np.concatenate([W.ravel() for W in weights]))
        fit(net, cross_entropy, optimizer, X, y, rng=np.random.default_rng(0), epochs=1, batch_size=len(X))
    steps = np.diff(path, axis=0)
    assert len(steps) == 60 and ((steps[1:] * steps[:-1]).sum(axis=1) < 0).all()


@pytest.mark.parametrize("seed, k", [(0, 0), (3, 5)])
def test_a_stored_run_is_found_again(seed, k):
    again = sweep.run(seed, sweep.STRENGTHS[k], *pictures.published_split())
    assert abs(again - sweep.right()[seed, k]) <= 1


def test_the_hundred_runs_say_what_the_lesson_says():
    accuracy = sweep.right() / sweep.ROWS
    winners = accuracy.argmax(axis=1)
    assert accuracy.shape == (10, 10) and len(set(winners)) == 5
    assert sweep.STRENGTHS[winners].min() == 0.01 and sweep.STRENGTHS[winners].max() == pytest.approx(1.7, abs=0.04)
    ties = (accuracy == accuracy.max(axis=1, keepdims=True)).sum(axis=1)
    assert (ties == 2).sum() == 3 and ties.max() == 2 and np.argmax(winners) == 3
    weak = sweep.right()[:, :5]
    by_strength, by_start = np.ptp(weak, axis=1), np.ptp(weak, axis=0)
    assert (by_strength.min(), by_strength.max(), by_start.min(), by_start.max()) == (2, 6, 4, 10)
    assert (accuracy[:, 5] < 0.93).sum() == 3 and np.sort(accuracy[:, 5])[3] > 0.94  # at 1.7
    assert sweep.STRENGTHS[6] == pytest.approx(4.6, abs=0.05) and accuracy[:, 6:].max() < 0.75
    best, start = accuracy[np.arange(10), winners], np.arange(10) != 3  # without the start that 1.7 wins
    elsewhere = (accuracy[:, winners].sum(axis=0) - best) / 9
    assert best[start].mean() == pytest.approx(0.961, abs=5e-4)
    assert elsewhere[start].mean() == pytest.approx(0.956, abs=5e-4)
    assert round(0.9647 * sweep.ROWS) == 465 and sweep.STRENGTHS[4] == pytest.approx(0.599, abs=5e-4)


# ---- the explorable ----
def test_the_chain_of_scores():
    scores, given, p = explore.chain(10, -10, squeezed=True)
    assert scores[3] == 10 and set(np.delete(scores, 3)) == {-10}
    assert given.max() < 1 and p.max() == pytest.approx(pictures.CEILING, abs=1e-4) and p.sum() == pytest.approx(1)
    assert explore.chain(10, -10, squeezed=False)[2][3] > 0.999999


def test_the_verdict_names_the_ceiling_only_where_it_is():
    assert "This is the ceiling: 23.2 % for the right class, a loss of 1.46." in explore.verdict(10, -10, True)
    assert (
        explore.verdict(10, -10, False)
        == "Softmax gets a lead of 20.00: over 99.9 % for the right class, a loss of 0.00."
    )
    assert explore.verdict(2, 2, False) == "All scores are equal: 10.0 % for the right class, a loss of 2.30."
    assert "a lead of −4.00" in explore.verdict(-2, 2, False) and "ceiling" not in explore.verdict(0.5, 0, True)


def test_every_control_moves_the_picture_and_the_words(page):
    _, _, last = explore.build()
    assert "the ceiling" in shows("ceiling")[0][0]  # the first frame
    moved = controls_of("ceiling")
    for name, value in (("a sigmoid before softmax", False), ("score of the 3", 1.0), ("score of the rest", 0.0)):
        before = shows("ceiling")
        moved[name].value = value
        assert all(shown != earlier for shown, earlier in zip(shows("ceiling")[::2], before[::2], strict=True))
    *bars, own, rest = last.moving
    assert [bar.get_height() for bar in bars] == pytest.approx(softmax(np.eye(10)[3]))
    assert (own.get_text(), rest.get_text()) == ("23.2 %", "8.5 % each")
    assert "23.2 % for the right class" in shows("ceiling")[0][0] and last.alt.startswith(
        "Ten bars, the probabilities: 23.2 %"
    )


def test_a_bar_that_is_dragged_moves_its_slider(page):
    first, _, _ = explore.build()
    own, rest = (controls_of("ceiling")[f"score of the {who}"] for who in (3, "rest"))
    first.touched(3.3, 4.4)
    assert (own.value, rest.value) == (4.5, -10) and "4.5 for the 3" in first.alt
    first.touched(7, 1.2)
    assert (own.value, rest.value) == (4.5, 1.0)
    first.touched(2, -10.5)
    assert (own.value, rest.value) == (4.5, -10)  # a bar ends where its slider ends


def test_a_sigmoid_leaves_of_scores_what_is_told(page):
    _, given, _ = explore.build()
    assert given.alt.endswith("squeezed by a sigmoid to between 0 and 1: 1.00 and 0.00.")
    controls_of("ceiling")["a sigmoid before softmax"].value = False
    assert given.alt.endswith("the scores as they are: 10.00 and −10.00.")


# ---- pictures ----
def test_the_pictures_draw_and_are_described_from_their_numbers(shown):
    rng = np.random.default_rng(0)
    (X, y), _ = pictures.published_split()
    p = softmax(rng.uniform(0, 1, (len(X), 10)))
    pictures.never_sure()
    pictures.gallery(X, y)
    pictures.shares([2.0, 1.0, -1.0], softmax(np.array([2.0, 1.0, -1.0])))
    pictures.pulls(p[0], 7)
    history = {"loss": [2.3, 1.5, 1.47], "val_loss": [2.3, 1.6, 1.52]}
    pictures.two_losses({"with": history, "without": {"loss": [2.3, 0.1, 0.0], "val_loss": [2.3, 0.3, 0.2]}})
    pictures.says_and_is({"a": np.full(4, 0.22), "b": np.full(4, 0.97)}, {"a": np.ones(4), "b": np.ones(4)})
    pictures.momentum({"slow": [2.0, 1.7], "quick": [2.0, 0.1], "jumpy": [2.0, 0.8]})
    pictures.sweep(sweep.STRENGTHS, sweep.right() / sweep.ROWS)
    for fig, _ in shown:
        fig.canvas.draw()
    words = [alt for _, alt in shown]
    assert shown[0][0].get_suptitle() == "All 721 answers right, none surer than 23.1 %"
    assert "the longest at 7 with 23.1 %" in words[0] and "all lie from 20 to 23.1 %" in words[0]
    assert "2 becomes 70.5 %" in words[2] and f"7: {1 - p[0, 7]:.3f}" in words[3]
    assert "with: training ends at 1.47, validation at 1.52" in words[4] and "floor, 1.46" in words[4]
    assert "a: says 22 %, right 100 %" in words[5] and "quick: 0.1" in words[6]
    assert shown[5][0].get_suptitle() == "A the network says 22 % and is right 100 % of the time"
    assert shown[6][0].get_suptitle() == "With momentum quick and never rising; without it slow, or never rising"
    assert "3 at 0.01, 2 at 0.077, 2 at 0.22, 2 at 0.6, 1 at 1.7." in words[7]


def test_each_start_marks_its_fewest_mistakes_and_pales_a_tie():
    strengths, mistakes = np.array([0.1, 0.6, 10]), np.array([[21, 20, 20], [19, 22, 400]])
    fig = pictures.draw_sweep(strengths, mistakes, 482)
    fig.canvas.draw()
    cells = np.reshape(fig.axes[0].patches, mistakes.shape)
    for color, marked in ((style.CURE, [[0, 1, 0], [1, 0, 0]]), ("#AFCBE2", [[0, 0, 1], [0, 0, 0]])):
        assert [[cell.get_facecolor() == to_rgba(color) for cell in row] for row in cells] == marked
    words = [text.get_text() for text in fig.axes[0].texts]
    assert words[:6] == ["21", "20", "20", "19", "22", "400"] and words[6:9] == ["wins 1", "wins 1", "–"]
    assert fig.get_suptitle().startswith("Ten starts, 2 different winners")


def test_strengths_at_which_all_break_down_are_one_block():
    ax = pictures.draw_sweep(sweep.STRENGTHS, sweep.ROWS - sweep.right(), sweep.ROWS).axes[0]
    assert len(ax.patches) == 6 * 10 + 1
    assert "all broken down:\n124 to 448 mistakes" in [text.get_text() for text in ax.texts]


def test_what_a_network_says_and_how_often_it_is_right_are_bars():
    ax = pictures.draw_says_and_is([("a", 0.22, 0.96), ("b", 0.97, 0.95)]).axes[0]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([0.22, 0.96, 0.74, 0.97, 0.95])
    words = ["says 22 %", "right 96 %", "74 points too low", "says 97 %", "right 95 %"]
    assert [text.get_text() for text in ax.texts] == words


def test_the_numbers_told_of_the_sweep_hold():
    mistakes = sweep.ROWS - sweep.right()
    usual = mistakes[:, :6][mistakes[:, :6] <= 26]
    assert usual.min() == 16 and (mistakes[:, 5] > 26).sum() == 3 and (mistakes[:, :5] <= 26).all()
    assert mistakes[:, 6:].min() > 100 and round((1 - 0.9647) * sweep.ROWS) == 17


def test_the_right_score_is_pulled_by_as_much_as_the_others_together():
    p = softmax(np.arange(5.0))
    fig = pictures.draw_pulls(np.eye(5)[1] - p, 1)
    heights = [bar.get_height() for bar in fig.axes[0].patches]
    assert heights[1] > 0 and sum(heights) == pytest.approx(0)
    up, *down = fig.axes[1].patches
    assert up.get_height() == heights[1] and [bar.get_height() for bar in down] == heights[:1] + heights[2:]
    ends = [bar.get_y() + bar.get_height() for bar in down]
    assert np.allclose([bar.get_y() for bar in down], [0, *ends[:-1]]) and ends[-1] == pytest.approx(-heights[1])


def test_the_large_picture_shows_its_64_numbers_and_its_label():
    fig = pictures.draw_gallery(np.arange(64.0) % 17, 7, np.zeros((20, 64)), [*range(10), *range(10)])
    large, small = fig.axes
    assert [text.get_text() for text in large.texts] == [str(i % 17) for i in range(64)]
    assert large.texts[10].get_position() == (2, 1) and large.get_xlabel() == "label: 7"
    assert [text.get_text() for text in small.texts] == 2 * [str(digit) for digit in range(10)]
