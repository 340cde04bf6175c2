"""Files of separated values as people save them: a separator found, an encoding named."""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from chirograph.base.sheet import unmarked
from chirograph.errors import DataError, Fault, brief

#: What may stand between two cells.
SEPARATORS = (",", ";", "\t", "|")
#: How names of such files end, and names of workbooks.
FILES = (".csv", ".tsv", ".tab", ".txt")
BOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
#: Larger files and tables are refused.
MOST_BYTES, MOST_CELLS = 64 * 2**20, 4_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = ("cp949", "shift_jis", "cp1252")
#: What files begin with that are no text, what they are, and what to do.
_NO_TEXT = {
    b"PK\x03\x04": ("a workbook", "a workbook is read where its name ends in .xlsx or .ods"),
    b"\xd0\xcf\x11\xe0": ("a workbook of an old format", "save it as .xlsx, or as CSV"),
    b"\x1f\x8b": ("a gzip archive", "unpack it"),
    b"%PDF-": ("a PDF file", "write its table as CSV"),
}


def read(
    data: bytes, file: str, separator: str | None = None, encoding: str | None = None
) -> dict[str, list[str]]:
    """The columns of a file with one header line, every cell as text.

    Lines and columns at the end in which nothing stands are left out. An apostrophe that keeps a spreadsheet
    from running a text is taken off.

    Raises
    ------
    DataError
        With every line that has too few or too many cells; when the file is not in the encoding, or two
        separators are possible.

    Examples
    --------
    >>> read(b"partner;A1;A2\\nKOR;1;0\\n;;\\n", "my.csv")
    {'partner': ['KOR'], 'A1': ['1'], 'A2': ['0']}
    """
    if len(data) > MOST_BYTES:
        rule = f"a file has at most {MOST_BYTES // 2**20} MiB"
        raise DataError(Fault(file, "", f"{len(data)} bytes", rule, "split it", "io"))
    for begin, (what, repair) in _NO_TEXT.items():
        if data.startswith(begin):
            raise DataError(Fault(file, "", what, "the file is text", repair, "syntax"))
    text = _decoded(data, file, encoding)
    if said := re.match(r"sep=(.)(?=\r?\n)", text):  # as Excel writes and reads it
        text, separator = text[said.end() :], separator or said[1]
    mark = _separator(text, file) if separator is None else _given(separator)
    return _columns(_filled(text, file, mark), file, mark)


def _given(separator: str) -> str:
    if len(separator) == 1 and separator not in '"\r\n':
        return separator
    rule = "a separator is one character"
    raise DataError(Fault("", "separator", brief(separator), rule, "such as ';'", "parameter"))


