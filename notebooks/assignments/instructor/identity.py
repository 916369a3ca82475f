"""Who is who: students.csv, and whom a file is from."""

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

COLUMNS = {"canvas": "canvas", "ilias": "ilias", "blackboard": "login"}  # platform: column of its number or login


class Unclear(Exception):
    """What a person has to decide, in sentences."""


@dataclass
class Students:
    """The rows of students.csv {id: row}; numbers {number: ids} are Moodle's in the assignment at hand."""

    rows: dict
    assignment: str
    numbers: dict = field(default_factory=dict)

    def __post_init__(self):
        self.keys, self.letters = defaultdict(set), defaultdict(set)  # a spelling: ids
        for student, row in self.rows.items():
            for column in ("id", "login", "email"):
                if row.get(column):
                    self.keys[key(row[column])].add(student)
            first, last = row.get("first_name") or "", row.get("last_name") or ""
            for name in filter(None, {student, letters(first + last), letters(last + first)}):
                self.letters[letters(name)].add(student)

    def find(self, handed):
        """The ids of all whom a file may be from: one, if it is clear."""
        named = self._named(handed.name)
        sure = self._numbered(handed) | (self._logged(handed) if handed.login else set())
        if sure:
            return sure if len(sure) > 1 or not named or sure <= named else sure | named
        named = {student for student in named if not self.number(student, handed.platform)}
        return named or self._plain(handed)

    def number(self, student, platform):
        """What stands in students.csv as a student's number on a platform; Moodle has one for each assignment."""
        return (self.rows[student].get(COLUMNS.get(platform, self.assignment)) or "").strip()

    def _numbered(self, handed):
        if not handed.number:
            return set()
        found = {student for student in self.rows if key(self.number(student, handed.platform)) == key(handed.number)}
        return found or (set(self.numbers.get(handed.number, ())) if handed.platform == "moodle" else set())

    def _logged(self, handed):
        """By a login at the end of "Homework_1_ann_lee", where nobody knows how much of it is the login."""
        words = handed.login.split("_")
        for start in range(len(words)):
            if found := self.keys.get(key("_".join(words[start:]))):
                return found
        return set()

    def _named(self, name):
        """By full name; Moodle may set the group's before it, and a hyphen between."""
        words = name.split("-")
        for start in range(len(words)):
            if found := self.letters.get(letters("-".join(words[start:]))):
                return found
        return set()

    def _plain(self, handed):
        """By the first part of the path that is somebody's id, or starts with it and _ or a dot."""
        for part in handed.parts:
            if whole := self.keys.get(key(part)):
                return whole
            ends = [match.start() for match in re.finditer(r"[_.]", part)]
            found = set().union(*(self.keys.get(key(part[:end]), set()) for end in ends))
            if found:
                return found
        return set()

    def who(self, students):
        return " or ".join(
            f"{row.get('first_name') or ''} {row.get('last_name') or ''} ({student})".strip()
            for student, row in sorted((student, self.rows[student]) for student in students)
        )


def key(text):
    """As ids are compared: large and small letters and both Unicode forms of an umlaut are the same."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def letters(name):
    """As names are compared: nothing but letters and digits."""
    return "".join(filter(str.isalnum, key(name)))


def table(path):
    """The rows of a CSV file, which may have come from Excel: commas or semicolons, and a mark at its start."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        head = file.readline()
        file.seek(0)
        rows = list(csv.reader(file, delimiter=max(",;\t", key=head.count)))
    return [[cell.strip() for cell in row] for row in rows if any(row)]


def students(path, assignment):
    """The Students of a file students.csv. Raises Unclear if an id is missing, unfit, or there twice."""
    head, *rows = table(path) or [[]]
    if "id" not in head:
        raise Unclear(f"{path.name} needs a column id; its first line is: {','.join(head)}")
    found, spellings = {}, {}
    for number, row in enumerate(rows, 2):
        row = dict(zip(head, row, strict=False))
        student = unicodedata.normalize("NFC", row["id"])
        if not student or student.startswith(".") or re.search(r"[/\\:*?\"<>|]", student):
            raise Unclear(f"{path.name}, row {number}: the id {student!r} can't be the name of a folder.")
        if key(student) in spellings:
            raise Unclear(f"{path.name}: row {number} has the id of row {spellings[key(student)]}, {student}.")
        spellings[key(student)], found[student] = number, row
    return Students(found, assignment)


def unique_part(handed):
    """What a platform gives to one student only, for a class without students.csv; None if there is nothing."""
    if handed.platform == "blackboard":
        return handed.login.rsplit("_", 1)[-1]
    if handed.platform:
        return handed.login or handed.number
    before, underscore, _ = handed.parts[0].partition("_")
    return before if underscore and before else None


def advice(handed, assignment):
    """What to do about a file that fits nobody, or two."""
    if handed.platform == "moodle":
        return (
            f"Write {handed.number} into a column {assignment} of students.csv, in the row of whose file it is; "
            f"or put Moodle's grading worksheet into downloaded/{assignment}/, which says so for all."
        )
    if handed.platform:
        column, value = (COLUMNS[handed.platform], handed.number or handed.login.rsplit("_", 1)[-1])
        return f"Write {value} into a column {column} of students.csv, in the row of whose file it is."
    return (
        "Put it into a folder that has the student's id as its name, "
        f"downloaded/{assignment}/archive/ID/, and take it out of where it is."
    )
