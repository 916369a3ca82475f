"""tidy: a table as people have them becomes inputs and a target. It says what it changed and why, line by line."""

import difflib
import re
import textwrap

import numpy as np
import pandas as pd

FOLDS = 5
KINDS = ("class", "number")
AMOUNT = r"([$€£¥₹]|EUR|USD|GBP|CHF)?\s*([-+]?\d[\d.,'’\s]*)([^\d\s.,'’/:-]{0,5})"  # $1,250 or 3,5 kg
THOUSANDS = r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?"  # 431,054 or 1,250,000.50
POINTS = r"[-+]?[1-9]\d{0,2}(\.\d{3})+"  # 431.054 or 1.250.000
ID = re.compile(r"(?i:(.*[\W_])?(id|nr|no|number|nummer|key|index))|.*[a-z](ID|Id)")
STANDS_FOR_A_GAP = (-99, -999, -9999)
ISO = re.compile(r"\s*\d{4}-\d\d?-\d\d?([T ].*)?")
DATE = r"\s*(\d{1,4})[./-](\d{1,2})[./-]\d{1,4}.*"
MONTH = r"(?i)(.*[\d\W])?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W+.*\d{4}.*"
MARKS = 3  # so many different words may stand for a gap in a column of numbers


def tidy(table, target, kind):
    """(X, y) of a DataFrame: y is its column `target`, X holds the columns that may be inputs, numbers and words.

    kind: "class" or "number". Prints a line for each change. Gaps of the inputs stay: they are filled inside the folds.
    Raises ValueError where somebody must decide, and says what to write.
    """
    _require(table, target, kind)
    table = table.replace([np.inf, -np.inf], np.nan)
    ids = {name: why for name in table.columns.drop(target) if (why := _id(table[name].dropna(), str(name)))}
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
        columns |= _dropped(name, ids[name]) if name in ids else _column(table[name], str(name))
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
    """column as numbers if its words are amounts; up to MARKS other words stand for a gap."""
    if _is_number(column):
        return _doubts(column.astype(float), name)
    if pd.api.types.is_datetime64_any_dtype(column):
        return column
    words = column.dropna().astype(str).str.strip()
    values, notes = _amounts(words)
    marks = sorted(set(words[values.isna()]))
    if not len(words) or values.notna().mean() <= 0.5 or len(marks) > MARKS:
        return column
    if marks:
        notes.append(f"{', '.join(map(repr, marks))} read as a gap, {_count(values.isna().sum(), 'time')}")
    for note in notes:
        _say(f"{name}: {note}.")
    return _doubts(values.reindex(column.index), name)


def _amounts(words):
    """(numbers, what was done) for words such as '$1,250', '3,5 kg' or "431'054"; NaN for other words."""
    before, digits, after = (words.str.extract(f"^{AMOUNT}$")[i] for i in range(3))
    digits = digits.str.replace(r"(?<=\d)[\s'’](?=\d{3})", "", regex=True).str.strip()
    units = set((before.fillna("") + after.fillna(""))[digits.notna()]) - {""}
    notes = [f"amounts, read without {unit!r}" for unit in units]
    if len(units) > 1:  # grams and kilograms in one column: not ours to convert
        return pd.Series(np.nan, words.index), []
    commas, points = (digits[digits.str.count(sign) > 0] for sign in (",", "[.]"))
    if len(commas) and commas.str.fullmatch(THOUSANDS).all():
        digits = digits.str.replace(",", "", regex=False)
        what = f"commas mark thousands, so {commas.iloc[0]!r} is {digits[commas.index[0]]}"
        notes.append(f"{what}; if they are decimal ones: pd.read_csv(path, decimal=',')")
    elif len(commas):
        digits = digits.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
        notes.append("decimal commas read as points")
    elif points.str.count("[.]").max() > 1 and points.str.fullmatch(POINTS).all():
        digits = digits.str.replace(".", "", regex=False)
        notes.append(f"points mark thousands, so {points.iloc[0]!r} is {digits[points.index[0]]}")
    values = pd.to_numeric(digits, errors="coerce").fillna(pd.to_numeric(words, errors="coerce"))
    return values.replace([np.inf, -np.inf], np.nan), notes


def _doubts(column, name):
    """The same column; say what may have been read wrongly."""
    for value in STANDS_FOR_A_GAP:
        if times := (column == value).sum():
            what = f"{name}: {value} stands there {_count(times, 'time')}. If it means a gap"
            _say(f"{what}: pd.read_csv(path, na_values=[{value}]).")
    known = column.dropna()
    third = (known * 1000).round() % 10 != 0
    if third.mean() > 0.8 and known.abs().between(1, 1000).all() and known.sub(known.round(3)).abs().max() < 1e-6:
        what = f"{name}: always three decimals, such as {known.iloc[0]:.3f}. If the point marks thousands"
        _say(f"{what}: pd.read_csv(path, thousands='.').")
    return column


