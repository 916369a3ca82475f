"""Checkers: the whole of choosing and testing, the confusion matrix."""

from dataclasses import dataclass

import numpy as np

from ...checking.diagnosis import Fault, check_function, same
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

# ---- choose, train again, test once ----
STARTS = 5
STRENGTHS = [float(f"{strength:.3g}") for strength in np.random.default_rng(5).permutation(np.geomspace(1e-5, 90, 24))]
PARTS = ("train", "val", "rest", "test")
CALLED = {"train": "training", "val": "validation", "rest": "rest", "test": "test"}


def _parts():
    """{part: (X, y)}: each row is known by its first number, rest is train and val, shuffled."""
    rng = np.random.default_rng(2)
    names = rng.uniform(size=60)
    X, y = np.column_stack([names, rng.normal(size=60)]), rng.integers(0, 10, 60)
    cut = dict(train=np.arange(14), val=np.arange(14, 23), rest=rng.permutation(23), test=np.arange(23, 60))
    return {part: (X[rows], y[rows]) for part, rows in cut.items()}


ROWS = _parts()
LABELS = {
    name: label for part in ("rest", "test") for name, label in zip(ROWS[part][0][:, 0], ROWS[part][1], strict=True)
}


@dataclass(frozen=True)
class Networks:
    """What the stand-in for train returns: which rows it got, and which strength."""

    part: str
    l2: float

    def __call__(self, X):
        raise Problem("ask the networks by loss(nets, X, y) and accuracy(nets, X, y), not by nets(X).")


def _part_of(X, y, who):
    """Which rows are these? Problem says what is wrong with them."""
    if np.ndim(X) == 1 and np.ndim(y) == 2:
        raise Problem(f"{who} got y where X belongs.")
    names = [row[0] for row in X] if np.ndim(X) == 2 and np.shape(X)[1] == 2 else []
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


# The losses of 24 strengths are made so that each wrong rule of chosen_by finds another strength. By place in the list:
LOSSES = {
    5: {"val": [0.44, 0.36, 0.30, 0.40, 0.50]},  # the lowest mean
    2: {"val": [0.75, 0.70, 0.10, 0.65, 0.70]},  # the best single start; it stands at place 12 of the table
    3: {"train": 0.60, "val": [0.60, 0.65, 0.55, 0.62, 0.61]},  # the smallest gap
    7: {"val": [0.45, 0.46, 0.47, 0.48, 0.49]},  # the best worst start
    9: {"val": [0.80, 0.33, 0.34, 0.35, 0.90]},  # the lowest median
    11: {"val": [0.20, 0.80, 0.85, 0.75, 0.70]},  # the best first start
    13: {"val": [0.80, 0.85, 0.75, 0.70, 0.20]},  # the best last start
    14: {"val": [0.90, 0.901, 0.90, 0.901, 0.90]},  # the steadiest
    16: {"val": [1.40, 1.50, 1.30, 1.45, 1.55]},  # the highest mean
    17: {"train": 0.05},
    18: {"train": 0.10, "val": [0.60, 0.50, 0.55, 0.45, 0.52]},  # the lowest sum of both
    20: {"test": 0.10},
    21: {"test": 0.20, "val": [0.50, 0.60, 0.55, 0.52, 0.45]},  # the lowest sum of both
    22: {"rest": 0.10},
}
USUAL = {"train": 0.35, "val": 0.85, "rest": 0.4, "test": 0.8}


def _numbers(kind, nets, part):
    """What the networks get on these rows, a number for each start: the same whenever it is asked."""
    i, trained, asked = STRENGTHS.index(nets.l2), PARTS.index(nets.part), PARTS.index(part)
    rng = np.random.default_rng([9, kind == "loss", i, trained, asked])
    if kind == "accuracy":
        return 0.8 + 0.1 * rng.uniform() + 0.05 * rng.uniform(size=STARTS)
    made = LOSSES.get(i, {}) if nets.part == "train" else {}
    return (
        np.array(made[part])
        if part == "val" and part in made
        else made.get(part, USUAL[part]) + 0.05 * rng.uniform(size=STARTS)
    )


