"""Its checkers name the fault, and the explorable of the threshold counts what it says."""

import re
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import confusion_matrix, precision_score, recall_score, roc_curve

from nnlib import Standardizer
from nnlib.teaching import live, style
from nnlib.teaching.checking.diagnosis import same
from nnlib.teaching.lessons.what_96_percent_is_worth import check, explore, pictures


def says(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


def stub(*arguments):
    """To be written."""
    ...


EXERCISES = {
    "fit_and_predict": (check.PIPELINES, check.PIPELINE, check.right_pipeline),
    "choose_threshold": (check.THRESHOLDS[1:], check.THRESHOLD, check.right_threshold),
}


@pytest.mark.parametrize("name", EXERCISES)
def test_a_stub_is_not_attempted(name):
    assert getattr(check, name)(stub).passed is None


@pytest.mark.parametrize("name", EXERCISES)
def test_the_data_tell_every_known_fault_from_the_right_answer_and_from_the_others(name):
    cases, faults, right = EXERCISES[name]
    answers = [[fault.wrong(*case) for case in cases] for fault in faults]
    for i, answer in enumerate(answers):
        assert not all(same(a, right(*case)) for a, case in zip(answer, cases, strict=True)), faults[i].message
        for j in range(i):
            assert not all(map(same, answer, answers[j])), (faults[i].message, faults[j].message)


# ---- no leak ----
def four_calls(scaler, model, X, y, X_new):
    Z = scaler.fit_transform(X)
    model.fit(Z, y)
    return model.predict(scaler.transform(X_new))


def by_hand(scaler, model, X, y, X_new):
    mean, deviation = X.mean(axis=0), X.std(axis=0)
    return list(model.fit((X - mean) / deviation, y).predict((X_new - mean) / deviation))


def row_by_row(scaler, model, X, y, X_new):
    model.fit(scaler.fit_transform(X), y)
    return [model.predict(scaler.transform(X_new[i : i + 1]))[0] for i in range(len(X_new))]


def scaled(mean_of, deviation_of, X, y, X_new, model):
    mean, deviation = mean_of.mean(axis=0), deviation_of.std(axis=0)
    return model.fit((X - mean) / deviation, y).predict((X_new - mean) / deviation)


def squeezed(scaler, model, X, y, X_new):
    model.fit(scaler.fit_transform(X), y)
    return model.predict(scaler.transform(X_new.squeeze()))


def refit_for_new(scaler, model, X, y, X_new):
    model.fit(scaler.fit_transform(X), y)
    return model.predict(scaler.fit_transform(X_new))


def all_rows(scaler, model, X, y, X_new):
    scaler.fit(np.vstack([X, X_new]))
    return model.fit(scaler.transform(X), y).predict(scaler.transform(X_new))


def all_at_once(scaler, model, X, y, X_new):
    Z = scaler.fit_transform(np.concatenate([X, X_new]))
    model.fit(Z[: len(X)], y)
    return model.predict(Z[len(X) :])


def fitted_on_new(scaler, model, X, y, X_new):
    scaler.fit(X_new)
    return model.fit(scaler.transform(X), y).predict(scaler.transform(X_new))


def new_by_all(scaler, model, X, y, X_new):
    model.fit(scaler.fit_transform(X), y)
    return model.predict(scaler.fit(np.vstack([X, X_new])).transform(X_new))


def no_transform(scaler, model, X, y, X_new):
    scaler.fit(X)
    return model.fit(X, y).predict(X_new)


WRONG_PIPELINE = [
    (lambda s, m, X, y, N: scaled(np.vstack([X, N]), X, X, y, N, m), "the mean is that of all rows, a leak"),
    (lambda s, m, X, y, N: m.fit(X / X.std(axis=0), y).predict(N / X.std(axis=0)), "the mean was not subtracted"),
    (lambda s, m, X, y, N: m.fit(X - X.mean(axis=0), y).predict(N - X.mean(axis=0)), "nothing was divided"),
    (squeezed, "your code stops with ValueError"),
    (all_rows, "a leak"),
    (all_at_once, "a leak"),
    (refit_for_new, "by their own mean and deviation"),
    (fitted_on_new, "on the new rows alone"),
    (new_by_all, "by the numbers of all rows"),
    (lambda s, m, X, y, N: m.fit(s.fit_transform(X), y).predict(N), "the new rows are not scaled"),
    (lambda s, m, X, y, N: m.fit(X, y).predict(s.fit(X).transform(N)), "on rows that were not scaled"),
    (no_transform, "nothing is scaled"),
    (lambda s, m, X, y, N: m.fit(s.fit_transform(X), y).predict(s.transform(X)), "for the training rows"),
    (lambda s, m, X, y, N: m.fit(s.fit_transform(X), y > 0.5).predict(s.transform(N)), "were rounded"),
    (lambda s, m, X, y, N: s.fit(X).transform(N), "not what the model says"),
    (lambda s, m, X, y, N: m.predict(s.fit(X).transform(N)), "this model has learned nothing yet"),
    (lambda s, m, X, y, N: m.fit(s.transform(X), y).predict(s.transform(N)), "this Standardizer has learned nothing"),
    (lambda s, m, X, y, N: four_calls(s, m, X, y, N) + 1, "should be"),
]


@pytest.mark.parametrize("answer", [four_calls, by_hand, row_by_row])
def test_fit_and_predict_accepts_right_answers(answer):
    assert check.fit_and_predict(answer).passed, check.fit_and_predict(answer)


@pytest.mark.parametrize("answer, words", WRONG_PIPELINE)
def test_fit_and_predict_says_what_is_wrong(answer, words):
    says(check.fit_and_predict(answer), words)


def test_changing_an_argument_is_named():
    def in_place(scaler, model, X, y, X_new):
        X_new -= X.mean(axis=0)
        X_new /= X.std(axis=0)
        return model.fit(Standardizer().fit_transform(X), y).predict(X_new)

    says(check.fit_and_predict(in_place), "changes its argument number 5")


# ---- a threshold ----
def one_by_one(y, p, recall):
    malignant = p[y == 1]
    for t in np.sort(malignant)[::-1]:
        if (malignant >= t).mean() >= recall:
            return t


def from_all_probabilities(y, p, recall):
    return max(t for t in p if recall_score(y, p >= t) >= recall)


def by_curve(y, p, recall):
    _, recalls, thresholds = roc_curve(y, p, drop_intermediate=False)
    return thresholds[np.argmax(recalls >= recall)]


def largest(enough, candidates=None):
    """The largest candidate for which enough(y, p, t) reaches the recall, else 0."""

    def answer(y, p, recall):
        tried = p if candidates is None else candidates
        return max([t for t in tried if enough(y, p, t) >= recall], default=0.0)

    return answer


def by_index(shift):
    return lambda y, p, r: np.sort(p[y == 1])[::-1][int(np.ceil(r * (y == 1).sum())) - 1 + shift]


def if_precision(y, p, recall):
    for t in np.sort(p)[::-1]:
        if precision_score(y, p >= t) >= recall and recall > 0.8:
            return t


WRONG_THRESHOLD = [
    (largest(lambda y, p, t: recall_score(y, p >= t, pos_label=0)), "benign* rows that are called benign"),
    (lambda y, p, r: one_by_one(1 - y, p, r), "recall of the *benign* rows"),
    (lambda y, p, r: one_by_one(1 - y, 1 - p, r), "recall of the *benign* rows"),
    (lambda y, p, r: 1 - one_by_one(y, p, r), "one minus the right threshold"),
    (lambda y, p, r: 0, "calls everybody malignant"),
    (lambda y, p, r: p.min(), "calls everybody malignant"),
    (lambda y, p, r: p[y == 1].min(), "finds every malignant row"),
    (largest(lambda y, p, t: recall_score(y, p > t)), "does not count as called malignant"),
    (by_index(1), "further down than needed"),
    (largest(lambda y, p, t: (p[y == 1] >= t).mean() - 1e-9), "exactly the wanted share is enough"),
    (lambda y, p, r: np.sort(p[y == 1])[int((1 - r) * (y == 1).sum())], "exactly the wanted share is enough"),
    (if_precision, "behind an `if` that never holds"),
    (by_index(-1), "too few is found"),
    (largest(lambda y, p, t: ((p >= t) & (y == 1)).sum() / len(y)), "divided by all rows"),
    (largest(lambda y, p, t: (p >= t).mean()), "share of *all* rows"),
    (largest(lambda y, p, t: precision_score(y, p >= t)), "this is precision"),
    (largest(lambda y, p, t: ((p >= t) == y).mean()), "this is accuracy"),
    (lambda y, p, r: max(np.sort(p), key=lambda t: ((p >= t) == y).mean()), "the best accuracy"),
    (lambda y, p, r: np.quantile(p[y == 1], 1 - r), "lies *between* two rows"),
    (largest(lambda y, p, t: (p[y == 1] >= t).mean(), np.linspace(0, 1, 101)), "on a grid"),
    (largest(lambda y, p, t: (p[y == 1] >= t).mean(), np.linspace(0, 1, 1001)), "on a grid"),
    (largest(lambda y, p, t: (p[y == 1] >= t).mean(), np.linspace(0, 1, 10_001)), "on a grid"),
    (lambda y, p, r: np.quantile(p[y == 1], 1 - r, method="nearest"), "too few are found"),
    (lambda y, p, r: (by_index(0)(y, p, r) + by_index(1)(y, p, r)) / 2, "halfway to the next"),
    (lambda y, p, r: recall_score(y, p >= one_by_one(y, p, r)), "the recall that is reached"),
    (lambda y, p, r: r, "the wanted recall itself"),
    (lambda y, p, r: 1 - r, "one minus the wanted recall"),
    (lambda y, p, r: 0.5, "one half"),
    (lambda y, p, r: p[y == 1], "wanted ()"),
]


@pytest.mark.parametrize("answer", [one_by_one, from_all_probabilities, by_curve, by_index(0)])
def test_choose_threshold_accepts_right_answers(answer):
    assert check.choose_threshold(answer).passed, check.choose_threshold(answer)


@pytest.mark.parametrize("answer, words", WRONG_THRESHOLD)
def test_choose_threshold_says_what_is_wrong(answer, words):
    says(check.choose_threshold(answer), words)


def test_an_answer_that_fails_only_on_the_example_is_noticed():
    def odd(y, p, recall):
        return 0.7 if len(y) == 6 else one_by_one(y, p, recall)

    says(check.choose_threshold(odd), "the answer should be 0.4")


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
    assert f"Finds {found} of {found + missed} malignant rows" in words
    assert f"recall {recall_score(y, p >= 0.4):.0%}" in words
    assert f"Of {found + alarms} called malignant, {found} are" in words
    assert f"precision {precision_score(y, p >= 0.4):.0%}" in words


def test_the_verdict_at_both_ends(rows):
    y, p = rows
    assert explore.verdict(y, p, 1.01).startswith(f"Nobody is called malignant: all {y.sum():.0f}")
    assert f"all {(y == 0).sum()} benign rows are false alarms" in explore.verdict(y, p, 0.0)


def test_shares_do_not_round_to_all_or_nothing():
    shares = [explore.share(value) for value in (0, 0.001, 0.944, 0.997, 1)]
    assert shares == ["0%", "under 1%", "94%", "over 99%", "100%"]


def test_the_slider_moves_lines_point_table_and_words(rows):
    y, p = rows
    shown, slider = explore.build(y.reshape(-1, 1), p.reshape(-1, 1))
    above, below, roc = shown.figure.axes
    seen = []
    for t in (0.5, 0.2, 0.9):
        slider.value = t
        found, missed, alarms, alone = explore.counts(y, p, t)
        assert explore.verdict(y, p, t) in shown.widget.value
        assert [int(n) for n in re.findall(r"<td[^>]*>(\d+)</td>", shown.widget.value)] == [
            found,
            missed,
            alarms,
            alone,
        ]
        assert above.lines[0].get_xdata() == below.lines[0].get_xdata() == [t, t]
        point = roc.lines[-1]
        assert (point.get_xdata()[0], point.get_ydata()[0]) == explore.rates(y, p, t)
        seen.append(shown.png())
    assert len(set(seen)) == 3
    assert re.search(r'alt="Histograms of the probability.*cut at 0.90', shown.widget.value)


def test_shown_twice_the_first_copy_is_closed(rows):
    first, _ = explore.build(*rows)
    second, _ = explore.build(*rows)
    assert first.widget.comm is None and second.widget.comm is not None
    assert second.widget in live._shown["threshold"]


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
    above, below, roc = fig.axes
    for ax, number in ((above, 1), (below, 0)):
        assert sum(bar.get_height() for bar in ax.patches) == (y == number).sum()
        assert ("malignant" if number else "benign") in ax.get_ylabel()
    assert roc.get_xlabel() and roc.get_ylabel() == "recall" and roc.get_title("left") == "ROC curve"
    assert above.get_title("left") and below.get_xlabel() and roc.texts[-1].get_text() == "t = 0.30"


@pytest.fixture
def shown(monkeypatch):
    found = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: found.append((fig, alt)))
    yield found
    plt.close("all")


