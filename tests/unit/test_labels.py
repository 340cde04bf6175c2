"""Labels: one reading wherever they come in; by label, never by position; look-alikes are refused."""

from __future__ import annotations

import datetime
import decimal
import unicodedata
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import chirograph as cg
from chirograph.errors import ChirographError, DataError, UnknownLabel

pandas = pytest.importorskip("pandas")

HANGUL = "\ud55c\uad6d"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (" KOR ", "KOR"),
        (740.0, "740"),
        (np.int64(2), "2"),
        (decimal.Decimal("2"), "2"),
        (datetime.date(2023, 7, 12), "2023-07-12"),
        (pandas.Timestamp("2023-07-12"), "2023-07-12"),
        (np.datetime64("2023-07-12"), "2023-07-12"),
        (("g", "x"), "g / x"),
        (unicodedata.normalize("NFD", HANGUL), HANGUL),
    ],
)
def test_a_label_is_read_as_it_is_meant(given: object, read: str) -> None:
    """Blanks go, whole numbers and days are plain, letters are composed; rows and areas alike."""
    assert cg.Panel([[1], [0]], rows=[given, "other"]).rows == (read, "other")
    assert cg.Panel([[1, 0]], columns=[given, "other"]).columns == (read, "other")


@pytest.mark.parametrize("wrong", [None, float("nan"), pandas.NaT, pandas.NA, "", "  ", True, 2.5, [1]])
def test_what_names_nothing_is_refused(wrong: object) -> None:
    """A missing label is a fault; it never becomes a programme called nan."""
    with pytest.raises(DataError, match="a label is text, a whole number or a day"):
        cg.Panel([[1], [0]], rows=[wrong, "JPN"])


@pytest.mark.parametrize(
    ("one", "other"),
    [("KOR", "KOR "), (HANGUL, unicodedata.normalize("NFD", HANGUL)), ("a  b", "a b"), (2, "2")],
)
@pytest.mark.parametrize("way", ["rows", "columns", "frame", "long"])
def test_look_alikes_are_refused_with_both_named(way: str, one: Any, other: Any) -> None:
    """Two spellings of one label never make two programmes or two areas."""
    ways: dict[str, Callable[[], object]] = {
        "rows": lambda: cg.Panel([[1], [0]], rows=[one, other]),
        "columns": lambda: cg.Panel([[1, 0]], columns=[one, other]),
        "frame": lambda: cg.Panel.from_frame({"p": [one, other], "x": [1, 0]}, rows="p"),
        "long": lambda: cg.Panel.from_frame(
            {"row": [one, other], "column": ["x", "y"], "depth": [1, 0]}, layout="long", missing="unknown"
        ),
    }
    if way == "long" and not isinstance(one, str):
        pytest.skip("one below the other a number and its text are one label")
    with pytest.raises(DataError) as caught:
        ways[way]()
    assert " and " in caught.value.faults[0].value


def test_numbers_and_texts_ask_alike() -> None:
    """What is labelled 200 is found by 200 and by "200"."""
    weights = {1: 2, "2": 1}
    panel = cg.Panel([[1, 0], [1, 1]], rows=[200, 210], columns=[1, 2], names={200: "Kor"}, weights=weights)
    assert panel.names == {"200": "Kor"}
    assert panel.weights.tolist() == [2, 1]
    assert panel[200, [2]].columns == ("2",)
    overlap = panel.overlap("jaccard")
    assert overlap[200, 210] == overlap["200", " 210 "]
    assert overlap.nearest(200, 1)["row"] == ("210",)
    tied = [(1, [200, 210], "same")]
    limited = panel.constrain(list_length={210: 2}, at_least_one=[(200, [1, 2])], joint=tied)
    assert limited.constraints.lengths[0].row == "210"


@pytest.mark.parametrize(
    "ask",
    [
        lambda labels: cg.Panel([[1, 0]], columns=["x", "y"], names={labels[0]: "a"}),
        lambda labels: cg.Panel([[1, 0]], columns=["x", "y"], weights=dict.fromkeys(labels, 1)),
        lambda labels: cg.Panel([[1, 0]], columns=["x", "y"], max_depth=dict.fromkeys(labels, 2)),
        lambda labels: cg.Panel.from_frame({"p": ["a"], "x": [1], "y": [1]}, areas=labels),
    ],
    ids=["names", "weights", "max_depth", "areas"],
)
def test_a_label_that_is_not_there_is_told(ask: Callable[[list[str]], object]) -> None:
    """No labelled argument is ignored because its label is spelled wrongly."""
    with pytest.raises(UnknownLabel):
        ask(["xx", "y"])


