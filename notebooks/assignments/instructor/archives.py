"""The files of a folder, and of the zip files in it. Nothing is written, so no name in a zip file can do harm."""

import contextlib
import io
import zipfile

LARGEST = 50_000_000  # bytes of one file; a notebook of the course has one percent of it
DEEPEST = 2  # zip files in each other, below that of the platform


class Unreadable(Exception):
    """A zip file that is damaged or locked, or a file that is too large; says which."""


def files(folder):
    """Yield (path, read) of each file below a folder, in order; read() gives its bytes or raises Unreadable.

    A zip file at the top of the folder is a platform's: its name is left out of the paths. One that a
    student handed in stands for a folder of its name. One that can't be read is yielded as a file, and raises
    Unreadable if it is a platform's.
    """
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() == ".zip":
            yield from (_nested(name, path.read_bytes) if "/" in name else _zipped(path.read_bytes(), name, ""))
        elif _wanted(name):
            yield name, path.read_bytes


def _zipped(content, name, inside, depth=0):
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise Unreadable(f"{name} is damaged, or no zip file") from None
    for info in sorted(archive.infolist(), key=_name):
        path = inside + _name(info)
        if info.is_dir() or not _wanted(path):
            continue

        def read(info=info, path=path):
            if info.file_size > LARGEST:
                raise Unreadable(f"{path} has {info.file_size / 1e6:.3g} MB")
            try:
                return archive.read(info)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
                raise Unreadable(f"{path} can't be read: {error}") from None

        if path.lower().endswith(".zip"):
            yield from _nested(path, read, depth + 1)
        else:
            yield path, read


def _nested(path, read, depth=1):
    def damaged():
        raise Unreadable(why) from None

    try:
        if depth > DEEPEST:
            raise Unreadable(f"{path} is a zip file in a zip file in a zip file")
        yield from list(_zipped(read(), path, path[: -len(".zip")] + "/", depth))
    except Unreadable as error:
        why = str(error)
        yield path, damaged


def _name(info):
    """With "/" between its parts, none of them "..", and with letters that were not declared as UTF-8 but are."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return "/".join(part for part in name.replace("\\", "/").split("/") if part.strip("."))


def _wanted(path):
    """No leftovers of macOS and JupyterLab, and nothing hidden."""
    return not any(part.startswith((".", "__MACOSX")) for part in path.split("/"))
