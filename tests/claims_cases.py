"""Changed facts of nato-ip4, each with the claim it bears on and the verdict that must follow."""

from __future__ import annotations

from claims_edits import (
    AREAS_2017,
    AREAS_2019,
    AUS_IN,
    BICES_ALLIES,
    BICES_OUT,
    IPCP_2019,
    NZL_OUT,
    SUCCESSOR,
    Data,
    Edit,
    K,
    add,
    change,
    change_all,
    communique,
    complete,
    in_programme,
    listed,
    no_row_is_no_membership,
    planned,
    record,
    remove,
    settled,
    together,
    without_areas,
)

SUPPORTED, ATTESTED, CONDITIONAL, CONTRADICTED, TEXT, CODING, NOT_TESTABLE = (
    "supported",
    "attested by one reader",
    "holds under its own assumption",
    "contradicted",
    "depends on unknown text",
    "depends on coding",
    "not testable on public data",
)
KOREAN_IPCPS = ("IPCP-KOR-2012", "IPCP-KOR-2017", "IPCP-KOR-2019")
ACCOUNTABLE = together(
    change_all(
        "commitments",
        in_programme,
        start="2024",
        partner_body="A ministry",
        counterpart_body="A division",
        evidence="stated",
        depth_shown="activity_with_timeline_and_bodies",
    ),
    change("commitments", "C017", depth_shown="principle"),
)


def not_outweighed(data: Data) -> None:
    """Nothing is said to outweigh the other source of Korea's date."""
    del record(data, "conflicts", "X01")["alternatives"][0]["outweighed_by"]


def no_word_of_a_reader(data: Data) -> None:
    """An assumption of that strength is no testimony any more."""
    for item in data["codebook"]["strengths"]:
        item.pop("attests", None)


def planned_only(data: Data) -> None:
    """The reader says of Korea's areas that activities are planned, and no more."""
    for item in data["codebook"]["assumptions"]:
        if item["id"] == "korea_listed_accountable":
            item.update(lower=2, upper=2)


