"""The gradebook as tables."""

import contextlib
import csv
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin
from nbgrader.preprocessors import AssignLatePenalties

from .collect import read_record

PERSON = ["id", "last_name", "first_name", "email"]
RESULT = ["state", "score", "so_far", "max", "late", "penalty"]


class Marks(ExportPlugin):
    """marks.csv: a row for each student, a column for each assignment; marks-ASSIGNMENT.csv: the tasks of one."""

    def export(self, gradebook):
        path, courses, term = Path(self.to or "marks.csv"), self.parent.coursedir, {}
        wanted = [a for a in gradebook.assignments if not self.assignment or a.name in self.assignment]
        for assignment in sorted(wanted, key=lambda assignment: assignment.name):
            rows = table(gradebook, courses, assignment, penalty_plugin(self.parent), self.student)
            if all(row["state"] == "not submitted" for row in rows):
                continue
            head = [*PERSON, *RESULT, *(key for key in rows[0] if key not in {*PERSON, *RESULT, "points"})]
            write(path.with_name(f"{path.stem}-{assignment.name}.csv"), head, rows)
            for row in rows:
                entry = term.setdefault(row["id"], {column: row[column] for column in PERSON})
                entry |= {assignment.name: row["score"], f"{assignment.name} state": row["state"]}
        done = list(dict.fromkeys(key for row in term.values() for key in row if key not in PERSON))
        write(path, [*PERSON, *done], [term[student] for student in sorted(term)])


def penalty_plugin(parent):
    """nbgrader's plugin, as it is set in nbgrader_config.py."""
    preprocessor = AssignLatePenalties(parent=parent)
    preprocessor.init_plugin()
    return preprocessor.plugin_inst


def table(gradebook, courses, assignment, plugin, only=()):
    """A row {column: value} for each student, by id; "points" has those of each test {cell: (score, of)}.

    A cell is empty where nothing was graded, and score is, until the written answer was read. late is hours and
    minutes, or "yes" where only the platform knows more.
    """
    root = Path(courses.root)
    record = read_record(root, assignment.name)
    folders = {path.parent.name for path in root.glob(f"submitted/*/{assignment.name}")}
    people = {student.id: student for student in gradebook.students}
    rows = []
    for student in sorted(folders | set(people)):
        if only and student not in only:
            continue
        row = dict.fromkeys([*PERSON, *RESULT, *_tasks(assignment)], "") | {"id": student, "points": {}}
        row |= {column: getattr(people.get(student), column, None) or "" for column in PERSON[1:]}
        row["last_name"] = row["last_name"] or record.get(student, {}).get("name", "")
        row["state"] = "not graded" if student in folders else "not submitted"
        row["late"] = "yes" if student in folders and record.get(student, {}).get("late") else ""
        row["max"] = assignment.max_score
        with contextlib.suppress(MissingEntry):
            _result(row, gradebook.find_submission(assignment.name, student), root, plugin, courses)
        rows.append(row)
    gradebook.db.commit()  # the penalties
    return rows


def _result(row, submission, root, plugin, courses):
    place = Path(submission.student.id, submission.assignment.name)
    late = _bring_penalty_up_to_date(submission, courses.get_existing_timestamp(root / "submitted" / place), plugin)
    if late:
        row["late"] = f"{late // 3600:.0f}:{late // 60 % 60:02.0f}"
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    by_tests = [grade for grade in grades if grade.cell_type == "code"]
    if not by_tests or any(grade.auto_score is grade.manual_score is None for grade in by_tests):
        row["state"] = "not graded"
        return
    waits = [grade for grade in grades if grade.needs_manual_grade]
    row["state"] = "to read" if waits else "graded"
    if _newer(root / "submitted" / place, root / "autograded" / place):
        row["state"] = "newer notebook not graded"
    for grade in grades:
        row["points"][grade.name] = grade.score, grade.max_score
        if grade not in waits:
            column = task(grade.name)
            row[column] = (row[column] or 0) + grade.score
    cost = sum(notebook.late_submission_penalty or 0 for notebook in submission.notebooks)
    row["penalty"] = cost or ""
    row["so_far"] = sum(grade.score for grade in grades) - cost
    row["score"] = row["so_far"] if row["state"] == "graded" else ""


def _bring_penalty_up_to_date(submission, time, plugin):
    """The penalty is a share of all points, so it changes when the written answer gets its own. Returns seconds."""
    submission.timestamp = time or submission.timestamp
    late = submission.total_seconds_late
    for notebook in submission.notebooks:
        cost = plugin.late_submission_penalty(submission.student.id, notebook.score, late) if late else None
        notebook.late_submission_penalty = cost and min(max(cost, 0), notebook.score)
    return late


def _newer(submitted, autograded):
    """Was the notebook handed in, or mended, after it was graded?"""
    times = [folder / f"{folder.name}.ipynb" for folder in (submitted, autograded)]
    return all(path.exists() for path in times) and times[0].stat().st_mtime > times[1].stat().st_mtime


def _tasks(assignment):
    return dict.fromkeys(task(cell.name) for notebook in assignment.notebooks for cell in notebook.grade_cells)


def task(cell):
    """in-units-example, in-units-hidden and in-units-edges are of the task in-units."""
    name, _, kind = cell.rpartition("-")
    return name if kind in ("example", "hidden", "edges") else cell


def write(path, head, rows):
    """A CSV file that Excel opens as UTF-8, and in which no name is taken for a formula."""
    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        lines = csv.writer(file)
        lines.writerow(head)
        lines.writerows([_cell(row.get(column, "")) for column in head] for row in rows)


def _cell(value):
    if isinstance(value, float):
        return f"{value:.10g}"
    return f"'{value}" if str(value).startswith(("=", "+", "-", "@")) else value
