"""Is everything here that the lessons need? Asked before anything else, so this file needs only Python itself."""

import operator
import re
import sys
from importlib import metadata, util
from pathlib import Path

COURSE = "nn-from-scratch-course"
PYTHON = (3, 11)
REQUIREMENTS = Path(__file__).parent.parent / "requirements.txt"
MODULES = {"pillow": "PIL", "scikit-learn": "sklearn"}  # whose name differs from that of their package
FITS = {">=": operator.ge, "!=": operator.ne, "<": operator.lt}


def numbers(version):
    """'2.4.0rc1' -> (2, 4): what stands before the first letter, without zeros at the end."""
    found = [int(number) for number in re.match(r"[\d.]*", version)[0].split(".") if number]
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


def parse(requirement):
    """'numpy>=2.0,!=2.5.2,<3  # why' -> ('numpy', [('>=', '2.0'), ('!=', '2.5.2'), ('<', '3')])."""
    requirement = requirement.split("#")[0]
    ranges = re.findall(r"(>=|!=|<)\s*([\d.]+)", requirement)
    return re.match(r"[\w.-]+", requirement)[0], sorted(ranges, key=lambda pair: list(FITS).index(pair[0]))


def fits(version, ranges):
    return all(FITS[sign](numbers(version), numbers(limit)) for sign, limit in ranges)


def report(python, needed, installed):
    """A line for Python and for each package: [OK], or [FIX] with what to run.

    python: version as a tuple. needed: requirements such as "numpy>=2.0,<3". installed: a function from a package's
    name to its version, or None.
    """
    wanted = ".".join(map(str, PYTHON))
    lines = [f"[OK]  Python {wanted} or newer"]
    if tuple(python[:2]) < PYTHON:
        found = ".".join(map(str, python[:2]))
        lines = [f"[FIX] Python {found} is too old: install Python {wanted} or newer and make the environment again"]
    for name, ranges in map(parse, needed):
        version = installed(name)
        command = f'%pip install "{name}{",".join(sign + limit for sign, limit in ranges)}"'
        if version is None:
            lines.append(f"[FIX] {name} is missing: run  {command}")
        elif not fits(version, ranges):
            lines.append(f"[FIX] {name} {version} does not fit: run  {command}")
        else:
            words = {">=": "{} or newer", "<": "below {}"}
            known = ", ".join(words[sign].format(limit) for sign, limit in ranges if sign in words)
            lines.append(f"[OK]  {name} {known}")
    return lines


def library():
    """A line for nnlib, which the course brings along: it is looked for, not imported."""
    there = _spec("nnlib")
    if there is None:
        return "[FIX] nnlib, the course's own library, is missing: run  %pip install -e .."
    folders = [Path(folder) for folder in there.submodule_search_locations or []]
    if not any((folder / "teaching").is_dir() for folder in folders):
        return "[FIX] another package is called nnlib, too: run  %pip uninstall -y nnlib"
    return "[OK]  nnlib, the course's own library"


def requirements():
    """What the course needs: its list if that is here, else what was noted when the course was installed."""
    try:
        lines = REQUIREMENTS.read_text("utf-8").splitlines()
        return [line for line in lines if line[:1].isalpha()]
    except OSError:
        try:
            return [line for line in metadata.requires(COURSE) or [] if "extra ==" not in line]
        except metadata.PackageNotFoundError:
            return []


def check_environment():
    """Print the report for this Python, the packages in requirements.txt, and nnlib."""
    print("\n".join([*report(sys.version_info, requirements(), _version), library()]))


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
