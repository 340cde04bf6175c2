"""The verb `interoperability`: dyads, hub and group with bounds, or one pair in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chirograph import _interop_text
from chirograph.cli.verbs import Result
from chirograph.errors import Fault, UnknownLabel
from chirograph.interop.dimensions import TO_DECLARE, UNDECLARED

if TYPE_CHECKING:
    from chirograph.interoperability import Interoperability

__all__ = ["Asked", "interoperability"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line sets."""

    pair: str | None
    dimensions: Sequence[str]
    rho: Sequence[float]
    as_of: str | None
    evidence: str | None
    lengths: str | Mapping[str, int | tuple[int, int]] | None
    members: Mapping[tuple[str, ...], float | tuple[float, float]]
    system_share: float | None


def interoperability(data: str, assume: Sequence[str], asked: Asked) -> Result:
    """Every pair, every partner with the hub and all together; or one of them in words."""
    from chirograph import load
    from chirograph.dataset import Dataset
    from chirograph.records.readings import read_as

    dataset = load(data)
    if not dataset.records.data["codebook"].get("dimensions"):
        text = f"{dataset.file}: {UNDECLARED}, so it has no interoperability"
        note = f"To have it, {TO_DECLARE}. `chirograph profile` needs none."
        return Result(text, {"kind": "interoperability", "declared": False}, note, good=False)
    for name in assume:
        dataset = Dataset(read_as(dataset.records, name))
    found = dataset.interoperability(
        asked.dimensions or None,
        asked.rho or None,
        asked.as_of,
        evidence=asked.evidence,
        list_length=asked.lengths,
        members=asked.members,
        system_share=asked.system_share,
    )
    if asked.pair is not None:
        return _one(found, [name.strip() for name in asked.pair.split(",")])
    note = (
        f"Next: chirograph interoperability --pair {','.join(found.dyads[0].subject)}" if found.dyads else ""
    )
    return Result(_interop_text.text(found), found.to_dict(), note)


def _one(found: Interoperability, labels: list[str]) -> Result:
    if len(labels) > 2:
        rule = "two partners are named, or a partner and the hub"
        raise UnknownLabel(Fault("", "--pair", repr(",".join(labels)), rule, "for example KOR,JPN"))
    first, second = labels[0], labels[1] if len(labels) > 1 else None
    answers = found[first if second is None else (first, second)]
    whole = found.to_dict()
    subject = " ".join(answers.subject)
    data: dict[str, Any] = {
        "kind": whole["kind"],
        "measures": whole["measures"],
        "as_of": whole["as_of"],
        "subject": list(answers.subject),
        "bounds": [item for item in whole["bounds"] if item["subject"] == subject],
        "bottlenecks": [dict(row) for row in found.bottlenecks(first, second)],
        "explanation": found.explain(first, second),
        "assumptions": whole["assumptions"],
    }
    return Result(str(data["explanation"]), data)
