"""nbgrader's exchange between accounts: the commands of HUB.md, each by whom it is for. Takes root, for three users."""

import os
import pwd
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from test_assignments import COURSE, ROOT
from test_grading import NAME, instructors_folder, marks, solved

COURSE_ID = "nn-from-scratch"
NEEDED = {Path(sys.base_prefix), Path(sys.prefix), ROOT}  # folders that every account must be able to read
WRONG = "def in_units(w, b, m, s):\n    return w, b"
PEOPLE = "daemon", "games", "mail"  # accounts that every Linux has: the lecturer and two students

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can be three people"),
]


def closed(path):
    """The first folder on the way to path that only its owner may enter, or None."""
    way = [*reversed(path.parents), path]
    return next((folder for folder in way if not folder.stat().st_mode & 0o001), None)


def opened(keep):
    """Shell lines that let everybody reach NEEDED, in a mount namespace where nobody else sees it."""
    shut = {path: closed(path) for path in sorted(NEEDED) if closed(path)}
    lines = [f"mkdir -p {keep}/{number}; mount --bind {path} {keep}/{number}" for number, path in enumerate(shut)]
    lines += [f"mount -t tmpfs -o mode=755 tmpfs {folder}" for folder in sorted(set(shut.values()))]
    lines += [f"mkdir -p {path}; mount --bind {keep}/{number} {path}" for number, path in enumerate(shut)]
    return "\n".join(["set -e", *lines, 'exec "$@"'])


@dataclass(eq=False)
class Account:
    """Somebody with a home of their own on the machine of the exchange."""

    name: str
    machine: Path

    def __post_init__(self):
        self.home, self.id = self.machine / self.name, pwd.getpwnam(self.name)
        self.home.mkdir(mode=0o700)
        self.owns(self.home)

    def owns(self, folder):
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.id.pw_uid, self.id.pw_gid)

    def does(self, line, **more):
        """Run a command in the home folder, as this user and in no other group."""
        words = shlex.split(line)
        words[:1] = [sys.executable, "-m", "nbgrader"] if words[0] == "nbgrader" else words[:1]
        user = ["setpriv", f"--reuid={self.id.pw_uid}", f"--regid={self.id.pw_gid}", "--clear-groups", *words]
        environment = {"HOME": self.home, "PATH": os.environ["PATH"], "PYTHONPATH": ROOT, "LANG": "C.UTF-8"}
        environment |= {"JUPYTER_CONFIG_PATH": self.machine / "etc", "NNLIB_PROGRESS": os.devnull}
        command = ["unshare", "--mount", "sh", "-c", opened(self.machine / "keep"), "sh", *user]
        return subprocess.run(command, cwd=self.home, env=environment, capture_output=True, text=True, timeout=3600)

    def can(self, line):
        return self.does(line).returncode == 0


def commands(who):
    """The lines of that block in HUB.md that opens with # by ..."""
    block = (COURSE / "HUB.md").read_text("utf-8").partition(f"```sh\n# by {who}\n")[2]
    return block.partition("```")[0].splitlines()


@pytest.fixture(scope="module")
def machine():
    """A folder with an exchange, as its administrator makes it. (Those of pytest are closed to other users.)"""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)

        def here(text):
            return text.replace("/srv/nbgrader", name)

        for line in commands("the administrator"):
            subprocess.run(shlex.split(here(line)), check=True)
        settings = (COURSE / "HUB.md").read_text("utf-8").partition("```python\n")[2].partition("```")[0]
        (folder / "etc").mkdir()
        (folder / "etc" / "nbgrader_config.py").write_text(here(settings), "utf-8")
        yield folder


@pytest.fixture(scope="module")
def people(machine):
    """The lecturer, with the course in an open home folder, and two students."""
    lecturer, *students = (Account(name, machine) for name in PEOPLE)
    lecturer.home.chmod(0o755)
    instructors_folder(lecturer.home)
    shutil.copytree(COURSE / "source", lecturer.home / "source")
    lecturer.owns(lecturer.home)
    return lecturer, *students


