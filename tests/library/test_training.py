"""fit: what it does to the network, what it reports, what it leaves alone."""

import copy
import math

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
    sigmoid,
    squared_error,
)
from nnlib.data import xor

LOSSES = [squared_error, binary_cross_entropy, cross_entropy]
every_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)


def data(loss, n, seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 4))
    if loss is cross_entropy:
        return X, rng.integers(0, 3, n)
    return X, rng.integers(0, 2, (n, 3)).astype(float)


def train(loss=cross_entropy, *, seed=0, X=None, y=None, dtype=np.float64, optimizer=Adam, **settings):
    """The network and the history of a short training run."""
    if X is None:
        X, y = data(loss, 30, 100)
    rng = np.random.default_rng(seed)
    net = mlp([4, 5, 3], Tanh, rng=rng, dtype=dtype)
    history = fit(net, loss, optimizer(net), X, y, rng=rng, **{"epochs": 3, "batch_size": 8, **settings})
    return net, history


class Watch:
    """An optimizer that trains nothing and notes the rows of each step."""

    def __init__(self, net):
        self.net, self.rows = net, []

    def step(self):
        self.rows.append(self.net.layers[0].x[:, 0].tolist())


def watch(n, **settings):
    """The rows of each step when X is 0, 1, …, n - 1."""
    X = np.arange(float(n)).reshape(-1, 1)
    net = Sequential(Dense(1, 1, rng=np.random.default_rng(0)))
    optimizer = Watch(net)
    fit(net, squared_error, optimizer, X, X, rng=np.random.default_rng(0), **settings)
    return optimizer.rows


@every_loss
@pytest.mark.parametrize("l2", [0.0, 0.3])
@pytest.mark.parametrize("batch_size", [8, 30])
def test_history_is_measured_at_the_end_of_the_epoch(loss, l2, batch_size):
    X, y = data(loss, 30, 100)
    X_val, y_val = data(loss, 11, 200)
    rng = np.random.default_rng(0)
    net = mlp([4, 5, 3], Tanh, rng=rng)
    by_hand = {"loss": [], "val_loss": []}

    def measure(epoch, history):
        penalty = l2 / 2 * sum((layer.W**2).sum() for layer in net.layers if isinstance(layer, Dense))
        by_hand["loss"].append(loss(y, net(X))[0] + penalty)
        by_hand["val_loss"].append(loss(y_val, net(X_val))[0] + penalty)

    settings = {"validation_data": (X_val, y_val), "l2": l2, "callback": measure}
    history = fit(net, loss, Adam(net), X, y, rng=rng, epochs=4, batch_size=batch_size, **settings)
    assert history.keys() == by_hand.keys()
    for name, values in by_hand.items():
        assert history[name] == pytest.approx(values, rel=1e-14)


@every_loss
@pytest.mark.parametrize("l2", [0.0, 0.3])
@pytest.mark.parametrize("weights", [None, np.arange(30.0)])
@pytest.mark.parametrize("batch_size", [8, 30])
def test_during_is_the_mean_of_what_each_batch_had_before_its_step(loss, l2, weights, batch_size):
    X, y = data(loss, 30, 100)
    X_val, y_val = data(loss, 11, 200)
    settings = {"l2": l2, "batch_size": batch_size, "sample_weight": weights, "validation_data": (X_val, y_val)}
    net, history = train(loss, measure="during", epochs=2, **settings)
    after, its_history = train(loss, measure="after", epochs=2, **settings)
    assert np.array_equal(net.params, after.params)
    assert history["val_loss"] == its_history["val_loss"]

    rng = np.random.default_rng(0)
    twin = mlp([4, 5, 3], Tanh, rng=rng)
    optimizer = Adam(twin)
    share = 1 if weights is None else weights / weights.mean()
    for epoch in range(2):
        sum_of_rows = 0.0
        for batch in minibatches(30, batch_size, rng) if batch_size < 30 else [np.arange(30)]:
            scores = twin(X[batch])
            w = np.broadcast_to(share, 30)[batch]
            rows = [loss(y[i : i + 1], scores[j : j + 1])[0] for j, i in enumerate(batch)]
            penalty = l2 / 2 * sum((layer.W**2).sum() for layer in twin.layers[::2])
            sum_of_rows += w @ rows + penalty * len(batch)
            twin.backward(loss(y[batch], scores, w)[1])
            twin.grads += l2 * twin.params * twin.is_weight
            optimizer.step()
        assert history["loss"][epoch] == pytest.approx(sum_of_rows / 30, rel=1e-13)


