"""Exact answers on open records: a quantity that is a function of whole-number sums over cells.

A share, a mean depth, a count or an overlap depends on a completion only through a few whole-number sums. The
set of sums that some completion attains is enumerated, so the ends of a quantity are sharp, and a record is
called deciding exactly when some completion of the others leaves the answer to it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from chirograph.base.public import public
from chirograph.errors import DataError, Fault

Vector = tuple[int, ...]
#: Which of its possible values each of some open items has, by its cell, from the least on.
Says = Mapping[str, int]
States = NDArray[np.int64]
Values = NDArray[np.float64]

#: More attainable sums than this are refused, so that a strange dataset cannot exhaust the memory.
MOST_STATES = 2_000_000
#: Up to this many vectors are marked in a field; beyond it only those attained are kept.
DENSE = 2**20


@public
@dataclass(frozen=True, slots=True)
class OpenItem:
    """A record whose value is not known and can turn a verdict.

    Parameters
    ----------
    record : str
        Id of the programme, commitment, membership or event.
    field : str
        The area of a cell, or the field of the record.
    lower, upper : int, float or None
        Least and greatest possible value; None where the value is not a number or has no end.
    why : str
        Why it is not known.
    settled_by : str
        The document that would settle it.

    Examples
    --------
    >>> OpenItem("ITPP-JPN-2023", "A12", 0, 3, "public, not retrieved", "reading the published text").cell
    'ITPP-JPN-2023 A12'
    """

    record: str
    field: str
    lower: float | None
    upper: float | None
    why: str
    settled_by: str

    @property
    def cell(self) -> str:
        """Record and field in one word."""
        return f"{self.record} {self.field}"


@dataclass(frozen=True, slots=True)
class Unit:
    """What one record, or one area of several programmes, adds to the sums: one option per possible value.

    `swings` has for every open item in it the options by the value of that item, once for each way the other
    items may be.
    """

    options: tuple[Vector, ...]
    swings: tuple[tuple[OpenItem, tuple[tuple[Vector, ...], ...]], ...] = ()

    def read(self, says: Says) -> Unit:
        """The options that are left when items have the values told."""
        left = [
            {group[min(says[item.cell], len(group) - 1)] for group in groups}
            for item, groups in self.swings
            if item.cell in says
        ]
        if not left:
            return self
        return Unit(tuple(option for option in self.options if all(option in some for some in left)))


def single(options: Sequence[Vector], item: OpenItem | None) -> Unit:
    """A unit of one record; it is open when it may add different things."""
    distinct = tuple(dict.fromkeys(options))
    if item is None or len(distinct) == 1:
        return Unit(distinct)
    return Unit(distinct, ((item, (tuple(options),)),))


def counted(amount: float, noun: str) -> str:
    """An amount with its noun: "1 activity", "6 activities".

    Examples
    --------
    >>> counted(1, "activities"), counted(0.5, "systems"), counted(6, "activities")
    ('1 activity', '0.5 systems', '6 activities')
    """
    if amount == 1:
        noun = f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")
    return f"{amount:g} {noun}"


def divided(top: States, bottom: States) -> Values:
    """One list of sums over another; NaN for 0/0."""
    found: Values = np.divide(top, bottom, out=np.full(len(top), math.nan), where=bottom != 0)
    return found


@dataclass(frozen=True)
class Measure:
    """How a quantity follows from sums; here a share, the first of two over the second.

    `noun` is what is counted, in the plural. Measures are equal by content, and so are quantities.
    """

    noun: str

    @property
    def width(self) -> int:
        """How many sums."""
        return 2

    @property
    def counts(self) -> bool:
        """Whether the quantity is a part of a whole."""
        return True

    def value(self, states: States) -> Values:
        """(m, width) sums to (m,) values; NaN where the quantity is 0/0."""
        return divided(states[:, 0], states[:, 1])

    def parts(self, sums: Sequence[int]) -> tuple[float, float]:
        """One vector of sums as a part and its whole, for example 4 and 11, when the quantity counts."""
        return sums[0], sums[1]

    def basis(self, sums: Sequence[int]) -> str:
        """One vector of sums in words, for example "4 of 11 listed areas"."""
        return f"{sums[0]} of {counted(sums[1], self.noun)}"


@dataclass(frozen=True)
class Sums:
    """A quantity of the sums of independent units.

    Examples
    --------
    >>> known, open_ = single([(1, 1)], None), single([(0, 0), (0, 1)], OpenItem("P", "A", 0, 1, "", ""))
    >>> share = Sums((known, open_), Measure("areas"))
    >>> share.ends(), share.basis_at(0.5)
    ((0.5, 1.0), '1 of 2 areas')
    """

    units: tuple[Unit, ...]
    measure: Measure

    @cached_property
    def _hash(self) -> int:
        return hash((self.units, self.measure))

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _cells(self) -> frozenset[str]:
        return frozenset(item.cell for unit in self.units for item, _ in unit.swings)

    @cached_property
    def states(self) -> States:
        """Every vector of sums that some completion attains."""
        return reach([unit.options for unit in self.units], self.measure.width)

    @cached_property
    def _given(self) -> Values:
        return self.measure.value(self.states)

    @cached_property
    def values(self) -> Values:
        """Every value attained, increasing; empty when no completion is defined."""
        return np.unique(self._given[~np.isnan(self._given)])

    def ends(self) -> tuple[float, float]:
        """Least and greatest value attained; NaN when no completion is defined."""
        found = self.values
        return (float(found[0]), float(found[-1])) if found.size else (math.nan, math.nan)

    def at(self, value: float) -> list[int] | None:
        """The sums behind a value; the largest of those that give it."""
        found = self.states[self._given == value]
        return [int(part) for part in found[-1]] if len(found) else None

    def basis_at(self, value: float) -> str:
        """The sums behind a value in words."""
        found = self.at(value)
        return "" if found is None else self.measure.basis(found)

    def read(self, says: Says) -> Sums:
        """The sums when some open items have the values told."""
        if self._cells.isdisjoint(says):
            return self
        return Sums(tuple(unit.read(says) if unit.swings else unit for unit in self.units), self.measure)

    def leaning(self) -> Iterator[tuple[OpenItem, int, int]]:
        """Every open item with the values of it that make the quantity small, and great, as things stand."""
        base = self.states[len(self.states) // 2]
        for unit in self.units:
            for item, (group, *_) in unit.swings:
                given = self.measure.value(base + np.array(group) - np.array(group[0]))
                if not np.all(np.isnan(given)):
                    yield item, int(np.nanargmin(given)), int(np.nanargmax(given))

    def deciding(self, answer: Callable[[Values], Values]) -> tuple[OpenItem, ...]:
        """The open items with a completion of the others in which the answer differs by the item's value.

        `answer` turns values into numbers that differ where answers differ; NaN is no answer.
        """

        @cache
        def rest(options: tuple[Vector, ...]) -> States:
            others = [unit.options for unit in self.units]
            others.remove(options)
            return reach(others, self.measure.width)

        @cache
        def turns(options: tuple[Vector, ...], group: tuple[Vector, ...]) -> bool:
            states = np.array(group)[:, None] + rest(options)
            answers = answer(self.measure.value(states.reshape(-1, self.measure.width)))
            answers = answers.reshape(len(group), -1)
            return bool(np.any(np.fmin.reduce(answers) < np.fmax.reduce(answers)))

        return tuple(
            item
            for unit in self.units
            for item, groups in unit.swings
            if any(turns(unit.options, group) for group in groups)
        )


def reach(options: Sequence[tuple[Vector, ...]], width: int) -> States:
    """Every sum of one vector from each list.

    Raises
    ------
    DataError
        When there are more than `MOST_STATES`.

    Examples
    --------
    >>> reach([((0, 1), (1, 1)), ((0, 0), (2, 0))], 2).tolist()
    [[0, 1], [1, 1], [2, 1], [3, 1]]
    """
    base = np.zeros(width, dtype=np.int64)
    sizes = np.ones(width, dtype=np.int64)
    shifted = []
    for vectors, times in Counter(options).items():
        array = np.array(vectors, dtype=np.int64).reshape(len(vectors), width)
        least = array.min(axis=0)
        base += times * least
        sizes += times * (array - least).max(axis=0)
        shifted.append((array - least, times))
    total = math.prod(int(size) for size in sizes)
    if total >= 2**62:
        raise _too_many()
    # One number per vector of sums, in mixed radix: no sum can carry into the next, so adding is exact.
    steps = np.concatenate([np.cumprod(sizes[:0:-1])[::-1], [1]])
    moves = [(array @ steps).tolist() for array, times in shifted if len(array) > 1 for _ in range(times)]
    keys = _dense(moves) if total <= DENSE else _sparse(moves)
    return np.stack(np.unravel_index(keys, sizes), axis=1) + base


def _dense(moves: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Attainable keys in increasing order, by shifting a field of marks, a bit a key."""
    marks = 1
    for offsets in moves:
        marks = reduce(or_, (marks << offset for offset in offsets))
    field = np.frombuffer(marks.to_bytes(marks.bit_length() // 8 + 1, "little"), dtype=np.uint8)
    return np.flatnonzero(np.unpackbits(field, bitorder="little"))


def _sparse(moves: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """The same by a list of keys, where the field of marks would be too long."""
    keys = np.zeros(1, dtype=np.int64)
    for offsets in moves:
        if len(offsets) * len(keys) > MOST_STATES:
            raise _too_many()
        keys = np.unique((keys[:, None] + np.array(offsets)[None, :]).ravel())
    return keys


def _too_many() -> DataError:
    rule = f"a quantity has at most {MOST_STATES} attainable sums"
    return DataError(Fault("", "claims", "", rule, "test the claim on fewer areas", "shape"))
