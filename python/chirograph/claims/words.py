"""Claims in words: every sentence is made from the numbers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from chirograph.claims.amounts import NO_RECORD, amount
from chirograph.claims.model import ClaimData, Number, OpenItem, Part, Reading
from chirograph.claims.rules import CODING, CONTRADICTED, NOT_TESTABLE, RELATIONS, SUPPORTED, TEXT
from chirograph.interop.bounds import MEASURES

MOST_ITEMS = 9

#: What a verdict says, in one sentence; `means` says it of one claim.
MEANS = {
    SUPPORTED: "Every statement holds on the records found, whatever is unknown in them.",
    CONTRADICTED: "At least one statement fails on the records found, whatever is unknown in them.",
    TEXT: "No statement fails for certain, and unknown records decide at least one.",
    CODING: "A statement holds in one coding, or as one source has it, and fails in another.",
    NOT_TESTABLE: "No statement fails or is open, and for at least one the dataset has no record.",
}


def means(claim: ClaimData) -> str:
    """What the verdict says of this claim: which parts hold, are decided by what, or have no record.

    Examples
    --------
    >>> import chirograph as cg
    >>> print(means(cg.load("nato-ip4").claims()["Q02"]).split("; ")[1])
    for part (b) the dataset has no record: they can only contradict the claim.
    """
    open_, blank, good = (
        _named([part for part in claim.parts if part.verdict == verdict])
        for verdict in (TEXT, NOT_TESTABLE, SUPPORTED)
    )
    if claim.verdict == TEXT and blank:
        rest = "the dataset has no record: they can only contradict the claim."
        return f"Unknown records decide {open_}; for {blank} {rest}"
    if claim.verdict == TEXT:
        return f"Unknown records decide {open_}; the documents named would settle it."
    if claim.verdict == NOT_TESTABLE and good:
        verb = "holds" if "and" not in good else "hold"
        return f"{good[0].upper()}{good[1:]} {verb}; for {blank} the dataset has no record. {NO_EVIDENCE}"
    if claim.verdict == NOT_TESTABLE:
        return f"The dataset has no record of what the claim says. {NO_EVIDENCE}"
    return MEANS[claim.verdict]


NO_EVIDENCE = "That is no evidence against the claim."


def _named(parts: Sequence[Part]) -> str:
    """Parts by name: "part (a)", "parts (a) and (c)"; empty when there are none."""
    names = [f"({part.id})" for part in parts]
    if len(names) < 2:
        return f"part {names[0]}" if names else ""
    return f"parts {', '.join(names[:-1])} and {names[-1]}"


def value(number: Number) -> str:
    """The value or the range as a number: "3", "0.364", "0.042 to 0.250", "at least 4".

    Examples
    --------
    >>> import chirograph as cg
    >>> claim = cg.load("nato-ip4").claims()["Q09"]
    >>> [value(number) for _, number in claim.parts[0].numbers][:2]
    ['0.364', '0.333']
    """
    if number.lower is None:
        return NO_RECORD
    low = amount(number.lower, number.unit)
    if number.upper is None:
        return f"at least {low}"
    high = amount(number.upper, number.unit)
    return low if number.lower == number.upper else f"{low} to {high}"


def need(number: Number) -> str:
    """What the statement needs: "more than 0.5", "all 4", "none"."""
    if number.relation == "none":
        return "none"
    shown = "" if number.threshold is None else amount(number.threshold, "")
    if number.relation == "all":
        return shown if number.threshold == 1 else f"all {shown}"
    return f"{RELATIONS[number.relation]} {shown}"


def number_sentence(number: Number) -> str:
    """One number against what the statement needs.

    Examples
    --------
    >>> import chirograph as cg
    >>> claim = cg.load("nato-ip4").claims()["Q01"]
    >>> number_sentence(next(claim.parts[1].numbers)[1]).split("; ")[1]
    'needs 1: met.'
    """
    if number.missing:
        return (
            f"{number.subject}: {number.quantity} cannot be computed; not in the dataset: {number.missing}."
        )
    basis = f" ({number.basis})" if number.basis else ""
    one = number.upper is None or number.lower == number.upper
    lies = f"is {value(number)}" if one else f"lies in [{value(number).replace(' to ', ', ')}]"
    outer = "" if number.sharp else ", outer bounds"
    decides = f", {_records(len(number.deciding))} can turn it" if number.deciding else ""
    return (
        f"{number.subject}: {number.quantity} {lies}{basis}{outer}; "
        f"needs {need(number)}: {number.answer}{decides}."
    )


def _records(count: int) -> str:
    return f"{count} unknown record" if count == 1 else f"{count} unknown records"


def reading_sentence(reading: Reading) -> str:
    """One coding in one sentence; several subjects are counted by answer."""
    if len(reading.numbers) == 1:
        return number_sentence(reading.numbers[0])
    first = reading.numbers[0]
    answers = Counter(number.answer for number in reading.numbers)
    listed = (word for word in ("met", "not met", "open", "no record") if word in answers)
    counted = ", ".join(f"{word} for {answers[word]}" for word in listed)
    known = [(number.lower, number.upper) for number in reading.numbers if number.lower is not None]
    span = ""
    if known:
        highs = [math.inf if high is None else high for _, high in known]
        top = "without an upper end" if math.inf in highs else amount(max(highs), first.unit)
        span = f", all within [{amount(min(low for low, _ in known), first.unit)}, {top}]"
    return f"{first.quantity} of {len(reading.numbers)} {first.each}{span}; needs {need(first)}: {counted}."


def part_sentence(claim: ClaimData, part: Part) -> str:
    """A part with its verdict and its codings."""
    codings = [
        (f"{reading.name}: " if len(part.readings) > 1 and reading.name else "") + reading_sentence(reading)
        for reading in part.readings
    ]
    return " ".join([f"({part.id}) {part.statement}: {part.verdict}.", *codings, *itself(claim, part)])


def itself(claim: ClaimData, tested: Part | Number) -> list[str]:
    """Says so where nothing but the text that makes the claim tells of it."""
    alone = f"It rests on {claim.source} alone, the text that makes the claim."
    return [alone] if claim.rests_on_itself(tested) else []


def _sources_sentence(claim: ClaimData) -> list[str]:
    if claim.rests_on_itself():
        return [f"Every record used cites {claim.source} alone, the text that makes the claim."]
    return [f"Sources of the records used: {', '.join(claim.sources)}."] if claim.sources else []


def telling(claim: ClaimData) -> Part | None:
    """A part with the verdict of the claim: the first with two ends that rests on more than the claim."""
    parts = [part for part in claim.parts if part.verdict == claim.verdict]
    bounded = (
        part
        for part in parts
        if not claim.rests_on_itself(part) and all(number.upper is not None for _, number in part.numbers)
    )
    return next(bounded, parts[0] if parts else None)


def tally(claim: ClaimData) -> str:
    """How many parts have which verdict, for example "2 of 3 supported"."""
    if not claim.parts:
        return "no test"
    good = sum(part.verdict == SUPPORTED for part in claim.parts)
    return f"{good} of {len(claim.parts)} supported"


def reason(claim: ClaimData) -> str:
    """Why the verdict: the telling part, the records that decide, and what the other parts say."""
    part = telling(claim)
    if part is None:
        return "The dataset gives no test for this claim."
    sentences, deciding = [part_sentence(claim, part)], claim.deciding
    if deciding:
        verb = "decides" if len(deciding) == 1 else "decide"
        sentences.append(f"{_records(len(deciding))} {verb} ({_cells(deciding, MOST_ITEMS)}).")
    sentences += programmed(claim)
    rest = [f"({other.id}) {other.verdict}" for other in claim.parts if other is not part]
    return " ".join([*sentences, *([f"Other parts: {', '.join(rest)}."] if rest else [])])


def _cells(items: Sequence[OpenItem], most: int | None = None) -> str:
    """Cells grouped by programme, other fields by their name; long groups are counted."""
    several = Counter(item.record for item in items)
    groups: dict[str, list[str]] = {}
    for item in items:
        key, member = (item.record, item.field) if several[item.record] > 1 else (item.field, item.record)
        groups.setdefault(key, []).append(member)
    return "; ".join(
        f"{key}: {len(members)} records"
        if most is not None and len(members) > most
        else f"{key}: {', '.join(members)}"
        for key, members in groups.items()
    )


def numbers_short(claim: ClaimData) -> str:
    """The numbers of the telling part: one value per coding, subjects within a coding as a range."""
    part = telling(claim)
    if part is None:
        return ""
    shown = list(dict.fromkeys(_reading_short(reading) for reading in part.readings))
    return " | ".join(shown)


def _reading_short(reading: Reading) -> str:
    known = [number for number in reading.numbers if number.lower is not None]
    if len(known) < 2:
        shown = known[0].shown if known else NO_RECORD
    else:
        count = {answer: sum(number.holds is answer for number in known) for answer in (True, None)}
        shown = f"{count[True]} of {len(reading.numbers)} {known[0].each} met, {count[None]} open"
    return f"{shown} ({reading.coding})" if reading.coding else shown


#: Said wherever a value of a weak source is shown beside the one on record.
WEAK_SHOWN = "What a source of low reliability says against another one is shown and turns no verdict."
#: Said wherever readings of cells are switched on.
CELLS_ONLY = "Readings act on cells alone: activities, dates, publication and memberships stay as recorded."


def programmed(claim: ClaimData) -> list[str]:
    """Says so where a part measures interoperability."""
    parts = [part for part in claim.parts if part.programmed]
    names = _named(parts)
    verb = "measures" if len(parts) == 1 else "measure"
    return [f"{names[0].upper()}{names[1:]} {verb} {MEASURES}."] if parts else []


def judged_with(conflicts: Sequence[str]) -> str:
    """Which conflicts of sources every part was judged both ways of; empty when there are none."""
    if not conflicts:
        return ""
    names = ", ".join(conflicts)
    return f"Judged also as the source not followed in {names} has it; shown where an answer differs."


def measures(claims: Sequence[ClaimData]) -> str:
    """Which claims measure interoperability, and what kind; empty when none does."""
    names = [claim.id for claim in claims if claim.programmed]
    if not names:
        return ""
    return f"{', '.join(names)} {'measures' if len(names) == 1 else 'measure'} {MEASURES}."


def footer(as_of: str, grades: tuple[str, ...]) -> str:
    """What every result of the ledger stands on."""
    words = " and ".join(grades)
    return (
        f"Computed on public evidence as of {as_of}; cells in {words} evidence. A record not found is not an "
        "absence; completions in which a quantity is 0/0 are left out."
    )


def explain(claim: ClaimData) -> str:
    """The whole claim as text."""
    lines = [
        f"{claim.id}: {claim.paraphrase} ({claim.source}, {claim.locator})",
        f"Verdict: {claim.verdict}, {tally(claim)}. {means(claim)}",
        f"Quantity: {claim.quantity}",
    ]
    lines += programmed(claim)
    for part in claim.parts:
        lines += ["", f"({part.id}) {part.statement}: {part.verdict}"]
        lines += [f"    {part.basis}."] if part.basis else []
        lines += [f"    Sources conflict: {conflict}." for conflict in part.conflicts]
        for reading in part.readings:
            lines += [f"  {reading.name}:"] if reading.name else []
            lines += [
                f"  - {' '.join([number_sentence(number), *itself(claim, number)])}"
                for number in reading.numbers
            ]
    return "\n".join([*lines, "", *deciding_lines(claim), *_sources_sentence(claim), *closing(claim)])


def shows_weak(claim: ClaimData) -> bool:
    """Whether a reading is shown that cannot turn the verdict."""
    return not all(reading.turns for part in claim.parts for reading in part.readings)


def closing(claim: ClaimData) -> list[str]:
    """What every claim ends with."""
    weak = [WEAK_SHOWN] if shows_weak(claim) else []
    return [*weak, f"Computed on public evidence as of {claim.as_of}."]


def deciding_lines(claim: ClaimData) -> list[str]:
    """Which records decide, by the document that would settle them, and which are not in the dataset."""
    lines, deciding = [], claim.deciding
    if deciding:
        lines.append(f"What decides ({_records(len(deciding))}):")
    for document in dict.fromkeys(item.settled_by for item in deciding):
        items = [item for item in deciding if item.settled_by == document]
        why = ", ".join(dict.fromkeys(item.why for item in items))
        lines.append(f"  - {document}. Decides {_cells(items)} ({why})")
    return [*lines, *([f"Not in the dataset: {'; '.join(claim.missing)}."] if claim.missing else [])]


def conflict_sentence(record: Mapping[str, Any]) -> str:
    """A conflict of sources and how the data handle it."""
    sides = [
        f"{record[f'value_{side}']} ({record[f'source_{side}'] or 'no source used'})" for side in ("a", "b")
    ]
    return f"{record['id']}, {record['topic']}: {sides[0]} against {sides[1]}; {record['handling']}"
