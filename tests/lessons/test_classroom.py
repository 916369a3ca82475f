"""nnlib.teaching: figures that are small and described, plots that draw on what they are given."""

import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib.teaching import figures, live, plots, show

rng = np.random.default_rng(0)
PLOTS = {
    "loss_curves": lambda ax: plots.loss_curves({"loss": [3, 2, 1], "val_loss": [3, 2.5, 2]}, ax, floor=(0.5, "floor")),
    "predicted_against_true": lambda ax: plots.predicted_against_true(np.arange(5.0), np.arange(5.0) + 1, ax, unit="m"),
    "live_units": lambda ax: plots.live_units([np.array([0, 0.5, 1]), np.array([0.999, 0.2])], ax),
    "seed_strip": lambda ax: plots.seed_strip({"one": [0.1, 0.9], "two": [0.5, 0.6]}, ax, goal=0.5, xlabel="R²"),
    "curve_with_spread": lambda ax: plots.curve_with_spread(
        [0, 1, 2], rng.random((3, 4)), ax, title="T", xlabel="λ", ylabel="accuracy"
    ),
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
    "weights_as_images": lambda ax: plots.weights_as_images(rng.normal(size=(64, 5)), (8, 8), ax),
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


def test_seed_strip_marks_what_misses_the_goal():
    reached, missed = plots.seed_strip({"one": [0.1, 0.9, 0.5]}, goal=0.5).lines[:2]
    assert sorted(reached.get_xdata()) == [0.5, 0.9] and list(missed.get_xdata()) == [0.1]
    assert reached.get_marker() != missed.get_marker()


def test_curve_with_spread_draws_the_mean_over_seeds():
    dots, mean = plots.curve_with_spread([1, 2], [[1, 3], [5, 9]]).lines[::2][0], plots.plt.gca().lines[-1]
    assert list(mean.get_ydata()) == [2, 7]
    assert dots.get_linestyle() == "None"


def test_regions_draw_training_points_filled_and_test_points_hollow_each_class_with_its_own_marker():
    p = np.array([[0, 0.4, 1], [0.2, 0.6, 1]])
    ax = plots.regions(np.arange(3.0), np.arange(2.0), p, np.eye(2), [[0], [1]], test=([[2, 2]], [1]))
    negative, positive, _, hollow = ax.lines
    assert negative.get_xydata().tolist() == [[1, 0]] and positive.get_xydata().tolist() == [[0, 1]]
    assert negative.get_marker() != positive.get_marker() == hollow.get_marker()
    assert hollow.get_markerfacecolor() == "white" != positive.get_markerfacecolor()


def test_weights_as_images_shows_each_column_of_w_and_one_scale_for_all():
    W = np.arange(12.0).reshape(4, 3)
    picture = plots.weights_as_images(W, (2, 2)).images[0]
    sheet = picture.get_array()
    assert sheet[1:3, 1:3].tolist() == W[:, 0].reshape(2, 2).tolist()
    assert sheet[1:3, 5:7].tolist() == W[:, 1].reshape(2, 2).tolist()
    assert picture.get_clim() == (-11, 11)


def test_confusion_matrix_writes_every_count_and_tints_only_mistakes():
    ax = plots.confusion_matrix(np.array([[5, 1], [0, 7]]))
    assert sorted(text.get_text() for text in ax.texts) == ["1", "5", "7"]
    assert ax.images[0].get_array().tolist() == [[0, 1], [0, 0]]


@pytest.fixture
def clock(monkeypatch):
    """A clock whose ticks and resets are written down; the third tick says that all is done."""
    monkeypatch.setattr(live, "display", lambda _: None)
    said = []
    clock = live.Clock(lambda: said.append("tick") or said.count("tick") == 3, lambda: said.append("reset"))
    clock.said = said
    return clock


def test_a_clock_ticks_while_it_plays_and_stops_when_all_is_done(clock):
    clock.timer.value = 1
    assert clock.said == []
    clock.play.value = True
    assert clock.timer.playing and clock.play.description == "Pause"
    for beat in range(2, 7):
        clock.timer.value = beat
    assert clock.said == ["tick"] * 3
    assert not clock.play.value and not clock.timer.playing and clock.play.description == "Play"


@pytest.mark.parametrize("button", ["step", "reset"])
def test_step_and_reset_of_a_clock_end_its_play(clock, button):
    clock.play.value = True
    getattr(clock, button).click()
    assert clock.said == [{"step": "tick"}.get(button, button)] and not clock.timer.playing


def test_an_explorable_shown_again_stops_the_earlier_one(clock):
    live.present("here", clock.row)
    clock.play.value = True
    live.present("here", live.Clock(lambda: None, lambda: None).row)
    assert not clock.timer.playing
    assert clock.timer.comm is None and clock.play.comm is None


@pytest.mark.parametrize("n", [1, 7, 160, 161, 1000, 12345])
def test_a_thinned_curve_keeps_its_ends_its_order_and_its_means(n):
    values = np.random.default_rng(n).random(n)
    epochs, thinned = live.thin(values)
    assert len(epochs) == len(thinned) == min(n, 160)
    assert (epochs[0], epochs[-1]) == (0, n - 1) and (np.diff(epochs) > 0).all()
    assert (thinned[0], thinned[-1]) == (values[0], values[-1])
    long = live.thin(3 * np.arange(n) + 5.0)
    assert long[1] == pytest.approx(3 * long[0] + 5)


def test_show_stores_a_small_picture_with_its_description_and_closes_the_figure(monkeypatch):
    shown = []
    monkeypatch.setattr(figures, "display", lambda data, **options: shown.append((data, options["metadata"])))
    ax = plots.loss_curves({"loss": np.geomspace(1, 0.01, 500)})
    show(ax.figure, alt="Loss against epoch: it falls from 1 to 0.01.")
    (data, metadata) = shown[0]
    assert data["text/plain"] == "<Figure size 800x360 with 1 Axes>"
    assert metadata["image/png"] == {"alt": "Loss against epoch: it falls from 1 to 0.01.", "width": 800, "height": 360}
    assert data["image/png"].startswith(b"\x89PNG") and len(data["image/png"]) < 60_000
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
