"""No verdict is typed in: one changed fact of the data changes the verdict, for every claim."""

from __future__ import annotations

from typing import Any

import pytest
from claims_edits import (
    Data,
    Edit,
    add,
    change,
    change_all,
    edited,
    mention,
    partner,
    record,
    remove,
    together,
)

import chirograph as cg

SUPPORTED, CONTRADICTED, TEXT, CODING, NOT_TESTABLE = (
    "supported",
    "contradicted",
    "depends on unknown text",
    "depends on coding",
    "not testable on public data",
)
K = "ITPP-KOR-2023"
IPCP_2019 = "IPCP-KOR-2019"


def in_programme(item: Data) -> bool:
    return item["programme"] == K and item["link"] == "in_programme"


def without_areas(*areas: str) -> Edit:
    """Korea's list without some titles and the activities there, its stated total lowered with it."""

    def edit(data: Data) -> None:
        gone = [
            item["id"]
            for item in data["listings"]
            if item["programme"] == K and {part["area"] for part in item["areas"]} <= set(areas)
        ]
        remove("listings", *gone)(data)
        acts = [
            item["id"] for item in data["commitments"] if item["programme"] == K and item["area"] in areas
        ]
        remove("commitments", *acts)(data)
        record(data, "programmes", K)["list_total"] -= len(gone)

    return edit


def listed(programme: str, area: str, evidence: str = "official_partial_list") -> Edit:
    """One more title in the list of a programme."""

    def edit(data: Data) -> None:
        areas = [{"area": area, "fit": "exact"}]
        name = f"L-{programme}-{area}"
        add("listings", "L-ITPP-AUS-2023-01", name, programme=programme, areas=areas, evidence=evidence)(data)
        total = record(data, "programmes", programme)["list_total"]
        if total is not None:
            record(data, "programmes", programme)["list_total"] = total + 1

    return edit


def planned(programme: str, *areas: str) -> Edit:
    """A planned activity of a programme in each of some areas."""
    return together(
        *(
            add("commitments", "C001", f"Z-{programme}-{area}-{k}", programme=programme, area=area)
            for k, area in enumerate(areas)
        )
    )


def complete(programme: str) -> Edit:
    """The list of a programme is the whole list."""
    return change("programmes", programme, list_status="complete")


AREAS_2019, AREAS_2017 = ("A01", "A03", "A11", "A18"), ("A01", "A03", "A11", "A12", "A15", "A17")
SUCCESSOR = together(
    add(
        "programmes",
        K,
        "ITPP-KOR-2027",
        list_status="text_not_public",
        list_total=None,
        list_total_use=None,
        signed="2026-11-01",
        concluded="2026-11-01",
        start="2027",
        end="2030",
        predecessor=K,
    ),
    change("programmes", K, successor="ITPP-KOR-2027"),
)
NZL_OUT = change_all(
    "memberships",
    lambda item: "NZL" in (item["partner"], item["with"]),
    state="not_listed_list_complete",
    start=None,
    end=None,
)
BICES_OUT = together(
    *(
        change("memberships", name, state="not_listed_list_complete", start=None)
        for name in ("M002", "M003", "M004")
    )
)
BICES_ALLIES = together(
    partner("FIN", "Finland"),
    partner("SWE", "Sweden"),
    add("memberships", "M001", "M901", partner="FIN", start="2015"),
    add("memberships", "M001", "M902", partner="SWE", start="2015"),
)

