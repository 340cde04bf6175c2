"""Tests on events, collective activities and texts; what was not found or not read is never an absence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from chirograph.claims.drafts import Arguments, Count, Draft, flag, optional
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.kinds.activities import ACTIVITIES, ON_RECORDS, Act, in_period
from chirograph.claims.sums import OpenItem, Sums, Unit


def _confirmed(acts: Iterable[Act], arguments: Arguments, noun: str) -> Sums:
    """A count of records; those whose evidence mark is not a certain one may or may not count."""
    certain = arguments["certain_marks"]
    units: list[Unit] = []
    for act in acts:
        item = act.record
        why = f"recorded as {item['evidence']}"
        unit = flag(
            True if item["evidence"] in certain else None,
            OpenItem(item["id"], "evidence", 0, 1, why, "a source that confirms it"),
        )
        units.append(unit if act.open is None else optional(unit, act.open))
    return Sums(tuple(units), Count(noun))


def recorded_events(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Number of events of some kinds, with all of some partners, in a period; none found is no answer."""
    partners, kinds = set(arguments.get("partners", ())), arguments["event_kinds"]
    found = in_period(
        [
            item
            for item in evidence.data["events"]
            if item["kind"] in kinds and partners <= set(item["partners"])
        ],
        arguments,
        "date",
    )
    subject = ", ".join(arguments.get("partners", ())) or "all partners"
    quantity = f"number of events of kind {' or '.join(kinds)}, {ON_RECORDS}"
    if not found:
        yield Draft(subject, quantity, "count", missing=f"an event of kind {' or '.join(kinds)}")
        return
    sums = _confirmed(found, arguments, "events")
    cited = evidence.cited(act.record for act in found)
    yield Draft(subject, quantity, "count", sums=sums, total=len(found), sources=cited)


def collective_items(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Number of collective activities of a group of partners from a day on; none found is no answer."""
    group = arguments["group"]
    own = {item["id"] for item in evidence.data["programmes"] if item["partner"] == group}
    found = in_period(
        [
            item
            for item in evidence.data["commitments"]
            if item["link"] in arguments["links"] and item["programme"] in own
        ],
        arguments,
    )
    quantity = f"number of collective activities, {ON_RECORDS}"
    if not found:
        yield Draft(group, quantity, "count", missing=f"a collective activity of {group}")
        return
    sums = _confirmed(found, arguments, ACTIVITIES)
    cited = evidence.cited(act.record for act in found)
    yield Draft(group, quantity, "count", sums=sums, total=len(found), sources=cited)


def _documents(arguments: Arguments) -> list[tuple[str, str]]:
    return [("programme", name) for name in arguments.get("programmes", ())] + [
        ("event", name) for name in arguments.get("events", ())
    ]


def _mentions(evidence: Evidence, field: str, name: str, about: str) -> list[Record]:
    return [
        item for item in evidence.data.get("mentions", ()) if item[field] == name and item["about"] == about
    ]


def _ends(found: list[Record]) -> tuple[float, float]:
    """Least and greatest number in a whole text; a text read in part, or not at all, gives no greatest."""
    least = max((item["count"] for item in found), default=0)
    whole = max((item["count"] for item in found if item["portion"] == "full"), default=math.inf)
    return float(least), float(whole)


def _text(evidence: Evidence, field: str, name: str, found: list[Record]) -> str:
    if field == "programme":
        return evidence.text_of(evidence.programme(name))
    titles = dict.fromkeys(f"{evidence.title(item['source'])} ({item['source']})" for item in found)
    return f"the full text of {', '.join(titles)}, of which a part was read for {name}"


def _unread(evidence: Evidence, field: str, name: str, found: list[Record]) -> str:
    if found:
        return "public, read in part"
    publication = str(evidence.programme(name)["publication"]).replace("_", " ")
    return f"not read; publication {publication}"


def _share(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


def mentions(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How often a text names something; a text read in part, or not at all, gives a least number only."""
    about, noun = arguments["about"], "mentions"
    for field, name in _documents(arguments):
        found = _mentions(evidence, field, name, about)
        quantity = f"number of mentions of {about.replace('_', ' ')} in the text"
        if field == "event" and not found:
            missing = f"a count of {about} in the text of {name}"
            yield Draft(name, quantity, "count", noun, "texts", missing=missing)
            continue
        least, whole = _ends(found)
        why = _unread(evidence, field, name, found)
        open_ = OpenItem(name, about, least, None, why, _text(evidence, field, name, found))
        yield Draft(
            name, quantity, "count", noun, "texts",
            bounds=(least, whole, True),
            sources=evidence.cited(found),
            items=() if least == whole else (open_,),
        )  # fmt: skip


def mention_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of the parts of a text, such as paragraphs, that name something.

    Where the text was read in part the rest may name it throughout or nowhere.
    """
    about, among = arguments["about"], arguments["among"]
    for field, name in _documents(arguments):
        found, all_found = (_mentions(evidence, field, name, what) for what in (about, among))
        noun = among.replace("_", " ")
        quantity = f"{about.replace('_', ' ')} as a share of the {noun} of the text"
        if field == "event" and not found and not all_found:
            yield Draft(name, quantity, each="texts", missing=f"a count of {noun} in the text of {name}")
            continue
        (low, high), (least, most) = _ends(found), _ends(all_found)
        bounds = _share(low, most), min(1.0, _share(high, least)) if math.isfinite(high) else 1.0
        open_ = OpenItem(name, about, low, None, _unread(evidence, field, name, [*found, *all_found]),
                         _text(evidence, field, name, [*found, *all_found]))  # fmt: skip
        yield Draft(
            name, quantity, "share", noun, "texts",
            bounds=(*bounds, True),
            sources=evidence.cited([*found, *all_found]),
            items=() if bounds[0] == bounds[1] else (open_,),
        )  # fmt: skip
