"""The machinery behind the checkers. The checkers themselves are tested lesson by lesson."""

import concurrent.futures
import functools
import json
import math
import os
import subprocess
import sys
import time
import types

import numpy as np
import pandas as pd
import pytest

from nnlib.teaching.checking import Verdict, progress, running
from nnlib.teaching.checking.batches import check_batches
from nnlib.teaching.checking.causes import relative_error, same
from nnlib.teaching.checking.diagnosis import Fault, check_function, check_stages, check_value
from nnlib.teaching.checking.findings import check_findings
from nnlib.teaching.checking.probes import Probe
from nnlib.teaching.checking.progress import EXERCISES, UNWRITTEN, exercise, read
from nnlib.teaching.checking.verdict import hinted
from nnlib.teaching.generators import Passed

rng = np.random.default_rng(0)
CASES = [(np.array([[-1.0, 0, 2]]),), (rng.normal(size=(7, 5)),)]
STEP = Fault(lambda z: (z > 0).astype(float), "it answers 0 or 1.", "That is the slope.")
COLUMN_MAX = Fault(lambda z: z.max(axis=0), "it gives one number a column.", "Compare, or reduce?")


def relu(z):
    return np.maximum(z, 0)


def verdict(function):
    return check_function("relu", function, relu, CASES, [STEP, COLUMN_MAX], "your ReLU is right.")


def stub(z):
    """A docstring does not count as an answer."""
    ...


def test_a_stub_is_not_attempted():
    assert [verdict(answer).passed for answer in (stub, ..., lambda z: None, lambda z: ...)] == [None] * 4
    assert check_value("count", ..., 47).passed is None


def test_a_right_answer_passes_in_any_spelling():
    for answer in (relu, lambda z: z * (z > 0), lambda z: np.where(z > 0, z, 0).tolist(), lambda z: (abs(z) + z) / 2):
        assert verdict(answer) == Verdict(True, "relu: your ReLU is right.")


def returns_nothing(z):
    np.maximum(z, 0)


def raises(z):
    return z.maximum(0)


def leaves(z):
    raise SystemExit


def changes_its_argument(z):
    z[z < 0] = 0
    return z


@pytest.mark.parametrize(
    "answer, words",
    [
        (returns_nothing, "returns None. Is the `return` missing, or behind an `if`"),
        (raises, "AttributeError: 'numpy.ndarray' object has no attribute 'maximum' in the line `return z.maximum(0)`"),
        (leaves, "SystemExit"),
        (changes_its_argument, "changes its argument number 1"),
        (lambda z: "text", "numbers is wanted, got str 'text'"),
        (lambda: 1, "TypeError"),
        (3, "a function is wanted here, got int 3"),
        (lambda z: z / 0, "3 of 3 numbers in the result are NaN or infinite"),
        (lambda z: relu(z).T, "shape (3, 1), wanted (1, 3). That is the shape of its transpose"),
        (lambda z: relu(z)[:, 0], "shape (1,), wanted (1, 3)."),
        (lambda z: (z > 0) * 1.0, "it answers 0 or 1. That is the slope."),
        (lambda z: np.max(z, 0), "it gives one number a column. Compare, or reduce?"),
        (lambda z: -relu(z), "wrong sign"),
        (lambda z: 2 * relu(z), "twice too large"),
        (lambda z: relu(z) / 2, "half of what it should be"),
        (lambda z: relu(z) * len(z), "n times too large"),
        (lambda z: relu(z) / len(z), "n times too small"),
        (lambda z: z, "your answer is `z` as it came."),
        (
            lambda z: z + 3 * (z < 0),
            "yours is [[2., 0., 2.]], the answer should be [[0., 0., 2.]], for ([[-1., 0., 2.]]).",
        ),
    ],
)
def test_a_wrong_answer_is_told_what_is_wrong(answer, words):
    wrong = verdict(answer)
    assert wrong.passed is False and words in repr(wrong), wrong


def affine(x, w, b):
    """Two columns a row: x * w + b."""
    return x * w + b


