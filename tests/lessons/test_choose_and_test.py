"""Its checkers name the fault, and what it says of luck, of writers and of drawn digits is so."""

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.metrics import recall_score
from sklearn.model_selection import train_test_split

from nnlib import Adam, ReLU, cross_entropy, fit, mlp, softmax, stack
from nnlib.teaching import live
from nnlib.teaching.lessons.choose_and_test import check, explore, pictures, scripted
from nnlib.teaching.pad import strokes


def says(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


def stub(*arguments):
    """To be written."""
    ...


@pytest.mark.parametrize("name", ["choose_and_test", "read_confusion"])
def test_a_stub_is_not_attempted(name):
    assert getattr(check, name)(stub).passed is None


# ---- choose, train again, test once ----
RIGHT = """
X_train, y_train = rows["train"]
X_val, y_val = rows["val"]
means = []
for l2 in strengths:
    nets = train(X_train, y_train, l2)
    means.append(loss(nets, X_val, y_val).mean())
best = strengths[np.argmin(means)]
X_rest, y_rest = rows["rest"]
final = train(X_rest, y_rest, best)
X_test, y_test = rows["test"]
scores = accuracy(final, X_test, y_test)
q = scores.mean()
error = np.sqrt(q * (1 - q) / len(y_test))
return best, final, scores, error
"""


def written(*changes, returns="best, final, scores, error"):
    """The right answer with some words replaced: (old, new), each old one must occur."""
    text = RIGHT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    text = text.replace("return best, final, scores, error", f"return {returns}")
    body = "\n".join("    " + line for line in text.splitlines())
    space = {"np": np}
    exec(f"def choose_and_test(strengths, train, loss, accuracy, rows):\n{body}", space)
    return space["choose_and_test"]


MEAN = "loss(nets, X_val, y_val).mean()"
REST = 'X_rest, y_rest = rows["rest"]'
BEST = "best = strengths[np.argmin(means)]"
ERROR = "np.sqrt(q * (1 - q) / len(y_test))"
JOINED = "X_rest = np.concatenate([X_train, X_val])\ny_rest = np.concatenate([y_train, y_val])"


def by_comparing(strengths, train, loss, accuracy, rows):
    best, least = None, np.inf
    for strength in strengths:
        mean = np.mean(loss(train(*rows["train"], l2=strength), *rows["val"]))
        if mean < least:
            best, least = strength, mean
    final = train(*rows["rest"], l2=best)
    q = accuracy(final, *rows["test"]).mean()
    n = len(rows["test"][0])
    return [best, final, list(accuracy(final, *rows["test"])), (q * (1 - q)) ** 0.5 / n**0.5]


@pytest.mark.parametrize(
    "answer",
    [
        written(),
        by_comparing,
        check.right_choose_and_test,
        written((REST, JOINED)),  # by hand, in any order
        written((REST, JOINED.replace("_train", "_V").replace("_val", "_train").replace("_V", "_val"))),
        written((MEAN, MEAN + "); loss(nets, X_train, y_train); accuracy(nets, X_val, y_val).mean(")),  # looks on
    ],
)
def test_choose_and_test_accepts_right_answers(answer):
    assert check.choose_and_test(answer).passed, check.choose_and_test(answer)


def chosen(number):
    """The strength with the smallest number, of val and train (n_strengths, n_starts)."""
    lists = [("means = []", "val, learned = [], []")]
    lists += [
        (f"means.append({MEAN})", "val.append(loss(nets, X_val, y_val)); learned.append(loss(nets, X_train, y_train))")
    ]
    return [*lists, (BEST, f"val, learned = np.array(val), np.array(learned); best = strengths[np.argmin({number})]")]


WRONG = [
    # step 1: which rows are trained on, which choose
    ([(RIGHT, "return 1, 2, 3, 4")], "nothing has been trained"),
    (
        [('= rows["train"]', '= rows["rest"]')],
        "the strengths are tried on the rest rows. The rest holds the validation",
    ),
    ([('= rows["train"]', '= rows["val"]')], "the strengths are tried on the validation rows"),
    ([('= rows["train"]', '= rows["test"]')], "the strengths are tried on the test rows"),
    ([("for l2 in strengths", "for l2 in strengths[:3]")], "only 3 of 24 strengths have been tried"),
    ([("train(X_train, y_train, l2)", "train(X_train, y_train, 0.1)")], "train got 0.1 as strength, which is not in"),
    ([("for l2 in strengths", "for l2 in range(len(strengths))")], "train got 0 as strength"),
    ([("loss(nets, X_val, y_val)", "loss(nets, X_train, y_train)")], "the training rows have chosen"),
    ([("loss(nets, X_val, y_val)", 'loss(nets, *rows["test"])')], "the test rows have chosen. Now they can no longer"),
    ([("loss(nets, X_val, y_val)", 'loss(nets, *rows["rest"])')], "the rest has chosen, and it holds the training"),
    ([("loss(nets, X_val, y_val)", "accuracy(nets, X_val, y_val)"), ("argmin", "argmax")], "the accuracy has chosen"),
    ([(MEAN, "0")], "the validation rows have not been asked"),
    # step 1: by which number
    (chosen("learned.mean(axis=1)"), "the training rows have chosen"),
    (chosen("(val + learned).mean(axis=1)"), "training and validation rows have chosen together"),
    (chosen("(val - learned).mean(axis=1)"), "the smallest gap"),
    (chosen("-val.mean(axis=1)"), "A loss is to be small"),
    (chosen("val.min(axis=1)"), "the best single start"),
    (chosen("val.max(axis=1)"), "the worst single start"),
    (chosen("np.median(val, axis=1)"), "the median over the starts"),
    (chosen("val[:, 0]"), "only the first start"),
    (chosen("val[:, -1]"), "only the last start"),
    (chosen("val.std(axis=1)"), "starts differ least"),
    ([(".mean())", ")")], "argmin counted through a whole table"),
    ([(MEAN, MEAN + "+ loss(nets, *rows['test']).mean()")], "validation and test rows have chosen together"),
    (
        [(MEAN, MEAN + ");accuracy(nets, X_val, y_val"), (BEST, BEST.replace("argmin(means)", "argmin(means) * 0"))],
        "first",
    ),
    ([(BEST, "best = l2")], "best is the last strength of the list"),
    ([(BEST, "best = min(strengths)")], "best is the smallest strength"),
    ([(BEST, "best = max(strengths)")], "best is the largest strength"),
    ([(MEAN, MEAN + "); accuracy(nets, X_val, y_val"), (BEST, "best = strengths[8]")], "best should be"),
    ([(BEST, BEST + "; place = np.argmin(means)")], "the place in the list", "place, final, scores, error"),
    ([(BEST, "best = np.argmin(means)")], "Is it a place in the list, or a loss?"),
    ([(BEST, BEST + "; least = min(means)")], "best is the smallest mean loss", "least, final, scores, error"),
    ([], "best should be one number, got shape (24,)", "strengths, final, scores, error"),
    ([], "best should be a strength, got Networks", "final, best, scores, error"),
    # step 2
    ([(REST, ""), ("train(X_rest, y_rest, best)", "nets")], "learned from the training rows only"),
    ([('rows["rest"]', 'rows["train"]')], "learned from the training rows only"),
    ([('rows["rest"]', 'rows["val"]')], "final has learned from the validation rows"),
    ([('rows["rest"]', 'rows["test"]')], "final has learned from the test rows"),
    ([("y_rest, best", "y_rest, l2")], "final is trained with the last strength of the loop, not with best"),
    ([("y_rest, best", "y_rest, strengths[0]")], "final is trained with 2.77, but best is"),
    ([(REST, JOINED.replace("y_train, y_val", "y_val, y_train"))], "labels that belong to other rows than X"),
    ([(REST, JOINED.replace("X_val]", "X_val, X_val]").replace("y_val]", "y_val, y_val]"))], "some rows twice"),
    ([(REST, JOINED.replace("_val]", "_val[:5]]"))], "only some of the rows of a part"),
    ([(REST, JOINED.replace("X_val", "rows['test'][0]").replace("y_val", "rows['test'][1]"))], "together with others"),
    ([("train(X_rest, y_rest", "train(X_rest + 1, y_rest")], "pictures that are not in rows"),
    ([("train(X_train, y_train", "train(y_train, X_train")], "train got y where X belongs"),
    ([], "final should be networks, as train returns them, got float", "best, best, scores, error"),
    # step 3
    ([("accuracy(final", "accuracy(nets")], "have judged other networks than final: trained on the training rows"),
    ([(MEAN, MEAN + "); accuracy(nets, *rows['test']")], "have been shown the test rows, 24 times"),
    (
        [("accuracy(final, X_test, y_test)", "accuracy(final, X_rest, y_rest)")],
        "scores are the accuracies on the rest rows",
    ),
    (
        [("accuracy(final, X_test, y_test)", "accuracy(final, X_val, y_val)")],
        "scores are the accuracies on the validation",
    ),
    ([("accuracy(final, X_test, y_test)", "loss(final, X_test, y_test)")], "scores are the losses"),
    ([("accuracy(final, X_test, y_test)", "1 - accuracy(final, X_test, y_test)")], "the shares of the mistakes"),
    ([], "scores is the mean. Return them all", "best, final, q, error"),
    ([], "scores has shape (2,), wanted (5,)", "best, final, scores[:2], error"),
    ([], "scores are not the accuracies", "best, final, scores + 1, error"),
    ([], "scores should be an array of numbers, got Networks", "best, final, final, error"),
    ([("accuracy(final, X_test", "accuracy(X_test, X_test")], "accuracy wants networks first"),
    ([("accuracy(final, X_test, y_test)", "final(X_test)")], "not by nets(X)"),
    # the standard error
    ([(ERROR, ERROR + "**2")], "the root is missing"),
    ([(ERROR, "np.sqrt(len(y_test) * q * (1 - q))")], "the spread of the *number*"),
    ([(ERROR, "np.sqrt(q * (1 - q))")], "the division by n is missing"),
    ([(ERROR, "np.sqrt(q * (1 - q)) / len(y_test)")], "n stands under the root, too"),
    ([(ERROR, "np.sqrt(q / len(y_test))")], "the factor 1 - q is missing"),
    ([("len(y_test)", "len(scores)")], "n is the number of starts"),
    ([("len(y_test)", "X_test.size")], "n is the number of pixels"),
    ([("len(y_test)", "len(y_rest)")], "n counts the rest rows"),
    ([("len(y_test)", "len(y_val)")], "n counts the validation rows"),
    ([(ERROR, "scores.std()")], "how much the starts differ"),
    ([(ERROR, "scores.std(ddof=1)")], "how much the starts differ"),
    ([(ERROR, "scores.std(ddof=1) / np.sqrt(len(scores))")], "the standard error over starts"),
    ([("q = scores.mean()", "q = scores")], "one for each start"),
    ([(ERROR, "100 * " + ERROR)], "these are percent"),
    ([(ERROR, "1.0")], "yours is 1.0000. q = 0."),
    ([], "error should be one number, got shape (2,)", "best, final, scores, [error, error]"),
    ([], "error should be a number, got Networks", "best, final, scores, final"),
    # what comes back
    ([], "wanted 4 results, best, final, scores, error, got 2 things", "best, scores"),
    ([], "wanted 4 results, best, final, scores, error, got one thing", "best"),
    ([], "your function returns None", "None"),
    ([("y_train, l2)", "y_train)")], "TypeError: train() missing 1 required positional argument: 'l2'"),
]


@pytest.mark.parametrize("changes, words, returns", [(*row, "best, final, scores, error")[:3] for row in WRONG])
def test_choose_and_test_says_what_is_wrong(changes, words, returns):
    says(check.choose_and_test(written(*changes, returns=returns)), words)


def test_choosing_inside_the_loop_is_named():
    def at_once(strengths, train, loss, accuracy, rows):
        for l2 in strengths:
            nets = train(*rows["train"], l2)
            return l2, nets, loss(nets, *rows["val"]).mean(), 0.0

    says(check.choose_and_test(at_once), "only 1 of 24 strengths have been tried on the training rows. Is a `return`")


def test_each_wrong_rule_chooses_another_strength():
    strengths = [strength for strength, _ in check.chosen_by().values()]
    assert len(set(strengths)) == len(strengths) and set(strengths) <= set(check.STRENGTHS)
    assert not set(check.STRENGTHS) & set(range(24))  # a place in the list is no strength


def test_two_checks_tell_the_learner_the_same():
    assert repr(check.choose_and_test(written())) == repr(check.choose_and_test(written()))


# ---- the confusion matrix ----
def beside(counts):
    counts = counts.copy()
    np.fill_diagonal(counts, 0)
    return counts


def where_largest(counts):
    return np.argwhere(counts == counts.max())[0]


def right_recall(counts):
    return counts.diagonal() / counts.sum(1)


def in_loops(counts):
    recall = [counts[i, i] / sum(counts[i]) for i in range(len(counts))]
    pairs = [(i, j) for i in range(len(counts)) for j in range(len(counts)) if i != j]
    return recall, max(pairs, key=lambda pair: counts[pair])


def worst(pair):
    return lambda counts: (right_recall(counts), pair(counts))


def recall(wrong):
    return lambda counts: (wrong(counts), where_largest(beside(counts)))


WRONG_CONFUSION = [
    (recall(lambda c: c.diagonal() / c.sum(axis=0)), "this is the precision"),
    (recall(lambda c: c.diagonal() / c.sum()), "divided by all rows of the table"),
    (recall(lambda c: np.trace(c) / c.sum()), "the accuracy, one number"),
    (recall(lambda c: c.diagonal()), "these are counts"),
    (recall(lambda c: 1 - right_recall(c)), "shares of the mistakes"),
    (recall(lambda c: 100 * right_recall(c)), "percent"),
    (recall(lambda c: c.diagonal() / (c.sum(axis=1) - c.diagonal())), "divided by the mistakes"),
    (recall(lambda c: c.diagonal() / c.max(axis=1)), "largest count of their row"),
    (recall(lambda c: c / c.sum(axis=1)[:, np.newaxis]), "the whole table in shares"),
    (recall(lambda c: 2 * c.diagonal() / (c.sum(axis=0) + c.sum(axis=1))), "F1"),
    (worst(where_largest), "most frequent *right* answer"),
    (worst(lambda c: where_largest(c - np.diag(c))), "np.diag(np.diag(counts)) is the table"),
    (worst(lambda c: where_largest(beside(c))[::-1]), "true and called are swapped"),
    (worst(lambda c: beside(c).argmax()), "np.unravel_index"),
    (worst(lambda c: beside(c).max()), "how often the mistake was made"),
    (worst(lambda c: where_largest(beside(c) / c.sum(axis=1, keepdims=True))), "largest share of its row"),
    (worst(lambda c: where_largest(beside(c + c.T))), "counted together"),
    (worst(lambda c: where_largest(np.tril(beside(c + c.T)))), "counted together"),
    (worst(lambda c: where_largest(np.triu(c, 1))), "only the part above the diagonal"),
    (worst(lambda c: where_largest(np.tril(c, -1))), "only the part below the diagonal"),
    (worst(lambda c: where_largest(-np.where(c == 0, c.max(), c))), "the rarest mistake"),
    (worst(lambda c: np.unravel_index(np.argmax(np.fill_diagonal(c.copy(), 0)), c.shape)), "this is the first cell"),
    (lambda c: right_recall(c), "wanted 2 results, recall, worst"),
    (lambda c: (where_largest(beside(c)), right_recall(c)), "they come back as worst, recall; wanted is recall, worst"),
]


def in_place_confusion(counts):
    right = right_recall(counts)
    np.fill_diagonal(counts, 0)
    return right, where_largest(counts)


@pytest.mark.parametrize("answer", [worst(lambda c: where_largest(beside(c))), in_loops, check.right_confusion])
def test_read_confusion_accepts_right_answers(answer):
    assert check.read_confusion(answer).passed, check.read_confusion(answer)


@pytest.mark.parametrize("answer, words", [*WRONG_CONFUSION, (in_place_confusion, "changes its argument number 1")])
def test_read_confusion_says_what_is_wrong(answer, words):
    says(check.read_confusion(answer), words)


def of_what_fill_diagonal_returns(counts):
    mistakes = np.fill_diagonal(counts.copy(), 0)
    return right_recall(counts), np.unravel_index(mistakes.argmax(), counts.shape)


def none_from_elsewhere(counts):
    mistakes = None
    return right_recall(counts), mistakes.argmax()


def test_read_confusion_says_that_fill_diagonal_returns_nothing():
    says(check.read_confusion(of_what_fill_diagonal_returns), "returns nothing. Make the copy first")
    elsewhere = check.read_confusion(none_from_elsewhere)
    says(elsewhere, "'NoneType' object has no attribute 'argmax'")
    assert "fill_diagonal" not in repr(elsewhere)


def test_recall_is_that_of_scikit_learn():
    cells = [(i, j) for (i, j), count in np.ndenumerate(check.MORE) for _ in range(count)]
    y, called = np.array(cells).T
    assert check.right_confusion(check.MORE)[0] == pytest.approx(recall_score(y, called, average=None))


def test_in_the_confusion_matrices_one_mistake_is_the_most_frequent():
    for counts in (check.COUNTS, check.MORE):
        mistakes = np.sort(beside(counts), axis=None)
        assert mistakes[-1] > mistakes[-2]


# ---- what the lesson claims ----
@pytest.fixture(scope="module")
def parts():
    X, y = load_digits(return_X_y=True)
    X = X / 16
    X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.33, random_state=111)
    X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest, test_size=0.40, random_state=123)
    of_rest = dict(train=(X_train, y_train), val=(X_val, y_val))
    return of_rest | dict(all=(X, y), rest=(X_rest, y_rest), test=(X_test, y_test))


