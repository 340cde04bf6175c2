"""Tests on recorded acts and events; a record not found is never an absence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from chirograph.base.dates import day_of, span
from chirograph.claims.drafts import Arguments, Count, Draft, open_field, optional
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.sums import Measure, OpenItem, Sums, Unit, Vector, single

ON_RECORDS = "on the records found"
ACTS = "acts"


@dataclass(frozen=True, slots=True)
class Act:
    """A record that counts, or may count; `open` is its date where that leaves open whether it does."""

    record: Record
    open: OpenItem | None = None

    def unit(self, options: Sequence[Vector], item: OpenItem | None = None) -> Unit:
        """What it adds, if it counts."""
        unit = single(options, item)
        return unit if self.open is None else optional(unit, self.open)


def recorded(evidence: Evidence, arguments: Arguments, programmes: Sequence[str]) -> list[Act]:
    """Recorded acts of programmes: counted evidence, and the depth, links and dates asked for."""
    for name in programmes:
        evidence.programme(name)
    least = int(arguments.get("depth", 2))
    return in_period(
        [
            item
            for item in evidence.data["commitments"]
            if item["programme"] in programmes
            and item["evidence"] in evidence.marks
            and evidence.depths[item["depth_shown"]] >= least
            and item["link"] in arguments.get("links", (item["link"],))
        ],
        arguments,
    )


def in_period(records: Sequence[Record], arguments: Arguments, field: str = "start") -> list[Act]:
    """Those that begin in the period asked for, or may; one without a date is not among dated ones."""
    first, last = (
        day_of(arguments[end]) if arguments.get(end) is not None else None for end in ("since", "until")
    )
    if first is None and last is None:
        return [Act(item) for item in records]
    found = []
    for item in records:
        days = span(item[field])
        before, after = first is not None and days.last < first, last is not None and days.first > last
        if item[field] is None or before or after:
            continue
        inside = (first is None or first <= days.first) and (last is None or days.last <= last)
        found.append(Act(item, None if inside else _date_of(item, field, first, last)))
    return found


def _date_of(item: Record, field: str, first: date | None, last: date | None) -> OpenItem:
    period = " ".join(f"{word} {end.isoformat()}" for word, end in (("from", first), ("to", last)) if end)
    why = f"dated {item[field]}, which lies partly outside the period {period}"
    return open_field(item["id"], field, why, f"a source with the day of {item['id']}")


def more(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Number of acts described for a programme less that for each programme it is compared with.

    What a description leaves out is no act only where the description was read whole.
    """
    (name,) = arguments["programmes"]
    own = recorded(evidence, arguments, [name])
    for other in arguments["against"]:
        theirs = recorded(evidence, arguments, [other])
        draft = Draft(
            f"{name} less {other}", f"change of the number of acts described, {ON_RECORDS}", "count", ACTS
        )
        unread = [programme for programme in (name, other) if not evidence.read_whole(programme)]
        if unread:
            yield replace(draft, missing=f"a description of {' or '.join(unread)} that was read whole")
            continue
        sums, less = (Sums(tuple(act.unit([(1,)]) for act in acts), Count(ACTS)) for acts in (own, theirs))
        used = frozenset(evidence.used("commitments", act.record) for act in (*own, *theirs))
        yield replace(draft, sums=sums, less=less, used=used)


