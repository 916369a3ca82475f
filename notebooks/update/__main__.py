"""A new edition of the course, with what you wrote in it.

python notebooks/update          in a git clone: fetches the new edition, and keeps what you wrote
python notebooks/update FOLDER   brings here what you wrote in FOLDER: an older copy of the course, or lessons and
                                 progress.json that you downloaded from a browser

Close JupyterLab first. FOLDER stays as it is. What changes here is copied before, to the folder before-update beside
the lessons' folder. It needs Python alone, and git for the first.
"""

import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

from cells import merged, notebooks, text_of
from clone import Clone, Refused

HERE = Path(__file__).resolve().parent.parent  # the lessons
KEPT = HERE.parent / "before-update" / time.strftime("%Y-%m-%d-%H%M%S")


def keep(path):
    """A copy of a file of HERE as it was before this update changed it."""
    copy = KEPT / path.relative_to(HERE)
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    return copy


def replace(path, text):
    """A finished file takes the old one's place."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text, "utf-8", newline="\n")
    os.replace(fresh, path)


def topic(path):
    """A lesson is known by its topic, since its number may change: 07-xor (1).ipynb, as browsers count, is xor."""
    return re.sub(r" \(\d+\)$", "", path.stem).partition("-")[2]


def lesson_for(path):
    """The lesson of this topic in this folder. None if the course has it no more."""
    return next((each for each in sorted(path.parent.glob("*.ipynb")) if topic(each) == topic(path)), None)


def bring(text, lesson, shipped=None):
    """What is written in a notebook of this text comes into the lesson. True if all went well."""
    try:
        (new, *other), kept = notebooks(lesson.read_text("utf-8")), 0
        if other:
            raise ValueError("can't come: the lesson here has conflict markers. Mend it with  python notebooks/update")
        olds = notebooks(text)
        for old in olds:  # where there are two, old cells of the course may be among them, too
            cells, more = merged(new, old, shipped, both=len(olds) > 1)
            new, kept = new | {"cells": cells}, kept + more
    except ValueError as error:
        print(f"{lesson.name}: what you have {error}")
        return False
    if kept:
        keep(lesson)
        replace(lesson, text_of(new))
        print(f"{lesson.name}: brought {kept} cell{'s' * (kept > 1)} of yours")
    return True


def bring_progress(old, new):
    """What is solved in one of the two files is solved. True if all went well."""
    try:
        before, now = (json.loads(each.read_text("utf-8-sig")) if each.exists() else {} for each in (old, new))
        both = now | {name: bool(solved or now.get(name)) for name, solved in before.items()}
    except (ValueError, AttributeError, TypeError) as error:
        print(f"{old} or {new} can't be read: {error}")
        return False
    if both != now:
        if new.exists():
            keep(new)
        replace(new, json.dumps(both, indent=1))
        print(f"{new.name}: {sum(both.values())} exercises are solved")
    return True


def from_folder(old):
    """What is written in an older copy or in downloads comes here. True if all went well."""
    old = old / "notebooks" if (old / "notebooks").is_dir() else old
    found, well = sorted(old.glob("*.ipynb")), True
    if not found or old.resolve() == HERE:
        raise Refused(f"{old} holds no lessons but these: name the folder of an older copy, or of downloads.")
    for path in found:
        lesson = lesson_for(HERE / path.name)
        if lesson:
            well &= bring(path.read_bytes().decode("utf-8-sig", "replace"), lesson)
        else:
            print(f"{path.name}: is no lesson of the course, and stays where it is")
    return well & bring_progress(old / "progress.json", HERE / "progress.json")


def from_upstream():
    """The clone's next edition, with what is written in this one. True if all went well."""
    clone, well = Clone(HERE), True
    fresh, paths = clone.fetch(), clone.changed()
    yours = {path: clone.versions(path) for path in paths}
    if not fresh and not any("<<<<<<<" in path.read_text("utf-8", "replace") for path in paths):
        print("This is the newest edition.")
        return True
    copies = {path: keep(path) for path in paths}
    try:
        clone.take_new(paths)
    except Refused:
        for path, copy in copies.items():
            shutil.copy2(copy, path)
        raise
    for path, (text, shipped) in yours.items():
        lesson = lesson_for(path)
        if lesson is None:
            print(f"{path.name} has left the course")
        else:
            well &= bring(text, lesson, shipped)
    print(f'Now let pip see what is new:  "{sys.executable}" -m pip install -r requirements.txt')
    return well


if __name__ == "__main__":
    try:
        well = from_folder(Path(sys.argv[1])) if len(sys.argv) > 1 else from_upstream()
        if KEPT.exists():
            print(f"As they were before: {KEPT}")
        sys.exit(not well)
    except Refused as refusal:
        sys.exit(str(refusal))
