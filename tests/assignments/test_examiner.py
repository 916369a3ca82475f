"""Answers in one process and tests in another say what they say in one: for every task, right answers and wrong."""

import contextlib
import io
import linecache
import os
import re
import runpy

import numpy as np
import pytest
from examined import laid_out, students
from test_assignments import EACH_TASK, ROOT, answers, cells, its_tests, release, source

from nnlib.teaching.checking.running import Problem

FEW = 3  # answers to a task, without CI


@pytest.fixture(scope="module")
def student():
    with students() as start:
        yield start


def outcome(run):
    """What a test cell ends with: "" if it passes, else what nbgrader would see."""
    errors = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(errors):
        try:
            run()
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return errors.getvalue()


def in_one_process(setup, answer, test, above):
    def run():
        namespace = {}
        for code in (setup, answer, above, test):
            file = f"cell {hash(code)}"
            linecache.cache[file] = len(code), None, code.splitlines(keepends=True), file
            with contextlib.suppress(*([Exception] if code == above else [])):  # has its own verdict
                exec(compile(code, file, "exec"), namespace)

    return outcome(run)


def all_answers(name, task):
    """{what: code}: ours, the stub, right ones and wrong ones."""
    right, wrong = answers(name)
    says = runpy.run_path(ROOT / "tests" / "assignments" / f"{name}.py")["SAYS"][task]
    ours = {"ours": cells(source(name))[task].source, "stub": cells(release(name))[task].source}
    return ours | {f"right {i}": code for i, code in enumerate(right[task])} | wrong[task] | says


@pytest.mark.parametrize(("name", "task"), EACH_TASK, ids=lambda value: value)
def test_the_same_verdict_as_in_one_process(student, name, task):
    given, stub = cells(source(name)), cells(release(name))[task].source
    setup = given["setup"].source
    every = all_answers(name, task)
    some = every if "CI" in os.environ else dict([*every.items()][1 : 1 + FEW])  # the stub and right ones
    for what, code in some.items():
        examiner = student(setup, code)
        for test in its_tests(name, task):
            above = given[f"{task}-hidden"].source if test.endswith("-edges") else ""
            apart = outcome(lambda: laid_out(examiner, setup, stub, given[test].source, above))  # noqa: B023
            if re.fullmatch(r"ours|right \d+", what):
                assert apart == "", (what, test)
            else:
                assert apart == in_one_process(setup, code, given[test].source, above), (what, test)


def ask(student, code, name="f"):
    return student("import numpy as np", code).ask("name", name)


def test_arrays_numbers_and_their_containers_come_back_as_they_are(student):
    values = [
        np.arange(6.0).reshape(2, 3).T,
        np.float32(1.5),
        np.array([], dtype=int).reshape(0, 3),
        np.array([True, False]),
        np.array(["a", "bc"]),
        {"a": (1, [2.5, None, "x"]), 3: {4}},
        2**70,
        1 + 2j,
        float("inf"),
    ]
    got = ask(student, "def f(*values): return values")(*values)
    assert repr(list(got)) == repr(values)
    assert [getattr(value, "dtype", None) for value in got] == [getattr(value, "dtype", None) for value in values]


def test_what_is_changed_in_place_is_changed_here_and_shares_its_numbers_as_there(student):
    x, window, kept, rng = np.zeros((3, 4)), None, [1], np.random.default_rng(0)
    window = x[1:, ::2]
    f = ask(student, "def f(w, kept, rng):\n    w += 1\n    kept.append(2)\n    return w, w[0], rng.normal()")
    same, part, drawn = f(window, kept, rng)
    assert same is window and np.shares_memory(part, x) and kept == [1, 2]
    assert x.sum() == 4 and drawn == np.random.default_rng(0).normal() != rng.normal()


def test_functions_and_objects_of_the_tests_are_called_back_and_give_away_no_more(student):
    class Counter:
        secret = 3

        def __init__(self):
            self.count = 0

        def add(self, n):
            self.count += n
            return self

        def __call__(self, g):
            return g(self.count)

    code = """
def f(make, counter):
    told = []
    for name in ("__globals__", "__class__", "_x", "__init__", "__dict__"):
        try:
            told.append(repr(counter.channel.ask("get", counter.number, name)))
        except AttributeError as error:
            told.append(str(error)[-14:])
    return make().add(2).count, counter.add(5).add(6).count, counter(lambda n: 2 * n), counter is counter.add(0), told
"""
    counter = Counter()
    two, eleven, doubled, same, told = ask(student, code)(Counter, counter)
    assert (two, eleven, doubled, same, counter.count) == (2, 11, 22, True, 11)
    assert told == ["is not for you"] * 5


