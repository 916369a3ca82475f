"""What the checkers of the second sitting say to right and wrong answers; its figures."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnlib.teaching.clinic import parts
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
        ("batches", "the short last batch is missing"),
        ("generator", "seed 0 still can't be repeated"),
        ("hidden_backward", "slope is still 1"),
    ],
)
def test_the_old_fault_is_recognized(name, words):
    verdict = getattr(check, name)(getattr(parts, name))
    assert_told(verdict, words)
    assert verdict.hint


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
