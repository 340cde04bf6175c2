"""The systems of a model: which there are, who is in them at a day, and what the caller sets instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from chirograph.base.dates import span
from chirograph.errors import Fault, ParameterError, UnknownLabel, unknown
from chirograph.interop.model import Record
from chirograph.records.memberships import BETWEEN, FULL, Held, Memberships

Halves = NDArray[np.uint8]
Members = Mapping[tuple[str, ...], object]


class Systems:
    """Systems that count in a dimension or that a rule names, with their memberships.

    A system that certainly ended before the day counts in no dimension, on no menu. When a prerequisite or a
    scale needs it, it stays in the model and nobody is in it; else it is left out.

    Parameters
    ----------
    data : mapping
        A dataset's records.
    rows : sequence of str
        The partners.
    day : datetime.date
        At which memberships are read.
    members : mapping
        What the caller sets.
    needed : iterable of str
        Systems that prerequisites or scales name.
    weighed : iterable of str
        Systems that count in some dimension.
    scaled : iterable of str
        Systems that scales name: who is in them is told, but those that nothing else names are kept from the
        engine, so that they move none of its searches.
    renewed : mapping
        What a scenario of renewal sets; the caller's word stands before it.
    """

    def __init__(
        self,
        data: Record,
        rows: Sequence[str],
        day: date,
        members: Members,
        needed: Iterable[str],
        weighed: Iterable[str],
        scaled: Iterable[str] = (),
        renewed: Mapping[tuple[str, ...], int] | None = None,
    ) -> None:
        self.rows = tuple(rows)
        self.day = day
        self.members = members
        self.renewed = renewed or {}
        self.needed, weighed = frozenset(needed), frozenset(weighed)
        records = tuple(data.get("systems", ()))
        self.ended = tuple(str(item["id"]) for item in records if self._over(item))
        counted = {item["id"] for item in records} & weighed - set(self.ended)
        told = counted | self.needed | frozenset(scaled)
        self.records = {str(item["id"]): item for item in records if item["id"] in told}
        self.ids = tuple(name for name in self.records if name in counted | self.needed)
        self.names = {name: str(item["name"]) for name, item in self.records.items()}
        listed = {str(item["system"]): item for item in data["codebook"].get("system_dimensions", ())}
        self.rules = {name: item for name, item in listed.items() if name in counted}
        self.without_row = {name: str(item["without_row"]) for name, item in listed.items()}
        self.ties = frozenset(name for name, item in self.records.items() if item["kind"] == BETWEEN)
        self.memberships = Memberships(data, day)
        self._check_members()
        self.held = {key: self._held(key) for key in self._keys()}

    def _over(self, system: Record) -> bool:
        return system.get("end") is not None and span(system["end"]).last < self.day

    def _keys(self) -> Iterable[tuple[str, ...]]:
        for i, partner in enumerate(self.rows):
            for system in self.records:
                if system not in self.ties:
                    yield partner, system
                else:
                    yield from ((earlier, partner, system) for earlier in self.rows[:i])

    def _held(self, key: tuple[str, ...]) -> Held:
        *who, name = key
        for asked in (key, (*who[::-1], name)):
            if asked in self.members:
                ends = halves(self.members[asked])
                assert ends is not None  # checked before
                return Held(*ends, "set by the caller", "", ())
            if asked in self.renewed:
                value = FULL * self.renewed[asked]
                return Held(value, value, "by the renewal", "", ())
        system = self.records[name]
        if name in self.ended:
            return Held(0, 0, f"{name} ended {system['end']}", "", ())
        found = self.memberships.of(name, who, self.without_row.get(name, "unknown"))
        if system.get("end") is not None and span(system["end"]).first < self.day and found.lower > 0:
            settled = f"a source on the day on which {name} ended"
            return replace(found, lower=0, why=f"{found.why}; {name} may have ended", settled_by=settled)
        return found

    def _check_members(self) -> None:
        """Every membership the caller sets is one the model has."""
        faults = []
        for key, value in self.members.items():
            *who, system = key if isinstance(key, tuple) else (key,)
            faults += [
                unknown("members", name, self.rows, "this partner") for name in who if name not in self.rows
            ]
            if system not in self.records:
                faults.append(unknown("members", str(system), tuple(self.records), "this system"))
            elif len(who) != (2 if system in self.ties else 1) or len(set(who)) != len(who):
                tied = system in self.ties
                rule = f"{system} is held by {'two partners together' if tied else 'one partner'}"
                repair = "name (first, second, system)" if tied else "name (partner, system)"
                faults.append(Fault("", "members", repr(key), rule, repair, "index"))
            if halves(value) is None:
                rule = "a membership is 0, 0.5, 1 or an interval of these"
                faults.append(Fault("", f"members {key}", repr(value), rule, "", "parameter"))
        if faults:
            raise UnknownLabel(faults) if faults[0].code == "index" else ParameterError(faults)

    def arrays(self) -> dict[str, Halves]:
        """Memberships and ties, as the engine takes them."""
        size = len(self.rows)
        low = np.zeros((size, len(self.ids)), dtype=np.uint8)
        high = low.copy()
        tie_low = np.zeros((size, size, len(self.ids)), dtype=np.uint8)
        tie_high = tie_low.copy()
        counted = {key: held for key, held in self.held.items() if key[-1] in self.ids}
        for key, held in counted.items():
            s, places = self.ids.index(key[-1]), [self.rows.index(name) for name in key[:-1]]
            if len(places) == 1:
                low[places[0], s], high[places[0], s] = held.lower, held.upper
                continue
            for i, j in (places, places[::-1]):
                tie_low[i, j, s], tie_high[i, j, s] = held.lower, held.upper
        for s in (self.ids.index(name) for name in self.ties & set(self.ids)):
            for i in range(size):
                tie_low[i, i, s] = tie_high[i, i, s] = 2  # a partner is tied to itself
        return {
            "member_low": low,
            "member_high": high,
            "between": np.array([name in self.ties for name in self.ids], dtype=np.uint8),
            "between_low": tie_low,
            "between_high": tie_high,
        }

    def notes(self) -> list[str]:
        """What is open, what is over, and what the caller set."""
        notes = []
        open_ = sum(held.open for held in self.held.values())
        if open_:
            notes.append(f"Memberships not known ({open_} of {len(self.held)}): none, observer or member.")
        left_out = [name for name in self.ended if name not in self.records]
        over = [name for name in self.ended if name in self.records]
        if left_out:
            notes.append(f"Left out, ended before that day: {', '.join(left_out)}.")
        if over:
            notes.append(
                f"Ended before that day, so nobody is in it, but needed by a rule: {', '.join(over)}."
            )
        notes += [f"Set by the caller: {' '.join(key)} = {value}." for key, value in self.members.items()]
        return notes


def halves(value: object) -> tuple[int, int] | None:
    """Both ends of a membership in halves; None when it is no membership.

    Examples
    --------
    >>> halves(0.5), halves([0, 1]), halves(True), halves((1, 0))
    ((1, 1), (0, 2), None, None)
    """
    ends = tuple(value) if isinstance(value, tuple | list) else (value, value)
    if len(ends) != 2 or not all(_is_membership(end) for end in ends):
        return None
    low, high = (round(2 * float(end)) for end in ends)
    return (low, high) if low <= high else None


def _is_membership(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value in (0, 0.5, 1)
