"""Records as one side of a conflict has them, or with one left out: claims are judged on those too."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace

from chirograph.claims.evidence import Evidence, Record, Used
from chirograph.claims.kinds.kinds import Form
from chirograph.claims.rules import turns
from chirograph.errors import DataError
from chirograph.records.records import Records, engine_of

#: Tables whose records make the rows of programmes.
OF_ROWS = ("listings", "commitments")


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
        engine = engine_of(text, records.file)
    except DataError as error:
        place = f"conflict {conflict['id']}, alternative of {told['source']}: "
        raise DataError([replace(fault, place=place + fault.place) for fault in error.faults]) from error
    return Records(records.file, hashlib.sha256(text).hexdigest(), engine, data, records.assumed)


def without(evidence: Evidence, used: Used) -> Evidence:
    """The evidence as it would be if a record, or a field of one, had not been found."""
    records, data = evidence.records, dict(evidence.data)
    changed = replace(records, data=data, sha256=f"{records.sha256} without {used.table} {used.name}")
    if used.field:
        blank = dict.fromkeys(used.field.split(", "), used.blank)
        data[used.table] = [{**item, **blank} if item["id"] == used.id else item for item in data[used.table]]
        return Evidence(changed, evidence.memory, evidence, bare=True)
    gone = next(item for item in data[used.table] if item["id"] == used.id)
    data[used.table] = [item for item in data[used.table] if item is not gone]
    if used.table not in OF_ROWS:
        return Evidence(changed, evidence.memory, evidence, gone.get("system", ""), bare=True)
    data["codebook"] = _without_title(data["codebook"], used.id)
    changed = replace(changed, engine=records.engine.without(used.table, used.id))
    # A reading may carry what was left out to another row.
    others = None if records.assumed else evidence
    return Evidence(changed, evidence.memory, others, gone["programme"], bare=True)


def _without_title(book: Record, title: str) -> Record:
    """The codebook with a title out of what assumptions say of titles."""
    kept = [
        {**item, "listings": [one for one in item["listings"] if one != title]}
        if "listings" in item
        else item
        for item in book.get("assumptions", ())
    ]
    return {**book, "assumptions": kept}