def train(X, y, starts, sizes=(64, 48, 32, 10), l2=1e-3):
    rngs = [np.random.default_rng(seed) for seed in starts]
    nets = stack([mlp(sizes, ReLU, rng=rng) for rng in rngs])
    options = dict(rng=rngs, epochs=60, batch_size=32, l2=l2, measure="during")
    fit(nets, cross_entropy, Adam(nets, lr=2e-3), X, y, **options)
    return nets


def accuracy(nets, X, y):
    return (nets(X).argmax(axis=-1) == y).mean(axis=-1)


def nearest(X_known, X_asked):
    return np.array([((X_known - row) ** 2).sum(axis=1).argmin() for row in X_asked])


@pytest.fixture(scope="module")
def final(parts):
    return train(*parts["rest"], range(20))


def test_refitted_networks_read_97_percent_and_no_hidden_layer_95(parts, final):
    scores = accuracy(final, *parts["test"])
    assert scores.mean() >= 0.97 and scores.min() > 0.9596
    assert accuracy(train(*parts["rest"], range(5), (64, 10)), *parts["test"]).mean() == pytest.approx(0.95, abs=0.006)


def test_from_the_training_rows_alone_about_half_of_the_lead_is_left(parts):
    scores = accuracy(train(*parts["train"], range(10)), *parts["test"])
    assert scores.mean() == pytest.approx(0.966, abs=0.0015)
    assert (0.9726 - scores.mean()) / (0.9726 - 0.9596) == pytest.approx(0.5, abs=0.15)