def title(fig):
    return fig.axes[0].get_title(loc="left")


def test_baselines_and_hundreds_show_every_number(shown):
    pictures.baselines({"none": 0.65, "31 numbers": [0.96, 0.97, 0.97]}, published=0.96)
    pictures.hundreds([0.94, 0.95, 0.95, 0.96], [0.96, 0.97], (0.94, 0.96))
    (first, words), (second, more) = shown
    assert "none: 0.65 to 0.65; 31 numbers: 0.96 to 0.97" in words and "published 0.96" in words
    marks = [(x, round(y)) for line in first.axes[0].lines[:4] for x, y in zip(*line.get_data(), strict=True)]
    assert sorted(marks) == [(0.65, 0), (0.96, 1), (0.97, 1), (0.97, 1)]
    heights = np.concatenate([line.get_ydata() for line in first.axes[0].lines[:4]])
    assert np.allclose(sorted(heights), [0, 0.935, 1, 1.065])  # equal ones apart, the others in the middle
    assert title(second) == "One recipe, 4 draws of 100 rows: 94 to 96 right"
    assert sorted(bar.get_height() for bar in second.axes[0].patches if abs(bar.get_width() - 0.8) < 1e-9) == [1, 1, 2]
    assert "from 0.94 to 0.96, mean 0.950" in more and "published are 0.94 and 0.96" in more


