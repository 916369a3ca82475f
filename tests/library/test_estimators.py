"""The estimators are nnlib's networks in scikit-learn's world, and keep all of its promises."""

import pickle
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.metrics import r2_score
from sklearn.model_selection import GridSearchCV, cross_validate
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils import check_random_state
from sklearn.utils.estimator_checks import parametrize_with_checks

from nnlib import (
    SGD,
    Adam,
    NeuralNetClassifier,
    NeuralNetRegressor,
    ReLU,
    Sigmoid,
    Tanh,
    binary_cross_entropy,
    cross_entropy,
    fit,
    mlp,
    squared_error,
)

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")  # few epochs, on purpose
TASKS = ["binary", "classes", "number", "numbers"]
every_task = pytest.mark.parametrize("task", TASKS)
LOSSES = {
    "binary": binary_cross_entropy,
    "classes": cross_entropy,
    "number": squared_error,
    "numbers": squared_error,
}


@pytest.mark.filterwarnings("ignore:(R²|.*answers are|y holds 1 class):RuntimeWarning")  # noise has nothing to learn
@parametrize_with_checks([NeuralNetClassifier(), NeuralNetRegressor()])
def test_scikit_learns_own_checks(estimator, check):
    check(estimator)


def problem(task, n=60):
    """An estimator of 4-5-n_out; X; y for it; y for nnlib."""
    rng = np.random.default_rng(3)
    X = rng.normal(size=(n, 4))
    signal = X[:, 0] + X[:, 1] * X[:, 2]
    if task == "binary":
        y = np.where(signal > 0, "yes", "no")
        return NeuralNetClassifier, X, y, (y == "yes").reshape(-1, 1)
    if task == "classes":
        y = np.digitize(signal, [-0.5, 0.5])
        return NeuralNetClassifier, X, np.array(["a", "c", "b"])[y], np.array([0, 2, 1])[y]
    y = signal if task == "number" else np.column_stack([signal, X[:, 3] ** 2])
    return NeuralNetRegressor, X, y, y.reshape(n, -1)


def small(kind, **settings):
    return kind(**{"hidden_layer_sizes": (5,), "random_state": 0, "max_iter": 4, "batch_size": 16, **settings})


def weights(estimator):
    return estimator.net_.params.copy()


def assert_same(one, other, X):
    assert np.array_equal(one.net_.params, other.net_.params)
    assert np.array_equal(one.predict(X), other.predict(X))


@every_task
@pytest.mark.parametrize("activation, layer", [("relu", ReLU), ("tanh", Tanh), ("logistic", Sigmoid)])
@pytest.mark.parametrize("solver", ["adam", "sgd"])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_an_estimator_is_mlp_and_fit_bit_for_bit(task, activation, layer, solver, dtype):
    kind, X, y, targets = problem(task)
    X = X.astype(dtype)
    settings = {"activation": activation, "solver": solver, "momentum": 0.7, "nesterovs_momentum": False}
    estimator = small(kind, alpha=0.1, learning_rate_init=0.02, **settings).fit(X, y)

    rng = np.random.default_rng(0)
    n_out = targets.max() + 1 if task == "classes" else targets.shape[1]
    net = mlp([4, 5, n_out], layer, rng=rng, dtype=dtype)
    optimizer = Adam(net, 0.02) if solver == "adam" else SGD(net, 0.02, momentum=0.7)
    settings = {"epochs": 4, "batch_size": 16, "l2": 0.1, "measure": "during"}
    history = fit(net, LOSSES[task], optimizer, X, targets, rng=rng, **settings)
    assert estimator.loss_curve_ == history["loss"] and estimator.n_iter_ == 4
    assert np.array_equal(weights(estimator), net.params) and estimator.net_.params.dtype == dtype

    p = LOSSES[task].link(net(X))
    if task in ("binary", "classes"):
        p = np.hstack([1 - p, p]) if task == "binary" else p
        assert np.array_equal(estimator.predict_proba(X), p)
        assert np.array_equal(estimator.predict(X), np.unique(y)[p.argmax(axis=1)])
    else:
        assert np.array_equal(estimator.predict(X), p.reshape(y.shape))


def test_predictions_have_the_shape_of_targets():
    kind, X, y, _ = problem("number")
    assert small(kind).fit(X, y).predict(X).shape == (60,)
    assert small(kind).fit(X, y.reshape(-1, 1)).predict(X).shape == (60, 1)
    assert small(kind).fit(X, np.column_stack([y, y, y])).predict(X).shape == (60, 3)


