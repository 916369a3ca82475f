"""Arrays as text: bytes of numbers, of True and False, of strings, never objects."""

import base64

import numpy as np

NUMBERS = "biufc"  # kinds of dtype: bool, whole, float, complex
TEXTS = "U"
LARGEST = 32_000_000  # bytes of one array


class Unreadable(Exception):
    """What came is no message of ours; or what should be sent is too large."""


def is_flat(array):
    return array.ndim == 1 and array.base is None and type(array) is np.ndarray


def address(array):
    return array.__array_interface__["data"][0]


def text(array):
    if array.nbytes > LARGEST:
        raise Unreadable(f"an array of {array.nbytes / 1e6:,.0f} MB")
    return base64.b64encode(array.tobytes()).decode("ascii")


def numbers(node):
    """A new array in one row."""
    kind, data = dtype(node), base64.b64decode(node["bytes"], validate=True)
    if not data:
        return np.empty(0, kind)
    return np.ndarray(len(data) // kind.itemsize, kind, data).copy()


def dtype(node):
    kind = np.dtype(str(node["dtype"]))
    if kind.kind not in NUMBERS + TEXTS or not kind.itemsize:
        raise Unreadable(f"an array of {kind}")
    return kind


def placed(array, rows):
    """The numbers behind an array, in a row as they lie in memory, and their view.

    rows: {id of a root: (root, its row)}, so that one root has one row.
    """
    root = array
    while isinstance(root.base, np.ndarray):
        root = root.base
    if is_flat(root):
        return root, array
    if id(root) not in rows:
        rows[id(root)] = root, root.reshape(-1, order="A")
    row = rows[id(root)][1]
    if np.shares_memory(row, root) and root.nbytes <= LARGEST:
        return row, array
    row = array.flatten()  # empty, or a corner of something large: by itself
    return row, row.reshape(array.shape)
