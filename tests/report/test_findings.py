"""Findings: sentences that follow from the cells, and change when the cells do."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

import chirograph as cg
from chirograph.findings import Finding, findings


def by_key(panel: cg.Panel, **readings: cg.Panel) -> dict[str, Finding]:
    """The findings of a panel by what they are about."""
    return {finding.key: finding for finding in findings(panel, readings)}


@pytest.fixture(scope="module")
def nato() -> dict[str, Finding]:
    """The findings on the data of the package."""
    ds = cg.load("nato-ip4")
    readings = {name: ds.assume(unpublished=name).panel() for name in ("absent", "like:KOR")}
    return {finding.key: finding for finding in findings(ds.panel(), readings)}


def test_every_finding_has_range_and_reason(nato: dict[str, Finding]) -> None:
    """Each finding is a sentence with a range in order, a unit and a reason, and goes into JSON."""
    assert list(nato) == ["known", "highest", "order", "shared", "widest", "depth", "reading"]
    for finding in nato.values():
        assert finding.sentence.endswith(".")
        assert finding.reason.endswith(".")
        assert finding.lower <= finding.upper
        assert finding.unit
        assert finding.range
        assert json.loads(json.dumps(finding.to_dict()))["key"] == finding.key


def test_what_is_known_is_counted(nato: dict[str, Finding]) -> None:
    """The first finding counts known, partly known and open cells as the panel has them."""
    panel = cg.load("nato-ip4").panel()
    known = int((panel.lower == panel.upper).sum())
    least = int(((panel.lower < panel.upper) & (panel.lower > 0)).sum())
    numbers = [int(number) for number in re.findall(r"\d+", nato["known"].sentence)]
    assert numbers == [96, 4, 24, known, least, 96 - known - least]
    assert (nato["known"].lower, nato["known"].upper) == ((panel.lower > 0).sum(), (panel.upper > 0).sum())


def test_the_highest_certain_overlap_is_the_highest_lower_end(nato: dict[str, Finding]) -> None:
    """The pair named is the one with the highest lower end, and the sentence gives both its ends."""
    overlap = cg.load("nato-ip4").overlap("jaccard")
    best = max(overlap, key=lambda pair: pair.lower)
    finding = nato["highest"]
    assert (finding.lower, finding.upper) == (best.lower, best.upper)
    for label in (best.first, best.second):
        assert overlap.panel.names[label] in finding.sentence
    assert f"{100 * best.lower:.1f}\N{NO-BREAK SPACE}%" in finding.sentence
    counts = [int(number) for number in re.findall(r"\d+", finding.reason)]
    assert sum(counts) <= 24


def test_a_changed_cell_changes_the_findings() -> None:
    """Settling cells narrows the ranges the findings state; nothing is a fixed sentence."""
    panel = cg.load("nato-ip4").panel()
    open_, settled = by_key(panel), by_key(cg.load("nato-ip4").assume(unpublished="absent").panel())
    assert {key for key in open_ if key in settled and open_[key].sentence == settled[key].sentence} == set()
    assert settled["known"].lower == settled["known"].upper
    assert settled["order"].lower == 15
    assert settled["widest"].sentence.startswith("Every pair has one value")
    assert settled["known"].reason == "Every cell is known."


def test_what_would_settle_it_names_documents(nato: dict[str, Finding]) -> None:
    """Open findings name the partner, the number of its cells and the document that would settle them."""
    panel = cg.load("nato-ip4").panel()
    lines = nato["widest"].settles
    assert lines == (
        f"New Zealand ({int(((panel.lower[3] == 0) & (panel.upper[3] > 0)).sum())} cells): "
        "publication of the programme's text or of its complete list of areas",
    )
    assert nato["known"].settles
    assert by_key(cg.load("nato-ip4").assume(unpublished="absent").panel())["known"].settles == ()


def test_areas_in_every_programme() -> None:
    """Areas certainly and possibly in all programmes are counted, and the certain ones are named."""
    panel = cg.Panel([[1, 0, 0], [1, 1, 0]], [[1, 1, 0], [1, 1, 1]], columns=["X", "Y", "Z"], max_depth=1)
    finding = by_key(panel)["shared"]
    assert (finding.lower, finding.upper, finding.of) == (1, 2, 3)
    assert finding.sentence.startswith("1 area is certainly in all 2 programmes (X); 2 may be.")


def test_readings_are_set_beside_the_bounds(nato: dict[str, Finding]) -> None:
    """The last finding names each reading with its value for the pair they move furthest apart."""
    ds = cg.load("nato-ip4")
    plain, absent = ds.overlap("jaccard"), ds.assume(unpublished="absent").overlap("jaccard")
    like = ds.assume(unpublished="like:KOR").overlap("jaccard")
    spread = {
        pair: max(absent[pair].upper, like[pair].upper) - min(absent[pair].lower, like[pair].lower)
        for pair in plain.pairs()
    }
    pair = max(spread, key=lambda item: (spread[item], item))
    finding = nato["reading"]
    assert "if unknown cells are read as absent" in finding.sentence
    assert "if unknown cells are read as like:KOR" in finding.sentence
    assert all(plain.panel.names[label] in finding.sentence for label in pair)
    assert (finding.lower, finding.upper) == (plain[pair].lower, plain[pair].upper)


def test_no_reading_no_sentence_on_readings() -> None:
    """Without readings the report says nothing of readings."""
    assert "reading" not in by_key(cg.load("nato-ip4").panel())


def test_depth_is_left_out_where_there_is_none() -> None:
    """A panel of presence and absence has no finding on depth."""
    assert "depth" not in by_key(cg.Panel([[1, 0], [1, 1]], max_depth=1))


def test_small_panels_say_less() -> None:
    """One programme has no pairs, programmes without areas no overlap; both still say what is known."""
    assert list(by_key(cg.Panel([[1, 0]], [[3, 3]]))) == ["known"]
    assert list(by_key(cg.Panel([[0, 0], [0, 0]]))) == ["known"]


def test_ties_at_the_top_are_said() -> None:
    """When pairs share the highest lower end, the sentence says how many; with none above 0, that."""
    tied = by_key(cg.Panel([[1, 1], [1, 1], [1, 1]], max_depth=1))["highest"]
    assert "one of 3 pairs" in tied.sentence
    none = by_key(cg.Panel(np.zeros((2, 2), int), np.ones((2, 2), int), max_depth=1))["highest"]
    assert none.sentence.startswith("No pair has a certain overlap")


def test_words_are_neutral(nato: dict[str, Finding]) -> None:
    """No finding judges a state: no word of praise, blame or likelihood."""
    loaded = {
        "fail",
        "refuse",
        "secret",
        "hide",
        "weak",
        "strong",
        "poor",
        "best",
        "worst",
        "likely",
        "probably",
    }
    words = {
        word
        for finding in nato.values()
        for word in re.findall(r"[a-z]+", f"{finding.sentence} {finding.reason}".lower())
    }
    assert not words & loaded
