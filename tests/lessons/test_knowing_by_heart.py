"""Its checkers name the fault, its pictures draw what they are given, and what it says of a hundred starts holds."""

import itertools

import numpy as np
import pytest

from nnlib import SGD, Adam, binary_cross_entropy, fit, mlp, stack
from nnlib.teaching import style, two_moons
from nnlib.teaching.lessons.knowing_by_heart import check, pictures
from nnlib.teaching.lessons.knowing_by_heart.playground_run import Run, best_line, points, split


def stub(*arguments): ...


# ---- early stopping ----


def counting(losses, patience):
    bad, lowest = 0, losses[0]
    for epoch in range(1, len(losses)):
        bad = 0 if losses[epoch] < lowest else bad + 1
        lowest = min(lowest, losses[epoch])
        if bad == patience:
            return epoch
    return len(losses) - 1


def by_slices(losses, patience):
    for epoch in range(patience, len(losses)):
        if min(losses[epoch - patience + 1 : epoch + 1]) >= min(losses[: epoch - patience + 1]):
            return epoch
    return len(losses) - 1


def walk(better, late=0, reset=True, after_loop=lambda losses: len(losses) - 1, found=lambda epoch, at, losses: epoch):
    """A learner's loop with a planted fault."""

    def stopping(losses, patience):
        lowest, at, bad = np.inf, 0, 0
        for epoch, loss in enumerate(losses):
            if better(losses, epoch, loss, lowest):
                lowest, at, bad = loss, epoch, 0 if reset else bad
            else:
                bad += 1
                if bad >= patience + late:
                    return found(epoch, at, losses)
        return after_loop(losses)

    return stopping


def with_margin(delta):
    return walk(lambda losses, epoch, loss, lowest: loss < lowest - delta)


def below(losses, epoch, loss, lowest):
    return loss < lowest


def takes_out(losses, patience):
    epoch = walk(below)(losses, patience)
    losses.clear()
    return epoch


STOPPING_RIGHT = [counting, by_slices, walk(below)]
STOPPING_WRONG = [
    (walk(lambda losses, epoch, loss, lowest: epoch == 0 or loss < losses[epoch - 1]), "the one before it"),
    (walk(below, reset=False), "from the very start"),
    (with_margin(0.1), "a small improvement does not count"),
    (with_margin(0.01), "a small improvement does not count"),
    (with_margin(1e-4), "a small improvement does not count"),
    (with_margin(1e-6), "a small improvement does not count"),
    (walk(below, late=1), "one epoch too late"),
    (walk(below, late=1, after_loop=len), "too late, and where it never stops"),
    (walk(below, late=-1), "one epoch too early"),
    (lambda losses, patience: walk(below)(losses, 1), "What is patience for?"),
    (
        walk(below, found=lambda epoch, at, losses: at, after_loop=lambda losses: int(np.argmin(losses))),
        "the lowest loss until then",
    ),
    (lambda losses, patience: int(np.argmin(losses)), "lowest loss of the whole list."),
    (lambda losses, patience: min(np.argmin(losses) + patience, len(losses) - 1), "the whole list first"),
    (walk(below, found=lambda epoch, at, losses: epoch + 1, after_loop=len), "counted from 1"),
    (walk(below, after_loop=len), "you return the number of epochs"),
    (walk(lambda losses, epoch, loss, lowest: loss <= lowest), "< and not <="),
    (walk(below, found=lambda epoch, at, losses: losses[epoch], after_loop=lambda losses: losses[-1]), "a loss, not"),
    (walk(below, found=lambda epoch, at, losses: losses[at], after_loop=min), "a loss, not"),
    (lambda losses, patience: len(losses) - 1, "you never stop"),
    (walk(below, after_loop=lambda losses: None), "What comes after the loop?"),
    (walk(below, found=lambda *_: None, after_loop=lambda losses: None), "Is the `return` missing"),
    (takes_out, "changes the list"),
    (lambda losses, patience: 3, "every number of your answer is 3, whatever comes in"),
]

# ---- early stopping that keeps the wrong weights ----


def copied(params, best=None):
    return params.copy()


def alias(params, best=None):
    return params


