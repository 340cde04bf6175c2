"""The sheets of an Excel workbook, read without running anything that stands in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import ParseError, XMLParser

from chirograph.errors import DataError, Fault
from chirograph.workbook import grid
from chirograph.workbook.grid import Grid

__all__ = ["excel", "sheets"]

#: Elements of which openpyxl makes every cell that their reference spans.
_SPANS = ("mergeCell", "hyperlink", "comment")


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


def sheets(file: str, data: bytes) -> list[Grid]:
    """Every sheet, with the faults of its cells.

    Raises
    ------
    Exception
        Of any kind, when a part is broken.
    """
    openpyxl = excel()
    _bounded(file, data)
    with catch_warnings():
        simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        found = [Grid(file, sheet.title) for sheet in book.worksheets]
        for one, sheet in zip(found, book.worksheets, strict=True):
            _fill(one, sheet)
    return found


class _Size:
    """Counts the cells that would be made of a part; nothing of it is kept."""

    def __init__(self) -> None:
        self.cells = 0

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        """An element opens."""
        name = tag.rpartition("}")[2]
        if name == "c":
            self.cells += 1
        elif name in _SPANS and ":" in said.get("ref", ""):
            left, top, right, bottom = excel().utils.range_boundaries(said["ref"])
            self.cells += max(right - left + 1, 0) * max(bottom - top + 1, 0)


def _bounded(file: str, data: bytes) -> None:
    """Refuse more cells than fit into memory as objects, before any is made."""
    size = _Size()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            parser = XMLParser(target=size)
            try:
                parser.feed(archive.read(name))
                parser.close()
            except ParseError:
                if name.endswith(".xml"):
                    raise
            if size.cells > grid.CELLS:
                raise DataError(Fault(file, "", name, *grid.MANY, "io"))


def _fill(one: Grid, sheet: Any) -> None:
    if sheet.max_row * sheet.max_column > grid.CELLS:
        one.refuse(sheet.max_row, sheet.max_column, *grid.FAR)
        return
    for area in sheet.merged_cells.ranges:
        one.refuse(area.min_row, area.min_col, *grid.MERGED, str(area))
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None:
                one.refuse(cell.row, cell.column, *grid.COMMENT, cell.comment.text)
            if cell.value is not None:
                _take(one, cell)


def _take(one: Grid, cell: Any) -> None:
    place, value = (cell.row, cell.column), cell.value
    if cell.data_type == "f":
        text = value if isinstance(value, str) else getattr(value, "text", None) or "a formula"
        one.refuse(*place, *grid.FORMULA, text)
    elif cell.data_type == "e":
        one.refuse(*place, *grid.ERROR, value)
    else:
        one.put(*place, value)
