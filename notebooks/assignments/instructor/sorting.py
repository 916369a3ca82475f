"""The files of an archive, by student."""

from collections import defaultdict
from datetime import datetime

from . import archives, identity, platforms, worksheet


class Sorter:
    """Knows the class, and Moodle's grading worksheets in the folder of an assignment."""

    def __init__(self, students_csv, downloaded, assignment):
        self.assignment, self.times, self.notices = assignment, {}, []
        self.students = identity.students(students_csv, assignment) if students_csv.exists() else None
        for path in sorted(downloaded.glob("*.csv")):
            numbers, times = worksheet.read(path, self.students or identity.Students({}, assignment))
            self.times |= times
            if self.students:
                self.students.numbers |= numbers

    def sort(self, archive, suffix=".ipynb"):
        """{student: [(Handed, content), ...]}, the newest first, or else the first by name. Raises Unclear.

        notices then holds what a person should know and that stops nothing.
        """
        found, others, problems = defaultdict(list), defaultdict(list), []
        try:
            for path, read in archives.files(archive):
                handed = platforms.read(path)
                student, problem = self.whose(handed)
                if path.lower().endswith((suffix, ".zip")):
                    problems.append(problem)
                    if student:
                        self.take(found[student], handed, read, others[student])
                elif student:
                    others[student].append(path)
        except archives.Unreadable as why:
            raise identity.Unclear(f"{why}.") from None
        problems += [self.two_people(student, [handed for handed, _ in files]) for student, files in found.items()]
        if problems := dict.fromkeys(problem for problem in problems if problem):
            raise identity.Unclear("\n".join(problems))
        for student in sorted(student for student in others if others[student] and not found.get(student)):
            self.notices.append(f"{student} handed in nothing that ends in {suffix}, but {', '.join(others[student])}")
        for files in found.values():
            files.sort(key=lambda file: (-(self.time(file[0]) or datetime.fromtimestamp(0)).timestamp(), file[0].path))
        return {student: found[student] for student in sorted(found) if found[student]}

    def take(self, files, handed, read, others):
        try:
            files.append((handed, read()))
        except archives.Unreadable as why:
            others.append(str(why))

    def time(self, handed):
        """When it was handed in, or None."""
        return handed.time or (self.times.get(handed.number) if handed.platform == "moodle" else None)

    def whose(self, handed):
        """(id, None) or (None, what is unclear)."""
        if self.students is None:
            student = identity.unique_part(handed)
            name = f"STUDENT_{handed.parts[-1]}"
            return (student, None if student else f"Whose is {handed.path}? Write students.csv, or name it {name}.")
        who = self.students.find(handed)
        if len(who) == 1:
            return min(who), None
        what = f"{handed.path} may be from {self.students.who(who)}." if who else f"Nobody fits {handed.path}."
        return None, f"{what} {identity.advice(handed, self.assignment)}"

    def two_people(self, student, files):
        """What to say if two users of one platform have become one student."""
        people = {(handed.platform, handed.number): handed for handed in files if handed.number}
        if len(people) == len({platform for platform, _ in people}):
            return None
        paths = " and ".join(handed.path for handed in people.values())
        advice = identity.advice(max(people.values(), key=lambda handed: handed.path), self.assignment)
        return f"Two people handed in {paths}, and both fit {student}. {advice}"
