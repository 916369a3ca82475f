"""Those who know Keras find its words in Model; a word that would be taken without effect is an error with a remedy."""

import copy
import os
import pickle
import re
import tracemalloc
import warnings
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

from nnlib import SGD, Adam, Model, Standardizer, binary_cross_entropy, cross_entropy, fit, mlp, squared_error

N_OUT = {"squared_error": 2, "binary_cross_entropy": 1, "cross_entropy": 3}
LOSSES = {loss.__name__: loss for loss in (squared_error, binary_cross_entropy, cross_entropy)}
OTHER_NAMES = {
    "mse": "squared_error",
    "mean_squared_error": "squared_error",
    "binary_crossentropy": "binary_cross_entropy",
    "sparse_categorical_crossentropy": "cross_entropy",
}
every_task = pytest.mark.parametrize("task", N_OUT)


def new_rng(seed=0):
    return np.random.default_rng(seed)


def data(task="binary_cross_entropy", n=40, seed=5):
    """Rows far from standardized, and targets that a network can learn from them."""
    rng = new_rng(seed)
    Z = rng.normal(size=(n, 3))
    y = {
        "squared_error": Z[:, :2] + Z[:, 1:],
        "binary_cross_entropy": (Z[:, :1] > 0).astype(float),
        "cross_entropy": Z.argmax(axis=1),
    }[task]
    return [5, -3, 1] + Z * [2, 1, 0.5], y


def model_of(task="binary_cross_entropy", metrics=(), lr=0.01, activation="tanh", **settings):
    model = Model(3, rng=new_rng(), **settings)
    model.add(8, activation)
    model.add(N_OUT[task])
    model.compile(task, lr=lr, metrics=metrics)
    return model


def refused(error, call, *words):
    with pytest.raises(error) as caught:
        call()
    assert [word for word in words if word not in str(caught.value)] == [], str(caught.value)
    return str(caught.value)


# A scaler of its own


@every_task
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("n", [40, 2500])
def test_a_scaler_is_applied_to_all_that_comes_in(task, dtype, n):
    (X, y), (X_new, y_new) = data(task, n), data(task, n, seed=6)
    scaler = Standardizer().fit(X)
    inside, outside = model_of(task, scaler=scaler, dtype=dtype), model_of(task, dtype=dtype)
    Z, Z_new, before = scaler.transform(X), scaler.transform(X_new), X.copy()
    words = {"epochs": 2, "batch_size": 16}
    history = inside.fit(X, y, validation_data=(X_new, y_new), **words)
    assert history == outside.fit(Z, y, validation_data=(Z_new, y_new), **words)
    assert np.array_equal(inside.net.params, outside.net.params)
    assert np.array_equal(inside.predict(X_new), outside.predict(Z_new))
    assert inside.evaluate(X_new, y_new) == outside.evaluate(Z_new, y_new)
    if task != "squared_error":
        assert np.array_equal(inside.predict_proba(X_new), outside.predict_proba(Z_new))
    assert np.array_equal(X, before) and inside.net.params.dtype == dtype


def test_rows_are_scaled_before_they_are_rounded_to_float32():
    X, y = data()
    X = X + 1e8  # float32 has steps of 8 here
    model = model_of(scaler=Standardizer().fit(X), dtype=np.float32)
    model.fit(X, y, epochs=100, validation_data=(X, y))
    assert model.evaluate(X, y)["accuracy"] == (model.predict(X) == y).mean() > 0.9


def test_the_model_keeps_its_scaler_when_the_callers_learns_something_else():
    X, y = data()
    scaler = Standardizer().fit(X)
    model = model_of(scaler=scaler)
    before = model.predict_proba(X)
    scaler.fit(X * 9)
    assert np.array_equal(model.predict_proba(X), before)


def doubling(X):
    return 2 * np.asarray(X)


