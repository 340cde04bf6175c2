"""An end of a range is a pair: the bound that is proven, and what the best completion found attains."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["SHARP_GAP", "End", "gaps", "interval", "is_open", "opened", "told"]

#: An end with no more than this between the two is sharp; the engine holds the same number.
SHARP_GAP = 1e-9
#: Digits of an open end: as many as tell its two numbers apart.
_DIGITS = range(3, 12)


@dataclass(frozen=True, slots=True)
class End:
    """One end of a range.

    Parameters
    ----------
    bound : float
        What no completion is beyond; NaN when no completion has a value.
    attained : float
        The value of the best completion found; NaN when none is known. Where the end is sharp, both are one.
    high : bool
        Whether it is the upper end.

    Examples
    --------
    >>> End(0.312, 0.340).text(), End(0.8, 0.8, high=True).text(), End(0.312, math.nan).text()
    ('0.312..0.340', '0.800', '~0.312')
    """

    bound: float
    attained: float
    high: bool = False

    @property
    def open(self) -> bool:
        """Whether something is left between the two."""
        return not math.isnan(self.bound) and not abs(self.attained - self.bound) <= SHARP_GAP

    @property
    def known(self) -> bool:
        """Whether a completion is known."""
        return not math.isnan(self.attained)

    @property
    def side(self) -> str:
        """Which end it is."""
        return "upper" if self.high else "lower"

    def numbers(self) -> tuple[str, str]:
        """Bound and attained value with as many digits as tell them apart, three or more.

        Examples
        --------
        >>> End(0.31200, 0.31204).numbers()
        ('0.31200', '0.31204')
        """
        for digits in _DIGITS:
            bound, attained = f"{self.bound:.{digits}f}", f"{self.attained:.{digits}f}"
            if bound != attained:
                break
        return bound, attained

    def text(self) -> str:
        """In short: one number; two of an open end; "~" before a bound without a completion."""
        if not self.open:
            return f"{self.bound:.3f}"
        if not self.known:
            return f"~{self.bound:.3f}"
        bound, attained = self.numbers()
        return f"{attained}..{bound}" if self.high else f"{bound}..{attained}"

    def words(self) -> str:
        """The same in words.

        Examples
        --------
        >>> End(0.312, 0.340).words()
        'open, between 0.312 (proven bound) and 0.340 (best completion found)'
        >>> End(0.8, math.nan, high=True).words()
        'open, not above 0.800 (proven bound; no completion is known)'
        >>> End(0.8, 0.8, high=True).words()
        '0.800, attained'
        """
        if not self.open:
            return f"{self.bound:.3f}, attained"
        if not self.known:
            than = "above" if self.high else "below"
            return f"open, not {than} {self.bound:.3f} (proven bound; no completion is known)"
        bound, attained = self.numbers()
        pair = [f"{bound} (proven bound)", f"{attained} (best completion found)"]
        low, high = reversed(pair) if self.high else pair
        return f"open, between {low} and {high}"


def gaps(bound: Any, attained: Any, sharp: Any) -> NDArray[np.float64]:
    """What is left open between bounds and attained values: 0 where sharp, inf where no completion is known.

    Examples
    --------
    >>> gaps([0.25, 0.5, 0.25], [0.5, 0.5, math.nan], [False, True, False]).tolist()
    [0.25, 0.0, inf]
    """
    left = np.abs(np.subtract(attained, bound))
    return np.where(sharp, 0.0, np.where(np.isnan(left), math.inf, left))


def is_open(*ends: End) -> bool:
    """Whether one of the ends is open."""
    return any(end.open for end in ends)


def opened(lower: End, upper: End) -> str:
    """Which ends are open, in a word or three.

    Examples
    --------
    >>> opened(End(0.1, 0.2), End(0.8, 0.8, high=True)), opened(End(0.1, 0.1), End(0.8, 0.8, high=True))
    ('lower end open', 'sharp')
    """
    if lower.open and upper.open:
        return "both ends open"
    return next((f"{end.side} end open" for end in (lower, upper) if end.open), "sharp")


def told(lower: End, upper: End) -> str:
    """Both ends in words.

    Examples
    --------
    >>> told(End(0.1, 0.2), End(0.8, 0.8, high=True))
    'the lower end is open, between 0.100 (proven bound) and 0.200 (best completion found); the upper end is \
0.800, attained'
    """
    return "; ".join(f"the {end.side} end is {end.words()}" for end in (lower, upper))


def interval(lower: End, upper: End) -> str:
    """Both ends in one bracket.

    Examples
    --------
    >>> interval(End(0.1, 0.2), End(0.8, 0.8, high=True))
    '[0.100..0.200, 0.800]'
    """
    if math.isnan(lower.bound) or math.isnan(upper.bound):
        return "undefined"
    return f"[{lower.text()}, {upper.text()}]"