def _stand_ins():
    """train, loss and accuracy as the lesson has them, without training; and the list of what they are asked."""
    record = []

    def train(X, y, l2):
        part = _part_of(X, y, "train")
        if not np.isscalar(l2) or l2 not in STRENGTHS:
            raise Problem(
                f"train got {l2} as strength, which is not in strengths. Is it a place in the list, or a loss?"
            )
        record.append(("train", Networks(part, float(l2)), part))
        return record[-1][1]

    def asked(kind, nets, X, y):
        if not isinstance(nets, Networks):
            raise Problem(f"{kind} wants networks first, as train returns them, then X and y.")
        part = _part_of(X, y, kind)
        record.append((kind, nets, part))
        return _numbers(kind, nets, part)

    def loss(nets, X, y):
        return asked("loss", nets, X, y)

    def accuracy(nets, X, y):
        return asked("accuracy", nets, X, y)

    for function in (train, loss, accuracy):  # a TypeError tells the learner this name
        function.__qualname__ = function.__name__
    return (train, loss, accuracy), record


def _table(kind, part):
    """(n_strengths, n_starts) for the networks trained on the training rows."""
    return np.array([_numbers(kind, Networks("train", l2), part) for l2 in STRENGTHS])


LUCK = "One start can be lucky. Let all of them speak: the mean over the starts."
WHO = "Which rows may choose? Not those that the gradient saw, and not those that judge in the end."


def chosen_by():
    """{why: (the strength that a rule chooses, a hint)}, the right rule first."""
    train, val, test = (_table("loss", part) for part in ("train", "val", "test"))
    right = _table("accuracy", "val").mean(axis=1)
    rules = {
        "right": (val.mean(axis=1), ""),
        "the training rows have chosen.": (train.mean(axis=1), WHO),
        "the test rows have chosen. Now they can no longer judge.": (test.mean(axis=1), WHO),
        "the rest has chosen, and it holds the training rows.": (_table("loss", "rest").mean(axis=1), WHO),
        "training and validation rows have chosen together.": ((train + val).mean(axis=1), WHO),
        "validation and test rows have chosen together.": ((val + test).mean(axis=1), WHO),
        "the smallest gap between training and validation has chosen.": (
            (val - train).mean(axis=1),
            "Equally bad on both is a small gap, too. You want a low loss on new pictures.",
        ),
        "best has the largest mean validation loss.": (-val.mean(axis=1), "A loss is to be small."),
        "the best single start has chosen.": (val.min(axis=1), LUCK),
        "argmin counted through a whole table, row by row.": (
            np.arange(len(STRENGTHS)) != val.argmin(),
            "Collect one number for each strength: the mean of what loss gives.",
        ),
        "the worst single start has chosen.": (val.max(axis=1), "You want the mean over the starts."),
        "the median over the starts has chosen.": (
            np.median(val, axis=1),
            "A sensible rule, but the one asked for is the mean.",
        ),
        "only the first start has been asked.": (val[:, 0], LUCK),
        "only the last start has been asked.": (val[:, -1], LUCK),
        "the strength whose starts differ least has been chosen.": (
            val.std(axis=1),
            "Steadily bad is steady, too. You want a low mean.",
        ),
        "the accuracy has chosen.": (-right, "The loss is finer: it also counts how sure a network is."),
        "best has the lowest validation accuracy.": (right, "A loss is to be small, an accuracy large. Which is it?"),
    }
    chosen = {why: (STRENGTHS[int(np.argmin(numbers))], hint) for why, (numbers, hint) in rules.items()}
    return chosen | {
        "best is the last strength of the list.": (
            STRENGTHS[-1],
            "After a loop, its variables still hold the last round. Keep what each round found.",
        ),
        "best is the first strength of the list, whatever the losses.": (
            STRENGTHS[0],
            "The argmin of a single number is always 0. Collect a mean for each strength, then ask where it is lowest.",
        ),
        "best is the smallest strength.": (min(STRENGTHS), WHO),
        "best is the largest strength.": (max(STRENGTHS), WHO),
    }


def right_choose_and_test(strengths, train, loss, accuracy, rows):
    means = [loss(train(*rows["train"], l2), *rows["val"]).mean() for l2 in strengths]
    best = strengths[int(np.argmin(means))]
    final = train(*rows["rest"], best)
    scores = accuracy(final, *rows["test"])
    return best, final, scores, standard_error(scores.mean(), len(rows["test"][1]))


def standard_error(q, n):
    return np.sqrt(q * (1 - q) / n)