def test_a_scaler_is_saved_with_the_model_but_only_a_standardizer(tmp_path):
    X, y = data()
    path = tmp_path / "model.npz"
    model = model_of(scaler=Standardizer().fit(X))
    model.fit(X, y, epochs=2)
    model.save(path)
    assert np.array_equal(Model.load(path).predict_proba(X), model.predict_proba(X))
    other = model_of(scaler=SimpleNamespace(transform=doubling))
    assert np.array_equal(other.predict_proba(X), model_of().predict_proba(2 * X))
    path.unlink()
    refused(ValueError, lambda: other.save(path), "only a Standardizer", "model.net.save(path)")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "scaler, error, words",
    [
        (Standardizer(), ValueError, ["learned nothing yet", "input_dim=3"]),
        (Standardizer().fit(np.eye(4)), ValueError, ["3 columns", "fit saw 4"]),
        (Standardizer, TypeError, ["an object with transform, got <class"]),
        (np.eye(3), TypeError, ["an object with transform, got array"]),
        (SimpleNamespace(transform=lambda X: X[:, :1]), ValueError, ["(1, 1)", "input_dim is 3"]),
    ],
)
def test_a_scaler_that_fits_no_row_is_refused(scaler, error, words):
    fix = "write scaler=Standardizer().fit(X_train), with X_train of 3 columns"
    refused(error, lambda: Model(3, rng=new_rng(), scaler=scaler), *words, fix)


# Names


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_a_loss_has_keras_names_too(name, tmp_path):
    ours = OTHER_NAMES[name]
    X, y = data(ours)
    model = Model(3, rng=new_rng())
    model.add(8, "tanh")
    model.add(N_OUT[ours])
    model.compile(optimizer="adam", loss=name, learning_rate=0.01)
    assert model.fit(X, y, epochs=2) == model_of(ours).fit(X, y, epochs=2)
    assert model.loss is LOSSES[ours] and model.recipe["loss"] == ours
    model.save(tmp_path / "model.npz")
    assert Model.load(tmp_path / "model.npz").loss is LOSSES[ours]


def test_learning_rate_is_lr():
    model = model_of()
    model.compile("mse", "sgd", learning_rate=0.25, momentum=0.5)
    assert type(model.optimizer) is SGD and (model.optimizer.lr, model.optimizer.momentum) == (0.25, 0.5)
    assert model.recipe["settings"] == {"lr": 0.25, "momentum": 0.5}
    refused(TypeError, lambda: model.compile("mse", lr=1, learning_rate=1), "multiple values", "'lr'")


def test_categorical_crossentropy_names_the_other_one_and_its_remedy_works():
    X, numbers = data("cross_entropy")
    model = model_of("cross_entropy")
    call = 'model.compile(loss="categorical_crossentropy")'
    message = refused(ValueError, lambda: eval(call, {"model": model}), "categorical_crossentropy", "one-hot")
    names = {"np": np, "y": np.eye(3)[numbers]}
    exec(re.search(r"write (y = .+\)), and", message)[1], names)
    loss = re.search(r'loss="(\w+)"$', message)[1]
    model.compile(loss=loss)
    assert np.array_equal(names["y"], numbers) and model.loss is cross_entropy


@pytest.mark.parametrize(
    "call",
    [
        'model.compile("adam", "binary_crossentropy")',
        'model.compile("rmsprop", "binary_crossentropy")',
        'model.compile("sgd")',
        'model.compile("adam", metrics=["accuracy"])',
        'model.compile("adam", binary_cross_entropy)',
    ],
)
def test_loss_and_optimizer_in_the_wrong_order_are_told_apart(call):
    model = model_of()
    names = {"model": model, "binary_cross_entropy": binary_cross_entropy}
    message = refused(ValueError, lambda: eval(call, names), "the loss comes first, then the optimizer")
    exec(re.search(r"write (model.compile\(.+\))$", message)[1], names)
    assert model.recipe["optimizer"] == ("sgd" if "sgd" in call else "adam")
    assert model.recipe["loss"] == ("binary_cross_entropy" if "binary_crossentropy" in call else "squared_error")


@pytest.mark.parametrize("make, name", [(Adam, "adam"), (SGD, "sgd")])
def test_an_optimizer_object_is_refused_with_the_words_that_make_it(make, name):
    model = model_of()
    other = make(mlp([1, 1], rng=new_rng()), lr=0.25)
    message = refused(ValueError, lambda: model.compile("mse", other), f"optimizer='{name}', lr=0.25")
    eval(f"model.compile('mse', {message.split('write ')[1]})", {"model": model})
    assert type(model.optimizer) is make and model.optimizer.lr == 0.25


