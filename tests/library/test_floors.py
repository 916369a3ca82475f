"""The house stays in order: who imports whom, how long a file may be, what stands in none."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import nnlib

HOUSE = Path(nnlib.__file__).parent
FLOORS = {
    "checks": -3,
    "words": -3,
    "shapes": -3,
    "kinds": -2,
    "inputs": -1,
    "targets": -1,
    "activations": 0,
    "preprocessing": 0,
    "data": 0,
    "storage": 0,
    "layers": 1,
    "losses": 1,
    "chain": 1.5,
    "network": 2,
    "failures": 2,
    "training": 3,
    "optimizers": 3,
    "gradients": 3,
    "stacked": 3,
    "keras_words": 4,
    "model": 5,
    "sklearn_words": 4,
    "estimators": 5,
}
NUMPY_ONLY = sorted(name for name, floor in FLOORS.items() if floor <= 3)
ROOMS = sorted(path for path in HOUSE.glob("*.py") if path.stem != "__init__")
FILES = sorted(HOUSE.rglob("*.py"))
CLASSROOM = HOUSE / "teaching"
LESSONS = sorted(path.name for path in (CLASSROOM / "lessons").glob("*") if (path / "__init__.py").exists())
PACKAGES = ("nnlib", "nnlib.teaching", "nnlib.teaching.lessons")  # what is imported from them may be a file or folder
PLACES = {  # of large packages: the library knows scikit-learn in one file alone, the classroom takes its data sets
    "sklearn": {"estimators.py", "teaching"},
    "matplotlib": {"teaching"},
    "ipywidgets": {"teaching"},
    "PIL": {"teaching"},
}
OLD_NUMBERS = "teaching/lessons/stuck/explore.py"  # repeats a published run, number for number
NEW_RANDOM = {"Generator", "default_rng", "SeedSequence", "BitGenerator", "PCG64"}


def name_of(path):
    return str(path.relative_to(HOUSE))


def imports(source, package=("nnlib",)):
    """The dotted name of everything that a file in this package imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            base = ".".join([*above, *(node.module.split(".") if node.module else [])])
            names |= {f"{base}.{alias.name}" for alias in node.names} if base in PACKAGES else {base}
    return names


def imports_of(path):
    return imports(path.read_text(encoding="utf-8"), path.relative_to(HOUSE.parent).parts[:-1])