AFFINE = [
    (np.array([[1.0, 2.0], [3.0, 5.0], [-1.0, 0.5]]), np.array([2.0, -1.0]), np.array([0.25, 7.0])),
    (rng.normal(size=(5, 4)), rng.normal(size=4), rng.normal(size=4)),
]


def of_affine(function):
    faults = [Fault(lambda x, w, b: x * w - b, "b is subtracted.", "Add it.")]
    return repr(check_function("affine", function, affine, AFFINE, faults))


def written_by_columns(x, w, b):
    return x * w[:, np.newaxis] + b[:, np.newaxis]


def not_written(x, w, b):
    raise NotImplementedError


class NotWritten:
    def __call__(self, x, w, b): ...


@pytest.mark.parametrize(
    "answer, words",
    [
        (lambda x, b, w: x * w + b, "with (x, w, b) in place of (x, b, w) your function is right"),
        (lambda b, x, w: x @ np.diag(w) + b, "with (x, w, b) in place of (b, x, w) your function is right"),
        (written_by_columns, "right where each column is a sample. Here each row is one"),
        (
            lambda x, w, b: (x * w + b, x),
            "one array of shape (3, 2) is wanted. Number 1 is right: return it alone",
        ),
        (lambda x, w, b: (x, 1), "2 things came back, one array of shape (3, 2) is wanted."),
        (lambda x, w, b: ((x * w + b)[:, 0], (x * w + b)[:, 1]), "np.column_stack puts them side by side"),
        (lambda x, w, b: (x * w + b,), "a tuple of one array came back"),
        (lambda x, w, b: {"y": x * w + b}, "a dictionary with y came back"),
        (lambda x, w, b: (x * w + b).astype(str), "text came back"),
        (lambda x, w, b: (row for row in x * w + b), "a generator came back"),
        (lambda x, w, b: (x * w + b).ravel(), "As many numbers, in another shape."),
        (lambda x, w, b: (x * w + b).astype(int), "cut to whole numbers: the array is of type int64"),
        (lambda x, w, b: np.round(x * w + b, 2), "rounded to 2 decimals"),
        (lambda x, w, b: (x * w + b).astype(np.float16), "stored in 16 bits, right to about 4 digits only"),
        (lambda x, w, b: x * w + b + 1e-5, "right to about 6 digits, not more: yours is"),
        (lambda x, w, b: np.full(x.shape, 3), "every number of your answer is 3, whatever comes in. Wanted first: [["),
        (lambda x, w, b: 2 * (x * w - b), "two things at once. It is twice this: b is subtracted. Add it."),
        (lambda x, w, b: (x * w - b).T, "two things at once. It is the transpose of this: b is subtracted."),
        (lambda x, w, b: x * w + 3 * b, "yours is [[ 2.75, 19. ],"),
        (not_written, "[not attempted]"),
        (NotWritten(), "[not attempted]"),
        (functools.partial(lambda c, x, w, b: ..., 1), "[not attempted]"),
        (functools.wraps(stub)(lambda *arguments: stub(*arguments)), "[not attempted]"),
    ],
)
def test_general_causes_have_their_words(answer, words):
    assert words in of_affine(answer)


def returns_at_once(x, w, b):
    out = np.zeros(x.shape)
    for i in range(len(x)):
        out[i] = x[i] * w + b
        return out


def reads_no_b(x, w, b):
    return 3 * x * w


def stays_behind(x, w, b):
    out = x * w + b
    out[-1] = 0
    return out