# What would have no effect


@pytest.mark.parametrize(
    "line, words",
    [
        ("model.lr = 0.5", ["'lr'", "write model.optimizer.lr = 0.5"]),
        ("model.learning_rate = 0.5", ["'learning_rate'", "write model.optimizer.lr = 0.5"]),
        ("model.stop_training = True", ["'stop_training'", "callback=lambda epoch, history:"]),
        ("model.los = 'mse'", ["'los'", "input_dim", "optimizer"]),
    ],
)
def test_a_model_has_no_other_attributes(line, words):
    model = model_of()
    before = {**vars(model)}
    message = refused(AttributeError, lambda: exec(line, {"model": model}), *words)
    assert vars(model) == before
    if "optimizer.lr" in words[-1]:
        exec(message.split("write ")[1], {"model": model})
        assert model.optimizer.lr == 0.5
    if "stop" in line:
        callback = eval(message.split("callback=")[1])
        assert callback(0, {"loss": [0.05]}) is True and callback(0, {"loss": [0.5]}) is False


def test_a_subclass_may_have_attributes_and_a_copy_keeps_all():
    class Named(Model):
        pass

    model = Named(3, rng=new_rng())
    model.name = "mine"
    assert model.name == "mine"
    X, _ = data()
    model = model_of(scaler=Standardizer().fit(X))
    for twin in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert np.array_equal(twin.predict_proba(X), model.predict_proba(X))


@pytest.mark.parametrize("make", [Adam, SGD])
def test_an_optimizer_takes_its_own_words_alone(make):
    optimizer = make(mlp([1, 1], rng=new_rng()))
    with pytest.raises(AttributeError, match="learning_rate"):
        optimizer.learning_rate = 0.5
    optimizer.lr = 0.5
    twin = pickle.loads(pickle.dumps(copy.deepcopy(optimizer)))
    assert twin.lr == 0.5 and np.array_equal(twin.net.params, optimizer.net.params)


# metrics


@pytest.mark.parametrize("name", ["accuracy", "acc"])
@pytest.mark.parametrize("task", ["binary_cross_entropy", "cross_entropy"])
def test_accuracy_is_measured_after_each_epoch_if_asked_for(task, name):
    (X, y), (X_val, y_val) = data(task, 1500), data(task, seed=6)
    expected = model_of(task).fit(X, y, epochs=3, validation_data=(X_val, y_val))
    model, seen = model_of(task, metrics=[name]), []

    def look(epoch, history):
        seen.append((model.evaluate(X, y)["accuracy"], model.evaluate(X_val, y_val)["accuracy"]))
        assert {len(values) for values in history.values()} == {epoch + 1}

    history = model.fit(X, y, epochs=3, validation_data=(X_val, y_val), callback=look)
    assert list(zip(history.pop("accuracy"), history.pop("val_accuracy"), strict=True)) == seen
    assert history == expected and len(set(seen)) > 1
    assert set(model_of(task, metrics=[name]).fit(X, y, epochs=1)) == {"loss", "accuracy"}


def test_accuracy_is_that_of_scaled_rows_and_outlives_the_file(tmp_path):
    X, y = data()
    model = model_of(metrics=["accuracy"], scaler=Standardizer().fit(X))
    history = model.fit(X, y, epochs=100)
    assert history["accuracy"][-1] == model.evaluate(X, y)["accuracy"] > 0.9
    model.save(tmp_path / "model.npz")
    twin = Model.load(tmp_path / "model.npz", rng=new_rng())
    assert len(twin.fit(X, y, epochs=2)["accuracy"]) == 2


@pytest.mark.parametrize("metrics", [["mae"], "accuracy", ["accuracy", "auc"], [np.mean], 5])
def test_other_metrics_are_refused_with_what_there_is(metrics):
    model, (X, y) = model_of(), data()
    message = refused(ValueError, lambda: model.compile("mse", metrics=metrics), 'write metrics=["accuracy"]')
    measure = re.search(r"np\.abs\(.+?mean\(\)", message)[0]
    assert 0 <= eval(measure, {"np": np, "model": model, "X": X, "y": y}) <= 1