def test_all_ten_starts_gain_by_l2_and_most_against_its_neighbor(parts):
    X_val, y_val = parts["val"]
    of = {l2: cross_entropy(y_val, train(*parts["train"], range(10), l2=l2)(X_val))[0] for l2 in (0, 1e-4, 1e-3, 1e-2)}
    assert min(of, key=lambda l2: of[l2].mean()) == 1e-3
    assert (of[1e-3] < of[0]).all() and 5 < (of[1e-3] < of[1e-4]).sum() < 10


def test_the_last_doubling_brings_2_to_3_percent(parts):
    X, y = parts["train"]
    both = [accuracy(train(X[:n], y[:n], range(20), l2=0), *parts["val"]) for n in (360, 721)]
    for starts in (3, 20):  # those of the lesson, and more
        assert 0.018 < both[1][:starts].mean() - both[0][:starts].mean() < 0.032


def test_the_last_writers_are_not_only_harder(parts):
    X, y = parts["all"]
    rng = np.random.default_rng(0)
    rows, nets = [], []
    for asked in np.array_split(rng.permutation(np.arange(1200, 1797)), 5):
        known = rng.permutation(np.setdiff1d(np.arange(1797), asked))[:1200]
        rows.append((y[known][nearest(X[known], X[asked])] == y[asked]).mean())
        nets.append(accuracy(train(X[known], y[known], range(3)), X[asked], y[asked]).mean())
    assert np.mean(rows) == pytest.approx(0.98, abs=0.005) and np.mean(nets) == pytest.approx(0.967, abs=0.005)


