"""Every remedy in an error message is run on the input that raises it, again and again until fit works."""

import datetime
import functools
import re
import tracemalloc
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pytest
import scipy.sparse as sp

import nnlib
from nnlib import SGD, Adam, Standardizer, binary_cross_entropy, cross_entropy, fit, mlp, squared_error

N = 12
rng = np.random.default_rng(0)
X = rng.integers(-9, 10, (N, 2)) / 4  # in quarters, exact in every type
Y = rng.integers(-9, 10, (N, 1)) / 4
YES = (np.arange(N) % 3 == 0).astype(float)[:, None]
CLASSES = np.arange(N) % 3
TOWNS = np.array(["Bonn", "Kiel", "Ulm"])[CLASSES]
DAYS = np.arange("2024-01-01", "2024-01-13", dtype="datetime64[D]")


def put(values, **places):
    """A copy in which at="value" stands at (3, 0), or at 3: put(X, r3=None)."""
    values = values.copy()
    for place, value in places.items():
        row = int(place[1:])
        values[(row, 0) if values.ndim == 2 else row] = value
    return values


def code_of(message):
    """What stands after "write", to the end of the message."""
    parts = message.split("write ")
    assert len(parts) <= 2, f"two remedies in one message: {message}"
    return parts[1] if len(parts) == 2 else ""


def remedied(call, names, steps=4):
    """Call until nothing is raised, with the remedies of the messages run in between. Returns the messages."""
    messages = []
    for _ in range(steps + 1):
        try:
            call(names)
            return messages
        except (TypeError, ValueError) as error:
            messages.append(str(error))
        code = code_of(messages[-1])
        size = re.search(r"build the network with (\d+) (inputs?|outputs?)(?!, or)", messages[-1])
        if size:
            names["sizes"][0 if size[2].startswith("input") else -1] = int(size[1])
        if not (size or code):
            raise AssertionError("no remedy: " + " | ".join(messages))
        if len(messages) > steps:
            break
        try:
            exec(code, names)
        except Exception as error:
            raise AssertionError(f"the remedy raised {error!r}: " + " | ".join(messages)) from error
    raise AssertionError("no end: " + " | ".join(messages))


def train(names):
    sizes = names["sizes"]
    net = mlp(sizes, rng=np.random.default_rng(0), dtype=names.get("dtype", np.float64))
    settings = {"validation_data": (names["X_val"], names["y_val"])} if "X_val" in names else {}
    settings["sample_weight"] = names.get("sample_weight")
    fit(
        net, names["loss"], SGD(net, lr=1e-6), names["X"], names["y"], rng=np.random.default_rng(0), epochs=1,
        **settings,
    )  # fmt: skip


def frame(**columns):
    return pd.DataFrame(columns)


A, B = X.T
objects = X.astype(object)
masked = np.ma.array(X, mask=put(np.zeros((N, 2), bool), r3=True))
records = np.array([tuple(row) for row in X], dtype=[("a", float), ("b", float)])

# what X is: (X, the rows that stay, n_inputs that it ends with)
ALL = np.ones(N, bool)
BUT_3 = np.arange(N) != 3
INPUTS = {
    "a list": (X.tolist(), ALL),
    "a tuple of tuples": (tuple(map(tuple, X)), ALL),
    "a list of arrays": (list(X), ALL),
    "a table": (frame(a=A, b=B), ALL),
    "a polars table": (pl.DataFrame({"a": A, "b": B}), ALL),
    "np.matrix": (np.asmatrix(X), ALL),
    "objects": (objects, ALL),
    "Decimal": (np.array([[Decimal(str(v)) for v in row] for row in X]), ALL),
    "Fraction": (np.array([[Fraction(v) for v in row] for row in X]), ALL),
    "float16": (X.astype(np.float16), ALL),
    "longdouble": (X.astype(np.longdouble), ALL),
    "float32": (X.astype(np.float32), ALL),
    "nothing hidden": (np.ma.array(X), ALL),
    "a hidden value": (masked, BUT_3),
    "rows with a hidden value": (list(masked), BUT_3),
    "a hidden row and NaN": (np.ma.array(put(X, r5=np.nan), mask=masked.mask), BUT_3 & (np.arange(N) != 5)),
    "CSR": (sp.csr_array(X), ALL),
    "a sparse matrix": (sp.coo_matrix(X), ALL),
    "text of NumPy's own kind": (X.astype(str).astype(np.dtypes.StringDType()), ALL),
    "hidden in records": (np.ma.array(records, mask=[(i == 3, False) for i in range(N)]), BUT_3),
    "a list of sparse rows": ([sp.csr_matrix(row[None]) for row in X], ALL),
    "NaN": (put(X, r3=np.nan), BUT_3),
    "NaN in float32": (put(X, r3=np.nan).astype(np.float32), BUT_3),
    "infinity": (put(X, r3=-np.inf), BUT_3),
    "infinity in longdouble": (put(X.astype(np.longdouble), r3=np.longdouble("1e4000")), BUT_3),
    "NaN in a list": (put(X, r3=np.nan).tolist(), BUT_3),
    "NaN in a table": (pd.DataFrame(put(X, r3=np.nan)), BUT_3),
    "NaN in a polars table": (pl.DataFrame(put(X, r3=np.nan)), BUT_3),
    "null in a polars table": (pl.DataFrame(put(objects, r3=None).tolist(), orient="row"), BUT_3),
    "None": (put(objects, r3=None), BUT_3),
    "None in a list": (put(objects, r3=None).tolist(), BUT_3),
    "NaN among objects": (put(objects, r3=np.nan), BUT_3),
    "infinity among objects": (put(objects, r3=np.inf), BUT_3),
    "Decimal NaN": (put(objects, r3=Decimal("NaN")), BUT_3),
    "a huge whole number": (put(objects, r3=10**400), BUT_3),
    "NA": (pd.DataFrame(put(objects, r3=pd.NA)).astype("Float64"), BUT_3),
    "NA among objects": (frame(a=put(objects, r3=pd.NA)[:, 0], b=B), BUT_3),
    "numbers written as words": (X.astype(str), ALL),
    "numbers written as words in a list": (X.astype(str).tolist(), ALL),
    "numbers written as words in a table": (pd.DataFrame(X.astype(str)), ALL),
    "numbers written as words in a polars table": (pl.DataFrame(X.astype(str)), ALL),
    "numbers written as bytes": (X.astype("S"), ALL),
    "an empty word": (put(X.astype(str), r3=""), BUT_3),
    "a question mark": (put(X.astype(str), r3="?"), BUT_3),
    "a word among numbers": (put(objects, r3="n/a"), BUT_3),
    "complex without imaginary parts": (X.astype(complex), ALL),
    "complex objects": (X.astype(complex).astype(object), ALL),
    "records": (records, ALL),
    "records in a table": (frame(a=A, b=B).to_records(index=False), ALL),
    "a dictionary of columns": ({"a": A, "b": B}, ALL),
    "a dictionary of lists": ({"a": A.tolist(), "b": B.tolist()}, ALL),
    "a list of dictionaries": ([{"a": a, "b": b} for a, b in X], ALL),
    "a generator": (lambda: (row for row in X), ALL),
    "zip": (lambda: zip(A, B, strict=True), ALL),
    "an array of arrays": (pd.Series(list(X)).to_numpy(), ALL),
    "a column of lists": (pd.Series(X.tolist()), ALL),
    "a polars column of lists": (pl.Series(X.tolist()), ALL),
    "turned": (X.T, ALL),
    "a turned list": (X.T.tolist(), ALL),
    "a turned table": (pd.DataFrame(X.T), ALL),
    "turned with NaN": (put(X, r3=np.nan).T, BUT_3),
    "turned and hidden": (masked.T, BUT_3),
    "one more axis in front": (X[None], ALL),
    "one more axis behind": (X[:, :, None], ALL),
    "images": (X.reshape(N, 2, 1), ALL),
    "images with None": (put(objects, r3=None).reshape(N, 1, 2), BUT_3),
    "images, rows last": (X.T.reshape(2, 1, N), ALL),
}