@given(st.permutations(["x", "y", "z"]), st.permutations(["P1", "P2"]))
def test_the_order_of_a_labelled_argument_changes_nothing(areas: list[str], rows: list[str]) -> None:
    """Weights, scales and an upper frame go by their labels, in a mapping, a Series or a frame."""
    frame = pandas.DataFrame({"x": [1, 0], "y": [1, 2], "z": [0, 1]}, index=["P1", "P2"])
    upper = frame + 1
    weights, tops = {"x": 1.0, "y": 2.0, "z": 5.0}, {"x": 2, "y": 3, "z": 2}
    plain = cg.Panel.from_frame(frame, upper=upper, weights=weights, max_depth=tops)
    moved = cg.Panel.from_frame(
        frame,
        upper=upper.loc[rows, areas],
        weights=pandas.Series(weights)[areas],
        max_depth=pandas.Series(tops)[areas],
    )
    assert plain == moved
    assert plain.overlap("jaccard") == moved.overlap("jaccard")


def test_labels_that_do_not_match_are_refused() -> None:
    """An upper frame with other labels, or a Series with a label twice, is never used by position."""
    frame = pandas.DataFrame({"x": [1, 0]}, index=["a", "b"])
    with pytest.raises(DataError, match="upper, rows"):
        cg.Panel.from_frame(frame, upper=frame.rename(index={"b": "c"}))
    with pytest.raises(ChirographError, match="named once"):
        cg.Panel([[1, 0]], columns=["x", "y"], weights=pandas.Series([1, 1, 2], index=["x", "x", "y"]))


@pytest.mark.parametrize("name", ["Unnamed: 0", "id", "", "anything"])
def test_a_running_number_is_no_area_by_accident(name: str) -> None:
    """A column that counts the rows is refused unless it is named as an area."""
    frame = {name: [0, 1, 2], "x": [1, 0, 1]}
    with pytest.raises(DataError, match="running number"):
        cg.Panel.from_frame(frame)
    assert cg.Panel.from_frame(frame, areas=["x"]).columns == ("x",)
    if name:
        assert cg.Panel.from_frame(frame, areas=[name, "x"]).columns == (name, "x")


def test_areas_by_pattern_and_range() -> None:
    """`X*` are all columns that fit, `first..last` all between; a column of that very name comes first."""
    frame = {"p": ["a", "b"], "n": [9, 8], "X1": [1, 0], "X2": [0, 1], "Y": [1, 1]}
    frame |= {"Z*": [0, 0], "Zz": [1, 0]}
    panel = cg.Panel.from_frame(frame, areas=["X*", "Y..Z*"])
    assert panel.columns == ("X1", "X2", "Y", "Z*")
    assert "Areas: 4 columns (X1, X2, Y and Z*), as named; 2 other columns left out." in panel.assumptions
    assert cg.Panel.from_frame(frame, areas=["Z*"]).columns == ("Z*",)
    with pytest.raises(UnknownLabel):
        cg.Panel.from_frame(frame, areas=["Q*"])
    with pytest.raises(UnknownLabel, match="named once"):
        cg.Panel.from_frame(frame, areas=["X*", "X1"])


def test_a_file_of_many_agreements_takes_one_call() -> None:
    """Hundreds of lines by hundreds of areas with gaps are read cell by cell, and none is lost."""
    rng = np.random.default_rng(1)
    cells = rng.integers(0, 2, (300, 120)).astype(object)
    cells[rng.random(cells.shape) < 0.01] = "NA"
    frame = {"agreement": [f"T{i}" for i in range(300)], "year": [*range(300)]}
    frame |= {f"X{j}": cells[:, j].tolist() for j in range(120)}
    panel = cg.Panel.from_frame(frame, rows="agreement", areas=["X*"], missing="unknown", max_depth=1)
    gaps = cells == "NA"
    assert (panel.upper - panel.lower).astype(bool).tolist() == gaps.tolist()
    assert (panel.lower[~gaps] == cells[~gaps].astype(np.uint8)).all()
