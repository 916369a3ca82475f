"""Model does what Sequential, fit and the optimizers do, in Keras' words; bad input leaves it as it was."""

import copy
import json
import os
import pickle

import numpy as np
import pytest

from nnlib import (
    SGD,
    Adam,
    Model,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    binary_cross_entropy,
    cross_entropy,
    fit,
    mlp,
    sigmoid,
    softmax,
    squared_error,
)

TASKS = {
    "squared_error": (squared_error, "linear", 2),
    "binary_cross_entropy": (binary_cross_entropy, "sigmoid", 1),
    "cross_entropy": (cross_entropy, "softmax", 3),
}
every_task = pytest.mark.parametrize("task", TASKS)


def new_rng(seed=0):
    return np.random.default_rng(seed)


def data(task, n=20):
    rng = new_rng(5)
    X = rng.normal(size=(n, 4))
    if task == "squared_error":
        return X, rng.normal(size=(n, 2))
    return X, (rng.integers(0, 2, (n, 1)) if task == "binary_cross_entropy" else rng.integers(0, 3, n))


def layered(task="binary_cross_entropy", last=None, activation="relu", **settings):
    """A 4-5-3-n_out model, not compiled."""
    model = Model(input_dim=4, **{"rng": new_rng(), **settings})
    model.add(units=5, activation=activation)
    model.add(units=3, activation=activation)
    model.add(units=TASKS[task][2], activation=last)
    return model


def compiled(task="binary_cross_entropy", optimizer="adam", **settings):
    model = layered(task)
    model.compile(loss=task, optimizer=optimizer, **settings)
    return model


def slots(optimizer):
    return {name: getattr(optimizer, name) for name in optimizer.__slots__}


def state(model):
    """All that training and later calls depend on."""
    memory = {name: value for name, value in vars(model).items() if name not in ("net", "optimizer", "rng")}
    net = None if model.net is None else (id(model.net), model.net.params.tobytes())
    optimizer = {name: str(value) for name, value in slots(model.optimizer).items()} if model.net else None
    return copy.copy(memory) | {"layers": list(model.layers)}, net, optimizer, str(model.rng.bit_generator.state)


@every_task
@pytest.mark.parametrize("activation, kind", [("relu", ReLU), ("tanh", Tanh), ("sigmoid", Sigmoid)])
@pytest.mark.parametrize("optimizer, make, settings", [("adam", Adam, {"lr": 0.01}), ("sgd", SGD, {"momentum": 0.9})])
def test_a_model_is_mlp_and_fit_bit_for_bit(task, activation, kind, optimizer, make, settings):
    (X, y), (loss, _, n_out), rng = data(task), TASKS[task], new_rng()
    net = mlp([4, 5, 3, n_out], kind, rng=rng)
    words = {"epochs": 3, "batch_size": 8, "validation_data": (X[:5], y[:5]), "l2": 0.1}
    expected = fit(net, loss, make(net, **settings), X, y, rng=rng, **words)

    model = layered(task, activation=activation)
    model.compile(loss=task, optimizer=optimizer, **settings)
    assert model.fit(X, y, **words) == expected
    assert np.array_equal(model.net.params, net.params)
    assert np.array_equal(model.net(X), net(X))


@every_task
def test_the_link_may_be_written_as_last_activation_or_left_out(task):
    X, y = data(task)
    histories = []
    for last in (None, "linear", TASKS[task][1]):
        model = layered(task, last)
        model.compile(task)
        histories.append(model.fit(X, y, epochs=2, batch_size=8))
    assert histories[0] == histories[1] == histories[2]


def test_things_do_as_well_as_their_names():
    X, y = data("cross_entropy")
    things = Model(4, rng=new_rng())
    things.add(5, ReLU)
    things.add(3, ReLU)
    things.add(3, softmax)
    things.compile(cross_entropy, SGD, lr=0.2)
    assert things.fit(X, y, epochs=2) == compiled("cross_entropy", "sgd", lr=0.2).fit(X, y, epochs=2)


