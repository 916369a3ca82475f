"""The checkers against what people write: each right answer passes, each wrong one is told its cause."""

import importlib

import pytest
from corpus import rooms

from nnlib.teaching.checking.progress import EXERCISES

CORPUS = rooms()
CASES = [
    pytest.param(room, exercise, case, id=f"{room}.{exercise}-{number}")
    for room, exercises in CORPUS.items()
    for exercise, cases in exercises.items()
    for number, case in enumerate(cases)
]


@pytest.mark.parametrize("room, exercise, case", CASES)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_right_answers_pass_and_wrong_ones_are_told_their_cause(room, exercise, case):
    verdict = getattr(importlib.import_module(f"nnlib.teaching.lessons.{room}.check"), exercise)(case.answer)
    assert verdict.passed is (not case.cause) and case.cause in repr(verdict), verdict


@pytest.mark.parametrize("room", CORPUS)
def test_each_exercise_has_a_dozen_cases_and_a_third_of_them_after_public_code(room):
    importlib.import_module(f"nnlib.teaching.lessons.{room}.check")
    assert list(CORPUS[room]) == EXERCISES[room]
    for exercise, cases in CORPUS[room].items():
        wrong = [case for case in cases if case.cause]
        assert len(cases) >= 12 and 0 < len(wrong) < len(cases), exercise
        assert 3 * sum(bool(case.after) for case in cases) >= len(cases), exercise
