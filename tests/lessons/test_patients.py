"""The ten patients of the clinic fail in exactly the stated way, and the instruments measure what they say."""

from dataclasses import fields

import numpy as np
import pytest

from nnlib import binary_cross_entropy, cross_entropy, gradient_check, minibatches
from nnlib.teaching.checking import Verdict
from nnlib.teaching.clinic import chart, drawing, examine, instruments, patient, proof, ward

CURES = {
    1: dict(loss=binary_cross_entropy),
    2: dict(learn=None),
    3: dict(backward=None),
    4: dict(learn=None),
    5: dict(arrange=patient.in_order),
    6: dict(penalty=patient.penalty),
    7: dict(loss=cross_entropy),
    8: dict(batches=minibatches),
    9: dict(generator=np.random.default_rng),
    10: dict(hidden_backward=patient.hidden_backward),
}
OURS = {  # the healthy parts that the lessons put in
    2: dict(learn=ward.learn),
    3: dict(backward=ward.overwrite),
    4: dict(learn=ward.learn),
    5: dict(arrange=ward.together),
    9: dict(generator=ward.generator),
}
SEEDS, MANY = range(3), range(20)


@pytest.fixture(scope="module")
def well():
    return ward.healthy()


@pytest.fixture(scope="module")
def ill():
    return ward.ill()


@pytest.fixture(scope="module")
def seen(ill):
    return {number: chart.alarms(patient) for number, patient in ill.items()}


def errors(patient, rows=7):
    """(errors of backward, errors of the step), a dictionary each."""
    found = instruments.gradient_errors(patient, rows)
    return {name: error[0] for name, error in found.items()}, {name: error[1] for name, error in found.items()}


def wrong(found):
    """The names of the arrays that are wrong; all others are right."""
    assert all(error < 1e-7 or error > 1e-3 for error in found.values()), found
    return {name for name, error in found.items() if error > 1e-3}


def recalls(patient, net):
    return instruments.recalls(net, patient.scale(patient.X_new), patient.y_new)


def shares(patient, seeds):
    return np.array([patient.right(patient.train(seed)[0], patient.X_new, patient.y_new) for seed in seeds])


# ---- one fault each ----


@pytest.mark.parametrize("parts", [CURES, OURS], ids=["cures", "ours"])
@pytest.mark.parametrize("number", CURES)
def test_one_part_is_ill_and_mending_it_silences_every_alarm(number, parts, ill, well):
    if number not in parts:
        pytest.skip("the lessons put in the cure itself")
    task = well["moons" if ill[number].sizes[0] == 2 else "digits"]
    names = [field.name for field in fields(task) if callable(getattr(task, field.name))]
    names += ["learn", "backward"]
    assert {name for name in names if getattr(ill[number], name) is not getattr(task, name)} == set(CURES[number])
    mended = ill[number].with_parts(**parts[number])
    if number == 6:  # with λ = 0.1 and the pull that it should have, a loss that hardly falls is right
        mended = mended.with_parts(l2=0.001, lr=0.3)
    assert [name for name, alarm in chart.alarms(mended).items() if alarm] == []


def test_no_instrument_raises_an_alarm_for_a_healthy_network(well):
    assert [name for network in well.values() for name, alarm in chart.alarms(network).items() if alarm] == []


@pytest.mark.parametrize(
    "number, alarms",
    [
        (1, {chart.GRADIENT, chart.STEP, chart.HEART, chart.LIVE, chart.RECALL}),
        (2, {chart.CURVE, chart.HEART, chart.RECALL}),
        (3, {chart.CURVE, chart.AGAIN, chart.LIVE, chart.RECALL}),
        (4, {chart.CURVE, chart.STEP, chart.RECALL}),
        (5, {chart.CURVE, chart.RECALL}),
        (6, {chart.CURVE, chart.GRADIENT, chart.STEP}),
        (7, {chart.ZERO, chart.GRADIENT, chart.STEP}),
        (8, {chart.RECALL}),
        (9, {chart.SEED}),
        (10, {chart.GRADIENT, chart.STEP}),
    ],
)
def test_which_instruments_see_a_patient(number, alarms, seen):
    """No two patients alike; no instrument sees more than six."""
    assert {name for name, alarm in seen[number].items() if alarm} == alarms


