"""Answers to the exercises of lesson 10: how a hundred networks end, and starting weights without two units alike."""

import random
from collections import Counter, namedtuple

import numpy as np

from nnlib.data import xor

from . import Case

XOR = xor()[1][:, 0]

# ---- census ----
KINDS = {2: "two alike", 3: "three alike", 4: "all alike"}
NAMES = ["solved", *KINDS.values(), "other"]


def census(P, y, right=lambda p, y: abs(p - y) < 0.1, together=lambda q, t: (abs(q - t.mean()) < 0.1).all()):
    """As the lesson has it, but for what is given."""
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        wrong = ~right(p, y)
        end = "other"
        if not wrong.any():
            end = "solved"
        elif wrong.sum() > 1 and together(p[wrong], y[wrong]):
            end = KINDS[int(wrong.sum())]
        counts[end] += 1
    return counts


def with_(**twist):
    return lambda P, y: census(P, y, **twist)


def by_columns(P, y):
    wrong = np.abs(P - y) >= 0.1
    n = wrong.sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean = (wrong * y).sum(axis=1, keepdims=True) / n[:, None]
    alike = (~wrong | (np.abs(P - mean) < 0.1)).all(axis=1)
    found = {name: int((alike & (n == k)).sum()) for k, name in KINDS.items()}
    solved = (n == 0).sum()
    return found | {"solved": solved, "other": len(P) - solved - sum(found.values())}


def with_counter(P, y):
    found = []
    for p in P.tolist():
        rest = [(q, t) for q, t in zip(p, y, strict=True) if abs(q - t) >= 0.1]
        mean = sum(t for _, t in rest) / max(len(rest), 1)
        alike = all(abs(q - mean) < 0.1 for q, _ in rest)
        found.append("solved" if not rest else KINDS[len(rest)] if alike else "other")
    return Counter(found)


def with_isclose(P, y):
    results = {name: 0 for name in NAMES}
    for i in range(P.shape[0]):
        correct = np.isclose(P[i], y, rtol=0, atol=0.1)
        idx = np.where(~correct)[0]
        if len(idx) == 0:
            results["solved"] += 1
        elif len(idx) >= 2 and np.allclose(P[i][idx], np.mean(y[idx]), rtol=0, atol=0.1):
            results[["two alike", "three alike", "all alike"][len(idx) - 2]] += 1
        else:
            results["other"] += 1
    return results


def nested_loops(P, y):
    solved = two = three = four = other = 0
    for i in range(len(P)):
        answers, targets = [], []
        for j in range(4):
            if abs(P[i, j] - y[j]) >= 0.1:
                answers.append(P[i, j])
                targets.append(y[j])
        if len(answers) == 0:
            solved += 1
            continue
        m = sum(targets) / len(targets)
        if max(abs(a - m) for a in answers) >= 0.1 or len(answers) == 1:
            other += 1
        elif len(answers) == 2:
            two += 1
        elif len(answers) == 3:
            three += 1
        else:
            four += 1
    return dict(zip(NAMES, (solved, two, three, four, other), strict=True))


