"""What its checkers say to wrong and right diagnoses and to wrong and right mending code; its figures."""

import os
import re
from itertools import pairwise
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from nnlib import Dense, ReLU, Sequential, Sigmoid, Tanh, mlp, sigmoid, softmax
from nnlib.teaching.lessons.debugging_clinic import chart, check, parts, pictures, ward

LESSON = Path(__file__).parent.parent.parent / "notebooks" / "18-debugging-clinic.ipynb"
MENDS = [
    "binary_loss",
    "dense_backward",
    "learn",
    "penalty",
    "digit_loss",
    "scale",
    "build",
    "batches",
    "shuffle",
    "accuracy",
]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Remember no verdicts of these tests, leave no figure open."""
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def lesson():
    return nbformat.read(LESSON, as_version=4)


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


def words(cell):
    return "".join(out.get("text") or out.get("data", {}).get("text/plain", "") for out in cell.get("outputs", []))


def stub(*_):
    """A docstring is no answer."""
    ...


# ---- diagnoses ----


@pytest.mark.parametrize("number", range(1, 11))
def test_a_diagnosis(number):
    checker = getattr(check, f"diagnosis_{number}")
    right, reason, replies = check.DIAGNOSES[number]
    assert sorted([right, *replies]) == list("ABCD")
    assert checker(...).passed is None
    assert checker(right).passed and checker(f" {right.lower()} ").passed and reason in repr(checker(right))
    for letter, reply in replies.items():
        assert_told(checker(letter), reply)
    for other in ("E", "", 3, None, ["A"], "AB"):
        assert_told(checker(other), "wanted one of the letters")


def test_no_letter_is_right_for_most_patients_and_no_reply_is_given_twice():
    letters = [right for right, *_ in check.DIAGNOSES.values()]
    assert all(2 <= letters.count(letter) <= 3 for letter in "ABCD")
    replies = [reply for _, _, replies in check.DIAGNOSES.values() for reply in replies.values()]
    assert len(set(replies)) == len(replies) == 30


def test_every_number_in_a_reply_is_shown_by_the_lesson_for_this_patient(lesson):
    """Numbers with decimals, and counts such as '0 of 10', stand in what the patient's section shows or says."""
    section, shown = 0, dict.fromkeys(range(11), "")
    for cell in lesson.cells:
        text = cell.source if cell.cell_type == "markdown" else ""
        for out in cell.get("outputs", []):
            text += out.get("text") or out.get("data", {}).get("text/plain", "")
        for piece in re.split(r"^(?=## )", text, flags=re.M):
            if heading := re.match(r"## (?:Patient (\d+))?", piece):
                section = int(heading[1] or 0)
            shown[section] += piece
    for number, (_, reason, replies) in check.DIAGNOSES.items():
        for text in (reason, *replies.values()):
            for quoted in re.findall(r"\d+\.\d+(?!\d)|\d+ of \d+", text):
                assert quoted in shown[number] + shown[0], (number, quoted)


def test_the_answers_offered_by_the_lesson_are_those_of_the_checker(lesson):
    texts = [cell.source for cell in lesson.cells if "name the fault of patient" in cell.source]
    assert len(texts) == 10
    for number, text in enumerate(texts, start=1):
        question = text.partition(f"### Your turn: name the fault of patient {number}\n")[2]
        assert re.findall(r"^\* \*\*(\w)\*\* .+$", question, re.M) == list("ABCD")


