"""The batches of an epoch, which learners cut, and mend in the clinic: is each row there, in a new order?"""

import functools
import itertools

import numpy as np

from .findings import check_findings
from .running import Problem, call

SIZES = [(12, 4), (10, 3), (5, 8), (7, 7), (60, 8)]  # rows, batch size: without and with a rest, a batch for all
MANY = SIZES[-1]
ALONE = "one batch alone comes back. Is there a loop, and does a `return` inside the loop end it in its first turn?"


def _rows(batch):
    """One batch as an array of row numbers."""
    wanted = "each batch should be an array of row numbers, of shape (rows,); yours"
    if isinstance(batch, slice):
        raise Problem(f"{wanted} is a slice, {batch}. Cut the shuffled numbers with it: order[start:stop].")
    if isinstance(batch, list | tuple) and any(np.ndim(part) for part in batch):
        raise Problem(f"{wanted} holds {len(batch)} things. Is anything returned or yielded beside the row numbers?")
    rows = np.asarray(batch)
    if rows.ndim == 0:
        raise Problem(f"{wanted} is a single number. Append each piece of the order as a whole.")
    if rows.ndim > 1:
        raise Problem(f"{wanted} is an array of shape {rows.shape}.")
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
            if isinstance(answer, dict):
                raise Problem("a dictionary comes back. Return its values, the batches, in a list.")
            if isinstance(answer, int | float | np.number):
                raise Problem("one number comes back. Wanted are the batches themselves, arrays of row numbers.")
            if isinstance(answer, np.ndarray) and answer.ndim == 1 and answer.dtype != object:
                if len(answer) < n and len(function(10, 3, rng)) == 1:
                    raise Problem("only the last batch comes back. Each turn of the loop overwrites the one before.")
                if len(answer) < n:
                    raise Problem(ALONE)
                raise Problem(f"one array of {len(answer)} row numbers comes back. Cut it into batches.")
            epochs.append(list(itertools.islice(answer, n + 2)))
            if len(epochs[-1]) > n + 1:
                why = "Does a `while True` never end, or is a number of rows written out in place of n?"
                raise Problem(f"more than {n + 1} batches come for {n} rows. {why}")
        return epochs

    epochs = call(collected, n, batch_size, seed)
    return [[_rows(batch) for batch in epoch] for epoch in epochs]


def _cut_wrong(n, batch_size, batches):
    """Findings on batches that should hold each of n rows once."""
    case = f"for {n} rows and batch_size {batch_size}, "
    sizes = [len(batch) for batch in batches]
    everything = np.concatenate(batches) if batches else np.array([], dtype=np.int64)
    empty = case + f"a batch is empty: sizes {sizes}."
    where = f"`order[{batch_size}:{batch_size}]` is empty. Where should the batch that starts at {batch_size} end?"
    yield 0 in sizes and sum(sizes) == batch_size < n, empty, where + " Or does the order hold too few rows?"
    yield 0 in sizes or not sizes, empty, "A mean over no rows is not a number. Which is the last row to start at?"
    outside = everything[(everything < 0) | (everything >= n)]
    full = len(sizes) > 1 and n % batch_size and set(sizes) == {batch_size}
    filled = "Is the last batch filled up? It may be shorter: n - 1 is the last row." if full else "Rows count from 0."
    yield outside.size, case + f"row {outside[:1].sum()} does not exist.", filled
    yield (
        sizes == [n] and batch_size < n,
        case + f"one batch holds all {n} rows.",
        "Is batch_size the one that you were given?",
    )
    whole = len(sizes) > 1 and set(sizes) == {n}
    yield whole, case + f"each batch holds all {n} rows.", "Cut it: `order[start : start + batch_size]`."
    wanted = [min(batch_size, n - start) for start in range(0, n, batch_size)]
    seen, times = np.unique(everything, return_counts=True)
    lost, again = n - len(seen), times.max() > 1
    alike = len(sizes) > 1 and all(np.array_equal(batch, batches[0]) for batch in batches)
    yield alike, case + "all batches are the same.", "Does the start move? Or is one list appended again and again?"
    hint = "Empty the batch after it is handed out."
    yield len(sizes) > 2 and sizes[1] == 2 * sizes[0], case + f"the batches grow: {sizes}.", hint
    hint = "It may be shorter than batch_size: take only what is left."
    yield again and not lost and full, case + "the last batch is filled up with rows that came before.", hint
    rest = sum(sizes[:-1])
    tail = again and len(np.unique(everything[:rest])) == rest and np.isin(batches[-1], everything[:rest])
    hint = "Where should the last batch start? It begins where the one before it ends."
    yield again and lost and np.all(tail), case + "the last batch holds rows of the batches before it.", hint
    some = case + f"only {len(seen)} of them come up, and some come up more than once."
    yield again and lost, some, "Is this drawing with replacement, or does each batch draw from all rows anew?"
    longer = again and sizes[0] == batch_size + 1
    hint = "`order[0:4]` has four: the end of a slice is not part of it."
    yield longer, case + f"the batches have {sizes} rows, and overlap.", hint
    hint = "Draw one order of all rows and cut that, with pieces that do not overlap."
    yield again, case + "all come up, and some come up more than once.", hint
    yield lost and sizes == [batch_size], case + ALONE, ""
    never = case + f"{lost} {'row' if lost == 1 else 'rows'} never came up: "
    hint = "A slice that reaches past the end gives what is left: at which row should the last batch start?"
    yield lost and lost == n % batch_size, never + "the short last batch is missing.", hint
    hint = "`range(0, n, batch_size)` starts at 0 and stops before n."
    yield lost and set(sizes) == {batch_size}, never + "a batch is missing, the first or the last.", hint
    hint = "`order[0:4]` has four: the end of a slice is not part of it."
    yield lost and set(sizes) == {batch_size - 1}, case + f"each batch has {batch_size - 1} rows.", hint
    missing = f": row {np.setdiff1d(np.arange(n), seen)[0]} is missing" if lost == 1 else ""
    hint = "Where does the first batch start, where the last? Do the pieces meet? And does the order hold all rows?"
    yield lost, case + f"only {len(seen)} rows come up{missing}.", hint
    other_order = sorted(sizes) == sorted(wanted) and not all(map(_neighbors, batches))
    hint = "Is the list of batches turned around, or shuffled? Shuffle the rows, and cut them from the front."
    have = case + f"the batches have {sizes} rows"
    yield sizes != wanted and other_order, have + ": the short one is not the last.", hint
    hint = "A number tells np.split and np.array_split how many pieces to make, not how long they are."
    yield sorted(sizes) != sorted(wanted), have + ".", f"All batches but the last have batch_size rows. ({hint})"


