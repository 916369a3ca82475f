"""Its checkers name the fault, its explorable obeys the law of the parabola, what it claims holds."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from corpus.standardization import leaks, m, s, squares
from explorable import controls_of
from sklearn.preprocessing import StandardScaler

from nnlib import Standardizer
from nnlib.teaching.lessons.standardization import check, explore, pictures


class Stub:
    def fit(self, X):
        """Learn."""
        ...

    def transform(self, X):
        """Use."""
        ...

    def inverse_transform(self, Z):
        """Go back."""
        ...


class HalfStub(Stub):
    def fit(self, X):
        self.mean = X.mean(axis=0)
        return self


@pytest.mark.parametrize(
    "answer, left",
    [
        (..., "the ... by"),
        (Stub, "the ... in fit, transform, inverse_transform by"),
        (HalfStub, "the ... in transform, inverse_transform by"),
    ],
)
def test_a_class_with_a_stub_in_it_is_not_attempted(answer, left):
    verdict = check.Scaler(answer)
    assert verdict.passed is None and left in repr(verdict)


def test_the_columns_of_the_scaler_exercise_are_what_the_hints_say():
    deviation = check.SCALER_TRAIN.std(axis=0)
    assert deviation[check.EXACT] == 0 and 0 < deviation[check.ROUNDED] < 1e-14
    assert 1e-14 < deviation[check.TINY] < 1e-12
    assert deviation[check.TINY] < deviation[check.LARGE] < 1e-9 and np.ptp(check.SCALER_TRAIN[:, check.LARGE]) == 0
    twins = check.SCALER_TRAIN[:, check.TWINS]
    assert twins[0] == twins[1] == twins[-1] and np.ptp(twins) > 0


def test_the_largest_mean_square_stands_first_in_the_middle_and_last():
    assert [squares(X).argmax() / (X.shape[1] - 1) for (X,) in check.RATE_CASES] == [0, 0.5, 1, 0, 1, 1]
    assert [squares(X).max() < 1 for (X,) in check.RATE_CASES] == [False, False, False, True, False, False]
    for (X,) in check.RATE_CASES:
        assert not X.mean(axis=0).any()
        products = X.T @ X
        assert np.count_nonzero(products) == X.shape[1]  # each column with itself only


def test_the_splits_leak_as_they_are_meant_to():
    case = check.SPLIT_X, check.TRAIN, check.TEST
    found = [check.right_leaks(split, *case) for split in check.SPLITS.values()]
    assert found == [(False, False), (True, True), (False, True), (True, False), (True, True), (False, False)]


def test_the_colleagues_split_leaks_and_the_mended_one_does_not(lesson):
    large, order = pairs(0)[1], np.random.default_rng(1).permutation(1000)
    answers = []
    fold = next(cell.source for cell in lesson.cells if "the mended function" in cell.source)
    for source in (
        next(cell.source for cell in lesson.cells if cell.source.startswith("def scaled_split")),
        re.findall(r"```python\n(def scaled_split.*?)```", fold, re.S)[0],
    ):
        names = {}
        exec(source, names)
        answers.append(leaks(names["scaled_split"], large, order[:700], order[700:]))
    assert answers == [(True, True), (False, False)]
    Z_train, Z_test = names["scaled_split"](large, order[:700], order[700:])
    scaler = Standardizer().fit(large[order[:700]])
    assert Z_train == pytest.approx(scaler.transform(large[order[:700]]))
    assert Z_test == pytest.approx(scaler.transform(large[order[700:]]))


# ---- what the lesson claims ----


@pytest.fixture(scope="module")
def lesson():
    return nbformat.read(Path(__file__).parents[2] / "notebooks" / "03-standardization.ipynb", 4)


@pytest.fixture(scope="module")
def descend(lesson):
    """The lesson's own function."""
    names = {"np": np}
    exec(next(cell.source for cell in lesson.cells if cell.source.startswith("def descend")), names)
    return names["descend"]


def pairs(seed):
    """Pairs from -1 to 1, and the same from 0 to 100."""
    small = np.random.default_rng(seed).uniform(-1, 1, (1000, 2))
    return small, 50 + 50 * small


