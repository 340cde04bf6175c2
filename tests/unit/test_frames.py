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
    from chirograph import _frames

    monkeypatch.setattr(_frames.importlib.util, "find_spec", lambda name: None)
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


@pytest.mark.parametrize("cell", ["1", 1.5, 4, -1])
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
