"""What its checkers say to wrong and right answers, its explorable, its figures."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from explorable import controls_of
from faults import hidden

from nnlib import ReLU, mlp, numerical_gradient, squared_error
from nnlib.data import sum_difference
from nnlib.teaching.checking import dense_backward, two_layers
from nnlib.teaching.checking.dense_backward import right_dense_backward
from nnlib.teaching.lessons.backpropagation import check, explore, neuron, paths, pictures
from nnlib.teaching.lessons.backpropagation.track import Track


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Remember no verdicts of these tests, leave no figure open."""
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))
    yield
    plt.close("all")


# ---- its checkers; tests/corpus has the answers ----


def two(X, y, W1, b1, W2, b2, mask=lambda z1: z1 > 0):
    z1 = X @ W1 + b1
    a1 = np.maximum(z1, 0)
    dp = (a1 @ W2 + b2 - y) / len(X)
    dz1 = dp @ W2.T * mask(z1)
    return X.T @ dz1, dz1.sum(axis=0), a1.T @ dp, dp.sum(axis=0)


def test_two_layers_gives_the_gradients_of_the_loss_in_the_text():
    X, y, *parameters = two_layers.TWO_CASES[-1]

    def loss(i, moved):
        W1, b1, W2, b2 = (moved if k == i else parameters[k] for k in range(4))
        return (0.5 * (np.maximum(X @ W1 + b1, 0) @ W2 + b2 - y) ** 2).sum() / len(X)

    for i, gradient in enumerate(two_layers.two_layers(X, y, *parameters)):
        measured = numerical_gradient(lambda moved, i=i: loss(i, moved), parameters[i].copy())
        assert np.allclose(gradient, measured, rtol=1e-6, atol=1e-8)


def test_the_case_by_hand_has_the_numbers_of_the_text_and_needs_the_mask():
    assert [g.tolist() for g in two(*two_layers.BY_HAND)] == [[[2]], [2], [[1]], [-1]]
    unmasked = two(*two_layers.BY_HAND, mask=lambda z1: 1)
    assert [g.tolist() for g in unmasked] == [[[6]], [-2], [[1]], [-1]]


def test_a_gradient_without_a_known_cause_is_told_in_the_case_by_hand_and_where_to_look():
    verdict = check.two_layers(lambda *case: two(*case, mask=lambda z1: 3 * (z1 > 0.1)))
    assert "dW1: yours is [[6.]], the answer should be [[2.]], for ([[ 1.], [-1.]], [[0.], [4.]]" in verdict.message
    assert verdict.hint == "dW2 and db2 are right, so p and dp are. Look at da1 and at dz1."


@pytest.mark.parametrize(
    "faults, right, cases, parts",
    [
        (two_layers.TWO_FAULTS, two, two_layers.TWO_CASES, two_layers.TWO_PARTS),
        (dense_backward.DENSE_FAULTS, right_dense_backward, dense_backward.DENSE_CASES, dense_backward.DENSE_PARTS),
        (check.RELU_FAULTS, lambda z, da: da * (z > 0), check.RELU_CASES, ("",)),
    ],
)
def test_no_fault_hides_another_or_the_right_answer(faults, right, cases, parts):
    assert hidden(faults, right, cases, parts) == []


# ---- the neuron ----

GIVEN = [(2.0, -1.5, -1.0, -2.0, 0.5, 0.9), (2.0, -0.3, -1.0, 0.7, 0.1, -0.6), (0.5, 2.0, 1.5, -1.0, 0.2, 0.0)]


@pytest.mark.parametrize("given", GIVEN)
def test_gradients_of_the_neuron_are_the_slopes_of_its_loss(given):
    values = neuron.values(*given)
    gradients = neuron.gradients(values)
    x1, w1, x2, w2, b, y = given
    assert values["L"] == pytest.approx((x1 * w1 + x2 * w2 + b - y) ** 2 / 2)
    assert set(gradients) == set(values) == set(pictures.PLACES)
    slopes = numerical_gradient(lambda v: neuron.values(*v)["L"], np.array(given))
    assert [gradients[name] for name in neuron.GIVEN] == pytest.approx(list(slopes), abs=1e-8)


