"""Tests on records of activities; a record not found is never an absence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from chirograph.base.dates import day_of, span
from chirograph.claims.drafts import Arguments, Count, Draft, Share, optional
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.sums import OpenItem, Sums, Unit, Vector, single

ON_RECORDS = "on the records found"
ACTIVITIES = "activities"


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
    return OpenItem(item["id"], field, None, None, why, f"a source with the day of {item['id']}")


def _unit(act: Act, options: Sequence[Vector], item: OpenItem | None = None) -> Unit:
    unit = single(options, item)
    return unit if act.open is None else optional(unit, act.open)


def _records(acts: Sequence[Act]) -> list[Record]:
    return [act.record for act in acts]


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
        counts = (tuple(_unit(act, [(1,)]) for act in acts) for acts in (own, theirs))
        sums, less = (Sums(units, Count(ACTIVITIES)) for units in counts)
        cited = evidence.cited(_records([*own, *theirs]))
        yield Draft(subject, quantity, "count", sums=sums, less=less, sources=cited)


def _shares(
    evidence: Evidence,
    arguments: Arguments,
    what: str,
    judge: Callable[[Record], tuple[bool | None, OpenItem]],
) -> Iterator[Draft]:
    """Share of the recorded activities that have a property; an open one may or may not."""
    programmes = arguments["programmes"]
    found = recorded(evidence, arguments, programmes)
    quantity, subject = f"share of activities {what}, {ON_RECORDS}", ", ".join(programmes)
    if not found:
        yield Draft(subject, quantity, missing=f"an activity of {subject} of the kind asked for")
        return
    units = []
    for act in found:
        known, item = judge(act.record)
        units.append(_unit(act, [(int(x), 1) for x in ((False, True) if known is None else (known,))], item))
    cited = evidence.cited(_records(found))
    yield Draft(subject, quantity, "share", sums=Sums(tuple(units), Share(ACTIVITIES)), sources=cited)


def _hidden(evidence: Evidence, item: Record, field: str) -> tuple[bool | None, OpenItem]:
    """What a field that is not shown means: not there when the full text is public, unknown otherwise."""
    programme = evidence.programme(item["programme"])
    public = programme["publication"] == "full_text" and programme["list_status"] != "not_retrieved"
    why = f"not shown in what was read; publication {programme['publication']}"
    return (False if public else None), OpenItem(
        item["id"], field, None, None, why, evidence.text_of(programme)
    )


def _all_shown(evidence: Evidence, *fields: str) -> Callable[[Record], tuple[bool | None, OpenItem]]:
    def judge(item: Record) -> tuple[bool | None, OpenItem]:
        hidden, open_ = _hidden(evidence, item, ", ".join(fields))
        return (True if all(item[name] is not None for name in fields) else hidden), open_

    return judge


def timeline_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of activities with a start and an end."""
    yield from _shares(evidence, arguments, "with a start and an end", _all_shown(evidence, "start", "end"))


def bodies_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of activities with the acting bodies of both sides."""
    judge = _all_shown(evidence, "partner_body", "counterpart_body")
    yield from _shares(evidence, arguments, "with the bodies of both sides", judge)


def worded_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of activities whose description has one of some words, whole words counted."""
    words = arguments["words"]
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)

    def judge(item: Record) -> tuple[bool | None, OpenItem]:
        return pattern.search(item["activity"]) is not None, OpenItem(
            item["id"], "activity", None, None, "", ""
        )

    yield from _shares(evidence, arguments, f"described with {', '.join(words)}", judge)


def linked_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of activities that a source places in the programme; where no source says, it is open."""
    certain, unknown = arguments["certain_links"], arguments["unknown_links"]

    def judge(item: Record) -> tuple[bool | None, OpenItem]:
        programme = evidence.programme(item["programme"])
        open_ = OpenItem(
            item["id"], "link", None, None, f"recorded as {item['link']}", evidence.text_of(programme)
        )
        return (True if item["link"] in certain else None if item["link"] in unknown else False), open_

    yield from _shares(evidence, arguments, "that a source places in the programme", judge)


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
    what = f"in which the partner has the role {' or '.join(roles)}"
    quantity, subject = f"share of activities {what}, where its role is recorded", ", ".join(programmes)
    if not found:
        yield Draft(subject, quantity, missing=f"an activity of {subject} with the role of the partner")
        return
    units = [_unit(act, [(int(act.record["partner_role"] in roles), 1)]) for act in found]
    cited = evidence.cited(_records(found))
    yield Draft(subject, quantity, "share", sums=Sums(tuple(units), Share(ACTIVITIES)), sources=cited)


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
    sources = evidence.cited(_records(found)) | evidence.sources_of_row(name, grade)
    yield Draft(name, quantity, "share", sums=Sums(tuple(units), Share(ACTIVITIES)), sources=sources)


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