@every_task
def test_what_is_learned_has_scikit_learns_names_and_shapes(task):
    kind, X, y, _ = problem(task)
    n_out = {"binary": 1, "classes": 3, "number": 1, "numbers": 2}[task]
    estimator = small(kind, hidden_layer_sizes=(5, 3)).fit(X, y)
    assert [coef.shape for coef in estimator.coefs_] == [(4, 5), (5, 3), (3, n_out)]
    assert [intercept.shape for intercept in estimator.intercepts_] == [(5,), (3,), (n_out,)]
    assert (estimator.n_outputs_, estimator.n_features_in_) == (n_out, 4)
    windows = estimator.coefs_
    estimator.coefs_[-1][:], estimator.intercepts_[-1][:] = 0, np.arange(n_out) + 7
    assert np.array_equal(estimator.net_(X), np.tile(np.arange(n_out) + 7, (60, 1)))  # windows, as in scikit-learn
    estimator.coefs_[0] = np.full((4, 5), 2.0)
    estimator.intercepts_[1] += 1
    estimator.coefs_[1:] = [np.full((5, 3), 3.0), np.ones((3, n_out))]
    estimator.intercepts_ = [np.arange(5), np.arange(3), np.arange(n_out)]
    expected = [
        np.full((4, 5), 2),
        np.arange(5),
        np.full((5, 3), 3),
        np.arange(3),
        np.ones((3, n_out)),
        np.arange(n_out),
    ]
    assert np.array_equal(weights(estimator), np.concatenate([array.ravel() for array in expected]))
    assert np.array_equal(windows[0], expected[0]) and windows[0].base is not None
    before = weights(estimator)
    for wrong in (np.ones((5, 4)), 0, None):
        assert "(4, 5)" in message(ValueError, lambda wrong=wrong: estimator.coefs_.__setitem__(0, wrong))
    assert "(3,)" in message(ValueError, lambda: setattr(estimator, "intercepts_", [np.ones(5), np.ones(4), [0]]))
    assert "give" in message(ValueError, lambda: setattr(estimator, "coefs_", estimator.coefs_[:2]))
    assert np.array_equal(weights(estimator), before)


@pytest.mark.parametrize("sizes, expected", [(7, [(4, 7), (7, 1)]), ((), [(4, 1)]), ([3, 2], [(4, 3), (3, 2), (2, 1)])])
def test_hidden_layer_sizes(sizes, expected):
    kind, X, y, _ = problem("number")
    assert [coef.shape for coef in kind(sizes, max_iter=1).fit(X, y).coefs_] == expected


@every_task
def test_identity_is_no_layer_and_starts_as_layers_without_relu_do(task):
    kind, X, y, _ = problem(task)
    settings = {"hidden_layer_sizes": (5, 3), "learning_rate_init": 1e-12}
    one, other = (small(kind, activation=name, **settings).fit(X, y) for name in ("identity", "tanh"))
    assert weights(one) == pytest.approx(weights(other), abs=1e-9)
    (W1, W2, W3), (b1, b2, b3) = one.coefs_, one.intercepts_
    assert one.net_(X) == pytest.approx(((X @ W1 + b1) @ W2 + b2) @ W3 + b3)


SOLVERS = {
    "sgd": {"solver": "sgd", "learning_rate_init": 0.1, "momentum": 0.5, "nesterovs_momentum": False},
    "nesterov": {"solver": "sgd", "learning_rate_init": 0.1, "momentum": 0.5},
    "adam": {"solver": "adam", "learning_rate_init": 0.01, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-12},
}


