"""What its checkers say to wrong and right answers, its explorable, its figures."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib import ReLU, mlp, numerical_gradient, squared_error
from nnlib.data import sum_difference
from nnlib.teaching.lessons.backpropagation import check, explore, neuron, paths, pictures
from nnlib.teaching.network import UNIT_SIZE


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Remember no verdicts of these tests, leave no figure open."""
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))
    yield
    plt.close("all")


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


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


def dense_by_the_loops_of_the_picture(x, W, dz):
    dW = np.zeros((2, 2))
    for i, j, k in np.ndindex(3, 2, 2):
        dW[j, k] += x[i, j] * dz[i, k]
    return dz @ W.T, dW, dz.sum(axis=0)


def dense_by_einsum(x, W, dz):
    return [np.einsum("ik,jk", dz, W), np.einsum("ij,ik->jk", x, dz), np.ones(len(dz)) @ dz]


@pytest.mark.parametrize("right", [dense, dense_by_loops, dense_by_einsum])
def test_dense_backward_accepts(right):
    assert check.dense_backward(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (dense_with(dx=lambda x, W, dz: dz @ W), "dx: this is dz @ W; W is not transposed. Shapes fit only because W"),
        (dense_by_the_loops_of_the_picture, "IndexError"),
        (dense_by_the_loops_of_the_picture, "those of the picture; take yours from x.shape"),
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
        (dense_with(dx=lambda x, W, dz: W.T @ dz), "whose columns are samples. In this course rows are samples"),
        (dense_with(dW=lambda x, W, dz: dz @ x.T), "whose columns are samples"),
        (lambda x, W, dz: (W.T @ dz, dz @ x.T, dz.sum(axis=1)), "where each column is a sample"),
        (dense_with(dx=lambda x, W, dz: dz), "dx: this is dz itself"),
        (dense_with(db=lambda x, W, dz: np.sum(dz) / len(dz)), "one number for all units, and divided by n"),
        (dense_with(db=lambda x, W, dz: dz.mean(axis=1)), "averaged over the units"),
        (dense_with(db=lambda x, W, dz: dz.mean(axis=0, keepdims=True)), "n times too small, and in shape (1, n_out)"),
        (lambda x, W, dz: dict(zip(("dx", "dW", "db"), dense(x, W, dz), strict=True)), "you return a dict"),
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
        (lambda da, z: da * (z > 0), "the two arguments are exchanged. z comes first"),
        (lambda z, da: (da * (z > 0), z), "you return 2 things. One array is wanted"),
        (lambda z, da: (da * (z > 0)).astype(int), "cut to whole numbers"),
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


def two(X, y, W1, b1, W2, b2, *, dp=None, da1=None, mask=None, last=None, relu=True, add=None, end=None):
    add = add or (lambda d: d.sum(axis=0))
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0) if relu else z1
    p = a1 @ W2 + b2
    p = np.maximum(p, 0) if end else p
    dp = (dp or (lambda d: d / len(X)))(p - y)
    dp = dp * (p > 0) if end == "mask" else dp
    back = da1(dp, W2, a1.T @ dp) if da1 else dp @ W2.T
    dz1 = back * (mask(z1, a1, back) if mask else z1 > 0)
    return X.T @ dz1, add(dz1), (last(z1) if last else a1).T @ dp, add(dp)


def two_with(**planted):
    return lambda *case: two(*case, **planted)


def two_exchanging_z1_and_da1(X, y, W1, b1, W2, b2):
    _, _, dW2, db2 = two(X, y, W1, b1, W2, b2)
    z1 = X @ W1 + b1
    da1 = (np.maximum(z1, 0) @ W2 + b2 - y) / len(X) @ W2.T
    dz1 = (lambda z, da: da * (z > 0))(da1, z1)
    return X.T @ dz1, dz1.sum(axis=0), dW2, db2


def two_that_needs_two_inputs(X, *rest):
    return two(X + 0.1 * X[:, [1]], *rest)


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


