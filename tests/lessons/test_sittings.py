"""What the exercises of both sittings in the clinic have in common: letters, proofs, stubs."""

import importlib
import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = Path(__file__).parent.parent.parent / "notebooks"
SITTINGS = {"debugging_clinic": "18-debugging-clinic", "second_sitting": "19-second-sitting"}
CHECKS = {room: importlib.import_module(f"nnlib.teaching.lessons.{room}.check") for room in SITTINGS}
MENDS = {
    "debugging_clinic": ["binary_loss", "descend", "backward", "learn", "shuffle"],
    "second_sitting": ["penalty", "digit_loss", "batches", "generator", "hidden_backward"],
}
each_room = pytest.mark.parametrize("room", SITTINGS)
each_diagnosis = pytest.mark.parametrize(
    "room, number", [(room, n) for room in SITTINGS for n in CHECKS[room].DIAGNOSES]
)
each_mend = pytest.mark.parametrize("room, name", [(room, name) for room in SITTINGS for name in MENDS[room]])


def lesson(room):
    return nbformat.read(NOTEBOOKS / f"{SITTINGS[room]}.ipynb", as_version=4)


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


def stub(*_):
    """A docstring is no answer."""
    ...


@each_diagnosis
def test_a_diagnosis(room, number):
    checker = getattr(CHECKS[room], f"diagnosis_{number}")
    right, reason, replies = CHECKS[room].DIAGNOSES[number]
    assert sorted([right, *replies]) == list("ABCD")
    assert checker(...).passed is None
    assert checker(right).passed and checker(f" {right.lower()} ").passed and reason in repr(checker(right))
    for letter, reply in replies.items():
        assert_told(checker(letter), reply)
    for other in ("E", "", 3, None, ["A"], "AB"):
        assert_told(checker(other), "wanted one of the letters")


@each_room
def test_no_letter_is_right_for_most_patients_and_no_reply_is_given_twice(room):
    letters = [right for right, *_ in CHECKS[room].DIAGNOSES.values()]
    assert all(1 <= letters.count(letter) <= 2 for letter in "ABCD")
    replies = [reply for _, _, replies in CHECKS[room].DIAGNOSES.values() for reply in replies.values()]
    assert len(set(replies)) == len(replies) == 15


@each_room
def test_every_number_in_a_reply_is_shown_by_the_lesson_for_this_patient(room):
    """Numbers with decimals, and counts such as '0 of 10', stand in what the patient's section shows or says."""
    section, shown = 0, dict.fromkeys(range(11), "")
    for cell in lesson(room).cells:
        text = cell.source if cell.cell_type == "markdown" else ""
        for out in cell.get("outputs", []):
            text += out.get("text") or out.get("data", {}).get("text/plain", "")
        for piece in re.split(r"^(?=## )", text, flags=re.M):
            if heading := re.match(r"## (?:Patient (\d+))?", piece):
                section = int(heading[1] or 0)
            shown[section] += piece
    for number, (_, reason, replies) in CHECKS[room].DIAGNOSES.items():
        for text in (reason, *replies.values()):
            for quoted in re.findall(r"\d+\.\d+(?!\d)|\d+ of \d+", text):
                assert quoted in shown[number] + shown[0], (number, quoted)


@each_room
def test_the_answers_offered_by_the_lesson_are_those_of_the_checker(room):
    texts = [cell.source for cell in lesson(room).cells if "name the fault of patient" in cell.source]
    assert len(texts) == 5
    for number, text in zip(CHECKS[room].DIAGNOSES, texts, strict=True):
        question = text.partition(f"### Your turn: name the fault of patient {number}\n")[2]
        assert re.findall(r"^\* \*\*(\w)\*\* .+$", question, re.M) == list("ABCD")


@each_mend
def test_every_proof_runs_the_part_of_the_reader(room, name):
    """or_ours gets the checker, the reader's function and a healthy part, in the first cell after its exercise."""
    code = [cell.source for cell in lesson(room).cells if cell.cell_type == "code"]
    asked = code.index(f"check.{name}({name})")
    assert re.search(rf"check\.or_ours\(check\.{name}, {name}, [\w.\[\]\"]+\)", code[asked + 1])


@each_mend
def test_a_stub_is_not_attempted(room, name):
    checker = getattr(CHECKS[room], name)
    assert checker(...).passed is None and checker(stub).passed is None


@each_mend
def test_code_that_stops_is_reported(room, name):
    def broken(*_):
        raise KeyError("oh")

    assert_told(getattr(CHECKS[room], name)(broken), "KeyError")