#: Claim, what is changed, and the verdict that must follow.
CASES: list[tuple[str, str, Edit, str]] = [
    (
        "Q01",
        "Australia's programme was concluded after the summit",
        change("programmes", "ITPP-AUS-2023", concluded="2023-08"),
        CONTRADICTED,
    ),
    (
        "Q01",
        "Australia's window reaches beyond the summit",
        change("programmes", "ITPP-AUS-2023", concluded="2023-06/2023-07-31"),
        TEXT,
    ),
    (
        "Q01",
        "New Zealand's talks began after the summit",
        change("programmes", "ITPP-NZL-2024", negotiation_from="2023-09"),
        CONTRADICTED,
    ),
    ("Q02", "Korea's programme ends a year earlier", change("programmes", K, end="2025"), CONTRADICTED),
    (
        "Q02",
        "New Zealand's period is found and a programme is followed by one of its kind",
        together(change("programmes", "ITPP-NZL-2024", start="2024", end="2027"), SUCCESSOR),
        SUPPORTED,
    ),
    (
        "Q03",
        "the list of 2019 is complete and three of its four areas carry activities",
        together(complete(IPCP_2019), planned(IPCP_2019, "A01", "A03", "A11")),
        CONTRADICTED,
    ),
    ("Q04", "Korea's full text is published", change("programmes", K, publication="full_text"), CONTRADICTED),
    (
        "Q04",
        "New Zealand's text is known to be unpublished",
        change("programmes", "ITPP-NZL-2024", publication="unpublished"),
        SUPPORTED,
    ),
    (
        "Q05",
        "a Korean text was published",
        change("programmes", "IPCP-KOR-2012", publication="full_text"),
        CONTRADICTED,
    ),
    (
        "Q05",
        "the two texts not found were published",
        together(
            *(
                change("programmes", name, publication="full_text")
                for name in ("IPCP-AUS-2019", "IPCP-JPN-2018")
            )
        ),
        SUPPORTED,
    ),
    (
        "Q06",
        "thirty activities of the first Korean programme are recorded",
        planned("IPCP-KOR-2012", *["A03"] * 30),
        CONTRADICTED,
    ),
    ("Q07", "the list of 2019 is complete", complete(IPCP_2019), CODING),
    (
        "Q08",
        "one activity has Korea take part",
        change("commitments", "C064", partner_role="take_part"),
        SUPPORTED,
    ),
    ("Q08", "one activity has Korea lead", change("commitments", "C064", partner_role="lead"), CONTRADICTED),
    ("Q09", "three technical titles leave the list", without_areas("A16", "A17", "A18"), CONTRADICTED),
    (
        "Q09",
        "all but five titles leave the list",
        without_areas("A03", "A09", "A11", "A12", "A21", "A23"),
        SUPPORTED,
    ),
    ("Q10", "every activity has a date", change_all("commitments", in_programme, start="2024"), SUPPORTED),
    (
        "Q10",
        "the full text is public and shows no date",
        change("programmes", K, publication="full_text"),
        CONTRADICTED,
    ),
    (
        "Q11",
        "the full text is public and names no body",
        change("programmes", K, publication="full_text"),
        CONTRADICTED,
    ),
    (
        "Q11",
        "every area has a dated activity with both bodies",
        together(
            change_all(
                "commitments",
                in_programme,
                start="2024",
                partner_body="A ministry",
                counterpart_body="A division",
                depth_shown="activity_with_timeline_and_bodies",
            ),
            change_all("commitments", lambda item: item["id"] == "C017", depth_shown="principle"),
        ),
        SUPPORTED,
    ),
    (
        "Q12",
        "three acts fall in a listed area",
        together(*(change("commitments", name, area="A16") for name in ("C021", "C025", "C026"))),
        SUPPORTED,
    ),
    (
        "Q12",
        "industry and support to Ukraine are titles of the list",
        together(*(listed(K, area, "official_complete_list") for area in ("A19", "A24"))),
        SUPPORTED,
    ),
    (
        "Q13",
        "information sharing is a title of the list",
        listed(K, "A20", "official_complete_list"),
        CONTRADICTED,
    ),
    ("Q13", "an exercise needs BICES", change("systems", "LOCKED", entry_needs=["BICES"]), SUPPORTED),
    (
        "Q13",
        "the entry conditions known need nothing",
        change("systems", "LOCKED", entry_needs=[]),
        CONTRADICTED,
    ),
    ("Q14", "Japan had access", change("memberships", "M003", state="access", start="2020"), CONTRADICTED),
    ("Q14", "Korea's access is confirmed", change("memberships", "M002", state="access"), CONTRADICTED),
    ("Q14", "the other three are known to be outside", BICES_OUT, NOT_TESTABLE),
    ("Q14", "and Finland and Sweden are recorded", together(BICES_OUT, BICES_ALLIES), SUPPORTED),
    (
        "Q15",
        "sources place none of Korea's acts in the programme",
        change_all("commitments", lambda item: item["programme"] == K, link="outside_programme_stated"),
        CONTRADICTED,
    ),
    (
        "Q15",
        "sources place every act in the programme, and Korea leads one",
        together(
            change_all("commitments", lambda item: item["programme"] == K, link="in_programme"),
            change("commitments", "C023", partner_role="host"),
        ),
        SUPPORTED,
    ),
    (
        "Q16",
        "every area of both predecessors carries an activity",
        together(complete(IPCP_2019), planned(IPCP_2019, *AREAS_2019), planned("IPCP-KOR-2017", *AREAS_2017)),
        CONTRADICTED,
    ),
    (
        "Q17",
        "the part of the text read names a region",
        mention("N1", programme=K, about="region_or_country", count=3, portion="part"),
        CONTRADICTED,
    ),
    (
        "Q17",
        "the text names no region and the list of 2019 is complete",
        together(
            mention("N1", programme=K, about="region_or_country", count=0, portion="full"),
            complete(IPCP_2019),
        ),
        SUPPORTED,
    ),
    ("Q18", "emerging technology leaves the list", without_areas("A06"), CONTRADICTED),
    (
        "Q18",
        "the text mentions China",
        mention("N1", programme=K, about="china", count=1, portion="part"),
        CONTRADICTED,
    ),
    (
        "Q19",
        "every activity is described in other words",
        change_all("commitments", lambda item: item["programme"] == K, activity="Review of documents"),
        CONTRADICTED,
    ),
    (
        "Q19",
        "every activity is an exercise",
        change_all("commitments", lambda item: item["programme"] == K, activity="A yearly exercise"),
        SUPPORTED,
    ),
    ("Q20", "a successor is recorded, its text unknown", SUCCESSOR, TEXT),
    ("Q21", "New Zealand is known to be in no system", NZL_OUT, CONTRADICTED),
    (
        "Q22",
        "New Zealand's list is complete and has one other area",
        together(complete("ITPP-NZL-2024"), listed("ITPP-NZL-2024", "A24", "official_complete_list")),
        CONTRADICTED,
    ),
    (
        "Q23",
        "the collective agenda is dated and an area of it is known",
        together(change("programmes", "ATSSC", concluded="2023"), listed("ATSSC", "A03")),
        SUPPORTED,
    ),
    (
        "Q24",
        "a source records a dispute on publication",
        add("events", "E026", "E901", kind="publication_dispute"),
        SUPPORTED,
    ),
    ("Q25", "the four were not at Madrid", change("events", "E017", partners=["AUS", "JPN"]), CONTRADICTED),
    (
        "Q25",
        "the communique was read and does not mention China",
        mention("N1", event="E026", about="china", count=0, portion="full"),
        SUPPORTED,
    ),
    ("Q25", "Madrid is reported only", change("events", "E017", evidence="reported_unconfirmed"), TEXT),
]
NAMES = [f"{claim}: {what}" for claim, what, _, _ in CASES]


