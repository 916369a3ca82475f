"""Checkers: the whole of choosing and testing, the confusion matrix."""

from dataclasses import dataclass

import numpy as np

from ...checking.diagnosis import check_function, diagnose, with_hint
from ...checking.findings import check_findings
from ...checking.form import as_parts
from ...checking.probes import Probe
from ...checking.progress import exercise
from ...checking.running import Problem, call

# ---- choose, train again, test once ----
STARTS = 5
STRENGTHS = [float(f"{strength:.3g}") for strength in np.random.default_rng(5).permutation(np.geomspace(1e-5, 90, 24))]
CALLED = {"train": "training", "val": "validation", "rest": "rest", "test": "test"}
PARTS = tuple(CALLED)


class Rows(dict):
    """{part: (X, y)}"""

    def __missing__(self, part):
        raise Problem(f"rows has no part called {part}. Its parts are {', '.join(PARTS)}: X, y = rows[...].")


def _parts():
    """Each row is known by its first number, rest is train and val, shuffled."""
    rng = np.random.default_rng(2)
    names = rng.uniform(size=60)
    X, y = np.column_stack([names, rng.normal(size=(60, 2))]), rng.integers(0, 10, 60)
    cut = dict(train=np.arange(14), val=np.arange(14, 23), rest=rng.permutation(23), test=np.arange(23, 60))
    return Rows({part: (X[rows], y[rows]) for part, rows in cut.items()})


ROWS = _parts()
LABELS = {name: label for part in ("rest", "test") for (name, *_), label in zip(*ROWS[part], strict=True)}


@dataclass(frozen=True)
class Networks:
    """What the stand-in for train returns: which rows it got, and which strength."""

    part: str
    l2: float

    def __call__(self, X):
        raise Problem("ask the networks by loss(nets, X, y) and accuracy(nets, X, y), not by nets(X).")

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise Problem(f"networks have no {name} here. Ask them by loss(nets, X, y) and accuracy(nets, X, y).")


def _part_of(X, y, who):
    """Which rows are these? Problem says what is wrong with them."""
    if np.ndim(X) == 1 and np.ndim(y) == 2:
        raise Problem(f"{who} got y where X belongs.")
    names = [row[0] for row in X] if np.ndim(X) == 2 and np.shape(X)[1] == 3 else []
    if not names or not set(names) <= set(LABELS):
        raise Problem(f"{who} got pictures that are not in rows. Take them from there: X, y = rows[...].")
    if len(names) != len(set(names)):
        raise Problem(f"{who} got some rows twice.")
    if len(y) != len(names) or [LABELS[name] for name in names] != list(y):
        raise Problem(f"{who} got labels that belong to other rows than X.")
    for part in PARTS:
        if set(names) == set(ROWS[part][0][:, 0]):
            return part
    if set(names) & set(ROWS["test"][0][:, 0]):
        raise Problem(f"{who} got test rows together with others.")
    raise Problem(f"{who} got only some of the rows of a part.")


# The losses of 24 strengths are made so that each wrong rule of CHOICES finds another strength. By place in the list:
LOSSES = {
    5: {"val": [0.44, 0.36, 0.30, 0.40, 0.50]},  # the lowest mean
    2: {"val": [0.75, 0.70, 0.10, 0.65, 0.70]},  # the best single start; it stands at place 12 of the table
    10: {"train": 0.60, "val": [0.60, 0.65, 0.55, 0.62, 0.61]},  # the smallest gap
    7: {"val": [0.45, 0.46, 0.47, 0.48, 0.49]},  # the best worst start
    9: {"val": [0.80, 0.33, 0.34, 0.35, 0.90]},  # the lowest median
    11: {"val": [0.20, 0.80, 0.85, 0.75, 0.70]},  # the best first start
    13: {"val": [0.80, 0.85, 0.75, 0.70, 0.20]},  # the best last start
    14: {"val": [0.90, 0.901, 0.90, 0.901, 0.90]},  # the steadiest
    16: {"val": [1.50, 1.50, 1.50, 0.95, 1.60]},  # the highest mean; start 3 is the best over all strengths
    17: {"train": 0.05},
    4: {"train": 0.10, "val": [0.60, 0.50, 0.55, 0.45, 0.52]},  # the lowest sum of both
    8: {"test": 0.10},
    21: {"test": 0.20, "val": [0.50, 0.60, 0.55, 0.52, 0.45]},  # the lowest sum of both
    22: {"rest": 0.10},
}
USUAL = {"train": 0.35, "val": 0.85, "rest": 0.4, "test": 0.8}


