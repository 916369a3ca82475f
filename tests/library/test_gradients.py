"""Every backward against differences of forward; and the check itself, which must see planted faults."""

from types import SimpleNamespace

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
    stack,
)
from nnlib.layers import Layer

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


def test_of_large_gradients_all_of_the_error_is_told():
    net, _, X, y = problem(Tanh, cross_entropy, 3, 7)
    assert 1e-13 < gradient_check(net, cross_entropy, X, y) < RIGHT

    def slightly_off(y, scores):
        value, dscores = cross_entropy(y, scores)
        return value, (1 + 5e-9) * dscores

    assert gradient_check(net, slightly_off, X, y) == pytest.approx(5e-9, rel=0.2)


def test_no_gradient_at_all_is_no_error(rng):
    net = Sequential(Dense(2, 1, rng=rng))
    X = rng.normal(size=(5, 2))
    assert gradient_check(net, cross_entropy, X, np.zeros(5, dtype=int)) == 0


# ---- array by array ----

DEEP = [4] + 8 * [6] + [3]  # nine layers
ARRAYS = [(i, name) for i in range(9) for name in ("W", "b")]


def deep_problem(activation=Tanh, loss=cross_entropy, seed=0):
    """Weights so small that the first layer's gradients are a ten-millionth of the last layer's."""
    rng = np.random.default_rng(seed)
    net = mlp(DEEP, activation, rng=rng)
    net.params[:] = rng.normal(0, 0.05, net.params.size)
    return net, loss, rng.normal(size=(7, 4)), targets(loss, 7, 3, rng)


def dense(net):
    return [layer for layer in net.layers if isinstance(layer, Dense)]


def plant(net, fault):
    """Let fault(gradients) change what backward leaves: gradients[i, name] is the array dW or db of dense layer i."""
    right = net.backward

    def backward(dscores):
        right(dscores)
        fault({(i, name): getattr(layer, "d" + name) for i, layer in enumerate(dense(net)) for name in layer.learned})

    net.backward = backward


def fault_in(place, change):
    def fault(gradients):
        gradients[place][:] = change(gradients[place])

    return fault


def from_neighbor(place, step):
    def fault(gradients):
        gradients[place][:] = gradients[place[0] + step, place[1]]

    return fault


def largest_gradients(net, loss, X, y):
    net.backward(loss(y, net(X))[1])
    return {(i, name): np.abs(getattr(one, "d" + name)).max() for i, one in enumerate(dense(net)) for name in "Wb"}


def report(capsys, *args, **settings):
    """The error, and the report as rows of [layer, array, shape, largest gradient, relative error, verdict]."""
    capsys.readouterr()
    error = gradient_check(*args, **settings, report=True)
    _, *lines = capsys.readouterr().out.splitlines()
    starts = [0, 17, 24, 36, 54, 70, None]
    return error, [[line[a:b].strip() for a, b in zip(starts, starts[1:], strict=False)] for line in lines]


def test_a_fault_in_the_first_of_nine_layers_is_seen():
    net, loss, X, y = deep_problem()
    sizes = largest_gradients(net, loss, X, y)
    assert 8 * max(sizes[0, "W"], sizes[0, "b"]) < 1e-5 * max(sizes.values())  # both faults, beside the largest

    def fault(gradients):
        gradients[0, "W"] *= -3
        gradients[0, "b"] *= 7

    plant(net, fault)
    # of g and -3 g the difference is 4 g, the larger one 3 g
    assert gradient_check(net, loss, X, y) == pytest.approx(4 / 3, rel=0.01)


@pytest.mark.parametrize("place", ARRAYS, ids=lambda place: f"{place[1]}{place[0]}")
@pytest.mark.parametrize(
    "change, error", [(lambda g: -3 * g, 4 / 3), (lambda g: 7 * g, 6 / 7), (lambda g: 0 * g, 1)], ids=["-3", "7", "0"]
)
def test_a_fault_in_any_array_of_nine_layers_is_seen(place, change, error):
    net, loss, X, y = deep_problem()
    plant(net, fault_in(place, change))
    assert gradient_check(net, loss, X, y) == pytest.approx(error, rel=0.05)


@pytest.mark.parametrize("i", range(1, 8))
def test_a_transposed_gradient_is_seen_in_any_square_array(i):
    net, loss, X, y = deep_problem()
    plant(net, fault_in((i, "W"), np.transpose))
    assert gradient_check(net, loss, X, y) > WRONG


