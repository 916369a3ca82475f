"""The workflow files that a fork switches on. They can't run here: what they say can be read."""

import json
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def jobs(path):
    return yaml.safe_load(path.read_text("utf-8"))["jobs"]


def steps(path):
    return [step for job in jobs(path).values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_and_says_its_version(path):
    used = [step["uses"] for step in steps(path) if "uses" in step]
    lines = re.findall(r"uses: (.+)", path.read_text("utf-8"))
    assert len(used) == len(lines) > 1
    for line in lines:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_commands_are_the_readmes(path):
    blocks = re.findall(r"^```(?:sh|bat)\n(.*?)^```", README, re.M | re.S)
    written = {line for block in blocks for line in block.splitlines()} | {"bash .ci/run"}
    on_windows = {re.sub("^python3", "python", line).replace("/bin/", "/Scripts/") for line in written}
    for step in steps(path):
        if "run" in step:
            known = on_windows if "Windows" in step.get("if", "") else written
            assert step["run"].strip() in known, step


def test_forks_test_what_the_readme_promises():
    (newest,) = [job for job in jobs(ROOT / ".github/workflows/tests.yml").values() if "strategy" in job]
    pythons, systems = newest["strategy"]["matrix"]["python"], newest["strategy"]["matrix"]["os"]
    assert f"Python {pythons[0]} to {pythons[-1]}" in README and len(set(pythons)) == 4
    assert [name.partition("-")[0] for name in systems] == ["ubuntu", "macos", "windows"]


def test_a_codespace_has_a_tested_python_what_the_lessons_need_and_widgets_that_are_drawn_there():
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))
    image, _, python = container["image"].partition(":")
    assert image == "mcr.microsoft.com/devcontainers/python"
    assert python in jobs(ROOT / ".github/workflows/tests.yml")["newest"]["strategy"]["matrix"]["python"]
    *command, widgets = container["postCreateCommand"].split()
    assert " ".join(command) in README
    assert f'%pip install "{widgets}"' in (ROOT / "notebooks/TROUBLESHOOTING.md").read_text("utf-8")
    opened = container["customizations"]["codespaces"]["openFiles"]
    assert opened and all((ROOT / path).is_file() for path in opened)


def test_only_the_job_that_publishes_may_write():
    site = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text("utf-8"))
    assert site["permissions"] == {} and site["jobs"]["site"]["permissions"]["contents"] == "read"
    tests = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text("utf-8"))
    assert tests["permissions"] == {"contents": "read"} and all(
        "permissions" not in job for job in tests["jobs"].values()
    )
