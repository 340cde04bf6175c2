"""The few targets that can matter in an area, and what each costs and is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from chirograph.planning.asked import Asked
from chirograph.planning.objectives import Column

__all__ = ["bases", "options", "rivals"]


def options(asked: Asked, area: int) -> list[Column]:
    """Targets of an area of which no plan needs others, the least first.

    For what the least partner has: all below a level are raised to it, since less adds nothing. For what the
    most has: one partner is raised. Cells that others need are also raised for them alone.
    """
    found = {t: None for base in bases(asked, area) for t in (base, *_raised(asked, area, base))}
    return list(found)


def rivals(asked: Asked, area: int) -> list[Column]:
    """Targets of other plans that a text may favour most, as the same text may hold what they leave out.

    For what the least partner has: those who surely are below a level are raised, and perhaps one more.
    """
    if max in (form.join for form in asked.objective.forms):
        return options(asked, area)
    found: dict[Column, None] = {}
    for base in bases(asked, area):
        found[base] = None
        for level in _levels(asked, area):
            below = [
                p for p, (a, b) in enumerate(zip(asked.hi[area], base, strict=True)) if max(a, b) < level
            ]
            for more in ([], *([p] for p in range(len(base)) if p not in below)):
                if t := _to(asked, area, base, [*below, *more], level):
                    found[t] = None
    return list(found)


def bases(asked: Asked, area: int) -> Iterator[Column]:
    """What has to be held, with each set of cells that others need."""
    needed = [p for p, i in asked.rest() if i == area and asked.base[area][p] < asked.depth]
    for size in range(len(needed) + 1):
        for some in combinations(needed, size):
            if t := _to(asked, area, asked.base[area], some, asked.depth):
                yield t


def _levels(asked: Asked, area: int) -> Iterable[int]:
    top = int(asked.content.tops[area])
    return range(1, top + 1) if asked.objective.layered else range(asked.depth, min(asked.depth, top) + 1)


def _raised(asked: Asked, area: int, base: Column) -> Iterator[Column]:
    every = range(len(base))
    for level in _levels(asked, area):
        least = asked.objective.forms[0].join is min
        for some in [every] if least else [[p] for p in every]:
            if t := _to(asked, area, base, some, level):
                yield t


def _to(asked: Asked, area: int, base: Column, some: Iterable[int], level: int) -> Column | None:
    """The targets with some partners at a level at least; None where one of them may not be raised."""
    up = {p for p in some if base[p] < level}
    if up and (level > asked.content.tops[area] or any((p, area) in asked.barred for p in up)):
        return None
    return tuple(level if p in up else one for p, one in enumerate(base))
