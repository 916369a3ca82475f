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


@pytest.fixture
def shown(request, monkeypatch):
    """[(figure, alt), ...]: what the room's pictures would display. The test's module calls them `pictures`."""
    found = []
    monkeypatch.setattr(request.module.pictures, "show", lambda fig, alt: found.append((fig, alt)))
    return found


@pytest.fixture
def page(monkeypatch):
    """What explorables display, one after the other."""
    displayed = []
    monkeypatch.setattr("nnlib.teaching.live.panel.display", displayed.append)
    return displayed
