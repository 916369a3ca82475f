"""Its checkers name the fault, and the explorable of the threshold counts what it says."""

import json
from pathlib import Path

import nbformat
import numpy as np
import pytest
from corpus.what_96_percent_is_worth import CORPUS
from faults import hidden
from matplotlib.colors import to_rgba
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import confusion_matrix, precision_score, recall_score, roc_curve

from nnlib.teaching import style
from nnlib.teaching.lessons.what_96_percent_is_worth import check, explore, pictures


@pytest.mark.parametrize("name", ["fit_and_predict", "choose_threshold"])
def test_a_stub_is_not_attempted(name):
    def stub(*arguments): ...

    assert getattr(check, name)(stub).passed is None and getattr(check, name)(...).passed is None


@pytest.mark.parametrize(
    "faults, right, cases",
    [
        (check.PIPELINE, check.right_pipeline, check.pipelines()),
        (check.THRESHOLD, check.right_threshold, check.THRESHOLDS),
    ],
)
def test_no_fault_hides_another_or_the_right_answer(faults, right, cases):
    assert hidden(faults, right, cases) == []


def test_checking_leaves_the_arguments_of_the_next_learner_alone():
    answers = [case.answer for case in CORPUS["fit_and_predict"]]
    before = repr(check.fit_and_predict(answers[-1]))
    for answer in answers:
        check.fit_and_predict(answer)
    scaler, model = check.pipelines()[0][:2]
    assert not hasattr(model, "X_") and repr(check.fit_and_predict(answers[-1])) == before
    with pytest.raises(ValueError, match="learned nothing"):
        scaler.transform(np.zeros((2, 2)))


# ---- the explorable ----
@pytest.fixture
def rows():
    rng = np.random.default_rng(0)
    y = (rng.random(80) < 0.4).astype(float)
    return y, np.round(1 / (1 + np.exp(-rng.normal(2 * y - 1, 1))), 2)


@pytest.mark.parametrize("t", [0.0, 0.2, 0.5, 0.77, 1.0])
def test_counts_and_rates_are_those_of_the_confusion_matrix(rows, t):
    y, p = rows
    (alone, alarms), (missed, found) = confusion_matrix(y, p >= t, labels=[0, 1])
    assert explore.counts(y, p, t) == (found, missed, alarms, alone)
    assert explore.rates(y, p, t) == pytest.approx((alarms / (y == 0).sum(), recall_score(y, p >= t)))


def test_a_row_exactly_at_the_threshold_is_called_malignant():
    assert explore.counts(np.array([1, 0]), np.array([0.5, 0.4]), 0.5) == (1, 0, 0, 1)


def test_the_roc_curve_is_scikit_learns(rows):
    alarms, recall, _ = roc_curve(*rows, drop_intermediate=False)
    assert explore.roc(*rows) == pytest.approx(np.array([alarms, recall]))


def test_the_verdict_says_the_numbers(rows):
    y, p = rows
    words = explore.verdict(y, p, 0.4)
    found, missed, alarms, _ = explore.counts(y, p, 0.4)
    assert f"Finds {found} of {found + missed} malignant:" in words
    assert f"recall {100 * recall_score(y, p >= 0.4):.0f} %" in words
    assert f"Of {found + alarms} called malignant, {found} are" in words
    assert f"precision {100 * precision_score(y, p >= 0.4):.0f} %" in words


def test_the_verdict_at_both_ends(rows):
    y, p = rows
    assert explore.verdict(y, p, 1.01).startswith(f"Nobody is called malignant: all {y.sum():.0f}")
    assert f"all {(y == 0).sum()} benign rows are false alarms" in explore.verdict(y, p, 0.0)


def test_shares_do_not_round_to_all_or_nothing():
    shares = [explore.share(value) for value in (0, 0.001, 0.944, 0.997, 1)]
    assert shares == ["0 %", "under 1 %", "94 %", "over 99 %", "100 %"]


def test_the_line_moves_point_counts_and_words(rows, page):
    y, p = rows
    piles, live = explore.build(y.reshape(-1, 1), p.reshape(-1, 1))
    assert piles.data["malignant"] == sorted(p[y == 1]) and piles.data["benign"] == sorted(p[y == 0])
    seen = []
    for t in (0.5, 0.2, 0.9):
        piles.put({"threshold": t})
        found, missed, alarms, alone = explore.counts(y, p, t)
        assert piles.data["threshold"] == t and explore.verdict(y, p, t) in piles.caption
        assert piles.data["counts"] == dict(found=found, missed=missed, alarms=alarms, alone=alone)
        assert f"cut at {t:.2f}. Left of the cut: {missed} malignant, {alone} benign" in piles.alt
        (point,) = [line for line in live.figure.axes[0].lines if line.get_marker() == "D"]
        assert (point.get_xdata()[0], point.get_ydata()[0]) == explore.rates(y, p, t)
        seen.append((live.png, piles.still()[0]))
    assert len(set(seen)) == 3
    json.dumps(piles.data)


