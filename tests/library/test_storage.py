"""What is saved comes back; whatever else lies at the path is refused by name, and nothing in it is ever run."""

import json
import os
import pickle
from pathlib import Path

import numpy as np
import pytest

from nnlib import Dense, ReLU, Sequential, Sigmoid, Tanh, fit, mlp, squared_error
from nnlib.optimizers import SGD


def every_layer(rng, dtype):
    return Sequential(
        Tanh(),
        Dense(2, 3, rng=rng),
        ReLU(),
        Dense(3, 4, rng=rng),
        Sigmoid(),
        Dense(4, 2, rng=rng),
        dtype=dtype,
    )


@pytest.fixture
def net(rng):
    net = mlp([2, 3, 1], Tanh, rng=rng)
    net.params[:] = rng.normal(size=net.params.size)
    return net


@pytest.fixture
def path(tmp_path):
    return tmp_path / "net.npz"


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_what_was_saved_comes_back(dtype, path, rng):
    net = every_layer(rng, dtype)
    net.params[:] = rng.normal(size=net.params.size)
    net.save(path)
    twin = Sequential.load(path)
    X = rng.normal(size=(20, 2))
    assert repr(twin) == repr(net)
    assert twin.params.dtype == dtype
    assert np.array_equal(twin.params, net.params)
    assert np.array_equal(twin(X), net(X))


def test_what_comes_back_can_be_trained_on(net, path, rng):
    X, y = rng.normal(size=(20, 2)), rng.normal(size=(20, 1))
    net.save(path)
    twin = Sequential.load(path)
    histories = [
        fit(which, squared_error, SGD(which), X, y, rng=np.random.default_rng(1), epochs=3) for which in (net, twin)
    ]
    assert histories[0] == histories[1]
    assert np.array_equal(net.params, twin.params)


def test_a_file_is_a_copy_that_later_training_does_not_change(net, path):
    before = net.params.copy()
    net.save(path)
    net.params += 1
    assert np.array_equal(Sequential.load(path).params, before)


@pytest.mark.parametrize("name", ["net", "net.npz", "net.model.bin", "my net ü"])
@pytest.mark.parametrize("kind", [str, Path])
def test_the_path_is_kept_exactly(name, kind, net, tmp_path):
    net.save(kind(tmp_path / name))
    assert os.listdir(tmp_path) == [name]
    assert np.array_equal(Sequential.load(kind(tmp_path / name)).params, net.params)


def test_a_bare_name_means_the_current_folder(net, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    net.save("net")
    assert os.listdir(tmp_path) == ["net"]
    assert np.array_equal(Sequential.load("net").params, net.params)


def test_saving_again_replaces_the_file(net, path):
    net.save(path)
    net.params += 1
    net.save(path)
    assert np.array_equal(Sequential.load(path).params, net.params)


def write_half_then(error):
    def savez(file, **arrays):
        file.write(b"half of")
        raise error

    return savez


def refuse(*paths):
    raise PermissionError("the disk says no")


@pytest.mark.parametrize(
    "name, replacement, error",
    [
        ("numpy.savez", write_half_then(OSError("no space left")), OSError),
        ("numpy.savez", write_half_then(KeyboardInterrupt()), KeyboardInterrupt),
        ("os.replace", refuse, PermissionError),
    ],
    ids=["disk full", "interrupted", "not allowed"],
)
def test_a_failed_save_leaves_the_old_file_and_nothing_beside_it(name, replacement, error, net, path, monkeypatch):
    net.save(path)
    before = path.read_bytes()
    net.params += 1
    monkeypatch.setattr(name, replacement)
    with pytest.raises(error):
        net.save(path)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_a_new_file_is_written_beside_the_old_one_and_replaces_it_in_one_step(net, path, monkeypatch):
    replaced, replace = [], os.replace

    def watched(source, target):
        replaced.append((Path(source).parent, Path(target)))
        replace(source, target)

    monkeypatch.setattr(os, "replace", watched)
    net.save(path)
    assert replaced == [(path.parent, path)]


def refused(path, *words):
    """Loading is a ValueError that names the file."""
    with pytest.raises(ValueError) as caught:
        Sequential.load(path)
    message = str(caught.value)
    assert [word for word in [str(path), *words] if word not in message] == []


def test_a_missing_file(path):
    refused(path, "there is no file", "save")


def test_a_folder(path):
    path.mkdir()
    refused(path)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"\x93NUMPY\x01\x00", b'{"kind": "network"}'])
def test_a_foreign_file(content, path):
    path.write_bytes(content)
    refused(path, "not a saved network")


def test_an_array_saved_by_numpy(path, rng):
    with open(path, "wb") as file:
        np.save(file, rng.normal(size=(3, 2)))
    refused(path, "not a saved network")


def test_arrays_saved_by_numpy(path, rng):
    np.savez(path, X=rng.normal(size=(3, 2)))
    refused(path, "not a saved network")


def test_a_file_cut_off_anywhere(net, path):
    net.save(path)
    content = path.read_bytes()
    for length in range(0, len(content), 5):
        path.write_bytes(content[:length])
        refused(path)


