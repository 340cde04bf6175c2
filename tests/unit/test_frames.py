"""Frames in and out: wide and long, three libraries, gaps refused until they are named, labels kept."""

from __future__ import annotations

from typing import Any

import pytest

import chirograph as cg
from chirograph.errors import AssumptionError, DataError, ParameterError, UnknownLabel

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")

WIDE = {"partner": ["KOR", "JPN"], "A1": [1, 1], "A2": [0, None]}
MAKERS = {"pandas": pandas.DataFrame, "polars": polars.DataFrame, "pyarrow": pyarrow.table}
KINDS = {"pandas": pandas.DataFrame, "polars": polars.DataFrame, "pyarrow": pyarrow.Table}


@pytest.fixture(params=sorted(MAKERS))
def library(request: pytest.FixtureRequest) -> str:
    """Each frame library."""
    return str(request.param)


def test_gaps_are_refused_with_their_cells(library: str) -> None:
    """An empty cell is an error that names the cell and the words it may be given."""
    with pytest.raises(DataError) as caught:
        cg.Panel.from_frame(MAKERS[library](WIDE))
    (fault,) = caught.value.faults
    assert fault.place == "row JPN, column A2"
    assert "unpublished" in fault.repair


@pytest.mark.parametrize(
    ("word", "status", "upper"),
    [
        ("unpublished", "text_not_public", 3),
        ("not_retrieved", "not_retrieved", 3),
        ("partial_list", "partial_list", 3),
        ("under_negotiation", "under_negotiation", 3),
        ("sources_conflict", "sources_conflict", 3),
        ("unknown", "unknown", 3),
        ("absent", "absent_from_complete_list", 0),
        ("not_applicable", "not_applicable", 0),
    ],
)
def test_each_word_gives_its_interval_and_status(library: str, word: str, status: str, upper: int) -> None:
    """A named gap becomes the interval and the reason its word stands for, and the panel says so."""
    panel = cg.Panel.from_frame(MAKERS[library](WIDE), missing=word)
    assert (panel.lower[1, 1], panel.upper[1, 1], panel.status[1, 1]) == (0, upper, status)
    assert panel.status[0, 0] == "stated"
    assert any(sentence.startswith("Empty cells (1) mean") for sentence in panel.assumptions)


def test_an_unknown_word_is_refused() -> None:
    """Only words of the vocabulary name a gap; the near one is suggested."""
    with pytest.raises(AssumptionError, match="'unpublished'"):
        cg.Panel.from_frame(pandas.DataFrame(WIDE), missing="unpublishd")


def test_results_come_back_as_the_frame_that_was_given(library: str) -> None:
    """The kind of frame that came in goes out, from panels, results and pairs alike."""
    panel = cg.Panel.from_frame(MAKERS[library](WIDE), missing="unpublished")
    overlap = panel.constrain(list_length={"JPN": 1}).overlap("jaccard")
    for frame in (panel.to_frame(), overlap.to_frame(), overlap["KOR", "JPN"].areas()):
        assert isinstance(frame, KINDS[library])


def test_without_a_frame_pandas_comes_back() -> None:
    """A panel made from lists gives pandas frames when pandas is installed."""
    assert isinstance(cg.Panel([[1], [1]]).overlap("jaccard").to_frame(), pandas.DataFrame)


