"""The page of symptoms and commands: each command is one that runs, each symptom is told in the words that are seen."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "notebooks/TROUBLESHOOTING.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```(?:sh|text)\n(.+?)```", PAGE, re.S) for line in block.splitlines()]
OURS = Path(sys.executable).parent


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def pip(words, tmp_path):
    """Beside an empty list, without an index and without doing it. pip ends with 2 where it does not know a word."""
    (tmp_path / "requirements.txt").touch()
    words = [{"..": "."}.get(word, word).replace("HOST:PORT", "localhost:1") for word in words]
    harmless = {"install": ["--no-index", "--dry-run"], "download": ["--no-index"], "uninstall": ["--help"]}[words[0]]
    done = run(sys.executable, "-m", "pip", *words, *harmless, cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr


def venv(words, tmp_path):
    assert run(sys.executable, "-m", "venv", "--clear", "--without-pip", tmp_path / words[-1]).returncode == 0


def kernel(words, tmp_path):
    environment = os.environ | {"JUPYTER_DATA_DIR": str(tmp_path)}
    assert run(sys.executable, *words, env=environment).returncode == 0
    (spec,) = tmp_path.glob("kernels/nn-from-scratch/kernel.json")
    assert json.loads(spec.read_text("utf-8"))["argv"][0] == sys.executable


def lab(words, tmp_path):
    shown = run(OURS / "jupyter", *words, "--show-config", env=os.environ | {"JUPYTER_CONFIG_DIR": str(tmp_path)})
    assert ".port = 8899" in shown.stdout, shown


def update(words, tmp_path):
    """Without a clone, or with a folder that is not there, it says what it wants; test_update.py sees it work."""
    done = run(sys.executable, *words[:1], tmp_path, cwd=ROOT)
    assert done.returncode == 1 and "holds no lessons" in done.stderr


def git_restore(words, tmp_path):
    assert run("git", "ls-files", "--error-unmatch", words[-1], cwd=ROOT).returncode == 0


def apt(words, tmp_path):
    assert words[-1] in (ROOT / ".ci/run").read_text("utf-8")  # which installs it


def version(words, tmp_path):
    assert run(sys.executable, *words).stdout.startswith("Python 3.")


HOW = {
    r"(\.venv/bin/python -m |%)pip ": pip,
    r"python3\.\d+ -m venv ": venv,
    r"\.venv/bin/python (?=-m ipykernel )": kernel,
    r"\.venv/bin/jupyter (?=lab )": lab,
    r"\.venv/bin/python (?=notebooks/update)": update,
    r"git (?=restore )": git_restore,
    r"sudo apt-get (?=install )": apt,
    r"python3 (?=--version)": version,
}


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_each_command_of_the_page_is_one_that_runs(command, tmp_path):
    (pattern,) = [each for each in HOW if re.match(each, command)]
    if HOW[pattern] in (pip, lab) and not os.environ.get("CI"):
        pytest.skip("starts pip or JupyterLab, a second or two each: set CI")
    HOW[pattern](shlex.split(command[re.match(pattern, command).end() :]), tmp_path)


@pytest.mark.parametrize(
    "words, place",
    [
        ("stranger is called nnlib", "notebooks/environment.py"),
        ("nnlib comes from another copy of the course", "notebooks/environment.py"),
        ("choose nn-from-scratch", "notebooks/environment.py"),
        ("not attempted", "nnlib/teaching/checking/verdict.py"),
        ("can't be written", "nnlib/teaching/checking/progress.py"),
        (".damaged-", "nnlib/teaching/checking/progress.py"),
        ("before-update", "notebooks/update/__main__.py"),
    ],
)
def test_a_symptom_is_told_in_the_words_that_are_seen(words, place):
    assert words in (ROOT / place).read_text("utf-8")
    assert words in PAGE or words.replace("choose ", "under the name ") in PAGE


@pytest.mark.parametrize("page", ["README.md", "notebooks/00-start-here.ipynb"])
def test_it_is_linked_where_people_start(page):
    assert "TROUBLESHOOTING.md)" in (ROOT / page).read_text("utf-8")