@pytest.mark.parametrize("measure", [None, True, "before", "end"])
def test_there_are_two_times_to_measure(measure):
    with pytest.raises(ValueError, match=f"measure must be 'after' or 'during', got {measure!r}"):
        train(measure=measure)


@every_loss
def test_a_large_set_is_measured_in_pieces_that_add_up(loss):
    X, y = data(loss, 5000, 100)
    w = np.random.default_rng(0).random(5000)
    rows = []

    def watched(y, scores, weight=None):
        rows.append(len(scores))
        return loss(y, scores, weight)

    settings = {"epochs": 1, "batch_size": 64, "sample_weight": w, "validation_data": (X[:3000], y[:3000])}
    net, history = train(watched, X=X, y=y, **settings)
    measured = [n for n in rows if n > 64]
    assert (
        sum(measured) == 2 * (5000 + 3000) and max(sorted(measured)[:-2]) <= 1024
    )  # the two largest: the labels' check
    assert history["loss"][-1] == pytest.approx(loss(y, net(X), w / w.mean())[0], rel=1e-13)
    assert history["val_loss"][-1] == pytest.approx(loss(y[:3000], net(X[:3000]))[0], rel=1e-13)


@every_loss
@pytest.mark.parametrize("optimizer", [lambda net: SGD(net, momentum=0.9), Adam], ids=["SGD", "Adam"])
def test_a_row_of_weight_2_counts_as_two_and_one_of_weight_0_as_none(loss, optimizer):
    X, y = data(loss, 30, 100)
    times = np.arange(30) % 3
    weighted, history = train(loss, optimizer=optimizer, batch_size=30, sample_weight=0.5 * times)
    rows = np.repeat(np.arange(30), times)
    repeated, its_history = train(loss, X=X[rows], y=y[rows], optimizer=optimizer, batch_size=30)
    assert weighted.params == pytest.approx(repeated.params, abs=1e-13)
    assert history["loss"] == pytest.approx(its_history["loss"], rel=1e-12)


def test_equal_weights_change_nothing():
    plain, history = train(epochs=3)
    weighted, its_history = train(epochs=3, sample_weight=np.full(30, 7))
    assert weighted.params == pytest.approx(plain.params, abs=1e-15)
    assert its_history["loss"] == pytest.approx(history["loss"], rel=1e-14)


def test_history_has_one_plain_number_an_epoch():
    for dtype, measure in ((np.float64, "after"), (np.float32, "after"), (np.float64, "during")):
        validation = {"validation_data": data(cross_entropy, 4, 1)}
        _, history = train(epochs=5, dtype=dtype, l2=0.1, measure=measure, **validation)
        assert list(history) == ["loss", "val_loss"]
        assert [type(value) for values in history.values() for value in values] == [float] * 10


def test_no_validation_data_no_validation_loss():
    assert list(train()[1]) == ["loss"]


@every_loss
@pytest.mark.parametrize("l2", [0.0, 0.3])
@pytest.mark.parametrize("batch_size", [7, 30])
def test_fit_is_this_loop(loss, l2, batch_size):
    X, y = data(loss, 30, 100)
    net, _ = train(loss, batch_size=batch_size, l2=l2)

    rng = np.random.default_rng(0)
    twin = mlp([4, 5, 3], Tanh, rng=rng)
    optimizer = Adam(twin)
    for _ in range(3):
        for batch in minibatches(30, batch_size, rng) if batch_size < 30 else [slice(None)]:
            twin.backward(loss(y[batch], twin(X[batch]))[1])
            for layer in twin.layers[::2]:
                layer.dW += l2 * layer.W
            optimizer.step()
    assert np.array_equal(net.params, twin.params)


def test_each_epoch_steps_once_through_all_rows_in_a_new_order():
    rows = watch(10, epochs=3, batch_size=4)
    assert [len(batch) for batch in rows] == 3 * [4, 4, 2]
    epochs = [sum(rows[i : i + 3], []) for i in (0, 3, 6)]
    assert [sorted(epoch) for epoch in epochs] == 3 * [list(range(10))]
    assert len({tuple(epoch) for epoch in epochs}) == 3


@pytest.mark.parametrize("batch_size, steps", [(1, 10), (3, 4), (5, 2), (9, 2), (10, 1), (11, 1), (1000, 1)])
def test_steps_an_epoch(batch_size, steps):
    rows = watch(10, epochs=1, batch_size=batch_size)
    assert len(rows) == steps == math.ceil(10 / batch_size)
    assert sorted(sum(rows, [])) == list(range(10))


