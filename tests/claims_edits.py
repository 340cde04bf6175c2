"""Changed copies of nato-ip4 for the tests of claims: one fact edited, the file read again by the loader."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from functools import cache
from typing import Any

import chirograph as cg
from chirograph.claims import Used
from chirograph.records.records import Records

#: Evidence of a title of the programme's own list.
OF_THE_LIST = ("official_complete_list", "named_as_one_of_total", "official_partial_list")
Data = dict[str, Any]
Edit = Callable[[Data], None]


@cache
def _shipped() -> bytes:
    """The data as they ship; a copy of them is read from here."""
    return pickle.dumps(cg.load("nato-ip4").to_dict())


def edited(edit: Edit, claim: str | None = None) -> cg.Dataset:
    """The dataset after an edit, through the gate and the schema; with `claim`, that claim alone is left."""
    data: Data = pickle.loads(_shipped())
    edit(data)
    # Searches go with what they brought.
    data.pop("sampling", None)
    data.pop("searches", None)
    without_titles(data)
    if claim is not None:
        data["claims"] = [item for item in data["claims"] if item["id"] == claim]
    return cg.Dataset(Records.read(json.dumps(data).encode(), "edited.json"))


def edition_1() -> cg.Dataset:
    """The programmes in force as version 1.1.0 had them (strict): values were worked out elsewhere for these.

    Two titles of Japan and its place in the science programme were not read then.
    """
    evidence = "declared_for_partnership"
    titles = (change("listings", f"L-ITPP-JPN-2023-{number}", evidence=evidence) for number in (11, 12))

    def without_purl(data: Data) -> None:
        tables = (data["systems"], "id"), (data["memberships"], "system")
        for table, field in (*tables, (data["codebook"]["system_dimensions"], "system")):
            table[:] = [item for item in table if item[field] != "PURL"]

    before = change("memberships", "M024", state="not_found", start=None)
    return edited(together(*titles, before, without_purl))


def without_titles(data: Data) -> None:
    """What assumptions say of titles that are gone goes with them, and so do assumptions of no title left."""
    titles = {item["id"] for item in data["listings"]}
    book = data["codebook"]
    for item in book["assumptions"]:
        if "listings" in item:
            item["listings"] = [name for name in item["listings"] if name in titles]
    book["assumptions"] = [item for item in book["assumptions"] if item.get("listings", True)]
    names = {item["id"] for item in book["assumptions"]}
    for claim in data["claims"]:
        for part in claim.get("test", {}).get("parts", ()):
            part["assuming"] = [name for name in part.get("assuming", ()) if name in names]
            if not part["assuming"]:
                del part["assuming"]


def leave_out(used: Used) -> Edit:
    """A record, or fields of a programme, as if nothing of it had been found."""

    def edit(data: Data) -> None:
        item = record(data, used.table, used.id)
        if used.field:
            item.update(dict.fromkeys(used.field.split(", "), used.blank))
        elif used.table == "events":
            item["kind"] = "left_out"  # a claim may name the event for its documents
        else:
            remove(used.table, used.id)(data)
        if used.table == "listings" and item["evidence"] in OF_THE_LIST:
            programme = record(data, "programmes", item["programme"])
            if programme["list_status"] == "complete":
                programme["list_total"] -= 1

    return edit


def trimmed(dataset: cg.Dataset, claim: str) -> cg.Dataset:
    """The dataset with one claim only, so that a test computes no other."""
    return edited(lambda _: None, claim)


def record(data: Data, table: str, name: str) -> Data:
    """A record by its id."""
    (found,) = [item for item in data[table] if item["id"] == name]
    return found  # type: ignore[no-any-return]


def change(table: str, name: str, **fields: Any) -> Edit:
    """Write fields of one record."""

    def edit(data: Data) -> None:
        record(data, table, name).update(fields)

    return edit


def change_all(table: str, keep: Callable[[Data], bool], **fields: Any) -> Edit:
    """Write fields of every record that fits."""

    def edit(data: Data) -> None:
        for item in data[table]:
            if keep(item):
                item.update(fields)

    return edit


def add(table: str, like: str, name: str, **fields: Any) -> Edit:
    """Add a copy of a record under another id with some fields changed."""

    def edit(data: Data) -> None:
        data[table].append({**record(data, table, like), "id": name, **fields})

    return edit


def remove(table: str, *names: str) -> Edit:
    """Take records out."""

    def edit(data: Data) -> None:
        data[table] = [item for item in data[table] if item["id"] not in names]

    return edit


def mention(name: str, **fields: Any) -> Edit:
    """Add a count of mentions in a text."""

    def edit(data: Data) -> None:
        base = {"id": name, "programme": None, "event": None, "source": "S001", "locator": "", "note": ""}
        data.setdefault("mentions", []).append({**base, **fields})

    return edit


def settled(*conflicts: str) -> Edit:
    """Conflicts of sources that are settled for the value on record."""

    def edit(data: Data) -> None:
        for name in conflicts:
            record(data, "conflicts", name).pop("alternatives", None)

    return edit


def partner(name: str, title: str) -> Edit:
    """Add a partner."""

    def edit(data: Data) -> None:
        data["partners"].append({**data["partners"][0], "id": name, "name": title})

    return edit


def together(*edits: Edit) -> Edit:
    """Several edits, one after another."""

    def edit(data: Data) -> None:
        for one in edits:
            one(data)

    return edit


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
AUS_IN = change("memberships", "M001", start="2012")
BICES_OUT = together(
    *(
        change("memberships", name, state="not_listed_list_complete", start="2012")
        for name in ("M002", "M003", "M004")
    )
)
BICES_ALLIES = together(
    partner("FIN", "Finland"),
    partner("SWE", "Sweden"),
    add("memberships", "M001", "M901", partner="FIN", start="2015"),
    add("memberships", "M001", "M902", partner="SWE", start="2015"),
)


def no_row_is_no_membership(data: Data) -> None:
    """The codebook reads a partner without a record in a system as outside it."""
    rules = data["codebook"]["system_dimensions"]
    said = {item["system"] for item in rules}
    rest = [item["id"] for item in data["systems"] if item["id"] not in said]
    rules += [{"system": name, "value": 1, "weights": [], "hub": True, "basis": "None"} for name in rest]
    for item in rules:
        item["without_row"] = "none"


def communique(paragraphs: int, naming: int) -> Edit:
    """The communique of Vilnius read in full."""
    counts = {"paragraphs": paragraphs, "paragraphs_naming_china": naming}
    return together(
        remove("mentions", "T003"),
        *(
            mention(f"N-{k}", event="E026", about=k, count=n, portion="full", source="S151")
            for k, n in counts.items()
        ),
    )
