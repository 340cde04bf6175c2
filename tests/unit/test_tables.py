"""The light table: what it holds, how it prints and what it turns into."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

import chirograph as cg
from chirograph.base.sheet import csv_text, unmarked
from chirograph.errors import DataError, ParameterError, UnknownLabel

hypothesis = pytest.importorskip("hypothesis")
texts = hypothesis.strategies.lists(
    hypothesis.strategies.text(
        hypothesis.strategies.sampled_from("=+-@\t\r\n'\",;a1 \N{HANGUL SYLLABLE HAN}")
        | hypothesis.strategies.characters(exclude_categories=["Cs"])
    ),
    min_size=1,
    max_size=4,
)

RECORDS = [
    {"name": "Korea", "areas": 11, "share": 0.5, "known": True, "note": None},
    {"name": "Japan, <b>", "areas": None, "share": float("nan"), "known": None, "note": None},
]


@pytest.fixture
def table() -> cg.Table:
    """Text, whole numbers with a gap, floats, truth values with a gap, and a column of gaps."""
    return cg.Table.from_records(RECORDS, caption="Partners")


def test_rows_columns_and_records_hold_the_same(table: cg.Table) -> None:
    """Rows, columns and iteration give back what was put in."""
    assert table.columns == ("name", "areas", "share", "known", "note")
    assert table["areas"] == (11, None)
    assert [row["name"] for row in table] == ["Korea", "Japan, <b>"]
    assert table.rows[0] == ("Korea", 11, 0.5, True, None)
    assert len(table) == 2


def test_malformed_tables_are_refused() -> None:
    """Columns have one length and one name each."""
    with pytest.raises(DataError):
        cg.Table(("a", "a"), ((1,), (2,)))
    with pytest.raises(DataError):
        cg.Table(("a", "b"), ((1,), (2, 3)))
    with pytest.raises(DataError):
        cg.Table(("a", "b"), ((1,),))


def test_unknown_column_is_refused_with_near_names(table: cg.Table) -> None:
    """A wrong column is answered by the near one, in `where` too."""
    with pytest.raises(UnknownLabel, match="areas"):
        table["area"]
    with pytest.raises(UnknownLabel, match="name"):
        table.where(nam="Korea")


def test_where_keeps_matching_rows(table: cg.Table) -> None:
    """`where` keeps rows that hold every value, None included."""
    assert table.where(known=None)["name"] == ("Japan, <b>",)
    assert len(table.where(name="Korea", areas=12)) == 0


def test_table_is_immutable_and_comparable(table: cg.Table) -> None:
    """A table cannot be changed, and equal content is equal."""
    with pytest.raises(AttributeError):
        table.caption = "x"  # type: ignore[misc]
    again = cg.Table.from_records([{"a": 1}])
    assert again == cg.Table(("a",), ((1,),))
    assert hash(again) == hash(cg.Table(("a",), ((1,),)))


def test_empty_table_prints() -> None:
    """A table without rows still shows its columns."""
    empty = cg.Table.from_records([], ["a", "b"])
    assert len(empty) == 0
    assert repr(empty) == "a  b"
    assert empty.to_pandas().shape == (0, 2)
    assert cg.Table.from_records([]).rows == ()


def test_text_is_cut_to_a_screen() -> None:
    """Many rows and long cells are cut, with the count of what is left out."""
    long = cg.Table.from_records([{"n": i, "text": "x" * 500} for i in range(100)])
    lines = repr(long).splitlines()
    assert lines[-1] == "… and 70 more rows"
    assert max(map(len, lines)) <= 150


def test_markup_is_escaped_and_cut() -> None:
    """The HTML escapes every cell, has no script, and stays below 100 kB for any table."""
    long = cg.Table.from_records([{"<i>": "<script>" + "x" * 5000} for _ in range(5000)])
    html = long._repr_html_()
    assert "<script" not in html
    assert "<i>" not in html
    assert "Not shown: 4940 more rows." in html
    assert len(html.encode()) < 100_000


@hypothesis.given(row=texts, end=hypothesis.strategies.sampled_from(["\r\n", "\n"]))
def test_texts_come_back_from_csv_and_none_is_a_formula(row: list[str], end: str) -> None:
    """What is written and read is the text it was, and no cell on the way begins as a formula does."""
    read = list(csv.reader(io.StringIO(csv_text(row, [row, [-1.5] * len(row)], end), newline="")))
    assert [[unmarked(cell) for cell in line] for line in read] == [row, row, ["-1.5"] * len(row)]
    assert not [
        cell for line in read[:2] for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    ]


def test_csv_is_read_back(table: cg.Table, tmp_path: Path) -> None:
    """The CSV text quotes what needs quoting and is written as it is returned."""
    text = table.to_csv(tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().decode() == text
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == list(table.columns)
    assert rows[2][0] == "Japan, <b>"


def test_json_has_no_nan(table: cg.Table) -> None:
    """NaN becomes null, which is what JSON has."""
    assert json.loads(table.to_json())[1] == {
        "name": "Japan, <b>",
        "areas": None,
        "share": None,
        "known": None,
        "note": None,
    }


def test_frames_keep_whole_numbers_whole(table: cg.Table) -> None:
    """A gap does not turn whole numbers into floats in any frame library."""
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    assert str(table.to_pandas()["areas"].dtype) == "Int64"
    assert str(table.to_pandas()["known"].dtype) == "boolean"
    assert table.to_polars()["areas"].to_list() == [11, None]
    assert table.to_arrow()["areas"].to_pylist() == [11, None]
    assert table.to_arrow()["note"].to_pylist() == [None, None]


def test_arrow_stream_is_read_by_others(table: cg.Table) -> None:
    """Any library that reads the Arrow stream reads the table."""
    pyarrow = pytest.importorskip("pyarrow")
    polars = pytest.importorskip("polars")
    assert pyarrow.table(table).num_rows == 2
    assert polars.DataFrame(table)["areas"].to_list() == [11, None]


def test_a_list_of_names_selects_columns() -> None:
    """Several columns by a list of names are a table; a wrong name is refused."""
    table = cg.Table(("a", "b", "c"), ((1,), (2,), (3,)), "caption")
    assert table[["c", "a"]] == cg.Table(("c", "a"), ((3,), (1,)), "caption")
    with pytest.raises(UnknownLabel, match="'b'"):
        table[["a", "bb"]]


def test_rows_are_sorted_filtered_and_cut() -> None:
    """Gaps come last in either direction, equal rows keep their order, and a filter keeps the True."""
    table = cg.Table(("a", "b"), ((2, None, 1, float("nan"), 2), tuple("vwxyz")))
    assert table.sort("a")["b"] == ("x", "v", "z", "w", "y")
    assert table.sort("a", descending=True)["b"] == ("v", "z", "x", "w", "y")
    assert table.sort(["a", "b"], descending=True)["b"][:3] == ("z", "v", "x")
    assert table.filter(lambda row: row["a"] == 2)["b"] == ("v", "z")
    assert table.head(2)["b"] == ("v", "w")
    assert table.tail(1)["b"] == ("z",)
    assert len(table.tail(9)) == len(table.head(9)) == len(table.sort([])) == 5
    assert len(table.head(0)) == len(table.tail(0)) == 0
    assert table._ipython_key_completions_() == ["a", "b"]


def test_what_cannot_be_sorted_or_filtered_is_refused() -> None:
    """Text beside numbers has no order, a filter says True or False, a number of rows is not negative."""
    table = cg.Table(("a",), ((1, "x"),))
    with pytest.raises(DataError, match="column a"):
        table.sort("a")
    assert cg.Table(("a",), (("x", None, "b"),)).sort("a")["a"] == ("b", "x", None)
    with pytest.raises(UnknownLabel, match="known: a"):
        table.sort("b")
    with pytest.raises(ParameterError, match="True or False"):
        table.filter(lambda row: None)  # type: ignore[arg-type, return-value]
    for cut in (table.head, table.tail):
        with pytest.raises(ParameterError, match="at least 0"):
            cut(-1)


def test_a_workbook_holds_the_same_and_runs_nothing(tmp_path: Path) -> None:
    """Every text comes back as it was, none as a formula; gaps are empty and numbers are numbers."""
    openpyxl = pytest.importorskip("openpyxl")
    texts = ("=1+1", "+1", "-1", "@a", "\tb", "'c", "d - e", " f\ng ", "1", "#REF!", "대한민국")
    numbers = (1, None, 0.5, float("nan"), float("inf"), True, False, -1, 10**14, 0, 2.5)
    cg.Table(("=text", "number"), (texts, numbers)).to_excel(tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert [cell.value for cell in sheet["A"]] == ["=text", *texts]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert [cell.quotePrefix for cell in sheet["A"]][:8] == [True] * 7 + [False]
    assert [cell.value for cell in sheet["B"]] == [
        "number", 1, None, 0.5, None, None, True, False, -1, 10**14, 0, 2.5,
    ]  # fmt: skip


def test_what_a_sheet_cannot_hold_is_refused_with_its_cell(tmp_path: Path) -> None:
    """Long text, characters that no sheet has and long numbers are named together, and no file is written."""
    pytest.importorskip("openpyxl")
    table = cg.Table(("a", "b"), (("x" * 40_000, "\x00", "\uffff"), (10**16, 1, 2)))
    with pytest.raises(DataError) as caught:
        table.to_excel(tmp_path / "t.xlsx")
    assert [fault.place for fault in caught.value.faults] == [
        "row 1, column a", "row 1, column b", "row 2, column a", "row 3, column a",
    ]  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that needs a package that is not there says which call and which package."""
    for name in ("openpyxl", "pandas", "polars", "pyarrow"):
        monkeypatch.setitem(sys.modules, name, None)
    table = cg.Table(("a",), ((1,),))
    for call, name in ((lambda: table.to_excel("t.xlsx"), "openpyxl"), (table.to_arrow, "pyarrow"),
                       (table.to_polars, "polars"), (table.to_pandas, "pandas")):  # fmt: skip
        with pytest.raises(ImportError, match=f"needs the package {name}"):
            call()


def test_a_column_of_two_types_is_no_arrow_column() -> None:
    """Arrow and polars have one type for a column: text beside numbers is refused with the column."""
    for library in ("pyarrow", "polars"):
        pytest.importorskip(library)
    table = cg.Table(("ok", "mixed"), ((1, 2), (1, "x")))
    for call in (table.to_arrow, table.to_polars, table.__arrow_c_stream__):
        with pytest.raises(DataError, match="column mixed: found int, str"):
            call()


def test_others_take_a_table_as_it_is(table: cg.Table) -> None:
    """narwhals and DuckDB read the Arrow stream of a table without a step between."""
    narwhals = pytest.importorskip("narwhals")
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("polars")
    assert narwhals.from_arrow(table, backend="polars")["areas"].to_list() == [11, None]
    with duckdb.connect() as base:
        base.register("partners", table)
        assert base.sql("select name from partners where areas = 11").fetchall() == [("Korea",)]
