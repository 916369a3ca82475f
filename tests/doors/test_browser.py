"""Lessons in JupyterLab in a real browser: run all cells, move the explorable, open a hint, answer an exercise.

Three lessons, and all of them where the environment variable CI is set. Needs playwright (in the extra dev) and
Chromium or Chrome: sudo apt-get install chromium. Without them the tests are skipped, but where CI is set they fail.
A failure leaves a picture in test-pictures/.
"""

import contextlib
import os
import re
import shutil

import nbformat
import pytest
from browser import AS_ROOT, CHROMIUM, DRIVEN, FLAGS, LESSONS, NOTEBOOK, ROOT, Explorable, Lesson, server

PICTURES = ROOT / "test-pictures"

# What a learner moves first: a slider, or a button.
SLIDERS = {
    "01-data": "weight w",
    "02-honest-scores": "training rows",
    "03-standardization": "learning rate · curvature",
    "04-forward-pass": "unit 1: weight",
    "05-backpropagation": "target y",
    "06-gradient-check": "step h",
    "09-xor": "folded",
    "11-moons": "epoch",
    "13-digits": "score of the rest",
    "15-keras-like-api": "hidden layers",
    "16-what-96-percent-is-worth": "threshold",
    "17-your-own-table": "flipper",
}
BUTTONS = {
    "00-start-here": "Clear",
    "07-sum-and-difference": "Play",
    "08-stuck": "Play",
    "10-what-training-finds": "Reset",
    "12-knowing-by-heart": "Play",
    "14-choose-and-test": "Clear",
    "18-debugging-clinic": "live units",
    "19-second-sitting": "live units",
}
# The exercise, a wrong last line and what the checker says of it, a right last line.
ANSWERS = {
    "00-start-here": ("double", "return x ** 2", "these are squares", "return 2 * x"),
    "01-data": (
        "loss",
        "return np.mean((neuron(params, X) - y) ** 2)",
        "½",
        "return 0.5 * np.mean((neuron(params, X) - y) ** 2)",
    ),
    "02-honest-scores": (
        "leak",
        "return np.isin(X_test, X_train).any(axis=1)",
        "only one of its numbers stands somewhere",
        "return (X_test[:, np.newaxis] == X_train).all(axis=2).any(axis=1)",
    ),
    "03-standardization": (
        "largest_rate",
        "return 2 / np.mean(X**2, axis=0).min()",
        "divided by the smallest mean square",
        "return 2 / np.mean(X**2, axis=0).max()",
    ),
    "04-forward-pass": ("relu", "return np.maximum(z, 0.01 * z)", "That is the leaky ReLU", "return np.maximum(z, 0)"),
    "05-backpropagation": (
        "relu_backward",
        "return da * (da > 0)",
        "the mask is made from da",
        "return da * (z > 0)",
    ),
    "06-gradient-check": ("culprits", 'culprits = "EADCB"', "3 of 5 are right", 'culprits = "EADBC"'),
    "07-sum-and-difference": (
        "batches",
        "return [np.arange(n)[i : i + batch_size] for i in range(0, n, batch_size)]",
        "the rows come in their old order",
        "return np.split(rng.permutation(n), range(batch_size, n, batch_size))",
    ),
    "08-stuck": (
        "dead_units",
        "return ~(a >= 0).any(axis=0)",
        "no unit is dead, you say",
        "return ~(a > 0).any(axis=0)",
    ),
    "09-xor": (
        "separates",
        "return np.array_equal(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]) @ w > 0, y == 1)",
        "the bias is not used",
        "return np.array_equal(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]) @ w + b > 0, y == 1)",
    ),
    "10-what-training-finds": (
        "break_symmetry",
        "return np.zeros((2, n_hidden)), np.zeros((n_hidden, 1))",
        "W1 is all 0",
        "return rng.normal(size=(2, n_hidden)), rng.normal(size=(n_hidden, 1))",
    ),
    "11-moons": (
        "agreement",
        "return ((p > 0.5) == (q > 0.5)).mean()",
        "compared with all points of the other",
        "return ((p[:, 0] > 0.5) == (q > 0.5)).mean()",
    ),
    "12-knowing-by-heart": (
        "stopping",
        "return next((i for i in range(len(val_losses)) if i - np.argmin(val_losses[: i + 1]) > patience), "
        "len(val_losses) - 1)",
        "one epoch too late",
        "return next((i for i in range(len(val_losses)) if i - np.argmin(val_losses[: i + 1]) >= patience), "
        "len(val_losses) - 1)",
    ),
    "13-digits": (
        "one_hot",
        "return np.eye(labels.max() + 1)[labels]",
        "columns are missing",
        "return np.eye(n_classes)[labels]",
    ),
    "14-choose-and-test": (
        "read_confusion",
        "return np.diag(counts) / counts.sum(axis=0), (0, 1)",
        "this is the precision",
        "m = counts * (1 - np.eye(len(counts), dtype=int)); "
        "return np.diag(counts) / counts.sum(axis=1), np.unravel_index(m.argmax(), m.shape)",
    ),
    "15-keras-like-api": (
        "evaluate",
        "return (model.predict_proba(X[:batch_size]).ravel() > 0.5).mean()",
        "you ask about them 1, 1, 1, 0, 0, 0, 0, 0 times",
        "starts = range(0, len(X), batch_size); "
        "p = np.vstack([model.predict_proba(X[i : i + batch_size]) for i in starts]); "
        "return ((p.ravel() > 0.5) == y).mean()",
    ),
    "16-what-96-percent-is-worth": (
        "fit_and_predict",
        "model.fit(scaler.fit_transform(X_train), y_train); return model.predict(X_new)",
        "as it came, not scaled",
        "model.fit(scaler.fit_transform(X_train), y_train); return model.predict(scaler.transform(X_new))",
    ),
    "17-your-own-table": (
        "row_weights",
        "return np.ones(len(y))",
        "every number of your answer is 1",
        "return np.array([len(y) / (len(set(y)) * np.sum(np.asarray(y) == label)) for label in y])",
    ),
    "18-debugging-clinic": ("diagnosis_1", 'diagnosis_1 = "A"', "a reading speaks against A", 'diagnosis_1 = "C"'),
    "19-second-sitting": ("diagnosis_6", 'diagnosis_6 = "B"', "a reading speaks against B", 'diagnosis_6 = "A"'),
}


