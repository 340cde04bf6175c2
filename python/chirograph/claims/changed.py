"""Records as one side of a conflict has them, or with one left out: claims are judged on those too."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from chirograph import _core
from chirograph.claims.evidence import Evidence, Record, Used
from chirograph.claims.kinds.kinds import Form
from chirograph.claims.rules import turns
from chirograph.errors import DataError
from chirograph.records.records import Records

#: Tables that the cells are read from, lists a dataset has besides, and what the rule of coding needs.
_OF_CELLS = ("programme_types", "programmes", "listings", "commitments", "codings", "adjudications")
_KEPT = ("contributors", "partners", "partner_groups")
_OF_THE_CODE = (
    "id", "version", "scale", "groups", "areas", "statuses", "evidence_grades", "evidence_marks", "coding",
    "list_length", "areas_per_title_maximum",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alternative:
    """What the records would say if one source of a conflict were right; `reason` is why that turns none."""

    conflict: Record
    told: Record
    evidence: Evidence
    reason: str

    @property
    def source(self) -> str:
        """The source that is taken to be right."""
        return str(self.told["source"])

    @property
    def label(self) -> str:
        """For example "if S076 is right, X01"; a weak or outweighed source is said to be one."""
        weak = f", {self.reason}: turns no verdict" if self.reason else ""
        return f"if {self.source} is right, {self.conflict['id']}{weak}"

    def touches(self, form: Form, names: frozenset[str]) -> bool:
        """Whether what it changes may matter to a test that reads these programmes."""
        places = [("listings", item["programme"]) for item in self.told.get("listings", ())]
        places += [(item["table"], item["id"]) for item in self.told.get("changes", ())]
        return any(
            place in names
            if table == "programmes"
            else table in form.tables and (table != "listings" or place in names)
            for table, place in places
        )


def alternatives(evidence: Evidence) -> list[Alternative]:
    """Every alternative of every conflict, readings applied.

    Raises
    ------
    DataError
        When the records with a value of the other source make no valid dataset.
    """
    found = []
    for conflict in evidence.data["conflicts"]:
        for told in conflict.get("alternatives", ()):
            weak = "" if turns(evidence.sources[told["source"]]["reliability"]) else "low reliability"
            outweighed = told.get("outweighed_by", ())
            reason = f"outweighed by {', '.join(outweighed)}" if outweighed else weak
            other = Evidence(_as_told(evidence.records, conflict, told), evidence.memory)
            found.append(Alternative(conflict, told, other, reason))
    return found


def _as_told(records: Records, conflict: Record, told: Record) -> Records:
    data = dict(records.data)
    for change in told.get("changes", ()):
        data[change["table"]] = [
            {**item, change["field"]: change["value"]} if item["id"] == change["id"] else item
            for item in data[change["table"]]
        ]
    data["listings"] = [*data["listings"], *told.get("listings", ())]
    # In the changed records nothing is left to differ from.
    data["conflicts"] = [{k: v for k, v in item.items() if k != "alternatives"} for item in data["conflicts"]]
    # Nothing refers to a claim, and their tests are long.
    text = json.dumps({**data, "claims": ()}).encode()
    try:
        engine = _core.read_dataset(text, records.file)
    except DataError as error:
        place = f"conflict {conflict['id']}, alternative of {told['source']}: "
        raise DataError([replace(fault, place=place + fault.place) for fault in error.faults]) from error
    return Records(records.file, hashlib.sha256(text).hexdigest(), engine, data, records.assumed)


def without(evidence: Evidence, used: Used) -> Evidence:
    """The evidence as it would be if a record, or a field of one, had not been found.

    With a title of a list read whole goes one of its number: the list would be that much shorter.
    """
    records, name = evidence.records, f"{evidence.records.sha256} without {used.table} {used.name}"
    data = dict(records.data)
    if used.field:
        blank = dict.fromkeys(used.field.split(", "), used.blank)
        data[used.table] = [{**item, **blank} if item["id"] == used.id else item for item in data[used.table]]
        return Evidence(replace(records, data=data, sha256=name), evidence.memory, evidence)
    gone = next(item for item in data[used.table] if item["id"] == used.id)
    data[used.table] = [item for item in data[used.table] if item is not gone]
    changed = replace(records, data=data, sha256=name)
    if not _shapes(evidence, used.table, gone):
        return Evidence(changed, evidence.memory, evidence)
    programme = gone["programme"]
    if used.table == "listings":
        data["programmes"] = [
            _shorter(evidence, item, gone) if item["id"] == programme else item for item in data["programmes"]
        ]
        data["codebook"] = _without_title(data["codebook"], used.id)
    engine, rows = evidence.memory.of(_variants, evidence, programme)
    patched = _Patched(records.engine, engine, programme, rows[used.table, used.id])
    # A reading may carry what was left out to another row.
    others = None if records.assumed else evidence
    return Evidence(replace(changed, engine=cast(Any, patched)), evidence.memory, others, programme)


def _shapes(evidence: Evidence, table: str, item: Record) -> bool:
    """Whether a record may raise a cell, by the codebook."""
    links = evidence.codebook["coding"]["commitment_links"].values()
    act = table == "commitments" and item["area"] is not None
    return table == "listings" or (act and any(item["link"] in known for known in links))


def _shorter(evidence: Evidence, programme: Record, title: Record) -> Record:
    """A programme without one title of its list: the list, if it was read whole, has one less."""
    book, total = evidence.codebook, programme["list_total"]
    grades = set(book.get("list_length", {}).get("grades", ()))
    rules = (rule for rule in book["coding"]["listing"] if rule["evidence"] == title["evidence"])
    own = any(grades & set(rule["grades"]) for rule in rules)
    whole = own and total and evidence.read_whole(programme["id"])
    return {**programme, "list_total": total - 1} if whole else programme


def _without_title(book: Record, title: str) -> Record:
    """The codebook with a title out of what assumptions say of titles."""
    kept = [
        {**item, "listings": [one for one in item["listings"] if one != title]}
        if "listings" in item
        else item
        for item in book.get("assumptions", ())
    ]
    return {**book, "assumptions": kept}


@dataclass(frozen=True, slots=True)
class _Patched:
    """An engine with another row for one programme."""

    own: _core.Dataset
    variants: _core.Dataset
    programme: str
    variant: str

    def cells(self, grade: str, way: str) -> dict[str, Any]:
        """The cells of the engine, those of the programme as the variant has them."""
        cells, others = dict(self.own.cells(grade, way)), self.variants.cells(grade, way)
        i, j = cells["programmes"].index(self.programme), others["programmes"].index(self.variant)
        for name in ("lower", "upper", "status"):
            cells[name] = np.array(cells[name])
            cells[name][i] = others[name][j]
        return cells


def _variants(evidence: Evidence, programme: str) -> tuple[_core.Dataset, dict[tuple[str, str], str]]:
    """One small dataset with the programme once for each record of it left out, and the names of these.

    The engine reads all of them at a time, and only what cells follow from, of one source.
    """
    data = evidence.data
    found: dict[tuple[str, str], str] = {}
    first = data["sources"][0]["id"]
    book = {name: part for name, part in evidence.codebook.items() if name in _OF_THE_CODE}
    lists = (name for name, table in data.items() if isinstance(table, list) and name not in _KEPT)
    lean: dict[str, Any] = {**data, **dict.fromkeys(lists, ()), "sources": data["sources"][:1]}
    lean["codebook"] = {**book, "assumptions": ()}
    tables = {name: [_sourced(item, first) for item in data[name]] for name in _OF_CELLS if name in data}
    own = {
        name: [item for item in items if item.get("programme") == programme] for name, items in tables.items()
    }
    for table in ("listings", "commitments"):
        for gone in own[table]:
            if not _shapes(evidence, table, gone):
                continue
            name = found[table, gone["id"]] = f"without-{len(found)}"
            copy = _sourced(evidence.programme(programme), first)
            tables["programmes"].append(
                {**(_shorter(evidence, copy, gone) if table == "listings" else copy), "id": name}
            )
            for kind, items in own.items():
                kept = (item for item in items if item is not gone)
                named = ({"id": f"{name}-{k}"} if "id" in item else {} for k, item in enumerate(items))
                tables[kind] += [
                    {**item, "programme": name, **new} for item, new in zip(kept, named, strict=False)
                ]
    return _core.read_dataset(json.dumps({**lean, **tables}).encode(), evidence.records.file), found


def _sourced(item: Record, source: str) -> Record:
    return {**item, "sources": [source]} if "sources" in item else {**item, "source": source}
