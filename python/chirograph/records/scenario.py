"""A scenario: a named difference to the programmes of a dataset, which can be shared and stacked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from chirograph.base.hints import misfits
from chirograph.base.markup import counted
from chirograph.base.public import public
from chirograph.base.stored import checked
from chirograph.base.told import Stored
from chirograph.cells.labels import unseen_in
from chirograph.cells.refusal import raise_all
from chirograph.errors import DataError, Fault, ParameterError, brief, did_you_mean

__all__ = ["Depths", "Renewed", "Scenario", "Tie"]

#: Areas with the depth that the renewed text has at least; or areas alone, named.
Depths = Mapping[str, int] | Sequence[str]
#: A system, or a system and the partner with whom it is held.
Tie = str | tuple[str, str]

_PERIOD = re.compile(r"(\d{4})(?:\s*[-\u2013/]\s*(\d{4}))?")
_AREAS = ("add", "deepen", "drop")
_SYSTEMS = ("join", "leave")
_ONE: dict[str, Any] = {
    "partner": str, "add": Mapping[str, int], "deepen": Mapping[str, int], "drop": Sequence[str],
    "join": Sequence[str | Sequence[str]], "leave": Sequence[str | Sequence[str]],
}  # fmt: skip
_GIVEN: dict[str, Any] = {
    "partner": str, "add": Depths | None, "deepen": Mapping[str, int] | None, "drop": Sequence[str],
    "join": Sequence[Tie], "leave": Sequence[Tie],
}  # fmt: skip
_FIELDS: dict[str, Any] = {"name": str, "period": str, "changes": Sequence[Mapping[str, Any]]}


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a scenario changes for one partner.

    Parameters
    ----------
    partner : str
        Its id.
    add, deepen : mapping of str to int
        Areas that the text takes up, and areas that it has and makes deeper: its depth is then at least this.
    drop : tuple of str
        Areas that it no longer has.
    join, leave : tuple of tuple of str
        Systems, each as (system,) or (system, other partner) for what two hold together.
    """

    partner: str
    add: Mapping[str, int] = field(default_factory=dict)
    deepen: Mapping[str, int] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    join: tuple[tuple[str, ...], ...] = ()
    leave: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(
        cls,
        partner: str,
        add: Depths | None = None,
        deepen: Mapping[str, int] | None = None,
        drop: Sequence[str] = (),
        join: Sequence[Tie] = (),
        leave: Sequence[Tie] = (),
    ) -> Renewed:
        """From what a caller writes: areas to add without a depth are named, which is depth 1.

        Raises
        ------
        ParameterError
            With everything that is of another type.
        """
        given = {"partner": partner, "add": add, "deepen": deepen, "drop": drop, "join": join, "leave": leave}
        if faults := misfits(given, _GIVEN, "parameter"):
            raise ParameterError(faults)
        taken = add if isinstance(add, Mapping) else dict.fromkeys(add or (), 1)
        ties = [
            tuple((one,) if isinstance(one, str) else tuple(one) for one in some) for some in (join, leave)
        ]
        return cls(partner, dict(taken), dict(deepen or {}), tuple(drop), *ties)

    @property
    def depths(self) -> dict[str, int]:
        """Areas whose depth is at least this."""
        return {**self.add, **self.deepen}

    @property
    def touched(self) -> list[tuple[str, ...]]:
        """Areas and systems it names, each as often as it is named."""
        areas = [(area,) for area in (*self.add, *self.deepen, *self.drop)]
        return [*areas, *(("system", *tie) for tie in (*self.join, *self.leave))]

    def to_dict(self) -> dict[str, Any]:
        """Plain data, without what is empty."""
        ties = {
            name: [tie[0] if len(tie) == 1 else list(tie) for tie in getattr(self, name)] for name in _SYSTEMS
        }
        areas = {"add": dict(self.add), "deepen": dict(self.deepen), "drop": list(self.drop)}
        return {"partner": self.partner, **{name: told for name, told in {**areas, **ties}.items() if told}}

    def words(self, names: Mapping[str, str]) -> str:
        """What changes, in words."""

        def several(labels: Sequence[str]) -> str:
            return ", ".join(names.get(label, label) for label in labels)

        def depths(given: Mapping[str, int]) -> str:
            levels: dict[int, list[str]] = {}
            for area, depth in given.items():
                levels.setdefault(depth, []).append(area)
            return "; ".join(f"{several(areas)} (depth {depth} or more)" for depth, areas in levels.items())

        def ties(given: Sequence[tuple[str, ...]]) -> str:
            return ", ".join(" with ".join(names.get(label, label) for label in tie) for tie in given)

        told = [
            ("takes up", depths(self.add)), ("makes deeper", depths(self.deepen)),
            ("drops", several(self.drop)), ("joins", ties(self.join)), ("leaves", ties(self.leave)),
        ]  # fmt: skip
        said = ", ".join(f"{verb} {what}" for verb, what in told if what)
        return f"{names.get(self.partner, self.partner)} {said or 'keeps what it has'}"