def test_the_case_by_hand_has_the_numbers_of_the_text_and_needs_the_mask():
    assert [g.tolist() for g in two(*check.BY_HAND)] == [[[2]], [2], [[1]], [-1]]
    unmasked = two(*check.BY_HAND, mask=lambda z1, a1, back: 1)
    assert [g.tolist() for g in unmasked] == [[[6]], [-2], [[1]], [-1]]


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
        (
            lambda X, *rest: two(X, *rest, dp=lambda d: d / X.shape[1]),
            "divided by the number of columns of X. n is the number of rows",
        ),
        (two_with(dp=lambda d: d / d.shape[1]), "divided by the number of outputs. n is the number of rows"),
        (two_with(dp=lambda d: 0.5 * d**2 / len(d)), "dp is the loss itself"),
        (two_with(dp=lambda d: d.mean(axis=0)), "dp has a row for each sample, too: (n, n_out)"),
        (two_with(dp=lambda d: d.mean(axis=0, keepdims=True)), "dp has a row for each sample, too: (n, n_out)"),
        (two_with(end="relu"), "ReLU on the output. p = a1 @ W2 + b2 has none"),
        (two_with(end="mask"), "ReLU on the output. p = a1 @ W2 + b2 has none"),
        (two_with(mask=lambda z1, a1, back: z1), "da1 is multiplied by z1."),
        (two_exchanging_z1_and_da1, "z1 and da1 are exchanged on the way back through ReLU"),
        (two_with(dp=lambda d: d, mask=lambda z1, a1, back: 1), "dW2: n times too large"),
        (two_with(last=lambda z1: z1, mask=lambda z1, a1, back: z1 < 0), "dW2: z1 stands where"),
        (
            two_with(da1=lambda dp, W2, dW2: dp @ (W2 - 0.1 * dW2).T),
            "in the case by hand dW1 is [[2.0]], yours is [[1.9]]",
        ),
        (two_with(da1=lambda dp, W2, dW2: dp @ (W2 - 0.1 * dW2).T), "dW2 and db2 are right, so p and dp are"),
        (two_with(mask=lambda z1, a1, back: z1 < 0), "in the case by hand dW1 is [[2.0]], yours is [[4.0]]"),
        (two_with(mask=lambda z1, a1, back: z1 > 0.1), "though the case by hand comes out right"),
        (two_with(dp=lambda d: (d + 0.5) / len(d)), "dW2: in the case by hand dW2 is [[1.0]], yours is [[1.25]]"),
        (two_with(dp=lambda d: (d + 0.5) / len(d)), "All four are made of p and dp: begin there."),
        (two_that_needs_two_inputs, "the case by hand does not run"),
        (steps_too_early, "changes W2, which belongs to the caller. First all gradients"),
        (two_with(last=lambda z1: z1), "dW2: z1 stands where"),
        (lambda *c: (g := two(*c)) and (g[0], g[1] / len(c[0]), *g[2:]), "db1: a mean over rows; paths add"),
        (
            lambda *c: (g := two(*c)) and (g[0], g[1] / len(c[0]), g[2], g[3] / len(c[0])),
            "db1: a mean over rows; paths add",
        ),
        (two_with(add=np.sum), "db1: one number for all units. Each unit has its own bias"),
        (two_with(add=lambda d: np.sum(d) / len(d)), "db1: one number for all units, and divided by n once more"),
        (two_with(add=lambda d: d.sum(axis=0, keepdims=True)), "db1: the right numbers, but with two axes"),
        (two_with(add=lambda d: d.sum(axis=1)), "db1: summed over the units"),
        (lambda *c: (two(*c), c[0]), "wanted 4 results, dW1, db1, dW2, db2, got 2 things"),
        (lambda *c: dict(zip(check.TWO_PARTS, two(*c), strict=True)), "you return a dict"),
        (lambda *c: two(*c)[2:] + two(*c)[:2], "you return dW2, db2, dW1, db1"),
        (two_with(da1=lambda dp, W2, dW2: dp @ W2), "the inner two must be equal"),
        (lambda *c: two(*c)[:2], "wanted 4 results, dW1, db1, dW2, db2, got 2 things"),
    ],
)
def test_two_layers_says_what_is_wrong(wrong, words):
    assert_told(check.two_layers(wrong), words)


