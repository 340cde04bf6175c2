"""What a test computes before it is judged, and how counts and shares of records are put."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from chirograph.claims._sums import OpenItem, States, Sums, Unit, Values, Vector, single

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
    sums : Sums, optional
        How it follows from open records. With `less`, the quantity is this minus that.
    less : Sums, optional
        What is subtracted; its records are independent of those of `sums`.
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
    sums: Sums | None = None
    less: Sums | None = None
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


def count_of(units: Iterable[Unit], noun: str) -> Sums:
    """How many records: each unit adds 0 or 1."""
    listed = tuple(units)
    size = len(listed)
    return Sums(
        listed, 1, lambda states: states[:, 0].astype(np.float64), lambda sums: f"{sums[0]} of {size} {noun}"
    )


def share_of(units: Iterable[Unit], noun: str) -> Sums:
    """A share: each unit adds a pair, what counts and what it is counted among."""
    return Sums(tuple(units), 2, ratio, lambda sums: f"{sums[0]} of {sums[1]} {noun}")


def flag(known: bool | None, item: OpenItem, *, among: bool = False) -> Unit:
    """A record that counts, does not count, or may count; with `among` it adds to a total too."""
    choices: Sequence[bool] = (False, True) if known is None else (known,)
    options: list[Vector] = [(int(choice), 1) if among else (int(choice),) for choice in choices]
    return single(options, item)


def weighted(items: Sequence[tuple[float, float, OpenItem]], over: str) -> Sums:
    """A sum of memberships, each between two ends; they may be fractions, so sums are kept in whole parts."""
    ends = [Fraction(end).limit_denominator(1000) for low, high, _ in items for end in (low, high)]
    parts = math.lcm(*(end.denominator for end in ends)) if ends else 1
    units = tuple(single([(round(low * parts),), (round(high * parts),)], item) for low, high, item in items)
    return Sums(
        units,
        1,
        lambda states: states[:, 0] / parts,
        lambda sums: f"{sums[0] / parts:g} {over}",
    )
