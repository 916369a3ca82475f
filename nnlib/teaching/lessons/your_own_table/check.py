"""Checkers: a table made ready, and weights for rows of rare classes."""

import functools
import itertools

import numpy as np

from ...checking.causes import same
from ...checking.diagnosis import Fault, check_function, with_hint
from ...checking.progress import exercise
from ...checking.running import Problem, is_stub
from ...checking.verdict import Verdict

# ---- a table made ready ----

NUMBERS, WORDS = ["width", "age"], ["town", "color"]


@functools.cache
def cases():
    """(seen, rows, numbers, words) twice; pandas is imported when the first answer is judged."""
    import pandas as pd

    seen = pd.DataFrame(
        {
            "town": ["Ulm", "Bonn", np.nan, "Ulm", "Köln", "Ulm", "Bonn"],
            "width": [30.0, 41, np.nan, 18, 25, 90, 37],
            "age": [5.0, np.nan, 9, 4, 4, 7, np.nan],
            "color": ["red", "gray", "blue", np.nan, "red", "blue", "red"],
        }
    )
    asked = pd.DataFrame(
        {
            "town": ["Köln", "Rome", np.nan, "Köln", "Ulm"],
            "width": [50.0, np.nan, 20, 12, 66],
            "age": [np.nan, 3.0, 8, 2, 2],
            "color": ["gray", "blue", "red", np.nan, "gray"],
        }
    )
    # The second pair lists its columns in another order, and other words are the most frequent ones.
    more_seen = (
        seen.iloc[::-1, ::-1].replace({"Ulm": "Bonn", "Bonn": "Ulm"}).assign(width=[3.0, 8, 1, 4, np.nan, 20, 7])
    )
    more_asked = asked.iloc[[3, 1, 2, 0], [2, 0, 3, 1]].reset_index(drop=True)
    return [(seen, asked, NUMBERS, WORDS), (more_seen.reset_index(drop=True), more_asked, NUMBERS, WORDS)]


# Each kind of step as (way, what is wrong with it), the right way first. Any one may be wrong, or one of each kind.


def _paired(part, make, ways, more_ways, *hints):
    """A Fault for each wrong way of one kind, and for each two of both; make(**ways) gives the answer."""
    (kind, these), (other, those) = ways, more_ways
    faults = []
    for (way, what), (another, also) in itertools.product(these, those):
        words = f"Two things: {what}, and {also}." if what and also else f"{what or also}."
        hint = " ".join(hint for hint, wrong in zip(hints, (what, also), strict=True) if wrong)
        faults.append(Fault(functools.partial(make, **{kind: way, other: another}), words, hint, part))
    return sorted(faults[1:], key=lambda fault: fault.message.startswith("Two"))


def _filled(s, r, values, asked=None):
    return np.where(np.isnan(s), values, s), np.where(np.isnan(r), values if asked is None else asked, r)


def _most_frequent(s):
    import pandas as pd

    return pd.DataFrame(s).mode().iloc[0]


def _median(*tables):
    return np.nanmedian(np.vstack(tables), axis=0)


def _z(learned, asked, ddof=0):
    return (asked - np.nanmean(learned, axis=0)) / np.nanstd(learned, axis=0, ddof=ddof)


