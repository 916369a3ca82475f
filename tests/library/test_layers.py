"""One contract for all layers, then what each computes, with the numbers."""

import numpy as np
import pytest

from nnlib import Dense, ReLU, Sequential, Sigmoid, Tanh, glorot, he, sigmoid
from nnlib.layers import Layer


def dense(dtype):
    rng = np.random.default_rng(1)
    net = Sequential(Dense(4, 3, rng=rng), dtype=dtype)
    net.params[:] = rng.normal(size=net.params.size)
    return net.layers[0]


LAYERS = {
    "Dense": dense,
    "ReLU": lambda dtype: ReLU(),
    "Sigmoid": lambda dtype: Sigmoid(),
    "Tanh": lambda dtype: Tanh(),
}

one_contract = pytest.mark.parametrize("kind", LAYERS)
both_dtypes = pytest.mark.parametrize("dtype", [np.float64, np.float32])
one_or_more_rows = pytest.mark.parametrize("n", [1, 7])


def passed_through(kind, dtype=np.float64, n=7):
    """A layer after forward and backward, with x, y, dy, dx."""
    rng = np.random.default_rng(0)
    layer = LAYERS[kind](dtype)
    x = rng.normal(size=(n, 4)).astype(dtype)
    y = layer.forward(x)
    dy = rng.normal(size=y.shape).astype(dtype)
    return layer, x, y, dy, layer.backward(dy)


def gradients(layer):
    return [getattr(layer, "d" + name).copy() for name in layer.learned]


@one_contract
@one_or_more_rows
def test_shapes_are_kept(kind, n):
    layer, x, y, dy, dx = passed_through(kind, n=n)
    assert y.shape == (n, 3 if kind == "Dense" else 4)
    assert dx.shape == x.shape
    assert [gradient.shape for gradient in gradients(layer)] == [getattr(layer, name).shape for name in layer.learned]


@one_contract
@both_dtypes
def test_the_dtype_is_kept(kind, dtype):
    layer, x, y, dy, dx = passed_through(kind, dtype)
    assert {array.dtype for array in [y, dx, *gradients(layer)]} == {np.dtype(dtype)}


@one_contract
def test_arguments_are_left_as_they_are(kind, rng):
    layer = LAYERS[kind](np.float64)
    x = rng.normal(size=(7, 4))
    x_before = x.copy()
    y = layer.forward(x)
    dy = rng.normal(size=y.shape)
    dy_before = dy.copy()
    layer.backward(dy)
    assert np.array_equal(x, x_before)
    assert np.array_equal(dy, dy_before)


@one_contract
def test_read_only_arguments_are_accepted_and_results_are_new_arrays(kind, rng):
    layer = LAYERS[kind](np.float64)
    x = np.abs(rng.normal(size=(7, 4)))
    x.setflags(write=False)
    y = layer.forward(x)
    dy = rng.normal(size=y.shape)
    dy.setflags(write=False)
    dx = layer.backward(dy)
    assert not np.shares_memory(x, y)
    assert not np.shares_memory(dy, dx)


@one_contract
def test_backward_twice_gives_the_same_and_gradients_do_not_add_up(kind):
    layer, x, y, dy, dx = passed_through(kind)
    before = gradients(layer)
    assert np.array_equal(layer.backward(dy), dx)
    assert all(map(np.array_equal, gradients(layer), before))


@one_contract
def test_gradients_are_written_into_the_same_arrays(kind):
    layer, x, y, dy, dx = passed_through(kind)
    arrays = [getattr(layer, "d" + name) for name in layer.learned]
    layer.backward(2 * dy)
    assert all(getattr(layer, "d" + name) is array for name, array in zip(layer.learned, arrays, strict=True))


@one_contract
def test_backward_belongs_to_the_latest_forward(kind, rng):
    layer, x, y, dy, dx = passed_through(kind)
    before = gradients(layer)
    layer.forward(rng.normal(size=(2, 4)))
    layer.forward(x)
    assert np.array_equal(layer.backward(dy), dx)
    assert all(map(np.array_equal, gradients(layer), before))


@one_contract
def test_only_one_array_is_kept_for_backward(kind):
    layer, x, y, dy, dx = passed_through(kind)
    kept = {name: value for name, value in vars(layer).items() if name not in vars(LAYERS[kind](np.float64))}
    if kind == "Dense":
        assert kept.keys() == {"x"} and kept["x"] is x
    else:
        assert kept.keys() == {"y"} and kept["y"] is y


def test_dense_worked_example(rng):
    layer = Dense(2, 3, rng=rng)
    layer.W[:] = [[1, 2, 3], [4, 5, 6]]
    layer.b[:] = [10, 20, 30]
    # row 0: 1*1 + 2*4 + 10 = 19, 1*2 + 2*5 + 20 = 32, 1*3 + 2*6 + 30 = 45
    # row 1: -1*1 + 0 + 10 = 9,   -1*2 + 20 = 18,       -1*3 + 30 = 27
    assert np.array_equal(layer.forward(np.array([[1.0, 2], [-1, 0]])), [[19, 32, 45], [9, 18, 27]])
    dx = layer.backward(np.array([[1.0, 0, -1], [2, 1, 0]]))
    # dW = xᵀ dy: 1*1 - 1*2, 0 - 1*1, -1*1 - 0 and 2*1 + 0, 0, 2*-1
    assert np.array_equal(layer.dW, [[-1, -1, -1], [2, 0, -2]])
    assert np.array_equal(layer.db, [3, 1, -1])
    # dx = dy Wᵀ: 1 - 3, 4 - 6 and 2 + 2, 8 + 5
    assert np.array_equal(dx, [[-2, -2], [4, 13]])


