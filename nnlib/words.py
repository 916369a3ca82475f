"""Remedies for words, dates and complex numbers: what makes numbers of them, and what only the caller can know."""

import datetime
import re

import numpy as np

MISSING = {"", "nan", "NaN", "<NA>", "NaT"}
NUMBER_LIKE = re.compile(r"\s*[-+$€£]?\s*\d[\d.,' ]*\s*[%$€£]?\s*")  # 1,5 or $1,000 or 50%
DATES, SPANS = (datetime.date, np.datetime64), (datetime.timedelta, np.timedelta64)


def each(test, array):
    """test of every value, as an array of True and False."""
    return np.frompyfunc(test, 1, 1)(array).astype(bool)


def is_a(*kinds):
    """A test for values of these kinds."""
    return lambda value: isinstance(value, kinds)


def is_number(value):
    """True for a number, also one written as a word."""
    try:
        float(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def known(values):
    """True where a value is there, in the shape of values: it is neither missing nor a word in a column of numbers."""
    array = np.asarray(values)
    if array.dtype.kind in "mM":
        return ~np.isnat(array)
    missing = each(lambda value: value is None or str(value).strip() in MISSING, array)
    words = ~missing & ~each(is_number, array)
    numbers = (~missing & ~words).sum(axis=0)
    return ~missing & ~(words & (2 * words.sum(axis=0) < numbers))


def switch_to(loss):
    """Code for targets that are right for another loss."""
    return f"from nnlib import {loss}; loss = {loss}"


def fix_dates(name, spans, values):
    """Days since 1970, or days."""
    return f"for days write {name} = {_days(f'np.asarray({name})', spans, values)}"


def fix_inputs(X, name, seen):
    """Numbers in place of the words in a table. seen: an encoder has learned from the training rows before."""
    columns = [j for j in range(X.shape[1]) if not each(is_number, X[:, j]).all()]
    for kinds in (SPANS, DATES):
        if dates := [j for j in columns if each(is_a(*kinds), X[:, j]).all()]:
            days = _days(f"A[:, {dates}]", kinds is SPANS, X[:, dates])
            return f"for days write A = np.array({name}, dtype=object); A[:, {dates}] = {days}; {name} = A"
    what = f"column {columns[0]} holds {_examples(X[:, columns[0]])}"
    if _like_numbers(X[:, columns[0]]):
        return f"{what}, which Python does not read as numbers; make numbers of them first, as in 1.5"
    if seen:
        return f"{what}; change them with the encoder that has changed the words in X for training"
    return (
        f"{what}; for a column of 0 and 1 in place of each word write from sklearn.preprocessing import OneHotEncoder; "
        f'encoder = OneHotEncoder(sparse_output=False, handle_unknown="ignore"); words = {columns}; '
        f"A = np.array({name}, dtype=object); {name} = np.hstack([np.delete(A, words, axis=1), "
        "encoder.fit_transform(A[:, words].astype(str))]).astype(float)"
    )


def fix_targets(y, name, loss_name, seen):
    """Class numbers, or zeros and ones, in place of words, for the loss of this name."""
    for kinds in (SPANS, DATES):
        if each(is_a(*kinds), y).all():
            return fix_dates(name, kinds is SPANS, y)
    labels = np.unique(y.astype(str))
    what = f"it holds {_examples(y)}"
    if _like_numbers(y):
        return f"{what}, which Python does not read as numbers; make numbers of them first, as in 1.5"
    if len(labels) > max(20, len(y) / 2):
        return f"{what}, {len(labels)} in all, too many for classes; sort them into a few"
    if seen and loss_name == "squared_error":
        return f"{what}; give {name} the form of y, which fits: numbers"
    if loss_name in ("squared_error", "binary_cross_entropy") and len(labels) == 2:
        table = f"np.asarray({name})" if y.ndim > 1 else f"np.reshape({name}, (-1, 1))"
        code = f"{name} = ({table}.astype(str) == {str(labels[1])!r}).astype(float)"
        code = code if loss_name == "binary_cross_entropy" else f"{switch_to('binary_cross_entropy')}; {code}"
        return f"{what}: for {str(labels[1])!r} or not, with binary_cross_entropy, write {code}"
    if y.size != len(y):
        return f"{what}; give each row one word, its class"
    what = f"{what}: classes, for cross_entropy with {len(labels)} outputs"
    if seen:
        return f"{what}; number them as in y, where np.searchsorted(classes, {name}) finds them"
    code = f"classes, {name} = np.unique(np.ravel({name}).astype(str), return_inverse=True)"
    if loss_name in ("squared_error", "binary_cross_entropy"):
        code = f"{switch_to('cross_entropy')}; {code}"
    return f"{what}; write {code}"


def fix_complex(values, name):
    """The real parts, if that is all there is; otherwise both parts side by side, so that nothing is lost."""
    code = f"np.asarray({name}, dtype=complex)"
    if not values.astype(complex).imag.any():
        return f"write {name} = np.real({code})"
    if values.ndim > 2:
        return f"write {name} = np.reshape({name}, (len({name}), -1))"
    return f"for both parts side by side write A = {code}; {name} = np.column_stack([A.real, A.imag])"


def _days(code, spans, values):
    if values.dtype.kind == "O" and each(lambda value: getattr(value, "tzinfo", None) is not None, values).any():
        return f"np.vectorize(lambda day: day.timestamp() / 86400, otypes=[float])({code})"
    return f'{code}.astype("{"timedelta64" if spans else "datetime64"}[s]").astype(float) / 86400'


def _examples(values):
    words = [str(value)[:20] for value in values.flat if not is_number(value)]
    return f"words such as {', '.join(map(repr, dict.fromkeys(words[:3])))}"


def _like_numbers(values):
    words = [str(value) for value in values.flat if not is_number(value)]
    return sum(bool(NUMBER_LIKE.fullmatch(word)) for word in words) > len(words) / 2