def explorable_in(cells):
    """The index of the cell that shows the explorable, or None."""
    tagged = [i for i, cell in enumerate(cells) if "nbval-ignore-output" in cell.metadata.get("tags", [])]
    return next((i for i in tagged if re.search(r"explore[.(]", cells[i].source)), None)


def index_of(pattern, cells):
    return next(i for i, cell in enumerate(cells) if re.search(pattern, cell.source))


def only(table):
    """Run a test with the driven lessons that stand in a table, and no others."""
    paths = [path for path in DRIVEN if path.stem in table]
    return pytest.mark.parametrize("opened", paths, indirect=True, ids=lambda path: path.stem)


def cells_of(path):
    return nbformat.read(path, as_version=4).cells


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """(a maker of pages, the folder of copied lessons, the server's address and token)."""
    unable = None if CHROMIUM else "there is no Chromium or Chrome: sudo apt-get install chromium"
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        unable = 'playwright is missing: pip install -e ".[dev]"'
    if unable:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(unable)
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "work", ignore=lambda _, names: {n for n in names if n[0] == "."})
    flags = [*FLAGS, *["--no-sandbox"] * AS_ROOT]
    with server(folder) as where, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        pages = chromium.new_context(viewport={"width": 1280, "height": 900}, has_touch=True)
        yield pages, folder / "work", where
        chromium.close()


def keep_picture(lesson, name):
    PICTURES.mkdir(exist_ok=True)
    file = PICTURES / f"{re.sub(r'[^0-9a-z-]+', '_', name)}.png"
    lesson.page.screenshot(path=file)
    print(f"\nThe page when it failed: {file}")


