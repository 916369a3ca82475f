"""A whole class goes through the instructor's guide, command by command."""

import csv
import re
import shlex
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.api import Gradebook
from test_assignments import COURSE, NAMES, answers, cells, grade_id, passes, release, source, tasks

NAME = "1-data"
ANSWER = "The twins, because the nearest row is the copy."
CELL_SECONDS = 10


def solved(written=ANSWER, **answered):
    """The release with every answer right but those in answered {task: code}."""
    notebook = release(NAME)
    for task in tasks(NAME):
        cells(notebook)[task].source = answered.get(task.replace("-", "_"), cells(source(NAME))[task].source)
    cells(notebook)["written"].source = written
    return notebook


def hard_coded():
    _, wrong = answers(NAME)
    return {task.replace("-", "_"): wrong[task]["hard-coded"] for task in tasks(NAME)}


def right_in_the_example():
    """For each task the first wrong answer that passes the visible test and no other, and does compute something."""
    _, wrong = answers(NAME)

    def visible_only(task, code):
        return passes(NAME, code, f"{task}-example") and not passes(NAME, code, f"{task}-hidden")

    return {
        task.replace("-", "_"): next(code for code in wrong[task].values() if visible_only(task, code))
        for task in tasks(NAME)
    }


def without(*names):
    notebook = solved()
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) not in names]
    return notebook


def edited():
    """Wrong answers, and tests that are content with them and give themselves more points."""
    notebook = solved(**hard_coded())
    for name, cell in cells(notebook).items():
        if cell.metadata.nbgrader.grade and name != "written":
            cell.source, cell.metadata.nbgrader.points = "assert True", 100
    return notebook


def relabeled():
    """Test cells that say they are answers, of a format that nbgrader does not know."""
    notebook = solved()
    cells(notebook)["in-units-hidden"].metadata.nbgrader |= {"solution": True, "grade": False, "schema_version": 99}
    return notebook


def twice():
    """Each cell of a task was copied and pasted, and one test cell comes from another assignment."""
    notebook = solved()
    copies = [cell for cell in solved().cells if "robust-scale" in (grade_id(cell) or "")]
    notebook.cells += [nbformat.from_dict(cell | {"id": f"copy-{number}"}) for number, cell in enumerate(copies)]
    foreign = new_code_cell("assert False")
    foreign.metadata.nbgrader = cells(release(NAME))["in-units-example"].metadata.nbgrader | {"grade_id": "elsewhere"}
    notebook.cells.append(foreign)
    return notebook


STUBS = {task.replace("-", "_"): cells(release(NAME))[task].source for task in tasks(NAME)}
HALF = {task: STUBS[task] for task in ("in_units", "best_rate")}
LOOP = "def in_units(w, b, m, s):\n    while True:\n        pass"
NO_EDGES = answers(NAME)[1]["robust-scale"]["no care for constant columns"]
PRINTS = "while True:\n    print('x' * 1000)"
WARNS = """
import sys, warnings
def in_units(w, b, m, s):
    warnings.warn("look out")
    print("or not", file=sys.stderr)
    return w / s, b - w @ (m / s)
"""

# student: (notebook, points by tests, what the export says)
CLASS = {
    "perfect": (solved(), 16, "to read"),
    "untouched": (release(NAME), 0, "graded"),
    "half": (solved(**HALF), 9, "to read"),
    "visibleonly": (solved(**right_in_the_example()), 5, "to read"),
    "hardcoded": (solved(**hard_coded()), 5, "to read"),
    "noedges": (solved(robust_scale=NO_EDGES), 15, "to read"),
    "loops": (solved(in_units=LOOP), 12, "to read"),
    "loopsoutside": (solved(in_units="while True:\n    pass"), 12, "to read"),
    "deletestest": (without("in-units-hidden", "robust-scale-example"), 16, "to read"),
    "deletestask": (without("in-units", "in-units-example", "in-units-hidden", "written"), 12, "graded"),
    "edits": (edited(), 5, "to read"),
    "relabels": (relabeled(), 16, "to read"),
    "pastes": (twice(), 16, "to read"),
    "warns": (solved(in_units=WARNS), 16, "to read"),
    "prints": (solved(in_units=PRINTS), 12, "to read"),
    "exits": (solved(in_units="import sys\nsys.exit()"), 12, "to read"),
    "kills": (solved(in_units="import os\nos._exit(1)"), 12, "to read"),
    "asks": (solved(in_units="input('your name? ')"), 12, "to read"),
    "misspells": (solved(in_units="def in_units(w, b, m, s:"), 12, "to read"),
    "nonotebook": ("Dear professor,", 0, "not graded"),
}
FILE_NAMES = {"half": "half_12345_assignsubmission_file_/my_work (1).ipynb", "warns": "warns_LATE_12_34_1-data-2.ipynb"}


