"""Sequential and mlp: one vector of parameters, views that stay views, copies that stand alone."""

import copy
import pickle

import numpy as np
import pytest

from nnlib import (
    SGD,
    Adam,
    Dense,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    cross_entropy,
    fit,
    glorot,
    he,
    mlp,
    squared_error,
)


@pytest.fixture
def net(rng):
    return mlp([2, 3, 1], Tanh, rng=rng)


def dense_layers(net):
    return [layer for layer in net.layers if isinstance(layer, Dense)]


def assert_views(net):
    """Each W, b, dW, db is a window onto params and grads, in the order of the layers, and nothing is left over."""
    for vector, names in ((net.params, ["W", "b"]), (net.grads, ["dW", "db"])):
        vector[:] = np.arange(vector.size)
        pieces = [getattr(layer, name) for layer in dense_layers(net) for name in names]
        assert np.array_equal(np.concatenate([piece.ravel() for piece in pieces]), vector)
        assert all(np.shares_memory(piece, vector) for piece in pieces)


def test_layers_are_windows_onto_one_vector(net):
    assert_views(net)


def test_writing_through_a_layer_changes_the_vector(net):
    first, _, last = net.layers
    net.params[:] = net.grads[:] = 0
    first.W[:], first.b[:], last.W[:], last.b[:] = 1, 2, 3, 4
    first.dW[:], first.db[:], last.dW[:], last.db[:] = 5, 6, 7, 8
    assert net.params.tolist() == 6 * [1] + 3 * [2] + 3 * [3] + [4]
    assert net.grads.tolist() == 6 * [5] + 3 * [6] + 3 * [7] + [8]


def test_windows_survive_training(net, rng):
    X, y = rng.normal(size=(10, 2)), rng.normal(size=(10, 1))
    params, grads = net.params, net.grads
    fit(net, squared_error, Adam(net), X, y, rng=rng, epochs=2)
    assert net.params is params and net.grads is grads
    assert_views(net)


def test_a_network_starts_with_the_weights_of_its_layers():
    rng, again = np.random.default_rng(0), np.random.default_rng(0)
    net = Sequential(Dense(2, 3, rng=rng), Tanh(), Dense(3, 1, rng=rng))
    first, last = Dense(2, 3, rng=again), Dense(3, 1, rng=again)
    expected = np.concatenate([array.ravel() for array in (first.W, first.b, last.W, last.b)])
    assert np.array_equal(net.params, expected)
    assert not net.grads.any()


def test_scores_are_the_layers_one_after_the_other(net, rng):
    X = rng.normal(size=(5, 2))
    first, _, last = net.layers
    by_hand = np.tanh(X @ first.W + first.b) @ last.W + last.b
    assert net(X) == pytest.approx(by_hand, rel=1e-14)
    assert np.array_equal(net.forward(X), net(X))


def test_scores_are_raw(rng):
    net = Sequential(Dense(1, 3, rng=rng))
    net.params[:] = [0, 0, 0, -5, 0, 5]
    assert np.array_equal(net([[1.0]]), [[-5, 0, 5]])


def test_lists_and_whole_numbers_are_accepted(net):
    assert np.array_equal(net([[1, 2], [3, 4]]), net(np.array([[1.0, 2.0], [3.0, 4.0]])))


def test_backward_returns_the_input_gradient_only_when_asked(net, rng):
    X = rng.normal(size=(5, 2))
    dscores = rng.normal(size=net(X).shape)
    assert net.backward(dscores) is None
    grads = net.grads.copy()
    dX = net.backward(dscores, input_gradient=True)
    assert dX.shape == X.shape
    assert np.array_equal(net.grads, grads)
    assert net.backward(dscores) is None


@pytest.mark.parametrize("kind", [ReLU, Sigmoid, Tanh])
def test_nothing_is_returned_unasked_by_an_activation_that_comes_first_either(kind, rng):
    net = Sequential(kind(), Dense(2, 1, rng=rng))
    net(rng.normal(size=(5, 2)))
    assert net.backward(np.ones((5, 1))) is None
    assert net.backward(np.ones((5, 1)), input_gradient=True).shape == (5, 2)


