"""What the estimators take: DataFrames, sparse tables, labels of any kind, several labels a row, weights of rows."""

import numpy as np
import pytest
import scipy.sparse
from sklearn import config_context
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.datasets import make_multilabel_classification
from sklearn.ensemble import AdaBoostClassifier, AdaBoostRegressor
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.inspection import permutation_importance
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GridSearchCV, cross_val_predict, cross_validate
from sklearn.multioutput import MultiOutputClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.utils.multiclass import type_of_target

from nnlib import NeuralNetClassifier, NeuralNetRegressor, binary_cross_entropy, sigmoid

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")  # few epochs, on purpose
KINDS = [NeuralNetClassifier, NeuralNetRegressor]
every_kind = pytest.mark.parametrize("kind", KINDS)
FORMATS = [
    getattr(scipy.sparse, f"{name}_{kind}") for name in ("csr", "csc", "dok", "lil") for kind in ("matrix", "array")
]


def data(kind, n=60):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, 4))
    y = X[:, 0] + X[:, 1] * X[:, 2]
    return X, np.digitize(y, [-0.5, 0.5]) if kind is NeuralNetClassifier else y


def small(kind, **settings):
    return kind(**{"hidden_layer_sizes": (5,), "random_state": 0, "max_iter": 5, **settings})


def learning(kind, **settings):
    return small(kind, **{"learning_rate_init": 0.03, "max_iter": 60, **settings})


def assert_close(one, other):
    assert one.net_.params == pytest.approx(other.net_.params, rel=1e-9, abs=1e-12)


def message(error, call):
    with pytest.raises(error) as caught:
        call()
    return str(caught.value)


# weights


@every_kind
@pytest.mark.parametrize("solver", ["adam", "sgd"])
@pytest.mark.parametrize("call", ["fit", "partial_fit"])
def test_a_weight_of_2_is_a_row_twice_and_of_0_no_row(kind, solver, call):
    X, y = data(kind)
    weight = np.random.default_rng(1).integers(0, 3, size=60)
    times = {"classes": np.unique(y)} if kind is NeuralNetClassifier and call == "partial_fit" else {}
    net = small(kind, solver=solver, batch_size=120)
    weighed = getattr(clone(net), call)(X, y, sample_weight=weight, **times)
    repeated = getattr(clone(net), call)(X.repeat(weight, axis=0), y.repeat(weight), **times)
    assert_close(weighed, repeated)
    assert weighed.loss_curve_ == pytest.approx(repeated.loss_curve_)
    assert_close(weighed, getattr(clone(net), call)(X, y, sample_weight=7.0 * weight, **times))
    assert np.abs(weighed.net_.params - getattr(clone(net), call)(X, y, **times).net_.params).max() > 1e-4


@every_kind
def test_equal_weights_are_none_also_with_early_stopping(kind):
    X, y = data(kind)
    net = small(kind, early_stopping=True, validation_fraction=0.3, max_iter=20, learning_rate_init=0.02)
    one, other = clone(net).fit(X, y, sample_weight=np.full(60, 3.0)), clone(net).fit(X, y)
    assert_close(one, other)
    assert one.validation_scores_ == pytest.approx(other.validation_scores_)


@every_kind
@pytest.mark.parametrize(
    "weight, words",
    [(np.ones(59), "(60,)"), (np.zeros(60), "not all 0"), (-np.ones(60), "zero or more"), (np.full(60, np.nan), "NaN")],
    ids=["59 rows", "all 0", "below 0", "NaN"],
)
def test_weights_that_weigh_nothing_are_refused_and_leave_what_was_learned(kind, weight, words):
    X, y = data(kind)
    net = small(kind).fit(X, y)
    before = net.net_.params.copy()
    stopped = small(kind, early_stopping=True, validation_fraction=0.3)
    for call in (net.fit, net.partial_fit, stopped.fit):
        assert words in message(ValueError, lambda call=call: call(X, y, sample_weight=weight))
        assert np.array_equal(net.net_.params, before)


def test_boosting_weighs_rows():
    X, y = data(NeuralNetClassifier, 200)
    net = small(NeuralNetClassifier, hidden_layer_sizes=(2,), max_iter=9, learning_rate_init=0.02)
    boosted = AdaBoostClassifier(net, n_estimators=20, random_state=0).fit(X, y)
    assert len(boosted.estimators_) > 1 and boosted.score(X, y) > max(0.6, clone(net).fit(X, y).score(X, y))
    X, y = data(NeuralNetRegressor, 200)
    boosted = AdaBoostRegressor(learning(NeuralNetRegressor), n_estimators=3, random_state=0).fit(X, y)
    assert boosted.score(X, y) > 0.5


