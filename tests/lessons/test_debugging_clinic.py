"""What the checkers of the first sitting say to right and wrong answers; its figures."""

import re
from functools import partial
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnlib import Dense, sigmoid
from nnlib.teaching.clinic import chart, drawing, instruments
from nnlib.teaching.clinic import parts as clinic_parts
from nnlib.teaching.lessons.debugging_clinic import ask, check, parts, pictures, ward

LESSON = Path(__file__).parent.parent.parent / "notebooks" / "18-debugging-clinic.ipynb"
MENDS = ["binary_loss", "descend", "backward", "learn", "shuffle"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Remember no verdicts of these tests."""
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))


@pytest.fixture(scope="module")
def lesson():
    return nbformat.read(LESSON, as_version=4)


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


def stub(*_):
    """A docstring is no answer."""
    ...


# ---- diagnoses ----


@pytest.mark.parametrize("number", check.DIAGNOSES)
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
    assert all(1 <= letters.count(letter) <= 2 for letter in "ABCD")
    replies = [reply for _, _, replies in check.DIAGNOSES.values() for reply in replies.values()]
    assert len(set(replies)) == len(replies) == 15


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
    assert len(texts) == 5
    for number, text in zip(check.DIAGNOSES, texts, strict=True):
        question = text.partition(f"### Your turn: name the fault of patient {number}\n")[2]
        assert re.findall(r"^\* \*\*(\w)\*\* .+$", question, re.M) == list("ABCD")


def test_every_proof_runs_the_part_of_the_reader(lesson):
    """or_ours gets the checker, the reader's function and a healthy part, in the first cell after its exercise."""
    code = [cell.source for cell in lesson.cells if cell.cell_type == "code"]
    for mend in MENDS:
        asked = code.index(f"check.{mend}({mend})")
        assert re.search(rf"check\.or_ours\(check\.{mend}, {mend}, [\w.\[\]\"]+\)", code[asked + 1])


# ---- mends: what all have in common ----


@pytest.mark.parametrize("name", MENDS)
def test_a_stub_is_not_attempted(name):
    checker = getattr(check, name)
    assert checker(...).passed is None and checker(stub).passed is None


@pytest.mark.parametrize("name", MENDS)
def test_code_that_stops_is_reported(name):
    def broken(*_):
        raise KeyError("oh")

    assert_told(getattr(check, name)(broken), "KeyError")


@pytest.mark.parametrize(
    "name, words",
    [
        ("binary_loss", "still n times too large"),
        ("descend", "a new array was made"),
        ("backward", "the old gradient is still in it"),
        ("learn", "still uses weights that have moved"),
        ("shuffle", "labels are still with their row"),
    ],
)
def test_the_old_fault_is_recognized(name, words):
    verdict = getattr(check, name)(getattr(parts if name == "descend" else clinic_parts, name))
    assert_told(verdict, words)


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


# ---- 3: backward ----


def way_back(net, dscores, dW=None, db=None, hand_on=lambda dy, W: dy @ W.T, relu=True):
    """Right; the keywords make it wrong. dW, db: (layer, new numbers) is written."""
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            new = layer.x.T @ dy, dy.sum(axis=0)
            if dW:
                dW(layer, new[0])
            else:
                layer.dW[:] = new[0]
            if db:
                db(layer, new[1])
            else:
                layer.db[:] = new[1]
            dy = hand_on(dy, layer.W)
        elif relu:
            dy = layer.backward(dy)


def add_dW(layer, new):
    layer.dW += new


def add_db(layer, new):
    layer.db += new


def rebind_dW(layer, new):
    layer.dW = new


def nothing(layer, new):
    pass


def cleared_first(net, dscores):
    net.grads[:] = 0
    way_back(net, dscores, dW=add_dW, db=add_db)


def cleared_afterwards(net, dscores):
    way_back(net, dscores)
    net.grads[:] = 0


def cleared_at_each_layer(net, dscores):
    def clear(layer, new):
        net.grads[:] = 0
        layer.dW += new

    way_back(net, dscores, dW=clear)


def names_only(net, dscores):
    dy = dscores
    for layer in reversed(net.layers):
        if isinstance(layer, Dense):
            dW = layer.x.T @ dy  # noqa: F841
            dy = dy @ layer.W.T
        else:
            dy = layer.backward(dy)


def steps_as_well(net, dscores):
    way_back(net, dscores)
    net.params -= 0.1 * net.grads


@pytest.mark.parametrize("right", [way_back, cleared_first, lambda net, dscores: net.backward(dscores), ward.overwrite])
def test_backward_accepts(right):
    assert check.backward(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (partial(way_back, dW=add_dW, db=add_db), "the old gradient is still in it"),
        (partial(way_back, db=add_db), "the db are not. Do they still add"),
        (partial(way_back, dW=add_dW), "the dW are not. Do they still add"),
        (partial(way_back, db=nothing), "the db are not. db = Σ dy"),
        (partial(way_back, dW=nothing), "the dW are not. dW = xᵀ dy"),
        (partial(way_back, dW=rebind_dW), "not `layer.dW = …`"),
        (cleared_afterwards, "not afterwards"),
        (cleared_at_each_layer, "something clears all of them on the way"),
        (names_only, "dW and db are as they were"),
        (steps_as_well, "weights have moved"),
        (partial(way_back, relu=False), "the last layer is right, those before it are wrong"),
        (lambda net, dscores: way_back(net, -dscores), "the wrong sign"),
        (lambda net, dscores: way_back(net, dscores / 7), "the 1/n of the mean already"),
        (lambda net, dscores: way_back(net, 2 * dscores), "every number is 2 times the slope"),
        (lambda net, dscores: way_back(net, dscores**2), "not even in the last layer"),
        (partial(way_back, hand_on=lambda dy, W: dy), "Go from the last layer to the first"),
    ],
)
def test_backward_diagnoses(wrong, words):
    assert_told(check.backward(wrong), words)


