"""The same steps as scikit-learn's networks, from copied weights.

scikit-learn divides its alpha by the number of samples in the batch, nnlib's l2 is not divided. A second fit with
warm_start keeps the weights that were written into coefs_ and intercepts_, and starts a new optimizer.
"""

import numpy as np
import pytest
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier, MLPRegressor

from nnlib import (
    SGD,
    Adam,
    Dense,
    ReLU,
    Sigmoid,
    Tanh,
    binary_cross_entropy,
    cross_entropy,
    fit,
    mlp,
    softmax,
    squared_error,
)

pytestmark = [
    pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning"),
    pytest.mark.filterwarnings("ignore:(R²|30 of 30 answers|all 30 answers):RuntimeWarning"),  # few steps on noise
]

WORDS = {ReLU: "relu", Sigmoid: "logistic", Tanh: "tanh"}
every_activation = pytest.mark.parametrize("activation", WORDS, ids=lambda kind: kind.__name__)
every_task = pytest.mark.parametrize("task", ["binary", "classes", "number"])
N = 30


class InOrder(np.random.Generator):
    """A generator that never shuffles, for batches in the order of the rows, as with shuffle=False."""

    def permutation(self, x):
        return np.arange(x)


def problem(task, activation, hidden):
    """A network, its loss, X, y for it, and y for scikit-learn."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(N, 4))
    if task == "classes":
        y = theirs = np.arange(N) % 3
        loss, n_out = cross_entropy, 3
    elif task == "binary":
        theirs = np.arange(N) % 2
        y, loss, n_out = theirs.reshape(-1, 1), binary_cross_entropy, 1
    else:
        theirs = rng.normal(size=N)
        y, loss, n_out = theirs.reshape(-1, 1), squared_error, 1
    net = mlp([4, *hidden, n_out], activation, rng=rng)
    net.params[:] = 0.5 * rng.normal(size=net.params.size)
    return net, loss, X, y, theirs


def dense_layers(net):
    return [layer for layer in net.layers if isinstance(layer, Dense)]


def twin_of(net, task, activation, X, y, epochs, **settings):
    """A scikit-learn network with the weights of net, about to train for so many epochs."""
    kind = MLPRegressor if task == "number" else MLPClassifier
    hidden = tuple(layer.n_out for layer in dense_layers(net)[:-1])
    never_early = {"tol": 0.0, "n_iter_no_change": 10**6}
    shape = {"hidden_layer_sizes": hidden, "activation": WORDS[activation]}
    twin = kind(**shape, **never_early, **settings, shuffle=False, warm_start=True, random_state=0)
    twin.set_params(max_iter=1).fit(X, y)
    for coef, intercept, layer in zip(twin.coefs_, twin.intercepts_, dense_layers(net), strict=True):
        coef[:], intercept[:] = layer.W, layer.b
    return twin.set_params(max_iter=epochs)


def sgd(lr, momentum, **settings):
    return {"solver": "sgd", "learning_rate_init": lr, "momentum": momentum, "nesterovs_momentum": False, **settings}


def largest_difference(net, twin):
    ours = [array.ravel() for layer in dense_layers(net) for array in (layer.W, layer.b)]
    theirs = [array.ravel() for pair in zip(twin.coefs_, twin.intercepts_, strict=True) for array in pair]
    return np.abs(np.concatenate(ours) - np.concatenate(theirs)).max()


def assert_same_predictions(net, loss, twin, X):
    if loss is squared_error:
        assert net(X)[:, 0] == pytest.approx(twin.predict(X), abs=1e-10)
    else:
        p = loss.link(net(X))
        assert p[:, -1] == pytest.approx(twin.predict_proba(X)[:, -1], abs=1e-10)


@every_task
@every_activation
@pytest.mark.parametrize("alpha", [0.0, 0.6])
@pytest.mark.parametrize("hidden", [(), (5,), (5, 3)])
def test_one_step(task, activation, alpha, hidden):
    net, loss, X, y, theirs = problem(task, activation, hidden)
    start = net.params.copy()
    twin = twin_of(net, task, activation, X, theirs, 1, **sgd(0.1, 0.9, alpha=alpha, batch_size=N))
    twin.fit(X, theirs)
    fit(net, loss, SGD(net, 0.1, 0.9), X, y, rng=InOrder(np.random.PCG64(0)), epochs=1, batch_size=N, l2=alpha / N)
    assert largest_difference(net, twin) < 1e-12
    assert np.abs(net.params - start).max() > 1e-3


@every_task
@every_activation
@pytest.mark.parametrize("batch_size, alpha", [(N, 0.0), (N, 0.6), (10, 0.6), (8, 0.0)])
def test_a_run_with_momentum(task, activation, batch_size, alpha):
    # 8 does not divide 30, so the last batch has 6 rows
    net, loss, X, y, theirs = problem(task, activation, (5, 3))
    twin = twin_of(net, task, activation, X, theirs, 20, **sgd(0.05, 0.9, alpha=alpha, batch_size=batch_size))
    twin.fit(X, theirs)
    history = fit(
        net,
        loss,
        SGD(net, lr=0.05, momentum=0.9),
        X,
        y,
        rng=InOrder(np.random.PCG64(0)),
        epochs=20,
        batch_size=batch_size,
        l2=alpha / batch_size,
    )
    assert largest_difference(net, twin) < 1e-10
    assert_same_predictions(net, loss, twin, X)
    if batch_size == N:  # theirs is measured before the step, ours after; the first of theirs is the throwaway fit
        assert history["loss"][:-1] == pytest.approx(twin.loss_curve_[2:], abs=1e-10)


@every_task
@every_activation
@pytest.mark.parametrize("batch_size", [N, 8])
def test_a_run_with_adam(task, activation, batch_size):
    # scikit-learn adds its epsilon before the bias correction, the paper after it: with a tiny one both are the same
    net, loss, X, y, theirs = problem(task, activation, (5, 3))
    settings = {"solver": "adam", "learning_rate_init": 0.01, "epsilon": 1e-30, "alpha": 0.0, "batch_size": batch_size}
    twin = twin_of(net, task, activation, X, theirs, 20, **settings)
    twin.fit(X, theirs)
    optimizer = Adam(net, lr=0.01, eps=1e-30)
    fit(net, loss, optimizer, X, y, rng=InOrder(np.random.PCG64(0)), epochs=20, batch_size=batch_size)
    assert largest_difference(net, twin) < 1e-10
    assert_same_predictions(net, loss, twin, X)


def test_cross_entropy_is_log_loss(rng):
    y, scores = np.arange(20) % 4, 3 * rng.normal(size=(20, 4))
    assert cross_entropy(y, scores)[0] == pytest.approx(log_loss(y, softmax(scores)), rel=1e-13)


def test_binary_cross_entropy_is_log_loss(rng):
    y, scores = np.arange(20) % 2, 3 * rng.normal(size=(20, 1))
    ours = binary_cross_entropy(y.reshape(-1, 1), scores)[0]
    assert ours == pytest.approx(log_loss(y, binary_cross_entropy.link(scores)[:, 0]), rel=1e-13)