def test_adam_unless_told_with_the_rates_of_the_optimizers():
    assert type(compiled().optimizer) is Adam and compiled().optimizer.lr == 1e-3
    sgd = compiled(optimizer="sgd", lr=0.5, momentum=0.25).optimizer
    assert type(sgd) is SGD and (sgd.lr, sgd.momentum) == (0.5, 0.25)


def test_a_linear_hidden_layer_has_no_activation_layer():
    model = Model(4, rng=new_rng())
    model.add(3)
    model.add(2, "tanh")
    model.add(1)
    model.compile("squared_error")
    assert repr(model.net).startswith("Sequential(Dense(4, 3), Dense(3, 2), Tanh(), Dense(2, 1))")


def test_float32_on_request():
    model = layered(dtype=np.float32)
    model.compile("binary_cross_entropy")
    X, y = data("binary_cross_entropy")
    model.fit(X, y, epochs=1)
    assert model.net.params.dtype == model.predict_proba(X).dtype == np.float32


def test_add_returns_nothing_as_in_keras():
    assert Model(4, rng=new_rng()).add(3) is None


def test_summary_is_that_of_the_network_before_and_after_compile(capsys):
    # 30*128 + 128 = 3,968, 128*64 + 64 = 8,256, 64*32 + 32 = 2,080, 32 + 1 = 33; in all 14,337
    model = Model(input_dim=30, rng=new_rng())
    for units in (128, 64, 32):
        model.add(units, "relu")
    model.add(1, "sigmoid")
    before = str(model.rng.bit_generator.state)
    model.summary()
    assert str(model.rng.bit_generator.state) == before
    first = capsys.readouterr().out
    assert [line.split()[-1] for line in first.splitlines()][1:] == [
        "3,968",
        "0",
        "8,256",
        "0",
        "2,080",
        "0",
        "33",
        "14,337",
    ]
    model.compile("binary_cross_entropy")
    model.summary()
    assert capsys.readouterr().out == first


def test_a_second_fit_goes_on():
    X, y = data("binary_cross_entropy")
    one, two = compiled(), compiled()
    whole = one.fit(X, y, epochs=4, batch_size=8)["loss"]
    parts = two.fit(X, y, epochs=1, batch_size=8)["loss"] + two.fit(X, y, epochs=3, batch_size=8)["loss"]
    assert parts == whole


def test_compile_again_keeps_the_weights_and_starts_a_new_optimizer():
    model = compiled()
    model.fit(*data("binary_cross_entropy"), epochs=2)
    params = model.net.params.copy()
    model.compile("binary_cross_entropy", "sgd", lr=0.3)
    assert np.array_equal(model.net.params, params)
    assert type(model.optimizer) is SGD and model.optimizer.net is model.net


@every_task
def test_predictions_have_the_shape_of_targets(task):
    X, y = data(task)
    model, (_, _, n_out) = compiled(task), TASKS[task]
    model.net.params[:] = new_rng(1).normal(size=model.net.params.size)
    scores, predicted = model.net(X), model.predict(X)
    assert predicted.shape == y.shape
    if task == "squared_error":
        assert np.array_equal(predicted, scores)
    elif task == "binary_cross_entropy":
        assert np.array_equal(predicted, scores > 0) and predicted.dtype.kind == "i"
        assert np.array_equal(model.predict_proba(X), sigmoid(scores))
    else:
        assert np.array_equal(predicted, scores.argmax(axis=1))
        assert np.array_equal(model.predict_proba(X), softmax(scores))
    if task != "squared_error":
        assert len(np.unique(predicted)) > 1
        assert model.predict_proba(X).shape == (len(X), n_out)


