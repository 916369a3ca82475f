"""The lower bounds of requirements.txt and pyproject.toml are what oldest.txt pins for a run of the tests."""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def read(path):
    lines = [line.partition("#")[0].strip() for line in (ROOT / path).read_text("utf-8").splitlines()]
    return [Requirement(line) for line in filter(None, lines)]


def versions(requirements, operator):
    """[(name, version)] of the one bound with this operator that each requirement has."""
    found = []
    for requirement in requirements:
        (version,) = [each.version for each in requirement.specifier if each.operator == operator]
        found.append((canonicalize_name(requirement.name), Version(version)))
    return sorted(found)


def test_oldest_txt_pins_the_lower_bound_of_each_direct_requirement():
    extras = [Requirement(line) for lines in PROJECT["optional-dependencies"].values() for line in lines]
    direct = read("requirements.txt") + [each for each in extras if each.name != PROJECT["name"]]
    pins = read("tests/oldest.txt")
    assert versions(pins, "==") == versions(direct, ">=")
    assert all(len(pin.specifier) == 1 for pin in pins)
    assert [each.name for each in direct if not any(limit.operator == "<" for limit in each.specifier)] == []