def _neighbors(batch):
    """Are these rows that stand beside each other, in any order?"""
    return len(batch) == batch.max() - batch.min() + 1


def _findings(function):
    for size in SIZES:
        yield from _cut_wrong(*size, _epochs(function, *size, 0)[0])
    ((one,), (other,)) = (_epochs(function, *MANY, seed) for seed in (0, 1))
    old = _equal(one, [np.arange(MANY[0])])
    yield old, "the rows come in their old order.", "Shuffle the row numbers first, then cut."
    turned = len(np.unique(np.diff(np.concatenate(one)) % MANY[0])) == 1
    yield (
        turned,
        "the rows come in their old order, from another start on or backward.",
        "Shuffle them: rng.permutation(n).",
    )
    blocks = all(map(_neighbors, one))
    example = f"only the batches are shuffled: each holds neighbors, such as {one[0][:3].tolist()} …"
    hint = "The same rows would meet in every epoch. Shuffle all rows before you cut."
    yield blocks and all(np.array_equal(batch, np.sort(batch)) for batch in one), example, hint
    yield blocks, "each batch is shuffled within itself only.", hint
    (again,) = _epochs(function, *MANY, 0)
    hint = "Who draws the numbers? It should be the rng that you were given; np.random and random don't know it."
    yield not _equal(one, again), "two generators with the same seed give two different orders.", hint
    kept = hint + " Or is an order kept from an earlier call?"
    yield _equal(one, other), "generators with different seeds give the same order.", kept
    hint = "Draw a new order in each call, and keep none from the call before."
    two = _epochs(function, *MANY, 0, count=2)
    yield _equal(*two), "the second epoch has the same order as the first.", hint


def _equal(some, others):
    return np.array_equal(np.concatenate(some), np.concatenate(others))


STOPPED = {
    "NoneType": "rng.shuffle works in place and returns None; rng.permutation(n) returns the shuffled numbers.",
    "equal division|reshape": "12 rows make 3 batches of 4. With 10 rows and batches of 3, the last one is shorter.",
    "larger sample": "The last batch may be shorter: draw no more than are left.",
    "item assignment|no len": "`np.arange(n)` is an array that rng.shuffle can change; rng.permutation(n) makes one.",
}


def check_batches(function):
    done = "every row once in an epoch, in a new order each time."
    return check_findings("batches", function, _findings, done, "n batch_size rng", STOPPED)
