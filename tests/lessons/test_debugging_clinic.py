"""What the checkers of the first sitting say to right and wrong answers; its figures."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from nnlib.teaching.clinic import chart, drawing, instruments
from nnlib.teaching.lessons.debugging_clinic import check, clinic, pictures


@pytest.mark.parametrize("name", ["descend", "backward", "learn", "shuffle"])
def test_what_is_not_written_yet_is_not_attempted(name):
    def later(*_):
        raise NotImplementedError

    assert getattr(check, name)(later).passed is None


@pytest.mark.parametrize("gradient", [*check.GRADIENTS, *check.SQUARES], ids=lambda gradient: str(gradient.shape))
def test_the_slopes_that_answers_are_held_against_are_those_of_the_network(gradient):
    net = check._network(gradient)
    net.backward(gradient)
    assert np.allclose(check._slopes(gradient), net.grads)
    assert not np.allclose(check._slopes(gradient, moved=0.1), net.grads)
    assert list(instruments.arrays(net)) == list(check.ARRAYS)


@pytest.mark.parametrize("way, message, hint", check.WAYS, ids=[message for _, message, _ in check.WAYS])
def test_a_wrong_way_back_is_another_one_wherever_it_can_be_gone(way, message, hint):
    assert not any(np.allclose(check._slopes(g, **way), check._slopes(g)) for g in check.SQUARES)


def steps(change):
    """A step whose parts W1, b1, W2, b2, W3, b3 are changed: change(slope, which of the six, lr)."""

    def learn(net, dscores, lr):
        net.backward(dscores)
        for name, place in instruments.arrays(net).items():
            net.params[place] -= change(net.grads[place], name, lr)

    return learn


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda g, name, lr: g * lr * (name != "b2"), "right: W1, b1, W2, W3, b3; left out: b2."),
        (lambda g, name, lr: g * lr ** (1 + (name == "W1")), "right: b1, W2, b2, W3, b3; lr comes twice: W1."),
        (lambda g, name, lr: 0.3 * g, "in every array: the rate is 0.3, whatever lr is."),
        (lambda g, name, lr: lr * g / (1 + abs(g[0])), "a number that changes from call to call"),
        (lambda g, name, lr: lr * (g + 1 if name == "b1" else -g), "uphill: W1, W2, b2, W3, b3; wrong: b1."),
    ],
)
def test_what_has_happened_to_each_array_is_told(change, words):
    assert words in repr(check.learn(steps(change)))


# ---- patient 2 ----


@pytest.fixture(scope="module")
def frozen():
    return clinic.ill()[2]


@pytest.fixture(scope="module")
def digits():
    return clinic.healthy()["digits"]


def test_patient_2_keeps_its_loss_from_every_start_and_a_part_of_ours_cures_it(frozen, digits):
    assert max(np.ptp(frozen.train(seed, epochs=3)[1]) for seed in range(20)) < 1e-12
    mended = frozen.with_parts(learn=clinic.learn)
    assert clinic.ends(mended, 10).max() < 0.2 and np.allclose(mended.train(epochs=2)[1], digits.train(epochs=2)[1])
    assert [name for name, alarm in chart.alarms(mended).items() if alarm] == []


def test_the_instruments_that_see_patient_2_tell_it_from_the_others(frozen):
    """The step is not among them: net.params moves as it should."""
    seen = {name for name, alarm in chart.alarms(frozen).items() if alarm}
    assert seen == {chart.CURVE, chart.HEART, chart.RECALL}
    assert all(error < 1e-7 for pair in instruments.gradient_errors(frozen).values() for error in pair)


def test_one_step_moves_numbers_and_scores_only_where_there_is_a_slope(frozen, digits):
    assert clinic.moved(frozen) == (834, 0) and clinic.moved(digits) == (834, 8000)
    X, y = digits.data()
    net = digits.net()
    digits.loss_and_gradient(net, X[:32], y[:32])
    ink, on = X[:32] > 0, net.layers[1].y > 0
    both = (ink[:, :, None] & on[:, None, :]).any(axis=0)
    assert both.sum() + on.any(axis=0).sum() + 10 * on.any(axis=0).sum() + 10 == 834


def test_ends_are_the_last_losses_of_the_first_starts(digits):
    assert clinic.ends(digits, 2, epochs=2).tolist() == [digits.train(seed, epochs=2)[1][-1] for seed in (0, 1)]


# ---- figures ----


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_the_curves_of_a_patient_are_titled_and_described(monkeypatch):
    said = []
    for module in (drawing, pictures):
        monkeypatch.setattr(module, "show", lambda fig, alt: said.append((fig.axes[0].get_title(loc="left"), alt)))
    pictures.beside(2, [2.4, 2.4], [2.0, 0.1])
    pictures.cured([1.5, 0.4], [0.5, 0.2], [0.5, 0.2])
    pictures.cured([1.5, 0.4], [0.5, 0.2], [0.5, 0.4])
    pictures.factors({"7 rows": (np.array([-1.0, 1]), np.array([-7.0, 7]))})
    pictures.looks(np.array([-1.0, 1]), np.array([-1.0, 1]), np.array([-2.0, 2]))
    pictures.beside(1, [1.5, 0.4, 0.6, 0.5], [0.5, 0.4, 0.3, 0.2])
    titles, told = zip(*said, strict=True)
    assert titles[:2] == (
        "2 epochs, and the loss has not moved",
        "Divided by n, it glides, all along the healthy curve",
    )
    assert titles[2] == "Divided by n, it glides"
    assert "patient 2 from 2.4 to 2.4; healthy from 2 to 0.1" in told[0] and "mended from 0.5 to 0.2" in told[1]
    assert titles[3] == "7 rows: 7 times too large" and "as a pale band" in told[1]
    assert "7 rows 7.00" in told[3] and "first look 1.00, second look 2.00" in told[4]
    assert "The first rises in about 3 of 10 epochs" in told[5]


def test_the_epochs_in_which_a_loss_rises_are_marked_and_counted():
    ax = pictures.jumping([1.5, 0.4, 0.6, 0.5], [0.5, 0.4, 0.3, 0.2])
    (marks,) = [line for line in ax.lines if line.get_marker() == "^"]
    assert marks.get_xydata().tolist() == [[3, 0.6]]
    assert words(ax) == ["patient 1: 0.50", "healthy: 0.20", "▲ rises by up to 0.2", "rises by up to 0"]


def test_a_curve_that_does_not_move_says_so_with_two_digits():
    told = words(pictures.frozen([2.351, 2.35], [2.0, 0.1]))
    assert told == ["patient 2", "healthy: 0.10", "begins at 2.35, ends at 2.35"]


def test_who_is_ahead_after_one_epoch_is_told():
    drawn = [pictures.climbing([start, 3.7], [2.0, 0.1]) for start in (1.6, 2.1)]
    assert ["ahead, once" in words(ax) for ax in drawn] == [True, False]


def test_a_mended_curve_lies_on_a_pale_band():
    ax = pictures.cured_drawn([1.5, 0.4], [0.5, 0.2], [0.5, 0.3])
    assert [line.get_ydata().tolist() for line in ax.lines] == [[1.5, 0.4], [0.5, 0.2], [0.5, 0.3]]


def test_the_waiting_room_has_both_curves_of_each_patient():
    fig = pictures.waiting_drawn({1: [1.0, np.nan], 2: [1.0, 2.0]}, {1: [1.0, 0.5], 2: [1.0, 0.1]})
    drawn = [[line.get_ydata().tolist() for line in ax.lines] for ax in fig.axes]
    assert drawn == [[[1, 0.5], [1, np.inf]], [[1, 0.1], [1, 2]]]
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["patient 1:\njumps", "patient 2:\nfreezes"]
    assert [ax.texts[0].get_text() for ax in fig.axes] == ["gone", "× 20"]
    assert fig.get_suptitle() == "Five ways to fail: each ends at more than 20 times the healthy loss"


def test_the_digits_in_the_rows_are_looked_up_and_stand_above_the_labels():
    images, digits = load_digits(return_X_y=True)
    X, y = images[:3] / 16, np.array([digits[0], 7, 8])
    assert pictures.digits_in(X).tolist() == digits[:3].tolist()
    fig = pictures.rows_drawn(X, y, digits[:3])
    assert fig.get_suptitle() == "The first 3 rows as the network meets them: 1 of 3 labels fit"
    told = [[text.get_text() for text in ax.texts] for ax in fig.axes[3:]]
    assert told == [["0", "“0”", "shows", "label"], ["1", "“7”"], ["2", "“8”"]]


def test_step_errors_names_right_and_wrong_arrays():
    (ax,) = pictures.step_errors_drawn((1.0, 0.1), {"W1": [0.5, 0.05], "b1": [0.4, 0.04], "W2": [1e-12, 0]}).axes
    told = ["0.5", "0.4", "rate 1", "0.05", "0.04", "rate 0.1", "", "÷ 10"]
    assert [text.get_text() for text in ax.texts][:-1] == told
    assert ax.texts[-1].get_text() == "■ W2: at every rate\nno more than rounding, below 10⁻⁷"
    assert [bar.get_height() for bar in ax.patches] == [0.5, 0.4, 0.05, 0.04]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["W1", "b1", "W2"] * 2