def _tries_wrong(record):
    """What is wrong with the training of step 1, or with the rows that its networks are shown."""
    trained = [nets for kind, nets, _ in record if kind == "train"]
    if not trained:
        return "nothing has been trained.", "Call train(X, y, l2) for each strength."
    tried = {nets.l2 for nets in trained if nets.part == "train"}
    for part, why in (
        ("rest", "The rest holds the validation rows. They could not judge what has learned from them."),
        ("val", "The validation rows choose. They could not judge what has learned from them."),
        ("test", "The test rows judge in the end. They could not judge what has learned from them."),
    ):
        if len(tried) <= 1 and sum(nets.part == part for nets in trained) > 1:
            return f"the strengths are tried on the {CALLED[part]} rows.", why + " Try them on the training rows."
    if len(tried) < len(STRENGTHS):
        return (
            f"only {len(tried)} of {len(STRENGTHS)} strengths have been tried on the training rows.",
            "Is a `return`, or the choice, inside the loop? Then it happens in the first round.",
        )
    shown = {(kind, part) for kind, nets, part in record if kind != "train" and nets.part == "train"}
    if ("loss", "val") in shown:
        return None
    for kind, part, message in (
        ("loss", "train", "the training rows have chosen."),
        ("loss", "test", "the test rows have chosen. Now they can no longer judge."),
        ("loss", "rest", "the rest has chosen, and it holds the training rows."),
        ("accuracy", "val", "the accuracy has chosen."),
    ):
        if (kind, part) in shown:
            return message, WHO if kind == "loss" else "The loss is finer: it also counts how sure a network is."
    return "the validation rows have not been asked.", 'They choose: loss(nets, X, y) with X, y = rows["val"].'


def _choice_wrong(best):
    try:
        best = np.asarray(best, dtype=float)
    except (TypeError, ValueError):
        return f"best should be a strength, got {type(best).__name__}.", ""
    if best.shape != ():
        return f"best should be one number, got shape {best.shape}.", "Which of the strengths is it?"
    choices = chosen_by()
    strength = choices.pop("right")[0]
    if best == strength:
        return None
    means = _table("loss", "val").mean(axis=1)
    if best == means.argmin():
        return "best is the place in the list, not the strength that stands there.", "Look it up in strengths."
    if np.isclose(best, means.min(), rtol=1e-9):
        return "best is the smallest mean loss.", "You want the strength that leads to it. Where does it stand?"
    for why, (chosen, hint) in choices.items():
        if best == chosen:
            return why, hint
    return f"best should be {strength:g}, yours is {best:g}.", "Its mean validation loss is the smallest of all."


def _final_wrong(final, best):
    if not isinstance(final, Networks):
        return f"final should be networks, as train returns them, got {type(final).__name__}.", ""
    if final.part == "train":
        return (
            "final has learned from the training rows only.",
            'The validation rows have done their work: train once more, with best, on rows["rest"].',
        )
    if final.part != "rest":
        return f"final has learned from the {CALLED[final.part]} rows.", 'Train once more on rows["rest"].'
    if final.l2 == best:
        return None
    if final.l2 == STRENGTHS[-1]:
        return (
            "final is trained with the last strength of the loop, not with best.",
            "After a loop, its variable still holds the last value.",
        )
    return f"final is trained with {final.l2:g}, but best is {best:g}.", ""


def _looks_wrong(record, final):
    others = [nets for kind, nets, part in record if kind != "train" and part == "test" and nets != final]
    mine = [nets for kind, nets, part in record if kind == "accuracy" and part == "test" and nets == final]
    if len(others) == 1 and not mine:
        return (
            f"the test rows have judged other networks than final: trained on the {CALLED[others[0].part]} rows, "
            f"with {others[0].l2:g}.",
            "Which name holds those that were trained again?",
        )
    if others:
        return (
            f"other networks than final have been shown the test rows, {len(others)} times.",
            "One look, at the very end. Whoever looks earlier is tempted to choose by it.",
        )
    return None


def _scores_wrong(scores, final):
    wanted = _numbers("accuracy", final, "test")
    try:
        scores = np.asarray(scores, dtype=float)
    except (TypeError, ValueError):
        return f"scores should be an array of numbers, got {type(scores).__name__}.", ""
    if same(scores, wanted):
        return None
    if same(scores, wanted.mean()):
        return (
            "scores is the mean. Return them all, a number for each start.",
            "The mean, q, is for the standard error.",
        )
    if same(scores, _numbers("loss", final, "test")):
        return "scores are the losses of the test rows.", "You want the accuracies."
    if same(scores, 1 - wanted):
        return "scores are the shares of the mistakes.", "You want the shares of the right ones."
    for part in ("train", "val", "rest"):
        if same(scores, _numbers("accuracy", final, part)):
            return f"scores are the accuracies on the {CALLED[part]} rows.", "What has been trained on can't judge."
    if scores.shape != wanted.shape:
        return f"scores has shape {scores.shape}, wanted {wanted.shape}, a number for each start.", ""
    return "scores are not the accuracies of final on the test rows.", ""