@pytest.mark.parametrize(
    "answer, words",
    [
        (returns_at_once, "`return out` stands inside the `for` loop, so it ends in the first turn."),
        (reads_no_b, "`b` is never read in your code."),
        (stays_behind, "the last row is left out."),
        (lambda x, w, b: (x * w + b)[1:], "the first row is left out."),
        (lambda x, w, b: (x * w + b)[:1], "only the first row counts."),
        (lambda x, w, b: x, "your answer is `x` as it came."),
        (lambda x, w, b: x * w + b + 1, "1 is added to every number."),
        (lambda x, w, b: (x * w + b)[::-1], "the right rows, from the last to the first."),
        (lambda x, w, b: np.roll(x * w + b, 1, axis=0), "the right rows, in another order: yours of row 0 belongs in"),
        (lambda x, w, b: (x * w + b)[:-1], "the last row is left out."),
        (lambda x, w, b: np.roll(x * w + b, 1, axis=1), "the right columns, in another order"),
        (lambda x, w, b: np.abs(x * w + b), "right, but for some signs."),
        (lambda x, w, b: np.c_[(x * w + b)[:, :1], x[:, 1:]], "right in column 0, wrong in column"),
        (lambda x, w, b: (x * w + b) * len(x) / 30, "you divide by 30, whatever comes in. The number of rows"),
        (lambda x, w, b: (x * w + b).sum(), "A single number came back"),
        (lambda x, w, b: (x * w + b) * len(x) / (len(x) - 1), "you divide by n - 1, not by n"),
    ],
)
def test_places_and_the_code_tell_a_cause(answer, words):
    cases = [(np.c_[AFFINE[0][0], np.ones(3)], *(np.append(a, 3.0) for a in AFFINE[0][1:])), AFFINE[1]]
    cases[1] = tuple(a[..., :3] for a in AFFINE[1])
    assert words in repr(check_function("affine", answer, affine, cases))


def continues(x, w, b):
    for row in x:
        if row[0] < 9:
            continue
        return x * w + b
    return x * w - 3 * b


def test_what_few_numbers_or_other_code_could_show_by_chance_is_not_told():
    def total(cases, answer=lambda x: x[:-1].sum()):
        return repr(check_function("total", answer, np.sum, [(np.arange(n) + 0.7,) for n in cases]))

    assert "last row" in total([3, 4, 5]) and "last row" not in total([3, 4])
    assert "is added" not in total([3, 4, 5], lambda x: x.sum() + 1)
    assert "all is right but the last row" in of_affine(lambda x, w, b: np.vstack([(x * w + b)[:-1], x[0]]))
    assert "inside the `for` loop" not in of_affine(continues)
    assert "in another order" not in of_affine(lambda x, w, b: (x * w + b)[[1] * len(x)])
    assert "never read" not in of_affine(lambda x, w, b: x * w + 3 * b)
    assert "never read" not in repr(check_function("affine", reads_no_b, lambda x, w, b: x * w, AFFINE))
    ones = [(np.ones((2, 1)), np.ones((2, 1)), 3.0)]
    assert "you divide by n - 1" not in repr(check_function("affine", lambda x, w, b: 2 * x, lambda x, w, b: x, ones))


def test_where_an_answer_is_right_is_told_unless_a_cause_is_named():
    def placed(answer):
        probes = [Probe("right for positive z.", [(np.abs(z),) for (z,) in CASES], "And below 0?", right=True)]
        return repr(check_function("relu", answer, relu, CASES, [STEP], probes=probes))

    assert placed(lambda z: np.where(z > 0, z, z**2)) == "[not yet] relu: right for positive z. And below 0?"
    assert "it answers 0 or 1." in placed(lambda z: (z > 0).astype(float))
    assert "the answer should be" in placed(lambda z: z**2) and "[right]" in placed(relu)


def test_a_row_that_meets_a_column_is_named():
    cases = [(np.arange(n)[:, np.newaxis] + 0.5, np.arange(n) ** 2) for n in (3, 5)]
    words = repr(check_function("gap", lambda a, b: a - b, lambda a, b: a - b[:, np.newaxis], cases))
    assert "Has an array of shape (3,) met one of shape (3, 1)?" in words


@pytest.mark.parametrize(
    "rest, words",
    [
        (lambda order, n: order[: n % 3], "the last batch holds rows of the batches before it."),
        (lambda order, n: np.append(order[n - n % 3 :], order[: -n % 3]), "the last batch is filled up with rows"),
    ],
)
def test_a_last_batch_made_of_other_rows_is_named(rest, words):
    def cut(n, batch_size, rng):
        order = rng.permutation(n)
        pieces = [order[start : start + batch_size] for start in range(0, n - n % batch_size, batch_size)]
        return pieces + [rest(order, n)] * (n % batch_size > 0)

    assert words in repr(check_batches(cut))