@pytest.mark.filterwarnings("ignore:overflow encountered in cast")
@pytest.mark.parametrize("values, rows", INPUTS.values(), ids=INPUTS)
@pytest.mark.parametrize("loss", [squared_error, cross_entropy], ids=["numbers", "classes"])
def test_inputs(values, rows, loss):
    y = Y if loss is squared_error else CLASSES
    values = values() if callable(values) else values
    names = {"np": np, "X": values, "y": y, "loss": loss, "sizes": [2, 3, 1 if loss is squared_error else 3]}
    remedied(train, names)
    assert np.array_equal(np.asarray(names["X"], dtype=float), X[rows])
    assert np.array_equal(names["y"], y[rows])


ONE_HOT = (TOWNS[:, None] == ["Bonn", "Kiel", "Ulm"]).astype(float)
SINCE_1970 = DAYS.astype(float)[:, None]
mixed = np.array([[a, town, b] for a, town, b in zip(A, TOWNS, B, strict=True)], dtype=object)
dated = frame(a=A, day=DAYS.astype("datetime64[s]"))
CHANGED_INPUTS = {
    "words": (TOWNS[:, None], ONE_HOT),
    "words in a row": (TOWNS.tolist(), ONE_HOT),
    "bytes": (TOWNS.astype("S")[:, None], ONE_HOT),
    "words and numbers": (mixed, np.column_stack([A, B, ONE_HOT])),
    "words and numbers in a list": (mixed.tolist(), np.column_stack([A, B, ONE_HOT])),
    "words and numbers in a tuple": (tuple(map(tuple, mixed)), np.column_stack([A, B, ONE_HOT])),
    "words and numbers in a table": (frame(a=A, town=TOWNS, b=B), np.column_stack([A, B, ONE_HOT])),
    "categories": (frame(a=A, town=pd.Categorical(TOWNS)), np.column_stack([A, ONE_HOT])),
    "words and numbers in a polars table": (pl.DataFrame({"a": A, "town": TOWNS}), np.column_stack([A, ONE_HOT])),
    "two columns of words": (frame(s=TOWNS, t=TOWNS, b=B), np.column_stack([B, ONE_HOT, ONE_HOT])),
    "words, numbers and truth": (frame(t=TOWNS, b=B > 0, a=A), np.column_stack([B > 0, A, ONE_HOT])),
    "words and numbers written as words": (mixed.astype(str), np.column_stack([A, B, ONE_HOT])),
    "words and a missing number": (put(mixed, r3=None), np.column_stack([A, B, ONE_HOT])[BUT_3]),
    "a missing word": (put(TOWNS.astype(object)[:, None], r3=None), ONE_HOT[BUT_3]),
    "a missing word in a table": (
        frame(town=put(TOWNS.astype(object), r3=None), a=A),
        np.column_stack([A, ONE_HOT])[BUT_3],
    ),
    "records with words": (frame(a=A, town=TOWNS, b=B).to_records(index=False), np.column_stack([A, B, ONE_HOT])),
    "a dictionary with words": ({"a": A, "town": TOWNS, "b": B}, np.column_stack([A, B, ONE_HOT])),
    "a list of dictionaries with words": (
        [{"a": a, "t": t} for a, t in zip(A, TOWNS, strict=True)],
        np.column_stack([A, ONE_HOT]),
    ),
    "days": (DAYS[:, None], SINCE_1970),
    "days in nanoseconds": (DAYS.astype("datetime64[ns]")[:, None], SINCE_1970),
    "days and a missing one": (put(DAYS, r3=np.datetime64("NaT", "D"))[:, None], SINCE_1970[BUT_3]),
    "days in a row": (DAYS, SINCE_1970),
    "spans": ((DAYS - DAYS[0])[:, None], SINCE_1970 - SINCE_1970[0]),
    "days in a table": (dated, np.column_stack([A, SINCE_1970])),
    "days missing in a table": (put(dated.to_numpy(), r3=pd.NaT), np.column_stack([A, SINCE_1970])[BUT_3]),
    "days, spans, words and numbers": (
        frame(a=A, day=DAYS.astype("datetime64[s]"), span=(DAYS - DAYS[0]).astype("timedelta64[s]"), town=TOWNS),
        np.column_stack([A, SINCE_1970, SINCE_1970 - SINCE_1970[0], ONE_HOT]),
    ),
    "days as objects": ([[datetime.date(2024, 1, 1 + i)] for i in range(N)], SINCE_1970),
    "days in a time zone": (frame(a=A, day=pd.Series(DAYS).dt.tz_localize("UTC")), np.column_stack([A, SINCE_1970])),
    "towns of NumPy's own kind": (TOWNS[:, None].astype(np.dtypes.StringDType()), ONE_HOT),
    "days of polars": (pl.DataFrame({"day": DAYS}), SINCE_1970),
    "complex": (X + 1j * X[:, ::-1], np.column_stack([X, X[:, ::-1]])),
    "complex objects with imaginary parts": ((X + 1j).astype(object).tolist(), np.column_stack([X, np.ones((N, 2))])),
    "one feature": (A, A[:, None]),
    "one feature in a list": (A.tolist(), A[:, None]),
    "one feature of pandas": (pd.Series(A), A[:, None]),
    "one feature of polars": (pl.Series(A), A[:, None]),
    "one feature in a dictionary": (dict(enumerate(A)), A[:, None]),
    "one feature with NaN": (put(A, r3=np.nan), A[BUT_3, None]),
    "one feature of pandas with NA": (pd.Series(put(A, r3=np.nan)).astype("Float64"), A[BUT_3, None]),
    "one feature with None": (put(A.astype(object), r3=None).tolist(), A[BUT_3, None]),
    "one feature hidden": (np.ma.array(A, mask=~BUT_3), A[BUT_3, None]),
    "one feature written as words": (A.astype(str), A[:, None]),
    "images of 8 x 8": (np.arange(N * 64.0).reshape(N, 8, 8), np.arange(N * 64.0).reshape(N, 64)),
    "images in color": (np.arange(N * 48.0).reshape(N, 4, 4, 3), np.arange(N * 48.0).reshape(N, 48)),
    "images with NaN": (put(np.zeros((N, 64)), r3=np.nan).reshape(N, 8, 8), np.zeros((N - 1, 64))),
    "uint8": (X.astype(np.uint8), X.astype(np.uint8)),
    "truth": (X > 0, X > 0),
    "nullable truth": (pd.DataFrame(X > 0).astype("boolean"), X > 0),
    "nullable numbers": (pd.DataFrame(4 * X).astype("Int64"), 4 * X),
    "more columns": (np.hstack([X, X]), np.hstack([X, X])),
    "huge whole numbers": (np.array([[10**30, v] for v in A], dtype=object), np.column_stack([np.full(N, 1e30), A])),
    "an empty column": (np.column_stack([A, B, B]), np.column_stack([A, B, B])),
}


@pytest.mark.parametrize("values, expected", CHANGED_INPUTS.values(), ids=CHANGED_INPUTS)
def test_inputs_that_become_other_columns(values, expected):
    rows = BUT_3 if len(expected) == N - 1 else ALL
    names = {"np": np, "X": values, "y": Y, "loss": squared_error, "sizes": [2, 3, 1]}
    remedied(train, names)
    assert np.array_equal(np.asarray(names["X"], dtype=float), expected)
    assert np.array_equal(names["y"], Y[rows])


