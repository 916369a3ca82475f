"""Its exercise, the published answers, the map, the pad, and what its text claims."""

import json

import matplotlib.pyplot as plt
import numpy as np
import pytest
from explorable import controls_of
from sklearn.datasets import load_digits

from nnlib import Adam, ReLU, cross_entropy, fit, mlp, softmax, stack
from nnlib.teaching.checking.progress import EXERCISES
from nnlib.teaching.lessons import LESSONS
from nnlib.teaching.lessons.start_here import check, explore, pictures, thumbnails
from nnlib.teaching.pad import strokes


@pytest.fixture(autouse=True)
def memory(monkeypatch, tmp_path):
    """Where verdicts of these tests are remembered."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv("NNLIB_PROGRESS", str(path))
    yield path
    plt.close("all")


# ---- the exercise ----
@pytest.mark.parametrize("right", [lambda x: 2 * x, lambda x: x + x, lambda x: np.add(x, x)])
def test_double_accepts(right):
    assert check.double(right).passed


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda x: x**2, "squares"),
        (lambda x: x + 2, "2 is added"),
        (lambda x: x, "unchanged"),
        (lambda x: -2 * x, "wrong sign"),
        (lambda x: 4 * x, "twice too large"),
    ],
)
def test_double_says_what_is_wrong(wrong, words):
    verdict = check.double(wrong)
    assert verdict.passed is False and words in repr(verdict)


# ---- the published answers ----
PUBLISHED = (np.array([3, 888]), np.array([5, 122]), np.array([2, 766]), np.array([15.7, -64]))


def test_each_answer_stands_beside_its_truth_and_the_impossible_one_is_named():
    fig = pictures.answers_drawn(*PUBLISHED)
    fig.canvas.draw()
    ways = [[note for note in ax.texts if getattr(note, "arrow_patch", None)] for ax in fig.axes]
    assert [[(note.xyann[0], note.xy[0]) for note in each] for each in ways] == [[(122, 58)], [(3, 18.7)]]
    assert [list(ax.lines[0].get_xdata()) for ax in fig.axes] == [[122, 888], [3, 5]]
    far_words, near_words = ({text.get_text() for text in ax.texts} for ax in fig.axes)
    assert fig.get_suptitle() == "How far apart are 888 and 122? The network says −64"
    assert {"2 apart", "15.7", "3 and 5: 8 times as far"} <= near_words
    assert {"766 apart", "it says −64"} <= far_words
    assert fig.axes[0].get_title(loc="left") == "From 122, it walks away from 888"
    swapped = pictures.answers_drawn([30, 70, 888], [70, 30, 122], [40, 40, 766], [48.1, 25.2, -64]).axes[1]
    words = {text.get_text() for text in swapped.texts}
    assert {"30 and 70: swapped, another answer", "40 apart", "48.1", "25.2"} <= words
    assert [label.get_text() for label in swapped.get_yticklabels()] == ["|30 − 70|", "|70 − 30|"]


@pytest.fixture
def shown(monkeypatch):
    """What pictures show: [(figure, its description)]."""
    found = []
    monkeypatch.setattr(pictures, "show", lambda fig, alt: found.append((fig, alt)))
    return found


def test_the_answers_are_described(shown):
    pictures.published_answers(*PUBLISHED)
    assert "|3 − 5|: 2, the network says 15.7. |888 − 122|: 766, the network says −64." in shown[0][1]


# ---- the map ----
def test_the_map_has_every_lesson_in_its_order_and_every_part():
    assert [room for room, *_ in pictures.COURSE] == list(LESSONS)
    parts = [part for _, _, part, _ in pictures.COURSE]
    assert parts == sorted(parts) and set(parts) == set(range(1, len(pictures.PARTS) + 1))
    assert len({draw for *_, draw in pictures.COURSE}) == len(LESSONS)


def bars(fig):
    """Lengths of the filled bars."""
    return [bar.get_width() for bar in fig.axes[0].patches if isinstance(bar, plt.Rectangle)]


def test_a_bar_shows_the_share_that_is_solved_and_a_tick_that_all_is():
    fig = pictures.map_drawn({"start_here": 1, "data": 0.5, "xor": 0})
    fig.canvas.draw()
    outline, full, _, half, _, none, *key = bars(fig)
    assert (full / outline, half / outline, none) == (1, 0.5, 0) and key == [outline, outline / 2]
    texts = [text.get_text() for text in fig.axes[0].texts]
    assert "00 ✓" in texts and "01" in texts and f"{LESSONS.index('xor'):02d}" in texts
    assert len(fig.axes) == 1 + len(LESSONS)


def test_no_title_leaves_its_lesson_and_no_lesson_the_page():
    fig = pictures.map_drawn({})
    renderer = fig.canvas.get_renderer()
    boxes = [ax.get_position() for ax in fig.axes[1:]]
    assert min(box.x0 for box in boxes) > 0 and max(box.x1 for box in boxes) < 1
    titles = [text for text in fig.axes[0].texts if text.get_ha() == "center"]
    wide = pictures.SLOT * fig.dpi
    assert max(text.get_window_extent(renderer).width for text in titles) < wide
    bold = [text for text in fig.axes[0].texts if text.get_ha() == "left" and text.get_fontweight() == "bold"]
    heads = [text.get_window_extent(renderer) for text in bold[1:]]
    for head, (_, column, size) in zip(heads, pictures.places(), strict=True):
        assert head.x1 < (0.06 + pictures.SLOT * (column + size)) * fig.dpi


def test_the_map_reads_what_this_reader_has_solved(shown, memory):
    pictures.course_map()
    assert "Solved" not in shown[0][1] and "00 start here; 01" in shown[0][1]
    solved = {"start_here.double": True, f"data.{EXERCISES['data'][0]}": True, f"xor.{EXERCISES['xor'][0]}": False}
    memory.write_text(json.dumps(solved))
    share = pictures.share_solved()
    assert share["start_here"] == 1 and share["data"] == 1 / len(EXERCISES["data"]) and share["xor"] == 0
    pictures.course_map()
    assert "Solved: 00 start here 100 %, 01" in shown[1][1]


@pytest.mark.parametrize("draw", [draw for *_, draw in pictures.COURSE], ids=lambda draw: draw.__name__)
def test_a_thumbnail_stays_in_its_square(draw):
    ax = plt.figure(figsize=(2, 2), layout="none").add_axes((0, 0, 1, 1))
    assert draw.__module__ == thumbnails.__name__
    draw(ax)
    ax.set(xlim=(-1, 2), ylim=(-1, 2), aspect="equal")
    ax.axis("off")
    ax.figure.canvas.draw()
    pixels = np.asarray(ax.figure.canvas.buffer_rgba())[::-1, :, :3].min(axis=2)
    inked = np.argwhere(pixels < 250) / 200 * 3 - 1
    assert len(inked) and inked.min() > -0.05 and inked.max() < 1.05


# ---- the pad ----
def train(net, rng, trainer=fit):
    pixels, digits = load_digits(return_X_y=True)
    trainer(net, cross_entropy, Adam(net), pixels[:1200] / 16, digits[:1200], rng=rng, epochs=30)
    return net


@pytest.fixture(scope="module")
def net():
    """The lesson's network."""
    rng = np.random.default_rng(0)
    return train(mlp([64, 48, 32, 10], ReLU, rng=rng), rng)