@pytest.mark.parametrize("faults", [check.TWO_FAULTS, check.ALL_DENSE_FAULTS, check.RELU_FAULTS])
def test_no_fault_hides_another_or_the_right_answer(faults):
    """On the exercise's cases a fault differs from the right answer, and from faults with another hint."""
    right, cases = {
        id(check.TWO_FAULTS): (two, check.TWO_CASES),
        id(check.ALL_DENSE_FAULTS): (dense, check.DENSE_CASES),
        id(check.RELU_FAULTS): (lambda z, da: da * (z > 0), check.RELU_CASES),
    }[id(faults)]
    parts = {id(check.TWO_FAULTS): check.TWO_PARTS, id(check.ALL_DENSE_FAULTS): check.DENSE_PARTS}.get(
        id(faults), ("",)
    )

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


# ---- the neuron ----

GIVEN = [(2.0, -1.5, -1.0, -2.0, 0.5, 0.9), (2.0, -0.3, -1.0, 0.7, 0.1, -0.6), (0.5, 2.0, 1.5, -1.0, 0.2, 0.0)]


@pytest.mark.parametrize("given", GIVEN)
def test_gradients_of_the_neuron_are_the_slopes_of_its_loss(given):
    values = neuron.values(*given)
    gradients = neuron.gradients(values)
    x1, w1, x2, w2, b, y = given
    assert values["L"] == pytest.approx((x1 * w1 + x2 * w2 + b - y) ** 2 / 2)
    assert set(gradients) == set(values) == set(pictures.PLACES)
    slopes = numerical_gradient(lambda v: neuron.values(*v)["L"], np.array(given))
    assert [gradients[name] for name in neuron.GIVEN] == pytest.approx(list(slopes), abs=1e-8)


def test_a_step_moves_what_is_learned_against_its_gradient_and_leaves_0_4_of_the_error():
    before = neuron.values(*GIVEN[0])
    after = neuron.stepped(before, 0.1)
    assert [after[name] for name in neuron.GIVEN] == pytest.approx([2, -1.22, -1, -2.14, 0.64, 0.9])
    assert after["e"] == pytest.approx(0.4 * before["e"])
    assert neuron.stepped(before, 0.4)["L"] > before["L"]  # the lesson: at 0.4 the loss rises


def test_the_step_on_paper_ends_at_a_loss_of_0():
    v = neuron.values(3, 2, 0, 0, -1, 2)
    d = neuron.gradients(v)
    assert (v["p"], v["e"], v["L"], d["w₁"], d["b"]) == (5, 3, 4.5, 9, 3)
    after = neuron.stepped(v, 0.1)
    assert (after["w₁"], after["b"], after["p"]) == pytest.approx((1.1, -1.3, 2))
    assert after["L"] == pytest.approx(0, abs=1e-20)


def test_every_line_fills_in_what_its_arrows_allow_and_the_last_one_everything():
    sources = {target: names for _, _, names, target in pictures.OPERATIONS}
    for line in range(neuron.LAST + 1):
        values, gradients = neuron.known(line)
        for target in values - set(neuron.GIVEN):
            assert set(sources[target]) <= values
        for target, names in sources.items():
            assert target in gradients or not set(names) & gradients
        assert set(neuron.active(line)) <= (values if line <= len(neuron.FORWARD) else gradients)
    assert values == gradients == set(pictures.PLACES)
    assert neuron.known(0) == (set(neuron.GIVEN), set()) and neuron.active(0) == ()


A_NUMBER = r"\(?(−?[\d.]+(?:e−\d+)?)\)?"
PRODUCT = rf"= {A_NUMBER} · {A_NUMBER} = {A_NUMBER}(?: and|\.)"


def to_float(text):
    return float(text.replace("−", "-").rstrip("."))


def test_no_sentence_shows_a_product_that_is_false():
    """0 · 3 = −0.01 stood in the first edition: two decimals had hidden a number."""
    v = neuron.values(*GIVEN[0])
    found = 0
    for _ in range(12):
        for line in range(neuron.LAST + 1):
            for left, right, result in re.findall(PRODUCT, neuron.sentence(line, v)):
                product = to_float(left) * to_float(right)
                assert product == pytest.approx(to_float(result), rel=0.02), neuron.sentence(line, v)
                found += 1
        v = neuron.stepped(v, 0.1)
    assert found >= 12 * 5


