"""python -m instructor feedback 1-data: feedback/1-data.zip, to be uploaded to the learning platform."""

import zipfile
from pathlib import Path

from . import course
from .collect import read_record
from .marks import penalty_plugin, table


def arguments(parser):
    parser.add_argument("assignment")
    parser.add_argument("--unread", action="store_true", help="also those whose written answer was not read yet")


def run(options):
    app, name = course.application(), options.assignment
    root = Path(app.coursedir.root)
    with course.gradebook(app) as book:
        rows = table(book, app.coursedir, course.assignment(book, name), penalty_plugin(app))
    record, target = read_record(root, name), root / "feedback" / f"{name}.zip"
    wanted = {"graded", "to read"} if options.unread else {"graded"}
    pages = {row["id"]: root / "feedback" / row["id"] / name / f"{name}.html" for row in rows if row["state"] in wanted}
    missing = [student for student, page in pages.items() if not page.exists()]
    if missing or not pages:
        why = f"There is no feedback for {', '.join(missing)}." if missing else "Nobody is graded and read."
        raise SystemExit(f"{why} Nothing was zipped. First: nbgrader generate_feedback {name} --force")
    by_hand = {student: page for student, page in pages.items() if student not in record}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for student, page in pages.items():
            if student not in by_hand:
                archive.write(page, record[student]["page"])
    print(
        f"{target.relative_to(root)} has {len(pages) - len(by_hand)} pages, named as the archive named the notebooks."
    )
    for student, page in by_hand.items():
        print(f"{student} came by no archive: send {page.relative_to(root)} yourself.")
    for row in rows:
        if row["state"] not in wanted | {"not submitted"}:
            print(f"{row['id']} is left out: {row['state']}.")
