"""The lessons in a page of the browser: JupyterLite is built, its lock checked, and every lesson run in Pyodide.

This installs packages (250 MB) and runs all lessons three to eight times slower than elsewhere, so it waits for the
environment variable CI, or for pytest -m network tests/doors/test_lite.py. What can't be had is said, and skipped.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import lite
import nbformat
import pytest
from browser import AS_ROOT, CHROMIUM, FLAGS, NOTEBOOK, PATIENCE, Explorable, Lesson
from test_browser import ANSWERS, BUTTONS, SLIDERS, explorable_in, index_of, keep_picture

ROOT = Path(__file__).parent.parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SOLUTION = re.compile(r"<details><summary>Solution</summary>\s+```python\n(.*?)```\s+</details>", re.S)
MOST = 60  # seconds of the processor, for a lesson, on a quiet machine
BUSY = 4 / 3  # others share its caches: the same work takes more of it
SLOWEST = 0.5  # the same, from what a reader does in an explorable to its answer
pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def made(request, tmp_path_factory):
    """(address, folder of the site, folder of Pyodide's core, folder with all wheels)."""
    if not (os.environ.get("CI") or "network" in request.config.option.markexpr):
        pytest.skip("installs 250 MB of packages: set CI, or run pytest -m network tests/doors/test_lite.py")
    folder, www = tmp_path_factory.mktemp("lite"), tmp_path_factory.mktemp("www")
    try:
        core = lite.distribution(www / "pyodide", folder / "from")
        python = lite.builder(folder / "venv")
        lite.run("node", "--version", what="Node")
    except lite.Missing as missing:
        pytest.skip(str(missing))
    with lite.serving(www) as address:
        lite.build(python, www / "site", f"{address}/pyodide")
        lite.expose(www / "site")
        wheels = folder / "wheels"
        wheels.mkdir()
        for wheel in [*(www / "pyodide").glob("*.whl"), *(www / "site").rglob("*.whl")]:
            shutil.copy(wheel, wheels)
        yield address, www / "site", core, wheels


@pytest.fixture(scope="module")
def lock(made):
    _, site, *_ = made
    return json.loads((site / "static/pyodide-lock/pyodide-lock.json").read_text("utf-8"))["packages"]


def test_each_package_is_there_with_its_hash_and_all_that_it_needs(made, lock):
    _, _, _, wheels = made
    wanted, seen = ["nn-from-scratch-course", "pyodide-kernel", "scikit-learn", "pandas"], set()
    while wanted:
        name = wanted.pop()
        if name not in seen:
            seen.add(name)
            wanted += [need.lower().replace("_", "-") for need in lock[name]["depends"]]
            wheel = wheels / lock[name]["file_name"].rpartition("/")[2]
            assert hashlib.sha256(wheel.read_bytes()).hexdigest() == lock[name]["sha256"], name
    assert {"numpy", "matplotlib", "anywidget", "ipywidgets", "threadpoolctl"} <= seen
    assert not {"jupyterlab", "pytest", "nbval", "widgetsnbextension", "psutil"} & seen


def test_scikit_learn_comes_only_for_those_who_ask_for_it(lock):
    needed = lock["nn-from-scratch-course"]["depends"]
    listed = re.findall(r"^([a-z][a-z-]*)", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    elsewhere = {"jupyterlab", "nbval", "pytest"}
    assert {*needed} == {*listed} - elsewhere - {"scikit-learn", "pandas"}


def test_the_site_holds_the_lessons_and_no_answers_of_assignments(made):
    _, site, *_ = made
    files = {str(path.relative_to(site / "files")) for path in (site / "files").rglob("*") if path.is_file()}
    assert {path.name for path in LESSONS} | {"environment.py", "data/penguins.csv"} <= files
    assert all(name.startswith("assignments/release/") for name in files if name.startswith("assignments"))


def answered(path, folder):
    """A copy of a lesson in which the folded solutions stand in place of the stubs."""
    notebook = nbformat.read(path, as_version=4)
    for stub, after in zip(notebook.cells, notebook.cells[2:], strict=False):
        if "exercise" in stub.metadata.get("tags", []):
            stub.source = SOLUTION.search(after.source)[1]
    nbformat.write(notebook, folder / path.name)
    return folder / path.name


def stored(cell):
    """(what it printed, what it displayed) as it stands in the lesson."""
    text = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    return text, shown(output.data for output in cell.outputs if "data" in output)


def shown(bundles):
    return [{kind: lite.plain(data[kind]) for kind in ("text/plain", "text/html") if kind in data} for data in bundles]


def in_pyodide(made, script, *arguments):
    """Run a script of this folder in Pyodide, with the packages of the site."""
    _, site, core, wheels = made
    here, listed = ROOT / "tests/doors", site / "static/pyodide-lock/pyodide-lock.json"
    command = ["node", here / "pyodide.mjs", core, listed, wheels, here / script, *arguments]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


# Not those that need other programs, compiled packages that the page lacks (hypothesis, polars), or minutes there.
LIBRARY = ["layers", "losses", "gradients", "network", "optimizers", "training", "stacked", "model", "storage"]


def test_the_library_s_own_tests_pass_in_pyodide_and_an_endless_loop_stops(made, tmp_path):
    for name in ("pytest", "_pytest", "pluggy", "iniconfig", "py"):
        found = Path(importlib.util.find_spec(name).origin)
        if found.name == "__init__.py":
            shutil.copytree(found.parent, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(found, tmp_path)
    endless = ROOT / "tests/lessons/test_checking.py::test_an_endless_loop_is_interrupted"
    files = [ROOT / f"tests/library/test_{name}.py" for name in LIBRARY]
    in_pyodide(made, "tests_in_pyodide.py", tmp_path, *files, endless)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_in_pyodide_shows_what_is_stored_and_its_solutions_pass(made, path, tmp_path, record_property):
    shutil.copytree(ROOT / "notebooks/data", tmp_path / "data")
    shutil.copy(ROOT / "notebooks/environment.py", tmp_path)
    answer = tmp_path / "answer.json"
    in_pyodide(made, "lesson_in_pyodide.py", answered(path, tmp_path), answer)
    found = json.loads(answer.read_text("utf-8"))
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            compare(cell, found["cells"][cell.id])
    record_property(f"{path.stem} in Pyodide, CPU seconds", f"{found['seconds']:.0f}")
    assert found["seconds"] < MOST * BUSY
    answers = [(s, each, part) for each, parts in found["explorables"].items() for part, s in parts.items()]
    assert [answer for answer in answers if answer[0] > SLOWEST * BUSY] == []


def compare(cell, found):
    """The cell as it is stored, and what Pyodide made of it."""
    text, data = stored(cell)
    assert not found["error"], f"{cell.source}\n{found['error']}\n{found['text']}"
    if data and data[0].get("text/plain", "").startswith("[not attempted]"):
        assert [each["text/plain"][:7] for each in found["data"]] == ["[right]"], found["data"]
    elif "check_environment()" in cell.source:
        assert [line[:4] for line in found["text"].splitlines()] == ["[OK]"] * 2, found["text"]
    elif "nbval-ignore-output" not in cell.metadata.get("tags", []):
        assert (text, data) == (found["text"], shown(found["data"])), cell.source


class Page(Lesson):
    """A lesson in JupyterLite: a notebook in a page that no server stands behind."""

    def __init__(self, page, path, address):
        self.page, self.path = page, path
        self.cells, self.complaints = nbformat.read(path, as_version=4).cells, []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.set_default_timeout(1000 * 4 * PATIENCE)  # Python and its packages are fetched, and run slowly
        page.goto(f"{address}/site/lab/index.html?path={path.name}")

    def close(self):
        self.page.context.close()

    def file(self, name):
        """What the page has under this name, as text."""
        options = '{type: "file", format: "text", content: true}'
        return self.page.evaluate(f"jupyterapp.serviceManager.contents.get('{name}', {options}).then(it => it.content)")

    def menu(self, name, entry):
        """Right-click a file in the list on the left and choose an entry."""
        self.page.locator(".jp-DirListing-item", has_text=name).click(button="right")
        self.page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).click()

    def sources(self):
        return [cell["source"] for cell in self.page.evaluate(NOTEBOOK)["cells"]]

    def sources_of(self, text):
        """Of a notebook's text, which may be gone for a moment."""
        return [cell.source for cell in nbformat.reads(text, as_version=4).cells] if text else []


@pytest.fixture(scope="module")
def pages(made):
    """A browser. Each lesson has a context of its own, which remembers its work, and no other lesson's."""
    unable = None if CHROMIUM else "there is no Chromium or Chrome: sudo apt-get install chromium"
    if unable:
        pytest.fail(unable)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = [*FLAGS, *["--no-sandbox"] * AS_ROOT]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("name", ["00-start-here", "01-data", "09-xor"])
def test_a_lesson_in_the_page_is_run_answered_and_kept(made, pages, name, tmp_path):
    address, site, *_ = made
    path = site / f"files/{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = None  # so that those of the page are new
    nbformat.write(notebook, path)
    lesson = Page(pages.new_context(viewport={"width": 1280, "height": 900}).new_page(), path, address)
    try:
        lesson.start()
        lesson.finish()
        all_is_shown(lesson)
        moves(lesson, name)
        is_kept(lesson, tmp_path, *ANSWERS[name])
        assert lesson.complaints == []
    except Exception:
        keep_picture(lesson, f"lite-{name}")
        raise
    finally:
        lesson.close()


def all_is_shown(lesson):
    code = [cell for cell in lesson.cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
    index = next(i for i, cell in enumerate(lesson.cells) if cell in code and "pictures." in cell.source)
    image = lesson.cell(index).locator("figure img").element_handle()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 400


def moves(lesson, name):
    explorable = Explorable(lesson, explorable_in(lesson.cells))
    with explorable.changing():
        if name in BUTTONS:
            explorable.button(BUTTONS[name]).press("Space")
        else:
            explorable.handle(SLIDERS[name]).press("End")


def comes_along(lesson, index, folder):
    """What is downloaded from the page reaches the lessons on a computer, by the README's command."""
    downloads, notebooks = folder / "Downloads", folder / "course/notebooks"
    for name in (lesson.path.name, "progress.json"):
        with lesson.page.expect_download() as download:
            lesson.menu(name, "Download")
        download.value.save_as(downloads / download.value.suggested_filename)
    fresh = shutil.ignore_patterns(".*", "progress.json*", "before-update", "assignments")
    shutil.copytree(ROOT / "notebooks", notebooks, ignore=fresh)
    command = [sys.executable, "notebooks/update", downloads]
    done = subprocess.run(command, cwd=notebooks.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    updated = nbformat.read(notebooks / lesson.path.name, as_version=4)
    assert updated.cells[index].source == lesson.sources()[index], done.stdout
    assert json.loads((notebooks / "progress.json").read_text("utf-8")) == json.loads(lesson.file("progress.json"))


def is_kept(lesson, folder, checker, wrong, diagnosis, right):
    """The answer is judged, saved, there again on a new page, brought to a computer, and gone when wanted fresh."""
    check = index_of(rf"^check\.{checker}\(", lesson.cells)
    fresh = lesson.cells[check - 1].source
    for line, said in ((wrong, diagnosis), (right, "[right]")):
        lesson.rewrite_last_line(check - 1, line)
        lesson.until(lambda said=said: said in lesson.cell(check).inner_text(), said)
    lesson.page.keyboard.press("Control+s")
    lesson.until(lambda: right in lesson.file(lesson.path.name), "the saved file")
    assert any(json.loads(lesson.file("progress.json")).values())
    lesson.page.reload()
    lesson.idle()
    assert right in lesson.sources()[check - 1]
    comes_along(lesson, check - 1, folder)
    lesson.menu(lesson.path.name, "Delete")
    lesson.page.locator(".jp-Dialog-button.jp-mod-warn").click()
    lesson.until(lambda: fresh in lesson.sources_of(lesson.file(lesson.path.name)), "the deleted file")
    lesson.page.reload()
    lesson.idle()
    assert lesson.sources()[check - 1] == fresh