words = np.where(YES[:, 0] == 1, "yes", "no")
hot = np.eye(3)[CLASSES]
numbers = np.round(np.linspace(150_000, 250_000, N) + 1000 * np.sin(np.arange(N)), 1)[:, None]
S, BCE, CE = squared_error, binary_cross_entropy, cross_entropy
# what y is: (y, loss, outputs) and what y, the loss and the rows are at the end
TARGETS = {
    "a row of numbers": (Y[:, 0], S, 1, Y, S),
    "a list of numbers": (Y[:, 0].tolist(), S, 1, Y, S),
    "a column of pandas": (pd.Series(Y[:, 0]), S, 1, Y, S),
    "a column of polars": (pl.Series(Y[:, 0]), S, 1, Y, S),
    "a table": (pd.DataFrame(Y), S, 1, Y, S),
    "a table of polars": (pl.DataFrame(Y), S, 1, Y, S),
    "turned": (Y.T, S, 1, Y, S),
    "a turned list": (Y.T.tolist(), S, 1, Y, S),
    "one more axis": (Y[:, :, None], S, 1, Y, S),
    "one more axis in front": (Y[None], S, 1, Y, S),
    "np.matrix": (np.asmatrix(Y), S, 1, Y, S),
    "a row of np.matrix": (np.asmatrix(Y[:, 0]), S, 1, Y, S),
    "objects": (Y.astype(object), S, 1, Y, S),
    "Decimal": ([Decimal(str(v)) for v in Y[:, 0]], S, 1, Y, S),
    "sparse": (sp.csr_array(Y), S, 1, Y, S),
    "a generator": ((v for v in Y[:, 0]), S, 1, Y, S),
    "a dictionary": (dict(enumerate(Y[:, 0])), S, 1, Y, S),
    "the values of a dictionary": (dict(enumerate(Y[:, 0])).values(), S, 1, Y, S),
    "numbers written as words": (Y[:, 0].astype(str), S, 1, Y, S),
    "numbers written as words in a list": (Y[:, 0].astype(str).tolist(), S, 1, Y, S),
    "numbers written as words in a table": (pd.DataFrame(Y.astype(str)), S, 1, Y, S),
    "numbers written as bytes": (Y.astype("S"), S, 1, Y, S),
    "objects and words": (np.array([10.5, "2.0"] * 6, dtype=object), S, 1, np.array([[10.5], [2.0]] * 6), S),
    "complex": (Y.astype(complex), S, 1, Y, S),
    "complex with imaginary parts": (Y[:, 0] + 1j, S, 2, np.column_stack([Y, np.ones(N)]), S),
    "records": (Y[:, 0].astype([("y", float)]), S, 1, Y, S),
    "NaN": (put(Y, r3=np.nan), S, 1, Y, S),
    "NaN in a row": (put(Y[:, 0], r3=np.nan), S, 1, Y, S),
    "NaN of pandas": (pd.Series(put(Y[:, 0], r3=np.nan)), S, 1, Y, S),
    "NaN of polars": (pl.Series(put(Y[:, 0], r3=np.nan)), S, 1, Y, S),
    "null of polars": (pl.Series([None if i == 3 else v for i, v in enumerate(Y[:, 0])]), S, 1, Y, S),
    "infinity": (put(Y, r3=np.inf), S, 1, Y, S),
    "None": (put(Y.astype(object), r3=None), S, 1, Y, S),
    "None in a list": (put(Y[:, 0].astype(object), r3=None).tolist(), S, 1, Y, S),
    "NA": (pd.Series(put(Y[:, 0].astype(object), r3=pd.NA)), S, 1, Y, S),
    "nullable NA": (pd.array(4 * put(Y[:, 0], r3=np.nan), dtype="Int64"), S, 1, 4 * Y, S),
    "hidden": (np.ma.array(Y, mask=~BUT_3[:, None]), S, 1, Y, S),
    "hidden in a row": (np.ma.array(Y[:, 0], mask=~BUT_3), S, 1, Y, S),
    "a word among numbers": (put(Y[:, 0].astype(str).astype(object), r3="n/a"), S, 1, Y, S),
    "days": (DAYS, S, 1, SINCE_1970, S),
    "days of pandas": (pd.Series(DAYS.astype("datetime64[s]")), S, 1, SINCE_1970, S),
    "days in a time zone": (pd.Series(DAYS).dt.tz_localize("UTC"), S, 1, SINCE_1970, S),
    "days as objects": ([datetime.date(2024, 1, 1 + i) for i in range(N)], S, 1, SINCE_1970, S),
    "days, one missing": (put(DAYS, r3=np.datetime64("NaT", "D")), S, 1, SINCE_1970, S),
    "spans": (DAYS - DAYS[0], S, 1, SINCE_1970 - SINCE_1970[0], S),
    "two columns": (np.hstack([Y, Y + 1]), S, 1, Y, S),
    "two columns of a table": (pd.DataFrame(np.hstack([Y, Y + 1])), S, 1, Y, S),
    "three columns for two": (np.hstack([Y, Y, Y]), S, 2, np.hstack([Y, Y, Y]), S),
    "one column for two": (Y, S, 2, Y, S),
    "a row of numbers for two": (Y[:, 0], S, 2, Y, S),
    "a row of classes for three": (CLASSES, S, 3, CLASSES, CE),
    "words for numbers": (TOWNS, S, 1, CLASSES, CE),
    "two words for numbers": (words, S, 1, YES, BCE),
    "half precision": (Y.astype(np.float16), S, 1, Y, S),
    "truth as numbers": (YES[:, 0] > 0, S, 1, YES, S),
    "a row of yes": (YES[:, 0], BCE, 1, YES, BCE),
    "a row of truth": (YES[:, 0] > 0, BCE, 1, YES, BCE),
    "nullable truth": (pd.Series(YES[:, 0] > 0, dtype="boolean"), BCE, 1, YES, BCE),
    "labels -1 and 1": (2 * YES - 1, BCE, 1, YES, BCE),
    "labels -1 and 1 in a list": ((2 * YES - 1).tolist(), BCE, 1, YES, BCE),
    "labels -1 and 1 of pandas": (pd.Series(2 * YES[:, 0] - 1), BCE, 1, YES, BCE),
    "labels 1 and 2": (YES + 1, BCE, 1, YES, BCE),
    "labels 0 and 2": (YES * 2, BCE, 1, YES, BCE),
    "labels 0 and 255": ((YES[:, 0] * 255).astype(np.uint8), BCE, 1, YES, BCE),
    "yes and no": (words, BCE, 1, YES, BCE),
    "yes and no in a list": (words.tolist(), BCE, 1, YES, BCE),
    "yes and no in a column": (words[:, None], BCE, 1, YES, BCE),
    "yes and no of pandas": (pd.Series(words), BCE, 1, YES, BCE),
    "yes and no of polars": (pl.Series(words), BCE, 1, YES, BCE),
    "yes and no as categories": (pd.Series(words, dtype="category"), BCE, 1, YES, BCE),
    "yes and no as bytes": (words.astype("S"), BCE, 1, YES, BCE),
    "yes, no and None": (put(words.astype(object), r3=None), BCE, 1, YES, BCE),
    "yes, no and NaN": (pd.Series(put(words.astype(object), r3=np.nan)), BCE, 1, YES, BCE),
    "yes with NaN": (put(YES, r3=np.nan), BCE, 1, YES, BCE),
    "percentages": (np.linspace(0, 100, N)[:, None], BCE, 1, np.linspace(0, 100, N)[:, None] / 100, BCE),
    "prices": (numbers, BCE, 1, numbers, S),
    "numbers below 0": (Y, BCE, 1, Y, S),
    "a little above 1": (YES * (1 + 1e-9), BCE, 1, YES, BCE),
    "classes as yes or no": (CLASSES, BCE, 1, CLASSES, CE),
    "words as yes or no": (TOWNS, BCE, 1, CLASSES, CE),
    "one-hot for one output": (np.hstack([1 - YES, YES]), BCE, 1, YES, BCE),
    "classes for three outputs": (CLASSES, BCE, 3, CLASSES, CE),
    "a column of classes": (CLASSES[:, None], CE, 3, CLASSES, CE),
    "turned classes": (CLASSES[None], CE, 3, CLASSES, CE),
    "classes with two more axes": (CLASSES[:, None, None], CE, 3, CLASSES, CE),
    "a list of classes": (CLASSES.tolist(), CE, 3, CLASSES, CE),
    "classes as objects": (CLASSES.astype(object), CE, 3, CLASSES, CE),
    "classes as floats": (CLASSES.astype(float), CE, 3, CLASSES, CE),
    "classes of one byte": (CLASSES.astype(np.uint8), CE, 3, CLASSES, CE),
    "truth as classes": (YES[:, 0] > 0, CE, 2, YES[:, 0], CE),
    "nullable classes": (pd.Series(CLASSES, dtype="Int64"), CE, 3, CLASSES, CE),
    "nullable classes, one missing": (
        pd.Series(put(CLASSES.astype(float), r3=np.nan)).astype("Int64"),
        CE,
        3,
        CLASSES,
        CE,
    ),
    "classes with NaN": (put(CLASSES.astype(float), r3=np.nan), CE, 3, CLASSES, CE),
    "classes with None": (put(CLASSES.astype(object), r3=None).tolist(), CE, 3, CLASSES, CE),
    "classes of a category": (pd.Series(CLASSES, dtype="category"), CE, 3, CLASSES, CE),
    "classes written as words": (CLASSES.astype(str), CE, 3, CLASSES, CE),
    "towns": (TOWNS, CE, 3, CLASSES, CE),
    "towns of NumPy's own kind": (TOWNS.astype(np.dtypes.StringDType()), CE, 3, CLASSES, CE),
    "towns in a list": (TOWNS.tolist(), CE, 3, CLASSES, CE),
    "towns in a column": (TOWNS[:, None], CE, 3, CLASSES, CE),
    "towns of pandas": (pd.Series(TOWNS), CE, 3, CLASSES, CE),
    "towns of polars": (pl.Series(TOWNS), CE, 3, CLASSES, CE),
    "towns as categories": (pd.Series(TOWNS, dtype="category"), CE, 3, CLASSES, CE),
    "towns as polars categories": (pl.Series(TOWNS, dtype=pl.Categorical), CE, 3, CLASSES, CE),
    "towns as bytes": (TOWNS.astype("S"), CE, 3, CLASSES, CE),
    "towns and None": (put(TOWNS.astype(object), r3=None), CE, 3, CLASSES, CE),
    "towns for four outputs": (TOWNS, CE, 4, CLASSES, CE),
    "towns for two outputs": (TOWNS, CE, 2, CLASSES, CE),
    "one-hot": (hot, CE, 3, CLASSES, CE),
    "one-hot integers": (hot.astype(int), CE, 3, CLASSES, CE),
    "one-hot list": (hot.tolist(), CE, 3, CLASSES, CE),
    "one-hot table": (pd.DataFrame(hot), CE, 3, CLASSES, CE),
    "one-hot truth": (hot > 0, CE, 3, CLASSES, CE),
    "one-hot np.matrix": (np.asmatrix(hot), CE, 3, CLASSES, CE),
    "one-hot sparse": (sp.csr_matrix(hot), CE, 3, CLASSES, CE),
    "one-hot turned": (hot.T, CE, 3, CLASSES, CE),
    "one-hot with -1": (2 * hot - 1, CE, 3, CLASSES, CE),
    "shares": (hot * 0.7 + 0.1, CE, 3, hot * 0.7 + 0.1, BCE),
    "several a row": (np.maximum(hot, hot[:, ::-1]), CE, 3, np.maximum(hot, hot[:, ::-1]), BCE),
    "classes from 1": (CLASSES + 1, CE, 3, CLASSES, CE),
    "classes from 1 in a list": ((CLASSES + 1).tolist(), CE, 3, CLASSES, CE),
    "classes from 1 of pandas": (pd.Series(CLASSES + 1), CE, 3, CLASSES, CE),
    "gaps": (np.array([0, 2, 7])[CLASSES], CE, 3, CLASSES, CE),
    "gaps of pandas": (pd.Series(np.array([10, 20, 30])[CLASSES]), CE, 3, CLASSES, CE),
    "from -1 to 1": (CLASSES - 1, CE, 3, CLASSES, CE),
    "-1 and 1 for two outputs": (2 * YES[:, 0].astype(int) - 1, CE, 2, YES[:, 0], CE),
    "a class -1 without a label": (put(CLASSES, r3=-1), CE, 3, CLASSES, CE),
    "four classes for three outputs": (np.arange(N) % 4, CE, 3, np.arange(N) % 4, CE),
    "four classes from 1 for three outputs": (1 + np.arange(N) % 4, CE, 3, np.arange(N) % 4, CE),
    "numbers for classes": (Y[:, 0], CE, 3, Y, S),
    "prices for classes": (numbers[:, 0], CE, 3, numbers, S),
    "whole prices for classes": (np.floor(numbers[:, 0]), CE, 3, np.floor(numbers), S),
    "whole prices as integers": (numbers[:, 0].astype(int), CE, 3, np.floor(numbers), S),
    "a column of prices for classes": (numbers, CE, 3, numbers, S),
    "two columns of numbers for classes": (np.hstack([Y, Y]), CE, 2, np.hstack([Y, Y]), S),
    "numbers 10.5 and 2.0 for classes": (np.array([10.5, 2.0] * 6), CE, 2, np.array([[10.5], [2.0]] * 6), S),
}