def outputs(account, block):
    """What each command of a block prints, all of them successful."""
    lines = commands(block)
    assert lines
    results = [account.does(line) for line in lines]
    assert [result.returncode for result in results] == [0] * len(lines), "".join(each.stderr for each in results)
    return [result.stdout + result.stderr for result in results]


def hand_in(student, notebook):
    file = student.home / NAME / f"{NAME}.ipynb"
    nbformat.write(notebook, file)
    os.chown(file, student.id.pw_uid, student.id.pw_gid)
    outputs(student, "a student, when done")


@pytest.fixture(scope="module")
def handed_out(people):
    lecturer, *students = people
    outputs(lecturer, "the lecturer, first")
    for student in students:
        outputs(student, "a student, first")


@pytest.fixture(scope="module")
def handed_in(people, handed_out):
    _, ann, ben = people
    hand_in(ann, solved())
    hand_in(ben, solved(in_units=WRONG))


@pytest.fixture(scope="module")
def returned(people, handed_in):
    lecturer, *students = people
    outputs(lecturer, "the lecturer, when due")
    outputs(lecturer, "the lecturer, when read")
    for student in students:
        outputs(student, "a student, at last")


def test_students_fetch_what_was_released_and_cannot_change_it(machine, people, handed_out):
    _, ann, ben = people
    released = machine / "exchange" / COURSE_ID / "outbound" / NAME / f"{NAME}.ipynb"
    for student in (ann, ben):
        assert (student.home / NAME / f"{NAME}.ipynb").read_bytes() == released.read_bytes()
        assert student.can(f"cat {released}")
        assert not student.can(f"rm -f {released}") and not student.can(f"touch {released}")


def test_students_see_neither_the_course_folder_nor_what_others_submit(machine, people, handed_in):
    lecturer, ann, ben = people
    inbound = machine / "exchange" / COURSE_ID / "inbound"
    assert sorted(path.name.partition("+")[0] for path in inbound.iterdir()) == sorted([ann.name, ben.name])
    assert lecturer.can(f"ls {inbound}") and lecturer.can(f"ls {lecturer.home}/source")
    for student in (ann, ben):
        assert not student.can(f"ls {inbound}") and not student.can(f"ls {lecturer.home}/source")
        assert not student.can(f"mv {machine}/exchange/{COURSE_ID} {machine}/exchange/gone")
    assert not ben.can(f"ls {ann.home}")


def test_what_was_submitted_is_collected_with_its_time_and_graded(people, returned):
    lecturer, ann, ben = people
    assert lecturer.can("nbgrader export --to marks.csv")
    rows = marks(lecturer.home)
    assert {student: float(row["score"]) for student, row in rows.items()} == {ann.name: 16, ben.name: 12}
    for student in (ann, ben):
        assert (lecturer.home / "submitted" / student.name / NAME / "timestamp.txt").read_text()


def test_feedback_reaches_its_student_and_nobody_else(machine, people, returned):
    _, ann, ben = people
    pages = {student: list(student.home.glob(f"{NAME}/feedback/*/{NAME}.html")) for student in (ann, ben)}
    assert [len(found) for found in pages.values()] == [1, 1]
    assert "Score: 16" in pages[ann][0].read_text("utf-8") and "Score: 12" in pages[ben][0].read_text("utf-8")
    assert not ben.can(f"ls {machine}/exchange/{COURSE_ID}/feedback")


def test_a_newer_submission_is_collected_in_place_of_the_older(people, returned):
    lecturer, _, ben = people
    hand_in(ben, solved())
    outputs(lecturer, "the lecturer, when due")
    assert lecturer.can(f"nbgrader autograde {NAME} --student={ben.name} --force")
    assert lecturer.can("nbgrader export --to marks.csv")
    assert float(marks(lecturer.home)[ben.name]["score"]) == 16