FILLS = [  # of the training numbers and the asked ones
    (lambda s, r: _filled(s, r, _median(s)), ""),
    (lambda s, r: _filled(s, r, _median(s), _median(r)), "gaps are filled with the median of the asked rows"),
    (lambda s, r: _filled(s, r, _median(s, r)), "the asked rows had a say in the median"),
    (lambda s, r: _filled(s, r, np.nanmean(s, axis=0)), "gaps are filled with the mean"),
    (lambda s, r: _filled(s, r, _most_frequent(s)), "gaps are filled with the most frequent number"),
    (lambda s, r: _filled(s, r, 0), "gaps have become 0 before scaling, and nobody is 0 wide"),
    (lambda s, r: (s, r), "gaps of numbers are left"),
]
SCALES = [  # of both when filled, and of the training numbers as they came
    (lambda s, r, raw: _z(s, r), ""),
    (lambda s, r, raw: _z(s, r, ddof=1), "pandas' std divides by n − 1, not by n as in lesson 03"),
    (lambda s, r, raw: _z(raw, r), "mean and deviation come from the numbers before their gaps were filled"),
    (lambda s, r, raw: _z(raw, r, ddof=1), "mean and std are measured before the gaps were filled, and ddof is not 0"),
    (lambda s, r, raw: _z(r, r), "mean and deviation are those of the asked rows"),
    (lambda s, r, raw: _z(np.vstack([s, r]), r), "the asked rows had a say in mean and deviation"),
    (lambda s, r, raw: r, "the numbers are filled but not standardized"),
    (lambda s, r, raw: r / np.nanstd(s, axis=0), "the numbers are divided by their deviation but not centered"),
    (lambda s, r, raw: r - np.nanmean(s, axis=0), "the numbers are centered but not divided by their deviation"),
    (lambda s, r, raw: _z(s, r) / np.nanstd(s, axis=0), "you divide by the variance"),
    (lambda s, r, raw: (r - _median(s)) / np.nanstd(s, axis=0), "the numbers are minus the median, not the mean"),
    (lambda s, r, raw: (r - np.nanmin(s, 0)) / (np.nanmax(s, 0) - np.nanmin(s, 0)), "these numbers run from 0 to 1"),
]


def _numbers(seen, rows, names, _=(), fill=FILLS[0][0], scale=SCALES[0][0]):
    raw, asked = (table[names].to_numpy(dtype=float) for table in (seen, rows))
    return scale(*fill(raw, asked), raw)


GAPS = [  # of a column of words in training and asked: the asked one, filled
    (lambda s, r: r.fillna(s.mode()[0]), ""),
    (lambda s, r: r, "a gap has 0 in all columns"),
    (lambda s, r: r.fillna(s.mode()), "fillna got all of .mode(), with row labels, and fills by these: take its [0]"),
    (lambda s, r: r.fillna(s.dropna().min()), "gaps have become the first word of the alphabet"),
    (lambda s, r: r.fillna(s.dropna().iloc[0]), "gaps have become the first word of the table"),
    (lambda s, r: r.fillna(r.mode()[0]), "gaps have become the most frequent word of the asked rows"),
    (lambda s, r: r.where(r.isin(s.dropna()), s.mode()[0]), "a word unknown to `seen` has become the most frequent"),
]
LISTS = [  # of training words and the asked ones, filled: which words get a column
    (lambda s, r, raw: sorted(s.dropna().unique()), ""),
    (lambda s, r, raw: list(s.dropna().unique()), "the columns are not in alphabetical order"),
    (lambda s, r, raw: sorted(s.dropna().unique())[::-1], "the columns run from Z to A"),
    (lambda s, r, raw: sorted(s.dropna().unique())[1:], "the first word has no column of its own"),
    (lambda s, r, raw: sorted(r.dropna().unique()), "the columns stand for the words of the asked rows"),
    (lambda s, r, raw: sorted(raw.dropna().unique()), "the columns stand for the words of the asked rows"),
    (lambda s, r, raw: sorted({*s.dropna(), *r.dropna()}), "a word that only an asked row has got a column of its own"),
]


def _words(seen, rows, _, names, gap=GAPS[0][0], listed=LISTS[0][0], form=lambda column, word: column == word):
    filled = {name: gap(seen[name], rows[name]) for name in names}
    words = [(name, word) for name in names for word in listed(seen[name], filled[name], rows[name])]
    return np.column_stack([form(filled[name], word) for name, word in words]).astype(float)


def _codes(s, r, n, w):
    places = {name: {word: i for i, word in enumerate(sorted(s[name].dropna().unique()))} for name in w}
    return np.column_stack([r[name].fillna(s[name].mode()[0]).map(places[name]).fillna(-1) for name in w])


def _with_gaps_as(label):
    gap, listed = lambda s, r: r.fillna(label), lambda s, r, raw: sorted(s.fillna(label).unique())
    return functools.partial(_words, gap=gap, listed=listed)