@pytest.mark.parametrize("y, loss, n_out, expected, last_loss", TARGETS.values(), ids=TARGETS)
def test_targets(y, loss, n_out, expected, last_loss):
    names = {"np": np, "X": X, "y": y, "loss": loss, "sizes": [2, 3, n_out]}
    remedied(train, names)
    assert names["loss"] is last_loss
    rows = ALL if len(names["X"]) == N else BUT_3
    assert np.array_equal(names["X"], X[rows])
    assert np.array_equal(np.asarray(names["y"], dtype=float), expected[rows])


VALIDATION = {
    "numbers in a row": (X, Y[:, 0], S, 1, X, Y),
    "a column of pandas": (X, pd.Series(Y[:, 0]), S, 1, X, Y),
    "NaN": (put(X, r3=np.nan), Y, S, 1, X[BUT_3], Y[BUT_3]),
    "NaN in y": (X, put(Y, r3=np.nan), S, 1, X[BUT_3], Y[BUT_3]),
    "None": (put(objects, r3=None), Y, S, 1, X[BUT_3], Y[BUT_3]),
    "NA in y": (X, pd.Series(put(Y[:, 0].astype(object), r3=pd.NA)), S, 1, X[BUT_3], Y[BUT_3]),
    "hidden": (masked, Y, S, 1, X[BUT_3], Y[BUT_3]),
    "sparse": (sp.csr_array(X), Y, S, 1, X, Y),
    "turned": (X.T, Y, S, 1, X, Y),
    "turned targets": (X, Y.T, S, 1, X, Y),
    "numbers written as words": (X.astype(str), Y.astype(str), S, 1, X, Y),
    "one-hot": (X, hot, CE, 3, X, CLASSES),
    "classes in a column": (X, CLASSES[:, None], CE, 3, X, CLASSES),
    "classes as floats": (X, CLASSES.astype(float), CE, 3, X, CLASSES),
    "classes from 1": (X, CLASSES + 1, CE, 3, X, CLASSES),
    "a class -1 without a label": (X, put(np.tile([0, 1, 2], 4), r3=-1), CE, 3, X[BUT_3], CLASSES[BUT_3]),
    "yes and no": (X, words, BCE, 1, X, YES),
    "labels -1 and 1": (X, 2 * YES - 1, BCE, 1, X, YES),
    "labels 1 and 2": (X, YES + 1, BCE, 1, X, YES),
    "images": (X.reshape(N, 2, 1), Y, S, 1, X, Y),
    "records": (records, Y, S, 1, X, Y),
}


@pytest.mark.parametrize("X_val, y_val, loss, n_out, X_end, y_end", VALIDATION.values(), ids=VALIDATION)
def test_validation_data(X_val, y_val, loss, n_out, X_end, y_end):
    y = {S: Y, BCE: YES, CE: CLASSES}[loss]
    names = {"np": np, "X": X, "y": y, "loss": loss, "sizes": [2, 3, n_out], "X_val": X_val, "y_val": y_val}
    for message in remedied(train, names):
        assert "X_val" in message or "y_val" in message
    assert names["X"] is X and names["y"] is y
    assert np.array_equal(np.asarray(names["X_val"], dtype=float), X_end)
    assert np.array_equal(np.asarray(names["y_val"], dtype=float), y_end)