def test_a_mended_part_of_the_reader_gives_the_readings_of_a_healthy_one(lesson, monkeypatch):
    """ "Prove it": the lesson says which part to put in; with its own solution there, the cell prints the same."""
    solved = nbformat.from_dict(lesson)
    cells = solved.cells
    proofs = [i for i, cell in enumerate(cells) if "**Prove it" in cell.source]
    assert len(proofs) == len(MENDS)
    for i, mend in zip(proofs, MENDS, strict=True):
        advice = re.search(r"`((\w+)=[\w.]*\(?" + mend + r"\)?)`", cells[i].source)
        proof = next(cell for cell in cells[i:] if cell.cell_type == "code")
        before = proof.source
        proof.source = re.sub(rf"\b{advice[2]}=[^,)]+", advice[1], before)
        assert proof.source != before and proof.outputs
    for stub, _, help_cell in [
        cells[i : i + 3] for i, c in enumerate(cells) if "exercise" in c.metadata.get("tags", [])
    ]:
        stub.source = re.search(r"<summary>Solution</summary>\s+```python\n(.*?)```", help_cell.source, re.S)[1]
    monkeypatch.setenv("NNLIB_PROGRESS", os.devnull)
    stored = [words(cell) for cell in cells]
    NotebookClient(solved, timeout=120, resources={"metadata": {"path": LESSON.parent}}).execute()
    for cell, before in zip(cells, stored, strict=True):
        assert words(cell) == before or words(cell).startswith("[right]"), cell.source


# ---- mends: what all have in common ----


@pytest.mark.parametrize("name", MENDS)
def test_a_stub_is_not_attempted(name):
    checker = getattr(check, name)
    assert checker(...).passed is None and checker(stub).passed is None


@pytest.mark.parametrize("name", MENDS)
def test_the_ill_part_itself_does_not_pass(name):
    verdict = getattr(check, name)(getattr(parts, name))
    assert verdict.passed is False and verdict.hint, verdict


@pytest.mark.parametrize("name", MENDS)
def test_code_that_stops_is_reported(name):
    def broken(*_):
        raise KeyError("oh")

    assert_told(getattr(check, name)(broken), "KeyError")


@pytest.mark.parametrize(
    "name, old",
    [
        ("binary_loss", "still n times too large"),
        ("dense_backward", "still one number for all units"),
        ("learn", "still uses weights that have moved"),
        ("penalty", "still λ times the gradient"),
        ("digit_loss", "still the binary cross-entropy"),
        ("scale", "as large as before"),
        ("build", "lie between 0 and 1"),
        ("shuffle", "labels are still with their row"),
        ("accuracy", "still every row is compared"),
    ],
)
def test_the_old_fault_is_recognized(name, old):
    assert_told(getattr(check, name)(getattr(parts, name)), old)


# ---- 1: binary loss ----


def by_logs(y, scores):
    p = sigmoid(scores)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), (p - y) / y.shape[0]


def binary(value=1.0, slope=1.0):
    """The right answer with value and slope changed by factors of n."""

    def loss(y, scores):
        right, gradient = by_logs(y, scores)
        return right * len(y) ** value, gradient * len(y) ** slope

    return loss


@pytest.mark.parametrize("right", [by_logs, lambda y, s: tuple(map(np.asarray, by_logs(y, s))), binary(0, 0)])
def test_binary_loss_accepts(right):
    assert check.binary_loss(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (binary(1, 1), "a sum over the rows now"),
        (binary(-1, 0), "divided by n twice. The value"),
        (binary(0, 1), "still n times too large"),
        (binary(0, -1), "divided by n twice. Once"),
        (lambda y, s: (by_logs(y, s)[0], -by_logs(y, s)[1]), "the sign is wrong"),
        (lambda y, s: (by_logs(y, s)[0], (sigmoid(s) - y).mean()), "one number, the mean over the rows"),
        (lambda y, s: (by_logs(y, s)[0], (sigmoid(s) - y).mean(axis=0)), "one number, the mean over the rows"),
        (lambda y, s: (by_logs(y, s)[0], (sigmoid(s) - y) / 32), "divided by 32, however many rows"),
        (lambda y, s: by_logs(y, s)[0], "wanted 2 results"),
    ],
)
def test_binary_loss_diagnoses(wrong, words):
    assert_told(check.binary_loss(wrong), words)


# ---- 2: dense backward ----


@pytest.mark.parametrize(
    "right",
    [
        lambda x, W, dz: (dz @ W.T, x.T @ dz, dz.sum(axis=0)),
        lambda x, W, dz: [np.einsum("nk,jk->nj", dz, W), np.einsum("nj,nk->jk", x, dz), np.ones(len(dz)) @ dz],
    ],
)
def test_dense_backward_accepts(right):
    assert check.dense_backward(right).passed


