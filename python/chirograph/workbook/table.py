"""One table out of a file: separated values, or a sheet of a workbook."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chirograph.base import delimited
from chirograph.errors import DataError, Fault, ParameterError, UnknownLabel, shown, unknown
from chirograph.workbook import layout
from chirograph.workbook.grid import Grid
from chirograph.workbook.sheets import FILE, grids, whole

__all__ = ["TableFile", "coders", "read"]


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table as it stands in a file.

    Parameters
    ----------
    columns : mapping of str to sequence
        Its columns by their names in the first line.
    about : str
        The file, the sheet if there are several, and the first digits of its SHA-256.
    """

    columns: Mapping[str, Sequence[object]]
    about: str


def read(
    path: str | os.PathLike[str],
    sheet: str | None = None,
    separator: str | None = None,
    encoding: str | None = None,
) -> TableFile:
    """The table of a file.

    Raises
    ------
    DataError
        With every line or cell at fault; when it cannot be read.
    """
    file = os.fspath(path).encode("utf-8", "backslashreplace").decode()
    book = Path(path).suffix.casefold() in delimited.BOOKS
    wrong = {"separator": separator, "encoding": encoding} if book else {"sheet": sheet}
    for name, value in wrong.items():
        if value is not None:
            rule = f"a workbook has no {name}" if book else "a file of separated values has no sheets"
            raise ParameterError(Fault(file, name, repr(value), rule, "leave it out", "parameter"))
    data = whole(path, delimited.MOST_BYTES)
    about = f"from {shown(Path(file).name)}"
    columns: Mapping[str, Sequence[object]]
    if book:
        columns, used = _sheet(file, data, sheet)
        about += f", sheet {used!r}"
    else:
        columns = delimited.read(data, file, separator, encoding)
    return TableFile(columns, f"{about} (SHA-256 {hashlib.sha256(data).hexdigest()[:12]})")


def coders(paths: Sequence[str | os.PathLike[str]]) -> dict[str, Mapping[str, Sequence[object]]]:
    """A table for each coder: of files by their names, or of one workbook by its sheets.

    Of a workbook that `chirograph template` made, the sheets of coders.

    Raises
    ------
    DataError
        With every line or cell at fault.
    ParameterError
        When two files have one name.
    """
    if len(paths) == 1 and Path(paths[0]).suffix.casefold() in delimited.BOOKS:
        file = shown(os.fspath(paths[0]))
        sheets = _sheets(file, whole(paths[0], FILE))
        own = {name: sheet for name, sheet in sheets.items() if name.startswith(layout.CODER)}
        faults = [fault for sheet in (own or sheets).values() for fault in sheet.faults]
        if faults:
            raise DataError(faults)
        if own:
            return {name.removeprefix(layout.CODER): _unnamed(file, sheet) for name, sheet in own.items()}
        return {name: _columns(file, sheet) for name, sheet in sheets.items()}
    found: dict[str, Mapping[str, Sequence[object]]] = {}
    for path in paths:
        name = Path(path).stem
        if name in found:
            rule = "a coder is named after one file"
            raise ParameterError(
                Fault(shown(os.fspath(path)), "", repr(name), rule, "rename it", "parameter")
            )
        found[name] = read(path).columns
    return found


def _sheets(file: str, data: bytes) -> dict[str, Grid]:
    """The sheets of a workbook in which something stands."""
    return {sheet.name: sheet for sheet in grids(file, data) if sheet.cells or sheet.faults}


def _sheet(file: str, data: bytes, name: str | None) -> tuple[dict[str, list[object]], str]:
    """The columns of one sheet, by default the only one in which something stands."""
    found = _sheets(file, data)
    if name is None and len(found) != 1:
        seen = ", ".join(map(repr, found)) or "no cell"
        repair = "name it: sheet='...' (--sheet)" if found else "write the table into one"
        raise DataError(Fault(file, "", seen, "one sheet of the workbook is read", repair, "shape"))
    if name is not None and name not in found:
        raise UnknownLabel(unknown("sheet", name, found, "this sheet"))
    sheet = found[name] if name is not None else next(iter(found.values()))
    if sheet.faults:
        raise DataError(sheet.faults)
    return _columns(file, sheet), sheet.name


def _columns(file: str, sheet: Grid) -> dict[str, list[object]]:
    first = min(row for row, _ in sheet.cells)
    rows = sorted({row for row, _ in sheet.cells} - {first})
    head = [sheet.text(first, column) for column in range(1, sheet.columns + 1)]
    faults = [
        Fault(file, sheet.place(first, j), repr(name), rule, repair, "shape")
        for j, name, rule, repair in delimited.unnamed(head)
    ]
    if faults:
        raise DataError(faults[:50])
    return {name: [sheet.cells.get((row, j)) for row in rows] for j, name in enumerate(head, 1)}


def _unnamed(file: str, sheet: Grid) -> dict[str, list[object]]:
    """The columns of a coder's sheet without the line and the column of readable names."""
    columns = _columns(file, sheet)
    columns.pop(layout.NAMES, None)
    first = next(iter(columns.values()))
    kept = [i for i, label in enumerate(first) if label != layout.NAMES]
    return {name: [values[i] for i in kept] for name, values in columns.items()}
