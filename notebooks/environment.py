"""Is all here that the lessons need? Asked first, so this needs only Python itself."""

import operator
import re
import sys
from importlib import metadata, util
from pathlib import Path

COURSE = "nn-from-scratch-course"
PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements.txt"
PACKAGES = ("lib/python*/site-packages", "Lib/site-packages")  # of an environment
INSTALLED = "nn_from_scratch_course"  # as pip spells the course's name there
OTHER = """[FIX] this page runs on another Python, {running}
      The course is installed in {folder}
      Choose it: menu Kernel, Change Kernel (VS Code: Select Kernel, Python Environments).
      Not in the list? Run this in a terminal, reload the page, choose nn-from-scratch:
      "{python}" -m ipykernel install --user --name nn-from-scratch"""
MODULES = {"pillow": "PIL", "scikit-learn": "sklearn"}  # where the names differ
FITS = {">=": operator.ge, "!=": operator.ne, "<": operator.lt}
WORDS = {">=": "{} or newer", "<": "below {}"}


def numbers(version):
    """'2.4.0rc1' -> (2, 4): up to the first letter, and without zeros at the end."""
    plain = re.match(r"[\d.]*", version)[0]
    found = [int(number) for number in plain.split(".") if number]
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


def parse(requirement):
    """'numpy<3,>=2.0; marker  # why' -> ('numpy', [('>=', '2.0'), ('<', '3')])."""
    requirement = re.split("[;#]", requirement)[0]
    ranges = re.findall(r"(>=|!=|<)\s*([\d.]+)", requirement)
    ranges.sort(key=lambda pair: list(FITS).index(pair[0]))
    return re.match(r"[\w.-]+", requirement)[0], ranges


def fits(version, ranges):
    return all(FITS[sign](numbers(version), numbers(limit)) for sign, limit in ranges)


def report(python, needed, installed):
    """A line for Python and for each package: [OK], or [FIX] with what to run.

    python: version as a tuple. needed: requirements such as "numpy>=2.0,<3".
    installed: a function from a package's name to its version, or None.
    """
    wanted = ".".join(map(str, PYTHON))
    lines = [f"[OK]  Python {wanted} or newer"]
    if tuple(python[:2]) < PYTHON:
        found = ".".join(map(str, python[:2]))
        lines = [f"[FIX] Python {found} is too old: install Python {wanted} or newer"]
    for name, ranges in map(parse, needed):
        version = installed(name)
        command = '%pip install "' + name + ",".join(map("".join, ranges)) + '"'
        if version is None:
            lines.append(f"[FIX] {name} is missing: run  {command}")
        elif not fits(version, ranges):
            lines.append(f"[FIX] {name} {version} does not fit: run  {command}")
        else:
            known = [WORDS[sign].format(limit) for sign, limit in ranges if sign in WORDS]
            lines.append(f"[OK]  {name} {', '.join(known)}")
    return lines


def library():
    """A line for nnlib, which the course brings along: it is looked for, not imported."""
    name, install = "nnlib, the course's own library", "%pip install -e .."
    there = _spec("nnlib")
    if there is None:
        return (
            f"[FIX] {name}, is missing in this Python, {sys.executable}\n"
            f"      run  {install}  which brings the others, too"
        )
    folders = [Path(folder) for folder in there.submodule_search_locations or []]
    if not any((folder / "teaching").is_dir() for folder in folders):
        remove = "%pip uninstall -y nnlib"
        return f"[FIX] a stranger is called nnlib: run  {remove}  and  {install}"
    home = folders[0].resolve().parent
    if home != ROOT and (home / "notebooks/environment.py").exists():
        return (
            f"[FIX] nnlib comes from another copy of the course, {home}: run  {install}"
        )
    return f"[OK]  {name}"


def wrong_kernel():
    """What to choose, if nnlib is not here but in an environment beside; else None."""
    if _spec("nnlib"):
        return None
    for folder in (config.parent for config in sorted(ROOT.glob("*/pyvenv.cfg"))):
        has_it = any(any(folder.glob(f"{place}/{INSTALLED}*")) for place in PACKAGES)
        if has_it and folder != Path(sys.prefix).resolve():
            pythons = [folder / "Scripts/python.exe", folder / "bin/python"]
            python = next((python for python in pythons if python.exists()), pythons[-1])
            return OTHER.format(running=sys.executable, folder=folder, python=python)
    return None


def requirements(platform=sys.platform):
    """What a learner needs here: the list but for the tests' part, or pip's notes."""
    try:
        lines = REQUIREMENTS.read_text("utf-8").splitlines()
        lines = [line for line in lines if line[:1].isalpha() and "# tests" not in line]
    except OSError:
        try:
            lines = [
                line for line in metadata.requires(COURSE) or [] if "extra ==" not in line
            ]
        except metadata.PackageNotFoundError:
            lines = []
    return [line for line in lines if f'sys_platform != "{platform}"' not in line]


def page(packages):
    """A line for Python in a web page. packages: what it fetches at the first import."""
    if COURSE in packages:
        return "[OK]  this page brings each package when a cell asks for it"
    return "[FIX] this page knows no nnlib: open the lesson on the course's website"


def check_environment():
    """Print the report for this Python, nnlib, and the packages in requirements.txt."""
    if sys.platform == "emscripten":
        from pyodide_js import lockfile

        python = report(sys.version_info, [], None)
        print("\n".join([*python, page(lockfile.packages.to_py())]))
        return
    python, *packages = report(sys.version_info, requirements(), _version)
    elsewhere = wrong_kernel()  # what is missing here is no matter then
    print("\n".join([python, elsewhere] if elsewhere else [python, library(), *packages]))


def _spec(module):
    try:
        return util.find_spec(module)
    except (ImportError, ValueError):
        return None


def _version(name):
    """The version of a package that is listed and can be found, else None."""
    try:
        return metadata.version(name) if _spec(MODULES.get(name, name)) else None
    except metadata.PackageNotFoundError:
        return None
