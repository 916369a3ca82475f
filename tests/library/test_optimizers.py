"""Optimizers against the formulas of their papers, and down two valleys."""

from types import SimpleNamespace

import numpy as np
import pytest

from nnlib import SGD, Adam


def vector(params):
    """All that an optimizer knows of a network."""
    params = np.array(params, dtype=float)
    return SimpleNamespace(params=params, grads=np.zeros_like(params))


def three_gradients(size):
    """Of very different sizes, with a zero among them."""
    rng = np.random.default_rng(0)
    gradients = rng.normal(size=(3, size)) * 10.0 ** rng.integers(-6, 3, size)
    gradients[1, 0] = 0
    return gradients


def test_sgd_worked_example():
    net = vector([1.0, 2.0])
    optimizer = SGD(net, lr=0.1, momentum=0.9)
    net.grads[:] = [1, 10]
    # v = 1, then 0.9 + 1 = 1.9, then 1.71 + 1 = 2.71; params = 1 - 0.1 v each time. The second number: ten times v
    for expected in ([0.9, 1.0], [0.71, -0.9], [0.439, -3.61]):
        optimizer.step()
        assert net.params == pytest.approx(np.array(expected), rel=1e-14)


def test_adam_worked_example():
    net = vector([1.0, 2.0])
    optimizer = Adam(net, lr=0.01, eps=1e-12)
    # in step 1, m̂ = g and v̂ = g²: a step of lr, whatever the size of g
    net.grads[:] = [1e-3, -1e3]
    optimizer.step()
    assert net.params == pytest.approx(np.array([0.99, 2.01]), rel=1e-10)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_sgd_is_the_formula_for_three_steps(momentum):
    net = vector(np.linspace(-1, 1, 50))
    optimizer = SGD(net, lr=0.05, momentum=momentum)
    theta, v = net.params.copy(), 0
    for g in three_gradients(50):
        v = momentum * v + g
        theta = theta - 0.05 * v
        net.grads[:] = g
        optimizer.step()
        assert net.params == pytest.approx(theta, rel=1e-14, abs=1e-14)


@pytest.mark.parametrize("size", [1, 8192, 8193, 20_000])
@pytest.mark.parametrize("beta1, beta2, eps", [(0.9, 0.999, 1e-8), (0.5, 0.9, 0.1), (0.0, 0.5, 1e-3)])
def test_adam_is_algorithm_1_of_the_paper_for_three_steps(size, beta1, beta2, eps):
    net = vector(np.linspace(-1, 1, size))
    optimizer = Adam(net, lr=0.05, beta1=beta1, beta2=beta2, eps=eps)
    theta, m, v = net.params.copy(), 0, 0
    for t, g in enumerate(three_gradients(size), start=1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta = theta - 0.05 * m_hat / (np.sqrt(v_hat) + eps)
        net.grads[:] = g
        optimizer.step()
        np.testing.assert_allclose(net.params, theta, rtol=1e-13, atol=1e-14)


def test_the_defaults_are_those_of_the_paper():
    adam = Adam(vector([0.0]))
    assert (adam.lr, adam.beta1, adam.beta2, adam.eps) == (1e-3, 0.9, 0.999, 1e-8)
    sgd = SGD(vector([0.0]))
    assert (sgd.lr, sgd.momentum) == (0.1, 0.0)


OPTIMIZERS = {
    "SGD": lambda net, lr: SGD(net, lr=lr),
    "momentum": lambda net, lr: SGD(net, lr=lr, momentum=0.9),
    "Adam": lambda net, lr: Adam(net, lr=lr),
}
every_optimizer = pytest.mark.parametrize("kind", OPTIMIZERS)


@every_optimizer
def test_params_move_in_place_and_gradients_are_only_read(kind):
    net = vector([1.0, 2.0, 3.0])
    params, grads = net.params, net.grads
    optimizer = OPTIMIZERS[kind](net, 0.1)
    grads[:] = [1, -2, 0]
    optimizer.step()
    assert net.params is params and net.grads is grads
    assert np.array_equal(grads, [1, -2, 0])
    assert params[0] < 1 and params[1] > 2 and params[2] == 3


@every_optimizer
def test_the_rate_may_be_changed_between_steps(kind):
    net, twin = vector([1.0]), vector([1.0])
    optimizer, slower = OPTIMIZERS[kind](net, 0.1), OPTIMIZERS[kind](twin, 0.1)
    steps = []
    for rate in (0.1, 0.05):
        slower.lr = rate
        before = net.params[0], twin.params[0]
        net.grads[:] = twin.grads[:] = 3
        optimizer.step()
        slower.step()
        steps.append((net.params[0] - before[0], twin.params[0] - before[1]))
    assert steps[0][0] == steps[0][1]
    assert steps[1][1] == pytest.approx(steps[1][0] / 2, rel=1e-14)


def descend(kind, lr, start, gradient, steps):
    net = vector(start)
    optimizer = OPTIMIZERS[kind](net, lr)
    for _ in range(steps):
        net.grads[:] = gradient(net.params)
        optimizer.step()
    return net.params


@every_optimizer
def test_down_a_parabola(kind):
    # ½ (x² + 10 y²), from (3, -2) to (0, 0). Gradient descent leaves 0.9ᵗ of x: 0.9²⁰⁰ = 7e-10
    x, y = descend(kind, 0.1, [3, -2], lambda p: [p[0], 10 * p[1]], 200 if kind == "SGD" else 400)
    assert np.hypot(x, y) < 1e-5


@pytest.mark.parametrize("kind, lr, steps", [("SGD", 2e-3, 15_000), ("momentum", 1e-3, 5_000), ("Adam", 0.02, 5_000)])
def test_down_the_valley_of_rosenbrock(kind, lr, steps):
    # (1 - x)² + 100 (y - x²)², from (-1.2, 1) along a bent, flat valley to (1, 1)
    def gradient(p):
        x, y = p
        return [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]

    assert descend(kind, lr, [-1.2, 1.0], gradient, steps) == pytest.approx(np.ones(2), abs=1e-3)


@every_optimizer
def test_state_and_steps_of_float32_stay_float32(kind):
    params = np.ones(3, dtype=np.float32)
    net = SimpleNamespace(params=params, grads=np.full(3, 0.5, dtype=np.float32))
    optimizer = OPTIMIZERS[kind](net, 0.1)
    optimizer.step()
    state = [value for name in optimizer.__slots__ if isinstance(value := getattr(optimizer, name), np.ndarray)]
    assert len(state) == (2 if kind == "Adam" else 1)
    assert {array.dtype for array in [net.params, *state]} == {np.dtype(np.float32)}
