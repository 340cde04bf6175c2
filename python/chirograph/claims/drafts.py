"""What a test computes before it is judged, and how counts and shares of records are put."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chirograph.claims.evidence import Used
from chirograph.claims.sums import (
    Measure,
    OpenItem,
    Says,
    States,
    Sums,
    Unit,
    Values,
    Vector,
    counted,
    single,
)  # fmt: skip

Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """One quantity of a test.

    It follows from `sums`, or is `sums` less `less`, whose records are others; `bounds` are ends of the
    engine. The amount is one of `noun`, or of what `sums` names; `change` has it shown with its sign, `shown`
    in words where its ends say nothing. `total` is what the relation "all" compares with. `missing` says
    which records are not in the dataset, `items` what decides where there are no sums to ask, and `more` what
    one more record of the kind would add, by what it would be.
    """

    subject: str
    quantity: str
    unit: str = "share"
    noun: str = ""
    each: str = "programmes"
    sums: Sums | None = None
    less: Sums | None = None
    change: bool = False
    bounds: tuple[float, float, bool] | None = None
    total: float = math.nan
    used: frozenset[Used] = field(default_factory=frozenset)
    missing: str = ""
    items: tuple[OpenItem, ...] = ()
    shown: str = ""
    more: tuple[tuple[str, Vector], ...] = ()

    def read(self, says: Says) -> Draft:
        """The quantity when some open items have the values told."""
        if self.sums is not None:
            sums, less = self.sums.read(says), None if self.less is None else self.less.read(says)
            unmoved = sums is self.sums and less is self.less
            return self if unmoved else replace(self, sums=sums, less=less, bounds=None)
        place = next((says[item.cell] for item in self.items if item.cell in says), None)
        if place is None or self.bounds is None:
            return self
        end = self.bounds[1] if place else self.bounds[0]
        return replace(self, bounds=(end, end, True))

    def leaning(self) -> Iterator[tuple[OpenItem, int, int]]:
        """Every open item with the values of it that make the quantity small, and great."""
        if self.sums is None:
            yield from ((item, 0, 1) for item in self.items)
            return
        yield from self.sums.leaning()
        if self.less is not None:
            yield from ((item, great, small) for item, small, great in self.less.leaning())


@dataclass(frozen=True)
class Count(Measure):
    """How many: each unit adds 0 or 1, or so many steps of a whole.

    `total` is None for records, which are part of no known whole. Not `whole` is an amount over the subjects,
    and not so many of them.
    """

    total: int | None = None
    steps: int = 1
    whole: bool = True

    width = 1

    def value(self, states: States) -> Values:
        """The sum, in subjects."""
        found: Values = states[:, 0] / self.steps
        return found

    @property
    def counts(self) -> bool:
        """Whether it is so many of the subjects."""
        return self.total is not None and self.whole

    def parts(self, sums: Sequence[int]) -> tuple[float, float]:
        """How many of how many."""
        return sums[0] / self.steps, self.total or 0

    def basis(self, sums: Sequence[int]) -> str:
        """For example "4 programmes", "3.5 over 30 systems"."""
        amount = sums[0] / self.steps
        if self.total is None:
            return counted(amount, self.noun)
        return f"{amount:g} over {self.total} {self.noun}"


def count_of(units: Iterable[Unit], noun: str) -> Sums:
    """How many of some subjects: each unit adds 0 or 1."""
    listed = tuple(units)
    return Sums(listed, Count(noun, len(listed)))


def open_field(record: str, field: str, why: str, settled_by: str) -> OpenItem:
    """An open field of a record whose value is no number."""
    return OpenItem(record, field, None, None, why, settled_by)


def flag(known: bool | None, item: OpenItem) -> Unit:
    """A record that counts, does not count, or may count."""
    return single([(0,), (1,)] if known is None else [(int(known),)], item)


def optional(unit: Unit, item: OpenItem) -> Unit:
    """A unit that may also add nothing, because it is open whether the record belongs to the question.

    Examples
    --------
    >>> sure = single([(1, 1)], None)
    >>> optional(sure, OpenItem("C1", "start", None, None, "", "")).options
    ((1, 1), (0, 0))
    """
    nothing = (0,) * len(unit.options[0])
    toggles = tuple((option, nothing) for option in unit.options)
    swings = [(one, (*groups, (nothing,) * len(groups[0]))) for one, groups in unit.swings]
    return Unit((*unit.options, nothing), (*swings, (item, toggles)))


def weighted(items: Sequence[tuple[float, float, OpenItem]], noun: str, *, whole: bool = False) -> Sums:
    """A sum of memberships, each between two ends; they may be halves, so sums are kept in whole steps.

    With `whole` it is so many of the subjects themselves.
    """
    ends = (end for low, high, _ in items for end in (low, high))
    steps = max((end.as_integer_ratio()[1] for end in ends), default=1)
    units = tuple(single([(round(low * steps),), (round(high * steps),)], item) for low, high, item in items)
    return Sums(units, Count(noun, len(items), steps, whole))
