"""The register of what is not known, and the evidence behind a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from chirograph.base.table import Table, Value
from chirograph.errors import UnknownLabel, unknown
from chirograph.records import coding, codings
from chirograph.records.asking import Asking
from chirograph.records.records import Records

__all__ = ["audit", "sources_of"]

_COLUMNS = ("record", "id", "text", "counts_in", "source", "locator", "title", "publisher", "date", "url")


def audit(records: Records, asking: Asking) -> Table:
    """Every unknown cell at a day, before any reading is applied; see :meth:`chirograph.Dataset.audit`."""
    content = coding.coded(records, asking)
    now = coding.content(records, asking) if records.assumed or records.renewals else None
    grade = asking.evidence or records.evidence_grades[0]
    behind = _codings(records, grade, codings.combining(records, asking.coders))
    statuses = {item["id"]: item for item in records.data["codebook"]["statuses"]}
    programmes = {item["id"]: item for item in records.data["programmes"]}
    rows = []
    for i, j in np.argwhere(content.open).tolist():
        programme = programmes[content.sources[i].split(":")[0]]
        status = statuses[str(content.status[i, j])]
        record: dict[str, Value] = {
            "partner": content.rows[i],
            "programme": programme["id"],
            "area": content.columns[j],
            "name": content.names.get(content.columns[j], ""),
            "lower": int(content.lower[i, j]),
            "upper": int(content.upper[i, j]),
            "status": status["id"],
            "why": status["meaning"],
            "settled_by": status["settled_by"],
            "document": _document(programme),
        }
        if behind is not None:
            record["codings"] = behind.get((programme["id"], content.columns[j]), "")
        if now is not None:
            record["assumed"] = f"{now.lower[i, j]}..{now.upper[i, j]}"
        rows.append(record)
    # Why a cell is open and what would settle it is what the register is for; ids give way to it.
    return Table.from_records(rows, minor=("programme", "status"))


def _codings(records: Records, grade: str, way: str) -> dict[tuple[str, str], str] | None:
    """The codings and decisions that each cell rests on; None for records without any that count."""
    if not codings.counting(records, grade):
        return None
    told = records.engine.deciding(grade, way)
    return {(item["programme"], item["area"]): codings.words(records, item["records"]) for item in told}


def _document(programme: Mapping[str, Any]) -> str:
    note = programme.get("publication_note") or ""
    return f"{programme['title']} ({note})" if note else str(programme["title"])


def sources_of(records: Records, partner: str, area: str, asking: Asking) -> Table:
    """What the cell of a partner and an area rests on; see :meth:`chirograph.Dataset.sources_of`.

    The first rows say what the programme's list as a whole rests on.
    """
    faults = [
        unknown("sources_of", label, known, what)
        for label, known, what in (
            (partner, _named(records.data["partners"]), "this partner"),
            (area, _named(records.data["codebook"]["areas"]), "this area"),
        )
        if label not in known
    ]
    _, _, chosen, _ = coding.chosen_programmes(records, asking)
    programmes = {item.partner: item.programme for item in chosen}
    if not faults and partner not in programmes:
        faults = [unknown("sources_of", partner, programmes, "this partner's programme at that date")]
    if faults:
        raise UnknownLabel(faults)
    documents = {item["id"]: item for item in records.data["sources"]}
    rows = [
        {**record, **{key: documents.get(str(record["source"]), {}).get(key) for key in _COLUMNS[6:]}}
        for record in _evidence(records, programmes[partner], area, codings.combining(records, asking.coders))
    ]
    return Table.from_records(rows, _COLUMNS)


def _named(records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {item["id"]: item["name"] for item in records}


def titled(listing: Mapping[str, Any]) -> str:
    """The title of an area as a programme names it, with the title in the original language beside it.

    Examples
    --------
    >>> titled({"title": "Space", "title_original": "espace"})
    'Space (espace)'
    """
    original = listing["title_original"]
    return f"{listing['title']} ({original})" if original else str(listing["title"])


def _record(
    kind: str, item: Mapping[str, Any], text: str, counts: str, source: str | None, locator: str
) -> dict[str, Value]:
    cells = (kind, item["id"], text, counts, source, locator)
    return dict(zip(_COLUMNS, cells, strict=False))


def _evidence(
    records: Records, programme: Mapping[str, Any], area: str, way: str
) -> Iterator[dict[str, Value]]:
    data, coding = records.data, records.data["codebook"]["coding"]
    grades = {rule["evidence"]: ", ".join(rule["grades"]) for rule in coding["listing"]}
    for item in data["listings"]:
        if item["programme"] == programme["id"] and area in {part["area"] for part in item["areas"]}:
            counts = grades.get(item["evidence"], "")
            yield _record("listing", item, titled(item), counts, item["source"], item["locator"])
    for item in data["commitments"]:
        if item["programme"] == programme["id"] and item.get("area") == area:
            links = [
                grade for grade, allowed in coding["commitment_links"].items() if item["link"] in allowed
            ]
            counts = ", ".join(links) if item["evidence"] in coding["commitment_evidence"] else ""
            yield _record("commitment", item, item["activity"], counts, item["source"], item["locator"])
    yield from _coded(records, programme, area, way)
    for item in data["conflicts"]:
        if item.get("programme") == programme["id"] and item.get("area") in (area, None):
            text = f"{item['topic']}: {item['value_a']} against {item['value_b']}; {item['handling']}"
            for side in ("source_a", "source_b"):
                if item[side] is not None:
                    yield _record("conflict", item, text, "", item[side], "")
    for source in programme["sources"]:
        text = f"list of the programme: {programme['list_status']}"
        yield _record("programme", programme, text, "", source, programme["locator"])


def _coded(records: Records, programme: Mapping[str, Any], area: str, way: str) -> Iterator[dict[str, Value]]:
    """The codings of a cell, and the decision on it; a coding without a source is of the programme's.

    Those that the way of combining coders asks count.
    """
    cell = programme["id"], area
    grades = ", ".join(records.data["codebook"]["coding"].get("codings", {}).get("grades", ()))
    for item in codings.by_cell(records).get(cell, ()):
        where = ", ".join(filter(None, (item["locator"], item["page"] and f"page {item['page']}")))
        text = f"coder {item['coder']}: {codings.interval(records, item)}"
        counts = grades if codings.heard(way, item["coder"]) else ""
        for source in [item["source"]] if item["source"] else programme["sources"]:
            yield _record("coding", item, text, counts, source, where)
    for item in codings.by_cell(records, "adjudications").get(cell, ()):
        text = f"{item['adjudicator']}: {codings.interval(records, item)}; {item['reason']}"
        counts = grades if way == "adjudicated" else ""
        yield _record("adjudication", item, text, counts, item["source"], item["locator"])
