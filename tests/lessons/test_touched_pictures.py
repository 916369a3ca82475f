"""Pictures that are redrawn by Python and can be touched: what stands under the finger is what moves."""

import pytest
from explorable import controls_of

from nnlib.teaching.lessons.backpropagation import explore as backpropagation
from nnlib.teaching.lessons.backpropagation.paths import center
from nnlib.teaching.lessons.data import explore as data
from nnlib.teaching.lessons.forward_pass import explore as forward_pass
from nnlib.teaching.lessons.gradient_check import explore as gradient_check
from nnlib.teaching.lessons.honest_scores import explore as honest_scores


@pytest.fixture(autouse=True)
def no_page(monkeypatch):
    monkeypatch.setattr("nnlib.teaching.live.panel.display", lambda panel: None)


def touch(live, x, y):
    """Put a finger on a place of the first axes."""
    right, up = live.figure.axes[0].transData.transform((x, y)) / (live.figure.bbox.width, live.figure.bbox.height)
    live.put((right, 1 - up))


def panel_figures(title):
    """The pictures of a panel, in their order."""
    from nnlib.teaching.live.panel import _shown

    return [part for part in _shown[title].members if hasattr(part, "png")]


def test_the_line_is_tilted_at_its_ends_and_lifted_in_its_middle():
    live, _ = data.build()
    control = controls_of("line")
    w, b = (control[name].value for name in ("weight w", "bias b"))
    touch(live, 0.1, -0.5)
    assert control["weight w"].value == w and control["bias b"].value == pytest.approx(-0.5 - 0.1 * w, abs=0.01)
    lifted = control["bias b"].value
    touch(live, 0.9, 1.0)
    assert control["bias b"].value == lifted != b
    assert control["weight w"].value == pytest.approx((1.0 - lifted) / 0.9, abs=0.01)


@pytest.mark.parametrize("place, name", [(1, "weight w"), (2, "bias b")])
def test_a_dot_is_drawn_along_its_bowl(place, name):
    data.build()
    control = controls_of("line")
    before = {other: each.value for other, each in control.items() if other != name}
    touch(panel_figures("line")[place], 1.25, 3.0)
    assert control[name].value == pytest.approx(1.25, abs=0.01)
    assert before == {other: control[other].value for other in before}


@pytest.mark.parametrize("x, rows", [(3, 3), (9.6, 10), (400, 300)])
def test_the_number_of_rows_is_drawn_along_the_scores(x, rows):
    _, curves = honest_scores.build()
    touch(curves, x, 0)
    assert controls_of("noise_and_rows")["training rows"].value == rows


def test_the_nearest_hinge_comes_by_its_bias_and_the_other_stays():
    alone, _, sliders, _ = forward_pass.build_two_units()
    touch(alone, 1.5, 0)
    touch(alone, 1.0, 0)
    touch(alone, -0.5, 0)
    assert [sliders["bias", unit].value for unit in (1, 2)] == [-1, -0.5]
    for unit in (1, 2):
        sliders["weight", unit].value = 0
    touch(alone, 1.0, 0)  # no hinge is left
    assert [sliders["bias", unit].value for unit in (1, 2)] == [-1, -0.5]


@pytest.mark.parametrize("x, unit", [(0.5, 1), (-0.5, 2)])
def test_of_two_hinges_at_one_place_the_one_on_the_side_that_is_touched_comes(x, unit):
    alone, _, sliders, _ = forward_pass.build_two_units()
    touch(alone, x, 0)
    assert [sliders["bias", i].value for i in (1, 2)] == [-0.5 if i == unit else 0 for i in (1, 2)]


@pytest.mark.parametrize("array, index", [("W", (1, 0)), ("b", (1,)), ("x", (2, 1))])
def test_the_number_that_is_touched_shows_its_paths(array, index):
    live = backpropagation.build_paths()
    touch(live, *center(array, index))
    name = f"{array}[{', '.join(map(str, index))}]"
    assert controls_of("paths")["number"].value == name and name in live.alt


@pytest.mark.parametrize("x, h", [(6.2, 1e-7), (-0.5, 0.1), (12.5, 1e-13)])
def test_the_step_is_drawn_along_the_signs(x, h):
    *_, steps = gradient_check.build()
    touch(steps, x, 0.5)
    assert controls_of("judge")["step h"].value == pytest.approx(h)
