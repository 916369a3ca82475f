"""Whatever lies at the path: load gives back what was saved, or a ValueError that names the path.

Either takes little time and memory: the processor's, and what Python and NumPy ask for, measured in two runs.
"""

import functools
import json
import os
import socket
import struct
import threading
import time
import tracemalloc
import zipfile

import numpy as np
import pytest

from nnlib import Dense, Model, ReLU, Sequential, Standardizer, Tanh, mlp
from nnlib.storage import LONGEST

SECONDS, BYTES = 2, 100e6
LOAD = {"network": Sequential.load, "model": Model.load}
HEADER = {
    "network": {"kind": "network", "version": 1, "layers": [["Dense", 4, 5], ["ReLU"], ["Dense", 5, 1]]},
    "model": {
        **{"kind": "model", "version": 1, "input_dim": 4, "layers": [[5, "relu"], [1, "linear"]]},
        **{"loss": "squared_error", "optimizer": "adam", "settings": {"lr": 0.25}},
    },
}
SIZE = 5 * 5 + 6  # of 4-5-1
PARAMS = np.random.default_rng(0).normal(size=SIZE)
both = pytest.mark.parametrize("kind", LOAD)


def cases(examples):
    return pytest.mark.parametrize("example", examples.values(), ids=examples)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "it.npz"


def measured(call):
    """(what it returned or raised, seconds, bytes)"""

    def outcome():
        try:
            return call()
        except Exception as error:
            return error

    start = time.process_time()
    result = outcome()
    seconds = time.process_time() - start
    tracemalloc.start()
    try:
        outcome()
        return result, seconds, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def refused(kind, path, *words):
    error, seconds, size = measured(lambda: LOAD[kind](path))
    assert type(error) is ValueError, repr(error)
    assert [word for word in [str(path), *words] if word not in str(error)] == [], str(error)
    assert seconds < SECONDS and size < BYTES
    assert len(str(error)) < 800 and "ValueError(" not in str(error)


def params_of(thing):
    return (thing.net if isinstance(thing, Model) else thing).params


def loads(kind, path, params=PARAMS):
    thing = LOAD[kind](path)
    assert np.array_equal(params_of(thing), params)
    return thing


def npy(data, descr="<f8", shape=(SIZE,), order=False, version=(1, 0), text=None):
    """An .npy file of these bytes, whatever its header says."""
    text = text or f"{{'descr': {descr!r}, 'fortran_order': {order!r}, 'shape': {shape!r}, }}"
    text = text.encode("latin1") + b"\n"
    return b"\x93NUMPY" + bytes(version) + struct.pack("<H" if version[0] == 1 else "<I", len(text)) + text + data


def text_npy(text):
    return npy(text.encode("utf-32-le", "surrogatepass"), f"<U{len(text)}", ())


def array_npy(array):
    return npy(array.tobytes(), array.dtype.str, array.shape)


def write(path, header, params=PARAMS, *, more=(), compression=zipfile.ZIP_STORED):
    """An archive. header: a dictionary, JSON or bytes; params: an array or bytes; more: [(name, array or bytes)]."""
    header = json.dumps(header) if isinstance(header, dict) else header
    header = text_npy(header) if isinstance(header, str) else header
    with zipfile.ZipFile(path, "w", compression, compresslevel=1) as archive:
        for name, content in [("header.npy", header), ("params.npy", params), *more]:
            archive.writestr(name, content if isinstance(content, bytes) else array_npy(content))


@both
def test_the_archives_made_here_are_good_unless_something_is_wrong_with_them(kind, path):
    write(path, HEADER[kind])
    loads(kind, path)


@both
def test_files_written_before_scalers_were_load(kind, path):
    with open(path, "wb") as file:
        np.savez(file, header=np.array(json.dumps(HEADER[kind])), params=PARAMS.astype(np.float32))
    assert params_of(loads(kind, path, PARAMS.astype(np.float32))).dtype == np.float32


# Sizes that are claimed and not there


def sized(kind, n_in, n_out):
    """The header of one Dense layer of these sizes."""
    layers = {"layers": [["Dense", n_in, n_out]] if kind == "network" else [[n_out, "linear"]]}
    return HEADER[kind] | layers | ({} if kind == "network" else {"input_dim": n_in})


@both
@pytest.mark.parametrize("n", [10**3, 10**4, 10**5, 10**9, 2**31, 2**52])
def test_a_header_that_claims_layers_of_any_size(kind, n, path):
    write(path, sized(kind, n, n))
    refused(kind, path, "params", f"({(n + 1) * n},)")