@every_task
def test_evaluate_is_the_loss_and_the_share_that_is_right(task):
    X, y = data(task)
    model = compiled(task)
    model.fit(X, y, epochs=3, l2=0.5)
    result = model.evaluate(X, y)
    assert result["loss"] == TASKS[task][0](y, model.net(X))[0]
    if task == "squared_error":
        assert list(result) == ["loss"]
    else:
        right = sum(bool(a == b) for a, b in zip(model.predict(X).ravel(), y.ravel(), strict=True))
        assert result["accuracy"] == right / len(X) and 0 < right < len(X)


def test_a_callback_stops_training_with_and_without_a_bar(capsys):
    X, y = data("binary_cross_entropy")
    for progress in (False, True):
        history = compiled().fit(X, y, epochs=9, progress=progress, callback=lambda epoch, _: epoch == 2)
        assert len(history["loss"]) == 3


def test_a_bar_counts_epochs_shows_the_loss_and_changes_nothing(capsys):
    X, y = data("binary_cross_entropy")
    quiet = compiled().fit(X, y, epochs=5)
    assert capsys.readouterr() == ("", "")
    assert compiled().fit(X, y, epochs=5, progress=True, validation_data=(X, y))["loss"] == quiet["loss"]
    bar = capsys.readouterr().err
    assert "5/5" in bar and f"loss={quiet['loss'][-1]:.3g}" in bar and "val_loss=" in bar


def test_a_copy_goes_on_by_itself():
    X, y = data("binary_cross_entropy")
    model = compiled()
    model.fit(X, y, epochs=2)
    for twin in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        params = model.net.params.copy()
        history = twin.fit(X, y, epochs=2, batch_size=8)
        assert np.array_equal(model.net.params, params) and not np.array_equal(twin.net.params, params)
        assert history == copy.deepcopy(model).fit(X, y, epochs=2, batch_size=8)