def _numbers(kind, nets, part):
    """What the networks get on these rows, a number for each start: the same whenever it is asked."""
    i, trained, asked = STRENGTHS.index(nets.l2), PARTS.index(nets.part), PARTS.index(part)
    rng = np.random.default_rng([9, kind == "loss", i, trained, asked])
    if kind == "accuracy":
        return (0.92 if i == 15 else 0.8 + 0.1 * rng.uniform()) + 0.05 * rng.uniform(size=STARTS)
    made = LOSSES.get(i, {}).get(part, USUAL[part]) if nets.part == "train" else USUAL[part]
    return 5 * (np.array(made) if isinstance(made, list) else made + 0.05 * rng.uniform(size=STARTS))  # above 1


INSTEAD = "Is it a place in the list, or a loss? Or not set: is there a comparison in the loop that is never true?"


def _stand_ins():
    """train, loss and accuracy as the lesson has them, without training; and the list of what they are asked."""
    record = []

    def train(X, y=None, l2=...):
        if y is None or l2 is ...:
            raise Problem('train wants X, y and l2: X, y = rows["train"], or train(*rows["train"], l2).')
        part = _part_of(X, y, "train")
        if not np.isscalar(l2) or l2 not in STRENGTHS:
            raise Problem(f"train got {l2} as l2, where a strength belongs. {INSTEAD}")
        record.append(("train", Networks(part, float(l2)), part))
        return record[-1][1]

    def asked(kind):
        def ask(nets, X=None, y=None):
            if not isinstance(nets, Networks):
                raise Problem(f"{kind} wants networks first, as train returns them, then X and y.")
            if X is None or y is None:
                raise Problem(f'{kind} wants nets, X and y: X, y = rows["val"], or {kind}(nets, *rows["val"]).')
            part = _part_of(X, y, kind)
            record.append((kind, nets, part))
            return _numbers(kind, nets, part)

        return ask

    return (train, asked("loss"), asked("accuracy")), record


def standard_error(q, n):
    return np.sqrt(q * (1 - q) / n)


def _table(kind, part):
    """(n_strengths, n_starts) for the networks trained on the training rows."""
    return np.array([_numbers(kind, Networks("train", l2), part) for l2 in STRENGTHS])


def _values(hint, *ways):
    """Faults with a hint: each way is (the wrong answer, message)."""
    return with_hint(hint, *((lambda value=value: value, message) for value, message in ways))


def _ruled(hint, *ways):
    """Faults with a hint: each way is (a number for each strength, message); the smallest number chooses."""
    return _values(hint, *((STRENGTHS[int(np.argmin(numbers))], message) for numbers, message in ways))


