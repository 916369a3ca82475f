"""Every backward against differences of forward; and the check itself, which must see planted faults."""

import numpy as np
import pytest

from nnlib import (
    Dense,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    binary_cross_entropy,
    cross_entropy,
    gradient_check,
    mlp,
    numerical_gradient,
    softmax,
    squared_error,
)

RIGHT, WRONG = 1e-8, 1e-4
ACTIVATIONS = {"ReLU": ReLU, "Sigmoid": Sigmoid, "Tanh": Tanh, "Dense alone": None}
LOSSES = [squared_error, binary_cross_entropy, cross_entropy]


def targets(loss, n, n_out, rng):
    return {
        squared_error: lambda: rng.normal(size=(n, n_out)),
        binary_cross_entropy: lambda: rng.random((n, n_out)),
        cross_entropy: lambda: rng.integers(0, n_out, n),
    }[loss]()


def problem(activation, loss, n_out, n, seed=3):  # with this seed no ReLU is near its kink, no layer dead
    rng = np.random.default_rng(seed)
    net = mlp([4, 5, 3, n_out], activation, rng=rng) if activation else Sequential(Dense(4, n_out, rng=rng))
    net.params[:] = rng.normal(size=net.params.size)  # biases too: zeros hide faults
    return net, loss, rng.normal(size=(n, 4)), targets(loss, n, n_out, rng)


def assert_right(gradient, numeric):
    rounding = 1e-10  # of a loss of about 1, 1e-16 / h = 1e-11 a term
    assert gradient.shape == numeric.shape
    assert np.abs(gradient - numeric).max() <= RIGHT * np.abs(numeric).max() + rounding


every_combination = [
    pytest.mark.parametrize("activation", ACTIVATIONS),
    pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__),
    pytest.mark.parametrize("n_out", [1, 2, 3]),
    pytest.mark.parametrize("n", [1, 7]),
]


def combined(test):
    for mark in every_combination:
        test = mark(test)
    return test


@combined
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_backward_finds_the_gradient_of_every_parameter(activation, loss, n_out, n, l2):
    net, loss, X, y = problem(ACTIVATIONS[activation], loss, n_out, n)
    assert gradient_check(net, loss, X, y, l2=l2) < RIGHT
    constant = loss is cross_entropy and n_out == 1 and not l2  # one class: p = 1 whatever the scores
    assert all(layer.dW.any() for layer in net.layers if isinstance(layer, Dense)) is not constant


@combined
def test_backward_finds_the_gradient_of_every_input(activation, loss, n_out, n):
    net, loss, X, y = problem(ACTIVATIONS[activation], loss, n_out, n)
    dX = net.backward(loss(y, net(X))[1], input_gradient=True)
    numeric = numerical_gradient(lambda X: loss(y, net(X))[0], X)
    assert_right(dX, numeric)
    assert dX.any() or (loss is cross_entropy and n_out == 1)


@pytest.mark.parametrize("kind", [ReLU, Sigmoid, Tanh])
def test_activations_may_come_first_and_last(kind, rng):
    net = Sequential(kind(), Dense(4, 3, rng=rng), kind(), kind(), Dense(3, 2, rng=rng), kind())
    net.params[:] = rng.normal(size=net.params.size)
    X, y = rng.normal(size=(7, 4)), rng.normal(size=(7, 2))
    assert gradient_check(net, squared_error, X, y) < RIGHT
    dX = net.backward(squared_error(y, net(X))[1], input_gradient=True)
    numeric = numerical_gradient(lambda X: squared_error(y, net(X))[0], X)
    assert_right(dX, numeric)


class Honest(Dense):
    """Dense as a learner writes it: no input_gradient, new arrays copied into the views."""

    def backward(self, dy):
        self.dW[:] = self.x.T @ dy
        self.db[:] = dy.sum(axis=0)
        return dy @ self.W.T


class BiasGradientIsAMean(Honest):
    def backward(self, dy):
        dx = super().backward(dy)
        self.db[:] = dy.mean(axis=0)
        return dx


class BiasForgotten(Honest):
    def backward(self, dy):
        dx = super().backward(dy)
        self.db[:] = 0
        return dx


class BiasFromOneRow(Honest):
    def backward(self, dy):
        dx = super().backward(dy)
        self.db[:] = dy[0]
        return dx


class WeightGradientIsAMean(Honest):
    def backward(self, dy):
        dx = super().backward(dy)
        self.dW /= len(dy)
        return dx


class WeightGradientHasTheWrongSign(Honest):
    def backward(self, dy):
        dx = super().backward(dy)
        self.dW *= -1
        return dx


class ViewLost(Dense):
    def backward(self, dy):
        self.dW = self.x.T @ dy
        self.db = dy.sum(axis=0)
        return dy @ self.W.T


