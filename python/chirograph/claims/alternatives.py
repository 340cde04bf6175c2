"""The dataset as the source not followed in a conflict has it: claims are judged in that way too."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.rules import turns
from chirograph.errors import DataError
from chirograph.records.records import Records

if TYPE_CHECKING:
    from chirograph.dataset import Dataset


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
        The dataset with its values.
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


def alternatives(dataset: Dataset) -> list[Alternative]:
    """Every alternative of every conflict of a dataset, its readings applied.

    Raises
    ------
    DataError
        When the records with a value of the other source make no valid dataset.
    """
    reliability = {item["id"]: item["reliability"] for item in dataset.records.data["sources"]}
    return [
        Alternative(
            conflict=conflict,
            source=told["source"],
            evidence=Evidence(_as_told(dataset, conflict, told)),
            turns=turns(reliability[told["source"]]),
        )
        for conflict in dataset.records.data["conflicts"]
        for told in conflict.get("alternatives", ())
    ]


def _as_told(dataset: Dataset, conflict: Record, told: Record) -> Dataset:
    data: dict[str, Any] = copy.deepcopy(dict(dataset.records.data))
    for change in told.get("changes", ()):
        (record,) = (item for item in data[change["table"]] if item["id"] == change["id"])
        record[change["field"]] = change["value"]
    data["listings"] += told.get("listings", ())
    # In the changed records nothing is left to differ from.
    data["conflicts"] = [{k: v for k, v in item.items() if k != "alternatives"} for item in data["conflicts"]]
    try:
        changed = Records.read(json.dumps(data).encode(), dataset.file)
    except DataError as error:
        place = f"conflict {conflict['id']}, alternative of {told['source']}: "
        raise DataError([replace(fault, place=place + fault.place) for fault in error.faults]) from error
    return type(dataset)(replace(changed, assumed=dataset.assumed))
