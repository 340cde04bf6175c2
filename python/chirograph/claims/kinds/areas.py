"""Tests on cells: shares of listed areas, depth, presence, and overlap of programmes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from chirograph.cells.content import Content
from chirograph.claims.drafts import Arguments, Draft, Over, Share, count_of, divided
from chirograph.claims.evidence import Evidence, Row
from chirograph.claims.sums import Measure, States, Sums, Unit, Values, Vector, single
from chirograph.errors import DataError, Fault

LISTED = "listed areas"
#: What a depth of an area adds to the sums, by the place of the area and the depth.
Adds = Callable[[int, int], Vector]
Ends = tuple[float, float, bool]


def _cells(row: Row, adds: Adds) -> tuple[Unit, ...]:
    """One unit per area."""
    cells = enumerate(zip(row.lower, row.upper, row.items, strict=True))
    return tuple(
        single([adds(j, depth) for depth in range(low, high + 1)], item) for j, (low, high, item) in cells
    )


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
    about: tuple[str, str],
    adds: Adds,
    measure: Measure,
    *,
    lead: bool = False,
) -> Iterator[Draft]:
    """A quantity and its unit: that of each programme, or its change from the one it is compared with."""
    quantity, unit = about
    for name, other in _against(arguments):
        sums = Sums(_cells(evidence.row(name, grade), adds), measure)
        sources = evidence.sources_of_row(name, grade)
        if other is None:
            yield Draft(name, quantity, unit, sums=sums, lead=lead, sources=sources)
            continue
        less = Sums(_cells(evidence.row(other, grade), adds), measure)
        sources |= evidence.sources_of_row(other, grade)
        yield Draft(f"{name} less {other}", f"change of the {quantity}", unit, sums=sums, less=less,
                    sources=sources)  # fmt: skip


def share_of_areas(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Share of the listed areas that lie in a set, or its lead over the largest group outside the set."""
    name, areas = arguments["area_set"], evidence.areas
    chosen = evidence.area_set(name)
    if not arguments.get("lead"):

        def adds(j: int, depth: int) -> Vector:
            return depth >= 1 and areas[j] in chosen, depth >= 1

        about = f"share of listed areas in {name}", "share"
        return _compared(evidence, arguments, grade, about, adds, Share(LISTED))

    groups = tuple(evidence.groups)
    place = {area: 1 + k for k, group in enumerate(groups) for area in evidence.groups[group]}

    def apart(j: int, depth: int) -> Vector:
        at = 0 if areas[j] in chosen else place[areas[j]]
        return tuple(depth >= 1 and at == k for k in range(1 + len(groups)))

    about = f"lead of {name} over the largest group of other areas, as a share of listed areas", "share"
    return _compared(evidence, arguments, grade, about, apart, _Lead(LISTED, name, groups), lead=True)


@dataclass(frozen=True)
class _Lead(Measure):
    """The first sum less the largest of the others, as a share of all."""

    name: str
    groups: tuple[str, ...]

    @property
    def width(self) -> int:
        return 1 + len(self.groups)

    def value(self, states: States) -> Values:
        most = states[:, 1:].max(axis=1) if self.groups else 0
        return divided(states[:, 0] - most, states.sum(axis=1))

    def parts(self, sums: Sequence[int]) -> tuple[float, float]:
        return sums[0] - max(sums[1:], default=0), sum(sums)

    def basis(self, sums: Sequence[int]) -> str:
        most = max(sums[1:], default=0)
        which = " and ".join(g for g, count in zip(self.groups, sums[1:], strict=True) if count == most)
        return f"{sums[0]} in {self.name} against {most} in {which}, of {sum(sums)}"


