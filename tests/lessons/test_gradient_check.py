"""Its checkers, what the notebook claims, its explorable, its figures."""

import functools
import re
from pathlib import Path

import corpus.gradient_check as answers
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from explorable import controls_of
from explorable import shows as seen
from faults import hidden

from nnlib import Dense, ReLU, gradient_check, mlp, numerical_gradient, squared_error
from nnlib.teaching import style
from nnlib.teaching.lessons.gradient_check import check, explore, pictures, suspects

NOTEBOOK = Path(__file__).parent.parent.parent / "notebooks" / "06-gradient-check.ipynb"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Remember no verdicts of these tests, leave no figure open."""
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))
    yield
    plt.close("all")


def assert_told(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


# ---- its checkers; tests/corpus has the answers ----


def test_two_suspects_with_the_same_arrays_always_have_a_clue():
    for i, right in enumerate(check.ROWS):
        for other in check.ROWS:
            if other != right and suspects.TOUCHED[other] == suspects.TOUCHED[right]:
                assert right in check.CLUES, i


def test_the_answer_is_what_the_picture_shows():
    """Each row is wrong in the arrays that its suspect touches, and in no other."""
    for letter in check.ROWS:
        wrong = [name for name, error in zip(suspects.ARRAYS, suspects.errors(letter), strict=True) if error > 0.1]
        assert " ".join(wrong) == suspects.TOUCHED[letter]
    assert sorted(check.ROWS) == list("ABCDE") and check.culprits(check.ROWS).passed
    assert suspects.errors("B") == pytest.approx([0.9] * 4, abs=1e-8)
    assert max(suspects.errors("D")) < 0.2 < 0.8 < min(suspects.errors("A")[:2])
    others = [suspects.errors(letter) for letter in "ABCE"]
    assert max(suspects.errors("D")) < min(error for errors in others for error in errors if error > 1e-7)


def test_the_types_of_the_checker_are_not_named():
    verdict = check.central_difference(lambda f, x, h: f * h)
    assert "'function' and 'float'" in verdict.message


@pytest.mark.parametrize(
    "faults, right, cases, parts",
    [
        (check.CENTRAL_FAULTS, check._slopes, check.CENTRAL_CASES, ("",)),
        (check.LOSS_FAULTS, check._half_mean_squared, check.LOSS_CASES, check.LOSS_PARTS),
    ],
)
def test_no_fault_hides_another_or_the_right_answer(faults, right, cases, parts):
    assert hidden(faults, right, cases, parts) == []


# ---- what the notebook says ----


@pytest.fixture(scope="module")
def lesson():
    """What the functions of the notebook are called there, without running it all."""
    names = {}
    cells = [c.source for c in nbformat.read(NOTEBOOK, 4).cells if c.cell_type == "code"]
    for source in cells:
        if re.search("^def (two_layers|start|measure|train|found_backward|found_loss)", source, re.M):
            kept = re.split(r"^(?:report|scores|p10|measured)\b", source, flags=re.M)[
                0
            ]  # what it defines, not what it shows
            exec("import numpy as np\nfrom nnlib import numerical_gradient\n" + kept, names)
    return names


@pytest.mark.parametrize("fault", suspects.NAMES)
def test_the_room_has_the_functions_of_the_notebook(lesson, fault):
    X, y, X_new, y_new = suspects.data()
    for theirs, ours in zip((X, y, X_new, y_new), (lesson[n] for n in ("X", "y", "X_new", "y_new")), strict=True):
        assert np.array_equal(theirs, ours)
    weights = suspects.start(3, bias=0.3)
    for theirs, ours in zip(weights, lesson["start"](3, bias=0.3), strict=True):
        assert np.array_equal(theirs, ours)
    for theirs, ours in zip(
        suspects.two_layers(X, y, *weights, fault), lesson["two_layers"](X, y, *weights, fault), strict=True
    ):
        assert np.array_equal(theirs, ours)
    assert suspects.loss(X, y, *weights) == lesson["loss"](X, y, *weights)
    weights = suspects.start(1, 0.3)
    for theirs, ours in zip(lesson["measure"](X[:10], y[:10], weights), suspects.measured(weights), strict=True):
        assert np.allclose(theirs, ours, atol=1e-9)
    assert suspects.relative_errors([X, X], [2 * X, X]) == pytest.approx(lesson["relative_errors"]([X, X], [2 * X, X]))
    weights = lesson["train"](fault, 0)
    assert all(np.array_equal(a, b) for a, b in zip(weights, suspects.train(fault)[0], strict=True))
    assert lesson["r_squared"](*weights) == pytest.approx(suspects.r_squared(weights))


def test_measuring_leaves_the_weights_as_they_are(lesson):
    weights = suspects.start(1, bias=0.3)
    before = [array.copy() for array in weights]
    lesson["measure"](lesson["X10"], lesson["y10"], weights)
    assert all(np.array_equal(a, b) for a, b in zip(weights, before, strict=True))


def test_the_learners_own_judge_would_do_as_well(lesson, monkeypatch):
    """The solution of exercise 1 moves a copy."""
    X, y, weights = lesson["X10"], lesson["y10"], lesson["weights"]
    theirs = lesson["measure"](X, y, weights)
    source = next(c.source for c in nbformat.read(NOTEBOOK, 4).cells if "slopes[index] = (up - down)" in c.source)
    own = {"np": np}
    exec(re.search("```python\n(.*?)```", source, re.S)[1], own)
    monkeypatch.setitem(lesson, "numerical_gradient", own["central_difference"])
    for a, b in zip(lesson["measure"](X, y, weights), theirs, strict=True):
        assert np.abs(a).max() > 0.1 and np.allclose(a, b, atol=1e-9)


def test_a_backward_pass_that_forgets_b1_looks_right_only_where_it_is_0():
    X, y, *_ = suspects.data()
    for bias in (0.0, 0.3):
        weights = suspects.start(1, bias)
        W1, b1, W2, b2 = weights
        gradients = suspects.two_layers(X[:10], y[:10], W1, 0 * b1, W2, b2)
        errors = suspects.relative_errors(gradients, suspects.measured(weights))
        assert errors.max() < 1e-7 if bias == 0 else errors.min() > 0.1


def test_the_right_gradient_is_off_by_1e_11_to_1e_10_and_the_judge_is_a_gradient():
    errors = suspects.errors()
    assert errors.max() < 2e-10 and errors.max() > 1e-11
    X, y, *_ = suspects.data()
    weights = suspects.start(5, bias=0.3)
    for gradient, slopes in zip(suspects.two_layers(X[:10], y[:10], *weights), suspects.measured(weights), strict=True):
        assert np.allclose(gradient, slopes, atol=1e-8)


def test_what_the_mends_are_given(lesson):
    X, y = lesson["X10"], lesson["y10"]
    wrong = lesson["relative_errors"](
        lesson["found_backward"](X, y, *lesson["weights"]), suspects.measured(lesson["weights"])
    )
    assert min(wrong[:2]) > 0.8 and max(wrong[2:]) < 1e-9
    assert_told(check.mend_backward(lesson["found_backward"]), "dW1: the mask is made from da1")
    assert_told(check.mend_loss(lesson["found_loss"]), "as it was found")
    y10, p10 = y, np.ones((10, 3))
    slopes = numerical_gradient(lambda p: lesson["found_loss"](y10, p)[0], p10)
    assert suspects.relative_errors([lesson["found_loss"](y10, p10)[1]], [slopes])[0] == pytest.approx(2 / 3)
    half_mended = answers.mended(X, y, *lesson["weights"], bias=np.mean)  # hint 2: dW1 right, db1 not
    wrong = suspects.relative_errors(half_mended, suspects.measured(lesson["weights"]))
    assert wrong[0] < 1e-9 and wrong[1] == pytest.approx(0.9)


def test_central_differences_of_the_cube():
    h = 10.0 ** -np.arange(1, 13)
    central = np.abs(((1 + h) ** 3 - (1 - h) ** 3) / (6 * h) - 1)
    one_sided = np.abs(((1 + h) ** 3 - 1) / (3 * h) - 1)
    assert central[:4] == pytest.approx(h[:4] ** 2 / 3, rel=0.01) and 1e-11 < central[4] < 1e-10
    assert 3 * central[4] == pytest.approx(1e-10, rel=0.1) and 1e-6 < central[11] < 1e-3
    assert one_sided[:4] == pytest.approx(h[:4] + h[:4] ** 2 / 3, rel=0.01)


@functools.cache
def runs(fault):
    return [suspects.train(fault, seed) for seed in range(suspects.SEEDS)]


def scores(fault):
    return np.array([suspects.r_squared(weights) for weights, _ in runs(fault)])


def test_two_of_the_five_train_as_well_as_the_right_one():
    above = {fault: int((scores(fault) > 0.99).sum()) for fault in suspects.NAMES}
    assert above == {"": 19, "A": 2, "B": 0, "C": 19, "D": 19, "E": 3}
    assert (scores("C") > scores("")).sum() == 15
    assert [f"{scores(fault)[pictures.OPENING]:.2f}" for fault in ("A", "")] == ["0.98", "1.00"]


@pytest.mark.parametrize("fault", suspects.NAMES)
def test_the_loss_falls_for_every_suspect_from_every_start(fault):
    for _, losses in runs(fault):
        assert losses[-1] < losses[0] and (fault == "B" or losses[-1] < 0.3 * losses[0])


def test_the_opening_is_neither_the_best_start_nor_the_worst():
    for fault in ("A", ""):
        here = scores(fault)[pictures.OPENING]
        assert 5 <= (scores(fault) < here).sum() <= 14


def test_with_one_row_b_passes_and_float32_passes_nothing():
    assert suspects.errors("B", rows=1).max() < 1e-9
    weights = suspects.start(1, bias=0.3)
    X, y, *_ = suspects.data()
    gradients = suspects.two_layers(X[:10], y[:10], *weights)
    for h in explore.STEPS:
        assert suspects.relative_errors(gradients, suspects.measured(weights, h, dtype=np.float32)).max() > 1e-4
    with pytest.raises(TypeError, match="float64"):
        net = mlp([2, 3, 3], ReLU, rng=np.random.default_rng(0), dtype=np.float32)
        gradient_check(net, squared_error, X[:10], y[:10])


def test_a_kink_within_h_is_a_false_alarm_that_a_shorter_step_lifts():
    weights = suspects.start(1, bias=0.3)
    X, *_ = suspects.data()
    weights[1][0] -= (X[:10] @ weights[0] + weights[1])[0, 0] - 1e-6
    errors = suspects.errors("", weights)
    assert errors[:2].min() > 0.01 and errors[2:].max() < 1e-9
    assert suspects.errors("", weights, h=1e-7).max() < 1e-7


class TutorialReLU(ReLU):
    def backward(self, dy):
        return dy * (self.y >= 0)


def test_of_two_wrong_relus_the_check_names_the_last(capsys):
    X, y, *_ = suspects.data()
    rng = np.random.default_rng(0)
    net = mlp([2, 4, 4, 3], TutorialReLU, rng=rng)
    net.params += rng.normal(0, 0.3, net.params.size)
    verdicts = []
    for mended in (0, 1, 2):
        if mended:
            net.layers[5 - 2 * mended].backward = lambda dy, layer=net.layers[5 - 2 * mended]: dy * (layer.y > 0)
        gradient_check(net, squared_error, X[:10], y[:10], report=True)
        verdicts.append([line.split()[-1] for line in capsys.readouterr().out.splitlines()[1:]])
    assert verdicts == [["wrong"] * k + ["right"] * (6 - k) for k in (4, 2, 0)]


def test_a_forward_pass_that_is_not_the_wanted_one_is_not_checked():
    class Flat(Dense):
        def forward(self, x):
            return super().forward(x) - self.b

        def backward(self, dy):
            dx = super().backward(dy)
            self.db[:] = 0
            return dx

    X, y, *_ = suspects.data()
    net = mlp([2, 4, 3], ReLU, rng=np.random.default_rng(0))
    net.params += 0.3
    layer = net.layers[0]
    layer.__class__ = Flat
    assert gradient_check(net, squared_error, X[:10], y[:10]) < 1e-7
    assert not np.allclose(layer.forward(X), X @ layer.W + layer.b)


def test_between_kinks_long_steps_are_better_for_this_loss():
    worst = explore.errors_by_step("").max(axis=1)
    assert worst[2] < worst[4] < worst[6] and worst[2] < 1e-11 and worst[0] > 0.01


# ---- the explorable ----


@pytest.mark.parametrize(
    "fault, i, words",
    [
        ("", 4, "All four gradients are right. That holds at these weights, on these rows, for this loss."),
        ("A", 4, "The loss falls, and yet two of the four gradients are wrong: dW1 and db1. The others are right."),
        ("B", 4, "The loss falls, and yet all four gradients are wrong."),
        ("C", 4, "The loss falls, and yet two of the four gradients are wrong: db1 and db2. The others are right."),
        ("E", 9, "The loss falls, and yet one of the four gradients is wrong: dW2. Look again at the"),
        ("", 9, "Neither clearly right nor clearly wrong: look again"),
        ("C", 0, "No verdict: with this h even the right gradient looks wrong. The step is so long"),
        ("C", 12, "Rounding drowns the differences: a number keeps about 16 digits."),
    ],
)
def test_the_verdict_says_what_the_judge_may_say(fault, i, words):
    errors, honest = (explore.errors_by_step(f)[i] for f in (fault, ""))
    assert words in " ".join(explore.verdict(errors, honest, explore.STEPS[i]))
    losses, _ = explore.run(fault)
    assert losses[-1] < 0.6 * losses[0]


def test_the_explorable_opens_at_a_wrong_gradient_behind_a_good_loss(page):
    live, *_ = explore.build()
    assert (
        "C: one bias gradient for all" in live.caption
        and "two of the four gradients are wrong: db1 and db2." in live.caption
    )
    assert explore.run("C")[1] > 0.99 and "R² on fresh pairs 1.00" in live.alt


def test_the_explorable_answers_to_every_control(page):
    live, *_ = explore.build()
    controls = controls_of("judge")
    assert list(controls) == ["backward pass", "step h"] and controls["step h"].state()["text"] == "10⁻⁵"
    for name, values in {"backward pass": suspects.NAMES, "step h": explore.STEPS}.items():
        captions, pages = set(), set()
        for value in values:
            controls[name].value = value
            captions.add(live.caption)
            pages.add(str(seen("judge")))
        assert len(pages) == len(captions) == len(values), name


def test_no_word_of_the_zones_covers_a_dot_and_right_names_one_thing(page):
    loss, arrays, steps = explore.build()
    ax = arrays.figure.axes[0]
    lowest = (
        ax.transData.transform((1, len(suspects.ARRAYS) - 1))[1] - 9
    )  # the lower rim of a dot, in dots of the screen
    zones, numbers = ax.texts[:3], ax.texts[3:]
    assert [text.get_text() for text in zones] == ["✓ judged right", "✗ judged wrong", "? look again"]
    assert all(text.get_window_extent(arrays.canvas.get_renderer()).y1 < lowest for text in zones)
    assert [text.get_text() for text in numbers] == ["", "0.57", "", "0.53"]
    words = [text.get_text() for text in steps.figure.axes[0].texts]
    assert set(words) == {"↔ drag the frame", "right gradient", "with C", *"✓?✗"}
    assert words[1:14] == [*explore.judged(explore.errors_by_step(""))]
    assert words[15:28] == ["✗"] * 13  # a fault stays wrong at every step
    assert loss.figure.axes[0].get_yscale() == "log"
    low, high = loss.figure.axes[0].get_ylim()
    assert all(low < min(explore.run(each)[0]) and max(explore.run(each)[0]) < high for each in suspects.NAMES)


def test_the_descriptions_say_how_the_errors_lie(page):
    *_, steps = explore.build()
    controls_of("judge")["backward pass"].value = "B"
    worst = explore.errors_by_step("B").max(axis=1)
    assert f"between {pictures.words(worst.min())} and {pictures.words(worst.max())}" in steps.alt
    assert f"from {pictures.power(0.1)} to {pictures.power(1e-13)}" in steps.alt


def test_explore_twice_closes_the_first(page):
    explore.build()
    explore.judge()
    assert page[0].comm is None and page[1].comm is not None


# ---- the figures ----


@pytest.fixture
def shows(monkeypatch):
    """What pictures.show is given: [(fig, alt)]."""
    given = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: (fig.canvas.draw(), given.append((fig, alt))))
    return given


def test_the_opening_shows_two_falling_losses_and_names_neither(shows):
    assert pictures.which_is_wrong() is None
    (fig, alt) = shows[0]
    curves = [line.get_ydata() for line in fig.axes[0].lines]
    assert list(curves[0]) == suspects.train("A", pictures.OPENING)[1]
    assert list(curves[1]) == suspects.train("", pictures.OPENING)[1]
    assert "NumPy" not in alt and "Both fall: number 1 from" in alt


def test_error_v_draws_the_given_errors(shows):
    h = 10.0 ** -np.arange(0, 13)
    pictures.error_v(h, h / 2, h**2)
    (fig, alt) = shows[0]
    curves = [list(line.get_ydata()) for line in fig.axes[0].lines if len(line.get_ydata()) == len(h)]
    assert curves[0] == list(h / 2) and curves[1][:6] == list(h[:6] ** 2)
    assert "10⁻⁵ at h = 10⁻⁵" in alt


def test_fingerprints_show_the_errors_and_hide_the_letters(shows):
    pictures.fingerprints({letter: suspects.errors(letter) for letter in "ABCDE"})
    (fig, alt) = shows[0]
    texts = [text.get_text() for ax in fig.axes for text in ax.texts]
    assert len(texts) == 24 and texts.count("0.90") == 4 and texts.count("< 10⁻⁷") == 9
    assert "suspect 1: dW1 < 10⁻⁷, db1 < 10⁻⁷, dW2 0.98, db2 < 10⁻⁷" in alt
    assert [ax.get_title() for ax in fig.axes] == [f"suspect {i}" for i in range(1, 6)]


@pytest.mark.parametrize("wrong", range(4))
def test_only_the_array_that_is_wrong_glows(wrong, shows):
    pictures.fingerprints({letter: [0.5 * (k == wrong) for k in range(4)] for letter in "ABCDE"})
    fig, _ = shows[0]
    solid = [line for line in fig.axes[0].lines if line.get_alpha() is None]
    lines = [{line.get_color() for line in solid if set(line.get_xdata()) == set(ends)} for ends in LAYERS]
    rims = [next(line.get_markeredgecolor() for line in solid if set(line.get_xdata()) == {x}) for x in (1.5, 3)]
    found = [lines[0] == {style.FAULT}, rims[0] == style.FAULT, lines[1] == {style.FAULT}, rims[1] == style.FAULT]
    assert found == [k == wrong for k in range(4)]


def test_the_fingerprint_of_a_larger_error_is_thicker_and_the_title_names_the_twins(shows):
    pictures.fingerprints({letter: suspects.errors(letter) for letter in "ABCDE"})
    fig, _ = shows[0]
    weak, strong = (max(line.get_linewidth() for line in fig.axes[i].lines if line.get_alpha() is None) for i in (2, 1))
    assert weak < strong and "; 2 and 3 differ only" in fig.get_suptitle()


LAYERS = (0, 1.5), (1.5, 3)  # from where to where the lines of dW1 and of dW2 run


@pytest.mark.parametrize(
    "error, text", [(0.123, "0.12"), (3e-4, "≈ 10⁻⁴"), (4e-8, "≈ 10⁻⁷"), (5e-11, "< 10⁻⁹"), (1.5, "1.50")]
)
def test_an_error_in_words(error, text):
    assert pictures.words(error) == text


def test_kink_draws_the_chord_that_is_measured(shows):
    pictures.kink(1e-6, 1e-5)
    (fig, alt) = shows[0]
    x, y = fig.axes[0].lines[1].get_data()
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(0.55) and "has the slope 0.55" in alt
    assert fig.axes[0].get_aspect() == 1 and "the plank: slope 0.55" in {t.get_text() for t in fig.axes[0].texts}


def test_twenty_starts_draw_a_dot_each_and_count(shows):
    pictures.twenty_starts({"": [0.5, 0.995, 0.999], "A": [0.2, 0.9, 0.98]})
    (fig, alt) = shows[0]
    dots = [np.sort(1 - line.get_xdata()) for line in fig.axes[0].lines if len(line.get_xdata()) == 3]
    assert dots[0] == pytest.approx([0.5, 0.995, 0.999]) and dots[1] == pytest.approx([0.2, 0.9, 0.98])
    assert {"2 of 3", "0 of 3"} <= {text.get_text() for text in fig.axes[0].texts}
    assert "right: 0.50 to 0.999, 2 of 3 above 0.99" in alt
    assert pictures.down(0.988, 2) == "0.98"  # of a start that is not above 0.99


@pytest.mark.parametrize(
    "others, title",
    [
        (
            {"A": [0.9], "C": [0.995], "D": [1.0]},
            "Two wrong gradients, C and D, come above 0.99 as often as the right one",
        ),
        ({"A": [0.9], "B": [0.991]}, "One wrong gradient, B, comes above 0.99 as often as the right one"),
        ({"A": [0.9]}, "No wrong gradient comes above 0.99 as often as the right one"),
    ],
)
def test_the_title_of_twenty_starts_follows_the_scores(others, title):
    assert pictures.passing({"": [0.999], **others}) == title


def test_no_start_is_cut_off(shows):
    pictures.twenty_starts({fault: scores(fault) for fault in suspects.NAMES})
    ax = shows[0][0].axes[0]
    far, near = ax.get_xlim()
    dots = [line.get_xdata() for line in ax.lines if len(line.get_xdata()) == 20]
    assert len(dots) == 6 and all((near < d).all() and (d < far).all() for d in dots)
