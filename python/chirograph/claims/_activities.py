"""Tests on records of activities, events and mentions; a record not found is never an absence."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from chirograph._edtf import day_of, span
from chirograph.claims._drafts import Arguments, Draft, count_of, flag, share_of
from chirograph.claims._evidence import Evidence, Record
from chirograph.claims._sums import OpenItem, Sums, Unit, single

ON_RECORDS = "on the records found"


def _planned(evidence: Evidence, arguments: Arguments, programmes: Sequence[str]) -> list[Record]:
    """Recorded activities of programmes: counted evidence, and the depth, links and dates asked for."""
    for name in programmes:
        evidence.programme(name)
    least, links = int(arguments.get("depth", 2)), arguments.get("links")
    return [
        item
        for item in evidence.data["commitments"]
        if item["programme"] in programmes
        and item["evidence"] in evidence.marks
        and evidence.depths[item["depth_shown"]] >= least
        and (links is None or item["link"] in links)
        and _in_window(item, arguments)
    ]


def _in_window(item: Record, arguments: Arguments) -> bool:
    """Whether an activity falls between two days; one without a date does so only with a link asked for."""
    if arguments.get("since") is None:
        return True
    if item["start"] is None:
        return item["link"] in arguments.get("undated_links", ())
    start = span(item["start"])
    until = arguments.get("until")
    return start.last >= day_of(arguments["since"]) and (until is None or start.first <= day_of(until))


def activity_count_change(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Number of activities recorded for a programme less that for each programme it is compared with."""
    (name,) = arguments["programmes"]
    own = _planned(evidence, arguments, [name])
    for other in arguments["against"]:
        theirs = _planned(evidence, arguments, [other])
        quantity = f"change of the number of activities described, {ON_RECORDS}"
        if not own and not theirs:
            yield Draft(
                f"{name} less {other}", quantity, "count", missing=f"an activity of {name} or {other}"
            )
            continue
        sums, less = (count_of([Unit(((1,),)) for _ in items], "activities") for items in (own, theirs))
        yield Draft(f"{name} less {other}", quantity, "count", sums, less,
                    sources=evidence.cited([*own, *theirs]))  # fmt: skip


def _shares(
    evidence: Evidence,
    arguments: Arguments,
    what: str,
    judge: Callable[[Record], tuple[bool | None, OpenItem]],
) -> Iterator[Draft]:
    """Share of the recorded activities that have a property; an open one may or may not."""
    programmes = arguments["programmes"]
    found = _planned(evidence, arguments, programmes)
    quantity, subject = f"share of activities {what}, {ON_RECORDS}", ", ".join(programmes)
    if not found:
        yield Draft(subject, quantity, missing=f"an activity of {subject} of the kind asked for")
        return
    units = [flag(*judge(item), among=True) for item in found]
    yield Draft(subject, quantity, "share", share_of(units, "activities"), sources=evidence.cited(found))


def _hidden(evidence: Evidence, item: Record, field: str) -> tuple[bool | None, OpenItem]:
    """What a field that is not shown means: not there when the full text is public, unknown otherwise."""
    programme = evidence.programme(item["programme"])
    public = programme["publication"] == "full_text" and programme["list_status"] != "not_retrieved"
    why = f"not shown in what was read; publication {programme['publication']}"
    return (False if public else None), OpenItem(
        item["id"], field, None, None, why, evidence.text_of(programme)
    )


def timeline_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of activities with a date or a period."""

    def judge(item: Record) -> tuple[bool | None, OpenItem]:
        hidden, open_ = _hidden(evidence, item, "start")
        return (True if item["start"] is not None else hidden), open_

    yield from _shares(evidence, arguments, "with a date", judge)


def bodies_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of activities with the acting bodies of both sides."""

    def judge(item: Record) -> tuple[bool | None, OpenItem]:
        hidden, open_ = _hidden(evidence, item, "partner_body, counterpart_body")
        shown = item["partner_body"] is not None and item["counterpart_body"] is not None
        return (True if shown else hidden), open_

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
    """Share of activities in which the partner has one of some roles, where its role is recorded at all."""
    programmes, roles = arguments["programmes"], arguments["roles"]
    found = [
        item for item in _planned(evidence, arguments, programmes) if item.get("partner_role") is not None
    ]
    what = f"in which the partner has the role {' or '.join(roles)}"
    quantity, subject = f"share of activities {what}, {ON_RECORDS}", ", ".join(programmes)
    if not found:
        yield Draft(subject, quantity, missing=f"an activity of {subject} with the role of the partner")
        return
    units = [Unit(((int(item["partner_role"] in roles), 1),)) for item in found]
    yield Draft(subject, quantity, "share", share_of(units, "activities"), sources=evidence.cited(found))


