"""The estimators are nnlib's networks in scikit-learn's world, and keep all of its promises."""

import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_validate
from sklearn.neural_network import MLPClassifier
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

TASKS = ["binary", "classes", "number", "numbers"]
every_task = pytest.mark.parametrize("task", TASKS)
LOSSES = {
    "binary": binary_cross_entropy,
    "classes": cross_entropy,
    "number": squared_error,
    "numbers": squared_error,
}


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
    estimator = small(kind, activation=activation, solver=solver, alpha=0.1, learning_rate_init=0.02, momentum=0.7)
    estimator.fit(X, y)

    rng = np.random.default_rng(0)
    n_out = targets.max() + 1 if task == "classes" else targets.shape[1]
    net = mlp([4, 5, n_out], layer, rng=rng, dtype=dtype)
    optimizer = Adam(net, 0.02) if solver == "adam" else SGD(net, 0.02, momentum=0.7)
    history = fit(net, LOSSES[task], optimizer, X, targets, rng=rng, epochs=4, batch_size=16, l2=0.1)
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
    estimator.coefs_[-1][:], estimator.intercepts_[-1][:] = 0, np.arange(n_out) + 7
    assert np.array_equal(estimator.net_(X), np.tile(np.arange(n_out) + 7, (60, 1)))  # windows, as in scikit-learn


@pytest.mark.parametrize("sizes, expected", [(7, [(4, 7), (7, 1)]), ((), [(4, 1)]), ([3, 2], [(4, 3), (3, 2), (2, 1)])])
def test_hidden_layer_sizes(sizes, expected):
    kind, X, y, _ = problem("number")
    assert [coef.shape for coef in kind(sizes, max_iter=1).fit(X, y).coefs_] == expected


def test_alpha_is_that_of_scikit_learn_over_the_rows_of_a_batch():
    kind, X, y, _ = problem("binary")
    settings = {"solver": "sgd", "learning_rate_init": 0.1, "momentum": 0.5, "batch_size": 60, "random_state": 0}
    theirs = MLPClassifier((5,), alpha=60 * 0.3, max_iter=1, warm_start=True, nesterovs_momentum=False, **settings)
    ours = kind((5,), alpha=0.3, max_iter=1, warm_start=True, **settings).fit(X, y)
    with pytest.warns(UserWarning, match="Maximum iterations"):
        theirs.fit(X, y)
    for mine, other in zip(ours.coefs_ + ours.intercepts_, theirs.coefs_ + theirs.intercepts_, strict=True):
        mine[:] = other
    with pytest.warns(UserWarning, match="Maximum iterations"):
        theirs.set_params(max_iter=5).fit(X, y)
    ours.set_params(max_iter=5).fit(X, y)
    for mine, other in zip(ours.coefs_ + ours.intercepts_, theirs.coefs_ + theirs.intercepts_, strict=True):
        assert mine == pytest.approx(other, rel=1e-10, abs=1e-12)


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
    history = fit(net, LOSSES[task], Adam(net, 0.05), X, targets, rng=rng, epochs=3, batch_size=60, l2=1e-4)
    assert np.array_equal(weights(estimator), net.params)
    assert estimator.loss_curve_ == curve + history["loss"] and estimator.n_iter_ == 3


def test_without_warm_start_a_second_fit_forgets_the_first():
    kind, X, y, _ = problem("classes")
    once = small(kind).fit(X, y)
    twice = small(kind, hidden_layer_sizes=(3,)).fit(X[:, :2], np.where(y == "a", 1, 0))
    assert_same(once, twice.set_params(hidden_layer_sizes=(5,)).fit(X, y), X)
    assert list(twice.classes_) == ["a", "b", "c"] and len(twice.loss_curve_) == 4


@every_task
def test_early_stopping_stops_and_keeps_the_best_weights(task):
    kind, X, y, _ = problem(task)
    settings = {"early_stopping": True, "validation_fraction": 0.25, "learning_rate_init": 0.05, "alpha": 0.0}
    estimator = small(kind, n_iter_no_change=6, max_iter=500, **settings).fit(X, y)
    curve = estimator.validation_loss_curve_
    best = int(np.argmin(curve)) + 1
    assert estimator.n_iter_ == len(curve) == len(estimator.loss_curve_) == best + 6 < 500
    shorter = small(kind, n_iter_no_change=500, max_iter=best, **settings).fit(X, y)
    assert shorter.validation_loss_curve_ == curve[:best]
    assert_same(estimator, shorter, X)


