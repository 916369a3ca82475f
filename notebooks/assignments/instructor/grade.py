"""Grade several students at a time, by nbgrader's autograde in some processes."""

import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from sqlalchemy import event
from sqlalchemy.engine import Engine
from traitlets.config.loader import PyFileConfigLoader

CONFIG = "nbgrader_config.py"  # in the folder where the command is given
PATIENCE = 60_000  # milliseconds until another process has written to the gradebook


def arguments(parser):
    parser.add_argument("assignment", help="for example 1-data")
    parser.add_argument("--jobs", type=int, default=2, help="students at a time (2)")
    parser.add_argument("--force", action="store_true", help="also who has a result already")
    parser.add_argument("--timeout", type=int, help="seconds for each cell")
    parser.add_argument("--unsafe", action="store_true", help="without a sandbox; see the guide")


def run(options):
    """Print what a person should look at. The status is 1 if somebody was not graded."""
    from instructor import sandbox

    if not options.unsafe and (why := sandbox.missing()):
        print(f"nothing is graded: {why}")
        return 1
    students = sorted(path.parent.name for path in Path("submitted").glob(f"*/{options.assignment}"))
    if not students:
        missing = f"submitted/STUDENT/{options.assignment}"
        print(f"nobody has handed in: there is no folder {missing}")
        return 1
    failed = []
    spawn = get_context("spawn")
    with ProcessPoolExecutor(options.jobs, spawn, _start, (options.unsafe, options.timeout)) as pool:
        grading = {pool.submit(_grade, options.assignment, student, options.force): student for student in students}
        for number, done in enumerate(as_completed(grading), 1):
            success, log = done.result()
            _count("")
            print(log, end="", flush=True)
            _count(f"{number} of {len(students)} students")
            failed += [] if success else [grading[done]]
    _count("")
    for student in sorted(failed):
        print(f"not graded: {student}")
    return int(bool(failed))


def _count(text):
    """One line that changes, for who watches."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def _start(unsafe, timeout):
    """In each process, once: the configuration, and patience with the gradebook."""
    global API
    config = PyFileConfigLoader(CONFIG).load_config()
    config.Examine.unsafe = unsafe
    if timeout:
        config.Execute.timeout = timeout
    event.listen(Engine, "connect", _wait_for_others)
    API = NbGraderAPI(config=config)
    API.log.setLevel(config.Application.log_level)
    API.log.addFilter(_shortened)


def _shortened(entry):
    """Of a traceback only the last line, which says what is wrong with a file that is no notebook."""
    if (text := entry.getMessage()).startswith("Traceback"):
        entry.msg, entry.args = text.strip().splitlines()[-1], ()
    return True


def _wait_for_others(connection, _):
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")


def _grade(assignment, student, force):
    result = API.autograde(assignment, student, force=force)
    return result["success"], result.get("log", "")
