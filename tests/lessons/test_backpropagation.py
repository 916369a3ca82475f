"""Lesson 05: what its checkers say to wrong and right answers, its explorable, its figures."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib import numerical_gradient
from nnlib.teaching.lessons.backpropagation import check, graph, pictures


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Remember no verdicts of these tests, leave no figure open."""
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))
    yield
    plt.close("all")


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


# ---- central_difference ----


def differences(f, x, h, points=(1, -1), distance=2, start=float):
    """The right answer; the keywords make it wrong."""
    x = np.array(x, dtype=start)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        values = []
        for side in points:
            moved = x.copy()
            moved[index] += side * h
            values.append(f(moved))
        slopes[index] = (values[0] - values[1]) / (distance * h)
    return slopes


def by_unit_vectors(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    unit = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + h * e) - f(x - h * e)) / h / 2 for e in unit]).reshape(x.shape)


def in_place_and_back(f, x, h=1e-5):
    x = x.astype(float)
    return numerical_gradient(f, x, h)


def one_array_two_names(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x, x
        up[index] += h
        down[index] -= h
        slopes[index] = (f(up) - f(down)) / (2 * h)
    return slopes


def rows_move(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slopes = np.zeros(x.shape)
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        slopes[i] = (f(up) - f(down)) / (2 * h)
    return slopes


def never_put_back(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        slopes[index] = (up - f(x)) / (2 * h)
    return slopes


def rows_move_copies_like_x(f, x, h=1e-5, slopes_of=np.zeros_like):
    slopes = slopes_of(x)
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        slopes[i] = (f(up) - f(down)) / (2 * h)
    return slopes


def rows_move_in_a_list(f, x, h=1e-5):
    slopes = []
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        slopes.append((f(up) - f(down)) / (2 * h))
    return slopes


def flat_list_of_copies_like_x(f, x, h=1e-5):
    slopes = []
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        slopes.append((f(up) - f(down)) / (2 * h))
    return slopes


def returns_in_the_loop(f, x, h=1e-5, start=float, number=False):
    x = np.array(x, dtype=start or x.dtype)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        value = x[index]
        x[index] = value + h
        up = f(x)
        x[index] = value - h
        slopes[index] = (up - f(x)) / (2 * h)
        return slopes[index] if number else slopes


def there_and_back_in_place(f, x, h=1e-5):
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        down = f(x)
        x[index] += h
        slopes[index] = (up - down) / (2 * h)
    return slopes


def adds_to_integers(f, x, h=1e-5):
    up, down = x.copy(), x.copy()
    up += h
    down -= h
    return (f(up) - f(down)) / (2 * h)


def slopes_like_x(f, x, h=1e-5):
    slopes = np.zeros_like(x)
    slopes[...] = by_unit_vectors(f, x, h)
    return slopes


def copies_like_x(f, x, h=1e-5):
    slopes = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += h
        down[index] -= h
        slopes[index] = (f(up) - f(down)) / (2 * h)
    return slopes


def moves_the_callers_x(f, x, h=1e-5):
    x[(0,) * x.ndim] += 1
    return by_unit_vectors(f, x, h)


@pytest.mark.parametrize("right", [by_unit_vectors, in_place_and_back, lambda f, x, h: differences(f, x, h).tolist()])
def test_central_difference_accepts(right):
    assert check.central_difference(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda f, x, h: differences(f, x, h, (1, 0), 1), "from x to x + h. Its error falls with h"),
        (lambda f, x, h: differences(f, x, h, (0, -1), 1), "from x − h to x"),
        (lambda f, x, h: differences(f, x, h, distance=1), "How far apart are"),
        (lambda f, x, h: differences(f, x, h) * h**2, "Put 2 * h in parentheses"),
        (lambda f, x, h: differences(f, x, 1e-5), "always takes the step 1e-5"),
        (lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h), "Move one number, measure, put it back"),
        (lambda f, x, h: np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h)), "every entry is the same number"),
        (one_array_two_names, "one array under two names"),
        (rows_move, "a whole row is moved at once"),
        (never_put_back, "stays moved"),
        (copies_like_x, "Which two points reach f there"),
        (lambda f, x, h: differences(f, x, h, start=x.dtype), "Which two points reach f there"),
        (slopes_like_x, "lose their decimals"),
        (rows_move_copies_like_x, "a whole row is moved at once"),
        (lambda f, x, h: rows_move_copies_like_x(f, x, h, lambda x: np.zeros(x.shape)), "a whole row is moved at once"),
        (rows_move_in_a_list, "a whole row is moved at once"),
        (lambda f, x, h: differences(f, x, h).ravel().tolist(), "in one flat list. The result has the shape of x"),
        (flat_list_of_copies_like_x, "in one flat list"),
        (returns_in_the_loop, "only the first number of x is measured. Is the `return` inside"),
        (lambda f, x, h: returns_in_the_loop(f, x, h, None), "only the first number"),
        (lambda f, x, h: returns_in_the_loop(f, x, h, number=True), "only the first number"),
        (lambda f, x, h: returns_in_the_loop(f, x, h, None, number=True), "only the first number"),
        (there_and_back_in_place, "changes x: + h, − 2h, + h need not come back to exactly the old number. Remember"),
        (adds_to_integers, "An x of integers cannot hold x + h"),
        (moves_the_callers_x, "changes x, which belongs to the caller. Put every number back"),
        (lambda f, x, h: differences(f, x, h, (-1, 1)), "wrong sign"),
        (lambda f, x, h: differences(f, x, h, distance=4), "half of what it should be"),
        (lambda f, x, h: 1.01 * differences(f, x, h), "for (x[0]**3, [1.], 0.1) the answer should be [3.01]"),
        (lambda f, x, h: 1.5 * differences(f, x, h) + (x.ndim == 2), "the answer should be"),
        (lambda f, x, h: differences(f, x, h) + (x.ndim == 2), "for ((c*x**3).sum() + x[0,1]*x[1,2], c = [[1, -2, 3]"),
        (lambda f, x, h: 2.5 * differences(f, x, h).ravel(), "has shape (6,), wanted (2, 3)"),
    ],
)
def test_central_difference_says_what_is_wrong(wrong, words):
    assert_told(check.central_difference(wrong), words)


