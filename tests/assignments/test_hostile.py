"""A class of hostile students between two honest ones: no points, nothing changed, and the log says who and where."""

import contextlib
import os
import re
import shutil
import socket
import sqlite3
import sys
import threading

import nbformat
import pytest
from hostile import HOSTILE, WRITTEN
from test_assignments import COURSE, ROOT, cells, release, tasks
from test_grading import NAME, instructors_folder, marks, nbgrader, solved

sys.path.insert(0, str(ROOT / "tests" / "doors"))
from browser import AS_ROOT, CHROMIUM, FLAGS, server  # noqa: E402

pytestmark = pytest.mark.skipif("CI" not in os.environ, reason="some minutes; set CI=1 for that")
HONEST = ("aaron", "zoe")  # graded before and after all others


def submission(code):
    notebook = release(NAME)
    for task in tasks(NAME):
        cells(notebook)[task].source = "pass"
    cells(notebook)["crossings"].source = code
    return notebook


@pytest.fixture(scope="module")
def listener():
    """A port of this machine, and who has connected to it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        callers = []

        def listen():
            with contextlib.suppress(OSError):
                while True:
                    callers.append(server.accept()[0].recv(100))

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], callers


@pytest.fixture(scope="module")
def graded(tmp_path_factory, listener):
    """The folder after grading, and the log."""
    folder = tmp_path_factory.mktemp("course")
    instructors_folder(folder)
    shutil.copytree(COURSE / "source" / NAME, folder / "source" / NAME)
    port, _ = listener
    notebooks = {student: solved() for student in HONEST}
    for student, (code, _) in HOSTILE.items():
        notebooks[student] = submission(code.replace("FOLDER", str(folder)).replace("PORT", str(port)))
    cells(notebooks["script"])["written"].source = WRITTEN
    for student, notebook in notebooks.items():
        path = folder / "submitted" / student / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    poison = folder / "submitted" / "poison" / NAME / "nnlib"
    poison.mkdir()
    (poison / "__init__.py").write_text("POISON = 'poison'")
    nbgrader(folder, f"nbgrader generate_assignment {NAME}")
    files = {path for path in folder.rglob("*") if "autograded" not in path.parts}
    run = nbgrader(folder, f"nbgrader autograde {NAME} --Execute.timeout=10")
    assert run.returncode == 0, run.stderr
    for line in (f"nbgrader generate_feedback {NAME}", "nbgrader export"):
        assert nbgrader(folder, line).returncode == 0
    return folder, run.stderr, files


def test_the_table(graded):
    """Also to be read: pytest -s prints it."""
    folder, log, _ = graded
    table = marks(folder)
    missing = []
    for student, (_, words) in HOSTILE.items():
        lines = re.findall(rf" {student}, {NAME}: (.*)", log)
        points = float(table[student]["score"])
        print(f"| {student} | {points:g} | {'; '.join(lines) or 'nothing to say'} |")
        missing += [(student, points, lines)] if points or words not in " ".join(lines) else []
    assert missing == []


def test_others_have_their_marks_and_no_line_in_the_log(graded):
    folder, log, _ = graded
    for student in HONEST:
        assert float(marks(folder)[student]["score"]) == 16
        assert not re.search(rf" {student}, {NAME}: ", log)


def test_the_gradebook_holds_what_the_tests_gave(graded):
    folder, *_ = graded
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as book:
        assert book.execute("select max(auto_score), max(manual_score) from grade").fetchone() == (3, None)


def test_nothing_was_written_outside_nothing_is_left_running_and_nobody_called(graded, listener):
    folder, _, before = graded
    after = {path for path in folder.rglob("*") if not {"autograded", "feedback"} & set(path.parts)}
    new = {path.name for path in after - before if "__pycache__" not in path.parts}
    assert new <= {"marks.csv", "marks-1-data.csv"}, new
    assert not os.path.exists("/tmp/outlived") and listener[1] == []


def test_no_script_in_what_the_lecturer_and_the_student_see(graded):
    folder, *_ = graded
    page = (folder / "feedback" / "script" / NAME / f"{NAME}.html").read_text("utf-8")
    kept = (folder / "autograded" / "script" / NAME / f"{NAME}.ipynb").read_text("utf-8")
    outputs = nbformat.reads(kept, as_version=4).cells
    shown = str([cell.get("outputs") for cell in outputs])
    assert not re.search(r"<script>|onerror|onload|=.?javascript:", shown)
    assert not re.search(r"<script>document|<img[^>]*onerror|<svg[^>]*onload|href=.javascript", page)


@pytest.fixture(scope="module")
def browser(graded, tmp_path_factory):
    """(a browser that JupyterLab knows, JupyterLab's address, {student: Formgrader's page})."""
    from playwright.sync_api import sync_playwright

    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(graded[0], folder / "work")  # JupyterLab writes to it
    query = "select a.student_id, n.id from submitted_notebook n join submitted_assignment a on n.assignment_id = a.id"
    with contextlib.closing(sqlite3.connect(graded[0] / "gradebook.db")) as book:
        pages = {student: f"formgrader/submissions/{number}/" for student, number in book.execute(query)}
    flags = [*FLAGS, *["--no-sandbox"] * AS_ROOT]
    with server(folder) as (address, token), sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags).new_context()
        chromium.set_default_timeout(120_000)
        chromium.new_page().goto(f"{address}/lab?token={token}")
        yield chromium, address, pages
        chromium.browser.close()


@pytest.mark.parametrize("place", ["formgrader", "feedback", "lab/tree/submitted", "lab/tree/autograded"])
def test_in_a_real_browser_no_script_of_a_student_runs(graded, browser, place):
    chromium, address, pages = browser
    page, ran = chromium.new_page(), []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    notebook = f"{place}/script/{NAME}/{NAME}"
    if place == "feedback":
        page.goto(f"file://{graded[0]}/{notebook}.html")
    else:
        page.goto(f"{address}/{pages['script'] if place == 'formgrader' else notebook + '.ipynb'}")
    page.locator("p", has_text="plain words").wait_for()  # the written answer, which is the last cell
    page.wait_for_timeout(2000)  # in which it would have run
    assert ran == [] and page.title() != "42"


def test_formgrader_shows_answers_and_their_points_and_leads_to_no_file_that_was_handed_in(browser):
    chromium, address, pages = browser
    page = chromium.new_page()
    page.goto(f"{address}/{pages['aaron']}")
    page.locator("p", has_text="the nearest row is the copy").wait_for()
    page.wait_for_function("document.querySelectorAll('input.score')[1]?.placeholder == '2'")
    page.goto(f"{address}/{pages['script']}")
    answer = page.locator(".nbgrader_cell, .panel", has_text="plain words").last
    answer.wait_for()
    links = answer.evaluate("node => [...node.querySelectorAll('a')].map(link => link.getAttribute('href'))")
    assert links == [None] * 3, "a, b and c of hostile.py"
