"""Lesson 00: its exercise, its map, the digit reader."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from sklearn.datasets import load_digits

from nnlib import Adam, cross_entropy, fit, mlp
from nnlib.teaching.lessons.start_here import check, reader
from nnlib.teaching.lessons.start_here.pictures import course_map


@pytest.fixture(autouse=True)
def forget(monkeypatch, tmp_path):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress.json"))
    yield
    plt.close("all")


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


@pytest.fixture(scope="module")
def trained():
    pictures, labels = load_digits(return_X_y=True)
    rng = np.random.default_rng(0)
    net = mlp([64, 10], rng=rng)
    fit(net, cross_entropy, Adam(net, lr=0.01), pictures[:200] / 16, labels[:200], rng=rng, epochs=20)
    return net, pictures[200:], labels[200:]


def test_an_answer_is_ten_probabilities(trained):
    net, pictures, _ = trained
    p = reader.answer(net, pictures[0])
    assert p.shape == (10,) and p.sum() == pytest.approx(1)


def test_noise_is_repeatable_stays_in_range_and_0_changes_nothing():
    picture = np.linspace(0, 16, 64)
    assert np.array_equal(reader.noisy(picture, 0), picture)
    noisy = reader.noisy(picture, 4)
    assert np.array_equal(noisy, reader.noisy(picture, 4)) and not np.array_equal(noisy, picture)
    assert noisy.min() >= 0 and noisy.max() <= 16


def test_the_verdict_names_answer_certainty_and_truth():
    p = np.full(10, 0.01)
    p[3] = 0.91
    assert reader.verdict(p, 3) == "The network says 3 and is 91% sure. It is right."
    assert reader.verdict(p, 5) == "The network says 3 and is 91% sure. It is wrong: this is a 5."
    p[3] = 0.999
    assert "over 99 % sure" in reader.verdict(p, 3)


def test_the_explorable_answers_to_its_sliders_and_can_be_shown_twice(trained):
    for _ in range(2):
        live, (number, noise) = reader.build(*trained)
        before = live.widget.value
        number.value = 5
        after = live.widget.value
        noise.value = 6
        assert before != after != live.widget.value
        assert "The network says" in live.widget.value and "alt=" in live.widget.value
        assert number.description == "picture" and noise.description == "noise"


def test_the_map_names_every_lesson():
    texts = [text.get_text() for text in course_map([("00", "start", True), ("01", "data", False)]).axes[0].texts]
    assert {"00", "start", "01", "data"} <= set(texts)
