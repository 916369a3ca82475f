"""A new edition of the course with what the reader wrote in it: from a clone with real git, a zip file, downloads."""

import copy
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from rerun import fingerprints

ROOT = Path(__file__).parent.parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
GIT = [
    "git",
    "-c",
    "user.name=a",
    "-c",
    "user.email=a@b.c",
    "-c",
    "init.defaultBranch=main",
    "-c",
    "core.autocrlf=false",
]
STUB = "def double(x):\n    ..."
ANSWER = "def double(x):\n    return 2 * x"
NOTE = "**Yours, kept by the update:**"


def cell(name, source, kind="code", tags=()):
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    return make(source, id=name, metadata={"tags": list(tags)} if tags else {})


def edition(word="old", stub=STUB, more=(), check="check.double(double)"):
    """A lesson as the course ships it."""
    cells = [
        cell("title", "# Lesson", "markdown"),
        cell("text", f"An {word} word.", "markdown"),
        cell("exercise", stub, tags=["exercise"]),
        cell("check", check),
        *more,
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["shipped"] = fingerprints(notebook)
    return notebook


def write(path, notebook):
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def sources(path):
    """The sources of a file that is a notebook."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return [each.source for each in notebook.cells]


def change(path, name, source):
    notebook = nbformat.read(path, as_version=4)
    next(each for each in notebook.cells if each.id == name).source = source
    nbformat.write(notebook, path)


def add(path, after, source):
    """What a reader does with Esc, B: a new cell below."""
    notebook = nbformat.read(path, as_version=4)
    names = [each.id for each in notebook.cells]
    notebook.cells.insert(names.index(after) + 1, nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, path)


def course(folder, notebook=None, name="01-lesson"):
    """A copy of a small course. Returns its lesson."""
    shutil.copytree(
        ROOT / "notebooks/update", folder / "notebooks/update", ignore=shutil.ignore_patterns("__pycache__")
    )
    (folder / "requirements.txt").write_text("numpy\n")
    (folder / ".gitignore").write_text("progress.json*\nbefore-update/\n__pycache__/\n")
    path = folder / f"notebooks/{name}.ipynb"
    write(path, notebook or edition())
    return path


def git(folder, *words, check=True):
    return subprocess.run([*GIT, *words], cwd=folder, check=check, capture_output=True, text=True)


def update(folder, *arguments):
    """The README's command: (exit code, what it printed)."""
    command = [sys.executable, "notebooks/update", *map(str, arguments)]
    run = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    return run.returncode, run.stdout


def publish(folder):
    git(folder, "add", "--all")
    git(folder, "commit", "-qm", "an edition")


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


@pytest.fixture
def theirs(tmp_path):
    """The course's lesson where it is made."""
    lesson = course(tmp_path / "theirs")
    git(tmp_path / "theirs", "init", "-q")
    publish(tmp_path / "theirs")
    return lesson


@pytest.fixture
def clone(tmp_path, theirs):
    git(tmp_path, "clone", "-q", "theirs", "ours")
    git(tmp_path / "ours", "config", "user.name", "a")
    git(tmp_path / "ours", "config", "user.email", "a@b.c")
    return tmp_path / "ours"


@pytest.fixture
def mine(clone):
    """The reader's lesson: the exercise is answered, and run, and a cell is added."""
    lesson = clone / "notebooks/01-lesson.ipynb"
    change(lesson, "exercise", ANSWER)
    add(lesson, "text", "my_own = 1")
    return lesson


def new_edition(theirs, notebook=None):
    write(theirs, notebook or edition("new"))
    publish(theirs.parent.parent)


UPDATED = ["# Lesson", "An new word.", "my_own = 1", ANSWER, "check.double(double)"]


# ---- a clone ----
def test_a_clone_gets_the_new_word_and_keeps_the_answer(clone, theirs, mine):
    new_edition(theirs)
    progress = mine.with_name("progress.json")
    progress.write_text('{"lesson.double": true}')
    before = mine.read_bytes()
    assert git(clone, "pull", check=False).returncode == 1  # why this command is there
    code, says = update(clone)
    assert (code, sources(mine)) == (0, UPDATED), says
    assert "brought 2 cells of yours" in says and "pip install -r requirements.txt" in says
    assert json.loads(progress.read_text("utf-8")) == {"lesson.double": True}
    (kept,) = (clone / "before-update").rglob("*.ipynb")
    assert kept.read_bytes() == before
    assert git(clone, "log", "-1", "--format=%H").stdout == git(theirs.parent, "log", "-1", "--format=%H").stdout


def test_the_edition_after_that_keeps_it_too(clone, theirs, mine):
    for word in ("new", "newer"):
        new_edition(theirs, edition(word))
        assert update(clone)[0] == 0
    assert sources(mine) == ["# Lesson", "An newer word.", "my_own = 1", ANSWER, "check.double(double)"]


def test_what_both_have_changed_stands_twice_the_readers_below(clone, theirs, mine):
    new_edition(theirs, edition("new", "def double(number):\n    ..."))
    assert update(clone)[0] == 0
    _, _, _, stub, note, answer, _ = sources(mine)
    assert stub == "def double(number):\n    ..." and note.startswith(NOTE) and answer == ANSWER
    new_edition(theirs, edition("newer", "def double(number):\n    ..."))
    assert update(clone)[0] == 0
    assert sources(mine)[3:6] == [stub, note, answer] and sources(mine)[1] == "An newer word."


def test_a_cell_that_the_reader_left_alone_is_the_new_one_whatever_it_is(clone, theirs):
    new_edition(theirs, edition("new", "def double(number):\n    ...", [cell("more", "more = 1")]))
    assert update(clone)[0] == 0
    assert sources(clone / "notebooks/01-lesson.ipynb") == sources(theirs)
    assert not (clone / "before-update").exists()


def test_a_lesson_that_was_renumbered_keeps_its_answers(clone, theirs, mine):
    theirs.unlink()
    new_edition(theirs.with_name("02-lesson.ipynb"))
    assert update(clone)[0] == 0
    assert sources(mine.with_name("02-lesson.ipynb")) == UPDATED and not mine.exists()


def test_without_anything_new_nothing_happens(clone, mine):
    before = contents(clone / "notebooks")
    assert update(clone) == (0, "This is the newest edition.\n")
    assert contents(clone / "notebooks") == before and not (clone / "before-update").exists()


def test_offline_nothing_happens_and_git_says_why(clone, theirs, mine):
    before = contents(clone / "notebooks")
    shutil.move(theirs.parent.parent, clone.parent / "gone")
    code, says = update(clone)
    assert code == 1 and says.startswith("git fetch: ") and "Traceback" not in says
    assert contents(clone / "notebooks") == before


def test_another_change_that_is_in_the_way_is_named_and_all_is_as_it_was(clone, theirs, mine):
    (theirs.parent.parent / "requirements.txt").write_text("numpy>=2\n")
    new_edition(theirs)
    (clone / "requirements.txt").write_text("numpy>=1\n")
    before = contents(clone / "notebooks")
    code, says = update(clone)
    assert code == 1 and "requirements.txt" in says and "Traceback" not in says
    assert contents(clone / "notebooks") == before


@pytest.mark.parametrize("resolved", [False, True], ids=["as git left it", "marked as resolved"])
def test_a_file_that_a_pull_has_damaged_is_mended(clone, theirs, mine, resolved):
    new_edition(theirs, edition("new", "def double(number):\n    ...", check="check.double(double, mended)"))
    git(clone, "pull", "--autostash", "--quiet", check=False)
    assert "<<<<<<<" in mine.read_text("utf-8")  # no notebook any more
    if resolved:
        git(clone, "add", "--all")
    code, says = update(clone)
    assert code == 0, says
    had = sources(mine)
    assert had[:4] == ["# Lesson", "An new word.", "my_own = 1", "def double(number):\n    ..."]
    assert had[4].startswith(NOTE) and had[5:7] == [ANSWER, "check.double(double, mended)"]
    assert len(had) == 7 or resolved  # then nobody knows that the old check was the course's, and it follows


def test_out_of_a_conflict_the_readers_file_is_whole_again(clone, theirs, mine):
    from clone import Clone  # found because of rerun

    before = mine.read_text("utf-8")
    new_edition(theirs, edition("new", "def double(number):\n    ..."))
    git(clone, "pull", "--autostash", "--quiet", check=False)
    assert mine.read_text("utf-8") != before
    assert Clone(clone / "notebooks").versions(mine) == (before, fingerprints(edition()))


def test_commits_of_ones_own_are_refused_and_the_lines_it_names_help(clone, theirs, mine):
    git(clone, "commit", "-aqm", "my answer")
    change(mine, "check", "check.double(double)  # not committed")
    new_edition(theirs)
    before = contents(clone / "notebooks")
    code, says = update(clone)
    assert code == 1 and "commits of its own" in says and contents(clone / "notebooks") == before
    lines = re.findall(r"^  (git .+|python .+)$", says, re.M)
    assert len(lines) == 4
    for line in lines[:3]:
        git(clone, *line.split()[1:])
    assert lines[3] == "python notebooks/update ../mine" and update(clone, "../mine")[0] == 0
    assert sources(mine) == [*UPDATED[:-1], "check.double(double)  # not committed"]


def test_a_merge_under_way_is_named(clone, theirs, mine):
    git(clone, "commit", "-aqm", "my answer")
    new_edition(theirs, edition("new", "def double(number):\n    ..."))
    git(clone, "pull", "--no-rebase", check=False)
    code, says = update(clone)
    assert code == 1 and "git merge --abort" in says


# ---- another folder: a zip file, downloads ----
@pytest.fixture
def old(tmp_path):
    """The reader's copy of an edition, as it came in a zip file."""
    lesson = course(tmp_path / "old")
    change(lesson, "exercise", ANSWER)
    add(lesson, "text", "my_own = 1")
    return tmp_path / "old"


@pytest.mark.parametrize("place", [".", "notebooks"])
def test_a_new_folder_gets_what_was_written_in_the_old_one(tmp_path, old, place):
    lesson = course(tmp_path / "new", edition("new"), "02-lesson")
    (old / "notebooks/progress.json").write_text('{"a.b": true, "c.d": false, "e.f": true}', "utf-8-sig")
    (tmp_path / "new/notebooks/progress.json").write_text('{"c.d": true, "e.f": false}')
    write(old / "notebooks/my-notes.ipynb", edition())
    before = contents(old)
    code, says = update(tmp_path / "new", old / place)
    assert (code, sources(lesson)) == (0, UPDATED), says
    assert json.loads((tmp_path / "new/notebooks/progress.json").read_text("utf-8")) == dict.fromkeys(
        ["a.b", "c.d", "e.f"], True
    )
    assert "my-notes.ipynb: is no lesson of the course" in says and contents(old) == before
    assert {path.name for path in (tmp_path / "new/before-update").rglob("*.*")} == {lesson.name, "progress.json"}
    after = contents(tmp_path / "new/notebooks")
    assert update(tmp_path / "new", old / place)[0] == 0  # once more changes nothing
    assert contents(tmp_path / "new/notebooks") == after


def test_a_second_download_is_known_though_the_browser_has_renamed_it(tmp_path, old):
    lesson = old / "notebooks/01-lesson.ipynb"
    lesson.rename(lesson.with_name("01-lesson (1).ipynb"))
    new = course(tmp_path / "new", edition("new"))
    assert update(tmp_path / "new", old)[0] == 0 and sources(new) == UPDATED


def test_two_answers_to_one_exercise_are_both_kept(tmp_path, old):
    lesson = course(tmp_path / "new", edition("new"))
    change(lesson, "exercise", "def double(x):\n    return x + x")
    for _ in range(2):
        assert update(tmp_path / "new", old)[0] == 0
        assert sources(lesson)[3:4] + sources(lesson)[5:6] == ["def double(x):\n    return x + x", ANSWER]


def test_a_cell_that_has_left_the_course_stays_if_the_reader_wrote_in_it(tmp_path):
    lesson = course(tmp_path / "old", edition(more=[cell("a", "a = 1"), cell("b", "b = 1")]))
    change(lesson, "b", "b = 2")
    new = course(tmp_path / "new", edition("new"))
    assert update(tmp_path / "new", tmp_path / "old")[0] == 0
    assert sources(new) == [*sources(course(tmp_path / "plain", edition("new"))), "b = 2"]


def test_an_edition_without_stamps_keeps_answers_and_added_cells(tmp_path, old):
    lesson = old / "notebooks/01-lesson.ipynb"
    notebook = nbformat.read(lesson, as_version=4)
    del notebook.metadata["shipped"]
    nbformat.write(notebook, lesson)
    new = course(tmp_path / "new", edition("new"))
    assert update(tmp_path / "new", old)[0] == 0
    assert sources(new) == UPDATED


@pytest.mark.parametrize(
    "content, says",
    [
        (b"<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", "has conflict markers of git, and neither side"),
        (b'{"cells"', "is no notebook"),
        (b"[1, 2]", "is no notebook"),
        (b"\xff\xfe{\x00}\x00", "is no notebook"),
        (
            b'{"cells": [{"cell_type": "code", "source": "", "metadata": {}}], "metadata": {}}',
            "is no notebook whose cells have ids",
        ),
        (b'{"cells": [3]}', "is no notebook"),
    ],
)
def test_what_is_no_notebook_is_named_and_the_others_come(tmp_path, old, content, says):
    new = course(tmp_path / "new", edition("new"))
    write(tmp_path / "new/notebooks/02-other.ipynb", edition())
    (old / "notebooks/02-other.ipynb").write_bytes(content)
    code, said = update(tmp_path / "new", old)
    assert code == 1 and f"02-other.ipynb: what you have {says}" in said
    assert "Traceback" not in said and sources(new) == UPDATED


def test_a_damaged_progress_file_is_named_and_not_written_over(tmp_path, old):
    course(tmp_path / "new", edition("new"))
    (old / "notebooks/progress.json").write_text('{"a.b": true}')
    for damaged in ('{"a', "[1]", "3"):
        (tmp_path / "new/notebooks/progress.json").write_text(damaged)
        code, says = update(tmp_path / "new", old)
        assert code == 1 and "can't be read" in says and "Traceback" not in says
        assert (tmp_path / "new/notebooks/progress.json").read_text("utf-8") == damaged


def test_a_folder_without_lessons_is_refused(tmp_path):
    course(tmp_path / "new")
    for folder in (tmp_path, tmp_path / "nowhere", tmp_path / "new"):
        code, says = update(tmp_path / "new", folder)
        assert code == 1 and "holds no lessons" in says and "Traceback" not in says


def test_without_a_clone_it_asks_for_a_folder(tmp_path):
    course(tmp_path / "new")
    code, says = update(tmp_path / "new")
    assert code == 1 and "Name the folder" in says


# ---- the lessons themselves ----
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_keeps_each_answer_and_is_written_as_jupyter_writes_it(path):
    from cells import merged, notebooks, text_of

    text = path.read_text("utf-8")
    (new,) = notebooks(text)
    assert text_of(new) == text and merged(new, new) == (new["cells"], 0)
    old = copy.deepcopy(new)
    stubs = [each for each in old["cells"] if "exercise" in each["metadata"].get("tags", [])]
    for stub in stubs:
        stub["source"] = ["answer = 1"]
    cells, kept = merged(new, old)
    assert kept == len(stubs) > 0 and [each["source"] for each in cells] == [each["source"] for each in old["cells"]]


def test_a_cell_of_a_notebook_can_run_it(tmp_path, old):
    """Where there is no terminal: %run of its file, in the folder of the lessons."""
    lesson = course(tmp_path / "new", edition("new"))
    command = [sys.executable, "-m", "IPython", "-c", "%run update/__main__.py ../../old"]
    run = subprocess.run(command, cwd=lesson.parent, capture_output=True, text=True)
    assert sources(lesson) == UPDATED, run.stdout + run.stderr


@pytest.mark.parametrize("page", ["README.md", "notebooks/00-start-here.ipynb", "notebooks/TROUBLESHOOTING.md"])
def test_the_command_is_told(page):
    assert re.search(r"python notebooks/update\b", (ROOT / page).read_text("utf-8"))
