"""The verbs `interoperability` and `profile`: everything with bounds, or one pair or programme in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chirograph import interoperability as programmed
from chirograph.cli.verb import Asked, Result
from chirograph.errors import Fault, UnknownLabel
from chirograph.interop.dimensions import TO_DECLARE, UNDECLARED

if TYPE_CHECKING:
    from chirograph.interoperability import Interoperability

__all__ = ["interoperability", "profile"]


def interoperability(
    asked: Asked,
    pair: str | None,
    dimensions: Sequence[str],
    rho: Sequence[float],
    members: Mapping[tuple[str, ...], float | tuple[float, float]],
    system_share: float | None,
    budget: int | None,
    time_limit: float | None,
) -> Result:
    """Every pair, every partner with the hub and all together; or one of them in words."""
    dataset = asked.dataset()
    if not dataset.records.data["codebook"].get("dimensions"):
        text = f"{dataset.file}: {UNDECLARED}, so it has no interoperability"
        note = f"To have it, {TO_DECLARE}. `chirograph profile` needs none."
        return Result(text, {"kind": "interoperability", "declared": False}, note, good=False)
    found = dataset.interoperability(
        dimensions or None,
        rho or None,
        members=members,
        system_share=system_share,
        budget=budget,
        time_limit=time_limit,
        **asked.options,
    )
    if pair is not None:
        return _one(found, [name.strip() for name in pair.split(",")])
    note = (
        f"Next: chirograph interoperability --pair {','.join(found.dyads[0].subject)}" if found.dyads else ""
    )
    return Result(programmed.text(found), found.to_dict(), note)


def _one(found: Interoperability, labels: list[str]) -> Result:
    if len(labels) > 2:
        rule = "two partners are named, or a partner and the hub"
        raise UnknownLabel(Fault("", "--pair", repr(",".join(labels)), rule, "for example P1,P2"))
    first, second = labels[0], labels[1] if len(labels) > 1 else None
    answers = found[first if second is None else (first, second)]
    whole = found.to_dict()
    subject = " ".join(answers.subject)
    data: dict[str, Any] = {
        "kind": whole["kind"],
        "measures": whole["measures"],
        "as_of": whole["as_of"],
        "budget": whole["budget"],
        "time_limit": whole["time_limit"],
        "cut": whole["cut"],
        "subject": list(answers.subject),
        "bounds": [item for item in whole["bounds"] if item["subject"] == subject],
        "bottlenecks": [dict(row) for row in found.bottlenecks(first, second)],
        "explanation": found.explain(first, second),
        "assumptions": whole["assumptions"],
    }
    return Result(str(data["explanation"]), data)


def profile(asked: Asked, partner: str | None, kind: str | None) -> Result:
    """Shares of every programme with bounds, or one programme in words."""
    found = asked.dataset().profile(kind, **asked.options)
    whole = found.to_dict()
    if partner is None:
        return Result(repr(found), whole, f"Next: chirograph profile --partner {found.panel.rows[0]}")
    text = found.explain(partner)
    bounds = [item for item in whole["bounds"] if item["subject"] == partner]
    told = {"texts": {partner: whole["texts"][partner]}, "bounds": bounds, "explanation": text}
    return Result(text, {**whole, **told})
