"""Tests on systems and frameworks: who is in, since when, and what a membership opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from chirograph._edtf import day_of
from chirograph.claims._drafts import Arguments, Draft, count_of, weighted
from chirograph.claims._evidence import Evidence, Record
from chirograph.claims._sums import OpenItem, Unit

_DAY = timedelta(days=1)


def _item(
    evidence: Evidence, system: str, who: str, records: Sequence[Record], low: float, high: float
) -> OpenItem:
    values = {item["state"]: item for item in evidence.codebook.get("membership_values", ())}
    unsure = [item for item in records if values[item["state"]]["lower"] < values[item["state"]]["upper"]]
    shown = unsure or [item for item in records if item["start"] is None] or list(records)
    why = f"recorded as {', '.join(dict.fromkeys(item['state'] for item in shown))}"
    if not unsure:
        why += ", date not found"
    settled = f"a source on the membership of {who} in {system}: {evidence.systems[system]['name']}"
    return OpenItem(", ".join(item["id"] for item in shown), "state", low, high, why, settled)


def membership(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Sum of the memberships of some partners in one system at a day."""
    system, partners = arguments["system"], arguments["partners"]
    day = day_of(arguments["day"])
    quantity, subject = f"membership in {system} on {day.isoformat()}", ", ".join(partners)
    held = {partner: evidence.memberships(system, partner) for partner in partners}
    without = [partner for partner, records in held.items() if not records]
    if without:
        yield Draft(
            subject,
            quantity,
            "membership",
            missing=f"a membership record of {', '.join(without)} in {system}",
        )
        return
    items = []
    for partner, records in held.items():
        low, high = evidence.state_at(records, day)
        items.append((low, high, _item(evidence, system, partner, records, low, high)))
    sums = weighted(items, f"of {len(items)} partners")
    cited = evidence.cited(record for records in held.values() for record in records)
    yield Draft(subject, quantity, "membership", sums, total=len(partners), sources=cited)


def _chosen(evidence: Evidence, arguments: Arguments) -> list[str]:
    kinds = arguments["system_kinds"]
    return [name for name, record in evidence.systems.items() if record["kind"] in kinds]


def _days(evidence: Evidence, arguments: Arguments) -> tuple[date, date]:
    """The last day before and the day after; by default the day of the data."""
    after = arguments.get("after")
    return day_of(arguments["before"]), evidence.today if after is None else day_of(after)


def membership_change(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Change of the sum of a partner's memberships between two days, over systems with a record of it."""
    before, after = _days(evidence, arguments)
    for partner in arguments["partners"]:
        items, cited = [], []
        for system in _chosen(evidence, arguments):
            records = evidence.memberships(system, partner)
            if not records:
                continue
            low, high = _change(
                [(evidence.state_at(records, before), evidence.state_at(records, after))], records
            )
            items.append((low, high, _item(evidence, system, partner, records, low, high)))
            cited += records
        quantity = f"change of memberships from {before.isoformat()} to {after.isoformat()}"
        if not items:
            yield Draft(partner, quantity, "membership", missing=f"a membership record of {partner}")
            continue
        yield Draft(
            partner,
            quantity,
            "membership",
            weighted(items, f"over {len(items)} systems with a record"),
            sources=evidence.cited(cited),
        )


def shared_systems_change(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """For every pair of partners, change of the sum over systems of the smaller membership of the two."""
    before, after = _days(evidence, arguments)
    for pair in combinations(arguments["partners"], 2):
        items: list[tuple[float, float, OpenItem]] = []
        cited: list[Record] = []
        for system in _chosen(evidence, arguments):
            tie = evidence.memberships(system, *pair)
            held = [tie] if tie else [evidence.memberships(system, partner) for partner in pair]
            if not all(held):
                continue
            records: list[Record] = [record for side in held for record in side]
            ends = [(evidence.state_at(side, before), evidence.state_at(side, after)) for side in held]
            low, high = _change(ends, records)
            items.append((low, high, _item(evidence, system, " and ".join(pair), records, low, high)))
            cited += records
        quantity = f"change of shared systems from {before.isoformat()} to {after.isoformat()}"
        subject = " and ".join(pair)
        if not items:
            yield Draft(subject, quantity, "membership", missing=f"a system with records of both {subject}")
            continue
        yield Draft(
            subject,
            quantity,
            "membership",
            weighted(items, f"over {len(items)} systems with a record"),
            sources=evidence.cited(cited),
        )


Ends = tuple[tuple[float, float], tuple[float, float]]


def _change(sides: Sequence[Ends], records: Sequence[Record]) -> tuple[float, float]:
    """Least and greatest change of the smaller membership.

    A membership without a recorded end is taken to last, so an unknown one never falls.
    """
    low = min(after[0] for _, after in sides) - min(before[1] for before, _ in sides)
    high = min(after[1] for _, after in sides) - min(before[0] for before, _ in sides)
    lasts = all(record["end"] is None for record in records)
    return (max(low, 0.0), max(high, 0.0)) if lasts else (low, high)


def conditional_systems(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Number of systems of some kinds that only members of a system can enter; none recorded is no answer."""
    system = arguments["system"]
    stated: list[dict[str, Any]] = [
        dict(evidence.systems[name])
        for name in _chosen(evidence, arguments)
        if evidence.systems[name].get("entry_needs") is not None
    ]
    quantity = f"number of systems of kind {' or '.join(arguments['system_kinds'])} that need {system}"
    if not stated:
        yield Draft(system, quantity, "count", missing="the entry condition of any such system")
        return
    units = [Unit(((int(system in item["entry_needs"]),),)) for item in stated]
    yield Draft(system, quantity, "count", count_of(units, "systems"), total=len(units))
