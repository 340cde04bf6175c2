"""What records leave open stays open: partly dated acts, systems without a row, texts not read, sources."""

from __future__ import annotations

import pytest
from claims_edits import Data, change, edited, mention, remove

import chirograph as cg
from chirograph.claims import ClaimsLedger, Number, Part

K = "ITPP-KOR-2023"


@pytest.fixture(scope="module")
def ledger() -> ClaimsLedger:
    return cg.load("nato-ip4").claims()


def part_of(ledger: ClaimsLedger, claim: str, part: str) -> Part:
    """A part of a claim."""
    return next(item for item in ledger[claim].parts if item.id == part)


def first(ledger: ClaimsLedger, claim: str, part: str) -> Number:
    """The first number of a part."""
    return next(part_of(ledger, claim, part).numbers)[1]


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        ("2023", "3 of 10 to 4 of 11 acts"),
        ("2023-03", "3 of 10 acts"),
        ("2023-09", "4 of 11 acts"),
    ],
)
def test_an_act_dated_by_its_year_may_lie_outside_the_period(start: str, shown: str) -> None:
    """The cyber dialogue of 2023 counts, does not count, or may count, as its date says."""
    ledger = edited(change("commitments", "C023", start=start), "Q12").claims()
    number = first(ledger, "Q12", "a")
    assert number.shown == shown
    assert number.sharp


def test_an_event_dated_by_its_year_may_lie_outside_the_period() -> None:
    """A summit of 2023 without a day may have come after July; then one or two summits were attended."""
    number = first(edited(change("events", "E026", date="2023"), "Q25").claims(), "Q25", "a")
    assert (number.shown, number.answer) == ("1 to 2 events", "open")
    assert [item.field for item in number.deciding] == ["date"]


def test_a_system_without_a_row_is_read_by_the_codebook(ledger: ClaimsLedger) -> None:
    """Korea has no record of officers posted: unknown widens the change, and nothing by rule does not."""
    number = first(ledger, "Q15", "a")
    assert (number.lower, number.upper, number.shown) == (3.5, 13.5, "+3.5 to +13.5 systems")

    def nobody(data: Data) -> None:
        (rule,) = [item for item in data["codebook"]["system_dimensions"] if item["system"] == "STAFF"]
        rule["without_row"] = "none"

    assert first(edited(nobody, "Q15").claims(), "Q15", "a").upper == 12.5


def test_an_ended_system_is_left_by_its_members() -> None:
    """When the scientific partnership ends, what Korea joined in 2025 is no gain any more."""
    edit = change("systems", "STEP", end="2026-06", end_source="S060", end_locator="para 1")
    assert first(edited(edit, "Q15").claims(), "Q15", "a").lower == 2.5


def test_korea_was_not_in_bices_while_accession_was_urged(ledger: ClaimsLedger) -> None:
    """In July 2023 none to three of the four had access: Korea's accession came later, if at all."""
    number = first(ledger, "Q14", "b")
    assert (number.shown, number.answer) == ("0 to 3 of 4 partners", "open")
    assert {item.record for item in number.deciding} == {"M001", "M003", "M004"}


def test_an_unread_text_is_open_and_names_the_text(ledger: ClaimsLedger) -> None:
    """A text that is not public may name anything; one that is quoted names at least what is quoted."""
    korea = first(edited(remove("mentions", "T005"), "Q17").claims(), "Q17", "a")
    assert (korea.shown, korea.answer) == ("any number of mentions", "open")
    assert K in korea.deciding[0].settled_by
    japan = first(ledger, "Q23", "a")
    assert (japan.shown, japan.answer) == ("at least 1 mention", "met")


def test_a_public_document_read_in_part_says_so(ledger: ClaimsLedger) -> None:
    """The communique is public; excerpts were read. Without any record of it nothing can be said."""
    number = first(ledger, "Q25", "b")
    assert (number.lower, number.upper) == (0.0, 1.0)
    assert number.shown == "at least 3 of an unknown number of paragraphs"
    assert number.deciding[0].why == "public, read in part"
    gone = remove("mentions", "T003")
    assert first(edited(gone, "Q25").claims(), "Q25", "b").answer == "no record"


def test_a_share_of_paragraphs_has_both_ends() -> None:
    """With all paragraphs counted the part read bounds the share below; with none there is no share."""
    some = mention("N1", event="E026", about="paragraphs", count=90, portion="full")
    number = first(edited(some, "Q25").claims(), "Q25", "b")
    assert (number.lower, number.upper, number.shown) == (3 / 90, 1.0, "3.33 to 100 % of the paragraphs")
    none = mention("N1", event="E026", about="paragraphs", count=0, portion="full")
    assert first(edited(none, "Q25").claims(), "Q25", "b").answer == "no record"


def test_no_description_is_no_count_of_zero(ledger: ClaimsLedger) -> None:
    """A description read whole may have no activity; of one read in part it is not known how many it has."""
    shown = {number.subject[-4:]: number.shown for _, number in part_of(ledger, "Q06", "a").numbers}
    assert shown == {"2012": "no record", "2017": "+13 acts", "2019": "no record"}
    part = (
        edited(change("programmes", "IPCP-KOR-2017", list_status="partial"), "Q06").claims()["Q06"].parts[0]
    )
    assert [number.shown for _, number in part.numbers] == ["no record"] * 3


def test_what_rests_on_the_claim_s_own_text_says_so(ledger: ClaimsLedger) -> None:
    """Australia's access and Korea's unpublished programmes are told of by the article alone."""
    said = "It rests on S001 alone, the text that makes the claim."
    q14, q05 = ledger["Q14"], ledger["Q05"]
    assert [q14.rests_on_itself(part) for part in q14.parts] == [True, False, False]
    assert [q05.rests_on_itself(part) for part in q05.parts] == [False, True]
    assert q05.rests_on_itself(first(ledger, "Q05", "a"))
    assert ledger.explain("Q14").count(said) == 1
    assert ledger.explain("Q05").count(said) == 1
    assert said in q05._repr_html_()
    assert [part["rests_on_itself"] for part in q05.to_dict()["parts"]] == [False, True]


def test_what_was_looked_for_and_not_found_is_said(ledger: ClaimsLedger) -> None:
    """No successor was found by the date of the data, and the claim says where that is recorded."""
    assert "looked for and not found by 2026-11-26 (N03: " in ledger.explain("Q20")
    assert "N03" in ledger["Q20"].missing[0]
    assert "runs to the end of 2026, 5 weeks after 2026-11-26" in ledger.explain("Q20")


def test_a_role_is_that_of_an_act_of_the_programme(ledger: ClaimsLedger) -> None:
    """Korea hosts a meeting of the four, no act of its programme; one that it hosts there would count."""
    assert first(ledger, "Q15", "c").answer == "no record"
    other = edited(change("commitments", "C012", partner_role="host"), "Q15").claims()
    assert first(other, "Q15", "c").shown == "1 of 1 act"
    assert first(ledger, "Q08", "a").answer == "no record"