def legacy_random(source):
    """Every use of NumPy's global random state, or of Python's."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("np.random", "numpy.random"):
            found += {node.attr} - NEW_RANDOM
        if isinstance(node, ast.ImportFrom) and node.module == "numpy.random":
            found += {alias.name for alias in node.names} - NEW_RANDOM
        if isinstance(node, ast.Import):
            found += {alias.name for alias in node.names} & {"random"}
        if isinstance(node, ast.ImportFrom) and node.module == "random":
            found.append("random")
    return found


DOCUMENTED = ast.Module, ast.ClassDef, ast.FunctionDef


def docstrings(source):
    return [ast.get_docstring(node) or "" for node in ast.walk(ast.parse(source)) if isinstance(node, DOCUMENTED)]


@pytest.mark.parametrize("console", ["cp1252", "cp437", "cp850"])
@pytest.mark.parametrize("path", sorted(HOUSE.glob("*.py")), ids=name_of)
def test_help_prints_on_windows_consoles(path, console):
    """A character that a console does not have ends help() with a UnicodeEncodeError."""
    for text in docstrings(path.read_text("utf-8")):
        assert text.encode(console, "replace").decode(console) == text


@pytest.mark.parametrize(
    "source, package, names",
    [
        ("import numpy as np, os.path", ("nnlib",), {"numpy", "os.path"}),
        ("from .layers import Dense", ("nnlib",), {"nnlib.layers"}),
        ("from . import layers, losses", ("nnlib",), {"nnlib.layers", "nnlib.losses"}),
        ("from nnlib import layers", ("nnlib",), {"nnlib.layers"}),
        ("from nnlib.layers import Dense", ("nnlib",), {"nnlib.layers"}),
        ("import nnlib", ("nnlib",), {"nnlib"}),
        ("def f():\n    from .network import mlp", ("nnlib",), {"nnlib.network"}),
        ("from ..layers import Dense", ("nnlib", "teaching"), {"nnlib.layers"}),
        ("from . import plots", ("nnlib", "teaching"), {"nnlib.teaching.plots"}),
        ("from ..xor import planes", ("nnlib", "teaching", "lessons", "data"), {"nnlib.teaching.lessons.xor"}),
        ("from .. import xor", ("nnlib", "teaching", "lessons", "data"), {"nnlib.teaching.lessons.xor"}),
        ("from nnlib.teaching.lessons import xor", ("nnlib",), {"nnlib.teaching.lessons.xor"}),
    ],
)
def test_every_way_to_import_is_read(source, package, names):
    assert imports(source, package) == names


@pytest.mark.parametrize(
    "source, found",
    [
        ("np.random.seed(0)", ["seed"]),
        ("x = numpy.random.rand(3)", ["rand"]),
        ("from numpy.random import normal", ["normal"]),
        ("import random", ["random"]),
        ("from random import shuffle", ["random"]),
        ("rng = np.random.default_rng(0); rng.normal()", []),
    ],
)
def test_every_global_random_state_is_found(source, found):
    assert legacy_random(source) == found


def test_every_file_has_a_floor():
    assert {path.stem for path in ROOMS} <= set(FLOORS)
    assert set(NUMPY_ONLY) <= {path.stem for path in ROOMS}


@pytest.mark.parametrize("path", ROOMS, ids=name_of)
def test_a_file_imports_only_from_floors_below(path):
    ours = {name for name in imports_of(path) if name.split(".")[0] == "nnlib"}
    below = {f"nnlib.{name}" for name, floor in FLOORS.items() if floor < FLOORS[path.stem]}
    assert ours <= below


def test_whoever_imports_nnlib_does_not_enter_the_classroom():
    assert imports_of(HOUSE / "__init__.py") <= {f"nnlib.{name}" for name in FLOORS}


@pytest.mark.parametrize("path", sorted(CLASSROOM.rglob("*.py")), ids=name_of)
def test_no_file_of_the_classroom_imports_from_another_lessons_room(path):
    names = [name.split(".") for name in imports_of(path)]
    entered = {name[3] for name in names if name[:3] == ["nnlib", "teaching", "lessons"] and len(name) > 3}
    assert LESSONS and entered & set(LESSONS) <= {path.parent.name}


@pytest.mark.parametrize("name", NUMPY_ONLY)
def test_floors_0_to_3_import_only_numpy_and_the_standard_library(name):
    outside = {name.split(".")[0] for name in imports_of(HOUSE / f"{name}.py")} - {"nnlib"}
    assert outside - set(sys.stdlib_module_names) <= {"numpy"}


@pytest.mark.parametrize("package", PLACES)
def test_large_packages_stay_in_their_place(package):
    importers = [path for path in FILES if package in {name.split(".")[0] for name in imports_of(path)}]
    assert [name_of(path) for path in importers if path.relative_to(HOUSE).parts[0] not in PLACES[package]] == []


@pytest.mark.parametrize("name", NUMPY_ONLY)
def test_no_file_of_floors_0_to_3_is_longer_than_150_lines(name):
    assert len((HOUSE / f"{name}.py").read_text(encoding="utf-8").splitlines()) <= 150


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_errors_are_raised_not_asserted(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_draws_from_a_global_random_state(path):
    allowed = {"RandomState"} if name_of(path) == OLD_NUMBERS else set()
    assert set(legacy_random(path.read_text(encoding="utf-8"))) <= allowed


def test_importing_nnlib_imports_numpy_but_no_large_package():
    code = "import sys, nnlib; print(*{'numpy', 'sklearn', 'tqdm', 'joblib', 'matplotlib'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["numpy"]


def test_the_map_of_the_course_loads_no_scikit_learn_and_no_pandas():
    """Lesson 00 imports every checker: what a few of them need is loaded when they judge."""
    code = "import sys; from nnlib.teaching.checking.progress import progress; progress()\n"
    code += "print('loaded:', *{'sklearn', 'pandas', 'scipy'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.endswith("loaded:\n"), run.stdout[-200:]


def test_an_unknown_name_is_an_error_and_every_public_one_is_listed():
    with pytest.raises(AttributeError, match="no attribute 'NeuralNet'"):
        _ = nnlib.NeuralNet
    assert set(nnlib.__all__) <= set(dir(nnlib))


def test_every_public_name_exists_and_says_what_it_is():
    assert [name for name in nnlib.__all__ if not (getattr(nnlib, name).__doc__ or "").strip()] == []


def test_the_names_of_the_contract_are_public():
    contract = """Dense ReLU Sigmoid Tanh Sequential mlp squared_error binary_cross_entropy cross_entropy SGD Adam
    fit minibatches gradient_check numerical_gradient Standardizer sigmoid softmax
    Model NeuralNetClassifier NeuralNetRegressor"""
    assert set(contract.split()) <= set(nnlib.__all__)
