"""The network that can be touched sends the browser the numbers that it is given, and says what was touched."""

import io
import json

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from nnlib.teaching.live import LiveNetwork
from nnlib.teaching.live.panel import Panel
from nnlib.teaching.network import EDGE, NetworkDrawing

WEIGHTS = [np.array([[1.0, -2, 0], [0.5, 4, -1]]), np.array([[1.0], [-3], [2]])]
VALUES = [np.array([30.0, 70]), np.array([0.0, 12.345, 2000]), np.array([-0.0123])]


@pytest.fixture
def network():
    network = LiveNetwork((2, 3, 1), inputs=("a", "b"), outputs=("p",), drag=(0, 100, 1), switch=True)
    network.show("A network.", "Look.", weights=WEIGHTS, values=VALUES)
    return network


def test_weights_are_sent_as_parts_of_the_largest_and_in_words(network):
    assert network.data["lines"] == [[0.25, -0.5, 0, 0.125, 1, -0.25], [0.25, -0.75, 0.5]]
    assert network.data["weights"] == [["1", "−2", "0", "0.5", "4", "−1"], ["1", "−3", "2"]]
    assert network.data["lineGradients"] is None


def test_values_are_sent_in_words_and_hidden_units_that_give_0_are_silent(network):
    assert network.data["values"] == [["30", "70"], ["0", "12.3", "2000"], ["−0.0123"]]
    assert network.data["numbers"] == [30, 70]
    assert network.data["silent"] == [None, [True, False, False], None]


def test_gradients_stand_where_there_are_some_with_their_sign(network):
    slopes = [np.zeros((2, 3)), np.array([[0.0], [7], [-3.5]])]
    gradients = [None, np.array([0.0, -2, 3]), np.array([0.5])]
    network.show("", weights=WEIGHTS, values=VALUES, gradients=gradients, line_gradients=slopes, wide="gradients")
    assert network.data["gradients"] == [None, ["0", "−2", "3"], ["0.5"]]
    assert network.data["signs"] == [None, [0, -1, 1], [1]]
    assert network.data["lines"] == [[0] * 6, [0, 1, -0.65]] and network.data["lineGradients"][1] == ["0", "7", "−3.5"]
    network.show("", weights=WEIGHTS, values=VALUES)
    assert network.data["gradients"] is None


def test_a_map_is_a_byte_a_point_and_0_is_in_the_middle(network):
    maps = [None, np.array([[[0.0, 2], [-2, 1]], [[0, 0], [0, 0]], [[-0.1, 0.1], [0.05, 0]]]), None]
    network.show("", weights=WEIGHTS, maps=maps)
    sent = network.data["maps"]
    assert list(sent["bytes"]) == [128, 255, 1, 192, 128, 128, 128, 128, 1, 255, 192, 128]
    assert (sent["height"], sent["width"], sent["known"]) == (2, 2, [False, True, False])


def test_what_was_touched_is_told_and_nothing_changes_by_itself(network):
    heard, before = [], network.data
    network.on_touch(heard.append)
    network.put({"unit": [1, 2]})
    network.put({"input": 0, "value": 31})
    assert heard == [{"unit": [1, 2]}, {"input": 0, "value": 31}] and network.data is before


def test_the_network_may_change_its_shape(network):
    network.show("", sizes=(2, 1), weights=[np.ones((2, 1))], outputs=("q",))
    assert network.data["sizes"] == [2, 1] and network.data["outputs"] == ["q"] and network.data["inputs"] == ["a", "b"]


@pytest.mark.parametrize("with_maps", [False, True])
def test_a_drawing_stands_for_it_where_nothing_runs(network, with_maps):
    if with_maps:
        network.show("A network.", "Look.", weights=WEIGHTS, maps=[np.ones((n, 4, 4)) for n in (2, 3, 1)])
    data, *_ = Panel("still", [network], 2)._repr_mimebundle_()
    assert data["text/plain"] == "A network." and 'alt="A network."' in data["text/html"]
    png, width, height = network.still()
    assert Image.open(io.BytesIO(png)).width == pytest.approx(1.5 * width, abs=1) and height > 100


def test_a_large_layer_stands_in_two_columns_in_the_still(network):
    small = network.still()[2]
    network.show("", sizes=(2, 16, 1), weights=[np.ones((2, 16)), np.ones((16, 1))])
    _, _, height = network.still()
    assert small < height <= 400
    drawing = NetworkDrawing(Figure().subplots(), (2, 16, 1))
    x, y = drawing.places[1].T
    assert len(set(x)) == 2 and np.allclose(np.diff(y), -0.5) and (np.diff(x[::2]) == 0).all()
    assert np.array_equal(drawing.units.get_offsets(), np.concatenate(drawing.places))


def test_lines_run_level_through_two_columns_so_that_none_hides_behind_a_unit():
    drawing = NetworkDrawing(Figure().subplots(), (2, 16, 1))
    middle = drawing.places[1][:, 0].mean()
    ways = [line.get_xydata() for line in drawing.lines]
    assert [way.tolist() for way in ways[:2]] == [
        [[0, 1], [0, 1], [middle - EDGE, end[1]], end.tolist()] for end in drawing.places[1][:2]
    ]
    inner = [way[2:] if i < 32 else way[:2] for i, way in enumerate(ways)]
    assert all(part[0][1] == part[1][1] for part in inner)


def test_what_is_sent_is_json_but_for_the_bytes_of_maps(network):

    network.show("", weights=WEIGHTS, values=VALUES, off=[None, np.array([True, False, False]), None], shares=VALUES)
    json.dumps(network.data)
