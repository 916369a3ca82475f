"""Runs inside Pyodide (pyodide.mjs): the code cells of one notebook, as JupyterLite's kernel runs them."""

import contextlib
import io
import json
import os
import sys

from js import cpu_seconds, load_packages_of


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
    summary = {"cells": found, "each": seconds, "start": start, "seconds": cpu_seconds() - start}
    with open(f"/disk{answer}", "w", encoding="utf-8") as file:
        json.dump(summary, file, default=str)
    return 0
