"""What happens on bad input: the right exception, saying what came, what was wanted, what to write."""

import re

import numpy as np
import pytest
from scipy import sparse

from nnlib import (
    SGD,
    Adam,
    Dense,
    ReLU,
    Sequential,
    Standardizer,
    Tanh,
    binary_cross_entropy,
    cross_entropy,
    fit,
    gradient_check,
    minibatches,
    mlp,
    numerical_gradient,
    squared_error,
)
from nnlib.data import sum_difference


def new_rng():
    return np.random.default_rng(0)


def dense(n_in=2, n_out=1):
    return Dense(n_in, n_out, rng=new_rng())


def network(n_out=1, dtype=np.float64):
    return mlp([2, 3, n_out], Tanh, rng=new_rng(), dtype=dtype)


def train(X=None, y=None, loss=squared_error, net=None, optimizer=None, **settings):
    X = np.zeros((10, 2)) if X is None else X
    y = np.zeros((10, 1)) if y is None else y
    net = net or network()
    settings = {"rng": new_rng(), "epochs": 1, **settings}
    return fit(net, loss, optimizer or SGD(net), X, y, **settings)


def layers_that_do_not_fit():
    Sequential(dense(2, 3), Tanh(), dense(4, 1))


def layer_twice():
    layer = dense(2, 2)
    Sequential(layer, Tanh(), layer)


def activation_twice():
    activation = Tanh()
    Sequential(dense(2, 2), activation, dense(2, 2), activation)


def layer_of_another_network():
    layer = dense()
    Sequential(layer)
    Sequential(layer)


def table(rows, name):
    """pytest's words for a dictionary of {what is wrong: (call, exception, words of the message)}."""
    return pytest.mark.parametrize(name, [pytest.param(*row, id=what) for what, row in rows.items()])


def message_of(error, call):
    with pytest.raises(error) as caught:
        call()
    return str(caught.value)


def assert_says(message, words):
    assert [word for word in words if word not in message] == [], message


GENERATOR = ("numpy.random.Generator", "rng = np.random.default_rng(0)")
RNG = {
    "Dense": lambda rng: Dense(2, 3, rng=rng),
    "mlp": lambda rng: mlp([2, 3, 1], rng=rng),
    "minibatches": lambda rng: minibatches(10, 3, rng),
    "sum_difference": lambda rng: sum_difference(10, rng=rng),
    "fit, small batches": lambda rng: train(rng=rng, batch_size=3),
    "fit, one batch": lambda rng: train(rng=rng, batch_size=10),
}


@pytest.mark.parametrize("call", RNG.values(), ids=RNG)
@pytest.mark.parametrize(
    "rng", [0, None, np.random.RandomState(0), np.random], ids=["int", "None", "RandomState", "module"]
)
def test_whatever_is_not_a_generator_is_refused(call, rng):
    assert_says(message_of(TypeError, lambda: call(rng)), ["rng", repr(rng), *GENERATOR])


MISSING_RNG = {
    "Dense": lambda: Dense(2, 3),
    "mlp": lambda: mlp([2, 3, 1]),
    "sum_difference": lambda: sum_difference(10),
    "fit": lambda: fit(network(), squared_error, SGD(network()), np.zeros((3, 2)), np.zeros((3, 1))),
    "minibatches": lambda: minibatches(10, 3),
}


@pytest.mark.parametrize("call", MISSING_RNG.values(), ids=MISSING_RNG)
def test_rng_cannot_be_forgotten(call):
    assert_says(message_of(TypeError, call), ["missing", "'rng'"])