@pytest.mark.parametrize(
    "db, words",
    [
        (lambda dz: np.full(dz.shape[1], dz.sum() / dz.shape[1]), "still one number for all units"),
        (lambda dz: np.full(dz.shape[1], dz.sum()), "the same number for all units"),
        (lambda dz: dz.sum(), "one number for all units"),
        (lambda dz: dz.mean(axis=0), "mean over the rows"),
        (lambda dz: dz.mean(), "the mean over everything"),
        (lambda dz: np.full(dz.shape[1], dz.mean()), "the mean over everything"),
        (lambda dz: dz, "dz itself"),
        (lambda dz: dz.sum(axis=1), "summed over the units"),
    ],
)
def test_dense_backward_diagnoses(db, words):
    assert_told(check.dense_backward(lambda x, W, dz: (dz @ W.T, x.T @ dz, db(dz))), words)


# ---- 3: learn ----


def in_order(net, dscores, lr, before=True, dx=lambda dy, W: dy @ W.T, biases=True, deep=True, sign=-1, inverse=False):
    """Right; the keywords make it wrong."""
    dy, rate = dscores, 1.0 if inverse else lr
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            back = dx(dy, layer.W)
            layer.W += sign * rate * layer.x.T @ dy
            if biases:
                layer.b += sign * rate * dy.sum(axis=0)
            dy = back if before else dx(dy, layer.W)
            if not deep:
                return
        else:
            dy = layer.backward(dy)


def by_the_network(net, dscores, lr):
    net.backward(dscores)
    net.params -= lr * net.grads


def without_masks(net, dscores, lr):
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            back = dy @ layer.W.T
            layer.W -= lr * layer.x.T @ dy
            layer.b -= lr * dy.sum(axis=0)
            dy = back


def rebinds(net, dscores, lr):
    net.backward(dscores)
    for layer in net.layers:
        if isinstance(layer, Dense):
            layer.W = layer.W - lr * layer.dW


def new_vector(net, dscores, lr):
    net.backward(dscores)
    net.params = net.params - lr * net.grads


def without_backward(net, dscores, lr):
    net.params -= lr * net.grads


def step_first(net, dscores, lr):
    net.params -= lr * net.grads
    net.backward(dscores)


def biases_only(net, dscores, lr):
    net.backward(dscores)
    net.params -= lr * net.grads * ~net.is_weight


def steps_by_what_backward_returns(net, dscores, lr):
    net.params -= lr * net.backward(dscores)


def from_the_front(net, dscores, lr):
    dy = dscores
    for layer in net.layers:
        if isinstance(layer, Dense):
            layer.W -= lr * layer.x.T @ dy
            dy = dy @ layer.W.T


def too_early(net, dscores, lr):
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            dy = dy @ layer.W.T
            layer.W -= lr * layer.x.T @ dy
        else:
            dy = layer.backward(dy)


@pytest.mark.parametrize("right", [in_order, by_the_network])
def test_learn_accepts(right):
    assert check.learn(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda *a: in_order(*a, before=False), "An error proportional to the rate"),
        (lambda *a: in_order(*a, sign=1), "goes uphill"),
        (lambda *a: in_order(*a, inverse=True), "does not depend on the rate"),
        (lambda *a: in_order(*a, biases=False), "the biases don't move"),
        (lambda *a: in_order(*a, deep=False), "only the last layer moves"),
        (without_masks, "wrong at every rate"),
        (rebinds, "a new array was made"),
        (new_vector, "a new array was made"),
        (lambda net, dscores, lr: net.backward(dscores), "not `W = layer.W - …`"),
        (without_backward, "Nobody called net.backward(dscores)"),
        (steps_by_what_backward_returns, "it writes the gradient into net.grads"),
        (from_the_front, "Go from the last layer to the first"),
        (too_early, "under another name until the step is done"),
        (lambda net, dscores, lr: by_the_network(net, 2 * dscores, lr), "moves by 2 times rate times slope"),
        (lambda net, dscores, lr: by_the_network(net, dscores / 7, lr), "the 1/n of the mean already"),
        (lambda net, dscores, lr: by_the_network(net, dscores, 0.1), "does not depend on the rate"),
        (lambda net, dscores, lr: by_the_network(net, dscores**2, lr), "even in the last layer"),
        (step_first, "called net.backward(dscores), which fills it, before the step"),
        (biases_only, "the weights don't move"),
    ],
)
def test_learn_diagnoses(wrong, words):
    assert_told(check.learn(wrong), words)