@public
@dataclass(frozen=True)
class Scenario(Stored):
    """A renewal that may come, as a difference to what stands today; made by hand, by `renew` or from a file.

    It speaks of the texts whatever they say: an area that is taken up or made deeper has the depth named or
    the one it has today, whichever is more; one that is dropped has none; all else stays, known or not.

    Parameters
    ----------
    name : str
        What it is called.
    period : str
        Years from and to, "2027-2030".
    changes : tuple of Renewed
        What changes, one for each partner for whom something does.
    why : str
        On what it rests.
    lapse : tuple of str
        Ids of programmes that are not renewed: they are not there in the period.

    Raises
    ------
    ParameterError
        When the period is none, a partner or an area is named twice, or a text cannot be seen.

    Examples
    --------
    >>> import chirograph as cg
    >>> one = cg.Scenario.renew("KOR", "2027-2030", add=["A07"], join=["BICES"])
    >>> cg.Scenario.from_json(one.to_json()) == one
    True
    >>> print(one)
    renewal of KOR, 2027-2030: KOR takes up A07 (depth 1 or more), joins BICES.
    """

    name: str
    period: str
    changes: tuple[Renewed, ...] = ()
    why: str = ""
    lapse: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        hints = {"name": str, "period": str, "changes": Sequence[Renewed], "why": str, "lapse": Sequence[str]}
        if faults := misfits(vars(self), hints, "parameter"):
            raise ParameterError(faults)
        faults = [*unseen_in("scenario", "a text", [self.name, self.why])]
        if not self.name.strip():
            faults.append(Fault("", "name", brief(self.name), "a scenario has a name", "", "parameter"))
        try:
            _ = self.years
        except ParameterError as error:
            faults += error.faults
        partners = [one.partner for one in self.changes]
        rule = "what changes for a partner stands once"
        faults += [
            Fault("", f"changes, {name}", brief(name), rule, "put it together", "parameter")
            for name in sorted({name for name in partners if partners.count(name) > 1})
        ]
        rule = "an area is taken up, made deeper or dropped, and a system joined or left: one of them"
        for one in self.changes:
            named = one.touched
            twice = sorted({what for what in named if named.count(what) > 1})
            places = (what[-1] if len(what) == 1 else " ".join(what[1:]) for what in twice)
            faults += [
                Fault("", f"changes, {one.partner}", place, rule, "name it once", "parameter")
                for place in places
            ]
        if faults:
            raise ParameterError(faults)

    @classmethod
    def renew(
        cls,
        partner: str,
        period: str,
        *,
        add: Depths | None = None,
        deepen: Mapping[str, int] | None = None,
        drop: Sequence[str] = (),
        join: Sequence[Tie] = (),
        leave: Sequence[Tie] = (),
        name: str | None = None,
        why: str = "",
    ) -> Scenario:
        """The renewal of one programme, see :meth:`chirograph.Dataset.renew`.

        Examples
        --------
        >>> import chirograph as cg
        >>> cg.Scenario.renew("KOR", "2027-2030", deepen={"A03": 3}).name
        'renewal of KOR'
        """
        change = Renewed.of(partner, add, deepen, drop, join, leave)
        return cls(name or f"renewal of {partner}", period, (change,), why)

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year.

        Raises
        ------
        ParameterError
            When the period is not one.
        """
        found = _PERIOD.fullmatch(self.period.strip())
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if not 0 < first <= last:
            rule = "a period is years from and to, in this order"
            raise ParameterError(
                Fault("", "period", brief(self.period), rule, 'for example "2027-2030"', "parameter")
            )
        return first, last

    def _covers(self, day: date) -> bool:
        """Whether a day lies in the period.

        Examples
        --------
        >>> import datetime
        >>> Scenario("same", "2027-2030")._covers(datetime.date(2030, 12, 31))
        True
        """
        first, last = self.years
        return first <= day.year <= last

    def _members(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Memberships that it sets: (partner, system) or (partner, other, system), and 1 or 0."""
        for one in self.changes:
            for value, ties in ((1, one.join), (0, one.leave)):
                yield from (((one.partner, *tie[1:], tie[0]), value) for tie in ties)

    def sentence(self, names: Mapping[str, str] | None = None) -> str:
        """What it changes, in one sentence; with the readable names of labels where they are given.

        Examples
        --------
        >>> Scenario.renew("KOR", "2027-2030", drop=["A09"]).sentence({"A09": "Climate"})
        'renewal of KOR, 2027-2030: KOR drops Climate.'
        """
        told = [one.words(names or {}) for one in self.changes]
        told += (
            [f"{counted(len(self.lapse), 'programme')} not renewed: {', '.join(self.lapse)}"]
            if self.lapse
            else []
        )
        return f"{self.name}, {self.period}: {'; '.join(told) or 'every programme goes on as it is'}."

    def to_dict(self) -> dict[str, Any]:
        """Plain data: what a file of a scenario holds.

        Examples
        --------
        >>> Scenario.renew("KOR", "2027-2030", drop=["A09"]).to_dict()["changes"]
        [{'partner': 'KOR', 'drop': ['A09']}]
        """
        more = {"why": self.why, "lapse": list(self.lapse)}
        changes = [one.to_dict() for one in self.changes]
        return {
            "kind": "scenario", "name": self.name, "period": self.period,
            **{name: told for name, told in more.items() if told}, "changes": changes,
        }  # fmt: skip

    @classmethod
    def _read(cls, given: Mapping[str, Any]) -> Scenario:
        optional = {"why": str, "lapse": Sequence[str]}
        asked = {**_FIELDS, **{name: hint for name, hint in optional.items() if name in dict(given)}}
        faults = _strange(given, {"kind", *_FIELDS, *optional}, "")
        try:
            found = checked(given, "scenario", asked)
        except DataError as error:
            raise DataError([*faults, *error.faults]) from error
        changes = []
        for i, one in enumerate(found["changes"]):
            try:
                changes.append(_change(one))
            except DataError as error:
                faults += [replace(fault, place=f"changes, {i + 1}, {fault.place}") for fault in error.faults]
        raise_all(faults)
        more = found.get("why", ""), tuple(found.get("lapse", ()))
        return cls(found["name"], found["period"], tuple(changes), *more)

    def __str__(self) -> str:
        return self.sentence()

    def __hash__(self) -> int:
        return hash(self.to_json())


