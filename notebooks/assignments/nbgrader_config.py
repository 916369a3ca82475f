"""How nbgrader makes, collects, runs and exports these assignments; see README.md."""

import contextlib
import csv
import os
import sys
import warnings
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin, FileNameCollectorPlugin
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    Execute,
    IgnorePattern,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from nbgrader.utils import compute_checksum
from sqlalchemy.exc import SAWarning
from traitlets import Dict, Int

SCHEMA = 3  # of nbgrader's cell metadata
KEPT_METADATA = {"kernelspec", "language_info"}


class Strip(NbGraderPreprocessor):
    """Keep what a release needs, and no widgets or execution times of a solution."""

    def preprocess(self, nb, resources):
        for key in set(nb.metadata) - KEPT_METADATA:
            del nb.metadata[key]
        for cell in nb.cells:
            for key in ("execution", "tags"):
                cell.metadata.pop(key, None)
        return nb, resources


class Mend(NbGraderPreprocessor):
    """Bring a submission back to the cells that were handed out; say what was changed.

    Test cells get their tests and points again, deleted cells come back at the end,
    further copies of a cell become plain cells. What the student wrote stays as it is.
    """

    def preprocess(self, nb, resources):
        info = resources["nbgrader"]
        with Gradebook(info["db_url"]) as gradebook:
            released = gradebook.find_notebook(info["notebook"], info["assignment"])
            points = {cell.name: cell.max_score for cell in released.grade_cells}
            solutions = {cell.name for cell in released.solution_cells}
            handed_out = {
                cell.name: (cell.cell_type, cell.source, cell.locked, cell.checksum)
                for cell in released.source_cells
            }
        found = {}
        for cell in nb.cells:
            changed, marks = _changed(cell), cell.metadata.pop("nbgrader", None)
            name = marks.get("grade_id") if isinstance(marks, dict) else None
            if name not in handed_out:
                continue
            if name in found:
                self.tell(info, f"cell {name} is there twice; the last one counts")
            elif handed_out[name][2] and changed:
                self.tell(info, f"test cell {name} was changed; graded as handed out")
            found[name] = cell
        for name, (kind, source, locked, checksum) in handed_out.items():
            if name not in found:
                self.tell(info, f"cell {name} was deleted; graded as handed out")
                new_cell = new_code_cell if kind == "code" else new_markdown_cell
                found[name] = new_cell(source)
                nb.cells.append(found[name])
            cell = found[name]
            if locked:
                cell.source = source
            cell.metadata.nbgrader = {
                "grade_id": name,
                "grade": name in points,
                "solution": name in solutions,
                "locked": locked,
                "task": False,
                "schema_version": SCHEMA,
                "cell_type": kind,
                "checksum": checksum,
            } | ({"points": points[name]} if name in points else {})
        return nb, resources

    def tell(self, info, what):
        self.log.warning("%s, %s: %s", info["student"], info["assignment"], what)


def _changed(cell):
    """Has the cell another checksum than when it was handed out?"""
    try:
        return cell.metadata.nbgrader.checksum != compute_checksum(cell)
    except (AttributeError, KeyError, TypeError, ValueError):
        return True


class Shorten(NbGraderPreprocessor):
    """Cut what a cell printed. Errors stay, because a grade hangs on them."""

    characters = Int(10_000).tag(config=True)

    def preprocess_cell(self, cell, resources, index):
        left, kept = self.characters, []
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.evalue = output.evalue[: self.characters]
                output.traceback = [
                    line[: self.characters] for line in output.traceback[-50:]
                ]
            elif left <= 0:
                continue
            elif output.output_type == "stream":
                if len(output.text) > left:
                    output.text = output.text[:left] + "\n... cut ...\n"
                left -= len(output.text)
            else:
                left -= 100
            kept.append(output)
        if cell.cell_type == "code":
            cell.outputs = kept
        return cell, resources


class OneNotebook(FileNameCollectorPlugin):
    """Name a student's notebook like the assignment, and further ones -2, -3, ..."""

    seen = Dict()

    def collect(self, submitted_file):
        found = super().collect(submitted_file)
        if not found:
            return None
        student = found["student_id"]
        number = self.seen[student] = self.seen.get(student, 0) + 1
        if number > 1:
            self.log.warning(
                "%s handed in %s notebooks; the first, by name, is graded",
                student,
                number,
            )
        name = self.parent.coursedir.assignment_id
        return found | {"file_id": name if number == 1 else f"{name}-{number}"}


class Marks(ExportPlugin):
    """marks.csv: a row for each student and assignment, and what is left to do."""

    def export(self, gradebook):
        with open(self.to or "marks.csv", "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(
                ["assignment", "student", "state", "score", "max_score", "points"]
            )
            for assignment in sorted(gradebook.assignments, key=lambda a: a.name):
                if not self.assignment or assignment.name in self.assignment:
                    rows.writerows(self.rows(gradebook, assignment))

    def rows(self, gradebook, assignment):
        root = Path(self.parent.coursedir.root)
        folders = {
            path.parent.name for path in root.glob(f"submitted/*/{assignment.name}")
        }
        for student in sorted(folders | {student.id for student in gradebook.students}):
            if self.student and student not in self.student:
                continue
            score, points = 0.0, ""
            state = "not graded" if student in folders else "not submitted"
            with contextlib.suppress(MissingEntry):
                submission = gradebook.find_submission(assignment.name, student)
                score = submission.score - (submission.late_submission_penalty or 0)
                grades = [g for notebook in submission.notebooks for g in notebook.grades]
                state = self.state(grades)
                points = "; ".join(
                    f"{g.name} {g.score:g}/{g.max_score:g}" for g in grades
                )
            yield assignment.name, student, state, score, assignment.max_score, points

    def state(self, grades):
        by_tests = [grade for grade in grades if grade.cell_type == "code"]
        if any(grade.auto_score is grade.manual_score is None for grade in by_tests):
            return "not graded"
        return "to read" if any(g.needs_manual_grade for g in grades) else "graded"


bin_folder = Path(sys.executable).parent  # nbgrader calls alembic, which is there
os.environ["PATH"] = os.pathsep.join([str(bin_folder), os.environ["PATH"]])

# SQLAlchemy 2.1 says this of nbgrader's own code, once for each student
warnings.filterwarnings("ignore", message="Object of type <Submitted", category=SAWarning)

c = get_config()  # noqa: F821, nbgrader provides it
c.CourseDirectory.course_id = "nn-from-scratch"
c.Application.log_level = "WARN"  # what is printed is what a person should look at

c.GenerateAssignment.preprocessors.append(Strip)
c.ClearSolutions.code_stub = {"python": "# Your code here.\n..."}
c.ClearSolutions.text_stub = "*Your answer here.*"

c.Execute.timeout = 30  # seconds for each cell
c.Execute.iopub_timeout = 30
c.Execute.extra_arguments = ["--IPKernelApp.log_level=40"]
# nbgrader gives 0 points for a test cell with any text on stderr, even a warning.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"[\s\S]"
c.Autograde.sanitize_preprocessors = [
    ClearOutput,
    Mend,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    Execute,
    IgnorePattern,
    Shorten,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]

c.ZipCollectApp.collector_plugin = OneNotebook
# SURNAME_anything, a file or a folder, in the archive or in a zip file that lies there
c.FileNameCollectorPlugin.named_regexp = (
    r".*[/\\]extracted[/\\](?:[^/\\]+[/\\])?(?P<student_id>[^/\\_]+)_.*"
)
c.ExportApp.plugin_class = Marks
