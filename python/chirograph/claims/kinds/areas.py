"""Tests on cells: shares of listed areas, depth, presence, and overlap of programmes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from chirograph.cells.content import Content
from chirograph.claims.drafts import Arguments, Draft, count_of
from chirograph.claims.evidence import Evidence, Row
from chirograph.claims.sums import Measure, States, Sums, Unit, Values, Vector, counted, divided, single
from chirograph.errors import DataError, Fault

LISTED = "listed areas"
Ends = tuple[float, float, bool]


@dataclass(frozen=True)
class _OfCells(Measure):
    """A measure of cells: the areas that reach a depth, of a set or all, among those listed."""

    least: int = 1
    chosen: frozenset[str] | None = None

    def adds(self, area: str, depth: int) -> Vector:
        """What a depth of an area adds to the sums."""
        return depth >= self.least and (self.chosen is None or area in self.chosen), depth >= 1


class _Mean(_OfCells):
    """The depths of the listed areas over their number."""

    counts = False

    def adds(self, area: str, depth: int) -> Vector:
        return depth, depth >= 1

    def basis(self, sums: Sequence[int]) -> str:
        return f"{sums[0]} over {sums[1]} {LISTED}"


@dataclass(frozen=True)
class _Lead(_OfCells):
    """The listed areas in a set less those of the largest group outside it, as a share of all."""

    name: str = ""
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def width(self) -> int:
        return 1 + len(self.groups)

    def adds(self, area: str, depth: int) -> Vector:
        inside = self.chosen is not None and area in self.chosen
        others = (not inside and area in areas for _, areas in self.groups)
        return tuple(depth >= 1 and here for here in (inside, *others))

    def value(self, states: States) -> Values:
        most = states[:, 1:].max(axis=1) if self.groups else 0
        return divided(states[:, 0] - most, states.sum(axis=1))

    def parts(self, sums: Sequence[int]) -> tuple[float, float]:
        return sums[0] - max(sums[1:], default=0), sum(sums)

    def basis(self, sums: Sequence[int]) -> str:
        most = max(sums[1:], default=0)
        which = " and ".join(g for (g, _), count in zip(self.groups, sums[1:], strict=True) if count == most)
        return f"{sums[0]} in {self.name} against {most} in {which}, of {sum(sums)}"


@dataclass(frozen=True)
class _Overlap(Measure):
    """What two programmes share over what either has."""

    over: str
    counts = False

    def basis(self, sums: Sequence[int]) -> str:
        return f"{sums[0]} of {counted(sums[1], self.over)}"


def cells(row: Row, measure: _OfCells) -> Sums:
    """A measure of a row: one unit per area."""
    units = [
        single([measure.adds(area, depth) for depth in depths], item) for area, depths, item in row.cells
    ]
    return Sums(tuple(units), measure)


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
    measure: _OfCells,
    *,
    lead: bool = False,
) -> Iterator[Draft]:
    """A quantity and its unit: that of each programme, or its change from the one it is compared with."""
    quantity, unit = about
    for name, other in _against(arguments):
        sums = evidence.memory.of(cells, evidence.row(name, grade), measure)
        sources = evidence.sources_of_row(name, grade)
        if other is None:
            yield Draft(name, quantity, unit, sums=sums, lead=lead, sources=sources)
            continue
        less = evidence.memory.of(cells, evidence.row(other, grade), measure)
        sources |= evidence.sources_of_row(other, grade)
        yield Draft(f"{name} less {other}", f"change of the {quantity}", unit, sums=sums, less=less,
                    sources=sources)  # fmt: skip


def share_of_areas(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Share of the listed areas that lie in a set, or its lead over the largest group outside the set."""
    name = arguments["area_set"]
    chosen = evidence.area_set(name)
    if not arguments.get("lead"):
        about = f"share of listed areas in {name}", "share"
        return _compared(evidence, arguments, grade, about, _OfCells(LISTED, chosen=chosen))
    about = f"lead of {name} over the largest group of other areas, as a share of listed areas", "share"
    measure = _Lead(LISTED, chosen=chosen, name=name, groups=tuple(evidence.groups.items()))
    return _compared(evidence, arguments, grade, about, measure, lead=True)


def depth_share(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Share of the listed areas that reach a depth: practice over rhetoric at that depth."""
    least = int(arguments["depth"])
    about = f"share of listed areas at depth {least} or more", "share"
    return _compared(evidence, arguments, grade, about, _OfCells(LISTED, least))


def mean_depth(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Mean depth of the listed areas."""
    about = "mean depth of listed areas", "depth"
    return _compared(evidence, arguments, grade, about, _Mean("mean depth"))


def area_listed(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """How many of some areas (by default all) a programme lists."""
    wanted = set(arguments.get("areas") or evidence.areas)
    which = ", ".join(arguments["areas"]) if arguments.get("areas") else "any area"
    for name in arguments["programmes"]:
        row = evidence.row(name, grade)
        units = [
            single([(depth >= 1,) for depth in depths], item)
            for area, depths, item in row.cells
            if area in wanted
        ]
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
    ends = evidence.memory.of(engine, key, evidence.top, *rows)
    return evidence.memory.of(pair, key, *rows), ends, sources


def engine(key: str, top: int, first: Row, second: Row) -> Ends:
    """Bounds by the engine on two rows of cells; a programme is compared with another one of any kind."""
    lower, upper = (
        np.array(ends, dtype=np.uint8) for ends in ((first.lower, second.lower), (first.upper, second.upper))
    )
    content = Content(lower, upper, ("first", "second"), first.areas, top, np.full(lower.shape, ""))
    found = content.engine().pair(key, 0, 1, {})
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
    for (_, depths, mine), (_, others, theirs) in zip(first.cells, second.cells, strict=True):
        table = [tuple(TERMS[key](x, y) for y in others) for x in depths]
        options = tuple(dict.fromkeys(option for row in table for option in row))
        swings = [(mine, tuple(zip(*table, strict=True)))] if mine is not None else []
        swings += [(theirs, tuple(table))] if theirs is not None else []
        units.append(Unit(options, tuple(swings) if len(options) > 1 else ()))
    return Sums(tuple(units), _Overlap("overlap", "areas" if key == "jaccard" else "steps of depth"))