def described(name: str, act: str) -> Edit:
    """An activity of a programme in some words."""
    return add("commitments", "C001", f"Z-{name}", programme=name, activity=act)


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
    ("Q01", "nothing outweighs the later date of Korea's programme", not_outweighed, CODING),
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
        "New Zealand's text is known to be unpublished, and Japan's text to be an extract",
        together(settled("X07"), change("programmes", "ITPP-NZL-2024", publication="unpublished")),
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
        "another source says that Korea's were not published",
        change("programmes", "IPCP-KOR-2019", publication_note="unpublished (S047)"),
        SUPPORTED,
    ),
    (
        "Q06",
        "the descriptions of 2012 and 2019 were read whole",
        together(complete("IPCP-KOR-2012"), complete(IPCP_2019)),
        SUPPORTED,
    ),
    (
        "Q06",
        "thirty activities of the first Korean programme are recorded, all there are",
        together(complete("IPCP-KOR-2012"), planned("IPCP-KOR-2012", *["A03"] * 30)),
        CONTRADICTED,
    ),
    (
        "Q07",
        "the list of 2019 is complete, and of its activities nothing is recorded",
        complete(IPCP_2019),
        NOT_TESTABLE,
    ),
    (
        "Q07",
        "and the one activity recorded is a meeting",
        together(complete(IPCP_2019), described(IPCP_2019, "Yearly meetings")),
        SUPPORTED,
    ),
    (
        "Q07",
        "the one activity recorded is an exercise",
        described(IPCP_2019, "A yearly exercise"),
        CONTRADICTED,
    ),
    (
        "Q08",
        "one activity has Korea take part",
        change("commitments", "C064", partner_role="take_part"),
        SUPPORTED,
    ),
    ("Q08", "one activity has Korea lead", change("commitments", "C064", partner_role="lead"), CONTRADICTED),
    (
        "Q09",
        "three technical titles leave the list, and information sharing is not in it",
        together(settled("X06"), without_areas("A16", "A17", "A18")),
        CONTRADICTED,
    ),
    (
        "Q09",
        "all but five titles leave the list",
        without_areas("A03", "A09", "A11", "A12", "A21", "A23"),
        SUPPORTED,
    ),
    ("Q10", "every area has a dated activity with both bodies", ACCOUNTABLE, SUPPORTED),
    ("Q10", "what a reader says of the text is no testimony", no_word_of_a_reader, CONDITIONAL),
    ("Q10", "the reader says that activities are planned, and no more", planned_only, TEXT),
    ("Q11", "every area has a dated activity with both bodies", ACCOUNTABLE, SUPPORTED),
    ("Q11", "what a reader says of the text is no testimony", no_word_of_a_reader, CONDITIONAL),
    (
        "Q12",
        "the two acts of 2025 on the defence industry are not known",
        remove("commitments", "C075", "C076"),
        TEXT,
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
    ("Q13", "information sharing is not in the programme", settled("X06"), NOT_TESTABLE),
    (
        "Q13",
        "and an exercise needs BICES",
        together(settled("X06"), change("systems", "LOCKED", entry_needs=["BICES"])),
        SUPPORTED,
    ),
    (
        "Q13",
        "the entry conditions known need nothing",
        change("systems", "LOCKED", entry_needs=[]),
        CONTRADICTED,
    ),
    (
        "Q14",
        "the other three had access",
        together(
            *(change("memberships", name, state="access", start="2020") for name in ("M002", "M003", "M004"))
        ),
        CONTRADICTED,
    ),
    (
        "Q14",
        "the other three are known to be outside, and Australia's date is found",
        together(BICES_OUT, AUS_IN),
        NOT_TESTABLE,
    ),
    (
        "Q14",
        "and Finland and Sweden are recorded, by the author of the claim",
        together(BICES_OUT, AUS_IN, BICES_ALLIES),
        ATTESTED,
    ),
    (
        "Q14",
        "and another source says so of all three",
        together(
            BICES_OUT,
            AUS_IN,
            BICES_ALLIES,
            change_all("memberships", lambda item: item["id"] in ("M001", "M901", "M902"), source="S002"),
        ),
        SUPPORTED,
    ),
    (
        "Q15",
        "sources place none of Korea's acts in the programme",
        change_all("commitments", lambda item: item["programme"] == K, link="outside_programme_stated"),
        CONTRADICTED,
    ),
    (
        "Q15",
        "sources place every act in the programme, and Korea hosts one",
        together(
            change_all("commitments", lambda item: item["programme"] == K, link="in_programme"),
            change("commitments", "C012", partner_role="host"),
        ),
        SUPPORTED,
    ),
    (
        "Q15",
        "Korea only takes part in the one activity whose roles are recorded",
        change("commitments", "C012", partner_role="take_part"),
        CONTRADICTED,
    ),
    (
        "Q16",
        "every area of both predecessors carries an activity",
        together(complete(IPCP_2019), planned(IPCP_2019, *AREAS_2019), planned("IPCP-KOR-2017", *AREAS_2017)),
        CONTRADICTED,
    ),
    ("Q17", "the text sets a place", change("mentions", "T005", count=1), CONTRADICTED),
    (
        "Q17",
        "another reader finds no place, and both predecessors list an area of a place",
        together(
            change("mentions", "T005", source="S081"),
            complete(IPCP_2019),
            listed(IPCP_2019, "A24"),
            listed("IPCP-KOR-2017", "A24", "official_complete_list"),
        ),
        SUPPORTED,
    ),
    (
        "Q17",
        "both predecessors list an area of a place",
        together(
            complete(IPCP_2019),
            listed(IPCP_2019, "A24"),
            listed("IPCP-KOR-2017", "A24", "official_complete_list"),
        ),
        ATTESTED,
    ),
    ("Q18", "emerging technology leaves the list", without_areas("A06"), CONTRADICTED),
    ("Q18", "the text mentions China", change("mentions", "T006", count=1), CONTRADICTED),
    (
        "Q18",
        "another reader finds no mention, and the list of 2019 is complete with the sea in it",
        together(
            change("mentions", "T006", source="S081"),
            listed(IPCP_2019, "A10"),
            settled("X06"),
            complete(IPCP_2019),
        ),
        SUPPORTED,
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
    (
        "Q21",
        "New Zealand is known to be in no system",
        together(NZL_OUT, no_row_is_no_membership),
        CONTRADICTED,
    ),
    (
        "Q22",
        "New Zealand's list is complete and has one other area",
        together(complete("ITPP-NZL-2024"), listed("ITPP-NZL-2024", "A24", "official_complete_list")),
        CONTRADICTED,
    ),
    ("Q23", "the sentence was read in the text itself", change("mentions", "T004", source="S002"), SUPPORTED),
    ("Q23", "nobody quotes the sentence", remove("mentions", "T004"), TEXT),
    (
        "Q23",
        "the whole text was read and does not name it",
        change("mentions", "T004", count=0, portion="full"),
        CONTRADICTED,
    ),
    (
        "Q24",
        "a source records a dispute on publication",
        add("events", "E026", "E901", kind="publication_dispute"),
        SUPPORTED,
    ),
    (
        "Q24",
        "no objection of an ally is on record",
        change("mentions", "T007", count=0, portion="full"),
        CONTRADICTED,
    ),
    ("Q25", "the four were not at Madrid", change("events", "E017", partners=["AUS", "JPN"]), CONTRADICTED),
    ("Q25", "the communique was read and names China once", communique(90, 1), SUPPORTED),
    ("Q25", "the communique was read and names China throughout", communique(90, 40), CONTRADICTED),
]