def depth_share(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Share of the listed areas that reach a depth: practice over rhetoric at that depth."""
    least = int(arguments["depth"])
    about = f"share of listed areas at depth {least} or more", "share"
    return _compared(
        evidence, arguments, grade, about, lambda _, depth: (depth >= least, depth >= 1), Share(LISTED)
    )


def mean_depth(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Mean depth of the listed areas."""
    measure = Over("mean depth", LISTED, "over")
    about = "mean depth of listed areas", "depth"
    return _compared(evidence, arguments, grade, about, lambda _, depth: (depth, depth >= 1), measure)


def area_listed(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """How many of some areas (by default all) a programme lists."""
    wanted = set(arguments.get("areas") or evidence.areas)
    which = ", ".join(arguments["areas"]) if arguments.get("areas") else "any area"
    for name in arguments["programmes"]:
        cells = _cells(evidence.row(name, grade), lambda _, depth: (depth >= 1,))
        units = [unit for area, unit in zip(evidence.areas, cells, strict=True) if area in wanted]
        yield Draft(name, f"number of areas listed among {which}", "count", sums=count_of(units, "areas"),
                    total=len(units), sources=evidence.sources_of_row(name, grade))  # fmt: skip


def successor_depth(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Mean depth of the successor of a programme less that of the programme."""
    for name in arguments["programmes"]:
        successor = evidence.programme(name)["successor"]
        if successor is None:
            yield Draft(name, "change of mean depth to the successor", missing=f"a successor of {name}")
            continue
        yield from mean_depth(evidence, {"programmes": [successor], "against": [name]}, grade)


def overlap(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """An index of overlap between programmes, each with the one it is compared with."""
    key = arguments["index"]
    for name, other in _against(arguments):
        sums, bounds, sources = _overlap(evidence, key, grade, name, str(other))
        yield Draft(f"{name} and {other}", f"{key} overlap", "index", each="pairs", sums=sums, bounds=bounds,
                    sources=sources)  # fmt: skip


def overlap_change(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Change of an index for every pair of programmes, against the pair of their predecessors."""
    key = arguments["index"]
    for (new_p, old_p), (new_q, old_q) in combinations(_against(arguments), 2):
        sums, (low, high, sharp), sources = _overlap(evidence, key, grade, new_p, new_q)
        less, (least, most, attained), others = _overlap(evidence, key, grade, str(old_p), str(old_q))
        quantity = f"change of {key} overlap since the programmes before"
        bounds = low - most, high - least, sharp and attained
        yield Draft(f"{new_p} and {new_q}", quantity, "index", each="pairs", sums=sums, less=less,
                    bounds=bounds, sources=sources | others)  # fmt: skip


def _overlap(
    evidence: Evidence, key: str, grade: str, first: str, second: str
) -> tuple[Sums, Ends, frozenset[str]]:
    """The overlap of two programmes as sums and by the engine, and the sources of their cells."""
    rows = evidence.row(first, grade), evidence.row(second, grade)
    sources = evidence.sources_of_row(first, grade) | evidence.sources_of_row(second, grade)
    cells = (end for row in rows for end in (row.lower, row.upper))
    ends = evidence.memory.of(engine, key, evidence.top, *cells)
    return evidence.memory.of(pair, key, *rows), ends, sources


def engine(key: str, top: int, low: Vector, high: Vector, least: Vector, most: Vector) -> Ends:
    """Bounds by the engine on two rows of cells; a programme is compared with another one of any kind."""
    lower, upper = (np.array(ends, dtype=np.uint8) for ends in ((low, least), (high, most)))
    labels = tuple(map(str, range(len(low))))
    cells = Content(lower, upper, ("first", "second"), labels, top, np.full(lower.shape, ""))
    found = cells.engine().pair(key, 0, 1, {})
    return float(found["lower"]), float(found["upper"]), bool(found["sharp_lower"] and found["sharp_upper"])


#: What a pair of depths adds to numerator and denominator of the indices a claim may ask for.
TERMS: dict[str, Callable[[int, int], Vector]] = {
    "jaccard": lambda x, y: (x >= 1 and y >= 1, x >= 1 or y >= 1),
    "ruzicka": lambda x, y: (min(x, y), max(x, y)),
}
INDICES = tuple(TERMS)


def pair(key: str, first: Row, second: Row) -> Sums:
    """The overlap of two rows: one unit per area of both."""
    units = []
    cells = zip(first.lower, first.upper, first.items, second.lower, second.upper, second.items, strict=True)
    for low, high, mine, least, most, theirs in cells:
        table = [tuple(TERMS[key](x, y) for y in range(least, most + 1)) for x in range(low, high + 1)]
        options = tuple(dict.fromkeys(option for row in table for option in row))
        swings = [(mine, tuple(zip(*table, strict=True)))] if mine is not None else []
        swings += [(theirs, tuple(table))] if theirs is not None else []
        units.append(Unit(options, tuple(swings) if len(options) > 1 else ()))
    return Sums(tuple(units), Over("overlap", "areas" if key == "jaccard" else "steps of depth"))
