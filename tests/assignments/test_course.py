"""COURSE.md says what is so: minutes, lessons, exercises and tasks; and a deck is made from every lesson."""

import importlib
import os
import re
import subprocess
import sys

import nbformat
import psutil
import pytest
from test_assignments import COURSE, NAMES, ROOT, tasks

from nnlib.teaching.checking.progress import EXERCISES
from nnlib.teaching.lessons import LESSONS

sys.path[:0] = [str(COURSE), str(ROOT / "tests"), str(ROOT / "tests" / "doors")]

import hub_memory  # noqa: E402
import reading  # noqa: E402
from browser import AS_ROOT, CHROMIUM, FLAGS  # noqa: E402
from instructor import __main__, deck, slides  # noqa: E402

PAGE = (COURSE / "COURSE.md").read_text("utf-8")
NOTEBOOKS = {path.stem[:2]: path for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))}
FIRST_PAPERS = [name for name in NAMES if not name.endswith("-b")]
PLANS = ["Six weeks", "Twelve weeks"]


def lesson(number):
    return nbformat.read(NOTEBOOKS[number], as_version=4)


def table(text, heading):
    """The rows of the first table below a heading, cells stripped."""
    lines = text.partition(f"## {heading}\n")[2].partition("\n## ")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return rows[2:]


def assignments():
    """{name: (the last lesson it needs, minutes)}, as the guide has them."""
    rows = re.findall(
        r"^\| (\d-[\w-]+)(?:, [\w-]+)?: [^|]+ \| (\d\d) \| (\d+) \|$", (COURSE / "README.md").read_text("utf-8"), re.M
    )
    return {name: (after, int(minutes)) for name, after, minutes in rows}


def minutes(numbers, names):
    return sum(reading.stated(lesson(number)) for number in numbers) + sum(assignments()[name][1] for name in names)


def words(cell):
    return [word for word in cell.split(", ") if word]


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_has_every_lesson_and_assignment_once_in_order_and_its_minutes_are_right(plan):
    rows = table(PAGE, plan)
    assert [number for _, numbers, _, _ in rows for number in words(numbers)] == list(NOTEBOOKS)
    assert [name for _, _, names, _ in rows for name in words(names)] == FIRST_PAPERS
    for week, numbers, names, stated in rows:
        assert int(stated) == minutes(words(numbers), words(names)), f"week {week}"
    seen = ""
    for _, numbers, names, _ in rows:
        seen = words(numbers)[-1]
        assert all(assignments()[name][0] <= seen for name in words(names))
    total = sum(int(row[3]) for row in rows)
    assert f"it is {total} minutes of work, about {round(total / 60)} hours." in PAGE


def test_late_starters_are_told_the_minutes_of_part_1():
    assert f"lessons 00 to 03: {minutes(['00', '01', '02', '03'], [])} minutes" in PAGE


def test_outcomes_name_every_exercise_of_each_lesson_and_every_task_once():
    rows = table(PAGE, "What students can do afterwards")
    assert [number for number, *_ in rows] == list(NOTEBOOKS)
    for (number, _, exercises, _), room in zip(rows, LESSONS, strict=True):
        importlib.import_module(f"nnlib.teaching.lessons.{room}.check")
        assert sorted(re.findall(r"`(\w+)`", exercises)) == sorted(EXERCISES[room]), number
    named = [task for *_, cell in rows for task in re.findall(r"`([^`]+)`", cell)]
    papers = {name: name[0] + "b" * name.endswith("-b") for name in NAMES}
    assert sorted(named) == sorted(f"{papers[name]} {task}" for name in NAMES for task in [*tasks(name), "written"])