def test_every_patient_has_a_place_of_its_own_and_only_those_in_the_blocks_are_not_at_their_p():
    p = np.sort(np.concatenate([np.linspace(0, 0.0099, 20), [0.2, 0.201, 0.202, 0.5], np.linspace(0.99, 1, 30)]))
    x, row = pictures.places(p)
    assert len(set(zip(x.round(6), row, strict=True))) == len(p)
    between = (p >= pictures.LEAST) & (p < pictures.MOST)
    assert np.array_equal(x[between], p[between]) and list(row[between]) == [0, 1, 2, 0]
    assert (x[p < pictures.LEAST] < pictures.LEAST).all() and (x[p >= pictures.MOST] > pictures.MOST).all()


# ---- what the lesson says about leaks and does not print ----
NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "16-what-96-percent-is-worth.ipynb"


@pytest.fixture(scope="module")
def lesson():
    """What the lesson's cells about leaks define."""
    data = load_breast_cancer()
    names = {"X": data.data, "y": (data.target == 0).astype(float).reshape(-1, 1)}
    code = [cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]
    for start in ("import warnings", "def train_many", "def pick"):
        (source,) = [source for source in code if source.startswith(start)]
        exec(source, names)
    return names


def test_columns_picked_without_the_test_rows_leave_noise_at_one_half(lesson):
    picked = [(X[:, lesson["pick"](X[40:], y[40:])], y) for X, y in lesson["noise"]]
    scores = lesson["at_best"](*lesson["each_epoch"](picked, 40, 20))
    assert abs(scores.mean() - 0.5) < 0.05


def test_on_the_tumors_training_rows_pick_nearly_the_columns_of_all_rows(lesson):
    pick = lesson["pick"]
    common = [len(np.intersect1d(pick(X, y), pick(X[200:], y[200:]))) for X, y in lesson["tumors"]]
    assert min(common) >= 19


def test_the_best_of_40_test_scores_never_loses(lesson):
    by_val, by_test = lesson["each_epoch"](lesson["noise"], 40, 20)
    gains = lesson["at_best"](by_test, by_test) - lesson["at_best"](by_val, by_test)
    assert gains.min() == 0 and gains.mean() > 0.04


# ---- pictures ----
def test_the_picture_of_the_threshold_shows_the_counts(rows):
    y, p = rows
    fig = pictures.draw_threshold(y, p, explore.roc(y, p), 0.3, *explore.rates(y, p, 0.3))
    piles, roc = fig.axes
    found, missed, alarms, alone = explore.counts(y, p, 0.3)
    marks = [len(line.get_xdata()) for line in piles.lines if line.get_linestyle() == "None"]
    assert marks == [found, missed, alone, alarms]
    words = " ".join(text.get_text() for text in piles.texts)
    for text in (f"missed: {missed} of", f"found: {found} of", f"false alarms: {alarms} of", f"left alone: {alone} of"):
        assert text in words
    assert roc.get_xlabel() and roc.get_ylabel() == "recall" and roc.get_title("left") == "ROC curve"
    assert piles.get_xlabel() and roc.texts[-1].get_text() == "t = 0.30"


def title(fig):
    return fig.axes[0].get_title(loc="left")


def test_baselines_and_hundreds_show_every_number(shown):
    pictures.baselines({"none": (0, 0.65), "line": (31, [0.96, 0.97, 0.97]), "net": (1240, 0.95)}, published=0.96)
    pictures.hundreds([0.94, 0.95, 0.95, 0.96], [0.96, 0.97], (0.94, 0.96))
    (first, words), (second, more) = shown
    assert "none, 0: 0.65 to 0.65; line, 31: 0.96 to 0.97; net, 1,240: 0.95" in words and "published 0.96" in words
    sizes, shares = first.axes
    sides = [line.get_markersize() for line in sizes.lines]
    assert sides[0] == 0 and sides[2] ** 2 == pytest.approx(40 * sides[1] ** 2)  # areas
    rows = [line.get_ydata()[0] for line in sizes.lines]
    assert [line.get_xdata().tolist() for line in shares.lines[:3]] == [[0.65], [0.96, 0.97, 0.97], [0.95]]
    heights = np.concatenate([line.get_ydata() for line in shares.lines[:3]])
    one, row, two = rows
    assert np.allclose(heights, [one, row, row + 0.08, row - 0.08, two])  # equal ones apart, the others in the middle
    assert first.get_suptitle() == "31 numbers do no worse than 1,240 on the same 100 rows"
    assert title(second) == "4 draws: 94 to 96 of 100 rows right. Both published scores lie inside"
    above, below = [line for line in second.axes[0].lines if line.get_linestyle() == "None"]
    assert list(above.get_xdata()) == [94, 95, 95, 96] and len(set(above.get_ydata())) == 2
    assert list(below.get_xdata()) == [96, 97] and max(below.get_ydata()) < 0
    named = [text.get_text() for text in second.axes[0].texts]
    assert {"4 draws of\nrandom rows", "mean\n95.0", "2 starts on\nthe first 100 rows", "mean 96.5"} < set(named)
    assert {"published:\n94 of 100", "published:\n96 of 100"} < set(named)
    assert "from 0.94 to 0.96, mean 0.950" in more and "published are 0.94 and 0.96" in more


