"""Explorables: controls that say their values, a clock, a panel that sends only what has changed."""

import re

import numpy as np
import pytest
import traitlets
from reading import stored_pictures

from nnlib.teaching import live
from nnlib.teaching.figures import small
from nnlib.teaching.live import panel as panel_module
from nnlib.teaching.live.curves import apart, axis_end
from nnlib.teaching.live.panel import present


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setattr(panel_module, "display", lambda _: None)


def picture():
    figure = live.LiveFigure(2, 1)
    (line,) = figure.figure.subplots().plot([0, 1], [0, 1])
    figure.freeze(line)
    figure.line = line
    return figure


def browser(panel, *todo, number=1):
    """What the page sends, and what it gets: (the parts that were sent back, the messages)."""
    panel.sent = []
    panel.send = lambda content, buffers=None: panel.sent.append(content)
    before = {name: getattr(panel, name) for name in panel.keys if name.startswith("part") and name != "parts"}
    panel._do(panel, {"number": number, "todo": list(todo)}, [])
    return [name for name, old in before.items() if getattr(panel, name) != old], panel.sent


# ---- controls ----
def test_a_slider_says_each_of_its_values_with_a_unit_and_a_true_minus():
    slider = live.Slider("rate", (-0.2, 0.2, 0.1), 0.1, text="mm")
    assert slider.values == [-0.2, -0.1, 0.0, 0.1, 0.2]
    assert slider.spec()["texts"] == ["−0.2 mm", "−0.1 mm", "0 mm", "0.1 mm", "0.2 mm"]
    assert slider.state() == {"value": 3, "disabled": False, "text": "0.1 mm"}


def test_a_slider_takes_a_number_between_its_places_and_stays_inside():
    slider = live.Slider("w", (0, 2, 1), 1)
    slider.value = 0.25
    assert slider.state()["value"] == 0.25 and slider.state()["text"] == "0.25"
    slider.value = 7
    assert slider.value == 2
    slider.put(1)
    assert slider.value == 1


def test_a_slider_over_words_refuses_another_word():
    slider = live.Slider("start", ["low", "high"], "high")
    assert slider.state()["value"] == 1
    with pytest.raises(traitlets.TraitError, match="'middle' is none of"):
        slider.value = "middle"


@pytest.mark.parametrize("kind", [live.Choice, live.Menu])
def test_a_choice_starts_with_its_first_option_and_knows_what_it_offers(kind):
    choice = kind("goal", {"a line": 1, "a bend": 2})
    assert choice.value == 1 and choice.spec()["texts"] == ["a line", "a bend"]
    choice.put(1)
    assert choice.value == 2 and choice.state()["value"] == 1
    with pytest.raises(traitlets.TraitError, match="3 is none of"):
        choice.value = 3


def test_a_button_calls_all_who_listen():
    heard = []
    button = live.Button("Go", heard.append)
    button.on_click(heard.append)
    button.put(True)
    assert heard == [button, button]


@pytest.fixture
def clock():
    """A clock whose ticks and resets are written down; the third tick says that all is done."""
    said = []
    clock = live.Clock(lambda: said.append("tick") or said.count("tick") == 3, lambda: said.append("reset"))
    clock.said = said
    return clock


def test_a_clock_ticks_while_it_plays_and_stops_when_all_is_done(clock):
    clock.put("tick")
    assert clock.said == []
    clock.put("play")
    for _ in range(5):
        clock.put("tick")
    assert clock.said == ["tick"] * 3 and clock.value is False


@pytest.mark.parametrize("button", ["step", "reset"])
def test_step_and_reset_of_a_clock_end_its_play(clock, button):
    clock.play()
    clock.put(button)
    assert clock.said == [{"step": "tick"}.get(button, button)] and clock.value is False


# ---- the panel ----
def test_the_browser_moves_a_slider_and_gets_the_new_picture_and_sentence_and_nothing_else():
    figure, other, slider = picture(), picture(), live.Slider("w", (0, 2, 1), 0)

    def redraw(_=None):
        figure.line.set_ydata([0, slider.value])
        figure.show("A line.", f"<b>w is {slider.value}.</b>")

    slider.observe(redraw, "value")
    redraw()
    other.show("Another.")
    panel = present("w", slider, figure, other)
    assert panel.sentence == "<b>w is 0.</b>"
    changed, messages = browser(panel, [0, 2], number=7)
    assert changed == ["part0", "part1"] and messages == [{"done": 7}]
    assert panel.sentence == "<b>w is 2.</b>" and panel.part1["png"] == figure.png


def test_the_browser_is_told_that_it_may_go_on_even_if_something_fails():
    def fail(_):
        raise ZeroDivisionError

    panel = present("fails", live.Button("Go", fail))
    panel.sent = []
    panel.send = lambda content, buffers=None: panel.sent.append(content)
    with pytest.raises(ZeroDivisionError):
        panel._do(panel, {"number": 3, "todo": [[0, True]]}, [])
    assert panel.sent == [{"done": 3}]


def test_a_drawing_gets_data_and_says_what_was_touched():
    drawing, touched = live.Drawing("none", points=[1]), []
    drawing.on_touch(touched.append)
    drawing.show("Two points.", "There are two.", points=[1, 2])
    assert drawing.data == {"points": [1, 2]} and drawing.caption == "There are two."
    drawing.put({"point": 1})
    assert touched == [{"point": 1}]


def test_an_explorable_shown_again_stops_and_closes_the_earlier_one(clock):
    earlier = present("here", clock)
    clock.play()
    present("here", live.Clock(lambda: None, lambda: None))
    assert clock.value is False and earlier.comm is None