def test_one_pixel_to_the_right_costs_the_networks_more_than_the_nearest_row(parts, final):
    (X, y), (X_test, y_test) = parts["rest"], parts["test"]
    moved = np.zeros((len(X_test), 8, 8))
    moved[:, :, 1:] = X_test.reshape(-1, 8, 8)[:, :, :-1]
    moved = moved.reshape(-1, 64)
    scores = accuracy(final, moved, y_test)
    assert scores.max() < 0.5 and (y[nearest(X, moved)] == y_test).mean() == pytest.approx(0.6, abs=0.005)
    assert softmax(final(moved)).max(axis=-1).mean() == pytest.approx(0.8, abs=0.02)


def test_whether_fives_are_harder_than_threes_the_test_cannot_say(parts, final):
    X_test, y_test = parts["test"]
    right = final(X_test)[:10].argmax(axis=-1) == y_test
    q = {digit: right[:, y_test == digit].mean() for digit in range(10)}
    n = np.bincount(y_test)
    assert sorted(q, key=q.get)[:2] == [5, 3]
    assert q[3] - q[5] < np.sqrt(sum(q[d] * (1 - q[d]) / n[d] for d in (3, 5)))


def test_the_nearest_row_makes_five_errors_a_third_of_the_best_network(parts, final):
    (X, y), (X_test, y_test) = parts["rest"], parts["test"]
    errors = (y[nearest(X, X_test)] != y_test).sum()
    assert errors == 5 and errors <= 0.36 * (1 - accuracy(final, X_test, y_test).max()) * len(y_test)


