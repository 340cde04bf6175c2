"""The claims ledger of nato-ip4: its rows, numbers, words and forms, and where it refuses."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path
from typing import Any

import pytest
from claims_edits import change, edited, trimmed

import chirograph as cg
from chirograph.claims import Claim, ClaimsLedger
from chirograph.claims.kinds.kinds import FORMS, KINDS, form_of
from chirograph.claims.rules import OPEN, TEXT, VERDICTS, Rule, every, verdict_of_claim, verdict_of_part


@pytest.fixture(scope="module")
def ds() -> cg.Dataset:
    return cg.load("nato-ip4")


@pytest.fixture(scope="module")
def ledger(ds: cg.Dataset) -> ClaimsLedger:
    return ds.claims()


def values(claim: Claim, part: str) -> list[tuple[str, float | None, float | None, str]]:
    """Coding, ends and answer of every number of a part."""
    (found,) = [item for item in claim.parts if item.id == part]
    return [(reading.label, number.lower, number.upper, number.answer) for reading, number in found.numbers]


def test_every_claim_has_a_row_and_a_verdict(ds: cg.Dataset, ledger: ClaimsLedger) -> None:
    """There is one row per claim of the data, in order, and every verdict is of the vocabulary."""
    assert [claim.id for claim in ledger] == [record["id"] for record in ds.records.data["claims"]]
    assert len(ledger) == 25
    assert set(ledger.verdicts.values()) <= set(VERDICTS)
    assert sum(ledger.counts.values()) == 25


def test_every_claim_is_tested_and_has_numbers_or_says_what_is_missing(ledger: ClaimsLedger) -> None:
    """No claim is without a test; a quantity has numbers or names the records that are not there."""
    for claim in ledger:
        assert claim.kinds
        for part in claim.parts:
            for _, number in part.numbers:
                assert (number.lower is None) == bool(number.missing), (claim.id, part.id)
                if number.lower is not None and number.upper is not None:
                    assert number.lower <= number.upper


def test_the_eleven_areas_are_counted_both_ways(ledger: ClaimsLedger) -> None:
    """Interoperability and technology are 4 or 5 of 11 areas: no majority, but more than their size.

    With the area that is declared for the partnership alone it is one of 12.
    """
    found = values(ledger["Q09"], "a")
    assert found == [
        ("strict set, majority", 4 / 11, 4 / 11, "not met"),
        ("strict set, majority", 4 / 12, 4 / 12, "not met"),
        ("wide set, majority", 5 / 11, 5 / 11, "not met"),
        ("wide set, majority", 5 / 12, 5 / 12, "not met"),
        ("strict set, against its size", 24 / 11, 24 / 11, "met"),
        ("strict set, against its size", 24 / 12, 24 / 12, "met"),
        ("wide set, against its size", 15 / 11, 15 / 11, "met"),
        ("wide set, against its size", 15 / 12, 15 / 12, "met"),
    ]
    assert ledger["Q09"].verdict == "depends on coding"
    assert ledger["Q09"].deciding == ()


def test_dates_known_in_part_are_counted_as_they_stand(ledger: ClaimsLedger) -> None:
    """Three programmes were concluded by 12 July 2023, Australia's window included, New Zealand's not."""
    assert values(ledger["Q01"], "a")[0] == ("", 3.0, 3.0, "met")
    assert values(ledger["Q01"], "b") == [("", 1.0, 1.0, "met")]


def test_unpublished_dates_and_bodies_stay_unknown(ledger: ClaimsLedger) -> None:
    """What an unpublished text may date is open on the records; one reader says that it does."""
    for name in ("Q10", "Q11"):
        assert values(ledger[name], "a") == [("", 0.0, 1.0, "open"), ("", 1.0, 1.0, "met")]
        assert ledger[name].verdict == "attested by one reader"
        assert {item.record for item in ledger[name].deciding} == {"ITPP-KOR-2023"}
        assert all("ITPP-KOR-2023" in document for document in ledger[name].documents)


def test_overlap_with_the_predecessor_is_the_engine_s(ds: cg.Dataset, ledger: ClaimsLedger) -> None:
    """Overlap with the list of 2017 is 5 of 12; with that of 2019 it lies between 4 of 24 and 11 of 11."""
    assert values(ledger["Q07"], "a") == [
        ("predecessor of 2019", 4 / 24, 1.0, "open"),
        ("predecessor of 2017, whose list is complete", 5 / 12, 5 / 12, "met"),
        ("predecessor of 2017, whose list is complete", 5 / 13, 5 / 13, "met"),
        ("predecessor of 2019", 6 / 12, 6 / 12, "not met"),
        ("predecessor of 2019", 6 / 13, 6 / 13, "met"),
    ]
    assert ledger["Q07"].parts[0].assumed.endswith("it fails")
    new, old = ds.panel("ITPP"), ds.panel("IPCP")
    rows = [
        (panel.lower[panel.rows.index("KOR")], panel.upper[panel.rows.index("KOR")]) for panel in (new, old)
    ]
    both = cg.Panel([low for low, _ in rows], [high for _, high in rows]).overlap("jaccard")
    number = next(ledger["Q07"].parts[0].numbers)[1]
    assert (number.lower, number.upper, number.sharp) == (both.lower[0, 1], both.upper[0, 1], True)


def test_pairwise_bounds_are_the_engine_s(ds: cg.Dataset, ledger: ClaimsLedger) -> None:
    """Similarity with Korea's programme is what the default panel gives, pair by pair."""
    overlap = ds.overlap("jaccard")
    first = ledger["Q22"].parts[0].readings[0]
    assert (first.label, first.grades) == ("areas", ("strict",))
    for number in first.numbers:
        partner = number.subject.split("-")[1]
        i, j = overlap.rows.index(partner), overlap.rows.index("KOR")
        assert (number.lower, number.upper) == (overlap.lower[i, j], overlap.upper[i, j])


