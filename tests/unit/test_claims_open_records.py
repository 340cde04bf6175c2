"""What records leave open stays open: partly dated acts, systems without a row, texts not read, sources."""

from __future__ import annotations

import pytest
from claims_edits import Data, change, edited, mention, record, remove, together

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
        ("2023", "3 of 10 to 4 of 11 activities"),
        ("2023-03", "3 of 10 activities"),
        ("2023-09", "4 of 11 activities"),
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
    assert (number.lower, number.upper, number.shown) == (3.5, 12.5, "+3.5 to +12.5 systems")

    def nobody(data: Data) -> None:
        (rule,) = [item for item in data["codebook"]["system_dimensions"] if item["system"] == "STAFF"]
        rule["without_row"] = "none"

    assert first(edited(nobody, "Q15").claims(), "Q15", "a").upper == 11.5


def test_an_ended_system_is_left_by_its_members() -> None:
    """When the scientific partnership ends, what Korea joined in 2025 is no gain any more."""
    edit = change("systems", "STEP", end="2026-06", end_source="S060", end_locator="para 1")
    assert first(edited(edit, "Q15").claims(), "Q15", "a").lower == 2.5


def test_korea_was_not_in_bices_while_accession_was_urged(ledger: ClaimsLedger) -> None:
    """In July 2023 none to two of the other three had access: Korea's accession came later, if at all."""
    number = first(ledger, "Q14", "b")
    assert (number.shown, number.answer) == ("0 to 2 of 3 partners", "open")
    assert {item.record for item in number.deciding} == {"M003", "M004"}


def test_an_unread_text_is_open_and_names_the_text(ledger: ClaimsLedger) -> None:
    """A text that is not public may name anything; one read in part names at least what was seen."""
    korea, japan = (number for _, number in part_of(ledger, "Q17", "a").numbers)
    assert (korea.shown, korea.answer) == ("any number of mentions", "open")
    assert K in korea.deciding[0].settled_by
    assert (japan.shown, japan.answer) == ("at least 4 mentions", "not met")
    assert [number.answer for _, number in part_of(ledger, "Q18", "a").numbers] == ["open", "open"]


def test_a_public_document_read_in_part_says_so(ledger: ClaimsLedger) -> None:
    """The communique is public; excerpts were read. Without any record of it nothing can be said."""
    number = first(ledger, "Q25", "b")
    assert (number.lower, number.upper) == (0.0, 1.0)
    assert number.deciding[0].why == "public, read in part"
    gone = together(remove("mentions", "T003"), remove("sources", "S151"))
    assert first(edited(gone, "Q25").claims(), "Q25", "b").answer == "no record"


def test_a_share_of_paragraphs_has_both_ends() -> None:
    """With all paragraphs counted the part read bounds the share below; with none there is no share."""
    some = mention("N1", event="E026", about="paragraphs", count=90, portion="full")
    number = first(edited(some, "Q25").claims(), "Q25", "b")
    assert (number.lower, number.upper, number.shown) == (3 / 90, 1.0, "3.33 to 100 % of the paragraphs")
    none = mention("N1", event="E026", about="paragraphs", count=0, portion="full")
    assert first(edited(none, "Q25").claims(), "Q25", "b").answer == "no record"


def test_no_description_is_no_count_of_zero() -> None:
    """A programme with a list of titles may describe no activity; of one without any, nothing is known."""

    def silence(data: Data) -> None:
        for table in ("listings", "commitments"):
            data[table] = [item for item in data[table] if item["programme"] != "IPCP-KOR-2017"]
        record(data, "programmes", "IPCP-KOR-2017").update(list_status="text_not_public")

    shown = [number.shown for _, number in part_of(edited(silence, "Q06").claims(), "Q06", "a").numbers]
    assert shown[:3] == ["+13 activities", "no record", "+13 activities"]


def test_what_rests_on_the_claim_s_own_text_says_so(ledger: ClaimsLedger) -> None:
    """Australia's access and Korea's unpublished programmes are told of by the article alone."""
    said = "It rests on S001 alone, the text that makes the claim."
    q14, q05 = ledger["Q14"], ledger["Q05"]
    assert [q14.rests_on_itself(part) for part in q14.parts] == [True, False, False]
    assert [q05.rests_on_itself(part) for part in q05.parts] == [False, False, True]
    assert q05.rests_on_itself(first(ledger, "Q05", "a"))
    assert ledger.explain("Q14").count(said) == 1
    assert ledger.explain("Q05").count(said) == 2
    assert f"(c) {said}" in q05._repr_html_()
    assert [part["rests_on_itself"] for part in q05.to_dict()["parts"]] == [False, False, True]


def test_what_was_looked_for_and_not_found_is_said(ledger: ClaimsLedger) -> None:
    """No successor was found by the date of the data, and the claim says where that is recorded."""
    assert "looked for and not found by 2026-11-26 (N03: " in ledger.explain("Q20")
    assert "N03" in ledger["Q20"].missing[0]


def test_both_dates_are_needed_for_a_timeline() -> None:
    """An activity with a start alone has no timeline in a text that is not public."""

    def started(data: Data) -> None:
        for item in data["commitments"]:
            if item["programme"] == K and item["link"] == "in_programme":
                item["start"] = "2024"

    assert first(edited(started, "Q10").claims(), "Q10", "a").shown == "0 to 12 of 12 activities"


def test_a_role_in_a_group_is_the_member_s_alone(ledger: ClaimsLedger) -> None:
    """Korea hosts the cyber summit of the four; were it Japan, no role of Korea would be recorded."""
    assert first(ledger, "Q15", "c").shown == "1 of 1 activity"
    other = edited(change("commitments", "C069", role_of="JPN"), "Q15").claims()
    assert first(other, "Q15", "c").answer == "no record"
    assert first(ledger, "Q08", "a").answer == "no record"
