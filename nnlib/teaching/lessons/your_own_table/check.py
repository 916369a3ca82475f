"""Checkers: a table made ready, and weights for rows of rare classes."""

import functools

import numpy as np
import pandas as pd

from ...checking.diagnosis import Fault, check_function, same
from ...checking.progress import exercise
from ...checking.running import Problem, call, is_stub
from ...checking.verdict import Verdict

# ---- a table made ready ----
NUMBERS, WORDS = ["width", "age"], ["town", "color"]
SEEN = pd.DataFrame(
    {
        "town": ["Ulm", "Bonn", np.nan, "Ulm", "Köln", "Ulm", "Bonn"],
        "width": [30.0, 41, np.nan, 18, 25, 90, 37],
        "age": [5.0, np.nan, 9, 4, 4, 7, np.nan],
        "color": ["red", "red", "blue", np.nan, "red", "blue", "red"],
    }
)
ASKED = pd.DataFrame(
    {
        "town": ["Bonn", "Rome", np.nan, "Bonn", "Ulm"],
        "width": [50.0, np.nan, 20, 12, 66],
        "age": [np.nan, 3.0, 8, 2, 2],
        "color": ["blue", "blue", "red", np.nan, "blue"],
    }
)
# The second table lists its columns in another order, and other words are the most frequent ones.
MORE_SEEN = SEEN.iloc[::-1, ::-1].replace({"Ulm": "Bonn", "Bonn": "Ulm"}).assign(width=[3.0, 8, 1, 4, np.nan, 20, 7])
MORE_ASKED = ASKED.iloc[[3, 1, 2, 0], [2, 0, 3, 1]].reset_index(drop=True)
CASES = [(SEEN, ASKED, NUMBERS, WORDS), (MORE_SEEN.reset_index(drop=True), MORE_ASKED, NUMBERS, WORDS)]


def _ready(
    seen,
    rows,
    numbers,
    words,
    fill="median",
    filled_first=True,
    ddof=0,
    centered=True,
    scaled=True,
    usual=lambda known: known.mode()[0],
    order=sorted,
    words_first=False,
    first_word=0,
    codes=False,
    scale_words=False,
):
    """The right answer, and with other settings the wrong ones."""
    of_numbers, of_words = [], []
    for name in numbers:
        middle = {"median": seen[name].median(), "mean": seen[name].mean(), "zero": 0.0, "gap": np.nan}.get(fill)
        known = seen[name].fillna(middle) if filled_first else seen[name]
        column = rows[name].fillna(0.0 if fill == "later" else middle) if fill != "later" else rows[name]
        column = column - known.mean() if centered else column
        column = column / known.std(ddof=ddof) if scaled else column
        of_numbers.append(column.fillna(0.0) if fill == "later" else column)
    for name in words:
        known = seen[name].dropna()
        column = rows[name].fillna(usual(known)) if usual else rows[name]
        listed = list(order(known.unique()))
        if codes:
            of_words.append(column.map({word: i for i, word in enumerate(listed)}).fillna(-1))
        for word in [] if codes else listed[first_word:]:
            hot = (column == word).astype(float)
            of_words.append((hot - hot.mean()) / (hot.std(ddof=0) or 1) if scale_words else hot)
    columns = of_words + of_numbers if words_first else of_numbers + of_words
    return np.column_stack(columns).astype(float)


def _both(seen, rows):
    return pd.concat([seen, rows], ignore_index=True)


def right_prepare(seen, rows, numbers, words):
    return _ready(seen, rows, numbers, words)


def _other(message, hint, **settings):
    return Fault(functools.partial(_ready, **settings), message, hint)