def test_a_step_moves_what_is_learned_against_its_gradient_and_leaves_0_4_of_the_error():
    before = neuron.values(*GIVEN[0])
    after = neuron.stepped(before, 0.1)
    assert [after[name] for name in neuron.GIVEN] == pytest.approx([2, -1.22, -1, -2.14, 0.64, 0.9])
    assert after["e"] == pytest.approx(0.4 * before["e"])
    assert neuron.stepped(before, 0.4)["L"] > before["L"]  # the lesson: at 0.4 the loss rises


def test_the_step_on_paper_ends_at_a_loss_of_0():
    v = neuron.values(3, 2, 0, 0, -1, 2)
    d = neuron.gradients(v)
    assert (v["p"], v["e"], v["L"], d["w₁"], d["b"]) == (5, 3, 4.5, 9, 3)
    after = neuron.stepped(v, 0.1)
    assert (after["w₁"], after["b"], after["p"]) == pytest.approx((1.1, -1.3, 2))
    assert after["L"] == pytest.approx(0, abs=1e-20)


def test_every_line_fills_in_what_its_arrows_allow_and_the_last_one_everything():
    sources = {target: names for _, _, names, target in pictures.OPERATIONS}
    for line in range(neuron.LAST + 1):
        values, gradients = neuron.known(line)
        for target in values - set(neuron.GIVEN):
            assert set(sources[target]) <= values
        for target, names in sources.items():
            assert target in gradients or not set(names) & gradients
        assert set(neuron.active(line)) <= (values if line <= len(neuron.FORWARD) else gradients)
    assert values == gradients == set(pictures.PLACES)
    assert neuron.known(0) == (set(neuron.GIVEN), set()) and neuron.active(0) == ()


A_NUMBER = r"\(?(−?[\d.]+(?:e−\d+)?)\)?"
PRODUCT = rf"= {A_NUMBER} · {A_NUMBER} = {A_NUMBER}(?: and|\.)"


def to_float(text):
    return float(text.replace("−", "-").rstrip("."))


def test_no_sentence_shows_a_product_that_is_false():
    """0 · 3 = −0.01 stood in the first edition: two decimals had hidden a number."""
    v = neuron.values(*GIVEN[0])
    found = 0
    for _ in range(12):
        for line in range(neuron.LAST + 1):
            for left, right, result in re.findall(PRODUCT, neuron.sentence(line, v)):
                product = to_float(left) * to_float(right)
                assert product == pytest.approx(to_float(result), rel=0.02), neuron.sentence(line, v)
                found += 1
        v = neuron.stepped(v, 0.1)
    assert found >= 12 * 5


def test_the_sentences_carry_the_numbers_of_the_text():
    v = neuron.values(*GIVEN[0])
    assert neuron.sentence(3, v) == "p = m₁ + m₂ + b = (−3) + 2 + 0.5 = −0.5."
    assert "dw₁ = dm₁ · x₁ = (−1.4) · 2 = −2.8" in neuron.sentence(10, v)
    assert "dw₂ = dm₂ · x₂ = (−1.4) · (−1) = 1.4" in neuron.sentence(11, v)


def test_the_verdict_says_what_the_step_has_done():
    v = neuron.values(*GIVEN[0])
    first, second = neuron.verdict(v)
    assert first == "The answer −0.5 is 1.4 below its target 0.9."
    assert second == "The loss L is 0.98. Press Step: w₁ up, w₂ down, b up."
    fell = neuron.stepped(v, 0.1)
    first, second = neuron.verdict(fell, v, 1)
    assert first == "Step 1: the answer hops toward its target."
    assert second == "The loss L falls from 0.98 to 0.157. Next step: w₁ up, w₂ down, b up."
    rose = neuron.stepped(v, 0.4)
    first, second = neuron.verdict(rose, v, 1)
    assert "past its target and too far" in first and "L rises" in second
    assert "Next step: w₁ down, w₂ up, b down" in second
    first, second = neuron.verdict(neuron.stepped(v, 0.3), v, 1)
    assert "past its target." in first and "L falls" in second
    assert neuron.verdict(v | {"y": -1, "e": 0.5}, v, 1)[0] == "The answer −0.5 is 0.5 above its target −1."
    assert "nothing to learn" in neuron.verdict(neuron.values(2, 1, -1, 1, 0, 1.0))[1]
    assert "fly out" in neuron.verdict(neuron.values(2, 1e5, -1, 1, 0, 1.0))[0]


