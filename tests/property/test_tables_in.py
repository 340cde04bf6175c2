"""Tables out of any bytes and cells out of any text: read as they are, or refused as faults of chirograph.

They stand where a fuzzer would: mutated files and grammars that are broken at random places.
"""

from __future__ import annotations

import csv
import functools
import io
from contextlib import suppress
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from opendocument import cell, content, packed, row, saved, sheet, typed

import chirograph as cg
from chirograph.base import delimited
from chirograph.base.sheet import csv_text
from chirograph.cells import written
from chirograph.errors import ChirographError, DataError, ParameterError
from chirograph.workbook import grid
from chirograph.workbook.sheets import grids

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), max_size=8)
#: Text near to what cells look like.
CELLS = st.text("0123456789?-.,;+<>=[] nNaA/", max_size=8) | TEXTS


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp949")


@st.composite
def changed(draw: st.DrawFn, whole: bytes, most: int = 3) -> bytes:
    """A file in which a few places are cut, filled with other bytes, or repeated."""
    for _ in range(draw(st.integers(0, most))):
        at = draw(st.integers(0, len(whole)))
        end = min(len(whole), at + draw(st.integers(0, 40)))
        middle = draw(st.sampled_from([b"", whole[at:end] * 2]) | st.binary(max_size=8))
        whole = whole[:at] + middle + whole[end:]
    return whole


@given(
    st.binary(max_size=200)
    | st.text(',;\t|"\n\r ab1\u0645', max_size=60).map(str.encode)
    | st.sampled_from(ENCODINGS).flatmap(
        lambda name: changed('partner;A1;"A;2"\r\nKOR;1;0\r\nJPN;"2";3\n'.encode(name))
    ),
    st.none() | st.sampled_from([*delimited.SEPARATORS, "a", '"', "", "\n", "\0", "\ud800"]),
    st.none() | st.sampled_from([*ENCODINGS, "utf-7", "rot13", "hex", "idna", "undefined", "no", "\0", ""]),
)
def test_any_bytes_are_a_table_or_refused(data: bytes, separator: str | None, encoding: str | None) -> None:
    """Columns of one length, or faults; no other error, whatever separator and encoding are named."""
    try:
        found = delimited.read(data, "any.csv", separator, encoding)
    except (DataError, ParameterError):
        return
    assert len({len(cells) for cells in found.values()}) == 1
    assert all(name or i == 0 for i, name in enumerate(found))


