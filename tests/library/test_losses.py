"""Losses: the numbers by hand, one convention for all three, scores of any size."""

import numpy as np
import pytest

from nnlib import binary_cross_entropy, cross_entropy, sigmoid, softmax, squared_error

LOSSES = [squared_error, binary_cross_entropy, cross_entropy]
every_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)


def example(loss, n, n_out, rng):
    y = {
        squared_error: lambda: rng.normal(size=(n, n_out)),
        binary_cross_entropy: lambda: rng.random((n, n_out)),
        cross_entropy: lambda: rng.integers(0, n_out, n),
    }[loss]()
    return y, 3 * rng.normal(size=(n, n_out))


def one_hot(y, n_out):
    return np.eye(n_out)[y] if y.ndim == 1 else y


def test_squared_error_worked_example():
    y, scores = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[2.0, 2.0], [0.0, 6.0]])
    # half squares per row: (1 + 0) / 2 and (9 + 4) / 2; their mean is (0.5 + 6.5) / 2
    value, dscores = squared_error(y, scores)
    assert value == 3.5
    assert np.array_equal(dscores, [[0.5, 0], [-1.5, 1]])  # (scores - y) / 2


def test_binary_cross_entropy_worked_example():
    y, scores = np.array([[1.0], [0.0]]), np.array([[np.log(3)], [np.log(3)]])
    # p = 3/4 in both rows, so -log 3/4 and -log 1/4; (p - y) / 2 = -1/8 and 3/8
    value, dscores = binary_cross_entropy(y, scores)
    assert value == pytest.approx((np.log(4 / 3) + np.log(4)) / 2, rel=1e-15)
    assert dscores == pytest.approx(np.array([[-1 / 8], [3 / 8]]), rel=1e-15)


def test_cross_entropy_worked_example():
    y, scores = np.array([0, 2]), np.log([[1.0, 2, 5], [3, 3, 2]])
    # p = 1/8, 2/8, 5/8 and 3/8, 3/8, 2/8; the classes have 1/8 and 2/8
    value, dscores = cross_entropy(y, scores)
    assert value == pytest.approx((np.log(8) + np.log(4)) / 2, rel=1e-15)
    assert dscores == pytest.approx(np.array([[-7, 2, 5], [3, 3, -6]]) / 16, rel=1e-15)


def test_before_training_all_classes_are_equally_likely():
    assert cross_entropy(np.arange(10), np.zeros((10, 10)))[0] == pytest.approx(np.log(10), rel=1e-15)
    assert binary_cross_entropy(np.array([[0.0], [1.0]]), np.zeros((2, 1)))[0] == pytest.approx(np.log(2), rel=1e-15)


@every_loss
@pytest.mark.parametrize("n, n_out", [(1, 1), (7, 3)])
def test_the_gradient_is_prediction_minus_target_over_n(loss, n, n_out, rng):
    y, scores = example(loss, n, n_out, rng)
    _, dscores = loss(y, scores)
    assert dscores == pytest.approx((loss.link(scores) - one_hot(y, n_out)) / n, abs=1e-15)


def test_links():
    scores = np.array([[1.0, -2.0, 3.0]])
    assert squared_error.link(scores) is scores
    assert np.array_equal(binary_cross_entropy.link(scores), sigmoid(scores))
    assert np.array_equal(cross_entropy.link(scores), softmax(scores))


@every_loss
def test_outputs_are_summed_and_samples_averaged(loss, rng):
    y, scores = example(loss, 6, 4, rng)
    rows = [loss(y[[i]], scores[[i]])[0] for i in range(6)]
    assert loss(y, scores)[0] == pytest.approx(np.mean(rows), rel=1e-14)
    if loss is not cross_entropy:
        columns = [loss(y[:, [k]], scores[:, [k]])[0] for k in range(4)]
        assert loss(y, scores)[0] == pytest.approx(np.sum(columns), rel=1e-14)


@every_loss
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_value_is_a_plain_number_and_the_gradient_keeps_shape_and_dtype(loss, dtype, rng):
    y, scores = example(loss, 7, 3, rng)
    y = y if loss is cross_entropy else y.astype(dtype)
    value, dscores = loss(y, scores.astype(dtype))
    assert type(value) is float
    assert dscores.shape == (7, 3) and dscores.dtype == dtype


@every_loss
def test_arguments_are_left_as_they_are(loss, rng):
    y, scores = example(loss, 7, 3, rng)
    y_before, scores_before = y.copy(), scores.copy()
    _, dscores = loss(y, scores)
    assert np.array_equal(y, y_before) and np.array_equal(scores, scores_before)
    assert not np.shares_memory(dscores, scores) and not np.shares_memory(dscores, y)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int32, np.int64, np.uint64])
def test_class_numbers_may_be_any_integers(dtype):
    scores = np.log([[1.0, 3.0], [1.0, 1.0]])
    assert cross_entropy(np.array([1, 0], dtype), scores)[0] == pytest.approx(np.log(8 / 3) / 2, rel=1e-14)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_extreme_scores_binary(dtype):
    y, scores = np.array([[0], [1], [0], [1]], dtype), np.array([[-1e4], [1e4], [1e4], [-1e4]], dtype)
    with np.errstate(all="raise", under="ignore"):
        value, dscores = binary_cross_entropy(y, scores)
    assert value == 5000  # two rows are certain and right: 0; two are certain and wrong: 1e4 each; over 4
    assert np.array_equal(dscores, [[0], [0], [0.25], [-0.25]])


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_extreme_scores_classes(dtype):
    scores = np.array([[1e4, -1e4, 0], [1e4, -1e4, 0]], dtype)
    with np.errstate(all="raise", under="ignore"):
        value, dscores = cross_entropy(np.array([0, 1]), scores)
    assert value == 10000  # 0 for the first row, 2e4 for the second, over 2
    assert np.array_equal(dscores, [[0, 0, 0], [0.5, -0.5, 0]])


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_extreme_scores_numbers(dtype):
    with np.errstate(all="raise", under="ignore"):
        value, dscores = squared_error(np.array([[-1e4]], dtype), np.array([[1e4]], dtype))
    assert value == 2e8
    assert np.array_equal(dscores, [[2e4]])


def test_softmax_of_extreme_scores():
    with np.errstate(all="raise", under="ignore"):
        assert np.array_equal(softmax(np.array([[1e4, -1e4], [-1e4, -1e4]])), [[1, 0], [0.5, 0.5]])


def test_softmax_takes_one_row_too():
    assert softmax(np.log([1.0, 2, 5])) == pytest.approx(np.array([1, 2, 5]) / 8, rel=1e-15)
