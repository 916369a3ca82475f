"""Many starts in one picture: every one is drawn once, the block counts those that arrive."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from nnlib.teaching import style
from nnlib.teaching.arrivals import ACROSS, TALL, axes_for_arrivals, draw_arrivals, pile

RESULTS = {"some": np.r_[np.linspace(0.1, 0.5, 57), np.full(43, 0.999)], "all": np.ones(100), "none": np.zeros(100)}
COUNTS = [43, 100, 0]


def marks(ax, look):
    return [line.get_xydata() for line in ax.lines if line.get_marker() == look["marker"]]


@pytest.fixture
def drawn():
    fig, missed, block = axes_for_arrivals(3)
    draw_arrivals(missed, block, RESULTS, lambda v: v > 0.99, 0.02, most=6)
    fig.canvas.draw()
    yield missed, block
    plt.close(fig)


def test_a_start_is_drawn_once_in_the_block_or_where_it_stands(drawn):
    missed, block = drawn
    assert [len(places) for places in marks(block, style.CLASS[1])] == COUNTS
    assert [len(places) for places in marks(missed, style.CLASS[0])] == [100 - count for count in COUNTS]
    for ax, look in ((missed, style.CLASS[0]), (block, style.CLASS[1])):
        for row, places in enumerate(marks(ax, look)):
            assert len(np.unique(places.round(6), axis=0)) == len(places)  # none hides another
            assert np.all(np.abs(places[:, 1] - row) < 0.5)  # nor stands in another row


def test_the_block_of_a_hundred_is_full_and_its_count_stands_beside_it(drawn):
    _, block = drawn
    some, full, none = marks(block, style.CLASS[1])
    assert np.ptp(full[:, 0]) == ACROSS - 1 and np.ptp(some[:, 0]) == -(-43 // TALL) - 1 and len(none) == 0
    assert [text.get_text() for text in block.texts] == ["43 of 100", "100 of 100", "0 of 100"]
    assert [text.xy[0] for text in block.texts] == [-(-count // TALL) for count in COUNTS]


def test_a_pile_goes_to_the_nearest_column_with_room():
    columns, levels = pile(np.array([0.5, 0.52, 0.48, 0.1, 0.5]), 0.1, 2)
    assert np.allclose(np.abs(columns - [0.5, 0.52, 0.48, 0.1, 0.5]).max(), 0.1, atol=0.03)
    assert sorted(zip(columns.round(6), levels, strict=True)) == sorted(set(zip(columns.round(6), levels, strict=True)))
    assert levels.max() == 1 and columns[3] == pytest.approx(0.1)


def test_places_on_a_logarithmic_axis_are_piled_by_tenfolds():
    fig, missed, block = axes_for_arrivals(3)
    missed.set_xscale("log")
    draw_arrivals(missed, block, {"one": np.array([0.001, 0.1, 10.0])}, lambda v: v < 0, 0.05)
    assert np.allclose(marks(missed, style.CLASS[0])[0][:, 0], [0.001, 0.1, 10])
    plt.close(fig)