X, Y = data("binary_cross_entropy")
NOT_LAYERED = {
    "no layers, compile": (lambda m: m.compile("squared_error"), ValueError, ["no layers", "model.add(units=1)"]),
    "no layers, summary": (lambda m: m.summary(), ValueError, ["no layers", "model.add(units=1)"]),
    "units 0": (lambda m: m.add(0), ValueError, ["units", "got 0"]),
    "units text": (lambda m: m.add("5"), ValueError, ["units", "'5'"]),
    "unknown activation": (
        lambda m: m.add(3, "elu"),
        *(ValueError, ["'elu'", "'relu'", "'sigmoid'", "'tanh'", "'softmax'", "'linear'"]),
    ),
    "an activation object": (lambda m: m.add(3, Tanh()), ValueError, ["activation Tanh()", "'relu'"]),
}
LAYERED = {
    "unknown loss": (lambda m: m.compile("hinge"), ValueError, ["loss 'hinge'", *map(repr, TASKS), "'mse'"]),
    "unknown optimizer": (
        lambda m: m.compile("squared_error", "rmsprop"),
        ValueError,
        ["'rmsprop'", "'adam'", "'sgd'"],
    ),
    "an optimizer object": (
        lambda m: m.compile("squared_error", Adam(mlp([1, 1], rng=new_rng()))),
        *(
            ValueError,
            ["an optimizer object moves the network that it was made with", "write optimizer='adam', lr=0.001"],
        ),
    ),
    "unknown setting": (
        lambda m: m.compile("squared_error", "sgd", beta1=0.9),
        *(TypeError, ["beta1", "'sgd' takes lr, momentum"]),
    ),
    "a word of Keras' compile": (
        lambda m: m.compile("squared_error", run_eagerly=True),
        *(TypeError, ["run_eagerly", "lr, beta1, beta2, eps", "compile loss, optimizer, metrics"]),
    ),
    "rate 0": (lambda m: m.compile("squared_error", lr=0), ValueError, ["lr", "above 0", "got 0"]),
    "fit before compile": (lambda m: m.fit(X, Y), ValueError, ["not compiled", "model.compile(loss="]),
    "predict before compile": (lambda m: m.predict(X), ValueError, ["not compiled", "model.compile(loss="]),
    "predict_proba before compile": (lambda m: m.predict_proba(X), ValueError, ["not compiled"]),
    "evaluate before compile": (lambda m: m.evaluate(X, Y), ValueError, ["not compiled"]),
    "save before compile": (lambda m: m.save("never"), ValueError, ["not compiled"]),
}
COMPILED = {
    "add after compile": (lambda m: m.add(1), ValueError, ["compiled", "before model.compile"]),
    "compile again, wrong link": (
        lambda m: m.compile("cross_entropy"),
        *(ValueError, ["'sigmoid'", "cross_entropy", "'softmax'"]),
    ),
    "compile again, unknown setting": (
        lambda m: m.compile("binary_cross_entropy", momentum=0.9),
        *(TypeError, ["momentum", "lr, beta1"]),
    ),
    "targets without a column": (
        lambda m: m.fit(X, Y.ravel(), epochs=1),
        ValueError,
        ["(20,)", "(20, 1)", "np.reshape(y, (-1, 1))"],
    ),
    "evaluate without a column": (lambda m: m.evaluate(X, Y.ravel()), ValueError, ["(20,)", "np.reshape(y, (-1, 1))"]),
    "evaluate, rows missing": (lambda m: m.evaluate(X, Y[:3]), ValueError, ["20 rows", "(3, 1)"]),
    "evaluate, NaN": (lambda m: m.evaluate(X, Y * np.nan), ValueError, ["y must be finite"]),
    "fit, columns missing": (lambda m: m.fit(X[:, :3], Y, epochs=1), ValueError, ["(20, 3)", "(n_samples, 4)"]),
    "predict one row": (lambda m: m.predict(X[0]), ValueError, ["(4,)", "np.reshape(X, (1, -1))"]),
    "predict, columns missing": (lambda m: m.predict(X[:, :3]), ValueError, ["(20, 3)", "(n_samples, 4)"]),
    "predict NaN": (lambda m: m.predict(X * np.nan), ValueError, ["X must be finite"]),
    "epochs": (lambda m: m.fit(X, Y, epochs=0), ValueError, ["epochs", "got 0"]),
    "epochs, with a bar": (lambda m: m.fit(X, Y, epochs="9", progress=True), ValueError, ["epochs", "'9'"]),
    "epochs missing": (lambda m: m.fit(X, Y), TypeError, ["write for example epochs=100"]),
    "a word of Keras": (lambda m: m.fit(X, Y, epochs=1, shuffle=True), TypeError, ["'shuffle'", "epochs, batch_size"]),
}
EXAMPLES = [
    *((what, lambda: Model(4, rng=new_rng()), *row) for what, row in NOT_LAYERED.items()),
    *((what, lambda: layered("squared_error"), *row) for what, row in LAYERED.items()),
    *((what, lambda: sigmoid_model(), *row) for what, row in COMPILED.items()),
]


def sigmoid_model():
    model = layered(last="sigmoid")
    model.compile("binary_cross_entropy")
    return model


@pytest.mark.parametrize("make, call, error, words", [pytest.param(*row, id=what) for what, *row in EXAMPLES])
def test_bad_input_is_a_clear_error_and_changes_nothing(make, call, error, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    model = make()
    before = state(model)
    with pytest.raises(error) as caught:
        call(model)
    assert [word for word in words if word not in str(caught.value)] == [], str(caught.value)
    assert state(model) == before
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "task, last",
    [
        ("cross_entropy", "sigmoid"),
        ("cross_entropy", "relu"),
        ("binary_cross_entropy", "softmax"),
        ("binary_cross_entropy", "relu"),
        ("squared_error", "sigmoid"),
        ("squared_error", "tanh"),
    ],
)
def test_an_activation_between_the_last_layer_and_the_loss_is_refused(task, last):
    model = layered(task, last)
    before = state(model)
    with pytest.raises(ValueError) as caught:
        model.compile(task)
    words = [repr(last), task, f"model.add({TASKS[task][2]})", repr(TASKS[task][1])]
    assert [word for word in words if word not in str(caught.value)] == []
    assert state(model) == before