def commands():
    """The lines of the guide's shell blocks that call nbgrader."""
    guide = (COURSE / "README.md").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", guide, re.S)
    return [line for block in blocks for line in block.splitlines() if line.startswith("nbgrader ")]


def nbgrader(folder, line):
    command = [sys.executable, "-m", "nbgrader", *shlex.split(line, comments=True)[1:]]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=3600)  # only a hang takes that


def instructors_folder(folder):
    """Put into a folder what nbgrader's commands find in that of the assignments."""
    shutil.copy(COURSE / "nbgrader_config.py", folder)
    shutil.copytree(COURSE / "instructor", folder / "instructor", ignore=shutil.ignore_patterns("__pycache__"))


def marks(folder, name=NAME):
    """{student: row of the assignment's table}, with the points so far as its score."""
    with open(folder / f"marks-{name}.csv", newline="", encoding="utf-8-sig") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    return {student: row | {"score": row["so_far"] or 0, "max_score": row["max"]} for student, row in rows.items()}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The folder after the guide's commands, and {command: what came of it}."""
    folder = tmp_path_factory.mktemp("course")
    instructors_folder(folder)
    shutil.copytree(COURSE / "source", folder / "source")
    archive = folder / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "class.zip", "w") as file:
        for student, (notebook, _, _) in CLASS.items():
            text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
            file.writestr(FILE_NAMES.get(student, f"{student}_{NAME}.ipynb"), text)
        file.writestr("perfect_again.ipynb", nbformat.writes(release(NAME)))
    names = {"perfect": "Ada,Lovelace", "absent": "No,Body"}
    students = [f"{student},{names.get(student, ',')}" for student in [*CLASS, "absent"]]
    (folder / "students.csv").write_text("\n".join(["id,first_name,last_name", *students]))
    results = {}
    for line in commands():
        limit = f" --Execute.timeout={CELL_SECONDS}" if " autograde " in line else ""
        results[line] = nbgrader(folder, line + limit)
    return folder, results


def test_each_command_ends_as_the_guide_says(graded):
    _, results = graded
    assert [line.split()[1] for line in results] == [
        "generate_assignment",
        "db",
        "zip_collect",
        "autograde",
        "export",
        "generate_feedback",
    ]
    for line, result in results.items():
        assert result.returncode == (1 if " autograde " in line else 0), (line, result.stdout, result.stderr)


@pytest.mark.parametrize("student", CLASS)
def test_every_student_has_the_marks_that_the_guide_promises(graded, student):
    folder, results = graded
    _, points, state = CLASS[student]
    row = marks(folder)[student]
    assert (float(row["score"]), row["state"], float(row["max_score"])) == (points, state, 20)


def test_nobody_is_missing_or_invented(graded):
    folder, _ = graded
    assert set(marks(folder)) == {*CLASS, "absent"}
    assert marks(folder)["absent"]["state"] == "not submitted"
    for student in CLASS:
        assert (folder / "submitted" / student / NAME / f"{NAME}.ipynb").exists()
    assert (folder / "submitted" / "perfect" / NAME / f"{NAME}-2.ipynb").exists()