# ---- dense_backward ----


def dense(x, W, dz):
    return dz @ W.T, x.T @ dz, dz.sum(axis=0)


def dense_with(dx=None, dW=None, db=None):
    """dense with some of its three results replaced by functions of x, W, dz."""
    own = (dx, dW, db)

    def wrong(x, W, dz):
        return tuple(mine(x, W, dz) if mine else right for mine, right in zip(own, dense(x, W, dz), strict=True))

    return wrong


def dense_by_loops(x, W, dz):
    dx, dW, db = np.zeros(x.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for i, j, k in np.ndindex(len(x), *W.shape):
        dW[j, k] += x[i, j] * dz[i, k]
        dx[i, j] += dz[i, k] * W[j, k]
        db[k] += dz[i, k] / len(W)
    return dx, dW, db


def dense_by_einsum(x, W, dz):
    return [np.einsum("ik,jk", dz, W), np.einsum("ij,ik->jk", x, dz), np.ones(len(dz)) @ dz]


@pytest.mark.parametrize("right", [dense, dense_by_loops, dense_by_einsum])
def test_dense_backward_accepts(right):
    assert check.dense_backward(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (dense_with(dx=lambda x, W, dz: dz @ W), "dx: this is dz @ W; W is not transposed. Write the shapes"),
        (dense_with(dx=lambda x, W, dz: W @ dz.T), "dx lying on its side"),
        (
            dense_with(dx=lambda x, W, dz: dz @ W.T / len(x)),
            "dx: divided by n. Paths add: a layer only multiplies and sums. Nothing divides by n",
        ),
        (dense_with(dx=lambda x, W, dz: x * (dz @ W.T)), "its slope in x is W alone"),
        (dense_with(dx=lambda x, W, dz: -dz @ W.T), "dx: every number has the wrong sign"),
        (dense_with(dW=lambda x, W, dz: x @ dz), "dW: this is x @ dz; x is not transposed"),
        (dense_with(dW=lambda x, W, dz: dz.T @ x), "dW lying on its side"),
        (dense_with(dW=lambda x, W, dz: x @ dz.T), "adds over features"),
        (dense_with(dW=lambda x, W, dz: x.T @ dz / len(x)), "dW: divided by n"),
        (dense_with(dW=lambda x, W, dz: x.T @ dz * len(x)), "dW: every number is n times too large"),
        (dense_with(dW=lambda x, W, dz: x[:, :, None] * dz[:, None]), "W is used in every row"),
        (dense_with(dW=lambda x, W, dz: W * (x.T @ dz)), "its slope in W is x alone"),
        (dense_with(db=lambda x, W, dz: dz), "db: this is dz itself. The bias enters every row"),
        (dense_with(db=lambda x, W, dz: dz.sum(axis=1)), "summed over the units"),
        (dense_with(db=lambda x, W, dz: dz.sum()), "one number for all units"),
        (dense_with(db=lambda x, W, dz: np.full(W.shape[1], dz.sum())), "the same number for all units"),
        (dense_with(db=lambda x, W, dz: dz.sum(axis=0, keepdims=True)), "leave keepdims out"),
        (
            dense_with(db=lambda x, W, dz: dz.mean(axis=0)),
            "n times too small. Paths add: a layer only multiplies and sums",
        ),
        (dense_with(db=lambda x, W, dz: (x.T @ dz).sum(axis=0)), "x has no part in db"),
        (lambda x, W, dz: dense(x, W, dz)[1:] + dense(x, W, dz)[:1], "you return dW, db, dx"),
        (lambda x, W, dz: dense(x, W, dz)[1], "wanted 3 results, dx, dW, db, got one thing"),
        (lambda x, W, dz: (dz @ W, dz @ x, dz), "W is not transposed"),
        (dense_with(dx=lambda x, W, dz: x @ x @ W), "ValueError"),
        (dense_with(dx=lambda x, W, dz: x @ x @ W), "the inner two must be equal"),
        (dense_with(dx=lambda x, W, dz: dz @ W.T + 1e-3), "the answer should be"),
    ],
)
def test_dense_backward_says_what_is_wrong(wrong, words):
    assert_told(check.dense_backward(wrong), words)


