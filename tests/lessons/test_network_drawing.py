"""The drawing of a network shows the numbers that it is given, each in its place."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba

from nnlib.teaching import style
from nnlib.teaching.network import HAIR, NetworkDrawing, number, places

SIZES = (2, 3, 1)
WEIGHTS = [np.array([[1.0, -2, 0], [0.5, 4, -1]]), np.array([[1.0], [-3], [2]])]
VALUES = [np.array([30.0, 70]), np.array([0.0, 12.345, 2000]), np.array([-0.0123])]


@pytest.fixture
def drawing():
    fig, ax = plt.subplots()
    yield NetworkDrawing(ax, SIZES, inputs=("a", "b"), outputs=("p",))
    plt.close(fig)


@pytest.mark.parametrize(
    "value, text",
    [(0, "0"), (-0.01, "−0.01"), (0.012345, "0.0123"), (12345, "12345"), (99.96, "100"), (1.2e-5, "1.2e−05")],
)
def test_a_number_is_0_only_where_it_is_0(value, text):
    assert number(value) == text


def test_layers_stand_from_left_to_right_and_are_centered():
    spots = places(SIZES)
    assert [len(layer) for layer in spots] == [2, 3, 1]
    assert [np.unique(layer[:, 0]).size for layer in spots] == [1, 1, 1]
    assert spots[0][0, 0] < spots[1][0, 0] < spots[2][0, 0]
    assert all(layer[:, 1].mean() == 0 and (np.diff(layer[:, 1]) < 0).all() for layer in spots)


def test_every_weight_is_a_line_from_its_input_to_its_unit(drawing):
    drawing.update(WEIGHTS)
    flat = np.concatenate([matrix.ravel() for matrix in WEIGHTS])
    spots = drawing.places
    ends = [[spots[0][i], spots[1][j]] for i in range(2) for j in range(3)]
    ends += [[spots[1][i], spots[2][0]] for i in range(3)]
    assert np.allclose([line.get_xydata()[[0, -1]] for line in drawing.lines], ends)
    widths = [line.get_linewidth() for line in drawing.lines]
    assert np.argsort(widths).tolist() == np.argsort(np.abs(flat)).tolist()
    assert np.argsort([line.get_zorder() for line in drawing.lines]).tolist() == np.argsort(widths).tolist()
    colors = np.array([to_rgba(line.get_color()) for line in drawing.lines])
    assert np.sign(colors[:, 2] - colors[:, 0]).tolist() == np.sign(flat).tolist()  # blue, orange, gray
    assert (colors[:, 3] == 1).all()
    assert [line.get_linestyle() == "--" for line in drawing.lines] == (flat < 0).tolist()


def test_values_stand_in_the_units_and_hidden_units_that_give_0_are_gray(drawing):
    drawing.update(WEIGHTS, VALUES)
    assert [text.get_text() for text in drawing.values] == ["30", "70", "0", "12.3", "2000", "−0.0123"]
    gray = [tuple(color) == to_rgba(style.PALE) for color in drawing.units.get_facecolor()]
    assert gray == [False, False, True, False, False, False]


def test_gradients_stand_below_where_there_are_some_and_go_again(drawing):
    drawing.update(WEIGHTS, VALUES, [None, np.array([0.0, -2, 3]), np.array([0.5])])
    assert [text.get_text() for text in drawing.gradients] == ["", "", "0", "−2", "3", "0.5"]
    assert drawing.gradients[3].get_color() == style.TEXT[style.FAULT] != drawing.gradients[4].get_color()
    drawing.update(WEIGHTS)
    assert {text.get_text() for text in (*drawing.gradients, *drawing.values)} == {""}


def test_lines_can_show_the_gradients_of_the_weights(drawing):
    drawing.update(WEIGHTS, line_gradients=[np.zeros((2, 3)), np.array([[0.0], [7], [0]])])
    widths = [line.get_linewidth() for line in drawing.lines]
    assert np.argmax(widths) == 7 and np.unique(np.delete(widths, 7)).size == 1


def test_what_a_silent_unit_hands_on_is_a_dotted_hair_and_all_around_a_dead_one(drawing):
    def hairs():
        return [line.get_linewidth() == HAIR[1] for line in drawing.lines]

    drawing.update(WEIGHTS, VALUES)
    assert hairs() == [False] * 6 + [True, False, False]  # unit 0 of the hidden layer gives 0
    drawing.silence(np.zeros(6, dtype=bool), dead=np.arange(6) == 3)
    assert hairs() == [False, True, False, False, True, False, True, True, False]
    drawing.update(WEIGHTS)
    assert not any(hairs())