# ---- in exactly the stated way ----


@pytest.mark.parametrize("n", [7, 10])
def test_patient_1_has_n_times_the_gradient(n, ill):
    backward, step = errors(ill[1], n)
    assert np.allclose(list(backward.values()), 1 - 1 / n, atol=1e-6)
    assert np.allclose(list(step.values()), 1 - 1 / n, atol=1e-6)
    assert np.isclose(gradient_check(ill[1].net(), ill[1].loss, ill[1].X[:n], ill[1].y[:n]), 1 - 1 / n)


def jumps(patient, seed):
    return np.diff(patient.train(seed)[1]).max() > 0.1


def test_patient_1_jumps_where_a_healthy_network_does_not_and_at_a_small_rate_only_with_all_rows(ill, well):
    small, full = ill[1].with_parts(lr=0.01), ill[1].with_parts(lr=0.01, batch_size=400)
    found = [sum(jumps(each, seed) for seed in MANY) for each in (ill[1], well["moons"], small, full)]
    assert found[0] == 20 and found[1] == found[2] == 0 and found[3] >= 15


def test_patient_2_moves_its_vector_and_not_its_network(ill):
    backward, step = errors(ill[2])
    assert wrong(backward) == wrong(step) == set()
    assert max(np.ptp(ill[2].train(seed, epochs=3)[1]) for seed in MANY) < 1e-12


def test_patient_3_answers_twice_as_much_the_second_time(ill):
    backward, step = errors(ill[3])
    assert wrong(backward) == wrong(step) == set()
    first, second = instruments.two_looks(ill[3])
    assert np.allclose(second, 2 * first) and first.any()


def test_patient_3_first_learns_faster_then_gets_worse_and_is_ahead_at_a_hundredth_of_the_rate(ill, well):
    for seed in range(10):
        curve, healthy = (each.train(seed)[1] for each in (ill[3], well["digits"]))
        assert curve[0] < healthy[0] and curve[-1] > curve[0] > healthy[-1]
        slow, healthy = (each.with_parts(lr=0.002).train(seed)[1] for each in (ill[3], well["digits"]))
        assert slow[-1] < 0.5 * healthy[-1]


@pytest.mark.parametrize("lr", [1.0, 0.1, 0.01])
def test_patient_4_steps_wrong_in_the_first_layer_in_proportion_to_the_rate(lr, ill):
    backward, step = errors(ill[4].with_parts(lr=lr))
    assert wrong(backward) == set() and wrong(step) == {"W1", "b1"}
    assert np.isclose(step["W1"] / lr, 0.64, atol=0.02)


def test_patient_4_explodes_at_a_rate_that_a_healthy_network_takes(ill, well):
    for seed in MANY:
        assert not ill[4].train(seed, epochs=30)[1][-1] < 1000
        assert well["moons"].with_parts(lr=1.0).train(seed, epochs=30)[1][-1] < 0.3


def test_patient_5_learns_twenty_rows_by_heart_and_nothing_else(ill, well):
    assert wrong(errors(ill[5])[0]) == set() and instruments.by_heart(ill[5]) < 0.15 * np.log(10)
    for seed in SEEDS:
        X, y = ill[5].data(seed)
        assert sorted(y) == sorted(ill[5].y) and (y == ill[5].y).mean() < 0.2
    assert shares(ill[5], range(10)).max() < 0.2 and shares(well["digits"], range(10)).min() > 0.9


def test_patient_6_is_wrong_in_the_weights_as_soon_as_there_is_a_penalty(ill):
    assert wrong(errors(ill[6].with_parts(l2=0.0))[0]) == set()
    assert wrong(errors(ill[6])[0]) == {"W1", "W2"}
    _, _, pulled, _ = instruments.slopes(ill[6])
    net, _, free, _ = instruments.slopes(ill[6].with_parts(l2=0.0))
    assert np.allclose(pulled, np.where(net.is_weight, 1.1, 1.0) * free)