WHO = " Which rows may choose? Not those that the gradient saw, and not those that judge in the end."
FINER = " A loss is to be small, and it is finer than the accuracy: it also counts how sure a network is."
ASKED = {
    ("loss", "train"): "the training rows have chosen." + WHO,
    ("loss", "test"): "the test rows have chosen. Now they can no longer judge." + WHO,
    ("loss", "rest"): "the rest has chosen, and it holds the training rows." + WHO,
    ("accuracy", "val"): "the accuracy has chosen." + FINER,
    ("accuracy", "train"): "the training rows have chosen, by accuracy." + WHO,
    ("accuracy", "test"): "the test rows have chosen, by accuracy. Now they can no longer judge." + WHO,
}
NOBODY = 'the validation rows have not been asked. They choose: loss(nets, X, y) with X, y = rows["val"].'
TRAIN, VAL, REST, TEST = (_table("loss", part) for part in PARTS)
RIGHT, MEANS = _table("accuracy", "val"), VAL.mean(axis=1)
BY_ROWS = [  # who has chosen, (n_strengths, n_starts): only if it was asked; each finds another strength
    (("loss", "train"), TRAIN, ASKED["loss", "train"]),
    (("loss", "train"), TRAIN + VAL, f"training and validation rows have chosen together.{WHO}"),
    (("loss", "train"), VAL - TRAIN, "the smallest gap has chosen; but equally bad on both is a small gap, too."),
    (("loss", "rest"), REST, ASKED["loss", "rest"]),
    (("loss", "test"), TEST, ASKED["loss", "test"]),
    (("loss", "test"), VAL + TEST, f"validation and test rows have chosen together.{WHO}"),
    (("accuracy", "val"), -RIGHT, ASKED["accuracy", "val"]),
]
CHOICES = [  # and so does each of these
    *_ruled(
        "",
        (-MEANS, f"best has the largest mean validation loss.{FINER}"),
        (STRENGTHS, "best is the smallest strength. The validation loss chooses."),
        (np.negative(STRENGTHS), "best is the largest strength. The validation loss chooses."),
    ),
    *_ruled(
        "One start can be lucky. Let all of them speak: the mean over the starts, one number for each strength.",
        (VAL.min(axis=1), "the best single start has chosen."),
        (VAL.max(axis=1), "the worst single start has chosen."),
        (np.arange(24) != VAL.mean(axis=0).argmin(), "the mean goes over the strengths: axis=1 goes over the starts."),
        (np.arange(24) != VAL.argmin(), "argmin counted through a whole table, row by row."),
        (np.median(VAL, axis=1), "the median over the starts has chosen; the mean is asked for."),
        (VAL[:, 0], "only the first start has been asked."),
        (VAL[:, -1], "only the last start has been asked."),
        (VAL.std(axis=1), "the strength whose starts differ least has been chosen; steadily bad is steady, too."),
    ),
    *_ruled(
        "After a loop, its variables still hold the last round: collect a mean for each strength, and ask where it is "
        "lowest. (The argmin of a single number is 0. In a loop, start the least so far at np.inf, and renew it.)",
        (-np.arange(24), "best is the last strength of the list."),
        (np.arange(24), "best is the first strength of the list, whatever the losses."),
    ),
]
CHOICES += _values(
    "strengths[np.argmin(means)] is right where means stand in the order of strengths, which may be any.",
    (STRENGTHS[sorted(STRENGTHS).index(STRENGTHS[MEANS.argmin()])], "the loop ran over sorted strengths."),
    (sorted(STRENGTHS)[MEANS.argmin()], "you look it up in the sorted list; the means stand in the order of the loop."),
    (STRENGTHS[-1 - MEANS.argmin()], "the loop ran over the strengths backwards."),
)
NO_STRENGTH = _values(
    "Look up the strength that stands there: strengths[np.argmin(means)].",
    (MEANS.argmin(), "it is the place in the list, not the strength that stands there."),
    (MEANS.min(), "best is the smallest mean loss, not the strength that leads to it."),
)


def _look_at_the_tries(record):
    """Problem says what is wrong with the training of step 1, or with the rows that its networks are shown."""
    trained = [nets for kind, nets, _ in record if kind == "train"]
    tried = {nets.l2 for nets in trained if nets.part == "train"}
    if not trained:
        raise Problem("nothing has been trained. Call train(X, y, l2) for each strength.")
    for part in ("rest", "val", "test"):
        if len(tried) <= 1 and sum(nets.part == part for nets in trained) > 1:
            why = "The rest holds the validation rows. " * (part == "rest") + "What has been learned from can't judge."
            raise Problem(f"the strengths are tried on the {CALLED[part]} rows. {why} Try them on the training rows.")
    if len(tried) < len(STRENGTHS):
        raise Problem(
            f"only {len(tried)} of {len(STRENGTHS)} strengths have been tried on the training rows. "
            "Is a `return`, a `break` or the choice inside the loop? Then it happens in the first rounds."
        )
    shown = {(kind, part) for kind, nets, part in record if kind != "train" and nets.part == "train"}
    if ("loss", "val") not in shown:
        raise Problem(next((ASKED[look] for look in ASKED if look in shown), NOBODY))


