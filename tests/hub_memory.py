"""How much memory a learner takes on a hub: a JupyterLab server, and a kernel that has run a lesson and waits.

    python tests/hub_memory.py 00 07 12 14 19

Linux only. Two of each run at a time, and the second is measured. *Own* is what it shares with nobody: one learner more
costs that on a machine, or in containers of one image. *Alone* is what she takes in a virtual machine of her own.
*Peak* is the most that she ever took alone: a limit for each learner must lie above it.
"""

import contextlib
import statistics
import sys
import tempfile
from pathlib import Path

import nbformat
import psutil
from jupyter_client import KernelManager
from nbclient import NotebookClient

TESTS = Path(__file__).parent
sys.path.insert(0, str(TESTS / "doors"))

from browser import server  # noqa: E402

MB = 2**20
COLUMNS = "own", "alone", "peak"  # of a table in MB
CLASS = 120, 40  # enrolled, or a third of them at work at a time


def memory(root):
    """(own, alone, peak) in MB of a process and all that it has started."""
    rows = []
    for process in [root, *root.children(recursive=True)]:
        used = process.memory_full_info()
        status = Path(f"/proc/{process.pid}/status").read_text()
        peak = next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))
        rows.append((used.uss, used.rss, peak))
    return tuple(sum(column) / MB for column in zip(*rows, strict=True))


@contextlib.contextmanager
def kernel(path):
    """The process of a kernel that has run all cells of a notebook."""
    manager = KernelManager(kernel_name="python3")
    try:
        lesson = nbformat.read(path, 4)
        NotebookClient(lesson, km=manager, timeout=600, resources={"metadata": {"path": path.parent}}).execute()
        yield psutil.Process(manager.provisioner.pid)
    finally:
        manager.shutdown_kernel(now=True)


@contextlib.contextmanager
def lab():
    """The process of a JupyterLab server that has answered."""
    before = set(psutil.Process().children())
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "work").mkdir()
        with server(Path(folder)):
            (process,) = set(psutil.Process().children()) - before
            yield process


def second(start, *arguments):
    """memory() of the second of two equal ones."""
    with start(*arguments), start(*arguments) as process:
        return memory(process)


def needed(learners, server, kernel, shared=True):
    """GB for so many servers with a kernel each: what each has of its own, and once what all share."""
    own, alone = server[0] + kernel[0], server[1] + kernel[1]
    return (learners * own + alone - own if shared else learners * alone) / 1024


def main(numbers):
    lessons = [next((TESTS.parent / "notebooks").glob(f"{number}-*.ipynb")) for number in numbers]
    print(f"{'MB':24}", *(f"{name:>6}" for name in COLUMNS))
    rows = {"server": second(lab)} | {path.stem: second(kernel, path) for path in lessons}
    found = [rows[path.stem] for path in lessons]
    middle = tuple(statistics.median(column) for column in zip(*found, strict=True))
    worst = tuple(map(max, zip(*found, strict=True)))
    for name, row in (rows | {"median kernel": middle, "worst kernel": worst}).items():
        print(f"{name:24}", *(f"{number:6.0f}" for number in row))
    for learners in CLASS:
        found = [needed(learners, rows["server"], kernel) for kernel in (middle, worst)]
        found += [needed(learners, rows["server"], kernel, shared=False) for kernel in (middle, worst)]
        print("{} learners: {:.0f} to {:.0f} GB, {:.0f} to {:.0f} GB with nothing shared".format(learners, *found))
    print(f"a limit for each learner above {rows['server'][2] + worst[2]:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