def fresh(path, work):
    """A copy without counts: the ones in the saved file will be new."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = None
    nbformat.write(notebook, work / path.name)
    return work / path.name


@pytest.fixture(scope="module")
def start(request, lab):
    """start(path): that lesson, running. The one that is wanted next is started, too, to use both processors."""
    pages, work, where = lab
    calls = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    # pytest gives a test whose lessons are all left out a parameter that is none of them
    wanted = list(dict.fromkeys(path for params in calls if (path := params.get("opened")) in DRIVEN))
    running = {}

    def start_two(path):
        for each in wanted[wanted.index(path) :][:2]:
            if each not in running or running[each].page.is_closed():
                running[each] = Lesson(pages.new_page(), fresh(each, work), *where)
                running[each].start()
        return running[path]

    return start_two


@pytest.fixture(scope="module", params=DRIVEN, ids=lambda path: path.stem)
def opened(request, start):
    """A lesson of which all cells have been run."""
    lesson = start(request.param)
    try:
        lesson.finish()
        yield lesson
    except Exception:
        keep_picture(lesson, f"{request.param.stem}-run")
        raise
    finally:
        lesson.close()


@pytest.fixture
def lesson(request, opened):
    before = request.session.testsfailed
    yield opened
    if request.session.testsfailed > before:
        keep_picture(opened, request.node.name)


def test_all_cells_run_and_none_shows_an_error(lesson):
    code = [cell for cell in lesson.cells if cell.cell_type == "code"]
    for cell in code:
        assert [out for out in cell.outputs if out.output_type == "error" or out.get("name") == "stderr"] == []
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))


def test_the_tables_name_every_lesson_that_has_the_thing():
    cells = {path.stem: cells_of(path) for path in LESSONS}
    assert SLIDERS.keys() | BUTTONS.keys() == {name for name in cells if explorable_in(cells[name]) is not None}
    exercises = {name for name in cells if any("exercise" in cell.metadata.get("tags", []) for cell in cells[name])}
    assert ANSWERS.keys() == exercises


@only(SLIDERS)
def test_the_explorable_moves_by_keyboard_and_mouse(lesson):
    explorable, slider = Explorable(lesson, explorable_in(lesson.cells)), SLIDERS[lesson.path.stem]
    picture = explorable.now()[0]
    explorable.handle(slider).press("ArrowRight")
    lesson.until(lambda: explorable.now()[0] != picture, "another picture")
    with explorable.changing():
        explorable.handle(slider).press("End")
    with explorable.changing():
        explorable.drag(slider, right=-100)


@only({"05-backpropagation"})
def test_longer_words_push_the_pictures_down_once_and_shorter_ones_leave_them_there(lesson):
    explorable = Explorable(lesson, explorable_in(lesson.cells))
    line, tall = explorable.handle("line of the computation"), "node => node.offsetHeight"
    heights = []
    for key in ("Home", "End", "ArrowLeft", "Home"):
        with explorable.changing():
            line.press(key)
        heights.append(explorable.sentence().evaluate(tall))
    before, _, longest, after = heights
    assert before < longest == after
    with explorable.changing():
        line.press("End")  # at its start the words do not tell the target, which the next test moves


@only(BUTTONS)
def test_the_explorable_answers_to_a_button(lesson):
    explorable, name = Explorable(lesson, explorable_in(lesson.cells)), BUTTONS[lesson.path.stem]
    with explorable.changing():
        explorable.button(name).press("Space")
    if name == "Play":
        lesson.until(lambda: paused(explorable), "the pause")


@only(SLIDERS)
def test_a_finger_moves_the_explorable_and_scrolls_the_page_past_it(lesson):
    resize(lesson, "phone")
    explorable, slider = Explorable(lesson, explorable_in(lesson.cells)), SLIDERS[lesson.path.stem]
    handle = explorable.handle(slider)
    handle.press("Home")
    with explorable.changing():
        explorable.swipe(*explorable.grip(handle), right=90)
    for node in explorable.output.locator(PASSED).element_handles():
        node.evaluate("node => node.scrollIntoView({block: 'center'})")
        box, before, scrolled = lesson.place(node), at_rest(explorable), lesson.page.evaluate(SCROLLED)
        seen = min(box["width"], explorable.output.bounding_box()["width"])  # a wide picture is cut by its frame
        explorable.swipe(box["x"] + 0.6 * seen, box["y"] + box["height"] / 2, down=-150)
        lesson.until(lambda scrolled=scrolled: lesson.page.evaluate(SCROLLED) > scrolled + 50, "a scrolled page")
        assert at_rest(explorable) == before
    resize(lesson, "laptop")


def at_rest(explorable):
    """The words and the sliders' values, when they have not changed for a while."""
    values = "all => all.map(node => node.getAttribute('aria-valuetext'))"
    seen = []
    explorable.answered()
    while len(seen) < 4 or len({*seen[-4:]}) > 1:
        explorable.lesson.page.wait_for_timeout(100)
        sliders = explorable.output.locator("[role=slider], .nn-slider input").evaluate_all(values)
        seen.append((explorable.sentence().inner_text(), *sliders))
    return seen[-1]