def test_the_sentences_carry_the_numbers_of_the_text():
    v = neuron.values(*GIVEN[0])
    assert neuron.sentence(3, v) == "p = m₁ + m₂ + b = (−3) + 2 + 0.5 = −0.5."
    assert "dw₁ = dm₁ · x₁ = (−1.4) · 2 = −2.8" in neuron.sentence(10, v)
    assert "dw₂ = dm₂ · x₂ = (−1.4) · (−1) = 1.4" in neuron.sentence(11, v)


def test_the_verdict_says_what_the_step_has_done():
    v = neuron.values(*GIVEN[0])
    assert "L = 0.98, no step taken yet. The answer −0.5 is too small" in neuron.verdict(v)
    assert "To lower L: w₁ up, w₂ down, b up" in neuron.verdict(v)
    fell = neuron.stepped(v, 0.1)
    assert "Step 1: L fell from 0.98 to 0.157. The answer" in neuron.verdict(fell, v["L"], 1)
    rose = neuron.stepped(v, 0.4)
    assert "L rose" in neuron.verdict(rose, v["L"], 1) and "too long" in neuron.verdict(rose, v["L"], 1)
    assert "too large. To lower L: w₁ down, w₂ up, b down" in neuron.verdict(rose, v["L"], 1)
    assert "nothing to learn" in neuron.verdict(neuron.values(2, 1, -1, 1, 0, 1.0))
    assert "fly out" in neuron.verdict(neuron.values(2, 1e5, -1, 1, 0, 1.0))


# ---- the paths ----


@pytest.mark.parametrize("name", paths.NAMES)
def test_the_sum_over_the_paths_is_the_gradient_of_the_layer(name):
    dx, dW, db = dense(paths.X, paths.W, paths.DZ)
    array, index = paths.split(name)
    assert paths.gradient(name) == pytest.approx({"x": dx, "W": dW, "b": db}[array][index])
    given = {"x": paths.X, "W": paths.W, "b": paths.B}
    for cell, slope, source in paths.paths(name):
        moved = given | {array: given[array].copy()}
        moved[array][index] += 1
        difference = moved["x"] @ moved["W"] + moved["b"] - (paths.X @ paths.W + paths.B)
        assert difference[cell] == pytest.approx(slope)  # exact: z is linear in each of its numbers
        if source:
            place = paths.split(source)
            assert given[place[0]][place[1]] == slope
    assert np.count_nonzero(difference) == len(paths.paths(name))


def test_the_explorable_opens_on_a_weight_and_gives_neither_input_nor_bias_away(shown):
    live, _, control = shown(explore.build_paths)
    assert control["number"].value == "W[0, 1]" and "x[0, 1] belongs" not in caption(live)


def test_the_paths_in_words_and_numbers():
    words, numbers = paths.total("W[0, 1]")
    assert words == "dW[0, 1] = x[0, 0] · dz[0, 1] + x[1, 0] · dz[1, 1] + x[2, 0] · dz[2, 1]"
    assert numbers == "= 1 · (−1) + 3 · 3 + (−2) · 1 = 6"
    assert paths.total("b[0]")[1] == "= 1 · 0.5 + 1 · 2 + 1 · (−1.5) = 1"
    assert "every row: 3 paths. Add over the rows" in paths.verdict("W[1, 0]")
    assert "every row: 3 paths. Add over the rows" in paths.verdict("b[1]")
    assert "every unit: 2 paths. Add over the units" in paths.verdict("x[2, 1]")


# ---- the explorables ----


def controls_in(widget):
    own = [widget] if getattr(widget, "description", "") else []
    return own + [c for child in getattr(widget, "children", ()) for c in controls_in(child)]


def caption(live):
    return re.search("<figcaption.*?</figcaption>", live.widget.value, re.S).group()


@pytest.fixture
def shown(monkeypatch):
    """build() with what it displays: the figure, redraw, and the controls by name."""
    displayed = []
    monkeypatch.setattr("nnlib.teaching.live.display", displayed.append)

    def show(build):
        live, redraw = build()
        return live, redraw, {control.description: control for control in controls_in(displayed[-1])}

    return show