def test_without_pandas_a_table_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandas is not installed, a light Table comes back."""
    from chirograph.base import convert

    monkeypatch.setattr(convert.importlib.util, "find_spec", lambda name: None)
    assert isinstance(cg.Panel([[1], [1]]).overlap("jaccard").to_frame(), cg.Table)


def test_labels_survive(library: str) -> None:
    """The label column gives the rows, the other columns give the areas."""
    panel = cg.Panel.from_frame(MAKERS[library](WIDE), missing="unknown")
    assert (panel.rows, panel.columns) == (("KOR", "JPN"), ("A1", "A2"))


def test_pandas_index_and_plain_numbers_give_labels() -> None:
    """An index with labels gives the rows; without labels the rows are numbered."""
    labelled = pandas.DataFrame({"A1": [1, 0]}, index=["KOR", "JPN"])
    assert cg.Panel.from_frame(labelled).rows == ("KOR", "JPN")
    assert cg.Panel.from_frame(pandas.DataFrame({"A1": [1, 0]})).rows == ("P1", "P2")


def test_the_label_column_can_be_named() -> None:
    """`rows=` names the label column wherever it stands; a wrong name is refused."""
    frame = pandas.DataFrame({"A1": [1, 0], "who": ["KOR", "JPN"]})
    assert cg.Panel.from_frame(frame, rows="who").columns == ("A1",)
    with pytest.raises(UnknownLabel, match="who"):
        cg.Panel.from_frame(frame, rows="whom")
    with pytest.raises(DataError, match="not text"):
        cg.Panel.from_frame(frame)


@pytest.mark.parametrize("gap", [None, float("nan"), "", "  ", pandas.NA, pandas.NaT])
def test_every_kind_of_gap_is_a_gap(gap: object) -> None:
    """None, NaN, NA, NaT and blank text are all empty cells."""
    frame = pandas.DataFrame({"p": ["KOR"], "A1": pandas.Series([gap], dtype=object)})
    with pytest.raises(DataError, match="an empty cell has no meaning of its own"):
        cg.Panel.from_frame(frame)
    assert cg.Panel.from_frame(frame, missing="unknown").upper.tolist() == [[3]]


@pytest.mark.parametrize("cell", ["1.5", "2-1", "0-4", 1.5, 4, -1])
def test_missing_does_not_excuse_what_is_wrong(cell: object) -> None:
    """A cell that is no depth stays an error whatever gaps are said to mean."""
    frame = pandas.DataFrame({"p": ["KOR"], "A1": pandas.Series([cell], dtype=object)})
    with pytest.raises(DataError, match="row KOR, column A1"):
        cg.Panel.from_frame(frame, missing="unknown")


def test_upper_ends_in_a_second_frame(library: str) -> None:
    """Wide intervals come as two frames with the same labels; other labels are refused."""
    lower = MAKERS[library]({"partner": ["KOR"], "A1": [1]})
    upper = MAKERS[library]({"partner": ["KOR"], "A1": [2]})
    assert cg.Panel.from_frame(lower, upper=upper).upper.tolist() == [[2]]
    with pytest.raises(DataError, match="labels of the lower one"):
        cg.Panel.from_frame(lower, upper=MAKERS[library]({"partner": ["JPN"], "A1": [2]}))
    with pytest.raises(DataError, match="the lower end is at most the upper end"):
        cg.Panel.from_frame(upper, upper=lower)


def test_long_frames_round_trip(library: str) -> None:
    """`to_frame` and `from_frame(layout="long")` are inverse, status included."""
    panel = cg.Panel([[0, 1], [2, 0]], [[3, 1], [2, 3]], rows=["KOR", "JPN"], status="text_not_public")
    long = MAKERS[library](_cells(panel))
    again = cg.Panel.from_frame(long, layout="long")
    assert again.lower.tolist() == panel.lower.tolist()
    assert again.upper.tolist() == panel.upper.tolist()
    assert again.status.tolist() == panel.status.tolist()
    assert (again.rows, again.columns) == (panel.rows, panel.columns)


def _cells(panel: cg.Panel) -> dict[str, Any]:
    frame = panel.to_frame()
    return {name: frame[name].tolist() for name in frame.columns}


def test_long_frame_with_a_combination_that_does_not_occur() -> None:
    """A combination that has no line is an empty cell, not an absent area."""
    frame = polars.DataFrame({"row": ["KOR", "KOR", "JPN"], "column": ["A", "B", "A"], "depth": [1, 2, 3]})
    with pytest.raises(DataError, match="row JPN, column B"):
        cg.Panel.from_frame(frame, layout="long")
    panel = cg.Panel.from_frame(frame, layout="long", missing="unpublished")
    assert panel.upper.tolist() == [[1, 2], [3, 3]]


def test_long_frame_names_and_faults() -> None:
    """Columns can be named; wrong names and repeated cells are refused."""
    frame = pandas.DataFrame({"who": ["KOR", "JPN"], "what": ["A", "A"], "depth3": [1, 2]})
    panel = cg.Panel.from_frame(frame, layout="long", rows="who", columns="what", values="depth3")
    assert panel.lower.tolist() == [[1], [2]]
    with pytest.raises(UnknownLabel, match="row"):
        cg.Panel.from_frame(frame, layout="long")
    twice = pandas.concat([frame, frame])
    with pytest.raises(DataError, match="one line per cell"):
        cg.Panel.from_frame(twice, layout="long", rows="who", columns="what", values="depth3")


def test_options_of_the_other_layout_are_refused() -> None:
    """An option that would be ignored is an error."""
    frame = pandas.DataFrame(WIDE)
    with pytest.raises(ParameterError, match="layout='long'"):
        cg.Panel.from_frame(frame, values="A1")
    with pytest.raises(ParameterError, match="column"):
        cg.Panel.from_frame(frame, layout="long", upper=frame)
    with pytest.raises(ParameterError, match="'wide' or 'long'"):
        cg.Panel.from_frame(frame, layout="tall")  # type: ignore[arg-type]


def test_what_is_no_frame_is_refused() -> None:
    """Lazy frames and other things are refused by name."""
    for thing in ([[1]], polars.LazyFrame(WIDE), None):
        with pytest.raises(DataError, match="eager table"):
            cg.Panel.from_frame(thing)
    with pytest.raises(DataError, match="at least one cell"):
        cg.Panel.from_frame(pandas.DataFrame({"p": ["KOR"]}))


def test_tables_are_frames_too() -> None:
    """A Table of the library is read like any frame and comes back as one."""
    table = cg.Table.from_records([{"p": "KOR", "A1": 1}, {"p": "JPN", "A1": 0}])
    panel = cg.Panel.from_frame(table)
    assert panel.rows == ("KOR", "JPN")
    assert isinstance(panel.overlap("gower").to_frame(), cg.Table)


LONG = {"row": ["KOR", "KOR", "JPN", "JPN"], "column": ["A", "B", "A", "B"]}


@pytest.mark.parametrize("word", ["unpublished", "not_retrieved", "partial_list", "unknown"])
def test_a_stated_end_stays_when_the_other_is_empty(library: str, word: str) -> None:
    """Only the empty end is filled; the stated one stays, and the panel says how many there are."""
    frame = MAKERS[library]({**LONG, "lower": [2, 1, None, 1], "upper": [None, 1, 2, 1]})
    panel = cg.Panel.from_frame(frame, layout="long", missing=word)
    assert panel.lower.tolist() == [[2, 1], [0, 1]]
    assert panel.upper.tolist() == [[3, 1], [2, 1]]
    assert panel.status[0, 0] == panel.status[1, 0] != "stated"
    assert any("whose other end is stated (2)" in sentence for sentence in panel.assumptions)


@pytest.mark.parametrize("word", ["absent", "not_applicable"])
def test_a_cell_with_a_stated_end_is_not_absent(library: str, word: str) -> None:
    """An empty end cannot mean "absent" beside an end that says otherwise; beside 0 it can."""
    frame = MAKERS[library]({**LONG, "lower": [2, 1, None, 1], "upper": [None, 1, 2, 1]})
    with pytest.raises(DataError, match="one end is stated") as caught:
        cg.Panel.from_frame(frame, layout="long", missing=word)
    assert [fault.place for fault in caught.value.faults] == ["row KOR, column A", "row JPN, column A"]
    assert [fault.value for fault in caught.value.faults] == ["lower end 2", "upper end 2"]
    empty = MAKERS[library]({**LONG, "lower": [0, 1, None, 1], "upper": [None, 1, 0, 1]})
    assert cg.Panel.from_frame(empty, layout="long", missing=word).upper.tolist() == [[0, 1], [0, 1]]


def test_an_empty_end_is_refused_with_its_place() -> None:
    """Without `missing=` the message says which end of the cell is empty."""
    frame = pandas.DataFrame({**LONG, "lower": [2, 1, 1, 1], "upper": [None, 1, 1, 1]})
    with pytest.raises(DataError, match="row KOR, column A, upper end: found an empty end"):
        cg.Panel.from_frame(frame, layout="long")


def test_ends_of_two_wide_frames_are_kept_apart() -> None:
    """The same holds for a second frame of upper ends."""
    lower = pandas.DataFrame({"p": ["KOR"], "A": [2], "B": [None]})
    upper = pandas.DataFrame({"p": ["KOR"], "A": [None], "B": [None]})
    panel = cg.Panel.from_frame(lower, upper=upper, missing="unpublished")
    assert (panel.lower.tolist(), panel.upper.tolist()) == ([[2, 0]], [[3, 3]])
    with pytest.raises(DataError, match="lower end 2"):
        cg.Panel.from_frame(lower, upper=upper, missing="absent")


def test_an_end_at_the_top_of_the_scale_leaves_nothing_open() -> None:
    """A lower end at the top of the scale settles the cell, whatever its empty upper end means."""
    frame = pandas.DataFrame({**LONG, "lower": [3, 1, 1, 1], "upper": [None, 1, 1, 1]})
    panel = cg.Panel.from_frame(frame, layout="long", missing="unpublished")
    assert (panel.upper[0, 0], panel.status[0, 0]) == (3, "stated")


def test_columns_may_have_numbers_for_names() -> None:
    """A pandas frame with whole numbers for column names is read by name, not by position of a row."""
    assert cg.Panel.from_frame(pandas.DataFrame([[1, 0], [0, 2]])).columns == ("0", "1")
    years = pandas.DataFrame({2019: [1, 0], 2020: [1, 1]}, index=["KOR", "JPN"])
    assert cg.Panel.from_frame(years).columns == ("2019", "2020")


@pytest.mark.parametrize(
    "frame",
    [pandas.DataFrame([[1, 0]], columns=["A", "A"]), pandas.DataFrame([[1, 0]], columns=[1, "1"])],
)
def test_a_column_name_twice_is_refused(frame: object) -> None:
    """Two columns of one name are an error of the library's own kind."""
    with pytest.raises(DataError, match="a column name occurs once"):
        cg.Panel.from_frame(frame)