def test_dense_saves_the_product_for_an_input_gradient_that_nobody_wants():
    layer, x, y, dy, dx = passed_through("Dense")
    before = gradients(layer)
    layer.input_gradient = False
    layer.dW[:] = layer.db[:] = 0
    assert layer.backward(dy) is None
    assert all(map(np.array_equal, gradients(layer), before))


def test_relu_is_0_up_to_0_and_its_slope_there_is_0():
    layer = ReLU()
    assert np.array_equal(layer.forward(np.array([[-2.0, -0.0, 0.0, 3.0]])), [[0, 0, 0, 3]])
    assert np.array_equal(layer.backward(np.array([[5.0, 6.0, 7.0, 8.0]])), [[0, 0, 0, 8]])


def test_sigmoid_worked_example():
    layer = Sigmoid()
    # 1 / (1 + exp(-ln 3)) = 1 / (1 + 1/3) = 3/4, with slope 3/4 * 1/4; at 0 it is 1/2 with slope 1/4
    y = layer.forward(np.array([[np.log(3), 0.0]]))
    assert y == pytest.approx(np.array([[0.75, 0.5]]), rel=1e-15)
    assert layer.backward(np.array([[16.0, 8.0]])) == pytest.approx(np.array([[3.0, 2.0]]), rel=1e-15)


def test_tanh_worked_example():
    layer = Tanh()
    # tanh(ln 2) = (2 - 1/2) / (2 + 1/2) = 3/5, with slope 1 - 9/25 = 16/25; at 0 it is 0 with slope 1
    y = layer.forward(np.array([[np.log(2), 0.0]]))
    assert y == pytest.approx(np.array([[0.6, 0.0]]), rel=1e-15)
    assert layer.backward(np.array([[25.0, 3.0]])) == pytest.approx(np.array([[16.0, 3.0]]), rel=1e-15)


@pytest.mark.parametrize(
    "layer, y, slope",
    [(ReLU(), [0, 1e4], [0, 1]), (Sigmoid(), [0, 1], [0, 0]), (Tanh(), [-1, 1], [0, 0])],
    ids=["ReLU", "Sigmoid", "Tanh"],
)
@both_dtypes
def test_extreme_inputs(layer, y, slope, dtype):
    with np.errstate(all="raise", under="ignore"):
        assert np.array_equal(layer.forward(np.array([[-1e4, 1e4]], dtype)), [y])
        assert np.array_equal(layer.backward(np.ones((1, 2), dtype)), [slope])


def test_the_sigmoid_function_takes_any_shape_and_size():
    with np.errstate(all="raise", under="ignore"):
        assert sigmoid(0.0) == 0.5
        assert np.array_equal(sigmoid(np.array([-1e4, -1000, 0, 1000, 1e4])), [0, 0, 0.5, 1, 1])


def test_starting_deviations():
    assert he(8, 5) == 0.5  # sqrt(2 / 8)
    assert glorot(3, 5) == 0.5  # sqrt(2 / (3 + 5))


@pytest.mark.parametrize("start", [he, glorot])
def test_weights_start_normal_with_the_deviation_asked_for_and_biases_at_zero(start, rng):
    layer = Dense(300, 400, rng=rng, start=start)
    W = layer.W / start(300, 400)
    # of 120,000 normal numbers the deviation is known to 0.2 %, and 68.3 % lie within one deviation
    assert abs(W.mean()) < 0.01
    assert W.std() == pytest.approx(1, abs=0.01)
    assert (np.abs(W) < 1).mean() == pytest.approx(0.683, abs=0.01)
    assert not layer.b.any()


def test_he_keeps_the_mean_square_through_relu(rng):
    x = rng.normal(size=(2000, 256))
    y = Dense(256, 256, rng=rng, start=he).forward(ReLU().forward(x))
    assert np.mean(y**2) == pytest.approx(np.mean(x**2), rel=0.05)


def test_he_is_the_default_start():
    W = [Dense(3, 2, rng=np.random.default_rng(0), **start).W for start in ({}, {"start": he}, {"start": glorot})]
    assert np.array_equal(W[0], W[1])
    assert not np.array_equal(W[0], W[2])


def test_the_same_seed_gives_the_same_layer_and_one_generator_gives_different_ones():
    W = [Dense(3, 2, rng=np.random.default_rng(5)).W for _ in range(2)]
    assert np.array_equal(*W)
    rng = np.random.default_rng(5)
    W = [Dense(3, 2, rng=rng).W for _ in range(2)]
    assert not np.array_equal(*W)


def test_layers_show_how_to_write_them(rng):
    assert [repr(layer) for layer in (Dense(2, 3, rng=rng), ReLU(), Sigmoid(), Tanh())] == [
        "Dense(2, 3)",
        "ReLU()",
        "Sigmoid()",
        "Tanh()",
    ]


@pytest.mark.parametrize("method", ["forward", "backward"])
def test_a_layer_without_a_method_says_which_is_missing(method):
    class Half(Layer):
        pass

    with pytest.raises(NotImplementedError, match=rf"Half needs a method {method}\(self"):
        getattr(Half(), method)(np.zeros((1, 1)))
