"""The environment check of lesson 00."""

from pathlib import Path

from packaging.requirements import Requirement

from nnlib.teaching.environment import check_environment, report

NEEDED = ["numpy>=2.0,<3", "nbval<0.12,>=0.11"]
INSTALLED = {"numpy": "2.4.6", "nbval": "0.11.0"}


def test_all_is_well():
    assert report((3, 11, 7), NEEDED, INSTALLED.get) == [
        "[OK]  Python 3.11 or newer",
        "[OK]  numpy <3,>=2.0",
        "[OK]  nbval <0.12,>=0.11",
    ]


def test_each_fix_names_the_command():
    lines = report((3, 10), NEEDED, {"numpy": "1.26.4"}.get)
    assert lines == [
        "[FIX] Python 3.10 is too old: install Python 3.11 or newer and make the environment again",
        '[FIX] numpy 1.26.4 does not fit: run  python -m pip install "numpy<3,>=2.0"',
        '[FIX] nbval is missing: run  python -m pip install "nbval<0.12,>=0.11"',
    ]


def test_a_version_that_is_too_new_does_not_fit():
    assert report((3, 13), ["numpy<3"], {"numpy": "3.0"}.get)[1].startswith("[FIX] numpy 3.0")


def test_this_environment_fits_requirements_txt(capsys):
    check_environment()
    lines = capsys.readouterr().out.splitlines()
    text = (Path(__file__).parent.parent.parent / "requirements.txt").read_text("utf-8").splitlines()
    names = [Requirement(line.split(" #")[0]).name for line in text if line and not line.startswith("#")]
    assert [line.split()[:2] for line in lines[1:]] == [["[OK]", name] for name in names]
