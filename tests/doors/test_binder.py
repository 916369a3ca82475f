"""Binder without Docker: the plan that repo2docker makes for a clean copy, and a rehearsal that walks through it.

The plan takes no network and is always looked at. The rehearsal installs the pinned packages (about 600 MB), so it runs
where the environment variable CI is set, or on demand: pytest -m network tests/doors/test_binder.py

It walks as an ordinary user (uid 1000, if the tests run as root) in an environment with the Jupyter versions of
repo2docker's own lock file: the plan's pip step, postBuild, the server, each lesson's address, and two lessons run with
all their widgets moved: the one that takes the most memory, and the first, which checks the installation. What the
others import is there, too; they run where pytest executes notebooks/. Memory is what Linux counts, shared pages once.

It can't cover: the image's Ubuntu and its conda packages (it takes a Python of this machine and wheels from PyPI),
JupyterHub in front of the server, mybinder's own memory limit, proxies and queue, processors other than this one, what
a browser draws (tests/doors/test_browser.py looks at that), and how long mybinder takes.
"""

import ast
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import nbformat
import psutil
import pytest
from jupyter_client import BlockingKernelClient
from packaging.specifiers import SpecifierSet

if sys.platform != "linux":
    pytest.skip("Binder's images are Linux", allow_module_level=True)