def test_the_log_names_what_a_person_should_look_at(graded):
    _, results = graded
    log = next(result.stderr for line, result in results.items() if " autograde " in line)
    for words in (
        "deletestest, 1-data: cell in-units-hidden was deleted",
        "deletestask, 1-data: cell in-units was deleted",
        "edits, 1-data: test cell in-units-hidden was changed",
        "relabels, 1-data: test cell in-units-hidden was changed",
        "pastes, 1-data: cell robust-scale is there twice",
        "kills, 1-data: cell in-units: this cell ended its kernel",
        "loopsoutside, 1-data: cell in-units: stopped after",
        "error processing assignment '1-data' for student 'nonotebook'",
    ):
        assert words in log
    assert "SAWarning" not in log and "IPKernelApp" not in log
    assert not re.search("(perfect|untouched|half|hardcoded|warns), 1-data: ", log)


def test_feedback_for_everybody_who_was_graded_and_it_says_what_is_wrong(graded):
    folder, _ = graded
    pages = {path.parts[-3]: path.read_text("utf-8") for path in folder.glob(f"feedback/*/{NAME}/{NAME}.html")}
    assert set(pages) == {student for student, (_, _, state) in CLASS.items() if state != "not graded"}
    assert "still running after 5 seconds" in pages["loops"]
    assert "the second log is the first again" in pages["visibleonly"]
    assert max(len(page) for page in pages.values()) < 1_500_000, "long outputs are cut"


def test_a_person_reads_the_rest_and_the_marks_are_complete(graded):
    """As in the form grader; then what could not be run is mended, and the same command grades only that."""
    folder, _ = graded
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("written", NAME, NAME, "perfect")
        grade.manual_score, grade.needs_manual_grade = 3, False
        gradebook.db.commit()
    nbformat.write(solved(written="I see.", **HALF), folder / "submitted" / "nonotebook" / NAME / f"{NAME}.ipynb")
    for line in (f"nbgrader autograde {NAME}", "nbgrader export"):
        result = nbgrader(folder, line)
        assert result.returncode == 0, result.stderr
    rows = marks(folder)
    assert (float(rows["perfect"]["score"]), rows["perfect"]["state"]) == (19, "graded")
    assert (float(rows["nonotebook"]["score"]), rows["nonotebook"]["state"]) == (9, "to read")


REGENERATE = """
from nbgrader.apps import NbGraderAPI
from traitlets.config.loader import PyFileConfigLoader
api = NbGraderAPI(config=PyFileConfigLoader("nbgrader_config.py").load_config())
for name in {names}:
    assert api.generate_assignment(name)["success"], name
"""


def test_each_release_is_what_its_source_generates_even_if_it_was_run(tmp_path):
    instructors_folder(tmp_path)
    for name in NAMES:
        saved = source(name)
        saved.metadata["widgets"] = {"a widget's state": "the solution"}
        for cell in saved.cells:
            cell.metadata["execution"] = {"iopub.status.busy": "2026-01-01T00:00:00Z"}
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [new_output("stream", text="the solution")], 1
        (tmp_path / "source" / name).mkdir(parents=True)
        nbformat.write(saved, tmp_path / "source" / name / f"{name}.ipynb")
    command = [sys.executable, "-c", REGENERATE.format(names=NAMES)]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    for name in NAMES:
        new, kept = (folder / "release" / name / f"{name}.ipynb" for folder in (tmp_path, COURSE))
        assert new.read_bytes() == kept.read_bytes(), f"generate {name} again"


def test_the_guide_lists_every_assignment():
    guide = (COURSE / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d-[\w-]+(?:, \d-[\w-]+)?): .* (\d+) \|$", guide, re.M)
    assert [name for names, _ in rows for name in names.split(", ")] == NAMES
    for names, told in rows:
        for name in names.split(", "):
            minutes = re.search(r"\*\*Time\*\* \| about (\d+) minutes", release(name).cells[0].source)[1]
            assert abs(int(minutes) - int(told)) <= (5 if name.endswith("-b") else 0), name


def test_the_guides_minutes_are_those_of_the_lessons():
    guide = (COURSE / "README.md").read_text("utf-8")
    for path in sorted(COURSE.parent.glob("*.ipynb")):
        minutes = re.search(r"\*\*Time\*\* \| (\d+) minutes", nbformat.read(path, as_version=4).cells[0].source)[1]
        assert re.search(rf"^\| {path.stem[:2]} \| {minutes}\b", guide, re.M), (path.stem, minutes)
