"""What every programme is on a day: in force, under negotiation, lapsed, superseded; or which of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from chirograph.base.dates import Span, day_of, span
from chirograph.base.table import Table
from chirograph.records.choice import concluded, dated, follower, known_by
from chirograph.records.memberships import FULL, Held, Memberships
from chirograph.records.records import Records
from chirograph.records.renewal import members_of

__all__ = ["Life", "life", "members", "moments", "states"]

Record = Mapping[str, Any]
#: What a programme may be, in the order of its life.
STATES = ("not begun", "under negotiation", "in force", "lapsed", "superseded")


@dataclass(frozen=True, slots=True)
class Life:
    """The days on which a programme may pass from one state to the next; None where nothing is recorded.

    Parameters
    ----------
    programme : mapping
        The record.
    talks, begin, end, follow : Span or None
        When negotiation began, when it was concluded, the last day of its period, and the conclusion of the
        programme that followed it.
    """

    programme: Record
    talks: Span | None
    begin: Span
    end: Span | None
    follow: Span | None

    def at(self, day: date) -> tuple[str, ...]:
        """Every state that the dates allow on a day.

        A programme whose end is not recorded goes on until one follows it; what has ended stays ended, also
        where nobody knows what came after.
        """
        found = set()
        for begun, talked, over, followed in product(
            _passed(self.begin, day),
            _passed(self.talks, day),
            _over(self.end, day),
            _passed(self.follow, day),
        ):
            if not begun:
                found.add("under negotiation" if talked else "not begun")
            elif followed:
                found.add("superseded")
            else:
                found.add("lapsed" if over else "in force")
        return tuple(state for state in STATES if state in found)


def _passed(when: Span | None, day: date) -> set[bool]:
    """Whether something has come to pass on a day: what its dates allow."""
    if when is None:
        return {False}
    return {when.first <= day, when.last <= day}


def _over(when: Span | None, day: date) -> set[bool]:
    """Whether the last day of a period lies before a day."""
    return {False} if when is None else {when.first < day, when.last < day}


def life(records: Records, programme: Record) -> Life:
    """The dates of a programme; one without any is there from the day of its earliest source on."""
    data = records.data
    sources = {item["id"]: item for item in data["sources"]}
    begin = concluded(programme)
    if not dated(programme):
        begin = Span(begin.first, known_by(programme, sources))
    after = follower(programme, data["programmes"])
    told = {name: programme.get(field) for name, field in (("talks", "negotiation_from"), ("end", "end"))}
    return Life(
        programme,
        None if told["talks"] is None else span(told["talks"]),
        begin,
        # A period that is told by its year ends with the year.
        None if told["end"] is None else _last(span(told["end"])),
        None if after is None else concluded(after),
    )


def _last(when: Span) -> Span:
    """The last day of a period: of a year, a month or a day named, its own last day."""
    return Span(when.last, when.last)


def states(records: Records, as_of: str | date | int | None = None) -> Table:
    """Every programme with the states that its dates allow; see :meth:`chirograph.Dataset.states`."""
    day = day_of(records.as_of if as_of is None else as_of)
    kept = records.day()
    scenarios = () if as_of is None else records.at(as_of).renewals
    lapse = {name for one in scenarios for name in one.lapse}
    told = " and ".join(one.name for one in scenarios)
    rows = []
    for programme in records.data["programmes"]:
        one = life(records, programme)
        # In the period of a renewal what stands today goes on, but for what the scenario lets lapse.
        found, remark = one.at(kept if scenarios else day), _remark(one, day, kept)
        if scenarios and "in force" in found:
            found = ("lapsed",) if programme["id"] in lapse else found
            remark = f"under the scenario {told}"
        rows.append(
            {
                "partner": programme["partner"], "programme": programme["id"], "kind": programme["kind"],
                "state": " or ".join(found), "since": _told(one.begin),
                "until": programme.get("end") or "", "followed_by": programme.get("successor") or "",
                "recorded": programme["state"], "remark": remark,
            }
        )  # fmt: skip
    columns = ("partner", "programme", "kind", "state", "since", "until", "followed_by", "recorded", "remark")
    return Table.from_records(rows, columns)


def members(records: Records, as_of: str | date | int | None = None) -> Table:
    """Who is in which system on a day; see :meth:`chirograph.Dataset.members`."""
    at, day = records.at(as_of), records.day(as_of)
    listed = records.data["codebook"].get("system_dimensions", ())
    without = {item["system"]: item["without_row"] for item in listed}
    held, set_by = Memberships(records.data, day), members_of(at)
    ends = {item["id"]: item.get("end") for item in records.data.get("systems", ())}
    told: dict[tuple[str, ...], list[Record]] = {}
    for item in records.data.get("memberships", ()):
        both = (name for name in (item["partner"], item["with"]) if name is not None)
        told.setdefault((*both, item["system"]), []).append(item)
    rows = []
    for key, items in told.items():
        *who, system = key
        one = held.of(system, who, without.get(system, "unknown"))
        value = set_by.get(key, set_by.get((*who[::-1], system)))
        if value is not None:
            one = Held(value * FULL, value * FULL, "by the renewal", "", one.records)
        elif ends.get(system) is not None and span(ends[system]).last < day:
            one = Held(0, 0, f"{system} ended {ends[system]}", "", one.records)
        dated = [item for item in items if item["start"] or item["end"]]
        rows.append(
            {
                "partner": who[0], "with": "".join(who[1:]), "system": system,
                "name": held.names.get(system, system), "least": one.lower / FULL, "most": one.upper / FULL,
                "since": "; ".join(str(item["start"]) for item in dated if item["start"]),
                "until": "; ".join(str(item["end"]) for item in dated if item["end"]),
                "why": one.why, "settled_by": one.settled_by,
            }
        )  # fmt: skip
    columns = ("partner", "with", "system", "name", "least", "most", "since", "until", "why", "settled_by")
    return Table.from_records(rows, columns, minor=("settled_by", "why"))


def _told(when: Span) -> str:
    """The days of a conclusion: one, or the first and the last that it may be."""
    first, last = ("" if end in (date.min, date.max) else end.isoformat() for end in (when.first, when.last))
    return first if first == last else f"{first or '..'}/{last or '..'}"


def _remark(one: Life, day: date, kept: date) -> str:
    """What is not recorded of the day."""
    if one.at(day) == ("lapsed",):
        ended = f"its period ended on {one.end.last.isoformat()}" if one.end else ""
        return f"{ended}; what follows it is not recorded, so nothing is known of its areas after that day"
    if day > kept and "in force" in one.at(day):
        end = (
            "its end is not recorded" if one.end is None else f"its period ends on {one.end.last.isoformat()}"
        )
        return f"as far as the data say, which end at {kept.isoformat()}; {end}"
    if one.end is not None and "in force" in one.at(day):
        left = (one.end.last - day).days
        return f"its period ends on {one.end.last.isoformat()}, in {left} days"
    return ""


def moments(records: Records, kinds: tuple[str, ...]) -> Iterator[date]:
    """The days on which what the records say of these programmes may change."""
    for programme in records.data["programmes"]:
        if programme["kind"] not in kinds:
            continue
        one = life(records, programme)
        days = [one.begin.first, one.begin.last, *([one.end.last + timedelta(days=1)] if one.end else [])]
        if one.talks is not None:
            days.append(one.talks.first)
        yield from (day for day in days if date.min < day < date.max)
