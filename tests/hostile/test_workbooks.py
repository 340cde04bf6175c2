"""Workbooks that must be refused, each with its exact messages by sheet and cell; none is stored."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula
from workbooks import edit, empty, filled, put

from chirograph.errors import DataError
from chirograph.workbook import sheets
from chirograph.workbook.convert import from_workbook

Fill = Callable[[Any], object]
RULE = (
    "a cell is a depth (2), any depth (?), an interval (1..2 or 1-2), at least (>=1), at most (<=2), or empty"
)


def refusal(book: Path, tmp_path: Path) -> list[str]:
    """What is said of a workbook that must be refused; nothing may be written."""
    before = sorted(tmp_path.iterdir())
    with pytest.raises(DataError) as refused:
        from_workbook(book, tmp_path / "mine")
    assert sorted(tmp_path.iterdir()) == before
    return [line.removeprefix(f"{book}: ") for line in str(refused.value).splitlines()]


def on(sheet: str, change: Callable[[Any], object]) -> Fill:
    return lambda book: change(book[sheet])


CELLS: dict[str, tuple[Fill, list[str]]] = {
    "formula": (
        put("coder A", C4="=1+1"),
        ['sheet "coder A", cell C4: found \'=1+1\'; a cell holds no formula; '
         "write the value itself (copy the cell, and paste it as a value)"],
    ),
    "array formula": (
        put("sources", B2=ArrayFormula("B2", "=SUM(A1:A2)")),
        ['sheet "sources", cell B2: found \'=SUM(A1:A2)\'; a cell holds no formula; '
         "write the value itself (copy the cell, and paste it as a value)"],
    ),
    "call of a program": (
        put("notes", I2='=cmd|"/c calc"!A1'),
        ['sheet "notes", cell I2: found \'=cmd|"/c calc"!A1\'; a cell holds no formula; '
         "write the value itself (copy the cell, and paste it as a value)"],
    ),
    "error of a spreadsheet": (
        put("coder B", B3="#REF!"),
        ['sheet "coder B", cell B3: found \'#REF!\'; a cell holds no error of a spreadsheet; '
         "write the value, or empty the cell"],
    ),
    "depth off the scale": (
        put("coder A", C4=4),
        ['sheet "coder A", cell C4: found 4; a depth lies in 0..3; for example 2, ? or 1..3'],
    ),
    "half a depth": (
        put("coder A", C4=1.5),
        [f'sheet "coder A", cell C4: found 1.5; {RULE}; for example 2, ? or 1..3'],
    ),
    "word for a depth": (
        put("coder A", C4="named"),
        [f'sheet "coder A", cell C4: found \'named\'; {RULE}; for example 2, ? or 1..3'],
    ),
    "interval backwards": (
        put("coder A", C4="3..1"),
        ['sheet "coder A", cell C4: found \'3..1\'; the lower end is at most the upper end; '
         "for example 2, ? or 1..3"],
    ),
    "interval made a date": (
        put("coder A", C4=datetime(2026, 2, 1)),
        [f'sheet "coder A", cell C4: found \'2026-02-01\'; {RULE}; the spreadsheet made a date of it: '
         "format the cell as text, and write it as 1..2"],
    ),
    "truth value": (
        put("coder A", C4=True),
        [f'sheet "coder A", cell C4: found True; {RULE}; for example 2, ? or 1..3'],
    ),
    "merged cells": (
        on("coder A", lambda sheet: sheet.merge_cells("B3:C3")),
        ['sheet "coder A", cell B3: found \'B3:C3\'; no cells are merged; unmerge them'],
    ),
    "comment": (
        on("coder A", lambda sheet: setattr(sheet["B3"], "comment", Comment("why?", "me"))),
        ['sheet "coder A", cell B3: found \'why?\'; no cell has a comment; '
         "write it on the sheet notes, and delete it here"],
    ),
    "area unknown": (
        put("coder A", C1="area2"),
        ['sheet "coder A", cell C1: found \'area2\'; this area is not known; '
         "did you mean 'area12' or 'area02' or 'area11'?"],
    ),
    "area twice": (
        put("coder A", C1="area01"),
        ['sheet "coder A", cell C1: found \'area01\'; each area stands once; join the two, and remove one'],
    ),
    "programme unknown": (
        put("coder B", A4="KRO"),
        ['sheet "coder B", cell A4: found \'KRO\'; this programme is not known; did you mean \'KOR\'?'],
    ),
    "depth under no area": (
        put("coder A", P4=1),
        ['sheet "coder A", cell P4: found 1; a coded cell has its programme in column A and its area in '
         "row 1; "
         "write them, or empty the cell"],
    ),
    "sheet unknown": (
        lambda book: book.create_sheet("sorces"),
        ["sheet \"sorces\": no sheet of a workbook has this name; remove it; a coder's sheet is called "
         "'coder NAME'; did you mean 'sources'?"],
    ),
    "sheet gone": (
        lambda book: book.remove(book["sources"]),
        ['sheet "sources": the workbook has this sheet; `chirograph template FILE` makes a whole workbook'],
    ),
    "coder without a line": (
        on("codebook", lambda sheet: setattr(sheet["A43"], "value", None)),
        ['sheet "coder B": the coder of a sheet stands in the codebook; add a line under coders; known: A'],
    ),
    "coder without a sheet": (
        lambda book: book.remove(book["coder B"]),
        ['sheet "coder B": every coder of the codebook has a sheet; add it, or take the coder out of the '
         "codebook"],
    ),
    "table without its title": (
        put("codebook", A8="group"),
        ['sheet "codebook": found 0 lines; one line "groups" stands above the headings of that table; '
         "write it in column A, with nothing beside it"],
    ),
    "heading unknown": (
        put("sources", B1="titel"),
        ['sheet "sources", cell B1: found \'titel\'; no field has this name here; did you mean \'title\'?',
         *[f'sheet "sources", cell A{row}: found ""; must have at least 1 character; write more'
           for row in range(2, 8)]],
    ),
    "source unknown": (
        put("programmes", F4="S-TWM"),
        ['sheet "programmes", cell F4: found "S-TWM"; no record of sources has this name; '
         "did you mean 'S-TWN'?"],
    ),
    "partner in words": (
        put("partners", A3="Korea"),
        ['sheet "partners", cell A3: found "Korea"; must have at most 3 characters, not 5; shorten it'],
    ),
    "no such day": (
        put("notes", H2="2026-02-30"),
        ['sheet "notes", cell H2: found "2026-02-30"; no calendar has this date; check the day of the month, '
         "and that at most one side of a slash is open"],
    ),
    "line break in a note": (
        put("notes", I2="one\ntwo"),
        ['sheet "notes", cell I2: found "one\\u000atwo"; a text is one line without control characters; '
         "remove U+000A at position 4"],
    ),
    "note of nothing": (
        on("notes", lambda sheet: sheet.append(["A", "PAN", "area03", None, None, "article 9"])),
        ['sheet "notes", cell A4: found \'A, PAN, area03\'; a note is about a cell that was coded; '
         "code the cell, or remove the note"],
    ),
    "two notes of a cell": (
        on("notes", lambda sheet: sheet.append(["A", "ESP", "area01", None, None, "article 9"])),
        ['sheet "notes", cell A4: found \'A, ESP, area01\'; a cell has one line of notes; join the two; '
         'the first is sheet "notes", cell A2'],
    ),
    "decision without codings": (
        on("adjudication", lambda sheet: sheet.append(["PAN", "area03", 1, "C", None, "slip"])),
        ['sheet "adjudication", cell A4: found PAN, area03; a decision is about a cell that was coded; '
         "add the codings, or remove the decision"],
    ),
    "decision in words": (
        put("adjudication", C2="later"),
        [f'sheet "adjudication", cell C2: found \'later\'; {RULE}; write it, or: open'],
    ),
    "fact gone": (
        on("dataset", lambda sheet: sheet.delete_rows(4)),
        ['sheet "dataset": a line "version" stands in column A; write it, and its value beside it'],
    ),
    "combined by nobody": (
        put("dataset", B12="spam"),
        ['sheet "dataset", cell B12: found "spam"; span, agreed, adjudicated, or a coder of '
         "codebook.coding.codings.coders; did you mean 'span'?"],
    ),
    "cell far out": (
        put("notes", XFD1048576="x"),
        ['sheet "notes", cell XFD1048576: a sheet has at most 1000000 cells up to its last one; '
         "remove what stands far out, or split the sheet"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_a_wrong_cell_is_named(name: str, tmp_path: Path) -> None:
    """A workbook with one thing wrong is refused with its place, value, rule and repair, and nothing else."""
    fill, messages = CELLS[name]
    assert refusal(filled(tmp_path / "coding.xlsx", fill), tmp_path) == messages


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    """Faults of cells and faults of the records stand in one message."""
    changes = (
        put("coder A", C4=7, D4="=A1"),
        put("coder B", B3="x"),
        put("partners", B2=None),
        put("sources", I3="x"),
    )
    said = refusal(filled(tmp_path / "coding.xlsx", *changes), tmp_path)
    assert [line.split(": ")[0] for line in said] == [
        'sheet "coder A", cell D4', 'sheet "coder A", cell C4', 'sheet "coder B", cell B3',
        'sheet "partners", cell B2', 'sheet "sources", cell I3',
    ]  # fmt: skip


def repacked(book: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The workbook with other parts in its archive."""
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return book


