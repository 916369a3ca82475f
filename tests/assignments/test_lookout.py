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
        ('exec("imp" + "ort sqlite3")', "reaches for code in a text, which is not read here (exec)"),
        (
            'getattr(__builtins__, "ev" + "al")("1")',
            "reaches for code in a text, which is not read here (__builtins__)",
        ),
        ("globals()['__builtins__']", "reaches for code in a text, which is not read here (__builtins__)"),
        ("from base64 import b64decode", "reaches for code in a text, which is not read here (base64)"),
        ("compile('1', '', 'eval')", "reaches for code in a text, which is not read here (compile())"),
        ("%matplotlib inline\nimport os\nos.fork()", "reaches for other processes (fork)"),
        ("%%time\nimport sqlite3", "reaches for a database (sqlite3)"),
        ("if 1:\n    %timeit -n 1 -r 1 open('../gradebook.db')", "reaches for the gradebook (gradebook)"),
        ("!cat /etc/passwd", "reaches for other processes (system)"),
        ("files = !ls", "reaches for other processes (getoutput)"),
        ("%run another.py", "reaches for code in a text, which is not read here (%run)"),
        ("%%bash\nls", "reaches for code in a text, which is not read here (run_cell_magic)"),
        ("text = '<img onerror=x>'", "holds script (onerror=), which is not shown"),
    ],
)
def test_who_tries_is_named(code, words):
    assert words in seen(code)


HONEST = """
%matplotlib inline
import re
%time words = re.compile("a+").findall("banana")
getattr(np, "tanh")(1.0)
"""


def test_what_an_honest_cell_may_hold_is_not_named():
    assert seen(HONEST) == [] == seen("%%time\nprint(1)") == seen("%%capture out\nprint(1)")


def test_what_cannot_be_read_is_not_named():
    assert seen("def f(:") == [] == seen("raise AssertionError")