def test_one_of_two_neurons_learns_in_a_hundred_steps_and_the_other_passes_the_atoms_in_twelve(descend):
    for seed in range(20):
        small, large = pairs(seed)
        path, _ = descend(small, small.sum(axis=1), 0.5, 100)
        assert np.abs(path[-1] - [1, 1, 0]).max() < 1e-6
        _, losses = descend(large, large.sum(axis=1), 0.5, 12)
        assert losses[12] > 1e85 and (losses[1:] / losses[:-1] > 7e6).all()
        if seed == 0:
            assert losses[1:] / losses[:-1] == pytest.approx(np.full(12, 8.336e6), rel=1e-3)  # about eight million


def test_the_rate_of_the_explosion_is_850_times_the_limit_of_one_weight():
    c = np.mean(pairs(0)[1][:, 0] ** 2)
    assert round(0.5 * c / 2, -1) == 850
    assert (round(c), round(1 - 0.5 * c), round((1 - 0.5 * c) ** 2 / 1e6, 1)) == (3395, -1697, 2.9)


def test_one_row_in_numbers():
    x, y, w, h = 40, 40, 0.3, 0.001
    p, nudged = w * x, (w + h) * x
    loss, lower = (p - y) ** 2 / 2, (nudged - y) ** 2 / 2
    assert [p, p - y, loss, nudged - p] == pytest.approx([12, -28, 392, 0.04]) and round(lower, 2) == 390.88
    assert round((loss - lower) / (nudged - p)) == 28


def test_another_target_moves_the_parabola_but_does_not_bend_it():
    x = pairs(0)[1][:, 0]
    for y in (x, 3 * x + 7, np.random.default_rng(1).normal(size=1000)):
        slope = [np.mean((w * x - y) * x) for w in (0, 1, 5)]
        assert np.diff(slope) / [1, 4] == pytest.approx(np.full(2, np.mean(x**2)))
        if y is x:
            assert np.mean((0.3 * x - y) ** 2) / 2 == pytest.approx(0.5 * np.mean(x**2) * (0.3 - 1) ** 2)


def test_below_the_sum_nothing_explodes_above_the_largest_something_does_for_any_columns(descend):
    rng = np.random.default_rng(0)
    for _ in range(60):
        X = rng.normal(size=(rng.integers(1, 30), 2)) @ rng.normal(size=(2, 2)) + rng.normal(scale=2, size=2)
        means = [*squares(X), 1]  # the bias: a column of ones
        assert 2 / sum(means) <= 2 / curvatures(X)[-1] * (1 + 1e-9) <= 2 / max(means) * (1 + 2e-9)
        y = rng.normal(size=len(X))
        with np.errstate(all="ignore"):
            quiet, wild = (descend(X, y, lr, 400)[1] for lr in (0.999 * 2 / sum(means), 1.05 * 2 / max(means)))
        assert quiet[-1] <= quiet[0] and not wild[-1] < 1e3 * wild[0]  # it may be past all numbers
    one_row = rng.normal(size=(1, 2))
    assert curvatures(one_row)[-1] == pytest.approx(squares(one_row).sum() + 1)


def test_the_rule_in_numbers_for_the_pairs_from_0_to_100():
    large = pairs(0)[1]
    limits = [2 / (squares(large).sum() + 1), 2 / squares(large).max(), 2 / curvatures(large)[-1]]
    assert [f"{limit:.5f}" for limit in limits] == ["0.00030", "0.00059", "0.00035"]
    assert round(2 / curvatures((large - m(large)) / s(large))[-1], 2) == 1.89  # in the fold


def test_a_column_a_hundred_times_as_wide():
    kept = 1 - 0.9 * 2 / 100**2
    assert round(kept, 4) == 0.9998 and round(np.log(0.5) / np.log(kept), -2) == 3900


def test_the_bias_stays_at_0_where_all_means_are_subtracted(descend):
    X = pairs(0)[1] * [0.06, 0.015]
    X = X - m(X)
    assert np.abs(descend(X, X.sum(axis=1), 0.6, 50)[0][:, 2]).max() < 1e-12


def test_the_largest_mean_square_sets_the_limit_to_one_percent(descend):
    for seed in range(20):
        X = pairs(seed)[1] * [0.06, 0.015]
        X = X - m(X)
        limit = 2 / squares(X).max()
        below, above = (descend(X, X.sum(axis=1), share * limit, 700)[1] for share in (0.99, 1.01))
        assert below[-1] < 1e-6 * below[0] and above[-1] > 1e6 * above[0]


