"""Tests on systems and frameworks: who is in, since when, and what a membership opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from chirograph.base.dates import day_of
from chirograph.claims.drafts import Arguments, Draft, count_of, weighted
from chirograph.claims.evidence import Evidence, Used
from chirograph.claims.sums import OpenItem, Unit
from chirograph.records.memberships import BETWEEN, FULL, Held

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


def on_day(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Sum of the memberships of some partners in one system at a day."""
    system, partners = arguments["system"], arguments["partners"]
    day = day_of(arguments["day"])
    draft = Draft(", ".join(partners), f"membership in {system} on {day.isoformat()}", "membership")
    strangers = [partner for partner in partners if partner not in evidence.records.partners]
    if strangers:
        yield replace(draft, missing=f"a membership record of {', '.join(strangers)} in {system}")
        return
    held = [evidence.membership(system, (partner,), day) for partner in partners]
    items = [
        (*_ends(one), _item(evidence, system, [partner], [one], _ends(one)))
        for partner, one in zip(partners, held, strict=True)
    ]
    yield replace(draft, sums=weighted(items, "partners", whole=True), total=len(partners),
                  used=frozenset(evidence.behind_membership(*held)))  # fmt: skip


def _chosen(evidence: Evidence, arguments: Arguments) -> list[str]:
    kinds = arguments["system_kinds"]
    return [name for name, record in evidence.systems.items() if record["kind"] in kinds]


def change(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
    """Change of the memberships of each partner, or of the smaller one of each pair, between two days.

    It runs from the last day before to the day after, by default the day of the data.
    """
    days = day_of(arguments["before"]), day_of(arguments.get("after") or evidence.today)
    pairs, partners = arguments.get("pairs"), arguments["partners"]
    for who in combinations(partners, 2) if pairs else [(partner,) for partner in partners]:
        items: list[tuple[float, float, OpenItem]] = []
        used: set[Used] = set()
        for system in _chosen(evidence, arguments):
            between = evidence.systems[system]["kind"] == BETWEEN
            sides = [who] if between else [(partner,) for partner in who]
            held = [[evidence.membership(system, side, day) for day in days] for side in sides]
            records = [evidence.memberships[name] for old, _ in held for name in old.records]
            lasts = all(item.get("end") is None for item in (*records, evidence.systems[system]))
            ends = _change([(_ends(old), _ends(new)) for old, new in held], lasts=lasts)
            both = [one for pair in held for one in pair]
            items.append((*ends, _item(evidence, system, who, both, ends)))
            used |= set(evidence.behind_membership(*both))
        quantity = f"change of {'shared systems' if pairs else 'memberships'} from {days[0]} to {days[1]}"
        yield Draft(" and ".join(who), quantity, "membership", each="pairs" if pairs else "partners",
                    sums=weighted(items, "systems"), change=True, used=frozenset(used))  # fmt: skip


def _change(sides: Sequence[tuple[Ends, Ends]], *, lasts: bool) -> Ends:
    """Least and greatest change of the smaller membership.

    A membership without a recorded end, in a system without one, lasts: an unknown one never falls.
    """
    low = min(after[0] for _, after in sides) - min(before[1] for before, _ in sides)
    high = min(after[1] for _, after in sides) - min(before[0] for before, _ in sides)
    return (max(low, 0.0), max(high, 0.0)) if lasts else (low, high)


def needed(evidence: Evidence, arguments: Arguments, _: str) -> Iterator[Draft]:
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
