"""Its checkers name the fault, its explorable and pictures say the numbers, and nnlib is as its table says."""

from abc import ABC
from pathlib import Path

import nbformat
import numpy as np
import pytest
from explorable import shows
from faults import hidden
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

import nnlib
from nnlib import (
    Adam,
    Dense,
    Model,
    ReLU,
    Sequential,
    Standardizer,
    Tanh,
    binary_cross_entropy,
    fit,
    gradient_check,
    mlp,
    stack,
)
from nnlib.layers import Layer, glorot, he
from nnlib.teaching.lessons.keras_like_api import check, explore, pictures


@pytest.mark.parametrize("name", ["evaluate"])
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
        (check.EVALUATE, check.right_evaluate, check.BATCHES, ("",)),
    ],
)
def test_no_fault_hides_another_or_the_right_answer(faults, right, cases, parts):
    assert hidden(faults, right, cases, parts) == []


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


def test_a_step_is_five_times_as_long_as_with_the_mean_square_and_a_rate_of_a_hundredth(rows):
    X, y = rows
    model = made("mse")
    before, errors = model.net.layers[0].W.copy(), model.predict(X) - y[:, :1]
    model.fit(X, y[:, :1], epochs=1, batch_size=len(X))
    in_keras = -0.01 * 2 * X.T @ errors / len(X)
    assert np.allclose(model.net.layers[0].W - before, 5 * in_keras)


@pytest.mark.parametrize("activation, start", [("relu", he), ("tanh", glorot)])
def test_weights_start_as_the_table_says(activation, start):
    model = Model(100, rng=np.random.default_rng(0))
    model.add(400, activation)
    model.add(1)
    model.compile("mse")
    W = model.net.layers[0].W
    assert W.std() == pytest.approx(start(100, 400), rel=0.02)
    assert np.mean(abs(W) > 2 * W.std()) > 0.03  # uniform numbers have none there


def test_what_differs_loudly(rows):
    with pytest.raises(ValueError, match="'adam', 'sgd'"):
        made("mse", "rmsprop")
    with pytest.raises(TypeError, match="early_stopping=10"):
        made("mse").fit(*rows, epochs=1, callbacks=[])


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


# ---- what the notebook says of the tumors ----
@pytest.fixture(scope="module")
def cancer():
    """(X, y) for training and for validation, as the lesson splits them, and the scaler."""
    X, labels = load_breast_cancer(return_X_y=True)
    y = (labels == 0).astype(float).reshape(-1, 1)
    X_rest, _, y_rest, _ = train_test_split(X, y, test_size=142, stratify=y, random_state=5)
    X, X_val, y, y_val = train_test_split(X_rest, y_rest, test_size=142, stratify=y_rest, random_state=5)
    return (X, y), (X_val, y_val), Standardizer().fit(X)


@pytest.fixture(scope="module")
def scaled(cancer):
    (X, y), (X_val, y_val), scaler = cancer
    return (scaler.transform(X), y), (scaler.transform(X_val), y_val)


def test_no_setting_beats_the_first_frame_and_the_rate_matters_most(scaled):
    words = [(0, 16, "relu")]
    words += [(n, units, name) for n in (1, 2, 3) for units in explore.UNITS for name in explore.ACTIVATIONS]
    right = np.array([[explore.train(*scaled, *each, lr)[1] for lr in explore.RATES] for each in words])
    wrong = (142 * (1 - right)).round()
    assert wrong.size == 256 and explore.RATES == [0.0001, 0.001, 0.01, 0.1]
    assert wrong[0, 2] == wrong.min() == 3
    assert scaled[1][1].sum() == 53 and np.median(wrong[:, 0]) >= 53 and np.median(wrong[:, 2]) <= 4


