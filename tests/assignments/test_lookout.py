"""What the log says about a cell, and what it does not say about honest ones."""

import sys

import pytest
from test_assignments import COURSE, EACH_TASK, answers

sys.path.insert(0, str(COURSE))
from instructor.lookout import seen  # noqa: E402


@pytest.mark.parametrize(("name", "task"), EACH_TASK, ids=lambda value: value)
def test_no_answer_of_an_honest_student_is_named(name, task):
    right, wrong = answers(name)
    for code in [*right[task], *wrong[task].values()]:
        assert seen(code) == [], code


@pytest.mark.parametrize(
    "code, words",
    [
        ("import numpy as n\nn.allclose = print", "replaces n.allclose"),
        ("import os\nos.fork()", "reaches for other processes (fork)"),
        ("open('../gradebook.db')", "reaches for the gradebook (gradebook)"),
        ("text = '<img onerror=x>'", "holds script (onerror=), which is not shown"),
    ],
)
def test_who_tries_is_named(code, words):
    assert words in seen(code)


def test_what_cannot_be_read_is_not_named():
    assert seen("def f(:") == [] == seen("raise AssertionError")