class GradientAddedUpTwice(Honest):
    def backward(self, dy):
        dx = super().backward(dy)
        self.dW += self.x.T @ dy
        return dx


class WritesIntoItsArgument(Honest):
    def backward(self, dy):
        dy *= 2
        return super().backward(dy)


class GradientIsNotANumber(Honest):
    def backward(self, dy):
        dx = super().backward(dy)
        self.db[:] = np.nan
        return dx


class WeightsNotTransposed(Honest):
    def backward(self, dy):
        super().backward(dy)
        return dy @ self.W


class ReLUAtZero(ReLU):
    def backward(self, dy):
        return dy * (self.y >= 0)


class ReLUMaskFromGradient(ReLU):
    def backward(self, dy):
        return np.maximum(dy, 0)


class SigmoidOfTheOutput(Sigmoid):
    def backward(self, dy):
        s = 1 / (1 + np.exp(-self.y))
        return dy * s * (1 - s)


class SigmoidWithoutSlope(Sigmoid):
    def backward(self, dy):
        return dy


class TanhNotSquared(Tanh):
    def backward(self, dy):
        return dy * (1 - self.y)


class TanhOfTheOutput(Tanh):
    def backward(self, dy):
        return dy * (1 - np.tanh(self.y) ** 2)


FAULTY_DENSE = [
    BiasGradientIsAMean,
    BiasForgotten,
    BiasFromOneRow,
    WeightGradientIsAMean,
    WeightGradientHasTheWrongSign,
    ViewLost,
    GradientAddedUpTwice,
    WritesIntoItsArgument,
    GradientIsNotANumber,
]
FAULTY_ACTIVATIONS = [
    ReLUAtZero,
    ReLUMaskFromGradient,
    SigmoidOfTheOutput,
    SigmoidWithoutSlope,
    TanhNotSquared,
    TanhOfTheOutput,
]


def check_with(*layers, loss=cross_entropy, seed=1):
    rng = np.random.default_rng(seed)
    net = Sequential(*layers)
    net.params[:] = rng.normal(size=net.params.size)
    return gradient_check(net, loss, rng.normal(size=(7, 4)), targets(loss, 7, 3, rng))


def is_wrong(error):
    return not error <= WRONG  # so that NaN counts as wrong


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_right_layer_of_ones_own_passes_anywhere(place, rng):
    kinds = [Honest if i == place else Dense for i in range(3)]
    layers = [kind(*sizes, rng=rng) for kind, sizes in zip(kinds, [(4, 4), (4, 4), (4, 3)], strict=True)]
    assert check_with(layers[0], Tanh(), layers[1], Tanh(), layers[2]) < RIGHT


