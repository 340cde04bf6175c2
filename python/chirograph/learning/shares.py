"""Shares of a change that several layers bring together, whatever their order: Shapley's, exactly."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

__all__ = ["MOST_LAYERS", "exact", "shares", "smallest"]

#: Every set of layers is looked at, so there are at most 4,096 of them.
MOST_LAYERS = 12
#: An end that is a fraction of counts has a denominator below this.
_COUNTS = 10_000


def shares(count: int, value: Callable[[int], Fraction]) -> tuple[Fraction, ...]:
    """How much of ``value(0) - value(all)`` each of `count` layers brings, on average over their orders.

    A set of layers is a number whose bits say which are in it. The shares add up to the whole change; a layer
    that widens where others narrow can have a negative one.

    Parameters
    ----------
    count : int
        Number of layers.
    value : callable
        What is left to learn under a set of them.

    Examples
    --------
    >>> left = {0: 4, 1: 3, 2: 2, 3: 0}
    >>> [str(share) for share in shares(2, lambda layers: Fraction(left[layers]))]
    ['3/2', '5/2']
    """
    found = [Fraction(0)] * count
    for layers in range(1 << count):
        others = layers.bit_count()
        for i in range(count):
            if not layers >> i & 1:
                weight = Fraction(1, count * math.comb(count - 1, others))
                found[i] += weight * (value(layers) - value(layers | 1 << i))
    return tuple(found)


def smallest(count: int, holds: Callable[[int], bool], most: int | None = None) -> tuple[int, ...]:
    """The sets of layers, of at most `most`, for which something holds and for no smaller set inside them.

    Examples
    --------
    >>> smallest(3, lambda layers: layers & 1 == 1 or layers & 6 == 6)
    (1, 6)
    """
    found: list[int] = []
    for size in range((count if most is None else min(most, count)) + 1):
        for chosen in combinations(range(count), size):
            layers = sum(1 << i for i in chosen)
            if not any(layers & one == one for one in found) and holds(layers):
                found.append(layers)
    return tuple(found)


def exact(end: float) -> Fraction:
    """The fraction of counts that an end is, where it is one; else the end as it is written.

    Examples
    --------
    >>> exact(1 / 3), exact(0.1)
    (Fraction(1, 3), Fraction(1, 10))
    """
    simple = Fraction(end).limit_denominator(_COUNTS)
    return simple if float(simple) == end else Fraction(end)
