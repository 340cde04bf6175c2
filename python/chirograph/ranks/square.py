"""The ends of every pair, and which of them were asked for: what questions about many pairs take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

#: Ends that differ by rounding only are the same end.
DIGITS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Square:
    """The ends of pairs of rows.

    Parameters
    ----------
    rows : tuple of str
        Labels of the programmes.
    lower, upper : (k, k) float64
        The ends of every pair; where an end is open, its certified bound.
    always : (k, k) bool
        Whether a pair has a value in every completion.
    asked : (k, k) bool
        The pairs that were asked for; both orders where the order does not matter.
    """

    rows: tuple[str, ...]
    lower: Numbers
    upper: Numbers
    always: NDArray[np.bool_]
    asked: NDArray[np.bool_]

    @property
    def valued(self) -> NDArray[np.bool_]:
        """The pairs asked for that have a value in some completion."""
        return self.asked & ~np.isnan(self.lower)

    def end(self, name: str) -> Numbers:
        """One end of all of them, without what differs by rounding only."""
        found: Numbers = np.round(self.lower if name == "lower" else self.upper, DIGITS)
        return found


def asked(groups: Sequence[Sequence[int]], size: int, directed: bool) -> NDArray[np.bool_]:
    """Which pairs are of a row of one group with a row of another, no row with itself.

    Examples
    --------
    >>> asked(([0], [0, 1]), 2, True).tolist(), asked(([0], [0, 1]), 2, False).tolist()
    ([[False, True], [False, False]], [[False, True], [True, False]])
    """
    found = np.zeros((size, size), dtype=bool)
    found[np.ix_(*groups)] = True
    np.fill_diagonal(found, False)
    return found if directed else found | found.T


def marked(pairs: Sequence[tuple[int, int]], size: int, directed: bool) -> NDArray[np.bool_]:
    """These pairs as a matrix, in both orders where the order does not matter.

    Examples
    --------
    >>> marked([(1, 0)], 2, True).tolist(), marked([(1, 0)], 2, False).tolist()
    ([[False, False], [True, False]], [[False, True], [True, False]])
    """
    found = np.zeros((size, size), dtype=bool)
    found[tuple(np.array(pairs, dtype=np.intp).reshape(-1, 2).T)] = True
    return found if directed else found | found.T


def listed(groups: Sequence[Sequence[int]], directed: bool) -> list[tuple[int, int]]:
    """The pairs of rows of one group with rows of another, each once, no row with itself.

    Examples
    --------
    >>> listed(([0, 1], [0, 1, 2]), False), listed(([0, 1], [0, 1]), True)
    ([(0, 1), (0, 2), (1, 2)], [(0, 1), (1, 0)])
    """
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for i, j in product(*groups):
        if i != j:
            found.setdefault((i, j) if directed else (min(i, j), max(i, j)), (i, j))
    return list(found.values())
