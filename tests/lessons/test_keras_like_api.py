"""Its checkers name the fault."""

from itertools import pairwise

import numpy as np
import pytest

from nnlib import ReLU, mlp
from nnlib.teaching.checking.diagnosis import same
from nnlib.teaching.lessons.keras_like_api import check


def says(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


def stub(*arguments):
    """To be written."""
    ...


EXERCISES = {
    "count_parameters": (check.SIZES, check.COUNT, check.right_count),
    "evaluate": (check.BATCHES, check.EVALUATE, check.right_evaluate),
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


# ---- count parameters ----
def in_a_loop(sizes):
    total = 0
    for n_in, n_out in pairwise(sizes):
        total += n_in * n_out
        total += n_out
    return total


def layer_by_layer(sizes, bias=lambda n_in, n_out: n_out):
    return sum(n_in * n_out + bias(n_in, n_out) for n_in, n_out in pairwise(sizes))


def no_return(sizes):
    layer_by_layer(sizes)


RIGHT_COUNT = [in_a_loop, layer_by_layer, lambda s: mlp(s, ReLU, rng=np.random.default_rng(0)).params.size]
WRONG_COUNT = [
    (lambda s: layer_by_layer(s, lambda n_in, n_out: 0), "the biases are missing"),
    (lambda s: layer_by_layer(s, lambda n_in, n_out: n_in), "a bias for each *input*"),
    (lambda s: in_a_loop(s) + s[0], "the inputs of the network have got biases"),
    (lambda s: layer_by_layer(s, lambda n_in, n_out: 1), "a single bias for each layer"),
    (lambda s: layer_by_layer(s, lambda n_in, n_out: 1) + 1, "a single bias for each number"),
    (sum, "the number of units, inputs included"),
    (lambda s: sum(s[1:]), "the biases alone"),
    (lambda s: in_a_loop(s[:-1]), "the last layer is missing"),
    (lambda s: in_a_loop(s[1:]), "the first layer is missing"),
    (lambda s: in_a_loop(s[:2]), "the first layer alone"),
    (lambda s: in_a_loop(s[-2:]), "the last layer alone"),
    (lambda s: sum(s[0] * n + n for n in s[1:]), "every layer has the inputs of the first one"),
    (np.prod, "all sizes are multiplied"),
    (lambda s: [in_a_loop(pair) for pair in pairwise(s)], "the layers one by one"),
    (lambda s: 2 * in_a_loop(s), "twice too large"),
    (lambda s: in_a_loop(s) + 3, "should be"),
    (no_return, "returns None"),
]


@pytest.mark.parametrize("answer", RIGHT_COUNT)
def test_count_parameters_accepts_right_answers(answer):
    assert check.count_parameters(answer).passed, check.count_parameters(answer)


@pytest.mark.parametrize("answer, words", WRONG_COUNT)
def test_count_parameters_says_what_is_wrong(answer, words):
    says(check.count_parameters(answer), words)


def test_the_published_counts():
    assert check.right_count([30, 128, 64, 32, 1]) == 14_337
    assert check.COUNT[0].wrong([30, 128, 64, 32, 1]) == 14_112
    assert check.COUNT[1].wrong([30, 128, 64, 32, 1]) == 14_366


# ---- accuracy in batches ----
def batches(model, X, y, batch_size):
    for start in range(0, len(X), batch_size):
        rows = slice(start, start + batch_size)
        yield model.predict_proba(X[rows]), y[rows]


def counting(*case):
    return sum(((p.ravel() > 0.5) == y).sum() for p, y in batches(*case)) / len(case[1])


def weighing(*case):
    return sum(((p[:, 0] > 0.5) == y).mean() * len(y) for p, y in batches(*case)) / len(case[1])


def with_predict(model, X, y, batch_size):
    called = [model.predict(X[i : i + batch_size]) for i in range(0, len(X), batch_size)]
    return float((np.concatenate(called) == y.reshape(-1, 1)).mean())


def one_row_at_a_time(model, X, y, batch_size):
    return np.mean([(model.predict_proba(X[i : i + 1])[0, 0] > 0.5) == y[i] for i in range(len(X))])


def full_batches(model, X, y, batch_size):
    return [(p, t) for p, t in batches(model, X, y, batch_size) if len(t) == batch_size]


def hits(pairs):
    return [(p.ravel() > 0.5) == y for p, y in pairs]


WRONG_EVALUATE = [
    (lambda *case: np.mean([hit.mean() for hit in hits(batches(*case))]), "its rows weigh too much"),
    (lambda *case: sum(hit.mean() * case[3] for hit in hits(batches(*case))) / len(case[1]), "as if it were full"),
    (lambda *case: sum(((p > 0.5) == y).sum() for p, y in batches(*case)) / len(case[1]), "every row against every"),
    (lambda *case: np.mean([((p > 0.5) == y).mean() for p, y in batches(*case)]), "every row against every"),
    (
        lambda *case: sum(((p > 0.5) == y).mean() * len(y) for p, y in batches(*case)) / len(case[1]),
        "every row against every",
    ),
    (lambda *case: sum(((p.ravel() > 0) == y).sum() for p, y in batches(*case)) / len(case[1]), "share of class 1"),
    (lambda *case: sum((p.ravel() == y).sum() for p, y in batches(*case)) / len(case[1]), "compared with classes"),
    (lambda *case: np.concatenate([(p.ravel() >= 0.5) == y for p, y in batches(*case)]).mean(), "exactly one half"),
    (lambda *case: int(counting(*case) * len(case[1])) // (len(case[1]) + 1), "in whole numbers"),
    (lambda *case: 1.0, "1, whatever the rows are"),
    (lambda *case: sum((p > 0).sum() for p, y in batches(*case)) / len(case[1]), "every row counts as right"),
    (lambda *case: 100 * counting(*case), "in percent"),
    (lambda *case: 1 - counting(*case), "rows that are wrong"),
    (lambda *case: sum((p > 0.5).sum() for p, y in batches(*case)) / len(case[1]), "right or wrong"),
    (lambda *case: np.concatenate(hits(full_batches(*case))).mean(), "short batch is left out"),
    (lambda *case: np.concatenate(hits(full_batches(*case))).sum() / len(case[1]), "yet you divide by all rows"),
    (lambda *case: hits(batches(*case))[-1].mean(), "only the last batch"),
    (lambda *case: hits(batches(*case))[0].mean(), "only the first batch"),
    (lambda *case: hits(batches(*case))[0].sum() / len(case[1]), "right rows of the first batch"),
    (lambda *case: counting(*case) * len(case[1]), "the number of right rows"),
    (lambda *case: counting(*case) * len(case[1]) / -(-len(case[1]) // case[3]), "by the number of batches"),
    (lambda model, X, y, size: ((model.predict_proba(X).ravel() > 0.5) == y).mean(), "do not fit into memory"),
    (lambda *case: hits(batches(*case))[0], "wanted ()"),
]


@pytest.mark.parametrize("answer", [counting, weighing, with_predict, one_row_at_a_time])
def test_evaluate_accepts_right_answers(answer):
    assert check.evaluate(answer).passed, check.evaluate(answer)


@pytest.mark.parametrize("answer, words", WRONG_EVALUATE)
def test_evaluate_says_what_is_wrong(answer, words):
    says(check.evaluate(answer), words)