def test_deciding_cells_are_open_cells_of_the_register(ds: cg.Dataset, ledger: ClaimsLedger) -> None:
    """Cells that decide are unknown cells of the panel, with their interval, reason and document."""
    register = {
        (row["programme"], row["area"]): row
        for evidence in ("declared", "strict")
        for kind in ("ITPP", "IPCP")
        for row in ds.audit(kind=kind, evidence=evidence)
    }
    items = [item for item in ledger["Q03"].deciding if item.record.startswith(("ITPP", "IPCP"))]
    assert items
    for item in items:
        row = register[item.record, item.field]
        assert (item.lower, item.upper) == (row["lower"], row["upper"])
        assert item.why
        assert item.settled_by


def test_only_open_verdicts_name_deciding_records(ledger: ClaimsLedger) -> None:
    """Where unknown text decides, or stands behind a reader's word, records and documents are named."""
    for claim in ledger:
        read = [part for part in claim.parts if part.assumed and part.verdict in OPEN]
        assert bool(claim.deciding) == (claim.verdict == TEXT or bool(read)), claim.id
        assert bool(claim.documents) == bool(claim.deciding)


def test_readings_reach_the_claims(ds: cg.Dataset) -> None:
    """Under the analyst's own reading every listed area of Korea is accountable, and the ledger says so."""
    before = trimmed(ds, "Q11").claims()["Q11"]
    after = trimmed(ds, "Q11").assume("korea_listed_accountable").claims()
    assert values(before, "a")[0] == ("", 0.0, 1.0, "open")
    assert values(after["Q11"], "a") == [("", 1.0, 1.0, "met")]
    assert after["Q11"].verdict == "supported"
    assert after.assumed[0].startswith("Assumed:")
    assert after.assumed[0] in after.explain("Q11")


def test_readings_that_copy_a_partner_narrow_the_four(ds: cg.Dataset, ledger: ClaimsLedger) -> None:
    """Copying Korea narrows the four programmes, and the ledger says that readings act on cells alone."""
    like = ds.assume(unpublished="like:KOR").claims()
    wide, narrow = (found["Q22"].parts[0].readings[0].numbers for found in (ledger, like))
    for before, after in zip(wide, narrow, strict=True):
        assert before.lower <= after.lower <= after.upper <= before.upper
    assert [number.answer for number in narrow] == ["met", "met", "met"]
    assert values(like["Q15"], "b") == values(ledger["Q15"], "b")
    assert "act on cells alone" in like.assumed[-1]
    assert "act on cells alone" not in " ".join(ledger.assumptions)


def test_notes_of_the_data_are_never_used(ds: cg.Dataset, ledger: ClaimsLedger) -> None:
    """Other words in testability and reading_of_evidence change no verdict and no number."""

    def scramble(data: dict[str, Any]) -> None:
        for claim in data["claims"]:
            claim["testability"] = claim["reading_of_evidence"] = "contradicted"

    assert edited(scramble).claims().to_dict()["claims"] == ledger.to_dict()["claims"]


def test_no_verdict_is_written_in_a_test(ds: cg.Dataset) -> None:
    """The test of a claim holds no verdict: only what is computed and what it is compared with."""
    for claim in ds.records.data["claims"]:
        text = json.dumps(claim["test"]).lower()
        assert not any(verdict in text for verdict in VERDICTS)
        assert not re.search(
            r"\b(supported|contradicted|testable)\b", text.replace("a motive is testable only", "")
        )


