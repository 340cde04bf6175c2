"""Rows as files that spreadsheets open: CSV text and workbooks, in which no text is run."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from numbers import Integral
from typing import Any

from chirograph.base.convert import needed
from chirograph.errors import DataError, Fault, brief

#: What a spreadsheet takes for the begin of a formula, and the mark that says that it is none.
_MARKED = ("=", "+", "-", "@", "\t", "\r", "'")
#: What a sheet of Excel holds: rows, columns, letters of a cell, and whole numbers to the last digit.
_MOST_ROWS, _MOST_COLUMNS, _MOST_LETTERS, _MOST_NUMBER = 2**20, 2**14, 2**15 - 1, 10**15
_MOST_FAULTS = 50
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]], end: str = "\r\n") -> str:
    """Comma-separated text with one header line, in which no text is a formula to a spreadsheet.

    Examples
    --------
    >>> csv_text(["note", "by"], [["=1+1", -1], ["'tis", None]], end="\\n")
    "note,by\\n'=1+1,-1\\n''tis,\\n"
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end)
    writer.writerows([marked(cell) for cell in row] for row in (columns, *rows))
    return out.getvalue()


def marked(cell: object) -> object:
    """A cell as it is written to CSV: text that might be run, or looks marked, gets an apostrophe in front.

    Examples
    --------
    >>> [marked(cell) for cell in ("=1+1", "'tis", "a - b", -1)]
    ["'=1+1", "''tis", 'a - b', -1]
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_MARKED) else cell


def unmarked(cell: str) -> str:
    """The text of a cell that was read from CSV: what `marked` put in front goes.

    Examples
    --------
    >>> [unmarked(cell) for cell in ("'=1+1", "''tis", "a - b")]
    ['=1+1', "'tis", 'a - b']
    """
    return cell.removeprefix("'")


def workbook(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """An Excel workbook of one sheet with one header line; text stays text.

    Raises
    ------
    DataError
        With every cell that a sheet cannot hold as it is.

    Examples
    --------
    >>> workbook(["a"], [["=1+1"]])[:2]
    b'PK'
    """
    openpyxl: Any = needed("openpyxl", "an Excel workbook")
    lines = [list(columns), *rows]
    if faults := list(_faults(columns, lines)):
        raise DataError(faults)
    book = openpyxl.Workbook()
    for i, line in enumerate(lines, 1):
        for j, value in enumerate(line, 1):
            if value is None or (isinstance(value, float) and not math.isfinite(value)):
                continue
            cell = book.active.cell(i, j, value)
            if isinstance(value, str):
                # The way of the package itself would store "=1+1" as a formula.
                cell.data_type = "s"
                cell.quotePrefix = marked(value) != value
    book.active.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _faults(columns: Sequence[str], lines: Sequence[Sequence[object]]) -> Iterator[Fault]:
    """What a sheet cannot hold, the first ones."""
    if len(lines) > _MOST_ROWS or len(columns) > _MOST_COLUMNS:
        size = f"{len(lines)} x {len(columns)} with the header"
        rule = f"a sheet has at most {_MOST_ROWS} rows and {_MOST_COLUMNS} columns"
        yield Fault("", "table", size, rule, "write CSV, or a part")
        return
    found = (
        Fault("", f"row {i}, column {name}", brief(value), rule, "write CSV")
        for i, line in enumerate(lines)
        for name, value in zip(columns, line, strict=True)
        if (rule := _broken_rule(value))
    )
    yield from islice(found, _MOST_FAULTS)


def _broken_rule(value: object) -> str:
    """What a cell of a sheet must be and is not; empty when all is well."""
    if isinstance(value, str):
        if len(value) > _MOST_LETTERS:
            return f"a cell of a sheet holds at most {_MOST_LETTERS} letters"
        bad = _NOT_IN_XML.search(value)
        return f"a sheet cannot hold the character U+{ord(bad.group()):04X}" if bad else ""
    if isinstance(value, Integral) and abs(int(value)) >= _MOST_NUMBER:
        return "a sheet holds whole numbers of at most 15 digits"
    return ""
