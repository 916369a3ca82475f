"""Strokes become pixels as in the data set, and the pad says what it shows."""

import re

import numpy as np
import pytest
from explorable import caption
from sklearn.datasets import load_digits

from nnlib import Adam, ReLU, cross_entropy, fit, mlp, numerical_gradient, softmax
from nnlib.teaching.pad import pad, strokes
from nnlib.teaching.pad.panels import named


# ---- strokes ----
def test_text_is_read_as_strokes_of_rows_and_columns():
    assert strokes.read("b1 G1 d8, c4f4") == [[(0, 1), (0, 6), (7, 3)], [(3, 2), (3, 5)]]
    assert strokes.read(" , x9 a0 ,,") == []
    assert strokes.unread("b1 g1, d8") == "" and strokes.unread("b1 z9 <g>") == "z9<g>"


def test_undo_and_lift():
    assert strokes.undone("b1 g1, c4") == "b1 g1,"
    assert strokes.undone("b1 g1,") == "b1 g1"
    assert strokes.undone("b1") == strokes.undone("") == ""
    assert strokes.lifted("b1 g1") == "b1 g1," == strokes.lifted("b1 g1, ")
    assert strokes.lifted("") == ""


def test_there_are_four_ways_of_each_digit_all_on_the_field_and_all_different():
    assert list(strokes.SCRIPTED) == list(range(10))
    texts = [text for four in strokes.SCRIPTED.values() for text in four]
    assert len(set(texts)) == 40 and not any(map(strokes.unread, texts))


def test_full_squares_are_full_or_empty_and_follow_the_line():
    picture = strokes.full_squares(strokes.read("b2 e2, h5 h8"))
    expected = np.zeros((8, 8))
    expected[1, 1:5] = expected[4:8, 7] = 16
    assert np.array_equal(picture, expected)


@pytest.mark.parametrize("text", ["d3", "b2 e2, h8"])
def test_a_square_by_itself_is_full(text):
    picture = strokes.full_squares(strokes.read(text))
    row, column = strokes.read(text)[-1][-1]
    assert picture[row, column] == 16 and picture.sum() == 16 * (1 if text == "d3" else 5)


def test_a_straight_soft_stroke_covers_the_dots_within_its_radius():
    black = strokes.black_dots([np.array([[16.0, -50.0], [16.0, 50.0]])], pen=2.5)
    assert np.array_equal(np.flatnonzero(black[:, 0]), [14, 15, 16, 17, 18]) and (black == black[:, :1]).all()
    point = strokes.black_dots([np.array([[16.0, 16.0]])], pen=2)
    assert point.sum() == 13  # dots at distance 2 or less from a dot


def test_a_line_runs_through_the_middles_of_its_squares():
    (line,) = strokes.lines_of([[(0, 0), (7, 4)]])
    assert line.tolist() == [[1.5, 1.5], [29.5, 17.5]]  # a square has dots 0 to 3, 4 to 7, …


def test_pixels_count_the_black_dots_of_their_block():
    black = np.zeros((32, 32), dtype=bool)
    black[0, 0] = black[4:8, 28:32] = True
    picture = strokes.counted(black)
    assert picture[0, 0] == 1 and picture[1, 7] == 16 and picture.sum() == 17


@pytest.mark.parametrize("text, width", [("e3 e5", 0), ("c1 f7", 13.5), ("c3 e2 g3 d6 b6", 19), ("a4 h5", 19)])
def test_fitted_strokes_fill_the_height_are_centered_and_not_too_wide(text, width):
    points = np.concatenate(strokes.fit_to_height(strokes.lines_of(strokes.read(text)), pen=2.5))
    low, high = points.min(axis=0), points.max(axis=0)
    assert (low + high) / 2 == pytest.approx([15.5, 15.5])
    assert high - low == pytest.approx([27, width])  # 32 dots less the pen; as tall as wide was, or 24 less the pen


def test_a_level_stroke_cannot_be_stretched_in_height():
    (line,) = strokes.fit_to_height(strokes.lines_of(strokes.read("c2 e2")), pen=2.5)
    assert line.tolist() == [[15.5, 6.0], [15.5, 25.0]]


def test_where_a_digit_was_drawn_does_not_matter_once_it_is_fitted():
    one, other = (strokes.soft_pen_fitted(strokes.read(text)) for text in ("b2 d2 c5", "e4 g4 f7"))
    assert np.array_equal(one, other)
    assert not np.array_equal(strokes.soft_pen(strokes.read("b2 d2 c5")), strokes.soft_pen(strokes.read("e4 g4 f7")))


def test_the_fitted_digits_look_like_the_data_set_and_full_squares_do_not():
    data = load_digits().data
    made = {
        way: np.array([make(strokes.read(text)) for four in strokes.SCRIPTED.values() for text in four])
        for way, make in strokes.WAYS.items()
    }
    assert made["soft pen, fitted"].mean() == pytest.approx(data.mean(), rel=0.05)
    gray = {way: ((X > 0) & (X < 16)).sum() / (X > 0).sum() for way, X in {"data": data, **made}.items()}
    assert gray["full squares"] == 0 and gray["soft pen, fitted"] == pytest.approx(gray["data"], abs=0.05)


@pytest.mark.parametrize("way", strokes.WAYS)
def test_nothing_drawn_is_an_empty_picture(way):
    assert np.array_equal(strokes.WAYS[way]([]), np.zeros((8, 8)))


# ---- the pad ----
@pytest.fixture(scope="module")
def net():
    X, y = load_digits(return_X_y=True)
    rng = np.random.default_rng(0)
    net = mlp([64, 24, 10], ReLU, rng=rng)
    fit(net, cross_entropy, Adam(net, lr=0.01), X[:600] / 16, y[:600], rng=rng, epochs=10)
    return net