def _error_wrong(error, final):
    scores, n = _numbers("accuracy", final, "test"), len(ROWS["test"][1])
    q = scores.mean()
    known = [
        (q * (1 - q) / n, "the root is missing.", ""),
        (np.sqrt(n * q * (1 - q)), "this is the spread of the *number* of right ones.", "For the share, divide by n."),
        (np.sqrt(q * (1 - q)), "the division by n is missing.", ""),
        (np.sqrt(q * (1 - q)) / n, "n stands under the root, too.", ""),
        (np.sqrt(q / n), "the factor 1 - q is missing.", ""),
        (standard_error(q, STARTS), "n is the number of starts.", "How many *pictures* have been drawn?"),
        (standard_error(q, 2 * n), "n is the number of pixels.", "How many *pictures*? len(y) counts them."),
        (scores.std(), "this is how much the starts differ.", "They all saw the same pictures. What if others came?"),
        (
            scores.std(ddof=1),
            "this is how much the starts differ.",
            "They all saw the same pictures. What if others came?",
        ),
        *(
            (
                scores.std(ddof=k) / np.sqrt(STARTS),
                "this is the standard error over starts.",
                "What if other *pictures* came?",
            )
            for k in (0, 1)
        ),
        *(
            (standard_error(q, len(ROWS[part][1])), f"n counts the {CALLED[part]} rows.", "Which rows have judged?")
            for part in ("train", "val", "rest")
        ),
        (standard_error(scores, n), "one for each start.", "One number is wanted, from their mean q."),
        (100 * standard_error(q, n), "these are percent.", "A share lies between 0 and 1."),
    ]
    try:
        error = np.asarray(error, dtype=float)
    except (TypeError, ValueError):
        return f"error should be a number, got {type(error).__name__}.", ""
    if same(error, standard_error(q, n)):
        return None
    for number, message, hint in known:
        if same(error, number):
            return f"error: {message}", hint
    if error.shape != ():
        return f"error should be one number, got shape {error.shape}.", ""
    return f"error should be {standard_error(q, n):.4f}, yours is {error:.4f}.", f"q = {q:.4f}, n = {n}."


@exercise
def choose_and_test(answer):
    """choose_and_test(strengths, train, loss, accuracy, rows): best, final, scores, error."""

    def verdict(passed, message, hint=""):
        return Verdict(passed, f"choose_and_test: {message}", hint)

    if is_stub(answer):
        return verdict(None, "replace the ... by your code.")
    functions, record = _stand_ins()
    try:
        result = call(answer, STRENGTHS, *functions, ROWS)
    except Problem as problem:
        return verdict(False, str(problem))
    wrong = _tries_wrong(record)
    if wrong:
        return verdict(False, *wrong)
    names = "best, final, scores, error"
    if not isinstance(result, (tuple, list)) or len(result) != 4:
        count = f"{len(result)} things" if isinstance(result, (tuple, list)) else "one thing"
        return verdict(False, f"wanted 4 results, {names}, got {count}.")
    best, final, scores, error = result
    wrong = (
        _choice_wrong(best)
        or _final_wrong(final, best)
        or _looks_wrong(record, final)
        or _scores_wrong(scores, final)
        or _error_wrong(error, final)
    )
    return verdict(False, *wrong) if wrong else verdict(True, "right: chosen, trained again, and one look at the test.")


# ---- the confusion matrix ----
COUNTS = np.array([[40, 3, 0, 12], [1, 180, 14, 2], [6, 2, 60, 0], [5, 0, 1, 12]])
MORE = np.array([[20, 7, 1, 0, 2], [5, 90, 0, 9, 13], [0, 3, 35, 2, 0], [1, 14, 4, 150, 0], [9, 2, 6, 0, 11]])


def _recall(counts):
    return np.diag(counts) / counts.sum(axis=1)


def _largest(counts):
    return np.unravel_index(np.argmax(counts), counts.shape)


def _mistakes(counts):
    return counts * (1 - np.eye(len(counts), dtype=counts.dtype))


def right_confusion(counts):
    return _recall(counts), _largest(_mistakes(counts))