def test_an_error_of_the_tests_comes_back_as_it_was_and_one_of_the_students_with_its_line(student):
    problem = Problem("no")

    def refuses():
        raise problem

    f = ask(student, "def f(g):\n    return g()")
    with pytest.raises(Problem) as raised:
        f(refuses)
    assert raised.value is problem
    with pytest.raises(ZeroDivisionError) as raised:
        ask(student, "def f():\n    return 1 / 0  # here")()
    innermost = raised.value.__traceback__
    while innermost.tb_next:
        innermost = innermost.tb_next
    assert linecache.getline(innermost.tb_frame.f_code.co_filename, 1) == "return 1 / 0  # here\n"


@pytest.mark.parametrize("error", ["StopIteration", "KeyboardInterrupt", "GeneratorExit", "SystemExit"])
def test_no_error_of_a_students_ends_our_loops(student, error):
    f = ask(student, f"def f(n):\n    raise {error}")
    with pytest.raises(Exception) as raised:
        list(map(f, range(3)))
    assert type(raised.value).__name__ == error


LOOP = "def f():\n    while True:\n        pass\ndef g(): return 7"
SLEEPY = """
import time
def f():
    try:
        while True:
            pass
    finally:
        time.sleep(3)
def g(): return 7
"""
STUBBORN = """
def f():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
"""


@pytest.mark.parametrize("program", [LOOP, SLEEPY], ids=["loop", "sleepy"])  # sleepy: as on a busy machine
def test_a_loop_is_stopped_and_the_next_question_answered(student, monkeypatch, program):
    monkeypatch.setattr("nnlib.teaching.checking.running.SECONDS", 1)
    examiner = student(program)
    f, g = examiner.ask("name", "f"), examiner.ask("name", "g")
    with pytest.raises(Problem, match="still running after 1 seconds"):
        f()
    assert g() == 7 and not examiner.gone


def test_who_does_not_stop_is_stopped_and_then_nothing_answers_any_more(student, monkeypatch):
    monkeypatch.setattr("nnlib.teaching.checking.running.SECONDS", 1)
    examiner = student(STUBBORN)
    f = examiner.ask("name", "f")
    for words in ("still running", "gone"):
        with pytest.raises(Problem, match=words):
            f()
    assert not examiner.process.is_running() or examiner.process.status() == "zombie"


FORGED = [
    '{"id": %d, "value": {"$": 99}, "nodes": [], "changes": {}}',
    '{"id": %d, "value": {"$": 1}, "nodes": [{"kind": "numbers", "dtype": "O", "bytes": ""}], "changes": {}}',
    '{"id": %d, "value": 1, "nodes": [{"kind": "object", "name": "Model", "state": {"predict": 1}}], "changes": {}}',
    '{"id": %d, "value": {"$": 1}, "nodes": [{"kind": "thing", "examiner": -1}], "changes": {}}',
    '{"id": %d, "value": {"$": 1}, "nodes": [{"kind": "tuple", "items": [{"$": 1}]}], "changes": {}}',
    '{"id": %d, "value": 1, "nodes": [], "changes": {"7": {"kind": "list", "items": []}}}',
    '{"id": %d, "error": {"type": "X", "bases": ["eval"], "text": 3}}',
    "[" * 100_000,
    "7" * 5_000,
    "null",
]


@pytest.mark.parametrize("reply", FORGED, ids=lambda text: text[:70])
def test_a_forged_answer_is_no_answer(student, reply):
    examiner = student(f"""
from exam.student import Student
answer = Student.answer
def forge(self, message):
    Student.answer = answer
    self.connection.send_bytes({reply!r}.replace("%d", str(message["id"])).encode())
Student.answer = forge
def f():
    return 5
""")
    with pytest.raises(Problem, match="cannot be read"):
        examiner.ask("name", "f")
    assert examiner.ask("name", "f")() == 5


def test_answers_nobody_asked_for_and_half_a_message_do_no_harm(student):
    code = """
from exam.student import Student
answer = Student.answer
def forge(self, message):
    for before, value in ((-1, 6), (1, 6), (2, 7)):
        reply = b'{"id": %d, "value": %d, "nodes": [], "changes": {}}'
        self.connection.send_bytes(reply % (message["id"] + before, value))
    answer(self, message)
    Student.answer = answer
Student.answer = forge
def f():
    return 5
def half():
    import os
    from exam.student import CHANNELS
    (channel,) = CHANNELS.values()
    os.write(channel.connection.fileno(), b"\\0\\0\\1\\0half")
    os._exit(0)
"""
    examiner = student(code)
    f = examiner.ask("name", "f")
    assert [f(), f(), f()] == [5, 5, 5]
    half = examiner.ask("name", "half")
    with pytest.raises(Problem, match="gone"):
        half()