def test_the_first_frame_is_a_lucky_start(scaled):
    def wrong(sizes):
        rngs = [np.random.default_rng(seed) for seed in range(100)]
        nets = stack([mlp(sizes, ReLU, rng=rng) for rng in rngs])
        fit(nets, binary_cross_entropy, Adam(nets, lr=1e-2), *scaled[0], rng=rngs, epochs=10, measure="during")
        return ((nets(scaled[1][0]) > 0) != scaled[1][1]).sum(axis=(1, 2))

    few, many = wrong([30, 1]), wrong([30, 16, 1])
    assert few[0] == 3 and (few <= 3).sum() == 5
    assert few.mean().round(1) == 5.2 and many.mean().round(1) == 4.1


def test_without_its_scaler_the_model_calls_every_row_malignant(cancer):
    train_rows, val_rows, scaler = cancer
    model = Model(30, rng=np.random.default_rng(0), scaler=scaler)
    model.add(16, "relu")
    model.add(1, "sigmoid")
    model.compile("binary_crossentropy", "adam", lr=1e-2)
    model.fit(*train_rows, epochs=10)
    model.scaler = None
    assert model.predict(val_rows[0]).all()
    assert np.mean(abs(scaler.transform(train_rows[0])) < 2) > 0.9


def test_the_published_run_stands_still_while_its_loss_falls_to_a_tenth():
    path = Path(__file__).parents[2] / "notebooks" / "15-keras-like-api.ipynb"
    (cell,) = [cell for cell in nbformat.read(path, 4).cells if cell.source.startswith("Z = Standardizer()")]
    X, labels = load_breast_cancer(return_X_y=True)
    names = {name: getattr(nnlib, name) for name in nnlib.__all__} | {"np": np, "X": X, "print": lambda *_, **__: None}
    names["y"] = (labels == 0).astype(float).reshape(-1, 1)
    exec(cell.source.replace("pictures.two_reports(last, everything)", ""), names)
    last, everything, share = names["last"], names["everything"], names["share"]
    assert (np.diff(everything) < 0).all() and 3 < (last / everything).max() < 3.5
    assert 6 < (everything / last).max() < 7
    assert pictures.stands_still(share) <= 200 and 8 < everything[199] / everything[-1] < 11


# ---- the explorable ----
@pytest.fixture
def tumors():
    rng = np.random.default_rng(2)
    X = rng.normal(size=(60, 4))
    y = (X[:, :1] > 0).astype(float)
    return (X[:40], y[:40]), (X[40:], y[40:])


def test_the_verdict_compares_rows():
    assert explore.verdict(31, 0.97, 100, (513, 0.97)).endswith("exactly as many as with the 513 of the lesson.")
    assert "2 of 100 validation rows are wrong, 1 fewer than" in explore.verdict(31, 0.98, 100, (513, 0.97))
    assert "5 of 100 validation rows are wrong, 2 more than" in explore.verdict(31, 0.95, 100, (513, 0.97))
    assert explore.verdict(31, 0.63, 100, (513, 0.97), [0]).endswith("because it calls every row benign.")
    assert explore.verdict(31, 0.37, 100, (513, 0.97), [1]).endswith("because it calls every row malignant.")


@pytest.fixture
def built(tumors, page):
    """build() for a reference of 513 numbers and 0.9: (the numbers learned, the mistakes, the controls by name)."""
    return explore.build(*tumors, (513, 0.9))


def test_a_network_that_has_learned_nothing_is_not_counted_as_a_result(tumors, page):
    (X, y), (X_val, y_val) = tumors
    learned, *_ = explore.build((0 * X, 0 * y), (0 * X_val, y_val), (513, 0.9))  # it sees nothing, and warns
    assert "because it calls every row benign" in learned.live.caption


def marks(block):
    """How many marks are drawn in color, and how many in all."""
    _, rest, marked = block
    return len(marked.get_xdata()), len(marked.get_xdata()) + len(rest.get_xdata())


