"""What students get: nothing that leaks, and everything that is needed."""

import os
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from test_assignments import COURSE, NAMES, ROOT, answers, cells, release, source, tasks

sys.path.insert(0, str(COURSE))

from instructor import __main__, edition  # noqa: E402

SECRET = re.compile(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END", re.S)
TELLING = 25  # letters: shorter lines stand in many programs, and so do these
COMMON = re.compile(r"rng = |from |import |except |with np\.errstate")


@pytest.fixture(scope="module")
def zipped(tmp_path_factory):
    """The zip file that the command makes."""
    folder = tmp_path_factory.mktemp("edition")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(COURSE)
        __main__.main(["edition", "--to", str(folder)])
    return folder / f"{edition.FOLDER}.zip"


@pytest.fixture(scope="module")
def unpacked(zipped):
    folder = zipped.parent / "a student's"
    with zipfile.ZipFile(zipped) as file:
        file.extractall(folder)
    return folder / edition.FOLDER


def texts(folder):
    """{path: text, a notebook's without the quotes and commas of JSON}."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".ipynb":
            notebook = nbformat.read(path, as_version=4)
            found[path] = "\n".join(cell.source for cell in notebook.cells) + nbformat.writes(notebook)
        elif path.suffix not in (".png", ".npz"):
            found[path] = path.read_text("utf-8")
    return found


def secret_lines(name):
    """Lines of solutions and hidden tests, and of the right answers that the tests know."""
    right, _ = answers(name)
    secrets = [text for cell in cells(source(name)).values() for text in SECRET.findall(cell.source)]
    return telling(name, [line for text in [*secrets, *sum(right.values(), [])] for line in text.splitlines()])


def secret_sentences(name):
    """Of model answer and rubric."""
    return telling(name, re.split(r"(?<=[.;:])\s", cells(source(name))["written"].source))


def telling(name, lines):
    shown = "\n".join(cell.source for cell in release(name).cells)
    lines = {line.strip() for line in lines}
    return {line for line in lines if len(line) > TELLING and line not in shown and not COMMON.match(line)}


def test_the_edition_holds_what_it_should_and_nothing_else(unpacked):
    top = {path.name for path in unpacked.iterdir()}
    installs = {"requirements.txt", "pyproject.toml", "setup.py"}
    assert top == {"README.md", "LICENSE", "LICENSE-TEXT", "nnlib", "notebooks"} | installs
    lessons = {path.name for path in (ROOT / "notebooks").glob("[0-9]*.ipynb")}
    assert {path.name for path in (unpacked / "notebooks").glob("*.ipynb")} == lessons
    assert {path.stem for path in unpacked.glob("notebooks/assignments/*/*")} == set(NAMES)
    for name in NAMES:
        handed_out = unpacked / "notebooks" / "assignments" / name / f"{name}.ipynb"
        assert handed_out.read_bytes() == (COURSE / "release" / name / f"{name}.ipynb").read_bytes()
    names = {part for path in unpacked.rglob("*") for part in path.relative_to(unpacked).parts}
    assert not names & {"source", "instructor", "tests", "__pycache__", ".git", "gradebook.db", "nbgrader_config.py"}


def test_nothing_leaks(unpacked):
    everything = texts(unpacked)
    for path, text in everything.items():
        assert not re.search("### BEGIN|Model answer|Rubric", text), path
    for name in NAMES:
        lines, sentences = secret_lines(name), secret_sentences(name)
        assert len(lines) > 50 and len(sentences) > 5
        for path, text in everything.items():
            assert not [sentence for sentence in sentences if sentence in text], path
            # one line may stand in a lesson, too, as exp(z) / exp(z).sum() does
            assert len(leaks := [line for line in lines if line in text]) < 2, (path, leaks)


def test_what_would_leak_is_seen():
    """The test before this one, on what students do not get."""
    for name in NAMES:
        [text] = texts(COURSE / "source" / name).values()
        assert all(sentence in text for sentence in secret_sentences(name))
        assert sum(line in text for line in secret_lines(name)) > 20


def test_links_lead_somewhere(unpacked):
    for path, text in texts(unpacked).items():
        if path.suffix not in (".md", ".ipynb"):
            continue
        for target in re.findall(r"\]\(([\w./-]+\.(?:md|ipynb|png|csv|py))(?:#[\w-]*)?\)", text):
            assert (path.parent / target).exists(), (path, target)


def test_the_readmes_packages_are_those_of_the_course(unpacked):
    """Its command installs the folder; so the same files have to be there that say what is needed."""
    start = (ROOT / "README.md").read_text("utf-8")
    mine = (unpacked / "README.md").read_text("utf-8")
    for command in re.findall(r"```(?:sh|bat)\n(.*?)```", mine, re.S):
        assert command in start
    assert mine.count("| [") == len(list((ROOT / "notebooks").glob("[0-9]*.ipynb")))
    assert "tests/" not in mine


def run(folder, *codes):
    """Run cells in a Python that knows no course but the one in this folder."""
    settings = {
        "PYTHONPATH": str(folder),
        "NNLIB_PROGRESS": os.devnull,
        "MPLBACKEND": "agg",
        "PATH": os.environ["PATH"],
    }
    program = "\n".join(code for code in codes if not code.startswith("%"))
    command = [sys.executable, "-c", program + "\nimport nnlib; print('from', nnlib.__file__)"]
    return subprocess.run(command, cwd=folder / "notebooks", env=settings, capture_output=True, text=True, timeout=600)


def first_cells(path, number):
    notebook = nbformat.read(path, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"][:number]


def test_a_student_can_start(unpacked):
    name = NAMES[0]
    given = cells(nbformat.read(unpacked / "notebooks" / "assignments" / name / f"{name}.ipynb", as_version=4))
    answer = cells(source(name))[tasks(name)[0]].source
    for codes in (
        first_cells(unpacked / "notebooks" / "00-start-here.ipynb", 2),
        [given["setup"].source, answer, given[f"{tasks(name)[0]}-example"].source],
    ):
        made = run(unpacked, *codes)
        assert made.returncode == 0, made.stderr
        assert f"from {unpacked / 'nnlib'}" in made.stdout


@pytest.mark.network
@pytest.mark.skipif("CI" not in os.environ, reason="installs the requirements; set CI=1 for that")
def test_the_readmes_command_installs_it(unpacked):
    [block] = re.findall(r"```sh\n(.*?)```", (unpacked / "README.md").read_text("utf-8"), re.S)
    *lines, start = block.strip().splitlines()
    assert start.startswith(".venv/bin/jupyter lab")
    for line in lines:
        command = shlex.split(line)
        command[0] = {"python3": sys.executable}.get(command[0], str(unpacked / command[0]))
        assert subprocess.run(command, cwd=unpacked, timeout=3600).returncode == 0
    asks = [str(unpacked / ".venv" / "bin" / "python"), "-c", "import nnlib; print(nnlib.__file__)"]
    told = subprocess.run(asks, cwd=Path("/"), capture_output=True, text=True, env={"PATH": os.environ["PATH"]})
    assert told.stdout.strip() == str(unpacked / "nnlib" / "__init__.py"), told.stderr


def test_only_the_assignments_that_are_named(tmp_path, monkeypatch):
    monkeypatch.chdir(COURSE)
    folder = edition.make(COURSE, tmp_path, NAMES[:1])
    assert [path.name for path in (folder / "notebooks" / "assignments").iterdir()] == NAMES[:1]
    with pytest.raises(SystemExit, match="no release of 9-else, only of 1-data"):
        __main__.main(["edition", "9-else", "--to", str(tmp_path)])