# ---- relu_backward ----


@pytest.mark.parametrize(
    "right",
    [
        lambda z, da: da * (z > 0),
        lambda z, da: np.where(z > 0, da, 0),
        lambda z, da: da * np.heaviside(z, 0),
        lambda z, da: da * (np.maximum(z, 0) > 0),
    ],
)
def test_relu_backward_accepts(right):
    assert check.relu_backward(right).passed


def changes_da(z, da):
    da[z <= 0] = 0
    return da


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda z, da: da, "nothing is blocked"),
        (lambda z, da: da * (np.maximum(z, 0) >= 0), "`output >= 0` is true everywhere"),
        (lambda z, da: da * (da > 0), "Which array knows whether the unit was on"),
        (lambda z, da: 1.0 * (z > 0), "slope times the gradient that arrives"),
        (lambda z, da: da * np.maximum(z, 0), "how much does the output move"),
        (lambda z, da: da * z, "da is multiplied by z"),
        (lambda z, da: da * (z >= 0), "except where z is exactly 0"),
        (lambda z, da: da * (z < 0), "the wrong way round"),
        (lambda z, da: np.maximum(da, 0) * (z > 0), "negative gradients are lost"),
        (lambda z, da: np.maximum(z, 0), "the forward pass"),
        (lambda z, da: -da * (z > 0), "wrong sign"),
        (lambda z, da: da * (z > 0) / len(z), "n times too small"),
        (lambda z, da: (da * (z > 0)).sum(axis=0), "has shape (3,)"),
        (lambda z, da: da * (z > 0.6), "the answer should be"),
        (changes_da, "changes da, which belongs to the caller. Make a new array"),
        (lambda z, da: da[z > 0], "only the gradients that pass are left"),
    ],
)
def test_relu_backward_says_what_is_wrong(wrong, words):
    assert_told(check.relu_backward(wrong), words)


# ---- two_layers ----


def two(X, y, W1, b1, W2, b2, *, dp=None, da1=None, mask=None, last=None, relu=True):
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0) if relu else z1
    p = a1 @ W2 + b2
    dp = (dp or (lambda d: d / len(X)))(p - y)
    back = da1(dp, W2, a1.T @ dp) if da1 else dp @ W2.T
    dz1 = back * (mask(z1, a1, back) if mask else z1 > 0)
    return X.T @ dz1, dz1.sum(axis=0), (last(z1) if last else a1).T @ dp, dp.sum(axis=0)


def two_with(**planted):
    return lambda *case: two(*case, **planted)