# ---- 4: penalty ----


def pull(W, l2):
    return 0.5 * l2 * np.sum(W * W)


@pytest.mark.parametrize(
    "right", [lambda W, dW, l2: (pull(W, l2), l2 * W), lambda W, dW, l2: [l2 / 2 * W.dot(W), W * l2]]
)
def test_penalty_accepts(right):
    assert check.penalty(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda W, dW, l2: (pull(W, 1), l2 * W), "λ is missing in the value"),
        (lambda W, dW, l2: (2 * pull(W, l2), l2 * W), "The value was right"),
        (lambda W, dW, l2: (pull(W, l2) / W.size, l2 * W), "a sum over the weights, no mean"),
        (lambda W, dW, l2: (pull(W, l2), l2 * dW), "still λ times the gradient"),
        (lambda W, dW, l2: (pull(W, l2), 2 * l2 * W), "The ½ in the value cancels"),
        (lambda W, dW, l2: (pull(W, l2), W), "λ is missing. The value"),
        (lambda W, dW, l2: (pull(W, l2), -l2 * W), "make weights grow"),
        (lambda W, dW, l2: (pull(W, l2), dW + l2 * W), "the gradient of the loss is in it"),
        (lambda W, dW, l2: (pull(W, l2), l2 * W / W.size), "divided by the number of weights"),
        (lambda W, dW, l2: (pull(W, l2), l2 * W.sum()), "one number for all weights"),
        (lambda W, dW, l2: (pull(W, l2), l2 * W * dW), "dW is a factor in it"),
    ],
)
def test_penalty_diagnoses(wrong, words):
    assert_told(check.penalty(wrong), words)


# ---- 5: digit loss ----


def crossed(value, slope=lambda y, p: (p - np.eye(10)[y]) / len(y)):
    def loss(y, scores):
        p = softmax(scores)
        return value(p[np.arange(len(y)), y]), slope(y, p)

    return loss


def both_terms(probability, mean):
    def loss(y, scores):
        p, Y = probability(scores), np.eye(10)[y]
        return -mean(Y * np.log(p) + (1 - Y) * np.log(1 - p)), parts.digit_loss(y, scores)[1]

    return loss


@pytest.mark.parametrize(
    "right",
    [
        crossed(lambda p: -np.log(p).mean()),
        lambda y, s: (
            (np.log(np.exp(s).sum(axis=1)) - s[np.arange(len(y)), y]).mean(),
            (softmax(s) - np.eye(10)[y]) / len(y),
        ),
    ],
)
def test_digit_loss_accepts(right):
    assert check.digit_loss(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (crossed(lambda p: -np.log(p).mean() / 10), "mean over the classes"),
        (crossed(lambda p: -np.log(p).sum()), "a sum over the rows"),
        (crossed(lambda p: np.log(p).mean()), "its sign is wrong"),
        (crossed(lambda p: -np.log2(p).mean()), "in bits"),
        (crossed(lambda p: -np.log(p).mean(), lambda y, p: p - np.eye(10)[y]), "n times too large"),
        (crossed(lambda p: -np.log(p).mean(), lambda y, p: -np.eye(10)[y] / p / len(y)), "the slope in p, not in"),
        (crossed(lambda p: -np.log(p).mean(), lambda y, p: -np.eye(10)[y] / p), "the slope in p, not in the scores"),
        (both_terms(softmax, np.mean), "still both terms, and a mean over the classes"),
        (both_terms(sigmoid, lambda terms: terms.sum() / len(terms)), "ten sigmoids and both terms"),
        (lambda y, s: (-np.log(softmax(s)[:, y]).mean(), parts.digit_loss(y, s)[1]), "takes n columns for every row"),
    ],
)
def test_digit_loss_diagnoses(wrong, words):
    assert_told(check.digit_loss(wrong), words)