def test_numbers_have_no_accuracy():
    model = model_of("squared_error")
    refused(ValueError, lambda: model.compile("mse", metrics=["accuracy"]), "right classes", "write metrics=[]")
    model.compile("mse", metrics=[])
    model.compile("mse", metrics=None)


# The words of fit


def test_the_last_rows_are_split_off():
    X, y = data(n=50)
    weight = new_rng(1).uniform(1, 2, 50)
    words = {"epochs": 3, "batch_size": 8}
    history = model_of().fit(X, y, validation_split=0.2, **words)
    assert history == model_of().fit(X[:40], y[:40], validation_data=(X[40:], y[40:]), **words)
    weighted = model_of().fit(X, y.tolist(), validation_split=0.2, sample_weight=weight, **words)["loss"]
    expected = model_of().fit(X[:40], y[:40], sample_weight=weight[:40], **words)["loss"]
    assert weighted == pytest.approx(expected, rel=1e-12) and weighted != history["loss"]


@pytest.mark.parametrize("share", [-0.1, 1, 1.5, True, "0.2", 0.001, 0.999])
def test_a_share_that_leaves_nothing_is_refused(share):
    X, y = data()
    refused(ValueError, lambda: model_of().fit(X, y, epochs=1, validation_split=share), "validation_split")


def test_weights_for_all_rows_are_wanted_also_with_a_split():
    X, y = data()
    call = lambda: model_of().fit(X, y, epochs=1, validation_split=0.2, sample_weight=np.ones(35))  # noqa: E731
    refused(ValueError, call, "(35,)", "(40,)")


def test_validation_rows_come_from_one_place():
    X, y = data()
    call = lambda: model_of().fit(X, y, epochs=1, validation_split=0.2, validation_data=(X, y))  # noqa: E731
    refused(ValueError, call, "both given", "leave out validation_split")


def test_early_stopping_goes_back_to_the_best_weights():
    (X, y), (X_val, y_val) = data(n=30), data(n=60, seed=6)
    y = np.where(new_rng(1).random((30, 1)) < 0.3, 1 - y, y)  # wrong labels, so that it overfits
    new, watched = partial(model_of, lr=0.05, scaler=Standardizer().fit(X)), {"validation_data": (X_val, y_val)}
    free, params = new(), []
    history = free.fit(X, y, epochs=80, callback=lambda *_: params.append(free.net.params.copy()), **watched)
    losses = history["val_loss"]
    end = next(e for e in range(9, 80) if min(losses[e - 8 : e + 1]) >= min(losses[: e - 8]))  # 9 have been no lower
    best = int(np.argmin(losses[: end + 1]))
    assert 0 < best == end - 9 and end < 79
    for epochs in (80, best + 5):  # it ends by itself, and before
        model = new()
        assert model.fit(X, y, epochs=epochs, early_stopping=9, **watched)["val_loss"] == losses[: min(end + 1, epochs)]
        assert np.array_equal(model.net.params, params[best])


def test_early_stopping_leaves_other_ways_to_stop():
    X, y = data()
    words = {"epochs": 9, "early_stopping": 9, "validation_split": 0.2}
    assert len(model_of().fit(X, y, callback=lambda epoch, _: np.True_ if epoch == 2 else 1, **words)["loss"]) == 3
    assert len(model_of().fit(X, y, callback=lambda epoch, _: "more", **words)["loss"]) == 9


def test_a_callback_is_a_function_before_anything_has_moved():
    X, y = data()
    model = model_of()
    before = model.net.params.copy()
    refused(TypeError, lambda: model.fit(X, y, epochs=1, callback=[print]), "callback must be a function")
    assert np.array_equal(model.net.params, before)


def test_early_stopping_needs_validation_rows_and_a_count():
    X, y = data()
    refused(ValueError, lambda: model_of().fit(X, y, epochs=1, early_stopping=5), "write validation_split=0.2")
    for patience in (0, True, "5"):
        words = {"epochs": 1, "validation_split": 0.2, "early_stopping": patience}
        refused(ValueError, lambda words=words: model_of().fit(X, y, **words), "early_stopping", repr(patience))