# ---- the paths ----


@pytest.mark.parametrize("name", paths.NAMES)
def test_the_sum_over_the_paths_is_the_gradient_of_the_layer(name):
    dx, dW, db = right_dense_backward(paths.X, paths.W, paths.DZ)
    array, index = paths.split(name)
    assert paths.gradient(name) == pytest.approx({"x": dx, "W": dW, "b": db}[array][index])
    given = {"x": paths.X, "W": paths.W, "b": paths.B}
    for cell, slope, source in paths.paths(name):
        moved = given | {array: given[array].copy()}
        moved[array][index] += 1
        difference = moved["x"] @ moved["W"] + moved["b"] - (paths.X @ paths.W + paths.B)
        assert difference[cell] == pytest.approx(slope)  # exact: z is linear in each of its numbers
        if source:
            place = paths.split(source)
            assert given[place[0]][place[1]] == slope
    assert np.count_nonzero(difference) == len(paths.paths(name))


def test_the_explorable_opens_on_a_weight_and_gives_neither_input_nor_bias_away():
    live = explore.build_paths()
    assert controls_of("paths")["number"].value == "W[0, 1]" and "x[0, 1] belongs" not in live.caption


def test_the_paths_in_words_and_numbers():
    words, numbers = paths.total("W[0, 1]")
    assert words == "dW[0, 1] = x[0, 0] · dz[0, 1] + x[1, 0] · dz[1, 1] + x[2, 0] · dz[2, 1]"
    assert numbers == "= 1 · (−1) + 3 · 3 + (−2) · 1 = 6"
    assert paths.total("b[0]")[1] == "= 1 · 0.5 + 1 · 2 + 1 · (−1.5) = 1"
    assert "every row: 3 paths. Add over the rows" in paths.verdict("W[1, 0]")
    assert "every row: 3 paths. Add over the rows" in paths.verdict("b[1]")
    assert "every unit: 2 paths. Add over the units" in paths.verdict("x[2, 1]")


# ---- the explorables ----


def test_the_graph_answers_to_every_control():
    (live, graph), control = explore.build_graph(), controls_of("graph")
    assert set(control) == {"Step", "Reset", "learning rate", "target y", "line of the computation"}
    first = live.png, graph.png
    assert "Step 1: the answer hops toward its target." in live.caption and "from −0.5 in 1 hop to p = 0.34" in live.alt
    assert "L falls from 0.98 to 0.157" in live.caption
    control["Step"].click()
    assert "Step 2: " in live.caption and "L falls from 0.157 to 0.0251" in live.caption
    control["Reset"].click()
    assert "1.4 below its target" in live.caption
    control["Step"].click()
    assert (live.png, graph.png) == first
    control["Reset"].click()
    control["learning rate"].value = 0.4
    control["Step"].click()
    assert "L rises" in live.caption
    for _ in range(60):
        control["Step"].click()
    assert "fly out" in live.caption
    control["Reset"].click()
    control["target y"].value = -0.5
    assert "nothing to learn" in live.caption
    live.touched(1.26, 0)  # the flag is dragged
    assert control["target y"].value == 1.3 and "target y = 1.3" in live.alt
    captions = set()
    for line in range(neuron.ALL + 1):
        control["line of the computation"].value = line
        captions.add(live.caption)
    assert len(captions) == neuron.ALL + 1
    control["line of the computation"].value = 3
    control["Step"].click()
    assert control["line of the computation"].value == neuron.ALL  # a step shows all its numbers


