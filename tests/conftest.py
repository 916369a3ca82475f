import os

import numpy as np
import pytest


def pytest_configure(config):
    """Tests neither read nor change what a learner has solved. The dearest files stand first: they start first."""
    os.environ["NNLIB_PROGRESS"] = os.devnull
    config.option.loadscopereorder = False  # xdist starts with the files of many tests otherwise, which are cheap


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """What takes long is skipped before its fixtures are made."""
    if item.get_closest_marker("long") and "CI" not in os.environ and "long" not in item.config.option.markexpr:
        pytest.skip("takes long: set CI=1, or run pytest -m long")


def pytest_terminal_summary(terminalreporter):
    """What a test has measured and recorded, also when it ran in another process."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture
def rng():
    return np.random.default_rng(0)
