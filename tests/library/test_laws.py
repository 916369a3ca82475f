"""Laws that hold for any numbers, tried on many. The examples are the same in each run."""

import math
import os

import numpy as np
import pytest

from nnlib import (
    Dense,
    ReLU,
    Sequential,
    Standardizer,
    Tanh,
    binary_cross_entropy,
    cross_entropy,
    minibatches,
    mlp,
    sigmoid,
    softmax,
    squared_error,
)

hypothesis = pytest.importorskip("hypothesis", reason="the laws need hypothesis: pip install -e .[dev]")
hypothesis_numpy = pytest.importorskip("hypothesis.extra.numpy")
st = hypothesis.strategies

EXAMPLES = 100 if "CI" in os.environ else 20
laws = hypothesis.settings(derandomize=True, deadline=None, database=None, max_examples=EXAMPLES)
EPS = np.finfo(float).eps

any_score = st.floats(-1e4, 1e4)
sizes = st.integers(1, 6)


def law(**strategies):
    return lambda test: laws(hypothesis.given(**strategies)(test))


def tables(values=any_score, rows=sizes, columns=sizes):
    return st.tuples(rows, columns).flatmap(lambda shape: hypothesis_numpy.arrays(float, shape, elements=values))


@st.composite
def loss_and_data(draw, scores=any_score):
    """A loss with targets and scores that fit it."""
    loss = draw(st.sampled_from([squared_error, binary_cross_entropy, cross_entropy]))
    s = draw(tables(scores))
    n, n_out = s.shape
    if loss is squared_error:
        y = draw(hypothesis_numpy.arrays(float, s.shape, elements=scores))
    elif loss is binary_cross_entropy:
        y = draw(hypothesis_numpy.arrays(float, s.shape, elements=st.floats(0, 1)))
    else:
        y = draw(hypothesis_numpy.arrays(int, n, elements=st.integers(0, n_out - 1)))
    return loss, y, s


@law(z=any_score)
def test_sigmoid_of_minus_z_is_the_other_probability(z):
    assert abs(sigmoid(-z) - (1 - sigmoid(z))) <= EPS / 2


@law(z=any_score)
def test_sigmoid_is_its_formula(z):
    # for z below 0, numerator and denominator are multiplied by exp(z), so that nothing overflows
    expected = 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
    assert abs(sigmoid(z) - expected) <= EPS


@law(a=any_score, b=any_score)
def test_sigmoid_rises_from_0_to_1(a, b):
    low, high = sigmoid(np.array([min(a, b), max(a, b)]))
    assert 0 <= low <= high <= 1


@law(z=tables())
def test_softmax_rows_are_probabilities_in_the_order_of_the_scores(z):
    p = softmax(z)
    assert p.shape == z.shape
    assert (p >= 0).all()
    assert np.abs(p.sum(axis=1) - 1).max() <= 4 * EPS
    assert (np.diff(np.take_along_axis(p, z.argsort(axis=1), axis=1), axis=1) >= 0).all()


@law(z=tables(), shift=any_score)
def test_softmax_does_not_see_a_shift_of_a_row(z, shift):
    # rounding z + shift moves a score by up to 2e4 eps, and p by that times p
    assert np.abs(softmax(z + shift) - softmax(z)).max() <= 4e4 * EPS


@law(z=tables(columns=st.just(2)))
def test_softmax_of_two_scores_is_the_sigmoid_of_their_difference(z):
    assert np.abs(softmax(z)[:, 1] - sigmoid(z[:, 1] - z[:, 0])).max() <= 2 * EPS


@law(x=tables())
def test_relu_splits_a_number_into_its_positive_and_negative_part(x):
    assert np.array_equal(ReLU().forward(x) - ReLU().forward(-x), x)
    assert np.array_equal(ReLU().forward(x) + ReLU().forward(-x), abs(x))


