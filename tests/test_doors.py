"""The ways in: requirements, Binder's pins, CI."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent


def requirements(path):
    lines = [line.split(" #")[0].strip() for line in (ROOT / path).read_text("utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_every_requirement_has_a_range_and_a_reason():
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines()[1:]:
        assert re.fullmatch(r"[\w-]+>=[\d.]+,<[\d.]+ +# .+", line), line


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
    commands = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.endswith("bin/pytest")]
    assert commands[0].startswith("python3 -m venv") and '-e ".[dev]"' in commands[0]
    assert "grep -m 1 'bin/pytest$' README.md" in (ROOT / ".ci/run").read_text("utf-8")


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_has_nothing_to_say(command):
    run = subprocess.run([sys.executable, "-m", "ruff", *command, "."], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