def test_the_graph_answers_to_every_control(shown):
    live, redraw, control = shown(explore.build_graph)
    assert set(control) == {"Step", "Reset", "learning rate", "target y", "line"}
    first = live.widget.value
    assert "no step taken yet" in caption(live)
    control["Step"].click()
    assert "Step 1: L fell from 0.98 to 0.157" in caption(live)
    control["Step"].click()
    assert "Step 2: L fell from 0.157 to 0.0251" in caption(live)
    control["Reset"].click()
    assert live.widget.value == first
    control["learning rate"].value = 0.4
    control["Step"].click()
    assert "L rose" in caption(live)
    for _ in range(60):
        control["Step"].click()
    assert "fly out" in caption(live)
    control["Reset"].click()
    control["target y"].value = -0.5
    assert "nothing to learn" in caption(live)
    captions = set()
    for line in range(neuron.LAST + 1):
        control["line"].value = line
        captions.add(caption(live))
    assert len(captions) == neuron.LAST + 1
    control["line"].value = 3
    control["Step"].click()
    assert control["line"].value == neuron.LAST  # a step shows all its numbers
    before = live.png()
    redraw()
    assert live.png() == before


def test_numbers_appear_only_when_their_line_has_come(shown):
    live, _, control = shown(explore.build_graph)
    counts = []
    for line in (0, 5, 11):
        control["line"].value = line
        counts.append(sum(bool(artist.get_text()) for artist in live.moving if hasattr(artist, "get_text")))
    assert counts == [6, 11, 22]


def test_every_number_of_the_layer_can_be_chosen(shown):
    live, _, control = shown(explore.build_paths)
    captions, drawn = set(), set()
    for name in control["number"].options:
        control["number"].value = name
        assert name in caption(live) and paths.total(name)[1] in live.widget.alt
        captions.add(caption(live))
        drawn.add(live.png())
    assert len(captions) == len(drawn) == 12


@pytest.mark.parametrize("build, name", [(explore.build_graph, "line"), (explore.build_paths, "number")])
def test_an_explorable_shown_twice_closes_the_first(shown, build, name):
    first = shown(build)[2][name]
    second = shown(build)[2][name]
    assert first.comm is None and second.comm is not None


# ---- the figures ----


def test_the_sea_has_a_dot_for_each_forward_pass():
    fig = pictures.sea(28674)
    fig.canvas.draw()
    field, wanted = fig.axes[0].lines
    assert len(set(zip(*field.get_data(), strict=True))) == 28674 and len(wanted.get_xdata()) == 2


def test_the_computation_graph_shows_value_and_gradient_of_every_name():
    fig = pictures.computation_graph(neuron.values(*GIVEN[0]))
    fig.canvas.draw()
    texts = [text.get_text() for text in fig.axes[0].texts]
    assert {"−0.5", "0.9", "0.98", "−2.8", "2.1", "x₁", "L"} <= set(texts)
    assert texts.count("−1.4") == 6  # e as a value; e, p, m₁, m₂, b as gradients


@pytest.mark.parametrize("value, text", [(-0.24, "−0.24"), (-0.001, "−0.001"), (1e-17, "0"), (0.157, "0.157")])
def test_only_rounding_shows_as_0(value, text):
    assert neuron.shown(value) == text


def test_the_sign_of_a_gradient_has_a_color_and_zero_has_none():
    colors = [pictures.sign_color(gradient) for gradient in (-0.3, 0.3, 0.0)]
    assert len(set(colors)) == 3 and pictures.sign_color(-1e-17) == colors[2] != pictures.sign_color(-1e-3)


@pytest.mark.parametrize("name", ["W[0, 1]", "b[1]", "x[2, 0]"])
def test_the_picture_of_the_paths_has_a_line_for_each(name):
    fig = pictures.paths_of(name)
    fig.canvas.draw()
    assert len(fig.axes[0].collections[0].get_segments()) == len(paths.paths(name))
    assert f"{len(paths.paths(name))} paths" in fig.axes[0].get_title(loc="left")


