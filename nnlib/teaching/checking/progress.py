"""What has been solved so far, remembered in a small JSON file beside the notebooks."""

import contextlib
import functools
import importlib
import json
import os
import textwrap
import time
from dataclasses import replace
from pathlib import Path

from ..lessons import LESSONS
from .verdict import Verdict

EXERCISES = {}  # room of a lesson: [exercise, ...], in the order of the lesson
UNWRITTEN = {}  # verdicts of this session that could not be written
BUSY = 5  # seconds after which another kernel's lock is taken for a leftover


def path():
    """NNLIB_PROGRESS if it is set, else progress.json in the current folder, which is that of the notebook."""
    return Path(os.environ.get("NNLIB_PROGRESS") or "progress.json")


def read():
    """{"forward_pass.relu": True or False}, with what this session could not write. Missing or damaged: empty."""
    return _merged(_stored() or {}, UNWRITTEN)


def _stored():
    """What the file holds; None if it is damaged."""
    try:
        content = path().read_bytes()
    except OSError:
        return {}
    try:
        solved = json.loads(content) if content.strip() else {}  # in whatever encoding of Unicode an editor has left it
    except ValueError:
        return None
    return solved if isinstance(solved, dict) else None


def _merged(solved, more):
    """What is solved stays solved."""
    return solved | {exercise: bool(solved.get(exercise) or passed) for exercise, passed in more.items()}


def remember(exercise, passed):
    """Write one verdict. Nothing that the file holds is lost: not by two kernels, a full disk or a damaged file."""
    if path() == Path(os.devnull):
        return
    UNWRITTEN.update(_merged(UNWRITTEN, {exercise: passed}))
    with contextlib.suppress(OSError), _alone():
        solved = _stored()
        if solved is None:
            os.replace(path(), path().with_name(f"{path().name}.damaged-{time.time_ns()}"))
        fresh = path().with_name(f"{path().name}.{os.getpid()}.new")
        try:
            with fresh.open("w", encoding="utf-8") as file:
                json.dump(_merged(solved or {}, UNWRITTEN), file, indent=1)
                file.flush()
                os.fsync(file.fileno())  # on the disk before its name is
            os.replace(fresh, path())
        finally:
            fresh.unlink(missing_ok=True)
        UNWRITTEN.clear()


def _unwritten():
    return f"{path().absolute()} can't be written: what is new counts until this kernel stops."


@contextlib.contextmanager
def _alone():
    """One kernel at a time: whoever can make the lock file. OSError where nothing can be written."""
    lock = path().with_name(f"{path().name}.lock")
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            with contextlib.suppress(OSError):
                if time.time() - lock.stat().st_mtime > BUSY:
                    lock.unlink()
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def exercise(checker):
    """Decorator of a checker: lists it for progress() and remembers its verdicts."""
    room = checker.__module__.split(".")[-2]  # as in nnlib.teaching.lessons.xor.check
    EXERCISES.setdefault(room, []).append(checker.__name__)

    @functools.wraps(checker)
    def checked(*answers) -> Verdict:
        verdict = checker(*answers)
        if verdict.passed is not None:
            remember(f"{room}.{checker.__name__}", verdict.passed)
            if UNWRITTEN:
                verdict = replace(verdict, hint=f"{verdict.hint} {_unwritten()}".strip())
        return verdict

    return checked


def progress():
    """Print a line for each lesson: how many of its exercises are solved, and which are open."""
    for room in LESSONS:
        importlib.import_module(f"..lessons.{room}.check", __package__)
    solved = read()
    for number, room in enumerate(LESSONS):
        names = EXERCISES.get(room, [])
        open_ones = [name for name in names if not solved.get(f"{room}.{name}")]
        line = f"{number:02d} {room.replace('_', ' ')}   {len(names) - len(open_ones)} of {len(names)} solved"
        rest = f"   open: {', '.join(open_ones)}" if open_ones else ""
        print(textwrap.fill(line + rest, 88, subsequent_indent=" " * (len(line) + 9)))
    if UNWRITTEN:
        print(_unwritten())
