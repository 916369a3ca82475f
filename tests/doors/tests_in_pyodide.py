"""Runs inside Pyodide (pyodide.mjs): tests of the library, by pytest."""

import sys

from js import load_packages_of


async def main(packages, *files):
    """packages: a folder with pytest in it; files: of tests. Returns pytest's exit code."""
    await load_packages_of("import numpy, nnlib, sklearn, pandas")
    sys.dont_write_bytecode = True
    sys.path.insert(0, f"/disk{packages}")
    import pytest

    plugins = ["-p", "no:faulthandler", "-p", "no:cacheprovider"]
    plugins += ["-k", "not a_bar_counts_epochs"]  # a bar is a widget there, and prints nothing
    return int(pytest.main(["-q", "-c", "/dev/null", "--rootdir=/disk", *plugins, *(f"/disk{file}" for file in files)]))
