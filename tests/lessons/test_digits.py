"""Its checkers name the fault, its derivation holds step by step, its ceiling is one, its hundred runs are real."""

import re

import numpy as np
import pytest

from nnlib import SGD, cross_entropy, fit, numerical_gradient, softmax, stack
from nnlib.teaching import live
from nnlib.teaching.lessons.digits import check, explore, pictures, sweep


def says(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


def stub(*arguments):
    """To be written."""
    ...


@pytest.mark.parametrize("name", ["my_softmax", "one_hot", "class_loss"])
def test_a_stub_is_not_attempted(name):
    assert getattr(check, name)(stub).passed is None


# ---- softmax ----
def rows(e):
    return e / e.sum(axis=1, keepdims=True)


def one_row_after_the_other(scores):
    return [np.exp(row - row.max()) / np.exp(row - row.max()).sum() for row in scores]


def by_logarithms(scores):
    z = scores - scores.max(axis=1)[:, np.newaxis]
    return np.exp(z - np.log(np.exp(z).sum(axis=1))[:, np.newaxis])


def in_place(scores):
    scores -= scores.max(axis=1, keepdims=True)
    return rows(np.exp(scores))


def no_return(scores):
    rows(np.exp(scores))


RIGHT_SOFTMAX = [softmax, one_row_after_the_other, by_logarithms, lambda s: rows(np.exp(s.T - s.max(axis=1)).T)]
NO_LIMIT = "scores beyond a limit are cut off"
WRONG_SOFTMAX = [
    (lambda s: np.exp(s) / np.exp(s).sum(axis=0), "the columns sum to 1"),
    (lambda s: np.exp(s - s.max(axis=0)) / np.exp(s - s.max(axis=0)).sum(axis=0), "the columns sum to 1"),
    (lambda s: np.exp(s) / np.exp(s).sum(), "the whole table sums to 1"),
    (
        lambda s: np.exp(s - s.max(axis=1, keepdims=True)) / np.exp(s - s.max(axis=1, keepdims=True)).sum(1),
        "sum of row i",
    ),
    (lambda s: rows(np.exp(s - s.max(axis=1))), "the same number subtracted"),
    (lambda s: np.exp(s - s.max(axis=1)) / np.exp(s - s.max(axis=1)).sum(axis=1), "land in column i"),
    (lambda s: np.exp(s - s.max(axis=1)[:, None]) / np.exp(s - s.max(axis=1)[:, None]).sum(), "share one sum"),
    (np.exp, "Divide each row by its sum"),
    (lambda s: np.exp(s - s.max(axis=1, keepdims=True)), "Divide each row by its sum"),
    (lambda s: rows(s), "shares of the scores themselves"),
    (lambda s: rows(np.exp(-s)), "sign in the exponent"),
    (lambda s: np.log(rows(np.exp(s))), "the logarithm of the probabilities"),
    (lambda s: rows(2**s), "powers of 2"),
    (lambda s: 1 / (1 + np.exp(-s)), "the sigmoid of each score"),
    (lambda s: rows(1 / (1 + np.exp(-s))), "made of sigmoids"),
    (lambda s: rows(np.exp(1 / (1 + np.exp(-s)))), "squeezes the scores before softmax"),
    (lambda s: np.eye(s.shape[1])[s.argmax(axis=1)], "everything to the largest score"),
    (lambda s: rows(np.exp(s)), "a row with scores of 10,000 gives NaN"),
    (lambda s: rows(np.exp(s - s.max())), "gives NaN in rows far below it"),
    (lambda s: np.exp(s - s.max()) / (np.exp(s - s.max()).sum(axis=1, keepdims=True) + 1e-9), "gives rows of zeros"),
    (lambda s: rows(np.exp(s - s.max(axis=0))), "largest number of each column"),
    (lambda s: rows(np.exp(s - s.mean(axis=1, keepdims=True))), "leaves nothing above 0"),
    (lambda s: rows(np.exp(s - s.min(axis=1, keepdims=True))), "leaves nothing above 0"),
    (lambda s: rows(np.exp(np.clip(s, -500, 500))), NO_LIMIT),
    (lambda s: rows(np.exp(np.minimum(s, 700))), NO_LIMIT),
    (lambda s: rows(np.exp(s))[:, :2], "shape (3, 2), wanted (3, 3)"),
    (lambda s: rows(np.exp(s)) + 0.01, "should be"),
    (in_place, "changes its argument number 1"),
    (no_return, "returns None"),
]


@pytest.mark.parametrize("answer", RIGHT_SOFTMAX)
def test_my_softmax_accepts_right_answers(answer):
    assert check.my_softmax(answer).passed, check.my_softmax(answer)


@pytest.mark.parametrize("answer, words", WRONG_SOFTMAX)
def test_my_softmax_says_what_is_wrong(answer, words):
    says(check.my_softmax(answer), words)


# ---- one-hot ----
def filled(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    Y[np.arange(len(labels)), labels] = 1
    return Y


def all_rows(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    Y[:, labels] = 1
    return Y


def one_list(labels, n_classes):
    Y = [[0] * n_classes] * len(labels)
    for i, label in enumerate(labels):
        Y[i][label] = 1
    return Y


def label_as_value(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    for i, label in enumerate(labels):
        Y[i, label] = label
    return Y


def rows_of_the_labels(labels, n_classes):
    Y = np.zeros((len(labels), n_classes))
    Y[labels] = 1
    return Y


RIGHT_ONE_HOT = [
    filled,
    lambda y, k: np.eye(k)[y],
    lambda y, k: y[:, np.newaxis] == np.arange(k),
    lambda y, k: [[int(label == j) for j in range(k)] for label in y],
]
WRONG_ONE_HOT = [
    (lambda y, k: np.eye(y.max() + 1)[y], "the last classes do not occur"),
    (lambda y, k: filled(np.searchsorted(np.unique(y), y), len(np.unique(y))), "only the classes that occur"),
    (all_rows, "all rows are equal"),
    (one_list, "all rows are one list"),
    (rows_of_the_labels, "the labels picked rows"),
    (lambda y, k: filled(y - 1, k), "too far to the left"),
    (lambda y, k: np.roll(filled(y, k), 1, axis=1), "too far to the right"),
    (lambda y, k: filled(y, k + 1), "one column too many"),
    (lambda y, k: filled(y, k).T, "rows and columns are swapped"),
    (lambda y, k: np.eye(y.max() + 1)[y].T, "two things at once"),
    (lambda y, k: 1 - filled(y, k), "zeros and ones are swapped"),
    (label_as_value, "class 0 leaves no mark"),
    (lambda y, k: np.eye(len(y), k), "whatever the label"),
    (lambda y, k: 1.0 * (y[:, np.newaxis] >= np.arange(k)), "all columns up to the label"),
    (lambda y, k: y, "shape (4,), wanted (4, 4)"),
    (lambda y, k: 2 * filled(y, k), "twice too large"),
]


@pytest.mark.parametrize("answer", RIGHT_ONE_HOT)
def test_one_hot_accepts_right_answers(answer):
    assert check.one_hot(answer).passed, check.one_hot(answer)


@pytest.mark.parametrize("answer, words", WRONG_ONE_HOT)
def test_one_hot_says_what_is_wrong(answer, words):
    says(check.one_hot(answer), words)


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


# ---- loss and gradient ----
def built(labels, scores):
    own = np.arange(len(labels)), labels
    z = scores - scores.max(axis=1, keepdims=True)
    e = np.exp(z)
    S = e.sum(axis=1, keepdims=True)
    dscores = e / S
    dscores[own] -= 1
    return np.mean(np.log(S[:, 0]) - z[own]), dscores / len(labels)


def in_loops(labels, scores):
    loss, slopes = 0.0, []
    for label, row in zip(labels, scores, strict=True):
        top = max(row)
        S = sum(np.exp(s - top) for s in row)
        loss += np.log(S) - (row[label] - top)
        slopes.append([(np.exp(s - top) / S - (k == label)) / len(labels) for k, s in enumerate(row)])
    return [loss / len(labels), slopes]


def by_logaddexp(labels, scores):
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    Y = np.eye(scores.shape[1])[labels]
    return -log_p[Y == 1].mean(), (np.exp(log_p) - Y) / len(labels)


def of(p, labels):
    return p[np.arange(len(labels)), labels]


def lossy(number):
    """A wrong loss beside the right slope; number(p, labels, scores)."""
    return lambda y, s: (number(softmax(s), y, s), built(y, s)[1])


def sloped(slope):
    """A wrong slope beside the right loss; slope(p, Y, n, labels)."""
    return lambda y, s: (built(y, s)[0], slope(softmax(s), np.eye(s.shape[1])[y], len(y), y))


def changed_too_early(labels, scores):
    p = softmax(scores)
    p[np.arange(len(labels)), labels] -= 1
    with np.errstate(all="ignore"):
        return -np.log(of(p, labels)).mean(), p / len(labels)


def subtracts_twice(labels, scores):
    p, Y = softmax(scores), np.eye(scores.shape[1])[labels]
    loss = -np.log(of(p, labels)).mean()
    p[np.arange(len(labels)), labels] -= 1
    return loss, (p - Y) / len(labels)


def subtracts_from_rows(labels, scores):
    dscores = softmax(scores)
    dscores[labels] -= 1
    return built(labels, scores)[0], dscores / len(labels)


def shifted(scores):
    return scores - scores.max(axis=1, keepdims=True)


def changes_scores(labels, scores):
    scores -= scores.max(axis=1, keepdims=True)
    return built(labels, scores)


def naive(labels, scores):
    with np.errstate(all="ignore"):
        p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        return -np.log(of(p, labels)).mean(), (p - np.eye(scores.shape[1])[labels]) / len(labels)


def columns(y, s):
    p = softmax(s.T).T
    return -np.log(of(p, y)).mean(), (p - np.eye(s.shape[1])[y]) / len(y)


WRONG_LOSS = [
    (lossy(lambda p, y, s: -np.log(of(p, y)).sum()), "n times too large"),
    (lossy(lambda p, y, s: np.log(of(p, y)).mean()), "wrong sign"),
    (lossy(lambda p, y, s: -np.log2(of(p, y)).mean()), "log2"),
    (lossy(lambda p, y, s: -np.log10(of(p, y)).mean()), "log10"),
    (lossy(lambda p, y, s: -np.log(of(p, y)).sum() / p.size), "number of classes, too"),
    (lossy(lambda p, y, s: -np.log(p.max(axis=1)).mean()), "the largest probability of each row"),
    (lossy(lambda p, y, s: -np.log(p).mean()), "all classes count"),
    (lossy(lambda p, y, s: -np.log(p).sum(axis=1).mean()), "all classes count"),
    (lossy(lambda p, y, s: -np.log(p[:, y]).mean()), "the columns of all labels"),
    (lossy(lambda p, y, s: -np.log(of(p, y).mean())), "mean comes before the logarithm"),
    (lossy(lambda p, y, s: -of(p, y).mean()), "the logarithm is missing"),
    (lossy(lambda p, y, s: -of(s, y).mean()), "+ log S is missing"),
    (lossy(lambda p, y, s: (np.log(np.exp(shifted(s)).sum(axis=1)) - of(s, y)).mean()), "own score is not shifted"),
    (lossy(lambda p, y, s: (np.log(np.exp(s).sum(axis=1)) - of(shifted(s), y)).mean()), "the own score is shifted"),
    (subtracts_twice, "Y is subtracted twice"),
    (subtracts_from_rows, "subtracted from whole rows"),
    (columns, "softmax runs down the columns"),
    (lossy(lambda p, y, s: -np.log(of(softmax(p), y)).mean()), "softmax is taken twice"),
    (lossy(lambda p, y, s: 0.5 * ((p - np.eye(p.shape[1])[y]) ** 2).sum(1).mean()), "half the squared error"),
    (
        lossy(lambda p, y, s: -np.where(np.eye(p.shape[1])[y] == 1, np.log(p), np.log(1 - p)).sum(1).mean()),
        "yes or no, added up",
    ),
    (changed_too_early, "already changed to p - Y"),
    (sloped(lambda p, Y, n, y: p - Y), "n times too large"),
    (sloped(lambda p, Y, n, y: (Y - p) / n), "wrong sign"),
    (sloped(lambda p, Y, n, y: p / n), "- Y is missing"),
    (sloped(lambda p, Y, n, y: -Y / n), "p is missing"),
    (sloped(lambda p, Y, n, y: -Y / p / n), "the slope in p, not in the scores"),
    (sloped(lambda p, Y, n, y: (p - y[:, None]) / n), "the labels themselves"),
    (sloped(lambda p, Y, n, y: (p - Y.max(axis=0)) / n), "reaches every row"),
    (sloped(lambda p, Y, n, y: (p - Y) * p * (1 - p) / n), "multiplied by p (1 - p)"),
    (sloped(lambda p, Y, n, y: (p - Y) / p.size), "number of classes, too"),
    (lambda y, s: (built(y, s)[0], columns(y, s)[1]), "softmax runs down the columns"),
    (lambda y, s: built(y, s)[0], "wanted 2 results, loss, dscores"),
    (changes_scores, "changes its argument number 2"),
    (naive, "scores of 10,000 give NaN"),
    (lambda y, s: (built(y, s)[0], naive(y, s)[1]), "scores of 10,000 give NaN"),
    (lossy(lambda p, y, s: -np.log(of(p, y)).mean()), "stored as 0"),
    (lossy(lambda p, y, s: -np.log(of(p, y) + 1e-12).mean()), "caps the loss"),
    (lossy(lambda p, y, s: -np.log(np.clip(of(p, y), 1e-7, 1 - 1e-7)).mean()), "caps the loss"),
]


@pytest.mark.parametrize("answer", [built, in_loops, by_logaddexp, cross_entropy])
def test_class_loss_accepts_right_answers(answer):
    assert check.class_loss(answer).passed, check.class_loss(answer)


@pytest.mark.parametrize("answer, words", WRONG_LOSS)
def test_class_loss_says_what_is_wrong(answer, words):
    with np.errstate(all="ignore"):
        says(check.class_loss(answer), words)


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


def test_the_ceiling_costs_certainty_but_no_accuracy(ten_starts):
    labels = pictures.published_split()[1][1]
    p, freed = (ten_starts[last_sigmoid][1] for last_sigmoid in (True, False))
    assert p.max() < pictures.CEILING and freed.max(axis=(1, 2)).min() > 0.99
    for each in (p, freed):
        wrong = each.argmax(axis=-1) != labels
        assert wrong.size == 4820 and wrong.sum() == pytest.approx(210, abs=5)
        least = np.argsort(each.max(axis=-1), axis=-1)[:, :96]  # the order survives the ceiling
        assert np.take_along_axis(wrong, least, axis=-1).sum() > 0.9 * wrong.sum()


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
@pytest.fixture
def page(monkeypatch):
    shown = []
    monkeypatch.setattr(live, "display", shown.append)
    return shown


def test_the_chain_of_scores():
    scores, given, p = explore.chain(10, -10, squeezed=True)
    assert scores[3] == 10 and set(np.delete(scores, 3)) == {-10}
    assert given.max() < 1 and p.max() == pytest.approx(pictures.CEILING, abs=1e-4) and p.sum() == pytest.approx(1)
    assert explore.chain(10, -10, squeezed=False)[2][3] > 0.999999


def test_the_verdict_names_the_ceiling_only_where_it_is():
    assert "This is the ceiling: 23.2% for the right class, a loss of 1.46." in explore.verdict(10, -10, True)
    assert (
        explore.verdict(10, -10, False)
        == "Softmax gets a lead of 20.00: over 99.9% for the right class, a loss of 0.00."
    )
    assert explore.verdict(2, 2, False) == "All scores are equal: 10.0% for the right class, a loss of 2.30."
    assert "a lead of −4.00" in explore.verdict(-2, 2, False) and "ceiling" not in explore.verdict(0.5, 0, True)


def test_every_control_moves_the_picture_and_the_words(page):
    figure, moved = explore.build()
    assert "the ceiling" in figure.widget.value  # the first frame
    for name, value in (("squeezed", False), ("own", 1.0), ("others", 0.0)):
        before = figure.widget.value
        moved[name].value = value
        assert figure.widget.value != before
    heights = [bar.get_height() for bar in figure.moving[-10:]]
    assert heights == pytest.approx(softmax(np.eye(10)[3]))
    assert re.search(r"23\.2% for the right class", figure.widget.value) and len(page) == 1


# ---- pictures ----
@pytest.fixture
def shown(monkeypatch):
    found = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: found.append((fig, alt)))
    return found


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
    assert "the longest at 7 with 23.1%" in words[0] and "all lie between 0.20 and 0.23" in words[0]
    assert "2 becomes 71%" in words[2] and f"7: {1 - p[0, 7]:.2f}" in words[3]
    assert "with: training ends at 1.47, validation at 1.52" in words[4] and "floor, 1.46" in words[4]
    assert "a: says 22%, right 100%" in words[5] and "quick: 0.1" in words[6]
    assert "The best strengths: 0.01, 0.01, 0.6, 1.7" in words[7]


def test_the_right_score_is_pulled_by_as_much_as_the_others_together():
    p = softmax(np.arange(5.0))
    fig = pictures.draw_pulls(np.eye(5)[1] - p, 1)
    heights = [bar.get_height() for bar in fig.axes[0].patches]
    assert heights[1] > 0 and sum(heights) == pytest.approx(0)