def share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of the recorded acts that have a property; an open one may or may not."""
    acts = recorded(evidence, arguments, arguments["programmes"])
    if "roles" in arguments:
        acts = [act for act in acts if act.record.get("partner_role") is not None]
    what, such, has = _property(arguments)
    draft = Draft(", ".join(arguments["programmes"]), f"share of acts {what}, {ON_RECORDS}")
    if not acts:
        yield replace(draft, missing=f"an act of {draft.subject} of which this is recorded")
        return
    units = []
    for act in acts:
        known, item = has(act.record), act.record
        settled = evidence.text_of(evidence.programme(item["programme"]))
        open_ = open_field(item["id"], "link", f"recorded as {item['link']}", settled)
        units.append(act.unit([(0, 1), (1, 1)] if known is None else [(int(known), 1)], open_))
    used = frozenset(evidence.used("commitments", act.record) for act in acts)
    more = (f"one more act {such}", (1, 1)), ("one more act of another kind", (0, 1))
    yield replace(draft, sums=Sums(tuple(units), Measure(ACTS)), used=used, more=more)


def _property(arguments: Arguments) -> tuple[str, str, Callable[[Record], bool | None]]:
    """Which acts are asked for, what one more would be, and whether an act is one; None: that is open."""
    if "words" in arguments:
        words = "|".join(re.escape(word) for word in arguments["words"])
        pattern = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
        told = f"described with {', '.join(arguments['words'])}"
        return told, "so described", lambda item: pattern.search(item["activity"]) is not None
    if "roles" in arguments:
        roles = arguments["roles"]
        told = f"in which the partner has the role {' or '.join(roles)}"
        return told, "in such a role", lambda item: item["partner_role"] in roles
    certain, unknown = arguments["certain_links"], arguments["unknown_links"]
    told = "that a source places in the programme"
    return told, told, lambda item: None if item["link"] in unknown else item["link"] in certain


def in_listed(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Share of a partner's recorded acts whose area the programme lists."""
    (name,) = arguments["programmes"]
    row = evidence.row(name, grade)
    found = [act for act in recorded(evidence, arguments, [name]) if act.record["area"] is not None]
    draft = Draft(name, f"share of acts in areas the programme lists, {ON_RECORDS}")
    if not found:
        yield replace(draft, missing=f"a dated act of {name} with an area")
        return
    units = []
    for area, depths, item in row.cells:
        acts = [act for act in found if act.record["area"] == area]
        if acts:
            units.append(_area_unit(acts, depths, item))
    used = {evidence.used("commitments", act.record) for act in found} | evidence.behind(name, grade)
    extra = ("one more act in a listed area", (1, 1)), ("one more act outside the listed areas", (0, 1))
    yield replace(draft, sums=Sums(tuple(units), Measure(ACTS)), used=frozenset(used), more=extra)


def _area_unit(acts: Sequence[Act], depths: range, cell: OpenItem | None) -> Unit:
    """The acts of one area: all of them are in a listed area or none is, and some may not count."""
    sure = sum(act.open is None for act in acts)
    by_number = [
        tuple((number * (depth >= 1), number) for depth in depths) for number in range(sure, len(acts) + 1)
    ]
    swings = [] if cell is None else [(cell, tuple(by_number))]
    one_more = tuple(pair for few, many in pairwise(by_number) for pair in zip(few, many, strict=True))
    swings += [(act.open, one_more) for act in acts if act.open is not None]
    return Unit(tuple(dict.fromkeys(option for options in by_number for option in options)), tuple(swings))


def events(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Number of events of some kinds, with all of some partners, in a period; none found is no answer."""
    partners, kinds = set(arguments.get("partners", ())), arguments["event_kinds"]
    held = [
        item
        for item in evidence.data["events"]
        if item["kind"] in kinds and partners <= set(item["partners"])
    ]
    what = f"event of kind {' or '.join(kinds)}"
    subject = ", ".join(arguments.get("partners", ())) or "all partners"
    draft = Draft(subject, f"number of events of kind {' or '.join(kinds)}, {ON_RECORDS}", "count")
    found = in_period(held, arguments, "date")
    if not found:
        yield replace(draft, missing=f"an {what}")
        return
    units = []
    for act in found:
        item, certain = act.record, act.record["evidence"] in arguments["certain_marks"]
        why = f"recorded as {item['evidence']}"
        open_ = OpenItem(item["id"], "evidence", 0, 1, why, "a source that confirms it")
        units.append(act.unit([(1,)] if certain else [(0,), (1,)], open_))
    used = frozenset(evidence.used("events", act.record) for act in found)
    yield replace(draft, sums=Sums(tuple(units), Count("events")), total=len(found), used=used,
                  more=((f"one more {what}", (1,)),))  # fmt: skip