BUILDING = {
    "neighbors that do not fit": (
        layers_that_do_not_fit,
        ValueError,
        ["layer 0 gives 3 features but layer 2 expects 4", "Dense(3, 1, rng=rng)"],
    ),
    "a layer twice": (layer_twice, ValueError, ["layer 2", "Dense(2, 2)", "twice", "new object"]),
    "an activation twice": (activation_twice, ValueError, ["layer 3", "Tanh()", "twice", "new object"]),
    "a layer of another network": (layer_of_another_network, ValueError, ["layer 0", "another network", "new one"]),
    "a class in place of a layer": (lambda: Sequential(dense(), ReLU), TypeError, ["layer 1", "ReLU", "not a layer"]),
    "a list of layers": (lambda: Sequential([dense(), ReLU()]), TypeError, ["layer 0", "not a layer"]),
    "a word in place of a layer": (
        lambda: Sequential(dense(), "relu"),
        TypeError,
        ["layer 1", "'relu'", "not a layer"],
    ),
    "no layers": (lambda: Sequential(), ValueError, ["at least one Dense", "Sequential(Dense("]),
    "no Dense layer": (lambda: Sequential(ReLU()), ValueError, ["at least one Dense", "Sequential(Dense("]),
    "whole numbers as dtype": (
        lambda: Sequential(dense(), dtype=int),
        TypeError,
        ["np.float64 or np.float32", "int"],
    ),
    "half precision": (lambda: network(dtype=np.float16), TypeError, ["np.float64 or np.float32", "float16"]),
    "one size": (lambda: mlp([2], rng=new_rng()), ValueError, ["inputs and outputs", "[2]", "[2, 16, 1]"]),
    "no sizes": (lambda: mlp([], rng=new_rng()), ValueError, ["inputs and outputs", "[]", "[2, 16, 1]"]),
    "a size of 0": (lambda: mlp([2, 0, 1], rng=new_rng()), ValueError, ["n_out", "1 or more", "got 0"]),
    "a size that is no whole number": (lambda: mlp([2, 1.5], rng=new_rng()), ValueError, ["whole number", "got 1.5"]),
    "a word as a size": (lambda: mlp([2, "3"], rng=new_rng()), ValueError, ["whole number", "got '3'"]),
    "an activation by name": (
        lambda: mlp([2, 3, 1], "relu", rng=new_rng()),
        TypeError,
        ["class such as ReLU", "'relu'", "mlp([2, 3, 1], ReLU, rng=rng)"],
    ),
    "an activation object": (
        lambda: mlp([2, 3, 1], ReLU(), rng=new_rng()),
        TypeError,
        ["class such as ReLU", "ReLU()", "mlp([2, 3, 1], ReLU, rng=rng)"],
    ),
    **{
        f"Dense with {name} = {value!r}": (
            lambda sizes=sizes: Dense(*sizes, rng=new_rng()),
            ValueError,
            [name, "whole number, 1 or more", f"got {value!r}"],
        )
        for value in (0, -1, 2.0, "2", None, True)
        for name, sizes in (("n_in", (value, 1)), ("n_out", (1, value)))
    },
}


@table(BUILDING, "call, error, words")
def test_building(call, error, words):
    assert_says(message_of(error, call), words)


SCORES = {
    "one sample": (
        lambda: network()(np.zeros(2)),
        ["X has shape (2,)", "(n_samples, 2)", "write X = np.reshape(X, (1, -1))"],
    ),
    "one sample as a list": (
        lambda: network()([1, 2]),
        ["X has shape (2,)", "(n_samples, 2)", "write X = np.reshape(X, (1, -1))"],
    ),
    "too many columns": (lambda: network()(np.zeros((5, 3))), ["Dense(2, 3)", "(5, 3)", "(n_samples, 2)"]),
    "too few columns": (lambda: network()(np.zeros((5, 1))), ["Dense(2, 3)", "(5, 1)", "(n_samples, 2)"]),
    "three dimensions": (
        lambda: network()(np.zeros((5, 2, 2))),
        ["X has shape (5, 2, 2)", "(n_samples, 2)", "write X = np.reshape(X, (len(X), -1))"],
    ),
}


@pytest.mark.parametrize("call, words", SCORES.values(), ids=SCORES)
def test_input_of_the_wrong_shape(call, words):
    assert_says(message_of(ValueError, call), words)