def _look_at_final(final, best, record):
    if not isinstance(final, Networks):
        raise Problem(f"final should be networks, as train returns them, got {type(final).__name__}.")
    if final.part != "rest":
        only = " only" * (final.part == "train")
        again = 'The validation rows have done their work: train once more, with best, on rows["rest"].'
        raise Problem(f"final has learned from the {CALLED[final.part]} rows{only}. {again}")
    if final.l2 == STRENGTHS[-1]:
        raise Problem(
            "final is trained with the last strength of the loop, not with best. Its variable still holds it."
        )
    if final.l2 != best:
        raise Problem(f"final is trained with {final.l2:g}, but best is {best:g}.")
    others = [nets for kind, nets, part in record if kind != "train" and part == "test" and nets != final]
    if others:
        raise Problem(
            f"other networks than final, trained on the {CALLED[others[0].part]} rows, have been shown the test rows, "
            f"{len(others)} times. One look, at the very end, by final: who looks earlier is tempted to choose by it."
        )


def _scores_faults(scores, final, n):
    others = {part: _numbers("accuracy", final, part) for part in PARTS[:3]}
    return _values(
        "scores are what accuracy gives for final and the test rows: a share between 0 and 1 for each start.",
        (scores.mean(), "scores is the mean. Return them all; the mean, q, is for the standard error."),
        *((score, "this is the score of one of the starts alone. Return them all.") for score in scores),
        (_numbers("loss", final, "test"), "scores are the losses of the test rows."),
        (1 - scores, "scores are the shares of the mistakes."),
        (100 * scores, "scores are percent."),
        (n * scores, "scores are counts."),
        *((numbers, f"scores are the accuracies on the {CALLED[part]} rows.") for part, numbers in others.items()),
    )


def _error_faults(scores, final, n):
    q = scores.mean()
    spread = q * (1 - q)
    means = {part: _numbers("accuracy", final, part).mean() for part in PARTS[:3]}
    differ = [scores.std(ddof=k) / np.sqrt(m) for k in (0, 1) for m in (1, n, STARTS)] + [scores.var(), np.ptp(scores)]
    return [
        *_values(
            "The formula is √(q (1 − q) / n): the root of all of it, with brackets around 1 - q.",
            (spread / n, "the root is missing."),
            (np.sqrt(n * spread), "this is the spread of the *number* of right ones. For the share, divide by n."),
            (np.sqrt(spread), "the division by n is missing."),
            (np.sqrt(spread) / n, "n stands under the root, too."),
            (spread / np.sqrt(n), "the root is only over n."),
            (np.sqrt(q / n), "the factor 1 - q is missing."),
            (np.sqrt(q - q / n), "brackets are missing around 1 - q."),
            (np.sqrt(spread / (n - 1)), "you divide by n - 1; here it is n."),
            *((c * np.sqrt(spread / n), "this is half of the interval of 95 %: two errors.") for c in (1.96, 2)),
            (100 * np.sqrt(spread / n), "these are percent. A share lies between 0 and 1."),
        ),
        *_values(
            "n counts the *pictures* that have been drawn to judge, len(y) of the test rows. What if others came?",
            (standard_error(q, STARTS), "n is the number of starts."),
            (standard_error(q, STARTS * n), "n counts each picture for each start, which brings no new pictures."),
            (standard_error(q, 3 * n), "n is the number of pixels."),
            (standard_error(q, 3), "n is the number of columns."),
            (standard_error(q, 2), 'n is 2: rows["test"] is the pair X, y.'),
            *((standard_error(q, len(ROWS[part][1])), f"n counts the {CALLED[part]} rows.") for part in means),
            *(
                (number, "this is how much the starts differ, or their standard error. They all saw the same pictures.")
                for number in differ
            ),
        ),
        *_values(
            "One number is wanted, from the mean of all scores on the test rows: q = scores.mean().",
            (standard_error(scores, n), "one for each start."),
            (standard_error(scores, n).mean(), "the errors of the starts are averaged, not the scores."),
            *((standard_error(score, n), "q is the mean of all scores, not one of them.") for score in scores),
            *((standard_error(means[part], n), f"q is an accuracy on the {CALLED[part]} rows.") for part in means),
        ),
    ]