def test_a_column_left_out_is_named():
    cases = [(rng.normal(size=(n, 3)),) for n in (4, 6, 1, 5)]
    words = repr(check_function("total", lambda x: x[:, :-1].sum(), np.sum, cases))
    assert "the last column is left out" in words


def test_a_result_that_is_another_of_the_results_is_named():
    case = (np.arange(6.0),)
    twice = check_function("split", lambda x: (x[:2], x[:2]), split, [case], parts=("head", "rest"))
    assert "split, rest: this is head." in repr(twice)


def test_one_number_of_a_large_array_is_shown_where_most_are_right():
    x = np.arange(12.0).reshape(3, 4)
    words = repr(check_function("f", lambda x: np.where(x == 5, 0, 2 * x), lambda x: 2 * x, [(x,)]))
    assert "yours is 0 at [1, 1], the answer should be 10, where x is 5. 11 of 12 numbers are right" in words


def test_two_texts_are_printed_until_they_differ():
    def check(value):
        return check_value("p", value, np.array([0.119202922, 1.0])).message

    assert "0.1192" in check(np.array([0.119202922, 1.001])) and "1.001" in check(np.array([0.119202922, 1.001]))
    assert "yours is [0.119204, 1. ], the answer should be [0.119203, 1. ]" in check([0.1192042, 1.0])


@pytest.mark.parametrize(
    "answer, words",
    [
        (lambda z: np.max(0, z), "the larger of the two is `np.maximum(0, z)`"),
        (lambda z: max(0, z), "Compare whole arrays"),
        (lambda z: math.exp(z), "NumPy's take whole arrays: np.exp"),
        (lambda z: np.random.default_rng(0).randn(3), "The generator rng has rng.normal"),
        (lambda z: len(np.random.default_rng(0).shuffle(z.copy())), "change a and return None"),
        (lambda z: [z[i] for i in range(z.size)], "`len(x)` its rows"),
        (lambda z: [1.0][len(z)], "Positions run from 0"),
        (lambda z: slope * z, "A name made in one method or function is gone"),  # noqa: F821
        (lambda z: z[0.5], "Positions are whole numbers"),
        (lambda z: z[: len(z) / 2], "Whole numbers are wanted there"),
        (lambda z: np.zeros(2, 3), "with two brackets"),
        (lambda z: [1.0] - z.tolist(), "Lists can't be calculated with as a whole"),
        (lambda z: z.tolist().shape, "Make an array of it first"),
        (lambda z: z.append(1), "An array keeps its length"),
        (lambda z: z.clone(), "a method of PyTorch's tensors"),
        (lambda z: z(0), "square ones pick from an array"),
        (lambda z: z.sum(axis=2), "takes this axis away, unless keepdims=True"),
        (lambda z: z[0, 0, 0], "it has fewer axes than you think"),
        (lambda z: z @ z, "In A @ B the inner two sizes must be equal"),
        (lambda z: z + np.ones((2, 2)), "Write the shapes of both sides"),
        (lambda z: np.array([[1, 2], [3]]), "Rows of different lengths make no table"),
        (lambda z: np.arange(3).__iadd__(0.5), "Start with floats"),
        (lambda z: np.random.default_rng(0).randperm(3), "The generator rng has rng.normal"),
        (lambda z: -(z > 0), "`~mask` turns True and False around"),
        (lambda z: ~z > 0, "write ~(a > 0)"),
        (lambda z: z[np.array([True])], "A mask picks from an array of its own length"),
        (lambda z: (z > 0) - (z < 0), "Make numbers of True and False"),
        (lambda z: (lambda a: a)(z, z), "Compare the line that starts with `def`"),
        (lambda z: [a for a, b in z], "as many names as values"),
    ],
)
def test_the_usual_errors_come_with_their_meaning(answer, words):
    assert words in repr(verdict(answer)) and "your code stops with" in repr(verdict(answer))


def cut_in_pieces(order, batch_size):
    return [order[k : k + batch_size] for k in range(0, len(order), batch_size)]