WEIGHTS = {
    "a column": (np.arange(1.0, N + 1)[:, None], np.arange(1.0, N + 1)),
    "a column of pandas": (pd.DataFrame({"w": np.arange(1.0, N + 1)}), np.arange(1.0, N + 1)),
    "NaN": (put(np.ones(N), r3=np.nan), np.ones(N - 1)),
    "None": ([None if i == 3 else 1.0 for i in range(N)], np.ones(N - 1)),
    "NA": (pd.Series([pd.NA if i == 3 else 1.0 for i in range(N)]), np.ones(N - 1)),
    "hidden": (np.ma.array(np.ones(N), mask=~BUT_3), np.ones(N - 1)),
    "below 0": (put(np.ones(N), r3=-1), put(np.ones(N), r3=0)),
    "words": (np.arange(1.0, N + 1).astype(str), np.arange(1.0, N + 1)),
    "weights of classes": ({0: 1.0, 1: 2.0, 2: 5.0}, np.array([1.0, 2.0, 5.0])[CLASSES]),
}


@pytest.mark.parametrize("weight, expected", WEIGHTS.values(), ids=WEIGHTS)
def test_sample_weight(weight, expected):
    names = {"np": np, "X": X, "y": CLASSES, "loss": CE, "sizes": [2, 3, 3], "sample_weight": weight}
    remedied(train, names)
    rows = ALL if len(expected) == N else BUT_3
    assert np.array_equal(names["X"], X[rows]) and np.array_equal(names["y"], CLASSES[rows])
    assert np.array_equal(np.asarray(names["sample_weight"], dtype=float), expected)


@pytest.mark.parametrize("X_bad, y_bad", [(put(X, r3=np.nan), CLASSES), (X, put(CLASSES, r3=-1)), (masked, CLASSES)])
def test_rows_that_are_left_out_leave_their_weights_too(X_bad, y_bad):
    weight = np.arange(1.0, N + 1)
    names = {"np": np, "X": X_bad, "y": y_bad, "loss": CE, "sizes": [2, 3, 3], "sample_weight": weight}
    remedied(train, names)
    assert np.array_equal(names["X"], X[BUT_3]) and np.array_equal(names["y"], CLASSES[BUT_3])
    assert np.array_equal(names["sample_weight"], weight[BUT_3])


def large(values):
    return values * 1e200


@pytest.mark.parametrize("X_large, y", [(large(X), Y), (X, large(Y)), (large(X), large(Y)), (large(X), CLASSES)])
def test_numbers_too_large_for_float32(X_large, y):
    loss, n_out = (CE, 3) if y is CLASSES else (S, 1)
    names = {"np": np, "X": X_large, "y": y, "loss": loss, "sizes": [2, 3, n_out], "dtype": np.float32}
    remedied(train, names)
    assert np.abs(names["X"]).max() < 10 and np.abs(names["y"]).max() < 10
    assert np.array_equal(np.argsort(names["X"], axis=0, kind="stable"), np.argsort(X, axis=0, kind="stable"))


# what only the caller can know: (changes to names, the exception, words of the message), and nothing after "write"
SENTENCES = {
    "targets in layers": (
        {"X": np.zeros((N, 10)), "y": np.zeros((10, N, 1))},
        ValueError,
        ["(10, 12, 1)", "each row one"],
    ),
    "targets with more axes": (
        {"y": np.zeros((2, N, 1))},
        ValueError,
        ["X has 12 rows", "(2, 12, 1)", "each row one target"],
    ),
    "two targets for two columns": ({"y": Y[:2]}, ValueError, ["X has 12 rows", "(2, 1)", "each row one target"]),
    "too few targets": ({"y": Y[1:]}, ValueError, ["X has 12 rows", "(11, 1)", "each row one target"]),
    "too few rows": ({"X": pd.DataFrame(X[1:])}, ValueError, ["X has 11 rows", "(12, 1)", "each row one target"]),
    "one target": ({"y": 1.0}, ValueError, ["X has 12 rows", "shape ()"]),
    "one number": ({"X": 1.0}, ValueError, ["X has one number", "(12, 1)"]),
    "nothing": ({"X": [], "y": []}, ValueError, ["X has shape (0,)", "at least one row"]),
    "no targets": ({"y": []}, ValueError, ["X has 12 rows", "(0,)"]),
    "no columns of targets": ({"y": np.zeros((N, 0))}, ValueError, ["y has shape (12, 0)", "nothing in it"]),
    "None for X": ({"X": None}, TypeError, ["X must be an array", "None"]),
    "None for y": ({"y": None}, TypeError, ["y must be an array", "None"]),
    "a file name": ({"X": "houses.csv"}, TypeError, ["X must be an array", "houses.csv", "str"]),
    "bytes": ({"X": b"houses"}, TypeError, ["X must be an array", "bytes"]),
    "a function": ({"X": np.zeros}, TypeError, ["X must be an array", "function"]),
    "an object": ({"X": object()}, TypeError, ["X must hold numbers", "object"]),
    "a set": ({"X": set(A)}, TypeError, ["set", "no order"]),
    "a set of targets": ({"y": {0.0, 1.0}}, TypeError, ["y must be an array", "set", "no order"]),
    "rows of different lengths": ({"X": [[1, 2]] * 11 + [[1]]}, ValueError, ["X has rows of different lengths"]),
    "lists of different lengths": ({"X": pd.Series([[1, 2]] * 11 + [[1]])}, TypeError, ["list", "as many values"]),
    "targets of different lengths": ({"y": [[1, 2]] * 11 + [[1]]}, ValueError, ["y has rows of different lengths"]),
    "a column that is missing": (
        {"X": np.column_stack([A, np.full(N, np.nan)])},
        ValueError,
        ["12 of its 24", "no row"],
    ),
    "no target known": ({"y": np.full(N, None)}, TypeError, ["y must hold numbers", "12 missing", "no row"]),
    "all hidden": ({"X": np.ma.masked_all((N, 2))}, ValueError, ["24 hidden", "no row"]),
    "commas": ({"X": [["1,5", 2.0]] * N}, TypeError, ["column 0", "'1,5'", "as in 1.5"]),
    "money": ({"y": ["$1,000", "$2,500"] * 6}, TypeError, ["'$1,000'", "as in 1.5"]),
    "percent": ({"y": ["10 %", "50%", "7.5%"] * 4}, TypeError, ["'50%'", "as in 1.5"]),
    "too many words": (
        {"X": np.zeros((50, 2)), "y": [f"name {i}" for i in range(50)]},
        TypeError,
        ["50 in all", "a few"],
    ),
    "words in two columns": ({"y": np.column_stack([TOWNS, TOWNS]), "loss": CE}, TypeError, ["each row one word"]),
    "yes alone": ({"y": np.full((N, 1), 2.0), "loss": BCE}, ValueError, ["from 2 to 2", "needs both"]),
    "words to watch": (
        {"X_val": TOWNS[:, None], "y_val": Y},
        TypeError,
        ["X_val", "'Bonn'", "encoder", "X for training"],
    ),
    "words as labels to watch": (
        {"y": CLASSES, "loss": CE, "sizes": [2, 3, 3], "X_val": X, "y_val": TOWNS},
        TypeError,
        ["y_val", "'Bonn'", "np.searchsorted(classes, y_val)"],
    ),
    "gaps to watch": (
        {"y": CLASSES, "loss": CE, "sizes": [2, 3, 3], "X_val": X, "y_val": 10 * CLASSES},
        ValueError,
        ["0 … 2", "got 0 … 20", "the form of y"],
    ),
    "two columns to watch": (
        {"X_val": X, "y_val": np.hstack([Y, Y])},
        ValueError,
        ["(12, 2)", "give y_val the form of y"],
    ),
    "words for numbers to watch": (
        {"X_val": X, "y_val": words},
        TypeError,
        ["y_val", "'no'", "the form of y", "numbers"],
    ),
    "prices to watch": (
        {"y": YES, "loss": BCE, "X_val": X, "y_val": numbers},
        ValueError,
        ["from 0 to 1", "give y_val the form of y"],
    ),
    "numbers for classes to watch": (
        {"y": CLASSES, "loss": CE, "sizes": [2, 3, 3], "X_val": X, "y_val": Y[:, 0]},
        TypeError,
        ["integers", "give y_val the form of y"],
    ),
    "columns to watch": ({"X_val": X[:, :1], "y_val": Y}, ValueError, ["X_val of shape (12, 1)", "columns of X"]),
    "too large to watch": (
        {"X_val": large(X), "y_val": Y, "dtype": np.float32},
        ValueError,
        ["X_val holds", "float32", "as for training"],
    ),
    "too few weights": ({"sample_weight": np.ones(3)}, ValueError, ["sample_weight has shape (3,)", "(12,)"]),
    "one weight": ({"sample_weight": 1.0}, ValueError, ["sample_weight has shape ()", "(12,)"]),
    "no weight": ({"sample_weight": np.zeros(N)}, ValueError, ["not all 0", "above 0"]),
    "weights in words": ({"sample_weight": TOWNS}, TypeError, ["sample_weight must hold numbers", "a number"]),
    "balanced": ({"sample_weight": "balanced"}, TypeError, ["sample_weight must be an array", "balanced"]),
}


