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
    Edit,
    K,
    add,
    change,
    change_all,
    communique,
    complete,
    in_programme,
    listed,
    mention,
    no_row_is_no_membership,
    planned,
    remove,
    settled,
    together,
    without_areas,
)

SUPPORTED, CONTRADICTED, TEXT, CODING, NOT_TESTABLE = (
    "supported",
    "contradicted",
    "depends on unknown text",
    "depends on coding",
    "not testable on public data",
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
    ("Q01", "the conflict on Korea's date is settled for 11 July", settled("X01"), SUPPORTED),
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
    ("Q04", "Japan's text is known to be an extract", settled("X07"), TEXT),
    (
        "Q06",
        "no description of the first Korean programme was found",
        together(
            remove("commitments", "C063"),
            lambda data: remove(
                "listings", *(x["id"] for x in data["listings"] if x["programme"] == "IPCP-KOR-2012")
            )(data),
        ),
        NOT_TESTABLE,
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
    (
        "Q10",
        "every activity has a start and an end",
        change_all("commitments", in_programme, start="2024", end="2025"),
        SUPPORTED,
    ),
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
    ("Q14", "Japan had access", change("memberships", "M003", state="access", start="2020"), CONTRADICTED),
    (
        "Q14",
        "Korea's access is confirmed from the announcement on",
        change("memberships", "M002", state="access", start="2023-07-12"),
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
        "and Finland and Sweden are recorded",
        together(BICES_OUT, AUS_IN, BICES_ALLIES),
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
        "sources place every act in the programme",
        change_all("commitments", lambda item: item["programme"] == K, link="in_programme"),
        SUPPORTED,
    ),
    (
        "Q15",
        "Korea only takes part in the one activity whose roles are recorded",
        change("commitments", "C069", partner_role="take_part"),
        CONTRADICTED,
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
        "no text names a region, and both predecessors list an area of a place",
        together(
            remove("mentions", "T001"),
            *(
                mention(f"N-{name}", programme=name, about="region_or_country", count=0, portion="full")
                for name in (K, "ITPP-JPN-2023")
            ),
            complete(IPCP_2019),
            listed(IPCP_2019, "A24"),
            listed("IPCP-KOR-2017", "A24", "official_complete_list"),
        ),
        SUPPORTED,
    ),
    ("Q18", "emerging technology leaves the list", without_areas("A06"), CONTRADICTED),
    (
        "Q18",
        "both texts mention China",
        together(
            *(
                mention(f"N-{name}", programme=name, about="china", count=1, portion="part")
                for name in (K, "ITPP-JPN-2023")
            )
        ),
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
    (
        "Q23",
        "the collective activities are reported only",
        change_all("commitments", lambda item: item["link"] == "collective", evidence="reported_unconfirmed"),
        TEXT,
    ),
    (
        "Q23",
        "the collective activities came before the Japanese programme",
        change_all("commitments", lambda item: item["link"] == "collective", start="2022", end=None),
        NOT_TESTABLE,
    ),
    (
        "Q24",
        "a source records a dispute on publication",
        add("events", "E026", "E901", kind="publication_dispute"),
        SUPPORTED,
    ),
    ("Q25", "the four were not at Madrid", change("events", "E017", partners=["AUS", "JPN"]), CONTRADICTED),
    ("Q25", "the communique was read and names China once", communique(90, 1), SUPPORTED),
    ("Q25", "the communique was read and names China throughout", communique(90, 40), CONTRADICTED),
    ("Q25", "the communique was read and names China in one of fifteen", communique(90, 6), CODING),
]
