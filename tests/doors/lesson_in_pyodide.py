"""Runs inside Pyodide (pyodide.mjs): the code cells of one notebook, as JupyterLite's kernel runs them."""

import contextlib
import io
import json
import os
import sys

from js import cpu_seconds, load_packages_of

TOUCHES = {  # what a browser says of its drawings
    "network": {"unit": [1, 0]},
    "fold": {"end": 0, "by": 1},
    "plane": {"move": 0, "to": [0.3, 0.2]},
    "examination": {"tool": 3},
    "threshold": {"threshold": 0.3},
    "parabola": {"start": 1.5},
    "pad": {"stroke": 1, "points": [[5, 5], [20, 20]]},
}


async def main(notebook, answer):
    """Run the cells of /disk + notebook; write {"cells": {id: outputs}, "seconds": …, "start": …} to /disk + answer."""
    await load_packages_of("import IPython")
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import CapturingDisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell

    class Result(DisplayHook):
        """The value of a cell's last line goes where all that is displayed goes."""

        def write_output_prompt(self):
            pass

        def write_format_data(self, format_dict, md_dict=None):
            self.shell.display_pub.publish(format_dict, md_dict)

        def finish_displayhook(self):
            pass

    class Shell(InteractiveShell):
        displayhook_class, display_pub_class = Result, CapturingDisplayPublisher

    start = cpu_seconds()
    os.chdir(os.path.dirname(f"/disk{notebook}"))
    sys.path.insert(0, "")
    shell = Shell.instance()
    with open(f"/disk{notebook}", encoding="utf-8") as file:
        cells = [cell for cell in json.load(file)["cells"] if cell["cell_type"] == "code"]
    found, seconds = {}, {}
    for cell in cells:
        before = cpu_seconds()
        source = "".join(cell["source"])
        await load_packages_of(source)
        loaded = cpu_seconds()
        shell.display_pub.outputs.clear()
        told = io.StringIO()
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            error = shell.run_cell(source, store_history=True).error_in_exec
        data = [output["data"] for output in shell.display_pub.outputs]
        found[cell["id"]] = {"text": told.getvalue(), "data": data, "error": error and repr(error)}
        seconds[cell["id"]] = [round(loaded - before, 2), round(cpu_seconds() - loaded, 2)]
    whole = cpu_seconds() - start
    summary = {"cells": found, "each": seconds, "start": start, "seconds": whole, "explorables": explorables()}
    with open(f"/disk{answer}", "w", encoding="utf-8") as file:
        json.dump(summary, file, default=str)
    return 0


def explorables():
    """{title: {part: seconds of the slowest answer to something that a reader does}}"""
    from nnlib.teaching.live.panel import _shown

    return {title: {name: max(slow) for name, slow in moved(panel).items()} for title, panel in _shown.items()}


def moved(panel):
    """{label: [seconds, …]} for all that can be set or pressed on a panel; what was set is put back."""
    found = {}
    for place, part in enumerate(panel.members):
        for what in tries(part):
            before = cpu_seconds()
            panel._do(None, {"number": 1, "todo": [[place, what]]}, [])
            found.setdefault(getattr(part, "label", type(part).__name__), []).append(round(cpu_seconds() - before, 2))
    return found


def tries(part):
    """What a reader may do with one part, as the browser says it."""
    if isinstance(getattr(part, "png", None), bytes):  # a LiveFigure
        return [(0.3, 0.4), (0.7, 0.6)] * bool(part.touched)
    if part.kind in TOUCHES:
        return [TOUCHES[part.kind]] * bool(part._listeners)
    if getattr(part, "disabled", True):
        return []
    now, texts = part.state()["value"], part.spec().get("texts", [])
    return {
        "slider": [0, len(texts) // 2, len(texts) - 1, now],
        "choice": [*range(len(texts)), now],
        "menu": [*range(len(texts)), now],
        "toggle": [not now, now],
        "button": [None],
        "clock": ["step", "play", "tick", "tick", "pause"],
    }[part.kind]
