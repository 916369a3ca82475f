"""Every remedy in an error message is run on the input that raises it, again and again until fit works."""

import datetime
import re
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
    """Call until nothing is raised, with the remedies of the messages run in between. Returns messages, and the names."""
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
    "days and a missing one": (put(DAYS, r3=np.datetime64("NaT"))[:, None], SINCE_1970[BUT_3]),
    "days in a row": (DAYS, SINCE_1970),
    "spans": ((DAYS - DAYS[0])[:, None], SINCE_1970 - SINCE_1970[0]),
    "days in a table": (dated, np.column_stack([A, SINCE_1970])),
    "days missing in a table": (put(dated.to_numpy(), r3=pd.NaT), np.column_stack([A, SINCE_1970])[BUT_3]),
    "days, spans, words and numbers": (
        frame(a=A, day=DAYS.astype("datetime64[s]"), span=(DAYS - DAYS[0]).astype("timedelta64[s]"), town=TOWNS),
        np.column_stack([A, SINCE_1970, SINCE_1970 - SINCE_1970[0], ONE_HOT]),
    ),
    "days as objects": ([[datetime.date(2024, 1, 1 + i)] for i in range(N)], SINCE_1970),
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
    "days as objects": ([datetime.date(2024, 1, 1 + i) for i in range(N)], S, 1, SINCE_1970, S),
    "days, one missing": (put(DAYS, r3=np.datetime64("NaT")), S, 1, SINCE_1970, S),
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
