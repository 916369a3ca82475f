"""The checkers against what people write: each right answer passes, each wrong one is told its cause."""

import importlib

import pytest
from corpus import rooms, verdict

from nnlib.teaching.checking.progress import EXERCISES

CORPUS = rooms()
PLACES = [(room, exercise) for room, exercises in CORPUS.items() for exercise in exercises]


@pytest.mark.parametrize("room, exercise", PLACES)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_right_answers_pass_and_wrong_ones_are_told_their_cause(room, exercise):
    verdicts = [(case, verdict(room, exercise, case)) for case in CORPUS[room][exercise]]
    misjudged = [
        f"{number}: wanted {case.cause!r}, got {said}"
        for number, (case, said) in enumerate(verdicts)
        if said.passed is not (not case.cause) or case.cause not in repr(said)
    ]
    assert not misjudged, "\n".join(misjudged)


@pytest.mark.parametrize("room", CORPUS)
def test_each_exercise_has_a_dozen_cases_and_a_third_of_them_after_public_code(room):
    importlib.import_module(f"nnlib.teaching.lessons.{room}.check")
    assert list(CORPUS[room]) == EXERCISES[room]
    for exercise, cases in CORPUS[room].items():
        wrong = [case for case in cases if case.cause]
        assert len(cases) >= 12 and 0 < len(wrong) < len(cases), exercise
        assert 3 * sum(bool(case.after) for case in cases) >= len(cases), exercise
