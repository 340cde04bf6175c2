"""What a test computes before it is judged, and how counts and shares of records are put."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from chirograph.claims.sums import OpenItem, States, Sums, Unit, Values, Vector, single

Arguments = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """One quantity of a test.

    Parameters
    ----------
    subject : str
        Whose quantity it is: programmes, partners or systems.
    quantity : str
        What is measured, in words.
    unit : str
        "count", "share", "index", "depth" or "membership".
    noun : str
        What the amount is an amount of, in the plural; empty when `sums` names it.
    each : str
        What one subject is, in the plural: several subjects of one part are counted in it.
    sums : Sums, optional
        How it follows from open records. With `less`, the quantity is this minus that.
    less : Sums, optional
        What is subtracted; its records are independent of those of `sums`.
    change : bool
        Whether it is a change without being a difference of two sums: shown with its sign.
    lead : bool
        Whether it is a lead of one part over another.
    bounds : (lower, upper, sharp), optional
        Ends computed by the engine; otherwise those of `sums`.
    total : float
        What the relation "all" compares with.
    sources : frozenset of str
        Ids of the sources of the records used.
    missing : str
        Which records are not in the dataset, when the quantity cannot be computed.
    items : tuple of OpenItem
        What decides when there are no sums to ask, for example a text read in part.
    """

    subject: str
    quantity: str
    unit: str = "share"
    noun: str = ""
    each: str = "programmes"
    sums: Sums | None = None
    less: Sums | None = None
    change: bool = False
    lead: bool = False
    bounds: tuple[float, float, bool] | None = None
    total: float = math.nan
    sources: frozenset[str] = field(default_factory=frozenset)
    missing: str = ""
    items: tuple[OpenItem, ...] = ()


def ratio(states: States) -> Values:
    """The first sum over the second; NaN for 0/0."""
    top, bottom = states[:, 0].astype(np.float64), states[:, 1].astype(np.float64)
    found: Values = np.divide(top, bottom, out=np.full(len(states), math.nan), where=bottom != 0)
    return found


def part_of_whole(sums: Sequence[float], noun: str) -> str:
    """The first of two sums out of the second: "4 of 11 listed areas"."""
    return f"{sums[0]:g} of {counted(sums[1], noun)}"


def count_of(units: Iterable[Unit], noun: str) -> Sums:
    """How many of some subjects: each unit adds 0 or 1."""
    listed = tuple(units)

    def parts(sums: Sequence[int]) -> tuple[float, float]:
        return sums[0], len(listed)

    return Sums(listed, 1, _first, lambda sums: part_of_whole(parts(sums), noun), parts, noun)


def found_of(units: Iterable[Unit], noun: str) -> Sums:
    """How many records were found: they are part of no known whole."""
    return Sums(tuple(units), 1, _first, lambda sums: counted(sums[0], noun), None, noun)


def share_of(units: Iterable[Unit], noun: str) -> Sums:
    """A share: each unit adds a pair, what counts and what it is counted among."""

    def parts(sums: Sequence[int]) -> tuple[float, float]:
        return sums[0], sums[1]

    return Sums(tuple(units), 2, ratio, lambda sums: part_of_whole(sums, noun), parts, noun)


def _first(states: States) -> Values:
    return states[:, 0].astype(np.float64)


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


def flag(known: bool | None, item: OpenItem, *, among: bool = False) -> Unit:
    """A record that counts, does not count, or may count; with `among` it adds to a total too."""
    choices: Sequence[bool] = (False, True) if known is None else (known,)
    options: list[Vector] = [(int(choice), 1) if among else (int(choice),) for choice in choices]
    return single(options, item)


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
    return Unit((*unit.options, nothing), (*unit.swings, (item, toggles)))


def weighted(items: Sequence[tuple[float, float, OpenItem]], noun: str, *, whole: bool = False) -> Sums:
    """A sum of memberships, each between two ends; they may be fractions, so sums are kept in whole parts.

    With `whole` it is so many of the subjects themselves.
    """
    ends = [Fraction(end).limit_denominator(1000) for low, high, _ in items for end in (low, high)]
    steps = math.lcm(*(end.denominator for end in ends)) if ends else 1
    units = tuple(single([(round(low * steps),), (round(high * steps),)], item) for low, high, item in items)
    over = f"of {len(items)} {noun}" if whole else f"over {len(items)} {noun}"

    def parts(sums: Sequence[int]) -> tuple[float, float]:
        return sums[0] / steps, len(items)

    return Sums(
        units,
        1,
        lambda states: states[:, 0] / steps,
        lambda sums: f"{sums[0] / steps:g} {over}",
        parts if whole else None,
        noun,
    )
