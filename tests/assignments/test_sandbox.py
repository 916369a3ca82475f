"""What a student's process sees and may do, asked from inside."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from test_assignments import COURSE
from test_grading import NAME, instructors_folder, marks, nbgrader, solved

sys.path.insert(0, str(COURSE))
from instructor import sandbox  # noqa: E402
from instructor.watch import Watch  # noqa: E402

pytestmark = pytest.mark.skipif(
    bool(sandbox.missing()) and "CI" not in os.environ, reason=sandbox.missing() or "there is a sandbox"
)


def inside(folder, code):
    """What the code prints, and on stderr."""
    command = [*sandbox.command(folder, writable=[folder]), sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, timeout=100)


def test_it_works_with_python_nnlib_and_its_own_folder(tmp_path):
    code = """
import matplotlib.pyplot, nnlib, os, pathlib
pathlib.Path("here").write_text("mine")
print(nnlib.__file__, os.getuid(), os.getcwd(), sorted(os.environ)[:2])
"""
    run = inside(tmp_path, code)
    assert run.stdout == f"/course/nnlib/__init__.py 1000 {tmp_path} ['HOME', 'LANG']\n", run.stderr
    assert (tmp_path / "here").read_text() == "mine"


def test_it_sees_no_sources_no_home_no_other_folder_and_changes_nothing(tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (tmp_path / "others").write_text("secret")
    code = f"""
import os
for path in ({str(COURSE)!r}, {str(tmp_path / "others")!r}, "/etc/passwd", os.path.expanduser("~root/.ssh")):
    print(os.path.exists(path), end=" ")
for folder in ("/", "/etc", "/usr", "/course", "/course/nnlib", "/home", "/dev", ".."):  # .. is gone with the process
    try:
        open(os.path.join(folder, "x"), "w")
        print("wrote to", folder)
    except OSError:
        pass
"""
    assert inside(mine, code).stdout == "False False False False wrote to ..\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "others"]


def test_a_course_beside_pythons_own_files_is_not_seen_either(tmp_path, monkeypatch):
    course = tmp_path / "python" / "course"
    course.mkdir(parents=True)
    (course / "gradebook.db").write_text("secret")
    mine = tmp_path / "mine"
    mine.mkdir()
    monkeypatch.setattr(sandbox, "SYSTEM", (*sandbox.SYSTEM, str(tmp_path / "python")))
    monkeypatch.chdir(course)
    assert inside(mine, f"import os; print(os.listdir({str(course)!r}))").stdout == "[]\n"


def test_it_has_no_network_and_sees_no_processes_of_others(tmp_path):
    code = """
import os, socket
for address in ("127.0.0.1", "1.1.1.1"):
    try:
        socket.create_connection((address, 22), 1)
        print("connected")
    except OSError as error:
        print(error.errno in (101, 111))
print(len([name for name in os.listdir("/proc") if name.isdigit()]) < 5)
"""
    assert inside(tmp_path, code).stdout == "True\nTrue\nTrue\n"


def test_memory_and_files_have_limits(tmp_path):
    code = """
for make in (lambda: bytes(5 * 1024**3), lambda: open("big", "wb").write(bytes(300 * 1024**2)),
             lambda: [open(f"/tmp/{i}", "wb").write(bytes(100 * 1024**2)) for i in range(4)]):
    try:
        make()
    except (MemoryError, OSError) as error:
        print(type(error).__name__)
"""
    assert inside(tmp_path, code).stdout == "MemoryError\nOSError\nOSError\n"


def test_nothing_outlives_it(tmp_path):
    code = """
import os, time
if os.fork() == 0:
    os.setsid()
    while True:
        open("alive", "a").write("x")
        time.sleep(0.05)
time.sleep(0.5)
"""
    inside(tmp_path, code)
    size = (tmp_path / "alive").stat().st_size
    time.sleep(0.5)
    assert (tmp_path / "alive").stat().st_size == size > 0


@pytest.mark.skipif("CI" not in os.environ, reason="needs 2 GB; set CI=1 for that")
def test_what_is_too_large_or_too_many_together_is_ended(tmp_path):
    many = "import os, time\nfor _ in range(100):\n    if os.fork() == 0: time.sleep(60)\ntime.sleep(60)"
    large = "import os, time\nfor _ in range(4): os.fork()\nx = bytes(400 * 1024**2)\nhold = x + x\ntime.sleep(60)"
    for code, why in ((many, "processes"), (large, "memory")):
        command = [*sandbox.command(tmp_path, writable=[tmp_path]), sys.executable, "-c", code]
        process = subprocess.Popen(command)
        watch = Watch(process.pid)
        assert process.wait(50) != 0
        watch.stop()
        assert why in watch.why


def test_without_bubblewrap_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    sandbox.missing.cache_clear()
    assert "is not installed" in sandbox.missing() and "--Examine.unsafe=True" in sandbox.missing()
    sandbox.missing.cache_clear()


@pytest.mark.long
def test_without_bubblewrap_nobody_is_graded_but_with_the_flag_that_the_refusal_names(tmp_path, monkeypatch):
    instructors_folder(tmp_path)
    shutil.copytree(COURSE / "source" / NAME, tmp_path / "source" / NAME)
    for student, text in {"ann": nbformat.writes(solved()), "bob": "Dear professor,"}.items():
        submitted = tmp_path / "submitted" / student / NAME / f"{NAME}.ipynb"
        submitted.parent.mkdir(parents=True)
        submitted.write_text(text, "utf-8")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    assert not shutil.which("bwrap")
    assert nbgrader(tmp_path, f"nbgrader generate_assignment {NAME}").returncode == 0

    def grade(*flags):
        command = [sys.executable, "-m", "instructor", "grade", NAME, *flags]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    refused = grade()
    assert refused.returncode == 1 and "bubblewrap" in refused.stdout and "--unsafe" in refused.stdout
    assert not (tmp_path / "autograded").exists()
    run = grade("--unsafe")
    assert run.returncode == 1 and run.stdout.endswith("not graded: bob\n"), run.stderr
    assert "NotJSONError" in run.stdout and "ann" not in run.stdout
    assert 'File "' not in run.stdout, "of a traceback the last line says enough"
    assert nbgrader(tmp_path, "nbgrader export").returncode == 0
    assert float(marks(tmp_path)["ann"]["score"]) == 16