def test_leaks_show_gains_means_and_two_errors(shown):
    gains = np.array([0.0, 2.0, 4.0])
    pictures.leaks(
        {"noise": {"scaler": (gains, 2.0), "columns": (10 * gains, 1.0)}, "tumors": {"scaler": (gains, 1.0)}}
    )
    ((fig, words),) = shown
    assert "noise, scaler: +2.0 ± 2.0 points; noise, columns: +20.0 ± 1.0 points" in words
    noise = fig.axes[0]
    bars = [line.get_xdata() for line in noise.lines if line.get_linewidth() == 3]
    assert np.allclose(bars, [[-2, 6], [18, 22]])
    assert [line.get_color() for line in noise.lines if line.get_linewidth() == 3] == [style.INK, style.FAULT]


def test_the_other_pictures_say_their_numbers(shown):
    pictures.confusion(np.array([[88, 1], [3, 50]]))
    pictures.folds({"ours": [0.95, 1.0], "theirs": [0.94, 0.99]})
    pictures.chosen_by({"53 rows": [0.1, 0.9]}, {"53 rows": [0.9, 1.0]}, goal=0.98)
    pictures.threshold(np.array([0, 1]), np.array([0.2, 0.9]), np.zeros((2, 3)), 0.5, 0.0, 1.0)
    titles, alts = [title(fig) for fig, _ in shown], [alt for _, alt in shown]
    assert titles[0] == "3 of 53 malignant rows are missed" and "Of 89 benign validation rows 88" in alts[0]
    assert "ours: 0.95 to 1.00; theirs: 0.94 to 0.99" in alts[1]
    assert "thresholds 0.10 to 0.90, recalls 0.90 to 1.00" in alts[2] and shown[2][0].axes[1].get_title("left") == (
        "0.98 is not kept"
    )
    assert "cut at 0.5" in alts[3] and "recall 1.00, false alarms 0.00" in alts[3]
