"""Strokes become pixels as in the data set; paper takes strokes, and a reading shows what becomes of them."""

import re

import numpy as np
import pytest
from sklearn.datasets import load_digits

from nnlib.teaching.pad import Paper, Reading, drawing_controls, strokes, words
from nnlib.teaching.pad.reading import place


# ---- strokes ----
def test_text_is_read_as_strokes_over_the_dots_through_the_middles_of_squares():
    assert strokes.read("b1 g1 d8, c4f4") == [[[1.5, 5.5], [1.5, 25.5], [29.5, 13.5]], [[13.5, 9.5], [13.5, 21.5]]]
    assert strokes.read(" , x9 a0 ,,") == []


def test_there_are_four_ways_of_each_digit_all_on_the_field_and_all_different():
    assert list(strokes.SCRIPTED) == list(range(10))
    texts = [text for four in strokes.SCRIPTED.values() for text in four]
    assert len(set(texts)) == 40 and not re.sub(r"[a-h][1-8]|[ ,]", "", "".join(texts))


def test_full_squares_are_full_or_empty_and_follow_the_line():
    picture = strokes.full_squares(strokes.read("b2 e2, h5 h8"))
    expected = np.zeros((8, 8))
    expected[1, 1:5] = expected[4:8, 7] = 16
    assert np.array_equal(picture, expected)


@pytest.mark.parametrize("text", ["d3", "b2 e2, h8"])
def test_a_square_by_itself_is_full(text):
    picture = strokes.full_squares(strokes.read(text))
    assert picture.ravel()[strokes.SQUARES.index(text[-2:])] == 16 and picture.sum() == 16 * (1 if text == "d3" else 5)


def test_a_straight_soft_stroke_covers_the_dots_within_its_radius():
    black = strokes.black_dots([np.array([[16.0, -50.0], [16.0, 50.0]])], pen=2.5)
    assert np.array_equal(np.flatnonzero(black[:, 0]), [14, 15, 16, 17, 18]) and (black == black[:, :1]).all()
    point = strokes.black_dots([np.array([[16.0, 16.0]])], pen=2)
    assert point.sum() == 13  # dots at distance 2 or less from a dot


def test_a_pen_blackens_the_same_dots_wherever_the_points_of_its_line_are():
    once = strokes.black_dots([[[3, 3], [28, 20]]], pen=2.5)
    between = [[3 + 25 * t, 3 + 17 * t] for t in np.linspace(0, 1, 9)]
    assert np.array_equal(strokes.black_dots([between], pen=2.5), once)
    assert np.array_equal(strokes.black_dots([between[:4], between[3:]], pen=2.5), once)


def test_pixels_count_the_black_dots_of_their_block():
    black = np.zeros((32, 32), dtype=bool)
    black[0, 0] = black[4:8, 28:32] = True
    picture = strokes.counted(black)
    assert picture[0, 0] == 1 and picture[1, 7] == 16 and picture.sum() == 17


@pytest.mark.parametrize("text, width", [("e3 e5", 0), ("c1 f7", 13.5), ("c3 e2 g3 d6 b6", 19), ("a4 h5", 19)])
def test_fitted_strokes_fill_the_height_are_centered_and_not_too_wide(text, width):
    points = np.concatenate(strokes.fit_to_height(strokes.read(text), pen=2.5))
    low, high = points.min(axis=0), points.max(axis=0)
    height = 4 * 3 * 19 / 28 if text == "a4 h5" else 27  # 32 dots less the pen, or three times the scale of the width
    assert (low + high) / 2 == pytest.approx([15.5, 15.5])
    assert high - low == pytest.approx([height, width])  # as tall as wide was, or 24 less the pen


def test_what_is_no_digit_yet_is_not_blown_up():
    (line,) = strokes.fit_to_height(strokes.read("c2 e2"), pen=2.5)
    assert line.tolist() == [[15.5, 6.0], [15.5, 25.0]]
    (dash,) = strokes.fit_to_height([[[9.9, 4], [10, 24], [10.1, 10]]], pen=2.5)  # level but for a trembling hand
    assert np.ptp(dash[:, 0]) < 1
    (tap,) = strokes.fit_to_height([[[9.9, 10], [10.1, 10.2]]], pen=2.5)
    assert np.ptp(tap, axis=0).max() < 2


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


def test_examples_are_all_forty_after_an_entry_for_ones_own():
    examples = strokes.examples()
    assert len(examples) == 41 and examples["your own"] == "" and examples["an 8, way 1"] == strokes.SCRIPTED[8][0]


