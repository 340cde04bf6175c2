"""Tests on what is recorded of whole programmes: dates, periods, publication, legal nature, successors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from chirograph.base.dates import Span, day_of, span
from chirograph.claims.drafts import Arguments, Draft, count_of, flag, open_field
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.sums import Unit
from chirograph.records.choice import concluded

#: Fields of a programme a claim may ask for.
FIELDS = ("publication", "legal", "list_status")
PROGRAMMES = "programmes"


def _of(evidence: Evidence, arguments: Arguments) -> list[Record]:
    return [evidence.programme(name) for name in arguments["programmes"]]


def _names(programmes: Sequence[Record]) -> str:
    return ", ".join(item["id"] for item in programmes)


def _count(
    programmes: Sequence[Record], quantity: str, units: Iterable[Unit], sources: frozenset[str] | None = None
) -> Draft:
    """How many programmes, with the sources of the fields read, by default those of the programmes."""
    if sources is None:
        sources = frozenset(source for item in programmes for source in item["sources"])
    sums = count_of(units, PROGRAMMES)
    return Draft(_names(programmes), f"number of programmes {quantity}", "count", sums=sums,
                 total=len(sums.units), sources=sources)  # fmt: skip


def _field_sources(evidence: Evidence, programmes: Sequence[Record], arguments: Arguments) -> frozenset[str]:
    """Sources of one field: those its note names, else the programme's; none where nothing was found."""
    field, unknown = arguments["field"], arguments.get("unknown_values", ())
    found: set[str] = set()
    for item in programmes:
        if item[field] not in unknown:
            found |= evidence.cited([{"note": item.get(f"{field}_note")}]) or set(item["sources"])
    return frozenset(found)


def concluded_by(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes were concluded by a day; a date known in part may leave one open."""
    day, programmes, units = day_of(arguments["day"]), _of(evidence, arguments), []
    for item in programmes:
        stated = item["concluded"] or item["signed"] or item["start"] or "no date"
        settled = f"a source with the day on which {item['id']} was concluded"
        open_ = open_field(item["id"], "concluded", f"{stated} is known", settled)
        units.append(flag(_reached(concluded(item), day), open_))
    yield _count(programmes, f"concluded by {day.isoformat()}", units)


def under_negotiation(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes were being negotiated on a day: talks recorded by then, and not concluded yet."""
    day, programmes, units = day_of(arguments["day"]), _of(evidence, arguments), []
    for item in programmes:
        begun, ended = item["negotiation_from"], _reached(concluded(item), day)
        both = (None if begun is None else _reached(span(begun), day), None if ended is None else not ended)
        known = False if False in both else None if None in both else True
        settled = f"a source with the days on which talks on {item['id']} began and ended"
        until = item["concluded"] or "on an unknown date"
        why = f"talks from {begun or 'an unknown date'}, concluded {until}"
        units.append(flag(known, open_field(item["id"], "negotiation_from", why, settled)))
    yield _count(programmes, f"under negotiation on {day.isoformat()}", units)


def _reached(window: Span, day: date) -> bool | None:
    """Whether something that happened on one of these days had happened by a day."""
    return True if window.last <= day else False if window.first > day else None


def period_years(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes run a number of calendar years, first and last year counted."""
    wanted, programmes, units = int(arguments["years"]), _of(evidence, arguments), []
    for item in programmes:
        known: bool | None = None
        if item["start"] is not None and item["end"] is not None:
            start, end = span(item["start"]), span(item["end"])
            lengths = (end.first.year - start.last.year + 1, end.last.year - start.first.year + 1)
            known = None if lengths[0] != lengths[1] else lengths[0] == wanted
        why = f"start {item['start'] or 'not found'}, end {item['end'] or 'not found'}"
        open_ = open_field(item["id"], "start, end", why, evidence.text_of(item))
        units.append(flag(known, open_))
    yield _count(programmes, f"that run {wanted} years (end - start + 1)", units)


def field_value(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes have one of some values in a field; values named as unknown leave one open."""
    groups: dict[str, list[Record]] = {}
    for item in _of(evidence, arguments):
        groups.setdefault(item["partner"] if arguments.get("each_partner") else "", []).append(item)
    for partner, members in groups.items():
        sums = count_of((_value(evidence, item, arguments) for item in members), PROGRAMMES)
        yield Draft(
            partner or _names(members),
            f"number of programmes with {arguments['field']} {' or '.join(arguments['values'])}",
            "count",
            each="partners" if partner else PROGRAMMES,
            sums=sums,
            total=len(members),
            sources=_field_sources(evidence, members, arguments),
        )


def _value(evidence: Evidence, item: Record, arguments: Arguments) -> Unit:
    field = arguments["field"]
    known = None if item[field] in arguments.get("unknown_values", ()) else item[field] in arguments["values"]
    settled = f"a source on the {field} of {item['id']}, or {evidence.text_of(item)}"
    return flag(known, open_field(item["id"], field, f"recorded as {item[field]}", settled))


def same_field(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes have the same value in a field as the one they are compared with."""
    field, other = arguments["field"], evidence.programme(arguments["against"][0])
    programmes = _of(evidence, arguments)
    if other[field] in arguments.get("unknown_values", ()):
        why, settled = f"recorded as {other[field]}", f"a source on the {field} of {other['id']}"
        units = [flag(None, open_field(other["id"], field, why, settled))] * len(programmes)
    else:
        wanted = {**arguments, "values": [other[field]]}
        units = [_value(evidence, item, wanted) for item in programmes]
    sources = _field_sources(evidence, [*programmes, other], arguments)
    yield _count(programmes, f"with the {field} of {other['id']}, {other[field]}", units, sources)


def successor_present(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes have a successor of the same kind; none recorded is no evidence either way."""
    programmes = _of(evidence, arguments)
    followed = [
        item["successor"] is not None and evidence.programme(item["successor"])["kind"] == item["kind"]
        for item in programmes
    ]
    quantity, names = "followed by one of the same kind", _names(programmes)
    if not any(followed):
        missing = f"a successor of the same kind to any of {names}"
        yield Draft(names, f"number of programmes {quantity}", "count", missing=missing)
        return
    units = []
    for item, known in zip(programmes, followed, strict=True):
        settled = f"a source on what follows {item['id']}"
        open_ = open_field(item["id"], "successor", "none recorded", settled)
        units.append(flag(True if known else None, open_))
    yield _count(programmes, quantity, units)