def two_with_a_column_of_ones(X, y, W1, b1, W2, b2):
    ones = np.ones((len(X), 1))
    inputs = np.hstack([X, ones])
    hidden = np.hstack([np.maximum(inputs @ np.vstack([W1, b1]), 0), ones])
    dp = (hidden @ np.vstack([W2, b2]) - y) / len(X)
    d2 = hidden.T @ dp
    d1 = inputs.T @ np.where(hidden[:, :-1] > 0, dp @ W2.T, 0)
    return d1[:-1], d1[-1], d2[:-1], d2[-1]


def two_by_nnlib(X, y, W1, b1, W2, b2):
    from nnlib import Dense, ReLU, Sequential, squared_error

    rng = np.random.default_rng(0)
    net = Sequential(Dense(*W1.shape, rng=rng), ReLU(), Dense(*W2.shape, rng=rng))
    first, _, second = net.layers
    first.W[:], first.b[:], second.W[:], second.b[:] = W1, b1, W2, b2
    net.backward(squared_error(y, net(X))[1])
    return [first.dW, first.db, second.dW, second.db]


@pytest.mark.parametrize("right", [two, two_with_a_column_of_ones, two_by_nnlib])
def test_two_layers_accepts(right):
    assert check.two_layers(right).passed


def test_two_layers_gives_the_gradients_of_the_loss_in_the_text():
    X, y, *parameters = check.TWO_CASES[1]

    def loss(i, moved):
        W1, b1, W2, b2 = (moved if k == i else parameters[k] for k in range(4))
        return (0.5 * (np.maximum(X @ W1 + b1, 0) @ W2 + b2 - y) ** 2).sum() / len(X)

    for i, gradient in enumerate(check._two_layers(X, y, *parameters)):
        measured = numerical_gradient(lambda moved, i=i: loss(i, moved), parameters[i].copy())
        assert np.allclose(gradient, measured, rtol=1e-6, atol=1e-8)


def steps_too_early(X, y, W1, b1, W2, b2):
    dW1, db1, dW2, db2 = two(X, y, W1, b1, W2, b2)
    W2 -= 0.1 * dW2
    return dW1, db1, dW2, db2


@pytest.mark.parametrize(
    "wrong, words",
    [
        (two_with(dp=lambda d: d), "dW1: n times too large. The loss is a mean over rows"),
        (two_with(dp=lambda d: d / len(d) ** 2), "n times too small. Where does the 1/n live? Count it"),
        (lambda *case: [g / len(case[0]) for g in two(*case)], "n times too small. Where does the 1/n live? Count it"),
        (two_with(dp=lambda d: 2 * d / len(d)), "Differentiate the loss you are given"),
        (two_with(dp=lambda d: d / d.size), "averaged over the outputs too"),
        (two_with(dp=lambda d: 2 * d / d.size), "the gradient of the plain mean"),
        (two_with(dp=lambda d: -d / len(d)), "wrong sign. dp is p − y, not y − p."),
        (two_with(relu=False), "ReLU is missing on the way forward: a1 = max(z1, 0)."),
        (two_with(relu=False, mask=lambda z1, a1, back: 1), "ReLU is missing on the way forward: a1 = max(z1, 0)."),
        (two_with(mask=lambda z1, a1, back: 1), "passes units that were off. Is ReLU's mask there"),
        (two_with(mask=lambda z1, a1, back: a1 >= 0), "passes units that were off. Is ReLU's mask there"),
        (two_with(mask=lambda z1, a1, back: back > 0), "the mask is made from the gradient"),
        (two_with(mask=lambda z1, a1, back: a1), "multiplied by ReLU's value"),
        (two_with(da1=lambda dp, W2, dW2: dp @ (W2 - dW2).T), "First all gradients, then the step"),
        (two_with(da1=lambda dp, W2, dW2: dp @ (W2 - 0.1 * dW2).T), "the answer should be"),
        (steps_too_early, "changes W2, which belongs to the caller. First all gradients"),
        (two_with(last=lambda z1: z1), "dW2: z1 stands where"),
        (lambda *c: (g := two(*c)) and (g[0], g[1] / len(c[0]), *g[2:]), "db1: a mean over rows; paths add"),
        (
            lambda *c: (g := two(*c)) and (g[0], g[1] / len(c[0]), g[2], g[3] / len(c[0])),
            "db1: a mean over rows; paths add",
        ),
        (lambda *c: two(*c)[2:] + two(*c)[:2], "you return dW2, db2, dW1, db1"),
        (two_with(da1=lambda dp, W2, dW2: dp @ W2), "the inner two must be equal"),
        (lambda *c: two(*c)[:2], "wanted 4 results, dW1, db1, dW2, db2, got 2 things"),
    ],
)
def test_two_layers_says_what_is_wrong(wrong, words):
    assert_told(check.two_layers(wrong), words)