def test_the_answer_walks_on_its_track_a_hop_and_a_mark_for_each_step():
    track = Track(plt.figure(figsize=(8, 1.35)).add_subplot())
    track.show([-0.5, 0.34, 0.676], 0.9)
    assert np.allclose(track.marks.get_xdata(), [-0.5, 0.34]) and np.allclose(track.now.get_xdata(), 0.676)
    for arc, ends in ((track.arcs, (-0.5, 0.34)), (track.hop, (0.34, 0.676))):
        assert np.allclose([np.nanmin(arc.get_xdata()), np.nanmax(arc.get_xdata())], ends)
    assert (
        track.hop.get_color() == pictures.style.CURE
        and track.pole.get_xdata()[0] == 0.9
        and track.target.get_text() == "target y = 0.9"
    )
    track.show([0, 4.74], 0.9)
    assert track.now.get_marker() == ">" and track.now.get_xdata()[0] == 3
    ends = track.answer.get_window_extent().transformed(track.answer.axes.transData.inverted())
    assert ends.x1 < 3.35  # the right edge
    assert track.hop.get_color() == pictures.style.FAULT  # farther off than before
    track.show([], 0.9)
    assert not track.now.get_visible() and track.flag.get_visible()


def test_every_number_stays_in_its_box_however_small_the_error_becomes():
    (_, live), control = explore.build_graph(), controls_of("graph")
    texts = [artist for artist in live.moving if hasattr(artist, "get_text")]
    for _ in range(6):
        control["Step"].click()
        live.figure.canvas.draw()
        wide = [text.get_window_extent().width for text in texts]
        assert max(wide) < 2 * pictures.HALF * live.figure.dpi


def test_numbers_appear_only_when_their_line_has_come():
    (above, live), control = explore.build_graph(), controls_of("graph")
    counts = []
    for line in (0, 5, 11):
        control["line of the computation"].value = line
        counts.append(sum(bool(artist.get_text()) for artist in live.moving if hasattr(artist, "get_text")))
        assert above.moving[-1].get_visible() == (line >= 3)  # the answer's name on the track
    assert counts == [6, 11, 22]
    assert "11 values and 11 gradients" in live.alt and "line 11: gradients of" in live.alt


def test_triangles_point_where_the_next_step_goes_once_its_gradient_is_known():
    (_, live), control = explore.build_graph(), controls_of("graph")
    marks = live.moving[-3:]
    assert [mark.get_marker() for mark in marks] == ["^", "v", "^"]  # the lesson: w₁ up, w₂ down, b up
    for line, known in ((8, [False] * 3), (9, [False, False, True]), (11, [True] * 3)):
        control["line of the computation"].value = line
        assert [mark.get_visible() for mark in marks] == known


def test_every_number_of_the_layer_can_be_chosen():
    live, chosen = explore.build_paths(), controls_of("paths")["number"]
    captions, drawn = set(), set()
    for name in chosen.options:
        chosen.value = name
        assert paths.total(name)[0] in live.alt and f"d{name} " in live.caption
        captions.add(live.caption)
        drawn.add(live.png)
    assert len(captions) == len(drawn) == 12


def lesson_network():
    net = mlp([2, 4, 4, 3], ReLU, rng=np.random.default_rng(22))
    return net, [(layer.W, layer.b) for layer in net.layers[::2]]


@pytest.mark.parametrize("pair", [(30, 70), (90, 10), (0, 0)])
def test_there_and_back_gives_the_networks_own_gradients(pair):
    net, layers = lesson_network()
    x1, x2 = pair
    p = net(np.array([pair], float))
    net.backward(p - np.array([[x1 + x2, x1 - x2, abs(x1 - x2)]]))
    outs, back, slopes = explore.there_and_back(pair, layers)
    assert np.allclose(outs[-1], p[0]) and back[0] is None
    for layer, d, dW in zip(net.layers[::2], back[1:], slopes, strict=True):
        assert np.allclose(layer.db, d) and np.allclose(layer.dW, dW)


def test_nothing_comes_through_a_unit_that_is_switched_off():
    _, layers = lesson_network()
    outs, back, slopes = explore.there_and_back((30, 70), layers, [(1, 2), (2, 2)])
    assert outs[1][2] == back[1][2] == outs[2][2] == back[2][2] == 0
    assert not slopes[0][:, 2].any() and not slopes[1][2].any() and not slopes[2][2].any() and slopes[1].any()