def test_early_stopping_watches_rows_that_are_not_trained_on_every_class_among_them():
    kind, X, _, _ = problem("binary")
    y = np.arange(60) % 12 == 0  # 5 of 60
    seen = []

    class Watched(kind):
        def _split(self, *arguments):
            seen.extend(super()._split(*arguments))
            return seen

    small(Watched, early_stopping=True, validation_fraction=0.4, max_iter=1).fit(X, y)
    X_train, X_val, y_train, y_val = seen
    assert (len(X_train), len(X_val)) == (36, 24) and (y_train.sum(), y_val.sum()) == (3, 2)
    assert np.array_equal(np.sort(np.vstack([X_train, X_val]), axis=0), np.sort(X, axis=0))


def test_random_state_is_a_number_a_random_state_or_none():
    kind, X, y, _ = problem("number")
    assert_same(small(kind).fit(X, y), small(kind, random_state=np.int64(0)).fit(X, y), X)
    assert not np.array_equal(weights(small(kind).fit(X, y)), weights(small(kind, random_state=1).fit(X, y)))
    global_state = pickle.dumps(check_random_state(None).get_state())
    unseeded = [weights(small(kind, random_state=None).fit(X, y)) for _ in range(2)]
    assert not np.array_equal(*unseeded)
    assert pickle.dumps(check_random_state(None).get_state()) == global_state
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


def test_a_pickle_does_not_hold_the_data():
    kind, X, y, _ = problem("number")
    sizes = []
    for n in (60, 6000):
        estimator = small(kind, max_iter=1, batch_size=6000).fit(np.tile(X, (n // 60, 1)), np.tile(y, n // 60))
        estimator.predict(np.tile(X, (n // 60, 1)))
        sizes.append(len(pickle.dumps(estimator)))
    assert abs(sizes[1] - sizes[0]) < 100


@pytest.mark.parametrize("random_state", [0, "RandomState"])
def test_a_search_finds_the_same_on_one_core_and_on_two(random_state):
    kind, X, y, _ = problem("classes")
    state = check_random_state(4) if random_state == "RandomState" else random_state
    pipeline = make_pipeline(StandardScaler(), small(kind, random_state=state, max_iter=20))
    grid = {"neuralnetclassifier__alpha": [0.0, 0.1, 3.0], "neuralnetclassifier__solver": ["adam", "sgd"]}
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


def test_a_loss_that_diverges_warns_and_ends():
    kind, X, y, _ = problem("number")
    with pytest.warns(RuntimeWarning, match="smaller lr"):
        estimator = small(kind, solver="sgd", learning_rate_init=1e6, max_iter=50).fit(X, y)
    assert estimator.n_iter_ < 50


WRONG = {
    "hidden 0": ({"hidden_layer_sizes": (5, 0)}, ValueError, ["hidden_layer_sizes", "got 0"]),
    "hidden text": ({"hidden_layer_sizes": "5"}, ValueError, ["hidden_layer_sizes", "'5'"]),
    "hidden none": ({"hidden_layer_sizes": None}, ValueError, ["hidden_layer_sizes", "None"]),
    "activation": ({"activation": "elu"}, ValueError, ["'elu'", "'relu'", "'tanh'", "'logistic'"]),
    "solver": ({"solver": "lbfgs"}, ValueError, ["'lbfgs'", "'adam'", "'sgd'"]),
    "alpha": ({"alpha": -1}, ValueError, ["alpha", "at least 0", "-1"]),
    "batch_size": ({"batch_size": "auto"}, ValueError, ["batch_size", "'auto'"]),
    "learning_rate_init": ({"learning_rate_init": 0}, ValueError, ["learning_rate_init", "above 0"]),
    "momentum": ({"momentum": 1}, ValueError, ["momentum", "below 1"]),
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
    assert {name for name in state if vars(estimator)[name] is not state[name]} <= {*settings, "classes_"}


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
        (lambda: estimator.fit(X, strange), "['z']"),
        (lambda: estimator.fit(X[:, :3], y), "3 features"),
        (lambda: clone(estimator).fit(X, np.full(60, "a")), "at least 2 classes"),
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
