"""The instructor's assignments: what is handed out, and which answers pass. test_grading.py grades a class."""

import contextlib
import io
import re
import runpy
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnlib.teaching.assignments import check_where, example
from nnlib.teaching.checking.running import Problem

ROOT = Path(__file__).parent.parent.parent
COURSE = ROOT / "notebooks" / "assignments"
KINDS = ("example", "hidden", "edges")  # of test cells; edges in the tasks that have edge cases
NAMES = sorted(path.stem for path in COURSE.glob("source/*/*.ipynb"))


def params(cases):
    """Paper B is tested as paper A, and waits for CI."""
    cases = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [pytest.param(*case, marks=[pytest.mark.long] * case[0].endswith("-b")) for case in cases]


each_assignment = pytest.mark.parametrize("name", params(NAMES))


def source(name):
    return nbformat.read(COURSE / "source" / name / f"{name}.ipynb", as_version=4)


def release(name):
    return nbformat.read(COURSE / "release" / name / f"{name}.ipynb", as_version=4)


def answers(name):
    """RIGHT {task: [code, ...]} and WRONG {task: {what is wrong: code}} of an assignment."""
    module = runpy.run_path(ROOT / "tests" / "assignments" / f"{name}.py")
    return module["RIGHT"], module["WRONG"]


def grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def cells(notebook):
    return {grade_id(cell): cell for cell in notebook.cells if grade_id(cell)}


def tasks(name):
    return [key for key, cell in cells(source(name)).items() if cell.metadata.nbgrader.solution and key != "written"]


EACH_TASK = [(name, task) for name in NAMES for task in tasks(name)]
each_task = pytest.mark.parametrize(("name", "task"), params(EACH_TASK))


def run(*codes, may_fail=()):
    """Run code cells one after the other, as a kernel would; returns what they printed on stderr."""
    errors = io.StringIO()
    with contextlib.redirect_stderr(errors):
        namespace = {}
        for code in codes:
            with contextlib.suppress(*((AssertionError, Problem) if code in may_fail else ())):
                exec(code, namespace)
    return errors.getvalue()


def its_tests(name, task):
    """The test cells of a task: example, hidden and, in some, edges."""
    return [test for kind in KINDS if (test := f"{task}-{kind}") in cells(source(name))]


def run_test(name, solution, test):
    """Run a test cell after setup and solution; edges after the hidden cell, which need not pass."""
    given = cells(source(name))
    above = [given[f"{test.removesuffix('-edges')}-hidden"].source] if test.endswith("-edges") else []
    return run(given["setup"].source, solution, *above, given[test].source, may_fail=above)


def passes(name, solution, *tests):
    """Does this solution pass these test cells?"""
    for test in tests:
        try:
            assert run_test(name, solution, test) == ""
        except (AssertionError, Problem):  # with any other error the test itself is broken
            return False
    return True


def test_there_are_assignments_each_with_answers_and_a_release():
    assert NAMES
    releases = sorted(path.stem for path in COURSE.glob("release/*/*.ipynb"))
    files = (ROOT / "tests" / "assignments").glob("*.py")
    with_answers = sorted(path.stem for path in files if path.stem[0].isdigit())
    assert NAMES == releases == with_answers


@each_assignment
def test_twenty_points_for_four_to_six_tasks_and_a_written_answer(name):
    graded = {key: cell.metadata.nbgrader for key, cell in cells(source(name)).items() if cell.metadata.nbgrader.grade}
    assert sum(marks.points for marks in graded.values()) == 20
    assert 4 <= len(tasks(name)) <= 6
    assert set(graded) == {test for task in tasks(name) for test in its_tests(name, task)} | {"written"}
    assert all(f"{task}-{kind}" in graded for task in tasks(name) for kind in ("example", "hidden"))
    assert all(float(marks.points).is_integer() and marks.points > 0 for marks in graded.values())


@each_assignment
def test_the_points_in_the_headings_are_those_of_the_cells(name):
    told, given = {}, {}
    for cell in source(name).cells:
        heading = re.search(r"^## (Task \d): .* \((\d) points\)$", cell.source, re.M)
        if cell.cell_type == "markdown" and heading:
            task, told[heading[1]] = heading[1], int(heading[2])
        elif grade_id(cell) and cell.metadata.nbgrader.grade:
            given[task] = given.get(task, 0) + cell.metadata.nbgrader.points
    assert told == given and len(told) == len(tasks(name)) + 1