@pytest.mark.parametrize("faults", [check.TWO_FAULTS, check.DENSE_FAULTS, check.RELU_FAULTS, check.CENTRAL_FAULTS])
def test_no_fault_hides_another_or_the_right_answer(faults):
    """On the exercise's cases a fault differs from the right answer, and from faults with another hint."""
    right, cases = {
        id(check.TWO_FAULTS): (two, check.TWO_CASES),
        id(check.DENSE_FAULTS): (dense, check.DENSE_CASES),
        id(check.RELU_FAULTS): (lambda z, da: da * (z > 0), check.RELU_CASES),
        id(check.CENTRAL_FAULTS): (differences, check.CENTRAL_CASES),
    }[id(faults)]
    parts = {id(check.TWO_FAULTS): check.TWO_PARTS, id(check.DENSE_FAULTS): check.DENSE_PARTS}.get(id(faults), ("",))

    def outcome(function, part=None):
        answers = []
        for case in cases:
            try:
                answer = function(*case)
            except ValueError:
                answer = np.nan
            answers.append(np.asarray(answer if part is None else answer[part], dtype=float))
        return answers

    def equal(a, b):
        return all(u.shape == v.shape and np.allclose(u, v, rtol=1e-6, atol=1e-12) for u, v in zip(a, b, strict=True))

    seen = []
    for fault in faults:
        place = parts.index(fault.part) if fault.part else None
        made = outcome(fault.wrong)
        assert not equal(made, outcome(right, place)), fault.message
        for other, answers in seen:
            if other.part == fault.part and other.hint != fault.hint:
                assert not equal(made, answers), (fault.message, other.message)
        seen.append((fault, made))


# ---- the explorable ----

GIVEN = [(2.0, 1.0, -1.0, 3.0, 2.0, 1.0), (2.0, -0.3, -1.0, 0.7, 0.1, -0.6), (0.5, 2.0, 1.5, -1.0, 0.2, 0.0)]


@pytest.mark.parametrize("given", GIVEN)
def test_gradients_of_the_graph_are_the_slopes_of_its_loss(given):
    values = graph.values(*given)
    gradients = graph.gradients(values)
    x1, w1, x2, w2, b, y = given
    assert values["L"] == pytest.approx((np.tanh(x1 * w1 + x2 * w2 + b) - y) ** 2 / 2)
    assert set(gradients) == set(values) == set(pictures.PLACES)
    slopes = numerical_gradient(lambda v: graph.values(*v)["L"], np.array(given))
    for name, slope in zip(graph.GIVEN, slopes, strict=True):
        assert gradients[name] == pytest.approx(slope, abs=1e-9)
        assert graph.measured(values, name) == pytest.approx(slope, abs=1e-9)


def test_every_step_fills_in_what_its_arrows_allow_and_the_last_one_everything():
    sources = {target: names for _, _, names, target in pictures.OPERATIONS}
    for step in range(graph.LAST + 1):
        values, gradients = graph.known(step)
        for target in values - set(graph.GIVEN):
            assert set(sources[target]) <= values
        for target, names in sources.items():
            assert target in gradients or not set(names) & gradients
        assert set(graph.active(step)) <= (values if step <= len(graph.FORWARD) else gradients)
    assert values == gradients == set(pictures.PLACES)
    assert graph.known(0) == (set(graph.GIVEN), set()) and graph.active(0) == ()


def test_the_verdict_changes_with_what_the_neuron_does():
    learned, right = graph.values(2.0, 1.0, -1.0, 3.0, 2.0, 1.0), graph.values(2.0, 0, -1.0, 0, 0, 0.0)
    flat = graph.values(2.0, 1.0, -1.0, -1.0, 2.0, -1.0)
    assert "To lower L: w₁ up, w₂ down, b up. Central differences give the same" in graph.verdict(graph.LAST, learned)
    assert "nothing to learn" in graph.verdict(graph.LAST, right)
    assert "tanh is flat here" in graph.verdict(graph.LAST, flat)
    assert "too small: a should go up" in graph.verdict(8, learned)
    assert "too large: a should go down" in graph.verdict(8, flat)
    assert "lets 42% of the gradient through" in graph.verdict(10, learned)
    assert graph.sentence(3, learned) == "z = m₁ + m₂ + b = 2 + (−3) + 2 = 1."
    assert "dw₂ = dm₂ · x₂ = (−0.1) · (−1) = 0.1" in graph.sentence(13, learned)


