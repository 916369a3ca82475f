"""The batches of an epoch, which learners cut, and mend in the clinic: is each row there, in a new order?"""

import functools

import numpy as np

from .running import Problem, call, is_stub
from .verdict import Verdict

SIZES = [(12, 4), (10, 3), (5, 8), (7, 7), (60, 8)]  # rows, batch size: without and with a rest, a batch for all
MANY = SIZES[-1]


def _rows(batch):
    """One batch as an array of row numbers."""
    rows = np.asarray(batch)
    if rows.ndim != 1:
        what = "a single number" if rows.ndim == 0 else f"an array of shape {rows.shape}"
        raise Problem(f"each batch should be an array of row numbers, of shape (rows,); yours is {what}.")
    if rows.size and rows.dtype.kind not in "iu":
        raise Problem(f"row numbers are whole numbers; your batch holds {rows.dtype}.")
    return rows.astype(np.int64)


def _epochs(function, n, batch_size, seed, count=1):
    """The batches of some epochs in a row with one generator. Raises Problem."""

    @functools.wraps(function)
    def collected(n, batch_size, seed):
        rng = np.random.default_rng(seed)
        epochs = []
        for _ in range(count):
            answer = function(n, batch_size, rng)
            if answer is None:
                raise Problem("your function returns None. Is the `yield` or `return` missing?")
            if isinstance(answer, np.ndarray) and answer.ndim == 1 and answer.dtype != object:
                raise Problem(f"one array of {len(answer)} row numbers comes back. Cut it into batches.")
            epochs.append(list(answer))
        return epochs

    return [
        [_rows(batch) for batch in epoch]
        for epoch in call(collected if callable(function) else function, n, batch_size, seed)
    ]


def _cut_wrong(n, batch_size, batches):
    """(message, hint) if these are not batches that hold each of n rows once, else None."""
    case = f"for {n} rows and batch_size {batch_size}, "
    sizes = [len(batch) for batch in batches]
    everything = np.concatenate(batches) if batches else np.array([], dtype=np.int64)
    if 0 in sizes and len(sizes) > 1 or not sizes:
        return (
            case + f"a batch is empty: sizes {sizes}.",
            f"`order[{batch_size}:{batch_size}]` is empty. Where should the batch that starts at {batch_size} end?"
            if sum(sizes) == batch_size < n
            else "A mean over no rows is not a number. Which is the last row at which a batch can start?",
        )
    if everything.min() < 0 or everything.max() >= n:
        return case + f"row {everything[(everything < 0) | (everything >= n)][0]} does not exist.", "Rows count from 0."
    seen, times = np.unique(everything, return_counts=True)
    lost = n - len(seen)
    if times.max() > 1:
        share = f"only {len(seen)} of them come up" if lost else "all come up"
        return (
            case + f"{share}, and some come up more than once.",
            "Draw one order of all rows and cut that, with pieces that do not overlap."
            if not lost
            else "Who has come up must not come up again in this epoch. "
            "Is this drawing with replacement, or does each batch draw from all rows anew?",
        )
    if lost and lost == n % batch_size:
        return (
            case + f"{lost} {'row' if lost == 1 else 'rows'} never came up: the short last batch is missing.",
            "A slice that reaches past the end gives what is left: at which row should the last batch start?",
        )
    if lost:
        hint = "Where does the first batch start, where the last, and how far is it between starts?"
        return case + f"only {len(seen)} rows come up.", hint
    full, rest = divmod(n, batch_size)
    wanted = [batch_size] * full + [rest] * (rest > 0)
    if sizes != wanted and not (sorted(sizes) == sorted(wanted) and all(map(_neighbors, batches))):
        return (
            case + f"the batches have {sizes} rows.",
            "All batches but the last have batch_size rows. "
            "(A number tells np.split and np.array_split how many pieces to make, not how long they are.)",
        )
    return None


def _neighbors(batch):
    """Are these rows that stand beside each other, in any order?"""
    return len(batch) == batch.max() - batch.min() + 1


def _order_wrong(function):
    """(message, hint) if the rows of an epoch are not shuffled anew by the given generator, else None."""
    n = MANY[0]
    (one,), (other,) = (_epochs(function, *MANY, seed) for seed in (0, 1))
    order = np.concatenate(one)
    blocks = all(map(_neighbors, one))
    if np.array_equal(order, np.arange(n)):
        return "the rows come in their old order.", "Shuffle the row numbers first, then cut."
    if all(np.array_equal(batch, np.sort(batch)) for batch in one) and blocks:
        return (
            "only the batches are shuffled: each holds neighbors, such as " + f"{one[0][:3].tolist()} …",
            "The same rows would meet in every epoch. Shuffle the rows before you cut.",
        )
    if blocks:
        return (
            "each batch is shuffled within itself only: the same rows meet in every epoch.",
            "Shuffle all rows before you cut.",
        )
    (again,) = _epochs(function, *MANY, 0)
    if not _equal(one, again):
        return (
            "two generators with the same seed give two different orders.",
            "Who draws the numbers? It should be the rng that you were given.",
        )
    if _equal(one, other):
        return (
            "generators with different seeds give the same order.",
            "Who draws the numbers? It should be the rng that you were given.",
        )
    first, second = _epochs(function, *MANY, 0, count=2)
    if _equal(first, second):
        return (
            "the second epoch has the same order as the first.",
            "Draw a new order in each call, and keep none from the call before.",
        )
    return None


def _equal(some, others):
    return np.array_equal(np.concatenate(some), np.concatenate(others))


STOPPED = {
    "NoneType": "rng.shuffle works in place and returns None; rng.permutation(n) returns the shuffled numbers.",
    "ValueError": "12 rows make 3 batches of 4. With 10 rows and batches of 3, the last one is shorter.",
}


def check_batches(function):
    if is_stub(function):
        return Verdict(None, "batches: replace the ... by your code.")
    try:
        found = (_cut_wrong(*size, _epochs(function, *size, 0)[0]) for size in SIZES)
        wrong = next(filter(None, found), None) or _order_wrong(function)
    except Problem as problem:
        hints = (hint for kind, hint in STOPPED.items() if kind in str(problem))
        return Verdict(False, f"batches: {problem}", next(hints, ""))
    if wrong:
        return Verdict(False, f"batches: {wrong[0]}", wrong[1])
    return Verdict(True, "batches: every row once in an epoch, in a new order each time.")