@pytest.mark.parametrize("batch_size", [3, 10])
def test_rows_and_targets_stay_together(batch_size):
    X = np.arange(10.0).reshape(-1, 1)
    net = Sequential(Dense(1, 1, rng=np.random.default_rng(0)))
    net.params[:] = [2, 1]  # so that the scores are 2 X + 1, and the loss is 0 if they meet their targets
    values = []

    def watched(y, scores):
        value, dscores = squared_error(y, scores)
        if len(scores) == len(np.unique(scores)):  # not the check of the shapes, which repeats one row
            values.append(value)
        return value, dscores

    fit(net, watched, Watch(net), X, 2 * X + 1, rng=np.random.default_rng(0), epochs=2, batch_size=batch_size)
    assert len(values) == 2 * (math.ceil(10 / batch_size) + 1)
    assert not any(values)


def test_validation_data_is_never_trained_on():
    alone, _ = train(epochs=5)
    watched, history = train(epochs=5, validation_data=(np.full((4, 4), 50.0), np.array([0, 1, 2, 0])))
    assert np.array_equal(alone.params, watched.params)
    assert len(history["val_loss"]) == 5


def test_the_same_seed_gives_the_same_history_bit_for_bit():
    settings = {"l2": 0.1, "validation_data": data(cross_entropy, 9, 5)}
    for batch_size in (8, 30):
        net, history = train(seed=3, batch_size=batch_size, **settings)
        again, its_history = train(seed=3, batch_size=batch_size, **settings)
        other, other_history = train(seed=4, batch_size=batch_size, **settings)
        assert history == its_history and np.array_equal(net.params, again.params)
        assert history != other_history


def test_two_short_runs_are_one_long_run():
    X, y = data(cross_entropy, 30, 100)
    long, history = train(epochs=6)
    rng = np.random.default_rng(0)
    short = mlp([4, 5, 3], Tanh, rng=rng)
    optimizer = Adam(short)
    halves = [fit(short, cross_entropy, optimizer, X, y, rng=rng, epochs=3, batch_size=8)["loss"] for _ in range(2)]
    assert halves[0] + halves[1] == history["loss"]
    assert np.array_equal(short.params, long.params)


def test_the_callback_is_given_the_epoch_and_the_history_so_far():
    seen, histories = [], []

    def callback(epoch, history):
        seen.append((epoch, len(history["loss"]), len(history["val_loss"])))
        histories.append(history)

    _, history = train(callback=callback, validation_data=data(cross_entropy, 4, 1))
    assert seen == [(0, 1, 1), (1, 2, 2), (2, 3, 3)]
    assert all(each is history for each in histories)


def test_a_callback_that_returns_true_stops_the_training():
    stopped, history = train(epochs=100, callback=lambda epoch, history: epoch == 1)
    assert len(history["loss"]) == 2
    assert np.array_equal(stopped.params, train(epochs=2)[0].params)


@pytest.mark.parametrize("answer", [np.True_, True], ids=repr)
def test_true_is_pythons_or_numpys(answer):
    assert len(train(epochs=9, callback=lambda epoch, history: answer)[1]["loss"]) == 1


@pytest.mark.parametrize("answer", [1, 0.5, "stop", [1], {"a": 1}, np.ones(3), np.array(True)], ids=repr)
def test_whatever_else_a_callback_returns_is_ignored(answer):
    assert len(train(epochs=3, callback=lambda epoch, history: answer)[1]["loss"]) == 3


@pytest.mark.parametrize("callback", [[print], 5, "stop", True])
def test_what_cannot_be_called_is_refused_before_anything_moves(callback):
    rng = np.random.default_rng(0)
    net = mlp([4, 5, 3], rng=rng)
    before = net.params.copy()
    with pytest.raises(TypeError, match="callback"):
        fit(net, cross_entropy, Adam(net), *data(cross_entropy, 30, 100), rng=rng, callback=callback)
    assert np.array_equal(net.params, before)


def test_a_callback_may_change_the_rate():
    rng = np.random.default_rng(0)
    X, y = data(cross_entropy, 30, 100)
    net = mlp([4, 5, 3], rng=rng)
    optimizer = SGD(net, lr=0.5)
    copies = []

    def freeze(epoch, history):
        optimizer.lr = 0.0
        copies.append(net.params.copy())

    fit(net, cross_entropy, optimizer, X, y, rng=rng, epochs=3, callback=freeze)
    assert np.array_equal(copies[0], copies[1]) and np.array_equal(copies[0], copies[2])