def test_the_numbers_in_the_text_on_two_weights(lesson):
    X = pairs(0)[1] * [0.06, 0.015]
    steep, flat = squares(X - m(X))
    assert (round(steep, 2), round(flat, 2)) == (3.03, 0.19)
    assert (round(2 / steep, 2), round(2 / flat, 1)) == (0.66, 10.5) and 1.15 < 2 / np.mean([steep, flat]) < 1.25
    assert (round(1 - 0.6 * flat, 2), round(1 - 1.2 * steep, 1)) == (0.89, -2.6)
    assert abs(np.corrcoef(X.T)[0, 1]) < 0.1  # as good as unrelated


def test_at_one_rate_standardized_arrives_and_raw_does_not(descend):
    for seed in range(20):
        X = pairs(seed)[1] * [0.06, 0.015]
        X = X - m(X)
        y = X.sum(axis=1)
        _, raw = descend(X, y, 0.6, 20)
        _, even = descend(X / s(X), y, 0.6, 20)
        assert raw[-1] > 1e-4 * raw[0] and even[-1] < 1e-8 * even[0]


VERSIONS = {
    "raw": (lambda X: X, 0.0003),
    "only centered": (lambda X: X - m(X), 0.002),
    "only divided": (lambda X: X / s(X), 0.23),
    "standardized": (lambda X: (X - m(X)) / s(X), 1.7),
}


def curvatures(X):
    X = np.column_stack([X, np.ones(len(X))])
    return np.linalg.eigvalsh(X.T @ X / len(X))


def test_four_versions_run_at_nine_tenths_of_what_they_bear_and_end_in_this_order(descend, lesson):
    page = "\n".join(cell.source for cell in lesson.cells)
    for seed in range(20):
        large = pairs(seed)[1]
        left = {}
        for name, (version, lr) in VERSIONS.items():
            X = version(large)
            if seed == 0:
                assert re.search(rf'\("{name}", .*, {lr}\),', page), name
                assert 0.85 < lr * curvatures(X)[-1] / 2 < 0.92
            losses = descend(X, large.sum(axis=1) + 100, lr, 100)[1]
            left[name] = losses[-1] / losses[0]
        assert left["standardized"] < 1e-8 < 1e-5 < left["only divided"] < 1e-3 < 0.01 < left["raw"] < 0.1
        assert left["only centered"] > 0.5


def test_why_three_of_them_crawl(descend):
    large = pairs(0)[1]
    target = large.sum(axis=1) + 100
    assert round(target.mean()) == 200 and [round(x) for x in s(large)] == [29, 29]
    path = descend(large - m(large), target, 0.002, 100)[0]
    assert path[-1, :2] == pytest.approx([1, 1], abs=1e-3) and path[-1, 2] < 40  # the bias is far from 200
    w1, w2, b = descend(large, target, 0.0003, 100)[0][-1]
    assert min(w1, w2) > 1.7 and b < 1  # the weights do the work of the bias
    slopes = (large @ [0.3, 0.4] - target)[:, None] * np.column_stack([large, np.ones(1000)])
    assert (np.abs(np.sign(slopes).sum(axis=1)) == 3).all()  # each row: all of one sign


def test_asking_all_rows_costs_nothing_and_own_numbers_cost_more_the_fewer_the_rows(descend):
    missed = []
    for seed in range(20):
        large, order = pairs(seed)[1], np.random.default_rng(seed + 1).permutation(1000)
        seen, fresh = large[order[:700]], large[order[700:]]
        missed.append([])
        for for_seen, for_fresh, few in (
            (seen, seen, fresh),
            (large, large, fresh),
            (seen, fresh, fresh),
            (seen, fresh[:30], fresh[:30]),
            (seen, fresh[:2], fresh[:2]),
        ):
            Z_seen, Z_fresh = (seen - m(for_seen)) / s(for_seen), (few - m(for_fresh)) / s(for_fresh)
            w1, w2, b = descend(Z_seen, seen.sum(axis=1), 0.5, 200)[0][-1]
            missed[-1].append(np.mean(np.abs(Z_fresh @ [w1, w2] + b - few.sum(axis=1))))
    missed = np.array(missed)
    assert missed[:, :2].max() < 1e-6 and missed[:, 2].min() > 0.5 and np.median(missed[:, 2]) > 2
    assert (np.diff(np.median(missed[:, 2:], axis=0)) > 3).all()
    assert not Standardizer().fit_transform([[30.0, 20.0]]).any()


