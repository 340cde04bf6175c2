"""OpenDocument workbooks: the same cells as in a workbook of Excel, with no library at all."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from opendocument import cell, content, packed, row, saved, sheet, typed
from workbooks import filled

import chirograph as cg
from chirograph.errors import DataError, ParameterError, UnknownLabel
from chirograph.workbook.convert import from_workbook
from chirograph.workbook.sheets import grids
from chirograph.workbook.table import coders

ROWS = [["partner", "A1", "A2"], ["KOR", 1, "1-2"], ["JPN", "?", None]]
#: One value of every kind, and texts that a careless reader changes.
VALUES = [
    [1, 2.0, 0.5, -9, 10**15, 1e300],
    [True, False, date(2026, 2, 1), datetime(2026, 2, 1), datetime(2026, 2, 1, 3, 4, 5)],
    ["a", " a  b ", "a\nb", "a\tb", "=1+1", "'=1+1", "'tis", "<&\"'>", "\uad6d\u1112", "1.0", " ", "#REF!x"],
    [],
    [None, None, "after a gap"],
]  # fmt: skip


def read(file: Path) -> dict[str, dict[tuple[int, int], object]]:
    """The cells of every sheet."""
    found = grids(str(file), file.read_bytes())
    assert not [fault for one in found for fault in one.faults]
    return {one.name: dict(one.cells) for one in found}


def one(tmp_path: Path, *cells: str) -> object:
    """What the first cell of a sheet holds."""
    return read(packed(tmp_path / "my.ods", content(sheet([row(*cells)]))))["Sheet1"][1, 1]


def test_values_are_those_of_excel(tmp_path: Path) -> None:
    """Numbers, truth values, days and texts come out of both formats alike, to the letter and the type."""
    book = openpyxl.Workbook()
    book.active.title = "S"
    for i, line in enumerate(VALUES, 1):
        for j, value in enumerate(line, 1):
            made = book.active.cell(i, j, value)
            if isinstance(value, str):
                made.data_type = "s"
    book.save(tmp_path / "my.xlsx")
    other, mine = read(tmp_path / "my.xlsx"), read(saved(tmp_path / "my.ods", S=VALUES))
    assert mine == other
    assert {place: type(value) for place, value in mine["S"].items()} == {
        place: type(value) for place, value in other["S"].items()
    }


#: What stands in the tag of a cell, what stands between its tags, and what it holds.
STORED: dict[str, tuple[str, str, object]] = {
    "percent": ('office:value-type="percentage" office:value="0.5"', "<text:p>50 %</text:p>", 0.5),
    "money": ('office:value-type="currency" office:value="2"', "<text:p>2 EUR</text:p>", 2),
    "exponent": ('office:value-type="float" office:value="1.5E+2"', "<text:p>150</text:p>", 150),
    "text apart": ('office:value-type="string" office:string-value="told"', "<text:p>shown</text:p>", "told"),
    "day": ('office:value-type="date" office:date-value="2026-02-01T00:00:00.000000000"', "", "2026-02-01"),
    "no kind": ("", "<text:p>no  \n kind</text:p>", "no kind"),
    "blanks": ("", '<text:p>a<text:s text:c="3"/>b</text:p>', "a   b"),
    "line break": ("", "<text:p>a<text:line-break/>b</text:p>", "a\nb"),
    "spans": ("", '<text:p><text:span>a</text:span><text:a xlink:href="x">b</text:a></text:p>', "ab"),
    "picture": ("", "<text:p>a</text:p><draw:frame><text:p>picture</text:p></draw:frame>", "a"),
    "footnote": ("", "<text:p>a<text:note><text:p>foot</text:p></text:note></text:p>", "a"),
}


@pytest.mark.parametrize("name", STORED)
def test_what_is_stored_is_read(tmp_path: Path, name: str) -> None:
    """The value that a cell stores counts, not how it is shown; text without what is drawn over it."""
    said, inside, value = STORED[name]
    assert one(tmp_path, typed(said, inside)) == value


def test_what_is_repeated_is_there_as_often(tmp_path: Path) -> None:
    """Cells and lines that the file holds once stand wherever it says, and gaps move what follows."""
    twice = cell(1, 'table:number-columns-repeated="2"')
    lines = [
        row(cell("p"), cell("A"), cell("B")),
        row(cell(more='table:number-columns-repeated="3"'), more='table:number-rows-repeated="4"'),
        "<table:table-row-group>",
        row(cell(), twice, more='table:number-rows-repeated="2"'),
        "</table:table-row-group>",
        row("<table:covered-table-cell/>", cell(), cell(3)),
    ]
    found = read(packed(tmp_path / "my.ods", content(sheet(lines))))["Sheet1"]
    assert found == {
        (1, 1): "p", (1, 2): "A", (1, 3): "B", (6, 2): 1, (6, 3): 1, (7, 2): 1, (7, 3): 1, (8, 3): 3,
    }  # fmt: skip


def test_a_panel_out_of_a_sheet(tmp_path: Path) -> None:
    """`read` takes the one sheet in which something stands; blank rows and columns behind it are none."""
    panel = cg.read(saved(tmp_path / "my.ods", Codes=ROWS, Empty=[]), missing="unknown")
    assert (panel.rows, panel.columns) == (("KOR", "JPN"), ("A1", "A2"))
    assert panel.lower.tolist() == [[1, 1], [0, 0]]
    assert panel.upper.tolist() == [[1, 2], [3, 3]]
    assert panel.assumptions[0].startswith("Cells: from my.ods, sheet 'Codes' (SHA-256 ")


def test_of_several_sheets_one_is_named(tmp_path: Path) -> None:
    """Which one is never guessed, and options of CSV are refused."""
    file = saved(tmp_path / "my.ods", A=ROWS, B=ROWS)
    with pytest.raises(DataError, match="'A', 'B'"):
        cg.read(file, missing="unknown")
    assert cg.read(file, sheet="B", missing="unknown").rows == ("KOR", "JPN")
    with pytest.raises(UnknownLabel, match="sheet"):
        cg.read(file, sheet="C", missing="unknown")
    with pytest.raises(ParameterError, match="a workbook has no separator"):
        cg.read(file, separator=";")


def test_a_sheet_or_a_file_for_each_coder(tmp_path: Path) -> None:
    """Several coders come from the sheets of one file, or from files by their names."""
    both = coders([saved(tmp_path / "both.ods", A=ROWS, B=ROWS)])
    files = coders([saved(tmp_path / f"{name}.ods", S=ROWS) for name in "AB"])
    assert both == files
    assert list(both) == ["A", "B"]


def test_a_form_saved_as_ods_is_imported(tmp_path: Path) -> None:
    """A filled form that LibreOffice saved in its own format makes the same dataset to the byte."""
    file = filled(tmp_path / "coding.xlsx")
    lines: dict[str, list[list[object]]] = {}
    for found in grids(str(file), file.read_bytes()):
        lines[found.name] = [
            [found.cells.get((i, j)) for j in range(1, found.columns + 1)] for i in range(1, found.rows + 1)
        ]
    other = saved(tmp_path / "coding.ods", **lines)
    made = [from_workbook(book, tmp_path / book.suffix) / "data.json" for book in (file, other)]
    assert made[0].read_bytes() == made[1].read_bytes()


def test_no_library_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without openpyxl an .ods is read, and an .xlsx names the extra that it needs."""
    file = saved(tmp_path / "my.ods", A=ROWS)
    openpyxl.Workbook().save(tmp_path / "my.xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert cg.read(file, missing="unknown").rows == ("KOR", "JPN")
    with pytest.raises(ImportError, match=r"chirograph-engine\[excel\]"):
        cg.read(tmp_path / "my.xlsx")
