"""python -m instructor due 1-data "2026-12-01 23:59": when an assignment is due, for all or for one student."""

from datetime import UTC, datetime, timedelta

from nbgrader.api import MissingEntry

from . import course
from .marks import penalty_plugin


def arguments(parser):
    parser.add_argument("assignment")
    parser.add_argument("time", nargs="?", help='in the time of this machine, as "2026-12-01 23:59"; else it is told')
    parser.add_argument("--student", help="the id of one to whom another time is given")


def run(options):
    app = course.application()
    with course.gradebook(app) as book:
        assignment = course.assignment(book, options.assignment)
        if options.time and options.student:
            _extend(book, assignment, options.student, _utc(options.time))
        elif options.time:
            book.update_or_create_assignment(options.assignment, duedate=_utc(options.time))
        percent = getattr(penalty_plugin(app), "percent", None)
        if assignment.duedate is None:
            print(f"{options.assignment} has no due date.")
            return
        print(f"{options.assignment} is due {_local(assignment.duedate)}.")
        if percent is not None:
            print(f"Each day late costs {percent:g} % of the points; PerDay.percent in {course.CONFIG} says how many.")
        for submission in assignment.submissions:
            if submission.extension:
                print(f"{submission.student.id} has until {_local(submission.duedate)}.")


def _utc(text):
    """nbgrader keeps times as UTC, without a zone."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        raise SystemExit(f'{text!r} is no time. Write it as "2026-12-01 23:59".') from None


def _local(time):
    return time.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M %Z")


def _extend(book, assignment, student, time):
    if assignment.duedate is None:
        raise SystemExit(f"{assignment.name} has no due date that could be put off.")
    try:
        book.find_submission(assignment.name, student).extension = max(time - assignment.duedate, timedelta(0))
    except MissingEntry:
        raise SystemExit(f"Nothing of {student} was graded yet. Give the later date when it is.") from None
    book.db.commit()
