"""Tests on cells: shares of listed areas, depth, presence, and overlap of programmes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import numpy as np

from chirograph.claims.drafts import Arguments, Draft, count_of, part_of_whole, ratio, share_of
from chirograph.claims.evidence import Evidence, Row
from chirograph.claims.sums import OpenItem, States, Sums, Unit, Values, Vector, single
from chirograph.errors import DataError, Fault

LISTED = "listed areas"


def _cells(row: Row, adds: Callable[[int, int], Vector]) -> list[Unit]:
    """One unit per area; `adds` says what depth d of area j adds to the sums."""
    return [
        single([adds(j, depth) for depth in range(row.lower[j], row.upper[j] + 1)], row.items[j])
        for j in range(len(row.lower))
    ]


def _against(arguments: Arguments) -> list[tuple[str, str | None]]:
    """Every programme with the one it is compared with, if any."""
    programmes = arguments["programmes"]
    others = arguments.get("against")
    if others is None:
        return [(name, None) for name in programmes]
    if len(others) == 1:
        others = list(others) * len(programmes)
    if len(others) != len(programmes):
        rule = "against names one programme, or one for each of programmes"
        raise DataError(Fault("", "claims", ", ".join(others), rule, "", "reference"))
    return list(zip(programmes, others, strict=True))


def _compared(
    evidence: Evidence,
    arguments: Arguments,
    grade: str,
    quantity: str,
    unit: str,
    build: Callable[[Row], Sums],
    *,
    lead: bool = False,
) -> Iterator[Draft]:
    """The quantity of each programme, or its change from the programme it is compared with."""
    for name, other in _against(arguments):
        sums = build(evidence.row(name, grade))
        sources = evidence.sources_of_row(name, grade)
        if other is None:
            yield Draft(name, quantity, unit, sums=sums, lead=lead, sources=sources)
            continue
        less = build(evidence.row(other, grade))
        sources |= evidence.sources_of_row(other, grade)
        yield Draft(
            f"{name} less {other}", f"change of the {quantity}", unit, sums=sums, less=less, sources=sources
        )


def share_of_areas(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Share of the listed areas that lie in a set, or its lead over the largest group outside the set."""
    chosen = evidence.area_set(arguments["area_set"])
    areas = evidence.dataset.areas
    name = arguments["area_set"]

    def share(row: Row) -> Sums:
        units = _cells(row, lambda j, depth: (int(depth >= 1 and areas[j] in chosen), int(depth >= 1)))
        return share_of(units, LISTED)

    if not arguments.get("lead"):
        yield from _compared(evidence, arguments, grade, f"share of listed areas in {name}", "share", share)
        return
    quantity = f"lead of {name} over the largest group of other areas, as a share of listed areas"
    build = _lead(evidence, chosen, name)
    yield from _compared(evidence, arguments, grade, quantity, "share", build, lead=True)


def _lead(evidence: Evidence, chosen: frozenset[str], name: str) -> Callable[[Row], Sums]:
    areas = evidence.dataset.areas
    groups = list(evidence.groups)
    place = {area: 1 + k for k, group in enumerate(groups) for area in evidence.groups[group]}
    width = 1 + len(groups)

    def adds(j: int, depth: int) -> Vector:
        at = 0 if areas[j] in chosen else place[areas[j]]
        return tuple(int(depth >= 1 and at == k) for k in range(width))

    def value(states: States) -> Values:
        total = states.sum(axis=1)
        lead = states[:, 0] - (states[:, 1:].max(axis=1) if width > 1 else 0)
        found: Values = np.divide(lead, total, out=np.full(len(states), math.nan), where=total != 0)
        return found

    def basis(sums: Sequence[int]) -> str:
        most = max(sums[1:], default=0)
        which = " and ".join(g for g, count in zip(groups, sums[1:], strict=True) if count == most)
        return f"{sums[0]} in {name} against {most} in {which}, of {sum(sums)}"

    def lead(sums: Sequence[int]) -> tuple[float, float]:
        return sums[0] - max(sums[1:], default=0), sum(sums)

    return lambda row: Sums(tuple(_cells(row, adds)), width, value, basis, lead, LISTED)