def sliders(widget):
    return [widget] * hasattr(widget, "readout") + [s for w in getattr(widget, "children", ()) for s in sliders(w)]


def caption(live):
    return re.search("<figcaption.*?</figcaption>", live.widget.value, re.S).group()


@pytest.fixture
def shown(monkeypatch):
    """graph.build() with what it displays."""
    displayed = []
    monkeypatch.setattr("nnlib.teaching.live.display", displayed.append)

    def explore():
        live, redraw = graph.build()
        return live, redraw, {slider.description: slider for slider in sliders(displayed[-1])}

    return explore


def test_the_explorable_answers_to_every_control(shown):
    live, redraw, control = shown()
    assert set(control) == {"step", "weight w₁", "weight w₂", "bias b", "target y"}
    assert control["step"].value == 0  # nothing is given away
    control["step"].value = graph.LAST
    for name, slider in control.items():
        if name != "step":
            before = live.widget.value
            for value in (slider.max, 0.0, slider.min):
                slider.value = value
            assert live.widget.value != before, name
    captions = set()
    for step in range(control["step"].max + 1):
        control["step"].value = step
        captions.add(caption(live))
    assert len(captions) == graph.LAST + 1
    before = live.png()
    redraw()
    redraw()
    assert live.png() == before


def test_numbers_appear_only_when_their_step_has_come(shown):
    live, _, control = shown()
    counts = []
    for step in (0, 6, 13):
        control["step"].value = step
        counts.append(sum(bool(artist.get_text()) for artist in live.moving if hasattr(artist, "get_text")))
    assert counts == [6, 12, 24]


def test_explore_twice_closes_the_first(shown):
    first = shown()[2]["step"]
    second = shown()[2]["step"]
    assert first.comm is None and second.comm is not None


# ---- the figures ----


def test_the_computation_graph_shows_value_and_gradient_of_every_name():
    values = graph.values(*GIVEN[0])
    gradients = graph.gradients(values)
    fig = pictures.computation_graph({name: (values[name], gradients[name]) for name in pictures.PLACES})
    fig.canvas.draw()
    texts = [text.get_text() for text in fig.axes[0].texts]
    assert {"−0.24", "0.76", "x₁", "L", "tanh"} <= set(texts)
    assert texts.count("−0.3") == 1 and texts.count("−0.1") == 5 and texts.count("0.24") == 1  # gradients only
    assert len(texts) == 3 * len(pictures.PLACES) + len(pictures.OPERATIONS) + 6


@pytest.mark.parametrize("number, text", [(-0.24, "−0.24"), (2.0, "2"), (-0.001, "0"), (10.0, "10"), (0.5, "0.5")])
def test_short_numbers(number, text):
    assert pictures.short(number) == text


def test_the_sign_of_a_gradient_has_a_color_and_zero_has_none():
    colors = [pictures.sign_color(gradient) for gradient in (-0.3, 0.3, 0.001)]
    assert len(set(colors)) == 3 and pictures.sign_color(-0.001) == colors[2]


def test_error_v_draws_the_given_errors():
    h = np.array([1e-2, 1e-5, 1e-8])
    fig = pictures.error_v(h, {"one-sided": h / 2, "central": h**2})
    fig.canvas.draw()
    assert [list(line.get_ydata()) for line in fig.axes[0].lines] == [list(h / 2), list(h**2)]
    assert fig.axes[0].get_xscale() == fig.axes[0].get_yscale() == "log"


def test_training_curves_draw_the_given_losses():
    fig = pictures.training_curves({"A": [3, 2, 1], "B": [3, 2.5, 2]}, "Title")
    fig.canvas.draw()
    assert [list(line.get_ydata()) for line in fig.axes[0].lines] == [[3, 2, 1], [3, 2.5, 2]]
    assert list(fig.axes[0].lines[0].get_xdata()) == [1, 2, 3]
