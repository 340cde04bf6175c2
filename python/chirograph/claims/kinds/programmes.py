"""Tests on what is recorded of whole programmes: dates, periods, publication, legal nature, successors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chirograph.base.dates import day_of, span
from chirograph.claims.drafts import Arguments, Draft, count_of, flag
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.sums import OpenItem, Unit
from chirograph.records.choice import concluded

#: Fields of a programme a claim may ask for.
FIELDS = ("publication", "legal", "list_status")


PROGRAMMES = "programmes"


def _sources(programmes: list[Record]) -> frozenset[str]:
    return frozenset(source for item in programmes for source in item["sources"])


def _field_sources(evidence: Evidence, programmes: list[Record], arguments: Arguments) -> frozenset[str]:
    """Sources of one field: those its note names, else the programme's; none where nothing was found."""
    field, unknown = arguments["field"], arguments.get("unknown_values", ())
    found: set[str] = set()
    for item in programmes:
        if item[field] not in unknown:
            found |= evidence.cited([{"note": item.get(f"{field}_note")}]) or set(item["sources"])
    return frozenset(found)


def _of(evidence: Evidence, arguments: Arguments) -> list[Record]:
    return [evidence.programme(name) for name in arguments["programmes"]]


def concluded_by(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes were concluded by a day; a date known in part may leave one open."""
    day, programmes = day_of(arguments["day"]), _of(evidence, arguments)
    units = []
    for item in programmes:
        window = concluded(item)
        known = True if window.last <= day else False if window.first > day else None
        stated = item["concluded"] or item["signed"] or item["start"] or "no date"
        settled = f"a source with the day on which {item['id']} was concluded"
        units.append(
            flag(known, OpenItem(item["id"], "concluded", None, None, f"{stated} is known", settled))
        )
    names = ", ".join(item["id"] for item in programmes)
    yield Draft(names, f"number of programmes concluded by {day.isoformat()}", "count",
                sums=count_of(units, PROGRAMMES), total=len(units), sources=_sources(programmes))  # fmt: skip


def under_negotiation(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes were being negotiated on a day: talks recorded by then, and not concluded yet."""
    day, programmes = day_of(arguments["day"]), _of(evidence, arguments)
    units = []
    for item in programmes:
        begun = item["negotiation_from"]
        talks = None if begun is None else _reached(span(begun).first, span(begun).last, day)
        window = concluded(item)
        still = _reached(window.first, window.last, day)
        open_ = None if still is None else not still
        known = False if False in (talks, open_) else None if None in (talks, open_) else True
        settled = f"a source with the days on which talks on {item['id']} began and ended"
        why = (
            f"talks from {begun or 'an unknown date'}, concluded {item['concluded'] or 'on an unknown date'}"
        )
        units.append(flag(known, OpenItem(item["id"], "negotiation_from", None, None, why, settled)))
    names = ", ".join(item["id"] for item in programmes)
    yield Draft(names, f"number of programmes under negotiation on {day.isoformat()}", "count",
                sums=count_of(units, PROGRAMMES), total=len(units), sources=_sources(programmes))  # fmt: skip


def _reached(first: date, last: date, day: date) -> bool | None:
    """Whether something that happened between two days had happened by a day."""
    return True if last <= day else False if first > day else None


def period_years(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes run a number of calendar years, first and last year counted."""
    wanted, programmes = int(arguments["years"]), _of(evidence, arguments)
    units = []
    for item in programmes:
        known: bool | None = None
        if item["start"] is not None and item["end"] is not None:
            start, end = span(item["start"]), span(item["end"])
            lengths = (end.first.year - start.last.year + 1, end.last.year - start.first.year + 1)
            known = None if lengths[0] != lengths[1] else lengths[0] == wanted
        why = f"start {item['start'] or 'not found'}, end {item['end'] or 'not found'}"
        settled = evidence.text_of(item)
        units.append(flag(known, OpenItem(item["id"], "start, end", None, None, why, settled)))
    names = ", ".join(item["id"] for item in programmes)
    yield Draft(names, f"number of programmes that run {wanted} years (end - start + 1)", "count",
                sums=count_of(units, PROGRAMMES), total=len(units), sources=_sources(programmes))  # fmt: skip


def field_value(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes have one of some values in a field; values named as unknown leave one open."""
    field, programmes = arguments["field"], _of(evidence, arguments)
    groups: dict[str, list[Record]] = {}
    for item in programmes:
        groups.setdefault(item["partner"] if arguments.get("each_partner") else "", []).append(item)
    for partner, members in groups.items():
        units = [_value(evidence, item, arguments) for item in members]
        subject = partner or ", ".join(item["id"] for item in members)
        words = " or ".join(arguments["values"])
        yield Draft(
            subject,
            f"number of programmes with {field} {words}",
            "count",
            each="partners" if partner else PROGRAMMES,
            sums=count_of(units, PROGRAMMES),
            total=len(units),
            sources=_field_sources(evidence, members, arguments),
        )


def _value(evidence: Evidence, item: Record, arguments: Arguments) -> Unit:
    field = arguments["field"]
    value = item[field]
    known = None if value in arguments.get("unknown_values", ()) else value in arguments["values"]
    settled = f"a source on the {field} of {item['id']}, or {evidence.text_of(item)}"
    return flag(known, OpenItem(item["id"], field, None, None, f"recorded as {value}", settled))


def same_field(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes have the same value in a field as the one they are compared with."""
    field, other = arguments["field"], evidence.programme(arguments["against"][0])
    wanted = {**arguments, "values": [other[field]]}
    programmes = _of(evidence, arguments)
    units = [_value(evidence, item, wanted) for item in programmes]
    if other[field] in arguments.get("unknown_values", ()):
        units = [
            flag(None, OpenItem(other["id"], field, None, None, f"recorded as {other[field]}",
                                f"a source on the {field} of {other['id']}"))
            for _ in programmes
        ]  # fmt: skip
    names = ", ".join(item["id"] for item in programmes)
    yield Draft(names, f"number of programmes with the {field} of {other['id']}, {other[field]}", "count",
                sums=count_of(units, PROGRAMMES), total=len(units),
                sources=_field_sources(evidence, [*programmes, other], arguments))  # fmt: skip


def successor_present(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How many programmes have a successor of the same kind; none recorded is no evidence either way."""
    programmes = _of(evidence, arguments)
    followed = []
    for item in programmes:
        successor = item["successor"]
        followed.append(successor is not None and evidence.programme(successor)["kind"] == item["kind"])
    names = ", ".join(item["id"] for item in programmes)
    quantity = "number of programmes followed by one of the same kind"
    if not any(followed):
        yield Draft(names, quantity, "count", missing=f"a successor of the same kind to any of {names}")
        return
    units = [
        flag(True if known else None, OpenItem(item["id"], "successor", None, None, "none recorded",
                                               f"a source on what follows {item['id']}"))
        for item, known in zip(programmes, followed, strict=True)
    ]  # fmt: skip
    yield Draft(names, quantity, "count", sums=count_of(units, PROGRAMMES), total=len(units),
                sources=_sources(programmes))  # fmt: skip