def test_the_slope_of_the_pixels_is_that_of_the_logarithm(net):
    picture = strokes.soft_pen(strokes.read("b1 g1 d8"))
    measured = numerical_gradient(lambda x: np.log(softmax(net(x))[0, 3]), picture.reshape(1, 64) / 16)
    assert pad.pixel_slope(net, picture, 3) == pytest.approx(measured.reshape(8, 8), abs=1e-6)


def test_advice_adds_only_where_there_is_room_and_takes_only_ink():
    slope, picture = np.zeros((8, 8)), np.zeros((8, 8))
    picture[0, 0] = picture[0, 1] = 16
    slope[0, 0], slope[0, 1], slope[2, 3], slope[7, 7] = 9, -1, 2, -5
    assert pad.advice(slope, picture) == ("d3", "b1")
    assert pad.advice(-np.ones((8, 8)), np.zeros((8, 8))) == (None, None)


def test_words():
    p = np.array([0.02, 0, 0, 0.27, 0, 0, 0, 0.7, 0.01, 0])
    assert pad.verdict(p, empty=False) == "The network says 7, 70% sure; next comes 3 with 27%."
    assert pad.verdict(p, empty=True).startswith("The pad is empty, and still the network says 7, 70% sure.")
    assert [pad.percent(q) for q in (0.0059, 0.006, 0.994, 0.9941)] == ["under 1%", "1%", "99%", "over 99%"]
    assert pad.wish(("a1", "h8"), 8) == "What would make it more like an 8: more ink at a1 and less at h8."
    assert pad.wish((None, "h8"), 7) == "What would make it more like a 7: less at h8."
    assert pad.wish((None, None), 7).endswith(": no single square.")


def test_squares_draw_lift_undo_and_clear(net, page):
    _, pads = pad.build(net)
    pads["clear"].click()
    assert pads["path"].value == "" and "The pad is empty" in pads["says"].value
    for square in ("c4", "f4"):
        pads[square].click()
    assert "The network says" in pads["says"].value
    pads["lift"].click()
    pads["e1"].click()
    assert pads["path"].value == "c4 f4, e1"
    pads["undo"].click()
    pads["undo"].click()
    assert pads["path"].value == "c4 f4"


def test_the_squares_show_the_strokes(net, page):
    _, pads = pad.build(net)
    pads["path"].value = "b2 e2"
    colors = {square: pads[square].style.button_color for square in strokes.SQUARES}
    empty, passed, clicked = colors["a1"], colors["c2"], colors["b2"]
    assert len({empty, passed, clicked}) == 3
    assert colors["d2"] == passed and colors["e2"] == clicked
    assert list(colors.values()).count(empty) == 60
    pads["clear"].click()
    assert {pads[square].style.button_color for square in strokes.SQUARES} == {empty}


def test_the_verdict_and_the_picture_agree_with_the_network(net, page):
    figure, pads = pad.build(net)
    picture, *_ = figure.moving
    for way, make in strokes.WAYS.items():
        for digit in (0, 4, 8):
            pads["sample"].value = strokes.SCRIPTED[digit][0]
            pads["way"].value = way
            made = make(strokes.read(strokes.SCRIPTED[digit][0]))
            p = softmax(net(made.reshape(1, 64) / 16))[0]
            assert f"The network says {p.argmax()}, {pad.percent(p.max())} sure" in pads["says"].value
            assert np.array_equal(picture.get_array(), made)
            assert [bar.get_width() for bar in figure.moving[1:11]] == pytest.approx(p)


def test_the_target_digit_turns_the_slope(net, page):
    figure, pads = pad.build(net)
    slope, title = figure.moving[-2:]
    said = int(re.search(r"says (\d)", pads["says"].value)[1])
    assert title.get_text() == f"more like {named(said)}"
    for digit in (8, 1):
        pads["target"].value = digit
        expected = pad.pixel_slope(net, strokes.soft_pen(strokes.read(pad.START)), digit)
        assert np.asarray(slope.get_array()) == pytest.approx(expected / np.abs(expected).max())
        assert f"more like {named(digit)}" in caption(figure) and title.get_text() in caption(figure)
        assert str(pad.advice(expected, strokes.soft_pen(strokes.read(pad.START)))[0]) in caption(figure)


def test_an_example_is_left_as_soon_as_it_is_changed(net, page):
    _, pads = pad.build(net)
    example = strokes.SCRIPTED[4][2]
    pads["sample"].value = example
    assert pads["path"].value == example
    pads["h8"].click()
    assert pads["path"].value == f"{example} h8" and pads["sample"].value == ""
    pads["sample"].value = example
    assert pads["path"].value == example


def test_half_typed_text_is_read_as_far_as_it_goes_and_shown_safely(net, page):
    _, pads = pad.build(net)
    before = pads["says"].value
    pads["path"].value = f"{pad.START} <b>"
    assert pads["says"].value.startswith(before) and "Not read: &lt;b&gt;." in pads["says"].value


def test_run_again_the_earlier_pad_is_closed(net, page):
    first, _ = pad.build(net)
    second, _ = pad.build(net)
    assert len(page) == 2 and first.widget.comm is None and second.widget.comm is not None


def test_the_pad_is_described(net, page):
    figure, pads = pad.build(net)
    assert 'alt="Pixels, a bar for each digit' in figure.widget.value and "The network says" in figure.widget.value
    assert [pads[square].description for square in ("a1", "h8")] == ["a1", "h8"]
