"""What would turn a verdict: a document, one record less or one more of a kind, an assumption given up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chirograph.claims.claim import Claim
from chirograph.claims.evidence import Record, Used
from chirograph.claims.judge import Bench, drafts_of, grades_of, part_of, verdict_of_readings
from chirograph.claims.model import Part, Turn
from chirograph.claims.rules import ATTESTED, CONDITIONAL, NOT_TESTABLE, TEXT, VERDICTS, verdict_of_claim
from chirograph.claims.sums import OpenItem, Says

__all__ = ["turns"]


def turns(bench: Bench, record: Record, claim: Claim) -> tuple[Turn, ...]:
    """Every single change that gives a claim another verdict; records that no part used are not tried."""
    found = [
        *_read(bench, record, claim),
        *_left_out(bench, record, claim),
        *_added(claim),
        *_given_up(claim),
    ]
    return tuple(turn for turn in found if turn.verdict != claim.verdict)


def _verdict(claim: Claim, part: Part, verdict: str) -> str:
    """The verdict of a claim when one of its parts has another one."""
    return verdict_of_claim(verdict if other is part else other.verdict for other in claim.parts)


def _read(bench: Bench, record: Record, claim: Claim) -> Iterator[Turn]:
    """What a document alone can make of the verdict, whatever all others say; for each a reading is found."""
    tests = {test["id"]: bench.tests(record, test) for test in (record.get("test") or {}).get("parts", ())}
    drafts = [
        draft
        for part in claim.parts
        if part.deciding
        for test in tests[part.id]
        for grade in grades_of(bench, test)
        for draft in drafts_of(bench.evidence, test, grade)
    ]
    leanings = [list(draft.leaning()) for draft in drafts if not draft.missing]
    for document in dict.fromkeys(_document(bench, item) for item in claim.deciding):
        ways = [
            tuple((item.cell, ends[end]) for item, *ends in items if _document(bench, item) == document)
            for items in leanings
            for end in (0, 1)  # what makes a quantity small, and what makes it great
        ]
        found: dict[str, tuple[tuple[str, int], ...]] = {}
        for way in filter(None, dict.fromkeys(ways)):
            found.setdefault(_when(bench, record, claim, document, dict(way)), way)
        for verdict in VERDICTS:
            if verdict in found and verdict != NOT_TESTABLE:
                yield Turn(f"with {document}", verdict, document=document, says=found[verdict])


def _document(bench: Bench, item: OpenItem) -> str:
    """What settles an open record: of cells the text of their programme, whatever is not known of them."""
    cell = item.field in bench.evidence.areas
    return bench.evidence.text_of(bench.evidence.programme(item.record)) if cell else item.settled_by


def _when(bench: Bench, record: Record, claim: Claim, document: str, says: Says) -> str:
    """The verdict when a document says so; a part that stays open keeps what it has."""
    other, found = replace(bench, says=says), []
    for part, test in zip(claim.parts, record["test"]["parts"], strict=True):
        about = any(_document(bench, item) == document for item in part.deciding)
        read = part_of(other, record, test).verdict if about else TEXT
        found.append(part.verdict if read == TEXT else read)
    return verdict_of_claim(found)


def _left_out(bench: Bench, record: Record, claim: Claim) -> Iterator[Turn]:
    tests = (record.get("test") or {}).get("parts", ())
    used = {one: None for part in claim.parts for one in _used(bench, part, tests)}
    for one in used:
        other = replace(bench, left_out=one)
        parts = [
            part_of(other, record, test).verdict if one in _used(bench, part, [test]) else part.verdict
            for part, test in zip(claim.parts, tests, strict=True)
        ]
        yield Turn(f"without {one.name}", verdict_of_claim(parts), one)


def _used(bench: Bench, part: Part, tests: list[Record]) -> list[Used]:
    """The records a part rests on that can be left out, those of its assumptions with them."""
    used = [one for _, number in part.numbers for one in number.used]
    names = {name for test in tests if test["id"] == part.id for name in test.get("assuming", ())}
    assumed = (item for item in bench.evidence.codebook.get("assumptions", ()) if item["id"] in names)
    titles = {title for item in assumed for title in item.get("listings", ())}
    used += [
        bench.evidence.used("listings", item)
        for item in bench.evidence.data["listings"]
        if item["id"] in titles
    ]
    # What only the other side of a conflict lists is no record of the dataset.
    return [
        one
        for one in dict.fromkeys(used)
        if (one.field or one.table != "programmes") and one.id in bench.evidence.ids(one.table)
    ]


def _added(claim: Claim) -> Iterator[Turn]:
    for part in claim.parts:
        for what in dict.fromkeys(what for _, number in part.numbers for what, _ in number.more):
            readings = [
                replace(
                    reading,
                    numbers=tuple(
                        replace(number, holds=dict(number.more).get(what, number.holds))
                        for number in reading.numbers
                    ),
                )
                for reading in part.readings
            ]
            verdict = verdict_of_readings(readings)
            if verdict != verdict_of_readings(part.readings):
                yield Turn(f"with {what}", _verdict(claim, part, verdict))


def _given_up(claim: Claim) -> Iterator[Turn]:
    for part in claim.parts:
        if part.assumed and part.verdict in (ATTESTED, CONDITIONAL):
            given = part.assumed.rpartition(",")[0]
            yield Turn(f"without {given}", _verdict(claim, part, TEXT))