@pytest.mark.parametrize("word", ["callbacks", "shuffle", "steps_per_epoch", "initial_epoch", "lr"])
def test_what_fit_does_not_take_is_an_error_that_says_what_it_takes(word):
    X, y = data()
    model = model_of()
    before = model.net.params.copy(), str(model.rng.bit_generator.state)
    message = refused(TypeError, lambda: model.fit(X, y, epochs=1, **{word: 0.5}), f"no '{word}'")
    assert np.array_equal(model.net.params, before[0]) and str(model.rng.bit_generator.state) == before[1]
    wanted = {"callbacks": "early_stopping=10", "lr": "model.optimizer.lr = 0.5"}.get(word, "early_stopping, sample_we")
    assert wanted in message
    model.fit(X, y, epochs=1, early_stopping=10, validation_split=0.2)


def test_epochs_are_never_guessed():
    X, y = data()
    message = refused(TypeError, lambda: model_of().fit(X, y), "epochs=100")
    model_of().fit(X, y, **eval(f"dict({message.split('for example ')[1]})"))


@pytest.mark.parametrize("verbose", [1, 2, "auto"])
def test_verbose_is_a_bar(verbose, capsys):
    X, y = data()
    model_of().fit(X, y, epochs=2, verbose=0)
    assert capsys.readouterr().err == ""
    model_of(metrics=["accuracy"]).fit(X, y, epochs=2, verbose=verbose)
    bar = capsys.readouterr().err
    assert "2/2" in bar and "accuracy=" in bar


def test_measure_and_sample_weight_are_those_of_fit():
    X, y = data()
    weight, rng = new_rng(1).uniform(1, 2, 40), new_rng()
    words = {"epochs": 2, "batch_size": 8, "measure": "during", "sample_weight": weight}
    net = mlp([3, 8, 1], type(model_of().net.layers[1]), rng=rng)
    expected = fit(net, binary_cross_entropy, Adam(net, lr=0.01), X, y, rng=rng, **words)
    model = model_of()
    assert model.fit(X, y, **words) == expected and np.array_equal(model.net.params, net.params)
    assert expected != model_of().fit(X, y, **{**words, "measure": "after"})


@pytest.mark.parametrize(
    "task, weights", [("binary_cross_entropy", {0: 1, 1: 9}), ("cross_entropy", {2: 3, 0: 1, 1: 0.5})]
)
def test_class_weights_are_weights_of_rows(task, weights):
    X, y = data(task)
    own = np.array([weights[int(label)] for label in y.ravel()])
    words = {"epochs": 2, "batch_size": 8}
    expected = model_of(task).fit(X, y, sample_weight=own, **words)
    assert model_of(task).fit(X, y, class_weight=weights, **words)["loss"] == pytest.approx(expected["loss"], rel=1e-12)
    assert expected["loss"] != model_of(task).fit(X, y, **words)["loss"]
    both = model_of(task).fit(X, y, class_weight=weights, sample_weight=own, validation_split=0.25, **words)["loss"]
    squared = model_of(task).fit(X[:30], y[:30], sample_weight=own[:30] ** 2, **words)["loss"]
    assert both == pytest.approx(squared, rel=1e-12)


@pytest.mark.parametrize(
    "weights", [{0: 1}, {0: 1, 2: 9}, {0: 1, 1: 1, 2: 9}, {"0": 1, "1": 9}, {}, "balanced", [1, 9]]
)
def test_class_weights_of_other_classes_are_refused_with_a_dictionary_that_fits(weights):
    X, y = data()
    call = lambda: model_of().fit(X, y, epochs=1, class_weight=weights)  # noqa: E731
    message = refused(TypeError if not isinstance(weights, dict) else ValueError, call, "write class_weight={0: 1")
    model_of().fit(X, y, epochs=1, class_weight=eval(message.split("class_weight=")[1]))


def test_class_weights_need_classes():
    X, y = data("squared_error")
    call = lambda: model_of("squared_error").fit(X, y, epochs=1, class_weight={0: 1})  # noqa: E731
    refused(ValueError, call, "one class a row", "squared_error")
    X, y = data()
    call = lambda: model_of().fit(X, y / 2, epochs=1, class_weight={0: 1, 1: 9})  # noqa: E731
    refused(ValueError, call, "one class a row")
    call = lambda: model_of().fit(X, y.ravel(), epochs=1, class_weight={0: 1, 1: 9})  # noqa: E731
    refused(ValueError, call, "np.reshape(y, (-1, 1))")
    call = lambda: model_of().fit(X, 2 * y - 1, epochs=1, class_weight={-1: 1, 1: 9})  # noqa: E731
    refused(ValueError, call, "(np.asarray(y) + 1) / 2")