def test_weights_find_their_way_through_a_search():
    X, y = data(NeuralNetClassifier)
    weight = np.where(y == 1, 9.0, 1.0)
    with config_context(enable_metadata_routing=True):
        net = learning(NeuralNetClassifier).set_fit_request(sample_weight=True).set_score_request(sample_weight=True)
        assert "sample_weight" in str(net.set_partial_fit_request(sample_weight=True, classes=True)._metadata_request)
        search = GridSearchCV(net, {"alpha": [1e-3, 1e-2]}, cv=2).fit(X, y, sample_weight=weight)
        expected = clone(net).set_params(**search.best_params_).fit(X, y, sample_weight=weight)
        assert_close(search.best_estimator_, expected)
        assert_close(make_pipeline(expected).fit(X, y, sample_weight=weight)[-1], expected)


# sparse tables


@every_kind
@pytest.mark.parametrize("container", FORMATS, ids=lambda container: container.__name__)
@pytest.mark.parametrize("dtype", [np.float64, np.float32, int])
def test_sparse_tables_are_learned_and_answered_as_full_ones(kind, container, dtype):
    X, y = data(kind)
    X = np.where(np.abs(X) > 0.8, 3 * X, 0).astype(dtype)
    full, sparse = (small(kind).fit(table, y) for table in (X, container(X)))
    assert np.array_equal(full.net_.params, sparse.net_.params)
    assert sparse.net_.params.dtype == (np.float32 if dtype == np.float32 else np.float64)
    assert np.array_equal(full.predict(X), sparse.predict(container(X)))
    rows = np.tile(X, (40, 1))
    assert sparse.predict(container(rows)) == pytest.approx(np.tile(full.predict(X), 40), rel=1e-4)
    full.partial_fit(X, y)
    sparse.partial_fit(container(X), y)
    assert np.array_equal(full.net_.params, sparse.net_.params)
    wrong = container(np.where(X == 0, X, np.nan)) if dtype is not int else container(X[:, :3])
    assert message(ValueError, lambda: sparse.predict(wrong))


@pytest.mark.parametrize("n_towns", [3, 8, 30])
def test_an_encoder_in_a_column_transformer_gives_what_can_be_learned(n_towns):
    pd = pytest.importorskip("pandas")
    rng = np.random.default_rng(0)
    town = rng.integers(n_towns, size=400)
    table = pd.DataFrame({"town": [f"town {i}" for i in town], "age": rng.normal(40, 10, size=400)})
    y = np.where(town % 2 == 0, "yes", "no")
    columns = make_column_transformer((OneHotEncoder(), ["town"]), (StandardScaler(), ["age"]))
    net = learning(NeuralNetClassifier)
    model = make_pipeline(columns, net).fit(table, y)
    assert scipy.sparse.issparse(columns.fit_transform(table)) == (n_towns > 3)
    assert model.score(table, y) == 1.0


def test_words_of_texts_are_counted_and_learned():
    texts = ["good film", "bad film", "a good one", "bad, bad", "good good", "not a bad film"] * 5
    y = [1, 0, 1, 0, 1, 0] * 5
    assert make_pipeline(CountVectorizer(), learning(NeuralNetClassifier)).fit(texts, y).score(texts, y) == 1.0


# DataFrames


@every_kind
@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_data_frames_bring_names(kind, library):
    frames = pytest.importorskip(library)
    X, y = data(kind)
    table = frames.DataFrame({name: X[:, i] for i, name in enumerate("abcd")})
    target = frames.Series(y)
    net, plain = small(kind).fit(table, target), small(kind).fit(X, y)
    assert np.array_equal(net.net_.params, plain.net_.params)
    assert np.array_equal(net.predict(table), plain.predict(X)) and not hasattr(plain, "feature_names_in_")
    if hasattr(StandardScaler().fit(table), "feature_names_in_"):  # scikit-learn below 1.9 reads no names of new polars
        assert list(net.feature_names_in_) == list("abcd")
        assert "names should match" in message(ValueError, lambda: net.predict(table[list("dcba")]))
    net.partial_fit(table, target, sample_weight=frames.Series(np.ones(60)))
    small(kind, early_stopping=True, validation_fraction=0.3).fit(table, target)
    twice = frames.DataFrame({"one": y, "other": y})
    if kind is NeuralNetRegressor:
        assert small(kind).fit(table, twice).predict(table).shape == (60, 2)


# labels


def two_kinds(first, second):
    return [first, second, second] * 20


LABELS = {
    "words": two_kinds("no", "yes"),
    "words as objects": np.array(two_kinds("no", "yes"), dtype=object),
    "bool": np.array(two_kinds(False, True)),
    "bools as objects": np.array(two_kinds(False, True), dtype=object),
    "numbers": two_kinds(3, 7),
    "numbers as objects": np.array(two_kinds(3, 7), dtype=object),
    "below 0": np.array(two_kinds(-1, 1), dtype=np.int8),
    "floats": two_kinds(0.0, 1.0),
    "dates": np.array(two_kinds("2020-01-01", "2021-01-01"), dtype="datetime64[D]"),
    "a column": np.array(two_kinds(0, 1)).reshape(-1, 1),
}