def test_a_claim_without_a_test_is_not_testable(ds: cg.Dataset) -> None:
    """When the data give no test, the verdict says so and no number is made up."""

    def forget(data: dict[str, Any]) -> None:
        del data["claims"][0]["test"]

    claim = edited(forget, "Q01").claims()["Q01"]
    assert claim.verdict == "not testable on public data"
    assert claim.parts == ()
    assert claim.reason == "The dataset gives no test for this claim."


def test_repr_fits_one_screen(ledger: ClaimsLedger) -> None:
    """The ledger prints one line per claim between a headline, a head and a footer on its evidence."""
    lines = repr(ledger).splitlines()
    assert len(lines) == 25 + 3
    assert all(len(line) <= 150 for line in lines[1:-1])
    assert "2026-11-26" in lines[0]
    assert "public evidence as of 2026-11-26" in lines[-1]


def test_explain_shows_parts_numbers_and_what_decides(ledger: ClaimsLedger) -> None:
    """The full text of a claim has its source, both numbers, conflicts of sources and the documents."""
    text = ledger.explain("Q09")
    assert "S001, para 7" in text
    assert "0.364 (4 of 11 listed areas)" in text
    assert "2.182 (4 of 11 listed areas, 4 of all 24); needs more than 1: met" in text
    assert "Decides start, end: ITPP-NZL-2024" in ledger.explain("Q02")
    assert "Sources conflict: X06" in ledger.explain("Q13")
    assert "Not in the dataset:" in ledger.explain("Q24")


def test_reasons_are_made_from_the_numbers(ledger: ClaimsLedger) -> None:
    """Every reason names its test and verdict in one line, and differs between claims."""
    reasons = [claim.reason for claim in ledger]
    assert len(set(reasons)) == len(reasons)
    assert all(claim.verdict in claim.reason for claim in ledger)


def test_frames(ledger: ClaimsLedger) -> None:
    """One row per claim, and one row per number in the long form."""
    frame = ledger.to_frame()
    assert list(frame["claim"]) == [claim.id for claim in ledger]
    assert {"test", "verdict", "numbers", "turned_by", "deciding", "documents"} <= set(frame.columns)
    numbers = ledger.numbers()
    both = numbers[numbers["claim"] == "Q12"]
    assert list(both["lower"].round(3)) == [0.3]
    assert list(both["shown"]) == ["3 of 10 to 4 of 11 acts"]
    assert list(both["answer"]) == ["not met"]
    assert set(numbers["claim"]) == set(frame["claim"])


def test_plain_data_and_pickle(ledger: ClaimsLedger) -> None:
    """The ledger survives JSON and pickle, finite numbers only."""
    again = json.loads(ledger.to_json())
    assert again == ledger.to_dict()
    assert again["claims"][8]["parts"][0]["codings"][0]["numbers"][0]["lower"] == 4 / 11
    assert pickle.loads(pickle.dumps(ledger)) == ledger
    assert json.loads(ledger["Q01"].to_json())["verdict"] == "supported"


def test_html_escapes_and_names_everything(ledger: ClaimsLedger) -> None:
    """The tables for notebooks hold every claim and verdict, without script."""
    page = ledger._repr_html_()
    assert all(claim.id in page for claim in ledger)
    assert "<script" not in page
    assert "4 of 11" in page
    assert "Interoperability and technology" in ledger["Q09"]._repr_html_()
    one = ledger["Q13"]._repr_html_()
    assert "Needs the entry condition of exercises" in one
    assert "Sources conflict: X06" in one
    assert "0 of 2 supported" in one


def test_ledger_is_frozen(ledger: ClaimsLedger) -> None:
    """Neither the ledger nor a claim can be changed."""
    with pytest.raises(AttributeError):
        ledger.as_of = "2000-01-01"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        ledger["Q01"].verdict = "supported"  # type: ignore[misc]


def test_unknown_claim_is_refused_with_near_names(ledger: ClaimsLedger) -> None:
    """A claim that does not exist is refused, with the names that are near."""
    with pytest.raises(cg.errors.UnknownLabel, match="Q09"):
        ledger["Q9"]


def test_datasets_without_claims_have_an_empty_ledger() -> None:
    """The template has no claims, and its ledger says so on one screen."""
    empty = cg.load(Path(cg.__file__).parent / "data" / "template").claims()
    assert len(empty) == 0
    assert "0 claims" in repr(empty)
    assert len(empty.to_frame()) == 0