def test_the_first_layer_finds_its_input_gradient_only_when_asked_and_the_others_always(rng):
    found = []

    class Watched(Dense):
        def backward(self, dy):
            dx = super().backward(dy)
            found.append((self.n_in, dx is not None))
            return dx

    net = Sequential(Watched(4, 3, rng=rng), Tanh(), Watched(3, 2, rng=rng))
    net(rng.normal(size=(5, 4)))
    net.backward(np.ones((5, 2)))
    net.backward(np.ones((5, 2)), input_gradient=True)
    assert found == [(3, True), (4, False), (3, True), (4, True)]


def test_backward_overwrites_gradients_and_leaves_dscores_as_they_are(net, rng):
    X = rng.normal(size=(5, 2))
    dscores = rng.normal(size=net(X).shape)
    before = dscores.copy()
    net.grads[:] = np.nan
    net.backward(dscores)
    grads = net.grads.copy()
    net.backward(dscores)
    assert np.array_equal(net.grads, grads) and np.isfinite(grads).all()
    assert np.array_equal(dscores, before)


def test_a_layer_still_gives_its_own_input_gradient_after_training(net, rng):
    X, y = rng.normal(size=(10, 2)), rng.normal(size=(10, 1))
    fit(net, squared_error, SGD(net), X, y, rng=rng, epochs=1)
    first = net.layers[0]
    first.forward(X)
    assert first.backward(np.ones((10, 3))).shape == X.shape


def test_l2_penalty_worked_example(rng):
    net = Sequential(Dense(2, 1, rng=rng), Tanh(), Dense(1, 1, rng=rng))
    net.params[:] = [1, 2, 50, 3, 60]  # W, W, b, W, b
    value, gradient = net.l2_penalty(0.1)
    assert value == pytest.approx(0.1 / 2 * (1 + 4 + 9), rel=1e-15)
    assert gradient == pytest.approx(np.array([0.1, 0.2, 0, 0.3, 0]), rel=1e-15)
    assert net.params.tolist() == [1, 2, 50, 3, 60]


def test_repr_is_how_to_write_it(rng):
    net = Sequential(Dense(30, 128, rng=rng), ReLU(), Dense(128, 64, rng=rng), Sigmoid(), Dense(64, 1, rng=rng))
    expected = "Sequential(Dense(30, 128), ReLU(), Dense(128, 64), Sigmoid(), Dense(64, 1))  # 12,289 parameters"
    assert repr(net) == expected


def test_summary_counts_by_hand(capsys, rng):
    # 2*4 + 4 = 12, 4*4 + 4 = 20, 4*3 + 3 = 15; in all 47
    mlp([2, 4, 4, 3], Tanh, rng=rng).summary()
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows == [
        ["Layer", "Output", "shape", "Params"],
        ["Dense(2,", "4)", "(n,", "4)", "12"],
        ["Tanh()", "(n,", "4)", "0"],
        ["Dense(4,", "4)", "(n,", "4)", "20"],
        ["Tanh()", "(n,", "4)", "0"],
        ["Dense(4,", "3)", "(n,", "3)", "15"],
        ["Total", "47"],
    ]


def test_summary_lines_up_and_puts_commas_into_thousands(capsys, rng):
    # 30*128 + 128 = 3,968, 128*64 + 64 = 8,256, 64*32 + 32 = 2,080, 32 + 1 = 33; in all 14,337
    mlp([30, 128, 64, 32, 1], rng=rng).summary()
    lines = capsys.readouterr().out.splitlines()
    counts = [line.split()[-1] for line in lines]
    assert counts == ["Params", "3,968", "0", "8,256", "0", "2,080", "0", "33", "14,337"]
    assert len({len(line) for line in lines}) == 1


def test_summary_knows_the_width_of_an_activation_that_comes_first(capsys, rng):
    Sequential(Tanh(), Dense(2, 3, rng=rng)).summary()
    assert capsys.readouterr().out.splitlines()[1].split() == ["Tanh()", "(n,", "2)", "0"]


