"""A platform's archive becomes submitted/STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb, or nothing does."""

import hashlib
import json
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExtractorPlugin

from .identity import Unclear
from .sorting import Sorter


class Unpack(ExtractorPlugin):
    """Write the notebooks that are new to extracted/STUDENT, from where nbgrader copies them; say what is odd.

    A file that fits nobody or two stops the collection before anything is written. What a person has changed
    in submitted/ since the last collection stays.
    """

    def __init__(self, **settings):
        super().__init__(**settings)
        self.log.addFilter(_is_for_a_person)

    def extract(self, archive_path, extracted_path):
        courses = self.parent.coursedir
        root, assignment = Path(courses.root), courses.assignment_id
        try:
            sorter = Sorter(root / "students.csv", Path(archive_path).parent, assignment)
            found = sorter.sort(Path(archive_path))
            record = read_record(root, assignment)
            new = self.new(found, record, root / "submitted", assignment)
        except Unclear as unclear:
            self.parent.fail(f"{unclear}\nNothing was collected.")
        if sorter.students:
            self.enroll(sorter.students.rows)
        else:
            self.log.warning("there is no students.csv: whom a file is from is taken from its name alone")
        for notice in sorter.notices:
            self.log.warning(notice)
        for student, files in found.items():
            if len(files) > 1:
                first = "newest" if sorter.time(files[0][0]) else "first, by name,"
                self.log.warning("%s handed in %s notebooks; the %s is graded", student, len(files), first)
        for student in new:
            handed = found[student][0][0]
            self.write(found[student], sorter.time(handed), Path(extracted_path) / student, assignment)
            record[student] = {"sha256": _digest(found[student][0][1]), "page": handed.page(assignment)}
            record[student] |= {"path": handed.path, "name": handed.name, "late": handed.late}
        print(f"{len(found)} students have handed in, {len(new)} notebooks are new.")
        path = _record(root, assignment)
        path.write_text(json.dumps(record, indent=1, ensure_ascii=False), "utf-8")

    def new(self, found, record, submitted, assignment):
        """The students whose notebook is to be copied. Raises Unclear if that replaces one without --force."""
        new = []
        for student, files in found.items():
            here = submitted / student / assignment / f"{assignment}.ipynb"
            given, last = _digest(files[0][1]), record.get(student, {}).get("sha256")
            now = _digest(here.read_bytes()) if here.exists() else None
            if now is None:
                new.append(student)
            elif now not in (last, given):
                self.log.warning("%s: the file in submitted/ was changed by hand, and stays", student)
                if given != last:
                    self.log.warning(
                        "%s: the archive holds another one now; to take it, delete %s", student, here.parent
                    )
            elif now != given:
                if not self.parent.force:
                    raise Unclear(f"{student} handed in anew. Add --force to take the new notebook.")
                self.log.warning("%s handed in anew: --student=%s --force grades the new notebook", student, student)
                new.append(student)
        return new

    def enroll(self, rows):
        """Names and mail addresses of students.csv go into the gradebook."""
        with Gradebook(self.parent.coursedir.db_url, self.parent.coursedir.course_id) as gradebook:
            for student, row in rows.items():
                known = {column: row.get(column) or None for column in ("first_name", "last_name", "email")}
                gradebook.update_or_create_student(student, **known)

    def write(self, files, time, folder, assignment):
        folder.mkdir(parents=True)
        for number, (_, content) in enumerate(files, 1):
            name = assignment if number == 1 else f"{assignment}-{number}"
            (folder / f"{name}.ipynb").write_bytes(content)
        if time:
            (folder / "timestamp.txt").write_text(time.astimezone().isoformat(" "))


def _is_for_a_person(entry):
    """nbgrader warns of each folder that it makes, one for each student."""
    return "Directory not found. Creating" not in entry.getMessage()


def read_record(root, assignment):
    """{student: {"sha256", "page", "path", "name", "late"}} of what was collected last."""
    path = _record(root, assignment)
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def _record(root, assignment):
    return Path(root) / "downloaded" / assignment / "collected.json"


def _digest(content):
    return hashlib.sha256(content).hexdigest()
