"""The course as nbgrader_config.py in the current folder describes it."""

import contextlib
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import NbGraderApp
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

CONFIG = "nbgrader_config.py"


def application():
    """An object with the settings of nbgrader_config.py, and coursedir. Raises SystemExit where there is none."""
    if not Path(CONFIG).exists():
        raise SystemExit(f"There is no {CONFIG} in {Path.cwd()}. Go to notebooks/assignments.")
    app = NbGraderApp(config=PyFileConfigLoader(CONFIG).load_config())
    app.coursedir = CourseDirectory(parent=app)
    return app


@contextlib.contextmanager
def gradebook(app):
    with Gradebook(app.coursedir.db_url, app.coursedir.course_id) as book:
        yield book


def assignment(book, name):
    """The assignment of this name. Raises SystemExit, with the names that there are, if it was not generated."""
    try:
        return book.find_assignment(name)
    except MissingEntry:
        names = ", ".join(sorted(assignment.name for assignment in book.assignments)) or "none"
        raise SystemExit(f"The gradebook has no assignment {name}, only: {names}. Generate it first.") from None
