"""What goes back: tables of marks, feedback as the platform wants it, the class report. No notebook is run here."""

import csv
import json
import os
import re
import shlex
import shutil
import sys
import warnings
import zipfile
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning
from test_assignments import COURSE, NAMES
from test_grading import instructors_folder
from test_identity import archive

sys.path.insert(0, str(COURSE))

from instructor import __main__, course, edition, marks, progress  # noqa: E402

NAME = NAMES[0]
CELLS = {"scale-example": 1, "scale-hidden": 1, "scale-edges": 1, "split-example": 1, "split-hidden": 6, "written": 4}
FULL = {cell: points for cell, points in CELLS.items() if cell != "written"}
VISIBLE = FULL | {"scale-hidden": 0, "scale-edges": 0, "split-hidden": 0}
STUDENTS = {  # id: (points of the tests, points of the written answer; None waits for a reader)
    "all": (FULL, 4),
    "waits": (FULL, None),
    "visible": (VISIBLE, 1),
    "little": (dict.fromkeys(FULL, 0), 0),
    "killed": (dict.fromkeys(FULL), None),  # the gradebook knows the cells, and no points
}
SAYS = "scale: yours is {}, the answer should be 2. <script>alert(1)</script>"


def grade(book, student, points, written):
    with warnings.catch_warnings():  # of nbgrader's own code, as in nbgrader_config.py
        warnings.simplefilter("ignore", SAWarning)
        book.add_submission(NAME, student)
    notebook = book.find_submission_notebook(NAME, NAME, student)
    for cell in notebook.grades:
        cell.auto_score, cell.needs_manual_grade = points.get(cell.name), False
        if cell.name == "written":
            cell.manual_score, cell.needs_manual_grade = written, written is None


def graded_notebook(said):
    output = new_output("error", ename="AssertionError", evalue=f"[not yet] \x1b[31m{said}\x1b[0m", traceback=[])
    cell = new_code_cell("", outputs=[output] if said else [])
    cell.metadata.nbgrader = {"grade": True, "grade_id": "scale-hidden"}
    return new_notebook(cells=[cell])


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A class after grading and feedback, and with an archive that was collected."""
    tmp_path = tmp_path_factory.mktemp("class")
    instructors_folder(tmp_path)
    record = {}
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}", "nn-from-scratch") as book:
        book.add_assignment(NAME)
        book.add_notebook(NAME, NAME)
        for name, points in CELLS.items():
            kind = "markdown" if name == "written" else "code"
            book.add_grade_cell(name, NAME, NAME, max_score=points, cell_type=kind)
        for number, (student, (points, written)) in enumerate(STUDENTS.items()):
            book.add_student(student, first_name="<b>Ann</b>", last_name="=1+1", email=f"{student}@uni.edu")
            grade(book, student, points, written)
            for step in ("submitted", "autograded"):
                path = tmp_path / step / student / NAME / f"{NAME}.ipynb"
                path.parent.mkdir(parents=True)
                nbformat.write(graded_notebook(points == VISIBLE and SAYS.format(number)), path)
                os.utime(path, (100, 100))
            page = tmp_path / "feedback" / student / NAME / f"{NAME}.html"
            page.parent.mkdir(parents=True)
            page.write_text(f"feedback to {student}")
            record[student] = {
                "page": f"Ann Lee_{number}_assignsubmission_file_/{NAME}.html",
                "name": "",
                "late": False,
            }
        book.add_student("absent", first_name="No", last_name="Body", email=None)
        book.db.commit()
    for student in ("handed", "stranger"):  # handed in, not graded
        (tmp_path / "submitted" / student / NAME).mkdir(parents=True)
    record["stranger"] = {"page": "x", "name": "Eve Fox", "late": True}
    (tmp_path / "downloaded" / NAME).mkdir(parents=True)
    (tmp_path / "downloaded" / NAME / "collected.json").write_text(json.dumps(record))
    return tmp_path


@pytest.fixture
def folder(template, tmp_path, monkeypatch):
    monkeypatch.chdir(shutil.copytree(template, tmp_path / "course"))
    return tmp_path / "course"


@pytest.fixture(scope="module", autouse=True)
def alembic_is_found():
    """nbgrader calls it by its name; nbgrader_config.py sees to that elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
        yield


def command(line):
    __main__.main(shlex.split(line))


def export(to="marks.csv"):
    app = course.application()
    with course.gradebook(app) as book:
        marks.Marks(parent=app, to=to).export(book)