def test_the_network_shows_what_its_inputs_and_units_do_to_the_gradients():
    net, _ = lesson_network()
    live = explore.build_network(net, [[30, 70]])
    assert live.caption.startswith("<b>18 of 36 weights learn from this pair.</b><br>3 of 8 hidden units give 0: no")
    assert live.data["gradients"][3] == ["−11.4", "−39.6", "29.2"]
    assert live.data["between"] == [["6 of 8", "learn"], ["6 of 16", "learn"], ["6 of 12", "learn"]]
    live.put({"unit": [2, 2]})
    assert live.caption.startswith("<b>12 of 36 weights") and live.data["off"][2][2]
    live.put({"unit": [2, 2]})
    live.put({"input": 0, "value": 70})
    live.put({"input": 1, "value": 30})
    assert live.caption.startswith("<b>0 of 36 weights") and live.data["values"][3] == ["0", "0", "0"]


# ---- the figures ----


def test_the_sea_has_a_dot_for_each_forward_pass():
    fig = pictures.sea(28674)
    fig.canvas.draw()
    field, wanted, *_ = fig.axes[0].lines
    assert len(set(zip(*field.get_data(), strict=True))) == 28674 and len(wanted.get_xdata()) == 2


def test_the_computation_graph_shows_value_and_gradient_of_every_name():
    fig = pictures.computation_graph(neuron.values(*GIVEN[0]))
    fig.canvas.draw()
    texts = [text.get_text() for text in fig.axes[0].texts]
    assert {"−0.5", "0.9", "0.98", "−2.8", "2.1", "x₁", "L"} <= set(texts)
    assert texts.count("−1.4") == 6  # e as a value; e, p, m₁, m₂, b as gradients


@pytest.mark.parametrize("value, text", [(-0.24, "−0.24"), (-0.001, "−0.001"), (1e-17, "0"), (0.157, "0.157")])
def test_only_rounding_shows_as_0(value, text):
    assert neuron.shown(value) == text


@pytest.mark.parametrize("name", ["W[0, 1]", "b[1]", "x[2, 0]"])
def test_the_picture_of_the_paths_has_a_line_for_each(name):
    fig = pictures.paths_of(name)
    fig.canvas.draw()
    assert len(fig.axes[0].collections[0].get_segments()) == 2 * len(paths.paths(name))  # to dz, and on to the sum
    assert paths.headline(name) in [text.get_text() for text in fig.axes[0].texts]
    assert f"its slope is the sum of {len(paths.paths(name))} paths" in paths.headline(name)


PAIR, TARGET = np.array([[30.0, 70.0]]), np.array([[100.0, -40.0, 40.0]])


@pytest.mark.parametrize("j, k, made", [(0, 0, "9.5"), (1, 1, "−1")])
def test_the_product_marks_the_number_that_its_row_and_its_column_make(j, k, made):
    fig = pictures.draw_product(paths.X, paths.DZ, j, k)
    fig.canvas.draw()
    [lit] = [text.get_text() for text in fig.axes[0].texts if text.get_color() == "white"]
    assert lit == made == pictures.number(paths.gradient(f"W[{j}, {k}]"))
    assert len(fig.axes[0].patches) == 6 + 6 + 4
    assert sum(patch.get_facecolor()[:3] == (0.9686274509803922,) * 3 for patch in fig.axes[0].patches) == 3 + 3 + 3