def rounds_the_predictions(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        pred = np.round(p)
        n = int(np.sum(pred != y))
        counts["solved" if n == 0 else KINDS.get(n, "other")] += 1
    return counts


def thresholds(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        correct = np.sum((p > 0.5).astype(int) == y)
        counts[{4: "solved", 2: "two alike", 1: "three alike", 0: "all alike"}.get(int(correct), "other")] += 1
    return counts


def groups_of_equal_answers(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        most = Counter(np.round(p, 1)).most_common(1)[0][1]
        counts["solved" if (np.abs(p - y) < 0.1).all() else KINDS.get(most, "other")] += 1
    return counts


def number_right(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        n = int((np.abs(p - y) < 0.1).sum())
        counts["solved" if n == 4 else KINDS.get(n, "other")] += 1
    return counts


def all_four_near(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        wrong = np.abs(p - y) >= 0.1
        if not wrong.any():
            counts["solved"] += 1
        elif wrong.sum() > 1 and (np.abs(p - y[wrong].mean()) < 0.1).all():
            counts[KINDS[int(wrong.sum())]] += 1
        else:
            counts["other"] += 1
    return counts


def crashes_at_one(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        counts[({0: "solved"} | KINDS)[(np.abs(p - y) >= 0.1).sum()]] += 1
    return counts


def returns_early(P, y):
    for p in P:
        return census([p], y)


def begins_anew(P, y):
    for p in P:
        counts = census([p], y)
    return counts


def plain_ifs(P, y):
    counts = census(P, y)
    for p in P:
        counts["other"] += (np.abs(p - y) >= 0.1).any()
    return counts


def down_the_columns(P, y):
    counts = dict.fromkeys(NAMES, 0)
    counts["solved"] = (np.abs(P - y) < 0.1).all(axis=0).sum()
    return counts | {"other": 4 - counts["solved"]}


def halves(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        n = int((np.abs(p - 0.5) < 0.1).sum())
        counts["solved" if (np.abs(p - y) < 0.1).all() else KINDS.get(n, "other")] += 1
    return counts


def by_loss(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        loss = round(-np.log(np.where(y == 1, p, 1 - p)).mean(), 2)
        kinds = {0.35: "two alike", 0.48: "three alike", 0.69: "all alike"}
        counts["solved" if (np.abs(p - y) < 0.1).all() else kinds.get(loss, "other")] += 1
    return counts


def all_then_compared(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        if np.abs(p - y).all() < 0.1:
            counts["solved"] += 1
        else:
            counts = {name: counts[name] + n for name, n in (census([p], y) | {"solved": 0}).items()}
            counts["other"] += (np.abs(p - y) < 0.1).all()
    return counts


def changes_its_argument(P, y):
    P -= y
    return census(P + y, y)


def solved_if(solved):
    """census, but for what counts as solved."""

    def answer(P, y):
        counts = dict.fromkeys(NAMES, 0)
        for p in P:
            (end,) = (end for end, n in census([p], y).items() if n)
            counts["solved" if solved(p, y) else end] += 1
        return counts

    return answer


def mask_and_name_exchanged(P, y):
    counts = dict.fromkeys(NAMES, 0)
    for p in P:
        wrong = np.abs(p - y) < 0.1
        if not wrong.any():
            counts["solved"] += 1
        elif wrong.sum() > 1 and (np.abs(p[wrong] - y[wrong].mean()) < 0.1).all():
            counts[KINDS[int(wrong.sum())]] += 1
        else:
            counts["other"] += 1
    return counts


def a_list_of_ends(P, y):
    return [next(end for end, n in census([p], y).items() if n) for p in P]


def compares_the_table(P, y):
    if np.abs(P - y) < 0.1:
        return {"solved": len(P)}
    return {"other": len(P)}


def third(mean):
    return with_(together=lambda q, t: (abs(q - (mean if len(t) == 3 else 0.5)) < 0.1).all())


def with_end(end):
    """census, where end(p, y, wrong, alike) names what is not solved; alike is as the lesson has it."""

    def answer(P, y):
        counts = dict.fromkeys(NAMES, 0)
        for p in P:
            wrong = np.abs(p - y) >= 0.1
            alike = wrong.sum() > 1 and (np.abs(p[wrong] - y[wrong].mean()) < 0.1).all()
            counts[end(p, y, wrong, alike) if wrong.any() else "solved"] += 1
        return counts

    return answer


def named_by_the_right_ones(p, y, wrong, alike):
    n = (~wrong).sum()
    return "other" if not alike else {2: "two alike", 3: "three alike"}.get(n, "all alike")


def rising_conditions(p, y, wrong, alike):
    if alike and wrong.sum() >= 2:
        return "two alike"
    if alike and wrong.sum() >= 3:
        return "three alike"
    return "all alike" if alike else "other"


def chain_up_to_three(p, y, wrong, alike):
    for k in range(2, 4):
        if alike and wrong.sum() == k:
            return KINDS[k]
    return "other"


def asks_the_right_ones(p, y, wrong, alike):
    fine = ~wrong
    near = (np.abs(p[fine] - y[fine].mean()) < 0.1).all() if fine.any() else True
    return KINDS[int(wrong.sum())] if wrong.sum() > 1 and near else "other"


def first_targets(p, y, wrong, alike):
    n = int(wrong.sum())
    return KINDS[n] if n > 1 and (np.abs(p[wrong] - y[:n].mean()) < 0.1).all() else "other"


def first_two(p, y, wrong, alike):
    n = int(wrong.sum())
    return KINDS[n] if n > 1 and (np.abs(p[wrong][:2] - y[wrong].mean()) < 0.1).all() else "other"


def any_third(p, y, wrong, alike):
    third = wrong.sum() == 3 and any((np.abs(p[wrong] - k / 3) < 0.1).all() for k in (1, 2))
    return KINDS[int(wrong.sum())] if alike or third else "other"


def without_the_last(P, y):
    return census([P[i] for i in range(len(P) - 1)], y)


def rounds_its_argument(P, y):
    P[:] = np.clip(P, 0, 1).round(3)
    return census(P, y)


MARGINS = (0.05, 0.15, 0.2, 0.25)
CENSUS = [
    Case(census),
    Case(by_columns),
    Case(with_counter, after="collects in a Counter"),
    Case(with_isclose, after="np.isclose and np.allclose with atol"),
    Case(nested_loops, after="index loops and a number for each kind"),
    Case(lambda P, y: {k: np.int64(n) for k, n in census(P, y).items()}, after="NumPy's integers"),
    Case(
        lambda P, y: {k: n for k, n in census(P, y).items() if n}, "is missing. All five", "only the kinds that occur"
    ),
    Case(all_then_compared, "no network is solved, but where an answer is exact. Compare"),
    Case(with_(right=lambda p, y: (p > 0.5) == y), "there is no margin", "thresholds predictions at 0.5"),
    Case(rounds_the_predictions, "there is no margin", "np.round(p) is the prediction"),
    Case(thresholds, "there is no margin", "counts correct predictions"),
    Case(with_(right=lambda p, y: np.round(p, 1) == y), "within 0.05, not 0.1", "rounds before comparing"),
    Case(groups_of_equal_answers, "answers that are right count among", "most common rounded value"),
    Case(with_(right=lambda p, y: p - y < 0.1), "the sign of p − y is kept", "error = p - y without abs"),
    Case(solved_if(lambda p, y: np.abs(p - y).mean() < 0.1), "the mean distance decides", "mean absolute error"),
    Case(
        solved_if(lambda p, y: ((p - y) ** 2).mean() < 0.01),
        "the mean distance decides, or of squares",
        "mean squared error",
    ),
    Case(solved_if(lambda p, y: ((p > 0.5) == y).all()), "there is no margin", "accuracy == 1.0 is solved"),
    *(Case(with_(right=lambda p, y, m=m: abs(p - y) < m), f"as right within {m}, not 0.1") for m in MARGINS),
    Case(
        with_(right=lambda p, y: (p - y) ** 2 < 0.1),
        "passes as right within 0.31, not 0.1",
        "squared error < 0.1 for each answer",
    ),
    Case(mask_and_name_exchanged, "the wrong way round", "a mask named for its opposite"),
    Case(lambda P, y: census(P, XOR), "y is not used: you always compare with XOR", "a global table of targets"),
    Case(with_(together=lambda q, t: (abs(q - 0.5) < 0.1).all()), "you compare with ½, whichever"),
    Case(third(1 / 3), "[0.67 0.67 0.67 0.  ] to targets [0. 1. 1. 0.] are 'other' with you"),
    Case(third(2 / 3), "[0.33 0.33 1.   0.33] to targets [0. 1. 1. 0.] are 'other' with you"),
    Case(
        with_(together=lambda q, t: (abs(q - (t.mean() if len(t) == 3 else 0.5)) < 0.1).all()),
        "[0.25 0.25 0.25 0.25] to targets [0. 0. 0. 1.] are 'other' with you",
    ),
    Case(lambda P, y: census(P, y, together=lambda q, t: (abs(q - y.mean()) < 0.1).all()), "mean of all four targets"),
    Case(
        with_(together=lambda q, t: (abs(q - np.median(t)) < 0.1).all()),
        "Is it the mean of their targets?",
        "np.median for the middle",
    ),
    Case(with_(together=lambda q, t: np.ptp(q) < 0.1), "are close to each other, wherever they are", "max − min"),
    Case(with_(together=lambda q, t: np.std(q) < 0.1), "are close to each other, wherever they are", "std below 0.1"),
    Case(with_(together=lambda q, t: (abs(q - q.mean()) < 0.1).all()), "are close to each other, wherever they are"),
    Case(with_(together=lambda q, t: (abs(q - q[0]) < 0.1).all()), "are close to each other", "all like the first"),
    Case(with_(together=lambda q, t: True), "only the number of wrong answers decides"),
    Case(with_(together=lambda q, t: (abs(q - t.mean()) < 0.1).any()), "one answer near the mean is enough"),
    Case(
        with_(together=lambda q, t: abs(q.mean() - t.mean()) < 0.1),
        "the mean of the answers with the mean of the targets",
    ),
    Case(
        with_(together=lambda q, t: (q - t.mean() < 0.1).all()),
        "answers far below, or above, the mean of their targets pass",
    ),
    *(
        Case(with_(together=lambda q, t, m=m: (abs(q - t.mean()) < m).all()), f"pass as alike within {m}, not 0.1")
        for m in MARGINS
    ),
    Case(with_(together=lambda q, t: (abs(q - t) < 0.1).all()), "nothing is ever alike", "np.allclose(p[w], y[w])"),
    Case(number_right, "you count 3 as 'other' and 4 as 'other'. The number of those not right", "counts correct ones"),
    Case(all_four_near, "only these have to be near", "forgets the mask"),
    Case(with_end(named_by_the_right_ones), "you count 3 as 'all alike'"),
    Case(with_end(rising_conditions), "you count 3 as 'two alike' and 4 as 'two alike'", "if >= 2, elif >= 3"),
    Case(with_end(chain_up_to_three), "you count 4 as 'other'", "range ends one too early"),
    Case(with_end(asks_the_right_ones), "Do mask, p and y stand for the same rows"),
    Case(with_end(first_targets), "Do mask, p and y stand for the same rows", "y[:n] for y[mask]"),
    Case(with_(right=lambda p, y: abs(p - y) <= 0.01), "as right within 0.01, not 0.1"),
    Case(with_(right=lambda p, y: np.isclose(p, y, 0.1)), "np.isclose needs rtol=0", "np.isclose(p, y, 0.1)"),
    Case(with_(together=lambda q, t: (q.round(2) == t.mean().round(2)).all()), "pass as alike within 0, not 0.1"),
    Case(with_(together=lambda q, t: abs(q - t.mean()).mean() < 0.1), "or the mean of the distances decides"),
    Case(with_(together=lambda q, t: (abs(np.diff(q)) < 0.1).all()), "close to each other", "neighbors compared"),
    Case(rounds_its_argument, "changes its argument number 1", "np.round in place"),
    Case(with_end(first_two), "yours is 'three alike', the answer should be 'other'"),
    Case(with_end(any_third), "yours is 'three alike', the answer should be 'other'"),
    Case(without_the_last, "Does a loop leave out", "range(len(P) - 1)"),
    Case(halves, "Is it the mean of their targets?", "looks for predictions stuck at 0.5"),
    Case(by_loss, "you judge by the loss"),
    Case(crashes_at_one, "A single answer that is not right has nothing to be alike with"),
    Case(returns_early, "for a table of 17 your counts add up to 1. Is the `return` inside the loop", "return in for"),
    Case(begins_anew, "do the counts begin anew"),
    Case(plain_ifs, "is counted twice, as 'two alike' and as 'other'", "if … if … if in place of elif"),
    Case(lambda P, y: census(P, y) | {"other": 0}, "0.03, 0.96, 0.96, 0.98 (targets 0, 1, 1, 0) is counted nowhere"),
    Case(down_the_columns, "A network is a row of P, not a column"),
    Case(lambda P, y: {end: n / len(P) for end, n in census(P, y).items()}, "these are shares", "a success rate"),
    Case(
        lambda P, y: {end: 100 * n / len(P) for end, n in census(P, y).items()}, "makes a count of 100. It counts once"
    ),
    Case(lambda P, y: {end: 2 * n for end, n in census(P, y).items()}, "makes a count of 2. It counts once."),
    Case(lambda P, y: dict.fromkeys(NAMES, 0) | {"solved": len(P)}, "every network is 'solved'"),
    Case(lambda P, y: dict.fromkeys(NAMES, 0) | {"other": len(P)}, "every network is 'other'"),
    Case(lambda P, y: list(census(P, y).values()), "a dict with the five counts is wanted, got a list."),
    Case(a_list_of_ends, "a name for each network: count them", "a label for each row"),
    Case(lambda P, y: (census(P, y), len(P)), "return the dict alone", "result and total together"),
    Case(lambda P, y: {"two at ½": len(P)}, "the key 'two at ½' is none of the five"),
    Case(
        lambda P, y: {k.replace(" ", "_"): n for k, n in census(P, y).items()},
        "'two_alike' is none",
        "names as in code",
    ),
    Case(lambda P, y: dict.fromkeys(NAMES, "all"), "a number for each end"),
    Case(
        lambda P, y: census(P[:1], y) if len(P) == 1 else census(P[[0] * len(P)], y),
        "but a table is not. Judge each row",
    ),
    Case(changes_its_argument, "changes its argument number 1"),
    Case(compares_the_table, "an array has many", "`if` on an array"),
    Case(lambda P, y: len(P) and None, "returns None", "prints the counts"),
]

# ---- break_symmetry ----
legacy = np.random  # the functions of np.random, as in most public code


def normal_start(n, rng):
    return rng.normal(0, 1, (2, n)), rng.normal(0, 1, (n, 1))


def one_column(n, rng):
    return rng.normal(size=(2, 1)).repeat(n, axis=1), rng.normal(size=(1, 1)).repeat(n, axis=0)


Weights = namedtuple("Weights", "W1 W2")


def parameters(n, rng):
    return {"W1": rng.normal(size=(2, n)), "b1": np.zeros(n), "W2": rng.normal(size=(n, 1)), "b2": np.zeros(1)}


def seeded(n, rng):
    legacy.seed(1)
    return legacy.randn(2, n), legacy.randn(n, 1)


def number_by_number(n, rng):
    W1, W2 = np.empty((2, n)), np.empty((n, 1))
    for j in range(n):
        W2[j, 0] = rng.normal()
        for i in range(2):
            W1[i, j] = rng.normal()
    return W1, W2


def xavier(n, rng):
    first, second = np.sqrt(6 / (2 + n)), np.sqrt(6 / (n + 1))
    return rng.uniform(-first, first, size=(2, n)), rng.uniform(-second, second, size=(n, 1))


def of_the_module_random(n, rng):
    draw = random.gauss
    return [[draw(0, 1) for _ in range(n)] for _ in range(2)], [[draw(0, 1)] for _ in range(n)]


def integers(n, rng):
    return rng.integers(-2, 3, (2, n)), rng.integers(-2, 3, (n, 1))


ELSEWHERE = "not all of it is drawn from rng"
AGAIN = "a second call with the same rng gives the same"
BREAK_SYMMETRY = [
    Case(normal_start),
    Case(lambda n, rng: (rng.normal(size=(2, n)), rng.normal() * np.ones((n, 1))), "all numbers in W2 are equal"),
    Case(lambda n, rng: (rng.normal(size=(2, 8)), rng.normal(size=(8, 1))), "where n_hidden belongs", "8 written down"),
    Case(lambda n, rng: (rng.normal(1, 0, (2, n)), rng.normal(1, 0, (n, 1))), "with deviation > 0", "normal(1, 0)"),
    Case(lambda n, rng: (rng(2, n), rng(n, 1)), "Name what to draw", "the generator called like a function"),
    Case(lambda n, rng: [rng.uniform(-1, 1, (2, n)).tolist(), rng.uniform(-1, 1, (n, 1)).tolist()]),
    Case(lambda n, rng: (rng.normal(0, 2**-0.5, (2, n)), rng.normal(0, n**-0.5, (n, 1)))),
    Case(lambda n, rng: (np.sqrt(2 / 3) * rng.standard_normal((2, n)), rng.choice([-1.0, 1.0], (n, 1)))),
    Case(lambda n, rng: (2 * rng.random((2, n)) - 1, 2 * rng.random((n, 1)) - 1), after="2 * random − 1"),
    Case(lambda n, rng: Weights(rng.random((2, n)) - 0.5, rng.random((n, 1)) - 0.5), after="a named tuple"),
    Case(xavier, after="Xavier's uniform limits"),
    Case(number_by_number, after="fills zeros in two loops"),
    Case(lambda n, rng: tuple(np.float32(W) for W in normal_start(n, rng)), after="float32"),
    Case(lambda n, rng: (rng.normal(size=(n, 2)).T, rng.normal(size=n)[:, None]), after="(units, inputs), turned"),
    Case(lambda n, rng: (np.zeros((2, n)), np.zeros((n, 1))), "no layer can move", "np.zeros for all parameters"),
    Case(lambda n, rng: (np.ones((2, n)), np.ones((n, 1))), "units 1 and 2 are alike, and after 300 steps of training"),
    Case(lambda n, rng: (np.full((2, n), 0.5), np.full((n, 1), 0.5)), "units 1 and 2 are alike", "a constant start"),
    Case(one_column, "units 1 and 2 are alike, and after 300 steps of training they still are"),
    Case(lambda n, rng: (np.eye(2, n), np.eye(n, 1)), "units 3 and 4 are alike", "an identity as start"),
    Case(lambda n, rng: (rng.choice([-1.0, 1.0], (2, n)), rng.choice([-1.0, 1.0], (n, 1))), "only 2 different numbers"),
    Case(integers, "only 5 different numbers", "rng.integers(−2, 3, …)"),
    Case(lambda n, rng: (one_column(n, rng)[0], rng.normal(size=(n, 1))), "columns 1 and 2 of W1 are equal. W2 lets"),
    Case(lambda n, rng: (np.zeros((2, n)), rng.normal(size=(n, 1))), "W1 is all 0", "one layer left at 0"),
    Case(lambda n, rng: (rng.normal(size=n) * np.ones((2, 1)), rng.normal(size=(n, 1))), "see only x1 + x2"),
    Case(lambda n, rng: (rng.uniform(0, 1, (2, n)), rng.normal(size=(n, 1))), "W1 has no negative weights"),
    Case(lambda n, rng: (rng.normal(size=(2, n)), rng.uniform(0, 1, (n, 1))), "W2 has no negative weights"),
    Case(lambda n, rng: (rng.random((2, n)), rng.random((n, 1))), "W1 has no negative weights", "np.random.rand"),
    Case(lambda n, rng: (-rng.uniform(0, 1, (2, n)), rng.normal(size=(n, 1))), "W1 has no positive weights"),
    Case(lambda n, rng: (rng.normal(size=(2, n)), np.zeros((n, 1))), "W2 is all 0"),
    Case(lambda n, rng: (rng.normal(0, 0.001, (2, n)), rng.normal(size=(n, 1))), "W1 have a deviation of 0.00"),
    Case(lambda n, rng: tuple(0.01 * W for W in normal_start(n, rng)), "deviation of 0.01", "* 0.01 in a large course"),
    Case(lambda n, rng: (rng.normal(size=(2, n)), rng.normal(0, 50, (n, 1))), "W2 have a deviation of"),
    Case(lambda n, rng: normal_start(n, np.random.default_rng(0)), AGAIN, "makes its own generator, with a seed"),
    Case(seeded, AGAIN, "np.random.seed(1) inside"),
    Case(
        lambda n, rng: (np.linspace(-1, 1, 2 * n).reshape(2, n) ** 3, np.linspace(-1, 1, n)[:, None]),
        "not drawn at all",
        "spread evenly, not drawn",
    ),
    Case(lambda n, rng: (rng.normal(size=(2, n)), normal_start(n, np.random.default_rng(1))[1]), AGAIN),
    Case(lambda n, rng: ((W := rng.normal(size=(2, n))), W.ravel()[:n, None]), "W2 repeats numbers of W1"),
    Case(lambda n, rng: ((W := rng.normal(size=(2, n))), W[:1].T), "W2 repeats numbers of W1", "one draw"),
    Case(lambda n, rng: ((W := rng.normal(size=(2, n))), W[1:].T), "W2 repeats numbers of W1", "one row again"),
    Case(lambda n, rng: (rng.normal((2, n)), rng.normal((n, 1))), "The shape is size=(2, n)", "the shape comes first"),
    Case(lambda n, rng: normal_start(n, rng)[::-1], "come back as W2, W1"),
    Case(lambda n, rng: (rng.normal(size=(n, 2)), rng.normal(size=(1, n))), "of its transpose", "weights (out, in)"),
    Case(lambda n, rng: (rng.normal(size=(n, 2)), rng.normal(size=(n, 1))), "W1 has shape (16, 2), wanted (2, 16)"),
    Case(lambda n, rng: (rng.normal(size=(2, n)), rng.normal(size=n)), "W2 has shape (16,), wanted (16, 1)"),
    Case(lambda n, rng: (rng.normal(2, n), rng.normal(n, 1)), "mean and the deviation", "rng.normal(rows, columns)"),
    Case(
        lambda n, rng: (rng.normal(size=(2, 16)), rng.normal(size=(16, 1))),
        "written down, or made, where n_hidden belongs",
    ),
    Case(lambda n, rng: rng.normal(size=(2, n)) * 3, "wanted 2 results, W1, W2, got one thing"),
    Case(parameters, "got a dictionary with W1, b1, W2", "a dictionary of parameters"),
    Case(lambda n, rng: list(parameters(n, rng).values()), "got 4 things", "returns W1, b1, W2, b2"),
    Case(lambda n, rng: (rng.randn(2, n), rng.randn(n, 1)), "a name of np.random", "rng.randn"),
    Case(lambda n, rng: (rng.standard_normal(2, n), rng.standard_normal(n, 1)), "two brackets", "randn's way of sizes"),
    Case(lambda n, rng: (np.full((2, n), np.nan), rng.normal(size=(n, 1))), "deviation of nan"),
    Case(lambda n, rng: ("W1", "W2"), "arrays of numbers"),
    Case(lambda n, rng: normal_start(n, np.random.default_rng()), "two generators of one seed give two different W1"),
    Case(lambda n, rng: (rng.normal(size=(2, n)), legacy.randn(n, 1)), f"two different W2: {ELSEWHERE}"),
    Case(lambda n, rng: (legacy.randn(2, n), legacy.randn(n, 1)), "two different W1", "np.random.randn"),
    Case(of_the_module_random, "two different W1", "the module random"),
    Case(lambda n, rng: (rng.normal(size=(2, n)), normal_start(n, np.random.default_rng())[1]), "two different W2"),
    Case(lambda n, rng: rng.normal(size=(2, n)) is None, "got one thing"),
    Case(lambda n, rng: n and None, "returns None", "prints the weights"),
]

CORPUS = {"census": CENSUS, "break_symmetry": BREAK_SYMMETRY}
