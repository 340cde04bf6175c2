"""Who is in which system at a day: an interval with its reason, from the records of memberships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chirograph._edtf import Span, span
from chirograph.errors import DataError, Fault

Record = Mapping[str, Any]
FULL = 2


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of one membership.

    Parameters
    ----------
    lower, upper : int
        Ends in halves: 0 none, 1 observer, 2 member.
    why : str
        What it rests on, in words.
    settled_by : str
        What would settle it; empty when it is known.
    records : tuple of str
        Ids of the records behind it.
    """

    lower: int
    upper: int
    why: str
    settled_by: str
    records: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether it is not known."""
        return self.lower < self.upper


class Memberships:
    """Memberships at a day.

    Parameters
    ----------
    data : mapping
        A dataset's records.
    day : datetime.date
        The day asked for.

    Notes
    -----
    A record counts from its start to its end. A record without a start holds for certain from the date of its
    source on, and may have held before; one without an end goes on. What a state is worth is written in the
    codebook; announced, unconfirmed and not found are intervals. A partner without a record has what the
    codebook says of the system: unknown, or nothing.
    """

    def __init__(self, data: Record, day: date) -> None:
        self.day = day
        self.values = {item["state"]: item for item in data["codebook"].get("membership_values", ())}
        self.sources = {item["id"]: item for item in data.get("sources", ())}
        self.names = {item["id"]: item["name"] for item in data.get("systems", ())}
        self.records: dict[tuple[str, frozenset[str]], list[Record]] = {}
        for item in data.get("memberships", ()):
            who = frozenset(name for name in (item["partner"], item["with"]) if name is not None)
            self.records.setdefault((item["system"], who), []).append(item)

    def of(self, system: str, who: Sequence[str], without_row: str) -> Held:
        """The membership of a partner, or of two together, in a system.

        Parameters
        ----------
        system : str
            Id of the system.
        who : sequence of str
            One partner, or two for a tie between them.
        without_row : str
            "unknown" or "none": what holds without a record.

        Returns
        -------
        Held

        Raises
        ------
        DataError
            When the codebook gives a state a value that is no multiple of one half.
        """
        records = self.records.get((system, frozenset(who)), [])
        settled = f"a source on {' and '.join(who)} in {system} ({self.names.get(system, system)})"
        if not records:
            if without_row == "none":
                return Held(0, 0, "certainly nothing by the codebook", "", ())
            return Held(0, FULL, "no record", settled, ())
        lower = upper = 0
        for record in records:
            low, high = self._at_day(record)
            lower, upper = max(lower, low), max(upper, high)
        why = "; ".join(dict.fromkeys(_words(record) for record in records))
        ids = tuple(str(record["id"]) for record in records)
        return Held(lower, upper, why, settled if lower < upper else "", ids)

    def _at_day(self, record: Record) -> tuple[int, int]:
        value = self.values[record["state"]]
        start, end = self._start(record), span(record["end"])
        goes_on = record["end"] is None
        lower = upper = 0
        if start.first <= self.day and (goes_on or self.day <= end.last):
            upper = _half(value, "upper")
        if start.last <= self.day and (goes_on or self.day <= end.first):
            lower = _half(value, "lower")
        return lower, upper

    def _start(self, record: Record) -> Span:
        if record["start"] is not None:
            return span(record["start"])
        source = self.sources.get(record["source"] or "")
        dated = source is not None and source["date"]
        return Span(date.min, span(source["date"]).last if source is not None and dated else date.max)


def _half(value: Record, end: str) -> int:
    found = round(2 * float(value[end]))
    if found / 2 != float(value[end]):
        rule = "a state of membership is worth 0, 0.5 or 1"
        place = f"/codebook/membership_values/{value['state']}/{end}"
        raise DataError(Fault("", place, f"{value[end]:g}", rule, "correct the value", "schema"))
    return found


def _words(record: Record) -> str:
    """A state with its dates, such as "participant 2010 to 2013" or "member, date not found"."""
    state = str(record["state"]).replace("_", " ")
    if state.startswith("not found"):
        return "looked for and not found"
    if record["start"] is None and record["end"] is None:
        return f"{state}, date not found"
    since = f" {record['start']}" if record["start"] is not None else ""
    until = f" to {record['end']}" if record["end"] is not None else ""
    return f"{state}{since}{until}"
