"""Which programme stands for a partner at a date, and what the codebook makes of a date outside its life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chirograph.base.dates import Span, span

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The programme of one partner.

    Parameters
    ----------
    partner : str
        Id of the partner.
    programme : mapping
        The programme.
    when : str
        "in_force", or the codebook's word for a date at which its cells are not what the text says:
        "conclusion_uncertain", "negotiation_open".
    remark : str
        A sentence for the assumption line; empty when there is nothing to say.
    """

    partner: str
    programme: Record
    when: str
    remark: str


def concluded(programme: Record) -> Span:
    """The days on which a programme may have been concluded: conclusion, else signature, else start."""
    return span(programme.get("concluded") or programme.get("signed") or programme.get("start"))


def known_by(programme: Record, sources: Mapping[str, Record]) -> date:
    """The last day on which the earliest source of a programme may have been written."""
    days = [span(sources[name]["date"]).last for name in programme["sources"] if sources[name]["date"]]
    return min(days, default=date.max)


def choose(
    programmes: Sequence[Record], partner: str, kinds: Sequence[str], day: date, sources: Mapping[str, Record]
) -> Chosen | str:
    """The latest programme of some kinds that a partner has at a day, or why there is none.

    A programme whose conclusion may lie before or after the day is taken, with unknown cells. A programme
    being negotiated is taken when none is in force. One that has ended is not. One without any date and
    without talks on record is there from the day of its earliest source on, with the cells of its list.
    """
    own = [item for item in programmes if item["partner"] == partner and item["kind"] in kinds]
    begun = [item for item in own if concluded(item).first <= day]
    ended, named = "", " or ".join(kinds)
    if begun:
        latest = max(begun, key=lambda item: (concluded(item).first, concluded(item).last))
        end = span(latest.get("end")).last
        if end >= day or latest.get("end") is None:
            return _standing(partner, latest, own, day, sources)
        ended = f"{latest['id']} ended by {end.isoformat()}"
    talks = [item for item in own if item not in begun and _negotiated(item, day)]
    if talks:
        first = min(talks, key=lambda item: concluded(item).first)
        remark = f"{first['id']} was under negotiation: its cells are unknown."
        return Chosen(partner, first, "negotiation_open", remark)
    return ended or f"no {named} is recorded as concluded or negotiated"


def _negotiated(programme: Record, day: date) -> bool:
    return programme.get("negotiation_from") is not None and span(programme["negotiation_from"]).first <= day


def follower(programme: Record, programmes: Sequence[Record]) -> Record | None:
    """The programme that takes the place of one: recorded as its successor, and of the same legal nature.

    A programme does not end a declaration, although it may follow on it.
    """
    found = [item for item in programmes if item["id"] == programme.get("successor")]
    return found[0] if found and found[0]["legal"] == programme["legal"] else None


def versions(programme: Record, programmes: Sequence[Record]) -> list[Record]:
    """A programme and those that it took the place of, the latest first."""
    found = [programme]
    while before := [item for item in programmes if follower(item, programmes) is found[-1]]:
        if before[0] in found:
            break
        found.append(before[0])
    return found


def kinds_of_versions(programmes: Sequence[Record], kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds that programmes of the first kind and those they took the place of have, in their order."""
    latest = [item for item in programmes if item["kind"] == kinds[0]]
    found = {one["kind"] for item in latest for one in versions(item, programmes)}
    return tuple(kind for kind in kinds if kind in found)


def dated(programme: Record) -> bool:
    """Whether something is on record of the days on which a programme may have been concluded."""
    window = concluded(programme)
    known = window.first > date.min or window.last < date.max
    return known or programme.get("negotiation_from") is not None


def _standing(
    partner: str, programme: Record, own: Sequence[Record], day: date, sources: Mapping[str, Record]
) -> Chosen:
    window = concluded(programme)
    if not dated(programme) and known_by(programme, sources) <= day:
        remark = f"No date of {programme['id']} is recorded: it is taken to be there since its first source."
        return Chosen(partner, programme, "in_force", remark)
    if window.last > day:
        stated = programme.get("concluded") or programme.get("signed") or programme.get("start")
        known = f"within {stated}" if stated else "on an unknown date"
        remark = f"{programme['id']} was concluded {known}, so perhaps later: its cells are unknown."
        return Chosen(partner, programme, "conclusion_uncertain", remark)
    by = programme.get("successor")
    later = by and by not in {item["id"] for item in own}
    remark = f"{programme['id']} was later followed by {by}." if later else ""
    return Chosen(partner, programme, "in_force", remark)
