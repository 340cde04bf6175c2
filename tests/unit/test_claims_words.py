"""What the ledger says in words: units, verdicts in full, tallies, and what it measures."""

from __future__ import annotations

import pytest

import chirograph as cg
from chirograph.claims import ClaimsLedger
from chirograph.claims.words import means, numbers_short, tally

MEASURES = "programmed interoperability (committed and joined), not achieved interoperability"


@pytest.fixture(scope="module")
def ledger() -> ClaimsLedger:
    return cg.load("nato-ip4").claims()


@pytest.mark.parametrize(
    ("claim", "start"),
    [
        ("Q02", "3 to 4 of 4 programmes | 2 to 3 of 4 programmes (if S003 is right"),
        ("Q05", "0 of 3 programmes; needed: none"),
        ("Q07", "0.167 to 1 overlap (predecessor of 2019) | 0.417 overlap"),
        (
            "Q09",
            "4 of 11 listed areas, needed: more than half (strict set, majority; strict) | 4 of 12",
        ),
        ("Q10", "0 to 11 of 11 listed areas | 11 of 11 listed areas (so assumed); needed: more than half"),
        ("Q14", "0 to 3 of 4 partners"),
        ("Q16", "-36.4 to +100.0 percentage points (predecessor of 2019; strict)"),
        ("Q17", "-4 to 0 times its size (predecessor of 2019) | 0 times its size"),
        ("Q21", "6 pairs: 6 open; needed: a rise; assuming"),
        ("Q23", "at least 1 mention; needed: at least 1"),
    ],
)
def test_numbers_have_their_unit(ledger: ClaimsLedger, claim: str, start: str) -> None:
    """Counts say of what, changes of shares are percentage points, several subjects are named."""
    assert numbers_short(ledger[claim]).startswith(start)


def test_no_number_is_without_a_noun(ledger: ClaimsLedger) -> None:
    """Every number that can be computed says what it is an amount of."""
    for claim in ledger:
        for part in claim.parts:
            for _, number in part.numbers:
                assert number.shown == "no record" or number.shown.split()[-1].isalpha(), number.shown


def test_sentences_read_well(ledger: ClaimsLedger) -> None:
    """No need of "all 1", no part of nothing, one of one thing in the singular."""
    text = "\n".join(claim.explain() for claim in ledger)
    for awkward in ("needs all 1:", "0 of 0", "equal to 2", "of 1 programmes", "72 depth"):
        assert awkward not in text, awkward


def test_a_verdict_says_what_it_can_still_become(ledger: ClaimsLedger) -> None:
    """Where a part has no record, unknown text can contradict the claim and not support it."""
    assert (
        means(ledger["Q04"])
        == "Unknown records decide parts (a) and (c); the documents named would settle it."
    )
    assert means(ledger["Q14"]) == (
        "Unknown records decide parts (a) and (b); for part (c) the dataset has no record: they can only "
        "contradict the claim."
    )
    for claim in ledger:
        blank = any(part.verdict == "not testable on public data" for part in claim.parts)
        if claim.verdict == "depends on unknown text":
            assert ("would settle it" in means(claim)) == (not blank), claim.id
        if "supported" in {part.verdict for part in claim.parts}:
            assert "no record of what the claim says" not in means(claim)


def test_the_tally_is_everywhere(ledger: ClaimsLedger) -> None:
    """How many parts are supported stands in the text, the table and the plain data."""
    for claim in ledger:
        assert f"Verdict: {claim.verdict}, {tally(claim)}. " in claim.explain()
        assert tally(claim) in claim._repr_html_()
        assert claim.to_dict()["tally"] == tally(claim)


def test_interoperability_is_said_to_be_programmed(ledger: ClaimsLedger) -> None:
    """Claims tested by what is joined or shared say that it is programmed; the others do not."""
    names = [claim.id for claim in ledger if claim.programmed]
    assert names == ["Q15", "Q21"]
    for claim in ledger:
        said = [claim.explain(), claim._repr_html_(), claim.to_dict()["measures"]]
        assert [MEASURES in text for text in said] == [claim.id in names] * 3, claim.id
    sentence = f"Q15, Q21 measure {MEASURES}."
    assert sentence in repr(ledger)
    assert sentence in ledger._repr_html_()
    assert ledger.to_dict()["measures"] == sentence


def test_the_forms_of_activities_are_said_to_be_paraphrased(ledger: ClaimsLedger) -> None:
    """The words that are counted are the dataset's own, and the text says so."""
    assert "this dataset's own paraphrases" in ledger.explain("Q19")