def column(*values):
    return np.array(values, dtype=float).reshape(-1, 1)


THREE = np.zeros((5, 3))
TARGETS = {
    "a row of numbers": (
        squared_error,
        np.zeros(5),
        np.zeros((5, 1)),
        ValueError,
        ["(5,)", "(5, 1)", "write y = np.reshape(y, (-1, 1))"],
    ),
    "a row of yes and no": (
        binary_cross_entropy,
        np.zeros(5),
        np.zeros((5, 1)),
        ValueError,
        ["(5,)", "(5, 1)", "write y = np.reshape(y, (-1, 1))"],
    ),
    "too few numbers": (squared_error, np.zeros((4, 1)), np.zeros((5, 1)), ValueError, ["(4, 1)", "(5, 1)"]),
    "too few columns": (squared_error, np.zeros((5, 1)), np.zeros((5, 2)), ValueError, ["(5, 1)", "(5, 2)"]),
    "scores in one dimension": (squared_error, column(1, 2), np.zeros(2), ValueError, ["(2, 1)", "(2,)"]),
    "labels -1 and 1": (
        binary_cross_entropy,
        column(-1, 1),
        np.zeros((2, 1)),
        ValueError,
        ["from 0 to 1", "from -1 to 1", "write y = (np.asarray(y) + 1) / 2"],
    ),
    "labels 1 and 2": (
        binary_cross_entropy,
        column(1, 2),
        np.zeros((2, 1)),
        ValueError,
        ["from 0 to 1", "from 1 to 2", "write y = (np.asarray(y) == 2).astype(float)"],
    ),
    "a class too large": (
        cross_entropy,
        np.array([0, 1, 2, 3, 0]),
        THREE,
        ValueError,
        ["0 … 2", "3 outputs", "got 0 … 3", "build the network with 4 outputs"],
    ),
    "classes from 1": (
        cross_entropy,
        np.array([1, 2, 3, 1, 1]),
        THREE,
        ValueError,
        ["0 … 2", "got 1 … 3", "start at 0", "write y = np.asarray(y) - 1"],
    ),
    "a negative class": (cross_entropy, np.array([0, -1, 1, 2, 2]), THREE, ValueError, ["0 … 2", "got -1 … 2"]),
    "a negative class in one byte": (
        cross_entropy,
        np.array([0, -1, 1, 2, 2], dtype=np.int8),
        THREE,
        ValueError,
        ["0 … 2", "got -1 … 2"],
    ),
    "classes that are not integers": (
        cross_entropy,
        np.zeros(5),
        THREE,
        TypeError,
        ["integers", "float64", "write y = np.asarray(y).astype(int)"],
    ),
    "classes that are yes and no": (cross_entropy, np.zeros(5, dtype=bool), THREE, TypeError, ["integers", "bool"]),
    "classes one-hot": (
        cross_entropy,
        np.eye(3, dtype=int)[[0, 1, 2, 0, 1]],
        THREE,
        ValueError,
        ["(5, 3)", "(5,)", "write y = np.asarray(y).argmax(axis=1)"],
    ),
    "rows without a class among one-hot ones": (
        cross_entropy,
        np.eye(5, 3, dtype=int),
        THREE,
        ValueError,
        ["(5, 3)", "(5,)", "write from nnlib import binary_cross_entropy"],
    ),
    "numbers for classes": (
        cross_entropy,
        np.array([10.5, 2.0, 3.25, 4.0, 2.0]),
        THREE,
        TypeError,
        ["integers", "float64", "write from nnlib import squared_error"],
    ),
    "prices for yes or no": (
        binary_cross_entropy,
        column(200_000, 310_500.5, 150_000, 99_999, 1),
        np.zeros((5, 1)),
        ValueError,
        ["from 0 to 1", "from 1 to 310500", "write from nnlib import squared_error"],
    ),
    "percentages": (
        binary_cross_entropy,
        column(0, 12.5, 50, 99, 100),
        np.zeros((5, 1)),
        ValueError,
        ["from 0 to 1", "from 0 to 100", "write y = np.asarray(y) / 100"],
    ),
    "classes in a column": (
        cross_entropy,
        np.zeros((5, 1), dtype=int),
        THREE,
        ValueError,
        ["(5, 1)", "(5,)", "write y = np.ravel(y)"],
    ),
    "too few classes": (cross_entropy, np.zeros(4, dtype=int), THREE, ValueError, ["(4,)", "(5,)"]),
}