def keeping(begin=copied, keep=copied, end="write", late=0, returned="at", first=False):
    """A learner's early stopping with a planted fault."""

    def mend_early_stopping(params, step, val_loss, patience, epochs):
        lowest, at, best = np.inf, 0, begin(params)
        for epoch in range(epochs):
            before = np.array(params)
            step()
            loss = val_loss()
            if loss < lowest:
                lowest, at, best = loss, epoch, keep(before if first else params, best)
            elif epoch - at >= patience + late:
                break
        if end == "write":
            params[:] = best
        else:
            params = best
        return {"at": at, "last": epoch, "one": at + 1, "loss": lowest, "best": best, "none": None}[returned]

    return mend_early_stopping


def with_copyto(params, step, val_loss, patience, epochs):
    best, losses = [], []
    while len(losses) < epochs:
        step()
        losses.append(val_loss())
        best.append(list(params))
        if len(losses) - 1 - int(np.argmin(losses)) >= patience:
            break
    np.copyto(params, best[int(np.argmin(losses))])
    return int(np.argmin(losses))


def found(params, step, val_loss, patience, epochs):
    lowest, at, best = np.inf, 0, params
    for epoch in range(epochs):
        step()
        loss = val_loss()
        if loss < lowest:
            lowest, at, best = loss, epoch, params
        elif epoch - at >= patience:
            break
    params = best
    return at


def asks_twice(params, step, val_loss, patience, epochs):
    val_loss()
    return keeping()(params, step, lambda: val_loss() and val_loss(), patience, epochs)


def as_array(params, best=None):
    return np.array(params)


KEEPING_RIGHT = [
    keeping(),
    with_copyto,
    keeping(begin=lambda params: None),
    asks_twice,
    keeping(begin=as_array, keep=as_array),
]
KEEPING_WRONG = [
    (found, "There are two lines to mend"),
    (keeping(begin=alias, keep=alias, end="name"), "There are two lines to mend"),
    (keeping(end="name"), "One line is left"),
    (keeping(begin=alias, keep=alias), "Is best a copy at all"),
    (keeping(keep=lambda params, best: best), "back at its start"),
    (keeping(first=True), "one epoch too old"),
    (keeping(late=1), "too late"),
    (keeping(late=-1), "too early"),
    (keeping(keep=lambda params, best: 0.9 * params), "never had"),
    (keeping(returned="last"), "returned is the last epoch"),
    (keeping(returned="one"), "counted from 1"),
    (keeping(returned="loss"), "wanted is the epoch"),
    (keeping(returned="best"), "the weights themselves belong into params"),
    (keeping(returned="none"), "Is the `return` missing"),
    (lambda *arguments: undefined, "NameError"),  # noqa: F821
]


EXERCISES = {
    "stopping": (STOPPING_RIGHT, STOPPING_WRONG),
    "mend_early_stopping": (KEEPING_RIGHT, KEEPING_WRONG),
}


@pytest.mark.parametrize("name", EXERCISES)
def test_the_stub_is_not_attempted(name):
    assert getattr(check, name)(stub).passed is None


@pytest.mark.parametrize("name, answer", [(name, a) for name, (right, _) in EXERCISES.items() for a in right])
def test_right_answers_pass(name, answer):
    verdict = getattr(check, name)(answer)
    assert verdict.passed, verdict


@pytest.mark.parametrize("name, answer, words", [(name, *w) for name, (_, wrong) in EXERCISES.items() for w in wrong])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_wrong_answers_are_told_what_is_wrong(name, answer, words):
    verdict = getattr(check, name)(answer)
    assert verdict.passed is False and words in repr(verdict), verdict


def test_no_two_faults_give_the_same_answers():
    """Otherwise the first would be named for both."""
    for one, other in itertools.combinations(check.STOPPING, 2):
        if one.message != other.message:
            differ = [not _same(one.wrong(*case), other.wrong(*case)) for case in check.STOPPING_CASES]
            assert any(differ), (one.message, other.message)


def _same(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=0)


def test_only_the_learners_own_line_is_quoted():
    def mend_early_stopping(params, step, val_loss, patience, epochs):
        return params + "a"

    words = repr(check.mend_early_stopping(mend_early_stopping))
    assert 'return params + "a"' in words and "training" not in words


# ---- pictures ----

