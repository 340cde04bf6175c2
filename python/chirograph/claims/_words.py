"""Claims in words: every sentence is made from the numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from chirograph import _markup
from chirograph.claims._rules import CODING, CONTRADICTED, NOT_TESTABLE, RELATIONS, SUPPORTED, TEXT
from chirograph.claims.model import Claim, Number, OpenItem, Part, Reading

MOST_ITEMS = 9

#: What a verdict says, in one sentence.
MEANS = {
    SUPPORTED: "Every statement holds on the records found, whatever is unknown in them.",
    CONTRADICTED: "At least one statement fails on the records found, whatever is unknown in them.",
    TEXT: "Unknown records decide; the documents named would settle it.",
    CODING: "It holds in one coding and fails in another, whatever is unknown.",
    NOT_TESTABLE: "The dataset has no record of what the claim says; that is no evidence against it.",
}


def value(number: Number) -> str:
    """The value or the range in short: "3", "0.364", "0.042 to 0.250", "at least 4".

    Examples
    --------
    >>> import chirograph as cg
    >>> claim = cg.load("nato-ip4").claims()["Q01"]
    >>> [value(number) for _, number in claim.parts[0].numbers]
    ['3']
    """
    if number.lower is None:
        return "no record"
    low = _amount(number.lower, number.unit)
    if number.upper is None:
        return f"at least {low}"
    high = _amount(number.upper, number.unit)
    return low if number.lower == number.upper else f"{low} to {high}"


def _amount(amount: float, unit: str) -> str:
    if unit in ("count", "membership"):
        return f"{amount:g}"
    return f"{amount:.3f}"


def need(number: Number) -> str:
    """What the statement needs: "more than 0.5", "all 4", "none"."""
    if number.relation == "none":
        return "none"
    shown = "" if number.threshold is None else f"{number.threshold:.3f}".rstrip("0").rstrip(".")
    return f"all {shown}" if number.relation == "all" else f"{RELATIONS[number.relation]} {shown}"


def number_sentence(number: Number) -> str:
    """One number against what the statement needs.

    Examples
    --------
    >>> import chirograph as cg
    >>> claim = cg.load("nato-ip4").claims()["Q01"]
    >>> number_sentence(next(claim.parts[1].numbers)[1]).split("; ")[1]
    'needs all 1: met.'
    """
    if number.missing:
        return (
            f"{number.subject}: {number.quantity} cannot be computed; not in the dataset: {number.missing}."
        )
    basis = f" ({number.basis})" if number.basis else ""
    verb = "is" if number.lower == number.upper else "lies in"
    shown = value(number) if number.upper is None or number.lower == number.upper else f"[{value(number)}]"
    shown = shown.replace(" to ", ", ") if shown.startswith("[") else shown
    verb = "is" if number.upper is None else verb
    outer = "" if number.sharp else ", outer bounds"
    decides = f", {_records(len(number.deciding))} can turn it" if number.deciding else ""
    return (
        f"{number.subject}: {number.quantity} {verb} {shown}{basis}{outer}; "
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
    counted = ", ".join(
        f"{word} for {answers[word]}" for word in ("met", "not met", "open", "no record") if word in answers
    )
    known = [number for number in reading.numbers if number.lower is not None]
    span = ""
    if known:
        low = min(number.lower for number in known if number.lower is not None)
        ends = [number.upper for number in known]
        top = (
            "without an upper end"
            if None in ends
            else _amount(max(end for end in ends if end is not None), first.unit)
        )
        span = f", all within [{_amount(low, first.unit)}, {top}]"
    return f"{first.quantity} of {len(reading.numbers)} subjects{span}; needs {need(first)}: {counted}."


def part_sentence(part: Part) -> str:
    """A part with its verdict and its codings."""
    codings = [
        f"{reading.name}: {reading_sentence(reading)}"
        if len(part.readings) > 1 and reading.name
        else reading_sentence(reading)
        for reading in part.readings
    ]
    return f"({part.id}) {part.statement}: {part.verdict}. " + " ".join(codings)


def _sources_sentence(claim: Claim) -> str:
    if claim.rests_on_itself:
        return f"Every record used cites {claim.source} alone, the text that makes the claim."
    return f"Sources of the records used: {', '.join(claim.sources)}." if claim.sources else ""


def telling(claim: Claim) -> Part | None:
    """The first part that has the verdict of the claim."""
    return next((part for part in claim.parts if part.verdict == claim.verdict), None)


def tally(claim: Claim) -> str:
    """How many parts have which verdict, for example "2 of 3 supported"."""
    if not claim.parts:
        return "no test"
    good = sum(part.verdict == SUPPORTED for part in claim.parts)
    return f"{good} of {len(claim.parts)} supported"


def reason(claim: Claim) -> str:
    """Why the verdict: the telling part, the records that decide, and what the other parts say."""
    part = telling(claim)
    if part is None:
        return "The dataset gives no test for this claim."
    sentences = [part_sentence(part)]
    if claim.deciding:
        count = len(claim.deciding)
        verb = "decides" if count == 1 else "decide"
        sentences.append(f"{_records(count)} {verb} ({_cells(claim.deciding, MOST_ITEMS)}).")
    others = [other for other in claim.parts if other is not part]
    if others:
        rest = ", ".join(f"({other.id}) {other.verdict}" for other in others)
        sentences.append(f"Other parts: {rest}.")
    if claim.rests_on_itself:
        sentences.append(_sources_sentence(claim))
    return " ".join(sentences)


def _cells(items: Iterable[OpenItem], most: int | None = None) -> str:
    """Cells grouped by programme, other fields by their name; long groups are counted."""
    listed = list(items)
    several = {item.record for item in listed if sum(other.record == item.record for other in listed) > 1}
    groups: dict[str, list[str]] = {}
    for item in listed:
        key, member = (item.record, item.field) if item.record in several else (item.field, item.record)
        groups.setdefault(key, []).append(member)
    return "; ".join(
        f"{key}: {len(members)} records"
        if most is not None and len(members) > most
        else f"{key}: {', '.join(members)}"
        for key, members in groups.items()
    )


def numbers_short(claim: Claim) -> str:
    """The numbers of the telling part: one value per coding, subjects within a coding as a range."""
    part = telling(claim)
    if part is None:
        return ""
    shown = list(dict.fromkeys(_reading_short(reading) for reading in part.readings))
    return " | ".join(shown)


def _reading_short(reading: Reading) -> str:
    known = [number for number in reading.numbers if number.lower is not None]
    if not known:
        return "no record"
    if len(known) == 1:
        number = known[0]
        counts = re.match(r"\d+ of \d+(?= \w+( \w+)?$)", number.basis)
        shown = counts.group() if counts and number.lower == number.upper else value(number)
    else:
        open_ = sum(number.holds is None for number in known)
        met = sum(number.holds is True for number in known)
        shown = f"{met} of {len(reading.numbers)} met, {open_} open"
    return f"{shown} ({reading.label})" if reading.label else shown


def footer(as_of: str, grades: tuple[str, ...]) -> str:
    """What every result of the ledger stands on."""
    words = " and ".join(grades)
    return (
        f"Computed on public evidence as of {as_of}; cells in {words} evidence. A record not found is not an "
        "absence; completions in which a quantity is 0/0 are left out."
    )


def explain(claim: Claim) -> str:
    """The whole claim as text."""
    lines = [
        f"{claim.id}: {claim.paraphrase} ({claim.source}, {claim.locator})",
        f"Verdict: {claim.verdict}. {MEANS[claim.verdict]}",
        f"Quantity: {claim.quantity}",
    ]
    for part in claim.parts:
        lines += ["", f"({part.id}) {part.statement}: {part.verdict}"]
        lines += [f"    {part.basis}."] if part.basis else []
        lines += [f"    Sources conflict: {conflict}." for conflict in part.conflicts]
        for reading in part.readings:
            lines += [f"  {reading.name}:"] if reading.name else []
            lines += [f"  - {number_sentence(number)}" for number in reading.numbers]
    lines += ["", *_deciding_lines(claim)]
    lines += [sentence] if (sentence := _sources_sentence(claim)) else []
    lines.append(f"Computed on public evidence as of {claim.as_of}.")
    return "\n".join(lines)


def _deciding_lines(claim: Claim) -> list[str]:
    lines = []
    if claim.deciding:
        lines.append(f"What decides ({_records(len(claim.deciding))}):")
        for document in claim.documents:
            items = [item for item in claim.deciding if item.settled_by == document]
            why = ", ".join(dict.fromkeys(item.why for item in items))
            lines.append(f"  - {document}. Decides {_cells(items)} ({why})")
    if claim.missing:
        lines.append("Not in the dataset: " + "; ".join(claim.missing) + ".")
    return lines


def conflict_sentence(record: Mapping[str, Any]) -> str:
    """A conflict of sources and how the data handle it."""
    sides = [
        f"{record[f'value_{side}']} ({record[f'source_{side}'] or 'no source used'})" for side in ("a", "b")
    ]
    return f"{record['id']}, {record['topic']}: {sides[0]} against {sides[1]}; {record['handling']}"


def as_dict(claim: Claim) -> dict[str, Any]:
    """Plain data; None where there is no number or no upper end."""
    return {
        "id": claim.id,
        "claim": claim.paraphrase,
        "source": claim.source,
        "locator": claim.locator,
        "quantity": claim.quantity,
        "tests": list(claim.kinds),
        "verdict": claim.verdict,
        "reason": claim.reason,
        "deciding": [asdict(item) for item in claim.deciding],
        "documents": list(claim.documents),
        "missing": list(claim.missing),
        "sources": list(claim.sources),
        "rests_on_itself": claim.rests_on_itself,
        "as_of": claim.as_of,
        "parts": [
            {
                "id": part.id,
                "statement": part.statement,
                "basis": part.basis,
                "conflicts": list(part.conflicts),
                "tests": list(part.kinds),
                "verdict": part.verdict,
                "codings": [
                    {
                        "label": reading.label,
                        "evidence": list(reading.grades),
                        "numbers": [_number_dict(number) for number in reading.numbers],
                    }
                    for reading in part.readings
                ],
            }
            for part in claim.parts
        ],
    }


def _number_dict(number: Number) -> dict[str, Any]:
    plain = asdict(number)
    plain["answer"] = number.answer
    plain["deciding"] = [item.cell for item in number.deciding]
    plain["sources"] = list(number.sources)
    return plain


def claim_markup(claim: Claim) -> str:
    """A claim as static HTML."""
    head = ("part", "coding", "subject", "quantity", "value", "needs", "answer")
    rows = [
        [_markup.escape(text) for text in (
            f"({part.id}) {part.statement}", reading.name, number.subject, number.quantity, value(number),
            need(number), number.answer,
        )]
        for part in claim.parts
        for reading, number in part.numbers
    ]  # fmt: skip
    notes = [f"Verdict: {claim.verdict}. {MEANS[claim.verdict]}", *_deciding_lines(claim)]
    notes.append(f"Computed on public evidence as of {claim.as_of}.")
    table = _markup.table(head, rows, f"{claim.id}: {claim.paraphrase}")
    return _markup.page(table, *(_markup.paragraph(note) for note in notes))
