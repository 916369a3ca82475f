import matplotlib.pyplot as plt
import pytest


@pytest.fixture(autouse=True)
def no_memory(tmp_path, monkeypatch):
    """Each test has a progress file of its own."""
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")