@pytest.mark.parametrize("loss", [squared_error, cross_entropy], ids=lambda loss: loss.__name__)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_diverging_run_stops_with_the_remedy_and_the_history(loss, dtype):
    X, y = data(loss, 30, 100)
    net = mlp([4, 5, 3], rng=np.random.default_rng(0), dtype=dtype)
    epochs = []
    with pytest.warns(RuntimeWarning, match=r"smaller rate than 1e\+30, and build .*: write lr = 0.1") as caught:
        history = fit(
            net,
            loss,
            SGD(net, lr=1e30),
            X,
            y,
            rng=np.random.default_rng(0),
            validation_data=(X, y),
            callback=lambda epoch, history: epochs.append(epoch),
        )
    assert len(caught) == 1
    assert caught[0].filename == __file__
    n = len(history["loss"])
    assert n < 100 and len(history["val_loss"]) == n
    assert np.isfinite(history["loss"][:-1]).all() and not np.isfinite(history["loss"][-1])
    assert f"the loss is {history['loss'][-1]} after epoch {n}, training stopped:" in str(caught[0].message)
    assert epochs == list(range(n - 1))


def test_a_run_that_must_not_fail_raises_what_else_would_be_a_warning():
    with pytest.raises(ValueError, match="the loss is .* smaller rate than 1e"):
        train(squared_error, optimizer=lambda net: SGD(net, lr=1e30), epochs=9, on_failure="raise")


def test_numbers_that_are_lost_in_the_last_step_are_seen_with_during_too():
    X = np.array([[1e200], [-1e200]])
    net = Sequential(Dense(1, 1, rng=np.random.default_rng(0)))
    with pytest.warns(RuntimeWarning, match="numbers are not finite after epoch 1"):
        history = fit(
            *(net, binary_cross_entropy, SGD(net, lr=1e150), X, np.array([[1.0], [1.0]])),
            **{"rng": np.random.default_rng(0), "epochs": 1, "measure": "during"},
        )
    assert np.isfinite(history["loss"]).all() and not np.isfinite(net.params).all()


def test_a_network_that_has_diverged_refuses_to_answer_and_can_still_be_looked_at():
    net = mlp([4, 5, 3], rng=np.random.default_rng(0))
    net.params[[1, 7]] = np.nan, np.inf
    with pytest.raises(ValueError, match="2 of the network's 43 numbers are not finite"):
        net(np.zeros((2, 4)))
    with np.errstate(invalid="ignore"):
        assert np.isnan(net.forward(np.zeros((2, 4)))).any()


@every_loss
@pytest.mark.parametrize("batch_size", [8, 30])
def test_data_is_left_as_it_is(loss, batch_size):
    sets = [data(loss, 30, 100), data(loss, 9, 5)]
    before = copy.deepcopy(sets)
    train(loss, X=sets[0][0], y=sets[0][1], validation_data=sets[1], batch_size=batch_size)
    for pair, pair_before in zip(sets, before, strict=True):
        assert all(map(np.array_equal, pair, pair_before))


def read_only(X, y):
    for array in (X, y):
        array.setflags(write=False)
    return X, y


def strided(X, y):
    wide = np.zeros((len(X), 8))
    wide[:, ::2] = X
    return wide[:, ::2], np.repeat(y, 2, axis=0)[::2]


FORMS = {
    "Fortran order": lambda X, y: (np.asfortranarray(X), np.asfortranarray(y)),
    "read only": read_only,
    "every other column": strided,
    "lists": lambda X, y: (X.tolist(), y.tolist()),
}


def test_data_is_put_in_order_and_into_the_dtype_of_the_network_once():
    X, y = data(cross_entropy, 30, 100)
    net = mlp([4, 5, 3], rng=np.random.default_rng(0), dtype=np.float32)
    seen = []
    settings = {"epochs": 3, "callback": lambda epoch, history: seen.append(net.layers[0].x)}
    fit(net, cross_entropy, SGD(net), np.asfortranarray(X), y, rng=np.random.default_rng(0), **settings)
    assert seen[0].flags.c_contiguous
    assert np.shares_memory(seen[0], seen[1]) and np.shares_memory(seen[0], seen[2])


@every_loss
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("batch_size", [8, 30])
def test_data_in_any_form_gives_the_same_bits(loss, form, batch_size):
    X, y = form(*data(loss, 30, 100))
    validation = {"validation_data": data(loss, 9, 5)}
    plain, history = train(loss, **validation, batch_size=batch_size)
    validation = {"validation_data": form(*data(loss, 9, 5))}
    net, its_history = train(loss, X=X, y=y, **validation, batch_size=batch_size)
    assert history == its_history
    assert np.array_equal(net.params, plain.params)


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint8, np.int64, np.float32])
def test_targets_of_any_number_type_give_the_same_bits(dtype):
    X, y = data(binary_cross_entropy, 30, 100)
    assert np.array_equal(
        train(binary_cross_entropy, X=X, y=y.astype(dtype))[0].params, train(binary_cross_entropy)[0].params
    )