def _one_spelling(words, name):
    """words without spaces around them; those that differ only in capitals become the most frequent one."""
    words = words.where(words.isna(), words.astype(str).str.strip())
    counts = words.value_counts()
    usual = counts.groupby(counts.index.str.casefold(), sort=False).idxmax()
    others = [word for word in counts.index if usual[word.casefold()] != word]
    for word in others[:5]:
        _say(f"{name}: {word!r} read as {usual[word.casefold()]!r}.")
    return words.map(lambda word: usual[word.casefold()], na_action="ignore")


def _numbers(y, target):
    if not _is_number(y):
        what = f"{target!r} holds words such as {y.iloc[0]!r}"
        if y.nunique() > len(y) / 2:
            raise ValueError(
                f"{what}, which can't be read as amounts; mend them in the table, or choose another target"
            )
        raise ValueError(f"{what}, so it is no amount; write kind = 'class', or choose another target")
    if y.nunique() < 2:
        raise ValueError(f"{target!r} is the same in every row; there is nothing to learn: choose another target")
    if y.nunique() == 2:
        _say(f"{target}: only 2 different numbers. If they stand for yes and no, write kind = 'class'.")
    return y.astype(float)


def _classes(table, y, target):
    y = y if _is_number(y) else _one_spelling(y, target)
    counts = y.value_counts()
    if _is_number(y) and len(counts) > max(20, len(y) / 10):
        what = f"{target!r} has {len(counts)} different numbers"
        raise ValueError(f"{what}, too many for classes; write kind = 'number'")
    rare = counts[counts < FOLDS]
    if len(counts) - len(rare) < 2:
        what = f"fewer than two classes of {target!r} have {FOLDS} rows or more"
        raise ValueError(f"{what}: {counts.head().to_dict()}; collect more rows, or join classes")
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
    amounts = _read(column, name)
    if _is_number(amounts):
        if _is_number(column) and len(known) > 20 and known.is_unique and (known % 1 == 0).all():
            _say(f"{name}: another whole number in every row. An amount? If it is an id, leave it out.")
        return {name: amounts}
    dates, why = _dates(column)
    if why:
        return _dropped(name, f"{why} Write table[{name!r}] = pd.to_datetime(table[{name!r}], dayfirst=True)")
    if dates is not None:
        return _date(dates, name)
    words = _one_spelling(column, name)
    known = words.dropna()
    if known.nunique() > len(known) / 2:
        return _dropped(name, f"another word in most rows ({known.iloc[0]!r}, …): an id, a name or free text")
    return {name: words.astype(object)}


def _id(known, name):
    """Why a column is a number of the row and no input, looked at in the whole file; "" if it is not."""
    if name.startswith("Unnamed"):
        return "a row number that to_csv wrote into the file (to_csv(path, index=False) does not)"
    if not _is_number(known) or len(known) < 3 or not known.is_unique or (known % 1 != 0).any():
        return ""
    first, steps = f"{known.iloc[0]:.0f}, {known.iloc[1]:.0f}, {known.iloc[2]:.0f}, …", np.diff(known)
    if (steps == steps[0]).all():
        return f"it counts the rows, {first}"
    return f"an id by its name, another one in every row, {first}" if ID.fullmatch(name) else ""


def _dates(column):
    """(dates, why not): (None, "") for words that are no dates, (None, why) for dates that can be read in two ways."""
    known = column.dropna()
    text = known.astype(str)
    if pd.api.types.is_datetime64_any_dtype(column) or text.str.fullmatch(ISO.pattern).all():
        return pd.to_datetime(column, errors="coerce", utc=True, format="ISO8601"), ""
    if text.str.fullmatch(DATE).all():
        first, second = (text.str.extract(DATE)[i].astype(int).max() for i in (0, 1))
        if first <= 12 and second <= 12:
            return None, f"a date such as {known.iloc[0]!r}, day or month first?"
        order = dict(yearfirst=True) if first > 31 else dict(dayfirst=first > 12)
        dates = pd.to_datetime(column, errors="coerce", utc=True, format="mixed", **order)
        return (dates, "") if dates.notna().sum() == len(known) else (None, "")
    if text.str.fullmatch(MONTH).all():
        dates = pd.to_datetime(column, errors="coerce", utc=True, format="mixed")
        return (dates, "") if dates.notna().sum() == len(known) else (None, "")
    return None, ""


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