TRAINING = "median, mean, deviation and words are learned from the training rows alone. Others are only asked."
HOT = "A column for each word of the training rows, in alphabetical order: 1 where the row has this word, else 0."
PREPARE = [
    Fault(
        lambda s, r, n, w: _ready(r, r, n, w),
        "the asked rows have been prepared with their own median, mean and words.",
        f"In `prepare`, {TRAINING}",
    ),
    Fault(
        lambda s, r, n, w: _ready(_both(s, r), r, n, w),
        "the asked rows had a say in the median, the mean or the words.",
        f"In `prepare`, {TRAINING}",
    ),
    Fault(
        lambda s, r, n, w: np.hstack([_ready(r, r, n, []), _ready(s, r, [], w)]),
        "the numbers of the asked rows have been filled and scaled by themselves.",
        f"In `prepare`, {TRAINING}",
    ),
    Fault(
        lambda s, r, n, w: np.hstack([_ready(_both(s, r), r, n, []), _ready(s, r, [], w)]),
        "the asked rows had a say in the median, the mean or the deviation.",
        f"In `prepare`, {TRAINING}",
    ),
    Fault(
        lambda s, r, n, w: _ready(s, s, n, w),
        "these are the training rows, made ready.",
        "The result has a row for each row of `rows`.",
    ),
    Fault(
        lambda s, r, n, w: np.hstack([_ready(s, r, n, []), _ready(r, r, [], w)]),
        "the words have been taken from the asked rows.",
        "A network has as many inputs as the training rows gave it. " + HOT,
    ),
    Fault(
        lambda s, r, n, w: np.hstack([_ready(s, r, n, []), _ready(_both(s, r), r, [], w)]),
        "a word that only an asked row has got a column of its own.",
        "The network knows no such input: a word that training never saw has 0 in all columns.",
    ),
    _other(
        "pandas' std divides by n − 1; scikit-learn's StandardScaler and lesson 03 divide by n.",
        "Write .std(ddof=0).",
        ddof=1,
    ),
    _other("gaps of numbers are left.", "Fill them with the median of the training rows.", fill="gap"),
    _other(
        "gaps of numbers have become 0 before scaling.",
        "Nobody is 0 wide. Fill with the median of the training rows.",
        fill="zero",
    ),
    _other(
        "gaps of numbers have become 0 after scaling, which is the mean.",
        "Fill with the median of the training rows first, then scale.",
        fill="later",
        filled_first=False,
    ),
    _other("gaps have been filled with the mean.", "The median was asked for.", fill="mean"),
    _other(
        "mean and deviation come from the training numbers before their gaps were filled.",
        "First fill, then measure, as a pipeline does: each step gets what the one before returns.",
        filled_first=False,
    ),
    _other(
        "the numbers are filled but not standardized.",
        "Minus the mean, over the deviation.",
        centered=False,
        scaled=False,
    ),
    _other("the numbers are divided by their deviation but not centered.", "Take the mean off first.", centered=False),
    _other("the numbers are centered but not divided by their deviation.", "Divide by .std(ddof=0).", scaled=False),
    _other(
        "a gap among the words has 0 in all columns.",
        "A gap becomes the most frequent word of the training rows. Only an unknown word has 0 everywhere.",
        usual=None,
    ),
    _other(
        "gaps among the words have become the first word of the alphabet.",
        "The most frequent one was asked for: .mode()[0].",
        usual=min,
    ),
    _other(
        "gaps among the words have become the first word of the table.",
        "The most frequent one was asked for: .mode()[0].",
        usual=lambda known: known.iloc[0],
    ),
    _other("the columns of the words stand before those of the numbers.", "Numbers first.", words_first=True),
    _other("the words' columns are not in alphabetical order.", "Write sorted(...).", order=list),
    _other("the words' columns run from Z to A.", "Write sorted(...).", order=functools.partial(sorted, reverse=True)),
    _other("the words have become codes 0, 1, 2.", HOT, codes=True),
    _other("the first word of each column has no column of its own.", HOT, first_word=1),
    _other("the columns of the words have been standardized, too.", "They stay 0 and 1.", scale_words=True),
]


def _watched(answer):
    """answer, but it is a Problem if it changes one of its tables."""

    @functools.wraps(answer)
    def watched(seen, rows, numbers, words):
        before = seen.copy(), rows.copy()
        result = answer(seen, rows, numbers, words)
        for name, old, new in zip(("the training rows", "the asked rows"), before, (seen, rows), strict=True):
            if not old.equals(new):
                raise Problem(f"your function changes {name}. Work on a copy: fillna and map return new columns.")
        return result

    return watched


def _first_difference(answer):
    """Which column differs, with its name: a whole table would say less."""
    seen, rows, numbers, words = CASES[0]
    got, right = np.asarray(call(answer, *CASES[0]), dtype=float), right_prepare(*CASES[0])
    names = numbers + [f"{name} {word}" for name in words for word in sorted(seen[name].dropna().unique())]
    for i, name in enumerate(names):
        if not same(got[:, i], right[:, i]):
            numbers_of = [
                np.array2string(column, precision=3, suppress_small=True) for column in (right[:, i], got[:, i])
            ]
            return f"column {i} ({name}) should be {numbers_of[0]}, yours is {numbers_of[1]}."
    return "the small table is right, but not one whose columns stand in another order. Ask for columns by name."