@pytest.mark.parametrize("kind", [ReLU, Sigmoid, Tanh])
@pytest.mark.parametrize("optimizer", [lambda net: SGD(net, momentum=0.9), Adam], ids=["SGD", "Adam"])
@every_loss
def test_float32_stays_float32(kind, optimizer, loss):
    X, y = data(loss, 30, 100)
    y = y.astype(int)
    rng = np.random.default_rng(0)
    net = mlp([4, 5, 3], kind, rng=rng, dtype=np.float32)
    optimizer = optimizer(net)
    dtypes = set()

    def watched(y, scores):
        value, dscores = loss(y, scores)
        dtypes.update({scores.dtype, dscores.dtype, *([y.dtype] if y.ndim == 2 else [])})
        return value, dscores

    fit(net, watched, optimizer, X, y, rng=rng, epochs=2, batch_size=8, l2=0.1, validation_data=(X, y))
    memory = {name: getattr(optimizer, name) for name in optimizer.__slots__}
    for parts in (vars(net), memory, *map(vars, net.layers)):
        dtypes |= {part.dtype for name, part in parts.items() if isinstance(part, np.ndarray) and name != "is_weight"}
    assert dtypes == {np.dtype(np.float32)}
    assert net(X).dtype == np.float32


def test_float32_learns_what_float64_learns():
    double, history = train(epochs=5)
    single, its_history = train(epochs=5, dtype=np.float32)
    assert its_history["loss"] == pytest.approx(history["loss"], rel=1e-6)
    assert single.params == pytest.approx(double.params, abs=1e-5)


def test_l2_shrinks_weights_and_leaves_biases():
    net = Sequential(Dense(1, 1, rng=np.random.default_rng(0)))
    net.params[:] = [3, 5]
    # at X = 0 the score is b = y, so the data give no gradient; the step is W -= lr l2 W = 0.1 * 0.5 * 3
    X, y = np.zeros((4, 1)), np.full((4, 1), 5.0)
    history = fit(net, squared_error, SGD(net, lr=0.1), X, y, rng=np.random.default_rng(0), epochs=1, l2=0.5)
    assert net.params == pytest.approx(np.array([2.85, 5]), rel=1e-15)
    assert history["loss"] == pytest.approx([0.5 / 2 * 2.85**2], rel=1e-15)


def test_fit_knows_a_network_only_by_forward_backward_params_and_grads():
    class Line:
        """y = a x + c, written by hand."""

        def __init__(self):
            self.params, self.grads = np.zeros(2), np.zeros(2)

        def forward(self, X):
            self.X = X
            return self.params[0] * X + self.params[1]

        def backward(self, dscores):
            self.grads[:] = (dscores * self.X).sum(), dscores.sum()

    X = np.linspace(-1, 1, 20).reshape(-1, 1)
    line = Line()
    fit(line, squared_error, SGD(line, lr=0.5), X, 3 * X - 2, rng=np.random.default_rng(0), epochs=100)
    assert line.params == pytest.approx(np.array([3, -2]), abs=1e-6)


@pytest.mark.parametrize("kind, lr", [(SGD, 1.0), (Adam, 0.05)])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_xor_is_learned(kind, lr, dtype):
    X, y = xor()
    rng = np.random.default_rng(0)
    net = mlp([2, 8, 1], Tanh, rng=rng, dtype=dtype)
    history = fit(net, binary_cross_entropy, kind(net, lr=lr), X, y, rng=rng, epochs=500)
    assert history["loss"][-1] < 0.05
    assert np.array_equal(sigmoid(net(X)) > 0.5, y == 1)


def test_one_class_out_of_three_is_learned():
    rng = np.random.default_rng(0)
    y = np.arange(60) % 3
    X = np.array([[0, 0], [4, 0], [0, 4]])[y] + rng.normal(size=(60, 2))
    net = mlp([2, 8, 3], ReLU, rng=rng)
    history = fit(net, cross_entropy, Adam(net, lr=0.05), X, y, rng=rng, epochs=50)
    assert history["loss"][0] > history["loss"][-1]
    assert (net(X).argmax(axis=1) == y).mean() > 0.95