@pytest.mark.parametrize("changes, error, words", SENTENCES.values(), ids=SENTENCES)
def test_what_only_the_caller_can_know_is_said_without_code(changes, error, words):
    with pytest.raises(error) as caught:
        train({"X": X, "y": Y, "loss": S, "sizes": [2, 3, 1], **changes})
    assert [word for word in words if word not in str(caught.value)] == [], caught.value
    assert not re.search(r"\bwrite (?!classes)", str(caught.value)), caught.value


NETWORK = mlp([2, 3, 1], rng=np.random.default_rng(0))
SCALER = Standardizer().fit(X)
WITHOUT_Y = {
    "fit": lambda names: Standardizer().fit(names["X"]),
    "transform": lambda names: SCALER.transform(names["X"]),
    "inverse_transform": lambda names: SCALER.inverse_transform(names["X"]),
    "network": lambda names: NETWORK(names["X"]),
}


# where nothing says how many rows there are
UNTURNED = {what: row for what, row in INPUTS.items() if not re.search("turned|in front|rows last", what)}


@pytest.mark.filterwarnings("ignore:overflow encountered in cast")
@pytest.mark.parametrize("values, rows", UNTURNED.values(), ids=UNTURNED)
@pytest.mark.parametrize("call", WITHOUT_Y.values(), ids=WITHOUT_Y)
def test_inputs_where_there_is_no_y(call, values, rows):
    names = {"np": np, "X": values() if callable(values) else values}
    remedied(call, names)
    assert np.array_equal(np.asarray(names["X"], dtype=float), X[rows])


@pytest.mark.parametrize("values, expected", CHANGED_INPUTS.values(), ids=CHANGED_INPUTS)
def test_inputs_of_a_standardizer(values, expected):
    names = {"np": np, "X": values}
    remedied(WITHOUT_Y["fit"], names)
    assert np.array_equal(np.asarray(names["X"], dtype=float), expected)


def test_inputs_and_targets_in_a_pipeline():
    names = {"np": np, "X": put(X, r3=np.nan), "y": Y}
    remedied(lambda names: Standardizer().fit(names["X"], names["y"]), names)
    assert np.array_equal(names["X"], X[BUT_3]) and np.array_equal(names["y"], Y[BUT_3])


@pytest.mark.parametrize(
    "one", [X[3], X[3].tolist(), pd.Series(X[3]), tuple(X[3])], ids=["array", "list", "pandas", "tuple"]
)
@pytest.mark.parametrize("call", [WITHOUT_Y["transform"], WITHOUT_Y["network"]], ids=["transform", "network"])
def test_one_sample(call, one):
    names = {"np": np, "X": one}
    remedied(call, names)
    assert np.array_equal(names["X"], X[3:4])


@pytest.mark.parametrize("form", [np.asarray, np.ndarray.tolist, pd.DataFrame], ids=["array", "list", "pandas"])
def test_inputs_and_targets_that_are_both_turned(form):
    names = {"np": np, "X": form(X.T), "y": form(Y.T), "loss": S, "sizes": [2, 3, 1]}
    remedied(train, names)
    assert np.array_equal(names["X"], X) and np.array_equal(names["y"], Y)


def test_one_sample_to_train_on():
    names = {"np": np, "X": X[3], "y": Y[3:4], "loss": S, "sizes": [2, 3, 1]}
    remedied(train, names)
    assert np.array_equal(names["X"], X[3:4])


SETTINGS = {
    "epochs": (
        lambda v: trained(epochs=v),
        [2.0, "3", 2.5, 0, -1, None, np.nan, np.inf, True, [3], 1e9, np.float64(2)],
    ),
    "batch_size": (lambda v: trained(batch_size=v), [32.0, "32", 0.5, 0, None, np.nan]),
    "l2": (lambda v: trained(l2=v), ["0.1", -1, None, np.nan, np.inf, True]),
    "measure": (lambda v: trained(measure=v), ["before", None, True]),
    "on_failure": (lambda v: trained(on_failure=v), ["stop", None]),
    "lr": (lambda v: SGD(NETWORK, lr=v), ["0.1", 0, -1, None, np.nan, np.inf, [0.1]]),
    "momentum": (lambda v: SGD(NETWORK, momentum=v), [1, 1.5, -0.1, "0.9", None]),
    "beta1": (lambda v: Adam(NETWORK, beta1=v), [1, 1.5, "0.9"]),
    "beta2": (lambda v: Adam(NETWORK, beta2=v), [1, 1.5, "0.9"]),
    "eps": (lambda v: Adam(NETWORK, eps=v), [0, "1e-8"]),
    "rng": (lambda v: trained(rng=v), [0, 42, None, np.random.RandomState(0), "0", [np.random.default_rng(0)]]),
    "callback": (
        lambda v: trained(callback=v),
        [[lambda epoch, history: True], (print,), 3, "stop", True, lambda: None, lambda history: None, [3]],
    ),
    "validation_data": (lambda v: trained(validation_data=v), [(X, Y, Y), [X, Y, np.ones(N)]]),
}


def trained(**settings):
    net = mlp([2, 3, 1], rng=np.random.default_rng(0))
    before = net.params.copy()
    try:
        return fit(net, S, SGD(net), X, Y, **{"rng": np.random.default_rng(0), "epochs": 1, **settings})
    except (TypeError, ValueError):
        assert np.array_equal(net.params, before)
        raise


@pytest.mark.parametrize("name, value", [(name, value) for name, row in SETTINGS.items() for value in row[1]])
def test_settings(name, value):
    names = {"np": np, name: value}
    messages = remedied(lambda names: SETTINGS[name][0](names[name]), names, steps=1)
    assert len(messages) == 1 and name in messages[0]
    if isinstance(value, str) and value[0].isdigit() and name != "rng":
        assert names[name] == float(value)


def test_a_list_of_callbacks_stops_when_one_of_them_says_so():
    seen = []
    functions = [lambda epoch, history: seen.append(epoch), lambda epoch, history: 1, lambda epoch, history: epoch == 1]
    names = {"callback": functions}
    remedied(lambda names: trained(callback=names["callback"], epochs=9), names)
    assert seen == [0, 1]


def test_a_share_in_place_of_validation_data():
    names = {"X": X, "y": Y, "validation_data": 0.25}

    def call(names):
        net = mlp([2, 3, 1], rng=np.random.default_rng(0))
        settings = {"validation_data": names["validation_data"], "rng": np.random.default_rng(0), "epochs": 1}
        fit(net, S, SGD(net), names["X"], names["y"], **settings)

    remedied(call, names)
    assert len(names["X"]) == 9 and len(names["validation_data"][1]) == 3


def test_the_optimizer_of_another_network():
    names = {"net": mlp([2, 3, 1], rng=np.random.default_rng(0)), "SGD": SGD, "optimizer": SGD(NETWORK, lr=0.5)}
    remedied(lambda n: fit(n["net"], S, n["optimizer"], X, Y, rng=np.random.default_rng(0), epochs=1), names)
    assert names["optimizer"].lr == 0.5 and names["optimizer"].net is names["net"]


def test_generators_of_a_stack():
    nets = nnlib.stack([NETWORK, NETWORK])
    names = {"np": np, "rng": np.random.default_rng(0)}
    remedied(lambda n: fit(nets, S, SGD(nets), X, Y, rng=n["rng"], epochs=1), names)
    assert len(names["rng"]) == 2


