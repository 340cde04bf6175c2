"""Tables that must be refused, each with its exact messages; none is stored, run, fetched or unfolded."""

from __future__ import annotations

import gzip
import io
import struct
import sys
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from opendocument import MANIFEST, cell, content, packed, row, sheet, typed

import chirograph as cg
from chirograph.base import delimited
from chirograph.cli.main import main
from chirograph.workbook import grid, sheets

#: What reading may take; a file is read up to 64 MiB, and no bomb makes more of it.
MOST_MEMORY = 128 << 20
#: What no reading of a table does: another program, another machine, another file.
BARRED = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "socket.connect",
    "socket.getaddrinfo",
)
_seen: list[str] | None = None


def _watch(event: str, given: tuple[object, ...]) -> None:
    if _seen is not None and (event in BARRED or (event == "open" and "secret" in str(given[0]))):
        _seen.append(event)


sys.addaudithook(_watch)


@contextmanager
def watched() -> Iterator[None]:
    """Nothing barred happens, and memory stays small."""
    global _seen
    _seen = []
    tracemalloc.start()
    try:
        yield
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        seen, _seen = _seen, None
    assert peak < MOST_MEMORY
    assert not seen


def said_of(file: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command says of a file that it refuses as bad data."""
    with watched(), pytest.raises(SystemExit) as left:
        main(["overlap", str(file)])
    out, err = capsys.readouterr()
    assert (left.value.code, out) == (3, "")
    return [line.removeprefix("chirograph: ").removeprefix(f"{file}: ") for line in err.splitlines()]


LINES = "partner,A1,A2\nKOR,1,0\nJPN,2,3\n"
QUOTES = "close or correct the quotes"
FORM = (
    "a depth is a whole number or an interval of them; write 2, 1-2, 1..2, >=1 or <=1, "
    "or say with missing= what it means"
)
LABEL = "a label is one line without characters that show nothing or turn the line around"
ALIKE = "labels that look alike are one label; write them alike, or rename one"
ONCE = "a column name occurs once; rename one of them"
NAMED = "every column but the first has a name; write it, or delete the column"
NULL = (
    "found a null character; the file is text; remove it; if the file was saved in UTF-16, "
    "pass encoding='utf-16-le' or 'utf-16-be'"
)

CSV: dict[str, tuple[str | bytes, list[str]]] = {
    "gzip": (gzip.compress(LINES.encode()), ["found a gzip archive; the file is text; unpack it"]),
    "PDF": (b"%PDF-1.7\n1,2\n", ["found a PDF file; the file is text; write its table as CSV"]),
    "old workbook": (
        b"\xd0\xcf\x11\xe0" + bytes(99),
        ["found a workbook of an old format; the file is text; save it as .xlsx, or as CSV"],
    ),
    "UTF-32 cut": (
        LINES.encode("utf-32")[:-2],
        ["line 3: found byte 0x0a; the file is text in utf-32; save it as UTF-8"],
    ),
    "UTF-32 without a mark": (LINES.encode("utf-32-le"), [f"line 1: {NULL}"]),
    "bytes of no encoding": (
        b"partner,A1\nKOR\x81\xff,1\nJPN,1\n",
        ["line 2: found byte 0x81; the file is text in utf-8; save it as UTF-8"],
    ),
    "overlong bytes": (
        b"partner,A1\nKOR\xe0\x80\xaf,1\nJPN,1\n",
        ["line 2: found byte 0xe0; the file is text in utf-8; shift_jis, cp1252 can be read; "
         "name the encoding it was saved in, as in encoding='shift_jis'"],
    ),
    "null character": (LINES.replace("2,", "2\0,"), [f"line 3: {NULL}"]),
    "quote not closed": (
        LINES.replace("2,", '"2,'),
        [f"line 3: it is text between ',' (unexpected end of data); {QUOTES}"],
    ),
    "text behind a quote": (
        LINES.replace("2,", '"2"x,'),
        [f"line 3: it is text between ',' (',' expected after '\"'); {QUOTES}"],
    ),
    "cell without an end": (
        LINES.replace("2,", "2" * 140_000 + ","),
        [f"line 3: it is text between ',' (field larger than field limit (131072)); {QUOTES}"],
    ),
    "header blank": (LINES.replace("A1", " "), [f"line 1, column 2: found ''; {NAMED}"]),
    "header twice": (
        LINES.replace("A2", "A1"),
        [f"line 1, column 2: found 'A1'; {ONCE}", f"line 1, column 3: found 'A1'; {ONCE}"],
    ),
    "headers that look alike": (
        LINES.replace("A1", "\u00c9").replace("A2", "E\u0301"),
        [f"columns: found '\u00c9' and 'E\u0301'; {ALIKE}"],
    ),
    "header with a mark nobody sees": (
        LINES.replace("A1", "A1\u200b"), [f"columns: found 'A1\\u200b'; {LABEL}; remove U+200B"],
    ),
    "label that turns the line around": (
        LINES.replace("KOR", "K\u202eOR"), [f"rows: found 'K\\u202eOR'; {LABEL}; remove U+202E"],
    ),
    "label in two lines": (
        LINES.replace("KOR", '"KO\nR"'), [f"rows: found 'KO\\nR'; {LABEL}; remove U+000A"],
    ),
    "labels that look alike": (LINES.replace("JPN", "KOR "), [f"rows: found 'KOR' and 'KOR '; {ALIKE}"]),
    "header alone": (
        "partner,A1,A2\n", ["frame: found 0 rows, 3 areas; there is at least one cell"],
    ),
    "byte order mark alone": (
        b"\xef\xbb\xbf", ["found nothing; the first line names the columns; write it"],
    ),
    "more cells than fit": (
        "partner" + ",A" * delimited.MOST_CELLS,
        [f"line 1: found more; a table has at most {delimited.MOST_CELLS} cells; split it"],
    ),
    "other digits": (LINES.replace("2,", "\u0662,"), [f"row JPN, column A1: found '\u0662'; {FORM}"]),
    "number of 5,000 digits": (
        LINES.replace("2,", "9" * 5000 + ","),
        [f"row JPN, column A1: found '{'9' * 79}\u2026; a depth lies in 0..3; correct it; "
         "a scale ends at 15: put counts into bins, or rare kinds into one, first"],
    ),
    "percent": (LINES.replace("2,", "100%,"), [f"row JPN, column A1: found '100%'; {FORM}"]),
    "call of a program": (
        LINES.replace("2,", "=cmd|'/c calc'!A1,"),
        [f"row JPN, column A1: found \"=cmd|'/c calc'!A1\"; {FORM}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CSV)
def test_separated_values_at_fault(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes that are no text, text that is no table, names that are none: place, value, rule and repair."""
    data, messages = CSV[name]
    (tmp_path / "my.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    assert said_of(tmp_path / "my.csv", capsys) == messages


P, FORMULA = (
    cell("p"),
    "a cell holds no formula; write the value itself (copy the cell, and paste it as a value)",
)
KIND = "a cell holds text, a number or a date; format the cell as text"
FAR = "a sheet has at most 1000000 cells up to its last one; remove what stands far out, or split the sheet"
LINKED = "a workbook has no links to other files; in LibreOffice: Edit, Links to External Files, Break Link"
TIMES = "a cell is repeated a whole number of times, 1 or more; save it again from a spreadsheet"
BLANKS = '<text:s text:c="999999999"/>'
SECRET = 'xlink:href="file:///secret.ods"'


def apart(why: str) -> list[str]:
    return [f"it is a workbook whose parts fit together ({why}); save it again as .ods"]


def across(count: object) -> str:
    return f'table:number-columns-repeated="{count}"'


def down(count: object) -> str:
    return f'table:number-rows-repeated="{count}"'


def kind(name: str, attribute: str = "", inside: str = "") -> list[str]:
    return [row(P, typed(f'office:value-type="{name}" {attribute}', inside))]


CELLS: dict[str, tuple[list[str], list[str]]] = {
    "formula": (
        [row(P, typed('table:formula="of:=1+[.B1]" office:value-type="float" office:value="2"'))],
        [f"B1: found '=1+[.B1]'; {FORMULA}"],
    ),
    "call of a program": (
        [row(P, typed("table:formula=\"msoxl:=cmd|'/c calc'!A1\""))],
        [f"B1: found \"=cmd|'/c calc'!A1\"; {FORMULA}"],
    ),
    "formula everywhere": (
        [row(typed(f'table:formula="=1" {across(99999)}'), more=down(9999999))],
        [f"A1: found '=1'; {FORMULA}"],
    ),
    "error of a spreadsheet": (
        kind("string", 'office:string-value="" calcext:value-type="error"', "<text:p>#REF!</text:p>"),
        ["B1: found '#REF!'; a cell holds no error of a spreadsheet; write the value, or empty the cell"],
    ),
    "merged cells": (
        [row(cell("p", 'table:number-columns-spanned="2" table:number-rows-spanned="1"'),
             typed("", "<text:p>hidden</text:p>", "table:covered-table-cell"))],
        ["A1: found '2 x 1 cells'; no cells are merged; unmerge them",
         "B1: found 'hidden'; no cells are merged; unmerge them"],
    ),
    "comment": (
        [row(P, typed("", "<office:annotation><text:p>why?</text:p></office:annotation>"))],
        ["B1: found 'why?'; no cell has a comment; write it on the sheet notes, and delete it here"],
    ),
    "table in a cell": (
        [row(P, typed("", sheet([row(P)], "T")))],
        ["B1: a cell holds no table of its own; write its cells into the sheet"],
    ),
    "unknown kind": (kind("fraction", 'office:value="1/2"'), [f"B1: found 'fraction 1/2'; {KIND}"]),
    "kind without a value": (kind("float", "", "<text:p>2</text:p>"), [f"B1: found 'float'; {KIND}"]),
    "number in words": (kind("float", 'office:value="1_0"'), [f"B1: found 'float 1_0'; {KIND}"]),
    "not a number": (kind("float", 'office:value="nan"'), [f"B1: found 'float nan'; {KIND}"]),
    "number without an end": (kind("float", 'office:value="1e999"'), [f"B1: found 'float 1e999'; {KIND}"]),
    "no such day": (
        kind("date", 'office:date-value="2026-02-30"'), [f"B1: found 'date 2026-02-30'; {KIND}"],
    ),
    "time of day": (
        kind("time", 'office:time-value="PT12H00M00S"'), [f"B1: found 'time PT12H00M00S'; {KIND}"],
    ),
    "truth value in words": (
        kind("boolean", 'office:boolean-value="yes"'), [f"B1: found 'boolean yes'; {KIND}"],
    ),
    "bomb of repeated cells": (
        [row(cell(1, across(999999999)), more=down(999999999))], [f"CFDGSXK999999999: {FAR}"],
    ),
    "bomb of blanks": (
        [row(P, typed("", f"<text:p>{BLANKS * 9}</text:p>"))],
        [f"B1: found '{' ' * 79}\u2026; a cell holds at most 32767 letters; shorten it"],
    ),
    "cell far out": (
        [row(P), row(cell(), more=down(1048570)), row(cell(more=across(16000)), cell(1))],
        [f"WQK1048572: {FAR}"],
    ),
    "repeated -1 times": ([row(cell(1, across(-1)))], [f"A1: found '-1'; {TIMES}"]),
    "repeated in words": ([row(cell(1), more=down("0x10"))], [f"A1: found '0x10'; {TIMES}"]),
    "link to another file": (
        [row(typed("", f"<table:cell-range-source {SECRET}/>"))],
        [f"A1: found 'file:///secret.ods'; {LINKED}"],
    ),
    "sheet of another file": (
        [f"<table:table-source {SECRET}/>", row(P)], [f"A1: found 'file:///secret.ods'; {LINKED}"],
    ),
    "header twice": ([row(P, P), row(P, P)], [f"A1: found 'p'; {ONCE}", f"B1: found 'p'; {ONCE}"]),
    "header blank": ([row(P, cell()), row(P, P)], [f"B1: found ''; {NAMED}"]),
    "row in a row": ([row(row(P))], apart("'a row in a row'")),
    "cell in no row": ([P], apart("'a cell in no row'")),
    "sheet in a sheet": ([sheet([row(P)], "B")], apart("'a sheet in a sheet'")),
    "nothing": ([], ["found no cell; one sheet of the workbook is read; write the table into one"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_cells_of_an_open_document_at_fault(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Formulas are named and never computed, no repetition is unfolded, and no kind of value is guessed."""
    rows, messages = CELLS[name]
    said = said_of(packed(tmp_path / "my.ods", content(sheet(rows))), capsys)
    assert [line.removeprefix('sheet "Sheet1", cell ') for line in said] == messages


GOOD = content(sheet([row(P, cell("A")), row(cell("KOR"), cell(1)), row(cell("JPN"), cell(2))]))
USED = GOOD.replace("<text:p>1<", "<text:p>&a;<")
INSIDE = "every part of a workbook stands inside of it; save it again as .ods"
LOCKED = "it is a workbook in the format .ods, without a password; take the password off, and save it as .ods"
DECLARED = ["found content.xml; no part of a workbook declares a document type or entities"]
NO_MACROS = "a workbook has no macros; save it as .ods, which has none"
FULL = [sheet([row(cell(1, across(1000)), more=down(600))], name) for name in "AB"]

PARTS: dict[str, tuple[Mapping[str, str | bytes | None], list[str]]] = {
    "password": ({MANIFEST: "<a><encryption-data/></a>", "content.xml": bytes(range(99))}, [LOCKED]),
    "password of newer versions": (
        {MANIFEST: "<a><encryption-data/></a>", "content.xml": None, "encrypted-package": b"x"}, [LOCKED],
    ),
    "document of text": (
        {"mimetype": "application/vnd.oasis.opendocument.text"},
        ["found 'application/vnd.oasis.opendocument.text'; it is a workbook in the format .ods: "
         "its mimetype says so; save it again as .ods"],
    ),
    "no mimetype": (
        {"mimetype": None},
        ["it is a workbook in the format .ods: its mimetype says so; save it again as .ods"],
    ),
    "no cells": ({"content.xml": None}, ["it is a workbook in the format .ods; save it again as .ods"]),
    "cells cut": ({"content.xml": GOOD[:-40]}, apart(f"'no element found: line 1, column {len(GOOD) - 40}'")),
    "cells of no XML": (
        {"content.xml": b"\x89PNG\r\n"}, apart("'not well-formed (invalid token): line 1, column 0'"),
    ),
    "entity": ({"content.xml": f'<!DOCTYPE x [<!ENTITY a "1">]>{USED}'}, DECLARED),
    "entity of a file": (
        {"content.xml": f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///secret.txt">]>{USED}'}, DECLARED,
    ),
    "document type in UTF-16": (
        {"content.xml": f'<!DOCTYPE x SYSTEM "file:///secret.dtd">{GOOD}'.encode("utf-16")}, DECLARED,
    ),
    "entity that nobody declares": (
        {"content.xml": USED}, apart(f"'undefined entity: line 1, column {USED.index('&a;')}'"),
    ),
    "bomb by compression": (
        {"Pictures/bomb.bin": bytes(sheets.UNPACKED), "mimetype": None, MANIFEST: None},
        [f"found {sheets.UNPACKED + len(GOOD)} bytes; a workbook unpacks to at most 64 MiB; split it"],
    ),
    "many parts": (
        {f"x{i}": b"" for i in range(sheets.PARTS)},
        ["found 2003 parts; a workbook has at most 2000 parts; split it"],
    ),
    "macros of Basic": ({"Basic/Standard/M.xml": "<x/>"}, [f"found Basic/Standard/M.xml; {NO_MACROS}"]),
    "macros of Python": ({"Scripts/python/a.py": "1"}, [f"found Scripts/python/a.py; {NO_MACROS}"]),
    "part of the machine": ({"/etc/passwd": "x"}, [f"found '/etc/passwd'; {INSIDE}"]),
    "part of a drive": ({"C:\\a": "x"}, [f"found 'C:\\\\a'; {INSIDE}"]),
    "part above the folder": ({"Pictures/../../a": "x"}, [f"found 'Pictures/../../a'; {INSIDE}"]),
    "sheet twice": (
        {"content.xml": content(sheet([row(P)]), sheet([row(P)]))}, apart("\"two sheets 'Sheet1'\""),
    ),
    "sheets without end": (
        {"content.xml": content(*(sheet([], str(i)) for i in range(2001)))}, apart("'more than 2000 sheets'"),
    ),
    "cells of many sheets": (
        {"content.xml": content(*FULL)},
        ["found 'A', 'B'; one sheet of the workbook is read; name it: sheet='...' (--sheet)"],
    ),
    "control character": (
        {"content.xml": GOOD.replace("KOR", "&#1;")},
        apart(f"'reference to invalid character number: line 1, column {GOOD.index('KOR')}'"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_open_documents_that_could_hurt(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Passwords, entities, macros, bombs and parts outside of the archive are refused before any cell."""
    parts, messages = PARTS[name]
    assert said_of(packed(tmp_path / "my.ods", GOOD, parts), capsys) == messages


def excel(path: Path, parts: Mapping[str, bytes | None]) -> Path:
    """A workbook of Excel with these parts in its archive, or without them."""
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in ({name: old.read(name) for name in old.namelist()} | dict(parts)).items():
            if data is not None:
                new.writestr(name, data)
    return path


SHEET = "xl/worksheets/sheet1.xml"
MANY = (
    f"found {SHEET}; a workbook has at most 1000000 cells, merged and linked ones among them; "
    "remove what stands far out, or split the sheet"
)


def sheet_of(inside: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData/>{inside}</worksheet>'.encode()


EXCEL: dict[str, tuple[Mapping[str, bytes | None], str]] = {
    "bomb of merged cells": (
        {SHEET: sheet_of('<mergeCells><mergeCell ref="&#65;1:XFD1048576"/></mergeCells>')}, MANY,
    ),
    "bomb of links": (
        {SHEET: sheet_of('<hyperlinks><hyperlink ref="A1:XFD1048576" location="a"/></hyperlinks>')}, MANY,
    ),
    "bomb of cells": ({SHEET: sheet_of("<row>" + "<c/>" * (grid.CELLS + 1) + "</row>")}, MANY),
    "macros by another name": (
        {"xl/vbaProject.bin": b"x"},
        "found xl/vbaProject.bin; a workbook has no macros; save it as .xlsx, which has none",
    ),
    "binary workbook by another name": (
        {"xl/workbook.xml": None, "xl/workbook.bin": b"x"},
        "it is a workbook in the format .xlsx; save it again as .xlsx",
    ),
    "part above the folder": (
        {"../a": b"x"}, "found '../a'; every part of a workbook stands inside of it; save it again as .xlsx",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXCEL)
def test_workbooks_of_excel_that_could_hurt(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the library would unfold is counted before it is asked, and other formats are told."""
    parts, message = EXCEL[name]
    assert said_of(excel(tmp_path / "my.xlsx", parts), capsys) == [message]


def locked(archive: bytes) -> bytes:
    """The archive as if its first part had a password."""
    at = archive.index(b"PK\x01\x02") + 8
    return archive[:at] + b"\x01" + archive[at + 1 :]


FORMAT = "a workbook is an .xlsx or .ods file without macros; save it as .xlsx, or as CSV"
WHOLE = "it is a workbook in the format .ods, whole; save it again as .ods"
NAMES: dict[str, tuple[str, Callable[[Path], bytes], str]] = {
    "binary workbook": ("my.xlsb", lambda _: b"PK\x03\x04", FORMAT),
    "workbook with macros": ("my.xlsm", lambda _: b"PK\x03\x04", FORMAT),
    "old workbook": ("my.xls", lambda _: b"\xd0\xcf\x11\xe0", FORMAT),
    "old workbook as ods": ("my.ods", lambda _: b"\xd0\xcf\x11\xe0", LOCKED),
    "open document as csv": (
        "my.csv",
        lambda at: packed(at, GOOD).read_bytes(),
        "found a workbook; the file is text; a workbook is read where its name ends in .xlsx or .ods",
    ),
    "open document as xlsx": (
        "my.xlsx",
        lambda at: packed(at, GOOD).read_bytes(),
        "it is a workbook in the format .xlsx; save it again as .xlsx",
    ),
    "xlsx as open document": (
        "my.ods",
        lambda at: excel(at, {}).read_bytes(),
        "it is a workbook in the format .ods; save it again as .ods",
    ),
    "text as open document": ("my.ods", lambda _: LINES.encode(), WHOLE),
    "gzip as open document": ("my.ods", lambda _: gzip.compress(LINES.encode()), WHOLE),
    "open document cut": ("my.ods", lambda at: packed(at, GOOD).read_bytes()[:-30], WHOLE),
    "large": ("my.ods", lambda _: bytes(sheets.FILE + 1), "a workbook has at most 16 MiB; split it"),
    "open document that lies": (
        "my.ods",
        lambda at: packed(at, GOOD).read_bytes().replace(struct.pack("<I", len(GOOD)), struct.pack("<I", 9)),
        WHOLE,
    ),
    "archive with a password": (
        "my.ods",
        lambda at: locked(packed(at, GOOD).read_bytes()),
        LOCKED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_files_by_another_name(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a file is called and what it holds must fit together, and the file must be whole."""
    called, make, message = NAMES[name]
    data = make(tmp_path / "made")
    (tmp_path / called).write_bytes(data)
    assert said_of(tmp_path / called, capsys) == [message]


def test_every_sheet_counts_to_the_limit(tmp_path: Path) -> None:
    """A million cells are the limit of a workbook, not of each of its sheets."""
    file = packed(tmp_path / "my.ods", content(*FULL))
    with watched(), pytest.raises(cg.errors.DataError) as refused:
        cg.read(file, sheet="B")
    assert "cell ALL600: a workbook has at most 1000000 cells" in str(refused.value)


def test_wide_tables_are_read(tmp_path: Path) -> None:
    """20,000 areas are many and no fault, in either format."""
    names = [f"A{i}" for i in range(20_000)]
    (tmp_path / "my.csv").write_text(f"p,{','.join(names)}\nKOR{',1' * 20_000}\n", encoding="utf-8")
    file = packed(
        tmp_path / "my.ods",
        content(sheet([row(P, *map(cell, names)), row(cell("KOR"), cell(1, across(20_000)))])),
    )
    for path in (tmp_path / "my.csv", file):
        panel = cg.read(path)
        assert (panel.columns, panel.lower.sum()) == (tuple(names), 20_000)