def rows(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def timestamp(folder, student, text):
    (folder / "submitted" / student / NAME / "timestamp.txt").write_text(text)


def test_a_row_a_student_a_column_a_task_and_no_number_where_nothing_was_graded(folder):
    export()
    table = rows(folder / f"marks-{NAME}.csv")
    assert list(table["all"]) == [*marks.PERSON, *marks.RESULT, "scale", "split", "written"]
    told = {
        student: [row[column] for column in ("state", "score", "so_far", "scale", "split", "written")]
        for student, row in table.items()
    }
    assert told == {
        "absent": ["not submitted", "", "", "", "", ""],
        "all": ["graded", "14", "14", "3", "7", "4"],
        "handed": ["not graded", "", "", "", "", ""],
        "killed": ["not graded", "", "", "", "", ""],
        "little": ["graded", "0", "0", "0", "0", "0"],
        "stranger": ["not graded", "", "", "", "", ""],
        "visible": ["graded", "3", "3", "1", "1", "1"],
        "waits": ["to read", "", "10", "3", "7", ""],
    }
    assert {row["max"] for row in table.values()} == {"14"}
    assert table["stranger"]["last_name"] == "Eve Fox"
    assert [table["all"][column] for column in marks.PERSON[1:]] == ["'=1+1", "<b>Ann</b>", "all@uni.edu"]


def test_the_term_has_a_column_for_each_assignment_that_anybody_handed_in(folder):
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "nn-from-scratch") as book:
        book.add_assignment("2-later")
    export("term.csv")
    table = rows(folder / "term.csv")
    assert list(table["all"]) == [*marks.PERSON, NAME, f"{NAME} state"]
    assert {student: row[NAME] for student, row in table.items() if row[NAME]} == {
        "all": "14",
        "little": "0",
        "visible": "3",
    }
    assert (folder / f"term-{NAME}.csv").exists() and not (folder / "term-2-later.csv").exists()


def test_a_notebook_that_is_newer_than_its_points_has_no_score(folder):
    os.utime(folder / "submitted" / "all" / NAME / f"{NAME}.ipynb", (200, 200))
    export()
    row = rows(folder / f"marks-{NAME}.csv")["all"]
    assert (row["state"], row["score"], row["so_far"]) == ("newer notebook not graded", "", "14")


def test_who_is_late_and_what_it_costs(folder, capsys):
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace("c.PerDay.percent = 0", "c.PerDay.percent = 10"))
    command(f"due {NAME}")
    assert "no due date" in capsys.readouterr().out
    command(f"due {NAME} '2026-12-01 23:59'")
    assert re.search(f"{NAME} is due 2026-12-01 23:59.*\nEach day late costs 10 %", capsys.readouterr().out)
    for student, handed in {
        "all": "2026-12-03 02:04",
        "visible": "2026-12-01 23:00",
        "waits": "2026-12-30 12:00",
    }.items():
        timestamp(folder, student, datetime.fromisoformat(handed).astimezone().isoformat(" "))
    export()
    table = rows(folder / f"marks-{NAME}.csv")
    told = {student: [row["late"], row["penalty"], row["so_far"]] for student, row in table.items()}
    assert told["all"] == ["26:05", "2.8", "11.2"], "two days have begun: a fifth of 14"
    assert told["visible"] == told["little"][:1] + ["", "3"]
    assert told["waits"] == ["684:01", "10", "0"], "never below 0"
    assert told["stranger"][0] == "yes", "Canvas says so, and not by how much"

    command(f"due {NAME} '2026-12-05 12:00' --student all")
    assert "all has until 2026-12-05 12:00" in capsys.readouterr().out
    export()
    assert rows(folder / f"marks-{NAME}.csv")["all"]["score"] == "14"
    for line, words in {
        f"due {NAME} tomorrow": "'tomorrow' is no time",
        f"due {NAME} 2026-12-05 --student absent": "Nothing of absent was graded",
        "due 9-else": f"no assignment 9-else, only: {NAME}",
    }.items():
        with pytest.raises(SystemExit, match=words):
            command(line)


