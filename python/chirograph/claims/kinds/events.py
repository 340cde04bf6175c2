"""Tests on events, collective activities and texts; what was not found or not read is never an absence."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chirograph.claims.drafts import Arguments, Count, Draft
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.kinds.activities import ACTIVITIES, ON_RECORDS, Act, cited, in_period
from chirograph.claims.sums import OpenItem, Sums


def _confirmed(
    evidence: Evidence, acts: Sequence[Act], arguments: Arguments, draft: Draft, noun: str, missing: str
) -> Draft:
    """A count of records; those whose evidence mark is not a certain one may or may not count."""
    if not acts:
        return replace(draft, missing=missing)
    units = []
    for act in acts:
        item, certain = act.record, act.record["evidence"] in arguments["certain_marks"]
        why = f"recorded as {item['evidence']}"
        open_ = OpenItem(item["id"], "evidence", 0, 1, why, "a source that confirms it")
        units.append(act.unit([(1,)] if certain else [(0,), (1,)], open_))
    sums = Sums(tuple(units), Count(noun))
    return replace(draft, sums=sums, total=len(acts), sources=cited(evidence, acts))


def recorded_events(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Number of events of some kinds, with all of some partners, in a period; none found is no answer."""
    partners, kinds = set(arguments.get("partners", ())), arguments["event_kinds"]
    events = [
        item
        for item in evidence.data["events"]
        if item["kind"] in kinds and partners <= set(item["partners"])
    ]
    subject = ", ".join(arguments.get("partners", ())) or "all partners"
    quantity = f"number of events of kind {' or '.join(kinds)}, {ON_RECORDS}"
    draft, missing = Draft(subject, quantity, "count"), f"an event of kind {' or '.join(kinds)}"
    yield _confirmed(evidence, in_period(events, arguments, "date"), arguments, draft, "events", missing)


def collective_items(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Number of collective activities of a group of partners from a day on; none found is no answer."""
    group = arguments["group"]
    own = {item["id"] for item in evidence.data["programmes"] if item["partner"] == group}
    listed = [
        item
        for item in evidence.data["commitments"]
        if item["link"] in arguments["links"] and item["programme"] in own
    ]
    draft = Draft(group, f"number of collective activities, {ON_RECORDS}", "count")
    missing = f"a collective activity of {group}"
    yield _confirmed(evidence, in_period(listed, arguments), arguments, draft, ACTIVITIES, missing)


def _documents(arguments: Arguments) -> list[tuple[str, str]]:
    return [(field, name) for field in ("programme", "event") for name in arguments.get(f"{field}s", ())]


def _mentions(evidence: Evidence, field: str, name: str, about: str) -> list[Record]:
    return [
        item for item in evidence.data.get("mentions", ()) if item[field] == name and item["about"] == about
    ]


def _ends(found: list[Record]) -> tuple[float, float]:
    """Least and greatest number in a whole text; a text read in part, or not at all, gives no greatest."""
    least = max((item["count"] for item in found), default=0)
    whole = max((item["count"] for item in found if item["portion"] == "full"), default=math.inf)
    return float(least), float(whole)


def _read(
    evidence: Evidence, draft: Draft, field: str, about: str, found: list[Record], bounds: tuple[float, float]
) -> Draft:
    """A quantity of a text, open where not all of the text was read."""
    name = draft.subject
    if field == "programme":
        settled = evidence.text_of(evidence.programme(name))
    else:
        titles = dict.fromkeys(f"{evidence.title(item['source'])} ({item['source']})" for item in found)
        settled = f"the full text of {', '.join(titles)}, of which a part was read for {name}"
    why = "public, read in part"
    if not found:
        why = f"not read; publication {evidence.programme(name)['publication']}".replace("_", " ")
    least, _ = _ends([item for item in found if item["about"] == about])
    items = () if bounds[0] == bounds[1] else (OpenItem(name, about, least, None, why, settled),)
    return replace(draft, bounds=(*bounds, True), sources=evidence.cited(found), items=items)


def mentions(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """How often a text names something; a text read in part, or not at all, gives a least number only."""
    about = arguments["about"]
    quantity = f"number of mentions of {about.replace('_', ' ')} in the text"
    for field, name in _documents(arguments):
        found = _mentions(evidence, field, name, about)
        draft = Draft(name, quantity, "count", "mentions", "texts")
        if field == "event" and not found:
            yield replace(draft, missing=f"a count of {about} in the text of {name}")
        else:
            yield _read(evidence, draft, field, about, found, _ends(found))


def mention_share(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Share of the parts of a text, such as paragraphs, that name something.

    Where the text was read in part the rest may name it throughout or nowhere.
    """
    about, among = arguments["about"], arguments["among"]
    noun = among.replace("_", " ")
    quantity = f"{about.replace('_', ' ')} as a share of the {noun} of the text"
    for field, name in _documents(arguments):
        found, all_found = (_mentions(evidence, field, name, what) for what in (about, among))
        draft = Draft(name, quantity, "share", noun, "texts")
        if field == "event" and not found and not all_found:
            yield replace(draft, missing=f"a count of {noun} in the text of {name}")
            continue
        (low, high), (least, most) = _ends(found), _ends(all_found)
        lower = low / most if most else math.nan
        upper = min(1.0, high / least if least else math.nan) if math.isfinite(high) else 1.0
        yield _read(evidence, draft, field, about, [*found, *all_found], (lower, upper))
