"""tidy: a table as people have them becomes inputs and a target. It says what it changed and why, line by line."""

import difflib
import re
import textwrap

import numpy as np
import pandas as pd

FOLDS = 5
KINDS = ("class", "number")
COMMA = re.compile(r"\s*[-+]?(\d{1,3}(\.\d{3})+|\d+),\d+\s*")  # 3,5 or 1.234,5
ISO = re.compile(r"\s*\d{4}-\d\d?-\d\d?([T ].*)?")
DATE = re.compile(r"\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}.*")
MARKS = 3  # so many different words may stand for a gap in a column of numbers


def tidy(table, target, kind):
    """(X, y) of a DataFrame: y is its column `target`, X holds the columns that may be inputs, numbers and words.

    kind: "class" or "number". Prints a line for each change. Gaps of the inputs stay: they are filled inside the folds.
    Raises ValueError where somebody must decide, and says what to write.
    """
    _require(table, target, kind)
    table = table.replace([np.inf, -np.inf], np.nan)
    y = _read(table[target], target) if kind == "number" else table[target]
    gaps = y.isna()
    if gaps.any():
        _say(f"{target}: {_count(gaps.sum(), 'row')} without an answer left out. A target is never filled.")
    table, y = table[~gaps].reset_index(drop=True), y[~gaps].reset_index(drop=True)
    if kind == "number":
        y = _numbers(y, target)
    else:
        table, y = _classes(table, y, target)
    columns = {}
    for name in table.columns.drop(target):
        columns |= _column(table[name], str(name))
    if not columns:
        raise ValueError("no column is left to learn from: each was dropped for the reason printed above")
    X = pd.DataFrame(columns)
    _suspect(X, y, kind)
    _say(f"{len(X)} rows, {len(X.columns)} inputs: {', '.join(X)}.")
    return X, y


def _require(table, target, kind):
    names = [str(name) for name in table.columns]
    if len(names) == 1:
        sign = next((sign for sign in (";", "\t", "|", ",") if sign in names[0]), ";")
        what = f"the whole table came as one column, {names[0][:40]!r}"
        raise ValueError(f"{what}; another sign stands between the columns: write pd.read_csv(path, sep={sign!r})")
    if target not in table.columns:
        near = difflib.get_close_matches(str(target), names, 1) or [names[-1]]
        raise ValueError(f"no column is called {target!r}, but {', '.join(names)}; write target = {near[0]!r}")
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}; write kind = 'class' for words to choose from, 'number' for amounts")


def _count(n, what):
    return f"{n} {what}{'' if n == 1 else 's'}"


def _say(text):
    print(textwrap.fill(text, 88, subsequent_indent="    ", break_long_words=False))


def _word(value):
    return f"{value:g}" if isinstance(value, (int, float, np.number)) else repr(value)


def _is_number(column):
    return pd.api.types.is_numeric_dtype(column)


def _read(column, name):
    """column as numbers if its words are numbers: decimal commas, and a few words that stand for a gap."""
    if _is_number(column):
        return column.astype(float)
    if pd.api.types.is_datetime64_any_dtype(column):
        return column
    words = column.dropna().astype(str).str.strip()
    if len(words) and words.str.fullmatch(COMMA.pattern).mean() > 0.5:
        words = words.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
        _say(f"{name}: decimal commas read as points.")
    values = pd.to_numeric(words, errors="coerce")
    marks = sorted(set(words[values.isna()]))
    if not len(words) or values.notna().mean() <= 0.5 or len(marks) > MARKS:
        return column
    if marks:
        _say(f"{name}: {', '.join(map(repr, marks))} read as a gap, {_count(values.isna().sum(), 'time')}.")
    return values.reindex(column.index)


def _numbers(y, target):
    if not _is_number(y):
        what = f"{target!r} holds words such as {y.iloc[0]!r}"
        raise ValueError(f"{what}, so it is no amount; write kind = 'class', or choose another target")
    if y.nunique() < 2:
        raise ValueError(f"{target!r} is the same in every row; there is nothing to learn: choose another target")
    return y.astype(float)


