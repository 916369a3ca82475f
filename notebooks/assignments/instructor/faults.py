"""The mistakes that the tests have named: the last line of a red box, counted over the class."""

import re
from collections import defaultdict

import nbformat

COLOR = re.compile(r"\x1b\[[0-9;]*m")
MARK = re.compile(r"^\[[a-z ]+\] ")  # [not yet]
NUMBERS = re.compile(r"[\d.,\[\]\s+−-]+(e[-+]?\d+)?")  # and arrays of them
LONGEST = 160


def of_notebook(path):
    """{test cell: what its red box says} of a graded notebook; empty if there is none."""
    if not path.exists():
        return {}
    said = {}
    for cell in nbformat.read(path, as_version=4).cells:
        marks = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and marks.get("grade"):
            for output in cell.outputs:
                if output.output_type == "error":
                    said[marks["grade_id"]] = sentence(output)
    return said


def sentence(error):
    """The last line of a red box, without the marks that every verdict has."""
    *_, last = COLOR.sub("", error.evalue).strip().splitlines() or [""]
    kind = "" if error.ename in ("AssertionError", "Problem") else f"{error.ename}: "
    text = kind + (MARK.sub("", last) or "no words")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2]} …"


def counted(notebooks, task_of):
    """{task: [(sentence, students), ...]}, most frequent first, of {student: path}.

    Sentences that differ in their numbers only are one, and stand there as the first student got it.
    """
    first, who = {}, defaultdict(lambda: defaultdict(set))
    for student, path in notebooks.items():
        for cell, text in of_notebook(path).items():
            without = NUMBERS.sub("", text)
            who[task_of(cell)][first.setdefault((task_of(cell), without), text)].add(student)
    return {
        task: sorted(((text, sorted(students)) for text, students in texts.items()), key=lambda one: -len(one[1]))
        for task, texts in who.items()
    }