def test_each_number_and_each_row_is_a_mark_and_the_best_is_remembered(tumors, built):
    learned, mistakes, controls = built
    tried = []
    for layers in (0, 2, 1):
        controls["layers"].value = layers
        size, accuracy, _ = explore.train(*tumors, layers, 16, "relu", 0.01)
        wrong = 20 - round(20 * accuracy)
        tried.append((wrong, size))
        assert [marks(block) for block in learned.blocks] == [(size, size), (513, 513)]
        assert [marks(block) for block in mistakes.blocks] == [(wrong, 20), (2, 20)]
        assert [word.get_text() for word in learned.words] == [f"{size:,}", "513"]
        assert [word.get_text() for word in mistakes.words] == [f"{wrong} wrong", "2 wrong"]
        assert f"{size:,} in your network" in learned.live.alt and f"{wrong} with your network" in mistakes.live.alt
    fewest, size = min(tried)
    assert f"Your best of 3 networks: {fewest} wrong, with {size} numbers." in learned.live.caption


@pytest.mark.parametrize("size", [5, 513, 10369])
def test_the_larger_block_fills_its_place_and_areas_are_in_the_same_scale(size):
    block = explore.Beside("", "s", ("k", "k"))
    block.draw((size, 513), (size, 513), ("", ""))
    spans = [[np.ptp(part) for part in marked.get_data()] for _, _, marked in block.blocks]
    assert 0.9 < np.max(spans) < 1
    steps = [np.diff(marked.get_xdata()[:2])[0] for _, _, marked in block.blocks]
    assert steps[0] == pytest.approx(steps[1])


def test_without_a_hidden_layer_units_and_activation_do_nothing(built):
    controls = built[2]
    assert controls["units"].disabled and controls["activation"].disabled
    controls["layers"].value = 1
    assert not controls["units"].disabled and not controls["activation"].disabled


def test_each_control_changes_the_picture_and_the_words(tumors, built):
    learned, _, controls = built
    seen = [shows("words")]
    values = dict(layers=2, units=4, activation="tanh", rate=0.1)
    for name, value in values.items():
        controls[name].value = value
        assert shows("words") not in seen, name
        seen.append(shows("words"))
    size, accuracy, answers = explore.train(*tumors, 2, 4, "tanh", 0.1)
    assert size == 4 * 4 + 4 + 4 * 4 + 4 + 4 * 1 + 1
    assert explore.verdict(size, accuracy, 20, (513, 0.9), answers) in learned.live.caption


# ---- pictures ----
def title(fig):
    return fig.axes[0].get_title(loc="left")


def test_pictures_say_what_they_show(shown):
    pictures.five_lines({"loss": [1.0, 0.5], "val_loss": [1.1, 0.7]}, 0.9)
    pictures.activations({"relu": ReLU, "tanh": Tanh})
    pictures.where_they_are([30, 128, 64, 32, 1])
    pictures.two_reports(np.array([0.4, 0.1, 0.3]), np.array([0.3, 0.2, 0.1]))
    pictures.rows_right(np.linspace(0.9, 0.96, 200), {100: 0.94, 200: 0.96})
    titles = [title(fig) for fig, _ in shown]
    assert shown[0][0].get_suptitle() == "Five lines train a network, and 90 % of the rows kept apart are right"
    assert titles[1] == "relu" and {text.get_text() for text in shown[0][0].axes[2].texts} == {
        *"12345",
        *(words for pair in (*pictures.LINES, pictures.AFTER) for words in pair),
    }
    assert [patch.get_width() for patch in shown[0][0].axes[1].patches] == pytest.approx([0.9, 0.1])
    assert titles[2] == "58 % of the 14,337 numbers lie in one layer, 128 → 64"
    assert titles[3] == "The last batch's loss rises in 1 of 2 epochs, that of all rows in none"
    assert titles[4] == "From epoch 200 on the score stands still, at 96 %"
    alts = " ".join(alt for _, alt in shown)
    assert "Validation falls from 1.10 to 0.70" in alts and "128 to 64: 8,256" in alts and "0.94 after 100" in alts
    assert "from 0.50 to 3.0 times as high, and rises 1 times in 2 epochs" in alts


