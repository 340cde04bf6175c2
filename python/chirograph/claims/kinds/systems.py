"""Tests on systems and frameworks: who is in, since when, and what a membership opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from chirograph.base.dates import day_of
from chirograph.claims.drafts import Arguments, Draft, count_of, weighted
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.sums import OpenItem, Unit
from chirograph.interop.systems import BETWEEN
from chirograph.records.memberships import FULL, Held

Ends = tuple[float, float]
Change = tuple[float, float, OpenItem]


def _ends(held: Held) -> Ends:
    return held.lower / FULL, held.upper / FULL


def _item(evidence: Evidence, system: str, who: Sequence[str], held: Sequence[Held], ends: Ends) -> OpenItem:
    """The records behind a membership, or the system where there is none."""
    names = " and ".join(who)
    ids = ", ".join(dict.fromkeys(name for one in held for name in one.records))
    why = "; ".join(dict.fromkeys(one.why for one in held))
    settled = f"a source on the membership of {names} in {system}: {evidence.systems[system]['name']}"
    field = "state" if ids else f"membership of {names}"
    return OpenItem(ids or system, field, *ends, why, settled)


def membership(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Sum of the memberships of some partners in one system at a day."""
    system, partners = arguments["system"], arguments["partners"]
    day = day_of(arguments["day"])
    quantity, subject = f"membership in {system} on {day.isoformat()}", ", ".join(partners)
    strangers = [partner for partner in partners if partner not in evidence.records.partners]
    if strangers:
        missing = f"a membership record of {', '.join(strangers)} in {system}"
        yield Draft(subject, quantity, "membership", missing=missing)
        return
    items, cited = [], []
    for partner in partners:
        held = evidence.membership(system, (partner,), day)
        ends = _ends(held)
        items.append((*ends, _item(evidence, system, [partner], [held], ends)))
        cited += evidence.records_of_membership(held)
    yield Draft(
        subject,
        quantity,
        "membership",
        sums=weighted(items, "partners", whole=True),
        total=len(partners),
        sources=evidence.cited(cited),
    )


def _chosen(evidence: Evidence, arguments: Arguments) -> list[str]:
    kinds = arguments["system_kinds"]
    return [name for name, record in evidence.systems.items() if record["kind"] in kinds]


def _days(evidence: Evidence, arguments: Arguments) -> tuple[date, date]:
    """The last day before and the day after; by default the day of the data."""
    after = arguments.get("after")
    return day_of(arguments["before"]), evidence.today if after is None else day_of(after)


def _changes(
    evidence: Evidence,
    arguments: Arguments,
    subject: Sequence[str],
    quantity: str,
    each: str,
    sides: Callable[[str], Sequence[tuple[str, ...]]],
) -> Draft:
    """Change of memberships between two days over all systems of some kinds."""
    before, after = _days(evidence, arguments)
    items: list[Change] = []
    cited: list[Record] = []
    for system in _chosen(evidence, arguments):
        held = [
            tuple(evidence.membership(system, who, day) for day in (before, after)) for who in sides(system)
        ]
        records = [record for pair in held for record in evidence.records_of_membership(pair[0])]
        lasts = all(item.get("end") is None for item in (*records, evidence.systems[system]))
        ends = _change([(_ends(old), _ends(new)) for old, new in held], lasts=lasts)
        both = [one for pair in held for one in pair]
        items.append((*ends, _item(evidence, system, subject, both, ends)))
        cited += records
    return Draft(
        " and ".join(subject),
        f"{quantity} from {before.isoformat()} to {after.isoformat()}",
        "membership",
        each=each,
        sums=weighted(items, "systems"),
        change=True,
        sources=evidence.cited(cited),
    )


def membership_change(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Change of the sum of a partner's memberships between two days."""
    for partner in arguments["partners"]:

        def sides(_: str, who: str = partner) -> Sequence[tuple[str, ...]]:
            return [(who,)]

        yield _changes(evidence, arguments, [partner], "change of memberships", "partners", sides)


def shared_systems_change(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """For every pair of partners, change of the sum over systems of the smaller membership of the two."""
    for pair in combinations(arguments["partners"], 2):

        def sides(system: str, pair: tuple[str, str] = pair) -> Sequence[tuple[str, ...]]:
            between = evidence.systems[system]["kind"] == BETWEEN
            return [pair] if between else [(partner,) for partner in pair]

        yield _changes(evidence, arguments, pair, "change of shared systems", "pairs", sides)


def _change(sides: Sequence[tuple[Ends, Ends]], *, lasts: bool) -> Ends:
    """Least and greatest change of the smaller membership.

    A membership without a recorded end, in a system without one, lasts: an unknown one never falls.
    """
    low = min(after[0] for _, after in sides) - min(before[1] for before, _ in sides)
    high = min(after[1] for _, after in sides) - min(before[0] for before, _ in sides)
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
    yield Draft(system, quantity, "count", sums=count_of(units, "systems"), total=len(units))