@every_task
@pytest.mark.parametrize("activation", ["identity", "logistic", "tanh", "relu"])
@pytest.mark.parametrize("settings", SOLVERS.values(), ids=SOLVERS)
def test_from_the_same_weights_training_is_scikit_learns_with_alpha_over_the_rows_of_a_batch(
    task, activation, settings
):
    kind, X, y, _ = problem(task)
    settings = {**settings, "activation": activation, "hidden_layer_sizes": (5,), "batch_size": 60, "random_state": 0}
    other = MLPClassifier if kind is NeuralNetClassifier else MLPRegressor
    theirs = other(alpha=60 * 0.3, max_iter=1, warm_start=True, **settings).fit(X, y)
    ours = kind(alpha=0.3, max_iter=1, warm_start=True, **settings).fit(X, y)
    ours.coefs_, ours.intercepts_ = theirs.coefs_, theirs.intercepts_
    theirs.set_params(max_iter=5).fit(X, y)
    ours.set_params(max_iter=5).fit(X, y)
    for mine, other in zip(ours.coefs_ + ours.intercepts_, theirs.coefs_ + theirs.intercepts_, strict=True):
        assert mine == pytest.approx(other, rel=1e-6, abs=1e-8)
    if task != "numbers":  # there scikit-learn tells the mean over targets, though it descends their sum
        assert ours.loss_curve_[1:] == pytest.approx(theirs.loss_curve_[1:], rel=1e-7)
    for name in ("n_iter_", "t_", "n_layers_", "n_outputs_", "out_activation_"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert ours.loss_ == ours.loss_curve_[-1] and ours.best_loss_ == min(ours.loss_curve_)
    for method in ("predict", "predict_proba", "predict_log_proba"):
        if hasattr(theirs, method):
            answers = [getattr(each, method)(X) for each in (ours, theirs)]
            assert np.all(answers[0] == answers[1]) or answers[0] == pytest.approx(answers[1], rel=1e-6)


@every_task
def test_so_many_calls_of_partial_fit_are_a_fit_of_so_many_epochs(task):
    kind, X, y, _ = problem(task)
    whole, parts = small(kind).fit(X, y), small(kind)
    classes = {"classes": np.unique(y)} if kind is NeuralNetClassifier else {}
    for _ in range(4):
        parts.partial_fit(X, y, **classes)
        assert parts.n_iter_ == 1
    assert_same(whole, parts, X)
    assert whole.loss_curve_ == parts.loss_curve_


@every_task
def test_partial_fit_goes_on_after_fit_and_after_a_pickle(task):
    kind, X, y, _ = problem(task)
    whole, parts = small(kind).fit(X, y), small(kind, max_iter=2).fit(X, y)
    parts.partial_fit(X, y)
    parts = pickle.loads(pickle.dumps(parts))
    assert_same(whole, parts.partial_fit(X, y), X)


def test_partial_fit_knows_classes_that_come_later():
    kind, X, y, _ = problem("classes")
    early = y != "c"
    estimator = small(kind).partial_fit(X[early], y[early], classes=["c", "b", "a"])
    assert estimator.predict_proba(X).shape == (60, 3) and list(estimator.classes_) == ["a", "b", "c"]
    estimator.partial_fit(X, y).partial_fit(X, y, classes=["a", "b", "c"])
    for _ in range(200):
        estimator.partial_fit(X[~early], y[~early])
    assert set(estimator.predict(X[~early])) == {"c"}


@every_task
def test_warm_start_goes_on_from_the_weights_with_a_new_optimizer(task):
    kind, X, y, targets = problem(task)
    estimator = small(kind, warm_start=True, batch_size=60).fit(X, y)
    net = mlp([4, 5, estimator.n_outputs_], rng=np.random.default_rng(1))
    net.params[:] = estimator.net_.params
    curve = list(estimator.loss_curve_)
    estimator.set_params(max_iter=3, learning_rate_init=0.05).fit(X, y)
    rng = np.random.default_rng(2)  # a full batch needs none
    settings = {"epochs": 3, "batch_size": 60, "l2": 1e-4, "measure": "during"}
    history = fit(net, LOSSES[task], Adam(net, 0.05), X, targets, rng=rng, **settings)
    assert np.array_equal(weights(estimator), net.params)
    assert estimator.loss_curve_ == curve + history["loss"] and estimator.n_iter_ == 3


def test_without_warm_start_a_second_fit_forgets_the_first():
    kind, X, y, _ = problem("classes")
    once = small(kind).fit(X, y)
    twice = small(kind, hidden_layer_sizes=(3,)).fit(X[:, :2], np.where(y == "a", 1, 0))
    assert_same(once, twice.set_params(hidden_layer_sizes=(5,)).fit(X, y), X)
    assert list(twice.classes_) == ["a", "b", "c"] and len(twice.loss_curve_) == 4


def stops_after(values, tol, patience):
    """Epochs until values, the higher the better, have not got better by tol for more than patience in a row."""
    best, waited = -np.inf, 0
    for epoch, value in enumerate(values):
        waited = 0 if value >= best + tol else waited + 1
        best = max(best, value)
        if waited > patience:
            return epoch + 1


@every_task
@pytest.mark.parametrize("tol, patience", [(1e-2, 3), (1e-2, 8), (0.1, 3), (0, 2)])
def test_training_stops_when_the_loss_no_longer_improves_by_tol(task, tol, patience):
    kind, X, y, _ = problem(task)
    settings = {"tol": tol, "n_iter_no_change": patience, "learning_rate_init": 0.05, "max_iter": 400}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        estimator = small(kind, **settings).fit(X, y)
    losses = -np.array(estimator.loss_curve_)
    assert estimator.n_iter_ == stops_after(losses, tol, patience) == len(losses) < 400
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it has converged, in the last of all epochs
        small(kind, **{**settings, "max_iter": len(losses)}).fit(X, y)
    longer = small(kind, **{**settings, "n_iter_no_change": np.inf, "max_iter": 450}).fit(X, y)
    assert longer.n_iter_ == 450 and longer.loss_curve_[: len(losses)] == estimator.loss_curve_


@every_task
def test_max_iter_is_reached_with_a_warning_in_scikit_learns_words(task):
    kind, X, y, _ = problem(task)
    words = r"Maximum iterations \(4\) reached and the optimization hasn't converged yet"
    with pytest.warns(ConvergenceWarning, match=words) as caught:
        small(kind).fit(X, y)
    assert caught[0].filename == __file__
    classes = {"classes": np.unique(y)} if kind is NeuralNetClassifier else {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        small(kind, max_iter=1).partial_fit(X, y, **classes)


@every_task
def test_early_stopping_stops_by_the_score_and_keeps_the_best_weights(task):
    kind, X, y, _ = problem(task)
    settings = {"early_stopping": True, "validation_fraction": 0.25, "learning_rate_init": 0.05, "alpha": 0.0}
    settings |= {"tol": 0.01, "max_iter": 500}
    estimator = small(kind, n_iter_no_change=6, **settings).fit(X, y)
    scores = estimator.validation_scores_
    assert estimator.n_iter_ == len(scores) == len(estimator.validation_loss_curve_) == len(estimator.loss_curve_)
    assert estimator.n_iter_ == stops_after(scores, 0.01, 6) < 500
    assert estimator.best_validation_score_ == max(scores) and estimator.best_loss_ is None
    settings["max_iter"] = best = int(np.argmax(scores)) + 1
    shorter = small(kind, n_iter_no_change=500, **settings).fit(X, y)
    assert shorter.validation_scores_ == scores[:best]
    assert_same(estimator, shorter, X)
    plain = small(kind).fit(X, y)
    assert plain.validation_scores_ is plain.validation_loss_curve_ is plain.best_validation_score_ is None


class Watched:
    """Remembers the rows that early stopping has set aside."""

    def _split(self, *arguments):
        self.train_, self.held_out_ = super()._split(*arguments)
        return self.train_, self.held_out_


class WatchedClassifier(Watched, NeuralNetClassifier):
    pass


class WatchedRegressor(Watched, NeuralNetRegressor):
    pass


def test_early_stopping_watches_rows_that_are_not_trained_on_every_class_among_them():
    _, X, _, _ = problem("binary")
    y = np.arange(60) % 12 == 0  # 5 of 60
    estimator = small(WatchedClassifier, early_stopping=True, validation_fraction=0.4, max_iter=1).fit(X, y)
    (X_train, y_train, _), (X_val, y_val, _) = estimator.train_, estimator.held_out_
    assert (len(X_train), len(X_val)) == (36, 24) and (y_train.sum(), y_val.sum()) == (3, 2)
    assert np.array_equal(np.sort(np.vstack([X_train, X_val]), axis=0), np.sort(X, axis=0))
    assert estimator.t_ == 36


@every_task
def test_the_validation_score_is_accuracy_or_r_squared_and_the_loss_that_of_fit(task):
    kind, X, y, _ = problem(task)
    watched = WatchedClassifier if kind is NeuralNetClassifier else WatchedRegressor
    weight = np.arange(60) % 3
    settings = {"early_stopping": True, "validation_fraction": 0.4, "max_iter": 1, "alpha": 0.7}
    estimator = small(watched, **settings).fit(X, y, sample_weight=weight)
    X_val, y_val, w_val = estimator.held_out_
    penalty = estimator.net_.l2_penalty(0.7)[0]
    loss, _ = LOSSES[task](y_val, estimator.net_(X_val), w_val / w_val.mean())
    assert estimator.validation_loss_curve_ == pytest.approx([loss + penalty])
    if kind is NeuralNetClassifier:
        y_val = estimator.classes_[y_val.ravel()]
    expected = estimator.score(X_val, y_val, sample_weight=w_val)
    assert estimator.validation_scores_ == pytest.approx([expected])
    assert task != "numbers" or expected == r2_score(y_val, estimator.predict(X_val), sample_weight=w_val)


def test_early_stopping_with_few_rows():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(30, 4)), np.arange(30) % 15  # 3 rows set aside for 15 classes
    estimator = small(WatchedClassifier, early_stopping=True).fit(X, y)
    assert len(estimator.held_out_[0]) == 3
    for kind in (NeuralNetClassifier, NeuralNetRegressor):
        with pytest.raises(ValueError, match="validation set is too small"):
            small(kind, early_stopping=True).fit(X[:8], y[:8])
        with pytest.raises(ValueError, match="validation set is too small"):
            small(kind, early_stopping=True).fit(X, y, sample_weight=y == 0)


def test_a_setting_that_is_not_constant_in_verbose_prints(capsys):
    kind, X, y, _ = problem("binary")
    small(kind, verbose=True, tol=9, n_iter_no_change=1).fit(X, y)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in lines[:3]] == ["Iteration 1", "Iteration 2", "Iteration 3"]
    assert lines[3:] == ["Training loss did not improve more than tol=9.000000 for 1 consecutive epochs."]
    small(kind, verbose=True, early_stopping=True, max_iter=1, validation_fraction=0.3).fit(X, y)
    assert "Validation score: " in capsys.readouterr().out
    small(kind).fit(X, y)
    assert capsys.readouterr().out == ""


