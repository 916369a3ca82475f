"""Is everything here that the lessons need?"""

import sys
from importlib import metadata

from packaging.requirements import Requirement

COURSE = "nn-from-scratch-course"
PYTHON = (3, 11)


def report(python, needed, installed):
    """A line for Python and for each package: [OK], or [FIX] with the command to run.

    python: version as a tuple. needed: requirements such as "numpy>=2.0,<3". installed: a function from a package's
    name to its version, or None.
    """
    wanted = ".".join(map(str, PYTHON))
    lines = [f"[OK]  Python {wanted} or newer"]
    if tuple(python[:2]) < PYTHON:
        found = ".".join(map(str, python[:2]))
        lines = [f"[FIX] Python {found} is too old: install Python {wanted} or newer and make the environment again"]
    for requirement in map(Requirement, needed):
        version = installed(requirement.name)
        command = f'python -m pip install "{requirement.name}{requirement.specifier}"'
        if version is None:
            lines.append(f"[FIX] {requirement.name} is missing: run  {command}")
        elif not requirement.specifier.contains(version, prereleases=True):
            lines.append(f"[FIX] {requirement.name} {version} does not fit: run  {command}")
        else:
            lines.append(f"[OK]  {requirement.name} {requirement.specifier}")
    return lines


def check_environment():
    """Print the report for this Python and the packages in requirements.txt."""
    needed = [line for line in metadata.requires(COURSE) or [] if "extra ==" not in line]
    print("\n".join(report(sys.version_info, needed, _version)))


def _version(name):
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