@pytest.mark.parametrize(
    "place, step",
    [((i, "W"), step) for i in range(1, 8) for step in (-1, 1) if 0 < i + step < 8]
    + [((i, "b"), step) for i in range(8) for step in (-1, 1) if 0 <= i + step < 8],
)
def test_the_gradient_of_a_neighbor_is_seen_in_any_array(place, step):
    net, loss, X, y = deep_problem()
    plant(net, from_neighbor(place, step))
    assert gradient_check(net, loss, X, y) > 0.5


@pytest.mark.parametrize("activation", [ReLU, Sigmoid, Tanh])
@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)
@pytest.mark.parametrize("l2", [0.0, 0.3])
@pytest.mark.parametrize("seed", range(3))
def test_nine_right_layers_are_right(activation, loss, l2, seed):
    assert gradient_check(*deep_problem(activation, loss, seed), l2=l2) < RIGHT


@pytest.mark.parametrize("scale", [1e-3, 1, 1e3])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("n", [1, 7])
def test_rounding_at_a_perfect_fit_is_no_error(activation, n, scale, capsys):
    net, loss, X, _ = problem(ACTIVATIONS[activation], squared_error, 2, n)
    for layer in dense(net)[-1:]:
        layer.W *= scale
        layer.b *= scale
    error, rows = report(capsys, net, loss, X, net(X).copy())
    assert error == 0 and {row[-1] for row in rows} == {"too small to judge"}


def test_at_a_perfect_fit_a_gradient_that_is_plainly_there_is_seen():
    net, loss, X, _ = problem(Tanh, squared_error, 2, 7)
    plant(net, fault_in((0, "b"), lambda g: g + 1e-6))
    assert gradient_check(net, loss, X, net(X).copy()) > 0.9


def test_a_layer_of_dead_units_is_no_error(capsys):
    net, loss, X, y = problem(ReLU, cross_entropy, 3, 7)
    net.layers[0].b[:] = -100
    error, rows = report(capsys, net, loss, X, y)
    assert error < RIGHT
    assert [row[-1] for row in rows] == 3 * ["too small to judge"] + 3 * ["right"]  # b of the second layer is alive


@pytest.mark.parametrize("size", [1e-4, 3e-10])
def test_a_gradient_where_there_is_none_is_seen(size):
    net, loss, X, y = problem(ReLU, cross_entropy, 3, 7)
    net.layers[0].b[:] = -100
    plant(net, fault_in((0, "W"), lambda g: g + size * loss(y, net(X))[0]))
    assert gradient_check(net, loss, X, y) > 0.5


def test_gradients_that_differences_cannot_see_are_called_too_small(capsys):
    error, rows = report(capsys, *deep_problem(Sigmoid))
    verdicts = [row[-1] for row in rows]
    assert error < RIGHT
    assert verdicts[:4] == 4 * ["too small to judge"] and verdicts[-6:] == 6 * ["right"]
    assert set(verdicts) == {"too small to judge", "right"}
    assert all(row[3:5] == ["about 0", "unknown"] for row in rows[:4])


def test_the_error_of_a_large_step_on_a_steep_curve_is_no_error():
    net, loss, X, y = problem(Tanh, binary_cross_entropy, 2, 7)
    net.params *= 0.1
    backward = loss(y, net(100 * X))[1]
    net.backward(backward)
    numeric = numerical_gradient(lambda _: loss(y, net(100 * X))[0], net.params)
    assert np.abs(net.grads - numeric).max() > 10 * RIGHT * np.abs(net.grads).max()  # 1e-10, times 100³
    assert gradient_check(net, loss, 100 * X, y) < RIGHT


class SlightlyAndClearlyWrong(Honest):
    def backward(self, dy):
        dx = super().backward(dy)
        self.dW *= 1.00001
        self.db *= 6
        return dx


def test_the_report_has_a_line_for_each_array(capsys, rng):
    net = Sequential(Dense(2, 3, rng=rng), Tanh(), SlightlyAndClearlyWrong(3, 4, rng=rng), Tanh(), Dense(4, 1, rng=rng))
    net.params[:] = np.linspace(-1, 1.5, net.params.size)
    net.layers[2].W *= 1e-12  # hardly anything comes back to the first layer
    X, y = np.array([[1.0, 2], [3, -1], [0, 2]]), np.array([[1.0], [2], [-2]])
    error = gradient_check(net, squared_error, X, y, report=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "Layer            Array  Shape       Largest gradient  Relative error  Verdict",
        "0 Dense          W      (2, 3)      about 0           unknown         too small to judge",
        "0 Dense          b      (3,)        about 0           unknown         too small to judge",
        "2 SlightlyAndCle W      (3, 4)      about 1e0         about 1e-5      look again",
        "2 SlightlyAndCle b      (4,)        about 1e1         0.83            wrong",
        "4 Dense          W      (4, 1)      about 1e1         below 1e-8      right",
        "4 Dense          b      (1,)        about 1e1         below 1e-8      right",
    ]
    assert max(map(len, lines)) <= 90
    assert error == pytest.approx(5 / 6, rel=1e-6)