@each_assignment
def test_the_written_answer_has_a_model_answer_and_a_rubric(name):
    text = cells(source(name))["written"].source
    assert text.startswith("**Model answer.**") and "**Rubric.**" in text


@each_assignment
def test_a_test_cell_ends_in_a_statement_that_shows_nothing(name):
    """nbgrader would read a value that is shown as partial credit."""
    for key, cell in cells(source(name)).items():
        if cell.metadata.nbgrader.grade and key != "written":
            *_, last = cell.source.replace("### END HIDDEN TESTS", "").strip().splitlines()
            assert re.match(r"(example|hidden_\w+)\(|\)|\s+|assert ", last), (key, last)


@each_assignment
def test_a_source_has_no_outputs_and_a_release_holds_nothing_else(name):
    for notebook in (source(name), release(name)):
        assert set(notebook.metadata) == {"kernelspec", "language_info"}
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
        assert all(set(cell.metadata) <= {"nbgrader", "deletable", "editable"} for cell in notebook.cells)
    assert [cell.cell_type for cell in source(name).cells] == [cell.cell_type for cell in release(name).cells]


@each_assignment
def test_a_release_holds_no_solution_no_hidden_test_and_no_model_answer(name):
    handed_out = nbformat.writes(release(name))
    assert not re.search("SOLUTION|HIDDEN TESTS|Model answer|Rubric|def hidden_|Fault", handed_out)
    for key, cell in cells(source(name)).items():
        secret = re.findall(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END", cell.source, re.S)
        assert len(secret) == (key in tasks(name) or key.endswith(("-hidden", "-edges")))
        secret_lines = [line.strip() for line in "".join(secret).splitlines() if len(line.strip()) > 25]
        assert not [line for line in secret_lines if line in cells(release(name))[key].source]
    for task in tasks(name):
        assert re.search(r'""".+"""\n    # Your code here\.\n    \.\.\.$', cells(release(name))[task].source, re.S)


@each_task
def test_every_test_of_a_task_fails_on_the_stub(name, task):
    stub = cells(release(name))[task].source
    assert not any(passes(name, stub, test) for test in its_tests(name, task))


@each_task
def test_right_answers_pass_every_test(name, task):
    right, _ = answers(name)
    assert len(right[task]) >= 2
    for solution in [cells(source(name))[task].source, *right[task]]:
        assert passes(name, solution, *its_tests(name, task)), solution


@each_task
def test_the_last_hidden_test_rejects_every_wrong_answer(name, task):
    _, wrong = answers(name)
    assert len(wrong[task]) >= 3
    for what, solution in wrong[task].items():
        assert not passes(name, solution, its_tests(name, task)[-1]), what


@each_task
def test_the_hidden_test_says_what_is_wrong(name, task):
    says = runpy.run_path(ROOT / "tests" / "assignments" / f"{name}.py")["SAYS"][task]
    for words, solution in says.items():
        with pytest.raises((AssertionError, Problem), match=re.escape(words)):
            run_test(name, solution, its_tests(name, task)[-1])


WITH_EDGES = [(name, task) for name, task in EACH_TASK if len(its_tests(name, task)) == len(KINDS)]


def test_at_least_half_of_the_tasks_have_edge_cases():
    assert 2 * len(WITH_EDGES) >= len(EACH_TASK)


@pytest.mark.parametrize(("name", "task"), params(WITH_EDGES))
def test_some_wrong_answer_gets_the_core_without_the_edges_and_is_told_why(name, task):
    """The cell of the edges has one point; it asks for the core, too, so nobody gets the edges alone."""
    _, wrong = answers(name)
    assert cells(source(name))[f"{task}-edges"].metadata.nbgrader.points == 1
    core_only = [solution for solution in wrong[task].values() if passes(name, solution, f"{task}-hidden")]
    assert core_only
    for solution in core_only:
        with pytest.raises((AssertionError, Problem), match=r"\w+ \w+ \w+"):
            run_test(name, solution, f"{task}-edges")


@each_task
def test_the_hidden_test_sees_more_than_the_visible_one(name, task):
    _, wrong = answers(name)
    assert passes(name, wrong[task]["hard-coded"], f"{task}-example")
    seen = [what for what, solution in wrong[task].items() if passes(name, solution, f"{task}-example")]
    assert len(seen) >= 2, "besides the hard-coded answer, a wrong one that passes the visible test"


@each_task
def test_the_visible_test_can_be_run_in_the_release(name, task):
    given = cells(release(name))
    assert run(given["setup"].source, cells(source(name))[task].source, given[f"{task}-example"].source) == ""


def points_of(paper, task):
    """(those of the visible test, those of the hidden ones)."""
    points = {key: cell.metadata.nbgrader.get("points", 0) for key, cell in cells(paper).items()}
    return points[f"{task}-example"], points[f"{task}-hidden"] + points.get(f"{task}-edges", 0)


PAPERS_B = [name for name in NAMES if name.endswith("-b")]


@pytest.mark.parametrize("name", params(PAPERS_B))
def test_paper_b_has_the_form_of_paper_a(name):
    """The title says which it is; lessons needed, points of each task and of its visible test are the same."""
    names = [name.removesuffix("-b"), name]
    papers = [source(paper) for paper in names]
    titles = [paper.cells[0].source.splitlines()[0] for paper in papers]
    assert titles[1].startswith(titles[0].split(":")[0] + ":") and titles[1].endswith(", paper B")
    needs = [re.search(r"^\| \*\*You need\*\* \| .*$", paper.cells[0].source, re.M)[0] for paper in papers]
    points = [[points_of(paper, key) for key in keys] for paper, keys in zip(papers, map(tasks, names), strict=True)]
    assert needs[0] == needs[1] and points[0] == points[1]


def wanted(name, task):
    """What a task asks for: the name of a function or a class."""
    return re.search(r"^(?:def|class) (\w+)", cells(release(name))[task].source, re.M)[1]


@pytest.mark.parametrize("name", params(PAPERS_B))
def test_an_answer_to_paper_a_gets_nothing_in_paper_b(name):
    """Neither as it is nor with the name that paper B wants."""
    first = name.removesuffix("-b")
    right, _ = answers(first)
    assert not set(tasks(first)) & set(tasks(name))
    for old, task in zip(tasks(first), tasks(name), strict=True):
        for solution in [cells(source(first))[old].source, *right[old]]:
            renamed = re.sub(rf"\b{wanted(first, old)}\b", wanted(name, task), solution)
            assert renamed != solution
            assert not any(passes(name, renamed, test) for test in its_tests(name, task))


@each_task
def test_a_measured_gradient_gets_no_point_for_the_core(name, task):
    """The texts say that a difference quotient is no answer."""
    _, wrong = answers(name)
    for what, solution in wrong[task].items():
        assert not (what.startswith("measured gradient") and passes(name, solution, f"{task}-hidden")), what


@each_assignment
def test_tasks_need_no_answer_to_another_task(name):
    """Each answer with nothing but the setup cell; test cells are run alone in passes()."""
    for task in tasks(name):
        others = [cells(release(name))[other].source for other in tasks(name) if other != task]
        solution = "\n\n".join([*others, cells(source(name))[task].source])
        assert passes(name, solution, its_tests(name, task)[-1])


def halves(x):
    return x / 2, x.sum()


@pytest.mark.parametrize(
    "function, words",
    [
        (lambda x: (x * 2, x.sum()), "halves, half: doubled"),
        (lambda x: (x / 2, x.mean()), "halves, sum: this is the mean"),
        (lambda x: (x / 2, 7.0), "yours is 7, the answer should be 4,"),
    ],
)
def test_an_example_names_the_mistake_in_one_of_several_parts(function, words):
    x = np.array([1.0, 3])
    settings = dict(mistakes={"doubled": (2 * x, 4), "this is the mean": (x / 2, 2)}, parts=("half", "sum"))
    example(halves, (x,), halves(x), **settings)
    with pytest.raises(AssertionError, match=re.escape(words)):
        example(function, (x,), halves(x), **settings, name="halves")


def test_where_no_cause_is_found_the_verdict_says_for_which_arguments_it_is_right():
    special = {"w is 0": lambda x, w: (x, 0 * w), "w is 1": lambda x, w: (x, 1 + 0 * w)}
    cases = [(np.array([1.0, 2, 3]), np.array([2.0, 5, 7]))]

    def says(function, tell=None):
        return check_where(special, tell, "f", function, lambda x, w: x * w + x, cases).message

    assert says(lambda x, w: x * w**2 + x).endswith("Right: where w is 0; where w is 1.")
    assert "f: where w is 0 yours is [0.8415," in says(lambda x, w: np.sin(x) + w)
    assert "It ends in" in says(lambda x, w: np.sin(x), lambda case, got: f"It ends in {got[-1]:.2f}.")
    assert "Right:" not in says(lambda x, w: x * w + x)