def test_batches_in_order_or_shuffled_and_of_automatic_size():
    kind, X, y, targets = problem("number")
    ordered = small(kind, shuffle=False).fit(X, y)
    rng = np.random.default_rng(0)
    net = mlp([4, 5, 1], ReLU, rng=rng)
    optimizer = Adam(net, 1e-3)
    for start in [*range(0, 60, 16)] * 4:
        _, dscores = squared_error(targets[start : start + 16], net.forward(X[start : start + 16]))
        net.backward(dscores)
        net.grads += net.l2_penalty(1e-4)[1]
        optimizer.step()
    assert np.array_equal(weights(ordered), net.params)
    X, y = np.tile(X, (5, 1)), np.tile(y, 5)
    assert_same(small(kind, batch_size="auto").fit(X, y), small(kind, batch_size=200).fit(X, y), X)
    assert not np.array_equal(weights(small(kind).fit(X, y)), weights(small(kind, shuffle=False).fit(X, y)))


def test_random_state_is_a_number_a_generator_a_random_state_or_none():
    kind, X, y, _ = problem("number")
    assert_same(small(kind).fit(X, y), small(kind, random_state=np.int64(0)).fit(X, y), X)
    assert not np.array_equal(weights(small(kind).fit(X, y)), weights(small(kind, random_state=1).fit(X, y)))
    global_state = pickle.dumps(check_random_state(None).get_state())
    unseeded = [weights(small(kind, random_state=None).fit(X, y)) for _ in range(2)]
    assert not np.array_equal(*unseeded)
    assert pickle.dumps(check_random_state(None).get_state()) == global_state
    assert_same(small(kind).fit(X, y), small(kind, random_state=np.random.default_rng(0)).fit(X, y), X)
    first, second = (small(kind, random_state=check_random_state(5)).fit(X, y) for _ in range(2))
    assert_same(first, second, X)
    before = weights(first)
    assert not np.array_equal(before, weights(first.fit(X, y)))  # the state has moved on


