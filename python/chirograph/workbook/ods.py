"""The sheets of an OpenDocument workbook: values as they are stored in it, none of them computed."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from xml.etree.ElementTree import XMLParser

from chirograph.errors import DataError, Fault, brief
from chirograph.workbook import grid
from chirograph.workbook.grid import Grid

__all__ = ["sheets"]

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT = _OASIS % "office", _OASIS % "table", _OASIS % "text"
_HREF = "{http://www.w3.org/1999/xlink}href"
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"

_SHEET, _ROW, _CELL = f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-cell"
_COVERED, _NOTE = f"{_TABLE}covered-table-cell", f"{_OFFICE}annotation"
_CELLS, _PARAGRAPHS = (_CELL, _COVERED), (f"{_TEXT}p", f"{_TEXT}h")
#: What is fetched from elsewhere when a spreadsheet opens the file.
_LINKS = (f"{_TABLE}table-source", f"{_TABLE}cell-range-source", f"{_OFFICE}dde-source")
#: What stands in or beside the cells and is none of their text.
_BESIDE = (f"{_TEXT}note", f"{_TEXT}ruby-text", f"{_TABLE}shapes", f"{_TABLE}tracked-changes")
#: Blanks that are meant, each by a character that no XML holds until the others are taken together.
_BLANKS = {f"{_TEXT}s": "\1", f"{_TEXT}tab": "\2", f"{_TEXT}line-break": "\3"}
_MEANT = str.maketrans("\1\2\3", " \t\n")

#: Most sheets of a workbook, and most letters of a cell.
_SHEETS, _LETTERS = 2000, 2**15 - 1
#: Bytes that are parsed at a time; a token that is longer is looked through again with every piece.
_PIECE = 4 << 20
_LINKED = (
    "a workbook has no links to other files",
    "in LibreOffice: Edit, Links to External Files, Break Link",
)
_LONG = (f"a cell holds at most {_LETTERS} letters", "shorten it")
_SUBTABLE = ("a cell holds no table of its own", "write its cells into the sheet")
_TIMES = ("a cell is repeated a whole number of times, 1 or more", "save it again from a spreadsheet")


def _number(text: str) -> int | float:
    if not re.fullmatch(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,4})?", text):
        raise ValueError
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return int(text) if re.fullmatch("[-+]?[0-9]+", text) else number


def _day(text: str) -> datetime:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]+)?)?", text):
        raise ValueError
    return datetime.fromisoformat(text)


#: The kinds of values: the attribute that holds it, and what it says.
_KINDS: dict[str, tuple[str, Callable[[str], object]]] = {
    "float": ("value", _number),
    "percentage": ("value", _number),
    "currency": ("value", _number),
    "date": ("date-value", _day),
    "boolean": ("boolean-value", {"true": True, "false": False}.__getitem__),
}
_STORED = ("value", "date-value", "boolean-value", "time-value")


def sheets(file: str, data: bytes) -> list[Grid]:
    """Every sheet in which something stands, with the faults of its cells.

    Raises
    ------
    Exception
        Of any kind, when a part is broken.
    """
    made = _Reader(file)
    parser = XMLParser(target=made)
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as stream:
        while piece := stream.read(_PIECE):
            parser.feed(piece)
    parser.close()
    return made.found


@dataclass(slots=True)
class _Cell:
    """A cell that is being read: its attributes, how often it stands there, its text and its comment."""

    tag: str
    said: Mapping[str, str]
    times: int
    text: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    letters: int = 0
    rules: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str, to_note: bool) -> None:
        """More text, up to what a cell may hold."""
        (self.note if to_note else self.text).append(text[: max(_LETTERS - self.letters, 0)])
        self.letters += len(text)

    def value(self) -> object:
        """What it holds; "" for nothing.

        Raises
        ------
        ValueError, KeyError
            When it is no value of the kind that it says.
        """
        kind = self.said.get(f"{_OFFICE}value-type", "string")
        if kind != "string":
            name, read = _KINDS[kind]
            return read(self.said[f"{_OFFICE}{name}"])
        return self.said.get(f"{_OFFICE}string-value", _plain(self.text))


def _plain(text: list[str]) -> str:
    """Text as it is seen: white space of the file is one blank, and none at the ends."""
    return re.sub(r"[ \t\r\n]+", " ", "".join(text)).strip(" \3").translate(_MEANT)


class _Reader:
    """What the parser tells, put into sheets as it comes; no tree of the file is kept."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Grid] = []
        self.sheet: Grid | None = None
        self.cell: _Cell | None = None
        self.names: set[str] = set()
        self.beside = self.paragraphs = self.filled = self.rows = self.columns = 0
        self.row, self.row_times, self.column = 0, 0, 1
        self.in_note = self.full = False

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        """An element opens."""
        if tag in _LINKS:
            where = self.sheet.place(max(self.row, 1), self.column) if self.sheet is not None else ""
            raise DataError(Fault(self.file, where, brief(said.get(_HREF, "")), *_LINKED, "io"))
        if self.beside or tag in _BESIDE:
            self.beside += 1
        elif self.cell is not None:
            self._inside(self.cell, tag, said)
        elif tag == _SHEET:
            self._open(said.get(f"{_TABLE}name", ""))
        elif self.sheet is not None and tag == _ROW:
            if self.row_times:
                raise ValueError("a row in a row")
            self.row += 1
            self.column, self.row_times = 1, self._times(said, "number-rows-repeated")
        elif tag in _CELLS and not self.full:
            if not self.row_times:
                raise ValueError("a cell in no row")
            self.cell = _Cell(tag, said, self._times(said, "number-columns-repeated"))

    def _inside(self, cell: _Cell, tag: str, said: Mapping[str, str]) -> None:
        """An element opens in a cell."""
        if tag in _PARAGRAPHS:
            if self.paragraphs == 0 and (cell.note if self.in_note else cell.text):
                cell.add("\3", self.in_note)
            self.paragraphs += 1
        elif tag in _BLANKS:
            count = said.get(f"{_TEXT}c", "1")
            many = min(int(count[:6]), _LETTERS + 1) if re.fullmatch("[0-9]+", count) else 1
            cell.add(_BLANKS[tag] * (many if tag == f"{_TEXT}s" else 1), self.in_note)
        elif tag == _NOTE:
            self.in_note = True
            cell.add("", True)
        elif not tag.startswith(_TEXT):
            if tag in (_SHEET, _ROW, *_CELLS):
                cell.rules.append(_SUBTABLE)
            self.beside = 1

    def data(self, text: str) -> None:
        """Text stands here."""
        if self.cell is not None and self.paragraphs and not self.beside:
            self.cell.add(text, self.in_note)

    def end(self, tag: str) -> None:
        """An element closes."""
        if self.beside:
            self.beside -= 1
        elif self.cell is not None:
            if tag in _CELLS:
                self._take(self.cell)
                self.cell = None
            elif tag in _PARAGRAPHS:
                self.paragraphs -= 1
            elif tag == _NOTE:
                self.in_note = False
        elif tag == _ROW and self.sheet is not None:
            self.row += self.row_times - 1
            self.row_times = 0
        elif tag == _SHEET:
            self._close()

    def close(self) -> None:
        """The file ends."""

    def _open(self, name: str) -> None:
        if self.sheet is not None:
            raise ValueError("a sheet in a sheet")
        if name in self.names or len(self.names) == _SHEETS:
            raise ValueError(f"two sheets {name!r}" if name in self.names else f"more than {_SHEETS} sheets")
        self.names.add(name)
        self.sheet, self.full = Grid(self.file, name), False
        self.row = self.row_times = self.rows = self.columns = 0

    def _close(self) -> None:
        if self.sheet is not None:
            self.found += [self.sheet] if self.sheet.cells or self.sheet.faults else []
        self.sheet = None

    def _times(self, said: Mapping[str, str], name: str) -> int:
        """How often a row or cell stands there."""
        text = said.get(f"{_TABLE}{name}", "1")
        if not re.fullmatch("0*[1-9][0-9]{0,8}", text) and self.sheet is not None:
            self.sheet.refuse(max(self.row, 1), self.column, *_TIMES, text)
            return 1
        return int(text)

    def _take(self, cell: _Cell) -> None:
        """Put what a cell holds wherever it stands."""
        sheet, row, column = self.sheet, self.row, self.column
        self.column += cell.times
        if sheet is None:
            return
        before = len(sheet.bad)
        value = _checked(sheet, (row, column), cell)
        last, right = row + self.row_times - 1, self.column - 1
        if value != "":
            self.filled += self.row_times * cell.times
            self.rows, self.columns = max(self.rows, last), max(self.columns, right)
        self.filled += len(sheet.bad) - before
        far = self.rows * self.columns > grid.CELLS
        if far or self.filled > grid.CELLS:
            sheet.refuse(last, right, *(grid.FAR if far else grid.MANY))
            self.full = True
        elif sheet.put(row, column, value) and value != "":
            plain = sheet.cells[row, column]
            cells = product(range(row, last + 1), range(column, right + 1))
            sheet.cells.update(dict.fromkeys(cells, plain))