@law(example=loss_and_data())
def test_no_loss_is_negative_or_infinite(example):
    loss, y, scores = example
    with np.errstate(all="raise", under="ignore"):
        value, dscores = loss(y, scores)
    assert -1e-11 <= value < np.inf  # log(1 + exp(s)) - s loses 1e4 eps
    assert np.isfinite(dscores).all()


@law(example=loss_and_data())
def test_doubled_rows_leave_the_loss_and_halve_each_rows_gradient(example):
    loss, y, scores = example
    value, dscores = loss(y, scores)
    twice, dtwice = loss(np.concatenate([y, y]), np.concatenate([scores, scores]))
    assert twice == pytest.approx(value, rel=1e-14, abs=1e-14)
    assert np.abs(dtwice[: len(y)] - dscores / 2).max() <= EPS * np.abs(dscores).max()
    assert np.abs(dtwice[len(y) :] - dscores / 2).max() <= EPS * np.abs(dscores).max()


@law(example=loss_and_data(), seed=st.integers(0, 100))
def test_the_order_of_the_rows_is_of_no_matter(example, seed):
    loss, y, scores = example
    order = np.random.default_rng(seed).permutation(len(y))
    value, dscores = loss(y, scores)
    reordered, dreordered = loss(y[order], scores[order])
    assert reordered == pytest.approx(value, rel=1e-14, abs=1e-11)
    assert np.abs(dreordered - dscores[order]).max() <= EPS * np.abs(dscores).max()


@law(example=loss_and_data(scores=st.floats(-50, 50)), seed=st.integers(0, 100))
def test_every_loss_lies_above_its_tangents(example, seed):
    # all three are convex in the scores, so a tangent with too steep or too flat a slope would cut them somewhere
    loss, y, scores = example
    value, dscores = loss(y, scores)
    for size in (0.01, 1, 100):
        step = size * np.random.default_rng(seed).normal(size=scores.shape)
        assert loss(y, scores + step)[0] >= value + (dscores * step).sum() - 1e-10


@law(scores=tables(columns=st.just(2)), seed=st.integers(0, 100))
def test_cross_entropy_of_two_classes_is_binary_cross_entropy_of_the_difference(scores, seed):
    y = np.random.default_rng(seed).integers(0, 2, len(scores))
    value, dscores = cross_entropy(y, scores)
    binary, dbinary = binary_cross_entropy(y[:, np.newaxis], scores[:, 1:] - scores[:, :1])
    assert value == pytest.approx(binary, rel=1e-14, abs=2e4 * EPS)
    assert np.abs(dscores[:, 1:] - dbinary).max() <= 4 * EPS
    assert np.abs(dscores[:, :1] + dbinary).max() <= 4 * EPS


@law(scores=tables(columns=st.integers(1, 6)), shift=any_score)
def test_cross_entropy_does_not_see_a_shift_and_its_gradient_sums_to_0(scores, shift):
    y = np.zeros(len(scores), dtype=int)
    value, dscores = cross_entropy(y, scores)
    assert cross_entropy(y, scores + shift)[0] == pytest.approx(value, abs=4e4 * EPS)
    assert np.abs(dscores.sum(axis=1)).max() <= 4 * EPS


@law(y=tables(), scale=st.floats(-100, 100))
def test_squared_error_grows_with_the_square_of_the_error(y, scale):
    value, dscores = squared_error(np.zeros_like(y), y)
    scaled, dscaled = squared_error(np.zeros_like(y), scale * y)
    assert scaled == pytest.approx(scale**2 * value, rel=1e-12)
    assert dscaled == pytest.approx(scale * dscores, rel=1e-12)
    assert squared_error(y, y)[0] == 0


hundredths = st.integers(-(10**6), 10**6).map(lambda number: number / 100)


@law(X=tables(hundredths, rows=st.integers(1, 10)))
def test_inverse_transform_undoes_transform(X):
    scaler = Standardizer().fit(X)
    assert np.abs(scaler.inverse_transform(scaler.transform(X)) - X).max() <= 4 * EPS * np.abs(X).max()


