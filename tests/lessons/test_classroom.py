"""nnlib.teaching: figures that are small and described, plots that draw on what they are given."""

import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex
from reading import stored_pictures

from nnlib.teaching import figures, plots, show

rng = np.random.default_rng(0)
PLOTS = {
    "loss_curves": lambda ax: plots.loss_curves({"loss": [3, 2, 1], "val_loss": [3, 2.5, 2]}, ax, floor=(0.5, "floor")),
    "predicted_against_true": lambda ax: plots.predicted_against_true(np.arange(5.0), np.arange(5.0) + 1, ax, unit="m"),
    "live_units": lambda ax: plots.live_units([np.array([0, 0.5, 1]), np.array([0.999, 0.2])], ax),
    "regions": lambda ax: plots.regions(
        np.arange(3.0),
        np.arange(2.0),
        np.array([[0, 0.4, 1], [0.2, 0.6, 1]]),
        np.eye(2),
        [0, 1],
        ax,
        test=(np.eye(2), [1, 0]),
    ),
    "confusion_matrix": lambda ax: plots.confusion_matrix(np.array([[5, 1], [0, 7]]), ax),
}
IMAGES = {
    "digit_gallery": lambda ax: plots.digit_gallery(rng.integers(0, 17, (3, 8, 8)), ["a", "b\nc", "d"], ax),
}


@pytest.mark.parametrize("plot", [*PLOTS, *IMAGES])
def test_plots_draw_on_the_axes_they_are_given_or_on_new_ones(plot):
    draw = (PLOTS | IMAGES)[plot]
    ax = plt.subplots()[1]
    assert draw(ax) is ax and ax.get_title(loc="left")
    new = draw(None)
    assert new is not ax and new.get_title(loc="left")
    new.figure.canvas.draw()


@pytest.mark.parametrize("plot", PLOTS)
def test_plots_name_their_axes(plot):
    ax = PLOTS[plot](None)
    assert ax.get_xlabel()
    assert ax.get_ylabel() or ax.get_yticklabels()[0].get_text()


def test_loss_curves_draw_the_given_numbers_against_epochs_from_1():
    lines = plots.loss_curves({"loss": [3, 2, 1], "other": [5, 4]}).lines
    assert lines[0].get_xydata().tolist() == [[1, 3], [2, 2], [3, 1]]
    assert lines[1].get_xydata().tolist() == [[1, 5], [2, 4]]


def test_live_units_calls_dead_only_units_that_are_never_on():
    texts = [text.get_text() for text in plots.live_units([np.array([0, 0.0001, 0.5, 0.999, 1])]).texts]
    assert texts == ["dead", "0.0%", "50%", "99.9%", "100%"]


def test_regions_draw_training_points_filled_and_test_points_hollow_each_class_with_its_own_marker():
    p = np.array([[0, 0.4, 1], [0.2, 0.6, 1]])
    ax = plots.regions(np.arange(3.0), np.arange(2.0), p, np.eye(2), [[0], [1]], test=([[2, 2]], [1]))
    negative, positive, _, hollow = ax.lines
    assert negative.get_xydata().tolist() == [[1, 0]] and positive.get_xydata().tolist() == [[0, 1]]
    assert negative.get_marker() != positive.get_marker() == hollow.get_marker()
    assert hollow.get_markerfacecolor() == "white" != positive.get_markerfacecolor()


def test_confusion_matrix_writes_every_count_and_tints_only_mistakes():
    ax = plots.confusion_matrix(np.array([[5, 1], [0, 7]]))
    assert sorted(text.get_text() for text in ax.texts) == ["1", "5", "7"]
    assert ax.images[0].get_array().tolist() == [[0, 1], [0, 0]]
    red, green, blue, _ = ax.images[0].cmap(1.0)
    assert to_hex((red, green, blue)).upper() == plots.style.FAULT and ax.images[0].cmap(0.0) == (1, 1, 1, 1)


def test_show_stores_a_small_picture_with_its_description_and_closes_the_figure(monkeypatch):
    shown = []
    monkeypatch.setattr(figures, "display", lambda data, raw: shown.append(data))
    ax = plots.loss_curves({"loss": np.geomspace(1, 0.01, 500)})
    show(ax.figure, alt='Loss against epoch: it "falls" from 1 to < 0.01.')
    assert shown[0]["text/plain"] == "<Figure size 800x360 with 1 Axes>"
    [(alt, png)] = stored_pictures({"outputs": [{"data": shown[0]}]})
    assert alt == 'Loss against epoch: it "falls" from 1 to < 0.01.'
    assert png.startswith(b"\x89PNG") and len(png) < 60_000
    assert 'width="800" height="360"' in shown[0]["text/html"]
    assert not plt.get_fignums()


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_show_insists_on_a_description(alt):
    with pytest.raises(ValueError, match="description"):
        show(plt.figure(), alt=alt)


def test_matrix_products_run_on_one_thread():
    """In a process of its own, because what is loaded after nnlib.teaching, such as SciPy's BLAS, has all cores."""
    code = """import nnlib.teaching, threadpoolctl
print({pool["num_threads"] for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"})"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "{1}\n"
