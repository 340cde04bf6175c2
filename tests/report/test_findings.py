"""Findings: sentences that follow from the cells, and change when the cells do."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

import chirograph as cg
from chirograph.base.markup import DASH
from chirograph.report.findings import Finding, findings


def by_key(panel: cg.Panel, **readings: cg.Panel) -> dict[str, Finding]:
    """The findings of a panel by what they are about."""
    return {finding.key: finding for finding in findings(panel, readings)}


@pytest.fixture(scope="module")
def nato() -> dict[str, Finding]:
    """The findings on the data of the package."""
    ds = cg.load("nato-ip4")
    readings = {name: ds.assume(unpublished=name).panel() for name in ("absent", "like:KOR")}
    found = findings(
        ds.panel(), readings, copies={"like:KOR": "KOR"}, programmed=ds.interoperability(), claims=ds.claims()
    )
    return {finding.key: finding for finding in found}


def test_every_finding_has_range_and_reason(nato: dict[str, Finding]) -> None:
    """Each finding is a sentence with a range in order, a unit and a reason, and goes into JSON."""
    keys = ["known", "highest", "order", "shared", "widest", "depth", "reading"]
    assert list(nato) == [*keys, "programmed", "through", "claims"]
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
    assert "Every pair has one value" in settled["widest"].sentence
    assert settled["known"].reason == "No cell is open."
    assert (settled["widest"].lower, settled["widest"].of) == (0, 6)


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
    assert finding.sentence.startswith("1 area is certainly in all 2 programmes (X); 2 at most.")


def test_readings_are_set_beside_the_bounds(nato: dict[str, Finding]) -> None:
    """Readings stand with their values for the pair moved furthest apart, without the copied partner."""
    ds = cg.load("nato-ip4")
    plain, absent = ds.overlap("jaccard"), ds.assume(unpublished="absent").overlap("jaccard")
    like = ds.assume(unpublished="like:KOR").overlap("jaccard")
    apart = {
        pair: max(abs(absent[pair].lower - like[pair].lower), abs(absent[pair].upper - like[pair].upper))
        for pair in plain.pairs()
        if "KOR" not in pair
    }
    pair = max(apart, key=lambda item: (apart[item], item))
    finding = nato["reading"]
    assert "if they are read as “absent”" in finding.sentence
    assert "if they are read as “like:KOR”" in finding.sentence
    assert "Pairs with Republic of Korea, whose cells a reading copies, are passed over" in finding.reason
    assert all(plain.panel.names[label] in finding.sentence for label in pair)
    assert (finding.lower, finding.upper) == (plain[pair].lower, plain[pair].upper)


def test_one_reading_is_held_against_the_bounds() -> None:
    """One reading is compared with the bounds: how many pairs it moves, and which it narrows most."""
    ds = cg.load("nato-ip4")
    plain, absent = ds.overlap("jaccard"), ds.assume(unpublished="absent").overlap("jaccard")
    moved = [pair for pair in plain.pairs() if plain[pair].upper != absent[pair].upper]
    finding = by_key(ds.panel(), absent=ds.assume(unpublished="absent").panel())["reading"]
    assert finding.sentence.startswith("Reading the open cells as “absent” narrows most the overlap of")
    assert f"It changes {len(moved)} of 6 pairs" in finding.reason
    assert finding.lower < finding.upper


def test_a_reading_that_moves_nothing_is_not_said_to_decide() -> None:
    """A reading of depths leaves an index of presence alone, and the finding says that."""
    ds = cg.load("nato-ip4")
    finding = by_key(ds.panel(), deep=ds.assume("korea_listed_accountable").panel())["reading"]
    assert (
        finding.sentence == "Reading the open cells as “deep” leaves the overlap of every pair where it was."
    )
    assert (finding.lower, finding.upper, finding.of) == (0, 0, 6)


def test_readings_that_agree_are_held_against_the_bounds() -> None:
    """Readings that give the same still differ from the bounds, and for how many pairs is said."""
    absent = cg.load("nato-ip4").assume(unpublished="absent").panel()
    sentence = by_key(cg.load("nato-ip4").panel(), one=absent, other=absent)["reading"].sentence
    assert "give the same overlap for every pair, other than what was read alone for 6 of 6" in sentence


def test_an_assumption_is_not_told_as_what_was_read() -> None:
    """Every finding on an assumed panel begins with that, and no sentence says that the text settles it."""
    ds = cg.load("nato-ip4")
    like = ds.assume(unpublished="like:KOR")
    found = findings(like.panel(), {"as read": ds.panel()}, programmed=like.interoperability())
    assert len(found) == 9
    assert all(finding.sentence.startswith("Under the assumption: ") for finding in found)
    assert "What was read and assumed settles" in found[2].sentence
    assert "Dropping it moves most the overlap of" in found[6].sentence
    assert "with nothing assumed" in found[6].reason


def test_programmes_that_share_nothing() -> None:
    """Pairs that certainly share nothing are not said to be able to share some."""
    found = by_key(cg.Panel([[1, 0], [0, 1]], max_depth=2))
    assert found["highest"].sentence.startswith("No pair shares an area")
    assert (found["highest"].lower, found["highest"].upper) == (0, 0)
    assert "no pair has a certain overlap (Ruzicka) and none can have any" in found["depth"].sentence
    assert found["shared"].sentence.endswith("none can be.")
    some = by_key(cg.Panel([[0, 0], [0, 0], [0, 0]], [[1, 1], [1, 0], [0, 1]], max_depth=1))["highest"]
    assert (
        "2 of 3 pairs could share no area at all, or some, and the others certainly share none"
        in some.sentence
    )


def test_equal_widths_of_different_ranges_stand_apart() -> None:
    """Pairs as wide as each other but elsewhere each stand with their own range."""
    lower = [[1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]]
    upper = [[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]]
    finding = by_key(cg.Panel(lower, upper, max_depth=1))["widest"]
    plain = finding.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        f"P1 {DASH} P2 (50 % to 100 %) and P3 {DASH} P4 (0 % to 50 %): each of these overlaps fits" in plain
    )
    assert finding.unit.endswith(f"P1 {DASH} P2")


def test_ties_in_order_are_told_apart() -> None:
    """Equal pairs are not called above each other."""
    tied = by_key(cg.Panel([[1, 1], [1, 1], [1, 1]], max_depth=1))["order"]
    assert "3 comparisons: 3 equal" in tied.sentence
    assert "meet in one value" in tied.reason


def test_text_that_is_public_is_not_called_unpublished(nato: dict[str, Finding]) -> None:
    """Cells of Japan are open though its text is public, so no finding lays open cells to secrecy."""
    for finding in nato.values():
        assert "published text" not in finding.sentence + finding.reason
    assert "text not public or not read" in nato["highest"].reason


def test_programmed_findings_are_those_of_the_result(nato: dict[str, Finding]) -> None:
    """The highest certain value, and what comes only through the hub, are bounds of the result."""
    found = cg.load("nato-ip4").interoperability()
    for key, name in (("interoperability", "programmed"), ("hub_only", "through")):
        bounds = {answers.subject: answers.bound(key, rho=1.0) for answers in found.dyads}
        best = max(bounds.values(), key=lambda bound: (bound.lower, bound.upper))
        assert (nato[name].lower, nato[name].upper) == (best.lower, best.upper)
        ends = f"{best.lower:.3f} to {best.upper:.3f}" if best.lower else f"at most {best.upper:.3f}"
        assert ends in nato[name].sentence
    assert "committed and joined, not achieved" in nato["programmed"].sentence
    held = found._model.held.values()
    assert f"{sum(item.open for item in held)} of {len(held)} memberships" in nato["programmed"].reason


def test_claims_are_counted(nato: dict[str, Finding]) -> None:
    """Every verdict stands with its count; the range counts as open what text, a reader or coding decides."""
    counts = cg.load("nato-ip4").claims().counts
    finding = nato["claims"]
    assert all(f"{verdict} {count}" in finding.sentence for verdict, count in counts.items() if count)
    closed = ("supported", "contradicted", "not testable on public data")
    open_ = sum(count for verdict, count in counts.items() if verdict not in closed)
    assert (finding.lower, finding.upper) == (counts["supported"], counts["supported"] + open_)


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
    assert tied.sentence.startswith(
        f"P1 {DASH} P2, P1 {DASH} P3 and P2 {DASH} P3 have the same highest certain overlap: exactly"
    )
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