def test_without_report_nothing_is_printed(capsys):
    gradient_check(*problem(Tanh, cross_entropy, 3, 7))
    assert capsys.readouterr().out == ""


def test_the_report_of_gradients_that_are_not_numbers(capsys, rng):
    net = Sequential(GradientIsNotANumber(2, 1, rng=rng))
    error, rows = report(capsys, net, squared_error, rng.normal(size=(5, 2)), rng.normal(size=(5, 1)))
    assert error == np.inf
    assert [row[3:] for row in rows] == [["about 1e0", "below 1e-8", "right"], ["unknown", "infinite", "wrong"]]


class Scale(Layer):
    """y = x · gain, each feature by itself."""

    learned = ("gain",)

    def __init__(self, n):
        self.gain, self.dgain = np.ones(n), np.zeros(n)

    def forward(self, x):
        self.x = x
        return x * self.gain

    def backward(self, dy):
        self.dgain[:] = (dy * self.x).sum(axis=0)
        return dy * self.gain


class ScaleByTheMean(Scale):
    def backward(self, dy):
        dx = super().backward(dy)
        self.dgain /= len(dy)
        return dx


@pytest.mark.parametrize("kind, verdict", [(Scale, "right"), (ScaleByTheMean, "wrong")])
def test_a_layer_names_the_arrays_that_it_learns(kind, verdict, capsys, rng):
    net = Sequential(Dense(4, 3, rng=rng), kind(3), Tanh(), Dense(3, 2, rng=rng))
    net.params += rng.normal(size=net.params.size)
    error, rows = report(capsys, net, squared_error, rng.normal(size=(7, 4)), rng.normal(size=(7, 2)))
    assert rows[2][:3] == [f"1 {kind.__name__}", "gain", "(3,)"]
    assert [row[-1] for row in rows] == ["right", "right", verdict, "right", "right"]
    assert is_wrong(error) == (verdict == "wrong")


class Line:
    """The least that a network needs: forward, backward, params and grads."""

    def __init__(self, factor=1):
        self.params, self.grads, self.factor = np.array([1.0, 2.0, 3.0]), np.zeros(3), factor

    def forward(self, X):
        self.X = X
        return X @ self.params.reshape(-1, 1)

    def backward(self, dscores):
        self.grads[:] = self.factor * (self.X.T @ dscores)[:, 0]


@pytest.mark.parametrize("layers", [None, [], [Tanh(), "not a layer"], [SimpleNamespace(learned=["W"], W=np.ones(2))]])
def test_a_network_without_fitting_layers_is_one_array(layers, capsys, rng):
    X, y = rng.normal(size=(7, 3)), rng.normal(size=(7, 1))
    for factor in (1, 2):
        net = Line(factor)
        if layers is not None:
            net.layers = layers
        error, rows = report(capsys, net, squared_error, X, y)
        assert [row[:3] for row in rows] == [["", "params", "(3,)"]]
        assert error < RIGHT if factor == 1 else error == pytest.approx(0.5)


def test_a_stack_is_refused_with_the_line_to_write(rng):
    nets = stack([mlp([2, 3, 1], Tanh, rng=rng) for _ in range(3)])
    X, y = rng.normal(size=(5, 2)), rng.normal(size=(5, 1))
    with pytest.raises(ValueError, match=r"shape \(3, 13\); of a stack check one: gradient_check\(nets\[0\], \.\.\.\)"):
        gradient_check(nets, squared_error, X, y)
    assert gradient_check(nets[0], squared_error, X, y) < RIGHT


def test_gradient_check_leaves_the_gradients_of_backward():
    net, loss, X, y = problem(Tanh, cross_entropy, 3, 7)
    net.backward(loss(y, net(X))[1])
    backward = net.grads + net.l2_penalty(0.1)[1]
    gradient_check(net, loss, X, y, l2=0.1)
    assert np.array_equal(net.grads, backward)


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
