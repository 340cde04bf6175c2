"""Cards of the page: one a programme, one a pair, one a claim, with what is certain, open, and settles it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chirograph.base.markup import anchor, counted, shorten
from chirograph.findings import cells, programmed
from chirograph.findings.finding import between, called, limit, percent, spread
from chirograph.report.context import Context
from chirograph.report.words import VERDICTS

__all__ = ["ClaimCard", "PairCard", "ProgrammeCard", "claims", "pairs", "programmes"]

#: Of a card, sources that are named; all are in the list of sources.
MOST_SOURCES = 6


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """One programme: its id on the page, name, title, facts, sentence on what is open, codes of sources."""

    id: str
    label: str
    name: str
    programme: str
    title: str
    facts: tuple[tuple[str, str], ...]
    waiting: str
    sources: tuple[str, ...]


def programmes(context: Context) -> list[ProgrammeCard]:
    """A card for every programme, in the order of the data."""
    content, records = context.panel.content, _by_id(context)
    waiting = {one.row: one for one in cells.texts(content)}
    found = []
    for i, row in enumerate(content.rows):
        programme, _, title = (content.sources[i] if content.sources else "").partition(": ")
        record = records.get(programme, {})
        named, absent = int((content.lower[i] >= 1).sum()), int((content.upper[i] == 0).sum())
        facts = [("Areas for certain", str(named))]
        facts += [
            (f"of these at least {context.results.scale.get(depth, f'depth {depth}')}", str(count))
            for depth in range(2, content.max_depth + 1)
            if (count := int((content.lower[i] >= depth).sum()))
        ]
        facts += [("Certainly not in it", str(absent))] if absent else []
        left = len(content.columns) - named - absent
        facts += [("Open", str(left))] if left else []
        found.append(
            ProgrammeCard(
                anchor("partner", row), row, context.name(row), programme, title or programme, tuple(facts),
                _waiting(waiting.get(row)), tuple(record.get("sources", ()))[:MOST_SOURCES],
            )
        )  # fmt: skip
    return found


def _by_id(context: Context) -> Mapping[str, Mapping[str, Any]]:
    if context.dataset is None:
        return {}
    return {str(item["id"]): item for item in context.dataset.records.data["programmes"]}


def _waiting(text: cells.Text | None) -> str:
    if text is None:
        return "Nothing is open."
    parts = (
        [f"whether {counted(text.areas, 'area')} {'is' if text.areas == 1 else 'are'} in it"]
        if text.areas
        else []
    )
    parts += (
        [f"how deep {counted(text.depths, 'area')} {'goes' if text.depths == 1 else 'go'}"]
        if text.depths
        else []
    )
    start = "The text is public, but we have not read it whole; it would tell" if text.public else (
        "The text is not public; it would tell" if text.withheld else "The text would tell"
    )  # fmt: skip
    return f"{start} {' and '.join(parts)}."


@dataclass(frozen=True, slots=True)
class PairCard:
    """One pair: id on the page, name, areas in both, open ones, overlap, level, and whose text decides."""

    id: str
    name: str
    both: int
    open: int
    overlap: str
    level: str
    settles: str


def pairs(context: Context) -> list[PairCard]:
    """A card for every pair; nothing where there are too many."""
    content, overlap = context.panel.content, context.results.overlap
    if overlap is None or context.crowded:
        return []
    certain, possible = content.lower >= 1, content.upper >= 1
    levels = (
        {one.pair: one for one in programmed.reached(*context.results.breadths)}
        if context.results.breadths
        else {}
    )
    found = []
    for p, q in overlap.pairs():
        i, j = overlap.rows.index(p), overlap.rows.index(q)
        both, may = int((certain[i] & certain[j]).sum()), int((possible[i] & possible[j]).sum())
        low, high = float(overlap.lower[i, j]), float(overlap.upper[i, j])
        level = levels.get((p, q)) or levels.get((q, p))
        rows = [row for row in (p, q) if content.open[content.rows.index(row)].any()]
        found.append(
            PairCard(
                anchor("pair", p, q), between(content.names, (p, q)), both, may - both, _span(low, high),
                "" if level is None else f"{spread(level.lower, level.upper)} of {content.max_depth}",
                " and ".join(called(content.names, row) for row in rows),
            )
        )  # fmt: skip
    return found


def _span(low: float, high: float) -> str:
    if low != low:
        return "no value: nothing named"
    if low == high:
        return percent(low)
    return f"{limit(low, below=True, digits=0)} to {limit(high, below=False, digits=0)}"


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """One claim: its id on the page, code, words, verdict, and what would settle it."""

    id: str
    code: str
    words: str
    kind: str
    sign: str
    verdict: str
    test: str
    settles: str
    source: str


def claims(context: Context) -> list[ClaimCard]:
    """A card for every claim."""
    from chirograph.claims.words import asked

    found = []
    for claim in context.results.ledger or ():
        kind, sign, verdict = VERDICTS[claim.verdict]
        settles = _documents(context, claim.documents)
        told = (claim.id, claim.paraphrase, kind, sign, verdict, asked(claim), settles, claim.source)
        found.append(ClaimCard(anchor("claim", claim.id), *told))
    return found


def _documents(context: Context, documents: Sequence[str]) -> str:
    """What would settle a claim: the programmes whose texts would, by code, else what it is in words."""
    known = [code for code in _by_id(context) if any(code in document for document in documents)]
    if known:
        return f"the text{'s' if len(known) > 1 else ''} of {shorten(known, 3)}"
    # What stands after the first stop names records that only the appendix has.
    return re.split(r"[:;,] ", documents[0])[0] if documents else ""