@pytest.mark.filterwarnings("ignore:A column-vector y")
@pytest.mark.parametrize("y", LABELS.values(), ids=LABELS)
def test_labels_of_any_kind(y):
    X = np.where(np.arange(60) % 3 == 0, 1.0, -1.0).reshape(-1, 1)
    net = learning(NeuralNetClassifier).fit(X, y)
    first, second = np.ravel(y)[:2]
    assert list(net.classes_) == [first, second] and list(net.predict(X)) == list(np.ravel(y))
    assert net.score(X, y) == 1.0 and type_of_target(net.predict(X)) == "binary"


@pytest.mark.parametrize("library, dtype", [("pandas", name) for name in ("category", "string", "Int64", "boolean")])
def test_labels_of_pandas_own_kinds(library, dtype):
    frames = pytest.importorskip(library)
    first, second = {"Int64": (3, 7), "boolean": (False, True)}.get(dtype, ("no", "yes"))
    y = frames.Series(two_kinds(first, second), dtype=dtype)
    X = np.where(np.arange(60) % 3 == 0, 1.0, -1.0).reshape(-1, 1)
    net = learning(NeuralNetClassifier).fit(X, y)
    assert net.classes_.tolist() == [first, second] and net.predict(X).tolist() == list(y)
    assert type(net.classes_.tolist()[0]) is type(first)
    if dtype != "boolean":
        assert net.score(X, y) == 1.0
    y = frames.Series([None if i == 5 else label for i, label in enumerate(y)], dtype=dtype)
    assert message(ValueError, lambda: net.fit(X, y))
    assert net.predict(X).tolist() == two_kinds(first, second)


MISSING = {
    "NaN among words": two_kinds("a", np.nan),
    "None among words": two_kinds("a", None),
    "None as objects": np.array(two_kinds("a", None), dtype=object),
    "NaN among numbers": np.array(two_kinds(1.0, np.nan)),
    "NaN as objects": np.array(two_kinds(1, np.nan), dtype=object),
}


@pytest.mark.parametrize("y", MISSING.values(), ids=MISSING)
def test_missing_labels_are_refused(y):
    X, _ = data(NeuralNetClassifier)
    text = message(ValueError, lambda: small(NeuralNetClassifier).fit(X, y))
    assert "NaN" in text
    if "write" in text:
        names = {"np": np, "X": X, "y": y}
        exec(text.split("write ")[1], names)
        assert len(names["X"]) == len(names["y"]) == 20 and set(names["y"]) <= {"a", 1}


def test_labels_of_two_kinds_are_refused_and_the_advice_works():
    X, _ = data(NeuralNetClassifier)
    for y in (two_kinds(1, "a"), np.array(two_kinds(1, "a"), dtype=object)):
        names = {"y": y}
        text = message(ValueError, lambda y=y: small(NeuralNetClassifier).fit(X, y))
        exec(text.split("write ")[1], names)
        assert list(small(NeuralNetClassifier).fit(X, names["y"]).classes_) == ["1", "a"]


@every_kind
def test_hidden_values_are_not_learned_from(kind):
    X, y = data(kind)
    net = small(kind).fit(X, y)
    hidden = np.ma.array(X, mask=X > 2)
    for call in (
        lambda: net.fit(hidden, y),
        lambda: net.fit(X, np.ma.array(y, mask=y > 0)),
        lambda: net.predict(hidden),
    ):
        assert "hidden values" in message(ValueError, call)
    assert np.array_equal(small(kind).fit(np.ma.array(X), y).net_.params, net.net_.params)


def test_one_class_is_every_answer_and_told():
    X, _ = data(NeuralNetClassifier)
    with pytest.warns(RuntimeWarning, match="y holds 1 class, a, which will be every answer") as caught:
        net = small(NeuralNetClassifier).fit(X, ["a"] * 60)
    assert caught[0].filename == __file__
    assert set(net.predict(X)) == {"a"}
    assert np.array_equal(net.predict_proba(X), np.ones((60, 1))) and not net.predict_log_proba(X).any()


# probabilities


@pytest.mark.parametrize("n_classes", [2, 3])
def test_logarithms_of_probabilities_are_right_also_where_those_are_0(n_classes):
    X, y = data(NeuralNetClassifier)
    net = small(NeuralNetClassifier).fit(X, y % n_classes)
    assert net.predict_log_proba(X) == pytest.approx(np.log(net.predict_proba(X)))
    net.coefs_[0] *= 1e3
    net.coefs_[1] *= 1e3
    p, log_p = net.predict_proba(X), net.predict_log_proba(X)
    assert p.min() == 0 and np.isfinite(log_p).all() and log_p.min() < -1000
    assert np.exp(log_p) == pytest.approx(p)


