"""Ready-made scenarios: what a renewal could be, worked out from what is on record and never typed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from chirograph.base.dates import span
from chirograph.base.markup import counted
from chirograph.base.stored import parsed
from chirograph.cells.content import Content
from chirograph.errors import ChirographError, DataError, Fault, ParameterError, did_you_mean, shown
from chirograph.records.memberships import BETWEEN, FULL
from chirograph.records.records import Records
from chirograph.records.renewal import held_by
from chirograph.records.scenario import Renewed, Scenario

__all__ = ["given", "next_period", "scenarios"]


def given(
    scenario: Scenario | Mapping[str, Any] | str | os.PathLike[str],
    ready: Callable[[], Mapping[str, Scenario]],
) -> Scenario:
    """A scenario as a caller names it: itself, its plain data, the name of a ready-made one, or a file."""
    if isinstance(scenario, Scenario):
        return scenario
    if isinstance(scenario, Mapping):
        return Scenario.from_dict(scenario)
    named: Mapping[str, Scenario] = {}
    if isinstance(scenario, str) and _names_no_file(scenario):
        with suppress(ParameterError):  # without a period there are none, which the error of a file says
            named = ready()
    return named[str(scenario)] if scenario in named else _from_file(scenario, named)


def _names_no_file(text: str) -> bool:
    try:
        return not Path(text).exists()
    except (OSError, ValueError):  # no name of a file at all
        return True


def _from_file(given: str | os.PathLike[str], named: Mapping[str, Scenario]) -> Scenario:
    """The scenario in a file; every fault names the file."""
    file = shown(os.fspath(given))
    try:
        data = Path(given).read_bytes()
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        rule = (
            f"a scenario is a file with its JSON, or a name of scenarios(): {', '.join(named) or 'none here'}"
        )
        repair = did_you_mean(file, tuple(named)) if named else ""
        raise DataError(Fault(file, "", shown(told), rule, repair, "io")) from error
    try:
        return Scenario.from_dict(parsed(data))
    except ChirographError as error:
        faults = [replace(fault, file=file) for fault in error.faults]
        raise type(error)(faults) from error


def next_period(records: Records) -> str:
    """As many years as the programmes of the first kind have, from the year after the last of them ends.

    Raises
    ------
    ParameterError
        When none of them has a start and an end.

    Examples
    --------
    >>> from chirograph.records.store import load
    >>> next_period(load("nato-ip4"))
    '2027-2030'
    """
    periods = [
        (span(item["start"]).first.year, span(item["end"]).last.year)
        for item in records.data["programmes"]
        if item["kind"] == records.kinds[0] and item.get("start") and item.get("end")
    ]
    if not periods:
        rule = "the period of a renewal follows from programmes with a start and an end, and none has both"
        raise ParameterError(
            Fault("", "period", "none", rule, 'say it, for example "2027-2030"', "parameter")
        )
    first, last = max(periods, key=lambda years: years[1])
    return f"{last + 1}-{last + 1 + last - first}"


def scenarios(records: Records, content: Content, period: str | None) -> dict[str, Scenario]:
    """Every ready-made scenario that changes something, and the one that changes nothing."""
    years = period or next_period(records)
    found = [Scenario("same again", years, why="it is the least that a renewal can be")]
    found += _like_the_fullest(content, years)
    found += _joined(records, content, years)
    found += _common(content, years)
    found += _without_groups(records, years)
    return {one.name: one for one in found}


def _adding(content: Content, areas: Sequence[int]) -> tuple[Renewed, ...]:
    """For each programme those of some areas that it is not certain to have."""
    found = []
    for i, row in enumerate(content.rows):
        lacking = [content.columns[j] for j in areas if content.lower[i, j] < 1]
        if lacking:
            found.append(Renewed.of(row, lacking))
    return tuple(found)


def _like_the_fullest(content: Content, period: str) -> Iterator[Scenario]:
    """All take up the areas of the programme whose list is known, the longest where there are several."""
    named, open_ = content.lower >= 1, (content.lower < 1) & (content.upper >= 1)
    whole = [i for i in range(len(content.rows)) if not open_[i].any() and named[i].any()]
    if not whole:
        return
    best = max(whole, key=lambda i: int(named[i].sum()))
    row, areas = content.rows[best], np.flatnonzero(named[best]).tolist()
    why = f"{content.name(row)} has the fullest list that is known: {counted(len(areas), 'area')}"
    if changes := _adding(content, areas):
        yield Scenario(f"all like {row}", period, changes, why)


def _joined(records: Records, content: Content, period: str) -> Iterator[Scenario]:
    """All join the systems that all but one of them are in for certain, and that have not ended."""
    first = date(Scenario("same again", period).years[0], 1, 1)
    joins: dict[str, list[str]] = {}
    names = []
    for system in records.data.get("systems", ()):
        over = system.get("end") is not None and span(system["end"]).last < first
        if system["kind"] == BETWEEN or over:
            continue
        outside = [row for row in content.rows if held_by(records, (row,), system["id"])[0] < FULL]
        if len(outside) == 1 and len(content.rows) > 2:
            joins.setdefault(outside[0], []).append(system["id"])
            names.append(system["id"])
    if joins:
        why = f"all but one are in {', '.join(names)} for certain"
        changes = tuple(Renewed.of(row, join=ties) for row, ties in joins.items())
        yield Scenario("all in what most are in", period, changes, why)


def _common(content: Content, period: str) -> Iterator[Scenario]:
    """All take up every area that two or more have for certain."""
    areas = np.flatnonzero((content.lower >= 1).sum(axis=0) >= 2).tolist()
    if changes := _adding(content, areas):
        why = f"two or more programmes have {counted(len(areas), 'area')} in common for certain"
        yield Scenario("one common agenda", period, changes, why)


def _without_groups(records: Records, period: str) -> Iterator[Scenario]:
    """Programmes of a group of partners are not renewed."""
    groups = {item["id"] for item in records.data.get("partner_groups", ())}
    names = tuple(item["id"] for item in records.data["programmes"] if item["partner"] in groups)
    if names:
        why = "programmes of the partners together end, and each partner's own goes on"
        yield Scenario("no collective track", period, (), why, names)