def _compare(name, value, right, faults):
    wrong = diagnose([value], [right], [()], faults)
    if wrong:
        raise Problem(f"{name}: {wrong[0]} {wrong[1]}".strip())


def _judged(answer):
    """Raises Problem for the first thing that is wrong."""
    functions, record = _stand_ins()
    result = call(answer, STRENGTHS, *functions, ROWS)
    _look_at_the_tries(record)
    best, final, scores, error = as_parts(result, ("best", "final", "scores", "error"))
    if not isinstance(final, Networks) and any(isinstance(part, Networks) for part in result):
        raise Problem("the results come back in another order; wanted is best, final, scores, error.")
    asked = {(kind, part) for kind, _, part in record}
    by_rows = [(numbers.mean(axis=1), message) for look, numbers, message in BY_ROWS if look in asked]
    _compare("best", best, STRENGTHS[int(MEANS.argmin())], _ruled("", *by_rows) + NO_STRENGTH + CHOICES)
    _look_at_final(final, best, record)
    right, n = _numbers("accuracy", final, "test"), len(ROWS["test"][1])
    _compare("scores", scores, right, _scores_faults(right, final, n))
    _compare("error", error, standard_error(right.mean(), n), _error_faults(right, final, n))
    return ()


@exercise
def choose_and_test(answer):
    """choose_and_test(strengths, train, loss, accuracy, rows): best, final, scores, error."""
    done = "right: chosen, trained again, and one look at the test."
    return check_findings("choose_and_test", answer, _judged, done, "strengths train loss accuracy rows")


# ---- the confusion matrix ----
COUNTS = np.array([[40, 3, 0, 12], [1, 180, 14, 2], [6, 2, 60, 0], [5, 0, 1, 12]])
MORE = np.array([[20, 7, 1, 0, 2], [5, 90, 0, 9, 13], [0, 3, 35, 2, 0], [1, 14, 4, 150, 0], [9, 2, 6, 0, 11]])


def _recall(counts):
    return np.diag(counts) / counts.sum(axis=1)


def _largest(counts):
    return np.unravel_index(np.argmax(counts), counts.shape)


def _mistakes(counts):
    return counts * (1 - np.eye(len(counts), dtype=counts.dtype))


def _worst(counts):
    return _largest(_mistakes(counts))


def _pair(change):
    """The way that looks for the largest of something else than the mistakes m; c are all counts."""
    return lambda c: _largest(change(_mistakes(c), c))


def right_confusion(counts):
    return _recall(counts), _worst(counts)