def test_plain_columns_and_records_are_read() -> None:
    """A mapping of columns and a list of records are read as frames are, wide or long."""
    columns = {"partner": ["KOR", "JPN"], "A1": (1, 1), "A2": [0, None]}
    records = [{"partner": "KOR", "A1": 1, "A2": 0}, {"partner": "JPN", "A1": 1}]
    for given in (columns, records):
        with pytest.raises(DataError, match="row JPN, column A2"):
            cg.Panel.from_frame(given)
        panel = cg.Panel.from_frame(given, missing="unpublished")
        assert panel.upper.tolist() == [[1, 0], [1, 3]]
        assert isinstance(panel.to_frame(), pandas.DataFrame)
    long = [{"row": "KOR", "column": "A", "depth": 2}]
    assert cg.Panel.from_frame(long, layout="long").lower.tolist() == [[2]]


@pytest.mark.parametrize(
    "wrong", [{"p": "KOR"}, {"A": [1], "B": [1, 2]}, {"A": 1}, [], [1], {"A": {"KOR": 1}}]
)
def test_other_plain_things_are_refused(wrong: object) -> None:
    """Columns are lists of one length, records are mappings."""
    with pytest.raises(DataError):
        cg.Panel.from_frame(wrong)


def test_a_named_index_gives_the_labels() -> None:
    """`rows=` may be the name of the index, in either layout."""
    index = pandas.Index(["KOR", "JPN"], name="partner")
    frame = pandas.DataFrame({"A1": [1, 0]}, index=index)
    assert cg.Panel.from_frame(frame, rows="partner").rows == ("KOR", "JPN")
    long = pandas.DataFrame({"column": ["A", "A"], "depth": [1, 0]}, index=index)
    assert cg.Panel.from_frame(long, layout="long", rows="partner").rows == ("KOR", "JPN")


