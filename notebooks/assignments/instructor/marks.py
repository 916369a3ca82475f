"""The gradebook as a table."""

import contextlib
import csv
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin


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
