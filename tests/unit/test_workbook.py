"""Workbooks: a form, a dataset of a filled one, and back without a loss."""

from __future__ import annotations

import itertools
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from workbooks import AREAS, CODED, PARTNERS, edit, empty, filled, put

import chirograph as cg
from chirograph.cells.written import cell_text
from chirograph.errors import DataError, ParameterError
from chirograph.records.rebuild import canonical
from chirograph.workbook.convert import from_workbook, template, to_workbook
from chirograph.workbook.written import TO, interval


def data_of(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    return data


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return from_workbook(filled(tmp_path / "coding.xlsx"), tmp_path / "mine")


def test_what_is_written_is_what_is_read() -> None:
    """Every interval of every scale has a form of its own, and reads back as itself."""
    for top in range(1, 10):
        for lower, upper in itertools.combinations_with_replacement(range(top + 1), 2):
            for to in (TO, "-"):
                assert interval(cell_text(lower, upper, top, to), top) == (lower, upper)
    forms = (" 2 ", "1 .. 2", "1-2", "1\u20132", ">= 1", "\u22642", "?", " ")
    assert [interval(text, 3) for text in forms] == [
        (2, 2), (1, 2), (1, 2), (1, 2), (1, 3), (0, 2), (0, 3), None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["4", "2..1", "-1", "1..", "1.5", "x", "??", "\u0663", "1..2..3", ">=4", "9" * 400, "1 2", "yes"]
)
def test_what_is_no_interval_is_refused(text: str) -> None:
    """Another form, a depth off the scale and an interval that runs backwards are refused."""
    with pytest.raises(ValueError, match=r"depth|interval|lower"):
        interval(text, 3)


def test_every_cell_of_both_coders_comes_through(made: Path) -> None:
    """Exact depths, "?" with its reason, gaps: each coding is what its coder wrote."""
    found = {(item["coder"], item["programme"], item["area"]): item for item in data_of(made)["codings"]}
    for coder, rows in CODED.items():
        for partner, text in zip(PARTNERS, rows, strict=True):
            for area, letter in zip(AREAS, text, strict=True):
                item = found.pop((coder, partner, area), None)
                ends = None if item is None else (item["lower"], item["upper"])
                wanted = {"?": (0, 3), ".": None}.get(letter) if letter in "?." else (int(letter),) * 2
                assert ends == wanted, (coder, partner, area)
    assert not found


def test_unknown_absent_and_not_coded_are_three_things(made: Path) -> None:
    """In a panel "?" is open for its reason, 0 is absent, a gap of both coders is not coded."""
    panel = cg.load(made).panel(coders="A")
    status = dict(
        zip(itertools.product(panel.rows, panel.columns), panel.status.ravel().tolist(), strict=True)
    )
    assert status["ESP", "area01"] == "text_not_public"
    assert status["TWN", "area02"] == "read"
    assert status["ESP", "area04"] == "unclear"
    assert status["PAN", "area03"] == "not_coded"
    assert panel.names["area01"] == "Area01"


def test_notes_sources_and_decisions_come_through(made: Path) -> None:
    """What stands on the sheets notes and adjudication is in the records, text for text."""
    data = data_of(made)
    notes = {item["id"]: item for item in data["codings"] if item["locator"]}
    assert notes["A.ESP.area01"]["note"] == "=1+1"
    assert (notes["A.ESP.area01"]["page"], notes["A.ESP.area01"]["source"]) == ("12", "S-ESP")
    assert notes["A.ESP.area01"]["date"] == "2026-01-10"
    assert notes["B.PHL.area01"]["note"] == "tis - see \u5f35"
    first, second = data["adjudications"]
    assert (first["lower"], first["upper"], first["note"]) == (1, 2, "+ later")
    assert (second["lower"], second["upper"], second["decided_on"]) == (None, None, None)
    assert len(data["sources"]) == 6


def test_a_round_trip_loses_nothing(made: Path, tmp_path: Path) -> None:
    """Dataset to workbook to dataset gives the same bytes, and so does the workbook of the workbook."""
    again = from_workbook(to_workbook(made, tmp_path / "out.xlsx"), tmp_path / "again")
    assert (again / "data.json").read_bytes() == (made / "data.json").read_bytes()


def test_a_round_trip_of_an_edited_dataset(made: Path, tmp_path: Path) -> None:
    """Fields that the template does not show, own ids, and texts that a spreadsheet would run come back."""
    data = data_of(made)
    data["codings"][0] |= {"id": "K1", "note": "=HYPERLINK(1)"}
    data["codings"][1] |= {"lower": 1, "upper": 2, "reason": "coders_differ", "note": "'quoted"}
    data["adjudications"][0]["id"] = "J1"
    data["programmes"][0] |= {"signed": "2020-01-02", "signed_place": "-", "counterpart": "Other hub"}
    data["sources"][0] |= {"key": "other", "url": "https://example.org/a", "title": "@home", "note": "#N/A"}
    data["partners"][0] |= {"cow": 840, "name": "007"}
    data["codebook"]["areas"][0]["interop_tech_strict"] = True
    data["contributors"] = ["One", "Two"]
    (made / "data.json").write_text(canonical(data), encoding="utf-8")
    book = to_workbook(made, tmp_path / "out.xlsx")
    kinds = {
        cell.data_type for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows() for cell in row
    }
    assert kinds <= {"s", "n"}
    assert data_of(from_workbook(book, tmp_path / "again")) == data


def test_what_a_workbook_cannot_hold_is_refused(made: Path, tmp_path: Path) -> None:
    """Nothing is left out in silence: records without a sheet are named, and no file appears."""
    data = data_of(made)
    data["codebook"]["coding"]["rule"] = "My own"
    data["not_found"] = [{"id": "N1", "text": "Looked for"}]
    (made / "data.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        to_workbook(made, tmp_path / "out.xlsx")
    assert [fault.place for fault in refused.value.faults] == ["/codebook/coding/rule", "/not_found"]
    with pytest.raises(DataError, match="holds what coders wrote"):
        to_workbook("nato-ip4", tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_nothing_of_the_user_is_replaced(tmp_path: Path) -> None:
    """A workbook that is there, and a folder that holds something, stay as they are."""
    book = empty(tmp_path / "coding.xlsx")
    before = book.read_bytes()
    with pytest.raises(ParameterError, match="nothing is replaced"):
        template(book, day="2026-01-15")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "data.json").write_text("mine", encoding="utf-8")
    with pytest.raises(ParameterError, match="new or empty"):
        from_workbook(book, tmp_path / "mine")
    assert book.read_bytes() == before
    assert (tmp_path / "mine" / "data.json").read_text(encoding="utf-8") == "mine"
    with pytest.raises(ParameterError, match=r"ends in \.xlsx"):
        template(tmp_path / "coding.csv", day="2026-01-15")


def held(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, with what is in it."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_corrected_workbook_takes_the_place_of_its_dataset(tmp_path: Path) -> None:
    """overwrite=True replaces data.json alone, in one step; files of others in the folder stay."""
    book = filled(tmp_path / "coding.xlsx")
    mine = from_workbook(book, tmp_path / "mine", overwrite=True)
    before = held(mine)
    (mine / "thesis.txt").write_text("years of work", encoding="utf-8")
    edit(book, put("coder A", B3=3))
    with pytest.raises(ParameterError, match=r"new or empty.*--overwrite \(in Python overwrite=True\)"):
        from_workbook(book, mine)
    assert held(mine) == {**before, "thesis.txt": b"years of work"}
    assert from_workbook(book, mine, overwrite=True) == mine
    assert held(mine) == {
        "thesis.txt": b"years of work",
        "data.json": held(from_workbook(book, tmp_path / "other"))["data.json"],
    }
    assert data_of(mine) != json.loads(before["data.json"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["coding.xlsx", "mine", "other"]


def test_a_faulty_workbook_leaves_the_dataset(made: Path, tmp_path: Path) -> None:
    """With a fault in the workbook the dataset of before is there, byte for byte."""
    before = held(made)
    edit(tmp_path / "coding.xlsx", put("coder A", B3=9))
    with pytest.raises(DataError, match="cell B3"):
        from_workbook(tmp_path / "coding.xlsx", made, overwrite=True)
    assert held(made) == before


@pytest.mark.parametrize("kind", ["another id", "no dataset", "nothing", "link", "file"])
def test_only_a_dataset_of_the_same_id_is_replaced(kind: str, made: Path, tmp_path: Path) -> None:
    """A folder of another dataset, of other things or a link stay; the refusal says what to do."""
    target, data = tmp_path / "target", data_of(made)
    if kind == "file":
        target.write_text("mine", encoding="utf-8")
    else:
        target.mkdir()
        (target / "thesis.txt").write_text("years of work", encoding="utf-8")
    if kind == "link":
        (target / "data.json").symlink_to(made / "data.json")
    elif kind in ("another id", "no dataset"):
        other = {**data, "id": "another"} if kind == "another id" else {"id": data["id"]}
        (target / "data.json").write_text(json.dumps(other), encoding="utf-8")
    book = edit(tmp_path / "coding.xlsx", put("coder A", B3=3))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    words = {"another id": "found another; only a dataset of the same id", "file": "new or empty; choose"}
    with pytest.raises(ParameterError, match=words.get(kind, "its data.json is missing, a link or no")):
        from_workbook(book, target, overwrite=True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_records_that_a_workbook_has_no_place_for_are_not_replaced(tmp_path: Path) -> None:
    """A table added by hand would be lost: it is named by its place, and the dataset stays."""
    book = filled(tmp_path / "coding.xlsx")
    mine = from_workbook(book, tmp_path / "mine")
    data = data_of(mine)
    data["not_found"] = [{"id": "N1", "text": "the annex was looked for"}]
    (mine / "data.json").write_text(json.dumps(data), encoding="utf-8")
    cg.load(mine)
    with pytest.raises(ParameterError, match=r"/not_found.*a workbook has no place.*data\.json first"):
        from_workbook(book, mine, overwrite=True)
    assert data_of(mine) == data


def test_a_template_says_which_option_is_wrong(tmp_path: Path) -> None:
    """Names that no dataset may have are told by their option, all at once."""
    with pytest.raises(ParameterError) as refused:
        template(tmp_path / "b.xlsx", {"a b": "x"}, {"Korea": "x"}, {"+": ""}, day="2026-01-15")
    assert {fault.place for fault in refused.value.faults} == {"--areas", "--partners", "--coders"}
    with pytest.raises(ParameterError, match="1 to 9"):
        template(tmp_path / "b.xlsx", top=10, day="2026-01-15")


@pytest.mark.parametrize("top", [1, 2, 9])
def test_other_scales(tmp_path: Path, top: int) -> None:
    """A scale of another length is one number; "?" is any depth of it."""
    book = template(tmp_path / "coding.xlsx", top=top, day="2026-01-15")
    edit(book, put("coder A", B3="?", C3=top))
    panel = cg.load(from_workbook(book, tmp_path / "mine")).panel()
    assert (panel.max_depth, int(panel.upper[0, 0]), int(panel.lower[0, 1])) == (top, top, top)


def test_cells_as_spreadsheets_write_them(tmp_path: Path) -> None:
    """Whole numbers with a point, numbers as text, dates and names in another case are understood."""

    def other(book: Any) -> None:
        book["coder B"].title = "x"
        book["x"].title = "Coder b"
        book["codebook"]["A35"].value = "b"

    book = template(tmp_path / "coding.xlsx", day="2026-01-15")
    changes = (
        put("programmes", E2=datetime(2025, 3, 1)),
        put("sources", E2=2025),
        put("coder B", B3=2.0, C3="2"),
    )
    edit(book, *changes, other)
    data = data_of(from_workbook(book, tmp_path / "mine"))
    assert data["programmes"][0]["concluded"] == "2025-03-01"
    assert [(item["coder"], item["lower"]) for item in data["codings"]] == [("b", 2), ("b", 2)]


def test_without_the_library_the_command_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where openpyxl is not installed the error says how it is."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ImportError, match=r"pip install 'chirograph-engine\[excel\]'"):
        template(tmp_path / "coding.xlsx", day="2026-01-15")