# ---- 6: scale ----


@pytest.mark.parametrize("right", [lambda X: X / 16, lambda X: 0.0625 * X])
def test_scale_accepts(right):
    assert check.scale(right).passed


def own_numbers(axis):
    def wrong(X):
        with np.errstate(all="ignore"):
            deviation = X.std(axis=axis, keepdims=True)
            return (X - X.mean(axis=axis, keepdims=True)) / np.where(deviation == 0, 1, deviation)

    return wrong


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda X: X + 0, "as large as before"),
        (lambda X: X / X.max(), "the largest pixel of these rows"),
        (lambda X: X / X.max(axis=1, keepdims=True), "its own largest pixel"),
        (own_numbers(0), "their own mean and deviation"),
        (own_numbers(1), "their own mean and deviation"),
        (own_numbers(None), "their own mean and deviation"),
        (lambda X: X / 255, "255 is the limit"),
        (lambda X: X * 16, "have become larger"),
        (lambda X: X // 16, "only full ink is left"),
        (lambda X: np.array(X / 16, dtype=int), "an integer type"),
    ],
)
def test_scale_diagnoses(wrong, words):
    assert_told(check.scale(wrong), words)


# ---- 7: build ----


def built(between=ReLU, last=None, extra=()):
    def build(sizes, rng):
        layers = []
        for n_in, n_out in pairwise(sizes):
            layers += [Dense(n_in, n_out, rng=rng), *([between()] if between else [])]
        layers = layers[:-1] if between else layers
        return Sequential(*layers, *([last()] if last else []))

    return build


def starts_small(sizes, rng):
    """Free scores that are all below 1 at the start."""
    net = mlp(sizes, rng=rng)
    net.params *= 0.1
    return net


def from_zero(sizes, rng):
    net = mlp(sizes, rng=rng)
    net.params[:] = 0
    return net


def built_anew(sizes):
    """Each layer from a generator of its own."""
    layers = []
    for n_in, n_out in pairwise(sizes):
        layers += [Dense(n_in, n_out, rng=np.random.default_rng(0)), ReLU()]
    return Sequential(*layers[:-1])


def relu_then_tanh(sizes, rng):
    layers = []
    for kind, (n_in, n_out) in zip([ReLU, Tanh, ReLU], pairwise(sizes), strict=False):
        layers += [Dense(n_in, n_out, rng=rng), kind()]
    return Sequential(*layers[:-1])


@pytest.mark.parametrize("right", [built(), lambda sizes, rng: mlp(sizes, rng=rng), starts_small])
def test_build_accepts(right):
    assert check.build(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (built(last=Sigmoid), "between 0 and 1"),
        (built(last=Tanh), "between −1 and 1"),
        (built(last=ReLU), "no score is ever below 0"),
        (built(between=None), "there is no ReLU"),
        (built(between=Tanh), "by turns, Dense at both ends; yours is"),
        (relu_then_tanh, "by turns, Dense at both ends; yours is"),
        (built(last=Tanh, between=Sigmoid), "between −1 and 1"),
        (from_zero, "all weights start at 0"),
        (lambda sizes, rng: built_anew(sizes), "two layers of one size start with the same weights"),
        (lambda sizes, rng: mlp(sizes, rng=np.random.default_rng(7)), "do not come from rng"),
        (lambda sizes, rng: mlp(sizes, rng=np.random.default_rng()), "do not come from rng"),
        (lambda sizes, rng: mlp([sizes[0], sizes[-1]], rng=rng), "the Dense layers should be"),
        (lambda sizes, rng: [Dense(2, 3, rng=rng)], "a Sequential is wanted, got list"),
        (lambda sizes, rng: [Dense(2, 3, rng=rng)], "Unpack the list"),
        (lambda sizes, rng: print(sizes), "Is the `return` missing"),
    ],
)
def test_build_diagnoses(wrong, words):
    assert_told(check.build(wrong), words)


