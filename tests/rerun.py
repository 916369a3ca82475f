"""Run a notebook from top to bottom and save it as the course keeps it: without times, and of an explorable a still.

python tests/rerun.py notebooks/07-sum-and-difference.ipynb
python tests/rerun.py --stamp notebooks/*.ipynb    does not run them: enough where only words of the text have changed

Each is stamped: its metadata "shipped" lists a fingerprint of every cell, by which an update sees what a reader wrote.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

sys.path.append(str(Path(__file__).parent.parent / "notebooks/update"))
from cells import fingerprints


def joined(outputs):
    """What was printed in one piece, though the kernel may send it in several."""
    result = []
    for output in outputs:
        if result and output.output_type == result[-1].output_type == "stream" and output.name == result[-1].name:
            result[-1].text += output.text
        else:
            result.append(output)
    return result


def stills(outputs):
    """Of what an explorable displays, the pictures: a stored widget shows only an error where no kernel runs."""
    shown = [output for output in outputs if "<img" in output.get("data", {}).get("text/html", "")]
    for output in shown:
        output.data.pop("application/vnd.jupyter.widget-view+json", None)
    return shown


def rerun(path):
    """Raises CellExecutionError where a cell fails, and then leaves the file as it was."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, record_timing=False, resources={"metadata": {"path": path.parent}}).execute()
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if "nbval-ignore-output" in cell.metadata.get("tags", []):
            cell.outputs = stills(cell.outputs)
        elif cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
    save(notebook, path)


def save(notebook, path):
    notebook.metadata["language_info"] = {"name": "python"}  # no version of the machine it ran on
    notebook.metadata["shipped"] = fingerprints(notebook)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        if name.startswith("--"):
            continue
        if "--stamp" in sys.argv:
            save(nbformat.read(name, as_version=4), name)
        else:
            rerun(Path(name))
