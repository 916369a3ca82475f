"""python -m instructor progress FOLDER: what each student has solved, from the progress.json files they handed in."""

import importlib
import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from nnlib.teaching.checking.progress import EXERCISES
from nnlib.teaching.lessons import LESSONS

from . import course, marks
from .identity import Unclear
from .sorting import Sorter

MOST = 8  # exercises that are named


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
    solved = {}
    for student, ((handed, content), *_) in found.items():
        try:
            solved[student] = read(content)
        except ValueError:
            print(f"{student}: {handed.path} can't be read, and is left out.")
    for notice in sorter.notices:
        print(f"{notice}.")
    everybody = {student: everybody.get(student, {}) | {"id": student} for student in sorted({*everybody, *found})}
    rows = [row | (counts(solved[student]) if student in solved else {}) for student, row in everybody.items()]
    marks.write(options.to, [*marks.PERSON, *columns()], rows)
    page = options.to.with_suffix(".html")
    page.write_text(html(rows, shares(rows), stuck(solved)), "utf-8")
    print(f"{options.to} and {page}: {len(solved)} of {len(rows)} students.")
    for column, share in shares(rows).items():
        print(f"{column:42}", "   -" if share is None else f"{share:4.0%}")
    for exercise, tried, failed in stuck(solved):
        print(f"{exercise}: {failed} of {tried} who tried have not solved it")


def read(content):
    """{exercise: True if solved, False if only tried} of a file. Raises ValueError."""
    found = json.loads(content.decode("utf-8-sig"))
    if not isinstance(found, dict):
        raise ValueError(found)
    return {exercise: value for exercise, value in found.items() if isinstance(value, bool)}


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
    """{column: how many of its exercises are solved}."""
    return {column: sum(solved.get(name, False) for name in names) for column, names in columns().items()}


def shares(rows):
    """{column: share of its exercises that is solved, among those whose file was read}; None where there is nobody."""
    read = [row for row in rows if any(column in row for column in columns())]
    most = {column: len(read) * len(names) for column, names in columns().items()}
    return {column: sum(row[column] for row in read) / of if of else None for column, of in most.items()}


def stuck(solved):
    """(exercise, how many tried it, how many of them have not solved it), where most have not."""
    found = []
    for number, names in enumerate(columns().values()):
        for name in names:
            tries = [progress[name] for progress in solved.values() if name in progress]
            found.append((f"{number:02d} {name.partition('.')[2]}", len(tries), tries.count(False)))
    return sorted((row for row in found if row[2]), key=lambda row: -row[2])[:MOST]


def html(rows, by_lesson, most):
    """A page with a row for each student and a column for each lesson."""
    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return templates.get_template("progress.html").render(
        rows=rows, shares=by_lesson, stuck=most, of={column: len(names) for column, names in columns().items()}
    )
