"""A stack trains many networks at once, and each as it would have trained alone."""

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
    binary_cross_entropy,
    cross_entropy,
    fit,
    minibatches,
    mlp,
    squared_error,
    stack,
)

S = 3
LOSSES = [squared_error, binary_cross_entropy, cross_entropy]
OPTIMIZERS = {"SGD": lambda net: SGD(net, 0.1), "momentum": lambda net: SGD(net, 0.05, 0.9), "Adam": Adam}
every_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)


def data(loss, n=30):
    rng = np.random.default_rng(100)
    X = rng.normal(size=(n, 4))
    return X, rng.integers(0, 3, n) if loss is cross_entropy else rng.integers(0, 2, (n, 3)).astype(float)


def generators(n=S):
    return [np.random.default_rng(seed) for seed in range(n)]


def networks(rngs, activation=ReLU, dtype=np.float64):
    return [mlp([4, 6, 5, 3], activation, rng=rng, dtype=dtype) for rng in rngs]


def assert_each_as_alone(loss, activation=ReLU, optimizer=Adam, dtype=np.float64, tolerance=1e-12, **settings):
    X, y = data(loss)
    settings = {"epochs": 4, **settings}
    rngs = generators()
    nets = stack(networks(rngs, activation, dtype))
    start = nets.params.copy()
    history = fit(nets, loss, optimizer(nets), X, y, rng=rngs, **settings)
    assert (np.abs(nets.params - start).max(axis=1) > 1e-4).all()
    for i, rng in enumerate(generators()):
        [net] = networks([rng], activation, dtype)
        alone = fit(net, loss, optimizer(net), X, y, rng=rng, **settings)
        assert np.abs(nets[i].params - net.params).max() < tolerance
        assert history.keys() == alone.keys()
        for name, values in alone.items():
            assert np.abs(np.array(history[name])[:, i] - values).max() < tolerance
    return nets, history


@every_loss
@pytest.mark.parametrize("activation", [ReLU, Sigmoid, Tanh])
@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [7, 30])
def test_each_network_ends_as_it_would_alone(loss, activation, optimizer, batch_size):
    assert_each_as_alone(loss, activation, optimizer, batch_size=batch_size)


@every_loss
@pytest.mark.parametrize("measure", ["after", "during"])
@pytest.mark.parametrize("batch_size", [7, 30])
def test_also_with_a_penalty_weights_and_validation_data(loss, measure, batch_size):
    X, y = data(loss, 11)
    weight = np.random.default_rng(5).random(30)
    settings = {"l2": 0.1, "validation_data": (X, y), "sample_weight": weight, "measure": measure}
    nets, history = assert_each_as_alone(loss, batch_size=batch_size, **settings)
    assert list(history) == ["loss", "val_loss"] and history["loss"][0].shape == (S,)


def test_also_in_float32():
    nets, _ = assert_each_as_alone(cross_entropy, dtype=np.float32, tolerance=1e-5, batch_size=7)
    assert nets.params.dtype == nets[0].params.dtype == nets(np.zeros((2, 4))).dtype == np.float32


def test_scores_have_an_axis_for_the_networks():
    members = networks(generators())
    nets = stack(members)
    X = data(squared_error)[0]
    assert len(nets) == S and nets(X).shape == (S, 30, 3)
    for i, net in enumerate(members):
        assert np.array_equal(nets[i](X), net(X))
        assert nets(X)[i] == pytest.approx(net(X), abs=1e-13)


def test_each_network_may_have_rows_of_its_own():
    members = networks(generators())
    X = np.random.default_rng(1).normal(size=(S, 8, 4))
    for scores, net, x in zip(stack(members)(X), members, X, strict=True):
        assert scores == pytest.approx(net(x), abs=1e-13)


def test_the_networks_that_were_stacked_stay_as_they_are():
    rngs = generators()
    members = networks(rngs)
    before = [net.params.copy() for net in members]
    nets = stack(net for net in members)
    X, y = data(cross_entropy)
    fit(nets, cross_entropy, Adam(nets), X, y, rng=rngs, epochs=2)
    assert all(map(np.array_equal, before, [net.params for net in members]))


def test_a_member_is_a_plain_network_and_a_copy():
    nets = stack(networks(generators()))
    net = nets[1]
    before = nets.params.copy()
    assert type(net) is Sequential
    X, y = data(cross_entropy)
    fit(net, cross_entropy, SGD(net), X, y, rng=np.random.default_rng(0), epochs=2)
    assert np.array_equal(nets.params, before) and not np.array_equal(net.params, before[1])
    assert np.array_equal(nets[-1].params, before[-1])
    assert [member.params.tolist() for member in nets] == before.tolist()
    with pytest.raises(IndexError):
        _ = nets[S]


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda nets: pickle.loads(pickle.dumps(nets))])
def test_a_copy_of_a_stack_trains_by_itself(twin):
    nets = stack(networks(generators()))
    other, before = twin(nets), nets.params.copy()
    X, y = data(cross_entropy)
    for each in (other, nets):
        fit(each, cross_entropy, SGD(each), X, y, rng=generators(), epochs=2)
        assert np.array_equal(nets.params, before) is (each is other)
    assert np.array_equal(nets.params, other.params)