@pytest.fixture
def pad(net, page):
    """(paper, reading) on a page that nobody sees."""
    return explore.build(net)


def test_the_first_frame_is_a_1_read_as_a_2_and_without_its_foot_it_is_a_1(pad):
    _, reading = pad
    assert reading.caption.startswith("<b>You see a 1? The network says 2, ") and "Press Undo" in reading.caption
    assert reading.data["wrong"] and controls_of("first_pad")["drawing"].value == explore.START
    controls_of("first_pad")["Undo"].click()
    assert reading.caption.startswith("<b>The network says 1, ") and "Undo" not in reading.caption
    assert not reading.data["wrong"]


def test_the_pad_agrees_with_the_network(net, pad):
    _, reading = pad
    for digit in (0, 3, 9):
        controls_of("first_pad")["drawing"].value = strokes.SCRIPTED[digit][0]
        picture = strokes.soft_pen_fitted(strokes.read(strokes.SCRIPTED[digit][0]))
        p = softmax(net(picture.reshape(1, 64) / 16))[0]
        assert reading.data["numbers"] == picture.ravel().tolist()
        assert [width for width, _ in reading.data["bars"]] == pytest.approx(p, abs=1e-4)
        assert reading.caption.startswith(f"<b>The network says {p.argmax()}, ")


def test_the_answer_follows_the_pen_and_clear_empties_the_pad(pad):
    paper, reading = pad
    controls_of("first_pad")["Clear"].click()
    assert reading.caption.startswith("<b>The pad is empty") and set(reading.data["numbers"]) == {0}
    down = [[row, 16] for row in range(4, 28)]
    heard = []
    for so_far in (1, 24):
        paper.put({"stroke": "a", "points": down[:so_far]})
        heard.append(reading.caption)
    assert heard[0] != heard[1] and heard[1].startswith("<b>The network says 1")
    controls_of("first_pad")["Undo"].click()
    assert reading.caption.startswith("<b>The pad is empty")


def test_run_again_the_earlier_pad_is_closed(net, pad, page):
    explore.pad(net)
    assert page[0].comm is None and page[1].comm is not None


# ---- what the text claims ----
@pytest.fixture(scope="module")
def twenty():
    rngs = [np.random.default_rng(seed) for seed in range(20)]
    return train(stack([mlp([64, 48, 32, 10], ReLU, rng=rng) for rng in rngs]), rngs)


def seen_by(nets, text):
    """Probabilities (20, 10) for strokes."""
    return softmax(nets(strokes.soft_pen_fitted(strokes.read(text)).reshape(1, 64) / 16))[:, 0]


def test_to_an_empty_pad_twenty_networks_answer_various_digits_and_none_is_more_than_25_percent_sure(twenty):
    p = seen_by(twenty, "")
    assert p.max(axis=1).min() > 0.1 and p.max() < 0.25 and len(set(p.argmax(axis=1))) > 1


def test_twenty_networks_take_a_1_with_a_foot_for_a_2(twenty):
    assert (seen_by(twenty, explore.START).argmax(axis=1) == 2).all()
    assert strokes.examples()["a 1, way 4"] == explore.START