def add(name: str, data: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda parts: parts.update({name: data})


def entity(parts: dict[str, bytes]) -> None:
    """An entity that grows when it is read."""
    text = parts["xl/workbook.xml"].split(b"?>", 1)[-1]
    laugh = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    parts["xl/workbook.xml"] = b'<?xml version="1.0"?>' + laugh + text


ARCHIVES: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "macros": (
        add("xl/vbaProject.bin", b"x"),
        "found xl/vbaProject.bin; a workbook has no macros; save it as .xlsx, which has none",
    ),
    "links to other files": (
        add("xl/externalLinks/externalLink1.xml", b"<x/>"),
        "found xl/externalLinks/externalLink1.xml; a workbook has no links to other workbooks; "
        "in Excel: Data, Edit links, Break link",
    ),
    "entities": (
        entity,
        "found xl/workbook.xml; no part of a workbook declares a document type or entities",
    ),
    "zip bomb": (
        add("xl/media/bomb.bin", bytes(sheets.UNPACKED)),
        "a workbook unpacks to at most 64 MiB; split it",
    ),
    "many parts": (
        lambda parts: parts.update({f"xl/x{i}": b"" for i in range(sheets.PARTS)}),
        "a workbook has at most 2000 parts; split it",
    ),
    "another archive": (
        lambda parts: [parts.clear(), parts.update({"mimetype": b"x"})],
        "it is a workbook in the format .xlsx; save it again as .xlsx",
    ),
    "broken sheet": (
        add("xl/worksheets/sheet1.xml", b"<worksheet"),
        "it is a workbook whose parts fit together",
    ),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_that_could_hurt_is_refused(name: str, tmp_path: Path) -> None:
    """Macros, links, entities and bombs are refused before anything is made of the parts."""
    change, message = ARCHIVES[name]
    (said,) = refusal(repacked(empty(tmp_path / "coding.xlsx"), change), tmp_path)
    assert message in said


BYTES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "it is a workbook in the format .xlsx, whole; save it again as .xlsx"),
    "text": (b"programme,area\n", "it is a workbook in the format .xlsx, whole; save it again as .xlsx"),
    "old format or password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "it is a workbook in the format .xlsx, without a password; take the password off, and save it as "
        ".xlsx",
    ),
    "large": (bytes(sheets.FILE + 1), "a workbook has at most 16 MiB; split it"),
}