PAIR, TARGET = np.array([[30.0, 70.0]]), np.array([[100.0, -40.0, 40.0]])


def test_the_network_is_drawn_with_the_gradients_of_what_goes_into_each_unit():
    net = mlp([2, 4, 4, 3], ReLU, rng=np.random.default_rng(22))
    values, back = pictures.signals(net, PAIR, TARGET)
    first, _, second, _, last = net.layers
    assert [value.shape for value in values] == [(2,), (4,), (4,), (3,)] and back[0] is None
    assert np.allclose(values[-1], net(PAIR)[0]) and np.allclose(back[-1], net(PAIR)[0] - TARGET[0])

    def loss_of_bias(layer):  # a bias goes into its unit with slope 1
        return numerical_gradient(lambda _: squared_error(TARGET, net(PAIR))[0], layer.b)

    for layer, gradient in zip((first, second, last), back[1:], strict=True):
        assert np.allclose(loss_of_bias(layer), gradient, rtol=1e-5, atol=1e-5)
    for value, gradient in zip(values[1:3], back[1:3], strict=True):
        assert (value == 0).any() and (gradient[value == 0] == 0).all()
    off = values[1] == 0  # the lesson: all lines into such a unit and out of it are thin
    assert not first.dW[:, off].any() and not second.dW[off].any()
    pictures.network(net, PAIR, TARGET).canvas.draw()


def test_the_values_of_the_network_stay_inside_their_circles():
    """−79.6 ran out of its circle."""
    fig = pictures.network(mlp([2, 4, 4, 3], ReLU, rng=np.random.default_rng(22)), PAIR, TARGET)
    fig.canvas.draw()
    wide = UNIT_SIZE * fig.dpi / 72
    inside = [t for t in fig.axes[0].texts if t.get_fontsize() < 9]
    assert "−79.6" in [t.get_text() for t in inside]
    assert all(t.get_window_extent().width < wide for t in inside)


@pytest.mark.parametrize("j, k, made", [(0, 0, "9.5"), (1, 1, "−1")])
def test_the_product_marks_the_number_that_its_row_and_its_column_make(j, k, made):
    fig = pictures.draw_product(paths.X, paths.DZ, j, k)
    fig.canvas.draw()
    [lit] = [text.get_text() for text in fig.axes[0].texts if text.get_color() == "white"]
    assert lit == made == pictures.number(paths.gradient(f"W[{j}, {k}]"))
    assert len(fig.axes[0].patches) == 6 + 6 + 4
    assert sum(patch.get_facecolor()[:3] == (0.9686274509803922,) * 3 for patch in fig.axes[0].patches) == 3 + 3 + 3


def test_a_factor_on_a_path_stands_clear_of_the_tables():
    fig = pictures.paths_of("W[0, 1]")
    fig.canvas.draw()
    left = fig.axes[0].transData.transform(paths.corner("dz", (0, 0)))[0]
    factors = [text for text in fig.axes[0].texts if text.get_text().startswith("·")]
    assert len(factors) == 3 and all(text.get_window_extent().x1 < left - 10 for text in factors)


def test_the_ten_steps_draw_what_they_are_given():
    answers = np.arange(33.0).reshape(11, 3)
    fig = pictures.progress_lines(list(range(11, 0, -1)), list(answers), TARGET[0])
    fig.canvas.draw()
    left, right = fig.axes
    assert list(left.lines[0].get_ydata()) == list(range(11, 0, -1))
    assert np.allclose([line.get_ydata() for line in right.lines[1::2]], answers.T)


# ---- what the lesson says and does not print ----


def ten_steps(seed):
    X, y = sum_difference(1000, rng=np.random.default_rng(0))
    net = mlp([2, 4, 4, 3], ReLU, rng=np.random.default_rng(seed))
    losses, answers = [], []
    for _ in range(11):
        answers.append(100 * net(PAIR / 100)[0])
        loss, dp = squared_error(y / 100, net(X / 100))
        losses.append(loss)
        net.backward(dp)
        net.params -= 0.1 * net.grads
    return losses, np.array(answers)


@pytest.mark.parametrize("seed", [*range(20), 22])
def test_the_loss_falls_at_every_one_of_the_ten_steps(seed):
    losses, _ = ten_steps(seed)
    assert (np.diff(losses) < 0).all()