def test_the_condition_numbers_in_the_fold():
    large = pairs(0)[1]
    conditions = {name: curvatures(version(large)) for name, (version, _) in VERSIONS.items()}
    conditions = {name: values[-1] / values[0] for name, values in conditions.items()}
    assert list(conditions.values()) == pytest.approx([41_900, 893, 63.1, 1.12], rel=0.01)
    even = Standardizer().fit_transform(np.column_stack([large[:, 0], large[:, 0] + large[:, 1] / 20]))
    assert curvatures(even)[-1] / curvatures(even)[0] > 100  # columns that rise and fall together


def test_targets_a_thousand_times_as_large_only_make_the_weights_so(descend):
    X = Standardizer().fit_transform(pairs(0)[1])
    y = X @ [1.0, 2.0] + 3
    (path, losses), (path_large, losses_large) = descend(X, y, 0.5, 20), descend(X, 1000 * y, 0.5, 20)
    assert path_large == pytest.approx(1000 * path) and losses_large == pytest.approx(1e6 * losses)


def test_seven_times_14_62_has_a_computed_deviation_of_about_1e_15():
    assert 5e-16 < np.full(7, 14.62).std() < 5e-15


def test_standardizer_scikit_learn_and_the_example_of_the_exercise_agree():
    X = pairs(0)[1] * [0.06, 0.015]
    assert Standardizer().fit(X[:700]).transform(X[700:]) == pytest.approx(
        StandardScaler().fit(X[:700]).transform(X[700:])
    )
    scaler = Standardizer().fit([[1.0, 5.0], [3.0, 5.0]])
    assert scaler.transform([[4.0, 6.0]]).tolist() == [[2, 1]]


# ---- the explorable ----


@pytest.mark.parametrize("product", [0.0, 0.3, 1.0, 1.5, 2.0, 2.2])
def test_the_walk_is_a_descent_on_a_parabola(product):
    weights, w = [explore.START], explore.START
    for _ in range(7):
        w = w - product * (w - explore.BEST)  # curvature 1
        weights.append(w)
    assert explore.walk(product, 7) == pytest.approx(weights)
    assert explore.share(explore.walk(product, 7))[0] == 1


def test_the_loss_falls_below_2_stays_at_2_and_grows_above():
    for product in (0.05, 0.5, 1.5, 1.95, 2.0, 2.05):
        losses = explore.share(explore.walk(product, 20))
        assert np.sign(round(losses[-1] - losses[0], 9)) == np.sign(product - 2)


@pytest.mark.parametrize(
    "product, steps, words",
    [
        (0, 5, "stands still"),
        (0.5, 1, "walks down one side: every step is shorter than the one before. After 1 step 25 %"),
        (0.5, 3, "After 3 steps 1.56 % of the loss is left."),
        (1, 3, "One step, and the weight is at the bottom."),
        (1.5, 2, "zig-zags: every step lands on the other side, but lower. After 2 steps 6.25 %"),
        (1.5, 20, "less than a millionth"),
        (2, 5, "at one height, forever"),
        (2.1, 2, "After 2 steps 146 % of the loss is left."),
        (2.1, 10, "flies out: every step lands on the other side, and higher. After 10 steps the loss is 6.7 times"),
    ],
)
def test_the_verdict_says_what_the_weight_does(product, steps, words):
    assert words in explore.verdict(product, steps)


def test_from_the_best_weight_nothing_moves_it_and_every_other_start_shares_one_fate():
    assert "stays at any rate" in explore.verdict(2.2, 5, start=explore.BEST)
    for product in (0.5, 1.5, 2.1):
        assert len({explore.verdict(product, 5, start) for start in (-2.4, 0.0, 0.9, 4.4)}) == 1
        assert explore.share(explore.walk(product, 5, 3.0)) == pytest.approx(explore.share(explore.walk(product, 5)))


@pytest.fixture
def explorable(page):
    """build() and its controls: (the parabola, the picture of the loss, rate, steps)."""
    valley, live = explore.build()
    return valley, live, *controls_of("parabola").values()


def test_it_opens_at_flying_out_and_answers_every_slider_in_words(explorable):
    valley, _, product, steps = explorable
    assert [slider.label for slider in (product, steps)] == ["learning rate · curvature", "number of steps"]
    assert "lr · c = 2.10" in valley.caption and "by −1.10" in valley.caption and "flies out" in valley.caption
    said = {valley.caption}
    for product.value in (0.05, 0.5, 1.5, 1.95, 2.2):
        for steps.value in (1, 4, explore.MOST_STEPS):
            assert valley.alt.endswith(f"after {explore.counted(steps.value)}.")
            said.add(valley.caption)
    assert len(said) == 16