def test_leaks_show_gains_means_and_two_errors(shown):
    gains = np.array([0.0, 2.0, 4.0])
    pictures.leaks(
        {"noise": {"scaler": (gains, 2.0), "columns": (10 * gains, 1.0)}, "tumors": {"scaler": (gains, 1.0)}}
    )
    ((fig, words),) = shown
    assert "noise, scaler: +2.0 ± 2.0 points; noise, columns: +20.0 ± 1.0 points" in words
    noise, tumors = fig.axes
    assert [bar.get_width() for bar in noise.patches] == pytest.approx([20, 2])  # the worst above
    ends = [line.get_xdata() for line in noise.lines if line.get_marker() == "|"]
    assert np.allclose(ends, [[18, 22], [-2, 6]])
    fault = to_rgba(style.FAULT)
    assert [bar.get_facecolor() == fault for ax in (noise, tumors) for bar in ax.patches] == [True, False, False]
    assert fig.get_suptitle() == "The worst leak makes 20 points out of noise. On tumors no gain is clear of 0"


def test_a_gain_that_is_clear_of_0_is_not_denied(shown):
    gains = np.array([0.0, 2.0, 4.0])
    pictures.leaks({"noise": {"scaler": (gains, 0.5)}, "tumors": {"scaler": (gains, 0.5)}})
    assert shown[0][0].get_suptitle() == "The worst leak makes 2 points out of noise"


def test_a_few_mistakes_are_drawn_as_large_as_their_number(shown):
    pictures.confusion(np.array([[88, 1], [9, 50]]))
    many, one, nine, _ = (line.get_markersize() for line in shown[0][0].axes[0].lines)
    assert one > 2 * nine >= 2 * many


def test_those_who_fall_short_and_those_who_keep_it_are_counted_in_their_colors(shown):
    rows = {"53 rows": [0.9, 0.98, 1.0], "159 rows": [0.95, 0.97, 0.99]}
    pictures.chosen_by(rows, goal=0.98, malignant=100)
    (ax,) = shown[0][0].axes
    colors = {text.get_text(): text.get_color() for text in ax.texts}
    assert colors["1 of 3 miss more"] == colors["2 of 3 miss more"] == style.TEXT[style.FAULT]
    assert colors["2 of 3\nkeep it"] == colors["1 of 3\nkeep it"] == style.TEXT[style.CURE]
    assert {"worst: 10", "worst: 5", "asked for: 2 at most"} < set(colors)
    assert shown[0][0].get_suptitle() == "Asked to miss at most 2 of 100: 1 of 3 cuts miss more, up to 10"


def test_the_other_pictures_say_their_numbers(shown):
    pictures.confusion(np.array([[88, 1], [3, 50]]))
    pictures.folds({"ours": [0.95, 1.0], "theirs": [0.94, 0.99]})
    pictures.chosen_by({"53 rows": [0.9, 1.0]}, goal=0.98, malignant=50)
    pictures.threshold(np.array([0, 1]), np.array([0.2, 0.9]), np.zeros((2, 3)), 0.5, 0.0, 1.0)
    alts = [alt for _, alt in shown]
    marks = [len(line.get_xdata()) for line in shown[0][0].axes[0].lines]
    assert marks == [88, 1, 3, 50]
    folds = [line.get_xdata().tolist() for line in shown[1][0].axes[0].lines[:3:2]]
    assert folds == [[1.0, 0.95], [0.99, 0.94]]  # the better one above
    assert shown[1][0].get_suptitle() == "The folds of one network lie up to 5.0 points apart, the two means 1.0"
    assert shown[0][0].get_suptitle() == "97 % of all rows are right, and 3 of 53 malignant ones missed"
    assert "Of 89 benign validation rows 88" in alts[0]
    assert "a square for ours and a circle for theirs" in alts[1]
    assert "ours: 0.95 to 1.00, mean 0.975; theirs: 0.94 to 0.99" in alts[1]
    assert "up to the 1 asked for" in alts[2] and "53 rows chose: 1 of 2 keep it, at worst 5." in alts[2]
    missed = [line.get_xdata().tolist() for line in shown[2][0].axes[0].lines if line.get_linestyle() == "None"]
    assert missed == [[0], [5]]
    assert shown[3][0].get_suptitle() == "0 false alarms, at the price of 0 malignant missed"
    assert "cut at 0.5" in alts[3] and "recall 1.00, false alarms 0.00" in alts[3]


def test_a_tick_on_the_cut_keeps_its_halo():
    fig = pictures.draw_alone(np.array([0, 1]), np.array([0.2, 0.9]), 0.4)
    ticks = {text.get_text(): text for text in fig.axes[0].texts if text.get_text() in ("0.2", "0.4", "0.6", "0.8")}
    assert len(ticks) == 4 and all(text.get_path_effects() for text in ticks.values())