@every_task
def test_clones_and_pickles(task):
    kind, X, y, _ = problem(task)
    estimator = small(kind, alpha=0.3).fit(X, y)
    twin = clone(estimator)
    assert twin.get_params() == estimator.get_params() and not hasattr(twin, "net_") and not hasattr(twin, "coefs_")
    assert_same(estimator, twin.fit(X, y), X)
    copied = pickle.loads(pickle.dumps(estimator))
    assert_same(estimator, copied, X)
    copied.coefs_[0][:] = 0
    assert not np.array_equal(copied.net_.params, estimator.net_.params)


def test_neither_an_estimator_nor_a_pickle_holds_the_data():
    kind, X, y, _ = problem("number")
    sizes = []
    for n in (60, 6000):
        table = np.tile(X, (n // 60, 1))
        estimator = small(kind, max_iter=1, batch_size=6000).fit(table, np.tile(y, n // 60))
        estimator.predict(table)
        assert len(estimator.net_.layers[0].x) == 1
        estimator.net_(table)
        sizes.append(len(pickle.dumps(estimator)))
    assert abs(sizes[1] - sizes[0]) < 100


@pytest.mark.parametrize("random_state", [0, "RandomState"])
def test_a_search_finds_the_same_on_one_core_and_on_two(random_state):
    kind, X, y, _ = problem("classes")
    state = check_random_state(4) if random_state == "RandomState" else random_state
    net = small(kind, random_state=state, max_iter=9, learning_rate_init=0.05)
    pipeline = make_pipeline(StandardScaler(), net)
    grid = {"neuralnetclassifier__alpha": [0.0, 0.1, 0.4], "neuralnetclassifier__solver": ["adam", "sgd"]}
    one, two = (GridSearchCV(pipeline, grid, cv=3, n_jobs=n_jobs).fit(X, y) for n_jobs in (1, 2))
    assert one.best_params_ == two.best_params_
    for name in ("split0_test_score", "split1_test_score", "split2_test_score", "mean_test_score"):
        assert np.array_equal(one.cv_results_[name], two.cv_results_[name])
    assert len(set(one.cv_results_["mean_test_score"])) > 1
    assert_same(one.best_estimator_[-1], two.best_estimator_[-1], X)


def test_breast_cancer_and_diabetes_are_learned():
    X, y = load_breast_cancer(return_X_y=True)
    model = make_pipeline(StandardScaler(), NeuralNetClassifier((16,), max_iter=30, random_state=0))
    assert cross_validate(model, X, y, cv=5)["test_score"].mean() > 0.96
    X, y = load_diabetes(return_X_y=True)
    y = (y - y.mean()) / y.std()
    model = make_pipeline(
        StandardScaler(), NeuralNetRegressor((8,), alpha=0.1, learning_rate_init=0.01, max_iter=30, random_state=0)
    )
    assert cross_validate(model, X, y, cv=5)["test_score"].mean() > 0.4


def state_of(estimator):
    """All that was learned and measured, as bytes, and the network itself."""
    moved = {"net_": estimator.net_.params, "_optimizer": estimator._optimizer.__getstate__()[1].copy()}
    del moved["_optimizer"]["net"]
    settings = estimator.get_params()
    return pickle.dumps([(k, moved.get(k, v)) for k, v in sorted(vars(estimator).items()) if k not in settings])


@every_task
@pytest.mark.parametrize("call", ["fit", "warm", "partial_fit"])
@pytest.mark.parametrize("solver", ["sgd", "adam"])
def test_what_diverges_is_refused_and_leaves_what_was_learned(task, call, solver):
    kind, X, y, _ = problem(task)
    estimator = small(kind, solver=solver).fit(X, y)
    before, net, window = state_of(estimator), estimator.net_, estimator.coefs_[0]
    estimator.set_params(learning_rate_init=1e200, max_iter=50, warm_start=call == "warm")
    if call == "partial_fit":
        X = X * 1e300
    text = message(ValueError, lambda: getattr(estimator, call.replace("warm", "fit"))(X, y))
    assert text.startswith("Solver produced non-finite parameter weights. The input data may contain large values")
    assert "after epoch 1" in text and "fit again: write " in text and "build" not in text
    assert state_of(estimator) == before and estimator.net_ is net and np.shares_memory(window, net.params)
    assert call == "fit" or max(layer.x.shape[0] for layer in net.layers if hasattr(layer, "x")) == 1  # no data is held
    fresh = small(kind, solver=solver, learning_rate_init=1e200)
    names = set(vars(fresh))
    message(ValueError, lambda: fresh.fit(X, y))
    assert set(vars(fresh)) == names


def prices(n=200):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, 3))
    return X, 200_000 + 30_000 * X[:, 0] + 10_000 * X[:, 1] ** 2


def run(text, names):
    exec(text.split("write ")[-1], {"np": np}, names)
    return names


DIVERGING = {"solver": "sgd", "learning_rate_init": 0.01, "nesterovs_momentum": False}


@pytest.mark.parametrize("settings", [DIVERGING, {}], ids=["not finite", "R² below 0"])
@pytest.mark.parametrize("flat", [True, False])
def test_prices_are_told_to_be_scaled_and_then_learned(settings, flat):
    X, y = prices()
    y = y if flat else y.reshape(-1, 1)
    net = NeuralNetRegressor((16,), random_state=0, **settings)
    if settings:
        text = message(ValueError, lambda: net.fit(X, y))
    else:
        with pytest.warns(RuntimeWarning, match="R² on the training rows is -") as caught:
            net.fit(X, y)
        text = str(caught.pop(RuntimeWarning).message)
        assert caught[0].filename == __file__
    found = run(text, {"X": X, "y": y})
    assert "y has a column of size 2" in text and "y_scaler.inverse_transform" in text
    net = clone(net).fit(found["X"], found["y"])
    answers = found["y_scaler"].inverse_transform(net.predict(found["X"]))
    assert r2_score(y, answers) > 0.95


def test_advice_is_in_an_estimators_words():
    X, y = prices()
    y = (y - y.mean()) / y.std() + 3
    with pytest.warns(RuntimeWarning, match="write max_iter = ") as caught:
        net = NeuralNetRegressor((16,), random_state=0, max_iter=10).fit(X, y)
    found = run(str(caught[0].message), {})
    assert net.score(X, y) < 0 < 0.6 < net.set_params(**found).fit(X, y).score(X, y)
    net = NeuralNetRegressor((16,), solver="sgd", learning_rate_init=50, random_state=0)
    found = run(message(ValueError, lambda: net.fit(X, y)), {})
    assert set(found) == {"learning_rate_init"}
    assert net.set_params(**found).fit(X, y).score(X, y) > 0.6


@every_task
def test_early_stopping_keeps_the_best_weights_of_a_run_that_diverges_later_and_says_so(task):
    kind, X, y, _ = problem(task)
    net = small(kind, solver="sgd", early_stopping=True, validation_fraction=0.3, max_iter=50, tol=0)
    net.set_params(n_iter_no_change=np.inf)
    start = mlp([4, 5, {"classes": 3, "numbers": 2}.get(task, 1)], rng=np.random.default_rng(0)).params
    for rate, kept in ((1e200, "the weights are those of the start"), (1e5, "the best weights before that are kept")):
        with pytest.warns(RuntimeWarning, match=f"{kept}: the .* after epoch .* write ") as caught:
            net.set_params(learning_rate_init=rate, alpha=1e-3).fit(X, y)
        assert caught[0].filename == __file__
        assert np.isfinite(weights(net)).all() and np.array_equal(weights(net), start) == (rate == 1e200)
        assert np.isnan(net.validation_scores_[-1]) and len(net.validation_scores_) == net.n_iter_ < 50


@every_task
def test_weights_that_are_not_finite_answer_nothing(task):
    kind, X, y, _ = problem(task)
    net = small(kind).fit(X, y)
    net.coefs_[0][1, 2] = np.nan
    for method in ("predict", "predict_proba", "predict_log_proba"):
        if hasattr(net, method):
            assert "not finite" in message(ValueError, lambda method=method: getattr(net, method)(X))
    assert len(pickle.dumps(net)) > 0


def test_an_interrupted_fit_leaves_what_was_learned():
    kind, X, y, _ = problem("number")
    net = small(kind, warm_start=True).fit(X, y)
    before = state_of(net)

    class Interrupting(float):
        def __rsub__(self, other):
            raise KeyboardInterrupt

        def __radd__(self, other):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        net.set_params(tol=Interrupting(0.1)).fit(X, y)
    assert state_of(net) == before


def test_threads_may_ask_one_estimator_at_once():
    kind, X, y, _ = problem("classes")
    net = small(kind, hidden_layer_sizes=(50, 50)).fit(X, y)
    tables = [np.random.default_rng(seed).normal(size=(500, 4)) for seed in range(40)]
    expected = [net.predict_proba(table) for table in tables]
    with ThreadPoolExecutor(4) as threads:
        for _ in range(5):
            answers = [*threads.map(net.predict_proba, tables)]
            assert all(np.array_equal(one, other) for one, other in zip(answers, expected, strict=True))


WRONG = {
    "hidden 0": ({"hidden_layer_sizes": (5, 0)}, ValueError, ["hidden_layer_sizes", "got 0"]),
    "hidden text": ({"hidden_layer_sizes": "5"}, ValueError, ["hidden_layer_sizes", "'5'"]),
    "hidden none": ({"hidden_layer_sizes": None}, ValueError, ["hidden_layer_sizes", "None"]),
    "activation": ({"activation": "elu"}, ValueError, ["'elu'", "'relu'", "'tanh'", "'logistic'", "'identity'"]),
    "solver": ({"solver": "lbfgs"}, ValueError, ["'lbfgs'", "'adam'", "'sgd'"]),
    "alpha": ({"alpha": -1}, ValueError, ["alpha", "at least 0", "-1"]),
    "batch_size": ({"batch_size": "all"}, ValueError, ["batch_size", "'all'"]),
    "learning_rate_init": ({"learning_rate_init": 0}, ValueError, ["learning_rate_init", "above 0"]),
    "momentum": ({"momentum": 1}, ValueError, ["momentum", "below 1"]),
    "learning_rate": ({"learning_rate": "adaptive"}, ValueError, ["learning_rate", "'adaptive'", "'constant'"]),
    "no learning_rate": ({"learning_rate": None}, ValueError, ["learning_rate", "None", "'constant'"]),
    "tol": ({"tol": -1}, ValueError, ["tol", "at least 0"]),
    "beta_1": ({"beta_1": 1}, ValueError, ["beta_1", "below 1"]),
    "beta_2": ({"beta_2": 1}, ValueError, ["beta_2", "below 1"]),
    "epsilon": ({"epsilon": 0}, ValueError, ["epsilon", "above 0"]),
    "shuffle": ({"shuffle": "no"}, ValueError, ["shuffle", "True or False", "'no'"]),
    "early_stopping": ({"early_stopping": 1}, ValueError, ["early_stopping", "write early_stopping = True"]),
    "warm_start": ({"warm_start": None}, ValueError, ["warm_start", "write warm_start = False"]),
    "nesterovs_momentum": ({"nesterovs_momentum": 0}, ValueError, ["nesterovs_momentum"]),
    "max_iter": ({"max_iter": 0}, ValueError, ["max_iter", "got 0"]),
    "n_iter_no_change": ({"n_iter_no_change": 0}, ValueError, ["n_iter_no_change", "got 0"]),
    "validation_fraction": ({"validation_fraction": 1}, ValueError, ["validation_fraction", "below 1"]),
    "random_state": ({"random_state": "x"}, ValueError, ["'x'"]),
}


@pytest.mark.parametrize("settings, error, words", WRONG.values(), ids=WRONG)
def test_wrong_settings_are_named_and_leave_what_was_learned(settings, error, words):
    kind, X, y, _ = problem("binary")
    estimator = small(kind).fit(X, y)
    before, state = weights(estimator), dict(vars(estimator))
    with pytest.raises(error) as caught:
        estimator.set_params(**settings).fit(X, y)
    assert [word for word in words if word not in str(caught.value)] == [], str(caught.value)
    assert np.array_equal(weights(estimator), before)
    assert {name for name in state if vars(estimator)[name] is not state[name]} == {*settings}


def message(error, call):
    with pytest.raises(error) as caught:
        call()
    return str(caught.value)


def test_what_does_not_fit_what_was_learned_is_refused():
    kind, X, y, _ = problem("classes")
    assert "classes=np.unique(y)" in message(ValueError, lambda: small(kind).partial_fit(X, y))
    assert "early_stopping=False" in message(
        ValueError, lambda: small(kind, early_stopping=True).partial_fit(X, y, classes=np.unique(y))
    )
    estimator = small(kind, warm_start=True).fit(X, y)
    before = weights(estimator)
    strange = np.where(y == "a", "z", y)
    for call, words in [
        (lambda: estimator.partial_fit(X, y, classes=["a", "b"]), "differ from those of the first call"),
        (lambda: estimator.partial_fit(X, strange), "['z']"),
        (lambda: estimator.fit(X, strange), "Previously got ['a' 'b' 'c'], `y` has ['b' 'c' 'z']"),
        (lambda: estimator.fit(X[y != "a"], y[y != "a"]), "`y` has ['b' 'c']"),
        (lambda: estimator.fit(X[:, :3], y), "3 features"),
        (lambda: estimator.set_params(hidden_layer_sizes=(6,)).fit(X, y), "[4, 6, 3]"),
    ]:
        assert words in message(ValueError, call)
        assert np.array_equal(weights(estimator), before)


@pytest.mark.parametrize("kind", [NeuralNetClassifier, NeuralNetRegressor])
def test_before_fit_there_is_nothing_to_predict_with(kind):
    assert "not fitted" in message(NotFittedError, lambda: kind().predict([[1.0]]))
    assert "fit(X, y)" in message(AttributeError, lambda: kind().coefs_)


@pytest.mark.parametrize("kind", [NeuralNetClassifier, NeuralNetRegressor])
def test_every_setting_is_explained(kind):
    assert [name for name in kind().get_params() if name not in kind.__doc__] == []
