"""Standardizer, and the two data sets."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.validation import check_is_fitted

from nnlib import Standardizer
from nnlib.data import sum_difference, xor


def test_standardizer_worked_example():
    X = np.array([[1.0, 10.0], [3.0, 10.0], [5.0, 40.0]])
    scaler = Standardizer()
    Z = scaler.fit_transform(X)
    # column 0: mean 3, deviations -2, 0, 2, population variance 8/3; column 1: mean 20, -10, -10, 20, variance 200
    assert np.array_equal(scaler.mean_, [3, 20])
    assert scaler.scale_ == pytest.approx(np.sqrt([8 / 3, 200]), rel=1e-15)
    expected = np.array([[-2, 0, 2] / np.sqrt(8 / 3), [-10, -10, 20] / np.sqrt(200)]).T
    assert pytest.approx(expected, rel=1e-15) == Z


def test_unseen_rows_are_put_on_the_scale_of_the_training_rows():
    scaler = Standardizer().fit(np.array([[0.0], [2.0]]))  # mean 1, deviation 1
    assert np.array_equal(scaler.transform(np.array([[101.0]])), [[100]])
    assert np.array_equal(scaler.mean_, [1])
    assert np.array_equal(scaler.inverse_transform(np.array([[100.0]])), [[101]])


def test_a_constant_column_is_only_centered():
    X = np.column_stack([np.full(3, 0.1), [1.0, 2.0, 3.0]])
    scaler = Standardizer().fit(X)  # the mean of three 0.1 is not 0.1, so their computed deviation is 1e-17, not 0
    assert scaler.scale_[0] == 1
    assert scaler.transform(X)[:, 0] == pytest.approx(np.zeros(3), abs=1e-16)
    assert scaler.transform([[1.1, 2.0]])[0, 0] == pytest.approx(1)


def test_one_row_is_only_centered():
    assert np.array_equal(Standardizer().fit_transform([[5.0, 7.0]]), [[0, 0]])


def test_same_as_scikit_learn(rng):
    X, unseen = rng.normal(5, 3, (40, 4)), rng.normal(size=(7, 4))
    X[:, 2] = 8
    ours, theirs = Standardizer().fit(X), StandardScaler().fit(X)
    assert ours.mean_ == pytest.approx(theirs.mean_, rel=1e-14)
    assert ours.scale_ == pytest.approx(theirs.scale_, rel=1e-14)
    assert ours.transform(unseen) == pytest.approx(theirs.transform(unseen), rel=1e-12, abs=1e-14)
    assert ours.inverse_transform(unseen) == pytest.approx(theirs.inverse_transform(unseen), rel=1e-12, abs=1e-14)


def test_fit_transform_is_fit_then_transform_and_fit_returns_the_scaler(rng):
    X = rng.normal(size=(10, 2))
    scaler = Standardizer()
    assert scaler.fit(X) is scaler
    assert np.array_equal(scaler.transform(X), Standardizer().fit_transform(X))


def test_a_second_fit_replaces_the_first(rng):
    X = rng.normal(size=(10, 2))
    again = Standardizer().fit(100 * X[:, :1] + 5).fit(X)
    assert np.array_equal(again.transform(X), Standardizer().fit_transform(X))


def test_data_is_left_as_it_is_and_results_are_new_arrays(rng):
    X = np.array([[-1.0], [1.0]])  # mean 0, deviation 1: the numbers do not change
    before = X.copy()
    scaler = Standardizer().fit(X)
    for Z in (scaler.transform(X), scaler.inverse_transform(X)):
        assert np.array_equal(Z, X) and not np.shares_memory(Z, X)
        Z += 1
    assert np.array_equal(X, before)


@pytest.mark.parametrize("kind", [np.int64, np.uint8, bool, np.float64, list])
def test_whole_numbers_and_lists_are_accepted(kind):
    X = [[0], [1], [1], [0]] if kind is list else np.array([[0], [1], [1], [0]], dtype=kind)
    assert np.array_equal(Standardizer().fit_transform(X), [[-1], [1], [1], [-1]])


def test_float32_stays_float32():
    X = np.array([[1, 2], [3, 2]], dtype=np.float32)
    scaler = Standardizer()
    Z = scaler.fit_transform(X)
    arrays = [Z, scaler.inverse_transform(Z), scaler.mean_, scaler.scale_]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


def test_targets_are_passed_by_and_may_be_standardized_themselves(rng):
    X, y = rng.normal(size=(10, 2)), 200_000 + 50_000 * rng.normal(size=(10, 1))
    assert np.array_equal(Standardizer().fit_transform(X, y), Standardizer().fit_transform(X))
    assert np.array_equal(Standardizer().fit(X, y.ravel()).mean_, Standardizer().fit(X).mean_)
    scaler = Standardizer().fit(y)
    assert scaler.transform(y).std() == pytest.approx(1)
    assert scaler.inverse_transform(scaler.transform(y)) == pytest.approx(y)


@pytest.mark.parametrize("size, dtype", [(1e160, float), (1e307, float), (1e30, np.float32)])
def test_numbers_whose_squares_overflow_are_refused_with_a_remedy(rng, size, dtype):
    X = (rng.normal(size=(20, 3)) * size).astype(dtype)
    with pytest.raises(ValueError, match="whose squares overflow; write X = ") as caught:
        Standardizer().fit(X)
    scope = {"np": np, "X": X}
    exec(str(caught.value).split("write ")[1], scope)
    assert Standardizer().fit_transform(scope["X"]) == pytest.approx(
        Standardizer().fit_transform(X.astype(float) / size), abs=1e-5
    )


def test_a_pipeline_scales_what_it_is_given_and_nothing_else(rng):
    X, unseen = rng.normal(5, 3, (40, 4)), rng.normal(size=(7, 4))
    y = X @ [1, 2, 3, 4] + rng.normal(size=40)
    ours, theirs = (
        make_pipeline(scaler, LinearRegression()).fit(X, y) for scaler in (Standardizer(), StandardScaler())
    )
    assert ours.predict(unseen) == pytest.approx(theirs.predict(unseen))
    assert ours.score(X, y) == pytest.approx(theirs.score(X, y))
    assert ours[:-1].transform(unseen) == pytest.approx(theirs[:-1].transform(unseen))
    assert ours[:-1].inverse_transform(unseen) == pytest.approx(theirs[:-1].inverse_transform(unseen))
    assert "Standardizer()" in repr(ours) and "Standardizer" in ours._repr_html_()
    some = ColumnTransformer([("some", Standardizer(), [0, 2]), ("others", "passthrough", [1, 3])])
    assert some.fit_transform(X).std(axis=0) == pytest.approx([1, 1, *X[:, [1, 3]].std(axis=0)])


def test_scikit_learn_clones_a_standardizer_without_what_it_has_learned(rng):
    X = rng.normal(size=(40, 2))
    pipeline = make_pipeline(Standardizer(), LinearRegression()).fit(X, X[:, 0])
    for copy in (clone(pipeline.steps[0][1]), clone(pipeline)[0]):
        assert type(copy) is Standardizer and not vars(copy)
        with pytest.raises(ValueError, match="not fitted"):
            check_is_fitted(copy)
    check_is_fitted(pipeline[0])
    search = GridSearchCV(pipeline, {"standardizer": [Standardizer(), StandardScaler()]}, cv=3).fit(X, X[:, 0])
    assert np.ptp(search.cv_results_["mean_test_score"]) == pytest.approx(0)


def test_xor_is_the_whole_truth_table():
    X, y = xor()
    assert X.dtype == y.dtype == float
    assert np.array_equal(X, [[0, 0], [0, 1], [1, 0], [1, 1]])
    assert np.array_equal(y, [[0], [1], [1], [0]])


def test_xor_is_new_each_time():
    xor()[0][:] = 7
    assert xor()[0].max() == 1


def test_sum_difference_targets(rng):
    X, Y = sum_difference(1000, rng=rng)
    assert X.shape == (1000, 2) and Y.shape == (1000, 3)
    a, b = X[:, 0], X[:, 1]
    assert np.array_equal(Y, np.array([a + b, a - b, abs(a - b)]).T)


def test_sum_difference_is_uniform_from_0_to_100(rng):
    X, _ = sum_difference(rng=rng)
    assert X.shape == (10_000, 2)
    assert X.min() >= 0 and X.max() < 100
    # the mean of 10,000 such numbers has deviation 100 / sqrt(12) / 100 = 0.29
    assert X.mean(axis=0) == pytest.approx(np.array([50, 50]), abs=1.5)
    assert np.percentile(X, [10, 90]) == pytest.approx(np.array([10, 90]), abs=1.5)
    assert abs(np.corrcoef(X.T)[0, 1]) < 0.05


def test_the_same_seed_gives_the_same_pairs():
    pairs = [sum_difference(5, rng=np.random.default_rng(seed))[0] for seed in (0, 0, 1)]
    assert np.array_equal(pairs[0], pairs[1])
    assert not np.array_equal(pairs[0], pairs[2])


def test_a_column_whose_deviation_underflows_counts_as_constant():
    Z = Standardizer().fit_transform(np.array([[0.0], [1e-200]]))
    assert np.isfinite(Z).all()
