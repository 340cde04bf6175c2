"""Scenarios held against the records, and the cells and memberships that they leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from chirograph.base.dates import span
from chirograph.cells.constraints import AtLeastOne, Common, Constraints, JointDomain, ListLength
from chirograph.cells.content import Content
from chirograph.cells.intervals import frozen
from chirograph.cells.reasons import ASSUMED
from chirograph.errors import AssumptionError, Fault, brief, unknown
from chirograph.records.memberships import BETWEEN, FULL, Memberships
from chirograph.records.records import Records
from chirograph.records.scenario import Renewed, Scenario

__all__ = ["members_of", "renewed", "under"]

_CELL = "a renewal changes what stands today"


def under(records: Records, scenario: Scenario, content: Content) -> Records:
    """The records under one more scenario.

    Parameters
    ----------
    records : Records
        With the scenarios before it.
    scenario : Scenario
        What changes.
    content : Content
        The cells as they are under the scenarios before it.

    Raises
    ------
    AssumptionError
        With everything in it that is not in the records, contradicts a known cell or membership, breaks a
        prerequisite or changes what a scenario before it changes.
    """
    faults = [*_dated(records, scenario), *_overlaps(records, scenario), *_named(records, scenario)]
    if not faults:
        faults += [*_known(records, scenario, content), *_ties(records, scenario)]
    if not faults:
        faults += _prerequisites(records, scenario, renewed(content, (scenario,), records.as_of))
    if faults:
        raise AssumptionError(faults)
    return replace(records, renewals=(*records.renewals, scenario))


def _dated(records: Records, scenario: Scenario) -> Iterator[Fault]:
    first, _ = scenario.years
    if date(first, 1, 1) <= records.day():
        rule = f"a renewal begins after the day to which the data are kept, {records.as_of}"
        yield _fault(scenario, "period", scenario.period, rule, f"begin in {records.day().year + 1}")
    periods = {other.period for other in records.renewals} - {scenario.period}
    if periods:
        rule = f"scenarios that are stacked are of one period, here {', '.join(sorted(periods))}"
        yield _fault(scenario, "period", scenario.period, rule, "write the same years")


def _overlaps(records: Records, scenario: Scenario) -> Iterator[Fault]:
    """What a scenario before it changes already."""
    before = {
        (one.partner, *what): other.name
        for other in records.renewals
        for one in other.changes
        for what in one.touched
    }
    rule = "two scenarios that are stacked change different things"
    for one in scenario.changes:
        for what in one.touched:
            if (one.partner, *what) in before:
                value = f"{what[-1] if len(what) == 1 else what[1]}, changed by {before[one.partner, *what]}"
                yield _fault(scenario, one.partner, value, rule, "leave it out of one of them")
    if any(other.name == scenario.name for other in records.renewals):
        yield _fault(
            scenario, "name", brief(scenario.name), "each scenario has a name of its own", "rename it"
        )


def _named(records: Records, scenario: Scenario) -> Iterator[Fault]:
    """Labels that are not in the records, with near names, and depths beyond the scale."""
    data, top = records.data, len(records.data["codebook"]["scale"]) - 1
    partners = {item["id"]: item["name"] for item in data["partners"]}
    areas = {item["id"]: item["name"] for item in data["codebook"]["areas"]}
    systems = {item["id"]: item["name"] for item in data.get("systems", ())}
    programmes = {item["id"]: item["title"] for item in data["programmes"]}
    for one in scenario.changes:
        place = f"scenario {scenario.name}, {one.partner}"
        if one.partner not in partners:
            yield unknown(place, one.partner, partners, "this partner")
        for area in (*one.depths, *one.drop):
            if area not in areas:
                yield unknown(place, area, areas, "this area")
        for area, depth in one.depths.items():
            if not 1 <= depth <= top:
                rule = f"a renewal commits to a depth from 1 to {top}, the top of the scale"
                yield _fault(scenario, f"{one.partner} {area}", brief(depth), rule, "")
        for tie in (*one.join, *one.leave):
            if tie[0] not in systems:
                yield unknown(place, tie[0], systems, "this system")
            yield from (
                unknown(place, other, partners, "this partner") for other in tie[1:] if other not in partners
            )
    for name in scenario.lapse:
        if name not in programmes:
            yield unknown(f"scenario {scenario.name}, lapse", name, programmes, "this programme")


def _known(records: Records, scenario: Scenario, content: Content) -> Iterator[Fault]:
    """What contradicts a known cell."""
    for one in scenario.changes:
        if one.partner not in content.rows:
            rule = "a renewal follows on a programme that stands at the day of the data"
            yield _fault(scenario, one.partner, "no programme", rule, "leave the partner out")
            continue
        i = content.rows.index(one.partner)
        for area, depth, verb in _asked(one):
            j = content.columns.index(area)
            low, high = int(content.lower[i, j]), int(content.upper[i, j])
            seen = f"{area}, depth {content.cell_text(i, j)}"
            if verb == "add" and low >= 1:
                yield _fault(scenario, one.partner, seen, f"{_CELL}: the area is in the text", "deepen it")
            elif verb == "deepen" and high == 0:
                yield _fault(scenario, one.partner, seen, f"{_CELL}: the area is not in the text", "add it")
            elif verb == "deepen" and low >= depth:
                yield _fault(
                    scenario, one.partner, seen, f"{_CELL}: it is as deep as {depth}", "leave it out"
                )
            elif verb == "drop" and high == 0:
                yield _fault(
                    scenario, one.partner, seen, f"{_CELL}: the area is not in the text", "leave it out"
                )


def _asked(one: Renewed) -> Iterator[tuple[str, int, str]]:
    yield from ((area, depth, "add") for area, depth in one.add.items())
    yield from ((area, depth, "deepen") for area, depth in one.deepen.items())
    yield from ((area, 0, "drop") for area in one.drop)


def _ties(records: Records, scenario: Scenario) -> Iterator[Fault]:
    """What contradicts a known membership."""
    systems = {item["id"]: item for item in records.data.get("systems", ())}
    for one in scenario.changes:
        for verb, ties in (("join", one.join), ("leave", one.leave)):
            for name, *other in ties:
                between = systems[name]["kind"] == BETWEEN
                if between != bool(other) or one.partner in other:
                    rule = f"{name} is held by {'two partners together' if between else 'a partner alone'}"
                    repair = f"write [{name}, other partner]" if between else f"write {name} alone"
                    yield _fault(scenario, one.partner, " ".join((name, *other)), rule, repair)
                    continue
                held = held_by(records, (one.partner, *other), name)
                end = systems[name].get("end")
                if verb == "join" and end is not None and span(end).last < date(scenario.years[0], 1, 1):
                    rule = "what has ended cannot be joined"
                    yield _fault(scenario, one.partner, f"{name}, ended {end}", rule, "leave it out")
                elif (verb == "join" and held[0] == FULL) or (verb == "leave" and held[1] == 0):
                    seen = "a member" if held[0] == FULL else "not a member"
                    yield _fault(scenario, one.partner, name, f"{_CELL}: it is {seen} of it", "leave it out")


def held_by(records: Records, who: tuple[str, ...], system: str) -> tuple[int, int]:
    """Both ends of a membership in halves at the day of the data, under the scenarios so far."""
    set_by = members_of(records)
    for key in ((*who, system), (*who[::-1], system)):
        if key in set_by:
            return set_by[key] * FULL, set_by[key] * FULL
    listed = records.data["codebook"].get("system_dimensions", ())
    without = {item["system"]: item["without_row"] for item in listed}
    found = Memberships(records.data, records.day()).of(system, who, without.get(system, "unknown"))
    return found.lower, found.upper


def members_of(records: Records) -> dict[tuple[str, ...], int]:
    """The memberships that the scenarios set: (partner, system) or (first, second, system) to 1 or 0."""
    return {key: value for one in records.renewals for key, value in one._members()}


def _prerequisites(records: Records, scenario: Scenario, after: Content) -> Iterator[Fault]:
    """Areas that a change leaves deeper than the codebook lets them be without what they need."""
    later = replace(records, renewals=(*records.renewals, scenario))
    for item in records.data["codebook"].get("prerequisites", ()):
        system, needed, cap = item["needs_system"], item["needs_area"], int(item["cap_without"])
        for one in scenario.changes:
            i = after.rows.index(one.partner)
            touched = {what[-1] if len(what) == 1 else what[1] for what in one.touched}
            if not touched & {item["area"], system, needed} or item["area"] not in after.columns:
                continue
            if int(after.lower[i, after.columns.index(item["area"])]) <= cap:
                continue
            if system is not None and held_by(later, (one.partner,), system)[1] < FULL:
                rule = f"{item['area']} is no deeper than {cap} without {system}: {item['basis']}"
                yield _fault(scenario, one.partner, item["area"], rule, f"join {system}, or go no deeper")
            if needed in after.columns and int(after.upper[i, after.columns.index(needed)]) < int(
                item["needs_depth"]
            ):
                rule = f"{item['area']} is no deeper than {cap} without {needed} at {item['needs_depth']}"
                yield _fault(scenario, one.partner, item["area"], rule, f"add {needed}, or go no deeper")


def _fault(scenario: Scenario, place: str, value: str, rule: str, repair: str) -> Fault:
    return Fault("", f"scenario {scenario.name}, {place}", value, rule, repair, "infeasible")


def renewed(content: Content, scenarios: tuple[Scenario, ...], as_of: str) -> Content:
    """The cells under scenarios: what an area is raised to, or its own depth where that is more.

    The image of an interval under a maximum is an interval, so that the cells stay sharp, each for itself.
    """
    lower, upper, status = content.lower.copy(), content.upper.copy(), content.status.astype(object)
    constraints, notes = content.constraints, []
    for scenario in scenarios:
        for one in (one for one in scenario.changes if one.partner in content.rows):
            i = content.rows.index(one.partner)
            before = lower[i].copy(), upper[i].copy()
            for area, depth, verb in _asked(one):
                j = content.columns.index(area)
                if verb == "drop":
                    lower[i, j] = upper[i, j] = 0
                else:
                    lower[i, j], upper[i, j] = max(lower[i, j], depth), max(upper[i, j], depth)
                status[i, j] = ASSUMED
            constraints = _constraints(constraints, one, before, (lower[i], upper[i]), content.columns)
        notes.append(f"Renewal: {scenario.sentence(content.names)} All else as on {as_of}.")
    return replace(
        content, lower=lower, upper=upper, status=frozen(status.astype(np.str_)), constraints=constraints,
        notes=(*content.notes, *notes),
    ).feasible()  # fmt: skip


Ends = tuple[Any, Any]


def _constraints(
    constraints: Constraints, one: Renewed, before: Ends, after: Ends, columns: tuple[str, ...]
) -> Constraints:
    """What is left of constraints on the text of today once some of its areas are changed.

    A list length moves by the areas that the changed cells may have counted before and count now. Of areas
    that stood together with others, or of which one at least was there, nothing is known any more once one of
    them is changed: that constraint goes. Common areas: as many fewer as are dropped; no limit above.
    """
    touched = [j for j, area in enumerate(columns) if area in {**one.depths, **dict.fromkeys(one.drop)}]
    names = {columns[j] for j in touched}

    def counted(ends: Ends, threshold: int) -> tuple[int, int]:
        return sum(int(ends[0][j]) >= threshold for j in touched), sum(
            int(ends[1][j]) >= threshold for j in touched
        )

    def length(item: ListLength) -> ListLength:
        if item.row != one.partner or not touched:
            return item
        (sure, most), (stays, may) = counted(before, item.threshold), counted(after, item.threshold)
        least, greatest = item.minimum - most + stays, item.maximum - sure + may
        note = "; ".join(part for part in (item.note, "moved by the renewal") if part)
        return replace(item, minimum=max(least, 0), maximum=min(greatest, len(columns)), note=note)

    def stands(item: JointDomain | AtLeastOne) -> bool:
        if isinstance(item, JointDomain):
            return not (one.partner in item.rows and item.column in names)
        return not (item.row == one.partner and names & set(item.columns))

    def common(item: Common) -> Common:
        if one.partner not in item.rows:
            return item
        fewer = sum(area in (item.columns or columns) for area in one.drop)
        return replace(
            item, minimum=max(item.minimum - fewer, 0), maximum=None if one.depths else item.maximum
        )

    return Constraints(
        tuple(map(length, constraints.lengths)),
        tuple(filter(stands, constraints.joint)),
        tuple(filter(stands, constraints.blocks)),
        tuple(map(common, constraints.common)),
    )