def _in_the_order_of_the_table(s, r, n, w):
    columns = [_numbers(s, r, [name]) if name in n else _words(s, r, n, [name]) for name in s.columns]
    return np.hstack(columns)[:, : len(n)]


HOT = "A column for each word of `seen`, in alphabetical order: 1 where the row has it, else 0."
MEASURE = "Minus the mean, over .std(ddof=0): those of `seen`, after its gaps are filled."
MEDIAN = "Fill with the median of `seen`, in both tables."
USUAL = (
    "A gap becomes the most frequent word of `seen`, .mode()[0]. Only a word that `seen` does not have gets 0 in all."
)
PARTS = ("numbers", "words")
NOT_A_TABLE = ("exchanged", "transpose", "came back", "a function is", "your code stops", "changes its", "returns None")
PREPARE = [
    *with_hint(
        f"{MEDIAN} {MEASURE}",
        (
            tuple(
                lambda s, r, n, w, fill=fill: np.nan_to_num(_z(fill(s[n]).to_numpy(), r[n].to_numpy()))
                for fill in (lambda s: s, lambda s: s.fillna(s.median()))
            ),
            "gaps are 0 after scaling: the mean.",
        ),
        (lambda s, r, n, w: _numbers(s.dropna(), r, n), "you learn from the rows without any gap alone."),
        part="numbers",
    ),
    *_paired("numbers", _numbers, ("fill", FILLS), ("scale", SCALES), MEDIAN, MEASURE),
    *with_hint(
        "First the columns of `numbers`, in the order of that list, then those of `words`.",
        (lambda *case: _words(*case)[:, : len(case[2])], "the columns of the words stand before those of the numbers."),
        (_in_the_order_of_the_table, "the columns stand in the order of the table."),
        part="numbers",
    ),
    *_paired("words", _words, ("gap", GAPS), ("listed", LISTS), USUAL, HOT),
    *with_hint(
        HOT,
        (tuple(map(_with_gaps_as, ("~", "missing", "Missing", "Unknown", "None"))), "there is a column for gaps."),
        (_codes, "the words have become codes 0, 1, 2."),
        (lambda *case: np.nan_to_num(_z(_words(*case), _words(*case))), "the words have been standardized, too."),
        (
            functools.partial(_words, form=lambda c, word: (c == word) if word in set(c) else 0 * (c == word) + np.nan),
            "a column is NaN where no asked row has its word. `reindex` wants fill_value=0.",
        ),
        part="words",
    ),
]


def right_prepare(*case):
    return np.hstack([_numbers(*case), _words(*case)])


def _parted(answer):
    """The same with its result in two parts, numbers and words, so that each is judged by itself."""

    @functools.wraps(answer)
    def parted(seen, rows, numbers, words):
        result = answer(seen, rows, numbers, words)
        if hasattr(result, "toarray"):
            raise Problem("a sparse table came back. Write sparse_output=False, or end with .toarray().")
        if np.asarray(result).dtype.kind in "OUS":
            raise Problem(f"some columns are still words. {HOT}")
        table = np.asarray(result)
        if len(table) != len(rows):
            why = {len(seen): ", as many as `seen` has", len(rows.dropna()): ": rows with gaps are missing"}
            raise Problem(f"the result has {len(table)} rows{why.get(len(table), '')}. Each row of `rows` gets one.")
        return table[:, : len(numbers)], table[:, len(numbers) :]

    return parted


def _first_difference(parted, seen, rows, numbers, words):
    """Which column differs, with its name: a whole table would say less. "" if none does."""
    names = numbers + [f"{name} {word}" for name in words for word in sorted(seen[name].dropna().unique())]
    got, right = np.hstack(parted(seen, rows, numbers, words)), right_prepare(seen, rows, numbers, words)
    if got.shape != right.shape:
        return f"the words give {got.shape[1] - len(numbers)} columns, wanted {right.shape[1] - len(numbers)}. {HOT}"
    for name, mine, wanted in zip(names, got.T, right.T, strict=True):
        if not same(mine, wanted):
            mine, wanted = (np.array2string(column, precision=3, suppress_small=True) for column in (mine, wanted))
            return f"column {names.index(name)} ({name}) should be {wanted}, yours is {mine}."
    return ""


