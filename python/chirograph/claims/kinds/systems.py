"""Tests on systems and frameworks: who is in, since when, and what a membership opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from chirograph.base.dates import day_of
from chirograph.claims.drafts import Arguments, Draft, count_of, weighted
from chirograph.claims.evidence import Evidence, Record
from chirograph.claims.sums import OpenItem, Unit
from chirograph.interop.systems import BETWEEN
from chirograph.records.memberships import FULL, Held

Ends = tuple[float, float]


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
    draft = Draft(", ".join(partners), f"membership in {system} on {day.isoformat()}", "membership")
    strangers = [partner for partner in partners if partner not in evidence.records.partners]
    if strangers:
        yield replace(draft, missing=f"a membership record of {', '.join(strangers)} in {system}")
        return
    items, records = [], []
    for partner in partners:
        held = evidence.membership(system, (partner,), day)
        items.append((*_ends(held), _item(evidence, system, [partner], [held], _ends(held))))
        records += evidence.records_of_membership(held)
    sums = weighted(items, "partners", whole=True)
    yield replace(draft, sums=sums, total=len(partners), sources=evidence.cited(records))


def _chosen(evidence: Evidence, arguments: Arguments) -> list[str]:
    kinds = arguments["system_kinds"]
    return [name for name, record in evidence.systems.items() if record["kind"] in kinds]


def _changes(
    evidence: Evidence, arguments: Arguments, who: tuple[str, ...], quantity: str, each: str
) -> Draft:
    """Change of memberships from the last day before to the day after, by default the day of the data."""
    days = day_of(arguments["before"]), day_of(arguments.get("after") or evidence.today)
    items: list[tuple[float, float, OpenItem]] = []
    cited: list[Record] = []
    for system in _chosen(evidence, arguments):
        between = evidence.systems[system]["kind"] == BETWEEN
        sides = [who] if between else [(partner,) for partner in who]
        held = [[evidence.membership(system, side, day) for day in days] for side in sides]
        records = [record for old, _ in held for record in evidence.records_of_membership(old)]
        lasts = all(item.get("end") is None for item in (*records, evidence.systems[system]))
        ends = _change([(_ends(old), _ends(new)) for old, new in held], lasts=lasts)
        both = [one for pair in held for one in pair]
        items.append((*ends, _item(evidence, system, who, both, ends)))
        cited += records
    before, after = (day.isoformat() for day in days)
    return Draft(" and ".join(who), f"{quantity} from {before} to {after}", "membership", each=each,
                 sums=weighted(items, "systems"), change=True, sources=evidence.cited(cited))  # fmt: skip


def membership_change(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Change of the sum of a partner's memberships between two days."""
    for partner in arguments["partners"]:
        yield _changes(evidence, arguments, (partner,), "change of memberships", "partners")


def shared_systems_change(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """For every pair of partners, change of the sum over systems of the smaller membership of the two."""
    for pair in combinations(arguments["partners"], 2):
        yield _changes(evidence, arguments, pair, "change of shared systems", "pairs")


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
    chosen = (evidence.systems[name] for name in _chosen(evidence, arguments))
    stated = [item for item in chosen if item.get("entry_needs") is not None]
    quantity = f"number of systems of kind {' or '.join(arguments['system_kinds'])} that need {system}"
    if not stated:
        yield Draft(system, quantity, "count", missing="the entry condition of any such system")
        return
    units = [Unit(((int(system in item["entry_needs"]),),)) for item in stated]
    yield Draft(system, quantity, "count", sums=count_of(units, "systems"), total=len(units))