def ends_nearer(seed):
    away = abs(ten_steps(seed)[1] - TARGET[0])
    return (away[-1] < away[0]).all()


def test_all_three_answers_end_nearer_from_about_half_of_the_starts():
    assert ends_nearer(22)
    assert 24 <= sum(ends_nearer(seed) for seed in range(60)) <= 36


def test_two_of_the_three_answers_cross_their_targets_near_step_3():
    away = ten_steps(22)[1] - TARGET[0]
    crossed = [np.flatnonzero(np.diff(np.sign(column))) for column in away.T]
    assert [len(steps) for steps in crossed] == [1, 1, 0]
    assert all(2 <= steps[0] <= 4 for steps in crossed[:2])
    assert (np.diff(away[4:, :2], axis=0) > 0).all()  # and walk on


def thousand_steps(seed):
    """The mean errors on all rows, in units, and those of the mean."""
    X, y = sum_difference(1000, rng=np.random.default_rng(0))
    X, y = X / 100, y / 100
    rng = np.random.default_rng(seed)
    parameters = [rng.normal(0, 1, (2, 8)), np.zeros(8), rng.normal(0, 0.5, (8, 3)), np.zeros(3)]
    assert [array.size for array in parameters] == [16, 8, 24, 3]
    for _ in range(1001):
        for array, gradient in zip(parameters, two(X, y, *parameters), strict=True):
            array -= 0.1 * gradient
    W1, b1, W2, b2 = parameters
    p = np.maximum(X @ W1 + b1, 0) @ W2 + b2
    return 100 * abs(p - y).mean(axis=0), 100 * abs(y.mean(axis=0) - y).mean(axis=0)


def test_two_layers_learn_all_three_answers_and_not_from_every_start():
    errors, mean = thousand_steps(5)
    assert (errors < mean / 8).all()
    errors, mean = thousand_steps(9)
    assert errors[2] == pytest.approx(20, abs=0.5) == pytest.approx(mean[2], abs=1)


@pytest.mark.parametrize("lr, grows", [(0.1, False), (0.32, False), (0.34, True), (0.4, True)])
def test_above_two_sixths_the_error_grows(lr, grows):
    before = neuron.values(*GIVEN[0])
    assert (abs(neuron.stepped(before, lr)["e"]) > abs(before["e"])) == grows


def test_a_weight_of_the_first_layer_has_2048_paths_in_each_row():
    """Counted as the product of the matrices of ones after its unit."""
    sizes = [30, 128, 64, 32, 1]
    through = np.ones(1)
    for n_in, n_out in zip(sizes[-2:0:-1], sizes[:1:-1], strict=True):
        through = np.ones((n_in, n_out)) @ through
    assert through.tolist() == [2048] * 128


def test_nudging_one_way_is_one_forward_pass_more_than_there_are_numbers():
    sizes = [30, 128, 64, 32, 1]
    net = mlp(sizes, ReLU, rng=np.random.default_rng(0))
    assert (net.params.size + 1, 2 * net.params.size) == (14338, 28674)


def test_a_unit_that_is_off_for_all_rows_stays_off_in_the_first_layer_and_can_be_woken_deeper_in():
    x, y = np.array([[1.0], [2.0]]), np.zeros((2, 1))
    net = mlp([1, 2, 2, 1], ReLU, rng=np.random.default_rng(0))
    first, _, second, _, last = net.layers
    first.W[:], second.W[:], last.W[:] = [[1, -1]], [[1, -0.05], [1, 1]], [[1], [1]]
    second.b[:] = 0, 0.04
    on = []
    for _ in range(40):
        net.backward(squared_error(y, net(x))[1])
        assert not first.dW[:, 1].any() and not first.db[1]
        on.append(second.dW[:, 1].any())
        net.params -= 0.05 * net.grads
    assert not on[0] and any(on)


def test_the_first_layer_of_a_network_hands_no_gradient_on():
    net = mlp([2, 4, 3], ReLU, rng=np.random.default_rng(0))
    assert net.backward(squared_error(TARGET, net(PAIR))[1]) is None
