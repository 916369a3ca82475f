"""The ten patients of the clinic fail in exactly the stated way, and the instruments measure what they say."""

from dataclasses import fields

import numpy as np
import pytest
from sklearn.datasets import load_digits, make_moons
from sklearn.model_selection import train_test_split

from nnlib import Standardizer, binary_cross_entropy, cross_entropy, gradient_check, minibatches
from nnlib.data import sum_difference
from nnlib.teaching.lessons.debugging_clinic import chart, instruments, patient, ward

CURES = {
    1: dict(loss=binary_cross_entropy),
    2: dict(build=patient.build),
    3: dict(learn=None),
    4: dict(penalty=patient.penalty),
    5: dict(loss=cross_entropy),
    6: dict(scale=ward.sixteenths),
    7: dict(build=patient.build),
    8: dict(batches=minibatches),
    9: dict(arrange=patient.in_order),
    10: dict(accuracy=ward.side),
}
SEEDS = range(3)


def data():
    X, y = make_moons(800, noise=0.2, random_state=0)
    y = y.reshape(-1, 1).astype(float)
    moons = X[:400], y[:400], X[400:], y[400:]
    X, Y = sum_difference(2000, rng=np.random.default_rng(0))
    X, Y = Standardizer().fit(X[:1000]).transform(X), Standardizer().fit(Y[:1000]).transform(Y)
    pairs = X[:1000], Y[:1000], X[1000:], Y[1000:]
    X, y = load_digits(return_X_y=True)
    X, X_new, y, y_new = train_test_split(X, y, train_size=800, stratify=y, random_state=0)
    return moons, pairs, (X, y, X_new, y_new)


@pytest.fixture(scope="module")
def well():
    return ward.healthy(*data())


@pytest.fixture(scope="module")
def ill():
    return ward.ill(*data())


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


# ---- one fault each ----


@pytest.mark.parametrize("number", CURES)
def test_one_part_is_ill_and_mending_it_silences_every_alarm(number, ill, well):
    task = next(network for network in well.values() if network.sizes == ill[number].sizes)
    names = [field.name for field in fields(task) if callable(getattr(task, field.name)) or field.name == "learn"]
    assert {n for n in names if getattr(ill[number], n) is not getattr(task, n)} == set(CURES[number])
    mended = ill[number].with_parts(**CURES[number])
    if number == 4:  # with λ = 0.1 and the pull that it should have, small weights and a small sureness are right
        mended = mended.with_parts(l2=0.001, lr=0.3)
    if number == 7:
        mended = mended.with_parts(lr=0.2)
    found = [name for name, alarm in chart.alarms(mended).items() if alarm]
    assert not found


def test_no_instrument_raises_an_alarm_for_a_healthy_network(well):
    assert [name for network in well.values() for name, alarm in chart.alarms(network).items() if alarm] == []


def test_every_patient_raises_alarms_and_no_two_the_same(seen):
    rows = {tuple(alarms.values()) for alarms in seen.values()}
    assert len(rows) == 10 and all(any(row) for row in rows)


@pytest.mark.parametrize(
    "number, alarms",
    [
        (1, {chart.CHECK, chart.STEP, chart.HEART, chart.LIVE, chart.RECALL}),
        (2, {chart.CHECK, chart.STEP}),
        (3, {chart.LOSS, chart.STEP, chart.RECALL}),
        (4, {chart.LOSS, chart.CHECK, chart.STEP}),
        (5, {chart.ZERO, chart.CHECK, chart.STEP}),
        (6, {chart.START, chart.HEART, chart.LIVE, chart.SURE, chart.RECALL}),
        (7, {chart.HEART, chart.SURE}),
        (8, {chart.RECALL}),
        (9, {chart.LOSS, chart.SURE, chart.RECALL}),
        (10, {chart.RULER}),
    ],
)
def test_which_instruments_see_a_patient(number, alarms, seen):
    assert {name for name, alarm in seen[number].items() if alarm} == alarms


# ---- in exactly the stated way ----


@pytest.mark.parametrize("n", [7, 10])
def test_patient_1_has_n_times_the_gradient(n, ill):
    backward, step = errors(ill[1], n)
    assert np.allclose(list(backward.values()), 1 - 1 / n, atol=1e-6)
    assert np.allclose(list(step.values()), 1 - 1 / n, atol=1e-6)
    assert np.isclose(gradient_check(ill[1].net(), ill[1].loss, ill[1].X[:n], ill[1].y[:n]), 1 - 1 / n)