@given(
    st.lists(TEXTS.filter(str.strip), min_size=2, max_size=4, unique_by=str.strip),
    st.data(),
    st.sampled_from(delimited.SEPARATORS),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read(head: list[str], draw: st.DataObject, mark: str, encoding: str) -> None:
    """Text as `to_csv` writes it comes back to the letter, with any separator that is named."""
    rows = draw.draw(st.lists(st.tuples(*[TEXTS.filter(str.strip)] * len(head)), min_size=1, max_size=4))
    lines = csv.reader(io.StringIO(csv_text(head, rows), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows(lines)
    found = delimited.read(out.getvalue().encode(encoding), "t.csv", separator=mark)
    assert list(found) == [name.strip() for name in head]
    assert list(zip(*found.values(), strict=True)) == rows


@given(CELLS, st.integers(1, 15))
def test_any_text_is_a_cell_a_mark_or_a_fault(text: str, top: int) -> None:
    """Ends lie on the scale in order; a mark stands for itself; what is neither says which rule it breaks."""
    found = written.read(text, top, written.Missing.of(None))
    if isinstance(found, written.Broken):
        assert found.rule
        assert found.repair
    elif isinstance(found, tuple):
        assert 0 <= found[0] <= found[1] <= top
    else:
        assert found == text.strip()
        assert found == "" or found.casefold() in written.MARKS


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), st.sampled_from([None, "absent"]))
def test_any_table_is_a_panel_or_refused(rows: list[tuple[str, str]], missing: str | None) -> None:
    """Whatever stands in a frame gives a panel whose cells lie on the scale, or an error of chirograph."""
    x, y = zip(*rows, strict=True)
    frame = {"p": [f"P{i}" for i in range(len(rows))], "x": list(x), "y": list(y)}
    try:
        panel = cg.Panel.from_frame(frame, rows="p", missing=missing)
    except ChirographError:
        return
    assert (panel.lower <= panel.upper).all()
    assert int(panel.upper.max()) <= 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where one file at a time stands."""
    return tmp_path_factory.mktemp("files")


def read(
    file: Path, causes: type[Exception] | tuple[type[Exception], ...] = (ParseError, ValueError)
) -> dict[str, dict[tuple[int, int], object]] | None:
    """The sheets of a workbook without a fault, which may be a panel; None when it is refused.

    Whatever else is raised below than what is foreseen is a slip of the reader.
    """
    with suppress(ChirographError):
        cg.read(file, missing="unknown")
    try:
        found = grids(file.name, file.read_bytes())
    except DataError as error:
        found, cause = None, error.__cause__
    else:
        cause = None
    assert cause is None or isinstance(cause, causes)
    if found is None:
        return None
    assert sum(len(one.cells) for one in found) <= 2 * grid.CELLS
    return {one.name: dict(one.cells) for one in found} if not any(one.faults for one in found) else None


#: Tags and attributes near to what sheets are made of.
TAGS = st.sampled_from(
    ["table:table", "table:table-row", "table:table-cell", "table:covered-table-cell",
     "table:table-row-group", "text:p", "text:s", "text:span", "office:annotation", "table:shapes",
     "draw:frame", "table:table-source"]
)  # fmt: skip
SAID = st.dictionaries(
    st.sampled_from(
        ["table:name", "table:number-columns-repeated", "table:number-rows-repeated", "table:formula",
         "table:number-columns-spanned", "office:value-type", "office:value", "office:date-value",
         "office:boolean-value", "office:string-value", "text:c", "calcext:value-type"]
    ),
    st.sampled_from(
        ["1", "2", "3", "0", "-1", "1000", "999999999", "1e5", "nan", "true", "float", "string", "date",
         "boolean", "percentage", "time", "error", "2026-02-01", "2026-02-30T00:00:00", "0000-00-00", "=1",
         "", " ", "\u0661"]
    ),
    max_size=4,
)  # fmt: skip


def element(tag: str, said: dict[str, str], inside: list[str]) -> str:
    """An element out of its parts."""
    return typed(" ".join(f'{name}="{value}"' for name, value in said.items()), "".join(inside), tag)


TREES = st.recursive(
    st.text("a1 =?\n\u0645", max_size=3),
    lambda inside: st.builds(element, TAGS, SAID, st.lists(inside, max_size=3)),
    max_leaves=12,
)
#: Elements that stand in a row, with anything in them.
IN_ROWS = st.builds(
    element,
    st.sampled_from(["table:table-cell", "table:covered-table-cell"]),
    SAID,
    st.lists(TREES, max_size=2),
)


@given(st.lists(TREES, max_size=3), st.lists(IN_ROWS, max_size=3))
def test_any_tree_is_a_workbook_or_refused(folder: Path, trees: list[str], cells: list[str]) -> None:
    """Elements in any order, with any value, give sheets or faults; nothing is filled past the limit."""
    read(packed(folder / "any.ods", content(*trees)))
    read(packed(folder / "any.ods", content(sheet([row(cell("p"), cell("A")), row(*cells), *trees]))))


@functools.cache
def a_file(end: str, folder: Path) -> bytes:
    """A small workbook in either format."""
    rows = [["p", "A", "B"], ["KOR", 1, "1-2"], ["JPN", "?", 0.5]]
    file = folder / f"small{end}"
    if end == ".ods":
        return saved(file, S=rows).read_bytes()
    book = openpyxl.Workbook()
    for line in rows:
        book.active.append(line)
    book.save(file)
    return file.read_bytes()


@given(st.data(), st.sampled_from([".ods", ".xlsx"]))
def test_any_archive_is_a_workbook_or_refused(folder: Path, draw: st.DataObject, end: str) -> None:
    """A file with bytes changed anywhere, or of any bytes, is read or refused; no other error."""
    whole = a_file(end, folder)
    (folder / f"any{end}").write_bytes(draw.draw(changed(whole) | st.binary(max_size=99)))
    read(folder / f"any{end}", Exception)


@given(st.data())
def test_any_content_is_a_workbook_or_refused(folder: Path, draw: st.DataObject) -> None:
    """The part with the cells may hold any bytes, in an archive that is whole."""
    whole = content(sheet([row(cell("p"), cell("A")), row(cell("KOR"), cell(1))])).encode()
    read(packed(folder / "any.ods", draw.draw(changed(whole) | st.binary(max_size=99))))


NUMBERS = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.none() | st.booleans() | NUMBERS | st.dates() | TEXTS.map(lambda text: text.removeprefix("'"))


@given(st.lists(st.lists(st.tuples(VALUES, st.integers(1, 3)), max_size=4), max_size=4), st.data())
def test_an_open_document_is_read_as_it_is_meant(
    folder: Path, lines: list[list[tuple[object, int]]], draw: st.DataObject
) -> None:
    """Values of every kind, each repeated across and down, stand where a spreadsheet shows them."""
    downs = draw.draw(st.lists(st.integers(1, 3), min_size=len(lines), max_size=len(lines)))
    rows, meant, at = [], {}, 0
    for line, down in zip(lines, downs, strict=True):
        cells = [cell(value, f'table:number-columns-repeated="{times}"') for value, times in line]
        rows.append(row(*cells, more=f'table:number-rows-repeated="{down}"'))
        flat = [value for value, times in line for _ in range(times)]
        meant |= {(at + i, j): value for i in range(1, down + 1) for j, value in enumerate(flat, 1)}
        at += down
    found = read(packed(folder / "any.ods", content(sheet(rows))))
    assert found is not None
    kept = {place: value for place, value in meant.items() if value is not None and str(value).strip()}
    assert found.get("Sheet1", {}) == {
        place: str(value) if not isinstance(value, bool | int | float) else value
        for place, value in kept.items()
    }
