"""What nnlib needs is the list of requirements.txt, without its last line; all else is in pyproject.toml."""

from pathlib import Path

from setuptools import setup

lines = Path(__file__).with_name("requirements.txt").read_text("utf-8").splitlines()
setup(install_requires=[line.partition(" #")[0] for line in lines if line[:1].isalpha()])
