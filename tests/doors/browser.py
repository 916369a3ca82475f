"""JupyterLab in a real browser: a server of our own, and one lesson in it, driven as a learner would."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat

ROOT = Path(__file__).parent.parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FEW = {"00-start-here", "04-forward-pass", "12-knowing-by-heart"}  # a pad; a slider; the playground
DRIVEN = [path for path in LESSONS if path.stem in FEW or "CI" in os.environ]  # nbval runs the cells of all
CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PATIENCE = 120  # seconds that a step may take on a busy machine
NOTEBOOK = "jupyterapp.shell.currentWidget.content.model.toJSON()"  # as it is in the page, saved or not
IS_OVER = f"""() => {{
    const code = {NOTEBOOK}.cells.filter(cell => cell.cell_type == "code")
    const failed = code.some(cell => cell.outputs.some(output => output.output_type == "error"))
    return failed || code.every(cell => cell.execution_count)
}}"""


@contextlib.contextmanager
def server(folder):
    """JupyterLab on folder / "work", everything it remembers in folder, too. Yields (address, token)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime"}
    places |= {"IPYTHONDIR": "ipython", "NNLIB_PROGRESS": "progress.json"}
    options = ["--no-browser", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    options += [f"--IdentityProvider.token={token}", *["--allow-root"] * AS_ROOT]
    options += ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]  # no network
    options += ["--expose-app-in-browser"]  # for NOTEBOOK
    settings = folder / "config/lab/user-settings/@jupyterlab/apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')  # no question about it either
    with open(folder / "server.log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=folder / "work",
            env=os.environ | {name: os.fspath(folder / place) for name, place in places.items()},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for_server(process, f"{address}/api/status?token={token}", folder / "server.log")
            yield address, token
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


# Of what a selector finds: what sticks out of the page to the right and can't be scrolled to inside its own frame. The
# frame that JupyterLab puts around every output is not its own.
STICKS_OUT = """(selector) => {
    const jupyters = ".jp-OutputArea-output"
    const frame = (node) => ["auto", "scroll"].includes(getComputedStyle(node).overflowX) && !node.matches(jupyters)
    const scrolls = (node) => node && node !== document.body && node !== document.documentElement
        && (frame(node) || scrolls(node.parentElement))
    const width = document.documentElement.clientWidth
    return [...document.querySelectorAll(selector)]
        .filter((node) => node.getBoundingClientRect().right > width + 1 && !scrolls(node.parentElement))
        .map((node) => node.outerHTML.slice(0, 100))
}"""


def wait_for_server(process, url, log):
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(url, timeout=5).read()
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text('utf-8')[-3000:]}")