@pytest.mark.parametrize("name", paths.NAMES)
def test_a_path_passes_its_slope_and_ends_at_its_product_clear_of_all_else(name):
    fig, ax = plt.subplots(figsize=(8, 4.2))
    drawing = paths.PathsDrawing(ax)
    drawing.show(name)
    fig.canvas.draw()
    walked = paths.paths(name)
    lines = [ax.transData.transform_path(path) for path in ax.collections[0].get_paths()]
    there, on = lines[: len(walked)], lines[len(walked) :]
    seen = [artist for artist in (*ax.texts, *ax.patches) if artist.get_visible() and artist.get_zorder() > 0]
    slopes, products = drawing.slopes[: len(walked)], drawing.products[: len(walked)]
    assert not any(text.get_visible() for text in (*drawing.slopes, *drawing.products) if text not in slopes + products)
    for i, ((cell, slope, _), label, stop, product) in enumerate(
        zip(walked, slopes, drawing.stations, products, strict=False)
    ):
        assert label.get_text() == paths.number(slope)
        assert product.get_text() == f"= {paths.number(slope * paths.DZ[cell])}"
        place, box = product.get_window_extent(), stop.get_window_extent()
        assert box.containsx(label.get_window_extent().x0) and box.containsx(label.get_window_extent().x1)
        assert not any(place.overlaps(other.get_window_extent()) for other in seen if other is not product)
        assert not any(box.overlaps(other.get_window_extent()) for other in seen if other not in (stop, label))
        own = [k == i for k in range(len(walked))]
        air = place.padded(min(drawing.lines.get_linewidths()) * fig.dpi / 72 / 2)
        assert [line.intersects_bbox(air, filled=False) for line in on] == own  # it stands on its own path, on a ground
        assert product.get_zorder() > drawing.lines.get_zorder() and product.get_bbox_patch() is not None
        assert not any(line.intersects_bbox(air, filled=False) for line in there)
        assert [line.intersects_bbox(box, filled=False) for line in there] == own
        assert not any(line.intersects_bbox(box, filled=False) for line in on)
    plt.close(fig)


@pytest.mark.parametrize("name", paths.NAMES)
def test_the_live_paths_write_their_sum_at_the_end_inside_the_picture(name):
    live = explore.build_paths()
    controls_of("paths")["number"].value = name
    *_, said, result = [text for text in live.moving if hasattr(text, "get_text")]
    products = [text for text in live.moving if hasattr(text, "get_text") and text.get_text().startswith("= ")]
    adds, total = paths.added(name)
    assert sum(adds) == total == paths.gradient(name)
    assert [text.get_text() for text in products if text.get_visible()] == [f"= {paths.number(each)}" for each in adds]
    assert (said.get_text(), result.get_text()) == (f"d{name} =", paths.number(total))
    renderer = live.canvas.get_renderer()
    before = max(text.get_window_extent(renderer).x1 for text in products)
    places = [text.get_window_extent(renderer) for text in (said, result)]
    assert all(before < place.x0 and place.x1 < live.figure.bbox.width for place in places)
    assert not places[0].overlaps(places[1])


def test_the_ten_steps_draw_what_they_are_given():
    answers = np.arange(33.0).reshape(11, 3)
    fig = pictures.progress_lines(list(range(11, 0, -1)), list(answers), TARGET[0])
    fig.canvas.draw()
    ink = pictures.style.INK
    loss, walks = ([line.get_ydata() for line in ax.lines if line.get_color() == ink] for ax in fig.axes)
    assert np.allclose(loss, range(11, 0, -1)) and np.allclose(walks, answers.T)

    past = pictures.progress_lines([2, 1], [[0, 10, 50], [40, 20, 40]], [50, 15, 30]).axes[1]
    told = [text.get_text() for text in past.texts]
    assert {"5 past", "10 to go"} <= set(told) and "10 past" not in told


# ---- what the lesson says and does not print ----


def ten_steps(seed):
    X, y = sum_difference(1000, rng=np.random.default_rng(0))
    net = mlp([2, 4, 4, 3], ReLU, rng=np.random.default_rng(seed))
    losses, answers = [], []
    for _ in range(11):
        answers.append(100 * net(PAIR / 100)[0])
        loss, dp = squared_error(y / 100, net(X / 100))
        losses.append(loss)
        net.backward(dp)
        net.params -= 0.1 * net.grads
    return losses, np.array(answers)


@pytest.mark.parametrize("seed", [*range(20), 22])
def test_the_loss_falls_at_every_one_of_the_ten_steps(seed):
    losses, _ = ten_steps(seed)
    assert (np.diff(losses) < 0).all()


