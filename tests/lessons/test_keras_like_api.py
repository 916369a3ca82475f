"""Its checkers name the fault, its explorable and pictures say the numbers, and nnlib is as its table says."""

from abc import ABC

import matplotlib.pyplot as plt
import numpy as np
import pytest
from faults import hidden

from nnlib import Dense, Model, ReLU, Sequential, Tanh, binary_cross_entropy, gradient_check
from nnlib.layers import Layer
from nnlib.teaching.lessons.keras_like_api import check, explore, pictures


@pytest.mark.parametrize("name", ["count_parameters", "evaluate"])
def test_a_stub_is_not_attempted(name):
    def stub(*arguments): ...

    assert getattr(check, name)(stub).passed is None


def test_a_layer_whose_methods_are_stubs_is_not_attempted():
    class Stub(Layer, ABC):
        def forward(self, x):
            """y, of the shape of x."""
            ...

        def backward(self, dy):
            """dx, of the shape of dy."""
            ...

    assert check.leaky_relu(Stub).passed is None
    assert "replace the ..." in repr(check.leaky_relu(Stub))


@pytest.mark.parametrize(
    "faults, right, cases, parts",
    [
        (check.LEAKY, check.right_leaky, check.LAYERS, tuple(check.METHODS)),
        (check.COUNT, check.right_count, check.SIZES, ("",)),
        (check.EVALUATE, check.right_evaluate, check.BATCHES, ("",)),
    ],
)
def test_no_fault_hides_another_or_the_right_answer(faults, right, cases, parts):
    assert hidden(faults, right, cases, parts) == []


def test_the_published_counts():
    assert check.right_count([30, 128, 64, 32, 1]) == 14_337
    assert check.COUNT[0].wrong([30, 128, 64, 32, 1]) == 14_112
    assert check.COUNT[1].wrong([30, 128, 64, 32, 1]) == 14_366


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
