"""What the checkers of the second sitting say to right and wrong answers; its figures."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnlib import sigmoid, softmax
from nnlib.teaching.clinic import parts, ward
from nnlib.teaching.lessons.second_sitting import check, pictures

LESSON = Path(__file__).parent.parent.parent / "notebooks" / "19-second-sitting.ipynb"
MENDS = ["penalty", "digit_loss", "batches", "generator", "hidden_backward"]


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
        ("penalty", "still λ times the gradient"),
        ("digit_loss", "still the binary cross-entropy"),
        ("batches", "batches:"),
        ("generator", "seed 0 still can't be repeated"),
        ("hidden_backward", "is still 1"),
    ],
)
def test_the_old_fault_is_recognized(name, words):
    verdict = getattr(check, name)(getattr(parts, name))
    assert_told(verdict, words)
    assert verdict.hint


# ---- 6: penalty ----


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


# ---- 7: digit loss ----


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


# ---- 9: generator ----

kept = {}


def from_a_shelf(seed=None):
    """The same object at each call: it goes on where it was."""
    return kept.setdefault(seed, np.random.default_rng(seed))


def by_if(seed=None):
    return np.random.default_rng(seed) if seed else np.random.default_rng()


def by_is_none(seed=None):
    return np.random.default_rng() if seed is None else np.random.default_rng(seed)


def old_numpy(seed=None):
    np.random.seed(seed)  # noqa: NPY002


@pytest.mark.parametrize(
    "right", [np.random.default_rng, by_is_none, lambda s=None: np.random.default_rng(s), ward.generator]
)
def test_generator_accepts(right):
    assert check.generator(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (by_if, "seed 0 still can't be repeated"),
        (from_a_shelf, "goes on where it was"),
        (lambda seed=None: np.random.default_rng(seed or 0), "without a seed two calls give the same"),
        (lambda seed=None: np.random.default_rng(None if seed is None else 42), "two seeds give the same numbers"),
        (lambda seed=None: np.random.default_rng(None if seed is None else seed or 1), "two seeds give the same"),
        (lambda seed=None: np.random.default_rng(), "two calls with one seed give other numbers"),
        (lambda seed=None: np.random.RandomState(seed), "a Generator is wanted, got RandomState"),
        (old_numpy, "Is the `return` missing"),
        (lambda seed=None: np.random.default_rng(seed if seed >= 0 else None), "with None as seed"),
    ],
)
def test_generator_diagnoses(wrong, words):
    assert_told(check.generator(wrong), words)


# ---- 10: hidden_backward ----


def in_loops(dy, z, kept, share):
    dz = np.zeros(dy.shape)
    for i, j in np.ndindex(dy.shape):
        if kept[i, j] and z[i, j] > 0:
            dz[i, j] = dy[i, j] / share
    return dz


def in_place(dy, z, kept, share):
    dy *= kept / share
    dy[z <= 0] = 0
    return dy


@pytest.mark.parametrize(
    "right",
    [ward.hidden_backward, in_loops, lambda dy, z, kept, share: np.where(kept & (z > 0), dy / share, 0.0)],
)
def test_hidden_backward_accepts(right):
    assert check.hidden_backward(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda dy, z, kept, share: dy * kept * (z > 0), "is still 1"),
        (lambda dy, z, kept, share: dy * kept * (z >= 0), "is still 1"),
        (lambda dy, z, kept, share: dy * kept * (z > 0) * share, "multiplied by share"),
        (lambda dy, z, kept, share: dy * kept * (z > 0) * 2, "2 for share = 0.5 only"),
        (lambda dy, z, kept, share: dy * kept * (z > 0) / (1 - share), "what dropout keeps"),
        (lambda dy, z, kept, share: dy * kept / share, "ReLU's own mask is missing"),
        (lambda dy, z, kept, share: dy * (z > 0) / share, "units that were dropped get a gradient"),
        (lambda dy, z, kept, share: dy * np.maximum(z, 0) * kept / share, "z is a factor in it"),
        (lambda dy, z, kept, share: dy * kept * (z >= 0) / share, "z exactly 0"),
        (lambda dy, z, kept, share: kept * (z > 0) / share, "dy has no part in it"),
        (in_place, "changes its argument number 1"),
    ],
)
def test_hidden_backward_diagnoses(wrong, words):
    assert_told(check.hidden_backward(wrong), words)


# ---- figures ----


def test_recall_bars_show_each_class_and_mark_what_is_missing():
    (ax,) = pictures.recall_drawn(np.array([1.0, 0.6, 0.0])).axes
    assert ax.get_title(loc="left") == "Not one 2 is recognized"
    assert [bar.get_height() for bar in ax.patches] == [1.0, 0.6, 0.0]
    assert [text.get_text() for text in ax.texts] == ["1.0", "0.6", "none"]
    colors = [bar.get_facecolor() for bar in ax.patches]
    assert colors[0] == colors[1] != colors[2]


def test_repeated_runs_say_where_two_curves_are_one():
    fig = pictures.repeated_drawn({0: ([1.0, 0.5], [1.0, 0.6]), 1: ([1.0, 0.5], [1.0, 0.5])})
    assert fig.get_suptitle() == "Two runs from each seed: only those of seed 0 part"
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["seed 0: two curves", "seed 1: one curve"]


def test_bars_and_lines_have_the_numbers():
    (ax,) = pictures.diplomas_drawn({6: 0.5, 7: 0.9}).axes
    assert [bar.get_width() for bar in ax.patches] == [0.5, 0.9] and [t.get_text() for t in ax.texts] == ["50%", "90%"]
    (ax,) = pictures.pull_drawn((0.0, 0.1), {"patient 6": [32, 33], "healthy": [32, 3]}).axes
    assert [line.get_ydata().tolist() for line in ax.lines] == [[32, 33], [32, 3]]


def test_the_table_has_a_square_for_each_alarm():
    seen = {1: {"curve": True, "check": False}, 2: {"curve": False, "check": True}}
    (ax,) = pictures.table_drawn(seen).axes
    squares = {(*line.get_xdata(), *line.get_ydata()) for line in ax.lines if line.get_marker() == "s"}
    assert squares == {(0, 0), (1, 1)}
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["curve", "check"]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["patient 1", "patient 2"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["alarm", "healthy reading"]