@law(X=tables(hundredths, rows=st.integers(1, 10)))
def test_a_standardized_column_has_mean_0_and_deviation_1_or_is_constant(X):
    Z = Standardizer().fit_transform(X)
    for column, z in zip(X.T, Z.T, strict=True):
        # up to the rounding of the mean, in units of the deviation
        constant = np.ptp(column) == 0
        rounding = 8 * EPS * (1 + np.abs(column).max() / (1 if constant else column.std()))
        assert abs(z.mean()) <= rounding
        assert z.std() == pytest.approx(0 if constant else 1, abs=rounding)


@law(
    X=tables(hundredths, rows=st.integers(2, 10)),
    factor=st.floats(0.01, 100),
    offset=st.integers(-1000, 1000),
)
def test_standardizing_forgets_the_units(X, factor, offset):
    Z, other = Standardizer().fit_transform(X), Standardizer().fit_transform(X * factor + offset)
    assert np.abs(Z - other).max() <= 1e-6  # a column may vary by 0.01 * 0.01 around 1e4 * 100, so 1e10 * eps is lost


@law(n=st.integers(1, 200), batch_size=st.integers(1, 250), seed=st.integers(0, 100))
def test_minibatches_hold_each_row_once_and_only_the_last_is_shorter(n, batch_size, seed):
    batches = list(minibatches(n, batch_size, np.random.default_rng(seed)))
    assert sorted(np.concatenate(batches)) == list(range(n))
    assert [len(batch) for batch in batches[:-1]] == [batch_size] * (len(batches) - 1)
    assert 1 <= len(batches[-1]) <= batch_size


def small_net(activation=Tanh):
    rng = np.random.default_rng(0)
    net = mlp([3, 4, 2], activation, rng=rng)
    net.params[:] = rng.normal(size=net.params.size)
    return net


tables_of_three = tables(st.floats(-10, 10), columns=st.just(3))


@law(X=tables_of_three)
def test_a_row_of_scores_depends_on_its_row_alone(X):
    net = small_net()
    alone = np.concatenate([net(X[i : i + 1]) for i in range(len(X))])
    assert net(X) == pytest.approx(alone, abs=1e-13)


@law(X=tables_of_three, factor=st.floats(-10, 10))
def test_backward_is_linear(X, factor):
    net = small_net()
    scores = net(X)
    a, b = np.cos(scores), np.sin(3 * scores)
    gradients = []
    for dscores in (a, b, a + factor * b):
        dX = net.backward(dscores, input_gradient=True)
        gradients.append(np.concatenate([net.grads, dX.ravel()]))
    assert gradients[2] == pytest.approx(gradients[0] + factor * gradients[1], abs=1e-10)


@law(X=tables_of_three)
def test_gradients_of_all_rows_are_the_sum_over_rows(X):
    net = small_net()
    dscores = np.cos(net(X))
    net.backward(dscores)
    together, alone = net.grads.copy(), 0
    for i in range(len(X)):
        net.forward(X[i : i + 1])
        net.backward(dscores[i : i + 1])
        alone = alone + net.grads
    assert together == pytest.approx(alone, abs=1e-11)


@law(X=tables_of_three, factor=st.floats(0, 10))
def test_relu_networks_without_biases_scale_with_their_input(X, factor):
    net = small_net(ReLU)
    net.params *= net.is_weight
    assert net(factor * X) == pytest.approx(factor * net(X), abs=1e-11)


@law(order=st.permutations(range(5)))
def test_hidden_units_may_change_places(order):
    rng = np.random.default_rng(0)
    net = Sequential(Dense(3, 5, rng=rng), Tanh(), Dense(5, 2, rng=rng))
    first, _, last = net.layers
    first.b[:] = rng.normal(size=5)
    X = rng.normal(size=(4, 3))
    scores = net(X)
    first.W[:], first.b[:], last.W[:] = first.W[:, order], first.b[order], last.W[order]
    assert net(X) == pytest.approx(scores, abs=1e-14)
