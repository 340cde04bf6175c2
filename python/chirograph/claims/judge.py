"""Runs the tests of a claim: every part, every coding, every evidence grade, and the verdict that follows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from chirograph.claims import words
from chirograph.claims.alternatives import Alternative
from chirograph.claims.amounts import shown
from chirograph.claims.claim import Claim
from chirograph.claims.drafts import Arguments, Draft
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.kinds.kinds import KINDS, faults_of
from chirograph.claims.model import Number, Part, Reading
from chirograph.claims.rules import Rule, every, verdict_of_claim, verdict_of_part
from chirograph.claims.sums import OpenItem
from chirograph.errors import DataError, Fault, UnknownLabel

NOTHING_LISTED = "a value: it is 0/0 in every completion"


def judge(evidence: Evidence, told: Sequence[Alternative], record: Record) -> Claim:
    """A claim of the dataset with its verdict, its records also as sources they contradict have them.

    Raises
    ------
    DataError
        When its test is malformed or refers to something that is not in the dataset.
    """
    parts = tuple(_part(evidence, told, record, part) for part in (record.get("test") or {}).get("parts", ()))
    return Claim(
        id=record["id"],
        paraphrase=record["claim_paraphrase"],
        source=record["source"],
        locator=record["locator"],
        quantity=record["quantity"],
        verdict=verdict_of_claim(part.verdict for part in parts),
        parts=parts,
        as_of=evidence.records.as_of,
    )


def _part(evidence: Evidence, told: Sequence[Alternative], claim: Record, record: Record) -> Part:
    place = f"claim {claim['id']}, part {record['id']}"
    readings, kinds, named = [], [], list(record.get("conflicts", ()))
    for variant in record.get("variants") or [{"label": ""}]:
        kind = variant.get("kind", record["kind"])
        arguments = {**record.get("with", {}), **variant.get("with", {})}
        faults = faults_of(kind, arguments, place)
        if faults:
            raise DataError(faults)
        kinds.append(kind)
        try:
            plain = _readings(evidence, kind, arguments, variant["label"])
            readings += plain
            for other in told:
                moved = _moved(plain, _readings(other.evidence, kind, arguments, variant["label"]))
                readings += [_as_supposed(one, other) for one in moved]
                named += [other.conflict["id"]] if moved else []
        except UnknownLabel as error:
            raise DataError(
                [replace(fault, place=place, code="reference") for fault in error.faults]
            ) from error
    return Part(
        id=record["id"],
        statement=record["statement"],
        kinds=tuple(dict.fromkeys(kinds)),
        basis=record.get("basis", ""),
        verdict=verdict_of_readings(readings),
        readings=tuple(_with_search(evidence, record, reading) for reading in readings),
        conflicts=tuple(
            words.conflict_sentence(item) for item in evidence.data["conflicts"] if item["id"] in named
        ),
        programmed=any(KINDS[kind].programmed for kind in kinds),
    )


def _as_supposed(reading: Reading, other: Alternative) -> Reading:
    numbers = (replace(one, sources=tuple(sorted({*one.sources, other.source}))) for one in reading.numbers)
    return replace(reading, numbers=tuple(numbers), supposed=other.label, turns=other.turns)


def _moved(plain: Sequence[Reading], other: Sequence[Reading]) -> list[Reading]:
    """Readings with an answer that differs from the one on the records, in the grades in which it does."""
    answers = {grade: _answers(one) for one in plain for grade in one.grades or ("",)}
    found = []
    for reading in other:
        grades = [grade for grade in reading.grades or ("",) if answers.get(grade) != _answers(reading)]
        if grades:
            found.append(replace(reading, grades=tuple(grades) if reading.grades else ()))
    return found


def _answers(reading: Reading) -> list[tuple[str, str]]:
    return [(number.subject, number.answer) for number in reading.numbers]


def _with_search(evidence: Evidence, record: Record, reading: Reading) -> Reading:
    """What was looked for and not found, said where a record is missing."""
    looked = [item for item in evidence.data["not_found"] if item["id"] in record.get("not_found", ())]
    if not looked:
        return reading
    words = "; ".join(f"{item['id']}: {item['text']}" for item in looked)
    words = f"looked for and not found by {evidence.records.as_of} ({words})"
    numbers = (
        replace(number, missing=f"{number.missing}, {words}") if number.missing else number
        for number in reading.numbers
    )
    return replace(reading, numbers=tuple(numbers))


def verdict_of_readings(readings: Sequence[Reading]) -> str:
    """The verdict of a part; what a weak source says against another one does not turn it."""
    return verdict_of_part(outcome(reading) for reading in readings if reading.turns)


def outcome(reading: Reading) -> bool | str | None:
    """Whether a statement holds in one coding for every subject; a text when records are missing."""
    if not reading.numbers:
        return "no subject"
    known = every(number.holds for number in reading.numbers if not number.missing)
    missing = [number.missing for number in reading.numbers if number.missing]
    return "; ".join(missing) if missing and known else known


def _readings(evidence: Evidence, kind: str, arguments: Arguments, label: str) -> list[Reading]:
    """One reading per evidence grade; grades that give the same numbers become one."""
    run, known = KINDS[kind], evidence.records.evidence_grades
    grades: Sequence[str] = known if run.graded else ("",)
    if run.graded and arguments.get("evidence"):
        grades = arguments["evidence"]
        for grade in grades:
            if grade not in known:
                rule = "the evidence grade is in the codebook"
                raise UnknownLabel(Fault("", "", repr(grade), rule, "", "index"))
    found: list[Reading] = []
    for grade in grades:
        drafts = run.run(evidence, arguments, grade)
        numbers = tuple(evidence.memory.of(number_of, draft, _rule(draft, arguments)) for draft in drafts)
        same = next((i for i, old in enumerate(found) if _same(old.numbers, numbers)), None)
        if same is None:
            found.append(Reading(label, (grade,) if grade else (), numbers))
        else:
            found[same] = replace(found[same], grades=(*found[same].grades, grade))
    return found


def _rule(draft: Draft, arguments: Arguments) -> Rule:
    """What the statement needs of a quantity."""
    relation = arguments["relation"]
    needed = {"all": draft.total, "none": 0.0, **arguments}
    return Rule(relation, float(needed[relation if relation in ("all", "none") else "threshold"]))


def _same(first: tuple[Number, ...], second: tuple[Number, ...]) -> bool:
    return [(n.subject, n.lower, n.upper, n.holds, n.missing) for n in first] == [
        (n.subject, n.lower, n.upper, n.holds, n.missing) for n in second
    ]


def number_of(draft: Draft, rule: Rule) -> Number:
    """A quantity against what the statement needs."""
    lower, upper, sharp = _ends(draft)
    missing = draft.missing or (NOTHING_LISTED if math.isnan(lower) else "")
    holds, deciding = (None, ()) if missing else _judged(draft, rule, lower, upper)
    return Number(
        subject=draft.subject,
        quantity=draft.quantity,
        unit=draft.unit,
        shown=shown(draft, math.nan if missing else lower, upper),
        each=draft.each,
        lower=None if missing else lower,
        upper=None if missing or math.isinf(upper) else upper,
        sharp=sharp and not missing,
        basis="" if missing else _basis(draft, lower, upper),
        relation=rule.relation,
        threshold=None if math.isnan(rule.threshold) else rule.threshold,
        holds=holds,
        missing=missing,
        deciding=deciding,
        sources=tuple(sorted(draft.sources)),
    )


def _judged(draft: Draft, rule: Rule, lower: float, upper: float) -> tuple[bool | None, tuple[OpenItem, ...]]:
    """Whether the rule holds, and which open records decide it."""
    attained = draft.sums.values if draft.sums and draft.less is None and draft.bounds is None else None
    holds = rule.outcome(lower, upper, attained)
    return holds, _deciding(draft, rule) if holds is None else ()


def _ends(draft: Draft) -> tuple[float, float, bool]:
    if draft.missing:
        return math.nan, math.nan, False
    if draft.bounds is not None:
        return draft.bounds
    assert draft.sums is not None  # a draft has bounds, sums or a reason why not
    lower, upper = draft.sums.ends()
    if draft.less is not None:
        least, most = draft.less.ends()
        lower, upper = lower - most, upper - least
    return lower, upper, True


def _basis(draft: Draft, lower: float, upper: float) -> str:
    """The sums behind the two ends, in words."""
    if draft.sums is None:
        return ""
    if draft.less is None and draft.sums.measure.counts and not draft.lead:
        return shown(draft, lower, upper)
    if draft.less is None:
        ends = [draft.sums.basis_at(end) for end in draft.sums.ends()]
    else:
        (low, high), (least, most) = draft.sums.ends(), draft.less.ends()
        ends = [
            f"{draft.sums.basis_at(own)} less {draft.less.basis_at(other)}"
            for own, other in ((low, most), (high, least))
        ]
    return ends[0] if lower == upper else f"from {ends[0]} to {ends[1]}"


def _deciding(draft: Draft, rule: Rule) -> tuple[OpenItem, ...]:
    if draft.sums is None:
        return draft.items
    if draft.less is None:
        return draft.sums.deciding(rule.holds)
    own, other = draft.sums.values, draft.less.values
    # a - b is compared as (-b) - (-a), so one function serves both sides.
    mirrored = np.sort(-own)
    return (
        *draft.sums.deciding(lambda values: rule.count_below(values, other)),
        *draft.less.deciding(lambda values: rule.count_below(-values, mirrored)),
    )