ROOT = Path(__file__).parent.parent.parent
LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
START_HERE = "00-start-here.ipynb"
HEAVIEST = "11-moons.ipynb"  # of all lessons, each measured alone
COURSE = "nn-from-scratch-course"
USER = {"user": 1000, "group": 1000, "extra_groups": []} if os.geteuid() == 0 else {}
OPENED_FIRST = "/lab/tree/notebooks"
ON_MYBINDER = ["jupyter-lab", "--ip", "0.0.0.0"]  # what BinderHub starts in place of the plan's command
OUR_PYTHON = SpecifierSet(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"])
FROM_LOCK = "ipykernel ipywidgets jupyter_client jupyter_core jupyter_server jupyterlab jupyterlab_widgets notebook"


class Broken(Exception):
    """A step that would have failed on Binder, or left a learner without a lesson."""


# ---- the plan ----
def archive(folder, root=ROOT):
    """What a commit of everything in the working tree would hold, as git archive gives it. Writes nothing to .git."""
    (folder / "objects").mkdir()
    command = ["git", "rev-parse", "--git-path", "objects"]
    objects = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.strip()
    environment = os.environ | {
        "GIT_INDEX_FILE": os.fspath(folder / "index"),
        "GIT_OBJECT_DIRECTORY": os.fspath(folder / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.fspath(root / objects),
    }

    def git(*arguments):
        command = ["git", *arguments]
        return subprocess.run(command, cwd=root, env=environment, check=True, stdout=subprocess.PIPE).stdout

    git("read-tree", "HEAD")
    git("add", "--all")
    tree = git("write-tree").decode().strip()
    (folder / "src").mkdir()
    subprocess.run(["tar", "-x", "-C", folder / "src"], input=git("archive", tree), check=True)
    return folder / "src"


def render(source):
    """repo2docker's plan for a folder, a Dockerfile."""
    command = [
        sys.executable,
        "-m",
        "repo2docker",
        "--no-build",
        "--debug",
        "--user-id=1000",
        "--user-name=jovyan",
        ".",
    ]
    run = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout + run.stderr


class Plan:
    """What a Dockerfile of repo2docker does with a repository: python, early and late steps, cached files."""

    def __init__(self, dockerfile):
        self.python = re.search(r"environment for python=(\S+)", dockerfile)[1]
        self.before_our_files, late = dockerfile.split("# Copy stuff.")
        early = self.before_our_files
        self.cached = re.findall(r"^COPY \S+ src/(\S+)", early, re.M)
        self.early = re.findall(r"^RUN (\${KERNEL_PYTHON_PREFIX}/.+)", early, re.M)
        self.late = re.findall(r"^RUN (.+)", late, re.M)
        self.start = json.loads(re.search(r"^CMD (.+)", late, re.M)[1])


def imported(source):
    """The packages that nnlib and the lessons import, somewhere."""
    code = [path.read_text("utf-8") for path in (source / "nnlib").rglob("*.py")]
    for path in (source / "notebooks").glob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        code += [cell.source for cell in cells if cell.cell_type == "code"]
    names = set()
    for node in (node for text in code for node in ast.walk(ast.parse(text))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module)
    return sorted({name.partition(".")[0] for name in names} - sys.stdlib_module_names)


def lock_file(python):
    """name: version of the Jupyter packages that the image has before any step of ours."""
    folder = Path(find_spec("repo2docker").origin).parent / "buildpacks/conda"
    found = re.findall(
        r"/([\w-]+?)-(\d[\w.]*)-[^/]+\.conda#", (folder / f"environment.py-{python}-linux-64.lock").read_text("utf-8")
    )
    return {name: version for name, version in found if name in FROM_LOCK.split()}


# ---- the walk ----
class Image:
    """A stand-in for the image: a home folder and a virtual environment with the lock file's Jupyter."""

    def __init__(self, folder, plan):
        self.folder, self.home, self.prefix = folder, folder / "home", folder / "env"
        self.home.mkdir()
        folder.chmod(0o755)
        if USER:
            os.chown(folder, 1000, 1000)
        self.python = python_for_everyone(plan.python)
        self.environment = {
            "HOME": self.home,
            "USER": "jovyan",
            "LANG": "C.UTF-8",
            "PATH": f"{self.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
            "NB_PYTHON_PREFIX": self.prefix,
            "KERNEL_PYTHON_PREFIX": self.prefix,
            "PYTHONUNBUFFERED": "1",
            **{name: value for name, value in os.environ.items() if name.lower().startswith(("pip_", "http", "no_p"))},
            **{"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"},
        }
        self.run(f"{self.python} -m venv {self.prefix}", folder)
        before = " ".join(f"{name}=={version}" for name, version in lock_file(plan.python).items())
        self.run(f"pip install {before}", folder)

    def run(self, step, where=None):
        """One step of the plan, as the user that has it on Binder."""
        run = subprocess.run(
            ["/bin/bash", "-c", step],
            cwd=where or self.home,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **USER,
        )
        if run.returncode:
            raise Broken(f"{step}\n{run.stdout[-3000:]}")
        return run.stdout

    def fill(self, source):
        """The repository in an otherwise empty home, owned by the user."""
        shutil.rmtree(self.home)
        shutil.copytree(source, self.home)
        for path in (self.home, *self.home.rglob("*")) if USER else ():
            os.chown(path, 1000, 1000)

    def forget(self, *packages):
        """As if neither these packages nor anything by postBuild had been installed."""
        self.run(f"pip uninstall --yes {COURSE} {' '.join(packages)}")
        for made in ("etc/jupyter/jupyter_server_config.json", "share/jupyter/lab/settings/overrides.json"):
            (self.prefix / made).unlink(missing_ok=True)

    @contextmanager
    def server(self, start):
        """The plan's own command, on loopback and with a token. Yields (process, ask)."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        token = secrets.token_hex(16)
        command = [word.replace("0.0.0.0", "127.0.0.1") for word in start]
        options = ["--no-browser", f"--port={port}", f"--IdentityProvider.token={token}"]
        with open(self.folder / "server.log", "w") as log:
            process = subprocess.Popen(
                [self.prefix / "bin" / command[0], *command[1:], *options],
                cwd=self.home,
                env=self.environment,
                stdout=log,
                stderr=log,
                **USER,
            )

        def ask(address, data=None):
            request = urllib.request.Request(f"http://127.0.0.1:{port}{address}", data and json.dumps(data).encode())
            request.add_header("Authorization", f"token {token}")
            try:
                with urllib.request.urlopen(request, timeout=120) as answer:
                    return answer.url.partition(f":{port}")[2], answer.read().decode()
            except urllib.error.HTTPError as error:
                raise Broken(f"{address}: {error}") from error

        def refuses_strangers():
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/contents", timeout=120).close()
            except urllib.error.HTTPError as error:
                return error.code == 403

        try:
            self.wait(process, ask)
            if not refuses_strangers():
                raise Broken("the server answers without a token")
            if ask("/")[0] != OPENED_FIRST:
                raise Broken(f"{start} opens on {ask('/')[0]}, not on {OPENED_FIRST}")
            yield process, ask
        finally:
            for each in [*psutil.Process(process.pid).children(recursive=True), process]:
                each.terminate()
            process.wait(30)

    def wait(self, process, ask):
        for _ in range(600):
            try:
                return ask("/api/status")
            except OSError:
                time.sleep(0.2)
            if process.poll() is not None:
                break
        raise Broken(f"the server does not start:\n{(self.folder / 'server.log').read_text('utf-8')[-3000:]}")


def python_for_everyone(version):
    """A Python that uid 1000 may run (one in root's home is closed to it): this version, else the machine's own."""
    names = [f"/usr/bin/python{version}", shutil.which(f"python{version}"), sys.executable, "/usr/bin/python3"]
    for name in filter(None, names):
        test = f"{name} -c 'import ensurepip, sys; assert sys.version_info >= (3, 11)'"
        if subprocess.run(["/bin/sh", "-c", test], capture_output=True, cwd="/", env={}, **USER).returncode == 0:
            return name
    pytest.fail(f"no Python 3.11 with venv that an ordinary user may run among {names}: apt-get install python3-venv")


class Memory:
    """The most memory, in MB, that a process and its children had together so far: .peak. Shared pages count once."""

    def __init__(self, process):
        self.peak, self.process, self.done = 0.0, psutil.Process(process.pid), threading.Event()

    def __enter__(self):
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()

    def watch(self):
        while not self.done.wait(0.2):
            self.look()

    def look(self):
        total = 0
        for each in [self.process, *self.process.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                total += each.memory_full_info().pss
        self.peak = max(self.peak, total / 1e6)
        return self.peak


MOVE_ALL_WIDGETS = """
import ipywidgets as _w
from ipywidgets.widgets.widget import _instances
_all, _moved = list(_instances.values()), 0
for _one in _all:
    _moved += 1
    if isinstance(_one, _w.Button):
        _one.click()
    elif hasattr(_one, "index") and getattr(_one, "options", ()):
        for _one.index in range(len(_one.options)):
            pass
    elif hasattr(_one, "min") and not isinstance(_one, _w.Play):
        _ends = (10**_one.min, 10**_one.max) if isinstance(_one, _w.FloatLogSlider) else (_one.min, _one.max)
        for _one.value in _ends:
            pass
    else:
        _moved -= 1
for _one in _all:
    if isinstance(_one, _w.ToggleButton):
        _one.value = True
    elif isinstance(_one, _w.Play):
        for _ in range(20):
            _one.value += 1
print(_moved, end="")
"""


def run_lesson(image, ask, name, measure):
    """Every cell of a lesson in a kernel of the server, as JupyterLab would run it; then all its widgets are moved."""
    place = {"path": f"notebooks/{name}", "name": name, "type": "notebook", "kernel": {"name": "python3"}}
    kernel = json.loads(ask("/api/sessions", place)[1])["kernel"]["id"]
    client = BlockingKernelClient()
    client.load_connection_file(os.fspath(image.home / f".local/share/jupyter/runtime/kernel-{kernel}.json"))
    client.start_channels()
    printed = []

    def execute(code):
        hook = printed.append if code == MOVE_ALL_WIDGETS else lambda _: None
        reply = client.execute_interactive(code, timeout=180, output_hook=hook)["content"]
        if reply["status"] != "ok":
            raise Broken(f"{name}: {code}\n{reply['ename']}: {reply['evalue']}")

    try:
        client.wait_for_ready(timeout=120)
        measure(f"{name[:2]}: kernel")
        for cell in nbformat.read(image.home / "notebooks" / name, as_version=4).cells:
            if cell.cell_type == "code":
                execute(cell.source)
        measure("lesson")
        execute(MOVE_ALL_WIDGETS)
        count = next(each["content"]["text"] for each in printed if each["msg_type"] == "stream")
        measure(f"{count} widgets moved")
    finally:
        client.stop_channels()


def check_lessons(ask):
    """Each lesson's address answers, and its stored outputs may be shown."""
    for name in LESSONS:
        ask(f"/lab/tree/notebooks/{name}")
        cells = json.loads(ask(f"/api/contents/notebooks/{name}")[1])["content"]["cells"]
        if not all(cell["metadata"].get("trusted", True) for cell in cells if cell["cell_type"] == "code"):
            raise Broken(f"{name} is not trusted")
    settings = json.loads(ask("/lab/api/settings/@jupyterlab/apputils-extension:notification")[1])
    if settings["schema"]["properties"]["fetchNews"]["default"] != "false":
        raise Broken("JupyterLab will ask about news")


def rehearse(image, plan, source, lessons):
    """From the early steps to lessons that have run, each in a kernel of its own while the earlier ones stay open.

    Returns [(what, MB at most until then)]; raises Broken.
    """
    if plan.python not in OUR_PYTHON:
        raise Broken(f"Python {plan.python}, needed {OUR_PYTHON}: binder/runtime.txt")
    image.fill(source)
    for step in (*plan.early, *plan.late):
        image.run(step)
    image.run("pip check")
    image.run(f"python -c 'import {', '.join(imported(source))}'", image.home / "notebooks")
    measured = []
    with image.server(plan.start) as (process, ask), Memory(process) as memory:
        check_lessons(ask)
        measured.append(("server", memory.look()))
        for name in lessons:
            run_lesson(image, ask, name, lambda what: measured.append((what, memory.look())))
    with image.server(ON_MYBINDER):
        return measured


# ---- tests of the plan ----
@pytest.fixture(scope="module")
def planner():
    if not find_spec("repo2docker"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)('repo2docker is missing: pip install -e ".[dev]"')


@pytest.fixture
def source(tmp_path, planner):
    return archive(tmp_path)


def test_the_plan_has_our_python_our_packages_and_our_last_step(source):
    plan = Plan(render(source))
    assert plan.python == "3.11"
    assert plan.early == ['${KERNEL_PYTHON_PREFIX}/bin/pip install --no-cache-dir -r "binder/requirements.txt"']
    assert plan.late == ["chmod +x binder/postBuild", "./binder/postBuild"]


def test_the_packages_are_installed_before_any_lesson_is_copied(source):
    """So that this layer is cached until the pins change."""
    before = Plan(render(source))
    assert before.cached == ["binder/requirements.txt"]
    with open(source / "notebooks" / START_HERE, "a") as lesson:
        lesson.write("\n")
    assert Plan(render(source)).before_our_files == before.before_our_files


@pytest.mark.parametrize("line", ["-r ../requirements.txt", "-e .", "."])
def test_a_pin_that_is_none_would_install_everything_after_each_commit(source, line):
    with open(source / "binder/requirements.txt", "a") as pins:
        pins.write(f"{line}\n")
    assert Plan(render(source)).early == []


def test_a_missing_runtime_txt_is_an_older_python_than_ours(source):
    (source / "binder/runtime.txt").unlink()
    plan = Plan(render(source))
    assert plan.python == "3.10"
    with pytest.raises(Broken, match="Python 3.10, needed >=3.11: binder/runtime.txt"):
        rehearse(None, plan, source, [])


def test_the_archive_is_what_a_commit_would_hold(source):
    assert [path.name for path in sorted((source / "notebooks").glob("*.ipynb"))] == LESSONS
    assert not (source / ".venv").exists() and not (source / "notebooks/progress.json").exists()
    assert b"\r" not in (source / "binder/postBuild").read_bytes()


def test_an_archive_leaves_git_as_it_was(tmp_path):
    """A repository with a committed, a changed, a new and an ignored file, and Windows line ends in one."""
    root, out = tmp_path / "root", tmp_path / "out"
    root.mkdir()
    out.mkdir()
    (root / ".gitignore").write_text("ignored\n")
    (root / ".gitattributes").write_text("* text=auto\nscript text eol=lf\n")
    (root / "changed").write_text("before\n")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *arguments], cwd=root, check=True)
    (root / "changed").write_text("after\n")
    (root / "ignored").write_text("")
    (root / "script").write_bytes(b"#!/bin/bash\r\n")
    stored = {path: path.is_file() and path.read_bytes() for path in (root / ".git").rglob("*")}
    copy = archive(out, root)
    assert {path: path.is_file() and path.read_bytes() for path in (root / ".git").rglob("*")} == stored
    assert {path.name for path in copy.iterdir()} == {".gitignore", ".gitattributes", "changed", "script"}
    assert (copy / "changed").read_text("utf-8") == "after\n" and (copy / "script").read_bytes() == b"#!/bin/bash\n"


def test_the_lock_file_names_every_package_that_the_rehearsal_takes_from_it(planner):
    assert sorted(lock_file("3.11")) == FROM_LOCK.split()


@pytest.mark.parametrize("step", ["none", "pip", "jupyter", "mkdir"])
def test_post_build_stops_at_a_step_that_fails(source, tmp_path, step):
    """Stand-ins for its commands, of which one fails. Its last line can't: the folders that it writes to are there."""
    for folder in ("share/jupyter/lab/settings", "etc/jupyter"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("pip", "jupyter", "mkdir", "rm"):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {int(name == step)}\n")
        (tmp_path / name).chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "NB_PYTHON_PREFIX": os.fspath(tmp_path)}
    run = subprocess.run([source / "binder/postBuild"], cwd=source, env=environment, capture_output=True)
    assert run.returncode == int(step != "none")


# ---- the rehearsal ----
@pytest.fixture(scope="module")
def wanted(request, planner):
    if not (os.environ.get("CI") or "network" in request.config.option.markexpr):
        pytest.skip("installs 600 MB of packages: set CI, or run pytest -m network tests/doors/test_binder.py")


@pytest.fixture(scope="module")
def copy(wanted, tmp_path_factory):
    return archive(tmp_path_factory.mktemp("binder"))


@pytest.fixture(scope="module")
def image(copy):
    folder = Path(tempfile.mkdtemp(prefix="binder-"))  # pytest's own folders are closed to other users
    try:
        yield Image(folder, Plan(render(copy)))
    finally:
        shutil.rmtree(folder)


def with_windows_line_ends(source):
    script = source / "binder/postBuild"
    script.write_bytes(script.read_bytes().replace(b"\n", b"\r\n"))


def with_a_failing_step(source):
    script = source / "binder/postBuild"
    script.write_text(script.read_text("utf-8").replace("--no-deps .", "--no-deps ./not-there"))


def without_nnlib(source):
    script = source / "binder/postBuild"
    script.write_text(re.sub("^pip install.*\n", "", script.read_text("utf-8"), flags=re.M))


def without_scikit_learn(source):
    pins = source / "binder/requirements.txt"
    pins.write_text(re.sub("^scikit-learn.*\n", "", pins.read_text("utf-8"), flags=re.M))


def untrusted(source):
    script = source / "binder/postBuild"
    script.write_text(re.sub("^jupyter trust.*\n", "", script.read_text("utf-8"), flags=re.M))


def opening_elsewhere(source):
    script = source / "binder/postBuild"
    script.write_text(script.read_text("utf-8").replace("/lab/tree/notebooks", "/lab"))


def with_news(source):
    script = source / "binder/postBuild"
    script.write_text(script.read_text("utf-8").replace("overrides.json", "override.json"))


@pytest.mark.network
def test_a_rehearsal_ends_with_lessons_that_have_run_in_less_than_1_gb(image, copy, record_property):
    measured = rehearse(image, Plan(render(copy)), copy, [HEAVIEST, START_HERE])
    record_property("Binder, MB at most", ", ".join(f"{what} {mb:.0f}" for what, mb in measured))
    assert 100 < measured[-1][1] < 1000


@pytest.mark.network
@pytest.mark.parametrize(
    "breakage, says",
    [
        (with_windows_line_ends, "postBuild: (cannot execute: required file not found|.*bad interpreter)"),
        (with_a_failing_step, "not-there"),
        (untrusted, "is not trusted"),
        (opening_elsewhere, "opens on /lab, not on /lab/tree/notebooks"),
        (with_news, "JupyterLab will ask about news"),
        (without_nnlib, "No module named 'nnlib'"),
        (without_scikit_learn, "scikit-learn, which is not installed"),
    ],
)
def test_a_breakage_is_noticed(image, copy, tmp_path, breakage, says):
    broken = tmp_path / "src"
    shutil.copytree(copy, broken)
    breakage(broken)
    image.forget(*["scikit-learn"] * (breakage is without_scikit_learn))
    with pytest.raises(Broken, match=says):
        rehearse(image, Plan(render(broken)), broken, [])
