"""General causes of a wrong answer: arguments or axes exchanged, a factor, rounding, one number everywhere."""

import inspect
import itertools

import numpy as np

from .running import Problem, call_within

TOLERANCE = 1e-6


def relative_error(got, right):
    """max |got - right| / max |right|; infinite if shapes differ or numbers are missing."""
    got, right = np.asarray(got, dtype=float), np.asarray(right, dtype=float)
    if got.shape != right.shape or not np.isfinite(got).all():
        return np.inf
    error = np.abs(got - right).max(initial=0)
    return error / np.abs(right).max() if error > 0 and np.abs(right).max() > 0 else error


def same(got, right):
    """Equal up to rounding, also in shape and in where numbers are missing."""
    try:
        text = np.asarray(got).dtype.kind in "SU"  # "0.5" is no number
        got, right = np.asarray(got, dtype=float), np.asarray(right, dtype=float)
    except (TypeError, ValueError):
        return False
    if text or got.shape != right.shape or not np.array_equal(np.isfinite(got), np.isfinite(right)):
        return False
    finite = np.isfinite(right)
    return np.array_equal(got[~finite], right[~finite], equal_nan=True) and (
        relative_error(got[finite], right[finite]) < TOLERANCE
    )


def other_call(function, cases, answers):
    """A sentence if the function is right when its arguments come in another order or with a column a sample."""
    count = len(cases[0])
    if 1 < count < 6:
        for order in itertools.permutations(range(count)):
            if list(order) != sorted(order) and _right(function, cases, answers, order):
                return other_order(function, order)
    if any(np.ndim(argument) == 2 for case in cases for argument in case if isinstance(argument, np.ndarray)):
        turned = [tuple(_turned(argument) for argument in case) for case in cases]
        if _right(function, turned, [_all_turned(answer) for answer in answers], range(count), flat=True):
            return "your code is right where each column is a sample. Here each row is one: exchange the axes."
    return None


def _right(function, cases, answers, order, flat=False):
    for case, answer in zip(cases, answers, strict=True):
        try:
            got = call_within(1, function, *(case[place] for place in order))
        except Problem:
            return False
        if isinstance(answer, tuple) != isinstance(got, tuple) or not _alike(got, answer, flat):
            return False
    return True


def _alike(got, answer, flat):
    if isinstance(answer, tuple):
        return len(got) == len(answer) and all(_alike(g, a, flat) for g, a in zip(got, answer, strict=True))
    if flat and np.ndim(answer) == 1 and isinstance(got, np.ndarray) and got.ndim == 2:
        got = np.ravel(got)
    return same(got, answer)


def _turned(argument):
    return argument.T.copy() if isinstance(argument, np.ndarray) and argument.ndim == 2 else argument


def _all_turned(answer):
    if isinstance(answer, tuple):
        return tuple(_all_turned(np.asarray(part)) for part in answer)
    answer = np.asarray(answer)
    return answer.T if answer.ndim == 2 else answer


def other_order(function, order):
    """A sentence on a function that takes its arguments in this order of those that come."""
    names = argument_names(function)[: len(order)]
    if len(names) < len(order):
        return "the arguments come in another order than your function takes them."
    wanted = [name for _, name in sorted(zip(order, names, strict=True))]
    return (
        "arguments are exchanged, in the `def` line or inside: "
        f"with ({', '.join(wanted)}) in place of ({', '.join(names)}) your function is right."
    )


