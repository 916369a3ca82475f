"""The rules of a lesson, for the lessons told anew; and that each rule notices when it is broken."""

import copy
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from reading import PREDICTION, estimate, on_the_page, pictures, plumbing, predictions, stated, tags

NOTEBOOKS = sorted((Path(__file__).parent.parent.parent / "notebooks").glob("*.ipynb"))
LESSONS = NOTEBOOKS
SITTING, MINUTES_PER_PICTURE, PLUMBING = 60, 8, 0.25


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def one_sitting(notebook):
    return stated(notebook) <= SITTING


def honest_minutes(notebook):
    return estimate(notebook) <= stated(notebook)


def enough_pictures(notebook):
    return pictures(notebook) >= stated(notebook) / MINUTES_PER_PICTURE


def machinery_out_of_sight(notebook):
    return plumbing(notebook) <= PLUMBING


def one_classroom_import(notebook):
    found = re.findall(r"^(?:from|import) nnlib\.teaching.*", "\n".join(cell.source for cell in code(notebook)), re.M)
    return len(found) == 1


def no_drawing_on_the_page(notebook):
    source = "\n".join(cell.source for cell in code(notebook))
    return not re.search(r"matplotlib|\bplt\.|\bshow\(|\balt=", source)


def one_right_option(notebook):
    return all(sum(reply.startswith("**Right.**") for reply in replies) == 1 for replies in predictions(notebook))


def an_explorable(notebook):
    return any("nbval-ignore-output" in tags(cell) and "explore." in cell.source for cell in code(notebook))


def a_question_and_a_recap(notebook):
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return "?" in on_the_page(texts[0].split("| |")[0]) and 3 <= texts[-1].count("<details>") <= 6


RULES = [
    one_sitting,
    honest_minutes,
    enough_pictures,
    machinery_out_of_sight,
    one_classroom_import,
    no_drawing_on_the_page,
    one_right_option,
    an_explorable,
    a_question_and_a_recap,
]
NOT_FOR_THE_START = {machinery_out_of_sight, one_classroom_import, a_question_and_a_recap}  # 00 is the classroom


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_keeps_the_rules(path, rule):
    if path.stem.startswith("00") and rule in NOT_FOR_THE_START:
        pytest.skip("lesson 00 shows the classroom")
    notebook = nbformat.read(path, 4)
    words = f"{stated(notebook)} minutes stated, {estimate(notebook):.1f} estimated, {pictures(notebook)} pictures, "
    assert rule(notebook), words + f"{plumbing(notebook):.0%} plumbing"


def places(notebooks):
    """How often the right option stands first, second, third, …"""
    rows = [replies for notebook in notebooks for replies in predictions(notebook)]
    return Counter([reply.startswith("**Right.**") for reply in replies].index(True) for replies in rows)


def test_the_right_option_stands_in_all_places():
    found = places(nbformat.read(path, 4) for path in LESSONS)
    assert found.total() >= 10 and max(found.values()) <= found.total() / 2
    assert all(found[place] >= found.total() / 6 for place in (0, 1, 2)), found


def test_the_first_network_is_trained_within_five_hours():
    assert sum(stated(nbformat.read(path, 4)) for path in LESSONS[:7]) <= 290


# ---- each rule, broken ----
def prediction(*replies):
    options = "\n".join(f"<details><summary>{i}</summary>\n\n{reply}\n\n</details>" for i, reply in enumerate(replies))
    return new_markdown_cell(f"{PREDICTION} Which?\n\n{options}")


def small_lesson():
    """A lesson of one cell each that keeps all rules."""
    recall = "\n".join(f"<details><summary>{i}</summary>\n\nanswer\n\n</details>" for i in range(3))
    picture = nbformat.v4.new_output("display_data", {"text/html": '<img alt="a still" src="data:image/png;base64,">'})
    return nbformat.v4.new_notebook(
        cells=[
            new_markdown_cell("# 01 A lesson\n\nWhy?\n\n| | |\n|---|---|\n| **Time** | 7 minutes: all 7 |"),
            new_code_cell("from nnlib.teaching.lessons.xor import check, explore, pictures"),
            new_code_cell("x = 1\n" * 10),
            new_code_cell("explore.it()", metadata={"tags": ["nbval-ignore-output"]}, outputs=[picture]),
            prediction("no", "**Right.** yes", "no"),
            new_markdown_cell(f"## Recap\n\n{recall}"),
        ]
    )


def change(number, old, new):
    def broken(notebook):
        assert old in notebook.cells[number].source
        notebook.cells[number].source = notebook.cells[number].source.replace(old, new)

    return broken


BROKEN = [
    (one_sitting, change(0, "7 minutes", "61 minutes")),
    (honest_minutes, change(5, "## Recap", "## Recap\n\n" + "word " * 130 * 6)),
    (honest_minutes, change(2, "x = 1\n", "x = 1\n" * 10)),
    (honest_minutes, change(5, "## Recap", "## Recap\n\n" + "$$x$$ " * 13)),
    (honest_minutes, lambda notebook: notebook.cells.extend([prediction("**Right.** yes", "no", "no")] * 8)),
    (honest_minutes, lambda notebook: notebook.cells[2].metadata.update(tags=["exercise"]) or twice(notebook, 2)),
    (enough_pictures, lambda notebook: notebook.cells[3].outputs.clear()),
    (enough_pictures, change(0, "7 minutes", "9 minutes")),
    (machinery_out_of_sight, change(2, "x = 1\n", "pictures.it(x)\n")),
    (machinery_out_of_sight, change(2, "x = 1\n", "for i in range(3):\n    ax.plot(\n        i\n    )\n")),
    (one_classroom_import, change(1, "xor", "xor import check\nfrom nnlib.teaching.lessons.xor")),
    (no_drawing_on_the_page, change(2, "x = 1\n", "show(fig, alt='a picture')\n")),
    (no_drawing_on_the_page, change(2, "x = 1\n", "import matplotlib.pyplot as plt\n")),
    (one_right_option, change(4, "**Right.** yes", "Yes")),
    (one_right_option, change(4, "no", "**Right.** no")),
    (an_explorable, lambda notebook: notebook.cells[3].metadata.clear()),
    (a_question_and_a_recap, change(0, "?", ".")),
    (a_question_and_a_recap, change(5, "<details>", "")),
]


def twice(notebook, number):
    notebook.cells.append(copy.deepcopy(notebook.cells[number]))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_small_lesson_keeps_the_rules(rule):
    assert rule(small_lesson())


@pytest.mark.parametrize("number", range(len(BROKEN)))
def test_a_broken_rule_is_noticed(number):
    rule, broken = BROKEN[number]
    lesson = small_lesson()
    broken(lesson)
    assert not rule(lesson), rule.__name__


def test_the_places_of_right_options_are_counted():
    lesson = small_lesson()
    lesson.cells += [prediction("**Right.** yes", "no", "no"), prediction("no", "no", "no", "**Right.** yes")]
    assert places([lesson, small_lesson()]) == {1: 2, 0: 1, 3: 1}