@both
@pytest.mark.parametrize("n", [10**4, 10**9])
def test_an_array_that_claims_to_be_as_large_as_the_header_says(kind, n, path):
    write(path, sized(kind, n, n), npy(PARAMS.tobytes(), shape=((n + 1) * n,)))
    refused(kind, path)


def claim(path, name, size):
    """Let the archive say that a member has this size, in both of its records, with zip64 if it takes that."""
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(name)
    directory = content.index(b"PK\x01\x02")
    place = content.index(name.encode(), directory) - 46
    field, end = (size, size), content.rindex(b"PK\x05\x06")
    extra = b""
    if size > 0xFFFFFFFE:
        field, extra = (0xFFFFFFFF, 0xFFFFFFFF), struct.pack("<HHQQ", 1, 16, size, size)
    content = bytearray(content)
    content[info.header_offset + 18 : info.header_offset + 26] = struct.pack("<II", *field)
    content[place + 20 : place + 28] = struct.pack("<II", *field)
    content[place + 30 : place + 32] = struct.pack("<H", len(extra))
    content[end + 12 : end + 16] = struct.pack("<I", end - directory + len(extra))
    after = place + 46 + len(name)
    path.write_bytes(content[:after] + extra + content[after:])


@both
@pytest.mark.parametrize("n", [10**4, 10**5, 2**30])
def test_an_archive_that_claims_so_too(kind, n, path):
    params = npy(PARAMS.tobytes(), shape=((n + 1) * n,))
    write(path, sized(kind, n, n), params)
    claim(path, "params.npy", len(params) - PARAMS.nbytes + 8 * (n + 1) * n)
    refused(kind, path, "claims to hold")


@both
@pytest.mark.parametrize("length", [2**25, 2**40])
def test_a_header_whose_own_length_is_a_claim(kind, length, path):
    header = npy(b"{}\0\0", f"<U{length}", ())
    write(path, header)
    refused(kind, path)
    write(path, header)
    claim(path, "header.npy", len(header) - 4 + 4 * length)
    refused(kind, path)


# What unpacks to more than it is


