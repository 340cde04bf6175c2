"""A workbook to fill in, a dataset made of a filled one, and a workbook made of a dataset."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from chirograph.base.files import empty_folder, write, write_folder
from chirograph.errors import DataError, Fault, ParameterError, brief
from chirograph.records.rebuild import canonical
from chirograph.records.records import Records
from chirograph.records.store import load
from chirograph.workbook import layout
from chirograph.workbook.fixed import skeleton
from chirograph.workbook.read import records_of
from chirograph.workbook.sheets import FILE, whole
from chirograph.workbook.write import packed

__all__ = ["from_workbook", "template", "to_workbook"]

Names = Mapping[str, str]

#: The example of a template; what is asked for takes its place.
AREAS = {"consultation": "Consultation", "training": "Training", "standards": "Standards", "relief": "Relief"}
PARTNERS = {"XAA": "Partner A", "XBB": "Partner B", "XCC": "Partner C"}
CODERS = {"A": "", "B": ""}
_OPTIONS = (("/partners", "--partners"), ("/codebook/areas", "--areas"), ("/codebook/coding", "--coders"))
_OVERWRITE = "--overwrite (in Python overwrite=True)"
#: Most differences that a refusal lists, and most letters of a coder's name in the name of a sheet.
_MOST, _LETTERS = 20, 31 - len(layout.CODER)


def template(
    path: str | os.PathLike[str],
    areas: Names | None = None,
    partners: Names | None = None,
    coders: Names | None = None,
    top: int = 3,
    *,
    day: str,
) -> Path:
    """Write a workbook in which nothing is coded yet.

    Parameters
    ----------
    path : path
        The workbook; a file that is there is never replaced.
    areas, partners, coders : mapping, optional
        Names by id; by default a small example.
    top : int
        The last depth of the scale, 1 to 9.
    day : str
        The day to which the data are kept.

    Returns
    -------
    Path
        The workbook.

    Raises
    ------
    ParameterError
        When a name cannot be used, or the file is there.
    ImportError
        When openpyxl is not installed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     book = template(folder + "/coding.xlsx", day="2026-01-15")
    ...     from_workbook(book, folder + "/mine").name
    'mine'
    """
    if not 1 <= top <= 9:
        rule = "the last depth of a scale is 1 to 9"
        raise ParameterError(Fault("", "--top", str(top), rule, "", "parameter"))
    data = skeleton(dict(areas or AREAS), dict(partners or PARTNERS), dict(coders or CODERS), top, day)
    for table in layout.TABLES:
        plain = {name: layout.blank(layout.fields(table.path)[name]) for name in layout.required(table.path)}
        records = layout.reached(data, table.path)
        records[:] = [{**plain, **table.defaults, **record} for record in records]
    try:
        Records.read(json.dumps(data).encode(), "")
    except DataError as error:
        raise ParameterError([_option(fault) for fault in error.faults]) from error
    return _written(path, data)


def _option(fault: Fault) -> Fault:
    """A fault of a template by the option that it comes from."""
    place = next((option for begin, option in _OPTIONS if fault.place.startswith(begin)), fault.place)
    return Fault("", place, fault.value, fault.rule, fault.repair, "parameter")


def from_workbook(
    path: str | os.PathLike[str], folder: str | os.PathLike[str], *, overwrite: bool = False
) -> Path:
    """Make a dataset folder of a filled workbook, or correct the one that was made of it.

    Nothing of the workbook is run: formulas are refused, and so are macros and links to other files.

    Parameters
    ----------
    path : path
        The workbook.
    folder : path
        Where the dataset goes: a folder that is new or empty.
    overwrite : bool, keyword-only
        Whether the ``data.json`` of a folder that holds a dataset of the same id is replaced, in one step;
        what else is in the folder stays.

    Returns
    -------
    Path
        The folder, with a ``data.json`` in it.

    Raises
    ------
    DataError
        With every fault, by sheet and cell; nothing is written then.
    ParameterError
        When the folder holds something, and it is not to be replaced or is no dataset of the same id, or
        one with records that a workbook has no place for, which would be lost.
    ImportError
        When openpyxl is not installed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     book = template(folder + "/coding.xlsx", partners={"KOR": "Korea"}, day="2026-01-15")
    ...     load(from_workbook(book, folder + "/mine")).partners
    ('KOR',)
    """
    target, source = Path(folder), Path(path)

    def new() -> None:
        other = "choose another name"
        empty_folder(target, other if overwrite else f"{other}, or replace the dataset in it: {_OVERWRITE}")

    if not overwrite:
        new()
    data = records_of(str(source), whole(source, FILE))
    if overwrite and target.is_dir() and any(target.iterdir()):
        write(target / "data.json", canonical(data), lambda: _same_dataset(target, data["id"]))
        return target
    return write_folder(target, {"data.json": canonical(data)}, new)


def _same_dataset(target: Path, name: str) -> None:
    """Refuse to replace what is no dataset of this id, or holds what the workbook cannot."""
    file, rule = target / "data.json", "only a dataset of the same id is replaced"
    try:
        held = None if file.is_symlink() else load(file)
    except DataError:
        held = None
    if held is None:
        repair = "its data.json is missing, a link or no dataset; choose another folder"
        raise ParameterError(Fault(str(target), "", "", rule, repair, "io"))
    if held.id != name:
        repair = f"choose another folder, or give the workbook this id in place of {name}"
        raise ParameterError(Fault(str(target), "/id", held.id, rule, repair, "io"))
    repair = "choose another folder, or take it out of data.json first"
    if lost := [*_no_place(held)] or _lost(held.data, packed(held.data), str(file), f"{file}.xlsx"):
        raise ParameterError([replace(fault, file=str(file), repair=repair) for fault in lost])


def to_workbook(dataset: str | os.PathLike[str] | Records, path: str | os.PathLike[str]) -> Path:
    """Write a dataset as a workbook that reads back as the same records.

    Parameters
    ----------
    dataset : str, path or Records
        A name, a folder, its ``data.json``, or records already loaded.
    path : path
        The workbook; a file that is there is never replaced.

    Returns
    -------
    Path
        The workbook.

    Raises
    ------
    DataError
        When the dataset breaks a rule, or holds what a workbook has no place for.
    ParameterError
        When the file is there.
    ImportError
        When openpyxl is not installed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     book = template(folder + "/coding.xlsx", day="2026-01-15")
    ...     to_workbook(from_workbook(book, folder + "/mine"), folder + "/again.xlsx").name
    'again.xlsx'
    """
    records = dataset if isinstance(dataset, Records) else load(dataset)
    if faults := list(_no_place(records)):
        raise DataError(faults)
    return _written(path, records.data, records.file)


def _no_place(records: Records) -> Iterator[Fault]:
    """What no sheet can hold at all."""
    rule = layout.reached(records.data, ("codebook", "coding", "codings"))
    place, repair = "/codebook/coding/codings", "`chirograph export DIR` writes every table as CSV"
    if rule is None:
        why = "a workbook holds what coders wrote, by the rule that stands here; the dataset has none"
        yield Fault(records.file, place, "", why, repair, "reference")
        return
    for i, coder in enumerate(rule["coders"]):
        if len(coder["id"]) > _LETTERS:
            why = f"the name of a coder has at most {_LETTERS} letters in the name of a sheet"
            yield Fault(records.file, f"{place}/coders/{i}/id", coder["id"], why, "shorten it", "reference")


def _written(path: str | os.PathLike[str], data: Mapping[str, Any], file: str = "") -> Path:
    """Write a workbook, once it is known to read back as these records."""
    target = Path(path)
    _new_file(target)
    book = packed(data)
    if faults := _lost(data, book, file, str(target)):
        raise DataError(faults)
    return write(target, book, lambda: _new_file(target))


def _lost(data: Mapping[str, Any], book: bytes, file: str, name: str) -> list[Fault]:
    """What a workbook of these records does not read back."""
    found = list(_differences(_plain(data), _plain(records_of(name, book)), ""))
    rule, repair = "a workbook has no place for it", "`chirograph export DIR` writes every table as CSV"
    faults = [Fault(file, place or "/", value, rule, repair, "reference") for place, value in found[:_MOST]]
    if len(found) > _MOST:
        faults.append(Fault(file, "", f"{len(found) - _MOST} more", rule, repair, "reference"))
    return faults


def _new_file(target: Path) -> None:
    if target.suffix.lower() != ".xlsx":
        rule = "the name of a workbook ends in .xlsx"
        raise ParameterError(Fault(str(target), "", "", rule, f"write {target.name}.xlsx", "io"))
    if os.path.lexists(target):
        rule = "a workbook is a new file: nothing is replaced"
        raise ParameterError(Fault(str(target), "", "", rule, "choose another name", "io"))


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Records in which order has no meaning, and where nothing stands for an empty table."""
    plain = {name: value for name, value in data.items() if name != "$schema"}
    for name, key in (("codings", "coder"), ("adjudications", "adjudicator")):
        items = data.get(name, [])
        plain[name] = sorted(items, key=lambda item: (item[key], item["programme"], item["area"]))
    return plain


def _differences(one: Any, other: Any, place: str) -> Iterator[tuple[str, str]]:
    """Where two records differ: the place, and what the first has there."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys([*one, *other]):
            yield from _differences(one.get(name), other.get(name), f"{place}/{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for i, (item, same) in enumerate(zip(one, other, strict=True)):
            yield from _differences(item, same, f"{place}/{i}")
    elif one != other:
        yield place, f"{len(one)} records" if isinstance(one, list) else brief(one)
