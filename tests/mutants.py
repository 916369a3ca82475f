"""Break each folded solution in one place at a time, and count what the checkers notice.

`python tests/mutants.py [LESSON ...]`: LESSON is the start of a notebook's name. Prints each mutant that passes: some
of them are right answers in another form, which only a reader can tell.
"""

import ast
import copy
import os
import re
import sys
import types
import warnings
from pathlib import Path
from unittest.mock import MagicMock

import nbformat

os.environ["NNLIB_PROGRESS"] = os.devnull
NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
SOLUTION = re.compile(r"<details><summary>Solution</summary>\s+```python\n(.*?)```\s+</details>", re.S)
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.MatMult: ast.Mult}
COMPARISONS = {ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
LEFT_OUT = ast.Assign | ast.AugAssign | ast.Expr
NAMES = {"sum": "mean", "mean": "sum", "max": "min", "min": "max", "maximum": "minimum", "argmax": "argmin"}


def broken(node):
    """Copies of a node with one fault each."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in OPERATORS:
        yield changed(node, op=OPERATORS[type(node.op)]())
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
        yield changed(node, left=node.right, right=node.left)
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        yield changed(node, ops=[COMPARISONS[type(node.ops[0])](), *node.ops[1:]])
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Invert | ast.Not):
        yield node.operand
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield changed(node, value=node.value + 1)
        if node.value:
            yield changed(node, value=-node.value)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield changed(node, value=not node.value)
    if isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield changed(node, attr=NAMES[node.attr])
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    if isinstance(node, ast.Call):
        yield from (changed(node, keywords=[k for k in node.keywords if k is not gone]) for gone in node.keywords)
        if len(node.args) == 2:
            yield changed(node, args=node.args[::-1])


def changed(node, **fields):
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def mutants(source):
    """The sources that differ from this one in one node, or in one statement that is left out."""
    tree = ast.parse(source)
    found = []

    def visit(node):
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.AST):
                for new in broken(value):
                    setattr(node, field, new)
                    found.append(ast.unparse(ast.fix_missing_locations(tree)))
                setattr(node, field, value)
                visit(value)
            elif isinstance(value, list):
                for place, part in enumerate(value):
                    if not isinstance(part, ast.AST):
                        continue
                    for new in broken(part):
                        value[place] = new
                        found.append(ast.unparse(ast.fix_missing_locations(tree)))
                    value[place] = part
                    text = isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
                    if field == "body" and len(value) > 1 and isinstance(part, LEFT_OUT) and not text:
                        value.pop(place)
                        found.append(ast.unparse(tree))
                        value.insert(place, part)
                    visit(part)

    visit(tree)
    original = ast.unparse(ast.parse(source))
    return [text for text in dict.fromkeys(found) if text != original]


def exercises(path):
    """(name, solution, the names that the lesson has defined before it), cell by cell, without its pictures."""
    module = types.ModuleType("__main__")
    os.chdir(path.parent)
    sys.path.insert(0, os.fspath(path.parent))  # as in a kernel: lesson 00 imports a file beside it
    cells = nbformat.read(path, as_version=4).cells
    for number, cell in enumerate(cells):
        if cell.cell_type != "code" or "nbval-ignore-output" in cell.metadata.get("tags", []):
            continue
        if "exercise" in cell.metadata.get("tags", []):
            checker = re.match(r"check\.(\w+)\((\w+)\)", cells[number + 1].source)
            yield *checker.groups(), SOLUTION.search(cells[number + 2].source)[1], dict(vars(module))
        exec(compile(cell.source, f"{path.name}[{number}]", "exec"), vars(module))
        for name in ("pictures", "display"):
            if name in vars(module):
                setattr(module, name, MagicMock())


def judged(path):
    """(exercise, mutant, verdict) for each mutant of each solution."""
    for checker, name, solution, before in exercises(path):
        for mutant in mutants(solution):
            names = dict(before)
            try:
                exec(mutant, names)
            except Exception:  # it does not even define its answer: noticed without us
                continue
            yield checker, mutant, getattr(before["check"], checker)(names[name])


def main(wanted):
    everything = caught = 0
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if wanted and not path.stem.startswith(tuple(wanted)):
            continue
        passed = []
        with open(os.devnull, "w") as nowhere:
            out, sys.stdout = sys.stdout, nowhere
            try:
                results = list(judged(path))
            finally:
                sys.stdout = out
        passed = [(checker, mutant) for checker, mutant, verdict in results if verdict.passed]
        everything, caught = everything + len(results), caught + len(results) - len(passed)
        print(f"{path.stem:28} {len(results) - len(passed)} of {len(results)} mutants noticed", flush=True)
        for checker, mutant in passed:
            print(f"--- {checker}\n{mutant}")
    print(f"{caught} of {everything}: {caught / everything:.1%}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(sys.argv[1:])