def test_feedback_goes_back_under_the_names_of_the_archive(folder, capsys):
    command(f"feedback {NAME}")
    with zipfile.ZipFile(folder / "feedback" / f"{NAME}.zip") as file:
        pages = {name: file.read(name).decode() for name in file.namelist()}
    assert pages == {
        f"Ann Lee_{number}_assignsubmission_file_/{NAME}.html": f"feedback to {student}"
        for number, student in enumerate(STUDENTS)
        if student in ("all", "visible", "little")
    }
    told = capsys.readouterr().out
    assert all(f"{who} is left out: {why}" in told for who, why in {"waits": "to read", "killed": "not graded"}.items())
    command(f"feedback {NAME} --unread")
    with zipfile.ZipFile(folder / "feedback" / f"{NAME}.zip") as file:
        assert len(file.namelist()) == 4
    (folder / "downloaded" / NAME / "collected.json").unlink()
    command(f"feedback {NAME}")
    assert f"all came by no archive: send feedback/all/{NAME}/{NAME}.html yourself" in capsys.readouterr().out
    (folder / "feedback" / "all" / NAME / f"{NAME}.html").unlink()
    with pytest.raises(SystemExit, match="no feedback for all. Nothing was zipped"):
        command(f"feedback {NAME}")


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def test_the_report_names_shares_mistakes_and_who_needs_a_word(folder):
    shutil.copytree(folder / "autograded" / "visible", folder / "autograded" / "copy")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "nn-from-scratch") as book:
        book.add_student("copy")
        grade(book, "copy", VISIBLE, 0)
        book.db.commit()
    path = folder / "autograded" / "copy" / NAME / f"{NAME}.ipynb"
    nbformat.write(graded_notebook(SAYS.format("[0.5 7.25]")), path)
    command(f"report {NAME}")
    page = Page((folder / "reports" / f"{NAME}.html").read_text("utf-8"))
    assert not {"script", "b", "iframe"} & set(page.tags), "names and messages are escaped"
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert "9 students, 5 graded" in page.text
    assert "2 × scale: yours is" in page.text and "<script>alert(1)</script>" in page.text
    alt = dict(page.attributes)["alt"]
    assert "scale: visible 80%, hidden 40%; split: visible 80%, hidden 40%; written: read 31%" in alt
    words = page.text.split("Who needs a word")[1]
    for why, who in {
        "handed in nothing": ["absent"],
        "not graded": ["handed", "killed", "stranger"],
        "the hidden tests fail": ["copy", "visible"],
        "few points": ["little"],
    }.items():
        part = words.split(f"{why} ({len(who)})")[1]
        assert [re.search(rf"\({student}\)", part) for student in who]
    assert "(all)" not in words and "(waits)" not in words


def test_progress_of_a_class(folder, capsys):
    (folder / "students.csv").write_text("id,first_name,last_name\nann,Ann,Lee\nbo,Bo,<b>Berg\ncy,,\ndi,,\nlazy,,\n")
    solved = {"data.nothing_of_this_name": True}
    names = list(progress.columns().values())
    solved |= dict.fromkeys(names[1][:2], True) | {names[1][2]: False}
    files = {"leeann_1_2_progress.json": json.dumps(solved), "bo_progress.json": "{broken", "cy_progress.json": "[1]"}
    files["di_progress.json"] = json.dumps({names[1][2]: False, names[4][0]: "maybe"})
    archive(folder / "handed" / "class.zip", files)
    command("progress handed")
    table = rows(folder / "progress.csv")
    lesson = list(table["ann"])[len(marks.PERSON) + 1]
    assert lesson == f"01 data (of {len(names[1])})"
    assert [table[student][lesson] for student in ("ann", "bo", "cy", "di", "lazy")] == ["2", "", "", "0", ""]
    told = capsys.readouterr().out
    assert "bo: bo_progress.json can't be read" in told and "cy: cy_progress.json can't be read" in told
    assert "progress.csv and progress.html: 2 of 5 students" in told
    assert re.search(rf"01 data \(of 3\) +{2 / 6:.0%}", told)
    assert told.splitlines()[-1] == "01 targets: 2 of 2 who tried have not solved it"
    page = (folder / "progress.html").read_text("utf-8")
    assert "Bo &lt;b&gt;Berg" in page and '<td class="some">2' in page and "<li>01 targets: 2 of 2 who tried" in page
    with pytest.raises(SystemExit, match="no folder elsewhere"):
        command("progress elsewhere")


def commands():
    guide = (COURSE / "README.md").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", guide, re.S)
    prefix = "python -m instructor "
    return [line.removeprefix(prefix) for block in blocks for line in block.splitlines() if line.startswith(prefix)]


def test_each_command_of_the_guide_that_nbgrader_lacks(folder, capsys, monkeypatch):
    monkeypatch.setattr(edition, "make", lambda here, to, assignments: (to / "x").mkdir(parents=True) or to / "x")
    shutil.copytree(COURSE / "release", folder / "release")
    archive(folder / "downloaded" / "progress" / "class.zip", {"all_progress.json": "{}"})
    (folder / "students.csv").write_text("id\nall\n")
    mine = {"due", "feedback", "report", "edition", "progress"}
    lines = [line for line in commands() if line.split()[0] in mine]
    assert {line.split()[0] for line in lines} == mine
    for line in lines:
        command(line)
        assert capsys.readouterr().out, line


def test_outside_of_the_course_the_commands_say_where_to_go(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match="no nbgrader_config.py in .* Go to notebooks/assignments"):
        command(f"report {NAME}")
