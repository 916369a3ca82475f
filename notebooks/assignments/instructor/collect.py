"""Which file of a learning platform's archive belongs to whom."""

from nbgrader.plugins import FileNameCollectorPlugin
from traitlets import Dict


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
