"""From a dataset to the engine's model: systems, dimensions, prerequisites, menu, levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph._edtf import span
from chirograph._interop_parts import Model, Record, Settings
from chirograph._memberships import Held, Memberships
from chirograph.errors import DataError, Fault, ParameterError, UnknownLabel, unknown

if TYPE_CHECKING:
    from chirograph.dataset import Dataset
    from chirograph.panel import Panel

Halves = NDArray[np.uint8]
Numbers = NDArray[np.float64]

#: A system that two partners hold between them, apart from the hub.
BETWEEN = "partner_to_partner"


def chosen_dimensions(book: Record, asked: Sequence[str] | None) -> tuple[str, ...]:
    """Ids of the dimensions asked for, or all of the codebook.

    Raises
    ------
    UnknownLabel
        With near names.
    ParameterError
        When none or one twice is asked for.
    """
    known = tuple(str(item["id"]) for item in book.get("dimensions", ()))
    if asked is None:
        return known
    asked = (asked,) if isinstance(asked, str) else tuple(asked)
    faults = [unknown("dimensions", name, known, "this dimension") for name in asked if name not in known]
    if faults:
        raise UnknownLabel(faults)
    if not asked or len(set(asked)) != len(asked):
        rule = "at least one dimension is named, each once"
        raise ParameterError(Fault("", "dimensions", ", ".join(asked), rule, "", "parameter"))
    return asked


def living_systems(data: Record, day: date) -> tuple[list[Record], list[Record]]:
    """Systems that may exist at a day, and those that certainly ended before it."""
    kept: list[Record] = []
    ended: list[Record] = []
    for system in data.get("systems", ()):
        end = system.get("end")
        (ended if end is not None and span(end).last < day else kept).append(system)
    return kept, ended


class Builder:
    """Builds the arrays of one model.

    Parameters
    ----------
    dataset : Dataset
        Codebook, systems and memberships.
    panel : Panel
        Programmes by areas; its rows are the partners.
    day : datetime.date
        At which memberships are read.
    settings : Settings
        What the caller sets.
    """

    def __init__(self, dataset: Dataset, panel: Panel, day: date, settings: Settings) -> None:
        self.data = dataset._data
        self.book: Record = self.data["codebook"]
        self.panel = panel
        self.settings = settings
        self.dimensions = chosen_dimensions(self.book, settings.dimensions)
        if not self.dimensions:
            rule = "the codebook names the dimensions of interoperability"
            repair = "add dimensions, area_dimensions, interoperability, menu and level_rules to the codebook"
            repair += "; `chirograph new DIR` gives an example of each"
            raise DataError(Fault(dataset.file, "/codebook", "no dimension", rule, repair, "schema"))
        weighed = {item["system"] for item in self.book.get("system_dimensions", ())}
        kept, self.ended = living_systems(self.data, day)
        self.records = [item for item in kept if item["id"] in weighed]
        self.systems = tuple(str(item["id"]) for item in self.records)
        self.memberships = Memberships(self.data, day)
        self.held: dict[tuple[str, ...], Held] = {}

    def build(self) -> Model:
        """The model and its engine."""
        rules = {item["system"]: item for item in self.book.get("system_dimensions", ())}
        between = np.array([item["kind"] == BETWEEN for item in self.records], dtype=np.uint8)
        self._check_members(between)
        lower, upper = self._memberships(rules, between)
        tied_lower, tied_upper = self._ties(rules, between)
        system_needs, area_needs, needs = self._needs()
        engine = _core.Interoperability(
            self.panel._engine,
            member_low=lower,
            member_high=upper,
            between=between,
            between_low=tied_lower,
            between_high=tied_upper,
            relevance=self._weights(self.book.get("area_dimensions", ()), "area", self.panel.columns),
            system_relevance=self._weights(rules.values(), "system", self.systems),
            system_values=np.array([float(rules[name]["value"]) for name in self.systems]),
            theta=np.full(len(self.dimensions), self._share()),
            alpha=self._alpha(),
            menu=self._menu(),
            offered=self._offered(rules, between),
            kappa=self._kappa(),
            system_needs=system_needs,
            area_needs=area_needs,
            level_needs=self._level_needs(),
            sets=area_sets(self.book, self.panel.columns),
            groups=area_groups(self.book, self.panel.columns),
        )
        names = {**self.panel.names, **{str(item["id"]): str(item["name"]) for item in self.records}}
        names |= {str(item["id"]): str(item["name"]) for item in self.book["dimensions"]}
        return Model(
            engine,
            self.panel.rows,
            self.panel.columns,
            self.dimensions,
            self.systems,
            names,
            str(self.data.get("counterpart", "hub")),
            self.held,
            frozenset(name for name in self.systems if rules[name]["hub"]),
            needs,
            self._enabling(),
            self.panel.max_depth,
            self._practice(),
            self._notes(),
        )

    def _check_members(self, between: Halves) -> None:
        """Every membership the caller sets is one the model has."""
        ties = {name for name, tied in zip(self.systems, between.tolist(), strict=True) if tied}
        faults = []
        for key, value in self.settings.members.items():
            *who, system = key if isinstance(key, tuple) else (key,)
            faults += [
                unknown("members", name, self.panel.rows, "this partner")
                for name in who
                if name not in self.panel.rows
            ]
            if system not in self.systems:
                faults.append(unknown("members", str(system), self.systems, "this system"))
            elif len(who) != (2 if system in ties else 1) or len(set(who)) != len(who):
                rule = f"{system} is held by {'two partners together' if system in ties else 'one partner'}"
                repair = "name (first, second, system)" if system in ties else "name (partner, system)"
                faults.append(Fault("", "members", repr(key), rule, repair, "index"))
            if _halves(value) is None:
                rule = "a membership is 0, 0.5, 1 or an interval of these"
                faults.append(Fault("", f"members {key}", repr(value), rule, "", "parameter"))
        if faults:
            raise UnknownLabel(faults) if faults[0].code == "index" else ParameterError(faults)

    def _set(self, key: tuple[str, ...]) -> Held | None:
        for asked in (key, (*key[:-1][::-1], key[-1])):
            if asked in self.settings.members:
                ends = _halves(self.settings.members[asked])
                assert ends is not None  # checked before
                return Held(*ends, "set by the caller", "", ())
        return None

    def _memberships(self, rules: Mapping[str, Record], between: Halves) -> tuple[Halves, Halves]:
        lower = np.zeros((len(self.panel.rows), len(self.systems)), dtype=np.uint8)
        upper = lower.copy()
        for i, partner in enumerate(self.panel.rows):
            for s, system in enumerate(self.systems):
                if between[s]:
                    continue
                found = self._set((partner, system)) or self.memberships.of(
                    system, (partner,), rules[system]["without_row"]
                )
                self.held[partner, system] = found
                lower[i, s], upper[i, s] = found.lower, found.upper
        return lower, upper

    def _ties(self, rules: Mapping[str, Record], between: Halves) -> tuple[Halves, Halves]:
        size = len(self.panel.rows)
        lower = np.zeros((size, size, len(self.systems)), dtype=np.uint8)
        upper = lower.copy()
        for s, system in enumerate(self.systems):
            if not between[s]:
                continue
            for i, first in enumerate(self.panel.rows):
                lower[i, i, s] = upper[i, i, s] = 2  # a partner is tied to itself
                for j, second in enumerate(self.panel.rows[:i]):
                    key = (second, first, system)
                    found = self._set(key) or self.memberships.of(
                        system, (second, first), rules[system]["without_row"]
                    )
                    self.held[key] = found
                    lower[i, j, s] = lower[j, i, s] = found.lower
                    upper[i, j, s] = upper[j, i, s] = found.upper
        return lower, upper

    def _weights(self, records: Iterable[Record], key: str, labels: Sequence[str]) -> Numbers:
        weights = np.zeros((len(self.dimensions), len(labels)))
        for item in records:
            if item[key] not in labels:
                continue
            for entry in item["weights"]:
                if entry["dimension"] in self.dimensions:
                    place = self.dimensions.index(entry["dimension"]), labels.index(item[key])
                    weights[place] = float(entry["weight"])
        return weights

    def _share(self) -> float:
        given = self.settings.system_share
        return float(self._rules()["system_share"] if given is None else given)

    def _rules(self) -> Record:
        rules: Record = self.book["interoperability"]
        return rules

    def _practice(self) -> int:
        given, top = self.settings.practice_depth, self.panel.max_depth
        if given is None:
            return min(int(self._rules()["practice_depth"]), top)
        if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= top:
            rule = f"practice_depth is a whole number between 1 and {top}"
            raise ParameterError(Fault("", "practice_depth", repr(given), rule, "", "parameter"))
        return given

    def _alpha(self) -> Numbers:
        given = self.settings.dimension_weights
        if given is None:
            given = {item["dimension"]: item["weight"] for item in self._rules()["dimension_weights"]}
        faults = [
            unknown("dimension_weights", name, self.dimensions, "this dimension")
            for name in (self.settings.dimension_weights or ())
            if name not in self.dimensions
        ]
        if faults:
            raise UnknownLabel(faults)
        return np.array([float(given.get(name, 0.0)) for name in self.dimensions])

    def _menu(self) -> Halves:
        menu = self.book["menu"]
        levels = {item["area"]: item["level"] for item in menu["levels"]}
        found = [levels.get(area, menu["default_level"]) for area in self.panel.columns]
        return np.array(found, dtype=np.uint8)

    def _offered(self, rules: Mapping[str, Record], between: Halves) -> Halves:
        offers = [2 * bool(rules[name]["hub"]) for name in self.systems]
        return np.where(between == 1, 0, np.array(offers, dtype=np.uint8)).astype(np.uint8)

    def _kappa(self) -> Numbers:
        rules = self.book["level_rules"]
        kappa = np.full((len(self.dimensions), self.panel.max_depth), float(rules["default_share"]))
        for item in rules["shares"]:
            if item["dimension"] in self.dimensions and 1 <= item["level"] <= self.panel.max_depth:
                kappa[self.dimensions.index(item["dimension"]), item["level"] - 1] = float(item["share"])
        return kappa

    def _enabling(self) -> tuple[Record, ...]:
        return tuple(
            item
            for item in self.book["level_rules"]["enabling"]
            if item["dimension"] in self.dimensions and item["system"] in self.systems
        )

    def _level_needs(self) -> list[tuple[int, int, list[int], int]]:
        return [
            (
                int(item["from_level"]),
                self.dimensions.index(item["dimension"]),
                [self.systems.index(item["system"])],
                2,
            )
            for item in self._enabling()
        ]

    def _needs(
        self,
    ) -> tuple[list[tuple[int, int, int, int]], list[tuple[int, int, int, int]], tuple[Record, ...]]:
        areas = self.panel.columns
        known = [item for item in self.book.get("prerequisites", ()) if item["area"] in areas]
        by_system = [item for item in known if item["needs_system"] in self.systems]
        by_area = [item for item in known if item["needs_area"] in areas]
        return (
            [
                (areas.index(item["area"]), item["cap_without"], self.systems.index(item["needs_system"]), 2)
                for item in by_system
            ],
            [
                (
                    areas.index(item["area"]),
                    item["cap_without"],
                    areas.index(item["needs_area"]),
                    item["needs_depth"],
                )
                for item in by_area
            ],
            (*by_system, *by_area),
        )

    def _notes(self) -> tuple[str, ...]:
        share = self._share()
        notes = [
            str(self._rules()["caution"]).rstrip(".") + ".",
            f"Systems weigh {share:g} and areas {1 - share:g} inside a dimension.",
        ]
        open_ = sum(held.lower < held.upper for held in self.held.values())
        if open_:
            notes.append(f"Memberships not known ({open_} of {len(self.held)}): none, observer or member.")
        if self.ended:
            notes.append("Left out, ended before that day: " + ", ".join(x["id"] for x in self.ended) + ".")
        for key, value in self.settings.members.items():
            notes.append(f"Set by the caller: {' '.join(key)} = {value}.")
        return tuple(notes)


def area_sets(book: Record, areas: Sequence[str]) -> dict[str, Halves]:
    """Codebook sets as marks, one per area."""
    return {
        str(item["id"]): np.array([area in item["areas"] for area in areas], dtype=np.uint8)
        for item in book.get("area_sets", ())
    }


def area_groups(book: Record, areas: Sequence[str]) -> list[int]:
    """The number of each area's group; empty when an area has none."""
    groups = {str(item["id"]): i for i, item in enumerate(book.get("groups", ()))}
    found = {str(item["id"]): groups.get(item.get("group", "")) for item in book["areas"]}
    numbers = [found[area] for area in areas]
    return [] if None in numbers else [int(number) for number in numbers if number is not None]


def _halves(value: object) -> tuple[int, int] | None:
    """Both ends in halves; None when it is no membership."""
    ends = value if isinstance(value, tuple) else (value, value)
    if len(ends) != 2 or not all(isinstance(end, int | float) and end in (0, 0.5, 1) for end in ends):
        return None
    low, high = (round(2 * float(end)) for end in ends)
    return (low, high) if low <= high else None