def _checked(sheet: Grid, place: tuple[int, int], cell: _Cell) -> object:
    """What a cell holds, "" for nothing; every rule that it breaks becomes a fault of the sheet."""
    formula, seen = cell.said.get(f"{_TABLE}formula"), _plain(cell.text)
    if formula is not None:
        sheet.refuse(*place, *grid.FORMULA, re.sub("^[a-z]+:(?==)", "", formula))
        return ""
    if cell.said.get(_ERROR_TYPE) == "error":
        sheet.refuse(*place, *grid.ERROR, seen)
        return ""
    across, down = (cell.said.get(f"{_TABLE}number-{what}-spanned", "1") for what in ("columns", "rows"))
    if (across, down) != ("1", "1"):
        sheet.refuse(*place, *grid.MERGED, f"{across} x {down} cells")
    if cell.note:
        sheet.refuse(*place, *grid.COMMENT, _plain(cell.note))
    for rule in dict.fromkeys(cell.rules):
        sheet.refuse(*place, *rule)
    try:
        value = cell.value()
    except (KeyError, ValueError):
        stored = [cell.said.get(f"{_OFFICE}{what}") for what in ("value-type", *_STORED)]
        sheet.refuse(*place, *grid.OTHER, " ".join(filter(None, stored)))
        return ""
    if isinstance(value, str) and max(len(value), cell.letters) > _LETTERS:
        sheet.refuse(*place, *_LONG, value)
        return ""
    if isinstance(value, str) and not value.strip():
        return ""
    if cell.tag == _COVERED:
        sheet.refuse(*place, *grid.MERGED, seen)
    return value