def test_patient_7_reports_ten_binary_cross_entropies_and_descends_another_loss(ill, well):
    zero, _ = instruments.start_losses(ill[7])
    assert np.isclose(zero, -np.log(0.1) - 9 * np.log(0.9)) and round(zero, 3) == 3.251
    assert wrong(errors(ill[7])[0]) == {"W1", "b1", "W2", "b2"} and max(errors(ill[7])[0].values()) < 0.1
    crossed = ill[7].with_parts(loss=lambda y, s: (cross_entropy(y, s)[0], ill[7].loss(y, s)[1]))
    assert wrong(errors(crossed)[0]) == set()
    assert np.allclose(ill[7].train(epochs=3)[0].params, well["digits"].train(epochs=3)[0].params, rtol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_patient_8_never_sees_a_nine(seed, ill):
    X, y = ill[8].data()
    drawn = np.concatenate(list(ill[8].batches(len(X), ill[8].batch_size, np.random.default_rng(seed))))
    assert sorted(drawn) == list(range(720)) and (y[720:] == 9).all() and (y == 9).sum() == 80
    net, curve = ill[8].train(seed)
    found = recalls(ill[8], net)
    assert found[9] == 0 and found[:9].min() > 0.7 and curve[-1] < 0.3


def test_patient_9_repeats_every_run_but_that_of_seed_0(ill):
    for seed in MANY:
        first, second = instruments.two_runs(ill[9], seed, epochs=2)
        assert (first == second) == (seed != 0)
    assert shares(ill[9], SEEDS).min() > 0.9


def test_patient_10_has_half_the_gradient_in_layer_1_with_dropout_only(ill):
    assert wrong(errors(ill[10].with_parts(keep=1.0))[0]) == set()
    assert wrong(errors(ill[10])[0]) == wrong(errors(ill[10])[1]) == {"W1", "b1"}
    net, measured, backward, _ = instruments.slopes(ill[10])
    for name, factor in {"W1": 0.5, "b1": 0.5, "W2": 1.0, "b2": 1.0}.items():
        place = instruments.arrays(net)[name]
        assert np.allclose(backward[place], factor * measured[place], atol=1e-7)


def test_the_check_without_dropout_runs_the_ill_part_too(ill):
    """So that what it calls right without dropout is right in patient 10's own lines."""

    def without_mask(dy, z, kept, share):
        return dy * kept / share

    assert wrong(errors(ill[10].with_parts(hidden_backward=without_mask, keep=1.0))[0]) == {"W1", "b1"}


def test_dice_of_its_own_would_be_off_in_many_ways_and_patient_10_is_off_in_one(ill):
    rng = np.random.default_rng(5)

    def own_dice(dy, z, kept, share):
        return dy * (z > 0) * (rng.random(z.shape) < share) / share

    for part, spread in ((own_dice, True), (ill[10].hidden_backward, False)):
        measured, backward = instruments.slopes_of(ill[10].with_parts(hidden_backward=part), "W1")
        large = np.abs(measured) > 1e-3
        assert (np.std((backward / np.where(large, measured, 1))[large]) > 0.1) == spread


def test_patient_6_has_a_price_that_stays_and_a_healthy_network_one_that_falls(ill, well):
    ours = ill[6].with_parts(penalty=patient.penalty)
    for seed in SEEDS:
        assert ill[6].train(seed)[1][-1] > 0.9 * ill[6].train(seed)[1][0]
        assert ours.train(seed)[1][-1] < 0.5 * ours.train(seed)[1][0]
    before, after = instruments.squares(ill[6], (0.0, 0.1)), instruments.squares(ours, (0.0, 0.1))
    assert before[0] == after[0] and before[1] > 0.9 * before[0] and after[1] < 0.2 * after[0]


def test_what_the_penalty_adds(ill):
    W, dW, added = instruments.added(ill[6], l2=0.1)
    assert len(W) == 2 * 16 + 16 and np.allclose(added, 0.1 * dW)
    assert np.allclose(instruments.added(ill[6].with_parts(penalty=patient.penalty), l2=0.1)[2], 0.1 * W)


def test_several_starts(well):
    digits = well["digits"].with_parts(epochs=3)
    found, right = instruments.new_recalls(digits, starts=2), instruments.right_shares(digits, starts=2)
    assert found.shape == (2, 10) and np.allclose(found[1], recalls(digits, digits.train(1)[0]))
    assert np.allclose(right, shares(digits, range(2)))


def test_patient_10_is_as_good_as_a_healthy_one_to_two_percent(ill):
    found = shares(ill[10], range(10)), shares(ill[10].with_parts(**CURES[10]), range(10))
    assert found[0].min() > 0.9 and found[1].min() > 0.9 and abs(np.mean(found[0]) - np.mean(found[1])) < 0.02


# ---- the instruments ----


def test_gradient_errors_agree_with_nnlib(well):
    for network in well.values():
        net, measured, backward, step = instruments.slopes(network)
        X, y = (part[:7] for part in network.data())
        assert gradient_check(net, network.loss, X, y) < 1e-7
        assert np.allclose(net.grads, backward) and np.allclose(step, backward) and np.allclose(measured, backward)
        assert np.count_nonzero(net.params == 0) == 0


def test_the_printed_check(capsys, ill):
    instruments.gradient(ill[4])
    instruments.step(ill[4])
    said = capsys.readouterr().out
    assert (
        said
        == "backward:  W1 right  b1 right  W2 right  b2 right\nstep / rate:  W1 0.639  b1 0.587  W2 right  b2 right\n"
    )


def test_arrays_name_every_number_once_in_the_order_of_the_layers(well):
    net = well["moons"].net()
    places = instruments.arrays(net)
    assert list(places) == ["W1", "b1", "W2", "b2"]
    assert np.array_equal(net.params[places["W2"]], net.layers[2].W.ravel())
    assert sorted(i for place in places.values() for i in range(place.start, place.stop)) == list(range(65))


def test_readings_by_hand(well):
    net = well["moons"].net()
    net.params[:] = 0
    net.layers[0].b[:3] = 1
    net.layers[0].W[0, 0] = 1  # unit 0 is on where x > -1, units 1 and 2 always, the others never
    X = np.array([[-2.0, 0], [-1.5, 0], [0, 0], [3, 0]])
    (share,) = instruments.live_units(net, X)
    assert share[:4].tolist() == [0.5, 1, 1, 0]
    net.layers[2].b[:] = 1
    assert instruments.recalls(net, X, np.array([[1.0], [0], [0], [1]])).tolist() == [0, 1]


def test_known_losses_are_those_of_zero_scores(well):
    for network in well.values():
        assert np.isclose(instruments.start_losses(network)[0], chart.known_loss(network))


def test_by_heart_uses_only_its_rows(well):
    network = well["moons"].with_parts(l2=5.0)
    first = instruments.by_heart(network, rows=20, epochs=30)
    X, y = network.X.copy(), network.y.copy()
    X[20:], y[20:] = 99, 0
    assert instruments.by_heart(network.with_parts(X=X, y=y), rows=20, epochs=30) == first
    assert instruments.by_heart(network.with_parts(l2=0.0), rows=20, epochs=30) == first


def test_training_with_healthy_parts_is_gradient_descent(well):
    network = well["moons"].with_parts(batch_size=400, l2=0.1)
    net, curve = network.train(epochs=2)
    other = network.net()
    for height in curve:
        assert np.isclose(network.reported(other, network.X, network.y), height)
        other.params -= network.lr * network.loss_and_gradient(other, network.X, network.y)[1]
    assert np.allclose(other.params, net.params)


def test_dropout_doubles_what_it_keeps_in_training_and_drops_nothing_in_predicting(ill):
    network = ill[10]
    net = network.net()
    X, _ = network.data()
    hidden = net.layers[1]
    net(X)
    plain = hidden.y.copy()
    assert (hidden.kept == 1).all()
    network.deal(net)
    out = hidden.forward(hidden.z)
    assert np.allclose(out, plain * hidden.kept * 2) and 0.45 < hidden.kept.mean() < 0.55
    trained, _ = network.train(epochs=1)
    assert trained.layers[1].dice is None


# ---- whose part is it? ----


@pytest.mark.parametrize("passed, whose", [(True, "yours"), (False, "ours"), (None, "ours")])
def test_or_ours_takes_the_part_that_passes_and_says_whose_it_is(passed, whose, monkeypatch):
    said = []
    monkeypatch.setattr(proof, "display", lambda data, raw: said.append(data))

    def scale(part):
        assert part == "yours"
        return Verdict(passed, "")

    assert proof.or_ours(scale, "yours", "ours") == whose
    (line,) = (data["text/markdown"] for data in said)
    assert line.startswith("*Mended with your own* `scale`" if passed else "*Mended with our* `scale`")
    assert "text/plain" not in said[0]  # solved or not, the lesson prints the same


# ---- the examination ----


def test_alarms_alone_lie_beyond_the_limit():
    error, recall = chart.INSTRUMENTS[chart.GRADIENT], chart.INSTRUMENTS[chart.RECALL]
    assert [examine.place(error, value) for value in (0, 1e-7, 1, np.nan)] == [0, 50, 100, 100]
    assert [examine.place(recall, value) for value in (1, 0.85, 0.7, 0.35, 0)] == pytest.approx([0, 25, 50, 75, 100])
    for tool in chart.INSTRUMENTS.values():
        for value in (0, 1e-8, 0.3, 0.75, 1, 5, np.nan):
            assert (examine.place(tool, value) > 50) == tool.alarming(value)


@pytest.fixture
def shown(ill, well):
    return examine.Examination({1: ill[1], 5: ill[5], 8: ill[8]}, well, 5, (chart.START,))


def test_an_instrument_that_is_touched_is_asked_and_every_patient_keeps_its_own_chart(shown):
    ill = "<b>Patient 5 is ill, and"
    assert shown.bench.caption == f"{ill} “loss untrained” does not see it.</b>"
    told = "of 2 instruments asked only “loss curve” sees it", "2 of 3 instruments asked see it"
    for name, words in zip((chart.CURVE, chart.RECALL), told, strict=True):
        shown.bench.put({"tool": examine.TOOLS.index(name)})
        assert shown.bench.caption == f"{ill} {words}.</b>"
    shown.patient.value = 1
    assert shown.bench.caption == "<b>Patient 1 is ill, and “recall” sees it.</b>"
    shown.patient.value = 5
    assert "2 of 3 instruments" in shown.bench.caption
    shown.bench.put({"tool": examine.TOOLS.index(chart.CURVE)})
    assert "2 of 3 instruments" in shown.bench.caption and shown.bench.data["hand"] == 0
    assert "none of 2 instruments asked sees it" in examine.headline(10, [chart.CURVE, chart.START], [])
    shown.present()


def test_the_picture_gets_no_reading_that_nobody_asked_for(shown):
    rows = shown.bench.data["rows"]
    assert [each["name"] for each in rows if "every" in each] == [chart.START]
    shown.bench.put({"tool": examine.TOOLS.index(chart.RECALL)})
    assert "recall: digit 0 3\u00a0%" in shown.bench.alt and "Not asked: 8." in shown.bench.alt


def test_the_worst_reading_lies_beyond_the_limit_where_it_is_an_alarm(shown):
    shown.patient.value = 8
    shown.bench.put({"tool": examine.TOOLS.index(chart.RECALL)})
    row = shown.bench.data["rows"][shown.bench.data["hand"]]
    assert [each["what"] for each in row["every"]] == [f"digit {digit}" for digit in range(10)]
    assert [each["alarm"] for each in row["every"]] == [False] * 9 + [True]
    assert row["worst"] == {"what": "digit 9", "at": 100, "said": "0\u00a0%", "alarm": True}
    assert (row["limit"], row["rule"]) == ("70\u00a0%", "alarm below 70\u00a0%")
    assert row["healthy"]["at"] < 50 and row["healthy"]["said"].endswith("\u00a0%")
    image, width, height = shown.bench.still()
    assert image.startswith(b"\x89PNG") and width == 800 and len(image) < 60_000


@pytest.mark.parametrize(
    "value, words", [(0, "0"), (1e-7, "10⁻⁷"), (2.3e-10, "2·10⁻¹⁰"), (0.857, "0.86"), (np.nan, "no number")]
)
def test_readings_in_words(value, words):
    assert examine.said(chart.INSTRUMENTS[chart.GRADIENT], value) == words
    assert examine.said(chart.INSTRUMENTS[chart.CURVE], 1e9) == "> 1000"


# ---- figures of both sittings ----


def test_dots_that_agree_are_blue_and_lie_on_the_line():
    slopes = np.array([-1.0, 0.5, 2.0])
    (ax,) = drawing.against_drawn({"first": (slopes, slopes), "second": (slopes, 2 * slopes)}, "Two looks", "got").axes
    first, second = (line for line in ax.lines if line.get_marker() in ("o", "^"))
    assert first.get_color() == drawing.WELL["color"] != second.get_color()
    assert second.get_ydata().tolist() == [-2, 1, 4]
    told = ["× 1", "first,\nas measured", "× 2", "second", "a mark: one of 3 numbers"]
    assert [text.get_text() for text in ax.texts] == told


def test_every_number_has_a_mark():
    slopes = np.linspace(-1, 1, 501)
    (ax,) = drawing.against_drawn({"first": (slopes, slopes), "second": (slopes, 2 * slopes)}, "Two looks", "got").axes
    marks = [line.get_xydata() for line in ax.lines if line.get_marker() in ("o", "^")]
    assert np.array_equal(marks, [np.column_stack([slopes, times * slopes]) for times in (1, 2)])


def test_curves_are_described_from_their_numbers():
    told = drawing.ends({"patient 1": [1.5, 2000.0], "healthy": [0.5, np.nan]})
    assert "2 curves: patient 1 from 1.5 to more than 1000; healthy from 0.5 to no number at all." in told


def test_the_still_of_an_examination_has_a_tile_for_each_instrument_and_a_question_mark_where_nobody_asked():
    ill = dict(name="gradient", rule="alarm above 10⁻⁷", worst=dict(said="0.1", alarm=True))
    well = dict(name="loss at zero scores", rule="healthy up to 10⁻⁶", worst=dict(said="0", alarm=False))
    fig = examine.drawn([ill, dict(name="recall"), well], "Patient 5 is ill")
    told = [text.get_text() for text in fig.axes[0].texts]
    assert told[:5] == ["gradient", "⚑ 0.1", ill["rule"], "recall", "?"]
    assert told[5:] == ["loss at zero", "scores", "✓ 0", well["rule"]]
    assert fig.get_suptitle() == "Patient 5 is ill"


def test_of_several_readings_the_worst_is_named():
    gradient, curve = chart.INSTRUMENTS[chart.GRADIENT], chart.INSTRUMENTS[chart.CURVE]
    assert examine.worst(gradient, {"W1": 1e-10, "b1": 2e-10})["what"] == "b1"
    assert examine.worst(gradient, {"W1": 1.0, "b1": np.nan})["said"] == "no number"
    assert examine.worst(chart.INSTRUMENTS[chart.RECALL], {"class 0": 0.8, "class 1": 0.9})["what"] == "class 0"
    at = round(examine.place(curve, 0.95), 1)
    assert examine.worst(curve, {"loss": 0.95}) == {"what": "loss", "at": at, "said": "0.95", "alarm": True}


def test_what_is_worse_lies_farther_right_and_what_is_near_the_limit_is_pulled_apart():
    tool = chart.INSTRUMENTS[chart.CURVE]
    at = [examine.place(tool, value) for value in (0.008, 0.08, 0.8, 0.95, 8, 80)]
    assert at == sorted(at) and (at[0], at[2], at[-1]) == (0, 50, 100) and at[3] > 55


def test_the_line_on_which_both_agree_has_a_name_even_if_no_mark_lies_there():
    slopes = np.array([-1.0, 0.5, 2.0])
    (ax,) = drawing.against_drawn({"W1": (slopes, slopes / 2)}, "Half", "got").axes
    places = {text.get_text(): text.xy for text in ax.texts if text.get_text() != "a mark: one of 3 numbers"}
    assert places == {"× 1": (2, 2), "as measured": (2, 2), "× 0.5": (2, 1), "W1": (2, 1)}
