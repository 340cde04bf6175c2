"""Tests on what is recorded of whole programmes: dates, periods, publication, legal nature, successors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from chirograph.base.dates import Span, day_of, span
from chirograph.claims.drafts import Arguments, Draft, count_of, flag, open_field
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.kinds.cells import time_left
from chirograph.claims.sums import Unit
from chirograph.records.choice import concluded

#: Fields of a programme a claim may ask for, and states in which it may be on a day.
FIELDS = ("publication", "legal", "list_status")
STATES = ("concluded", "under_negotiation")
PROGRAMMES = "programmes"
_CONCLUSION = "concluded, signed"


def _of(evidence: Evidence, arguments: Arguments) -> list[Record]:
    return [evidence.programme(name) for name in arguments["programmes"]]


def _count(
    evidence: Evidence,
    programmes: Sequence[Record],
    quantity: str,
    units: Iterable[Unit],
    fields: Sequence[str],
) -> Draft:
    """How many programmes, with the fields read."""
    sums = count_of(units, PROGRAMMES)
    used = frozenset(evidence.field(item, names) for item in programmes for names in fields)
    return Draft(", ".join(item["id"] for item in programmes), f"number of programmes {quantity}", "count",
                 sums=sums, total=len(sums.units), used=used)  # fmt: skip


def on_day(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes were concluded by a day, or under negotiation on it: talks begun and not ended."""
    day, programmes, units = day_of(arguments["day"]), _of(evidence, arguments), []
    talks = arguments["state"] == "under_negotiation"
    for item in programmes:
        begun, ended = item["negotiation_from"], _reached(concluded(item), day)
        settled = f"a source with the day on which {item['id']} was concluded"
        stated = item["concluded"] or item["signed"] or item["start"] or "no date"
        known, why = ended, f"{stated} is known"
        if talks:
            both = (
                None if begun is None else _reached(span(begun), day),
                None if ended is None else not ended,
            )
            known = False if False in both else None if None in both else True
            settled = f"a source with the days on which talks on {item['id']} began and ended"
            until = item["concluded"] or "on an unknown date"
            why = f"talks from {begun or 'an unknown date'}, concluded {until}"
        units.append(
            flag(known, open_field(item["id"], "negotiation_from" if talks else "concluded", why, settled))
        )
    quantity = f"{'under negotiation on' if talks else 'concluded by'} {day.isoformat()}"
    fields = (_CONCLUSION, "negotiation_from") if talks else (_CONCLUSION,)
    yield _count(evidence, programmes, quantity, units, fields)


def _reached(window: Span, day: date) -> bool | None:
    """Whether something that happened on one of these days had happened by a day."""
    return True if window.last <= day else False if window.first > day else None


def years(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes run a number of calendar years, first and last year counted."""
    wanted, programmes, units = int(arguments["years"]), _of(evidence, arguments), []
    for item in programmes:
        known: bool | None = None
        if item["start"] is not None and item["end"] is not None:
            start, end = span(item["start"]), span(item["end"])
            lengths = (end.first.year - start.last.year + 1, end.last.year - start.first.year + 1)
            known = None if lengths[0] != lengths[1] else lengths[0] == wanted
        why = f"start {item['start'] or 'not found'}, end {item['end'] or 'not found'}"
        units.append(flag(known, open_field(item["id"], "start, end", why, evidence.text_of(item))))
    yield _count(evidence, programmes, f"that run {wanted} years (end - start + 1)", units, ("start, end",))


def with_field(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes have one of some values in a field; values named as unknown leave one open."""
    field, values, unknown = arguments["field"], arguments["values"], arguments.get("unknown_values", ())
    groups: dict[str, list[Record]] = {}
    for item in _of(evidence, arguments):
        groups.setdefault(item["partner"] if arguments.get("each_partner") else "", []).append(item)
    for partner, members in groups.items():
        units, used = [], set()
        for item in members:
            settled = f"a source on the {field} of {item['id']}, or {evidence.text_of(item)}"
            known = None if item[field] in unknown else item[field] in values
            units.append(flag(known, open_field(item["id"], field, f"recorded as {item[field]}", settled)))
            used |= set() if known is None else {evidence.field(item, field, next(iter(unknown), None))}
        yield Draft(
            partner or ", ".join(item["id"] for item in members),
            f"number of programmes with {field} {' or '.join(values)}",
            "count",
            each="partners" if partner else PROGRAMMES,
            sums=count_of(units, PROGRAMMES),
            total=len(members),
            used=frozenset(used),
        )


def followed(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes have a successor of the same kind; none recorded is no evidence either way."""
    programmes = _of(evidence, arguments)
    known = [
        item["successor"] is not None and evidence.programme(item["successor"])["kind"] == item["kind"]
        for item in programmes
    ]
    quantity, names = "followed by one of the same kind", ", ".join(item["id"] for item in programmes)
    if not any(known):
        left = next((words for item in programmes if (words := time_left(evidence, item["id"]))), "")
        missing = f"a successor of the same kind to any of {names}" + left.replace(
            "which runs", "the first of which run", 1
        )
        yield Draft(names, f"number of programmes {quantity}", "count", missing=missing)
        return
    units = [
        flag(
            one or None,
            open_field(item["id"], "successor", "none recorded", f"a source on what follows {item['id']}"),
        )
        for item, one in zip(programmes, known, strict=True)
    ]
    yield _count(evidence, programmes, quantity, units, ("successor",))
