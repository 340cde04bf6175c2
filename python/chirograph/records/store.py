"""Records by the name of a dataset, from a folder or from a file."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from chirograph import _core
from chirograph.base.delimited import is_table
from chirograph.base.public import public
from chirograph.base.table import Table
from chirograph.errors import DataError, Fault, did_you_mean, shown
from chirograph.records.records import Records

_FILE = "data.json"


def _root() -> Traversable:
    return resources.files("chirograph") / "data"


def _held(folder: Traversable) -> bytes | None:
    """The data of a folder of the package that is named after the dataset it holds; a template is none."""
    file = folder / _FILE
    if file.is_file():
        data = file.read_bytes()
        if _name_in(data) == folder.name:
            return data
    return None


@lru_cache(maxsize=8)
def _name_in(data: bytes) -> object:
    """The id that the bytes of a data.json say; the same bytes are read once."""
    return json.loads(data).get("id")


def _embedded() -> Iterator[tuple[str, bytes]]:
    for folder in sorted(_root().iterdir(), key=lambda item: item.name):
        if (data := _held(folder)) is not None:
            yield folder.name, data


@public
def datasets() -> Table:
    """The datasets that come with the package.

    Returns
    -------
    Table
        Columns id, title, version, as_of, sha256.

    Examples
    --------
    >>> import chirograph as cg
    >>> "nato-ip4" in cg.datasets()["id"]
    True
    """
    records = []
    for name, data in _embedded():
        head = json.loads(data)
        digest = hashlib.sha256(data).hexdigest()
        records.append(
            {"id": name, **{key: head[key] for key in ("title", "version", "as_of")}, "sha256": digest}
        )
    return Table.from_records(records, ["id", "title", "version", "as_of", "sha256"])


def load(source: str | os.PathLike[str]) -> Records:
    """Records by the name of a dataset, or from a folder or a data.json file; see :func:`chirograph.load`."""
    path = Path(source)
    try:
        folder = path.is_dir()
    except (OSError, ValueError) as error:
        raise DataError(_unreadable(source, path, error)) from error
    file = path / _FILE if folder else path
    if is_table(path) and not folder:
        rule = "a dataset is a folder with data.json, or such a file"
        raise DataError(Fault(shown(str(file)), "", "", rule, "a table is read by chirograph.read", "io"))
    named = isinstance(source, str) and source not in ("", ".", "..") and not set(source) & {"/", "\\"}
    embedded = _held(_root() / str(source)) if named and str(source).isprintable() else None
    if embedded is not None:
        if file.is_file():
            rule = "a name means one dataset; here it is one of the package and a file of yours"
            repair = f"write './{source}' for yours, or go to another folder for the package's"
            raise DataError(Fault("", "load", repr(source), rule, repair, "io"))
        return Records.read(embedded, f"{source}/{_FILE}")
    try:
        data = regular(file, _core.most_bytes() + 1)
    except (OSError, ValueError) as error:
        raise DataError(_unreadable(source, file, error)) from error
    return Records.read(data, str(file))


def regular(file: Path, most: int) -> bytes:
    """The bytes of a regular file; of one that is larger only so many.

    Opened without waiting, so that a pipe nobody writes to does not stop the program.
    """
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        with os.fdopen(handle, "rb", closefd=False) as stream:
            return stream.read(most)
    finally:
        os.close(handle)


def _unreadable(source: str | os.PathLike[str], file: Path, error: OSError | ValueError) -> Fault:
    path = Path(source)
    if isinstance(error, FileNotFoundError) and path.is_dir():
        rule, repair = (
            f"the folder has no {_FILE}",
            "`chirograph new DIR` makes a folder with one to start from",
        )
        return Fault(str(path), "", "", rule, repair, "io")
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    rule = f"it is the name of a dataset, a folder with {_FILE}, or such a file ({why.lower()})"
    shown = str(file) if str(file).isprintable() else ascii(str(file))
    return Fault(shown, "", "", rule, did_you_mean(str(source), [name for name, _ in _embedded()]), "io")