@only({"01-data", "04-forward-pass", "09-xor", "12-knowing-by-heart", "13-digits", "17-your-own-table"})
def test_what_a_finger_holds_is_dragged_and_the_page_stays(lesson):
    """Up and down, which scrolls the page elsewhere."""
    held = 0
    for index, panel in explorables(lesson):
        for part in panel.locator(HELD).element_handles()[:1]:
            part.evaluate("node => node.scrollIntoView({block: 'center'})")
            explorable, box, top = Explorable(lesson, index), lesson.place(part), panel.bounding_box()["y"]
            picture = explorable.now()[0]
            explorable.swipe(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, right=25, down=40)
            lesson.until(lambda explorable=explorable, was=picture: explorable.now()[0] != was, "another picture")
            assert abs(lesson.place(panel)["y"] - top) < 5
            held += 1
    assert held


@only({"12-knowing-by-heart"})
def test_a_finger_plays_and_pauses(lesson):
    explorable = Explorable(lesson, explorable_in(lesson.cells))
    explorable.button("Reset").tap()  # from epoch 0, or it may have played to its end before it is paused
    explorable.answered()
    explorable.button("Play").tap()
    explorable.button("Pause").tap()
    explorable.button("Play").wait_for()


@only({"00-start-here", "14-choose-and-test"})
def test_the_pad_is_drawn_on_with_the_mouse_a_finger_and_keys(lesson):
    explorable = Explorable(lesson, explorable_in(lesson.cells))
    explorable.button("Clear").click()
    lesson.until(lambda: "empty" in explorable.sentence().inner_text(), "an empty pad")
    paper = explorable.output.get_by_role("application")
    paper.scroll_into_view_if_needed()
    box, mouse = lesson.place(paper), lesson.page.mouse
    x, y, down = box["x"] + 0.5 * box["width"], box["y"] + 0.2 * box["height"], 0.7 * box["height"]
    mouse.move(x, y)
    with explorable.changing():
        mouse.down()
        mouse.move(x, y + down, steps=6)
    mouse.up()
    with explorable.changing():
        paper.press("Delete")
    with explorable.changing():
        explorable.swipe(x, y, down=down)
    with explorable.changing():
        paper.press("Delete")
    for key in ("Space", "ArrowDown", "ArrowDown", "ArrowDown"):
        paper.press(key)
    lesson.until(lambda: "empty" not in explorable.sentence().inner_text(), "an answer")
    paper.press("Space")
    lesson.until(lambda: paper.get_attribute("aria-label").endswith("shows one stroke."), "one stroke")


def paused(explorable):
    """Press Pause, if what was played has not come to its end by itself, and look again."""
    for button in explorable.button("Pause").element_handles():
        button.press("Space")
    return explorable.button("Play").is_visible()


# Of an explorable: what sticks out to the right, and pictures of which the letters would be too small to read.
CUT = """node => {
    const right = node.getBoundingClientRect().right + 1
    return [...node.querySelectorAll("*:not(.nn-live *)")].filter((part) => part.getBoundingClientRect().right > right)
        .map((part) => part.outerHTML.slice(0, 80))
}"""
SHRUNK = """node => [...node.querySelectorAll(".nn-live img")]
    .map((image) => image.getBoundingClientRect().width / image.getAttribute("width")).filter((share) => share < 0.6)"""
# What a finger may lie on that scrolls the page.
PASSED = ".nn-slider input, .nn-live:not(.nn-upright) img, .nn-cut svg, .nn-para svg"
HELD = ".nn-upright img, .nn-grip, .nn-fold-end, .nn-net-knob"  # what it drags
SCROLLED = "document.querySelector('.jp-WindowedPanel-outer').scrollTop"
# Words with a contrast below 4.5 to the ground they stand on, but those that stand on something drawn. axe asks the
# same of HTML; of words in a drawing it reads color, where fill is what one sees.
FAINT = """node => {
    const numbers = (color) => color.match(/[\\d.]+/g).map(Number)
    const light = (color) => numbers(color).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, k) => sum + part * [0.2126, 0.7152, 0.0722][k], 0)
    const ground = (part) => {
        const color = part ? getComputedStyle(part).backgroundColor : "rgb(255, 255, 255)"
        return numbers(color)[3] === 0 ? ground(part.parentElement) : color
    }
    const words = (part) => [...part.childNodes].some((one) => one.nodeType === 3 && /\\w/.test(one.textContent))
    return [...node.querySelectorAll("*:not(.nn-cut-number, .nn-reading text, .nn-reading-share, :disabled)")]
        .filter((part) => words(part) && part.getBoundingClientRect().width > 1)
        .map((part) => {
            const { color, fill } = getComputedStyle(part)
            const both = [light(part instanceof SVGElement ? fill : color), light(ground(part))]
            return [part.outerHTML.slice(0, 80), (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05)]
        }).filter(([, contrast]) => contrast < 4.5)
}"""
PAGES = {"phone": (390, 844), "tablet": (800, 1000), "zoomed": (640, 400), "laptop": (1280, 900)}