def _repairs(frame: object, **options: Any) -> str:
    with pytest.raises((DataError, UnknownLabel)) as caught:
        cg.Panel.from_frame(frame, **options)
    return "\n".join(fault.repair for fault in caught.value.faults)


def test_repairs_lead_to_what_was_meant() -> None:
    """Common slips are answered by the argument that mends them."""
    assert "missing=" in _repairs({"p": ["KOR", "JPN"], "A": ["yes", "1"]})
    assert "max_depth=9" in _repairs({"p": ["KOR"], "A": [9]})
    assert "rows='ccode'" in _repairs(pandas.DataFrame({"ccode": [732, 740], "A": [1, 2]}))
    long = {"row": ["KOR", "KOR"], "column": ["A", "B"], "depth": [1, 2]}
    assert "layout='long'" in _repairs(long)
    assert "layout='long'" in _repairs({**long, "column": [1, 2]})
    named = _repairs({"who": ["KOR"], "what": ["A"], "d": [1]}, layout="long")
    assert all(option in named for option in ("rows=", "columns=", "values="))


class TestShapes:
    """Shapes in which people hold a table, each read by its labels or refused with the way out."""

    def test_levels_of_an_index_are_the_columns_of_a_long_frame(self) -> None:
        """Labels that stand in an index of two levels are found by the names of the levels."""
        index = pandas.MultiIndex.from_product([["KOR", "JPN"], ["x", "y"]], names=["row", "column"])
        panel = cg.Panel.from_frame(pandas.DataFrame({"depth": [1, 0, 1, 1]}, index=index), layout="long")
        assert (panel.rows, panel.columns) == (("KOR", "JPN"), ("x", "y"))
        assert panel.lower.tolist() == [[1, 0], [1, 1]]

    def test_two_levels_of_columns_stand_side_by_side(self) -> None:
        """A column of two levels has a readable name."""
        columns = pandas.MultiIndex.from_tuples([("g", "x"), ("g", "y")])
        panel = cg.Panel.from_frame(pandas.DataFrame([[1, 0], [0, 1]], index=["a", "b"], columns=columns))
        assert panel.columns == ("g / x", "g / y")

    def test_a_labelled_array_is_a_frame(self) -> None:
        """A DataArray of two dimensions is read with its coordinates."""
        xarray = pytest.importorskip("xarray")
        array = xarray.DataArray([[1, 0], [2, 1]], dims=("p", "a"), coords={"p": ["b", "a"], "a": ["x", "y"]})
        panel = cg.Panel.from_frame(array)
        assert (panel.rows, panel.columns) == (("b", "a"), ("x", "y"))
        assert panel.lower.tolist() == [[1, 0], [2, 1]]

    @pytest.mark.parametrize("kind", ["csr_array", "csr_matrix", "coo_array", "csc_matrix"])
    def test_sparse_arrays_are_read_whole(self, kind: str) -> None:
        """What a sparse array does not store is 0, whichever of its kinds it is."""
        sparse = pytest.importorskip("scipy.sparse")
        panel = cg.Panel(getattr(sparse, kind)([[1, 0, 1], [0, 1, 1]]), max_depth=1)
        assert panel.lower.tolist() == [[1, 0, 1], [0, 1, 1]]

    def test_whole_decimals_are_depths(self) -> None:
        """Decimals of a database are read where they are whole."""
        column = pyarrow.array([1, 0], pyarrow.decimal128(5, 0))
        assert cg.Panel.from_frame(pyarrow.table({"p": ["a", "b"], "x": column})).lower.tolist() == [[1], [0]]

    def test_rows_of_csv_are_read_without_a_frame_library(self) -> None:
        """Records of text, as csv.DictReader gives them."""
        rows = [{"partner": "KOR", "A1": "1", "A2": "0"}, {"partner": "JPN", "A1": "1", "A2": "1"}]
        assert cg.Panel.from_frame(rows).lower.tolist() == [[1, 0], [1, 1]]

    def test_days_are_labels_without_a_midnight(self) -> None:
        """An index of days."""
        frame = pandas.DataFrame({"x": [1, 0]}, index=pandas.to_datetime(["2020-01-01", "2021-01-01"]))
        assert cg.Panel.from_frame(frame).rows == ("2020-01-01", "2021-01-01")

    def test_what_is_no_frame_names_the_entrance(self) -> None:
        """An array, a lazy frame, and a table that was read with another separator."""
        lazy = polars.DataFrame({"p": ["a"], "x": [1]}).lazy()
        one = pandas.DataFrame({"partner;A1;A2": ["KOR;1;0"]})
        for given, words in (([[1, 0]], "Panel(lower"), (lazy, "collect()"), (one, "separator ';'")):
            with pytest.raises(DataError) as caught:
                cg.Panel.from_frame(given)
            assert words in str(caught.value)


@pytest.mark.parametrize(
    ("asked", "repair"),
    [("2023-02-30", "01 to 28"), ("2023-13", "01 to 12"), ("0000", "0001"), ("2024-02-30", "01 to 29")],
)
def test_a_day_that_does_not_exist_is_told_so(asked: str, repair: str) -> None:
    """The calendar is named, and not the form of a date."""
    with pytest.raises(AssumptionError, match="a day of the calendar") as caught:
        cg.load("nato-ip4").panel(as_of=asked)
    assert repair in caught.value.faults[0].repair


def test_a_day_of_numpy_is_a_day() -> None:
    """As any other kind of day."""
    import numpy as np

    dataset = cg.load("nato-ip4")
    assert dataset.panel(as_of=np.datetime64("2023-07-15")) == dataset.panel(as_of="2023-07-15")
