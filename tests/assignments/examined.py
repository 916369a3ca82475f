"""Answers in a process of their own, asked by an examiner in this one: as in grading, without kernels and nbgrader."""

import ast
import contextlib
import json
import subprocess
import sys
import tempfile
from multiprocessing.connection import Listener
from pathlib import Path

COURSE = Path(__file__).parent.parent.parent / "notebooks" / "assignments"
sys.path.insert(0, str(COURSE / "instructor"))

from exam.examiner import accept  # noqa: E402
from exam.room import Room  # noqa: E402

STUDENT = """
import json, os, signal, sys
sys.path.insert(0, sys.argv[1])
from exam.student import connect, serve
import sklearn.datasets  # some answers need it
signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
for line in sys.stdin:  # each answer in a fresh copy of this process, so that Python starts once
    if os.fork() == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        task, namespace = json.loads(line), {"__name__": "__main__"}
        connect(task["address"], namespace)
        for number, code in enumerate(task["codes"]):
            file = f"cell {number} of {os.getpid()}"
            __import__("linecache").cache[file] = len(code), None, code.splitlines(keepends=True), file
            try:
                exec(compile(code, file, "exec"), namespace)
            except Exception:
                pass
        try:
            serve(task["address"])
        finally:
            os._exit(0)
"""


@contextlib.contextmanager
def students():
    """examiner(*codes): that of a new process in which these cells have run."""
    command = [sys.executable, "-c", STUDENT, str(COURSE / "instructor")]
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, stdout=subprocess.DEVNULL)
        examiners = []

        def examiner(*codes):
            while examiners:  # the one before is done
                examiners.pop().close()
            address = str(Path(folder) / "calls")
            listener = Listener(address)
            process.stdin.write(json.dumps({"address": address, "codes": codes}) + "\n")
            process.stdin.flush()
            examiners.append(accept(listener))
            return examiners[0]

        try:
            yield examiner
        finally:
            for last in examiners:
                last.close()
            process.stdin.close()
            process.wait()


def laid_out(examiner, setup, stub, test, above=""):
    """Run a test cell as the examiner's kernel does: the names of the stub stand for those of the student.

    above: a test cell that runs before it, with a verdict of its own.
    """
    namespace, room = {}, Room()
    exec(setup, namespace)
    room.examiner = examiner
    room.lay_out([node.name for node in ast.parse(stub).body], namespace)
    with contextlib.suppress(Exception):
        exec(above, namespace)
    exec(test, namespace)
