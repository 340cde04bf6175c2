"""The verb `profile`: shares of every programme with bounds, or one programme in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chirograph.cli.verbs import Result

__all__ = ["Asked", "profile"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line sets."""

    partner: str | None
    kind: str | None
    as_of: str | None
    evidence: str | None
    lengths: str | Mapping[str, int | tuple[int, int]] | None


def profile(data: str, assume: Sequence[str], asked: Asked) -> Result:
    """Every programme, or one of them in words."""
    from chirograph import load
    from chirograph.dataset import Dataset
    from chirograph.records.readings import read_as

    dataset = load(data)
    for name in assume:
        dataset = Dataset(read_as(dataset.records, name))
    found = dataset.profile(asked.kind, asked.as_of, asked.evidence, asked.lengths)
    whole = found.to_dict()
    if asked.partner is None:
        return Result(repr(found), whole, f"Next: chirograph profile --partner {found.panel.rows[0]}")
    text = found.explain(asked.partner)
    bounds = [item for item in whole["bounds"] if item["subject"] == asked.partner]
    return Result(
        text,
        {
            **whole,
            "texts": {asked.partner: whole["texts"][asked.partner]},
            "bounds": bounds,
            "explanation": text,
        },
    )