def test_a_file_with_one_changed_byte_is_refused_by_name_or_means_the_same(net, path):
    net.save(path)
    content = path.read_bytes()
    wrong = {}
    for place in range(len(content)):
        for mask in (1, 0xFF):
            path.write_bytes(content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :])
            try:
                twin = Sequential.load(path)
                if repr(twin) != repr(net) or not np.array_equal(twin.params, net.params):
                    wrong[place, mask] = "another network"
            except Exception as error:
                if not isinstance(error, ValueError) or str(path) not in str(error):
                    wrong[place, mask] = repr(error)
    assert wrong == {}


class Bomb:
    """Unpickled, it makes a file."""

    def __init__(self, target):
        self.target = target

    def __reduce__(self):
        return open, (str(self.target), "w")


def test_a_pickle_is_refused_and_never_run(path, tmp_path):
    path.write_bytes(pickle.dumps(Bomb(tmp_path / "ran")))
    refused(path)
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("name", ["header", "params", "other"])
def test_a_pickle_inside_the_archive_is_refused_and_never_run(name, net, path, tmp_path):
    net.save(path)
    with np.load(path) as archive:
        arrays = dict(archive)
    arrays[name] = np.array([Bomb(tmp_path / "ran")], dtype=object)
    np.savez(path, **arrays)
    refused(path)
    assert os.listdir(tmp_path) == [path.name]


def tampered(path, change):
    """Let change(parts) edit the header, a dictionary, and the arrays of a saved network."""
    with np.load(path) as archive:
        parts = dict(archive)
    parts["header"] = json.loads(str(parts["header"]))
    change(parts)
    if isinstance(parts.get("header"), dict):
        parts["header"] = np.array(json.dumps(parts["header"]))
    np.savez(path, **parts)


def put(**arrays):
    return lambda parts: parts.update(arrays)


def say(**values):
    return lambda parts: parts["header"].update(values)


TAMPERED = {
    "params too short": put(params=np.zeros(5)),
    "params too long": put(params=np.zeros(14)),
    "one number for all": put(params=np.zeros(1)),
    "a scalar for all": put(params=np.array(7.0)),
    "params as a table": put(params=np.zeros((1, 13))),
    "params are whole numbers": put(params=np.zeros(13, dtype=int)),
    "params are text": put(params=np.full(13, "a")),
    "params missing": lambda parts: parts.pop("params"),
    "unknown layer": say(layers=[["Dense", 2, 3], ["Conv"], ["Dense", 3, 1]]),
    "layer with wrong arguments": say(layers=[["Dense", 2, 3], ["Tanh"], ["Dense", 3]]),
    "layer with too many arguments": say(layers=[["Dense", 2, 3, 4], ["Tanh"], ["Dense", 3, 1]]),
    "activation with sizes": say(layers=[["Dense", 2, 3], ["Tanh", 3], ["Dense", 3, 1]]),
    "sizes are not numbers": say(layers=[["Dense", 2, "3"], ["Tanh"], ["Dense", 3, 1]]),
    "layers do not fit": say(layers=[["Dense", 2, 3], ["Tanh"], ["Dense", 4, 1]]),
    "no layers": say(layers=[]),
    "layers is a number": say(layers=5),
    "a layer is a number": say(layers=[5]),
    "layers missing": lambda parts: parts["header"].pop("layers"),
    "wrong version": say(version=2),
    "version missing": lambda parts: parts["header"].pop("version"),
    "wrong kind": say(kind="classifier"),
    "header is not JSON": put(header=np.array("{'kind': 'network'}")),
    "header is a JSON list": put(header=np.array('["network", 1]')),
    "header is a JSON number": put(header=np.array("1")),
    "header is an array": put(header=np.zeros(3)),
    "header missing": lambda parts: parts.pop("header"),
}


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED)
def test_a_tampered_file(change, net, path):
    net.save(path)
    tampered(path, change)
    refused(path)


def test_the_tampering_itself_keeps_a_good_file_good(net, path):
    net.save(path)
    tampered(path, say())
    assert np.array_equal(Sequential.load(path).params, net.params)


def test_another_version_or_kind_says_what_it_is(net, path):
    net.save(path)
    tampered(path, say(version=2))
    refused(path, "('network', 2)", "('network', 1)")
    tampered(path, say(kind="classifier", version=1))
    refused(path, "('classifier', 1)", "('network', 1)")


def test_a_saved_file_can_be_read_by_whom_the_folder_is_shared_with(net, path):
    net.save(path)
    plain = path.with_name("plain")
    plain.write_text("")
    assert path.stat().st_mode == plain.stat().st_mode


def test_a_layer_of_ones_own_is_refused_by_save(path, rng):
    class Own(Tanh):
        pass

    with pytest.raises(ValueError, match=r"Own\(\) is not one of nnlib's layers"):
        Sequential(Dense(2, 3, rng=rng), Own()).save(path)
    assert not path.exists()