def _decoded(data: bytes, file: str, encoding: str | None) -> str:
    found = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    name = encoding or found
    try:
        codecs.lookup(name)
        text = data.decode(name)
    except (LookupError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise _other(data, file, name, error) from error
        rule = "it is the name of an encoding of text"
        raise DataError(
            Fault("", "encoding", brief(encoding), rule, "such as 'cp1252'", "parameter")
        ) from error
    if (at := text.find("\0")) >= 0:
        line = f"line {text.count(chr(10), 0, at) + 1}"
        repair = "remove it; if the file was saved in UTF-16, pass encoding='utf-16-le' or 'utf-16-be'"
        raise DataError(Fault(file, line, "a null character", "the file is text", repair, "syntax"))
    return text


def _other(data: bytes, file: str, name: str, error: UnicodeDecodeError) -> DataError:
    """The error of a file that is in another encoding, with those that could be it."""
    line = data[: error.start].count(b"\n") + 1
    fit = [other for other in _OTHERS if other != name and _fits(data, other)]
    repair = f"name the encoding it was saved in, as in encoding={fit[0]!r}" if fit else "save it as UTF-8"
    more = f"; {', '.join(fit)} can be read" if fit else ""
    rule = f"the file is text in {name}{more}"
    byte = f"byte 0x{data[error.start]:02x}"
    return DataError(Fault(file, f"line {line}", byte, rule, repair, "syntax"))


def _fits(data: bytes, encoding: str) -> bool:
    try:
        return "\0" not in data.decode(encoding)
    except UnicodeDecodeError:
        return False


def _separator(text: str, file: str) -> str:
    """The one separator that gives every line as many cells as the header, two or more."""
    fit = []
    for mark in SEPARATORS:
        lines = filter(any, csv.reader(io.StringIO(text, newline=""), delimiter=mark))
        try:
            wide = len(next(lines, ()))
            if wide > 1:
                fit.append((mark, all(len(line) == wide for line in lines)))
        except csv.Error:
            continue
    even = [mark for mark, same in fit if same]
    if len(even) > 1:
        rule = "one separator stands between the cells"
        seen = " and ".join(map(repr, even))
        raise DataError(Fault(file, "line 1", seen, rule, f"name it: separator={even[0]!r}", "syntax"))
    return even[0] if even else fit[0][0] if fit else ","


def _filled(text: str, file: str, mark: str) -> list[tuple[int, list[str]]]:
    """The lines in which something stands, each with the number at which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    found, cells, number = [], 0, 1
    try:
        for line in reader:
            if any(cell.strip() for cell in line):
                found.append((number, line))
                cells += len(line)
            if cells > MOST_CELLS:
                rule = f"a table has at most {MOST_CELLS} cells"
                raise DataError(Fault(file, f"line {number}", "more", rule, "split it", "shape"))
            number = reader.line_num + 1
    except csv.Error as error:
        rule = f"it is text between {mark!r} ({error})"
        raise DataError(
            Fault(file, f"line {number}", "", rule, "close or correct the quotes", "syntax")
        ) from error
    return found


def _columns(filled: Sequence[tuple[int, list[str]]], file: str, mark: str) -> dict[str, list[str]]:
    if not filled:
        raise DataError(Fault(file, "", "nothing", "the first line names the columns", "write it", "shape"))
    first, head = filled[0][0], [unmarked(name).strip() for name in filled[0][1]]
    wide = max(_last(line[: len(head)]) for _, line in filled)
    head = head[:wide]
    faults = [
        Fault(file, f"line {first}, column {j}", repr(name), rule, repair, "shape")
        for j, name, rule, repair in unnamed(head)
    ]
    for number, line in filled[1:]:
        if len(line) < wide or _last(line) > wide:
            seen = f"{len(line)} cells"
            rule = f"every line has the {wide} cells of the header, between {mark!r}"
            other = ";" if mark == "," else ","
            repair = f"correct the line, or name another separator, as in separator={other!r}"
            faults.append(Fault(file, f"line {number}", seen, rule, repair, "shape"))
    if faults:
        raise DataError(faults[:50])
    return {name: [unmarked(line[i]) for _, line in filled[1:]] for i, name in enumerate(head)}


def _last(line: Sequence[str]) -> int:
    """How many cells a line has up to the last one in which something stands."""
    return next((j for j in range(len(line), 0, -1) if line[j - 1].strip()), 0)


def unnamed(head: Sequence[str]) -> Iterator[tuple[int, str, str, str]]:
    """The columns of a header that cannot be told by a name: number, name, rule and repair.

    Only the first one, that of the labels, may have none.

    Examples
    --------
    >>> [(number, name) for number, name, *_ in unnamed(["", "A1", "", "A1"])]
    [(2, 'A1'), (3, ''), (4, 'A1')]
    """
    count = Counter(head)
    for number, name in enumerate(head, 1):
        if not name and number > 1:
            yield number, name, "every column but the first has a name", "write it, or delete the column"
        elif name and count[name] > 1:
            yield number, name, "a column name occurs once", "rename one of them"


def is_table(path: str | os.PathLike[str]) -> bool:
    """Whether the name of a file says that it holds a table.

    Examples
    --------
    >>> is_table("my.csv"), is_table("My.XLSX"), is_table("data.json")
    (True, True, False)
    """
    return Path(os.fsdecode(path)).suffix.casefold() in (*FILES, *BOOKS)