def test_six_questions_each_say_what_a_good_answer_has():
    questions = re.findall(r"^\d\. \*\*(.+?)\*\* (.+)$", PAGE.partition("## Language models")[2], re.M)
    assert len(questions) == 6
    assert all(len(good.split()) > 10 for _, good in questions)


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux says of a process")
def test_memory_of_a_process_counts_what_it_has_started():
    child = "import sys; kept = b'x' * (100 << 20); print(flush=True); sys.stdin.read()"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with subprocess.Popen([sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()  # the child has its memory
        own, alone, peak = hub_memory.memory(psutil.Process(process.pid))
        process.stdin.close()
    assert 100 < own < alone <= peak < 200


def test_the_memory_of_a_class_follows_from_what_was_measured():
    text = (COURSE / "HUB.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| (.+?) \| (\d+ \| \d+ \| \d+) \|$", text, re.M))
    server, *kernels = [tuple(map(int, row.split(" | "))) for row in rows.values()]
    *lessons, middle, worst = kernels
    assert middle == tuple(sorted(column)[len(lessons) // 2] for column in zip(*lessons, strict=True))
    assert worst == tuple(map(max, zip(*lessons, strict=True)))
    for learners in hub_memory.CLASS:
        needs = [
            hub_memory.needed(learners, server, kernel, shared) for shared in (True, False) for kernel in kernels[-2:]
        ]
        assert "| {} | {:.0f} to {:.0f} GB | {:.0f} to {:.0f} GB |".format(learners, *needs) in text
    assert f"took {server[2] + worst[2]} MB at their peak" in text


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    """{number of a lesson: file}, as the command makes them."""
    folder = tmp_path_factory.mktemp("slides")
    __main__.main(["slides", "--to", str(folder)])
    return {path.stem[:2]: path for path in sorted(folder.glob("*.html"))}


def test_a_deck_has_the_lessons_question_pictures_and_predictions(decks):
    assert list(decks) == list(NOTEBOOKS)
    for number in NOTEBOOKS:
        made, notebook = deck.slides(lesson(number)), lesson(number)
        kinds = [slide.kind for slide in made]
        assert made[0].heading == re.match("# (.+)", notebook.cells[0].source)[1]
        assert made[kinds.index("question")].body.rstrip("</p>\n").endswith("?")
        assert kinds.count("picture") == reading.pictures(notebook)
        assert kinds.count("hands") == kinds.count("answer") == len(reading.predictions(notebook))
        assert all(kinds[place + 1] == "answer" for place, kind in enumerate(kinds) if kind == "hands")
        stored = [alt for cell in notebook.cells for alt, _ in reading.stored_pictures(cell)]
        page = {"outputs": [{"data": {"text/html": decks[number].read_text("utf-8")}}]}
        assert [alt for alt, _ in reading.stored_pictures(page)] == stored


def test_a_show_of_hands_does_not_give_the_answer_away():
    for number in NOTEBOOKS:
        made = deck.slides(lesson(number))
        for asked, answered in zip(made, made[1:], strict=False):
            if asked.kind == "hands":
                assert "Right" not in asked.body and "class=right" not in asked.body
                letter = deck.LETTERS[[("class=right" in item) for item in answered.body.split("<li")[1:]].index(True)]
                assert answered.heading == f"Right is {letter}"


def test_no_deck_shows_a_solution_or_asks_a_foreign_host(decks):
    for number, file in decks.items():
        page = file.read_text("utf-8")
        assert not re.search(r"(?:src|href)=(?![\"']?data:)|@import|url\(", page), number
        for cell in lesson(number).cells:
            for solution in re.findall(r"<summary>Solution</summary>\s+```python\n(.*?)```", cell.source, re.S):
                for line in solution.splitlines():
                    assert len(line.strip()) < 25 or line.startswith(("def ", "class ")) or line.strip() not in page


def test_formulas_need_no_script():
    page = deck.html("For $x_1 - x_2$, and [lesson 05](05-backpropagation.ipynb) says why.")
    assert "<msub><mi>x</mi><mn>1</mn></msub>" in page and "$" not in page
    assert "</math>,</span>" in page and "and lesson 05 says" in page


def test_a_lesson_that_is_not_there_is_refused_in_a_sentence():
    assert slides.lesson("7") == NOTEBOOKS["07"]
    with pytest.raises(SystemExit, match="There is no lesson 20, only 00 to 19. Write, for example, 07."):
        slides.lesson("20")


SMALLEST = 24  # pixels of letters, on a slide of 1280 by 720
MISFITS = """smallest => [...document.querySelectorAll("section")].flatMap((slide, index) => {
    const box = slide.querySelector("div").getBoundingClientRect()
    const parts = [...slide.querySelectorAll("div *")].filter(part => !part.closest("math") || part.matches("math"))
    const over = part => {
        const { left, right, top, bottom, width } = part.getBoundingClientRect()
        return width && (left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1)
    }
    const small = part => parseFloat(getComputedStyle(part).fontSize) < smallest - 0.01
    return [...parts.filter(part => over(part) || small(part))].map(part => [index + 1, part.outerHTML.slice(0, 80)])
})"""


@pytest.mark.skipif("CI" not in os.environ, reason="takes long: set CI=1")
def test_every_slide_fits_a_screen_and_can_be_read_from_the_last_row(decks):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *["--no-sandbox"] * AS_ROOT])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        for number, file in decks.items():
            page.goto(file.as_uri())
            assert page.evaluate(MISFITS, SMALLEST) == [], number
            page.keyboard.press("ArrowRight")
            assert page.evaluate("document.activeElement.ariaLabel").startswith("Slide 2 of"), number
            assert page.evaluate("scrollY") == 720, number
        browser.close()