def explorables(lesson):
    """(index, panel) of each, scrolled to."""
    for index, cell in enumerate(lesson.cells):
        if cell.cell_type == "code" and re.search(r"^explore\.", cell.source, re.M):
            yield index, lesson.cell(index).locator(".nn-panel")


def resize(lesson, name):
    width, height = PAGES[name]
    lesson.page.set_viewport_size({"width": width, "height": height})
    lesson.page.evaluate(f"jupyterapp.shell.{'collapse' if width < 1000 else 'expand'}Left()")


def choose(lesson, theme):
    """Light or Dark."""
    lesson.page.evaluate(f"jupyterapp.commands.execute('apputils:change-theme', {{theme: 'JupyterLab {theme}'}})")
    lesson.page.locator(f"body[data-jp-theme-name='JupyterLab {theme}']").wait_for(state="attached")
    # JupyterLab lays a splash over a change, and complains when the next comes while it fades.
    lesson.page.locator("#jupyterlab-splash").wait_for(state="detached")


def test_explorables_are_whole_on_every_page(lesson):
    for name in PAGES:
        resize(lesson, name)
        for index, panel in explorables(lesson):
            panel.wait_for()
            lesson.until(lambda panel=panel: panel.evaluate(CUT) == [], f"all of {index} on a {name}")  # drawn anew
            assert panel.evaluate(SHRUNK) == [], (name, index)


def test_words_of_explorables_can_be_read_in_both_themes(lesson):
    for theme in ("Dark", "Light"):
        choose(lesson, theme)
        for index, panel in explorables(lesson):
            lesson.until(lambda panel=panel: panel.evaluate(FAINT) == [], f"words of {index} that stand out, {theme}")


# JupyterLab's body has no height and hides what is outside of it: to axe, which looks at boxes, that is everything.
SEEN = "body, .jp-LabShell { overflow: visible !important }"


def violations(lesson, place):
    """(rule, nodes) that axe finds wrong there; asked again while the page may still be drawn anew."""
    from axe_playwright_python.sync_playwright import Axe

    found = None

    def ask():
        nonlocal found
        lesson.page.add_style_tag(content=SEEN)
        rules = Axe().run(lesson.page, context=place).response["violations"]
        found = [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in rules]
        return not found

    with contextlib.suppress(TimeoutError):
        lesson.until(ask, "a page without violations")
    return found


def test_explorables_can_be_used_by_ear_and_keyboard(lesson):
    cells = lesson.page.evaluate(f"{NOTEBOOK}.cells.length")
    for index, panel in explorables(lesson):
        place = f'.jp-Cell[data-windowed-list-index="{index}"] .nn-panel'
        for name, theme in (("phone", "Dark"), ("laptop", "Light")):
            resize(lesson, name)
            choose(lesson, theme)
            assert violations(lesson, place) == [], (name, theme, index)
        for control in panel.locator("input, button, select, [tabindex='0']").element_handles()[:3]:
            control.focus()
            lesson.page.keyboard.press("b")  # in JupyterLab: insert a cell
    assert lesson.page.evaluate(f"{NOTEBOOK}.cells.length") == cells


def test_a_folded_hint_opens_on_a_click(lesson):
    hints = lesson.cell(index_of("<summary>Hint 1</summary>", lesson.cells)).locator("details")
    for hint in (hints.first, hints.last):
        folded = hint.inner_text()
        hint.locator("summary").click()
        assert len(hint.inner_text()) > len(folded) + 20


def test_a_wrong_answer_and_a_right_one_get_their_verdicts(lesson):
    name, wrong, says, right = ANSWERS[lesson.path.stem]
    stub = index_of(rf"^(def )?{name}\b", lesson.cells)
    verdict = lesson.cell(stub + 1).locator(".jp-OutputArea-output")
    for line, words in ((wrong, ["[not yet]", says]), (right, ["[right]"])):
        lesson.rewrite_last_line(stub, line)
        for part in words:
            verdict.filter(has_text=part).wait_for()


def test_the_console_has_logged_no_error(lesson):
    assert lesson.complaints == []
