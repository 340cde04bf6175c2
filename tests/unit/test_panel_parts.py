"""A panel told and read back, described and cited, and in parts."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from engine import panel_of
from random_panels import random_case, seeds

import chirograph as cg
from chirograph.errors import AssumptionError, ChirographError, DataError, ParameterError, UnknownLabel


def whole() -> cg.Panel:
    """A panel with everything a panel can have."""
    panel = cg.Panel(
        [[1, 0, 0, 2], [0, 0, 0, 1], [3, 0, 1, 0]],
        [[1, 3, 3, 2], [3, 2, 0, 1], [3, 0, 1, 3]],
        rows=["KOR", "JPN", "2019"],
        columns=["A1", "A2", "A3", "a b"],
        weights=[0.1, 1 / 3, 2, 0],
        max_depth=3,
        status=[["stated"] * 4, ["why"] * 4, ["stated", "stated", "stated", "text_not_public"]],
        names={"KOR": "대한민국", "A1": "Cyber"},
        sources=["one", "", "three"],
    )
    panel = panel.constrain(
        list_length={"KOR": (2, 4), "JPN": 2},
        joint=[("A1", ["JPN", "2019"], [(0, 3), (3, 3)]), ("A2", ["KOR", "JPN"], "same")],
        at_least_one=[("KOR", ["A2", "A3"])],
    )
    return panel.constrain(list_length={"KOR": (0, 3)}, threshold=2).describe(
        title="Lists", authors="Kim, J.", as_of="2026-02", licence="CC0"
    )


PANELS: dict[str, Callable[[], cg.Panel]] = {
    "all": whole,
    "assumed": lambda: cg.Panel([[1, 0], [0, 0]], [[1, 1], [3, 3]]).assume(unpublished="like:P1"),
    "dataset": lambda: cg.load("nato-ip4").panel(),
    "frame": lambda: cg.Panel.from_frame([{"p": "a", "x": 1, "y": None}], missing="unpublished"),
    "part": lambda: whole()[["JPN", "KOR"], :3],
    "smallest": lambda: cg.Panel([[1]]),
}


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_comes_back_whole(name: str) -> None:
    """Cells, reasons, weights, constraints, names, sources, assumptions and citation come back the same."""
    panel = PANELS[name]()
    for again in (cg.Panel.from_json(panel.to_json()), cg.Panel.from_dict(panel.to_dict())):
        assert again == panel
        assert again.to_dict() == panel.to_dict()
        assert again.weights.tolist() == panel.weights.tolist()
        assert again.constraints == panel.constraints
        assert again.status.tolist() == panel.status.tolist()
        assert (again.names, again.status_labels) == (panel.names, panel.status_labels)
        assert again.content.settles == panel.content.settles
        assert again.assumptions == panel.assumptions
        assert again.cite() == panel.cite()
        assert repr(again) == repr(panel)
    if len(panel.rows) > 1:
        assert again.overlap("jaccard") == panel.overlap("jaccard")


def test_a_panel_of_another_hand_is_refused_with_every_fault() -> None:
    """What is missing and what is of another type is named together; text that is no JSON with its place."""
    told = whole().to_dict()
    wrong = {name: value for name, value in told.items() if name != "joint"} | {"rows": 3, "weights": ["x"]}
    with pytest.raises(DataError) as caught:
        cg.Panel.from_dict(wrong)
    assert {fault.place for fault in caught.value.faults} == {"joint", "rows", "weights"}
    for text, words in {
        "{": "line 1, column 2",
        '{"kind": "overlap"}': "kind",
        "[NaN]": "finite",
        '{"a": 1, "a": 1}': "once",
        "[" * 100_000: "JSON",
        "1" * 5000: "JSON",
    }.items():
        with pytest.raises(DataError, match=words):
            cg.Panel.from_json(text)


@pytest.mark.parametrize("name", [name for name in whole().to_dict() if name not in ("kind", "assumptions")])
def test_a_field_changed_by_hand_is_refused_or_read(name: str) -> None:
    """Whatever stands in a field, the panel is read or refused in our words."""
    values: list[Any] = [None, 3, -1, "x", [], ["x"], [[1]], [["KOR", 1, 2, 3, 4]], {"a": 1}, {"A1": "\x00"}]
    for value in [*values, [["KOR", 0, 99, 9, ""]], [["A9", ["KOR"], [[1]]]], 10**400]:
        try:
            cg.Panel.from_dict(whole().to_dict() | {name: value})
        except ChirographError:
            continue


def test_what_is_said_of_a_panel_is_shown_told_and_cited() -> None:
    """Title, authors, date and licence stand in text, markup, plain data and every citation; they add up."""
    panel = cg.Panel([[1], [1]], max_depth=1).describe(title="Lists & <b>", authors="Kim, J.")
    panel = panel.describe(as_of="2026-02", licence="CC-BY-4.0", sources=["report 1", "report 2"])
    assert repr(panel).splitlines()[0] == "Lists & <b> (Kim, J.; 2026-02; CC-BY-4.0)"
    assert "Lists &amp; &lt;b&gt;" in panel._repr_html_()
    assert panel.to_dict()["about"]["licence"] == "CC-BY-4.0"
    assert panel.sources == ("report 1", "report 2")
    for thing in (panel, panel.overlap("jaccard"), panel.overlap("jaccard")["P1", "P2"]):
        citation = cg.cite(thing)
        assert "Kim, J. (2026). Lists & <b> [Data set]. CC-BY-4.0." in citation.apa
        assert r"title = {Lists \& <b>}" in citation.bibtex
        assert citation.data == "Lists & <b>, as of 2026-02, CC-BY-4.0"
    assert panel.cite() == cg.cite(panel)
    assert cg.cite(cg.load("nato-ip4").panel().describe(title="Mine")).data.count("\n") == 1


def test_what_is_said_of_a_panel_is_checked() -> None:
    """No empty text, no sign that nobody sees, no wrong date, one source for each programme."""
    panel = cg.Panel([[1], [1]])
    with pytest.raises(DataError) as caught:
        panel.describe(title=" ", licence="")
    assert len(caught.value.faults) == 2
    for told in ({"title": "a\nb"}, {"as_of": "now"}, {"as_of": "../2020"}, {"sources": ["one"]}):
        with pytest.raises((DataError, AssumptionError)):
            panel.describe(**told)  # type: ignore[arg-type]
    assert panel.describe() == panel


def test_bibtex_of_a_title_stays_balanced() -> None:
    """Braces and other signs of BibTeX in a title are escaped."""
    entry = cg.Panel([[1]]).describe(title="{ 5% of \\x_$ ~^#").cite().bibtex
    assert r"\{ 5\% of \textbackslash{}x\_\$ \textasciitilde{}\textasciicircum{}\#" in entry


def test_rows_and_areas_are_picked_by_label_list_mask_and_slice() -> None:
    """Every way of naming the same part gives the same part, in the order named."""
    panel = cg.Panel(
        [[0, 1, 2], [1, 2, 3]], rows=["a", "b"], columns=["x", "y", "z"], weights=[1, 2, 3],
        status=[list("pqr"), list("stu")], sources=["one", "two"], names={"x": "Ex"},
    )  # fmt: skip
    part = panel[["b", "a"], ["z", "x"]]
    assert (part.rows, part.columns, part.weights.tolist()) == (("b", "a"), ("z", "x"), [3, 1])
    assert (part.lower.tolist(), part.status.tolist()) == ([[3, 1], [2, 0]], [["u", "s"], ["r", "p"]])
    assert (part.sources, part.names) == (("two", "one"), {"x": "Ex"})
    assert "A part: 2 of 2 programmes, 2 of 3 areas." in part.assumptions
    same = [panel["a", :2], panel[["a"], ["x", "y"]], panel[[True, False], np.array([True, True, False])],
            panel[:1, :-1], panel["a"][:, ("x", "y")]]  # fmt: skip
    assert all(one.lower.tolist() == [[0, 1]] and one.rows == ("a",) for one in same)
    assert panel[:, :] == panel == panel[:]
    assert (len(panel), list(panel), "a" in panel) == (2, ["a", "b"], True)
    assert panel._ipython_key_completions_() == ["a", "b"]


def test_what_names_no_part_is_refused() -> None:
    """Unknown labels come with near names; numbers, nothing, a label twice and short masks are refused."""
    panel = cg.Panel([[0, 1], [1, 2]], rows=["KOR", "JPN"], columns=["A1", "A2"])
    with pytest.raises(UnknownLabel, match="JPN"):
        panel["JPM"]
    with pytest.raises(UnknownLabel, match="A2"):
        panel["JPN", ["A3", "A9"]]
    for key in (
        0,
        [0],
        [],
        ["KOR", "KOR"],
        [True],
        slice("KOR", None),
        slice(0, 2, 0),
        (),
        5 * [1],
        None,
        2.5,
    ):
        with pytest.raises((ParameterError, UnknownLabel)):
            panel[key]


@pytest.mark.parametrize("seed", seeds(60, 77))
def test_a_part_allows_whatever_the_whole_allows(seed: int) -> None:
    """What a completion of the whole is in the cells of a part is a completion of the part."""
    case = random_case(seed, constrained=True)
    if not (completions := list(case.completions())):
        return
    panel = panel_of(case)
    some = [i % 3 != seed % 3 for i in range(case.rows)], [j % 2 == seed % 2 for j in range(case.columns)]
    rows, columns = (np.flatnonzero(one) if any(one) else np.arange(len(one)) for one in some)
    part = panel[[panel.rows[i] for i in rows], [panel.columns[j] for j in columns]]
    for matrix in completions[:300]:
        cells = np.array(matrix)[np.ix_(rows, columns)]
        held = cg.Panel(cells, rows=part.rows, columns=part.columns, max_depth=case.top)
        assert np.all((part.lower <= cells) & (cells <= part.upper))
        told = held.to_dict() | {
            name: part.to_dict()[name] for name in ("list_length", "joint", "at_least_one", "common")
        }
        cg.Panel.from_dict(told)  # refuses what breaks a constraint


def test_a_part_without_constraints_has_the_bounds_of_the_whole() -> None:
    """Rows left out change no bound of those that stay; rows by themselves keep their constraints."""
    rng = np.random.default_rng(5)
    lower = rng.integers(0, 2, (6, 9))
    panel = cg.Panel(lower, lower + rng.integers(0, 2, (6, 9)), max_depth=2)
    panel = panel.constrain(list_length={"P1": (2, 7)}, at_least_one=[("P4", ["A1", "A2"])])
    picked = ["P4", "P1", "P6"]
    at = np.ix_([3, 0, 5], [3, 0, 5])
    for key, undefined in product(("jaccard", "ruzicka", "cosine"), (math.nan, 0)):
        whole_, part = (one.overlap(key, undefined=undefined) for one in (panel, panel[picked]))
        assert np.allclose(part.lower, whole_.lower[at], atol=1e-12, equal_nan=True)
        assert np.allclose(part.upper, whole_.upper[at], atol=1e-12, equal_nan=True)
    assert panel[picked].constraints == panel.constraints


def test_plain_data_of_a_panel_are_json_in_any_language() -> None:
    """Names are written as they are, and the text is strict JSON."""
    assert "대한민국" in whole().to_json()
    assert json.loads(whole().to_json())["names"]["KOR"] == "대한민국"