def _classes(table, y, target):
    counts = y.value_counts()
    if _is_number(y) and len(counts) > max(20, len(y) / 10):
        what = f"{target!r} has {len(counts)} different numbers"
        raise ValueError(f"{what}, too many for classes; write kind = 'number'")
    rare = counts[counts < FOLDS]
    if len(counts) - len(rare) < 2:
        what = f"fewer than two classes of {target!r} have {FOLDS} rows or more"
        raise ValueError(f"{what}: {dict(counts.head())}; collect more rows, or join classes")
    if len(rare):
        words = ", ".join(f"{label!r} ({n})" for label, n in rare.head().items())
        what = f"{target}: too few rows of {words}{' and others' if len(rare) > 5 else ''} to train and to test on"
        _say(f"{what}; {_count(rare.sum(), 'row')} left out. Nothing below is about them.")
    kept = ~y.isin(rare.index)
    return table[kept].reset_index(drop=True), y[kept].astype(str).reset_index(drop=True)


def _column(column, name):
    """{name: column} as an input, {} if it is dropped, several for a date."""
    known = column.dropna()
    if known.nunique() < 2:
        why = "no values" if known.empty else f"always {_word(known.iloc[0])}"
        return _dropped(name, why if known.empty or column.notna().all() else f"{why}, or a gap")
    if name.startswith("Unnamed"):
        return _dropped(name, "a row number that to_csv wrote into the file (to_csv(path, index=False) does not)")
    column = _read(column, name)
    known = column.dropna()
    if pd.api.types.is_datetime64_any_dtype(column) or known.astype(str).str.fullmatch(ISO.pattern).all():
        return _date(pd.to_datetime(column, errors="coerce", utc=True, format="ISO8601"), name)
    if _is_number(column):
        steps = np.diff(known)
        if known.is_unique and len(known) > 2 and (steps == steps[0]).all() and steps[0] % 1 == 0:
            return _dropped(name, f"it counts the rows, {known.iloc[0]:g}, {known.iloc[1]:g}, {known.iloc[2]:g}, …")
        return {name: column.astype(float)}
    words = column.where(column.isna(), column.astype(str))
    if known.astype(str).str.fullmatch(DATE.pattern).all():
        why = f"a date such as {known.iloc[0]!r}, day or month first? Write table[{name!r}] = "
        return _dropped(name, f"{why}pd.to_datetime(table[{name!r}], dayfirst=True)")
    if known.nunique() > len(known) / 2:
        return _dropped(name, f"another word in most rows ({known.iloc[0]!r}, …): an id, a name or free text")
    return {name: words.astype(object)}


def _dropped(name, why):
    _say(f"{name}: dropped, {why}.")
    return {}


def _date(dates, name):
    """A date as numbers: days since the first one, and the season on a circle, so that December lies beside January."""
    _say(f"{name}: a date, now days since the first one, and the time of the year as a sine and a cosine.")
    turn = 2 * np.pi * dates.dt.day_of_year / 365.25
    days = (dates - dates.min()).dt.total_seconds() / 86400
    return {f"{name} (days)": days, f"{name} (sine)": np.sin(turn), f"{name} (cosine)": np.cos(turn)}


def _suspect(X, y, kind):
    """Say which input may be the answer in disguise, and how many rows have a twin."""
    for name in X:
        column = X[name]
        if kind == "number" and _is_number(column):
            both = column.notna()
            told = both.sum() > 2 and column[both].std() > 0 and abs(np.corrcoef(column[both], y[both])[0, 1]) > 0.999
        else:
            several = column.nunique() <= max(20, len(column) / 10)
            spread = y.groupby(column).nunique()
            told = several and kind == "class" and spread.max() == 1 and len(spread) > 1
        if told:
            _say(f"{name}: gives the answer away in every row. Would you know it before you ask?")
    twins = pd.concat([X, y.rename(" y")], axis=1).duplicated().sum()
    if twins:
        _say(f"{_count(twins, 'row')} stand in the table twice: a copy may train what the other tests (lesson 02).")
    if len(X) < 100:
        _say(f"Only {len(X)} rows: look at the spread of the scores before you believe their mean.")