@pytest.fixture(scope="module")
def before() -> dict[str, str]:
    return cg.load("nato-ip4").claims().verdicts


@pytest.mark.parametrize(("claim", "what", "edit", "after"), CASES, ids=NAMES)
def test_a_changed_fact_changes_the_verdict(
    claim: str, what: str, edit: Edit, after: str, before: dict[str, str]
) -> None:
    """One fact of the data changed, the verdict of the claim is another, and the one that follows from it."""
    ledger = edited(edit, claim).claims()
    assert ledger[claim].verdict == after, f"{what}\n{ledger.explain(claim)}"
    assert after != before[claim]


def test_every_claim_has_such_a_change(before: dict[str, str]) -> None:
    """For each claim at least one change of the data is shown to change its verdict."""
    assert {claim for claim, *_ in CASES} == set(before)


def test_every_verdict_is_reached() -> None:
    """Between them the changes lead to every verdict of the vocabulary."""
    assert {after for *_, after in CASES} == {SUPPORTED, CONTRADICTED, TEXT, CODING, NOT_TESTABLE}


def test_deciding_cells_settle_the_verdict_when_known() -> None:
    """When the records that decide become known one way or the other, the verdict follows them."""
    claim = cg.load("nato-ip4").claims()["Q05"]
    assert {item.record for item in claim.deciding} == {"IPCP-AUS-2019", "IPCP-JPN-2018"}
    for value, verdict in (("full_text", SUPPORTED), ("unpublished", CONTRADICTED)):
        known = together(*(change("programmes", item.record, publication=value) for item in claim.deciding))
        assert edited(known, "Q05").claims()["Q05"].verdict == verdict


def test_a_cell_of_unknown_area_is_named_as_deciding() -> None:
    """With Korea's list only partly known, the areas of the open acts decide claim Q12 and are named."""
    areas: set[Any] = {"A19", "A20", "A24"}
    ledger = edited(change("programmes", K, list_status="partial"), "Q12").claims()
    assert ledger["Q12"].verdict == TEXT
    assert {item.field for item in ledger["Q12"].deciding} == areas