def test_unseen_writers_cost_the_network_and_the_nearest_row(parts):
    X, y = parts["all"]
    assert accuracy(train(X[:1200], y[:1200], range(10)), X[1200:], y[1200:]).mean() == pytest.approx(0.93, abs=0.008)
    assert (y[:1200][nearest(X[:1200], X[1200:])] == y[1200:]).mean() == pytest.approx(0.965, abs=0.002)


def test_on_drawn_digits_the_lead_of_the_nearest_row_is_gone(parts, final):
    truth, made = scripted.digits()
    X, y = parts["rest"]
    for (_, pictures_), row, net in zip(made.items(), (0.825, 0.9, 0.9), (0.81, 0.91, 0.93), strict=True):
        assert (y[nearest(X, pictures_ / 16)] == truth).mean() == pytest.approx(row)
        assert accuracy(final, pictures_ / 16, truth).mean() == pytest.approx(net, abs=0.015)
    sure = softmax(final(made["full squares"] / 16)).max(axis=-1).mean()
    assert sure == pytest.approx(0.9, abs=0.015)
    assert X.size / final.params.shape[1] == pytest.approx(15, abs=0.5)


def test_a_small_step_turns_the_1_with_a_foot_in_most_networks(final):
    x = scripted.pixels("c3 e1 e8, c8 g8", "soft pen, fitted") / 16
    net = final[0]
    slope = -net.backward(cross_entropy(np.array([1]), net(x))[1], input_gradient=True)
    changed = np.clip(x + 0.2 * slope / np.abs(slope).max(), 0, 1)
    assert (final(x)[:10].argmax(axis=-1) == 2).all() and (final(changed)[:10].argmax(axis=-1) == 1).all()
    names = np.array([f"{letter}{number}" for number in range(1, 9) for letter in "abcdefgh"])
    by_change = names[np.argsort((changed - x)[0])]
    assert set(by_change[-3:]) == {"c4", "d3", "d4"} and by_change[0] == "e1"
    assert set(names[np.argsort(slope[0])[:2]]) == {"e1", "b2"}
    turned = (final(x).argmax(axis=-1) == 2) & (final(changed).argmax(axis=-1) == 1)
    assert turned.mean() > 0.9 and np.abs(changed - x).max() <= 0.2 + 1e-12


