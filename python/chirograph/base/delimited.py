"""Files of separated values as people save them: a separator found, an encoding named."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from chirograph.base.sheet import unmarked
from chirograph.errors import DataError, Fault, brief

#: What may stand between two cells.
SEPARATORS = (",", ";", "\t", "|")
#: How names of such files end, and names of workbooks.
FILES = (".csv", ".tsv", ".tab", ".txt")
BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
#: Larger files are refused.
MOST_BYTES = 64 * 2**20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = ("cp949", "shift_jis", "cp1252")


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
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        repair = "a workbook is read where its name ends in .xlsx"
        raise DataError(Fault(file, "", "a workbook", "the file is text", repair, "syntax"))
    text = _decoded(data, file, encoding)
    mark = _separator(text, file) if separator is None else _given(separator)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        raise DataError(
            Fault(file, "", "", f"it is text between {mark!r} ({error})", "correct the quotes", "syntax")
        ) from error
    return _columns(lines, file, mark)


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
    if "\0" in text:
        repair = "if it was saved in UTF-16, pass encoding='utf-16-le' or 'utf-16-be'"
        raise DataError(Fault(file, "", "a null character", "the file is text", repair, "syntax"))
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
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _separator(text: str, file: str) -> str:
    """The one separator that gives every line as many cells as the header, two or more."""
    fit = []
    for mark in SEPARATORS:
        try:
            lines = [line for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if any(line)]
        except csv.Error:
            continue
        if lines and len(lines[0]) > 1:
            fit.append((mark, all(len(line) == len(lines[0]) for line in lines)))
    even = [mark for mark, same in fit if same]
    if len(even) > 1:
        rule = "one separator stands between the cells"
        seen = " and ".join(map(repr, even))
        raise DataError(Fault(file, "line 1", seen, rule, f"name it: separator={even[0]!r}", "syntax"))
    return even[0] if even else fit[0][0] if fit else ","


def _columns(lines: Sequence[Sequence[str]], file: str, mark: str) -> dict[str, list[str]]:
    filled = [(number, line) for number, line in enumerate(lines, 1) if any(cell.strip() for cell in line)]
    if not filled:
        raise DataError(Fault(file, "", "nothing", "the first line names the columns", "write it", "shape"))
    head = [unmarked(name).strip() for name in filled[0][1]]
    wide = (
        max(i for i in range(len(head)) if any(i < len(line) and line[i].strip() for _, line in filled)) + 1
    )
    head, faults = head[:wide], []
    twice = sorted({name for name in head if head.count(name) > 1})
    faults += [
        Fault(
            file,
            f"line {filled[0][0]}",
            repr(name),
            "a column name occurs once",
            "rename one of them",
            "shape",
        )
        for name in twice
    ]
    for number, line in filled[1:]:
        if len(line) < wide or any(cell.strip() for cell in line[wide:]):
            seen = f"{len(line)} cells"
            rule = f"every line has the {wide} cells of the header, between {mark!r}"
            other = ";" if mark == "," else ","
            repair = f"correct the line, or name another separator, as in separator={other!r}"
            faults.append(Fault(file, f"line {number}", seen, rule, repair, "shape"))
    if faults:
        raise DataError(faults[:50])
    return {name: [unmarked(line[i]) for _, line in filled[1:]] for i, name in enumerate(head)}


def is_table(path: str | os.PathLike[str]) -> bool:
    """Whether the name of a file says that it holds a table.

    Examples
    --------
    >>> is_table("my.csv"), is_table("My.XLSX"), is_table("data.json")
    (True, True, False)
    """
    return Path(os.fsdecode(path)).suffix.casefold() in (*FILES, *BOOKS)
