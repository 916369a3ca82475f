"""The lessons as rows of the README's table: minutes, exercises, and the seconds that a run of all cells takes here.

    python tests/lesson_table.py

The seconds are one run each, kernel start included; close other programs first.
"""

import re
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

LESSONS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


def minutes(notebook):
    """What the first cell says: for a reader, exercises included."""
    return int(re.search(r"\*\*Time\*\* \| (\d+) minutes", notebook.cells[0].source)[1])


def exercises(notebook):
    return sum("exercise" in cell.metadata.get("tags", []) for cell in notebook.cells)


def seconds(path):
    start = time.perf_counter()
    NotebookClient(nbformat.read(path, 4), timeout=300, resources={"metadata": {"path": path.parent}}).execute()
    return time.perf_counter() - start


if __name__ == "__main__":
    print("| lesson | minutes | exercises | runs in |\n|---|---|---|---|")
    for path in LESSONS:
        notebook = nbformat.read(path, 4)
        print(f"| {path.stem} | {minutes(notebook)} | {exercises(notebook)} | {seconds(path):.0f} s |", flush=True)
