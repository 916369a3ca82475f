"""What a lesson asks of its reader: minutes, pictures, and how much of the code on the page is about its subject.

    python tests/reading.py notebooks/01-data.ipynb

The pace is that of somebody new to all of it, as published for text of this kind.
"""

import ast
import base64
import html
import re
import sys

import nbformat

WORDS_PER_MINUTE = 130
SECONDS_PER_CODE_LINE = 4
SECONDS_PER_EQUATION = 30  # a displayed one
SECONDS_PER_PREDICTION = 45
MINUTES_PER_EXERCISE = 5
PREDICTION = "**Predict before you run.**"
CLASSROOM = {"pictures", "explore", "check", "progress", "show", "plt", "fig", "figure", "ax", "axes", "inspect"}


def tags(cell):
    return cell.metadata.get("tags", [])


def on_the_page(text):
    """Markdown without what is folded, and without the addresses of links."""
    return re.sub(r"\]\([^)]*\)", "]", re.sub(r"<details>.*?</details>", "", text, flags=re.S))


def lines_of_code(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def estimate(notebook):
    """Minutes for a new reader, exercises included; what is folded is not counted."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    page = on_the_page("\n".join(texts))
    equations = len(re.findall(r"\$\$.+?\$\$", page, re.S))
    words = len(re.sub(r"\$\$.+?\$\$", "", page, flags=re.S).split())
    code = sum(len(lines_of_code(cell)) for cell in notebook.cells if cell.cell_type == "code")
    seconds = SECONDS_PER_CODE_LINE * code + SECONDS_PER_EQUATION * equations
    seconds += SECONDS_PER_PREDICTION * "\n".join(texts).count(PREDICTION)
    exercises = [cell.source for cell in notebook.cells if "exercise" in tags(cell)]
    letters = sum(source.startswith("diagnosis_") for source in exercises)  # one of four letters, as in a prediction
    seconds += SECONDS_PER_PREDICTION * letters
    exercises = len(exercises) - letters
    return words / WORDS_PER_MINUTE + seconds / 60 + MINUTES_PER_EXERCISE * exercises


def stated(notebook):
    """The minutes that the first cell promises."""
    return int(re.search(r"\*\*Time\*\* \| (\d+) minutes", notebook.cells[0].source)[1])


def predictions(notebook):
    """For each prediction the replies to its options, in order; the one to the right option opens with **Right.**"""
    found = []
    for cell in notebook.cells:
        for question in cell.source.split(PREDICTION)[1:] if cell.cell_type == "markdown" else ():
            found.append([reply for _, reply in options(question)])
    return found


def options(question):
    """(option, reply) for each folded answer."""
    return re.findall(r"<details><summary>(.+?)</summary>\n\n(.+?)\n\n</details>", question, re.S)


def stored_pictures(cell):
    """(alt, PNG) of each picture among the outputs of a cell, stills of explorables included."""
    pages = [output.get("data", {}).get("text/html", "") for output in cell.get("outputs", ())]
    found = re.findall(r'<img alt="(.*?)".*? src="data:image/png;base64,(.*?)"', "".join(pages))
    return [(html.unescape(alt), base64.b64decode(png)) for alt, png in found]


def pictures(notebook):
    """How many pictures are stored, those of one output counted once."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return sum(bool(stored_pictures({"outputs": [output]})) for output in outputs)


def is_plumbing(statement):
    """An import, or a statement that only draws, shows or checks."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return True
    names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return bool(names & CLASSROOM)


def plumbing_lines(source):
    """The numbers of the lines that are the classroom's, not the lesson's."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and not hasattr(node, "body") and is_plumbing(node):
            found |= set(range(node.lineno, node.end_lineno + 1))
    return found


def plumbing(notebook):
    """The share of the code lines on the page that are not the lesson's own subject."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return sum(len(plumbing_lines(cell.source)) for cell in cells) / sum(len(lines_of_code(cell)) for cell in cells)


if __name__ == "__main__":
    for path in sys.argv[1:]:
        lesson = nbformat.read(path, 4)
        right = [[reply.startswith("**Right.**") for reply in replies] for replies in predictions(lesson)]
        places = [row.index(True) + 1 if True in row else None for row in right]
        print(
            f"{path}: {stated(lesson)} minutes stated, {estimate(lesson):.0f} estimated; "
            f"{pictures(lesson)} pictures; {plumbing(lesson):.0%} of the code is plumbing; right options stand {places}"
        )
