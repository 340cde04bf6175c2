"""Tests on records of activities; a record not found is never an absence."""

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
ACTIVITIES = "activities"
#: Whether an activity has a property, None where that is open, and what would then be open.
Property = Callable[[Record], tuple[bool | None, OpenItem]]


@dataclass(frozen=True, slots=True)
class Act:
    """A recorded activity that counts, or may count.

    Parameters
    ----------
    record : mapping
        The activity.
    open : OpenItem or None
        Its date, where that leaves open whether it lies in the period asked for.
    """

    record: Record
    open: OpenItem | None = None

    def unit(self, options: Sequence[Vector], item: OpenItem | None = None) -> Unit:
        """What it adds, if it counts."""
        unit = single(options, item)
        return unit if self.open is None else optional(unit, self.open)


def recorded(evidence: Evidence, arguments: Arguments, programmes: Sequence[str]) -> list[Act]:
    """Recorded activities of programmes: counted evidence, and the depth, links and dates asked for."""
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


def cited(evidence: Evidence, acts: Sequence[Act]) -> frozenset[str]:
    """The sources of activities."""
    return evidence.cited(act.record for act in acts)


def activity_count_change(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Number of activities described for a programme less that for each programme it is compared with."""
    (name,) = arguments["programmes"]
    own = recorded(evidence, arguments, [name])
    for other in arguments["against"]:
        theirs = recorded(evidence, arguments, [other])
        subject = f"{name} less {other}"
        quantity = f"change of the number of activities described, {ON_RECORDS}"
        silent = [programme for programme in (name, other) if not evidence.described(programme)]
        if silent:
            # None described is a number only where a description was found at all.
            missing = f"a description of {' or '.join(silent)}"
            yield Draft(subject, quantity, "count", ACTIVITIES, missing=missing)
            continue
        counts = (tuple(act.unit([(1,)]) for act in acts) for acts in (own, theirs))
        sums, less = (Sums(units, Count(ACTIVITIES)) for units in counts)
        sources = cited(evidence, [*own, *theirs])
        yield Draft(subject, quantity, "count", sums=sums, less=less, sources=sources)


def _shares(evidence: Evidence, arguments: Arguments, what: str, judge: Property) -> Iterator[Draft]:
    """Share of the recorded activities that have a property; an open one may or may not."""
    programmes = arguments["programmes"]
    found = recorded(evidence, arguments, programmes)
    draft = Draft(", ".join(programmes), f"share of activities {what}, {ON_RECORDS}")
    return _share(evidence, draft, found, "of the kind asked for", judge)


def _share(
    evidence: Evidence, draft: Draft, found: Sequence[Act], which: str, judge: Property
) -> Iterator[Draft]:
    if not found:
        yield replace(draft, missing=f"an activity of {draft.subject} {which}")
        return
    units = []
    for act in found:
        known, item = judge(act.record)
        units.append(act.unit([(0, 1), (1, 1)] if known is None else [(int(known), 1)], item))
    yield replace(draft, sums=Sums(tuple(units), Measure(ACTIVITIES)), sources=cited(evidence, found))


def _all_shown(evidence: Evidence, *fields: str) -> Property:
    """Whether all fields are shown; one that is not is not there only when the full text is public."""

    def judge(item: Record) -> tuple[bool | None, OpenItem]:
        programme = evidence.programme(item["programme"])
        public = programme["publication"] == "full_text" and programme["list_status"] != "not_retrieved"
        why = f"not shown in what was read; publication {programme['publication']}"
        open_ = open_field(item["id"], ", ".join(fields), why, evidence.text_of(programme))
        shown = all(item[name] is not None for name in fields)
        return (True if shown else False if public else None), open_

    return judge


def timeline_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of activities with a start and an end."""
    return _shares(evidence, arguments, "with a start and an end", _all_shown(evidence, "start", "end"))


def bodies_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of activities with the acting bodies of both sides."""
    judge = _all_shown(evidence, "partner_body", "counterpart_body")
    return _shares(evidence, arguments, "with the bodies of both sides", judge)


def worded_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of activities whose description has one of some words, whole words counted."""
    words = arguments["words"]
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)

    def judge(item: Record) -> tuple[bool, OpenItem]:
        return pattern.search(item["activity"]) is not None, open_field(item["id"], "activity", "", "")

    return _shares(evidence, arguments, f"described with {', '.join(words)}", judge)


def linked_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of activities that a source places in the programme; where no source says, it is open."""
    certain, unknown = arguments["certain_links"], arguments["unknown_links"]

    def judge(item: Record) -> tuple[bool | None, OpenItem]:
        settled = evidence.text_of(evidence.programme(item["programme"]))
        known = True if item["link"] in certain else None if item["link"] in unknown else False
        return known, open_field(item["id"], "link", f"recorded as {item['link']}", settled)

    return _shares(evidence, arguments, "that a source places in the programme", judge)


def role_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of activities in which the partner has one of some roles, where its role is recorded at all.

    With a group, its activities count for the member whose role they record.
    """
    programmes, roles = arguments["programmes"], arguments["roles"]
    partners, group = {evidence.programme(name)["partner"] for name in programmes}, arguments.get("group")
    shared = [item["id"] for item in evidence.data["programmes"] if group and item["partner"] == group]
    found = [
        act
        for act in recorded(evidence, arguments, [*programmes, *shared])
        if act.record.get("partner_role") is not None
        and (act.record["programme"] in programmes or act.record.get("role_of") in partners)
    ]

    def judge(item: Record) -> tuple[bool, OpenItem]:
        return item["partner_role"] in roles, open_field(item["id"], "partner_role", "", "")

    quantity = f"share of activities in which the partner has the role {' or '.join(roles)}"
    draft = Draft(", ".join(programmes), f"{quantity}, where its role is recorded")
    return _share(evidence, draft, found, "with the role of the partner", judge)


def activities_in_listed_areas(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Share of a partner's recorded activities whose area the programme lists."""
    (name,) = arguments["programmes"]
    row = evidence.row(name, grade)
    found = [act for act in recorded(evidence, arguments, [name]) if act.record["area"] is not None]
    quantity = f"share of activities in areas the programme lists, {ON_RECORDS}"
    if not found:
        yield Draft(name, quantity, missing=f"a dated activity of {name} with an area")
        return
    units = []
    for area, depths, item in row.cells:
        acts = [act for act in found if act.record["area"] == area]
        if acts:
            units.append(_area_unit(acts, depths, item))
    sources = cited(evidence, found) | evidence.sources_of_row(name, grade)
    yield Draft(name, quantity, "share", sums=Sums(tuple(units), Measure(ACTIVITIES)), sources=sources)


def _area_unit(acts: Sequence[Act], depths: range, cell: OpenItem | None) -> Unit:
    """The activities of one area: all of them are in a listed area or none is, and some may not count."""
    sure = sum(act.open is None for act in acts)
    by_number = [
        tuple((number * (depth >= 1), number) for depth in depths) for number in range(sure, len(acts) + 1)
    ]
    swings = [] if cell is None else [(cell, tuple(by_number))]
    one_more = tuple(pair for few, more in pairwise(by_number) for pair in zip(few, more, strict=True))
    swings += [(act.open, one_more) for act in acts if act.open is not None]
    return Unit(tuple(dict.fromkeys(option for options in by_number for option in options)), tuple(swings))
