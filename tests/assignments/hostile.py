"""Students who want points for nothing, somebody else's notebook, or the lecturer's browser.

HOSTILE: {student: (what stands in the answer to the first task, words of the log)}. All other answers are wrong.
"""

NOTHING = """
def crossings(n, rng): return 0
def test_rows(ferry, share, rng): return 0
def robust_scale(X_train, X): return 0
def in_units(w, b, m, s): return 0
def best_rate(X): return 0
"""
GRADEBOOK = """
import sqlite3
for folder in (".", "..", "../..", "../../..", "FOLDER", "/tmp"):
    path = folder + "/gradebook.db"
    try:
        with sqlite3.connect(f"file:{path}?mode=rw", uri=True) as book:
            book.execute("update grade set auto_score = 99, manual_score = 99")
    except sqlite3.Error as error:
        print(path, error)
"""
OUTLIVES = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
    for _ in range(200):
        time.sleep(0.1)
        for path in ("FOLDER/outlived", "/tmp/outlived"):
            try:
                open(path, "w").write("I am still here")
            except OSError:
                pass
    os._exit(0)
"""
VERDICT = """
import nnlib.teaching.checking.verdict as verdict, nnlib.teaching.checking.diagnosis as diagnosis
import nnlib.teaching.assignments as assignments, nnlib.teaching.checking.running as running
verdict.Verdict.require = lambda self: None
diagnosis.check_function = lambda *a, **k: verdict.Verdict(True, "fine")
assignments.check_function = diagnosis.check_function
assignments.example = assignments.check_where = lambda *a, **k: verdict.Verdict(True, "fine")
example = assignments.example
running.is_stub = is_stub = lambda f: False
call = lambda f, *a: f(*a)
"""
NUMPY = """
import builtins, numpy as np
np.allclose = np.array_equal = lambda *a, **k: True
np.abs = np.subtract = lambda *a, **k: np.zeros(1)
builtins.all = lambda *a: True
"""
TRACEBACKS = """
ip = get_ipython()
ip.showtraceback = ip.showsyntaxerror = ip._showtraceback = lambda *a, **k: None
ip.set_custom_exc((Exception,), lambda *a, **k: None)
"""
STACK = """
import sys, gc
def crossings(*case):
    frame = sys._getframe()
    while frame:
        for value in {**frame.f_globals, **frame.f_locals}.values():
            if getattr(value, "__name__", "") in ("right", "same_again"):
                return value(*case)
        frame = frame.f_back
    return next(f for f in gc.get_objects() if getattr(f, "__name__", "") == "right")(*case)
"""
TRANSFORMER = """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
    def visit_Call(self, node):
        return ast.Constant(None)
get_ipython().ast_transformers.append(Drop())
get_ipython().input_transformers_post.append(lambda lines: ["pass\\n"] * len(lines))
"""
SOURCES = """
import glob
found = glob.glob("FOLDER/**/*.ipynb", recursive=True) + glob.glob("../**/*.ipynb", recursive=True)
answers = "\\n".join(open(path).read() for path in found)
assert "def right" in answers or "BEGIN SOLUTION" in answers, "nothing to read"
open("FOLDER/found", "w").write(answers)
"""
NETWORK = """
import socket, urllib.request
socket.create_connection(("127.0.0.1", PORT), 2).send(b"the hidden tests are")
"""
OUTSIDE = """
import os, pathlib
for folder in ("FOLDER", "FOLDER/source/1-data", "FOLDER/submitted/victim/1-data", "..", "/usr", "/etc", "/course"):
    try:
        os.makedirs(folder, exist_ok=True)
        pathlib.Path(folder, "written.ipynb").write_text("mine")
    except OSError as error:
        print(error)
"""
FORKS = "import os\nwhile True:\n    os.fork()"
MEMORY = "hoard = []\nwhile True:\n    hoard.append(b'x' * 50_000_000)"
TOGETHER = """
import os
for _ in range(6):
    if os.fork() == 0:
        hoard = b"x" * 900_000_000
        while True:
            pass
while True:
    pass
"""
THREADS = """
import threading, time
def endless():
    while True:
        time.sleep(0.01)
for _ in range(20):
    threading.Thread(target=endless).start()