@table(TARGETS, "loss, y, scores, error, words")
def test_targets_that_do_not_fit(loss, y, scores, error, words):
    assert_says(message_of(error, lambda: loss(y, scores)), words)


FOR_FIT = {what: row for what, row in TARGETS.items() if row[2].ndim == 2 and len(row[1]) == len(row[2])}


@table(FOR_FIT, "loss, y, scores, error, words")
@pytest.mark.parametrize("as_validation_data", [False, True])
def test_fit_refuses_such_targets_before_it_changes_anything(loss, y, scores, error, words, as_validation_data):
    n, n_out = scores.shape
    good = np.zeros(n, dtype=int) if loss is cross_entropy else np.zeros((n, n_out))
    refused_by_fit(np.zeros((n, 2)), y, good, loss, n_out, error, words, as_validation_data)


# the message names the arrays it was given
ANOTHER = re.compile("build the network|from nnlib import .*_e|== 'yes'|np.asarray.*:1")
VALIDATION_NAMES = {r"\bX\b": "X_val", r"\by\b": "y_val"}


def refused_by_fit(X, y, good, loss, n_out, error, words, as_validation_data):
    net = network(n_out)
    optimizer = Adam(net)
    before = net.params.copy()
    epochs = []
    settings = {"rng": new_rng(), "callback": lambda epoch, history: epochs.append(epoch)}
    if as_validation_data:
        settings["validation_data"] = X, y
        X, y = np.zeros((len(good), 2)), good
        for name, its_name in VALIDATION_NAMES.items():
            words = [re.sub(name, its_name, word) for word in words]
        if any(map(ANOTHER.search, words)):  # y has passed: another loss or network is no remedy for y_val
            words = [word for word in words if not ANOTHER.search(word)]
            words.append("give y_val the form of y, which fits")
    assert_says(message_of(error, lambda: fit(net, loss, optimizer, X, y, **settings)), words)
    assert np.array_equal(net.params, before)
    assert optimizer.t == 0 and not optimizer.m.any() and not epochs


def zeros_but(shape, exceptions):
    values = np.zeros(shape)
    for index, value in exceptions.items():
        values[index] = value
    return values