@pytest.mark.parametrize(
    "answer, words",
    [
        (lambda n, size, rng: cut_in_pieces(np.roll(np.arange(n), rng.integers(1, n)), size), "from another start on"),
        (lambda n, size, rng: np.resize(rng.permutation(n), (-(-n // size), size)), "is filled up with rows"),
        (lambda n, size, rng: 3 * [rng.permutation(n)[:size]], "all batches are the same"),
        (lambda n, size, rng: cut_in_pieces(rng.permutation(n), 32), "one batch holds all 12 rows"),
        (lambda n, size, rng: [rng.permutation(n)[: size * k] for k in (1, 2, 3)], "the batches grow: [4, 8, 12]"),
    ],
)
def test_batches_are_told_their_fault(answer, words):
    assert words in repr(check_batches(answer))


def test_a_quoted_line_is_the_learners():
    """The error arises in a library, and again in a helper of the learner."""
    assert "in the line `return np.linalg.inv(z)`" in verdict(inverts).message
    assert "in the line `return np.linalg.inv(z)`" in verdict(lambda z: inverts(z)).message


def inverts(z):
    return np.linalg.inv(z)


def test_time_is_the_processors_so_that_a_busy_machine_changes_nothing(monkeypatch):
    monkeypatch.setattr(running, "SECONDS", 0.2)
    assert verdict(lambda z: (time.sleep(0.4), relu(z))[1]).passed
    monkeypatch.setattr(running, "WAITING", 0.2)
    assert "still waiting" in verdict(lambda z: (time.sleep(0.4), relu(z))[1]).message


def test_where_all_cases_have_as_many_rows_n_is_not_named():
    three = [(np.array([1.0, 2.0, 4.0]),), (np.array([0.5, 2.0, 1.0]),)]
    assert "every number is 3 times too large. Mean or sum?" in repr(
        check_function("f", lambda x: 3 * x, lambda x: x, three)
    )


def test_a_tiny_number_is_not_printed_as_0_and_ragged_lists_do_no_harm():
    words = repr(check_function("f", lambda x: [[1], [2, 3]], lambda x: x, [(np.array([1e-5, 2e-5]),)]))
    assert "wanted, got list" in words
    assert "[1.e-05, 3.e-05]" in repr(
        check_function("f", lambda x: x + [0, 1e-5], lambda x: x, [(np.array([1e-5, 2e-5]),)])
    )


def fills(table):
    table[0] = table[1]
    return 1.0


@pytest.mark.parametrize("column", [np.array(["a", "b"]), np.array([np.nan, 1.0]), pd.Series(["a", "b"])])
def test_a_changed_argument_is_noticed_whatever_it_holds(column):
    assert "changes its argument number 1" in repr(check_function("f", fills, lambda x: 1.0, [(column,)]))
    assert check_function("f", lambda x: 1.0, lambda x: 1.0, [(column,)]).passed


def test_parts_in_another_order_are_named():
    def check(function):
        return repr(check_function("split", function, split, [(np.arange(5.0),)], parts=("head", "rest")))

    assert "they come back as rest, head; wanted is head, rest" in check(lambda x: split(x)[::-1])
    assert "wanted 2 results, head, rest, got a dictionary with a, b" in check(lambda x: {"a": 1, "b": 2})


def test_findings_want_a_function_and_know_exchanged_arguments():
    def findings(function):
        yield running.call(lambda a, b: function(a, b), 6, 3) != 2, "that is no quotient.", "a / b"

    def verdict(function):
        return repr(check_findings("divide", function, findings, "right.", "a b"))

    assert verdict(lambda a, b: a // b) == "[right] divide: right."
    assert "divide: that is no quotient. a / b" in verdict(lambda a, b: a * b)
    assert "divide: a function is wanted here, got int 2." in verdict(2)
    assert "the arguments come in the order a, b" in verdict(lambda b, a: a // b)
    wanted = "with (y, x) in place of (x, y) your function is right."
    assert wanted in verdict(lambda x, y: y // (6 - x))
    assert hinted(Verdict(False, "f: NaN."), {"no": "1", "NaN": "2", "f": "3"}).hint == "2"


def test_on_two_rows_both_readings_of_a_factor_two_are_told():
    words = repr(check_function("f", lambda x: 2 * x, lambda x: x, [(np.array([1.0, 2.0]),)]))
    assert "n times too large" in words and "Or is it a ½?" in words


def test_where_no_fault_explains_special_arguments_are_tried():
    def look(function):
        return f"at 0 it gives {function(np.zeros(1))[0]:g}.", "Try 0."

    def check(function):
        return repr(check_function("relu", function, relu, CASES, [STEP], probes=[Probe("0", [(np.zeros(1),)]), look]))

    assert "at 0 it gives 3. Try 0." in check(lambda z: np.maximum(z, 0) + 3 * (z == 0))
    assert "it answers 0 or 1" in check(STEP.wrong) and "[right]" in check(relu)
    assert "IndexError" in check(lambda z: z[:, 9])  # look itself stops with it, and has nothing to say


def test_a_fault_is_named_only_if_it_explains_every_case():
    almost = verdict(lambda z: (z > 0) * 1.0 if len(z) == 1 else z)
    assert "0 or 1" not in almost.message and "should be" in almost.message


@pytest.fixture(params=["with timers", "without timers"])
def clocks(request, monkeypatch):
    """Both ways to stop a learner's code: Windows and WebAssembly have no timers."""
    if request.param == "without timers":
        monkeypatch.delattr("signal.setitimer", raising=False)


def endless(z):
    while True:
        pass


def stubborn(z):
    while True:
        try:
            while True:
                z = z + 1
        except Exception:
            continue


def deep(z):
    return deep(z) if len(z) > 9 else max(deep_loop(z))


def deep_loop(z):
    while True:
        yield z.sum()


@pytest.mark.parametrize("answer", [endless, stubborn, deep, lambda z: [relu(z) for _ in iter(int, 1)]])
def test_an_endless_loop_is_interrupted(clocks, answer, monkeypatch):
    monkeypatch.setattr(running, "SECONDS", 0.2)
    start = time.process_time()
    assert "still running" in verdict(answer).message
    assert time.process_time() - start < 1.2


def test_code_that_waits_is_told_so(clocks, monkeypatch):
    monkeypatch.setattr(running, "WAITING", 0.1)
    assert "still waiting" in verdict(lambda z: [time.sleep(0.05) for _ in range(100)]).message


def test_right_answers_pass_without_timers_too_and_errors_keep_their_line(clocks):
    tracer = sys.gettrace()
    assert verdict(relu).passed and sys.gettrace() is tracer

    def stops(z):
        return z + undefined  # noqa: F821

    assert "in the line `return z + undefined" in verdict(stops).message


def test_another_thread_has_a_limit_too(monkeypatch):
    monkeypatch.setattr(running, "SECONDS", 0.2)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        assert "still running" in pool.submit(verdict, endless).result(timeout=20).message


def test_printing_does_not_flood_the_page(capsys):
    assert verdict(lambda z: (print("x" * 10_000), relu(z))[1]).passed
    assert capsys.readouterr().out == ""


def split(x):
    return x[:2], x[2:] * 2


def test_of_several_results_the_first_wrong_one_is_diagnosed():
    faults = [Fault(lambda x: x[2:], "it is not doubled.", "Times two.", part="rest")]

    def check(function):
        return repr(check_function("split", function, split, [(np.arange(5.0),)], faults, parts=("head", "rest")))

    assert check(split).startswith("[right]")
    assert "split, rest: it is not doubled. Times two." in check(lambda x: (x[:2], x[2:]))
    assert "split, head: every number has the wrong sign" in check(lambda x: (-x[:2], x[2:]))
    assert "wanted 2 results, head, rest, got one thing" in check(lambda x: x)


def test_a_value_is_compared_with_known_wrong_values():
    faults = [Fault(lambda: 36, "that counts no biases.", "Each unit has one.")]
    assert repr(check_value("count", 36, 47, faults)) == "[not yet] count: that counts no biases. Each unit has one."
    assert check_value("count", 47, 47, faults).passed
    assert "should be 47" in check_value("count", 46, 47, faults).message


def test_require_raises_with_the_line_that_is_shown():
    Verdict(True, "fine").require()
    for passed in (False, None):
        with pytest.raises(AssertionError, match="wrong axis. Which axis"):
            Verdict(passed, "wrong axis.", "Which axis is samples?").require()


def test_errors_are_relative_so_that_small_gradients_count():
    assert relative_error([1e-9, 0], [2e-9, 0]) == 0.5
    assert relative_error([0.0], [0.0]) == 0 and relative_error([1.0, 2.0], [[1.0, 2.0]]) == np.inf
    assert not same([1e-9], [2e-9]) and same([np.nan, 1], [np.nan, 1]) and not same([np.nan, 1], [1, np.nan])


@pytest.fixture
def memory(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))
    return tmp_path / "progress.json"


@pytest.fixture
def add(monkeypatch):
    def add(answer):
        return check_value("add", answer, 3)

    add.__module__ = "nnlib.teaching.lessons.nowhere.check"
    monkeypatch.setitem(sys.modules, add.__module__, types.ModuleType("nowhere"))
    monkeypatch.setattr(sys.modules[exercise.__module__], "LESSONS", ("nowhere",))
    yield exercise(add)
    del EXERCISES["nowhere"]
    UNWRITTEN.clear()


def test_verdicts_are_remembered_and_shown(memory, add, capsys):
    progress()
    assert "00 nowhere   0 of 1 solved   open: add" in capsys.readouterr().out
    add(...)
    assert not memory.exists()
    add(2)
    assert json.loads(memory.read_text("utf-8")) == {"nowhere.add": False}
    assert add(3).passed and read() == {"nowhere.add": True}
    assert not add(2).passed and read() == {"nowhere.add": True}
    progress()
    assert "00 nowhere   1 of 1 solved\n" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"not json", b"[1, 2]", b'{"nowhere.other": tr', b"\xff\xfe\x00"])
def test_a_damaged_memory_counts_as_empty_and_is_put_aside(memory, add, content):
    memory.write_bytes(content)
    assert read() == {} and add(3).passed and read() == {"nowhere.add": True}
    (aside,) = memory.parent.glob("progress.json.damaged-*")
    assert aside.read_bytes() == content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_memory_that_an_editor_has_stored_anew_is_read(memory, add, encoding):
    memory.write_text('{"nowhere.other": true}', encoding=encoding)
    add(3)
    assert read() == {"nowhere.other": True, "nowhere.add": True} and sorted(memory.parent.iterdir()) == [memory]


def test_an_empty_memory_is_none(memory, add):
    memory.write_text("")
    assert add(3).passed and json.loads(memory.read_text("utf-8")) == {"nowhere.add": True}


def test_a_full_disk_loses_nothing(memory, add, monkeypatch, capsys):
    memory.write_text('{"nowhere.other": true}')

    def full(*arguments, **options):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        assert add(3).passed and json.loads(memory.read_text("utf-8")) == {"nowhere.other": True}
        progress()
        assert "1 of 1 solved" in (printed := capsys.readouterr().out) and "can't be written" in printed
    assert "can't be written" not in repr(add(2)) and sorted(memory.parent.iterdir()) == [memory]
    assert json.loads(memory.read_text("utf-8")) == {"nowhere.other": True, "nowhere.add": True}


def test_two_kernels_at_once_lose_nothing(memory):
    code = "import sys; from nnlib.teaching.checking.progress import remember\n"
    code += "for i in range(100): remember(f'{sys.argv[1]}.{i}', True)"
    kernels = [subprocess.Popen([sys.executable, "-c", code, name]) for name in "ab"]
    assert [kernel.wait() for kernel in kernels] == [0, 0]
    assert len(json.loads(memory.read_text("utf-8"))) == 200 and sorted(memory.parent.iterdir()) == [memory]


def test_the_lock_of_a_kernel_that_died_is_a_leftover(memory, add):
    lock = memory.with_name("progress.json.lock")
    lock.touch()
    os.utime(lock, (0, 0))
    assert add(3).passed and read() == {"nowhere.add": True} and not lock.exists()


def test_an_unwritable_memory_never_fails(monkeypatch, tmp_path, add, capsys):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "no" / "such" / "folder"))
    verdict = add(3)
    assert verdict.passed and f"{tmp_path / 'no' / 'such' / 'folder'} can't be written" in repr(verdict)
    progress()
    assert "1 of 1 solved" in capsys.readouterr().out


def test_where_no_cause_is_found_the_simplest_wrong_arguments_are_told():
    def check(answer):
        cases = [(np.array([1.0, 2.0, 4.0]),)]
        probes = [Probe(f"for one {x:g}", [(np.full(1, x),)], f"{x:g}!") for x in (0.0, 1.0, 2.0, 3.0)]
        return repr(check_function("squares", answer, np.square, cases, probes=[*probes, Probe("", [(np.ones(1),)])]))

    told = "for one 2 yours is [8.], it should be [4.]. Right: for one 0; for one 1. 2!"
    assert check(lambda x: x**3) == f"[not yet] squares: {told}"
    only_many = check(lambda x: x**2 + (len(x) > 1) * np.arange(len(x)) ** 3)
    assert "the answer should be" in only_many and only_many.endswith(
        "Right: for one 0; for one 1; for one 2; for one 3."
    )
    assert "for one" not in check(lambda x: x[:2])  # another shape says enough
    assert "NaN or infinite. for one 0 yours is [nan], it should be [0.]." in check(lambda x: x**2 / (x > 1))
    assert "for one" not in check(lambda x: 7.0 + 0 * x), "a cause is named"


@pytest.mark.parametrize("words, less", [("n - 1", 1), ("n + 1", -1)])
def test_a_mean_over_one_row_too_few_or_too_many_is_named(words, less):
    cases = [(np.arange(n) + 2.0,) for n in (3, 5, 8)]
    message = check_function("mean", lambda x: x.sum() / (len(x) - less), np.mean, cases).message
    assert f"you divide by {words}, not by n" in message


def test_errors_name_a_chain_of_comparisons_and_the_generator():
    chain = check_function("f", lambda p: p > 0.5 == p > 0.2, np.copy, [(np.arange(3.0),)])
    assert "(a > b) == (c > d)" in chain.message
    rng = Passed(np.random.default_rng(0))
    called = check_function("f", lambda rng: rng(2, 3), lambda rng: 0.0, [(rng,)])
    assert "Name what to draw" in called.message and "Passed" not in called.message


def test_a_probe_is_about_one_of_several_results_and_shows_its_arguments():
    def right(values):
        return np.sum(values), np.max(values)

    def check(answer, parts=("total", "most")):
        cases = [([2.0, 5.0, 1.0],), ([3.0, 7.0, 1.0],)]
        probes = [
            Probe("", [([1.0, 4.0],)], "One."),
            Probe("", [([4.0, 3.0],)], "Other part.", "total"),
            Probe("", [([2.0, 3.0],)], "Two.", "most"),
        ]
        return repr(check_stages("f", answer, right, [(cases, [])], parts=parts, probes=probes))

    wrong = check(lambda values: (np.sum(values), values[0] * values[1]))
    assert wrong == "[not yet] f, most: for ([2., 3.]) yours is 6, it should be 3. Two."
    assert check(right) == "[right] f: all answers are right."


def test_one_number_of_few_is_no_cause():
    """What fits one example by chance is not told."""
    verdict = check_function("f", lambda x: np.array([0.0, 1, 1000]), lambda x: np.array([0, 0.7, 1000]), [(1,)])
    assert "rounded to" not in verdict.message
    verdict = check_function("f", lambda x: np.array([1.0, 2, 0]), lambda x: np.array([1.0, 2, 3]), [(1,)])
    assert "Where does a loop end" not in verdict.message
    verdict = check_function("f", lambda x: (0.6, 0.6), lambda x: (0.8, 0.6), [(1,)], parts=("lr", "factor"))
    assert "this is factor" not in verdict.message
    verdict = check_function("f", lambda x: 2.0, lambda x: np.array([2.0]), [(1,)])
    assert "an array that holds it" in verdict.message
