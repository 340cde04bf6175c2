"""The values that a pair can have, each with its chance: exact, or counted over draws."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chirograph.cells.intervals import frozen
from chirograph.ranks.square import DIGITS

__all__ = ["Law"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Law:
    """Values that rise, with their chances; what is left of 1 is the chance of 0/0.

    Parameters
    ----------
    values, chances : (v,) float64
        Every value and its chance.
    draws : int
        Over how many draws the chances were counted; 0 where they are exact.
    """

    values: Numbers
    chances: Numbers
    draws: int = 0

    def __post_init__(self) -> None:
        for name in ("values", "chances"):
            object.__setattr__(self, name, frozen(np.asarray(getattr(self, name), dtype=np.float64)))

    @classmethod
    def drawn(cls, values: Numbers) -> Law:
        """The law of drawn values; those that differ by rounding alone are one value, NaN is 0/0.

        Examples
        --------
        >>> Law.drawn(np.array([0.5, 0.25, 0.5, np.nan])).chances.tolist()
        [0.25, 0.5]
        """
        known = values[~np.isnan(values)]
        _, first, counts = np.unique(np.round(known, DIGITS), return_index=True, return_counts=True)
        return cls(known[first], counts / len(values), len(values))

    def __reduce__(self) -> tuple[object, ...]:
        return Law, (np.array(self.values), np.array(self.chances), self.draws)

    @property
    def defined(self) -> float:
        """The chance that there is a value."""
        return float(self.chances.sum())

    @property
    def mean(self) -> float:
        """The expectation of the value where there is one; NaN where there never is."""
        return float(self.values @ self.chances / self.defined) if len(self.values) else math.nan

    @property
    def error(self) -> float:
        """The standard error of the mean: 0 where the law is exact."""
        if not self.draws or not len(self.values):
            return 0.0
        spread = float(((self.values - self.mean) ** 2) @ self.chances) / self.defined
        return math.sqrt(spread / (self.draws * self.defined))

    def quantile(self, share: float) -> float:
        """The least value that is not passed with this chance, where there is a value.

        Examples
        --------
        >>> Law(np.array([0.1, 0.2]), np.array([0.5, 0.5])).quantile(0.5)
        0.1
        """
        if not len(self.values):
            return math.nan
        passed = np.cumsum(self.chances)
        at = int(np.searchsorted(passed, share * passed[-1] * (1 - 1e-12), side="left"))
        return float(self.values[min(at, len(self.values) - 1)])

    def above(self, threshold: float) -> float:
        """The chance of a value above a threshold, where there is a value."""
        more = self.values > threshold + 10.0**-DIGITS
        return float(self.chances[more].sum() / self.defined) if len(self.values) else math.nan