@pytest.mark.parametrize("name", BYTES)
def test_what_is_no_workbook_is_refused(name: str, tmp_path: Path) -> None:
    """Other files are told from workbooks by their first bytes and their size."""
    data, message = BYTES[name]
    (tmp_path / "coding.xlsx").write_bytes(data)
    assert refusal(tmp_path / "coding.xlsx", tmp_path) == [message]


def test_a_cut_and_a_lying_archive_are_refused(tmp_path: Path) -> None:
    """Cut anywhere, or with a part that is longer than its entry says, the file is refused in one line."""
    whole = empty(tmp_path / "coding.xlsx").read_bytes()
    for size in range(1, len(whole), len(whole) // 12):
        (tmp_path / "coding.xlsx").write_bytes(whole[:size])
        assert len(refusal(tmp_path / "coding.xlsx", tmp_path)) == 1
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out) as archive:
        entry = archive.getinfo("xl/workbook.xml")
    lying = whole.replace(struct.pack("<I", entry.file_size), struct.pack("<I", 10))
    (tmp_path / "coding.xlsx").write_bytes(lying)
    assert len(refusal(tmp_path / "coding.xlsx", tmp_path)) == 1


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    """What cannot be read is said with the reason of the system."""
    (tmp_path / "folder").mkdir()
    assert "not a regular file" in refusal(tmp_path / "folder", tmp_path)[0]
    assert "no such file" in refusal(tmp_path / "none.xlsx", tmp_path)[0]


def test_text_that_looks_like_a_formula_is_a_text(tmp_path: Path) -> None:
    """Only cells that a spreadsheet computes are refused; text that begins with = in a text cell is text."""

    def text(book: Any) -> None:
        book["notes"]["I2"].value = "=1+1"
        book["notes"]["I2"].data_type = "s"

    book = edit(filled(tmp_path / "coding.xlsx"), text)
    assert '"note": "=1+1"' in (from_workbook(book, tmp_path / "mine") / "data.json").read_text("utf-8")
