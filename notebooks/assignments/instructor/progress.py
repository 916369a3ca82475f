"""python -m instructor progress FOLDER: what each student has solved, from the progress.json files they handed in."""

import importlib
import json
from pathlib import Path

from nnlib.teaching.checking.progress import EXERCISES
from nnlib.teaching.lessons import LESSONS

from . import course, marks
from .identity import Unclear
from .sorting import Sorter


def arguments(parser):
    parser.add_argument("folder", type=Path, help="with the platform's zip file, or with STUDENT/progress.json")
    parser.add_argument("--to", type=Path, default=Path("progress.csv"))


def run(options):
    root = Path(course.application().coursedir.root)
    if not options.folder.is_dir():
        raise SystemExit(f"There is no folder {options.folder}.")
    try:
        sorter = Sorter(root / "students.csv", options.folder, "progress")
        found = sorter.sort(options.folder, ".json")
    except Unclear as unclear:
        raise SystemExit(str(unclear)) from None
    everybody = sorter.students.rows if sorter.students else {}
    rows = []
    for student in sorted({*everybody, *found}):
        row = everybody.get(student, {}) | {"id": student}
        content = found[student][0][1] if student in found else b"{}"
        try:
            solved = json.loads(content.decode("utf-8-sig"))
        except ValueError:
            print(f"{student}: {found[student][0][0].path} can't be read, and counts as nothing.")
            solved = {}
        rows.append(row | counts(solved))
    for notice in sorter.notices:
        print(f"{notice}.")
    marks.write(options.to, [*marks.PERSON, *columns()], rows)
    print(f"{options.to}: {len(found)} of {len(rows)} students.")
    for column, names in columns().items():
        done = sum(row[column] for row in rows)
        print(f"{column:32} {done / (len(rows) * len(names)):4.0%}" if names and rows else f"{column:32}    -")


def columns():
    """{"01 data (of 3)": names of its exercises} for each lesson."""
    for room in LESSONS:
        importlib.import_module(f"nnlib.teaching.lessons.{room}.check")
    found = {}
    for number, room in enumerate(LESSONS):
        names = [f"{room}.{name}" for name in EXERCISES.get(room, [])]
        found[f"{number:02d} {room.replace('_', ' ')} (of {len(names)})"] = names
    return found


def counts(solved):
    """{column: how many of its exercises are solved}; anything but a dictionary with True in it counts as nothing."""
    solved = solved if isinstance(solved, dict) else {}
    return {column: sum(solved.get(name) is True for name in names) for column, names in columns().items()}