# ---- words ----
def test_words():
    p = np.array([0.02, 0, 0, 0.27, 0, 0, 0, 0.7, 0.01, 0])
    assert words.verdict(p, empty=False) == "The network says 7, 70 % sure; next comes 3 with 27 %."
    assert words.verdict(p, empty=True) == "The pad is empty, and still the network says 7, 70 % sure."
    assert words.verdict(p, empty=False, seen="a 1") == "You see a 1? The network says 7, 70 % sure."
    assert words.verdict(p, empty=False, seen="a 7").startswith("The network says 7")
    assert [words.percent(q) for q in (0.0059, 0.006, 0.994, 0.9941)] == ["under 1 %", "1 %", "99 %", "over 99 %"]
    assert words.heard(p) == "7 70 %, 3 27 %, 0 2 %, 8 1 %"


# ---- the paper ----
@pytest.fixture
def paper():
    return Paper()


def test_a_stroke_that_goes_on_takes_the_place_of_what_there_was_of_it(paper):
    paper.put({"stroke": "a", "points": [[1, 2]]})
    paper.put({"stroke": "a", "points": [[1, 2], [3, 4]]})
    paper.put({"stroke": "b", "points": [[5, 5]]})
    assert paper.strokes == [[[1, 2], [3, 4]], [[5, 5]]] and paper.alt.endswith("it shows 2 strokes.")
    paper.put({"undo": True})
    paper.put({"stroke": "c", "points": [[6, 6]]})
    assert paper.strokes == [[[1, 2], [3, 4]], [[6, 6]]]


def test_a_stroke_that_goes_on_after_clear_is_a_new_one(paper):
    paper.put({"stroke": "a", "points": [[1, 2]]})
    paper.clear()
    assert paper.strokes == [] and paper.alt.endswith("it shows nothing yet.")
    paper.undo()
    paper.put({"stroke": "a", "points": [[1, 2], [3, 3]]})
    assert paper.strokes == [[[1, 2], [3, 3]]] and paper.alt.endswith("it shows one stroke.")


def test_keys_move_a_soft_pen_by_half_a_square_and_a_thin_one_by_a_square(paper):
    assert paper.data["step"] == 2
    paper.write(paper.strokes, strokes.THIN)
    assert paper.data["step"] == 4 and paper.data["pen"] == strokes.THIN


def test_a_drawing_is_left_as_soon_as_it_is_changed_and_can_be_chosen_again(paper):
    start = strokes.SCRIPTED[4][2]
    paper.write(strokes.read(start))
    sample, undo, clear = drawing_controls(paper, start)
    assert sample.value == start
    paper.put({"stroke": "a", "points": [[1, 2]]})
    assert sample.value == "" and len(paper.strokes) == 3
    undo.click()
    assert paper.strokes == strokes.read(start)
    sample.value = strokes.SCRIPTED[7][3]
    assert paper.strokes == strokes.read(strokes.SCRIPTED[7][3]) and sample.value == strokes.SCRIPTED[7][3]
    clear.click()
    assert paper.strokes == [] and sample.value == ""
    assert drawing_controls(paper, "b1")[0].value == ""


# ---- the reading ----
def test_a_square_by_its_name():
    assert place("d3") == (2, 3) and place(None) is None


def test_a_reading_shows_its_numbers_and_says_them():
    reading = Reading()
    p = np.array([0.02, 0, 0, 0.27, 0, 0, 0, 0.7, 0.01, 0])
    picture = strokes.soft_pen(strokes.read("b1 g1 d8"))
    reading.show(picture, p, "It says 7.", wrong=True)
    assert reading.data["numbers"] == picture.ravel().tolist() and reading.data["best"] == 7
    assert [width for width, _ in reading.data["bars"]] == p.tolist() and reading.data["bars"][3][1] == "27 %"
    assert reading.data["wrong"] and reading.alt.endswith("a bar for each digit: 7 70 %, 3 27 %, 0 2 %, 8 1 %.")
    reading.show(picture, p, "It says 7.", slope=np.eye(8), title="more like a 3", marks=[(2, 3), None])
    assert not reading.data["wrong"] and reading.data["marks"] == [[2, 3], None]
    assert reading.alt.startswith("The 8 by 8 numbers") and reading.alt.endswith("ink makes it more like a 3.")


def test_a_still_stands_for_the_pad_where_nothing_runs(paper):
    reading = Reading()
    reading.show(np.eye(8), np.full(10, 0.1), "It can't say.")
    large = reading.still()
    reading.show(np.eye(8), np.full(10, 0.1), "It can't say.", slope=np.eye(8), title="a")
    for data, width, height in (paper.still(), large, reading.still()):
        assert data.startswith(b"\x89PNG") and len(data) < 60_000 and 200 < width < 900 and 200 < height < 400
