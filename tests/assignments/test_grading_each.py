"""Each assignment goes through nbgrader: for a student with other right answers than ours, and one who did nothing."""

import os
import re
import shutil

import nbformat
import pytest
from test_assignments import COURSE, NAMES, answers, cells, release, tasks
from test_grading import ANSWER, commands, instructors_folder, nbgrader
from test_grading import marks as marks_of


def solved(name):
    right, _ = answers(name)
    notebook = release(name)
    for task in tasks(name):
        cells(notebook)[task].source = right[task][0]
    cells(notebook)["written"].source = ANSWER
    return notebook


pytestmark = pytest.mark.skipif("CI" not in os.environ, reason="each assignment as test_grading.py; set CI=1 for that")


@pytest.fixture(scope="module")
def marks(tmp_path_factory):
    """{(assignment, student): row of marks-ASSIGNMENT.csv} after the guide's commands."""
    folder = tmp_path_factory.mktemp("course")
    instructors_folder(folder)
    shutil.copytree(COURSE / "source", folder / "source")
    for name in NAMES:
        for student, notebook in {"right": solved(name), "untouched": release(name)}.items():
            path = folder / "submitted" / student / name / f"{name}.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(notebook, path)
    wanted = [line for line in commands() if re.search("generate_assignment|autograde", line)]
    for line in [line.replace("1-data", name) for name in NAMES for line in wanted] + ["nbgrader export"]:
        run = nbgrader(folder, line)
        assert run.returncode == 0, (line, run.stderr)
    return {(name, student): row for name in NAMES for student, row in marks_of(folder, name).items()}


@pytest.mark.parametrize("name", NAMES)
def test_right_answers_get_all_points_and_stubs_none(marks, name):
    right, untouched = marks[name, "right"], marks[name, "untouched"]
    assert (float(right["score"]), right["state"], float(right["max_score"])) == (16, "to read", 20), right
    assert (float(untouched["score"]), untouched["state"]) == (0, "graded"), untouched