# several labels a row


def several(n=80):
    X, Y = make_multilabel_classification(n_samples=n, n_classes=4, random_state=0)
    return StandardScaler().fit_transform(X), Y


def test_several_labels_a_row():
    X, Y = several()
    net = learning(NeuralNetClassifier, max_iter=200).fit(X, Y)
    assert net.predict(X).shape == net.predict_proba(X).shape == net.predict_log_proba(X).shape == (80, 4)
    assert net.predict(X).dtype.kind == "i" and np.array_equal(net.predict(X), net.predict_proba(X) > 0.5)
    assert np.array_equal(net.predict_proba(X), sigmoid(net.net_(X)))
    assert np.exp(net.predict_log_proba(X)) == pytest.approx(net.predict_proba(X), abs=1e-15)
    assert (net.n_outputs_, net.out_activation_, list(net.classes_)) == (4, "logistic", [0, 1, 2, 3])
    assert net.score(X, Y) == accuracy_score(Y, net.predict(X)) > 0.9
    loss, _ = binary_cross_entropy(Y, net.net_(X))
    assert loss == pytest.approx(net.loss_, rel=0.3)


@pytest.mark.parametrize("make", [np.ndarray.tolist, scipy.sparse.csr_matrix, lambda Y: Y.astype(bool), np.float32])
def test_several_labels_in_other_forms(make):
    X, Y = several()
    assert_close(small(NeuralNetClassifier).fit(X, Y), small(NeuralNetClassifier).fit(X, make(Y)))


def test_several_labels_in_all_that_goes_on():
    X, Y = several()
    whole, parts = small(NeuralNetClassifier).fit(X, Y), small(NeuralNetClassifier)
    for classes in (None, range(4), [3, 2, 1, 0], None, None):
        parts.partial_fit(X, Y, classes=classes)
    assert_close(whole, parts)
    stopped = small(NeuralNetClassifier, early_stopping=True, validation_fraction=0.3, max_iter=9).fit(X, Y)
    assert len(stopped.validation_scores_) == 9 and stopped.predict(X).shape == (80, 4)
    small(NeuralNetClassifier, warm_start=True).fit(X, Y).fit(X, Y, sample_weight=np.arange(80))
    assert cross_val_predict(whole, X, Y, cv=3).shape == (80, 4)
    assert MultiOutputClassifier(whole).fit(X, Y).predict(X).shape == (80, 4)
    for call, words in [
        (lambda: parts.partial_fit(X, Y[:, :3]), "3 columns, but there are 4 labels"),
        (lambda: parts.partial_fit(X, Y[:, 0]), "a column for each label"),
        (lambda: small(NeuralNetClassifier).fit(X, Y[:, 0]).partial_fit(X, Y), "a column for each label"),
        (lambda: small(NeuralNetClassifier).fit(X, Y + 1), "0 or 1"),
        (lambda: small(NeuralNetClassifier).fit(X, 2 * Y), "0 or 1"),
        (lambda: small(NeuralNetClassifier).partial_fit(X, Y, classes=range(5)), "4 columns, but there are 5 labels"),
    ]:
        assert words in message(ValueError, call)


# scikit-learn's world


@every_kind
@pytest.mark.parametrize("backend", ["threading", "loky"])
def test_several_cores_find_what_one_finds(kind, backend):
    from joblib import parallel_config

    X, y = data(kind)
    net = small(kind, max_iter=9)
    alone = cross_validate(net, X, y, cv=4)["test_score"]
    with parallel_config(backend=backend, n_jobs=2):
        assert np.array_equal(cross_validate(net, X, y, cv=4)["test_score"], alone)
        importance = permutation_importance(clone(net).fit(X, y), X, y, random_state=0, n_repeats=3)
    expected = permutation_importance(clone(net).fit(X, y), X, y, random_state=0, n_repeats=3)
    assert np.array_equal(importance.importances, expected.importances)


@every_kind
def test_warm_starts_with_other_targets_are_refused(kind):
    X, y = data(kind)
    net = small(kind, warm_start=True).fit(X, y)
    other = np.column_stack([y, y]) if kind is NeuralNetRegressor else y % 2
    before = net.net_.params.copy()
    words = "y has 2 targets a row, the network 1" if kind is NeuralNetRegressor else "same classes"
    assert words in message(ValueError, lambda: net.fit(X, other))
    assert message(ValueError, lambda: net.partial_fit(X, np.column_stack([y, y])))
    assert np.array_equal(net.net_.params, before) and np.array_equal(net.fit(X, y).predict(X).shape, (60,))
