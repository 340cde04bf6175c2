"""Claims in words: every sentence is made from the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chirograph.claims.amounts import NO_RECORD, amount
from chirograph.claims.model import ClaimData, Number, OpenItem, Part, Reading
from chirograph.claims.rules import (
    ATTESTED,
    CODING,
    CONDITIONAL,
    CONTRADICTED,
    NOT_TESTABLE,
    RELATIONS,
    SUPPORTED,
    TEXT,
)  # fmt: skip
from chirograph.interop.bounds import MEASURES

#: Records named before the rest is counted.
MOST_ITEMS = 6

#: What a verdict says, in one sentence; `means` says it of one claim.
MEANS = {
    SUPPORTED: "Every statement holds on the records found, whatever is unknown in them.",
    ATTESTED: "No statement fails; one rests on a single reader of a text that others cannot read.",
    CONDITIONAL: "Open on the records; it holds if what the claim itself assumes is right.",
    CONTRADICTED: "At least one statement fails on the records found, whatever is unknown in them.",
    TEXT: "No statement fails for certain, and unknown records decide at least one.",
    CODING: "A statement holds in one coding, or as one source has it, and fails in another.",
    NOT_TESTABLE: "No statement fails or is open, and for at least one the dataset has no record.",
}
NO_EVIDENCE = "That is no evidence against the claim."
#: Said wherever a value of a weak or outweighed source is shown beside the one on record.
WEAK_SHOWN = (
    "What a source of low reliability, or one that others outweigh, says is shown and turns no verdict."
)
#: Said wherever readings of cells are switched on.
CELLS_ONLY = "Readings act on cells alone: activities, dates, publication and memberships stay as recorded."


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
    if claim.verdict == NOT_TESTABLE:
        holds = f"; {good} stand{'' if 'parts' in good else 's'}" if good else ""
        return f"For {blank} the dataset has no record{holds}. {NO_EVIDENCE}"
    return MEANS[claim.verdict]


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
    """What the statement needs: "more than half", "a rise", "all 4", "none"."""
    if number.relation == "none" or number.threshold is None:
        return RELATIONS[number.relation]
    if number.quantity.startswith("change ") and number.threshold == 0:
        return {"more_than": "a rise", "less_than": "a fall"}.get(number.relation, "no change")
    limit = amount(number.threshold, "")
    if number.unit == "share":
        limit = "half" if number.threshold == 0.5 else f"{100 * number.threshold:g} %"
    if number.relation == "all" and number.threshold == 1:
        return limit
    return f"{RELATIONS[number.relation]} {limit}"


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


def itself(claim: ClaimData, tested: Part | Number) -> list[str]:
    """Says so where nothing but the text that makes the claim tells of it."""
    alone = f"It rests on {claim.source} alone, the text that makes the claim."
    return [alone] if claim.rests_on_itself(tested) else []


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


def asked(claim: ClaimData) -> str:
    """The statement that tells: the part with the verdict of the claim."""
    part = telling(claim)
    return "" if part is None else f"({part.id}) {part.statement}"


def reason(claim: ClaimData) -> str:
    """Test, verdict and numbers in one line."""
    if not claim.parts:
        return "The dataset gives no test for this claim."
    return f"{asked(claim)}: {claim.verdict}. {numbers_short(claim)}."


def numbers_short(claim: ClaimData) -> str:
    """The numbers of the telling part, one per coding, and what they had to be."""
    part = telling(claim)
    if part is None:
        return ""
    needs = list(dict.fromkeys(need(number) for _, number in part.numbers if not number.missing))
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for reading in part.readings:
        shown, coding = _reading_short(reading, needs)
        found.setdefault((shown, coding), reading.grades)
    # A coding with one number in every grade is told once.
    alike = Counter(coding for _, coding in found)
    told = []
    for (shown, coding), grades in found.items():
        words = "; ".join(filter(None, (coding, " and ".join(grades) if alike[coding] > 1 else "")))
        told.append(f"{shown} ({words})" if words else shown)
    ends = f"; needed: {needs[0]}" if len(needs) == 1 else ""
    return " | ".join(told) + ends + (f"; {part.assumed}" if part.assumed else "")


def _reading_short(reading: Reading, needs: Sequence[str]) -> tuple[str, str]:
    """The number of a coding, or how its numbers are answered, and the name of the coding."""
    known = [number for number in reading.numbers if number.lower is not None]
    if len(known) < 2:
        shown = known[0].shown if known else NO_RECORD
        if known and len(reading.numbers) > 1:
            shown += f" for {known[0].subject}, {NO_RECORD} for the rest"
        if known and len(needs) > 1:
            shown += f", needed: {need(known[0])}"
    else:
        count = Counter(number.answer for number in reading.numbers)
        told = ", ".join(
            f"{count[word]} {word}" for word in ("met", "open", "not met", NO_RECORD) if count[word]
        )
        shown = f"{len(reading.numbers)} {known[0].each}: {told}"
    # What is assumed is said once, after all numbers.
    assumed = reading.supposed.startswith("assuming ")
    return shown, "; ".join(filter(None, (reading.label, "so assumed"))) if assumed else reading.coding


def settled(claim: ClaimData) -> str:
    """The first documents that would settle it, and how many more; what is missing where nothing would."""
    found = claim.documents or claim.missing
    more = f"; and {len(found) - 2} more" if len(found) > 2 else ""
    return "; ".join(found[:2]) + more


def turned(claim: ClaimData) -> str:
    """What would turn the verdict, by the verdict that follows; empty when it was not asked.

    Examples
    --------
    >>> import chirograph as cg
    >>> turned(cg.load("nato-ip4").claims(turns=True)["Q25"]).split(";")[1]
    ' contradicted without E017 or E026'
    """
    if claim.turned_by is None:
        return ""
    says: dict[str, list[str]] = {}
    groups: dict[tuple[str, str], list[str]] = {}
    for turn in claim.turned_by:
        verb, _, what = turn.what.partition(" ")
        if turn.document:
            says.setdefault(turn.document.partition(": ")[0], []).append(turn.verdict)
        else:
            groups.setdefault((turn.verdict, verb), []).append(what)
    alike: dict[str, list[str]] = {}
    for document, verdicts in says.items():
        alike.setdefault(_either(verdicts), []).append(document)
    told = [f"{verdicts}, as {_texts(documents)} may say" for verdicts, documents in alike.items()]
    told += [f"{verdict} {verb} {_either(names)}" for (verdict, verb), names in groups.items()]
    return "; ".join(told) or "no single document or record"


def _texts(documents: Sequence[str]) -> str:
    """Documents without their titles; what is a text is said once."""
    text = "the text of "
    if all(document.startswith(text) for document in documents):
        return text + _either([document.removeprefix(text) for document in documents])
    return _either(documents)


def _either(names: Sequence[str]) -> str:
    """For example "C1, C2 or C3"; many are counted."""
    many = len(names) > MOST_ITEMS + 1
    shown = list(names[:MOST_ITEMS] if many else names)
    if many:
        shown.append(f"one of {len(names) - MOST_ITEMS} more")
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


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


def footer(as_of: str, grades: Iterable[str]) -> str:
    """What every result of the ledger stands on."""
    return (
        f"Computed on public evidence as of {as_of}; cells in {' and '.join(grades)} evidence. A record not "
        "found is not an absence; completions in which a quantity is 0/0 are left out."
    )


def explain(claim: ClaimData) -> str:
    """The whole claim as text."""
    lines = [
        f"{claim.id}: {claim.paraphrase} ({claim.source}, {claim.locator})",
        f"Verdict: {claim.verdict}, {tally(claim)}. {means(claim)}",
        *programmed(claim),
    ]
    for part in claim.parts:
        lines += [
            "",
            f"({part.id}) {part.statement}: {part.verdict}",
            *(f"    {note}" for note in notes(claim, part)),
        ]
        for reading in part.readings:
            lines += [f"  {reading.name}:"] if reading.name else []
            lines += [f"  - {number_sentence(number)}" for number in reading.numbers]
    return "\n".join([*lines, "", *closing(claim)])


def notes(claim: ClaimData, part: Part) -> list[str]:
    """Why a part is tested so, where sources conflict, and on whose word it rests."""
    found = [f"{part.basis}."] if part.basis else []
    found += [f"Sources conflict: {conflict}." for conflict in part.conflicts]
    found += [f"{part.assumed[0].upper()}{part.assumed[1:]}."] if part.assumed else []
    return found + itself(claim, part)


def shows_weak(claim: ClaimData) -> bool:
    """Whether a reading is shown that cannot turn the verdict."""
    return any(
        reading.supposed.startswith("if ") and not reading.turns
        for part in claim.parts
        for reading in part.readings
    )


def closing(claim: ClaimData) -> list[str]:
    """Which records decide, what would turn the verdict, the sources, and the day."""
    lines, deciding = [], claim.deciding
    if deciding:
        lines.append(f"What decides ({_records(len(deciding))}):")
    for document in claim.documents:
        items = [item for item in deciding if item.settled_by == document]
        why = ", ".join(dict.fromkeys(item.why for item in items))
        lines.append(f"  - {document}. Decides {_cells(items)} ({why})")
    lines += [f"Not in the dataset: {'; '.join(claim.missing)}."] if claim.missing else []
    lines += [f"Turned by: {turned(claim)}."] if claim.turned_by is not None else []
    if claim.rests_on_itself():
        lines.append(f"Every record used cites {claim.source} alone, the text that makes the claim.")
    elif claim.sources:
        lines.append(f"Sources of the records used: {', '.join(claim.sources)}.")
    return [
        *lines,
        *([WEAK_SHOWN] if shows_weak(claim) else []),
        f"Computed on public evidence as of {claim.as_of}.",
    ]


def conflict_sentence(record: Mapping[str, Any]) -> str:
    """A conflict of sources and how the data handle it."""
    sides = [
        f"{record[f'value_{side}']} ({record[f'source_{side}'] or 'no source used'})" for side in ("a", "b")
    ]
    return f"{record['id']}, {record['topic']}: {sides[0]} against {sides[1]}; {record['handling']}"
