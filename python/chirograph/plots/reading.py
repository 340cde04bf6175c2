"""What the bars of an overlap show: every pair with its ends, its known part and the readings asked for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chirograph.base.markup import DASH
from chirograph.cells.ends import End, is_open
from chirograph.overlap import Overlap, again
from chirograph.pair import PairOverlap
from chirograph.panel import Panel
from chirograph.plots.accept import expect

__all__ = ["Pair", "Reading", "asked", "published_only"]

Places = tuple[NDArray[np.intp], NDArray[np.intp]]


def asked(thing: Overlap | PairOverlap) -> tuple[Overlap, Places]:
    """The result to draw, and the rows and columns of its pairs."""
    if isinstance(thing, PairOverlap):
        places = (thing.overlap.rows.index(label) for label in (thing.first, thing.second))
        i, j = (np.array([place], dtype=np.intp) for place in places)
        return thing.overlap, (i, j)
    expect("bounds", thing, Overlap, "a result of overlap()")
    return thing, thing._positions()


@dataclass(frozen=True)
class Pair:
    """One row of the figure."""

    row: str
    column: str
    label: str
    ends: tuple[End, End]
    sharp: bool
    published: float
    marks: tuple[tuple[float, float], ...]

    @property
    def lower(self) -> float:
        return self.ends[0].bound

    @property
    def upper(self) -> float:
        return self.ends[1].bound

    @property
    def open(self) -> bool:
        return is_open(*self.ends)

    @property
    def attained(self) -> tuple[float, float] | None:
        """From where to where completions are known; None without one."""
        known = [end.attained for end in self.ends if end.known]
        return (min(known), max(known)) if known else None

    def data(self) -> tuple[str | float | bool, ...]:
        marked = tuple(end for mark in self.marks for end in mark)
        low, high = self.ends
        bounds = (low.bound, high.bound, high.bound - low.bound, self.sharp, self.published)
        return (self.row, self.column, *bounds, low.attained, high.attained, *marked)


@dataclass(frozen=True)
class Reading:
    """What the figure needs of a result: pairs in drawing order, range of the index, names of the marks."""

    title: str
    low: float
    high: float
    pairs: tuple[Pair, ...]
    marks: tuple[str, ...]
    assumptions: tuple[str, ...]
    cut: int

    @classmethod
    def of(
        cls,
        overlap: Overlap,
        places: Places,
        assume: Iterable[str] | Mapping[str, Overlap],
        most: int | None,
    ) -> Reading:
        marks = tuple(_marks(overlap, assume))
        published = published_only(overlap)
        order = _order(overlap, *places)
        drawn = order if most is None else order[:most]
        names, directed = {row: overlap.panel.names.get(row, row) for row in overlap.rows}, overlap.directed
        pairs = []
        for i, j in drawn:
            p, q = overlap.rows[i], overlap.rows[j]
            label = f"{names[p]} {'in' if directed else DASH} {names[q]}"
            ends = tuple((float(other.lower[i, j]), float(other.upper[i, j])) for _, other in marks)
            sharp, alone = bool(overlap.sharp[i, j]), float(published.lower[i, j])
            pairs.append(Pair(p, q, label, overlap.ends(i, j), sharp, alone, ends))
        named = tuple(name for name, _ in marks)
        cut = len(order) - len(drawn)
        return cls(overlap.title, *overlap.range, tuple(pairs), named, tuple(overlap.assumptions), cut)


def _order(overlap: Overlap, i: NDArray[np.intp], j: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Pairs by the highest certain value, then the highest possible one, then by name; undefined last."""
    names = [overlap.panel.names.get(row, row) for row in overlap.rows]
    low, high = overlap.lower[i, j].tolist(), overlap.upper[i, j].tolist()
    listed = zip(i.tolist(), j.tolist(), low, high, strict=True)
    key = {(p, q): (math.isnan(a), -a, -b, names[p], names[q]) for p, q, a, b in listed}
    return sorted(key, key=key.__getitem__)


def published_only(overlap: Overlap) -> Overlap:
    """The same index if every cell took its lower end: the known part alone, unknown counted as absent.

    List lengths and other constraints do not apply to it, since it claims nothing about the unknown.
    """
    panel = overlap.panel
    some_kind = panel.content.nominal & (panel.lower >= 1)  # open is only which
    shown = Panel(
        panel.lower,
        np.where(some_kind, panel.upper, panel.lower),
        rows=panel.rows,
        columns=panel.columns,
        weights=panel.weights,
        max_depth=panel.content.tops,
        nominal=panel.nominal,
    )
    return again(overlap, shown)


def _marks(overlap: Overlap, assume: Iterable[str] | Mapping[str, Overlap]) -> Iterator[tuple[str, Overlap]]:
    if isinstance(assume, Mapping):
        yield from assume.items()
        return
    for name in assume:
        yield name, again(overlap, overlap.panel.assume(unpublished=name))