def test_the_picture_follows_the_sliders(explorable):
    valley, live, product, steps = explorable
    line, _ = live.moving
    product.value, steps.value = 1.5, 4
    path = np.transpose(valley.data["path"])
    assert path == pytest.approx(np.array([[0, 1.5, 0.75, 1.125, 0.9375], line.get_ydata()]))
    assert valley.data["out"] is False
    product.value = 2.05
    assert valley.data["out"] is True and "flies out" in valley.caption
    curve = np.transpose(valley.data["curve"])
    assert curve[1] == pytest.approx((curve[0] - 1) ** 2)


def test_the_start_can_be_dragged_and_the_share_of_the_loss_stays(explorable):
    valley, live, *_ = explorable
    picture = live.png
    for sent, start in ((-0.7000000001, -0.7), (9, 4.4), (-9, -2.4), (0.30000000004, 0.3)):
        valley.put({"start": sent})
        assert valley.data["start"] == start and valley.data["path"][0] == pytest.approx([start, (start - 1) ** 2])
        assert live.png == picture and "14.4 times" in valley.caption
    assert valley.data["told"] == "0.3"
    valley.put({"start": 1.0})
    assert "starts at the bottom" in valley.caption and valley.data["out"] is False
    assert valley.data["path"] == [[1, 0]] * 15 and np.isfinite(live.moving[0].get_ydata()).all()


def test_a_still_stands_for_the_parabola_where_nothing_runs(explorable):
    png, width, height = explorable[0].still()
    assert png.startswith(b"\x89PNG") and (width, height) == (420, 340)


def test_run_again_the_earlier_copy_is_closed(page):
    explore.build()
    explore.parabola()
    assert len(page) == 2 and page[0].comm is None and page[1].comm is not None


# ---- pictures ----


@pytest.fixture
def descriptions(monkeypatch):
    """What the pictures say to those who do not see them."""
    alts = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: alts.append((fig, alt)))
    return alts


def test_pictures_draw_and_describe_themselves_by_their_numbers(descend, descriptions):
    small, large = pairs(0)
    y = large.sum(axis=1)
    pictures.explosion(np.geomspace(1, 1e-8, 21), np.geomspace(1, 1e142, 21))
    pictures.four_walks({product: explore.walk(product, 6) for product in (0.5, 1, 1.5, 2.1)})
    X = (large - m(large)) * [0.06, 0.015]
    paths = [descend(data, X.sum(axis=1), 0.6, 20)[0][:, :2] for data in (X, X / s(X))]
    pictures.two_bowls(X, X / s(X), X.sum(axis=1), *paths)
    Z = Standardizer().fit_transform(X)
    pictures.before_and_after(X[:700], X[700:], Z[:700], Z[700:])
    pictures.four_scales({name: descend(f(large), y, lr, 100)[1] for name, (f, lr) in VERSIONS.items()})
    for figure, alt in descriptions:
        figure.canvas.draw()
        assert len(alt) > 100 and re.search(r"\d", alt)
        for ax in figure.axes:
            assert ax.get_title(loc="left") and ax.get_xlabel()
        assert figure.axes[0].get_ylabel()
    alts = [alt for _, alt in descriptions]
    assert "falls to 10⁻⁸ in 20 steps" in alts[0] and "to 10¹⁴² in 20 steps" in alts[0]
    assert "1.5 zig-zags, after 6 steps at 0.98; 2.1 flies out, after 6 steps at −0.77" in alts[1]
    assert "ends 0.09 from the best weights" in alts[2] and "ends 0.00 from them" in alts[2]
    assert "60 of 700 training and 25 of 300 test rows" in alts[3] and "6.0 wide and 1.5 high" in alts[3]
    clouds = [ax.lines[2].get_xydata() for ax in descriptions[3][0].axes]  # after two axes
    assert clouds[0] == pytest.approx(X[:60] - m(X[:700])) and clouds[1] == pytest.approx(Z[:60])
    assert "2 / c" not in alts[1] and "below 2" not in descriptions[1][0].get_suptitle()  # left to be found


def test_the_bowl_is_the_loss():
    X = pairs(0)[0]
    y = X @ [1.0, 2.0]
    w1, w2, loss, best = pictures.bowl(X, y, reach=2, n=41)
    assert best == pytest.approx([1, 2]) and loss.argmin() == 41 * 20 + 20
    assert loss[3, 7] == pytest.approx(0.5 * np.mean((X @ [w1[7], w2[3]] - y) ** 2))