def activities_in_listed_areas(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Share of a partner's recorded activities whose area the programme lists."""
    (name,) = arguments["programmes"]
    row = evidence.row(name, grade)
    found = [item for item in _planned(evidence, arguments, [name]) if item["area"] is not None]
    quantity = f"share of activities in areas the programme lists, {ON_RECORDS}"
    if not found:
        yield Draft(name, quantity, missing=f"a dated activity of {name} with an area")
        return
    units = []
    for j, area in enumerate(evidence.dataset.areas):
        number = sum(item["area"] == area for item in found)
        depths = range(row.lower[j], row.upper[j] + 1)
        units.append(single([(number * (depth >= 1), number) for depth in depths], row.items[j]))
    yield Draft(name, quantity, "share", share_of(units, "activities"),
                sources=evidence.cited(found) | evidence.sources_of_row(name, grade))  # fmt: skip


def _events(evidence: Evidence, records: Iterable[Record], arguments: Arguments, noun: str) -> Sums:
    """A count of records; those whose evidence mark is not a certain one may or may not count."""
    certain = arguments["certain_marks"]
    units = []
    for item in records:
        item_ = OpenItem(item["id"], "evidence", 0, 1, f"recorded as {item['evidence']}",
                         "a source that confirms it")  # fmt: skip
        units.append(flag(True if item["evidence"] in certain else None, item_))
    return count_of(units, noun)


def recorded_events(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Number of events of some kinds, with all of some partners, in a period; none found is no answer."""
    partners, kinds = set(arguments.get("partners", ())), arguments["event_kinds"]
    since, until = arguments.get("since"), arguments.get("until")
    found = [
        item
        for item in evidence.data["events"]
        if item["kind"] in kinds
        and partners <= set(item["partners"])
        and (since is None or span(item["date"]).last >= day_of(since))
        and (until is None or span(item["date"]).first <= day_of(until))
    ]
    subject = ", ".join(arguments.get("partners", ())) or "all partners"
    quantity = f"number of events of kind {' or '.join(kinds)}, {ON_RECORDS}"
    if not found:
        yield Draft(subject, quantity, "count", missing=f"an event of kind {' or '.join(kinds)}")
        return
    yield Draft(subject, quantity, "count", _events(evidence, found, arguments, "events"), total=len(found),
                sources=evidence.cited(found))  # fmt: skip


def collective_items(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Number of collective activities of a group of partners from a day on; none found is no answer."""
    group = arguments["group"]
    own = {item["id"] for item in evidence.data["programmes"] if item["partner"] == group}
    found = [
        item
        for item in evidence.data["commitments"]
        if item["link"] in arguments["links"] and item["programme"] in own and _in_window(item, arguments)
    ]
    quantity = f"number of collective activities, {ON_RECORDS}"
    if not found:
        yield Draft(group, quantity, "count", missing=f"a collective activity of {group}")
        return
    yield Draft(group, quantity, "count", _events(evidence, found, arguments, "activities"), total=len(found),
                sources=evidence.cited(found))  # fmt: skip


def mentions(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How often a text names something; a text read in part gives a least number only."""
    about = arguments["about"]
    for field, name in [("programme", n) for n in arguments.get("programmes", ())] + [
        ("event", n) for n in arguments.get("events", ())
    ]:
        found = [
            item
            for item in evidence.data.get("mentions", ())
            if item[field] == name and item["about"] == about
        ]
        quantity = f"mentions of {about} in the text"
        if not found:
            yield Draft(name, quantity, "count", missing=f"a count of {about} in the text of {name}")
            continue
        whole = max((item["count"] for item in found if item["portion"] == "full"), default=None)
        least = max(item["count"] for item in found)
        items = (OpenItem(name, about, least, None, "the text was read in part", f"the full text of {name}"),)
        yield Draft(name, quantity, "count",
                    bounds=(float(least), math.inf if whole is None else float(whole), True),
                    sources=evidence.cited(found), items=items if whole is None else ())  # fmt: skip