# A model that has diverged, and many rows


def test_a_model_that_has_diverged_warns_where_fit_was_called_and_answers_nothing(tmp_path):
    X, y = data()
    model = model_of(metrics=["accuracy"], lr=1e200, activation="relu")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        history = model.fit(X, y, epochs=5, validation_data=(X, y), batch_size=8)
    assert [(warning.category, warning.filename) for warning in caught] == [(RuntimeWarning, __file__)]
    with open(__file__, encoding="utf-8") as file:
        assert "model.fit" in file.readlines()[caught[0].lineno - 1]
    assert {len(values) for values in history.values()} == {len(history["loss"])}
    assert not np.isfinite(history["loss"][-1]) and np.isnan(history["accuracy"][-1])
    for call in (lambda: model.predict(X), lambda: model.predict_proba(X), lambda: model.evaluate(X, y)):
        refused(ValueError, call, "not finite", "diverged")
    refused(ValueError, lambda: model.save(tmp_path / "model.npz"), "NaN or infinite")
    assert os.listdir(tmp_path) == []


def test_accuracy_waits_for_no_number_that_is_not_finite():
    X, y = data()
    model = model_of(metrics=["accuracy"])
    model.net.params[:3] = -np.inf  # tanh makes -1 or 1 of it: the loss stays finite
    X = np.abs(X)
    with pytest.warns(RuntimeWarning, match="not finite"):
        history = model.fit(X, y, epochs=1)
    assert np.isnan(history["accuracy"]).all()


def test_early_stopping_brings_back_finite_numbers():
    X, y = data()
    model = model_of(lr=1e200, activation="relu")
    with pytest.warns(RuntimeWarning, match="after epoch"):
        model.fit(X, y, epochs=5, batch_size=8, validation_data=(X, y), early_stopping=2)
    assert np.isfinite(model.net.params).all()


@every_task
def test_answers_about_many_rows_are_those_about_all_at_once(task):
    X, y = data(task, n=5000)
    model = model_of(task)
    model.fit(X, y, epochs=1)
    scores = model.net(X)
    p = model.loss.link(scores)
    assert np.abs(model._prediction(X) - p).max() <= 1e-12
    assert model.evaluate(X, y)["loss"] == pytest.approx(model.loss(y, scores)[0], rel=1e-12)
    if task != "squared_error":
        assert model.evaluate(X, y)["accuracy"] == np.mean(model.predict(X) == y)
        assert np.abs(model.predict_proba(X) - p).max() <= 1e-12


@pytest.mark.parametrize("scaled", [False, True])
def test_nothing_as_large_as_many_rows_is_made_for_answers(scaled):
    X = new_rng().normal(size=(20_000, 100))
    y = (X[:, :1] > 0).astype(float)
    model = Model(100, rng=new_rng(), scaler=Standardizer().fit(X) if scaled else None)
    model.add(32, "relu")
    model.add(1)
    model.compile("binary_cross_entropy", metrics=["accuracy"])
    calls = [lambda: model.predict(X), lambda: model.predict_proba(X), lambda: model.evaluate(X, y)]
    if not scaled:
        calls.append(lambda: model.fit(X, y, epochs=1, validation_data=(X, y), batch_size=1000))
    for call in calls:
        tracemalloc.start()
        call()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 0.3 * X.nbytes


def test_what_is_too_large_for_float32_is_an_error_not_an_answer():
    X, y = data()
    model = model_of(dtype=np.float32)
    refused(ValueError, lambda: model.predict(X * 1e300), "too large for float32", "scale it as for training")
    refused(ValueError, lambda: model.fit(X * 1e300, y, epochs=1), "float32; build", "write X = np.asarray(X) / ")
    model = model_of(dtype=np.float32, scaler=Standardizer().fit(X * 1e100))
    assert np.isfinite(model.predict_proba(X * 1e100)).all()
    refused(ValueError, lambda: model_of(dtype=np.float32, scaler=Standardizer().fit(X)).predict(X * 1e300), "float32")