@exercise
def prepare(answer):
    """prepare(seen, rows, numbers, words): rows as an array, everything learned from the rows seen in training."""
    if is_stub(answer) or not callable(answer):
        return check_function("prepare", answer, right_prepare, CASES)
    done = "right: the training rows teach, the others are only asked."
    verdict = check_function("prepare", _watched(answer), right_prepare, CASES, PREPARE, done)
    if verdict.passed is False and not verdict.hint and " the answer should be " in verdict.message:
        return Verdict(False, f"prepare: {_first_difference(_watched(answer))}")
    if verdict.passed is False and " wanted (" in verdict.message and "shape" in verdict.message:
        return Verdict(
            False, verdict.message, "One column for each of `numbers`, then one for each word seen in training."
        )
    return verdict


# ---- weights for rare classes ----
LABELS = [list("babbbbcb"), ["no", "yes", "no", "maybe", "no", "no", "maybe"] * 3 + ["no"]]


def _counted(y):
    """How many rows each row's class has, and how many classes there are."""
    words, place, count = np.unique(y, return_inverse=True, return_counts=True)
    return count[place], len(words)


def right_weights(y):
    count, k = _counted(y)
    return len(y) / (k * count)


WEIGHTS = [
    Fault(
        lambda y: len(y) / (len(np.unique(y)) * np.unique(y, return_counts=True)[1]),
        "there is one weight for each class.",
        "`sample_weight` wants one for each row. np.unique(y, return_inverse=True) gives each row its class's place.",
    ),
    Fault(
        lambda y: 1 / np.unique(y, return_counts=True)[1],
        "there is one weight for each class.",
        "`sample_weight` wants one for each row. np.unique(y, return_inverse=True) gives each row its class's place.",
    ),
    Fault(
        lambda y: 1 / _counted(y)[0],
        "every class has the weight 1 in total; now bring the mean of all weights to 1.",
        "Where a library takes them as they are, every step would shrink. Divide the weights by their mean.",
    ),
    Fault(
        lambda y: right_weights(y) / len(y),
        "the weights sum to 1.",
        "Their mean is to be 1, so that a step stays as long as it was.",
    ),
    Fault(
        lambda y: len(y) / _counted(y)[0],
        "all weights are k times too large, k the number of classes.",
        "Their mean is to be 1: divide by it.",
    ),
    Fault(
        lambda y: 1 - _counted(y)[0] / len(y),
        "this is the share of the other classes.",
        "A class half as frequent needs twice the weight: divide by its count.",
    ),
    Fault(
        lambda y: _counted(y)[0] / len(y),
        "frequent classes weigh more.",
        "A row of a rare class should count more: divide by the count.",
    ),
    Fault(
        lambda y: _counted(y)[0] / _counted(y)[0].mean(),
        "frequent classes weigh more.",
        "A row of a rare class should count more: divide by the count.",
    ),
    Fault(
        lambda y: _counted(y)[0].max() / _counted(y)[0],
        "the most frequent class has weight 1.",
        "The *mean* of all weights is to be 1: divide by it.",
    ),
    Fault(
        lambda y: np.sqrt(1 / _counted(y)[0]) / np.sqrt(1 / _counted(y)[0]).mean(),
        "the weights go with the square root of the count.",
        "Then frequent classes still weigh more in total. Divide by the count itself.",
    ),
    Fault(
        lambda y: np.sort(right_weights(y)),
        "the weights are right, but in another order than the rows.",
        "Row i gets the weight of its own class.",
    ),
    Fault(
        lambda y: right_weights(np.sort(y)),
        "the weights are right, but in another order than the rows.",
        "Row i gets the weight of its own class.",
    ),
    Fault(lambda y: np.ones(len(y)), "every row weighs 1.", "A row of a rare class should count more."),
]


@exercise
def row_weights(answer):
    """row_weights(y): (n,), every class the same total, the mean of all weights 1."""
    done = "right: each class has the same say, and a step stays as long as it was."
    if is_stub(answer) or not callable(answer):
        return check_function("row_weights", answer, right_weights, [(y,) for y in LABELS])

    @functools.wraps(answer)
    def of_array(labels):
        y = np.array(labels)
        result = answer(y)
        if not np.array_equal(y, labels):
            raise Problem("your function changes y. Work on a copy, or make a new array.")
        return result

    return check_function("row_weights", of_array, right_weights, [(y,) for y in LABELS], WEIGHTS, done)
