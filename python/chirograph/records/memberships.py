"""Who is in which system at a day: an interval with its reason, from the records of memberships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chirograph.base.dates import Span, span
from chirograph.errors import DataError, Fault

Record = Mapping[str, Any]
FULL = 2
#: The kind of a system that two partners hold between them, apart from the counterpart.
BETWEEN = "partner_to_partner"


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
    codebook; announced, unconfirmed and not found are intervals.

    A record of a membership (upper end above 0) also says that there was none outside its dates. A denial
    (a state worth nothing, such as missing from a complete list) and a search ("not found", "row cut") say
    nothing outside theirs: the day is then as if there were no record, and without a record the codebook
    says of the system whether that is unknown or nothing. Of several memberships the most counts, for an
    observer may become a member. A denial beside a certain membership is a conflict, which leaves both ends
    open, unless the list was made before the membership began.
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
        lower, upper, conflict = self._at_day(records, without_row)
        why = "; ".join(dict.fromkeys(_words(record) for record in records))
        why = f"sources conflict: {why}" if conflict else why
        ids = tuple(str(record["id"]) for record in records)
        return Held(lower, upper, why, settled if lower < upper else "", ids)

    def _at_day(self, records: Sequence[Record], without_row: str) -> tuple[int, int, bool]:
        """Both ends in halves, and whether records contradict each other."""
        denials = [record for record in records if self._denies(record) and self._in_force(record)[1]]
        searches = [record for record in records if _searched(record) and self._in_force(record)[0]]
        joined = [record for record in records if not self._denies(record) and not _searched(record)]
        if not joined and denials:
            return 0, 0, False
        if not joined and not searches:
            return 0, 0 if without_row == "none" else FULL, False
        certain = [record for record in joined if self._in_force(record)[1] and self._worth(record)[0] > 0]
        possible = [record for record in joined if self._in_force(record)[0]]
        conflict = any(self._contradict(denial, record) for denial in denials for record in certain)
        lower = 0 if conflict else max((self._worth(record)[0] for record in certain), default=0)
        upper = max((self._worth(record)[1] for record in (*possible, *searches)), default=0)
        return lower, upper, conflict

    def _contradict(self, denial: Record, record: Record) -> bool:
        """Whether a list without the partner was made after the membership is known to have begun."""
        start = self._start(record)
        began = start.first if record["start"] is not None else start.last
        return self._start(denial).last >= began

    def _worth(self, record: Record) -> tuple[int, int]:
        value = self.values[record["state"]]
        return _half(value, "lower"), _half(value, "upper")

    def _denies(self, record: Record) -> bool:
        return self._worth(record) == (0, 0)

    def _in_force(self, record: Record) -> tuple[bool, bool]:
        """Whether a record may hold at the day, and whether it certainly does."""
        start, end = self._start(record), span(record["end"])
        goes_on = record["end"] is None
        may = start.first <= self.day and (goes_on or self.day <= end.last)
        must = start.last <= self.day and (goes_on or self.day <= end.first)
        return may, must

    def _start(self, record: Record) -> Span:
        if record["start"] is not None:
            return span(record["start"])
        source = self.sources.get(record["source"] or "")
        dated = source is not None and source["date"]
        return Span(date.min, span(source["date"]).last if source is not None and dated else date.max)


#: States that tell of a search and not of a membership.
_SEARCHES = ("not_found", "row_cut")


def _searched(record: Record) -> bool:
    return record["state"] in _SEARCHES


def _half(value: Record, end: str) -> int:
    found = round(2 * float(value[end]))
    if found / 2 != float(value[end]):
        rule = "a state of membership is worth 0, 0.5 or 1"
        place = f"/codebook/membership_values/{value['state']}/{end}"
        raise DataError(Fault("", place, f"{value[end]:g}", rule, "correct the value", "schema"))
    return found


def _words(record: Record) -> str:
    """A state with its dates, such as "participant 2010 to 2013" or "member, date not found"."""
    if record["state"] == "not_found":
        return "looked for and not found"
    state = str(record["state"]).replace("_", " ")
    if record["start"] is None and record["end"] is None:
        return f"{state}, date not found"
    since = f" {record['start']}" if record["start"] is not None else ""
    until = f" to {record['end']}" if record["end"] is not None else ""
    return f"{state}{since}{until}"