def test_one_that_diverges_leaves_the_others_alone():
    X, y = data(squared_error)
    members = networks(generators())
    members[1].params *= 1e200
    nets = stack(members)
    with pytest.warns(RuntimeWarning, match=r"1 of 3 networks have diverged, the first is nets\[1\]"):
        history = fit(nets, squared_error, SGD(nets), X, y, rng=generators(), epochs=5)
    assert len(history["loss"]) == 5
    assert np.isfinite(history["loss"][-1]).tolist() == [True, False, True]
    assert np.isfinite(nets.params).all(axis=1).tolist() == [True, False, True]


def test_training_stops_when_all_have_diverged():
    X, y = data(squared_error)
    nets = stack(networks(generators()))
    with pytest.warns(RuntimeWarning, match="3 of 3"):
        history = fit(nets, squared_error, SGD(nets, lr=1e30), X, y, rng=generators(), epochs=50)
    assert len(history["loss"]) < 50


def test_a_callback_sees_all_networks_and_stops_all():
    X, y = data(cross_entropy)
    nets, seen = stack(networks(generators())), []

    def callback(epoch, history):
        seen.append(history["loss"][-1].shape)
        return epoch == 1

    fit(nets, cross_entropy, Adam(nets), X, y, rng=generators(), epochs=9, callback=callback)
    assert seen == [(S,), (S,)]


def test_minibatches_of_several_generators_are_those_of_each():
    several = list(minibatches(10, 4, generators()))
    assert [batch.shape for batch in several] == [(S, 4), (S, 4), (S, 2)]
    for i, rng in enumerate(generators()):
        assert all(np.array_equal(a[i], b) for a, b in zip(several, minibatches(10, 4, rng), strict=True))


def test_summary_and_repr_are_of_one_network(capsys):
    [net, *_], nets = networks(generators()), stack(networks(generators()))
    nets.summary()
    said = capsys.readouterr().out
    net.summary()
    assert said == "3 networks, each:\n" + capsys.readouterr().out
    assert repr(nets) == f"stack of 3 × {net!r}"


class Own(Tanh):
    pass


def one(*layers):
    return Sequential(Dense(2, 3, rng=np.random.default_rng(0)), *layers)


REFUSED = {
    "nothing": (lambda: stack([]), ValueError, ["no network", "write stack("]),
    "a network": (lambda: stack(one()), TypeError, ["Sequential(Dense(2, 3))", "write stack([net])"]),
    "no network": (lambda: stack([one(), 5]), TypeError, ["nets[1] is 5", "stack([net_1, net_2])"]),
    "a stack": (lambda: stack([stack([one()])]), TypeError, ["nets[0] is stack of 1"]),
    "other layers": (lambda: stack([one(), one(Tanh())]), ValueError, ["nets[1]", "Tanh()", "one shape"]),
    "another dtype": (
        lambda: stack([one(), mlp([2, 3], rng=np.random.default_rng(0), dtype=np.float32)]),
        *(ValueError, ["float32", "float64", "one shape and dtype"]),
    ),
    "an own layer": (lambda: stack([one(Own())]), ValueError, ["Own()", "train nets[0] alone"]),
    "one generator": (lambda: train(np.random.default_rng(0)), TypeError, ["list of 3", "for seed in range(3)]"]),
    "too few generators": (lambda: train(generators(2)), TypeError, ["list of 3", "got 2 of them"]),
    "numbers for generators": (lambda: train([0, 1, 2]), TypeError, ["numpy.random.Generator, got 0"]),
    "several generators for one": (
        lambda: train(generators(), networks(generators())[0]),
        *(TypeError, ["rng must be a numpy.random.Generator"]),
    ),
    "a width": (lambda: stack([one()])(np.zeros((5, 4))), ValueError, ["(5, 4)", "(n_samples, 2)"]),
    "saving": (lambda: stack([one()]).save("never"), ValueError, ["nets[0].save(path)"]),
}


def train(rng, net=None):
    net = net or stack(networks(generators()))
    fit(net, cross_entropy, Adam(net), *data(cross_entropy), rng=rng)


@pytest.mark.parametrize("call, error, words", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_stacked_is_refused_with_a_remedy(call, error, words):
    with pytest.raises(error) as caught:
        call()
    assert [word for word in words if word not in str(caught.value)] == [], str(caught.value)