FAULTY: list[tuple[str, Any, str]] = [
    ("kind", "cell", "did you mean 'cells'"),
    ("with.measure", None, "has these arguments: measure, programmes"),
    ("with.words", ["training"], "does not have this argument"),
    ("with.relation", None, "has a relation"),
    ("with.threshold", None, "a threshold stands with"),
]


@pytest.mark.parametrize(("path", "value", "words"), FAULTY, ids=[path for path, _, _ in FAULTY])
def test_malformed_tests_are_refused(path: str, value: Any, words: str) -> None:
    """A test of an unknown kind, or with missing or wrong arguments, is refused with its claim and part."""

    def spoil(data: dict[str, Any]) -> None:
        arguments = {
            "programmes": ["ITPP-KOR-2023"],
            "area_set": "dialogue",
            "measure": "share",
            "relation": "more_than",
            "threshold": 0,
        }
        part: dict[str, Any] = {"id": "a", "statement": "x", "kind": "cells", "with": arguments}
        *inner, last = path.split(".")
        place = part[inner[0]] if inner else part
        if value is None:
            del place[last]
        else:
            place[last] = value
        (claim,) = [item for item in data["claims"] if item["id"] == "Q09"]
        claim["test"] = {"parts": [part]}

    with pytest.raises(cg.errors.DataError, match=words) as caught:
        edited(spoil, "Q09").claims()
    assert caught.value.faults[0].place == "claim Q09, part a"


def test_every_kind_is_used_by_a_claim(ledger: ClaimsLedger) -> None:
    """No kind of test exists that no claim of the dataset asks for, and no way to ask for one."""
    used = {kind for claim in ledger for kind in claim.kinds}
    assert used == set(KINDS)
    tests = [part for claim in cg.load("nato-ip4").records.data["claims"] for part in claim["test"]["parts"]]
    asked = [
        form_of(part["kind"], {**part["with"], **variant["with"]})
        for part in tests
        for variant in part.get("variants", [{"with": {}}])
    ]
    assert set(asked) == set(FORMS)


def test_what_only_the_claim_tells_of_is_attested() -> None:
    """What holds on records of the claim's own text is one reader's word; another source supports it."""
    own = edited(lambda _: None, "Q23").claims()["Q23"]
    assert (own.verdict, own.parts[0].sources) == ("attested by one reader", (own.source,))
    other = edited(change("mentions", "T004", source="S002"), "Q23").claims()["Q23"]
    assert other.verdict == "supported"


def test_an_assumption_that_fails_or_stays_open_says_so(ledger: ClaimsLedger) -> None:
    """Where the assumption of a claim does not carry it, the verdict stays and the text says how it ends."""
    for name, end in (("Q21", "it stays open"), ("Q22", "it fails"), ("Q10", "it holds")):
        assert ledger[name].parts[0].assumed.endswith(end)
        assert end in ledger.explain(name)
    assert ledger["Q21"].verdict == "depends on unknown text"


def test_areas_that_all_programmes_list_are_counted() -> None:
    """A test in data counts the areas that several programmes have in common, with sharp ends."""

    def ask(data: dict[str, Any]) -> None:
        programmes = [item["id"] for item in data["programmes"] if item["kind"] == "ITPP"]
        arguments = {"programmes": programmes, "measure": "common", "relation": "at_least", "threshold": 2}
        part = {"id": "a", "statement": "Two areas are in all", "kind": "cells", "with": arguments}
        data["claims"][0]["test"] = {"parts": [part]}

    dataset = edited(ask, "Q01")
    panel = dataset.panel("ITPP")
    low, high = (int((ends >= 1).all(axis=0).sum()) for ends in (panel.lower, panel.upper))
    number = next(dataset.claims()["Q01"].parts[0].numbers)[1]
    assert (number.lower, number.upper, number.sharp) == (low, high, True)
    assert number.shown == f"{low} to {high} of 24 areas"


def test_verdict_rules() -> None:
    """Intervals on one side answer; straddling ones are open; codings disagree only when no text can help."""
    rule = Rule("more_than", 0.5)
    assert (rule.outcome(0.6, 0.9), rule.outcome(0.1, 0.5), rule.outcome(0.5, 0.6)) == (True, False, None)
    assert Rule("equal", 3).outcome(2, 4) is None
    assert Rule("equal", 3).outcome(4, 5) is False
    assert every([True, None]) is None
    assert verdict_of_part([True, False, None]) == "depends on coding"
    assert verdict_of_part([False, None]) == "depends on unknown text"
    assert verdict_of_part([True, "no record"]) == "supported"
    assert verdict_of_claim(["supported", "contradicted", "depends on coding"]) == "contradicted"
    assert verdict_of_claim(["supported", "attested by one reader"]) == "attested by one reader"
    assert verdict_of_claim([]) == "not testable on public data"