LOSSES = np.linspace(0.7, 0.1, 40)
SEEDS = np.array([[0.7, 0.8], [0.4, 0.94], [0.3, 0.81]])  # median unlike mean
FEW, NEW = two_moons.moons(30, 0, 0.3), two_moons.moons(2000, 999, 0.3)
P = two_moons.map_of(two_moons.he_start(0))
FIGURES = {
    "by_heart": lambda: pictures.by_heart_drawn(P, FEW, NEW, (1.0, 0.5)),
    "overfitting": lambda: pictures.overfitting_drawn(np.column_stack([LOSSES, LOSSES[::-1] + 0.1, LOSSES]), 10),
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
        assert ax.get_title(loc="left") and ax.get_xlabel(), i
    assert fig.axes[0].get_ylabel() or [text.get_text() for text in fig.axes[0].get_yticklabels()]


def test_seeds_that_have_not_arrived_stand_apart_and_are_counted():
    ax = FIGURES["ways_off"]().axes[0]
    arrived, never = line_data(ax)[:2]
    assert sorted(arrived[:, 0]) == [20, 90] and len(never) == 1 and never[0, 0] > 100
    assert "1" in [text.get_text() for text in ax.texts]


def test_the_bars_of_the_remedies_stand_at_the_median_loss_and_the_mean_accuracy():
    left, right = FIGURES["remedies"]().axes
    losses, shares = ([data[0, 0] for data in line_data(ax) if len(data) == 2] for ax in (left, right))
    assert losses == pytest.approx([0.4, 0.2, 0.4])
    assert shares == pytest.approx([0.85, 0.425, 0.85])


def test_no_remedy_is_vermilion_for_any_number_of_points():
    colors = [line.get_color() for line in FIGURES["remedies"]().axes[0].lines if line.get_marker() != "None"]
    assert colors == [style.FAULT, style.CURE, style.FAULT]


def test_descriptions_have_their_numbers(monkeypatch):
    told = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: told.append(alt))
    pictures.by_heart()
    assert "100% right. Right, with new points: 81% right" in told[0]
    pictures.overfitting(LOSSES, LOSSES[::-1] + 0.1, LOSSES, every=10)
    assert "lowest at epoch 10, 0.20, and climbs to 0.80" in told[1]
    nets = {name: two_moons.he_start(i) for i, name in enumerate("abcd")}
    pictures.boundaries(nets, dict.fromkeys("abcd", FEW), NEW)
    shares = [f"{two_moons.accuracy(net, *NEW):.0%}" for net in nets.values()]
    assert f"a: {shares[0]}; b: {shares[1]}" in told[2]
    pictures.remedies({"none": SEEDS.T, "L2": SEEDS.T / 2})
    assert "none: 0.40, 85%; L2: 0.20, 42%" in told[3]
    pictures.ways_off({"a": np.array([20, np.inf, 90])}, limit=100)
    assert "a: 2 of 3" in told[4]


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


def test_one_network_in_six_is_stopped_when_it_has_hardly_begun():
    sets = [two_moons.moons(30, seed, 0.3) for seed in range(100)]
    X, y = np.stack([X for X, _ in sets]), np.stack([y for _, y in sets])
    nets = stack([two_moons.he_start(seed) for seed in range(100)])
    adam, losses = Adam(nets, lr=0.03), []
    for _ in range(60):  # whose patience of 50 ends at epoch 4 or before has been stopped by then
        nets.backward(binary_cross_entropy(y[:, :20], nets.forward(X[:, :20]))[1])
        adam.step()
        losses.append(binary_cross_entropy(y[:, 20:], nets(X[:, 20:]))[0])
    losses = np.array(losses)
    kept = [int(np.argmin(own[: check._stopping(own, 50) + 1])) for own in losses.T]
    assert np.sum(np.array(kept) < 5) == pytest.approx(18, abs=3)


def test_what_the_fold_below_the_playground_says():
    runs = {}
    for kind, depth in (("moons", 1), ("moons", 0), ("circles", 1)):
        sets = split(*points(kind, 0.3), 30)
        runs[kind, depth] = run = Run(sets, best_line(sets), depth, 16, "ReLU", 0.3, 0, 0)
        run.train(600)
    ends = [run.history["test"][-1] for run in runs.values()]
    assert [f"{end:.2f}" for end in ends[:2]] == ["0.78", "0.41"]
    assert f"{runs['circles', 1].accuracy('test'):.0%}" == "95%"
    run, before = runs["moons", 1], runs["moons", 1].accuracy("test")
    run.l2 = 0.01
    run.train(500)
    assert run.history["test"][-1] < 0.6 * ends[0] and abs(run.accuracy("test") - before) < 0.03


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
