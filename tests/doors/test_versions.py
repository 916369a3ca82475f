"""What is asked for, and in which versions: requirements.txt, setup.py, pyproject.toml, oldest.txt."""

import os
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent.parent
NNLIB = "-e ."  # the last line of requirements.txt
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def read(path):
    lines = [line.partition("#")[0].strip() for line in (ROOT / path).read_text("utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and line != NNLIB]


def versions(requirements, operator):
    """[(name, version)] of the one bound with this operator that each requirement has."""
    found = []
    for requirement in requirements:
        (version,) = [each.version for each in requirement.specifier if each.operator == operator]
        found.append((canonicalize_name(requirement.name), Version(version)))
    return sorted(found)


def test_oldest_txt_pins_the_lower_bound_of_each_direct_requirement():
    extras = [Requirement(line) for lines in PROJECT["optional-dependencies"].values() for line in lines]
    direct = read("requirements.txt") + [each for each in extras if each.name != PROJECT["name"]]
    pins = read("tests/oldest.txt")
    assert versions(pins, "==") == versions(direct, ">=")
    assert all(len(pin.specifier) == 1 for pin in pins)
    assert [each.name for each in direct if not any(limit.operator == "<" for limit in each.specifier)] == []


def test_nnlib_asks_for_the_list_of_requirements_txt(monkeypatch):
    asked = {}
    monkeypatch.setitem(sys.modules, "setuptools", SimpleNamespace(setup=asked.update))
    runpy.run_path(ROOT / "setup.py")
    assert [Requirement(line) for line in asked["install_requires"]] == read("requirements.txt")
    assert "dependencies" in PROJECT["dynamic"] and "dependencies" not in PROJECT


def test_the_newest_python_is_the_same_wherever_it_is_named():
    newest = max(int(each.rpartition(".")[2]) for each in PROJECT["classifiers"] if "3." in each)
    named = f"Python 3.11 to 3.{newest}"
    assert named in (ROOT / "README.md").read_text("utf-8")
    assert named in (ROOT / "requirements.txt").read_text("utf-8").splitlines()[0]


@pytest.mark.network
def test_requirements_txt_alone_installs_all_it_lists_and_nnlib(request, tmp_path):
    if not (os.environ.get("CI") or "network" in request.config.option.markexpr):
        pytest.skip("installs packages: set CI, or run pytest -m network tests/doors/test_versions.py")
    source, venv = tmp_path / "course", tmp_path / "venv"
    source.mkdir()
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):  # as a zip file has them, without .git
        if name.startswith("nnlib/") or "/" not in name or name == "notebooks/environment.py":
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*command, cwd=source):
        return subprocess.run(command, cwd=cwd, env=environment, check=True, capture_output=True, text=True).stdout

    run(sys.executable, "-m", "venv", venv)
    run(python, "-m", "pip", "install", "--no-deps", "-r", "requirements.txt")
    code = "from environment import check_environment; check_environment()"
    lines = run(python, "-c", code, cwd=source / "notebooks").splitlines()
    assert {line.split()[0] for line in lines} == {"[OK]"} and len(lines) > 10, lines
