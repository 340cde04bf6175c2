"""From records to the engine's model: systems, dimensions, prerequisites, menu, scales."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chirograph import _core
from chirograph.cells.content import Content
from chirograph.errors import DataError, Fault, ParameterError, brief
from chirograph.interop import scales
from chirograph.interop.dimensions import Dimensions, NoDimensions
from chirograph.interop.model import Model, Record, Settings
from chirograph.interop.systems import Systems
from chirograph.records.memberships import BETWEEN
from chirograph.records.records import Records
from chirograph.records.renewal import members_of

Halves = NDArray[np.uint8]


def build(records: Records, content: Content, day: date, settings: Settings) -> Model:
    """The model of interoperability.

    Parameters
    ----------
    records : Records
        Codebook, systems and memberships.
    content : Content
        Programmes by areas; its rows are the partners.
    day : datetime.date
        At which memberships are read.
    settings : Settings
        What the caller sets.

    Raises
    ------
    DataError
        When the codebook declares no dimensions, or its weights or prerequisites break a rule.
    """
    dimensions = Dimensions(records.file, records.data["codebook"], content, settings)
    return _built(records, content, day, settings, dimensions)


def build_profile(records: Records, content: Content, day: date) -> Model:
    """The model of a profile: areas with their sets, groups and prerequisites, and no dimension."""
    return _built(records, content, day, Settings(), NoDimensions(content))


def _built(
    records: Records, content: Content, day: date, settings: Settings, dimensions: Dimensions
) -> Model:
    data, areas = records.data, content.columns
    book: Record = data["codebook"]
    sets = book.get("area_sets", ())
    by_system, by_area = _prerequisites(records, areas)
    scales.check(records.file, data)
    needed = [item["needs_system"] for item in by_system]
    scaled = scales.systems_of(dimensions.scales)
    systems = Systems(
        data, content.rows, day, settings.members, needed, dimensions.weighed, scaled, members_of(records)
    )
    inputs = {
        **systems.arrays(),
        **dimensions.arrays(systems),
        **_needs(by_system, by_area, areas, systems.ids),
        "sets": [np.array([area in one["areas"] for area in areas], dtype=np.uint8) for one in sets],
        "groups": _area_groups(book, areas),
    }
    model = Model(
        content,
        inputs,
        dimensions.ids,
        systems.ids,
        {**content.names, **systems.names, **dimensions.names},
        str(data.get("counterpart", "hub")),
        systems.held,
        (*by_system, *by_area),
        {str(one["id"]): str(one["name"]) for one in sets},
        dimensions.scales,
        dimensions.breadth,
        _practice(book, settings, content.max_depth),
        (*dimensions.notes(), *systems.notes()),
    )
    _ = model.engine  # so that every fault is told now and not at the first question
    return model


def _practice(book: Record, settings: Settings, top: int) -> int:
    """From which depth an area counts as practice; the top of the scale where the codebook is silent."""
    given = settings.practice_depth
    if given is None:
        return min(int(book.get("interoperability", {}).get("practice_depth", top)), top)
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= top:
        rule = f"practice_depth is a whole number between 1 and {top}"
        raise ParameterError(Fault("", "practice_depth", brief(given), rule, "", "parameter"))
    return given


def _prerequisites(records: Records, areas: Sequence[str]) -> tuple[list[Record], list[Record]]:
    """The codebook's prerequisites on systems, and those on areas.

    Raises
    ------
    DataError
        When a prerequisite is a tie between two partners.
    """
    kinds = {item["id"]: item["kind"] for item in records.data.get("systems", ())}
    listed = records.data["codebook"].get("prerequisites", ())
    rule = "a prerequisite is a system the partner itself is in, not a tie between two partners"
    faults = [
        Fault(records.file, f"/codebook/prerequisites/{i}/needs_system", item["needs_system"], rule,
              f"name a system of another kind than {BETWEEN}", "reference")
        for i, item in enumerate(listed)
        if kinds.get(item["needs_system"]) == BETWEEN
    ]  # fmt: skip
    if faults:
        raise DataError(faults)
    known = [item for item in listed if item["area"] in areas]
    return (
        [item for item in known if item["needs_system"] is not None],
        [item for item in known if item["needs_area"] in areas],
    )


def _needs(
    by_system: Sequence[Record], by_area: Sequence[Record], areas: Sequence[str], systems: Sequence[str]
) -> dict[str, Any]:
    return {
        "system_needs": [
            (areas.index(item["area"]), int(item["cap_without"]), systems.index(item["needs_system"]), 2)
            for item in by_system
        ],
        "area_needs": [
            (areas.index(item["area"]), int(item["cap_without"]), areas.index(item["needs_area"]),
             int(item["needs_depth"]))
            for item in by_area
        ],
    }  # fmt: skip


def _area_groups(book: Record, areas: Sequence[str]) -> list[int]:
    """The number of each area's group; empty when an area has none."""
    groups = {str(item["id"]): i for i, item in enumerate(book.get("groups", ()))}
    found = {str(item["id"]): groups.get(item.get("group", "")) for item in book["areas"]}
    numbers = [found[area] for area in areas]
    return [] if None in numbers else [int(number) for number in numbers if number is not None]


def bare(content: Content) -> _core.Interoperability:
    """The engine's model of cells alone, without systems, dimensions and groups: for shares of areas."""
    areas = len(content.columns)
    none = np.zeros((len(content.rows), 0), dtype=np.uint8)
    ties, flags, numbers = np.zeros((0, 0), dtype=np.uint8), np.zeros(0, dtype=np.uint8), np.zeros(0)
    return _core.Interoperability(
        content.engine(), member_low=none, member_high=none, between=flags, between_low=ties,
        between_high=ties, relevance=np.zeros((0, areas)), system_relevance=np.zeros((0, 0)),
        system_values=numbers, theta=numbers, alpha=numbers, menu=np.zeros(areas, dtype=np.uint8),
        offered=flags,
    )  # fmt: skip