METHODS = [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


@both
@pytest.mark.parametrize("method", METHODS)
def test_compressed_arrays_are_refused_at_any_ratio(kind, method, path):
    write(path, HEADER[kind], compression=method)
    refused(kind, path, "arrays are compressed")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("header.npy", text_npy(json.dumps(HEADER[kind])))
        archive.writestr("params.npy", array_npy(PARAMS), method)
    refused(kind, path, "arrays are compressed")


@functools.cache
def zeros(n, descr="<f8"):
    return npy(bytes(n), descr, () if "U" in descr else (n // 8,))


@both
@pytest.mark.parametrize("where", ["params", "header", "nobody's"])
def test_a_bomb(kind, where, path):
    n = 8 * 5000 * 5001
    header, params, more = HEADER[kind], PARAMS, []
    if where == "params":
        header, params = sized(kind, 5000, 5000), zeros(n)
    elif where == "header":
        header = zeros(n, f"<U{n // 4}")
    else:
        more = [("more.npy", zeros(n))]
    write(path, header, params, more=more, compression=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 1e6
    refused(kind, path)


@both
def test_a_bomb_that_nobody_reads_beside_plain_arrays(kind, path):
    write(path, HEADER[kind])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("more.npy", zeros(8 * 5000 * 5001))
    refused(kind, path)


# The archive itself


@both
@pytest.mark.parametrize("claimed", [2**20, 2**31, 2**32 - 2])
def test_a_directory_of_members_as_large_as_a_file_with_a_hole(kind, claimed, path):
    with open(path, "wb") as file:
        file.truncate(claimed)
        file.seek(claimed)
        file.write(struct.pack("<4s4HIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, claimed, 0, 0))
    refused(kind, path)


@both
def test_a_directory_whose_size_stands_in_the_zip64_record(kind, path):
    claimed = 2**33
    with open(path, "wb") as file:
        file.truncate(claimed)
        file.seek(claimed)
        file.write(struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 2, 2, claimed, 0))
        file.write(struct.pack("<4sIQI", b"PK\x06\x07", 0, claimed, 1))
        file.write(struct.pack("<4s4HIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
    refused(kind, path)


@both
def test_a_million_members(kind, path):
    member = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *[0] * 9, 10, *[0] * 6) + b"header.npy"
    size = len(member) * 10**6
    end = struct.pack("<4s4HIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, size, 0, 0)
    path.write_bytes(member * 10**6 + end)
    refused(kind, path)


def flagged(bits):
    def change(content):
        for start, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = -1
            while (at := content.find(start, at + 1)) >= 0:
                content[at + place] |= bits & 255
                content[at + place + 1] |= bits >> 8

    return change


def method(number):
    def change(content):
        content[content.rindex(b"PK\x01\x02") + 10] = number
        content[content.rindex(b"PK\x03\x04") + 8] = number

    return change


def number_at(start, place, value, form="<I"):
    def change(content):
        struct.pack_into(form, content, content.rindex(start) + place, value)

    return change


CHANGED = {
    "encrypted": flagged(1),
    "strongly encrypted": flagged(0x41),
    "patched": flagged(0x20),
    "a method nobody knows": method(97),
    "compressed, it says": method(8),
    "a member at the end of the world": number_at(b"PK\x01\x02", 42, 0xFFFFFFF0),
    "a member where another one is": number_at(b"PK\x01\x02", 42, 0),
    "another check sum": number_at(b"PK\x01\x02", 16, 1),
    "a directory that starts elsewhere": number_at(b"PK\x05\x06", 12, 5),
    "a directory longer than the file": number_at(b"PK\x05\x06", 12, 2**31),
    "one more member than there is": number_at(b"PK\x05\x06", 12, 200),
    "fewer bytes than there are": number_at(b"PK\x01\x02", 24, 8 * SIZE),
    "more bytes packed than unpacked": number_at(b"PK\x01\x02", 20, 5),
    "zip64 without its record": number_at(b"PK\x01\x02", 24, 0xFFFFFFFF),
    "a later version of zip": number_at(b"PK\x01\x02", 6, 99, "<H"),
}


@both
@cases(CHANGED)
def test_a_changed_archive(kind, example, path):
    write(path, HEADER[kind])
    content = bytearray(path.read_bytes())
    example(content)
    path.write_bytes(content)
    refused(kind, path)


NAMES = [
    *["more.npy", "scaler_mean.npy", "params", "PARAMS.npy", "../params.npy", "/etc/params.npy", "..\\params.npy"],
    *["a/params.npy", "params.npy/", "params.npy ", "__pycache__/", "größe.npy", "x" * 60_000],
]


@both
@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:20])
def test_an_array_that_nobody_asked_for_is_refused_by_name(kind, name, path):
    write(path, HEADER[kind], more=[(name, PARAMS)])
    refused(kind, path, repr(name)[:20].rstrip("'"))


@both
@pytest.mark.parametrize("name", ["header.npy", "params.npy"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice(kind, name, path):
    header = text_npy(json.dumps(HEADER[kind]))
    write(path, header, more=[(name, header if name == "header.npy" else PARAMS)])
    refused(kind, path, f"'{name}', ")


@both
@pytest.mark.parametrize("kept", [[], ["header.npy"], ["params.npy"]])
def test_an_array_that_is_missing(kind, kept, path):
    contents = {"header.npy": text_npy(json.dumps(HEADER[kind])), "params.npy": array_npy(PARAMS)}
    with zipfile.ZipFile(path, "w") as archive:
        for name in kept:
            archive.writestr(name, contents[name])
    refused(kind, path, "wanted ", "header.npy")


# What arrays say of themselves


data = PARAMS.tobytes()
SHAPES = [(), (0,), (-SIZE,), (-1,), (1, SIZE), (SIZE, 1), (SIZE - 1,), (SIZE + 1,), (2**62, 4), (2**70,), (0, 2**70)]
DTYPES = [
    *[">f8", ">f4", "<f2", "<f16", "<c16", "<i8", "<u8", "|b1", "|O", "|V8", "<U2", "|S8", "<M8[s]", "<m8[s]"],
    *[
        [("x", "<f8")],
        [("x", "<f4"), ("y", "<f4")],
        [("x", "<f8", (1,))],
        "f8,f8",
        "(1,)f8",
        "nonsense",
        7,
        None,
        "<f3",
    ],
    *["|V99999999999", [[[[]]]]],
]
DESCRIBED = {
    **{f"shape {shape}": npy(data, shape=shape) for shape in SHAPES},
    **{f"dtype {descr}": npy(data, descr) for descr in DTYPES},
    "Fortran order": npy(data, order=True),
    "float16": array_npy(PARAMS.astype(np.float16)),
    "whole numbers": array_npy(np.arange(SIZE)),
    "yes and no": array_npy(PARAMS > 0),
    "complex": array_npy(PARAMS.astype(complex)),
    "the other byte order": array_npy(PARAMS.astype(">f8")),
    "long double": array_npy(PARAMS.astype(np.longdouble)),
    "text": array_npy(PARAMS.astype("U20")),
    "a shape of a shape": npy(data, shape=((SIZE,),)),
    "a shape of a float": npy(data, shape=(float(SIZE),)),
    "a shape of text": npy(data, shape=f"({SIZE},)"),
    "an order of 1": npy(data, order=1),
    "version 1.1": npy(data, version=(1, 1)),
    "version 9": npy(data, version=(9, 9)),
    "version 2": npy(data, version=(2, 0)),
    "version 3": npy(data, version=(3, 0)),
    "no magic": b"\x93NUMPX" + array_npy(PARAMS)[6:],
    "empty": b"",
    "a header longer than the file": array_npy(PARAMS)[:8] + b"\xff\xff" + data,
    "a header of version 2, longer than the file": b"\x93NUMPY\x02\x00\xff\xff\xff\x7f" + data,
    "a code for a header": npy(data, text="__import__('os').system('false')"),
    "deep": npy(data, text="[" * 60_000),
    "deep minus": npy(data, text="-" * 900 + "1"),
    "long": npy(data, text="{" + " " * 60_000 + "}"),
    "a key twice": npy(data, text="{'descr': '<f8', 'shape': (), 'shape': (31, 1), 'fortran_order': False}"),
    "a key too few": npy(data, text=f"{{'descr': '<f8', 'shape': ({SIZE},)}}"),
    "a key too many": npy(data, text=f"{{'descr': '<f8', 'shape': ({SIZE},), 'fortran_order': False, 'x': 1}}"),
    "long numbers": npy(data, text=f"{{'descr': '<f8', 'shape': ({'9' * 900},), 'fortran_order': False}}"),
    "bytes missing": npy(data[:-1]),
    "bytes too many": npy(data + b"\0"),
    "numbers too many": npy(data + bytes(8)),
}


@both
@cases(DESCRIBED)
@pytest.mark.filterwarnings("ignore:invalid decimal literal", "ignore:Reading `.npy`", "ignore:.*is deprecated")
def test_params_that_are_not_a_plain_row_of_floats(kind, example, path):
    write(path, HEADER[kind], example)
    refused(kind, path)


@both
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_numbers_that_are_not_finite(kind, value, dtype, path):
    params = PARAMS.astype(dtype)
    params[[3, -1]] = value
    write(path, HEADER[kind], params)
    refused(kind, path, f"2 of the {SIZE} numbers in params")


# The header


def text_of(which, **values):
    """JSON of the header with these values, JSON themselves, in place of its own or in addition."""
    parts = {name: json.dumps(value) for name, value in HEADER[which].items()} | values
    return "{" + ", ".join(f'"{name}": {value}' for name, value in parts.items()) + "}"


WHOLE = ["0", "-1", "true", "5.0", "5e0", '"5"', "null", "[5]", "NaN", "Infinity", "1" + "0" * 400, "1e999", str(2**63)]
LAYERS = {
    "network": [f'[["Dense", 4, {n}], ["ReLU"], ["Dense", {n}, 1]]' for n in WHOLE]
    + [f'[["Dense", {n}, 5], ["ReLU"], ["Dense", 5, 1]]' for n in WHOLE]
    + [
        '[["Dense", 4, 5], ["ReLU"], ["Dense", 4, 1]]',
        '[["Dense", 29, 1]]',
        '[["ReLU"]]',
        '[["Dense", 4, 5], ["ReLU", 5], ["Dense", 5, 1]]',
        '[["Dense", 4, 5], ["__class__"], ["Dense", 5, 1]]',
        '[["Dense", 4, 5], [["ReLU"]], ["Dense", 5, 1]]',
        '[["Dense", 4, 5], [null], ["Dense", 5, 1]]',
        '[["Dense", 4, 5], [], ["Dense", 5, 1]]',
        '[["Dense", 4, 5], ["Re\\ud800LU"], ["Dense", 5, 1]]',
        '[{"Dense": 4}]',
    ],
    "model": [f'[[{n}, "relu"], [1, "linear"]]' for n in WHOLE]
    + [
        '[[5, "relu", 1], [1, "linear"]]',
        "[[5], [1]]",
        '[[5, "__init__"], [1, "linear"]]',
        '[[5, "softmax"], [1, "linear"]]',
        '[[5, "relu"], [1, "sigmoid"]]',
        '[[5, "relu"], [1, "re\\udfff"]]',
        '[[5, ["relu"]], [1, "linear"]]',
        '[{"5": "relu"}]',
        '["ab"]',
    ],
}
FOR_LAYERS = [(kind, layers) for kind in LAYERS for layers in [*LAYERS[kind], "[]", "{}", "null", "5", '"Dense"']]


@pytest.mark.parametrize("kind, layers", FOR_LAYERS, ids=lambda value: value[:60])
def test_layers_that_are_none(kind, layers, path):
    write(path, text_of(kind, layers=layers))
    refused(kind, path)


SETTINGS = [
    *(f'{{"lr": {n}}}' for n in ["0", "-1", "true", '"0.1"', "null", "[0.1]", "NaN", "Infinity", "-Infinity", "1e999"]),
    *(f'{{"lr": {n}}}' for n in ["1" + "0" * 400, "-1" + "0" * 400, "1" * 4000, "1" * 200_000, "1e-999"]),
    *('{"beta1": 1}', '{"beta2": -0.1}', '{"eps": 0}', '{"momentum": 0.5}', '{"net": 1}', '{"self": 1}', '{"loss": 1}'),
    *('{"lr": 0.1, "lr": 0.2}', '{"l\\ud800r": 0.1}', '{"": 0.1}', '{"lr": {}}', "[]", "null", "5", '"lr"', '["lr"]'),
]


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda text: text[:30])
def test_settings_that_no_optimizer_takes(settings, path):
    write(path, text_of("model", settings=settings))
    refused("model", path)


WORDS = {
    "input_dim": [*WHOLE, "5"],
    "loss": [
        '"hinge"',
        "null",
        "5",
        '["squared_error"]',
        '"cross_entropy\\u0000"',
        '"squared\\ud800"',
        '"cross_entropy2"',
    ],
    "optimizer": ['"os.system"', "null", "5", '{"adam": 1}', '"__class__"'],
}


@pytest.mark.parametrize("name, value", [(n, v) for n in WORDS for v in WORDS[n]], ids=lambda value: value[:30])
def test_words_that_a_model_does_not_know(name, value, path):
    write(path, text_of("model", **{name: value}))
    refused("model", path)


TEXTS = {
    "kind true": lambda kind: text_of(kind, kind="true"),
    "version true": lambda kind: text_of(kind, version="true"),
    "version 1.0": lambda kind: text_of(kind, version="1.0"),
    "version in a list": lambda kind: text_of(kind, version="[1]"),
    "version 2 without a scaler": lambda kind: text_of(kind, version="2"),
    "version 3": lambda kind: text_of(kind, version="3"),
    "a key twice": lambda kind: text_of(kind)[:-1] + f', "kind": "{kind}"}}',
    "a key twice deep inside": lambda kind: text_of(kind, more='{"a": [{"b": 1, "b": 1}]}'),
    "NaN": lambda kind: text_of(kind, more="NaN"),
    "minus infinity": lambda kind: text_of(kind, more="[-Infinity]"),
    "a float too large": lambda kind: text_of(kind, more="1e400"),
    "a number too long": lambda kind: text_of(kind, more="9" * 5000),
    "nested lists": lambda kind: text_of(kind, more="[" * 100_000 + "]" * 100_000),
    "nested dictionaries": lambda kind: text_of(kind, more='{"a":' * 40_000 + "1" + "}" * 40_000),
    "nested, and that is all": lambda kind: "[" * 200_000,
    "too long by spaces": lambda kind: text_of(kind).ljust(LONGEST + 1),
    "too long by far": lambda kind: text_of(kind, more='"' + "x" * 5_000_000 + '"'),
    "lists of lists": lambda kind: text_of(kind, layers="[" + "[],[]," * 40_000 + "[]]"),
    "empty": lambda kind: "",
    "a list": lambda kind: "[]",
    "a number": lambda kind: "1",
    "text": lambda kind: '"' + kind + '"',
    "null": lambda kind: "null",
    "two": lambda kind: text_of(kind) * 2,
    "Python": lambda kind: text_of(kind).replace('"', "'"),
    "a surrogate outside text": lambda kind: text_of(kind) + "\ud800",
    "bytes": lambda kind: npy(text_of(kind).encode(), f"|S{len(text_of(kind))}", ()),
    "a list of text": lambda kind: npy(text_of(kind).encode("utf-32-le"), f"<U{len(text_of(kind))}", (1,)),
    "the other byte order": lambda kind: npy(text_of(kind).encode("utf-32-be"), f">U{len(text_of(kind))}", ()),
    "no letters": lambda kind: npy(b"\xff\xff\xff\x7f" * 20, "<U20", ()),
    "an object": lambda kind: npy(b"cos\nsystem\n.", "|O", ()),
    "a number for text": lambda kind: npy(bytes(8), "<f8", ()),
    "numbers for text": lambda kind: array_npy(PARAMS),
}


@both
@pytest.mark.parametrize("text", ["[]", "1", "null", '"network"'])
def test_a_header_that_is_no_dictionary_is_shown(kind, text, path):
    write(path, text)
    refused(kind, path, "its header is", "wanted a dictionary")


@both
@cases(TEXTS)
def test_a_header_that_is_none(kind, example, path):
    write(path, example(kind))
    refused(kind, path)


@pytest.mark.parametrize(
    "sizes, n_params, message",
    [
        ([(10**4, 10**4), (10**4, 1 - 10**4)], 10**4 + 1, "n_out must be a whole number, 1 or more, got -9999"),
        ([(-(10**4), 10**4), (10**4, 10**4)], 2 * 10**4, "n_in must be a whole number, 1 or more, got -10000"),
    ],
)
def test_sizes_that_cancel_each_other(sizes, n_params, message, path):
    write(path, HEADER["network"] | {"layers": [["Dense", *pair] for pair in sizes]}, np.zeros(n_params))
    refused("network", path, message)


N = 2236
WRONG_WORDS = {  # for as many numbers as the network N-N has
    "layers that do not fit": ("network", {"layers": [["Dense", N, N - 1], ["Dense", N, 1]]}),
    "an activation with a size": ("network", {"layers": [["Dense", N, N], ["ReLU", N]]}),
    "a layer nobody knows": ("network", {"layers": [["Dense", N, N], ["Conv"]]}),
    "an activation nobody knows": ("model", {"layers": [[N, "elu"]]}),
    "an activation that is not the link": ("model", {"layers": [[N, "relu"]]}),
    "a loss nobody knows": ("model", {"loss": "hinge"}),
    "no optimizer": ("model", {"optimizer": None}),
    "a rate below 0": ("model", {"settings": {"lr": -1}}),
    "another setting": ("model", {"settings": {"size": 1}}),
}


@cases(WRONG_WORDS)
def test_words_are_looked_at_before_five_million_numbers_are(example, path):
    kind, values = example
    write(path, sized(kind, N, N) | values, np.zeros((N + 1) * N))
    refused(kind, path)
    assert measured(lambda: LOAD[kind](path))[2] < 1e6


# Many layers


def many(kind, n):
    layers = [["Dense", 1, 1], ["ReLU"]] if kind == "network" else [[1, "relu"]]
    return (
        HEADER[kind] | {"layers": layers * n} | ({} if kind == "network" else {"input_dim": 1, "loss": "squared_error"})
    )


@both
def test_as_many_layers_as_a_header_can_hold_take_linear_time(kind, path):
    header = many(kind, 9_000)
    if kind == "model":
        header["layers"] = [*header["layers"], [1, "linear"]]
    write(path, header)
    refused(kind, path, "params")
    n_params = 18_000 + 2 * (kind == "model")
    write(path, header, np.ones(n_params))
    thing, seconds, size = measured(lambda: LOAD[kind](path))
    assert np.array_equal(params_of(thing), np.ones(n_params))
    assert seconds < SECONDS and size < BYTES
    thing.save(path)
    loads(kind, path, np.ones(n_params))


def test_more_layers_than_a_header_can_hold_are_not_saved(path, rng):
    net = Sequential(Dense(1, 1, rng=rng), *(Tanh() for _ in range(30_000)))
    with pytest.raises(ValueError, match="too many layers"):
        net.save(path)
    assert os.listdir(path.parent) == []


def test_a_layer_that_stands_twice_is_still_found_by_its_places(rng):
    layer = ReLU()
    with pytest.raises(ValueError, match=r"^layer 2, ReLU\(\), stands in the network twice; make a new object"):
        Sequential(layer, Dense(2, 1, rng=rng), layer)


# What is no file


@pytest.fixture
def short_path(path, monkeypatch):
    """A name short enough for a socket."""
    monkeypatch.chdir(path.parent)
    return path.name


@both
def test_a_folder_a_socket_a_device_and_links_to_them(kind, short_path):
    os.mkdir("folder")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket")
        for target in ["folder", "socket", "/dev/null", "/dev/zero", "."]:
            refused(kind, target, "not a regular file")
            os.symlink(target, short_path)
            refused(kind, short_path, "not a regular file")
            os.unlink(short_path)


@both
def test_a_link_to_a_good_file_to_nothing_and_to_itself(kind, path):
    other = path.with_name("other")
    path.symlink_to(other)
    refused(kind, path, "there is no file")
    write(other, HEADER[kind])
    loads(kind, path)
    other.unlink()
    other.symlink_to(path)
    refused(kind, path)


@both
def test_a_pipe_is_not_waited_for(kind, path):
    os.mkfifo(path)
    errors = []

    def load():
        try:
            LOAD[kind](path)
        except ValueError as error:
            errors.append(str(error))

    thread = threading.Thread(target=load, daemon=True)
    thread.start()
    thread.join(10)
    if thread.is_alive():
        os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))  # lets it go
        thread.join(10)
        pytest.fail("load waits for a pipe")
    assert len(errors) == 1 and str(path) in errors[0] and "not a regular file" in errors[0]


@both
@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "nowhere/file", "it.npz/file", "\udce4"], ids=ascii)
def test_a_path_that_cannot_be(kind, name, path):
    path.write_bytes(b"")
    with pytest.raises(ValueError) as caught:
        LOAD[kind](str(path.parent / name))
    assert repr(str(path.parent / name)) in str(caught.value)


# A model's scaler

MEAN, SCALE = np.array([1.0, -2.0, 0.0, 1e6]), np.array([0.5, 1.0, 2.0, 1e-6])


def with_scaler(mean=MEAN, scale=SCALE, **header):
    arrays = {"scaler_mean.npy": mean, "scaler_scale.npy": scale}
    more = [(name, array) for name, array in arrays.items() if array is not None]
    return {"header": HEADER["model"] | {"version": 2} | header, "more": more}


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_scaler_is_saved_and_comes_back(dtype, path, rng):
    X = rng.normal(5.0, 3.0, size=(20, 4)).astype(dtype)
    model = Model(4, rng=rng, scaler=Standardizer().fit(X))
    model.add(3, "tanh")
    model.add(1)
    model.compile("squared_error")
    model.save(path)
    twin = Model.load(path)
    assert type(twin.scaler) is Standardizer
    assert np.array_equal(twin.scaler.transform(X), model.scaler.transform(X))
    assert np.array_equal(twin.net.params, model.net.params)
    assert np.array_equal(twin.predict(X), model.predict(X))
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["header.npy", "params.npy", "scaler_mean.npy", "scaler_scale.npy"]
    with np.load(path) as archive:
        assert json.loads(str(archive["header"]))["version"] == 2
    twin.save(path)
    assert np.array_equal(Model.load(path).scaler.scale_, model.scaler.scale_)


def test_a_model_without_a_scaler_makes_a_file_of_version_1_and_none_of_it_comes_back(path):
    write(path, HEADER["model"])
    model = Model.load(path)
    assert getattr(model, "scaler", None) is None
    model.save(path)
    with np.load(path) as archive:
        assert json.loads(str(archive["header"]))["version"] == 1
        assert archive.files == ["header", "params"]


def test_the_scaler_made_here_is_good(path):
    write(path, **with_scaler())
    scaler = loads("model", path).scaler
    assert np.array_equal(scaler.mean_, MEAN) and np.array_equal(scaler.scale_, SCALE)


SCALERS = {
    "mean alone": with_scaler(scale=None),
    "scale alone": with_scaler(mean=None),
    "neither": with_scaler(mean=None, scale=None),
    "in a file of version 1": with_scaler(version=1),
    "mean too short": with_scaler(mean=MEAN[:3]),
    "scale too long": with_scaler(scale=np.ones(5)),
    "scale as a table": with_scaler(scale=SCALE.reshape(1, 4)),
    "one scale for all": with_scaler(scale=np.array(2.0)),
    "mean of whole numbers": with_scaler(mean=np.arange(4)),
    "scale in the other byte order": with_scaler(scale=SCALE.astype(">f8")),
    "scale of NaN": with_scaler(scale=SCALE * [1, np.nan, 1, 1]),
    "mean of infinity": with_scaler(mean=MEAN + [0, 0, np.inf, 0]),
    "scale of 0": with_scaler(scale=SCALE * [1, 1, 1, 0]),
    "scale below 0": with_scaler(scale=-SCALE),
}


@cases(SCALERS)
def test_a_scaler_that_is_none(example, path):
    write(path, **example)
    refused("model", path)


def test_a_network_has_no_scaler(path):
    write(path, HEADER["network"], more=with_scaler()["more"])
    refused("network", path, "scaler_mean")
    write(path, HEADER["network"] | {"version": 2}, more=with_scaler()["more"])
    refused("network", path)


# What is refused before it is written


def trained(kind):
    if kind == "network":
        return mlp([4, 5, 1], ReLU, rng=np.random.default_rng(0))
    model = Model(4, rng=np.random.default_rng(0))
    model.add(5, "relu")
    model.add(1)
    model.compile("squared_error")
    return model


@both
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_numbers_that_are_not_finite_are_not_saved(kind, value, path):
    thing = trained(kind)
    thing.save(path)
    before = path.read_bytes()
    params_of(thing)[[5, 21, 25, 27]] = value  # W 4 × 5, b 5, W 5 × 1, b 1
    for place in [
        "1 of the 20 numbers in W of layer 0, Dense(4, 5) are",
        "1 of the 5 numbers in b of layer 0",
        "2 of the 5",
    ]:
        with pytest.raises(ValueError) as caught:
            thing.save(path)
        assert place in str(caught.value) and "are NaN or infinite; build the net again" in str(caught.value)
        assert path.read_bytes() == before and os.listdir(path.parent) == [path.name]
        params_of(thing)[np.flatnonzero(~np.isfinite(params_of(thing)))[0]] = 0
    params_of(thing)[:] = 0
    thing.save(path)


def of(mean, scale):
    scaler = Standardizer()
    scaler.mean_, scaler.scale_ = np.array(mean), np.array(scale)
    return scaler


UNUSABLE = {
    "not fitted": (Standardizer(), "learned nothing"),
    "of another width": (Standardizer().fit(np.eye(3)), "columns"),
    "a scale of infinity": (of([0.0] * 4, [1.0, np.inf, 1.0, 1.0]), "1 of the 4 numbers in scaler_scale are NaN"),
    "a mean of NaN": (of([np.nan] * 4, [1.0] * 4), "4 of the 4 numbers in scaler_mean are NaN"),
    "a scale of 0": (of([0.0] * 4, [1.0, 1.0, 0.0, 1.0]), "scaler_scale holds 0.0, wanted numbers above 0"),
}


@cases(UNUSABLE)
@pytest.mark.filterwarnings("ignore:.*encountered in divide")
def test_a_scaler_that_could_not_be_loaded_is_not_saved(example, path):
    model = trained("model")
    model.scaler, message = example
    with pytest.raises(ValueError, match=message):
        model.save(path)
    assert os.listdir(path.parent) == []


# Good files of every size


@both
def test_five_million_numbers_load_quickly(kind, path):
    n = 2236
    params = np.random.default_rng(0).normal(size=(n + 1) * n)
    write(path, sized(kind, n, n), params)
    start = time.process_time()
    loads(kind, path, params)
    assert time.process_time() - start < SECONDS


@both
def test_a_large_good_array_that_ends_in_nan_and_one_whose_last_byte_was_changed(kind, path):
    n = 1000
    params = np.ones((n + 1) * n)
    write(path, sized(kind, n, n), params)
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02") - 60] ^= 1
    params[-1] = np.nan
    write(path, sized(kind, n, n), params)
    refused(kind, path, f"1 of the {len(params)} numbers")
    path.write_bytes(content)
    refused(kind, path)


# Anything


def mutated(content, rng):
    """content after one to three random changes: bytes flipped, cut out, put in, repeated, or all made alike."""
    content = bytearray(content)
    for _ in range(rng.integers(1, 4)):
        start = int(rng.integers(len(content)))
        stop = start + int(rng.integers(1, 9 if rng.random() < 0.7 else 200))
        match rng.integers(7):
            case 0:
                content[start] ^= 1 << int(rng.integers(8))
            case 1:
                del content[start:stop]
            case 2:
                content[start:start] = rng.bytes(stop - start)
            case 3:
                content[start:start] = content[start:stop]
            case 4:
                content[start:stop] = bytes(len(content[start:stop]))
            case 5:
                content[start:stop] = b"\xff" * len(content[start:stop])
            case 6:
                content[start:stop] = b"9" * len(content[start:stop])
    return bytes(content)


@both
def test_four_hundred_random_changes_of_a_good_file(kind, path):
    """Each is refused by name, or means the same: a byte that nothing is read from has changed."""
    write(path, HEADER[kind])
    good, rng, outcomes, most = path.read_bytes(), np.random.default_rng(1), [], 0
    start = time.process_time()
    for _ in range(400):
        path.write_bytes(mutated(good, rng))
        tracemalloc.start()
        try:
            assert np.array_equal(params_of(LOAD[kind](path)), PARAMS)
            outcomes.append("loaded")
        except ValueError as error:
            assert str(path) in str(error)
            outcomes.append("refused")
        most = max(most, tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert most < BYTES and time.process_time() - start < 400 * SECONDS / 20
    assert outcomes.count("refused") > 300


@both
@pytest.mark.filterwarnings("ignore")
def test_four_hundred_random_changes_that_the_check_sums_agree_with(kind, path):
    """Here a changed number is another number: what is loaded is what the file says."""
    rng, loaded, most = np.random.default_rng(2), 0, 0
    start = time.process_time()
    for turn in range(400):
        header, params = json.dumps(HEADER[kind]).encode(), array_npy(PARAMS)
        if turn % 2:
            header = mutated(header, rng)
        else:
            params = mutated(params[:80], rng) + params[80:]
        write(path, text_npy(header.decode("latin1")), params)
        tracemalloc.start()
        try:
            LOAD[kind](path)
            loaded += 1
        except ValueError as error:
            assert str(path) in str(error)
        most = max(most, tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert most < BYTES and time.process_time() - start < 400 * SECONDS / 20
    assert loaded < 200
