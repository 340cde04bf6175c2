"""The register of what is not known, and the evidence behind a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from chirograph.base.table import Table, Value
from chirograph.errors import UnknownLabel, unknown
from chirograph.records import coding

if TYPE_CHECKING:
    from chirograph.dataset import Dataset

__all__ = ["audit", "sources_of"]


def audit(
    dataset: Dataset,
    kind: str | None = None,
    as_of: str | date | int | None = None,
    evidence: str | None = None,
) -> Table:
    """Every unknown cell of a panel of the dataset, before any reading is applied.

    Parameters
    ----------
    dataset : Dataset
        What to look through.
    kind, as_of, evidence
        As in :meth:`chirograph.Dataset.panel`.

    Returns
    -------
    Table
        Columns partner, programme, area, name, lower, upper, status, why, settled_by, document; with readings
        switched on also assumed.

    Examples
    --------
    >>> import chirograph as cg
    >>> from chirograph.records.audit import audit
    >>> audit(cg.load("nato-ip4")).columns[:3]
    ('partner', 'programme', 'area')
    """
    parts = coding.coded(dataset, kind, as_of, evidence)
    now = dataset.panel(kind, as_of, evidence) if dataset.assumed else None
    statuses = {item["id"]: item for item in dataset._data["codebook"]["statuses"]}
    programmes = {item["id"]: item for item in dataset._data["programmes"]}
    records = []
    for i, j in np.argwhere(parts.open).tolist():
        programme = programmes[parts.sources[i].split(":")[0]]
        status = statuses[str(parts.status[i, j])]
        record: dict[str, Value] = {
            "partner": parts.rows[i],
            "programme": programme["id"],
            "area": parts.columns[j],
            "name": parts.names.get(parts.columns[j], ""),
            "lower": int(parts.lower[i, j]),
            "upper": int(parts.upper[i, j]),
            "status": status["id"],
            "why": status["meaning"],
            "settled_by": status["settled_by"],
            "document": _document(programme),
        }
        if now is not None:
            record["assumed"] = f"{now.lower[i, j]}..{now.upper[i, j]}"
        records.append(record)
    # Why a cell is open and what would settle it is what the register is for; ids give way to it.
    return Table.from_records(records, minor=("programme", "status"))


def _document(programme: Mapping[str, Any]) -> str:
    note = programme.get("publication_note") or ""
    return f"{programme['title']}" + (f" ({note})" if note else "")


def sources_of(
    dataset: Dataset, partner: str, area: str, kind: str | None = None, as_of: str | date | int | None = None
) -> Table:
    """What the cell of a partner and an area rests on.

    Parameters
    ----------
    dataset : Dataset
        Where to look.
    partner, area : str
        Labels of the cell.
    kind, as_of
        As in :meth:`chirograph.Dataset.panel`.

    Returns
    -------
    Table
        Columns record, id, text, counts_in, source, locator, title, publisher, date, url. The first rows say
        what the programme's list as a whole rests on.

    Raises
    ------
    UnknownLabel
        When the partner or the area is not known, or the partner has no programme at that date.

    Examples
    --------
    >>> import chirograph as cg
    >>> from chirograph.records.audit import sources_of
    >>> "listing" in sources_of(cg.load("nato-ip4"), "KOR", "A01")["record"]
    True
    """
    faults = [
        unknown("sources_of", label, known, what)
        for label, known, what in (
            (partner, _named(dataset._data["partners"]), "this partner"),
            (area, _named(dataset._data["codebook"]["areas"]), "this area"),
        )
        if label not in known
    ]
    _, _, chosen, _ = coding.chosen_programmes(dataset, kind, as_of)
    programmes = {item.partner: item.programme for item in chosen}
    if not faults and partner not in programmes:
        faults = [unknown("sources_of", partner, programmes, "this partner's programme at that date")]
    if faults:
        raise UnknownLabel(faults)
    documents = {item["id"]: item for item in dataset._data["sources"]}
    columns = ["record", "id", "text", "counts_in", "source", "locator", "title", "publisher", "date", "url"]
    records = [
        {**record, **{key: documents.get(str(record["source"]), {}).get(key) for key in columns[6:]}}
        for record in _evidence(dataset, programmes[partner], area)
    ]
    return Table.from_records(records, columns)


def _named(records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {item["id"]: item["name"] for item in records}


def _record(
    kind: str, item: Mapping[str, Any], text: str, counts: str, source: str | None, locator: str
) -> dict[str, Value]:
    return {
        "record": kind,
        "id": item["id"],
        "text": text,
        "counts_in": counts,
        "source": source,
        "locator": locator,
    }


def _evidence(dataset: Dataset, programme: Mapping[str, Any], area: str) -> Iterator[dict[str, Value]]:
    data, coding = dataset._data, dataset._data["codebook"]["coding"]
    grades = {rule["evidence"]: ", ".join(rule["grades"]) for rule in coding["listing"]}
    for item in data["listings"]:
        if item["programme"] == programme["id"] and area in {part["area"] for part in item["areas"]}:
            counts = grades.get(item["evidence"], "")
            yield _record("listing", item, item["title"], counts, item["source"], item["locator"])
    for item in data["commitments"]:
        if item["programme"] == programme["id"] and item.get("area") == area:
            links = [
                grade for grade, allowed in coding["commitment_links"].items() if item["link"] in allowed
            ]
            counts = ", ".join(links) if item["evidence"] in coding["commitment_evidence"] else ""
            yield _record("commitment", item, item["activity"], counts, item["source"], item["locator"])
    for item in data["conflicts"]:
        if item.get("programme") == programme["id"] and item.get("area") in (area, None):
            text = f"{item['topic']}: {item['value_a']} against {item['value_b']}; {item['handling']}"
            for side in ("source_a", "source_b"):
                if item[side] is not None:
                    yield _record("conflict", item, text, "", item[side], "")
    for source in programme["sources"]:
        text = f"list of the programme: {programme['list_status']}"
        yield _record("programme", programme, text, "", source, programme["locator"])