@pytest.mark.parametrize("activation, start", [(ReLU, he), (Tanh, glorot), (Sigmoid, glorot)])
def test_mlp_is_sequential_written_shorter(activation, start):
    rng, again = np.random.default_rng(0), np.random.default_rng(0)
    short = mlp([2, 16, 5, 1], activation, rng=rng)
    long = Sequential(
        Dense(2, 16, rng=again, start=start),
        activation(),
        Dense(16, 5, rng=again, start=start),
        activation(),
        Dense(5, 1, rng=again, start=start),
    )
    assert repr(short) == repr(long)
    assert np.array_equal(short.params, long.params)


def test_mlp_takes_relu_unless_told_and_any_sequence_of_sizes(rng):
    assert repr(mlp((2, 3, 1), rng=rng)) == "Sequential(Dense(2, 3), ReLU(), Dense(3, 1))  # 13 parameters"
    assert repr(mlp(np.array([2, 1]), rng=rng)) == "Sequential(Dense(2, 1))  # 3 parameters"


@pytest.mark.parametrize("build", [mlp, lambda sizes, rng, **dtype: Sequential(Dense(*sizes, rng=rng), **dtype)])
@pytest.mark.parametrize("dtype", [np.float64, np.float32, "float32"])
def test_the_dtype_asked_for(build, dtype, rng):
    net = build([2, 3], rng=rng, dtype=dtype)
    layer = net.layers[0]
    arrays = [net.params, net.grads, layer.W, layer.b, layer.dW, layer.db, net([[1, 2]])]
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}


def test_float64_unless_told(rng):
    assert mlp([2, 1], rng=rng).params.dtype == np.float64


COPIES = {
    "deepcopy": copy.deepcopy,
    **{
        f"pickle protocol {protocol}": lambda thing, protocol=protocol: pickle.loads(pickle.dumps(thing, protocol))
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)  # 0 and 1 know no slots
    },
}
every_copy = pytest.mark.parametrize("duplicate", COPIES.values(), ids=COPIES)


@every_copy
def test_a_copy_gives_the_same_scores_and_has_windows_of_its_own(duplicate, net, rng):
    X = rng.normal(size=(5, 2))
    scores = net(X)
    twin = duplicate(net)
    assert np.array_equal(twin(X), scores)
    assert repr(twin) == repr(net)
    assert_views(twin)
    assert not np.shares_memory(twin.params, net.params) and not np.shares_memory(twin.grads, net.grads)
    assert np.array_equal(net(X), scores)
    assert_views(net)


@every_copy
@pytest.mark.parametrize("optimizer", [lambda net: SGD(net, momentum=0.9), Adam], ids=["SGD", "Adam"])
def test_a_copy_of_network_and_optimizer_goes_on_where_the_original_was(duplicate, optimizer, rng):
    X, y = rng.normal(size=(20, 2)), rng.integers(0, 3, 20)
    net = mlp([2, 4, 3], rng=rng)
    optimizer = optimizer(net)
    fit(net, cross_entropy, optimizer, X, y, rng=rng, epochs=2, batch_size=8)
    twin, its_optimizer, its_rng = duplicate((net, optimizer, rng))
    start = net.params.copy()

    theirs = fit(twin, cross_entropy, its_optimizer, X, y, rng=its_rng, epochs=2, batch_size=8)
    assert np.array_equal(net.params, start) and not np.array_equal(twin.params, start)
    ours = fit(net, cross_entropy, optimizer, X, y, rng=rng, epochs=2, batch_size=8)
    assert ours == theirs
    assert np.array_equal(net.params, twin.params)


def test_weights_may_be_set_to_a_view_before_a_network_is_built(rng):
    dense = Dense(2, 3, rng=rng)
    dense.W = np.arange(6.0).reshape(2, 3)
    assert Sequential(dense).params[:6].tolist() == [0, 1, 2, 3, 4, 5]


def test_an_activation_of_another_network_is_refused(rng):
    relu = ReLU()
    Sequential(Dense(2, 3, rng=rng), relu)
    with pytest.raises(ValueError, match="belongs to another network"):
        Sequential(Dense(2, 3, rng=rng), relu)