def test_build_names_the_line_with_a_stranger_and_does_not_advise_the_old_fault():
    def ends_in_softmax(sizes, rng):
        layers = [Dense(*pair, rng=rng) for pair in pairwise(sizes)]
        return Sequential(*layers, softmax)

    def not_unpacked(sizes, rng):
        layers = [Dense(*pair, rng=rng) for pair in pairwise(sizes)]
        return Sequential(layers)

    softmax_last, packed = check.build(ends_in_softmax), check.build(not_unpacked)
    assert_told(softmax_last, "the function softmax is not a layer in the line `return Sequential(*layers, softmax)`.")
    assert_told(
        packed, "Sequential got a list in the line `return Sequential(layers)`. Unpack it: `Sequential(*layers)`."
    )
    assert "Sigmoid" not in repr(softmax_last) + repr(packed)


def test_build_wants_relu_and_dense_by_turns():
    def twice(sizes, rng):
        layers = []
        for n_in, n_out in pairwise(sizes):
            layers += [Dense(n_in, n_out, rng=rng), ReLU(), ReLU()]
        return Sequential(*layers[:-2])

    assert_told(check.build(twice), "by turns")


# ---- 8: batches ----


def slices(n, size, rng):
    order = rng.permutation(n)
    return [order[start : start + size] for start in range(0, n, size)]