def argument_names(function):
    """The names of a function's arguments; none if it takes any number (as ours do, around a learner's)."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return []
    return [] if any(p.kind is p.VAR_POSITIONAL for p in parameters.values()) else list(parameters)


def constant(got, answers):
    """A sentence without its period if every number of every answer is the same, and should not be."""
    numbers = np.concatenate([np.ravel(np.asarray(g, dtype=float)) for g in got])
    right = np.concatenate([np.ravel(answer) for answer in answers])
    if len(numbers) < 3 or np.ptp(numbers) > 1e-9 * np.abs(numbers).max() or np.ptp(right) == 0:
        return None
    if all(np.asarray(g).dtype == bool for g in got):
        return f"every answer of yours is {bool(numbers[0])}, whatever comes in"
    return f"every number of your answer is {numbers[0]:g}, whatever comes in"


FACTORS = {
    -1: "every number has the wrong sign.",
    2: "every number is twice too large. Is a ½ missing?",
    0.5: "every number is half of what it should be. Is there a ½ too many?",
}


def by_factor(got, answers, cases):
    """A sentence on the one factor between all answers and the right ones, or None."""
    factors = [_factor(g, answer) for g, answer in zip(got, answers, strict=True)]
    if None in factors:
        return None
    if sum(answer.size for answer in answers) == 1:  # of a single number most factors are chance
        return FACTORS[-1] if np.isclose(factors[0], -1, rtol=TOLERANCE) else None
    rows = [len(case[0]) if case and np.ndim(case[0]) else 1 for case in cases]
    count = rows[0] if len(set(rows)) == 1 < len(rows) else "n"  # where all cases have as many rows, n is a guess
    what = ", n the number of rows." if count == "n" else "."
    also = " (Or is it a ½?)" if set(rows) == {2} else ""
    for words, exponent in (("large", 1), ("small", -1)):
        if max(rows) > 1 and np.allclose(factors, np.float64(rows) ** exponent, rtol=TOLERANCE):
            return f"every number is {count} times too {words}{what} Mean or sum? Count where the 1/n lives.{also}"
    for more, words in ((-1, "n - 1"), (1, "n + 1")):
        if len(set(rows)) > 1 < min(rows) and np.allclose(factors, [n / (n + more) for n in rows], rtol=TOLERANCE):
            return f"you divide by {words}, not by n, the number of rows."
    for what, sizes in (
        ("rows", rows),
        ("all entries", [getattr(case[0], "size", 1) if case else 1 for case in cases]),
    ):
        fixed = np.array(sizes) / factors if 0 not in factors else np.zeros(1)  # got = right · size / fixed
        if len(set(sizes)) > 1 and fixed[0] > 1 and np.allclose(fixed, fixed[0], rtol=TOLERANCE):
            return f"you divide by {fixed[0]:g}, whatever comes in. The number of {what} belongs there."
    return next((words for factor, words in FACTORS.items() if np.allclose(factors, factor, rtol=TOLERANCE)), None)


def _factor(got, right):
    """The number c with got = c · right, or None."""
    got = np.asarray(got, dtype=float)
    squares = np.vdot(right, right)
    factor = np.vdot(right, got) / squares if squares > 0 else 0.0
    return factor if same(got, factor * right) else None


def rounded(got, answers):
    """A sentence if the answers are the right ones, cut to whole numbers, rounded, or almost right."""
    arrays = [np.asarray(g) for g in got]
    many = sum(a.size for a in arrays) > 2 and any(a.any() for a in arrays)
    if many and all(a.dtype.kind in "iu" for a in arrays) and _equal(arrays, answers, np.trunc):
        return (
            f"your numbers are cut to whole numbers: the array is of type {arrays[0].dtype}. "
            "Make it of floats: np.zeros(…), x.astype(float), or 0.0 instead of 0."
        )
    for digits in range(9) if many else ():
        moved = sum(np.count_nonzero(np.round(answer, digits) != answer) for answer in answers)
        if moved > 1 and _equal(arrays, answers, lambda answer, digits=digits: np.round(answer, digits)):
            return f"your numbers are rounded to {digits} decimals. Round when you print, not before."
    small = min(a.dtype.itemsize if a.dtype.kind == "f" else 8 for a in arrays)
    errors = [relative_error(a, answer) for a, answer in zip(arrays, answers, strict=True)]
    if max(errors) > 1e-3 or any(answer.size == 0 for answer in answers):
        return None
    if small < 8:
        return f"your numbers are stored in {8 * small} bits, right to about {-np.log10(max(errors)):.0f} digits only."
    worst = int(np.argmax(errors))
    mine, right = until_they_differ(arrays[worst], answers[worst])
    return (
        f"right to about {-np.log10(max(errors)):.0f} digits, not more: yours is {mine}, the answer should be {right}. "
        "Is a small number added, or something rounded?"
    )


def _equal(arrays, answers, change):
    return all(
        a.shape == answer.shape and np.allclose(np.asarray(a, dtype=float), change(answer), rtol=1e-9, atol=1e-12)
        for a, answer in zip(arrays, answers, strict=True)
    )


def at_the_first_difference(got, answers, cases, names=()):
    """The learner's number, the right one, and for which arguments, in the smallest case that is wrong."""
    for g, answer, case in zip(got, answers, cases, strict=True):
        if not same(g, answer):
            wrong = ~np.isclose(np.asarray(g, dtype=float), np.asarray(answer, dtype=float), rtol=TOLERANCE)
            if wrong.size > 5 and 2 * wrong.sum() <= wrong.size:  # mostly right: show one number
                place = tuple(map(int, np.argwhere(wrong)[0]))
                mine, right = until_they_differ(np.asarray(g)[place], np.asarray(answer)[place])
                there = [
                    f"{name} is {compact(np.asarray(argument)[place])}"
                    for name, argument in zip(names, case, strict=False)
                    if getattr(argument, "shape", None) == wrong.shape
                ]
                where = f", where {' and '.join(there)}" if there else f", for ({', '.join(map(compact, case))})"
                return (
                    f"yours is {mine} at [{', '.join(map(str, place))}], the answer should be {right}{where}. "
                    f"{wrong.size - wrong.sum()} of {wrong.size} numbers are right."
                )
            mine, right = until_they_differ(g, answer)
            shown = f", for ({', '.join(map(compact, case))})" if case else ""
            return f"yours is {mine}, the answer should be {right}{shown}."
    raise AssertionError("nothing is wrong with these answers")


def until_they_differ(got, right):
    """Two texts, with as many digits as it takes to see that they differ."""
    for digits in (4, 6, 9, 12, 17):
        mine, wanted = compact(got, digits), compact(right, digits)
        if mine != wanted:
            break
    return mine, wanted


def compact(value, digits=4):
    """A value as a short line of text."""
    if isinstance(value, np.bool_):
        return str(bool(value))
    if not isinstance(value, np.ndarray | list | tuple | int | float | np.number):
        return repr(value)
    try:
        numbers = np.asarray(value)
    except ValueError:  # arrays of several shapes
        return f"[{', '.join(compact(part, digits) for part in value)}]"
    sizes = np.abs(numbers[numbers != 0]) if numbers.dtype.kind == "f" else np.ones(1)
    small = sizes.max(initial=0) < 10.0**-digits  # or 1e-5 would be printed as 0
    text = np.array2string(numbers, precision=digits, suppress_small=not small, separator=", ", threshold=20)
    return " ".join(text.split()) if numbers.ndim else text.rstrip(".")