def test_softmax_belongs_to_the_last_layer_alone():
    model = Model(4, rng=new_rng())
    model.add(3, "softmax")
    with pytest.raises(ValueError, match="'softmax', which is for the last"):
        model.add(3, "softmax")
    assert model.layers == [(3, "softmax")]


def test_a_regression_has_no_probabilities():
    with pytest.raises(ValueError, match=r"numbers, not probabilities; write model.predict\(X\)"):
        compiled("squared_error").predict_proba(X)


@pytest.mark.parametrize(
    "words, error, message",
    [
        ({"input_dim": 0, "rng": new_rng()}, ValueError, "input_dim"),
        ({"input_dim": 4, "rng": 0}, TypeError, "default_rng"),
        ({"input_dim": 4}, TypeError, "rng"),
    ],
)
def test_what_a_model_starts_from(words, error, message):
    with pytest.raises(error, match=message):
        Model(**words)


def test_another_dtype_is_refused_before_weights_are_drawn():
    model = layered("squared_error", dtype=int)
    before = state(model)
    with pytest.raises(TypeError, match="np.float32"):
        model.compile("squared_error")
    assert state(model) == before


# Saving and loading. How the archive itself resists is in test_storage.py; both kinds of file go through it.


@pytest.fixture
def path(tmp_path):
    return tmp_path / "model.npz"


@every_task
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("optimizer, settings", [("adam", {"lr": np.float32(0.25)}), ("sgd", {"momentum": 0.5})])
def test_what_was_saved_comes_back_and_can_be_trained_on(task, dtype, optimizer, settings, path):
    X, y = data(task)
    model = layered(task, last=TASKS[task][1], activation="tanh", dtype=dtype)
    model.compile(task, optimizer, **settings)
    model.fit(X, y, epochs=2)
    model.save(path)
    twin = Model.load(path, rng=new_rng(7))
    assert twin.layers == model.layers and twin.net.params.dtype == dtype
    assert np.array_equal(twin.predict(X), model.predict(X)) and twin.evaluate(X, y) == model.evaluate(X, y)

    model.compile(task, optimizer, **settings)  # a new optimizer, as in twin
    model.rng = new_rng(7)
    assert twin.fit(X, y, epochs=2, batch_size=8) == model.fit(X, y, epochs=2, batch_size=8)


def test_a_loaded_model_asks_for_an_rng_before_it_trains(path):
    compiled().save(path)
    twin = Model.load(path)
    with pytest.raises(TypeError, match=r"write Model.load\(path, rng=rng\)"):
        twin.fit(X, Y)


def test_saving_draws_nothing_and_loading_nothing_from_the_rng(path):
    model, rng = compiled(), new_rng(1)
    before = state(model)
    model.save(path)
    Model.load(path, rng=rng)
    assert state(model) == before
    assert str(rng.bit_generator.state) == str(new_rng(1).bit_generator.state)


def refused(path, *words):
    with pytest.raises(ValueError) as caught:
        Model.load(path)
    assert [word for word in [str(path), *words] if word not in str(caught.value)] == [], str(caught.value)


def test_networks_and_models_are_not_mistaken_for_each_other(path):
    model = compiled()
    model.net.save(path)
    refused(path, "('network', 1)", "('model', 1)")
    model.save(path)
    with pytest.raises(ValueError, match=r"\('model', 1\)"):
        Sequential.load(path)


def test_missing_foreign_and_cut_off_files_are_refused(path):
    refused(path, "there is no file")
    path.write_bytes(b"hello")
    refused(path, "not a saved model")
    compiled().save(path)
    content = path.read_bytes()
    for length in range(0, len(content), 50):
        path.write_bytes(content[:length])
        refused(path)


