"""What the checkers of the second sitting say to right and wrong answers; its figures."""

import numpy as np
import pytest

from nnlib.teaching.clinic import parts
from nnlib.teaching.lessons.second_sitting import check, pictures


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


@pytest.mark.parametrize(
    "name, words",
    [
        ("penalty", "still λ times the gradient"),
        ("digit_loss", "still the binary cross-entropy"),
        ("batches", "the short last batch is missing"),
        ("generator", "seed 0 still can't be repeated"),
        ("hidden_backward", "slope is still 1"),
    ],
)
def test_the_old_fault_is_recognized(name, words):
    verdict = getattr(check, name)(getattr(parts, name))
    assert_told(verdict, words)
    assert verdict.hint


@pytest.mark.parametrize(
    "answer, words",
    [
        (
            lambda W, dW, l2: (0.5 * l2 * (W**4).sum(), l2 * W),
            "if W doubles, yours is 16 times as large; the right one",
        ),
        (lambda W, dW, l2: (0.5 * l2 * (W @ W), W / l2), "the gradient: if l2 doubles, yours is 0.5 times as large"),
        (lambda W, dW, l2: (0.5 * l2 * (W @ W), l2 * (W - dW)), "if dW doubles, yours changes; the right one stays"),
    ],
)
def test_the_argument_that_counts_too_often_in_a_penalty_is_told(answer, words):
    assert_told(check.penalty(answer), words)


@pytest.mark.parametrize(
    "slope, words",
    [
        (lambda z, kept, share: (z > 0) * kept / share**3, "right for share = 1 only"),
        (lambda z, kept, share: np.where(kept, 1, 0.5) * (z > 0) / share, "right where dropout keeps all units"),
        (lambda z, kept, share: np.where(z > 0, 1, 0.01) * kept / share, "right where all units are on"),
        (lambda z, kept, share: ((z > 0) | kept) / share, "right where all units are on and kept"),
    ],
)
def test_where_a_way_back_through_dropout_is_right_is_told(slope, words):
    assert_told(check.hidden_backward(lambda dy, *case: dy * slope(*case)), words)


# ---- figures ----


def test_recall_bars_show_each_class_and_mark_what_is_missing():
    (ax,) = pictures.recall_drawn(np.array([1.0, 0.6, 0.0])).axes
    assert ax.get_title(loc="left") == "Not one 2 is recognized, of the others 60 % and more"
    assert [bar.get_height() for bar in ax.patches] == [1.0, 0.6, 0.0, 1.0]  # the last: what is missing, dashed
    assert [text.get_text() for text in ax.texts] == ["100 %", "60 %", "none"]
    colors = [bar.get_facecolor() for bar in ax.patches]
    assert colors[0] == colors[1] != colors[2]
    (two,) = ax.images  # in the empty bar stands the digit that nobody recognizes
    assert two.get_array().shape == (8, 8) and 1.5 < two.get_extent()[0] < two.get_extent()[1] < 2.5


def test_repeated_runs_say_where_two_curves_are_one():
    fig = pictures.repeated_drawn({0: ([1.0, 0.5], [1.0, 0.6]), 1: ([1.0, 0.5], [1.0, 0.5])})
    assert fig.get_suptitle() == "Two runs from one seed agree, but for seed 0: up to 0.1 apart"
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["seed 0", "seed 1"]
    assert [[text.get_text() for text in ax.texts] for ax in fig.axes] == [["0.1"], ["equal to the last digit", "0"]]
    marks = [line.get_ydata() for ax in fig.axes for line in ax.lines if line.get_marker() in ("o", "s")]
    assert np.allclose(marks, [[0, 0.1], [0, 0]])


def test_bars_and_lines_have_the_numbers():
    axes = pictures.diplomas_drawn({6: 0.5, 7: 0.9}).axes
    assert [ax.texts[1].get_text() for ax in axes] == ["50 %", "90 %"]
    assert axes[0].figure.get_suptitle() == "All get at least 50 % of new rows right, and all are ill"
    assert axes[0].texts[-1].get_text().replace("\n", " ") == f"“{pictures.COMPLAINTS[6]}”"
    (ax,) = pictures.pull_drawn((0.0, 0.1), {"patient 6": [32, 33], "healthy": [32, 3]}).axes
    squares = [(square.get_width(), square.get_height()) for square in ax.patches if square.get_fill()]
    assert np.allclose(np.prod(squares, axis=1), [32, 33, 32, 3]) and all(width == height for width, height in squares)
    dashed = [square.get_width() for square in ax.patches if not square.get_fill()]
    assert np.allclose(dashed, 32**0.5) and len(dashed) == 1  # where λ has pulled


def test_how_many_times_as_high_one_curve_is_comes_from_both():
    ax = pictures.above_drawn([3.0, 1.0, 0.4], [2.0, 0.5, 0.2])
    assert ax.get_title(loc="left") == "Patient 7 learns like a healthy one, at 1.5 to 2.0 times the loss"
    assert [text.get_text() for text in ax.texts if "×" in text.get_text()] == ["× 1.5", "× 2.0"]


def blocks(ax):
    """{row: column} of the orange blocks."""
    return {block.get_y() + 0.5: block.get_x() + 0.5 for block in ax.patches}


def test_the_table_has_a_mark_for_each_alarm():
    seen = {1: {"curve": True, "check": False, "late": True}, 2: {"curve": False, "check": True, "late": False}}
    (ax,) = pictures.table_drawn(seen).axes
    assert blocks(ax) == {0: 0, 1: 1}
    assert [tuple(line.get_xydata()[0]) for line in ax.lines] == [(2, 0)]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["curve", "check", "late"]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["patient 1", "patient 2", "alarms"]
    told = [pictures.FAULTS[1], pictures.FAULTS[2], "1", "1", "1", "1", "+ 1", "● sees it, too"]
    assert [text.get_text() for text in ax.texts] == told


def test_the_fewest_instruments_that_see_all_stand_in_front_and_the_patients_in_their_order():
    tools = {"none": "", "half": "ab", "most": "bcd", "last": "ae"}
    seen = {name: {tool: name in whom for tool, whom in tools.items()} for name in "abcde"}
    assert pictures.by_alarms(seen) == ["most", "half", "last", "none"]
    assert pictures.see_all(seen) == ("most", "last")
    assert pictures.see_all({name: found | {"none": True} for name, found in seen.items()}) == ("none",)
    numbered = dict(zip(range(1, 6), seen.values(), strict=True))
    fig = pictures.table_drawn(numbered)
    (ax,) = fig.axes
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["most", "last", "half", "none"]
    patients = [tick.get_text() for tick in ax.get_yticklabels()][:-1]
    assert patients == [f"patient {number}" for number in (2, 3, 4, 1, 5)]
    assert blocks(ax) == {0: 0, 1: 0, 2: 0, 3: 1, 4: 1}
    assert [text.get_text() for text in ax.texts][-3:-1] == ["3", "+ 2"]  # those in front: the new
    assert fig.get_suptitle() == "No instrument sees more than 3 of 5. Two together see all"
