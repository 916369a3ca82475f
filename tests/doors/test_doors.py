"""The ways in: requirements, Binder's pins, CI, the README; and what a clone holds."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from lesson_table import LESSONS, exercises, minutes
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def requirements(path):
    lines = [line.split(" #")[0].strip() for line in (ROOT / path).read_text("utf-8").splitlines()]
    return [Requirement(line) for line in lines if line[:1].isalpha()]


def test_every_requirement_has_a_range_and_a_reason_and_nnlib_comes_last():
    _, *lines, last = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    for line in lines:
        assert re.fullmatch(r"[\w-]+>=[\d.]+(,!=[\d.]+)*,<[\d.]+(; sys_platform != \S+)? +# .+", line), line
    assert last.startswith("-e . ")


def test_binder_pins_every_requirement_within_its_range():
    pins = {pin.name: str(pin.specifier).removeprefix("==") for pin in requirements("binder/requirements.txt")}
    needed = requirements("requirements.txt")
    assert {need.name for need in needed} == set(pins)
    for need in needed:
        assert need.specifier.contains(pins[need.name]), f"Binder pins {need.name} {pins[need.name]}, wanted {need}"


@pytest.mark.parametrize("script", ["binder/postBuild", ".ci/run"])
def test_scripts_run_on_linux(script):
    text = (ROOT / script).read_bytes()
    assert text.startswith(b"#!") and b"\r" not in text and b"set -e" in text
    mode = subprocess.run(["git", "ls-files", "--stage", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert mode.stdout.startswith("100755")


def test_ci_runs_the_readme_command():
    pattern = "^python3 -m venv .*bin/pytest"
    commands = re.findall(pattern + ".*$", README, re.M)
    assert len(commands) == 1 and '-e ".[dev]"' in commands[0]
    assert f"command=$(grep -m 1 '{pattern}' README.md)" in (ROOT / ".ci/run").read_text("utf-8")


def test_a_fork_sets_its_name_in_one_place_and_until_then_there_is_no_button_to_nowhere():
    (address,) = re.findall(r"https://mybinder\.org/v2/[^\s)]+", README)
    pattern = r"https://mybinder\.org/v2/gh/([\w.-]+/[\w.-]+)/HEAD\?urlpath=lab/tree/notebooks"
    (name,) = re.fullmatch(pattern, address).groups()
    shown = re.sub(r"<!--.*?-->", "", README, flags=re.S)
    codespaces = f"https://codespaces.new/{name}"
    assert f"({codespaces})" in README
    for door in (address, codespaces):
        assert (door in shown) == (name != "OWNER/REPOSITORY")
    for start in (f"{name}/HEAD", f"codespaces.new/{name}"):
        files = subprocess.run(["git", "grep", "-lF", start], cwd=ROOT, capture_output=True, text=True)
        assert files.stdout.split() == ["README.md"]


def test_commands_fit_a_narrow_page():
    blocks = re.findall(r"^```(?:sh|bat)\n(.*?)^```", README, re.M | re.S)
    assert blocks and [line for block in blocks for line in block.splitlines() if len(line) > 100] == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_readme_has_a_row_for_every_lesson(path):
    notebook = nbformat.read(path, as_version=4)
    row = re.search(
        rf"^\| \[{path.stem[:2]} .+\]\(notebooks/{path.name}\) \| .+ \| (\d+) \| (\d+) \| (\d+) s \|$", README, re.M
    )
    assert row, f"no row for {path.name} in the README's table: see tests/lesson_table.py"
    assert (int(row[1]), int(row[2])) == (minutes(notebook), exercises(notebook))
    assert 0 < int(row[3]) < 20


def tracked():
    """The files that a clone will have: {path: bytes}, with what is new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).exists()]


def test_no_file_is_over_2_mb_and_what_a_learner_downloads_under_6():
    """A shallow clone, and no more than the zip file: the history grows with each picture drawn anew, they do not."""
    sizes = {path: path.stat().st_size for path in tracked()}
    assert [path for path, size in sizes.items() if size > 2_000_000] == []
    tree = subprocess.run(
        ["git", "ls-tree", "-rt", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    objects = "".join(f"{line.split()[2]}\n" for line in tree.splitlines())
    pack = subprocess.run(
        ["git", "pack-objects", "--stdout", "-q"], cwd=ROOT, input=objects.encode(), capture_output=True, check=True
    ).stdout
    assert 0 < len(pack) < 6_000_000


def misspelled(*paths):
    """What codespell says of these files; its settings are in pyproject.toml."""
    command = [sys.executable, "-m", "codespell_lib", "--toml", ROOT / "pyproject.toml", *paths]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout


def test_the_spelling_is_american(tmp_path):
    (tmp_path / "page.md").write_text("The colo" + "ur of your neighb" + "our\n")
    assert misspelled(tmp_path / "page.md").count("==>") == 2
    assert misspelled(*[path for path in tracked() if path.suffix in (".py", ".md", ".toml", ".txt", ".ipynb")]) == ""


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_has_nothing_to_say(command):
    run = subprocess.run([sys.executable, "-m", "ruff", *command, "."], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
