"""The dataset as the source not followed in a conflict has it: claims are judged in that way too."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace

from chirograph import _core
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.rules import turns
from chirograph.errors import DataError
from chirograph.records.records import Records


@dataclass(frozen=True, slots=True)
class Alternative:
    """What the records would say if one source of a conflict were right.

    Parameters
    ----------
    conflict : mapping
        The conflict.
    source : str
        The source that is taken to be right.
    evidence : Evidence
        The records with its values.
    turns : bool
        Whether the source is reliable enough to turn a verdict.
    """

    conflict: Record
    source: str
    evidence: Evidence
    turns: bool

    @property
    def label(self) -> str:
        """For example "if S076 is right, X01"; a weak source is said to be one."""
        weak = "" if self.turns else ", low reliability: turns no verdict"
        return f"if {self.source} is right, {self.conflict['id']}{weak}"


def alternatives(evidence: Evidence) -> list[Alternative]:
    """Every alternative of every conflict, readings applied.

    Raises
    ------
    DataError
        When the records with a value of the other source make no valid dataset.
    """
    reliability = {item["id"]: item["reliability"] for item in evidence.data["sources"]}
    return [
        Alternative(
            conflict=conflict,
            source=told["source"],
            evidence=Evidence(_as_told(evidence.records, conflict, told), evidence.memory),
            turns=turns(reliability[told["source"]]),
        )
        for conflict in evidence.data["conflicts"]
        for told in conflict.get("alternatives", ())
    ]


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
    text = json.dumps(data).encode()
    try:
        engine = _core.read_dataset(text, records.file)
    except DataError as error:
        place = f"conflict {conflict['id']}, alternative of {told['source']}: "
        raise DataError([replace(fault, place=place + fault.place) for fault in error.faults]) from error
    return Records(records.file, hashlib.sha256(text).hexdigest(), engine, data, records.assumed)