GOOD_X, GOOD_Y = np.zeros((10, 2)), np.zeros((10, 1))
HOLES = zeros_but((10, 2), {(4, 1): np.nan, (5, 0): -np.inf})
DATA = {
    "NaN and infinity in X": (
        HOLES,
        GOOD_Y,
        ValueError,
        ["X must be finite", "2 of its 20", "(4, 1)", "leave those rows out: write keep = np.isfinite("],
    ),
    "a sparse X": (sparse.csr_array(GOOD_X), GOOD_Y, TypeError, ["X must be an array", "csr", "write X = X.toarray()"]),
    "a hidden value in X": (
        np.ma.array(GOOD_X, mask=HOLES != 0),
        GOOD_Y,
        ValueError,
        ["X is a masked array", "2 hidden", "write keep = (~np.ma.getmaskarray(X)).all(axis=1); X = ", "; y = "],
    ),
    "a missing target": (
        GOOD_X,
        [None] + [1.5] * 9,
        TypeError,
        ["y must hold numbers", "1 missing", "(0,)", "import known; keep = known(y); X = ", "; y = "],
    ),
    "X turned": (GOOD_X.T, GOOD_Y, ValueError, ["X has 2 rows", "(10, 1)", "write X = np.transpose(X)"]),
    "y turned": (GOOD_X, GOOD_Y.T, ValueError, ["X has 10 rows", "(1, 10)", "write y = np.transpose(y)"]),
    "two targets for one output": (
        GOOD_X,
        np.zeros((10, 2)),
        ValueError,
        ["(10, 2)", "(10, 1)", "build the network with 2 outputs", "write y = np.asarray(y)[:, :1]"],
    ),
    "infinity in y": (
        GOOD_X,
        zeros_but((10, 1), {(3, 0): np.inf}),
        ValueError,
        ["y must be finite", "1 of its 10", "(3, 0)"],
    ),
    "NaN in y": (
        GOOD_X,
        zeros_but((10, 1), {(9, 0): np.nan}),
        ValueError,
        ["y must be finite", "1 of its 10", "(9, 0)"],
    ),
    "fewer targets than rows": (
        GOOD_X,
        np.zeros((9, 1)),
        ValueError,
        ["X has 10 rows", "(9, 1)", "each row one target"],
    ),
    "more targets than rows": (GOOD_X[:9], GOOD_Y, ValueError, ["X has 9 rows", "(10, 1)", "each row one target"]),
    "one target": (GOOD_X, 1.0, ValueError, ["X has 10 rows", "()", "each row one target"]),
    "a row of targets": (GOOD_X, np.zeros(10), ValueError, ["(10,)", "(10, 1)", "write y = np.reshape(y, (-1, 1))"]),
    "X in one dimension": (
        np.zeros(10),
        GOOD_Y,
        ValueError,
        ["X has shape (10,)", "(n_samples, n_features)", "write X = np.reshape(X, (-1, 1))"],
    ),
    "X in three dimensions": (
        np.zeros((10, 2, 2)),
        GOOD_Y,
        ValueError,
        ["X has shape (10, 2, 2)", "(n_samples, n_features)", "write X = np.reshape(X, (len(X), -1))"],
    ),
    "X is one number": (1.0, GOOD_Y, ValueError, ["X has one number", "(10, 1)", "each row one target"]),
    "no rows": (np.zeros((0, 2)), np.zeros((0, 1)), ValueError, ["X has shape (0, 2)", "at least one row"]),
    "no columns": (np.zeros((10, 0)), GOOD_Y, ValueError, ["X has shape (10, 0)", "one column"]),
    "an empty list": ([], [], ValueError, ["X has shape (0,)", "(n_samples, n_features)"]),
    "too many columns": (np.zeros((10, 3)), GOOD_Y, ValueError, ["Dense(2, 3)", "3)", "(n_samples, 2)"]),
    "words in X": (
        np.full((10, 2), "a"),
        GOOD_Y,
        TypeError,
        ["X must hold numbers", "<U1", "column 0", "'a'", "encoder"],
    ),
    "numbers as words in X": (
        [["1", "2"]] * 10,
        GOOD_Y,
        TypeError,
        ["X must hold numbers", "write X = np.asarray(X).astype(float)"],
    ),
    "objects in X": (
        np.full((10, 2), None),
        GOOD_Y,
        TypeError,
        ["X must hold numbers", "object", "20 missing", "(0, 0)", "no row"],
    ),
    "complex numbers in X": (
        np.zeros((10, 2), complex),
        GOOD_Y,
        TypeError,
        ["X must hold numbers", "complex128", "write X = np.real("],
    ),
    "words in y": (
        GOOD_X,
        ["yes", "no"] * 5,
        TypeError,
        ["y must hold numbers", "<U3", "'yes', 'no'", "write from nnlib import binary_cross_entropy", "== 'yes')"],
    ),
    "objects in y": (
        GOOD_X,
        np.full((10, 1), None),
        TypeError,
        ["y must hold numbers", "object", "10 missing", "no row"],
    ),
}


