"""One file for what was learned: arrays and a JSON header in NumPy's .npz format. Numbers and names, never pickle.

A file may come from anyone, and say anything. What it says of sizes is compared, in whole numbers, with what it has,
before anything of such a size is made. What write_archive never writes is refused: compressed, encrypted, doubled or
unknown arrays, other dtypes, numbers that are not finite.
"""

import io
import json
import math
import os
import stat
import zipfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.lib import format as npy

from .checks import require_count

ARRAYS = {  # which arrays a file of each kind and version holds, beside its header
    ("network", 1): ["params"],
    ("model", 1): ["params"],
    ("model", 2): ["params", "scaler_mean", "scaler_scale"],
}
LONGEST = 2**18  # characters of a header: some 10,000 layers
PIECE = 2**17  # bytes that are read at a time; to find the end of an archive zipfile needs 65,557


def write_archive(path, kind, header, net, **arrays):
    """Save header (JSON), net.params and other arrays, if finite. A half-written file never replaces a good one."""
    for i, layer in enumerate(net.layers):
        for name in layer.learned:
            _require_sound(f"{name} of layer {i}, {layer!r}", getattr(layer, name))
    path, arrays = Path(path), {"params": net.params, **arrays}
    version = next(number for (word, number), names in ARRAYS.items() if word == kind and names == [*arrays])
    text = json.dumps({"kind": kind, "version": version, **header})
    if len(text) > LONGEST:
        raise ValueError(f"this {kind} has too many layers to be saved; np.savez(path, params=net.params) takes any")
    for name, array in arrays.items():
        _require_sound(name, array)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(temporary, "wb") as file:
            np.savez(file, header=np.array(text), **arrays)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def read_archive(path, kind):
    """Open what write_archive made: with read_archive(path, kind) as (header, read): params = read("params", n).

    read(name, n) is the array of n finite numbers of that name. Only the header is read before, so that n can be worked
    out from it. Whatever fails, also inside the with, is a ValueError that names the path.
    """
    path = str(Path(path))
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise ValueError("it is not a regular file")
        with _InPieces(path) as file, zipfile.ZipFile(file) as archive:
            names, size = sorted(archive.namelist()), sum(info.file_size for info in archive.infolist())
            if any(info.compress_type != zipfile.ZIP_STORED for info in archive.infolist()):
                raise ValueError("its arrays are compressed, wanted plain ones, as np.savez writes them")
            if "header.npy" not in names or size > os.fstat(file.fileno()).st_size:
                raise ValueError(f"it claims to hold {names} of {size} bytes, wanted header.npy, and as much as it has")
            header = _parsed(str(_read(archive, "header", ())))
            found, wanted = (header.get("kind"), header.get("version")), [key for key in ARRAYS if key[0] == kind]
            if str(found) not in map(str, wanted):  # as text, because True == 1
                raise ValueError(f"it holds {found}, wanted {' or '.join(map(str, wanted))}; load it as what it is")
            if names != (wanted := sorted(f"{name}.npy" for name in ["header", *ARRAYS[found]])):
                raise ValueError(f"it holds {names}, wanted {wanted}")
            yield header, lambda name, n: _require_sound(name, _read(archive, name, (n,)))
    except FileNotFoundError as error:
        raise ValueError(f"there is no file {path!r}; check the name, or save a {kind} there first") from error
    except Exception as error:  # a damaged zip file can fail in any way
        what = {ValueError: str, KeyError: "it lacks {}".format}.get(type(error), repr)(error)
        raise ValueError(f"{path!r} is not a saved {kind}, or it is damaged ({what:.300}); save it again") from error


class _InPieces(io.FileIO):
    """A file read a piece at a time: zipfile asks for as many bytes at once as the file says there are."""

    def read(self, size=-1):
        return super().read(min(size, PIECE) if size >= 0 else PIECE)


def _read(archive, name, shape):
    """The array of that name, if it has this shape, its dtype fits, and its bytes are as many as both need."""
    with archive.open(f"{name}.npy") as member:
        version = npy.read_magic(member)
        found, fortran_order, dtype = npy.read_array_header_1_0(member, max_header_size=1000)
        if name == "header":
            wanted, fits = "short text", dtype.kind == "U" and dtype.isnative and dtype.itemsize <= 4 * LONGEST
        else:
            wanted, fits = "float64 or float32", dtype in (np.float64, np.float32)
        size, n_bytes = math.prod(shape), archive.getinfo(member.name).file_size - member.tell()
        if (version, found, fortran_order, n_bytes) != ((1, 0), shape, False, size * dtype.itemsize) or not fits:
            if dtype.hasobject:
                raise ValueError(f"{name} is a pickle, which could run code: it is never loaded")
            came = f"shape {found}, dtype {dtype.str}, {n_bytes} bytes"
            raise ValueError(f"{name} came with {came}, wanted shape {shape}, {wanted}, as numpy.savez writes it")
        array = np.empty(size, dtype)
        for start in range(0, size, PIECE):
            part = array[start : start + PIECE]
            part[:] = np.frombuffer(member.read(part.nbytes), dtype)
        return array.reshape(shape)


def _parsed(text):
    """The dictionary in JSON text; but no key twice, NaN, Infinity or 10**400, which json.loads alone would take."""

    def number(word):
        if not math.isfinite(float(word)):
            raise ValueError(f"its header holds the number {word:.20}, wanted a size or a finite setting")
        return int(word) if word.lstrip("-").isdigit() else float(word)

    def once(pairs):
        if len(dict(pairs)) < len(pairs):
            raise ValueError(f"a key stands twice in its header, among {[key for key, _ in pairs]}")
        return dict(pairs)

    header = json.loads(text, object_pairs_hook=once, parse_int=number, parse_float=number, parse_constant=number)
    if not isinstance(header, dict):
        raise ValueError(f"its header is {header!r:.60}, wanted a dictionary")
    return header


def count_params(sizes):
    """How many numbers Dense layers of these sizes learn, [(n_in, n_out), ...]. ValueError if they do not fit."""
    total, before = 0, None
    for n_in, n_out in sizes:
        require_count("n_in", n_in)
        require_count("n_out", n_out)
        if before not in (None, n_in):
            raise ValueError(f"a layer gives {before} features but the next expects {n_in}")
        total, before = total + (n_in + 1) * n_out, n_out
    return total


def _require_sound(name, array):
    """The array, if its numbers are finite and, where it is a scale, above 0, since it divides; else ValueError."""
    if bad := array.size - np.count_nonzero(np.isfinite(array)):
        fix = "build the net again, train it with a smaller lr or on standardized data, then save it"
        raise ValueError(f"{bad} of the {array.size} numbers in {name} are NaN or infinite; {fix}")
    if name == "scaler_scale" and not (array > 0).all():
        raise ValueError(f"scaler_scale holds {array.min()}, wanted numbers above 0, as Standardizer().fit(X) learns")
    return array