def test_the_largest_layer_is_named_wherever_it_is(shown):
    pictures.where_they_are([30, 8, 1])
    assert title(shown[0][0]).endswith("257 numbers lie in one layer, 30 → 8")


@pytest.mark.parametrize("share, epoch", [([0.9, 0.95, 0.95, 0.95], 2), ([0.9, 0.9], 1), ([0.9, 0.9, 0.8], 3)])
def test_when_a_share_stands_still(share, epoch):
    assert pictures.stands_still(np.array(share)) == epoch


class Leaky(ReLU):
    def backward(self, dy):
        return 0.1 * dy


def test_the_slope_left_of_0_is_named_and_said(shown):
    pictures.activations({"relu": ReLU, "tanh": Tanh, "leaky": Leaky})
    ((fig, words),) = shown
    assert fig.get_suptitle() == "Left of 0 the slope of relu is 0; leaky keeps 0.1"
    assert [ax.texts[0].get_text() for ax in fig.axes] == ["slope 0", "slope 0.01", "slope 0.1"]
    assert "The slope at −3: relu 0; tanh 0.01; leaky 0.1." in words
    pictures.activations({"relu": ReLU, "tanh": Tanh, "other": ReLU})
    assert "keeps" not in shown[1][0].get_suptitle()


def lines(ax):
    return [line.get_ydata() for line in ax.get_lines()]


def test_pictures_draw_what_they_say(shown):
    history = {"loss": [1.0, 0.5], "val_loss": [1.1, 0.7]}
    last, everything = np.array([0.4, 0.1, 0.3]), np.array([0.3, 0.2, 0.1])
    share = np.linspace(0.9, 0.96, 200)
    pictures.five_lines(history, 0.9)
    pictures.activations({"relu": ReLU, "tanh": Tanh})
    pictures.where_they_are([30, 128, 64, 32, 1])
    pictures.two_reports(last, everything)
    pictures.rows_right(share, {100: 0.94, 200: 0.96})
    five, bends, bars, reports, rows = [fig.axes for fig, _ in shown]
    assert [list(values) for values in lines(five[0])] == list(history.values())
    for ax, value, slope in zip(bends, ((0, 3), np.tanh([-3, 3])), ((0, 1), 1 - np.tanh([-3, 3]) ** 2), strict=True):
        drawn = lines(ax)
        assert np.allclose(drawn[0][[0, -1]], value) and np.allclose(drawn[1][[0, -1]], slope)
    areas = [round(part.get_width() * part.get_height()) for part in bars[0].patches]
    assert [a + b for a, b in zip(areas[::2], areas[1::2], strict=True)] == [3968, 8256, 2080, 33]
    assert [text.get_text() for text in five[0].texts] == ["train", "validation"]
    assert [text.get_text() for text in five[1].texts] == ["90 % right", "10 % wrong"]
    *whole, upper, lower = lines(reports[0])
    assert np.array_equal(whole, [last, everything]) and upper[0] in last and lower[0] in everything
    assert np.array_equal(lines(rows[0])[0], share)
    assert [float(*values) for values in lines(rows[0])[1:]] == [0.94, 0.96]


def test_the_explorable_opens_without_a_hidden_layer(built):
    learned, _, controls = built
    assert "<b>5 numbers: " in learned.live.caption and controls["layers"].value == 0


def test_the_answers_are_those_to_the_validation_rows(tumors):
    train_rows, (X_val, y_val) = tumors
    words = 1, 16, "relu", 0.1
    assert list(explore.train(train_rows, (X_val, y_val), *words)[2]) == [0, 1]
    one = X_val[y_val[:, 0] == 1][:1]
    assert list(explore.train(train_rows, (np.abs(one) * [5, 0, 0, 0], np.ones((1, 1))), *words)[2]) == [1]