@table(DATA, "X, y, error, words")
@pytest.mark.parametrize("as_validation_data", [False, True])
def test_fit_refuses_data_that_does_not_fit_before_it_changes_anything(X, y, error, words, as_validation_data):
    refused_by_fit(X, y, GOOD_Y, squared_error, 1, error, words, as_validation_data)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_infinity_is_refused_in_float32_too(dtype):
    X = np.full((10, 2), np.inf, dtype=np.float32)
    assert_says(message_of(ValueError, lambda: train(X, net=network(dtype=dtype))), ["X must be finite"])


@pytest.mark.parametrize(
    "pair", [GOOD_X, (GOOD_X,), (GOOD_X, GOOD_Y, GOOD_Y), True, 0.2], ids=["X", "(X,)", "three", "True", "0.2"]
)
def test_validation_data_that_is_no_pair(pair):
    message = message_of((ValueError, TypeError), lambda: train(validation_data=pair))
    assert_says(message, ["validation_data", "(X_val, y_val)"])


COUNTS = [0, -1, 2.5, 1e9, np.nan, np.inf, "3", None, [3], True]
NOT_POSITIVE = [0, -0.1, np.nan, np.inf, "0.1", None, [0.1], True]
NOT_FROM_0_TO_1 = [1, 1.5, -0.1, np.nan, "0.9", None]
OPTIONS = {
    "epochs of fit": (COUNTS, lambda value: train(epochs=value), "whole number, 1 or more"),
    "batch_size of fit": (COUNTS, lambda value: train(batch_size=value), "whole number, 1 or more"),
    "l2 of fit": ([-0.1, np.nan, np.inf, "0", None, True], lambda value: train(l2=value), "number at least 0"),
    "batch_size of minibatches": (COUNTS, lambda value: minibatches(10, value, new_rng()), "whole number, 1 or more"),
    "n_samples of minibatches": (COUNTS, lambda value: minibatches(value, 10, new_rng()), "whole number, 1 or more"),
    "n_samples of sum_difference": (
        COUNTS,
        lambda value: sum_difference(value, rng=new_rng()),
        "whole number, 1 or more",
    ),
    "lr of SGD": (NOT_POSITIVE, lambda value: SGD(network(), lr=value), "number above 0"),
    "momentum of SGD": (
        NOT_FROM_0_TO_1,
        lambda value: SGD(network(), momentum=value),
        "number at least 0 and below 1",
    ),
    "lr of Adam": (NOT_POSITIVE, lambda value: Adam(network(), lr=value), "number above 0"),
    "beta1 of Adam": (NOT_FROM_0_TO_1, lambda value: Adam(network(), beta1=value), "number at least 0 and below 1"),
    "beta2 of Adam": (NOT_FROM_0_TO_1, lambda value: Adam(network(), beta2=value), "number at least 0 and below 1"),
    "eps of Adam": (NOT_POSITIVE, lambda value: Adam(network(), eps=value), "number above 0"),
}


@pytest.mark.parametrize(
    "what, value", [(what, value) for what, (values, _, _) in OPTIONS.items() for value in values], ids=repr
)
def test_an_option_out_of_range(what, value):
    _, call, wanted = OPTIONS[what]
    message = message_of(ValueError, lambda: call(value))
    assert_says(message, [f"{what.split()[0]} must be a {wanted}", f"got {value!r}"])


@pytest.mark.parametrize("value", [3, np.int64(3), np.uint8(3)])
def test_numpy_integers_are_whole_numbers(value):
    assert len(train(epochs=value, batch_size=value)["loss"]) == 3
    assert Dense(value, value, rng=new_rng()).W.shape == (3, 3)


@pytest.mark.parametrize("value", [1, np.float32(0.5), np.float64(0.5), np.int64(1)])
def test_numpy_numbers_are_numbers(value):
    assert SGD(network(), lr=value).lr == value
    assert np.isfinite(train(l2=value)["loss"][0])


