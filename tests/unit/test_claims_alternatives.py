"""Conflicts of sources: every part is judged as each side has it, and a weak source turns no verdict."""

from __future__ import annotations

import pytest
from claims_edits import Data, add, change, edited, record, settled, together

import chirograph as cg
from chirograph.claims import Claim, ClaimsLedger, Reading


@pytest.fixture(scope="module")
def ledger() -> ClaimsLedger:
    return cg.load("nato-ip4").claims()


def supposed(claim: Claim, part: str) -> list[Reading]:
    """Readings of a part in which another source is taken to be right."""
    (found,) = [item for item in claim.parts if item.id == part]
    return [reading for reading in found.readings if reading.supposed.startswith("if ")]


def test_the_date_of_the_other_source_is_judged_too(ledger: ClaimsLedger) -> None:
    """With the day that one source gives, two programmes were concluded by the summit, not three."""
    (other,) = supposed(ledger["Q01"], "a")
    assert other.supposed == "if S076 is right, X01, outweighed by S041, S043, S044: turns no verdict"
    assert [(number.shown, number.answer) for number in other.numbers] == [("2 of 4 programmes", "not met")]
    assert (other.turns, ledger["Q01"].verdict) == (False, "supported")
    assert "if S076 is right, X01" in ledger.explain("Q01")
    assert "Sources conflict: X01" in ledger.explain("Q01")


def test_an_outweighed_source_turns_nothing_until_it_is_not() -> None:
    """That other sources outweigh one stands in the data; without it the two dates are two codings."""

    def not_outweighed(data: Data) -> None:
        del record(data, "conflicts", "X01")["alternatives"][0]["outweighed_by"]

    claim = edited(not_outweighed, "Q01").claims()["Q01"]
    assert (supposed(claim, "a")[0].turns, claim.verdict) == (True, "depends on coding")


def test_a_weak_source_is_shown_and_turns_nothing(ledger: ClaimsLedger) -> None:
    """What a source of low reliability says is shown as such; were it reliable, it would turn the verdict."""
    (weak,) = supposed(ledger["Q02"], "a")
    assert (weak.turns, weak.numbers[0].answer) == (False, "not met")
    assert "low reliability" in weak.supposed
    assert ledger["Q02"].verdict == edited(settled("X02"), "Q02").claims()["Q02"].verdict
    assert "turns no verdict" in " ".join(ledger.assumptions)
    known = change("programmes", "ITPP-NZL-2024", start="2024", end="2027")
    for reliability, verdict in (("low", "supported"), ("medium", "depends on coding")):
        claim = edited(together(known, change("sources", "S003", reliability=reliability)), "Q02").claims()
        assert claim["Q02"].parts[0].verdict == verdict


def test_a_conflict_reaches_every_part_whose_answer_it_changes(ledger: ClaimsLedger) -> None:
    """Conflicts that change an answer are found without being named; the rest is not shown."""
    shown = {
        (claim.id, part.id): reading.supposed
        for claim in ledger
        for part in claim.parts
        for reading in supposed(claim, part.id)
    }
    assert {key: text.split(", ")[1] for key, text in shown.items()} == {
        ("Q01", "a"): "X01",
        ("Q02", "a"): "X02",
        ("Q04", "a"): "X07",
        ("Q13", "a"): "X06",
    }
    assert ledger.conflicts == ("X01", "X02", "X06", "X07")

    def unnamed(data: Data) -> None:
        for claim in data["claims"]:
            for part in claim["test"]["parts"]:
                part.pop("conflicts", None)

    plain = edited(unnamed).claims()
    assert plain.verdicts == ledger.verdicts
    assert "Sources conflict: X06" in plain.explain("Q13")


def test_what_another_source_lists_counts_in_the_grades_of_its_evidence(ledger: ClaimsLedger) -> None:
    """An area named with the programme counts in declared evidence, and not in its own list."""
    (other,) = supposed(ledger["Q13"], "a")
    assert other.grades == ("declared",)
    assert "S046" in other.numbers[0].sources
    for grade, verdict in (("declared", "depends on coding"), ("strict", "not testable on public data")):
        assert cg.load("nato-ip4").claims(evidence=grade)["Q13"].verdict == verdict


def test_readings_of_cells_hold_for_the_other_side_too() -> None:
    """A reading that is switched on is switched on in the records of the other source as well."""
    ledger = cg.load("nato-ip4").assume(unpublished="absent").claims()
    assert supposed(ledger["Q01"], "a")
    assert ledger.assumed


def test_an_alternative_that_makes_no_dataset_is_refused() -> None:
    """A value that the other source cannot have is refused with the conflict it stands in."""

    def spoil(data: Data) -> None:
        record(data, "conflicts", "X01")["alternatives"][0]["changes"][0]["value"] = "13 July"

    with pytest.raises(cg.errors.DataError, match="13 July") as caught:
        edited(spoil, "Q01").claims()
    assert caught.value.faults[0].place.startswith("conflict X01, alternative of S076: /programmes/")


def test_a_new_conflict_needs_no_code() -> None:
    """A conflict added to the data is judged by what it says."""
    told = {
        "source": "S053",
        "changes": [{"table": "events", "id": "E017", "field": "kind", "value": "visit"}],
    }
    more = add("conflicts", "X01", "X99", source_b="S053", alternatives=[told])
    claim = edited(more, "Q25").claims()["Q25"]
    (other,) = supposed(claim, "a")
    assert (other.supposed, other.numbers[0].shown) == ("if S053 is right, X99", "1 event")
    assert claim.verdict == "depends on coding"