CONFUSION = [
    Fault(
        lambda c: np.diag(c) / c.sum(axis=0),
        "this is the precision: of all that was *called* i, the share that is i.",
        "A row of the table holds one true class. Which sum counts all its rows?",
        part="recall",
    ),
    Fault(
        lambda c: np.diag(c) / c.sum(),
        "the right ones of each class are divided by all rows of the table.",
        "Of how many rows of true class i? Not of all classes.",
        part="recall",
    ),
    Fault(
        lambda c: np.diag(c).sum() / c.sum(),
        "this is the accuracy, one number for all classes.",
        "Recall asks each true class by itself.",
        part="recall",
    ),
    Fault(
        lambda c: np.diag(c),
        "these are counts, the right ones of each class.",
        "You want their share. Of how many?",
        part="recall",
    ),
    Fault(
        lambda c: 1 - _recall(c),
        "these are the shares of the mistakes.",
        "Recall is the share of the right ones.",
        part="recall",
    ),
    Fault(lambda c: 100 * _recall(c), "these are percent.", "A share lies between 0 and 1.", part="recall"),
    Fault(
        lambda c: np.diag(c) / _mistakes(c).sum(axis=1),
        "the right ones are divided by the mistakes of their row.",
        "Of all rows of true class i: right ones and mistakes together.",
        part="recall",
    ),
    Fault(
        lambda c: np.diag(c) / c.max(axis=1),
        "the right ones are divided by the largest count of their row.",
        "Of how many rows of true class i? Add the row up.",
        part="recall",
    ),
    Fault(
        lambda c: c / c.sum(axis=1, keepdims=True),
        "this is the whole table in shares.",
        "Recall is its diagonal: one number for each class.",
        part="recall",
    ),
    Fault(
        lambda c: 2 * np.diag(c) / (c.sum(axis=0) + c.sum(axis=1)),
        "this is the F1 score, a mean of precision and recall.",
        "Recall needs the rows only.",
        part="recall",
    ),
    Fault(
        _largest,
        "this pair stands on the diagonal: it is the most frequent *right* answer.",
        "Remove the diagonal before you look for the largest count.",
        part="worst",
    ),
    Fault(
        lambda c: _largest(c - np.diag(c)),
        "np.diag(counts) is a vector and was subtracted from every row; np.diag(np.diag(counts)) is the table.",
        "Print counts - np.diag(counts): what stands beside the diagonal?",
        part="worst",
    ),
    Fault(
        lambda c: _largest(_mistakes(c))[::-1],
        "true and called are swapped.",
        "Rows are true classes, and the row comes first.",
        part="worst",
    ),
    Fault(
        lambda c: (0, 0),
        "this is the first cell, whatever the counts.",
        "The argmax of None, or of a single number, is always 0. Did a step return nothing, as np.fill_diagonal does?",
        part="worst",
    ),
    Fault(
        lambda c: np.argmax(_mistakes(c)),
        "one number comes back: a place in the table, counted through row by row.",
        "np.unravel_index turns it into row and column.",
        part="worst",
    ),
    Fault(
        lambda c: np.max(_mistakes(c)),
        "this is how often the mistake was made.",
        "Between which classes? Where does this count stand?",
        part="worst",
    ),
    Fault(
        lambda c: _largest(_mistakes(c) / c.sum(axis=1, keepdims=True)),
        "this mistake has the largest share of its row, but it is not the most frequent one.",
        "Compare the counts.",
        part="worst",
    ),
    *(
        Fault(
            lambda c, turn=turn: _largest(turn(_mistakes(c) + _mistakes(c).T)),
            "i called j and j called i are counted together.",
            "They are two mistakes. Look at each cell by itself.",
            part="worst",
        )
        for turn in (np.triu, np.tril)
    ),
    Fault(
        lambda c: _largest(np.triu(_mistakes(c))),
        "only the part above the diagonal has been searched.",
        "Mistakes stand on both sides.",
        part="worst",
    ),
    Fault(
        lambda c: _largest(np.tril(_mistakes(c))),
        "only the part below the diagonal has been searched.",
        "Mistakes stand on both sides.",
        part="worst",
    ),
    Fault(
        lambda c: _largest(np.where(np.eye(len(c)) == 1, c.max(), c) == c[c > 0].min()),
        "this is the rarest mistake.",
        "You want the largest count beside the diagonal.",
        part="worst",
    ),
]
FILLS = "np.fill_diagonal changes the table that it is given and returns nothing. Make the copy first, fill it, use it."


@exercise
def read_confusion(answer):
    """read_confusion(counts): the recall of each true class, and (true, called) of the most frequent mistake."""
    cases = [(COUNTS,), (MORE,)]
    done = "right: rows are true classes, and what is off the diagonal is a mistake."
    verdict = check_function("read_confusion", answer, right_confusion, cases, CONFUSION, done, ("recall", "worst"))
    fills = "fill_diagonal" in getattr(getattr(answer, "__code__", None), "co_names", ())
    if fills and verdict.passed is False and "'NoneType'" in verdict.message:
        return Verdict(False, f"read_confusion: {FILLS}", verdict.message)
    return verdict
