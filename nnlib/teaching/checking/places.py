"""General causes, from the places that are wrong and from the code: rows left out, what stands for what, a return."""

import ast
import inspect
import itertools
import textwrap
import warnings

import numpy as np

from .causes import TOLERANCE, same
from .running import FOREIGN

CUTS = [
    (slice(None, -1), "the last row is left out. Does a loop end one too early, as range(len(x) - 1) does?"),
    (slice(1, None), "the first row is left out. Rows count from 0."),
    (slice(0, 1), "only the first row counts. Is a `return` inside a loop, or an index [0] too many?"),
    (
        slice(-1, None),
        "only the last row counts: is the result made anew in each turn of a loop?",
    ),
]
ENOUGH = 3  # wrong numbers: fewer fit a cause by chance


def rows_left_out(right, got, answers, cases):
    """A sentence if the answers are those to some of the rows, also where what is left out counts in n, or stays 0."""
    if _wrong_numbers(got, answers) < ENOUGH:
        return None
    groups = {
        tuple(j for j, _ in enumerate(cases[0]) if all(_len(case[j]) == _len(case[k]) > 0 for case in cases))
        for k, _ in enumerate(cases[0])
    }
    for together, (cut, words) in itertools.product(sorted(groups - {()}), CUTS):
        k = together[0]
        long = [i for i, case in enumerate(cases) if _len(case[k]) > 1]
        kept = [tuple(a[cut] if j in together else a for j, a in enumerate(cases[i])) for i in long]
        shares = [len(case[k]) / len(cases[i][k]) for case, i in zip(kept, long, strict=True)]
        if _answers(right, kept, [got[i] for i in long], [answers[i] for i in long], shares, cut):
            return words
    for k, _ in enumerate(cases[0]):
        if all(isinstance(case[k], np.ndarray) and case[k].ndim == 2 and case[k].shape[1] > 1 for case in cases):
            for cut, word in ((slice(None, -1), "last"), (slice(1, None), "first")):
                kept = [(*case[:k], case[k][:, cut], *case[k + 1 :]) for case in cases]
                if _answers(right, kept, got, answers, [1] * len(kept), slice(0, 0)):
                    return f"the {word} column is left out. Which numbers does a loop, or a slice, run over?"
    return None


def _answers(right, kept, got, answers, shares, cut):
    """Are these the right answers to what is kept, or their share of the whole, or those of the kept rows and 0?"""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # on the mean of what is empty now
            parts = [np.asarray(right(*case), dtype=float) for case in kept]
    except (TypeError, ValueError, IndexError):
        return False
    ways = (lambda p, a, _: p, lambda p, a, share: share * p, lambda p, a, _: _rest_0(a, cut))
    both = list(zip(got, parts, answers, shares, strict=True))
    return bool(both) and any(all(same(g, way(p, a, share)) for g, p, a, share in both) for way in ways)


def _len(argument):
    return len(argument) if isinstance(argument, np.ndarray | list) else 0


def _rest_0(answer, cut):
    rest = np.zeros_like(answer)
    if answer.ndim:
        rest[cut] = answer[cut]
    return rest


def _wrong_numbers(got, answers):
    return sum(
        np.count_nonzero(~_right(g, answer)) if np.shape(g) == answer.shape else max(np.size(g), answer.size)
        for g, answer in zip(got, answers, strict=True)
    )


def _right(got, answer):
    """Which numbers are right?"""
    size = np.abs(answer[np.isfinite(answer)]).max(initial=0)
    return np.isclose(np.asarray(got, dtype=float), answer, rtol=TOLERANCE, atol=TOLERANCE * size, equal_nan=True)


