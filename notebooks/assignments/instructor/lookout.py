"""What in a student's cell a person should look at. It gains no points in any case."""

import ast
import re

from IPython.core.inputtransformer2 import TransformerManager

NAMES = {
    "sqlite3": "a database",
    "gradebook": "the gradebook",
    "nbgrader": "nbgrader",
    "socket": "the network",
    "urllib": "the network",
    "requests": "the network",
    "http": "the network",
    "subprocess": "other processes",
    "multiprocessing": "other processes",
    "threading": "other threads",
    "fork": "other processes",
    "Popen": "other processes",
    "system": "other processes",
    "kill": "other processes",
    "ctypes": "the inside of Python",
    "gc": "the inside of Python",
    "_getframe": "the call stack",
    "currentframe": "the call stack",
    "f_back": "the call stack",
    "ast_transformers": "how cells are run",
    "input_transformers_post": "how cells are run",
    "register": "how cells are run",
    "showtraceback": "how errors are shown",
    "set_custom_exc": "how errors are shown",
    "_exit": "the end of the process",
    "abort": "the end of the process",
    "checking": "the course's tests",
    "assignments": "the course's tests",
    "import exam": "the examination",
    "__subclasses__": "the inside of Python",
    "__globals__": "the inside of Python",
    "getoutput": "other processes",
    "%sx": "other processes",
    "%system": "other processes",
}
HIDES = "code in a text, which is not read here"
NAMES |= dict.fromkeys(
    ("exec", "eval", "compile()", "__import__", "importlib", "runpy", "%run", "run_cell_magic"), HIDES
)
NAMES |= dict.fromkeys(("builtins", "__builtins__", "base64", "codecs", "marshal", "pickle"), HIDES)
IN_TEXTS = ("gradebook", "sqlite3", "__builtins__", ".ipynb", "submitted", "../", "/etc")
NAMES |= dict.fromkeys(IN_TEXTS[3:], "files of others")
TIMED = re.compile(r"^\s*%%(time|timeit|capture|prun)\b.*|^([ \t]*)%(time|timeit)\b( +-[a-z]\s*\d*)*[ \t]*", re.M)
SCRIPT = ("<script", "javascript:", "onerror=", "onload=", "<iframe", "srcdoc")
MODULES = {"np", "numpy", "nnlib", "builtins", "sys"}


def seen(source):
    """Sentences, one for each kind of thing that these lines reach for."""
    try:
        nodes = list(ast.walk(ast.parse(_python(source))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found = {}
    for node in nodes:
        for word in _words(node):
            if word in NAMES:
                found.setdefault(NAMES[word], word)
    modules = MODULES.union(*map(_imported, nodes))
    patched = {target for node in nodes for target in _patched(node, modules)}
    words = script(source) + [f"reaches for {what} ({word})" for what, word in sorted(found.items())]
    return words + [f"replaces {target}" for target in sorted(patched)]


def script(text):
    """A sentence if a text, also a written answer, is meant for a browser."""
    found = [word for word in SCRIPT if word in text.lower()]
    return [f"holds script ({found[0]}), which is not shown"] if found else []


def _python(source):
    """A cell without the magics that only measure; other magics and !commands as the calls that IPython makes."""
    return TransformerManager().transform_cell(TIMED.sub(r"\2", source))


def _words(node):
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Import | ast.ImportFrom):
        names = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        parts = [part for name in names for part in name.split(".")]
        yield from parts
        yield from (f"import {part}" for part in parts)
    elif isinstance(node, ast.Call):
        yield from _called(node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from (word for word in IN_TEXTS if word in node.value)


def _called(node):
    """compile(), which is a fine method of re; %run and its kind."""
    name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
    if name == "compile" and isinstance(node.func, ast.Name):
        yield "compile()"
    elif name == "run_line_magic" and node.args:
        yield f"%{getattr(node.args[0], 'value', '')}"


def _imported(node):
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return set()
    return {(alias.asname or alias.name).partition(".")[0] for alias in node.names}


def _patched(node, modules):
    """Attributes of modules that are set: np.allclose = …"""
    targets = node.targets if isinstance(node, ast.Assign) else []
    for target in targets:
        if isinstance(target, ast.Attribute):
            root = target.value
            while isinstance(root, ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name) and root.id in modules:
                yield ast.unparse(target)
