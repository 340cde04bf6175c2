"""Interoperability a second time: each indicator from its formula, bounds by trying every completion.

Plain Python with exact fractions; only roots and the geometric mean round. Nothing here is shared with the
engine, and nothing is fast.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Depths = tuple[int, ...]
Member = tuple[int, ...]  # halves: 0 none, 1 observer, 2 member


@dataclass(frozen=True)
class World:
    """A panel of intervals with everything interoperability needs; numbers are whole or fractions."""

    lower: tuple[Depths, ...]
    upper: tuple[Depths, ...]
    top: int
    weights: tuple[int, ...]
    member_low: tuple[Member, ...]
    member_high: tuple[Member, ...]
    ties: frozenset[int]
    tie_low: Mapping[tuple[int, int], Member]
    tie_high: Mapping[tuple[int, int], Member]
    relevance: tuple[tuple[Fraction, ...], ...]
    system_relevance: tuple[tuple[Fraction, ...], ...]
    values: tuple[int, ...]
    theta: tuple[Fraction, ...]
    alpha: tuple[int, ...]
    menu: Depths
    offered: Member
    system_needs: tuple[tuple[int, int, int, int], ...] = ()  # area, cap, system, at least
    area_needs: tuple[tuple[int, int, int, int], ...] = ()  # area, cap, needed area, at least
    sets: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    groups: tuple[int, ...] = ()

    @property
    def areas(self) -> range:
        """Positions of the areas."""
        return range(len(self.menu))

    @property
    def systems(self) -> range:
        """Positions of the systems."""
        return range(len(self.values))


@dataclass(frozen=True)
class Complete:
    """One completion of some rows: stated depths, memberships, and the ties of a pair."""

    depths: tuple[Depths, ...]
    members: tuple[Member, ...]
    tie: Member


def effective(world: World, depths: Depths, members: Member) -> Depths:
    """Depths after prerequisites: caps are applied until nothing changes."""
    found = list(depths)
    while True:
        before = list(found)
        for area, cap, system, least in world.system_needs:
            if members[system] < least:
                found[area] = min(found[area], cap)
        for area, cap, needed, least in world.area_needs:
            if found[needed] < least:
                found[area] = min(found[area], cap)
        if found == before:
            return tuple(found)


def power_mean(values: Sequence[Fraction | float], weights: Sequence[int], rho: float) -> float:
    """The weighted power mean of the values whose weight is positive."""
    used = [(float(v), w) for v, w in zip(values, weights, strict=True) if w > 0 and v == v]
    if not used:
        return math.nan
    total = sum(w for _, w in used)
    if rho == -math.inf:
        return min(v for v, _ in used)
    if rho <= 0 and any(v == 0 for v, _ in used):
        return 0.0
    if rho == 0:
        return math.exp(sum(w * math.log(v) for v, w in used) / total)
    return float((sum(w * v**rho for v, w in used) / total) ** (1 / rho))


class Pair:
    """The indicators of one completion of a pair."""

    def __init__(self, world: World, complete: Complete) -> None:
        self.world = world
        self.complete = complete
        self.depths = [effective(world, d, m) for d, m in zip(complete.depths, complete.members, strict=True)]
        self.common = [min(column) for column in zip(*self.depths, strict=True)]

    def shared(self, system: int) -> int:
        """Halves of a system that both hold, or of a tie between them."""
        if system in self.world.ties:
            return self.complete.tie[system]
        return min(members[system] for members in self.complete.members)

    def shared_depth(self) -> Fraction:
        """E1."""
        w = self.world
        return Fraction(
            sum(w.weights[i] * self.common[i] for i in w.areas), w.top * sum(w.weights[i] for i in w.areas)
        )

    def dimension(self, d: int) -> Fraction:
        """E3 for one dimension."""
        w = self.world
        return blend(
            w.theta[d],
            [(w.relevance[d][i] * w.weights[i], self.common[i], w.top) for i in w.areas],
            [(w.system_relevance[d][s] * w.values[s], self.shared(s), 2) for s in w.systems],
        )

    def attained(self, side: int, d: int) -> Fraction | float:
        """E5 for one dimension; NaN where the hub offers nothing."""
        w = self.world
        own, held = self.depths[side], self.complete.members[side]
        areas = [(w.relevance[d][i] * w.weights[i], min(own[i], w.menu[i]), w.menu[i]) for i in w.areas]
        systems = [
            (w.system_relevance[d][s] * w.values[s], min(held[s], w.offered[s]), w.offered[s])
            for s in w.systems
        ]
        if not any(weight * top for weight, _, top in areas + systems):
            return math.nan
        return blend(w.theta[d], areas, systems)

    def mediated(self, d: int) -> Fraction:
        """E6 for one dimension."""
        direct = self.dimension(d)
        through = [self.attained(side, d) for side in (0, 1)]
        if any(value != value for value in through):
            return direct
        return max(direct, min(Fraction(value) for value in through))

    def breadth(self, depth: int, d: int) -> Fraction | None:
        """E4 of one dimension: the share of its areas that both reach."""
        w = self.world
        weights = [w.relevance[d][i] * w.weights[i] for i in w.areas]
        return over(sum(weights[i] for i in w.areas if self.common[i] >= depth), sum(weights))

    def breadth_of(self, depth: int, least: int) -> Fraction | None:
        """E4 of at least so many dimensions."""
        shares = [self.breadth(depth, d) for d in range(len(self.world.alpha))]
        known = sorted((share for share in shares if share is not None), reverse=True)
        return known[min(least, len(known)) - 1] if known else None

    def ruzicka(self) -> Fraction | None:
        """E2."""
        w = self.world
        most = [max(column) for column in zip(*self.depths, strict=True)]
        return over(
            sum(w.weights[i] * self.common[i] for i in w.areas), sum(w.weights[i] * most[i] for i in w.areas)
        )

    def shared_practice(self, least: int) -> Fraction | None:
        """E8 of a pair on stated depths."""
        w = self.world
        common = [min(column) for column in zip(*self.complete.depths, strict=True)]
        return over(
            sum(w.weights[i] for i in w.areas if common[i] >= max(1, least)),
            sum(w.weights[i] for i in w.areas if common[i] >= 1),
        )


def blend(
    theta: Fraction,
    areas: Sequence[tuple[Fraction, int, int]],
    systems: Sequence[tuple[Fraction, int, int]],
) -> Fraction:
    """(1 - theta) of the share of areas and theta of the share of systems; a part that is empty gives way."""
    parts = []
    for items in (areas, systems):
        total = sum(weight * top for weight, _, top in items)
        parts.append(Fraction(sum(weight * value for weight, value, _ in items), total) if total else None)
    of_areas, of_systems = parts
    if of_systems is None:
        assert of_areas is not None
        return of_areas
    if of_areas is None:
        return of_systems
    return (1 - theta) * of_areas + theta * of_systems


def over(numerator: int | Fraction, denominator: int | Fraction) -> Fraction | None:
    """The quotient, or None for 0/0."""
    return Fraction(numerator, denominator) if denominator else None


def depth_of_m(world: World, complete: Complete, m: int) -> Fraction:
    """E7: the depth that at least m programmes reach."""
    depths = [effective(world, d, s) for d, s in zip(complete.depths, complete.members, strict=True)]
    ordered = [sorted(column, reverse=True) for column in zip(*depths, strict=True)]
    sums = sum(world.weights[i] * ordered[i][m - 1] for i in world.areas)
    return Fraction(sums, world.top * sum(world.weights))


def share(world: World, depths: Depths, inside: Sequence[int], threshold: int) -> Fraction | None:
    """Share of a set in the areas of a programme at a threshold."""
    named = [i for i in world.areas if depths[i] >= threshold]
    return over(sum(world.weights[i] for i in named if inside[i]), sum(world.weights[i] for i in named))


def concentration(world: World, depths: Depths, threshold: int) -> Fraction | None:
    """Sum of the squared shares of the groups."""
    sums: dict[int, int] = {}
    for i in world.areas:
        if depths[i] >= threshold:
            sums[world.groups[i]] = sums.get(world.groups[i], 0) + world.weights[i]
    return over(sum(value**2 for value in sums.values()), sum(sums.values()) ** 2)


def completions(world: World, rows: Sequence[int]) -> Iterator[Complete]:
    """Every completion of some rows, and of the ties when there are two."""

    def box(low: Sequence[int], high: Sequence[int]) -> list[tuple[int, ...]]:
        return list(itertools.product(*(range(a, b + 1) for a, b in zip(low, high, strict=True))))

    depths = [box(world.lower[row], world.upper[row]) for row in rows]
    members = [box(world.member_low[row], world.member_high[row]) for row in rows]
    pair = (rows[0], rows[1]) if len(rows) == 2 else None
    ties = box(world.tie_low[pair], world.tie_high[pair]) if pair else [()]
    for choice in itertools.product(itertools.product(*depths), itertools.product(*members), ties):
        yield Complete(*choice)


def count(world: World, rows: Sequence[int]) -> int:
    """How many completions there are."""
    ends = [(world.lower[row], world.upper[row]) for row in rows]
    ends += [(world.member_low[row], world.member_high[row]) for row in rows]
    if len(rows) == 2:
        ends.append((world.tie_low[rows[0], rows[1]], world.tie_high[rows[0], rows[1]]))
    return math.prod(b - a + 1 for low, high in ends for a, b in zip(low, high, strict=True))