def out_of_place(got, answers, cases, names):
    """A sentence if these are the right numbers in another place or with another sign, an argument, or a constant off.

    All arrays have the right shapes.
    """
    for name, given in zip(names, zip(*cases, strict=True), strict=False):
        if all(isinstance(a, np.ndarray) and same(g, a) for g, a in zip(got, given, strict=True)):
            return f"your answer is `{name}` as it came."
    pairs = [(np.asarray(g, dtype=float), answer) for g, answer in zip(got, answers, strict=True)]
    rows = [_right(g, answer).reshape(len(g), -1).all(axis=1) for g, answer in pairs if np.ndim(g)]
    for end, rest, word in ((-1, slice(None, -1), "last"), (0, slice(1, None), "first")):
        enough = len(rows) == len(pairs) and sum(map(len, rows)) > 3  # one wrong number of three says little
        if enough and all(len(r) > 2 and r[rest].all() and not r[end] for r in rows):
            return f"all is right but the {word} {'row' if pairs[0][1].ndim > 1 else 'number'}. Where does a loop end?"
    if _wrong_numbers(got, answers) < ENOUGH:
        return None
    off = [np.ravel(g - answer) for g, answer in pairs]
    if all(len(o) > 2 and np.isfinite(o).all() and np.ptp(o) < TOLERANCE * np.abs(o).max() for o in off):
        constants = sorted({f"{o.mean():.4g}" for o in off})
        return f"{constants[0]}{' or another constant' * (len(constants) > 1)} is added to every number."
    by_columns = None
    for axis, word in enumerate(("rows", "columns")):
        if all(answer.ndim == 2 and answer.shape[axis] > 1 for _, answer in pairs):
            if all(same(g, np.flip(answer, axis)) for g, answer in pairs):
                return f"the right {word}, from the last to the first."
            orders = [_order(g, answer, axis) for g, answer in pairs]
            if None not in orders:
                return f"the right {word}, in another order: {_first_moved(orders, word[:-1])}."
            right = [_right(g, answer).all(axis=1 - axis) for g, answer in pairs]
            if axis and len({r.tobytes() for r in right}) == 1 and 0 < right[0].sum() < len(right[0]):
                by_columns = f"right in {_listed(right[0], word)}, wrong in {_listed(~right[0], word)}"
    if all(same(np.abs(g), np.abs(answer)) for g, answer in pairs):
        return f"{by_columns or 'right'}, but only for the sign." if by_columns else "right, but for some signs."
    return f"{by_columns}." if by_columns else None


def _order(got, answer, axis):
    """For each row (or column) of the answer, the place of that of got which equals it; None if they do not pair up."""
    mine, wanted = np.moveaxis(got, axis, 0), np.moveaxis(answer, axis, 0)
    order = [[j for j, row in enumerate(wanted) if same(g, row)] for g in mine]
    places = [fits[0] for fits in order if len(fits) == 1]
    return places if sorted(places) == list(range(len(wanted))) else None


def _first_moved(orders, word):
    i, j = next((i, j) for order in orders for i, j in enumerate(order) if i != j)
    return f"yours of {word} {i} belongs in {word} {j} (counted from 0)"


def _listed(mask, word):
    places = [str(i) for i in np.flatnonzero(mask)]
    return f"{word if len(places) > 1 else word[:-1]} {', '.join(places)}"


def return_in_a_loop(function):
    """A sentence if a `return` ends a `for` loop of the function in its first turn."""
    for loop in _nodes(function):
        ends = isinstance(loop, ast.For) and isinstance(loop.body[-1], ast.Return)
        if ends and not any(isinstance(node, ast.Continue) for node in ast.walk(loop)):
            line = ast.unparse(loop.body[-1])
            line = line if len(line) < 40 else "return …"
            return f"`{line}` stands inside the `for` loop, so it ends in the first turn. Move it below the loop."
    return None


def unread(function, right, case):
    """A sentence on the first argument that the function never reads, though it changes the right answer, or ""."""
    nodes = _nodes(function)
    read = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    read |= {node.target.id for node in nodes if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)}
    names = [argument.arg for argument in nodes[0].args.args] if nodes else []
    idle = [name for k, name in enumerate(names) if name not in read and _changes(right, case, k)]
    return f" `{idle[0]}` is never read in your code." if idle else ""


def _changes(right, case, k):
    """Does argument number k change the right answer to this case?"""
    try:
        return not same(right(*case[:k], np.add(case[k], 1), *case[k + 1 :]), right(*case))
    except (TypeError, ValueError, IndexError):
        return True


def _nodes(function):
    """The syntax tree of a learner's function as a list, its definition first; empty if its text is not known."""
    function = inspect.unwrap(function)
    if getattr(getattr(function, "__code__", None), "co_filename", "").startswith(FOREIGN):
        return []
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return []
    return next((list(ast.walk(node)) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)), [])
