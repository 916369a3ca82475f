"""Every exercise of every lesson: its stub, its folded solution, and that nothing else depends on either."""

import importlib
import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

LESSONS = sorted((Path(__file__).parent.parent.parent / "notebooks").glob("*.ipynb"))
SOLUTION = re.compile(r"<details><summary>Solution</summary>\s+```python\n(.*?)```\s+</details>", re.S)


def tags(cell):
    return cell.metadata.get("tags", [])


def exercises(notebook):
    """(stub, check, help) for each exercise: the tagged cell, the cell that checks it, the Markdown after that."""
    cells = notebook.cells
    return [cells[i : i + 3] for i, cell in enumerate(cells) if "exercise" in tags(cell)]


WITH_EXERCISES = [lesson for lesson in LESSONS if exercises(nbformat.read(lesson, as_version=4))]
each_lesson = pytest.mark.parametrize("path", WITH_EXERCISES, ids=lambda path: path.stem)


@each_lesson
def test_an_exercise_is_a_stub_a_check_and_folded_help(path):
    found = exercises(nbformat.read(path, as_version=4))
    assert 2 <= len(found) <= (20 if path.stem[:2] in ("18", "19") else 4) or path.stem.startswith("00")
    for stub, check, help_cell in found:
        assert re.search(r"^\s+\.\.\.\s*$|= \.\.\.\s*$", stub.source, re.M), stub.source
        assert re.fullmatch(r"check\.(\w+)\((\w+)\)", check.source), check.source
        assert check.outputs[0]["data"]["text/plain"].startswith("[not attempted]"), check.outputs
        assert help_cell.cell_type == "markdown"
        assert re.findall(r"<summary>(.+?)</summary>", help_cell.source)[0] == "Hint 1"
        assert SOLUTION.search(help_cell.source), help_cell.source


@each_lesson
def test_progress_lists_the_exercises_in_the_order_of_the_lesson(path):
    found = exercises(nbformat.read(path, as_version=4))
    room = path.stem[3:].replace("-", "_")
    importlib.import_module(f"nnlib.teaching.lessons.{room}.check")
    listed = importlib.import_module("nnlib.teaching.checking.progress").EXERCISES[room]
    assert listed == [re.match(r"check\.(\w+)", check.source)[1] for _, check, _ in found]


def words(cell):
    """What a cell printed or returned, as text; a kernel may send what is printed in several pieces."""
    return "".join(out.get("text") or out.get("data", {}).get("text/plain", "") for out in cell.outputs)


@pytest.mark.long  # runs all lessons once more
@each_lesson
def test_the_solutions_pass_and_change_no_other_output(path, tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", os.fspath(tmp_path / "progress.json"))
    stored, solved = nbformat.read(path, as_version=4), nbformat.read(path, as_version=4)
    for stub, _, help_cell in exercises(solved):
        stub.source = SOLUTION.search(help_cell.source)[1]
    NotebookClient(solved, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
    checks = {check.id for _, check, _ in exercises(stored)}
    for before, after in zip(stored.cells, solved.cells, strict=True):
        if before.cell_type != "code" or "nbval-ignore-output" in tags(before):
            continue
        if before.id in checks:
            assert words(after).startswith("[right]"), (after.source, words(after))
        else:
            assert words(after) == words(before), after.source
