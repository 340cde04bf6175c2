"""A small panel with constraints as plain data, and its bounds by trying every completion."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from twin.indices import TWINS, Pair, Value, whole

Profile = tuple[int, ...]
Length = tuple[int, int, int, int]  # row, minimum, maximum, threshold
Joint = tuple[int, list[int], list[list[int]]]  # column, rows, allowed depths of those rows
Block = tuple[int, list[int], int]  # row, columns, threshold
Common = tuple[list[int], list[int], int, int, int]  # rows, columns, minimum, maximum, threshold


@dataclass(frozen=True)
class Case:
    """Programmes x areas of depth intervals, with what is known beyond single cells."""

    lower: tuple[Profile, ...]
    upper: tuple[Profile, ...]
    top: int
    weights: tuple[float, ...] | None = None
    lengths: tuple[Length, ...] = ()
    joint: tuple[Joint, ...] = ()
    blocks: tuple[Block, ...] = ()
    common: tuple[Common, ...] = ()

    @property
    def rows(self) -> int:
        """Number of programmes."""
        return len(self.lower)

    @property
    def columns(self) -> int:
        """Number of areas."""
        return len(self.lower[0])

    def whole_weights(self) -> tuple[int, ...]:
        """The area weights as whole numbers in the same proportions."""
        return whole(self.weights) if self.weights is not None else (1,) * self.columns

    def box_size(self) -> int:
        """How many completions the intervals alone allow."""
        return math.prod(
            high - low + 1
            for lows, highs in zip(self.lower, self.upper, strict=True)
            for low, high in zip(lows, highs, strict=True)
        )

    def row_allowed(self, row: int, depths: Profile) -> bool:
        """Does this profile keep the list lengths and blocks of its row?"""
        for of, minimum, maximum, threshold in self.lengths:
            if of == row and not minimum <= sum(d >= threshold for d in depths) <= maximum:
                return False
        blocks = [(columns, threshold) for of, columns, threshold in self.blocks if of == row]
        return all(any(depths[column] >= threshold for column in columns) for columns, threshold in blocks)

    def allowed(self, matrix: tuple[Profile, ...]) -> bool:
        """Does this completion lie in the intervals and keep every constraint?"""
        inside = all(
            low <= depth <= high
            for lows, depths, highs in zip(self.lower, matrix, self.upper, strict=True)
            for low, depth, high in zip(lows, depths, highs, strict=True)
        )
        by_row = all(self.row_allowed(row, depths) for row, depths in enumerate(matrix))
        return inside and by_row and self.jointly_allowed(matrix)

    def jointly_allowed(self, matrix: tuple[Profile, ...]) -> bool:
        """Do the programmes together keep the joint domains and the common areas?"""
        shared = all(
            minimum <= sum(all(matrix[row][column] >= depth for row in rows) for column in columns) <= maximum
            for rows, columns, minimum, maximum, depth in self.common
        )
        return shared and all(
            [matrix[row][column] for row in rows] in allowed for column, rows, allowed in self.joint
        )

    def row_completions(self, row: int) -> list[Profile]:
        """Every profile of one programme that its intervals, list lengths and blocks allow."""
        ranges = [range(low, high + 1) for low, high in zip(self.lower[row], self.upper[row], strict=True)]
        return [depths for depths in itertools.product(*ranges) if self.row_allowed(row, depths)]

    def completions(self) -> Iterator[tuple[Profile, ...]]:
        """Every completion of the panel."""
        for matrix in itertools.product(*(self.row_completions(row) for row in range(self.rows))):
            if self.jointly_allowed(matrix):
                yield matrix

    def pairs(self, p: int, q: int) -> set[tuple[Profile, Profile]]:
        """What the profiles of programmes p and q may be together."""
        if (
            not self.joint and not self.common and p != q
        ):  # programmes are free of each other: no need to run through the others
            if all(self.row_completions(row) for row in range(self.rows)):
                return set(itertools.product(self.row_completions(p), self.row_completions(q)))
            return set()
        return {(matrix[p], matrix[q]) for matrix in self.completions()}

    def extends(self, pair: tuple[Profile, Profile], p: int, q: int) -> bool:
        """Can these two profiles be part of a completion of the whole panel?"""
        return pair in self.pairs(p, q)


@dataclass(frozen=True)
class Truth:
    """What all completions say together: the range of the values; are none (0), some (1) or all (2) 0/0?"""

    lower: float
    upper: float
    undefined: int


def summarise(values: Iterable[Value]) -> Truth:
    """The range of the values that exist, and how many do not."""
    seen = list(values)
    if not seen:
        raise ValueError("no completion")
    defined = [value for value in seen if value is not None]
    if not defined:
        return Truth(math.nan, math.nan, 2)
    return Truth(float(min(defined)), float(max(defined)), int(len(defined) < len(seen)))


def truth(case: Case, key: str, p: int, q: int, **parameters: float) -> Truth:
    """The sharp bounds of an index for the programmes p and q of a panel, by trying every completion."""
    weights = case.whole_weights()
    twin = TWINS[key]
    return summarise(twin(Pair(x, y, weights, case.top), **parameters) for x, y in case.pairs(p, q))


def scoring_free_truth(case: Case, p: int, q: int) -> Truth:
    """The least and largest Jaccard at any level of any completion: the scoring-free range of Ruzicka."""
    weights = case.whole_weights()
    return summarise(
        TWINS["jaccard"](Pair(x, y, weights, case.top), threshold)
        for x, y in case.pairs(p, q)
        for threshold in range(1, case.top + 1)
    )