@pytest.mark.parametrize("seed", SEEDS)
def test_patient_1_jumps_where_a_healthy_network_does_not(seed, ill, well):
    jumps = [np.diff(network.train(seed)[1]).max() > 0.1 for network in (ill[1], well["moons"])]
    assert jumps == [True, False]


def test_patient_2_has_one_bias_gradient_for_all_units_of_a_layer(ill):
    assert wrong(errors(ill[2])[0]) == wrong(errors(ill[2])[1]) == {"b1", "b2"}
    net, measured, backward, _ = instruments.slopes(ill[2])
    for name in ("b1", "b2"):
        place = instruments.arrays(net)[name]
        assert np.allclose(backward[place], measured[place].mean(), atol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_patient_2_learns_less_than_a_healthy_network_of_the_same_size(seed, ill, well):
    left = [network.train(seed, epochs=40)[1][-1] for network in (ill[2], well["pairs"])]
    assert left[0] > 4 * left[1]


@pytest.mark.parametrize("lr", [1.0, 0.1, 0.01])
def test_patient_3_steps_wrong_in_the_first_layer_in_proportion_to_the_rate(lr, ill):
    backward, step = errors(ill[3].with_parts(lr=lr))
    assert wrong(backward) == set() and wrong(step) == {"W1", "b1"}
    assert np.isclose(step["W1"] / lr, 0.64, atol=0.02)


@pytest.mark.parametrize("seed", SEEDS)
def test_patient_3_explodes_at_a_rate_that_a_healthy_network_takes(seed, ill, well):
    assert not ill[3].train(seed)[1][-1] < 1000
    assert well["moons"].with_parts(lr=1.0).train(seed)[1][-1] < 0.2


def test_patient_4_is_wrong_in_the_weights_as_soon_as_there_is_a_penalty(ill):
    assert wrong(errors(ill[4].with_parts(l2=0.0))[0]) == set()
    assert wrong(errors(ill[4])[0]) == {"W1", "W2"}
    _, _, pulled, _ = instruments.slopes(ill[4])
    net, _, free, _ = instruments.slopes(ill[4].with_parts(l2=0.0))
    assert np.allclose(pulled, np.where(net.is_weight, 1.1, 1.0) * free)


def test_patient_4_keeps_its_weights_whatever_the_penalty(ill):
    def size(patient):
        net, _ = patient.train()
        return (net.params[net.is_weight] ** 2).sum()

    free = size(ill[4].with_parts(l2=0.0))
    assert np.isclose(size(ill[4]), free, rtol=0.05)
    assert size(ill[4].with_parts(penalty=patient.penalty)) < 0.2 * free


def test_patient_5_reports_ten_binary_cross_entropies_and_descends_another_loss(ill, well):
    zero, _ = instruments.start_losses(ill[5])
    assert np.isclose(zero, -np.log(0.1) - 9 * np.log(0.9)) and round(zero, 3) == 3.251
    assert wrong(errors(ill[5])[0]) == {"W1", "b1", "W2", "b2"}
    assert max(errors(ill[5])[0].values()) < 0.1
    crossed = ill[5].with_parts(loss=lambda y, s: (cross_entropy(y, s)[0], ill[5].loss(y, s)[1]))
    assert wrong(errors(crossed)[0]) == set()
    assert np.allclose(ill[5].train(epochs=3)[0].params, well["digits"].train(epochs=3)[0].params, rtol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_patient_6_starts_high_and_loses_nearly_all_units(seed, ill):
    zero, start = instruments.start_losses(ill[6], seed)
    assert np.isclose(zero, np.log(10)) and start > 10 and start > 4 * zero
    net, curve = ill[6].train(seed)
    X, _ = ill[6].data(seed)
    assert (instruments.live_units(net, X)[0] > 0).mean() < 0.5
    assert abs(curve[-1] - np.log(10)) < 0.02
    assert wrong(errors(ill[6])[0]) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_patient_7_is_right_and_never_sure(seed, ill):
    net, curve = ill[7].train(seed)
    X, _ = ill[7].data()
    assert recalls(ill[7], net).mean() > 0.9
    ceiling = np.e / (np.e + 9)
    assert 0.23 < instruments.largest_probability(net, X) <= ceiling
    assert -np.log(ceiling) < curve[-1] < 1.6
    assert wrong(errors(ill[7])[0]) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_patient_8_never_sees_a_nine(seed, ill):
    X, y = ill[8].data()
    drawn = np.concatenate(list(ill[8].batches(len(X), ill[8].batch_size, np.random.default_rng(seed))))
    assert sorted(drawn) == list(range(720)) and (y[720:] == 9).all() and (y == 9).sum() == 80
    net, curve = ill[8].train(seed)
    found = recalls(ill[8], net)
    assert found[9] == 0 and found[:9].min() > 0.7 and curve[-1] < 0.3


@pytest.mark.parametrize("seed", SEEDS)
def test_patient_9_learns_twenty_rows_by_heart_and_nothing_else(seed, ill):
    X, y = ill[9].data(seed)
    assert sorted(y) == sorted(ill[9].y) and (y == ill[9].y).mean() < 0.2
    net, _ = ill[9].train(seed)
    assert recalls(ill[9], net).mean() < 0.2
    assert instruments.by_heart(ill[9]) < 0.15 * np.log(10)
    assert wrong(errors(ill[9])[0]) == set()


def test_patient_10_is_healthy_and_measured_with_a_broken_ruler(ill):
    net, _ = ill[10].train()
    assert recalls(ill[10], net).min() > 0.9
    assert abs(ill[10].accuracy(ill[10].y_new, net(ill[10].X_new)) - 0.5) < 0.01
    right, all_wrong = instruments.ruler(ill[10])
    assert abs(right - 0.5) < 0.1 and np.isclose(right + all_wrong, 1)


# ---- the instruments ----


def test_gradient_errors_agree_with_nnlib(well):
    for network in well.values():
        net, measured, backward, step = instruments.slopes(network)
        X, y = (part[:7] for part in network.data())
        assert gradient_check(net, network.loss, X, y) < 1e-7
        assert np.allclose(net.grads, backward) and np.allclose(step, backward) and np.allclose(measured, backward)
        assert np.count_nonzero(net.params == 0) == 0


def test_arrays_name_every_number_once_in_the_order_of_the_layers(well):
    net = well["pairs"].net()
    places = instruments.arrays(net)
    assert list(places) == ["W1", "b1", "W2", "b2"]
    assert np.array_equal(net.params[places["W2"]], net.layers[2].W.ravel())
    assert sorted(i for place in places.values() for i in range(place.start, place.stop)) == list(range(51))


def test_readings_by_hand(well):
    net = well["moons"].net()
    net.params[:] = 0
    net.layers[0].b[:3] = 1
    net.layers[0].W[0, 0] = 1  # unit 0 is on where x > -1, units 1 and 2 always, the others never
    X = np.array([[-2.0, 0], [-1.5, 0], [0, 0], [3, 0]])
    (share,) = instruments.live_units(net, X)
    assert share[:4].tolist() == [0.5, 1, 1, 0]
    assert instruments.largest_probability(net, X) == 0.5
    net.layers[2].b[:] = 1
    assert np.isclose(instruments.largest_probability(net, X), 1 / (1 + np.exp(-1)))
    assert instruments.recalls(net, X, np.array([[1.0], [0], [0], [1]])).tolist() == [0, 1]
    net.layers[2].b[:] = -1
    assert np.isclose(instruments.largest_probability(net, X), 1 / (1 + np.exp(-1)))


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
    network = well["pairs"].with_parts(batch_size=1000, l2=0.1)
    net, curve = network.train(epochs=2)
    other = network.net()
    for height in curve:
        assert np.isclose(network.reported(other, network.X, network.y), height)
        other.params -= network.lr * network.loss_and_gradient(other, network.X, network.y)[1]
    assert np.allclose(other.params, net.params)


def test_the_order_of_the_rows_depends_on_the_seed_alone(well):
    network = well["pairs"].with_parts(
        build=lambda sizes, rng: patient.build(sizes, np.random.default_rng(0)), epochs=2
    )
    curves = [network.train(seed)[1] for seed in (0, 1, 0)]
    assert curves[0] == curves[2] != curves[1]