def test_a_failed_save_leaves_the_good_file(path, monkeypatch):
    model = compiled()
    model.save(path)
    before = path.read_bytes()

    def half(file, **arrays):
        file.write(b"half of")
        raise OSError("no space left")

    monkeypatch.setattr("numpy.savez", half)
    model.net.params += 1
    with pytest.raises(OSError, match="no space"):
        model.save(path)
    assert path.read_bytes() == before and os.listdir(path.parent) == [path.name]


def put(**values):
    return lambda header, arrays: header.update(values)


GOOD = [[5, "relu"], [3, "relu"], [1, "linear"]]
TAMPERED = {
    "unknown activation": put(layers=[[5, "elu"], [3, "relu"], [1, "linear"]]),
    "an activation that the loss cannot follow": put(layers=[*GOOD[:2], [1, "relu"]]),
    "softmax inside": put(layers=[[5, "softmax"], *GOOD[1:]]),
    "another width": put(layers=[[6, "relu"], *GOOD[1:]]),
    "a width that would fill all memory": put(layers=[[10**12, "relu"], *GOOD[1:]]),
    "widths are text": put(layers=[["5", "relu"], *GOOD[1:]]),
    "no layers": put(layers=[]),
    "layers is a number": put(layers=5),
    "a layer is a number": put(layers=[5]),
    "a layer with too much": put(layers=[[5, "relu", 1], *GOOD[1:]]),
    "layers missing": lambda header, arrays: header.pop("layers"),
    "another input_dim": put(input_dim=5),
    "input_dim is text": put(input_dim="4"),
    "input_dim missing": lambda header, arrays: header.pop("input_dim"),
    "unknown loss": put(loss="hinge"),
    "loss is a list": put(loss=["squared_error"]),
    "loss missing": lambda header, arrays: header.pop("loss"),
    "unknown optimizer": put(optimizer="os.system"),
    "optimizer missing": lambda header, arrays: header.pop("optimizer"),
    "unknown setting": put(settings={"momentum": 0.5}),
    "setting of the network": put(settings={"net": 1}),
    "setting of another type": put(settings={"lr": "fast"}),
    "settings is a list": put(settings=[1]),
    "settings missing": lambda header, arrays: header.pop("settings"),
    "wrong version": put(version=2),
    "wrong kind": put(kind="network"),
    "params too short": lambda header, arrays: arrays.update(params=np.zeros(46)),
    "one number for all": lambda header, arrays: arrays.update(params=np.zeros(1)),
    "params as a table": lambda header, arrays: arrays.update(params=np.zeros((1, 47))),
    "params are whole numbers": lambda header, arrays: arrays.update(params=np.zeros(47, dtype=int)),
    "params are text": lambda header, arrays: arrays.update(params=np.full(47, "a")),
    "params missing": lambda header, arrays: arrays.pop("params"),
}


def tampered(path, change):
    with np.load(path) as archive:
        arrays = dict(archive)
    header = json.loads(str(arrays.pop("header")))
    change(header, arrays)
    np.savez(path, header=np.array(json.dumps(header)), **arrays)


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED)
def test_a_tampered_file_is_refused(change, path):
    compiled().save(path)
    tampered(path, change)
    refused(path)


def test_the_tampering_itself_keeps_a_good_file_good(path):
    model = compiled()
    model.save(path)
    tampered(path, put(layers=GOOD))
    assert np.array_equal(Model.load(path).net.params, model.net.params)


def test_a_pickle_inside_is_refused_and_never_run(path):
    class Bomb:
        def __reduce__(self):
            return open, (str(path.with_name("ran")), "w")

    compiled().save(path)
    tampered(path, lambda header, arrays: arrays.update(params=np.array([Bomb()], dtype=object)))
    refused(path)
    assert os.listdir(path.parent) == [path.name]