DIRECT = {
    "a list": (S, Y.tolist(), X[:, :1]),
    "a table": (S, pd.DataFrame(Y), X[:, :1]),
    "a list of scores": (S, Y, X[:, :1].tolist()),
    "scores in a row": (S, Y, X[:, 0]),
    "targets in a row": (BCE, YES[:, 0], X[:, :1]),
    "scores of one row": (CE, np.array([1]), X[0]),
    "classes in a list": (CE, (CLASSES % 2).tolist(), X),
    "targets turned": (S, X.T, X),
}


@pytest.mark.parametrize("loss, y, scores", DIRECT.values(), ids=DIRECT)
def test_losses_called_by_hand(loss, y, scores):
    remedied(lambda names: loss(names["y"], names["scores"]), {"np": np, "y": y, "scores": scores})


def followed(names, tries=3):
    """Train new networks, as the warnings say, until there is none. Returns warnings, the network and its history."""
    messages = []
    while True:
        rng = np.random.default_rng(0)
        net = mlp([np.shape(names["X"])[1], 8, names["n_out"]], rng=rng, dtype=names.get("dtype", np.float64))
        settings = {"validation_data": (names["X_val"], names["y_val"])} if "X_val" in names else {}
        settings |= {"epochs": names.get("epochs", 100), "sample_weight": names.get("sample_weight")}
        optimizer = names["optimizer"](net, lr=names["lr"])
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            history = fit(net, names["loss"], optimizer, names["X"], names["y"], rng=rng, **settings)
        if not caught:
            return messages, net, history
        messages += [str(warning.message) for warning in caught]
        assert [warning.category for warning in caught] == [RuntimeWarning], messages
        assert len(messages) <= tries, messages
        exec(code_of(messages[-1]), names)


X_200 = np.random.default_rng(1).normal(size=(200, 3))
SCORE = X_200 @ [1.0, -2.0, 0.5] + 0.3 * np.sin(3 * X_200[:, 0])
Y_200 = (SCORE / SCORE.std())[:, None]
PRICES = 200_000 + 50_000 * Y_200
GOOD = {
    "number": {"loss": S, "y": Y_200, "n_out": 1},
    "yes or no": {"loss": BCE, "y": (Y_200 > 0).astype(float), "n_out": 1},
    "classes": {"loss": CE, "y": np.digitize(Y_200[:, 0], [-0.5, 0.5]), "n_out": 3},
}
RARE = {"loss": BCE, "y": (np.sort(Y_200, axis=0)[-2] <= Y_200).astype(float), "n_out": 1, "epochs": 20}
RARE_CLASS = RARE | {"loss": CE, "y": RARE["y"][:, 0].astype(int), "n_out": 2}
FEW_FOUND = {"loss": CE, "y": np.where(SCORE > 0, 2, 0) + (np.arange(200) % 67 == 7) * (SCORE < 0), "n_out": 3}
X_100 = 100 * (X_200 - X_200.min(axis=0)) / np.ptp(X_200, axis=0)
HOUSES = X_200 * [40, 2, 10] + [120, 5, 1975]
# what is wrong: (settings, what the first warning says)
FAILURES = {
    "a rate of 1e30, number": (GOOD["number"] | {"lr": 1e30}, ["the loss is nan after epoch 1", "rate than 1e+30"]),
    "a rate of 1e30, yes or no": (GOOD["yes or no"] | {"lr": 1e30}, ["rate than 1e+30"]),
    "a rate of 1e30, classes": (GOOD["classes"] | {"lr": 1e30}, ["rate than 1e+30"]),
    "a rate of 1e30 in float32": (GOOD["number"] | {"lr": 1e30, "dtype": np.float32}, ["rate than 1e+30"]),
    "a rate of 30": (GOOD["number"] | {"lr": 30.0}, ["rate than 30"]),
    "a rate of 5": (GOOD["number"] | {"lr": 5.0}, ["rate than 5"]),
    "a rate of 30, Adam": (GOOD["number"] | {"lr": 30.0, "optimizer": Adam}, ["rate than 30"]),
    "X from 0 to 100, number": (GOOD["number"] | {"X": X_100}, ["X has a column of size"]),
    "X from 0 to 100, yes or no": (GOOD["yes or no"] | {"X": X_100}, ["X has a column of size"]),
    "X from 0 to 100, classes": (GOOD["classes"] | {"X": X_100}, ["X has a column of size"]),
    "houses": (GOOD["number"] | {"X": HOUSES}, ["X has a column of size 1.97e+03"]),
    "X times 1e300, number": (GOOD["number"] | {"X": 1e300 * X_200}, ["X has a column of size"]),
    "X times 1e300, yes or no": (GOOD["yes or no"] | {"X": 1e300 * X_200}, ["X has a column of size"]),
    "X times 1e300, classes": (GOOD["classes"] | {"X": 1e300 * X_200}, ["X has a column of size"]),
    "X times 1e30 in float32": (GOOD["number"] | {"X": 1e30 * X_200, "dtype": np.float32}, ["X has a column of size"]),
    "X times 1e30 as float32": (GOOD["number"] | {"X": (1e30 * X_200).astype(np.float32)}, ["X has a column of size"]),
    "X and rows to watch": (
        GOOD["number"] | {"X": HOUSES, "X_val": HOUSES[:50], "y_val": Y_200[:50]},
        ["X_val = scaler.transform(X_val)"],
    ),
    "prices at 1e-4": (GOOD["number"] | {"y": PRICES, "lr": 1e-4}, ["y has a column of size 2.0", "y_scaler.inverse"]),
    "prices at 1e-3": (GOOD["number"] | {"y": PRICES, "lr": 1e-3}, ["y has a column of size 2.0"]),
    "prices at 0.01": (GOOD["number"] | {"y": PRICES, "lr": 0.01}, ["y has a column of size 2.0"]),
    "prices at 0.1": (GOOD["number"] | {"y": PRICES}, ["y has a column of size 2.0"]),
    "prices in a list": (GOOD["number"] | {"y": PRICES.tolist(), "X": X_200.tolist()}, ["y has a column of size 2.0"]),
    "prices of pandas": (GOOD["number"] | {"y": pd.DataFrame(PRICES), "X": pd.DataFrame(X_200)}, ["y has a column"]),
    "y times 1e300": (GOOD["number"] | {"y": 1e300 * Y_200}, ["y has a column of size 1e+300"]),
    "prices, rows to watch": (
        GOOD["number"] | {"y": PRICES, "X_val": X_200[:50], "y_val": PRICES[:50]},
        ["y_val = y_scaler.transform(y_val)"],
    ),
    "prices with Adam": (GOOD["number"] | {"y": PRICES, "optimizer": Adam, "lr": 1e-3}, ["R²", "below 0", "y has a"]),
    "X and prices": (GOOD["number"] | {"X": HOUSES, "y": PRICES}, ["X has a", " and y has a"]),
    "X and the rate": (GOOD["number"] | {"X": HOUSES, "lr": 30.0}, ["X has a", "rate than 30"]),
    "prices and the rate": (GOOD["number"] | {"y": PRICES, "lr": 30.0}, ["y has a", "rate than 30"]),
    "X, prices and the rate": (GOOD["number"] | {"X": HOUSES, "y": PRICES, "lr": 30.0}, ["X has a", "y has a", "30"]),
    "too few epochs": (GOOD["number"] | {"lr": 1e-4, "epochs": 20}, ["below 0", "still falling", "epochs = 200"]),
    "1 % yes": (RARE | {"lr": 0.1}, ["all 200 answers are class 0", "2 rows", "0.99 says nothing"]),
    "1 % yes, Adam": (RARE | {"lr": 0.01, "optimizer": Adam}, ["all 200 answers are class 0", "0.99 says nothing"]),
    "1 % of a class": (RARE_CLASS | {"lr": 0.1}, ["all 200 answers are class 0", "0.99 says nothing"]),
    "1 % of a class among others": (
        FEW_FOUND | {"epochs": 200},
        ["none of the 2 rows of class 1 is found", "0.98 says"],
    ),
    "1 % of a class, Adam": (RARE_CLASS | {"lr": 0.01, "optimizer": Adam}, ["all 200 answers are class 0"]),
}