@pytest.mark.parametrize("fault", FAULTY_DENSE, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_faulty_dense_layer_is_seen_anywhere(fault, place, rng):
    kinds = [fault if i == place else Dense for i in range(3)]
    layers = [kind(*sizes, rng=rng) for kind, sizes in zip(kinds, [(4, 4), (4, 4), (4, 3)], strict=True)]
    assert is_wrong(check_with(layers[0], Tanh(), layers[1], Tanh(), layers[2]))


def test_gradients_that_all_stay_zero_are_seen(rng):
    assert is_wrong(check_with(ViewLost(4, 3, rng=rng)))


def test_a_faulty_input_gradient_is_seen_behind_another_layer(rng):
    first, faulty, last = Dense(4, 4, rng=rng), WeightsNotTransposed(4, 4, rng=rng), Dense(4, 3, rng=rng)
    assert is_wrong(check_with(first, Tanh(), faulty, Tanh(), last))


@pytest.mark.parametrize("fault", FAULTY_ACTIVATIONS, ids=lambda kind: kind.__name__)
def test_a_faulty_activation_is_seen(fault, rng):
    assert is_wrong(check_with(Dense(4, 5, rng=rng), fault(), Dense(5, 3, rng=rng)))


def mean_forgotten(y, scores):
    value, dscores = cross_entropy(y, scores)
    return value, dscores * len(y)


def value_summed(y, scores):
    value, dscores = cross_entropy(y, scores)
    return value * len(y), dscores


def factor_two(y, scores):
    value, dscores = cross_entropy(y, scores)
    return value, 2 * dscores


def target_minus_prediction(y, scores):
    value, dscores = cross_entropy(y, scores)
    return value, -dscores


def binary_value_on_softmax(y, scores):
    p, Y = softmax(scores), np.eye(3)[y]
    return -(Y * np.log(p) + (1 - Y) * np.log(1 - p)).sum() / len(y), (p - Y) / len(y)


def class_weights_by_column(y, scores):
    w, p, Y = np.array([1.0, 2.0, 5.0]), softmax(scores), np.eye(3)[y]
    return -(w[y] * np.log(p[np.arange(len(y)), y])).mean(), (p - Y) * w / len(y)


def sum_of_squared_gradients(y, scores):
    dscores = cross_entropy(y, scores)[1]
    return float((dscores**2).sum()), dscores


def softmax_down_the_columns(y, scores):
    p = np.exp(scores) / np.exp(scores).sum(axis=0)
    return cross_entropy(y, scores)[0], (p - np.eye(3)[y]) / len(y)


@pytest.mark.parametrize(
    "fault",
    [
        mean_forgotten,
        value_summed,
        factor_two,
        target_minus_prediction,
        binary_value_on_softmax,
        class_weights_by_column,
        sum_of_squared_gradients,
        softmax_down_the_columns,
    ],
    ids=lambda loss: loss.__name__,
)
def test_a_loss_whose_value_and_gradient_drift_apart_is_seen(fault):
    net, _, X, y = problem(Tanh, cross_entropy, 3, 7)
    assert gradient_check(net, fault, X, y) > WRONG


def test_a_mean_over_outputs_is_seen():
    def mean_over_outputs(y, scores):
        return 0.5 * np.mean((scores - y) ** 2), (scores - y) / len(y)

    net, _, X, y = problem(Tanh, squared_error, 3, 7)
    assert gradient_check(net, mean_over_outputs, X, y) > WRONG


@pytest.mark.parametrize("wrong", [0.0, 0.5, 2.0], ids=["forgotten", "half", "doubled"])
def test_a_faulty_l2_gradient_is_seen(wrong, monkeypatch):
    right = Sequential.l2_penalty
    monkeypatch.setattr(Sequential, "l2_penalty", lambda net, l2: (right(net, l2)[0], wrong * right(net, l2)[1]))
    assert gradient_check(*problem(Tanh, cross_entropy, 3, 7), l2=0.3) > WRONG


def test_an_l2_gradient_on_the_biases_is_seen(monkeypatch):
    right = Sequential.l2_penalty
    monkeypatch.setattr(Sequential, "l2_penalty", lambda net, l2: (right(net, l2)[0], l2 * net.params))
    assert gradient_check(*problem(Tanh, cross_entropy, 3, 7), l2=0.3) > WRONG


def test_the_error_is_relative_to_the_largest_gradient(rng):
    net = Sequential(Dense(1, 1, rng=rng))

    def one_percent_off(y, scores):
        value, dscores = squared_error(y, scores)
        return value, 1.01 * dscores

    # of g and 1.01 g the difference is 0.01 g, the larger one 1.01 g, whatever g is
    for size in (1e-3, 1e3):
        X, y = size * rng.normal(size=(5, 1)), size * rng.normal(size=(5, 1))
        assert gradient_check(net, one_percent_off, X, y) == pytest.approx(0.01 / 1.01, rel=1e-4)


def test_no_gradient_at_all_is_no_error(rng):
    net = Sequential(Dense(2, 1, rng=rng))
    X = rng.normal(size=(5, 2))
    assert gradient_check(net, cross_entropy, X, np.zeros(5, dtype=int)) == 0


def test_gradient_check_leaves_parameters_and_data_as_they_are():
    net, loss, X, y = problem(Tanh, cross_entropy, 3, 7)
    before = net.params.copy(), X.copy(), y.copy()
    gradient_check(net, loss, X, y, l2=0.1)
    assert all(map(np.array_equal, (net.params, X, y), before))


def test_numerical_gradient_of_a_cube():
    x = np.array([[1.0, -2.0, 3.0]])
    before = x.copy()
    # d/dx Σ x³ = 3 x²; the central difference is h² = 1e-10 above it, rounding another 1e-10
    assert numerical_gradient(lambda x: (x**3).sum(), x) == pytest.approx(np.array([[3.0, 12.0, 27.0]]), abs=1e-8)
    assert np.array_equal(x, before)


def test_numerical_gradient_is_a_central_difference():
    # of x³ at 0: (h³ - (-h)³) / 2h = h²; a one-sided difference would give h² too, but of x² at 0 it gives h
    assert numerical_gradient(lambda x: x[0] ** 3, np.zeros(1), h=0.1)[0] == pytest.approx(0.01, rel=1e-12)
    assert numerical_gradient(lambda x: x[0] ** 2, np.zeros(1), h=0.1)[0] == 0


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 3, 4)])
def test_numerical_gradient_takes_any_shape(shape, rng):
    x, slope = rng.normal(size=shape), rng.normal(size=shape)
    x, slope = np.array(x), np.array(slope)
    gradient = numerical_gradient(lambda x: (slope * x).sum(), x)
    assert gradient.shape == shape
    assert gradient == pytest.approx(slope, abs=1e-9)
