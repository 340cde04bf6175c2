"""The verbs `interoperability` and `profile`: everything with bounds, or one pair or programme in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chirograph import interoperability as programmed
from chirograph.base.markup import counted
from chirograph.cli.verb import Asked, Result, codes
from chirograph.errors import Fault, UnknownLabel
from chirograph.findings.programmed import levels
from chirograph.interop.bounds import LEGEND
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
    everything: bool,
) -> Result:
    """What holds of pairs, and tables of every pair, partner and all together; or one of them in words."""
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
    pairs = [",".join(answers.subject) for answers in found.dyads]
    further = tuple(f"chirograph interoperability --pair {one}" for one in pairs[:1])
    return Result(_text(found, everything), found.to_dict(), further=further)


def _text(found: Interoperability, everything: bool) -> str:
    """The answer, then the tables that tell most, then the rest of them or how many there are."""
    first = [
        *(_shortened(one, 1) for one in programmed.breadth_block(found, _named(found))),
        *programmed.profile_blocks(found, depths=1),
        *(_shortened(one, len(found.dimensions))
          for one in programmed.blocks(found.hub, f"with {found.counterpart}")),
    ]  # fmt: skip
    rest = [one for one in programmed.tables(found) if one not in first]
    lines = [programmed.headline(found), *_answer(found), *programmed.aligned(first)]
    lines += (
        programmed.aligned(rest) if everything else ["", f"--all prints {counted(len(rest), 'more table')}."]
    )
    return "\n".join([*lines, "", " ".join([LEGEND, *found.assumptions])])


def _shortened(block: programmed.Block, columns: int) -> programmed.Block:
    """A table without its last columns; among the rest it has them."""
    caption, head, rows = block
    return caption, head[:-columns], [row[:-columns] for row in rows]


def _named(found: Interoperability) -> programmed.Style:
    """Rows by name, with the ids that other tables have in brackets."""
    names = found._model.names

    def subject(answers: programmed.Answers) -> str:
        words = " and ".join(names.get(one, one) for one in answers.subject)
        ids = " ".join(answers.subject)
        return words if words == ids else f"{words} ({ids})"

    return replace(programmed.IDS, subject=subject)


def _answer(found: Interoperability) -> list[str]:
    """The sentence that `answer` has on pairs, and its yardstick; the table below tells each pair."""
    said = levels(found._model, found.dyads)
    return [] if said is None else [said.sentence, said.under]


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
        further = (f"chirograph profile --partner {found.panel.rows[0]}",)
        return Result(repr(found), whole, codes(found.panel), further=further)
    text = found.explain(partner)
    bounds = [item for item in whole["bounds"] if item["subject"] == partner]
    told = {"texts": {partner: whole["texts"][partner]}, "bounds": bounds, "explanation": text}
    return Result(text, {**whole, **told})