class Lesson:
    """A notebook in a page of the browser. complaints: what the page's console called an error, so far."""

    def __init__(self, page, path, address, token):
        self.page, self.path, self.server = page, path, (address, token)
        self.cells = nbformat.read(path, as_version=4).cells
        self.complaints = []
        page.set_default_timeout(1000 * PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(error.stack or str(error)))
        page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        workspace = path.stem  # one for each lesson, or those that were open before open again
        page.goto(f"{address}/lab/workspaces/{workspace}/tree/{path.name}?token={token}")

    def close(self):
        """Close the page and shut its kernel down."""
        self.page.close()
        for session in self.ask("GET", "sessions"):
            if session["path"] == self.path.name:
                self.ask("DELETE", f"sessions/{session['id']}")

    def ask(self, method, what):
        """The server's own interface."""
        address, token = self.server
        request = urllib.request.Request(f"{address}/api/{what}", method=method)
        request.add_header("Authorization", f"token {token}")
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read() or "null")

    def idle(self):
        """Wait until the kernel is there, and has nothing to do."""
        self.page.locator("#jp-main-statusbar", has_text="| Idle").wait_for()

    def start(self):
        """Run all cells. Before the kernel is there a dialog may swallow what is pressed."""
        self.idle()
        self.page.click('li.lm-MenuBar-item:has-text("Run")')
        self.page.click('.lm-Menu-item[data-command="runmenu:run-all"]')

    def finish(self):
        """Wait until all cells have run or one has failed. cells: then as the page has them."""
        self.page.bring_to_front()  # a page behind another is slow to react
        self.page.wait_for_function(IS_OVER, polling=200)  # between two cells the kernel seems idle, too
        self.idle()
        self.cells = nbformat.from_dict(self.page.evaluate(NOTEBOOK)).cells

    def cell(self, index):
        """The cell with this index, scrolled to: some versions of JupyterLab keep only those in view."""
        found = self.page.locator(f'.jp-Notebook > * .jp-Cell[data-windowed-list-index="{index}"]')
        scroll = "(panel, down) => { panel.scrollTop = down }"
        for screen in range(200):
            if found.is_visible():
                break
            self.page.locator(".jp-WindowedPanel-outer").evaluate(scroll, 500 * screen)
            time.sleep(0.1)
        found.scroll_into_view_if_needed()
        return found

    def place(self, node):
        """Its bounding box, when it has not moved for a while: after the window was resized, or scrolled far,
        JupyterLab still lays out cells above and scrolls along with them."""
        seen = []
        while len(seen) < 5 or any(box != seen[-1] for box in seen[-5:]):
            self.page.wait_for_timeout(100)
            seen.append(node.bounding_box())
        return seen[-1]

    def rewrite_last_line(self, index, line):
        """Click into a code cell and type this instead of its last line; run it and the one after it."""
        editor = self.cell(index).locator(".cm-content")
        editor.click()
        for key in ("Control+End", "Shift+Home"):
            self.page.keyboard.press(key)
        self.page.keyboard.type(line)
        for _ in range(2):
            self.page.keyboard.press("Shift+Enter")

    def until(self, condition, what):
        """Wait until condition() is true."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {PATIENCE} s for {what}")
            self.page.wait_for_timeout(50)


class Explorable:
    """The output of an explorable's cell: controls that move a picture and the words above it."""

    def __init__(self, lesson, index):
        self.lesson = lesson
        self.output = lesson.cell(index).locator(".jp-OutputArea-output")

    @contextlib.contextmanager
    def changing(self):
        """Wait until what is done in this block has led to another picture, and to other words."""
        self.answered()
        picture, words = self.now()
        yield
        self.lesson.until(lambda: self.now()[0] != picture, "another picture")
        self.lesson.until(lambda: self.now()[1] != words, "other words above the picture")

    def now(self):
        """(pictures, words) on the page."""
        return self.output.locator(".nn-pictures").first.inner_html(), self.sentence().inner_html()

    def answered(self):
        """Wait until Python has answered all that was done."""
        self.output.locator(".nn-panel:not([data-waiting])").first.wait_for()

    def sentence(self):
        return self.output.locator(".nn-sentence").first

    def handle(self, slider):
        """The slider that has this name for a screen reader."""
        return self.output.get_by_role("slider", name=slider, exact=True).first

    def drag(self, slider, right):
        """Drag with the mouse, so many dots to the right."""
        mouse, handle = self.lesson.page.mouse, self.handle(slider)
        handle.scroll_into_view_if_needed()
        x, y = self.grip(handle)
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + right, y, steps=4)
        mouse.up()

    def grip(self, handle):
        """Where on the page a slider is taken hold of."""
        box, thumb = self.lesson.place(handle), 18
        share = "node => 'value' in node ? (node.value - node.min) / (node.max - node.min) : 0.5"  # else drawn in SVG
        x = box["x"] + thumb / 2 + handle.evaluate(share) * (box["width"] - thumb)
        return x, box["y"] + box["height"] / 2

    def swipe(self, x, y, right=0, down=0, steps=6):
        """Put a finger down at a place of the page, move it so many dots, and lift it."""
        finger = self.lesson.page.context.new_cdp_session(self.lesson.page)

        def send(kind, *points):
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        send("touchStart", {"x": x, "y": y})
        for step in range(1, steps + 1):
            send("touchMove", {"x": x + right * step / steps, "y": y + down * step / steps})
            self.lesson.page.wait_for_timeout(16)
        send("touchEnd")
        finger.detach()

    def button(self, name):
        return self.output.get_by_role("button", name=name, exact=True)