@pytest.mark.parametrize("changes, words", FAILURES.values(), ids=FAILURES)
def test_failures(changes, words):
    names = {"np": np, "X": X_200, "lr": 0.1, "optimizer": SGD, **changes}
    messages, net, history = followed(names)
    assert [word for word in words if word not in messages[0]] == [], messages
    scores, y = net(names["X"]), np.asarray(names["y"])
    if names["loss"] is S:
        assert 1 - ((scores - y) ** 2).mean() / y.var() > 0.3
    else:
        found = scores.argmax(axis=1) if y.ndim == 1 else (scores > 0).astype(int)
        assert all((found[y == label] == label).mean() > 0.7 for label in np.unique(y)), messages
    if "X_val" in names:
        assert history["val_loss"][-1] < 1


@pytest.mark.parametrize(
    "n_out, loss, y", [(1, S, Y_200), (1, BCE, GOOD["yes or no"]["y"]), (3, CE, GOOD["classes"]["y"])]
)
def test_units_that_a_long_step_has_switched_off(n_out, loss, y):
    rng = np.random.default_rng(0)
    net = mlp([3, 8, n_out], rng=rng)
    net.layers[0].b[:] = -1000
    with pytest.warns(RuntimeWarning, match="200 of 200 answers are equal: X makes no difference") as caught:
        fit(net, loss, SGD(net, lr=30.0), X_200, y, rng=rng, epochs=20, batch_size=200)
    assert code_of(str(caught[0].message)).startswith("lr = ") and len(caught) == 1


def test_good_runs_are_silent():
    for settings in GOOD.values():
        messages, _, _ = followed({"X": X_200, "lr": 0.1, "optimizer": SGD, **settings})
        assert messages == []


@pytest.mark.parametrize("X_same, y", [(np.ones((40, 2)), Y_200[:40]), (X_200[:40, :2], np.ones((40, 1)))])
def test_where_nothing_can_be_learned_equal_answers_are_right(X_same, y):
    net = mlp([2, 3, 1], rng=np.random.default_rng(0))
    net.layers[-1].W[:] = 0
    fit(net, S, SGD(net, lr=0.1), X_same, y, rng=np.random.default_rng(0), epochs=100, batch_size=40)


def test_rows_that_are_equal_in_y_may_get_equal_answers():
    net = mlp([1, 1, 1], rng=np.random.default_rng(0))
    x = X_200[:, :1]
    high = np.quantile(x, 0.97)
    net.params[:] = [1, -high, 1, 0]
    y = np.maximum(x - high, 0)  # what the network answers, 0 for 97 % of the rows
    fit(net, S, SGD(net, lr=0.1), x, y, rng=np.random.default_rng(0), epochs=20)


def test_rows_of_weight_0_do_not_count_in_the_verdict():
    y, weight = Y_200.copy(), np.ones(200)
    y[:20], weight[:20] = 1e3 * np.sign(SCORE[:20, None]) * -1, 0
    net = mlp([3, 8, 1], rng=np.random.default_rng(0))
    settings = {"rng": np.random.default_rng(0), "sample_weight": weight, "epochs": 50}
    assert fit(net, S, SGD(net, lr=0.1), X_200, y, **settings)["loss"][-1] < 0.1


@pytest.mark.parametrize("sample_weight", [np.ones(200), None])
def test_weights_are_not_advised_twice(sample_weight):
    net = mlp([3, 8, 1], rng=np.random.default_rng(0))
    with pytest.warns(RuntimeWarning, match="all 200 answers are class 0") as caught:
        fit(
            net, BCE, SGD(net, lr=0.1), X_200, RARE["y"], rng=np.random.default_rng(0), epochs=20,
            sample_weight=sample_weight,
        )  # fmt: skip
    assert ("sample_weight = " in str(caught[0].message)) == (sample_weight is None)


def test_divergence_is_raised_on_request_and_what_ends_finite_is_not():
    def run(**changes):
        names = {"X": X_200, "lr": 0.1, "optimizer": SGD, **GOOD["number"], **changes}
        net = mlp([3, 8, 1], rng=np.random.default_rng(0))
        optimizer = names["optimizer"](net, names["lr"])
        settings = {"rng": np.random.default_rng(0), "epochs": 20, "on_failure": "raise"}
        fit(net, S, optimizer, names["X"], names["y"], **settings)

    for changes, words in (({"lr": 1e30}, "rate than 1e.30"), ({"y": PRICES}, "y has a column of size 2.03e.05")):
        with pytest.raises(ValueError, match=words):
            run(**changes)
    with pytest.warns(RuntimeWarning, match="below 0"):
        run(y=PRICES, optimizer=Adam, lr=1e-3)
    run()


class Line:
    """A network of which only forward, backward, params and grads are known."""

    def __init__(self, n_in, dtype=float):
        self.params, self.grads = np.zeros(n_in, dtype), np.zeros(n_in, dtype)

    def forward(self, X):
        self.X = X
        return X @ self.params[:, None]

    def backward(self, dscores):
        self.grads[:] = self.X.T @ dscores[:, 0]


class Step:
    """An optimizer without a rate."""

    def __init__(self, net, rate):
        self.net, self.rate = net, rate

    def step(self):
        self.net.params -= self.rate * self.net.grads


def flat_error(y, scores, weight=None):
    """Squared error of targets (n,)."""
    return float(((scores[:, 0] - y) ** 2).mean() / 2), (scores - y[:, None]) / len(y)


LOSSES = {
    "squared_error": (squared_error, Y_200),
    "partial": (functools.partial(squared_error), Y_200),
    "targets (n,)": (flat_error, Y_200[:, 0]),
    "whole targets (n,)": (flat_error, np.round(5 * Y_200[:, 0]).astype(int)),
    "prices (n,)": (flat_error, PRICES[:, 0].astype(int)),
}


@pytest.mark.parametrize("loss, y", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("rate", [0.1, 1e30, 1e-9])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("n", [1, 2, 200])
@pytest.mark.parametrize("optimizer", [SGD, Step])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_report_never_crashes(loss, y, rate, dtype, n, optimizer):
    net = Line(3, dtype)
    history = fit(net, loss, optimizer(net, rate), X_200[:n], y[:n], rng=np.random.default_rng(0), epochs=10)
    assert 1 <= len(history["loss"]) <= 10


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("lr", [0.1, 1e30])
def test_a_stack_whose_members_diverge_names_the_first(lr):
    nets = nnlib.stack([mlp([3, 4, 1], rng=np.random.default_rng(seed)) for seed in range(3)])
    nets.params[0] *= 1e-9
    nets.params[1, 0] = np.inf
    rngs = [np.random.default_rng(seed) for seed in range(3)]
    with pytest.warns(RuntimeWarning, match=r"(1|3) of 3 networks have diverged, the first is nets\[(1|0)\]"):
        fit(nets, S, SGD(nets, lr=lr), X_200, Y_200, rng=rngs, epochs=10)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("lr", [1e-6, 1e30])
@pytest.mark.parametrize(
    "its, ours, share", [(np.float32, np.float32, 0.2), (np.float64, np.float64, 0.2), (np.float64, np.float32, 0.7)]
)
def test_checks_of_large_tables_need_little_room(its, ours, share, lr):
    table = np.zeros((20_000, 200), its)
    table[0, 0] = 99
    net = mlp([200, 1], rng=np.random.default_rng(0), dtype=ours)
    optimizer = SGD(net, lr=lr)
    tracemalloc.start()
    try:
        fit(net, S, optimizer, table, table[:, :1], rng=np.random.default_rng(0), epochs=10)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < share * table.nbytes  # a half of it is a copy in float32


@pytest.mark.parametrize("loss", [binary_cross_entropy, cross_entropy], ids=lambda loss: loss.__name__)
def test_rows_of_weight_0_are_no_lost_class(rng, loss):
    X, labels = rng.normal(size=(10, 2)), np.repeat([1, 0], 5)
    y = labels if loss is cross_entropy else labels.reshape(-1, 1)

    def train(weight):
        net = mlp([2, 3, 2 if loss is cross_entropy else 1], rng=rng)
        fit(net, loss, Adam(net, lr=0.1), X, y, rng=rng, epochs=60, sample_weight=weight)

    train(labels.astype(float))  # warnings are errors here: there is only one class to learn
    with pytest.warns(RuntimeWarning, match="answers are class 1, though 5 rows are of another"):
        train(labels + 1e-3)
