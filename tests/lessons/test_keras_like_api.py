"""Its checkers name the fault, its explorable and pictures say the numbers, and nnlib is as its table says."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib import Dense, Model, ReLU, Sequential, Tanh, binary_cross_entropy, gradient_check, mlp
from nnlib.layers import Layer
from nnlib.teaching.checking.diagnosis import same
from nnlib.teaching.lessons.keras_like_api import check, explore, pictures


def says(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


def stub(*arguments):
    """To be written."""
    ...


EXERCISES = {
    "count_parameters": (check.SIZES, check.COUNT, check.right_count),
    "evaluate": (check.BATCHES, check.EVALUATE, check.right_evaluate),
}


@pytest.mark.parametrize("name", EXERCISES)
def test_a_stub_is_not_attempted(name):
    assert getattr(check, name)(stub).passed is None


@pytest.mark.parametrize("name", EXERCISES)
def test_the_data_tell_every_known_fault_from_the_right_answer_and_from_the_others(name):
    cases, faults, right = EXERCISES[name]
    answers = [[fault.wrong(*case) for case in cases] for fault in faults]
    for i, answer in enumerate(answers):
        assert not all(same(a, right(*case)) for a, case in zip(answer, cases, strict=True)), faults[i].message
        for j in range(i):
            assert not all(map(same, answer, answers[j])), (faults[i].message, faults[j].message)


# ---- count parameters ----
def in_a_loop(sizes):
    total = 0
    for n_in, n_out in pairwise(sizes):
        total += n_in * n_out
        total += n_out
    return total


def layer_by_layer(sizes, bias=lambda n_in, n_out: n_out):
    return sum(n_in * n_out + bias(n_in, n_out) for n_in, n_out in pairwise(sizes))


def no_return(sizes):
    layer_by_layer(sizes)


RIGHT_COUNT = [in_a_loop, layer_by_layer, lambda s: mlp(s, ReLU, rng=np.random.default_rng(0)).params.size]
WRONG_COUNT = [
    (lambda s: layer_by_layer(s, lambda n_in, n_out: 0), "the biases are missing"),
    (lambda s: layer_by_layer(s, lambda n_in, n_out: n_in), "a bias for each *input*"),
    (lambda s: in_a_loop(s) + s[0], "the inputs of the network have got biases"),
    (lambda s: layer_by_layer(s, lambda n_in, n_out: 1), "a single bias for each layer"),
    (lambda s: layer_by_layer(s, lambda n_in, n_out: 1) + 1, "a single bias for each number"),
    (sum, "the number of units, inputs included"),
    (lambda s: sum(s[1:]), "the biases alone"),
    (lambda s: in_a_loop(s[:-1]), "the last layer is missing"),
    (lambda s: in_a_loop(s[1:]), "the first layer is missing"),
    (lambda s: in_a_loop(s[:2]), "the first layer alone"),
    (lambda s: in_a_loop(s[-2:]), "the last layer alone"),
    (lambda s: sum(s[0] * n + n for n in s[1:]), "every layer has the inputs of the first one"),
    (np.prod, "all sizes are multiplied"),
    (lambda s: [in_a_loop(pair) for pair in pairwise(s)], "the layers one by one"),
    (lambda s: 2 * in_a_loop(s), "twice too large"),
    (lambda s: in_a_loop(s) + 3, "should be"),
    (no_return, "returns None"),
]


@pytest.mark.parametrize("answer", RIGHT_COUNT)
def test_count_parameters_accepts_right_answers(answer):
    assert check.count_parameters(answer).passed, check.count_parameters(answer)


@pytest.mark.parametrize("answer, words", WRONG_COUNT)
def test_count_parameters_says_what_is_wrong(answer, words):
    says(check.count_parameters(answer), words)


def test_the_published_counts():
    assert check.right_count([30, 128, 64, 32, 1]) == 14_337
    assert check.COUNT[0].wrong([30, 128, 64, 32, 1]) == 14_112
    assert check.COUNT[1].wrong([30, 128, 64, 32, 1]) == 14_366


# ---- accuracy in batches ----
def batches(model, X, y, batch_size):
    for start in range(0, len(X), batch_size):
        rows = slice(start, start + batch_size)
        yield model.predict_proba(X[rows]), y[rows]


def counting(*case):
    return sum(((p.ravel() > 0.5) == y).sum() for p, y in batches(*case)) / len(case[1])


def weighing(*case):
    return sum(((p[:, 0] > 0.5) == y).mean() * len(y) for p, y in batches(*case)) / len(case[1])


def with_predict(model, X, y, batch_size):
    called = [model.predict(X[i : i + batch_size]) for i in range(0, len(X), batch_size)]
    return float((np.concatenate(called) == y.reshape(-1, 1)).mean())


def one_row_at_a_time(model, X, y, batch_size):
    return np.mean([(model.predict_proba(X[i : i + 1])[0, 0] > 0.5) == y[i] for i in range(len(X))])


def full_batches(model, X, y, batch_size):
    return [(p, t) for p, t in batches(model, X, y, batch_size) if len(t) == batch_size]


def hits(pairs):
    return [(p.ravel() > 0.5) == y for p, y in pairs]


WRONG_EVALUATE = [
    (lambda *case: np.mean([hit.mean() for hit in hits(batches(*case))]), "its rows weigh too much"),
    (lambda *case: sum(hit.mean() * case[3] for hit in hits(batches(*case))) / len(case[1]), "as if it were full"),
    (lambda *case: sum(((p > 0.5) == y).sum() for p, y in batches(*case)) / len(case[1]), "every row against every"),
    (lambda *case: np.mean([((p > 0.5) == y).mean() for p, y in batches(*case)]), "every row against every"),
    (
        lambda *case: sum(((p > 0.5) == y).mean() * len(y) for p, y in batches(*case)) / len(case[1]),
        "every row against every",
    ),
    (lambda *case: sum(((p.ravel() > 0) == y).sum() for p, y in batches(*case)) / len(case[1]), "share of class 1"),
    (lambda *case: sum((p.ravel() == y).sum() for p, y in batches(*case)) / len(case[1]), "compared with classes"),
    (lambda *case: np.concatenate([(p.ravel() >= 0.5) == y for p, y in batches(*case)]).mean(), "exactly one half"),
    (lambda *case: int(counting(*case) * len(case[1])) // (len(case[1]) + 1), "in whole numbers"),
    (lambda *case: 1.0, "1, whatever the rows are"),
    (lambda *case: sum((p > 0).sum() for p, y in batches(*case)) / len(case[1]), "every row counts as right"),
    (lambda *case: 100 * counting(*case), "in percent"),
    (lambda *case: 1 - counting(*case), "rows that are wrong"),
    (lambda *case: sum((p > 0.5).sum() for p, y in batches(*case)) / len(case[1]), "right or wrong"),
    (lambda *case: np.concatenate(hits(full_batches(*case))).mean(), "short batch is left out"),
    (lambda *case: np.concatenate(hits(full_batches(*case))).sum() / len(case[1]), "yet you divide by all rows"),
    (lambda *case: hits(batches(*case))[-1].mean(), "only the last batch"),
    (lambda *case: hits(batches(*case))[0].mean(), "only the first batch"),
    (lambda *case: hits(batches(*case))[0].sum() / len(case[1]), "right rows of the first batch"),
    (lambda *case: counting(*case) * len(case[1]), "the number of right rows"),
    (lambda *case: counting(*case) * len(case[1]) / -(-len(case[1]) // case[3]), "by the number of batches"),
    (lambda model, X, y, size: ((model.predict_proba(X).ravel() > 0.5) == y).mean(), "do not fit into memory"),
    (lambda *case: hits(batches(*case))[0], "wanted ()"),
]


@pytest.mark.parametrize("answer", [counting, weighing, with_predict, one_row_at_a_time])
def test_evaluate_accepts_right_answers(answer):
    assert check.evaluate(answer).passed, check.evaluate(answer)


@pytest.mark.parametrize("answer, words", WRONG_EVALUATE)
def test_evaluate_says_what_is_wrong(answer, words):
    says(check.evaluate(answer), words)


# ---- a layer ----
def layer(forward, backward):
    """A class with these methods; forward may keep things in self."""
    return type("LeakyReLU", (Layer,), {"forward": forward, "backward": backward})


def kept(self, x):
    self.slope = np.where(x > 0, 1.0, 0.1)
    return self.slope * x


def by_maximum(self, x):
    self.x = x
    return np.maximum(x, 0.1 * x)


def in_two_steps(self, dy):
    dx = dy.copy()
    dx[self.x <= 0] *= 0.1
    return dx


def with_slope(self, dy):
    return self.slope * dy


def keeping(value):
    """A forward that gives value(x), and keeps x and the right slope."""

    def forward(self, x):
        self.x, self.slope = x, np.where(x > 0, 1.0, 0.1)
        return value(x)

    return forward


def the_first_rows(self, x):
    self.slope = getattr(self, "slope", np.where(x > 0, 1.0, 0.1))
    return np.maximum(x, 0.1 * x)


def in_place(self, x):
    self.slope = np.where(x > 0, 1.0, 0.1)
    x *= self.slope
    return x


@pytest.mark.parametrize("right", [layer(kept, with_slope), layer(by_maximum, in_two_steps)])
def test_leaky_relu_accepts_right_answers(right):
    assert check.leaky_relu(right).passed, check.leaky_relu(right)


@pytest.mark.parametrize(
    "forward, backward, words",
    [
        (keeping(lambda x: np.maximum(0, x)), with_slope, "this is ReLU: below 0 nothing comes through"),
        (keeping(lambda x: np.maximum(0.01 * x, x)), with_slope, "below 0 is 0.01"),
        (keeping(lambda x: np.minimum(x, 0.1 * x)), with_slope, "minimum for maximum"),
        (keeping(lambda x: np.where(x > 0, 1, 0.1)), with_slope, "forward gives the value"),
        (keeping(lambda x: np.abs(np.maximum(x, 0.1 * x))), with_slope, "the sign is lost"),
        (kept, lambda self, dy: dy * (self.slope == 1), "below 0 the gradient is lost"),
        (kept, lambda self, dy: dy, "dy comes back as it was"),
        (kept, lambda self, dy: self.slope, "the slope alone, without dy"),
        (kept, lambda self, dy: dy * np.where(dy > 0, 1, 0.1), "the mask is made from dy"),
        (by_maximum, lambda self, dy: dy * self.x, "a value where a slope is wanted"),
        (by_maximum, lambda self, dy: dy * np.where(self.x >= 0, 1, 0.1), "at exactly 0"),
        (by_maximum, lambda self, dy: dy * np.where(self.x > 0, 0.1, 1), "exchanged"),
        (kept, lambda self, dy: print(end=""), "backward returns None"),
        (by_maximum, with_slope, "no attribute 'slope'"),
        (in_place, with_slope, "changes its argument number 1"),
    ],
)
def test_leaky_relu_says_what_is_wrong(forward, backward, words):
    verdict = check.leaky_relu(layer(forward, backward))
    says(verdict, words)


def test_a_layer_must_look_at_the_latest_rows():
    assert check.leaky_relu(layer(the_first_rows, with_slope)).passed is False


def test_a_layer_half_written_and_an_object_in_place_of_a_class():
    assert check.leaky_relu(layer(stub, stub)).passed is None
    says(check.leaky_relu(layer(kept, stub)), "backward is still to be written")
    says(check.leaky_relu(layer(kept, with_slope)()), "without brackets")


def test_the_data_tell_the_faults_of_a_layer_apart():
    for part, place in (("forward", 0), ("backward", 1)):
        faults = [fault for fault in check.LEAKY if fault.part == part]
        answers = [[check.right_leaky(*case)[place] for case in check.LAYERS]]
        answers += [[fault.wrong(*case) for case in check.LAYERS] for fault in faults]
        for i in range(len(answers)):
            assert not any(all(map(same, answers[i], answers[j])) for j in range(i)), faults[i - 1].message


# ---- what the table says of nnlib ----
def made(loss, optimizer="sgd", n_out=1):
    model = Model(3, rng=np.random.default_rng(0))
    model.add(n_out)
    model.compile(loss, optimizer)
    return model


@pytest.fixture
def rows():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(40, 3))
    return X, (X[:, :2] > 0).astype(float)


def test_words_that_mean_something_else_in_keras(rows):
    X, y = rows
    mse = made("mse", n_out=2)
    assert mse.evaluate(X, y)["loss"] == pytest.approx(0.5 * ((mse.predict(X) - y) ** 2).sum() / 40)
    assert mse.optimizer.lr == 0.1
    bce = made("binary_crossentropy", n_out=2)
    p = bce.predict_proba(X)
    each = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    assert bce.evaluate(X, y)["loss"] == pytest.approx(2 * each.mean())
    assert set(np.unique(bce.predict(X))) <= {0, 1}
    W = bce.net.params[bce.net.is_weight]
    assert bce.net.l2_penalty(0.1)[0] == pytest.approx(0.5 * 0.1 * (W**2).sum())
    loss, accuracy = bce.evaluate(X, y)
    assert (loss, accuracy) == ("loss", "accuracy")
    with pytest.raises(TypeError, match="epochs=100"):
        bce.fit(X, y)
    history = bce.fit(X, y, epochs=1)
    assert history["loss"][-1] == pytest.approx(bce.evaluate(X, y)["loss"])


def test_no_last_activation_gives_the_same_model_as_a_sigmoid(rows):
    X, y = rows
    model = Model(3, rng=np.random.default_rng(0))
    model.add(1, "sigmoid")
    model.compile("binary_crossentropy", "sgd")
    assert np.array_equal(model.predict_proba(X), made("binary_crossentropy").predict_proba(X))


def test_one_bias_gradient_for_all_units_is_wrong(rows):
    class Shared(Dense):
        def backward(self, dy):
            dx = super().backward(dy)
            self.db[:] = dy.mean()
            return dx

    X, y = rows
    rng = np.random.default_rng(0)
    net = Sequential(Shared(3, 4, rng=rng), ReLU(), Dense(4, 2, rng=rng))
    assert gradient_check(net, binary_cross_entropy, X, y) > 1e-3


# ---- the explorable ----
@pytest.fixture
def tumors():
    rng = np.random.default_rng(2)
    X = rng.normal(size=(60, 4))
    y = (X[:, :1] > 0).astype(float)
    return (X[:40], y[:40]), (X[40:], y[40:])


def test_the_verdict_compares_rows():
    assert explore.verdict(31, 0.97, 100, (513, 0.97)).endswith("exactly as many as with the 513 of the lesson.")
    assert "1 row more than" in explore.verdict(31, 0.98, 100, (513, 0.97))
    assert "2 rows fewer than" in explore.verdict(31, 0.95, 100, (513, 0.97))


def test_each_control_changes_the_picture_and_the_words(tumors):
    live, made_controls = explore.build(*tumors, (513, 0.9))
    seen = [live.widget.value]
    values = dict(layers=2, units=4, activation="tanh", rate=0.1)
    for name, value in values.items():
        made_controls[name].value = value
        assert live.widget.value not in seen, name
        seen.append(live.widget.value)
    history, size, accuracy = explore.train(*tumors, 2, 4, "tanh", 0.1)
    assert size == check.right_count([4, 4, 4, 1])
    assert explore.verdict(size, accuracy, 20, (513, 0.9)) in live.widget.value


# ---- pictures ----
@pytest.fixture
def shown(monkeypatch):
    found = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: found.append((fig, alt)))
    yield found
    plt.close("all")


def title(fig):
    return fig.axes[0].get_title(loc="left")


def test_pictures_say_what_they_show(shown):
    pictures.five_lines({"loss": [1.0, 0.5], "val_loss": [1.1, 0.7]}, 0.9)
    pictures.activations({"relu": ReLU, "tanh": Tanh})
    pictures.where_they_are([30, 128, 64, 32, 1])
    pictures.two_reports(np.array([0.4, 0.1, 0.3]), np.array([0.3, 0.2, 0.1]))
    pictures.rows_right(np.linspace(0.9, 0.96, 200), {100: 0.94, 200: 0.96})
    titles = [title(fig) for fig, _ in shown]
    assert titles[0] == "After 2 epochs 90% are right" and titles[1] == "relu"
    assert titles[2] == "58% of the 14,337 numbers lie between two hidden layers"
    assert titles[3] == "All rows: up 0 times. The last batch: up 1 times"
    assert titles[4] == "200 epochs on, the score ends at 0.96"
    alts = " ".join(alt for _, alt in shown)
    assert "Validation falls from 1.10 to 0.70" in alts and "128 to 64: 8,256" in alts and "0.94 after 100" in alts
    assert "from 0.5 to 3.0 times as high, and rises 1 times in 3 epochs" in alts
