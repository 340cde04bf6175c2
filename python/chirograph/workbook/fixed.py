"""What every dataset of a workbook has besides what its sheets say: one grade, and the rule of coding."""

from __future__ import annotations

from typing import Any

__all__ = ["EMPTY", "OPEN", "READ", "SOURCE", "STATUSES", "fixed", "skeleton"]

Record = dict[str, Any]

#: The reasons of a coding for which none is given: whether the area is there is known, or not.
READ, OPEN = "read", "unclear"

STATUSES: tuple[tuple[str, str, str, bool, str], ...] = (
    (READ, "read in the text", "A coder read the text and found this depth, or none", True,
     "nothing is open, unless the depth is an interval: then a closer reading"),
    (OPEN, "unclear in the text", "A coder read the text and could not tell", False,
     "a second reading, or another document"),
    ("text_not_public", "text not public", "The text is not public, or no public text was found", False,
     "publication of the text"),
    ("not_retrieved", "public, not retrieved", "The text is public, and this part of it was not read", False,
     "reading the published text"),
    ("not_coded", "not coded", "No coder has written anything in this cell", False, "coding the text"),
    ("coders_differ", "coders differ", "Coders read the text differently, and nothing was decided", False,
     "a decision on the sheet adjudication"),
    ("adjudicated", "adjudicated", "Coders read the text differently, and it was decided", True,
     "nothing is open, unless the decision is an interval"),
    ("sources_conflict", "sources conflict", "Another record shows more than the coders read", False,
     "a source that both rest on"),
    ("under_negotiation", "under negotiation", "At the day asked it may not have been concluded", False,
     "the conclusion of the programme, and then its text"),
    ("not_applicable", "not applicable", "At the day asked there was no such programme", True,
     "nothing: there is no programme at that day"),
)  # fmt: skip

EMPTY = (
    "partner_groups", "programme_types", "listings", "commitments", "systems", "memberships", "events",
    "claims", "conflicts", "not_found", "to_verify",
)  # fmt: skip

_DATES = (
    ("before_conclusion", False, "not_applicable", "Before the conclusion"),
    ("negotiation_open", True, "under_negotiation", "The negotiation was open"),
    ("conclusion_uncertain", True, "under_negotiation", "It may or may not have been concluded"),
    ("after_end", False, "not_applicable", "After the end"),
)


def fixed(top: int) -> Record:
    """The parts of a codebook that no sheet holds, for a scale up to this depth."""
    whole = {"lower": 0, "upper": top}
    coding = {
        "listing": [],
        "listed_upper": top,
        "commitment_depth": [],
        "commitment_links_known": [],
        "commitment_links": {"read": []},
        "commitment_evidence": [],
        "raise_only_listed": {"read": True},
        "raised_status": READ,
        "unlisted": [
            {"list_status": "not_coded", **whole, "status": "not_coded", "meaning": "Nothing was coded"}
        ],
        "dates": [
            {"when": when, "lower": 0, "upper": top if open_ else 0, "status": status, "meaning": meaning}
            for when, open_, status, meaning in _DATES
        ],
        "codings": {
            "grades": ["read"],
            "differ_status": "coders_differ",
            "adjudicated_status": "adjudicated",
            "conflict_status": "sources_conflict",
            "rule": "A cell is what its coders wrote, combined as `combine` says. A cell that nobody wrote "
            "anything in may have any depth.",
        },
        "rule": "Every cell rests on codings of the text; see codebook.coding.codings. A cell without one "
        "may have any depth.",
    }
    return {
        "evidence_grades": [{"id": "read", "default": True, "meaning": "What coders read in the texts"}],
        "evidence_marks": [{"id": "stated", "meaning": "A source says so"}],
        "coding": coding,
        "list_length": {"grades": [], "rule": "No total of titles is used"},
        "areas_per_title_maximum": 1,
        "assumptions": [],
    }


#: What the first lines of the sheets begin with.
SOURCE = {
    "publisher": "name of the publisher", "language": "en", "kind": "document", "seen": "full",
    "reliability": "high", "note": "",
}  # fmt: skip
_SCALE = (
    ("absent", "The area is not in the text"),
    ("named", "The area is named, without an activity"),
    ("planned", "An activity is planned in the area"),
    ("accountable", "An activity has a timeline and the bodies that are to act"),
)


def skeleton(
    areas: dict[str, str], partners: dict[str, str], coders: dict[str, str], top: int, day: str
) -> Record:
    """The records of a workbook in which nothing is coded yet: names by id, and the day of the data."""
    scale = _SCALE if top == 3 else (_SCALE[0], *((f"depth {depth}", "") for depth in range(1, top + 1)))
    book = fixed(top)
    book["coding"]["codings"] |= {
        "coders": [{"id": name, "meaning": meaning} for name, meaning in coders.items()],
        "combine": "span",
    }
    status = ("id", "label", "meaning", "known", "settled_by")
    return {
        "format": "chirograph-dataset/1", "id": "my-coding", "title": "Coding of agreements",
        "version": "0.0.1", "as_of": day, "licence": "CC-BY-4.0", "contributors": ["Your name"],
        "method": "Write here how the texts were found and read, and by whom they were coded",
        "counterpart": "HUB",
        "codebook": {
            "id": "my-areas", "version": "0.0.1",
            "scale": [{"depth": i, "name": name, "meaning": text} for i, (name, text) in enumerate(scale)],
            "groups": [{"id": "areas", "name": "Areas"}],
            "areas": [{"id": name, "name": text, "group": "areas"} for name, text in areas.items()],
            "statuses": [dict(zip(status, row, strict=True)) for row in STATUSES],
            **book,
        },
        "sources": [
            {**SOURCE, "id": f"S-{name}", "key": f"S-{name}", "title": f"Agreement with {text}", "url": None,
             "date": None, "date_note": "", "read": day}
            for name, text in partners.items()
        ],
        "partners": [{"id": name, "name": text, "cow": None, "gw": None} for name, text in partners.items()],
        "programmes": [
            {"id": name, "partner": name, "counterpart": "HUB", "kind": "agreement",
             "title": f"Agreement with {text}", "concluded": "2020", "sources": [f"S-{name}"],
             "publication": "full_text"}
            for name, text in partners.items()
        ],
        **{name: [] for name in EMPTY},
        "codings": [], "adjudications": [],
    }  # fmt: skip