def _change(given: Mapping[str, Any]) -> Renewed:
    """What changes for one partner, from plain data."""
    faults = _strange(given, set(_ONE), "")
    hints = {name: hint for name, hint in _ONE.items() if name in given or name == "partner"}
    try:
        told = checked({**given, "kind": "change"}, "change", hints)
    except DataError as error:
        raise DataError([*faults, *error.faults]) from error
    ties = {
        name: [one if isinstance(one, str) else tuple(one) for one in told.get(name, ())] for name in _SYSTEMS
    }
    rule = "a system is its id, or [system, other partner] where two hold it together"
    faults += [
        Fault("", name, brief(list(tie)), rule, "", "schema")
        for name in _SYSTEMS
        for tie in ties[name]
        if not isinstance(tie, str) and len(tie) != 2
    ]
    raise_all(faults)
    areas = (told.get("add"), told.get("deepen"), told.get("drop", ()))
    return Renewed.of(told["partner"], *areas, ties["join"], ties["leave"])


def _strange(given: Any, known: set[str], place: str) -> list[Fault]:
    """Names that a scenario does not have: nothing of it is left unread."""
    if not isinstance(given, Mapping):
        return []
    rule = "a scenario has no such field"
    where = f"{place}, " if place else ""
    return [
        Fault("", f"{where}{name}", brief(name), rule, did_you_mean(str(name), tuple(known)), "schema")
        for name in given
        if name not in known
    ]
