"""One file for what was learned: arrays and a JSON header in NumPy's .npz format. Numbers and names, never pickle."""

import json
import os
from pathlib import Path

import numpy as np

VERSION = 1


def write_archive(path, kind, header, **arrays):
    """Save arrays by name, and header (what JSON can hold). A half-written file never replaces a good one."""
    path = Path(path)
    text = json.dumps({"kind": kind, "version": VERSION, **header})
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(temporary, "wb") as file:
            np.savez(file, header=np.array(text), **arrays)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def read_archive(path, kind):
    """(header, {name: array}) of a file that write_archive made. ValueError says what else it is."""
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
            header = json.loads(str(arrays.pop("header")))
    except FileNotFoundError as error:
        raise ValueError(f"there is no file {str(path)!r}; check the name, or save a {kind} there first") from error
    except Exception as error:  # a damaged zip file can fail in any way
        raise ValueError(f"{str(path)!r} is not a saved {kind}, or it is damaged ({error}); save it again") from error
    found = (header.get("kind"), header.get("version")) if isinstance(header, dict) else header
    if found != (kind, VERSION):
        raise ValueError(f"{str(path)!r} holds {found}, wanted {(kind, VERSION)}; load it with what saved it")
    return header, arrays