# ---- drawn digits ----
def test_scripted_digits_are_forty_in_three_ways():
    truth, made = scripted.digits()
    assert truth.tolist() == sorted(4 * list(range(10))) and list(made) == list(strokes.WAYS)
    assert all(X.shape == (40, 64) and X.max() == 16 for X in made.values())
    assert np.array_equal(scripted.pixels(strokes.SCRIPTED[7][1], "soft pen")[0], made["soft pen"][29])


def test_the_pad_is_shown(monkeypatch):
    page = []
    monkeypatch.setattr(live, "display", page.append)
    explore.pad(mlp([64, 10], ReLU, rng=np.random.default_rng(0)))
    assert len(page) == 1


# ---- pictures ----
@pytest.fixture
def shown(monkeypatch):
    found = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: found.append((fig, alt)))
    return found


def test_two_ways_shows_the_answers_and_names_what_is_wrong(shown):
    wrong = np.arange(10)
    wrong[3] = 5
    images = np.zeros((10, 64))
    pictures.two_ways({"one": images, "other": images}, {"one": wrong, "other": np.arange(10)})
    ((fig, alt),) = shown
    fig.canvas.draw()
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["one: 9 of 10 right", "other: 10 of 10 right"]
    captions = [[text.get_text() for text in ax.texts] for ax in fig.axes]
    assert captions[0][3] == "says 5\nwrong" and not any("wrong" in text for text in captions[0][4:] + captions[1])
    assert "one: 0, 1, 2, 5, 4" in alt