def depth_share(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Share of the listed areas that reach a depth: practice over rhetoric at that depth."""
    least = int(arguments["depth"])

    def build(row: Row) -> Sums:
        units = _cells(row, lambda _, depth: (int(depth >= least), int(depth >= 1)))
        return share_of(units, LISTED)

    quantity = f"share of listed areas at depth {least} or more"
    yield from _compared(evidence, arguments, grade, quantity, "share", build)


def mean_depth(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Mean depth of the listed areas."""

    def build(row: Row) -> Sums:
        units = _cells(row, lambda _, depth: (depth, int(depth >= 1)))
        return Sums(
            tuple(units), 2, ratio, lambda sums: f"{sums[0]} over {sums[1]} {LISTED}", noun="mean depth"
        )

    yield from _compared(evidence, arguments, grade, "mean depth of listed areas", "depth", build)


def area_listed(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """How many of some areas (by default all) a programme lists."""
    wanted = set(arguments.get("areas") or evidence.dataset.areas)
    for name in arguments["programmes"]:
        row = evidence.row(name, grade)
        units = [
            unit
            for area, unit in zip(
                evidence.dataset.areas, _cells(row, lambda _, depth: (int(depth >= 1),)), strict=True
            )
            if area in wanted
        ]
        which = ", ".join(arguments["areas"]) if arguments.get("areas") else "any area"
        yield Draft(
            name,
            f"number of areas listed among {which}",
            "count",
            sums=count_of(units, "areas"),
            total=len(units),
            sources=evidence.sources_of_row(name, grade),
        )


def successor_depth(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Mean depth of the successor of a programme less that of the programme."""
    for name in arguments["programmes"]:
        programme = evidence.programme(name)
        successor = programme["successor"]
        if successor is None:
            yield Draft(name, "change of mean depth to the successor", missing=f"a successor of {name}")
            continue
        pair = {"programmes": [successor], "against": [name]}
        yield from mean_depth(evidence, pair, grade)


def overlap(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """An index of overlap between programmes, each with the one it is compared with."""
    key = arguments["index"]
    for name, other in _against(arguments):
        pair = (evidence.row(name, grade), evidence.row(str(other), grade))
        sources = evidence.sources_of_row(name, grade) | evidence.sources_of_row(str(other), grade)
        sums = _pair(evidence, key, *pair)
        yield Draft(f"{name} and {other}", f"{key} overlap", "index", each="pairs", sums=sums,
                    bounds=_engine(evidence, key, *pair), sources=sources)  # fmt: skip


def overlap_change(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Change of an index for every pair of programmes, against the pair of their predecessors."""
    key = arguments["index"]
    for (new_p, old_p), (new_q, old_q) in combinations(_against(arguments), 2):
        new = evidence.row(new_p, grade), evidence.row(new_q, grade)
        old = evidence.row(str(old_p), grade), evidence.row(str(old_q), grade)
        low, high, sharp = _engine(evidence, key, *new)
        less_low, less_high, less_sharp = _engine(evidence, key, *old)
        names = {new_p, new_q, str(old_p), str(old_q)}
        sources = frozenset().union(*(evidence.sources_of_row(name, grade) for name in names))
        yield Draft(
            f"{new_p} and {new_q}",
            f"change of {key} overlap since the programmes before",
            "index",
            each="pairs",
            sums=_pair(evidence, key, *new),
            less=_pair(evidence, key, *old),
            bounds=(low - less_high, high - less_low, sharp and less_sharp),
            sources=sources,
        )


def _engine(evidence: Evidence, key: str, first: Row, second: Row) -> tuple[float, float, bool]:
    """Sharp bounds by the engine; a programme is compared with another one of any kind."""
    from chirograph.panel import Panel

    top = int(max(item["depth"] for item in evidence.codebook["scale"]))
    panel = Panel([first.lower, second.lower], [first.upper, second.upper], max_depth=top)
    found = panel.overlap(key, threads=1)
    return float(found.lower[0, 1]), float(found.upper[0, 1]), bool(found.sharp[0, 1])


#: What a pair of depths adds to numerator and denominator of the indices a claim may ask for.
_TERMS: dict[str, Callable[[int, int], Vector]] = {
    "jaccard": lambda x, y: (int(x >= 1 and y >= 1), int(x >= 1 or y >= 1)),
    "ruzicka": lambda x, y: (min(x, y), max(x, y)),
}
INDICES = tuple(_TERMS)


def _pair(evidence: Evidence, key: str, first: Row, second: Row) -> Sums:
    terms = _TERMS[key]
    units = []
    for j in range(len(first.lower)):
        own, other = (range(row.lower[j], row.upper[j] + 1) for row in (first, second))
        swings: list[tuple[OpenItem, tuple[tuple[Vector, ...], ...]]] = []
        mine, theirs = first.items[j], second.items[j]
        if mine is not None:
            swings.append((mine, tuple(tuple(terms(x, y) for x in own) for y in other)))
        if theirs is not None:
            swings.append((theirs, tuple(tuple(terms(x, y) for y in other) for x in own)))
        options = tuple(dict.fromkeys(terms(x, y) for x in own for y in other))
        units.append(Unit(options, tuple(swings) if len(options) > 1 else ()))
    over = "areas" if key == "jaccard" else "steps of depth"
    return Sums(tuple(units), 2, ratio, lambda sums: part_of_whole(sums, over), noun="overlap")