def test_batches_accepts_a_list_and_a_generator():
    assert check.batches(slices).passed and check.batches(lambda *a: iter(slices(*a))).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (parts.batches, "batches:"),
        (lambda n, size, rng: slices(n // size * size, size, rng), "batches:"),
        (
            lambda n, size, rng: [np.arange(s, min(s + size, n)) for s in rng.permutation(range(0, n, size))],
            "only the batches are shuffled",
        ),
        (lambda *a: slices(*a)[::-1], "the short batch is not the last one"),
        (lambda n, size, rng: np.array_split(rng.permutation(n), n // size + 1), "np.split and np.array_split"),
    ],
)
def test_batches_diagnoses(wrong, words):
    assert_told(check.batches(wrong), words)


# ---- 9: shuffle ----


def one_order(X, y, rng):
    order = rng.permutation(len(X))
    return X[order], y[order]


def in_a_table(X, y, rng):
    table = rng.permutation(np.column_stack([X, y]))
    return table[:, :-1], table[:, -1].astype(int)


def in_place(X, y, rng):
    rng.shuffle(X)
    rng.shuffle(y)
    return X, y


def with_replacement(X, y, rng):
    rows = rng.integers(0, len(X), len(X))
    return X[rows], y[rows]


def into_the_old_array(X, y, rng):
    order = rng.permutation(len(X))
    X[:] = X[order]
    return X, y[order]


def turned_on(X, y, rng):
    start = rng.integers(1, len(X))
    return np.roll(X, start, axis=0), np.roll(y, start)


def half_of_them(X, y, rng):
    order = np.concatenate([rng.permutation(len(X) // 2), np.arange(len(X) // 2, len(X))])
    return X[order], y[order]


def by_rows_as_numbers(X, y, rng):
    order = rng.permutation(X)
    return X[order], y[order]


@pytest.mark.parametrize("right", [one_order, in_a_table])
def test_shuffle_accepts(right):
    assert check.shuffle(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda X, y, rng: (X[rng.permutation(len(X))], y[rng.permutation(len(X))]), "need one order"),
        (lambda X, y, rng: (X, y), "in their old order"),
        (lambda X, y, rng: one_order(X, y, np.random.default_rng(5)), "two generators give one order"),
        (lambda X, y, rng: (rng.permuted(X, axis=0), y), "not rows of the data"),
        (with_replacement, "others come twice"),
        (in_place, "use an order"),
        (into_the_old_array, "X[order] is a new array"),
        (lambda X, y, rng: one_order(X, y, np.random.default_rng()), "same seed give two orders"),
        (turned_on, "still stand beside their old neighbor"),
        (half_of_them, "still stand beside their old neighbor"),
        (by_rows_as_numbers, "Draw row numbers, not rows"),
        (lambda X, y, rng: one_order(X, y, rng)[0], "return two arrays"),
        (lambda X, y, rng: (X[:5], y[:5]), "the shapes should be"),
    ],
)
def test_shuffle_diagnoses(wrong, words):
    assert_told(check.shuffle(wrong), words)


# ---- 10: accuracy ----


@pytest.mark.parametrize(
    "right",
    [
        ward.side,
        lambda y, s: ((s[:, 0] > 0) == (y[:, 0] > 0.5)).mean(),
        lambda y, s: 1 - np.abs((s > 0) - y).sum() / len(y),
    ],
)
def test_accuracy_accepts(right):
    assert check.accuracy(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda y, s: ((s > 0).ravel() == y).mean(), "every other row. Print"),
        (lambda y, s: ((s > 0).ravel() == y).sum() / len(y), "n² pairs"),
        (lambda y, s: ((s > 0).ravel() == y).mean(axis=0), "each gets a share of its own"),
        (lambda y, s: (np.sign(s) == y).mean(), "np.sign gives −1 there"),
        (lambda y, s: ((s > 0) == y).sum(), "a count, not a share"),
        (lambda y, s: max(((s > 0) == y).mean(), ((s > 0) != y).mean()), "never falls below one half"),
        (lambda y, s: ((s > 0.5) == y).mean(), "score of 0.5"),
        (lambda y, s: ((sigmoid(s) > 0) == y).mean(), "says 1 for every row"),
        (lambda y, s: ((s >= 0) == y).mean(), "exactly 0 counts as 1"),
        (lambda y, s: ((s > 0) != y).mean(), "share of mistakes"),
        (lambda y, s: (s > 0) == y, "one answer for each row"),
    ],
)
def test_accuracy_diagnoses(wrong, words):
    assert_told(check.accuracy(wrong), words)


# ---- figures ----


def test_recall_bars_show_each_class_and_mark_what_is_missing():
    fig = pictures.recall_bars(np.array([1.0, 0.6, 0.0]), title="Recall")
    (ax,) = fig.axes
    assert [bar.get_height() for bar in ax.patches] == [1.0, 0.6, 0.0]
    assert [text.get_text() for text in ax.texts] == ["1.0", "0.6", "none"]
    colors = [bar.get_facecolor() for bar in ax.patches]
    assert colors[0] == colors[1] != colors[2]
    assert ax.get_title(loc="left") == "Recall" and ax.get_xlabel() == "digit" and ax.get_ylabel() == "recall"


def test_the_table_has_a_square_for_each_alarm():
    seen = {
        "patient 1": {"curve": True, "check": False, "ruler": None},
        "patient 2": {"curve": False, "check": True, "ruler": True},
    }
    (ax,) = pictures.who_sees_what(seen).axes
    squares = {(*line.get_xdata(), *line.get_ydata()) for line in ax.lines if line.get_marker() == "s"}
    dashes = {(*line.get_xdata(), *line.get_ydata()) for line in ax.lines if line.get_marker() == "_"}
    assert squares == {(0, 0), (1, 1), (2, 1)} and dashes == {(2, 0)}
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["curve", "check", "ruler"]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["patient 1", "patient 2"]
    assert ax.get_title(loc="left")
    legend = ax.get_legend()
    shown = {text.get_text(): line for text, line in zip(legend.get_texts(), legend.legend_handles, strict=True)}
    assert {text: line.get_marker() for text, line in shown.items()} == {
        "alarm": "s",
        "healthy reading": "o",
        "does not apply": "_",
    }
    colors = {line.get_marker(): line.get_color() for line in ax.lines}
    assert all(line.get_color() == colors[line.get_marker()] for line in shown.values())


def test_the_table_names_the_instruments_as_the_lesson_does(lesson):
    listed = next(cell.source for cell in lesson.cells if cell.source.startswith("| instrument | healthy |"))
    names = re.findall(r"^\| ([^|]+) \|", listed, re.M)[1:]
    assert len(names) == 9
    shown = next(cell for cell in lesson.cells if "who_sees_what" in cell.source).outputs[1].text
    assert re.findall(r"^(\S.*?) +\d+ of 10$", shown, re.M) == [chart.LOSS, *names]