# ---- 4: learn ----


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


# ---- 5: shuffle ----


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


# ---- patient 2 ----


@pytest.fixture(scope="module")
def frozen():
    return ward.ill()[2]


@pytest.fixture(scope="module")
def digits():
    return ward.healthy()["digits"]


def test_the_ward_has_the_clinics_patients_but_its_own_second(frozen, digits):
    patients = ward.ill()
    assert list(patients) == [1, 2, 3, 4, 5]
    assert patients[1].loss is clinic_parts.binary_loss and patients[5].arrange is clinic_parts.shuffle
    assert frozen.learn is parts.descend and frozen.loss is digits.loss and frozen.scale is digits.scale


def test_patient_2_keeps_its_loss_from_every_start_and_a_part_of_ours_cures_it(frozen, digits):
    assert max(np.ptp(frozen.train(seed, epochs=3)[1]) for seed in range(20)) < 1e-12
    mended = frozen.with_parts(learn=ward.learn)
    assert ask.ends(mended, 10).max() < 0.2 and np.allclose(mended.train(epochs=2)[1], digits.train(epochs=2)[1])
    assert [name for name, alarm in chart.alarms(mended).items() if alarm] == []


def test_the_instruments_that_see_patient_2_tell_it_from_the_others(frozen):
    """The step is not among them: net.params moves as it should."""
    seen = {name for name, alarm in chart.alarms(frozen).items() if alarm}
    assert seen == {chart.CURVE, chart.HEART, chart.RECALL}
    assert all(error < 1e-7 for pair in instruments.gradient_errors(frozen).values() for error in pair)


def test_one_step_moves_numbers_and_scores_only_where_there_is_a_slope(frozen, digits):
    assert ask.moved(frozen) == (834, 0) and ask.moved(digits) == (834, 8000)
    X, y = digits.data()
    net = digits.net()
    digits.loss_and_gradient(net, X[:32], y[:32])
    ink, on = X[:32] > 0, net.layers[1].y > 0
    both = (ink[:, :, None] & on[:, None, :]).any(axis=0)
    assert both.sum() + on.any(axis=0).sum() + 10 * on.any(axis=0).sum() + 10 == 834


def test_ends_are_the_last_losses_of_the_first_starts(digits):
    assert ask.ends(digits, 2, epochs=2).tolist() == [digits.train(seed, epochs=2)[1][-1] for seed in (0, 1)]


# ---- figures ----


def test_the_curves_of_a_patient_are_titled_and_described(monkeypatch):
    said = []
    monkeypatch.setattr(drawing, "show", lambda fig, alt: said.append((fig.axes[0].get_title(loc="left"), alt)))
    pictures.beside(2, [2.4, 2.4], [2.0, 0.1])
    pictures.cured([1.5, 0.4], [0.5, 0.2])
    pictures.factors({"7 rows": (np.array([-1.0, 1]), np.array([-7.0, 7]))})
    pictures.looks(np.array([-1.0, 1]), np.array([-1.0, 1]), np.array([-2.0, 2]))
    titles, words = zip(*said, strict=True)
    assert titles[:2] == (pictures.CURVES[2], "Divided by n, it glides")
    assert "patient 2 from 2.4 to 2.4; healthy from 2 to 0.1" in words[0] and "mended from 0.5 to 0.2" in words[1]
    assert "7 rows 7.00" in words[2] and "first look 1.00, second look 2.00" in words[3]


def test_the_waiting_room_has_both_curves_of_each_patient():
    fig = pictures.waiting_drawn({1: [1.0, np.nan], 2: [1.0, 2.0]}, {1: [1.0, 0.5], 2: [1.0, 0.1]})
    drawn = [[line.get_ydata().tolist() for line in ax.lines] for ax in fig.axes]
    assert drawn == [[[1, 99], [1, 0.5]], [[1, 2], [1, 0.1]]]
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["patient 1", "patient 2"]


def test_step_errors_names_right_and_wrong_arrays():
    (ax,) = pictures.step_errors_drawn((1.0, 0.1), {"W1": [0.5, 0.05], "b1": [0.4, 0.04], "W2": [1e-12, 0]}).axes
    assert [text.get_text() for text in ax.texts] == ["W1, b1", "W2: right,\nbelow 10⁻⁷"]
    assert ax.lines[0].get_ydata().tolist() == [0.5, 0.05] and ax.lines[2].get_ydata().tolist() == [1e-9, 1e-9]