def test_the_strength_with_the_smallest_mean_loss_is_marked(shown):
    loss = np.array([[0.3, 0.5], [0.35, 0.3], [0.2, 0.9]])
    pictures.strengths([0, 0.01, 1], 1 - loss, loss)
    ((fig, alt),) = shown
    fig.canvas.draw()
    assert "chosen: 0.01" in [text.get_text() for text in fig.axes[1].texts] and "0.01: 0.675 and 0.325" in alt


def test_neighbors_counts_those_that_are_near(shown):
    pictures.neighbors(np.array([1, 0, 3, 0]), window=3)
    ((fig, alt),) = shown
    fig.canvas.draw()
    assert "75% have their nearest picture within 3 places; by chance it would be 88%" in alt
    near = fig.axes[0].lines[1]
    assert near.get_xdata().tolist() == [0, 1, 2]


def test_confusion_names_the_most_frequent_mistake(shown):
    counts = np.diag([9, 9, 9])
    counts[2, 0], counts[0, 1] = 4, 2
    pictures.confusion(counts)
    assert "27 of 33 answers" in shown[0][1] and "is 4: a 2 called 0" in shown[0][1]


def test_the_other_pictures_draw_and_are_described(shown):
    pictures.more_pictures([45, 90], np.array([[0.7, 0.8], [0.9, 0.9]]))
    pictures.test_scores({"networks": np.array([0.97, 0.98])}, 0.007, 0.9596)
    pictures.test_scores({"networks": np.array([0.97, 0.98]), "nearest row": 0.992}, 0.007, 0.9596)
    pictures.surest_mistakes(np.zeros((2, 64)), [3, 5], [5, 9], [0.98, 0.9])
    p = np.full((2, 10), 0.02)
    p[0, 3] = p[1, 8] = 0.82
    eye = np.eye(8).ravel()
    pictures.small_step(eye, -3 * eye, eye / 2, 8, p)
    for fig, _ in shown:
        fig.canvas.draw()
    words = [alt for _, alt in shown]
    assert "Means: 0.75, 0.90" in words[0]
    assert "networks: 0.970 to 0.980; nearest row: 0.992 to 0.992" in words[2]
    assert "a 3 called 5, 98% sure" in words[3] and "called 3, 82%; its" in words[4] and "called 8, 82%." in words[4]
    before, asks, after = shown[4][0].axes
    titles = [ax.get_title(loc="left") for ax in (before, asks, after)]
    assert titles == ["before", "more like an 8", "after a small step"]
    assert [ax.get_xlabel() for ax in (before, after)] == ["it says 3, 82% sure", "it says 8, 82% sure"]
    assert asks.images[0].get_array().min() == -1 and after.images[0].get_array().max() == 0.5
