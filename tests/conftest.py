import os

import numpy as np
import pytest


def pytest_configure():
    """Tests neither read nor change what a learner has solved."""
    os.environ["NNLIB_PROGRESS"] = os.devnull


@pytest.fixture
def rng():
    return np.random.default_rng(0)