def test_where_no_widget_runs_its_words_and_pictures_of_the_start_stand_for_it():
    one, two = picture(), picture()
    one.show('The "first".', "Look.")
    two.show("The second.")
    data, *_ = present("still", one, two)._repr_mimebundle_()
    assert data["text/html"].startswith("<p>Look.</p>") and data["text/plain"] == 'The "first". The second.'
    pairs = stored_pictures({"outputs": [{"data": data}]})
    assert pairs == [('The "first".', small(one.png)), ("The second.", small(two.png))]


@pytest.mark.parametrize(
    "touch, heard", [((0, 1), (0, 0)), ((0.5, 0.25), (5, 1.5)), ((1, 0), (10, 2)), ((9, -9), (10, 2))]
)
def test_a_picture_that_is_touched_says_where_in_its_axes(touch, heard):
    figure, where = live.LiveFigure(2, 1), []
    figure.figure.set_layout_engine("none")
    ax = figure.figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 10), ylim=(0, 2))
    figure.freeze()
    figure.on_touch(lambda *at: where.append(at))
    panel = present("touched", figure, picture())
    assert [part["touch"] for part in panel.parts] == ["across", None]
    browser(panel, [0, list(touch)])
    assert np.allclose(where, [heard])


def test_every_kind_of_part_has_a_maker_in_the_browser():
    script = (panel_module.BROWSER / "panel.js").read_text(encoding="utf-8")
    made = set(re.findall(r"^  (\w+)\(.*\) \{$", script, re.M))
    controls = live.Slider, live.Choice, live.Menu, live.Toggle, live.Button, live.Clock
    assert made >= {control.kind for control in controls} | {"figure", "drawing"}


@pytest.mark.parametrize("n", [1, 7, 160, 161, 1000, 12345])
def test_a_thinned_curve_keeps_its_ends_its_order_and_its_means(n):
    values = np.random.default_rng(n).random(n)
    epochs, thinned = live.thin(values)
    assert len(epochs) == len(thinned) == min(n, 160)
    assert (epochs[0], epochs[-1]) == (0, n - 1) and (np.diff(epochs) > 0).all()
    assert (thinned[0], thinned[-1]) == (values[0], values[-1])
    long = live.thin(3 * np.arange(n) + 5.0)
    assert long[1] == pytest.approx(3 * long[0] + 5)


# ---- drawings ----
def test_a_plane_sends_its_map_and_where_it_changes_sign():
    plane = live.Plane("map", ((-1, 1), (0, 2)), (5, 9))
    plane.draw("A map.", "Look.", scores=3 * plane.at[:, 0] + 300 * (plane.at[:, 0] > 0.9), points=[[0, 1, 0]])
    sent = np.frombuffer(plane.data["scores"], "<i2").reshape(5, 9) / 800
    assert sent[2] == pytest.approx([-3, -2.25, -1.5, -0.75, 0, 0.75, 1.5, 2.25, 40], abs=1e-3)
    (border,) = plane.data["border"]
    assert {x for x in border[::2]} == {0.0} and sorted(border[1::2])[0] == 0 and sorted(border[1::2])[-1] == 2
    assert plane.data["points"] == [[0, 1, 0]] and (plane.alt, plane.caption) == ("A map.", "Look.")
    plane.draw("One class.", scores=np.ones(45))
    assert plane.data["border"] == [] and plane.data["points"] == [[0, 1, 0]]


def test_a_plane_has_a_still_with_its_points():
    plane = live.Plane("map", ((-1, 1), (0, 2)), (5, 9))
    plane.draw("A map.", scores=plane.at[:, 0], points=live.dots(np.array([[0.5, 1], [-0.5, 1]]), [1, 0]))
    empty = plane.still()
    plane.draw("A map.", others=live.dots(np.array([[0.5, 1.5]]), np.array([[1.0]])))
    png, width, height = plane.still()
    assert png != empty[0] and width > height > 100 and plane.data["others"] == [[0.5, 1.5, 1]]


def test_curves_name_their_ends_apart_and_stretch_their_axis():
    curves = live.Curves("loss", top=1.0)
    losses = {("training", "train"): [0.9, 0.5, 0.42], ("new", "new"): [0.9, 3.0, 0.4]}
    curves.draw("Two losses.", losses, {"coin toss": 0.69, "best line": 0.68})
    heights = {curve["name"]: curve["high"] for curve in curves.data["curves"]}
    assert heights["training"] - heights["new"] == pytest.approx(0.1)
    (_, coin, above), (_, line, below) = curves.data["levels"]
    assert (coin, line) == (0.69, 0.68) and above - below == pytest.approx(0.1)
    curves.draw("One loss.", {("training", "train"): [5.0] * 102}, {})
    assert curves.data["ends"] == [200, 1.0] and curves.data["curves"][0]["name"] == "training ↑"


def test_names_stay_apart_inside_the_axis_and_in_the_order_of_their_curves():
    rng = np.random.default_rng(0)
    for a, b in [(0, 0), (1e12, 0), (0.9, 0.9), (0.5, 0.8), *rng.uniform(0, 1, (200, 2))]:
        at = apart((a, b), 0.9)
        assert abs(at[0] - at[1]) > 0.0899 and min(at) >= 0.0269 and max(at) <= 0.8731
        assert (at[0] > at[1]) == (a > b)
    assert apart((0.5, 0.8), 0.9) == [0.5, 0.8] and apart((), 0.9) == []


def test_the_axis_of_epochs_doubles():
    ends = [axis_end(epoch) for epoch in (0, 1, 100, 101, 200, 201, 6400)]
    assert ends == [100, 100, 100, 200, 200, 400, 6400]


def test_a_network_can_be_built_on_its_picture_if_it_says_so():
    assert live.LiveNetwork((2, 1)).data["grow"] is None
    assert live.LiveNetwork((2, 1), grow=(4, 16)).data["grow"] == [4, 16]