CONFUSION = [
    *with_hint(
        "Of all rows of true class i, right ones and mistakes together, the share that is right. A row of the table "
        "holds one true class: add it up. One number for each class, between 0 and 1.",
        (lambda c: np.diag(c) / c.sum(axis=0), "this is the precision: of what was *called* i, the share that is i."),
        (lambda c: np.diag(c) / c.sum(), "the right ones of each class are divided by all rows of the table."),
        (lambda c: np.diag(c).sum() / c.sum(), "this is the accuracy, one number for all classes."),
        (lambda c: _recall(c).mean(), "this is the mean of the recalls, one number."),
        ((np.diag, lambda c: c.sum(axis=1)), "these are counts, the right ones or all rows of each class. Divide."),
        (lambda c: np.diag(c) / c.max(axis=1), "the right ones are divided by the largest count of their row."),
        (lambda c: 1 / _recall(c), "the fraction is upside down."),
        (lambda c: 1 - _recall(c), "these are the shares of the mistakes."),
        (lambda c: 100 * _recall(c), "these are percent."),
        (lambda c: np.diag(c) / _mistakes(c).sum(axis=1), "the right ones are divided by the mistakes of their row."),
        (lambda c: c / c.sum(axis=1, keepdims=True), "this is the whole table in shares. Recall is its diagonal."),
        (lambda c: np.diag(c) / c.sum(axis=1, keepdims=True), "keepdims makes the sums (n, 1), and this (n, n)."),
        (lambda c: 2 * np.diag(c) / (c.sum(axis=0) + c.sum(axis=1)), "this is the F1 score: precision is in it."),
        part="recall",
    ),
    *with_hint(
        "A mistake is a cell off the diagonal: (row, column) = (true, called), counted from 0. Take the diagonal away, "
        "and look where the largest count stands: np.unravel_index turns a place of argmax into row and column.",
        (_largest, "this pair stands on the diagonal: it is the most frequent *right* answer."),
        (lambda c: _largest(c - np.diag(c)), "np.diag(counts) is a vector; np.diag(np.diag(counts)) is the table."),
        (lambda c: _worst(c)[::-1], "true and called are swapped. The row comes first."),
        (lambda c: (0, 0), "this is the first cell. Is it argmin, or the argmax of None? fill_diagonal gives None."),
        (lambda c: np.argmax(_mistakes(c)), "one number comes back: a place in the table, counted row by row."),
        (lambda c: np.max(_mistakes(c)), "this is how often the mistake was made. Between which classes?"),
        (lambda c: (*_worst(c), _mistakes(c).max()), "the count comes along. Two numbers are wanted."),
        ((lambda c: np.transpose([_worst(c)]), lambda c: [_worst(c)]),
         "the right pair, in brackets too many: np.where and np.argwhere list all places. Take the first, with [0]."),
        (lambda c: np.add(_worst(c), 1), "one too far in row and column: classes are counted from 0."),
        (lambda c: np.sort(_worst(c)), "the pair is sorted by number. The row comes first."),
        (lambda c: _mistakes(c).argmax(axis=1), "this is an answer for each true class. Look at the whole table."),
        (lambda c: [_mistakes(c).sum(axis=i).argmax() for i in (1, 0)], "row and column are chosen by themselves."),
        ((_pair(lambda m, c: (m.T / c.sum(axis=1)).T), _pair(lambda m, c: m / c.sum(axis=0))),
         "the largest share of its row or column (or of the lowest recall), not the most frequent. Compare counts."),
        (tuple(_pair(lambda m, c, f=f: f(m + m.T)) for f in (np.triu, np.tril)),
         "i called j and j called i are counted together. They are two mistakes."),
        (_pair(lambda m, c: np.triu(m)), "only the part above the diagonal has been searched."),
        (_pair(lambda m, c: np.tril(m)), "only the part below the diagonal has been searched."),
        (_pair(lambda m, c: -np.where(m == 0, np.inf, m)), "this is the rarest mistake."),
        part="worst",
    ),
]  # fmt: skip
FEW = np.array([[3, 1], [0, 2]])  # no mistake is more frequent than once
PROBES = [
    Probe("", [(np.array(counts),)], hint, part)
    for part, counts, hint in [
        ("recall", [[3, 0, 0], [0, 5, 0], [0, 0, 2]], "Nothing is wrong here: all stand on the diagonal."),
        ("recall", [[6, 4], [0, 5]], "4 of 10 rows of class 0 are called 1: divide by the sum of the row."),
        ("worst", [[5, 0, 0], [0, 4, 2], [0, 0, 6]], "The one mistake, so the largest: a 1 called 2."),
        ("worst", [[9, 0, 3], [4, 5, 0], [1, 0, 7]], "Three mistakes: 3, 4 and 1 times. Which is largest?"),
    ]
]


@exercise
def read_confusion(answer):
    """read_confusion(counts): the recall of each true class, and (true, called) of the most frequent mistake."""
    done = "right: rows are true classes, and what is off the diagonal is a mistake."
    cases, parts = [(COUNTS,), (MORE,), (FEW,)], ("recall", "worst")
    return check_function("read_confusion", answer, right_confusion, cases, CONFUSION, done, parts, PROBES)