STANDARDIZER = {
    "transform before fit": (
        lambda: Standardizer().transform(GOOD_X),
        ValueError,
        ["learned nothing yet", "scaler.fit(X_train)"],
    ),
    "inverse_transform before fit": (
        lambda: Standardizer().inverse_transform(GOOD_X),
        ValueError,
        ["learned nothing yet", "scaler.fit(X_train)"],
    ),
    "another width": (
        lambda: Standardizer().fit(GOOD_X).transform(np.zeros((4, 3))),
        ValueError,
        ["X has 3 columns", "fit saw 2", "same columns"],
    ),
    "another width back": (
        lambda: Standardizer().fit(GOOD_X).inverse_transform(np.zeros((4, 1))),
        ValueError,
        ["X has 1 columns", "fit saw 2", "same columns"],
    ),
    "one column": (lambda: Standardizer().fit(np.zeros(5)), ValueError, ["(5,)", "write X = np.reshape(X, (-1, 1))"]),
    "one row": (
        lambda: Standardizer().fit(GOOD_X).transform(np.zeros(2)),
        ValueError,
        ["(2,)", "write X = np.reshape(X, (1, -1))"],
    ),
    "no rows": (lambda: Standardizer().fit(np.zeros((0, 2))), ValueError, ["(0, 2)", "at least one row"]),
    "NaN": (lambda: Standardizer().fit(HOLES), ValueError, ["X must be finite", "2 of its 20", "(4, 1)"]),
    "NaN later": (lambda: Standardizer().fit(GOOD_X).transform(HOLES), ValueError, ["X must be finite", "(4, 1)"]),
    "words": (
        lambda: Standardizer().fit([["a", "b"]]),
        TypeError,
        ["X must hold numbers", "'a'", "a column of 0 and 1 in place of each word", "OneHotEncoder"],
    ),
    "words later": (
        lambda: Standardizer().fit(GOOD_X).transform([["a", 2.0]]),
        TypeError,
        ["X must hold numbers", "'a'", "the encoder that has changed the words in X for training"],
    ),
}


@table(STANDARDIZER, "call, error, words")
def test_standardizer(call, error, words):
    assert_says(message_of(error, call), words)


def square(x):
    return (x**2).sum()


GRADIENTS = {
    "float32 network": (
        lambda: gradient_check(network(dtype=np.float32), squared_error, GOOD_X, GOOD_Y),
        TypeError,
        ["float64", "got float32", "dtype=np.float64"],
    ),
    "whole numbers": (
        lambda: numerical_gradient(square, np.arange(3)),
        TypeError,
        ["float64", "got int64", "dtype=float"],
    ),
    "float32": (
        lambda: numerical_gradient(square, np.zeros(3, np.float32)),
        TypeError,
        ["float64", "got float32", "dtype=float"],
    ),
    "a list": (lambda: numerical_gradient(square, [1.0, 2.0]), TypeError, ["float64", "got list", "dtype=float"]),
    "a number": (lambda: numerical_gradient(square, 1.0), TypeError, ["float64", "got float", "dtype=float"]),
    "targets that do not fit": (
        lambda: gradient_check(network(), squared_error, GOOD_X, np.zeros(10)),
        ValueError,
        ["(10,)", "(10, 1)", "write y = np.reshape(y, (-1, 1))"],
    ),
}


@table(GRADIENTS, "call, error, words")
def test_gradients(call, error, words):
    assert_says(message_of(error, call), words)


def test_a_wrong_width_in_fit_names_the_whole_array():
    wide = np.zeros((10, 3))
    assert_says(message_of(ValueError, lambda: train(wide)), ["X of shape (10, 3)", "Dense(2,"])
    message = message_of(ValueError, lambda: train(validation_data=(wide, GOOD_Y)))
    assert_says(message, ["X_val of shape (10, 3)"])


def test_the_optimizer_of_another_network():
    other = network()
    assert_says(
        message_of(ValueError, lambda: train(optimizer=SGD(other))),
        ["another network", "write optimizer = SGD(net, lr=0.1)"],
    )
