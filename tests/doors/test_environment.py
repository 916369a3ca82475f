"""The environment check of the first lesson, a file beside the notebooks that needs nothing but Python."""

import ast
import importlib.util
import random
import subprocess
import sys
import types
from pathlib import Path

import nbformat
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "notebooks/environment.py"
NEEDED = ["numpy>=2.0,!=2.5.2,!=2.5.3,<3  # all lessons", "nbval<0.12,>=0.11"]
INSTALLED = {"numpy": "2.4.6", "nbval": "0.11.0"}
LISTED = [line for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if line[:1].isalpha()]
REQUIREMENTS = [Requirement(line.split(" #")[0]) for line in LISTED]
ELSEWHERE = 'sys_platform != "emscripten"'  # the one marker that the check reads
NAMES = [need.name for need, line in zip(REQUIREMENTS, LISTED, strict=True) if "# tests" not in line]  # a learner's


@pytest.fixture
def environment():
    spec = importlib.util.spec_from_file_location("environment", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_imports_nothing_but_the_standard_library():
    nodes = list(ast.walk(ast.parse(FILE.read_text("utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    assert names and names <= sys.stdlib_module_names | {"pyodide_js"}  # which Python in a web page always has


def test_a_web_page_brings_the_packages_or_is_not_the_course_s(environment, monkeypatch, capsys):
    lock = types.SimpleNamespace(packages=types.SimpleNamespace(to_py=lambda: {"numpy": 0, environment.COURSE: 0}))
    monkeypatch.setitem(sys.modules, "pyodide_js", types.SimpleNamespace(lockfile=lock))
    monkeypatch.setattr(sys, "platform", "emscripten")
    environment.check_environment()
    said = "[OK]  Python 3.11 or newer\n[OK]  this page brings each package when a cell asks for it\n"
    assert capsys.readouterr().out == said
    assert environment.page({"numpy": 0}).startswith("[FIX] this page knows no nnlib")


def test_all_is_well(environment):
    assert environment.report((3, 11, 7), NEEDED, INSTALLED.get) == [
        "[OK]  Python 3.11 or newer",
        "[OK]  numpy 2.0 or newer, below 3",
        "[OK]  nbval 0.11 or newer, below 0.12",
    ]


def test_each_fix_names_the_command(environment):
    assert environment.report((3, 10), NEEDED, {"numpy": "1.26.4"}.get) == [
        "[FIX] Python 3.10 is too old: install Python 3.11 or newer",
        '[FIX] numpy 1.26.4 does not fit: run  %pip install "numpy>=2.0,!=2.5.2,!=2.5.3,<3"',
        '[FIX] nbval is missing: run  %pip install "nbval>=0.11,<0.12"',
    ]


@pytest.mark.parametrize("version", ["3.0", "3", "2.5.3", "1.99"])
def test_a_version_outside_the_range_does_not_fit(environment, version):
    assert environment.report((3, 13), NEEDED[:1], lambda _: version)[1].startswith(f"[FIX] numpy {version} ")


@pytest.mark.parametrize("need", REQUIREMENTS, ids=str)
def test_versions_fit_as_packaging_says_in_whatever_order_the_range_is_written(environment, need):
    ranges = str(need.specifier).split(",")
    limits = [limit.lstrip("<>!=") for limit in ranges]
    versions = ["0.1", "2", "2.10", "100", *limits]
    versions += [limit + tail for limit in limits for tail in (".0", ".0.0", ".1", "1", ".1rc1")]
    for seed in range(5):
        random.Random(seed).shuffle(ranges)
        name, parsed = environment.parse(need.name + ",".join(ranges))
        assert name == need.name
        for version in versions:
            assert environment.fits(version, parsed) == need.specifier.contains(version, prereleases=True), version


def test_this_environment_fits_requirements_txt(environment, capsys):
    environment.check_environment()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["[OK]"] * len(lines)
    assert [line.split()[1].rstrip(",") for line in lines] == ["Python", "nnlib", *NAMES]


def test_without_the_list_it_asks_what_pip_has_noted(environment, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "REQUIREMENTS", tmp_path / "none.txt")
    monkeypatch.setattr(environment.metadata, "requires", lambda _: ["numpy<3,>=2.0", 'ruff>=0.1; extra == "dev"'])
    assert environment.requirements() == ["numpy<3,>=2.0"]

    def unknown(name):
        raise environment.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(environment.metadata, "requires", unknown)
    assert environment.requirements() == []
    environment.check_environment()
    assert len(capsys.readouterr().out.splitlines()) == 2


BLOCKED = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocker())
from environment import check_environment
check_environment()
"""
ABSENT = """
import sys
sys.modules.update(dict.fromkeys({blocked!r}))
from environment import check_environment
check_environment()
"""
IMPORTED_AS = {"pillow": "PIL", "scikit-learn": "sklearn"}


def lines_without(names, code=BLOCKED, folder=FILE.parent):
    """What a fresh Python prints in the folder of the notebooks when these cannot be imported."""
    blocked = {IMPORTED_AS.get(name, name) for name in names}
    command = [sys.executable, "-c", code.format(blocked=blocked)]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


@pytest.mark.parametrize("code", [BLOCKED, ABSENT], ids=["blocked", "absent"])
@pytest.mark.parametrize("name", NAMES)
def test_a_package_that_is_missing_is_named_with_its_command(name, code):
    lines = lines_without([name], code)
    (fix,) = [line for line in lines if line.startswith("[FIX]")]
    assert fix.startswith(f'[FIX] {name} is missing: run  %pip install "{name}>=') and len(lines) == 2 + len(NAMES)


@pytest.fixture
def alone(environment, monkeypatch, tmp_path):
    """The check in a folder of its own, in a Python without nnlib."""
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    spec = environment._spec
    monkeypatch.setattr(environment, "_spec", lambda name: None if name == "nnlib" else spec(name))
    return environment


def test_with_nothing_there_at_all_one_command_brings_everything(tmp_path):
    copy = tmp_path / "notebooks/environment.py"
    copy.parent.mkdir()
    copy.write_bytes(FILE.read_bytes())
    (tmp_path / "requirements.txt").write_bytes((ROOT / "requirements.txt").read_bytes())
    lines = lines_without([*NAMES, "nnlib", "packaging"], folder=copy.parent)
    assert lines[0].startswith("[OK]") and lines[1].startswith("[FIX] nnlib") and sys.executable in lines[1]
    assert "%pip install -e .." in lines[2]
    assert [line.split()[:2] for line in lines[3:]] == [["[FIX]", name] for name in NAMES]
    assert (FILE.parent / ".." / "pyproject.toml").exists()  # what .. stands for


def test_a_stranger_called_nnlib_is_noticed(environment, monkeypatch, tmp_path):
    (tmp_path / "nnlib").mkdir()
    (tmp_path / "nnlib/__init__.py").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.delitem(sys.modules, "nnlib", raising=False)
    assert "a stranger is called nnlib" in environment.library()


def test_another_copy_of_the_course_is_noticed(environment, monkeypatch, tmp_path):
    for copy in ("old", "new"):
        (tmp_path / copy / "nnlib/teaching").mkdir(parents=True)
        (tmp_path / copy / "nnlib/__init__.py").touch()
        (tmp_path / copy / "notebooks").mkdir()
        (tmp_path / copy / "notebooks/environment.py").touch()
    monkeypatch.syspath_prepend(tmp_path / "old")
    monkeypatch.delitem(sys.modules, "nnlib", raising=False)
    monkeypatch.setattr(environment, "ROOT", tmp_path / "old")
    assert environment.library().startswith("[OK]")
    monkeypatch.setattr(environment, "ROOT", tmp_path / "new")
    assert f"another copy of the course, {tmp_path / 'old'}: run  %pip install -e .." in environment.library()


@pytest.mark.parametrize("place, python", [("lib/python3.12", "bin/python"), ("Lib", "Scripts/python.exe")])
def test_another_python_is_named_with_the_one_to_choose(alone, capsys, monkeypatch, tmp_path, place, python):
    folder = tmp_path / ".venv"
    (folder / place / "site-packages/nn_from_scratch_course-0.1.0.dist-info").mkdir(parents=True)
    (folder / "pyvenv.cfg").touch()
    (folder / python).parent.mkdir()
    (folder / python).touch()
    alone.check_environment()
    ok, fix, where, *_, command = capsys.readouterr().out.splitlines()  # packages missing here are no matter
    assert ok.startswith("[OK]  Python") and fix.endswith(sys.executable) and where.endswith(str(folder))
    assert command.strip() == f'"{folder / python}" -m ipykernel install --user --name nn-from-scratch'
    monkeypatch.setattr(sys, "prefix", str(folder))  # the right one, from which nnlib has gone
    assert alone.wrong_kernel() is None and "%pip install -e .." in alone.library()


def test_another_python_without_the_course_is_no_better(alone, tmp_path):
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/pyvenv.cfg").touch()
    assert alone.wrong_kernel() is None


def test_in_a_web_page_nothing_is_asked_for_that_makes_no_sense_there(environment, monkeypatch, tmp_path):
    assert {str(need.marker) for need in REQUIREMENTS if need.marker} == {ELSEWHERE}
    there = {environment.parse(line)[0] for line in environment.requirements("emscripten")}
    assert there == {need.name for need in REQUIREMENTS if need.name in NAMES and not need.marker}
    assert set(NAMES) - there == {"jupyterlab"}
    monkeypatch.setattr(environment, "REQUIREMENTS", tmp_path / "none.txt")
    monkeypatch.setattr(environment.metadata, "requires", lambda _: ["numpy<3,>=2.0", f"jupyterlab>=4; {ELSEWHERE}"])
    assert environment.requirements("emscripten") == ["numpy<3,>=2.0"]


def test_lesson_00_asks_before_it_imports_anything():
    cells = nbformat.read(ROOT / "notebooks/00-start-here.ipynb", as_version=4).cells
    first = next(cell.source for cell in cells if cell.cell_type == "code")
    assert first == "from environment import check_environment\n\ncheck_environment()"