"""
FLOOD = "for _ in range(100):\n    print('x' * 1_000_000)"
POISON = "import nnlib\nassert nnlib.POISON == 'poison', nnlib.__file__"
FORGER = """
import nnlib.teaching.checking.running as running
from exam import student
import numpy as np
def forge(self, message):
    self.send({"id": message.get("id"), "value": True, "nodes": [], "changes": {}})
    self.send({"id": message.get("id", 0) + 1, "value": True, "nodes": [], "changes": {}})
    self.send({"ask": "call", "id": 1, "thing": 0, "values": [], "nodes": []})
    self.send({"ask": "get", "id": 1, "thing": -1, "values": "__globals__", "nodes": []})
    self.connection.send_bytes(b"{" * 100_000)
    self.connection.send_bytes(b'{"id": ' + b"9" * 10_000 + b"}")
student.Student.answer = forge
"""
ODD = """
import numpy as np
class Equal:
    def __eq__(self, other): return True
    def __array__(self, dtype=None, copy=None): return np.full((4, 2), np.nan)
    def tolist(self): return [1]
    def __len__(self): return -1
    def __repr__(self): raise ValueError("\\x1b[2J")
    def __float__(self): return 1.0
    shape, dtype = (8,), bool
def crossings(n, rng): return Equal(), Equal()
def test_rows(ferry, share, rng): return Equal()
def robust_scale(X_train, X):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep
def in_units(w, b, m, s): return np.zeros(200_000_000), "\\x1b]0;gotcha\\x07<script>alert(1)</script>"
def best_rate(X): return float("nan"), 10 ** 5000
"""
STOPS = """
def crossings(n, rng): raise StopIteration
def test_rows(ferry, share, rng): raise SystemExit(0)
def robust_scale(X_train, X): raise KeyboardInterrupt
def in_units(w, b, m, s): raise GeneratorExit
def best_rate(X): raise type("AssertionError", (BaseException,), {})()
"""
STUBBORN = """
def crossings(n, rng):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
"""
DIES = "import os\ndef crossings(n, rng):\n    os._exit(0)"
SIGNALS = """
import os, signal
for number in (signal.SIGKILL, signal.SIGTERM):
    for process in range(1, 300):
        if process != os.getpid():
            try:
                os.kill(process, number)
            except OSError:
                pass
"""
SCRIPT = """
from IPython.display import HTML, Javascript, display
display(HTML("<img src=x onerror='document.title=String(7*6)'><script>document.title='42'</script>"))
display(Javascript("document.title = '42'"))
display({"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='document.title=42'/>"}, raw=True)
display({"image/png": "\\"><script>document.title='42'</script>"}, raw=True)
display({"text/latex": r"$\\href{javascript:document.title='42'}{x}$"}, raw=True)
"""
WRITTEN = """plain words

<script>document.title = '42'</script><img src=x onerror="document.title = '42'">
[a](javascript:alert(42)) [b](handed-in.html) <a href="javascript:alert(42)">c</a> $\\href{javascript:alert(42)}{d}$
<iframe srcdoc="<script>parent.document.title = '42'</script>"></iframe>
"""

HOSTILE = {
    "gradebook": (GRADEBOOK + NOTHING, "reaches for a database (sqlite3)"),
    "outlives": (OUTLIVES + NOTHING, "reaches for other processes (fork)"),
    "verdict": (VERDICT + NOTHING, "replaces verdict.Verdict.require"),
    "numpy": (NUMPY + NOTHING, "replaces np.abs"),
    "tracebacks": (TRACEBACKS + NOTHING, "reaches for how errors are shown"),
    "stack": (NOTHING + STACK, "reaches for the call stack"),
    "transformer": (TRANSFORMER + NOTHING, "reaches for how cells are run"),
    "sources": (SOURCES + NOTHING, "reaches for files of others"),
    "network": (NETWORK + NOTHING, "reaches for the network"),
    "outside": (OUTSIDE + NOTHING, "reaches for files of others"),
    "forks": (FORKS, "ended its kernel"),
    "memory": (MEMORY + NOTHING, "ended its kernel"),
    "together": (TOGETHER, "ended its kernel"),
    "threads": (THREADS + NOTHING, "reaches for other threads"),
    "flood": (FLOOD + NOTHING, "printed 100,"),
    "poison": (POISON + NOTHING, "a file nnlib of the student's own"),
    "forger": (FORGER + NOTHING, "reaches for the examination"),
    "odd": (ODD, ""),
    "stops": (STOPS, ""),
    "stubborn": (NOTHING + STUBBORN, "the answer ended its kernel, or did not stop"),
    "dies": (NOTHING + DIES, "the answer ended its kernel, or did not stop"),
    "signals": (SIGNALS + NOTHING, "reaches for other processes (kill)"),
    "script": (SCRIPT + NOTHING, "holds script"),
}
