"""Amounts as they were written: exact fractions in, whole numbers or fractions out."""

from __future__ import annotations

import math
from fractions import Fraction
from numbers import Rational, Real

from chirograph.cells.content import Content

__all__ = ["Amount", "amount", "plain", "said", "unit", "weights_of", "whole"]

#: A whole number, or a fraction where it is none.
Amount = int | Fraction
#: A denominator that nobody reads.
_LONG = 10_000


def amount(value: object) -> Amount | None:
    """A finite number as it is written, 0.1 as 1/10; None for anything else.

    Examples
    --------
    >>> amount(0.1), amount(2.0), amount("2"), amount(True), amount(float("inf"))
    (Fraction(1, 10), 2, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    if isinstance(value, Rational):
        return whole(Fraction(int(value.numerator), int(value.denominator)))
    number = float(value)
    return whole(Fraction(repr(number))) if math.isfinite(number) else None


def whole(value: Amount) -> Amount:
    """A whole number where it is one."""
    return value.numerator if value.denominator == 1 else value


def said(value: Amount) -> str:
    """An amount in words: whole, or a fraction with its decimals, which stand alone where it is long.

    Examples
    --------
    >>> said(Fraction(4)), said(Fraction(1, 6)), said(Fraction(-1, 20000))
    ('4', '1/6 (0.167)', '-0.000050')
    """
    if value.denominator == 1:
        return str(value.numerator)
    return f"{value} ({float(value):.3f})" if value.denominator < _LONG else f"{float(value):.6f}"


def plain(value: Amount) -> int | str:
    """An amount as plain data: a number where it is whole, else the text of its fraction."""
    return value.numerator if value.denominator == 1 else str(value)


def unit(values: list[Amount]) -> Fraction:
    """The largest amount of which all are multiples; 0 where all are 0.

    Examples
    --------
    >>> unit([2, Fraction(1, 2)]), unit([6, 4, 0])
    (Fraction(1, 2), Fraction(2, 1))
    """
    denominator = math.lcm(*(value.denominator for value in values))
    return Fraction(math.gcd(*(int(value * denominator) for value in values)), denominator)


def weights_of(content: Content) -> tuple[Amount, ...]:
    """The weights of the areas where they differ, else 1 each."""
    found = tuple(whole(Fraction(repr(float(one)))) for one in content.full_weights())
    return found if len(set(found)) > 1 else (1,) * len(found)
