"""What has been solved so far, remembered in a small JSON file beside the notebooks."""

import functools
import importlib
import json
import os
import textwrap
from pathlib import Path

from ..lessons import LESSONS
from .verdict import Verdict

EXERCISES = {}  # room of a lesson: [exercise, ...], in the order of the lesson


def path():
    """NNLIB_PROGRESS if it is set, else progress.json in the current folder, which is that of the notebook."""
    return Path(os.environ.get("NNLIB_PROGRESS") or "progress.json")


def read():
    """{"forward_pass.relu": True or False}. A file that is missing or damaged counts as empty."""
    try:
        solved = json.loads(path().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return solved if isinstance(solved, dict) else {}


def remember(exercise, passed):
    """Write one verdict; what is solved stays solved. Where nothing can be written, nothing is remembered."""
    solved = read()
    try:
        path().write_text(json.dumps(solved | {exercise: solved.get(exercise) or passed}, indent=1), "utf-8")
    except OSError:
        return


def exercise(checker):
    """Decorator of a checker: lists it for progress() and remembers its verdicts."""
    room = checker.__module__.split(".")[-2]  # as in nnlib.teaching.lessons.xor.check
    EXERCISES.setdefault(room, []).append(checker.__name__)

    @functools.wraps(checker)
    def checked(*answers) -> Verdict:
        verdict = checker(*answers)
        if verdict.passed is not None:
            remember(f"{room}.{checker.__name__}", verdict.passed)
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
