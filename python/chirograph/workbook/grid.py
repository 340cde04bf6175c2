"""The cells of a workbook as plain values, read without running anything that stands in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from chirograph.base.sheet import unmarked
from chirograph.errors import DataError, Fault, brief
from chirograph.records.store import regular

__all__ = ["Grid", "column_letters", "excel", "grids", "whole_file"]

Value = str | int | float | bool
Place = tuple[int, int]

#: Most bytes of the file, most bytes it may unpack to, most parts in it, most cells of one sheet.
FILE, UNPACKED, PARTS, CELLS = 16 << 20, 64 << 20, 2000, 1_000_000

_OLD = b"\xd0\xcf\x11\xe0"
_DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def excel() -> Any:
    """The library that reads and writes workbooks.

    Raises
    ------
    ImportError
        When it is not installed, with the command that installs it.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise ImportError("workbooks need openpyxl: pip install 'chirograph-engine[excel]'") from error
    return openpyxl


@dataclass(slots=True)
class Grid:
    """The cells of one sheet that hold something, by row and column from 1.

    Parameters
    ----------
    file : str
        The workbook.
    name : str
        Name of the sheet.
    cells : dict
        Values: text without the mark of CSV, whole numbers, other numbers, truth values.
    bad : set
        Cells that were refused.
    faults : list of Fault
        Why.
    """

    file: str
    name: str
    cells: dict[Place, Value] = field(default_factory=dict)
    bad: set[Place] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        """The cell as text without blanks around it; "" for an empty one."""
        return str(self.cells.get((row, column), "")).strip()

    @property
    def rows(self) -> int:
        """The last row that holds something."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def columns(self) -> int:
        """The last column that holds something."""
        return max((column for _, column in self.cells), default=0)

    def place(self, row: int, column: int) -> str:
        """A cell as Excel calls it.

        Examples
        --------
        >>> Grid("coding.xlsx", "coder A").place(4, 3)
        'sheet "coder A", cell C4'
        """
        return f'sheet "{self.name}", cell {column_letters(column)}{row}'

    def refuse(self, row: int, column: int, rule: str, repair: str, value: object = None) -> None:
        """Note a fault of one cell."""
        seen = self.cells.get((row, column)) if value is None else value
        self.bad.add((row, column))
        shown = "" if seen is None else brief(seen)
        self.faults.append(Fault(self.file, self.place(row, column), shown, rule, repair, "reference"))


def column_letters(column: int) -> str:
    """The letters of a column.

    Examples
    --------
    >>> column_letters(3), column_letters(28)
    ('C', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def grids(file: str, data: bytes) -> list[Grid]:
    """Every sheet of a workbook. Faults of single cells are kept with their sheet.

    Raises
    ------
    DataError
        When it is no workbook, too large, or holds macros, links to other files or declarations of entities.
    ImportError
        When openpyxl is not installed.
    """
    openpyxl = excel()
    _unpackable(file, data)
    with catch_warnings():
        simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        except Exception as error:  # a broken part may fail in any way
            why = brief(str(error) or type(error).__name__)
            raise DataError(_unfit(file, f"it is a workbook whose parts fit together ({why})")) from error
        sheets = [Grid(file, sheet.title) for sheet in book.worksheets]
        for grid, sheet in zip(sheets, book.worksheets, strict=True):
            _fill(grid, sheet)
    return sheets


def _unfit(file: str, rule: str, repair: str = "save it again as .xlsx", value: str = "") -> Fault:
    return Fault(file, "", value, rule, repair, "io")


def whole_file(path: Path) -> bytes:
    """The bytes of a workbook, or so many of them that it is seen to be too large.

    Raises
    ------
    DataError
        When it cannot be read.
    """
    try:
        return regular(path, FILE + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise DataError(
            _unfit(str(path), f"it is a workbook that can be read ({why.lower()})", "")
        ) from error


def _unpackable(file: str, data: bytes) -> None:
    """Refuse what could hurt who unpacks it."""
    if len(data) > FILE:
        raise DataError(_unfit(file, f"a workbook has at most {FILE >> 20} MiB", "split it"))
    if data.startswith(_OLD):
        rule = "it is a workbook in the format .xlsx, without a password"
        raise DataError(_unfit(file, rule, "take the password off, and save it as .xlsx"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            faults = list(_archive_faults(file, archive))
    except Exception as error:  # a broken archive may fail in any way
        raise DataError(_unfit(file, "it is a workbook in the format .xlsx, whole")) from error
    if faults:
        raise DataError(faults)


def _archive_faults(file: str, archive: zipfile.ZipFile) -> Iterator[Fault]:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED:
        rule = f"a workbook unpacks to at most {UNPACKED >> 20} MiB"
        yield _unfit(file, rule, "split it", f"{unpacked} bytes")
        return
    if len(parts) > PARTS:
        yield _unfit(file, f"a workbook has at most {PARTS} parts", "split it", f"{len(parts)} parts")
        return
    if len(set(names)) < len(names):
        yield _unfit(file, "no part of a workbook stands in it twice")
        return
    if "xl/workbook.xml" not in names:
        yield _unfit(file, "it is a workbook in the format .xlsx")
        return
    if macros := [name for name in names if "vba" in name.lower() or "macrosheet" in name.lower()]:
        yield _unfit(file, "a workbook has no macros", "save it as .xlsx, which has none", macros[0])
    if links := [name for name in names if name.lower().startswith("xl/externallinks/")]:
        rule, repair = "a workbook has no links to other workbooks", "in Excel: Data, Edit links, Break link"
        yield _unfit(file, rule, repair, links[0])
    for part in parts:
        if _DECLARED.search(archive.read(part).replace(b"\x00", b"")):
            yield _unfit(
                file, "no part of a workbook declares a document type or entities", "", part.filename
            )


def _fill(grid: Grid, sheet: Any) -> None:
    if sheet.max_row * sheet.max_column > CELLS:
        grid.refuse(
            sheet.max_row, sheet.max_column, f"a sheet has at most {CELLS} cells up to its last one",
            "remove what stands far out, or split the sheet",
        )  # fmt: skip
        return
    for area in sheet.merged_cells.ranges:
        grid.refuse(area.min_row, area.min_col, "no cells are merged", "unmerge them", str(area))
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None:
                repair = "write it on the sheet notes, and delete it here"
                grid.refuse(cell.row, cell.column, "no cell has a comment", repair, cell.comment.text)
            if cell.value is not None:
                _take(grid, cell)


def _take(grid: Grid, cell: Any) -> None:
    place, value = (cell.row, cell.column), cell.value
    if cell.data_type == "f":
        text = value if isinstance(value, str) else getattr(value, "text", None) or "a formula"
        repair = "write the value itself (copy the cell, and paste it as a value)"
        grid.refuse(*place, "a cell holds no formula", repair, text)
    elif cell.data_type == "e":
        grid.refuse(
            *place, "a cell holds no error of a spreadsheet", "write the value, or empty the cell", value
        )
    elif isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        grid.cells[place] = value.date().isoformat()
    elif isinstance(value, str):
        if value.strip():
            grid.cells[place] = unmarked(value)
    elif isinstance(value, float) and value.is_integer():
        grid.cells[place] = int(value)
    elif isinstance(value, bool | int | float):
        grid.cells[place] = value
    elif isinstance(value, date | datetime):
        grid.cells[place] = value.isoformat()
    else:
        grid.refuse(*place, "a cell holds text, a number or a date", "format the cell as text", value)