@exercise
def prepare(answer):
    """prepare(seen, rows, numbers, words): rows as an array, everything learned from the rows seen in training."""
    done = "right: the training rows teach, the others are only asked."
    verdict = check_function("prepare", answer, right_prepare, cases(), (), done)
    if verdict.passed is not False or any(words in verdict.message for words in NOT_A_TABLE):
        return verdict
    parted = _parted(answer)
    verdict = check_function("prepare", parted, lambda *c: (_numbers(*c), _words(*c)), cases(), PREPARE, "", PARTS)
    if ", the answer should be" in verdict.message or "the result has shape" in verdict.message:
        return Verdict(False, f"prepare: {next(filter(None, (_first_difference(parted, *case) for case in cases())))}")
    return verdict


# ---- weights for rare classes ----

LABELS = [(np.array(list("babbbbcb")),), (np.array(["no", "yes", "no", "maybe", "no", "no", "maybe"] * 3 + ["no"]),)]


def _counted(y):
    """How many rows each row's class has."""
    _, place, count = np.unique(y, return_inverse=True, return_counts=True)
    return count[place]


def right_weights(y):
    return 1 / _counted(y) / np.mean(1 / _counted(y))


def _alone_and_with_mean_1(way):
    """A way to weigh by the counts, as it is and divided by its mean."""
    return (lambda y: way(_counted(y))), (lambda y: way(_counted(y)) / way(_counted(y)).mean())


WEIGHTS = [
    *with_hint(
        "The mean of all weights is to be 1, so that a step stays as long as it was: divide by it.",
        (lambda y: 1 / _counted(y), "every class has the weight 1 in total; now bring the mean of all weights to 1."),
        (lambda y: right_weights(y) / len(y), "the weights sum to 1."),
        (lambda y: len(y) / _counted(y), "all weights are k times too large, k the number of classes."),
        (lambda y: _counted(y).max() / _counted(y), "the most frequent class has weight 1."),
        (lambda y: _counted(y).min() / _counted(y), "the rarest class has weight 1."),
    ),
    *with_hint(
        "Each class is to have the same total, so a class half as frequent needs twice the weight: 1 / count.",
        (lambda y: 1 - _counted(y) / len(y), "this is the share of the other classes."),
        (_alone_and_with_mean_1(lambda count: len(count) - count), "this goes with the share of the other classes."),
        (lambda y: _counted(y) / len(y), "frequent classes weigh more."),
        (_alone_and_with_mean_1(lambda count: count), "frequent classes weigh more."),
        (_alone_and_with_mean_1(lambda count: count**-0.5), "the weights go with the square root of the count."),
        (_alone_and_with_mean_1(lambda count: np.log(len(count) / count)), "the weights go with a logarithm."),
        (lambda y: np.where(_counted(y) == _counted(y).min(), 2, 1), "rare rows weigh more, but by how much?"),
    ),
    *with_hint(
        "Row i gets the weight of its own class.",
        (
            (lambda y: np.sort(right_weights(y)), lambda y: right_weights(np.sort(y))),
            "the weights are right, but in another order than the rows.",
        ),
    ),
]


@exercise
def row_weights(answer):
    """row_weights(y): (n,), every class the same total, the mean of all weights 1."""

    @functools.wraps(answer)
    def by_row(y):
        result = answer(y)
        if np.shape(result) == (len(np.unique(y)),):
            place = "np.unique(y, return_inverse=True) gives each row its class's place"
            raise Problem(f"there is one weight for each class. `sample_weight` wants one for each row: {place}.")
        return result

    done = "right: each class has the same say, and a step stays as long as it was."
    checked = by_row if callable(answer) and not is_stub(answer) else answer
    return check_function("row_weights", checked, right_weights, LABELS, WEIGHTS, done)
