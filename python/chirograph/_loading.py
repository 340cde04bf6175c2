"""Datasets by name, from a folder or from a file."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path

from chirograph import _core
from chirograph.dataset import Dataset
from chirograph.errors import DataError, Fault, did_you_mean
from chirograph.tables import Table


def reopen(data: bytes, file: str, sha256: str, assumed: tuple[str, ...]) -> Dataset:
    """A dataset back from a pickle."""
    return replace(read(data, file), sha256=sha256, assumed=assumed)


def read(data: bytes, file: str) -> Dataset:
    """A dataset from the bytes of a data.json.

    Raises
    ------
    DataError
        With every fault of the file.
    """
    engine = _core.read_dataset(data, file)
    return Dataset(file, hashlib.sha256(data).hexdigest(), engine, json.loads(engine.text))


def _embedded() -> Iterator[tuple[str, bytes]]:
    """Datasets of the package: folders named after the dataset they hold."""
    root = resources.files("chirograph") / "data"
    for folder in sorted(root.iterdir(), key=lambda item: item.name):
        file = folder / "data.json"
        if file.is_file():
            data = file.read_bytes()
            if json.loads(data).get("id") == folder.name:
                yield folder.name, data


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


def load(source: str | os.PathLike[str]) -> Dataset:
    """A dataset by its name, or from a folder or a data.json file.

    Parameters
    ----------
    source : str or path
        A name of :func:`chirograph.datasets`, a folder that holds ``data.json``, or such a file.

    Returns
    -------
    Dataset

    Raises
    ------
    DataError
        When there is no such dataset or file, or with every fault of the file.

    Examples
    --------
    >>> import chirograph as cg
    >>> cg.load("nato-ip4").title.split()[0]
    'NATO'
    """
    if isinstance(source, str) and source not in ("", ".", "..") and not set(source) & {"/", "\\"}:
        file = resources.files("chirograph") / "data" / source / "data.json"
        if file.is_file():
            return read(file.read_bytes(), f"{source}/data.json")
    path = Path(source)
    path = path / "data.json" if path.is_dir() else path
    try:
        data = path.read_bytes()
    except OSError as error:
        why = error.strerror or "it cannot be read"
        rule = f"it is the name of a dataset, a folder with data.json, or such a file ({why.lower()})"
        repair = did_you_mean(str(source), [name for name, _ in _embedded()])
        raise DataError(Fault(str(path), "", "", rule, repair, "io")) from error
    return read(data, str(path))
