"""Tests on the overlap of two programmes, and on how it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from chirograph.cells.content import Content
from chirograph.claims.drafts import Arguments, Draft
from chirograph.claims.evidence import Evidence, Row, Used
from chirograph.claims.kinds.cells import against
from chirograph.claims.sums import Measure, Sums, Unit, Vector, counted

Ends = tuple[float, float, bool]

#: What a pair of depths adds to numerator and denominator of the indices a claim may ask for.
TERMS: dict[str, Callable[[int, int], Vector]] = {
    "jaccard": lambda x, y: (x >= 1 and y >= 1, x >= 1 or y >= 1),
    "ruzicka": lambda x, y: (min(x, y), max(x, y)),
}
INDICES = tuple(TERMS)


@dataclass(frozen=True)
class _Overlap(Measure):
    """What two programmes share over what either has."""

    over: str
    counts = False

    def basis(self, sums: Sequence[int]) -> str:
        return f"{sums[0]} of {counted(sums[1], self.over)}"


def overlap(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """An index of overlap between programmes, each with the one it is compared with."""
    key = arguments["index"]
    for name, other in against(arguments):
        sums, bounds, used = _overlap(evidence, key, grade, name, str(other))
        yield Draft(f"{name} and {other}", f"{key} overlap", "index", each="pairs", sums=sums, bounds=bounds,
                    used=used)  # fmt: skip


def change(evidence: Evidence, arguments: Arguments, grade: str) -> Iterator[Draft]:
    """Change of an index for every pair of programmes, against the pair of their predecessors."""
    key = arguments["index"]
    for (new_p, old_p), (new_q, old_q) in combinations(against(arguments), 2):
        sums, (low, high, sharp), used = _overlap(evidence, key, grade, new_p, new_q)
        less, (least, most, attained), others = _overlap(evidence, key, grade, str(old_p), str(old_q))
        quantity = f"change of {key} overlap since the programmes before"
        bounds = low - most, high - least, sharp and attained
        yield Draft(f"{new_p} and {new_q}", quantity, "index", each="pairs", sums=sums, less=less,
                    bounds=bounds, used=used | others)  # fmt: skip


def _overlap(
    evidence: Evidence, key: str, grade: str, first: str, second: str
) -> tuple[Sums | None, Ends, frozenset[Used]]:
    """The overlap of two programmes as sums, for words, and by the engine, and the records of their cells."""
    rows = evidence.row(first, grade), evidence.row(second, grade)
    used = evidence.behind(first, grade) | evidence.behind(second, grade)
    ends = evidence.memory.of(engine, key, evidence.top, *rows)
    return None if evidence.bare else evidence.memory.of(pair, key, *rows), ends, used


def engine(key: str, top: int, first: Row, second: Row) -> Ends:
    """Bounds by the engine on two rows of cells; a programme is compared with another one of any kind."""
    lower, upper = (
        np.array(ends, dtype=np.uint8) for ends in ((first.lower, second.lower), (first.upper, second.upper))
    )
    content = Content(lower, upper, ("first", "second"), first.areas, top, np.full(lower.shape, ""))
    found = content.engine().pair(key, 0, 1, {})
    return float(found["lower"]), float(found["upper"]), bool(found["sharp_lower"] and found["sharp_upper"])


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