def ends_nearer(seed):
    away = abs(ten_steps(seed)[1] - TARGET)
    return (away[-1] < away[0]).all()


def test_all_three_answers_end_nearer_from_about_half_of_the_starts():
    assert ends_nearer(22)
    assert 24 <= sum(ends_nearer(seed) for seed in range(60)) <= 36


def test_two_of_the_three_answers_cross_their_targets_near_step_3():
    away = ten_steps(22)[1] - TARGET[0]
    crossed = [np.flatnonzero(np.diff(np.sign(column))) for column in away.T]
    assert [len(steps) for steps in crossed] == [1, 1, 0]
    assert all(2 <= steps[0] <= 4 for steps in crossed[:2])
    assert (np.diff(away[4:, :2], axis=0) > 0).all()  # and walk on


def thousand_steps(seed):
    """The mean errors on all rows, in units, and those of the mean."""
    X, y = sum_difference(1000, rng=np.random.default_rng(0))
    X, y = X / 100, y / 100
    rng = np.random.default_rng(seed)
    parameters = [rng.normal(0, 1, (2, 8)), np.zeros(8), rng.normal(0, 0.5, (8, 3)), np.zeros(3)]
    assert [array.size for array in parameters] == [16, 8, 24, 3]
    for _ in range(1001):
        for array, gradient in zip(parameters, two(X, y, *parameters), strict=True):
            array -= 0.1 * gradient
    W1, b1, W2, b2 = parameters
    p = np.maximum(X @ W1 + b1, 0) @ W2 + b2
    return 100 * abs(p - y).mean(axis=0), 100 * abs(y.mean(axis=0) - y).mean(axis=0)


def test_two_layers_learn_all_three_answers_and_not_from_every_start():
    errors, mean = thousand_steps(5)
    assert (errors < mean / 8).all()
    errors, mean = thousand_steps(9)
    assert errors[2] == pytest.approx(20, abs=0.5) == pytest.approx(mean[2], abs=1)


@pytest.mark.parametrize("lr, grows", [(0.1, False), (0.32, False), (0.34, True), (0.4, True)])
def test_above_two_sixths_the_error_grows(lr, grows):
    before = neuron.values(*GIVEN[0])
    assert (abs(neuron.stepped(before, lr)["e"]) > abs(before["e"])) == grows


def test_a_weight_of_the_first_layer_has_2048_paths_in_each_row():
    """Counted as the product of the matrices of ones after its unit."""
    sizes = [30, 128, 64, 32, 1]
    through = np.ones(1)
    for n_in, n_out in zip(sizes[-2:0:-1], sizes[:1:-1], strict=True):
        through = np.ones((n_in, n_out)) @ through
    assert through.tolist() == [2048] * 128


def test_nudging_one_way_is_one_forward_pass_more_than_there_are_numbers():
    sizes = [30, 128, 64, 32, 1]
    net = mlp(sizes, ReLU, rng=np.random.default_rng(0))
    assert (net.params.size + 1, 2 * net.params.size) == (14338, 28674)


def test_a_unit_that_is_off_for_all_rows_stays_off_in_the_first_layer_and_can_be_woken_deeper_in():
    x, y = np.array([[1.0], [2.0]]), np.zeros((2, 1))
    net = mlp([1, 2, 2, 1], ReLU, rng=np.random.default_rng(0))
    first, _, second, _, last = net.layers
    first.W[:], second.W[:], last.W[:] = [[1, -1]], [[1, -0.05], [1, 1]], [[1], [1]]
    second.b[:] = 0, 0.04
    on = []
    for _ in range(40):
        net.backward(squared_error(y, net(x))[1])
        assert not first.dW[:, 1].any() and not first.db[1]
        on.append(second.dW[:, 1].any())
        net.params -= 0.05 * net.grads
    assert not on[0] and any(on)


def test_the_first_layer_of_a_network_hands_no_gradient_on():
    net = mlp([2, 4, 3], ReLU, rng=np.random.default_rng(0))
    assert net.backward(squared_error(TARGET, net(PAIR))[1]) is None
